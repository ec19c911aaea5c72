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
        && !is_glued_small(scene, at)
        && (token.shape != Shape::Upper || token.end - token.start > 12 || is_shouted(scene, at))
}

/// Whether a word that only begins a sentence stands there (`Baginya`, `Saat`).
fn is_small_word(scene: Scene<'_>, at: usize) -> bool {
    let token = &scene.tokens()[at];
    let nya = token.end - token.start >= 7 && scene.word(at).ends_with("nya");
    nya || scene.lexicon.classes(token.word()).has(Class::SourceEnd) && !scene.has(at, Class::Given)
}

/// Whether a small word stands glued before a capital one there: `aliasAhok`, not `iNews` or `deGrom`.
fn is_glued_small(scene: Scene<'_>, at: usize) -> bool {
    scene.tokens()[at].shape == Shape::Mixed && scene.word(at).bytes().take(3).all(|byte| byte.is_ascii_lowercase())
}

/// Whether a full stop behind the word there belongs to it: `H.`, `Prof.`, `Kombes.`, not `guru besar.`
pub(crate) fn takes_stop(scene: Scene<'_>, at: usize) -> bool {
    is_initial(scene, at) || scene.has(at, Class::Abbreviation) || scene.has(at, Class::Rank) && scene.is_capital(at)
}

/// Whether a wide gap stands before the token there: a headline or a paragraph ended, though no line did.
pub(crate) fn is_apart(scene: Scene<'_>, at: usize) -> bool {
    let Some((last, token)) = at.checked_sub(1).and_then(|last| scene.get(last)).zip(scene.get(at)) else { return false };
    let gap = last.end as usize..token.start as usize;
    gap.len() >= 3 && scene.document.text.as_bytes()[gap].iter().all(|&byte| byte == b' ')
}

/// Whether initials stand there between two words of a name: `Bambang |PS| Wijaya`.
pub(crate) fn has_initials(scene: Scene<'_>, start: usize, at: usize) -> bool {
    at > start
        && scene.get(at).is_some_and(|token| {
            token.kind == Kind::Word && token.shape == Shape::Upper && (2..=3).contains(&(token.end - token.start))
        })
        && scene.has(start, Class::Given)
        && (!scene.classes(at).meets(NO_INITIALS) || scene.has(at, Class::Outlet))
        && is_part(scene, at - 1)
        && is_part(scene, at + 1)
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
    at == start + 1
        && scene.get(at).is_some_and(|token| {
            let length = token.end - token.start;
            token.kind == Kind::Word && token.shape == Shape::Upper && (2..=3).contains(&length)
        })
        && !scene.classes(at).meets(NO_INITIALS)
        && scene.tokens()[start].shape != Shape::Upper
}

/// What short words in capitals must not be to be somebody's initials.
const NO_INITIALS: Classes = Classes::of(&[
    Class::Institution,
    Class::PlaceWord,
    Class::Expansion,
    Class::Degree,
    Class::Title,
    Class::Rank,
    Class::Outlet,
]);

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

/// Whether a hyphen or the small word behind it stands there, the last syllable of a name: `Shin Tae|-yong`.
pub(crate) fn is_syllable(scene: Scene<'_>, start: usize, at: usize) -> bool {
    let mark = if scene.is(at, '-') { at } else { at.wrapping_sub(1) };
    let short = scene.get(mark + 1).is_some_and(|token| token.shape == Shape::Lower && token.end - token.start <= 5);
    mark > start
        && scene.is(mark, '-')
        && short
        && scene.is_glued(mark)
        && scene.is_glued(mark + 1)
        && is_part(scene, mark - 1)
        && scene.lexicon.classes(scene.tokens()[mark + 1].word()) == Classes::default()
}

/// Whether the word there is the head of an institution whose proper name follows (`Universitas`, `PT`).
pub(crate) fn names_what_follows(scene: Scene<'_>, at: usize) -> bool {
    scene
        .get(at)
        .and_then(|token| scene.lexicon.sense(token.word(), Class::Institution))
        .is_some_and(|sense| &*sense.value == "named")
}

/// Where a person's own name begins in a run of name words: behind the proper name of an institution, where the head of one
/// stands before the run (`Rektor Universitas Gadjah Mada |Ova Emilia`); none where all of it is the institution's.
pub(crate) fn own_start(scene: Scene<'_>, from: usize, (start, end): Range) -> Option<usize> {
    // `Lestari & Mitra |Arief Rahardjo`
    let company = start > from + 1 && scene.is(start - 1, '&');
    if company && end >= start + 3 && !scene.has(start, Class::Given) && is_part(scene, start + 1) {
        return Some(start + 1);
    }
    // `Bandara Internasional |Ahmad Yani,`: a site's name with its kind between, all of it.
    let kind = start > from + 1 && scene.has(start - 1, Class::Common) && scene.is_capital(start - 1);
    if kind && scene.functions(start - 2).has(Function::Site) && scene.is_capital(start - 2) && scene.is(end, ',') {
        return None;
    }
    // `Commonwealth Bank |Vivek Dhar`: the head stands behind its own name.
    // `Wali Kota |Retno`: what `Kota` names is the office.
    let office = start > from + 1 && scene.takes(start - 2, Class::Title) == 2;
    if start <= from || office || !names_what_follows(scene, start - 1) || start > from + 1 && is_part(scene, start - 2) {
        return Some(start);
    }
    let count = (start..end).filter(|&at| scene.is_word(at)).count();
    if count < 3 {
        return None;
    }
    Some(start + count - if count < 5 { 2 } else { 3 }).filter(|&at| at < end && scene.is_word(at))
}

/// Whether an ordinary word written with a capital stands there: a field, not a place or an institution.
fn is_field(scene: Scene<'_>, at: usize) -> bool {
    scene.is_capital(at) && scene.has(at, Class::Common) && !scene.classes(at).meets(NO_ENDING)
}

/// Whether a name of two words begins at `start`, the second an ordinary one, since a rank, a place or an abbreviation stands before
/// it (`Pelatih Liverpool |Arne Slot`), or nothing else between the commas of an apposition (`Sekretaris Negara, |Setya Utama|,`).
fn stands_for_one(scene: Scene<'_>, (from, to): Range, start: usize) -> bool {
    if start == from {
        return from > 0 && scene.is(from - 1, ',') && scene.is(to, ',');
    }
    let before = start - 1;
    let short = scene.tokens()[before].shape == Shape::Upper && scene.is_word(before) && !scene.has(before, Class::Ordinal);
    scene.classes(from).meets(PERSON) && (scene.has(before, Class::Rank) || scene.has(before, Class::PlaceWord) || short)
}

const PERSON: Classes = Classes::of(&[Class::Title, Class::Rank]);

/// Whether the word there says that a name behind it is another's. `Pelatih tunggal putra Retno`: a title before it is hers.
fn belongs(scene: Scene<'_>, from: usize, at: usize) -> bool {
    let titled = || {
        let title = |at: usize| scene.has(at, Class::Title) && !scene.functions(at).has(Function::Indefinite);
        (from..at).any(title) && !(from..at).any(|at| scene.does(at, Function::Relative))
    };
    scene.does(at, Function::Whence) || scene.does(at, Function::Relation) && !titled()
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
            Some(start) if has_initials(scene, start, at) || is_syllable(scene, start, at) => true,
            // `Roger MM`: a degree without its comma.
            Some(_) if at + 1 == to && scene.has(at, Class::Degree) && scene.tokens()[at].shape == Shape::Upper => {
                end = at;
                break;
            }
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
                    || at >= start + 2 && start == from && apposed && scene.is(to, ',') && scene.has(start, Class::Given)
                    || at == start + 1 && scene.has(start, Class::Given) && !scene.classes(at).meets(NO_SURNAME)
                    || at == start + 1 && !scene.classes(at).meets(NO_ENDING) && stands_for_one(scene, (from, to), start)
                    || closes_with_initials(scene, start, at)
            })
            && !is_small_word(scene, at);
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
    // `petani asal Parangtritis`, `ahli dari National Geographic Society`, `ayah Retno`
    let phrase = start.map_or(from, |start| (from..start).rev().find(|&at| !is_field(scene, at)).map_or(from, |at| at + 1));
    if start.is_some() && phrase > from && belongs(scene, from, phrase - 1) {
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
