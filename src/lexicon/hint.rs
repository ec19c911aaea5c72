//! What stages look for in a word before they look closer.

use super::class::{Class, Classes};
use crate::named::set;

/// What a stage looks for before it looks closer. Most tokens are plain words; these bits go with each token, so that every
/// stage passes over those without asking the tables again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Hint {
    /// Begins a rule of time.
    Time,
    /// Begins what is not the article's own prose.
    Boilerplate,
    /// Begins what attributes a statement.
    Cue,
    /// Is a number word.
    Count,
    /// Belongs to what stands before a number and says what it measures or is.
    BeforeNumber,
    /// Takes the dates behind it out of a claim.
    Scope,
}

impl Hint {
    pub(super) const ALL: [Self; 6] = [Self::Time, Self::Boilerplate, Self::Cue, Self::Count, Self::BeforeNumber, Self::Scope];

    /// The classes that give it: of the word itself, or of a phrase that begins with it. Rules of time name theirs themselves
    /// ([`Lexicon::hint`](super::Lexicon::hint)).
    pub const fn classes(self) -> Classes {
        match self {
            Self::Time => Classes::of(&[]),
            Self::Boilerplate => Classes::of(&[Class::Boilerplate]),
            Self::Cue => {
                Classes::of(&[Class::ReportVerb, Class::According, Class::Say, Class::SayNya, Class::PassiveCue, Class::Via])
            }
            Self::Count => Classes::of(&[Class::Numeral, Class::OneOf]),
            Self::BeforeNumber => Classes::of(&[Class::Currency, Class::MeasureBefore, Class::LabelBefore, Class::Hedge]),
            Self::Scope => Classes::of(&[Class::ClaimScope]),
        }
    }
}

set! {
    /// A set of [`Hint`]s.
    pub struct Hints(u8) of Hint;
}
