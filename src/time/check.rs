//! The rules' own tests: every example must be found, by its rule, with its value; no counter-example may be.

use chrono::NaiveDate;

use crate::Options;
use crate::annotation::Annotation;
use crate::article::{Article, DctSource, Published};
use crate::lexicon::Lexicon;
use crate::segment;
use crate::span::Span;
use crate::time::rule::Means;
use crate::time::{Time, join, tag};

/// The examples are read as written on this day, a Wednesday, as the annotation guidelines' are.
const DCT: Option<NaiveDate> = NaiveDate::from_ymd_opt(2023, 7, 26);

/// What fails, each in a sentence.
pub(super) fn check(time: &Time, lexicon: &Lexicon) -> Vec<String> {
    let mut failures = Vec::new();
    for (index, rule) in time.rules.rules.iter().enumerate() {
        for (marked, expected) in &rule.examples {
            let text = marked.replace(['[', ']'], "");
            let annotation = annotate(time, &text, lexicon);
            if rule.means == Means::Nothing {
                // Such a rule is seen only by what is no longer found.
                if let Some(timex) = annotation.timexes.first() {
                    failures.push(format!(
                        "rule `{}`: `{text}`: found `{}` by `{}`",
                        rule.name,
                        timex.span.of(&text),
                        timex.rule
                    ));
                }
                continue;
            }
            let (Some(start), Some(end)) = (marked.find('['), marked.find(']')) else {
                failures.push(format!("rule `{}`: `{marked}`: no [expression] is marked", rule.name));
                continue;
            };
            let span = Span::new(start as u32, end as u32 - 1);
            let found = annotation.timexes.iter().find(|timex| timex.span.overlaps(span));
            let got = found.map(|timex| {
                let value = timex.value.map_or_else(|| "no value".to_owned(), |value| value.to_string());
                (
                    timex.span,
                    timex.modifier.map_or(value.clone(), |modifier| format!("{value} {}", modifier.as_str())),
                    timex.rule,
                )
            });
            match got {
                Some((own, value, _)) if own == span && value == *expected => {}
                Some((own, value, by)) => {
                    failures.push(format!(
                        "rule `{}`: `{marked}`: expected {expected}, got `{}` = {value} by `{by}`",
                        rule.name,
                        own.of(&text)
                    ));
                }
                None => failures.push(format!("rule `{}`: `{marked}`: expected {expected}, found nothing", rule.name)),
            }
        }
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

fn annotate(time: &Time, text: &str, lexicon: &Lexicon) -> Annotation {
    let published = DCT.map(|date| Published { date, instant: None, from: DctSource::Metadata });
    let article = Article { text: text.to_owned(), published, ..Article::default() };
    let document = segment::segment(text, None, lexicon);
    let mut annotation = Annotation::default();
    time.annotate(&article, &document, Options::default(), lexicon, &mut annotation);
    annotation
}
