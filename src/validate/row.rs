//! One row as the checks see it, whatever it was read from, and the findings that point into it.

use super::column::{TABLE, WIDTH};
use super::report::{Finding, Tally};
use crate::diagnostic::Code;

/// Bytes in the buffer a row was read from, half open.
pub(super) type Range = (usize, usize);

/// A row: the values of the columns, and where each stands in the bytes it was read from.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The values by column of [`TABLE`]; empty where the file lacks the column.
    pub values: [&'a str; WIDTH],
    /// Where each stands; none where the file lacks the column.
    pub places: [Option<Range>; WIDTH],
    /// What surrounds it.
    pub place: Place<'a>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The buffer.
    pub bytes: &'a [u8],
    /// The row's bytes in it.
    pub range: Range,
    /// The number of bytes before the buffer in its file.
    pub base: u64,
    /// Line in which the row begins, from 1.
    pub line: u64,
    /// Where in the buffer that line begins, and how many of its characters stand before the buffer.
    pub line_start: (usize, u64),
    /// The row's number, from 1; 0 for the header.
    pub number: u64,
}

impl Place<'_> {
    /// A finding about some bytes of the row.
    pub(super) fn finding(
        &self,
        code: Code,
        column: Option<&str>,
        range: Range,
        value: &str,
        wrong: String,
        right: String,
    ) -> Finding {
        let (start, indent) = self.line_start;
        let before = &self.bytes[start..range.0.max(start)];
        let (line_start, indent) = memchr::memrchr(b'\n', before).map_or((start, indent), |at| (start + at + 1, 0));
        let line_end = memchr::memchr(b'\n', &self.bytes[range.0..self.range.1.max(range.0)])
            .map_or(self.range.1.max(range.0), |at| range.0 + at);
        // The carriage return of a line end is no text.
        let line_end = if line_end > range.0 && self.bytes[..line_end].ends_with(b"\r") { line_end - 1 } else { line_end };
        let (excerpt, mark) =
            excerpt(&self.bytes[line_start..line_end], range.0 - line_start, range.1.min(line_end).max(range.0) - line_start);
        Finding {
            code,
            line: self.line + memchr::memchr_iter(b'\n', before).count() as u64,
            character: indent + String::from_utf8_lossy(&self.bytes[line_start..range.0]).chars().count() as u64 + 1,
            row: self.number,
            byte: self.base + range.0 as u64,
            column: column.map(str::to_owned),
            value: shortened(value),
            wrong,
            right,
            excerpt,
            mark,
        }
    }
}

/// Characters of a value that a finding keeps: a cell may hold megabytes.
const KEPT: usize = 120;
/// Characters of the line that a finding keeps on each side of the place.
const AROUND: usize = 40;

/// What is wrong and what right where bytes are no character.
pub(super) fn not_utf8(invalid: &[u8]) -> (String, String) {
    let hex: Vec<String> = invalid.iter().map(|byte| format!("{byte:02X}")).collect();
    let right = "the file saved again as UTF-8; what the character was cannot be known";
    (format!("{} is not UTF-8", hex.join(" ")), right.to_owned())
}

/// A value short enough to be read.
pub(super) fn shortened(value: &str) -> String {
    match value.char_indices().nth(KEPT) {
        None => value.to_owned(),
        Some((at, _)) => format!("{}… ({} bytes in all)", &value[..at], value.len()),
    }
}

/// The part of a line around `start..end` and the place in that part, in bytes. What is no character of its own, or would
/// speak to the terminal, becomes U+FFFD.
fn excerpt(line: &[u8], start: usize, end: usize) -> (String, Range) {
    // Four bytes are the longest character, so these windows hold enough of them.
    let before = clean(&line[start.saturating_sub(AROUND * 4)..start]);
    let inner = clean(&line[start..end.min(start + KEPT * 4)]);
    let after = clean(&line[end..line.len().min(end + AROUND * 4)]);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let shown = inner.char_indices().nth(KEPT).map_or(inner.len(), |(at, _)| at);
    let mut text = String::new();
    if from > 0 || start > AROUND * 4 {
        text.push_str("...");
    }
    text.push_str(&before[from..]);
    let begin = text.len();
    text.push_str(&inner[..shown]);
    let finish = text.len();
    text.push_str(&after[..to]);
    if to < after.len() || line.len() > end + AROUND * 4 {
        text.push_str("...");
    }
    (text, (begin, finish))
}

fn clean(bytes: &[u8]) -> String {
    let visible = |character: char| match character {
        '\t' => ' ',
        other if other.is_control() || other == '\u{feff}' => '\u{fffd}',
        other => other,
    };
    String::from_utf8_lossy(bytes).chars().map(visible).collect()
}

/// The row under check and where its faults go.
pub(super) struct Check<'r, 'a> {
    pub row: &'r Row<'a>,
    pub tally: &'r mut Tally,
}

impl<'a> Check<'_, 'a> {
    /// The value of a column.
    pub(super) fn value(&self, column: usize) -> &'a str {
        self.row.values[column]
    }

    /// Whether the file has the column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.row.places[column].is_some()
    }

    /// Reports a fault of a cell.
    pub(super) fn fault(&mut self, code: Code, column: usize, wrong: String, right: String) {
        let (name, row) = (TABLE[column].name, self.row);
        self.tally.add(code, Some(name.into()), || {
            let range = row.places[column].unwrap_or((row.place.range.0, row.place.range.0));
            row.place.finding(code, Some(name), range, row.values[column], wrong, right)
        });
    }
}
