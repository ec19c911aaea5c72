//! Facts as a reader gets them: what they are about, who says what where, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::event::{most, when};
use super::fact::{self, Fact, Field, Relation, Stated};
use super::node::{self, Node, Part};
use super::source::Source;
use super::{Comparer, slot, source, words};
use crate::lexicon::{Class, Classes};
use crate::parallel::flat_map_chunks;
use crate::span::Span;

/// How much longer than two and a half times a sentence of a quote its statement may be, in bytes, to stand for it.
const LONG: u32 = 80;
/// Words in a label.
const LABEL: usize = 7;

/// All sources of a run with what is known of each.
pub(super) struct Company<'a> {
    pub(super) sources: &'a [Source],
    /// Who speaks.
    pub(super) voices: &'a [u32],
    /// The event.
    pub(super) place: &'a [usize],
    /// The source whose text it goes back to.
    pub(super) origins: &'a [usize],
}

impl Comparer<'_> {
    /// Makes the fact of a group of slots.
    pub(super) fn fact(&self, company: &Company<'_>, group: &[(Node, String)], relation: Relation) -> Fact {
        let sources = company.sources;
        let mut group: Vec<_> = group.iter().collect();
        group.sort_by(|x, y| when(&sources[x.0.source as usize]).cmp(&when(&sources[y.0.source as usize])).then(x.0.cmp(&y.0)));
        let field = group[0].0.field;
        let statements: Vec<Stated> = group.iter().map(|(node, value)| stated(sources, node, value)).collect();
        let distinct =
            |of: &dyn Fn(usize) -> usize| group.iter().map(|(node, _)| of(node.source as usize)).collect::<BTreeSet<_>>();
        let outlets = distinct(&|source| company.voices[source] as usize);
        let origins = distinct(&|source| company.origins[source]);
        let origin = origins.first().filter(|_| origins.len() == 1 && group.len() > 1);
        let counted = field == Field::Number && self.counts(sources, &group);
        let rising = relation == Relation::Differ && counted && rises(sources, &group);
        let contradiction = relation == Relation::Differ && !rising && self.contradicts(sources, &group);
        Fact {
            id: identify(field, sources, &statements),
            relation,
            field,
            label: self.label(sources, &group),
            origin: origin.map(|origin| sources[*origin].article.clone()),
            event: most(group.iter().map(|(node, _)| company.place[node.source as usize])),
            outlets: outlets.len(),
            origins: origins.len(),
            update: rising,
            contradiction,
            statements,
        }
    }

    /// Whether it is a count that grows with the news (people, houses), and no sum, share or measure of a thing that is over.
    fn counts(&self, sources: &[Source], group: &[&(Node, String)]) -> bool {
        const MEASURED: Classes = Classes::of(&[Class::Currency, Class::Measure, Class::MeasureBefore, Class::Unit]);
        let unit = node::amount(sources, &group[0].0).map_or("", |amount| &*amount.unit);
        let word = unit.split(' ').next().unwrap_or("").to_lowercase();
        !self.lexicon.classes(self.lexicon.word(&word)).meets(MEASURED)
    }

    /// Whether two values exclude one another. A quote with other words does not, but for a `tidak` more or fewer; a sum with
    /// fewer digits does not.
    fn contradicts(&self, sources: &[Source], group: &[&(Node, String)]) -> bool {
        let amounts: Option<Vec<&source::Amount>> = group.iter().map(|(node, _)| node::amount(sources, node)).collect();
        if let Some(amounts) = amounts {
            return amounts
                .iter()
                .any(|one| amounts.iter().any(|other| !slot::same_amount(one, other) && !slot::cut(one, other)));
        }
        if group[0].0.field != Field::Wording {
            return true;
        }
        // The words of each quote without denials, and how many denials it has.
        let told: Vec<(Vec<words::Term>, usize)> = group
            .iter()
            .map(|(_, quote)| {
                let tokens = crate::token::tokenize(quote, self.lexicon);
                let (denials, words): (Vec<_>, Vec<_>) = tokens
                    .into_iter()
                    .filter(|token| token.kind == crate::token::Kind::Word)
                    .partition(|token| self.lexicon.classes(token.word()).has(Class::Deny));
                let standard = |token: &crate::token::Token| self.vocabulary.exact(&token.span().of(quote).to_lowercase());
                (words.iter().map(standard).collect(), denials.len())
            })
            .collect();
        told.iter().any(|(words, denials)| told.iter().any(|(own, count)| own == words && count != denials))
    }

    /// What it is about: words that the statements share, in the order of the first.
    fn label(&self, sources: &[Source], group: &[&(Node, String)]) -> String {
        const OF_TIME: Classes = Classes::of(&[Class::Zone, Class::LabelBefore]);
        let (node, value) = group[0];
        let statement = &sources[node.source as usize].statements[node.statement as usize];
        let others: Vec<&[words::Term]> = group[1..]
            .iter()
            .map(|(other, _)| &*sources[other.source as usize].statements[other.statement as usize].terms)
            .collect();
        let thing = match node.part {
            Part::Amount(at) => {
                let amount = &statement.amounts[at as usize];
                amount.thing.as_deref().unwrap_or(&amount.unit).to_owned()
            }
            Part::Office(at) => sources[node.source as usize].offices[at as usize].role.to_string(),
            Part::Age(at) => statement.details.ages[at as usize].shown.to_string(),
            Part::Quote(..) if node.field == Field::Wording => return shortened(value),
            _ => String::new(),
        };
        let text = statement.span.of(&sources[node.source as usize].text);
        let mut label: Vec<String> = Some(thing).into_iter().filter(|thing| !thing.is_empty()).collect();
        for token in crate::token::tokenize(text, self.lexicon) {
            let word = token.span().of(text);
            let terms = self.vocabulary.terms(text, &[token], self.lexicon);
            let shared = !terms.is_empty()
                && !self.lexicon.classes(token.word()).meets(OF_TIME)
                && terms.iter().all(|term| others.iter().all(|set| words::has(set, *term)));
            if token.kind == crate::token::Kind::Word && shared && label.len() < LABEL && !label.iter().any(|own| own == word) {
                label.push(word.to_owned());
            }
        }
        label.join(" ")
    }

    /// What one source alone says of an event that others tell of too: the statements of those sources (sorted) with a number, a
    /// day or a quote that are not `matched` (sorted too: source, statement) with any other.
    pub(super) fn alone(&self, company: &Company<'_>, told: &[u32], matched: &[(u32, u32)], threads: usize) -> Vec<Fact> {
        flat_map_chunks(threads, super::CHUNK, told, |told| {
            let statements =
                told.iter().flat_map(|&index| (0..company.sources[index as usize].len() as u32).map(move |at| (index, at)));
            statements
                .filter(|statement| matched.binary_search(statement).is_err())
                .filter_map(|(index, at)| telling(&company.sources[index as usize], index, at))
                .map(|node| self.fact(company, &[(node, node::value(company.sources, &node))], Relation::Only))
                .collect()
        })
    }
}

/// What of a statement is worth telling where nobody else has it.
fn telling(source: &Source, index: u32, at: u32) -> Option<Node> {
    let statement = &source.statements[at as usize];
    let (field, part) = if !statement.amounts.is_empty() {
        (Field::Number, Part::Amount(0))
    } else if let Some(quote) = source.quotes.iter().position(|quote| quote.statement == at) {
        (Field::Wording, Part::Quote(quote as u32, 0))
    } else {
        let moment = statement.moments.iter().position(|moment| moment.stated)?;
        let field = if statement.moments[moment].clock.is_some() { Field::Time } else { Field::Date };
        (field, Part::Moment(moment as u32))
    };
    Some(Node { field, source: index, statement: at, part })
}

/// Whether counts rise in the order of publication, each published at a known time.
fn rises(sources: &[Source], group: &[&(Node, String)]) -> bool {
    let known = group.iter().all(|(node, _)| sources[node.source as usize].day.is_some());
    let counts: Option<Vec<f64>> = group.iter().map(|(node, _)| Some(node::amount(sources, node)?.low)).collect();
    known && counts.is_some_and(|counts| counts.is_sorted())
}

fn stated(sources: &[Source], node: &Node, value: &str) -> Stated {
    let own = &sources[node.source as usize];
    let statement = &own.statements[node.statement as usize];
    let (mut span, (mut start, mut end)) = (statement.span, statement.chars);
    if let Part::Quote(at, sentence) = node.part {
        // Of a long quote only the sentence that is compared.
        let part = own.quotes[at as usize].sentence(sentence);
        if span.contains(part) && span.len() > part.len() * 5 / 2 + LONG {
            let chars = |from: u32, to: u32| Span::new(from, to).of(&own.text).chars().count() as u32;
            (start, end) = (start + chars(span.start, part.start), end - chars(part.end, span.end));
            span = part;
        }
    }
    Stated {
        source: node.source as usize,
        start,
        end,
        text: span.of(&own.text).to_owned(),
        value: value.to_owned(),
        date: own.day.map(|day| day.to_string()),
        mark: node::place(sources, node)
            .filter(|place| span.contains(*place))
            .map(|place| ((place.start - span.start) as usize, (place.end - span.start) as usize)),
    }
}

fn identify(field: Field, sources: &[Source], statements: &[Stated]) -> String {
    let mut parts: Vec<(&str, Span, &str)> = statements
        .iter()
        .map(|stated| (&*sources[stated.source].article, Span::new(stated.start, stated.end), &*stated.value))
        .collect();
    parts.sort_unstable();
    fact::id(field, &parts)
}

/// The order of facts: by event, wide disagreement before narrow (many values, then many statements), then by place.
pub(super) fn rank(fact: &Fact) -> impl Ord + use<> {
    let values: BTreeSet<&str> = fact.statements.iter().map(|stated| &*stated.value).collect();
    let breadth = Reverse((values.len(), fact.statements.len()));
    let first = fact.statements.first().map(|stated| (stated.source, stated.start));
    (fact.event, fact.relation, breadth, fact.field, first, fact.id.clone())
}

/// The first words of a quote.
fn shortened(quote: &str) -> String {
    let mut words = quote.split(' ');
    let first: Vec<&str> = words.by_ref().take(LABEL + 1).collect();
    first.join(" ") + if words.next().is_some() { " …" } else { "" }
}
