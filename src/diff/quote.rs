//! Quotes as the comparison sees them: who spoke when, and the words in order.

use super::Comparer;
use super::source::{Cut, Quote, QuoteWord, SHORT, Stand, Statement, Weight};
use super::words::{self, is_common};
use crate::annotation::{Annotation, Basis, Quotation, QuoteKind, Stance, Timex};
use crate::lexicon::Class;
use crate::span::Span;
use crate::token::{Kind, Token};

impl Comparer<'_> {
    pub(super) fn quotes(&self, document: &Cut<'_>, statements: &[Statement], annotation: &Annotation) -> Vec<Quote> {
        let mut quotes = Vec::new();
        let abroad = self.abroad(document);
        for quotation in &annotation.quotations {
            let span = quotation.span;
            let Some(statement) = statements.iter().position(|statement| statement.span.overlaps(span)) else { continue };
            let said = annotation
                .said(quotation)
                .filter(|timex| {
                    matches!(timex.basis, Basis::Stated | Basis::Completed)
                        && beside(document.text, quotation, timex)
                        && !self.cited(&document.tokens[..document.token_at(timex.span.start)])
                })
                .and_then(|timex| timex.value?.days())
                .filter(|(first, last)| first == last)
                .filter(|(day, _)| annotation.dct.is_none_or(|dct| *day <= dct.date));
            let direct = quotation.kind == QuoteKind::Direct;
            quotes.push(Quote {
                statement: statement as u32,
                span,
                direct,
                speaker: quotation.speaker.as_deref().map(Into::into),
                person: quotation.speaker.as_deref().is_some_and(|speaker| {
                    let mention = quotation.mention_of(document.text);
                    self.is_person(speaker)
                        && mention.is_some_and(|mention| mention.split(' ').any(|word| speaker.contains(word)))
                }),
                said: said.map(|(day, _)| day),
                translated: abroad
                    || self.scripture(document, span)
                    || self.foreigner([&quotation.speaker, &quotation.role].map(|text| text.as_deref().unwrap_or(""))),
                words: self.wording(document, span).into(),
                stand: if direct { None } else { self.stand(document, span, quotation.stance) },
            });
        }
        quotes
    }

    /// What a statement asserts or denies: `membantah dana itu dipotong` and `mengatakan dana itu tidak dipotong` deny the same.
    /// None of a quote in marks, which can be any number of sentences: that is compared word by word.
    pub(super) fn stand(&self, document: &Cut<'_>, span: Span, stance: Stance) -> Option<Stand> {
        let denies = match stance {
            Stance::Says => false,
            Stance::Denies => true,
            _ => return None,
        };
        let tokens = &document.tokens[document.token_at(span.start)..document.token_at(span.end)];
        let denial = |token: &Token| self.lexicon.classes(token.word()).has(Class::Deny);
        let places = (0..tokens.len()).filter(|&at| denial(&tokens[at]));
        let denied = places.filter_map(|at| self.denied(document.text, &tokens[at + 1..])).collect();
        let claim: Vec<Token> = tokens.iter().filter(|token| !denial(token)).copied().collect();
        let claim = words::set(self.vocabulary.terms(document.text, &claim, self.lexicon));
        Some(Stand { claim, denied: words::set(denied), denies })
    }

    /// Whether an expression behind those tokens dates the day of citing (`dikutip Selasa (10/6/2025)`), not that of saying.
    pub(super) fn cited(&self, before: &[Token]) -> bool {
        let near = before.iter().rev().take(CITED).take_while(|token| token.mark().is_none_or(|mark| ",(".contains(mark)));
        near.into_iter().any(|token| self.lexicon.classes(token.word()).has(Class::Cited))
    }

    /// The words of a quote in order: particles left out, colloquial forms made standard.
    pub(super) fn wording(&self, document: &Cut<'_>, span: Span) -> Vec<QuoteWord> {
        let tokens = &document.tokens[document.token_at(span.start)..document.token_at(span.end)];
        let mut words: Vec<QuoteWord> = Vec::new();
        let mut since = 0;
        let mut brackets = 0_usize;
        let mut money = 0;
        let mut named = 0;
        for (at, token) in tokens.iter().enumerate() {
            if token.mark().is_some_and(|mark| ".?!".contains(mark)) {
                // A point inside a number or an initial ends nothing; the next sentence begins with a capital letter.
                let next = tokens.get(at + 1);
                if next.is_none_or(|next| next.is_capitalised() || next.kind != Kind::Word) && !within_number(tokens, at) {
                    words.iter_mut().last().into_iter().for_each(|word| word.stops = true);
                    if words.len() >= since + SHORT {
                        since = words.len();
                        words[since - 1].ends = true;
                    }
                }
                continue;
            }
            // What stands in brackets the editor put there; a currency is written before its number or behind it.
            match token.mark() {
                Some('(' | '[') => brackets += 1,
                Some(')' | ']') => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            money = money.max(self.lexicon.longest(tokens, at, Class::Currency).map_or(0, |(_, length)| at + length));
            if brackets > 0 || at < money {
                continue;
            }
            let class = |class| self.lexicon.sense(token.word(), class).map(|sense| &*sense.value);
            let opens = class(Class::Opener).is_some_and(str::is_empty);
            // A denial or a hedge (`kurang lebih`) changes what is said, however small it is.
            let hedges =
                self.lexicon.classes(token.word()).has(Class::Hedge) || self.lexicon.opens(token.word()).has(Class::Hedge);
            let changes = token.kind != Kind::Word || hedges || self.lexicon.classes(token.word()).has(Class::Deny);
            let mut push = |word: &str, span: Span| {
                let term = self.vocabulary.exact(word);
                let weight = match (opens, changes) {
                    (true, _) => Weight::Opener,
                    (_, false) if is_common(term) => Weight::Light,
                    _ => Weight::Full,
                };
                words.push(QuoteWord { term, span, ends: false, stops: false, weight });
            };
            // Another name is compared as what it stands for, word by word.
            if at < named {
                continue;
            }
            if let Some((alias, length)) = self.lexicon.longest(tokens, at, Class::Alias)
                && (length > 1 || token.span().len() > 2 || token.is_capitalised())
            {
                named = at + length;
                let span = Span::new(token.start, tokens[named - 1].end);
                alias.value.split(' ').for_each(|word| push(word, span));
                continue;
            }
            if !matches!(token.kind, Kind::Word | Kind::Number) || self.lexicon.classes(token.word()).has(Class::QuoteFiller) {
                continue;
            }
            let written = token.span().of(document.text).to_lowercase();
            // `pukul 10.00` is 10 o'clock, `15,0` is 15, and `21.000` is `21 ribu`.
            let joint = joint(tokens, at);
            if ["0", "00"].contains(&&*written) && joint.is_some() {
                continue;
            }
            let written = match joint {
                Some(',') => written.trim_end_matches('0'),
                Some('.') if written == "000" => "ribu",
                _ => &written,
            };
            let count = self.lexicon.sense(token.word(), Class::Numeral).filter(|sense| sense.number > 0);
            let count = count.map(|sense| sense.number.to_string());
            let standard = class(Class::Colloquial).or(count.as_deref()).unwrap_or(written);
            if !self.lexicon.classes(self.lexicon.word(standard)).has(Class::QuoteFiller) {
                push(standard, token.span());
            }
        }
        if words.len() < since + SHORT && since > 0 {
            words[since - 1].ends = false;
        }
        words
    }
}

/// How many tokens before a date the word of citing may stand.
const CITED: usize = 14;

/// Whether an expression stands beside the attribution of a quote, in its sentence: farther away it dates what is told of.
fn beside(text: &str, quotation: &Quotation, timex: &Timex) -> bool {
    let Some(cue) = quotation.cue else { return false };
    let (from, to) = if cue.end <= timex.span.start { (cue.end, timex.span.start) } else { (timex.span.end, cue.start) };
    if from > to {
        return true;
    }
    let between = Span::new(from, to).of(text);
    let new = |stop: char| {
        between.split(stop).skip(1).any(|rest| rest.trim_start_matches([',', ' ', '\n']).starts_with(char::is_uppercase))
    };
    to - from <= BESIDE && !between.contains(['"', '\u{201c}', '\n']) && !new('.')
}

/// In bytes.
const BESIDE: u32 = 160;

/// Whether the mark there stands between the digits of one number.
fn within_number(tokens: &[Token], at: usize) -> bool {
    let digits = |index: usize| tokens.get(index).is_some_and(|token| token.kind == Kind::Number);
    at > 0 && digits(at - 1) && digits(at + 1) && tokens[at - 1].end == tokens[at].start && tokens[at].end == tokens[at + 1].start
}

/// The mark by which the number there is joined to the digits before it.
fn joint(tokens: &[Token], at: usize) -> Option<char> {
    let mark = at.checked_sub(1)?;
    tokens[mark].mark().filter(|joint| ",:.".contains(*joint) && within_number(tokens, mark))
}
