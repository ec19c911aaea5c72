//! The role beside a name: the words of office before it, or an apposition behind it.

use super::Name;
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::name;
use crate::quote::source::is_verb;
use crate::scene::{Range, Scene};
use crate::token::{Kind, Shape};

/// Whether a street or a building is called by the name that begins there: `Jalan Jenderal |Gatot Subroto`.
pub(super) fn is_site(scene: Scene<'_>, name: usize) -> bool {
    let head = (0..name).rev().find(|&at| !scene.has(at, Class::Rank) && !scene.is(at, '.'));
    head.is_some_and(|head| scene.functions(head).has(Function::Site))
}

pub(super) const OFFICE: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Common]);

/// The role beside a name: the one found with it, else the words of office before it, else an apposition behind it.
pub(in crate::quote) fn role_of(scene: Scene<'_>, name: &Name) -> Option<Range> {
    let beside = || before(scene, name.tokens.0).or_else(|| behind(scene, name.tokens.1));
    name.role.or_else(|| *name.beside.get_or_init(beside))
}

/// Small words that are no part of a role, though they are ordinary words.
const NO_OFFICE: Classes = Classes::of(&[
    Class::SubjectOpener,
    Class::SourceEnd,
    Class::Predicate,
    Class::Negation,
    Class::ReportVerb,
    Class::Complementizer,
    Class::ReportAdverb,
]);

fn before(scene: Scene<'_>, name: usize) -> Option<Range> {
    let mut end = name;
    if end > 0 && scene.is(end - 1, ',') {
        end -= 1;
    }
    // `salah satu kerabat |Retno`: hers, not she.
    let kin = end == name && name > 0 && scene.does(name - 1, Function::Relation);
    let another = |at: usize| kin && (at + 1 == name || scene.does(at, Function::Indefinite));
    let mut start = None;
    let mut listed = false;
    let mut at = end;
    while at > 0 && end - at < 24 {
        let k = at - 1;
        let token = scene.get(k)?;
        let fits = match token.kind {
            Kind::Word => {
                if token.shape == Shape::Lower {
                    let office = scene.classes(k).meets(OFFICE) && !scene.classes(k).meets(NO_OFFICE) && !acts(scene, k);
                    office || scene.has(k, Class::Title) || scene.does(k, Function::JoinsRole) && k + 1 < end
                } else {
                    true
                }
            }
            Kind::Number => true,
            Kind::Mark => {
                scene.is_any(k, &['(', ')', '/', '&', '-'])
                    || scene.is(k, '.') && k > 0 && name::takes_stop(scene, k - 1)
                    || scene.is(k, ',') && (scene.does(k + 1, Function::And) || listed && is_field(scene, k))
            }
            Kind::Break => false,
        };
        if !fits || at < end && name::is_apart(scene, at) {
            break;
        }
        at = k;
        listed |= scene.is(k, ',');
        if (scene.has(k, Class::Rank) || is_title(scene, k)) && !another(k) {
            start = Some(k);
            // `Saptono Tanjung dan |Anggota Dewan Suryanto`: another person's name stands before.
            if k > 1 && scene.does(k - 1, Function::And) && name::is_part(scene, k - 2) {
                break;
            }
        }
    }
    // `Miftah Hidayat, sahabat mendiang Didi Santoso`: the description is of the one before the comma.
    let described =
        |start: usize| start > 1 && !scene.is_capital(start) && scene.is(start - 1, ',') && name::is_part(scene, start - 2);
    start.filter(|&start| !described(start)).map(|start| (start, end))
}

/// Whether the word there begins an office: `bakal` does so before another only.
fn is_title(scene: Scene<'_>, at: usize) -> bool {
    let sense = scene.get(at).and_then(|token| scene.lexicon.sense(token.word(), Class::Title));
    sense.is_some_and(|sense| sense.value.is_empty() || scene.has(at + 1, Class::Title))
}

/// Whether the comma there stands between two fields of an office: `Koperasi|, Simpan Pinjam, BPR, dan Lembaga Gadai`.
fn is_field(scene: Scene<'_>, at: usize) -> bool {
    at > 0
        && scene.is_capital(at - 1)
        && scene.is_capital(at + 1)
        && !name::is_part(scene, at - 1)
        && !scene.has(at + 1, Class::Title)
}

/// What begins a predicate behind its subject.
const SAYS_MORE: Classes = Classes::of(&[Class::Predicate, Class::Negation]);

/// The apposition behind a name, with what tells more of the office: `Retno, guru matematika |di SMK Cipta|,`, `warga |yang
/// rumahnya terendam|,`.
fn behind(scene: Scene<'_>, at: usize) -> Option<Range> {
    if !scene.is(at, ',') || !scene.has(at + 1, Class::Title) {
        return None;
    }
    let closes = |k: usize| scene.is_any(k, &[',', ';', '"']) || scene.is(k, '.') && !name::takes_stop(scene, k - 1);
    // The first of what can be left out.
    let mut more = None;
    let mut relative = false;
    let mut end = None;
    for k in at + 2..at + 20 {
        if closes(k) || scene.has(k, Class::Deictic) {
            // `Menurut Retno, guru itu |tidak pernah datang`
            let said = scene.has(k, Class::Deictic) && !scene.is_capital(k + 1) && scene.classes(k + 1).meets(SAYS_MORE);
            end = (!said).then_some(k);
            more = more.filter(|_| !said);
            break;
        }
        // `Menurut Retno, guru sudah pulang` is a clause.
        if !relative && scene.has(k, Class::Predicate) && !scene.is_capital(k) {
            return None;
        }
        if !relative && scene.has(k, Class::SourceEnd) && !scene.is_capital(k) {
            let place = scene.does(k, Function::Whence) && scene.is_capital(k + 1) && !scene.has(k + 1, Class::Weekday);
            if !place {
                end = Some(k);
                break;
            }
            more.get_or_insert(k);
        }
        if scene.does(k, Function::Relative) {
            relative = true;
            more.get_or_insert(k);
        }
        // `Menurut Tempo, pejabat itu menemukan …` is a clause.
        if !relative && acts(scene, k) {
            let verb = (at + 2..=k).rev().find(|&k| !scene.has(k - 1, Class::ReportAdverb)).unwrap_or(k);
            end = scene.has(k, Class::ReportVerb).then_some(verb);
            more = None;
            break;
        }
    }
    end.or(more).filter(|&end| end > at + 2).map(|end| (at + 1, end))
}

/// Whether somebody does something there: `membuat`, not `terpilih`, `berprestasi`.
fn acts(scene: Scene<'_>, at: usize) -> bool {
    scene.word(at).starts_with("me") && is_verb(scene, at)
}

/// A role as it is shown: without what names no office at its end (`Rektor UNM, |Prof. Dr.|`); none where nothing is left.
pub(in crate::quote) fn office(scene: Scene<'_>, (from, to): Range) -> Option<Range> {
    let address = |at: usize| {
        let sense = scene.get(at).and_then(|token| scene.lexicon.sense(token.word(), Class::Rank));
        sense.is_some_and(|sense| !sense.value.is_empty()) && (scene.is_capital(at) || scene.has(at, Class::Abbreviation))
    };
    let loose = |at: usize| scene.is_any(at, &['.', ',', '(']) || scene.does(at, Function::Relative) || address(at);
    let end = (from..to).rev().find(|&at| !loose(at))? + 1;
    // `Kapolres (Kombes Pol.)`: the stop of an abbreviation stays.
    let stop = end < to && scene.is(end, '.') && scene.has(end - 1, Class::Abbreviation);
    Some((from, end + usize::from(stop)))
}
