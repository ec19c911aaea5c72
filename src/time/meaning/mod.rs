//! What an expression says, before any day is known to count from: the captured parts of a rule, typed.

mod read;
mod slots;

pub(crate) use slots::Slots;

use crate::time::value::{Clock, DayPart, Length, Mod, Multiple, Unit};

/// Which way an expression points by its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lean {
    Back,
    Here,
    Ahead,
}

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Year {
    Full(i32),
    /// Two digits.
    Short(i32),
    /// Years from the dct's.
    Shift(i32),
}

/// The parts of a calendar date that stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Partial {
    pub(crate) year: Option<Year>,
    pub(crate) month: Option<i32>,
    pub(crate) day: Option<i32>,
    /// Monday = 1.
    pub(crate) weekday: Option<u8>,
}

/// The year that a holiday's expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FeastYear {
    Gregorian(Year),
    Hijri(i32),
    /// `ke-78`: the so-manieth anniversary.
    Nth(i32),
    None,
}

/// The day or period part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// No day of its own: a clock time or a part of the day.
    Inherit,
    Date {
        left: Partial,
        right: Option<Partial>,
        lean: Option<Lean>,
    },
    /// `week`: so many weeks from this one.
    Weekday {
        day: u8,
        to: Option<u8>,
        lean: Option<Lean>,
        week: Option<i32>,
    },
    /// Days from today.
    Day(i32),
    /// `tahun lalu`, `akhir pekan ini`.
    Period {
        unit: Multiple,
        shift: i32,
        weekend: bool,
    },
    /// `dua hari lalu`: sign says which way.
    Shift {
        length: Length,
        sign: i32,
    },
    Length(Length),
    Lengths(Length, Length),
    /// Quarter (`true`) or semester.
    Fraction {
        quarter: bool,
        number: Option<i32>,
        year: Option<Year>,
        shift: Option<i32>,
    },
    Decade(i32),
    Century(i32),
    Feast {
        key: Box<str>,
        year: FeastYear,
        lean: Option<Lean>,
        offset: i32,
    },
    Hijri {
        day: Option<i32>,
        month: i32,
        year: Option<i32>,
    },
    /// `dua hari kemudian`.
    After {
        length: Length,
        sign: i32,
    },
    /// `tahun yang sama`.
    Same(Unit),
    /// `periode yang sama tahun lalu`: years from the period named before.
    SamePeriod(i32),
    Every {
        amount: Option<Length>,
        partial: Partial,
        to: Option<u8>,
        feast: Option<Box<str>>,
    },
    EveryWeekend,
    EveryPart(DayPart),
    Season(i32, i32),
    Past,
    Present,
    Future,
}

/// The time-of-day part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeOfDay {
    Part(DayPart),
    Clock(Clock, Option<Clock>),
}

/// What a rule's captures say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) meaning: Meaning,
    pub(crate) time: Option<TimeOfDay>,
    pub(crate) modifier: Option<Mod>,
}
