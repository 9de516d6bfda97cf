//! Objectives without indicators, and indicators without their objective.
//!
//! Not for which indicators belong to an objective: that is told in `judge/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B508, Code::B509], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for measured in overview.measured.iter().filter(|measured| measured.measurable) {
        if measured.indicators.is_empty() {
            findings.about(measured.objective, Finding::new(Code::B508).of(Field::Kpi));
        }
    }
    for orphan in &overview.orphans {
        let label = orphan.operational.label.as_deref().or(orphan.operational.reference.as_deref());
        findings.about(orphan, Finding::new(Code::B509).with("label", label.unwrap_or("none")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, indicator, objective, report};
    use super::*;

    #[test]
    fn what_one_table_prints_and_the_other_does_not_is_named() {
        let objectives = [objective("1.1"), objective("1.2")];
        let indicators = [indicator("1.1", "1"), indicator("1.3", "1"), indicator("1.3", "2")];
        assert_eq!(codes(&CHECK, &report(objectives, indicators)), [Code::B508, Code::B509]);
    }

    #[test]
    fn without_the_other_table_nothing_is_missing_from_it() {
        assert!(codes(&CHECK, &report([objective("1.1")], [])).is_empty());
        assert!(codes(&CHECK, &report([], [indicator("1.1", "1")])).is_empty());
    }
}
