//! The same words of the same person, as two articles give them.

use super::Pair;
use crate::diff::fact::{Edge, Field, Part};
use crate::diff::source::Quote;
use crate::diff::words::Term;

/// Quotes whose shorter one shares this much of its words in order with the longer are the same words ...
const SAME_WORDS: f32 = 0.7;
/// ... if there are at least that many words.
const ENOUGH: usize = 5;
/// From here on they are so surely the same that the day of saying can differ.
const SURELY: f32 = 0.9;

/// Compares every quote of one article with every one of the other.
pub(super) fn quotes(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    for (i, one) in pair.left.1.quotes.iter().enumerate() {
        for (j, other) in pair.right.1.quotes.iter().enumerate() {
            let Some(verdict) = compare(one, other) else { continue };
            let part = |quote: &Quote, index: usize| (quote.statement, Part::Quote(index as u32));
            let (x, y) = (part(one, i), part(other, j));
            if one.direct || other.direct {
                edges.push(pair.edge(Field::Wording, x, y, verdict.same));
            }
            if let (Some(speaker), Some(rival)) = (&one.speaker, &other.speaker)
                && same_speaker(speaker, rival)
            {
                edges.push(pair.edge(Field::Speaker, x, y, true));
            }
            if let (Some(day), Some(rival)) = (one.said, other.said)
                && (day == rival || (verdict.shared >= SURELY && one.direct && other.direct))
            {
                edges.push(pair.edge(Field::Date, x, y, day == rival));
            }
        }
    }
}

struct Verdict {
    /// Share of the shorter one's words that stand in the longer in the same order.
    shared: f32,
    same: bool,
}

/// None where they are not the same words at all.
fn compare(one: &Quote, other: &Quote) -> Option<Verdict> {
    let (x, y): (Vec<Term>, Vec<Term>) = (one.sentences.concat(), other.sentences.concat());
    let shorter = x.len().min(y.len());
    if shorter < ENOUGH || x.len().max(y.len()) > shorter * 6 {
        return None;
    }
    let shared = common(&x, &y) as f32 / shorter as f32;
    (shared >= SAME_WORDS).then(|| Verdict { shared, same: sentencewise(one, other) })
}

/// Whether every sentence of the one that is in the other at all is there whole: sentences before or after that one outlet drops
/// are no difference, words inside are.
fn sentencewise(one: &Quote, other: &Quote) -> bool {
    let (few, many) = if one.sentences.len() <= other.sentences.len() { (one, other) } else { (other, one) };
    few.sentences.iter().all(|sentence| many.sentences.iter().any(|own| own == sentence))
        || few.sentences.concat() == many.sentences.concat()
}

/// The length of the longest common subsequence.
fn common(x: &[Term], y: &[Term]) -> usize {
    let mut row = vec![0_usize; y.len() + 1];
    for a in x {
        let mut corner = 0;
        for (j, b) in y.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if a == b { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    row[y.len()]
}

/// One name is a part of the other, or they share a word of at least four letters that begins with a capital.
fn same_speaker(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4).map(str::to_lowercase).collect()
    };
    let theirs = words(other);
    one.eq_ignore_ascii_case(other) || words(one).iter().any(|word| theirs.contains(word))
}
