//! States that exclude one another: the operation goes on, the operation is over.

use super::Pair;
use crate::diff::fact::{Edge, Field, Part};
use crate::diff::source::State;

/// The states of one subject in two articles of one event, where each article holds but one.
pub(super) fn opposed(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let states = |source: &'_ crate::diff::source::Source| -> Vec<(u32, u32, State)> {
        let all = source.statements.iter().enumerate().flat_map(|(statement, own)| {
            own.states.iter().enumerate().map(move |(part, state)| (statement as u32, part as u32, state.clone()))
        });
        all.collect()
    };
    let (left, right) = (states(pair.left.1), states(pair.right.1));
    let rival = |one: &State, other: &State| one.subject == other.subject && one.name == other.name;
    let torn =
        |all: &[(u32, u32, State)], state: &State| all.iter().any(|(_, _, own)| rival(own, state) && own.holds != state.holds);
    for (statement, part, one) in &left {
        for (counter, place, other) in right.iter().filter(|(_, _, other)| rival(one, other)) {
            if !torn(&left, one) && !torn(&right, other) {
                let parts = ((*statement, Part::State(*part)), (*counter, Part::State(*place)));
                edges.push(pair.edge(Field::Event, parts.0, parts.1, one.holds == other.holds));
            }
        }
    }
}
