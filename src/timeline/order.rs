//! The order of rows: by date, then article, then place; undated last.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime};

use super::Record;

/// Offset that a clock time without a zone is read in, for ordering only: Western Indonesian time.
const WIB: FixedOffset = FixedOffset::east_opt(7 * 3600).expect("seven hours are a valid offset");

/// Sorts rows as every timeline we write is sorted. A whole day comes before the clock times in it; of two dates with the
/// same beginning the one that ends first.
pub fn sort(records: &mut Vec<Record>) {
    let mut keyed: Vec<(Key, Record)> = std::mem::take(records).into_iter().map(|record| (Key::of(&record), record)).collect();
    keyed.sort_by(|(one, left), (other, right)| {
        let place = |record: &Record| (record.char_start, record.char_end);
        one.cmp(other)
            .then_with(|| left.article.cmp(&right.article))
            .then_with(|| place(left).cmp(&place(right)))
            .then_with(|| left.kind.cmp(&right.kind))
            .then_with(|| left.id.cmp(&right.id))
    });
    records.extend(keyed.into_iter().map(|(_, record)| record));
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    undated: bool,
    first: Moment,
    last: Moment,
}

/// A day in its own zone, and the instant where there is one. Days before their instants.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    day: i32,
    seconds: Option<i64>,
}

impl Key {
    fn of(record: &Record) -> Self {
        match Moment::read(&record.date_first) {
            Some(first) => Self { undated: false, first, last: Moment::read(&record.date_last).unwrap_or(first) },
            None => Self { undated: true, first: Moment::default(), last: Moment::default() },
        }
    }
}

impl Moment {
    fn read(written: &str) -> Option<Self> {
        let day = written.get(..10)?.parse::<NaiveDate>().ok()?.num_days_from_ce();
        // Seconds may be left out, in both forms.
        let zoned = || DateTime::parse_from_rfc3339(written).or_else(|_| DateTime::parse_from_str(written, "%Y-%m-%dT%H:%M%:z"));
        let seconds = zoned().map(|instant| instant.timestamp()).ok().or_else(|| {
            let local =
                written.parse::<NaiveDateTime>().or_else(|_| NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M")).ok()?;
            Some(local.and_local_timezone(WIB).single()?.timestamp())
        });
        Some(Self { day, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_date_then_article_then_place_and_undated_last() {
        let row = |first: &str, last: &str, article: &str, start| Record {
            date_first: first.into(),
            date_last: last.into(),
            article: article.into(),
            char_start: start,
            ..Record::default()
        };
        let expected = vec![
            row("2023-01-01", "2023-01-01", "z", 0),
            row("2023-01-01", "2023-12-31", "a", 0),
            row("2023-07-26", "2023-07-26", "a", 5),
            row("2023-07-26", "2023-07-26", "a", 9),
            row("2023-07-26", "2023-07-26", "b", 1),
            // 08.30 WIB, although its clock shows more.
            row("2023-07-26T09:30:00+08:00", "2023-07-26T09:30:00+08:00", "c", 0),
            row("2023-07-26T09:00:00+07:00", "2023-07-26T09:00:00+07:00", "b", 0),
            row("2023-07-26T09:10:00", "2023-07-26T09:10:00", "a", 0),
            row("", "", "a", 0),
            row("", "", "b", 0),
        ];
        let mut rows: Vec<Record> = expected.iter().rev().cloned().collect();
        sort(&mut rows);
        assert_eq!(rows, expected);
    }
}
