//! Pages as sites have published them: which are articles, and when they say that they were published.

use std::path::Path;

use linimasa::article::{input, read};

#[test]
fn real_pages_give_their_publication_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/html");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let read_page = |name: &str| {
        let sources = input::sources(&[folder.join(name)]).expect("a page");
        match read::articles(sources, read::Defaults::default()).next().expect("one result") {
            Ok(reading) => reading
                .article
                .published
                .map_or(String::from("\t"), |published| format!("{}\t{}", published.written(), published.from.as_str())),
            Err(_) => String::from("index"),
        }
    };
    let table = include_str!("pages.tsv").lines().filter(|line| !line.starts_with('#'));
    let wrong: Vec<String> = table
        .filter_map(|line| {
            let (name, expected) = line.split_once('\t').expect("a name and what is expected");
            let found = read_page(name);
            (found != expected).then(|| format!("{name}: expected {expected:?}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
