//! One row of a CSV file: what is damaged in it, then its cells.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::File;
use crate::validate::blocks::Part;
use crate::validate::column::{ID, WIDTH};
use crate::validate::damage::{blank, broken_bytes, lone_returns, nul, quoting, ragged, repeated_header, stray_bom};
use crate::validate::row::{Check, Place, Row};
use crate::validate::row_checks;
use crate::validate::scan::{Damage, RawRow, unescape};
use crate::validate::whole::{Following, Id, Key};

/// Checks one row; says whether it is one (a blank line and a repeated header are none).
pub(super) fn check_row(
    file: &File,
    place: Place,
    raw: &mut RawRow,
    scratch: &mut String,
    part: &mut Part,
    following: &mut Following,
) -> bool {
    let tally = &mut part.tally;
    let (start, end) = place.range;
    let bytes = &place.bytes[start..end];
    let columns = &file.header.columns;
    let mut broken = false;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        stray_bom(tally, &place);
        // The cell is what stands behind the mark.
        raw.cells[0].start += 3;
    }
    if raw.cells.iter().all(|cell| cell.start == cell.end) && (raw.cells.len() > 1 || columns.len() > 1) {
        blank(tally, &Place { number: 0, ..place }, raw);
        return false;
    }
    if memchr::memchr(0, bytes).is_some() {
        nul(file, tally, &place, raw);
    }
    let text = std::str::from_utf8(bytes);
    if text.is_err() {
        broken = true;
        broken_bytes(file, tally, &place, raw);
    }
    if memchr::memchr(b'\r', bytes).is_some_and(|at| at + 2 < bytes.len()) {
        lone_returns(file, tally, &place, raw);
    }
    if let Some(damage) = raw.damage {
        quoting(file, tally, &place, raw, damage);
    }
    if raw.cells.len() != columns.len() {
        if raw.damage.is_none() {
            ragged(file, tally, &place, raw);
        }
        return true;
    }
    if is_header(file, place.bytes, raw) {
        repeated_header(tally, &Place { number: 0, ..place }, raw);
        return false;
    }
    if matches!(raw.damage, Some(Damage::Unclosed { .. })) {
        return true;
    }
    let lossy;
    let text = if let Ok(text) = text {
        text
    } else {
        lossy = lossy_of_same_length(bytes);
        lossy.as_str()
    };
    scratch.clear();
    for cell in raw.cells.iter().filter(|cell| cell.escaped) {
        unescape(&text[cell.start - start..cell.end - start], scratch);
    }
    let mut row = Row { values: [""; WIDTH], places: [None; WIDTH], place };
    let mut taken = 0;
    for (cell, column) in raw.cells.iter().zip(columns) {
        let mut value = &text[cell.start - start..cell.end - start];
        if cell.escaped {
            let length = unescaped_length(value);
            value = &scratch[taken..taken + length];
            taken += length;
        }
        if let Some(column) = *column {
            row.values[column] = value;
            row.places[column] = Some((cell.start, cell.end));
        }
    }
    let read = row_checks(&mut Check { row: &row, tally }, broken, file.options, file.lexicon);
    if let Some(schema) = file.options.schema {
        schema.check_cells(&file.header, raw, text, &row.place, tally);
    }
    part.keys.push(key(file, &row, raw));
    following.row(&row, &read, part);
    true
}

/// The key by which the same row and the same id are known again.
fn key(file: &File, row: &Row, raw: &RawRow) -> Key {
    let Place { bytes, range, base, line, number, .. } = row.place;
    let mut content = FixedState::default().build_hasher();
    // Cell by cell, since one program sets marks where another sets none.
    for (cell, column) in raw.cells.iter().zip(&file.header.columns) {
        if *column != Some(ID) {
            content.write(&bytes[cell.start..cell.end]);
            content.write_u8(0xff);
        }
    }
    Key { id: Id::of(row.values[ID]), content: content.finish(), row: number, line, byte: base + range.0 as u64 }
}

/// Every byte that is no part of a character becomes `?`: the checks of the other cells need a text whose places stay.
fn lossy_of_same_length(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

fn unescaped_length(written: &str) -> usize {
    let mut value = String::new();
    unescape(written, &mut value);
    value.len()
}

fn is_header(file: &File, bytes: &[u8], raw: &RawRow) -> bool {
    raw.cells.iter().zip(&file.header.names).all(|(cell, name)| &bytes[cell.start..cell.end] == name.as_bytes())
}
