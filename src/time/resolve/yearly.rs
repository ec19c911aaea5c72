//! What comes back: quarters and semesters, holidays, months of the Hijri calendar, recurrences.

use chrono::Datelike;

use super::{Anchors, Answer, full};
use crate::annotation::Basis;
use crate::time::calendar::{self, Calendar};
use crate::time::meaning::{FeastYear, Lean, Partial, Year};
use crate::time::value::{Length, Point, Value};

pub(super) fn fraction(quarter: bool, number: Option<i32>, year: Option<Year>, shift: Option<i32>, anchors: &Anchors) -> Answer {
    let parts = if quarter { 4 } else { 2 };
    let point = |year: i32, number: i32| {
        let number = u8::try_from(number).ok()?;
        Some(if quarter { Point::Quarter(year, number) } else { Point::Semester(year, number) })
    };
    let current = anchors.dct.map(|dct| (dct.year(), (dct.month() as i32 - 1) / (12 / parts) + 1));
    match (number, year) {
        (Some(number), _) if !(1..=parts).contains(&number) => Answer::NONE,
        (Some(number), Some(year)) => {
            let basis = if matches!(year, Year::Shift(_)) { Basis::Relative } else { Basis::Stated };
            Answer::point(
                full(year, anchors.dct).and_then(|year| point(year, number)),
                basis,
                anchors.dct.filter(|_| basis == Basis::Relative),
            )
        }
        (Some(number), None) => {
            let narrative = anchors.year.or(match anchors.last {
                Some(Point::Year(year) | Point::Quarter(year, _) | Point::Semester(year, _)) => Some(year),
                _ => None,
            });
            if let Some(year) = narrative {
                return Answer::point(point(year, number), Basis::Narrative, None);
            }
            let Some((year, now)) = current else { return Answer::NONE };
            let year = if number > now && anchors.lean != Some(Lean::Ahead) { year - 1 } else { year };
            Answer::point(point(year, number), Basis::Completed, anchors.dct)
        }
        // `kuartal ini`, `semester lalu`
        (None, _) => {
            let (Some((year, now)), Some(shift)) = (current, shift) else { return Answer::NONE };
            let index = year * parts + now - 1 + shift;
            Answer::point(point(index.div_euclid(parts), index.rem_euclid(parts) + 1), Basis::Relative, anchors.dct)
        }
    }
}

pub(super) fn feast(
    key: &str,
    year: FeastYear,
    lean: Option<Lean>,
    offset: i32,
    anchors: &Anchors,
    calendar: &Calendar,
) -> Answer {
    let dct = anchors.dct;
    let (days_of, basis) = match year {
        FeastYear::Gregorian(year) => (full(year, dct).and_then(|year| calendar.in_year(key, year)), Basis::Stated),
        FeastYear::Hijri(year) => (calendar.in_hijri_year(key, year), Basis::Stated),
        FeastYear::Nth(nth) => {
            (calendar.anniversary(key, nth).or_else(|| calendar.nearest(key, dct?, false, false)), Basis::Stated)
        }
        FeastYear::None => {
            // Talk of a feast goes on for weeks, so the nearest one is meant unless the words point away.
            let back = lean == Some(Lean::Back);
            let ahead = lean == Some(Lean::Ahead);
            (dct.and_then(|dct| calendar.nearest(key, dct, back, ahead)), Basis::Completed)
        }
    };
    let anchor = dct.filter(|_| basis == Basis::Completed);
    let Some((first, last)) = days_of else { return Answer::NONE };
    if offset != 0 {
        let day = calendar::days_from(first, offset);
        return Answer::point(day.map(Point::Day), basis, anchor);
    }
    let value = if first == last { Value::day(first) } else { Value::Range(Point::Day(first), Point::Day(last)) };
    Answer { value: Some(value), basis, anchor, fault: None }
}

pub(super) fn hijri(day: Option<i32>, month: i32, year: Option<i32>, anchors: &Anchors, calendar: &Calendar) -> Answer {
    let (year, basis) = match (year, anchors.dct) {
        (Some(year), _) => (year, Basis::Stated),
        (None, Some(dct)) => match calendar.hijri_year_near(month, dct) {
            Some(year) => (year, Basis::Completed),
            None => return Answer::NONE,
        },
        (None, None) => return Answer::NONE,
    };
    let value = match day {
        Some(day) => calendar.hijri(year, month, day).map(Value::day),
        None => calendar.hijri_month(year, month).map(|(first, last)| Value::Range(Point::Day(first), Point::Day(last))),
    };
    Answer { value, basis, anchor: anchors.dct.filter(|_| basis == Basis::Completed), fault: None }
}

pub(super) fn every(
    amount: Option<Length>,
    partial: &Partial,
    to: Option<u8>,
    key: Option<&str>,
    anchors: &Anchors,
    calendar: &Calendar,
) -> Answer {
    let narrow = |n: Option<i32>| n.and_then(|n| u8::try_from(n).ok());
    let point = match (partial.weekday, narrow(partial.month), narrow(partial.day)) {
        (Some(day), _, _) => Some(Point::AnyWeekday(day)),
        (None, Some(month), Some(day)) => Some(Point::AnyDay(month, day)),
        (None, Some(month), None) => Some(Point::AnyMonth(month)),
        (None, None, Some(day)) => Some(Point::AnyMonthDay(day)),
        _ => None,
    };
    let value = match (point, to, amount) {
        (Some(point), Some(to), _) => Some(Value::Range(point, Point::AnyWeekday(to))),
        (Some(point), None, _) => Some(Value::Point(point)),
        (None, _, Some(length)) => Some(Value::Length(length)),
        _ => key.and_then(|key| {
            let (first, _) = calendar.in_year(key, anchors.dct?.year())?;
            Some(Value::Point(Point::AnyDay(first.month() as u8, first.day() as u8)))
        }),
    };
    Answer { value, ..Answer::NONE }
}
