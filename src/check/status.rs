//! A printed status that is not the one that follows from thresholds and result.
//!
//! Not for working the status out: that is done in `judge/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::StatusSource;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B501], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        let computed = record.status_source == Some(StatusSource::Thresholds);
        if let Some(printed) =
            record.status_printed.filter(|printed| computed && printed.value != record.status)
        {
            let by = if printed.by == StatusSource::Text { "text" } else { "shading" };
            let finding = Finding::new(Code::B501).of(Field::Result).with("by", by);
            let finding = finding.with("printed", printed.value.name()).with("status", record.status.name());
            findings.about(record, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, measured, objective, report};
    use super::*;
    use crate::record::{PrintedStatus, Record, Status};

    #[test]
    fn a_printed_status_that_the_figures_do_not_give_is_named() {
        let found = |source, value| {
            let record = Record {
                status: Status::Realised,
                status_source: Some(source),
                status_printed: Some(PrintedStatus { value, by: StatusSource::Shading }),
                ..measured(objective("1.1"), "70", "90", "95")
            };
            codes(&CHECK, &report([record], []))
        };
        assert_eq!(found(StatusSource::Thresholds, Status::NotRealised), [Code::B501]);
        assert!(found(StatusSource::Thresholds, Status::Realised).is_empty());
        assert!(found(StatusSource::Shading, Status::NotRealised).is_empty());
    }
}
