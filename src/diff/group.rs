//! Groups: slots of many articles that are one thing, and whether all say the same of it.
//!
//! Edges are found between two articles at a time and depend on nothing else. What is decided about more than two articles
//! depends on what hangs together by edges, or on what is beside one edge. So a further article never changes a group in
//! which it does not stand afterwards:
//!
//! - Slots that edges join are one group. A newcomer can make two of them one, in which it then stands.
//! - A difference is struck out where an article says both: the two slots then both agree with that article, and stand with it.
//! - Statements that say the same are grouped around each of them: it and all that were matched with it. A newcomer joins such a
//!   group or does not; and a group inside another, which is left out, stays inside it. So does one of which the slots of its
//!   statements tell already.
//!
//! Nor does a third article ever make two agree whose own comparison found a difference: see [`classes`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::fact::{Field, Relation};
use super::joined::Joined;
use super::node::{Edge, Node, Part, amount, compatible, same_by_itself, value};
use super::source::Source;

/// Slots that are one thing, at most one of each article, each with its value: those that say the same have one value.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) nodes: Vec<(Node, String)>,
    pub(super) relation: Relation,
}

/// Makes groups of the edges.
pub(super) fn groups(sources: &[Source], mut edges: Vec<Edge>) -> Vec<Group> {
    edges.sort_by_key(|edge| (edge.left, edge.right));
    let (whole, slots): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(|edge| edge.left.part == Part::Whole);
    let slots = Graph::new(slots);
    let sure: Vec<usize> = (0..slots.edges.len()).filter(|&edge| !slots.contested(sources, edge)).collect();
    let mut groups: Vec<Group> = slots.components(&sure).iter().map(|edges| slots.group(sources, edges)).collect();
    groups.extend(Graph::new(whole).stars(&slots));
    groups
}

/// Edges and the nodes that they join.
struct Graph {
    /// Sorted.
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// The two nodes of each edge.
    ends: Vec<[usize; 2]>,
    /// The edges of each node, each with the node at its other end.
    of: Vec<Vec<(usize, usize)>>,
}

impl Graph {
    fn new(edges: Vec<Edge>) -> Self {
        let mut nodes: Vec<Node> = edges.iter().flat_map(|edge| [edge.left, edge.right]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let at = |node: &Node| nodes.binary_search(node).unwrap_or(0);
        let ends: Vec<[usize; 2]> = edges.iter().map(|edge| [at(&edge.left), at(&edge.right)]).collect();
        let mut of = vec![Vec::new(); nodes.len()];
        for (edge, &[one, other]) in ends.iter().enumerate() {
            of[one].push((edge, other));
            of[other].push((edge, one));
        }
        Self { nodes, edges, ends, of }
    }

    /// Those of the edges that hang together.
    fn components(&self, edges: &[usize]) -> Vec<Vec<usize>> {
        let mut joined = Joined::new(self.nodes.len());
        for &edge in edges {
            joined.join(self.ends[edge][0], self.ends[edge][1]);
        }
        let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &edge in edges {
            components.entry(joined.root(self.ends[edge][0])).or_default().push(edge);
        }
        components.into_values().collect()
    }

    /// For each statement (source, statement) the numbers of the components that have a slot of it, contested differences or no.
    fn told(&self) -> HashMap<(u32, u32), BTreeSet<usize>, FixedState> {
        let mut told: HashMap<(u32, u32), BTreeSet<usize>, FixedState> = HashMap::default();
        for (number, edges) in self.components(&(0..self.edges.len()).collect::<Vec<_>>()).iter().enumerate() {
            for statement in edges.iter().flat_map(|&edge| self.edges[edge].statements()) {
                told.entry(statement).or_default().insert(number);
            }
        }
        told
    }

    /// Whether an article says the same as the one side of a difference and the same as the other: then it tells of two things.
    fn contested(&self, sources: &[Source], edge: usize) -> bool {
        let agreeing = |node: usize| {
            let same = self.of[node].iter().filter(|(edge, _)| self.edges[*edge].same);
            same.map(|&(_, other)| &self.nodes[other])
        };
        let [one, other] = self.ends[edge];
        let says_both = |x: &Node| agreeing(other).any(|y| x.source == y.source && !compatible(sources, x, y));
        !self.edges[edge].same && agreeing(one).any(says_both)
    }

    /// The group of a component.
    fn group(&self, sources: &[Source], edges: &[usize]) -> Group {
        let mut nodes: Vec<usize> = edges.iter().flat_map(|&edge| self.ends[edge]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let at = |node: usize| nodes.binary_search(&node).unwrap_or(0);
        let (same, other): (Vec<usize>, Vec<usize>) = edges.iter().partition(|&&edge| self.edges[edge].same);
        let ends = |edges: Vec<usize>| edges.into_iter().map(|edge| self.ends[edge].map(at)).collect::<Vec<_>>();
        let nodes: Vec<Node> = nodes.iter().map(|&node| self.nodes[node]).collect();
        let values: Vec<String> = nodes.iter().map(|node| value(sources, node)).collect();
        let mut alike = ends(same);
        alike.extend(
            pairs(nodes.len()).filter(|&[x, y]| same_by_itself(sources, (&nodes[x], &values[x]), (&nodes[y], &values[y]))),
        );
        let classes = classes(nodes.len(), &alike, &ends(other));
        let mut group: Vec<(Node, String)> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if group.iter().all(|(own, _)| own.source != node.source) {
                let exactness = |&other: &usize| exactness(sources, &nodes[other], &values[other], &values);
                let said = (0..nodes.len()).filter(|&other| classes[other] == classes[at]).min_by_key(exactness).unwrap_or(at);
                group.push((*node, values[said].clone()));
            }
        }
        let differs = classes.iter().any(|class| *class != classes[0]);
        Group { nodes: group, relation: if differs { Relation::Differ } else { Relation::Agree } }
    }

    /// Statements that say the same: each with the one of every other article that is likest to it. Left out is what lies inside
    /// another such set, and where the slots of the statements say it all.
    fn stars(&self, slots: &Self) -> Vec<Group> {
        let told = slots.told();
        let bare = |edge: usize| {
            let [one, other] = self.edges[edge].statements().map(|statement| told.get(&statement));
            one.zip(other).is_none_or(|(one, other)| one.is_disjoint(other))
        };
        let mut stars: Vec<Vec<usize>> = Vec::new();
        for (hub, edges) in self.of.iter().enumerate() {
            let mut edges = edges.clone();
            let source = |node: usize| self.nodes[node].source;
            let score = |edge: usize| self.edges[edge].score;
            edges.sort_unstable_by(|&(edge, x), &(other, y)| {
                source(x).cmp(&source(y)).then(score(other).total_cmp(&score(edge))).then(x.cmp(&y))
            });
            edges.dedup_by_key(|&mut (_, node)| source(node));
            if edges.iter().any(|&(edge, _)| bare(edge)) {
                let mut star: Vec<usize> = edges.into_iter().map(|(_, node)| node).chain([hub]).collect();
                star.sort_unstable();
                stars.push(star);
            }
        }
        stars.sort_unstable();
        stars.dedup();
        let mut holding = vec![Vec::new(); self.nodes.len()];
        for (number, star) in stars.iter().enumerate() {
            for &node in star {
                holding[node].push(number);
            }
        }
        let inside = |number: usize, other: usize| {
            number != other && stars[number].iter().all(|node| stars[other].binary_search(node).is_ok())
        };
        let whole = |star: &[usize]| star.iter().map(|&node| (self.nodes[node], "yes".to_owned())).collect();
        stars
            .iter()
            .enumerate()
            .filter(|&(number, star)| !holding[star[0]].iter().any(|&other| inside(number, other)))
            .map(|(_, star)| Group { nodes: whole(star), relation: Relation::Agree })
            .collect()
    }
}

/// All pairs of so many things.
fn pairs(count: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..count).flat_map(move |one| (one + 1..count).map(move |other| [one, other]))
}

/// The class of each of so many things: what is alike is in one, but never two that differ. Something vague (`8 sampai 9`) that is
/// like two that differ goes with the first.
fn classes(count: usize, alike: &[[usize; 2]], differing: &[[usize; 2]]) -> Vec<usize> {
    let mut classes: Vec<usize> = (0..count).collect();
    for &[one, other] in alike {
        let (kept, gone) = (classes[one].min(classes[other]), classes[one].max(classes[other]));
        let torn = differing.iter().any(|&[x, y]| {
            let ends = (classes[x].min(classes[y]), classes[x].max(classes[y]));
            ends == (kept, gone)
        });
        if !torn {
            classes.iter_mut().filter(|class| **class == gone).for_each(|class| *class = kept);
        }
    }
    classes
}

/// Of values that are the same the most exact speaks for all, the smallest first: a figure without hedge and with the most digits,
/// the name that most give, of those the longest; of the rest the first by the alphabet.
fn exactness<'a>(
    sources: &[Source],
    node: &Node,
    own: &'a str,
    all: &[String],
) -> (bool, i8, Reverse<(usize, usize)>, &'a str, Node) {
    let often = || all.iter().filter(|value| *value == own).count();
    let named = matches!(node.field, Field::Speaker | Field::Name);
    let name = if named { (often(), own.chars().count()) } else { (0, 0) };
    let (hedged, place) = amount(sources, node).map_or((false, 0), |amount| (amount.hedge.is_some(), amount.place));
    (hedged, place, Reverse(name), if node.field == Field::Wording { "" } else { own }, *node)
}
