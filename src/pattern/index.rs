//! Which rules to try where: most tokens begin none, and most of what begins comes to nothing at its second token.

use std::collections::HashMap;

use super::step::{Step, Test};
use super::tree::Need;
use super::{AHEAD, Pattern};
use crate::lexicon::{Class, Classes, Lexicon, WordId};
use crate::token::{Kind, Token};

/// Which rules can begin at a token, so that only those are tried.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The first holds no rule.
    lists: Vec<List>,
    /// By word: its list.
    by_word: Vec<u16>,
    /// By number of digits: 1, 2, 3, 4, more.
    by_number: [u16; 5],
    /// A handful of marks: looked through, not hashed.
    by_mark: Vec<(char, u16)>,
    /// By rule: what every match holds.
    needs: Vec<Box<[Need]>>,
    /// By rule: what stands before every match, where the rule begins with that.
    behind: Vec<Option<TokenSet>>,
}

/// The rules that begin with the same tokens, in the order of their declaration.
#[derive(Debug)]
struct List {
    rules: Vec<Candidate>,
    /// Those of them behind whose first token anything can stand.
    free: Vec<Candidate>,
    /// What can stand behind the first token of the others.
    seconds: TokenSet,
}

/// A rule that begins with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Candidate {
    rule: u16,
    /// What can stand behind that token where it begins no phrase: most rules fail there, and this says so without running them.
    second: TokenSet,
}

/// A way in which a token begins a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Way {
    /// The test it passes, by its number.
    test: u16,
    /// It passes only as the beginning of a phrase.
    phrase: bool,
}

impl List {
    /// The list of those ways to begin a rule; the ways of one rule come one after another.
    fn of(ways: impl Iterator<Item = Candidate>) -> Self {
        let mut rules: Vec<Candidate> = Vec::new();
        for way in ways {
            match rules.last_mut().filter(|last| last.rule == way.rule) {
                Some(last) => last.second = last.second.or(way.second),
                None => rules.push(way),
            }
        }
        let (free, bound): (Vec<Candidate>, Vec<Candidate>) =
            rules.iter().partition(|candidate| candidate.second.bits & ANYTHING != 0);
        let seconds = bound.iter().fold(TokenSet::NONE, |set, candidate| set.or(candidate.second));
        Self { rules, free, seconds }
    }
}

/// A set of tokens, told by what a token's number and its word's classes say at once; never too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TokenSet {
    /// [`ANYTHING`], [`NUMBER`], and Bloom filters of the marks and of the words.
    bits: u64,
    classes: Classes,
}

/// What stands anywhere, be it nothing: all sets have a text's own place in common with it.
const ANYTHING: u64 = 1;
const NUMBER: u64 = 2;
/// The bits of marks; those above are words'.
const MARKS: u64 = 0xffff << 2;

const fn mark_bit(code: u32) -> u64 {
    1 << (2 + (code.wrapping_mul(0x9e37_79b9) >> 28))
}

const fn word_bit(word: u32) -> u64 {
    1 << (18 + ((word.wrapping_mul(0x9e37_79b9) as u64 * 46) >> 32))
}

impl TokenSet {
    /// No token.
    pub(super) const NONE: Self = Self { bits: 0, classes: Classes::of(&[]) };
    /// A place in a text at which no token has been looked at.
    const PLACE: Self = Self { bits: ANYTHING, classes: Classes::of(&[]) };

    /// What passes the test, or begins what passes it.
    pub(super) const fn of(test: Test) -> Self {
        let bits = match test {
            Test::Word(word, _) => word_bit(word.0),
            Test::Mark(mark) => mark_bit(mark as u32),
            Test::Class(..) => 0,
            Test::Number { .. } => NUMBER,
            // A capitalised word may be any, known or not.
            Test::Capital => ANYTHING,
        };
        let classes = if let Test::Class(class, _) = test { Classes::of(&[class]) } else { Classes::of(&[]) };
        Self { bits, classes }
    }

    /// The tokens of a stretch of the text.
    fn holding(tokens: &[Token], lexicon: &Lexicon) -> Self {
        let mut set = Self::PLACE;
        for token in tokens {
            set.add(token, lexicon);
        }
        set
    }

    /// Adds a token of the text.
    fn add(&mut self, token: &Token, lexicon: &Lexicon) {
        match token.kind {
            Kind::Number => self.bits |= NUMBER,
            Kind::Mark => self.bits |= mark_bit(token.payload),
            Kind::Word if token.payload != 0 => {
                self.bits |= word_bit(token.payload);
                self.classes = self.classes.or(lexicon.classes(token.word())).or(lexicon.opens(token.word()));
            }
            Kind::Word | Kind::Break => {}
        }
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, classes: self.classes.or(other.classes) }
    }

    /// Whether one of the tokens may be in it.
    fn holds_any(&self, tokens: &[Token], lexicon: &Lexicon) -> bool {
        let holds = |token: &Token| match token.kind {
            Kind::Number => self.bits & NUMBER != 0,
            Kind::Mark => self.bits & mark_bit(token.payload) != 0,
            Kind::Word if token.payload == 0 => false,
            Kind::Word => {
                self.bits & word_bit(token.payload) != 0
                    || self.classes.meets(lexicon.classes(token.word()).or(lexicon.opens(token.word())))
            }
            Kind::Break => false,
        };
        self.bits & ANYTHING != 0 || tokens.iter().any(holds)
    }

    /// Whether the two may share a token.
    const fn meets(&self, other: &Self) -> bool {
        self.bits & other.bits != 0 || self.classes.meets(other.classes)
    }

    /// How much of a text is in it, roughly: the less, the better it tells where a pattern cannot match.
    pub(super) const fn breadth(&self) -> u32 {
        let common = (self.bits & (MARKS | NUMBER)).count_ones();
        1000 * (self.bits & ANYTHING) as u32 + 100 * common + self.bits.count_ones() + 4 * self.classes.len()
    }
}

/// What can stand behind a rule's first token, where that step takes it.
fn second(pattern: &Pattern, first: usize) -> TokenSet {
    pattern.reach(first + 1).into_iter().fold(TokenSet::NONE, |second, next| match pattern.steps[next] {
        Step::Take(test) => second.or(TokenSet::of(test)),
        // The rule may end there.
        _ => second.or(TokenSet::PLACE),
    })
}

impl Index {
    /// Indexes the patterns by their place in the slice.
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern>, lexicon: &Lexicon) -> Self {
        // Many rules ask for the same classes.
        let mut members: HashMap<Class, Vec<usize>> = HashMap::new();
        let begins = |word: usize, class: Class| {
            let word = WordId(word as u32);
            lexicon.classes(word).or(lexicon.opens(word)).has(class)
        };
        // The tests that begin rules, and by token its ways to pass them.
        let mut tests: Vec<Candidate> = Vec::new();
        let mut by_word: Vec<Vec<Way>> = vec![Vec::new(); lexicon.len()];
        let mut by_number = [const { Vec::<Way>::new() }; 5];
        let mut by_mark: Vec<(char, Vec<Way>)> = Vec::new();
        let mut index = Self::default();
        for (rule, pattern) in patterns.enumerate() {
            index.needs.push(pattern.needs.as_slice().into());
            index.behind.push(pattern.behind());
            for pc in pattern.reach(0) {
                let Step::Take(test) = &pattern.steps[pc] else { continue };
                let way = Way { test: tests.len() as u16, phrase: false };
                tests.push(Candidate { rule: rule as u16, second: second(pattern, pc) });
                match *test {
                    Test::Word(word, _) => by_word[word.0 as usize].push(way),
                    Test::Capital => {}
                    Test::Mark(mark) => match by_mark.iter_mut().find(|(own, _)| *own == mark) {
                        Some((_, list)) => list.push(way),
                        None => by_mark.push((mark, vec![way])),
                    },
                    Test::Class(class, _) => {
                        let own = members
                            .entry(class)
                            .or_insert_with(|| (1..lexicon.len()).filter(|&word| begins(word, class)).collect());
                        for &word in own.iter() {
                            let phrase = !lexicon.classes(WordId(word as u32)).has(class);
                            by_word[word].push(Way { phrase, ..way });
                        }
                    }
                    Test::Number { min_digits, max_digits, .. } => {
                        for digits in min_digits.max(1)..=max_digits.min(5) {
                            by_number[digits as usize - 1].push(way);
                        }
                    }
                }
            }
        }
        // All months begin the same rules: one list serves them.
        let mut known = HashMap::new();
        let mut list = |own: Vec<Way>| {
            *known.entry(own).or_insert_with_key(|own| {
                let candidate = |way: &Way| {
                    let Candidate { rule, second } = tests[way.test as usize];
                    Candidate { rule, second: if way.phrase { TokenSet::NONE } else { second } }
                };
                index.lists.push(List::of(own.iter().map(candidate)));
                index.lists.len() as u16 - 1
            })
        };
        list(Vec::new());
        index.by_word = by_word.into_iter().map(&mut list).collect();
        index.by_number = by_number.map(&mut list);
        index.by_mark = by_mark.into_iter().map(|(mark, rules)| (mark, list(rules))).collect();
        index
    }

    /// The words that some rule begins with.
    pub(crate) fn words(&self) -> impl Iterator<Item = WordId> {
        self.by_word.iter().enumerate().filter(|(_, list)| **list > 0).map(|(word, _)| WordId(word as u32))
    }

    /// The marks that some rule begins with.
    pub(crate) fn marks(&self) -> impl Iterator<Item = char> {
        self.by_mark.iter().map(|&(mark, _)| mark)
    }

    /// The rules that can begin with `tokens[at]`, in the order of their declaration.
    pub(crate) fn candidates<'a>(
        &'a self,
        tokens: &'a [Token],
        at: usize,
        lexicon: &'a Lexicon,
    ) -> impl Iterator<Item = u16> + 'a {
        let list = &self.lists[self.list(&tokens[at]) as usize];
        let next = TokenSet::holding(tokens.get(at + 1..at + 2).unwrap_or_default(), lexicon);
        // A phrase takes the second token itself.
        let phrase = lexicon.is_phrase(tokens, at);
        let rules = if phrase || list.seconds.meets(&next) { &list.rules } else { &list.free };
        let line = &tokens[at..tokens.len().min(at + AHEAD)];
        let before = &tokens[at.saturating_sub(1)..at];
        let mut ahead = None;
        let fits = move |candidate: &&Candidate| {
            let rule = candidate.rule as usize;
            (phrase || candidate.second.meets(&next))
                && self.behind[rule].is_none_or(|set| set.holds_any(before, lexicon))
                && self.needs[rule].iter().all(|need| match need.near() {
                    Some((from, to)) => {
                        let near = line.get(from..to.min(line.len())).unwrap_or_default();
                        need.set.holds_any(near, lexicon)
                    }
                    None => need.set.meets(ahead.get_or_insert_with(|| ahead_of(line, lexicon))),
                })
        };
        rules.iter().filter(fits).map(|candidate| candidate.rule)
    }

    fn list(&self, token: &Token) -> u16 {
        match token.kind {
            // Words that came into the lexicon after these rules begin none of them.
            Kind::Word => self.by_word.get(token.payload as usize).copied().unwrap_or(0),
            Kind::Number => self.by_number[(token.digits.clamp(1, 5) - 1) as usize],
            Kind::Mark => self.by_mark.iter().find(|(mark, _)| token.is_mark(*mark)).map_or(0, |&(_, list)| list),
            Kind::Break => 0,
        }
    }
}

/// All that a match which begins here can hold: none goes beyond a line break.
fn ahead_of(tokens: &[Token], lexicon: &Lexicon) -> TokenSet {
    let end = tokens.iter().position(|token| token.kind == Kind::Break).unwrap_or(tokens.len());
    TokenSet::holding(&tokens[..end], lexicon)
}
