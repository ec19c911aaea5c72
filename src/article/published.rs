//! Publication dates, as metadata and Indonesian news sites write them.
//!
//! The forms, strictest first: RFC 3339 and RFC 2822; ISO 8601 and the date lines of Indonesian sites (`Rabu, 26 Jul 2023
//! 09:12 WIB`), always day before month; and last, where an English month stands first and a clock time follows, what
//! `dateparser` makes of it. A clock time without a zone is one of Asia/Jakarta (UTC+7). What none of them takes is no date: absent is better than wrong, because
//! every `kemarin` of the article is counted from it.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};

use super::{DctSource, Published};
use crate::datasets;

/// Asia/Jakarta, the zone of a clock time without one, in minutes east of UTC.
const JAKARTA: i32 = 7 * 60;

/// Longest date line, in bytes: what is longer is prose.
const LONGEST: usize = 160;

impl Published {
    /// Reads a publication date. The day is the one that is written, in its own offset.
    ///
    /// ```
    /// use linimasa::article::{DctSource, Published};
    /// let written = |line: &str| Published::parse(line, DctSource::Metadata).map(|published| published.written());
    /// assert_eq!(written("Rabu, 26 Jul 2023 09:12 WIB").unwrap(), "2023-07-26T09:12:00+07:00");
    /// assert_eq!(written("26/07/2023 | 09:12").unwrap(), "2023-07-26T09:12:00+07:00");
    /// assert_eq!(written("Diterbitkan 26 Juli 2023").unwrap(), "2023-07-26");
    /// assert_eq!(written("2023-07-26T23:30:00Z").unwrap(), "2023-07-26T23:30:00+00:00");
    /// assert_eq!(written("kemarin sore"), None);
    /// ```
    pub fn parse(written: &str, from: DctSource) -> Option<Self> {
        let written = written.trim();
        if written.len() > LONGEST {
            return None;
        }
        let moment = standard(written).or_else(|| line(written)).or_else(|| english(written))?;
        Some(match moment {
            Moment::Day(date) => Self { date, instant: None, from },
            Moment::Instant(instant) => Self { date: instant.date_naive(), instant: Some(instant), from },
        })
    }
}

/// A day, or an instant of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Day(NaiveDate),
    Instant(DateTime<FixedOffset>),
}

impl Moment {
    fn new(date: NaiveDate, time: NaiveTime, minutes_east: i32) -> Option<Self> {
        let zone = FixedOffset::east_opt(minutes_east * 60)?;
        zone.from_local_datetime(&date.and_time(time)).single().map(Self::Instant)
    }
}

/// RFC 3339 and RFC 2822, as their crate reads them.
fn standard(written: &str) -> Option<Moment> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(written) {
        return Some(Moment::Instant(instant));
    }
    // RFC 2822 takes a zone that it does not know for UTC; `WIB` must not reach it.
    let zone = written.rsplit(' ').next()?;
    let known = zone.starts_with(['+', '-']) || RFC_ZONES.contains(&zone);
    DateTime::parse_from_rfc2822(written).ok().filter(|_| known).map(Moment::Instant)
}

/// The zones that RFC 2822 names (section 4.3).
const RFC_ZONES: [&str; 10] = ["UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"];

/// The words of date lines, from the tables of the lexicon: every stage knows the same months.
struct Words {
    months: HashMap<&'static str, u32>,
    /// Minutes east of UTC.
    zones: HashMap<&'static str, i32>,
    /// What stands before a clock time (`pukul`).
    clock_cues: Vec<&'static str>,
    /// What introduces the date of a revision (`Diperbarui`).
    revised: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = |name: &str| {
        let rows = datasets::below("datasets/lexicon").filter(|(path, _)| path.ends_with(name));
        rows.flat_map(|(path, content)| datasets::rows(path, content)).collect::<Vec<_>>()
    };
    let numbers = |name| table(name).into_iter().filter_map(|row| Some((row.cell(0), row.number(1).ok()?)));
    let forms = |name| table(name).into_iter().map(|row| row.cell(0)).collect();
    Words {
        months: ["/month_short.tsv", "/month.tsv"].into_iter().flat_map(numbers).map(|(form, n)| (form, n as u32)).collect(),
        zones: numbers("/zone.tsv").collect(),
        clock_cues: forms("/clock_cue.tsv"),
        revised: forms("/revised.tsv"),
    }
});

/// A piece of a date line. White space only parts the pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let run = |class: fn(char) -> bool| rest.find(|c| !class(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            pieces.push(Piece::Number(&rest[..length]));
            length
        } else if first.is_alphabetic() {
            let length = run(char::is_alphabetic);
            pieces.push(Piece::Word(&rest[..length]));
            length
        } else {
            if !first.is_whitespace() {
                pieces.push(Piece::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    pieces
}

/// A date line: the first date in it that is not one of a revision, and the clock time behind that date.
fn line(written: &str) -> Option<Moment> {
    let pieces = pieces(written);
    let mut from = 0;
    for at in 0..pieces.len() {
        let Some((date, after)) = date(&pieces[at..]).filter(|_| at >= from && !continues(&pieces[..at])) else { continue };
        let introduced = &pieces[from..at];
        from = at + after;
        if introduced.iter().any(|piece| matches!(piece, Piece::Word(word) if is(&WORDS.revised, word))) {
            continue;
        }
        return Some(clock(&pieces[from..], date).unwrap_or(Moment::Day(date)));
    }
    None
}

/// Whether what follows `before` is the middle of something longer (`1.26/07/2023`).
fn continues(before: &[Piece]) -> bool {
    matches!(before, [.., Piece::Number(_), Piece::Mark('/' | '-' | '.' | ':')])
}

fn is(words: &[&str], word: &str) -> bool {
    let word = word.to_lowercase();
    words.contains(&word.as_str())
}

fn month(word: &str) -> Option<u32> {
    WORDS.months.get(word.to_lowercase().as_str()).copied()
}

/// The date that the pieces begin with, and how many pieces it has.
fn date(pieces: &[Piece]) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Number, Word};
    let day = |year: &str, month: u32, day: &str| {
        let year = year.parse().ok().filter(|year| (1900..2100).contains(year) && day.len() <= 2)?;
        NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
    };
    match *pieces {
        [Number(y), Mark(first @ ('-' | '/' | '.')), Number(m), Mark(second), Number(d), ..]
            if first == second && y.len() == 4 =>
        {
            Some((day(y, m.parse().ok()?, d)?, 5))
        }
        [Number(d), Mark(first @ ('-' | '/' | '.')), Number(m), Mark(second), Number(y), ..] if first == second => {
            Some((day(y, m.parse().ok()?, d)?, 5))
        }
        [Number(d), Word(m), Number(y), ..] => Some((day(y, month(m)?, d)?, 3)),
        [Number(d), Word(m), Mark('.' | ','), Number(y), ..]
        // Month first is English; with a clock time behind it is left to the crate that knows those.
        | [Word(m), Number(d), Mark(','), Number(y)] => Some((day(y, month(m)?, d)?, 4)),
        [Number(d), Mark('-' | '/'), Word(m), Mark('-' | '/'), Number(y), ..] => Some((day(y, month(m)?, d)?, 5)),
        _ => None,
    }
}

/// The instant that a clock time right behind a date makes of it.
fn clock(after: &[Piece], date: NaiveDate) -> Option<Moment> {
    let between = after.iter().take_while(|piece| match piece {
        Piece::Mark(_) => true,
        // ISO 8601 parts day and clock by a `T`.
        Piece::Word(word) => is(&["t"], word) || is(&WORDS.clock_cues, word),
        Piece::Number(_) => false,
    });
    let after = &after[between.count().min(after.len())..];
    let (time, used) = time(after)?;
    Moment::new(date, time, zone(&after[used..])?)
}

/// A clock time and how many pieces it has: `09:12`, `09.12`, `09:12:33`, `09:12:33.250`.
fn time(pieces: &[Piece]) -> Option<(NaiveTime, usize)> {
    use Piece::{Mark, Number};
    let [Number(hour), Mark(mark @ (':' | '.')), Number(minute), ref rest @ ..] = *pieces else { return None };
    if hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (second, used) = match *rest {
        [Mark(again), Number(second), Mark('.' | ','), Number(_), ..] if again == mark && second.len() == 2 => (second, 7),
        [Mark(again), Number(second), ..] if again == mark && second.len() == 2 => (second, 5),
        _ => ("0", 3),
    };
    Some((NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?)?, used))
}

/// The zone that the pieces begin with, in minutes east of UTC; Jakarta's where none stands, none where it is unknown.
fn zone(pieces: &[Piece]) -> Option<i32> {
    use Piece::{Mark, Number, Word};
    match *pieces {
        [Mark('('), ref rest @ ..] => zone(rest),
        [Mark(sign @ ('+' | '-')), Number(hours), Mark(':'), Number(minutes), ..] => offset(sign, hours, minutes),
        [Mark(sign @ ('+' | '-')), Number(both), ..] if both.len() == 4 => offset(sign, &both[..2], &both[2..]),
        [Mark('+'), Number(hours), ..] => offset('+', hours, "0"),
        [Word("Z" | "z")] => Some(0),
        [Word(word), ref rest @ ..] => {
            let known = WORDS.zones.get(word.to_lowercase().as_str()).copied();
            match (known, rest) {
                (Some(0), [Mark('+' | '-'), Number(_), ..]) => zone(rest),
                (Some(_), _) => known,
                // `EST`, `SGT`: an hour in a zone that is not known is no instant.
                (None, _) if word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase()) => None,
                (None, _) if is(&["am", "pm"], word) => None,
                (None, _) => Some(JAKARTA),
            }
        }
        _ => Some(JAKARTA),
    }
}

fn offset(sign: char, hours: &str, minutes: &str) -> Option<i32> {
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let east = hours.checked_mul(60)?.checked_add(minutes)?;
    (hours <= 14 && minutes < 60).then_some(if sign == '-' { -east } else { east })
}

/// English lines with the month first and a clock time (`Jul 26, 2023 9:12 PM +0700`), read by `dateparser`.
///
/// That crate takes unknown zones for UTC, gives a bare date the present time of day and a time the present day, and reads
/// `03/04/2023` as March. So it sees only lines that begin with a month's name, hold a year and a clock time, and end there:
/// the zone is read and cut off here, which also keeps the day in its own offset.
fn english(written: &str) -> Option<Moment> {
    let all = pieces(written);
    let [Piece::Word(name), Piece::Number(day), Piece::Mark(','), Piece::Number(year), ref rest @ ..] = *all else { return None };
    month(name).filter(|_| year.len() == 4)?;
    let rest = &rest[rest.iter().take_while(|piece| matches!(piece, Piece::Mark(_))).count()..];
    let (time, used) = time(rest)?;
    let half = match rest.get(used) {
        Some(Piece::Word(word)) if is(&["am", "pm"], word) => word,
        _ => "",
    };
    let minutes_east = zone(&rest[used + usize::from(!half.is_empty())..])?;
    let zone = FixedOffset::east_opt(minutes_east * 60)?;
    let local = format!("{name} {day}, {year} {} {half}", time.format("%H:%M:%S"));
    let instant = dateparser::parse_with(local.trim_end(), &zone, NaiveTime::MIN).ok()?;
    Some(Moment::Instant(instant.with_timezone(&zone)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(line: &str) -> Option<String> {
        Published::parse(line, DctSource::Metadata).map(|published| published.written())
    }

    #[test]
    fn dates_as_sites_and_metadata_write_them() {
        for (line, expected) in [
            ("2023-07-26", "2023-07-26"),
            ("2023-07-26T09:12:00+07:00", "2023-07-26T09:12:00+07:00"),
            ("2023-07-26T09:12:00.250Z", "2023-07-26T09:12:00.250+00:00"),
            ("2023-07-26T09:12:00+0700", "2023-07-26T09:12:00+07:00"),
            ("2023-07-26 09:12", "2023-07-26T09:12:00+07:00"),
            ("2023-07-26T09:12:00", "2023-07-26T09:12:00+07:00"),
            ("2023-07-26 09:12:00 UTC", "2023-07-26T09:12:00+00:00"),
            ("2023/07/26 09:12:33", "2023-07-26T09:12:33+07:00"),
            // The day as written: in Jakarta it is the next one already.
            ("2023-07-26T23:30:00Z", "2023-07-26T23:30:00+00:00"),
            ("Wed, 26 Jul 2023 09:12:00 +0900", "2023-07-26T09:12:00+09:00"),
            ("Wed, 26 Jul 2023 09:12:00 GMT", "2023-07-26T09:12:00+00:00"),
            ("Wed, 26 Jul 2023 09:12:00 EST", "2023-07-26T09:12:00-05:00"),
            ("Wed, 26 Jul 2023 09:12:00 WITA", "2023-07-26T09:12:00+08:00"),
            ("Rabu, 26 Jul 2023 09:12 WIB", "2023-07-26T09:12:00+07:00"),
            ("RABU, 26 JULI 2023 | 09.12 WIB", "2023-07-26T09:12:00+07:00"),
            ("Rabu 26 Juli 2023, pukul 09.12", "2023-07-26T09:12:00+07:00"),
            ("26 Agt 2023, 17:05 WITA", "2023-08-26T17:05:00+08:00"),
            ("26 Agt. 2023 - 17:05 WIT", "2023-08-26T17:05:00+09:00"),
            ("26/07/2023 | 09:12", "2023-07-26T09:12:00+07:00"),
            ("Kompas.com - 26/07/2023, 09:12 WIB", "2023-07-26T09:12:00+07:00"),
            ("Jurnalis-Rabu, 26 Juli 2023 |09:12 WIB", "2023-07-26T09:12:00+07:00"),
            ("3 April 2023 (09:12 WIB)", "2023-04-03T09:12:00+07:00"),
            ("03/04/2023 21:05", "2023-04-03T21:05:00+07:00"),
            ("03-04-2023", "2023-04-03"),
            ("Diterbitkan 26 Juli 2023", "2023-07-26"),
            ("Diterbitkan 26 Juli 2023, diperbarui 27 Juli 2023 08:00", "2023-07-26"),
            ("Diperbarui: 27 Juli 2023 08:00 | Terbit: 26 Juli 2023 09:12", "2023-07-26T09:12:00+07:00"),
            ("26 Juli 2023 oleh Redaksi, 3 menit", "2023-07-26"),
            // An hour in a zone that is not known is no instant, but the day stands.
            ("26 Juli 2023 09:12 SGT", "2023-07-26"),
            ("July 26, 2023", "2023-07-26"),
            ("Jul 26, 2023 9:12 PM", "2023-07-26T21:12:00+07:00"),
            ("July 26, 2023, 21:12:05 +0000", "2023-07-26T21:12:05+00:00"),
        ] {
            assert_eq!(written(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_no_publication_date_is_none() {
        for line in [
            "",
            "kemarin sore",
            "09:12 WIB",
            "26 Juli",
            "Rabu (26/7)",
            "31/02/2023",
            "07/26/2023",
            "26/07/23",
            "Diperbarui 26 Juli 2023 09:12 WIB",
            "Updated: 2023-07-26",
            "July 26, 2023 9:12 PM SGT",
            "Jul 26, 9:12 PM",
            "1.26/07/2023",
            "2023",
            "1690337520",
        ] {
            assert_eq!(written(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(line in "\\PC{0,80}") {
            let _ = written(&line);
        }

        #[test]
        fn nothing_that_looks_like_a_date_makes_it_panic(line in "(Rabu|Jul|Juli|Agt|Mei|pukul|WIB|PM|Z|[0-9]{1,10}|[-/:.,+| T()]){0,16}") {
            let _ = written(&line);
        }

        #[test]
        fn a_moment_comes_back_as_it_was_written(seconds in 0..4_000_000_000_i64, east in -12..=14_i32) {
            let zone = FixedOffset::east_opt(east * 3600).unwrap();
            let instant = DateTime::from_timestamp_secs(seconds).unwrap().with_timezone(&zone);
            prop_assert_eq!(written(&instant.to_rfc2822()), Some(instant.to_rfc3339()));
            let line = instant.format("%d/%m/%Y %H.%M.%S GMT%:z").to_string();
            prop_assert_eq!(written(&line), Some(instant.to_rfc3339()));
        }
    }
}
