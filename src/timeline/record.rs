//! One row of a timeline, as every output and the validator know it.

use serde::{Deserialize, Serialize};

/// One row: what, when, who, where it stands. Empty cells are empty strings in CSV and absent in JSON.
///
/// The struct is flat because the `csv` crate serialises no nesting; the JSON output nests the same values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// First 16 hex digits of the SHA-256 of article id, text hash, kind and offsets.
    pub id: String,
    /// `claim` or `quote`.
    pub kind: String,
    /// EDTF; empty where unresolved.
    pub date: String,
    /// First day or instant it can mean, ISO 8601.
    pub date_first: String,
    /// Last day or instant it can mean.
    pub date_last: String,
    /// `minute` ... `century`.
    pub date_granularity: String,
    /// The expression as it stands.
    pub date_text: String,
    /// `stated`, `completed`, `relative`, `narrative`, `publication`, `unknown`.
    pub date_basis: String,
    /// The sentence or the quote, verbatim.
    pub statement: String,
    /// `direct`, `indirect`, `mixed`.
    pub quote_kind: String,
    /// Fullest name.
    pub speaker: String,
    /// Title or office.
    pub speaker_role: String,
    /// The source as it stands nearest to the cue.
    pub speaker_mention: String,
    /// The word that attributes.
    pub cue: String,
    /// The outlet it is taken from.
    pub via: String,
    /// `says`, `denies`, `accuses`, `asks`, `believes`, `promises`.
    pub stance: String,
    /// `past` or `future`.
    pub tense: String,
    /// `value unit` pairs, `;`-separated.
    pub quantities: String,
    /// The day a relative or completed date was counted from.
    pub date_anchor: String,
    /// Where that day comes from: `metadata`, `dateline`, `url`, `user`, `text`, `narrative`.
    pub date_anchor_from: String,
    /// The outlet.
    pub publisher: String,
    /// Headline.
    pub title: String,
    /// Address.
    pub url: String,
    /// Publication date: RFC 3339 or ISO date.
    pub published: String,
    /// How that was found.
    pub published_from: String,
    /// The article's id.
    pub article: String,
    /// Hash of the text in which the offsets count, 64 hex digits.
    pub sha256: String,
    /// Offset in Unicode scalar values, inclusive.
    pub char_start: u64,
    /// Offset in Unicode scalar values, exclusive.
    pub char_end: u64,
    /// Line of the text, from 1.
    pub line: u64,
    /// The 32 characters before.
    pub prefix: String,
    /// The 32 characters after.
    pub suffix: String,
    /// Codes of what is doubtful, `;`-separated names (`weekday-mismatch`).
    pub problems: String,
    /// The rule that dated or attributed it.
    pub rule: String,
}

/// The columns, in order.
pub const COLUMNS: [&str; 34] = [
    "id",
    "kind",
    "date",
    "date_first",
    "date_last",
    "date_granularity",
    "date_text",
    "date_basis",
    "statement",
    "quote_kind",
    "speaker",
    "speaker_role",
    "speaker_mention",
    "cue",
    "via",
    "stance",
    "tense",
    "quantities",
    "date_anchor",
    "date_anchor_from",
    "publisher",
    "title",
    "url",
    "published",
    "published_from",
    "article",
    "sha256",
    "char_start",
    "char_end",
    "line",
    "prefix",
    "suffix",
    "problems",
    "rule",
];
