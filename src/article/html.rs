//! A saved page: its main text, and what it declares of itself.

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8};

use super::{Article, DctSource, Published};

/// How far into a page HTML lets its encoding be declared, in bytes.
const DECLARED_WITHIN: usize = 1024;

/// The encoding that a page declares; UTF-8 where it declares none that is known.
pub(super) fn declared_encoding(page: &[u8]) -> &'static Encoding {
    let head = page[..page.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let Some(at) = memchr::memmem::find(&head, b"charset=") else { return UTF_8 };
    let label = head[at + b"charset=".len()..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte)).unwrap_or(label.len());
    Encoding::for_label(&label[..end]).unwrap_or(UTF_8)
}

/// The article of a page. Its text is a new string, in which all offsets count; empty where the page holds no article.
pub(super) fn read(page: &str) -> Article {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let Ok(parsed) = Readability::new(page, None, Some(config)).and_then(|mut readability| readability.parse()) else {
        return Article::default();
    };
    Article {
        publisher: parsed.site_name,
        url: parsed.url,
        title: Some(parsed.title),
        published: parsed.published_time.and_then(|written| Published::parse(&written, DctSource::Metadata)),
        text: parsed.text_content.to_string(),
        ..Article::default()
    }
}
