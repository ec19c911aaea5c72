//! What a compiled pattern is made of: tests of tokens, and the steps between them.

use crate::lexicon::{Class, Lexicon, WordId};
use crate::token::{Kind, Token};

/// What one token is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Test {
    Token(Asked),
    /// A word or phrase of the class. The flag: it must be capitalised.
    Class(Class, bool),
}

/// What a single token must be: a word, a mark, a number, all told in the same way, so that one comparison answers for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub(super) kind: Kind,
    pub(super) capital: bool,
    /// How many digits, both ends inclusive.
    pub(super) digits: (u8, u8),
    /// The [`Token::payload`], both ends inclusive.
    pub(super) payload: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Takes what passes the test, and captures it under that name.
    Take(Test, Option<u8>),
    Glued,
    Open(u8),
    Close(u8),
    /// Try the first, then the second.
    Split(u16, u16),
    Jump(u16),
    /// Look at the token before (`true`) or after, for any of these; the second flag says whether one must or none may fit.
    Look {
        behind: bool,
        wanted: bool,
        /// From, up to (exclusive), among the pattern's looks.
        tests: (u16, u16),
    },
    Done,
}

impl Test {
    pub(super) const fn word(word: WordId, capital: bool) -> Self {
        Self::Token(Asked { kind: Kind::Word, capital, digits: (0, 0), payload: (word.0, word.0) })
    }

    /// Any word with a capital letter.
    pub(super) const fn capital() -> Self {
        Self::Token(Asked { kind: Kind::Word, capital: true, digits: (0, 0), payload: (0, u32::MAX) })
    }

    pub(super) const fn mark(mark: char) -> Self {
        Self::Token(Asked { kind: Kind::Mark, capital: false, digits: (0, 0), payload: (mark as u32, mark as u32) })
    }

    pub(super) const fn number(values: (u32, u32), digits: (u8, u8)) -> Self {
        Self::Token(Asked { kind: Kind::Number, capital: false, digits, payload: values })
    }

    /// How many tokens it takes at that place; 0 where it fails.
    pub(super) fn take(self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> usize {
        let Some(token) = tokens.get(at) else { return 0 };
        match self {
            Self::Token(asked) => usize::from(asked.is(token)),
            Self::Class(class, capital) => {
                if token.kind != Kind::Word || token.payload == 0 || capital && !token.is_capitalised() {
                    return 0;
                }
                if lexicon.opens(token.word()).has(class) {
                    return lexicon.longest(tokens, at, class).map_or(0, |(_, length)| length);
                }
                usize::from(lexicon.classes(token.word()).has(class))
            }
        }
    }

    /// The mark, where it asks for one.
    pub(super) fn asked_mark(self) -> Option<char> {
        match self {
            Self::Token(Asked { kind: Kind::Mark, payload, .. }) => char::from_u32(payload.0),
            _ => None,
        }
    }

    /// How many tokens it takes at most.
    pub(super) fn longest(self, lexicon: &Lexicon) -> usize {
        match self {
            Self::Token(_) => 1,
            Self::Class(class, _) => lexicon.longest_form(class),
        }
    }
}

impl Asked {
    /// Whether it asks for such a [`Token::payload`].
    pub(super) const fn holds(&self, payload: u32) -> bool {
        self.payload.0 <= payload && payload <= self.payload.1
    }

    /// Whether the token is so.
    #[allow(clippy::needless_bitwise_bool, reason = "no processor guesses which of these fails: they are one question")]
    fn is(self, token: &Token) -> bool {
        (token.kind == self.kind)
            & (self.payload.0 <= token.payload)
            & (token.payload <= self.payload.1)
            & (self.digits.0 <= token.digits)
            & (token.digits <= self.digits.1)
            & (!self.capital | token.is_capitalised())
    }
}
