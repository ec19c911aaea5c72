//! What the program knows of words: every form of every table under `datasets/lexicon`, with its classes and values.
//!
//! One table, one [`Class`]. A line is `form TAB value TAB note`; the value's meaning is the class's own. A form of several
//! words (`dini hari`) is a phrase, found from its first word. Stages ask for classes; they never compare strings.

mod class;
mod hint;
mod phrase;
mod short;

use std::collections::HashMap;

use foldhash::fast::FixedState;

pub use class::{Class, Classes};
use hint::Marks;
pub use hint::{Hint, Hinted, Hints};
use phrase::{Entry, Phrase, Piece, Seconds};
use short::ShortWords;

use crate::datasets;
use crate::error::Error;
use crate::function::Functions;
use crate::token::{Kind, Token, tokenize};

/// A word of the lexicon, by number. 0 is every word it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that stands in no table.
    pub const UNKNOWN: Self = Self(0);
}

/// What a table says of a form.
#[derive(Clone, Debug)]
pub struct Sense {
    /// The table.
    pub class: Class,
    /// The second column as it stands.
    pub value: Box<str>,
    /// The second column where it is a whole number, else 0.
    pub number: i32,
}

/// What a word is.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    /// The classes of the single word.
    own: Classes,
    /// The classes of the phrases that begin with it.
    opens: Classes,
}

/// The classes whose values the outputs call by a name: the first form that has the value in its table.
const NAMED: Classes = Classes::of(&[Class::Weekday, Class::Month, Class::Unit]);

/// All words and phrases. Built once, then only read.
#[derive(Debug, Default)]
pub struct Lexicon {
    short: ShortWords,
    /// Words too long for [`ShortWords`].
    long: HashMap<Box<[u8]>, u32, FixedState>,
    /// By word: what every token is asked for lies apart from what few are, and together.
    kinds: Vec<Kinds>,
    /// By word.
    hints: Vec<Hints>,
    marks: Marks,
    /// By word: what it does in a sentence.
    functions: Vec<Functions>,
    /// By word.
    seconds: Vec<Seconds>,
    entries: Vec<Entry>,
    forms: Vec<Box<str>>,
    /// By class: the tokens of its longest form.
    longest: Vec<usize>,
    /// What verbs begin with.
    verb_prefixes: Vec<Box<[u8]>>,
    /// The first form of each value of a [`NAMED`] class.
    names: Vec<(Class, Box<str>, Box<str>)>,
}

impl Lexicon {
    /// Loads the embedded tables. Fails with file, line and reason where one is broken.
    pub fn load() -> Result<Self, Error> {
        let mut lexicon = Self::default();
        lexicon.intern("");
        for (path, content) in datasets::below("datasets/lexicon") {
            if path.ends_with("/verb_prefix.tsv") {
                // Parts of words are no words of their own.
                lexicon.verb_prefixes = datasets::rows(path, content).map(|row| row.cell(0).as_bytes().into()).collect();
                continue;
            }
            lexicon.add_table(path, content)?;
        }
        lexicon.finish();
        Ok(lexicon)
    }

    fn add_table(&mut self, path: &str, content: &str) -> Result<(), Error> {
        let table = path.trim_start_matches("datasets/lexicon/").trim_end_matches(".tsv");
        let Some(class) = Class::named(table) else {
            return Err(
                Error::dataset(path, 1, "no class of words has this table").help("name it in `Class` in src/lexicon/class.rs")
            );
        };
        for row in datasets::rows(path, content) {
            self.add(class, row.cell(0), row.cell(1)).map_err(|reason| row.fault(reason))?;
        }
        Ok(())
    }

    /// Adds a form of one or more words. Says why where it is no form.
    pub(crate) fn add(&mut self, class: Class, form: &str, value: &str) -> Result<(), String> {
        if form != form.to_lowercase() {
            return Err(format!("`{form}`: forms are written in lower case"));
        }
        let sense = Sense { class, value: value.into(), number: value.parse().unwrap_or(0) };
        for word in tokenize(form, self).iter().filter(|token| token.kind == Kind::Word) {
            self.intern(word.span().of(form));
        }
        if NAMED.has(class) && self.name(class, value).is_none() {
            self.names.push((class, value.into(), form.into()));
        }
        let tokens = tokenize(form, self);
        let Some((first, rest)) = tokens.split_first().filter(|(first, _)| first.kind == Kind::Word) else {
            return Err(format!("`{form}`: a form begins with a word"));
        };
        if self.longest.len() <= class as usize {
            self.longest.resize(class as usize + 1, 1);
        }
        self.longest[class as usize] = tokens.len().max(self.longest[class as usize]);
        let word = first.payload as usize;
        if class == Class::Function {
            self.functions[word] = Functions::read(value)?;
        }
        let entry = &mut self.entries[word];
        let mut rest = rest.iter().filter_map(Piece::of);
        let Some(second) = rest.next() else {
            if self.kinds[word].own.has(class) {
                return Err(format!("`{form}` stands in this table twice"));
            }
            self.kinds[word].own.add(class);
            entry.senses.push(sense);
            return Ok(());
        };
        self.kinds[word].opens.add(class);
        self.seconds[word].add(second);
        entry.phrases.push(Phrase { second, rest: rest.collect(), sense });
        Ok(())
    }

    /// Sorts what lookup expects sorted, and gathers the hints.
    pub(crate) fn finish(&mut self) {
        for ((kinds, functions), hints) in self.kinds.iter().zip(&self.functions).zip(&mut self.hints) {
            let classes = kinds.own.or(kinds.opens);
            let gives = |hint: &Hint| hint.classes().meets(classes) || hint.functions().meets(*functions);
            Hint::ALL.into_iter().filter(gives).for_each(|hint| hints.add(hint));
        }
        for entry in &mut self.entries {
            entry.phrases.sort_by_key(|phrase| (phrase.second, std::cmp::Reverse(phrase.rest.len())));
        }
    }

    /// The number of a lower-case word, new where it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = word.replace(['\u{2019}', '\u{2018}', '`', '\u{2bc}'], "'");
        let id = self.entries.len() as u32;
        // The empty word is word 0, the unknown one; it stands in no table.
        if id > 0 {
            let known = self.find(folded.as_bytes());
            if known != WordId::UNKNOWN {
                return known;
            }
            match ShortWords::key(folded.as_bytes()) {
                Some(key) => self.short.insert(key, id),
                None => drop(self.long.insert(folded.as_bytes().into(), id)),
            }
        }
        self.entries.push(Entry::default());
        self.kinds.push(Kinds::default());
        self.hints.push(Hints::default());
        self.seconds.push(Seconds::default());
        self.functions.push(Functions::default());
        self.forms.push(folded.into());
        WordId(id)
    }

    /// The number of a word in lower case with straight apostrophes.
    pub(crate) fn find(&self, folded: &[u8]) -> WordId {
        WordId(match ShortWords::key(folded) {
            Some(key) => self.short.find(key),
            None => self.long.get(folded).copied().unwrap_or(0),
        })
    }

    /// The same for a word of up to sixteen bytes, the first in the lowest byte, zeros behind the last.
    pub(crate) fn find_packed(&self, packed: u128) -> WordId {
        WordId(self.short.find(packed))
    }

    /// The number of a lower-case word; [`WordId::UNKNOWN`] where no table and no rule has it.
    pub fn word(&self, form: &str) -> WordId {
        self.find(form.as_bytes())
    }

    /// How many words it knows; ids are below that.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lower-case form of a word.
    pub fn form(&self, word: WordId) -> &str {
        &self.forms[word.0 as usize]
    }

    /// The classes of the single word.
    pub fn classes(&self, word: WordId) -> Classes {
        self.kinds[word.0 as usize].own
    }

    /// What the single word does in a sentence.
    pub fn functions(&self, word: WordId) -> Functions {
        self.functions[word.0 as usize]
    }

    /// The classes of the phrases that begin with the word.
    pub fn opens(&self, word: WordId) -> Classes {
        self.kinds[word.0 as usize].opens
    }

    /// What stages look for in the word.
    pub(crate) fn hints(&self, word: WordId) -> Hints {
        self.hints[word.0 as usize]
    }

    /// What stages look for in the mark.
    pub(crate) fn mark_hints(&self, mark: char) -> Hints {
        self.marks.of(mark)
    }

    /// Gives the word a hint that no class gives.
    pub(crate) fn hint(&mut self, word: WordId, hint: Hint) {
        self.hints[word.0 as usize].add(hint);
    }

    /// Gives the mark a hint.
    pub(crate) fn hint_mark(&mut self, mark: char, hint: Hint) {
        self.marks.add(mark, hint);
    }

    /// What the class's table says of the single word.
    pub fn sense(&self, word: WordId, class: Class) -> Option<&Sense> {
        if !self.classes(word).has(class) {
            return None;
        }
        self.entries[word.0 as usize].senses.iter().find(|sense| sense.class == class)
    }

    /// What the outputs call a value of the class, in lower case: `senin` for 1 of [`Class::Weekday`], whose table names it first.
    pub fn name(&self, class: Class, value: &str) -> Option<&str> {
        self.names.iter().find(|(own, of, _)| *own == class && &**of == value).map(|(.., name)| &**name)
    }

    /// How many tokens the phrases have that stand at `tokens[at]`, of whatever class: each length once, the longest first.
    pub(crate) fn phrases<'a>(&'a self, tokens: &'a [Token], at: usize) -> impl Iterator<Item = usize> + 'a {
        let first = tokens.get(at).map_or(WordId::UNKNOWN, Token::word);
        let goes_on = self.seconds[first.0 as usize].may_hold(tokens.get(at + 1));
        let entry = goes_on.then(|| &self.entries[first.0 as usize]);
        let mut last = 0;
        let lengths = entry.into_iter().flat_map(move |entry| entry.standing(tokens, at)).map(|phrase| phrase.rest.len() + 2);
        lengths.filter(move |&length| std::mem::replace(&mut last, length) != length)
    }

    /// Whether the word begins as verbs do: `dikerahkan`, `mengalami`, `terbakar`, `berada`. So do other words: those that
    /// matter are in tables ([`Class::VerbLikeNoun`], [`Class::NotVerb`]).
    pub(crate) fn looks_like_verb(&self, word: &str) -> bool {
        let word = word.as_bytes();
        let begins = |prefix: &[u8]| {
            word.len() > prefix.len() + 2
                && word[0].eq_ignore_ascii_case(&prefix[0])
                && word[..prefix.len()].eq_ignore_ascii_case(prefix)
        };
        self.verb_prefixes.iter().any(|prefix| begins(prefix))
    }

    /// How many tokens the longest form of the class has.
    pub(crate) fn longest_form(&self, class: Class) -> usize {
        self.longest.get(class as usize).copied().unwrap_or(1)
    }

    /// The longest form of the class that begins at `tokens[at]`, and how many tokens it has.
    #[inline]
    pub fn longest(&self, tokens: &[Token], at: usize, class: Class) -> Option<(&Sense, usize)> {
        let word = tokens.get(at)?.word();
        let Kinds { own, opens } = self.kinds[word.0 as usize];
        // Nearly always nothing stands there; only the rest is worth a call.
        if own.or(opens).has(class) { self.longest_of(word, tokens, at, class) } else { None }
    }

    fn longest_of(&self, word: WordId, tokens: &[Token], at: usize, class: Class) -> Option<(&Sense, usize)> {
        if self.opens(word).has(class) && self.seconds[word.0 as usize].may_hold(tokens.get(at + 1)) {
            let phrase = self.entries[word.0 as usize].standing(tokens, at).find(|phrase| phrase.sense.class == class);
            if let Some(phrase) = phrase {
                return Some((&phrase.sense, phrase.rest.len() + 2));
            }
        }
        self.sense(word, class).map(|sense| (sense, 1))
    }
}
