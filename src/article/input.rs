//! Which files are read: what the user names, and what lies in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::form::{self, ENDINGS};
use crate::error::Error;

/// One file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path as given, `-` for standard input.
    pub path: PathBuf,
    /// Whether the user named it. One found in a folder is one among many: where it is no article, the others go on.
    pub named: bool,
}

impl Source {
    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// Lists the files, in the order given; folders are walked in name order, hidden files left out, and of the rest those read
/// whose ending names a form. Fails where a path does not exist or a folder holds no article.
pub fn sources(inputs: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let none = || Error::new("there is no article in this folder").help(format!("articles are files that end in {ENDINGS}"));
    list(inputs, |path| form::by_name(path).0.is_some(), none)
}

/// The same with tables (`.csv`), in which timelines come.
pub fn sources_and_tables(inputs: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let none = || {
        let help = format!("articles are files that end in {ENDINGS}, timelines such that end in .csv, .json or .jsonl");
        Error::new("there is neither article nor timeline in this folder").help(help)
    };
    list(inputs, |path| form::by_name(path).0.is_some() || form::is_table(path), none)
}

fn list(inputs: &[PathBuf], wanted: impl Fn(&Path) -> bool + Copy, none: impl Fn() -> Error) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    for input in inputs {
        let named = Source { path: input.clone(), named: true };
        if named.is_stdin() {
            sources.push(named);
            continue;
        }
        let found = fs::metadata(input).map_err(|error| cannot_open(input, &error))?;
        if !found.is_dir() {
            sources.push(named);
            continue;
        }
        let before = sources.len();
        walk(input, wanted, &mut sources)?;
        if sources.len() == before {
            return Err(none().at(input));
        }
    }
    Ok(sources)
}

fn walk(folder: &Path, wanted: impl Fn(&Path) -> bool + Copy, sources: &mut Vec<Source>) -> Result<(), Error> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(|error| Error::io(folder, &error))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| Error::io(&path, &error))?;
        // A link to a folder is not followed: it may lead back up.
        if kind.is_dir() {
            walk(&path, wanted, sources)?;
        } else if wanted(&path) && fs::metadata(&path).is_ok_and(|file| file.is_file()) {
            sources.push(Source { path, named: false });
        }
    }
    Ok(())
}

/// What the operating system says when a file cannot be opened, with what one can do about it.
pub(super) fn cannot_open(path: &Path, error: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    let (reason, remedy) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file or folder", "look at the spelling; `-` reads standard input"),
        ErrorKind::PermissionDenied => ("it may not be read", "ask its owner for the right to read it"),
        _ => return Error::io(path, error),
    };
    Error::new(reason).at(path).help(remedy)
}
