//! Reports for a person: the cell under a caret, then a summary.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::diagnostic::Severity;
use crate::validate::report::{Count, Finding, Report};

/// The report on one file. Errors and warnings show their place, notes take one line; the summary counts all, shown or not.
///
/// ```
/// use linimasa::validate::{Form, Options, Validator, render};
/// let rows = "id,kind\n0011223344556677,clam\n";
/// let report = Validator::new()?.check("a.csv", Form::Csv, &mut rows.as_bytes(), &Options::default())?;
/// assert!(render::text(&report, false).contains("\
/// error[L322]: a word that the column does not have
///  --> a.csv:2:18 (row 1, byte 25, column `kind`)
///   |
/// 2 | 0011223344556677,clam
///   |                  ^^^^ `clam` is none of the column's words
///   |
///   = help: one of claim, quote
/// "));
/// # Ok::<(), linimasa::Error>(())
/// ```
pub fn text(report: &Report, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // The line is windowed before, so the library has nothing left to trim.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(1000);
    let mut out = String::new();
    for finding in &report.findings {
        if finding.code.severity() == Severity::Note {
            note(&mut out, &report.file, finding);
        } else {
            block(&mut out, &renderer, &report.file, finding);
        }
    }
    summary(&mut out, report);
    out
}

/// `row 11, byte 5120, column date_first`
fn whereabouts(finding: &Finding) -> String {
    let mut text = match finding.row {
        0 => format!("byte {}", finding.byte),
        row => format!("row {row}, byte {}", finding.byte),
    };
    if let Some(column) = &finding.column {
        let _ = write!(text, ", column `{}`", visible(column));
    }
    text
}

/// What a file says cannot talk to the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

fn note(out: &mut String, file: &str, finding: &Finding) {
    let Finding { line, character, code, wrong, right, .. } = finding;
    let place = whereabouts(finding);
    let _ = writeln!(out, "note[{}]: {}:{line}:{character} ({place}): {}", code.as_str(), visible(file), visible(wrong));
    if !right.is_empty() {
        let _ = writeln!(out, "  = help: {}", visible(right));
    }
    out.push('\n');
}

fn block(out: &mut String, renderer: &Renderer, file: &str, finding: &Finding) {
    let level = if finding.code.severity() == Severity::Error { Level::ERROR } else { Level::WARNING };
    let title = level.primary_title(finding.code.title()).id(finding.code.as_str());
    let (file, wrong, right) = (visible(file), visible(&finding.wrong), visible(&finding.right));
    let group = if finding.excerpt.is_empty() {
        title.element(Origin::path(file.as_str()).line(finding.line as usize)).element(Level::NOTE.message(wrong.as_str()))
    } else {
        let annotation = AnnotationKind::Primary.span(finding.mark.0..finding.mark.1).label(wrong.as_str());
        let snippet = Snippet::source(finding.excerpt.as_str()).line_start(finding.line as usize).path(file.as_str());
        title.element(snippet.annotation(annotation))
    };
    let group = if right.is_empty() { group } else { group.element(Level::HELP.message(right.as_str())) };
    let shown = renderer.render(&[group]);
    // The library counts the column in the excerpt; the reader wants it in the line, and the row and byte beside it.
    let counted = finding.excerpt.get(..finding.mark.0).map_or(0, |before| before.chars().count()) + 1;
    let place = format!("{file}:{}:{} ({})", finding.line, finding.character, whereabouts(finding));
    let from = format!("{file}:{}", finding.line);
    let from = if finding.excerpt.is_empty() { from } else { format!("{from}:{counted}") };
    out.push_str(&shown.replacen(&from, &place, 1));
    out.push_str("\n\n");
}

fn summary(out: &mut String, report: &Report) {
    let word = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{} {one}s", grouped(count)) };
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts: Vec<String> = severities
        .iter()
        .map(|&(severity, name)| (report.count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| word(count, name))
        .collect();
    let verdict = if report.is_sound() { "sound" } else { "not sound" };
    let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    let _ = writeln!(out, "{}: {}, {verdict}{counts}", visible(&report.file), word(report.rows, "row"));
    for Count { code, column, count } in &report.counts {
        let shown = report.findings.iter().filter(|finding| finding.code == *code && finding.column == *column).count() as u64;
        let hidden = if shown < *count { format!(" ({shown} shown)") } else { String::new() };
        let column = column.as_ref().map_or_else(String::new, |column| format!(", `{}`", visible(column)));
        let severity = code.severity().as_str();
        let _ = writeln!(out, "  {severity:<7} {} {}{column}: {}{hidden}", code.as_str(), code.title(), grouped(*count));
    }
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_groups_of_three() {
        assert_eq!([7, 1234, 123_456, 1_000_000].map(super::grouped), ["7", "1,234", "123,456", "1,000,000"]);
    }
}
