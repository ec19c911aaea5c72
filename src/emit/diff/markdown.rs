//! The comparison as Markdown, for a report: one table an event.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::text::{name, one_line, summary, voices};
use crate::diff::{Comparison, Fact, Relation};

/// Writes the facts as tables: a fact, then each source with its value and its citation.
pub fn markdown(comparison: &Comparison, shown: &[&Fact]) -> String {
    let mut out = String::new();
    let mut by_event: BTreeMap<usize, Vec<&Fact>> = BTreeMap::new();
    for fact in shown {
        by_event.entry(fact.event).or_default().push(fact);
    }
    for (number, facts) in by_event {
        let Some(event) = comparison.events.get(number) else { continue };
        let _ = writeln!(out, "## {}\n\n{}\n", cell(&event.title), voices(event.outlets, event.origins));
        out.push_str("| | fact | source | value | statement |\n| --- | --- | --- | --- | --- |\n");
        for fact in facts {
            for (line, stated) in fact.statements.iter().enumerate() {
                let source = &comparison.sources[stated.source];
                let head = match line {
                    0 => format!("{} {} | {}", fact.relation.as_str(), fact.field.as_str(), cell(&fact.label)),
                    _ => " | ".to_owned(),
                };
                let name = cell(name(comparison, stated.source));
                let name = source.url.as_deref().map_or(name.clone(), |url| format!("[{name}]({})", url.replace([' ', ')'], "")));
                let value = cell(&stated.value);
                let value = if fact.relation == Relation::Differ { format!("**{value}**") } else { value };
                let place = format!("`{} {}-{}`", cell(&source.article), stated.start, stated.end);
                let _ = writeln!(out, "| {head} | {name} | {value} | {} {place} |", cell(&stated.text));
            }
        }
        out.push('\n');
    }
    out + &summary(comparison, shown)
}

/// A text that breaks neither the table nor its own marks.
fn cell(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('|', "\\|").replace('*', "\\*").replace('<', "&lt;")
}
