//! Where in a sentence a date tells when somebody spoke, not when something happened.

use super::view::View;
use super::weight::Weight;
use crate::function::Function;
use crate::lexicon::{Class, Hint, Hints};
use crate::segment::marks::is_quote;
use crate::token::{Kind, Shape, Token};

/// Stretches of tokens, and what a date in them weighs at most.
#[derive(Debug, Default)]
pub(super) struct Speech {
    stretches: Vec<(usize, usize, Weight)>,
}

const CUE_OR_QUOTE: Hints = Hints::of(&[Hint::Cue, Hint::Quote]);

impl Speech {
    /// Reads the sentence's cues of speaking.
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut speech = Self::default();
        let (from, to) = (view.sentence.tokens.0 as usize, view.sentence.tokens.1 as usize);
        let mut at = from;
        let mut pairs = view.quoted.iter().filter(|pair| pair.whole).peekable();
        while at < to {
            if let Some(pair) = pairs.next_if(|pair| pair.open <= at) {
                let (open, close) = (pair.open, (pair.close - 1).min(to - 1));
                if is_speech(view, open, close) {
                    speech.stretches.push((from, to, Weight::Never));
                    return speech;
                }
                at = close.max(at) + 1;
                continue;
            }
            if view.tokens()[at].hints.has(Hint::Quote)
                && view.mark(at, "\"\u{201d}")
                && at > from
                && view.mark(at - 1, ",.?!")
                && is_cue(view, at + 1)
            {
                speech.stretches.push((from, to, Weight::Never));
                return speech;
            }
            speech.cue(view, at);
            at = view.document.hinted.next((at + 1, to), CUE_OR_QUOTE);
        }
        speech
    }

    /// What a date that begins at that token weighs at most.
    pub(super) fn weight(&self, at: usize) -> Weight {
        let found = self.stretches.iter().filter(|(from, to, _)| (*from..*to).contains(&at));
        found.map(|&(_, _, weight)| weight).min().unwrap_or(Weight::Main)
    }

    fn cue(&mut self, view: &View<'_>, at: usize) {
        let token = &view.tokens()[at];
        let classes = view.lexicon.classes(token.word());
        if !token.hints.has(Hint::Cue) || !classes.meets(super::CUES) {
            return;
        }
        let (from, to) = (view.sentence.tokens.0 as usize, view.sentence.tokens.1 as usize);
        let next = view.tokens().get(at + 1);
        let always = view.tokens()[at].shape == Shape::Lower
            && view.lexicon.sense(view.tokens()[at].word(), Class::Via).is_some_and(|sense| &*sense.value == "any source");
        let named = always
            || next.is_some_and(|next| next.is_capitalised() || next.shape == Shape::Mixed || next.kind == Kind::Mark)
            || next.is_some_and(|next| {
                view.lexicon.sense(next.word(), Class::ViaLink).is_some_and(|sense| &*sense.value == "shows")
            })
            || view.is(at + 1, Class::Outlet);
        if classes.has(Class::Via) && named {
            self.stretches.push((at, source_end(view, at + 1), Weight::Never));
        }
        if classes.has(Class::SayNya) || (classes.has(Class::Say) && (at == from || view.mark(at - 1, ",\"\u{201d}"))) {
            self.stretches.push((at, tail_end(view, at), Weight::Never));
        } else if classes.has(Class::PassiveCue) {
            let speaker =
                view.tokens().get(at + 1).is_some_and(|next| next.is_capitalised() || view.does(at + 1, Function::BeforeAgent));
            if speaker && !that_follows(view, at) {
                // `Dijelaskan Retno, sekitar pukul 12.00 ...`: what was said follows.
                // So it does behind `informasi yang disampaikan BMKG, ...`.
                let relative = at > from && view.does(at - 1, Function::Relative);
                let end = if at <= from + 1 || relative { source_end(view, at + 1) } else { to };
                self.stretches.push((at, end, Weight::Never));
            }
        } else if classes.has(Class::ReportVerb) {
            self.verb(view, at);
        }
    }

    /// A reporting verb with its speaker before it.
    fn verb(&mut self, view: &View<'_>, at: usize) {
        let (from, to) = (view.sentence.tokens.0 as usize, view.sentence.tokens.1 as usize);
        // `warga yang mengatakan ...` is not what the sentence reports.
        if (from.max(at.saturating_sub(2))..at).any(|i| view.does(i, Function::Relative)) {
            return;
        }
        let Some(sense) = view.lexicon.sense(view.tokens()[at].word(), Class::ReportVerb) else { return };
        let that = that_follows(view, at);
        // `memutuskan`, `menyepakati`: deeds, unless a statement follows.
        if sense.value.ends_with("bahwa") && !that {
            return;
        }
        let speaks = !sense.value.ends_with("noun") || that;
        let weight = if speaks { Weight::Never } else { Weight::Aside };
        // `Pada pekan lalu Menlu mengatakan ...`; but `Untuk hari ini ia memperkirakan ...` speaks of today.
        if !sense.value.starts_with("believes") && !(from..at).any(|i| view.is_verb(i)) {
            self.stretches.push((from, at, weight));
        }
        // `mengatakan, Senin (24/7), ...`; `mengatakan di Jakarta pada Senin (24/7) bahwa ...`
        let mut i = at + 1;
        if view.mark(i, ",") {
            i += 1;
        }
        if view.timex_at(i).is_some() {
            self.stretches.push((at, i + 1, Weight::Never));
        } else if let Some(that) = (at + 1..to.min(at + 30)).find(|&i| view.does(i, Function::That))
            && !(at + 1..that).any(|i| view.is_verb(i))
        {
            self.stretches.push((at, that, Weight::Never));
        }
        // `..., Senin (24/7/2023).` at the end of it all.
        if let Some((start, end)) = view.last_day()
            && start > at
            && view.mark(start - 1, ",")
            && end + 1 >= to
            && speaks
        {
            self.stretches.push((start, to, Weight::Never));
        }
    }
}

fn is_cue(view: &View<'_>, at: usize) -> bool {
    view.tokens().get(at).is_some_and(|token| view.lexicon.classes(token.word()).meets(super::CUES))
}

/// Whether a quotation is somebody's words rather than a name or a term.
fn is_speech(view: &View<'_>, open: usize, close: usize) -> bool {
    close - open > 12
        || view.mark(close - 1, ",.?!\u{2026}")
        || view.mark(close + 1, ",") && is_cue(view, close + 2)
        || is_cue(view, close + 1)
        || open > view.sentence.tokens.0 as usize && view.mark(open - 1, ":")
        || open > view.sentence.tokens.0 as usize + 1 && view.mark(open - 1, ",") && is_cue(view, open - 2)
}

fn that_follows(view: &View<'_>, at: usize) -> bool {
    (at + 1..at + 13).any(|at| view.does(at, Function::That))
}

/// Behind `dikutip`: its outlet and its date, up to where the clause goes on.
fn source_end(view: &View<'_>, mut at: usize) -> usize {
    let to = view.tokens().len();
    while at < to {
        if let Some(timex) = view.timex_at(at) {
            at = view.document.token_at(view.timexes[timex].span.end).max(at + 1);
            continue;
        }
        let token = &view.tokens()[at];
        let stop =
            token.mark().is_some_and(|mark| matches!(mark, ',' | ';' | '(') || is_quote(mark)) && view.timex_at(at + 1).is_none();
        if stop {
            break;
        }
        at += 1;
    }
    at
}

/// Behind `kata Retno`: to the end of the sentence, or to the comma behind which the interrupted clause goes on.
fn tail_end(view: &View<'_>, cue: usize) -> usize {
    let (from, to) = (view.sentence.tokens.0 as usize, view.tokens().len());
    // `Namun, kata Retno, ...`: what stands before is no clause yet.
    let opened = cue - from < 8 && !(from..cue).any(|i| view.is_verb(i));
    for at in cue + 1..to {
        if !view.mark(at, ",") || view.timex_at(at + 1).is_some() {
            continue;
        }
        if opened || view.tokens().get(at + 1).is_some_and(|next| goes_on(view, next)) {
            return at;
        }
    }
    to
}

/// Whether a word behind the comma takes the interrupted clause up again, rather than telling where the speaker stood.
fn goes_on(view: &View<'_>, next: &Token) -> bool {
    next.kind == Kind::Word && next.shape == Shape::Lower && !view.lexicon.functions(next.word()).has(Function::Adjunct)
}
