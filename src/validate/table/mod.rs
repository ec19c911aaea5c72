//! Timelines as CSV: the header, then the rows, in blocks that are checked side by side.

mod row;

use std::io::Read;

use super::blocks::{self, BLOCK, Block, Part};
use super::column::{ID, KIND, KINDS, TABLE};
use super::report::{Report, Tally};
use super::row::Place;
use super::scan::{Cut, Damage, Dialect, RawRow, cut, last_row_start, mend};
use super::whole::{Following, Whole};
use super::{Options, header};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::timeline::record::RecordId;

/// The columns of a file.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// For each of the file's columns its place in the table; none for columns of the user's own.
    pub columns: Vec<Option<usize>>,
    /// Their names as written.
    pub names: Vec<String>,
}

/// All that is the same for each part of a file.
pub(super) struct File<'a> {
    pub header: Header,
    pub dialect: Dialect,
    pub options: &'a Options<'a>,
    pub lexicon: &'a Lexicon,
}

/// Checks a timeline in CSV.
pub(super) fn check(name: &str, input: &mut (dyn Read + Send), options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    in_blocks(name, input, options, lexicon, BLOCK)
}

/// As [`check`], in blocks of that many bytes; what is found does not depend on it.
fn in_blocks(
    name: &str,
    input: &mut (dyn Read + Send),
    options: &Options,
    lexicon: &Lexicon,
    size: usize,
) -> Result<Report, Error> {
    let mut tally = Tally::new(options.max);
    let mut bytes = Vec::new();
    let read = input.take(BLOCK as u64).read_to_end(&mut bytes).map_err(|error| Error::io(name, &error))?;
    let whole = read < BLOCK;
    let Some(opening) = header::read(&bytes, whole, options.separator, &mut tally) else {
        return Ok(tally.report(name, 0));
    };
    let header::Opening { header, dialect, end, lines } = opening;
    let file = File { header, dialect, options, lexicon };
    let start = Block { bytes: Vec::new(), base: end as u64, ..Block::default() };
    let mut rest = (&bytes[end..]).chain(input);
    let (mut rows, mut lines) = (0, lines);
    let mut all = Whole::default();
    blocks::run(
        &mut rest,
        start,
        (options.threads, size),
        |bytes| guess(&file, bytes),
        |block| part(&file, block),
        |block, mut part| {
            all.append(&mut part, &block.bytes, block.base, (rows, lines), &mut tally);
            tally.append(part.tally, rows, lines);
            rows += part.rows;
            lines += part.lines;
        },
    )
    .map_err(|error| Error::io(name, &error))?;
    if rows == 0 {
        header::no_rows(&mut tally, lines);
    }
    all.finish(&mut tally);
    Ok(tally.report(name, rows))
}

/// How many lines are looked at for the beginning of a row, at the end of a block.
const LOOKED_AT: usize = 64;

/// How many bytes of a block are left for the next one, at most: whether a line begins a row is told by what stands behind it.
const LOOK_AHEAD: usize = 16 << 10;

/// The last place in a block where a complete row begins, else where the marks say that one ends.
fn guess(file: &File, bytes: &[u8]) -> Option<usize> {
    let newline = file.dialect.newline;
    let mut row = candidate(file);
    let mut end = bytes.len() - LOOK_AHEAD.min(bytes.len() / 8);
    for _ in 0..LOOKED_AT {
        let Some(found) = memchr::memrchr(newline, &bytes[..end]) else { break };
        if begins_row(file, bytes, found + 1, false, &mut row) == Some(true) {
            return Some(found + 1);
        }
        end = found;
    }
    last_row_start(bytes, 0, newline)
}

/// Checks the rows of a block.
fn part(file: &File, block: &Block) -> Part {
    let bytes = block.bytes.as_slice();
    let width = file.header.columns.len();
    let mut done = Part::new(file.options.max);
    done.keys.reserve_exact(block.end / 300);
    let mut following = Following::default();
    let mut row = RawRow::default();
    let mut candidate = candidate(file);
    let mut scratch = String::new();
    while done.end < block.end {
        let start = done.end;
        let mut whole = block.whole;
        let mut is_row = |at| begins_row(file, bytes, at, block.whole, &mut candidate);
        if cut(bytes, start, file.dialect, whole, &mut row, &mut is_row) == Cut::Incomplete {
            if !block.forced || start > 0 {
                break;
            }
            whole = true;
            force(&bytes[..block.end], file.dialect, &mut row);
        }
        if row.cells.len() != width && row.cells.len() > 1 && !mend(bytes, start, file.dialect, whole, width, &mut row) {
            break;
        }
        // The next block begins inside this row: both are checked together.
        if row.next > block.end {
            break;
        }
        let (line, number) = (done.lines + 1, done.rows + 1);
        let place = Place { bytes, range: (start, row.next), base: block.base, line, line_start: (start, 0), number };
        done.rows += u64::from(row::check_row(file, place, &mut row, &mut scratch, &mut done, &mut following));
        done.lines += row.lines;
        done.end = row.next;
    }
    following.finish(&mut done);
    done
}

/// Ends a row that does not end by itself: its open mark is taken for a letter.
fn force(bytes: &[u8], dialect: Dialect, row: &mut RawRow) {
    let open = row.open;
    row.literal = open.map(|(_, at)| at);
    cut(bytes, 0, dialect, true, row, &mut |_| Some(false));
    row.literal = None;
    row.forced = true;
    if let Some((cell, at)) = open {
        row.damage = Some(Damage::Unclosed { cell, at });
    }
}

/// What holds a line that is tried as a row.
fn candidate(file: &File) -> RawRow {
    RawRow { most: Some(file.header.columns.len()), most_lines: Some(LOOKED_AT as u64), ..RawRow::default() }
}

/// Whether a complete row of the file begins there, by its width and its id or kind. None where the buffer ends too early.
fn begins_row(file: &File, bytes: &[u8], at: usize, whole: bool, row: &mut RawRow) -> Option<bool> {
    if at >= bytes.len() {
        return if whole { Some(false) } else { None };
    }
    if cut(bytes, at, file.dialect, whole, row, &mut |_| Some(false)) == Cut::Incomplete {
        return None;
    }
    let columns = &file.header.columns;
    let value = |column: usize| {
        let index = columns.iter().position(|own| *own == Some(column))?;
        super::scan::text(bytes, row.cells[index])
    };
    Some(
        row.cells.len() == columns.len()
            && row.lines <= LOOKED_AT as u64
            && (value(ID).is_some_and(|id| RecordId::parse(id).is_some())
                || value(KIND).is_some_and(|kind| KINDS.contains(&kind))),
    )
}

/// The name of the column of a cell.
pub(super) fn name_of<'f>(file: &'f File, cell: usize) -> Option<&'f str> {
    file.header.names.get(cell).map(String::as_str)
}

/// The names of all columns, for messages.
pub(super) fn column_names() -> String {
    TABLE.map(|column| column.name).join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::timeline::record::COLUMNS;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load().unwrap());

    fn found(bytes: &[u8], threads: usize, size: usize) -> Report {
        let options = Options { threads, ..Options::default() };
        in_blocks("a.csv", &mut &*bytes, &options, &LEXICON, size).unwrap()
    }

    /// Rows with ids and kinds, and nothing else that the columns ask for.
    fn written(count: usize) -> Vec<u8> {
        let row = |row: usize| {
            let title = ["Gempa", "\"Gempa, lagi\"", "\"Gempa\n\"\"lagi\"\"\""][row % 3];
            format!("{row:016x},claim,2023-07,{title}{}\n", ",".repeat(COLUMNS.len() - 4))
        };
        let header = COLUMNS.join(",") + "\n";
        std::iter::once(header).chain((0..count).map(row)).collect::<String>().into_bytes()
    }

    #[test]
    fn a_mark_that_nothing_closes_is_not_read_on_without_end() {
        let mut bytes = written(3);
        bytes.extend_from_slice(b"0123456789abcdef,claim,\"2023");
        bytes.resize(bytes.len() + blocks::LONGEST + 3 * BLOCK, b' ');
        bytes.extend_from_slice(&written(5)[COLUMNS.join(",").len()..]);
        let report = found(&bytes, 2, BLOCK);
        let open = report.findings.iter().find(|finding| finding.code == crate::diagnostic::Code::UnclosedQuote).unwrap();
        assert_eq!((open.line, open.row), (6, 4));
        assert!(report.rows >= 8, "{} rows", report.rows);
    }

    use super::super::report::first_difference;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        /// Whatever is done to the bytes: the same report from blocks of any size, on any number of threads.
        #[test]
        fn any_damage_is_reported_the_same_from_all_blocks(
            edits in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..3), 0_usize..4), 0..6),
            size in 1_usize..2000,
        ) {
            let mut bytes = written(20);
            for (at, new, gone) in edits {
                let at = at.index(bytes.len());
                let end = (at + gone).min(bytes.len());
                bytes.splice(at..end, new);
            }
            let one = found(&bytes, 1, BLOCK);
            prop_assert_eq!(first_difference(&one, &found(&bytes, 1, size)), None);
            prop_assert_eq!(first_difference(&one, &found(&bytes, 3, size)), None);
        }
    }
}
