//! The timeline of `datasets/sample`, as a person gets it from the program: its rows, its forms, its citations.
//!
//! `SNAPSHOTS=overwrite cargo test --test timeline` rewrites `datasets/sample/timeline.csv`.

use std::path::{Path, PathBuf};

use linimasa::citation::{cut, sha256};
use linimasa::timeline::Record;
use linimasa::timeline::nested::Row;
use serde_json::Value;
use snapbox::cmd::Command;

/// The program, in the package's folder, on a fixed day.
fn linimasa(arguments: &[&str]) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("linimasa")).current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).args([
        "--today",
        "2026-11-30",
        "--diagnostics",
        "none",
    ])
}

/// What it writes to standard output.
fn written(arguments: &[&str]) -> String {
    let output = linimasa(arguments).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8")
}

fn rows(csv: &str) -> Vec<Record> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().collect::<Result<_, _>>().expect("rows")
}

#[test]
fn the_sample_gives_its_timeline() {
    let csv = written(&["timeline", "datasets/sample"]);
    snapbox::assert_data_eq!(csv, snapbox::file!["../datasets/sample/timeline.csv": Text]);
}

#[test]
fn all_forms_hold_the_same_rows() {
    let table = rows(&written(&["timeline", "datasets/sample"]));
    assert!(table.len() > 20, "{} rows", table.len());
    let array: Vec<Row> = serde_json::from_str(&written(&["timeline", "datasets/sample", "--format", "json"])).expect("JSON");
    let lines = written(&["timeline", "datasets/sample", "--format", "jsonl"]);
    let lines: Vec<Row> = lines.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    assert_eq!(array.into_iter().map(Record::from).collect::<Vec<_>>(), table);
    assert_eq!(lines.into_iter().map(Record::from).collect::<Vec<_>>(), table);
}

/// The texts in which the offsets count, by their hash.
fn sources() -> Vec<(String, String)> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/sample");
    let read = |name: &str| std::fs::read_to_string(sample.join(name)).expect("a sample");
    let mut texts = vec![read("longsor-harianlentera.txt"), read("kejati-wartapesisir.txt")];
    let text = |json: &str| serde_json::from_str::<Value>(json).expect("JSON")["text"].as_str().expect("a text").to_owned();
    texts.push(text(&read("jembatan-suaragraha.json")));
    texts.extend(read("berita.jsonl").lines().map(text));
    texts.into_iter().map(|text| (sha256(&text), text)).collect()
}

#[test]
fn every_citation_is_cut_back_from_its_source() {
    let sources = sources();
    let mut checked = 0;
    for row in rows(&written(&["timeline", "datasets/sample"])) {
        // The text of a page is what was extracted from it; no file holds it.
        let Some((_, text)) = sources.iter().find(|(hash, _)| *hash == row.sha256) else {
            assert!(Path::new(&row.article).extension().is_some_and(|ending| ending == "html"), "{}", row.article);
            continue;
        };
        let (start, end) = (row.char_start as u32, row.char_end as u32);
        assert_eq!(cut(text, start, end), Some(row.statement.as_str()));
        assert_eq!(cut(text, start - row.prefix.chars().count() as u32, start), Some(row.prefix.as_str()));
        assert_eq!(cut(text, end, end + row.suffix.chars().count() as u32), Some(row.suffix.as_str()));
        assert_eq!(text.lines().nth(row.line as usize - 1).map(|line| line.contains(row.statement.trim())), Some(true));
        checked += 1;
    }
    assert!(checked > 15, "{checked} citations");
}

#[test]
fn the_data_package_describes_the_file_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let csv = path("garis.csv");
    linimasa(&["timeline", "datasets/sample", "--datapackage", "-o", &csv.to_string_lossy()]).assert().success();
    let csv = std::fs::read_to_string(csv).expect("the table");
    let package = std::fs::read_to_string(path("garis.datapackage.json")).expect("the package");
    let package: Value = serde_json::from_str(&package).expect("JSON");
    let resource = &package["resources"][0];
    assert_eq!(resource["path"], "garis.csv");
    assert_eq!(resource["hash"], format!("sha256:{}", sha256(&csv)));
    assert_eq!(resource["bytes"], csv.len());
    assert_eq!(resource["rows"], rows(&csv).len());
    assert!(package["sources"].as_array().is_some_and(|sources| !sources.is_empty()));
}

#[test]
fn threads_change_nothing() {
    let one = written(&["timeline", "datasets/sample", "--threads", "1"]);
    assert_eq!(one, written(&["timeline", "datasets/sample", "--threads", "4"]));
}

#[test]
fn what_is_for_csv_alone_is_refused_elsewhere() {
    linimasa(&["timeline", "datasets/sample", "--format", "json", "--bom"]).assert().code(2).stderr_eq(
        "\
error: --bom is for CSV only
  help: leave it out, or write --format csv
",
    );
}

#[test]
fn timeml_of_several_articles_needs_a_folder() {
    linimasa(&["annotate", "datasets/sample", "--format", "timeml"]).assert().code(2).stdout_eq("").stderr_eq(
        "\
error: a TimeML document holds one article, and there are more
  help: name a folder with -o NAME/ to write a document each
",
    );
    let folder = tempfile::tempdir().expect("a folder");
    linimasa(&["annotate", "datasets/sample", "--format", "timeml", "-o", &folder.path().to_string_lossy()]).assert().success();
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("a file").file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 9);
    assert_eq!(names.last().and_then(|name| name.to_str()), Some("wartapesisir-longsor.tml"));
}

#[test]
fn every_code_is_explained_by_number_and_by_name() {
    let explain = |code: &str| {
        let output = Command::new(snapbox::cmd::cargo_bin!("linimasa")).args(["explain", code]).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8")
    };
    for code in linimasa::diagnostic::Code::ALL {
        let text = explain(code.as_str());
        assert!(text.starts_with(&format!("# {} {}[{}]: ", code.name(), code.severity().as_str(), code.as_str())), "{text}");
        assert_eq!(text, explain(code.name()));
    }
    Command::new(snapbox::cmd::cargo_bin!("linimasa")).args(["explain", "L000"]).assert().code(2);
}
