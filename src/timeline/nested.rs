//! The row as JSON nests it: what, when, who, where it stands. The same values as the CSV's columns; what is empty is absent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Record;

/// One row of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// First 16 hex digits of the SHA-256 of article id, text hash, kind and offsets.
    #[schemars(regex(pattern = "^[0-9a-f]{16}$"))]
    pub id: String,
    /// `claim` or `quote`.
    #[schemars(regex(pattern = "^(claim|quote)$"))]
    pub kind: String,
    /// When.
    pub date: When,
    /// The sentence or the quote, verbatim.
    pub statement: String,
    /// Who says so, for quotes and for claims that somebody states.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quote: Who,
    /// `past` or `future`; absent for quotes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tense: String,
    /// The quantities in the statement, as `value unit`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<String>,
    /// The article.
    pub source: Source,
    /// The place in its text.
    pub citation: Place,
    /// Names of what is doubtful in the row: `weekday-mismatch`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
    /// The rule that dated or attributed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(default, skip_serializing_if = "String::is_empty")] pub $field: String,)*
        }
    };
}

text! {
    /// When: the date, what it can mean, and how it was found.
    When {
        /// EDTF (ISO 8601-2); absent where unresolved.
        edtf,
        /// First day or instant it can mean, ISO 8601.
        first,
        /// Last day or instant it can mean.
        last,
        /// `minute`, `part-of-day`, `day`, `weekend`, `week`, `month`, `quarter`, `semester`, `year`, `decade`, `century`.
        granularity,
        /// The expression as it stands.
        text,
        /// `stated`, `completed`, `relative`, `narrative`, `publication`, `unknown`.
        basis,
        /// The day a relative or completed date was counted from.
        anchor,
        /// Where that day comes from: `metadata`, `dateline`, `url`, `user`, `text`, `narrative`.
        anchor_from,
    }
}

text! {
    /// Who says so, in which words.
    Who {
        /// `direct`, `indirect`, `mixed`.
        kind,
        /// Fullest name.
        speaker,
        /// Title or office.
        role,
        /// The source as it stands nearest to the cue.
        mention,
        /// The word that attributes.
        cue,
        /// The outlet it is taken from.
        via,
        /// `says`, `denies`, `accuses`, `asks`, `believes`, `promises`.
        stance,
    }
}

text! {
    /// The article a row comes from.
    Source {
        /// Its id.
        article,
        /// The outlet.
        publisher,
        /// Headline.
        title,
        /// Address.
        url,
        /// Publication date: RFC 3339 or ISO date.
        published,
        /// How that was found: `metadata`, `dateline`, `url`, `user`, `text`.
        published_from,
    }
}

/// Where a statement stands: W3C `TextPositionSelector` and `TextQuoteSelector` (its `exact` is the row's `statement`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Hash of the text in which the offsets count, 64 hex digits.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Offset in Unicode scalar values, inclusive.
    pub char_start: u64,
    /// Offset in Unicode scalar values, exclusive.
    pub char_end: u64,
    /// Line of the text, from 1.
    #[schemars(range(min = 1))]
    pub line: u64,
    /// The 32 characters before.
    #[serde(default)]
    pub prefix: String,
    /// The 32 characters after.
    #[serde(default)]
    pub suffix: String,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn split(cell: &str) -> Vec<String> {
    cell.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl From<Record> for Row {
    fn from(record: Record) -> Self {
        Self {
            id: record.id,
            kind: record.kind,
            date: When {
                edtf: record.date,
                first: record.date_first,
                last: record.date_last,
                granularity: record.date_granularity,
                text: record.date_text,
                basis: record.date_basis,
                anchor: record.date_anchor,
                anchor_from: record.date_anchor_from,
            },
            statement: record.statement,
            quote: Who {
                kind: record.quote_kind,
                speaker: record.speaker,
                role: record.speaker_role,
                mention: record.speaker_mention,
                cue: record.cue,
                via: record.via,
                stance: record.stance,
            },
            tense: record.tense,
            quantities: split(&record.quantities),
            source: Source {
                article: record.article,
                publisher: record.publisher,
                title: record.title,
                url: record.url,
                published: record.published,
                published_from: record.published_from,
            },
            citation: Place {
                sha256: record.sha256,
                char_start: record.char_start,
                char_end: record.char_end,
                line: record.line,
                prefix: record.prefix,
                suffix: record.suffix,
            },
            problems: split(&record.problems),
            rule: record.rule,
        }
    }
}

impl From<Row> for Record {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            date: row.date.edtf,
            date_first: row.date.first,
            date_last: row.date.last,
            date_granularity: row.date.granularity,
            date_text: row.date.text,
            date_basis: row.date.basis,
            statement: row.statement,
            quote_kind: row.quote.kind,
            speaker: row.quote.speaker,
            speaker_role: row.quote.role,
            speaker_mention: row.quote.mention,
            cue: row.quote.cue,
            via: row.quote.via,
            stance: row.quote.stance,
            tense: row.tense,
            quantities: row.quantities.join(";"),
            date_anchor: row.date.anchor,
            date_anchor_from: row.date.anchor_from,
            publisher: row.source.publisher,
            title: row.source.title,
            url: row.source.url,
            published: row.source.published,
            published_from: row.source.published_from,
            article: row.source.article,
            sha256: row.citation.sha256,
            char_start: row.citation.char_start,
            char_end: row.citation.char_end,
            line: row.citation.line,
            prefix: row.citation.prefix,
            suffix: row.citation.suffix,
            problems: row.problems.join(";"),
            rule: row.rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::record::COLUMNS;

    #[test]
    fn json_keeps_every_column() {
        // Each column gets a value of its own, so that two that were swapped would show.
        let cells: Vec<String> = COLUMNS
            .iter()
            .enumerate()
            .map(|(i, name)| match *name {
                "char_start" | "char_end" | "line" => (i + 1).to_string(),
                name => format!("a {name};b {name}"),
            })
            .collect();
        let row = csv::StringRecord::from(cells);
        let record: Record = row.deserialize(Some(&csv::StringRecord::from(COLUMNS.to_vec()))).expect("a row");
        let json = serde_json::to_string(&Row::from(record.clone())).expect("JSON");
        let back: Row = serde_json::from_str(&json).expect("the row back");
        assert_eq!(Record::from(back), record);
    }
}
