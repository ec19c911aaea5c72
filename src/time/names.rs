//! Days as messages name them, in the words of the tables.

use chrono::{Datelike, NaiveDate};

use crate::lexicon::{Class, Lexicon};

/// `Selasa`; Monday is 1.
pub(crate) fn weekday(number: u32, lexicon: &Lexicon) -> String {
    capital(lexicon.name(Class::Weekday, &number.to_string()))
}

/// `Tuesday (Selasa)`
pub(crate) fn weekday_of(date: NaiveDate, lexicon: &Lexicon) -> String {
    format!("{} ({})", date.format("%A"), weekday(date.weekday().number_from_monday(), lexicon))
}

/// `12 Maret 2024`
pub(crate) fn day(date: NaiveDate, lexicon: &Lexicon) -> String {
    let month = capital(lexicon.name(Class::Month, &date.month().to_string()));
    format!("{} {month} {}", date.day(), date.year())
}

fn capital(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}
