//! Nodes and edges: the slots of single statements, and which two of them are one thing.

use super::fact::Field;
use super::slot::{cut, same_amount};
use super::source::{Amount, Source, Stand};
use crate::span::Span;

/// What of a statement a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    Whole,
    Amount(u32),
    /// What an amount is of.
    Kind(u32),
    Moment(u32),
    State(u32),
    /// Who holds an office: by number among the article's.
    Office(u32),
    /// Whether a statement denies or asserts.
    Told,
    Age(u32),
    /// A kilometre of a road.
    Point(u32),
    Plate(u32),
    /// A unit of administration.
    Place(u32),
    /// A person's post in a body.
    Post(u32),
    /// A sentence of a quote: both by number.
    Quote(u32, u32),
}

/// A slot of one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node {
    pub(super) field: Field,
    pub(super) source: u32,
    pub(super) statement: u32,
    pub(super) part: Part,
}

/// Two slots that are one thing, and whether they say the same of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) left: Node,
    pub(super) right: Node,
    pub(super) same: bool,
    pub(super) score: f32,
}

impl Edge {
    /// The statements whose slots they are: source and statement.
    pub(super) fn statements(&self) -> [(u32, u32); 2] {
        [self.left, self.right].map(|node| (node.source, node.statement))
    }
}

/// Where the value of a node stands, in bytes of its article.
pub(super) fn place(sources: &[Source], node: &Node) -> Option<Span> {
    let source = &sources[node.source as usize];
    let statement = &source.statements[node.statement as usize];
    match node.part {
        Part::Amount(at) | Part::Kind(at) => Some(statement.amounts[at as usize].span),
        Part::Moment(at) => Some(statement.moments[at as usize].span),
        Part::Age(at) => Some(statement.details.ages[at as usize].span),
        Part::Point(at) => Some(statement.details.points[at as usize].span),
        Part::Plate(at) => Some(statement.details.plates[at as usize].span),
        Part::Place(at) => Some(statement.details.places[at as usize].span),
        Part::Post(at) => Some(statement.details.posts[at as usize].span),
        Part::Office(at) => named(source, statement.span, &source.offices[at as usize].holder),
        Part::Quote(at, _) if node.field == Field::Speaker => {
            let speaker = source.quotes[at as usize].speaker.as_deref()?;
            named(source, statement.span, speaker).or_else(|| named(source, statement.span, speaker.split(' ').next()?))
        }
        Part::Quote(..) | Part::Whole | Part::State(_) | Part::Told => None,
    }
}

/// Where a name stands in a statement.
fn named(source: &Source, statement: Span, name: &str) -> Option<Span> {
    let at = statement.start + u32::try_from(statement.of(&source.text).find(name)?).ok()?;
    Some(Span::new(at, at + u32::try_from(name.len()).ok()?))
}

/// The amount that a node is.
pub(super) fn amount<'a>(sources: &'a [Source], node: &Node) -> Option<&'a Amount> {
    match node.part {
        Part::Amount(at) => Some(&sources[node.source as usize].statements[node.statement as usize].amounts[at as usize]),
        _ => None,
    }
}

/// What a slot says, as the outputs write it.
pub(super) fn value(sources: &[Source], node: &Node) -> String {
    let source = &sources[node.source as usize];
    let statement = &source.statements[node.statement as usize];
    match node.part {
        Part::Whole => "yes".to_owned(),
        Part::Amount(at) => statement.amounts[at as usize].shown.to_string(),
        Part::Kind(at) => statement.amounts[at as usize].thing.as_deref().unwrap_or("").to_owned(),
        Part::Moment(at) => statement.moments[at as usize].shown.to_string(),
        Part::Office(at) => source.offices[at as usize].holder.to_string(),
        Part::Told => if statement.details.denied.is_empty() { "yes" } else { "no" }.to_owned(),
        Part::Age(at) => format!("{} tahun", statement.details.ages[at as usize].years),
        Part::Point(at) => statement.details.points[at as usize].shown.to_string(),
        Part::Plate(at) => statement.details.plates[at as usize].shown.to_string(),
        Part::Place(at) => statement.details.places[at as usize].shown.to_string(),
        Part::Post(at) => {
            let post = &statement.details.posts[at as usize];
            format!("{} {}", post.head, post.body)
        }
        Part::State(at) => if statement.states[at as usize].holds { "yes" } else { "no" }.to_owned(),
        Part::Quote(at, sentence) => {
            let quote = &source.quotes[at as usize];
            match node.field {
                Field::Speaker => quote.speaker.as_deref().unwrap_or("").to_owned(),
                Field::Event => if quote.stand.as_ref().is_some_and(Stand::asserts) { "yes" } else { "no" }.to_owned(),
                Field::Date => quote.said.map_or_else(String::new, |day| day.to_string()),
                _ => plain(quote.sentence(sentence).of(&source.text)),
            }
        }
    }
}

/// A text on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two slots of one thing say the same without having been compared.
pub(super) fn same_by_itself(sources: &[Source], (one, value): (&Node, &str), (other, rival): (&Node, &str)) -> bool {
    match (amount(sources, one), amount(sources, other)) {
        (Some(x), Some(y)) => same_amount(x, y),
        _ => one.field != Field::Wording && one.field != Field::Speaker && value == rival,
    }
}

/// Whether one article may say both of one thing: the same, or once less exactly.
pub(super) fn compatible(sources: &[Source], one: &Node, other: &Node) -> bool {
    let less_exact = matches!((amount(sources, one), amount(sources, other)), (Some(x), Some(y)) if cut(x, y));
    less_exact || same_by_itself(sources, (one, &value(sources, one)), (other, &value(sources, other)))
}

/// The edges of two articles without those differences that may be none, since one of the articles says something else besides
/// in the same place: a sentence of a quote that the other gives in two pieces.
pub(super) fn unambiguous(sources: &[Source], edges: &[Edge]) -> Vec<Edge> {
    let apart = |one: &Node, other: &Node| one != other && !compatible(sources, one, other);
    let torn = |own: &Edge, edge: &Edge| {
        (own.left == edge.left && apart(&own.right, &edge.right)) || (own.right == edge.right && apart(&own.left, &edge.left))
    };
    edges.iter().filter(|own| own.same || !edges.iter().any(|edge| torn(own, edge))).copied().collect()
}
