//! Where a headline ends that runs into prose: `Baca juga: Harga Beras Naik di Enam Provinsi Menteri Pertanian menjelaskan …`.
//!
//! Headlines capitalise every word but the small ones ([`Class::Particle`]); the first other word in lower case is prose.
//! The words before it, back to where its sentence can begin, are prose too.

use super::marks::is_quote;
use crate::lexicon::{Class, Lexicon};
use crate::token::{Kind, Shape, Token};

/// The longest headline, in tokens.
const LONGEST: usize = 45;
/// The fewest words of a headline that stands without a colon.
const SHORTEST: usize = 4;

/// Where the headline ends that begins at `start` and stands before `to`; `start` where none is seen. `sure`: a cue with a
/// colon says that there is one.
pub(super) fn end(tokens: &[Token], start: usize, to: usize, sure: bool, lexicon: &Lexicon) -> usize {
    let is = |token: &Token, class: Class| lexicon.classes(token.word()).has(class);
    let mut words = 0;
    let limit = to.min(start + LONGEST);
    for i in start..limit {
        let token = &tokens[i];
        let glued = i > start && tokens[i - 1].end == token.start;
        let next = tokens.get(i + 1).filter(|_| i + 1 < to);
        match token.kind {
            Kind::Word => {
                let seam = glued && token.is_capitalised() && matches!(tokens[i - 1].kind, Kind::Word | Kind::Number);
                if seam || (words > 0 && token.is_capitalised() && lexicon.longest(tokens, i, Class::Boilerplate).is_some()) {
                    return i;
                }
                if token.shape == Shape::Lower && !is(token, Class::Particle) && !glued {
                    return match words {
                        0..SHORTEST if sure => small_letters(tokens, start, to, lexicon),
                        0..SHORTEST => start,
                        _ => subject(tokens, start, i, lexicon),
                    };
                }
                words += 1;
            }
            Kind::Number => words += 1,
            Kind::Mark => {
                let ends = match token.mark() {
                    Some('?' | '!') if words >= 2 && next.is_some_and(Token::is_capitalised) => {
                        Some(if goes_on(tokens, i + 1, to, lexicon) { to } else { i + 1 })
                    }
                    Some('.') => next.is_some_and(|next| next.is_capitalised() && next.start > token.end).then_some(i + 1),
                    Some('[') => Some(i),
                    Some(mark) if is_quote(mark) && next.is_some_and(|next| next.start == token.end) => {
                        // A quoted word belongs to the headline, a quoted sentence does not.
                        let inside = tokens[i + 1..to.min(i + 7)].iter();
                        let short = inside.take_while(|token| !token.mark().is_some_and(is_quote)).count() < 5;
                        (!short).then_some(i)
                    }
                    _ => None,
                };
                if let Some(end) = ends.filter(|_| words >= 2) {
                    return end;
                }
            }
            Kind::Break => {}
        }
    }
    if limit == to || sure { limit } else { start }
}

/// Whether the headline has a second sentence, to the end of the line: `Warga Resah! Jalan Rusak Lagi`.
fn goes_on(tokens: &[Token], second: usize, to: usize, lexicon: &Lexicon) -> bool {
    to - second <= LONGEST && end(tokens, second, to, false, lexicon) == to
}

/// Back from the first word of prose at `lower` to where its sentence begins.
fn subject(tokens: &[Token], start: usize, lower: usize, lexicon: &Lexicon) -> usize {
    let is = |token: &Token, class: Class| lexicon.classes(token.word()).has(class);
    let floor = (start + 3).max(lower.saturating_sub(12));
    let opens = |i: &usize| {
        let sense = lexicon.sense(tokens[*i].word(), Class::Opener);
        tokens[*i].is_capitalised() && sense.is_some_and(|sense| &*sense.value != "weak" || i + 2 >= lower)
    };
    if let Some(opener) = (floor..lower).rev().find(opens) {
        return opener;
    }
    let mut at = lower;
    // `Menteri Pertanian akan menjelaskan`
    while at > floor && tokens[at - 1].shape == Shape::Lower && is(&tokens[at - 1], Class::Particle) {
        at -= 1;
    }
    let mut names = 0;
    while at > floor && names < 2 {
        let token = &tokens[at - 1];
        if !(token.is_capitalised() || token.shape == Shape::Mixed) || token.kind != Kind::Word {
            break;
        }
        at -= 1;
        names += 1;
    }
    at
}

/// The end of a headline written like a sentence (`Baca juga: Polisi temukan perahu hilang`): the first capital letter that no
/// name explains.
fn small_letters(tokens: &[Token], start: usize, to: usize, lexicon: &Lexicon) -> usize {
    let is = |token: &Token, class: Class| lexicon.classes(token.word()).has(class);
    for i in start + 2..to.min(start + LONGEST) {
        let token = &tokens[i];
        let before = &tokens[i - 1];
        if token.mark().is_some_and(|mark| mark == '[' || (is_quote(mark) && i > start + 6)) {
            return i;
        }
        if !token.is_capitalised() {
            continue;
        }
        if lexicon.longest(tokens, i, Class::Boilerplate).is_some() {
            return i;
        }
        let stopped = token.start > before.end
            && match before.mark() {
                Some('.') => true,
                Some('?' | '!') if goes_on(tokens, i, to, lexicon) => return to,
                mark => matches!(mark, Some('?' | '!')),
            };
        let glued = before.end == token.start && before.kind != Kind::Mark;
        let free = before.kind == Kind::Number || (before.kind == Kind::Word && !is(before, Class::Particle));
        let alone = tokens.get(i + 1).is_some_and(|next| next.kind == Kind::Word && next.shape == Shape::Lower);
        if stopped
            || glued
            || (free && is(token, Class::Opener))
            || (i > start + 5 && free && alone && before.shape == Shape::Lower)
        {
            return i;
        }
    }
    to.min(start + LONGEST)
}
