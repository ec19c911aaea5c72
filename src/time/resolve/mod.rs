//! Working out what an expression means: calendar arithmetic over its meaning and an anchor. No text is looked at here.
//!
//! An anchor is the document creation time, the last date of the narrative, or none: then an expression stays unresolved.

mod date;
mod relative;
mod yearly;

use chrono::{Datelike, NaiveDate};

use crate::annotation::Basis;
use crate::time::calendar::{self, Calendar};
use crate::time::meaning::{Lean, Meaning, Reading, TimeOfDay, Year};
use crate::time::value::{Clock, DayOf, Point, Type, Value};

/// Where an expression is counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Anchors {
    /// Deictic words count from here: the day of speaking where the text states it, else the dct.
    pub(crate) dct: Option<NaiveDate>,
    /// The last day that the text named.
    pub(crate) day: Option<NaiveDate>,
    /// The last day of no given year, where no day was named after it.
    pub(crate) any_day: Option<Point>,
    /// The last point or period that the text named.
    pub(crate) last: Option<Point>,
    /// The last one with its two ends.
    pub(crate) last_value: Option<Value>,
    /// The year that the narrative is in, where it said so close by.
    pub(crate) year: Option<i32>,
    /// Which way the clause points.
    pub(crate) lean: Option<Lean>,
    /// The sentence tells of a habit, or the expression is one of a general kind.
    pub(crate) habit: bool,
}

/// What came out.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) kind: Type,
    pub(crate) value: Option<Value>,
    pub(crate) basis: Basis,
    pub(crate) anchor: Option<NaiveDate>,
    pub(crate) vague: bool,
    pub(crate) fault: Option<Fault>,
}

/// What is wrong with a date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The calendar has no such day.
    Impossible,
    /// The date falls on another weekday than the one written beside it (Monday = 1).
    Weekday { date: NaiveDate, written: u8 },
}

struct Answer {
    value: Option<Value>,
    basis: Basis,
    anchor: Option<NaiveDate>,
    fault: Option<Fault>,
}

impl Answer {
    const NONE: Self = Self { value: None, basis: Basis::Unknown, anchor: None, fault: None };

    /// What needs no anchor and gives no day.
    fn apart(value: Value) -> Self {
        Self { value: Some(value), ..Self::NONE }
    }

    fn point(point: Option<Point>, basis: Basis, anchor: Option<NaiveDate>) -> Self {
        Self { value: point.map(Value::Point), basis, anchor, fault: None }
    }
}

/// Resolves one expression.
pub(crate) fn resolve(reading: &Reading, anchors: &Anchors, calendar: &Calendar) -> Resolved {
    let answer = day(&reading.meaning, anchors, calendar, reading.time.is_some());
    let (kind, value) = match (&reading.meaning, reading.time) {
        (_, Some(_)) if answer.fault == Some(Fault::Impossible) => (Type::Time, None),
        (_, Some(time)) => (Type::Time, Some(timed(answer.value, time))),
        (Meaning::Length(_) | Meaning::Lengths(..), None) => (Type::Duration, answer.value),
        (Meaning::Every { .. } | Meaning::EveryWeekend | Meaning::EveryPart(_), None) => (Type::Set, answer.value),
        (Meaning::Weekday { lean: None, week: None, to, .. }, None)
            if anchors.habit || to.is_some() && anchors.lean.is_none() =>
        {
            (Type::Set, answer.value)
        }
        _ => (Type::Date, answer.value),
    };
    let vague = matches!(value, Some(Value::Past | Value::Present | Value::Future));
    Resolved { kind, value, basis: answer.basis, anchor: answer.anchor, vague, fault: answer.fault }
}

/// Puts a time of day on a day.
fn timed(day: Option<Value>, time: TimeOfDay) -> Value {
    let day = match day {
        Some(Value::Point(Point::Day(date))) => DayOf::Date(date),
        Some(Value::Point(Point::AnyWeekday(day))) => DayOf::Weekday(day),
        _ => DayOf::Any,
    };
    let point = |clock: Clock| Point::Clock(day, clock);
    match time {
        TimeOfDay::Part(part) => Value::Point(Point::Part(day, part)),
        TimeOfDay::Clock(from, None) => Value::Point(point(from)),
        // `pukul 22.00-04.00 WIB` ends on the next day.
        TimeOfDay::Clock(from, Some(to)) => {
            let past_midnight = (to.hour, to.minute) < (from.hour, from.minute);
            let until = match day {
                DayOf::Date(date) if past_midnight => date.succ_opt().map_or(day, DayOf::Date),
                day => day,
            };
            Value::Range(point(from), Point::Clock(until, to))
        }
    }
}

fn day(meaning: &Meaning, anchors: &Anchors, calendar: &Calendar, timed: bool) -> Answer {
    let dct = anchors.dct;
    match meaning {
        Meaning::Inherit if anchors.habit => Answer::NONE,
        Meaning::Inherit => match (anchors.day, dct) {
            (Some(day), _) => Answer::point(Some(Point::Day(day)), Basis::Narrative, Some(day)),
            (None, Some(dct)) => Answer::point(Some(Point::Day(dct)), Basis::Relative, Some(dct)),
            (None, None) => Answer::NONE,
        },
        Meaning::Date { left, right: None, lean } => date::date(left, *lean, anchors),
        Meaning::Date { left, right: Some(right), lean } => date::range(left, right, *lean, anchors),
        Meaning::Weekday { day, to, lean, week } => relative::weekday(*day, *to, *lean, *week, anchors, timed),
        Meaning::Day(shift) => {
            let date = dct.and_then(|dct| calendar::days_from(dct, *shift));
            Answer::point(date.map(Point::Day), Basis::Relative, dct)
        }
        Meaning::Period { unit, shift, weekend } => {
            let point = dct.and_then(|dct| calendar::period(dct, unit.unit, unit.factor, *shift));
            let point = match point {
                Some(Point::Week(year, week)) if *weekend => Some(Point::Weekend(year, week)),
                other => other,
            };
            Answer::point(point, Basis::Relative, dct)
        }
        Meaning::Shift { length, sign } => relative::shift(*length, *sign, dct),
        Meaning::Length(length) => Answer::apart(Value::Length(*length)),
        Meaning::Lengths(low, high) => Answer::apart(Value::Lengths(*low, *high)),
        Meaning::Fraction { quarter, number, year, shift } => yearly::fraction(*quarter, *number, *year, *shift, anchors),
        Meaning::Decade(decade) => Answer::point(Some(Point::Decade(*decade)), Basis::Stated, None),
        Meaning::Century(century) => Answer::point(Some(Point::Century(*century)), Basis::Stated, None),
        Meaning::Feast { key, year, lean, offset } => yearly::feast(key, *year, *lean, *offset, anchors, calendar),
        Meaning::Hijri { day, month, year } => yearly::hijri(*day, *month, *year, anchors, calendar),
        Meaning::After { length, sign } => relative::after(*length, *sign, anchors),
        Meaning::Same(unit) => relative::same(*unit, anchors),
        Meaning::SamePeriod(years) => relative::same_period(*years, anchors),
        Meaning::Every { amount, partial, to, feast: key } => {
            yearly::every(*amount, partial, *to, key.as_deref(), anchors, calendar)
        }
        Meaning::EveryPart(part) => Answer::point(Some(Point::Part(DayOf::Any, *part)), Basis::Unknown, None),
        Meaning::EveryWeekend => Answer::point(Some(Point::AnyWeekend), Basis::Unknown, None),
        Meaning::Season(first, second) => {
            Answer { value: Some(Value::Range(Point::Year(*first), Point::Year(*second))), basis: Basis::Stated, ..Answer::NONE }
        }
        Meaning::Past => Answer::apart(Value::Past),
        Meaning::Present => Answer::apart(Value::Present),
        Meaning::Future => Answer::apart(Value::Future),
    }
}

/// The full year of a written one. Two digits are of this century up to 49.
fn full(year: Year, dct: Option<NaiveDate>) -> Option<i32> {
    match year {
        Year::Full(year) => Some(year),
        Year::Short(year) => Some(if year < 50 { 2000 + year } else { 1900 + year }),
        Year::Shift(shift) => Some(dct?.year() + shift),
    }
}
