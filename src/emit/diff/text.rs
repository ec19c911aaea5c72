//! The comparison for a person: events, their facts, the sources side by side, what differs marked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diff::{Comparison, Fact, Relation};

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
        let value = if fact.relation == Relation::Differ {
            format!("{}{}{}", mark.0, one_line(&stated.value), mark.1)
        } else {
            one_line(&stated.value)
        };
        let _ = writeln!(out, "    {name:width$}  {}", cut(&value, WIDTH + mark.0.len() + mark.1.len()));
        if stated.value != stated.text {
            let source = &comparison.sources[stated.source];
            let place = format!("[{} {}-{}]", source.article, stated.start, stated.end);
            let _ = writeln!(out, "    {:width$}  {} {place}", "", cut(&one_line(&stated.text), WIDTH));
        }
    }
}

/// `3 outlets, 1 origin`
pub(super) fn voices(outlets: usize, origins: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!("{outlets} outlet{}, {origins} origin{}", plural(outlets), plural(origins))
}

/// What was compared, and how, in one paragraph.
pub(super) fn summary(comparison: &Comparison, shown: &[&Fact]) -> String {
    let count = |relation: Relation| shown.iter().filter(|fact| fact.relation == relation).count();
    let blocking = &comparison.blocking;
    format!(
        "{} articles, {} events told by several; {} differ, {} agree, {} only.\n\
         Compared: {} pairs of articles published within {} days that share {} of their {} most telling words, or a statement \
         (MinHash, {} bands of {} rows).\n",
        comparison.sources.len(),
        comparison.events.len(),
        count(Relation::Differ),
        count(Relation::Agree),
        count(Relation::Only),
        comparison.compared,
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
