//! One speaker who denies in one article what he asserts in another.

use super::Pair;
use super::name::same_speaker;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Quote, Source, Stand};
use crate::diff::words;

/// Two claims are one where they share so many telling words, and each has at most one of its own.
const SHARED: usize = 3;
const OTHER: usize = 1;

/// Compares where each speaker stands in two articles of one event: `membantah dana itu dipotong`, `mengakui dana itu dipotong`.
pub(super) fn denied(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    if !pair.soon() {
        return;
    }
    for (i, one, mine) in stands(pair.left.1) {
        for (j, other, theirs) in stands(pair.right.1) {
            if speaks(one, other) && opposite(mine, theirs) && !torn(pair.left.1, one, theirs) && !torn(pair.right.1, other, mine)
            {
                edges.push(pair.edge(
                    Field::Event,
                    (one.statement, Part::Quote(i, 0)),
                    (other.statement, Part::Quote(j, 0)),
                    false,
                ));
            }
        }
    }
}

/// The statements that assert or deny: by number among the article's.
fn stands(source: &Source) -> impl Iterator<Item = (u32, &Quote, &Stand)> {
    let own = source.quotes.iter().enumerate().filter(|(_, quote)| !quote.translated);
    own.filter_map(|(number, quote)| Some((number as u32, quote, quote.stand.as_ref()?)))
}

fn speaks(one: &Quote, other: &Quote) -> bool {
    let both = one.speaker.as_deref().zip(other.speaker.as_deref());
    both.is_some_and(|(speaker, rival)| speaker == rival || one.person && other.person && same_speaker(speaker, rival))
}

fn is_one(one: &Stand, other: &Stand) -> bool {
    let shared = one.claim.iter().filter(|term| words::has(&other.claim, **term)).count();
    shared >= SHARED && one.claim.len().max(other.claim.len()) <= shared + OTHER
}

/// Whether one denies as a whole what the other says, or denies a word of it that the other says.
fn opposite(one: &Stand, other: &Stand) -> bool {
    let whole = one.denies != other.denies && one.denied == other.denied;
    let word = |one: &Stand, other: &Stand| {
        one.denies == other.denies
            && other.denied.is_empty()
            && matches!(*one.denied, [denied] if words::has(&other.claim, denied))
    };
    (whole || word(one, other) || word(other, one)) && is_one(one, other)
}

/// Whether the article itself has the speaker stand as the other does: it tells a change of mind, or what others say of him.
fn torn(source: &Source, quote: &Quote, rival: &Stand) -> bool {
    stands(source).any(|(_, own, stand)| stand.asserts() == rival.asserts() && speaks(own, quote) && is_one(stand, rival))
}
