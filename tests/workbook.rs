//! The workbook, read back by a library that did not write it: the same values as in JSON, in tables under headings in
//! words; nothing that a spreadsheet program computes; the same bytes on every run.
//!
//! Not for how it looks: `.ci/formats.py` opens it with other programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::Path;

use bilan::diagnostic::{Code, Diagnostic, Severity};
use bilan::record::{Language, Report, Status, Texts};
use bilan::write::{Format, Lang, Options};
use bilan::{Settings, extract};
use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::Value;

/// How many units of UTF-16 a cell of Excel holds.
const LONGEST: usize = 32_767;

const LANGS: [Lang; 4] = [Lang::Both, Lang::Fr, Lang::Nl, Lang::En];

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A fixture as it is read.
fn read(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    extract(name, fs::read(path).unwrap(), &Settings::default(), &|_, _| {}).unwrap()
}

fn written(report: &Report, options: &Options) -> Vec<u8> {
    Format::Xlsx.render(report, options).unwrap().remove(0).bytes
}

fn book(report: &Report, options: &Options) -> Book {
    let mut book = Xlsx::new(Cursor::new(written(report, options))).unwrap();
    book.load_tables().unwrap();
    book
}

fn in_language(lang: Lang) -> Options {
    let mut options = Options::default();
    options.lang = lang;
    options
}

/// A table's rows, each a map from heading to cell.
fn rows(book: &mut Book, table: &str) -> Vec<BTreeMap<String, Data>> {
    let table = book.table_by_name(table).unwrap();
    let headings = table.columns();
    table.data().rows().map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// The names in CSV of the columns of the sheet called `sheet`, by their headings, as the workbook lists them.
fn keys(book: &mut Book, sheet: &str) -> BTreeMap<String, String> {
    let list = book.table_by_name("Columns").unwrap();
    list.data()
        .rows()
        .filter(|row| row[0] == sheet)
        .map(|row| (row[1].to_string(), row[2].to_string()))
        .collect()
}

/// The value that a column of CSV stands for: names of columns join the keys by `_`.
fn value<'v>(at: &'v Value, name: &str) -> Option<&'v Value> {
    at.as_object()?.iter().find_map(|(key, inner)| {
        let rest = name.strip_prefix(key.as_str())?;
        if rest.is_empty() { Some(inner) } else { value(inner, rest.strip_prefix('_')?) }
    })
}

/// What a cell in English has to hold of a record or a finding, for the column called `name`.
fn wanted(report: &Report, item: &Value, name: &str) -> Data {
    let pages = || {
        let places = item["source"].as_array().into_iter().flatten();
        places.filter_map(|place| place["page"].as_f64())
    };
    match name {
        "source_file" => return Data::String(report.source.file.clone()),
        "page_first" => return Data::Float(pages().fold(f64::INFINITY, f64::min)),
        "page_last" => return Data::Float(pages().fold(0.0, f64::max)),
        "extra" => return Data::String(serde_json::to_string(&record_of(report, item).extra).unwrap()),
        "status_witnesses" => {
            let witnesses = &record_of(report, item).status_witnesses;
            let text = || Data::String(serde_json::to_string(witnesses).unwrap());
            return if witnesses.is_empty() { Data::Empty } else { text() };
        }
        _ => {}
    }
    match value(item, name) {
        None | Some(Value::Null) => Data::Empty,
        Some(Value::Number(number)) => Data::Float(number.as_f64().unwrap()),
        Some(Value::String(text)) if is_choice(name) => Data::String(in_words(name, text)),
        Some(values @ Value::Object(_)) if name == "values" => {
            Data::String(serde_json::to_string(values).unwrap())
        }
        Some(Value::String(text)) => Data::String(text.clone()),
        Some(Value::Array(list)) if list.is_empty() => Data::Empty,
        Some(Value::Array(list)) => {
            let items: Vec<String> = list
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.as_f64().unwrap().to_string(), str::to_owned))
                .collect();
            Data::String(items.join(" | "))
        }
        Some(other) => panic!("{name}: {other}"),
    }
}

/// The record that `item` is: what stands as JSON has the model's own order of keys.
fn record_of<'r>(report: &'r Report, item: &Value) -> &'r bilan::record::Record {
    let mut records = report.objectives.iter().chain(&report.indicators);
    records.find(|record| item["id"] == record.id.as_str()).unwrap()
}

fn is_choice(name: &str) -> bool {
    let choices = [
        "status",
        "status_source",
        "status_reason",
        "status_printed_value",
        "status_printed_by",
        "severity",
        "field",
        "language",
    ];
    choices.contains(&name) || name.ends_with("_unit_source")
}

/// A choice in words, where they are not its name.
fn in_words(column: &str, name: &str) -> String {
    let words = match (column, name) {
        ("language", "fr") => "French",
        ("language", _) => "Dutch",
        ("field", "red" | "green") => &format!("{name} threshold"),
        ("field", "strategic" | "operational") => &format!("{name} objective"),
        ("field", "kpi") => "Indicator",
        ("field", "budget_refs") => "Budget references",
        _ => &name.replace('_', " "),
    };
    words[..1].to_uppercase() + &words[1..]
}

#[test]
fn every_field_reads_back_as_it_is_in_json() {
    let report = read("lac_sideways.pdf");
    let document = serde_json::to_value(&report).unwrap();
    let mut book = book(&report, &in_language(Lang::En));
    for (table, list) in
        [("Objectives", "objectives"), ("Indicators", "indicators"), ("Diagnostics", "diagnostics")]
    {
        let (keys, rows) = (keys(&mut book, table), rows(&mut book, table));
        let items = document[list].as_array().unwrap();
        assert_eq!(rows.len(), items.len(), "{table}");
        for (row, item) in rows.iter().zip(items) {
            assert_eq!(row.len(), keys.len(), "{table}");
            for (heading, cell) in row {
                let name = &keys[heading];
                // a finding stands where its record does
                let about = document["objectives"].as_array().unwrap().iter();
                let about = about.chain(document["indicators"].as_array().unwrap());
                let record = about.clone().find(|record| record["id"] == item["record"]);
                let place =
                    ["source_file", "year", "part", "chapter", "entity", "section_fr", "section_nl", "theme"];
                let item = match (list, record) {
                    ("diagnostics", Some(record)) if place.contains(&name.as_str()) => record,
                    ("diagnostics", None) if ["year", "part"].contains(&name.as_str()) => &document["report"],
                    _ => item,
                };
                assert_eq!(*cell, wanted(&report, item, name), "{table}: {name}");
            }
        }
    }
}

#[test]
fn the_last_sheet_explains_the_codes_that_are_in_the_workbook() {
    let report = read("lac_small.pdf");
    let mut book = book(&report, &in_language(Lang::Fr));
    let last = book.sheet_names().pop().unwrap();
    let sheet = book.worksheet_range(&last).unwrap();
    let explained: BTreeMap<String, String> =
        sheet.rows().map(|row| (row[0].to_string(), row[1].to_string())).collect();
    for finding in &report.diagnostics {
        assert_eq!(explained[finding.code.as_str()], finding.code.meaning_in(Language::Fr));
    }
    assert!(!explained.contains_key("B101"), "it does not occur");
}

#[test]
fn the_columns_are_those_of_csv() {
    let report = read("lac_small.pdf");
    let csv = Format::Csv.render(&report, &Options::default()).unwrap();
    for lang in LANGS {
        let mut book = book(&report, &in_language(lang));
        let sheets = book.sheet_names();
        assert_eq!(sheets.len(), 6);
        for (sheet, file) in sheets[2..5].iter().zip(["objectives.csv", "indicators.csv", "diagnostics.csv"])
        {
            let document = csv.iter().find(|document| document.name == file).unwrap();
            let mut reader = csv::Reader::from_reader(document.bytes.as_slice());
            let names: BTreeSet<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let keys = keys(&mut book, sheet);
            assert_eq!(keys.into_values().collect::<BTreeSet<_>>(), names, "{lang:?} {file}");
        }
    }
}

#[test]
fn headings_are_words_and_apart_in_every_language() {
    let report = read("lac_small.pdf");
    for lang in LANGS {
        let mut book = book(&report, &in_language(lang));
        let names: Vec<String> = book.table_names().into_iter().cloned().collect();
        assert_eq!(names.len(), 8, "{names:?}");
        for name in names {
            let table = book.table_by_name(&name).unwrap();
            let headings: BTreeSet<String> =
                table.columns().iter().map(|heading| heading.to_lowercase()).collect();
            assert_eq!(headings.len(), table.columns().len(), "{lang:?} {name}: {headings:?}");
            assert!(!headings.iter().any(|heading| heading.contains('_')), "{lang:?} {name}: {headings:?}");
        }
    }
    let statuses = |lang| {
        let report = read("lac_sideways.pdf");
        let mut book = book(&report, &in_language(lang));
        let cells = rows(&mut book, "Objectives").into_iter();
        cells
            .filter_map(|row| {
                Some(row.get(if lang == Lang::Both { "Statut / Status" } else { "Status" })?.to_string())
            })
            .collect::<BTreeSet<_>>()
    };
    assert!(statuses(Lang::Both).contains("Non réalisé / Niet gerealiseerd"));
    assert!(statuses(Lang::Nl).contains("Niet gerealiseerd") && statuses(Lang::En).contains("Not realised"));
}

#[test]
fn the_summary_counts_what_the_sheets_hold() {
    let report = read("lac_sideways.pdf");
    let mut book = book(&report, &in_language(Lang::En));
    let count = |status| report.objectives.iter().filter(|record| record.status == status).count() as f64;
    let whole = rows(&mut book, "Whole");
    for (heading, status) in [
        ("Not realised", Status::NotRealised),
        ("Partially realised", Status::PartiallyRealised),
        ("Realised", Status::Realised),
        ("Not measured", Status::NotMeasured),
    ] {
        assert_eq!(whole[0][heading], count(status), "{heading}");
        let each = rows(&mut book, "ObjectivesSummary");
        assert_eq!(
            each.iter().filter_map(|row| row[heading].get_float()).sum::<f64>(),
            count(status),
            "{heading}"
        );
        assert!(each.len() > 1);
    }
    let failed = rows(&mut book, "Look").into_iter().filter(|row| row["Why"] == "Not realised").count();
    let all = report.objectives.iter().chain(&report.indicators);
    assert_eq!(failed, all.filter(|record| record.status == Status::NotRealised).count());
}

#[test]
fn what_looks_like_a_formula_is_a_text_and_odd_characters_survive() {
    let mut report = read("lac_small.pdf");
    let odd = ["=1+1", "+32 2 000 00 00", "-5", "@lac", "a\u{1}b", "_x0041_", "{=1}", "'quoted", " blanks "];
    let template = report.objectives[0].clone();
    report.objectives = odd
        .iter()
        .map(|text| {
            let mut record = template.clone();
            record.operational.title = Texts { fr: Some((*text).to_owned()), nl: None };
            record.entity_name = Texts { fr: Some((*text).to_owned()), nl: None };
            record
        })
        .collect();
    let mut book = book(&report, &in_language(Lang::En));
    let cells: Vec<Data> = rows(&mut book, "Objectives")
        .into_iter()
        .map(|mut row| row.remove("Operational objective (FR)").unwrap())
        .collect();
    assert_eq!(cells, odd.map(|text| Data::String(text.to_owned())));
    for sheet in book.sheet_names() {
        assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
    }
}

#[test]
fn a_text_that_no_cell_holds_is_cut_with_a_mark_and_a_finding() {
    let mut report = read("lac_small.pdf");
    let whole = "🛶".repeat(LONGEST / 2) + "a";
    report.objectives[0].description.fr = Some(whole.clone());
    report.objectives[0].description.nl = Some("🛶".repeat(LONGEST));
    report.diagnostics.clear();
    let mut book = book(&report, &in_language(Lang::En));
    let row = rows(&mut book, "Objectives").remove(0);
    assert_eq!(row["Description (FR)"], Data::String(whole));
    let cut = row["Description (NL)"].to_string();
    assert!(cut.encode_utf16().count() <= LONGEST && cut.encode_utf16().count() > LONGEST - 2);
    assert!(cut.starts_with("🛶🛶") && cut.ends_with("🛶 [… text cut]"));

    let losses: Vec<Diagnostic> = Format::Xlsx.losses(&report);
    assert_eq!(losses.len(), 1);
    assert_eq!((losses[0].code, losses[0].severity), (Code::B601, Severity::Error));
    assert_eq!(losses[0].record.as_ref(), Some(&report.objectives[0].id));
    assert!(losses[0].message.contains("`description_nl`"));
    assert!(Format::Json.losses(&report).is_empty());
    assert_eq!(rows(&mut book, "Diagnostics")[0]["Code"], Data::String("B601".to_owned()));
    assert_eq!(rows(&mut book, "Look")[0]["Why"], Data::String("Missing".to_owned()));
}

#[test]
fn each_page_number_is_a_link_where_the_address_is_known() {
    let report = read("lac_small.pdf");
    let url = "https://lac.example/rapport%202021.pdf?a=1&b=2";
    let mut options = in_language(Lang::En);
    options.pdf_url = Some(url.to_owned());
    let (mut linked, mut plain) = (book(&report, &options), book(&report, &in_language(Lang::En)));
    for sheet in ["Objectives", "Indicators"] {
        let links = linked.hyperlinks_by_sheet_name(sheet).unwrap();
        let pages: Vec<Data> =
            rows(&mut linked, sheet).into_iter().map(|mut row| row.remove("Page").unwrap()).collect();
        assert!(!pages.is_empty() && links.len() == pages.len());
        for (link, page) in links.iter().zip(&pages) {
            let Data::Float(page) = page else { panic!("{page:?} is no number") };
            let target = format!("{}#{}", link.target.as_deref().unwrap(), link.location.as_deref().unwrap());
            assert_eq!(target, format!("{url}#page={page}"));
        }
        assert!(plain.hyperlinks_by_sheet_name(sheet).unwrap().is_empty());
    }
}

#[test]
fn a_report_without_records_is_a_workbook_too() {
    let mut report = read("lac_small.pdf");
    report.objectives.clear();
    report.indicators.clear();
    report.diagnostics.clear();
    let mut book = book(&report, &Options::default());
    assert_eq!(book.sheet_names().len(), 6);
    assert!(rows(&mut book, "Objectives").iter().flat_map(BTreeMap::values).all(|cell| *cell == Data::Empty));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = read("lac_small.pdf");
    let first = written(&report, &Options::default());
    // a file's own clock counts in steps of two seconds
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(first, written(&report, &Options::default()));
}
