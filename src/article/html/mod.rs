//! A saved page: its main text, and what it says of itself.
//!
//! What a page declares for machines comes first (JSON-LD, `OpenGraph`, `<time>`), then what stands between its headline and its
//! text. A sidebar, a list of other articles and the date of a revision are never asked: a wrong publication date makes
//! every `kemarin` of the article wrong, and an absent one says so.

mod declared;
#[cfg(test)]
mod tests;
mod visible;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8};

use super::{Article, DctSource};
use crate::error::Error;

/// How far into a page HTML lets its encoding be declared, in bytes.
const DECLARED_WITHIN: usize = 1024;

/// How deep elements may stand in one another. Browsers stop at about as many; the crates walk the tree by recursion.
const DEEPEST: usize = 500;

/// The encoding of a page. What is valid UTF-8 is UTF-8, whatever the page declares: sites were moved, their old declaration
/// left behind. Otherwise the declaration counts, and without one the page is not readable.
pub(super) fn encoding(page: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(page).is_ok() { UTF_8 } else { declared_encoding(page).unwrap_or(UTF_8) }
}

fn declared_encoding(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset")? + b"charset".len();
    let label = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte)).unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}

/// The article of a page, still without an id. Its text is a new string, in which all offsets count.
pub(super) fn read(page: &str) -> Result<Article, Error> {
    if is_feed(page) {
        return Err(Error::new("a feed (RSS or Atom), no page").help("save the pages of its articles"));
    }
    let document = Document::from(page);
    if is_deeper(&document, DEEPEST) {
        return Err(Error::new(format!("elements stand more than {DEEPEST} deep in one another; no browser makes such a page")));
    }
    let declared = declared::read(&document);
    let headline = visible::headline(&document, declared.title.as_deref());
    let line = headline.as_ref().and_then(visible::Headline::date_line);
    let published = declared.published(line.as_ref());
    let title = headline.map(|headline| headline.text).or(declared.title);
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    visible::drop_lists_of_links(&document);
    let parsed = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    let Ok(parsed) = parsed else { return Err(no_main_text()) };
    if !declared.is_article && (is_index(declared.url.as_deref()) || is_mostly_links(&parsed.content)) {
        return Err(no_main_text());
    }
    Ok(Article {
        publisher: declared.publisher,
        url: declared.url,
        title,
        published,
        text: parsed.text_content.trim().to_owned(),
        ..Article::default()
    })
}

/// Whether an address is that of a front page or of an index: there is neither a number nor a title in it.
fn is_index(url: Option<&str>) -> bool {
    let path = url.and_then(|url| url.split_once("://")?.1.split_once('/')).map(|(_, path)| path);
    url.is_some() && !path.is_some_and(|path| path.contains(|c: char| c.is_ascii_digit()) || path.contains(['-', '_']))
}

fn no_main_text() -> Error {
    Error::new("no article stands out on this page; it looks like an index").help("save the pages of its articles")
}

fn is_deeper(document: &Document, limit: usize) -> bool {
    let mut depth = 0;
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
        } else {
            while node.next_sibling().is_none() {
                let Some(parent) = node.parent() else { return false };
                node = parent;
                depth -= 1;
            }
            let Some(next) = node.next_sibling() else { return false };
            node = next;
        }
        if depth > limit {
            return true;
        }
    }
}

fn is_feed(page: &str) -> bool {
    let head: String = page.chars().take(1000).collect::<String>().to_ascii_lowercase();
    !head.contains("<html") && (head.contains("<rss") || head.contains("<feed"))
}

/// Whether more than half of the text of a piece of HTML stands in links.
fn is_mostly_links(content: &str) -> bool {
    let content = Document::fragment(content);
    let linked: usize = content.select("a").iter().map(|link| visible::length(&link.text())).sum();
    linked * 2 > visible::length(&content.text())
}
