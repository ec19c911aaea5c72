//! What a page declares of itself for machines: JSON-LD, `OpenGraph` and other `<meta>`, `<time>`.

use dom_query::{Document, Selection};
use serde_json::Value;

use super::{DctSource, visible};
use crate::article::Published;

/// The declarations of a page.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    /// Whether it says that it is an article: by its JSON-LD, or by `OpenGraph`'s date for articles.
    pub(super) is_article: bool,
    /// Publication dates, the most trustworthy first.
    dates: Vec<Published>,
}

/// The names under which `<meta>` gives the publication date, in `property`, `name` or `itemprop`, lower case.
const DATE_NAMES: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "content_publisheddate",
    "publishdate",
    "publish-date",
    "dtk:publishdate",
    "pubdate",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "article.published",
];

/// The types of schema.org that are one article. `WebPage` is not among them: a front page has a date of publication, too.
const ARTICLE_TYPES: [&str; 9] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
];

pub(super) fn read(document: &Document) -> Declared {
    let json_ld = json_ld(document);
    let meta = |wanted: &str| metas(document).find(|(name, _)| name == wanted).map(|(_, content)| content);
    let json = |pointer: &str| json_ld.as_ref().and_then(|article| article.pointer(pointer)).and_then(Value::as_str);
    let owned = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let canonical = document.select("link[rel=canonical]").iter().find_map(|link| link.attr("href"));
    let title = document.select("head title").iter().next().map(|title| title.text().to_string());

    let mut dates = Vec::new();
    dates.extend(json("/datePublished").and_then(parse));
    for wanted in DATE_NAMES {
        dates.extend(metas(document).filter(|(name, _)| name == wanted).filter_map(|(_, content)| parse(&content)));
    }
    let times = document.select("time[itemprop=datePublished], time[pubdate], time.entry-date, time.published");
    dates.extend(
        times
            .iter()
            .filter(|time| !time.nodes().iter().any(|time| time.ancestors_it(None).any(|part| visible::is_aside(&part))))
            .filter_map(|time| time_element(&time)),
    );

    Declared {
        title: meta("og:title").or_else(|| json("/headline").map(str::to_owned)).or(title).and_then(|title| owned(&title)),
        publisher: [meta("og:site_name").as_deref(), json("/publisher/name"), json("/publisher/0/name")]
            .into_iter()
            .flatten()
            .filter(|name| !name.contains("://"))
            .find_map(owned),
        url: [canonical.as_deref(), meta("og:url").as_deref(), json("/mainEntityOfPage/@id"), json("/url")]
            .into_iter()
            .flatten()
            .find(|url| url.starts_with("http"))
            .and_then(owned),
        is_article: json_ld.is_some() || meta("article:published_time").is_some(),
        dates,
    }
}

impl Declared {
    /// The publication date: the first that is declared, else that of the visible line.
    ///
    /// Many sites declare it in UTC, where an article of five in the morning is one of the day before. Where another
    /// declaration, or the visible line, gives the same instant (or the same digits, their zone forgotten) in a zone of its
    /// own, the day is that one's.
    pub(super) fn published(&self, line: Option<&Published>) -> Option<Published> {
        let first = self.dates.first().or(line)?;
        let Some(instant) = first.instant.filter(|instant| instant.offset().local_minus_utc() == 0) else {
            return Some(first.clone());
        };
        let same = |other: &&Published| {
            other.instant.is_some_and(|other| {
                let apart = (other - instant).abs();
                let digits_apart = (other.naive_local() - instant.naive_local()).abs();
                other.offset().local_minus_utc() != 0 && apart.min(digits_apart) < chrono::TimeDelta::minutes(1)
            })
        };
        self.dates.iter().chain(line).find(same).or(Some(first)).cloned().map(|date| Published { from: first.from, ..date })
    }
}

/// A date that is declared. What lies at the beginning of computer time was never filled in.
fn parse(written: &str) -> Option<Published> {
    let unset = chrono::NaiveDate::from_ymd_opt(1970, 1, 2)?;
    Published::parse(written, DctSource::Metadata).filter(|published| published.date > unset)
}

fn time_element(time: &Selection) -> Option<Published> {
    time.attr("datetime").and_then(|datetime| parse(&datetime)).or_else(|| parse(&time.text()))
}

/// Name (lower case) and content of every `<meta>`.
fn metas(document: &Document) -> impl Iterator<Item = (String, String)> {
    document.select("meta[content]").nodes().to_vec().into_iter().filter_map(|meta| {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|key| meta.attr(key))?;
        Some((name.to_ascii_lowercase(), meta.attr("content")?.to_string()))
    })
}

/// The article that the page's JSON-LD describes, where it describes one. Of several it is the first: lists of other articles
/// stand inside an `ItemList`, into which nobody looks.
fn json_ld(document: &Document) -> Option<Value> {
    document.select(r#"script[type="application/ld+json"]"#).iter().find_map(|script| {
        let text = script.text();
        // Line breaks inside strings are the commonest fault.
        let value = serde_json::from_str(&text).or_else(|_| serde_json::from_str(&text.replace(char::is_control, " ")));
        article_in(value.ok()?)
    })
}

fn article_in(value: Value) -> Option<Value> {
    match value {
        Value::Array(values) => values.into_iter().find_map(article_in),
        Value::Object(mut object) => {
            let is_article = |kind: &Value| kind.as_str().is_some_and(|kind| ARTICLE_TYPES.contains(&kind));
            let own = object.get("@type").is_some_and(|kind| match kind {
                Value::Array(kinds) => kinds.iter().any(is_article),
                kind => is_article(kind),
            });
            if own { Some(Value::Object(object)) } else { article_in(object.remove("@graph")?) }
        }
        _ => None,
    }
}
