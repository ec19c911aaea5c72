//! `linimasa explain`: what a diagnostic's code means, why it matters, an example.

use std::fmt::Write as _;

use super::Status;
use super::output::Output;
use crate::diagnostic::Code;
use crate::error::Error;

/// Say what a diagnostic's code means, why it matters, with an example
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A code (L103) or a name (weekday-mismatch) [default: list them all]
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let text = match &args.code {
        None => list(),
        Some(written) => explanation(written)?,
    };
    let mut output = Output::create(None)?;
    output.write(text.as_bytes())?;
    output.finish()?;
    Ok(Status::Clean)
}

fn list() -> String {
    let mut text = String::new();
    for code in Code::ALL {
        let (number, severity) = (code.as_str(), code.severity().as_str());
        let _ = writeln!(text, "{number}  {severity:<7}  {}: {}", code.name(), code.title());
    }
    text
}

fn explanation(written: &str) -> Result<String, Error> {
    let Some(code) = Code::find(written) else {
        let remedy = "`linimasa explain` lists them all";
        return Err(Error::new(format!("`{written}` is no code of a diagnostic")).help(remedy));
    };
    // The first line of the file is severity and title; a reader wants the code with them.
    let body = code.explanation().split_once('\n').map_or("", |(_, body)| body);
    Ok(format!("# {} {}[{}]: {}\n{body}", code.name(), code.severity().as_str(), code.as_str(), code.title()))
}
