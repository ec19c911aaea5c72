//! Indirect and mixed statements: a cue, its source, and the clause that is attributed, inside one sentence.

use super::cue::{self, Cue, Object};
use super::direct::Direct;
use super::marks::Quoted;
use super::scene::{Range, Scene};
use super::source::{self, Phrase, Sort};
use super::{Draft, Source, via};
use crate::annotation::{QuoteKind, Stance};
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes, Hint};
use crate::segment::Role;
use crate::span::Span;
use crate::token::Kind;

const PLACE: Functions = Functions::of(&[Function::Place, Function::Channel, Function::Source]);
const MOMENT: Functions = Functions::of(&[Function::Hearer, Function::Moment]);

/// What says to whom, when or how behind a source.
const TRAILS: Functions = Functions::of(&[Function::Hearer, Function::Moment, Function::Channel]);
const ASIDE: Functions = Functions::of(&[Function::Hearer, Function::Moment, Function::Channel, Function::Place]);

/// Whether the word between cue and content can introduce more than a request.
fn tells(scene: Scene<'_>, at: usize) -> bool {
    scene.lexicon.sense(scene.tokens()[at].word(), Class::Complementizer).is_none_or(|sense| &*sense.value != "demand")
}

/// Reads the sentences that hold a cue outside of speech.
pub(super) fn read(scene: Scene<'_>, direct: &Direct, quoted: &[Quoted], own: Option<&str>) -> Vec<Draft> {
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
            let (stop, after) = match direct.taken.get(index) {
                Some(&(start, end)) if start < to => (start.max(from), end),
                _ => (to, to),
            };
            index += 1;
            if stop > from + 2
                && let Some(draft) = clause(scene, (from, stop), direct, quoted, own)
            {
                drafts.push(draft);
            }
            from = after.max(stop);
        }
    }
    drafts
}

/// The statement in a stretch of sentence: that of its first cue that has a source and a clause.
fn clause(scene: Scene<'_>, range: Range, direct: &Direct, quoted: &[Quoted], own: Option<&str>) -> Option<Draft> {
    let (from, to) = range;
    let unmarked = |cue: &Cue| cue.object != Object::Marked;
    let mut opening = None;
    let mut muted = None;
    let mut at = from;
    while at < to {
        let token = &scene.tokens()[at];
        if !token.hints.has(Hint::Cue) {
            if token.kind == Kind::Mark
                && let Ok(k) = direct.loose.binary_search_by_key(&at, |loose| loose.0)
            {
                at = direct.loose[k].1.max(at + 1);
                continue;
            }
            at += 1;
            continue;
        }
        let classes = scene.lexicon.classes(token.word());
        let opens = scene.lexicon.opens(token.word());
        let not_cue = scene.no_cue(at);
        if not_cue > 0 {
            at += not_cue;
            continue;
        }
        let first = opener_end(scene, (from, at)) == at;
        let small = !scene.is_capital(at);
        let has = |class: Class| classes.has(class) || opens.has(class);
        let found = if has(Class::According) && !(at > from && scene.does(at - 1, Function::Relative)) {
            cue::at(scene, at, Class::According).and_then(|cue| beside(scene, range, cue, "according"))
        } else if has(Class::ReportVerb) && small {
            cue::at(scene, at, Class::ReportVerb).and_then(|cue| verb(scene, range, cue))
        } else {
            None
        };
        let found = found.or_else(|| {
            if small && at > from && has(Class::SayNya) && scene.is(at - 1, ',') {
                cue::at(scene, at, Class::SayNya).filter(unmarked).and_then(|cue| beside(scene, range, cue, "clause-cue"))
            } else if small && at > from && has(Class::Say) && (scene.is(at - 1, ',') || inline(scene, at)) {
                cue::at(scene, at, Class::Say).filter(unmarked).and_then(|cue| beside(scene, range, cue, "clause-cue"))
            } else if has(Class::PassiveCue) {
                cue::at(scene, at, Class::PassiveCue).and_then(|cue| passive(scene, range, cue))
            } else {
                None
            }
        });
        if let Some(mut draft) = found {
            if draft.span.is_empty() {
                muted = muted.or(Some(draft));
                at += 1;
                continue;
            }
            if quoted.iter().any(|quote| draft.span.contains(scene.span((quote.open, quote.open + 1)))) {
                draft.kind = QuoteKind::Mixed;
            }
            draft.via = opening.map(|(outlet, _)| outlet).or_else(|| via::find(scene, outside(scene, range, &draft), own));
            return Some(draft);
        }
        if has(Class::Via)
            && first
            && opening.is_none()
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
    let Some((outlet, at)) = opening else { return muted };
    let mut start = comma(scene, outlet.tokens.1, to)? + 1;
    while let Some(next) = comma(scene, start, to.min(start + 10)) {
        if !scene.has(start, Class::Weekday)
            && !(start..next).all(|k| scene.get(k).is_some_and(|t| t.kind != Kind::Word) || scene.has(k, Class::Month))
        {
            break;
        }
        start = next + 1;
    }
    let content = bounds(scene, start, to)?;
    if content.1 - content.0 < 4 {
        return None;
    }
    Some(Draft {
        span: scene.span(content),
        kind: QuoteKind::Indirect,
        cue: Some(scene.span((at, outlet.name.0))),
        source: Source::Outlet(outlet.name),
        via: Some(outlet),
        stance: Stance::Says,
        at: range,
        rule: "via-clause",
    })
}

/// The part of the stretch that is not content.
fn outside(scene: Scene<'_>, (from, to): Range, draft: &Draft) -> Range {
    let start = scene.document.token_at(draft.span.start);
    if start > from { (from, start) } else { (scene.document.token_at(draft.span.end), to) }
}

fn comma(scene: Scene<'_>, from: usize, to: usize) -> Option<usize> {
    (from..to).find(|&at| scene.is(at, ','))
}

/// How far what opens a sentence reaches: connectives and adverbs with their commas.
fn opener_end(scene: Scene<'_>, (from, to): Range) -> usize {
    let mut at = from;
    while at < to {
        if scene.is(at, ',') && at > from {
            at += 1;
            continue;
        }
        match scene.lexicon.longest(scene.tokens(), at, Class::SubjectOpener) {
            Some((sense, length)) if &*sense.value == "connective" => at += length,
            _ => break,
        }
    }
    at.min(to)
}

/// Whether a bare `kata` in mid-sentence attributes: a name or pronoun follows at once.
fn inline(scene: Scene<'_>, at: usize) -> bool {
    scene.does(at, Function::Inline)
        && (scene.has(at + 1, Class::SourcePronoun)
            || (scene.is_capital(at + 1) && (crate::name::is_part(scene, at + 1) || scene.has(at + 1, Class::Rank))))
        && !(at > 0 && scene.no_cue(at - 1) > 1)
}

/// `S CUE (bahwa|,|) clause`.
fn verb(scene: Scene<'_>, (from, to): Range, cue: Cue) -> Option<Draft> {
    let mut subject = cue.tokens.0;
    while subject > from && scene.has(subject - 1, Class::ReportAdverb) {
        subject -= 1;
    }
    if subject > from && scene.has(subject - 1, Class::Negation) {
        return None;
    }
    let relative = subject > from && scene.does(subject - 1, Function::Relative);
    if relative {
        subject -= 1;
    }
    let phrase = source::left(scene, from, subject)?;
    if !can_speak(scene, &phrase) {
        return None;
    }
    let told = scene.has(cue.tokens.1, Class::Complementizer) && cue.stance != Stance::Believes;
    if relative && !scene.has(phrase.all.0, Class::Document) && !told {
        return None;
    }
    let (start, marked) = content_start(scene, &cue, to);
    let Some(content) = start.and_then(|start| bounds(scene, start, to)) else {
        // `…, kedua klub mengumumkan.`
        let before = phrase.all.0;
        let opens = scene.takes(from, Class::SubjectOpener) > 0;
        if before > from + 3
            && scene.is(before - 1, ',')
            && cue.tokens.1 + 1 >= to
            && !relative
            && !opens
            && cue.object != Object::Bahwa
        {
            let content = bounds(scene, from, before - 1)?;
            return Some(draft(scene, (from, to), &cue, phrase, content, "clause-source-verb"));
        }
        return None;
    };
    let length = content.1 - content.0;
    let fits = match cue.object {
        _ if marked => true,
        Object::Bahwa | Object::Marked => false,
        Object::Demand => {
            length >= 2 && (asks(scene, &phrase) || (content.0..content.1).any(|at| scene.has(at, Class::Complementizer)))
        }
        _ if scene.does(content.0, Function::Topic) => false,
        Object::Clause => length >= 3 || scene.has(content.0, Class::Predicate),
        Object::Noun => has_predicate(scene, content),
    };
    if !fits || (relative && !marked && !has_predicate(scene, content)) {
        // No statement, but somebody has been introduced as speaking: `ujarnya` may mean him.
        let mute = Draft { span: Span::default(), ..draft(scene, (from, to), &cue, phrase, content, "mute") };
        return (phrase.sort == Sort::Named && !relative).then_some(mute);
    }
    Some(draft(scene, (from, to), &cue, phrase, content, "source-verb-clause"))
}

fn draft(scene: Scene<'_>, at: Range, cue: &Cue, phrase: Phrase, content: Range, rule: &'static str) -> Draft {
    Draft {
        span: scene.span(content),
        kind: QuoteKind::Indirect,
        cue: Some(cue.span),
        source: Source::Phrase(phrase),
        via: None,
        stance: cue.stance,
        at,
        rule,
    }
}

/// Whether a subject can say something: no `hal itu`.
fn can_speak(scene: Scene<'_>, phrase: &Phrase) -> bool {
    !((scene.has(phrase.all.0, Class::NotSource)
        || scene.has(phrase.all.1 - 1, Class::NotSource) && !scene.has(phrase.all.1 - 1, Class::Deictic))
        && !matches!(phrase.sort, Sort::Named | Sort::Pronoun))
}

/// Whether a subject can ask for something: a person or an institution, not a noun that stands at the head of its sentence
/// (`Berita itu mendorong harga naik`).
fn asks(scene: Scene<'_>, phrase: &Phrase) -> bool {
    let (from, to) = phrase.all;
    let known = scene.classes(from).meets(Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::Document]));
    known
        || !matches!(phrase.sort, Sort::Institution | Sort::Anonymous | Sort::Described)
        || (from + 1 >= to || scene.is_capital(from + 1)) && scene.is_capital(from)
}

/// Where the clause behind a reporting verb begins, and whether `bahwa`, a comma or a colon marks it.
fn content_start(scene: Scene<'_>, cue: &Cue, to: usize) -> (Option<usize>, bool) {
    let mut at = cue.tokens.1;
    let complementizer =
        |at: usize| scene.has(at, Class::Complementizer) && (cue.object == Object::Demand || tells(scene, at)) && at < to;
    if scene.is_any(at, &[',', ':']) {
        at += 1;
        if complementizer(at) {
            at += 1;
        }
        return (
            (at < to).then_some(at),
            cue.object != Object::Bahwa || scene.is(at - 1, ':') || scene.has(at - 1, Class::Complementizer),
        );
    }
    if complementizer(at) {
        if scene.is(at + 1, ',') && comma(scene, at + 2, to).is_some() {
            return (Some(at + 1 + 1), true);
        }
        return (Some(at + 1), true);
    }
    let skip = (at..to).take_while(|&k| scene.has(k, Class::ReportAdverb)).count();
    if skip > 0 && (complementizer(at + skip) || scene.is(at + skip, ',')) {
        return (Some(at + skip + 1), true);
    }
    if cue.object != Object::Demand && cue.stance == Stance::Says || scene.does(at, Function::Hearer) {
        let place = scene.does_any(at, PLACE);
        let moment = scene.does_any(at, MOMENT);
        if place || moment {
            let end = to.min(at + 30);
            let verb = |range: Range| (range.0..range.1).any(|k| source::is_verb(scene, k));
            if let Some(k) = (at..end).find(|&k| complementizer(k) && tells(scene, k))
                && (moment || !verb((at + 1, k)))
            {
                return (Some(k + 1), true);
            }
            let occasion = (at + 1..at + 3).any(|k| scene.has(k, Class::Occasion)) || scene.has(at + 1, Class::Weekday);
            if moment || occasion {
                let next = comma(scene, at, end).map(|k| skip_dates(scene, k + 1, to));
                return (next.filter(|&k| k < to), cue.object != Object::Bahwa);
            }
            return (Some(at), false);
        }
    }
    ((at < to).then_some(at), false)
}

/// Past the dates and brackets that stand between commas at `at` (`Selasa, 1 Juli 2025, |AP dituduh …`).
fn skip_dates(scene: Scene<'_>, at: usize, to: usize) -> usize {
    let mut at = at;
    while let Some(next) = comma(scene, at, to.min(at + 8)) {
        let dated = (at..next).all(|k| {
            !scene.is_word(k) || scene.has(k, Class::Weekday) || scene.has(k, Class::Month) || scene.has(k, Class::DayPart)
        });
        if !dated && !source::is_degree(scene, (at, next)) {
            break;
        }
        at = next + 1;
    }
    at
}

const NO_PREDICATE: Classes = Classes::of(&[Class::SourceEnd, Class::Complementizer, Class::SubjectOpener]);

/// Whether a stretch holds something that makes it a clause.
fn has_predicate(scene: Scene<'_>, (from, to): Range) -> bool {
    let limit = (from + 1..to)
        .find(|&at| scene.is(at, ',') && !scene.is_glued(at + 1) || scene.does(at, Function::Subordinate))
        .unwrap_or(to);
    let mut relative: Option<usize> = None;
    (from..limit).any(|at| {
        if scene.does(at, Function::Relative) {
            relative = Some(at);
            return false;
        }
        let joined = at > from && scene.does(at - 1, Function::And);
        // `berkas itu lengkap`: what follows a closed noun phrase says something of it.
        let closed =
            at > from + 1 && scene.has(at - 1, Class::Deictic) && scene.is_word(at) && !scene.classes(at).meets(NO_PREDICATE);
        if closed && relative.is_none() {
            return true;
        }
        match relative {
            // Inside a relative clause only a small word that stands well behind its verb shows the main clause.
            Some(start) => at > start + 3 && scene.has(at, Class::Predicate) && !joined,
            None => (scene.has(at, Class::Predicate) || source::is_verb(scene, at)) && !joined,
        }
    })
}

/// The content from `start` to the end of the sentence: without final marks, and without an attribution that trails behind.
fn bounds(scene: Scene<'_>, start: usize, to: usize) -> Option<Range> {
    let mut start = start;
    let mut end = to;
    while start < end && (scene.is_any(start, &[',', ':']) || scene.get(start).is_some_and(|token| token.kind == Kind::Break)) {
        start += 1;
    }
    for at in start + 2..end {
        let trailing = scene.is(at, ',') || scene.does(at, Function::As);
        if trailing {
            let cue = if scene.is(at, ',') { at + 1 } else { at };
            if via::at(scene, cue, end).is_some() {
                end = at;
                break;
            }
            if scene.is(at, ',')
                && scene.has(at + 1, Class::Weekday)
                && end - at <= 12
                && (at + 2..end).all(|k| !scene.is_word(k) || scene.has(k, Class::Month) || scene.has(k, Class::DayPart))
            {
                end = at;
                break;
            }
        }
    }
    while end > start && scene.is_any(end - 1, &[',', ':', ';', '.', '!', '?', '\u{2026}']) {
        end -= 1;
    }
    (end > start).then_some((start, end))
}

/// `Menurut S, clause`, `clause, kata S`, `Namun, kata S, clause`, `Dana itu, kata S, tidak cukup`.
fn beside(scene: Scene<'_>, (from, to): Range, cue: Cue, rule: &'static str) -> Option<Draft> {
    let at = cue.tokens.0;
    let (source, mut after) = if let Some(nya) = cue.nya {
        (Source::Nya(nya), cue.tokens.1)
    } else {
        let phrase = source::right(scene, cue.tokens.1, to, rule == "clause-cue")?;
        if !can_speak(scene, &phrase) {
            return None;
        }
        (Source::Phrase(phrase), phrase.all.1)
    };
    // An aside behind the source (`menurut Retno dalam rilisnya, …`).
    if after < to && !scene.is(after, ',') && scene.has(after, Class::SourceEnd) && !scene.is_capital(after) {
        if scene.does_any(after, ASIDE) {
            if let Some(k) = comma(scene, after, to.min(after + 25)) {
                after = k;
            } else if rule == "clause-cue" {
                after = to;
            }
        }
    } else if scene.is(after, '(')
        && let Some(k) = (after..to.min(after + 8)).find(|&k| scene.is(k, ')'))
    {
        after = k + 1;
    }
    // `Menurut Ardi yang juga menjabat ketua itu, …`
    if rule == "according" && scene.does(after, Function::Relative) {
        after = comma(scene, after, to.min(after + 25)).unwrap_or(after);
    }
    if scene.is(after, ',') {
        after = skip_dates(scene, after + 1, to);
    }
    let rest = bounds(scene, after, to);
    let ahead = opener_end(scene, (from, at));
    let before_end = if at > from && scene.is(at - 1, ',') { at - 1 } else { at };
    let content = match rest {
        // Nothing behind, or only where and when it was said.
        None => bounds(scene, from, before_end)?,
        Some(rest) => {
            if ahead >= before_end {
                rest
            } else {
                let phrase = scene
                    .lexicon
                    .longest(scene.tokens(), ahead, Class::SubjectOpener)
                    .is_some_and(|(sense, _)| &*sense.value == "phrase");
                let continues = scene.is(after, ',')
                    || scene.is(after.saturating_sub(1), ',')
                    || cue.nya.is_some()
                    || rule == "according"
                    || !scene.is(at - 1, ',');
                if !continues {
                    // `clause, kata S kepada wartawan`
                    bounds(scene, from, before_end)?
                } else if phrase && has_room(scene, rest) {
                    rest
                } else if trails(scene, rest) {
                    bounds(scene, from, before_end)?
                } else {
                    (from, rest.1)
                }
            }
        }
    };
    if content.1 - content.0 < 3 {
        return None;
    }
    Some(Draft {
        span: scene.span(content),
        kind: QuoteKind::Indirect,
        cue: Some(cue.span),
        source,
        via: None,
        stance: cue.stance,
        at: (from, to),
        rule,
    })
}

/// Whether what stands behind an attribution is a clause that can stand alone.
fn has_room(scene: Scene<'_>, rest: Range) -> bool {
    rest.1 - rest.0 >= 3 && has_predicate(scene, rest) || rest.1 - rest.0 >= 6
}

/// Whether what stands behind an attribution only says when and where it was made.
fn trails(scene: Scene<'_>, (from, to): Range) -> bool {
    scene.has(from, Class::Weekday) && to - from <= 10 || scene.does_any(from, TRAILS) && comma(scene, from, to).is_none()
}

/// `disampaikan oleh S bahwa clause`.
fn passive(scene: Scene<'_>, (from, to): Range, cue: Cue) -> Option<Draft> {
    let mut at = cue.tokens.1;
    if scene.does(at, Function::By) {
        at += 1;
    }
    let phrase = source::right(scene, at, to, true)?;
    if !matches!(phrase.sort, Sort::Named | Sort::Pronoun | Sort::Institution | Sort::Title | Sort::Described) {
        return None;
    }
    let start = (phrase.all.1..to.min(phrase.all.1 + 25)).find(|&k| scene.has(k, Class::Complementizer) && tells(scene, k))? + 1;
    let content = bounds(scene, start, to)?;
    Some(draft(scene, (from, to), &cue, phrase, content, "passive-clause"))
}
