//! Quotation marks, paired.
//!
//! One paragraph in ten has a mark without its partner, so parity is never carried: a paragraph is paired by itself, a mark
//! that clearly opens drops an older one that never closed, and a pair that grows beyond any real quotation is none.

use super::Quoted;
use crate::token::{Kind, Token};

/// The longest quotation, in tokens. Longer ones are two stray marks.
const LONGEST: usize = 600;

/// Whether a character is a double quotation mark.
pub(crate) const fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}')
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Opens,
    Closes,
    Either,
}

/// The pairs of all paragraphs, in text order; none lies inside another.
pub(super) fn pairs(tokens: &[Token]) -> Vec<Quoted> {
    let mut pairs = Vec::new();
    let mut open: Option<usize> = None;
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Break => open = None,
            Kind::Mark => {
                let Some(mark) = token.mark().filter(|&mark| is_quote(mark)) else { continue };
                open = match (side(tokens, i, mark), open) {
                    (Side::Opens, Some(_)) if closes_late(tokens, i) => close(&mut pairs, open, i),
                    (Side::Opens, _) | (Side::Either, None) => Some(i),
                    (Side::Closes | Side::Either, _) => close(&mut pairs, open, i),
                };
            }
            _ => {}
        }
    }
    pairs
}

fn close(pairs: &mut Vec<Quoted>, open: Option<usize>, at: usize) -> Option<usize> {
    if let Some(from) = open.filter(|&from| at - from > 1 && at - from <= LONGEST) {
        pairs.push(Quoted { open: from as u32, close: at as u32 });
    }
    None
}

/// What a mark does, by its form and by the blanks around it.
fn side(tokens: &[Token], i: usize, mark: char) -> Side {
    let token = &tokens[i];
    let before = i.checked_sub(1).map(|i| &tokens[i]).filter(|before| before.end == token.start);
    let after = tokens.get(i + 1).filter(|after| after.start == token.end && after.kind != Kind::Break);
    let at_end = tokens.get(i + 1).is_none_or(|after| after.kind == Kind::Break);
    let at_start = i == 0 || tokens[i - 1].kind == Kind::Break;
    let left = !at_start && before.is_some_and(|before| !before.mark().is_some_and(|mark| "([-\u{2013}\u{2014}:".contains(mark)));
    let right = after.is_some_and(|after| !after.mark().is_some_and(|mark| ",.;:)]!?".contains(mark)));
    match mark {
        // A curly mark is believed unless the blanks say the contrary.
        '\u{201c}' | '\u{201e}' | '\u{201f}' | '\u{ab}' if !left || right => Side::Opens,
        '\u{201d}' | '\u{bb}' if left || !right || at_end => Side::Closes,
        _ => match (left, right) {
            (false, true) => Side::Opens,
            (true, false) => Side::Closes,
            _ if at_start => Side::Opens,
            _ if at_end => Side::Closes,
            _ => Side::Either,
        },
    }
}

/// A mark with its blank on the wrong side (`... hari ini. "kata Menlu`) still closes.
fn closes_late(tokens: &[Token], i: usize) -> bool {
    let after = tokens.get(i + 1).is_some_and(|after| after.kind == Kind::Word && after.shape == crate::token::Shape::Lower);
    let before = i > 0 && tokens[i - 1].mark().is_some_and(|mark| ",.!?".contains(mark));
    after && before
}
