//! Timelines as JSON and JSON Lines: each value with its bytes, so that a finding points at it like at a cell.

use std::io::{BufRead, BufReader, Read};

use foldhash::fast::FixedState;
use serde_json::Value;
use std::hash::{BuildHasher, Hasher};

use super::Options;
use super::column::{Form, ID, TABLE, WIDTH};
use super::report::{Finding, Report, Tally};
use super::row::{Check, Place, Range, Row};
use super::whole::{Key, Whole};
use crate::diagnostic::Code;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::timeline::record::RecordId;

/// Checks one object a line.
pub(super) fn lines(name: &str, input: &mut dyn Read, options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    let mut state = State::new(options, lexicon);
    let mut reader = BufReader::with_capacity(1 << 20, input);
    let mut line = Vec::new();
    let (mut number, mut byte) = (0, 0);
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line).map_err(|error| Error::io(name, &error))?;
        if read == 0 {
            break;
        }
        number += 1;
        let mut from = 0;
        if line.starts_with("\u{feff}".as_bytes()) {
            from = 3;
            state.mark(&line, byte, number);
        }
        if !line[from..].trim_ascii().is_empty() {
            state.text(&line, (from, read), byte, number);
        }
        byte += read as u64;
    }
    Ok(state.report(name, byte))
}

/// Checks an array of rows, or a single one.
pub(super) fn whole(name: &str, input: &mut dyn Read, options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    let mut state = State::new(options, lexicon);
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| Error::io(name, &error))?;
    let from = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    if from > 0 {
        state.mark(&bytes, 0, 1);
    }
    if !bytes[from..].trim_ascii().is_empty() {
        state.text(&bytes, (from, bytes.len()), 0, 1);
    }
    Ok(state.report(name, bytes.len() as u64))
}

struct State<'o> {
    options: &'o Options<'o>,
    lexicon: &'o Lexicon,
    tally: Tally,
    whole: Whole,
    rows: u64,
    /// Keys of the user's own that were already named.
    extras: Vec<String>,
}

impl<'o> State<'o> {
    fn new(options: &'o Options<'o>, lexicon: &'o Lexicon) -> Self {
        let tally = Tally::new(options.max);
        Self { options, lexicon, tally, whole: Whole::default(), rows: 0, extras: Vec::new() }
    }

    fn report(mut self, name: &str, bytes: u64) -> Report {
        if bytes == 0 {
            let place = Place { bytes: b"", range: (0, 0), base: 0, line: 1, number: 0 };
            let right = "one object a row: `[]` where there is none".to_owned();
            self.at(Code::EmptyFile, &place, (0, 0), "nothing in the file".to_owned(), right);
        }
        self.whole.finish(&mut self.tally);
        self.tally.report(name, self.rows)
    }

    fn at(&mut self, code: Code, place: &Place, range: Range, wrong: String, right: String) {
        self.tally.add(code, None, || {
            let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
            place.finding(code, None, range, &value, wrong, right)
        });
    }

    fn mark(&mut self, bytes: &[u8], base: u64, line: u64) {
        let place = Place { bytes, range: (0, bytes.len()), base, line, number: 0 };
        let code = if base == 0 { Code::Dialect } else { Code::StrayBom };
        self.at(code, &place, (0, 3), "a byte order mark was found and left out".to_owned(), "no mark".to_owned());
    }

    /// Checks the rows in one JSON text.
    fn text(&mut self, bytes: &[u8], range: Range, base: u64, line: u64) {
        let place = Place { bytes, range, base, line, number: self.rows + 1 };
        let text = match std::str::from_utf8(&bytes[range.0..range.1]) {
            Ok(text) => text,
            Err(error) => {
                self.rows += 1;
                let at = range.0 + error.valid_up_to();
                let end = at + error.error_len().unwrap_or(bytes.len() - at);
                let hex: Vec<String> = bytes[at..end].iter().map(|byte| format!("{byte:02X}")).collect();
                let right = "the file saved again as UTF-8; what the character was cannot be known".to_owned();
                return self.at(Code::BrokenUtf8, &place, (at, end), format!("{} is not UTF-8", hex.join(" ")), right);
            }
        };
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => {
                self.rows += 1;
                let at = range.0 + byte_of(text, error.line(), error.column());
                let wrong = error.to_string();
                let wrong = wrong.split(" at line ").next().unwrap_or("").to_owned();
                return self.at(Code::BrokenJson, &place, (at, (at + 1).min(range.1)), wrong, "one JSON object a row".to_owned());
            }
        };
        let mut leaves = Vec::new();
        Walker { bytes, at: range.0, leaves: &mut leaves }.value("");
        match value {
            Value::Array(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let prefix = index.to_string();
                    let from = leaves.partition_point(|leaf| leaf.row < index);
                    let to = leaves.partition_point(|leaf| leaf.row <= index);
                    let own = leaves[from..to].iter().find(|leaf| leaf.path == prefix).map_or(range, |leaf| leaf.range);
                    let line = line + memchr::memchr_iter(b'\n', &bytes[range.0..own.0]).count() as u64;
                    self.row(
                        row,
                        &leaves[from..to],
                        prefix.len() + 1,
                        Place { range: own, line, number: self.rows + 1, ..place },
                    );
                }
            }
            row => self.row(&row, &leaves, 0, place),
        }
    }

    fn row(&mut self, value: &Value, leaves: &[Leaf], cut: usize, place: Place) {
        self.rows += 1;
        if !value.is_object() {
            return self.at(
                Code::JsonType,
                &place,
                place.range,
                "a row that is no object".to_owned(),
                "an object a row".to_owned(),
            );
        }
        let find = |path: &str| leaves.iter().find(|leaf| leaf.path.get(cut..) == Some(path)).map(|leaf| leaf.range);
        let mut cells: [String; WIDTH] = std::array::from_fn(|_| String::new());
        let mut row = Row { values: [""; WIDTH], places: [Some((place.range.0, place.range.0)); WIDTH], place };
        for (index, column) in TABLE.iter().enumerate() {
            let pointer = format!("/{}", column.path.replace('.', "/"));
            let Some(found) = value.pointer(&pointer) else { continue };
            row.places[index] = find(column.path).or(row.places[index]);
            if let Some(cell) = cell(found, column.name, column.form) {
                cells[index] = cell;
            } else {
                let range = row.places[index].unwrap_or(place.range);
                // Nothing more is asked of such a cell.
                row.places[index] = None;
                let wrong = format!("a {} stands here", kind(found));
                let right = match column.form {
                    Form::Number(_) => "a number",
                    Form::Quantities => "a list of texts",
                    _ if column.name == "problems" => "a list of texts",
                    _ => "a text; leave the key out where there is none",
                };
                self.tally.add(Code::JsonType, Some(column.name.into()), || {
                    let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
                    place.finding(Code::JsonType, Some(column.name), range, &value, wrong, right.to_owned())
                });
            }
        }
        self.twice(leaves, cut, &place);
        self.extra(leaves, cut, &place);
        let mut key = FixedState::default().build_hasher();
        for (index, cell) in cells.iter().enumerate() {
            row.values[index] = cell;
            if index != ID {
                key.write(cell.as_bytes());
                key.write_u8(0xff);
            }
        }
        let order = super::row_checks(&mut Check { row: &row, tally: &mut self.tally }, false, self.options, self.lexicon);
        if let Some(schema) = self.options.schema {
            let find = |path: &str| find(path).unwrap_or((place.range.0, place.range.0));
            schema.check_object(value, &place, &find, &mut self.tally);
        }
        let id = row.values[ID];
        let own = RecordId::parse(id).map(|id| id.0);
        let other = || {
            let mut hasher = FixedState::default().build_hasher();
            hasher.write(id.as_bytes());
            hasher.finish()
        };
        let key = Key {
            id: if id.is_empty() { None } else { Some(own.unwrap_or_else(other)) },
            content: key.finish(),
            order,
            row: place.number,
            line: place.line,
            byte: place.base + place.range.0 as u64,
        };
        self.whole.append(vec![key], 0, 0);
    }

    /// A key that stands twice in one object: programs differ in which they take.
    fn twice(&mut self, leaves: &[Leaf], cut: usize, place: &Place) {
        for (index, leaf) in leaves.iter().enumerate() {
            if leaf.path.len() > cut && leaves[..index].iter().any(|other| other.path == leaf.path) {
                let path = leaf.path[cut..].to_owned();
                self.tally.add(Code::DuplicatedColumn, None, || {
                    let wrong = format!("`{path}` stands twice in one object");
                    let right = "each key once; the later one was read".to_owned();
                    place.finding(Code::DuplicatedColumn, None, leaf.range, "", wrong, right)
                });
            }
        }
    }

    /// Keys that no timeline has, each named once for the whole file.
    fn extra(&mut self, leaves: &[Leaf], cut: usize, place: &Place) {
        for leaf in leaves.iter().filter(|leaf| leaf.path.len() > cut) {
            let path = &leaf.path[cut..];
            let own = TABLE.iter().any(|column| {
                column.path == path
                    || column.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
                    || path
                        .strip_prefix(column.path)
                        .is_some_and(|rest| rest.starts_with('.') && rest[1..].bytes().all(|b| b.is_ascii_digit()))
            });
            let inside = self
                .extras
                .iter()
                .any(|extra| path == extra || path.strip_prefix(extra.as_str()).is_some_and(|rest| rest.starts_with('.')));
            if !own && !inside {
                self.extras.push(path.to_owned());
                let finding: Finding = place.finding(
                    Code::ExtraColumn,
                    None,
                    leaf.range,
                    "",
                    format!("`{path}` is a key of your own, kept and not checked"),
                    String::new(),
                );
                self.tally.add(Code::ExtraColumn, None, || finding);
            }
        }
    }
}

/// The value as a cell of CSV has it; none where its type is not the column's.
fn cell(value: &Value, name: &str, form: Form) -> Option<String> {
    match (value, form) {
        (Value::Number(number), Form::Number(_)) => Some(number.to_string()),
        (Value::String(_), Form::Number(_)) => None,
        (Value::Array(parts), _) if form == Form::Quantities || name == "problems" => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            Some(parts?.join(";"))
        }
        (Value::String(text), _) if form != Form::Quantities && name != "problems" => Some(text.clone()),
        _ => None,
    }
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "truth value",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// The byte of a line and column as `serde_json` counts them: both from 1, columns in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    (start + column.saturating_sub(1)).min(text.len())
}

/// A value and where it stands: keys and indices from the outermost joined by `.`, and its bytes.
struct Leaf {
    path: String,
    range: Range,
    /// Index of the outermost array's element that holds it.
    row: usize,
}

/// Finds the bytes of every value of a text that is known to be JSON.
struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
    leaves: &'a mut Vec<Leaf>,
}

impl Walker<'_> {
    fn blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn value(&mut self, path: &str) {
        self.blanks();
        let start = self.at;
        let row = path.split('.').next().and_then(|index| index.parse().ok()).unwrap_or(0);
        // The container stands before what it holds.
        let index = self.leaves.len();
        self.leaves.push(Leaf { path: path.to_owned(), range: (start, start), row });
        let joined = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match self.bytes.get(self.at) {
            Some(b'{') => self.members(b'}', |walker, _| {
                walker.blanks();
                let from = walker.at;
                walker.string();
                let key: String = serde_json::from_slice(&walker.bytes[from..walker.at]).unwrap_or_default();
                walker.blanks();
                walker.at += 1;
                walker.value(&joined(&key));
            }),
            Some(b'[') => self.members(b']', |walker, index| walker.value(&joined(&index.to_string()))),
            Some(b'"') => self.string(),
            _ => {
                while self.bytes.get(self.at).is_some_and(|byte| !b",]} \t\r\n".contains(byte)) {
                    self.at += 1;
                }
            }
        }
        self.leaves[index].range = (start, self.at);
    }

    fn members(&mut self, close: u8, mut member: impl FnMut(&mut Self, usize)) {
        self.at += 1;
        let mut index = 0;
        loop {
            self.blanks();
            match self.bytes.get(self.at) {
                Some(b',') => self.at += 1,
                Some(&byte) if byte == close => {
                    self.at += 1;
                    return;
                }
                None => return,
                Some(_) => {
                    member(self, index);
                    index += 1;
                }
            }
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &self.bytes[self.at..]) {
            self.at += found + 1;
            if self.bytes[self.at - 1] == b'"' {
                return;
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
    }
}
