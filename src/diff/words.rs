//! Words as the comparison sees them: a stem, written out where it is a short form, with a weight that says how telling it is.
//!
//! A [`Term`] is a 32-bit hash whose low four bits are the weight's class, so that sets of them can be merged and summed without
//! looking anything up. Weights come from a fixed table (`datasets/frequency/stem.tsv`), never from the input: else one more
//! article would change how two others compare.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::datasets;
use crate::error::Error;
use crate::lexicon::{Class, Lexicon};
use crate::token::{Kind, Token};

/// A stem's hash, with its weight's class in the low four bits.
pub(super) type Term = u32;

/// The class of a stem that the table does not have: seen in fewer than one article of 200.
const RARE: u8 = 11;
/// Stems below it (`yang`, `di`) tell nothing.
const TELLING: u8 = 3;
/// From this class on a term is a figure: one digit, two, or more, which is as telling as a rare name.
const FIGURE: u32 = 12;

/// Words of at least that many letters may be two.
const GLUED: usize = 9;

/// How telling a term is: twice its class is the logarithm of how many articles there are to one that has it.
pub(super) fn weight(term: Term) -> f32 {
    match term & 15 {
        12 => 3.0,
        13 => 4.0,
        14 => 5.0,
        class => class as f32 * 0.5,
    }
}

/// Whether at least one article of twelve has it: such a word more or fewer changes little.
pub(super) fn is_common(term: Term) -> bool {
    term & 15 <= COMMON
}

const COMMON: u32 = 5;

/// Whether it is a word and no figure.
pub(super) fn is_word(term: Term) -> bool {
    term & 15 < FIGURE
}

/// The weights of common stems.
#[derive(Debug)]
pub(super) struct Vocabulary {
    classes: HashMap<&'static str, u8, FixedState>,
}

impl Vocabulary {
    /// Loads the table. Fails with file, line and reason where it is broken.
    pub(super) fn load() -> Result<Self, Error> {
        let mut classes = HashMap::default();
        for (path, content) in datasets::below("datasets/frequency") {
            for row in datasets::rows(path, content) {
                let class = u8::try_from(row.number(1)?).ok().filter(|class| *class <= 15);
                let class = class.ok_or_else(|| row.fault("column 2: a weight's class is 0 to 15"))?;
                if classes.insert(row.cell(0), class).is_some() {
                    return Err(row.fault(format!("`{}` stands in this table twice", row.cell(0))));
                }
            }
        }
        Ok(Self { classes })
    }

    /// The term of a stem.
    fn term(&self, stem: &str) -> Term {
        let class = self.classes.get(stem).copied().unwrap_or(RARE);
        hash(stem) & !15 | u32::from(class)
    }

    /// The term of a word as a quote has it: stemmed, however common.
    pub(super) fn exact(&self, word: &str) -> Term {
        self.term(&stem(word))
    }

    /// A word without the function word that a lost blank left on it (`kebakaranpada`, `dalampenembakan`), where a common word
    /// remains.
    fn without_glue<'a>(&self, word: &'a str, lexicon: &Lexicon) -> &'a str {
        let known = |word: &str| self.classes.contains_key(&*stem(word));
        if word.len() < GLUED || !word.is_ascii() || known(word) {
            return word;
        }
        let light = |part: &str| lexicon.classes(lexicon.word(part)).has(Class::NotCounted);
        let cuts = || (2..word.len() - 4).filter(|&cut| light(&word[..cut]) && known(&word[cut..])).map(|cut| &word[cut..]);
        let ends = || (5..word.len() - 1).filter(|&cut| light(&word[cut..]) && known(&word[..cut])).map(|cut| &word[..cut]);
        cuts().next().or_else(|| ends().next()).unwrap_or(word)
    }

    /// The terms of a stretch of tokens, in order, function words left out.
    pub(super) fn terms(&self, text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Term> {
        let mut terms = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            if token.kind != Kind::Word {
                if token.kind == Kind::Number {
                    terms.push(figure(token.span().of(text), token.digits));
                }
                at += 1;
                continue;
            }
            if let Some((alias, length)) = lexicon.longest(tokens, at, Class::Alias) {
                let written = length > 1 || token.span().len() > 2 || token.is_capitalised();
                if written {
                    terms.extend(alias.value.split(' ').map(|word| self.term(&stem(word))).filter(|&term| telling(term)));
                    at += length;
                    continue;
                }
            }
            for word in unglued(token.span().of(text)) {
                let word = word.to_lowercase();
                let word = self.without_glue(&word, lexicon);
                terms.extend(Some(self.term(&stem(word))).filter(|&term| telling(term)));
            }
            at += 1;
        }
        terms
    }
}

fn telling(term: Term) -> bool {
    term & 15 >= u32::from(TELLING)
}

/// The term of a number or of a quantity's value.
pub(super) fn figure(value: &str, digits: u8) -> Term {
    let class = FIGURE + u32::from(digits.clamp(1, 3) - 1);
    hash(value) & !15 | class
}

/// FNV-1a: the same everywhere and for ever.
fn hash(text: &str) -> u32 {
    let long = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (long >> 32) as u32 ^ long as u32
}

/// Sorted, without doubles: a set that two merges can walk.
pub(super) fn set(mut terms: Vec<Term>) -> Box<[Term]> {
    terms.sort_unstable();
    terms.dedup();
    terms.into()
}

/// Whether a sorted set has the term.
pub(super) fn has(set: &[Term], term: Term) -> bool {
    set.binary_search(&term).is_ok()
}

/// What two sorted sets share, by weight, against the mean of their own weights: 0 to 1.
pub(super) fn overlap(left: &[Term], right: &[Term], weight: impl Fn(Term) -> f32) -> f32 {
    let (mut i, mut j) = (0, 0);
    let (mut shared, mut own, mut other) = (0.0_f32, 0.0_f32, 0.0_f32);
    while i < left.len() || j < right.len() {
        match (left.get(i), right.get(j)) {
            (Some(one), Some(rival)) if one == rival => {
                let weight = weight(*one);
                shared += weight;
                own += weight;
                other += weight;
                i += 1;
                j += 1;
            }
            (Some(one), rival) if rival.is_none_or(|rival| one < rival) => {
                own += weight(*one);
                i += 1;
            }
            (_, rival) => {
                other += rival.map_or(0.0, |rival| weight(*rival));
                j += 1;
            }
        }
    }
    let mean = f32::midpoint(own, other);
    if mean > 0.0 { shared / mean } else { 0.0 }
}

/// The words of a token that lost the blank inside it (`PTPelita`, `AirService`): a capital letter after small ones.
fn unglued(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let cut = (3..bytes.len().saturating_sub(1))
            .find(|&at| {
                bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() && bytes[at - 2].is_ascii_lowercase()
            })
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(cut);
        rest = after;
        Some(word)
    })
}

/// Takes the commonest suffix and prefix off a lower-case word: enough that `memadamkan`, `dipadamkan` and `pemadaman` meet.
///
/// It is no lemma: `pengadilan` gives `adil`. Both sides of a comparison pass through it, so it need only be even-handed.
pub(super) fn stem(word: &str) -> String {
    const SUFFIXES: [&str; 6] = ["nya", "kan", "lah", "an", "i", "pun"];
    const PREFIXES: [&str; 18] = [
        "memper", "diper", "meng", "meny", "mem", "men", "peng", "peny", "pem", "pen", "per", "ber", "ter", "me", "di", "se",
        "pe", "ke",
    ];
    let mut stem = word;
    let long = |rest: &str| rest.len() >= 4;
    if word.len() > 5 && word.is_ascii() {
        if let Some(rest) = SUFFIXES.iter().find_map(|suffix| stem.strip_suffix(suffix).filter(|rest| long(rest))) {
            stem = rest;
        }
        if stem.len() > 5
            && let Some(rest) = PREFIXES.iter().find_map(|prefix| stem.strip_prefix(prefix).filter(|rest| long(rest)))
        {
            stem = rest;
        }
    }
    // A nasal prefix swallows the first consonant of the stem (`padam`, `memadamkan`): so it goes everywhere.
    let bytes = stem.as_bytes();
    let swallowed = bytes.len() >= 5 && b"ptks".contains(&bytes[0]) && b"aeiou".contains(&bytes[1]);
    stem[usize::from(swallowed)..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::{overlap, stem, unglued};

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [["memadamkan", "dipadamkan", "pemadaman"], ["kebakaran", "membakar", "terbakar"]] {
            assert!(forms.windows(2).all(|pair| stem(pair[0]) == stem(pair[1])), "{forms:?}");
        }
        assert_ne!(stem("tewas"), stem("luka"));
    }

    #[test]
    fn a_lost_blank_is_found_at_the_capital_letter() {
        assert_eq!(unglued("TebetSelatan").collect::<Vec<_>>(), ["Tebet", "Selatan"]);
        assert_eq!(unglued("KPK").collect::<Vec<_>>(), ["KPK"]);
    }

    #[test]
    fn overlap_is_between_nothing_and_one() {
        assert!(overlap(&[1, 2], &[1, 2], |_| 1.0) > 0.99);
        assert!(overlap(&[1, 2], &[3], |_| 1.0) < 0.01);
        assert!(overlap(&[], &[], |_| 1.0) < 0.01);
    }
}
