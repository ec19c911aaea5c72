//! Patterns over tokens: the small language in which rules are written.
//!
//! | written | matches |
//! | --- | --- |
//! | `pekan`, `Mei` | the word, in any case; where it is written with a capital here, only with a capital there |
//! | `'('` | the mark (also the letter `'x'` glued into a number is written as a word: `x`) |
//! | `@weekday` | a word or phrase of the class whose table is `…/weekday.tsv`; `@Weekday` only where it is capitalised |
//! | `{1..31}` | a number in that range, with at most the digits of the upper bound; `{00..59}`: exactly two digits |
//! | `{1..31}:day` | the same, captured under that name; `@weekday` captures under its own name where the rules know it |
//! | `$` | any capitalised word, known or not (only inside a look) |
//! | `~` | no blank between the tokens at its sides |
//! | `a b`, `a \| b`, `a?`, `( … )` | sequence, ordered choice, option, group |
//! | `%name` | the fragment of that name |
//! | `^x`, `<x` | only at the start: the token before is not (is) `x`, a word, mark, class, number or group of them |
//! | `!x`, `&x` | the token after is not (is) `x` |
//!
//! A compiled pattern is a short program for a backtracking matcher; there is no repetition, so it always ends.

mod begin;
mod index;
mod kind;
mod parse;
mod step;
mod tree;

pub(crate) use index::{Index, Way};
pub(crate) use parse::Scope;

use crate::lexicon::Lexicon;
use crate::token::Token;
use step::{Step, Test};

/// A part of a match that was given a name: which, and the tokens from `start` to `end` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Capture {
    pub(crate) name: u8,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What a match captures, and the room it works in: kept from one match to the next, since most fail at their second token.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) captures: Vec<Capture>,
    /// What is still to be tried, the latest last.
    branches: Vec<Branch>,
}

/// Where a choice not yet tried goes on.
#[derive(Clone, Copy, Debug)]
struct Branch {
    pc: u16,
    position: u32,
    /// How much was captured when the choice stood open.
    captures: u16,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    steps: Vec<Step>,
    /// What its steps look for.
    looks: Vec<Test>,
}

impl Pattern {
    /// Compiles a pattern, or says what is wrong with it and where in it.
    pub(crate) fn compile(source: &str, scope: &Scope<'_>, lexicon: &mut Lexicon) -> Result<Self, String> {
        let tree = parse::parse(source, scope, lexicon)?;
        let (mut steps, mut looks) = (Vec::new(), Vec::new());
        tree::emit(&tree, &mut steps, &mut looks);
        steps.push(Step::Done);
        if steps.len().max(looks.len()) > usize::from(u16::MAX) {
            return Err("the pattern is too large".into());
        }
        Ok(Self { steps, looks })
    }

    /// Matches at `tokens[at]`: the index one past the last token. What was captured is then in `run.captures`, in text order.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, lexicon: &Lexicon, run: &mut Run) -> Option<usize> {
        let Run { captures, branches } = run;
        captures.clear();
        branches.clear();
        let (mut pc, mut position) = (0_usize, at);
        'steps: loop {
            let advance = match &self.steps[pc] {
                Step::Take(test, name) => match test.take(tokens, position, lexicon) {
                    0 => false,
                    taken => {
                        capture(captures, *name, (position, position + taken));
                        position += taken;
                        true
                    }
                },
                Step::Glued => position > 0 && position < tokens.len() && tokens[position - 1].end == tokens[position].start,
                // A log of openings and closings, so that going back is cutting it short; `settle` pairs them at the end.
                Step::Open(name) => {
                    captures.push(Capture { name: *name, start: position as u32, end: OPEN });
                    true
                }
                Step::Close(name) => {
                    captures.push(Capture { name: *name, start: CLOSE, end: position as u32 });
                    true
                }
                Step::Split(first, second) => {
                    let (mut first, mut second) = (*first, *second);
                    // Most choices fail at their first token: then there is nothing to come back from, and the next is at hand.
                    while let Step::Take(test, name) = &self.steps[first as usize] {
                        let taken = test.take(tokens, position, lexicon);
                        if taken > 0 {
                            branches.push(Branch { pc: second, position: position as u32, captures: captures.len() as u16 });
                            capture(captures, *name, (position, position + taken));
                            position += taken;
                            pc = first as usize + 1;
                            continue 'steps;
                        }
                        let Step::Split(other, last) = &self.steps[second as usize] else {
                            pc = second as usize;
                            continue 'steps;
                        };
                        (first, second) = (*other, *last);
                    }
                    branches.push(Branch { pc: second, position: position as u32, captures: captures.len() as u16 });
                    pc = first as usize;
                    continue;
                }
                Step::Jump(to) => {
                    pc = *to as usize;
                    continue;
                }
                Step::Look { behind, wanted, tests } => {
                    let tests = self.looks(*tests);
                    let found = if *behind {
                        at > 0 && tests.iter().any(|test| test.take(tokens, at - 1, lexicon) == 1)
                    } else {
                        tests.iter().any(|test| test.take(tokens, position, lexicon) > 0)
                    };
                    found == *wanted
                }
                Step::Done => {
                    settle(captures);
                    return Some(position);
                }
            };
            if advance {
                pc += 1;
                continue;
            }
            let branch = branches.pop()?;
            pc = branch.pc as usize;
            position = branch.position as usize;
            captures.truncate(branch.captures as usize);
        }
    }

    /// All tests in it.
    fn tests(&self) -> impl Iterator<Item = Test> {
        let taken = self.steps.iter().filter_map(|step| if let Step::Take(test, _) = step { Some(*test) } else { None });
        taken.chain(self.looks.iter().copied())
    }

    /// What a [`Step::Look`] looks for.
    fn looks(&self, (from, to): (u16, u16)) -> &[Test] {
        &self.looks[from as usize..to as usize]
    }
}

fn capture(captures: &mut Vec<Capture>, name: Option<u8>, (start, end): (usize, usize)) {
    if let Some(name) = name {
        captures.push(Capture { name, start: start as u32, end: end as u32 });
    }
}

const OPEN: u32 = u32::MAX;
const CLOSE: u32 = u32::MAX;

/// Gives each opening its closing and drops the closings.
fn settle(captures: &mut Vec<Capture>) {
    for i in 0..captures.len() {
        let capture = captures[i];
        if capture.start == CLOSE
            && let Some(open) = captures[..i].iter_mut().rev().find(|open| open.name == capture.name && open.end == OPEN)
        {
            open.end = capture.end;
        }
    }
    captures.retain(|capture| capture.start != CLOSE);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Pattern, Run, Scope};
    use crate::lexicon::Lexicon;
    use crate::token::tokenize;

    /// What the pattern takes from the first place at which it matches, and what it captures as `:day`, in brackets.
    fn taken(pattern: &str, text: &str) -> Option<String> {
        let mut lexicon = Lexicon::load().expect("the words load");
        let fragments = HashMap::from([("dir".to_owned(), "(lalu|depan)".to_owned())]);
        let scope = Scope { fragments: &fragments, slot: &|name| (name == "day").then_some(0) };
        let pattern = Pattern::compile(pattern, &scope, &mut lexicon).expect("it compiles");
        let (tokens, mut run) = (tokenize(text, &lexicon), Run::default());
        let (at, end) = (0..tokens.len()).find_map(|at| Some((at, pattern.matches(&tokens, at, &lexicon, &mut run)?)))?;
        let part = |from: usize, to: usize| &text[tokens[from].start as usize..tokens[to - 1].end as usize];
        let captured = run.captures.iter().map(|capture| format!(" [{}]", part(capture.start as usize, capture.end as usize)));
        Some(captured.fold(part(at, end).to_owned(), |all, one| all + &one))
    }

    #[test]
    fn each_element_matches_what_its_table_says() {
        for (pattern, text, expected) in [
            ("pekan", "Pekan ini", Some("Pekan")),
            ("Mei", "mei Mei", Some("Mei")),
            ("'(' {1..31}", "pada (27)", Some("(27")),
            ("@weekday", "hari jumat", Some("jumat")),
            ("@Weekday", "hari jumat", None),
            ("@day_part", "sejak dini hari tadi", Some("dini hari")),
            ("{1..31}:day", "45 hari, 7 jam", Some("7 [7]")),
            ("{00..59}", "7 07", Some("07")),
            ("{1..31} ~ Juli", "27 Juli 27Juli", Some("27Juli")),
            ("pekan %dir?", "pekan depan", Some("pekan depan")),
            ("pekan %dir?", "pekan ini", Some("pekan")),
            ("({1..31}:day Juli | {1..31}:day)", "27 Mei", Some("27 [27]")),
            ("^tanggal {1..31}", "tanggal 27 atau 28", Some("28")),
            ("<tanggal {1..31}", "27 atau tanggal 28", Some("28")),
            ("{1..31} !orang", "27 orang 28 rumah", Some("28")),
            ("{1..31} &(orang|$)", "27 rumah 28 Mei", Some("28")),
        ] {
            assert_eq!(taken(pattern, text).as_deref(), expected, "`{pattern}` in `{text}`");
        }
    }
}
