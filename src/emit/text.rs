//! `annotate --format text`: the article with marks that a person can read.
//!
//! - `[kemarin = 2023-07-25]`: a temporal expression and its value; `!weekday-mismatch` where it is doubtful.
//! - `{Kami siap, = Vedant Patel}`: an attributed statement and its speaker; `via Reuters` where it came through an outlet.
//! - `<2023-07-25>` before a sentence: the sentence is a dated claim; `<2023-07-27 future>` where it is still to come.
//!
//! Boilerplate and captions are greyed where there is colour. Without its marks the text is the article's own.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style};

use crate::annotation::{Annotation, Tense};
use crate::article::Article;
use crate::diagnostic::render::printable;
use crate::segment::Role;

const TIME: Style = AnsiColor::Cyan.on_default();
const STATEMENT: Style = AnsiColor::Green.on_default();
const CLAIM: Style = AnsiColor::Magenta.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const GREY: Style = Style::new().dimmed();

/// Something that stands between two characters of the text.
struct Mark {
    at: u32,
    /// Marks at one place: what closes comes first and what was opened last closes first; then what opens, the longest first.
    order: (bool, i64),
    style: Style,
    text: String,
}

/// The article with its marks, its head line before it and an empty line behind it.
pub fn marked(article: &Article, annotation: &Annotation, colour: bool) -> String {
    let mut out = head(article, annotation, colour);
    let mut marks = marks(article, annotation);
    marks.sort_by_key(|mark| (mark.at, mark.order));
    let mut marks = marks.into_iter().peekable();
    let mut lines = annotation.lines.iter().filter(|line| matches!(line.role, Role::Boilerplate | Role::Caption)).peekable();
    let mut grey = false;
    for (at, character) in article.text.char_indices() {
        let at = at as u32;
        while lines.next_if(|line| line.span.end <= at).is_some() {}
        let in_grey = colour && lines.peek().is_some_and(|line| line.span.start <= at);
        if grey && !in_grey {
            let _ = write!(out, "{GREY:#}");
        }
        while let Some(mark) = marks.next_if(|mark| mark.at <= at) {
            put(&mut out, &mark, colour);
            grey = false;
        }
        if in_grey && !grey {
            let _ = write!(out, "{GREY}");
        }
        grey = in_grey;
        out.push(printable(character));
    }
    if grey {
        let _ = write!(out, "{GREY:#}");
    }
    for mark in marks {
        put(&mut out, &mark, colour);
    }
    while out.ends_with('\n') {
        out.pop();
    }
    out.push_str("\n\n");
    out
}

fn put(out: &mut String, mark: &Mark, colour: bool) {
    let Mark { style, text, .. } = mark;
    let text: String = text.chars().map(printable).collect();
    let _ = if colour { write!(out, "{style}{text}{style:#}") } else { write!(out, "{text}") };
}

fn head(article: &Article, annotation: &Annotation, colour: bool) -> String {
    let mut head = format!("== {}", article.id);
    if let Some(publisher) = &article.publisher {
        let _ = write!(head, " | {publisher}");
    }
    let _ = match annotation.dct {
        Some(dct) => write!(head, " | {} ({})", dct.date, dct.from.as_str()),
        None => write!(head, " | no publication date"),
    };
    if let Some(title) = &article.title {
        let _ = write!(head, " | {title}");
    }
    let head: String = head.chars().map(printable).map(|character| if character == '\n' { ' ' } else { character }).collect();
    if colour { format!("{0}{head}{0:#}\n", Style::new().bold()) } else { head + "\n" }
}

fn marks(article: &Article, annotation: &Annotation) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut pair = |span: crate::Span, style: Style, opening: &str, closing: String| {
        marks.push(Mark { at: span.start, order: (true, -i64::from(span.end)), style, text: opening.into() });
        marks.push(Mark { at: span.end, order: (false, -i64::from(span.start)), style, text: closing });
    };
    for timex in &annotation.timexes {
        let mut closing = match timex.value {
            Some(value) => format!(" = {value}"),
            None => " = ?".into(),
        };
        if let Some(modifier) = timex.modifier {
            let _ = write!(closing, " {}", modifier.as_str());
        }
        let mut style = TIME;
        for doubt in annotation.doubts_at(timex.span) {
            style = DOUBT;
            let _ = write!(closing, " !{}: {}", doubt.code.name(), doubt.message);
        }
        closing.push(']');
        pair(timex.span, style, "[", closing);
    }
    for quotation in &annotation.quotations {
        let speaker = quotation.speaker.as_deref().or(quotation.mention.map(|span| span.of(&article.text)));
        let via = quotation.via.as_deref().map(|via| format!(" via {via}")).unwrap_or_default();
        pair(quotation.span, STATEMENT, "{", format!(" = {}{via}}}", speaker.unwrap_or("?")));
    }
    for claim in &annotation.claims {
        let future = if claim.tense == Tense::Future { " future" } else { "" };
        let text = format!("<{}{future}> ", claim.value);
        marks.push(Mark { at: claim.span.start, order: (true, i64::MIN), style: CLAIM, text });
    }
    marks
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, str};

    use super::*;
    use crate::annotation::{Basis, Claim, Dct, Quotation, QuoteKind, Stance, Timex};
    use crate::article::DctSource;
    use crate::segment::Line;
    use crate::span::Span;
    use crate::time::value::{Type, Value};

    fn example() -> (Article, Annotation) {
        let text = "BACA JUGA: Lainnya\n“Kami tiba kemarin,” kata Lavrov.\u{1b}[0m\n";
        let span = |place: &str| {
            let start = text.find(place).expect("the place stands in the text") as u32;
            Span::new(start, start + place.len() as u32)
        };
        let day: chrono::NaiveDate = "2023-07-25".parse().expect("a date");
        let annotation = Annotation {
            dct: Some(Dct { date: day.succ_opt().expect("a day"), from: DctSource::Metadata }),
            lines: vec![Line { span: span("BACA JUGA: Lainnya"), tokens: (0, 4), role: Role::Boilerplate, number: 1 }],
            timexes: vec![Timex {
                span: span("kemarin"),
                kind: Type::Date,
                value: Some(Value::day(day)),
                modifier: None,
                basis: Basis::Relative,
                anchor: day.succ_opt(),
                vague: false,
                rule: "test",
            }],
            quotations: vec![Quotation {
                span: span("Kami tiba kemarin,"),
                kind: QuoteKind::Direct,
                cue: Some(span("kata")),
                mention: Some(span("Lavrov")),
                speaker: Some("Sergei Lavrov".into()),
                role: None,
                via: Some("AFP".into()),
                stance: Stance::Says,
                when: None,
                rule: "test",
            }],
            claims: vec![Claim {
                span: span("Kami tiba kemarin,"),
                when: (0, None),
                value: Value::day(day),
                tense: Tense::Past,
                quotation: Some(0),
                quantities: (0, 0),
            }],
            ..Annotation::default()
        };
        (Article { id: "a.txt".into(), publisher: Some("Kabar".into()), text: text.into(), ..Article::default() }, annotation)
    }

    #[test]
    fn marks_nest_and_control_characters_are_shown_harmless() {
        let (article, annotation) = example();
        assert_data_eq!(
            marked(&article, &annotation, false),
            str![[r"
== a.txt | Kabar | 2023-07-26 (metadata)
BACA JUGA: Lainnya
“<2023-07-25> {Kami tiba [kemarin = 2023-07-25], = Sergei Lavrov via AFP}” kata Lavrov.�[0m


"]]
        );
    }

    #[test]
    fn colour_changes_nothing_but_the_styles() {
        let (article, annotation) = example();
        let coloured = marked(&article, &annotation, true);
        assert!(coloured.contains("\u{1b}["));
        let mut plain = String::new();
        for (i, piece) in coloured.split('\u{1b}').enumerate() {
            plain.push_str(if i == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) });
        }
        assert_eq!(plain, marked(&article, &annotation, false));
    }
}
