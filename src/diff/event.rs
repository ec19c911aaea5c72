//! Events: which articles tell of one thing.
//!
//! Likeness is no equivalence: of a month of news, everything is linked with everything by chains of half-likenesses. So
//! clusters grow from the likest pairs, and two of them become one only where their articles are alike on average (average
//! linkage). Events group what is shown; no relation of a fact depends on them.

use std::collections::BTreeMap;

use super::NOWHERE;
use super::fact::Group;
use super::source::Source;
use super::words::Term;

/// Clusters are one event from this mean cosine of their articles' profiles on.
const MEAN: f32 = 0.28;

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
    for pair in pairs {
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
    let told: Vec<bool> = of.iter().map(|&cluster| cluster != NOWHERE && clusters[cluster].members.len() > 1).collect();
    let mut sharing = super::Joined::new(sources.len());
    for group in groups {
        let members: Vec<usize> = group.iter().map(|(node, _)| node.source as usize).collect();
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
