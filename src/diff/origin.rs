//! Copies of one wire or press text: two of them are one source.

use super::align::Alignment;
use super::source::Source;

/// Statements from this overlap on are the same text.
const SAME_TEXT: f32 = 0.8;
/// This share of the shorter article's statements must be the other's.
const SHARE: f32 = 0.6;
/// Articles that name one agency as their source need less.
const SHARE_VIA: f32 = 0.3;

/// Whether one article is largely the other's text. The words of a quote are the speaker's: in a timeline, where a quote is a
/// statement of its own, they do not count.
pub(super) fn copied(one: &Source, other: &Source, alignment: &Alignment) -> bool {
    let spoken = |source: &Source, at: usize| source.quotes.iter().any(|quote| quote.span == source.statements[at].span);
    let told = |source: &Source| (0..source.len()).filter(|&at| !spoken(source, at)).count();
    let shorter = told(one).min(told(other));
    let same = alignment.matches.iter().filter(|found| found.score >= SAME_TEXT && !spoken(one, found.left as usize)).count();
    let via = one.via.is_some() && one.via == other.via;
    shorter > 0 && same as f32 >= shorter as f32 * if via { SHARE_VIA } else { SHARE }
}
