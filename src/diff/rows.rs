//! Sources made of the rows of timelines: all rows that cite one article are one source.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Comparer;
use super::source::{Quote, Source, Statement};
use crate::Options;
use crate::annotation::Stance;
use crate::article::{Article, DctSource, Published};
use crate::span::Span;
use crate::time::value::Granularity;
use crate::timeline::Record;

impl Comparer<'_> {
    /// Makes sources of the rows of one timeline. A row that lies inside another (the quote in a claim's sentence) is no
    /// statement of its own. Days, clock times and quantities are read in the rows' words; who spoke stands in their columns.
    pub fn rows(&self, records: &[Record], file: &str, options: &Options) -> Vec<Source> {
        let mut articles: BTreeMap<(&str, &str), Vec<&Record>> = BTreeMap::new();
        for record in records {
            articles.entry((&record.article, &record.sha256)).or_default().push(record);
        }
        articles.into_values().map(|rows| self.source_of(rows, file, *options)).collect()
    }

    fn source_of(&self, mut rows: Vec<&Record>, file: &str, options: Options) -> Source {
        rows.sort_by_key(|row| (row.char_start, std::cmp::Reverse(row.char_end)));
        let some = |cell: &str| Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        let head = rows[0];
        let mut text = String::new();
        // The rows that are statements, with their place in the text that is made of them.
        let mut outer: Vec<(&Record, Span)> = Vec::new();
        let mut inner: Vec<(&Record, Span)> = Vec::new();
        for row in rows {
            let within = outer.last().filter(|(last, _)| row.char_end <= last.char_end && row.char_start >= last.char_start);
            let found = within.and_then(|(_, span)| Some((*span, span.of(&text).find(&*row.statement)?)));
            if let Some((span, at)) = found {
                let start = span.start + at as u32;
                inner.push((row, Span::new(start, start + row.statement.len() as u32)));
            } else {
                // Without its marks what somebody said (`tadi malam`) would pass for the story, and date what follows.
                let mark = if row.quote_kind == "direct" { "\"" } else { "" };
                text.push_str(mark);
                let start = text.len() as u32;
                text.push_str(&row.statement);
                outer.push((row, Span::new(start, text.len() as u32)));
                text.push_str(mark);
                text.push('\n');
            }
        }
        let article = Article {
            id: head.article.clone(),
            publisher: some(&head.publisher),
            url: some(&head.url),
            title: some(&head.title),
            published: Published::parse(&head.published, DctSource::Metadata),
            text,
        };
        let annotation = self.annotator.annotate(&article, &options);
        let mut source = self.article(&article, &annotation, file);
        let cut = self.cut(&article.text);
        source.statements = outer
            .iter()
            .map(|(row, span)| {
                let chars = (row.char_start as u32, row.char_end as u32);
                let mut statement = self.statement(&cut, *span, chars, &annotation);
                date(&mut statement, row, &article.text);
                statement
            })
            .collect();
        let abroad = self.abroad(&cut);
        source.quotes = outer
            .iter()
            .chain(&inner)
            .filter(|(row, _)| row.kind == "quote")
            .map(|(row, span)| Quote {
                statement: outer.iter().position(|(_, own)| own.contains(*span)).unwrap_or(0) as u32,
                span: *span,
                direct: row.quote_kind == "direct",
                speaker: some(&row.speaker).map(String::into_boxed_str),
                person: self.is_person(&row.speaker),
                said: row.date_first.get(..10).filter(|_| row.date_basis == "stated").and_then(|day| day.parse().ok()),
                translated: abroad || self.foreigner([&row.speaker, &row.speaker_role]),
                words: self.wording(&cut, *span).into(),
                stand: Stance::named(&row.stance)
                    .filter(|_| row.quote_kind != "direct")
                    .and_then(|stance| self.stand(&cut, *span, stance)),
            })
            .collect();
        let roles = outer.iter().chain(&inner).filter(|(row, _)| !row.speaker_role.is_empty()).filter_map(|(row, span)| {
            Some((&*row.speaker_role, &*row.speaker, outer.iter().position(|(_, own)| own.contains(*span))?))
        });
        source.offices = self.offices(&article.text, &source.statements, roles);
        source.profile = self.profile(article.title.as_deref().unwrap_or(""), &source.statements);
        if !head.sha256.is_empty() {
            source.sha256.clone_from(&head.sha256);
        }
        source.via = some(&head.via);
        source
    }
}

/// Gives the expression that dates a claim the day of its row: the article may have it from a sentence that is no row.
fn date(statement: &mut Statement, row: &Record, text: &str) {
    let day = |cell: &str| cell.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    let (Some(first), Some(last), "claim") = (day(&row.date_first), day(&row.date_last), &*row.kind) else { return };
    for moment in statement.moments.iter_mut().filter(|moment| moment.span.of(text) == row.date_text) {
        let days = Some((first, last));
        if moment.days != days && moment.granularity <= Granularity::Day {
            moment.days = days;
            if moment.clock.is_none() {
                moment.shown = (&*row.date).into();
            }
        }
    }
}
