//! `datapackage.json`: what the CSV tables beside it hold, for programs that load them by it (Data Package v2,
//! <https://datapackage.org>).
//!
//! Not for the tables' content, which is `csv`'s, nor for what their columns hold, which is `fields`'.

use std::io;

use serde_json::{Value, json};

use super::csv::Csv;
use super::fields::{Described, tables};
use super::labels::{Lang, PACKAGE, TABLES, Words};
use super::{Options, Writer};
use crate::record::{Report, Source};

/// The descriptor of a data package.
#[derive(Debug, Clone, Copy)]
pub(super) struct Descriptor;

impl Writer for Descriptor {
    fn file_name(&self) -> &'static str {
        "datapackage.json"
    }

    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &descriptor(report, options)?)?;
        out.write_all(b"\n")
    }
}

fn descriptor(report: &Report, options: &Options) -> io::Result<Value> {
    let title = &report.report.title;
    let mut resources = Vec::new();
    for (described, about) in tables().iter().zip(TABLES) {
        let mut bytes = Vec::new();
        let file = Csv(described.table);
        file.write(report, options, &mut bytes)?;
        resources.push(resource(file.file_name(), described, about, &bytes));
    }
    let mut source = json!({
        "title": report.source.file,
        "sha256": report.source.sha256,
        "bytes": report.source.bytes,
    });
    if let Some(url) = &options.pdf_url {
        source["path"] = url.as_str().into();
    }
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name(&report.source.file),
        "title": title.fr.as_deref().or(title.nl.as_deref()).unwrap_or(&report.source.file),
        "title_fr": title.fr,
        "title_nl": title.nl,
        "description": PACKAGE.say(Lang::En),
        "description_fr": PACKAGE.say(Lang::Fr),
        "description_nl": PACKAGE.say(Lang::Nl),
        "version": report.schema_version,
        "extractor": report.source.extractor,
        "sources": [source],
    });
    if !options.contributors.is_empty() {
        let each = options.contributors.iter().map(|name| json!({ "title": name }));
        package["contributors"] = each.collect();
    }
    if let Some(license) = &options.license {
        let key = if license.contains("://") { "path" } else { "name" };
        package["licenses"] = json!([{ key: license }]);
    }
    package["resources"] = Value::Array(resources);
    Ok(package)
}

fn resource(file: &str, described: &Described, (title, description): (Words, Words), bytes: &[u8]) -> Value {
    json!({
        "name": described.table.name(),
        "path": file,
        "type": "table",
        "title": title.say(Lang::En),
        "title_fr": title.say(Lang::Fr),
        "title_nl": title.say(Lang::Nl),
        "description": description.say(Lang::En),
        "description_fr": description.say(Lang::Fr),
        "description_nl": description.say(Lang::Nl),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", Source::digest(bytes)),
        "schema": described.schema(),
    })
}

/// The package's name: what a URL takes of the file's, in lower case.
fn name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let plain = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name = plain.collect::<Vec<_>>().join("-");
    if name.is_empty() { "report".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, sample};

    fn package(options: &Options) -> Value {
        let documents = Format::Datapackage.render(&sample::report(), options).unwrap();
        serde_json::from_slice(&documents.last().unwrap().bytes).unwrap()
    }

    #[test]
    fn a_package_names_its_tables_by_their_bytes_and_the_pdf_by_its() {
        let package = package(&Options::default());
        let documents = Format::Csv.render(&sample::report(), &Options::default()).unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), documents.len());
        for (resource, document) in resources.iter().zip(&documents) {
            assert_eq!(resource["path"], document.name);
            assert_eq!(resource["bytes"], document.bytes.len());
            assert_eq!(resource["hash"], format!("sha256:{}", Source::digest(&document.bytes)));
        }
        assert_eq!(package["sources"][0]["sha256"], sample::report().source.sha256);
        assert_eq!(package["name"], "report");
    }

    #[test]
    fn the_fields_of_a_table_are_its_columns_in_their_order() {
        let documents = Format::Csv.render(&sample::report(), &Options::default()).unwrap();
        for (resource, document) in
            package(&Options::default())["resources"].as_array().unwrap().iter().zip(&documents)
        {
            let mut reader = ::csv::Reader::from_reader(document.bytes.as_slice());
            let columns: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(names, columns, "{}", document.name);
        }
    }

    #[test]
    fn who_made_it_and_under_which_licence_it_may_be_used_stand_there_where_they_are_given() {
        let bare = package(&Options::default());
        assert!(bare.get("contributors").is_none() && bare.get("licenses").is_none());
        let package = package(&Options {
            contributors: vec!["Lac".to_owned()],
            license: Some("CC0-1.0".to_owned()),
            pdf_url: Some("https://lac.example/report.pdf".to_owned()),
            ..Options::default()
        });
        assert_eq!(package["contributors"], json!([{ "title": "Lac" }]));
        assert_eq!(package["licenses"], json!([{ "name": "CC0-1.0" }]));
        assert_eq!(package["sources"][0]["path"], "https://lac.example/report.pdf");
    }

    #[test]
    fn a_name_is_fit_for_a_url() {
        for (file, expected) in
            [("Rapport 2021 (1).pdf", "rapport-2021-1"), ("été.pdf", "t"), ("--.pdf", "report")]
        {
            assert_eq!(name(file), expected);
        }
    }
}
