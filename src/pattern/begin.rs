//! How patterns begin: with which of their tests, and what can stand around that.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Pattern;
use super::kind::Sample;
use super::step::{Step, Test};
use crate::lexicon::Lexicon;

/// Where tokens are looked at: before the first, the first, and behind.
pub(super) const PLACES: usize = FIRST + 1 + AHEAD;
pub(super) const BEFORE: usize = 0;
pub(super) const FIRST: usize = 1;
/// How many tokens behind the first, or behind the phrase that stands first.
const AHEAD: usize = 3;

/// A way in which a pattern can begin.
#[derive(Debug)]
pub(super) struct Begin {
    /// With a phrase of several tokens.
    pub(super) phrase: bool,
    /// How many tokens a match that begins so has at most.
    pub(super) most: usize,
    /// What kinds of tokens can stand at each of the [`PLACES`]: never too few.
    pub(super) places: [Set; PLACES],
}

impl Begin {
    /// Takes the other up, where it differs in nothing but its first token.
    fn joins(&mut self, other: &Self) -> bool {
        let same = self.phrase == other.phrase
            && self.places[BEFORE] == other.places[BEFORE]
            && self.places[FIRST + 1..] == other.places[FIRST + 1..];
        if same {
            self.most = self.most.max(other.most);
            self.places[FIRST].or(&other.places[FIRST]);
        }
        same
    }
}

/// Kinds of tokens, as bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    fn none(kinds: usize) -> Self {
        Self(vec![0; kinds.div_ceil(64)])
    }

    fn add(&mut self, kind: usize, fits: bool) {
        self.0[kind / 64] |= u64::from(fits) << (kind % 64);
    }

    fn or(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    fn not(mut self) -> Self {
        self.0.iter_mut().for_each(|own| *own = !*own);
        self
    }

    pub(super) fn is_all(&self) -> bool {
        self.0.iter().all(|&part| part == u64::MAX)
    }

    /// The kinds in it; where it is told by what it has not, also some beyond the last there is.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let bits = |mut bits: u64| {
            std::iter::from_fn(move || {
                let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize);
                bits &= bits.wrapping_sub(1);
                lowest
            })
        };
        self.0.iter().enumerate().flat_map(move |(part, &own)| bits(own).map(move |bit| 64 * part + bit))
    }
}

/// Which kinds a test takes.
#[derive(Debug)]
struct Taken {
    /// Perhaps, alone.
    one: Set,
    /// Perhaps, as the beginning of a phrase.
    more: Set,
    /// Perhaps, alone or so.
    any: Set,
    /// Surely, alone.
    alone: Set,
    /// Surely, alone or so.
    surely: Set,
}

impl Taken {
    fn of(test: Test, samples: &[Sample]) -> Self {
        let [mut one, mut more, mut any, mut alone, mut surely] = std::array::from_fn(|_| Set::none(samples.len()));
        for (kind, sample) in samples.iter().enumerate() {
            let fit = test.fit(sample);
            if fit.one || fit.more {
                one.add(kind, fit.one);
                more.add(kind, fit.more);
                any.add(kind, true);
                alone.add(kind, fit.sure && !fit.more);
                surely.add(kind, fit.sure);
            }
        }
        Self { one, more, any, alone, surely }
    }
}

/// A step that takes a token, reached without taking one; or the end.
struct Reached {
    pc: usize,
    /// What can stand before the pattern.
    before: Set,
    /// What can stand at the step.
    next: Set,
}

/// Works out how patterns begin.
#[derive(Debug)]
pub(super) struct Beginnings<'a> {
    lexicon: &'a Lexicon,
    taken: HashMap<Test, Taken, FixedState>,
    all: Set,
    none: Set,
}

impl<'a> Beginnings<'a> {
    /// Of patterns with these tests, over these kinds.
    pub(super) fn new(tests: &[Test], samples: &[Sample], lexicon: &'a Lexicon) -> Self {
        let taken = tests.iter().map(|&test| (test, Taken::of(test, samples))).collect();
        let none = Set::none(samples.len());
        Self { lexicon, taken, all: none.clone().not(), none }
    }

    /// The ways in which the pattern can begin.
    pub(super) fn of(&self, pattern: &Pattern) -> Vec<Begin> {
        let mut begins: Vec<Begin> = Vec::new();
        let longest = longest(pattern, self.lexicon);
        for Reached { pc, before, next } in self.reach(pattern, 0) {
            let Step::Take(test, _) = &pattern.steps[pc] else { continue };
            let taken = &self.taken[test];
            let ahead = self.ahead(pattern, pc + 1);
            let begin = |phrase: bool, mut first: Set, most: usize| {
                first.and(&next);
                let [second, third, fourth] = ahead.clone();
                Begin { phrase, most, places: [before.clone(), first, second, third, fourth] }
            };
            let alone = begin(false, taken.one.clone(), 1 + longest[pc + 1]);
            let phrase = (test.longest(self.lexicon) > 1).then(|| begin(true, taken.more.clone(), longest[pc]));
            for begin in [Some(alone), phrase].into_iter().flatten() {
                if !begins.iter_mut().any(|own| own.joins(&begin)) {
                    begins.push(begin);
                }
            }
        }
        begins
    }

    /// What is reached from there without taking a token.
    fn reach(&self, pattern: &Pattern, from: usize) -> Vec<Reached> {
        let mut reached = Vec::new();
        let mut open = vec![Reached { pc: from, before: self.all.clone(), next: self.all.clone() }];
        while let Some(mut at) = open.pop() {
            match &pattern.steps[at.pc] {
                Step::Take(..) | Step::Done => {
                    reached.push(at);
                    continue;
                }
                Step::Split(first, second) => {
                    open.push(Reached { pc: *second as usize, before: at.before.clone(), next: at.next.clone() });
                    at.pc = *first as usize;
                }
                Step::Jump(to) => at.pc = *to as usize,
                Step::Glued | Step::Open(_) | Step::Close(_) => at.pc += 1,
                Step::Look { behind, wanted, tests } => {
                    let mut fits = self.none.clone();
                    for test in pattern.looks(*tests) {
                        let taken = &self.taken[test];
                        fits.or(match (behind, wanted) {
                            (true, true) => &taken.one,
                            (true, false) => &taken.alone,
                            (false, true) => &taken.any,
                            (false, false) => &taken.surely,
                        });
                    }
                    let fits = if *wanted { fits } else { fits.not() };
                    if *behind { &mut at.before } else { &mut at.next }.and(&fits);
                    at.pc += 1;
                }
            }
            open.push(at);
        }
        reached
    }

    /// What can stand at the places behind the first, where the pattern goes on from there.
    fn ahead(&self, pattern: &Pattern, from: usize) -> [Set; AHEAD] {
        let mut ahead = std::array::from_fn(|_| self.none.clone());
        let mut open = vec![from];
        for place in 0..AHEAD {
            let mut known = true;
            for from in std::mem::take(&mut open) {
                for mut reached in self.reach(pattern, from) {
                    match &pattern.steps[reached.pc] {
                        Step::Take(test, _) => {
                            reached.next.and(&self.taken[test].any);
                            open.push(reached.pc + 1);
                            // A phrase can stand there, and what is behind it further on.
                            known &= test.longest(self.lexicon) == 1;
                        }
                        _ => known = false,
                    }
                    ahead[place].or(&reached.next);
                }
            }
            if !known {
                ahead[place + 1..].fill(self.all.clone());
                break;
            }
            open.sort_unstable();
            open.dedup();
        }
        ahead
    }
}

/// How many tokens a match has at most from each step on.
fn longest(pattern: &Pattern, lexicon: &Lexicon) -> Vec<usize> {
    let mut longest = vec![0; pattern.steps.len() + 1];
    for (pc, step) in pattern.steps.iter().enumerate().rev() {
        longest[pc] = match step {
            Step::Take(test, _) => test.longest(lexicon) + longest[pc + 1],
            Step::Split(first, second) => longest[*first as usize].max(longest[*second as usize]),
            Step::Jump(to) => longest[*to as usize],
            Step::Done => 0,
            Step::Glued | Step::Open(_) | Step::Close(_) | Step::Look { .. } => longest[pc + 1],
        };
    }
    longest
}
