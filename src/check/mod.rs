//! check: what a report contradicts, leaves out or prints oddly becomes findings.
//!
//! Reads the published model alone, so that a document that was written earlier can be checked as well as a PDF. Never
//! changes a record. Not for what was odd on the way to the records: that is found where it is seen, in the stages.
//!
//! Each check is a module with the codes that it gives; they look at the report through one `overview::Overview`.

mod budget;
mod completeness;
mod contents;
mod cut;
mod deviations;
mod facts;
mod families;
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
mod progress;
mod quantities;
mod references;
mod repeated;
mod results;
mod sides;
mod status;
mod tables;
mod text;
mod thresholds;
mod untold;

use crate::diagnostic::{Code, Finding, Value};
use crate::record::{Record, Report};
use crate::wording::Wording;
pub(crate) use completeness::Completeness;
use overview::Overview;

/// A check: the codes that it gives, and how it finds them.
struct Check {
    codes: &'static [Code],
    run: fn(&Overview<'_>, &mut Findings),
}

/// All checks, in the order of their families.
const CHECKS: &[Check] = &[
    completeness::CHECK,
    pictures::CHECK,
    languages::CHECK,
    sides::CHECK,
    figures::CHECK,
    names::CHECK,
    lists::CHECK,
    thresholds::CHECK,
    results::CHECK,
    references::CHECK,
    families::CHECK,
    budget::CHECK,
    cut::CHECK,
    text::CHECK,
    status::CHECK,
    tables::CHECK,
    means::CHECK,
    percentages::CHECK,
    progress::CHECK,
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
    /// Something is odd about a record, or about a field of it.
    fn about(&mut self, record: &Record, finding: Finding) {
        let places = match finding.field {
            Some(field) => record.places_of(field, finding.language),
            None => &record.source,
        };
        self.0.push(finding.about(&record.id, places));
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

/// Runs all checks on a report. What a check gives counts where all that it needs is there.
pub(crate) fn report_to_findings(report: &Report, wording: &Wording) -> Vec<Finding> {
    let overview = Overview::new(report, wording);
    let mut findings = Findings::default();
    for check in CHECKS {
        (check.run)(&overview, &mut findings);
    }
    let allows = |finding: &Finding| overview.completeness.allows(finding.code, finding.record.as_deref());
    facts::once(findings.0.into_iter().filter(|finding| allows(finding)).collect(), &overview)
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
    use crate::geometry::Rect;
    use crate::language::Language;
    use crate::source::{Field, Place, SourceKey};

    #[test]
    fn a_finding_about_a_field_stands_where_the_field_does() {
        let place = |page| Place::new(page, "", Rect::default());
        let mut record = fixtures::objective("1.1");
        record.source = vec![place(1), place(2)];
        let boxes = [
            (SourceKey::Whole(Field::Result), 2),
            (SourceKey::Text(Field::Description, Language::Nl), 3),
            (SourceKey::Label(Field::Operational), 4),
            (SourceKey::Title(Field::Operational, Language::Fr), 5),
        ];
        record.sources = boxes.into_iter().map(|(key, page)| (key, vec![place(page)])).collect();
        let page = |field: Option<Field>, language| {
            let mut findings = Findings::default();
            findings.about(&record, Finding { field, language, ..Finding::new(Code::B401) });
            findings.0[0].page
        };
        assert_eq!(page(None, None), Some(1));
        assert_eq!(page(Some(Field::Result), None), Some(2));
        assert_eq!(page(Some(Field::Description), Some(Language::Nl)), Some(3));
        assert_eq!(page(Some(Field::Description), Some(Language::Fr)), Some(3), "the other language's");
        assert_eq!(page(Some(Field::Operational), None), Some(4));
        assert_eq!(page(Some(Field::Operational), Some(Language::Nl)), Some(5));
        assert_eq!(page(Some(Field::Red), None), Some(1), "not printed");
    }

    #[test]
    fn every_code_of_languages_values_and_consistency_belongs_to_one_check() {
        let given: Vec<Code> = CHECKS.iter().flat_map(|check| check.codes).copied().collect();
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), given.len());
        let elsewhere: Vec<&Code> =
            Code::ALL.iter().filter(|code| **code > Code::B299 && !is_checked(**code)).collect();
        assert_eq!(elsewhere, [&Code::B405, &Code::B601], "seen where headers are read, and on writing");
    }
}
