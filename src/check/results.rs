//! Results that are missing, no percentage, or just on a threshold.
//!
//! Not for the status that follows from one: that is in `status`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::Status;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B409, Code::B410, Code::B411], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        if record.result.raw.is_none() {
            findings.about(record, Finding::new(Code::B409).of(Field::Result));
        }
        let Some(result) = record.result.value else { continue };
        // A scale that leaves the percentages is named by its thresholds.
        let scale = [record.red.value, record.green.value];
        let percentages = scale.into_iter().flatten().all(|threshold| (0.0..=100.0).contains(&threshold));
        if percentages && !(0.0..=100.0).contains(&result) {
            findings.about(record, Finding::new(Code::B410).of(Field::Result).with("value", result));
        }
        if let [Some(red), Some(green)] = scale {
            let side = match record.status {
                Status::Realised if result == green => "green",
                Status::NotRealised if result == red => "red",
                _ => continue,
            };
            let finding = Finding::new(Code::B411).of(Field::Result).with("value", result);
            findings.about(record, finding.with("threshold", side));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, measured, objective, report};
    use super::*;

    fn found(red: &str, green: &str, result: &str, status: Status) -> Vec<Code> {
        let record = measured(objective("1.1"), red, green, result);
        codes(&CHECK, &report([crate::record::Record { status, ..record }], []))
    }

    #[test]
    fn a_result_that_is_missing_or_no_percentage_is_named() {
        assert_eq!(found("70", "90", "", Status::NotMeasured), [Code::B409]);
        assert_eq!(found("70", "90", "120", Status::Realised), [Code::B410]);
        assert!(found("700", "900", "800", Status::PartiallyRealised).is_empty());
        assert!(found("70", "90", "80", Status::PartiallyRealised).is_empty());
    }

    #[test]
    fn a_result_on_a_threshold_is_named_with_its_side() {
        assert_eq!(found("70", "90", "90", Status::Realised), [Code::B411]);
        assert_eq!(found("70", "90", "70", Status::NotRealised), [Code::B411]);
        assert!(found("", "90", "90", Status::NotMeasured).is_empty());
    }
}
