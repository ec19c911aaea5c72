//! Reading a pattern: from its text to a tree.

use std::collections::HashMap;

use super::step::{Step, Test};
use super::tree::Tree;
use crate::lexicon::{Class, Lexicon};

/// What a rule file's patterns may refer to.
pub(crate) struct Scope<'a> {
    pub(crate) fragments: &'a HashMap<String, String>,
    /// The number of a capture name, where the rules know it.
    pub(crate) slot: &'a dyn Fn(&str) -> Option<u8>,
}

/// Reads a pattern, or says what is wrong with it and where in it.
pub(super) fn parse(source: &str, scope: &Scope<'_>, lexicon: &mut Lexicon) -> Result<Tree, String> {
    Parser { source, rest: source, scope, lexicon, depth: 0 }.whole()
}

struct Parser<'a, 'b> {
    source: &'a str,
    rest: &'a str,
    scope: &'b Scope<'b>,
    lexicon: &'b mut Lexicon,
    /// How many fragments it stands in.
    depth: usize,
}

impl Parser<'_, '_> {
    fn whole(mut self) -> Result<Tree, String> {
        let tree = self.choice()?;
        if self.rest.is_empty() { Ok(tree) } else { Err(self.fault("unexpected")) }
    }

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
                return Ok(Tree::Look { behind, wanted, tests });
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
            Parser { source: fragment, rest: fragment, scope: self.scope, lexicon: self.lexicon, depth: self.depth + 1 }
                .whole()?
        } else {
            let class = self.rest.starts_with('@');
            let start = self.rest;
            let test = self.test()?;
            let leaf = Tree::Leaf(Step::Take(test, None));
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
            return Ok(Test::mark(mark));
        }
        if let Some(rest) = self.rest.strip_prefix('$') {
            self.rest = rest;
            return Ok(Test::capital());
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
            return Ok(Test::number((low, high), (min_digits, long as u8)));
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
        Ok(Test::word(self.lexicon.intern(&lower), word != lower))
    }
}
