//! The word lists and rules under `datasets/`, embedded at build time, and the one reader of their tables.
//!
//! A table is UTF-8 TSV: `#` begins a comment line, cells are separated by single tabs. A fault is an [`Error`] that names
//! the file and the line, because whoever edits a word list is not expected to read Rust.

use crate::error::Error;
use crate::rule::Source;

include!(concat!(env!("OUT_DIR"), "/datasets.rs"));

/// The embedded files below `folder` (`datasets/lexicon/time`), with their paths, in path order.
pub(crate) fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    FILES.iter().copied().filter(move |(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// The files of the rules of a stage: those in the folder of that name below `datasets/rules`.
pub(crate) fn rule_files(stage: &str) -> impl Iterator<Item = Source<'static>> {
    below("datasets/rules")
        .filter(move |(path, _)| path.split('/').nth(2) == Some(stage))
        .map(|(path, content)| Source { path, content })
}

/// One line of a table: where it stands and its cells.
pub(crate) struct Row<'a> {
    pub(crate) path: &'a str,
    /// From 1.
    pub(crate) line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of that column, from 0; empty where the line is shorter.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or("")
    }

    /// A cell that must be a whole number.
    pub(crate) fn number(&self, column: usize) -> Result<i32, Error> {
        self.cell(column)
            .parse()
            .map_err(|_| self.fault(format!("column {}: `{}` is not a whole number", column + 1, self.cell(column))))
    }

    /// A cell that must be a calendar day.
    pub(crate) fn day(&self, column: usize) -> Result<chrono::NaiveDate, Error> {
        self.cell(column)
            .parse()
            .map_err(|_| self.fault(format!("column {}: `{}` is not a date (YYYY-MM-DD)", column + 1, self.cell(column))))
    }

    pub(crate) fn fault(&self, reason: impl Into<String>) -> Error {
        Error::dataset(self.path, self.line, reason)
    }
}

/// The lines of a table, comments and empty lines left out.
pub(crate) fn rows<'a>(path: &'a str, content: &'a str) -> impl Iterator<Item = Row<'a>> {
    content.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(move |(index, line)| Row {
        path,
        line: index + 1,
        cells: line.split('\t').map(str::trim).collect(),
    })
}
