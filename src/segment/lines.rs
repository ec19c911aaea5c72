//! Lines and their roles.

use super::{Line, Role, dateline, headline};
use crate::lexicon::{Class, Hint, Lexicon};
use crate::span::Span;
use crate::token::{Kind, Shape, Token, tokenize};

/// Datelines are looked for in so many lines.
const DATED_LINES: usize = 10;
/// What stands before a dateline is headline and caption, if it is no longer than this, in tokens.
const PREAMBLE: usize = 160;

/// Cuts the tokens at line breaks and at the edges of what is not prose, and gives each piece its role.
pub(super) fn lines(text: &str, title: Option<&str>, tokens: &[Token], lexicon: &Lexicon) -> Vec<Line> {
    let title = title.map(|title| (title, tokenize(title, lexicon)));
    let mut cutter = Cutter {
        text,
        tokens,
        lexicon,
        title: title.as_ref().map(|(title, tokens)| (*title, own_part(tokens))),
        lines: Vec::with_capacity(tokens.len() / 40 + 4),
        number: 1,
        counted: 0,
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
        while at < tokens.len() && (tokens[at].kind != Kind::Break || continues(text, tokens, at)) {
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

/// A label with its names is no longer than this, in tokens; what is longer runs into prose.
const NAMES: usize = 30;

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    title: Option<(&'a str, &'a [Token])>,
    lines: Vec<Line>,
    /// The line of the text, from 1, at the byte `counted`.
    number: u32,
    counted: u32,
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
            let between = Span::new(self.counted, span.start).of(self.text);
            self.number += memchr::memchr_iter(b'\n', between.as_bytes()).count() as u32;
            self.counted = span.start;
            self.lines.push(Line { span, role, number: self.number });
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
        if self.tokens.partition_point(|token| token.start < last.span.end) > PREAMBLE {
            return;
        }
        for line in self.lines.iter_mut().filter(|line| line.role == Role::Body) {
            line.role = if line.span.of(self.text).ends_with('.') { Role::Caption } else { Role::Headline };
        }
    }

    /// The role of a line that has but one.
    fn whole(&self, from: usize, to: usize, seen: usize) -> Option<Role> {
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

    /// Cuts a line of prose at what is not prose in it.
    fn pieces(&mut self, from: usize, to: usize) {
        let mut start = from;
        let mut i = from;
        while i < to {
            let token = &self.tokens[i];
            let found = match token.kind {
                Kind::Word if token.hints.has(Hint::Boilerplate) => self.cue(from, start, i, to),
                Kind::Mark => match token.mark() {
                    Some('(') => self.bracket(i, to),
                    Some('[') => self.box_at(i, to),
                    _ => None,
                },
                _ => None,
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

    /// Whether the bracket at `i` holds a photo credit.
    fn credit(&self, i: usize, to: usize) -> bool {
        let Some((sense, length)) = self.lexicon.longest(&self.tokens[..to], i + 1, Class::Credit) else { return false };
        match &*sense.value {
            "paren" | "line" => true,
            "slash" => self.tokens.get(i + 1 + length).is_some_and(|next| next.is_mark('/')),
            _ => false,
        }
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
