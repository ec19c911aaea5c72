//! A timeline as CSV.
//!
//! RFC 4180: comma, quotation marks where needed, CRLF, one header line; UTF-8. The columns are those of
//! [`crate::timeline::record`], in their order.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::timeline::Record;
use crate::timeline::record::COLUMNS;

/// What a spreadsheet needs beyond the standard. Both change what other programs read, so both are off unless asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvOptions {
    /// A byte order mark in front, by which Excel recognises UTF-8.
    pub bom: bool,
    /// An apostrophe before cells that a spreadsheet would run as a formula (they begin with `=`, `+`, `-`, `@`, a tab or a
    /// carriage return). Such a cell is then no longer the exact text of its source.
    pub excel_safe: bool,
}

/// Writes header and rows.
///
/// ```
/// use linimasa::emit::table::{CsvOptions, write_csv};
/// use linimasa::timeline::Record;
/// let row = Record { id: "4dce13341156b1e6".into(), statement: "=SUM(A1), kata dia".into(), ..Record::default() };
/// let mut out = Vec::new();
/// write_csv(&mut out, &[row], CsvOptions { bom: true, excel_safe: true })?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("\u{feff}id,kind,date,"));
/// assert!(text.contains(",\"'=SUM(A1), kata dia\","));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_csv(mut out: impl Write, records: &[Record], options: CsvOptions) -> io::Result<()> {
    if options.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).has_headers(false).from_writer(out);
    writer.write_record(COLUMNS).map_err(io_error)?;
    for record in records {
        if options.excel_safe {
            let plain = cells(record).map_err(io_error)?;
            writer.write_record(plain.iter().map(|cell| without_formula(cell).into_owned())).map_err(io_error)?;
        } else {
            writer.serialize(record).map_err(io_error)?;
        }
    }
    writer.flush()
}

/// The cells of a row as they would be written.
fn cells(record: &Record) -> csv::Result<csv::StringRecord> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.serialize(record)?;
    let line = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let mut cells = csv::StringRecord::new();
    csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_slice()).read_record(&mut cells)?;
    Ok(cells)
}

fn without_formula(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(statement in "\\PC*", prefix in "[\"',;\r\n\t =+@-]{0,12}", start in any::<u64>()) {
            let row = Record { id: "a".into(), statement, prefix, char_start: start, ..Record::default() };
            let mut out = Vec::new();
            write_csv(&mut out, std::slice::from_ref(&row), CsvOptions::default())?;
            let mut reader = csv::Reader::from_reader(out.as_slice());
            prop_assert_eq!(reader.headers().expect("a header"), &csv::StringRecord::from(COLUMNS.to_vec()));
            let rows: Vec<Record> = reader.deserialize().collect::<Result<_, _>>().expect("rows");
            prop_assert_eq!(rows, vec![row]);
        }

        #[test]
        fn a_safe_table_runs_no_formula(statement in "[=+@-]?[a-z\"]{0,5}", prefix in "[\t\r=]?[a-z]{0,3}") {
            let row = Record { id: "a".into(), statement, prefix, ..Record::default() };
            let mut out = Vec::new();
            write_csv(&mut out, &[row], CsvOptions { bom: false, excel_safe: true })?;
            for cells in csv::Reader::from_reader(out.as_slice()).records() {
                let cells = cells.expect("a row");
                prop_assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
            }
        }
    }
}
