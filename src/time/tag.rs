//! Finding temporal expressions: at each token the rules that can begin there are tried, and the longest match wins.

use std::cmp::Reverse;

use crate::lexicon::{Class, Hint, Hints, Lexicon};
use crate::pattern::{Run, Way};
use crate::segment::Document;
use crate::span::Span;
use crate::time::meaning::{Reading, Slots};
use crate::time::rule::{Means, Rule, Rules};
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
        let mut best = None;
        rules.index.ways(tokens, at, lexicon, |Way { rule, most }| {
            let Rule { means, pattern, .. } = &rules.rules[rule as usize];
            // Of two equally long readings the one that says it is no time wins, else the rule declared first.
            let rank = |end: usize| Some((end, *means == Means::Nothing, Reverse(rule)));
            if rank(at + most as usize) <= best {
                return;
            }
            let Some(end) = pattern.matches(tokens, at, lexicon, &mut run) else { return };
            if end > at && rank(end) > best {
                best = rank(end);
                std::mem::swap(&mut run.captures, &mut kept);
            }
        });
        let Some((end, _, Reverse(rule))) = best else {
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

#[cfg(test)]
mod tests {
    use crate::lexicon::{Hint, Lexicon};
    use crate::pattern::Run;
    use crate::time::rule;
    use crate::token::tokenize;

    #[test]
    fn a_rule_matches_only_where_the_index_lets_it_begin() {
        let mut lexicon = Lexicon::load().expect("the words load");
        let rules = rule::load(&mut lexicon).expect("the rules load");
        let texts = || rules.rules.iter().flat_map(|rule| rule.examples.iter().map(|(text, _)| text).chain(&rule.not));
        let (mut run, mut matched) = (Run::default(), 0);
        // What the examples mark in brackets is read with them and without.
        for text in texts().cloned().chain(texts().map(|text| text.replace(['[', ']'], ""))) {
            let tokens = tokenize(&text, &lexicon);
            for at in 0..tokens.len() {
                let mut most = vec![0; rules.rules.len()];
                rules.index.ways(&tokens, at, &lexicon, |way| {
                    most[way.rule as usize] = most[way.rule as usize].max(way.most as usize);
                });
                for (rule, most) in rules.rules.iter().zip(most) {
                    let Some(end) = rule.pattern.matches(&tokens, at, &lexicon, &mut run) else { continue };
                    assert!(end - at <= most, "`{}` from token {at} to {end} of `{text}`, at most {most}", rule.name);
                    assert!(tokens[at].hints.has(Hint::Time), "`{}` at token {at} of `{text}`", rule.name);
                    matched += 1;
                }
            }
        }
        assert!(matched > rules.rules.len());
    }
}
