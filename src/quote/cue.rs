//! Cues: the words that attribute, as the tables know them.

use super::frame::{Condition, Conditions};
use crate::annotation::Stance;
use crate::lexicon::Class;
use crate::scene::{Range, Scene};
use crate::span::Span;

/// What follows a reporting verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// A clause, freely.
    Clause,
    /// Often a mere noun phrase.
    Noun,
    /// What a document shows: no person says it but with `bahwa`.
    Finding,
    /// A request, whatever its form; one whose stance is to say warns: of what is so, or to do something.
    Demand,
    /// None: the cue attributes only what stands in marks.
    Marked,
    /// A clause only behind `bahwa`, a colon or an opening mark.
    Bahwa,
}

/// A cue where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) tokens: Range,
    /// The word or phrase, without -nya.
    pub(super) span: Span,
    /// The three letters of -nya, where the speaker is in the cue.
    pub(super) nya: Option<Span>,
    pub(super) stance: Stance,
    pub(super) object: Object,
    /// Whether it can only add to what its speaker said before: `menambahkan`.
    pub(super) adds: bool,
}

impl Cue {
    /// The conditions that its object and its stance fulfil.
    pub(super) const fn conditions(&self) -> Conditions {
        let object = match self.object {
            Object::Clause => Condition::Clause,
            Object::Noun => Condition::Noun,
            Object::Finding => Condition::Finding,
            Object::Demand => Condition::Demand,
            Object::Marked => Condition::Marked,
            Object::Bahwa => Condition::Bahwa,
        };
        let stance = match self.stance {
            Stance::Says => Condition::Says,
            Stance::Denies => Condition::Denies,
            Stance::Accuses => Condition::Accuses,
            Stance::Asks => Condition::AsksFor,
            Stance::Believes => Condition::Believes,
            Stance::Promises => Condition::Promises,
        };
        Conditions::of(&[object, stance])
    }
}

/// The cue of that class that begins at `at`; a doubled word (`kata-kata`, `terang-terangan`) is none.
pub(super) fn at(scene: Scene<'_>, at: usize, class: Class) -> Option<Cue> {
    let (sense, length) = scene.lexicon.longest(scene.tokens(), at, class)?;
    // `menurut pernyataan itu`, `bunyi surat itu`: the pronoun makes the noun the source.
    let source = length == 2 && matches!(class, Class::According | Class::Say) && scene.has(at + 2, Class::Deictic);
    let length = if source { 1 } else { length };
    let tokens = (at, at + length);
    let hyphen = |mark: usize| scene.is(mark, '-') && scene.is_glued(mark) && scene.is_glued(mark + 1);
    if hyphen(tokens.1) || at > 0 && hyphen(at - 1) {
        return None;
    }
    let mut words = sense.value.split_ascii_whitespace();
    let stance = match words.next() {
        Some("denies") => Stance::Denies,
        Some("accuses") => Stance::Accuses,
        Some("asks") => Stance::Asks,
        Some("believes") => Stance::Believes,
        Some("promises") => Stance::Promises,
        _ => Stance::Says,
    };
    let object = match words.next() {
        Some("noun") => Object::Noun,
        Some("finding") => Object::Finding,
        Some("demand" | "warning") => Object::Demand,
        Some("bahwa") => Object::Bahwa,
        Some("quote") => Object::Marked,
        _ => Object::Clause,
    };
    let mut span = scene.span(tokens);
    let mut nya = None;
    let more = words.next();
    let holds = matches!(class, Class::SayNya | Class::According) || more == Some("nya");
    let last = span.of(scene.document.text).as_bytes().last_chunk::<3>();
    if holds && last.is_some_and(|last| last.eq_ignore_ascii_case(b"nya")) {
        let mine = Span::new(span.end - 3, span.end);
        span.end -= 3;
        nya = (class != Class::ReportVerb).then_some(mine);
    }
    Some(Cue { tokens, span, nya, stance, object, adds: more == Some("adds") })
}
