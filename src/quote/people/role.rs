//! The role beside a name: the words of office before it, or an apposition behind it.

use super::Name;
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::name;
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
    let mut start = None;
    let mut at = end;
    while at > 0 && end - at < 24 {
        let k = at - 1;
        let token = scene.get(k)?;
        let fits = match token.kind {
            Kind::Word => {
                if token.shape == Shape::Lower {
                    let office = scene.classes(k).meets(OFFICE) && !scene.classes(k).meets(NO_OFFICE);
                    office || scene.has(k, Class::Title) || scene.does(k, Function::JoinsRole) && k + 1 < end
                } else {
                    true
                }
            }
            Kind::Number => true,
            Kind::Mark => {
                scene.is_any(k, &['(', ')', '/', '&', '-'])
                    || scene.is(k, '.')
                        && k > 0
                        && (scene.has(k - 1, Class::Rank)
                            || scene.has(k - 1, Class::Abbreviation)
                            || name::is_initial(scene, k - 1))
                    || scene.is(k, ',') && scene.does(k + 1, Function::And)
            }
            Kind::Break => false,
        };
        if !fits {
            break;
        }
        at = k;
        if scene.has(k, Class::Title) || scene.has(k, Class::Rank) {
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

fn behind(scene: Scene<'_>, at: usize) -> Option<Range> {
    if !scene.is(at, ',') || !scene.has(at + 1, Class::Title) {
        return None;
    }
    let end = (at + 2..at + 16)
        .find(|&k| scene.is_any(k, &[',', '.', ';', '"']) || scene.has(k, Class::SourceEnd) && !scene.is_capital(k))?;
    (end > at + 2).then_some((at + 1, end))
}
