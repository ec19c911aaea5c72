//! The same words of the same person, as two articles give them.
//!
//! Two quotes are laid side by side by their longest common subsequence. What stands in the gaps decides: a whole sentence that
//! one outlet drops is no difference, nor are particles, a lost blank or one misspelt letter; a content word more, fewer or
//! other is, and so is a sentence cut short.

use super::Pair;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Quote, QuoteWord, SHORT, Source, Weight};
use crate::diff::words::Term;
use crate::span::Span;

/// A sentence of one quote of which this share stands in the other in the same order is in both ...
const SAME_WORDS: f32 = 0.7;
/// ... if it has at least that many words.
const ENOUGH: usize = SHORT;
/// Of fewer words more must be the same.
const FEW: usize = 10;
const SAME_FEW: f32 = 0.8;
/// A paraphrase must share this much, and so many words, to be compared with a quote at all.
const PARAPHRASE: f32 = 0.85;
const PARAPHRASE_WORDS: usize = 10;

/// Compares every quote of one article with every one of the other, sentence by sentence.
pub(super) fn quotes(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    for (i, one) in pair.left.1.quotes.iter().enumerate() {
        for (j, other) in pair.right.1.quotes.iter().enumerate().filter(|(_, other)| one.direct || other.direct) {
            let found = compare((one, pair.left.1), (other, pair.right.1));
            for Found { words: (first, second), same } in &found {
                let place = |source: &Source, quote: &Quote, number: usize, word: usize| {
                    let part = Part::Quote(number as u32, quote.sentence_of(word));
                    statement(source, quote.words[word].span.start).map(|statement| (statement, part))
                };
                let (left, right) = (place(pair.left.1, one, i, *first), place(pair.right.1, other, j, *second));
                let (Some(x), Some(y)) = (left, right) else { continue };
                edges.push(pair.edge(Field::Wording, x, y, *same));
            }
            // Who said it and when is one fact of the whole quote.
            let parts = ((one.statement, Part::Quote(i as u32, 0)), (other.statement, Part::Quote(j as u32, 0)));
            let verbatim = found.iter().any(|found| found.same) && one.direct && other.direct;
            if let (false, Some(speaker), Some(rival)) = (found.is_empty(), &one.speaker, &other.speaker) {
                let agree = same_speaker(speaker, rival);
                if agree || (verbatim && other_speaker(pair, (one, speaker), (other, rival))) {
                    edges.push(pair.edge(Field::Speaker, parts.0, parts.1, agree));
                }
            }
            if let (false, Some(day), Some(rival)) = (found.is_empty(), one.said, other.said)
                && (day == rival || verbatim)
            {
                edges.push(pair.edge(Field::Date, parts.0, parts.1, day == rival));
            }
        }
    }
}

/// The statement that holds that byte.
fn statement(source: &Source, byte: u32) -> Option<u32> {
    source.statements.iter().position(|statement| statement.span.start <= byte && byte < statement.span.end).map(|at| at as u32)
}

/// A sentence of each that are the same words.
struct Found {
    /// The first words that stand in both.
    words: (usize, usize),
    same: bool,
}

fn compare((one, mine): (&Quote, &Source), (other, theirs): (&Quote, &Source)) -> Vec<Found> {
    let both_direct = one.direct && other.direct;
    let least = if both_direct { ENOUGH } else { PARAPHRASE_WORDS };
    if one.words.len().min(other.words.len()) < least || shared_terms(one, other) < ENOUGH {
        return Vec::new();
    }
    let (lefts, rights) = (one.sentences(), other.sentences());
    let mut found = Vec::new();
    for &left in &lefts {
        for &right in &rights {
            let (x, y) = (extent(&one.words[left.0..left.1]), extent(&other.words[right.0..right.1]));
            let (long, short) = (x.max(y), x.min(y));
            let common = common(one, other, (left, right));
            let shared =
                extent(common.iter().map(|&(at, _)| &one.words[at])).min(extent(common.iter().map(|&(_, at)| &other.words[at])));
            let share = match (both_direct, short < FEW) {
                (false, _) => PARAPHRASE,
                (true, true) => SAME_FEW,
                (true, false) => SAME_WORDS,
            };
            if short < least || shared < ENOUGH || (shared as f32) < short as f32 * share {
                continue;
            }
            let gaps = gaps(left, right, &common);
            let changes: Vec<&Gap> = gaps.iter().filter(|gap| !gap.is_nothing((one, mine), (other, theirs))).collect();
            let same = changes.is_empty();
            // A paraphrase may say it otherwise; but a quote that breaks off before even the paraphrase does was cut.
            let tail = |gap: &Gap| !gap.leads && if one.direct { gap.left.0 == gap.left.1 } else { gap.right.0 == gap.right.1 };
            let cut = long > short && gaps.len() == 1 && tail(&gaps[0]) && long == if one.direct { y } else { x };
            if same || if both_direct { !rendered(&changes) } else { cut } {
                found.push(Found { words: common[0], same });
            }
        }
    }
    found
}

/// Whether the two are renderings of one utterance, as two translations or two hands at the shorthand make them: here another word
/// and there another, and nothing of weight left out. Nobody's words were changed then.
fn rendered(changes: &[&Gap]) -> bool {
    let size = |range: Range| range.1 - range.0;
    let replaced = changes.iter().filter(|gap| size(gap.left) > 0 && size(gap.right) > 0).count();
    let dropped = changes.iter().map(|gap| size(gap.left).abs_diff(size(gap.right))).max().unwrap_or(0);
    replaced >= RENDERED && dropped < DROPPED
}

/// So many places with other words make a rendering ...
const RENDERED: usize = 2;
/// ... unless so many words are missing in one.
const DROPPED: usize = 4;

/// How many words of the text those are: what an abbreviation stands for (`DPR`) is several words of the comparison, and one here.
fn extent<'a>(words: impl IntoIterator<Item = &'a QuoteWord>) -> usize {
    let mut last = None;
    words.into_iter().filter(|word| last.replace(word.span) != Some(word.span)).count()
}

/// How many words the two share at all: an upper bound of what they share in order.
fn shared_terms(one: &Quote, other: &Quote) -> usize {
    one.words.iter().filter(|word| other.words.iter().any(|own| own.term == word.term)).count()
}

/// Words from, up to (exclusive).
type Range = (usize, usize);

/// The longest common subsequence of two stretches, as pairs of places.
fn common(one: &Quote, other: &Quote, (left, right): (Range, Range)) -> Vec<(usize, usize)> {
    let (x, y) = (&one.words[left.0..left.1], &other.words[right.0..right.1]);
    let mut lengths = vec![0_u16; (x.len() + 1) * (y.len() + 1)];
    let at = |i: usize, j: usize| i * (y.len() + 1) + j;
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            lengths[at(i, j)] = if x[i].term == y[j].term {
                lengths[at(i + 1, j + 1)] + 1
            } else {
                lengths[at(i + 1, j)].max(lengths[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < x.len() && j < y.len() {
        if x[i].term == y[j].term {
            pairs.push((left.0 + i, right.0 + j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[at(i + 1, j)] >= lengths[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Words of the one and of the other that stand between two common words, or before the first or after the last.
struct Gap {
    left: Range,
    right: Range,
    /// Whether it stands before the first common word.
    leads: bool,
}

fn gaps(left: Range, right: Range, common: &[(usize, usize)]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut i, mut j) = (left.0, right.0);
    for &(x, y) in common.iter().chain([&(left.1, right.1)]) {
        if i < x || j < y {
            gaps.push(Gap { left: (i, x), right: (j, y), leads: i == left.0 && j == right.0 });
        }
        (i, j) = (x + 1, y + 1);
    }
    gaps
}

impl Gap {
    /// Whether it changes nothing for a reader.
    fn is_nothing(&self, (one, mine): (&Quote, &Source), (other, theirs): (&Quote, &Source)) -> bool {
        if self.leads && led_in(one, self.left, mine) && led_in(other, self.right, theirs) {
            return true;
        }
        if whole(one, self.left) && whole(other, self.right) {
            return true;
        }
        if repeated(one, self.left, other, self.right) || repeated(other, self.right, one, self.left) {
            return true;
        }
        let left = &one.words[self.left.0..self.left.1];
        let right = &other.words[self.right.0..self.right.1];
        if let ([word], []) | ([], [word]) = (left, right)
            && word.weight != Weight::Full
        {
            return true;
        }
        if lost(one, self.left, mine) || lost(other, self.right, theirs) {
            return true;
        }
        // The same letters with a blank lost; or one word in another form or misspelt.
        if between(one, self.left, mine) == between(other, self.right, theirs) {
            return true;
        }
        match (left, right) {
            ([one], [other]) => {
                let (x, y) = (letters(one.span.of(&mine.text)), letters(other.span.of(&theirs.text)));
                let form = x.len().min(y.len()) >= 4 && (x.contains(&y) || y.contains(&x));
                let short = x.len().min(y.len()) >= 3 && (x.starts_with(&y) || y.starts_with(&x));
                form || short || misspelt(&x, &y)
            }
            _ => false,
        }
    }
}

/// Whether no words, or a clause closed by a comma, stand before the first common word: where a quote begins after that, its
/// words are the same.
fn led_in(quote: &Quote, (from, to): Range, source: &Source) -> bool {
    // One word alone is a clause only where it merely joins (`Jadi, …`); `Lebih, …` is an answer.
    let clause = to > from + 1 || quote.words.get(from).is_some_and(|word| word.weight == Weight::Opener);
    from == to
        || quote.words.get(to).filter(|_| clause).is_some_and(|next| {
            let gap = Span::new(quote.words[to - 1].span.end, next.span.start);
            gap.of(&source.text).trim_start().starts_with(',')
        })
}

/// Whether the words are none, or whole sentences of the text: one outlet quotes more of them.
fn whole(quote: &Quote, (from, to): Range) -> bool {
    let edge = |at: usize| at == 0 || at == quote.words.len() || quote.words[at - 1].stops;
    from == to || (edge(from) && edge(to))
}

/// Whether the words, which the other lacks here, stand beside the gap all the same: said twice (`tersebut tersebut`), or set off
/// as a sentence of their own.
fn repeated(quote: &Quote, (from, to): Range, other: &Quote, (gap, end): Range) -> bool {
    let terms = |quote: &Quote, from: usize, to: usize| -> Vec<Term> {
        quote.words.get(from..to).unwrap_or(&[]).iter().map(|word| word.term).collect()
    };
    let missing = terms(quote, from, to);
    let long = missing.len();
    let twice = [terms(quote, from.saturating_sub(long), from), terms(quote, to, to + long)].contains(&missing);
    let apart = [terms(other, gap.saturating_sub(long), gap), terms(other, end, end + long)].contains(&missing);
    long > 0 && gap == end && (twice || apart)
}

/// Whether words were lost from the text there, as where a page's link was cut out: `punya ,, baru`.
fn lost(quote: &Quote, range: Range, source: &Source) -> bool {
    let raw = around(quote, range).of(&source.text);
    // A comma stands behind a word and before a blank, or between two figures.
    let glued = || raw.split(',').skip(1).any(|rest| rest.starts_with(char::is_alphabetic));
    [" ,", ",,", ",-"].iter().any(|trace| raw.contains(trace)) || glued()
}

/// The bytes between the words around a gap.
fn around(quote: &Quote, (from, to): Range) -> Span {
    let start = if from == 0 { quote.span.start } else { quote.words[from - 1].span.end };
    Span::new(start, quote.words.get(to).map_or(quote.span.end, |word| word.span.start))
}

/// The letters of all that stands between the words around a gap, particles included.
fn between(quote: &Quote, range: Range, source: &Source) -> String {
    letters(around(quote, range).of(&source.text))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two words of at least four letters differ in one letter that is other, more or fewer.
pub(super) fn misspelt(one: &str, other: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    if short.len() < 4 || long.len() > short.len() + 1 || short.iter().any(char::is_ascii_digit) {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back + 1 >= long.len()
}

/// Whether two full names are those of different people, each in an article that nowhere names the other. Where it does, one of
/// the two speaks for the other, or both were heard, or the quote was attributed wrongly; who is named by his office only may be
/// anybody.
fn other_speaker(pair: &Pair<'_>, one: (&Quote, &str), other: (&Quote, &str)) -> bool {
    let names = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3).map(str::to_lowercase).collect()
    };
    let (mine, theirs) = (names(one.1), names(other.1));
    let full = |quote: &Quote, words: &[String]| quote.person && words.len() >= 2;
    let knows = |source: &Source, words: &[String]| words.iter().any(|word| source.text.to_lowercase().contains(&**word));
    full(one.0, &mine)
        && full(other.0, &theirs)
        && !mine.iter().any(|word| theirs.iter().any(|own| word == own || misspelt(word, own)))
        && !knows(pair.left.1, &theirs)
        && !knows(pair.right.1, &mine)
}

/// One name is a part of the other, or they share a word of at least four letters.
fn same_speaker(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4).map(str::to_lowercase).collect()
    };
    let theirs = words(other);
    one.eq_ignore_ascii_case(other) || words(one).iter().any(|word| theirs.contains(word))
}
