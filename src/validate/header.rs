//! The beginning of a CSV file: encoding, line ends, separator, and the header.

use super::column::{TABLE, named};
use super::report::Tally;
use super::row::Place;
use super::scan::{Cell, Cut, Damage, Dialect, RawRow, cut, unescape};
use super::table::{Header, column_names};
use crate::diagnostic::Code;
use crate::timeline::record::RecordId;

/// What the beginning of a file says.
pub(super) struct Opening {
    pub header: Header,
    pub dialect: Dialect,
    /// Where the rows begin.
    pub end: usize,
    /// Line ends before that.
    pub lines: u64,
}

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the beginning of a file; none where nothing behind it can be read.
pub(super) fn read(bytes: &[u8], whole: bool, separator: Option<u8>, tally: &mut Tally) -> Option<Opening> {
    let place = |range: (usize, usize)| Place { bytes, range, base: 0, line: 1, line_start: (range.0, 0), number: 0 };
    let mut report = |code: Code, range: (usize, usize), line: (usize, usize), value: &str, wrong: String, right: String| {
        tally.add(code, None, || place(line).finding(code, None, range, value, wrong, right));
    };
    if bytes.is_empty() {
        report(Code::EmptyFile, (0, 0), (0, 0), "", "nothing in the file".to_owned(), format!("a header: {}", column_names()));
        return None;
    }
    if let Some(encoding) = other_encoding(bytes) {
        let right = "the file saved again as UTF-8".to_owned();
        report(
            Code::WrongEncoding,
            (0, 0),
            (0, 0),
            "",
            format!("the file is {encoding}, not UTF-8; no row could be checked"),
            right,
        );
        return None;
    }
    let from = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let newline = if !bytes.contains(&b'\n') && bytes.contains(&b'\r') { b'\r' } else { b'\n' };
    let line_end = memchr::memchr(newline, &bytes[from..]).map_or(bytes.len(), |at| from + at);
    let first = String::from_utf8_lossy(&bytes[from..line_end]).into_owned();
    let chosen = separator.unwrap_or_else(|| likely(&first));
    let dialect = Dialect { separator: chosen, newline };
    if from > 0 {
        report(
            Code::Dialect,
            (0, 3),
            (0, line_end),
            "\u{feff}",
            "a byte order mark was found and left out".to_owned(),
            String::new(),
        );
    }
    if chosen != b',' {
        let shown = char::from(chosen).escape_default().to_string();
        let at = memchr::memchr(chosen, &bytes[from..line_end]).map_or(from, |at| from + at);
        let how = if separator.is_some() { "given" } else { "found" };
        report(
            Code::Dialect,
            (at, at + 1),
            (from, line_end),
            &shown,
            format!("cells are set apart by `{shown}`, as {how}"),
            String::new(),
        );
    }
    if newline == b'\r' {
        let wrong = "lines end with CR alone, as on old Macintoshes".to_owned();
        report(
            Code::Dialect,
            (line_end, line_end),
            (from, line_end),
            "",
            wrong,
            "LF or CRLF, which all programs know".to_owned(),
        );
    }

    let mut row = RawRow::default();
    // A line end inside a header's marks is damage: a column's name is one line.
    let mut outcome = cut(bytes, from, dialect, whole, &mut row, &mut |_| Some(true));
    let damage = row.damage;
    if let Some(Damage::Unclosed { at, .. }) = damage {
        row.literal = Some(at);
        outcome = cut(bytes, from, dialect, whole, &mut row, &mut |_| Some(true));
    }
    if outcome == Cut::Incomplete {
        let right = format!("a header: {}", column_names());
        report(Code::NoHeader, (from, from), (from, line_end), "", "the first line does not end".to_owned(), right);
        return None;
    }
    let names = names(bytes, &row);
    let columns: Vec<Option<usize>> = names.iter().map(|name| named(name)).collect();
    let line = (from, row.next);
    if columns.iter().all(Option::is_none) {
        let right = format!("a header: {}", column_names());
        // A row may hold line ends between marks.
        row.literal = None;
        let is_row = cut(bytes, from, dialect, whole, &mut row, &mut |_| Some(false)) == Cut::Row
            && row.cells.len() == TABLE.len()
            && super::scan::text(bytes, row.cells[0]).is_some_and(|id| RecordId::parse(id).is_some());
        if is_row {
            let wrong = "the first line is a row; the columns are taken in their usual order".to_owned();
            report(Code::NoHeader, (from, from), (from, line_end), "", wrong, right);
            let names = TABLE.map(|column| column.name.to_owned()).to_vec();
            let header = Header { columns: (0..TABLE.len()).map(Some).collect(), names };
            return Some(Opening { header, dialect, end: from, lines: 0 });
        }
        let wrong = "the first line names no column of a timeline; no row could be checked".to_owned();
        report(Code::NoHeader, (from, line_end), (from, line_end), &first, wrong, right);
        return None;
    }
    if let Some(damage) = damage {
        let (Damage::Stray { at, .. } | Damage::Unclosed { at, .. }) = damage;
        let code = if matches!(damage, Damage::Stray { .. }) { Code::StrayQuote } else { Code::UnclosedQuote };
        let wrong = "a mark `\"` that has no partner in the header".to_owned();
        report(code, (at, at + 1), line, "\"", wrong, "names without marks".to_owned());
    }
    let mut seen = [false; TABLE.len()];
    let mut columns_once = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let cell = row.cells[index];
        let range = (cell.start, cell.end);
        let twice = match column {
            Some(column) => std::mem::replace(&mut seen[*column], true),
            None => names[..index].contains(&names[index]),
        };
        if twice {
            let right = "each name once; the later column was left unread".to_owned();
            report(Code::DuplicatedColumn, range, line, &names[index], format!("`{}` stands twice", names[index]), right);
        } else if column.is_none() {
            let (wrong, right) = match near(&names[index]) {
                Some(name) => (
                    format!("`{}` is no column of a timeline and was left unread", names[index]),
                    format!("`{name}`, if that is meant"),
                ),
                None => (format!("`{}` is a column of your own, kept and not checked", names[index]), String::new()),
            };
            report(Code::ExtraColumn, range, line, &names[index], wrong, right);
        }
        columns_once.push(if twice { None } else { *column });
    }
    for (column, seen) in TABLE.iter().zip(seen) {
        if !seen {
            let wrong = format!("no column `{}`", column.name);
            let end = row.cells.last().map_or(from, |cell| cell.end);
            report(Code::MissingColumn, (end, end), line, "", wrong, format!("`{}`: {}", column.name, column.about));
        }
    }
    Some(Opening { header: Header { columns: columns_once, names }, dialect, end: row.next, lines: row.lines })
}

/// The names of the columns; a mark without a partner is no part of one.
fn names(bytes: &[u8], row: &RawRow) -> Vec<String> {
    let name = |cell: &Cell| {
        let mut name = String::new();
        unescape(&String::from_utf8_lossy(&bytes[cell.start..cell.end]), &mut name);
        if row.literal == Some(cell.start) { name[1..].to_owned() } else { name }
    };
    row.cells.iter().map(name).collect()
}

/// A header and nothing behind it.
pub(super) fn no_rows(tally: &mut Tally, lines: u64) {
    let place = Place { bytes: b"", range: (0, 0), base: 0, line: lines.max(1), line_start: (0, 0), number: 0 };
    tally.add(Code::NoRows, None, || {
        place.finding(Code::NoRows, None, (0, 0), "", "a header and no rows".to_owned(), String::new())
    });
}

/// UTF-16 and UTF-32 by their marks, or by the NUL bytes that they put between Latin letters.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] => Some("UTF-16 (little endian)"),
        [0xfe, 0xff, ..] => Some("UTF-16 (big endian)"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16 (little endian, unmarked)"),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some("UTF-16 (big endian, unmarked)"),
        [0x1f, 0x8b, ..] => Some("compressed with gzip a second time"),
        [b'P', b'K', 3, 4, ..] => Some("a zip archive or a spreadsheet's own format (.xlsx)"),
        _ => None,
    }
}

/// The separator by which most names are a timeline's; of equals the first.
fn likely(line: &str) -> u8 {
    let known = |separator: u8| {
        let names = line.split(char::from(separator)).map(|name| name.trim().trim_matches('"'));
        names.filter(|name| named(name).is_some()).count()
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|&separator| known(separator)).unwrap_or(b',');
    if known(best) > 0 {
        return best;
    }
    // No name helps: the separator that stands most often.
    let often = |separator: u8| line.bytes().filter(|&byte| byte == separator).count();
    SEPARATORS.into_iter().rev().max_by_key(|&separator| often(separator)).unwrap_or(b',')
}

/// The column whose name differs only in letter case, blanks or `-`.
fn near(name: &str) -> Option<&'static str> {
    let plain = name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_");
    named(&plain).map(|column| TABLE[column].name)
}
