//! Timelines as JSON Lines and as JSON: where each row begins and ends, and what stands between them.
//!
//! What is broken ends at the next row that can be read: a missing mark costs the row it stands in, and not those behind it.

use std::io::Read;

use serde_json::Value;

use super::blocks::{self, BLOCK, Block, Part};
use super::column::TABLE;
use super::report::{Report, Tally};
use super::row::{Place, Range};
use super::whole::{Following, Whole};
use super::{Options, object};
use crate::diagnostic::Code;
use crate::error::Error;
use crate::lexicon::Lexicon;

/// Checks one object a line.
pub(super) fn lines(name: &str, input: &mut (dyn Read + Send), options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    in_blocks(name, input, options, lexicon, Layout::Lines, BLOCK)
}

/// Checks an array of rows, or a single one.
pub(super) fn whole(name: &str, input: &mut (dyn Read + Send), options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    in_blocks(name, input, options, lexicon, Layout::Array, BLOCK)
}

/// What sets rows apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Lines,
    Array,
}

/// In blocks of that many bytes; what is found does not depend on it.
fn in_blocks(
    name: &str,
    input: &mut (dyn Read + Send),
    options: &Options,
    lexicon: &Lexicon,
    layout: Layout,
    size: usize,
) -> Result<Report, Error> {
    let mut tally = Tally::new(options.max);
    let (mut rows, mut lines, mut bytes, mut end) = (0, 0, 0, 0);
    let mut all = Whole::default();
    let mut extras: Vec<String> = Vec::new();
    let mut between = Between::Start;
    blocks::run(
        input,
        Block { opens: Some(true), ..Block::default() },
        (options.threads, size),
        |bytes| guess(bytes, layout),
        |block| Reader::new(block, options, lexicon).part(layout),
        |block, mut part| {
            all.append(&mut part, &block.bytes, block.base, (rows, lines), &mut tally);
            for (path, finding) in std::mem::take(&mut part.extras) {
                if !extras.contains(&path) {
                    extras.push(path);
                    part.tally.add(Code::ExtraColumn, None, || finding);
                }
            }
            tally.append(std::mem::replace(&mut part.tally, Tally::new(None)), rows, lines);
            for token in &part.tokens {
                between = between.then(token, |range, wrong, right| {
                    let (line, line_start) = (token.line + lines, token.line_start);
                    let place = Place { bytes: &block.bytes, range, base: block.base, line, line_start, number: 0 };
                    fault(&mut tally, &place, range, wrong, right);
                });
            }
            rows += part.rows;
            lines += part.lines;
            bytes = block.base + part.end as u64;
            end = part.indent;
        },
    )
    .map_err(|error| Error::io(name, &error))?;
    let place = Place { bytes: b"", range: (0, 0), base: bytes, line: lines + 1, line_start: (0, end), number: 0 };
    if bytes == 0 {
        let right = "one object a row: `[]` where there is none".to_owned();
        tally.add(Code::EmptyFile, None, || {
            place.finding(Code::EmptyFile, None, (0, 0), "", "nothing in the file".to_owned(), right)
        });
    } else if layout == Layout::Array && between.is_open() {
        fault(&mut tally, &place, (0, 0), "the file ends before the list does, as if cut off", "a `]` at the end");
    }
    all.finish(&mut tally);
    Ok(tally.report(name, rows))
}

fn fault(tally: &mut Tally, place: &Place, range: Range, wrong: &str, right: &str) {
    tally.add(Code::BrokenJson, None, || {
        let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
        place.finding(Code::BrokenJson, None, range, &value, wrong.to_owned(), right.to_owned())
    });
}

/// The last place in a block where a row may begin.
fn guess(bytes: &[u8], layout: Layout) -> Option<usize> {
    let line = || memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    if layout == Layout::Lines {
        return line();
    }
    let mut starts = memchr::memrchr_iter(b'{', bytes).filter(|&at| may_begin(bytes, at));
    starts.next().or_else(line)
}

/// Whether a `{` may be that of a row: behind a bracket, a comma or another row, not behind a key.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    let first_key = bytes[at + 1..].trim_ascii_start().first();
    matches!(before.last(), None | Some(b',' | b'[' | b'}' | b']')) && matches!(first_key, None | Some(b'"' | b'}'))
}

/// What stands between the rows of an array, where, and on which line of its block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    kind: Kind,
    at: usize,
    line: u64,
    line_start: (usize, u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Comma,
    Row,
}

/// How far a file's list has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Start,
    Opened,
    Row,
    Comma,
    Closed,
    /// A row without a list around it.
    Alone,
    /// Several of them: said once.
    Loose,
}

impl Between {
    const fn is_open(self) -> bool {
        matches!(self, Self::Opened | Self::Row | Self::Comma)
    }

    fn then(self, token: &Token, mut wrong: impl FnMut(Range, &str, &str)) -> Self {
        let mut say = |what: &str, right: &str| wrong((token.at, token.at + 1), what, right);
        match (self, token.kind) {
            (Self::Start, Kind::Open) => Self::Opened,
            (Self::Start, Kind::Row) => Self::Alone,
            (Self::Opened | Self::Comma, Kind::Row) => Self::Row,
            (Self::Row, Kind::Comma) => Self::Comma,
            (Self::Opened | Self::Row, Kind::Close) => Self::Closed,
            (Self::Loose, _) => Self::Loose,
            (Self::Alone, Kind::Row) => {
                say("a second row, and no list around them", "a list `[...]`, or `--input jsonl` where each line is a row");
                Self::Loose
            }
            (Self::Row, Kind::Row) => {
                say("a row begins, and no comma stands before it", "a `,` between two rows");
                Self::Row
            }
            (Self::Comma, Kind::Close) => {
                say("the list ends behind a comma", "no comma behind the last row");
                Self::Closed
            }
            (Self::Opened | Self::Comma, Kind::Comma) => {
                say("a comma, and no row before it", "one `,` between two rows");
                Self::Comma
            }
            (Self::Closed, Kind::Open) => {
                say("a second list begins, as when files are joined", "one list for all rows");
                Self::Opened
            }
            (Self::Closed, Kind::Row) => {
                say("a row behind the end of the list", "all rows inside one list");
                Self::Closed
            }
            (from, Kind::Open | Kind::Close | Kind::Comma) => {
                say("stands where no row is before it", "one list of rows");
                from
            }
        }
    }
}

/// The rows of a block, one after the other.
struct Reader<'r> {
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
    fn new(block: &'r Block, options: &'r Options<'r>, lexicon: &'r Lexicon) -> Self {
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

    fn part(mut self, layout: Layout) -> Part {
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
            let hex: Vec<String> = place.bytes[at..end].iter().map(|byte| format!("{byte:02X}")).collect();
            let right = "the file saved again as UTF-8; what the character was cannot be known".to_owned();
            return self.part.tally.add(Code::BrokenUtf8, None, || {
                place.finding(Code::BrokenUtf8, None, (at, end), "", format!("{} is not UTF-8", hex.join(" ")), right)
            });
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

/// What `serde_json` says, without the place, and in words for people who do not write parsers.
fn error_text(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or("");
    match text {
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a line end, tab or other control character inside a text"
        }
        "EOF while parsing a string" => "it ends inside a text: a `\"` is missing",
        "EOF while parsing an object" => "it ends inside an object: a `}` is missing",
        "EOF while parsing a list" => "it ends inside a list: a `]` is missing",
        "EOF while parsing a value" => "it ends where a value should stand",
        "key must be a string" => "a key should stand here, between `\"`",
        "trailing comma" => "a comma, and nothing behind it",
        "expected value" => "no value of JSON: a text stands between `\"`",
        "expected `:`" => "a `:` is missing between key and value",
        "expected `,` or `}`" => "a `,` or `}` is missing before this",
        "expected `,` or `]`" => "a `,` or `]` is missing before this",
        "invalid escape" => "a `\\` that begins no escape of JSON",
        "recursion limit exceeded" => "lists or objects in each other, over a hundred deep",
        other => other,
    }
    .to_owned()
}

/// The byte at which `serde_json` saw the error: its lines count from 1, its columns are bytes, from 1.
fn byte_of(bytes: &[u8], error: &serde_json::Error) -> usize {
    let lines = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
    let start = std::iter::once(0).chain(lines).nth(error.line().saturating_sub(1)).unwrap_or(0);
    (start + error.column().saturating_sub(1)).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load().unwrap());

    fn found(bytes: &[u8], layout: Layout, threads: usize, size: usize) -> Report {
        let options = Options { threads, ..Options::default() };
        in_blocks("a.json", &mut &*bytes, &options, &LEXICON, layout, size).unwrap()
    }

    /// What is said of the layout, line by line.
    fn said(text: &str, layout: Layout) -> Vec<String> {
        let report = found(text.as_bytes(), layout, 1, BLOCK);
        let of_layout = |finding: &&super::super::Finding| matches!(finding.code, Code::BrokenJson | Code::JsonType);
        let lines = report.findings.iter().filter(of_layout);
        lines.map(|finding| format!("{}:{} {}", finding.line, finding.character, finding.wrong)).collect()
    }

    #[test]
    fn a_fault_costs_the_row_it_stands_in() {
        let rows = ["{\"id\":\"a\"}", "{\"id\":\"b\",\"source\":{\"url\":\"c\"}}", "{\"id\":\"d\"}"];
        for (text, count, expected) in [
            (format!("[{},\n{},\n{}]", rows[0], rows[1], rows[2]), 3, vec![]),
            (rows[1].to_owned(), 1, vec![]),
            ("[]".to_owned(), 0, vec![]),
            (format!("[{},{},]", rows[0], rows[1]), 2, vec!["1:45 the list ends behind a comma"]),
            (format!("[{}\n{}]", rows[0], rows[1]), 2, vec!["2:1 a row begins, and no comma stands before it"]),
            (format!("[{},,{}]", rows[0], rows[1]), 2, vec!["1:13 a comma, and no row before it"]),
            (format!("[{},\n{}", rows[0], rows[1]), 2, vec!["2:32 the file ends before the list does, as if cut off"]),
            (format!("[{}]\n[{}]", rows[0], rows[1]), 2, vec!["2:1 a second list begins, as when files are joined"]),
            (format!("{}\n{}\n{}", rows[0], rows[1], rows[2]), 3, vec!["2:1 a second row, and no list around them"]),
            (
                format!("[{},\n{{\"id\":\"b}},\n{}]", rows[0], rows[2]),
                3,
                vec!["2:9 a line end, tab or other control character inside a text"],
            ),
            (format!("[{},\n{{\"id\":b}},\n{}]", rows[0], rows[2]), 3, vec!["2:7 no value of JSON: a text stands between `\"`"]),
            (format!("[{}, 7, [1], {}]", rows[0], rows[2]), 4, vec!["1:14 a number, and no row", "1:17 a list, and no row"]),
            (format!("{{\"rows\": [{}]}}", rows[0]), 1, vec!["1:1 rows seem to stand under `rows`; they were not checked"]),
        ] {
            assert_eq!(said(&text, Layout::Array), expected, "{text}");
            assert_eq!(found(text.as_bytes(), Layout::Array, 1, BLOCK).rows, count, "{text}");
        }
        assert_eq!(
            said(&format!("{} {}\n{}", rows[0], rows[1], rows[2]), Layout::Lines),
            ["1:12 something more in the line of a row"]
        );
        assert_eq!(
            said("{\"id\":\"a\n{}\n", Layout::Lines),
            ["1:8 it ends inside a text: a `\"` is missing", "2:1 an object that has no key of a timeline"]
        );
    }

    use super::super::report::first_difference;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        /// Whatever is done to the bytes: no panic, and the same report from blocks of any size, on any number of threads.
        #[test]
        fn any_damage_is_reported_the_same_from_all_blocks(
            edits in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]{}:,\"\n x\u{e9}]{0,3}", 0_usize..4), 0..5),
            size in 1_usize..400,
            lines in any::<bool>(),
        ) {
            let row = |n: u8| format!("{{\"id\":\"{n:016}\",\"kind\":\"claim\",\"date\":{{\"edtf\":\"2023\"}},\"quantities\":[\"1 a\"]}}");
            let rows: Vec<String> = (0..12).map(row).collect();
            let (layout, text) = if lines { (Layout::Lines, rows.join("\n")) } else { (Layout::Array, format!("[\n{}\n]\n", rows.join(",\n"))) };
            let mut bytes = text.into_bytes();
            for (at, new, gone) in edits {
                let at = at.index(bytes.len());
                let end = (at + gone).min(bytes.len());
                bytes.splice(at..end, new.into_bytes());
            }
            let one = found(&bytes, layout, 1, BLOCK);
            prop_assert_eq!(first_difference(&one, &found(&bytes, layout, 1, size)), None);
            prop_assert_eq!(first_difference(&one, &found(&bytes, layout, 3, size)), None);
        }
    }
}
