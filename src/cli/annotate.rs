//! `linimasa annotate`: what is found in each article, one after the other.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Status;
use super::doubts::DoubtArgs;
use super::driver::ArticleArgs;
use super::output::Output;
use crate::emit::annotation::Out;
use crate::emit::{text, timeml};
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

    /// Where to write them; the file appears when it is whole. TimeML of several articles needs a folder (NAME/)
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    doubts: DoubtArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object per article and line
    Jsonl,
    /// TimeML 1.2.1: the text with TIMEX3 tags, one article per document
    Timeml,
    /// The text with [time = value], {statement = speaker} and <date> before each dated claim
    Text,
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let options = Options { unmeasured: true, ..args.articles.options() };
    let annotator = Annotator::new()?;
    let mut target = Target::create(args)?;
    let colour = args.doubts.coloured_output(args.output.as_deref());
    let mut problems = 0;
    let tally = args.articles.for_each(
        &annotator,
        options,
        |article, annotation| {
            let written = match args.format {
                Format::Jsonl => Out::new(article, annotation, &options).line(),
                Format::Timeml => timeml::document(article, annotation, annotator.lexicon()).into_bytes(),
                Format::Text => text::marked(article, annotation, colour).into_bytes(),
            };
            let id = (args.format == Format::Timeml).then(|| article.id.clone());
            (written, id, args.doubts.of(article, annotation))
        },
        |(written, id, doubts)| {
            doubts.show();
            problems += doubts.problems;
            target.write(&written, id.as_deref())
        },
    )?;
    target.finish()?;
    Ok(args.doubts.status(problems + tally.left_out))
}

/// Where the articles go.
enum Target {
    /// All one after the other.
    Stream(Output),
    /// The one document of an output; held back until it is known to be the only one.
    Single(Output, Option<Vec<u8>>),
    /// A document each.
    Folder(PathBuf, HashSet<String>),
}

impl Target {
    fn create(args: &Args) -> Result<Self, Error> {
        let path = args.output.as_deref();
        if args.format != Format::Timeml {
            return Output::create(path).map(Self::Stream);
        }
        match path.filter(|path| path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\'])) {
            Some(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
                Ok(Self::Folder(folder.to_path_buf(), HashSet::new()))
            }
            None => Ok(Self::Single(Output::create(path)?, None)),
        }
    }

    fn write(&mut self, written: &[u8], id: Option<&str>) -> Result<(), Error> {
        match self {
            Self::Stream(output) => output.write(written),
            Self::Single(_, held) if held.is_none() => {
                *held = Some(written.to_vec());
                Ok(())
            }
            Self::Single(..) => Err(Error::new("a TimeML document holds one article, and there are more")
                .help("name a folder with -o NAME/ to write a document each")),
            Self::Folder(folder, names) => {
                let mut output = Output::create(Some(&document_path(folder, id.unwrap_or_default(), names)))?;
                output.write(written)?;
                output.finish()
            }
        }
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Stream(output) => output.finish(),
            Self::Single(mut output, held) => {
                output.write(&held.unwrap_or_default())?;
                output.finish()
            }
            Self::Folder(..) => Ok(()),
        }
    }
}

/// A file name for an article: its id, with whatever a file system might mind replaced, numbered where it was there before.
fn document_path(folder: &Path, id: &str, names: &mut HashSet<String>) -> PathBuf {
    let safe = |character: char| if character.is_alphanumeric() || "-_.".contains(character) { character } else { '_' };
    let stem: String = id.chars().map(safe).take(120).collect::<String>().trim_matches('.').to_owned();
    let stem = if stem.is_empty() { "article".to_owned() } else { stem };
    let mut name = stem.clone();
    let mut number = 1;
    while !names.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{stem}-{number}");
    }
    folder.join(name + ".tml")
}
