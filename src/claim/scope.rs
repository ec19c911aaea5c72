//! The words that take dates out of what a sentence asserts: `datasets/rules/claim/*.toml`.

use serde::Deserialize;
use toml::Spanned;

use crate::datasets;
use crate::error::Error;
use crate::lexicon::{Class, Lexicon, WordId};

/// What a scope does to the dates in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    /// They date the sentence only where nothing else does.
    Aside,
    /// They never date it.
    Never,
}

/// How far a scope reaches behind its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", untagged)]
pub(super) enum Reach {
    Tokens(u32),
    To(Edge),
}

/// Where a scope ends that counts no tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Edge {
    Comma,
    Sentence,
}

/// One kind of scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) name: String,
    pub(super) effect: Effect,
    pub(super) reach: Reach,
    /// One of these must stand a few words before the cue; none need where it is empty.
    pub(super) after: Vec<WordId>,
    /// Words that end the scope.
    pub(super) ends: Vec<WordId>,
    /// Sentences and the date of their claim, empty where they make none.
    pub(super) examples: Vec<(String, String)>,
    /// Sentences whose date a word of this kind leaves alone.
    pub(super) not: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scope: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    effect: Effect,
    reach: Reach,
    cues: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<(String, String)>,
}

/// Loads the embedded scopes and puts their cues into the lexicon.
pub(super) fn load(lexicon: &mut Lexicon) -> Result<Vec<Scope>, Error> {
    let mut scopes = Vec::new();
    for source in datasets::rule_files("claim") {
        let file: File = source.read()?;
        for entry in file.scope {
            let bytes = entry.span();
            let entry = entry.into_inner();
            let declared = source.rule(&entry.name, &bytes);
            declared.tested(
                &entry.examples,
                &entry.not,
                "`examples = [[\"sentence\", \"date or nothing\"]]`, `not = [[\"sentence\", \"date\"]]`",
            )?;
            for cue in &entry.cues {
                lexicon.add(Class::ClaimScope, cue, &scopes.len().to_string()).map_err(|reason| declared.fault(reason))?;
            }
            let mut words = |words: &[String]| words.iter().map(|word| lexicon.intern(word)).collect();
            let (after, ends) = (words(&entry.after), words(&entry.ends));
            let Entry { name, effect, reach, examples, not, .. } = entry;
            scopes.push(Scope { name, effect, reach, after, ends, examples, not });
        }
    }
    Ok(scopes)
}
