//! What every step of the stage looks at: the article's tokens with their classes.

use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes, Lexicon};
use crate::segment::Document;
use crate::span::Span;
use crate::token::{Kind, Token};

/// A range of tokens, half open.
pub(crate) type Range = (usize, usize);

/// The article as the steps see it.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    pub(crate) fn tokens(&self) -> &'a [Token] {
        &self.document.tokens
    }

    pub(crate) fn get(&self, at: usize) -> Option<&'a Token> {
        self.document.tokens.get(at)
    }

    /// The classes of the word there; none for what is no word.
    pub(crate) fn classes(&self, at: usize) -> Classes {
        self.get(at).map_or(Classes::default(), |token| self.lexicon.classes(token.word()))
    }

    pub(crate) fn has(&self, at: usize, class: Class) -> bool {
        self.classes(at).has(class)
    }

    /// What the word there does in a sentence.
    pub(crate) fn functions(&self, at: usize) -> Functions {
        self.get(at).map_or(Functions::default(), |token| self.lexicon.functions(token.word()))
    }

    /// Whether a word stands there, written small, that does that: a capital one can be a name's.
    pub(crate) fn does(&self, at: usize, function: Function) -> bool {
        self.functions(at).has(function) && !self.is_capital(at)
    }

    /// The same for any of these.
    pub(crate) fn does_any(&self, at: usize, functions: Functions) -> bool {
        self.functions(at).meets(functions) && !self.is_capital(at)
    }

    /// How many tokens the longest form of the class takes there; 0 where none stands.
    pub(crate) fn takes(&self, at: usize, class: Class) -> usize {
        self.lexicon.longest(self.tokens(), at, class).map_or(0, |(_, length)| length)
    }

    /// How many tokens of a phrase that only looks like a cue stand there; `kata Sandi` has a name, `kata sandi` is one.
    pub(crate) fn no_cue(&self, at: usize) -> usize {
        let length = self.takes(at, Class::NotCue);
        if (at + 1..at + length).any(|k| self.is_capital(k)) { 0 } else { length }
    }

    pub(crate) fn is(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.is_mark(mark))
    }

    pub(crate) fn is_any(&self, at: usize, marks: &[char]) -> bool {
        self.get(at).and_then(Token::mark).is_some_and(|mark| marks.contains(&mark))
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// Whether a word stands there that begins with a capital letter (`iNews` included).
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word && token.shape != crate::token::Shape::Lower)
    }

    /// Whether no blank stands between that token and the one before.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|token| self.document.tokens[at - 1].end == token.start)
    }

    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| token.span().of(self.document.text))
    }

    /// Where the word stands in the text by itself, in just these letters: the first bytes, in order.
    pub(crate) fn standing<'w>(&self, word: &'w str) -> impl Iterator<Item = usize> + use<'a, 'w> {
        let text = self.document.text;
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
            .filter(move |&at| !letter(text[..at].chars().next_back()) && !letter(text[at + word.len()..].chars().next()))
    }

    /// The text from the first to the last token of the range.
    pub(crate) fn span(&self, (from, to): Range) -> Span {
        if from >= to || to > self.document.tokens.len() {
            return Span::default();
        }
        Span::new(self.document.tokens[from].start, self.document.tokens[to - 1].end)
    }
}
