//! What several sources say alike, differently, or alone.
//!
//! Articles (or rows of timelines) become [`Source`]s of statements; blocking finds which articles to compare ([`Blocking`]);
//! each pair of articles is aligned, statement by statement, and its slots (numbers, days, clock times, quotes, states) are
//! compared; what was found in pairs is joined into [`Fact`]s. Precision comes first: a false alarm costs a reader more than a
//! miss.
//!
//! # What a further source changes
//!
//! Everything about two articles is decided from the two alone, and facts are made of that so ([`group`]) that
//!
//! - a fact that the newcomer does not state is the same fact without it: relation, field, label, values, statements;
//! - a fact that is gone with it was taken up: its articles now stand in facts that the newcomer states (or, where they only said
//!   that something happened, in facts that tell more of it). A difference that two articles have by their own comparison is
//!   struck out only where the newcomer says the one value and the other too;
//! - what one article alone says stays so until the newcomer says it; only an article of whose event nobody told before gets such
//!   facts anew.
//!
//! Two things tell of the whole company and may change for facts of others too: which event a fact is listed under ([`event`]:
//! a clustering), and how many texts its statements go back to (`origins`: the newcomer may be the text that two others copied).
//! And in a crowd of more than [`Blocking::neighbours`] articles of one event a newcomer can keep two others from being compared.

#![allow(clippy::cast_precision_loss, reason = "shares and weights of a few hundred words")]

mod abroad;
mod align;
mod block;
mod compose;
mod detail;
mod event;
mod fact;
mod group;
mod joined;
mod node;
mod origin;
mod quote;
mod rows;
mod slot;
mod source;
mod statement;
mod whereabouts;
mod words;

use std::collections::BTreeSet;

use compose::Company;
use joined::Joined;
use node::Edge;

use crate::Annotator;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::parallel::flat_map_chunks;

pub use block::Blocking;
pub use event::Event;
pub use fact::{Fact, Field, Relation, Stated};
pub use source::{By, Source};

/// What is asked of a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// What counts as one voice.
    pub by: By,
    /// How articles meet.
    pub blocking: Blocking,
    /// How many threads compare, 0 and 1 being one; the result is the same.
    pub threads: usize,
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

    /// Compares the sources. Neither their order nor the number of threads matters.
    pub fn compare(&self, mut sources: Vec<Source>, asked: &Asked) -> Comparison {
        sources.sort_by(|x, y| (&x.article, &x.file, &x.sha256).cmp(&(&y.article, &y.file, &y.sha256)));
        let voices = voices(&sources, asked.by);
        let candidates = block::candidates(&sources, &voices, &asked.blocking, asked.threads);
        let met = flat_map_chunks(asked.threads, CHUNK, &candidates, |pairs| {
            pairs.iter().filter_map(|&pair| meet(&sources, pair)).collect()
        });
        let mut told = Vec::new();
        let mut copies = Joined::new(sources.len());
        for Met { pair: (left, right), alike, copied, .. } in &met {
            told.extend(alike.map(|cosine| event::Likeness { left: *left, right: *right, cosine }));
            if *copied {
                copies.join(*left as usize, *right as usize);
            }
        }
        let mut accompanied: Vec<u32> = told.iter().flat_map(|alike| [alike.left, alike.right]).collect();
        let edges: Vec<Edge> = met.into_iter().flat_map(|met| met.edges).collect();
        let mut matched: Vec<(u32, u32)> = edges.iter().flat_map(Edge::statements).collect();
        sort_and_dedup(&mut accompanied);
        sort_and_dedup(&mut matched);
        let groups = group::groups(&sources, edges);
        let told = event::clusters(&sources, told, &groups);
        let (events, place) = event::events(&sources, &voices, told, &mut copies);
        let company = Company { sources: &sources, voices: &voices, place: &place, origins: &copies.roots() };
        let mut facts: Vec<Fact> = flat_map_chunks(asked.threads, CHUNK, &groups, |groups| {
            groups.iter().map(|group| self.fact(&company, &group.nodes, group.relation)).collect()
        });
        facts.extend(self.alone(&company, &accompanied, &matched, asked.threads));
        facts.sort_by_cached_key(compose::rank);
        Comparison { sources, events, facts, blocking: asked.blocking, compared: candidates.len() }
    }
}

fn sort_and_dedup<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}

/// Pairs, facts or articles that one thread takes at a time.
const CHUNK: usize = 256;

/// What two articles turn out to share.
struct Met {
    pair: block::Candidate,
    /// The cosine of articles of one event.
    alike: Option<f32>,
    copied: bool,
    edges: Vec<Edge>,
}

/// Compares two articles; nothing where no statement of the one is like one of the other.
fn meet(sources: &[Source], pair: block::Candidate) -> Option<Met> {
    let (left, right) = (&sources[pair.0 as usize], &sources[pair.1 as usize]);
    let alignment = align::align(left, right);
    if alignment.matches.is_empty() && !alignment.same_event {
        return None;
    }
    let edges = slot::compare(&slot::Pair { left: (pair.0, left), right: (pair.1, right), alignment: &alignment });
    let edges = node::unambiguous(sources, &edges);
    let alike = Some(alignment.cosine).filter(|_| alignment.same_event);
    Some(Met { pair, alike, copied: origin::copied(left, right, &alignment), edges })
}

/// Who speaks: the voices of some sources, by name.
pub fn speakers(sources: &[Source], by: By) -> BTreeSet<&str> {
    sources.iter().map(|source| source.voice(by)).collect()
}

/// The number of each source's voice.
fn voices(sources: &[Source], by: By) -> Vec<u32> {
    let mut names: Vec<&str> = sources.iter().map(|source| source.voice(by)).collect();
    names.sort_unstable();
    names.dedup();
    sources.iter().map(|source| names.binary_search(&source.voice(by)).unwrap_or(0) as u32).collect()
}
