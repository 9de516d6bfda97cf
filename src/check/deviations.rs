//! What was not realised, or in part, without a word on why.
//!
//! Not for whether the words explain anything.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::Status;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B518], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        let short = matches!(record.status, Status::PartiallyRealised | Status::NotRealised);
        if short && record.deviation.is_empty() {
            let finding = Finding::new(Code::B518).of(Field::Deviation);
            findings.about(record, finding.with("status", record.status.name()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, objective, report, texts};
    use super::*;
    use crate::record::Record;

    #[test]
    fn what_fell_short_needs_a_reason() {
        let found = |status, reason: &str| {
            let record = Record { status, deviation: texts(reason, ""), ..objective("1.1") };
            codes(&CHECK, &report([record], []))
        };
        assert_eq!(found(Status::NotRealised, ""), [Code::B518]);
        assert_eq!(found(Status::PartiallyRealised, ""), [Code::B518]);
        assert!(found(Status::NotRealised, "Crue du lac").is_empty());
        assert!(found(Status::Realised, "").is_empty());
    }
}
