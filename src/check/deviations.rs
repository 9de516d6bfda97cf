//! What was not realised, or in part, without a word on why.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::record::Status;

pub(super) const CHECK: Check = Check { codes: &[Code::B518], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        let short = match record.status {
            Status::PartiallyRealised => "realised in part",
            Status::NotRealised => "not realised",
            Status::Realised | Status::NotMeasured => continue,
        };
        if record.deviation.is_empty() {
            findings.about(record, Code::B518, format!("it was {short}, and no reason is given"));
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
