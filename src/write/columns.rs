//! The tables of a report: their columns and rows, for every format that has tables.
//!
//! A column is a place in the report's document together with the function that gives its cell, so that header, values and
//! what is said of them cannot drift: its name joins the place's keys by `_`, its type and description are the model's (see
//! `fields`). Not for how a cell is written: that is the format's.

use std::collections::HashMap;
use std::fmt;

use serde::Serialize;

use super::labels::{Worded, Words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Language;
use crate::record::{Entity, Figure, Kind, Record, Report, Status, TableEntry, Texts, Unit};
use crate::source::Field;

/// What joins the items of a list in one cell of text.
pub(super) const LIST: &str = " | ";

/// What stands in a cell. As text, it is what programs read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellValue {
    Empty,
    Text(String),
    Number(f64),
    Choice(Choice),
    List(Vec<CellValue>),
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

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Choice(choice) => f.write_str(&choice.name),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                f.write_str(&items.join(LIST))
            }
        }
    }
}

impl CellValue {
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

    /// A list of texts.
    fn texts(items: &[String]) -> Self {
        Self::List(items.iter().cloned().map(Self::Text).collect())
    }

    /// A list of numbers.
    fn numbers<N: Into<f64> + Copy>(items: &[N]) -> Self {
        Self::List(items.iter().map(|&item| Self::Number(item.into())).collect())
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

/// One of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// What can be done with a table, whatever its rows are about.
pub(super) trait TableUser {
    type Output;
    fn take<'r, T: 'r>(self, columns: TableColumns<'r, T>, rows: Vec<TableRow<'r, T>>) -> Self::Output;
}

impl Table {
    /// Every table.
    pub(super) const ALL: [Self; 4] = [Self::Objectives, Self::Indicators, Self::Entities, Self::Diagnostics];

    /// What the table is called, which is also the document's list that it is made of.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Objectives => "objectives",
            Self::Indicators => "indicators",
            Self::Entities => "entities",
            Self::Diagnostics => "diagnostics",
        }
    }

    /// Hands the table's columns to `user`, and its rows of all these reports.
    pub(super) fn give<U: TableUser>(self, reports: &[&Report], user: U) -> U::Output {
        let reports = || reports.iter().copied();
        match self {
            Self::Objectives => {
                let rows = reports().flat_map(|report| record_rows(report, &report.objectives)).collect();
                user.take(record_columns(Kind::Objectives), rows)
            }
            Self::Indicators => {
                let rows = reports().flat_map(|report| record_rows(report, &report.indicators)).collect();
                user.take(record_columns(Kind::Indicators), rows)
            }
            Self::Entities => user.take(entity_columns(), reports().flat_map(entity_rows).collect()),
            Self::Diagnostics => {
                let rows =
                    reports().flat_map(|report| diagnostic_rows(report, &report.diagnostics)).collect();
                user.take(diagnostic_columns(), rows)
            }
        }
    }
}

/// What a row is about, and where in the report that stands.
pub(super) struct TableRow<'r, T> {
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
pub(super) type CellFn<'a, T> = Box<dyn Fn(&TableRow<'a, T>) -> CellValue + 'a>;

/// A name and the function that gives the cell under it.
pub(super) struct TableColumn<'a, T> {
    /// The name but for the language.
    pub(super) stem: String,
    /// The language of the texts, where the column has those of one language alone.
    pub(super) language: Option<Language>,
    /// Where the document has what stands in the column, as keys from its root (`objectives.red.value`); lists are
    /// passed through, and `*` at the end is an item of one. Of no use for a column that only a sheet for people has.
    pub(super) path: String,
    pub(super) cell: CellFn<'a, T>,
}

impl<T> TableColumn<'_, T> {
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
pub(super) struct TableColumns<'a, T> {
    pub(super) list: Vec<TableColumn<'a, T>>,
    /// The document's list that the table is made of; nothing for a table that only a sheet for people has.
    root: &'static str,
}

impl<'a, T: 'a> TableColumns<'a, T> {
    /// The columns that every table of the report begins with.
    fn new(table: Table) -> Self {
        let mut columns = Self { list: Vec::new(), root: table.name() };
        columns.named("source_file", "source.file", |row| CellValue::Text(row.file.to_owned()));
        columns.named("year", "report.year", |row| CellValue::number(row.year));
        columns.named("part", "report.part", |row| CellValue::number(row.part));
        columns.named("chapter", "objectives.chapter", |row| CellValue::text(row.chapter));
        columns.named("entity", "objectives.entity", |row| CellValue::text(row.entity));
        for language in Language::BOTH {
            columns.side("section", "objectives.section", language, |row| row.section);
        }
        columns.named("theme", "objectives.theme", |row| CellValue::text(row.theme));
        columns
    }

    /// The same columns, with the file's SHA-256 at the end where that is asked for.
    pub(super) fn ending(mut self, sha256: bool) -> Self {
        if sha256 {
            self.named("source_sha256", "source.sha256", |row| CellValue::Text(row.sha256.to_owned()));
        }
        self
    }

    /// No columns yet, of a table that only a sheet for people has.
    pub(super) fn none() -> Self {
        Self { list: Vec::new(), root: "" }
    }

    /// A column of what the items of the table's list have at `path`.
    pub(super) fn add(&mut self, path: &str, cell: impl Fn(&TableRow<'a, T>) -> CellValue + 'a) {
        self.named(&path.replace('.', "_"), &format!("{}.{path}", self.root), cell);
    }

    /// A column whose name is not that of its place in the document.
    fn named(&mut self, name: &str, path: &str, cell: impl Fn(&TableRow<'a, T>) -> CellValue + 'a) {
        self.list.push(TableColumn {
            stem: name.to_owned(),
            language: None,
            path: path.to_owned(),
            cell: Box::new(cell),
        });
    }

    /// A column of a text's side in one language.
    fn side(
        &mut self,
        name: &str,
        path: &str,
        language: Language,
        get: impl Fn(&TableRow<'a, T>) -> Option<&'a Texts> + 'a,
    ) {
        let cell = move |row: &TableRow<'a, T>| {
            CellValue::text(get(row).and_then(|texts| texts.side(language).as_deref()))
        };
        self.list.push(TableColumn {
            stem: name.to_owned(),
            language: Some(language),
            path: format!("{path}.{}", language.key()),
            cell: Box::new(cell),
        });
    }
}

impl<'a, T: Copy + 'a> TableColumns<'a, T> {
    /// Two columns: a text in each language.
    fn texts(&mut self, path: &str, get: impl Fn(T) -> Option<&'a Texts> + Copy + 'a) {
        let (name, path) = (path.replace('.', "_"), format!("{}.{path}", self.root));
        for language in Language::BOTH {
            self.side(&name, &path, language, move |row| get(row.item));
        }
    }

    fn unit(&mut self, path: &str, get: impl Fn(T) -> Option<&'a Unit> + Copy + 'a) {
        self.add(&format!("{path}.ref"), move |row| {
            CellValue::text(get(row.item).and_then(|unit| unit.reference.as_deref()))
        });
        self.add(&format!("{path}.label"), move |row| {
            CellValue::text(get(row.item).and_then(|unit| unit.label.as_deref()))
        });
        self.texts(&format!("{path}.title"), move |item| get(item).map(|unit| &unit.title));
    }

    fn figure(&mut self, path: &str, get: impl Fn(T) -> Option<&'a Figure> + Copy + 'a) {
        self.add(&format!("{path}.raw"), move |row| {
            CellValue::text(get(row.item).and_then(|figure| figure.raw.as_deref()))
        });
        self.add(&format!("{path}.value"), move |row| {
            CellValue::number(get(row.item).and_then(|figure| figure.value))
        });
        self.add(&format!("{path}.unit"), move |row| {
            CellValue::text(get(row.item).and_then(|figure| figure.unit.as_deref()))
        });
        self.add(&format!("{path}.unit_source"), move |row| {
            CellValue::choice(get(row.item).and_then(|figure| figure.unit_source))
        });
    }
}

pub(super) fn record_columns<'a>(kind: Kind) -> TableColumns<'a, &'a Record> {
    let mut columns = TableColumns::<&Record>::new(match kind {
        Kind::Objectives => Table::Objectives,
        Kind::Indicators => Table::Indicators,
    });
    columns.add("id", |row| CellValue::Text(row.item.id.clone()));
    columns.add("entity_id", |row| CellValue::Text(row.item.entity_id.clone()));
    columns.texts("chapter_name", |record| Some(&record.chapter_name));
    columns.texts("entity_name", |record| Some(&record.entity_name));
    columns.unit("strategic", |record| Some(&record.strategic));
    columns.unit("operational", |record| Some(&record.operational));
    match kind {
        Kind::Objectives => {
            columns.add("budget_refs", |row| {
                CellValue::texts(row.item.as_objective().map_or(&[], |own| &own.budget_refs))
            });
            columns.add("indicators", |row| {
                CellValue::texts(row.item.as_objective().map_or(&[], |own| &own.indicators))
            });
        }
        Kind::Indicators => {
            columns.unit("kpi", |record| record.unit(Field::Kpi));
            columns.add("objective", |row| {
                CellValue::text(row.item.as_indicator().and_then(|own| own.objective.as_deref()))
            });
        }
    }
    columns.figure("red", |record| Some(&record.red));
    columns.figure("green", |record| Some(&record.green));
    columns.figure("result", |record| Some(&record.result));
    if kind == Kind::Indicators {
        columns.figure("weight", |record| record.figure(Field::Weight));
    }
    columns.add("status", |row| CellValue::status(Some(row.item.status)));
    columns.add("status_source", |row| CellValue::choice(row.item.status_source));
    columns.add("status_reason", |row| CellValue::choice(row.item.status_reason));
    columns.add("status_printed.value", |row| {
        CellValue::status(row.item.status_printed.map(|printed| printed.value))
    });
    columns
        .add("status_printed.by", |row| CellValue::choice(row.item.status_printed.map(|printed| printed.by)));
    columns.add("status_witnesses", |row| listed_json(&row.item.status_witnesses));
    columns.texts("description", |record| Some(&record.description));
    columns.texts("deviation", |record| Some(&record.deviation));
    if kind == Kind::Objectives {
        columns.texts("actions", |record| record.texts(Field::Actions));
    }
    let foreign = match kind {
        Kind::Objectives => Field::Kpi,
        Kind::Indicators => Field::Actions,
    };
    for field in Record::PRINTED.into_iter().filter(|&field| field != foreign) {
        columns.texts(&format!("printed.{}", field.name()), move |record| record.printed.get(&field));
    }
    columns.add("extra", |row| CellValue::Text(json(&row.item.extra)));
    columns.add("notes", |row| listed_json(&row.item.notes));
    columns.add("confidence", |row| CellValue::Number(row.item.confidence));
    columns.named("page_first", "objectives.source.page", |row| CellValue::number(row.item.first_page()));
    columns.named("page_last", "objectives.source.page", |row| {
        CellValue::number(row.item.source.iter().map(|place| place.page).max())
    });
    let lines = |record: &Record| record.source.iter().filter_map(|place| place.lines).collect::<Vec<_>>();
    columns.named("line_first", "objectives.source.lines.*", move |row| {
        CellValue::number(lines(row.item).iter().map(|[first, _]| *first).min())
    });
    columns.named("line_last", "objectives.source.lines.*", move |row| {
        CellValue::number(lines(row.item).iter().map(|[_, last]| *last).max())
    });
    columns
}

fn entity_columns<'a>() -> TableColumns<'a, (&'a Entity, Option<&'a TableEntry>)> {
    let mut columns = TableColumns::<(&Entity, Option<&TableEntry>)>::new(Table::Entities);
    // a row a table: an administration's id may stand in several
    columns.named("entity_id", "entities.id", |row| CellValue::Text(row.item.0.id.clone()));
    columns.texts("chapter.name", |(entity, _)| Some(&entity.chapter.name));
    for language in Language::BOTH {
        columns.side("entity_name", "entities.name", language, |row| Some(&row.item.0.name));
    }
    columns.add("tables.kind", |row| CellValue::choice(row.item.1.map(|table| table.kind)));
    columns.add("tables.nihil", |row| CellValue::choice(row.item.1.map(|table| table.nihil)));
    columns.add("tables.edition", |row| CellValue::choice(row.item.1.and_then(|table| table.edition)));
    columns.add("tables.layout", |row| CellValue::choice(row.item.1.and_then(|table| table.layout)));
    columns.add("tables.records", |row| CellValue::number(row.item.1.map(|table| table.records)));
    columns.add("tables.pages", |row| {
        row.item.1.map_or(CellValue::Empty, |table| CellValue::numbers(&table.pages))
    });
    columns.named("page_first", "entities.tables.pages.*", |row| {
        CellValue::number(row.item.1.and_then(|table| table.pages.iter().min().copied()))
    });
    columns.named("page_last", "entities.tables.pages.*", |row| {
        CellValue::number(row.item.1.and_then(|table| table.pages.iter().max().copied()))
    });
    columns
}

pub(super) fn diagnostic_columns<'a>() -> TableColumns<'a, &'a Diagnostic> {
    let mut columns = TableColumns::<&Diagnostic>::new(Table::Diagnostics);
    columns.add("code", |row| CellValue::Text(row.item.code.to_string()));
    columns.add("severity", |row| CellValue::severity(row.item.severity));
    columns.add("message", |row| CellValue::Text(row.item.message.clone()));
    columns.add("field", |row| CellValue::choice(row.item.field));
    columns.add("language", |row| CellValue::choice(row.item.language));
    columns.add("record", |row| CellValue::text(row.item.record.as_deref()));
    columns.add("related", |row| CellValue::texts(&row.item.related));
    columns.add("page", |row| CellValue::number(row.item.page));
    columns.add("bbox", |row| row.item.bbox.map_or(CellValue::Empty, |bbox| CellValue::numbers(&bbox)));
    columns.named("line_first", "diagnostics.lines.*", |row| {
        CellValue::number(row.item.lines.map(|[first, _]| first))
    });
    columns.named("line_last", "diagnostics.lines.*", |row| {
        CellValue::number(row.item.lines.map(|[_, last]| last))
    });
    columns.add("values", |row| {
        if row.item.values.is_empty() { CellValue::Empty } else { CellValue::Text(json(&row.item.values)) }
    });
    columns
}

pub(super) fn record_rows<'r>(report: &'r Report, records: &'r [Record]) -> Vec<TableRow<'r, &'r Record>> {
    records.iter().map(|record| place_of(report, record, record)).collect()
}

fn entity_rows(report: &Report) -> Vec<TableRow<'_, (&Entity, Option<&TableEntry>)>> {
    let rows = report.entities.iter().flat_map(|entity| {
        let tables: Vec<_> = match entity.tables.as_slice() {
            [] => vec![None],
            tables => tables.iter().map(Some).collect(),
        };
        tables.into_iter().map(move |table| TableRow {
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
) -> Vec<TableRow<'r, &'r Diagnostic>> {
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
fn place_of<'r, T>(report: &'r Report, record: &'r Record, item: T) -> TableRow<'r, T> {
    TableRow {
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
pub(super) fn nowhere<T>(report: &Report, item: T) -> TableRow<'_, T> {
    TableRow {
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

/// A list as JSON; nothing where it is empty.
fn listed_json<T: Serialize>(list: &[T]) -> CellValue {
    if list.is_empty() { CellValue::Empty } else { CellValue::Text(json(&list)) }
}

/// A value's JSON; these types have string keys only, so that it cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What the JSON calls a choice, such as `not_realised` or `false`, so that both formats have the same.
fn json_name(value: &impl Serialize) -> String {
    json(value).trim_matches('"').to_owned()
}
