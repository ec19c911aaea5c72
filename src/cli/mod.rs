//! The command line: reading, writing, exit codes. All that touches files, the clock and the terminal is here.

use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

use crate::article::{Article, DctSource, Published};
use crate::emit::annotation::Out;
use crate::{Annotator, Options};

/// Runs the program.
pub fn main() -> ExitCode {
    let mut path = None;
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(2);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--today" => options.today = arguments.next().and_then(|day| day.parse().ok()),
            "--format" => drop(arguments.next()),
            _ => path = Some(argument),
        }
    }
    let annotator = match Annotator::new() {
        Ok(annotator) => annotator,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let file = std::io::BufReader::new(std::fs::File::open(path.unwrap_or_default()).expect("a file"));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in file.lines() {
        let value: serde_json::Value = serde_json::from_str(&line.expect("utf-8")).expect("json");
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let published = text("published").and_then(|written| {
            Some(Published {
                date: written.get(..10)?.parse().ok()?,
                instant: chrono::DateTime::parse_from_rfc3339(&written).ok(),
                from: DctSource::Metadata,
            })
        });
        let article = Article {
            id: text("id").unwrap_or_default(),
            publisher: text("publisher"),
            url: text("url"),
            title: text("title"),
            published,
            text: text("text").unwrap_or_default(),
        };
        let annotation = annotator.annotate(&article, &options);
        serde_json::to_writer(&mut out, &Out::new(&article, &annotation)).expect("writes");
        out.write_all(b"\n").expect("writes");
    }
    ExitCode::SUCCESS
}
