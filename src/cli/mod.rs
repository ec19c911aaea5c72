//! The command line. All that touches the clock and the terminal is here; each subcommand has a file of its own with its
//! `Args` and `run(Args) -> Result<Status, Error>`, and a line in [`Command`].

mod annotate;
mod diff;
mod doubts;
mod driver;
mod explain;
mod inputs;
mod output;
mod progress;
mod schema;
mod timeline;
mod validate;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

/// Reads Indonesian news and turns it into a timeline one can check.
#[derive(Debug, Parser)]
#[command(name = "linimasa", version, about, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, nothing found wrong; 1 done, with findings; 2 could not be done (usage, unreadable input, disk full).";

#[derive(Debug, Subcommand)]
enum Command {
    Timeline(timeline::Args),
    Annotate(annotate::Args),
    Validate(validate::Args),
    Schema(schema::Args),
    Explain(explain::Args),
    Diff(diff::Args),
}

/// What a subcommand that was carried out has to say by its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Nothing found wrong: 0.
    Clean,
    /// Findings: 1.
    Findings,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version come this way, too; a closed standard output is no reason to complain.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let done = match cli.command {
        Command::Timeline(args) => timeline::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Diff(args) => diff::run(&args),
    };
    match done {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Findings) => ExitCode::from(1),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            tell("error", &error);
            ExitCode::from(2)
        }
    }
}

/// Writes a message to standard error, where somebody still reads it.
fn tell(kind: &str, error: &Error) {
    let _ = writeln!(std::io::stderr(), "{kind}: {error}");
}
