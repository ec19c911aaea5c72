//! One row of JSON: each value with its bytes, so that a finding points at it like at a cell.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use serde_json::Value;

use super::Options;
use super::blocks::Part;
use super::column::{Form, ID, TABLE, WIDTH};
use super::row::{Check, Place, Range, Row};
use super::whole::{Following, Id, Key};
use crate::diagnostic::Code;
use crate::lexicon::Lexicon;

/// Checks a row that stands at `place`.
pub(super) fn check(
    value: &Value,
    place: Place,
    options: &Options,
    lexicon: &Lexicon,
    part: &mut Part,
    following: &mut Following,
) {
    part.rows += 1;
    let mut leaves = Vec::new();
    Walker { bytes: &place.bytes[..place.range.1], at: place.range.0, leaves: &mut leaves }.value("");
    let find = |path: &str| leaves.iter().find(|leaf| leaf.path == path).map(|leaf| leaf.range);
    let ours = |column: &super::column::Column| value.pointer(&pointer(column.path)).is_some();
    if !TABLE.iter().any(ours) {
        return no_row(value, &place, part);
    }
    let mut cells: [String; WIDTH] = std::array::from_fn(|_| String::new());
    let mut row = Row { values: [""; WIDTH], places: [Some((place.range.0, place.range.0)); WIDTH], place };
    for (index, column) in TABLE.iter().enumerate() {
        let Some(found) = value.pointer(&pointer(column.path)) else { continue };
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
            part.tally.add(Code::JsonType, Some(column.name.into()), || {
                let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
                place.finding(Code::JsonType, Some(column.name), range, &value, wrong, right.to_owned())
            });
        }
    }
    twice(&leaves, &place, part);
    extra(&leaves, &place, part);
    let mut content = FixedState::default().build_hasher();
    for (index, cell) in cells.iter().enumerate() {
        row.values[index] = cell;
        if index != ID {
            content.write(cell.as_bytes());
            content.write_u8(0xff);
        }
    }
    let read = super::row_checks(&mut Check { row: &row, tally: &mut part.tally }, false, options, lexicon);
    if let Some(schema) = options.schema {
        let find = |path: &str| find(path).unwrap_or((place.range.0, place.range.0));
        schema.check_object(value, &place, &find, &mut part.tally);
    }
    let byte = place.base + place.range.0 as u64;
    part.keys.push(Key { id: Id::of(row.values[ID]), content: content.finish(), row: place.number, line: place.line, byte });
    following.row(&row, &read, part);
}

fn pointer(path: &str) -> String {
    format!("/{}", path.replace('.', "/"))
}

/// A value that has no key of a timeline: said once, instead of each key that it lacks.
fn no_row(value: &Value, place: &Place, part: &mut Part) {
    let wrapped = value.as_object().and_then(|object| {
        object.iter().find(|(_, value)| value.get(0).is_some_and(|row| TABLE.iter().any(|column| row.get(column.path).is_some())))
    });
    let (wrong, right) = match (value, wrapped) {
        (_, Some((key, _))) => {
            (format!("rows seem to stand under `{key}`; they were not checked"), "the list of rows itself".into())
        }
        (Value::Object(_), None) => {
            ("an object that has no key of a timeline".to_owned(), "a row as `linimasa schema timeline` describes it".into())
        }
        _ => (format!("a {}, and no row", kind(value)), "an object a row".to_owned()),
    };
    let (start, end) = place.range;
    part.tally.add(Code::JsonType, None, || {
        let shown = String::from_utf8_lossy(&place.bytes[start..end]);
        place.finding(Code::JsonType, None, (start, (start + 1).min(end)), &shown, wrong, right)
    });
}

/// A key that stands twice in one object: programs differ in which they take.
fn twice(leaves: &[Leaf], place: &Place, part: &mut Part) {
    let mut paths: Vec<(&str, usize)> = leaves.iter().enumerate().map(|(index, leaf)| (leaf.path.as_str(), index)).collect();
    paths.sort_unstable();
    for again in paths.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| &leaves[pair[1].1]) {
        part.tally.add(Code::DuplicatedColumn, None, || {
            let wrong = format!("`{}` stands twice in one object", again.path);
            let right = "each key once; the later one was read".to_owned();
            place.finding(Code::DuplicatedColumn, None, again.range, "", wrong, right)
        });
    }
}

/// Keys that no timeline has, each named once for the whole file.
fn extra(leaves: &[Leaf], place: &Place, part: &mut Part) {
    for Leaf { path, range } in leaves.iter().filter(|leaf| !leaf.path.is_empty()) {
        let inside =
            |path: &str, outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let own = TABLE.iter().any(|column| inside(path, column.path) || inside(column.path, path));
        if own || part.extras.iter().any(|(extra, _)| inside(path, extra)) {
            continue;
        }
        let wrong = format!("`{path}` is a key of your own, kept and not checked");
        part.extras.push((path.clone(), place.finding(Code::ExtraColumn, None, *range, "", wrong, String::new())));
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

/// A value and where it stands: keys and indices from the outermost joined by `.`, and its bytes.
struct Leaf {
    path: String,
    range: Range,
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
        // The container stands before what it holds.
        let index = self.leaves.len();
        self.leaves.push(Leaf { path: path.to_owned(), range: (start, start) });
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
