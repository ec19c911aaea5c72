//! How well each date dates its sentence: by the scopes, relative clauses and statements it stands in.

use super::dates;
use super::scope::{Edge, Effect, Reach};
use super::speech::Speech;
use super::view::View;
use crate::annotation::{QuoteKind, Timex};
use crate::function::Function;
use crate::lexicon::{Class, Hint, Hints};
use crate::token::{Kind, Shape};

/// How well a date dates its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Never,
    /// In a subordinate phrase or a clause about one of the things named.
    Aside,
    /// In the main clause.
    Main,
}

/// The end of a scope that the next comma ends.
const COMMA: usize = usize::MAX;

impl View<'_> {
    /// Each expression that can date the sentence, with its tokens and its weight.
    pub(super) fn weights(&self) -> Vec<(usize, usize, Weight)> {
        let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
        let speech = Speech::of(self);
        let mut weights = Vec::new();
        // The expression that comes next, and its first token.
        let mut next = self.range.0;
        let begins = |next: usize| {
            let timex = self.timexes[..self.range.1].get(next);
            timex.map_or(usize::MAX, |timex| self.document.token_at(timex.span.start))
        };
        let mut date = begins(next);
        // The scope that is open, by its index, and the token where it ends.
        let mut scope: Option<(usize, usize)> = None;
        // The relative clause that is open: what its dates weigh, and its last verb.
        let mut relative: Option<(Weight, Option<usize>)> = None;
        let mut pairs = self.quoted.iter().filter(|pair| pair.whole).peekable();
        let mut at = from;
        // What stands behind the last expression dates nothing.
        while at < to && date < usize::MAX {
            if scope.is_none() && relative.is_none() {
                // Then nothing matters but the next expression, the next pair of marks and what opens something.
                let until = pairs.peek().map_or(to, |pair| pair.open).min(date).clamp(at, to);
                at = self.document.hinted.next((at, until), Hints::of(&[Hint::Scope]));
                if at == to {
                    break;
                }
            }
            if let Some(pair) = pairs.next_if(|pair| pair.open <= at) {
                // Marks can close behind the sentence.
                at = at.max((pair.close - 1).min(to - 1));
                while date < at {
                    next += 1;
                    date = begins(next);
                }
                at += 1;
                continue;
            }
            let token = &self.tokens()[at];
            scope = scope.filter(|&(open, _)| token.kind != Kind::Word || !self.scopes[open].ends.contains(&token.word()));
            if date <= at {
                let timex = &self.timexes[next];
                let end = self.document.token_at(timex.span.end).max(at + 1);
                if dates(timex) {
                    let mut weight = Weight::Main;
                    if let Some((open, until)) = scope
                        && at < until
                    {
                        weight = weight.min(match self.scopes[open].effect {
                            Effect::Never => Weight::Never,
                            Effect::Aside => Weight::Aside,
                        });
                    }
                    weight = weight.min(relative.map_or(Weight::Main, |(weight, _)| weight));
                    weight = weight.min(speech.weight(at));
                    if self.names_event(timex, at) || self.spoken(timex) {
                        weight = Weight::Never;
                    }
                    if self.of_event(timex, at) {
                        weight = weight.min(Weight::Aside);
                    }
                    weights.push((next, end, weight));
                }
                next += 1;
                date = begins(next);
                at = end;
                continue;
            }
            if token.kind == Kind::Mark && self.mark(at, ",;:(\u{2013}\u{2014}") && !self.decimal(at) {
                relative = None;
                // What stands in brackets is still compared, wished for ...
                if self.mark(at, "(") {
                    at += 1;
                    continue;
                }
                scope = scope.filter(|&(_, until)| until != COMMA);
            } else if let Some((index, length)) = self.scope_at(at) {
                let one = &self.scopes[index];
                let until = match one.reach {
                    Reach::Tokens(count) => at + length + count as usize,
                    Reach::To(Edge::Comma) => COMMA,
                    Reach::To(Edge::Sentence) => to,
                };
                // A heavier scope stays open.
                if scope.is_none_or(|(open, until)| self.scopes[open].effect <= one.effect || at >= until) {
                    scope = Some((index, until));
                }
                at += length;
                continue;
            } else if self.does(at, Function::Relative) {
                relative = Some((self.relative(at), None));
            } else if scope.is_some_and(|(open, _)| matches!(self.scopes[open].reach, Reach::Tokens(_))) && self.is_verb(at) {
                scope = None;
                continue;
            } else if relative.is_some_and(|(_, verb)| verb.is_some()) && self.does(at, Function::Copula) {
                relative = None;
            } else if let Some((weight, verb)) = relative
                && self.is_verb(at)
            {
                // A second verb is the main clause's (`ekonomi yang melemah menjadi sebabnya`), unless it hangs on the first.
                let hangs = verb.is_none_or(|verb| verb + 1 == at) || self.hangs(at);
                relative = hangs.then_some((weight, Some(at)));
            }
            at += 1;
        }
        weights
    }

    /// The scope whose cue stands at `at`, and the cue's length.
    pub(super) fn scope_at(&self, at: usize) -> Option<(usize, usize)> {
        let cue = self.tokens()[at].hints.has(Hint::Scope);
        let (sense, length) = cue.then(|| self.lexicon.longest(self.tokens(), at, Class::ClaimScope))??;
        let index = sense.number as usize;
        let after = &self.scopes[index].after;
        let near = at.saturating_sub(10).max(self.sentence.tokens.0 as usize)..at;
        (after.is_empty() || self.tokens()[near].iter().any(|token| token.kind == Kind::Word && after.contains(&token.word())))
            .then_some((index, length))
    }

    /// Whether the verb at `at` belongs to a clause or phrase of its own: `ketika terbang`, `dan menutup`, `untuk menutup`.
    pub(super) fn hangs(&self, at: usize) -> bool {
        (at.saturating_sub(3).max(self.sentence.tokens.0 as usize)..at).any(|at| self.does(at, Function::Hangs))
    }

    /// What a date in the relative clause that begins at `at` weighs: one that only picks out its noun (`rapat yang digelar
    /// Senin`) asserts nothing, one about a thing that is already known (behind a comma or a name) does.
    pub(super) fn relative(&self, at: usize) -> Weight {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.sentence.tokens.0 as usize) else {
            return Weight::Aside;
        };
        let token = &self.tokens()[before];
        let known = token.kind == Kind::Mark || (token.kind == Kind::Word && token.shape != Shape::Lower);
        if known { Weight::Aside } else { Weight::Never }
    }

    /// In a direct statement, as the quotations have it (one without its closing mark, too).
    pub(super) fn spoken(&self, timex: &Timex) -> bool {
        self.quotations
            .iter()
            .take_while(|one| one.span.start < self.sentence.span.end)
            .any(|one| one.kind == QuoteKind::Direct && one.span.contains(timex.span))
    }
}
