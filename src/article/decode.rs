//! From bytes to text: UTF-8, or what a byte order mark, the page or the caller names. Never a guess.

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::error::Error;

/// Bytes that are no text in the encoding they should be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The first byte that does not fit, counted from 0.
    pub offset: u64,
    /// The name of the encoding.
    pub encoding: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}: the byte at offset {} does not belong there", self.encoding, self.offset)
    }
}

impl std::error::Error for Malformed {}

/// The encoding of that name, by the names that HTML uses (`windows-1252`, `utf-16le`, `latin1`).
pub fn named(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        Error::new(format!("`{label}` is no encoding that is known"))
            .help("use a name that HTML uses: utf-8, windows-1252, iso-8859-1, utf-16le ...")
    })
}

/// Checks that bytes are UTF-8. `offset` is where they begin in their file.
///
/// ```
/// let broken = linimasa::article::decode::utf8(b"Jum\xe1t", 0).unwrap_err();
/// assert_eq!(broken.to_string(), "not UTF-8: the byte at offset 3 does not belong there");
/// ```
pub fn utf8(bytes: &[u8], offset: u64) -> Result<&str, Malformed> {
    std::str::from_utf8(bytes).map_err(|error| Malformed { offset: offset + error.valid_up_to() as u64, encoding: UTF_8.name() })
}

/// Decodes a whole text; a byte order mark overrules `encoding` and is no part of the text.
///
/// ```
/// use linimasa::article::decode::{decode, named};
/// assert_eq!(decode(b"\x93Siap,\x94 kata Menlu", named("windows-1252").unwrap()).unwrap(), "“Siap,” kata Menlu");
/// ```
pub fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Malformed> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((encoding, 0));
    if encoding == UTF_8 {
        return utf8(&bytes[mark..], mark as u64).map(str::to_owned);
    }
    let mut converted = Converted::new(encoding);
    converted.push(bytes, true)?;
    Ok(converted.text)
}

/// The encoding that a stream must be converted from, where it must: what its byte order mark says, else what the caller says.
pub(super) fn foreign(head: &[u8], named: Option<&'static Encoding>) -> Option<&'static Encoding> {
    let encoding = Encoding::for_bom(head).map(|(encoding, _)| encoding).or(named);
    encoding.filter(|&encoding| encoding != UTF_8)
}

/// Without the byte order mark of UTF-8, which is no part of the text.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What a decoder has made of the bytes it was given.
struct Converted {
    decoder: Decoder,
    text: String,
    /// Bytes taken so far.
    taken: u64,
}

impl Converted {
    fn new(encoding: &'static Encoding) -> Self {
        Self { decoder: encoding.new_decoder_with_bom_removal(), text: String::new(), taken: 0 }
    }

    fn push(&mut self, mut bytes: &[u8], last: bool) -> Result<(), Malformed> {
        loop {
            self.text.reserve(self.decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() + 16));
            let (result, read) = self.decoder.decode_to_string_without_replacement(bytes, &mut self.text, last);
            bytes = &bytes[read..];
            self.taken += read as u64;
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let offset = self.taken.saturating_sub(u64::from(length) + u64::from(after));
                    return Err(Malformed { offset, encoding: self.decoder.encoding().name() });
                }
            }
        }
    }
}

/// A stream in another encoding, read as UTF-8.
pub(super) struct Transcoder<R> {
    inner: R,
    converted: Converted,
    /// How much of the converted text has been handed out.
    given: usize,
    input: Box<[u8]>,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self { inner, converted: Converted::new(encoding), given: 0, input: vec![0; 64 * 1024].into(), ended: false }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.converted.text.len() && !self.ended {
            let read = self.inner.read(&mut self.input)?;
            self.ended = read == 0;
            self.converted.text.clear();
            self.given = 0;
            self.converted
                .push(&self.input[..read], self.ended)
                .map_err(|malformed| io::Error::new(io::ErrorKind::InvalidData, malformed))?;
        }
        let ready = &self.converted.text.as_bytes()[self.given..];
        let length = ready.len().min(out.len());
        out[..length].copy_from_slice(&ready[..length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16LE, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn the_byte_that_does_not_fit_is_named() {
        assert_eq!(decode(b"\xef\xbb\xbfJum\xe1t", UTF_8).unwrap_err().offset, 6);
        // A high surrogate without its low one.
        assert_eq!(decode(b"a\x00\x00\xd8b\x00", UTF_16LE).unwrap_err(), Malformed { offset: 2, encoding: "UTF-16LE" });
        let mut read = String::new();
        let error = Transcoder::new(&b"a\x00\x00\xd8b\x00"[..], UTF_16LE).read_to_string(&mut read).unwrap_err();
        assert_eq!(error.to_string(), "not UTF-16LE: the byte at offset 2 does not belong there");
    }

    #[test]
    fn a_byte_order_mark_overrules_the_name() {
        assert_eq!(decode(b"\xff\xfeS\x00", WINDOWS_1252).unwrap(), "S");
        assert_eq!(decode("\u{feff}Selasa".as_bytes(), WINDOWS_1252).unwrap(), "Selasa");
    }

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(text in "[^\u{feff}]{0,300}", room in 1..40_usize) {
            prop_assert_eq!(decode(text.as_bytes(), UTF_8).unwrap(), text.clone());
            prop_assert_eq!(decode(&utf16le(&text), UTF_16LE).unwrap(), text.clone());
            let encoded = utf16le(&text);
            let mut stream = Transcoder::new(encoded.as_slice(), UTF_16LE);
            let mut back = Vec::new();
            let mut out = vec![0; room];
            loop {
                match stream.read(&mut out).unwrap() {
                    0 => break,
                    read => back.extend_from_slice(&out[..read]),
                }
            }
            prop_assert_eq!(String::from_utf8(back).unwrap(), text);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for encoding in [UTF_8, UTF_16LE, WINDOWS_1252, encoding_rs::SHIFT_JIS, encoding_rs::GB18030] {
                if let Err(malformed) = decode(&bytes, encoding) {
                    prop_assert!(malformed.offset < bytes.len() as u64);
                }
            }
        }
    }
}
