//! Datelines: `JAKARTA, KOMPAS.com -`, `Liputan6.com, Jakarta`, `Jakarta (ANTARA) -`, `KONTAN.CO.ID - JAKARTA.`

use crate::lexicon::{Class, Lexicon};
use crate::token::{Kind, Shape, Token};

/// The most tokens before the dash.
const LONGEST: usize = 18;

/// Where the dateline ends that begins with `tokens[0]`, if one does: one past its last token.
pub(super) fn dateline(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Option<usize> {
    let from = address_before(text, tokens);
    let mut domain = false;
    let mut upper = true;
    let mut i = from;
    while let Some(token) = tokens.get(i).filter(|_| i < from + LONGEST) {
        let glued = i > from && tokens[i - 1].end == token.start;
        match token.kind {
            Kind::Word => {
                let ends_domain =
                    glued && i > from && tokens[i - 1].is_mark('.') && lexicon.classes(token.word()).has(Class::Domain);
                domain |= ends_domain;
                if !ends_domain {
                    upper &= token.shape == Shape::Upper;
                    // `jpnn.com`: a small word only where an address goes on behind it.
                    if token.shape == Shape::Lower && !(i == from && begins_address(tokens, i, lexicon)) {
                        break;
                    }
                }
            }
            Kind::Number if glued => {}
            Kind::Mark => match token.mark() {
                Some('-') if glued && followed(tokens, i) && !is_lost(tokens, (from, i), lexicon) => {}
                Some('-' | '\u{2013}' | '\u{2014}') => {
                    let place = lexicon.longest(tokens, from, Class::Place).map_or(0, |(_, length)| length);
                    let agency = i > from && tokens[i - 1].is_mark(')');
                    let placed = place > 0 && (from + place == i || agency || tokens[from + place].is_mark(','));
                    let valid = i > from && (domain || placed || (upper && i - from <= 6));
                    return valid.then(|| second_part(tokens, dashes(tokens, i), domain));
                }
                Some('.' | ',' | '(' | ')' | '/' | ':' | '|') => {}
                _ => break,
            },
            _ => break,
        }
        i += 1;
    }
    if domain { without_dash(tokens, from, lexicon) } else { None }
}

/// Some sites print the address of the page before the dateline.
fn address_before(text: &str, tokens: &[Token]) -> usize {
    if tokens.first().is_none_or(|first| first.span().of(text) != "https") {
        return 0;
    }
    (1..tokens.len().min(LONGEST)).find(|&i| tokens[i].start > tokens[i - 1].end).unwrap_or(0)
}

fn begins_address(tokens: &[Token], i: usize, lexicon: &Lexicon) -> bool {
    tokens.get(i + 1).is_some_and(|dot| dot.is_mark('.') && dot.start == tokens[i].end)
        && tokens.get(i + 2).is_some_and(|part| lexicon.classes(part.word()).has(Class::Domain))
}

fn followed(tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_some_and(|next| next.start == tokens[i].end && next.kind == Kind::Word && next.is_capitalised())
}

/// Whether the hyphen at `i` is the dash behind a place in capitals, its blanks lost: `JAKARTA-Presiden`, not `SOLO-Yogyakarta`.
fn is_lost(tokens: &[Token], (from, i): (usize, usize), lexicon: &Lexicon) -> bool {
    let place = |at: usize| lexicon.longest(tokens, at, Class::Place).map_or(0, |(_, length)| length);
    tokens[from..i].iter().all(|token| token.shape == Shape::Upper)
        && place(from) == i - from
        && tokens[i + 1].shape != Shape::Upper
        && place(i + 1) == 0
}

/// Past all dashes from there on (`--`).
fn dashes(tokens: &[Token], mut i: usize) -> usize {
    while tokens.get(i).is_some_and(|token| token.mark().is_some_and(|mark| matches!(mark, '-' | '\u{2013}' | '\u{2014}'))) {
        i += 1;
    }
    i
}

/// `jpnn.com - JAKARTA - `, `KONTAN.CO.ID - JAKARTA. `: the place behind the outlet's dash.
fn second_part(tokens: &[Token], after: usize, domain: bool) -> usize {
    if !domain {
        return after;
    }
    let mut i = after;
    while i < after + 3 && tokens.get(i).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Upper) {
        i += 1;
    }
    match tokens.get(i).and_then(Token::mark) {
        Some('-' | '\u{2013}' | '\u{2014}') if i > after && tokens[i].start > tokens[i - 1].end => dashes(tokens, i),
        Some('.') if i > after => dashes(tokens, i + 1),
        _ => after,
    }
}

/// `Liputan6.com, Jakarta Partai ...` and `JAKARTA, KOMPAS.com Ada ...`.
fn without_dash(tokens: &[Token], from: usize, lexicon: &Lexicon) -> Option<usize> {
    let place = |at: usize| lexicon.longest(tokens, at, Class::Place).map(|(_, length)| at + length);
    let address = |at: usize| {
        let mut i = at + 1;
        // `Liputan6`
        if tokens.get(i).is_some_and(|token| token.kind == Kind::Number && token.start == tokens[i - 1].end) {
            i += 1;
        }
        let start = i;
        while tokens.get(i).is_some_and(|dot| dot.is_mark('.') && dot.start == tokens[i - 1].end)
            && tokens.get(i + 1).is_some_and(|part| lexicon.classes(part.word()).has(Class::Domain))
        {
            i += 2;
        }
        (i > start).then_some(i)
    };
    let comma = |at: usize| tokens.get(at).is_some_and(|token| token.is_mark(',')).then_some(at + 1);
    let end = match place(from) {
        Some(behind) => comma(behind).and_then(address),
        None => address(from).and_then(comma).and_then(place),
    }?;
    let next = tokens.get(end)?;
    (next.is_capitalised() || next.mark().is_some_and(super::marks::is_quote)).then_some(end)
}
