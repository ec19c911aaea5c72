//! Where it happened, and who holds which post: names that two articles give to one place and to one person.
//!
//! A village and its district are both right, and an event has more than one street. So two units differ only where they are of one
//! size, each the only one of its article, told in matched statements that put them into one larger unit, and unknown to the other
//! article. Of posts only two in one body are compared, of one person, and none abroad, where each outlet has its own word.

use super::Pair;
use super::name::misspelt;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Mark, Post, Source};

/// Units from which on two names are two places; a thing that happens at a corner happens in two streets.
const VILLAGE: i32 = 3;
/// The largest of them whose difference is told.
const DISTRICT: i32 = 4;

/// A unit and the larger one behind it stand no farther apart, in bytes.
const APART: u32 = 24;

/// The places in matched statements.
pub(super) fn places(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let (left, right) = (all(pair.left.1), all(pair.right.1));
    for found in &pair.alignment.matches {
        let (mine, theirs) = (of(&left, found.left), of(&right, found.right));
        for &((x, i), one) in &mine {
            for &((y, j), other) in theirs.iter().filter(|(_, other)| other.number == one.number) {
                let same = same_place(&one.shown, &other.shown);
                let (told, counter) =
                    (Told { mark: one, beside: &mine, all: &left }, Told { mark: other, beside: &theirs, all: &right });
                if same || (pair.dated() && differ(pair, &told, &counter)) {
                    edges.push(pair.edge(Field::Place, (x, Part::Place(i)), (y, Part::Place(j)), same));
                }
            }
        }
    }
}

/// Statement, and number in it.
type At = (u32, u32);

/// A place with those of its statement and of its article.
struct Told<'a> {
    mark: &'a Mark,
    beside: &'a [(At, &'a Mark)],
    all: &'a [(At, &'a Mark)],
}

/// The places of an article.
fn all(source: &Source) -> Vec<(At, &Mark)> {
    let statements = source.statements.iter().enumerate();
    let places = statements
        .flat_map(|(statement, own)| own.details.places.iter().enumerate().map(move |(at, mark)| ((statement, at), mark)));
    places.map(|((statement, at), mark)| ((statement as u32, at as u32), mark)).collect()
}

fn of<'a>(places: &[(At, &'a Mark)], statement: u32) -> Vec<(At, &'a Mark)> {
    places.iter().filter(|((own, _), _)| *own == statement).copied().collect()
}

impl Told<'_> {
    /// The larger units that follow it: `Desa Sukawening, |Kecamatan Rancamaya, |Kabupaten Kenanga`.
    fn around(&self) -> Vec<&Mark> {
        let mut end = self.mark.span.end;
        let mut around = Vec::new();
        for (_, next) in self.beside.iter().filter(|(_, own)| own.span.start >= self.mark.span.end) {
            if next.span.start > end + APART || next.number <= self.mark.number {
                break;
            }
            end = next.span.end;
            around.push(*next);
        }
        around
    }
}

/// Whether two places of one size are rivals: see the module's head.
fn differ(pair: &Pair<'_>, one: &Told<'_>, other: &Told<'_>) -> bool {
    let alone = |told: &Told<'_>| {
        told.all.iter().filter(|(_, own)| own.number == told.mark.number).all(|(_, own)| same_place(&own.shown, &told.mark.shown))
    };
    // The larger units behind each: none may be another, and one must be the same.
    let (around, their) = (one.around(), other.around());
    let of_one_size =
        around.iter().flat_map(|own| their.iter().filter(|theirs| theirs.number == own.number).map(move |theirs| (own, theirs)));
    let same: Vec<bool> = of_one_size.map(|(own, theirs)| same_place(&own.shown, &theirs.shown)).collect();
    (VILLAGE..=DISTRICT).contains(&one.mark.number)
        && !same.is_empty()
        && same.iter().all(|same| *same)
        && alone(one)
        && alone(other)
        && !names(pair.right.1, &one.mark.shown)
        && !names(pair.left.1, &other.mark.shown)
}

/// The words of a place's name, without what it is.
fn name(shown: &str) -> Vec<String> {
    shown.split_whitespace().skip(1).map(str::to_lowercase).collect()
}

/// Whether an article has a word of the name anywhere.
fn names(source: &Source, shown: &str) -> bool {
    let text = source.text.to_lowercase();
    name(shown).iter().any(|word| text.contains(&**word))
}

/// Whether two names are one, a misspelling and a longer form (`Bogor Jawa Barat`) aside.
fn same_place(one: &str, other: &str) -> bool {
    let (one, other) = (name(one), name(other));
    one.iter().zip(&other).all(|(x, y)| x == y || misspelt(x, y)) || {
        let joined = |words: &[String]| words.concat();
        joined(&one) == joined(&other)
    }
}

/// The posts that two articles give one person.
pub(super) fn posts(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let abroad = |source: &Source| source.quotes.iter().any(|quote| quote.translated);
    if abroad(pair.left.1) || abroad(pair.right.1) {
        return;
    }
    let posts = |source: &'_ Source| -> Vec<(At, Post)> {
        let all = source.statements.iter().enumerate().flat_map(|(statement, own)| {
            own.details.posts.iter().enumerate().map(move |(at, post)| ((statement as u32, at as u32), post.clone()))
        });
        all.collect()
    };
    let (left, right) = (posts(pair.left.1), posts(pair.right.1));
    for (at, (x, one)) in left.iter().enumerate() {
        for (place, (y, other)) in right.iter().enumerate().filter(|(_, (_, other))| one.holder == other.holder) {
            if !same_body(&one.body, &other.body) {
                continue;
            }
            let heads = |all: &[(At, Post)]| -> Vec<Box<str>> {
                all.iter().filter(|(_, own)| own.holder == one.holder).map(|(_, own)| own.head.clone()).collect()
            };
            let (mine, theirs) = (heads(&left), heads(&right));
            // `kasat lantas`, `kasatlantas`
            let letters = |head: &str| head.replace(' ', "");
            let same = letters(&one.head) == letters(&other.head);
            // `Direktur` for `Direktur Utama` is less exact, not contrary.
            let short = one.head.starts_with(&*other.head) || other.head.starts_with(&*one.head);
            let torn = mine.iter().any(|head| *head != one.head) || theirs.iter().any(|head| *head != other.head);
            let first = left[..at].iter().all(|(_, own)| own.holder != one.holder)
                && right[..place].iter().all(|(_, own)| own.holder != one.holder);
            if first && (same || (!short && !torn)) {
                edges.push(pair.edge(Field::Name, (x.0, Part::Post(x.1)), (y.0, Part::Post(y.1)), same));
            }
        }
    }
}

/// Whether two names are of one body: the same, or one is the other's initials (`PT WE` for `PT Wirasana Eka`).
fn same_body(one: &str, other: &str) -> bool {
    let initials = |short: &str, long: &str| {
        let (short, long): (Vec<&str>, Vec<&str>) = (short.split(' ').collect(), long.split(' ').collect());
        let begins = short.len() == 2 && long.len() > 2 && short[0] == long[0];
        begins && long[1..].iter().filter_map(|word| word.chars().next()).eq(short[1].chars())
    };
    one.eq_ignore_ascii_case(other) || initials(one, other) || initials(other, one)
}
