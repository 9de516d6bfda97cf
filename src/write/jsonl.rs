//! The report's records as JSON Lines: one record a line, the objectives before the indicators.
//!
//! A line stands alone: beside what the record holds in the report document, it names the file that was read and the list
//! of the document in which the record stands. Not for what is not a record: the front matter, the administrations, the
//! findings and the coverage stand in the document alone.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Options, Writer};
use crate::record::{Kind, Record, Report};

/// `report.jsonl`.
pub(super) struct LineWriter;

/// One line: a record, and what makes it stand alone.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Line of a report's records")]
pub(super) struct RecordLine<'r> {
    /// Name of the file that was read, without its folder.
    source_file: &'r str,
    /// Whether the record is one of the `objectives` or one of the `indicators`.
    kind: Kind,
    #[serde(flatten)]
    record: &'r Record,
}

impl Writer for LineWriter {
    fn file_name(&self) -> &'static str {
        "report.jsonl"
    }

    fn write(&self, report: &Report, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let objectives = report.objectives.iter().map(|record| (Kind::Objectives, record));
        let indicators = report.indicators.iter().map(|record| (Kind::Indicators, record));
        for (kind, record) in objectives.chain(indicators) {
            serde_json::to_writer(&mut *out, &RecordLine { source_file: &report.source.file, kind, record })?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::write::sample;

    #[test]
    fn every_record_reads_back_from_a_line_of_its_own_that_says_where_it_comes_from() {
        let report = sample::report();
        let mut bytes = Vec::new();
        LineWriter.write(&report, &Options::default(), &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap().split('\n').collect();
        let records = [("objectives", &report.objectives[0]), ("indicators", &report.indicators[0])];
        assert_eq!(lines.len(), records.len());
        for (line, (kind, record)) in lines.iter().zip(records) {
            let mut line: Value = serde_json::from_str(line).unwrap();
            let keys = line.as_object_mut().unwrap();
            assert_eq!(keys.remove("source_file").unwrap(), "report.pdf");
            assert_eq!(keys.remove("kind").unwrap(), kind);
            assert_eq!(line, serde_json::to_value(record).unwrap(), "no other key is new, lost or renamed");
            assert_eq!(&serde_json::from_value::<Record>(line).unwrap(), record);
        }
    }
}
