//! The comparison for a person: events, their facts, the sources side by side, what differs marked.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::diff::{Comparison, Event, Fact, Field, Relation, Stated};

/// How wide a statement is shown before it is cut, in characters.
const WIDTH: usize = 130;
/// Outlets that an event's line names.
const NAMED: usize = 12;

/// Writes the facts that `shown` keeps. What differs stands between `mark`s: terminal colours, or `»` and `«`.
pub fn text(comparison: &Comparison, shown: &[&Fact], mark: (&str, &str)) -> String {
    let mut out = String::new();
    for (number, event, facts) in by_event(comparison, shown) {
        let _ = writeln!(out, "Event {number}: {}", one_line(&event.title));
        let _ = writeln!(out, "  {}: {}", voices(event.outlets, event.origins), outlets(comparison, event));
        for fact in facts {
            one(comparison, fact, mark, &mut out);
        }
        out.push('\n');
    }
    out.push_str(&summary(comparison, shown));
    out
}

/// The events of which something is shown, each with its number from 1 and its facts.
pub(super) fn by_event<'a>(comparison: &'a Comparison, shown: &[&'a Fact]) -> Vec<(usize, &'a Event, Vec<&'a Fact>)> {
    let mut events: Vec<(usize, &Event, Vec<&Fact>)> =
        comparison.events.iter().enumerate().map(|(at, event)| (at + 1, event, Vec::new())).collect();
    for fact in shown {
        if let Some((_, _, facts)) = events.get_mut(fact.event) {
            facts.push(fact);
        }
    }
    events.retain(|(_, _, facts)| !facts.is_empty());
    events
}

/// The outlets that tell of an event, in order of publication: `Kabar Pagi (2), Warta Siang`.
fn outlets(comparison: &Comparison, event: &Event) -> String {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for &source in &event.sources {
        let name = name(comparison, source);
        match names.iter_mut().find(|(own, _)| *own == name) {
            Some((_, count)) => *count += 1,
            None => names.push((name, 1)),
        }
    }
    let more = names.len().saturating_sub(NAMED);
    let shown = names.iter().take(NAMED).map(|(name, count)| match count {
        1 => one_line(name),
        _ => format!("{} ({count})", one_line(name)),
    });
    let mut shown: Vec<String> = shown.collect();
    shown.extend((more > 0).then(|| format!("{more} more")));
    shown.join(", ")
}

/// What a reader should know of a fact: that the count only rose, that the values exclude one another, that it is one text.
pub(super) fn note(fact: &Fact) -> String {
    let values: BTreeSet<&str> = fact.statements.iter().map(|stated| &*stated.value).collect();
    let all = if values.len() > 2 { "all" } else { "both" };
    let mut notes: Vec<String> = Vec::new();
    if fact.relation == Relation::Differ {
        match (fact.update, fact.contradiction, fact.field) {
            (true, ..) => notes.push("a later count".to_owned()),
            (_, true, _) => notes.push(format!("cannot {all} be true")),
            (_, _, Field::Number) => notes.push("one is less exact".to_owned()),
            _ => {}
        }
    }
    if fact.outlets > 1 && fact.origins < fact.outlets {
        notes.push(voices(fact.outlets, fact.origins));
    }
    if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) }
}

/// A fact: what differs or is alone with all its statements, what agrees with the first of them.
fn one(comparison: &Comparison, fact: &Fact, mark: (&str, &str), out: &mut String) {
    let (relation, field) = (fact.relation.as_str(), fact.field.as_str());
    let _ = writeln!(out, "\n  {relation:6} {field}: {}{}", one_line(&fact.label), note(fact));
    let mut values: Vec<&str> = Vec::new();
    for stated in &fact.statements {
        if !values.contains(&&*stated.value) {
            values.push(&stated.value);
        }
    }
    for value in values {
        let alike = || fact.statements.iter().filter(|stated| stated.value == value);
        let shown = match (fact.relation, fact.field) {
            (Relation::Differ, Field::Wording) => marked_words(fact, value, mark),
            (Relation::Differ, _) => format!("{}{}{}", mark.0, one_line(value), mark.1),
            (_, Field::Event) => String::new(),
            _ => cut(&one_line(value), None, WIDTH, ("", "")),
        };
        if !shown.is_empty() {
            let _ = writeln!(out, "    {shown}");
        }
        let most = if fact.relation == Relation::Agree { 1 } else { usize::MAX };
        for (number, stated) in alike().enumerate() {
            let _ = writeln!(out, "      {}", cited(comparison, stated));
            // A quote stands above already, word for word.
            let told = fact.field == Field::Wording && one_line(&stated.text).contains(&one_line(&stated.value));
            if number < most && !told {
                let mark = if fact.relation == Relation::Differ { mark } else { ("", "") };
                let _ = writeln!(out, "        {}", cut(&stated.text, stated.mark, WIDTH, mark));
            }
        }
    }
}

/// `Kabar Pagi, 2025-03-04 09:10 [kabar-1 83-156]`
fn cited(comparison: &Comparison, stated: &Stated) -> String {
    let source = &comparison.sources[stated.source];
    let place = format!("[{} {}-{}]", source.article, stated.start, stated.end);
    match published(comparison, stated.source) {
        Some(when) => format!("{}, {when} {place}", one_line(name(comparison, stated.source))),
        None => format!("{} {place}", one_line(name(comparison, stated.source))),
    }
}

/// When a source was published, as a person writes it: `2025-03-04 09:10`.
pub(super) fn published(comparison: &Comparison, source: usize) -> Option<String> {
    let written = comparison.sources[source].published.as_deref()?;
    Some(written.chars().take(16).map(|letter| if letter == 'T' { ' ' } else { letter }).collect())
}

/// A quote with those words marked that not all the others have; words side by side under one mark.
pub(super) fn marked_words(fact: &Fact, value: &str, mark: (&str, &str)) -> String {
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
         Compared: {} of articles published within {} days that are alike and share {} of their {} most telling words, or share a \
         statement of {} words or more (MinHash, {} bands of {} rows); each with at most {} others.\n",
        comparison.sources.len(),
        plural(comparison.events.len(), "event"),
        count(Relation::Differ),
        count(Relation::Agree),
        count(Relation::Only),
        plural(comparison.compared, "pair"),
        blocking.window_days,
        blocking.shared_words,
        blocking.telling_words,
        blocking.signature_words,
        blocking.bands,
        blocking.rows,
        blocking.neighbours,
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

/// A statement on one line with its bytes `place` between `mark`s, cut to about `width` characters around them.
pub(super) fn cut(text: &str, place: Option<(usize, usize)>, width: usize, mark: (&str, &str)) -> String {
    let (from, to) = place.filter(|(from, to)| text.get(*from..*to).is_some()).unwrap_or((0, 0));
    let (before, own, after) = (one_line(&text[..from]), one_line(&text[from..to]), one_line(&text[to..]));
    let room = width.saturating_sub(own.chars().count());
    let (left, right) = (before.chars().count(), after.chars().count());
    // What one side does not need the other may have.
    let front = left.min((room / 2).max(room.saturating_sub(right)));
    let back = right.min(room.saturating_sub(front));
    let mut shown = String::new();
    if front < left {
        shown.push('…');
    }
    shown.extend(before.chars().skip(left - front));
    if !own.is_empty() {
        let blank = |side: &str, edge: Option<char>| !side.is_empty() && edge.is_some_and(char::is_whitespace);
        if blank(&before, text[..from].chars().next_back()) {
            shown.push(' ');
        }
        let _ = write!(shown, "{}{own}{}", mark.0, mark.1);
        if blank(&after, text[to..].chars().next()) {
            shown.push(' ');
        }
    }
    shown.extend(after.chars().take(back));
    if back < right {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_statement_is_cut_around_what_is_marked() {
        let text = "Sebanyak\ntujuh orang tewas dalam banjir bandang";
        assert_eq!(cut(text, Some((9, 20)), 80, ("»", "«")), "Sebanyak »tujuh orang« tewas dalam banjir bandang");
        assert_eq!(cut(text, Some((9, 20)), 25, ("»", "«")), "…ebanyak »tujuh orang« tewas d…");
        assert_eq!(cut(text, None, 12, ("»", "«")), "Sebanyak tuj…");
        assert_eq!(cut(text, Some((9, 400)), 80, ("»", "«")), "Sebanyak tujuh orang tewas dalam banjir bandang");
    }
}
