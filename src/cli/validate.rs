//! `linimasa validate`: whether timelines are sound, in form, in meaning, and in every citation.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::Status;
use super::driver::cores;
use super::output::Output;
use super::tell;
use crate::article::form;
use crate::article::input::sources;
use crate::article::read::{Defaults, articles};
use crate::error::Error;
use crate::validate::{Form, Options, Report, Schema, Sources, Validator, fix, render};

/// Check timelines: form, meaning, and with --sources every citation
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Timelines (.csv .tsv .json .jsonl, also .gz and .zst), or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The articles that the rows cite: a file or a folder, in every form that `timeline` reads; may be given again
    #[arg(long, value_name = "PATH")]
    sources: Vec<PathBuf>,

    /// A schema of your own on top: JSON Schema, or Frictionless Table Schema
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,

    /// How a timeline is written, where its name does not say it
    #[arg(long, value_enum, value_name = "FORM")]
    input: Option<Input>,

    /// What sets cells apart in CSV: a character, or tab [default: found in the header]
    #[arg(long, value_name = "MARK", value_parser = separator)]
    separator: Option<u8>,

    /// How the findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Show at most N findings of one kind in one column; all are counted [default: 10 in text and github, else 1000]. What is
    /// shown is held in memory, 1 KB a finding
    #[arg(long, value_name = "N|all", value_parser = most)]
    max: Option<Most>,

    /// Where the findings go [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Repair what is certain (offsets that moved, hashes, lines, ids, order) into a new file and list what was done; the
    /// timeline is held in memory
    #[arg(long, value_name = "NEW FILE")]
    fix: Option<PathBuf>,

    /// How many threads work; the output is the same [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Input {
    /// A table, cells set apart by , ; tab or |
    Csv,
    /// An array of objects
    Json,
    /// One object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person: the cell under a caret, then a summary
    Text,
    /// One object, with counts of all kinds
    Json,
    /// One row a finding
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// How many of a kind are shown.
#[derive(Clone, Copy, Debug)]
struct Most(Option<usize>);

fn most(written: &str) -> Result<Most, String> {
    match written {
        "all" => Ok(Most(None)),
        number => number.parse().map(|number| Most(Some(number))).map_err(|_| "a whole number, or `all`".to_owned()),
    }
}

fn separator(written: &str) -> Result<u8, String> {
    match written {
        "tab" | "\\t" => Ok(b'\t'),
        _ => match written.as_bytes() {
            &[byte] if byte != b'"' && !byte.is_ascii_alphanumeric() && byte != b'_' && byte != b'\n' && byte != b'\r' => {
                Ok(byte)
            }
            _ => Err("one ASCII character that is no letter, digit or quotation mark, such as `;`, or `tab`".to_owned()),
        },
    }
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    if args.fix.is_some() && args.files.len() != 1 {
        return Err(Error::new("--fix repairs one timeline at a time").help("name one FILE"));
    }
    let validator = Validator::new()?;
    let schema = args.schema.as_deref().map(read_schema).transpose()?;
    let sources = if args.sources.is_empty() { None } else { Some(read_sources(&args.sources)?) };
    let usual = if matches!(args.format, Format::Text | Format::Github) { 10 } else { 1000 };
    let max = args.max.map_or(Some(usual), |most| most.0);
    let threads = args.threads.map_or_else(cores, usize::from);
    let options = Options { separator: args.separator, max, threads, sources: sources.as_ref(), schema: schema.as_ref() };
    let mut output = Output::create(args.output.as_deref())?;
    if let Some(new) = &args.fix {
        return repair(args, &args.files[0], new, &validator, &options, output);
    }
    let colour = args.output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut reports: Vec<Report> = Vec::new();
    let mut sound = true;
    for file in &args.files {
        let name = file.to_string_lossy();
        let (form, mut stream) = open(file, args.input)?;
        let report = validator.check(&name, form, &mut stream, &options).map_err(|error| cut_off(error, file))?;
        sound &= report.is_sound();
        if args.format == Format::Csv {
            let (all, shown) = (report.counts.iter().map(|count| count.count).sum::<u64>(), report.findings.len() as u64);
            if shown < all {
                let note =
                    Error::new(format!("{shown} of {all} findings are written")).at(file).help("--max all writes all of them");
                tell("note", &note);
            }
        }
        match args.format {
            // A person sees each file when it is done.
            Format::Text => output.write(render::text(&report, colour).as_bytes())?,
            Format::Github => output.write(render::github(&[report]).as_bytes())?,
            Format::Json | Format::Csv | Format::Sarif => reports.push(report),
        }
    }
    match args.format {
        Format::Json => output.write(render::json(&reports).as_bytes())?,
        Format::Csv => output.write(render::csv(&reports).as_bytes())?,
        Format::Sarif => output.write(render::sarif(&reports).as_bytes())?,
        Format::Text | Format::Github => {}
    }
    output.finish()?;
    Ok(if sound { Status::Clean } else { Status::Findings })
}

/// Opens a timeline, unpacked, and tells its form by name, or by its first character where the name says nothing.
fn open(path: &Path, given: Option<Input>) -> Result<(Form, Box<dyn Read + Send>), Error> {
    let stream: form::Stream = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        if path.is_dir() {
            return Err(Error::new("a folder, not a timeline").at(path).help("name the files in it"));
        }
        Box::new(File::open(path).map_err(|error| Error::io(path, &error).help("name a timeline in CSV, JSON or JSON Lines"))?)
    };
    let (by_name, packing) = form::by_name(path);
    let mut stream = form::unpack(stream, packing).map_err(|error| Error::io(path, &error))?;
    let form = match (given, by_name) {
        (Some(Input::Json), _) | (None, Some(form::Form::Json)) => Form::Json,
        (Some(Input::Jsonl), _) | (None, Some(form::Form::JsonLines)) => Form::JsonLines,
        (Some(Input::Csv), _) | (None, Some(_)) => Form::Csv,
        (None, None) => {
            let mut head = Vec::new();
            stream.by_ref().take(512).read_to_end(&mut head).map_err(|error| Error::io(path, &error))?;
            let first = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head).trim_ascii_start().first().copied();
            stream = Box::new(io::Cursor::new(head).chain(stream));
            match first {
                Some(b'{') => Form::JsonLines,
                Some(b'[') => Form::Json,
                _ => Form::Csv,
            }
        }
    };
    Ok((form, stream))
}

/// What the unpacker says of a file that ends too early.
fn cut_off(error: Error, path: &Path) -> Error {
    if form::by_name(path).1.is_some() && !error.is_broken_pipe() {
        return error.help("the packed data may be broken or cut off: fetch or pack the file again");
    }
    error
}

fn read_schema(path: &Path) -> Result<Schema, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, &error).help("name a JSON file with a schema"))?;
    Schema::parse(&path.to_string_lossy(), &text)
}

/// Reads all articles. One that cannot be read is left out with a warning: rows that cite it are then found wanting.
fn read_sources(paths: &[PathBuf]) -> Result<Sources, Error> {
    let mut all = Sources::default();
    for reading in articles(sources(paths)?, Defaults::default()) {
        match reading {
            Ok(reading) => all.add(reading.article.id, reading.article.text),
            Err(fault) if fault.others_go_on => tell("warning: left out", &fault.error),
            Err(fault) => return Err(fault.error),
        }
    }
    if all.is_empty() {
        return Err(Error::new("no article among the sources could be read").help("--sources takes the articles themselves"));
    }
    Ok(all)
}

/// Repairs a timeline into a new file and lists what was done.
fn repair(
    args: &Args,
    file: &Path,
    new: &Path,
    validator: &Validator,
    options: &Options,
    mut list: Output,
) -> Result<Status, Error> {
    let same = |left: &Path, right: &Path| {
        std::fs::canonicalize(left).ok().zip(std::fs::canonicalize(right).ok()).is_some_and(|(l, r)| l == r)
    };
    if same(file, new) {
        return Err(Error::new("--fix writes a new file").at(new).help("name one that is not the timeline itself"));
    }
    let name = file.to_string_lossy();
    let (form, mut stream) = open(file, args.input)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(|error| cut_off(Error::io(file, &error), file))?;
    let fixed = fix::fix(&name, form, &bytes, options)?;
    let report = validator.check(&new.to_string_lossy(), form, &mut fixed.bytes.as_slice(), options)?;
    let mut output = Output::create(Some(new))?;
    output.write(&fixed.bytes)?;
    output.finish()?;
    for repair in &fixed.repairs {
        list.write(format!("{repair}\n").as_bytes())?;
    }
    list.write(if fixed.repairs.is_empty() { b"nothing that could be repaired with certainty\n\n" } else { b"\n" })?;
    list.write(render::text(&report, false).as_bytes())?;
    list.finish()?;
    Ok(if report.is_sound() { Status::Clean } else { Status::Findings })
}
