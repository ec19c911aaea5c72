//! Forms of several words (`dini hari`), found from their first.

use super::Sense;
use crate::token::{Kind, Token};

/// One element of a phrase after its first word, as one comparable number: what kind of token, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece(u64);

impl Piece {
    pub(super) fn of(token: &Token) -> Option<Self> {
        let kind = match token.kind {
            Kind::Word => 0,
            Kind::Mark => 1,
            Kind::Number => 2,
            Kind::Break => return None,
        };
        Some(Self(kind << 32 | u64::from(token.payload)))
    }

    /// One of 64 bits, by a hash.
    const fn bit(self) -> u64 {
        1 << (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
    }
}

/// The second elements of a word's phrases, as a Bloom filter: nearly all words that open phrases stand there without one, and
/// this says so from eight bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seconds(u64);

impl Seconds {
    pub(super) fn add(&mut self, piece: Piece) {
        self.0 |= piece.bit();
    }

    /// Whether one of them may be this token.
    pub(super) fn may_hold(self, token: Option<&Token>) -> bool {
        token.and_then(Piece::of).is_some_and(|piece| self.0 & piece.bit() != 0)
    }
}

#[derive(Debug)]
pub(super) struct Phrase {
    /// Its second element: by it phrases are looked for.
    pub(super) second: Piece,
    /// What follows that.
    pub(super) rest: Box<[Piece]>,
    pub(super) sense: Sense,
}

impl Phrase {
    /// Whether it goes on behind its second element at `tokens[at + 1]`.
    fn stands(&self, tokens: &[Token], at: usize) -> bool {
        self.rest.iter().enumerate().all(|(i, &piece)| tokens.get(at + 2 + i).and_then(Piece::of) == Some(piece))
    }
}

#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) senses: Vec<Sense>,
    /// By their second element, then longest first: `hari` alone opens hundreds.
    pub(super) phrases: Vec<Phrase>,
}

impl Entry {
    /// The phrases that stand at `tokens[at]`, longest first.
    pub(super) fn standing<'a, 'b>(&'a self, tokens: &'b [Token], at: usize) -> impl Iterator<Item = &'a Phrase> + use<'a, 'b> {
        let second = tokens.get(at + 1).and_then(Piece::of);
        let from = self.phrases.partition_point(|phrase| Some(phrase.second) < second);
        self.phrases[from..]
            .iter()
            .take_while(move |phrase| Some(phrase.second) == second)
            .filter(move |phrase| phrase.stands(tokens, at))
    }
}
