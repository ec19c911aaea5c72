//! What stands together is one expression: a day and its clock time, a deictic word and its date, a feast and its day.

use crate::segment::Document;
use crate::time::meaning::{Meaning, TimeOfDay};
use crate::time::tag::Found;
use crate::token::Token;

/// Joins neighbours that name one point of time, from left to right.
pub(crate) fn join(document: &Document<'_>, found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        match joined.last_mut() {
            Some(last) => match together(&document.tokens, last, &next) {
                Some(one) => *last = one,
                None => joined.push(next),
            },
            None => joined.push(next),
        }
    }
    joined
}

/// What stands between two expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    /// The second stands in brackets that close right behind it.
    Brackets,
}

fn together(tokens: &[Token], left: &Found, right: &Found) -> Option<Found> {
    let (from, to) = (left.tokens.1 as usize, right.tokens.0 as usize);
    let gap = match &tokens[from..to] {
        [] => Gap::None,
        [mark] if mark.is_mark(',') => Gap::Comma,
        [mark] if mark.is_mark('(') && tokens.get(right.tokens.1 as usize).is_some_and(|close| close.is_mark(')')) => {
            Gap::Brackets
        }
        _ => return None,
    };
    let end = right.tokens.1 + u32::from(gap == Gap::Brackets);
    let (a, b) = (&left.reading, &right.reading);
    let modifier = a.modifier.or(b.modifier);
    let mut one = left.clone();
    one.tokens.1 = end;
    one.reading.modifier = modifier;
    let apart = gap == Gap::Brackets || gap == Gap::Comma && a.meaning == Meaning::Inherit;
    if b.meaning == Meaning::Inherit && b.time.is_some() && !apart && names_day(&a.meaning) {
        // `Rabu (27/7/2023) malam pukul 19.00 WIB`: the clock is finer than the part of the day.
        let finer = !matches!((a.time, b.time), (Some(TimeOfDay::Clock(..)), Some(TimeOfDay::Clock(..))));
        if !finer || gap == Gap::Comma && a.time.is_none() && matches!(b.time, Some(TimeOfDay::Part(_))) {
            return None;
        }
        one.reading.time = match (a.time, b.time) {
            (Some(clock @ TimeOfDay::Clock(..)), _) => Some(clock),
            (_, time) => time,
        };
        return Some(one);
    }
    if a.meaning == Meaning::Inherit
        && gap == Gap::None
        && matches!(a.time, Some(TimeOfDay::Part(_)))
        && is_date(&b.meaning)
        && b.time.is_none()
    {
        // `pada malam hari 19 Agustus 2019`
        one.reading.meaning = b.meaning.clone();
        return Some(one);
    }
    if a.meaning == Meaning::Inherit && gap != Gap::Brackets && matches!(a.time, Some(TimeOfDay::Clock(..))) {
        if b.meaning == Meaning::Inherit && gap == Gap::None && matches!(b.time, Some(TimeOfDay::Part(_))) {
            return Some(one);
        }
        if is_date(&b.meaning) && b.time.is_none() || matches!(b.meaning, Meaning::Day(_)) && b.time.is_none() && gap == Gap::None
        {
            one.reading.meaning = b.meaning.clone();
            return Some(one);
        }
    }
    // `besok, Senin 6 November 2023`, `hari ini (5/3)`, `Iduladha Jumat (6/6/2025)`: the date says it all.
    let deictic = matches!(a.meaning, Meaning::Day(_)) || matches!(a.meaning, Meaning::Feast { .. }) && gap != Gap::Comma;
    if deictic && is_date(&b.meaning) && (a.time.is_none() || b.time.is_none()) {
        one.reading.meaning = b.meaning.clone();
        one.reading.time = a.time.or(b.time);
        one.rule = right.rule;
        return Some(one);
    }
    // `besok, Senin` and `Senin besok`
    if matches!(a.meaning, Meaning::Day(_)) && matches!(b.meaning, Meaning::Weekday { week: None, .. }) && gap != Gap::Brackets {
        one.reading.time = a.time.or(b.time);
        return Some(one);
    }
    let on_a_day = is_date(&a.meaning) || matches!(a.meaning, Meaning::Weekday { to: None, .. });
    if on_a_day && matches!(b.meaning, Meaning::Day(_)) && gap == Gap::None && b.time.is_some() && a.time.is_none() {
        // `Selasa (26/7) tadi malam`, `Sabtu malam kemarin`
        one.reading.time = b.time;
        return Some(one);
    }
    None
}

/// Whether it names one day that a time of day can belong to.
fn names_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Date { left, right, .. } => right.is_none() && left.day.is_some(),
        Meaning::Weekday { to: None, .. } | Meaning::Day(_) | Meaning::Hijri { day: Some(_), .. } | Meaning::Inherit => true,
        Meaning::After { length, .. } => length.major.unit == crate::time::value::Unit::Day,
        Meaning::Same(unit) => *unit == crate::time::value::Unit::Day,
        _ => false,
    }
}

/// Whether it is a calendar date of one day.
fn is_date(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Date { left, right: None, .. } if left.day.is_some() && left.month.is_some())
}
