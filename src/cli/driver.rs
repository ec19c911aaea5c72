//! What every subcommand that reads articles shares: its arguments, threads, warnings and progress.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

use super::progress::Progress;
use super::tell;
use crate::article::form::Stream;
use crate::article::input::{Source, sources};
use crate::article::read::{Defaults, Fault, Pieces, Reading};
use crate::article::{Article, DctSource, Published, decode};
use crate::error::Error;
use crate::parallel::map_ordered;
use crate::{Annotation, Annotator, Options};

/// So many bytes of text are annotated at once: some twenty articles, which with all that is found in them still fit into the
/// processor's cache.
const BATCH: usize = 48 * 1024;

/// The arguments by which articles are read.
#[derive(Debug, clap::Args)]
pub(super) struct ArticleArgs {
    /// Files (.txt .html .json .jsonl, also .gz and .zst), folders, or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// The day of reading, after which no article was written; decides a year that nothing else gives [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<NaiveDate>,

    /// How many threads work; the output is the same [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// The publication date of articles that give none: 2023-07-26, RFC 3339, or a date line as sites print it
    #[arg(long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,

    /// The outlet of articles that name none
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// The address of articles that give none
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The encoding of the files, where it is not UTF-8 and they do not say it (windows-1252, utf-16le ...)
    #[arg(long, value_name = "NAME", value_parser = decode::named)]
    encoding: Option<&'static encoding_rs::Encoding>,

    /// Stop at the first article that cannot be read, instead of leaving it out with a warning
    #[arg(long)]
    fail_fast: bool,
}

fn day(written: &str) -> Result<NaiveDate, Error> {
    written.parse().map_err(|_| Error::new("no day of the calendar; write it as 2023-07-26"))
}

fn published(written: &str) -> Result<Published, Error> {
    Published::parse(written, DctSource::User)
        .ok_or_else(|| Error::new("no date that is understood; write 2023-07-26 or 2023-07-26T09:12:00+07:00"))
}

/// How many articles were read, and how many left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) read: usize,
    pub(super) left_out: usize,
}

impl ArticleArgs {
    /// What is read, as given.
    pub(super) fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// `--threads`, or one for each core.
    pub(super) fn threads(&self) -> usize {
        self.threads.map_or_else(cores, usize::from)
    }

    /// `--today`, or the day of the run in Jakarta.
    pub(super) fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(present_day)
    }

    /// What the caller knows that the articles do not say.
    pub(super) fn options(&self) -> Options {
        Options { today: Some(self.today()), ..Options::default() }
    }

    /// Annotates every article, calls `work` on each, on all threads, and `sink` on each result in the order of the input.
    /// Warns of articles that cannot be read, and fails where none can, or, with `--fail-fast`, at the first.
    pub(super) fn for_each<U: Send>(
        &self,
        annotator: &Annotator,
        options: Options,
        work: impl Fn(&Article, &Annotation) -> U + Sync,
        sink: impl FnMut(U) -> Result<(), Error>,
    ) -> Result<Tally, Error> {
        let work = |_: &Path, article: &_, annotation: &_| work(article, annotation);
        self.for_each_of(sources(&self.inputs)?, Vec::new(), annotator, options, work, sink)
    }

    /// The same for the articles of some files, a few of them already `opened`; `work` is told the file, too.
    pub(super) fn for_each_of<U: Send>(
        &self,
        sources: Vec<Source>,
        opened: Vec<(PathBuf, Stream)>,
        annotator: &Annotator,
        options: Options,
        work: impl Fn(&Path, &Article, &Annotation) -> U + Sync,
        mut sink: impl FnMut(U) -> Result<(), Error>,
    ) -> Result<Tally, Error> {
        let defaults = Defaults {
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            published: self.published.clone(),
            encoding: self.encoding,
        };
        let mut tally = Tally::default();
        let mut progress = Progress::new();
        map_ordered(
            self.threads(),
            Pieces::new(sources, self.encoding).opened(opened),
            |piece| {
                let (size, path) = (piece.size(), piece.path().to_path_buf());
                let annotated = |batch: Vec<Reading>| {
                    let annotations = annotator.annotate_all(batch.iter().map(|reading| &reading.article), &options);
                    let worked = |(reading, annotation): (Reading, Annotation)| {
                        (work(&path, &reading.article, &annotation), reading.warnings)
                    };
                    batch.into_iter().zip(annotations).map(worked).collect::<Vec<_>>()
                };
                (size, in_batches(piece.articles(&defaults), annotated))
            },
            |(size, results)| {
                for result in results {
                    match result {
                        Ok((result, warnings)) => {
                            for warning in &warnings {
                                progress.clear();
                                tell("warning", warning);
                            }
                            tally.read += 1;
                            sink(result)?;
                        }
                        Err(fault) if fault.others_go_on && !self.fail_fast => {
                            progress.clear();
                            tell("warning: left out", &fault.error);
                            tally.left_out += 1;
                        }
                        Err(fault) => return Err(fault.error),
                    }
                }
                progress.add(size, tally.read);
                Ok(())
            },
        )?;
        progress.clear();
        if tally.read == 0 {
            return Err(Error::new("no article could be read").help("give files that hold articles; see the warnings above"));
        }
        if tally.left_out > 0 {
            let note = format!("{} of {} articles left out", tally.left_out, tally.left_out + tally.read);
            tell("warning", &Error::new(note).help("--fail-fast stops at the first, --strict makes it exit code 1"));
        }
        Ok(tally)
    }
}

/// Calls `work` on some articles at a time, and joins its results with what could not be read, in the order of the input.
fn in_batches<U>(
    readings: impl Iterator<Item = Result<Reading, Fault>>,
    work: impl Fn(Vec<Reading>) -> Vec<U>,
) -> Vec<Result<U, Fault>> {
    let mut results = Vec::new();
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for read in readings {
        let fault = match read {
            Ok(reading) => {
                bytes += reading.article.text.len();
                batch.push(reading);
                None
            }
            Err(fault) => Some(fault),
        };
        if bytes >= BATCH || fault.is_some() {
            results.extend(work(std::mem::take(&mut batch)).into_iter().map(Ok));
            bytes = 0;
        }
        results.extend(fault.map(Err));
    }
    results.extend(work(batch).into_iter().map(Ok));
    results
}

/// The present day in Jakarta (UTC+7). The only place that reads the clock for what is written.
#[expect(clippy::disallowed_methods, reason = "the command line may know what day it is; the library may not")]
fn present_day() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let jakarta = since + Duration::from_secs(7 * 60 * 60);
    DateTime::from_timestamp_secs(jakarta.as_secs() as i64).unwrap_or_default().date_naive()
}

/// How many threads work where nobody says.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{BATCH, in_batches};
    use crate::article::Article;
    use crate::article::read::{Fault, Reading};
    use crate::error::Error;

    #[test]
    fn batches_are_bounded_and_keep_what_cannot_be_read_in_its_place() {
        let read = |id: &str, length: usize| {
            let article = Article { id: id.into(), text: "a".repeat(length), ..Article::default() };
            Ok(Reading { article, warnings: Vec::new() })
        };
        let fault = Err(Fault { error: Error::new("kosong"), others_go_on: true });
        let readings = [read("1", 9), fault, read("2", BATCH - 1), read("3", 9), read("4", 9)];
        let sizes = RefCell::new(Vec::new());
        let results = in_batches(readings.into_iter(), |batch| {
            sizes.borrow_mut().push(batch.len());
            batch.into_iter().map(|reading| reading.article.id).collect()
        });
        let results: Vec<String> =
            results.into_iter().map(|result| result.unwrap_or_else(|fault| fault.error.to_string())).collect();
        assert_eq!(results, ["1", "kosong", "2", "3", "4"]);
        assert_eq!(sizes.into_inner(), [1, 2, 1]);
    }
}
