//! Schemas of what is written, made from the model's own types: JSON Schema (2020-12) of JSON and of JSON Lines, Table Schema
//! (Data Package v2) of the tables.
//!
//! Types, nullability and descriptions are those of the model; here is only what holds for all of it, and what the two kinds
//! of records have apart. Not for checking documents: that is for any program that knows JSON Schema.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema as Tree};
use serde_json::{Value, json};

use super::fields::tables;
use super::jsonl::RecordLine;
use crate::record::{Indicator, Objective, Report, SCHEMA_VERSION};

/// What a schema can be had of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schema {
    /// A report's document.
    Json,
    /// A line of JSON Lines.
    Jsonl,
    /// The tables.
    Table,
}

impl Schema {
    /// Every schema.
    pub const ALL: [Self; 3] = [Self::Json, Self::Jsonl, Self::Table];

    /// The name of what it describes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Table => "table",
        }
    }

    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Json => "report.schema.json",
            Self::Jsonl => "line.schema.json",
            Self::Table => "tables.json",
        }
    }

    /// Its identifier, which changes with the version of the model.
    fn id(self) -> String {
        format!("urn:bilan:schema:{}:{SCHEMA_VERSION}", self.name())
    }

    /// The schema as text.
    ///
    /// # Errors
    /// None that a caller could mend: only what the JSON writer may say.
    pub fn text(self) -> serde_json::Result<String> {
        let tree = match self {
            Self::Json => document(),
            Self::Jsonl => line(),
            Self::Table => {
                let schemas = tables().iter().map(|table| (table.table.name().to_owned(), table.schema()));
                Value::Object(schemas.collect())
            }
        };
        serde_json::to_string_pretty(&tree).map(|text| text + "\n")
    }
}

/// What the two kinds of records have apart.
struct RecordKind {
    /// The list of the document that they stand in, which a line names as its `kind`.
    list: &'static str,
    name: &'static str,
    description: &'static str,
    /// How an id begins.
    id: &'static str,
    /// The schema of what records of this kind alone have.
    own: fn() -> Value,
}

const KINDS: [RecordKind; 2] = [
    RecordKind {
        list: "objectives",
        name: "Objective",
        description: "One operational objective, as the objectives table reports it.",
        id: "^o:",
        own: schema_of::<Objective>,
    },
    RecordKind {
        list: "indicators",
        name: "Indicator",
        description: "One key performance indicator, as the indicators table reports it.",
        id: "^k:",
        own: schema_of::<Indicator>,
    },
];

impl RecordKind {
    /// The schema of records of this kind, from that of all records.
    fn of(&self, records: &Value) -> Value {
        let own = (self.own)();
        let (mut properties, mut required) = (records["properties"].clone(), records["required"].clone());
        if let (Some(properties), Some(own)) = (properties.as_object_mut(), own["properties"].as_object()) {
            properties["id"]["pattern"] = self.id.into();
            properties.extend(own.clone());
        }
        if let (Some(required), Some(own)) = (required.as_array_mut(), own["required"].as_array()) {
            required.extend(own.iter().cloned());
        }
        json!({
            "type": records["type"],
            "description": self.description,
            "properties": properties,
            "required": required,
            "additionalProperties": records["additionalProperties"],
        })
    }

    fn reference(&self) -> Value {
        json!({ "$ref": format!("#/$defs/{}", self.name) })
    }
}

/// The schema of a report's document.
pub(super) fn document() -> Value {
    let mut tree = schema_of::<Report>();
    let records = tree["$defs"]["Record"].take();
    for kind in KINDS {
        tree["$defs"][kind.name] = kind.of(&records);
        tree["properties"][kind.list]["items"] = kind.reference();
    }
    tree["$id"] = Schema::Json.id().into();
    without(tree, "Record")
}

/// The schema of a line of JSON Lines.
fn line() -> Value {
    let mut lines = schema_of::<RecordLine<'_>>();
    let mut definitions = lines["$defs"].take();
    for kind in KINDS {
        let mut own = kind.of(&lines);
        own["properties"]["kind"] =
            json!({ "const": kind.list, "description": lines["properties"]["kind"]["description"] });
        definitions[kind.name] = own;
    }
    let tree = json!({
        "$schema": lines["$schema"],
        "$id": Schema::Jsonl.id(),
        "title": lines["title"],
        "description": lines["description"],
        "oneOf": KINDS.map(|kind| kind.reference()),
        "$defs": definitions,
    });
    without(tree, "Kind")
}

/// The schema of what a type is written as, with what holds for the whole model.
fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut tree = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(rule).transform(&mut tree);
    tree.to_value()
}

/// What the model's types do not say of themselves, for one of them.
fn rule(tree: &mut Tree) {
    if tree.get("properties").is_some() && tree.get("additionalProperties").is_none() {
        tree.insert("additionalProperties".to_owned(), false.into());
    }
    // a value that is absent is null, and never an empty string
    if tree.get("type") == Some(&json!(["string", "null"])) {
        tree.insert("minLength".to_owned(), 1.into());
    }
    // names of number types, which JSON Schema does not know
    if tree.get("format").is_some_and(|format| format != "date") {
        tree.remove("format");
    }
    if let Some(Value::String(description)) = tree.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

/// The schema without a definition that nothing refers to any more.
fn without(mut tree: Value, definition: &str) -> Value {
    if let Some(definitions) = tree["$defs"].as_object_mut() {
        definitions.retain(|name, _| name != definition);
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, Options, sample};

    fn validator(schema: Schema) -> jsonschema::Validator {
        let schema = serde_json::from_str(&schema.text().unwrap()).unwrap();
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    }

    fn sample() -> Value {
        serde_json::to_value(sample::report()).unwrap()
    }

    /// The sample's lines: an objective and an indicator.
    fn lines() -> [Value; 2] {
        let documents = Format::Jsonl.render(&sample::report(), &Options::default()).unwrap();
        let text = std::str::from_utf8(&documents[0].bytes).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines.try_into().unwrap()
    }

    #[test]
    fn what_is_written_is_valid() {
        let (document, line) = (validator(Schema::Json), validator(Schema::Jsonl));
        let errors =
            |found: &Value| document.iter_errors(found).map(|error| error.to_string()).collect::<Vec<_>>();
        assert_eq!(errors(&sample()), Vec::<String>::new());
        for text in lines() {
            assert!(line.is_valid(&text), "{text}");
        }
    }

    /// What is done to a document that was right.
    type Change = fn(&mut Value);

    #[test]
    fn a_document_that_the_model_does_not_allow_is_not_valid() {
        let validator = validator(Schema::Json);
        let changes: [(&str, Change); 27] = [
            ("a version", |it| it["schema_version"] = "0.9".into()),
            ("a key", |it| it["more"] = 1.into()),
            ("a key of a record", |it| it["objectives"][0]["more"] = 1.into()),
            ("a key of a text", |it| it["objectives"][0]["description"]["de"] = Value::Null),
            ("a lost key", |it| drop(it["objectives"][0].as_object_mut().unwrap().remove("theme"))),
            ("a lost key of one kind", |it| {
                drop(it["objectives"][0].as_object_mut().unwrap().remove("actions"))
            }),
            ("a lost key of the other", |it| {
                drop(it["indicators"][0].as_object_mut().unwrap().remove("kpi"))
            }),
            ("a key of the other kind", |it| {
                it["objectives"][0]["weight"] = json!({"raw": null, "value": null})
            }),
            ("null for a list", |it| it["objectives"][0]["budget_refs"] = Value::Null),
            ("null for a text pair", |it| it["objectives"][0]["description"] = Value::Null),
            ("an empty text", |it| it["objectives"][0]["description"]["fr"] = "".into()),
            ("a placeholder of another field", |it| {
                it["objectives"][0]["printed"] = json!({"year": {"fr": "pa", "nl": null}});
            }),
            ("no placeholder", |it| it["objectives"][0]["printed"] = json!({})),
            ("a status", |it| it["objectives"][0]["status"] = "done".into()),
            ("no status", |it| it["objectives"][0]["status"] = Value::Null),
            ("a reason", |it| it["indicators"][0]["status_reason"] = "lazy".into()),
            ("a number in quotes", |it| it["objectives"][0]["red"]["value"] = "70".into()),
            ("a confidence", |it| it["objectives"][0]["confidence"] = 1.5.into()),
            ("a page", |it| it["objectives"][0]["source"][0]["page"] = 0.into()),
            ("a page of a table", |it| it["entities"][0]["tables"][0]["pages"][0] = 0.into()),
            ("a box", |it| it["objectives"][0]["source"][0]["bbox"] = json!([1, 2, 3])),
            ("an id", |it| it["objectives"][0]["id"] = "k:I.1/1.1".into()),
            ("a digest", |it| it["source"]["sha256"] = "0".into()),
            ("a date", |it| it["report"]["date"] = "2022-13-28".into()),
            ("a code", |it| it["diagnostics"][0]["code"] = "501".into()),
            ("a count", |it| it["coverage"]["glyphs"] = (-1).into()),
            ("a year in quotes", |it| it["report"]["year"] = "2021".into()),
        ];
        for (name, change) in changes {
            let mut document = sample();
            change(&mut document);
            assert!(!validator.is_valid(&document), "{name}");
        }
    }

    #[test]
    fn a_line_is_of_one_kind() {
        let validator = validator(Schema::Jsonl);
        let [objective, indicator] = lines();
        for (line, other) in [(&objective, "indicators"), (&indicator, "objectives")] {
            let mut line = line.clone();
            line["kind"] = other.into();
            assert!(!validator.is_valid(&line), "{other}");
        }
        let mut alone = objective;
        alone.as_object_mut().unwrap().remove("source_file");
        assert!(!validator.is_valid(&alone));
    }

    #[test]
    fn a_schema_of_json_is_known_by_the_version_of_the_model() {
        for (schema, id) in
            [(Schema::Json, "urn:bilan:schema:json:1.1"), (Schema::Jsonl, "urn:bilan:schema:jsonl:1.1")]
        {
            let tree: Value = serde_json::from_str(&schema.text().unwrap()).unwrap();
            assert_eq!(tree["$id"], id);
        }
    }

    #[test]
    fn every_definition_is_referred_to_and_every_key_explained() {
        for schema in [Schema::Json, Schema::Jsonl] {
            let text = schema.text().unwrap();
            let tree: Value = serde_json::from_str(&text).unwrap();
            for (name, definition) in tree["$defs"].as_object().unwrap() {
                assert!(text.contains(&format!("\"#/$defs/{name}\"")), "{name}");
                for (key, property) in definition["properties"].as_object().into_iter().flatten() {
                    assert!(property["description"].is_string(), "{name}: {key}");
                }
            }
        }
    }
}
