//! Time: finding temporal expressions ([`tag`](self), by rules that are data), joining what stands together, finding the day
//! that the article is told from, and working out what each expression means from there.

pub(crate) mod calendar;
mod check;
mod context;
pub(crate) mod dct;
pub mod edtf;
mod join;
mod meaning;
mod problem;
mod resolve;
pub(crate) mod rule;
mod tag;
pub mod value;

use chrono::{Datelike, NaiveDate};

use crate::Options;
use crate::annotation::{Annotation, Basis, Timex};
use crate::article::Article;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::segment::{Document, Role, Sentence};
use calendar::Calendar;
use meaning::{Meaning, Partial, TimeOfDay, Year};
use resolve::{Anchors, Resolved};
use rule::Rules;
use tag::Found;
use value::{DayOf, Granularity, Point, Type, Value};

/// The rules and calendars of time.
#[derive(Debug)]
pub(crate) struct Time {
    pub(crate) rules: Rules,
    calendar: Calendar,
}

impl Time {
    /// Loads what is under `datasets/rules/time` and `datasets/calendar`.
    pub(crate) fn load(lexicon: &mut Lexicon) -> Result<Self, Error> {
        Ok(Self { rules: rule::load(lexicon)?, calendar: Calendar::load()? })
    }

    /// Finds the dct and the temporal expressions of the document and writes them into the annotation.
    pub(crate) fn annotate(
        &self,
        article: &Article,
        document: &Document<'_>,
        options: Options,
        lexicon: &Lexicon,
        into: &mut Annotation,
    ) {
        let found = join::join(document, tag::tag(document, &self.rules, lexicon));
        into.dct = dct::dct(article, document, &found, options, lexicon);
        let dct = into.dct.map(|dct| dct.date);
        let mut story = Story::default();
        into.timexes.reserve(found.len());
        for (i, one) in found.iter().enumerate() {
            let span = one.span(document);
            let sentence = document.sentence_at(span.start).map(|index| (index, &document.sentences[index]));
            let anchors = self.anchors(&found, i, sentence, document, dct, &story, lexicon);
            let resolved = resolve::resolve(&one.reading, &anchors, &self.calendar);
            if let Some(fault) = resolved.fault {
                into.diagnostics.push(problem::diagnostic(fault, span, document.text, dct));
            }
            let before = story.last_value;
            story.hear(&resolved, &one.reading.meaning, sentence);
            if i > 0
                && leads_to(&found[i - 1], one, document)
                && let (Some(Value::Point(from)), Some(Value::Point(to))) = (before, story.last_value)
            {
                // `5 Juni hingga 31 Juli` is one period to what follows (`periode yang sama`).
                story.last_value = Some(Value::Range(from, to));
            }
            into.timexes.push(Timex {
                span,
                kind: resolved.kind,
                value: resolved.value,
                modifier: one.reading.modifier,
                basis: resolved.basis,
                anchor: resolved.anchor,
                vague: resolved.vague,
                rule: self.rules.rules[one.rule as usize].name,
            });
        }
    }

    /// Runs every rule's examples and counter-examples: what fails, each in a sentence.
    pub(crate) fn check(&self, lexicon: &Lexicon) -> Vec<String> {
        check::check(self, lexicon)
    }

    /// Where the `i`-th expression is counted from.
    #[allow(clippy::too_many_arguments)]
    fn anchors(
        &self,
        found: &[Found],
        i: usize,
        sentence: Option<(usize, &Sentence)>,
        document: &Document<'_>,
        dct: Option<NaiveDate>,
        story: &Story,
        lexicon: &Lexicon,
    ) -> Anchors {
        let one = &found[i];
        let mut anchors = Anchors {
            dct,
            day: story.day,
            any_day: story.any_day,
            last: story.last,
            last_value: story.last_value,
            ..Anchors::default()
        };
        let Some((index, sentence)) = sentence else { return anchors };
        if needs_lean(&one.reading.meaning) {
            anchors.lean = context::lean(document, sentence, one.tokens, lexicon);
        }
        anchors.year = story.year_for(index, sentence, dct);
        if let Meaning::Date { left: Partial { year: None, month: Some(month), day: None, .. }, right: None, lean: None } =
            one.reading.meaning
        {
            // A month told of before is the same month: `Oktober mendatang ... pada Oktober`.
            anchors.year = anchors.year.or(usize::try_from(month - 1).ok().and_then(|month| *story.months.get(month)?));
        }
        if is_deictic(&one.reading.meaning)
            && let Some(day) = self.day_of_speaking(found, i, sentence, document, dct, lexicon)
        {
            anchors.dct = Some(day);
        }
        if let Some(year) = followed_by_year(found, i, document) {
            anchors.year = Some(year);
        }
        anchors.habit = match (&one.reading.meaning, one.reading.time) {
            (Meaning::Inherit, Some(time)) => {
                let named_here = named_beside(found, i, sentence, document);
                let general = matches!(time, TimeOfDay::Part(_)) || story.habit || context::habitual(document, sentence, lexicon);
                !named_here && general
            }
            (Meaning::Weekday { to: Some(_), .. }, _) => true,
            (Meaning::Weekday { .. }, _) => context::habitual_before(document, sentence, one.tokens, lexicon),
            _ => false,
        };
        anchors
    }

    /// The day that the attribution of a quote gives (`"... hari ini," kata X, Selasa (29/4/2025)`), for an expression inside it.
    fn day_of_speaking(
        &self,
        found: &[Found],
        i: usize,
        sentence: &Sentence,
        document: &Document<'_>,
        dct: Option<NaiveDate>,
        lexicon: &Lexicon,
    ) -> Option<NaiveDate> {
        let quoted = context::quoted(document, sentence);
        let stretch = quoted.iter().find(|stretch| stretch.0 <= found[i].tokens.0 && found[i].tokens.1 <= stretch.1)?;
        let later = found[i + 1..].iter().take_while(|next| next.tokens.1 <= sentence.tokens.1);
        let outside = later
            .filter(|next| next.tokens.0 >= stretch.1 && !quoted.iter().any(|s| s.0 <= next.tokens.0 && next.tokens.1 <= s.1));
        outside
            .filter(|next| matches!(next.reading.meaning, Meaning::Date { right: None, .. } | Meaning::Weekday { .. }))
            .find_map(|next| {
                let lean = context::lean(document, sentence, next.tokens, lexicon);
                let anchors = Anchors { dct, lean, ..Anchors::default() };
                match resolve::resolve(&next.reading, &anchors, &self.calendar).value {
                    Some(Value::Point(
                        Point::Day(day) | Point::Part(DayOf::Date(day), _) | Point::Clock(DayOf::Date(day), _),
                    )) => Some(day),
                    _ => None,
                }
            })
            .filter(|day| dct.is_none_or(|dct| *day <= dct))
    }
}

/// What the text has named so far.
#[derive(Debug, Default)]
struct Story {
    day: Option<NaiveDate>,
    /// The last day of no given year (`setiap 27 Juli`), where it stood after that.
    any_day: Option<Point>,
    /// The last thing told was a habit (`Senin-Jumat`), so that clock times after it are too.
    habit: bool,
    last: Option<Point>,
    last_value: Option<Value>,
    /// The last year that stood in a month or day, and its sentence.
    year: Option<(i32, usize, u32)>,
    /// The year that each month was last told of.
    months: [Option<i32>; 12],
}

impl Story {
    fn hear(&mut self, resolved: &Resolved, meaning: &Meaning, sentence: Option<(usize, &Sentence)>) {
        // A byline or a linked headline is not the story.
        if sentence.is_none_or(|(_, sentence)| matches!(sentence.role, Role::Boilerplate | Role::Caption)) || resolved.vague {
            return;
        }
        let Some(value) = resolved.value else { return };
        if resolved.kind == Type::Set {
            self.habit = true;
        }
        let (Value::Point(point) | Value::Range(_, point)) = value else { return };
        if let Some((index, sentence)) = sentence {
            // A feast is spoken of far from its day: clock times after it are not its own.
            let feast = matches!(meaning, Meaning::Feast { .. });
            if let Some(day) = day_of(point).filter(|_| !feast) {
                self.day = Some(day);
                self.any_day = None;
                self.habit = false;
            } else if matches!(point, Point::AnyDay(..)) {
                self.any_day = Some(point);
            }
            if let Meaning::Date { left: Partial { year: Some(Year::Full(year)), month: Some(_), .. }, right: None, .. } = meaning
            {
                self.year = Some((*year, index, sentence.line));
            }
        }
        if let Point::Month(year, month) = point {
            self.months[usize::from(month).clamp(1, 12) - 1] = Some(year);
        } else if let Some(day) = day_of(point) {
            self.months[day.month0() as usize] = Some(day.year());
        }
        if !matches!(point, Point::Part(DayOf::Any, _) | Point::Clock(DayOf::Any, _)) {
            self.last = Some(point);
            self.last_value = Some(value);
        }
    }

    /// The year that a date without one is in because the sentence before, or this one, told of that year.
    fn year_for(&self, index: usize, sentence: &Sentence, dct: Option<NaiveDate>) -> Option<i32> {
        let (year, heard, line) = self.year?;
        let close = line == sentence.line && index - heard <= 1;
        let other = dct.is_none_or(|dct| (dct.year() - year).abs() >= 1);
        (close && other).then_some(year)
    }
}

fn day_of(point: Point) -> Option<NaiveDate> {
    match point {
        Point::Day(day) | Point::Part(DayOf::Date(day), _) | Point::Clock(DayOf::Date(day), _) => Some(day),
        _ => None,
    }
}

/// Whether another expression of the sentence names the day of this one: both stand in the same quotation, or neither in one.
fn named_beside(found: &[Found], i: usize, sentence: &Sentence, document: &Document<'_>) -> bool {
    let quoted = context::quoted(document, sentence);
    let stretch = |one: &Found| quoted.iter().position(|stretch| stretch.0 <= one.tokens.0 && one.tokens.1 <= stretch.1);
    let own = stretch(&found[i]);
    let inside = |other: &&Found| sentence.tokens.0 <= other.tokens.0 && other.tokens.1 <= sentence.tokens.1;
    let before = found[..i].iter().rev().take_while(inside);
    let after = found[i + 1..].iter().take_while(inside);
    before.chain(after).any(|other| {
        let day = match &other.reading.meaning {
            Meaning::Date { left, .. } => left.day.is_some(),
            Meaning::Day(_) | Meaning::Weekday { to: None, .. } => true,
            _ => false,
        };
        day && stretch(other) == own
    })
}

/// Whether the words around decide what it means.
fn needs_lean(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Date { left, right, .. } => left.year.is_none() || right.is_some_and(|right| right.year.is_none()),
        Meaning::Weekday { .. } | Meaning::Fraction { .. } | Meaning::Feast { .. } => true,
        _ => false,
    }
}

/// Whether it is counted from the day of speaking.
fn is_deictic(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Day(_) | Meaning::Period { .. } | Meaning::Shift { .. } | Meaning::Weekday { .. })
}

/// The year of the date that an open one leads to: of `5 Juni hingga 31 Juli 2025` the first has the second's.
fn followed_by_year(found: &[Found], i: usize, document: &Document<'_>) -> Option<i32> {
    let Meaning::Date { left: Partial { year: None, month: Some(_), .. }, right: None, lean: None } = found[i].reading.meaning
    else {
        return None;
    };
    let next = found.get(i + 1)?;
    let Meaning::Date { left: Partial { year: Some(Year::Full(year)), month: Some(_), .. }, right: None, .. } =
        next.reading.meaning
    else {
        return None;
    };
    leads_to(&found[i], next, document).then_some(year)
}

/// Whether nothing but words of a stretch stands between two expressions (`hingga`, `sampai dengan`, `dan`).
fn leads_to(one: &Found, next: &Found, document: &Document<'_>) -> bool {
    let between = &document.tokens[one.tokens.1 as usize..next.tokens.0 as usize];
    let joins = |token: &crate::token::Token| {
        token.mark().is_some_and(|mark| matches!(mark, '-' | '\u{2013}' | '\u{2014}' | ',' | '/'))
            || matches!(token.span().of(document.text), "hingga" | "sampai" | "dan" | "dengan" | "s" | "d" | "tanggal" | "pada")
    };
    (1..=4).contains(&between.len()) && between.iter().all(joins)
}

/// Whether an expression can date something: a day or a period of the calendar, not vague.
pub fn dates(timex: &Timex) -> bool {
    !timex.vague
        && timex.basis != Basis::Unknown
        && timex
            .value
            .is_some_and(|value| value.granularity().is_some_and(|grain| grain <= Granularity::Century) && value.days().is_some())
}
