//! A schema of the user's own on top: JSON Schema as it is, a Frictionless Table Schema turned into one.

use serde_json::{Map, Value, json};

use super::column::{Form, TABLE};
use super::report::Tally;
use super::row::{Place, shortened};
use super::scan::{RawRow, unescape};
use super::table::Header;
use crate::diagnostic::Code;
use crate::error::Error;

/// A schema that rows are held against.
#[derive(Debug)]
pub struct Schema {
    validator: jsonschema::Validator,
    /// Names of fields that the schema types as numbers or truth values, for the cells of CSV.
    typed: Vec<(String, Kind)>,
    missing: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Integer,
    Number,
    Boolean,
}

impl Schema {
    /// Reads a JSON Schema or a Table Schema (an object with `fields`; also that of a data package's first resource).
    ///
    /// `name` is what an error calls it. Nothing is ever fetched: a reference to another document is an error.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| Error::new(format!("not JSON: {error}")).at(name).on_line(error.line()))?;
        let table = [&value, &value["resources"][0]["schema"]].into_iter().find(|value| value["fields"].is_array());
        let (schema, missing) = match table {
            Some(table) => {
                // Version 2 writes `{"value": "-", "label": "not known"}`, too.
                let text = |value: &Value| value.as_str().or_else(|| value["value"].as_str()).map(str::to_owned);
                let missing = table["missingValues"]
                    .as_array()
                    .map_or_else(|| vec![String::new()], |values| values.iter().filter_map(text).collect());
                (from_table(table).map_err(|reason| Error::new(reason).at(name))?, missing)
            }
            None => (value, vec![String::new()]),
        };
        let typed =
            schema["properties"].as_object().into_iter().flatten().filter_map(|(name, field)| Some((name.clone(), kind(field)?)));
        let typed = typed.collect();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).map_err(|error| {
            Error::new(format!("no usable schema: {error}")).at(name).help("give a JSON Schema (draft 2020-12) or a Table Schema")
        })?;
        Ok(Self { validator, typed, missing })
    }

    /// Holds a row of CSV against the schema: one object, its columns by name.
    pub(super) fn check_cells(&self, header: &Header, raw: &RawRow, text: &str, place: &Place, tally: &mut Tally) {
        let start = place.range.0;
        let mut object = Map::new();
        for (name, cell) in header.names.iter().zip(&raw.cells) {
            let mut value = String::new();
            unescape(&text[cell.start - start..cell.end - start], &mut value);
            if !self.missing.contains(&value) {
                object.insert(name.clone(), self.typed_value(name, value));
            }
        }
        for error in self.validator.iter_errors(&Value::Object(object)) {
            let path = error.instance_path().to_string();
            let name = path.split('/').nth(1).unwrap_or("").to_owned();
            let index = header.names.iter().position(|own| *own == name);
            let range = index.map_or((start, start), |index| (raw.cells[index].start, raw.cells[index].end));
            report(tally, place, range, (!name.is_empty()).then_some(&name), &error);
        }
    }

    /// Holds a row of JSON against the schema; `find` gives the place of a path (`date/first`) in the row.
    pub(super) fn check_object(&self, row: &Value, place: &Place, find: &dyn Fn(&str) -> (usize, usize), tally: &mut Tally) {
        for error in self.validator.iter_errors(row) {
            let path = error.instance_path().to_string().trim_start_matches('/').replace('/', ".");
            let range = find(&path);
            report(tally, place, range, (!path.is_empty()).then_some(&path), &error);
        }
    }

    fn typed_value(&self, name: &str, value: String) -> Value {
        let own = TABLE.iter().find(|column| column.name == name).is_some_and(|column| matches!(column.form, Form::Number(_)));
        let kind = self.typed.iter().find(|(own, _)| own == name).map(|(_, kind)| *kind).or(own.then_some(Kind::Integer));
        let typed = match kind {
            Some(Kind::Integer) => value.parse::<i64>().ok().map(Value::from),
            Some(Kind::Number) => value.parse::<f64>().ok().map(Value::from),
            Some(Kind::Boolean) => match value.as_str() {
                "true" | "True" | "TRUE" | "1" => Some(Value::Bool(true)),
                "false" | "False" | "FALSE" | "0" => Some(Value::Bool(false)),
                _ => None,
            },
            None => None,
        };
        typed.unwrap_or(Value::String(value))
    }
}

fn kind(field: &Value) -> Option<Kind> {
    match field["type"].as_str()? {
        "integer" => Some(Kind::Integer),
        "number" => Some(Kind::Number),
        "boolean" => Some(Kind::Boolean),
        _ => None,
    }
}

fn report(tally: &mut Tally, place: &Place, range: (usize, usize), name: Option<&str>, error: &jsonschema::ValidationError) {
    tally.add(Code::UserSchema, name.map(|name| name.to_owned().into()), || {
        let value = match error.instance().as_ref() {
            Value::String(text) => text.clone(),
            Value::Object(_) | Value::Array(_) => String::new(),
            other => other.to_string(),
        };
        let right = format!("what your schema asks at {}", error.schema_path());
        place.finding(Code::UserSchema, name, range, &shortened(&value), shortened(&error.to_string()), right)
    });
}

/// What a Table Schema, its fields and their constraints may hold here: what is checked, and what says nothing of the data.
/// Anything else is refused, since a rule that is passed over in silence would pass for kept.
const OF_TABLE: &[&str] = &[
    "$schema",
    "name",
    "title",
    "description",
    "fields",
    "missingValues",
    "primaryKey",
    "uniqueKeys",
    "foreignKeys",
    "fieldsMatch",
];
const OF_FIELD: &[&str] = &["name", "title", "description", "example", "examples", "rdfType", "type", "format", "constraints"];
const CONSTRAINTS: &[&str] = &[
    "required",
    "unique",
    "pattern",
    "enum",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

fn only(object: &Value, known: &[&str], of: &str) -> Result<(), String> {
    match object.as_object().into_iter().flatten().find(|(key, _)| !known.contains(&key.as_str())) {
        Some((key, _)) => Err(format!("{of}: `{key}` is not checked here; known are {}", known.join(", "))),
        None => Ok(()),
    }
}

/// Whether a list of names, or a single one, names nothing but `id`, which is unique in every timeline.
fn id_alone(names: &Value) -> bool {
    let id = json!("id");
    *names == id || names.as_array().is_some_and(|names| names.iter().all(|name| *name == id))
}

/// The JSON Schema that says the same of an object as the Table Schema says of a row.
fn from_table(table: &Value) -> Result<Value, String> {
    only(table, OF_TABLE, "the Table Schema")?;
    if table.get("primaryKey").is_some_and(|key| !id_alone(key)) {
        return Err("`primaryKey`: rows are told apart by `id` alone here".to_owned());
    }
    if table["uniqueKeys"].as_array().is_some_and(|keys| !keys.iter().all(id_alone)) {
        return Err("`uniqueKeys`: only `id` is checked here".to_owned());
    }
    if table["foreignKeys"].as_array().is_some_and(|keys| !keys.is_empty()) {
        return Err("`foreignKeys` point into other tables, which are not read here".to_owned());
    }
    if table.get("fieldsMatch").is_some_and(|kind| kind.as_str().or_else(|| kind[0].as_str()) != Some("partial")) {
        return Err("`fieldsMatch`: columns are not counted here, only `partial` is checked; use `required`".to_owned());
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in table["fields"].as_array().into_iter().flatten() {
        let name = field["name"].as_str().ok_or("a field of the Table Schema has no `name`")?;
        only(field, OF_FIELD, &format!("field `{name}`"))?;
        only(&field["constraints"], CONSTRAINTS, &format!("constraints of field `{name}`"))?;
        let rules = rules(name, field)?;
        if field["constraints"]["required"] == json!(true) {
            required.push(name);
        }
        if properties.insert(name.to_owned(), Value::Object(rules)).is_some() {
            return Err(format!("field `{name}` stands twice"));
        }
    }
    Ok(json!({"type": "object", "properties": properties, "required": required}))
}

/// What JSON Schema says of a field.
fn rules(name: &str, field: &Value) -> Result<Map<String, Value>, String> {
    let refused = |what: String| Err(format!("field `{name}`: {what}"));
    let kind = field["type"].as_str().unwrap_or("string");
    let mut rules = Map::new();
    match (kind, field["format"].as_str().filter(|format| *format != "default")) {
        ("string", Some(format @ ("email" | "uri" | "uuid"))) => drop(rules.insert("format".into(), json!(format))),
        (_, Some(format)) => {
            return refused(format!("format `{format}` of type `{kind}` is not known here; use `string` with a `pattern`"));
        }
        ("any", None) => {}
        ("integer" | "number" | "boolean" | "string", None) => drop(rules.insert("type".into(), json!(kind))),
        ("date", None) => drop(rules.insert("format".into(), json!("date"))),
        ("datetime", None) => drop(rules.insert("format".into(), json!("date-time"))),
        ("time", None) => drop(rules.insert("format".into(), json!("time"))),
        ("year", None) => drop(rules.insert("pattern".into(), json!("^-?[0-9]{4}$"))),
        ("yearmonth", None) => drop(rules.insert("pattern".into(), json!("^[0-9]{4}-(0[1-9]|1[0-2])$"))),
        (other, None) => return refused(format!("type `{other}` is not known here; use `string` with a `pattern`")),
    }
    let numeric = matches!(kind, "integer" | "number");
    for (constraint, value) in field["constraints"].as_object().into_iter().flatten() {
        let rule = match (constraint.as_str(), value) {
            ("required", Value::Bool(_)) | ("unique", Value::Bool(false)) => continue,
            ("unique", Value::Bool(true)) if name == "id" => continue,
            ("unique", Value::Bool(true)) => return refused("`unique` is checked for `id` alone".to_owned()),
            ("pattern", Value::String(pattern)) if kind == "string" => json!(format!("^(?:{pattern})$")),
            ("pattern", Value::String(_)) => return refused("a `pattern` needs type `string`".to_owned()),
            ("minLength" | "maxLength", Value::Number(_)) if kind == "string" => value.clone(),
            ("minLength" | "maxLength", _) => return refused(format!("`{constraint}` is a number, for type `string`")),
            ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) if numeric => value.clone(),
            ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", _) => {
                return refused(format!("`{constraint}` is a number, for numbers alone, here"));
            }
            ("enum", Value::Array(values))
                if values.iter().all(|value| value.is_number() == numeric && value.is_boolean() == (kind == "boolean")) =>
            {
                value.clone()
            }
            ("enum", _) => return refused(format!("`enum` is a list of values of type `{kind}`")),
            _ => return refused(format!("`{constraint}` is {value}, which says nothing")),
        };
        rules.insert(constraint.clone(), rule);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::super::{Form, Options, Validator};
    use super::*;

    fn found(schema: &str, csv: &str) -> Vec<String> {
        let schema = Schema::parse("own.json", schema).unwrap();
        let options = Options { schema: Some(&schema), ..Options::default() };
        let report = Validator::new().unwrap().check("a.csv", Form::Csv, &mut csv.as_bytes(), &options).unwrap();
        let own = report.findings.iter().filter(|finding| finding.code == Code::UserSchema);
        own.map(|finding| format!("{} {:?} {}", finding.line, finding.column.as_deref().unwrap_or(""), finding.wrong)).collect()
    }

    #[test]
    fn a_json_schema_sees_typed_cells() {
        let schema = r#"{"properties": {"publisher": {"enum": ["Kabar"]}, "line": {"maximum": 9}}, "required": ["title"]}"#;
        assert_eq!(
            found(schema, "publisher,line,title\nKabar,3,x\nWarta,12,\n"),
            [
                "3 \"\" \"title\" is a required property",
                "3 \"publisher\" \"Warta\" is not one of \"Kabar\"",
                "3 \"line\" 12 is greater than the maximum of 9",
            ]
        );
    }

    #[test]
    fn a_table_schema_is_held_too() {
        let schema = r#"{"fields": [{"name": "nilai", "type": "number", "constraints": {"minimum": 1, "required": true}},
            {"name": "hari", "type": "date"}, {"name": "id", "constraints": {"pattern": "[a-f]+"}}], "missingValues": ["", "-"]}"#;
        assert_eq!(
            found(schema, "id,nilai,hari\nab,2.5,2023-07-27\nag,0.5,27/7\na,-,-\nb,x,-\n"),
            [
                "3 \"id\" \"ag\" does not match \"^(?:[a-f]+)$\"",
                "3 \"nilai\" 0.5 is less than the minimum of 1",
                "3 \"hari\" \"27/7\" is not a \"date\"",
                "4 \"\" \"nilai\" is a required property",
                "5 \"nilai\" \"x\" is not of type \"number\"",
            ]
        );
    }

    #[test]
    fn what_cannot_be_checked_is_refused() {
        for (schema, reason) in [
            ("{", "not JSON"),
            (r#"{"type": "nonsense"}"#, "no usable schema"),
            (r#"{"fields": [{"name": "a", "type": "geopoint"}]}"#, "`geopoint` is not known"),
            (r#"{"$ref": "https://example.org/x.json"}"#, "no usable schema"),
            (r#"{"properties": {"id": {"$ref": "file:///etc/hosts"}}}"#, "no usable schema"),
            (r#"{"fields": [{"name": "a", "type": "date", "format": "%d/%m/%Y"}]}"#, "format `%d/%m/%Y` of type `date`"),
            (r#"{"fields": [{"name": "a", "type": "number", "decimalChar": ","}]}"#, "`decimalChar` is not checked"),
            (r#"{"fields": [{"name": "a", "constraints": {"jsonSchema": {}}}]}"#, "`jsonSchema` is not checked"),
            (r#"{"fields": [{"name": "a", "constraints": {"unique": true}}]}"#, "`unique` is checked for `id` alone"),
            (r#"{"fields": [{"name": "a", "type": "date", "constraints": {"minimum": "2020-01-01"}}]}"#, "for numbers alone"),
            (r#"{"fields": [{"name": "a", "type": "integer", "constraints": {"enum": ["1"]}}]}"#, "of type `integer`"),
            (r#"{"fields": [{"name": "a", "constraints": {"required": "yes"}}]}"#, "says nothing"),
            (r#"{"fields": [{"name": "a"}], "primaryKey": "a"}"#, "by `id` alone"),
            (r#"{"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a"}]}"#, "not read here"),
            (r#"{"fields": [{"name": "a"}], "fieldsMatch": ["exact"]}"#, "columns are not counted"),
        ] {
            let error = Schema::parse("own.json", schema).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
