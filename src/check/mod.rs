//! check: what a report contradicts, leaves out or prints oddly becomes findings.
//!
//! Reads the published model alone, so that a document that was written earlier can be checked as well as a PDF. Never
//! changes a record. Not for what was odd on the way to the records: that is found where it is seen, in the stages.
//!
//! Each check is a module with the codes that it gives; they look at the report through one `overview::Overview`.

mod budget;
mod contents;
mod cut;
mod deviations;
mod figures;
mod languages;
mod lists;
mod means;
mod mentions;
mod names;
mod nihil;
mod overview;
mod pairs;
mod percentages;
mod pictures;
mod references;
mod repeated;
mod results;
mod sides;
mod status;
mod tables;
mod thresholds;
mod untold;

use crate::diagnostic::{Code, Finding, Value};
use crate::record::{Record, Report};
use crate::wording::Wording;
use overview::Overview;

/// A check: the codes that it gives, and how it finds them.
struct Check {
    codes: &'static [Code],
    run: fn(&Overview<'_>, &mut Findings),
}

/// All checks, in the order of their families.
const CHECKS: &[Check] = &[
    pictures::CHECK,
    languages::CHECK,
    sides::CHECK,
    figures::CHECK,
    names::CHECK,
    lists::CHECK,
    thresholds::CHECK,
    results::CHECK,
    references::CHECK,
    budget::CHECK,
    cut::CHECK,
    status::CHECK,
    tables::CHECK,
    means::CHECK,
    percentages::CHECK,
    pairs::CHECK,
    contents::CHECK,
    nihil::CHECK,
    repeated::CHECK,
    deviations::CHECK,
    mentions::CHECK,
    untold::CHECK,
];

/// What the checks have found so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    /// Something is odd about a record.
    fn about(&mut self, record: &Record, finding: Finding) {
        self.0.push(finding.about(&record.id, &record.source));
    }

    /// Something is odd about the report as a whole, or about one of its pages.
    fn of_report(&mut self, page: Option<u32>, finding: Finding) {
        self.0.push(Finding { page, ..finding });
    }
}

/// The page on which another record begins, as findings name it.
fn page_of(record: &Record) -> Value {
    record.first_page().map_or_else(|| "none".into(), Value::from)
}

/// Runs all checks on a report.
pub(crate) fn report_to_findings(report: &Report, wording: &Wording) -> Vec<Finding> {
    let overview = Overview::new(report, wording);
    let mut findings = Findings::default();
    for check in CHECKS {
        (check.run)(&overview, &mut findings);
    }
    findings.0
}

/// Whether a code is given by a check, and not by a stage on the way to the records.
pub(crate) fn is_checked(code: Code) -> bool {
    CHECKS.iter().any(|check| check.codes.contains(&code))
}

#[cfg(test)]
mod fixtures;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_of_languages_values_and_consistency_belongs_to_one_check() {
        let given: Vec<Code> = CHECKS.iter().flat_map(|check| check.codes).copied().collect();
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), given.len());
        let elsewhere: Vec<&Code> =
            Code::ALL.iter().filter(|code| **code > Code::B299 && !is_checked(**code)).collect();
        assert_eq!(elsewhere, [&Code::B405, &Code::B601], "seen where headers are read, and on writing");
    }
}
