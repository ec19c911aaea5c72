//! States that exclude one another: the operation goes on, the operation is over.

use super::Pair;
use crate::diff::align::Match;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Source, State, Statement};
use crate::diff::words::{self, Term};

/// What one of two matched statements denies and the other asserts, all else being told in the same words.
pub(super) fn denied(pair: &Pair<'_>, found: &Match, edges: &mut Vec<Edge>) {
    let (left, right) = (&pair.left.1.statements[found.left as usize], &pair.right.1.statements[found.right as usize]);
    let told = |own: &Statement, other: &Statement, source: &Source| -> Option<Term> {
        let [denied] = *own.details.denied else { return None };
        let elsewhere =
            |statement: &Statement| words::has(&statement.terms, denied) && !words::has(&statement.details.denied, denied);
        let asserts = other.details.denied.is_empty() && words::has(&other.terms, denied);
        (asserts && !source.statements.iter().any(elsewhere)).then_some(denied)
    };
    // Nobody else may be spoken of, and hardly anything else.
    let more = |own: &Statement, other: &Statement| own.terms.iter().filter(|term| !words::has(&other.terms, **term)).count();
    let named = left.details.names == right.details.names;
    if found.score < DENIED || !pair.soon() || !named || more(left, right).max(more(right, left)) > OTHER_WORDS {
        return;
    }
    if told(left, right, pair.left.1).or_else(|| told(right, left, pair.right.1)).is_some() {
        edges.push(pair.edge(Field::Event, (found.left, Part::Told), (found.right, Part::Told), false));
    }
}

/// Statements must be this alike for one to deny the other.
const DENIED: f32 = 0.6;
/// So many words may stand in one alone.
const OTHER_WORDS: usize = 2;

/// The states of one subject in two articles of one event, where each article holds but one.
pub(super) fn opposed(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let states = |source: &'_ crate::diff::source::Source| -> Vec<(u32, u32, State)> {
        let all = source.statements.iter().enumerate().flat_map(|(statement, own)| {
            own.states.iter().enumerate().map(move |(part, state)| (statement as u32, part as u32, state.clone()))
        });
        all.collect()
    };
    let (left, right) = (states(pair.left.1), states(pair.right.1));
    // `belasan korban belum ditemukan` and `18 korban ditemukan` are both true.
    let counted = |source: &Source, statement: u32| !source.statements[statement as usize].amounts.is_empty();
    let rival = |one: &State, other: &State| one.subject == other.subject && one.name == other.name;
    let torn =
        |all: &[(u32, u32, State)], state: &State| all.iter().any(|(_, _, own)| rival(own, state) && own.holds != state.holds);
    for (statement, part, one) in &left {
        for (counter, place, other) in right.iter().filter(|(_, _, other)| rival(one, other)) {
            let several = counted(pair.left.1, *statement) || counted(pair.right.1, *counter);
            if !several && !torn(&left, one) && !torn(&right, other) {
                let parts = ((*statement, Part::State(*part)), (*counter, Part::State(*place)));
                edges.push(pair.edge(Field::Event, parts.0, parts.1, one.holds == other.holds));
            }
        }
    }
}
