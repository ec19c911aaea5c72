//! Cuts CSV into rows and cells, in place, and sees the damage that a lenient reader hides.
//!
//! The `csv` crate's reader is made to get values out of whatever stands there: it joins an unclosed quote with all that
//! follows, forgets where a cell began and keeps quiet about a stray mark. A validator needs the opposite, so rows are cut
//! here (RFC 4180, any separator, LF, CRLF or CR), each cell with its bytes, and each oddity with its place.

use memchr::{memchr2, memchr3};

/// How the cells of a file are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between cells: `,`, `;`, tab or `|`.
    pub separator: u8,
    /// Ends a row: LF (with or without CR before it), or CR alone.
    pub newline: u8,
}

/// A cell: its bytes without the marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// First byte, from the start of the buffer.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Whether doubled marks stand inside.
    pub escaped: bool,
}

/// Damage to the quoting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// A mark inside a cell that none opened, or text behind a closing mark.
    Stray {
        /// The cell, from 0.
        cell: usize,
        /// The mark's byte.
        at: usize,
    },
    /// A mark that nothing closes.
    Unclosed {
        /// The cell, from 0.
        cell: usize,
        /// The mark's byte.
        at: usize,
    },
}

/// One row, reused from row to row.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow {
    /// The cells.
    pub cells: Vec<Cell>,
    /// The first damage, where there is one.
    pub damage: Option<Damage>,
    /// Where the next row begins.
    pub next: usize,
    /// How many line ends it holds, its own included.
    pub lines: u64,
    /// A mark that is taken for a letter, to see what the row is without it.
    pub literal: Option<usize>,
    /// Cutting ends as if the row did once there are more cells than that.
    pub most: Option<usize>,
    /// And once there are more line ends in it than that.
    pub most_lines: Option<u64>,
    /// The cell and the place of the mark that was open where the buffer ended.
    pub open: Option<(usize, usize)>,
    /// Whether it was ended by force, since nothing did it before too much was read.
    pub forced: bool,
}

/// What cutting came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A row.
    Row,
    /// The buffer ends inside the row: read on.
    Incomplete,
}

/// Cuts the row that begins at `from` (before the end of `bytes`).
///
/// `whole` says that nothing follows `bytes`. `is_row` is asked at each line end inside quotes whether a complete row begins
/// behind it: then the mark was never closed, and the row ends there.
pub(super) fn cut(
    bytes: &[u8],
    from: usize,
    dialect: Dialect,
    whole: bool,
    row: &mut RawRow,
    is_row: &mut dyn FnMut(usize) -> Option<bool>,
) -> Cut {
    row.cells.clear();
    row.damage = None;
    row.lines = 0;
    row.open = None;
    row.forced = false;
    let mut at = from;
    loop {
        let index = row.cells.len();
        let cell = if bytes.get(at) == Some(&b'"') && row.literal != Some(at) {
            quoted(bytes, at, dialect, whole, row, index, is_row)
        } else {
            bare(bytes, at, dialect, whole, row, index)
        };
        let Some((cell, end)) = cell else { return Cut::Incomplete };
        row.cells.push(cell);
        match end {
            End::Cell(next) if row.most.is_some_and(|most| row.cells.len() > most) => {
                row.next = next;
                return Cut::Row;
            }
            End::Cell(next) => at = next,
            End::Row(next) => {
                row.next = next;
                return Cut::Row;
            }
        }
    }
}

/// How many cells of a damaged row are tried as the one whose mark is never closed.
const TRIED: usize = 12;

/// How many line ends more than the row has a row may have that is cut from it anew.
const LINES_MORE: u64 = 64;

/// Cuts a row of the wrong width again, each of its marks in turn taken for one that nothing closes; the first that gives the
/// row its width is it, and then `row` is the row without it. False where the buffer ends before that can be said.
pub(super) fn mend(bytes: &[u8], from: usize, dialect: Dialect, whole: bool, width: usize, row: &mut RawRow) -> bool {
    let quoted = |&(_, cell): &(usize, &Cell)| cell.start > from && bytes[cell.start - 1] == b'"';
    let marks: Vec<(usize, usize)> =
        row.cells.iter().enumerate().filter(quoted).take(TRIED).map(|(index, cell)| (index, cell.start - 1)).collect();
    let mut tried = RawRow { most: Some(width), most_lines: Some(row.lines + LINES_MORE), ..RawRow::default() };
    for (cell, at) in marks {
        tried.literal = Some(at);
        if cut(bytes, from, dialect, whole, &mut tried, &mut |_| Some(false)) == Cut::Incomplete {
            return false;
        }
        if tried.cells.len() == width && tried.damage.is_none() && tried.most_lines.is_some_and(|most| tried.lines <= most) {
            tried.damage = Some(Damage::Unclosed { cell, at });
            (tried.literal, tried.most, tried.most_lines) = (None, row.most, row.most_lines);
            std::mem::swap(row, &mut tried);
            break;
        }
    }
    true
}

/// What ended a cell, and where the next begins.
enum End {
    Cell(usize),
    Row(usize),
}

fn bare(bytes: &[u8], start: usize, dialect: Dialect, whole: bool, row: &mut RawRow, index: usize) -> Option<(Cell, End)> {
    let mut at = start;
    loop {
        let Some(found) = memchr3(dialect.separator, dialect.newline, b'"', &bytes[at..]) else {
            return whole.then_some((Cell { start, end: bytes.len(), escaped: false }, End::Row(bytes.len())));
        };
        let found = at + found;
        let byte = bytes[found];
        if byte == dialect.newline {
            row.lines += 1;
            return Some((Cell { start, end: without_return(bytes, start, found), escaped: false }, End::Row(found + 1)));
        }
        if byte == dialect.separator {
            return Some((Cell { start, end: found, escaped: false }, End::Cell(found + 1)));
        }
        if row.literal != Some(found) {
            row.damage.get_or_insert(Damage::Stray { cell: index, at: found });
        }
        at = found + 1;
    }
}

fn quoted(
    bytes: &[u8],
    mark: usize,
    dialect: Dialect,
    whole: bool,
    row: &mut RawRow,
    index: usize,
    is_row: &mut dyn FnMut(usize) -> Option<bool>,
) -> Option<(Cell, End)> {
    let start = mark + 1;
    let mut escaped = false;
    let mut at = start;
    loop {
        let Some(found) = memchr2(b'"', dialect.newline, &bytes[at..]).map(|found| at + found) else {
            if !whole {
                row.open = Some((index, mark));
                return None;
            }
            row.damage = Some(Damage::Unclosed { cell: index, at: mark });
            return Some((Cell { start, end: bytes.len(), escaped }, End::Row(bytes.len())));
        };
        if bytes[found] == dialect.newline {
            row.lines += 1;
            if row.most_lines.is_some_and(|most| row.lines > most) {
                return Some((Cell { start, end: found, escaped }, End::Row(found + 1)));
            }
            let Some(ends) = is_row(found + 1) else {
                row.open = Some((index, mark));
                return None;
            };
            if ends {
                row.damage = Some(Damage::Unclosed { cell: index, at: mark });
                return Some((Cell { start, end: without_return(bytes, start, found), escaped }, End::Row(found + 1)));
            }
            at = found + 1;
            continue;
        }
        let cell = Cell { start, end: found, escaped };
        match bytes.get(found + 1) {
            Some(b'"') => {
                escaped = true;
                at = found + 2;
            }
            Some(&byte) if byte == dialect.separator => return Some((cell, End::Cell(found + 2))),
            Some(&byte) if byte == dialect.newline => {
                row.lines += 1;
                return Some((cell, End::Row(found + 2)));
            }
            Some(b'\r') if dialect.newline == b'\n' && bytes.get(found + 2) == Some(&b'\n') => {
                row.lines += 1;
                return Some((cell, End::Row(found + 3)));
            }
            None if whole => return Some((cell, End::Row(bytes.len()))),
            Some(b'\r') if bytes.len() == found + 2 && !whole => return None,
            None => return None,
            Some(_) => {
                row.damage.get_or_insert(Damage::Stray { cell: index, at: found });
                at = found + 1;
            }
        }
    }
}

/// The end of a cell that ends at a line feed: a carriage return before that is part of the line end.
fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end] == b'\n' && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// What stands in a cell, where it is UTF-8.
pub(super) fn text(bytes: &[u8], cell: Cell) -> Option<&str> {
    std::str::from_utf8(&bytes[cell.start..cell.end]).ok()
}

/// The value of a cell whose doubled marks are still double.
pub(super) fn unescape(written: &str, out: &mut String) {
    let mut rest = written;
    while let Some(at) = rest.find('"') {
        out.push_str(&rest[..=at]);
        rest = rest[at + 1..].strip_prefix('"').unwrap_or(&rest[at + 1..]);
    }
    out.push_str(rest);
}

/// The last place in `bytes[from..]` where a row begins, if `from` begins one and the marks are sound; none where no row ends.
pub(super) fn last_row_start(bytes: &[u8], from: usize, newline: u8) -> Option<usize> {
    let marks = memchr::memchr_iter(b'"', &bytes[from..]).count();
    let mut inside = marks % 2 == 1;
    let mut end = bytes.len();
    loop {
        let found = from + memchr::memrchr2(b'"', newline, &bytes[from..end])?;
        if bytes[found] == b'"' {
            inside = !inside;
        } else if !inside {
            return Some(found + 1);
        }
        end = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Dialect = Dialect { separator: b',', newline: b'\n' };

    /// All rows as values, `!` behind a damaged one.
    fn rows(text: &str, is_row: &dyn Fn(&str) -> bool) -> Vec<Vec<String>> {
        let mut row = RawRow::default();
        let mut at = 0;
        let mut all = Vec::new();
        while at < text.len() {
            let cut = cut(text.as_bytes(), at, COMMA, true, &mut row, &mut |next| Some(is_row(&text[next..])));
            assert_eq!(cut, Cut::Row);
            let mut values: Vec<String> = Vec::new();
            for cell in &row.cells {
                let mut value = String::new();
                if cell.escaped {
                    unescape(&text[cell.start..cell.end], &mut value);
                } else {
                    value.push_str(&text[cell.start..cell.end]);
                }
                values.push(value);
            }
            if row.damage.is_some() {
                values.push("!".to_owned());
            }
            all.push(values);
            assert!(row.next > at, "moves on");
            at = row.next;
        }
        all
    }

    #[test]
    fn rows_and_cells() {
        for (text, expected) in [
            ("a,b\nc,d\n", "a|b / c|d"),
            ("a,b\r\nc,d", "a|b / c|d"),
            ("\"a\",\"b \"\"c\"\"\"\n,\n", "a|b \"c\" / |"),
            ("\"a\nb\",c\r\n\"d\"\r\n", "a\nb|c / d"),
            ("a 5\" b,c\n", "a 5\" b|c|!"),
            ("\"ia \"pergi\" lagi\",c\nd,e\n", "ia \"pergi\" lagi|c|! / d|e"),
            ("x,\"open\n2,y\n", "x|open|! / 2|y"),
            ("x,\"open", "x|open|!"),
        ] {
            let found: Vec<String> = rows(text, &|rest| rest.starts_with('2')).iter().map(|row| row.join("|")).collect();
            assert_eq!(found.join(" / "), expected, "{text:?}");
        }
    }

    proptest! {
        /// What the `csv` crate writes is read as it was.
        #[test]
        fn reads_what_csv_writes(table in prop::collection::vec(prop::collection::vec("[a\",;\n\r é”]{0,8}", 3), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(rows(&text, &|_| false), table);
        }

        /// A buffer cut anywhere gives either the same row or a wish for more.
        #[test]
        fn never_takes_a_part_for_the_whole(text in "[a\",\n\r]{1,40}", at in 0_usize..40) {
            let at = at.min(text.len());
            let (mut full, mut part) = (RawRow::default(), RawRow::default());
            cut(text.as_bytes(), 0, COMMA, true, &mut full, &mut |_| Some(false));
            if at > 0 && cut(&text.as_bytes()[..at], 0, COMMA, false, &mut part, &mut |_| Some(false)) == Cut::Row {
                prop_assert_eq!(&part.cells, &full.cells);
                prop_assert_eq!(part.next, full.next);
            }
        }

        /// In sound CSV the guess of a row's start is one.
        #[test]
        fn the_guess_is_a_row(table in prop::collection::vec(prop::collection::vec("[a\",\n]{0,6}", 2), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            prop_assert_eq!(last_row_start(&bytes, 0, b'\n'), Some(bytes.len()));
        }
    }
}
