//! Findings, counted without limit and kept up to one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::row::Range;
use crate::diagnostic::{Code, Severity};

/// One fault, or one thing worth knowing, at one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// The line of the file, from 1.
    pub line: u64,
    /// The character in that line, from 1.
    pub character: u64,
    /// The row, from 1, the header not counted; 0 where it is about no row.
    pub row: u64,
    /// The byte of the (decompressed) file, from 0.
    pub byte: u64,
    /// The column's name, or the path in a JSON row.
    pub column: Option<String>,
    /// What stands there, shortened where it is long.
    pub value: String,
    /// What is wrong with it.
    pub wrong: String,
    /// What would be right; empty where that cannot be said.
    pub right: String,
    /// The line around the place.
    pub(super) excerpt: String,
    /// The place in the excerpt, in bytes.
    pub(super) mark: Range,
}

/// The findings of one kind in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub code: Code,
    /// The column; none where it is about no column.
    pub column: Option<String>,
    /// How many there are in all, shown or not.
    pub count: u64,
}

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The file's name as given.
    pub file: String,
    /// Rows read, sound or not.
    pub rows: u64,
    /// Findings in file order, of each kind and column at most as many as asked for.
    pub findings: Vec<Finding>,
    /// How many there are of each kind and column, whether kept or not; by code, then column.
    pub counts: Vec<Count>,
}

impl Report {
    /// How many findings of that severity there are.
    pub fn count(&self, severity: Severity) -> u64 {
        self.counts.iter().filter(|count| count.code.severity() == severity).map(|count| count.count).sum()
    }

    /// Whether nothing is wrong or doubtful: notes do not count.
    pub fn is_sound(&self) -> bool {
        self.count(Severity::Error) + self.count(Severity::Warning) == 0
    }
}

/// The name of a column, where a finding is about one.
pub(super) type Name = Option<Cow<'static, str>>;

#[derive(Clone, Debug, Default)]
struct Kind {
    count: u64,
    kept: Vec<Finding>,
}

/// Counts and findings while they are gathered.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    max: Option<usize>,
    kinds: BTreeMap<(Code, Name), Kind>,
}

impl Tally {
    /// Keeps at most `max` findings of each kind and column.
    pub(super) fn new(max: Option<usize>) -> Self {
        Self { max, kinds: BTreeMap::new() }
    }

    /// Counts one; the finding is made only where it is to be kept.
    pub(super) fn add(&mut self, code: Code, column: Name, finding: impl FnOnce() -> Finding) {
        let kind = self.kinds.entry((code, column)).or_default();
        kind.count += 1;
        if self.max.is_none_or(|max| kind.kept.len() < max) {
            kind.kept.push(finding());
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Takes in what was found in the part that follows, whose rows and lines were counted from 0.
    pub(super) fn append(&mut self, part: Self, rows: u64, lines: u64) {
        for (name, part) in part.kinds {
            let kind = self.kinds.entry(name).or_default();
            kind.count += part.count;
            let room = self.max.map_or(usize::MAX, |max| max.saturating_sub(kind.kept.len()));
            kind.kept.extend(part.kept.into_iter().take(room).map(|finding| Finding {
                row: finding.row + if finding.row > 0 { rows } else { 0 },
                line: finding.line + lines,
                ..finding
            }));
        }
    }

    /// The report on the file, findings in file order.
    pub(super) fn report(self, file: &str, rows: u64) -> Report {
        let mut report = Report { file: file.to_owned(), rows, ..Report::default() };
        for ((code, column), kind) in self.kinds {
            report.counts.push(Count { code, column: column.map(Cow::into_owned), count: kind.count });
            report.findings.extend(kind.kept);
        }
        report.findings.sort_by(|left, right| {
            (left.byte, left.code, &left.column, left.row).cmp(&(right.byte, right.code, &right.column, right.row))
        });
        report
    }
}

/// Where two reports differ first, for tests; what a finding shows of its line ends where a block begins.
#[cfg(test)]
pub(super) fn first_difference(left: &Report, right: &Report) -> Option<String> {
    let bare = |finding: &Finding| Finding { excerpt: String::new(), mark: (0, 0), ..finding.clone() };
    let (mut lefts, mut rights) = (left.findings.iter().map(bare), right.findings.iter().map(bare));
    loop {
        match (lefts.next(), rights.next()) {
            (None, None) => break,
            (left, right) if left != right => return Some(format!("{left:?}\n{right:?}")),
            _ => {}
        }
    }
    ((left.rows, &left.counts) != (right.rows, &right.counts)).then(|| format!("rows {} {}", left.rows, right.rows))
}
