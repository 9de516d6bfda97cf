//! The report as tables for a spreadsheet: `objectives.csv`, `indicators.csv`, `entities.csv`, `diagnostics.csv`.
//!
//! A column is a name together with the function that gives its cell, so that header and values cannot drift.
//! Names join the JSON path by `_`, lists join by ` | `, an absent value is an empty cell, and CRLF stands between rows;
//! the rest is the dialect's. Not for what has no place in a row: the front matter, the coverage and the boxes of records
//! stand in the JSON alone.

use std::collections::HashMap;
use std::io;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

use super::{Dialect, Options, Writer};
use crate::diagnostic::Diagnostic;
use crate::record::{Entity, Figure, Kind, Record, Report, TableEntry, Texts, Unit};

/// What joins the items of a list in one cell.
const LIST: &str = " | ";

/// One of the tables.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    /// A row an objective.
    Objectives,
    /// A row an indicator.
    Indicators,
    /// A row a table of an administration; one row for an administration without tables.
    Entities,
    /// A row a finding.
    Diagnostics,
}

impl Writer for Table {
    fn file_name(&self) -> &'static str {
        match self {
            Self::Objectives => "objectives.csv",
            Self::Indicators => "indicators.csv",
            Self::Entities => "entities.csv",
            Self::Diagnostics => "diagnostics.csv",
        }
    }

    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_all(&[report], false, options.csv_dialect, out)
    }
}

impl Table {
    /// Every table.
    pub(super) const ALL: [Self; 4] = [Self::Objectives, Self::Indicators, Self::Entities, Self::Diagnostics];

    /// Writes the rows of several reports under one header; with `sha256`, a last column tells reports apart whose files
    /// have the same name.
    pub(super) fn write_all(
        self,
        reports: &[&Report],
        sha256: bool,
        dialect: Dialect,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let reports = || reports.iter().copied();
        match self {
            Self::Objectives => {
                let rows = reports().flat_map(|report| record_rows(report, &report.objectives)).collect();
                table(record_columns(Kind::Objectives).ending(sha256), rows, dialect, out)
            }
            Self::Indicators => {
                let rows = reports().flat_map(|report| record_rows(report, &report.indicators)).collect();
                table(record_columns(Kind::Indicators).ending(sha256), rows, dialect, out)
            }
            Self::Entities => {
                let rows = reports().flat_map(entity_rows).collect();
                table(entity_columns().ending(sha256), rows, dialect, out)
            }
            Self::Diagnostics => {
                let rows = reports().flat_map(diagnostic_rows).collect();
                table(diagnostic_columns().ending(sha256), rows, dialect, out)
            }
        }
    }
}

/// Writes a header and the rows under it.
fn table<'r, T>(
    columns: Columns<'r, T>,
    rows: Vec<Row<'r, T>>,
    dialect: Dialect,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    out.write_all(dialect.start().as_bytes())?;
    let mut builder = WriterBuilder::new();
    let mut writer = builder.delimiter(dialect.delimiter()).terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(columns.0.iter().map(|column| &column.name))?;
    for row in rows {
        writer.write_record(columns.0.iter().map(|column| match column.holds {
            Holds::Texts => dialect.text((column.cell)(&row)),
            Holds::Numbers => dialect.number((column.cell)(&row)),
        }))?;
    }
    writer.flush()
}

/// What a row is about, and where in the report that stands.
struct Row<'r, T> {
    file: &'r str,
    sha256: &'r str,
    year: Option<i32>,
    part: Option<u32>,
    chapter: Option<&'r str>,
    entity: Option<&'r str>,
    section: Option<&'r Texts>,
    theme: Option<&'r str>,
    item: T,
}

/// What gives a row's cell in one column.
type Cell<'a, T> = Box<dyn Fn(&Row<'a, T>) -> String + 'a>;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Texts,
    Numbers,
}

/// A name and the function that gives the cell under it.
struct Column<'a, T> {
    name: String,
    holds: Holds,
    cell: Cell<'a, T>,
}

/// The columns of a table, from left to right.
struct Columns<'a, T>(Vec<Column<'a, T>>);

impl<'a, T: 'a> Columns<'a, T> {
    /// The columns that every table begins with.
    fn new() -> Self {
        let mut columns = Self(Vec::new());
        columns.add("source_file", |row| row.file.to_owned());
        columns.number("year", |row| row.year);
        columns.number("part", |row| row.part);
        columns.add("chapter", |row| shown(row.chapter));
        columns.add("entity", |row| shown(row.entity));
        columns.add("section_fr", |row| shown(row.section.and_then(|section| section.fr.as_deref())));
        columns.add("section_nl", |row| shown(row.section.and_then(|section| section.nl.as_deref())));
        columns.add("theme", |row| shown(row.theme));
        columns
    }

    /// The same columns, with the file's SHA-256 at the end where that is asked for.
    fn ending(mut self, sha256: bool) -> Self {
        if sha256 {
            self.add("source_sha256", |row| row.sha256.to_owned());
        }
        self
    }

    fn add(&mut self, name: impl Into<String>, cell: impl Fn(&Row<'a, T>) -> String + 'a) {
        self.0.push(Column { name: name.into(), holds: Holds::Texts, cell: Box::new(cell) });
    }

    fn number<N: ToString>(
        &mut self,
        name: impl Into<String>,
        number: impl Fn(&Row<'a, T>) -> Option<N> + 'a,
    ) {
        let cell = move |row: &Row<'a, T>| shown(number(row));
        self.0.push(Column { name: name.into(), holds: Holds::Numbers, cell: Box::new(cell) });
    }

    fn texts(&mut self, name: &str, get: impl Fn(&T) -> Option<&Texts> + Copy + 'a) {
        self.add(format!("{name}_fr"), move |row| {
            shown(get(&row.item).and_then(|texts| texts.fr.as_deref()))
        });
        self.add(format!("{name}_nl"), move |row| {
            shown(get(&row.item).and_then(|texts| texts.nl.as_deref()))
        });
    }

    fn unit(&mut self, name: &str, get: impl Fn(&T) -> Option<&Unit> + Copy + 'a) {
        self.add(format!("{name}_ref"), move |row| {
            shown(get(&row.item).and_then(|unit| unit.reference.as_deref()))
        });
        self.add(format!("{name}_label"), move |row| {
            shown(get(&row.item).and_then(|unit| unit.label.as_deref()))
        });
        self.texts(&format!("{name}_title"), move |item| get(item).map(|unit| &unit.title));
    }

    fn figure(&mut self, name: &str, get: impl Fn(&T) -> Option<&Figure> + Copy + 'a) {
        self.add(format!("{name}_raw"), move |row| {
            shown(get(&row.item).and_then(|figure| figure.raw.as_deref()))
        });
        self.number(format!("{name}_value"), move |row| get(&row.item).and_then(|figure| figure.value));
    }
}

fn record_columns<'a>(kind: Kind) -> Columns<'a, &'a Record> {
    let mut columns = Columns::<&Record>::new();
    columns.add("id", |row| row.item.id.clone());
    columns.texts("chapter_name", |record| Some(&record.chapter_name));
    columns.texts("entity_name", |record| Some(&record.entity_name));
    columns.unit("strategic", |record| Some(&record.strategic));
    columns.unit("operational", |record| Some(&record.operational));
    match kind {
        Kind::Objectives => {
            columns.add("budget_refs", |row| row.item.budget_refs.as_deref().unwrap_or_default().join(LIST));
        }
        Kind::Indicators => columns.unit("kpi", |record| record.kpi.as_ref()),
    }
    columns.figure("red", |record| Some(&record.red));
    columns.figure("green", |record| Some(&record.green));
    columns.figure("result", |record| Some(&record.result));
    if kind == Kind::Indicators {
        columns.figure("weight", |record| record.weight.as_ref());
    }
    columns.add("status", |row| json_name(&row.item.status));
    columns.add("status_source", |row| json_name(&row.item.status_source));
    columns.add("status_reason", |row| json_name(&row.item.status_reason));
    columns
        .add("status_printed_value", |row| json_name(&row.item.status_printed.map(|printed| printed.value)));
    columns.add("status_printed_by", |row| json_name(&row.item.status_printed.map(|printed| printed.by)));
    columns.texts("description", |record| Some(&record.description));
    columns.texts("deviation", |record| Some(&record.deviation));
    if kind == Kind::Objectives {
        columns.texts("actions", |record| record.actions.as_ref());
    }
    let foreign = match kind {
        Kind::Objectives => "kpi",
        Kind::Indicators => "actions",
    };
    for field in Record::PRINTED.into_iter().filter(|&field| field != foreign) {
        columns.texts(&format!("printed_{field}"), move |record| record.printed.get(field));
    }
    columns.add("extra", |row| json(&row.item.extra));
    columns.number("confidence", |row| Some(row.item.confidence));
    columns.number("page_first", |row| row.item.source.iter().map(|place| place.page).min());
    columns.number("page_last", |row| row.item.source.iter().map(|place| place.page).max());
    columns
}

fn entity_columns<'a>() -> Columns<'a, (&'a Entity, Option<&'a TableEntry>)> {
    let mut columns = Columns::<(&Entity, Option<&TableEntry>)>::new();
    columns.texts("chapter_name", |(entity, _)| Some(&entity.chapter.name));
    columns.texts("entity_name", |(entity, _)| Some(&entity.name));
    columns.add("tables_kind", |row| json_name(&row.item.1.map(|table| table.kind)));
    columns.add("tables_nihil", |row| shown(row.item.1.map(|table| table.nihil)));
    columns.number("tables_records", |row| row.item.1.map(|table| table.records));
    columns.add("tables_pages", |row| row.item.1.map(|table| list(&table.pages)).unwrap_or_default());
    columns.number("page_first", |row| row.item.1.and_then(|table| table.pages.iter().min()));
    columns.number("page_last", |row| row.item.1.and_then(|table| table.pages.iter().max()));
    columns
}

fn diagnostic_columns<'a>() -> Columns<'a, &'a Diagnostic> {
    let mut columns = Columns::<&Diagnostic>::new();
    columns.add("code", |row| row.item.code.to_string());
    columns.add("severity", |row| row.item.severity.to_string());
    columns.add("message", |row| row.item.message.clone());
    columns.add("record", |row| shown(row.item.record.as_deref()));
    columns.number("page", |row| row.item.page);
    columns.add("bbox", |row| row.item.bbox.map(|bbox| list(&bbox)).unwrap_or_default());
    columns
}

fn record_rows<'r>(report: &'r Report, records: &'r [Record]) -> Vec<Row<'r, &'r Record>> {
    records.iter().map(|record| place_of(report, record, record)).collect()
}

fn entity_rows(report: &Report) -> Vec<Row<'_, (&Entity, Option<&TableEntry>)>> {
    let rows = report.entities.iter().flat_map(|entity| {
        let tables: Vec<_> = match entity.tables.as_slice() {
            [] => vec![None],
            tables => tables.iter().map(Some).collect(),
        };
        tables.into_iter().map(move |table| Row {
            chapter: entity.chapter.reference.as_deref(),
            entity: entity.reference.as_deref(),
            section: table.and_then(|table| table.section.as_ref()),
            ..nowhere(report, (entity, table))
        })
    });
    rows.collect()
}

fn diagnostic_rows(report: &Report) -> Vec<Row<'_, &Diagnostic>> {
    let records: HashMap<&str, &Record> = report
        .objectives
        .iter()
        .chain(&report.indicators)
        .map(|record| (record.id.as_str(), record))
        .collect();
    let rows = report.diagnostics.iter().map(|diagnostic| {
        match diagnostic.record.as_deref().and_then(|id| records.get(id)) {
            Some(record) => place_of(report, record, diagnostic),
            None => nowhere(report, diagnostic),
        }
    });
    rows.collect()
}

/// A row about something that stands where `record` does.
fn place_of<'r, T>(report: &'r Report, record: &'r Record, item: T) -> Row<'r, T> {
    Row {
        file: &report.source.file,
        sha256: &report.source.sha256,
        year: record.year,
        part: record.part,
        chapter: record.chapter.as_deref(),
        entity: record.entity.as_deref(),
        section: record.section.as_ref(),
        theme: record.theme.as_deref(),
        item,
    }
}

/// A row about something whose place in the report is not known beyond the report itself.
fn nowhere<T>(report: &Report, item: T) -> Row<'_, T> {
    Row {
        file: &report.source.file,
        sha256: &report.source.sha256,
        year: report.report.year,
        part: report.report.part,
        chapter: None,
        entity: None,
        section: None,
        theme: None,
        item,
    }
}

/// A value as text; nothing where there is none.
fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn list(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(LIST)
}

/// A value's JSON; these types have string keys only, so that it cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The name that the JSON gives to a choice, such as `not_realised`, so that both formats have the same.
fn json_name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{Format, sample};

    /// A table read back: each row a map from column to cell.
    fn rows(file: &str) -> Vec<HashMap<String, String>> {
        let documents = Format::Csv.render(&sample::report(), &Options::default()).unwrap();
        let document = documents.iter().find(|document| document.name == file).unwrap();
        let mut reader = csv::Reader::from_reader(document.bytes.as_slice());
        reader.deserialize().map(Result::unwrap).collect()
    }

    #[test]
    fn a_record_reads_back_cell_by_cell() {
        let rows = rows("objectives.csv");
        assert_eq!(rows.len(), 1);
        for (column, cell) in [
            ("source_file", "report.pdf"),
            ("section_nl", "Beweegbare bruggen"),
            ("theme", ""),
            ("strategic_title_fr", "Tenir, toujours"),
            ("strategic_title_nl", ""),
            ("operational_label", "O.O. 1.1"),
            ("operational_title_fr", "Ouvrir les \"grands\" ponts"),
            ("budget_refs", "AB 05 002 08 01 1211 | AB Unia"),
            ("red_value", "70"),
            ("result_raw", "73,71 %"),
            ("result_value", "73.71"),
            ("status", "partially_realised"),
            ("status_reason", ""),
            ("status_printed_by", "shading"),
            ("description_fr", "Un début :\n– ceci ;\n– cela."),
            ("printed_deviation_nl", "nvt"),
            ("confidence", "0.98"),
            ("page_first", "5"),
            ("page_last", "6"),
        ] {
            assert_eq!(rows[0][column], cell, "{column}");
        }
        let extra: Vec<crate::record::Extra> = serde_json::from_str(&rows[0]["extra"]).unwrap();
        assert_eq!(extra, sample::report().objectives[0].extra);
    }

    #[test]
    fn each_kind_has_its_own_columns() {
        let (objectives, indicators) = (rows("objectives.csv"), rows("indicators.csv"));
        for own in ["budget_refs", "actions_fr", "printed_actions_fr"] {
            assert!(objectives[0].contains_key(own) && !indicators[0].contains_key(own), "{own}");
        }
        for own in ["kpi_title_nl", "weight_value", "printed_kpi_fr"] {
            assert!(indicators[0].contains_key(own) && !objectives[0].contains_key(own), "{own}");
        }
        for both in ["printed_strategic_nl", "printed_operational_fr", "printed_deviation_nl"] {
            assert!(objectives[0].contains_key(both) && indicators[0].contains_key(both), "{both}");
        }
    }

    #[test]
    fn an_administration_has_a_row_a_table_and_one_where_it_has_none() {
        let kinds: Vec<_> =
            rows("entities.csv").into_iter().map(|mut row| row.remove("tables_kind")).collect();
        assert_eq!(kinds, ["objectives", "indicators", ""].map(|kind| Some(kind.to_owned())));
        assert_eq!(rows("entities.csv")[0]["tables_pages"], "5 | 6");
    }

    #[test]
    fn a_finding_stands_where_its_record_does() {
        let rows = rows("diagnostics.csv");
        assert_eq!((rows[0]["code"].as_str(), rows[0]["section_fr"].as_str()), ("B501", "Ponts mobiles"));
        assert_eq!(rows[0]["bbox"], "1 | 2 | 3.5 | 4");
        assert_eq!((rows[1]["chapter"].as_str(), rows[1]["page"].as_str()), ("", "7"));
    }

    /// The rows of a table for Excel, read by a reader of its own that knows nothing of this program's: a quote opens and
    /// closes a cell, two of them are one.
    fn read_back(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, quoted) {
                ('"', true) if rest.next_if_eq(&'"').is_some() => cell.push('"'),
                ('"', _) => quoted = !quoted,
                (';', false) => row.push(std::mem::take(&mut cell)),
                ('\r', false) => {
                    assert_eq!(rest.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                _ => cell.push(c),
            }
        }
        assert!(!quoted && row.is_empty() && cell.is_empty());
        rows
    }

    #[test]
    fn a_table_for_excel_says_the_same_in_its_own_way() {
        let mut report = sample::report();
        let record = &mut report.objectives[0];
        record.result.raw = Some("-3,5; à peu près".to_owned());
        record.result.value = Some(-3.5);
        record.description.nl = Some("- een\n- \"twee\"".to_owned());
        let options = Options { csv_dialect: Dialect::ExcelBe, ..Options::default() };
        let excel = Format::Csv.render(&report, &options).unwrap();
        let plain = Format::Csv.render(&report, &Options::default()).unwrap();
        for (excel, plain) in excel.iter().zip(&plain) {
            let text = std::str::from_utf8(&excel.bytes).unwrap();
            let rows = read_back(text.strip_prefix('\u{feff}').unwrap());
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(plain.bytes.as_slice());
            let others: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), others.len(), "{}", excel.name);
            for (row, other) in rows.iter().zip(&others) {
                assert_eq!(row.len(), other.len(), "{}", excel.name);
                for ((cell, other), name) in row.iter().zip(other).zip(&rows[0]) {
                    let same = match (name.as_str(), other) {
                        ("result_value", "-3.5") => "-3,5",
                        ("result_raw", "-3,5; à peu près") => "'-3,5; à peu près",
                        ("description_nl", "- een\n- \"twee\"") => "'- een\n- \"twee\"",
                        ("confidence", "0.98") => "0,98",
                        _ => other,
                    };
                    assert_eq!(cell, same, "{}: {name}", excel.name);
                }
            }
        }
    }

    #[test]
    fn every_table_begins_with_the_same_columns() {
        for document in Format::Csv.render(&sample::report(), &Options::default()).unwrap() {
            let text = String::from_utf8(document.bytes).unwrap();
            let start = "source_file,year,part,chapter,entity,section_fr,section_nl,theme,";
            assert!(text.starts_with(start) && text.ends_with("\r\n"), "{}", document.name);
        }
    }
}
