//! Which rules to try where: most tokens begin none, and most of what begins comes to nothing at its second token.
//!
//! Of each way in which a rule can begin it is known what kinds of tokens can stand at some places around that (`begin.rs`). The
//! ways that are possible at a token are what those places leave: an intersection of bits, whatever the number of rules.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::Pattern;
use super::begin::{BEFORE, Beginnings, FIRST, PLACES};
use super::kind::{Kinds, NOTHING};
use super::step::Test;
use crate::lexicon::{Lexicon, WordId};
use crate::token::Token;

/// Which rules can begin at a token, so that only those are tried.
#[derive(Debug, Default)]
pub(crate) struct Index {
    kinds: Kinds,
    /// By its bit; those in a row that begin with the same tokens, those that begin with a phrase apart.
    ways: Vec<Way>,
    /// By place and kind of token a row of [`Index::width`] numbers: the ways that can have such a token there.
    rows: Vec<u64>,
    width: usize,
    /// How many kinds there are.
    count: usize,
    /// By kind of the first token.
    first: Vec<Parts>,
    /// All marks that rules ask for.
    marks: Vec<char>,
}

/// A way in which a rule can begin.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Way {
    /// By its place among the patterns.
    pub(crate) rule: u16,
    /// How many tokens a match that begins so has at most.
    pub(crate) most: u16,
}

/// Which numbers of a row hold all ways that begin with a kind, half open.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    alone: (u8, u8),
    /// Those that begin with a phrase.
    phrase: (u8, u8),
}

impl Index {
    /// Indexes the patterns by their place in the slice.
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern> + Clone, lexicon: &Lexicon) -> Self {
        let mut known = HashSet::with_hasher(FixedState::default());
        let tests: Vec<Test> = patterns.clone().flat_map(Pattern::tests).filter(|test| known.insert(*test)).collect();
        let (kinds, samples) = Kinds::new(&tests, lexicon);
        let beginnings = Beginnings::new(&tests, &samples, lexicon);
        let begins = patterns.enumerate().flat_map(|(rule, pattern)| {
            let begins = beginnings.of(pattern).into_iter();
            begins.map(move |begin| (Way { rule: rule as u16, most: begin.most as u16 }, begin))
        });
        let (mut alone, mut phrase): (Vec<_>, Vec<_>) = begins.partition(|(_, begin)| !begin.phrase);
        let own = alone.len().div_ceil(64);
        let width = own + phrase.len().div_ceil(64);
        let (mut ways, count) = (vec![Way::default(); 64 * width], samples.len());
        // Most ways take anything at some place: that is written once for all kinds.
        let mut any = vec![0; PLACES * width];
        let mut some = Vec::new();
        for (from, begins) in [(0, &mut alone), (64 * own, &mut phrase)] {
            begins.sort_by_key(|(_, begin)| begin.places[FIRST].iter().next());
            for (bit, (way, begin)) in (from..).zip(begins.iter()) {
                ways[bit] = *way;
                for (place, set) in begin.places.iter().enumerate() {
                    if set.is_all() {
                        any[place * width + bit / 64] |= 1 << (bit % 64);
                    } else {
                        some.push((place, bit, set));
                    }
                }
            }
        }
        let rows = any.chunks(width.max(1)).flat_map(|row| row.repeat(count)).collect();
        let marks = tests.iter().filter_map(|test| test.asked_mark()).collect();
        let mut index = Self { kinds, ways, rows, width, count, first: Vec::with_capacity(count), marks };
        for (place, bit, set) in some {
            for kind in set.iter().take_while(|&kind| kind < count) {
                let number = index.number(place, kind, bit / 64);
                index.rows[number] |= 1 << (bit % 64);
            }
        }
        for kind in 0..count {
            let some = |from: usize, to: usize| {
                let some = |part: &usize| index.rows[index.number(FIRST, kind, *part)] != 0;
                let first = (from..to).find(some).unwrap_or(to);
                (first as u8, (first..to).rfind(some).map_or(first, |last| last + 1) as u8)
            };
            let parts = Parts { alone: some(0, own), phrase: some(own, width) };
            index.first.push(parts);
        }
        index
    }

    /// The words that some rule begins with.
    pub(crate) fn words(&self) -> impl Iterator<Item = WordId> {
        self.kinds.words().filter(|(_, kinds)| kinds.iter().any(|&kind| self.begins(kind))).map(|(word, _)| word)
    }

    /// The marks that some rule begins with.
    pub(crate) fn marks(&self) -> impl Iterator<Item = char> {
        self.marks.iter().copied().filter(|&mark| self.begins(self.kinds.of_mark(mark)))
    }

    fn begins(&self, kind: usize) -> bool {
        let Parts { alone, phrase } = self.first[kind];
        alone.0 < alone.1 || phrase.0 < phrase.1
    }

    /// Where among the rows that part of one stands.
    const fn number(&self, place: usize, kind: usize, part: usize) -> usize {
        (place * self.count + kind) * self.width + part
    }

    /// Passes on each way in which a rule can begin with `tokens[at]`, in no order.
    pub(crate) fn ways(&self, tokens: &[Token], at: usize, lexicon: &Lexicon, mut each: impl FnMut(Way)) {
        let kind = |at: usize| tokens.get(at).map_or(NOTHING, |token| self.kinds.of(token));
        let first = kind(at);
        let Parts { alone, phrase } = self.first[first];
        // Those whose first element ends before token `end`.
        let mut behind = |end: usize, parts: (u8, u8)| {
            let second = kind(end);
            for part in usize::from(parts.0)..usize::from(parts.1) {
                let mut ways = self.rows[self.number(FIRST, first, part)] & self.rows[self.number(FIRST + 1, second, part)];
                // Nearly always nothing is left.
                if ways == 0 {
                    continue;
                }
                for (place, at) in [(BEFORE, at.wrapping_sub(1)), (FIRST + 2, end + 1), (FIRST + 3, end + 2)] {
                    ways &= self.rows[self.number(place, kind(at), part)];
                }
                while ways != 0 {
                    each(self.ways[64 * part + ways.trailing_zeros() as usize]);
                    ways &= ways - 1;
                }
            }
        };
        behind(at + 1, alone);
        if phrase.0 < phrase.1 {
            lexicon.phrases(tokens, at).for_each(|length| behind(at + length, phrase));
        }
    }
}
