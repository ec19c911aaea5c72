//! Where a statement stands, said in characters, so that anybody can cut it out again.
//!
//! Offsets are Unicode scalar values, half open, with the 32 characters before and after (W3C Web Annotation:
//! `TextPositionSelector` and `TextQuoteSelector`; positions alone are brittle, so both are given).

use crate::span::Span;

/// Turns byte offsets of one text into offsets in Unicode scalar values.
///
/// ```
/// use linimasa::citation::CharIndex;
/// let text = "“Kami siap,” kata Menlu.";
/// assert_eq!(CharIndex::new(text).chars(16), 12);
/// ```
#[derive(Debug)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// Characters before each block of `BLOCK` bytes; empty where the text is ASCII and both counts agree.
    blocks: Vec<u32>,
}

const BLOCK: usize = 256;

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
}

fn leads(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}
