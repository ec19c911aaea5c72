//! `annotate --format timeml`: the article as a TimeML 1.2.1 document with its expressions inline (TIMEX3), in the layout of
//! `TempEval-3` (DOCID, DCT, TITLE, TEXT).
//!
//! Inside TEXT stands the article's own text, character by character; what XML cannot hold (control characters) becomes
//! U+FFFD, one for one, so that offsets stay true. What TimeML cannot write takes the nearest value and keeps ours in
//! `comment`: decades `199`, centuries `18`, early morning as the start of the night, ranges as the period around them.

use std::fmt::{self, Write};

use crate::annotation::{Annotation, Basis, Timex};
use crate::article::Article;
use crate::function::Function;
use crate::lexicon::{Class, Lexicon};
use crate::time::value::{DayOf, DayPart, Granularity, Length, Mod, Point, Type, Value};
use crate::token::{Kind, tokenize};

/// The document of one article. The lexicon tells what in a recurrence is its `quant` and `freq`.
pub fn document(article: &Article, annotation: &Annotation, lexicon: &Lexicon) -> String {
    let mut out = String::with_capacity(article.text.len() + 1024 + 200 * annotation.timexes.len());
    // Nothing to fail on: a string takes all that is written to it.
    let _ = write(&mut out, article, annotation, lexicon);
    out
}

fn write(out: &mut String, article: &Article, annotation: &Annotation, lexicon: &Lexicon) -> fmt::Result {
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n<DOCID>",
    );
    escape(out, &article.id);
    out.push_str("</DOCID>\n<DCT>");
    if let Some(dct) = annotation.dct {
        write!(
            out,
            "<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{0}\" temporalFunction=\"false\" \
             functionInDocument=\"CREATION_TIME\">{0}</TIMEX3>",
            dct.date
        )?;
    }
    out.push_str("</DCT>\n");
    if let Some(title) = &article.title {
        out.push_str("<TITLE>");
        escape(out, title);
        out.push_str("</TITLE>\n");
    }
    out.push_str("<TEXT>");
    let mut at = 0;
    for (i, timex) in annotation.timexes.iter().enumerate() {
        escape(out, article.text.get(at..timex.span.start as usize).unwrap_or(""));
        at = timex.span.end as usize;
        let expression = timex.span.of(&article.text);
        write!(out, "<TIMEX3 tid=\"t{}\" type=\"{}\"", i + 1, timex.kind.as_str())?;
        let written = Written::of(timex);
        write!(out, " value=\"{}\"", written.value)?;
        if let Some(modifier) = written.modifier {
            write!(out, " mod=\"{}\"", modifier.as_str())?;
        }
        if timex.kind == Type::Set {
            set(out, expression, lexicon)?;
        }
        let counted = matches!(timex.basis, Basis::Completed | Basis::Relative | Basis::Narrative) && timex.anchor.is_some();
        write!(out, " temporalFunction=\"{counted}\"")?;
        if let Some(anchor) = anchor(annotation, i) {
            write!(out, " anchorTimeID=\"t{anchor}\"")?;
        }
        if let Some(comment) = &written.comment {
            out.push_str(" comment=\"");
            escape(out, comment);
            out.push('"');
        }
        out.push('>');
        escape(out, expression);
        out.push_str("</TIMEX3>");
    }
    escape(out, article.text.get(at..).unwrap_or(""));
    out.push_str("</TEXT>\n</TimeML>\n");
    Ok(())
}

/// The number of the expression from which this one was counted: 0 is the DCT, others the nearest before it.
fn anchor(annotation: &Annotation, index: usize) -> Option<usize> {
    let timex = &annotation.timexes[index];
    let anchor = timex.anchor.filter(|_| matches!(timex.basis, Basis::Completed | Basis::Relative | Basis::Narrative))?;
    if timex.basis != Basis::Narrative && annotation.dct.is_some_and(|dct| dct.date == anchor) {
        return Some(0);
    }
    let holds = |other: &Timex| other.value.and_then(|value| value.days()).is_some_and(|days| days.0 == anchor);
    annotation.timexes[..index].iter().rposition(holds).map(|found| found + 1)
}

/// How often, as TimeML says it of a SET: `quant` for each and every, `freq` for so many times.
fn set(out: &mut String, expression: &str, lexicon: &Lexicon) -> fmt::Result {
    let tokens = tokenize(expression, lexicon);
    if tokens.iter().any(|token| lexicon.classes(token.word()).has(Class::Every)) {
        out.push_str(" quant=\"EVERY\"");
    }
    for pair in tokens.windows(2).filter(|pair| lexicon.functions(pair[1].word()).has(Function::Times)) {
        let times = match pair[0].kind {
            Kind::Number => Some(i64::from(pair[0].payload)),
            _ => lexicon.sense(pair[0].word(), Class::Numeral).map(|sense| i64::from(sense.number)),
        };
        if let Some(times) = times.filter(|&times| times > 0) {
            return write!(out, " freq=\"{times}X\"");
        }
    }
    Ok(())
}

/// A value in TimeML's own notation.
struct Written {
    value: String,
    modifier: Option<Mod>,
    /// Our notation, where TimeML's loses something.
    comment: Option<String>,
}

impl Written {
    fn of(timex: &Timex) -> Self {
        let Some(value) = timex.value else {
            let value = match timex.kind {
                Type::Date => "XXXX-XX-XX",
                Type::Time => "XXXX-XX-XXTXX:XX",
                Type::Duration | Type::Set => "PXX",
            };
            return Self { value: value.into(), modifier: timex.modifier, comment: Some("unresolved".into()) };
        };
        let nearest = match value {
            Value::Range(left, right) => around(left, right),
            Value::Lengths(low, _) => Nearest::Length(low),
            Value::Point(point) => Nearest::Point(point),
            Value::Length(length) => Nearest::Length(length),
            other => return Self { value: other.to_string(), modifier: timex.modifier, comment: None },
        };
        let mut modifier = timex.modifier;
        let written = match nearest {
            Nearest::Point(Point::Decade(n)) => format!("{n:03}"),
            Nearest::Point(Point::Century(n)) => format!("{n:02}"),
            Nearest::Point(Point::Part(day, DayPart::Dawn)) => {
                modifier = Some(Mod::Start);
                Point::Part(day, DayPart::Night).to_string()
            }
            Nearest::Point(point) => point.to_string(),
            Nearest::Length(length) => length.to_string(),
        };
        let ours = value.to_string();
        Self { comment: (written != ours).then_some(ours), value: written, modifier }
    }
}

enum Nearest {
    Point(Point),
    Length(Length),
}

/// The smallest period that holds both ends; of clock times and of ends that no century holds, the left.
fn around(left: Point, right: Point) -> Nearest {
    let part_of_day = |point| matches!(point, Point::Clock(..) | Point::Part(..));
    if part_of_day(left) && part_of_day(right) {
        return Nearest::Point(left);
    }
    let ends = left.days().zip(right.days()).map(|(left, right)| (left.0, right.1));
    let periods = [Granularity::Day, Granularity::Month, Granularity::Year, Granularity::Decade, Granularity::Century];
    let period = ends.and_then(|(first, last)| {
        let holding = |&granularity: &Granularity| Point::of_day(granularity, first);
        periods.iter().map(holding).find(|period| period.days().is_some_and(|(_, end)| last <= end))
    });
    Nearest::Point(period.unwrap_or(match left {
        Point::Part(DayOf::Date(date), _) | Point::Clock(DayOf::Date(date), _) => Point::Day(date),
        other => other,
    }))
}

/// Text as XML content or attribute value. Carriage returns are written as references, or a reader would drop them.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use snapbox::{assert_data_eq, str};

    use super::*;
    use crate::annotation::Dct;
    use crate::article::DctSource;
    use crate::span::Span;
    use crate::time::value::{Amount, Unit};

    fn timex(text: &str, expression: &str, kind: Type, value: Option<Value>, basis: Basis) -> Timex {
        let start = text.find(expression).expect("the expression stands in the text") as u32;
        let anchor = (basis != Basis::Stated).then(|| NaiveDate::from_ymd_opt(2023, 7, 26).expect("a day"));
        let span = Span::new(start, start + expression.len() as u32);
        Timex { span, kind, value, modifier: None, basis, anchor, vague: false, rule: "test" }
    }

    #[test]
    fn what_timeml_cannot_write_stands_in_the_comment() {
        let text =
            "Besok, dan \"<1990-an>\" & 3-5 Oktober 2023, Selasa dini hari, dua kali seminggu, setiap Senin, 31/2/2023.\u{1}\r\n";
        let day = |d| Point::Day(NaiveDate::from_ymd_opt(2023, 10, d).expect("a day"));
        let tuesday = NaiveDate::from_ymd_opt(2023, 7, 25).expect("a day");
        let week = Value::Length(Length { major: Amount::whole(1, Unit::Week), minor: None });
        let annotation = Annotation {
            dct: Some(Dct { date: NaiveDate::from_ymd_opt(2023, 7, 26).expect("a day"), from: DctSource::Metadata }),
            timexes: vec![
                timex(text, "Besok", Type::Date, NaiveDate::from_ymd_opt(2023, 7, 27).map(Value::day), Basis::Relative),
                timex(text, "1990-an", Type::Date, Some(Value::Point(Point::Decade(199))), Basis::Stated),
                timex(text, "3-5 Oktober 2023", Type::Date, Some(Value::Range(day(3), day(5))), Basis::Stated),
                timex(
                    text,
                    "Selasa dini hari",
                    Type::Time,
                    Some(Value::Point(Point::Part(DayOf::Date(tuesday), DayPart::Dawn))),
                    Basis::Relative,
                ),
                timex(text, "dua kali seminggu", Type::Set, Some(week), Basis::Stated),
                timex(text, "setiap Senin", Type::Set, Some(Value::Point(Point::AnyWeekday(1))), Basis::Stated),
                timex(text, "31/2/2023", Type::Date, None, Basis::Stated),
            ],
            ..Annotation::default()
        };
        let article = Article { id: "a&b".into(), title: Some("A < B".into()), text: text.into(), ..Article::default() };
        let lexicon = Lexicon::load().expect("the lexicon loads");
        assert_data_eq!(
            document(&article, &annotation, &lexicon),
            str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
<DOCID>a&amp;b</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2023-07-26" temporalFunction="false" functionInDocument="CREATION_TIME">2023-07-26</TIMEX3></DCT>
<TITLE>A &lt; B</TITLE>
<TEXT><TIMEX3 tid="t1" type="DATE" value="2023-07-27" temporalFunction="true" anchorTimeID="t0">Besok</TIMEX3>, dan &quot;&lt;<TIMEX3 tid="t2" type="DATE" value="199" temporalFunction="false" comment="199X">1990-an</TIMEX3>&gt;&quot; &amp; <TIMEX3 tid="t3" type="DATE" value="2023-10" temporalFunction="false" comment="2023-10-03/2023-10-05">3-5 Oktober 2023</TIMEX3>, <TIMEX3 tid="t4" type="TIME" value="2023-07-25TNI" mod="START" temporalFunction="true" anchorTimeID="t0" comment="2023-07-25TDN">Selasa dini hari</TIMEX3>, <TIMEX3 tid="t5" type="SET" value="P1W" freq="2X" temporalFunction="false">dua kali seminggu</TIMEX3>, <TIMEX3 tid="t6" type="SET" value="XXXX-WXX-1" quant="EVERY" temporalFunction="false">setiap Senin</TIMEX3>, <TIMEX3 tid="t7" type="DATE" value="XXXX-XX-XX" temporalFunction="false" comment="unresolved">31/2/2023</TIMEX3>.�&#13;
</TEXT>
</TimeML>

"#]]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_escaped_character_by_character(text in any::<String>()) {
            let mut out = String::new();
            escape(&mut out, &text);
            prop_assert!(!out.contains(['<', '>', '"']));
            let held = out.chars().all(|c| matches!(c, '\t' | '\n') || c >= ' ');
            prop_assert!(held);
            let back = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#13;", "\r").replace("&amp;", "&");
            prop_assert_eq!(back.chars().count(), text.chars().count());
        }
    }
}
