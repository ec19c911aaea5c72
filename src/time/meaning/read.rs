//! What the captured parts mean together, operation by operation.

use super::slots::{Count, Slots};
use super::{FeastYear, Meaning, Partial, Reading, TimeOfDay, Year};
use crate::lexicon::Class;
use crate::time::rule::{Means, Slot};
use crate::time::value::{Amount, DayPart, Length, Multiple, Unit};

impl Slots<'_> {
    /// What the parts mean together; none where they do not fit.
    pub(crate) fn read(&self, means: Means) -> Option<Reading> {
        let mut time = None;
        let meaning = match means {
            Means::Nothing => return None,
            Means::Date => {
                let mut left = self.partial(Slot::Weekday, Slot::Day, Slot::Month, Slot::Year, Slot::ShortYear);
                let right = self.partial(Slot::Weekday2, Slot::Day2, Slot::Month2, Slot::Year2, Slot::ShortYear2);
                if left.year.is_none() {
                    left.year = self.years().map(Year::Shift);
                }
                let right = (right != Partial::default()).then_some(right);
                time = self.day_part().map(TimeOfDay::Part);
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
                    .or_else(|| self.years().map(Year::Shift)),
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
                let part = self.day_part()?;
                time = Some(TimeOfDay::Part(part));
                self.day_of_part()
            }
            Means::Holiday => self.holiday()?,
            Means::Eve => {
                time = Some(TimeOfDay::Part(DayPart::Night));
                let year = self.number(Slot::Year).map_or(FeastYear::None, |year| FeastYear::Gregorian(Year::Full(year)));
                Meaning::Feast { key: self.value(Slot::Eve, Class::Eve)?.into(), year, lean: None, offset: -1 }
            }
            Means::Whole => {
                let unit = self.unit(Slot::Unit, Class::Unit)?;
                Meaning::Length(Length::whole(unit.factor, unit.unit))
            }
            Means::Hijri => Meaning::Hijri {
                day: self.number(Slot::Day),
                month: self.code(Slot::HijriMonth, Class::HijriMonth)?,
                year: self.number(Slot::HijriYear),
            },
            Means::After => Meaning::After { length: self.after()?, sign: if self.has(Slot::Back) { -1 } else { 1 } },
            Means::Same => Meaning::Same(self.unit(Slot::Unit, Class::Unit)?.unit),
            Means::SamePeriod => Meaning::SamePeriod(self.years().unwrap_or(0)),
            Means::Set if self.has(Slot::Weekend) => Meaning::EveryWeekend,
            Means::Set if self.has(Slot::Part) => Meaning::EveryPart(self.day_part()?),
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

    /// The day that a part of one belongs to.
    fn day_of_part(&self) -> Meaning {
        if let Some(day) = self.code(Slot::DayWord, Class::DayWord) {
            Meaning::Day(day)
        } else if let Some(day) = self.code(Slot::Weekday, Class::Weekday) {
            // `malam Minggu` is the night of Saturday.
            let day = if self.has(Slot::Minus) { (day + 5) % 7 + 1 } else { day };
            Meaning::Weekday { day: day as u8, to: None, lean: self.lean(), week: None }
        } else if self.has(Slot::Minus) {
            Meaning::Day(-1)
        } else if self.lean().is_some() {
            Meaning::Day(0)
        } else if self.has(Slot::Back) {
            Meaning::Same(Unit::Day)
        } else if self.has(Slot::Plus) {
            Meaning::After { length: Length::whole(1, Unit::Day), sign: 1 }
        } else {
            Meaning::Inherit
        }
    }

    fn holiday(&self) -> Option<Meaning> {
        let year = if let Some(year) = self.number(Slot::HijriYear) {
            FeastYear::Hijri(year)
        } else if let Some(year) = self.number(Slot::Year) {
            FeastYear::Gregorian(Year::Full(year))
        } else if let Some(nth) = self.number(Slot::Nth) {
            FeastYear::Nth(nth)
        } else if let Some(shift) = self.years() {
            FeastYear::Gregorian(Year::Shift(shift))
        } else {
            FeastYear::None
        };
        let offset = self.number(Slot::Minus).map(|days| -days).or_else(|| self.number(Slot::Plus)).unwrap_or(0);
        let key = self.value(Slot::Holiday, Class::Holiday).or_else(|| self.value(Slot::Holiday, Class::Celebrated))?;
        Some(Meaning::Feast { key: key.into(), year, lean: self.lean(), offset })
    }

    /// The step of a narrative: counted, or one of the unit (`keesokan harinya`, `tahun sebelumnya`).
    fn after(&self) -> Option<Length> {
        if self.has(Slot::Count) || self.has(Slot::OneUnit) {
            return self.length();
        }
        let unit = self.unit(Slot::Unit, Class::Unit).unwrap_or(Multiple { factor: 1, unit: Unit::Day });
        Some(Length::whole(unit.factor, unit.unit))
    }

    fn every(&self) -> Meaning {
        let partial = self.partial(Slot::Weekday, Slot::Day, Slot::Month, Slot::Year, Slot::ShortYear);
        let amount = if self.has(Slot::OneUnit) || self.has(Slot::Count) {
            self.length()
        } else {
            self.unit(Slot::Unit, Class::Unit).map(|unit| Length::whole(unit.factor, unit.unit))
        };
        let feast = self.value(Slot::Holiday, Class::Holiday).map(Into::into);
        let to = self.code(Slot::Weekday2, Class::Weekday).map(|day| day as u8);
        Meaning::Every { amount, partial, to, feast }
    }
}
