//! Where a statement stands, said in characters, so that anybody can cut it out again.
//!
//! Offsets are Unicode scalar values, half open, with the 32 characters before and after (W3C Web Annotation:
//! `TextPositionSelector` and `TextQuoteSelector`; positions alone are brittle, so both are given).

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::span::Span;

/// Characters of context on each side of a citation.
pub const CONTEXT: usize = 32;

/// Turns byte offsets of one text into offsets in Unicode scalar values, and back.
///
/// ```
/// use linimasa::citation::CharIndex;
/// let index = CharIndex::new("“Kami siap,” kata Menlu.");
/// assert_eq!(index.chars(13), 11);
/// assert_eq!(index.byte(11), Some(13));
/// ```
#[derive(Debug)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// Characters before each block of `BLOCK` bytes; empty where the text is ASCII and both counts agree.
    blocks: Vec<u32>,
}

const BLOCK: usize = 64;

impl<'a> CharIndex<'a> {
    /// Counts the text once.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, blocks: Vec::new() };
        }
        let mut total = 0;
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = total;
                total += leads(block);
                before
            })
            .collect();
        Self { text, blocks }
    }

    /// How many characters begin before that byte, which must be on a character boundary.
    pub fn chars(&self, byte: u32) -> u32 {
        let Some(&before) = self.blocks.get((byte as usize / BLOCK).min(self.blocks.len().saturating_sub(1))) else {
            return byte;
        };
        let block = (byte as usize / BLOCK).min(self.blocks.len() - 1) * BLOCK;
        before + leads(&self.text.as_bytes()[block..(byte as usize).min(self.text.len())])
    }

    /// A span in characters: start inclusive, end exclusive.
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.chars(span.start), self.chars(span.end))
    }

    /// The byte at which the character with that number begins; the text's length for the number of its characters. None
    /// beyond that.
    pub fn byte(&self, character: u32) -> Option<u32> {
        if self.blocks.is_empty() {
            return (character as usize <= self.text.len()).then_some(character);
        }
        let block = self.blocks.partition_point(|&before| before <= character) - 1;
        let from = block * BLOCK;
        let mut left = character - self.blocks[block];
        for (at, &byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if byte & 0xc0 != 0x80 {
                if left == 0 {
                    return Some((from + at) as u32);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len() as u32)
    }
}

/// How many characters begin in these bytes. Each block is summed in bytes, which processors do sixteen at a time.
fn leads(bytes: &[u8]) -> u32 {
    let block = |block: &[u8]| u32::from(block.iter().map(|&byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>());
    bytes.chunks(BLOCK).map(block).sum()
}

/// Characters and lines of one text: all that a citation says of a place.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    index: CharIndex<'a>,
    /// The bytes at which the lines begin.
    lines: Vec<u32>,
}

impl<'a> Places<'a> {
    /// Counts the text once.
    pub fn new(text: &'a str) -> Self {
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1)).collect();
        Self { text, index: CharIndex::new(text), lines }
    }

    /// A span in characters, half open.
    pub fn chars(&self, span: Span) -> (u32, u32) {
        self.index.span(span)
    }

    /// Line and column of a byte, both from 1, the column in characters. A line ends at each line feed.
    pub fn line_column(&self, byte: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start <= byte);
        (line as u32, self.index.chars(byte) - self.index.chars(self.lines[line - 1]) + 1)
    }

    /// Everything that is needed to find a span again.
    pub fn cite(&self, span: Span) -> Citation<'a> {
        let (start, end) = self.chars(span);
        let before = self.text.get(..span.start as usize).unwrap_or("");
        let after = self.text.get(span.end as usize..).unwrap_or("");
        let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Citation {
            start,
            end,
            line: self.line_column(span.start).0,
            exact: span.of(self.text),
            prefix: &before[from..],
            suffix: &after[..to],
        }
    }
}

/// A place in a text: position and quote selector in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// First character, from 0.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The line in which it begins, from 1.
    pub line: u32,
    /// What stands there.
    pub exact: &'a str,
    /// Up to 32 characters before.
    pub prefix: &'a str,
    /// Up to 32 characters after.
    pub suffix: &'a str,
}

/// Cuts a text at offsets in characters, half open: the inverse of [`Places::cite`]. None where they do not fit the text.
///
/// ```
/// use linimasa::citation::cut;
/// assert_eq!(cut("“Kami siap,” kata Menlu.", 1, 10), Some("Kami siap"));
/// assert_eq!(cut("pendek", 3, 99), None);
/// ```
pub fn cut(text: &str, start: u32, end: u32) -> Option<&str> {
    let index = CharIndex::new(text);
    text.get(index.byte(start)? as usize..index.byte(end)? as usize)
}

/// The SHA-256 of a text's UTF-8 bytes, as 64 lower-case hex digits.
///
/// ```
/// assert_eq!(linimasa::citation::sha256("Rabu")[..8], *"30a40ac9");
/// ```
pub fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text of the kinds of characters news have, and a span on character boundaries in it.
    fn text_and_span() -> impl Strategy<Value = (String, Span)> {
        ("[a-zA-Z “”\"'\\n\\r\u{a0}é漢😀.,]{0,600}", any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
            |(text, one, other)| {
                let bounds: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
                let (one, other) = (bounds[one.index(bounds.len())], bounds[other.index(bounds.len())]);
                let span = Span::new(one.min(other), one.max(other));
                (text, span)
            },
        )
    }

    proptest! {
        #[test]
        fn a_citation_is_cut_back_to_the_exact_text((text, span) in text_and_span()) {
            let citation = Places::new(&text).cite(span);
            prop_assert_eq!(cut(&text, citation.start, citation.end), Some(span.of(&text)));
            prop_assert_eq!(citation.exact, span.of(&text));
            prop_assert!(text[..span.start as usize].ends_with(citation.prefix));
            prop_assert!(text[span.end as usize..].starts_with(citation.suffix));
            let before = text[..span.start as usize].chars().count();
            prop_assert_eq!(citation.start as usize, before);
            prop_assert_eq!(citation.prefix.chars().count(), before.min(CONTEXT));
            prop_assert_eq!(citation.line as usize, text[..span.start as usize].matches('\n').count() + 1);
        }

        #[test]
        fn beyond_the_text_nothing_is_cut(text in "[a-z é😀]{0,300}", beyond in 1_u32..50) {
            let length = text.chars().count() as u32;
            prop_assert_eq!(cut(&text, 0, length), Some(text.as_str()));
            prop_assert_eq!(cut(&text, 0, length + beyond), None);
        }
    }
}
