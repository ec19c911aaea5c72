//! Repairs of what is certain: where a statement stands, the hash of its source, the line, the id that follows, the order.
//!
//! Nothing else is touched: what a person wrote stays, columns and keys of their own too.

use std::fmt;

use serde_json::Value;

use super::cite::{Fate, fate};
use super::column::{ARTICLE, END, ID, KIND, LINE, PREFIX, SHA256, START, STATEMENT, SUFFIX, TABLE, WIDTH, named};
use super::{Form, Options};
use crate::error::Error;
use crate::timeline::record::RecordId;
use crate::timeline::{Record, sort};

/// A cell that was changed, or a row that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The row in the old file, from 1.
    pub row: usize,
    /// The column.
    pub column: &'static str,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |cell: &str| cell.replace('\r', "\\r").replace('\n', "\\n");
        write!(f, "row {}: {} `{}` -> `{}`", self.row, self.column, line(&self.old), line(&self.new))
    }
}

/// A repaired timeline and what was done to it.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The new file, in the old one's form: CSV with commas, JSON as an array, or JSON Lines.
    pub bytes: Vec<u8>,
    /// What was done, in the order of the old file.
    pub repairs: Vec<Repair>,
}

/// Repairs a whole timeline in memory. `bytes` must be readable: rows with cells too many or too few, or broken bytes, are for
/// a person to mend first.
pub fn fix(name: &str, form: Form, bytes: &[u8], options: &Options) -> Result<Fixed, Error> {
    match form {
        Form::Csv => table(name, bytes, options),
        Form::Json | Form::JsonLines => objects(name, form, bytes, options),
    }
}

/// The values of a row by column; none where the file lacks the column.
type Cells = [Option<String>; WIDTH];

fn table(name: &str, bytes: &[u8], options: &Options) -> Result<Fixed, Error> {
    let mut tally = super::report::Tally::default();
    let opening = super::header::read(bytes, true, options.separator, &mut tally).ok_or_else(|| {
        Error::new("no timeline with a header").at(name).help("see what `linimasa validate` says without --fix")
    })?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(opening.dialect.separator).has_headers(false).from_reader(&bytes[opening.end..]);
    let columns = &opening.header.columns;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, |position| position.line() + opening.lines);
            let reason = format!("a row that cannot be read: {error}");
            Error::new(reason)
                .at(name)
                .on_line(line as usize)
                .help("mend it first: `linimasa validate` without --fix says what is wrong")
        })?;
        if record.len() != columns.len() {
            let line = record.position().map_or(0, |position| position.line() + opening.lines);
            let reason = format!("a row of {} cells, where the header has {}", record.len(), columns.len());
            return Err(Error::new(reason)
                .at(name)
                .on_line(line as usize)
                .help("mend it first: nobody can say which cell is which"));
        }
        let mut cells: Cells = [const { None }; WIDTH];
        for (cell, column) in record.iter().zip(columns) {
            if let Some(column) = *column {
                cells[column] = Some(cell.to_owned());
            }
        }
        rows.push((cells, record));
    }
    let (rows, repairs) = repair(rows, options);
    let mut writer =
        csv::WriterBuilder::new().delimiter(opening.dialect.separator).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let written = |error: csv::Error| Error::new(error.to_string()).at(name);
    writer.write_record(&opening.header.names).map_err(written)?;
    for (cells, record) in rows {
        let row =
            record.iter().zip(columns).map(|(own, column)| column.and_then(|column| cells[column].as_deref()).unwrap_or(own));
        writer.write_record(row).map_err(written)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::new(error.to_string()).at(name))?;
    Ok(Fixed { bytes, repairs })
}

fn objects(name: &str, form: Form, bytes: &[u8], options: &Options) -> Result<Fixed, Error> {
    let not_json = |error: &serde_json::Error, line: usize| {
        Error::new(format!("not JSON: {error}"))
            .at(name)
            .on_line(line)
            .help("mend it first: `linimasa validate` without --fix says where")
    };
    let values: Vec<Value> = if form == Form::Json {
        match serde_json::from_slice(bytes).map_err(|error| not_json(&error, error.line()))? {
            Value::Array(rows) => rows,
            row => vec![row],
        }
    } else {
        let lines = bytes.split(|&byte| byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
        lines
            .map(|(index, line)| serde_json::from_slice(line).map_err(|error| not_json(&error, index + 1)))
            .collect::<Result<_, _>>()?
    };
    let pointer = |column: usize| format!("/{}", TABLE[column].path.replace('.', "/"));
    let cells = |value: &Value| -> Cells {
        std::array::from_fn(|column| match value.pointer(&pointer(column))? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let (rows, repairs) = repair(values.into_iter().map(|value| (cells(&value), value)).collect(), options);
    let rows = rows.into_iter().map(|(cells, mut value)| {
        for column in REPAIRED {
            if let (Some(cell), Some(place)) = (&cells[column], value.pointer_mut(&pointer(column))) {
                *place =
                    cell.parse::<u64>().ok().filter(|_| place.is_number()).map_or_else(|| Value::from(cell.clone()), Value::from);
            }
        }
        value
    });
    let mut text = String::new();
    if form == Form::Json {
        text = serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).unwrap_or_default();
        text.push('\n');
    } else {
        for row in rows {
            text.push_str(&row.to_string());
            text.push('\n');
        }
    }
    Ok(Fixed { bytes: text.into_bytes(), repairs })
}

/// The columns that a repair may change.
const REPAIRED: [usize; 7] = [ID, SHA256, START, END, LINE, PREFIX, SUFFIX];

/// Repairs all rows and puts them in order.
fn repair<T>(rows: Vec<(Cells, T)>, options: &Options) -> (Vec<(Cells, T)>, Vec<Repair>) {
    let mut repairs = Vec::new();
    let mut keyed: Vec<(Record, (Cells, T))> = Vec::new();
    for (index, (mut cells, rest)) in rows.into_iter().enumerate() {
        let old = cells.clone();
        place(&mut cells, options);
        id(&mut cells);
        for column in REPAIRED {
            if cells[column] != old[column] {
                let text = |cells: &Cells| cells[column].clone().unwrap_or_default();
                repairs.push(Repair { row: index + 1, column: TABLE[column].name, old: text(&old), new: text(&cells) });
            }
        }
        keyed.push((key(&cells, index), (cells, rest)));
    }
    // The order is that of every timeline; equal rows keep theirs.
    let mut order: Vec<Record> = keyed.iter().map(|(record, _)| record.clone()).collect();
    sort(&mut order);
    let mut rows: Vec<Option<(Cells, T)>> = keyed.into_iter().map(|(_, row)| Some(row)).collect();
    let mut sorted = Vec::with_capacity(rows.len());
    for (now, record) in order.iter().enumerate() {
        let before = record.line as usize;
        if before != now {
            repairs.push(Repair { row: before + 1, column: "order", old: (before + 1).to_string(), new: (now + 1).to_string() });
        }
        sorted.extend(rows[before].take());
    }
    repairs.sort_by_key(|repair| repair.row);
    (sorted, repairs)
}

/// What the order looks at; `line` holds the row's old place.
fn key(cells: &Cells, index: usize) -> Record {
    let text = |name: &str| named(name).and_then(|column| cells[column].clone()).unwrap_or_default();
    let number = |column: usize| cells[column].as_deref().and_then(|cell| cell.parse().ok()).unwrap_or(0);
    Record {
        date_first: text("date_first"),
        date_last: text("date_last"),
        article: text("article"),
        kind: text("kind"),
        id: text("id"),
        char_start: number(START),
        char_end: number(END),
        line: index as u64,
        ..Record::default()
    }
}

/// Offsets, line, context and hash by the source, where the statement stands in it at one place beyond doubt.
fn place(cells: &mut Cells, options: &Options) {
    let Some(sources) = options.sources else { return };
    let text = |column: usize| cells[column].as_deref().unwrap_or("");
    let (statement, start) = (text(STATEMENT), text(START).parse::<u64>());
    if statement.is_empty() {
        return;
    }
    let context = (text(PREFIX), text(SUFFIX));
    let found = fate(sources, text(ARTICLE), text(SHA256), statement, start.unwrap_or(u64::MAX), context);
    let Fate::Stands { at, sha256, only: true, .. } = found else { return };
    let new = [
        (START, at.start.to_string()),
        (END, at.end.to_string()),
        (LINE, at.line.to_string()),
        (PREFIX, at.prefix),
        (SUFFIX, at.suffix),
        (SHA256, sha256),
    ];
    for (column, new) in new {
        if let Some(cell) = &mut cells[column] {
            *cell = new;
        }
    }
}

/// The id that follows from the row, where what it follows from is sound.
fn id(cells: &mut Cells) {
    let text = |column: usize| cells[column].as_deref().unwrap_or("");
    let (article, hash, kind) = (text(ARTICLE), text(SHA256), text(KIND));
    let (Ok(start), Ok(end)) = (text(START).parse(), text(END).parse()) else { return };
    if article.is_empty() || hash.len() != 64 || !super::column::KINDS.contains(&kind) || end <= start {
        return;
    }
    let id = RecordId::new(article, hash, kind, start, end).to_string();
    if let Some(cell) = &mut cells[ID] {
        *cell = id;
    }
}
