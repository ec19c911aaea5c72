//! What the rules under `datasets/rules` have in common: files of TOML, in which each rule stands beside examples and
//! counter-examples that run as its tests. A fault names the file, the line and the rule.

use std::fmt::Display;
use std::ops::Range;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use crate::article::{Article, DctSource, Published};
use crate::error::Error;
use crate::span::Span;

/// A rule file.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) content: &'a str,
}

impl<'a> Source<'a> {
    /// What the file declares.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, Error> {
        toml::from_str(self.content).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            Error::dataset(self.path, self.line(at), error.message())
        })
    }

    /// The rule that is declared in those bytes.
    pub(crate) fn rule(self, name: &'a str, bytes: &Range<usize>) -> Declared<'a> {
        Declared { path: self.path, line: self.line(bytes.start), name }
    }

    /// The line, from 1, on which that byte stands.
    fn line(self, byte: usize) -> usize {
        memchr::memchr_iter(b'\n', &self.content.as_bytes()[..byte.min(self.content.len())]).count() + 1
    }
}

/// Where a rule is declared.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'a> {
    path: &'a str,
    line: usize,
    name: &'a str,
}

impl Declared<'_> {
    /// What is wrong with the rule.
    pub(crate) fn fault(&self, reason: impl Display) -> Error {
        Error::dataset(self.path, self.line, format!("rule `{}`: {reason}", self.name))
    }

    /// Fails where the rule has no example or no counter-example; `form` shows how they are written.
    pub(crate) fn tested<E, N>(&self, examples: &[E], not: &[N], form: &str) -> Result<(), Error> {
        if examples.is_empty() || not.is_empty() {
            let help = format!("give it at least one of each: {form}");
            return Err(self.fault("it has no examples or no counter-examples").help(help));
        }
        Ok(())
    }
}

/// An example's text and the part of it that stands between brackets; none where no part does.
pub(crate) fn marked(example: &str) -> Option<(String, Span)> {
    let (before, rest) = example.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    let start = before.len() as u32;
    Some((format!("{before}{inside}{after}"), Span::new(start, start + inside.len() as u32)))
}

/// The article that an example is read as: of Wednesday 26 July 2023, as the annotation guidelines' examples are.
pub(crate) fn article(text: &str) -> Article {
    let date = NaiveDate::from_ymd_opt(2023, 7, 26);
    let published = date.map(|date| Published { date, instant: None, from: DctSource::Metadata });
    Article { text: text.to_owned(), published, ..Article::default() }
}
