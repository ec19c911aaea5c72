//! The rows of a block, in lines or in an array.

use serde_json::Value;

use super::between::{Kind, Token};
use super::words::{byte_of, error_text};
use super::{Layout, fault, may_begin};
use crate::diagnostic::Code;
use crate::lexicon::Lexicon;
use crate::validate::blocks::{Block, Part};
use crate::validate::column::TABLE;
use crate::validate::row::{Place, Range, not_utf8};
use crate::validate::whole::Following;
use crate::validate::{Options, object};

/// The rows of a block, one after the other.
pub(super) struct Reader<'r> {
    block: &'r Block,
    options: &'r Options<'r>,
    lexicon: &'r Lexicon,
    part: Part,
    following: Following,
    /// How far lines were counted.
    counted: usize,
    line_start: (usize, u64),
}

impl<'r> Reader<'r> {
    pub(super) fn new(block: &'r Block, options: &'r Options<'r>, lexicon: &'r Lexicon) -> Self {
        Self {
            block,
            options,
            lexicon,
            part: Part::new(options.max),
            following: Following::default(),
            counted: 0,
            line_start: (0, block.indent),
        }
    }

    /// Checks the rows of the block.
    pub(super) fn part(mut self, layout: Layout) -> Part {
        match layout {
            Layout::Lines => self.lines(),
            Layout::Array => self.array(),
        }
        self.following.finish(&mut self.part);
        let (start, indent) = self.line_start;
        let line = &self.block.bytes[start..self.part.end.max(start)];
        self.part.opens = self.part.tokens.last().map(|token| token.kind == Kind::Close);
        self.part.indent = indent + String::from_utf8_lossy(line).chars().count() as u64;
        self.part
    }

    /// The place of a row's bytes; counts the lines up to there.
    fn place(&mut self, range: Range) -> Place<'r> {
        let bytes = &self.block.bytes[..self.block.end];
        for at in memchr::memchr_iter(b'\n', &bytes[self.counted..range.0]) {
            self.part.lines += 1;
            self.line_start = (self.counted + at + 1, 0);
        }
        self.counted = range.0;
        let (line, number) = (self.part.lines + 1, self.part.rows + 1);
        Place { bytes, range, base: self.block.base, line, line_start: self.line_start, number }
    }

    /// Ends what was read at a place.
    fn end(&mut self, at: usize) {
        self.place((at, at));
        self.part.end = at;
    }

    fn lines(&mut self) {
        let bytes = &self.block.bytes[..self.block.end];
        while self.part.end < bytes.len() {
            let start = self.part.end;
            let end = match memchr::memchr(b'\n', &bytes[start..]) {
                Some(found) => start + found,
                None if self.block.whole || self.block.forced => bytes.len(),
                None => return,
            };
            let start = self.mark(start);
            let mut from = start;
            // Usually one row; a second in the same line is a fault, and a row all the same.
            while let Some(next) = self.blank(from, end) {
                if from > start {
                    let place = Place { number: 0, ..self.place((next, end)) };
                    fault(
                        &mut self.part.tally,
                        &place,
                        (next, next + 1),
                        "something more in the line of a row",
                        "one row a line",
                    );
                }
                from = self.value((next, end)).unwrap_or(end);
            }
            self.end((end + 1).min(bytes.len()));
        }
    }

    fn array(&mut self) {
        let bytes = &self.block.bytes[..self.block.end];
        let start = self.mark(0);
        self.part.end = start;
        while let Some(at) = self.blank(self.part.end, bytes.len()) {
            let kind = match bytes[at] {
                // Behind a row or a comma it is a value: a list where a row should stand.
                b'[' if self.opens() => Kind::Open,
                b']' => Kind::Close,
                b',' => Kind::Comma,
                _ => Kind::Row,
            };
            let Place { line, line_start, .. } = self.place((at, at));
            let next = if kind == Kind::Row { self.row(at) } else { Some(at + 1) };
            let Some(next) = next else { return self.end(at) };
            self.part.tokens.push(Token { kind, at, line, line_start });
            self.end(next);
        }
        self.end(bytes.len());
    }

    /// Whether a `[` that stands here opens a list of rows.
    fn opens(&mut self) -> bool {
        let known = self.part.tokens.last().map(|token| token.kind == Kind::Close).or(self.block.opens);
        self.part.unsure |= known.is_none();
        known.unwrap_or(false)
    }

    /// Checks the row at a place in an array; gives its end. None where the block ends inside it.
    fn row(&mut self, at: usize) -> Option<usize> {
        let bytes = &self.block.bytes[..self.block.end];
        let last = self.block.whole || self.block.forced;
        let mut values = serde_json::Deserializer::from_slice(&bytes[at..]).into_iter::<Value>();
        let seen = match values.next() {
            // Rows inside a row or where a row should stand are rows all the same: a mark is missing before them.
            Some(Ok(value)) if holds_rows(&value) => None,
            // A number may go on in the next block.
            Some(Ok(value)) if last || at + values.byte_offset() < bytes.len() => {
                let end = at + values.byte_offset();
                self.object(&value, (at, end));
                return Some(end);
            }
            Some(Err(error)) => Some(error),
            _ => return None,
        };
        // It ends where the next row begins that can be read.
        let next = memchr::memchr_iter(b'{', &bytes[at + 1..]).map(|found| at + 1 + found).find(|&next| {
            may_begin(bytes, next)
                && serde_json::Deserializer::from_slice(&bytes[next..])
                    .into_iter::<Value>()
                    .next()
                    .is_some_and(|value| value.is_ok_and(|row| is_row(&row)))
        });
        if next.is_none() && !last {
            return None;
        }
        let whole = &bytes[at..next.unwrap_or(bytes.len())];
        let own = whole.trim_ascii_end();
        // The comma behind it is one between rows; a bracket may close the list.
        let own = match own.last() {
            Some(b',') => &own[..own.len() - 1],
            Some(b']') if next.is_none() => own[..own.len() - 1].trim_ascii_end(),
            _ => own,
        };
        // What is wrong with it is asked of its own bytes: how much of the rows behind it is in the block must not matter.
        let error = serde_json::from_slice::<Value>(whole).err().or(seen)?;
        let end = at + own.len().max(1);
        self.broken((at, end), &error_text(&error), byte_of(whole, &error));
        Some(end)
    }

    /// Leaves a byte order mark out.
    fn mark(&mut self, at: usize) -> usize {
        let bytes = &self.block.bytes[..self.block.end];
        if !bytes[at..].starts_with("\u{feff}".as_bytes()) {
            return at;
        }
        let place = Place { number: 0, ..self.place((at, bytes.len())) };
        let code = if self.block.base == 0 && at == 0 { Code::Dialect } else { Code::StrayBom };
        self.part.tally.add(code, None, || {
            let wrong = "a byte order mark was found and left out".to_owned();
            place.finding(code, None, (at, at + 3), "\u{feff}", wrong, "no mark".to_owned())
        });
        at + 3
    }

    /// The first byte from `from` on that is no blank.
    fn blank(&self, from: usize, end: usize) -> Option<usize> {
        let rest = &self.block.bytes[from..end];
        rest.iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| from + at)
    }

    /// Checks the value that begins a line's range; gives its end. None where it is broken.
    fn value(&mut self, range: Range) -> Option<usize> {
        let bytes = &self.block.bytes[range.0..range.1];
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let end = range.0 + values.byte_offset();
                self.object(&value, (range.0, end));
                Some(end)
            }
            Some(Err(error)) => {
                self.broken(range, &error_text(&error), byte_of(bytes, &error));
                None
            }
            None => None,
        }
    }

    fn object(&mut self, value: &Value, range: Range) {
        let place = self.place(range);
        object::check(value, place, self.options, self.lexicon, &mut self.part, &mut self.following);
    }

    /// Reports a row that cannot be read, at a byte of it.
    fn broken(&mut self, range: Range, wrong: &str, at: usize) {
        let place = self.place(range);
        self.part.rows += 1;
        let bytes = &place.bytes[range.0..range.1];
        if let Err(error) = std::str::from_utf8(bytes) {
            let at = range.0 + error.valid_up_to();
            let end = at + error.error_len().unwrap_or(range.1 - at);
            let (wrong, right) = not_utf8(&place.bytes[at..end]);
            return self
                .part
                .tally
                .add(Code::BrokenUtf8, None, || place.finding(Code::BrokenUtf8, None, (at, end), "", wrong, right));
        }
        // At the end there is nothing to point at; the last character is what the fault comes behind.
        let length = bytes.trim_ascii_end().len();
        let mut at = range.0 + at.min(length.saturating_sub(1));
        while place.bytes[at] & 0xc0 == 0x80 {
            at -= 1;
        }
        let length = place.bytes[at..range.1].utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        let end = at + length.map_or(1, char::len_utf8);
        fault(&mut self.part.tally, &place, (at, end.min(range.1)), wrong, "a row as one JSON object");
    }
}

/// Whether an object has something of a timeline's row.
fn is_row(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| TABLE.iter().any(|column| object.contains_key(column.path.split('.').next().unwrap_or(""))))
}

/// Whether rows stand in a list, or in the lists of a row.
fn holds_rows(value: &Value) -> bool {
    let lists = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(|inner| is_row(inner) || holds_rows(inner)));
    lists(value) || is_row(value) && value.as_object().is_some_and(|object| object.values().any(lists))
}
