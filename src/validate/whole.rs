//! What only all rows together can show: ids and rows that stand twice, two texts of one article, and the order.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::blocks::Part;
use super::cell::Read;
use super::column::{ARTICLE, FIRST, ID, KIND, KINDS, SHA256, START, TABLE};
use super::report::{Finding, Tally};
use super::row::{Place, Range, Row, shortened};
use crate::diagnostic::Code;
use crate::timeline::record::RecordId;

/// A row's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id {
    /// The cell is empty.
    None,
    /// An id as it should be.
    Sound(u64),
    /// The hash of something else.
    Other(u64),
}

impl Id {
    /// What a cell holds.
    pub(super) fn of(cell: &str) -> Self {
        match RecordId::parse(cell) {
            Some(id) => Self::Sound(id.0),
            None if cell.is_empty() => Self::None,
            None => Self::Other(hash(cell)),
        }
    }
}

/// What is kept of a row until all are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub id: Id,
    /// A hash of all other cells.
    pub content: u64,
    pub row: u64,
    pub line: u64,
    pub byte: u64,
}

/// A row's place in the order of timelines: by date, then article, then place. What a row lacks is not compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Rank {
    /// Undated rows come last.
    undated: bool,
    first: i64,
    last: i64,
    article: String,
    start: Option<u64>,
    end: Option<u64>,
    /// Index in [`KINDS`].
    kind: Option<usize>,
    id: Option<u64>,
}

impl Rank {
    /// Reads the place of a row into `self`; says whether it has one.
    fn read(&mut self, row: &Row, read: &Read) -> bool {
        if row.places[FIRST].is_none() {
            return false;
        }
        self.undated = row.values[FIRST].is_empty();
        let (first, last) = match (read.first, read.last) {
            _ if self.undated => (0, 0),
            (Some(first), last) => (first.order(), last.unwrap_or(first).order()),
            (None, _) => return false,
        };
        (self.first, self.last) = (first, last);
        row.values[ARTICLE].clone_into(&mut self.article);
        (self.start, self.end) = (read.start, read.end);
        self.kind = KINDS.iter().position(|kind| *kind == row.values[KIND]);
        self.id = read.id.map(|id| id.0);
        true
    }

    /// The column by which `self` should stand before `above`, and what is to be said of it; none where the order is right.
    fn before(&self, above: &Self) -> Option<(usize, &'static str)> {
        let known = |own: Option<u64>, above: Option<u64>| own.zip(above).map_or(Ordering::Equal, |(own, above)| own.cmp(&above));
        let kinds = (self.kind.map(|kind| kind as u64), above.kind.map(|kind| kind as u64));
        let steps = [
            (self.undated.cmp(&above.undated), FIRST, "dated, and stands below an undated row"),
            (self.first.cmp(&above.first), FIRST, "begins before the row above it"),
            (self.last.cmp(&above.last), super::column::LAST, "begins with the row above it and ends before that"),
            (self.article.cmp(&above.article), ARTICLE, "of the date of the row above, and its article comes before that one's"),
            (known(self.start, above.start), START, "stands in the article before the statement of the row above"),
            (known(self.end, above.end), START, "begins with the statement of the row above and ends before it"),
            (known(kinds.0, kinds.1), KIND, "a claim comes before a quote of the same place"),
            (known(self.id, above.id), ID, "of the place of the row above, and its id comes before that one's"),
        ];
        let (order, column, wrong) = steps.into_iter().find(|(order, ..)| order.is_ne())?;
        order.is_lt().then_some((column, wrong))
    }
}

/// A row whose place in the order is still to be compared with that of the row before it.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    rank: Rank,
    row: Standing,
}

/// Where a row and its cells stand in a block, by which a finding can be made later.
#[derive(Clone, Debug)]
struct Standing {
    range: Range,
    number: u64,
    line: u64,
    line_start: (usize, u64),
    places: [Option<Range>; super::column::WIDTH],
}

impl Standing {
    fn of(row: &Row) -> Self {
        let Place { range, line, line_start, number, .. } = row.place;
        Self { range, number, line, line_start, places: row.places }
    }

    fn text<'b>(&self, bytes: &'b [u8], column: usize) -> Cow<'b, str> {
        self.places[column].map_or(Cow::Borrowed(""), |(start, end)| String::from_utf8_lossy(&bytes[start..end]))
    }
}

/// An article and the hash of the text that a row cites.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    article: u64,
    sha256: u64,
    row: Standing,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The rows of one block, one after the other.
#[derive(Debug, Default)]
pub(super) struct Following {
    rank: Rank,
    above: Rank,
    ranked: bool,
    /// The article and hash of the row above: most rows cite what their neighbour cites.
    cites: (u64, u64),
    cited: HashSet<(u64, u64), FixedState>,
}

impl Following {
    /// Compares a row with those above it in its block, and keeps what is to be compared across blocks.
    pub(super) fn row(&mut self, row: &Row, read: &Read, part: &mut Part) {
        if read.hashed && !row.values[ARTICLE].is_empty() {
            let cites = (hash(row.values[ARTICLE]), hash(row.values[SHA256]));
            if cites != self.cites && self.cited.insert(cites) {
                part.cited.push(Cited { article: cites.0, sha256: cites.1, row: Standing::of(row) });
            }
            self.cites = cites;
        }
        if !self.rank.read(row, read) {
            return;
        }
        if !self.ranked {
            self.ranked = true;
            part.first = Some(Ranked { rank: self.rank.clone(), row: Standing::of(row) });
        } else if let Some((column, wrong)) = self.rank.before(&self.above) {
            order(&mut part.tally, &row.place, row.places[column], column, wrong);
        }
        std::mem::swap(&mut self.rank, &mut self.above);
    }

    /// Ends the block.
    pub(super) fn finish(self, part: &mut Part) {
        part.last = self.ranked.then_some(self.above);
    }
}

fn order(tally: &mut Tally, place: &Place, range: Option<Range>, column: usize, wrong: &str) {
    let name = TABLE[column].name;
    tally.add(Code::RowOrder, Some(Cow::Borrowed(name)), || {
        let range = range.unwrap_or((place.range.0, place.range.0));
        let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
        let right = "by date, then article, then place, undated rows last; `--fix` brings it about".to_owned();
        place.finding(Code::RowOrder, Some(name), range, &value, wrong.to_owned(), right)
    });
}

/// All rows of a file.
#[derive(Debug, Default)]
pub(super) struct Whole {
    keys: Vec<Key>,
    above: Option<Rank>,
    /// By article the hash that is cited first, with row and line.
    texts: HashMap<u64, (u64, u64, u64), FixedState>,
    /// Articles and hashes beside those.
    others: HashSet<(u64, u64), FixedState>,
}

impl Whole {
    /// Takes in the part that follows, whose rows and lines were counted from 0 in a block of those bytes.
    pub(super) fn append(&mut self, part: &mut Part, bytes: &[u8], base: u64, (rows, lines): (u64, u64), tally: &mut Tally) {
        let keys = std::mem::take(&mut part.keys);
        self.keys.extend(keys.into_iter().map(|key| Key { row: key.row + rows, line: key.line + lines, ..key }));
        let place = |row: &Standing| Place {
            bytes,
            range: row.range,
            base,
            line: row.line + lines,
            line_start: row.line_start,
            number: row.number + rows,
        };
        if let (Some(above), Some(Ranked { rank, row })) = (&self.above, &part.first)
            && let Some((column, wrong)) = rank.before(above)
        {
            order(tally, &place(row), row.places[column], column, wrong);
        }
        if part.last.is_some() {
            self.above = part.last.take();
        }
        for Cited { article, sha256, row } in std::mem::take(&mut part.cited) {
            let place = place(&row);
            let &mut (first, in_row, on_line) = self.texts.entry(article).or_insert((sha256, place.number, place.line));
            if first == sha256 || !self.others.insert((article, sha256)) {
                continue;
            }
            let name = TABLE[SHA256].name;
            tally.add(Code::TwoTexts, Some(Cow::Borrowed(name)), || {
                let article = row.text(bytes, ARTICLE);
                let wrong = format!(
                    "`{}` has another hash in row {in_row} (line {on_line}): which text is cited?",
                    shortened(article.trim_matches('"'))
                );
                let right = "one text, cited anew where it changed, or an id of its own for each".to_owned();
                let range = row.places[SHA256].unwrap_or(row.range);
                place.finding(Code::TwoTexts, Some(name), range, &row.text(bytes, SHA256), wrong, right)
            });
        }
    }

    /// Reports what stands twice: each row after the first of its kind.
    pub(super) fn finish(&self, tally: &mut Tally) {
        let keys = self.keys.as_slice();
        let by_content = || groups(keys, |key| Some(key.content));
        // Two sorts that do not wait for each other.
        let (same_content, same_id) = std::thread::scope(|scope| {
            let by_id = scope.spawn(|| {
                groups(keys, |key| match key.id {
                    Id::None => None,
                    Id::Sound(id) | Id::Other(id) => Some(id),
                })
            });
            (by_content(), by_id.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
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
        let value = if let Id::Sound(id) = key.id { format!("{id:016x}") } else { String::new() };
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
