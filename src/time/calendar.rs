//! The calendars that Indonesian news dates by: feasts and commemorations, and the Hijri months.
//!
//! The tables are under `datasets/calendar`, with their sources. Arithmetic on days is here; no text is.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use crate::datasets;
use crate::error::Error;
use crate::time::value::{Amount, Granularity, Point, Unit};

/// Fixed and movable feasts, and the first days of the Hijri months as Indonesia keeps them.
#[derive(Debug, Default)]
pub struct Calendar {
    /// Month, day, and the year that anniversaries count from.
    fixed: BTreeMap<Box<str>, (u32, u32, Option<i32>)>,
    /// In order of their first day.
    movable: BTreeMap<Box<str>, Vec<(NaiveDate, NaiveDate)>>,
    hijri: BTreeMap<(i32, i32), NaiveDate>,
}

impl Calendar {
    /// Loads the embedded tables. Fails with file, line and reason where one is broken.
    pub fn load() -> Result<Self, Error> {
        let mut calendar = Self::default();
        for (path, content) in datasets::below("datasets/calendar") {
            for row in datasets::rows(path, content) {
                match path.rsplit('/').next() {
                    Some("fixed.tsv") => {
                        let (month, day) = row.cell(1).split_once('-').ok_or_else(|| row.fault("column 2 is not MM-DD"))?;
                        let number = |text: &str| text.parse::<u32>().map_err(|_| row.fault("column 2 is not MM-DD"));
                        calendar.fixed.insert(row.cell(0).into(), (number(month)?, number(day)?, row.cell(2).parse().ok()));
                    }
                    Some("movable.tsv") => {
                        calendar.movable.entry(row.cell(0).into()).or_default().push((row.day(2)?, row.day(3)?));
                    }
                    Some("hijri-months.tsv") => {
                        calendar.hijri.insert((row.number(0)?, row.number(1)?), row.day(2)?);
                    }
                    _ => return Err(row.fault("this folder has no table of that name")),
                }
            }
        }
        calendar.movable.values_mut().for_each(|days| days.sort_unstable());
        Ok(calendar)
    }

    /// The first and last day of the feast in that year, the first one where it falls twice.
    pub fn in_year(&self, key: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        if let Some(&(month, day, _)) = self.fixed.get(key) {
            let date = NaiveDate::from_ymd_opt(year, month, day)?;
            return Some((date, date));
        }
        self.movable.get(key)?.iter().find(|(first, _)| first.year() == year).copied()
    }

    /// The feast in that Hijri year.
    pub fn in_hijri_year(&self, key: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let (from, to) = (self.hijri.get(&(year, 1))?, self.hijri.get(&(year + 1, 1))?);
        self.movable.get(key)?.iter().find(|(first, _)| (from..to).contains(&first)).copied()
    }

    /// The so-manieth anniversary, where the year of the event is known.
    pub fn anniversary(&self, key: &str, nth: i32) -> Option<(NaiveDate, NaiveDate)> {
        let &(_, _, since) = self.fixed.get(key)?;
        self.in_year(key, since? + nth)
    }

    /// The occurrence nearest to that day; `back` or `ahead` keep it on one side, its own day included.
    pub fn nearest(&self, key: &str, day: NaiveDate, back: bool, ahead: bool) -> Option<(NaiveDate, NaiveDate)> {
        (day.year() - 1..=day.year() + 1)
            .filter_map(|year| self.in_year(key, year))
            .chain(self.movable.get(key).into_iter().flatten().copied())
            .filter(|&(first, last)| (!back || first <= day) && (!ahead || last >= day))
            .min_by_key(|&(first, last)| if first <= day && day <= last { 0 } else { (first - day).num_days().abs() })
    }

    /// A day of the Hijri calendar.
    pub fn hijri(&self, year: i32, month: i32, day: i32) -> Option<NaiveDate> {
        let first = self.hijri.get(&(year, month))?;
        first.checked_add_days(Days::new(u64::try_from(day.checked_sub(1)?).ok()?))
    }

    /// A month of the Hijri calendar.
    pub fn hijri_month(&self, year: i32, month: i32) -> Option<(NaiveDate, NaiveDate)> {
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Some((*self.hijri.get(&(year, month))?, self.hijri.get(&next)?.pred_opt()?))
    }

    /// The Hijri year whose month of that number begins nearest to that day.
    pub fn hijri_year_near(&self, month: i32, day: NaiveDate) -> Option<i32> {
        self.hijri
            .iter()
            .filter(|((_, own), _)| *own == month)
            .min_by_key(|(_, first)| (**first - day).num_days().abs())
            .map(|((year, _), _)| *year)
    }
}

/// The day so many units away. Months clamp to the month's last day. None beyond the calendar, or where the count is no whole
/// number of days or months.
pub fn shifted(day: NaiveDate, amount: Amount, sign: i32) -> Option<NaiveDate> {
    let milli = amount.milli?;
    let months = match amount.unit {
        Unit::Year => Some(milli.checked_mul(12)? / 1000),
        Unit::Month => Some(milli / 1000),
        _ => None,
    };
    if let Some(months) = months {
        let months = Months::new(u32::try_from(months).ok()?);
        return if sign < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
    }
    let days = match amount.unit {
        Unit::Week => milli.checked_mul(7)? / 1000,
        Unit::Day => milli / 1000,
        _ => return None,
    };
    if sign < 0 { day.checked_sub_days(Days::new(days)) } else { day.checked_add_days(Days::new(days)) }
}

/// The day so many days away, back where it is negative. None beyond the calendar.
pub fn days_from(day: NaiveDate, days: i32) -> Option<NaiveDate> {
    day.checked_add_signed(TimeDelta::days(days.into()))
}

/// The granularity that counting in that unit has.
pub const fn grain(unit: Unit) -> Granularity {
    match unit {
        Unit::Year => Granularity::Year,
        Unit::Month => Granularity::Month,
        Unit::Week => Granularity::Week,
        Unit::Day => Granularity::Day,
        Unit::Hour | Unit::Minute | Unit::Second => Granularity::Minute,
    }
}

/// The period of that unit, so many periods from the one that holds the day.
pub fn period(day: NaiveDate, unit: Unit, factor: u64, shift: i32) -> Option<Point> {
    let amount = Amount::whole(factor.checked_mul(u64::from(shift.unsigned_abs()))?, unit);
    let day = shifted(day, amount, shift)?;
    let grain = match (unit, factor) {
        (Unit::Year, 10) => Granularity::Decade,
        (Unit::Year, 100) => Granularity::Century,
        _ => grain(unit),
    };
    Some(Point::of_day(grain, day))
}
