//! Statements between quotation marks: which of them are speech, and which words attribute them.

use super::frame::{CUES, Element, Name, Site};
use super::reading::{self, Found, Memo, Place};
use super::rule::Rules;
use super::{Draft, Source, joint, source, via};
use crate::annotation::{QuoteKind, Stance};
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::name;
use crate::scene::{Range, Scene};
use crate::segment::Quoted;
use crate::span::Span;
use crate::token::{FINAL, Kind};

/// What became of the quotations of a text.
#[derive(Debug)]
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    /// Tokens that belong to speech or its attribution: no indirect statement is read there.
    pub(super) taken: Vec<Range>,
    /// Quotations that are no speech of their own.
    pub(super) loose: Vec<Range>,
}

/// Reads all quotations.
pub(super) fn read(scene: Scene<'_>, rules: &Rules, quoted: &[Quoted], own: Option<&str>) -> Direct {
    let mut direct = Direct { drafts: Vec::new(), taken: Vec::new(), loose: Vec::new() };
    let mut goes_on = false;
    for (index, quote) in quoted.iter().enumerate() {
        // `kata Budi |"Busan"| Santoso`
        let inside = quoted.get(index + 1).is_some_and(|next| name::marks_nickname(scene, next.open));
        let next = quoted.get(index + 1 + usize::from(inside)).map_or(scene.tokens().len(), |next| next.open);
        let floor = if index > 0 { quoted[index - 1].close } else { 0 };
        let alone = Place { scene, site: Site::Alone, stretch: (quote.close, quote.close), quote: Some(quote), goes_on };
        let draft = behind(alone, rules, quote, next, own)
            .or_else(|| before(alone, rules, quote, floor, own))
            .or_else(|| reading::first(alone, rules, quote.close, |_| true).map(|read| draft(alone, quote, read, own)));
        if let Some(draft) = draft {
            goes_on = true;
            direct.taken.push((quote.open.min(draft.at.0), quote.close.max(draft.at.1)));
            if !draft.span.is_empty() {
                direct.drafts.push(draft);
            }
        } else {
            goes_on = false;
            direct.loose.push((quote.open, quote.close));
        }
    }
    direct
}

const TELLS: Classes = Classes::of(&[Class::Say, Class::SayNya, Class::ReportVerb, Class::According]);

/// Whether the word before the mark makes what it holds a title, a name or a sign: `bertajuk "…"`.
pub(super) fn is_title(scene: Scene<'_>, quote: &Quoted) -> bool {
    let Some(before) = quote.open.checked_sub(1) else { return false };
    scene.has(before, Class::NotSpeech) && !scene.classes(before).meets(TELLS)
}

/// The text inside the marks without blanks and the comma or full stop before the closing mark.
fn content(scene: Scene<'_>, quote: &Quoted) -> Span {
    let (from, mut to) = quote.inner;
    while to > from && scene.is_any(to - 1, &[',', '.', ';']) && !scene.is(to.wrapping_sub(2), '.') {
        to -= 1;
    }
    scene.span((from, to))
}

/// Where the sentence that goes on at `at` ends: one past its last token, a full stop included.
pub(super) fn sentence_end(scene: Scene<'_>, at: usize, limit: usize) -> usize {
    let byte = scene.get(at).map_or(u32::MAX, |token| token.start);
    let sentences = &scene.document.sentences;
    let index = sentences.partition_point(|sentence| sentence.span.end <= byte);
    let end =
        sentences.get(index).filter(|sentence| sentence.span.start <= byte).map_or(at, |sentence| sentence.tokens.1 as usize);
    end.min(limit).max(at)
}

/// Where the sentence that holds `at` begins, not before `floor`.
pub(super) fn sentence_start(scene: Scene<'_>, at: usize, floor: usize) -> usize {
    let byte = scene.get(at).map_or(0, |token| token.start);
    scene.document.sentence_at(byte).map_or(at, |index| scene.document.sentences[index].tokens.0 as usize).max(floor).min(at)
}

/// How far behind a quotation its cue may stand, and how far before it where a mark parts them, in tokens.
const BEHIND: usize = 14;
const BEFORE: usize = 30;

/// `"…," ujar Retno kepada wartawan`, `"…," ujarnya`, `"…," Retno menandaskan`, `"…," dikutip dari Reuters`.
fn behind(place: Place<'_>, rules: &Rules, quote: &Quoted, next: usize, own: Option<&str>) -> Option<Draft> {
    let scene = place.scene;
    let mut at = quote.close;
    let limit = next.min(quote.paragraph.1);
    while at < limit && scene.is_any(at, &[',', '.', '-', '\u{2013}', '\u{2014}', ')']) && at < quote.close + 2 {
        at += 1;
    }
    if at >= limit {
        return None;
    }
    let end = sentence_end(scene, at, limit);
    let place = Place { site: Site::Behind, stretch: (at, end.max(at)), ..place };
    for k in at..end.min(at + BEHIND) {
        let starts = reading::starts(scene, k);
        let cued = starts.meets(CUES) && scene.no_cue(k) == 0;
        if cued || k == at && starts.has(Class::Via) {
            let found = reading::first(place, rules, k, |frame| {
                if frame.anchor.element == Element::Named(Name::Outlet) { k == at } else { cued && frame.cues.meets(starts) }
            });
            if let Some(read) = found {
                return Some(draft(place, quote, read, own));
            }
        }
        // Another verb, or another sentence, attributes nothing that stands before.
        if scene.has(k, Class::ReportVerb) && !scene.is_capital(k) || scene.is_any(k, &['.', ':', ';']) {
            return None;
        }
    }
    None
}

/// `Retno mengatakan, "…"`, `kata Retno: "…"`, `Menurut Retno, "…"`.
fn before(place: Place<'_>, rules: &Rules, quote: &Quoted, floor: usize, own: Option<&str>) -> Option<Draft> {
    let scene = place.scene;
    let start = sentence_start(scene, quote.open.saturating_sub(1), floor.max(quote.paragraph.0));
    let mut at = quote.open;
    if at <= start {
        return None;
    }
    let parted = scene.is_any(at - 1, &[',', ':']);
    if parted {
        at -= 1;
    }
    if at > start && scene.has(at - 1, Class::Complementizer) {
        at -= 1;
    }
    let place = Place { site: Site::Before, stretch: (start, at), ..place };
    let reach = if parted { BEFORE } else { 1 };
    for k in (start.max(at.saturating_sub(reach))..at).rev() {
        let starts = scene.classes(k);
        if !starts.meets(CUES) {
            continue;
        }
        let mut stands = false;
        let mut memo = Memo::default();
        for (rule, frame) in rules.at(Site::Before).filter(|(_, frame)| frame.cues.meets(starts)) {
            let Some(anchor) = reading::anchor(place, frame, k, &mut memo) else { continue };
            stands = true;
            if scene.no_cue(k) == 0
                && let Some(reading) = reading::read(place, frame, anchor, &mut memo)
            {
                return Some(draft(place, quote, Found { reading, at: k, rule }, own));
            }
        }
        // The nearest cue decides.
        if stands {
            return None;
        }
    }
    reading::first(place, rules, quote.open, |frame| frame.anchor.element == Element::Named(Name::Quote))
        .map(|read| draft(place, quote, read, own))
}

fn draft(place: Place<'_>, quote: &Quoted, found: Found, own: Option<&str>) -> Draft {
    let Found { reading, rule, .. } = found;
    let Place { scene, site, stretch: (from, to), .. } = place;
    let after = reading.attributed();
    let cue_end = reading.cue.map_or(after, |cue| cue.tokens.1);
    // A full stop lost behind `politikus itu` or before `Menurutnya`: what follows in capitals is another sentence.
    let lost = site == Site::Behind
        && (after > cue_end && scene.has(after - 1, Class::Deictic) && scene.is_capital(after)
            || after > from && source::opens_another(scene, after));
    let at = match site {
        Site::Before => (from, quote.open),
        _ if lost => (from, after),
        // `"…," katanya, |seraya menambahkan bahwa …`
        Site::Behind => (from, joint::find(scene, (after, to), true).unwrap_or(to).max(after)),
        _ => (from, to.max(after)),
    };
    let (cue, outlet) = reading.cue(scene, found.at, to);
    let ahead = site == Site::Alone && !quote.whole && quote.close >= quote.paragraph.1;
    Draft {
        span: content(scene, quote),
        kind: QuoteKind::Direct,
        cue,
        source: reading.source.unwrap_or(if ahead { Source::Ahead } else { Source::Carried }),
        via: outlet.or_else(|| via::find(scene, if site == Site::Before { at } else { (after, at.1) }, own)),
        stance: reading.cue.map_or(Stance::Says, |cue| cue.stance),
        at,
        rule,
    }
}

/// Whether what stands between a verb and the mark only says to whom, where and when.
pub(super) fn aside(scene: Scene<'_>, at: usize) -> bool {
    scene.has(at, Class::SourceEnd) || scene.is(at, ',') || scene.has(at, Class::ReportAdverb)
}

/// Whether the quotation begins like a sentence.
pub(super) fn is_sentence(scene: Scene<'_>, quote: &Quoted) -> bool {
    let first = quote.inner.0;
    scene.is_capital(first) || !scene.is_word(first) || scene.has(first, Class::Outlet)
}

/// Whether a few words stand in marks in the midst of a clause, and none of them ends a sentence: `menyebut bahwa "Kartu Tani" akan
/// dibagikan`.
pub(super) fn is_term(scene: Scene<'_>, quote: &Quoted) -> bool {
    let (from, to) = quote.inner;
    to - from <= 5
        && scene.is_word(to - 1)
        && scene.is_word(quote.close)
        && !scene.is_capital(quote.close)
        && (scene.has(quote.close, Class::Predicate)
            || !scene.classes(quote.close).meets(Classes::of(&[Class::SourceEnd, Class::ReportAdverb])))
}

/// Whether a quotation without a cue is speech: whole sentences that stand as sentences of their own.
pub(super) fn stands_alone(scene: Scene<'_>, quote: &Quoted, goes_on: bool) -> bool {
    let (from, to) = quote.inner;
    let words = (from..to).filter(|&at| scene.is_word(at)).count();
    // A mark with blanks on both sides may as well have closed what stood before it.
    if words < 4 || !scene.is_glued(from) || !is_sentence(scene, quote) || is_recited(scene, quote) {
        return false;
    }
    let before = quote.open.wrapping_sub(1);
    let starts =
        quote.open == quote.paragraph.0 || scene.is_any(before, &FINAL) || scene.is_any(before, &[')', '"', '\u{201d}', ']']);
    if !starts {
        return false;
    }
    let last_final = scene.is_any(to - 1, &FINAL) || scene.is_any(to - 1, &[',']);
    let after_final = scene.is_any(quote.close, &FINAL);
    let ends = quote.close >= quote.paragraph.1
        || scene.get(quote.close).is_some_and(|token| token.kind == Kind::Break)
        || scene.is_capital(quote.close)
        || scene.is_any(quote.close, &['"', '\u{201c}', '\u{201d}', '(']);
    let whole = quote.whole || quote.close >= quote.paragraph.1;
    whole && ((last_final && ends) || after_final) && (goes_on || words >= 6)
}

/// Whether a verse or a prayer is recited, and nobody speaks: its source or its translation stands behind it.
fn is_recited(scene: Scene<'_>, quote: &Quoted) -> bool {
    let is = |at: usize, function: Function| scene.functions(at).has(function);
    let next = (quote.close..scene.tokens().len())
        .find(|&at| scene.get(at).is_some_and(|token| token.kind != Kind::Break && !token.is_mark('.')));
    next.is_some_and(|at| {
        is(at, Function::Translates) && scene.is(at + 1, ':') || scene.is(at, '(') && is(at + 1, Function::Scripture)
    })
}
