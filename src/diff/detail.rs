//! The small facts of a statement: ages, points of a road, number plates, what is denied; and who holds which office.

use super::Comparer;
use super::source::{Age, Details, Mark, Office, Statement};
use super::words::{self, Term};
use crate::lexicon::{Class, Classes};
use crate::span::Span;
use crate::token::{Kind, Shape, Token};

impl Comparer<'_> {
    /// Whether a speaker is called by the name of a person: two words or more, none of an office, an institution or a place.
    pub(super) fn is_person(&self, speaker: &str) -> bool {
        const OTHER: Classes =
            Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Common, Class::Outlet]);
        let tokens = crate::token::tokenize(speaker, self.lexicon);
        let words = || tokens.iter().filter(|token| token.kind == Kind::Word);
        words().count() >= 2 && words().all(|token| token.is_capitalised() && !self.lexicon.classes(token.word()).meets(OTHER))
    }

    /// Who holds which office, where it is one that only one person holds (`Kapolres Sleman`). Of each holder the first role.
    pub(super) fn offices<'t>(
        &self,
        text: &str,
        statements: &[Statement],
        roles: impl Iterator<Item = (&'t str, &'t str, usize)>,
    ) -> Vec<Office> {
        let mut offices: Vec<Office> = Vec::new();
        for (role, holder, spoken) in roles {
            let tokens = crate::token::tokenize(role, self.lexicon);
            if tokens.is_empty() || !self.is_person(holder) || offices.iter().any(|own| &*own.holder == holder) {
                continue;
            }
            let Some((_, length)) = self.lexicon.longest(&tokens, 0, Class::Office) else { continue };
            let office = words::set(self.vocabulary.terms(role, &tokens, self.lexicon));
            // Of what he is the head must stand there: a bare `Bupati` is anybody's.
            if self.vocabulary.terms(role, &tokens[length..], self.lexicon).is_empty() {
                continue;
            }
            let both = |statement: &Statement| {
                let own = statement.span.of(text);
                own.contains(role) && own.contains(holder)
            };
            let statement = statements.iter().position(both).unwrap_or(spoken) as u32;
            offices.push(Office { statement, of: office, role: role.into(), holder: holder.into() });
        }
        offices
    }

    pub(super) fn details(&self, text: &str, tokens: &[Token]) -> Details {
        const NO_NAME: Classes = Classes::of(&[Class::Weekday, Class::Month, Class::Title, Class::Rank, Class::Zone]);
        let classes = |token: &Token| self.lexicon.classes(token.word());
        let is_name = |token: &Token| token.kind == Kind::Word && token.is_capitalised() && !classes(token).meets(NO_NAME);
        let named: Vec<Token> = tokens.iter().skip(1).filter(|token| is_name(token)).copied().collect();
        let number = |at: usize| {
            let token = tokens.get(at).filter(|token| token.kind == Kind::Number)?;
            token.span().of(text).parse::<i32>().ok()
        };
        let number_behind = |at: usize| {
            let joined =
                tokens.get(at + 1).is_some_and(|token| ["dan", "hingga", "-", "sampai"].contains(&token.span().of(text)));
            number(at + 2).filter(|_| joined)
        };
        let mark = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.mark() == Some(mark));
        let mishap = tokens.iter().any(|token| classes(token).has(Class::Mishap));
        let (mut ages, mut points, mut plates) = (Vec::new(), Vec::new(), Vec::new());
        for at in 1..tokens.len() {
            let upper = |at: usize, most: u32| {
                tokens.get(at).is_some_and(|token| {
                    token.kind == Kind::Word
                        && token.end - token.start <= most
                        && token.span().of(text).bytes().all(|byte| byte.is_ascii_uppercase())
                })
            };
            let own = tokens[at - 1].span().of(text);
            if let Some(years) = number(at).filter(|years| (1..=110).contains(years) && mark(at - 1, '(') && mark(at + 1, ')')) {
                let from = (0..at - 1).rev().take_while(|&word| is_name(&tokens[word])).last();
                // Initials are many people's.
                let told = |from: &usize| at - 1 - from <= 6 && (at - 2 > *from || tokens[*from].shape == Shape::Capital);
                let Some(from) = from.filter(told) else { continue };
                let name = tokens[from..at - 1].iter().map(|token| self.vocabulary.exact(&token.span().of(text).to_lowercase()));
                let shown = Span::new(tokens[from].start, tokens[at - 2].end).of(text);
                let span = Span::new(tokens[from].start, tokens[at + 1].end);
                ages.push(Age { name: name.collect(), shown: shown.into(), years: years.unsigned_abs(), span });
            } else if let Some(number) =
                number(at).filter(|_| mishap && own.eq_ignore_ascii_case("km") && (at < 2 || number(at - 2).is_none()))
            {
                let span = Span::new(tokens[at - 1].start, tokens[at].end);
                // `KM 91 dan 92`, `KM 91-92`
                let numbers = [Some(number), number_behind(at)].into_iter().flatten();
                points.extend(numbers.map(|number| Mark { span, number, shown: format!("KM {number}").into() }));
            } else if let Some(number) = number(at).filter(|_| upper(at - 1, 2) && upper(at + 1, 3)) {
                let shown = format!("{own} {number} {}", tokens[at + 1].span().of(text));
                let span = Span::new(tokens[at - 1].start, tokens[at + 1].end);
                plates.push(Mark { span, number, shown: shown.into() });
            }
        }
        // A lost blank may have glued the denial to the word before it (`Pihaknyatidak`).
        let denies = |at: &usize| {
            let word = tokens[*at].span().of(text).to_lowercase();
            let glued = || {
                let cuts = (3..word.len().saturating_sub(GLUED)).filter(|cut| word.is_char_boundary(*cut));
                cuts.map(|cut| self.lexicon.word(&word[cut..])).any(|end| self.lexicon.classes(end).has(Class::Deny))
            };
            classes(&tokens[*at]).has(Class::Deny) || (tokens[*at].kind == Kind::Word && glued())
        };
        let denied = (0..tokens.len()).filter(denies).filter_map(|at| self.denied(text, &tokens[at + 1..]));
        Details {
            denied: words::set(denied.collect()),
            names: words::set(self.vocabulary.terms(text, &named, self.lexicon)),
            ages: ages.into(),
            points: points.into(),
            plates: plates.into(),
            places: self.places(text, tokens).into(),
            posts: self.posts(text, tokens).into(),
        }
    }

    /// What a denial before these tokens denies: the first telling word of the next three; none in `tidak hanya itu`.
    pub(super) fn denied(&self, text: &str, behind: &[Token]) -> Option<Term> {
        let own = |token: &&Token| token.kind == Kind::Word && !self.lexicon.classes(token.word()).has(Class::ClauseBreak);
        let near = behind.iter().take(3).take_while(own);
        near.filter(|token| !self.lexicon.classes(token.word()).has(Class::Complementizer))
            .find_map(|token| self.vocabulary.terms(text, &[*token], self.lexicon).first().copied())
    }
}

/// A denial glued to another word has more letters.
const GLUED: usize = 4;
