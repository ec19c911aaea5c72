//! What a person sees of the program: messages, results, exit codes. `TRYCMD=overwrite cargo test --test cli` updates the
//! recorded sessions under `tests/cli`, for a diff to be read.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[test]
fn recorded_sessions() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}

fn annotate() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.args(["annotate", "--today", "2026-11-30"]);
    command
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages in UTF-8")
}

/// As many articles of JSON Lines as asked for, each some sentences long.
fn write_articles(path: &Path, count: usize) {
    let mut file = File::create(path).unwrap();
    for number in 1..=count {
        let day = number % 28 + 1;
        writeln!(
            file,
            r#"{{"id": "a{number}", "published": "2023-07-{day:02}T09:12:00+07:00", "text": "Presiden tiba di Medan kemarin.\nGubernur menyambutnya pukul 09.00 WIB ({day}/7/2023)."}}"#
        )
        .unwrap();
    }
}

#[test]
fn the_order_and_the_bytes_do_not_depend_on_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("berita.jsonl");
    write_articles(&path, 5000);
    let one = annotate().args(["--threads", "1"]).arg(&path).output().unwrap();
    let four = annotate().args(["--threads", "4"]).arg(&path).output().unwrap();
    assert!(one.status.success(), "{}", error(&one));
    assert_eq!(memchr::memchr_iter(b'\n', &one.stdout).count(), 5000);
    assert!(one.stdout == four.stdout, "four threads wrote something else than one");
    let piped = annotate().arg("-").stdin(File::open(&path).unwrap()).output().unwrap();
    assert!(one.stdout == piped.stdout, "standard input was read as something else than the file");
}

#[test]
fn what_cannot_be_written_whole_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.jsonl"), folder.path().join("bad.jsonl"));
    let out = folder.path().join("out.jsonl");
    write_articles(&good, 10);
    write_articles(&bad, 3000);
    let cut = fs::read(&bad).unwrap();
    fs::write(&bad, &cut[..cut.len() - 20]).unwrap();
    let files = || fs::read_dir(folder.path()).unwrap().count();

    let broken = annotate().args(["--fail-fast", "-o"]).args([&out, &bad]).output().unwrap();
    assert_eq!(broken.status.code(), Some(2), "{}", error(&broken));
    assert_eq!(files(), 2, "something was left behind");

    let done = annotate().arg("-o").args([&out, &good]).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", error(&done));
    let first = fs::read(&out).unwrap();
    let broken = annotate().args(["--fail-fast", "-o"]).args([&out, &bad]).output().unwrap();
    assert_eq!(broken.status.code(), Some(2));
    assert!(first == fs::read(&out).unwrap(), "the old file was touched");
    assert_eq!(files(), 3, "something was left behind");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_a_closed_pipe_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("berita.jsonl");
    write_articles(&path, 5000);

    let full = || File::options().write(true).open("/dev/full").unwrap();
    let output = annotate().arg(&path).stdout(full()).output().unwrap();
    assert_eq!(
        (output.status.code(), error(&output).lines().next()),
        (Some(2), Some("error: standard output: cannot be written: the disk is full"))
    );
    let output = annotate().args(["-o", "/dev/full"]).arg(&path).output().unwrap();
    assert_eq!(
        (output.status.code(), error(&output).lines().next()),
        (Some(2), Some("error: /dev/full: cannot be written: the disk is full"))
    );

    let mut head = annotate().arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(head.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = head.wait_with_output().unwrap();
    assert!(line.starts_with(r#"{"id":"a1""#), "{line}");
    assert_eq!((output.status.code(), error(&output).as_str()), (Some(0), ""));
}

/// One line without end, as some archives keep their articles.
fn one_line(megabytes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("satu-baris.txt");
    let sentence = "Presiden tiba di Medan, Rabu (26/7/2023), dan bertemu \"warga\" di sana selama dua hari.";
    fs::write(&path, sentence.repeat(megabytes * 1_000_000 / sentence.len())).unwrap();
    let output = annotate().arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", error(&output));
    assert_eq!(memchr::memchr_iter(b'\n', &output.stdout).count(), 1);
}

#[test]
fn a_long_line_is_simply_annotated() {
    one_line(5);
}

#[test]
#[ignore = "takes minutes in a debug build: cargo test --release --test cli -- --ignored"]
fn a_line_of_100_megabytes_is_simply_annotated() {
    one_line(100);
}

/// Runs `diff` on recorded inputs: what it writes, what it warns of, its exit code.
fn diff(inputs: &[&Path], stdin: Option<&Path>) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.args(["diff", "--today", "2026-11-30", "--format", "jsonl"]).args(inputs);
    let stdin = stdin.map_or_else(Stdio::null, |path| File::open(path).unwrap().into());
    let output = command.stdin(stdin).output().unwrap();
    (String::from_utf8(output.stdout.clone()).unwrap(), error(&output), output.status.code())
}

#[test]
fn timelines_and_articles_are_read_from_files_folders_and_standard_input_alike() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/diff.in");
    let [kabar, warta, two] = ["kabar.csv", "warta.csv", "two.jsonl"].map(|name| recorded.join(name));
    let folder = tempfile::tempdir().unwrap();
    let (sub, stdin) = (folder.path().join("tabel"), Path::new("-"));
    fs::create_dir(&sub).unwrap();
    for path in [&kabar, &warta] {
        fs::copy(path, sub.join(path.file_name().unwrap())).unwrap();
    }
    let files = diff(&[&kabar, &warta], None);
    assert!(files.0.contains("\"differ\"") && files.2 == Some(0), "{files:?}");
    assert_eq!(diff(&[folder.path()], None), files, "a folder");
    assert_eq!(diff(&[&kabar, stdin], Some(&warta)), files, "a timeline on standard input");
    let mixed = diff(&[&kabar, &two], None);
    assert!(mixed.0.contains("suara-1"), "{mixed:?}");
    assert_eq!(diff(&[stdin, &two], Some(&kabar)), mixed, "articles and a timeline on standard input");
    assert_eq!(diff(&[&kabar, stdin], Some(&two)), mixed, "a timeline and articles on standard input");
    fs::copy(&two, sub.join("berita.jsonl")).unwrap();
    assert_eq!(diff(&[&sub, &kabar], None), diff(&[&kabar, &warta, &two], None), "a folder with both");

    // A table in a folder may be any; one that is named, or that begins like a timeline, must be one.
    fs::write(sub.join("cuaca.csv"), "kota,suhu\nMedan,31\n").unwrap();
    let (facts, warnings, code) = diff(&[&sub], None);
    assert!(facts.contains("suara-1") && code == Some(0));
    assert!(
        warnings.contains("left out") && warnings.contains("cuaca.csv:1: no timeline: the header lacks statement"),
        "{warnings}"
    );
    let (facts, errors, code) = diff(&[&sub.join("cuaca.csv"), &two], None);
    assert!(facts.is_empty() && code == Some(2) && errors.contains("the header lacks statement"), "{errors}");
    let short = folder.path().join("pendek");
    fs::write(&short, "article,statement,char_start\nkabar-1,Tujuh orang tewas.,0\n").unwrap();
    let (facts, errors, code) = diff(&[&two, stdin], Some(&short));
    assert!(facts.is_empty() && code == Some(2) && errors.contains("-:1: no timeline: the header lacks char_end"), "{errors}");
}

#[test]
fn nothing_to_compare_and_nothing_to_show_are_said() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/diff.in");
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("kosong.csv");
    let header = fs::read_to_string(recorded.join("kabar.csv")).unwrap().lines().next().unwrap().to_owned();
    fs::write(&empty, header + "\n").unwrap();
    let (facts, errors, code) = diff(&[&recorded.join("kabar.csv"), &empty], None);
    assert!(facts.is_empty() && code == Some(2), "{errors}");
    assert!(errors.contains("kosong.csv: the timeline has no row") && errors.contains("there is only one article"), "{errors}");
    // Two articles of two events: no fact, but how they met is said all the same.
    let strangers = folder.path().join("asing.jsonl");
    let article = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"publisher\": \"{id}\", \"text\": \"{text}\"}}\n");
    let texts = [article("a", "Banjir melanda Medan pada Senin (3/3/2025)."), article("b", "Persikota menang 2-1 di Bogor.")];
    fs::write(&strangers, texts.concat()).unwrap();
    let (facts, notes, code) = diff(&[&strangers], None);
    assert!(facts.is_empty() && code == Some(0), "{facts}");
    assert!(
        notes.contains("note: no fact is written, of 0 found in 2 articles") && notes.contains("(days=3 words=3/24"),
        "{notes}"
    );
}
