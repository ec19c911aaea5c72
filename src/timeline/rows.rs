//! From an annotated article to its rows: one for each dated claim, one for each attributed statement.

use crate::annotation::{Annotation, Basis, Claim, Quotation, Timex};
use crate::article::Article;
use crate::citation::{Places, sha256};
use crate::diagnostic::Code;
use crate::span::Span;
use crate::time::edtf::{self, Dated};
use crate::time::value::Value;

use super::record::{Record, RecordId};

/// Two expressions that date one claim are quoted with what stands between them where that is no longer than this, in bytes.
const NEAR: u32 = 24;

/// The rows of one article, in text order. They are cut out of its text here and hold no reference to it.
///
/// A statement is dated by the expression that says when it was made, else by the publication date (basis `publication`).
/// A claim inside somebody's statement carries the speaker's columns too.
pub fn records(article: &Article, annotation: &Annotation) -> Vec<Record> {
    if annotation.claims.is_empty() && annotation.quotations.is_empty() {
        return Vec::new();
    }
    let (places, common) = (Places::new(&article.text), common(article, annotation));
    let source = Source { article, annotation, places, common };
    let mut records: Vec<Record> = Vec::with_capacity(annotation.claims.len() + annotation.quotations.len());
    records.extend(annotation.claims.iter().map(|claim| source.claim(claim)));
    records.extend(annotation.quotations.iter().map(|quotation| source.quote(quotation)));
    records.sort_by_key(|record| (record.char_start, record.char_end));
    records
}

/// The columns that all rows of an article share.
fn common(article: &Article, annotation: &Annotation) -> Record {
    let (published, published_from) = match (&article.published, annotation.dct) {
        (Some(published), _) => (published.written(), published.from.as_str().to_owned()),
        (None, Some(dct)) => (dct.date.to_string(), dct.from.as_str().to_owned()),
        (None, None) => (String::new(), String::new()),
    };
    Record {
        publisher: article.publisher.clone().unwrap_or_default(),
        title: article.title.clone().unwrap_or_default(),
        url: article.url.clone().unwrap_or_default(),
        published,
        published_from,
        article: article.id.clone(),
        sha256: sha256(&article.text),
        ..Record::default()
    }
}

struct Source<'a> {
    article: &'a Article,
    annotation: &'a Annotation,
    places: Places<'a>,
    common: Record,
}

impl Source<'_> {
    fn text(&self, span: Span) -> String {
        span.of(&self.article.text).to_owned()
    }

    fn timex(&self, index: u32) -> &Timex {
        &self.annotation.timexes[index as usize]
    }

    fn claim(&self, claim: &Claim) -> Record {
        let mut record = self.at(claim.span, "claim");
        let left = self.timex(claim.when.0);
        let right = claim.when.1.map(|index| self.timex(index));
        let dated = match (claim.value, right) {
            (Value::Range(from, to), Some(right)) => edtf::interval((from, left.modifier), (to, right.modifier)),
            (value, _) => edtf::dated(&value, left.modifier),
        };
        record.date_text = match right.map(|right| (right, left.span.join(right.span))) {
            None => self.text(left.span),
            Some((right, both)) if both.len() <= left.span.len() + right.span.len() + NEAR => self.text(both),
            Some((right, _)) => format!("{} … {}", self.text(left.span), self.text(right.span)),
        };
        self.date(&mut record, dated, left);
        record.tense = claim.tense.as_str().into();
        let (from, to) = claim.quantities;
        record.quantities = self.quantities(from as usize..to as usize);
        left.rule.clone_into(&mut record.rule);
        if let Some(quotation) = claim.quotation {
            self.speaker(&mut record, &self.annotation.quotations[quotation as usize]);
        }
        let places = [Some(claim.span), Some(left.span), right.map(|right| right.span)];
        record.problems = self.problems(&places, record.date.is_empty());
        record
    }

    fn quote(&self, quotation: &Quotation) -> Record {
        let mut record = self.at(quotation.span, "quote");
        let when = self.annotation.said(quotation);
        if let Some(when) = when {
            let dated = when.value.and_then(|value| edtf::dated(&value, when.modifier));
            record.date_text = self.text(when.span);
            self.date(&mut record, dated, when);
        } else {
            let dated = self.annotation.dct.and_then(|dct| edtf::dated(&Value::day(dct.date), None));
            let basis = if dated.is_some() { Basis::Publication } else { Basis::Unknown };
            write_date(&mut record, dated, basis);
        }
        self.speaker(&mut record, quotation);
        let first = self.annotation.quantities.partition_point(|quantity| quantity.span.start < quotation.span.start);
        let last = self.annotation.quantities.partition_point(|quantity| quantity.span.end <= quotation.span.end);
        record.quantities = self.quantities(first..last.max(first));
        quotation.rule.clone_into(&mut record.rule);
        record.problems = self.problems(&[Some(quotation.span), when.map(|when| when.span)], record.date.is_empty());
        if record.speaker.is_empty() {
            if !record.problems.is_empty() {
                record.problems.push(';');
            }
            record.problems.push_str(Code::UnknownSpeaker.name());
        }
        record
    }

    /// A row with its place and its id.
    fn at(&self, span: Span, kind: &str) -> Record {
        let citation = self.places.cite(span);
        let (start, end) = (u64::from(citation.start), u64::from(citation.end));
        Record {
            id: RecordId::new(&self.article.id, &self.common.sha256, kind, start, end).to_string(),
            kind: kind.into(),
            statement: citation.exact.into(),
            char_start: start,
            char_end: end,
            line: u64::from(citation.line),
            prefix: citation.prefix.into(),
            suffix: citation.suffix.into(),
            ..self.common.clone()
        }
    }

    /// The date by an expression, and the day it was counted from.
    fn date(&self, record: &mut Record, dated: Option<Dated>, timex: &Timex) {
        let basis = if dated.is_some() { timex.basis } else { Basis::Unknown };
        write_date(record, dated, basis);
        if let (Some(anchor), Basis::Completed | Basis::Relative | Basis::Narrative) = (timex.anchor, basis) {
            let dct = self.annotation.dct.filter(|dct| dct.date == anchor && basis != Basis::Narrative);
            record.date_anchor = anchor.to_string();
            record.date_anchor_from = dct.map_or("narrative", |dct| dct.from.as_str()).into();
        }
    }

    fn speaker(&self, record: &mut Record, quotation: &Quotation) {
        quotation.kind.as_str().clone_into(&mut record.quote_kind);
        record.speaker = quotation.speaker.clone().unwrap_or_default();
        record.speaker_role = quotation.role.clone().unwrap_or_default();
        quotation.mention_of(&self.article.text).unwrap_or_default().clone_into(&mut record.speaker_mention);
        record.cue = quotation.cue.map(|span| self.text(span)).unwrap_or_default();
        record.via = quotation.via.clone().unwrap_or_default();
        quotation.stance.as_str().clone_into(&mut record.stance);
    }

    fn quantities(&self, range: std::ops::Range<usize>) -> String {
        let mut written = String::new();
        for quantity in self.annotation.quantities.get(range).unwrap_or_default() {
            if !written.is_empty() {
                written.push(';');
            }
            written.push_str(&quantity.value);
            if !quantity.unit.is_empty() {
                written.push(' ');
                written.push_str(&quantity.unit);
            }
        }
        written
    }

    /// The names of the doubts about any of the places; that the article has no date concerns only rows without one.
    fn problems(&self, places: &[Option<Span>], undated: bool) -> String {
        let mut names: Vec<&str> = Vec::new();
        let mut add = |code: Code| {
            if !names.contains(&code.name()) {
                names.push(code.name());
            }
        };
        if undated && self.annotation.dct.is_none() {
            add(Code::NoPublicationDate);
        }
        for place in places.iter().flatten() {
            let doubts = self.annotation.doubts_at(*place).filter(|doubt| doubt.code != Code::NoPublicationDate);
            doubts.for_each(|doubt| add(doubt.code));
        }
        names.join(";")
    }
}

fn write_date(record: &mut Record, dated: Option<Dated>, basis: Basis) {
    basis.as_str().clone_into(&mut record.date_basis);
    if let Some(dated) = dated {
        record.date = dated.edtf;
        record.date_first = dated.first.to_string();
        record.date_last = dated.last.to_string();
        dated.granularity.as_str().clone_into(&mut record.date_granularity);
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::annotation::{Dct, Quantity, QuoteKind, Stance, Tense};
    use crate::article::{DctSource, Published};
    use crate::citation::cut;
    use crate::diagnostic::Diagnostic;
    use crate::time::value::{Mod, Point, Type};

    const TEXT: &str = "“Sebanyak 120 warga mengungsi sejak Selasa,” kata Rina Wati, Rabu (27/7/2023).\n\
        Warga mengungsi sejak awal 2020 hingga Maret 2021.";

    fn span(place: &str) -> Span {
        let start = TEXT.find(place).expect("the place stands in the text") as u32;
        Span::new(start, start + place.len() as u32)
    }

    fn day(date: &str) -> NaiveDate {
        date.parse().expect("a date")
    }

    fn timex(place: &str, value: Value, modifier: Option<Mod>, basis: Basis) -> Timex {
        let anchor = (basis != Basis::Stated).then(|| day("2023-07-26"));
        Timex { span: span(place), kind: Type::Date, value: Some(value), modifier, basis, anchor, vague: false, rule: "test" }
    }

    fn annotated() -> (Article, Annotation) {
        let published = Published { date: day("2023-07-26"), instant: None, from: DctSource::Metadata };
        let article = Article {
            id: "a.txt".into(),
            publisher: Some("Kabar".into()),
            published: Some(published),
            text: TEXT.into(),
            ..Article::default()
        };
        let said = "Sebanyak 120 warga mengungsi sejak Selasa,";
        let annotation = Annotation {
            dct: Some(Dct { date: day("2023-07-26"), from: DctSource::Metadata }),
            timexes: vec![
                timex("Selasa", Value::day(day("2023-07-25")), None, Basis::Relative),
                timex("Rabu (27/7/2023)", Value::day(day("2023-07-27")), None, Basis::Stated),
                timex("awal 2020", Value::Point(Point::Year(2020)), Some(Mod::Start), Basis::Stated),
                timex("Maret 2021", Value::Point(Point::Month(2021, 3)), None, Basis::Stated),
            ],
            quotations: vec![Quotation {
                span: span(said),
                kind: QuoteKind::Direct,
                cue: Some(span("kata")),
                mention: Some(span("Rina Wati")),
                speaker: Some("Rina Wati".into()),
                role: None,
                via: None,
                stance: Stance::Says,
                when: Some(1),
                rule: "frame",
            }],
            quantities: vec![Quantity {
                span: span("120 warga"),
                value: "120".into(),
                place: 0,
                unit: "warga".into(),
                hedge: None,
            }],
            claims: vec![
                Claim {
                    span: span(said),
                    when: (0, None),
                    value: Value::day(day("2023-07-25")),
                    tense: Tense::Past,
                    quotation: Some(0),
                    quantities: (0, 1),
                },
                Claim {
                    span: span("Warga mengungsi sejak awal 2020 hingga Maret 2021."),
                    when: (2, Some(3)),
                    value: Value::Range(Point::Year(2020), Point::Month(2021, 3)),
                    tense: Tense::Past,
                    quotation: None,
                    quantities: (1, 1),
                },
            ],
            diagnostics: vec![Diagnostic {
                code: Code::WeekdayMismatch,
                span: span("Rabu (27/7/2023)"),
                message: "27 July 2023 is a Thursday (Kamis)".into(),
                suggestion: None,
            }],
            ..Annotation::default()
        };
        (article, annotation)
    }

    #[test]
    fn a_statement_with_a_date_in_it_gives_a_claim_and_a_quote() {
        let (article, annotation) = annotated();
        let records = records(&article, &annotation);
        let [claim, quote, interval] = &records[..] else { panic!("three rows, not {}", records.len()) };
        assert_eq!((claim.kind.as_str(), quote.kind.as_str()), ("claim", "quote"));
        assert_eq!((claim.speaker.as_str(), quote.speaker.as_str()), ("Rina Wati", "Rina Wati"));
        assert_eq!((claim.date.as_str(), quote.date.as_str()), ("2023-07-25", "2023-07-27"));
        assert_eq!((claim.date_anchor.as_str(), claim.date_anchor_from.as_str()), ("2023-07-26", "metadata"));
        assert_eq!((quote.date_anchor.as_str(), quote.date_basis.as_str()), ("", "stated"));
        assert_eq!((claim.problems.as_str(), quote.problems.as_str()), ("", "weekday-mismatch"));
        assert_eq!((claim.quantities.as_str(), quote.quantities.as_str()), ("120 warga", "120 warga"));
        assert_ne!(claim.id, quote.id);
        assert_eq!((interval.date.as_str(), interval.date_text.as_str()), ("2020-01~/2021-03", "awal 2020 hingga Maret 2021"));
        assert_eq!(interval.line, 2);
        for record in &records {
            let exact = cut(TEXT, record.char_start as u32, record.char_end as u32);
            assert_eq!(exact, Some(record.statement.as_str()));
        }
    }

    #[test]
    fn nobody_is_quoted_before_he_speaks() {
        let (article, mut annotation) = annotated();
        annotation.dct = Some(Dct { date: day("2023-07-26"), from: DctSource::Metadata });
        annotation.timexes[1].value = Some(Value::day(day("2023-08-19")));
        annotation.diagnostics.clear();
        let quote = &records(&article, &annotation)[1];
        assert_eq!((quote.date.as_str(), quote.date_basis.as_str()), ("2023-07-26", "publication"));
    }

    #[test]
    fn without_a_date_of_its_own_a_statement_has_the_publication_date() {
        let (article, mut annotation) = annotated();
        annotation.quotations[0].when = None;
        let quote = &records(&article, &annotation)[1];
        assert_eq!((quote.date.as_str(), quote.date_basis.as_str()), ("2023-07-26", "publication"));
        annotation.dct = None;
        let quote = &records(&article, &annotation)[1];
        assert_eq!((quote.date.as_str(), quote.date_basis.as_str()), ("", "unknown"));
    }
}
