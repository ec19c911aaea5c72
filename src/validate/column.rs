//! What each column of a timeline holds: the one table behind the checks, the Table Schema and the CSVW metadata.

use crate::annotation::{Basis, QuoteKind, Stance, Tense};
use crate::article::DctSource;
use crate::time::value::Granularity;
use crate::timeline::record::COLUMNS;

/// How many columns a timeline has.
pub const WIDTH: usize = COLUMNS.len();

/// The form of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// 16 lower-case hex digits.
    Id,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// EDTF, levels 0 to 2.
    Edtf,
    /// An ISO day, or an ISO instant with or without its offset.
    Moment,
    /// An ISO day.
    Day,
    /// A whole number from that on.
    Number(u64),
    /// 64 lower-case hex digits.
    Hash,
    /// An `http` or `https` address.
    Url,
    /// `value unit` pairs, `;`-separated.
    Quantities,
    /// At most that many characters.
    Context(usize),
}

/// A column: its name, its form, whether its cell may be empty, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// As the header has it.
    pub name: &'static str,
    /// Where a row in JSON has it, keys joined by `.`.
    pub path: &'static str,
    /// What its cells look like.
    pub form: Form,
    /// Whether a row without it is unsound.
    pub required: bool,
    /// What it is for, in one sentence.
    pub about: &'static str,
}

/// The kinds of row.
pub const KINDS: &[&str] = &["claim", "quote"];
/// Where a date is counted from: as a publication date, or the text.
const ANCHORS: &[&str] = &["metadata", "dateline", "url", "user", "text", "narrative"];

const fn column(name: &'static str, path: &'static str, form: Form, required: bool, about: &'static str) -> Column {
    Column { name, path, form, required, about }
}

/// The columns, in the order of [`COLUMNS`].
pub const TABLE: [Column; WIDTH] = [
    column("id", "id", Form::Id, true, "First 16 hex digits of the SHA-256 of article id, text hash, kind and offsets."),
    column("kind", "kind", Form::OneOf(KINDS), true, "A dated claim, or a statement that the article attributes."),
    column("date", "date.edtf", Form::Edtf, false, "When it was, EDTF (ISO 8601-2); empty where unresolved."),
    column("date_first", "date.first", Form::Moment, false, "First day or instant that the date can mean."),
    column("date_last", "date.last", Form::Moment, false, "Last day or instant that the date can mean."),
    column("date_granularity", "date.granularity", Form::OneOf(Granularity::NAMES), false, "How fine the date is."),
    column("date_text", "date.text", Form::Text, false, "The temporal expression as it stands."),
    column("date_basis", "date.basis", Form::OneOf(Basis::NAMES), false, "How the expression got its day."),
    column("statement", "statement", Form::Text, true, "The sentence or the quote, verbatim."),
    column("quote_kind", "quote.kind", Form::OneOf(QuoteKind::NAMES), false, "How the statement is given."),
    column("speaker", "quote.speaker", Form::Text, false, "Who says it, by the fullest name the article gives."),
    column("speaker_role", "quote.role", Form::Text, false, "Title or office of the speaker."),
    column("speaker_mention", "quote.mention", Form::Text, false, "The source as it stands nearest to the cue."),
    column("cue", "quote.cue", Form::Text, false, "The word or phrase that attributes."),
    column("via", "quote.via", Form::Text, false, "The outlet that the article takes the statement from."),
    column("stance", "quote.stance", Form::OneOf(Stance::NAMES), false, "What the speaker does with the statement."),
    column("tense", "tense", Form::OneOf(Tense::NAMES), false, "Happened, or announced and expected."),
    column("quantities", "quantities", Form::Quantities, false, "Numbers with what they count, `;`-separated."),
    column("date_anchor", "date.anchor", Form::Day, false, "The day from which a relative or completed date was counted."),
    column("date_anchor_from", "date.anchor_from", Form::OneOf(ANCHORS), false, "Where that day comes from."),
    column("publisher", "source.publisher", Form::Text, false, "The outlet."),
    column("title", "source.title", Form::Text, false, "The headline."),
    column("url", "source.url", Form::Url, false, "Where the article stood."),
    column("published", "source.published", Form::Moment, false, "When it was published."),
    column(
        "published_from",
        "source.published_from",
        Form::OneOf(DctSource::NAMES),
        false,
        "How the publication date was found.",
    ),
    column("article", "source.article", Form::Text, true, "The article's id."),
    column("sha256", "citation.sha256", Form::Hash, true, "Hash of the text in which the offsets count."),
    column(
        "char_start",
        "citation.char_start",
        Form::Number(0),
        true,
        "Where the statement begins, in Unicode code points, inclusive.",
    ),
    column(
        "char_end",
        "citation.char_end",
        Form::Number(0),
        true,
        "Where the statement ends, in Unicode code points, exclusive.",
    ),
    column("line", "citation.line", Form::Number(1), true, "Line of the text, from 1."),
    column("prefix", "citation.prefix", Form::Context(32), false, "The 32 characters before the statement."),
    column("suffix", "citation.suffix", Form::Context(32), false, "The 32 characters behind the statement."),
    column("problems", "problems", Form::Text, false, "Codes of what is doubtful in the row, `;`-separated."),
    column("rule", "rule", Form::Text, false, "The rule that dated or attributed it."),
];

/// The place of a column in [`TABLE`]; fails to compile where used in a constant for a name that is no column.
const fn at(name: &str) -> usize {
    let mut i = 0;
    while i < WIDTH {
        if same(COLUMNS[i], name) {
            return i;
        }
        i += 1;
    }
    panic!("no such column")
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut i = 0;
    while i < left.len() {
        if left[i] != right[i] {
            return false;
        }
        i += 1;
    }
    true
}

macro_rules! places {
    ($($place:ident $name:literal,)*) => { $(pub(super) const $place: usize = at($name);)* };
}

places! {
    ID "id", KIND "kind", DATE "date", FIRST "date_first", LAST "date_last", GRANULARITY "date_granularity",
    DATE_TEXT "date_text", STATEMENT "statement", QUOTE_KIND "quote_kind", SPEAKER "speaker",
    TENSE "tense", PUBLISHED "published", ARTICLE "article", SHA256 "sha256", START "char_start",
    END "char_end", LINE "line", PREFIX "prefix", SUFFIX "suffix", PROBLEMS "problems",
}

/// The place of the column with that name.
pub fn named(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|own| *own == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_columns_of_the_record() {
        assert_eq!(TABLE.map(|column| column.name), COLUMNS);
        let mut header = csv::Writer::from_writer(Vec::new());
        header.serialize(crate::timeline::record::Record::default()).unwrap();
        let written = String::from_utf8(header.into_inner().unwrap()).unwrap();
        assert_eq!(written.lines().next().unwrap(), COLUMNS.join(","));
    }

    #[test]
    fn the_paths_are_those_of_the_nested_row() {
        let cells: Vec<String> =
            (0..WIDTH).map(|i| if matches!(TABLE[i].form, Form::Number(_)) { i.to_string() } else { format!("c{i}") }).collect();
        let row = csv::StringRecord::from(cells.clone());
        let record: crate::timeline::Record = row.deserialize(Some(&csv::StringRecord::from(COLUMNS.to_vec()))).unwrap();
        let nested = serde_json::to_value(crate::timeline::nested::Row::from(record)).unwrap();
        for (column, cell) in TABLE.iter().zip(cells) {
            let found = nested.pointer(&format!("/{}", column.path.replace('.', "/"))).unwrap();
            let written = match found {
                serde_json::Value::Array(list) => list[0].as_str().unwrap().to_owned(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(written, cell, "{}", column.name);
        }
    }
}
