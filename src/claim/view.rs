//! A sentence with its expressions and statements, and what is asked of its tokens.

use super::scope::Scope;
use crate::annotation::{Quotation, Timex};
use crate::function::Function;
use crate::lexicon::{Class, Lexicon};
use crate::segment::{Document, Sentence};
use crate::time::value::{Point, Value};
use crate::token::{Kind, Shape, Token};

/// A sentence with all that is known of it.
pub(super) struct View<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) scopes: &'a [Scope],
    pub(super) sentence: &'a Sentence,
    pub(super) timexes: &'a [Timex],
    /// The expressions in the sentence.
    pub(super) range: (usize, usize),
    /// The pairs of marks from this sentence on.
    pub(super) quoted: &'a [crate::segment::Quoted],
    /// The statements from this sentence on.
    pub(super) quotations: &'a [Quotation],
}

impl View<'_> {
    pub(super) fn tokens(&self) -> &[Token] {
        &self.document.tokens[..self.sentence.tokens.1 as usize]
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.tokens().get(at).is_some_and(|token| self.lexicon.classes(token.word()).has(class))
    }

    /// Whether a word stands there, written small, that does that.
    pub(super) fn does(&self, at: usize, function: Function) -> bool {
        self.tokens().get(at).is_some_and(|token| {
            token.kind == Kind::Word && token.shape == Shape::Lower && self.lexicon.functions(token.word()).has(function)
        })
    }

    pub(super) fn mark(&self, at: usize, marks: &str) -> bool {
        self.tokens().get(at).and_then(Token::mark).is_some_and(|mark| marks.chars().any(|own| own == mark))
    }

    /// The comma of `5,03`, the colon of `06:44`: they part no clauses.
    pub(super) fn decimal(&self, at: usize) -> bool {
        let tokens = self.tokens();
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
        at > 0
            && number(at - 1)
            && number(at + 1)
            && tokens[at - 1].end == tokens[at].start
            && tokens[at].end == tokens[at + 1].start
    }

    /// The expression that begins at that token.
    pub(super) fn timex_at(&self, at: usize) -> Option<usize> {
        let start = self.tokens().get(at)?.start;
        (self.range.0..self.range.1).find(|&index| self.timexes[index].span.start == start)
    }

    /// The tokens of the sentence's last expression, where it names a weekday.
    pub(super) fn last_day(&self) -> Option<(usize, usize)> {
        let span = self.timexes[self.range.1.checked_sub(1)?].span;
        let start = self.document.token_at(span.start);
        self.is(start, Class::Weekday).then(|| (start, self.document.token_at(span.end)))
    }

    /// By its prefix.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        let token = &self.tokens()[at];
        token.kind == Kind::Word
            && self.lexicon.looks_like_verb(token.span().of(self.document.text))
            && !self.is(at, Class::VerbLikeNoun)
    }

    pub(super) fn point(&self, index: usize) -> Option<Point> {
        match self.timexes[index].value? {
            Value::Point(point) => Some(point),
            _ => None,
        }
    }
}
