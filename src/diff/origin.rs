//! Copies of one wire or press text: two of them are one source.

use super::align::Alignment;
use super::source::Source;

/// Statements from this overlap on are the same text.
const SAME_TEXT: f32 = 0.8;
/// This share of the shorter article's statements must be the other's.
const SHARE: f32 = 0.6;
/// Articles that name one agency as their source need less.
const SHARE_VIA: f32 = 0.3;

/// Whether one article is largely the other's text.
pub(super) fn copied(one: &Source, other: &Source, alignment: &Alignment) -> bool {
    let shorter = one.statements.len().min(other.statements.len());
    let same = alignment.matches.iter().filter(|found| found.score >= SAME_TEXT).count();
    let via = one.via.is_some() && one.via == other.via;
    shorter > 0 && same as f32 >= shorter as f32 * if via { SHARE_VIA } else { SHARE }
}
