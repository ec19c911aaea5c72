//! Days, instants and EDTF as cells hold them. A short path for the common forms, `edtf-core` for all others.

#![allow(clippy::many_single_char_names, reason = "digits of a date, each by its place")]

use chrono::NaiveDate;
use edtf_core::{Bound, BoundDate, Date, Edtf, IntervalEndpoint, Precision, YearKind};

/// A day as one number that sorts like the calendar: year, month, day in decimal (`20230727`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// Reads `YYYY-MM-DD`; none where the calendar has no such day.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = bytes else { return None };
        let (year, month, day) = (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?);
        (day >= 1 && day <= month_length(year, month)?).then_some(Self::new(year, month, day))
    }

    const fn new(year: i64, month: i64, day: i64) -> Self {
        Self(year * 10_000 + month * 100 + day)
    }

    /// The same in the calendar library; none outside its range.
    pub(super) fn date(self) -> Option<NaiveDate> {
        let (year, rest) = (self.0.div_euclid(10_000), self.0.rem_euclid(10_000));
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, rest as u32 / 100, rest as u32 % 100)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.div_euclid(10_000), self.0.rem_euclid(10_000) / 100, self.0.rem_euclid(100))
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + i64::from(digit - b'0')))
}

fn month_length(year: i64, month: i64) -> Option<i64> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    })
}

/// A day, or an instant of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// As written, in its own offset.
    pub day: Day,
    /// Seconds of the day and the offset in minutes, where a clock time stands.
    pub clock: Option<(i32, Option<i32>)>,
}

impl Moment {
    /// Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, with seconds, fraction and `Z` or `+07:00` where they stand.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let bytes = written.as_bytes();
        let day = Day::parse(bytes.get(..10)?)?;
        let Some((&mark, clock)) = bytes[10..].split_first() else { return Some(Self { day, clock: None }) };
        let &[a, b, b':', c, d, ref rest @ ..] = clock else { return None };
        let (hour, minute) = (number(&[a, b])?, number(&[c, d])?);
        let (second, rest) = match *rest {
            [b':', e, f, ref rest @ ..] => (number(&[e, f])?, fraction(rest)?),
            _ => (0, rest),
        };
        let offset = match *rest {
            [] => None,
            [b'Z'] => Some(0),
            [sign @ (b'+' | b'-'), e, f, b':', g, h] => {
                let (hours, minutes) = (number(&[e, f])?, number(&[g, h])?);
                let minutes = (hours <= 23 && minutes <= 59).then_some(hours * 60 + minutes)?;
                Some(if sign == b'-' { -minutes } else { minutes } as i32)
            }
            _ => return None,
        };
        let seconds =
            (mark == b'T' && hour <= 23 && minute <= 59 && second <= 59).then_some(hour * 3600 + minute * 60 + second)?;
        Some(Self { day, clock: Some((seconds as i32, offset)) })
    }

    /// The latest day that anybody in Indonesia had at that moment (Jayapura, UTC+9), and never before the day written.
    pub(super) fn latest_day(self) -> Day {
        let Some((seconds, Some(offset))) = self.clock else { return self.day };
        let next = seconds / 60 - offset + 9 * 60 >= 24 * 60;
        let day = if next { self.day.date().and_then(|date| date.succ_opt()) } else { None };
        day.map_or(self.day, |date| {
            use chrono::Datelike;
            Day::new(i64::from(date.year()), i64::from(date.month()), i64::from(date.day()))
        })
    }

    /// A number that sorts as timelines are sorted: by day, a whole day before the clock times in it, these by instant. A clock
    /// time without an offset is read in Western Indonesian time.
    pub(super) fn order(self) -> i64 {
        let instant = self.clock.map_or(0, |(seconds, offset)| i64::from(seconds - offset.unwrap_or(7 * 60) * 60) + 100_000);
        self.day.0 * 1_000_000 + instant
    }

    /// Whether it is later than the other: by instant where both have one and their offsets are known, else by day.
    pub(super) fn is_after(self, other: Self) -> bool {
        match (self.clock, other.clock) {
            (Some((own, offset)), Some((others, other_offset))) if offset == other_offset => {
                (self.day, own) > (other.day, others)
            }
            (Some((own, Some(offset))), Some((others, Some(other_offset)))) => match (self.day.date(), other.day.date()) {
                (Some(day), Some(other_day)) => {
                    let apart = day.signed_duration_since(other_day).num_seconds() + i64::from(own - others);
                    apart > i64::from(offset - other_offset) * 60
                }
                _ => self.day > other.day,
            },
            _ => self.day > other.day,
        }
    }
}

/// What stands behind `.` and its digits, where they stand.
fn fraction(rest: &[u8]) -> Option<&[u8]> {
    let Some(digits) = rest.strip_prefix(b".") else { return Some(rest) };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (length > 0).then(|| &digits[length..])
}

/// The finest part that an EDTF date names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Instant,
    Day,
    Month,
    /// A season, quarter or the like (EDTF months 21 to 41).
    Season,
    Year,
    Decade,
    Century,
}

/// An EDTF date as the meaning of a row needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// First day; none where open or unknown.
    pub first: Option<Day>,
    /// Last day, inclusive; none where open or unknown.
    pub last: Option<Day>,
    /// Of an interval the finer side.
    pub grain: Grain,
    /// Whether it is written as an interval or a set.
    pub compound: bool,
}

impl Period {
    /// Reads EDTF, or says what is wrong and at which byte.
    pub(super) fn parse(written: &str) -> Result<Self, (String, usize)> {
        let short = match written.split_once('/') {
            None => simple(written.as_bytes()),
            Some((left, right)) => simple(left.as_bytes()).zip(simple(right.as_bytes())).map(|(left, right)| Self {
                first: left.first,
                last: right.last,
                grain: left.grain.min(right.grain),
                compound: true,
            }),
        };
        // A reversed interval is edtf-core's to judge.
        if let Some(period) = short.filter(|period| !period.compound || period.first <= period.last) {
            return Ok(period);
        }
        Edtf::parse(written).map(|edtf| Self::of(&edtf)).map_err(|error| (error.message.to_owned(), error.offset))
    }

    fn of(edtf: &Edtf) -> Self {
        let bounds = edtf.bounds();
        let side = |bound| match bound {
            Bound::Date(BoundDate { year, month, day }) => Some(Day::new(year, i64::from(month), i64::from(day))),
            Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
        };
        let (grain, compound) = match edtf {
            Edtf::Date(date) => (grain(date), false),
            Edtf::DateTime(_) => (Grain::Instant, false),
            Edtf::Interval(interval) => {
                let end = |endpoint: &IntervalEndpoint| match endpoint {
                    IntervalEndpoint::Date(date) => Some(grain(date)),
                    _ => None,
                };
                (end(&interval.start).into_iter().chain(end(&interval.end)).min().unwrap_or(Grain::Day), true)
            }
            Edtf::Set(_) => (Grain::Day, true),
        };
        Self { first: side(bounds.earliest), last: side(bounds.latest), grain, compound }
    }
}

fn grain(date: &Date) -> Grain {
    match date.precision() {
        Precision::Day => Grain::Day,
        Precision::Month => Grain::Month,
        Precision::Season => Grain::Season,
        Precision::Year => match date.year.kind {
            YearKind::Standard { digits: [Some(_), Some(_), Some(_), None], negative: false } => Grain::Decade,
            YearKind::Standard { digits: [Some(_), Some(_), None, None], negative: false } => Grain::Century,
            _ => Grain::Year,
        },
    }
}

/// `2023`, `199X`, `18XX`, `2023-07`, `2023-07-27`, each with one qualifier behind it or none.
fn simple(bytes: &[u8]) -> Option<Period> {
    let plain = match bytes {
        [plain @ .., b'?' | b'~' | b'%'] => plain,
        _ => bytes,
    };
    let months = |year, from, to, grain| {
        let last = Day::new(year, to, month_length(year, to)?);
        Some(Period { first: Some(Day::new(year, from, 1)), last: Some(last), grain, compound: false })
    };
    let years = |from: i64, to: i64, grain| {
        let (first, last) = (Day::new(from, 1, 1), Day::new(to, 12, 31));
        Some(Period { first: Some(first), last: Some(last), grain, compound: false })
    };
    match *plain {
        [a, b, b'X', b'X'] => number(&[a, b]).and_then(|n| years(n * 100, n * 100 + 99, Grain::Century)),
        [a, b, c, b'X'] => number(&[a, b, c]).and_then(|n| years(n * 10, n * 10 + 9, Grain::Decade)),
        [_, _, _, _] => number(plain).and_then(|year| years(year, year, Grain::Year)),
        [a, b, c, d, b'-', e, f] => {
            let (year, month) = (number(&[a, b, c, d])?, number(&[e, f])?);
            months(year, month, month, Grain::Month)
        }
        _ => {
            let day = Some(Day::parse(plain)?);
            Some(Period { first: day, last: day, grain: Grain::Day, compound: false })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds(written: &str) -> String {
        let side = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        match Period::parse(written) {
            Ok(period) => format!("{} {} {:?}", side(period.first), side(period.last), period.grain),
            Err((message, at)) => format!("{at}: {message}"),
        }
    }

    #[test]
    fn periods_of_the_forms_that_rows_have() {
        for (written, expected) in [
            ("2023-07-27", "2023-07-27 2023-07-27 Day"),
            ("2024-02", "2024-02-01 2024-02-29 Month"),
            ("1990~", "1990-01-01 1990-12-31 Year"),
            ("199X", "1990-01-01 1999-12-31 Decade"),
            ("18XX", "1800-01-01 1899-12-31 Century"),
            ("1950/1953", "1950-01-01 1953-12-31 Year"),
            ("2020-01~/2020-04~", "2020-01-01 2020-04-30 Month"),
            ("2023-07-26T09:00:00+07:00", "2023-07-26 2023-07-26 Instant"),
            ("2020/..", "2020-01-01 .. Year"),
            ("2022-33", "2022-01-01 2022-03-31 Season"),
        ] {
            assert_eq!(bounds(written), expected, "{written}");
        }
    }

    /// The examples of the Library of Congress' specification (2019), levels 0, 1 and 2, and what looks like them.
    #[test]
    fn all_levels_of_edtf() {
        let right = "1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 \
            1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 \
            2004-02-01/2005 2005/2006-02 Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX \
            2004-XX 1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985 \
            1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 -1985 1984~/2004-06 1984/2004-06~ 1984?/2004% \
            1984-06-02?/2004-08-08~ Y-17E7 1950S2 Y171010000S3 Y3388E2S3 2001-34 [1667,1668,1670..1672] \
            [..1760-12-03] [1760-12..] [1760-01,1760-02,1760-12..] [1667,1760-12] [..1984] \
            {1667,1668,1670..1672} {1960,1961-12} {..1984} 2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 \
            156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1XXX-12 1984-1X 2004-06-~01/2004-06-~20 \
            2004-06-XX/2004-07-03";
        let wrong = "2004-06-31 1985-4-12 85 198 198u 1985-04-12T25:00:00 2004-13 2004?? Y1985 2001-42 2005/2004 \
            1985-04-12/1985-04-11 [1667,1668 {1960 [1667;1668] 1985/04/12 12/04/1985 1985-02-29 ../.. / T12:00 \
            2004-06-11?? 2004-6~ 1985-04-12t23:20:30 1985-04-12T23:20 1985-04-12T24:00:00 unknown/2006 open \
            y1985 1985- 19850412 1985-04-12Z 2001-20 2001-00";
        let refused: Vec<&str> = right.split(' ').filter(|written| Period::parse(written).is_err()).collect();
        let taken: Vec<&str> = wrong.split(' ').filter(|written| Period::parse(written).is_ok()).collect();
        assert_eq!((refused, taken), (vec![], vec![]));
    }

    #[test]
    fn what_is_no_edtf_is_refused() {
        for written in
            ["27/07/2023", "2023-02-30", "2023-13", "2023-W30", "Juli 2023", "2023-7-27", "2023/2022", " 2023", "2023-00"]
        {
            assert!(Period::parse(written).is_err(), "{written}");
        }
    }

    #[test]
    fn instants_compare_across_offsets() {
        let moment = |written| Moment::parse(written).unwrap();
        assert!(moment("2023-07-26T09:00:00+07:00").is_after(moment("2023-07-26T01:30:00Z")));
        assert!(!moment("2023-07-26T09:00+07:00").is_after(moment("2023-07-26T03:00:00Z")));
        assert!(moment("2023-07-27").is_after(moment("2023-07-26T23:59:59.5+07:00")));
        assert!(!moment("2023-07-26T10:00").is_after(moment("2023-07-26")));
        assert_eq!(moment("2023-07-26T16:00:00Z").latest_day().to_string(), "2023-07-27");
        assert_eq!(moment("2023-07-26T21:00:00+07:00").latest_day().to_string(), "2023-07-26");
        for written in ["2023-07-26T24:00", "2023-07-26 09:00", "2023-07-26T9:00", "2023-07-32", "2023-07", "26-07-2023"] {
            assert!(Moment::parse(written).is_none(), "{written}");
        }
    }

    proptest! {
        /// The short path and edtf-core never disagree.
        #[test]
        fn the_short_path_agrees_with_the_library(written in "[0-9]{2,3}[0-9X]{1,2}(-[0-3][0-9](-[0-3][0-9])?)?[?~%]?(/[0-9]{4}(-[0-1][0-9])?[~]?)?") {
            let library = Edtf::parse(&written).ok().map(|edtf| Period::of(&edtf));
            prop_assert_eq!(Period::parse(&written).ok(), library);
        }
    }
}
