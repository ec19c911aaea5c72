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
