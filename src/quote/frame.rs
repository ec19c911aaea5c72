//! Frames: the small language in which it is declared how a text attributes a statement (`datasets/rules/quote/*.toml`).
//!
//! A frame is a row of parts around its anchor, the first cue class in it (else `OUTLET`, else `QUOTE`): what stands left of the
//! anchor is read leftwards from it, what stands right of it rightwards. Every part takes what it can or the frame fails; there
//! is no going back. The first frame of the files that fits a cue reads it.
//!
//! | written | reads |
//! | --- | --- |
//! | `@say`, `@say\|@say_nya` | a word or phrase of the class whose table is `…/say.tsv`; one of several |
//! | `','`, `','\|':'`, `begitu` | a mark; one of several; a word, written small |
//! | `QUOTE` | the quotation: first, the words behind it are read; last, those before it; alone, it has no words |
//! | `CLAUSE` | the clause to that edge of the stretch: the content. Two of them: the content reaches from one to the other |
//! | `SUBJECT` | the noun phrase that ends there, before its verb (left of the anchor only) |
//! | `DOER` | the noun phrase before a verb of the same sentence, whose subject it is: `Retno membuka pintu dan` (left of the anchor only) |
//! | `SOURCE` | the noun phrase that begins there; nothing where the cue's own -nya is the source (right of the anchor only) |
//! | `OUTLET` | an outlet with the words that name it: `dikutip dari laman Reuters` |
//! | `OPENER`, `LEAD` | what opens a sentence, to its edge: connectives only (can be empty); an adverbial phrase (`Sejak Senin`) |
//! | `THAT` | what marks that a statement follows a verb: `bahwa`, a comma, a colon, also behind what `ASIDE` reads |
//! | `ASIDE` | to whom, when, where, by which way; a bracket |
//! | `WHO` | a relative clause, to its comma |
//! | `PAUSE` | a comma, with the dates and brackets between it and the next |
//! | `TRAIL` | the rest, where it only says when, where or to whom |
//! | `REST`, `END` | the rest, whatever it is; nothing |
//! | `...` | up to 25 tokens, to the first place where the next part fits |
//! | `x?`, `x*`, `!x` | where there is one; as many as there are; there is none (takes nothing) |
//! | `x[a b !c]` | only where the conditions hold, see [`Condition`]; of a cue also its stance and object |
//! | `%name` | the fragment of that name, from `[fragments]` |

use std::collections::HashMap;

use super::joint::JOINS;
use crate::lexicon::{Class, Classes, Lexicon, WordId};
use crate::named::{named, set};

/// What the cues of a frame can be.
pub(super) const CUES: Classes =
    Classes::of(&[Class::ReportVerb, Class::According, Class::Say, Class::SayNya, Class::PassiveCue]);

/// A frame, compiled.
#[derive(Debug)]
pub(super) struct Frame {
    /// Parts left of the anchor, from the anchor outwards.
    pub(super) left: Vec<Part>,
    /// The number of the first frame of its site with the same parts left of the anchor: what one reads there all read.
    pub(super) same_left: usize,
    pub(super) anchor: Part,
    /// The number of the first frame of its site with the same cues.
    pub(super) same_anchor: usize,
    /// The classes of its cue; none where it has no cue.
    pub(super) cues: Classes,
    /// What its cue is not. These conditions are asked before all others, which need more than the cue.
    pub(super) barred: Conditions,
    pub(super) right: Vec<Part>,
    /// Where the quotation stands.
    pub(super) site: Site,
    /// Whether a word that joins it to what stands before must begin the stretch: no other stretch is tried.
    pub(super) joined: bool,
}

/// Where a frame looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// In a stretch of sentence without speech.
    Clause,
    /// Behind a quotation.
    Behind,
    /// Before a quotation.
    Before,
    /// At a quotation alone.
    Alone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) element: Element,
    pub(super) times: Times,
    /// A condition, and whether it must hold.
    pub(super) conditions: Vec<(Condition, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Once,
    Maybe,
    Many,
    /// It must not stand there.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// One of these, tried in this order.
    Any(Vec<Test>),
    Named(Name),
}

/// What one place is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Class(Class),
    Mark(char),
    Word(WordId),
}

named! {
    /// The elements that the table above explains.
    pub(super) enum Name {
        Quote = "QUOTE", Clause = "CLAUSE", Subject = "SUBJECT", Doer = "DOER", Source = "SOURCE", Outlet = "OUTLET", Opener = "OPENER", Lead = "LEAD",
        That = "THAT", Aside = "ASIDE", Who = "WHO", Pause = "PAUSE", Trail = "TRAIL", Rest = "REST", End = "END", Skip = "...",
    }
}

named! {
    /// A condition on a part: of a cue, of a noun phrase, of a clause, of a quotation.
    pub(super) enum Condition {
        /// The word is written small.
        Small = "small",
        /// A comma stands before the cue, or the cue can attribute without one and a name follows.
        Parted = "parted",
        /// It attributes without a comma, as `kata` does.
        Inline = "inline",
        /// `dan` or `atau` joins it to a verb before it.
        Joined = "joined",
        /// The sentence or its clause ends behind the cue.
        Closes = "closes",
        /// The cue stands where its sentence begins, behind a comma, or has words between it and the mark.
        Opens = "opens",
        /// It is a name, a pronoun, a title, an institution or a description, not just any noun.
        Known = "known",
        /// It has a name.
        Named = "named",
        /// Its name has two words at least, or a role stands with it.
        Full = "full",
        /// It can say something: no `hal itu`.
        Speaks = "speaks",
        /// It can ask for something: a person or an institution.
        Asks = "asks",
        /// Only adverbs stand between it and the cue.
        Beside = "beside",
        /// It is a document.
        Document = "document",
        /// It begins with a capital letter.
        Capital = "capital",
        /// It begins the paragraph.
        First = "first",
        /// A quotation before it ends its sentence, and it begins another.
        Restarts = "restarts",
        /// It begins with what is spoken of: `soal`.
        Topic = "topic",
        /// It begins with whom it was said to, when or where.
        Adjunct = "adjunct",
        /// It begins with a word that opens sentences.
        Opening = "opening",
        /// Something in it makes it a clause.
        Predicate = "predicate",
        /// It only names what somebody feels or speaks of: `dukungannya kepada Retno`, `pentingnya membaca`.
        Thing = "thing",
        /// A small word near its head says of its subject that it is so, or will be: no mere thing that somebody sees.
        States = "states",
        /// Its first word makes it a clause.
        Predicates = "predicate-first",
        /// Its first word says something of a subject before the attribution.
        Verbal = "verbal",
        /// It can be the subject of a clause.
        Nominal = "nominal",
        /// A pronoun or a name, with nothing beside it.
        Bare = "bare",
        /// A word like `agar` stands in it.
        HoldsThat = "holds-that",
        /// It has two tokens at least; three; four.
        Two = "two", Three = "three", Four = "four",
        /// It can stand alone.
        Room = "room",
        /// A mark ends what stands in the quotation marks.
        Paused = "paused",
        /// A comma shows that the sentence goes on behind it.
        Open = "open",
        /// It is a sentence, or a mark parts it from what stands before.
        Sentence = "sentence",
        /// It is whole sentences that stand where sentences stand.
        Stands = "stands-alone",
        /// The word before the marks makes what they hold a title, a name or a sign.
        Title = "title",
        /// It is a few words of a sentence that goes on behind it.
        Term = "term",
        /// What stands between the cue and the quotation only says to whom, when and where.
        Near = "near",
        /// It can introduce more than a request.
        Tells = "tells",
        // Objects and stances of a cue.
        Clause = "clause", Noun = "noun", Demand = "demand", Finding = "finding", Bahwa = "bahwa", Marked = "quote",
        Says = "says", Denies = "denies", Accuses = "accuses", AsksFor = "asks-for", Believes = "believes", Promises = "promises",
    }
}

set! {
    /// A set of [`Condition`]s.
    pub struct Conditions(u64) of Condition;
}

impl Conditions {
    const OBJECTS: Self = Self::of(&[
        Condition::Clause,
        Condition::Noun,
        Condition::Demand,
        Condition::Finding,
        Condition::Bahwa,
        Condition::Marked,
    ]);
    const STANCES: Self = Self::of(&[
        Condition::Says,
        Condition::Denies,
        Condition::Accuses,
        Condition::AsksFor,
        Condition::Believes,
        Condition::Promises,
    ]);

    /// Takes the conditions on the object and the stance of a cue, each of which has one of both: what it cannot be.
    fn barred(conditions: &mut Vec<(Condition, bool)>) -> Self {
        let mut barred = Self::default();
        conditions.retain(|&(condition, wanted)| {
            let own = Self::of(&[condition]);
            let kinds = [Self::OBJECTS, Self::STANCES].into_iter().find(|kinds| kinds.meets(own));
            barred.0 |= kinds.map_or(0, |kinds| if wanted { kinds.0 & !own.0 } else { own.0 });
            kinds.is_none()
        });
        barred
    }
}

impl Frame {
    /// Compiles a frame, or says what is wrong with it.
    pub(super) fn compile(source: &str, fragments: &HashMap<String, String>, lexicon: &mut Lexicon) -> Result<Self, String> {
        let source = expand(source, fragments)?;
        let mut parts = Vec::new();
        let words = split(&source)?;
        for written in &words {
            parts.push(Part::compile(written, lexicon)?);
        }
        let named = |part: &Part, name: Name| part.element == Element::Named(name);
        let cue = |part: &Part| part.times == Times::Once && part.classes().meets(CUES);
        let at = parts
            .iter()
            .position(cue)
            .or_else(|| parts.iter().position(|part| named(part, Name::Outlet)))
            .or_else(|| parts.iter().position(|part| named(part, Name::Quote)))
            .ok_or("it has no cue, no OUTLET and no QUOTE to begin from")?;
        let quotes: Vec<usize> = (0..parts.len()).filter(|&at| named(&parts[at], Name::Quote)).collect();
        let site = match quotes[..] {
            [] => Site::Clause,
            [0] if parts.len() == 1 => Site::Alone,
            [0] => Site::Behind,
            [last] if last + 1 == parts.len() => Site::Before,
            _ => return Err("one QUOTE, at the beginning or at the end".into()),
        };
        if site != Site::Clause && parts.iter().any(|part| named(part, Name::Clause)) {
            return Err("QUOTE and CLAUSE: the content is one of them".into());
        }
        for (place, part) in parts.iter().enumerate() {
            let Element::Named(name) = part.element else { continue };
            let here = match name {
                Name::Subject | Name::Doer | Name::Opener | Name::Lead => place < at,
                Name::Quote | Name::Clause | Name::End => true,
                Name::Outlet => place == at,
                _ => place > at,
            };
            if !here {
                return Err(format!("`{}` cannot stand on that side of the anchor", words[place]));
            }
        }
        let begins = |part: &Part| named(part, Name::End) && part.times == Times::Once;
        let joins = |test: &Test| match *test {
            Test::Mark(mark) => mark == ',',
            Test::Word(word) => lexicon.functions(word).meets(JOINS),
            Test::Class(_) => false,
        };
        let opens = |part: &Part| matches!(&part.element, Element::Any(tests) if tests.iter().all(joins));
        let joined = site == Site::Clause && at > 1 && begins(&parts[0]) && opens(&parts[1]);
        let right = parts.split_off(at + 1);
        let mut anchor = parts.pop().ok_or("it is empty")?;
        parts.reverse();
        let cues = anchor.classes();
        let barred = if cues.is_empty() { Conditions::default() } else { Conditions::barred(&mut anchor.conditions) };
        Ok(Self { left: parts, same_left: 0, anchor, same_anchor: 0, cues, barred, right, site, joined })
    }

    /// Whether something is said in it.
    pub(super) fn has_content(&self) -> bool {
        self.site != Site::Clause || self.left.iter().chain(&self.right).any(|part| part.element == Element::Named(Name::Clause))
    }
}

impl Part {
    fn compile(written: &str, lexicon: &mut Lexicon) -> Result<Self, String> {
        let mut rest = written;
        let mut times = Times::Once;
        if let Some(stripped) = rest.strip_prefix('!') {
            (rest, times) = (stripped, Times::None);
        } else if let Some(stripped) = rest.strip_suffix('?') {
            (rest, times) = (stripped, Times::Maybe);
        } else if let Some(stripped) = rest.strip_suffix('*') {
            (rest, times) = (stripped, Times::Many);
        }
        let mut conditions = Vec::new();
        if let Some((core, bracket)) = rest.split_once('[') {
            let inside = bracket.strip_suffix(']').ok_or_else(|| format!("`]` is missing in `{written}`"))?;
            rest = core;
            for one in inside.split_whitespace() {
                let (name, holds) = one.strip_prefix('!').map_or((one, true), |name| (name, false));
                let condition = Condition::named(name).ok_or_else(|| format!("no condition is called `{name}`"))?;
                conditions.push((condition, holds));
            }
        }
        let element = match Name::named(rest) {
            Some(name) => Element::Named(name),
            None if rest.starts_with(|c: char| c.is_uppercase()) => return Err(format!("no element is called `{rest}`")),
            None => Element::Any(rest.split('|').map(|test| Test::compile(test, lexicon)).collect::<Result<_, _>>()?),
        };
        Ok(Self { element, times, conditions })
    }

    /// The classes of words it tests for.
    fn classes(&self) -> Classes {
        let mut classes = Classes::default();
        if let Element::Any(tests) = &self.element {
            for test in tests {
                if let Test::Class(class) = test {
                    classes.add(*class);
                }
            }
        }
        classes
    }
}

impl Test {
    fn compile(written: &str, lexicon: &mut Lexicon) -> Result<Self, String> {
        if let Some(name) = written.strip_prefix('@') {
            return Class::of_table(name).map(Self::Class).ok_or_else(|| format!("no class of words is called `@{name}`"));
        }
        if let Some(inside) = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            let mut characters = inside.chars();
            return match (characters.next(), characters.next()) {
                (Some(mark), None) => Ok(Self::Mark(mark)),
                _ => Err(format!("a mark is one character between quotes, not `{inside}`")),
            };
        }
        if written.is_empty() || !written.chars().all(char::is_lowercase) {
            return Err(format!("`{written}` is no element, no class, no mark and no word"));
        }
        Ok(Self::Word(lexicon.intern(written)))
    }
}

/// Puts the fragments in their places; they hold no fragments themselves.
fn expand(source: &str, fragments: &HashMap<String, String>) -> Result<String, String> {
    let mut words = Vec::new();
    for word in source.split_whitespace() {
        match word.strip_prefix('%') {
            Some(name) => words.push(fragments.get(name).ok_or_else(|| format!("no fragment is called `%{name}`"))?.as_str()),
            None => words.push(word),
        }
    }
    Ok(words.join(" "))
}

/// Cuts a frame at its blanks, those between brackets left alone.
fn split(source: &str) -> Result<Vec<&str>, String> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut inside = false;
    for (at, character) in source.char_indices().chain([(source.len(), ' ')]) {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ => {}
        }
        if character.is_whitespace() && (!inside || at == source.len()) {
            parts.extend(start.take().map(|start| &source[start..at]));
        } else {
            start.get_or_insert(at);
        }
    }
    if inside { Err("`]` is missing".into()) } else { Ok(parts) }
}
