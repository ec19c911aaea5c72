//! Where each expression is counted from: what the text has named so far, and what its own sentence names besides.

use chrono::{Datelike, NaiveDate};

use crate::lexicon::{Class, Lexicon};
use crate::segment::{Document, Role, Sentence};
use crate::time::calendar::Calendar;
use crate::time::context;
use crate::time::meaning::{Meaning, Partial, TimeOfDay, Year};
use crate::time::resolve::{self, Anchors, Resolved};
use crate::time::tag::Found;
use crate::time::value::{DayOf, Point, Type, Value};

/// What the text has named so far.
#[derive(Debug, Default)]
pub(super) struct Story {
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
    /// Takes in one more expression; `goes_on` where it is the other end of a stretch that the one before began.
    pub(super) fn hear(&mut self, resolved: &Resolved, meaning: &Meaning, sentence: Option<(usize, &Sentence)>, goes_on: bool) {
        let before = self.last_value;
        self.take(resolved, meaning, sentence);
        if goes_on && let (Some(Value::Point(from)), Some(Value::Point(to))) = (before, self.last_value) {
            // `5 Juni hingga 31 Juli` is one period to what follows (`periode yang sama`).
            self.last_value = Some(Value::Range(from, to));
        }
    }

    fn take(&mut self, resolved: &Resolved, meaning: &Meaning, sentence: Option<(usize, &Sentence)>) {
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

/// The expressions of one text, with all that their reading needs.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) found: &'a [Found],
    pub(super) dct: Option<NaiveDate>,
    pub(super) calendar: &'a Calendar,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    /// Where the `i`-th expression is counted from. `sentence` is the one it stands in, with its index.
    pub(super) fn anchors(self, i: usize, sentence: Option<(usize, &Sentence)>, story: &Story) -> Anchors {
        let one = &self.found[i];
        let mut anchors = Anchors {
            dct: self.dct,
            day: story.day,
            any_day: story.any_day,
            last: story.last,
            last_value: story.last_value,
            ..Anchors::default()
        };
        let Some((index, sentence)) = sentence else { return anchors };
        let sentence = &around(sentence, one.tokens);
        if needs_lean(&one.reading.meaning) {
            anchors.lean = context::lean(self.document, sentence, one.tokens, self.lexicon);
        }
        anchors.year = story.year_for(index, sentence, self.dct);
        if let Meaning::Date { left: Partial { year: None, month: Some(month), day: None, .. }, right: None, lean: None } =
            one.reading.meaning
        {
            // A month told of before is the same month: `Oktober mendatang ... pada Oktober`.
            anchors.year = anchors.year.or(usize::try_from(month - 1).ok().and_then(|month| *story.months.get(month)?));
        }
        if is_deictic(&one.reading.meaning)
            && let Some(day) = self.day_of_speaking(i, sentence)
        {
            anchors.dct = Some(day);
        }
        if let Some(year) = self.year_ahead(i) {
            anchors.year = Some(year);
        }
        match (&one.reading.meaning, one.reading.time) {
            (Meaning::Inherit, Some(time)) => {
                let named = self.named_beside(i, sentence);
                let general =
                    matches!(time, TimeOfDay::Part(_)) || story.habit || context::habitual(self.document, sentence, self.lexicon);
                anchors.habit = named.is_none() && general;
                if let Some(Beside::Ahead(next)) = named {
                    anchors.day = self.day(next, sentence).or(anchors.day);
                }
            }
            (Meaning::Weekday { to: Some(_), .. }, _) => anchors.habit = true,
            (Meaning::Weekday { .. }, _) => {
                let before = |at: u32, list| context::habitual_before(self.document, sentence, at, list, self.lexicon);
                anchors.habit = before(one.tokens.0, false) || self.list_of_days(i).is_some_and(|first| before(first, true));
            }
            _ => {}
        }
        anchors
    }

    /// Whether nothing but words of a stretch stands between the `i`-th expression and the next (`hingga`, `sampai dengan`,
    /// `dan`).
    pub(super) fn leads_to(self, i: usize) -> bool {
        let Some(next) = self.found.get(i + 1) else { return false };
        let between = &self.document.tokens[self.found[i].tokens.1 as usize..next.tokens.0 as usize];
        let words = |at: usize| self.lexicon.classes(between[at].word()).has(Class::Through);
        let joins = |at: usize| match between[at].mark() {
            Some('-' | '\u{2013}' | '\u{2014}' | ',' | '/') => true,
            // The full stops of `s.d.` end no sentence.
            Some('.') => at > 0 && words(at - 1) && between[at - 1].span().len() == 1,
            _ => words(at),
        };
        (1..=4).contains(&between.len()) && (0..between.len()).all(joins)
    }

    /// The first token of the list of bare weekdays that the `i`-th expression stands in (`Sabtu, Minggu`).
    fn list_of_days(self, i: usize) -> Option<u32> {
        let bare = |one: &Found| {
            one.reading.time.is_none() && matches!(one.reading.meaning, Meaning::Weekday { to: None, lean: None, week: None, .. })
        };
        let joined = |at: usize| bare(&self.found[at]) && self.found.get(at + 1).is_some_and(bare) && self.leads_to(at);
        let first = (0..i).rev().take_while(|&at| joined(at)).last().unwrap_or(i);
        (first < i || joined(i)).then(|| self.found[first].tokens.0)
    }

    /// The year of the date that an open one leads to: of `5 Juni hingga 31 Juli 2025` the first has the second's.
    fn year_ahead(self, i: usize) -> Option<i32> {
        let Meaning::Date { left: Partial { year: None, month: Some(_), .. }, right: None, lean: None } =
            self.found[i].reading.meaning
        else {
            return None;
        };
        let Meaning::Date { left: Partial { year: Some(Year::Full(year)), month: Some(_), .. }, right: None, .. } =
            self.found.get(i + 1)?.reading.meaning
        else {
            return None;
        };
        self.leads_to(i).then_some(year)
    }

    /// The day that the attribution of a quote gives (`"... hari ini," kata X, Selasa (29/4/2025)`), for an expression inside it.
    fn day_of_speaking(self, i: usize, sentence: &Sentence) -> Option<NaiveDate> {
        let quoted = context::quoted(self.document, sentence);
        let own = stretch(&quoted, &self.found[i])?;
        let later = self.found[i + 1..].iter().take_while(|next| next.tokens.1 <= sentence.tokens.1);
        later
            .filter(|next| next.tokens.0 >= quoted[own].1 && stretch(&quoted, next).is_none())
            .filter(|next| matches!(next.reading.meaning, Meaning::Date { right: None, .. } | Meaning::Weekday { .. }))
            .find_map(|next| self.day(next, sentence))
            .filter(|day| self.dct.is_none_or(|dct| *day <= dct))
    }

    /// The day that an expression names by itself.
    fn day(self, one: &Found, sentence: &Sentence) -> Option<NaiveDate> {
        let lean = context::lean(self.document, sentence, one.tokens, self.lexicon);
        let anchors = Anchors { dct: self.dct, lean, ..Anchors::default() };
        match resolve::resolve(&one.reading, &anchors, self.calendar).value {
            Some(Value::Point(point)) => day_of(point),
            _ => None,
        }
    }

    /// The expression of the sentence that names the day of this one: both stand in the same quotation, or neither in one.
    fn named_beside(self, i: usize, sentence: &Sentence) -> Option<Beside<'a>> {
        let quoted = context::quoted(self.document, sentence);
        let own = stretch(&quoted, &self.found[i]);
        let inside = |other: &&Found| sentence.tokens.0 <= other.tokens.0 && other.tokens.1 <= sentence.tokens.1;
        let names = |other: &&Found| {
            let day = match &other.reading.meaning {
                Meaning::Date { left, .. } => left.day.is_some(),
                Meaning::Day(_) | Meaning::Weekday { to: None, .. } => true,
                _ => false,
            };
            day && stretch(&quoted, other) == own
        };
        if self.found[..i].iter().rev().take_while(inside).any(|other| names(&other)) {
            return Some(Beside::Before);
        }
        self.found[i + 1..].iter().take_while(inside).find(names).map(Beside::Ahead)
    }
}

/// How far, in tokens, the sentence around an expression is looked at. Longer ones are no sentences but lists, tag lines, and
/// articles run together, which hold any number of expressions.
const AROUND: u32 = 400;

/// The part of the sentence around the tokens.
fn around(sentence: &Sentence, (from, to): (u32, u32)) -> Sentence {
    let near = (from.saturating_sub(AROUND).max(sentence.tokens.0), (to + AROUND).min(sentence.tokens.1));
    Sentence { tokens: near, ..*sentence }
}

/// Where the day of a clock time is named in its sentence.
enum Beside<'a> {
    Before,
    Ahead(&'a Found),
}

/// The index of the quotation that holds the expression.
fn stretch(quoted: &[(u32, u32)], one: &Found) -> Option<usize> {
    quoted.iter().position(|stretch| stretch.0 <= one.tokens.0 && one.tokens.1 <= stretch.1)
}

fn day_of(point: Point) -> Option<NaiveDate> {
    match point {
        Point::Day(day) | Point::Part(DayOf::Date(day), _) | Point::Clock(DayOf::Date(day), _) => Some(day),
        _ => None,
    }
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
