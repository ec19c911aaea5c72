//! `annotate --format jsonl`: one object per article and line. The form is fixed; other programs read it.

use serde::Serialize;

use crate::annotation::{Annotation, Basis, QuoteKind, Stance, Tense};
use crate::article::Article;
use crate::citation::CharIndex;

/// The object of one article.
#[derive(Debug, Serialize)]
pub struct Out<'a> {
    id: &'a str,
    dct: Option<String>,
    dct_from: Option<&'static str>,
    timex: Vec<TimexOut<'a>>,
    quotes: Vec<QuoteOut<'a>>,
    claims: Vec<ClaimOut>,
    problems: Vec<ProblemOut<'a>>,
}

#[derive(Debug, Serialize)]
struct TimexOut<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    r#type: &'static str,
    value: Option<String>,
    r#mod: Option<&'static str>,
    first: Option<String>,
    last: Option<String>,
    anchor: Option<String>,
    basis: Basis,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct QuoteOut<'a> {
    start: u32,
    end: u32,
    kind: QuoteKind,
    cue: Option<&'a str>,
    mention: Option<&'a str>,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    via: Option<&'a str>,
    stance: Stance,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct ClaimOut {
    start: u32,
    end: u32,
    date: String,
    tense: Tense,
}

#[derive(Debug, Serialize)]
struct ProblemOut<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    message: &'a str,
}

impl<'a> Out<'a> {
    /// The object for that article.
    pub fn new(article: &'a Article, annotation: &'a Annotation) -> Self {
        let text = article.text.as_str();
        let index = CharIndex::new(text);
        Self {
            id: &article.id,
            dct: annotation.dct.map(|dct| dct.date.to_string()),
            dct_from: annotation.dct.map(|dct| dct.from.as_str()),
            timex: annotation
                .timexes
                .iter()
                .map(|timex| {
                    let (start, end) = index.span(timex.span);
                    let days = timex.value.and_then(|value| value.days());
                    TimexOut {
                        start,
                        end,
                        text: timex.span.of(text),
                        r#type: timex.kind.as_str(),
                        value: timex.value.map(|value| value.to_string()),
                        r#mod: timex.modifier.map(super::super::time::value::Mod::as_str),
                        first: days.map(|days| days.0.to_string()),
                        last: days.map(|days| days.1.to_string()),
                        anchor: timex.anchor.map(|anchor| anchor.to_string()),
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
                        mention: quote.mention.map(|mention| mention.of(text)),
                        speaker: quote.speaker.as_deref(),
                        role: quote.role.as_deref(),
                        via: quote.via.as_deref(),
                        stance: quote.stance,
                        rule: quote.rule,
                    }
                })
                .collect(),
            claims: annotation
                .claims
                .iter()
                .map(|claim| {
                    let (start, end) = index.span(claim.span);
                    ClaimOut { start, end, date: claim.value.to_string(), tense: claim.tense }
                })
                .collect(),
            problems: annotation
                .diagnostics
                .iter()
                .map(|problem| {
                    let (start, end) = index.span(problem.span);
                    ProblemOut { start, end, kind: problem.code.name(), message: &problem.message }
                })
                .collect(),
        }
    }
}
