//! What the cells of one row say together.

use chrono::Datelike;

use super::cell::Read;
use super::column::{
    ARTICLE, DATE, DATE_TEXT, END, FIRST, GRANULARITY, ID, KIND, KINDS, LAST, PROBLEMS, PUBLISHED, QUOTE_KIND, SHA256, SPEAKER,
    STATEMENT, TENSE,
};
use super::moment::{Grain, Moment, Period};
use super::row::Check;
use crate::diagnostic::Code;
use crate::lexicon::{Class, Lexicon};
use crate::time::names;
use crate::time::value::Granularity;
use crate::timeline::record::RecordId;

/// Checks what one row says.
pub(super) fn check(check: &mut Check, read: &Read, lexicon: &Lexicon) {
    if !check.value(PROBLEMS).is_empty() {
        problems(check);
    }
    dates(check, read);
    weekday(check, read, lexicon);
    tense(check, read);
    if check.value(KIND) == "quote" {
        quote(check);
    }
    place(check, read);
}

/// Whether the row itself declares the problem.
fn declares(check: &Check, code: Code) -> bool {
    check.value(PROBLEMS).split(';').any(|name| name.trim() == code.name())
}

fn problems(check: &mut Check) {
    let declared = check.value(PROBLEMS);
    for name in declared.split(';').map(str::trim) {
        let known = Code::ALL.iter().find(|code| code.name() == name);
        if let Some(code) = known {
            let declared = format!("the row declares: {} ({})", code.title(), code.as_str());
            check.fault(Code::DeclaredProblem, PROBLEMS, declared, String::new());
        } else {
            let wrong = format!("`{}` names no problem", super::row::shortened(name));
            check.fault(Code::NotInList, PROBLEMS, wrong, "names such as `weekday-mismatch`, set apart by `;`".to_owned());
        }
    }
}

fn dates(check: &mut Check, read: &Read) {
    if check.value(DATE).is_empty() && check.has(DATE) {
        for column in [FIRST, LAST, GRANULARITY] {
            if !check.value(column).is_empty() {
                let wrong = "stands without a `date`".to_owned();
                check.fault(Code::DateIncomplete, column, wrong, "fill `date`, or empty this cell".to_owned());
            }
        }
    }
    if let (Some(first), Some(last)) = (read.first, read.last)
        && first.is_after(last)
    {
        let wrong = format!("begins after its end, {}", check.value(LAST));
        check.fault(Code::FirstAfterLast, FIRST, wrong, "`date_first` not after `date_last`".to_owned());
        return;
    }
    let Some(period) = read.date else { return };
    let instant = if period.grain == Grain::Instant && !period.compound { Moment::parse(check.value(DATE)) } else { None };
    for (column, moment, day, end) in [(FIRST, read.first, period.first, "begins"), (LAST, read.last, period.last, "ends")] {
        // An open interval has no such day.
        let Some(day) = day else { continue };
        let expected = if instant.is_some() { check.value(DATE).to_owned() } else { day.to_string() };
        match moment {
            Some(moment) => {
                let agrees = match instant {
                    Some(instant) => moment == instant,
                    None => moment.day == day,
                };
                if !agrees {
                    let wrong = format!("{} {end} on {expected}", check.value(DATE));
                    check.fault(Code::DateBounds, column, wrong, format!("`{expected}`, or another `date`"));
                }
            }
            None if check.value(column).is_empty() && check.has(column) => {
                let wrong = format!("empty, though `date` is {}", check.value(DATE));
                check.fault(Code::DateIncomplete, column, wrong, format!("`{expected}`"));
            }
            None => {}
        }
    }
    granularity(check, &period);
}

fn granularity(check: &mut Check, period: &Period) {
    let written = check.value(GRANULARITY);
    let fitting = fitting(period);
    let right = || fitting.iter().map(|granularity| granularity.as_str()).collect::<Vec<_>>().join(" or ");
    if written.is_empty() {
        if check.has(GRANULARITY) {
            check.fault(Code::DateIncomplete, GRANULARITY, format!("empty, though `date` is {}", check.value(DATE)), right());
        }
        return;
    }
    if Granularity::named(written).is_some_and(|written| !fitting.contains(&written)) {
        let wrong = format!("`date` is {}, which is no {written}", check.value(DATE));
        check.fault(Code::GranularityMismatch, GRANULARITY, wrong, right());
    }
}

/// The granularities that a date of that form can have. The third of a month or a year is written as an interval and keeps the
/// granularity of the whole.
fn fitting(period: &Period) -> &'static [Granularity] {
    use Granularity::{Century, Day, Decade, Minute, Month, PartOfDay, Quarter, Semester, Week, Weekend, Year};
    let weekday = |day: Option<super::moment::Day>| day.and_then(super::moment::Day::date).map(|date| date.weekday());
    let from = |finest: Granularity| &Granularity::ALL[finest as usize..];
    match (period.grain, period.compound) {
        (Grain::Instant, _) => &[Minute],
        (Grain::Day, false) => &[Day, PartOfDay, Minute],
        (Grain::Day, true) => match (weekday(period.first), weekday(period.last)) {
            (Some(chrono::Weekday::Sat), Some(chrono::Weekday::Sun)) => &[Weekend, Day, Week, Month, PartOfDay, Minute],
            _ => &[Day, Week, Month, Quarter, Semester, Year, Weekend, PartOfDay, Minute],
        },
        // The third of a quarter is a month.
        (Grain::Month, false) => &[Month, Quarter],
        (Grain::Month, true) => from(Month),
        (Grain::Season, _) => &[Quarter, Semester],
        (Grain::Year, false) => &[Year],
        (Grain::Year, true) => from(Year),
        (Grain::Decade, false) => &[Decade],
        (Grain::Decade, true) => from(Decade),
        (Grain::Century, _) => &[Century],
    }
}

/// `Rabu (27/7/2023)` beside 2023-07-27, a Thursday. Only a weekday that opens the expression is one beyond doubt: `malam
/// Minggu` is the night of Saturday, and `Minggu lalu` may be last week, so a single day must stand in the row.
fn weekday(check: &mut Check, read: &Read, lexicon: &Lexicon) {
    let (Some(first), Some(last)) = (read.first, read.last) else { return };
    if first.day != last.day || !matches!(check.value(GRANULARITY), "" | "day" | "part-of-day" | "minute") {
        return;
    }
    let text = check.value(DATE_TEXT);
    let sense = |word: &str| lexicon.sense(lexicon.word(&word.to_lowercase().replace('’', "'")), Class::Weekday);
    let mut words = text.split(|character: char| !character.is_alphabetic() && character != '\'' && character != '’');
    let word = words.next().unwrap_or("");
    if !word.starts_with(char::is_uppercase) {
        return;
    }
    let Some(opening) = sense(word) else { return };
    // `Rabu hingga Jumat (17/1)` names two days, and one of them fits.
    let others = words.filter_map(sense).map(|sense| sense.number);
    let Some(date) = first.day.date() else { return };
    let own = i64::from(date.weekday().number_from_monday());
    if std::iter::once(opening.number).chain(others).all(|number| i64::from(number) != own)
        && !declares(check, Code::WeekdayMismatch)
    {
        let wrong = format!("{date} is a {}, the text says {word}", names::weekday_of(date, lexicon));
        check.fault(
            Code::WrongWeekday,
            DATE_TEXT,
            wrong,
            "the date that the text means, or `weekday-mismatch` in `problems`".to_owned(),
        );
    }
}

fn tense(check: &mut Check, read: &Read) {
    let (Some(first), Some(published)) = (read.first, read.published) else { return };
    if check.value(TENSE) == "past" && first.day > published.latest_day() && !declares(check, Code::PastAfterPublication) {
        let wrong = format!("`past`, but {} comes after the publication, {}", check.value(FIRST), check.value(PUBLISHED));
        let right = "`future`, another date, or `past-after-publication` in `problems`".to_owned();
        check.fault(Code::PastTenseAfterPublication, TENSE, wrong, right);
    }
}

fn quote(check: &mut Check) {
    if check.value(SPEAKER).is_empty() && check.has(SPEAKER) && check.value(PROBLEMS).is_empty() {
        let wrong = "a quote without a speaker, and no reason given".to_owned();
        check.fault(Code::NoSpeaker, SPEAKER, wrong, "the speaker, or `unknown-speaker` in `problems`".to_owned());
    }
    if check.value(QUOTE_KIND).is_empty() && check.has(QUOTE_KIND) {
        let wrong = "a quote that is neither direct, indirect nor mixed".to_owned();
        check.fault(Code::QuoteIncomplete, QUOTE_KIND, wrong, "direct, indirect or mixed".to_owned());
    }
}

fn place(check: &mut Check, read: &Read) {
    let (Some(start), Some(end)) = (read.start, read.end) else { return };
    if end <= start {
        check.fault(
            Code::OffsetsOrder,
            END,
            format!("not after `char_start`, {start}"),
            "an end behind the beginning".to_owned(),
        );
        return;
    }
    let statement = check.value(STATEMENT);
    if !statement.is_empty() {
        let length = characters(statement);
        if end - start != length && !(end - start + 1 == length && is_excel_safe(statement)) {
            let wrong = format!("{start} to {end} are {} characters, the statement has {length}", end - start);
            check.fault(Code::OffsetsLength, END, wrong, format!("`{}`, or the statement as the source has it", start + length));
        }
    }
    let (Some(id), true) = (read.id, read.hashed) else { return };
    let (article, kind) = (check.value(ARTICLE), check.value(KIND));
    if article.is_empty() || !KINDS.contains(&kind) {
        return;
    }
    let expected = RecordId::new(article, check.value(SHA256), kind, start, end);
    if id != expected {
        let wrong = "does not follow from article, sha256, kind and offsets".to_owned();
        check.fault(Code::IdMismatch, ID, wrong, format!("`{expected}`"));
    }
}

/// `timeline --excel-safe` puts an apostrophe before what a spreadsheet would run as a formula.
pub(super) fn is_excel_safe(value: &str) -> bool {
    matches!(value.as_bytes(), [b'\'', b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', ..])
}

/// How many characters the text has: bytes that do not continue one.
fn characters(text: &str) -> u64 {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count() as u64
}
