//! Values as EDTF (ISO 8601-2:2019) and as the first and last day or instant they can mean: the dates of a timeline's rows.
//!
//! EDTF has no weeks, quarters or parts of the day, so these go out as the days or months they cover. A beginning, middle
//! or end is the third of its period, both sides marked approximate. What names no day of the calendar dates no row.

mod edges;

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::value::{Granularity, Mod, Point, Value, Zone, write_day};
use edges::{Edges, on_day, written};

/// A side of what a date can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A whole day.
    Day(NaiveDate),
    /// A clock time of a day; RFC 3339 where its zone is known.
    Instant(NaiveDateTime, Option<Zone>),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write_day(*date, f),
            Self::Instant(instant, zone) => {
                write_day(instant.date(), f)?;
                write!(f, "T{:02}:{:02}:{:02}", instant.hour(), instant.minute(), instant.second())?;
                zone.map_or(Ok(()), |zone| zone.fmt(f))
            }
        }
    }
}

impl Bound {
    /// The day, in its own zone.
    pub const fn day(&self) -> NaiveDate {
        match self {
            Self::Day(date) => *date,
            Self::Instant(instant, _) => instant.date(),
        }
    }
}

/// What dates a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The date in EDTF.
    pub edtf: String,
    /// The first day or instant it can mean.
    pub first: Bound,
    /// The last day or instant it can mean, inclusive.
    pub last: Bound,
    /// How fine it is: of an interval, its finer side.
    pub granularity: Granularity,
}

/// The date of a value; none where it dates nothing (a length, a recurrence, `XXXX`, a vague reference).
///
/// ```
/// use linimasa::time::{edtf::dated, value::{Mod, Point, Value}};
/// // awal tahun 2020
/// let date = dated(&Value::Point(Point::Year(2020)), Some(Mod::Start)).unwrap();
/// assert_eq!(date.edtf, "2020-01~/2020-04~");
/// assert_eq!((date.first.to_string(), date.last.to_string()), ("2020-01-01".into(), "2020-04-30".into()));
/// // kuartal III 2022
/// assert_eq!(dated(&Value::Point(Point::Quarter(2022, 3)), None).unwrap().edtf, "2022-07/2022-09");
/// ```
pub fn dated(value: &Value, modifier: Option<Mod>) -> Option<Dated> {
    match *value {
        Value::Point(point) => {
            let edges = Edges::of(point, modifier)?;
            let (first, last) = ordered(edges.first()?, edges.last()?)?;
            Some(Dated { edtf: edges.edtf(), first, last, granularity: point.granularity() })
        }
        Value::Range(left, right) => {
            let approximate = modifier.filter(|&modifier| modifier == Mod::Approx);
            interval((left, approximate), (right, approximate))
        }
        _ => None,
    }
}

/// The date of an interval whose sides are expressions of their own: from the first day of the left to the last day of the
/// right (`awal 2020 hingga Maret 2021`). None where the right ends before the left begins.
pub fn interval(left: (Point, Option<Mod>), right: (Point, Option<Mod>)) -> Option<Dated> {
    let granularity = left.0.granularity().min(right.0.granularity());
    let (left, right) = (Edges::of(left.0, left.1)?, Edges::of(right.0, right.1)?);
    let (first, last) = ordered(left.first()?, right.last()?)?;
    // EDTF intervals hold no clock times: their days stand there, and the instants in the bounds.
    let from = (on_day(left.left), left.approximate);
    let to = (on_day(right.right), right.approximate);
    Some(Dated { edtf: written(from, to), first, last, granularity })
}

/// The first and the last day or instant a value can mean, without its EDTF.
pub fn bounds(value: &Value, modifier: Option<Mod>) -> Option<(Bound, Bound)> {
    let (left, right) = match *value {
        Value::Point(point) => (Edges::of(point, modifier)?, Edges::of(point, modifier)?),
        Value::Range(left, right) => (Edges::of(left, None)?, Edges::of(right, None)?),
        _ => return None,
    };
    ordered(left.first()?, right.last()?)
}

/// The bounds as they are; as their days where only the clock runs backwards (`pukul 22.00-02.00` of one day).
///
/// None outside the years 0 to 9999, which ISO 8601 writes with four digits: `125.000 tahun lalu` dates no row.
fn ordered(first: Bound, last: Bound) -> Option<(Bound, Bound)> {
    if first.day().year() < 0 || last.day().year() > 9999 {
        return None;
    }
    match (first, last) {
        (Bound::Instant(from, zone), Bound::Instant(to, other)) if zone == other && to < from => {
            (from.date() == to.date()).then_some((Bound::Day(from.date()), Bound::Day(to.date())))
        }
        _ => (first.day() <= last.day()).then_some((first, last)),
    }
}

#[cfg(test)]
mod tests {
    use edtf_core::Edtf;
    use proptest::prelude::*;

    use super::edges::third;
    use super::*;
    use crate::time::value::{Clock, DayOf, DayPart};

    fn day(date: &str) -> NaiveDate {
        date.parse().expect("a date")
    }

    fn clock(date: &str, hour: u8, zone: Option<i16>) -> Point {
        Point::Clock(DayOf::Date(day(date)), Clock { hour, minute: 0, second: None, zone: zone.map(Zone) })
    }

    #[test]
    fn the_table_of_dates() {
        use Mod::{Approx, End, Mid, Start};
        let point = Value::Point;
        let cases = [
            (Value::day(day("2023-07-27")), None, "2023-07-27 2023-07-27 2023-07-27 day"),
            (point(Point::Month(2023, 7)), None, "2023-07 2023-07-01 2023-07-31 month"),
            (point(Point::Year(2020)), None, "2020 2020-01-01 2020-12-31 year"),
            (point(Point::Decade(199)), None, "199X 1990-01-01 1999-12-31 decade"),
            (point(Point::Century(18)), None, "18XX 1800-01-01 1899-12-31 century"),
            (Value::Range(Point::Year(1950), Point::Year(1953)), None, "1950/1953 1950-01-01 1953-12-31 year"),
            (
                Value::Range(Point::Day(day("2023-10-03")), Point::Day(day("2023-10-05"))),
                None,
                "2023-10-03/2023-10-05 2023-10-03 2023-10-05 day",
            ),
            (Value::Range(Point::Decade(198), Point::Year(2001)), None, "1980/2001 1980-01-01 2001-12-31 year"),
            (point(Point::Week(2023, 30)), None, "2023-07-24/2023-07-30 2023-07-24 2023-07-30 week"),
            (point(Point::Weekend(2023, 30)), None, "2023-07-29/2023-07-30 2023-07-29 2023-07-30 weekend"),
            (point(Point::Quarter(2022, 3)), None, "2022-07/2022-09 2022-07-01 2022-09-30 quarter"),
            (point(Point::Semester(2023, 1)), None, "2023-01/2023-06 2023-01-01 2023-06-30 semester"),
            (point(Point::Year(2020)), Some(Start), "2020-01~/2020-04~ 2020-01-01 2020-04-30 year"),
            (point(Point::Year(2020)), Some(Mid), "2020-05~/2020-08~ 2020-05-01 2020-08-31 year"),
            (point(Point::Year(2020)), Some(End), "2020-09~/2020-12~ 2020-09-01 2020-12-31 year"),
            (point(Point::Month(2024, 2)), Some(Start), "2024-02-01~/2024-02-10~ 2024-02-01 2024-02-10 month"),
            (point(Point::Month(2024, 2)), Some(End), "2024-02-21~/2024-02-29~ 2024-02-21 2024-02-29 month"),
            (point(Point::Quarter(2022, 3)), Some(Mid), "2022-08~ 2022-08-01 2022-08-31 quarter"),
            (point(Point::Year(1990)), Some(Approx), "1990~ 1990-01-01 1990-12-31 year"),
            (
                point(Point::Part(DayOf::Date(day("2023-07-26")), DayPart::Night)),
                None,
                "2023-07-26 2023-07-26 2023-07-26 part-of-day",
            ),
            (
                point(clock("2023-07-26", 9, Some(420))),
                None,
                "2023-07-26T09:00:00+07:00 2023-07-26T09:00:00+07:00 2023-07-26T09:00:00+07:00 minute",
            ),
            (
                point(clock("2023-07-26", 24, Some(0))),
                None,
                "2023-07-27T00:00:00Z 2023-07-27T00:00:00Z 2023-07-27T00:00:00Z minute",
            ),
            (
                Value::Range(clock("2023-07-26", 10, Some(420)), clock("2023-07-26", 12, Some(420))),
                None,
                "2023-07-26 2023-07-26T10:00:00+07:00 2023-07-26T12:00:00+07:00 minute",
            ),
            (
                Value::Range(clock("2023-07-26", 19, None), clock("2023-07-27", 3, None)),
                None,
                "2023-07-26/2023-07-27 2023-07-26T19:00:00 2023-07-27T03:00:00 minute",
            ),
        ];
        for (value, modifier, expected) in cases {
            let date = dated(&value, modifier).expect("it dates");
            let found = format!("{} {} {} {}", date.edtf, date.first, date.last, date.granularity.as_str());
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn what_names_no_day_dates_nothing() {
        let night = Point::Part(DayOf::Any, DayPart::Night);
        let values = [Value::Past, Value::Point(Point::AnyDay(7, 27)), Value::Point(Point::AnyMonth(7)), Value::Point(night)];
        for value in values {
            assert_eq!(dated(&value, None), None, "{value}");
        }
        assert_eq!(dated(&Value::Point(Point::Year(-975)), None), None);
        assert_eq!(NaiveDate::from_ymd_opt(23025, 6, 4).and_then(|date| dated(&Value::day(date), None)), None);
    }

    #[test]
    fn an_interval_takes_each_sides_own_modifier() {
        let date = interval((Point::Year(2020), Some(Mod::Start)), (Point::Month(2021, 3), None)).expect("it dates");
        assert_eq!((date.edtf.as_str(), date.first.to_string().as_str()), ("2020-01~/2021-03", "2020-01-01"));
        assert_eq!(date.granularity, Granularity::Month);
    }

    fn points() -> impl Strategy<Value = Point> {
        let date = (1_i32..3000, 1_u32..=12, 1_u32..=31).prop_filter_map("a day", |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
        let part = prop::sample::select(vec![DayPart::Dawn, DayPart::Morning, DayPart::Night]);
        let zone = prop::option::of(prop::sample::select(vec![Zone(0), Zone(420), Zone(480), Zone(540), Zone(-210)]));
        let time = (0_u8..=23, 0_u8..60, prop::option::of(0_u8..60), zone);
        prop_oneof![
            (1_i32..30).prop_map(Point::Century),
            (1_i32..300).prop_map(Point::Decade),
            (1_i32..3000).prop_map(Point::Year),
            (1_i32..3000, 1_u8..=2).prop_map(|(y, n)| Point::Semester(y, n)),
            (1_i32..3000, 1_u8..=4).prop_map(|(y, n)| Point::Quarter(y, n)),
            (1_i32..3000, 1_u8..=12).prop_map(|(y, n)| Point::Month(y, n)),
            (1_i32..3000, 1_u8..=52).prop_map(|(y, n)| Point::Week(y, n)),
            (1_i32..3000, 1_u8..=52).prop_map(|(y, n)| Point::Weekend(y, n)),
            date.clone().prop_map(Point::Day),
            (date.clone(), part).prop_map(|(date, part)| Point::Part(DayOf::Date(date), part)),
            (date, time).prop_map(|(date, (hour, minute, second, zone))| {
                Point::Clock(DayOf::Date(date), Clock { hour, minute, second, zone })
            }),
        ]
    }

    fn modifiers() -> impl Strategy<Value = Option<Mod>> {
        prop::option::of(prop::sample::select(vec![Mod::Start, Mod::Mid, Mod::End, Mod::Approx, Mod::LessThan]))
    }

    proptest! {
        #[test]
        fn every_date_we_write_parses(left in points(), right in points(), one in modifiers(), other in modifiers()) {
            let single = dated(&Value::Point(left), one).expect("a calendar point dates");
            prop_assert!(Edtf::parse(&single.edtf).is_ok(), "{}", single.edtf);
            prop_assert_eq!(bounds(&Value::Point(left), one), Some((single.first, single.last)));
            for range in [dated(&Value::Range(left, right), one), interval((left, one), (right, other))].into_iter().flatten() {
                prop_assert!(Edtf::parse(&range.edtf).is_ok(), "{}", range.edtf);
                prop_assert!(range.first.day() <= range.last.day());
            }
        }

        #[test]
        fn a_third_lies_inside_its_period(point in points(), n in 0_u8..3) {
            if let Some((from, to)) = third(point, n) {
                let (whole, from, to) = (point.days().expect("days"), from.days().expect("days"), to.days().expect("days"));
                prop_assert!(whole.0 <= from.0 && from.0 <= to.1 && to.1 <= whole.1);
            }
        }
    }
}
