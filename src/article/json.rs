//! Articles written as JSON objects.
//!
//! `{"id", "publisher", "url", "title", "published", "text"}`, all but `text` optional or null. Other keys are left alone.

use std::fmt;

use crate::error::Error;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

/// The object as it stands, before anything is made of it.
#[derive(Debug, Default, schemars::JsonSchema)]
#[schemars(rename = "Article")]
pub(super) struct Object {
    /// Its name in everything that is written; without one, the file's path and line.
    #[schemars(extend("type" = ["string", "integer", "null"]))]
    pub(super) id: Option<String>,
    /// The outlet.
    pub(super) publisher: Option<String>,
    /// Where it stood.
    pub(super) url: Option<String>,
    /// The headline, where that is not part of the text.
    pub(super) title: Option<String>,
    /// RFC 3339, RFC 2822, an ISO date, an ISO date and time (then Asia/Jakarta), or a date line as Indonesian sites print it.
    pub(super) published: Option<String>,
    /// The text as found: every offset counts in it.
    #[schemars(required)]
    pub(super) text: Option<String>,
}

/// The schema of an article in JSON.
pub(crate) fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Object>()
}

/// Reads one article.
pub(super) fn one(json: &str) -> Result<Object, Error> {
    serde_json::from_str(json).map_err(|error| fault(&error))
}

/// What a file of JSON holds.
pub(super) enum OneOrMany {
    One(Object),
    /// Each element of an array, or why it is no article.
    Many(Vec<Result<Object, Error>>),
}

/// Reads one article or an array of them.
pub(super) fn one_or_many(json: &str) -> Result<OneOrMany, Error> {
    if !json.trim_ascii_start().starts_with('[') {
        return one(json).map(OneOrMany::One);
    }
    let elements: Vec<&serde_json::value::RawValue> = serde_json::from_str(json).map_err(|error| fault(&error))?;
    Ok(OneOrMany::Many(elements.into_iter().map(|element| one(element.get())).collect()))
}

/// What is wrong, with the column (in bytes, from 1) and, where there is more than one, the line.
fn fault(error: &serde_json::Error) -> Error {
    let whole = error.to_string();
    let what = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
    let (broken, remedy) = if error.is_data() {
        ("not an article", "an article is an object with `text` and, where known, `id`, `publisher`, `url`, `title`, `published`")
    } else {
        ("broken JSON", "an article is one whole object; a file with one article a line is named .jsonl")
    };
    let place = match (error.line(), error.column()) {
        (0, _) | (1, 0) => String::new(),
        (1, column) => format!(" at column {column}"),
        (line, column) => format!(" at line {line}, column {column}"),
    };
    Error::new(format!("{broken}{place}: {what}")).help(remedy)
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// Written out because a derived one takes an array for an object, too.
struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object with the key `text`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut object = Object::default();
        while let Some(key) = map.next_key::<Key>()? {
            let (slot, name) = match key {
                Key::Id => {
                    object.id = map.next_value::<Name>()?.0;
                    continue;
                }
                Key::Publisher => (&mut object.publisher, "publisher"),
                Key::Url => (&mut object.url, "url"),
                Key::Title => (&mut object.title, "title"),
                Key::Published => (&mut object.published, "published"),
                Key::Text => (&mut object.text, "text"),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if slot.is_some() {
                return Err(A::Error::duplicate_field(name));
            }
            *slot = map.next_value()?;
        }
        Ok(object)
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Id,
    Publisher,
    Url,
    Title,
    Published,
    Text,
    #[serde(other)]
    Other,
}

/// An id: a string, or the number that many databases use.
struct Name(Option<String>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameVisitor)
    }
}

struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a whole number as `id`")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(Name(Some(name.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Name, E> {
        Ok(Name(Some(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Name, E> {
        Ok(Name(Some(number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Name, E> {
        Ok(Name(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_there_and_leaves_the_rest_alone() {
        let object = one(r#"{"id": 17, "penulis": {"nama": ["A"]}, "title": null, "text": "Baris satu.\nBaris dua."}"#).unwrap();
        assert_eq!(
            (object.id.as_deref(), object.title, object.text.as_deref()),
            (Some("17"), None, Some("Baris satu.\nBaris dua."))
        );
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (json, message) in [
            (r#"{"text": "a""#, "broken JSON at column 12: EOF while parsing an object"),
            (r#"{"text": 1}"#, "not an article at column 10: invalid type: integer `1`, expected a string"),
            (r#"["id", null]"#, "not an article: invalid type: sequence, expected a JSON object with the key `text`"),
            (r#"{"text": "a", "text": "b"}"#, "not an article at column 20: duplicate field `text`"),
        ] {
            let error = one(json).unwrap_err();
            assert_eq!(error.reason(), message, "{json}");
        }
    }

    #[test]
    fn an_array_holds_good_and_bad() {
        let OneOrMany::Many(read) = one_or_many(r#" [{"text": "a"}, 3, {"text": "b"}]"#).unwrap() else { panic!("an array") };
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    }
}
