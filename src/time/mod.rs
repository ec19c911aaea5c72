//! Time: finding temporal expressions ([`tag`](self), by rules that are data), joining what stands together, finding the day
//! that the article is told from, and working out what each expression means from there.

pub(crate) mod calendar;
mod check;
mod context;
pub(crate) mod dct;
pub mod edtf;
mod join;
mod meaning;
pub(crate) mod names;
mod problem;
mod resolve;
pub(crate) mod rule;
mod story;
mod tag;
pub mod value;

use crate::Options;
use crate::annotation::{Annotation, Basis, Timex};
use crate::article::Article;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::segment::Document;
use calendar::Calendar;
use rule::Rules;
use story::{Scene, Story};
use value::{Granularity, Type};

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
        let scene = Scene { document, found: &found, dct, calendar: &self.calendar, lexicon };
        let mut story = Story::default();
        into.timexes.reserve(found.len());
        for (i, one) in found.iter().enumerate() {
            let span = one.span(document);
            let sentence = document.sentence_at(span.start).map(|index| (index, &document.sentences[index]));
            let anchors = scene.anchors(i, sentence, &story);
            let resolved = resolve::resolve(&one.reading, &anchors, &self.calendar);
            if let Some(fault) = resolved.fault {
                into.diagnostics.push(problem::diagnostic(fault, span, document.text, dct, lexicon));
            }
            story.hear(&resolved, &one.reading.meaning, sentence, i > 0 && scene.leads_to(i - 1));
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
        if dct.is_none() {
            let undated = |timex: &&Timex| {
                timex.kind == Type::Date && !timex.vague && timex.value.is_none_or(|value| value.days().is_none())
            };
            if let Some(first) = into.timexes.iter().filter(undated).find(|timex| into.doubts_at(timex.span).next().is_none()) {
                let doubt = problem::no_anchor(first.span, document.text);
                let at = into.diagnostics.partition_point(|other| other.span.start < doubt.span.start);
                into.diagnostics.insert(at, doubt);
            }
        }
    }

    /// Runs every rule's examples and counter-examples: what fails, each in a sentence.
    pub(crate) fn check(&self, lexicon: &Lexicon) -> Vec<String> {
        check::check(self, lexicon)
    }
}

/// Whether an expression can date something: a day or a period of the calendar, not vague.
pub fn dates(timex: &Timex) -> bool {
    !timex.vague
        && timex.basis != Basis::Unknown
        && timex
            .value
            .is_some_and(|value| value.granularity().is_some_and(|grain| grain <= Granularity::Century) && value.days().is_some())
}
