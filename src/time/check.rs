//! The rules' own tests: every example must be found as it is marked, with its value; no counter-example may be.

use crate::Options;
use crate::annotation::Annotation;
use crate::lexicon::Lexicon;
use crate::rule::{article, marked};
use crate::segment;
use crate::time::rule::{Means, Rule};
use crate::time::{Time, join, tag};

/// What fails, each in a sentence.
pub(super) fn check(time: &Time, lexicon: &Lexicon) -> Vec<String> {
    let mut failures = Vec::new();
    for (index, rule) in time.rules.rules.iter().enumerate() {
        let examples = rule.examples.iter().filter_map(|(text, value)| example(time, rule, text, value, lexicon));
        failures.extend(examples.map(|failure| format!("rule `{}`: {failure}", rule.name)));
        for text in &rule.not {
            let document = segment::segment(text, None, lexicon);
            let found = join::join(&document, tag::tag(&document, &time.rules, lexicon));
            if let Some(found) = found.iter().find(|found| found.rule as usize == index) {
                failures.push(format!("rule `{}`: `{text}`: it finds `{}`", rule.name, found.span(&document).of(text)));
            }
        }
    }
    failures
}

/// How an example fails.
fn example(time: &Time, rule: &Rule, example: &str, expected: &str, lexicon: &Lexicon) -> Option<String> {
    if rule.means == Means::Nothing {
        // Such a rule is seen only by what is no longer found.
        let text = example.replace(['[', ']'], "");
        let annotation = annotate(time, &text, lexicon);
        return annotation.timexes.first().map(|timex| format!("`{text}`: found `{}` by `{}`", timex.span.of(&text), timex.rule));
    }
    let Some((text, span)) = marked(example) else { return Some(format!("`{example}`: no [expression] is marked")) };
    let document = segment::segment(&text, None, lexicon);
    let own =
        |found: &tag::Found| time.rules.rules[found.rule as usize].name == rule.name && found.span(&document).overlaps(span);
    if !tag::tag(&document, &time.rules, lexicon).iter().any(own) {
        return Some(format!("`{example}`: not found by this rule"));
    }
    let annotation = annotate(time, &text, lexicon);
    let Some(found) = annotation.timexes.iter().find(|timex| timex.span.overlaps(span)) else {
        return Some(format!("`{example}`: expected {expected}, found nothing"));
    };
    let value = found.value.map_or_else(|| "no value".to_owned(), |value| value.to_string());
    let value = found.modifier.map_or(value.clone(), |modifier| format!("{value} {}", modifier.as_str()));
    (found.span != span || value != expected)
        .then(|| format!("`{example}`: expected {expected}, got `{}` = {value} by `{}`", found.span.of(&text), found.rule))
}

fn annotate(time: &Time, text: &str, lexicon: &Lexicon) -> Annotation {
    let document = segment::segment(text, None, lexicon);
    let mut annotation = Annotation::default();
    time.annotate(&article(text), &document, Options::default(), lexicon, &mut annotation);
    annotation
}
