//! Names: where in a noun phrase the role ends and the name begins.
//!
//! `Kepala Dinas Perhubungan DKI Jakarta Syafrin Liputo` has no comma. What is known are the words that are no names:
//! titles, ranks, institutions, places and the ordinary nouns of offices. The name is what is left at the end.

use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::scene::Scene;
use crate::token::{Kind, Shape};

/// A range of tokens, half open.
pub(crate) type Range = (usize, usize);

const OFFICE: Classes =
    Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Common, Class::Weekday]);

/// What an ordinary word at the end of a name must not be besides.
const NO_ENDING: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Weekday]);

/// What a word behind a lone given name must not be to belong to it.
const NO_SURNAME: Classes = Classes::of(&[Class::Rank, Class::Institution, Class::Weekday]);

/// Whether the word there can be part of a person's name.
pub(crate) fn is_part(scene: Scene<'_>, at: usize) -> bool {
    let Some(token) = scene.get(at) else { return false };
    token.kind == Kind::Word
        && token.shape != Shape::Lower
        && !scene.lexicon.classes(token.word()).meets(OFFICE)
        && !is_small_word(scene, at)
        && !is_numbered(scene, at)
        && (token.shape != Shape::Upper || token.end - token.start > 12 || is_shouted(scene, at))
}

/// Whether a word that only begins a sentence stands there (`Baginya`, `Saat`).
fn is_small_word(scene: Scene<'_>, at: usize) -> bool {
    let token = &scene.tokens()[at];
    let nya = token.end - token.start >= 7 && scene.word(at).ends_with("nya");
    nya || scene.lexicon.classes(token.word()).has(Class::SourceEnd) && !scene.has(at, Class::Given)
}

/// Whether the word is a letter beside a number or `&`: `U-23`, `2-B`, `P&G`.
fn is_numbered(scene: Scene<'_>, at: usize) -> bool {
    let number = |at: usize| scene.is_glued(at) && scene.get(at).is_some_and(|token| token.kind == Kind::Number);
    let joined = |mark: usize, own: usize| scene.is(mark, '&') && scene.is_glued(own);
    is_initial(scene, at)
        && (number(at + 1) || scene.is(at + 1, '-') && number(at + 2) || joined(at + 1, at + 1) || at > 0 && joined(at - 1, at))
}

/// Whether a word in capitals stands beside another in capitals: a shouted text, not an abbreviation. Two short ones are
/// abbreviations both (`RUA INSA`).
fn is_shouted(scene: Scene<'_>, at: usize) -> bool {
    let upper = |at: usize| {
        let token = scene.get(at).filter(|token| token.kind == Kind::Word && token.shape == Shape::Upper);
        token.map_or(0, |token| token.end - token.start)
    };
    let own = upper(at);
    let beside = upper(at + 1).max(if at > 0 { upper(at - 1) } else { 0 });
    own > 2 && beside > 2 && own.max(beside) > 4
}

/// Whether initials close a name of one word there: `Mahfudz MD`, and not `Retno RI`.
pub(crate) fn closes_with_initials(scene: Scene<'_>, start: usize, at: usize) -> bool {
    const OTHER: Classes = Classes::of(&[
        Class::Institution,
        Class::PlaceWord,
        Class::Expansion,
        Class::Degree,
        Class::Title,
        Class::Rank,
        Class::Outlet,
    ]);
    at == start + 1
        && scene.get(at).is_some_and(|token| {
            let length = token.end - token.start;
            token.kind == Kind::Word && token.shape == Shape::Upper && (2..=3).contains(&length)
        })
        && !scene.classes(at).meets(OTHER)
        && scene.tokens()[start].shape != Shape::Upper
}

/// Whether a single capital letter stands there.
pub(crate) fn is_initial(scene: Scene<'_>, at: usize) -> bool {
    scene.get(at).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Capital && token.end - token.start == 1)
}

/// Whether the mark there joins two parts of one name that began at `start`: `Al-Bassami`, and not
/// `Prabowo Subianto-Gibran Rakabuming`.
pub(crate) fn is_joint(scene: Scene<'_>, start: usize, at: usize) -> bool {
    scene.is_any(at, &['-', '\'', '\u{2019}'])
        && scene.is_glued(at)
        && scene.is_glued(at + 1)
        && !(scene.is(at, '-') && at >= start + 2)
}

/// Whether the word there is the head of an institution whose proper name follows (`Universitas`, `PT`).
fn names_what_follows(scene: Scene<'_>, at: usize) -> bool {
    scene
        .get(at)
        .and_then(|token| scene.lexicon.sense(token.word(), Class::Institution))
        .is_some_and(|sense| &*sense.value == "named")
}

/// Where a person's own name begins in a run of name words: behind the proper name of an institution, where the head of one
/// stands before the run (`Rektor Universitas Gadjah Mada |Ova Emilia`); none where all of it is the institution's.
pub(crate) fn own_start(scene: Scene<'_>, from: usize, (start, end): Range) -> Option<usize> {
    // `Commonwealth Bank |Vivek Dhar`: the head stands behind its own name.
    if start <= from || !names_what_follows(scene, start - 1) || start > from + 1 && is_part(scene, start - 2) {
        return Some(start);
    }
    let count = (start..end).filter(|&at| scene.is_word(at)).count();
    if count < 3 {
        return None;
    }
    Some(start + count - if count < 5 { 2 } else { 3 }).filter(|&at| at < end && scene.is_word(at))
}

/// Splits the tokens of a noun phrase into role and name, in this order; either can be empty.
pub(crate) fn split(scene: Scene<'_>, (from, to): Range) -> (Range, Range) {
    // `…, Untung Basuki`: an ordinary word before a given name, behind the comma that an office ends with.
    let apposed = from > 0 && scene.is(from - 1, ',') && (2..=3).contains(&(to - from));
    if apposed
        && scene.is_capital(from)
        && scene.has(from, Class::Common)
        && !scene.classes(from).meets(NO_ENDING)
        && scene.has(from + 1, Class::Given)
        && (from + 1..to).all(|at| is_part(scene, at))
    {
        return ((from, from), (from, to));
    }
    let mut start: Option<usize> = None;
    let mut at = from;
    let mut end = to;
    while at < to {
        let keeps = match start {
            Some(_) if scene.is(at, '.') => is_initial(scene, at - 1) || scene.has(at - 1, Class::Abbreviation),
            Some(start) if scene.is_any(at, &['-', '\'', '\u{2019}']) => is_joint(scene, start, at),
            // `Kim Si Hoo`: a syllable that is also a word before names.
            Some(_) if scene.is_capital(at) && scene.functions(at).has(Function::Syllable) => {
                scene.is_capital(at + 1) && at + 1 < to
            }
            // `Rudi van der Zalm`
            Some(_) if scene.has(at, Class::NameParticle) => {
                let next = at + 1 + usize::from(scene.has(at + 1, Class::NameParticle));
                scene.is_capital(next) && next < to
            }
            Some(_) if scene.is(at, '(') => {
                let close = (at + 1..to).find(|&k| scene.is(k, ')')).unwrap_or(to);
                if close + 1 >= to {
                    end = at;
                    break;
                }
                false
            }
            _ => false,
        };
        // `Iskandar Muda`: an ordinary word at the end of a name of two; `Nasrullah Jasa`, `Lukman Hakim`: behind a given name.
        let closes = at + 1 == to
            && scene.is_capital(at)
            && start.is_some_and(|start| {
                at >= start + 2 && !scene.classes(at).meets(NO_ENDING)
                    || at == start + 1 && scene.has(start, Class::Given) && !scene.classes(at).meets(NO_SURNAME)
                    || closes_with_initials(scene, start, at)
            });
        if is_part(scene, at) || closes {
            start.get_or_insert(at);
        } else if !keeps {
            start = None;
        }
        at += 1;
    }
    // `Universitas Al-Azhar |Ujang Kamaludin`: the rest of a word joined by a hyphen.
    if let Some(first) = start.filter(|&first| {
        first > from + 1 && scene.is(first - 1, '-') && scene.is_glued(first) && scene.has(first - 2, Class::NameParticle)
    }) {
        start = (first + 1..end).find(|&at| is_part(scene, at));
    }
    if let Some(first) = start {
        match own_start(scene, from, (first, end)) {
            Some(own) => start = Some(own),
            None => return ((from, to), (to, to)),
        }
    }
    // `Kepala Kanwil Jatim I`: a numeral behind a role counts offices.
    if start.is_some_and(|start| start > from && start + 1 == end && scene.has(start, Class::Ordinal)) {
        return ((from, to), (to, to));
    }
    // `petani asal Parangtritis`
    if start.is_some_and(|start| start > from && scene.does(start - 1, Function::Whence)) {
        return ((from, to), (to, to));
    }
    if let Some(start) = start {
        return ((from, start), (start, end));
    }
    // `Catherina Vincentia Analis MNC Sekuritas`: the role behind the name.
    let lead = (from..to).take_while(|&at| is_part(scene, at)).count();
    if lead >= 2 && scene.has(from + lead, Class::Title) && from + lead < to {
        return ((from + lead, to), (from, from + lead));
    }
    ((from, to), (to, to))
}
