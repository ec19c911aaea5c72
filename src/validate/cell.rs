//! The form of single cells: every column against its entry in the table.

use super::column::{Form, TABLE, WIDTH};
use super::moment::{Day, Moment, Period};
use super::report::Tally;
use super::row::{Check, Place, Row};
use crate::diagnostic::Code;
use crate::time::edtf::dated;
use crate::time::value::{Point, Value};
use crate::timeline::record::RecordId;

/// Cells that the meaning of a row builds on, read once; none where empty or of the wrong form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    pub id: Option<RecordId>,
    pub date: Option<Period>,
    pub first: Option<Moment>,
    pub last: Option<Moment>,
    pub published: Option<Moment>,
    pub start: Option<u64>,
    pub end: Option<u64>,
    pub line: Option<u64>,
    /// Whether the hash has the form of one.
    pub hashed: bool,
}

/// Checks the form of all cells of a row.
pub(super) fn check(check: &mut Check) -> Read {
    let mut read = Read::default();
    for (column, entry) in TABLE.iter().enumerate() {
        if !check.value(column).is_empty() {
            cell(check, column, &mut read);
        } else if entry.required && check.has(column) {
            let wrong = "the cell is empty".to_owned();
            check.fault(Code::EmptyCell, column, wrong, format!("{}: {}", entry.name, entry.about));
        }
    }
    read
}

/// Whether the value may stand in the column.
pub(super) fn fits(column: usize, value: &str) -> bool {
    if value.is_empty() {
        return !TABLE[column].required;
    }
    let place = Place { bytes: b"", range: (0, 0), base: 0, line: 0, line_start: (0, 0), number: 0 };
    let mut row = Row { values: [""; WIDTH], places: [None; WIDTH], place };
    row.values[column] = value;
    let mut tally = Tally::new(Some(0));
    cell(&mut Check { row: &row, tally: &mut tally }, column, &mut Read::default());
    tally.is_empty()
}

/// Checks the form of a cell that is not empty.
fn cell(check: &mut Check, column: usize, read: &mut Read) {
    match TABLE[column].form {
        Form::Text => {}
        Form::OneOf(words) => one_of(check, column, words),
        Form::Id => read.id = id(check, column),
        Form::Edtf => read.date = edtf(check, column),
        Form::Moment => {
            let moment = moment(check, column);
            match column {
                super::column::FIRST => read.first = moment,
                super::column::LAST => read.last = moment,
                _ => read.published = moment,
            }
        }
        Form::Day => day(check, column),
        Form::Number(least) => {
            let number = number(check, column, least);
            match column {
                super::column::START => read.start = number,
                super::column::END => read.end = number,
                _ => read.line = number,
            }
        }
        Form::Hash => read.hashed = hash(check, column),
        Form::Url => url(check, column),
        Form::Quantities => quantities(check, column),
        Form::Context(most) => context(check, column, most),
    }
}

fn one_of(check: &mut Check, column: usize, words: &'static [&'static str]) {
    let value = check.value(column);
    if words.contains(&value) {
        return;
    }
    let near = words.iter().find(|word| word.eq_ignore_ascii_case(value.trim()));
    let right = match near {
        Some(word) => format!("`{word}`, in lower case and without blanks"),
        None => format!("one of {}", words.join(", ")),
    };
    check.fault(Code::NotInList, column, format!("`{}` is none of the column's words", super::row::shortened(value)), right);
}

fn hex(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn id(check: &mut Check, column: usize) -> Option<RecordId> {
    let value = check.value(column);
    let id = RecordId::parse(value);
    if id.is_none() {
        let wrong = if looks_rounded(value) {
            "a spreadsheet took the id for a number and rounded it"
        } else if value.len() == 16 && hex(&value.to_ascii_lowercase()) {
            "the id is written in upper case"
        } else {
            "the id is not 16 hex digits"
        };
        let right = "16 of 0-9 and a-f; `--fix` computes it from the row's other cells".to_owned();
        check.fault(Code::IdForm, column, wrong.to_owned(), right);
    }
    id
}

/// `1.23E+15`, `1,23E+15`
fn looks_rounded(value: &str) -> bool {
    value.contains("E+") && value.bytes().all(|byte| byte.is_ascii_digit() || b".,E+".contains(&byte))
}

fn hash(check: &mut Check, column: usize) -> bool {
    let value = check.value(column);
    let sound = value.len() == 64 && hex(value);
    if !sound {
        let wrong = if hex(&value.to_ascii_lowercase()) && value.len() == 64 {
            "the hash is written in upper case".to_owned()
        } else {
            format!("a SHA-256 has 64 hex digits; here stand {} characters", value.chars().count())
        };
        check.fault(Code::NotAHash, column, wrong, "64 of 0-9 and a-f".to_owned());
    }
    sound
}

fn edtf(check: &mut Check, column: usize) -> Option<Period> {
    let value = check.value(column);
    match Period::parse(value) {
        Ok(period) => Some(period),
        Err((message, at)) => {
            let usual = "a day 2023-07-27, month 2023-07, year 2023, decade 199X, century 18XX, or first/last";
            let right = covered(value).or_else(|| near_date(value)).unwrap_or_else(|| usual.to_owned());
            check.fault(Code::NotEdtf, column, format!("not EDTF: {message} (at byte {at} of the cell)"), right);
            None
        }
    }
}

/// `27/07/2023` or `27-7-2023` as ISO writes it; what a month's last day is, where the day is too high.
fn near_date(value: &str) -> Option<String> {
    let mut parts = value.split(['/', '-', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most| !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(first, 4) || !digits(month, 2) || !digits(last, 4) {
        return None;
    }
    if first.len() == 4 && last.len() <= 2 {
        let month = format!("{first}-{month:0>2}");
        let end = Period::parse(&month).ok()?.last?;
        let date = format!("{month}-{last:0>2}");
        let exists = Day::parse(date.as_bytes()).is_some();
        return Some(if exists { format!("`{date}`") } else { format!("a day that the calendar has: {month} ends on {end}") });
    }
    let date = format!("{last}-{month:0>2}-{first:0>2}");
    (last.len() == 4 && Day::parse(date.as_bytes()).is_some())
        .then(|| format!("`{date}`, if day, month and year are meant in this order"))
}

/// The days or months of a week `2023-W30`, quarter `2022-Q3` or half `2023-H1`, which EDTF does not name.
fn covered(value: &str) -> Option<String> {
    let (year, part) = value.split_once('-')?;
    let number = |letter| part.strip_prefix(letter)?.parse::<u8>().ok();
    let year = if year.len() == 4 { year.parse().ok()? } else { return None };
    let point = match (number('W'), number('Q'), number('H')) {
        (Some(week), _, _) => Point::Week(year, week),
        (_, Some(quarter @ 1..=4), _) => Point::Quarter(year, quarter),
        (_, _, Some(half @ 1..=2)) => Point::Semester(year, half),
        _ => return None,
    };
    dated(&Value::Point(point), None).map(|dated| format!("`{}`", dated.edtf))
}

fn moment(check: &mut Check, column: usize) -> Option<Moment> {
    let value = check.value(column);
    let moment = Moment::parse(value);
    if moment.is_none() {
        let usual = "a full day `2023-07-27`, or an instant `2023-07-27T09:00:00+07:00`";
        let right = near_date(value).unwrap_or_else(|| usual.to_owned());
        check.fault(Code::NotADate, column, "neither an ISO day nor an ISO instant".to_owned(), right);
    }
    moment
}

fn day(check: &mut Check, column: usize) {
    let value = check.value(column);
    if Day::parse(value.as_bytes()).is_none() {
        let right = near_date(value).unwrap_or_else(|| "a full day, `2023-07-27`".to_owned());
        check.fault(Code::NotADate, column, "not an ISO day of the calendar".to_owned(), right);
    }
}

fn number(check: &mut Check, column: usize, least: u64) -> Option<u64> {
    let value = check.value(column);
    // `parse` alone would take `+5`.
    let number = if value.bytes().all(|byte| byte.is_ascii_digit()) { value.parse().ok() } else { None };
    if number.is_none_or(|number| number < least) {
        let wrong = match number {
            Some(_) => format!("less than {least}"),
            None => "not a whole number".to_owned(),
        };
        let right = ungrouped(value).unwrap_or_else(|| format!("digits alone, {least} or more: no sign, blank, point or comma"));
        check.fault(Code::NotANumber, column, wrong, right);
        return None;
    }
    number
}

/// `4.758`, `4,758` and `4758.0` as spreadsheets write 4758.
fn ungrouped(value: &str) -> Option<String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(whole) = value.strip_suffix(".0").or_else(|| value.strip_suffix(",0")).filter(|whole| digits(whole)) {
        return Some(format!("`{whole}`, if it is a whole number"));
    }
    let mut groups = value.split(['.', ',', ' ', '\u{a0}']);
    let grouped = groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
        && groups.clone().next().is_some()
        && groups.all(|group| digits(group) && group.len() == 3);
    let plain = || value.chars().filter(char::is_ascii_digit).collect::<String>();
    grouped.then(|| format!("`{}`, if the mark only groups thousands", plain()))
}

fn url(check: &mut Check, column: usize) {
    let value = check.value(column);
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let wrong = match host {
        None => "the address begins with neither `https://` nor `http://`",
        Some("") => "the address names no host",
        Some(_) if value.bytes().any(|byte| byte <= b' ' || byte == 0x7f) => "a blank stands in the address",
        Some(_) => return,
    };
    check.fault(
        Code::NotAUrl,
        column,
        wrong.to_owned(),
        "an address such as `https://example.id/berita/1`; blanks are written %20".to_owned(),
    );
}

fn quantities(check: &mut Check, column: usize) {
    let value = check.value(column);
    let pair = |pair: &str| {
        let (number, unit) = pair.split_once(' ').unwrap_or((pair, "?"));
        let numeric = |number: &str| {
            let digits = number.strip_prefix('-').unwrap_or(number);
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
            [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        // A range has both its ends: `4/5 tahun`.
        let (low, high) = number.split_once('/').unwrap_or((number, number));
        (numeric(low) && numeric(high) && !unit.trim().is_empty()).then_some(())
    };
    if let Some(wrong) = value.split(';').find(|written| pair(written).is_none()) {
        let wrong = format!("`{}` is no number with its unit behind it", super::row::shortened(wrong.trim()));
        check.fault(Code::QuantitiesForm, column, wrong, "`8000 tentara` or `3.52 persen`, several set apart by `;`".to_owned());
    }
}

fn context(check: &mut Check, column: usize, most: usize) {
    let value = check.value(column);
    // Bytes are at least as many as characters, and counting characters costs more.
    if value.len() > most {
        let length = value.chars().count();
        if length > most {
            let right = format!("at most {most} characters of context");
            check.fault(Code::LongContext, column, format!("{length} characters"), right);
        }
    }
}
