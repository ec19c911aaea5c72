//! Statements between quotation marks: which of them are speech, and which words attribute them.

use super::cue::{self, Cue};
use super::marks::Quoted;
use super::scene::{FINAL, Range, Scene};
use super::source::{self, Phrase};
use super::{Draft, Source, via};
use crate::annotation::{QuoteKind, Stance};
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::span::Span;
use crate::token::Kind;

/// What became of the quotations of a text.
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    /// Tokens that belong to speech or its attribution: no indirect statement is read there.
    pub(super) taken: Vec<Range>,
    /// Quotations that are no speech of their own.
    pub(super) loose: Vec<Range>,
}

/// Reads all quotations.
pub(super) fn read(scene: Scene<'_>, quoted: &[Quoted], own: Option<&str>) -> Direct {
    let mut direct = Direct { drafts: Vec::new(), taken: Vec::new(), loose: Vec::new() };
    let mut goes_on = false;
    for (index, quote) in quoted.iter().enumerate() {
        let next = quoted.get(index + 1).map_or(scene.tokens().len(), |next| next.open);
        let floor = if index > 0 { quoted[index - 1].close } else { 0 };
        let mut draft = behind(scene, quote, next, own);
        if draft.is_none() && !is_title(scene, quote) {
            draft = before(scene, quote, floor, own);
        }
        if draft.is_none() && stands_alone(scene, quote, goes_on) {
            let at = (quote.close, quote.close);
            draft = Some(Draft {
                span: content(scene, quote),
                kind: QuoteKind::Direct,
                cue: None,
                source: if !quote.whole && quote.close >= quote.paragraph.1 { Source::Ahead } else { Source::Carried },
                via: None,
                stance: Stance::Says,
                at,
                rule: "quote-alone",
            });
        }
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

/// Whether the word before the mark makes what it holds a title, a name or a sign: `bertajuk "…"`.
fn is_title(scene: Scene<'_>, quote: &Quoted) -> bool {
    let Some(before) = quote.open.checked_sub(1) else { return false };
    scene.has(before, Class::NotSpeech) && !scene.classes(before).meets(CUES)
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

const CUES: Classes = Classes::of(&[Class::Say, Class::SayNya, Class::ReportVerb, Class::According]);

const PLAIN: Classes = Classes::of(&[Class::Say, Class::SayNya]);

/// `"…," ujar Retno kepada wartawan`, `"…," ujarnya`, `"…," Retno menandaskan`, `"…," menurut Retno`.
fn behind(scene: Scene<'_>, quote: &Quoted, next: usize, own: Option<&str>) -> Option<Draft> {
    let mut at = quote.close;
    let limit = next.min(quote.paragraph.1);
    while at < limit && scene.is_any(at, &[',', '.', '-', '\u{2013}', '\u{2014}', ')']) && at < quote.close + 2 {
        at += 1;
    }
    if at >= limit {
        return None;
    }
    let end = sentence_end(scene, at, limit);
    let classes = scene.classes(at);
    let opens = scene.lexicon.opens(scene.get(at)?.word());
    // A capital cue begins a sentence of its own (`Kata Retno, …`), except where the full stop is wrong.
    let small = !scene.is_capital(at);
    if small && (classes.meets(PLAIN) || opens.meets(PLAIN)) && scene.no_cue(at) == 0 {
        let cue = cue::at(scene, at, Class::SayNya).or_else(|| cue::at(scene, at, Class::Say))?;
        return Some(attributed(scene, quote, cue, end, own, "quote-cue-source"));
    }
    if small && (classes.has(Class::According) || classes.has(Class::PassiveCue)) {
        let class = if classes.has(Class::According) { Class::According } else { Class::PassiveCue };
        let mut cue = cue::at(scene, at, class)?;
        if scene.does(cue.tokens.1, Function::By) {
            cue.tokens.1 += 1;
        }
        return Some(attributed(scene, quote, cue, end, own, "quote-cue-source"));
    }
    if let Some(outlet) = via::at(scene, at, end) {
        let name = outlet.name;
        let cue = scene.span((at, name.0));
        return Some(Draft {
            span: content(scene, quote),
            kind: QuoteKind::Direct,
            cue: Some(cue),
            source: Source::Outlet(name),
            stance: Stance::Says,
            at: (at, end),
            via: Some(outlet),
            rule: "quote-via",
        });
    }
    // Subject and verb behind the quotation; behind a full stop they begin a sentence of their own.
    let stopped = scene.is(quote.inner.1 - 1, '.') || scene.is(quote.close, '.');
    if stopped && !small {
        return None;
    }
    let verb = (at..end.min(at + 14)).find(|&k| scene.has(k, Class::ReportVerb) && !scene.is_capital(k))?;
    if verb == at {
        let cue = cue::at(scene, at, Class::ReportVerb)?;
        return (scene.is_capital(cue.tokens.1) && scene.is_any(quote.close - 2, &[',', '.', '?', '!']))
            .then(|| attributed(scene, quote, cue, end, own, "quote-verb-source"));
    }
    if (at..verb).any(|k| scene.is_any(k, &['.', ':', ';'])) {
        return None;
    }
    let cue = cue::at(scene, verb, Class::ReportVerb)?;
    let closes = cue.tokens.1 >= end
        || scene.is_any(cue.tokens.1, &['.', ','])
        || scene.has(cue.tokens.1, Class::SourceEnd) && !scene.has(cue.tokens.1, Class::Complementizer);
    if !closes {
        return None;
    }
    let mut subject = verb;
    while subject > at && scene.has(subject - 1, Class::ReportAdverb) {
        subject -= 1;
    }
    let phrase = source::left(scene, at, subject)?;
    Some(draft(scene, quote, cue, Source::Phrase(phrase), (at, end), own, "quote-source-verb"))
}

fn attributed(scene: Scene<'_>, quote: &Quoted, cue: Cue, end: usize, own: Option<&str>, rule: &'static str) -> Draft {
    let after = cue.tokens.1;
    let end = end.max(after);
    let source = if let Some(nya) = cue.nya {
        Source::Nya(nya)
    } else {
        let skip = (after..end).take_while(|&k| scene.has(k, Class::ReportAdverb) || scene.is(k, ',') && k == after).count();
        match source::right(scene, after, end, true).or_else(|| source::right(scene, after + skip, end, true)) {
            Some(phrase) => Source::Phrase(phrase),
            None => Source::Carried,
        }
    };
    draft(scene, quote, cue, source, (cue.tokens.0, end), own, rule)
}

fn draft(scene: Scene<'_>, quote: &Quoted, cue: Cue, source: Source, at: Range, own: Option<&str>, rule: &'static str) -> Draft {
    let after = match &source {
        Source::Phrase(Phrase { all, .. }) if all.0 >= cue.tokens.1 => all.1,
        _ => cue.tokens.1,
    };
    // A full stop lost behind `politikus itu`: what follows in capitals is another sentence.
    let at =
        if after > cue.tokens.1 && scene.has(after - 1, Class::Deictic) && scene.is_capital(after) { (at.0, after) } else { at };
    Draft {
        span: content(scene, quote),
        kind: QuoteKind::Direct,
        cue: Some(cue.span),
        source,
        via: via::find(scene, (after, at.1), own),
        stance: cue.stance,
        at,
        rule,
    }
}

/// `Retno mengatakan, "…"`, `kata Retno: "…"`, `Menurut Retno, "…"`.
fn before(scene: Scene<'_>, quote: &Quoted, floor: usize, own: Option<&str>) -> Option<Draft> {
    let mut at = quote.open;
    let start = sentence_start(scene, quote.open.saturating_sub(1), floor.max(quote.paragraph.0));
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
    let reach = if parted { 30 } else { 1 };
    let low = start.max(at.saturating_sub(reach));
    let mut k = at;
    while k > low {
        k -= 1;
        let classes = scene.classes(k);
        if classes.has(Class::Negation) && k + 1 == at {
            return None;
        }
        let class = if classes.has(Class::ReportVerb) && !scene.is_capital(k) {
            Class::ReportVerb
        } else if classes.has(Class::According) {
            Class::According
        } else if classes.has(Class::SayNya) {
            Class::SayNya
        } else if classes.has(Class::Say)
            && (k == start || scene.is(k - 1, ',') || parted && k + 1 < at)
            && !scene.is_capital(k + 2) | parted
        {
            Class::Say
        } else {
            continue;
        };
        let cue = cue::at(scene, k, class)?;
        if scene.no_cue(k) > 0 || (k > start && scene.has(k - 1, Class::Negation)) {
            return None;
        }
        if cue.tokens.1 < at && class == Class::ReportVerb && !aside(scene, (cue.tokens.1, at)) {
            return None;
        }
        let source = match (class, cue.nya) {
            (_, Some(nya)) => Source::Nya(nya),
            (Class::ReportVerb, None) => {
                let mut subject = k;
                while subject > start && (scene.has(subject - 1, Class::ReportAdverb)) {
                    subject -= 1;
                }
                source::left(scene, start, subject).map_or(Source::Carried, Source::Phrase)
            }
            _ => source::right(scene, cue.tokens.1, at, true).map_or(Source::Carried, Source::Phrase),
        };
        if source == Source::Carried && class != Class::ReportVerb {
            return None;
        }
        // A part of a sentence in marks is no statement of its own: `menyebut program itu "gagal"`.
        if !is_sentence(scene, quote) && !parted {
            return None;
        }
        let mut draft = draft(scene, quote, cue, source, (start, quote.open), own, "cue-quote");
        draft.via = via::find(scene, (start, quote.open), own);
        return Some(draft);
    }
    None
}

/// Whether what stands between a verb and the mark only says to whom, where and when.
fn aside(scene: Scene<'_>, (from, to): Range) -> bool {
    scene.has(from, Class::SourceEnd) || scene.is(from, ',') || scene.has(from, Class::ReportAdverb) || from >= to
}

/// Whether the quotation begins like a sentence.
fn is_sentence(scene: Scene<'_>, quote: &Quoted) -> bool {
    let first = quote.inner.0;
    scene.is_capital(first) || !scene.is_word(first) || scene.has(first, Class::Outlet)
}

/// Whether a quotation without a cue is speech: whole sentences that stand as sentences of their own.
fn stands_alone(scene: Scene<'_>, quote: &Quoted, goes_on: bool) -> bool {
    let (from, to) = quote.inner;
    let words = (from..to).filter(|&at| scene.is_word(at)).count();
    if words < 4 || !is_sentence(scene, quote) {
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
