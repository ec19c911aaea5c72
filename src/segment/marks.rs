//! Quotation marks, paired paragraph by paragraph.
//!
//! Real texts open with the closing mark, mix curly and straight marks, lose one of a pair, and glue them to their
//! neighbours. So each mark gets a price for opening and one for closing, from its form and its surroundings, and the cheapest
//! reading of the whole paragraph wins; a missing mark has a price too. Counting from the start of the text would turn one lost
//! mark into a text of inverted quotations.

use super::{Quoted, Role};
use crate::lexicon::{Class, Classes, Hint, Hints};
use crate::scene::{Range, Scene};
use crate::token::{FINAL, QUOTES};

/// Whether a character is a double quotation mark.
pub(crate) fn is_quote(mark: char) -> bool {
    QUOTES.contains(&mark)
}

struct Mark {
    first: usize,
    after: usize,
    opens: i32,
    closes: i32,
}

const MISSING: i32 = 40;
const IGNORED: i32 = 60;
const UNCLOSED: i32 = 25;
const NESTED: i32 = 30;
const NEVER: i32 = 10_000;

/// All quotations of the article's prose, in order.
pub(super) fn pair(scene: Scene<'_>) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut marks = Vec::new();
    let document = scene.document;
    if !has_marks(document.text) {
        return found;
    }
    for line in document.lines.iter().filter(|line| line.role == Role::Body) {
        let tokens = (line.tokens.0 as usize, line.tokens.1 as usize);
        collect(scene, tokens, &mut marks);
        if !marks.is_empty() {
            read(scene, tokens, &marks, &mut found);
        }
    }
    found
}

fn has_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'"', b'&', 0xc2, bytes).is_some()
        || memchr::memmem::find(bytes, b"\xe2\x80").is_some()
        || memchr::memmem::find(bytes, b"''").is_some()
}

/// The marks of a paragraph with their prices.
fn collect(scene: Scene<'_>, (from, to): Range, marks: &mut Vec<Mark>) {
    marks.clear();
    let mut at = from;
    loop {
        at = scene.document.hinted.next((at, to), Hints::of(&[Hint::Quote]));
        if at >= to {
            break;
        }
        let (form, length) = match scene.tokens()[at].mark() {
            Some(form) if is_quote(form) => (form, 1),
            Some('\'') if scene.is(at + 1, '\'') && scene.is_glued(at + 1) => ('"', 2),
            _ => (' ', 0),
        };
        if length > 0 {
            marks.push(price(scene, (from, to), at, at + length, form));
        }
        at += length.max(1);
    }
}

const CUES: Classes = Classes::of(&[Class::Say, Class::SayNya]);

/// What it costs to take the mark for an opening and for a closing one, in tenths of a doubt.
fn price(scene: Scene<'_>, (from, to): Range, first: usize, after: usize, form: char) -> Mark {
    let starts = first == from;
    let ends = after >= to;
    let blank_before = starts || !scene.is_glued(first);
    let blank_after = ends || !scene.is_glued(after);
    let before = first.wrapping_sub(1);
    let final_before = !starts && scene.is_any(before, &[',', '.', '!', '?', '\u{2026}']);
    let cue_after = !ends && scene.classes(after).meets(CUES) && !scene.is_capital(after);
    let (mut opens, mut closes) = match form {
        '\u{201c}' | '\u{201e}' | '«' => (-20, 20),
        '\u{201d}' | '»' => (12, -10),
        _ => (0, 0),
    };
    if blank_before || scene.is_any(before, &['(', ':', '\u{2013}', '\u{2014}', '-']) {
        opens -= 10;
    } else {
        opens += if scene.is_any(before, &FINAL) { 5 } else { 20 };
    }
    opens += if blank_after { 12 } else { -5 };
    if ends || scene.is_any(after, &[',', '.', ';', ')']) {
        opens += 45;
    }
    if cue_after {
        opens += 40;
        closes -= 15;
    }
    // `…, ”ujarnya`: the blank is on the wrong side.
    closes += if blank_before && !(cue_after && final_before) { 15 } else { -10 };
    if final_before {
        closes -= 10;
    }
    closes += if blank_after || (!ends && !scene.is_word(after)) { -5 } else { 8 };
    if starts {
        closes += 50;
    }
    Mark { first, after, opens, closes }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Open,
    Close,
    /// Opens although the last quotation was never closed.
    Reopen,
    /// Closes although none was opened.
    Orphan,
    Ignore,
}

/// The cheapest reading of a paragraph's marks.
fn read(scene: Scene<'_>, paragraph: Range, marks: &[Mark], found: &mut Vec<Quoted>) {
    let mut cost = [0, NEVER, NEVER];
    let mut path: Vec<[(Step, u8); 3]> = Vec::with_capacity(marks.len());
    for mark in marks {
        let mut next = [(NEVER * 2, Step::Ignore, 0_u8); 3];
        let mut offer = |state: usize, price: i32, step: Step, from: u8| {
            if price < next[state].0 {
                next[state] = (price, step, from);
            }
        };
        for (depth, &so_far) in cost.iter().enumerate() {
            let here = depth as u8;
            offer(depth, so_far + IGNORED, Step::Ignore, here);
            if depth < 2 {
                offer(depth + 1, so_far + mark.opens + if depth == 1 { NESTED } else { 0 }, Step::Open, here);
            }
            if depth > 0 {
                offer(depth - 1, so_far + mark.closes, Step::Close, here);
            }
            if depth == 1 {
                offer(1, so_far + mark.opens + MISSING, Step::Reopen, here);
            }
            if depth == 0 {
                offer(0, so_far + mark.closes + MISSING, Step::Orphan, here);
            }
        }
        path.push([0, 1, 2].map(|state| (next[state].1, next[state].2)));
        cost = [0, 1, 2].map(|state: usize| next[state].0);
    }
    let mut state = 0;
    for (end, price) in [(1, cost[1] + UNCLOSED), (2, cost[2] + 2 * UNCLOSED)] {
        if price < cost[0] && (state == 0 || price < cost[state] + UNCLOSED) {
            state = end;
        }
    }
    let mut steps = vec![(Step::Ignore, 0_usize); marks.len()];
    for index in (0..marks.len()).rev() {
        let (step, from) = path[index][state];
        steps[index] = (step, from as usize);
        state = from as usize;
    }
    let mut open: Option<usize> = None;
    let mut floor = paragraph.0;
    for (mark, &(step, depth)) in marks.iter().zip(&steps) {
        match (step, depth) {
            (Step::Open, 0) => open = Some(mark.first),
            (Step::Close, 1) => {
                if let Some(first) = open.take() {
                    let inner = (inner_start(scene, first), mark.first);
                    if inner.0 < inner.1 {
                        found.push(Quoted { open: first, inner, close: mark.after, whole: true, paragraph });
                    }
                    floor = mark.after;
                }
            }
            (Step::Reopen, _) => {
                if let Some(first) = open.take()
                    && let Some(end) = lost_end(scene, first, mark.first)
                {
                    found.push(Quoted {
                        open: first,
                        inner: (inner_start(scene, first), end),
                        close: end,
                        whole: false,
                        paragraph,
                    });
                }
                open = Some(mark.first);
            }
            (Step::Orphan, _) => {
                if let Some(start) = lost_start(scene, floor, mark) {
                    found.push(Quoted { open: start, inner: (start, mark.first), close: mark.after, whole: false, paragraph });
                }
                floor = mark.after;
            }
            _ => {}
        }
    }
    if let Some(first) = open {
        let end = lost_end(scene, first, paragraph.1).unwrap_or(paragraph.1);
        let inner = (inner_start(scene, first), end);
        if inner.0 < inner.1 {
            found.push(Quoted { open: first, inner, close: end, whole: false, paragraph });
        }
    }
}

/// The first token behind the opening mark that begins at `first`.
fn inner_start(scene: Scene<'_>, first: usize) -> usize {
    match scene.tokens()[first].mark() {
        Some('\'') => first + 2,
        _ => first + 1,
    }
}

/// Where a quotation whose closing mark was lost ends: before a comma with a cue behind it, else with the last sentence before
/// `limit`.
fn lost_end(scene: Scene<'_>, first: usize, limit: usize) -> Option<usize> {
    let start = inner_start(scene, first);
    let cue = (start..limit).find(|&at| {
        scene.is_any(at, &[',', '.', '?', '!'])
            && scene.classes(at + 1).meets(CUES)
            && at + 1 < limit
            && !scene.is_capital(at + 1)
    });
    cue.map(|at| at + 1)
        .or_else(|| (start..limit).rev().find(|&at| scene.is_any(at, &FINAL)).map(|at| at + 1))
        .filter(|&end| end > start)
}

/// Where a quotation whose opening mark was lost begins: with the sentence that a cue follows.
fn lost_start(scene: Scene<'_>, floor: usize, mark: &Mark) -> Option<usize> {
    if !scene.classes(mark.after).meets(CUES) {
        return None;
    }
    let start = (floor..mark.first.saturating_sub(1))
        .rev()
        .find(|&at| scene.is_any(at, &FINAL) && scene.is_capital(at + 1))
        .map_or(floor, |at| at + 1);
    (start + 2 < mark.first).then_some(start)
}
