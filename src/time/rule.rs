//! The rules that find temporal expressions: read from `datasets/rules/time/*.toml`, compiled once.
//!
//! A rule says which tokens it matches, what they mean (`means`, one of few operations whose arithmetic is code) and, beside
//! that, examples and counter-examples, which are its tests. A rule without both does not load.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use crate::datasets;
use crate::error::Error;
use crate::lexicon::{Hint, Lexicon};
use crate::named::named;
use crate::pattern::{Index, Pattern, Scope};

named! {
    /// The parts of an expression that a pattern can capture.
    #[repr(u8)]
    pub(crate) enum Slot {
        Weekday = "weekday", Day = "day", Month = "month", Year = "year", ShortYear = "yy",
        Weekday2 = "weekday2", Day2 = "day2", Month2 = "month2", Year2 = "year2", ShortYear2 = "yy2",
        Count = "count", Unit = "unit", Count2 = "count2", Unit2 = "unit2", OneUnit = "one_unit", ManyUnit = "many_unit",
        Hour = "hour", Minute = "minute", Second = "second", Hour2 = "hour2", Minute2 = "minute2", Zone = "zone", Part = "day_part",
        DayWord = "day_word", Ago = "ago", Ahead = "ahead", This = "this",
        YearAgo = "year_ago", YearAhead = "year_ahead", YearThis = "year_this",
        WeekAgo = "week_ago", WeekAhead = "week_ahead", WeekThis = "week_this",
        Phase = "phase", Hedge = "hedge", Fraction = "fraction", Ordinal = "ordinal", Weekend = "weekend",
        Holiday = "holiday", Eve = "eve", HijriMonth = "hijri_month", HijriYear = "hijri_year", Nth = "nth", Minus = "minus", Plus = "plus",
        Decade = "decade", Century = "century", Back = "back", Half = "half",
    }
}

named! {
    /// What the captured parts mean together.
    pub(crate) enum Means {
        Nothing = "nothing", Date = "date", Weekday = "weekday", Day = "day", Period = "period", Shift = "shift", Length = "length",
        Fraction = "fraction", Decade = "decade", Century = "century", Clock = "clock", Part = "part", Holiday = "holiday",
        Hijri = "hijri", After = "after", Same = "same", SamePeriod = "same-period", Set = "set", Season = "season", Whole = "whole", Eve = "eve",
        Past = "past", Present = "present", Future = "future",
    }
}

/// One rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) means: Means,
    pub(crate) pattern: Pattern,
    /// Text with the expression in brackets, and the value expected of it with a dct of Wednesday 26 July 2023.
    pub(crate) examples: Vec<(String, String)>,
    /// Texts in which the rule must find nothing.
    pub(crate) not: Vec<String>,
}

/// All rules, in the order of their declaration, and the index that says which can begin where.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    pub(crate) index: Index,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fragments: HashMap<String, String>,
    #[serde(default)]
    rule: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    r#match: String,
    means: String,
    #[serde(default)]
    examples: Vec<(String, String)>,
    #[serde(default)]
    not: Vec<String>,
}

/// Loads the embedded rules.
pub(crate) fn load(lexicon: &mut Lexicon) -> Result<Rules, Error> {
    let files: Vec<_> = datasets::below("datasets/rules/time").collect();
    compile(&files, lexicon)
}

/// Compiles rule files: pairs of path and content. Fragments of all files are known in each.
pub(crate) fn compile(files: &[(&str, &str)], lexicon: &mut Lexicon) -> Result<Rules, Error> {
    let mut parsed = Vec::new();
    let mut fragments = HashMap::new();
    for &(path, content) in files {
        let file: File = toml::from_str(content).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            Error::dataset(path, line_of(content, at), error.message())
        })?;
        fragments.extend(file.fragments);
        parsed.push((path, content, file.rule));
    }
    let slot = |name: &str| Slot::named(name).map(|slot| slot as u8);
    let scope = Scope { fragments: &fragments, slot: &slot };
    let mut rules: Vec<Rule> = Vec::new();
    for (path, content, entries) in parsed {
        for entry in entries {
            let line = line_of(content, entry.span().start);
            let entry = entry.into_inner();
            let fault = |reason: String| Error::dataset(path, line, format!("rule `{}`: {reason}", entry.name));
            if entry.examples.is_empty() || entry.not.is_empty() {
                return Err(fault("it has no examples or no counter-examples".into())
                    .help("give it at least one of each: `examples = [[\"text with the [expression]\", \"value\"]]`, `not = [\"text\"]`"));
            }
            if rules.iter().any(|rule| rule.name == entry.name) {
                return Err(fault("another rule has that name".into()));
            }
            let means = Means::named(&entry.means).ok_or_else(|| fault(format!("`{}` is no operation", entry.means)))?;
            let pattern = Pattern::compile(&entry.r#match, &scope, lexicon).map_err(fault)?;
            // Names live as long as the program, as the rules do; annotations point at them.
            let name = Box::leak(entry.name.into_boxed_str());
            rules.push(Rule { name, means, pattern, examples: entry.examples, not: entry.not });
        }
    }
    let index = Index::new(rules.iter().map(|rule| &rule.pattern), lexicon);
    index.words().for_each(|word| lexicon.hint(word, Hint::Time));
    Ok(Rules { rules, index })
}

/// The line, from 1, on which that byte stands.
fn line_of(content: &str, byte: usize) -> usize {
    memchr::memchr_iter(b'\n', &content.as_bytes()[..byte.min(content.len())]).count() + 1
}

#[cfg(test)]
mod tests {
    use super::compile;
    use crate::lexicon::Lexicon;

    const SOUND: &str =
        "name = \"r\"\nmatch = \"hari {1..31}:day\"\nmeans = \"date\"\nexamples = [[\"[hari 5]\", \"x\"]]\nnot = [\"hari\"]\n";

    fn fault(rules: &str) -> String {
        let mut lexicon = Lexicon::load().expect("the words load");
        compile(&[("datasets/rules/time/broken.toml", rules)], &mut lexicon).expect_err("the file is broken").to_string()
    }

    #[test]
    fn a_broken_file_is_named_with_line_and_reason() {
        let rule = |from: &str, to: &str| fault(&format!("# heading\n[[rule]]\n{}", SOUND.replace(from, to)));
        let cases = [
            (rule("means = \"date\"", "means = \"tanggal\""), "broken.toml:2: rule `r`: `tanggal` is no operation"),
            (rule("not = [\"hari\"]", ""), "broken.toml:2: rule `r`: it has no examples or no counter-examples"),
            (rule("{1..31}:day", "{1..31}:hari"), "no capture is called `:hari`"),
            (rule("hari {", "@harian {"), "no class of words is called `@harian`"),
            (rule("hari {", "%hari {"), "no fragment is called `%hari`"),
            (rule("hari {1", "(hari {1"), "`)` is missing before"),
            (rule("{1..31}", "{1-31}"), "not a range of numbers:"),
            (rule("name =", "nama ="), "broken.toml:"),
            (fault(&format!("[[rule]]\n{SOUND}[[rule]]\n{SOUND}")), "broken.toml:7: rule `r`: another rule has that name"),
            (fault("[[rule"), "broken.toml:1: "),
        ];
        for (message, expected) in cases {
            assert!(message.contains(expected), "expected `{expected}` in `{message}`");
        }
    }

    #[test]
    fn the_sound_rule_loads() {
        let mut lexicon = Lexicon::load().expect("the words load");
        assert!(compile(&[("sound.toml", &format!("[[rule]]\n{SOUND}"))], &mut lexicon).is_ok());
    }
}
