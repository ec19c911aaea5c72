//! Articles and timelines, mixed: what each file holds is told by its name and its first bytes.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::tell;
use crate::article::form::{self, Form, Stream};
use crate::article::input::{self, Source};
use crate::error::Error;
use crate::timeline::{Record, read};

/// What was found.
pub(super) struct Inputs {
    /// Files with articles, still to be read.
    pub(super) articles: Vec<Source>,
    /// Those of them that cannot be opened twice (standard input, a pipe), as far as they are read.
    pub(super) opened: Vec<(PathBuf, Stream)>,
    /// Timelines with their rows.
    pub(super) timelines: Vec<(PathBuf, Vec<Record>)>,
}

/// Tells articles from timelines, and reads the latter. Warns of timelines without rows, and of tables in folders that are none.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Inputs, Error> {
    let mut found = Inputs { articles: Vec::new(), opened: Vec::new(), timelines: Vec::new() };
    for source in input::sources_and_tables(paths)? {
        match open(&source.path)? {
            Opened::Articles(stream) => {
                found.opened.extend(stream.map(|stream| (source.path.clone(), stream)));
                found.articles.push(source);
            }
            Opened::Timeline(Ok(rows)) if rows.is_empty() => {
                tell("warning: left out", &Error::new("the timeline has no row").at(&source.path));
            }
            Opened::Timeline(Ok(rows)) => found.timelines.push((source.path, rows)),
            Opened::Timeline(Err(error)) if !source.named => tell("warning: left out", &error),
            Opened::Timeline(Err(error)) => return Err(error),
        }
    }
    Ok(found)
}

enum Opened {
    /// With the stream where it cannot be opened again.
    Articles(Option<Stream>),
    Timeline(Result<Vec<Record>, Error>),
}

fn open(path: &Path) -> Result<Opened, Error> {
    let (by_name, packing) = form::by_name(path);
    let table = form::is_table(path);
    let piped = path.as_os_str() == "-" || std::fs::metadata(path).is_ok_and(|file| !file.is_file());
    // Of what cannot be a timeline by its name nothing is read here.
    if !piped && matches!(by_name, Some(Form::Text | Form::Html)) {
        return Ok(Opened::Articles(None));
    }
    let failed = |error: std::io::Error| Error::io(path, &error).help("name articles, folders or timelines that exist");
    let stream: Stream = match path.as_os_str() {
        name if name == "-" => Box::new(std::io::stdin()),
        _ => Box::new(File::open(path).map_err(failed)?),
    };
    let mut stream = form::unpack(stream, packing).map_err(failed)?;
    let mut bytes = Vec::new();
    stream.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
    let rows = read::is_timeline(&bytes);
    let table = table || (by_name.is_none() && !rows && read::is_table(&bytes));
    if !table && !rows {
        let whole: Stream = Box::new(Cursor::new(bytes).chain(stream));
        return Ok(Opened::Articles(piped.then_some(whole)));
    }
    stream.read_to_end(&mut bytes).map_err(failed)?;
    Ok(Opened::Timeline(if table { read::csv(path, &bytes) } else { read::json(path, &bytes) }))
}

/// How much of a file is looked at to tell a timeline from articles, in bytes.
const HEAD: u64 = 1 << 16;
