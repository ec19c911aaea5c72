//! The frames and links as they are declared under `datasets/rules/quote`, and their own tests.
//!
//! A frame's words are the tables under `datasets/lexicon/quote`; what it reads and what it must not read stands in its
//! declaration, as examples that run.

use serde::Deserialize;
use toml::Spanned;

use crate::annotation::Quotation;
use crate::datasets;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::segment;

/// Every frame that the code knows; the declarations and these are held to be the same.
const FRAMES: [&str; 12] = [
    "according",
    "clause-cue",
    "clause-source-verb",
    "cue-quote",
    "passive-clause",
    "quote-alone",
    "quote-cue-source",
    "quote-source-verb",
    "quote-verb-source",
    "quote-via",
    "source-verb-clause",
    "via-clause",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<Frame>>,
    #[serde(default)]
    speaker: Vec<Spanned<Link>>,
}

/// A frame: its examples mark the content with brackets and name the speaker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    name: String,
    /// What it reads, for a person.
    #[serde(rename = "reads")]
    _reads: String,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<String>,
}

/// A way of linking: its counter-examples name the speaker that must not be found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<(String, String)>,
}

/// The declarations.
#[derive(Debug, Default)]
pub struct Rules {
    frames: Vec<Frame>,
    links: Vec<Link>,
}

impl Rules {
    /// Loads the embedded declarations. Fails with file, line and reason where one is broken, lacks examples, or names a frame
    /// that the code does not have.
    pub(crate) fn load() -> Result<Self, Error> {
        let mut rules = Self::default();
        for (path, content) in datasets::below("datasets/rules/quote") {
            rules.add(path, content)?;
        }
        for frame in FRAMES {
            if !rules.frames.iter().any(|declared| declared.name == frame) {
                return Err(Error::new(format!("datasets/rules/quote: the frame `{frame}` is not declared")));
            }
        }
        Ok(rules)
    }

    fn add(&mut self, path: &str, content: &str) -> Result<(), Error> {
        let line_of = |byte: usize| memchr::memchr_iter(b'\n', &content.as_bytes()[..byte.min(content.len())]).count() + 1;
        let file: File = toml::from_str(content)
            .map_err(|error| Error::dataset(path, line_of(error.span().map_or(0, |span| span.start)), error.message()))?;
        let bare = |line: usize, name: &str| {
            Error::dataset(path, line, format!("rule `{name}`: it has no examples or no counter-examples"))
                .help("give it at least one of each: `examples = [['\"[content],\" ujar Retno.', \"Retno\"]]`, `not = [...]`")
        };
        for entry in file.rule {
            let line = line_of(entry.span().start);
            let frame = entry.into_inner();
            if frame.examples.is_empty() || frame.not.is_empty() {
                return Err(bare(line, &frame.name));
            }
            if !FRAMES.contains(&frame.name.as_str()) {
                return Err(Error::dataset(path, line, format!("rule `{}`: no frame has that name", frame.name)));
            }
            self.frames.push(frame);
        }
        for entry in file.speaker {
            let line = line_of(entry.span().start);
            let link = entry.into_inner();
            if link.examples.is_empty() || link.not.is_empty() {
                return Err(bare(line, &link.name));
            }
            self.links.push(link);
        }
        Ok(())
    }

    /// Runs all examples and counter-examples: what fails, each in a sentence.
    pub(crate) fn check(&self, lexicon: &Lexicon) -> Vec<String> {
        let mut failures = Vec::new();
        for frame in &self.frames {
            for (marked, speaker) in &frame.examples {
                expect(&mut failures, &frame.name, marked, lexicon, |found| {
                    found.rule == frame.name && found.speaker.as_deref() == Some(speaker)
                });
            }
            for text in &frame.not {
                if let Some(found) = read(text, lexicon).iter().find(|found| found.rule == frame.name) {
                    failures.push(format!("rule `{}`: `{text}`: it finds `{}`", frame.name, found.span.of(text)));
                }
            }
        }
        for link in &self.links {
            for (marked, speaker) in &link.examples {
                expect(&mut failures, &link.name, marked, lexicon, |found| found.speaker.as_deref() == Some(speaker));
            }
            for (marked, wrong) in &link.not {
                expect(&mut failures, &link.name, marked, lexicon, |found| found.speaker.as_deref() != Some(wrong));
            }
        }
        failures
    }
}

fn read(text: &str, lexicon: &Lexicon) -> Vec<Quotation> {
    let document = segment::segment(text, None, lexicon);
    super::quote(&document, &[], lexicon, None)
}

/// Fails where the marked statement is not found or is not as it should be.
fn expect(failures: &mut Vec<String>, rule: &str, marked: &str, lexicon: &Lexicon, fits: impl Fn(&Quotation) -> bool) {
    let text = marked.replace(['[', ']'], "");
    let (Some(start), Some(end)) = (marked.find('['), marked.find(']')) else {
        failures.push(format!("rule `{rule}`: `{marked}`: no [statement] is marked"));
        return;
    };
    let content = &marked[start + 1..end];
    let found = read(&text, lexicon);
    match found.iter().find(|found| found.span.of(&text) == content) {
        Some(found) if fits(found) => {}
        Some(found) => {
            failures.push(format!("rule `{rule}`: `{marked}`: by `{}`, the speaker is {:?}", found.rule, found.speaker));
        }
        None => {
            let all: Vec<_> = found.iter().map(|found| format!("`{}` by `{}`", found.span.of(&text), found.rule)).collect();
            failures.push(format!("rule `{rule}`: `{marked}`: not found; found {}", all.join(", ")));
        }
    }
}
