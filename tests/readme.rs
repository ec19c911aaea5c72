//! The commands of the README, run, and the files that the documents name. `TRYCMD=overwrite cargo test --test readme` rewrites what they print.

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

/// What a document names below these folders exists, and ARCHITECTURE.md tells of every module.
#[test]
fn the_documents_name_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("the document");
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "datasets/PROVENANCE.md"] {
        let document = read(name);
        let below =
            |path: &&str| ["src/", "tests/", "datasets/", "benches/", "schemas/"].iter().any(|folder| path.starts_with(folder));
        for path in document.split(['`', ' ', '(', ')', '\n', ':']).filter(below).filter(|path| !path.contains("L107")) {
            assert!(root.join(path.trim_end_matches([',', '.'])).exists(), "{name} names {path}");
        }
    }
    let architecture = read("ARCHITECTURE.md");
    for entry in std::fs::read_dir(root.join("src")).expect("the sources") {
        let name = entry.expect("a file").file_name().into_string().expect("UTF-8");
        assert!(architecture.contains(&format!("`src/{name}`")), "ARCHITECTURE.md says nothing of src/{name}");
    }
}
