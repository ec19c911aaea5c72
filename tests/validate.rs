//! Broken timelines, each with what `linimasa validate` says of it: every fault alone, and several together.
//!
//! A case is a sound timeline and what is done to it. `SNAPSHOTS=overwrite cargo test --test validate` writes the expected
//! reports anew.

use std::path::Path;
use std::sync::LazyLock;

use linimasa::Span;
use linimasa::citation::{Places, sha256};
use linimasa::emit::json::{write_json, write_jsonl};
use linimasa::emit::table::{CsvOptions, write_csv};
use linimasa::timeline::Record;
use linimasa::timeline::record::{COLUMNS, RecordId};
use linimasa::validate::{Form, Options, Report, Schema, Sources, Validator, render};

/// The article that the sound timeline cites.
const TEXT: &str = "JAKARTA - Gempa mengguncang Pulau Rote pada Rabu (26/7/2023).\n\
    Sebanyak 120 warga mengungsi sejak Juli 2023, menurut pemerintah desa.\n\
    “Kami siap membantu, \"tanpa menunggu\" perintah,” kata Rina Wati, Rabu (26/7/2023).\n\
    Rapat dimulai pukul 09.00 WIB di balai desa.\n\
    Seorang warga mengatakan listrik padam semalaman.\n";

/// The rows of a sound timeline, in its order.
fn sound() -> Vec<Record> {
    let row = |kind: &str, statement: &str, dates: [&str; 5], quote: [&str; 4]| {
        let start = TEXT.find(statement).expect("the statement stands in the text");
        let citation = Places::new(TEXT).cite(Span::new(start as u32, (start + statement.len()) as u32));
        let [date, first, last, granularity, text] = dates.map(str::to_owned);
        let [quote_kind, speaker, stance, problems] = quote.map(str::to_owned);
        renewed(Record {
            kind: kind.into(),
            date,
            date_first: first,
            date_last: last,
            date_granularity: granularity,
            date_text: text,
            date_basis: "stated".into(),
            statement: statement.into(),
            quote_kind,
            speaker,
            stance,
            problems,
            tense: if kind == "claim" { "past".into() } else { String::new() },
            publisher: "Kabar".into(),
            title: "Gempa di Rote".into(),
            url: "https://kabar.example.id/2023/07/26/gempa".into(),
            published: "2023-07-26T12:30:00+07:00".into(),
            published_from: "metadata".into(),
            article: "kabar/gempa.txt".into(),
            sha256: sha256(TEXT),
            char_start: u64::from(citation.start),
            char_end: u64::from(citation.end),
            line: u64::from(citation.line),
            prefix: citation.prefix.into(),
            suffix: citation.suffix.into(),
            ..Record::default()
        })
    };
    let day = ["2023-07-26", "2023-07-26", "2023-07-26", "day", "Rabu (26/7/2023)"];
    let published = ["2023-07-26", "2023-07-26", "2023-07-26", "day", ""];
    let instant = ["2023-07-26T09:00:00+07:00"; 3];
    let none = ["", "", "", ""];
    vec![
        row(
            "claim",
            "Sebanyak 120 warga mengungsi sejak Juli 2023, menurut pemerintah desa.",
            ["2023-07", "2023-07-01", "2023-07-31", "month", "Juli 2023"],
            none,
        ),
        row("claim", "Gempa mengguncang Pulau Rote pada Rabu (26/7/2023).", day, none),
        row("quote", "Kami siap membantu, \"tanpa menunggu\" perintah,", day, ["direct", "Rina Wati", "says", ""]),
        row("quote", "listrik padam semalaman", published, ["indirect", "", "says", "unknown-speaker"]),
        row(
            "claim",
            "Rapat dimulai pukul 09.00 WIB di balai desa.",
            [instant[0], instant[1], instant[2], "minute", "pukul 09.00 WIB"],
            none,
        ),
    ]
}

/// The row with the id that follows from it.
fn renewed(row: Record) -> Record {
    let id = RecordId::new(&row.article, &row.sha256, &row.kind, row.char_start, row.char_end).to_string();
    Record { id, ..row }
}

/// The timeline as a table, header first.
fn table(rows: &[Record]) -> Vec<Vec<String>> {
    let mut csv = Vec::new();
    write_csv(&mut csv, rows, CsvOptions::default()).expect("memory takes all");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn written(table: &[Vec<String>], separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
    for row in table {
        writer.write_record(row).expect("memory takes all");
    }
    String::from_utf8(writer.into_inner().expect("memory takes all")).expect("UTF-8")
}

/// What is done to the sound timeline, in this order: cells (`renew` gives the row its id anew), then the table, then the bytes.
#[derive(Clone, Copy)]
enum Damage {
    /// Row from 1, column, new value.
    Cell(usize, &'static str, &'static str),
    /// The row's id computed anew.
    Renew(usize),
    /// The table changed.
    Table(fn(&mut Vec<Vec<String>>)),
    /// The written file changed.
    Bytes(Change),
}
use Damage::{Bytes, Cell, Renew, Table};

fn column(name: &str) -> usize {
    COLUMNS.iter().position(|own| *own == name).expect("a column")
}

fn damaged(damages: &[Damage]) -> Vec<u8> {
    let mut rows = table(&sound());
    let mut bytes = None;
    for damage in damages {
        match *damage {
            Cell(row, name, value) => value.clone_into(&mut rows[row][column(name)]),
            Renew(row) => {
                let cell = |name: &str| rows[row][column(name)].clone();
                let number = |name: &str| cell(name).parse().expect("a number");
                let id =
                    RecordId::new(&cell("article"), &cell("sha256"), &cell("kind"), number("char_start"), number("char_end"));
                rows[row][column("id")] = id.to_string();
            }
            Table(change) => change(&mut rows),
            Bytes(change) => bytes = Some(change),
        }
    }
    let text = written(&rows, b',');
    match bytes {
        None => text.into_bytes(),
        Some(change) => change(text),
    }
}

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| Validator::new().expect("the words load"));

fn check(bytes: &[u8], form: Form, options: &Options) -> Report {
    let name = match form {
        Form::Csv => "rote.csv",
        Form::Json => "rote.json",
        Form::JsonLines => "rote.jsonl",
    };
    VALIDATOR.check(name, form, &mut &*bytes, options).expect("memory can be read")
}

const SHORT: Options = Options { separator: None, max: Some(3), threads: 1, sources: None, schema: None };

/// The damage to the file itself.
const FILES: &[(&str, &[Damage])] = &[
    ("empty-file", &[Bytes(|_| Vec::new())]),
    ("header-only", &[Table(|rows| rows.truncate(1))]),
    ("header-without-line-end", &[Table(|rows| rows.truncate(1)), Bytes(|text| text.trim_end().into())]),
    ("no-header", &[Table(|rows| drop(rows.remove(0)))]),
    ("another-table", &[Bytes(|_| "nama,umur\nRina,41\n".into())]),
    ("mark-in-header", &[Bytes(|text| text.replacen("kind", "\"kind", 1).into())]),
    ("duplicated-column", &[Table(|rows| rows.iter_mut().for_each(|row| row.insert(3, row[2].clone())))]),
    ("missing-column", &[Table(|rows| rows.iter_mut().for_each(|row| drop(row.remove(3))))]),
    ("misspelt-column", &[Table(|rows| rows[0][2] = "Date".into())]),
    ("repeated-header", &[Table(|rows| rows.insert(3, rows[0].clone()))]),
    ("ragged-short", &[Table(|rows| rows[2].truncate(9))]),
    ("ragged-long", &[Table(|rows| rows[2].extend(["a".into(), "b".into()]))]),
    (
        "comma-without-marks",
        &[Bytes(|text| {
            text.replace(
                "\"Sebanyak 120 warga mengungsi sejak Juli 2023, menurut pemerintah desa.\"",
                "Sebanyak 120 warga mengungsi sejak Juli 2023, menurut pemerintah desa.",
            )
            .into()
        })],
    ),
    ("cut-off-row", &[Bytes(|text| text[..text.len() - 200].into())]),
    ("open-mark-swallows-a-row", &[Bytes(|text| text.replacen(",Gempa mengguncang", ",\"Gempa mengguncang", 1).into())]),
    (
        "open-mark-in-the-last-cell",
        &[Table(|rows| rows[2][33] = "day-month".into()), Bytes(|text| text.replace("day-month", "\"day-month").into())],
    ),
    ("open-mark-in-the-last-row", &[Bytes(|text| text.replacen(",Rapat dimulai", ",\"Rapat dimulai", 1).into())]),
    (
        "mark-in-a-bare-cell",
        &[Cell(2, "title", "Gempa 5 skala di Rote"), Bytes(|text| text.replace("Gempa 5 skala", "Gempa 5\" skala").into())],
    ),
    ("marks-not-doubled", &[Bytes(|text| text.replace("\"\"tanpa menunggu\"\"", "\"tanpa menunggu\"").into())]),
    ("latin-1-byte", &[Cell(2, "speaker_role", "Kepala Caf@"), Bytes(|text| replaced(&text, "Caf@", b"Caf\xe9"))]),
    (
        "cut-in-mid-character",
        &[Bytes(|text| {
            let at = text.find('“').expect("a curly mark");
            [&text.as_bytes()[..=at], &text.as_bytes()[at + 3..]].concat()
        })],
    ),
    ("utf-16", &[Bytes(|text| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect())]),
    ("utf-16-unmarked", &[Bytes(|text| text.encode_utf16().flat_map(u16::to_be_bytes).collect())]),
    ("spreadsheet-itself", &[Bytes(|_| b"PK\x03\x04\x14\x00\x06\x00".into())]),
    ("byte-order-mark", &[Bytes(|text| format!("\u{feff}{text}").into())]),
    ("byte-order-mark-in-the-middle", &[Table(|rows| rows[2][0].insert(0, '\u{feff}'))]),
    ("nul-byte", &[Cell(2, "publisher", "Ka\0bar")]),
    ("semicolons", &[Bytes(|_| written(&table(&sound()), b';').into())]),
    ("tabs", &[Bytes(|_| written(&table(&sound()), b'\t').into())]),
    (
        "old-line-ends",
        &[Bytes(|_| {
            let text = written(&table(&sound()), b',').replace("\n\n", "  ");
            text.replace('\n', "\r").into()
        })],
    ),
    ("return-in-a-bare-cell", &[Cell(2, "publisher", "Ka@bar"), Bytes(|text| text.replace("Ka@bar", "Ka\rbar").into())]),
    ("empty-lines", &[Bytes(|text| format!("{}\n\n", text.replacen('\n', "\n\n", 1)).into())]),
    ("mixed-line-ends", &[Bytes(|text| text.replacen('\n', "\r\n", 1).into())]),
    ("ten-megabytes-in-a-cell", &[Table(|rows| rows[2][20] = "Kabar ".repeat(1_700_000))]),
    (
        "ten-megabytes-behind-an-open-mark",
        &[
            Table(|rows| rows[2][20] = format!("@{}", "Kabar ".repeat(1_700_000))),
            Bytes(|text| text.replacen('@', "\"", 1).into()),
        ],
    ),
];

fn replaced(text: &str, from: &str, to: &[u8]) -> Vec<u8> {
    let at = text.find(from).expect("it stands there");
    [&text.as_bytes()[..at], to, &text.as_bytes()[at + from.len()..]].concat()
}

/// The faults of cells, and of what they say together.
const ROWS: &[(&str, &[Damage])] = &[
    ("empty-statement", &[Cell(2, "statement", "")]),
    ("empty-id", &[Cell(2, "id", "")]),
    ("id-by-hand", &[Cell(2, "id", "rote-1")]),
    ("id-rounded-by-a-spreadsheet", &[Cell(2, "id", "1.12335E+15")]),
    ("id-in-upper-case", &[Cell(2, "id", "AB12334455667788")]),
    ("id-of-another-row", &[Cell(2, "id", "0011223344556677")]),
    ("kind-misspelt", &[Cell(2, "kind", "Claim")]),
    ("stance-unknown", &[Cell(3, "stance", "shouts")]),
    ("date-as-people-write-it", &[Cell(2, "date", "26/07/2023")]),
    ("date-as-a-week", &[Cell(2, "date", "2023-W30")]),
    ("date-that-no-calendar-has", &[Cell(2, "date", "2023-02-30"), Cell(2, "date_first", "2023-02-30")]),
    ("first-day-too-coarse", &[Cell(1, "date_first", "2023-07")]),
    ("first-after-last", &[Cell(1, "date_first", "2023-08-01")]),
    ("last-day-of-the-month", &[Cell(1, "date_last", "2023-07-30")]),
    ("instant-beside-another", &[Cell(5, "date_last", "2023-07-26T09:00:00+08:00")]),
    ("granularity-too-fine", &[Cell(1, "date_granularity", "day")]),
    ("dates-half-filled", &[Cell(1, "date_last", ""), Cell(2, "date_granularity", "")]),
    ("days-without-a-date", &[Cell(2, "date", "")]),
    ("wrong-weekday", &[Cell(2, "date_text", "Kamis (26/7/2023)")]),
    ("two-weekdays", &[Cell(2, "date_text", "Senin hingga Rabu (26/7)")]),
    (
        "two-texts-of-an-article",
        &[Cell(4, "sha256", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"), Renew(4)],
    ),
    ("order-within-a-day", &[Table(|rows| rows.swap(2, 3))]),
    ("rows-of-empty-cells", &[Table(|rows| rows.insert(3, vec![String::new(); COLUMNS.len()]))]),
    ("wrong-weekday-declared", &[Cell(2, "date_text", "Kamis (26/7/2023)"), Cell(2, "problems", "weekday-mismatch")]),
    ("past-after-publication", &[Cell(2, "published", "2023-07-20")]),
    ("past-after-publication-declared", &[Cell(2, "published", "2023-07-20"), Cell(2, "problems", "past-after-publication")]),
    ("unknown-problem", &[Cell(2, "problems", "weekday-mismatch;typo")]),
    ("quote-without-speaker", &[Cell(3, "speaker", "")]),
    ("quote-without-kind", &[Cell(3, "quote_kind", "")]),
    ("offsets-swapped", &[Cell(2, "char_start", "90"), Cell(2, "char_end", "20")]),
    ("offsets-with-thousands-mark", &[Cell(2, "char_end", "1.061")]),
    ("statement-edited", &[Cell(2, "statement", "Gempa besar mengguncang Pulau Rote pada Rabu (26/7/2023).")]),
    ("line-zero", &[Cell(2, "line", "0")]),
    ("hash-cut-short", &[Cell(2, "sha256", "9f86d081884c7d65")]),
    ("url-without-scheme", &[Cell(2, "url", "www.kabar.example.id/gempa")]),
    ("url-with-blank", &[Cell(2, "url", "https://kabar.example.id/gempa rote")]),
    ("quantities-as-people-write-them", &[Cell(1, "quantities", "8.000 tentara, 3 kapal;dua orang")]),
    ("anchor-no-day", &[Cell(2, "date_anchor", "26/7/2023")]),
    ("context-too-long", &[Cell(2, "prefix", "JAKARTA - Gempa mengguncang Pulau Rote pada Rabu")]),
    ("duplicate-row", &[Table(|rows| rows.push(rows[2].clone()))]),
    (
        "duplicate-id",
        &[Table(|rows| {
            let mut row = rows[2].clone();
            row[20] = "Warta".into();
            rows.push(row);
        })],
    ),
    ("columns-in-another-order", &[Table(|rows| rows.iter_mut().for_each(|row| row.rotate_left(7)))]),
    (
        "columns-of-your-own",
        &[Table(|rows| rows.iter_mut().for_each(|row| row.push(if row[0] == "id" { "catatan" } else { "periksa lagi" }.into())))],
    ),
    ("moved-to-another-article", &[Cell(2, "article", "kabar/lain.txt"), Renew(2)]),
    (
        "several-faults",
        &[
            Cell(1, "kind", "berita"),
            Cell(1, "date", "Juli 2023"),
            Cell(2, "date_first", "26/7/2023"),
            Cell(3, "speaker", ""),
            Cell(4, "url", "kabar"),
            Table(|rows| rows[5].truncate(20)),
            Bytes(|text| text.replacen(",Gempa mengguncang", ",\"Gempa mengguncang", 1).into()),
        ],
    ),
    (
        "the-same-fault-many-times",
        &[Table(|rows| {
            for copy in 0..40 {
                let mut row = rows[2].clone();
                row[column("title")] = format!("Gempa {copy}");
                row[column("date")] = "26/07/2023".into();
                rows.push(row);
            }
        })],
    ),
];

#[test]
fn broken_tables() {
    assert!(FILES.len() >= 20 && FILES.len() + ROWS.len() >= 60);
    for (name, damages) in FILES.iter().chain(ROWS) {
        let bytes = damaged(damages);
        let report = check(&bytes, Form::Csv, &SHORT);
        // What is said does not depend on how the work is shared out, nor on how much is shown.
        if bytes.len() < 1 << 20 {
            let shared = check(&bytes, Form::Csv, &Options { threads: 4, ..SHORT });
            assert_eq!(report, shared, "{name}: threads");
            assert_eq!(
                report.counts,
                check(&bytes, Form::Csv, &Options { max: Some(0), ..SHORT }).counts,
                "{name}: all are counted"
            );
        }
        golden(name, &render::text(&report, false));
    }
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validate").join(format!("{name}.txt"));
    let action = snapbox::assert::DEFAULT_ACTION_ENV;
    snapbox::Assert::new().action_env(action).eq(text, snapbox::Data::read_from(&path, None).raw());
}

/// What is done to a file's text.
type Change = fn(String) -> Vec<u8>;

/// The objects of the sound timeline as text, changed.
const OBJECTS: &[(&str, Change)] = &[
    ("json-cut-off", |text| text[..text.len() - 40].into()),
    ("json-number-as-text", |text| text.replacen("\"char_start\":62", "\"char_start\":\"62\"", 1).into()),
    ("json-null", |text| text.replacen("\"publisher\":\"Kabar\"", "\"publisher\":null", 1).into()),
    ("json-not-an-object", |text| format!("{text}[1,2]\n\"a\"\n").into()),
    ("json-keys-of-your-own", |text| text.replace("\"id\":", "\"catatan\":{\"warna\":\"merah\"},\"id\":").into()),
    ("json-key-twice", |text| text.replacen("\"kind\":\"claim\"", "\"kind\":\"claim\",\"kind\":\"quote\"", 1).into()),
    ("json-broken-byte", |text| replaced(&text, "Rina", b"R\xefna")),
    ("json-faults-in-cells", |text| text.replacen("2023-07-31", "2023-07-30", 1).replacen("\"direct\"", "\"Direct\"", 1).into()),
    ("json-empty", |_| Vec::new()),
];

#[test]
fn broken_objects() {
    for (name, change) in OBJECTS {
        let mut lines = Vec::new();
        write_jsonl(&mut lines, &sound()).expect("memory takes all");
        let bytes = change(String::from_utf8(lines).expect("UTF-8"));
        golden(name, &render::text(&check(&bytes, Form::JsonLines, &SHORT), false));
    }
    let mut array = Vec::new();
    write_json(&mut array, &sound()).expect("memory takes all");
    let text = String::from_utf8(array).expect("UTF-8").replacen("2023-07-31", "2023-07-30", 1);
    golden("json-array", &render::text(&check(text.as_bytes(), Form::Json, &SHORT), false));
}

#[test]
fn a_sound_timeline_has_no_finding_in_any_form() {
    let rows = sound();
    let mut sources = Sources::default();
    sources.add("kabar/gempa.txt", TEXT);
    let options = Options { sources: Some(&sources), ..SHORT };
    let (mut csv, mut json, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    write_csv(&mut csv, &rows, CsvOptions { bom: true, excel_safe: true }).expect("memory takes all");
    write_json(&mut json, &rows).expect("memory takes all");
    write_jsonl(&mut lines, &rows).expect("memory takes all");
    for (form, bytes) in [(Form::Csv, csv), (Form::Json, json), (Form::JsonLines, lines)] {
        let report = check(&bytes, form, &options);
        assert!(report.is_sound(), "{form:?}: {}", render::text(&report, false));
        assert_eq!(report.rows, rows.len() as u64);
    }
}

#[test]
fn machines_read_the_same() {
    let report = [check(&damaged(&[Cell(1, "kind", "Claim"), Cell(2, "date_last", "besok, pukul 9:00")]), Form::Csv, &SHORT)];
    golden("format-json", &render::json(&report));
    golden("format-csv", &render::csv(&report));
    golden("format-github", &render::github(&report));
    let sarif: serde_json::Value = serde_json::from_str(&render::sarif(&report)).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), report[0].findings.len());
    assert_eq!(results[1]["locations"][0]["physicalLocation"]["region"]["startLine"], report[0].findings[1].line);
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    let index = results[0]["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(rules[index]["id"], results[0]["ruleId"]);
}

#[test]
fn a_schema_of_ones_own_speaks_of_json_too() {
    let schema = Schema::parse("own.json", r#"{"properties": {"source": {"properties": {"publisher": {"const": "Warta"}}}}}"#)
        .expect("a schema");
    let mut lines = Vec::new();
    write_jsonl(&mut lines, &sound()[..1]).expect("memory takes all");
    golden("own-schema", &render::text(&check(&lines, Form::JsonLines, &Options { schema: Some(&schema), ..SHORT }), false));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever is done to the bytes: no panic, the same report on any number of threads, and every finding in the file.
        #[test]
        fn any_damage_is_reported_the_same_on_all_threads(
            edits in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..3), 0_usize..4), 0..6)
        ) {
            let mut bytes = written(&table(&sound()), b',').into_bytes();
            for (at, new, gone) in edits {
                let at = at.index(bytes.len());
                let end = (at + gone).min(bytes.len());
                bytes.splice(at..end, new);
            }
            let options = Options { max: None, ..SHORT };
            let one = check(&bytes, Form::Csv, &options);
            for threads in [2, 5] {
                prop_assert_eq!(&one, &check(&bytes, Form::Csv, &Options { threads, ..options }));
            }
            let lines = bytes.iter().filter(|&&byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
            for finding in &one.findings {
                prop_assert!(finding.byte <= bytes.len() as u64 && finding.line <= lines, "{:?}", finding);
            }
            let counted: u64 = one.counts.iter().map(|count| count.count).sum();
            prop_assert_eq!(counted, one.findings.len() as u64);
        }

        /// JSON of any kind is reported and never a reason to stop.
        #[test]
        fn any_text_is_reported_as_json(text in "[\\[\\]{}:,\"a1\\\\ \n]{0,60}") {
            check(text.as_bytes(), Form::JsonLines, &SHORT);
            check(text.as_bytes(), Form::Json, &SHORT);
        }

        /// What `csv` reads into rows is what is checked: a changed cell is found in its row, its column and at its byte.
        #[test]
        fn a_fault_is_found_where_it_is(row in 1_usize..6, pad in "[a\",é\n]{0,12}") {
            let mut rows = table(&sound());
            rows[row][column("title")] = pad;
            rows[row][column("date_basis")] = "ditebak".into();
            let text = written(&rows, b',');
            let report = check(text.as_bytes(), Form::Csv, &SHORT);
            let wrong: Vec<_> = report.findings.iter().filter(|finding| finding.code.as_str() == "L322").collect();
            prop_assert_eq!(wrong.len(), 1);
            let at = text.find("ditebak").expect("it stands there");
            prop_assert_eq!((wrong[0].row, wrong[0].byte, wrong[0].column.as_deref()), (row as u64, at as u64, Some("date_basis")));
            prop_assert_eq!(wrong[0].line as usize, text[..at].matches('\n').count() + 1);
        }
    }
}
