//! Diagnostics as a person should see them (place, the line, a caret), and as JSON Lines for machines.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::citation::Places;
use crate::span::Span;

/// Characters of the line that are shown on each side of the place.
const BEFORE: usize = 40;
const AFTER: usize = 60;
/// Characters of the place itself that are shown; one-line texts can make a place very long.
const LONGEST: usize = 100;

/// The doubts about one text, each as a block that begins with its severity and code and ends with an empty line.
///
/// `origin` names the text (a path, an article id). `colour` adds ANSI styles.
///
/// ```
/// use linimasa::diagnostic::{Code, Diagnostic, render::render};
/// let text = "Hal itu disampaikan, Rabu (27/7/2023).";
/// let span = linimasa::Span::new(21, 37);
/// let doubt = Diagnostic {
///     code: Code::WeekdayMismatch, span, message: "27 July 2023 is a Thursday (Kamis)".into(), suggestion: None,
/// };
/// assert_eq!(render(&[doubt], text, "berita.txt", false), "\
/// warning[L103]: weekday disagrees with date
///  --> berita.txt:1:22
///   |
/// 1 | Hal itu disampaikan, Rabu (27/7/2023).
///   |                      ^^^^^^^^^^^^^^^^ 27 July 2023 is a Thursday (Kamis)
///
/// ");
/// ```
pub fn render(diagnostics: &[Diagnostic], text: &str, origin: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // Lines are windowed here, so the library has nothing left to trim.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(1000);
    let places = Places::new(text);
    let origin = clean(origin);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (line, column) = places.line_column(diagnostic.span.start);
        let level = match diagnostic.code.severity() {
            Severity::Note => Level::NOTE,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let title = level.primary_title(diagnostic.code.title()).id(diagnostic.code.as_str());
        // A doubt about the article as a whole points at no place.
        if diagnostic.span.is_empty() {
            let group = title.element(Origin::path(origin.as_str())).element(Level::NOTE.message(diagnostic.message.as_str()));
            out.push_str(&renderer.render(&[help(group, diagnostic)]));
        } else {
            let (window, inner) = window(text, diagnostic.span);
            let shown_column = window[..inner.start as usize].chars().count() + 1;
            let annotation = AnnotationKind::Primary.span(inner.range()).label(diagnostic.message.as_str());
            let snippet = Snippet::source(window).line_start(line as usize).path(origin.as_str()).annotation(annotation);
            let shown = renderer.render(&[help(title.element(snippet), diagnostic)]);
            // The library counts the column in the window; the reader wants it in the line.
            out.push_str(&shown.replacen(&format!("{origin}:{line}:{shown_column}"), &format!("{origin}:{line}:{column}"), 1));
        }
        out.push_str("\n\n");
    }
    out
}

fn help<'a>(group: Group<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    match &diagnostic.suggestion {
        Some(suggestion) => group.element(Level::HELP.message(suggestion.as_str())),
        None => group,
    }
}

/// The line around a place, cut to a width that a terminal shows, and the place in it. Looks no farther than what is shown:
/// there are texts of one line of many megabytes.
fn window(text: &str, span: Span) -> (String, Span) {
    let (start, end) = (span.start as usize, span.end as usize);
    let shown_end = start + within_line(text[start..end].char_indices(), LONGEST).unwrap_or(end - start);
    let before: usize = text[..start].chars().rev().take(BEFORE).take_while(|&c| c != '\n').map(char::len_utf8).sum();
    let from = start - before;
    let to = shown_end + within_line(text[shown_end..].char_indices(), AFTER).unwrap_or(text.len() - shown_end);
    let mut window = String::new();
    if from > 0 && !text[..from].ends_with('\n') {
        window.push_str("... ");
    }
    window.push_str(&clean(&text[from..start]));
    let inner_start = window.len();
    window.push_str(&clean(&text[start..shown_end]));
    let inner_end = window.len();
    window.push_str(&clean(&text[shown_end..to]));
    if !matches!(text.as_bytes().get(to), None | Some(b'\n')) {
        window.push_str(" ...");
    }
    (window, Span::new(inner_start as u32, inner_end as u32))
}

/// Where the line ends, or so many characters; none where the text ends before both.
fn within_line(characters: std::str::CharIndices<'_>, most: usize) -> Option<usize> {
    characters.enumerate().find(|&(count, (_, character))| character == '\n' || count == most).map(|(_, (at, _))| at)
}

/// One line of a text, made harmless.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(printable).map(|character| if character == '\n' { ' ' } else { character }).collect()
}

/// A text cannot talk to the terminal: control characters become U+FFFD, tabs, returns and no-break spaces blanks.
pub(crate) const fn printable(character: char) -> char {
    match character {
        '\n' => '\n',
        '\t' | '\r' | '\u{a0}' => ' ',
        '\0'..' ' | '\u{7f}'..='\u{9f}' => '\u{fffd}',
        other => other,
    }
}

#[derive(Serialize)]
struct Object<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    title: &'static str,
    message: &'a str,
    suggestion: Option<&'a str>,
    article: &'a str,
    line: u32,
    column: u32,
    char_start: u32,
    char_end: u32,
    text: &'a str,
}

/// The same doubts as JSON Lines. `line` and `column` count from 1, in characters; `char_start` and `char_end` are offsets
/// in characters into the article's text, half open.
pub fn json(diagnostics: &[Diagnostic], text: &str, article: &str) -> String {
    let places = Places::new(text);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (line, column) = places.line_column(diagnostic.span.start);
        let (char_start, char_end) = places.chars(diagnostic.span);
        let code = diagnostic.code;
        let object = Object {
            code: code.as_str(),
            name: code.name(),
            severity: code.severity().as_str(),
            title: code.title(),
            message: &diagnostic.message,
            suggestion: diagnostic.suggestion.as_deref(),
            article,
            line,
            column,
            char_start,
            char_end,
            text: diagnostic.span.of(text),
        };
        out.push_str(&serde_json::to_string(&object).unwrap_or_default());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, str};

    use super::*;
    use crate::diagnostic::Code;

    fn doubt(text: &str, place: &str) -> Diagnostic {
        let start = text.find(place).expect("the place stands in the text");
        Diagnostic {
            code: Code::WeekdayMismatch,
            span: Span::new(start as u32, (start + place.len()) as u32),
            message: "27 July 2023 is a Thursday (Kamis)".into(),
            suggestion: Some("Rabu (26/7/2023)".into()),
        }
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!(
            "Judul\n{}“Kami siap,” kata Menlu, Rabu (27/7/2023).{}",
            "Pemerintah belum menjawab. ".repeat(500),
            " Rapat ditunda lagi.".repeat(500)
        );
        let shown = render(&[doubt(&text, "Rabu (27/7/2023)")], &text, "berita.txt", false);
        assert_data_eq!(
            shown,
            str![[r"
warning[L103]: weekday disagrees with date
 --> berita.txt:2:13526
  |
2 | ... elum menjawab. “Kami siap,” kata Menlu, Rabu (27/7/2023). Rapat ditunda lagi. Rapat ditunda lagi. Rapat ditunda lagi ...
  |                                             ^^^^^^^^^^^^^^^^ 27 July 2023 is a Thursday (Kamis)
  |
  = help: Rabu (26/7/2023)


"]]
        );
    }

    #[test]
    fn a_text_cannot_talk_to_the_terminal() {
        let text = "\u{1b}[31mRabu (27/7/2023)\u{7} lagi";
        assert!(!render(&[doubt(text, "Rabu (27/7/2023)")], text, "a\u{1b}b", false).contains(['\u{1b}', '\u{7}']));
    }

    #[test]
    fn machines_get_one_object_a_line() {
        let text = "“Siap,” katanya.\nRabu (27/7/2023)";
        let line: serde_json::Value = serde_json::from_str(&json(&[doubt(text, "Rabu (27/7/2023)")], text, "a")).expect("JSON");
        assert_eq!((line["line"].as_u64(), line["column"].as_u64(), line["char_start"].as_u64()), (Some(2), Some(1), Some(17)));
        assert_eq!(line["text"], "Rabu (27/7/2023)");
    }
}
