//! Timelines read back: CSV with a header, an array of nested rows, or one nested row a line.
//!
//! What reads here wants the rows' content; whether they are sound is for `validate`. So columns that are not needed may be
//! missing; those that say what stands where may not.

use std::path::Path;

use super::nested::Row;
use super::record::{COLUMNS, Record};
use crate::error::Error;

/// Without these columns a row says nothing of any place.
pub const NEEDED: [&str; 4] = ["statement", "article", "char_start", "char_end"];

/// Whether the JSON is a timeline: its first object has a statement and a citation, as no article has.
pub fn is_timeline(json: &[u8]) -> bool {
    let text = String::from_utf8_lossy(json);
    let text = text.trim_start_matches('\u{feff}').trim_start().trim_start_matches('[');
    let first = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>().next();
    first.and_then(Result::ok).is_some_and(|row| row.get("statement").is_some() && row.get("citation").is_some())
}

/// Whether the text begins with the header of a CSV timeline: at least two of the columns that it needs.
pub fn is_table(head: &[u8]) -> bool {
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    let mut header = csv::ByteRecord::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(head);
    let read = reader.read_byte_record(&mut header).is_ok();
    read && NEEDED.iter().filter(|name| header.iter().any(|column| column == name.as_bytes())).count() >= 2
}

/// Reads a CSV timeline. Fails with file and line where a needed column or a number is missing.
pub fn csv(path: &Path, bytes: &[u8]) -> Result<Vec<Record>, Error> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|error| fault(path, &error))?.clone();
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !header.iter().any(|column| column == *name)).collect();
    if !missing.is_empty() {
        return Err(Error::new(format!("no timeline: the header lacks {}", missing.join(", "))).at(path).on_line(1).help(
            "a timeline has the columns that `linimasa timeline --format csv` writes; `linimasa validate` names all that is wrong",
        ));
    }
    let whole = csv::StringRecord::from(COLUMNS.to_vec());
    let place = |name: &str| header.iter().position(|column| column == name);
    let places: Vec<Option<usize>> = COLUMNS.iter().map(|name| place(name)).collect();
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| fault(path, &error))?;
        let line = row.position().map_or(0, csv::Position::line) as usize;
        let cells = COLUMNS.iter().zip(&places).map(|(name, place)| match place.and_then(|place| row.get(place)) {
            Some("") | None if matches!(*name, "char_start" | "char_end" | "line") => "0",
            cell => cell.unwrap_or(""),
        });
        let full: csv::StringRecord = cells.collect();
        for number in ["char_start", "char_end", "line"] {
            let cell = COLUMNS.iter().position(|name| *name == number).and_then(|at| full.get(at)).unwrap_or("0");
            if cell.parse::<u64>().is_err() {
                let wrong = Error::new(format!("column {number}: `{cell}` is no whole number")).at(path).on_line(line);
                return Err(wrong.help("`linimasa validate` shows every row that is wrong"));
            }
        }
        let record = full.deserialize(Some(&whole)).map_err(|error| fault(path, &error).on_line(line))?;
        records.push(record);
    }
    Ok(records)
}

fn fault(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line) as usize;
    let error = Error::new(error.to_string()).at(path).help("`linimasa validate` shows every row that is wrong");
    if line > 0 { error.on_line(line) } else { error }
}

/// Reads nested rows: an array, or one object a line. Fails with file and line.
pub fn json(path: &Path, bytes: &[u8]) -> Result<Vec<Record>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::new(error.to_string()).at(path))?;
    let text = text.trim_start_matches('\u{feff}');
    let wrong = |error: &serde_json::Error, line: usize| {
        let place = Error::new(format!("no row of a timeline: {error}")).at(path).on_line(line);
        place.help("`linimasa validate` shows every row that is wrong")
    };
    if text.trim_start().starts_with('[') {
        let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| wrong(&error, error.line()))?;
        return Ok(rows.into_iter().map(Record::from).collect());
    }
    let mut records = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Row = serde_json::from_str(line).map_err(|error| wrong(&error, number + 1))?;
        records.push(Record::from(row));
    }
    Ok(records)
}
