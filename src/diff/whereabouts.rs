//! Where something happened, by the name of a street, village, district or town, and who holds which post in which body, as a
//! sentence says it without quoting anybody.

use super::Comparer;
use super::source::{Mark, Post};
use crate::lexicon::{Class, Classes};
use crate::span::Span;
use crate::token::{Kind, Token};

/// Words in the name of a place.
const PLACE: usize = 3;
/// Words in the name of a body, and of a person.
const BODY: usize = 7;
const PERSON: usize = 4;

impl Comparer<'_> {
    /// The units of administration that a sentence names: `Desa Tanjung Raya`.
    pub(super) fn places(&self, text: &str, tokens: &[Token]) -> Vec<Mark> {
        let named = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.kind == Kind::Word && token.is_capitalised() && !self.class(token).has(Class::Level))
        };
        // `Wali Kota Graz`, `Ibu Kota Jakarta`, `Kepala Desa Sukamaju`: a word before it makes it something else.
        let title = |at: usize| {
            at.checked_sub(1).is_some_and(|before| {
                self.class(&tokens[before]).meets(Classes::of(&[Class::Title, Class::Post, Class::Office]))
                    || self.lexicon.opens(tokens[before].word()).meets(Classes::of(&[Class::Title, Class::Post, Class::Office]))
            })
        };
        let found = (0..tokens.len()).filter_map(|at| {
            let level = self.lexicon.sense(tokens[at].word(), Class::Level)?.value.parse().ok()?;
            // The stop of `Jl. Merdeka`.
            let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.mark() == Some('.')));
            let to = (from..tokens.len().min(from + PLACE)).take_while(|&word| named(word)).last()? + 1;
            let span = Span::new(tokens[at].start, tokens[to - 1].end);
            let shown = format!("{} {}", tokens[at].span().of(text), Span::new(tokens[from].start, span.end).of(text));
            (!title(at)).then(|| Mark { span, number: level, shown: shown.into() })
        });
        found.collect()
    }

    /// Who holds which post in which body: `Wakapolres Lembayung Kompol Gilang Permadi`, `Direktur PT Wirasana, Rustam`,
    /// `Rustam Adiwangsa selaku Direktur PT Wirasana`.
    pub(super) fn posts(&self, text: &str, tokens: &[Token]) -> Vec<Post> {
        let class = |at: usize| tokens.get(at).map_or(Classes::of(&[]), |token| self.class(token));
        let capital = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.is_capitalised());
        let mark = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.mark() == Some(mark));
        let word = |at: usize| tokens.get(at).map_or("", |token| token.span().of(text));
        let mut posts = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((_, length)) = self.lexicon.longest(tokens, at, Class::Post) else {
                at += 1;
                continue;
            };
            let start = at;
            let from = at + length;
            let rank = |at: usize| class(at).has(Class::Rank);
            let to = (from..tokens.len().min(from + BODY)).take_while(|&at| capital(at) && !rank(at)).last().map(|at| at + 1);
            at += length;
            let Some(to) = to else { continue };
            at = to;
            // The short form in brackets belongs to the body: `PT Wirasana Eka (PT WE)`.
            let bracket = if mark(to, '(') { (to..to + 5).find(|&at| mark(at, ')')).map_or(to, |at| at + 1) } else { to };
            let holder = self.before(text, tokens, start).or_else(|| {
                let mut next = bracket + usize::from(mark(bracket, ','));
                while rank(next) || (next > bracket && mark(next, '.')) {
                    next += 1;
                }
                let end = (next..tokens.len().min(next + PERSON)).take_while(|&at| capital(at)).last()? + 1;
                (next > bracket).then_some((next, end))
            });
            let former = start > 0 && ["mantan", "eks"].contains(&&*word(start - 1).to_lowercase());
            let Some((first, last)) = holder.filter(|(first, last)| !former && last - first >= 2) else { continue };
            let stretch = |from: usize, to: usize| Span::new(tokens[from].start, tokens[to - 1].end);
            let name = stretch(first, last).of(text);
            if self.is_person(name) {
                posts.push(Post {
                    span: stretch(start, to),
                    head: stretch(start, from).of(text).to_lowercase().into(),
                    body: stretch(from, to).of(text).into(),
                    holder: name.into(),
                });
            }
        }
        posts
    }

    /// The name that `selaku` or `sebagai` joins to the post behind it.
    fn before(&self, text: &str, tokens: &[Token], post: usize) -> Option<(usize, usize)> {
        let joins = post.checked_sub(1).filter(|&at| ["selaku", "sebagai"].contains(&tokens[at].span().of(text)))?;
        let capital = |at: &usize| {
            tokens[*at].kind == Kind::Word && tokens[*at].is_capitalised() && !self.class(&tokens[*at]).has(Class::Rank)
        };
        let first = (joins.saturating_sub(PERSON)..joins).rev().take_while(capital).last()?;
        Some((first, joins))
    }

    fn class(&self, token: &Token) -> Classes {
        self.lexicon.classes(token.word())
    }
}
