//! What is doubtful in the articles, on standard error; and whether to use colour.

use std::io::{IsTerminal, Write};
use std::path::Path;

use clap::{ColorChoice, ValueEnum};

use super::Status;
use crate::annotation::Annotation;
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Severity, render};

/// The arguments about diagnostics and colour.
#[derive(Debug, clap::Args)]
pub(super) struct DoubtArgs {
    /// How to tell on standard error what is doubtful
    #[arg(long, value_enum, default_value_t = Form::Text)]
    diagnostics: Form,

    /// Whether to use colour [default: on a terminal]
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, hide_default_value = true)]
    color: ColorChoice,

    /// Exit code 1 where an article holds a problem or was left out
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The place with a caret; notes only on a terminal
    Text,
    /// One JSON object a line
    Json,
    /// Not at all
    None,
}

/// What is doubtful in one article.
pub(super) struct Doubts {
    shown: String,
    /// How many are more than notes.
    pub(super) problems: usize,
}

impl DoubtArgs {
    /// Writes down what is doubtful in an article, on whatever thread.
    pub(super) fn of(&self, article: &Article, annotation: &Annotation) -> Doubts {
        let doubts = &annotation.diagnostics;
        let problems = doubts.iter().filter(|doubt| doubt.code.severity() > Severity::Note).count();
        let shown = match self.diagnostics {
            _ if doubts.is_empty() => String::new(),
            Form::None => String::new(),
            Form::Json => render::json(doubts, &article.text, &article.id),
            Form::Text => {
                let notes = std::io::stderr().is_terminal();
                let wanted = |doubt: &&Diagnostic| notes || doubt.code.severity() > Severity::Note;
                let doubts: Vec<Diagnostic> = doubts.iter().filter(wanted).cloned().collect();
                render::render(&doubts, &article.text, &article.id, self.colour(&std::io::stderr()))
            }
        };
        Doubts { shown, problems }
    }

    /// Whether what is written for a person gets colour: on standard output by the terminal, in a file never.
    pub(super) fn coloured_output(&self, output: Option<&Path>) -> bool {
        output.is_none_or(|path| path.as_os_str() == "-") && self.colour(&std::io::stdout())
    }

    /// What the exit code is to say of that many problems and articles left out.
    pub(super) const fn status(&self, problems: usize) -> Status {
        if self.strict && problems > 0 { Status::Findings } else { Status::Clean }
    }

    /// Whether that stream gets colour.
    fn colour(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
        }
    }
}

impl Doubts {
    /// Shows them, in the order of the articles.
    pub(super) fn show(&self) {
        if self.shown.is_empty() {
            return;
        }
        let mut stderr = std::io::stderr().lock();
        // The line of progress may stand there.
        let clear = if stderr.is_terminal() { "\r\x1b[K" } else { "" };
        let _ = write!(stderr, "{clear}{}", self.shown);
    }
}
