//! What is said of a row whose bytes, marks or cells are damaged.

use super::column::{Form, TABLE};
use super::report::Tally;
use super::row::{Place, not_utf8, shortened};
use super::scan::{Damage, RawRow};
use super::table::{File, name_of};
use crate::diagnostic::Code;

fn at_row(tally: &mut Tally, code: Code, place: &Place, range: (usize, usize), value: &str, wrong: String, right: String) {
    tally.add(code, None, || place.finding(code, None, range, value, wrong, right));
}

fn at_cell(
    file: &File,
    tally: &mut Tally,
    code: Code,
    place: &Place,
    cell: usize,
    range: (usize, usize),
    texts: (String, String),
) {
    let name = name_of(file, cell).map(str::to_owned);
    tally.add(code, name.clone().map(Into::into), || {
        let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
        place.finding(code, name.as_deref(), range, &value, texts.0, texts.1)
    });
}

pub(super) fn blank(tally: &mut Tally, place: &Place, raw: &RawRow) {
    let range = (place.range.0, raw.cells.last().map_or(place.range.0, |cell| cell.end));
    let wrong =
        if raw.cells.len() == 1 { "nothing stands in this line" } else { "a line of empty cells, as spreadsheets write them" };
    at_row(tally, Code::BlankRow, place, range, "", wrong.to_owned(), "no empty lines".to_owned());
}

pub(super) fn repeated_header(tally: &mut Tally, place: &Place, raw: &RawRow) {
    let first = raw.cells.first().map_or(place.range, |cell| (cell.start, cell.end));
    let right = "one header, in the first line".to_owned();
    at_row(tally, Code::RepeatedHeader, place, first, "", "the header again, as when files are joined".to_owned(), right);
}

pub(super) fn stray_bom(tally: &mut Tally, place: &Place) {
    let (start, _) = place.range;
    let right = "the mark (EF BB BF) only at the very beginning of the file, or nowhere".to_owned();
    at_row(
        tally,
        Code::StrayBom,
        place,
        (start, start + 3),
        "\u{feff}",
        "a byte order mark in the middle, as when files are joined".to_owned(),
        right,
    );
}

pub(super) fn nul(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    for (index, cell) in raw.cells.iter().enumerate() {
        if let Some(at) = memchr::memchr(0, &place.bytes[cell.start..cell.end]) {
            let at = cell.start + at;
            let texts = ("a NUL byte; the file may be damaged".to_owned(), "text alone".to_owned());
            at_cell(file, tally, Code::NulByte, place, index, (at, at + 1), texts);
        }
    }
}

pub(super) fn broken_bytes(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    let (start, end) = place.range;
    let mut at = start;
    for chunk in place.bytes[start..end].utf8_chunks() {
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            let index = raw.cells.iter().position(|cell| cell.start <= at && at < cell.end).unwrap_or(0);
            at_cell(file, tally, Code::BrokenUtf8, place, index, (at, at + invalid.len()), not_utf8(invalid));
        }
        at += invalid.len();
    }
}

/// Inside marks a carriage return belongs to the text; outside it ends a row in some programs and not in others.
pub(super) fn lone_returns(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    for (index, cell) in raw.cells.iter().enumerate() {
        let bare = cell.start == 0 || place.bytes[cell.start - 1] != b'"';
        if let Some(at) = memchr::memchr(b'\r', &place.bytes[cell.start..cell.end]).filter(|_| bare) {
            let at = cell.start + at;
            let texts = (
                "a carriage return in a cell without marks".to_owned(),
                "the cell between `\"`, or no line end in it".to_owned(),
            );
            at_cell(file, tally, Code::StrayReturn, place, index, (at, at + 1), texts);
        }
    }
}

pub(super) fn quoting(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow, damage: Damage) {
    let width = file.header.columns.len();
    let cells = |so: &str| match raw.cells.len() {
        found if found == width => String::new(),
        found => format!("; {so} the row has {found} cells instead of {width}"),
    };
    match damage {
        Damage::Stray { cell, at } => {
            let wrong = format!("a mark `\"` inside the cell{}", cells("so"));
            let right = "the cell between `\"`, and each `\"` in it written twice".to_owned();
            at_cell(file, tally, Code::StrayQuote, place, cell, (at, at + 1), (wrong, right));
        }
        Damage::Unclosed { cell, at } => {
            let behind = if raw.forced {
                "no row begins in the megabytes behind it"
            } else if place.range.1 == place.bytes.len() {
                "the file ends inside the cell"
            } else {
                "the next line is a row again"
            };
            let wrong = if raw.cells.len() == width {
                "the mark `\"` that opens here is never closed, and the cells behind it are sound".to_owned()
            } else {
                format!("the mark `\"` that opens here is never closed{}; {behind}", cells("so"))
            };
            at_cell(
                file,
                tally,
                Code::UnclosedQuote,
                place,
                cell,
                (at, at + 1),
                (wrong, "a closing `\"` behind the cell, or none at all".to_owned()),
            );
        }
    }
}

pub(super) fn ragged(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    let width = file.header.columns.len();
    let found = raw.cells.len();
    let separator = char::from(file.dialect.separator).escape_default();
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    // What would be right is searched for only where it is to be shown.
    tally.add(Code::RaggedRow, None, || {
        let (range, wrong, right) = if found > width {
            let (range, right) = match torn(file, place, raw) {
                Some((first, last)) => (
                    (raw.cells[first].start, raw.cells[last].end),
                    format!(
                        "{width} cells; if these {} are `{}`, it should stand between `\"`",
                        last - first + 1,
                        name_of(file, first).unwrap_or("")
                    ),
                ),
                None => (
                    (raw.cells[width].start, raw.cells[found - 1].end),
                    format!("{width} cells; a cell with `{separator}` in it stands between `\"`"),
                ),
            };
            (range, format!("{}, {} more than the header has columns", cells(found), found - width), right)
        } else {
            let end = raw.cells[found - 1].end;
            let missing = name_of(file, found).unwrap_or("");
            let cut_off = place.range.1 == place.bytes.len() && !place.bytes.ends_with(&[file.dialect.newline]);
            let cut_off = if cut_off { "; the file ends here, as if cut off" } else { "" };
            let wrong = format!("{} instead of {width}: nothing for `{missing}` and what follows{cut_off}", cells(found));
            let right = format!("{width} cells; an empty cell is written as nothing between two `{separator}`");
            ((end, end), wrong, right)
        };
        let value = shortened(&String::from_utf8_lossy(&place.bytes[range.0..range.1]));
        place.finding(Code::RaggedRow, None, range, &value, wrong, right)
    });
}

/// The cells of a row with too many that were one before a separator in it tore it apart: of all neighbours that may be one,
/// those that leave most other cells in the columns whose form they have. None where several would do as well.
fn torn(file: &File, place: &Place, raw: &RawRow) -> Option<(usize, usize)> {
    let width = file.header.columns.len();
    let extra = raw.cells.len() - width;
    let text = |cell: usize| std::str::from_utf8(&place.bytes[raw.cells[cell].start..raw.cells[cell].end]).unwrap_or("\u{fffd}");
    let fits = |column: usize, cell: usize| match file.header.columns[column] {
        Some(column) => super::cell::fits(column, text(cell)),
        None => true,
    };
    // A cell before the torn one stands in its own column, one behind it `extra` columns too far right.
    let before: Vec<bool> = (0..width).map(|column| fits(column, column)).collect();
    let behind: Vec<bool> = (0..width).map(|column| fits(column, column + extra)).collect();
    let count = |fit: &[bool]| fit.iter().filter(|fits| **fits).count();
    let score = |column: usize| {
        // Text goes on with a blank behind a comma; a cell of its own never begins with one.
        let text_goes_on = (column + 1..=column + extra).all(|cell| text(cell).starts_with(' '));
        let holds_text = file.header.columns[column].is_some_and(|column| TABLE[column].form == Form::Text);
        2 * (count(&before[..column]) + count(&behind[column + 1..])) + usize::from(text_goes_on && holds_text)
    };
    let counts: Vec<usize> = (0..width).map(score).collect();
    let best = *counts.iter().max()?;
    let mut same = counts.iter().enumerate().filter(|(_, count)| **count == best);
    let (column, _) = same.next()?;
    same.next().is_none().then_some((column, column + extra))
}
