//! `timeline --format text`: the rows as a list that a person can read, each with its place.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};

use crate::diagnostic::render::clean;
use crate::timeline::Record;

const DATE: Style = AnsiColor::Cyan.on_default().bold();
const SPEAKER: Style = AnsiColor::Green.on_default();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const GREY: Style = Style::new().dimmed();

/// Writes each row as two lines: date and place; who says so and the statement. What is doubtful stands behind the place.
///
/// ```
/// use linimasa::emit::list::write_list;
/// use linimasa::timeline::Record;
/// let row = Record {
///     kind: "quote".into(), date: "2023-07-25".into(), date_text: "Selasa".into(), article: "kabar.txt".into(), line: 3,
///     statement: "Kami siap".into(), speaker: "Rina Wati".into(), quote_kind: "direct".into(), ..Record::default()
/// };
/// let mut out = Vec::new();
/// write_list(&mut out, &[row], false)?;
/// assert_eq!(String::from_utf8_lossy(&out), "2023-07-25  Selasa  kabar.txt:3\n  Rina Wati: “Kami siap”\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_list(mut out: impl Write, records: &[Record], colour: bool) -> io::Result<()> {
    let styled = |style: Style, text: &str| if colour { format!("{style}{text}{style:#}") } else { text.to_owned() };
    for record in records {
        let date = if record.date.is_empty() { "undated" } else { &record.date };
        let mut line = styled(DATE, date);
        for part in [&record.date_text, &record.publisher].into_iter().filter(|part| !part.is_empty()) {
            line = line + "  " + &clean(part);
        }
        line = line + "  " + &styled(GREY, &format!("{}:{}", clean(&record.article), record.line));
        for problem in record.problems.split(';').filter(|problem| !problem.is_empty()) {
            line = line + "  " + &styled(DOUBT, &format!("!{problem}"));
        }
        writeln!(out, "{line}\n  {}{}", styled(SPEAKER, &said_by(record)), statement(record))?;
    }
    Ok(())
}

/// `Vedant Patel, Juru bicara, via Reuters: `; nothing for what the outlet itself tells.
fn said_by(record: &Record) -> String {
    if record.kind != "quote" {
        return String::new();
    }
    let known = [&record.speaker, &record.speaker_mention].into_iter().find(|name| !name.is_empty());
    let mut by = known.map_or_else(|| "?".into(), |name| clean(name));
    if !record.speaker_role.is_empty() {
        by = by + ", " + &clean(&record.speaker_role);
    }
    if !record.via.is_empty() {
        by = by + ", via " + &clean(&record.via);
    }
    if !matches!(record.stance.as_str(), "says" | "") {
        by = by + " (" + &record.stance + ")";
    }
    by + ": "
}

fn statement(record: &Record) -> String {
    let statement = clean(&record.statement);
    if record.quote_kind == "direct" && record.kind == "quote" { format!("“{statement}”") } else { statement }
}
