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
