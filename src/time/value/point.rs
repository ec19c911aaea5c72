//! Points and periods that the calendar names, and what a day and a clock time are made of.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::named::{named, named_in_outputs};

named_in_outputs! {
    /// How fine a date is.
    #[derive(PartialOrd, Ord)]
    #[allow(missing_docs)]
    pub enum Granularity {
        Minute = "minute",
        PartOfDay = "part-of-day",
        Day = "day",
        Weekend = "weekend",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Semester = "semester",
        Year = "year",
        Decade = "decade",
        Century = "century",
    }
}

named! {
    /// A part of the day.
    #[allow(missing_docs)]
    pub enum DayPart {
        Dawn = "DN",
        Morning = "MO",
        Midday = "MI",
        Afternoon = "AF",
        Night = "NI",
    }
}

/// Offset from UTC, in minutes; `UTC` is written `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(pub i16);

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("Z");
        }
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

/// A clock time. 24:00 is kept as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where given.
    pub second: Option<u8>,
    /// Where given.
    pub zone: Option<Zone>,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        self.zone.map_or(Ok(()), |zone| zone.fmt(f))
    }
}

/// The day to which a time of day belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOf {
    /// That day.
    Date(NaiveDate),
    /// A weekday in general, Monday = 1.
    Weekday(u8),
    /// No given day.
    Any,
}

/// A point or a period that the calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// Years `n * 100 ..= n * 100 + 99` (`18XX`).
    Century(i32),
    /// Years `n * 10 ..= n * 10 + 9` (`199X`).
    Decade(i32),
    /// A year.
    Year(i32),
    /// Half of a year, 1 or 2.
    Semester(i32, u8),
    /// Quarter of a year, 1 to 4.
    Quarter(i32, u8),
    /// Month of a year, 1 to 12.
    Month(i32, u8),
    /// ISO year and week.
    Week(i32, u8),
    /// The Saturday and Sunday of an ISO week.
    Weekend(i32, u8),
    /// A day.
    Day(NaiveDate),
    /// A part of a day.
    Part(DayOf, DayPart),
    /// A clock time of a day.
    Clock(DayOf, Clock),
    /// A month of no given year.
    AnyMonth(u8),
    /// Month and day of no given year.
    AnyDay(u8, u8),
    /// A day of no given month.
    AnyMonthDay(u8),
    /// A weekday of no given week, Monday = 1.
    AnyWeekday(u8),
    /// Weekends in general.
    AnyWeekend,
}

impl Point {
    /// How fine it is.
    pub const fn granularity(&self) -> Granularity {
        match self {
            Self::Century(_) => Granularity::Century,
            Self::Decade(_) => Granularity::Decade,
            Self::Year(_) => Granularity::Year,
            Self::Semester(..) => Granularity::Semester,
            Self::Quarter(..) => Granularity::Quarter,
            Self::Month(..) | Self::AnyMonth(_) => Granularity::Month,
            Self::Week(..) => Granularity::Week,
            Self::Weekend(..) | Self::AnyWeekend => Granularity::Weekend,
            Self::Day(_) | Self::AnyDay(..) | Self::AnyMonthDay(_) | Self::AnyWeekday(_) => Granularity::Day,
            Self::Part(..) => Granularity::PartOfDay,
            Self::Clock(..) => Granularity::Minute,
        }
    }

    /// The first and the last day it can mean, both inclusive; none where it names no day of the calendar.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let span = |first: Option<NaiveDate>, months: u32| {
            let first = first?;
            Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
        };
        let day = |year, month| NaiveDate::from_ymd_opt(year, u32::from(month), 1);
        match *self {
            Self::Century(n) => span(day(n * 100, 1), 1200),
            Self::Decade(n) => span(day(n * 10, 1), 120),
            Self::Year(y) => span(day(y, 1), 12),
            Self::Semester(y, n) => span(day(y, n * 6 - 5), 6),
            Self::Quarter(y, n) => span(day(y, n * 3 - 2), 3),
            Self::Month(y, m) => span(day(y, m), 1),
            Self::Week(y, w) => {
                let monday = NaiveDate::from_isoywd_opt(y, u32::from(w), Weekday::Mon)?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Self::Weekend(y, w) => {
                let saturday = NaiveDate::from_isoywd_opt(y, u32::from(w), Weekday::Sat)?;
                Some((saturday, saturday.succ_opt()?))
            }
            Self::Day(date) | Self::Part(DayOf::Date(date), _) => Some((date, date)),
            Self::Clock(DayOf::Date(date), clock) => {
                let date = if clock.hour == 24 { date.succ_opt()? } else { date };
                Some((date, date))
            }
            _ => None,
        }
    }

    /// The instant of a clock time on a given day, without its zone.
    pub fn instant(&self) -> Option<(NaiveDateTime, Option<Zone>)> {
        let Self::Clock(DayOf::Date(date), clock) = *self else { return None };
        let (date, hour) = if clock.hour == 24 { (date.succ_opt()?, 0) } else { (date, clock.hour) };
        let time = NaiveTime::from_hms_opt(u32::from(hour), u32::from(clock.minute), u32::from(clock.second.unwrap_or(0)))?;
        Some((date.and_time(time), clock.zone))
    }

    /// The period of the same kind that holds that day.
    #[must_use]
    pub fn of_day(granularity: Granularity, date: NaiveDate) -> Self {
        let (year, month) = (date.year(), date.month() as u8);
        let week = date.iso_week();
        match granularity {
            Granularity::Century => Self::Century(year.div_euclid(100)),
            Granularity::Decade => Self::Decade(year.div_euclid(10)),
            Granularity::Year => Self::Year(year),
            Granularity::Semester => Self::Semester(year, (month - 1) / 6 + 1),
            Granularity::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Granularity::Month => Self::Month(year, month),
            Granularity::Week => Self::Week(week.year(), week.week() as u8),
            Granularity::Weekend => Self::Weekend(week.year(), week.week() as u8),
            Granularity::Day | Granularity::PartOfDay | Granularity::Minute => Self::Day(date),
        }
    }
}

/// Writes a day as `2023-07-26` in one piece: chrono writes it digit by digit, and a sink that escapes what it gets (JSON) takes
/// each for a string of its own.
pub(crate) fn write_day(date: NaiveDate, f: &mut impl fmt::Write) -> fmt::Result {
    match day_digits(date) {
        Some(digits) => f.write_str(std::str::from_utf8(&digits).unwrap_or_default()),
        None => write!(f, "{date}"),
    }
}

/// The letters of a day in the years 0 to 9999, all of them ASCII: `2023-07-26`.
pub(crate) fn day_digits(date: NaiveDate) -> Option<[u8; 10]> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    if !(0..=9999).contains(&year) {
        return None;
    }
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let century = year as u32 / 100;
    Some([
        digit(century / 10),
        digit(century),
        digit(year as u32 / 10),
        digit(year as u32),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ])
}

impl fmt::Display for DayOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write_day(*date, f),
            Self::Weekday(day) => write!(f, "XXXX-WXX-{day}"),
            Self::Any => f.write_str("XXXX-XX-XX"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Century(n) => write!(f, "{n:02}XX"),
            Self::Decade(n) => write!(f, "{n:03}X"),
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Semester(y, n) => write!(f, "{y:04}-H{n}"),
            Self::Quarter(y, n) => write!(f, "{y:04}-Q{n}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Week(y, w) => write!(f, "{y:04}-W{w:02}"),
            Self::Weekend(y, w) => write!(f, "{y:04}-W{w:02}-WE"),
            Self::Day(date) => write_day(*date, f),
            Self::Part(day, part) => write!(f, "{day}T{}", part.as_str()),
            Self::Clock(day, clock) => write!(f, "{day}T{clock}"),
            Self::AnyMonth(m) => write!(f, "XXXX-{m:02}"),
            Self::AnyDay(m, d) => write!(f, "XXXX-{m:02}-{d:02}"),
            Self::AnyMonthDay(d) => write!(f, "XXXX-XX-{d:02}"),
            Self::AnyWeekday(d) => write!(f, "XXXX-WXX-{d}"),
            Self::AnyWeekend => f.write_str("XXXX-WXX-WE"),
        }
    }
}
