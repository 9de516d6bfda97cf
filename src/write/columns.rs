//! The tables of a report: their columns and rows, for every format that has tables.
//!
//! A column is a name together with the function that gives its cell, so that header and values cannot drift.
//! Names join the JSON path by `_`, lists join by ` | `. Not for how a cell is written: that is the format's.

use std::collections::HashMap;
use std::fmt;

use serde::Serialize;

use super::labels::{Worded, Words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Language;
use crate::record::{Entity, Figure, Kind, Record, Report, Status, TableEntry, Texts, Unit};

/// What joins the items of a list in one cell.
const LIST: &str = " | ";

/// What stands in a cell. As text, it is what programs read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(String),
    Number(f64),
    Choice(Choice),
}

/// One of a few values that have a name for programs and words for people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    name: String,
    pub(super) words: Words,
    pub(super) tint: Option<Tint>,
}

/// How good or bad a choice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tint {
    Good,
    Middling,
    Bad,
    Unknown,
}

impl From<Status> for Tint {
    fn from(status: Status) -> Self {
        match status {
            Status::Realised => Self::Good,
            Status::PartiallyRealised => Self::Middling,
            Status::NotRealised => Self::Bad,
            Status::NotMeasured => Self::Unknown,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Choice(choice) => f.write_str(&choice.name),
        }
    }
}

impl Value {
    /// A text; nothing where there is none.
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A number; nothing where there is none.
    pub(super) fn number(number: Option<impl Into<f64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }

    /// A choice; nothing where there is none.
    pub(super) fn choice(choice: Option<impl Worded + Serialize + Copy>) -> Self {
        Self::tinted(choice, |_| None)
    }

    /// A status in its colour.
    pub(super) fn status(status: Option<Status>) -> Self {
        Self::tinted(status, |status| Some(status.into()))
    }

    fn severity(severity: Severity) -> Self {
        Self::tinted(Some(severity), |severity| match severity {
            Severity::Note => None,
            Severity::Warning => Some(Tint::Middling),
            Severity::Error => Some(Tint::Bad),
        })
    }

    /// A choice in its colour; nothing where there is none.
    pub(super) fn tinted<C: Worded + Serialize + Copy>(
        choice: Option<C>,
        tint: impl Fn(C) -> Option<Tint>,
    ) -> Self {
        choice.map_or(Self::Empty, |choice| {
            Self::Choice(Choice { name: json_name(&choice), words: choice.words(), tint: tint(choice) })
        })
    }
}

/// What a row is about, and where in the report that stands.
pub(super) struct Row<'r, T> {
    file: &'r str,
    sha256: &'r str,
    year: Option<i32>,
    part: Option<u32>,
    chapter: Option<&'r str>,
    entity: Option<&'r str>,
    section: Option<&'r Texts>,
    theme: Option<&'r str>,
    pub(super) item: T,
}

/// What gives a row's cell in one column.
pub(super) type Cell<'a, T> = Box<dyn Fn(&Row<'a, T>) -> Value + 'a>;

/// A name and the function that gives the cell under it.
pub(super) struct Column<'a, T> {
    /// The name but for the language.
    pub(super) stem: String,
    /// The language of the texts, where the column has those of one language alone.
    pub(super) language: Option<Language>,
    pub(super) cell: Cell<'a, T>,
}

impl<T> Column<'_, T> {
    /// The column's name.
    pub(super) fn name(&self) -> String {
        match self.language {
            None => self.stem.clone(),
            Some(Language::Fr) => format!("{}_fr", self.stem),
            Some(Language::Nl) => format!("{}_nl", self.stem),
        }
    }
}

/// The columns of a table, from left to right.
pub(super) struct Columns<'a, T>(pub(super) Vec<Column<'a, T>>);

impl<'a, T: 'a> Columns<'a, T> {
    /// The columns that every table of the report begins with.
    fn new() -> Self {
        let mut columns = Self::none();
        columns.add("source_file", |row| Value::Text(row.file.to_owned()));
        columns.add("year", |row| Value::number(row.year));
        columns.add("part", |row| Value::number(row.part));
        columns.add("chapter", |row| Value::text(row.chapter));
        columns.add("entity", |row| Value::text(row.entity));
        columns.both("section", |row| row.section);
        columns.add("theme", |row| Value::text(row.theme));
        columns
    }

    /// The same columns, with the file's SHA-256 at the end where that is asked for.
    pub(super) fn ending(mut self, sha256: bool) -> Self {
        if sha256 {
            self.add("source_sha256", |row| Value::Text(row.sha256.to_owned()));
        }
        self
    }

    /// No columns yet.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    pub(super) fn add(&mut self, name: impl Into<String>, cell: impl Fn(&Row<'a, T>) -> Value + 'a) {
        self.0.push(Column { stem: name.into(), language: None, cell: Box::new(cell) });
    }

    /// Two columns: a text in each language.
    fn both(&mut self, name: &str, get: impl Fn(&Row<'a, T>) -> Option<&'a Texts> + Copy + 'a) {
        for language in [Language::Fr, Language::Nl] {
            let cell = move |row: &Row<'a, T>| {
                Value::text(get(row).and_then(|texts| texts.side(language).as_deref()))
            };
            self.0.push(Column { stem: name.to_owned(), language: Some(language), cell: Box::new(cell) });
        }
    }
}

impl<'a, T: Copy + 'a> Columns<'a, T> {
    fn texts(&mut self, name: &str, get: impl Fn(T) -> Option<&'a Texts> + Copy + 'a) {
        self.both(name, move |row| get(row.item));
    }

    fn unit(&mut self, name: &str, get: impl Fn(T) -> Option<&'a Unit> + Copy + 'a) {
        self.add(format!("{name}_ref"), move |row| {
            Value::text(get(row.item).and_then(|unit| unit.reference.as_deref()))
        });
        self.add(format!("{name}_label"), move |row| {
            Value::text(get(row.item).and_then(|unit| unit.label.as_deref()))
        });
        self.texts(&format!("{name}_title"), move |item| get(item).map(|unit| &unit.title));
    }

    fn figure(&mut self, name: &str, get: impl Fn(T) -> Option<&'a Figure> + Copy + 'a) {
        self.add(format!("{name}_raw"), move |row| {
            Value::text(get(row.item).and_then(|figure| figure.raw.as_deref()))
        });
        self.add(format!("{name}_value"), move |row| {
            Value::number(get(row.item).and_then(|figure| figure.value))
        });
    }
}

pub(super) fn record_columns<'a>(kind: Kind) -> Columns<'a, &'a Record> {
    let mut columns = Columns::<&Record>::new();
    columns.add("id", |row| Value::Text(row.item.id.clone()));
    columns.texts("chapter_name", |record| Some(&record.chapter_name));
    columns.texts("entity_name", |record| Some(&record.entity_name));
    columns.unit("strategic", |record| Some(&record.strategic));
    columns.unit("operational", |record| Some(&record.operational));
    match kind {
        Kind::Objectives => {
            columns.add("budget_refs", |row| list(row.item.budget_refs.as_deref().unwrap_or_default()));
        }
        Kind::Indicators => columns.unit("kpi", |record| record.kpi.as_ref()),
    }
    columns.figure("red", |record| Some(&record.red));
    columns.figure("green", |record| Some(&record.green));
    columns.figure("result", |record| Some(&record.result));
    if kind == Kind::Indicators {
        columns.figure("weight", |record| record.weight.as_ref());
    }
    columns.add("status", |row| Value::status(Some(row.item.status)));
    columns.add("status_source", |row| Value::choice(row.item.status_source));
    columns.add("status_reason", |row| Value::choice(row.item.status_reason));
    columns.add("status_printed_value", |row| {
        Value::status(row.item.status_printed.map(|printed| printed.value))
    });
    columns.add("status_printed_by", |row| Value::choice(row.item.status_printed.map(|printed| printed.by)));
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
    columns.add("extra", |row| Value::Text(json(&row.item.extra)));
    columns.add("confidence", |row| Value::Number(row.item.confidence));
    columns.add("page_first", |row| Value::number(row.item.first_page()));
    columns.add("page_last", |row| Value::number(row.item.source.iter().map(|place| place.page).max()));
    columns
}

pub(super) fn entity_columns<'a>() -> Columns<'a, (&'a Entity, Option<&'a TableEntry>)> {
    let mut columns = Columns::<(&Entity, Option<&TableEntry>)>::new();
    columns.texts("chapter_name", |(entity, _)| Some(&entity.chapter.name));
    columns.texts("entity_name", |(entity, _)| Some(&entity.name));
    columns.add("tables_kind", |row| Value::choice(row.item.1.map(|table| table.kind)));
    columns.add("tables_nihil", |row| Value::choice(row.item.1.map(|table| table.nihil)));
    columns.add("tables_records", |row| Value::number(row.item.1.map(|table| table.records)));
    columns.add("tables_pages", |row| row.item.1.map_or(Value::Empty, |table| list(&table.pages)));
    columns.add("page_first", |row| {
        Value::number(row.item.1.and_then(|table| table.pages.iter().min().copied()))
    });
    columns.add("page_last", |row| {
        Value::number(row.item.1.and_then(|table| table.pages.iter().max().copied()))
    });
    columns
}

pub(super) fn diagnostic_columns<'a>() -> Columns<'a, &'a Diagnostic> {
    let mut columns = Columns::<&Diagnostic>::new();
    columns.add("code", |row| Value::Text(row.item.code.to_string()));
    columns.add("severity", |row| Value::severity(row.item.severity));
    columns.add("message", |row| Value::Text(row.item.message.clone()));
    columns.add("record", |row| Value::text(row.item.record.as_deref()));
    columns.add("page", |row| Value::number(row.item.page));
    columns.add("bbox", |row| row.item.bbox.map_or(Value::Empty, |bbox| list(&bbox)));
    columns
}

pub(super) fn record_rows<'r>(report: &'r Report, records: &'r [Record]) -> Vec<Row<'r, &'r Record>> {
    records.iter().map(|record| place_of(report, record, record)).collect()
}

pub(super) fn entity_rows(report: &Report) -> Vec<Row<'_, (&Entity, Option<&TableEntry>)>> {
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

/// A row for each of `diagnostics`, which are about the report's records.
pub(super) fn diagnostic_rows<'r>(
    report: &'r Report,
    diagnostics: &'r [Diagnostic],
) -> Vec<Row<'r, &'r Diagnostic>> {
    let records: HashMap<&str, &Record> = report
        .objectives
        .iter()
        .chain(&report.indicators)
        .map(|record| (record.id.as_str(), record))
        .collect();
    let rows = diagnostics.iter().map(|diagnostic| {
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
pub(super) fn nowhere<T>(report: &Report, item: T) -> Row<'_, T> {
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

/// A list; an empty one is nothing.
fn list(items: &[impl ToString]) -> Value {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    Value::text((!items.is_empty()).then(|| items.join(LIST)))
}

/// A value's JSON; these types have string keys only, so that it cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What the JSON calls a choice, such as `not_realised` or `false`, so that both formats have the same.
fn json_name(value: &impl Serialize) -> String {
    json(value).trim_matches('"').to_owned()
}
