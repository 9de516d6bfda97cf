//! The report document as JSON: everything that the model holds, one document a report.
//!
//! Not for choosing or renaming keys: the model's own derivations in `record` say what stands in the file.

use std::io;

use super::{Options, Writer};
use crate::record::Report;

/// `report.json`.
pub(super) struct JsonWriter;

impl Writer for JsonWriter {
    fn file_name(&self) -> &'static str {
        "report.json"
    }

    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        if options.compact {
            serde_json::to_writer(&mut *out, report)?;
        } else {
            serde_json::to_writer_pretty(&mut *out, report)?;
        }
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    fn written(report: &Report) -> Vec<u8> {
        written_as(report, &Options::default())
    }

    fn written_as(report: &Report, options: &Options) -> Vec<u8> {
        let mut bytes = Vec::new();
        JsonWriter.write(report, options, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_report() {
        let report = sample::report();
        assert_eq!(serde_json::from_slice::<Report>(&written(&report)).unwrap(), report);
    }

    #[test]
    fn compact_json_says_the_same_in_one_line() {
        let report = sample::report();
        let compact = written_as(&report, &Options { compact: true, ..Options::default() });
        assert_eq!(compact.iter().filter(|byte| **byte == b'\n').count(), 1);
        assert_eq!(serde_json::from_slice::<Report>(&compact).unwrap(), report);
    }

    #[test]
    fn keys_of_the_other_kind_are_left_out_and_absent_values_are_null() {
        let document: serde_json::Value = serde_json::from_slice(&written(&sample::report())).unwrap();
        let (objective, indicator) = (&document["objectives"][0], &document["indicators"][0]);
        assert!(objective.get("kpi").is_none() && objective.get("weight").is_none());
        assert!(indicator.get("budget_refs").is_none() && indicator.get("actions").is_none());
        assert!(objective["theme"].is_null() && objective.get("theme").is_some());
        assert_eq!(objective["operational"]["ref"], "1.1");
    }
}
