//! Lines that are one thing from end to end: captions, headings, addresses, the reporter's name.

use super::Cutter;
use crate::lexicon::Class;
use crate::segment::Role;
use crate::token::{Kind, Shape, Token};

impl Cutter<'_> {
    /// The role of a line that has but one.
    pub(super) fn whole(&self, from: usize, to: usize, seen: usize) -> Option<Role> {
        let line = &self.tokens[from..to];
        if !line.iter().any(|token| matches!(token.kind, Kind::Word | Kind::Number)) {
            return Some(Role::Boilerplate);
        }
        let bytes = line[line.len() - 1].end - line[0].start;
        let solid = || line.windows(2).all(|pair| pair[0].end == pair[1].start);
        if line.len() > 6
            && bytes > 20
            && line.len() < 200
            && solid()
            && line.iter().filter(|token| token.is_mark('/')).count() > 1
        {
            return Some(Role::Boilerplate);
        }
        // `(Nama Reporter)`, `(*)`, `(kpl/khs)`
        if line[0].is_mark('(') && line.len() <= 10 && line[line.len() - 1].is_mark(')') {
            return Some(Role::Boilerplate);
        }
        if self.captions(from, to, seen) {
            return Some(Role::Caption);
        }
        let cue = line[0].is_mark('[') || self.lexicon.longest(line, 0, Class::Boilerplate).is_some();
        (!cue && self.heads(line)).then_some(Role::Headline)
    }

    /// A line below a picture.
    fn captions(&self, from: usize, to: usize, seen: usize) -> bool {
        let line = &self.tokens[from..to];
        if to - from > 90 {
            return false;
        }
        let opens = |value: &str| self.lexicon.longest(line, 0, Class::Credit).is_some_and(|(sense, _)| &*sense.value == value);
        let stopped = self.stops(to - 1);
        if (opens("line") || (opens("paren") && line.get(1).is_some_and(|next| next.is_mark(':')))) && !stopped {
            return true;
        }
        // `KOMPAS.com/NAMA FOTOGRAFER`
        let owner = line.windows(3).take(8).any(|part| {
            part[1].is_mark('/')
                && part[0].end == part[1].start
                && part[1].end == part[2].start
                && part[2].kind == Kind::Word
                && self.lexicon.classes(part[0].word()).has(Class::Domain)
        });
        if owner && !stopped {
            return true;
        }
        if !line[line.len() - 1].is_mark(')') {
            return false;
        }
        let Some(open) = line.iter().rposition(|token| token.is_mark('(')) else { return false };
        self.credit(from + open, to) && (seen < 3 || open == 0 || !self.stops(from + open - 1))
    }

    /// A heading between paragraphs: short, without a stop, its words capitalised.
    fn heads(&self, line: &[Token]) -> bool {
        let last = &line[line.len() - 1];
        let open = last.mark().is_some_and(|mark| matches!(mark, '.' | ',' | ';' | ':' | '"' | '\u{201d}' | '\u{2026}'));
        if line.len() > 24 || open {
            return false;
        }
        let mut words = 0;
        let mut capitals = 0;
        for token in line.iter().filter(|token| token.kind == Kind::Word) {
            if token.shape == Shape::Lower && self.lexicon.classes(token.word()).has(Class::Particle) {
                continue;
            }
            words += 1;
            capitals += usize::from(token.shape != Shape::Lower);
        }
        words >= 1 && line[0].kind != Kind::Number && capitals * 5 >= words * 4
    }

    /// Whether the bracket at `i` holds a photo credit.
    pub(super) fn credit(&self, i: usize, to: usize) -> bool {
        let Some((sense, length)) = self.lexicon.longest(&self.tokens[..to], i + 1, Class::Credit) else { return false };
        match &*sense.value {
            "paren" | "line" => true,
            "slash" => self.tokens.get(i + 1 + length).is_some_and(|next| next.is_mark('/')),
            _ => false,
        }
    }
}
