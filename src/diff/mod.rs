//! What several sources say alike, differently, or alone.
//!
//! Articles (or rows of timelines) become [`Source`]s of statements; blocking finds which articles to compare ([`Blocking`]);
//! each pair of articles is aligned, statement by statement, and its slots (numbers, days, clock times, quotes, states) are
//! compared; what was found in pairs is joined into [`Fact`]s. Precision comes first: a false alarm costs a reader more than a
//! miss. Everything about two articles is decided from the two alone, so that a further source never changes the relation of a
//! fact that it does not state, nor does the order of the input.

#![allow(clippy::cast_precision_loss, reason = "shares and weights of a few hundred words")]

mod align;
mod block;
mod detail;
mod event;
mod fact;
mod origin;
mod quote;
mod rows;
mod slot;
mod source;
mod statement;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::Annotator;
use crate::error::Error;
use crate::lexicon::{Class, Classes, Lexicon};
use crate::span::Span;

pub use block::Blocking;
pub use fact::{Fact, Field, Relation, Stated};
pub use source::{By, Source};

/// What is asked of a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// What counts as one voice.
    pub by: By,
    /// How articles meet.
    pub blocking: Blocking,
}

/// The result.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The articles, by id.
    pub sources: Vec<Source>,
    /// Sets of articles (indices) that tell of one event, those that nobody else tells of left out.
    pub events: Vec<Event>,
    /// The facts, by event: the widest disagreement first, then what agrees, then what one alone has.
    pub facts: Vec<Fact>,
    /// How articles met.
    pub blocking: Blocking,
    /// How many pairs of articles were compared.
    pub compared: usize,
}

/// Articles that tell of one event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Headline, or first words, of the earliest article.
    pub title: String,
    /// The articles: indices into [`Comparison::sources`].
    pub sources: Vec<usize>,
    /// How many outlets those are.
    pub outlets: usize,
    /// How many texts those go back to.
    pub origins: usize,
}

/// Makes sources and compares them.
#[derive(Debug)]
pub struct Comparer<'a> {
    annotator: &'a Annotator,
    lexicon: &'a Lexicon,
    vocabulary: words::Vocabulary,
}

impl<'a> Comparer<'a> {
    /// Loads the weights of words. Fails with file, line and reason where the table is broken.
    pub fn new(annotator: &'a Annotator) -> Result<Self, Error> {
        Ok(Self { annotator, lexicon: &annotator.lexicon, vocabulary: words::Vocabulary::load()? })
    }

    /// Compares the sources. Their order does not matter.
    pub fn compare(&self, mut sources: Vec<Source>, asked: &Asked) -> Comparison {
        sources.sort_by(|x, y| (&x.article, &x.file, &x.sha256).cmp(&(&y.article, &y.file, &y.sha256)));
        let voices = voices(&sources, asked.by);
        let candidates = block::candidates(&sources, &voices, &asked.blocking);
        let mut edges = Vec::new();
        let mut told = Vec::new();
        let mut copies = Joined::new(sources.len());
        for &(left, right) in &candidates {
            let (one, other) = (&sources[left as usize], &sources[right as usize]);
            let alignment = align::align(one, other);
            if alignment.matches.is_empty() {
                continue;
            }
            if alignment.same_event {
                told.push(event::Likeness { left, right, cosine: alignment.cosine });
            }
            if origin::copied(one, other, &alignment) {
                copies.join(left as usize, right as usize);
            }
            let pair = slot::Pair { left: (left, one), right: (right, other), alignment: &alignment };
            edges.extend(slot::compare(&pair));
        }
        let (groups, relations): (Vec<fact::Group>, Vec<Relation>) = fact::groups(&sources, edges).into_iter().unzip();
        let told = event::clusters(&sources, told, &groups);
        let (events, place) = events(&sources, &voices, told, &mut copies);
        let mut facts: Vec<Fact> = groups
            .iter()
            .zip(relations)
            .map(|(group, relation)| self.fact(&sources, group, relation, (&voices, &place), &mut copies))
            .collect();
        facts.extend(self.alone(&sources, &facts, &place));
        facts.sort_by_cached_key(|fact| (fact.event, fact.relation, breadth(fact), fact.field, first(fact), fact.id.clone()));
        Comparison { sources, events, facts, blocking: asked.blocking, compared: candidates.len() }
    }

    fn fact(
        &self,
        sources: &[Source],
        group: &fact::Group,
        relation: Relation,
        (voices, place): (&[u32], &[usize]),
        copies: &mut Joined,
    ) -> Fact {
        let mut group: Vec<_> = group.iter().collect();
        group.sort_by(|x, y| when(&sources[x.0.source as usize]).cmp(&when(&sources[y.0.source as usize])).then(x.0.cmp(&y.0)));
        let field = group[0].0.field;
        let statements: Vec<Stated> = group.iter().map(|(node, value)| stated(sources, node, value)).collect();
        let roots: BTreeSet<usize> = group.iter().map(|(node, _)| copies.root(node.source as usize)).collect();
        let outlets = group.iter().map(|(node, _)| voices[node.source as usize]).collect::<BTreeSet<_>>().len();
        let origin = roots.first().filter(|_| roots.len() == 1 && group.len() > 1);
        let rising =
            relation == Relation::Differ && field == Field::Number && self.counts(sources, &group) && rises(sources, &group);
        let contradiction = relation == Relation::Differ && !rising && self.contradicts(sources, &group);
        Fact {
            id: identify(field, sources, &statements),
            relation,
            field,
            label: self.label(sources, &group),
            origin: origin.map(|root| sources[*root].article.clone()),
            event: most(group.iter().map(|(node, _)| place[node.source as usize])),
            outlets,
            origins: roots.len(),
            update: rising,
            contradiction,
            statements,
        }
    }

    /// Whether it is a count that grows with the news (people, houses), and no sum, share or measure of a thing that is over.
    fn counts(&self, sources: &[Source], group: &[&(fact::Node, String)]) -> bool {
        const MEASURED: Classes = Classes::of(&[Class::Currency, Class::Measure, Class::MeasureBefore, Class::Unit]);
        let unit = fact::amount(sources, &group[0].0).map_or("", |amount| &*amount.unit);
        let word = unit.split(' ').next().unwrap_or("").to_lowercase();
        !self.lexicon.classes(self.lexicon.word(&word)).meets(MEASURED)
    }

    /// Whether two values exclude one another. A quote with other words does not, but for a `tidak` more or fewer; a sum with
    /// fewer digits does not.
    fn contradicts(&self, sources: &[Source], group: &[&(fact::Node, String)]) -> bool {
        let amounts: Option<Vec<&source::Amount>> = group.iter().map(|(node, _)| fact::amount(sources, node)).collect();
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
    fn label(&self, sources: &[Source], group: &[&(fact::Node, String)]) -> String {
        const OF_TIME: Classes = Classes::of(&[Class::Zone, Class::LabelBefore]);
        let (node, value) = group[0];
        let statement = &sources[node.source as usize].statements[node.statement as usize];
        let others: Vec<&[words::Term]> = group[1..]
            .iter()
            .map(|(other, _)| &*sources[other.source as usize].statements[other.statement as usize].terms)
            .collect();
        let thing = match node.part {
            fact::Part::Amount(at) => {
                let amount = &statement.amounts[at as usize];
                amount.thing.as_deref().unwrap_or(&amount.unit).to_owned()
            }
            fact::Part::Office(at) => sources[node.source as usize].offices[at as usize].role.to_string(),
            fact::Part::Age(at) => statement.details.ages[at as usize].shown.to_string(),
            fact::Part::Quote(..) if node.field == Field::Wording => return shortened(value),
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

    /// What one source alone says of an event that others tell of too: its statements with a number, a day or a quote that are
    /// in no fact.
    fn alone(&self, sources: &[Source], facts: &[Fact], place: &[usize]) -> Vec<Fact> {
        let mut stated: BTreeSet<(usize, u32)> = BTreeSet::new();
        for statement in facts.iter().flat_map(|fact| &fact.statements) {
            stated.insert((statement.source, statement.start));
        }
        let mut alone = Vec::new();
        for (index, source) in sources.iter().enumerate().filter(|(index, _)| place[*index] != NOWHERE) {
            for (number, statement) in source.statements.iter().enumerate() {
                if stated.contains(&(index, statement.chars.0)) {
                    continue;
                }
                let quote = source.quotes.iter().position(|quote| quote.statement as usize == number);
                let (field, part) = if !statement.amounts.is_empty() {
                    (Field::Number, fact::Part::Amount(0))
                } else if let Some(quote) = quote {
                    (Field::Wording, fact::Part::Quote(quote as u32, 0))
                } else if let Some(at) = statement.moments.iter().position(|moment| moment.stated) {
                    (if statement.moments[at].clock.is_some() { Field::Time } else { Field::Date }, fact::Part::Moment(at as u32))
                } else {
                    continue;
                };
                let node = fact::Node { field, source: index as u32, statement: number as u32, part };
                let value = fact::value(sources, &node);
                let statements = vec![self::stated(sources, &node, &value)];
                alone.push(Fact {
                    id: identify(field, sources, &statements),
                    relation: Relation::Only,
                    field,
                    label: self.label(sources, &[&(node, value)]),
                    origin: None,
                    event: place[index],
                    outlets: 1,
                    origins: 1,
                    update: false,
                    contradiction: false,
                    statements,
                });
            }
        }
        alone
    }
}

/// How much longer than two and a half times a sentence of a quote its statement may be, in bytes, to stand for it.
const LONG: u32 = 80;
/// Words in a label.
const LABEL: usize = 7;
/// The event of a source that tells of something nobody else tells of.
const NOWHERE: usize = usize::MAX;

/// How many voices there are.
pub fn count_voices(sources: &[Source], by: By) -> usize {
    sources.iter().map(|source| source.voice(by)).collect::<BTreeSet<_>>().len()
}

/// The number of each source's voice.
fn voices(sources: &[Source], by: By) -> Vec<u32> {
    let mut names: Vec<&str> = sources.iter().map(|source| source.voice(by)).collect();
    names.sort_unstable();
    names.dedup();
    sources.iter().map(|source| names.binary_search(&source.voice(by)).unwrap_or(0) as u32).collect()
}

/// The event to which most of them belong, the first of those.
fn most(events: impl Iterator<Item = usize>) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    events.filter(|event| *event != NOWHERE).for_each(|event| *counts.entry(event).or_default() += 1);
    counts.into_iter().max_by_key(|&(event, count)| (count, std::cmp::Reverse(event))).map_or(NOWHERE, |(event, _)| event)
}

/// The events in the order of their first publication, and the event of each source.
fn events(sources: &[Source], voices: &[u32], told: Vec<Vec<usize>>, copies: &mut Joined) -> (Vec<Event>, Vec<usize>) {
    let mut events: Vec<Event> = told
        .into_iter()
        .map(|mut members| {
            members.sort_by(|x, y| when(&sources[*x]).cmp(&when(&sources[*y])).then(x.cmp(y)));
            let first = &sources[members[0]];
            let words = || first.statements.first().map_or("", |statement| statement.span.of(&first.text));
            let title: String = first.title.as_deref().unwrap_or_else(words).chars().take(100).collect();
            let outlets = members.iter().map(|member| voices[*member]).collect::<BTreeSet<_>>().len();
            let origins = members.iter().map(|member| copies.root(*member)).collect::<BTreeSet<_>>().len();
            Event { title, sources: members, outlets, origins }
        })
        .collect();
    events.sort_by(|x, y| when(&sources[x.sources[0]]).cmp(&when(&sources[y.sources[0]])).then(x.sources.cmp(&y.sources)));
    let mut place = vec![NOWHERE; sources.len()];
    for (number, event) in events.iter().enumerate() {
        event.sources.iter().for_each(|member| place[*member] = number);
    }
    (events, place)
}

/// The order of publication: dated before undated, a day before the hours of that day.
fn when(source: &Source) -> (bool, Option<chrono::NaiveDate>, Option<chrono::DateTime<chrono::Utc>>) {
    (source.day.is_none(), source.day, source.instant.map(|instant| instant.to_utc()))
}

/// Whether counts rise in the order of publication, each published at a known time.
fn rises(sources: &[Source], group: &[&(fact::Node, String)]) -> bool {
    let known = group.iter().all(|(node, _)| sources[node.source as usize].day.is_some());
    let counts: Option<Vec<f64>> = group.iter().map(|(node, _)| Some(fact::amount(sources, node)?.low)).collect();
    known && counts.is_some_and(|counts| counts.is_sorted())
}

fn stated(sources: &[Source], node: &fact::Node, value: &str) -> Stated {
    let own = &sources[node.source as usize];
    let statement = &own.statements[node.statement as usize];
    let (mut span, (mut start, mut end)) = (statement.span, statement.chars);
    if let fact::Part::Quote(at, sentence) = node.part {
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
        mark: fact::place(sources, node)
            .filter(|place| span.contains(*place))
            .map(|place| ((place.start - span.start) as usize, (place.end - span.start) as usize)),
        date: own.day.map(|day| day.to_string()),
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

/// Wide disagreement before narrow: many values, then many statements.
fn breadth(fact: &Fact) -> (std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
    let values: BTreeSet<&str> = fact.statements.iter().map(|stated| &*stated.value).collect();
    (std::cmp::Reverse(values.len()), std::cmp::Reverse(fact.statements.len()))
}

/// The first words of a quote.
fn shortened(quote: &str) -> String {
    let mut words = quote.split(' ');
    let first: Vec<&str> = words.by_ref().take(LABEL + 1).collect();
    first.join(" ") + if words.next().is_some() { " …" } else { "" }
}

fn first(fact: &Fact) -> (usize, u32) {
    fact.statements.first().map_or((0, 0), |stated| (stated.source, stated.start))
}

/// Sets that only grow together (union-find), the smallest member being the root.
#[derive(Debug)]
struct Joined {
    parents: Vec<usize>,
}

impl Joined {
    fn new(size: usize) -> Self {
        Self { parents: (0..size).collect() }
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.parents[member] != member {
            self.parents[member] = self.parents[self.parents[member]];
            member = self.parents[member];
        }
        member
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }
}
