//! Working out what an expression means: calendar arithmetic over its meaning and an anchor. No text is looked at here.
//!
//! An anchor is the document creation time, the last date of the narrative, or none: then an expression stays unresolved.

use chrono::{Datelike, NaiveDate};

use crate::annotation::Basis;
use crate::time::calendar::{self, Calendar};
use crate::time::meaning::{FeastYear, Lean, Meaning, Partial, Reading, TimeOfDay, Year};
use crate::time::value::{Clock, DayOf, Granularity, Length, Point, Type, Unit, Value};

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

/// How far from the dct, in days, a weekday that does not fit is a mistake; farther away it moves the year.
const NEAR: i64 = 60;

struct Answer {
    value: Option<Value>,
    basis: Basis,
    anchor: Option<NaiveDate>,
    fault: Option<Fault>,
}

impl Answer {
    const NONE: Self = Self { value: None, basis: Basis::Unknown, anchor: None, fault: None };

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
        Meaning::Date { left, right: None, lean } => date(left, *lean, anchors),
        Meaning::Date { left, right: Some(right), lean } => range(left, right, *lean, anchors),
        Meaning::Weekday { day, to, lean, week } => weekday(*day, *to, *lean, *week, anchors, timed),
        Meaning::Day(shift) => {
            let date = dct.and_then(|dct| calendar::shifted(dct, days(shift.unsigned_abs()), *shift));
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
        Meaning::Shift { length, sign } => shift(*length, *sign, dct),
        Meaning::Length(length) => Answer { value: Some(Value::Length(*length)), ..Answer::NONE },
        Meaning::Lengths(low, high) => Answer { value: Some(Value::Lengths(*low, *high)), ..Answer::NONE },
        Meaning::Fraction { quarter, number, year, shift } => fraction(*quarter, *number, *year, *shift, anchors),
        Meaning::Decade(decade) => Answer::point(Some(Point::Decade(*decade)), Basis::Stated, None),
        Meaning::Century(century) => Answer::point(Some(Point::Century(*century)), Basis::Stated, None),
        Meaning::Feast { key, year, lean, offset } => feast(key, *year, *lean, *offset, anchors, calendar),
        Meaning::Hijri { day, month, year } => hijri(*day, *month, *year, anchors, calendar),
        Meaning::After { length, sign } => after(*length, *sign, anchors),
        Meaning::Same(unit) => {
            // `hari itu` of a recurring day (`setiap 27 Juli`) is that day of any year.
            if let Some(point) = anchors.any_day.filter(|_| *unit == Unit::Day) {
                return Answer::point(Some(point), Basis::Narrative, None);
            }
            let last = if *unit == Unit::Day { anchors.day.map(Point::Day) } else { anchors.last };
            let anchor = last.and_then(|last| last.days()).map(|days| days.0);
            Answer::point(anchor.map(|day| Point::of_day(calendar::grain(*unit), day)), Basis::Narrative, anchor)
        }
        Meaning::SamePeriod(years) => same_period(*years, anchors),
        Meaning::Every { amount, partial, to, feast: key } => every(*amount, partial, *to, key.as_deref(), anchors, calendar),
        Meaning::EveryPart(part) => Answer::point(Some(Point::Part(DayOf::Any, *part)), Basis::Unknown, None),
        Meaning::EveryWeekend => Answer::point(Some(Point::AnyWeekend), Basis::Unknown, None),
        Meaning::Season(first, second) => {
            Answer { value: Some(Value::Range(Point::Year(*first), Point::Year(*second))), basis: Basis::Stated, ..Answer::NONE }
        }
        Meaning::Past => Answer { value: Some(Value::Past), ..Answer::NONE },
        Meaning::Present => Answer { value: Some(Value::Present), ..Answer::NONE },
        Meaning::Future => Answer { value: Some(Value::Future), ..Answer::NONE },
    }
}

const fn days(count: u32) -> crate::time::value::Amount {
    crate::time::value::Amount::whole(count as u64, Unit::Day)
}

/// The full year of a written one. Two digits are of this century up to 49.
fn full(year: Year, dct: Option<NaiveDate>) -> Option<i32> {
    match year {
        Year::Full(year) => Some(year),
        Year::Short(year) => Some(if year < 50 { 2000 + year } else { 1900 + year }),
        Year::Shift(shift) => Some(dct?.year() + shift),
    }
}

fn ymd(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// A single date: as much of it as stands there, the rest from the anchor.
fn date(partial: &Partial, lean: Option<Lean>, anchors: &Anchors) -> Answer {
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
fn range(left: &Partial, right: &Partial, lean: Option<Lean>, anchors: &Anchors) -> Answer {
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

/// A weekday by itself: the nearest one that the tense allows, today included.
fn weekday(day: u8, to: Option<u8>, lean: Option<Lean>, week: Option<i32>, anchors: &Anchors, timed: bool) -> Answer {
    let habit = lean.is_none() && week.is_none() && anchors.habit;
    let Some(dct) = anchors.dct.filter(|_| !habit) else {
        let value = match to {
            Some(to) => Value::Range(Point::AnyWeekday(day), Point::AnyWeekday(to)),
            None => Value::Point(Point::AnyWeekday(day)),
        };
        return Answer { value: Some(value), basis: Basis::Unknown, ..Answer::NONE };
    };
    let find = |day: u8| -> Option<NaiveDate> {
        let ahead = (i64::from(day) - i64::from(dct.weekday().number_from_monday())).rem_euclid(7);
        if let Some(week) = week {
            let monday = calendar::period(dct, Unit::Week, 1, week)?.days()?.0;
            return calendar::shifted(monday, days(u32::from(day) - 1), 1);
        }
        let shift = match lean.or(anchors.lean) {
            Some(Lean::Ahead) => ahead,
            Some(Lean::Here) => {
                // `Rabu ini`: of this week.
                i64::from(day) - i64::from(dct.weekday().number_from_monday())
            }
            // `Senin lalu` said on a Monday is the Monday before.
            Some(Lean::Back) if lean.is_some() && ahead == 0 && !timed => -7,
            _ => (ahead - 7) % 7,
        };
        calendar::shifted(dct, days(shift.unsigned_abs() as u32), shift as i32)
    };
    let value = match to {
        None => find(day).map(Value::day),
        Some(to) => find(to).and_then(|last| {
            let back = (i64::from(to) - i64::from(day)).rem_euclid(7);
            Some(Value::Range(Point::Day(calendar::shifted(last, days(back as u32), -1)?), Point::Day(last)))
        }),
    };
    Answer { value, basis: Basis::Relative, anchor: Some(dct), fault: None }
}

/// `dua hari lalu`: as fine as the unit that is counted in.
fn shift(length: Length, sign: i32, dct: Option<NaiveDate>) -> Answer {
    if length.major.milli.is_none() || length.major.unit.is_clock() {
        let value = if sign < 0 { Value::Past } else { Value::Future };
        return Answer { value: Some(value), ..Answer::NONE };
    }
    let Some(dct) = dct else { return Answer::NONE };
    let day = calendar::shifted(dct, length.major, sign).and_then(|day| match length.minor {
        Some(minor) => calendar::shifted(day, minor, sign),
        None => Some(day),
    });
    let unit = length.minor.map_or(length.major.unit, |minor| minor.unit);
    Answer::point(day.map(|day| Point::of_day(calendar::grain(unit), day)), Basis::Relative, Some(dct))
}

fn fraction(quarter: bool, number: Option<i32>, year: Option<Year>, shift: Option<i32>, anchors: &Anchors) -> Answer {
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

fn feast(key: &str, year: FeastYear, lean: Option<Lean>, offset: i32, anchors: &Anchors, calendar: &Calendar) -> Answer {
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
        let day = calendar::shifted(first, days(offset.unsigned_abs()), offset);
        return Answer::point(day.map(Point::Day), basis, anchor);
    }
    let value = if first == last { Value::day(first) } else { Value::Range(Point::Day(first), Point::Day(last)) };
    Answer { value: Some(value), basis, anchor, fault: None }
}

fn hijri(day: Option<i32>, month: i32, year: Option<i32>, anchors: &Anchors, calendar: &Calendar) -> Answer {
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

/// `dua hari kemudian`, `setahun sebelumnya`: from the date that the text named last, as fine as both.
fn after(length: Length, sign: i32, anchors: &Anchors) -> Answer {
    if length.major.milli.is_none() || length.major.unit.is_clock() {
        let value = if sign < 0 { Value::Past } else { Value::Future };
        return Answer { value: Some(value), ..Answer::NONE };
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

fn same_period(years: i32, anchors: &Anchors) -> Answer {
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
            Point::Day(date) => Point::Day(calendar::shifted(
                date,
                crate::time::value::Amount::whole(u64::from(years.unsigned_abs()), Unit::Year),
                years,
            )?),
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

fn every(
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
