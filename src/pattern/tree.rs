//! A pattern between its text and its steps.

use super::AHEAD;
use super::index::TokenSet;
use super::step::{Step, Test};
use crate::lexicon::Lexicon;

/// A pattern as it was written.
pub(super) enum Tree {
    Sequence(Vec<Tree>),
    Choice(Vec<Tree>),
    Option(Box<Tree>),
    Capture(u8, Box<Tree>),
    Leaf(Step),
}

/// The steps that match what the tree says.
pub(super) fn emit(tree: &Tree, steps: &mut Vec<Step>) {
    match tree {
        Tree::Sequence(parts) => parts.iter().for_each(|part| emit(part, steps)),
        Tree::Leaf(step) => steps.push(step.clone()),
        Tree::Capture(name, inner) => {
            steps.push(Step::Open(*name));
            emit(inner, steps);
            steps.push(Step::Close(*name));
        }
        Tree::Option(inner) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(inner, steps);
            steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
        }
        Tree::Choice(parts) => {
            let mut jumps = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i + 1 == parts.len() {
                    emit(part, steps);
                    break;
                }
                let split = steps.len();
                steps.push(Step::Done);
                emit(part, steps);
                jumps.push(steps.len());
                steps.push(Step::Done);
                steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
            }
            let end = steps.len() as u16;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}

/// A token that stands in every match, less than [`AHEAD`] from its start.
#[derive(Clone, Copy)]
struct Need {
    /// How far from its start at most.
    within: usize,
    set: TokenSet,
}

/// How many needs of a pattern are asked: the narrowest say nearly all.
const ASKED: usize = 4;

/// What a token of every match must be, narrowest first; without the first two tokens, which are looked at before all else.
pub(super) fn needs(tree: &Tree, lexicon: &Lexicon) -> Vec<TokenSet> {
    let mut needs = Vec::new();
    gather(tree, 0, lexicon, &mut needs);
    let mut sets: Vec<TokenSet> = needs.into_iter().filter(|need| need.within >= 2).map(|need| need.set).collect();
    sets.sort_by_key(TokenSet::breadth);
    sets.dedup();
    sets.truncate(ASKED);
    sets
}

/// Gathers what stands in every match of the tree, which begins up to `from` tokens behind the pattern's start. Returns how
/// many tokens the longest match has.
fn gather(tree: &Tree, from: usize, lexicon: &Lexicon, needs: &mut Vec<Need>) -> usize {
    match tree {
        Tree::Sequence(parts) => parts.iter().fold(0, |length, part| length + gather(part, from + length, lexicon, needs)),
        Tree::Capture(_, inner) => gather(inner, from, lexicon, needs),
        Tree::Option(inner) => gather(inner, from, lexicon, &mut Vec::new()),
        Tree::Choice(parts) => {
            let mut longest = 0;
            let mut ways = Vec::with_capacity(parts.len());
            for part in parts {
                let mut own = Vec::new();
                longest = longest.max(gather(part, from, lexicon, &mut own));
                own.sort_by_key(|need| need.set.breadth());
                ways.push(own);
            }
            // Of each way one thing: then something of their union is in every match. The narrowest of each come together.
            if ways.iter().all(|way| !way.is_empty()) {
                let most = ways.iter().map(Vec::len).max().unwrap_or(0);
                needs.extend((0..most).map(|nth| {
                    let nothing = Need { within: 0, set: TokenSet::NONE };
                    ways.iter()
                        .map(|way| way[nth.min(way.len() - 1)])
                        .fold(nothing, |all, own| Need { within: all.within.max(own.within), set: all.set.or(own.set) })
                }));
            }
            longest
        }
        Tree::Leaf(Step::Take(test)) => {
            if from < AHEAD {
                needs.push(Need { within: from, set: TokenSet::of(*test) });
            }
            match test {
                Test::Class(class, _) => lexicon.longest_form(*class),
                _ => 1,
            }
        }
        Tree::Leaf(_) => 0,
    }
}
