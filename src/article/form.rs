//! The forms in which articles come, told by the ending of a name, or by the first bytes where the name says nothing.

use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

/// How articles are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text: one article.
    Text,
    /// A saved page: one article.
    Html,
    /// One article, or an array of articles.
    Json,
    /// One article a line.
    JsonLines,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// gzip, in one or more members.
    Gzip,
    /// Zstandard, in one or more frames.
    Zstandard,
}

/// The endings that name a form, for messages.
pub const ENDINGS: &str = ".txt, .html, .htm, .json, .jsonl, .ndjson, each also with .gz or .zst";

/// What the name alone says: the form, and the packing.
///
/// ```
/// use linimasa::article::form::{Form, Packing, by_name};
/// assert_eq!(by_name("berita/2023.jsonl.gz".as_ref()), (Some(Form::JsonLines), Some(Packing::Gzip)));
/// assert_eq!(by_name("unduhan".as_ref()), (None, None));
/// ```
pub fn by_name(path: &Path) -> (Option<Form>, Option<Packing>) {
    let packing = match ending(path).as_str() {
        "gz" => Some(Packing::Gzip),
        "zst" => Some(Packing::Zstandard),
        _ => None,
    };
    let inner = packing.and_then(|_| path.file_stem()).map_or(path, Path::new);
    let form = match ending(inner).as_str() {
        "txt" => Some(Form::Text),
        "html" | "htm" => Some(Form::Html),
        "json" => Some(Form::Json),
        "jsonl" | "ndjson" => Some(Form::JsonLines),
        _ => None,
    };
    (form, packing)
}

/// Whether the name is that of a table, and so of a timeline: `.csv`, packed or not.
pub fn is_table(path: &Path) -> bool {
    let packed = by_name(path).1.and_then(|_| path.file_stem());
    ending(packed.map_or(path, Path::new)) == "csv"
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// What the first bytes of a text say of its form.
///
/// JSON that begins with an object is JSON Lines where its first line is an object by itself and more follows.
pub(super) fn by_content(head: &[u8]) -> Form {
    let head = super::decode::without_mark(head).trim_ascii_start();
    let inner = head.get(1..).unwrap_or_default().trim_ascii_start();
    match head.first() {
        Some(b'{') if inner.starts_with(b"\"") || inner.starts_with(b"}") => {
            let line = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            // A first line longer than what was looked at: nobody indents an object that way.
            if whole || line.len() == head.len() { Form::JsonLines } else { Form::Json }
        }
        Some(b'[') if inner.starts_with(b"{") || inner.starts_with(b"]") => Form::Json,
        Some(b'<') if is_markup(inner) => Form::Html,
        _ => Form::Text,
    }
}

fn is_markup(after_bracket: &[u8]) -> bool {
    ["!doctype", "html", "head", "body", "?xml", "!--"]
        .iter()
        .any(|name| after_bracket.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes())))
}

/// What the first bytes say of the packing.
fn packed(head: &[u8]) -> Option<Packing> {
    match head {
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Zstandard),
        _ => None,
    }
}

/// A stream that can be handed to another thread.
pub(crate) type Stream = Box<dyn Read + Send>;

/// Unpacks what is packed. The first bytes decide; a name that promises a packing must keep the promise.
pub(crate) fn unpack(stream: Stream, promised: Option<Packing>) -> io::Result<Stream> {
    let (head, stream) = peek(stream, 4)?;
    Ok(match packed(&head).or(promised.filter(|_| !head.is_empty())) {
        None => stream,
        Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, stream))),
        Some(Packing::Zstandard) => Box::new(Zstandard::new(BufReader::with_capacity(64 * 1024, stream))),
    })
}

/// The first bytes of a stream, up to `count`, and the stream with them still in it.
pub(super) fn peek(mut stream: Stream, count: u64) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    stream.by_ref().take(count).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(stream))))
}

/// All frames of a Zstandard stream, one after the other; the decoder knows but one.
struct Zstandard<R: Read> {
    decoder: ruzstd::decoding::FrameDecoder,
    source: BufReader<R>,
    inside: bool,
}

impl<R: Read> Zstandard<R> {
    fn new(source: BufReader<R>) -> Self {
        Self { decoder: ruzstd::decoding::FrameDecoder::new(), source, inside: false }
    }

    /// Enters the next frame, if there is one.
    fn enter(&mut self) -> io::Result<bool> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        use std::io::BufRead;
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Zstandard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                self.inside = self.enter()?;
                if !self.inside {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.source, ruzstd::decoding::BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            }
            let read = self.decoder.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            self.inside = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_form() {
        for (head, form) in [
            ("{\"text\": \"Satu.\"}\n{\"text\": \"Dua.\"}\n", Form::JsonLines),
            ("{\"text\": \"Satu.\"}", Form::JsonLines),
            ("{\n  \"text\": \"Satu.\"\n}", Form::Json),
            ("\u{feff} [\n{\"text\"", Form::Json),
            ("[Gambas:Video CNN]\nJakarta", Form::Text),
            ("{Foto: Antara} Jakarta", Form::Text),
            ("<!DOCTYPE html><html>", Form::Html),
            ("<HTML lang=id>", Form::Html),
            ("<3 Indonesia, kata dia.", Form::Text),
            ("JAKARTA, KOMPAS.com - Presiden", Form::Text),
        ] {
            assert_eq!(by_content(head.as_bytes()), form, "{head}");
        }
    }
}
