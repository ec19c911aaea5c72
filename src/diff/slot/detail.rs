//! Who holds an office, how old somebody is, at which kilometre, with which number plate: small facts that a writer copies, and
//! of which an event has one.

use super::Pair;
use super::name::{knows, same_name};
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Age, Details, Mark, Office, Source, Statement};
use crate::diff::words::{self, Term};

/// Points of a road farther apart, in kilometres, are two points.
const ONE_ROAD: i32 = 5;
/// A number plate is misprinted in that many letters or digits at most.
const MISPRINT: usize = 2;

/// Compares all of them in two articles of one event.
pub(super) fn compare(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    offices(pair, edges);
    ages(pair, edges);
    points(pair, edges);
    plates(pair, edges);
}

/// One office, two names: neither article may know the other's.
fn offices(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let (left, right) = (&pair.left.1.offices, &pair.right.1.offices);
    for (i, one) in left.iter().enumerate() {
        for (j, other) in right.iter().enumerate().filter(|(_, other)| one.of == other.of) {
            let same = same_name(&one.holder, &other.holder);
            let alone = |own: &Office, all: &[Office]| all.iter().filter(|office| office.of == own.of).count() == 1;
            let strangers = || !knows(pair.left.1, &other.holder) && !knows(pair.right.1, &one.holder);
            if same || (alone(one, left) && alone(other, right) && strangers()) {
                let parts = ((one.statement, Part::Office(i as u32)), (other.statement, Part::Office(j as u32)));
                edges.push(pair.edge(Field::Name, parts.0, parts.1, same));
            }
        }
    }
}

/// One person, two ages.
fn ages(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let of = |details: &'_ Details| details.ages.to_vec();
    let (left, right) = (all(pair.left.1, of), all(pair.right.1, of));
    for (x, one) in &left {
        for (y, other) in right.iter().filter(|(_, other)| is_one(&one.name, &other.name)) {
            let torn = |all: &[(Place, Age)], own: &Age| {
                all.iter().any(|(_, age)| is_one(&age.name, &own.name) && age.years != own.years)
            };
            let parts = ((x.0, Part::Age(x.1)), (y.0, Part::Age(y.1)));
            let first = |all: &[(Place, Age)], place: Place, own: &Age| {
                all.iter().find(|(_, age)| age.name == own.name).is_some_and(|(first, _)| *first == place)
            };
            if first(&left, *x, one) && first(&right, *y, other) && !torn(&left, one) && !torn(&right, other) {
                edges.push(pair.edge(Field::Number, parts.0, parts.1, one.years == other.years));
            }
        }
    }
}

/// Whether two names are of one person: the same words, or one with more of them around two that both have.
fn is_one(one: &[Term], other: &[Term]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other || (short.len() >= 2 && short.iter().all(|word| long.contains(word)))
}

/// The one kilometre of a road that each article names.
fn points(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let of = |details: &'_ Details| details.points.to_vec();
    let (left, right) = (all(pair.left.1, of), all(pair.right.1, of));
    let one = |all: &[(Place, Mark)]| all.iter().all(|(_, mark)| mark.number == all[0].1.number);
    let (Some((x, mine)), Some((y, theirs))) = (left.first(), right.first()) else { return };
    if one(&left) && one(&right) && (mine.number - theirs.number).abs() <= ONE_ROAD {
        let parts = ((x.0, Part::Point(x.1)), (y.0, Part::Point(y.1)));
        edges.push(pair.edge(Field::Place, parts.0, parts.1, mine.number == theirs.number));
    }
}

/// Number plates that are the same but for a misprint.
fn plates(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let of = |details: &'_ Details| details.plates.to_vec();
    let (left, right) = (all(pair.left.1, of), all(pair.right.1, of));
    let gives = |all: &[(Place, Mark)], plate: &Mark| all.iter().any(|(_, own)| own.shown == plate.shown);
    for (x, one) in &left {
        for (y, other) in &right {
            let off = one.shown.chars().zip(other.shown.chars()).filter(|(a, b)| a != b).count();
            let near = one.shown.len() == other.shown.len() && off <= MISPRINT;
            if off == 0 && near || (near && !gives(&left, other) && !gives(&right, one)) {
                let parts = ((x.0, Part::Plate(x.1)), (y.0, Part::Plate(y.1)));
                edges.push(pair.edge(Field::Name, parts.0, parts.1, off == 0));
            }
        }
    }
}

/// Statement, and number in it.
type Place = (u32, u32);

/// The details of one kind in an article.
fn all<T>(source: &Source, of: impl Fn(&Details) -> Vec<T>) -> Vec<(Place, T)> {
    let mut found = Vec::new();
    for (statement, own) in source.statements.iter().enumerate() {
        found.extend(of(&own.details).into_iter().enumerate().map(|(at, detail)| ((statement as u32, at as u32), detail)));
    }
    found
}

/// Whether two statements tell of different things: each names somebody or something of which the other's article has no word.
pub(super) fn strangers(pair: &Pair<'_>, left: u32, right: u32) -> bool {
    let unknown = |source: &Source, statement: u32, other: &Source| {
        let names = &source.statements[statement as usize].details.names;
        names.iter().any(|name| !other.statements.iter().any(|own| words::has(&own.terms, *name)))
    };
    unknown(pair.left.1, left, pair.right.1) && unknown(pair.right.1, right, pair.left.1)
}

/// Whether two statements are about the same: they name somebody or something in common, where both name any, and not each
/// somebody of whom the other does not speak, as two defendants of one trial are.
pub(super) fn acquainted(pair: &Pair<'_>, left: u32, right: u32) -> bool {
    let (one, other) = (&pair.left.1.statements[left as usize], &pair.right.1.statements[right as usize]);
    let known =
        |own: &Statement, other: &Statement| own.details.names.iter().filter(|name| words::has(&other.terms, **name)).count();
    let (mine, theirs) = (known(one, other), known(other, one));
    let (own, their) = (one.details.names.len(), other.details.names.len());
    own == 0 || their == 0 || (mine + theirs > 0 && (mine == own || theirs == their))
}
