//! The commands of the README, run. `TRYCMD=overwrite cargo test --test readme` rewrites what they print.

use std::path::Path;

use snapbox::cmd::Command;

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    trycmd::TestCases::new().case("README.md");
}

/// The commands for a fresh machine, without cargo around them.
#[test]
fn the_first_command_makes_a_timeline() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let command = readme.lines().find_map(|line| line.strip_prefix("cargo run --release -- ")).expect("a first command");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("timeline.csv");
    let arguments = command.split(' ').map(|argument| match argument {
        "timeline.csv" => file.display().to_string(),
        other => other.to_owned(),
    });
    Command::new(snapbox::cmd::cargo_bin!("linimasa")).current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).assert().success();
    let rows = csv::Reader::from_path(&file).expect("a table").records().count();
    assert!(rows > 20, "{rows} rows");
}
