//! The document creation time, by a ladder: metadata; a byline or dateline; a date in the URL or an image path; the caller's
//! word; the date that the article gives for its own reporting; unknown. Its provenance is kept.

use chrono::{Datelike, Days, NaiveDate};

use crate::Options;
use crate::annotation::Dct;
use crate::article::{Article, DctSource};
use crate::lexicon::{Class, Lexicon};
use crate::segment::{Document, Role};
use crate::time::context;
use crate::time::meaning::{Lean, Meaning, Partial, Year};
use crate::time::tag::Found;
use crate::token::{Kind, Token};

/// No dated article is older: before that a year is not the article's own.
const OLDEST: i32 = 1990;

/// A byline stands among so many first lines.
const TOP: usize = 6;

/// How many tokens a byline may have besides its date.
const BYLINE: u32 = 10;

/// Finds the day from which the article is told.
pub(crate) fn dct(
    article: &Article,
    document: &Document<'_>,
    found: &[Found],
    options: Options,
    lexicon: &Lexicon,
) -> Option<Dct> {
    let given =
        |from: DctSource| article.published.as_ref().filter(|published| published.from == from).map(|published| published.date);
    let user = given(DctSource::User);
    if let Some(published) = article.published.as_ref().filter(|published| published.from != DctSource::User) {
        return Some(Dct { date: published.date, from: published.from });
    }
    let present = options.today;
    byline(document, found, present, lexicon)
        .map(|date| (date, DctSource::Dateline))
        .or_else(|| {
            let url = article.url.as_deref().and_then(|url| in_path(url, present));
            url.or_else(|| in_text_path(document, present)).map(|date| (date, DctSource::Url))
        })
        .or_else(|| user.map(|date| (date, DctSource::User)))
        .or_else(|| reporting(document, found, present, lexicon).map(|date| (date, DctSource::Text)))
        .map(|(date, from)| Dct { date, from })
}

fn plausible(date: NaiveDate, present: Option<NaiveDate>) -> bool {
    date.year() >= OLDEST && present.is_none_or(|present| date <= present)
}

/// A line near the top that is hardly more than a full date: `Senin, 5 Mei 2025 22:40 WIB`, `Diterbitkan 26 Juli 2023`,
/// `Redaksi - Rabu, 26/07/2023`.
fn byline(document: &Document<'_>, found: &[Found], present: Option<NaiveDate>, lexicon: &Lexicon) -> Option<NaiveDate> {
    let top = document.lines.iter().take(TOP).next_back()?.span.end;
    found.iter().take_while(|found| document.tokens[found.tokens.0 as usize].start < top).find_map(|found| {
        let Meaning::Date {
            left: partial @ Partial { year: Some(Year::Full(year)), month: Some(month), day: Some(day), .. },
            right: None,
            ..
        } = &found.reading.meaning
        else {
            return None;
        };
        let token = &document.tokens[found.tokens.0 as usize];
        let line = document.lines.get(document.lines.partition_point(|line| line.span.end <= token.start))?;
        let from = document.token_at(line.span.start) as u32;
        let to = document.token_at(line.span.end) as u32;
        let rest = (to - from).saturating_sub(found.tokens.1 - found.tokens.0);
        let before = (found.tokens.0 > from).then(|| &document.tokens[found.tokens.0 as usize - 1]);
        let published = before.is_some_and(|before| lexicon.classes(before.word()).has(Class::PublishedCue));
        let set_off =
            before.is_none_or(|before| before.mark().is_some_and(|mark| "|-\u{2013}\u{2014}/\u{b7}\u{2022}(,:".contains(mark)));
        let like_prose = document.tokens[to as usize - 1].is_mark('.') || line.role == Role::Caption;
        let dated_to_the_day = partial.weekday.is_some() || found.reading.time.is_some() || published || rest == 0;
        if rest > BYLINE || like_prose || !dated_to_the_day || !(published || set_off) {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(*year, *month as u32, *day as u32)?;
        plausible(date, present).then_some(date)
    })
}

/// A date in the path of an address: `/2023/07/26/`, `/20230726/`, also percent-encoded.
pub(crate) fn in_path(url: &str, present: Option<NaiveDate>) -> Option<NaiveDate> {
    let url = url.replace("%2F", "/").replace("%2f", "/");
    let parts: Vec<&str> = url.split(['/', '-', '_', '?', '=', '.']).collect();
    let date = |year: &str, month: &str, day: &str| {
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            .filter(|&date| plausible(date, present))
    };
    parts.windows(3).find_map(|three| date(three[0], three[1], three[2])).or_else(|| {
        parts
            .iter()
            .filter(|part| matches!(part.len(), 8 | 12 | 14) && part.bytes().all(|b| b.is_ascii_digit()))
            .find_map(|part| date(&part[..4], &part[4..6], &part[6..8]))
    })
}

/// The same in an address inside the text, as crawls leave them: an image's path, mostly.
fn in_text_path(document: &Document<'_>, present: Option<NaiveDate>) -> Option<NaiveDate> {
    let year = |token: &Token| token.kind == Kind::Number && token.digits == 4 && (OLDEST as u32..2100).contains(&token.payload);
    document.tokens.iter().enumerate().filter(|(_, token)| year(token)).find_map(|(i, token)| {
        let glued = document.tokens.get(i.checked_sub(1)?).filter(|before| before.end == token.start)?;
        let before = glued.is_mark('/') || glued.kind == Kind::Word && glued.span().of(document.text).eq_ignore_ascii_case("f");
        let end = document.text[token.start as usize..]
            .find(char::is_whitespace)
            .map_or(document.text.len(), |end| token.start as usize + end);
        let path = &document.text[token.start as usize..end];
        // In an address three slashes or more follow one another; a mere `2023/07/26` in prose has none before it.
        (before && path.len() > 10).then(|| in_path(path, present)).flatten()
    })
}

/// The date that the article gives for its own reporting: a deictic word beside a date says it outright (`besok, Senin 6
/// November 2023`, `hari ini (5/3)`); else it is the latest weekday with its date that is not told as coming.
fn reporting(document: &Document<'_>, found: &[Found], present: Option<NaiveDate>, lexicon: &Lexicon) -> Option<NaiveDate> {
    let votes = Votes::new(found, present.unwrap_or(NaiveDate::MIN));
    let mut latest: Option<NaiveDate> = None;
    let mut deictic = Vec::new();
    for found in found {
        let Meaning::Date { left: Partial { year, month: Some(month), day: Some(day), weekday }, right: None, lean } =
            &found.reading.meaning
        else {
            continue;
        };
        let at = found.tokens.0 as usize;
        let Some(sentence) = document.sentence_at(document.tokens[at].start).map(|index| &document.sentences[index]) else {
            continue;
        };
        if matches!(sentence.role, Role::Boilerplate | Role::Caption) {
            continue;
        }
        let shift = lexicon.longest(&document.tokens, at, Class::DayWord).map(|(sense, _)| sense.number);
        if let Some(shift) = shift {
            deictic.push((*year, *month, *day, *weekday, shift));
            continue;
        }
        let told_as_coming = || context::lean(document, sentence, found.tokens, lexicon) == Some(Lean::Ahead);
        if weekday.is_none() && *lean != Some(Lean::Back) || *lean == Some(Lean::Ahead) || told_as_coming() {
            continue;
        }
        let date = complete(*year, *month, *day, *weekday, &votes);
        let Some(date) = date.filter(|&date| plausible(date, present)) else { continue };
        // A date that contradicts its weekday is weak: the day before it is meant where that is the weekday's.
        let date = match weekday {
            Some(written) if !falls_on(date, *written) => {
                date.pred_opt().filter(|before| falls_on(*before, *written)).unwrap_or(date)
            }
            _ => date,
        };
        latest = latest.max(Some(date));
    }
    let outright = deictic.into_iter().find_map(|(year, month, day, weekday, shift)| {
        let date = complete(year, month, day, weekday, &votes)?;
        let today = if shift > 0 {
            date.checked_sub_days(Days::new(shift as u64))
        } else {
            date.checked_add_days(Days::new(shift.unsigned_abs().into()))
        };
        today.filter(|&today| plausible(today, present))
    });
    outright.or(latest)
}

fn falls_on(date: NaiveDate, weekday: u8) -> bool {
    date.weekday().number_from_monday() == u32::from(weekday)
}

/// The date as written; without a year, in the year that the article's dates agree on best.
fn complete(year: Option<Year>, month: i32, day: i32, weekday: Option<u8>, votes: &Votes) -> Option<NaiveDate> {
    match year {
        Some(Year::Full(year)) => NaiveDate::from_ymd_opt(year, month as u32, day as u32),
        Some(_) => None,
        None => votes.best(month, day, weekday),
    }
}

/// The evidence for the year of dates without one.
struct Votes {
    present: NaiveDate,
    /// Weekday, month and day as they stand together.
    pairs: Vec<(u8, i32, i32)>,
    /// Years that the text names.
    years: Vec<i32>,
}

impl Votes {
    fn new(found: &[Found], present: NaiveDate) -> Self {
        let mut votes = Self { present, pairs: Vec::new(), years: Vec::new() };
        for found in found {
            let Meaning::Date { left, right: None, .. } = &found.reading.meaning else { continue };
            match left {
                Partial { year: Some(Year::Full(year)), .. } => votes.years.push(*year),
                Partial { weekday: Some(weekday), month: Some(month), day: Some(day), year: None } => {
                    votes.pairs.push((*weekday, *month, *day));
                }
                _ => {}
            }
        }
        votes
    }

    /// The day in the latest year, not after the present, in which most weekdays fit; that the text names the year, or the one
    /// before, speaks for it.
    fn best(&self, month: i32, day: i32, weekday: Option<u8>) -> Option<NaiveDate> {
        let score = |date: &NaiveDate| {
            let fits = |&(weekday, month, day): &(u8, i32, i32)| {
                NaiveDate::from_ymd_opt(date.year(), month as u32, day as u32).is_some_and(|date| falls_on(date, weekday))
            };
            let own = weekday.is_some_and(|written| falls_on(*date, written));
            let named = if self.years.contains(&date.year()) { 2 } else { u32::from(self.years.contains(&(date.year() - 1))) };
            2 * self.pairs.iter().filter(|pair| fits(pair)).count() as u32 + 2 * u32::from(own) + named
        };
        (OLDEST..=self.present.year())
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month as u32, day as u32))
            .filter(|date| *date <= self.present)
            .max_by_key(|date| (score(date), *date))
    }
}
