//! Whatever the text, tagging and resolving neither panic nor lose their place.

#![expect(clippy::format_collect, reason = "the texts of a property test are short")]

use linimasa::article::{Article, DctSource, Published};
use linimasa::diagnostic::Code;
use linimasa::{Annotator, Options};
use proptest::prelude::*;
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new().expect("the rules load"));

/// Pieces of dates, and what stands around them in dirty texts.
const PIECES: [&str; 60] = [
    "Rabu",
    "Minggu",
    "minggu",
    "Jum'at",
    "(",
    ")",
    "27",
    "31",
    "0",
    "99",
    "/",
    "-",
    "–",
    ".",
    ",",
    ":",
    "7",
    "13",
    "2023",
    "9999",
    "23",
    "Juli",
    "Mei",
    "Agt",
    "pukul",
    "jam",
    "09",
    "24",
    "WIB",
    "malam",
    "dini hari",
    "kemarin",
    "besok",
    "tahun",
    "bulan",
    "pekan",
    "lalu",
    "depan",
    "ini",
    "awal",
    "akhir",
    "sekitar",
    "dua",
    "puluh",
    "setengah",
    "ke",
    "abad",
    "kuartal",
    "III",
    "an",
    "Lebaran",
    "HUT RI",
    "Syawal",
    "1444",
    "H",
    "setiap",
    "hingga",
    "“",
    "\n",
    "kemudian",
];

fn article(text: String, dated: bool) -> Article {
    let date = "2023-07-26".parse().expect("a day");
    let published = dated.then_some(Published { date, instant: None, from: DctSource::Metadata });
    Article { text, published, ..Article::default() }
}

fn holds(text: &str, dated: bool) -> Result<(), TestCaseError> {
    let article = article(text.to_owned(), dated);
    let annotation = ANNOTATOR.annotate(&article, &Options { today: "2026-11-30".parse().ok(), ..Options::default() });
    let mut end = 0;
    for timex in &annotation.timexes {
        prop_assert!(timex.span.start >= end, "expressions overlap or are out of order in {text:?}");
        prop_assert!(!timex.span.of(text).is_empty(), "a span off the characters in {text:?}");
        prop_assert_eq!(timex.span.of(text).trim(), timex.span.of(text));
        if let Some((first, last)) = timex.value.and_then(|value| value.days()) {
            prop_assert!(first <= last, "{} ends before it begins", timex.span.of(text));
        }
        end = timex.span.end;
    }
    let starts = annotation.diagnostics.iter().map(|doubt| doubt.span.start);
    prop_assert!(starts.is_sorted(), "doubts are out of order in {text:?}");
    Ok(())
}

proptest! {
    #[test]
    fn pieces_of_dates_in_any_order(pieces in prop::collection::vec((prop::sample::select(PIECES.to_vec()), any::<bool>()), 0..24), dated: bool) {
        let text: String = pieces.iter().map(|(piece, blank)| format!("{piece}{}", if *blank { " " } else { "" })).collect();
        holds(&text, dated)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", dated: bool) {
        holds(&text, dated)?;
    }
}

/// A reading of the same words does not depend on what the caller does not say: the same input gives the same values.
#[test]
fn a_weekday_without_any_date_to_count_from_stays_open() {
    let article = article("Rapat digelar 31/2/2023. Rapat digelar Kamis. Panen bulan Maret. Ia tiba kemarin.".to_owned(), false);
    let annotation = ANNOTATOR.annotate(&article, &Options::default());
    let values: Vec<_> = annotation.timexes.iter().map(|timex| timex.value.map(|value| value.to_string())).collect();
    assert_eq!(values, [None, Some("XXXX-WXX-4".to_owned()), Some("XXXX-03".to_owned()), None]);
    assert_eq!(annotation.dct, None);
    let doubts: Vec<_> = annotation.diagnostics.iter().map(|doubt| (doubt.code, doubt.span.of(&article.text))).collect();
    assert_eq!(doubts, [(Code::ImpossibleDate, "31/2/2023"), (Code::NoPublicationDate, "Kamis")], "the first of them says it");
}

/// The ladder of the document creation time, strongest first.
#[test]
fn the_document_creation_time_keeps_its_provenance() {
    let from = |text: &str, url: Option<&str>, published: Option<Published>| {
        let article = Article { text: text.to_owned(), url: url.map(str::to_owned), published, ..Article::default() };
        let annotation = ANNOTATOR.annotate(&article, &Options { today: "2026-11-30".parse().ok(), ..Options::default() });
        annotation.dct.map(|dct| (dct.date.to_string(), dct.from))
    };
    let day = |day: &str, source| Some((day.to_owned(), source));
    let prose = "Jembatan itu ambruk, kata Bupati, Kamis (4/3).";
    let user = Published { date: "2020-02-02".parse().expect("a day"), instant: None, from: DctSource::User };
    assert_eq!(from(prose, None, None), day("2021-03-04", DctSource::Text), "the latest year in which 4 March is a Thursday");
    assert_eq!(from(prose, Some("https://kabar.example/2023/07/26/jembatan"), None), day("2023-07-26", DctSource::Url));
    assert_eq!(from(prose, None, Some(user)), day("2020-02-02", DctSource::User));
    let byline = format!("Rabu, 5 Mei 2021 22:40 WIB\n{prose}");
    assert_eq!(from(&byline, Some("https://kabar.example/2023/07/26/jembatan"), None), day("2021-05-05", DctSource::Dateline));
    assert_eq!(from("Harga naik. Warga mengeluh.", None, None), None);
    assert_eq!(from("Pasar tutup besok, Senin 6 November 2023.", None, None), day("2023-11-05", DctSource::Text));
}
