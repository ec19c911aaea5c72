//! Where one sentence goes over to another statement of the same speaker: `…, |seraya menambahkan bahwa …`.

use super::cue::{self, Object};
use super::frame::CUES;
use crate::annotation::Stance;
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Hint, Hints};
use crate::scene::{Range, Scene};

/// What joins a second verb of saying to the first.
pub(super) const JOINS: Functions = Functions::of(&[Function::And, Function::JoinsVerb]);

/// Whether a word or mark stands there that can join another verb of saying to those before it.
pub(super) fn joins(scene: Scene<'_>, at: usize) -> bool {
    scene.does_any(at, JOINS) || scene.is(at, ',')
}

/// Whether `dan` or `atau` stands before the verb at `at` and its adverbs: `hadir dan juga |menyebut`.
pub(super) fn is_joined(scene: Scene<'_>, low: usize, at: usize) -> bool {
    let first = before_adverbs(scene, low, at);
    first > low && scene.does_any(first - 1, Functions::of(&[Function::And, Function::Otherwise]))
}

/// Where the adverbs before the verb at `at` begin, not before `low`; `at` where none stands there.
pub(super) fn before_adverbs(scene: Scene<'_>, low: usize, at: usize) -> usize {
    at - (low..at).rev().take_while(|&k| scene.has(k, Class::ReportAdverb)).count()
}

/// The word that joins another verb of saying to those before it, in a stretch behind a cue. `spoken`: what stands before is speech
/// and its attribution, so that the verb can have no other subject.
pub(super) fn find(scene: Scene<'_>, (from, to): Range, spoken: bool) -> Option<usize> {
    let mut at = from;
    loop {
        at = scene.document.hinted.next((at, to), Hints::of(&[Hint::Cue]));
        if at >= to {
            return None;
        }
        if scene.has(at, Class::ReportVerb) && !scene.is_capital(at) {
            let first = before_adverbs(scene, from, at);
            // `…, |dengan mengatakan bahwa …`
            let own = first < at && scene.does_any(first, JOINS);
            let joins = first.checked_sub(usize::from(!own)).filter(|&joins| joins >= from);
            if let Some(joins) = joins.filter(|&joins| joins_saying(scene, joins, at, spoken)) {
                return Some(joins);
            }
        }
        at += 1;
    }
}

/// Whether the word at `joins` joins the verb at `at` to a verb of saying before, and not to one inside what was said: `bahwa` behind it
/// shows that (`mengatakan harga naik dan |menambahkan bahwa …`).
fn joins_saying(scene: Scene<'_>, joins: usize, at: usize, spoken: bool) -> bool {
    if !scene.classes(at).meets(CUES) || scene.no_cue(at) > 0 {
        return false;
    }
    let Some(cue) = cue::at(scene, at, Class::ReportVerb) else { return false };
    let meanwhile = scene.does(joins, Function::Meanwhile);
    let told = scene.does(cue.tokens.1 + usize::from(scene.is(cue.tokens.1, ',')), Function::That);
    let says = cue.adds || cue.stance == Stance::Says && matches!(cue.object, Object::Clause | Object::Demand);
    meanwhile && (told || spoken) || told && says && scene.does_any(joins, JOINS) || spoken && told && scene.is(joins, ',')
}
