//! Reports for machines: JSON, CSV, SARIF 2.1.0 and the workflow commands of GitHub Actions.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::diagnostic::{Code, Severity};
use crate::validate::report::{Finding, Report};

#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    severity: &'static str,
    code: &'static str,
    name: &'static str,
    line: u64,
    character: u64,
    row: Option<u64>,
    byte: u64,
    column: Option<&'a str>,
    value: &'a str,
    wrong: &'a str,
    right: &'a str,
}

impl<'a> Object<'a> {
    fn new(file: &'a str, finding: &'a Finding) -> Self {
        Self {
            file,
            severity: finding.code.severity().as_str(),
            code: finding.code.as_str(),
            name: finding.code.name(),
            line: finding.line,
            character: finding.character,
            row: (finding.row > 0).then_some(finding.row),
            byte: finding.byte,
            column: finding.column.as_deref(),
            value: &finding.value,
            wrong: &finding.wrong,
            right: &finding.right,
        }
    }
}

/// One object for all files: of each its rows, whether it is sound, how many findings there are of each kind and column
/// (`count`, and `shown` of them), and the findings.
pub fn json(reports: &[Report]) -> String {
    let files: Vec<Value> = reports
        .iter()
        .map(|report| {
            let counts: Vec<Value> = report
                .counts
                .iter()
                .map(|count| {
                    let shown = report.findings.iter().filter(|found| found.code == count.code && found.column == count.column);
                    json!({
                        "code": count.code.as_str(), "name": count.code.name(), "severity": count.code.severity().as_str(),
                        "column": count.column, "count": count.count, "shown": shown.count(),
                    })
                })
                .collect();
            let findings: Vec<Object> = report.findings.iter().map(|finding| Object::new(&report.file, finding)).collect();
            json!({"file": report.file, "rows": report.rows, "sound": report.is_sound(), "counts": counts, "findings": findings})
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&json!({ "files": files })).unwrap_or_default();
    text.push('\n');
    text
}

/// One row for each finding.
pub fn csv(reports: &[Report]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["file", "severity", "code", "name", "line", "character", "row", "byte", "column", "value", "wrong", "right"];
    // Writing into memory does not fail.
    let _ = writer.write_record(header);
    for report in reports {
        for finding in &report.findings {
            let object = Object::new(&report.file, finding);
            let row = object.row.map_or_else(String::new, |row| row.to_string());
            let _ = writer.write_record([
                object.file,
                object.severity,
                object.code,
                object.name,
                &object.line.to_string(),
                &object.character.to_string(),
                &row,
                &object.byte.to_string(),
                object.column.unwrap_or(""),
                object.value,
                object.wrong,
                object.right,
            ]);
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// What is wrong and what would be right in one text.
fn message(finding: &Finding) -> String {
    let mut text = finding.code.title().to_owned();
    if let Some(column) = &finding.column {
        let _ = write!(text, ", column {column}");
    }
    if finding.row > 0 {
        let _ = write!(text, ", row {}", finding.row);
    }
    let _ = write!(text, ": {}", finding.wrong);
    if !finding.right.is_empty() {
        let _ = write!(text, ". Right: {}", finding.right);
    }
    text
}

/// A SARIF 2.1.0 log, for code scanning.
pub fn sarif(reports: &[Report]) -> String {
    let level = |severity: Severity| match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut codes: Vec<Code> = reports.iter().flat_map(|report| report.counts.iter().map(|count| count.code)).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code.as_str(), "name": code.name(), "shortDescription": {"text": code.title()},
                "help": {"text": code.explanation(), "markdown": code.explanation()},
                "defaultConfiguration": {"level": level(code.severity())},
            })
        })
        .collect();
    let mut results = Vec::new();
    for report in reports {
        for finding in &report.findings {
            let region = json!({"startLine": finding.line, "startColumn": finding.character, "byteOffset": finding.byte});
            results.push(json!({
                "ruleId": finding.code.as_str(), "ruleIndex": codes.binary_search(&finding.code).unwrap_or(0),
                "level": level(finding.code.severity()), "message": {"text": message(finding)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&report.file)}, "region": region}}],
                "properties": {"row": finding.row, "column": finding.column, "value": finding.value, "right": finding.right},
            }));
        }
    }
    let driver = json!({
        "name": "linimasa", "version": env!("CARGO_PKG_VERSION"), "informationUri": env!("CARGO_PKG_REPOSITORY"), "rules": rules,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Workflow commands of GitHub Actions, one line a finding: they become annotations at the file's lines.
pub fn github(reports: &[Report]) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for report in reports {
        for finding in &report.findings {
            let command = match finding.code.severity() {
                Severity::Note => "notice",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let title = property(finding.code.as_str());
            let (file, text) = (property(&report.file), data(&message(finding)));
            let _ =
                writeln!(out, "::{command} file={file},line={},col={},title={title}::{text}", finding.line, finding.character);
        }
    }
    out
}
