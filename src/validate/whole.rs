//! What only all rows together can show: ids and rows that stand twice, and the order.

use std::borrow::Cow;

use super::column::{ID, TABLE};
use super::report::{Finding, Tally};
use crate::diagnostic::Code;

/// What is kept of a row until all are read: 48 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// The id, or where it has another form the hash of what stands there; none where the cell is empty.
    pub id: Option<u64>,
    /// A hash of all other cells.
    pub content: u64,
    pub row: u64,
    pub line: u64,
    pub byte: u64,
}

/// The keys of all rows, in file order.
#[derive(Debug, Default)]
pub(super) struct Whole {
    keys: Vec<Key>,
}

impl Whole {
    /// Takes in the keys of the part that follows, whose rows and lines were counted from 0.
    pub(super) fn append(&mut self, part: Vec<Key>, rows: u64, lines: u64) {
        self.keys.extend(part.into_iter().map(|key| Key { row: key.row + rows, line: key.line + lines, ..key }));
    }

    /// Reports what stands twice: each row after the first of its kind.
    pub(super) fn finish(mut self, tally: &mut Tally) {
        self.keys.sort_unstable_by_key(|key| (key.content, key.row));
        let mut repeated: Vec<u64> = Vec::new();
        for same in self.keys.chunk_by(|left, right| left.content == right.content) {
            for key in &same[1..] {
                repeated.push(key.row);
                let wrong = format!("the same row as row {} (line {})", same[0].row, same[0].line);
                add(tally, Code::DuplicateRow, key, wrong, "one of them".to_owned());
            }
        }
        repeated.sort_unstable();
        self.keys.retain(|key| key.id.is_some() && repeated.binary_search(&key.row).is_err());
        self.keys.sort_unstable_by_key(|key| (key.id, key.row));
        for same in self.keys.chunk_by(|left, right| left.id == right.id) {
            for key in &same[1..] {
                let wrong = format!("row {} (line {}) has the same id and other cells", same[0].row, same[0].line);
                add(tally, Code::DuplicateId, key, wrong, "an id of its own for each row; `--fix` computes them".to_owned());
            }
        }
    }
}

fn add(tally: &mut Tally, code: Code, key: &Key, wrong: String, right: String) {
    let name = TABLE[ID].name;
    tally.add(code, Some(Cow::Borrowed(name)), || {
        let value = key.id.map_or_else(String::new, |id| format!("{id:016x}"));
        Finding {
            code,
            line: key.line,
            character: 1,
            row: key.row,
            byte: key.byte,
            column: Some(name.to_owned()),
            mark: (0, value.len()),
            excerpt: value.clone(),
            value,
            wrong,
            right,
        }
    });
}
