//! Cutting a line of prose at what is not prose in it: `Baca juga: …`, photo credits, boxes, the reporter's initials.

use super::Cutter;
use crate::lexicon::{Class, Hint, Hints};
use crate::segment::{Role, headline};
use crate::token::{Kind, Shape, Token};

/// A label with its names is no longer than this, in tokens; what is longer runs into prose.
const NAMES: usize = 30;

impl Cutter<'_> {
    /// Cuts a line of prose at what is not prose in it.
    pub(super) fn pieces(&mut self, from: usize, to: usize) {
        let mut start = from;
        let mut i = from;
        loop {
            i = self.hinted.next((i, to), Hints::of(&[Hint::Boilerplate]));
            if i >= to {
                break;
            }
            let found = match self.tokens[i].mark() {
                None => self.cue(from, start, i, to),
                Some('(') => self.bracket(i, to),
                Some(_) => self.box_at(i, to),
            };
            match found {
                Some((mut end, role)) => {
                    // `(Baca juga: …)`
                    if i > start && self.tokens[i - 1].is_mark('(') {
                        i -= 1;
                        end += usize::from(end < to && self.tokens[end].is_mark(')'));
                    }
                    self.push(start, i, Role::Body);
                    self.push(i, end, role);
                    start = end;
                    i = end;
                }
                None => i += 1,
            }
        }
        self.push(start, to, Role::Body);
    }

    /// Boilerplate that a cue at `i` begins in the line `from..to`, whose last piece ended at `start`.
    fn cue(&mut self, from: usize, start: usize, i: usize, to: usize) -> Option<(usize, Role)> {
        let (sense, length) = self.lexicon.longest(&self.tokens[..to], i, Class::Boilerplate)?;
        let behind = i + length;
        let capital = self.tokens[i].is_capitalised();
        let fresh = i == start || self.stops(i - 1) || self.tokens[i - 1].mark().is_some_and(|mark| matches!(mark, ')' | ']'));
        let labelled = self.tokens[behind - 1].is_mark(':');
        let end = match &*sense.value {
            "self" if capital => behind,
            "alone" if i == from && behind == to => to,
            "link" if capital || i == from => self.link(behind, to),
            "title" if capital && fresh => {
                Some(headline::end(self.tokens, behind, to, false, self.lexicon)).filter(|&end| end > behind)?
            }
            "sentence" if capital && fresh => self.sentence_end(behind, to),
            "line" if i == from || (capital && (labelled || fresh)) => self.names_end(behind, to),
            "rest" if capital && fresh => {
                self.rest = self.tokens[i].start as usize > self.text.len() / 2;
                to
            }
            _ => return None,
        };
        Some((end, Role::Boilerplate))
    }

    /// Where the headline of a `Baca juga` ends.
    fn link(&self, behind: usize, to: usize) -> usize {
        let mut start = behind;
        let mut sure = behind > 0 && self.tokens[behind - 1].is_mark(':');
        while start < to && self.tokens[start].mark().is_some_and(|mark| matches!(mark, ':' | '-' | '\u{2013}')) {
            sure = true;
            start += 1;
        }
        headline::end(self.tokens, start, to, sure, self.lexicon)
    }

    /// Where a label and its names end: at the end of the line, unless prose follows in it (`Sumber: Antara Harga emas naik …`).
    fn names_end(&self, from: usize, to: usize) -> usize {
        if to - from <= NAMES {
            return to;
        }
        let mut i = from;
        while i < to {
            let token = &self.tokens[i];
            let glued = self.tokens[i - 1].end == token.start;
            match token.mark() {
                Some('(') => i = self.closing(i, to, ')').unwrap_or(i),
                Some('.') if self.tokens.get(i + 1).is_some_and(|next| next.start > token.end && next.is_capitalised()) => {
                    return i + 1;
                }
                _ if token.kind == Kind::Word && token.shape == Shape::Lower && !glued => {
                    return if i > from + 1 && self.tokens[i - 1].is_capitalised() { i - 1 } else { i };
                }
                _ => {}
            }
            i += 1;
        }
        to
    }

    fn sentence_end(&self, from: usize, to: usize) -> usize {
        for i in from..to {
            let next = self.tokens.get(i + 1).filter(|_| i + 1 < to);
            match self.tokens[i].mark() {
                Some('.' | '!' | '?') if next.is_none_or(Token::is_capitalised) => return i + 1,
                Some('[') => return i,
                Some(':') if next.is_none_or(|next| next.is_mark('[')) => return i + 1,
                _ => {}
            }
        }
        to
    }

    /// The bracket that closes the one at `i`, if it closes soon.
    fn closing(&self, i: usize, to: usize, close: char) -> Option<usize> {
        self.tokens[i + 1..to.min(i + 40)].iter().position(|token| token.is_mark(close)).map(|at| i + 1 + at)
    }

    /// What is not prose in the round bracket at `i`: a photo credit, or who wrote the article (`(fem/fem)`, `(Sari Dewi)`).
    fn bracket(&mut self, i: usize, to: usize) -> Option<(usize, Role)> {
        if self.credit(i, to) {
            return self.closing(i, to, ')').map(|close| (close + 1, Role::Caption));
        }
        let near_end = self.text.len() - (self.tokens[i].start as usize) < 400;
        if !near_end || !(i == 0 || self.stops(i - 1) || self.tokens[i - 1].is_mark(']')) {
            return None;
        }
        let close = self.closing(i, to, ')').filter(|&close| close - i <= 8)?;
        let inside = &self.tokens[i + 1..close];
        let short = |token: &Token| token.end - token.start <= 5 && token.shape == Shape::Lower;
        let slashes = inside.iter().filter(|token| token.is_mark('/')).count();
        if slashes == 1
            && inside.iter().all(|token| token.is_mark('/') || short(token))
            && inside.windows(2).all(|pair| pair[0].end == pair[1].start)
        {
            // Tags may follow the initials.
            self.rest = true;
            return Some((to, Role::Boilerplate));
        }
        let signed = |token: &Token| match token.kind {
            Kind::Word => token.is_capitalised() || (token.payload == 0 && short(token) && inside.len() == 1),
            Kind::Number => token.digits <= 2,
            _ => true,
        };
        (close + 1 == to && inside.iter().all(signed)).then_some((to, Role::Boilerplate))
    }

    /// `[Gambas:Video CNN]`
    fn box_at(&self, i: usize, to: usize) -> Option<(usize, Role)> {
        let known = self.lexicon.longest(&self.tokens[..to], i + 1, Class::Boilerplate).is_some()
            || self.lexicon.longest(&self.tokens[..to], i + 1, Class::Credit).is_some();
        let close = known.then(|| self.closing(i, to, ']')).flatten()?;
        Some((close + 1, Role::Boilerplate))
    }
}
