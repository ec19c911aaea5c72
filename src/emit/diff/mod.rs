//! A comparison as its outputs write it: JSON Lines (fixed), JSON, CSV, and text or Markdown for a person.

mod markdown;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diff::{Comparison, Fact, Field, Relation, Stated};

pub use markdown::markdown;
pub use text::text;

/// One checkable thing and what the sources say of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Fact")]
pub struct Out<'a> {
    /// The same facts have the same id for ever.
    id: &'a str,
    relation: Relation,
    field: Field,
    /// What it is about, in words of the sources.
    label: &'a str,
    /// The article that all the statements go back to, where they do.
    origin: Option<&'a str>,
    /// The event it belongs to, from 1.
    event: usize,
    /// How many voices state it.
    outlets: usize,
    /// How many texts they go back to: copies of one count once.
    origins: usize,
    /// Counts that only rise in the order of publication: later news, not contradiction.
    update: bool,
    /// The values cannot both be true.
    contradiction: bool,
    /// Who says what, in order of publication.
    statements: Vec<Statement<'a>>,
    /// How articles met, and so what can be missed: published within `days`, sharing of their most telling words `words`, or a
    /// statement `from` so many words on (`MinHash`, `bands` of rows); each compared with at most `neighbours` articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocking: Option<String>,
}

/// What one article says. `start` and `end` are offsets in Unicode scalar values into its text, half open.
#[derive(Debug, Serialize, JsonSchema)]
struct Statement<'a> {
    article: &'a str,
    publisher: Option<&'a str>,
    start: u32,
    end: u32,
    /// What stands there.
    text: &'a str,
    /// What it says of the thing, normalised: statements that say the same have the same value.
    value: &'a str,
    date: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    /// Hash of the text in which the offsets count.
    sha256: &'a str,
    /// The outlet that the article takes the statement from.
    via: Option<&'a str>,
}

impl<'a> Out<'a> {
    /// The fact with its citations, standing for itself.
    pub fn new(comparison: &'a Comparison, fact: &'a Fact) -> Self {
        Self { blocking: Some(comparison.blocking.to_string()), ..Self::inside(comparison, fact) }
    }

    /// The fact with its citations, inside what says how articles met.
    fn inside(comparison: &'a Comparison, fact: &'a Fact) -> Self {
        Self {
            id: &fact.id,
            relation: fact.relation,
            field: fact.field,
            label: &fact.label,
            origin: fact.origin.as_deref(),
            event: fact.event + 1,
            outlets: fact.outlets,
            origins: fact.origins,
            update: fact.update,
            contradiction: fact.contradiction,
            statements: fact.statements.iter().map(|stated| Statement::new(comparison, stated)).collect(),
            blocking: None,
        }
    }
}

impl<'a> Statement<'a> {
    fn new(comparison: &'a Comparison, stated: &'a Stated) -> Self {
        let source = &comparison.sources[stated.source];
        Self {
            article: &source.article,
            publisher: source.publisher.as_deref(),
            start: stated.start,
            end: stated.end,
            text: &stated.text,
            value: &stated.value,
            date: stated.date.as_deref(),
            published: source.published.as_deref(),
            url: source.url.as_deref(),
            sha256: &source.sha256,
            via: source.via.as_deref(),
        }
    }
}

/// The whole comparison as one JSON object: events with their facts, the blocking.
#[derive(Debug, Serialize)]
pub struct Whole<'a> {
    articles: usize,
    compared_pairs: usize,
    blocking: crate::diff::Blocking,
    events: Vec<EventOut<'a>>,
}

#[derive(Debug, Serialize)]
struct EventOut<'a> {
    event: usize,
    title: &'a str,
    outlets: usize,
    origins: usize,
    articles: Vec<&'a str>,
    facts: Vec<Out<'a>>,
}

impl<'a> Whole<'a> {
    /// The facts that are shown, under their events.
    pub fn new(comparison: &'a Comparison, shown: &[&'a Fact]) -> Self {
        let mut events: Vec<EventOut<'a>> = comparison
            .events
            .iter()
            .enumerate()
            .map(|(number, event)| EventOut {
                event: number + 1,
                title: &event.title,
                outlets: event.outlets,
                origins: event.origins,
                articles: event.sources.iter().map(|&source| &*comparison.sources[source].article).collect(),
                facts: Vec::new(),
            })
            .collect();
        for fact in shown {
            if let Some(event) = events.get_mut(fact.event) {
                event.facts.push(Out::inside(comparison, fact));
            }
        }
        events.retain(|event| !event.facts.is_empty());
        Self { articles: comparison.sources.len(), compared_pairs: comparison.compared, blocking: comparison.blocking, events }
    }
}

/// The columns of [`csv`]: a statement a row.
pub const COLUMNS: [&str; 21] = [
    "fact",
    "relation",
    "field",
    "label",
    "event",
    "outlets",
    "origins",
    "origin",
    "update",
    "contradiction",
    "article",
    "publisher",
    "value",
    "date",
    "start",
    "end",
    "text",
    "published",
    "url",
    "sha256",
    "blocking",
];

/// The facts as CSV, one statement a row, with a header.
pub fn csv(comparison: &Comparison, shown: &[&Fact]) -> Result<Vec<u8>, crate::error::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| crate::error::Error::new(error.to_string());
    writer.write_record(COLUMNS).map_err(failed)?;
    let blocking = comparison.blocking.to_string();
    for fact in shown {
        let fact = Out::inside(comparison, fact);
        for stated in &fact.statements {
            let number = |value: usize| value.to_string();
            let cells = [
                fact.id.to_owned(),
                fact.relation.as_str().to_owned(),
                fact.field.as_str().to_owned(),
                fact.label.to_owned(),
                number(fact.event),
                number(fact.outlets),
                number(fact.origins),
                fact.origin.unwrap_or("").to_owned(),
                fact.update.to_string(),
                fact.contradiction.to_string(),
                stated.article.to_owned(),
                stated.publisher.unwrap_or("").to_owned(),
                stated.value.to_owned(),
                stated.date.unwrap_or("").to_owned(),
                stated.start.to_string(),
                stated.end.to_string(),
                stated.text.to_owned(),
                stated.published.unwrap_or("").to_owned(),
                stated.url.unwrap_or("").to_owned(),
                stated.sha256.to_owned(),
                blocking.clone(),
            ];
            writer.write_record(&cells).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| crate::error::Error::new(error.to_string()))
}
