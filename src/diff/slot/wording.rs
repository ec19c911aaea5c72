//! The same words of the same person, as two articles give them.
//!
//! Two quotes are laid side by side by their longest common subsequence. What stands in the gaps decides: a whole sentence that
//! one outlet drops is no difference, nor are particles, a lost blank or one misspelt letter; a content word more, fewer or
//! other is, and so is a sentence cut short.

use chrono::NaiveDate;

use super::Pair;
use super::name::{knows, misspelt, same_name, same_speaker, words_of};
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Node, Part};
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
    // The days of one occasion that differ.
    let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (i, one) in pair.left.1.quotes.iter().enumerate() {
        for (j, other) in pair.right.1.quotes.iter().enumerate().filter(|(_, other)| one.direct || other.direct) {
            let mut found = compare((one, pair.left.1), (other, pair.right.1));
            // Two people may say nearly the same; who is known to be another said something else.
            if let (Some(speaker), Some(rival)) = (&one.speaker, &other.speaker)
                && one.person
                && other.person
                && !same_speaker(speaker, rival)
            {
                found.retain(|found| found.same);
            }
            for Found { words: (first, second), same, .. } in found.iter().filter(|found| found.comparable) {
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
                && (day == rival || (verbatim && !days.contains(&(day, rival))))
            {
                days.extend(Some((day, rival)).filter(|_| day != rival));
                edges.push(pair.edge(Field::Date, parts.0, parts.1, day == rival));
            }
        }
    }
    // All that was said on one occasion has one date, which differs once.
    let told = |node: &Node, source: &Source| match node.part {
        Part::Moment(at) => source.statements[node.statement as usize].moments[at as usize].days,
        _ => None,
    };
    edges.retain(|edge| {
        let (one, other) = (told(&edge.left, pair.left.1), told(&edge.right, pair.right.1));
        edge.same || one.zip(other).is_none_or(|(one, other)| !days.contains(&(one.0, other.0)))
    });
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
    /// Whether a difference would be one of what was said.
    comparable: bool,
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
            if !dense(&common) {
                continue;
            }
            let gaps = gaps(left, right, &common);
            let changes = |wanted: Change| -> Vec<&Gap> {
                gaps.iter().filter(|gap| gap.change((one, mine), (other, theirs)) == wanted).collect()
            };
            let (changes, slight) = (changes(Change::Full), changes(Change::Slight));
            // One small word more or fewer is nothing; here one and there one, it is another sentence.
            let same = changes.is_empty() && slight.len() < SLIGHT;
            // A paraphrase may say it otherwise; but a quote that breaks off before even the paraphrase does was cut.
            let tail = |gap: &Gap| !gap.leads && if one.direct { gap.left.0 == gap.left.1 } else { gap.right.0 == gap.right.1 };
            let cut = long > short && gaps.len() == 1 && tail(&gaps[0]) && long == if one.direct { y } else { x };
            let told = if both_direct { !rendered(&changes) } else { cut };
            // Two translations differ in their words and neither is wrong.
            if same || told {
                found.push(Found { words: common[0], same, comparable: same || !(one.translated || other.translated) });
            }
        }
    }
    found
}

/// Whether common words stand close enough together in both to be one stretch of speech: those that a long sentence has
/// scattered over it are of another.
fn dense(common: &[(usize, usize)]) -> bool {
    let (Some(first), Some(last)) = (common.first(), common.last()) else { return false };
    let reach = (last.0 - first.0).max(last.1 - first.1) + 1;
    reach <= common.len() * SCATTERED
}

/// So many small words more or fewer change a sentence.
const SLIGHT: usize = 2;

/// So many words to each common one are too many.
const SCATTERED: usize = 2;

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

/// What a gap changes for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Nothing,
    /// One small word.
    Slight,
    Full,
}

impl Gap {
    fn change(&self, (one, mine): (&Quote, &Source), (other, theirs): (&Quote, &Source)) -> Change {
        let left = &one.words[self.left.0..self.left.1];
        let right = &other.words[self.right.0..self.right.1];
        if left.is_empty() && right.is_empty() || self.is_no_change((one, mine), (other, theirs)) {
            return Change::Nothing;
        }
        if let Some(rest) = self.without_spellings((one, mine), (other, theirs)) {
            return rest.change((one, mine), (other, theirs));
        }
        match (left, right) {
            ([word], []) | ([], [word]) if word.weight != Weight::Full => Change::Slight,
            _ => Change::Full,
        }
    }

    /// Whether the words are the same, or were lost, or one outlet quotes whole sentences more.
    fn is_no_change(&self, (one, mine): (&Quote, &Source), (other, theirs): (&Quote, &Source)) -> bool {
        // The same letters with a blank lost, or one of them misspelt.
        let (x, y) = (between(one, self.left, mine), between(other, self.right, theirs));
        self.leads && led_in(one, self.left, mine) && led_in(other, self.right, theirs)
            || whole(one, self.left) && whole(other, self.right)
            || self.right.0 == self.right.1 && shifted(one, self.left)
            || self.left.0 == self.left.1 && shifted(other, self.right)
            || repeated(one, self.left, other, self.right)
            || repeated(other, self.right, one, self.left)
            || lost(one, self.left, mine)
            || lost(other, self.right, theirs)
            || x == y
            || misspelt(&x, &y)
    }

    /// What is left of a gap where the first or the last words of both sides are one word in another form, misspelt or abbreviated;
    /// nothing where they are none.
    fn without_spellings(&self, (one, mine): (&Quote, &Source), (other, theirs): (&Quote, &Source)) -> Option<Gap> {
        let ((from, to), (start, end)) = (self.left, self.right);
        if from == to || start == end {
            return None;
        }
        let spelt = |x: usize, y: usize| {
            one_word(&letters(one.words[x].span.of(&mine.text)), &letters(other.words[y].span.of(&theirs.text)))
        };
        if spelt(to - 1, end - 1) {
            return Some(Gap { left: (from, to - 1), right: (start, end - 1), leads: self.leads });
        }
        spelt(from, start).then(|| Gap { left: (from + 1, to), right: (start + 1, end), leads: false })
    }
}

/// Whether two words are one in another form, misspelt, or abbreviated (`adlh`).
fn one_word(x: &str, y: &str) -> bool {
    let form = x.len().min(y.len()) >= 4 && (x.contains(y) || y.contains(x));
    let short = x.len().min(y.len()) >= 3 && (x.starts_with(y) || y.starts_with(x));
    form || short || misspelt(x, y) || abbreviates(x, y) || abbreviates(y, x)
}

/// Whether the one is the other without its vowels and perhaps more of its letters, as people write in haste.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let no_vowel = !short.contains(|letter: char| "aeiou".contains(letter) || letter.is_ascii_digit());
    no_vowel
        && short.len() >= 2
        && short.as_bytes().first() == long.as_bytes().first()
        && short.chars().all(|letter| rest.any(|own| own == letter))
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

/// Whether words that only one outlet quotes are whole sentences where they are read a little farther to the front: of `Maaf. Maaf
/// sekali` either `Maaf` is the one that the other has.
fn shifted(quote: &Quote, (mut from, mut to): Range) -> bool {
    while from > 0 && quote.words[from - 1].term == quote.words[to - 1].term {
        (from, to) = (from - 1, to - 1);
        if whole(quote, (from, to)) {
            return true;
        }
    }
    false
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
    let place = around(quote, range);
    let raw = place.of(&source.text);
    // So it may have been just before the closing mark: `ke ,," kata`.
    let behind = source.text.get(place.end as usize..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
    if range.1 == quote.words.len() && behind.len() < source.text.len() - place.end as usize && behind.starts_with(',') {
        return true;
    }
    // A comma stands behind a word and before a blank, or between two figures.
    let glued = || raw.split(',').skip(1).any(|rest| rest.starts_with(char::is_alphabetic));
    let next = source.text.get(place.end as usize..).unwrap_or("");
    let bare = || raw.ends_with(',') && next.starts_with(char::is_alphabetic);
    [" ,", ",,", ",-"].iter().any(|trace| raw.contains(trace)) || glued() || bare()
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

/// Whether two full names are those of different people, each in an article that nowhere names the other. Where it does, one of
/// the two speaks for the other, or both were heard, or the quote was attributed wrongly; who is named by his office only may be
/// anybody.
fn other_speaker(pair: &Pair<'_>, one: (&Quote, &str), other: (&Quote, &str)) -> bool {
    let full = |(quote, name): (&Quote, &str)| quote.person && words_of(name).len() >= 2;
    full(one) && full(other) && !same_name(one.1, other.1) && !knows(pair.left.1, other.1) && !knows(pair.right.1, one.1)
}
