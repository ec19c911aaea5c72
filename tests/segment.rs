//! Lines, roles and sentences: the tables under `tests/segment/`, and what holds for any text.

use std::fmt::Write as _;

use linimasa::lexicon::Lexicon;
use linimasa::segment::{Document, Quoted, Role, segment};
use linimasa::token::Kind;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    title: Option<String>,
    text: String,
    #[serde(default)]
    others: Vec<(String, String)>,
    sentences: Vec<String>,
}

fn check(table: &str) {
    let lexicon = Lexicon::load().unwrap();
    let table: Table = toml::from_str(table).unwrap();
    let mut wrong = String::new();
    for case in &table.case {
        let document = segment(&case.text, case.title.as_deref(), &lexicon);
        let others: Vec<(String, String)> = document
            .lines
            .iter()
            .filter(|line| line.role != Role::Body)
            .map(|line| (format!("{:?}", line.role), line.span.of(&case.text).to_owned()))
            .collect();
        let sentences: Vec<&str> = prose(&document).collect();
        if others != case.others || sentences != case.sentences {
            writeln!(wrong, "{}:\n  others    {others:#?}\n  sentences {sentences:#?}", case.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn prose<'a>(document: &'a Document<'a>) -> impl Iterator<Item = &'a str> {
    document.sentences.iter().filter(|sentence| sentence.role == Role::Body).map(|sentence| sentence.span.of(document.text))
}

#[test]
fn sentences_end_where_they_should() {
    check(include_str!("segment/sentences.toml"));
}

#[test]
fn what_is_no_prose_gets_its_role() {
    check(include_str!("segment/roles.toml"));
}

/// What every stage behind builds on.
fn holds(text: &str, title: Option<&str>, lexicon: &Lexicon) {
    let document = segment(text, title, lexicon);
    let mut lines = document.lines.iter().peekable();
    for token in document.tokens.iter().filter(|token| token.kind != Kind::Break) {
        while lines.next_if(|line| line.span.end <= token.start).is_some() {}
        assert!(lines.peek().is_some_and(|line| line.span.contains(token.span())), "the token {token:?} has no line");
    }
    assert!(document.lines.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].number <= pair[1].number));
    for line in &document.lines {
        let newlines = text[..line.span.start as usize].matches('\n').count();
        assert_eq!(line.number as usize, newlines + 1);
    }
    let mut tokens = 0;
    for sentence in &document.sentences {
        assert!(text.get(sentence.span.range()).is_some_and(|inner| !inner.is_empty() && inner == inner.trim()));
        assert!(document.lines[sentence.line as usize].span.contains(sentence.span));
        assert!(document.tokens[sentence.tokens.0 as usize].start == sentence.span.start && sentence.tokens.0 >= tokens);
        assert_eq!(document.tokens[sentence.tokens.1 as usize - 1].end, sentence.span.end);
        tokens = sentence.tokens.1;
    }
    let in_sentences: u32 = document.sentences.iter().map(|sentence| sentence.tokens.1 - sentence.tokens.0).sum();
    let in_lines =
        document.lines.iter().map(|line| document.token_at(line.span.end) - document.token_at(line.span.start)).sum::<usize>();
    assert_eq!(in_sentences as usize, in_lines);
    assert!(document.quoted.windows(2).all(|pair| pair[0].close <= pair[1].open));
    let holds = |quoted: &Quoted| {
        let (from, to) = quoted.inner;
        quoted.open <= from && from < to && to <= quoted.close && quoted.close <= quoted.paragraph.1
    };
    assert!(document.quoted.iter().all(holds));
}

/// Texts made of what makes cutting hard.
fn dirt() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Baca juga: ",
        "BACA JUGA",
        "Ia ",
        "pergi",
        " ke",
        " Jakarta",
        ".",
        ". ",
        "\"",
        "\u{201c}",
        "\u{201d}",
        ",",
        "\n",
        "\n\n",
        "\r\n",
        "&ldquo;",
        "&nbsp;",
        "1. ",
        "2. ",
        "(",
        ")",
        "Foto: ",
        "[Gambas:Video CNN]",
        "(fem/fem)",
        "KOMPAS.com",
        " - ",
        "\u{2014}",
        "Editor: ",
        "Tags ",
        "S.H.",
        "\u{a0}",
        "Rabu (27/7/2023)",
        "?",
        "!",
        "...",
        "é",
        "\u{200e}",
        "Advertisement",
        "Copyright © ",
        "Harga Beras Naik",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_cut_cleanly(text in prop_oneof![dirt(), any::<String>()], title in prop::option::of(dirt())) {
        thread_local!(static LEXICON: Lexicon = Lexicon::load().unwrap());
        LEXICON.with(|lexicon| holds(&text, title.as_deref(), lexicon));
    }
}

/// Every character there is, alone and glued to its neighbours: each is passed over once, none holds the reading up
/// (the modifier letter apostrophe is a letter to Unicode, but begins no word).
#[test]
fn every_character_is_read_once() {
    let lexicon = Lexicon::load().unwrap();
    let text: String = ('\0'..=char::MAX).flat_map(|character| [character, ' ', 'a', character, 'B']).collect();
    let document = segment(&text, None, &lexicon);
    assert!(document.tokens.windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert!(document.tokens.iter().all(|token| token.start < token.end && text.get(token.span().range()).is_some()));
}
