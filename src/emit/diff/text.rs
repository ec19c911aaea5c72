//! The comparison for a person: events, their facts, the sources side by side, what differs marked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diff::{Comparison, Fact, Field, Relation};

/// How wide a statement is shown before it is cut, in characters.
const WIDTH: usize = 110;

/// Writes the facts that `shown` keeps. What differs stands between `mark`s: terminal colours, or `»` and `«`.
pub fn text(comparison: &Comparison, shown: &[&Fact], mark: (&str, &str)) -> String {
    let mut out = String::new();
    let mut by_event: BTreeMap<usize, Vec<&Fact>> = BTreeMap::new();
    for fact in shown {
        by_event.entry(fact.event).or_default().push(fact);
    }
    for (number, facts) in by_event {
        let Some(event) = comparison.events.get(number) else { continue };
        let _ = writeln!(out, "Event {}: {}", number + 1, one_line(&event.title));
        let _ = writeln!(out, "  {}", voices(event.outlets, event.origins));
        for fact in facts {
            one(comparison, fact, mark, &mut out);
        }
        out.push('\n');
    }
    out.push_str(&summary(comparison, shown));
    out
}

fn one(comparison: &Comparison, fact: &Fact, mark: (&str, &str), out: &mut String) {
    let note = match (fact.relation, fact.update, fact.contradiction) {
        (Relation::Differ, true, _) => " (a later count)",
        (Relation::Differ, _, true) => " (cannot both be true)",
        _ => "",
    };
    let copies = if fact.outlets > 1 && fact.origins < fact.outlets {
        format!(" [{}]", voices(fact.outlets, fact.origins))
    } else {
        String::new()
    };
    let _ = writeln!(out, "\n  {:6} {}: {}{note}{copies}", fact.relation.as_str(), fact.field.as_str(), one_line(&fact.label));
    let width = fact.statements.iter().map(|stated| name(comparison, stated.source).chars().count()).max().unwrap_or(0);
    for stated in &fact.statements {
        let name = name(comparison, stated.source);
        let value = match (fact.relation, fact.field) {
            (Relation::Differ, Field::Wording) => marked(fact, &stated.value, mark),
            (Relation::Differ, _) => format!("{}{}{}", mark.0, one_line(&stated.value), mark.1),
            _ => cut(&one_line(&stated.value), WIDTH),
        };
        let _ = writeln!(out, "    {name:width$}  {value}");
        if stated.value != stated.text {
            let source = &comparison.sources[stated.source];
            let place = format!("[{} {}-{}]", source.article, stated.start, stated.end);
            let _ = writeln!(out, "    {:width$}  {} {place}", "", cut(&one_line(&stated.text), WIDTH));
        }
    }
}

/// A quote with those words marked that not all the others have; words side by side under one mark.
fn marked(fact: &Fact, value: &str, mark: (&str, &str)) -> String {
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let others: Vec<BTreeSet<String>> =
        fact.statements.iter().map(|stated| stated.value.split_whitespace().map(plain).collect()).collect();
    let own = |word: &str| others.iter().any(|words| !words.contains(&plain(word)));
    let mut shown = String::new();
    let mut inside = false;
    for word in value.split_whitespace() {
        let marked = own(word);
        if inside && !marked {
            shown.push_str(mark.1);
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        if marked && !inside {
            shown.push_str(mark.0);
        }
        shown.push_str(word);
        inside = marked;
    }
    if inside {
        shown.push_str(mark.1);
    }
    shown
}

/// `3 outlets, 1 origin`
pub(super) fn voices(outlets: usize, origins: usize) -> String {
    format!("{}, {}", plural(outlets, "outlet"), plural(origins, "origin"))
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What was compared, and how, in one paragraph.
pub(super) fn summary(comparison: &Comparison, shown: &[&Fact]) -> String {
    let count = |relation: Relation| shown.iter().filter(|fact| fact.relation == relation).count();
    let blocking = &comparison.blocking;
    format!(
        "{} articles; {} told by several; {} differ, {} agree, {} only.\n\
         Compared: {} of articles published within {} days that share {} of their {} most telling words, or a statement \
         (MinHash, {} bands of {} rows).\n",
        comparison.sources.len(),
        plural(comparison.events.len(), "event"),
        count(Relation::Differ),
        count(Relation::Agree),
        count(Relation::Only),
        plural(comparison.compared, "pair"),
        blocking.window_days,
        blocking.shared_words,
        blocking.telling_words,
        blocking.bands,
        blocking.rows,
    )
}

/// The outlet, else the article.
pub(super) fn name(comparison: &Comparison, source: usize) -> &str {
    let source = &comparison.sources[source];
    source.publisher.as_deref().unwrap_or(&source.article)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(width - 1).collect();
    cut.push('…');
    cut
}
