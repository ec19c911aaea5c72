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

/// Gathers what stands in every match of the tree, which begins up to `from` tokens behind the pattern's start. Returns how
/// many tokens the longest match has.
pub(super) fn need(tree: &Tree, from: usize, lexicon: &Lexicon, needs: &mut Vec<TokenSet>) -> usize {
    match tree {
        Tree::Sequence(parts) => parts.iter().fold(0, |length, part| length + need(part, from + length, lexicon, needs)),
        Tree::Capture(_, inner) => need(inner, from, lexicon, needs),
        Tree::Option(inner) => need(inner, from, lexicon, &mut Vec::new()),
        Tree::Choice(parts) => {
            // Of each way one thing, and the best of it: then something of their union is in every match.
            let mut union = Some(TokenSet::NONE);
            let mut longest = 0;
            for part in parts {
                let mut own = Vec::new();
                longest = longest.max(need(part, from, lexicon, &mut own));
                let best = own.into_iter().min_by_key(TokenSet::breadth);
                union = union.zip(best).map(|(union, best)| union.or(best));
            }
            needs.extend(union);
            longest
        }
        Tree::Leaf(Step::Take(test)) => {
            // The first two tokens are looked at before all else.
            if (2..AHEAD).contains(&from) {
                needs.push(TokenSet::of(*test));
            }
            match test {
                Test::Class(class, _) => lexicon.longest_form(*class),
                _ => 1,
            }
        }
        Tree::Leaf(_) => 0,
    }
}
