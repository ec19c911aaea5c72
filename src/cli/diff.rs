//! `linimasa diff`: what several sources say alike, differently, or alone.

use std::cmp::Reverse;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Status;
use super::driver::ArticleArgs;
use super::inputs::{Inputs, inputs};
use super::output::Output;
use super::tell;
use crate::diff::{Asked, By, Comparer, Comparison, Fact, Field, Relation, Source, speakers};
use crate::emit::diff as emit;
use crate::error::Error;
use crate::timeline::Record;
use crate::{Annotator, Options};

const INPUTS: &str = "\
Articles (.txt .html .json .jsonl) and timelines (.csv .json .jsonl), also .gz and .zst, folders of both, or - for standard input";

/// Compare what several sources report: what they say alike, differently, or alone
#[derive(Debug, clap::Args)]
#[command(mut_arg("inputs", |arg| arg.help(INPUTS)))]
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
    #[arg(long, value_delimiter = ',', value_parser = fields())]
    field: Vec<Field>,

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
    /// Each file, those inside a folder one by one
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

/// The names of the fields, as clap reads them.
fn fields() -> impl TypedValueParser<Value = Field> {
    let named = |name: String| Field::ALL.into_iter().find(|field| field.as_str() == name).ok_or("no such field");
    PossibleValuesParser::new(Field::ALL.map(Field::as_str)).try_map(named)
}

impl Args {
    fn shows(&self, fact: &Fact) -> bool {
        let kind = match self.only {
            None => true,
            Some(Kind::Conflicts) => fact.relation == Relation::Differ,
            Some(Kind::Agreements) => fact.relation == Relation::Agree,
            Some(Kind::Single) => fact.relation == Relation::Only,
        };
        let named = self.field.is_empty() || self.field.contains(&fact.field);
        kind && named && fact.outlets >= self.min_sources
    }
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let options = args.articles.options();
    let annotator = Annotator::new()?;
    let comparer = Comparer::new(&annotator)?;
    let by = match args.by {
        Voice::Publisher => By::Publisher,
        Voice::Article => By::Article,
        Voice::File => By::File,
    };
    let mut output = Output::create(args.output.as_deref())?;
    let Inputs { articles, opened, timelines } = inputs(args.articles.inputs())?;
    let mut sources = told(&comparer, timelines, by, options);
    if !articles.is_empty() {
        let work = |path: &Path, article: &_, annotation: &_| comparer.article(article, annotation, &path.to_string_lossy());
        args.articles.for_each_of(articles, opened, &annotator, options, work, |source| {
            sources.push(source);
            Ok(())
        })?;
    }
    let sources = sound(sources, by)?;
    let comparison = comparer.compare(sources, &Asked { by, threads: args.articles.threads(), ..Asked::default() });
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
    if shown.is_empty() && matches!(args.format, Format::Csv | Format::Jsonl) {
        tell("note", &Error::new(nothing(&comparison)));
    }
    let conflicts = shown.iter().any(|fact| fact.relation == Relation::Differ);
    Ok(if args.check && conflicts { Status::Findings } else { Status::Clean })
}

/// What stands in every row of an output, for one without rows.
fn nothing(comparison: &Comparison) -> String {
    let Comparison { sources, compared, blocking, facts, .. } = comparison;
    let (sources, facts) = (sources.len(), facts.len());
    format!("no fact is written, of {facts} found in {sources} articles; pairs of articles compared: {compared} ({blocking})")
}

/// The sources that timelines tell of. Where files are not the voices, the rows of all of them that cite one article are one
/// source, and a row that stands in two of them is one row.
fn told(comparer: &Comparer<'_>, tables: Vec<(PathBuf, Vec<Record>)>, by: By, options: Options) -> Vec<Source> {
    if by == By::File {
        return tables.iter().flat_map(|(path, records)| comparer.rows(records, &path.to_string_lossy(), &options)).collect();
    }
    let mut records: Vec<Record> = tables.into_iter().flat_map(|(_, records)| records).collect();
    let place = |row: &Record| {
        let text = [&row.article, &row.sha256, &row.kind, &row.statement, &row.id].map(String::clone);
        (text, row.char_start, row.char_end)
    };
    records.sort_by_cached_key(place);
    records.dedup_by_key(|row| place(row));
    comparer.rows(&records, "", &options)
}

/// Leaves out what cannot be compared, with a word about it. Fails where two articles have one id, or where nobody else speaks.
fn sound(mut sources: Vec<Source>, by: By) -> Result<Vec<Source>, Error> {
    // Of an article that was given twice, as itself and as rows, the fullest is taken, in whatever order they were given.
    let place = |source: &Source| (source.article.clone(), source.sha256.clone(), Reverse(source.len()));
    let told = |source: &Source| (source.publisher.clone(), source.published.clone(), source.title.clone(), source.url.clone());
    sources.sort_by_cached_key(|source| (place(source), told(source)));
    if by != By::File {
        sources.dedup_by(|one, other| one.article == other.article && one.sha256 == other.sha256);
        if let Some(pair) = sources.windows(2).find(|pair| pair[0].article == pair[1].article) {
            let publishers = [&pair[0], &pair[1]].map(|source| source.publisher.as_deref().unwrap_or("unnamed outlet"));
            return Err(Error::new(format!(
                "two articles have the id `{}` but different text ({} and {})",
                pair[0].article, publishers[0], publishers[1]
            ))
            .help("give each article an id of its own, or compare whole files with --by file"));
        }
    }
    let (empty, full): (Vec<Source>, Vec<Source>) = sources.into_iter().partition(Source::is_empty);
    for source in &empty {
        tell("warning: left out", &Error::new("the article holds no statement").at(&source.article));
    }
    let voices = speakers(&full, by);
    if voices.len() < 2 {
        let only = voices.first().copied().unwrap_or("");
        return Err(Error::new(match full.len() {
            0 => "there is nothing to compare".to_owned(),
            1 => format!("there is only one article ({only}): there is nobody to compare it with"),
            count => format!("all {count} articles are of one source ({only}): there is nobody to compare it with"),
        })
        .help("give articles of at least two outlets, or take each article for a source with --by article"));
    }
    Ok(full)
}
