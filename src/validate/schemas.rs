//! The schemas of what the program reads and writes, made from the types themselves.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Value, json};

use super::column::{Form, TABLE};

/// A schema by name.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// What `linimasa schema` calls it.
    pub name: &'static str,
    /// Its file under `schemas/`.
    pub file: &'static str,
    /// What it describes.
    pub about: &'static str,
    make: fn() -> Value,
}

impl Named {
    /// The schema as JSON, indented.
    pub fn text(&self) -> String {
        format!("{:#}\n", (self.make)())
    }
}

const fn named(name: &'static str, file: &'static str, about: &'static str, make: fn() -> Value) -> Named {
    Named { name, file, about, make }
}

/// All schemas.
pub const ALL: &[Named] = &[
    named("timeline", "timeline.schema.json", "a row of a timeline in JSON and JSON Lines", timeline),
    named("annotation", "annotation.schema.json", "an article's line in `annotate --format jsonl`", annotation),
    named("diff", "diff.schema.json", "a fact's line in `diff --format jsonl`", diff),
    named("article", "article.schema.json", "an article in JSON and JSON Lines, as it is read", article),
    named("table", "timeline.tableschema.json", "Frictionless Table Schema of a timeline in CSV", table),
    named("csvw", "timeline.csvw.json", "CSVW metadata of a timeline in CSV", csvw),
];

fn titled(mut schema: schemars::Schema, name: &str, title: &str) -> Value {
    let id = format!("{}/schemas/{name}.schema.json", env!("CARGO_PKG_REPOSITORY"));
    schema.insert("$id".to_owned(), json!(id));
    schema.insert("title".to_owned(), json!(title));
    schema.to_value()
}

/// Draft 2020-12, of what is written: what is always there is required.
fn written() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

fn timeline() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    titled(generator.into_root_schema_for::<crate::timeline::nested::Row>(), "timeline", "A row of a timeline")
}

fn annotation() -> Value {
    titled(written().into_root_schema_for::<crate::emit::annotation::Out>(), "annotation", "What was found in one article")
}

fn diff() -> Value {
    titled(written().into_root_schema_for::<crate::emit::diff::Out>(), "diff", "A fact and what the sources say of it")
}

fn article() -> Value {
    titled(crate::article::schema(SchemaSettings::draft2020_12().into_generator()), "article", "An article")
}

/// A pattern for the forms that a type of Table Schema does not cover.
fn pattern(form: Form) -> Option<&'static str> {
    match form {
        Form::Id => Some("^[0-9a-f]{16}$"),
        Form::Hash => Some("^[0-9a-f]{64}$"),
        Form::Moment => Some(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$"),
        Form::Quantities => Some(r"^-?\d+(\.\d+)?(/-?\d+(\.\d+)?)? [^;]+(;-?\d+(\.\d+)?(/-?\d+(\.\d+)?)? [^;]+)*$"),
        Form::Url => Some("^https?://[^ ]+$"),
        _ => None,
    }
}

/// The Frictionless Table Schema of the CSV.
pub fn table() -> Value {
    let fields: Vec<Value> = TABLE
        .iter()
        .map(|column| {
            let kind = match column.form {
                Form::Number(_) => "integer",
                Form::Day => "date",
                _ => "string",
            };
            let mut constraints = serde_json::Map::new();
            if column.required {
                constraints.insert("required".into(), json!(true));
            }
            match column.form {
                Form::OneOf(words) => drop(constraints.insert("enum".into(), json!(words))),
                Form::Number(least) => drop(constraints.insert("minimum".into(), json!(least))),
                Form::Context(most) => drop(constraints.insert("maxLength".into(), json!(most))),
                form => drop(pattern(form).map(|pattern| constraints.insert("pattern".into(), json!(pattern)))),
            }
            if column.form == Form::Id {
                constraints.insert("unique".into(), json!(true));
            }
            json!({"name": column.name, "type": kind, "description": column.about, "constraints": constraints})
        })
        .collect();
    json!({"fields": fields, "missingValues": [""], "primaryKey": ["id"]})
}

/// CSVW metadata (W3C, 2015) of the CSV.
fn csvw() -> Value {
    let columns: Vec<Value> = TABLE
        .iter()
        .map(|column| {
            let datatype = match column.form {
                Form::Number(least) => json!({"base": "nonNegativeInteger", "minimum": least}),
                Form::Day => json!("date"),
                Form::Url => json!("anyURI"),
                Form::OneOf(words) => json!({"base": "string", "format": format!("({})", words.join("|"))}),
                Form::Context(most) => json!({"base": "string", "maxLength": most}),
                form => pattern(form).map_or(json!("string"), |pattern| json!({"base": "string", "format": pattern.trim_matches(['^', '$'])})),
            };
            json!({"name": column.name, "titles": column.name, "dc:description": column.about, "datatype": datatype, "required": column.required})
        })
        .collect();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "timeline.csv",
        "dialect": {"delimiter": ",", "header": true, "encoding": "utf-8"},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    })
}
