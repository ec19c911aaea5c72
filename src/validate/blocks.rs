//! A file in blocks that are checked side by side.
//!
//! A block ends where a row seems to end. Damage can make that guess wrong, so each block says how far its rows really went,
//! and where that is not its end, what is left is checked again together with the block behind it: damage costs time, never
//! truth.

use std::io::{self, Read};

use super::json::Token;
use super::report::{Finding, Tally};
use super::whole::{Cited, Key, Rank, Ranked};
use crate::parallel::map_ordered;

/// Bytes that a thread checks at a time: large enough to make handing them over cheap, small enough to keep memory low.
pub(super) const BLOCK: usize = 1 << 20;

/// Bytes after which a row that does not end is taken for damage: what would be read on into memory without end.
pub(super) const LONGEST: usize = 32 << 20;

/// Some of a file's bytes.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub bytes: Vec<u8>,
    /// Where the next block begins; what stands behind that is there to be looked at, not to be checked.
    pub end: usize,
    /// Bytes of the file before it.
    pub base: u64,
    /// Characters of its first line before it.
    pub indent: u64,
    /// In JSON: whether a `[` at its beginning would open a list of rows; none where what stands before is not known yet.
    pub opens: Option<bool>,
    /// Whether the file ends with it.
    pub whole: bool,
    /// Whether waiting for more is over: a row must end, be it by force.
    pub forced: bool,
}

impl Block {
    /// What stands in it from one byte to another.
    fn rest(&self, from: usize, to: usize) -> Self {
        let (before, rest) = self.bytes[..to].split_at(from);
        let line = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
        let characters = line.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
        let indent = if line.len() == before.len() { self.indent + characters } else { characters };
        Self { bytes: rest.to_vec(), end: rest.len(), base: self.base + from as u64, indent, ..Self::default() }
    }
}

/// What a block came to, rows and lines counted from its beginning.
#[derive(Default)]
pub(super) struct Part {
    pub tally: Tally,
    pub keys: Vec<Key>,
    pub rows: u64,
    pub lines: u64,
    /// Where its last whole row ended.
    pub end: usize,
    /// Its first row with a place in the order, which is still to be compared with the last one of the block before.
    pub first: Option<Ranked>,
    /// Its last row with a place in the order.
    pub last: Option<Rank>,
    /// Each pair of article and hash that its rows cite, at the first of them.
    pub cited: Vec<Cited>,
    /// Keys of the user's own in JSON, each where it stands first; they are named once for a file.
    pub extras: Vec<(String, Finding)>,
    /// What stands between the rows of a JSON array.
    pub tokens: Vec<Token>,
    /// In JSON: characters of its last line.
    pub indent: u64,
    /// In JSON: whether a `[` behind it would open a list of rows; none where that depends on what stands before it.
    pub opens: Option<bool>,
    /// Whether it began with a `[` that may be the one or the other: to be checked again when that is known.
    pub unsure: bool,
}

impl Part {
    pub(super) fn new(max: Option<usize>) -> Self {
        Self { tally: Tally::new(max), ..Self::default() }
    }
}

/// Reads `input` to its end in blocks of `size` bytes, of which `start` was read before. `guess` gives the last place in a
/// block where a row may begin, `check` checks the rows of a block on one of the `threads`, and `take` takes the parts in order.
pub(super) fn run(
    input: &mut (dyn Read + Send),
    start: Block,
    (threads, size): (usize, usize),
    guess: impl Fn(&[u8]) -> Option<usize> + Send,
    check: impl Fn(&Block) -> Part + Sync,
    mut take: impl FnMut(&Block, Part),
) -> io::Result<()> {
    let blocks = Blocks { input, next: Some(start), size, guess };
    let mut left = Block::default();
    let mut opens = true;
    // What was left was checked before at this length, in vain: twice that is worth the next trial.
    let mut tried = 0;
    map_ordered(
        threads,
        blocks,
        |block| {
            let block = block?;
            let part = check(&block);
            Ok((block, part))
        },
        |checked: io::Result<(Block, Part)>| {
            let (mut block, mut part) = checked?;
            if !left.bytes.is_empty() {
                left.whole = block.whole;
                left.end += block.end;
                left.bytes.append(&mut block.bytes);
                left.forced = left.end > LONGEST;
                if left.end < 2 * tried && !left.whole && !left.forced {
                    left.bytes.truncate(left.end);
                    return Ok(());
                }
                block = std::mem::take(&mut left);
                part = check(&block);
            }
            if part.unsure {
                block.opens = Some(opens);
                part = check(&block);
            }
            opens = part.opens.unwrap_or(opens);
            if part.end < block.end {
                left = Block { opens: Some(opens), ..block.rest(part.end, block.end) };
            }
            tried = left.bytes.len();
            take(&block, part);
            Ok(())
        },
    )
}

/// The blocks of a stream.
struct Blocks<'i, G> {
    input: &'i mut (dyn Read + Send),
    /// What was read already; none behind the end.
    next: Option<Block>,
    size: usize,
    guess: G,
}

impl<G: Fn(&[u8]) -> Option<usize>> Iterator for Blocks<'_, G> {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut block = self.next.take()?;
        if !block.whole {
            let missing = self.size.saturating_sub(block.bytes.len()).max(1);
            block.bytes.reserve_exact(missing);
            match self.input.take(missing as u64).read_to_end(&mut block.bytes) {
                Ok(read) => block.whole = read < missing,
                Err(error) => return Some(Err(error)),
            }
        }
        block.end = block.bytes.len();
        if !block.whole {
            let end = (self.guess)(&block.bytes).filter(|&end| end > 0).unwrap_or(block.end);
            self.next = Some(block.rest(end, block.end));
            block.end = end;
        }
        Some(Ok(block))
    }
}
