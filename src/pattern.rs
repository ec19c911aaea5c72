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

mod index;

use std::collections::HashMap;

pub(crate) use index::Index;
use index::TokenSet;

use crate::lexicon::{Class, Lexicon, WordId};
use crate::token::{Kind, Token};

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

/// What one token is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    /// The flag: it must be capitalised.
    Word(WordId, bool),
    Mark(char),
    Class(Class, bool),
    Number {
        low: u32,
        high: u32,
        min_digits: u8,
        max_digits: u8,
    },
    /// Any word with a capital letter.
    Capital,
}

#[derive(Clone, Debug)]
enum Step {
    Take(Test),
    Glued,
    Open(u8),
    Close(u8),
    /// Try the first, then the second.
    Split(u16, u16),
    Jump(u16),
    /// Look at the token before (`true`) or after, for any of these; the second flag says whether one must or none may fit.
    Look {
        behind: bool,
        wanted: bool,
        tests: Box<[Test]>,
    },
    Done,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    steps: Vec<Step>,
    /// Of each of these a token stands in every match, behind its first two and less than [`AHEAD`] from its start.
    needs: Vec<TokenSet>,
}

/// How far ahead what a pattern needs is looked for, in tokens.
const AHEAD: usize = 16;

/// What a rule file's patterns may refer to.
pub(crate) struct Scope<'a> {
    pub(crate) fragments: &'a HashMap<String, String>,
    /// The number of a capture name, where the rules know it.
    pub(crate) slot: &'a dyn Fn(&str) -> Option<u8>,
}

impl Pattern {
    /// Compiles a pattern, or says what is wrong with it and where in it.
    pub(crate) fn compile(source: &str, scope: &Scope<'_>, lexicon: &mut Lexicon) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut parser = Parser { source, rest: source, scope, lexicon, depth: 0 };
        let tree = parser.choice()?;
        if !parser.rest.is_empty() {
            return Err(parser.fault("unexpected"));
        }
        emit(&tree, &mut steps);
        steps.push(Step::Done);
        if steps.len() > usize::from(u16::MAX) {
            return Err("the pattern is too large".into());
        }
        let mut needs = Vec::new();
        need(&tree, 0, lexicon, &mut needs);
        Ok(Self { steps, needs })
    }

    /// Matches at `tokens[at]`: the index one past the last token. What was captured is then in `run.captures`, in text order.
    pub(crate) fn matches(&self, tokens: &[Token], at: usize, lexicon: &Lexicon, run: &mut Run) -> Option<usize> {
        let Run { captures, branches } = run;
        captures.clear();
        branches.clear();
        let (mut pc, mut position) = (0_usize, at);
        loop {
            let advance = match &self.steps[pc] {
                Step::Take(test) => match test.take(tokens, position, lexicon) {
                    0 => false,
                    taken => {
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
                    let branch = Branch { pc: *second, position: position as u32, captures: captures.len() as u16 };
                    pc = *first as usize;
                    // Most choices fail at their first token: then there is nothing to come back from.
                    if let Step::Take(test) = &self.steps[pc] {
                        let taken = test.take(tokens, position, lexicon);
                        if taken == 0 {
                            pc = *second as usize;
                            continue;
                        }
                        position += taken;
                        pc += 1;
                    }
                    branches.push(branch);
                    continue;
                }
                Step::Jump(to) => {
                    pc = *to as usize;
                    continue;
                }
                Step::Look { behind, wanted, tests } => {
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

    /// The steps reached from there without taking a token: those that take one, or the end.
    fn reach(&self, from: usize) -> Vec<usize> {
        let mut reached = Vec::new();
        let mut open = vec![from];
        while let Some(pc) = open.pop() {
            match &self.steps[pc] {
                Step::Take(_) | Step::Done => reached.push(pc),
                Step::Split(first, second) => open.extend([*first as usize, *second as usize]),
                Step::Jump(to) => open.push(*to as usize),
                Step::Glued | Step::Open(_) | Step::Close(_) | Step::Look { .. } => open.push(pc + 1),
            }
        }
        reached
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

impl Test {
    /// How many tokens it takes at that place; 0 where it fails.
    fn take(self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> usize {
        let Some(token) = tokens.get(at) else { return 0 };
        match self {
            Self::Word(word, capital) => {
                usize::from(token.kind == Kind::Word && token.payload == word.0 && (!capital || token.is_capitalised()))
            }
            Self::Mark(mark) => usize::from(token.is_mark(mark)),
            Self::Capital => usize::from(token.is_capitalised()),
            Self::Class(class, capital) => {
                if token.kind != Kind::Word || token.payload == 0 || capital && !token.is_capitalised() {
                    return 0;
                }
                if lexicon.opens(token.word()).has(class) {
                    return lexicon.longest(tokens, at, class).map_or(0, |(_, length)| length);
                }
                usize::from(lexicon.classes(token.word()).has(class))
            }
            Self::Number { low, high, min_digits, max_digits } => usize::from(
                token.kind == Kind::Number
                    && (min_digits..=max_digits).contains(&token.digits)
                    && (low..=high).contains(&token.payload),
            ),
        }
    }
}

/// Gathers what stands in every match of the tree, which begins up to `from` tokens behind the pattern's start. Returns how
/// many tokens the longest match has.
fn need(tree: &Tree, from: usize, lexicon: &Lexicon, needs: &mut Vec<TokenSet>) -> usize {
    match tree {
        Tree::Sequence(parts) => parts.iter().fold(0, |length, part| length + need(part, from + length, lexicon, needs)),
        Tree::Capture(_, inner) => need(inner, from, lexicon, needs),
        Tree::Option(inner) => need(inner, from, lexicon, &mut Vec::new()),
        Tree::Choice(parts) => {
            // Of each way one thing, and the best of it: then something of their union is in every match.
            let mut union = Some(TokenSet::NONE);
            let mut longest = 0;
            for part in parts {
                let mut own = Vec::new();
                longest = longest.max(need(part, from, lexicon, &mut own));
                let best = own.into_iter().min_by_key(TokenSet::breadth);
                union = union.zip(best).map(|(union, best)| union.or(best));
            }
            needs.extend(union);
            longest
        }
        Tree::Leaf(Step::Take(test)) => {
            // The first two tokens are looked at before all else.
            if (2..AHEAD).contains(&from) {
                needs.push(TokenSet::of(*test));
            }
            match test {
                Test::Class(class, _) => lexicon.longest_form(*class),
                _ => 1,
            }
        }
        Tree::Leaf(_) => 0,
    }
}

/// A pattern as it was written.
enum Tree {
    Sequence(Vec<Tree>),
    Choice(Vec<Tree>),
    Option(Box<Tree>),
    Capture(u8, Box<Tree>),
    Leaf(Step),
}

fn emit(tree: &Tree, steps: &mut Vec<Step>) {
    match tree {
        Tree::Sequence(parts) => parts.iter().for_each(|part| emit(part, steps)),
        Tree::Leaf(step) => steps.push(step.clone()),
        Tree::Capture(name, inner) => {
            steps.push(Step::Open(*name));
            emit(inner, steps);
            steps.push(Step::Close(*name));
        }
        Tree::Option(inner) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(inner, steps);
            steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
        }
        Tree::Choice(parts) => {
            let mut jumps = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i + 1 == parts.len() {
                    emit(part, steps);
                    break;
                }
                let split = steps.len();
                steps.push(Step::Done);
                emit(part, steps);
                jumps.push(steps.len());
                steps.push(Step::Done);
                steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
            }
            let end = steps.len() as u16;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}

struct Parser<'a, 'b> {
    source: &'a str,
    rest: &'a str,
    scope: &'b Scope<'b>,
    lexicon: &'b mut Lexicon,
    depth: usize,
}

impl Parser<'_, '_> {
    fn fault(&self, what: &str) -> String {
        let at = self.source.len() - self.rest.len();
        let rest: String = self.rest.chars().take(20).collect();
        format!("{what} `{rest}` at column {} of the pattern `{}`", at + 1, self.source)
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, mark: char) -> bool {
        self.blanks();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn choice(&mut self) -> Result<Tree, String> {
        let mut parts = vec![self.sequence()?];
        while self.eat('|') {
            parts.push(self.sequence()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Tree::Choice(parts) })
    }

    fn sequence(&mut self) -> Result<Tree, String> {
        let mut parts = Vec::new();
        loop {
            self.blanks();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                return if parts.is_empty() { Err(self.fault("nothing before")) } else { Ok(Tree::Sequence(parts)) };
            }
            parts.push(self.item()?);
        }
    }

    fn item(&mut self) -> Result<Tree, String> {
        for (mark, behind, wanted) in [('^', true, false), ('<', true, true), ('!', false, false), ('&', false, true)] {
            if self.eat(mark) {
                let mut tests = Vec::new();
                self.tests(&mut tests)?;
                return Ok(Tree::Leaf(Step::Look { behind, wanted, tests: tests.into() }));
            }
        }
        if self.eat('~') {
            return Ok(Tree::Leaf(Step::Glued));
        }
        let mut tree = if self.eat('(') {
            let inner = self.choice()?;
            if !self.eat(')') {
                return Err(self.fault("`)` is missing before"));
            }
            inner
        } else if self.eat('%') {
            let name = self.name()?;
            let Some(fragment) = self.scope.fragments.get(&name) else { return Err(format!("no fragment is called `%{name}`")) };
            if self.depth > 16 {
                return Err(format!("the fragment `%{name}` contains itself"));
            }
            let mut inner =
                Parser { source: fragment, rest: fragment, scope: self.scope, lexicon: self.lexicon, depth: self.depth + 1 };
            let tree = inner.choice()?;
            if !inner.rest.is_empty() {
                return Err(inner.fault("unexpected"));
            }
            tree
        } else {
            let class = self.rest.starts_with('@');
            let start = self.rest;
            let test = self.test()?;
            let leaf = Tree::Leaf(Step::Take(test));
            let own = if class && !self.rest.starts_with(':') { &start[1..start.len() - self.rest.len()] } else { "" };
            match (self.scope.slot)(&own.to_lowercase()) {
                Some(slot) => Tree::Capture(slot, Box::new(leaf)),
                None => leaf,
            }
        };
        if self.rest.starts_with(':') {
            self.rest = &self.rest[1..];
            let name = self.name()?;
            let slot = (self.scope.slot)(&name).ok_or_else(|| format!("no capture is called `:{name}`"))?;
            tree = Tree::Capture(slot, Box::new(tree));
        }
        if self.rest.starts_with('?') {
            self.rest = &self.rest[1..];
            tree = Tree::Option(Box::new(tree));
        }
        Ok(tree)
    }

    /// What stands behind a look: a test, or a group of them.
    fn tests(&mut self, tests: &mut Vec<Test>) -> Result<(), String> {
        if !self.eat('(') {
            tests.push(self.test()?);
            return Ok(());
        }
        loop {
            self.blanks();
            tests.push(self.test()?);
            if self.eat(')') {
                return Ok(());
            }
            if !self.eat('|') {
                return Err(self.fault("`|` or `)` is missing before"));
            }
        }
    }

    fn name(&mut self) -> Result<String, String> {
        let end = self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.fault("a name is missing before"));
        }
        let name = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        Ok(name)
    }

    fn test(&mut self) -> Result<Test, String> {
        self.blanks();
        if let Some(rest) = self.rest.strip_prefix('\'') {
            let mut characters = rest.chars();
            let (Some(mark), Some('\'')) = (characters.next(), characters.next()) else {
                return Err(self.fault("a mark is one character between quotes, not"));
            };
            self.rest = characters.as_str();
            return Ok(Test::Mark(mark));
        }
        if let Some(rest) = self.rest.strip_prefix('$') {
            self.rest = rest;
            return Ok(Test::Capital);
        }
        if let Some(rest) = self.rest.strip_prefix('@') {
            self.rest = rest;
            let name = self.name()?;
            let lower = name.to_lowercase();
            return Class::of_table(&lower)
                .map(|class| Test::Class(class, name != lower))
                .ok_or_else(|| format!("no class of words is called `@{name}`"));
        }
        if let Some(rest) = self.rest.strip_prefix('{') {
            let Some((range, after)) = rest.split_once('}') else { return Err(self.fault("`}` is missing in")) };
            let bounds = range
                .split_once("..")
                .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?, low.len(), high.len())));
            let Some((low, high, short, long)) = bounds else { return Err(self.fault("not a range of numbers:")) };
            self.rest = after;
            let min_digits = if short == long { short as u8 } else { 1 };
            return Ok(Test::Number { low, high, min_digits, max_digits: long as u8 });
        }
        let end = self.rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '-'))).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        if word.is_empty() {
            return Err(self.fault("unexpected"));
        }
        if word.contains('-') {
            return Err(self.fault("write the hyphen as a mark ('-') in"));
        }
        self.rest = &self.rest[end..];
        let lower = word.to_lowercase();
        Ok(Test::Word(self.lexicon.intern(&lower), word != lower))
    }
}
