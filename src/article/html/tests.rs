//! Pages as Indonesian sites build them, each with a trap that readers of pages have fallen into.

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::{encoding, read};
use crate::article::Article;

const STORY: &str = "\
<p>JAKARTA, Harian Contoh - Menteri Perhubungan meninjau jembatan yang rusak di Cianjur, Rabu (26/7/2023), bersama bupati \
dan sejumlah pejabat daerah yang mendampinginya sejak pagi.</p>
<p>\"Perbaikan dimulai kemarin dan selesai dalam dua pekan,\" kata dia kepada wartawan di lokasi, sambil menunjukkan bagian \
jembatan yang retak akibat gempa.</p>
<p>Jembatan itu menghubungkan dua kecamatan, dan setiap hari dilewati ribuan kendaraan, termasuk truk pengangkut pasir dan \
bus antarkota yang menuju Bandung.</p>
<p>Warga berharap perbaikan segera rampung karena jalan memutar memakan waktu hingga dua jam, terutama pada akhir pekan ketika \
lalu lintas padat.</p>";

/// The page of a story, with what stands in its head, around its headline and behind its text.
fn page(head: &str, above: &str, below: &str, behind: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Menteri Tinjau Jembatan Rusak di Cianjur - Harian Contoh</title>{head}</head><body>\
         <nav><a href=/>Beranda</a> Sabtu, 21 November 2026 10:00 WIB</nav><div class=content><div class=header>{above}\
         <h1>Menteri Tinjau Jembatan Rusak di Cianjur</h1>{below}</div><div class=body>{STORY}</div></div>{behind}\
         <footer>Diterbitkan 1 Januari 2020 oleh PT Contoh</footer></body></html>"
    )
}

fn article(head: &str, above: &str, below: &str, behind: &str) -> Article {
    read(&page(head, above, below, behind)).expect("an article")
}

fn published(head: &str, above: &str, below: &str, behind: &str) -> Option<(String, &'static str)> {
    article(head, above, below, behind).published.map(|published| (published.written(), published.from.as_str()))
}

fn json_ld(json: &str) -> String {
    format!(r#"<script type="application/ld+json">{json}</script>"#)
}

const SIDEBAR: &str = r#"<div class="sidebar-terpopuler"><h3>Terpopuler</h3><div>Kebakaran di Pasar Minggu</div>
    <time datetime="2023-07-20T08:00:00+07:00">Kamis, 20 Juli 2023 08:00 WIB</time></div>
    <aside><span>Jumat, 21/07/2023 09:00 WIB</span></aside>"#;

#[test]
fn the_main_text_and_what_the_page_says_of_itself() {
    let head = r#"<meta property="og:site_name" content="Harian Contoh"><meta property="og:title" content="Menteri Tinjau
        Jembatan Rusak di Cianjur | Harian Contoh"><link rel=canonical href="https://contoh.id/read/2023/07/26/menteri-tinjau">"#;
    let list = "<ul><li><a href=/a>Gempa Cianjur: 12 Rumah Rusak</a><li><a href=/b>Bupati Minta Bantuan Pusat</a></ul>";
    let article = article(head, "", list, SIDEBAR);
    assert_eq!(article.title.as_deref(), Some("Menteri Tinjau Jembatan Rusak di Cianjur"));
    assert_eq!(article.publisher.as_deref(), Some("Harian Contoh"));
    assert_eq!(article.url.as_deref(), Some("https://contoh.id/read/2023/07/26/menteri-tinjau"));
    assert!(article.text.starts_with("JAKARTA, Harian Contoh - Menteri Perhubungan meninjau"), "{}", article.text);
    assert!(article.text.ends_with("ketika lalu lintas padat."), "{}", article.text);
    assert_eq!(article.text.lines().filter(|line| !line.is_empty()).count(), 4, "{}", article.text);
}

#[test]
fn declared_dates_in_their_order_and_never_that_of_a_revision() {
    let ld = json_ld(
        r#"{"@type": "NewsArticle", "dateModified": "2023-07-28T10:00:00+07:00", "datePublished": "2023-07-26T05:10:00+07:00"}"#,
    );
    let og = r#"<meta property="article:published_time" content="2023-07-26T05:11:00+07:00">"#;
    let modified = r#"<meta property="article:modified_time" content="2023-07-28T10:00:00+07:00">"#;
    let line = "<div class=date>Rabu, 26 Juli 2023 05:12 WIB</div>";
    let at = |minute: u32, from| Some((format!("2023-07-26T05:{minute}:00+07:00"), from));
    assert_eq!(published(&format!("{og}{modified}{ld}"), "", line, SIDEBAR), at(10, "metadata"));
    assert_eq!(published(&format!("{modified}{og}"), "", line, SIDEBAR), at(11, "metadata"));
    assert_eq!(published(modified, "", line, SIDEBAR), at(12, "dateline"));
    assert_eq!(published(modified, "", "", SIDEBAR), None);
}

#[test]
fn a_list_of_other_articles_in_json_ld_is_not_this_one() {
    let list = json_ld(
        r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2023-07-20T08:00:00+07:00"}]}"#,
    );
    let site = json_ld(r#"{"@type": "WebSite", "datePublished": "2010-01-01"}"#);
    let graph = json_ld(
        r#"{"@graph": [{"@type": "WebPage", "datePublished": "2022-01-01"},
            {"@type": ["Article", "NewsArticle"], "headline": "Menteri
            Tinjau", "datePublished": "2023-07-26T05:10:00+0700"}]}"#,
    );
    assert_eq!(published(&format!("{list}{site}"), "", "", ""), None);
    let found = published(&format!("{list}{site}{graph}"), "", "", "");
    assert_eq!(found, Some(("2023-07-26T05:10:00+07:00".to_owned(), "metadata")));
}

#[test]
fn a_date_in_utc_takes_the_day_of_the_line_that_says_the_same_instant() {
    // Five past five in the morning of the 26th in Jakarta.
    let utc = json_ld(r#"{"@type": "NewsArticle", "datePublished": "2023-07-25T22:05:00Z"}"#);
    let line = "<p>Harian Contoh - 26/07/2023, 05:05 WIB</p>";
    assert_eq!(published(&utc, "", line, ""), Some(("2023-07-26T05:05:00+07:00".to_owned(), "metadata")));
    // Another instant says nothing about it; the same digits say that the zone is wrong.
    assert_eq!(published(&utc, "", "<p>26/07/2023, 09:00 WIB</p>", "").unwrap().0, "2023-07-25T22:05:00+00:00");
    assert_eq!(published(&utc, "", "<p>25/07/2023 | 22:05 WIB</p>", "").unwrap().0, "2023-07-25T22:05:00+07:00");
}

#[test]
fn visible_lines_as_sites_print_them() {
    for (above, below) in [
        ("", "<div class=date>Rabu, 26 Jul 2023 09:12 WIB</div>"),
        ("", "<div><b>Budi Santoso</b> - harian</div><div>Rabu, 26/07/2023 09:12 WIB</div>"),
        ("", "<span>Tim Redaksi</span><br><span>Rabu, 26 Juli 2023 | 09:12 WIB</span>"),
        ("<span>26/07/2023 | 09:12</span>", ""),
        ("", "<time datetime='2023-07-26T09:12:00+07:00'>3 jam lalu</time>"),
        ("", "<p>Diterbitkan 26 Juli 2023, 09:12 WIB</p><p>Diperbarui 27 Juli 2023, 08:00 WIB</p>"),
        ("", "<p>Diperbarui 27 Juli 2023, 08:00 WIB</p><p>Diterbitkan 26 Juli 2023, 09:12 WIB</p>"),
    ] {
        assert_eq!(
            published("", above, below, SIDEBAR),
            Some(("2023-07-26T09:12:00+07:00".to_owned(), "dateline")),
            "{above}{below}"
        );
    }
    assert_eq!(published("", "", "<p>Diterbitkan 26 Juli 2023</p>", "").unwrap().0, "2023-07-26");
}

#[test]
fn dates_that_are_not_of_publication_leave_it_absent() {
    for (head, below) in [
        ("", ""),
        ("", "<p>Diperbarui 27 Juli 2023, 08:00 WIB</p>"),
        ("", "<p>Jembatan itu retak pada Selasa, 25 Juli 2023, pukul 07.00 WIB.</p>"),
        ("", "<div class=related-news><span>Selasa, 25 Juli 2023 07:00 WIB</span></div>"),
        ("", "<ul><li>Selasa, 25 Juli 2023 07:00 WIB: gempa lain</li></ul>"),
        ("", "<figcaption>Jembatan rusak, 25 Juli 2023</figcaption>"),
        (r#"<meta property="article:published_time" content="1970-01-01T00:00:00+00:00">"#, ""),
        (r#"<meta property="og:updated_time" content="2023-07-27T08:00:00+07:00">"#, ""),
    ] {
        assert_eq!(published(head, "", below, SIDEBAR), None, "{head}{below}");
    }
}

#[test]
fn feeds_and_indexes_are_no_articles() {
    let feed = "<?xml version=\"1.0\"?><rss><channel><title>Harian</title></channel></rss>";
    assert_eq!(read(feed).unwrap_err().reason(), "a feed (RSS or Atom), no page");
    let teasers =
        "<h2><a href=/read/1>Menteri tinjau jembatan rusak di Cianjur yang retak akibat gempa pekan lalu</a></h2>".repeat(30);
    let index = format!("<html><head><title>Indeks</title></head><body><div>{teasers}</div></body></html>");
    assert!(read(&index).unwrap_err().reason().contains("looks like an index"));
    let front = page("<link rel=canonical href='https://contoh.id/'>", "", "", "");
    assert!(read(&front).unwrap_err().reason().contains("looks like an index"));
}

#[test]
fn the_declared_encoding_counts_where_the_bytes_are_not_utf_8() {
    for head in ["<meta charset=ISO-8859-1>", "<META http-equiv=Content-Type content=\"text/html; charset = 'windows-1252'\">"] {
        assert_eq!(encoding(&[head.as_bytes(), b"Jum\x92at"].concat()), WINDOWS_1252, "{head}");
        // Declared long ago, in UTF-8 by now.
        assert_eq!(encoding(&[head.as_bytes(), "Jum’at".as_bytes()].concat()), UTF_8, "{head}");
    }
    assert_eq!(encoding(b"<html>Jum\x92at"), UTF_8);
}

#[test]
fn a_page_may_be_deep_but_not_without_end() {
    let nested = |depth: usize| format!("<html><body>{}{STORY}{}</body></html>", "<div>".repeat(depth), "</div>".repeat(depth));
    assert!(read(&nested(400)).unwrap().text.starts_with("JAKARTA"));
    assert!(read(&nested(1000)).unwrap_err().reason().contains("500 deep"));
}
