//! Slots: what of two statements can be compared, and whether the values agree.
//!
//! A slot is the same checkable thing in both: same event, same measured thing. Missing is not different: where no slot is shared
//! there is nothing to say. Each rule decides from the two articles alone.
//!
//! Left alone on purpose, since on real text more than one alarm of seven would be false: places of two sizes (a district and its
//! village are both right), posts in two bodies (one holds several), a denial inside a sentence that says anything else besides, unless its speaker is known,
//! two renderings of one utterance, and the words of whoever speaks abroad, of whom every outlet has its own translation.

mod detail;
mod name;
mod number;
mod place;
mod stance;
mod state;
mod time;
mod wording;

pub(super) use number::{cut, same as same_amount};

use super::align::{Alignment, Match};
use super::fact::Field;
use super::node::{Edge, Node, Part};
use super::source::Source;
use super::words;

/// Two articles of the run (by number) with what they share.
pub(super) struct Pair<'a> {
    pub(super) left: (u32, &'a Source),
    pub(super) right: (u32, &'a Source),
    pub(super) alignment: &'a Alignment,
}

impl Pair<'_> {
    /// Whether both are dated: only then is what differs known not to be the same report of another day.
    fn dated(&self) -> bool {
        self.left.1.day.is_some() && self.right.1.day.is_some()
    }

    /// Whether they were published within half a day, or, where the hour is not known, on one day: a report of the day after has
    /// other figures of its own.
    fn soon(&self) -> bool {
        match (self.left.1.instant, self.right.1.instant) {
            (Some(one), Some(other)) => (one - other).num_hours().abs() < 12,
            _ => self.dated() && self.left.1.day == self.right.1.day,
        }
    }

    fn edge(&self, field: Field, left: (u32, Part), right: (u32, Part), same: bool) -> Edge {
        Edge {
            left: Node { source: self.left.0, statement: left.0, field, part: left.1 },
            right: Node { source: self.right.0, statement: right.0, field, part: right.1 },
            same,
            score: 1.0,
        }
    }
}

/// Matched statements say the same where they are this alike ...
const SAME: f32 = 0.4;
/// ... and share that many telling words, or so many more: one name in both (`Trump`) makes no fact.
const SOME: usize = 3;
const SHARED: usize = 4;

/// How many telling words two matched statements share, figures aside.
fn shared_words(pair: &Pair<'_>, found: &Match) -> usize {
    let theirs = &pair.right.1.statements[found.right as usize].terms;
    let mine = &pair.left.1.statements[found.left as usize].terms;
    mine.iter().filter(|term| words::is_word(**term) && words::has(theirs, **term)).count()
}

/// All that two articles say alike or differently.
pub(super) fn compare(pair: &Pair<'_>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for found in &pair.alignment.matches {
        let shared = shared_words(pair, found);
        if shared >= SHARED || (found.score >= SAME && shared >= SOME) {
            let whole = pair.edge(Field::Event, (found.left, Part::Whole), (found.right, Part::Whole), true);
            edges.push(Edge { score: found.score, ..whole });
        }
        number::matched(pair, found, &mut edges);
        time::matched(pair, found, &mut edges);
        state::denied(pair, found, &mut edges);
    }
    if pair.alignment.same_event {
        number::tolls(pair, &mut edges);
        if pair.dated() {
            number::near(pair, &mut edges);
        }
        time::near(pair, &mut edges);
        state::opposed(pair, &mut edges);
        stance::denied(pair, &mut edges);
        if pair.dated() {
            detail::compare(pair, &mut edges);
            place::posts(pair, &mut edges);
        }
        place::places(pair, &mut edges);
    }
    wording::quotes(pair, &mut edges);
    edges
}
