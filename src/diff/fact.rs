//! Facts: the slots of many articles that are one thing, grouped from the edges between pairs of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;
use sha2::{Digest, Sha256};

use super::slot::same_amount;
use super::source::{Amount, Source};
use crate::span::Span;

/// What kind of thing a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// A count, sum, share, magnitude.
    Number,
    /// A day.
    Date,
    /// A clock time.
    Time,
    /// A place.
    Place,
    /// A name, an office, the kind of a thing.
    Name,
    /// Who said it.
    Speaker,
    /// The words of a quote.
    Wording,
    /// That something happened.
    Event,
}

impl Field {
    /// All of them, in the order in which facts are listed.
    pub const ALL: [Self; 8] =
        [Self::Number, Self::Date, Self::Time, Self::Place, Self::Name, Self::Speaker, Self::Wording, Self::Event];

    /// The word that the outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::Place => "place",
            Self::Name => "name",
            Self::Speaker => "speaker",
            Self::Wording => "wording",
            Self::Event => "event",
        }
    }
}

/// What the sources that state a fact make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// At least two say something else.
    Differ,
    /// All say the same.
    Agree,
    /// One alone says it.
    Only,
}

impl Relation {
    /// The word that the outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Differ => "differ",
            Self::Agree => "agree",
            Self::Only => "only",
        }
    }
}

/// One checkable thing and what the sources say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// First 16 hex digits of the SHA-256 of field, places and values: the same facts have the same id for ever.
    pub id: String,
    /// What the sources make of it.
    pub relation: Relation,
    /// What kind of thing it is.
    pub field: Field,
    /// What it is about, in words of the sources.
    pub label: String,
    /// The text that all the statements go back to, where they do: an article's id.
    pub origin: Option<String>,
    /// The event it belongs to: index into [`super::Comparison::events`].
    pub event: usize,
    /// How many voices state it.
    pub outlets: usize,
    /// How many texts they go back to: copies of one count once.
    pub origins: usize,
    /// Counts that only rise in the order of publication: later news, not contradiction.
    pub update: bool,
    /// The values cannot both be true; else they are different detail.
    pub contradiction: bool,
    /// Who says what, in order of publication.
    pub statements: Vec<Stated>,
}

/// A statement of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Index into [`super::Comparison::sources`].
    pub source: usize,
    /// Characters in the article's text, half open.
    pub start: u32,
    /// See `start`.
    pub end: u32,
    /// The statement, verbatim.
    pub text: String,
    /// What it says, normalised; equal where it is the same for a reader.
    pub value: String,
    /// Where in `text` the value stands, in bytes, half open; none where the whole statement is the value.
    pub mark: Option<(usize, usize)>,
    /// The day it tells of or was published on, ISO 8601, where known.
    pub date: Option<String>,
}

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

/// Nodes of one fact, at most one of each article, each with its value.
pub(super) type Group = Vec<(Node, String)>;

/// Makes groups of the edges.
pub(super) fn groups(sources: &[Source], mut edges: Vec<Edge>) -> Vec<(Group, Relation)> {
    edges.sort_by_key(|edge| (edge.left, edge.right));
    let (whole, slots): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(|edge| edge.left.part == Part::Whole);
    let mut groups = Vec::new();
    for component in components(&slots) {
        settle(sources, &slots, component, &mut groups);
    }
    let covered = |left: &Node, right: &Node, groups: &[(Group, Relation)], index: &BTreeMap<(u32, u32), Vec<usize>>| {
        let of = |node: &Node| index.get(&(node.source, node.statement)).map_or(&[][..], Vec::as_slice);
        of(left).iter().any(|group| of(right).contains(group) && groups[*group].0.len() > 1)
    };
    let mut index: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (at, (group, _)) in groups.iter().enumerate() {
        for (node, _) in group {
            index.entry((node.source, node.statement)).or_default().push(at);
        }
    }
    for cluster in clusters(whole) {
        let bare = cluster
            .iter()
            .enumerate()
            .any(|(at, one)| cluster[at + 1..].iter().any(|other| !covered(one, other, &groups, &index)));
        if bare {
            groups.push((cluster.into_iter().map(|node| (node, "yes".to_owned())).collect(), Relation::Agree));
        }
    }
    groups
}

/// Sets of nodes that edges join, each with the numbers of its edges.
fn components(edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut nodes: Vec<Node> = edges.iter().flat_map(|edge| [edge.left, edge.right]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let at = |node: &Node| nodes.binary_search(node).unwrap_or(0);
    let mut joined = super::Joined::new(nodes.len());
    for edge in edges {
        joined.join(at(&edge.left), at(&edge.right));
    }
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, edge) in edges.iter().enumerate() {
        components.entry(joined.root(at(&edge.left))).or_default().push(number);
    }
    components.into_values().collect()
}

/// Makes one group of a component: values that are the same get one string. Where an article would contradict itself, only
/// what agrees is kept.
fn settle(sources: &[Source], edges: &[Edge], component: Vec<usize>, groups: &mut Vec<(Group, Relation)>) {
    let mut nodes: Vec<Node> = component.iter().flat_map(|&at| [edges[at].left, edges[at].right]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let at = |node: &Node| nodes.binary_search(node).unwrap_or(0);
    let mut joined = super::Joined::new(nodes.len());
    for &number in &component {
        if edges[number].same {
            joined.join(at(&edges[number].left), at(&edges[number].right));
        }
    }
    for one in 0..nodes.len() {
        for other in one + 1..nodes.len() {
            if same(sources, &nodes[one], &nodes[other]) {
                joined.join(one, other);
            }
        }
    }
    let classes: Vec<usize> = (0..nodes.len()).map(|one| joined.root(one)).collect();
    let torn = (1..nodes.len())
        .any(|one| (0..one).any(|other| nodes[one].source == nodes[other].source && classes[one] != classes[other]));
    let differs = classes.iter().any(|class| *class != classes[0]);
    if torn && differs {
        let agreeing: Vec<usize> = component.into_iter().filter(|&number| edges[number].same).collect();
        let own: Vec<Edge> = agreeing.iter().map(|&number| edges[number]).collect();
        for part in components(&own) {
            if part.len() < edges.len() {
                settle(sources, &own, part, groups);
            }
        }
        return;
    }
    let mut group: Group = Vec::new();
    for (one, node) in nodes.iter().enumerate() {
        if group.iter().all(|(own, _)| own.source != node.source) {
            let alike = nodes.iter().zip(&classes).filter(|(_, class)| **class == classes[one]).map(|(node, _)| node);
            let often = |own: &str| nodes.iter().filter(|node| value(sources, node) == own).count();
            let said = alike.min_by_key(|node| exactness(sources, node, often)).unwrap_or(node);
            group.push((*node, value(sources, said)));
        }
    }
    let relation = if differs { Relation::Differ } else { Relation::Agree };
    groups.push((group, relation));
}

/// Of values that are the same the most exact speaks for all, the smallest first: a figure without hedge and with the most digits,
/// the name that most give, of those the longest; of the rest the first by the alphabet.
fn exactness(
    sources: &[Source],
    node: &Node,
    often: impl Fn(&str) -> usize,
) -> (bool, i8, Reverse<(usize, usize)>, String, Node) {
    let own = value(sources, node);
    let named = matches!(node.field, Field::Speaker | Field::Name);
    let name = if named { (often(&own), own.chars().count()) } else { (0, 0) };
    let (hedged, place) = amount(sources, node).map_or((false, 0), |amount| (amount.hedge.is_some(), amount.place));
    (hedged, place, Reverse(name), if node.field == Field::Wording { String::new() } else { own }, *node)
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

fn same(sources: &[Source], one: &Node, other: &Node) -> bool {
    match (amount(sources, one), amount(sources, other)) {
        (Some(x), Some(y)) => same_amount(x, y),
        _ => one.field != Field::Wording && one.field != Field::Speaker && value(sources, one) == value(sources, other),
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
        Part::State(at) => if statement.states[at as usize].holds { "yes" } else { "no" }.to_owned(),
        Part::Quote(at, sentence) => {
            let quote = &source.quotes[at as usize];
            match node.field {
                Field::Speaker => quote.speaker.as_deref().unwrap_or("").to_owned(),
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

/// Clusters of statements that say the same, at most one of each article. An edge joins a cluster where the newcomer is matched
/// with at least half of it, so that a chain of half-likenesses makes no fact.
fn clusters(mut edges: Vec<Edge>) -> Vec<Vec<Node>> {
    edges.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.left, x.right).cmp(&(y.left, y.right))));
    let linked: HashSet<(Node, Node), FixedState> =
        edges.iter().flat_map(|edge| [(edge.left, edge.right), (edge.right, edge.left)]).collect();
    let mut clusters: Vec<Vec<Node>> = Vec::new();
    let mut of: HashMap<Node, Vec<usize>, FixedState> = HashMap::default();
    for edge in &edges {
        let ends = [(edge.left, edge.right), (edge.right, edge.left)];
        let own = |node: &Node, of: &HashMap<Node, Vec<usize>, FixedState>| of.get(node).cloned().unwrap_or_default();
        if own(&edge.left, &of).iter().any(|cluster| clusters[*cluster].contains(&edge.right)) {
            continue;
        }
        let place = ends.iter().find_map(|(inside, newcomer)| {
            let fits = |cluster: &usize| {
                let members = &clusters[*cluster];
                let known = members.iter().filter(|member| linked.contains(&(**member, *newcomer))).count();
                members.iter().all(|member| member.source != newcomer.source) && known * 2 >= members.len()
            };
            own(inside, &of).into_iter().find(fits).map(|cluster| (cluster, *newcomer))
        });
        if let Some((cluster, newcomer)) = place {
            clusters[cluster].push(newcomer);
            of.entry(newcomer).or_default().push(cluster);
        } else {
            for (node, _) in ends {
                of.entry(node).or_default().push(clusters.len());
            }
            clusters.push(vec![edge.left, edge.right]);
        }
    }
    clusters
}

/// The id of a fact.
pub(super) fn id(field: Field, statements: &[(&str, Span, &str)]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(field.as_str());
    for (article, span, value) in statements {
        hasher.update(format!("\n{article}\t{}\t{}\t{value}", span.start, span.end));
    }
    hasher.finalize().iter().take(8).fold(String::new(), |id, byte| id + &format!("{byte:02x}"))
}
