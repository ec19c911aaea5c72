//! Dates by the calendar: what stands there, and the rest from the anchor.

use chrono::{Datelike, NaiveDate};

use super::{Anchors, Answer, Fault, full};
use crate::annotation::Basis;
use crate::time::calendar;
use crate::time::meaning::{Lean, Partial, Year};
use crate::time::value::{Point, Unit, Value};

/// How far from the dct, in days, a weekday that does not fit is a mistake; farther away it moves the year.
const NEAR: i64 = 60;

fn ymd(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// A single date: as much of it as stands there, the rest from the anchor.
pub(super) fn date(partial: &Partial, lean: Option<Lean>, anchors: &Anchors) -> Answer {
    let dct = anchors.dct;
    let impossible = || Answer { fault: Some(Fault::Impossible), ..Answer::NONE };
    match (partial.year, partial.month, partial.day) {
        (Some(year), Some(month), Some(day)) => {
            let Some(year) = full(year, dct) else { return Answer::point(any_day(month, day), Basis::Unknown, None) };
            let Some(date) = ymd(year, month, day) else { return impossible() };
            let fault = partial.weekday.and_then(|written| mismatch(date, written));
            Answer { value: Some(Value::day(date)), basis: Basis::Stated, anchor: None, fault }
        }
        (None, Some(month), Some(day)) => {
            // 29 February may be: some year has it.
            if ymd(2000, month, day).is_none() {
                return impossible();
            }
            let Some(dct) = dct else { return Answer::point(any_day(month, day), Basis::Unknown, None) };
            let (date, fault) = complete(month, day, partial.weekday, lean, anchors, dct);
            Answer { value: date.map(Value::day), basis: Basis::Completed, anchor: Some(dct), fault }
        }
        (year, Some(month), None) => {
            let Ok(month @ 1..=12) = u8::try_from(month) else { return impossible() };
            match year {
                Some(year) => match full(year, dct) {
                    Some(full) => {
                        let basis = if matches!(year, Year::Shift(_)) { Basis::Relative } else { Basis::Stated };
                        Answer::point(Some(Point::Month(full, month)), basis, dct.filter(|_| basis == Basis::Relative))
                    }
                    None => Answer::point(Some(Point::AnyMonth(month)), Basis::Unknown, None),
                },
                None => match dct {
                    Some(dct) => {
                        let year = month_year(i32::from(month), lean, anchors, dct);
                        Answer::point(Some(Point::Month(year, month)), Basis::Completed, Some(dct))
                    }
                    None => Answer::point(Some(Point::AnyMonth(month)), Basis::Unknown, None),
                },
            }
        }
        (Some(year), None, None) => Answer::point(full(year, dct).map(Point::Year), Basis::Stated, None),
        (None, None, Some(day)) => month_day(day, lean, anchors),
        _ => Answer::NONE,
    }
}

fn any_day(month: i32, day: i32) -> Option<Point> {
    ymd(2000, month, day).map(|date| Point::AnyDay(date.month() as u8, date.day() as u8))
}

fn mismatch(date: NaiveDate, written: u8) -> Option<Fault> {
    (date.weekday().number_from_monday() != u32::from(written)).then_some(Fault::Weekday { date, written })
}

/// The year of a day and month: the one nearest to the dct that the tense allows; a weekday that does not fit moves it only
/// from farther than [`NEAR`] days away.
fn complete(
    month: i32,
    day: i32,
    weekday: Option<u8>,
    lean: Option<Lean>,
    anchors: &Anchors,
    dct: NaiveDate,
) -> (Option<NaiveDate>, Option<Fault>) {
    let year = dct.year();
    if let Some(date) =
        anchors.year.filter(|_| weekday.is_none() && lean.is_none()).and_then(|narrative| ymd(narrative, month, day))
    {
        return (Some(date), None);
    }
    let candidates: Vec<NaiveDate> = (year - 1..=year + 1).filter_map(|year| ymd(year, month, day)).collect();
    let distance = |date: &NaiveDate| (*date - dct).num_days().abs();
    let nearest = candidates.iter().copied().min_by_key(distance);
    let allowed = |date: &&NaiveDate| match lean {
        Some(Lean::Back) => **date <= dct,
        Some(Lean::Ahead) => **date >= dct,
        Some(Lean::Here) => date.year() == dct.year(),
        // The clause's own words decide only where the date is far: near ones are often told in the other tense.
        None => match anchors.lean {
            _ if distance(date) <= NEAR => true,
            Some(Lean::Back) => **date <= dct,
            Some(Lean::Ahead) => **date >= dct,
            _ => true,
        },
    };
    // 29 February has no neighbour in most years: then the nearest leap year's.
    let best = candidates.iter().filter(allowed).min_by_key(|date| distance(date)).copied().or(nearest);
    let Some(best) = best.or_else(|| (1..=8).find_map(|back| ymd(year - back, month, day))) else {
        return (None, Some(Fault::Impossible));
    };
    let Some(written) = weekday else { return (Some(best), None) };
    let Some(fault) = mismatch(best, written) else { return (Some(best), None) };
    let nearest = nearest.unwrap_or(best);
    if distance(&nearest) <= NEAR {
        return if mismatch(nearest, written).is_none() {
            (Some(nearest), None)
        } else {
            (Some(nearest), mismatch(nearest, written))
        };
    }
    let fitting = candidates.iter().filter(|date| mismatch(**date, written).is_none()).min_by_key(|date| distance(date));
    match fitting {
        Some(date) => (Some(*date), None),
        None => (Some(best), Some(fault)),
    }
}

/// The year of a month without one: past unless the clause looks ahead or the coming one is close and the past one far.
fn month_year(month: i32, lean: Option<Lean>, anchors: &Anchors, dct: NaiveDate) -> i32 {
    if let Some(year) = anchors.year.filter(|_| lean.is_none()) {
        return year;
    }
    let ahead = (month - dct.month() as i32).rem_euclid(12);
    let (past, coming) = (dct.year() - i32::from(month > dct.month() as i32), dct.year() + i32::from(month < dct.month() as i32));
    match lean.or(anchors.lean) {
        Some(Lean::Ahead) => coming,
        Some(Lean::Here) => dct.year(),
        Some(Lean::Back) if ahead == 0 && lean.is_some() => past,
        None if ahead <= 2 => coming,
        _ => past,
    }
}

/// `tanggal 27`: the day of the month nearest to the dct.
fn month_day(day: i32, lean: Option<Lean>, anchors: &Anchors) -> Answer {
    if !(1..=31).contains(&day) {
        return Answer { fault: Some(Fault::Impossible), ..Answer::NONE };
    }
    let Some(dct) = anchors.dct else { return Answer::point(Some(Point::AnyMonthDay(day as u8)), Basis::Unknown, None) };
    // Inside a month just named, it is that month's day.
    if let Some(Point::Month(year, month)) = anchors.last
        && let Some(date) = ymd(year, i32::from(month), day)
    {
        return Answer::point(Some(Point::Day(date)), Basis::Narrative, Some(dct));
    }
    let months = [-1_i32, 0, 1].into_iter().filter_map(|shift| {
        let first = calendar::period(dct, Unit::Month, 1, shift)?.days()?.0;
        ymd(first.year(), first.month() as i32, day)
    });
    let allowed = |date: &NaiveDate| match lean.or(anchors.lean) {
        Some(Lean::Back) => *date <= dct,
        Some(Lean::Ahead) => *date >= dct,
        _ => true,
    };
    let date = months.filter(allowed).min_by_key(|date| (*date - dct).num_days().abs());
    Answer::point(date.map(Point::Day), Basis::Completed, Some(dct))
}

/// A range: what its left side lacks comes from its right side.
pub(super) fn range(left: &Partial, right: &Partial, lean: Option<Lean>, anchors: &Anchors) -> Answer {
    let mut left = *left;
    let mut right = *right;
    // `24-26 Juli`: the month stands once, on the right; as captures it may stand on either.
    if right.month.is_none() && right.day.is_some() {
        right.month = left.month;
    }
    if left.month.is_none() && left.day.is_some() {
        // `30-2 Juli` begins in the month before.
        let before = left.day > right.day;
        left.month = right.month.map(|month| if before { (month + 10) % 12 + 1 } else { month });
    }
    if right.year.is_none() && left.year.is_some() && right.month.is_some() {
        right.year = left.year;
    }
    let left_year = left.year.or(right.year);
    let crosses = left.year.is_none()
        && match (left.month, right.month) {
            (Some(from), Some(to)) => from > to,
            _ => false,
        };
    left.year = match left_year.and_then(|year| full(year, anchors.dct)) {
        Some(year) if crosses => Some(Year::Full(year - 1)),
        Some(year) => Some(Year::Full(year)),
        None => None,
    };
    if let (Some(Year::Full(from)), Some(Year::Short(to))) = (left.year, right.year) {
        right.year = Some(Year::Full(from.div_euclid(100) * 100 + to));
    }
    let to = date(&right, lean, anchors);
    if left.year.is_none()
        && let Some(Value::Point(point)) = to.value
        && let Some((first, _)) = point.days()
    {
        left.year = Some(Year::Full(first.year() - i32::from(crosses)));
        // `tanggal 24-25`: both are days of the month that the right one turned out to be in.
        left.month = left.month.or(Some(first.month() as i32));
    }
    let from = date(&left, lean, anchors);
    let fault = from.fault.or(to.fault);
    let (Some(Value::Point(a)), Some(Value::Point(b))) = (from.value, to.value) else { return Answer { fault, ..Answer::NONE } };
    let value = Value::Range(a, b);
    // What ends before it begins (`2020-2019`) is no stretch of time.
    let forward = value.days().is_none_or(|(first, last)| first <= last);
    Answer { value: forward.then_some(value), basis: to.basis, anchor: to.anchor, fault }
}
