//! How fast articles are annotated, and where the time goes: `cargo bench --bench annotate`.
//!
//! The measure is one case-insensitive aho-corasick search for the lexicon's words over the same file, in the same run, because
//! the speed of machines varies more than that of programs. The file is the bulk corpus beside the project
//! (`../shared/corpora/bulk.jsonl.gz`), decompressed under `target/`; where it is absent, the sample articles many times over.
//! `MEGABYTES=20` takes only the beginning.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::cast_precision_loss, reason = "counts of bytes are far below 2^52")]

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use linimasa::article::{Article, DctSource, Published};
use linimasa::emit::annotation::Out;
use linimasa::lexicon::WordId;
use linimasa::{Annotator, Options, Stage};

/// How many times each is run; the least counts.
const RUNS: usize = 3;

/// How many articles go through a stage before the next begins: about as many as the command line gives it.
const AT_ONCE: usize = 20;

fn main() {
    let path = corpus();
    let bytes = fs::read(&path).expect("the corpus was just written");
    let megabytes = bytes.len() as f64 / 1e6;
    println!("{}: {megabytes:.0} MB of JSON Lines", path.display());

    let annotator = Annotator::new().expect("the rules load");
    let lexicon = annotator.lexicon();
    let words: Vec<&str> = (1..lexicon.len()).map(|word| lexicon.form(WordId(word as u32))).collect();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&words).expect("few enough words");
    let search = least(|| {
        std::hint::black_box(automaton.find_iter(&bytes).count());
    });
    println!("search for {} words        {}", words.len(), rate(search, megabytes));

    let program = env!("CARGO_BIN_EXE_linimasa");
    let whole = least(|| run(program, &path));
    println!(
        "annotate, one thread       {}   {:.1} times the search (at most 6)",
        rate(whole, megabytes),
        whole.as_secs_f64() / search.as_secs_f64()
    );

    let one = path.with_extension("one.jsonl");
    let first = bytes.split(|&byte| byte == b'\n').next().expect("a file has a first line");
    fs::write(&one, first).expect("target/ can be written");
    let mut starts: Vec<Duration> = (0..21).map(|_| timed(|| run(program, &one))).collect();
    starts.sort();
    println!("start and one article      {:.1} ms at the median (under 30)", starts[starts.len() / 2].as_secs_f64() * 1e3);

    stages(&annotator, &bytes);
}

/// Where the time of annotating goes, stage by stage.
fn stages(annotator: &Annotator, bytes: &[u8]) {
    let mut spent = [Duration::ZERO; 10];
    let names = ["parse JSON", "segment", "time", "direct", "indirect", "people", "speaker", "quantity", "claim", "write JSON"];
    let options = Options::default();
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).collect();
    for lines in lines.chunks(AT_ONCE) {
        let mut last = Instant::now();
        let mut lap = |stage: usize| {
            let now = Instant::now();
            spent[stage] += now - last;
            last = now;
        };
        let articles: Vec<Article> = lines.iter().filter_map(|line| read(line).ok()).collect();
        lap(0);
        let annotations = annotator.annotate_in_stages(&articles, &options, |stage| {
            lap(match stage {
                Stage::Segment => 1,
                Stage::Time => 2,
                Stage::Direct => 3,
                Stage::Indirect => 4,
                Stage::People => 5,
                Stage::Speaker => 6,
                Stage::Quantity => 7,
                Stage::Claim => 8,
            });
        });
        for (article, annotation) in articles.iter().zip(&annotations) {
            std::hint::black_box(Out::new(article, annotation, &options).line());
        }
        lap(9);
    }
    let total: Duration = spent.iter().sum();
    for (name, spent) in names.iter().zip(spent) {
        println!("  {name:12} {:5.1} %", 100.0 * spent.as_secs_f64() / total.as_secs_f64());
    }
}

fn read(line: &[u8]) -> serde_json::Result<Article> {
    #[derive(serde::Deserialize)]
    struct Fields {
        id: Option<String>,
        published: Option<String>,
        text: String,
    }
    let fields: Fields = serde_json::from_slice(line)?;
    let day = fields.published.as_deref().and_then(|written| written.get(..10)?.parse().ok());
    let published = day.map(|date| Published { date, instant: None, from: DctSource::Metadata });
    Ok(Article { id: fields.id.unwrap_or_default(), published, text: fields.text, ..Article::default() })
}

/// The corpus, decompressed, in the page cache.
fn corpus() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let limit =
        std::env::var("MEGABYTES").ok().and_then(|limit| limit.parse::<u64>().ok()).map_or(u64::MAX, |limit| limit * 1_000_000);
    let mut bytes = Vec::new();
    if let Ok(file) = File::open(root.join("../shared/corpora/bulk.jsonl.gz")) {
        flate2::read::MultiGzDecoder::new(file).take(limit).read_to_end(&mut bytes).expect("the corpus is whole");
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
        bytes.truncate(whole);
    } else {
        let mut texts: Vec<PathBuf> = fs::read_dir(root.join("datasets/sample"))
            .expect("the sample is part of the project")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
            .collect();
        texts.sort();
        while bytes.len() < 20_000_000 {
            for path in &texts {
                let text = fs::read_to_string(path).expect("sample texts are UTF-8");
                serde_json::to_writer(&mut bytes, &serde_json::json!({ "text": text })).expect("memory takes all");
                bytes.push(b'\n');
            }
        }
    }
    let path = root.join("target/bench.jsonl");
    fs::create_dir_all(root.join("target")).expect("target/ can be made");
    fs::write(&path, bytes).expect("target/ can be written");
    path
}

fn run(program: &str, path: &Path) {
    let status = Command::new(program)
        .args(["annotate", "--threads", "1", "--today", "2026-11-30"])
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the program starts").success());
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn least(mut work: impl FnMut()) -> Duration {
    (0..RUNS).map(|_| timed(&mut work)).min().unwrap_or_default()
}

fn rate(time: Duration, megabytes: f64) -> String {
    format!("{:5.2} s  {:5.0} MB/s", time.as_secs_f64(), megabytes / time.as_secs_f64())
}
