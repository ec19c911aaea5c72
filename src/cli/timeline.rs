//! `linimasa timeline`: the dated claims and statements of all articles in order of time, each citing its source.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Status;
use super::doubts::DoubtArgs;
use super::driver::ArticleArgs;
use super::output::Output;
use crate::Annotator;
use crate::emit::datapackage::{Sum, datapackage};
use crate::emit::json::{write_json, write_jsonl};
use crate::emit::list::write_list;
use crate::emit::table::{CsvOptions, write_csv};
use crate::error::Error;
use crate::timeline::{Record, records, sort};

/// Turn articles into a timeline: dated claims and statements in order of time, each citing its source
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticleArgs,

    /// How to write it [default: by the ending of the output's name, else csv]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Where to write it; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// CSV: a byte order mark in front, by which Excel recognises UTF-8
    #[arg(long)]
    bom: bool,

    /// CSV: an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long)]
    excel_safe: bool,

    /// CSV: write NAME.datapackage.json beside it (Frictionless: schema, hash, row count, sources)
    #[arg(long, requires = "output")]
    datapackage: bool,

    #[command(flatten)]
    doubts: DoubtArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table (RFC 4180, UTF-8)
    Csv,
    /// An array of nested objects
    Json,
    /// One nested object a line
    Jsonl,
    /// A list for a person: date, expression, place; below it who says what
    Text,
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let format = format(args)?;
    let annotator = Annotator::new()?;
    let mut output = Output::create(args.output.as_deref())?;
    let package = args.output.as_deref().filter(|_| args.datapackage).map(package_path);
    let package = package.map(|path| Output::create(Some(&path))).transpose()?;
    let mut rows: Vec<Record> = Vec::new();
    let mut problems = 0;
    let tally = args.articles.for_each(
        &annotator,
        args.articles.options(),
        |article, annotation| (records(article, annotation), args.doubts.of(article, annotation)),
        |(records, doubts)| {
            doubts.show();
            problems += doubts.problems;
            rows.extend(records);
            Ok(())
        },
    )?;
    sort(&mut rows);
    let colour = args.doubts.coloured_output(args.output.as_deref());
    let mut sum = Sum::default();
    output.write_with(|out| match format {
        Format::Csv => write_csv(sum.over(out), &rows, CsvOptions { bom: args.bom, excel_safe: args.excel_safe }),
        Format::Json => write_json(out, &rows),
        Format::Jsonl => write_jsonl(out, &rows),
        Format::Text => write_list(out, &rows, colour),
    })?;
    output.finish()?;
    if let (Some(mut package), Some(path)) = (package, args.output.as_deref()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let descriptor = datapackage(&name, &sum, &rows);
        package.write_with(|out| writeln!(out, "{descriptor:#}"))?;
        package.finish()?;
    }
    if std::io::stderr().is_terminal() {
        let undated = rows.iter().filter(|row| row.date.is_empty()).count();
        let _ = writeln!(std::io::stderr(), "{} rows ({undated} undated) from {} articles", rows.len(), tally.read);
    }
    Ok(args.doubts.status(problems + tally.left_out))
}

fn format(args: &Args) -> Result<Format, Error> {
    let ending = args.output.as_deref().and_then(Path::extension).map(std::ffi::OsStr::to_ascii_lowercase);
    let by_name = match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("json") => Format::Json,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        Some("txt") => Format::Text,
        _ => Format::Csv,
    };
    let format = args.format.unwrap_or(by_name);
    for (asked, flag) in [(args.bom, "--bom"), (args.excel_safe, "--excel-safe"), (args.datapackage, "--datapackage")] {
        if asked && format != Format::Csv {
            return Err(Error::new(format!("{flag} is for CSV only")).help("leave it out, or write --format csv"));
        }
    }
    Ok(format)
}

/// `timeline.csv` has its description in `timeline.datapackage.json`.
fn package_path(csv: &Path) -> PathBuf {
    csv.with_extension("datapackage.json")
}
