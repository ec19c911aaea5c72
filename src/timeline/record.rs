//! One row of a timeline, as every output and the validator know it.

use std::fmt;
use std::io::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A row's id: the first 64 bits of a SHA-256, written as 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u64);

impl RecordId {
    /// The id that follows from a row's place: of the SHA-256 of article id, text hash, kind and offsets, one a line
    /// (joined by `\n`, none at the end), the first 8 bytes. `char_start` and `char_end` count Unicode scalar values.
    ///
    /// ```
    /// use linimasa::timeline::record::RecordId;
    /// let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    /// assert_eq!(RecordId::new("sample/graha.txt", hash, "claim", 12, 85).to_string(), "4dce13341156b1e6");
    /// ```
    pub fn new(article: &str, sha256: &str, kind: &str, char_start: u64, char_end: u64) -> Self {
        let mut hasher = Sha256::new();
        for field in [article, sha256, kind] {
            hasher.update(field);
            hasher.update(b"\n");
        }
        // 41 bytes hold two numbers of twenty digits and the line feed between them.
        let mut numbers = [0_u8; 41];
        let mut rest = &mut numbers[..];
        let written = write!(rest, "{char_start}\n{char_end}").map_or(0, |()| 41 - rest.len());
        hasher.update(&numbers[..written]);
        let digest = hasher.finalize();
        Self(digest.iter().take(8).fold(0, |id, &byte| id << 8 | u64::from(byte)))
    }

    /// Reads 16 lower-case hex digits.
    pub fn parse(written: &str) -> Option<Self> {
        let digits = written.len() == 16 && written.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        digits.then(|| u64::from_str_radix(written, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

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
    /// `value unit` pairs, `;`-separated; a range has both its ends: `8000 tentara;4/5 tahun`.
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
