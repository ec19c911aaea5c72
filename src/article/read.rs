//! Articles out of files, in every form they come in.
//!
//! [`Pieces`] does what must happen in order (opening, unpacking, cutting JSON Lines into runs of whole lines); what costs
//! time ([`Piece::articles`]: decoding, parsing, finding the main text of a page) can then be done on several threads.

use std::path::{Path, PathBuf};

use super::form::Form;
use super::input::Source;
use super::pieces::{Content, LONGEST, not_text, too_long};
use super::{Article, DctSource, Published, decode, html, json};
use crate::error::Error;

pub use super::pieces::{Piece, Pieces};

/// What the caller says for articles that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The outlet.
    pub publisher: Option<String>,
    /// Where the article stood.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The encoding of files without a byte order mark; it overrules what a page declares.
    pub encoding: Option<&'static encoding_rs::Encoding>,
}

/// An article that was read.
#[derive(Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// What was not understood and left out, with its place.
    pub warnings: Vec<Error>,
}

/// Why an article could not be read.
#[derive(Debug)]
pub struct Fault {
    /// What is wrong, where, and what to do.
    pub error: Error,
    /// Whether the rest can be read all the same: one bad line among many, one bad file in a folder.
    pub others_go_on: bool,
}

/// Reads all articles of the sources, in order. For several threads see [`Pieces`].
///
/// ```
/// use linimasa::article::{input, read};
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("berita.jsonl");
/// std::fs::write(&path, "{\"publisher\": \"Harian\", \"text\": \"Presiden tiba, Rabu (26/7/2023).\"}\n").unwrap();
/// let sources = input::sources(&[path]).unwrap();
/// let article = read::articles(sources, read::Defaults::default()).next().unwrap().unwrap().article;
/// assert!(article.id.ends_with("berita.jsonl#1"));
/// assert_eq!(article.publisher.as_deref(), Some("Harian"));
/// ```
pub fn articles(sources: Vec<Source>, defaults: Defaults) -> impl Iterator<Item = Result<Reading, Fault>> {
    Pieces::new(sources, defaults.encoding).flat_map(move |piece| piece.articles(&defaults).collect::<Vec<_>>())
}

impl Piece {
    /// The articles in it, in order.
    pub fn articles<'a>(self, defaults: &'a Defaults) -> Box<dyn Iterator<Item = Result<Reading, Fault>> + 'a> {
        let Self { path, named, content } = self;
        match content {
            Content::Lines { bytes, line, offset } => Box::new(lines(path, bytes, line, offset, defaults)),
            Content::Whole { bytes, form, decoded } => {
                let others_go_on = !named;
                let read = whole(&path, &bytes, form, decoded, defaults)
                    .unwrap_or_else(|error| vec![Err(Fault { error: error.at(&path), others_go_on })]);
                Box::new(read.into_iter())
            }
            Content::Unreadable(error) => Box::new(std::iter::once(Err(Fault { error, others_go_on: false }))),
        }
    }
}

/// The articles of some lines of JSON Lines. Empty lines are passed over.
fn lines(
    path: PathBuf,
    bytes: Vec<u8>,
    first: usize,
    offset: u64,
    defaults: &Defaults,
) -> impl Iterator<Item = Result<Reading, Fault>> {
    // One check of all bytes is much cheaper than one a line; only where it fails are the lines checked one by one.
    let text = String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes);
    let mut at = 0;
    let mut next = first;
    std::iter::from_fn(move || {
        let bytes = text.as_ref().map_or_else(Vec::as_slice, String::as_bytes);
        while at < bytes.len() {
            let start = if at == 0 && offset == 0 { bytes.len() - decode::without_mark(bytes).len() } else { at };
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
            at = end + 1;
            let number = next;
            next += 1;
            if bytes[start..end].trim_ascii().is_empty() {
                continue;
            }
            let line = match &text {
                Ok(text) => Ok(&text[start..end]),
                Err(bytes) => decode::utf8(&bytes[start..end], offset + start as u64).map_err(not_text),
            };
            let read = line.and_then(json::one).and_then(|object| {
                let (article, doubt) = from_json(object);
                let warnings = doubt.map(|doubt| doubt.at(&path).on_line(number)).into_iter().collect();
                finish(article, warnings, || format!("{}#{number}", path.display()), defaults)
            });
            return Some(read.map_err(|error| Fault { error: error.at(&path).on_line(number), others_go_on: true }));
        }
        None
    })
}

/// The articles of a whole file in one of the other forms.
fn whole(
    path: &Path,
    bytes: &[u8],
    form: Form,
    decoded: bool,
    defaults: &Defaults,
) -> Result<Vec<Result<Reading, Fault>>, Error> {
    let id = || path.display().to_string();
    if bytes.is_empty() {
        return Err(Error::new("the file is empty").help("give a file that holds an article"));
    }
    let article = match form {
        Form::Text => {
            let text = decode::utf8(bytes, 0).map_err(not_text)?;
            Article { text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(), ..Article::default() }
        }
        Form::Html => {
            let encoding = if decoded { encoding_rs::UTF_8 } else { html::encoding(bytes) };
            html::read(&decode::decode(bytes, encoding).map_err(not_text)?)?
        }
        Form::Json | Form::JsonLines => {
            let text = decode::utf8(bytes, 0).map_err(not_text)?;
            let many = match json::one_or_many(text.trim_start_matches('\u{feff}'))? {
                json::OneOrMany::One(object) => {
                    let (article, doubt) = from_json(object);
                    let warnings = doubt.map(|doubt| doubt.at(path)).into_iter().collect();
                    return Ok(vec![Ok(finish(article, warnings, id, defaults)?)]);
                }
                json::OneOrMany::Many(objects) => objects,
            };
            let element = |(index, object): (usize, Result<json::Object, Error>)| {
                let number = index + 1;
                let put = |error: Error| error.within(&format!("article {number}")).at(path);
                let read = object.and_then(|object| {
                    let (article, doubt) = from_json(object);
                    finish(article, doubt.map(put).into_iter().collect(), || format!("{}#{number}", path.display()), defaults)
                });
                read.map_err(|error| Fault { error: put(error), others_go_on: true })
            };
            return Ok(many.into_iter().enumerate().map(element).collect());
        }
    };
    Ok(vec![Ok(finish(article, Vec::new(), id, defaults)?)])
}

/// The article of a JSON object, and a warning where its date was not understood.
fn from_json(object: json::Object) -> (Article, Option<Error>) {
    let filled = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let written = filled(object.published);
    let published = written.as_deref().and_then(|written| Published::parse(written, DctSource::Metadata));
    let doubt = written.filter(|_| published.is_none()).map(|written| {
        Error::new(format!("`published` is no date that is understood: `{written}`"))
            .help("write it as 2023-07-26, 2023-07-26T09:12:00+07:00 or `Rabu, 26 Jul 2023 09:12 WIB`")
    });
    let article = Article {
        id: filled(object.id).unwrap_or_default(),
        publisher: filled(object.publisher),
        url: filled(object.url),
        title: filled(object.title),
        published,
        text: object.text.unwrap_or_default(),
    };
    (article, doubt)
}

/// Refuses an article without text, and fills in what it does not say.
fn finish(
    mut article: Article,
    warnings: Vec<Error>,
    id: impl FnOnce() -> String,
    defaults: &Defaults,
) -> Result<Reading, Error> {
    if article.text.trim().is_empty() {
        return Err(Error::new("the article has no text").help("in JSON it stands in `text`; of a page the main text is taken"));
    }
    if article.text.len() as u64 > LONGEST {
        return Err(too_long());
    }
    if article.id.is_empty() {
        article.id = id();
    }
    article.publisher = article.publisher.or_else(|| defaults.publisher.clone());
    article.url = article.url.or_else(|| defaults.url.clone());
    article.published = article.published.or_else(|| defaults.published.clone());
    Ok(Reading { article, warnings })
}
