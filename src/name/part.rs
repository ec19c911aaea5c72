//! What a single word or mark can be in a name.

use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::scene::Scene;
use crate::token::{Kind, Shape};

const OFFICE: Classes =
    Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::PlaceWord, Class::Common, Class::Weekday]);

/// Whether the word there can be part of a person's name.
pub(crate) fn is_part(scene: Scene<'_>, at: usize) -> bool {
    let Some(token) = scene.get(at) else { return false };
    token.kind == Kind::Word
        && token.shape != Shape::Lower
        && (!scene.lexicon.classes(token.word()).meets(OFFICE)
            || behind_particle(scene, at).is_some_and(|next| !scene.has(next, Class::NameParticle) && is_part(scene, next)))
        && !is_small_word(scene, at)
        && !is_numbered(scene, at)
        && !is_glued_small(scene, at)
        && (token.shape != Shape::Upper || token.end - token.start > 12 || is_shouted(scene, at))
}

/// The word that a particle of names joins to what stands before it: `Rudi |van der Zalm`, `Abdullah |al-Sabah`.
pub(crate) fn behind_particle(scene: Scene<'_>, at: usize) -> Option<usize> {
    if !scene.has(at, Class::NameParticle) {
        return None;
    }
    let next = at + 1 + usize::from(scene.has(at + 1, Class::NameParticle));
    let hyphen = scene.is(next, '-') && scene.is_glued(next) && scene.is_glued(next + 1);
    Some(next + usize::from(hyphen)).filter(|&next| scene.is_capital(next))
}

const MARKS: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\'', '\u{2018}', '\u{2019}'];

/// Whether a mark around a nickname inside a name stands there: `Budi |"|Busan|"| Santoso`.
pub(crate) fn marks_nickname(scene: Scene<'_>, at: usize) -> bool {
    if !scene.is_any(at, &MARKS) {
        return false;
    }
    let opens = |at: usize| {
        scene.is_any(at, &MARKS)
            && !scene.is_glued(at)
            && scene.is_glued(at + 1)
            && scene.is_capital(at + 1)
            && scene.is_any(at + 2, &MARKS)
            && scene.is_glued(at + 2)
            && !scene.is_glued(at + 3)
            && at > 0
            && is_part(scene, at - 1)
            && is_part(scene, at + 3)
    };
    opens(at) || at > 2 && opens(at - 2)
}

/// Whether a word that only begins a sentence stands there (`Baginya`, `Saat`).
pub(super) fn is_small_word(scene: Scene<'_>, at: usize) -> bool {
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

/// Whether the mark there joins two parts of one name that began at `start`: `Faisal Al-Bassami`, and not
/// `Prabowo Subianto-Gibran Rakabuming`.
pub(crate) fn is_joint(scene: Scene<'_>, start: usize, at: usize) -> bool {
    scene.is_any(at, &['-', '\'', '\u{2019}'])
        && scene.is_glued(at)
        && scene.is_glued(at + 1)
        && !(scene.is(at, '-') && at >= start + 2 && !scene.has(at - 1, Class::NameParticle))
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

/// Whether a syllable that is also a small word stands there between two capital ones: `Kim Si Hoo`, `Fabio Di Savio`.
pub(crate) fn is_foreign_syllable(scene: Scene<'_>, at: usize) -> bool {
    scene.is_capital(at) && scene.functions(at).has(Function::Syllable) && is_part(scene, at + 1)
}
