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
use crate::rule::Source;

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
    let files: Vec<_> = datasets::rule_files("time").collect();
    compile(&files, lexicon)
}

/// Compiles rule files. Fragments of all files are known in each.
pub(crate) fn compile(files: &[Source<'_>], lexicon: &mut Lexicon) -> Result<Rules, Error> {
    let mut parsed = Vec::new();
    let mut fragments = HashMap::new();
    for &source in files {
        let file: File = source.read()?;
        fragments.extend(file.fragments);
        parsed.push((source, file.rule));
    }
    let slot = |name: &str| Slot::named(name).map(|slot| slot as u8);
    let scope = Scope { fragments: &fragments, slot: &slot };
    let mut rules: Vec<Rule> = Vec::new();
    for (source, entries) in parsed {
        for entry in entries {
            let bytes = entry.span();
            let entry = entry.into_inner();
            let declared = source.rule(&entry.name, &bytes);
            declared.tested(
                &entry.examples,
                &entry.not,
                "`examples = [[\"text with the [expression]\", \"value\"]]`, `not = [\"text\"]`",
            )?;
            if rules.iter().any(|rule| rule.name == entry.name) {
                return Err(declared.fault("another rule has that name"));
            }
            let means =
                Means::named(&entry.means).ok_or_else(|| declared.fault(format_args!("`{}` is no operation", entry.means)))?;
            let pattern = Pattern::compile(&entry.r#match, &scope, lexicon).map_err(|reason| declared.fault(reason))?;
            // Names live as long as the program, as the rules do; annotations point at them.
            let name = Box::leak(entry.name.into_boxed_str());
            rules.push(Rule { name, means, pattern, examples: entry.examples, not: entry.not });
        }
    }
    let index = Index::new(rules.iter().map(|rule| &rule.pattern), lexicon);
    index.words().for_each(|word| lexicon.hint(word, Hint::Time));
    index.marks().for_each(|mark| lexicon.hint_mark(mark, Hint::Time));
    Ok(Rules { rules, index })
}

#[cfg(test)]
mod tests {
    use super::{Source, compile};
    use crate::lexicon::Lexicon;

    const SOUND: &str =
        "name = \"r\"\nmatch = \"hari {1..31}:day\"\nmeans = \"date\"\nexamples = [[\"[hari 5]\", \"x\"]]\nnot = [\"hari\"]\n";

    fn fault(rules: &str) -> String {
        let mut lexicon = Lexicon::load().expect("the words load");
        compile(&[Source { path: "datasets/rules/time/broken.toml", content: rules }], &mut lexicon)
            .expect_err("the file is broken")
            .to_string()
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
        let content = format!("[[rule]]\n{SOUND}");
        assert!(compile(&[Source { path: "sound.toml", content: &content }], &mut lexicon).is_ok());
    }
}
