//! What only all rows together can show: ids and rows that stand twice, and the order.

use std::borrow::Cow;

use super::column::{ID, TABLE};
use super::report::{Finding, Tally};
use crate::diagnostic::Code;

/// What is kept of a row until all are read: 64 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// The id, or where it has another form the hash of what stands there; none where the cell is empty.
    pub id: Option<u64>,
    /// A hash of all other cells.
    pub content: u64,
    /// Its date's place in the order; none where it cannot be read.
    pub order: Option<i64>,
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
    pub(super) fn finish(&self, tally: &mut Tally) {
        let keys = self.keys.as_slice();
        let by_content = || groups(keys, |key| Some(key.content));
        // Two sorts that do not wait for each other.
        let (same_content, same_id) = std::thread::scope(|scope| {
            let by_id = scope.spawn(|| groups(keys, |key| key.id));
            (by_content(), by_id.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let mut latest = i64::MIN;
        for key in keys {
            let Some(order) = key.order else { continue };
            if order < latest {
                let wrong = "dated before a row above it".to_owned();
                add(tally, Code::RowOrder, key, wrong, "by date, undated rows last; `--fix` brings it about".to_owned());
            }
            latest = latest.max(order);
        }
        for &(first, again) in &same_content {
            let first = &keys[first as usize];
            let wrong = format!("the same row as row {} (line {})", first.row, first.line);
            add(tally, Code::DuplicateRow, &keys[again as usize], wrong, "only one of the two".to_owned());
        }
        for &(first, again) in &same_id {
            if keys[first as usize].content != keys[again as usize].content {
                let (first, again) = (&keys[first as usize], &keys[again as usize]);
                let wrong = format!("row {} (line {}) has the same id and other cells", first.row, first.line);
                add(tally, Code::DuplicateId, again, wrong, "an id of its own for each row; `--fix` computes them".to_owned());
            }
        }
    }
}

/// Every key that stands again, beside the first of its kind, as indices in file order.
fn groups(keys: &[Key], by: impl Fn(&Key) -> Option<u64>) -> Vec<(u32, u32)> {
    let mut sorted: Vec<(u64, u32)> = keys.iter().enumerate().filter_map(|(index, key)| Some((by(key)?, index as u32))).collect();
    sorted.sort_unstable();
    let same = sorted.chunk_by(|left, right| left.0 == right.0).filter(|same| same.len() > 1);
    let mut pairs: Vec<(u32, u32)> = same.flat_map(|same| same[1..].iter().map(|again| (same[0].1, again.1))).collect();
    pairs.sort_unstable_by_key(|pair| pair.1);
    pairs
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
