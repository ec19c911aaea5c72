//! Names: where in a noun phrase the role ends and the name begins.
//!
//! `Kepala Dinas Perhubungan DKI Jakarta Syafrin Liputo` has no comma. What is known are the words that are no names:
//! titles, ranks, institutions, places and the ordinary nouns of offices. The name is what is left at the end.

mod part;

pub(crate) use part::{
    behind_particle, closes_with_initials, has_initials, is_apart, is_foreign_syllable, is_initial, is_joint, is_part,
    is_syllable, marks_nickname, takes_stop,
};

use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::scene::Scene;
use crate::token::Shape;
use part::is_small_word;

/// A range of tokens, half open.
pub(crate) type Range = (usize, usize);

/// What an ordinary word at the end of a name must not be besides.
const NO_ENDING: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Weekday]);

/// The same where it stands for one with an office: a second one (`Hakim`) does not follow there.
const NO_CLOSING: Classes = Classes::of(&[Class::Rank, Class::Institution, Class::PlaceWord, Class::Weekday]);

/// What a word behind a lone given name must not be to belong to it.
const NO_SURNAME: Classes = Classes::of(&[Class::Rank, Class::Institution, Class::Weekday]);

/// Whether an ordinary word or a place's stands there inside a name that a form of address before it, or its own given word,
/// shows to go on: `dr Hendra |Jati| Saputra`, `Retno |Sari| Wulandari`.
fn is_inner(scene: Scene<'_>, (from, to): Range, start: usize, at: usize) -> bool {
    let ordinary = scene.is_capital(at) && scene.classes(at).meets(INNER) && !scene.classes(at).meets(NO_INNER);
    if !ordinary || at != start + 1 || at + 1 >= to || !is_part(scene, at + 1) {
        return false;
    }
    let given = scene.has(start, Class::Given) && !scene.has(at + 1, Class::Given) && at + 2 == to;
    given || start > from && scene.has(start - 1, Class::Rank)
}

/// What a word inside a name can be besides.
const INNER: Classes = Classes::of(&[Class::Common, Class::PlaceWord]);
const NO_INNER: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::Weekday]);

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
    // `Kejaksaan Agung |Yudi Santono`
    if start > from && scene.takes(start - 1, Class::Institution) == 2 && start + 1 < end {
        return Some(start + 1);
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
    // `PT Nusatex |Iwan Kurniawan Santosa`: the company's name is nobody's, and a given one begins behind it.
    if !scene.has(start, Class::Given)
        && let Some(given) = (start + 1..end - 1).find(|&at| scene.has(at, Class::Given))
    {
        return Some(given);
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
            Some(_) if marks_nickname(scene, at) || at > 0 && marks_nickname(scene, at - 1) => at + 1 < to,
            Some(start) if scene.is_any(at, &['-', '\'', '\u{2019}']) => is_joint(scene, start, at),
            Some(start) if has_initials(scene, start, at) || is_syllable(scene, start, at) => true,
            // `Roger MM`: a degree without its comma.
            Some(_) if at + 1 == to && scene.has(at, Class::Degree) && scene.tokens()[at].shape == Shape::Upper => {
                end = at;
                break;
            }
            // `Kim Si Hoo`: a syllable that is also a word before names.
            Some(_) if is_foreign_syllable(scene, at) => at + 1 < to,
            // `Deni H. Gultomo`: a rank's letter behind a name is an initial.
            Some(_) if is_initial(scene, at) && scene.is(at + 1, '.') => is_part(scene, at + 2) && at + 2 < to,
            // `dr Hendra Jati Saputra`
            Some(start) if is_inner(scene, (from, to), start, at) => true,
            // `Rudi van der Zalm`
            Some(_) if scene.has(at, Class::NameParticle) => behind_particle(scene, at).is_some_and(|next| next < to),
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
                    || at == start + 1 && !scene.classes(at).meets(NO_CLOSING) && stands_for_one(scene, (from, to), start)
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
    // `Retno Wulandari Analis Nusa Sekuritas`: the role behind the name.
    let lead = (from..to).take_while(|&at| is_part(scene, at)).count();
    if lead >= 2 && scene.has(from + lead, Class::Title) && from + lead < to {
        return ((from + lead, to), (from, from + lead));
    }
    ((from, to), (to, to))
}
