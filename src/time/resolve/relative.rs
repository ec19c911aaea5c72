//! What is counted from a day: the one of publication, or the last that the text named.

use chrono::{Datelike, NaiveDate};

use super::{Anchors, Answer};
use crate::annotation::Basis;
use crate::time::calendar;
use crate::time::meaning::Lean;
use crate::time::value::{Amount, Granularity, Length, Point, Unit, Value};

/// A weekday by itself: the nearest one that the tense allows, today included.
pub(super) fn weekday(day: u8, to: Option<u8>, lean: Option<Lean>, week: Option<i32>, anchors: &Anchors, timed: bool) -> Answer {
    let habit = lean.is_none() && week.is_none() && anchors.habit;
    let Some(dct) = anchors.dct.filter(|_| !habit) else {
        let value = match to {
            Some(to) => Value::Range(Point::AnyWeekday(day), Point::AnyWeekday(to)),
            None => Value::Point(Point::AnyWeekday(day)),
        };
        return Answer::apart(value);
    };
    let today = dct.weekday().number_from_monday() as i32;
    let find = |day: u8| -> Option<NaiveDate> {
        let day = i32::from(day);
        if let Some(week) = week {
            let monday = calendar::period(dct, Unit::Week, 1, week)?.days()?.0;
            return calendar::days_from(monday, day - 1);
        }
        let ahead = (day - today).rem_euclid(7);
        let shift = match lean.or(anchors.lean) {
            Some(Lean::Ahead) => ahead,
            // `Rabu ini`: of this week.
            Some(Lean::Here) => day - today,
            // `Senin lalu` said on a Monday is the Monday before.
            Some(Lean::Back) if lean.is_some() && ahead == 0 && !timed => -7,
            _ => (ahead - 7) % 7,
        };
        calendar::days_from(dct, shift)
    };
    let value = match to {
        None => find(day).map(Value::day),
        Some(to) => find(to).and_then(|last| {
            let first = calendar::days_from(last, -(i32::from(to) - i32::from(day)).rem_euclid(7))?;
            Some(Value::Range(Point::Day(first), Point::Day(last)))
        }),
    };
    Answer { value, basis: Basis::Relative, anchor: Some(dct), fault: None }
}

/// Whether nobody counted it (`beberapa hari`), or it is shorter than a day.
const fn leads_to_no_day(length: Length) -> bool {
    length.major.milli.is_none() || length.major.unit.is_clock()
}

/// Before or after, and no more is known.
fn some_time(sign: i32) -> Answer {
    Answer::apart(if sign < 0 { Value::Past } else { Value::Future })
}

/// `dua hari lalu`: as fine as the unit that is counted in.
pub(super) fn shift(length: Length, sign: i32, dct: Option<NaiveDate>) -> Answer {
    if leads_to_no_day(length) {
        return some_time(sign);
    }
    let Some(dct) = dct else { return Answer::NONE };
    let day = calendar::shifted(dct, length.major, sign).and_then(|day| match length.minor {
        Some(minor) => calendar::shifted(day, minor, sign),
        None => Some(day),
    });
    let unit = length.minor.map_or(length.major.unit, |minor| minor.unit);
    Answer::point(day.map(|day| Point::of_day(calendar::grain(unit), day)), Basis::Relative, Some(dct))
}

/// `dua hari kemudian`, `setahun sebelumnya`: from the date that the text named last, as fine as both.
pub(super) fn after(length: Length, sign: i32, anchors: &Anchors) -> Answer {
    if leads_to_no_day(length) {
        return some_time(sign);
    }
    let unit = calendar::grain(length.major.unit);
    let named = if unit == Granularity::Day { anchors.day.map(Point::Day) } else { anchors.last };
    let (from, basis) = match (named, anchors.dct) {
        (Some(point), _) => (point, Basis::Narrative),
        (None, Some(dct)) => (Point::Day(dct), Basis::Relative),
        (None, None) => return Answer::NONE,
    };
    let Some((first, _)) = from.days() else { return Answer::NONE };
    let moved = calendar::shifted(first, length.major, sign);
    // `setahun sebelumnya` from March 2025 is March 2024; `dua bulan kemudian` from a year is no month.
    let grain = match from {
        Point::Month(..) | Point::Quarter(..) | Point::Semester(..) if unit == Granularity::Year => from.granularity(),
        _ => unit,
    };
    Answer::point(moved.map(|day| Point::of_day(grain, day)), basis, Some(first))
}

/// `tahun yang sama`: the period of that unit that holds what the text named last.
pub(super) fn same(unit: Unit, anchors: &Anchors) -> Answer {
    // `hari itu` of a recurring day (`setiap 27 Juli`) is that day of any year.
    if let Some(point) = anchors.any_day.filter(|_| unit == Unit::Day) {
        return Answer::point(Some(point), Basis::Narrative, None);
    }
    let last = if unit == Unit::Day { anchors.day.map(Point::Day) } else { anchors.last };
    let anchor = last.and_then(|last| last.days()).map(|days| days.0);
    Answer::point(anchor.map(|day| Point::of_day(calendar::grain(unit), day)), Basis::Narrative, anchor)
}

/// `periode yang sama tahun lalu`: the period named last, so many years away.
pub(super) fn same_period(years: i32, anchors: &Anchors) -> Answer {
    let Some(last) = anchors.last_value.or_else(|| anchors.dct.map(|dct| Value::Point(Point::Year(dct.year())))) else {
        return Answer::NONE;
    };
    let anchor = last.days().map(|days| days.0);
    let move_point = |point: Point| -> Option<Point> {
        Some(match point {
            Point::Year(year) => Point::Year(year + years),
            Point::Semester(year, n) => Point::Semester(year + years, n),
            Point::Quarter(year, n) => Point::Quarter(year + years, n),
            Point::Month(year, n) => Point::Month(year + years, n),
            Point::Day(date) => {
                Point::Day(calendar::shifted(date, Amount::whole(u64::from(years.unsigned_abs()), Unit::Year), years)?)
            }
            other => other,
        })
    };
    let value = match last {
        Value::Point(point) => move_point(point).map(Value::Point),
        Value::Range(a, b) => move_point(a).zip(move_point(b)).map(|(a, b)| Value::Range(a, b)),
        _ => None,
    };
    Answer { value, basis: Basis::Narrative, anchor, fault: None }
}
