//! What every format says of the fixtures, held to what other programs know: a validator of JSON Schema that did not make
//! the schema, and each format against the others.
//!
//! Not for how a format writes one record: that is tested beside it.

use std::fs;
use std::path::Path;

use bilan::record::Report;
use bilan::write::{Format, Options, Schema};
use bilan::{Provenance, Settings, extract};
use jsonschema::Validator;
use serde_json::Value;

/// Every fixture's name and report, with all that can be asked for.
fn reports() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    files.sort();
    let mut settings = Settings::default();
    settings.provenance = Provenance::Cells;
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let report = extract(&name, fs::read(path).unwrap(), &settings, &|_, _| {}).unwrap();
        (name, report)
    };
    files.iter().map(read).collect()
}

fn text(report: &Report, format: Format) -> String {
    let mut documents = format.render(report, &Options::default()).unwrap();
    String::from_utf8(documents.remove(0).bytes).unwrap()
}

fn validator(schema: Schema) -> Validator {
    let schema = serde_json::from_str(&schema.text().unwrap()).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// What is wrong with a value, each with its place in it.
fn errors(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_document_and_every_line_is_valid_and_both_say_the_same() {
    let (document, line) = (validator(Schema::Json), validator(Schema::Jsonl));
    for (name, report) in reports() {
        let whole: Value = serde_json::from_str(&text(&report, Format::Json)).unwrap();
        assert_eq!(errors(&document, &whole), Vec::<String>::new(), "{name}");

        let list = |kind: &str| whole[kind].as_array().unwrap().clone();
        let records: Vec<Value> = [list("objectives"), list("indicators")].concat();
        let lines: Vec<Value> =
            text(&report, Format::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!records.is_empty() && lines.len() == records.len(), "{name}");
        for (mut found, record) in lines.into_iter().zip(records) {
            assert_eq!(errors(&line, &found), Vec::<String>::new(), "{name}: {}", record["id"]);
            let keys = found.as_object_mut().unwrap();
            assert_eq!(keys.remove("source_file").unwrap(), name.as_str());
            let objective = record["id"].as_str().unwrap().starts_with("o:");
            assert_eq!(keys.remove("kind").unwrap(), if objective { "objectives" } else { "indicators" });
            assert_eq!(found, record, "{name}");
        }
    }
}
