//! Articles out of files: every form, every packing, every way to name them, and bytes of all kinds.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use linimasa::Article;
use linimasa::article::read::{Defaults, Fault, Pieces, Reading};
use linimasa::article::{DctSource, Published, decode, input, read};
use proptest::prelude::*;

const TEXT: &str = "JAKARTA – Presiden tiba di Medan, Rabu (26/7/2023).\r\n“Kami siap,”\u{a0}kata dia &amp; pergi.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn json(text: &str) -> String {
    serde_json::json!({ "text": text }).to_string()
}

fn read_with(paths: &[PathBuf], defaults: &Defaults) -> Vec<Result<Reading, Fault>> {
    read::articles(input::sources(paths).unwrap(), defaults.clone()).collect()
}

/// Writes a file into a fresh folder, reads it, and names the articles relative to that folder.
fn read_file(name: &str, bytes: &[u8], defaults: &Defaults) -> Vec<Result<Article, String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let relative = |text: &str| text.replace(&format!("{}/", folder.path().display()), "");
    let short = |read: Result<Reading, Fault>| match read {
        Ok(Reading { article, .. }) => Ok(Article { id: relative(&article.id), ..article }),
        Err(fault) => Err(relative(&fault.error.to_string())),
    };
    read_with(&[path], defaults).into_iter().map(short).collect()
}

fn ids_and_texts(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let read = read_file(name, bytes, &Defaults::default());
    read.into_iter().map(|article| article.map(|article| (article.id, article.text)).unwrap()).collect()
}

#[test]
fn every_form_in_every_packing_by_name_and_by_content() {
    let lines = format!("{}\n\n{}\n", json(TEXT), json("Dua."));
    let array = format!("[{},\n {}]", json(TEXT), json("Dua."));
    let one = serde_json::to_string_pretty(&serde_json::json!({"id": 7, "text": TEXT, "penulis": {"nama": []}})).unwrap();
    let own = |text: &str| vec![("{}".to_owned(), text.to_owned())];
    let many = |numbers: [usize; 2]| {
        numbers.iter().zip([TEXT, "Dua."]).map(|(number, text)| (format!("{{}}#{number}"), text.to_owned())).collect::<Vec<_>>()
    };
    for (ending, bytes, expected) in [
        ("txt", TEXT.as_bytes(), own(TEXT)),
        ("jsonl", lines.as_bytes(), many([1, 3])),
        ("ndjson", lines.as_bytes(), many([1, 3])),
        ("json", array.as_bytes(), many([1, 2])),
        ("json", one.as_bytes(), vec![("7".to_owned(), TEXT.to_owned())]),
    ] {
        let marked = [b"\xef\xbb\xbf", bytes].concat();
        for (packing, packed) in [
            ("", bytes.to_vec()),
            ("", marked.clone()),
            (".gz", gzip(bytes)),
            (".gz", [gzip(&marked[..10]), gzip(&marked[10..])].concat()),
            (".zst", zstandard(bytes)),
            (".zst", [zstandard(&bytes[..10]), b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstandard(&bytes[10..])].concat()),
        ] {
            for name in [format!("berita.{ending}{packing}"), "berita".to_owned()] {
                let expected: Vec<_> = expected.iter().map(|(id, text)| (id.replace("{}", &name), text.clone())).collect();
                assert_eq!(ids_and_texts(&name, &packed), expected, "{ending}{packing} as {name}");
            }
        }
    }
}

#[test]
fn other_encodings_by_mark_or_by_name() {
    let utf16: Vec<u8> =
        format!("\u{feff}{}\n{}\n", json(TEXT), json("Dua.")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts = |name, bytes: &[u8]| ids_and_texts(name, bytes).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(texts("berita.jsonl", &utf16), [TEXT, "Dua."]);
    assert_eq!(texts("berita", &utf16), [TEXT, "Dua."]);
    let windows = Defaults { encoding: Some(decode::named("windows-1252").unwrap()), ..Defaults::default() };
    let read = read_file("berita.txt", b"\x93Siap,\x94 kata dia.", &windows);
    assert_eq!(read[0].as_ref().unwrap().text, "“Siap,” kata dia.");
    let read = read_file("berita.txt", b"Jum\x92at", &Defaults::default());
    assert!(read[0].as_ref().unwrap_err().starts_with("berita.txt: not UTF-8: the byte at offset 3 "), "{read:?}");
    // An odd byte at the end is half a character.
    let read = read_file("berita.txt", b"\xff\xfeS\0i", &Defaults::default());
    assert!(read[0].as_ref().unwrap_err().starts_with("berita.txt: not UTF-16LE: the byte at offset 4 "), "{read:?}");
}

#[test]
fn what_an_article_lacks_is_filled_in_and_what_it_says_is_kept() {
    let defaults = Defaults {
        publisher: Some("Harian".into()),
        url: Some("https://contoh.id/1".into()),
        published: Published::parse("2023-07-26", DctSource::User),
        encoding: None,
    };
    let lines = r#"{"id": "", "publisher": null, "text": "Satu."}
{"id": "dua", "publisher": "Kabar", "published": "25/07/2023 | 09:12", "text": "Dua."}"#;
    let read: Vec<Article> = read_file("b.jsonl", lines.as_bytes(), &defaults).into_iter().map(Result::unwrap).collect();
    let told = |article: &Article| {
        let published = article.published.as_ref().unwrap();
        (article.id.clone(), article.publisher.clone().unwrap(), published.written(), published.from)
    };
    assert_eq!(told(&read[0]), ("b.jsonl#1".into(), "Harian".into(), "2023-07-26".into(), DctSource::User));
    assert_eq!(told(&read[1]), ("dua".into(), "Kabar".into(), "2023-07-25T09:12:00+07:00".into(), DctSource::Metadata));
    assert_eq!(read[1].url.as_deref(), Some("https://contoh.id/1"));
}

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["b.txt", "a/2.txt", "a/10.TXT", "c.md", ".git/x.txt", ".hidden.txt", "d.jsonl"] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, json("Satu.")).unwrap();
    }
    let sources = input::sources(&[folder.path().to_path_buf(), PathBuf::from("-")]).unwrap();
    let names: Vec<&Path> =
        sources.iter().map(|source| source.path.strip_prefix(folder.path()).unwrap_or(&source.path)).collect();
    assert_eq!(names, ["a/10.TXT", "a/2.txt", "b.txt", "d.jsonl", "-"].map(Path::new));
    assert_eq!(sources.iter().map(|source| source.named).collect::<Vec<_>>(), [false, false, false, false, true]);
}

#[test]
fn json_lines_come_in_pieces_of_whole_lines_with_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("berita.jsonl");
    // Lines of up to twice the size of a piece.
    let lengths: Vec<usize> = (0..60).map(|n| (n * n * 7919) % 500_000 + 1).collect();
    let lines: String = lengths.iter().map(|&length| json(&"x".repeat(length)) + "\n").collect();
    fs::write(&path, lines.trim_end()).unwrap();
    let sources = input::sources(std::slice::from_ref(&path)).unwrap();
    let mut pieces = 0;
    let mut read = Vec::new();
    for piece in Pieces::new(sources, None) {
        pieces += 1;
        assert!(piece.size() < 2_000_000, "a piece of {} bytes", piece.size());
        read.extend(piece.articles(&Defaults::default()).map(|article| article.unwrap().article));
    }
    assert!(pieces > 10);
    assert_eq!(read.iter().map(|article| article.text.len()).collect::<Vec<_>>(), lengths);
    let numbers: Vec<String> = (1..=60).map(|number| format!("{}#{number}", path.display())).collect();
    assert_eq!(read.iter().map(|article| article.id.clone()).collect::<Vec<_>>(), numbers);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_reader_panic(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "(\\{|\\}|\\[|\\]|\"text\"|\"id\"|:|,|\"a\"|null|1|\n|<html>|<p>|<script>|<time datetime=|-->| |é){0,40}"
                .prop_map(String::into_bytes),
        ],
        packing in 0..3,
        cut in 0..40_usize,
    ) {
        let mut bytes = match packing {
            0 => bytes,
            1 => gzip(&bytes),
            _ => zstandard(&bytes),
        };
        bytes.truncate(bytes.len().saturating_sub(cut.saturating_sub(20)));
        for name in ["a.txt", "a.html", "a.json", "a.jsonl", "a.jsonl.gz", "a.html.zst", "a"] {
            for article in read_file(name, &bytes, &Defaults::default()).into_iter().flatten() {
                prop_assert!(!article.text.trim().is_empty() && !article.id.is_empty());
            }
        }
    }

    #[test]
    fn a_text_comes_out_as_it_went_in(text in "\\PC{0,20}[A-Za-z“”\u{a0}é][\\PC\r\n\t]{0,60}") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl.gz");
        fs::write(&path, gzip(json(&text).as_bytes())).unwrap();
        let read = read_with(&[path], &Defaults::default());
        prop_assert_eq!(&read[0].as_ref().unwrap().article.text, &text);
    }
}
