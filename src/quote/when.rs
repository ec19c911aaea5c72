//! When a statement was made: the date in its attribution (`kata Retno, Rabu (26/7/2023)`, `dalam jumpa pers kemarin`).
//!
//! Not every date there tells it. One in the source's own phrase says who speaks (`pria kelahiran 1 Juli 2000`), one in a clause
//! of its own what happened before (`setelah membuka posko pada Mei lalu, Retno mengatakan …`), a bare year mostly names an event.

use super::{Draft, Source};
use crate::annotation::Timex;
use crate::function::{Function, Functions};
use crate::lexicon::Class;
use crate::scene::{Range, Scene};
use crate::time::value::{Granularity, Type};

/// What begins a clause or phrase whose dates are its own.
const OWN_CLAUSE: Functions = Functions::of(&[Function::Relative, Function::Subordinate, Function::ClosesPast, Function::Born]);

/// The expression in the attribution that says when it was said: the first that names a day, else the first that names a week or
/// month; a year only in brackets, as a publication's (`Retno (2019) menulis`), or behind the cue and a preposition.
pub(super) fn when(scene: Scene<'_>, draft: &Draft, timexes: &[Timex]) -> Option<u32> {
    let place = scene.span(draft.at);
    let from = timexes.partition_point(|timex| timex.span.start < place.start);
    let mut best: Option<(u8, usize)> = None;
    for (index, timex) in timexes.iter().enumerate().skip(from).take_while(|(_, timex)| timex.span.end <= place.end) {
        if timex.vague || !matches!(timex.kind, Type::Date | Type::Time) || timex.span.overlaps(draft.span) {
            continue;
        }
        let Some(grain) = timex.value.and_then(|value| value.granularity()) else { continue };
        let at = scene.document.token_at(timex.span.start);
        let bracketed = at > 0 && scene.is(at - 1, '(');
        let behind = draft.cue.is_some_and(|cue| cue.end < timex.span.start);
        let rank = match grain {
            _ if grain <= Granularity::Day => 0,
            _ if grain < Granularity::Quarter => 1,
            _ if bracketed || behind && scene.does(at - 1, Function::Place) => 2,
            _ => continue,
        };
        if best.is_none_or(|(least, _)| rank < least) && !is_sources(scene, draft, at, bracketed) && is_main(scene, draft.at, at)
        {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index as u32)
}

/// Whether a date says who the source is: inside its phrase, but neither a bracket behind the name nor behind a comma (`Retno di
/// Sleman, Rabu, mengatakan`).
fn is_sources(scene: Scene<'_>, draft: &Draft, at: usize, bracketed: bool) -> bool {
    let Source::Phrase(phrase) = draft.source else { return false };
    let (from, to) = phrase.all;
    (from + 1..to).contains(&at) && !scene.is(at - 1, ',') && !(bracketed && (at..to).all(|k| !scene.is_word(k)))
}

/// Whether no word before the date, back to a comma or the start of the attribution, puts it into a clause of its own. The
/// occasion of speaking does not: `dalam jumpa pers yang digelar Senin`, `setelah rapat pada Senin`; but `dalam pernyataan pertama
/// sejak Senin`.
fn is_main(scene: Scene<'_>, (from, _): Range, at: usize) -> bool {
    let start = (from..at).rev().find(|&k| scene.is(k, ',')).unwrap_or(from);
    let occasion = |k: usize| (start..k + 3).any(|near| scene.has(near, Class::Occasion));
    let excused = |k: usize| scene.does(k, Function::Relative) || !scene.does(k, Function::ClosesPast);
    (start..at).all(|k| !scene.functions(k).meets(OWN_CLAUSE) || excused(k) && occasion(k))
}
