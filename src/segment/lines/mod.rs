//! Lines and their roles.

mod pieces;
mod whole;

use std::iter::Peekable;

use super::{Line, Role, dateline};
use crate::lexicon::{Class, Hint, Hinted, Hints, Lexicon};
use crate::span::Span;
use crate::token::{Kind, Shape, Token, tokenize};

/// Datelines are looked for in so many lines.
const DATED_LINES: usize = 10;
/// What stands before a dateline is headline and caption, if it is no longer than this, in tokens.
const PREAMBLE: usize = 160;

/// Cuts the tokens at line breaks and at the edges of what is not prose, and gives each piece its role.
pub(super) fn lines(text: &str, title: Option<&str>, (tokens, hinted): (&[Token], &Hinted), lexicon: &Lexicon) -> Vec<Line> {
    let title = title.map(|title| (title, tokenize(title, lexicon)));
    let mut cutter = Cutter {
        text,
        tokens,
        hinted,
        lexicon,
        title: title.as_ref().map(|(title, tokens)| (*title, own_part(tokens))),
        lines: Vec::with_capacity(tokens.len() / 40 + 4),
        number: 1,
        breaks: memchr::memchr_iter(b'\n', text.as_bytes()).peekable(),
        dated: false,
        rest: false,
    };
    let mut at = 0;
    let mut seen = 0;
    while at < tokens.len() {
        if tokens[at].kind == Kind::Break {
            at += 1;
            continue;
        }
        let from = at;
        loop {
            at = hinted.next((at, tokens.len()), Hints::of(&[Hint::Stop]));
            if tokens.get(at).is_none_or(|token| token.kind == Kind::Break && !continues(text, tokens, at)) {
                break;
            }
            at += 1;
        }
        cutter.line(from, at, seen);
        seen += 1;
    }
    cutter.lines
}

/// A title without the outlet that pages append (`… | tempo.co`).
fn own_part(tokens: &[Token]) -> &[Token] {
    let end = tokens.iter().rposition(|token| token.is_mark('|')).filter(|&at| at > 3).unwrap_or(tokens.len());
    &tokens[..end]
}

/// Whether the line break at `at` stands in the middle of a sentence.
fn continues(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| &tokens[i]), tokens.get(at + 1)) else { return false };
    let open = matches!(before.kind, Kind::Word | Kind::Number) || before.mark().is_some_and(|mark| matches!(mark, ',' | ')'));
    let goes_on = match after.kind {
        // `editor: NN` and other labels begin lines of their own.
        Kind::Word => {
            after.shape == Shape::Lower && !tokens.get(at + 2).is_some_and(|next| next.is_mark(':') || next.is_mark('.'))
        }
        Kind::Mark => after.mark().is_some_and(|mark| matches!(mark, ',' | ';')),
        _ => false,
    };
    open && goes_on && memchr::memchr_iter(b'\n', tokens[at].span().of(text).as_bytes()).count() <= 1
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    hinted: &'a Hinted,
    lexicon: &'a Lexicon,
    title: Option<(&'a str, &'a [Token])>,
    lines: Vec<Line>,
    /// The line of the text, from 1, that the last piece began in.
    number: u32,
    /// The line breaks behind that, by their bytes.
    breaks: Peekable<memchr::Memchr<'a>>,
    /// The dateline has been seen.
    dated: bool,
    /// Nothing but boilerplate follows.
    rest: bool,
}

impl Cutter<'_> {
    fn push(&mut self, mut from: usize, mut to: usize, role: Role) {
        let breaks = |at: usize| self.tokens[at].kind == Kind::Break;
        while from < to && breaks(from) {
            from += 1;
        }
        while from < to && breaks(to - 1) {
            to -= 1;
        }
        if from < to {
            let span = Span::new(self.tokens[from].start, self.tokens[to - 1].end);
            while self.breaks.next_if(|&at| at < span.start as usize).is_some() {
                self.number += 1;
            }
            self.lines.push(Line { span, tokens: (from as u32, to as u32), role, number: self.number });
        }
    }

    fn stops(&self, at: usize) -> bool {
        self.tokens[at].mark().is_some_and(|mark| matches!(mark, '.' | '!' | '?' | '"' | '\u{201d}' | '\u{2026}'))
    }

    /// One physical line: the tokens `from..to`, the `seen`th of the text.
    fn line(&mut self, mut from: usize, to: usize, seen: usize) {
        if self.rest {
            return self.push(from, to, Role::Boilerplate);
        }
        if let Some(end) = self.repeats_title(from, to) {
            self.push(from, end, Role::Headline);
            from = end;
        }
        if !self.dated
            && seen < DATED_LINES
            && let Some((start, end)) = self.dateline(from, to)
        {
            self.preamble();
            self.push(from, start, Role::Boilerplate);
            self.push(start, end, Role::Dateline);
            self.dated = true;
            from = end;
        }
        if from == to {
            return;
        }
        let role = self.whole(from, to, seen);
        match role {
            Some(role) => self.push(from, to, role),
            None => self.pieces(from, to),
        }
    }

    /// Where the headline ends that the line begins with, as the metadata have it.
    fn repeats_title(&self, from: usize, to: usize) -> Option<usize> {
        let (title, words) = self.title.filter(|(_, words)| words.len() >= 3 && words.len() <= to - from)?;
        let same = |own: &Token, theirs: &Token| own.span().of(self.text).eq_ignore_ascii_case(theirs.span().of(title));
        if !self.tokens[from..to].iter().zip(words).all(|(own, theirs)| same(own, theirs)) {
            return None;
        }
        let end = from + words.len();
        if to - end <= 5 {
            return Some(to);
        }
        // In front of prose: `Judul Berita JAKARTA - …`, but not a sentence that begins like its headline.
        self.tokens[end].is_capitalised().then_some(end)
    }

    /// The dateline in the line, behind the names of its reporters where it begins with these.
    fn dateline(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let find = |at: usize| dateline::dateline(self.text, &self.tokens[at..to], self.lexicon).map(|length| (at, at + length));
        if let Some(found) = find(from) {
            return Some(found);
        }
        let reporters =
            self.lexicon.longest(self.tokens, from, Class::Boilerplate).is_some_and(|(sense, _)| &*sense.value == "line");
        if !reporters {
            return None;
        }
        (from + 3..to.min(from + 24))
            .filter(|&at| {
                self.tokens[at].kind == Kind::Word
                    && self.tokens[at].shape == Shape::Upper
                    && self.tokens[at].start > self.tokens[at - 1].end
            })
            .find_map(find)
    }

    /// What stood before the dateline was no prose.
    fn preamble(&mut self) {
        let Some(last) = self.lines.last() else { return };
        if last.tokens.1 as usize > PREAMBLE {
            return;
        }
        for line in self.lines.iter_mut().filter(|line| line.role == Role::Body) {
            line.role = if line.span.of(self.text).ends_with('.') { Role::Caption } else { Role::Headline };
        }
    }
}
