//! From the captured parts of a rule to what they mean together.

use super::{FeastYear, Lean, Meaning, Multiple, Partial, Reading, TimeOfDay, Year};
use crate::lexicon::{Class, Lexicon};
use crate::numeral;
use crate::pattern::Capture;
use crate::time::rule::{Means, Slot};
use crate::time::value::{Amount, Clock, DayPart, Length, Mod, Unit, Zone};
use crate::token::{Kind, Token};

/// How many: in thousandths, or more than anybody counts (`beberapa`).
enum Count {
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
    fn tokens(&self, slot: Slot) -> Option<&'a [Token]> {
        self.captures
            .iter()
            .find(|capture| capture.name == slot as u8)
            .map(|capture| &self.tokens[capture.start as usize..capture.end as usize])
    }

    fn has(&self, slot: Slot) -> bool {
        self.captures.iter().any(|capture| capture.name == slot as u8)
    }

    fn number(&self, slot: Slot) -> Option<i32> {
        self.tokens(slot)?.first().map(|token| token.payload as i32)
    }

    /// A whole number in digits or words.
    fn number_or_words(&self, slot: Slot) -> Option<i32> {
        i32::try_from(numeral::milli(self.tokens(slot)?, self.lexicon)? / 1000).ok()
    }

    /// What the class's table says of the captured word or phrase.
    fn value(&self, slot: Slot, class: Class) -> Option<&'a str> {
        let capture = self.captures.iter().find(|capture| capture.name == slot as u8)?;
        self.lexicon.longest(self.tokens, capture.start as usize, class).map(|(sense, _)| sense.value.as_ref())
    }

    fn code(&self, slot: Slot, class: Class) -> Option<i32> {
        self.value(slot, class)?.parse().ok()
    }

    fn partial(&self, weekday: Slot, day: Slot, month: Slot, year: Slot, short: Slot) -> Partial {
        Partial {
            weekday: self.code(weekday, Class::Weekday).map(|day| day as u8),
            day: self.number(day),
            month: self.month(month),
            year: self.number(year).map(Year::Full).or_else(|| self.number(short).map(Year::Short)),
        }
    }

    /// A month as a word or a number.
    fn month(&self, slot: Slot) -> Option<i32> {
        let token = self.tokens(slot)?.first()?;
        if token.kind == Kind::Number {
            return Some(token.payload as i32);
        }
        self.code(slot, Class::Month).or_else(|| self.code(slot, Class::MonthShort))
    }

    fn lean(&self) -> Option<Lean> {
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
    fn shift(&self, back: Slot, here: Slot, ahead: Slot) -> Option<i32> {
        [(back, -1), (here, 0), (ahead, 1)].into_iter().find(|(slot, _)| self.has(*slot)).map(|(_, shift)| shift)
    }

    fn modifier(&self) -> Option<Mod> {
        self.value(Slot::Phase, Class::Phase).or_else(|| self.value(Slot::Hedge, Class::Hedge)).and_then(Mod::named)
    }

    fn unit(&self, slot: Slot, class: Class) -> Option<Multiple> {
        unit(self.value(slot, class)?)
    }

    /// How many a count says.
    fn count(&self, slot: Slot) -> Option<Count> {
        let tokens = self.tokens(slot)?;
        if self.lexicon.classes(tokens.first()?.word()).has(Class::Vague) {
            return Some(Count::Vague);
        }
        numeral::milli(tokens, self.lexicon).map(Count::Milli)
    }

    fn amount(&self, count: Slot, unit: Slot) -> Option<Amount> {
        let span = self.unit(unit, Class::Unit)?;
        let milli = match self.count(count)? {
            Count::Milli(milli) => Some(milli.checked_mul(span.factor)?),
            Count::Vague => None,
        };
        Some(Amount { milli, unit: span.unit })
    }

    /// The length that is counted: `tiga bulan`, `sehari`, `bertahun-tahun`, `satu tahun tiga bulan`.
    fn length(&self) -> Option<Length> {
        if let Some(one) = self.unit(Slot::OneUnit, Class::OneUnit) {
            return Some(Length { major: Amount::whole(one.factor, one.unit), minor: self.amount(Slot::Count2, Slot::Unit2) });
        }
        if let Some(many) = self.unit(Slot::ManyUnit, Class::ManyUnit) {
            return Some(Length { major: Amount { milli: None, unit: many.unit }, minor: None });
        }
        let major = self.amount(Slot::Count, Slot::Unit)?;
        Some(Length { major, minor: self.amount(Slot::Count2, Slot::Unit2) })
    }

    fn clock(&self) -> Option<(Clock, Option<Clock>)> {
        let zone = self.code(Slot::Zone, Class::Zone).map(|minutes| Zone(minutes as i16));
        let part = self.value(Slot::Part, Class::DayPart).and_then(DayPart::named);
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

    /// What the parts mean together; none where they do not fit.
    pub(crate) fn read(&self, means: Means) -> Option<Reading> {
        let mut time = None;
        let meaning = match means {
            Means::Nothing => return None,
            Means::Date => {
                let mut left = self.partial(Slot::Weekday, Slot::Day, Slot::Month, Slot::Year, Slot::ShortYear);
                let right = self.partial(Slot::Weekday2, Slot::Day2, Slot::Month2, Slot::Year2, Slot::ShortYear2);
                if left.year.is_none() {
                    left.year = self.shift(Slot::YearAgo, Slot::YearThis, Slot::YearAhead).map(Year::Shift);
                }
                let right = (right != Partial::default()).then_some(right);
                time = self.value(Slot::Part, Class::DayPart).and_then(DayPart::named).map(TimeOfDay::Part);
                Meaning::Date { left, right, lean: self.lean() }
            }
            Means::Weekday => Meaning::Weekday {
                day: self.code(Slot::Weekday, Class::Weekday)? as u8,
                to: self.code(Slot::Weekday2, Class::Weekday).map(|day| day as u8),
                lean: self.lean(),
                week: self.shift(Slot::WeekAgo, Slot::WeekThis, Slot::WeekAhead),
            },
            Means::Day => Meaning::Day(self.code(Slot::DayWord, Class::DayWord)?),
            Means::Period => Meaning::Period {
                unit: self.unit(Slot::Unit, Class::Unit)?,
                shift: self.shift(Slot::Ago, Slot::This, Slot::Ahead).unwrap_or(0),
                weekend: self.has(Slot::Weekend),
            },
            Means::Shift => Meaning::Shift { length: self.length()?, sign: if self.has(Slot::Ahead) { 1 } else { -1 } },
            Means::Length => match self.count(Slot::Nth) {
                // `5 - 6 tahun`: the lower bound stands without its unit.
                Some(Count::Milli(milli)) => {
                    let high = self.length()?;
                    let factor = self.unit(Slot::Unit, Class::Unit)?.factor;
                    let low = Amount { milli: Some(milli.checked_mul(factor)?), unit: high.major.unit };
                    Meaning::Lengths(Length { major: low, minor: None }, high)
                }
                _ => Meaning::Length(self.length()?),
            },
            Means::Fraction => Meaning::Fraction {
                quarter: self.value(Slot::Fraction, Class::Fraction).is_none_or(|code| code == "Q"),
                number: self.code(Slot::Ordinal, Class::Ordinal).or_else(|| self.number(Slot::Nth)),
                year: self
                    .number(Slot::Year)
                    .map(Year::Full)
                    .or_else(|| self.number(Slot::ShortYear).map(Year::Short))
                    .or_else(|| self.shift(Slot::YearAgo, Slot::YearThis, Slot::YearAhead).map(Year::Shift)),
                shift: self.shift(Slot::Ago, Slot::This, Slot::Ahead),
            },
            Means::Decade => {
                let token = self.tokens(Slot::Decade)?.first()?;
                let year = token.payload as i32;
                Meaning::Decade(
                    if token.digits == 2 { (if year < 30 { 2000 } else { 1900 }) + year } else { year }.div_euclid(10),
                )
            }
            Means::Century => {
                let number = self.number(Slot::Century).or_else(|| self.code(Slot::Ordinal, Class::Ordinal))?;
                Meaning::Century(number - 1)
            }
            Means::Clock => {
                let (from, to) = self.clock()?;
                time = Some(TimeOfDay::Clock(from, to));
                self.code(Slot::DayWord, Class::DayWord).map_or(Meaning::Inherit, Meaning::Day)
            }
            Means::Part => {
                let part = self.value(Slot::Part, Class::DayPart).and_then(DayPart::named)?;
                time = Some(TimeOfDay::Part(part));
                if let Some(day) = self.code(Slot::DayWord, Class::DayWord) {
                    Meaning::Day(day)
                } else if let Some(day) = self.code(Slot::Weekday, Class::Weekday) {
                    // `malam Minggu` is the night of Saturday.
                    let before = self.has(Slot::Minus);
                    let day = if before { (day + 5) % 7 + 1 } else { day };
                    Meaning::Weekday { day: day as u8, to: None, lean: self.lean(), week: None }
                } else if self.has(Slot::Minus) {
                    Meaning::Day(-1)
                } else if self.has(Slot::Ahead) || self.has(Slot::Ago) || self.has(Slot::This) {
                    Meaning::Day(0)
                } else if self.has(Slot::Back) {
                    Meaning::Same(Unit::Day)
                } else if self.has(Slot::Plus) {
                    Meaning::After { length: Length { major: Amount::whole(1, Unit::Day), minor: None }, sign: 1 }
                } else {
                    Meaning::Inherit
                }
            }
            Means::Holiday => {
                let year = if let Some(year) = self.number(Slot::HijriYear) {
                    FeastYear::Hijri(year)
                } else if let Some(year) = self.number(Slot::Year) {
                    FeastYear::Gregorian(Year::Full(year))
                } else if let Some(nth) = self.number(Slot::Nth) {
                    FeastYear::Nth(nth)
                } else if let Some(shift) = self.shift(Slot::YearAgo, Slot::YearThis, Slot::YearAhead) {
                    FeastYear::Gregorian(Year::Shift(shift))
                } else {
                    FeastYear::None
                };
                let offset = self.number(Slot::Minus).map(|days| -days).or_else(|| self.number(Slot::Plus)).unwrap_or(0);
                let key = self.value(Slot::Holiday, Class::Holiday).or_else(|| self.value(Slot::Holiday, Class::Celebrated))?;
                Meaning::Feast { key: key.into(), year, lean: self.lean(), offset }
            }
            Means::Eve => {
                time = Some(TimeOfDay::Part(DayPart::Night));
                let year = self.number(Slot::Year).map_or(FeastYear::None, |year| FeastYear::Gregorian(Year::Full(year)));
                Meaning::Feast { key: self.value(Slot::Eve, Class::Eve)?.into(), year, lean: None, offset: -1 }
            }
            Means::Whole => {
                let unit = self.unit(Slot::Unit, Class::Unit)?;
                Meaning::Length(Length { major: Amount::whole(unit.factor, unit.unit), minor: None })
            }
            Means::Hijri => Meaning::Hijri {
                day: self.number(Slot::Day),
                month: self.code(Slot::HijriMonth, Class::HijriMonth)?,
                year: self.number(Slot::HijriYear),
            },
            Means::After => Meaning::After { length: self.after()?, sign: if self.has(Slot::Back) { -1 } else { 1 } },
            Means::Same => Meaning::Same(self.unit(Slot::Unit, Class::Unit)?.unit),
            Means::SamePeriod => Meaning::SamePeriod(self.shift(Slot::YearAgo, Slot::YearThis, Slot::YearAhead).unwrap_or(0)),
            Means::Set if self.has(Slot::Weekend) => Meaning::EveryWeekend,
            Means::Set if self.has(Slot::Part) => Meaning::EveryPart(DayPart::named(self.value(Slot::Part, Class::DayPart)?)?),
            Means::Set => self.every(),
            Means::Season => {
                let first = self.number(Slot::Year)?;
                let second = match self.number(Slot::Year2) {
                    Some(second) => second,
                    None => first.div_euclid(100) * 100 + self.number(Slot::ShortYear2)?,
                };
                if second != first + 1 {
                    return None;
                }
                Meaning::Season(first, second)
            }
            Means::Past => Meaning::Past,
            Means::Present => Meaning::Present,
            Means::Future => Meaning::Future,
        };
        Some(Reading { meaning, time, modifier: self.modifier() })
    }

    /// The step of a narrative: counted, or one of the unit (`keesokan harinya`, `tahun sebelumnya`).
    fn after(&self) -> Option<Length> {
        if self.has(Slot::Count) || self.has(Slot::OneUnit) {
            return self.length();
        }
        let unit = self.unit(Slot::Unit, Class::Unit).unwrap_or(Multiple { factor: 1, unit: Unit::Day });
        Some(Length { major: Amount::whole(unit.factor, unit.unit), minor: None })
    }

    fn every(&self) -> Meaning {
        let partial = self.partial(Slot::Weekday, Slot::Day, Slot::Month, Slot::Year, Slot::ShortYear);
        let amount = if self.has(Slot::OneUnit) || self.has(Slot::Count) {
            self.length()
        } else {
            self.unit(Slot::Unit, Class::Unit).map(|unit| Length { major: Amount::whole(unit.factor, unit.unit), minor: None })
        };
        let feast = self.value(Slot::Holiday, Class::Holiday).map(Into::into);
        let to = self.code(Slot::Weekday2, Class::Weekday).map(|day| day as u8);
        Meaning::Every { amount, partial, to, feast }
    }
}

/// Reads `Y`, `10Y`, `min`.
fn unit(code: &str) -> Option<Multiple> {
    let letters = code.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = match letters {
        "Y" => Unit::Year,
        "M" => Unit::Month,
        "W" => Unit::Week,
        "D" => Unit::Day,
        "h" => Unit::Hour,
        "min" => Unit::Minute,
        "s" => Unit::Second,
        _ => return None,
    };
    Some(Multiple { factor: code[..code.len() - letters.len()].parse().unwrap_or(1), unit })
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
