//! How fast a timeline of a million rows is checked, and in how much memory: `cargo bench --bench validate`.
//!
//! The file is made here, sound, about 400 MB, and kept under `target/`. A plain read with `csv` and serde into the typed row is
//! the measure, in the same run, because the speed of machines varies more than that of programs. `ROWS=100000` makes it
//! smaller.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use linimasa::timeline::record::{COLUMNS, Record, RecordId};
use linimasa::validate::{Form, Options, Report, Validator};

/// How many times each is run; the least counts.
const RUNS: usize = 3;

fn main() {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let path = timeline(rows);
    let bytes = std::fs::metadata(&path).expect("the file was made").len();
    println!("{rows} rows, {} MB, {} columns", bytes / 1_000_000, COLUMNS.len());

    let validator = Validator::new().expect("the words load");
    let check = |threads| {
        let report = checked(&validator, &path, threads);
        assert!(report.is_sound() && report.rows == rows, "a sound timeline: {:?}", report.counts);
    };
    let one = least(|| check(1));
    let memory = peak();
    let two = least(|| check(2));
    let memory_two = peak();
    let plain = least(|| read(&path, rows));

    println!("csv + serde, typed rows   {}", line(plain, rows));
    println!(
        "validate, one thread      {}   {:.2} times its CPU time (at most 3)   {memory} MB (under 200)",
        line(one, rows),
        one.cpu / plain.cpu
    );
    println!(
        "validate, two threads     {}   {:.2} times as fast as one (1.7)   {memory_two} MB",
        line(two, rows),
        one.wall / two.wall
    );
}

fn checked(validator: &Validator, path: &Path, threads: usize) -> Report {
    let mut file = File::open(path).expect("the file was made");
    let options = Options { threads, max: Some(10), ..Options::default() };
    validator.check("timeline.csv", Form::Csv, &mut file, &options).expect("the file can be read")
}

fn read(path: &Path, rows: u64) {
    let file = BufReader::with_capacity(1 << 20, File::open(path).expect("the file was made"));
    let mut reader = csv::Reader::from_reader(file);
    let count =
        reader.deserialize::<Record>().map(|record| record.expect("a sound row")).filter(|record| record.char_end > 0).count();
    assert_eq!(count as u64, rows);
}

#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

fn line(cost: Cost, rows: u64) -> String {
    format!("{:6.2} s wall {:6.2} s CPU {:9.0} rows per CPU second", cost.wall, cost.cpu, rows as f64 / cost.cpu)
}

fn least(run: impl Fn()) -> Cost {
    let mut best = Cost { wall: f64::MAX, cpu: f64::MAX };
    for _ in 0..RUNS {
        let (start, before) = (Instant::now(), cpu());
        run();
        best = Cost { wall: best.wall.min(start.elapsed().as_secs_f64()), cpu: best.cpu.min(cpu() - before) };
    }
    best
}

/// Seconds of CPU time so far, user and system, all threads; wall time where the system does not tell.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap_or("").split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // Behind the name the state is no number; utime and stime are the 12th and 13th from there, in hundredths.
    match fields.get(10..12) {
        Some([user, system]) => (user + system) / 100.0,
        _ => std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64()),
    }
}

/// The most memory the program has held, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}

/// A sound timeline of that many rows, made once.
fn timeline(rows: u64) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/timeline-{rows}.csv"));
    if path.exists() {
        return path;
    }
    let partial = path.with_extension("partial");
    let file = BufWriter::new(File::create(&partial).expect("target/ can be written"));
    let mut writer = csv::Writer::from_writer(file);
    for number in 0..rows {
        writer.serialize(row(number)).expect("target/ has room");
    }
    writer.into_inner().map_err(drop).expect("target/ has room").flush().expect("target/ has room");
    std::fs::rename(&partial, &path).expect("target/ can be written");
    path
}

/// The row with that number: every third a quote, dates of all kinds, a line break in the context of many.
fn row(number: u64) -> Record {
    const NAMES: [&str; 6] = ["Rina Wati", "Yusuf Hamdani", "Maria Kewa", "I Made Darma", "Teuku Rizal", "Dewi Sartika Putri"];
    const PLACES: [&str; 7] = ["Bandung", "Kupang", "Medan", "Kota Palu", "Sorong", "Pulau Rote", "Jakarta Utara"];
    let article = number / 12;
    let name = NAMES[(number % 6) as usize];
    let place = PLACES[(number % 7) as usize];
    let day = chrono::NaiveDate::from_ymd_opt(2015, 1, 1).expect("a day") + chrono::Days::new(number % 3650);
    let published = day + chrono::Days::new(1);
    let (date, first, last, granularity) = dated(number, day);
    let quote = number.is_multiple_of(3);
    let statement = if quote {
        format!("Kami sudah mengirim {} relawan ke {place}, \"tanpa menunggu\" perintah kedua dari pusat", number % 97)
    } else {
        format!("Sebanyak {} warga {place} mengungsi sejak pagi, menurut {name}.", number % 997)
    };
    let sha256 = format!(
        "{:016x}{:016x}{:016x}{:016x}",
        article,
        article ^ 0xabcd_ef01,
        !article,
        article.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    );
    let id_of_article = format!("kabar/{:02}/berita-{article}.txt", article % 100);
    let start = (number % 12) * 400;
    let end = start + statement.chars().count() as u64;
    let kind = if quote { "quote" } else { "claim" };
    Record {
        id: RecordId::new(&id_of_article, &sha256, kind, start, end).to_string(),
        kind: kind.into(),
        date,
        date_first: first,
        date_last: last,
        date_granularity: granularity.into(),
        date_text: if quote { String::new() } else { day.format("%-d/%-m/%Y").to_string() },
        date_basis: if quote { "publication" } else { "stated" }.into(),
        statement,
        quote_kind: if quote { "direct" } else { "" }.into(),
        speaker: if quote { name } else { "" }.into(),
        speaker_role: if quote { "Kepala Dinas Sosial" } else { "" }.into(),
        speaker_mention: if quote { name } else { "" }.into(),
        cue: if quote { "ujar" } else { "" }.into(),
        stance: if quote { "says" } else { "" }.into(),
        tense: if quote { "" } else { "past" }.into(),
        quantities: if quote { format!("{} relawan", number % 97) } else { format!("{} warga", number % 997) },
        publisher: "Kabar Nusantara".into(),
        title: format!("Warga {place} Mengungsi"),
        url: format!("https://kabar.example.id/{}/berita-{article}", published.format("%Y/%m/%d")),
        published: format!("{published}T09:12:00+07:00"),
        published_from: "metadata".into(),
        article: id_of_article,
        sha256,
        char_start: start,
        char_end: end,
        line: number % 12 + 1,
        prefix: if number.is_multiple_of(2) { "rang di lokasi kejadian.\n\n" } else { "keterangan tertulis. " }.into(),
        suffix: if quote { ",\" ujar Kepala" } else { " Bantuan datang." }.into(),
        rule: if quote { "quote-cue-source" } else { "day-month-year" }.into(),
        ..Record::default()
    }
}

fn dated(number: u64, day: chrono::NaiveDate) -> (String, String, String, &'static str) {
    use chrono::Datelike;
    let month_end = (day.with_day(1).expect("a first") + chrono::Months::new(1)).pred_opt().expect("a day before");
    let (first, text) = (day.with_day(1).expect("a first"), day.to_string());
    match number % 10 {
        0 => (day.format("%Y-%m").to_string(), first.to_string(), month_end.to_string(), "month"),
        1 => (day.format("%Y").to_string(), format!("{}-01-01", day.year()), format!("{}-12-31", day.year()), "year"),
        2 => {
            let instant = format!("{day}T14:30:00+07:00");
            (instant.clone(), instant.clone(), instant, "minute")
        }
        3 => (format!("{first}/{month_end}"), first.to_string(), month_end.to_string(), "day"),
        _ => (text.clone(), text.clone(), text, "day"),
    }
}
