//! What the columns of the tables hold: types, constraints and descriptions, as the model's own schema has them.
//!
//! A column only says where its values stand in the report's document; all else follows from there, so that it is said once,
//! in the model. Not for values: those are `columns`'.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::columns::{LIST, Table, TableColumns, TableRow, TableUser};
use super::labels::{self, Lang, heading, in_language};
use super::schema;
use crate::language::{Bilingual, Language};

/// What the values of a column are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Type {
    Text,
    Integer,
    Number,
    Boolean,
    /// One of a few names.
    Choice(Vec<String>),
    /// A list of one of the simple types.
    List(Box<Type>),
    /// What has a structure of its own, as JSON.
    /// An array or an object, as JSON Schema names it.
    Json(&'static str),
}

/// A column, and what is known of its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Type,
    /// The name but for the language, and that language.
    stem: String,
    language: Option<Language>,
    /// What the model says of the place, from the outermost key to the innermost.
    pub(super) description: String,
    /// The same in French and Dutch.
    translated: Bilingual<String>,
    /// Whether every row has a value.
    required: bool,
    /// What else JSON Schema and Table Schema say in the same words: bounds and patterns.
    constraints: Map<String, Value>,
}

/// A table, and what is known of its columns.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) table: Table,
    pub(super) fields: Vec<Field>,
}

/// All tables, in their order.
pub(super) fn tables() -> &'static [Described; 4] {
    static TABLES: LazyLock<[Described; 4]> = LazyLock::new(|| {
        let document = schema::document();
        Table::ALL.map(|table| Described { table, fields: table.give(&[], Describing(&document)) })
    });
    &TABLES
}

/// The columns of a table.
pub(super) fn of(table: Table) -> &'static [Field] {
    tables().iter().find(|described| described.table == table).map_or(&[], |described| &described.fields)
}

/// Looks up columns in the schema of the document.
struct Describing<'s>(&'s Value);

impl TableUser for Describing<'_> {
    type Output = Vec<Field>;

    fn take<'r, T: 'r>(self, columns: TableColumns<'r, T>, _: Vec<TableRow<'r, T>>) -> Self::Output {
        let fields = columns.list.iter().map(|column| {
            let SchemaPlace { kind, description, required, constraints } =
                SchemaPlace::of(&column.path, self.0);
            Field {
                name: column.name(),
                stem: column.stem.clone(),
                language: column.language,
                description,
                translated: Bilingual::new(Language::Fr, Language::Nl)
                    .map(|language| translated(&column.path, language)),
                // an empty list is an empty cell
                required: required && !matches!(kind, Type::List(_)),
                kind,
                constraints,
            }
        });
        fields.collect()
    }
}

impl Described {
    /// The Table Schema (Data Package v2).
    pub(super) fn schema(&self) -> Value {
        let mut schema = json!({
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": self.fields.iter().map(Field::descriptor).collect::<Vec<_>>(),
            "missingValues": [""],
        });
        if matches!(self.table, Table::Objectives | Table::Indicators) {
            schema["primaryKey"] = json!(["id"]);
            // an administration has a row for each of its tables, so that these two name it, and no row
            schema["foreignKeys"] = json!([{
                "fields": ["chapter", "entity"],
                "reference": { "resource": Table::Entities.name(), "fields": ["chapter", "entity"] },
            }]);
        }
        schema
    }
}

impl Field {
    fn descriptor(&self) -> Value {
        let mut descriptor = json!({ "name": self.name });
        let own = match &self.kind {
            Type::Text => json!({ "type": "string" }),
            Type::Integer => json!({ "type": "integer" }),
            Type::Number => json!({ "type": "number" }),
            Type::Boolean => json!({ "type": "boolean", "trueValues": ["true"], "falseValues": ["false"] }),
            Type::Choice(names) => {
                json!({ "type": "string", "categories": names, "categoriesOrdered": false })
            }
            Type::List(items) => json!({ "type": "list", "itemType": items.name(), "delimiter": LIST }),
            Type::Json(kind) => json!({ "type": kind }),
        };
        let mut constraints = self.constraints.clone();
        if let Some(Value::String(pattern)) = constraints.get_mut("pattern") {
            *pattern = whole(pattern);
        }
        if let Type::Choice(names) = &self.kind {
            constraints.insert("enum".to_owned(), json!(names));
        }
        if self.required {
            constraints.insert("required".to_owned(), true.into());
        }
        if self.name == "id" {
            constraints.insert("unique".to_owned(), true.into());
        }
        let title = |lang| {
            heading(&self.stem).map(|(_, heading)| in_language(heading.words.say(lang), self.language))
        };
        let said = json!({
            "title": title(Lang::En),
            "title_fr": title(Lang::Fr),
            "title_nl": title(Lang::Nl),
            "description": self.description,
            "description_fr": self.translated.fr,
            "description_nl": self.translated.nl,
        });
        if let Some(descriptor) = descriptor.as_object_mut() {
            for more in [own, said] {
                descriptor.extend(more.as_object().cloned().unwrap_or_default());
            }
            if !constraints.is_empty() {
                descriptor.insert("constraints".to_owned(), Value::Object(constraints));
            }
        }
        descriptor
    }
}

/// What stands at a place, from the outermost key to the innermost, but for the list that a table is made of.
fn translated(path: &str, language: Language) -> String {
    let keys: Vec<&str> = path.split('.').collect();
    let said = (2..=keys.len()).filter_map(|depth| labels::place(&keys[..depth], language));
    said.collect::<Vec<_>>().join(" ")
}

/// A pattern that JSON Schema looks for anywhere in a text, as Table Schema holds it against all of it: its patterns are
/// those of XML Schema, which know no anchors.
fn whole(pattern: &str) -> String {
    let (start, rest) = pattern.strip_prefix('^').map_or((".*", pattern), |rest| ("", rest));
    let (rest, end) = rest.strip_suffix('$').map_or((rest, ".*"), |rest| (rest, ""));
    format!("{start}{rest}{end}")
}

impl Type {
    /// What Table Schema calls it as the item of a list.
    fn name(&self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Text | Self::Choice(_) | Self::List(_) | Self::Json(_) => "string",
        }
    }
}

/// A place in the document, as the schema of the document has it.
struct SchemaPlace {
    kind: Type,
    description: String,
    required: bool,
    constraints: Map<String, Value>,
}

impl SchemaPlace {
    /// The place that keys from the document's root lead to.
    fn of(path: &str, document: &Value) -> Self {
        let (mut schema, mut descriptions, mut required) = (document, Vec::new(), true);
        for (depth, key) in path.split('.').enumerate() {
            // the rows of a table are the items of the list that it is made of; items of further lists may be none
            let (object, nullable) = seen_through(schema, document);
            let (items, is_list) = match &object["items"] {
                Value::Null => (object, false),
                items => (seen_through(items, document).0, true),
            };
            let known = !items["properties"][key].is_null();
            schema = match key {
                "*" => items,
                _ if known => &items["properties"][key],
                _ => &items["additionalProperties"],
            };
            let listed = items["required"].as_array().is_some_and(|keys| keys.iter().any(|one| one == key));
            required &= listed && !nullable && (!is_list || depth == 1);
            if depth > 0 {
                descriptions.extend(schema["description"].as_str());
            }
        }
        let (end, nullable) = seen_through(schema, document);
        let shared = ["minimum", "maximum", "pattern"];
        let constraints = shared.into_iter().filter_map(|key| Some((key.to_owned(), end.get(key)?.clone())));
        Self {
            kind: kind(end, document),
            description: descriptions.join(" "),
            required: required && !nullable,
            constraints: constraints.collect(),
        }
    }
}

fn kind(schema: &Value, document: &Value) -> Type {
    if let Some(choices) = schema["oneOf"].as_array() {
        let names = choices.iter().filter_map(|choice| choice["const"].as_str());
        return Type::Choice(names.map(str::to_owned).collect());
    }
    let is = |name| has_type(schema, name);
    if is("array") {
        match kind(seen_through(&schema["items"], document).0, document) {
            Type::Json(_) => Type::Json("array"),
            items => Type::List(Box::new(items)),
        }
    } else if is("object") {
        Type::Json("object")
    } else if is("integer") {
        Type::Integer
    } else if is("number") {
        Type::Number
    } else if is("boolean") {
        Type::Boolean
    } else {
        Type::Text
    }
}

/// A schema without references and without the choice of null, and whether null was a choice.
fn seen_through<'s>(schema: &'s Value, document: &'s Value) -> (&'s Value, bool) {
    if let Some(name) = schema["$ref"].as_str() {
        let end = name.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        return end.map_or((schema, false), |end| seen_through(end, document));
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let some = choices.iter().find(|choice| choice["type"] != "null");
        return (some.map_or(schema, |some| seen_through(some, document).0), true);
    }
    (schema, has_type(schema, "null"))
}

/// Whether a schema allows values of a type, alone or among others.
fn has_type(schema: &Value, name: &str) -> bool {
    let types = &schema["type"];
    types == name || types.as_array().is_some_and(|types| types.iter().any(|one| one == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths of columns.
    struct Paths;

    impl TableUser for Paths {
        type Output = Vec<String>;

        fn take<'r, T: 'r>(self, columns: TableColumns<'r, T>, _: Vec<TableRow<'r, T>>) -> Self::Output {
            columns.list.into_iter().map(|column| column.path).collect()
        }
    }

    fn field(table: Table, name: &str) -> &'static Field {
        of(table).iter().find(|field| field.name == name).unwrap()
    }

    #[test]
    fn a_column_has_the_type_that_the_model_has() {
        let list = |item| Type::List(Box::new(item));
        for (table, name, kind) in [
            (Table::Objectives, "source_file", Type::Text),
            (Table::Objectives, "year", Type::Integer),
            (Table::Objectives, "strategic_ref", Type::Text),
            (Table::Objectives, "operational_title_nl", Type::Text),
            (Table::Objectives, "budget_refs", list(Type::Text)),
            (Table::Objectives, "red_value", Type::Number),
            (Table::Objectives, "printed_deviation_fr", Type::Text),
            (Table::Objectives, "extra", Type::Json("array")),
            (Table::Diagnostics, "values", Type::Json("object")),
            (Table::Indicators, "weight_value", Type::Number),
            (Table::Indicators, "page_last", Type::Integer),
            (Table::Entities, "tables_nihil", Type::Boolean),
            (Table::Entities, "tables_pages", list(Type::Integer)),
            (Table::Entities, "page_first", Type::Integer),
            (Table::Diagnostics, "bbox", list(Type::Number)),
        ] {
            assert_eq!(field(table, name).kind, kind, "{table:?}: {name}");
        }
        let Type::Choice(names) = field(Table::Indicators, "status_printed_value").kind.clone() else {
            panic!()
        };
        assert_eq!(names, ["realised", "partially_realised", "not_realised", "not_measured"]);
    }

    #[test]
    fn a_column_is_required_where_the_model_has_a_value_in_every_row() {
        for (table, name, required) in [
            (Table::Objectives, "source_file", true),
            (Table::Objectives, "id", true),
            (Table::Objectives, "status", true),
            (Table::Objectives, "year", false),
            (Table::Objectives, "status_printed_value", false),
            (Table::Objectives, "budget_refs", false),
            (Table::Entities, "tables_kind", false),
            (Table::Diagnostics, "message", true),
            (Table::Diagnostics, "record", false),
        ] {
            assert_eq!(field(table, name).required, required, "{table:?}: {name}");
        }
    }

    #[test]
    fn a_pattern_is_held_against_the_whole_text() {
        for (found, expected) in [("^o:", "o:.*"), ("^a$", "a"), ("a", ".*a.*"), ("a$", ".*a")] {
            assert_eq!(whole(found), expected);
        }
    }

    #[test]
    fn every_column_is_described_and_titled_in_three_languages() {
        for table in tables() {
            for field in &table.fields {
                let said = field.descriptor();
                for key in
                    ["title", "title_fr", "title_nl", "description", "description_fr", "description_nl"]
                {
                    let text = said[key].as_str().unwrap_or_default();
                    assert!(!text.is_empty(), "{:?}: {}: {key}", table.table, field.name);
                }
            }
        }
        let said = field(Table::Objectives, "strategic_title_fr").descriptor();
        assert_eq!(said["description"], "The strategic objective in force. The title. The French side.");
        assert_eq!(said["description_fr"], "L'objectif stratégique en vigueur. L'intitulé. En français.");
    }

    #[test]
    fn every_key_on_the_way_to_a_column_is_described_in_french_and_dutch() {
        for table in Table::ALL {
            for path in table.give(&[], Paths) {
                let keys: Vec<&str> = path.split('.').collect();
                for depth in 2..=keys.len() {
                    assert!(labels::place(&keys[..depth], Language::Nl).is_some(), "{:?}", &keys[..depth]);
                }
            }
        }
    }
}
