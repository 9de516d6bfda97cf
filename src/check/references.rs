//! References that repeat, skip, or stand under what they do not belong to.
//!
//! Not for references in running text: those are in `mentions`.

use std::collections::HashMap;

use super::overview::RecordRun;
use super::{Check, Findings, Overview, page_of};
use crate::diagnostic::{Code, Finding};
use crate::record::{Record, Unit};
use crate::source::Field;

pub(super) const CHECK: Check =
    Check { codes: &[Code::B404, Code::B510, Code::B511, Code::B512, Code::B540], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        unread(record, findings);
        let Unit { label, reference, .. } = &record.operational;
        if label.is_none() && reference.is_none() {
            findings.about(record, Finding::new(Code::B540).of(Field::Operational));
        }
    }
    for stretch in &overview.objectives {
        repeated(stretch, findings, |record| record.operational.reference.clone());
        sequence(stretch, Field::Strategic, findings);
        sequence(stretch, Field::Operational, findings);
    }
    for stretch in &overview.indicators {
        repeated(stretch, findings, |record| {
            let own = record.unit(Field::Kpi)?.reference.as_deref()?;
            let objective = record.operational.reference.as_deref()?;
            Some(if own == objective { own.to_owned() } else { format!("{objective}, {own}") })
        });
    }
    for stretch in overview.objectives.iter().chain(&overview.indicators) {
        misplaced(stretch, findings);
    }
}

/// Labels in which no number was found.
fn unread(record: &Record, findings: &mut Findings) {
    for field in [Field::Strategic, Field::Operational, Field::Kpi] {
        if let Some(Unit { label: Some(label), reference: None, .. }) = record.unit(field) {
            findings.about(record, Finding::new(Code::B404).of(field).with("label", label.as_str()));
        }
    }
}

/// References that an earlier record of the stretch has.
fn repeated(stretch: RecordRun<'_>, findings: &mut Findings, reference: impl Fn(&Record) -> Option<String>) {
    let mut seen: HashMap<String, &Record> = HashMap::new();
    for record in stretch {
        let Some(reference) = reference(record) else { continue };
        match seen.get(&reference) {
            Some(first) => {
                let finding =
                    Finding::new(Code::B510).with("reference", reference).with("page", page_of(first));
                findings.about(record, finding.related_to(&first.id));
            }
            None => {
                seen.insert(reference, record);
            }
        }
    }
}

/// The last number of a reference and what stands before it: `2.10` is `10` in `2`.
fn parts(reference: &str) -> Option<(&str, u32)> {
    let (parent, last) = reference.rsplit_once('.').unwrap_or(("", reference));
    Some((parent, last.parse().ok()?))
}

/// References that are not the next after the one above. One that is carried down is asked once.
fn sequence(stretch: RecordRun<'_>, field: Field, findings: &mut Findings) {
    let mut highest: HashMap<&str, u32> = HashMap::new();
    let mut last = None;
    for record in stretch {
        let unit = record.unit(field);
        let Some(reference) = unit.and_then(|unit| unit.reference.as_deref()) else { continue };
        if field == Field::Strategic && last.replace(reference) == Some(reference) {
            continue;
        }
        let Some((parent, number)) = parts(reference) else { continue };
        let above = highest.entry(parent).or_default();
        let name =
            |number: u32| if parent.is_empty() { number.to_string() } else { format!("{parent}.{number}") };
        let finding = Finding::new(Code::B511).of(field).with("reference", reference);
        let finding = match number {
            _ if number < *above => Some(finding.with("gap", "none").with("above", name(*above))),
            _ if number <= *above + 1 => None,
            _ => {
                let gap = if number == *above + 2 { "one" } else { "more" };
                let finding = finding.with("gap", gap).with("from", name(*above + 1));
                Some(finding.with("to", name(number - 1)))
            }
        };
        *above = number.max(*above);
        if let Some(finding) = finding {
            findings.about(record, finding);
        }
    }
}

/// Operational references that begin with another number than that of the strategic objective over them.
fn misplaced(stretch: RecordRun<'_>, findings: &mut Findings) {
    let mut last: Option<(&Unit, &Unit)> = None;
    for record in stretch {
        let units = (&record.strategic, &record.operational);
        if last.replace(units) == Some(units) {
            continue;
        }
        let (Some(strategic), Some(operational)) = (&units.0.reference, &units.1.reference) else { continue };
        let Some((parent, _)) = parts(operational) else { continue };
        if !parent.is_empty()
            && !strategic.contains('.')
            && parent.split('.').next() != Some(strategic.as_str())
        {
            let finding =
                Finding::new(Code::B512).of(Field::Operational).with("reference", operational.as_str());
            findings.about(record, finding.with("strategic", strategic.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, indicator, objective, report, said};
    use super::*;

    fn of_objectives(references: &[&str]) -> Vec<Code> {
        codes(&CHECK, &report(references.iter().map(|reference| objective(reference)), []))
    }

    #[test]
    fn references_count_up_from_one_under_each_strategic_objective() {
        assert!(of_objectives(&["1.1", "1.2", "2.1", "2.2"]).is_empty());
        assert_eq!(of_objectives(&["1.1", "1.3"]), [Code::B511]);
        assert_eq!(of_objectives(&["1.2"]), [Code::B511]);
        assert_eq!(of_objectives(&["1.1", "1.3", "1.2", "1.4"]), [Code::B511, Code::B511]);
        let messages = said(&CHECK, &report([objective("1.1"), objective("1.5")], []));
        assert_eq!(messages[0].1, "1.2 to 1.4 before 1.5 are not in this table");
    }

    #[test]
    fn a_reference_names_one_thing_in_its_section_and_theme() {
        assert_eq!(of_objectives(&["1.1", "1.1"]), [Code::B510]);
        let under = |theme: &str| Record { theme: Some(theme.to_owned()), ..objective("1.1") };
        assert!(codes(&CHECK, &report([under("Ponts"), under("Bacs")], [])).is_empty());
        let indicators = [indicator("1.1", "1"), indicator("1.1", "2"), indicator("1.1", "1")];
        assert_eq!(codes(&CHECK, &report([], indicators)), [Code::B510]);
    }

    #[test]
    fn an_operational_objective_stands_under_the_strategic_one_that_it_is_numbered_after() {
        let mut record = objective("2.1");
        record.strategic.reference = Some("1".to_owned());
        assert_eq!(codes(&CHECK, &report([objective("1.1"), record], [])), [Code::B512]);
    }

    #[test]
    fn a_strategic_objective_that_is_missing_is_named_once() {
        let found = codes(&CHECK, &report(["1.1", "1.2", "3.1", "3.2"].map(objective), []));
        assert_eq!(found, [Code::B511]);
    }

    #[test]
    fn a_record_without_a_reference_is_named() {
        let unnamed = Record { operational: Unit::default(), ..objective("1.1") };
        assert_eq!(codes(&CHECK, &report([unnamed], [])), [Code::B540]);
    }

    #[test]
    fn a_label_without_a_number_is_named() {
        let mut record = objective("1.1");
        record.operational = Unit { label: Some("O.O.".to_owned()), ..Unit::default() };
        assert_eq!(codes(&CHECK, &report([record], [])), [Code::B404]);
    }
}
