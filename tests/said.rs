//! When a statement was made, and the two rows of a sentence that is a statement and a dated claim.

use linimasa::article::{Article, DctSource, Published};
use linimasa::timeline::Record;
use linimasa::{Annotator, Options};

fn annotator() -> &'static Annotator {
    static ONE: std::sync::OnceLock<Annotator> = std::sync::OnceLock::new();
    ONE.get_or_init(|| Annotator::new().unwrap_or_else(|error| panic!("{error}")))
}

/// An article published on Wednesday, 26 July 2023.
fn article(text: &str) -> Article {
    let date = "2023-07-26".parse().expect("a date");
    Article {
        text: text.to_owned(),
        published: Some(Published { date, instant: None, from: DctSource::Metadata }),
        ..Article::default()
    }
}

fn rows(text: &str) -> Vec<Record> {
    let article = article(text);
    linimasa::timeline::records(&article, &annotator().annotate(&article, &Options::default()))
}

/// The date, how it is known and the words that say so, of the only statement.
fn said(text: &str) -> (String, String, String) {
    let mut quotes = rows(text).into_iter().filter(|row| row.kind == "quote");
    let quote = quotes.next().unwrap_or_else(|| panic!("no statement in {text}"));
    assert!(quotes.next().is_none(), "more than one statement in {text}");
    (quote.date, quote.date_basis, quote.date_text)
}

#[test]
fn a_statement_has_the_date_of_its_attribution_else_that_of_publication() {
    for (text, date, basis, words) in [
        (r#""Air sudah surut," kata Retno Wulandari, Selasa (25/7/2023)."#, "2023-07-25", "stated", "Selasa (25/7/2023)"),
        (r#""Air sudah surut," kata Retno Wulandari dalam jumpa pers kemarin."#, "2023-07-25", "relative", "kemarin"),
        (r#""Air sudah surut," kata Retno Wulandari di balai kota."#, "2023-07-26", "publication", ""),
        (r#""Air sudah surut," ujarnya dalam jumpa pers yang digelar Senin (24/7)."#, "2023-07-24", "completed", "Senin (24/7)"),
        (r#""Air sudah surut," ujarnya dalam jumpa pers pertama sejak Senin (24/7)."#, "2023-07-26", "publication", ""),
        ("Retno Wulandari di Sleman, Selasa, mengatakan air sudah surut.", "2023-07-25", "relative", "Selasa"),
        ("Pada Selasa (25/7) Retno Wulandari menegaskan bahwa air sudah surut.", "2023-07-25", "completed", "Selasa (25/7)"),
        ("Menurut Retno Wulandari, air sudah surut sejak Senin (24/7).", "2023-07-26", "publication", ""),
        // Who somebody is, and what happened before, is not when it was said.
        (r#""Saya gugup," kata pemain kelahiran 1 Juli 2000 itu."#, "2023-07-26", "publication", ""),
        (r#""Saya gugup," kata Rangga Saputra, pemain kelahiran 1 Juli 2000."#, "2023-07-26", "publication", ""),
        (
            r#""Saya gugup," kata Rangga Saputra, kelahiran 1 Juli 2000, Selasa (25/7)."#,
            "2023-07-25",
            "completed",
            "Selasa (25/7)",
        ),
        ("Setelah membuka posko pada Mei lalu, Retno Wulandari menilai warga lebih siap.", "2023-07-26", "publication", ""),
        (
            r#""Kami siap," kata Retno Wulandari di sela Pekan Raya 2023, Selasa (25/7)."#,
            "2023-07-25",
            "completed",
            "Selasa (25/7)",
        ),
        (r#""Kami siap," kata Retno Wulandari di sela Pekan Raya 2022."#, "2023-07-26", "publication", ""),
    ] {
        assert_eq!(said(text), (date.to_owned(), basis.to_owned(), words.to_owned()), "{text}");
    }
}

/// The statement is dated by when it was made, the claim by its event; both name the speaker.
#[test]
fn a_sentence_that_is_a_statement_and_a_dated_claim_gives_two_rows() {
    let text =
        "Kepala BPBD Sleman Retno Wulandari mengatakan, Selasa (25/7/2023), banjir merusak 40 rumah pada Minggu (23/7/2023).";
    let rows = rows(text);
    let [claim, quote] = rows.as_slice() else { panic!("{} rows", rows.len()) };
    assert_eq!(
        (claim.kind.as_str(), claim.date.as_str(), claim.date_text.as_str()),
        ("claim", "2023-07-23", "Minggu (23/7/2023)")
    );
    assert_eq!(
        (quote.kind.as_str(), quote.date.as_str(), quote.date_text.as_str()),
        ("quote", "2023-07-25", "Selasa (25/7/2023)")
    );
    for row in [claim, quote] {
        assert_eq!(row.speaker, "Retno Wulandari", "{}", row.kind);
        assert_eq!(row.speaker_role, "Kepala BPBD Sleman", "{}", row.kind);
        assert_eq!(row.stance, "says", "{}", row.kind);
        assert_eq!(row.cue, "mengatakan", "{}", row.kind);
    }
    assert_eq!(quote.statement, "banjir merusak 40 rumah pada Minggu (23/7/2023)");
    assert_eq!(claim.statement, text);
}
