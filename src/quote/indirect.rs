//! Indirect and mixed statements: a cue, its source, and the clause that is attributed, inside one sentence.

use super::cue::{Cue, Object};
use super::direct::Direct;
use super::frame::{CUES, Element, Name, Site};
use super::reading::{self, Found, Place};
use super::rule::Rules;
use super::{Draft, Source, clause, joint, source, via};
use crate::annotation::{QuoteKind, Stance};
use crate::function::Function;
use crate::lexicon::{Class, Hint, Hints};
use crate::scene::{Range, Scene};
use crate::segment::Quoted;
use crate::segment::Role;
use crate::span::Span;

/// Reads the sentences that hold a cue outside of speech.
pub(super) fn read(scene: Scene<'_>, rules: &Rules, direct: &Direct, quoted: &[Quoted], own: Option<&str>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut first_taken = 0;
    for sentence in &scene.document.sentences {
        if sentence.role != Role::Body {
            continue;
        }
        let (mut from, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
        while first_taken < direct.taken.len() && direct.taken[first_taken].1 <= from {
            first_taken += 1;
        }
        // What is left of the sentence between the speech in it.
        let mut index = first_taken;
        while from < to {
            let (mut stop, mut after) = match direct.taken.get(index) {
                Some(&(start, end)) if start < to => (start.max(from), end),
                _ => (to, to),
            };
            if stop > from + LONGEST {
                (stop, after) = (from + LONGEST, from + LONGEST);
            } else {
                index += 1;
            }
            if stop > from + 2 {
                let place = Place { scene, site: Site::Clause, stretch: (from, stop), quote: None, goes_on: false };
                let first = drafts.len();
                statements(place, rules, direct, own, &mut drafts);
                for draft in &mut drafts[first..] {
                    let opens = |quote: &Quoted| scene.span((quote.open, quote.open + 1));
                    let next = quoted.partition_point(|quote| opens(quote).start < draft.span.start);
                    if quoted.get(next).is_some_and(|quote| draft.span.contains(opens(quote))) {
                        draft.kind = QuoteKind::Mixed;
                    }
                }
            }
            from = after.max(stop);
        }
    }
    drafts
}

/// Tokens of the longest stretch that is read as one: no sentence comes near it, and reading takes time that grows faster than
/// the stretch.
const LONGEST: usize = 1_000;

/// The statement in a stretch of sentence, and what its speaker adds there: `…, |seraya menambahkan bahwa …`.
fn statements(mut place: Place<'_>, rules: &Rules, direct: &Direct, own: Option<&str>, drafts: &mut Vec<Draft>) {
    while let Some(whole) = statement(place, rules, direct, own) {
        let Place { scene, stretch: (from, to), .. } = place;
        let cue = whole.cue.filter(|_| !whole.span.is_empty()).map(|cue| scene.document.token_at(cue.end));
        let joint = cue.and_then(|cue| joint::find(scene, (cue.max(from), to), false));
        let first = joint.and_then(|joint| statement(Place { stretch: (from, joint), ..place }, rules, direct, own));
        let (Some(joint), Some(first)) = (joint, first) else {
            drafts.push(whole);
            return;
        };
        drafts.push(first);
        place.stretch = (joint, to);
    }
}

const CUE: Hints = Hints::of(&[Hint::Cue]);
const CUE_OR_QUOTE: Hints = Hints::of(&[Hint::Cue, Hint::Quote]);

/// The statement in a stretch of sentence: that of its first cue that has a source and a clause, else that of an outlet that
/// opens it. Where there is none, the first that only introduces a speaker.
fn statement(place: Place<'_>, rules: &Rules, direct: &Direct, own: Option<&str>) -> Option<Draft> {
    let Place { scene, stretch: (from, to), .. } = place;
    let mut opening: Option<(via::Outlet, usize)> = None;
    let mut muted = None;
    let mut at = from;
    loop {
        at = scene.document.hinted.next((at, to), if direct.loose.is_empty() { CUE } else { CUE_OR_QUOTE });
        if at >= to {
            break;
        }
        if !scene.tokens()[at].hints.has(Hint::Cue) {
            let loose = direct.loose.binary_search_by_key(&at, |loose| loose.0);
            at = loose.map_or(at + 1, |k| direct.loose[k].1.max(at + 1));
            continue;
        }
        let starts = reading::starts(scene, at);
        let not_cue = scene.no_cue(at);
        if not_cue > 0 {
            at += not_cue;
            continue;
        }
        // `kebutuhan |mendesak`
        if at > from && scene.no_cue(at - 1) > 1 {
            at += 1;
            continue;
        }
        // `… di Indonesia |Menurutnya, …`: a headline without its full stop stands before.
        let place = if at > from && scene.is_word(at - 1) && source::opens_another(scene, at) {
            Place { stretch: (at, to), ..place }
        } else {
            place
        };
        if let Some(found) = attributed(place, rules, at) {
            if let Some(content) = found.reading.content {
                let rest = outside(place.stretch, content);
                let via = opening.map(|(outlet, _)| outlet).or_else(|| via::find(scene, rest, own));
                return Some(Draft { via, ..draft(place, found) });
            }
            // Nothing is said, but somebody has been introduced as speaking: `ujarnya` may mean him.
            muted = muted.or_else(|| Some(draft(place, found)));
            at += 1;
            continue;
        }
        if starts.has(Class::Via)
            && opening.is_none()
            && clause::opener_end(scene, (from, at)) == at
            && let Some(outlet) = via::at(scene, at, to)
        {
            let next = outlet.tokens.1;
            opening = Some((outlet, at));
            at = next;
            continue;
        }
        at += 1;
    }
    // `Dilansir Reuters, …` with no other source: the outlet speaks.
    if muted.is_some() {
        return muted;
    }
    let spoken = opening
        .and_then(|(_, at)| reading::first(place, rules, at, |frame| frame.anchor.element == Element::Named(Name::Outlet)));
    spoken.map(|found| draft(place, found))
}

/// What the first frame reads that fits the cue at `at`.
fn attributed(place: Place<'_>, rules: &Rules, at: usize) -> Option<Found> {
    let starts = reading::starts(place.scene, at);
    if !starts.meets(CUES) {
        return None;
    }
    reading::first(place, rules, at, |frame| frame.cues.meets(starts))
}

fn draft(place: Place<'_>, Found { reading, at, rule }: Found) -> Draft {
    let scene = place.scene;
    let (cue, via) = reading.cue(scene, at, place.stretch.1);
    Draft {
        span: reading.content.map_or(Span::default(), |content| scene.span(content)),
        kind: QuoteKind::Indirect,
        cue,
        stance: reading.cue.map_or(Stance::Says, |cue| stance(scene, &cue, reading.content)),
        source: reading.source.unwrap_or(Source::Carried),
        via,
        at: place.stretch,
        rule,
    }
}

/// The stance of a cue with its content: who warns asks where `agar` or its like makes it a request, and says so otherwise.
fn stance(scene: Scene<'_>, cue: &Cue, content: Option<Range>) -> Stance {
    let Some((from, to)) = content.filter(|_| cue.object == Object::Demand && cue.stance == Stance::Says) else {
        return cue.stance;
    };
    let told = (cue.tokens.1..from).any(|at| !scene.has(at, Class::ReportAdverb));
    let reach = if told { from + 1 } else { (from..to).find(|&at| scene.is(at, ',')).unwrap_or(to) };
    let asks = (cue.tokens.1..reach).any(|at| scene.does(at, Function::Wish));
    if asks { Stance::Asks } else { Stance::Says }
}

/// The part of the stretch that is not content.
fn outside((from, to): Range, content: Range) -> Range {
    if content.0 > from { (from, content.0) } else { (content.1, to) }
}
