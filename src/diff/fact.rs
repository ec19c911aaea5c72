//! Facts: one checkable thing and what the sources make of it.

use sha2::{Digest, Sha256};

use crate::span::Span;

/// What kind of thing a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// A count, sum, share, magnitude.
    Number,
    /// A day.
    Date,
    /// A clock time.
    Time,
    /// A place.
    Place,
    /// A name, an office, the kind of a thing.
    Name,
    /// Who said it.
    Speaker,
    /// The words of a quote.
    Wording,
    /// That something happened.
    Event,
}

impl Field {
    /// All of them, in the order in which facts are listed.
    pub const ALL: [Self; 8] =
        [Self::Number, Self::Date, Self::Time, Self::Place, Self::Name, Self::Speaker, Self::Wording, Self::Event];

    /// The word that the outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::Place => "place",
            Self::Name => "name",
            Self::Speaker => "speaker",
            Self::Wording => "wording",
            Self::Event => "event",
        }
    }
}

/// What the sources that state a fact make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// At least two say something else.
    Differ,
    /// All say the same.
    Agree,
    /// One alone says it.
    Only,
}

impl Relation {
    /// The word that the outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Differ => "differ",
            Self::Agree => "agree",
            Self::Only => "only",
        }
    }
}

/// One checkable thing and what the sources say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// First 16 hex digits of the SHA-256 of field, places and values: the same facts have the same id for ever.
    pub id: String,
    /// What the sources make of it.
    pub relation: Relation,
    /// What kind of thing it is.
    pub field: Field,
    /// What it is about, in words of the sources.
    pub label: String,
    /// The text that all the statements go back to, where they do: an article's id.
    pub origin: Option<String>,
    /// The event it belongs to: index into [`super::Comparison::events`].
    pub event: usize,
    /// How many voices state it.
    pub outlets: usize,
    /// How many texts they go back to: copies of one count once.
    pub origins: usize,
    /// Counts that only rise in the order of publication: later news, not contradiction.
    pub update: bool,
    /// The values cannot both be true; else they are different detail.
    pub contradiction: bool,
    /// Who says what, in order of publication.
    pub statements: Vec<Stated>,
}

/// A statement of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Index into [`super::Comparison::sources`].
    pub source: usize,
    /// Characters in the article's text, half open.
    pub start: u32,
    /// See `start`.
    pub end: u32,
    /// The statement, verbatim.
    pub text: String,
    /// What it says, normalised; equal where it is the same for a reader.
    pub value: String,
    /// Where in `text` the value stands, in bytes, half open; none where the whole statement is the value.
    pub mark: Option<(usize, usize)>,
    /// The day it tells of or was published on, ISO 8601, where known.
    pub date: Option<String>,
}

/// The id of a fact.
pub(super) fn id(field: Field, statements: &[(&str, Span, &str)]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(field.as_str());
    for (article, span, value) in statements {
        hasher.update(format!("\n{article}\t{}\t{}\t{value}", span.start, span.end));
    }
    hasher.finalize().iter().take(8).fold(String::new(), |id, byte| id + &format!("{byte:02x}"))
}
