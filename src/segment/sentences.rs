//! Sentences: where a full stop ends one and where it does not.

use super::marks::is_quote;
use super::{Document, Role, Sentence};
use crate::lexicon::{Class, Hint, Hints, Lexicon};
use crate::span::Span;
use crate::token::{FINAL, Kind, Shape, Token};

/// The longest quotation, in tokens. Longer ones are two stray marks.
const LONGEST: usize = 600;

/// What a sentence can end or begin with.
const EDGES: Hints = Hints::of(&[Hint::Stop, Hint::Quote]);

/// Cuts each line of prose into sentences; a line of another role is one.
pub(super) fn sentences(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Sentence> {
    let Document { tokens, hinted, lines, quoted, .. } = document;
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 4);
    let mut quoted = quoted.iter().filter(|pair| pair.whole && pair.close - pair.open < LONGEST).peekable();
    for (index, line) in lines.iter().enumerate() {
        let (from, to) = (line.tokens.0 as usize, line.tokens.1 as usize);
        let mut push = |start: usize, end: usize| {
            sentences.push(Sentence {
                span: Span::new(tokens[start].start, tokens[end - 1].end),
                tokens: (start as u32, end as u32),
                line: index as u32,
                role: line.role,
            });
        };
        if line.role != Role::Body {
            push(from, to);
            continue;
        }
        let cut = Cut { tokens: &tokens[..to], lexicon };
        let mut start = from;
        let mut i = from;
        let mut item = 0;
        while i < to {
            let floor = i;
            i = hinted.next((i, to), EDGES);
            if i == to {
                push(start, to);
                break;
            }
            let token = &tokens[i];
            let mut end = None;
            // A list run into one line: `1. Bawa kartu 2. Isi formulir`.
            if let Some(number) = i.checked_sub(1).filter(|&number| number >= floor && cut.numbers(number))
                && (number == start || tokens[number - 1].is_mark(':') || tokens[number].payload == item + 1)
            {
                item = tokens[number].payload;
                if number > start {
                    push(start, number);
                    start = number;
                }
                i += 1;
                if i >= to {
                    push(start, to);
                    start = to;
                }
                continue;
            }
            if token.kind == Kind::Mark {
                while quoted.next_if(|pair| pair.open < i).is_some() {}
                if let Some(pair) = quoted.next_if(|pair| pair.open == i && pair.close <= to) {
                    i = pair.close - 1;
                    end = cut.after_quote(i);
                } else if token.mark().is_some_and(|mark| FINAL.contains(&mark)) {
                    end = cut.after_stop(start, i);
                }
            }
            i = end.unwrap_or(i + 1);
            if end.is_some() || i >= to {
                push(start, i);
                start = i;
            }
        }
    }
    sentences
}

/// The tokens up to the end of the line at hand.
struct Cut<'a> {
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
}

impl Cut<'_> {
    fn is(&self, token: &Token, class: Class) -> bool {
        self.lexicon.classes(token.word()).has(class)
    }

    /// Where the sentence ends that the closing mark at `i` stands in, if its quotation ended one and a new one begins behind it.
    fn after_quote(&self, i: usize) -> Option<usize> {
        let ended = self.tokens[i - 1].mark().is_some_and(|mark| FINAL.contains(&mark));
        let next = || self.tokens.get(i + 1).is_none_or(|next| begins(next, next.start > self.tokens[i].end)).then_some(i + 1);
        if ended { self.behind_commas(i + 1).or_else(next) } else { None }
    }

    /// Where the sentence that began at `start` ends, if the stop at `i` ends it: one past its last token.
    fn after_stop(&self, start: usize, i: usize) -> Option<usize> {
        let mut last = i;
        // `...`, `?!`, and the brackets and stray marks that close behind the stop.
        while let Some(next) = self.tokens.get(last + 1) {
            let glued = next.start == self.tokens[last].end;
            let closes = next.mark().is_some_and(|mark| {
                FINAL.contains(&mark)
                    || matches!(mark, ')' | ']' | '\u{201d}' | '\u{2019}' | '\'')
                    || (mark == '"' && self.tokens.get(last + 2).is_none_or(|after| after.start > next.end))
            });
            if !(glued && closes) {
                break;
            }
            last += 1;
        }
        // A stop that opens its sentence has no word before it to be part of.
        let stops = |next: &Token, gap: bool| i == start || self.stops(i, next, gap);
        // `…, kata dia.,Harga naik`: commas where a page had its line breaks.
        if let Some(behind) = self.behind_commas(last + 1).filter(|_| stops(&self.tokens[last + 1], false)) {
            return Some(behind);
        }
        let Some(next) = self.tokens.get(last + 1) else { return Some(last + 1) };
        let gap = next.start > self.tokens[last].end;
        if !begins(next, gap) && !self.counts(last + 1) {
            return None;
        }
        if self.tokens[i].is_mark('.') && !stops(next, gap) {
            return None;
        }
        Some(last + 1)
    }

    /// Past the commas that stand at `at` without a blank around them, where a sentence can begin behind: they took the place of
    /// line breaks. A degree (`S.Pd.,M.Si.`) goes on.
    fn behind_commas(&self, at: usize) -> Option<usize> {
        let glued = |at: usize| self.tokens.get(at).is_some_and(|token| token.start == self.tokens[at - 1].end);
        let comma = |place: usize| (place == at || glued(place)) && self.tokens[place].is_mark(',');
        let next = (at..self.tokens.len()).find(|&at| !comma(at))?;
        let degree = self.tokens.get(next + 1).is_some_and(|token| token.is_mark('.') && token.start == self.tokens[next].end);
        (next > at && glued(next) && begins(&self.tokens[next], false) && !degree).then_some(next)
    }

    /// Whether the full stop at `i` is one, by the word before it.
    fn stops(&self, i: usize, next: &Token, gap: bool) -> bool {
        let before = &self.tokens[i - 1];
        if before.end < self.tokens[i].start {
            return true;
        }
        match before.kind {
            Kind::Word => {
                let opens = self.is(next, Class::Opener);
                if before.end - before.start == 1 {
                    return opens && next.end - next.start > 1;
                }
                if !gap && (self.is(next, Class::Domain) || (before.shape == Shape::Upper && next.shape == Shape::Upper)) {
                    return false;
                }
                match self.lexicon.sense(before.word(), Class::Abbreviation) {
                    Some(sense) => gap && &*sense.value == "tail" && (opens || self.goes_on_small(i + 1)),
                    None => true,
                }
            }
            _ => true,
        }
    }

    /// Whether a headline that begins with a number is glued to the stop before `i`: `… terus menyebar.10 Orang Mengungsi`.
    fn counts(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(2).map(|at| &self.tokens[at]) else { return false };
        let number = &self.tokens[i];
        number.kind == Kind::Number
            && number.start == self.tokens[i - 1].end
            && (before.shape == Shape::Lower && before.end - before.start > 3 || before.is_mark(')'))
            && self.tokens.get(i + 1).is_some_and(|next| next.start > number.end && next.is_capitalised())
    }

    /// Whether the token at `i` is followed by a word in lower case: `Tbk. Investor lain menunggu`.
    fn goes_on_small(&self, i: usize) -> bool {
        self.tokens.get(i + 1).is_some_and(|after| after.kind == Kind::Word && after.shape == Shape::Lower)
    }

    /// Whether the number of a list's item stands at `i`, with its full stop: `2. Isi formulir`.
    fn numbers(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let dot = |dot: &Token| dot.is_mark('.') && dot.start == token.end;
        token.kind == Kind::Number
            && (1..=2).contains(&token.digits)
            && self.tokens.get(i + 1).is_some_and(dot)
            && self.tokens.get(i + 2).is_some_and(|next| next.start > token.end + 1 && begins(next, true))
    }
}

/// Whether a sentence can begin with that token; `gap`: behind a blank.
fn begins(next: &Token, gap: bool) -> bool {
    match next.kind {
        Kind::Word => next.is_capitalised() || (gap && next.shape == Shape::Mixed),
        Kind::Number => gap,
        Kind::Mark => next.mark().is_some_and(|mark| {
            is_quote(mark) || (gap && matches!(mark, '(' | '[' | '-' | '\u{2013}' | '\u{2014}' | '\u{2022}' | '*' | '#'))
        }),
        Kind::Break => false,
    }
}
