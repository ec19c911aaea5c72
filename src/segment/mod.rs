//! Lines with their roles, quotation marks in pairs, and sentences.
//!
//! Nothing is cut out of the text: what is not the article's own prose keeps its place and gets a role. A physical line can
//! hold several roles (one-line texts with `Baca juga: …` in the middle); each stretch is a [`Line`] of its own. A line break
//! in the middle of a sentence (the next line goes on in lower case) is passed over.

use crate::lexicon::{Hinted, Lexicon};
use crate::scene::Scene;
use crate::span::Span;
use crate::token::Token;

/// What a stretch of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A headline or a heading inside the text.
    Headline,
    /// `JAKARTA, KOMPAS.com -`
    Dateline,
    /// The article's own prose.
    Body,
    /// Below a picture, photo credit, a summary before the dateline.
    Caption,
    /// Baca juga, share prompts, editor lines, tag lists, copyright.
    Boilerplate,
}

/// A line of the text (up to a line break), or a piece of one with a role of its own (`Baca juga: …` in mid-text).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// Its tokens: from, up to (exclusive).
    pub tokens: (u32, u32),
    /// What it is.
    pub role: Role,
    /// Its line in the text, from 1.
    pub number: u32,
}

/// A sentence, without its dateline and without white space at its ends. A quotation is never cut: `"A. B," kata Menlu.` is
/// one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens: from, up to (exclusive).
    pub tokens: (u32, u32),
    /// Index of its [`Line`].
    pub line: u32,
    /// The role of that line.
    pub role: Role,
}

/// What stands between quotation marks. All its places are indices of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The first token of the opening mark, or of the text where the mark is missing.
    pub open: usize,
    /// The tokens inside, from, up to (exclusive).
    pub inner: (usize, usize),
    /// One past the last token of the closing mark, or of the text where it is missing.
    pub close: usize,
    /// Both marks stand there.
    pub whole: bool,
    /// The tokens of its paragraph, from, up to (exclusive).
    pub paragraph: (usize, usize),
}

/// The text cut up: tokens, lines, sentences.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What stages look for in them.
    pub hinted: Hinted,
    /// Its lines, covering every token but line breaks, in order.
    pub lines: Vec<Line>,
    /// What stands between quotation marks in its prose, in order, never nested, never beyond its paragraph.
    pub quoted: Vec<Quoted>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

impl Document<'_> {
    /// The index of the first token that begins at or after that byte.
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }

    /// The index of the sentence that holds that byte.
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= byte);
        self.sentences.get(index).filter(|sentence| sentence.span.start <= byte).map(|_| index)
    }
}

/// Cuts a text up. The title, where it is known, tells headlines that the text repeats.
pub fn segment<'a>(text: &'a str, title: Option<&str>, lexicon: &Lexicon) -> Document<'a> {
    let tokens = crate::token::tokenize(text, lexicon);
    let hinted = Hinted::of(tokens.iter().map(|token| token.hints));
    let lines = lines::lines(text, title, (&tokens, &hinted), lexicon);
    let mut document = Document { text, tokens, hinted, lines, quoted: Vec::new(), sentences: Vec::new() };
    document.quoted = marks::pair(Scene { document: &document, lexicon });
    document.sentences = sentences::sentences(&document, lexicon);
    document
}

mod dateline;
mod headline;
mod lines;
pub(crate) mod marks;
mod sentences;
