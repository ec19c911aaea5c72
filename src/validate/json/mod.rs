//! Timelines as JSON Lines and as JSON: where each row begins and ends, and what stands between them.
//!
//! What is broken ends at the next row that can be read: a missing mark costs the row it stands in, and not those behind it.

mod between;
mod reader;
mod words;

use std::io::Read;

use super::Options;
use super::blocks::{self, BLOCK, Block};
use super::report::{Report, Tally};
use super::row::{Place, Range};
use super::whole::Whole;
use crate::diagnostic::Code;
use crate::error::Error;
use crate::lexicon::Lexicon;
use between::Between;
pub(super) use between::Token;
use reader::Reader;

/// Checks one object a line.
pub(super) fn lines(name: &str, input: &mut (dyn Read + Send), options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    in_blocks(name, input, options, lexicon, Layout::Lines, BLOCK)
}

/// Checks an array of rows, or a single one.
pub(super) fn whole(name: &str, input: &mut (dyn Read + Send), options: &Options, lexicon: &Lexicon) -> Result<Report, Error> {
    in_blocks(name, input, options, lexicon, Layout::Array, BLOCK)
}

/// What sets rows apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Lines,
    Array,
}

/// In blocks of that many bytes; what is found does not depend on it.
fn in_blocks(
    name: &str,
    input: &mut (dyn Read + Send),
    options: &Options,
    lexicon: &Lexicon,
    layout: Layout,
    size: usize,
) -> Result<Report, Error> {
    let mut tally = Tally::new(options.max);
    let (mut rows, mut lines, mut bytes, mut end) = (0, 0, 0, 0);
    let mut all = Whole::default();
    let mut extras: Vec<String> = Vec::new();
    let mut between = Between::Start;
    blocks::run(
        input,
        Block { opens: Some(true), ..Block::default() },
        (options.threads, size),
        |bytes| guess(bytes, layout),
        |block| Reader::new(block, options, lexicon).part(layout),
        |block, mut part| {
            all.append(&mut part, &block.bytes, block.base, (rows, lines), &mut tally);
            for (path, finding) in std::mem::take(&mut part.extras) {
                if !extras.contains(&path) {
                    extras.push(path);
                    part.tally.add(Code::ExtraColumn, None, || finding);
                }
            }
            tally.append(std::mem::take(&mut part.tally), rows, lines);
            for token in &part.tokens {
                let wrong;
                (between, wrong) = between.then(token.kind);
                if let Some((wrong, right)) = wrong {
                    let (line, line_start, range) = (token.line + lines, token.line_start, (token.at, token.at + 1));
                    let place = Place { bytes: &block.bytes, range, base: block.base, line, line_start, number: 0 };
                    fault(&mut tally, &place, range, wrong, right);
                }
            }
            rows += part.rows;
            lines += part.lines;
            bytes = block.base + part.end as u64;
            end = part.indent;
        },
    )
    .map_err(|error| Error::io(name, &error))?;
    let place = Place { bytes: b"", range: (0, 0), base: bytes, line: lines + 1, line_start: (0, end), number: 0 };
    if bytes == 0 {
        let right = "one object a row: `[]` where there is none".to_owned();
        tally.add(Code::EmptyFile, None, || {
            place.finding(Code::EmptyFile, None, (0, 0), "", "nothing in the file".to_owned(), right)
        });
    } else if layout == Layout::Array && between.is_open() {
        fault(&mut tally, &place, (0, 0), "the file ends before the list does, as if cut off", "a `]` at the end");
    }
    all.finish(&mut tally);
    Ok(tally.report(name, rows))
}

fn fault(tally: &mut Tally, place: &Place, range: Range, wrong: &str, right: &str) {
    tally.add(Code::BrokenJson, None, || {
        let value = String::from_utf8_lossy(&place.bytes[range.0..range.1]);
        place.finding(Code::BrokenJson, None, range, &value, wrong.to_owned(), right.to_owned())
    });
}

/// The last place in a block where a row may begin.
fn guess(bytes: &[u8], layout: Layout) -> Option<usize> {
    let line = || memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    if layout == Layout::Lines {
        return line();
    }
    let mut starts = memchr::memrchr_iter(b'{', bytes).filter(|&at| may_begin(bytes, at));
    starts.next().or_else(line)
}

/// Whether a `{` may be that of a row: behind a bracket, a comma or another row, not behind a key.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    let first_key = bytes[at + 1..].trim_ascii_start().first();
    matches!(before.last(), None | Some(b',' | b'[' | b'}' | b']')) && matches!(first_key, None | Some(b'"' | b'}'))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load().unwrap());

    fn found(bytes: &[u8], layout: Layout, threads: usize, size: usize) -> Report {
        let options = Options { threads, ..Options::default() };
        in_blocks("a.json", &mut &*bytes, &options, &LEXICON, layout, size).unwrap()
    }

    /// What is said of the layout, line by line.
    fn said(text: &str, layout: Layout) -> Vec<String> {
        let report = found(text.as_bytes(), layout, 1, BLOCK);
        let of_layout = |finding: &&super::super::Finding| matches!(finding.code, Code::BrokenJson | Code::JsonType);
        let lines = report.findings.iter().filter(of_layout);
        lines.map(|finding| format!("{}:{} {}", finding.line, finding.character, finding.wrong)).collect()
    }

    #[test]
    fn a_fault_costs_the_row_it_stands_in() {
        let rows = ["{\"id\":\"a\"}", "{\"id\":\"b\",\"source\":{\"url\":\"c\"}}", "{\"id\":\"d\"}"];
        for (text, count, expected) in [
            (format!("[{},\n{},\n{}]", rows[0], rows[1], rows[2]), 3, vec![]),
            (rows[1].to_owned(), 1, vec![]),
            ("[]".to_owned(), 0, vec![]),
            (format!("[{},{},]", rows[0], rows[1]), 2, vec!["1:45 the list ends behind a comma"]),
            (format!("[{}\n{}]", rows[0], rows[1]), 2, vec!["2:1 a row begins, and no comma stands before it"]),
            (format!("[{},,{}]", rows[0], rows[1]), 2, vec!["1:13 a comma, and no row before it"]),
            (format!("[{},\n{}", rows[0], rows[1]), 2, vec!["2:32 the file ends before the list does, as if cut off"]),
            (format!("[{}]\n[{}]", rows[0], rows[1]), 2, vec!["2:1 a second list begins, as when files are joined"]),
            (format!("{}\n{}\n{}", rows[0], rows[1], rows[2]), 3, vec!["2:1 a second row, and no list around them"]),
            (
                format!("[{},\n{{\"id\":\"b}},\n{}]", rows[0], rows[2]),
                3,
                vec!["2:9 a line end, tab or other control character inside a text"],
            ),
            (format!("[{},\n{{\"id\":b}},\n{}]", rows[0], rows[2]), 3, vec!["2:7 no value of JSON: a text stands between `\"`"]),
            (format!("[{}, 7, [1], {}]", rows[0], rows[2]), 4, vec!["1:14 a number, and no row", "1:17 a list, and no row"]),
            (format!("{{\"rows\": [{}]}}", rows[0]), 1, vec!["1:1 rows seem to stand under `rows`; they were not checked"]),
        ] {
            assert_eq!(said(&text, Layout::Array), expected, "{text}");
            assert_eq!(found(text.as_bytes(), Layout::Array, 1, BLOCK).rows, count, "{text}");
        }
        assert_eq!(
            said(&format!("{} {}\n{}", rows[0], rows[1], rows[2]), Layout::Lines),
            ["1:12 something more in the line of a row"]
        );
        assert_eq!(
            said("{\"id\":\"a\n{}\n", Layout::Lines),
            ["1:8 it ends inside a text: a `\"` is missing", "2:1 an object that has no key of a timeline"]
        );
    }

    use super::super::report::first_difference;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        /// Whatever is done to the bytes: no panic, and the same report from blocks of any size, on any number of threads.
        #[test]
        fn any_damage_is_reported_the_same_from_all_blocks(
            edits in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]{}:,\"\n x\u{e9}]{0,3}", 0_usize..4), 0..5),
            size in 1_usize..400,
            lines in any::<bool>(),
        ) {
            let row = |n: u8| format!("{{\"id\":\"{n:016}\",\"kind\":\"claim\",\"date\":{{\"edtf\":\"2023\"}},\"quantities\":[\"1 a\"]}}");
            let rows: Vec<String> = (0..12).map(row).collect();
            let (layout, text) = if lines { (Layout::Lines, rows.join("\n")) } else { (Layout::Array, format!("[\n{}\n]\n", rows.join(",\n"))) };
            let mut bytes = text.into_bytes();
            for (at, new, gone) in edits {
                let at = at.index(bytes.len());
                let end = (at + gone).min(bytes.len());
                bytes.splice(at..end, new.into_bytes());
            }
            let one = found(&bytes, layout, 1, BLOCK);
            prop_assert_eq!(first_difference(&one, &found(&bytes, layout, 1, size)), None);
            prop_assert_eq!(first_difference(&one, &found(&bytes, layout, 3, size)), None);
        }
    }
}
