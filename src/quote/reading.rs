//! Frames tried at a place: what each part takes, and the statement that comes of it.

use super::clause;
use super::cue::{self, Cue};
use super::frame::{Conditions, Element, Frame, Name, Part, Site, Test, Times};
use super::rule::Rules;
use super::source::{self, Phrase};
use super::{Source, joint, via};
use crate::lexicon::{Class, Classes};
use crate::scene::{Range, Scene};
use crate::segment::Quoted;
use crate::span::Span;

/// Where frames are tried: a stretch of tokens, and the quotation at its edge.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) site: Site,
    /// The stretch; a comma or colon before a quotation and its `bahwa` stand behind it.
    pub(super) stretch: Range,
    pub(super) quote: Option<&'a Quoted>,
    /// Whether the quotation before is a statement.
    pub(super) goes_on: bool,
}

/// What a frame has read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) cue: Option<Cue>,
    pub(super) source: Option<Source>,
    pub(super) content: Option<Range>,
    /// The tokens taken, those of clauses to the edge included.
    pub(super) taken: Range,
}

impl Reading {
    /// Its cue, and the outlet where that is the source: `at` is where its anchor stands.
    pub(super) fn cue(&self, scene: Scene<'_>, at: usize, limit: usize) -> (Option<Span>, Option<via::Outlet>) {
        match self.source {
            Some(Source::Outlet(name)) => (Some(scene.span((at, name.0))), via::at(scene, at, limit)),
            _ => (self.cue.map(|cue| cue.span), None),
        }
    }

    /// One past the source, where one stands behind the cue, else past the cue.
    pub(super) fn attributed(&self) -> usize {
        let cue = self.cue.map_or(self.taken.0, |cue| cue.tokens.1);
        match &self.source {
            Some(Source::Phrase(phrase)) if phrase.all.0 >= cue => phrase.all.1,
            _ => cue,
        }
    }
}

/// The left side of frames, and the anchor it was read from.
type Left = (usize, Option<Cue>, Range);

/// What several frames ask at the same anchor.
#[derive(Default)]
pub(super) struct Memo {
    subject: Option<(usize, Option<Phrase>)>,
    source: Option<(usize, Option<Phrase>)>,
    bounds: Option<(Range, Option<Range>)>,
    that: Option<(usize, Option<usize>)>,
    /// By [`Frame::same_anchor`]: the cue, with the conditions that it fulfils.
    cue: Option<(usize, Option<(Cue, Conditions)>)>,
    left: Option<(Left, Option<Reading>)>,
}

impl Memo {
    /// The cue of a frame at the anchor, unless it fulfils what bars it.
    fn cue(&mut self, scene: Scene<'_>, at: usize, frame: &Frame, tests: &[Test]) -> Option<Cue> {
        if self.cue.as_ref().is_none_or(|(known, _)| *known != frame.same_anchor) {
            let starts = starts(scene, at);
            let cue = tests.iter().find_map(|test| match *test {
                Test::Class(class) if starts.has(class) => cue::at(scene, at, class),
                _ => None,
            });
            self.cue = Some((frame.same_anchor, cue.map(|cue| (cue, cue.conditions()))));
        }
        // Most fail here, before anything is copied.
        let (cue, _) = self.cue.as_ref()?.1.as_ref().filter(|(_, fulfils)| !fulfils.meets(frame.barred))?;
        Some(*cue)
    }
}

fn remember<K: PartialEq + Copy, V: Copy>(memo: &mut Option<(K, V)>, key: K, find: impl FnOnce() -> V) -> V {
    match *memo {
        Some((known, value)) if known == key => value,
        _ => memo.insert((key, find())).1,
    }
}

/// Whether the anchor of a frame stands at `at`: its cue and the tokens it takes.
pub(super) fn anchor(place: Place<'_>, frame: &Frame, at: usize, memo: &mut Memo) -> Option<Reading> {
    let scene = place.scene;
    let nothing = Reading { cue: None, source: None, content: None, taken: (at, at) };
    let mut reading = match &frame.anchor.element {
        Element::Named(Name::Outlet) => {
            let outlet = via::at(scene, at, place.stretch.1)?;
            Reading { taken: outlet.tokens, source: Some(Source::Outlet(outlet.name)), ..nothing }
        }
        Element::Named(_) => {
            let quote = place.quote?;
            let edge = if place.site == Site::Before { (quote.open, quote.open) } else { (quote.close, quote.close) };
            Reading { taken: edge, ..nothing }
        }
        Element::Any(tests) => {
            let cue = memo.cue(scene, at, frame, tests)?;
            Reading { cue: Some(cue), taken: cue.tokens, ..nothing }
        }
    };
    let mut run = Run { place, reading: &mut reading, memo };
    let taken = run.reading.taken;
    run.hold(&frame.anchor, taken).then_some(reading)
}

/// The classes of the words and phrases that begin there.
pub(super) fn starts(scene: Scene<'_>, at: usize) -> Classes {
    scene.get(at).map_or(Classes::default(), |token| scene.classes(at).or(scene.lexicon.opens(token.word())))
}

/// Reads what stands around an anchor.
pub(super) fn read(place: Place<'_>, frame: &Frame, anchor: Reading, memo: &mut Memo) -> Option<Reading> {
    let key = (frame.same_left, anchor.cue, anchor.taken);
    let left = match memo.left {
        Some((known, left)) if known == key => left,
        _ => {
            let mut reading = anchor;
            let mut run = Run { place, reading: &mut reading, memo };
            let fits = frame.left.iter().all(|part| run.times(part, None, Run::left));
            memo.left.insert((key, fits.then_some(reading))).1
        }
    };
    let mut reading = left?;
    let mut run = Run { place, reading: &mut reading, memo };
    let fits = frame.right.iter().enumerate().all(|(i, part)| run.times(part, frame.right.get(i + 1), Run::right));
    fits.then_some(reading)
}

/// A reading, where its anchor stands, and the name of the rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) reading: Reading,
    pub(super) at: usize,
    pub(super) rule: &'static str,
}

/// What the first frame of that kind reads that fits the place with its anchor at `at`.
pub(super) fn first(place: Place<'_>, rules: &Rules, at: usize, fits: impl Fn(&Frame) -> bool) -> Option<Found> {
    let mut memo = Memo::default();
    rules
        .at(place.site)
        .filter(|(_, frame)| fits(frame) && (!frame.joined || joint::joins(place.scene, place.stretch.0)))
        .find_map(|(rule, frame)| {
            let anchor = anchor(place, frame, at, &mut memo)?;
            Some(Found { reading: read(place, frame, anchor, &mut memo)?, at, rule })
        })
}

/// A frame that is being read.
pub(super) struct Run<'a, 'b> {
    pub(super) place: Place<'a>,
    pub(super) reading: &'b mut Reading,
    memo: &'b mut Memo,
}

impl Run<'_, '_> {
    /// Reads a part as often as it may stand there, each time by `step`: leftwards or rightwards.
    fn times(
        &mut self,
        part: &Part,
        next: Option<&Part>,
        step: impl Fn(&mut Self, &Element, Option<&Part>) -> Option<Range>,
    ) -> bool {
        let mut count = 0;
        loop {
            // A step that takes nothing changes nothing.
            let before = (!part.conditions.is_empty()).then_some(*self.reading);
            let Some(taken) = step(self, &part.element, next) else { break };
            if let Some(before) = before
                && !self.hold(part, taken)
            {
                *self.reading = before;
                break;
            }
            count += 1;
            if part.times != Times::Many || taken.0 == taken.1 {
                break;
            }
        }
        match part.times {
            Times::Once => count == 1,
            Times::Maybe | Times::Many => true,
            Times::None => count == 0,
        }
    }

    /// One part leftwards: the tokens it takes.
    fn left(&mut self, element: &Element, _: Option<&Part>) -> Option<Range> {
        let Place { scene, stretch: (low, _), .. } = self.place;
        let at = self.reading.taken.0;
        let start = match element {
            Element::Any(tests) => (at > low && tests.iter().any(|test| test.stands(scene, at - 1))).then(|| at - 1)?,
            Element::Named(name) => match name {
                Name::Subject => {
                    let phrase = remember(&mut self.memo.subject, at, || clause::subject(scene, low, at))?;
                    self.reading.source = Some(Source::Phrase(phrase));
                    phrase.all.0
                }
                Name::Doer => {
                    let mut verbs = (low.max(at.saturating_sub(25))..at).rev().filter(|&k| source::is_verb(scene, k));
                    let phrase = verbs.find_map(|k| source::left(scene, low, k))?;
                    self.reading.source = Some(Source::Phrase(phrase));
                    phrase.all.0
                }
                Name::Clause => {
                    let clause = self.bounds((low, at))?;
                    self.content(clause);
                    low
                }
                Name::Opener => (clause::opener_end(scene, (low, at)) >= at).then_some(low)?,
                Name::Lead => clause::leads(scene, low, at).then_some(low)?,
                Name::Quote => (at == low || matches!(self.reading.source, Some(Source::Phrase(phrase)) if phrase.all.0 == at))
                    .then_some(at)?,
                Name::End => (at == low).then_some(at)?,
                _ => return None,
            },
        };
        self.reading.taken.0 = start;
        Some((start, at))
    }

    /// One part rightwards.
    fn right(&mut self, element: &Element, next: Option<&Part>) -> Option<Range> {
        let Place { scene, stretch: (_, high), .. } = self.place;
        let at = self.reading.taken.1;
        let end = match element {
            Element::Any(tests) => {
                let length = tests.iter().map(|test| test.takes(scene, at)).find(|&length| length > 0)?;
                (at + length <= high).then_some(at + length)?
            }
            Element::Named(name) => match name {
                Name::Source => self.source(at)?,
                Name::That => {
                    let cue = self.reading.cue?;
                    remember(&mut self.memo.that, at, || clause::that(scene, &cue, high))?
                }
                Name::Clause => {
                    let clause = self.bounds((at, high))?;
                    self.content(clause);
                    high
                }
                Name::Aside => clause::aside(scene, at, high, self.cued())?,
                Name::Who => clause::relative(scene, at, high)?,
                Name::Pause => scene.is(at, ',').then(|| clause::skip_dates(scene, at + 1, high))?,
                Name::Trail => {
                    let rest = self.bounds((at, high))?;
                    clause::trails(scene, rest).then_some(high)?
                }
                Name::Rest => high,
                Name::End => self.bounds((at, high)).is_none().then_some(high)?,
                Name::Quote => at,
                Name::Skip => {
                    let found = (at..clause::skip_end(scene, at, high)).find(|&k| {
                        let before = *self.reading;
                        self.reading.taken.1 = k;
                        let stands = next.is_some_and(|next| self.times(next, None, Self::right));
                        *self.reading = before;
                        stands
                    });
                    found?
                }
                _ => return None,
            },
        };
        self.reading.taken.1 = end;
        Some((at, end))
    }

    /// The source behind the cue, or the cue's own -nya.
    fn source(&mut self, at: usize) -> Option<usize> {
        if let Some(nya) = self.reading.cue.and_then(|cue| cue.nya) {
            self.reading.source = Some(Source::Nya(nya));
            return Some(at);
        }
        let Place { scene, stretch: (_, high), .. } = self.place;
        let cued = self.cued();
        let phrase = remember(&mut self.memo.source, at, || source::right(scene, at, high, cued))?;
        self.reading.source = Some(Source::Phrase(phrase));
        Some(phrase.all.1)
    }

    /// Whether no clause can begin behind the commas of the source: not so behind `menurut`.
    fn cued(&self) -> bool {
        let cue = self.reading.cue.map_or(0, |cue| cue.tokens.0);
        self.place.site != Site::Clause || !starts(self.place.scene, cue).has(Class::According)
    }

    fn bounds(&mut self, range: Range) -> Option<Range> {
        remember(&mut self.memo.bounds, range, || clause::bounds(self.place.scene, range.0, range.1))
    }

    /// Adds a clause to the content.
    fn content(&mut self, clause: Range) {
        let first = self.reading.content.map_or(clause.0, |content| content.0);
        self.reading.content = Some((first, clause.1));
    }
}

impl Test {
    /// Whether it takes the one token there.
    fn stands(self, scene: Scene<'_>, at: usize) -> bool {
        match self {
            Self::Class(class) => scene.has(at, class),
            _ => self.takes(scene, at) == 1,
        }
    }

    /// How many tokens it takes at that place; 0 where it fails.
    fn takes(self, scene: Scene<'_>, at: usize) -> usize {
        match self {
            Self::Class(class) if starts(scene, at).has(class) => scene.takes(at, class),
            Self::Class(_) => 0,
            Self::Mark(mark) => usize::from(scene.is(at, mark)),
            Self::Word(word) => usize::from(!scene.is_capital(at) && scene.get(at).is_some_and(|token| token.word() == word)),
        }
    }
}
