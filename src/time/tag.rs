//! Finding temporal expressions: at each token the rules that can begin there are tried, and the longest match wins.

use crate::lexicon::{Class, Hint, Hints, Lexicon};
use crate::pattern::Run;
use crate::segment::Document;
use crate::span::Span;
use crate::time::meaning::{Reading, Slots};
use crate::time::rule::{Means, Rules};
use crate::token::{Kind, Token};

/// An expression as found: typed, with no day to count from yet.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// First token and one past the last.
    pub(crate) tokens: (u32, u32),
    /// Index into [`Rules::rules`].
    pub(crate) rule: u16,
    pub(crate) reading: Reading,
}

impl Found {
    /// Where it stands, in bytes.
    pub(crate) fn span(&self, document: &Document<'_>) -> Span {
        Span::new(document.tokens[self.tokens.0 as usize].start, document.tokens[self.tokens.1 as usize - 1].end)
    }
}

/// All expressions of the text, in order, not overlapping.
pub(crate) fn tag(document: &Document<'_>, rules: &Rules, lexicon: &Lexicon) -> Vec<Found> {
    let tokens = &document.tokens;
    let mut found = Vec::new();
    let (mut run, mut kept) = (Run::default(), Vec::new());
    let mut at = 0;
    loop {
        at = document.hinted.next((at, tokens.len()), Hints::of(&[Hint::Time]));
        if at >= tokens.len() {
            return found;
        }
        if at > 0 && goes_on(&tokens[at - 1], &tokens[at], lexicon) {
            at += 1;
            continue;
        }
        let mut best: Option<(usize, u16)> = None;
        for rule in rules.index.candidates(tokens, at, lexicon) {
            let Some(end) = rules.rules[rule as usize].pattern.matches(tokens, at, lexicon, &mut run) else { continue };
            // Of two equally long readings the one that says it is no time wins, else the rule declared first.
            let nothing = || rules.rules[rule as usize].means == Means::Nothing;
            if end > at && best.is_none_or(|(longest, _)| end > longest || end == longest && nothing()) {
                best = Some((end, rule));
                std::mem::swap(&mut run.captures, &mut kept);
            }
        }
        let Some((end, rule)) = best else {
            at += 1;
            continue;
        };
        let means = rules.rules[rule as usize].means;
        let reading = Slots { tokens, captures: &kept, lexicon }.read(means);
        if let Some(reading) = reading {
            found.push(Found { tokens: (at as u32, end as u32), rule, reading });
        } else if means != Means::Nothing {
            at += 1;
            continue;
        }
        at = end;
    }
}

/// Whether the token only goes on with what stands before it: a number glued behind a word is part of a code (`LQ45`, `QZ8501`),
/// the scale behind a number part of that (`7,5 |miliar bulan ini`).
fn goes_on(before: &Token, token: &Token, lexicon: &Lexicon) -> bool {
    match (before.kind, token.kind) {
        (Kind::Word, Kind::Number) => before.end == token.start,
        (Kind::Number, Kind::Word) => {
            lexicon.sense(token.word(), Class::Numeral).is_some_and(|sense| sense.value.starts_with('x'))
        }
        _ => false,
    }
}
