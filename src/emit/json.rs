//! A timeline as JSON (an array, a row a line) and as JSON Lines. Rows nest as [`crate::timeline::nested`] says.

use std::io::{self, Write};

use crate::timeline::Record;
use crate::timeline::nested::Row;

/// Writes the rows as one JSON array, each row on a line of its own.
pub fn write_json(mut out: impl Write, records: &[Record]) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, record) in records.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &Row::from(record.clone()))?;
    }
    out.write_all(b"\n]\n")
}

/// Writes the rows as JSON Lines.
pub fn write_jsonl(mut out: impl Write, records: &[Record]) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut out, &Row::from(record.clone()))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_hold_the_same_rows() {
        let rows = [Record { id: "a".into(), ..Record::default() }, Record { id: "b".into(), ..Record::default() }];
        let (mut array, mut lines) = (Vec::new(), Vec::new());
        write_json(&mut array, &rows).expect("writes");
        write_jsonl(&mut lines, &rows).expect("writes");
        let array: Vec<Row> = serde_json::from_slice(&array).expect("an array");
        let lines: Vec<Row> =
            String::from_utf8(lines).expect("UTF-8").lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
        assert_eq!(array, lines);
        assert_eq!(array.into_iter().map(Record::from).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        let mut array = Vec::new();
        write_json(&mut array, &[]).expect("writes");
        assert_eq!(serde_json::from_slice::<Vec<Row>>(&array).expect("an array"), []);
    }
}
