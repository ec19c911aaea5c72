//! Dated claims: sentences that assert an event or a state and say when.
//!
//! Not every date in a sentence dates what it asserts. Some tell when somebody spoke ([`speech`]), some stand in a comparison, a
//! purpose or a condition ([`scope`]), name an event (`Piala Dunia 2022`) or pick out a noun (`rapat yang digelar Senin itu`).
//! Each date gets a [`Weight`] ([`weight`]); the first of the heaviest counts.

mod check;
mod event;
mod late;
mod scope;
mod speech;
mod tense;
mod view;
mod weight;

use crate::annotation::{Annotation, Claim, QuoteKind, Tense, Timex};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::function::Function;
use crate::lexicon::{Class, Classes, Lexicon};
use crate::segment::{Document, Role};
use crate::time::value::{Type, Value};
use crate::token::Kind;
use scope::Scope;
use view::View;
use weight::Weight;

/// The rules of claims.
#[derive(Debug)]
pub(crate) struct Claims {
    scopes: Vec<Scope>,
}

impl Claims {
    /// Loads what is under `datasets/rules/claim`.
    pub(crate) fn load(lexicon: &mut Lexicon) -> Result<Self, Error> {
        Ok(Self { scopes: scope::load(lexicon)? })
    }

    /// Writes the dated claims of the document into the annotation, in text order, and doubts about them.
    pub(crate) fn annotate(&self, document: &Document<'_>, lexicon: &Lexicon, into: &mut Annotation) {
        let mut doubts = Vec::new();
        into.claims = self.claims(document, into, lexicon, &mut doubts);
        into.diagnostics.append(&mut doubts);
        into.diagnostics.sort_by_key(|doubt| doubt.span.start);
    }

    fn claims(
        &self,
        document: &Document<'_>,
        annotation: &Annotation,
        lexicon: &Lexicon,
        doubts: &mut Vec<Diagnostic>,
    ) -> Vec<Claim> {
        let timexes = &annotation.timexes;
        let dct = annotation.dct.map(|dct| dct.date);
        let mut claims = Vec::new();
        let mut at = 0;
        let (mut quoted, mut quotation, mut quantity) = (0, 0, 0);
        while at < timexes.len() {
            let Some(index) = document.sentence_at(timexes[at].span.start) else {
                at += 1;
                continue;
            };
            let sentence = &document.sentences[index];
            let from = at;
            while at < timexes.len() && timexes[at].span.start < sentence.span.end {
                at += 1;
            }
            let tokens = sentence.tokens.1 - sentence.tokens.0;
            if sentence.role != Role::Body || tokens > LONGEST || !timexes[from..at].iter().any(dates) {
                continue;
            }
            while document.quoted.get(quoted).is_some_and(|pair| pair.close <= sentence.tokens.0 as usize) {
                quoted += 1;
            }
            while annotation.quotations.get(quotation).is_some_and(|one| one.span.end <= sentence.span.start) {
                quotation += 1;
            }
            let view = View {
                document,
                lexicon,
                scopes: &self.scopes,
                sentence,
                timexes,
                range: (from, at),
                quoted: &document.quoted[quoted..],
                quotations: &annotation.quotations[quotation..],
            };
            let Some(when) = view.when() else { continue };
            let value = view.value(when);
            while annotation.quantities.get(quantity).is_some_and(|one| one.span.start < sentence.span.start) {
                quantity += 1;
            }
            let inside = annotation.quantities[quantity..].iter().take_while(|one| one.span.end <= sentence.span.end).count();
            let mut near = view.quotations.iter().take_while(|one| one.span.start < sentence.span.end);
            let statement = near.position(|one| one.kind != QuoteKind::Direct && one.span.overlaps(sentence.span));
            let late = late::late(&view, when.0, value, dct);
            let tense = if late.is_some() { Tense::Past } else { view.tense(when, value, dct) };
            doubts.extend(late);
            claims.push(Claim {
                span: sentence.span,
                when: (when.0 as u32, when.1.map(|right| right as u32)),
                value,
                tense,
                quotation: statement.map(|offset| (quotation + offset) as u32),
                quantities: (quantity as u32, (quantity + inside) as u32),
            });
        }
        claims
    }

    /// Runs the examples and counter-examples of every scope: what fails, each in a sentence.
    pub(crate) fn check(&self, time: &crate::time::Time, lexicon: &Lexicon) -> Vec<String> {
        check::check(self, time, lexicon)
    }
}

/// Whether an expression can date anything at all.
fn dates(timex: &Timex) -> bool {
    matches!(timex.kind, Type::Date | Type::Time) && !timex.vague && timex.value.is_some_and(|value| value.days().is_some())
}

impl View<'_> {
    /// The expressions that date the sentence: one, or the two ends of an interval.
    fn when(&self) -> Option<(usize, Option<usize>)> {
        if self.asserts_nothing() {
            return None;
        }
        let mut best: Option<(Weight, usize, usize)> = None;
        for (index, end, weight) in self.weights() {
            if weight > Weight::Never && best.is_none_or(|(heaviest, ..)| weight > heaviest) {
                best = Some((weight, index, end));
            }
        }
        let (_, index, end) = best?;
        Some((index, self.interval(index, end)))
    }

    /// Questions, and lines that introduce a list.
    fn asserts_nothing(&self) -> bool {
        let last = self.sentence.tokens.1 as usize - 1;
        if self.mark(last, "?") {
            return true;
        }
        // A line that holds but its date.
        let words = (self.sentence.tokens.0 as usize..=last).filter(|&at| {
            let token = &self.tokens()[at];
            token.kind == Kind::Word
                && !self.timexes[self.range.0..self.range.1].iter().any(|timex| timex.span.contains(token.span()))
        });
        if words.take(3).count() < 3 {
            return true;
        }
        let stopped = self.mark(last, ".!\"\u{201d}\u{2026})");
        !stopped && !(self.sentence.tokens.0 as usize..last).any(|at| self.is_verb(at))
            || self.mark(last, ":") && self.is(self.sentence.tokens.0 as usize, Class::Opener)
    }

    /// The right end, where `5 Juni hingga 31 Juli 2025` goes on behind the expression that ends before token `end`.
    fn interval(&self, index: usize, end: usize) -> Option<usize> {
        let right = index + 1;
        let next = self.timexes.get(right).filter(|next| right < self.range.1 && dates(next))?;
        let begins = self.document.token_at(next.span.start);
        let mut between = end..begins.max(end);
        let until = between.clone().any(|at| self.does(at, Function::Until));
        let only = between.all(|at| self.does(at, Function::BesideUntil));
        (until && only && begins <= end + 3 && self.point(index).is_some() && self.point(right).is_some()).then_some(right)
    }

    fn value(&self, when: (usize, Option<usize>)) -> Value {
        let own = self.timexes[when.0].value.expect("only expressions with a value date a claim");
        let ends = when.1.and_then(|right| Some((self.point(when.0)?, self.point(right)?)));
        ends.map_or(own, |(left, right)| Value::Range(left, right))
    }
}

/// A longer sentence, in tokens, is a table or a list run together, and claims nothing.
const LONGEST: u32 = 300;

/// The classes of reporting cues.
const CUES: Classes = Classes::of(&[Class::Say, Class::SayNya, Class::ReportVerb, Class::PassiveCue, Class::Via]);
