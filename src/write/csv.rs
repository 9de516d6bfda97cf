//! The report as tables in text: `objectives.csv`, `indicators.csv`, `entities.csv`, `diagnostics.csv`.
//!
//! The columns are those of `columns`; an absent value is an empty cell, and CRLF stands between rows; the rest is the
//! dialect's. Not for what has no place in a row: the front matter, the coverage and the boxes of records stand in the JSON
//! alone.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::columns::{CellValue, Table, TableColumns, TableRow, TableUser};
use super::{Dialect, Options, Writer};
use crate::record::Report;

/// A table as CSV.
#[derive(Debug, Clone, Copy)]
pub(super) struct Csv(pub(super) Table);

impl Writer for Csv {
    fn file_name(&self) -> &'static str {
        match self.0 {
            Table::Objectives => "objectives.csv",
            Table::Indicators => "indicators.csv",
            Table::Entities => "entities.csv",
            Table::Diagnostics => "diagnostics.csv",
        }
    }

    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_all(&[report], false, options.csv_dialect, out)
    }
}

impl Csv {
    /// Writes the rows of several reports under one header; with `sha256`, a last column tells reports apart whose files
    /// have the same name.
    pub(super) fn write_all(
        self,
        reports: &[&Report],
        sha256: bool,
        dialect: Dialect,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        self.0.give(reports, Writing { sha256, dialect, out })
    }
}

/// Where a table goes, and how.
struct Writing<'o> {
    sha256: bool,
    dialect: Dialect,
    out: &'o mut dyn io::Write,
}

impl TableUser for Writing<'_> {
    type Output = io::Result<()>;

    /// Writes a header and the rows under it.
    fn take<'r, T: 'r>(self, columns: TableColumns<'r, T>, rows: Vec<TableRow<'r, T>>) -> Self::Output {
        let Self { sha256, dialect, out } = self;
        let columns = columns.ending(sha256);
        out.write_all(dialect.start().as_bytes())?;
        let mut builder = WriterBuilder::new();
        let mut writer = builder.delimiter(dialect.delimiter()).terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(columns.list.iter().map(|column| column.name()))?;
        for row in rows {
            writer.write_record(columns.list.iter().map(|column| match (column.cell)(&row) {
                number @ CellValue::Number(_) => dialect.number(number.to_string()),
                other => dialect.text(other.to_string()),
            }))?;
        }
        writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

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
        assert_eq!(rows("entities.csv")[0]["tables_nihil"], "false");
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
