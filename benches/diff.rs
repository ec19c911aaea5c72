//! How the comparison of sources grows: `cargo bench --bench diff`.
//!
//! The articles are the bulk corpus beside the project and, beyond its size, copies of it with other names and numbers (see
//! [`changed`]); where it is absent the bench says so. Each size runs in a process of its own, so that each has its own peak of
//! memory. `SIZES=1000,2000` takes other sizes, `CORPUS=path` another corpus, `THREADS=1` another number of threads than cores.
//! `growth` is the exponent of the time that the processors spent on the comparison (`cpu`), which other programs on the machine
//! disturb least: 1 where twice the articles cost twice the time, 2 where they cost four times as much.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use linimasa::article::{input, read};
use linimasa::diff::{Asked, Comparer, Relation, Source};
use linimasa::parallel::map_ordered;
use linimasa::{Annotator, Article, Options};

const SIZES: &str = "12500,25000,50000,100000";

fn main() {
    let corpus = std::env::var_os("CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/bulk.jsonl.gz"), PathBuf::from);
    if !corpus.exists() {
        println!("skipped: {} is absent", corpus.display());
        return;
    }
    if let Ok(size) = std::env::var("SIZE") {
        measure(&corpus, size.parse().expect("SIZE is a number"));
        return;
    }
    println!("articles  statements    pairs  events   agree  differ   read+annotate    compare        cpu  growth  peak memory");
    let sizes = std::env::var("SIZES").unwrap_or_else(|_| SIZES.into());
    let mut last: Option<(f64, f64)> = None;
    for size in sizes.split(',') {
        let this = std::env::current_exe().expect("the bench has a name");
        let output = Command::new(this).env("SIZE", size).output().expect("the bench runs itself");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("numbers");
        let cells: Vec<f64> = text.split_whitespace().map(|cell| cell.parse().expect("a number")).collect();
        let [statements, pairs, events, agree, differ, read, compare, cpu, peak] = cells[..] else { panic!("{text}") };
        let size: f64 = size.parse().expect("a size is a number");
        let growth = last.map_or(String::new(), |(before, cost)| format!("{:.2}", (cpu / cost).ln() / (size / before).ln()));
        println!(
            "{size:8} {statements:11} {pairs:8} {events:7} {agree:7} {differ:7} {read:13.1} s {compare:8.1} s {cpu:8.1} s {growth:>7} {peak:9} MB"
        );
        last = Some((size, cpu));
    }
}

/// Compares that many articles and prints the figures, without names, for the process that asked.
fn measure(corpus: &Path, size: usize) {
    let annotator = Annotator::new().expect("the words load");
    let comparer = Comparer::new(&annotator).expect("the weights load");
    let options = Options { today: "2026-11-30".parse().ok(), ..Options::default() };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = std::env::var("THREADS").map_or(cores, |threads| threads.parse().expect("THREADS is a number"));
    let start = Instant::now();
    let mut sources: Vec<Source> = Vec::with_capacity(size);
    let mut statements = 0;
    let mut round = 0;
    while sources.len() < size {
        let files = input::sources(&[corpus.to_path_buf()]).expect("the corpus is there");
        let articles = read::articles(files, read::Defaults::default()).filter_map(Result::ok).map(|reading| reading.article);
        map_ordered::<_, _, linimasa::Error>(
            threads,
            articles.take(size - sources.len()),
            |article| {
                let article = changed(article, round);
                comparer.article(&article, &annotator.annotate(&article, &options), "")
            },
            |source| {
                statements += source.len();
                sources.push(source);
                Ok(())
            },
        )
        .expect("articles are read");
        round += 1;
    }
    let read = start.elapsed().as_secs_f64();
    let (start, before) = (Instant::now(), cpu());
    let comparison = comparer.compare(sources, &Asked { threads, ..Asked::default() });
    let (compare, cpu) = (start.elapsed().as_secs_f64(), cpu() - before);
    let count = |relation| comparison.facts.iter().filter(|fact| fact.relation == relation).count();
    println!(
        "{statements} {} {} {} {} {read} {compare} {cpu} {}",
        comparison.compared,
        comparison.events.len(),
        count(Relation::Agree),
        count(Relation::Differ),
        peak()
    );
}

/// A copy of an article that tells of another event: in round 0 the article itself, else every word with a capital letter (names)
/// and every digit but zero turned by the round's number, vowels among vowels and consonants among consonants.
fn changed(mut article: Article, round: u8) -> Article {
    if round == 0 {
        return article;
    }
    let turn = |text: &str| {
        let mut named = false;
        let mut before = ' ';
        let turned = text.chars().map(|letter| {
            if !before.is_alphanumeric() {
                named = letter.is_uppercase();
            }
            before = letter;
            if named || letter.is_ascii_digit() { turned(letter, round) } else { letter }
        });
        turned.collect::<String>()
    };
    article.id = format!("{}~{round}", article.id);
    article.title = article.title.as_deref().map(turn);
    article.text = turn(&article.text);
    article
}

fn turned(letter: char, round: u8) -> char {
    let among = |letters: &str| {
        let at = letters.find(letter.to_ascii_lowercase())?;
        let other = letters.as_bytes()[(at + usize::from(round)) % letters.len()] as char;
        Some(if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other })
    };
    among("aiueo").or_else(|| among("bcdfghjklmnprstw")).or_else(|| among("123456789")).unwrap_or(letter)
}

/// The time that the program's threads have spent on the processors, in seconds; the kernel counts it in hundredths.
fn cpu() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = status.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// The most memory the program has held, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
