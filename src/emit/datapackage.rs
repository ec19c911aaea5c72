//! `timeline --datapackage`: the Frictionless Data Package (version 1) that stands beside a CSV and says what is in it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::timeline::Record;

/// Hash and size of a file, taken while it is written.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    hash: Sha256,
    bytes: u64,
}

impl Sum {
    /// A writer that counts what goes through it to `out`.
    pub fn over<'a>(&'a mut self, out: impl Write + 'a) -> impl Write + 'a {
        Summed { sum: self, out }
    }
}

struct Summed<'a, W> {
    sum: &'a mut Sum,
    out: W,
}

impl<W: Write> Write for Summed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.hash.update(&bytes[..written]);
        self.sum.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The descriptor of a CSV: its Table Schema, hash, size and number of rows, and the articles' outlets as sources.
///
/// `path` is the CSV's file name beside the descriptor, `sum` of its bytes. The licence of the statements is the outlets' own:
/// the field says so, and whoever publishes the table replaces it.
pub fn datapackage(path: &str, sum: &Sum, records: &[Record]) -> Value {
    let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or("timeline");
    let hash = sum.hash.clone().finalize().iter().fold(String::from("sha256:"), |hex, byte| format!("{hex}{byte:02x}"));
    json!({
        "profile": "tabular-data-package",
        "name": name(stem),
        "title": "Timeline of dated claims and attributed statements in news articles",
        "licenses": [{
            "name": "other-closed",
            "title": "The statements are the outlets' own texts, cited; replace this where you may license them",
        }],
        "sources": sources(records),
        "resources": [{
            "profile": "tabular-data-resource",
            "name": name(stem),
            "path": path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "hash": hash,
            "bytes": sum.bytes,
            "rows": records.len(),
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true, "header": true},
            "schema": crate::validate::schemas::table(),
        }],
    })
}

/// The outlets of the rows, with the address of the first article of each.
fn sources(records: &[Record]) -> Vec<Value> {
    let mut outlets: BTreeMap<&str, &str> = BTreeMap::new();
    for record in records.iter().filter(|record| !record.publisher.is_empty()) {
        let address = outlets.entry(&record.publisher).or_insert(&record.url);
        if address.is_empty() {
            *address = &record.url;
        }
    }
    let source = |(title, path): (&str, &str)| {
        if path.is_empty() { json!({"title": title}) } else { json!({"title": title, "path": path}) }
    };
    outlets.into_iter().map(source).collect()
}

/// A name as the specification wants it: lower case, digits, `.`, `_` and `-`.
fn name(stem: &str) -> String {
    let name: String =
        stem.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    if name.is_empty() { "timeline".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_describes_the_file() {
        let row = Record { publisher: "Kabar Nusa".into(), url: "https://kabarnusa.example/1".into(), ..Record::default() };
        let mut sum = Sum::default();
        sum.over(io::sink()).write_all(b"id\r\n").expect("a sink takes all");
        let package = datapackage("Garis Waktu.csv", &sum, &[row.clone(), row]);
        let resource = &package["resources"][0];
        assert_eq!(resource["name"], "garis-waktu");
        assert_eq!((resource["bytes"].as_u64(), resource["rows"].as_u64()), (Some(4), Some(2)));
        assert_eq!(resource["hash"], format!("sha256:{}", crate::citation::sha256("id\r\n")));
        assert_eq!(resource["schema"]["fields"].as_array().map(Vec::len), Some(crate::timeline::record::COLUMNS.len()));
        assert_eq!(package["sources"], json!([{"title": "Kabar Nusa", "path": "https://kabarnusa.example/1"}]));
    }
}
