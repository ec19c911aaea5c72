//! What a compiled pattern is made of: tests of tokens, and the steps between them.

use crate::lexicon::{Class, Lexicon, WordId};
use crate::token::{Kind, Token};

/// What one token is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// The flag: it must be capitalised.
    Word(WordId, bool),
    Mark(char),
    Class(Class, bool),
    Number {
        low: u32,
        high: u32,
        min_digits: u8,
        max_digits: u8,
    },
    /// Any word with a capital letter.
    Capital,
}

#[derive(Clone, Debug)]
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
        tests: Box<[Test]>,
    },
    Done,
}
impl Test {
    /// How many tokens it takes at that place; 0 where it fails.
    pub(super) fn take(self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> usize {
        let Some(token) = tokens.get(at) else { return 0 };
        match self {
            Self::Word(word, capital) => {
                usize::from(token.kind == Kind::Word && token.payload == word.0 && (!capital || token.is_capitalised()))
            }
            Self::Mark(mark) => usize::from(token.is_mark(mark)),
            Self::Capital => usize::from(token.is_capitalised()),
            Self::Class(class, capital) => {
                if token.kind != Kind::Word || token.payload == 0 || capital && !token.is_capitalised() {
                    return 0;
                }
                if lexicon.opens(token.word()).has(class) {
                    return lexicon.longest(tokens, at, class).map_or(0, |(_, length)| length);
                }
                usize::from(lexicon.classes(token.word()).has(class))
            }
            Self::Number { low, high, min_digits, max_digits } => usize::from(
                token.kind == Kind::Number
                    && (min_digits..=max_digits).contains(&token.digits)
                    && (low..=high).contains(&token.payload),
            ),
        }
    }
}
