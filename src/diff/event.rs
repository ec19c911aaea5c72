//! Events: which articles tell of one thing.
//!
//! Likeness is no equivalence: of a month of news, everything is linked with everything by chains of half-likenesses. So
//! clusters grow from the likest pairs, and two of them become one only where their articles are alike on average (average
//! linkage); who is left over goes with the article that it is likest to. Events group what is shown: which articles make one
//! depends on the company, but no relation of a fact depends on events.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::group::Group;
use super::joined::Joined;
use super::source::Source;
use super::words::Term;

/// Clusters are one event from this mean cosine of their articles' profiles on.
const MEAN: f32 = 0.28;

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

/// The event of a source that tells of something nobody else tells of.
pub(super) const NOWHERE: usize = usize::MAX;

/// Two articles (indices) that tell of one event, by themselves, and how alike they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) cosine: f32,
}

/// Some articles and the sum of their profiles.
struct Cluster {
    members: Vec<usize>,
    sum: Vec<(Term, f32)>,
}

/// The sets of articles that tell of one event, each sorted, in the order of their first member. Articles that share a fact and
/// belong nowhere else are an event too.
pub(super) fn clusters(sources: &[Source], mut pairs: Vec<Likeness>, groups: &[Group]) -> Vec<Vec<usize>> {
    pairs.sort_by(|x, y| y.cosine.total_cmp(&x.cosine).then((x.left, x.right).cmp(&(y.left, y.right))));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of = vec![NOWHERE; sources.len()];
    let alone = |member: usize| Cluster { members: vec![member], sum: sources[member].profile.to_vec() };
    for pair in &pairs {
        let ends = [pair.left as usize, pair.right as usize];
        for member in ends {
            if of[member] == NOWHERE {
                of[member] = clusters.len();
                clusters.push(alone(member));
            }
        }
        let (mut keeps, mut goes) = (of[ends[0]], of[ends[1]]);
        if keeps == goes || mean(&clusters[keeps], &clusters[goes]) < MEAN {
            continue;
        }
        if clusters[keeps].members.len() < clusters[goes].members.len() {
            (keeps, goes) = (goes, keeps);
        }
        let gone = Cluster { members: std::mem::take(&mut clusters[goes].members), sum: std::mem::take(&mut clusters[goes].sum) };
        gone.members.iter().for_each(|&member| of[member] = keeps);
        let cluster = &mut clusters[keeps];
        cluster.members.extend(gone.members);
        cluster.sum = added(&cluster.sum, &gone.sum);
    }
    // Whom no cluster would have is listed with the article that it is likest to: to be like somebody is no matter of company.
    for pair in &pairs {
        for (member, other) in [(pair.left, pair.right), (pair.right, pair.left)] {
            let (own, theirs) = (of[member as usize], of[other as usize]);
            if clusters[own].members.len() == 1 && clusters[theirs].members.len() > 1 {
                clusters[own].members.clear();
                clusters[theirs].members.push(member as usize);
                of[member as usize] = theirs;
            }
        }
    }
    let told: Vec<bool> = of.iter().map(|&cluster| cluster != NOWHERE && clusters[cluster].members.len() > 1).collect();
    let mut sharing = Joined::new(sources.len());
    for group in groups {
        let members: Vec<usize> = group.nodes.iter().map(|(node, _)| node.source as usize).collect();
        if members.iter().all(|&member| !told[member]) {
            members.windows(2).for_each(|pair| sharing.join(pair[0], pair[1]));
        }
    }
    let mut events: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
    for member in 0..sources.len() {
        let key = if told[member] { (true, of[member]) } else { (false, sharing.root(member)) };
        events.entry(key).or_default().push(member);
    }
    let mut events: Vec<Vec<usize>> = events.into_values().filter(|members| members.len() > 1).collect();
    events.sort_unstable();
    events
}

/// The mean cosine of the articles of one cluster with those of the other: profiles have length 1.
fn mean(one: &Cluster, other: &Cluster) -> f32 {
    let dot = super::align::shared(&one.sum, &other.sum, |x, y| x * y);
    dot / (one.members.len() * other.members.len()) as f32
}

fn added(one: &[(Term, f32)], other: &[(Term, f32)]) -> Vec<(Term, f32)> {
    let mut sum = Vec::with_capacity(one.len() + other.len());
    let (mut i, mut j) = (0, 0);
    while i < one.len() || j < other.len() {
        match (one.get(i), other.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                sum.push((x.0, x.1 + y.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                sum.push(*x);
                i += 1;
            }
            (_, y) => {
                sum.extend(y.copied());
                j += 1;
            }
        }
    }
    sum
}

/// The events in the order of their first publication, and the event of each source.
pub(super) fn events(sources: &[Source], voices: &[u32], told: Vec<Vec<usize>>, copies: &mut Joined) -> (Vec<Event>, Vec<usize>) {
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

/// The event to which most of them belong, the first of those.
pub(super) fn most(events: impl Iterator<Item = usize>) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    events.filter(|event| *event != NOWHERE).for_each(|event| *counts.entry(event).or_default() += 1);
    counts.into_iter().max_by_key(|&(event, count)| (count, Reverse(event))).map_or(NOWHERE, |(event, _)| event)
}

/// The order of publication: dated before undated, a day before the hours of that day.
pub(super) fn when(source: &Source) -> (bool, Option<chrono::NaiveDate>, Option<chrono::DateTime<chrono::Utc>>) {
    (source.day.is_none(), source.day, source.instant.map(|instant| instant.to_utc()))
}
