//! The comparison as Markdown, for a report: one table an event.

use std::fmt::Write as _;

use super::text::{by_event, marked_words, name, note, one_line, published, summary, voices};
use crate::diff::{Comparison, Fact, Field, Relation, Stated};

/// Writes the facts as tables: a fact, then each source with its value and its citation. What differs is bold.
pub fn markdown(comparison: &Comparison, shown: &[&Fact]) -> String {
    let mut out = String::new();
    for (number, event, facts) in by_event(comparison, shown) {
        let _ = writeln!(out, "## {number}. {}\n\n{}\n", cell(&event.title), voices(event.outlets, event.origins));
        out.push_str("| | fact | source | published | value | statement |\n| --- | --- | --- | --- | --- | --- |\n");
        for fact in facts {
            for (line, stated) in fact.statements.iter().enumerate() {
                let head = match line {
                    0 => format!(
                        "{} {} | {}",
                        fact.relation.as_str(),
                        fact.field.as_str(),
                        cell(&(fact.label.clone() + &note(fact)))
                    ),
                    _ => " | ".to_owned(),
                };
                let _ = writeln!(out, "| {head} | {} |", row(comparison, fact, stated));
            }
        }
        out.push('\n');
    }
    out + &summary(comparison, shown)
}

/// Source, time, value, statement with its place.
fn row(comparison: &Comparison, fact: &Fact, stated: &Stated) -> String {
    let source = &comparison.sources[stated.source];
    let name = cell(name(comparison, stated.source));
    let name = source.url.as_deref().map_or(name.clone(), |url| format!("[{name}]({})", url.replace([' ', ')', '|'], "")));
    let differs = fact.relation == Relation::Differ;
    let value = match (differs, fact.field) {
        // The marks are set in the plain text; the stars of the text itself are no marks.
        (true, Field::Wording) => bold(&marked_words(fact, &stated.value, (OPEN, CLOSE))),
        (true, _) => bold(&format!("{OPEN}{}{CLOSE}", stated.value)),
        _ => cell(&stated.value),
    };
    let text = match stated.mark.filter(|(from, to)| differs && stated.text.get(*from..*to).is_some()) {
        Some((from, to)) => {
            bold(&format!("{}{OPEN}{}{CLOSE}{}", &stated.text[..from], &stated.text[from..to], &stated.text[to..]))
        }
        None => cell(&stated.text),
    };
    let place = format!("`{} {}-{}`", cell(&source.article), stated.start, stated.end);
    format!("{name} | {} | {value} | {text} {place}", published(comparison, stated.source).unwrap_or_default())
}

/// Stand for the bold marks while a text is made safe.
const OPEN: &str = "\u{1}";
const CLOSE: &str = "\u{2}";

fn bold(text: &str) -> String {
    cell(text).replace(OPEN, "**").replace(CLOSE, "**")
}

/// A text that breaks neither the table nor its own marks.
fn cell(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('|', "\\|").replace('*', "\\*").replace('<', "&lt;")
}
