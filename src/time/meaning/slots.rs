//! The captured parts of a rule, typed.

use super::{Lean, Partial, Year};
use crate::lexicon::{Class, Lexicon};
use crate::numeral;
use crate::pattern::Capture;
use crate::time::rule::Slot;
use crate::time::value::{Amount, Clock, DayPart, Length, Mod, Multiple, Zone};
use crate::token::{Kind, Token};

/// How many: in thousandths, or more than anybody counts (`beberapa`).
pub(super) enum Count {
    Milli(u64),
    Vague,
}

/// Reads the captures of a match.
pub(crate) struct Slots<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) captures: &'a [Capture],
    pub(crate) lexicon: &'a Lexicon,
}

impl<'a> Slots<'a> {
    pub(super) fn tokens(&self, slot: Slot) -> Option<&'a [Token]> {
        self.captures
            .iter()
            .find(|capture| capture.name == slot as u8)
            .map(|capture| &self.tokens[capture.start as usize..capture.end as usize])
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        self.captures.iter().any(|capture| capture.name == slot as u8)
    }

    pub(super) fn number(&self, slot: Slot) -> Option<i32> {
        self.tokens(slot)?.first().map(|token| token.payload as i32)
    }

    /// A whole number in digits or words.
    pub(super) fn number_or_words(&self, slot: Slot) -> Option<i32> {
        i32::try_from(numeral::milli(self.tokens(slot)?, self.lexicon)? / 1000).ok()
    }

    /// What the class's table says of the captured word or phrase.
    pub(super) fn value(&self, slot: Slot, class: Class) -> Option<&'a str> {
        let capture = self.captures.iter().find(|capture| capture.name == slot as u8)?;
        self.lexicon.longest(self.tokens, capture.start as usize, class).map(|(sense, _)| sense.value.as_ref())
    }

    pub(super) fn code(&self, slot: Slot, class: Class) -> Option<i32> {
        self.value(slot, class)?.parse().ok()
    }

    pub(super) fn partial(&self, weekday: Slot, day: Slot, month: Slot, year: Slot, short: Slot) -> Partial {
        Partial {
            weekday: self.code(weekday, Class::Weekday).map(|day| day as u8),
            day: self.number(day),
            month: self.month(month),
            year: self.number(year).map(Year::Full).or_else(|| self.number(short).map(Year::Short)),
        }
    }

    /// A month as a word or a number.
    pub(super) fn month(&self, slot: Slot) -> Option<i32> {
        let token = self.tokens(slot)?.first()?;
        if token.kind == Kind::Number {
            return Some(token.payload as i32);
        }
        self.code(slot, Class::Month).or_else(|| self.code(slot, Class::MonthShort))
    }

    pub(super) fn lean(&self) -> Option<Lean> {
        if self.has(Slot::Ahead) {
            Some(Lean::Ahead)
        } else if self.has(Slot::Ago) {
            Some(Lean::Back)
        } else if self.has(Slot::This) {
            Some(Lean::Here)
        } else {
            None
        }
    }

    /// -1, 0 or 1 by which of the three stands there.
    pub(super) fn shift(&self, back: Slot, here: Slot, ahead: Slot) -> Option<i32> {
        [(back, -1), (here, 0), (ahead, 1)].into_iter().find(|(slot, _)| self.has(*slot)).map(|(_, shift)| shift)
    }

    /// Years from this one: `tahun lalu` -1.
    pub(super) fn years(&self) -> Option<i32> {
        self.shift(Slot::YearAgo, Slot::YearThis, Slot::YearAhead)
    }

    pub(super) fn day_part(&self) -> Option<DayPart> {
        self.value(Slot::Part, Class::DayPart).and_then(DayPart::named)
    }

    pub(super) fn modifier(&self) -> Option<Mod> {
        self.value(Slot::Phase, Class::Phase).or_else(|| self.value(Slot::Hedge, Class::Hedge)).and_then(Mod::named)
    }

    pub(super) fn unit(&self, slot: Slot, class: Class) -> Option<Multiple> {
        Multiple::read(self.value(slot, class)?)
    }

    /// How many a count says.
    pub(super) fn count(&self, slot: Slot) -> Option<Count> {
        let tokens = self.tokens(slot)?;
        if self.lexicon.classes(tokens.first()?.word()).has(Class::Vague) {
            return Some(Count::Vague);
        }
        numeral::milli(tokens, self.lexicon).map(Count::Milli)
    }

    pub(super) fn amount(&self, count: Slot, unit: Slot) -> Option<Amount> {
        let span = self.unit(unit, Class::Unit)?;
        let milli = match self.count(count)? {
            Count::Milli(milli) => Some(milli.checked_mul(span.factor)?),
            Count::Vague => None,
        };
        Some(Amount { milli, unit: span.unit })
    }

    /// The length that is counted: `tiga bulan`, `sehari`, `bertahun-tahun`, `satu tahun tiga bulan`.
    pub(super) fn length(&self) -> Option<Length> {
        if let Some(one) = self.unit(Slot::OneUnit, Class::OneUnit) {
            return Some(Length { major: Amount::whole(one.factor, one.unit), minor: self.amount(Slot::Count2, Slot::Unit2) });
        }
        if let Some(many) = self.unit(Slot::ManyUnit, Class::ManyUnit) {
            return Some(Length { major: Amount { milli: None, unit: many.unit }, minor: None });
        }
        let major = self.amount(Slot::Count, Slot::Unit)?;
        Some(Length { major, minor: self.amount(Slot::Count2, Slot::Unit2) })
    }

    pub(super) fn clock(&self) -> Option<(Clock, Option<Clock>)> {
        let zone = self.code(Slot::Zone, Class::Zone).map(|minutes| Zone(minutes as i16));
        let part = self.day_part();
        let half = self.has(Slot::Half);
        let clock = |hour: Slot, minute: Slot, second: Option<i32>| {
            let hour = self.number_or_words(hour)?;
            let minute = self.number(minute).unwrap_or(0) as u8;
            // `setengah delapan` is half an hour before eight.
            let (hour, minute) = if half { (hour.checked_sub(1)?, 30) } else { (hour, minute) };
            let hour = on_the_day(hour, part);
            if !(0..=24).contains(&hour) {
                return None;
            }
            Some(Clock { hour: hour as u8, minute, second: second.map(|second| second as u8), zone })
        };
        Some((clock(Slot::Hour, Slot::Minute, self.number(Slot::Second))?, clock(Slot::Hour2, Slot::Minute2, None)))
    }
}

/// The hour on the 24-hour clock: `jam 7 malam` is 19, `jam 1 malam` is 1, `jam 12 malam` is 24.
fn on_the_day(hour: i32, part: Option<DayPart>) -> i32 {
    match part {
        Some(DayPart::Night) if (5..12).contains(&hour) => hour + 12,
        Some(DayPart::Night) if hour == 12 => 24,
        Some(DayPart::Afternoon) if hour < 12 => hour + 12,
        Some(DayPart::Midday) if hour < 7 => hour + 12,
        _ => hour,
    }
}
