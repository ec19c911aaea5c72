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
            // Nearly all captures are of one test.
            if let Tree::Leaf(Step::Take(test, None)) = &**inner {
                return steps.push(Step::Take(*test, Some(*name)));
            }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// How far from its start at least.
    from: usize,
    /// How far at most.
    within: usize,
    pub(super) set: TokenSet,
}

/// Where a need can stand in so few places, these are looked at alone.
const NEAR: usize = 3;

impl Need {
    /// The few places where it stands, counted from the start, half open; none where they are many.
    pub(super) fn near(&self) -> Option<(usize, usize)> {
        (self.within - self.from < NEAR).then_some((self.from, self.within + 1))
    }
}

/// How many tokens a part of a pattern takes.
#[derive(Clone, Copy)]
struct Length {
    least: usize,
    most: usize,
}

impl Length {
    fn plus(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most }
    }
}

/// How many needs of a pattern are asked: the narrowest say nearly all.
const ASKED: usize = 4;

/// What a token of every match must be: those with few places first, the narrowest of them before others; without the first
/// two tokens, which are looked at before all else.
pub(super) fn needs(tree: &Tree, lexicon: &Lexicon) -> Vec<Need> {
    let mut needs = Vec::new();
    gather(tree, Length { least: 0, most: 0 }, lexicon, &mut needs);
    needs.retain(|need| need.within >= 2 && !need.set.is_all());
    needs.sort_by_key(|need| (need.near().is_none(), need.set.breadth()));
    needs.dedup();
    needs.truncate(ASKED);
    needs
}

/// Gathers what stands in every match of the tree, which begins so many tokens behind the pattern's start. Returns how many
/// tokens a match of it has.
fn gather(tree: &Tree, from: Length, lexicon: &Lexicon, needs: &mut Vec<Need>) -> Length {
    let nothing = Length { least: 0, most: 0 };
    match tree {
        Tree::Sequence(parts) => {
            parts.iter().fold(nothing, |length, part| length.plus(gather(part, from.plus(length), lexicon, needs)))
        }
        Tree::Capture(_, inner) => gather(inner, from, lexicon, needs),
        Tree::Option(inner) => Length { least: 0, ..gather(inner, from, lexicon, &mut Vec::new()) },
        Tree::Choice(parts) => {
            let mut length = Length { least: usize::MAX, most: 0 };
            let mut ways = Vec::with_capacity(parts.len());
            for part in parts {
                let mut own = Vec::new();
                let taken = gather(part, from, lexicon, &mut own);
                length = Length { least: length.least.min(taken.least), most: length.most.max(taken.most) };
                own.sort_by_key(|need| need.set.breadth());
                ways.push(own);
            }
            // Of each way one thing: then something of their union is in every match. The narrowest of each come together.
            if ways.iter().all(|way| !way.is_empty()) {
                let most = ways.iter().map(Vec::len).max().unwrap_or(0);
                needs.extend((0..most).map(|nth| {
                    let nothing = Need { from: usize::MAX, within: 0, set: TokenSet::NONE };
                    ways.iter().map(|way| way[nth.min(way.len() - 1)]).fold(nothing, |all, own| Need {
                        from: all.from.min(own.from),
                        within: all.within.max(own.within),
                        set: all.set.or(own.set),
                    })
                }));
            }
            length
        }
        Tree::Leaf(Step::Take(test, _)) => {
            if from.most < AHEAD {
                needs.push(Need { from: from.least, within: from.most, set: TokenSet::of(*test) });
            }
            let most = match test {
                Test::Class(class, _) => lexicon.longest_form(*class),
                _ => 1,
            };
            Length { least: 1, most }
        }
        Tree::Leaf(_) => nothing,
    }
}
