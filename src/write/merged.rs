//! Several reports as one data set: their records in one list, each of which says which report it comes from.
//!
//! Records stay as they are. That two years have the same number or the same title does not make them the same
//! objective, so that none is said to be another: an id names a record within its report alone, and the report's
//! digest beside it tells them apart. Not for reading documents: that is `cli/`.

use std::io;

use serde::Serialize;

use super::columns::Table;
use super::csv::Csv;
use super::{Format, Options, OutputFile, Writer, jsonl};
use crate::diagnostic::Diagnostic;
use crate::record::{Coverage, Entity, Front, Record, Report, SCHEMA_VERSION, Source, Unread};

/// Reports that are to be one data set, in the order of their years and parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged(Vec<Report>);

/// The data set as its document.
#[derive(Serialize)]
struct Whole<'r> {
    schema_version: &'static str,
    reports: Vec<Head<'r>>,
    objectives: Vec<MergedRow<'r, &'r Record>>,
    indicators: Vec<MergedRow<'r, &'r Record>>,
    diagnostics: Vec<MergedRow<'r, Dated<'r>>>,
}

/// What a report holds beside its records and findings.
#[derive(Serialize)]
struct Head<'r> {
    source: &'r Source,
    report: &'r Front,
    entities: &'r [Entity],
    coverage: &'r Coverage,
    unread: &'r [Unread],
}

/// An item, and the report that it comes from.
#[derive(Serialize)]
struct MergedRow<'r, T> {
    source_file: &'r str,
    source_sha256: &'r str,
    #[serde(flatten)]
    item: T,
}

/// A finding with the year and part that a record has of its own.
#[derive(Serialize)]
struct Dated<'r> {
    year: Option<i32>,
    part: Option<u32>,
    #[serde(flatten)]
    finding: &'r Diagnostic,
}

impl Merged {
    /// The formats that a data set can be written in.
    pub const FORMATS: [Format; 3] = [Format::Json, Format::Jsonl, Format::Csv];

    /// Puts reports in order, whatever order they come in.
    pub fn new(mut reports: Vec<Report>) -> Self {
        reports.sort_by(|a, b| {
            let key = |report: &Report| (report.report.year, report.report.part);
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.source.file, &a.source.sha256).cmp(&(&b.source.file, &b.source.sha256)))
        });
        Self(reports)
    }

    /// The reports in their order.
    pub fn reports(&self) -> &[Report] {
        &self.0
    }

    /// How many files the data set is in a format.
    pub fn files(format: Format) -> usize {
        match format {
            Format::Json | Format::Jsonl | Format::Xlsx => 1,
            Format::Csv | Format::Parquet | Format::Datapackage => Table::ALL.len(),
        }
    }

    /// The data set in a format, file by file.
    ///
    /// # Errors
    /// Where it has no place in the format.
    pub fn render(&self, format: Format, options: &Options) -> io::Result<Vec<OutputFile>> {
        match format {
            Format::Json => {
                let whole = self.whole();
                let written = if options.compact {
                    serde_json::to_vec(&whole)
                } else {
                    serde_json::to_vec_pretty(&whole)
                };
                let mut bytes = written?;
                bytes.push(b'\n');
                Ok(vec![OutputFile { name: "merged.json", bytes }])
            }
            // a workbook is for people, who ask about one report; programs read many Parquet files as one table; and a
            // data package names one source
            Format::Xlsx | Format::Parquet | Format::Datapackage => Err(io::ErrorKind::Unsupported.into()),
            Format::Jsonl => {
                let mut bytes = Vec::new();
                for report in &self.0 {
                    jsonl::LineWriter.write(report, options, &mut bytes)?;
                }
                Ok(vec![OutputFile { name: "merged.jsonl", bytes }])
            }
            Format::Csv => {
                let reports: Vec<&Report> = self.0.iter().collect();
                let each = |table: Csv| {
                    let mut bytes = Vec::new();
                    table.write_all(&reports, true, options.csv_dialect, &mut bytes)?;
                    Ok(OutputFile { name: table.file_name(), bytes })
                };
                Table::ALL.into_iter().map(Csv).map(each).collect()
            }
        }
    }

    fn whole(&self) -> Whole<'_> {
        Whole {
            schema_version: SCHEMA_VERSION,
            reports: self.0.iter().map(head).collect(),
            objectives: self.0.iter().flat_map(|report| rows(report, &report.objectives)).collect(),
            indicators: self.0.iter().flat_map(|report| rows(report, &report.indicators)).collect(),
            diagnostics: self
                .0
                .iter()
                .flat_map(|report| {
                    let (year, part) = (report.report.year, report.report.part);
                    report.diagnostics.iter().map(move |finding| row(report, Dated { year, part, finding }))
                })
                .collect(),
        }
    }
}

fn head(report: &Report) -> Head<'_> {
    Head {
        source: &report.source,
        report: &report.report,
        entities: &report.entities,
        coverage: &report.coverage,
        unread: &report.unread,
    }
}

fn rows<'r>(report: &'r Report, records: &'r [Record]) -> impl Iterator<Item = MergedRow<'r, &'r Record>> {
    records.iter().map(|record| row(report, record))
}

fn row<T>(report: &Report, item: T) -> MergedRow<'_, T> {
    MergedRow { source_file: &report.source.file, source_sha256: &report.source.sha256, item }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    /// Two years of the sample, the later one first.
    fn merged() -> Merged {
        let mut later = sample::report();
        later.report.year = Some(2022);
        later.source.sha256 = "1".repeat(64);
        for record in later.objectives.iter_mut().chain(&mut later.indicators) {
            record.year = Some(2022);
        }
        Merged::new(vec![later, sample::report()])
    }

    #[test]
    fn lines_of_all_reports_follow_each_other() {
        let documents = merged().render(Format::Jsonl, &Options::default()).unwrap();
        let lines = std::str::from_utf8(&documents[0].bytes).unwrap().lines();
        let lines: Vec<serde_json::Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            lines.iter().map(|line| line["year"].as_i64()).collect::<Vec<_>>(),
            [Some(2021), Some(2021), Some(2022), Some(2022)]
        );
    }

    #[test]
    fn every_row_names_its_report_and_is_otherwise_as_it_was() {
        let documents = merged().render(Format::Json, &Options::default()).unwrap();
        let whole: serde_json::Value = serde_json::from_slice(&documents[0].bytes).unwrap();
        assert_eq!(whole["reports"][0]["report"]["year"], 2021);
        assert_eq!(whole["reports"][1]["entities"].as_array().unwrap().len(), 2);
        for (kind, records) in
            [("objectives", sample::report().objectives), ("indicators", sample::report().indicators)]
        {
            assert_eq!(whole[kind].as_array().unwrap().len(), 2, "{kind}");
            let mut row = whole[kind][0].clone();
            let keys = row.as_object_mut().unwrap();
            assert_eq!(keys.remove("source_file").unwrap(), "report.pdf");
            assert_eq!(keys.remove("source_sha256").unwrap(), "0".repeat(64));
            assert_eq!(row, serde_json::to_value(&records[0]).unwrap());
        }
        let finding = &whole["diagnostics"][3];
        assert_eq!((&finding["year"], &finding["code"]), (&2022.into(), &"B103".into()));
    }

    #[test]
    fn tables_have_the_rows_of_all_years_under_one_header() {
        for document in merged().render(Format::Csv, &Options::default()).unwrap() {
            let mut table = ::csv::Reader::from_reader(document.bytes.as_slice());
            let header = table.headers().unwrap().clone();
            assert_eq!((&header[0], &header[header.len() - 1]), ("source_file", "source_sha256"));
            let years: Vec<String> = table.records().map(|row| row.unwrap()[1].to_owned()).collect();
            let half = years.len() / 2;
            assert!(half > 0 && years[..half].iter().all(|year| year == "2021"), "{}", document.name);
            assert!(years[half..].iter().all(|year| year == "2022"), "{}", document.name);
        }
    }
}
