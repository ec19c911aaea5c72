//! What annotating an article yields: values that point into its text. Nothing here holds a copy of the text.

use chrono::NaiveDate;

use crate::article::DctSource;
use crate::diagnostic::Diagnostic;
use crate::named::named_in_outputs;
use crate::segment::{Line, Sentence};
use crate::span::Span;
use crate::time::value::{Mod, Type, Value};

/// The document creation time: the day from which relative expressions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dct {
    /// The day.
    pub date: NaiveDate,
    /// Where it was found.
    pub from: DctSource,
}

named_in_outputs! {
    /// How an expression got its day.
    pub enum Basis {
        /// A full date stands there.
        Stated = "stated",
        /// Year or month are implied.
        Completed = "completed",
        /// Counted from the dct.
        Relative = "relative",
        /// Counted from, or inheriting, another date of the text.
        Narrative = "narrative",
        /// No date of its own: the publication date.
        Publication = "publication",
        /// None.
        Unknown = "unknown",
    }
}

/// A temporal expression (TIMEX3).
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    pub kind: Type,
    /// What it means; none where the date is impossible or no anchor is known.
    pub value: Option<Value>,
    /// START, APPROX ...
    pub modifier: Option<Mod>,
    /// How it got its day.
    pub basis: Basis,
    /// The day it was counted from.
    pub anchor: Option<NaiveDate>,
    /// Vague (`saat ini`): listed, never dating anything.
    pub vague: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

named_in_outputs! {
    /// Direct, indirect or mixed (PARC 3.0 has the first two; mixed is a paraphrase with words in quotation marks).
    pub enum QuoteKind {
        /// Between quotation marks.
        Direct = "direct",
        /// Paraphrased.
        Indirect = "indirect",
        /// Paraphrased, with a part in quotation marks.
        Mixed = "mixed",
    }
}

named_in_outputs! {
    /// What the speaker does with the content.
    pub enum Stance {
        /// Says it.
        Says = "says",
        /// Denies it.
        Denies = "denies",
        /// Accuses somebody of it.
        Accuses = "accuses",
        /// Asks for it.
        Asks = "asks",
        /// Believes or hopes it.
        Believes = "believes",
        /// Promises it.
        Promises = "promises",
    }
}

/// An attributed statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The content, without marks (direct) or the attributed clause.
    pub span: Span,
    /// How it is given.
    pub kind: QuoteKind,
    /// The word or phrase that attributes.
    pub cue: Option<Span>,
    /// The source as it stands nearest to the cue; `-nya` is a span of those three letters.
    pub mention: Option<Span>,
    /// Who it is, by the fullest name the article gives.
    pub speaker: Option<String>,
    /// Title or office given with the fullest name.
    pub role: Option<String>,
    /// The outlet that the article takes the statement from, canonical.
    pub via: Option<String>,
    /// What the speaker does with it.
    pub stance: Stance,
    /// The expression (index into [`Annotation::timexes`]) that says when it was said; else it was by publication.
    pub when: Option<u32>,
    /// The rule (frame) that attributed it.
    pub rule: &'static str,
}

impl Quotation {
    /// The mention as it is shown: the words as they stand, `-nya` for the three letters inside a cue (`ujarnya`).
    pub fn mention_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let span = self.mention?;
        let inside = text.as_bytes().get((span.start as usize).wrapping_sub(1)).is_some_and(u8::is_ascii_alphabetic);
        Some(if inside && span.of(text).eq_ignore_ascii_case("nya") { "-nya" } else { span.of(text) })
    }
}

/// A number with the thing it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit.
    pub span: Span,
    /// The value, as a plain decimal number (`915000000000`, `3.52`); of a range both ends (`97/98`).
    pub value: String,
    /// The decimal place of the last digit shown: 9 in `915 miliar`, -2 in `3,52`. What a rounding can hide lies below it.
    pub place: i8,
    /// The thing, lower case (`orang`, `rupiah`, `persen`).
    pub unit: String,
    /// `lebih dari`, `sekitar` ... as a TimeML mod.
    pub hedge: Option<Mod>,
}

named_in_outputs! {
    /// Whether a claim has come true by its own words.
    pub enum Tense {
        /// Happened or holds.
        Past = "past",
        /// Announced, planned, expected.
        Future = "future",
    }
}

/// A sentence that asserts a dated event or state.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence, without its dateline.
    pub span: Span,
    /// The expressions that date it (indices into [`Annotation::timexes`]): one, or the two ends of an interval.
    pub when: (u32, Option<u32>),
    /// When it holds.
    pub value: Value,
    /// Past or future.
    pub tense: Tense,
    /// The statement (index into [`Annotation::quotations`]) that makes the claim, where somebody states it.
    pub quotation: Option<u32>,
    /// The quantities in it (range of indices into [`Annotation::quantities`]).
    pub quantities: (u32, u32),
}

/// All that was found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// The day from which it is told.
    pub dct: Option<Dct>,
    /// The lines with their roles.
    pub lines: Vec<Line>,
    /// The sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// Temporal expressions, in text order, not overlapping.
    pub timexes: Vec<Timex>,
    /// Statements, in text order.
    pub quotations: Vec<Quotation>,
    /// Quantities, in text order.
    pub quantities: Vec<Quantity>,
    /// Dated claims, in text order.
    pub claims: Vec<Claim>,
    /// What is doubtful, in text order, each doubt at its expression.
    pub diagnostics: Vec<Diagnostic>,
}

impl Annotation {
    /// The expression that says when a statement was made; none where only the publication dates it. A day after the article's
    /// own is told of in the statement or beside it: nobody is quoted before he speaks. A doubtful one stays, with its doubt.
    pub fn said(&self, quotation: &Quotation) -> Option<&Timex> {
        let when = self.timexes.get(quotation.when? as usize)?;
        let days = when.value.and_then(|value| value.days());
        let later = days.zip(self.dct).is_some_and(|((first, _), dct)| first > dct.date);
        (!later || self.doubts_at(when.span).next().is_some()).then_some(when)
    }

    /// What is doubtful about what stands there, in text order.
    pub fn doubts_at(&self, span: Span) -> impl Iterator<Item = &Diagnostic> {
        let from = self.diagnostics.partition_point(|doubt| doubt.span.end <= span.start);
        self.diagnostics[from..].iter().take_while(move |doubt| doubt.span.start < span.end)
    }
}
