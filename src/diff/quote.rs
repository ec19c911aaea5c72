//! Quotes as the comparison sees them: who spoke when, and the words in order.

use super::Comparer;
use super::source::{Cut, Quote, QuoteWord, SHORT, Statement, Weight};
use super::words::is_common;
use crate::annotation::{Annotation, Basis, Quotation, QuoteKind, Timex};
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
                        && !self.cited(document, timex)
                })
                .and_then(|timex| timex.value?.days())
                .filter(|(first, last)| first == last)
                .filter(|(day, _)| annotation.dct.is_none_or(|dct| *day <= dct.date));
            quotes.push(Quote {
                statement: statement as u32,
                span,
                direct: quotation.kind == QuoteKind::Direct,
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
            });
        }
        quotes
    }

    /// Whether an expression dates the day of citing (`dikutip Selasa (10/6/2025)`), not that of saying.
    fn cited(&self, document: &Cut<'_>, timex: &Timex) -> bool {
        let at = document.token_at(timex.span.start);
        let before = document.tokens[at.saturating_sub(CITED)..at].iter().rev();
        let mut before = before.take_while(|token| token.mark().is_none_or(|mark| ",(".contains(mark)));
        before.any(|token| self.lexicon.classes(token.word()).has(Class::Cited))
    }

    /// Whether most of the places and bodies that a text names are abroad.
    pub(super) fn abroad(&self, document: &Cut<'_>) -> bool {
        let (home, abroad) = self.places(&document.tokens);
        abroad >= ABROAD && abroad as f32 >= ABROAD_SHARE * (home + abroad) as f32
    }

    /// Whether a speaker's name or role is of another country (`Presiden Rusia`), and none of his home is in it (`Duta Besar
    /// Indonesia untuk Rusia`).
    pub(super) fn foreigner(&self, name_and_role: [&str; 2]) -> bool {
        let [(home, abroad), (near, far)] = name_and_role.map(|text| self.places(&crate::token::tokenize(text, self.lexicon)));
        home + near == 0 && abroad + far > 0
    }

    /// Whether a quote has words that only translations of holy writ have.
    fn scripture(&self, document: &Cut<'_>, span: Span) -> bool {
        let tokens = &document.tokens[document.token_at(span.start)..document.token_at(span.end)];
        let place = |token: &Token| self.lexicon.sense(token.word(), Class::Where);
        tokens.iter().filter_map(place).any(|sense| &*sense.value == "scripture")
    }

    /// How many names of places and bodies at home and abroad stand among the tokens.
    fn places(&self, tokens: &[Token]) -> (usize, usize) {
        let (mut home, mut abroad) = (0, 0);
        for token in tokens.iter().filter(|token| token.is_capitalised()) {
            match self.lexicon.sense(token.word(), Class::Where).map(|sense| &*sense.value) {
                Some("abroad") => abroad += 1,
                Some("home") => home += 1,
                Some(_) => {}
                None => home += usize::from(self.lexicon.classes(token.word()).has(Class::PlaceWord)),
            }
        }
        (home, abroad)
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
            // `pukul 10.00` is 10 o'clock, and `15,0` is 15.
            let decimals =
                at > 1 && within_number(tokens, at - 1) && tokens[at - 1].mark().is_some_and(|mark| ",:.".contains(mark));
            if ["0", "00"].contains(&&*written) && decimals {
                continue;
            }
            let decimals = decimals && tokens[at - 1].mark() == Some(',');
            let written = if decimals { written.trim_end_matches('0') } else { &written };
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

/// An article is about people abroad where so many of its places are there ...
const ABROAD: usize = 2;
/// ... and so large a share of them. Of the articles about teams and guests from abroad half are.
const ABROAD_SHARE: f32 = 0.4;

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
