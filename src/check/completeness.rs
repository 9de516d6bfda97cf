//! Whether a document holds the records that it lists, and which checks cannot be made where it does not.
//!
//! A document may have been filtered, or be another program's. Each check is made on the records that are there; what it
//! gives counts where nothing that it needs is missing. Not for records that the report itself does not print.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::record::{Kind, Own, Record, Report, Texts};

pub(super) const CHECK: Check = Check { codes: &[Code::B531], run };

/// What has to be there so that a check can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    /// The record itself.
    Record,
    /// An objective and its indicators.
    Family,
    /// The tables of its section.
    Section,
    /// All records.
    Report,
}

/// What the check that gives a code needs.
fn needs(code: Code) -> Needs {
    match code {
        Code::B502
        | Code::B503
        | Code::B504
        | Code::B505
        | Code::B506
        | Code::B509
        | Code::B519
        | Code::B525
        | Code::B533 => Needs::Family,
        Code::B508
        | Code::B510
        | Code::B511
        | Code::B524
        | Code::B535
        | Code::B536
        | Code::B538
        | Code::B539 => Needs::Section,
        Code::B115
        | Code::B305
        | Code::B307
        | Code::B413
        | Code::B513
        | Code::B514
        | Code::B515
        | Code::B517
        | Code::B523
        | Code::B537 => Needs::Report,
        _ => Needs::Record,
    }
}

/// The section of an administration, by the administration's id.
type Section<'a> = (&'a str, Option<&'a Texts>);

/// Which records of a document are there.
pub(crate) struct Completeness<'a> {
    records: HashMap<&'a str, &'a Record>,
    /// Sections that lack records, or have others than they list.
    partial: HashSet<Section<'a>>,
}

impl<'a> Completeness<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let records = || report.objectives.iter().chain(&report.indicators);
        let mut counts: HashMap<(Section<'_>, Kind), (u64, u64)> = HashMap::new();
        for entity in &report.entities {
            for table in &entity.tables {
                let section = (entity.id.as_str(), table.section.as_ref());
                counts.entry((section, table.kind)).or_default().0 += u64::from(table.records);
            }
        }
        for record in records() {
            counts.entry((section(record), record.kind())).or_default().1 += 1;
        }
        let partial = counts.into_iter().filter(|(_, (listed, here))| listed != here);
        Self {
            records: records().map(|record| (record.id.as_str(), record)).collect(),
            partial: partial.map(|((section, _), _)| section).collect(),
        }
    }

    /// Whether the check that gives a code could be made on all that it needs.
    pub(crate) fn allows(&self, code: Code, record: Option<&str>) -> bool {
        let record = record.and_then(|id| self.records.get(id));
        match (needs(code), record) {
            (Needs::Record, _) => true,
            (Needs::Family, Some(record)) => self.has_family(record),
            (Needs::Section, Some(record)) => !self.partial.contains(&section(record)),
            (Needs::Report, _) | (_, None) => self.is_whole(),
        }
    }

    /// Whether an earlier finding tells of a check that cannot be made again, about a record that is here.
    pub(crate) fn keeps(&self, finding: &Diagnostic) -> bool {
        let Diagnostic { code, record, related, .. } = finding;
        let cannot = |id: &String| self.records.contains_key(id.as_str()) && !self.allows(*code, Some(id));
        match record {
            Some(record) => cannot(record),
            None if related.is_empty() => !self.allows(*code, None),
            None => related.iter().any(cannot),
        }
    }

    fn is_whole(&self) -> bool {
        self.partial.is_empty() && self.records.values().all(|record| self.has_family(record))
    }

    /// Whether the records that a record names are there.
    fn has_family(&self, record: &Record) -> bool {
        let is_here = |id: &String| self.records.contains_key(id.as_str());
        match &record.own {
            Own::Objective(own) => own.indicators.iter().all(is_here),
            Own::Indicator(own) => own.objective.iter().all(is_here),
        }
    }
}

fn section(record: &Record) -> Section<'_> {
    (&record.entity_id, record.section.as_ref())
}

/// Lists the checks that were not made, and on how much.
fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let completeness = &overview.completeness;
    if completeness.is_whole() {
        return;
    }
    let mut codes: BTreeMap<Needs, BTreeSet<String>> = BTreeMap::new();
    for &code in super::CHECKS.iter().flat_map(|check| check.codes) {
        codes.entry(needs(code)).or_default().insert(code.to_string());
    }
    let families = overview.records().filter(|record| !completeness.has_family(record)).count();
    let listed = |needs| codes.get(&needs).into_iter().flatten().cloned().collect::<Vec<_>>();
    let finding = Finding::new(Code::B531)
        .with("listed", overview.report.listed())
        .with("here", overview.records().count())
        .with("of_report", listed(Needs::Report))
        .with("sections", completeness.partial.len())
        .with("of_section", listed(Needs::Section))
        .with("families", families)
        .with("of_family", listed(Needs::Family));
    findings.of_report(None, finding);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{indicator, measured, objective, report};
    use super::super::report_to_findings;
    use super::*;
    use crate::wording::Wording;

    fn codes(report: &Report) -> BTreeSet<Code> {
        report_to_findings(report, Wording::known()).into_iter().map(|finding| finding.code).collect()
    }

    /// Three objectives, the second without thresholds; the last one's result is not that of its indicator.
    fn whole() -> Report {
        let objectives = [
            measured(objective("1.1"), "70", "90", "80"),
            objective("1.2"),
            measured(objective("1.3"), "70", "90", "80"),
        ];
        report(objectives, [measured(indicator("1.3", "1"), "70", "90", "95")])
    }

    #[test]
    fn a_whole_document_is_checked_wholly() {
        assert!(!codes(&whole()).contains(&Code::B531));
        assert!(codes(&whole()).is_superset(&[Code::B402, Code::B502].into()));
    }

    #[test]
    fn a_record_is_checked_where_others_are_missing_and_what_needs_them_is_listed() {
        let mut report = whole();
        report.objectives.remove(0);
        let found = codes(&report);
        assert!(found.is_superset(&[Code::B402, Code::B502, Code::B531].into()), "{found:?}");
        assert!(!found.contains(&Code::B511), "that 1.1 is missing tells nothing of the report");
    }

    #[test]
    fn an_objective_whose_indicator_is_missing_is_not_compared_with_any() {
        let mut report = whole();
        report.indicators.clear();
        let found = codes(&report);
        assert!(found.contains(&Code::B402) && found.contains(&Code::B531));
        assert!(found.is_disjoint(&[Code::B502, Code::B508, Code::B519].into()), "{found:?}");
    }

    #[test]
    fn what_was_found_on_the_whole_report_is_kept_where_it_cannot_be_found_again() {
        let mut report = whole();
        report.objectives.remove(0);
        let completeness = Completeness::of(&report);
        let keeps = |code, record: &str| {
            let of = |finding: Finding| completeness.keeps(&finding.into());
            let together = Finding::new(code).related_to("o:1.1").related_to(record);
            let alone = of(Finding::new(code).about(record, &[]));
            assert_eq!(of(together), alone, "a finding of several records");
            alone
        };
        assert!(keeps(Code::B511, "o:1.2"));
        assert!(!keeps(Code::B402, "o:1.2"), "is found again");
        assert!(!keeps(Code::B511, "o:1.1"), "of a record that is not here");
    }
}
