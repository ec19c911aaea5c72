//! The frames and links as they are declared under `datasets/rules/quote`, and their own tests.
//!
//! A rule has one frame or several, see [`frame`](super::frame), whose words are the tables under `datasets/lexicon`; what it reads
//! and what it must not read stands beside them, as examples that run.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::frame::{Frame, Site};
use crate::annotation::Quotation;
use crate::datasets;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::rule::{Declared, Source, marked};
use crate::segment;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fragments: HashMap<String, String>,
    #[serde(default)]
    rule: Vec<Spanned<Entry>>,
    #[serde(default)]
    speaker: Vec<Spanned<Link>>,
}

/// A rule: its examples mark the content with brackets and name the speaker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    /// What it reads, for a person.
    #[serde(rename = "reads")]
    _reads: String,
    frames: Vec<String>,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<String>,
}

/// A rule's examples and counter-examples.
#[derive(Debug)]
struct Tests {
    name: &'static str,
    examples: Vec<(String, String)>,
    not: Vec<String>,
}

/// A way of linking: its counter-examples name the speaker that must not be found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    /// Frames without a statement: they introduce a speaker.
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<(String, String)>,
}

/// The declarations.
#[derive(Debug, Default)]
pub struct Rules {
    /// By site, the frames with the names of their rules, in the order of their declaration.
    frames: [Vec<(&'static str, Frame)>; 4],
    tests: Vec<Tests>,
    links: Vec<Link>,
}

impl Rules {
    /// Loads the embedded declarations; words in frames come into the lexicon. Fails with file, line and reason where one is
    /// broken or lacks examples.
    pub(crate) fn load(lexicon: &mut Lexicon) -> Result<Self, Error> {
        let mut rules = Self::default();
        for source in datasets::rule_files("quote") {
            rules.add(source, lexicon)?;
        }
        Ok(rules)
    }

    /// The frames for a site, with the names of their rules.
    pub(super) fn at(&self, site: Site) -> impl Iterator<Item = (&'static str, &Frame)> {
        self.frames[site as usize].iter().map(|(name, frame)| (*name, frame))
    }

    fn push(&mut self, name: &'static str, mut frame: Frame) {
        let frames = &mut self.frames[frame.site as usize];
        let first = |same: &dyn Fn(&Frame) -> bool| frames.iter().position(|(_, other)| same(other)).unwrap_or(frames.len());
        frame.same_left = first(&|other| other.left == frame.left);
        frame.same_anchor = first(&|other| other.anchor.element == frame.anchor.element);
        frames.push((name, frame));
    }

    fn add(&mut self, source: Source<'_>, lexicon: &mut Lexicon) -> Result<(), Error> {
        let file: File = source.read()?;
        for entry in file.rule {
            let bytes = entry.span();
            let Entry { name, frames, examples, not, .. } = entry.into_inner();
            // Names live as long as the program, as the rules do; annotations point at them.
            let name: &'static str = Box::leak(name.into_boxed_str());
            let declared = source.rule(name, &bytes);
            declared.tested(&examples, &not, FORM)?;
            if frames.is_empty() {
                return Err(declared.fault("it has no frame").help("give it one: `frames = [\"QUOTE @say SOURCE\"]`"));
            }
            if self.tests.iter().any(|tests| tests.name == name) {
                return Err(declared.fault("another rule has that name"));
            }
            for written in &frames {
                let frame = frame(declared, written, &file.fragments, lexicon)?;
                if !frame.has_content() {
                    let reason = "it has neither QUOTE nor CLAUSE, so nothing is said";
                    return Err(declared.fault(format_args!("`{written}`: {reason}")));
                }
                self.push(name, frame);
            }
            self.tests.push(Tests { name, examples, not });
        }
        for entry in file.speaker {
            let bytes = entry.span();
            let link = entry.into_inner();
            let declared = source.rule(&link.name, &bytes);
            declared.tested(&link.examples, &link.not, FORM)?;
            for written in &link.frames {
                let frame = frame(declared, written, &file.fragments, lexicon)?;
                if frame.has_content() {
                    return Err(declared.fault(format_args!("`{written}`: it has a QUOTE or CLAUSE: declare it as a `[[rule]]`")));
                }
                self.push("introduced", frame);
            }
            self.links.push(link);
        }
        Ok(())
    }

    /// Runs all examples and counter-examples: what fails, each in a sentence.
    pub(crate) fn check(&self, lexicon: &Lexicon) -> Vec<String> {
        let mut failures = Vec::new();
        for frame in &self.tests {
            for (marked, speaker) in &frame.examples {
                self.expect(&mut failures, frame.name, marked, lexicon, |found| {
                    found.rule == frame.name && found.speaker.as_deref() == Some(speaker)
                });
            }
            for text in &frame.not {
                if let Some(found) = self.read(text, lexicon).iter().find(|found| found.rule == frame.name) {
                    failures.push(format!("rule `{}`: `{text}`: it finds `{}`", frame.name, found.span.of(text)));
                }
            }
        }
        for link in &self.links {
            for (marked, speaker) in &link.examples {
                self.expect(&mut failures, &link.name, marked, lexicon, |found| found.speaker.as_deref() == Some(speaker));
            }
            for (marked, wrong) in &link.not {
                self.expect(&mut failures, &link.name, marked, lexicon, |found| found.speaker.as_deref() != Some(wrong));
            }
        }
        failures
    }

    fn read(&self, text: &str, lexicon: &Lexicon) -> Vec<Quotation> {
        let document = segment::segment(text, None, lexicon);
        let spoken = super::spoken(&document, lexicon, self, None);
        let drafts = super::drafts(&document, spoken, lexicon, self, None);
        super::attribute(&document, super::people(&document, drafts, lexicon), &[], lexicon)
    }

    /// Fails where the marked statement is not found or is not as it should be.
    fn expect(
        &self,
        failures: &mut Vec<String>,
        rule: &str,
        example: &str,
        lexicon: &Lexicon,
        fits: impl Fn(&Quotation) -> bool,
    ) {
        let Some((text, content)) = marked(example) else {
            failures.push(format!("rule `{rule}`: `{example}`: no [statement] is marked"));
            return;
        };
        let found = self.read(&text, lexicon);
        match found.iter().find(|found| found.span == content) {
            Some(found) if fits(found) => {}
            Some(found) => {
                failures.push(format!("rule `{rule}`: `{example}`: by `{}`, the speaker is {:?}", found.rule, found.speaker));
            }
            None => {
                let all: Vec<_> = found.iter().map(|found| format!("`{}` by `{}`", found.span.of(&text), found.rule)).collect();
                failures.push(format!("rule `{rule}`: `{example}`: not found; found {}", all.join(", ")));
            }
        }
    }
}

/// How examples are written.
const FORM: &str = "`examples = [['\"[content],\" ujar Retno.', \"Retno\"]]`, `not = [...]`";

fn frame(
    declared: Declared<'_>,
    written: &str,
    fragments: &HashMap<String, String>,
    lexicon: &mut Lexicon,
) -> Result<Frame, Error> {
    Frame::compile(written, fragments, lexicon).map_err(|reason| declared.fault(format_args!("`{written}`: {reason}")))
}

#[cfg(test)]
mod tests {
    use super::{Rules, Source};
    use crate::lexicon::Lexicon;

    const SOUND: &str =
        "[[rule]]\nname = \"r\"\nreads = \"x\"\nframes = [\"QUOTE @say SOURCE\"]\nexamples = [[\"a\", \"b\"]]\nnot = [\"c\"]\n";

    fn add(rules: &mut Rules, content: &str) -> Result<(), String> {
        let mut lexicon = Lexicon::load().expect("the words load");
        rules.add(Source { path: "datasets/rules/quote/broken.toml", content }, &mut lexicon).map_err(|error| error.to_string())
    }

    #[test]
    fn a_broken_frame_is_named_with_line_and_reason() {
        let fault = |from: &str, to: &str| {
            let content = format!("# heading\n{}", SOUND.replace(from, to));
            add(&mut Rules::default(), &content).expect_err("the file is broken")
        };
        let cases = [
            (
                fault("QUOTE @say SOURCE", "QUOTE @say SAUCE"),
                "broken.toml:2: rule `r`: `QUOTE @say SAUCE`: no element is called `SAUCE`",
            ),
            (fault("@say", "@ujar"), "no class of words is called `@ujar`"),
            (fault("@say", "@say[loud]"), "no condition is called `loud`"),
            (fault("@say", "@say[small"), "`]` is missing"),
            (fault("@say", "%say @say"), "no fragment is called `%say`"),
            (fault("@say", "'::' @say"), "a mark is one character between quotes, not `::`"),
            (fault("QUOTE @say SOURCE", "SOURCE @say QUOTE"), "`SOURCE` cannot stand on that side of the anchor"),
            (fault("QUOTE @say SOURCE", "@say QUOTE SOURCE"), "one QUOTE, at the beginning or at the end"),
            (fault("QUOTE @say SOURCE", "QUOTE @say CLAUSE"), "QUOTE and CLAUSE: the content is one of them"),
            (fault("QUOTE @say SOURCE", "SUBJECT bahwa CLAUSE"), "it has no cue, no OUTLET and no QUOTE to begin from"),
            (fault("QUOTE @say SOURCE", "@say SOURCE REST"), "it has neither QUOTE nor CLAUSE, so nothing is said"),
            (fault("[\"QUOTE @say SOURCE\"]", "[]"), "it has no frame"),
            (fault("not = [\"c\"]", ""), "broken.toml:2: rule `r`: it has no examples or no counter-examples"),
            (fault("reads", "read"), "broken.toml:4: "),
        ];
        for (message, expected) in cases {
            assert!(message.contains(expected), "expected `{expected}` in `{message}`");
        }
        let twice = add(&mut Rules::default(), &format!("{SOUND}{SOUND}")).expect_err("two of a name");
        assert!(twice.contains("broken.toml:7: rule `r`: another rule has that name"), "{twice}");
    }

    #[test]
    fn the_sound_frame_loads() {
        assert_eq!(add(&mut Rules::default(), SOUND), Ok(()));
    }
}
