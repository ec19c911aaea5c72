//! TIMEX3 values: what an expression means, independent of how it was written.
//!
//! The notation is TimeML 1.2.1's, with the additions of the project's wire format: weeks `2023-W30`, weekends `2023-W30-WE`,
//! semesters `2023-H1`, early morning `TDN`, and `X` for what is not known (`XXXX-07-27`, `199X`).

mod length;
mod point;

use std::fmt;

use chrono::NaiveDate;

pub(crate) use length::Multiple;
pub use length::{Amount, Length, Unit};
pub use point::{Clock, DayOf, DayPart, Granularity, Point, Zone};
pub(crate) use point::{day_digits, write_day};

use crate::named::named_in_outputs;

named_in_outputs! {
    /// The kind of a temporal expression (TimeML `type`).
    pub enum Type {
        /// A day or something longer.
        Date = "DATE",
        /// A part of a day or a clock time.
        Time = "TIME",
        /// A length.
        Duration = "DURATION",
        /// A recurrence.
        Set = "SET",
    }
}

named_in_outputs! {
    /// What modifies a value (TimeML `mod`).
    #[allow(missing_docs)]
    pub enum Mod {
        Start = "START",
        Mid = "MID",
        End = "END",
        Approx = "APPROX",
        LessThan = "LESS_THAN",
        MoreThan = "MORE_THAN",
        EqualOrLess = "EQUAL_OR_LESS",
        EqualOrMore = "EQUAL_OR_MORE",
    }
}
/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// One point or period.
    Point(Point),
    /// From the first day of the left to the last day of the right.
    Range(Point, Point),
    /// A length.
    Length(Length),
    /// A length between two (`satu-dua jam`).
    Lengths(Length, Length),
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
}

impl Value {
    /// A single day.
    pub const fn day(date: NaiveDate) -> Self {
        Self::Point(Point::Day(date))
    }

    /// The first and the last day it can mean, both inclusive; none where it dates nothing.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Point(point) => point.days(),
            Self::Range(left, right) => Some((left.days()?.0, right.days()?.1)),
            _ => None,
        }
    }

    /// How fine it is: of a range, its finer side. None where it dates nothing.
    pub fn granularity(&self) -> Option<Granularity> {
        match self {
            Self::Point(point) => Some(point.granularity()),
            Self::Range(left, right) => Some(left.granularity().min(right.granularity())),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Range(left, right) => write!(f, "{left}/{right}"),
            Self::Length(length) => length.fmt(f),
            Self::Lengths(low, high) => write!(f, "{low}/{high}"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}
