//! Files, opened in order and cut into pieces that hold whole articles, so that the memory does not grow with the input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use super::decode::{self, Malformed, Transcoder};
use super::form::{self, Form, Stream};
use super::input::{Source, cannot_open};
use crate::error::Error;

/// How many bytes of JSON Lines make a piece: enough for a hundred articles, few enough for the processor's cache.
const PIECE: usize = 256 * 1024;

/// No text may be longer, because offsets are 32 bits wide.
pub(super) const LONGEST: u64 = u32::MAX as u64;

/// Some bytes of one file that hold whole articles. [`Piece::articles`] reads them.
#[derive(Debug)]
pub struct Piece {
    pub(super) path: PathBuf,
    pub(super) named: bool,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// Lines of JSON Lines, beginning at that line (from 1) and byte (from 0).
    Lines { bytes: Vec<u8>, line: usize, offset: u64 },
    /// A whole file in another form. `decoded`: it is UTF-8 whatever it says of itself.
    Whole { bytes: Vec<u8>, form: Form, decoded: bool },
    /// It could not be read.
    Unreadable(Error),
}

impl Piece {
    fn unreadable(source: Source, error: Error) -> Self {
        Self { path: source.path, named: source.named, content: Content::Unreadable(error) }
    }

    /// The file that it is of, as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it holds, unpacked; none where its file could not be read.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Lines { bytes, .. } | Content::Whole { bytes, .. } => bytes.len(),
            Content::Unreadable(_) => 0,
        }
    }
}

/// The pieces of some sources, in order. Nothing is opened before it is asked for.
pub struct Pieces {
    sources: std::vec::IntoIter<Source>,
    encoding: Option<&'static Encoding>,
    opened: Vec<(PathBuf, Stream)>,
    lines: Option<Lines>,
}

impl Pieces {
    /// `encoding` is that of files without a byte order mark, where the caller knows it.
    pub fn new(sources: Vec<Source>, encoding: Option<&'static Encoding>) -> Self {
        Self { sources: sources.into_iter(), encoding, opened: Vec::new(), lines: None }
    }

    /// Takes these streams for the sources of that path, which the caller has opened, instead of opening them again.
    #[must_use]
    pub(crate) fn opened(self, opened: Vec<(PathBuf, Stream)>) -> Self {
        Self { opened, ..self }
    }

    /// Opens a source: JSON Lines are then read by and by, other forms at once.
    fn open(&mut self, source: &Source) -> Result<Option<Piece>, Error> {
        let path = &source.path;
        let at = |error: io::Error| unreadable(path, &error);
        let stream: Stream = if let Some(at) = self.opened.iter().position(|(opened, _)| opened == path) {
            self.opened.swap_remove(at).1
        } else if source.is_stdin() {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(|error| cannot_open(path, &error))?)
        };
        let (by_name, packing) = form::by_name(path);
        let (head, mut stream) = form::unpack(stream, packing).and_then(|stream| form::peek(stream, 3)).map_err(at)?;
        let foreign = decode::foreign(&head, self.encoding);
        if let Some(encoding) = foreign {
            stream = Box::new(Transcoder::new(stream, encoding));
        }
        let form = if let Some(form) = by_name {
            form
        } else {
            let (head, whole) = form::peek(stream, 64 * 1024).map_err(at)?;
            stream = whole;
            form::by_content(&head)
        };
        if form == Form::JsonLines {
            self.lines = Some(Lines { source: source.clone(), stream, rest: Vec::new(), line: 1, offset: 0 });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        stream.take(LONGEST + 1).read_to_end(&mut bytes).map_err(at)?;
        if bytes.len() as u64 > LONGEST {
            return Err(too_long().at(path));
        }
        let decoded = foreign.is_some() || self.encoding.is_some() || decode::without_mark(&bytes).len() < bytes.len();
        Ok(Some(Piece { path: path.clone(), named: source.named, content: Content::Whole { bytes, form, decoded } }))
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(mut lines) = self.lines.take() {
                match lines.next() {
                    Ok(Some(piece)) => {
                        self.lines = Some(lines);
                        return Some(piece);
                    }
                    Ok(None) => {}
                    Err(error) => return Some(Piece::unreadable(lines.source, error)),
                }
            }
            let source = self.sources.next()?;
            match self.open(&source) {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(error) => return Some(Piece::unreadable(source, error)),
            }
        }
    }
}

/// A file of JSON Lines that is being read.
struct Lines {
    source: Source,
    stream: Stream,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    line: usize,
    offset: u64,
}

impl Lines {
    /// The next run of whole lines; the last line of a file may lack its end.
    fn next(&mut self) -> Result<Option<Piece>, Error> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut wanted = PIECE;
        loop {
            let before = bytes.len();
            bytes.reserve(wanted);
            let read = self.stream.by_ref().take(wanted as u64).read_to_end(&mut bytes);
            let read = read.map_err(|error| unreadable(&self.source.path, &error))?;
            if read < wanted {
                break;
            }
            if let Some(end) = memchr::memrchr(b'\n', &bytes[before..]) {
                self.rest = bytes.split_off(before + end + 1);
                break;
            }
            if bytes.len() as u64 > LONGEST {
                return Err(too_long().at(&self.source.path).on_line(self.line));
            }
            // A line longer than a piece: ever more at once, so that it is not copied over and over.
            wanted = bytes.len();
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let (line, offset) = (self.line, self.offset);
        self.line += memchr::memchr_iter(b'\n', &bytes).count();
        self.offset += bytes.len() as u64;
        let content = Content::Lines { bytes, line, offset };
        Ok(Some(Piece { path: self.source.path.clone(), named: self.source.named, content }))
    }
}

/// What went wrong while reading: bytes that are no text, data that end too early, or what the operating system says.
fn unreadable(path: &Path, error: &io::Error) -> Error {
    if let Some(malformed) = error.get_ref().and_then(|inner| inner.downcast_ref::<Malformed>()) {
        return not_text(*malformed).at(path);
    }
    let packed = match form::by_name(path).1 {
        _ if error.raw_os_error().is_some() => return Error::io(path, error),
        Some(form::Packing::Zstandard) => "Zstandard",
        Some(form::Packing::Gzip) | None => "gzip",
    };
    let reason = if error.kind() == io::ErrorKind::UnexpectedEof {
        format!("the {packed} data end too early: the file is cut off")
    } else {
        format!("the {packed} data are broken: {error}")
    };
    Error::new(reason).at(path).help("fetch or pack the file again")
}

pub(super) fn not_text(malformed: Malformed) -> Error {
    Error::new(malformed.to_string())
        .help("convert it to UTF-8, or name its encoding with --encoding (windows-1252, utf-16le ...)")
}

pub(super) fn too_long() -> Error {
    Error::new("a text of more than 4 GiB, whose offsets would not fit in 32 bits").help("split it into articles")
}
