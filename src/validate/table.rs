//! Timelines as CSV: the header, then the rows, in blocks that are checked side by side.
//!
//! A block ends where the marks say that a row ends. Damage can make that guess wrong, so each block says how far its rows
//! really went, and a block that began at a wrong place is checked again from the right one: damage costs time, never truth.

use std::io::Read;

use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hasher};

use super::column::{ID, KIND, KINDS, TABLE, WIDTH};
use super::report::{Report, Tally};
use super::row::{Check, Place, Row, shortened};
use super::scan::{Cut, Damage, Dialect, RawRow, cut, last_row_start, mend, unescape};
use super::whole::{Key, Whole};
use super::{Options, header};
use crate::diagnostic::Code;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::timeline::record::RecordId;

/// Bytes that one thread checks at a time: large enough to make starting threads cheap, small enough to keep memory low.
const BLOCK: usize = 4 << 20;

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

/// What one part of a buffer came to.
struct Part {
    tally: Tally,
    keys: Vec<Key>,
    rows: u64,
    lines: u64,
    /// Where its last whole row ended.
    end: usize,
}

/// Checks a timeline in CSV.
pub(super) fn check(name: &str, input: &mut dyn Read, options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    let mut buffer = Buffer { bytes: Vec::new(), base: 0, whole: false };
    let mut tally = Tally::new(options.max);
    buffer.fill(input, BLOCK).map_err(|error| Error::io(name, &error))?;
    let Some(opening) = header::read(&buffer.bytes, buffer.whole, options.separator, &mut tally) else {
        return Ok(tally.report(name, 0));
    };
    let header::Opening { header, dialect, end, lines } = opening;
    let file = File { header, dialect, options, lexicon };
    buffer.drop_front(end);
    let (mut rows, mut lines) = (0, lines);
    let mut whole = Whole::default();
    let mut wanted = BLOCK * options.threads.max(1);
    loop {
        buffer.fill(input, wanted).map_err(|error| Error::io(name, &error))?;
        if buffer.bytes.is_empty() {
            break;
        }
        let mut end = 0;
        for part in parts(&file, &buffer) {
            tally.append(part.tally, rows, lines);
            whole.append(part.keys, rows, lines);
            rows += part.rows;
            lines += part.lines;
            end = part.end;
        }
        buffer.drop_front(end);
        // A row longer than the buffer: read more of it.
        wanted = if end == 0 { wanted * 2 } else { BLOCK * options.threads.max(1) };
    }
    if rows == 0 {
        header::no_rows(&mut tally, lines);
    }
    whole.finish(&mut tally);
    Ok(tally.report(name, rows))
}

/// The part of the file that is in memory.
struct Buffer {
    bytes: Vec<u8>,
    /// Bytes of the file before it.
    base: u64,
    /// Whether the file ends with it.
    whole: bool,
}

impl Buffer {
    fn fill(&mut self, input: &mut dyn Read, wanted: usize) -> std::io::Result<()> {
        if !self.whole && self.bytes.len() < wanted {
            let missing = wanted - self.bytes.len();
            self.bytes.reserve(missing);
            let read = input.take(missing as u64).read_to_end(&mut self.bytes)?;
            self.whole = read < missing;
        }
        Ok(())
    }

    fn drop_front(&mut self, count: usize) {
        self.bytes.drain(..count);
        self.base += count as u64;
    }
}

/// Checks a buffer, one part per thread, and hands the parts over in order.
fn parts(file: &File, buffer: &Buffer) -> Vec<Part> {
    let bytes = buffer.bytes.as_slice();
    let threads = file.options.threads.max(1);
    let mut starts = vec![0];
    for i in 1..threads {
        let from = starts[starts.len() - 1];
        let aim = (bytes.len() / threads * i).max(from);
        if let Some(start) = last_row_start(&bytes[..aim], from, file.dialect.newline) {
            starts.push(start);
        }
    }
    let run = |from: usize, to: usize| part(file, buffer, from, to);
    let mut done: Vec<Part> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..starts.len())
            .map(|i| {
                let (from, to) = (starts[i], starts.get(i + 1).copied().unwrap_or(bytes.len()));
                scope.spawn(move || run(from, to))
            })
            .collect();
        let first = run(0, starts.get(1).copied().unwrap_or(bytes.len()));
        std::iter::once(first)
            .chain(others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))))
            .collect()
    });
    // Where a part did not end where the next began, what follows was cut at a wrong place.
    if let Some(sound) = (1..done.len()).find(|&i| done[i - 1].end != starts[i]) {
        done.truncate(sound);
        let from = done[sound - 1].end;
        done.push(part(file, buffer, from, bytes.len()));
    }
    done
}

/// Checks the rows that begin in `from..to`.
fn part(file: &File, buffer: &Buffer, from: usize, to: usize) -> Part {
    let bytes = buffer.bytes.as_slice();
    let mut done =
        Part { tally: Tally::new(file.options.max), keys: Vec::with_capacity((to - from) / 256), rows: 0, lines: 0, end: from };
    let mut row = RawRow::default();
    let mut candidate = RawRow { most: Some(file.header.columns.len()), ..RawRow::default() };
    let mut scratch = String::new();
    while done.end < to {
        let start = done.end;
        let mut is_row = |at| begins_row(file, bytes, at, buffer.whole, &mut candidate);
        if cut(bytes, start, file.dialect, buffer.whole, &mut row, &mut is_row) == Cut::Incomplete {
            break;
        }
        if row.cells.len() != file.header.columns.len() && row.cells.len() > 1 {
            mend(bytes, start, file.dialect, buffer.whole, file.header.columns.len(), &mut row);
        }
        let place = Place { bytes, range: (start, row.next), base: buffer.base, line: done.lines + 1, number: done.rows + 1 };
        done.rows += u64::from(check_row(file, place, &mut row, &mut scratch, &mut done.tally, &mut done.keys));
        done.lines += row.lines;
        done.end = row.next;
    }
    done
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
            && (value(ID).is_some_and(|id| RecordId::parse(id).is_some())
                || value(KIND).is_some_and(|kind| KINDS.contains(&kind))),
    )
}

/// Checks one row; says whether it is one (a blank line and a repeated header are none).
fn check_row(file: &File, place: Place, raw: &mut RawRow, scratch: &mut String, tally: &mut Tally, keys: &mut Vec<Key>) -> bool {
    let (start, end) = place.range;
    let bytes = &place.bytes[start..end];
    let columns = &file.header.columns;
    let mut broken = false;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        stray_bom(tally, &place);
        // The cell is what stands behind the mark.
        raw.cells[0].start += 3;
    }
    if raw.cells.len() == 1 && columns.len() > 1 && raw.cells[0].start == raw.cells[0].end {
        let place = Place { number: 0, ..place };
        at_row(
            tally,
            Code::BlankRow,
            &place,
            (start, start),
            "",
            "nothing stands in this line".to_owned(),
            "no empty lines".to_owned(),
        );
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
        let right = "one header, in the first line".to_owned();
        let place = Place { number: 0, ..place };
        at_row(
            tally,
            Code::RepeatedHeader,
            &place,
            (start, end),
            "",
            "the header again, as when files are joined".to_owned(),
            right,
        );
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
    let order = super::row_checks(&mut Check { row: &row, tally }, broken, file.options, file.lexicon);
    if let Some(schema) = file.options.schema {
        schema.check_cells(&file.header, raw, text, &row.place, tally);
    }
    keys.push(key(file, &row, raw, order));
    true
}

/// The key by which the same row and the same id are known again.
fn key(file: &File, row: &Row, raw: &RawRow, order: Option<i64>) -> Key {
    let hash = |parts: [&[u8]; 2]| {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(parts[0]);
        hasher.write(parts[1]);
        hasher.finish()
    };
    let (bytes, (start, _)) = (row.place.bytes, row.place.range);
    let end = raw.cells.last().map_or(start, |cell| cell.end);
    let id = row.values[ID];
    let around = match file.header.columns.iter().position(|column| *column == Some(ID)).map(|index| raw.cells[index]) {
        Some(cell) => [&bytes[start..cell.start.min(end)], &bytes[cell.end.min(end)..end]],
        None => [&bytes[start..end], &[][..]],
    };
    Key {
        id: if id.is_empty() { None } else { Some(RecordId::parse(id).map_or_else(|| hash([id.as_bytes(), b"\n"]), |id| id.0)) },
        content: hash(around),
        order,
        row: row.place.number,
        line: row.place.line,
        byte: row.place.base + start as u64,
    }
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

/// The name of the column of a cell.
fn name_of<'f>(file: &'f File, cell: usize) -> Option<&'f str> {
    file.header.names.get(cell).map(String::as_str)
}

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

fn stray_bom(tally: &mut Tally, place: &Place) {
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

fn nul(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    for (index, cell) in raw.cells.iter().enumerate() {
        if let Some(at) = memchr::memchr(0, &place.bytes[cell.start..cell.end]) {
            let at = cell.start + at;
            let texts = ("a NUL byte; the file may be damaged".to_owned(), "text alone".to_owned());
            at_cell(file, tally, Code::NulByte, place, index, (at, at + 1), texts);
        }
    }
}

fn broken_bytes(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    let (start, end) = place.range;
    let mut at = start;
    for chunk in place.bytes[start..end].utf8_chunks() {
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            let index = raw.cells.iter().position(|cell| cell.start <= at && at < cell.end).unwrap_or(0);
            let hex: Vec<String> = invalid.iter().map(|byte| format!("{byte:02X}")).collect();
            let wrong = format!("{} is not UTF-8", hex.join(" "));
            let right = "the file saved again as UTF-8; what the character was cannot be known".to_owned();
            at_cell(file, tally, Code::BrokenUtf8, place, index, (at, at + invalid.len()), (wrong, right));
        }
        at += invalid.len();
    }
}

/// Inside marks a carriage return belongs to the text; outside it ends a row in some programs and not in others.
fn lone_returns(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
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

fn quoting(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow, damage: Damage) {
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
            let to =
                if place.range.1 == place.bytes.len() { "the file ends inside the cell" } else { "the next line is a row again" };
            let wrong = format!("the mark `\"` that opens here is never closed{}; {to}", cells("so"));
            let wrong = if raw.cells.len() == width {
                wrong.replace(&format!("; {to}"), ", and the cells behind it are sound")
            } else {
                wrong
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

fn ragged(file: &File, tally: &mut Tally, place: &Place, raw: &RawRow) {
    let width = file.header.columns.len();
    let found = raw.cells.len();
    let separator = char::from(file.dialect.separator).escape_default();
    let (range, wrong, right) = if found > width {
        let range = (raw.cells[width].start, raw.cells[found - 1].end);
        // A blank behind a separator is how a sentence goes on.
        let text = (1..found).find(|&i| raw.cells[i].start < raw.cells[i].end && place.bytes[raw.cells[i].start] == b' ');
        let right = text.and_then(|i| name_of(file, i - 1)).map_or_else(
            || format!("{width} cells; a cell with `{separator}` in it stands between `\"`"),
            |name| format!("{width} cells; `{name}` seems to hold `{separator}` and should stand between `\"`"),
        );
        (range, format!("{found} cells, {} more than the header has columns", found - width), right)
    } else {
        let end = raw.cells[found - 1].end;
        let missing = name_of(file, found).unwrap_or("");
        let wrong = format!("{found} cells instead of {width}: nothing for `{missing}` and what follows");
        ((end, end), wrong, format!("{width} cells; an empty cell is written as nothing between two `{separator}`"))
    };
    let value = shortened(&String::from_utf8_lossy(&place.bytes[range.0..range.1]));
    at_row(tally, Code::RaggedRow, place, range, &value, wrong, right);
}

/// The names of all columns, for messages.
pub(super) fn column_names() -> String {
    TABLE.map(|column| column.name).join(", ")
}
