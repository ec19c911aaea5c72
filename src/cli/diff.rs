//! `linimasa diff`: what several sources say alike, differently, or alone.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::Status;
use super::driver::ArticleArgs;
use super::output::Output;
use crate::diff::{Asked, By, Comparer, Fact, Field, Relation, Source};
use crate::emit::diff as emit;
use crate::error::Error;
use crate::{Annotator, Options};

/// Compare what several sources report: what they say alike, differently, or alone
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticleArgs,

    /// How to write the facts
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Where to write them; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What counts as one voice: what it says twice is not compared with itself
    #[arg(long, value_enum, default_value_t = Voice::Publisher)]
    by: Voice,

    /// Show only these facts
    #[arg(long, value_enum)]
    only: Option<Kind>,

    /// Show only facts of these fields
    #[arg(long, value_enum, value_delimiter = ',')]
    field: Vec<FieldName>,

    /// Show only facts that at least this many outlets state
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_sources: usize,

    /// Exit code 1 where sources differ
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// One statement a row
    Csv,
    /// One object: events with their facts
    Json,
    /// One fact a line
    Jsonl,
    /// Tables for a report
    Markdown,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Voice {
    /// Each outlet; an article that names none speaks for itself
    Publisher,
    /// Each article
    Article,
    /// Each input file
    File,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    /// Where sources differ
    Conflicts,
    /// Where they say the same
    Agreements,
    /// What one alone says
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FieldName {
    Number,
    Date,
    Time,
    Place,
    Name,
    Speaker,
    Wording,
    Event,
}

impl Args {
    fn shows(&self, fact: &Fact) -> bool {
        let kind = match self.only {
            None => true,
            Some(Kind::Conflicts) => fact.relation == Relation::Differ,
            Some(Kind::Agreements) => fact.relation == Relation::Agree,
            Some(Kind::Single) => fact.relation == Relation::Only,
        };
        let field = Field::ALL.iter().position(|field| *field == fact.field);
        let named = self.field.is_empty() || self.field.iter().any(|name| Some(*name as usize) == field);
        kind && named && fact.outlets >= self.min_sources
    }
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let options = Options { today: Some(args.articles.today()) };
    let annotator = Annotator::new()?;
    let comparer = Comparer::new(&annotator)?;
    let mut output = Output::create(args.output.as_deref())?;
    let mut sources: Vec<Source> = Vec::new();
    args.articles.for_each(
        |article| comparer.article(article, &annotator.annotate(article, &options), ""),
        |source| {
            sources.push(source);
            Ok(())
        },
    )?;
    let by = match args.by {
        Voice::Publisher => By::Publisher,
        Voice::Article => By::Article,
        Voice::File => By::File,
    };
    let comparison = comparer.compare(sources, &Asked { by, ..Asked::default() });
    let shown: Vec<&Fact> = comparison.facts.iter().filter(|fact| args.shows(fact)).collect();
    let json = |error: serde_json::Error| Error::new(error.to_string());
    match args.format {
        Format::Text => {
            let colour = args.output.is_none() && std::io::stdout().is_terminal();
            let mark = if colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("»", "«") };
            output.write(emit::text(&comparison, &shown, mark).as_bytes())?;
        }
        Format::Csv => output.write(&emit::csv(&comparison, &shown)?)?,
        Format::Json => {
            let mut whole = serde_json::to_vec_pretty(&emit::Whole::new(&comparison, &shown)).map_err(json)?;
            whole.push(b'\n');
            output.write(&whole)?;
        }
        Format::Jsonl => {
            for fact in &shown {
                let mut line = serde_json::to_vec(&emit::Out::new(&comparison, fact)).map_err(json)?;
                line.push(b'\n');
                output.write(&line)?;
            }
        }
        Format::Markdown => output.write(emit::markdown(&comparison, &shown).as_bytes())?,
    }
    output.finish()?;
    let conflicts = shown.iter().any(|fact| fact.relation == Relation::Differ);
    Ok(if args.check && conflicts { Status::Findings } else { Status::Clean })
}
