//! An article and what is known of it before anything is read in it.

pub mod decode;
pub mod form;
mod html;
pub mod input;
mod json;
mod pieces;
mod published;
pub mod read;

pub(crate) use json::schema;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::named::named_in_outputs;

/// One news article. Its text is never changed: every span and every citation counts in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Its name in everything that is written: given, or the path it came from (in JSON Lines with `#` and the line).
    pub id: String,
    /// The outlet.
    pub publisher: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// Its headline, where that is not part of the text.
    pub title: Option<String>,
    /// When it was published, where the metadata says so.
    pub published: Option<Published>,
    /// The text, as found.
    pub text: String,
}

/// A publication date as the metadata give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day as written, in its own offset: what relative expressions are counted from.
    pub date: NaiveDate,
    /// The instant, where a clock time stood too.
    pub instant: Option<DateTime<FixedOffset>>,
    /// Where it was found.
    pub from: DctSource,
}

named_in_outputs! {
    /// Where the document creation time comes from, strongest first.
    #[derive(PartialOrd, Ord)]
    pub enum DctSource {
        /// The article's metadata.
        Metadata = "metadata",
        /// A byline or dateline in the text.
        Dateline = "dateline",
        /// A date in the URL or in an image path.
        Url = "url",
        /// The command line, or the caller.
        User = "user",
        /// The date that the article gives for its own reporting.
        Text = "text",
    }
}

impl Published {
    /// The publication date as the outputs write it: RFC 3339 where the instant is known, else the ISO date.
    pub fn written(&self) -> String {
        self.instant.map_or_else(|| self.date.to_string(), |instant| instant.to_rfc3339())
    }
}
