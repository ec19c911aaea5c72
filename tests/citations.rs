//! A thousand citations, and sources changed in every way one can think of: every change is found, every statement that moved
//! is located, and nothing else is said.

use linimasa::Span;
use linimasa::citation::{Places, sha256};
use linimasa::emit::table::{CsvOptions, write_csv};
use linimasa::timeline::Record;
use linimasa::timeline::record::RecordId;
use linimasa::validate::{Form, Options, Report, Sources, Validator, fix};

static VALIDATOR: std::sync::LazyLock<Validator> = std::sync::LazyLock::new(|| Validator::new().expect("the words load"));

const ARTICLES: usize = 50;
const SENTENCES: usize = 20;

fn sentence(article: usize, number: usize) -> String {
    let quote = ["“Kami siap,” kata Rina", "Rapat “darurat” dimulai", "Sebanyak dua kapal tiba", "Warga Pulau Rote mengungsi"]
        [number % 4];
    format!("{quote} pada hari ke-{number} di Desa {article}.")
}

fn text(article: usize) -> String {
    let mut text = String::from("JAKARTA, KABAR – ");
    for number in 0..SENTENCES {
        text.push_str(&sentence(article, number));
        text.push_str(if number % 3 == 2 { "\n\n" } else { " " });
    }
    text
}

fn id(article: usize) -> String {
    format!("kabar/{article:02}.txt")
}

fn rows() -> Vec<Record> {
    let mut rows = Vec::new();
    for article in 0..ARTICLES {
        let text = text(article);
        for number in 0..SENTENCES {
            let statement = sentence(article, number);
            let start = text.find(&statement).expect("it stands there");
            let citation = Places::new(&text).cite(Span::new(start as u32, (start + statement.len()) as u32));
            let (char_start, char_end) = (u64::from(citation.start), u64::from(citation.end));
            rows.push(Record {
                id: RecordId::new(&id(article), &sha256(&text), "claim", char_start, char_end).to_string(),
                kind: "claim".into(),
                tense: "past".into(),
                statement,
                article: id(article),
                sha256: sha256(&text),
                char_start,
                char_end,
                line: u64::from(citation.line),
                prefix: citation.prefix.into(),
                suffix: citation.suffix.into(),
                ..Record::default()
            });
        }
    }
    rows
}

/// Checks all rows against the sources, article by article as `change` gives them.
fn check(change: &dyn Fn(usize, String) -> Option<(String, String)>) -> (Vec<Record>, Report) {
    let mut sources = Sources::default();
    for article in 0..ARTICLES {
        if let Some((id, text)) = change(article, text(article)) {
            sources.add(id, text);
        }
    }
    let rows = rows();
    let mut csv = Vec::new();
    write_csv(&mut csv, &rows, CsvOptions::default()).expect("memory takes all");
    let options = Options { sources: Some(&sources), ..Options::default() };
    let report = VALIDATOR.check("a.csv", Form::Csv, &mut csv.as_slice(), &options).expect("memory can be read");
    assert_eq!(report.rows, (ARTICLES * SENTENCES) as u64);
    (rows, report)
}

/// The codes of each row, notes aside.
fn codes(report: &Report) -> Vec<Vec<&'static str>> {
    let mut codes = vec![Vec::new(); ARTICLES * SENTENCES];
    for finding in report.findings.iter().filter(|finding| finding.row > 0) {
        codes[finding.row as usize - 1].push(finding.code.as_str());
    }
    codes
}

/// Every row's statement is intact in the changed source: each is found where it really stands now.
fn all_located(change: &dyn Fn(String) -> String) {
    let (rows, report) = check(&|article, text| Some((id(article), change(text))));
    for (index, row) in rows.iter().enumerate() {
        let now = change(text(index / SENTENCES));
        let byte = now.find(&row.statement).expect("the statement is intact");
        let start = now[..byte].chars().count() as u64;
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.row == index as u64 + 1).collect();
        if start == row.char_start {
            assert!(found.iter().any(|finding| finding.code.as_str() == "L502"), "row {}: the change is told", index + 1);
            assert!(
                found.iter().all(|finding| matches!(finding.code.as_str(), "L502" | "L505" | "L506")),
                "row {}: {found:?}",
                index + 1
            );
        } else {
            assert_eq!(found.len(), 1, "row {}", index + 1);
            assert_eq!(found[0].code.as_str(), "L503");
            let end = start + row.statement.chars().count() as u64;
            assert_eq!(found[0].right, format!("`{start}` and `{end}`"), "row {}", index + 1);
        }
    }
}

#[test]
fn unchanged_sources_give_no_finding() {
    let (_, report) = check(&|article, text| Some((id(article), text)));
    assert_eq!(report.findings, []);
}

#[test]
fn what_moved_is_located() {
    all_located(&|text| format!("Catatan redaksi: judul diperbaiki.\n\n{text}"));
    all_located(&|text| format!("{text}\nTonton juga video ini."));
    all_located(&|text| text.replace('\n', "\r\n"));
    all_located(&|text| text.replace("\n\n", "\n"));
    all_located(&|text| text.replace("JAKARTA, KABAR – ", ""));
    all_located(&|text| format!("\u{feff}{text}"));
    all_located(&|text| text.replace("\n\n", "\n\n[Gambas:Video Kabar]\n\n"));
}

#[test]
fn a_word_that_changed_is_shown_as_it_is_now() {
    for (from, to) in
        [("dua kapal", "tiga kapal"), ("“darurat”", "\"darurat\""), ("Kami siap", "Kami  siap"), ("mengungsi", "mengungsi.")]
    {
        let (rows, report) =
            check(&|article, text| Some((id(article), if article == 7 { text.replace(from, to) } else { text })));
        let codes = codes(&report);
        for (index, row) in rows.iter().enumerate() {
            let here = &codes[index];
            if index / SENTENCES != 7 {
                assert!(here.is_empty(), "row {}: no false alarm", index + 1);
            } else if row.statement.contains(from) {
                assert_eq!(*here, ["L504"], "row {}", index + 1);
                let finding = report.findings.iter().find(|finding| finding.row == index as u64 + 1).expect("the finding");
                assert!(finding.right.contains(&row.statement.replace(from, to)), "row {}: {}", index + 1, finding.right);
            } else {
                assert!(matches!(here[0], "L502" | "L503"), "row {}: {here:?}", index + 1);
            }
        }
    }
}

#[test]
fn a_source_that_is_cut_off_loses_what_stood_behind() {
    let cut = |text: &str| text.chars().take(400).collect::<String>();
    let (rows, report) = check(&|article, text| Some((id(article), cut(&text))));
    for (row, codes) in rows.iter().zip(codes(&report)) {
        let expected = if row.char_end <= 400 { "L502" } else { "L504" };
        assert_eq!(codes[0], expected, "{}", row.statement);
    }
}

#[test]
fn a_file_that_was_renamed_or_removed() {
    let (_, report) = check(&|article, text| {
        (article != 3).then(|| (if article == 5 { "arsip/05.txt".to_owned() } else { id(article) }, text))
    });
    for (index, codes) in codes(&report).into_iter().enumerate() {
        match index / SENTENCES {
            3 => assert_eq!(codes, ["L501"]),
            5 => assert_eq!(codes, ["L507"]),
            _ => assert!(codes.is_empty()),
        }
    }
}

#[test]
fn a_sentence_that_stands_twice_is_told_apart_by_its_neighbours() {
    // A teaser in front repeats the third sentence of every article.
    all_located_at_last(&|article, text| format!("{} Baca selengkapnya di bawah. {text}", sentence(article, 2)));
}

/// As [`all_located`], where a statement may stand twice and the later place is the right one.
fn all_located_at_last(change: &dyn Fn(usize, String) -> String) {
    let (rows, report) = check(&|article, text| Some((id(article), change(article, text))));
    for (index, row) in rows.iter().enumerate() {
        let now = change(index / SENTENCES, text(index / SENTENCES));
        let byte = now.rfind(&row.statement).expect("the statement is intact");
        let start = now[..byte].chars().count();
        let finding = report.findings.iter().find(|finding| finding.row == index as u64 + 1).expect("it moved");
        assert!(finding.right.starts_with(&format!("`{start}` and")), "row {}: {} {}", index + 1, start, finding.right);
    }
}

type Edit = fn(&mut Record);

#[test]
fn rows_that_were_edited() {
    let mut sources = Sources::default();
    (0..ARTICLES).for_each(|article| sources.add(id(article), text(article)));
    let options = Options { sources: Some(&sources), ..Options::default() };
    let edits: [(&str, Edit); 6] = [
        ("L504", |row| row.statement = row.statement.replace("hari", "malam")),
        ("L503", |row| (row.char_start, row.char_end) = (row.char_start + 3, row.char_end + 3)),
        ("L505", |row| row.prefix = "kata lain. ".into()),
        ("L505", |row| row.suffix = row.suffix.replace(' ', "_")),
        ("L506", |row| row.line += 2),
        ("L501", |row| (row.article, row.sha256) = ("lain.txt".into(), sha256("lain"))),
    ];
    for (code, edit) in edits {
        let mut rows = rows();
        edit(&mut rows[444]);
        let row = &mut rows[444];
        row.id = RecordId::new(&row.article, &row.sha256, "claim", row.char_start, row.char_end).to_string();
        let mut csv = Vec::new();
        write_csv(&mut csv, &rows, CsvOptions::default()).expect("memory takes all");
        let report = VALIDATOR.check("a.csv", Form::Csv, &mut csv.as_slice(), &options).expect("memory");
        let found: Vec<&str> =
            report.findings.iter().filter(|finding| finding.row == 445).map(|finding| finding.code.as_str()).collect();
        assert!(found.contains(&code), "{code}: {found:?}");
        // The row of another article is out of its order, which is a note at the row behind it.
        let others = report.findings.iter().filter(|finding| finding.row != 445 && finding.code.as_str() != "L415");
        assert_eq!(others.count(), 0, "{code}: no other row");
    }
}

#[test]
fn what_moved_is_repaired_into_a_sound_timeline() {
    let mut sources = Sources::default();
    (0..ARTICLES).for_each(|article| sources.add(id(article), format!("Catatan redaksi.\n\n{}", text(article))));
    let options = Options { sources: Some(&sources), ..Options::default() };
    let mut rows = rows();
    rows.reverse();
    rows[3].id = "1.12335E+15".into();
    let mut csv = Vec::new();
    write_csv(&mut csv, &rows, CsvOptions::default()).expect("memory takes all");
    let fixed = fix::fix("a.csv", Form::Csv, &csv, &options).expect("it can be repaired");
    let report = VALIDATOR.check("b.csv", Form::Csv, &mut fixed.bytes.as_slice(), &options).expect("memory");
    assert_eq!(report.findings, []);
    let id = fixed.repairs.iter().find(|repair| repair.row == 4 && repair.column == "id").expect("the id is repaired");
    assert_eq!(id.old, "1.12335E+15");
    let again = fix::fix("b.csv", Form::Csv, &fixed.bytes, &options).expect("it can be read");
    assert_eq!((again.bytes, again.repairs), (fixed.bytes, vec![]));
}

#[test]
fn what_is_not_certain_is_left_alone() {
    let mut sources = Sources::default();
    (0..ARTICLES).for_each(|article| sources.add(id(article), text(article).replace("dua kapal", "tiga kapal")));
    let options = Options { sources: Some(&sources), ..Options::default() };
    let rows = rows();
    let mut csv = Vec::new();
    write_csv(&mut csv, &rows, CsvOptions::default()).expect("memory takes all");
    let fixed = fix::fix("a.csv", Form::Csv, &csv, &options).expect("it can be repaired");
    let gone = rows.iter().position(|row| row.statement.contains("dua kapal")).expect("one of them") + 1;
    assert!(fixed.repairs.iter().all(|repair| repair.row != gone || repair.column == "order"));
}
