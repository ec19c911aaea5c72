//! Kinds of tokens: those of one kind pass the same tests, as far as one token decides it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::step::Test;
use crate::lexicon::{Classes, Lexicon, WordId};
use crate::token::{Kind, Shape, Token};

/// The kinds of all tokens, as the tests of some patterns tell them apart.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// By [`Kinds::slot`].
    by_slot: Vec<u16>,
    /// How many words were known; those that came into the lexicon later are asked for by no test.
    words: u32,
}

/// What no test takes: a line break, most marks, the place behind the last token.
pub(super) const NOTHING: usize = 0;

/// What all tokens of a kind have in common.
#[derive(Clone, Debug)]
pub(super) enum Sample {
    Nothing,
    Word {
        word: WordId,
        own: Classes,
        opens: Classes,
        capital: bool,
    },
    Number(Numbers),
    /// Those beyond ASCII can share a slot.
    Marks(Vec<char>),
}

/// Numbers with so many digits and such values, both ends inclusive.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    digits: (u8, u8),
    values: (u32, u32),
}

/// What a test does with the tokens of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Fit {
    /// It may take the token alone.
    pub(super) one: bool,
    /// It may take the token as the beginning of a phrase.
    pub(super) more: bool,
    /// It takes something in any case.
    pub(super) sure: bool,
}

// The slots: of marks (and breaks, whose payload no mark has), of numbers, of words.
const ASCII: u32 = 128;
const OTHER_MARKS: u32 = 64;
const NUMBERS: u32 = ASCII + OTHER_MARKS;
/// By number of digits, up to five: the first slot, and how many slots there are to a value, in units of 2⁻³². Numbers of one or
/// two digits have a slot each, of four a slot for each hundred.
const OF_DIGITS: [(u32, u64); 6] = [
    (NUMBERS, 0),
    (NUMBERS, 1 << 32),
    (NUMBERS + 10, 1 << 32),
    (NUMBERS + 110, 0),
    (NUMBERS + 111, (1 << 32) / 100 + 1),
    (NUMBERS + 211, 0),
];
const WORDS: u32 = NUMBERS + 212;

const fn mark_slot(code: u32) -> u32 {
    if code < ASCII { code } else { ASCII + (code.wrapping_mul(0x9e37_79b9) >> 26) }
}

const fn number_slot(digits: u8, value: u32) -> u32 {
    let (first, scale) = OF_DIGITS[if digits < 5 { digits as usize } else { 5 }];
    first + ((value as u64 * scale) >> 32) as u32
}

const fn word_slot(word: u32, capital: bool) -> u32 {
    WORDS + 2 * word + capital as u32
}

impl Kinds {
    /// Sorts all tokens into kinds by these tests. Returns what each kind is, too.
    pub(super) fn new(tests: &[Test], lexicon: &Lexicon) -> (Self, Vec<Sample>) {
        let words = lexicon.len() as u32;
        let mut kinds = Self { by_slot: vec![NOTHING as u16; word_slot(words + 1, false) as usize], words };
        let mut samples = vec![Sample::Nothing];
        kinds.marks(tests, &mut samples);
        kinds.numbers(tests, &mut samples);
        kinds.words_of(tests, &mut samples, lexicon);
        (kinds, samples)
    }

    fn marks(&mut self, tests: &[Test], samples: &mut Vec<Sample>) {
        for test in tests {
            let Some(mark) = test.asked_mark() else { continue };
            let slot = mark_slot(mark as u32);
            if let Sample::Marks(marks) = &mut samples[self.by_slot[slot as usize] as usize] {
                marks.push(mark);
            } else {
                self.by_slot[slot as usize] = new(Sample::Marks(vec![mark]), samples);
            }
        }
    }

    fn numbers(&mut self, tests: &[Test], samples: &mut Vec<Sample>) {
        let tests: Vec<&Test> =
            tests.iter().filter(|test| matches!(test, Test::Token(asked) if asked.kind == Kind::Number)).collect();
        let hundreds = (0..100).map(|nth| Numbers { digits: (4, 4), values: (100 * nth, 100 * nth + 99) });
        let all = (0..10)
            .map(|value| Numbers { digits: (1, 1), values: (value, value) })
            .chain((0..100).map(|value| Numbers { digits: (2, 2), values: (value, value) }))
            .chain([Numbers { digits: (3, 3), values: (0, 999) }])
            .chain(hundreds)
            .chain([Numbers { digits: (5, u8::MAX), values: (0, u32::MAX) }]);
        let mut known: HashMap<Vec<Fit>, u16, FixedState> = HashMap::default();
        for numbers in all {
            let slot = number_slot(numbers.digits.0, numbers.values.0);
            let sample = Sample::Number(numbers);
            let fits = tests.iter().map(|test| test.fit(&sample)).collect();
            self.by_slot[slot as usize] = *known.entry(fits).or_insert_with(|| new(sample, samples));
        }
    }

    fn words_of(&mut self, tests: &[Test], samples: &mut Vec<Sample>, lexicon: &Lexicon) {
        let mut by_name = vec![false; lexicon.len()];
        let mut asked = Classes::default();
        for test in tests {
            match *test {
                Test::Class(class, _) => asked.add(class),
                Test::Token(one) if one.kind == Kind::Word && one.payload.0 == one.payload.1 => {
                    by_name[one.payload.0 as usize] = true;
                }
                Test::Token(_) => {}
            }
        }
        let mut known: HashMap<(WordId, Classes, Classes, bool), u16, FixedState> = HashMap::default();
        // Those that came later are as the unknown.
        for word in 0..=self.words {
            let id = if word < self.words { WordId(word) } else { WordId::UNKNOWN };
            let (own, opens) = (lexicon.classes(id).and(asked), lexicon.opens(id).and(asked));
            let name = if by_name[id.0 as usize] { id } else { WordId::UNKNOWN };
            for capital in [false, true] {
                let plain = name == WordId::UNKNOWN && own.is_empty() && opens.is_empty();
                if plain && !capital {
                    continue;
                }
                let slot = word_slot(word, capital);
                let sample = Sample::Word { word: name, own, opens, capital };
                let kind = *known.entry((name, own, opens, capital)).or_insert_with(|| new(sample, samples));
                self.by_slot[slot as usize] = kind;
            }
        }
    }

    /// The words that were known, with their kinds: written small and with a capital letter.
    pub(super) fn words(&self) -> impl Iterator<Item = (WordId, [usize; 2])> {
        let kind = |word: u32, capital: bool| self.by_slot[word_slot(word, capital) as usize] as usize;
        (0..self.words).map(move |word| (WordId(word), [kind(word, false), kind(word, true)]))
    }

    /// The kind of a mark.
    pub(super) fn of_mark(&self, mark: char) -> usize {
        self.by_slot[mark_slot(mark as u32) as usize] as usize
    }

    /// The kind of a token.
    pub(super) fn of(&self, token: &Token) -> usize {
        let capital = matches!(token.shape, Shape::Capital | Shape::Upper);
        let mark = mark_slot(token.payload);
        // Which it is no processor guesses, so each is computed.
        let slots = [word_slot(token.payload.min(self.words), capital), number_slot(token.digits, token.payload), mark, mark];
        self.by_slot[slots[token.kind as usize] as usize] as usize
    }
}

/// The number of a kind that is like that.
fn new(sample: Sample, samples: &mut Vec<Sample>) -> u16 {
    samples.push(sample);
    samples.len() as u16 - 1
}

impl Test {
    /// What it does with the tokens of a kind.
    pub(super) fn fit(self, sample: &Sample) -> Fit {
        match (self, sample) {
            (Self::Class(class, large), Sample::Word { own, opens, capital, .. }) if !large || *capital => {
                Fit { one: own.has(class), more: opens.has(class), sure: own.has(class) }
            }
            (Self::Token(asked), Sample::Word { word, capital, .. }) => {
                let fits = asked.kind == Kind::Word && asked.holds(word.0) && (!asked.capital || *capital);
                Fit { one: fits, more: false, sure: fits }
            }
            (Self::Token(asked), Sample::Marks(marks)) => {
                let fits = asked.kind == Kind::Mark && marks.iter().any(|&mark| asked.holds(mark as u32));
                Fit { one: fits, more: false, sure: fits && marks.iter().all(char::is_ascii) }
            }
            (Self::Token(asked), Sample::Number(Numbers { digits, values })) if asked.kind == Kind::Number => {
                let (low, high) = asked.payload;
                let (fewest, most) = asked.digits;
                Fit {
                    one: low <= values.1 && values.0 <= high && fewest <= digits.1 && digits.0 <= most,
                    more: false,
                    sure: low <= values.0 && values.1 <= high && fewest <= digits.0 && digits.1 <= most,
                }
            }
            _ => Fit::default(),
        }
    }
}
