//! What stages look for in a token before they look closer.

use wide::u8x16;

use super::class::{Class, Classes};
use crate::function::{Function, Functions};
use crate::named::set;
use crate::token::{FINAL, QUOTES};

/// What a stage looks for before it looks closer. Most tokens are plain words; these bits go with each token, so that every
/// stage passes over those without asking what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Hint {
    /// Begins a rule of time.
    Time,
    /// Begins what is not the article's own prose.
    Boilerplate,
    /// Begins what attributes a statement.
    Cue,
    /// Is a number, or a word for one.
    Count,
    /// Belongs to what stands before a number and says what it measures or is.
    BeforeNumber,
    /// Takes the dates behind it out of a claim, or begins a relative clause, which can.
    Scope,
    /// Is a quotation mark or half of one.
    Quote,
    /// Can end a sentence, or is a line break.
    Stop,
}

impl Hint {
    pub(super) const ALL: [Self; 8] =
        [Self::Time, Self::Boilerplate, Self::Cue, Self::Count, Self::BeforeNumber, Self::Scope, Self::Quote, Self::Stop];

    /// The classes that give it: of the word itself, or of a phrase that begins with it. Rules of time name theirs themselves
    /// ([`Lexicon::hint`](super::Lexicon::hint)).
    pub const fn classes(self) -> Classes {
        match self {
            Self::Time | Self::Quote | Self::Stop => Classes::of(&[]),
            Self::Boilerplate => Classes::of(&[Class::Boilerplate]),
            Self::Cue => {
                Classes::of(&[Class::ReportVerb, Class::According, Class::Say, Class::SayNya, Class::PassiveCue, Class::Via])
            }
            Self::Count => Classes::of(&[Class::Numeral, Class::OneOf]),
            Self::BeforeNumber => Classes::of(&[Class::Currency, Class::MeasureBefore, Class::LabelBefore, Class::Hedge]),
            Self::Scope => Classes::of(&[Class::ClaimScope]),
        }
    }

    /// What a word does in a sentence that gives it.
    pub(super) const fn functions(self) -> Functions {
        match self {
            Self::Scope => Functions::of(&[Function::Relative]),
            _ => Functions::of(&[]),
        }
    }

    /// The marks that give it. Rules of time name theirs themselves ([`Lexicon::hint_mark`](super::Lexicon::hint_mark)).
    const fn marks(self) -> &'static [&'static [char]] {
        match self {
            Self::Boilerplate => &[&['(', '[']],
            Self::Quote => &[&QUOTES, &['\'']],
            Self::Stop => &[&FINAL],
            Self::Time | Self::Cue | Self::Count | Self::BeforeNumber | Self::Scope => &[],
        }
    }
}

set! {
    /// A set of [`Hint`]s.
    pub struct Hints(u8) of Hint;
}

/// The hints of all tokens of a text, side by side: a stage passes over sixteen plain words at once.
#[derive(Clone, Debug)]
pub struct Hinted(Vec<u8>);

impl Hinted {
    /// How many are looked at at once.
    const AT_ONCE: usize = 16;

    /// Those of a text's tokens, in order.
    pub(crate) fn of(tokens: impl ExactSizeIterator<Item = Hints>) -> Self {
        let mut all = Vec::with_capacity(tokens.len() + Self::AT_ONCE);
        all.extend(tokens.map(|hints| hints.0));
        // None behind the last, so that as many can be looked at from any of them.
        all.extend([0; Self::AT_ONCE]);
        Self(all)
    }

    /// The first of the tokens `from..to` that has one of these hints; `to` where none has.
    pub(crate) fn next(&self, (from, to): (usize, usize), hints: Hints) -> usize {
        let wanted = u8x16::splat(hints.0);
        let mut at = from;
        while at < to {
            let Some(bits) = self.0.get(at..).and_then(<[u8]>::first_chunk::<16>) else { break };
            let without = (u8x16::from(*bits) & wanted).simd_eq(u8x16::ZERO).to_bitmask();
            let found = without.trailing_ones() as usize;
            if found < Self::AT_ONCE {
                return to.min(at + found);
            }
            at += Self::AT_ONCE;
        }
        to
    }
}

/// The hints of marks.
#[derive(Debug)]
pub(super) struct Marks {
    ascii: [Hints; 128],
    others: Vec<(char, Hints)>,
}

impl Default for Marks {
    fn default() -> Self {
        let mut marks = Self { ascii: [Hints::default(); 128], others: Vec::new() };
        for hint in Hint::ALL {
            for &mark in hint.marks().iter().copied().flatten() {
                marks.add(mark, hint);
            }
        }
        marks
    }
}

impl Marks {
    pub(super) fn add(&mut self, mark: char, hint: Hint) {
        if let Some(hints) = self.ascii.get_mut(mark as usize) {
            return hints.add(hint);
        }
        match self.others.iter_mut().find(|(own, _)| *own == mark) {
            Some((_, hints)) => hints.add(hint),
            None => self.others.push((mark, Hints::of(&[hint]))),
        }
    }

    pub(super) fn of(&self, mark: char) -> Hints {
        match self.ascii.get(mark as usize) {
            Some(&hints) => hints,
            None => self.others.iter().find(|(own, _)| *own == mark).map_or_else(Hints::default, |&(_, hints)| hints),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hint, Hinted, Hints};

    #[test]
    fn the_next_hint_is_that_of_a_walk_from_token_to_token() {
        let of = |at: usize| match at % 37 {
            0 | 20 => Hints::of(&[Hint::Time]),
            5 => Hints::of(&[Hint::Cue, Hint::Time]),
            _ => Hints::default(),
        };
        let hinted = Hinted::of((0..100).map(of));
        for wanted in [Hints::of(&[Hint::Time]), Hints::of(&[Hint::Cue]), Hints::of(&[Hint::Quote])] {
            for from in 0..=100 {
                for to in from..=100 {
                    let walked = (from..to).find(|&at| of(at).meets(wanted)).unwrap_or(to);
                    assert_eq!(hinted.next((from, to), wanted), walked, "{wanted:?} in {from}..{to}");
                }
            }
        }
    }
}
