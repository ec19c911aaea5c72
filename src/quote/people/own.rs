//! Where a person's own name begins and ends in a run of name words: words of the office before it, words glued to it.

use std::cell::LazyCell;

use super::{Name, People, key, keys, role_of};
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes, WordId};
use crate::name;
use crate::quote::source::Phrase;
use crate::quote::{Draft, Source};
use crate::scene::{Range, Scene};
use crate::segment::{Role, Sentence};
use crate::token::Shape;

impl People {
    /// Leaves out names whose last word a blank was lost behind, where the article also has them clean.
    pub(super) fn unglue(&mut self, scene: Scene<'_>) {
        let last = |name: &Name| scene.word(name.tokens.1 - 1);
        let glued = |name: &Name| {
            if scene.tokens()[name.tokens.1 - 1].span().len() <= 9 {
                return false;
            }
            let own = self.keys_of(name);
            let same = |other: &&Name| {
                let keys = self.keys_of(other);
                own.len() == keys.len() && own[..own.len() - 1] == keys[..own.len() - 1]
            };
            // What is glued is unknown where the clean form stands again and again: `Marlina Kusumahemosional`.
            let again = |clean: &Name| {
                own.len() > 1
                    && last(name).starts_with(last(clean))
                    && last(clean).len() > 4
                    && last(name).len() > last(clean).len() + 3
                    && self.names.iter().filter(|other| self.keys_of(other) == self.keys_of(clean)).nth(1).is_some()
                    && self.names.iter().filter(|other| self.keys_of(other) == own).nth(1).is_none()
            };
            self.names.iter().filter(same).any(|clean| is_glued_to(scene, last(clean), last(name)) || again(clean))
        };
        if self.names.iter().any(glued) {
            self.names = self.names.iter().filter(|name| !glued(name)).cloned().collect();
        }
    }

    /// Takes words of the office and its institution off the head of names behind a role, where the article or the word itself
    /// shows that the person's own name begins later:
    /// - a short mention tells the first name (`Head of Sales Java Nusatel Harbour Fahri Yudhanto`, later `kata Fahri`),
    /// - the head is an abbreviation that the article explains (`PT Nusa Properti (Nuspro)`: `Dirut Nuspro Iwan Hidayat`),
    /// - the rest is a name of its own elsewhere (`CEO Nusasoft Yves Santosa`, `Yves Santosa`),
    /// - the first given name of the run stands later in it (`CEO Nusantara Roni Hidayat`), and nobody is called by the head.
    pub(in crate::quote) fn shorten(&mut self, scene: Scene<'_>, sentences: &[Sentence], drafts: &[Draft]) {
        let abbreviations = LazyCell::new(|| abbreviations(scene, sentences));
        // `Farida`, `Dr Farida`, each with whether nothing stands before it.
        let shorts: Vec<(u32, bool)> = drafts
            .iter()
            .filter_map(|draft| match &draft.source {
                Source::Phrase(Phrase { role, name, .. })
                    if name.1 - name.0 == 1 && (role.0..role.1).all(|at| scene.has(at, Class::Rank) || scene.is(at, '.')) =>
                {
                    Some((key(scene, name.0), role.0 == role.1))
                }
                _ => None,
            })
            .collect();
        let runs: Vec<Vec<u32>> = drafts
            .iter()
            .filter_map(|draft| match &draft.source {
                Source::Phrase(phrase) if phrase.name.1 - phrase.name.0 > 1 && phrase.role.0 == phrase.role.1 => {
                    Some(keys(scene, phrase.name))
                }
                _ => None,
            })
            .collect();
        for index in 0..self.names.len() {
            let Name { tokens, keys, .. } = self.names[index];
            if keys.1 - keys.0 < 2 || tokens.1 - tokens.0 != keys.1 - keys.0 {
                continue;
            }
            let Some(role) = role_of(scene, &self.names[index]).filter(|role| role.1 == tokens.0) else { continue };
            let own = &self.keys[keys.0..keys.1];
            let given =
                |place: usize| scene.has(tokens.0 + place, Class::Given) || place == 0 && name::is_initial(scene, tokens.0);
            // `Kapolres Kombes |Edi Laksana Ranu Wibowo`, whom the article calls Ranu.
            if [Class::Rank, Class::Abbreviation].iter().all(|class| scene.has(tokens.0 - 1, *class)) && given(0) {
                continue;
            }
            // The head also stands where the person's own name does not follow: `di Nusantara`.
            let apart = || is_apart(scene, sentences, tokens.0);
            let called = runs
                .iter()
                .filter(|run| run.len() < own.len())
                .find_map(|run| own.windows(run.len()).position(|window| window == run).filter(|&place| place > 0))
                .or_else(|| own.iter().position(|word| shorts.contains(&(*word, true))))
                .or_else(|| shorts.contains(&(own[0], false)).then_some(0));
            let rest = own.len() - 1;
            // `CEO Nusasoft |Yves Santosa`, where `Yves Santosa` stands elsewhere too: Nusasoft may speak itself.
            let alone = |place: &usize| self.names.iter().any(|other| self.keys_of(other) == &own[*place..]);
            let called = called.filter(|&place| place > 0 || given(0) || !(1..rest).any(|place| alone(&place)));
            let place = match called {
                Some(0) => None,
                Some(place) if place < rest && (own.len() > 4 || !given(0) && (own.len() > 3 || apart())) => {
                    Some((1..place).find(|&place| given(place)).unwrap_or(place))
                }
                // `Relawan Prabowo Gibran |Sandri Wijaya`, whom the article calls Sandri.
                Some(place) if place < rest && place > 1 && own.len() > 3 && !name::is_initial(scene, tokens.0) => Some(place),
                _ if abbreviations.contains(&own[0]) => Some(1),
                _ if own.len() > 2 && !given(0) && (1..rest).any(|place| alone(&place)) && apart() => (1..rest).find(alone),
                _ if own.len() > 4 => (1..rest).find(|&place| given(place)).or(Some(own.len() - 3)).filter(|_| !given(0)),
                _ if own.len() > 2 && !given(0) && apart() => (1..rest).find(|&place| given(place)),
                _ => None,
            };
            if let Some(place) = place {
                let start = tokens.0 + place;
                self.introduce(scene, (start, tokens.1), (role.0, start));
            }
        }
    }

    /// Gives back to names the ordinary word that they begin with, where somebody is called by it: `Ketua Umum |Tuntas Santoso`, later
    /// `kata Tuntas`.
    pub(in crate::quote) fn lengthen(&mut self, scene: Scene<'_>, drafts: &[Draft]) {
        let shorts: Vec<(usize, u32)> = drafts
            .iter()
            .filter_map(|draft| match &draft.source {
                Source::Phrase(Phrase { all, .. }) if all.1 - all.0 == 1 => Some((all.0, key(scene, all.0))),
                _ => None,
            })
            .collect();
        let called = |at: usize| {
            let ordinary = scene.tokens()[at].shape == Shape::Capital
                && scene.tokens()[at].word() != WordId::UNKNOWN
                && !scene.classes(at).meets(NO_FORENAME);
            let own = LazyCell::new(|| key(scene, at));
            ordinary && shorts.iter().any(|&(other, short)| other != at && short == *own)
        };
        for index in 0..self.names.len() {
            let tokens = self.names[index].tokens;
            let Some(first) = tokens.0.checked_sub(1).filter(|&first| called(first)) else { continue };
            let role = role_of(scene, &self.names[index]).map_or((first, first), |role| (role.0, first));
            self.introduce(scene, (first, tokens.1), role);
        }
    }

    /// Takes off what a headline left before a name that is known otherwise (`Masjid Istiqlal |Satrio menambahkan`, where
    /// `Satrio Guardian` stands).
    pub(in crate::quote) fn unglue_heads(&mut self, scene: Scene<'_>, drafts: &[Draft]) {
        let called: Vec<u32> = drafts
            .iter()
            .filter_map(|draft| match &draft.source {
                Source::Phrase(phrase) if phrase.name.1 - phrase.name.0 == 1 => Some(key(scene, phrase.name.0)),
                _ => None,
            })
            .collect();
        for draft in drafts {
            let Source::Phrase(phrase) = &draft.source else { continue };
            let Some(name) = self.names.iter().find(|name| name.tokens == phrase.name) else { continue };
            let own = self.keys_of(name);
            // `Gabah Makin Sulit Dijual |Mahardika meminta`: words of a headline are no office.
            let office = name.role.is_some_and(|role| scene.classes(role.0).meets(OFFICE_HEADS));
            if own.len() < 2 || own.len() > 5 || own.len() != name.tokens.1 - name.tokens.0 || office {
                continue;
            }
            let known = |tail: &[u32]| {
                called.contains(&tail[0])
                    && self.names.iter().any(|other| {
                        let keys = self.keys_of(other);
                        keys.starts_with(tail) && keys.len() > tail.len() && !keys.contains(&own[0])
                    })
            };
            let Some(place) = (1..own.len()).find(|&place| known(&own[place..])) else { continue };
            if self.names.iter().filter(|other| self.keys_of(other) == own).nth(1).is_some() {
                continue;
            }
            let (start, end) = (name.tokens.0 + place, name.tokens.1);
            let at = self.names.iter().position(|name| name.tokens == phrase.name);
            if let Some(at) = at {
                let keys = self.names[at].keys;
                self.names[at] = Name::new((start, end), (keys.0 + place, keys.1), None);
            }
        }
    }

    /// The person's own words in a name that stands there, where they have been cut.
    pub(in crate::quote) fn own(&self, name: Range) -> Option<&Name> {
        let own = self.names.iter().find(|own| name.0 < own.tokens.0 && own.tokens.1 == name.1);
        own.filter(|_| !self.names.iter().any(|whole| whole.tokens == name))
    }
}

/// What no name begins with, though an office can end in it.
const NO_FORENAME: Classes = Classes::of(&[
    Class::Title,
    Class::Rank,
    Class::Institution,
    Class::PlaceWord,
    Class::Outlet,
    Class::Document,
    Class::SourcePronoun,
]);

/// What begins an office.
const OFFICE_HEADS: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution]);

/// The tokens of the prose, sentence by sentence.
fn prose(sentences: &[Sentence]) -> impl Iterator<Item = Range> {
    let body = sentences.iter().filter(|sentence| sentence.role == Role::Body);
    body.map(|sentence| (sentence.tokens.0 as usize, sentence.tokens.1 as usize))
}

/// The keys of words that stand alone in brackets behind an institution's name (`(Jakpro)`).
fn abbreviations(scene: Scene<'_>, sentences: &[Sentence]) -> Vec<u32> {
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return Vec::new() };
    let (start, end) = (first.span.start as usize, last.span.end as usize);
    memchr::memchr_iter(b'(', &scene.document.text.as_bytes()[start..end])
        .filter_map(|at| {
            let byte = (start + at) as u32;
            let sentence = &scene.document.sentences[scene.document.sentence_at(byte)?];
            (sentence.role == Role::Body)
                .then(|| abbreviation(scene, sentence.tokens.0 as usize, scene.document.token_at(byte)))?
        })
        .collect()
}

/// Whether the capital word at `head` also stands where another word follows than here.
fn is_apart(scene: Scene<'_>, sentences: &[Sentence], head: usize) -> bool {
    let own = &scene.tokens()[head];
    let (word, next) = (key(scene, head), key(scene, head + 1));
    prose(sentences).flat_map(|(from, to)| from..to).any(|at| {
        let token = &scene.tokens()[at];
        // Before letters are compared: the length, and for known words the number.
        token.end - token.start == own.end - own.start
            && token.payload == own.payload
            && scene.is_capital(at)
            && key(scene, at) == word
            && key(scene, at + 1) != next
    })
}

/// Whether the second word is the first with a small one glued to it (`Hendrawan`, `Hendrawandisebut`, not `Wirakusumah`).
fn is_glued_to(scene: Scene<'_>, short: &str, long: &str) -> bool {
    let known = |tail: &str| scene.lexicon.word(tail) != WordId::UNKNOWN || tail.ends_with("kan") || is_tail(scene, tail);
    short.len() >= 5 && long.len() >= short.len() + 4 && long.strip_prefix(short).is_some_and(known)
}

/// Whether these letters are a small word or a verb: `Hidayat|bertemu`, `Fakhrizi|dan`.
pub(in crate::quote) fn is_tail(scene: Scene<'_>, letters: &str) -> bool {
    let functions = scene.lexicon.functions(scene.lexicon.word(letters));
    let classes = scene.lexicon.classes(scene.lexicon.word(letters));
    let small = classes.has(Class::SourceEnd) && letters.len() > 3 || classes.meets(ADVERBS) && letters.len() > 2;
    functions.meets(TAILS) || small || letters.len() > 5 && scene.lexicon.looks_like_verb(letters)
}

/// What stands between a subject and its verb, or closes it: `Kartawijaya|pun`, `Fakhrizi|tak`, `Suryawan|kembali`.
const ADVERBS: Classes = Classes::of(&[Class::ReportAdverb, Class::Negation, Class::Deictic, Class::Predicate]);

const TAILS: Functions =
    Functions::of(&[Function::And, Function::Preposition, Function::Relative, Function::Subordinate, Function::Otherwise]);

/// The key of the lone word in the brackets that open at `open`, where the head of an institution stands before it in its
/// sentence.
fn abbreviation(scene: Scene<'_>, from: usize, open: usize) -> Option<u32> {
    let at = open + 1;
    if !scene.is(open, '(') || !scene.is(at + 1, ')') || !scene.is_capital(at) {
        return None;
    }
    let head =
        (from.max(at.saturating_sub(12))..at - 1).rev().take_while(|&k| !scene.is_any(k, &['.', '(', ')'])).find(|&k| {
            scene.is_capital(k) && scene.has(k, Class::Institution) || scene.has(k, Class::Title) || scene.has(k, Class::Rank)
        })?;
    scene.has(head, Class::Institution).then(|| key(scene, at))
}
