//! The same words of the same person, as two articles give them.
//!
//! Two quotes are laid side by side by their longest common subsequence. What stands in the gaps decides: a whole sentence that
//! one outlet drops is no difference, nor are particles, a lost blank or one misspelt letter; a content word more, fewer or
//! other is, and so is a sentence cut short.

use super::Pair;
use crate::diff::fact::{Edge, Field, Part};
use crate::diff::source::{Quote, Source};
use crate::span::Span;

/// A sentence of one quote of which this share stands in the other in the same order is in both ...
const SAME_WORDS: f32 = 0.7;
/// ... if it has at least that many words.
const ENOUGH: usize = 5;
/// A paraphrase must share this much, and so many words, to be compared with a quote at all.
const PARAPHRASE: f32 = 0.85;
const PARAPHRASE_WORDS: usize = 10;

/// Compares every quote of one article with every one of the other.
pub(super) fn quotes(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    for (i, one) in pair.left.1.quotes.iter().enumerate() {
        for (j, other) in pair.right.1.quotes.iter().enumerate().filter(|(_, other)| one.direct || other.direct) {
            let Some(found) = compare(one, pair.left.1, other, pair.right.1) else { continue };
            let place = |source: &Source, quote: &Quote, number: usize, word: usize| {
                let part = Part::Quote(number as u32, quote.sentence_of(word));
                statement(source, quote.words[word].span.start).map(|statement| (statement, part))
            };
            let (left, right) = (place(pair.left.1, one, i, found.first.0), place(pair.right.1, other, j, found.first.1));
            let (Some(x), Some(y)) = (left, right) else { continue };
            edges.push(pair.edge(Field::Wording, x, y, found.same));
            if let (Some(speaker), Some(rival)) = (&one.speaker, &other.speaker)
                && same_speaker(speaker, rival)
            {
                edges.push(pair.edge(Field::Speaker, x, y, true));
            }
            if let (Some(day), Some(rival)) = (one.said, other.said)
                && (day == rival || (found.same && one.direct && other.direct))
            {
                edges.push(pair.edge(Field::Date, x, y, day == rival));
            }
        }
    }
}

/// The statement that holds that byte.
fn statement(source: &Source, byte: u32) -> Option<u32> {
    source.statements.iter().position(|statement| statement.span.start <= byte && byte < statement.span.end).map(|at| at as u32)
}

struct Found {
    /// The first words that stand in both.
    first: (usize, usize),
    same: bool,
}

/// None where they are not the same words at all.
fn compare(one: &Quote, mine: &Source, other: &Quote, theirs: &Source) -> Option<Found> {
    let both_direct = one.direct && other.direct;
    let shorter = one.words.len().min(other.words.len());
    let least = if both_direct { ENOUGH } else { PARAPHRASE_WORDS };
    if shorter < least || shared_terms(one, other) < least.min(ENOUGH) {
        return None;
    }
    let all = ((0, one.words.len()), (0, other.words.len()));
    let within = solid(one, other, &common(one, other, all))?;
    let common = common(one, other, within);
    let first = *common.first()?;
    if both_direct {
        let kept_left: Vec<usize> = common.iter().map(|&(i, _)| i).collect();
        let kept_right: Vec<usize> = common.iter().map(|&(_, j)| j).collect();
        if !holds_a_sentence(one, &kept_left) && !holds_a_sentence(other, &kept_right) {
            return None;
        }
        return Some(Found { first, same: gaps(one, other, &common).iter().all(|gap| gap.is_nothing(one, mine, other, theirs)) });
    }
    // A paraphrase may shorten; but a quote that lacks what even the paraphrase has was cut.
    if (common.len() as f32) < shorter as f32 * PARAPHRASE {
        return None;
    }
    let same = gaps(one, other, &common).iter().all(|gap| gap.is_nothing(one, mine, other, theirs));
    let cut = if one.direct { one.words.len() < other.words.len() } else { other.words.len() < one.words.len() };
    (same || cut).then_some(Found { first, same })
}

/// How many words the two share at all: an upper bound of what they share in order.
fn shared_terms(one: &Quote, other: &Quote) -> usize {
    one.words.iter().filter(|word| other.words.iter().any(|own| own.term == word.term)).count()
}

/// Whether most of a sentence of that quote is among the kept words.
fn holds_a_sentence(quote: &Quote, kept: &[usize]) -> bool {
    let mut from = 0;
    quote.words.iter().enumerate().filter(|(_, word)| word.ends).map(|(at, _)| at + 1).chain([quote.words.len()]).any(|to| {
        let own = kept.iter().filter(|at| (from..to).contains(*at)).count();
        let long = to - from >= ENOUGH || (from == 0 && to == quote.words.len());
        let holds = own >= ENOUGH.min(to - from) && long && own as f32 >= (to - from) as f32 * SAME_WORDS;
        // Short sentences are judged together with the next: `Lebih hampir 100. Antara 97 atau 98.`
        if long {
            from = to;
        }
        holds
    })
}

/// The words of both from the first to the last pair of sentences that share half their words.
fn solid(one: &Quote, other: &Quote, common: &[(usize, usize)]) -> Option<(Range, Range)> {
    let sentences: Vec<(u32, u32)> = common.iter().map(|&(i, j)| (one.sentence_of(i), other.sentence_of(j))).collect();
    let shared = |pair: &(u32, u32)| {
        let own = sentences.iter().filter(|own| *own == pair).count();
        let ((from, to), (start, end)) = (one.words_of(pair.0), other.words_of(pair.1));
        own * 2 >= (to - from).min(end - start).max(4)
    };
    let first = sentences.iter().find(|pair| shared(pair))?;
    let last = sentences.iter().rev().find(|pair| shared(pair))?;
    Some(((one.words_of(first.0).0, one.words_of(last.0).1), (other.words_of(first.1).0, other.words_of(last.1).1)))
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
    left: (usize, usize),
    right: (usize, usize),
}

fn gaps(one: &Quote, other: &Quote, common: &[(usize, usize)]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    for &(x, y) in common.iter().chain([&(one.words.len(), other.words.len())]) {
        if i < x || j < y {
            gaps.push(Gap { left: (i, x), right: (j, y) });
        }
        (i, j) = (x + 1, y + 1);
    }
    gaps
}

impl Gap {
    /// Whether it changes nothing for a reader.
    fn is_nothing(&self, one: &Quote, mine: &Source, other: &Quote, theirs: &Source) -> bool {
        let (left, right) = (&one.words[self.left.0..self.left.1], &other.words[self.right.0..self.right.1]);
        let led = self.left.0 == 0 && self.right.0 == 0 && led_in(one, self.left.1, mine) && led_in(other, self.right.1, theirs);
        if led || (whole(one, self.left) && whole(other, self.right)) {
            return true;
        }
        // The same letters with a blank lost; or one word in another form or misspelt.
        let same = between(one, self.left, mine) == between(other, self.right, theirs);
        same || match (left, right) {
            ([one], [other]) => {
                let (x, y) = (letters(one.span.of(&mine.text)), letters(other.span.of(&theirs.text)));
                let form = x.len().min(y.len()) >= 4 && (x.contains(&y) || y.contains(&x));
                form || misspelt(&x, &y)
            }
            _ => false,
        }
    }
}

/// Whether nothing or a clause closed by a comma stands before the word: where a quote begins after it, its words are the same.
fn led_in(quote: &Quote, to: usize, source: &Source) -> bool {
    to == 0
        || (to < quote.words.len() && between(quote, (to, to), source).is_empty() && {
            let gap = Span::new(quote.words[to - 1].span.end, quote.words[to].span.start);
            gap.of(&source.text).trim_start().starts_with(',')
        })
}

/// The letters of all that stands between the words around a gap, particles included.
fn between(quote: &Quote, (from, to): (usize, usize), source: &Source) -> String {
    let start = if from == 0 { quote.span.start } else { quote.words[from - 1].span.end };
    let end = quote.words.get(to).map_or(quote.span.end, |word| word.span.start);
    letters(Span::new(start, end).of(&source.text))
}

/// Whether the words from `from` to `to` are whole sentences of the quote, or none.
fn whole(quote: &Quote, (from, to): (usize, usize)) -> bool {
    from == to || ((from == 0 || quote.words[from - 1].ends) && (to == quote.words.len() || quote.words[to - 1].ends))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two words of at least four letters differ in one letter that is other, more or fewer.
fn misspelt(one: &str, other: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    if short.len() < 4 || long.len() > short.len() + 1 || short.iter().any(char::is_ascii_digit) {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back + 1 >= long.len()
}

/// One name is a part of the other, or they share a word of at least four letters.
fn same_speaker(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4).map(str::to_lowercase).collect()
    };
    let theirs = words(other);
    one.eq_ignore_ascii_case(other) || words(one).iter().any(|word| theirs.contains(word))
}
