//! `linimasa annotate`: what is found in each article, one after the other.

use std::path::PathBuf;

use super::Status;
use super::driver::ArticleArgs;
use super::output::Output;
use crate::diagnostic::Severity;
use crate::emit::annotation::Out;
use crate::error::Error;
use crate::{Annotator, Options};

/// Find dates, quotes, dated claims and problems in articles
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticleArgs,

    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,

    /// Where to write them; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Exit code 1 where an article holds a problem or was left out
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One JSON object per article and line
    Jsonl,
}

pub(super) fn run(args: Args) -> Result<Status, Error> {
    let options = Options { today: Some(args.articles.today()) };
    let annotator = Annotator::new()?;
    let mut output = Output::create(args.output.as_deref())?;
    let mut problems = 0;
    let tally = args.articles.for_each(
        |article| {
            let annotation = annotator.annotate(article, &options);
            let found = annotation.diagnostics.iter().filter(|problem| problem.code.severity() > Severity::Note).count();
            let mut line = match args.format {
                Format::Jsonl => serde_json::to_vec(&Out::new(article, &annotation)),
            };
            if let Ok(line) = &mut line {
                line.push(b'\n');
            }
            (line, found)
        },
        |(line, found)| {
            problems += found;
            output.write(&line.map_err(|error| Error::new(error.to_string()))?)
        },
    )?;
    output.finish()?;
    Ok(if args.strict && problems + tally.left_out > 0 { Status::Findings } else { Status::Clean })
}
