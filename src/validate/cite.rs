//! Citations against the sources: is the statement where the row says?

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::cell::Read;
use super::column::{ARTICLE, LINE, PREFIX, SHA256, START, STATEMENT, SUFFIX};
use super::meaning::is_excel_safe;
use super::row::{Check, shortened};
use crate::citation::{CONTEXT, CharIndex, sha256};
use crate::diagnostic::Code;

/// The articles that a timeline cites.
#[derive(Debug, Default)]
pub struct Sources {
    texts: Vec<Source>,
    by_hash: HashMap<String, Vec<usize>, FixedState>,
    by_article: HashMap<String, usize, FixedState>,
    /// By the last part of an id that is a path.
    by_file: HashMap<String, Vec<usize>, FixedState>,
}

#[derive(Debug)]
struct Source {
    article: String,
    sha256: String,
    text: String,
}

impl Sources {
    /// Adds an article's text under its id. Of two with one id the first is kept under it; both are found by their hashes.
    pub fn add(&mut self, article: impl Into<String>, text: impl Into<String>) {
        let (article, text) = (article.into(), text.into());
        let sha256 = sha256(&text);
        let index = self.texts.len();
        self.by_hash.entry(sha256.clone()).or_default().push(index);
        self.by_article.entry(article.clone()).or_insert(index);
        self.by_file.entry(file_of(&article).to_owned()).or_default().push(index);
        self.texts.push(Source { article, sha256, text });
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text under that id, or under the one that names the same path from another folder.
    fn named(&self, article: &str) -> Option<usize> {
        let elsewhere = || {
            let mut same =
                self.by_file.get(file_of(article))?.iter().filter(|&&index| same_path(&self.texts[index].article, article));
            same.next().filter(|_| same.next().is_none()).copied()
        };
        self.by_article.get(article).copied().or_else(elsewhere)
    }

    /// The text with the row's hash, that of the row's article before others; else the article's text, however it changed.
    fn find(&self, article: &str, sha256: &str) -> Option<&Source> {
        let same: Option<&Vec<usize>> = self.by_hash.get(sha256);
        let own = same.and_then(|same| same.iter().find(|&&index| same_path(&self.texts[index].article, article)));
        let index = match same {
            Some(same) => *own.or_else(|| same.first())?,
            None => self.named(article)?,
        };
        Some(&self.texts[index])
    }
}

/// The last part of a path.
fn file_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether two ids are one path, seen from two folders: `gempa.txt` and `berita/gempa.txt`.
fn same_path(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    ends(one, other) || ends(other, one)
}

/// Where a statement stands in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The first character, from 0.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// The line, from 1.
    pub line: u64,
    pub prefix: String,
    pub suffix: String,
}

/// What became of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Neither hash nor article is there.
    Missing,
    /// The statement stands somewhere; the source's own hash beside it.
    Stands { at: Standing, sha256: String, article: String, only: bool },
    /// The source is there, the statement is not; what stands between its old neighbours now.
    Gone { now: Option<(u64, String)>, sha256: String },
}

/// Looks a citation up.
pub(super) fn fate(sources: &Sources, article: &str, hash: &str, statement: &str, start: u64, context: (&str, &str)) -> Fate {
    let Some(source) = sources.find(article, hash) else { return Fate::Missing };
    let (text, sha256) = (source.text.as_str(), source.sha256.clone());
    let index = CharIndex::new(text);
    let start_byte = u32::try_from(start).ok().and_then(|start| index.byte(start)).map(|byte| byte as usize);
    // Where the row says; else where its neighbours are; of several the nearest to the old place.
    let here = start_byte.filter(|&byte| text.get(byte..).is_some_and(|rest| rest.starts_with(statement)));
    let settled = here.is_some() && source.sha256 == hash;
    let searched = if settled { "" } else { text };
    let places: Vec<usize> = memchr::memmem::find_iter(searched.as_bytes(), statement.as_bytes()).collect();
    let neighbours = |at: usize| common_end(&text[..at], context.0) + common_start(&text[at + statement.len()..], context.1);
    let best = places.iter().copied().max_by_key(|&at| (neighbours(at), std::cmp::Reverse(at.abs_diff(start_byte.unwrap_or(0)))));
    // A repeated sentence may have moved away and another one taken its place: the neighbours tell.
    let chosen = match (here, best) {
        (Some(here), Some(best)) if source.sha256 != hash && neighbours(best) > neighbours(here) => Some(best),
        (Some(here), _) => Some(here),
        (None, best) => best,
    };
    let Some(at) = chosen else {
        return Fate::Gone { now: between(text, &index, context), sha256 };
    };
    let end = at + statement.len();
    let start = u64::from(index.chars(at as u32));
    let standing = Standing {
        start,
        end: start + statement.chars().count() as u64,
        line: memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u64 + 1,
        prefix: last_chars(&text[..at]).to_owned(),
        suffix: first_chars(&text[end..]).to_owned(),
    };
    let equal = places.iter().filter(|&&other| neighbours(other) == neighbours(at)).count();
    Fate::Stands { at: standing, sha256, article: source.article.clone(), only: equal == 1 || here == Some(at) }
}

/// Checks a row's citation.
pub(super) fn check(check: &mut Check, read: &Read, sources: &Sources) {
    let article = check.value(ARTICLE);
    let (Some(start), Some(end)) = (read.start, read.end) else { return };
    let statement = without_apostrophe(check.value(STATEMENT), Some(end - start.min(end)));
    if statement.is_empty() || article.is_empty() {
        return;
    }
    // Without a hash the article's id tells which text; that the hash is wrong is said already.
    let hash = if read.hashed { check.value(SHA256) } else { "" };
    let context = (without_apostrophe(check.value(PREFIX), None), without_apostrophe(check.value(SUFFIX), None));
    match fate(sources, article, hash, statement, start, context) {
        Fate::Missing => {
            let wrong = format!("none of the {} sources has this hash or the id `{}`", sources.len(), shortened(article));
            check.fault(Code::SourceMissing, ARTICLE, wrong, "the article among the sources".to_owned());
        }
        Fate::Gone { now, sha256 } => {
            let changed = if sha256 == hash || hash.is_empty() { "" } else { ", whose text has changed" };
            let wrong = format!("not in the source `{}`{changed}", shortened(article));
            let right = match now {
                Some((at, now)) => format!("from character {at} there stands now: {}", shortened(&now)),
                None => "the statement as the source has it, or no such row".to_owned(),
            };
            check.fault(Code::CitationGone, STATEMENT, wrong, right);
        }
        Fate::Stands { at, sha256, article: found, only } => {
            let changed = sha256 != hash && !hash.is_empty();
            // Which of several it is does not matter to a row whose offsets are right.
            if at.start != start || at.end != end {
                let changed = if changed { "; the source's text has changed" } else { "" };
                let several = if only { "" } else { ", the nearest of several places" };
                let wrong = format!(
                    "stands not at {start} to {end}, but at {} to {} (line {}){several}{changed}",
                    at.start, at.end, at.line
                );
                check.fault(Code::CitationMoved, START, wrong, format!("`{}` and `{}`", at.start, at.end));
                return;
            }
            if changed {
                let wrong = "the source's text has changed; the statement still stands at its place".to_owned();
                check.fault(Code::SourceChanged, SHA256, wrong, format!("`{sha256}`"));
            } else if !same_path(&found, article) {
                let wrong = format!("the text is there under the id `{}`", shortened(&found));
                check.fault(Code::SourceRenamed, ARTICLE, wrong, "the id that the source has now".to_owned());
            }
            for (column, found) in [(PREFIX, &at.prefix), (SUFFIX, &at.suffix)] {
                // A shorter context is still a true one.
                let sound = |value| if column == PREFIX { found.ends_with(value) } else { found.starts_with(value) };
                let value = check.value(column);
                let sound = sound(value) || sound(without_apostrophe(value, None));
                if !sound {
                    let wrong = "not what the source has beside the statement".to_owned();
                    check.fault(Code::ContextDiffers, column, wrong, format!("`{}`", found.escape_debug()));
                }
            }
            if read.line.is_some_and(|line| line != at.line) {
                check.fault(Code::LineDiffers, LINE, "not the line of the offsets".to_owned(), format!("`{}`", at.line));
            }
        }
    }
}

/// The text of a cell to which `timeline --excel-safe` added an apostrophe; where its length is known, only if it fits then.
fn without_apostrophe(value: &str, length: Option<u64>) -> &str {
    let fits = length.is_none_or(|length| value.chars().count() as u64 == length + 1);
    if is_excel_safe(value) && fits { &value[1..] } else { value }
}

fn common_end(left: &str, right: &str) -> usize {
    left.chars().rev().zip(right.chars().rev()).take_while(|(one, other)| one == other).count()
}

fn common_start(left: &str, right: &str) -> usize {
    left.chars().zip(right.chars()).take_while(|(one, other)| one == other).count()
}

fn last_chars(text: &str) -> &str {
    &text[text.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at)..]
}

fn first_chars(text: &str) -> &str {
    &text[..text.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| at)]
}

/// What stands between the old neighbours of a statement that is gone, and at which character.
fn between(text: &str, index: &CharIndex, context: (&str, &str)) -> Option<(u64, String)> {
    let (prefix, suffix) = context;
    if prefix.is_empty() || suffix.is_empty() {
        return None;
    }
    let from = text.find(prefix)? + prefix.len();
    let rest = &text[from..];
    // A short context is that of a text's end, and too little to look for anywhere else.
    let length = if suffix.chars().count() < CONTEXT { rest.strip_suffix(suffix).map(str::len) } else { rest.find(suffix) }?;
    // Neighbours that lie pages apart are not those of one statement.
    (length <= 5000).then(|| (u64::from(index.chars(from as u32)), rest[..length].to_owned()))
}
