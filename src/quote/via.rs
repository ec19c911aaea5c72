//! The outlet an article takes a statement from.

use crate::function::Function;
use crate::lexicon::{Class, Classes, WordId};
use crate::scene::{Range, Scene};
use crate::token::Kind;

/// An outlet where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outlet {
    /// The cue and the outlet's name.
    pub(super) tokens: Range,
    /// The name's tokens.
    pub(super) name: Range,
    /// Its canonical name where the tables know it, else as written.
    pub(super) canonical: String,
}

const STARTS: Classes = Classes::of(&[Class::Via]);

/// The outlet named by the cue that begins at `at` (`dikutip dari laman resmi Reuters`).
pub(super) fn at(scene: Scene<'_>, at: usize, limit: usize) -> Option<Outlet> {
    if !scene.classes(at).meets(STARTS) && !scene.lexicon.opens(scene.get(at)?.word()).has(Class::Via) {
        return None;
    }
    let (cue, length) = scene.lexicon.longest(scene.tokens(), at, Class::Via)?;
    let mut name = at + length;
    let mut linked = name;
    while linked < limit
        && scene.takes(linked, Class::Outlet) == 0
        && scene.has(linked, Class::ViaLink)
        && !(scene.is_capital(linked) && linked > name + 2)
    {
        linked += 1;
    }
    if scene.takes(linked, Class::Outlet) > 0 || scene.is_capital(linked) || scene.is(linked, '@') || is_address(scene, linked) {
        name = linked;
    }
    if scene.has(name, Class::Weekday) || scene.has(name, Class::Month) {
        return None;
    }
    // `media pelabuhan, The Harbour Times`
    if scene.has(name, Class::PlaceWord) && scene.is(name + 1, ',') && scene.takes(name + 2, Class::Outlet) > 0 {
        name += 2;
    }
    let end = name_end(scene, name, limit)?;
    // `dilaporkan Polda`: an outlet only where the tables know it; the other cues make one of any name.
    let known = scene.lexicon.longest(scene.tokens(), name, Class::Outlet);
    match known {
        Some((sense, length)) if name + length >= end => {
            Some(Outlet { tokens: (at, name + length), name: (name, name + length), canonical: sense.value.to_string() })
        }
        _ if cue.value.starts_with("any") => {
            Some(Outlet { tokens: (at, end), name: (name, end), canonical: written(scene, (name, end)) })
        }
        _ => None,
    }
}

/// The name as it stands, without the preposition that a lost blank has glued to its last word (`AFPpada Senin`).
fn written(scene: Scene<'_>, (from, to): Range) -> String {
    let name = scene.span((from, to)).of(scene.document.text);
    let last = scene.word(to - 1);
    let unknown = scene.tokens()[to - 1].word() == WordId::UNKNOWN;
    let glued = last
        .char_indices()
        .map(|(at, _)| &last[at..])
        .skip(2)
        .find(|end| end.len() > 3 && scene.lexicon.functions(scene.lexicon.word(end)).has(Function::Place));
    let Some(glued) = glued.filter(|_| unknown) else { return name.to_owned() };
    let name = &name[..name.len() - glued.len()];
    let known = scene.lexicon.sense(scene.lexicon.word(&name.to_lowercase()), Class::Outlet);
    known.map_or(name, |sense| &sense.value).to_owned()
}

/// Whether an address begins there: `bmkg.go.id`.
fn is_address(scene: Scene<'_>, at: usize) -> bool {
    scene.is_word(at) && scene.is(at + 1, '.') && scene.is_glued(at + 1) && scene.is_word(at + 2) && scene.is_glued(at + 2)
}

/// Where the name of an outlet ends that begins at `from`: capital words with what joins them.
fn name_end(scene: Scene<'_>, from: usize, limit: usize) -> Option<usize> {
    let known = scene.takes(from, Class::Outlet);
    if known > 0 && !(scene.is_capital(from + known) && scene.is_glued(from + known)) {
        return Some(from + known);
    }
    let mut at = from;
    while at < limit {
        let token = scene.get(at)?;
        let fits = match token.kind {
            Kind::Word => {
                (token.shape != crate::token::Shape::Lower && !(scene.has(at, Class::Weekday) && at > from))
                    || (at > from && scene.is_glued(at))
                    || (at == from && is_address(scene, at))
                    || (at > from && scene.does(at, Function::JoinsOutlet))
            }
            Kind::Number => at > from && scene.is_glued(at),
            Kind::Mark => {
                // `Kontan.co.id`, but not the full stop of `Astro Arena.Dalam laga`
                let word = at > from && scene.is_glued(at + 1) && scene.is_word(at + 1);
                (word && scene.is_any(at, &['-', '/', '@', '\'', '&', '_']))
                    || (word && scene.is(at, '.') && !scene.is_capital(at + 1))
                    || (scene.is(at, '@') && scene.is_glued(at + 1))
                    || scene.is(at, '&')
            }
            Kind::Break => false,
        };
        if !fits {
            break;
        }
        at += 1;
    }
    (at > from && at < from + 14).then_some(at)
}

/// The first outlet named in the range; `own` is the publisher's name, which is no foreign source.
pub(super) fn find(scene: Scene<'_>, (from, to): Range, own: Option<&str>) -> Option<Outlet> {
    let mut k = from;
    while k < to {
        if scene.is_word(k) {
            if let Some(outlet) = at(scene, k, to) {
                return (!is_own(&outlet, own)).then_some(outlet);
            }
            if scene.does(k, Function::Hearer)
                && let Some((sense, length)) = scene.lexicon.longest(scene.tokens(), k + 1, Class::Outlet)
                && scene.is_capital(k + 1)
            {
                let outlet =
                    Outlet { tokens: (k, k + 1 + length), name: (k + 1, k + 1 + length), canonical: sense.value.to_string() };
                return (!is_own(&outlet, own)).then_some(outlet);
            }
        }
        k += 1;
    }
    None
}

fn is_own(outlet: &Outlet, own: Option<&str>) -> bool {
    own.is_some_and(|own| {
        let (a, b) = (outlet.canonical.to_lowercase(), own.to_lowercase());
        a.starts_with(&b) || b.starts_with(&a)
    })
}
