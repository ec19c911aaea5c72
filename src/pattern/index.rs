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
    /// By word: the set it is in, as far as rules ask for it.
    words: Vec<TokenSet>,
    /// By rule.
    asked: Vec<Asked>,
    /// What every match holds: of all rules, one after the other.
    needs: Vec<Need>,
}

/// What is asked of the tokens around a token before a rule is tried there.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// What stands before every match.
    behind: TokenSet,
    /// The rule's own among [`Index::needs`], half open.
    needs: (u32, u32),
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

/// A set of tokens, told by bits: of what a token is, of its word, and of the word's classes. It is never too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TokenSet {
    /// [`ANYTHING`], [`NUMBER`], and Bloom filters of the marks and of the words.
    bits: u64,
    /// One for each class that rules ask for.
    classes: u64,
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
    pub(super) const NONE: Self = Self { bits: 0, classes: 0 };
    /// A place in a text at which no token has been looked at.
    const PLACE: Self = Self { bits: ANYTHING, classes: 0 };

    /// What passes the test, or begins what passes it.
    pub(super) const fn of(test: Test) -> Self {
        match test {
            Test::Word(word, _) => Self { bits: word_bit(word.0), ..Self::NONE },
            Test::Mark(mark) => Self { bits: mark_bit(mark as u32), ..Self::NONE },
            Test::Class(class, _) => Self { classes: Classes::of(&[class]).folded(), ..Self::NONE },
            Test::Number { .. } => Self { bits: NUMBER, ..Self::NONE },
            // A capitalised word may be any, known or not.
            Test::Capital => Self::PLACE,
        }
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, classes: self.classes | other.classes }
    }

    /// Whether the two may share a token.
    const fn meets(&self, other: &Self) -> bool {
        (self.bits & other.bits) | (self.classes & other.classes) != 0
    }

    /// Whether every token is in it.
    pub(super) const fn is_all(&self) -> bool {
        self.bits & ANYTHING != 0
    }

    /// How much of a text is in it, roughly: the less, the better it tells where a pattern cannot match.
    pub(super) const fn breadth(&self) -> u32 {
        let common = (self.bits & (MARKS | NUMBER)).count_ones();
        1000 * (self.bits & ANYTHING) as u32 + 100 * common + self.bits.count_ones() + 4 * self.classes.count_ones()
    }
}

/// What can stand behind a rule's first token, where that step takes it.
fn second(pattern: &Pattern, first: usize) -> TokenSet {
    pattern.reach(first + 1).into_iter().fold(TokenSet::NONE, |second, next| match pattern.steps[next] {
        Step::Take(test, _) => second.or(TokenSet::of(test)),
        // The rule may end there.
        _ => second.or(TokenSet::PLACE),
    })
}

/// The sets that the words are in, by their numbers: as far as the patterns ask for words and classes, so that bits which
/// several share mislead seldom.
fn sets<'a>(patterns: impl Iterator<Item = &'a Pattern>, lexicon: &Lexicon) -> Vec<TokenSet> {
    let mut sets = vec![TokenSet::NONE; lexicon.len()];
    let mut asked = Classes::default();
    for test in patterns.flat_map(Pattern::tests) {
        match *test {
            Test::Word(word, _) => sets[word.0 as usize].bits = word_bit(word.0),
            Test::Class(class, _) => asked.add(class),
            Test::Mark(_) | Test::Number { .. } | Test::Capital => {}
        }
    }
    for (word, set) in sets.iter_mut().enumerate() {
        let word = WordId(word as u32);
        set.classes = lexicon.classes(word).or(lexicon.opens(word)).and(asked).folded();
    }
    sets
}

impl Index {
    /// Indexes the patterns by their place in the slice.
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern> + Clone, lexicon: &Lexicon) -> Self {
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
        let mut index = Self { words: sets(patterns.clone(), lexicon), ..Self::default() };
        for (rule, pattern) in patterns.enumerate() {
            let from = index.needs.len() as u32;
            index.needs.extend(&pattern.needs);
            let behind = pattern.behind().unwrap_or(TokenSet::PLACE);
            index.asked.push(Asked { behind, needs: (from, index.needs.len() as u32) });
            for pc in pattern.reach(0) {
                let Step::Take(test, _) = &pattern.steps[pc] else { continue };
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
        let next = tokens.get(at + 1).map_or(TokenSet::PLACE, |next| TokenSet::PLACE.or(self.set(next)));
        // A phrase takes the second token itself.
        let phrase = lexicon.is_phrase(tokens, at);
        let rules = if phrase || list.seconds.meets(&next) { &list.rules } else { &list.free };
        let before = at.checked_sub(1).map_or(TokenSet::PLACE, |before| TokenSet::PLACE.or(self.set(&tokens[before])));
        let line = &tokens[at..tokens.len().min(at + AHEAD)];
        let mut ahead = None;
        let mut fits = move |candidate: &Candidate| {
            if !phrase && !candidate.second.meets(&next) {
                return false;
            }
            let Asked { behind, needs: (from, to) } = self.asked[candidate.rule as usize];
            behind.meets(&before)
                && self.needs[from as usize..to as usize].iter().all(|need| match need.near() {
                    Some((from, to)) => line.iter().take(to).skip(from).any(|near| need.set.meets(&self.set(near))),
                    None => need.set.meets(ahead.get_or_insert_with(|| self.ahead(line))),
                })
        };
        rules.iter().filter(move |candidate| fits(candidate)).map(|candidate| candidate.rule)
    }

    /// The set that holds this token of a text.
    fn set(&self, token: &Token) -> TokenSet {
        let bits = match token.kind {
            // Words that came into the lexicon after these rules are asked for by none.
            Kind::Word => return self.words.get(token.payload as usize).copied().unwrap_or(TokenSet::NONE),
            Kind::Number => NUMBER,
            Kind::Mark => mark_bit(token.payload),
            Kind::Break => 0,
        };
        TokenSet { bits, ..TokenSet::NONE }
    }

    /// All that a match which begins here can hold: none goes beyond a line break.
    fn ahead(&self, line: &[Token]) -> TokenSet {
        let line = line.iter().take_while(|token| token.kind != Kind::Break);
        line.fold(TokenSet::NONE, |set, token| set.or(self.set(token)))
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
