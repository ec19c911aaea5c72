//! No ground lost unseen: the scores on the annotated articles, against the golden file `tests/gold/scores.json`.
//!
//! The annotated articles are other people's texts and no part of this project; where `../shared/gold` is absent the test says
//! so and passes. A figure that falls fails with a table of old and new; `SNAPSHOTS=overwrite cargo test --test gold` takes the
//! new ones over, which `git diff` then shows to whoever reviews the change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use linimasa::article::{input, read};
use linimasa::emit::annotation::Out;
use linimasa::{Annotator, Options};

/// The day on which the gold counts as read.
const TODAY: &str = "2026-11-30";

/// The scorer's figures, by name, in thousandths.
type Scores = BTreeMap<String, u32>;

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold")
}

/// Runs the scorer and gives what it printed.
fn scorer(arguments: &[&str]) -> Vec<u8> {
    let output =
        Command::new("python3").arg(shared().join("score.py")).args(arguments).output().expect("python3 runs the scorer");
    assert!(output.status.success(), "the scorer: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The figures of a scorer's report: F1 where there is one, else recall, else the number itself.
fn figures(report: &[u8], into: &mut Scores) {
    let report: serde_json::Value = serde_json::from_slice(report).expect("the scorer prints JSON");
    for (name, value) in report.as_object().expect("one object") {
        let figure = value.get("f1").or_else(|| value.get("r")).unwrap_or(value);
        if let Some(figure) = figure.as_f64() {
            into.insert(name.clone(), (figure * 1000.0).round() as u32);
        }
    }
}

fn annotation_scores(folder: &Path, into: &mut Scores) {
    let gold = shared().join("dev").display().to_string();
    let articles = folder.join("articles.jsonl");
    std::fs::write(&articles, scorer(&["articles", &gold])).unwrap();
    let annotator = Annotator::new().unwrap_or_else(|error| panic!("{error}"));
    let options = Options { today: TODAY.parse().ok(), ..Options::default() };
    let mut lines = Vec::new();
    for reading in read::articles(input::sources(&[articles]).unwrap(), read::Defaults::default()) {
        let article = reading.unwrap_or_else(|fault| panic!("{}", fault.error)).article;
        let annotation = annotator.annotate(&article, &options);
        lines.extend(Out::new(&article, &annotation, &options).line());
    }
    let predicted = folder.join("annotations.jsonl");
    std::fs::write(&predicted, lines).unwrap();
    figures(&scorer(&["score", &gold, &predicted.display().to_string(), "--json"]), into);
}

fn comparison_scores(folder: &Path, into: &mut Scores) {
    let gold = shared().join("diff").display().to_string();
    let articles = folder.join("sources.jsonl");
    std::fs::write(&articles, scorer(&["diff-articles", &gold])).unwrap();
    let predicted = folder.join("facts.jsonl");
    let status = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .args(["diff", "--format", "jsonl", "--today", TODAY, "--output"])
        .args([&predicted, &articles])
        .status()
        .unwrap();
    assert!(status.success(), "diff ends with {status}");
    let mut own = Scores::new();
    figures(&scorer(&["diff", &gold, &predicted.display().to_string(), "--json"]), &mut own);
    into.extend(own.into_iter().map(|(name, figure)| (format!("diff {name}"), figure)));
}

#[test]
fn no_ground_is_lost() {
    if !shared().join("score.py").exists() {
        println!("skipped: the annotated articles (../shared/gold) are not here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut scores = Scores::new();
    annotation_scores(folder.path(), &mut scores);
    comparison_scores(folder.path(), &mut scores);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/scores.json");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        let written = serde_json::to_string_pretty(&scores).unwrap() + "\n";
        std::fs::write(&golden, written).unwrap();
        return;
    }
    let old: Scores = serde_json::from_str(&std::fs::read_to_string(&golden).unwrap()).unwrap();
    let (table, worse, better) = compare(&old, &scores);
    assert!(
        worse == 0,
        "{worse} scores fell (in thousandths):\n{table}If it must be: SNAPSHOTS=overwrite cargo test --test gold"
    );
    if better > 0 {
        println!("{better} scores rose; keep the ground: SNAPSHOTS=overwrite cargo test --test gold\n{table}");
    }
}

/// A table of old and new figures, how many are worse, how many better. Of what is missing or newly missing nothing is known
/// to be good; of predictions missing, fewer are better.
fn compare(old: &Scores, new: &Scores) -> (String, usize, usize) {
    let mut table = String::new();
    let (mut worse, mut better) = (0, 0);
    for (name, &before) in old {
        let now = new.get(name).copied();
        let fell = if name.contains("without a prediction") { now != Some(0) } else { now.is_none_or(|now| now < before) };
        let rose = now.is_some_and(|now| now > before);
        worse += usize::from(fell);
        better += usize::from(rose && !fell);
        let mark = if fell {
            "  FELL"
        } else if rose {
            "  rose"
        } else {
            ""
        };
        let now = now.map_or_else(|| "gone".to_owned(), |now| now.to_string());
        writeln!(table, "{name:38} {before:5} -> {now:>5}{mark}").unwrap();
    }
    for (name, now) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        better += 1;
        writeln!(table, "{name:38}   new -> {now:>5}").unwrap();
    }
    (table, worse, better)
}

#[test]
fn a_fall_is_seen_and_a_rise_is_no_failure() {
    let scores = |figures: &[(&str, u32)]| figures.iter().map(|&(name, figure)| (name.to_owned(), figure)).collect::<Scores>();
    let old = scores(&[("timex", 940), ("claims", 800), ("articles without a prediction", 0)]);
    let (_, worse, better) = compare(&old, &scores(&[("timex", 950), ("claims", 800), ("articles without a prediction", 0)]));
    assert_eq!((worse, better), (0, 1));
    let (table, worse, _) = compare(&old, &scores(&[("timex", 939), ("articles without a prediction", 1)]));
    assert_eq!(worse, 3);
    assert!(table.contains("FELL") && table.contains("gone"));
}
