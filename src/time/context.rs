//! What the words around an expression say of it: which way its clause points, whether it tells of a habit, whether it is
//! quoted.

use crate::lexicon::{Class, Classes, Lexicon};
use crate::segment::{Document, Sentence};
use crate::time::meaning::Lean;
use crate::token::{Kind, Token};

const CUES: Classes = Classes::of(&[Class::PastCue, Class::FutureCue]);

/// How far, in tokens, a cue behind an expression still speaks for its clause.
const BEHIND: usize = 8;

/// Which way the clause around `tokens` points: by the nearest cue before the expression, else by one close behind it, within
/// the sentence. None where no word says.
pub(crate) fn lean(document: &Document<'_>, sentence: &Sentence, tokens: (u32, u32), lexicon: &Lexicon) -> Option<Lean> {
    let (from, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
    let (start, end) = (tokens.0 as usize, tokens.1 as usize);
    let of = |token: &Token| -> Option<Lean> {
        let classes = lexicon.classes(token.word());
        if !classes.meets(CUES) {
            None
        } else if classes.has(Class::FutureCue) {
            Some(Lean::Ahead)
        } else {
            Some(Lean::Back)
        }
    };
    document.tokens[from.min(start)..start].iter().rev().find_map(of).or_else(|| {
        // Behind the expression only its own clause counts.
        let behind = &document.tokens[end.min(to)..to.min(end + BEHIND).max(end.min(to))];
        let breaks = |token: &&Token| token.kind != Kind::Mark && !lexicon.classes(token.word()).has(Class::ClauseBreak);
        behind.iter().take_while(breaks).find_map(of)
    })
}

/// Whether the sentence tells of what happens again and again.
pub(crate) fn habitual(document: &Document<'_>, sentence: &Sentence, lexicon: &Lexicon) -> bool {
    habit_between(document, sentence.tokens, false, lexicon)
}

/// Whether a word of habit stands close before the weekday at that token; `list` where it is the first of several, before
/// which the verb of a rule is such a word too.
pub(crate) fn habitual_before(document: &Document<'_>, sentence: &Sentence, at: u32, list: bool, lexicon: &Lexicon) -> bool {
    habit_between(document, (at.saturating_sub(BEHIND as u32).max(sentence.tokens.0), at), list, lexicon)
}

fn habit_between(document: &Document<'_>, (from, to): (u32, u32), list: bool, lexicon: &Lexicon) -> bool {
    let cue = |token: &Token| lexicon.sense(token.word(), Class::HabitCue);
    document.tokens[from.min(to) as usize..to as usize].iter().filter_map(cue).any(|cue| list || &*cue.value != "list")
}

/// What stands between quotation marks in a sentence, as token ranges without the marks.
pub(crate) fn quoted(document: &Document<'_>, sentence: &Sentence) -> Vec<(u32, u32)> {
    let (from, to) = sentence.tokens;
    let first = document.quoted.partition_point(|quoted| quoted.close <= from as usize);
    let inside = document.quoted[first..].iter().map(|quoted| (quoted.inner.0 as u32, quoted.inner.1 as u32));
    inside.take_while(|&(start, _)| start < to).map(|(start, end)| (start.max(from), end.min(to))).collect()
}
