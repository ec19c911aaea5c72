//! `annotate --format jsonl`: one object per article and line. The form is fixed; other programs read it.

use std::fmt::{self, Display};
use std::io::Write as _;

use chrono::NaiveDate;
use schemars::JsonSchema;

use super::object::{Json, by_name, object};
use crate::Options;
use crate::annotation::{Annotation, Basis, QuoteKind, Stance, Tense};
use crate::article::{Article, DctSource};
use crate::citation::CharIndex;
use crate::time::edtf::{Bound, bounds};
use crate::time::value::{Mod, Point, Type, Value, day_digits};

object! {
    /// What was found in one article. `start` and `end` are offsets in Unicode scalar values into the article's text, half open.
    #[derive(Debug, JsonSchema)]
    #[schemars(rename = "Annotation")]
    pub struct Out<'a> {
        /// The article's id.
        id: &'a str,
        /// The document creation time: the day from which relative expressions count.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        dct: Option<Shown<Bound>>,
        /// Where that day was found.
        dct_from: Option<DctSource>,
        /// The day of reading, after which no article was written.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        today: Option<Shown<Bound>>,
        /// Temporal expressions, in text order.
        timex: Vec<TimexOut<'a>>,
        /// Attributed statements, in text order.
        quotes: Vec<QuoteOut<'a>>,
        /// Dated claims, in text order; those inside indirect statements too.
        claims: Vec<ClaimOut>,
        /// What is doubtful.
        problems: Vec<ProblemOut<'a>>,
    }
}

object! {
    /// A temporal expression (TIMEX3).
    #[derive(Debug, JsonSchema)]
    #[schemars(rename = "Timex")]
    struct TimexOut<'a> {
        start: u32,
        end: u32,
        /// The expression as it stands.
        text: &'a str,
        r#type: Type,
        /// TimeML value; null where the date is impossible or nothing is known to count from.
        #[schemars(with = "Option<String>")]
        value: Option<Shown<Value>>,
        /// What modifies the value.
        r#mod: Option<Mod>,
        /// First day or instant it can mean.
        #[schemars(with = "Option<String>")]
        first: Option<Shown<Bound>>,
        /// Last day or instant it can mean.
        #[schemars(with = "Option<String>")]
        last: Option<Shown<Bound>>,
        /// The day it was counted from.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        anchor: Option<Shown<Bound>>,
        /// How it got its day.
        basis: Basis,
        /// The rule that found it.
        rule: &'a str,
    }
}

object! {
    /// An attributed statement.
    #[derive(Debug, JsonSchema)]
    #[schemars(rename = "Quote")]
    struct QuoteOut<'a> {
        start: u32,
        end: u32,
        kind: QuoteKind,
        /// The word or phrase that attributes.
        cue: Option<&'a str>,
        /// The source as it stands nearest to the cue.
        mention: Option<&'a str>,
        /// Who it is, by the fullest name the article gives.
        speaker: Option<&'a str>,
        /// Title or office.
        role: Option<&'a str>,
        /// The outlet that the article takes the statement from.
        via: Option<&'a str>,
        /// What the speaker does with the content.
        stance: Stance,
        /// The day on which it was said, where the text tells: a TIMEX value.
        #[schemars(with = "Option<String>")]
        said: Option<Shown<Value>>,
        /// The rule that attributed it.
        rule: &'a str,
    }
}

object! {
    /// A sentence that asserts a dated event or state.
    #[derive(Debug, JsonSchema)]
    #[schemars(rename = "Claim")]
    struct ClaimOut {
        start: u32,
        end: u32,
        /// When it holds: a TIMEX value.
        #[schemars(with = "String")]
        date: Shown<Value>,
        tense: Tense,
    }
}

object! {
    /// A doubt about a place.
    #[derive(Debug, JsonSchema)]
    #[schemars(rename = "Problem")]
    struct ProblemOut<'a> {
        start: u32,
        end: u32,
        /// `weekday-mismatch`, `impossible-date` ...: the names that `linimasa explain` lists.
        kind: &'a str,
        /// `L103`.
        code: &'a str,
        message: &'a str,
        /// The reading that the evidence favours, where there is one.
        suggestion: Option<&'a str>,
    }
}

/// Written as it is displayed, without a string in between: this is the hot path of `annotate`.
#[derive(Debug)]
struct Shown<T>(T);

impl<T: Display + Dated> Json for Shown<T> {
    fn write(&self, line: &mut Vec<u8>) {
        line.push(b'"');
        // Nearly all are days, and the machinery of formatting costs more than their digits.
        match self.0.only_day().and_then(day_digits) {
            Some(digits) => line.extend_from_slice(&digits),
            // Dates and times hold nothing to escape, and a vector takes all that is written.
            None => drop(write!(line, "{}", self.0)),
        }
        line.push(b'"');
    }
}

by_name!(Basis, DctSource, Mod, QuoteKind, Stance, Tense, Type);

/// What can be a day and nothing more.
trait Dated {
    /// That day, where it is one.
    fn only_day(&self) -> Option<NaiveDate>;
}

impl Dated for Bound {
    fn only_day(&self) -> Option<NaiveDate> {
        if let Self::Day(day) = self { Some(*day) } else { None }
    }
}

impl Dated for Value {
    fn only_day(&self) -> Option<NaiveDate> {
        if let Self::Point(Point::Day(day)) = self { Some(*day) } else { None }
    }
}

impl<T: Display> Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a> Out<'a> {
    /// The object for that article.
    pub fn new(article: &'a Article, annotation: &'a Annotation, options: &Options) -> Self {
        let text = article.text.as_str();
        let index = CharIndex::new(text);
        Self {
            id: &article.id,
            dct: annotation.dct.map(|dct| Shown(Bound::Day(dct.date))),
            dct_from: annotation.dct.map(|dct| dct.from),
            today: options.today.map(|day| Shown(Bound::Day(day))),
            timex: annotation
                .timexes
                .iter()
                .map(|timex| {
                    let (start, end) = index.span(timex.span);
                    let (first, last) = timex.value.and_then(|value| bounds(&value, timex.modifier)).unzip();
                    TimexOut {
                        start,
                        end,
                        text: timex.span.of(text),
                        r#type: timex.kind,
                        value: timex.value.map(Shown),
                        r#mod: timex.modifier,
                        first: first.map(Shown),
                        last: last.map(Shown),
                        anchor: timex.anchor.map(|day| Shown(Bound::Day(day))),
                        basis: timex.basis,
                        rule: timex.rule,
                    }
                })
                .collect(),
            quotes: annotation
                .quotations
                .iter()
                .map(|quote| {
                    let (start, end) = index.span(quote.span);
                    QuoteOut {
                        start,
                        end,
                        kind: quote.kind,
                        cue: quote.cue.map(|cue| cue.of(text)),
                        mention: quote.mention_of(text),
                        speaker: quote.speaker.as_deref(),
                        role: quote.role.as_deref(),
                        via: quote.via.as_deref(),
                        stance: quote.stance,
                        said: annotation.said(quote).and_then(|when| when.value).map(Shown),
                        rule: quote.rule,
                    }
                })
                .collect(),
            claims: annotation
                .claims
                .iter()
                .map(|claim| {
                    let (start, end) = index.span(claim.span);
                    ClaimOut { start, end, date: Shown(claim.value), tense: claim.tense }
                })
                .collect(),
            problems: annotation
                .diagnostics
                .iter()
                .map(|problem| {
                    let (start, end) = index.span(problem.span);
                    let (kind, code) = (problem.code.name(), problem.code.as_str());
                    ProblemOut { start, end, kind, code, message: &problem.message, suggestion: problem.suggestion.as_deref() }
                })
                .collect(),
        }
    }

    /// The object as one line, with its line feed.
    pub fn line(&self) -> Vec<u8> {
        // A typical object has some 200 bytes for each expression.
        let mut line = Vec::with_capacity(256 + 256 * (self.timex.len() + self.quotes.len() + self.problems.len()));
        self.write(&mut line);
        line.push(b'\n');
        line
    }
}
