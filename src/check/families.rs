//! A value against its siblings: the thresholds of one table, the budget references of one administration, the titles of
//! one reference.
//!
//! Not for an objective against its own indicators: that is in `tables` and `means`.

use std::collections::HashMap;

use super::overview::RecordRun;
use super::{Check, Findings, Overview, page_of};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::language::Language;
use crate::record::Record;
use crate::source::Field;
use crate::wording::letters;

pub(super) const CHECK: Check =
    Check { codes: &[Code::B535, Code::B536, Code::B537, Code::B538, Code::B539], run };

/// Tolerances of this check.
struct Tolerances {
    /// So many siblings that agree, at least, show how a family has it.
    siblings: usize,
    /// Of so many siblings, one at most may have it otherwise; where more do, the family has no one way.
    seldom: usize,
    /// Shorter titles, in letters and figures, are the same by chance.
    letters: usize,
}

const TOLERANCES: Tolerances = Tolerances { siblings: 4, seldom: 5, letters: 12 };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let indicators: HashMap<&str, &[&Record]> = overview
        .measured
        .iter()
        .map(|measured| (measured.objective.id.as_str(), measured.indicators.as_slice()))
        .collect();
    for table in overview.tables() {
        turned(table, &indicators, findings);
    }
    for stretch in overview.objectives.iter().chain(&overview.indicators) {
        thresholds(stretch, findings);
    }
    let objectives = &overview.report.objectives;
    for administration in objectives.chunk_by(|a, b| a.entity_id == b.entity_id) {
        missions(administration, findings);
    }
    for stretch in overview.objectives.iter().chain(&overview.indicators) {
        titles(stretch, Field::Strategic, findings);
        titles(stretch, Field::Operational, findings);
    }
}

/// The value that a family has, but for few of its members.
fn usual<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let count = |value: T| values.iter().filter(|&&other| other == value).count();
    let usual = values.iter().copied().max_by_key(|&value| count(value))?;
    let (agree, others) = (count(usual), values.len() - count(usual));
    (agree >= TOLERANCES.siblings && others * TOLERANCES.seldom <= values.len()).then_some(usual)
}

/// Thresholds of a record.
fn pair(record: &Record) -> Option<(f64, f64)> {
    Some((record.red.value?, record.green.value?))
}

/// Thresholds the other way round than those of several other records of the table, or of an indicator of the objective.
fn turned(table: RecordRun<'_>, indicators: &HashMap<&str, &[&Record]>, findings: &mut Findings) {
    let pairs: Vec<(f64, f64)> = table.iter().filter_map(pair).collect();
    let count = |pair: (f64, f64)| pairs.iter().filter(|&&other| other == pair).count();
    for record in table {
        let Some((red, green)) = pair(record).filter(|(red, green)| red != green) else { continue };
        let is_turned = |other: &&&Record| pair(other) == Some((green, red));
        let indicator = indicators.get(record.id.as_str()).and_then(|own| own.iter().find(is_turned));
        let of_table = count((red, green)) == 1 && count((green, red)) >= TOLERANCES.siblings;
        let siblings = match indicator {
            _ if of_table => "table",
            Some(_) => "indicator",
            None => continue,
        };
        let finding = Finding::new(Code::B535).of(Field::Red).with("siblings", siblings);
        let finding = finding.with("red", red).with("green", green);
        let related = indicator.map(|indicator| indicator.id.clone()).into_iter().collect();
        findings.about(record, Finding { related, ..finding });
    }
}

/// One threshold of one record that differs, where all others under the theme have the same two.
fn thresholds(stretch: RecordRun<'_>, findings: &mut Findings) {
    let pairs: Vec<(f64, f64)> = stretch.iter().filter_map(pair).collect();
    let Some(usual) = usual(&pairs) else { return };
    // where several have other thresholds, that is how some are measured there
    if pairs.iter().filter(|&&pair| pair != usual).count() != 1 {
        return;
    }
    for record in stretch {
        let Some((red, green)) = pair(record) else { continue };
        if (red == usual.0) != (green == usual.1) {
            let field = if red == usual.0 { Field::Green } else { Field::Red };
            let finding = Finding::new(Code::B536).of(field).with("red", red).with("green", green);
            let finding = finding.with("usual_red", usual.0).with("usual_green", usual.1);
            findings.about(record, finding);
        }
    }
}

/// The mission of a budget reference: its first two digits, as `05` of `AB 05 002 08 01 1211`, where it has all of them.
fn mission(reference: &str) -> Option<u32> {
    /// The digits of mission, programme, activity and the shortest economic code.
    const DIGITS: usize = 11;
    let digits: Vec<u32> = reference.chars().filter_map(|character| character.to_digit(10)).collect();
    (digits.len() >= DIGITS).then(|| digits[0] * 10 + digits[1])
}

fn missions(administration: &[Record], findings: &mut Findings) {
    let references = |record: &'_ Record| {
        let references = record.as_objective().map(|own| own.budget_refs.clone()).unwrap_or_default();
        references
            .into_iter()
            .filter_map(|reference| Some((mission(&reference)?, reference)))
            .collect::<Vec<_>>()
    };
    let all: Vec<u32> = administration.iter().flat_map(references).map(|(mission, _)| mission).collect();
    let Some(usual) = usual(&all) else { return };
    for record in administration {
        for (mission, reference) in references(record) {
            if mission != usual {
                let finding = Finding::new(Code::B537).of(Field::BudgetRefs).with("reference", reference);
                let finding = finding.with("mission", format!("{mission:02}"));
                findings.about(record, finding.with("usual", format!("{usual:02}")));
            }
        }
    }
}

/// One reference with two titles, and one title under two references, of records that are numbered as one.
fn titles(stretch: RecordRun<'_>, field: Field, findings: &mut Findings) {
    let mut of_reference: HashMap<(&str, Language), (&Record, &str)> = HashMap::new();
    let mut of_title: HashMap<(String, Language), (&Record, &str)> = HashMap::new();
    let mut last = None;
    for record in stretch {
        let Some(unit) = record.unit(field) else { continue };
        let Some(reference) = unit.reference.as_deref() else { continue };
        // one that is carried down is asked once
        if last.replace(unit) == Some(unit) {
            continue;
        }
        for language in Language::BOTH {
            let Some(title) = unit.title.side(language).as_deref() else { continue };
            let letters = letters(title);
            let finding = |code: Code| Finding::new(code).of(field).in_language(language);
            let (first, other) = *of_reference.entry((reference, language)).or_insert((record, title));
            if crate::wording::letters(other) != letters {
                let finding = finding(Code::B538).with("reference", reference).with("title", excerpt(title));
                let finding = finding.with("above", excerpt(other)).with("page", page_of(first));
                findings.about(record, finding.related_to(&first.id));
                // the other side says it again
                break;
            }
            if letters.chars().count() < TOLERANCES.letters {
                continue;
            }
            let (first, other) = *of_title.entry((letters, language)).or_insert((record, reference));
            if other != reference {
                let finding = finding(Code::B539).with("reference", reference).with("title", excerpt(title));
                let finding = finding.with("above", other).with("page", page_of(first));
                findings.about(record, finding.related_to(&first.id));
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, indicator, measured, objective, report, texts};
    use super::*;

    #[test]
    fn thresholds_that_only_one_record_of_a_table_has_are_named() {
        let found = |red: &str, green: &str| {
            let usual = (1..=5).map(|number| measured(objective(&format!("1.{number}")), "70", "90", ""));
            codes(&CHECK, &report(usual.chain([measured(objective("1.6"), red, green, "")]), []))
        };
        assert!(found("70", "90").is_empty());
        assert_eq!(found("90", "70"), [Code::B535]);
        assert_eq!(found("7", "90"), [Code::B536]);
        assert_eq!(found("70", "95"), [Code::B536]);
        assert!(found("4", "8").is_empty(), "another scale");
    }

    #[test]
    fn several_records_with_other_thresholds_are_no_slip() {
        let usual = (1..=10).map(|number| measured(objective(&format!("1.{number}")), "70", "90", ""));
        let others = ["1.11", "1.12"].map(|reference| measured(objective(reference), "70", "95", ""));
        assert!(codes(&CHECK, &report(usual.chain(others), [])).is_empty());
    }

    #[test]
    fn a_table_of_many_ways_has_no_usual_one() {
        let pairs = [("70", "90"), ("60", "90"), ("70", "95"), ("70", "90"), ("50", "80"), ("90", "70")];
        let records = pairs.map(|(red, green)| measured(objective("1.1"), red, green, ""));
        assert!(codes(&CHECK, &report(records, [])).is_empty());
    }

    #[test]
    fn an_indicator_with_its_objectives_thresholds_the_other_way_round_is_named() {
        let found = |red: &str, green: &str| {
            let indicators = [measured(indicator("1.1", "1"), red, green, "80")];
            codes(&CHECK, &report([measured(objective("1.1"), "70", "90", "80")], indicators))
        };
        assert_eq!(found("90", "70"), [Code::B535]);
        assert!(found("70", "90").is_empty() && found("8", "4").is_empty());
    }

    #[test]
    fn a_budget_reference_of_another_mission_is_named() {
        let found = |reference: &str| {
            let records = (1..=6).map(|number| {
                let mut record = objective(&format!("1.{number}"));
                let reference = if number == 6 { reference } else { "AB 05 002 08 01 1211" };
                if let crate::record::Own::Objective(own) = &mut record.own {
                    own.budget_refs = vec![reference.to_owned()];
                }
                record
            });
            codes(&CHECK, &report(records, []))
        };
        assert!(found("AB 05 001 08 02 1211").is_empty());
        assert_eq!(found("AB 50 002 08 01 1211"), [Code::B537]);
        assert!(found("Bac du nord").is_empty(), "not well formed, which is another finding");
    }

    /// Objectives 1.1, 1.2 and 2.1 under strategic objectives of these titles.
    fn titled(titles: [(&str, &str); 3]) -> Vec<(Code, Option<Field>)> {
        let records = ["1.1", "1.2", "2.1"].into_iter().zip(titles).map(|(reference, (fr, nl))| {
            let mut record = objective(reference);
            record.strategic.title = texts(fr, nl);
            record
        });
        let report = report(records, []);
        let mut findings = Findings::default();
        run(&Overview::new(&report, crate::wording::Wording::known()), &mut findings);
        findings.0.into_iter().map(|finding| (finding.code, finding.field)).collect()
    }

    #[test]
    fn a_reference_has_one_title_and_a_title_one_reference() {
        let (bridges, ferries) =
            (("Garder les ponts", "De bruggen houden"), ("Garder les bacs", "De veren houden"));
        let strategic = Some(Field::Strategic);
        assert!(titled([bridges, bridges, ferries]).is_empty());
        assert!(titled([bridges, ("Garder les Ponts.", bridges.1), ferries]).is_empty());
        assert_eq!(titled([bridges, ferries, ferries])[0], (Code::B538, strategic));
        assert_eq!(titled([bridges, bridges, bridges]), [(Code::B539, strategic)]);
        assert_eq!(
            titled([bridges, bridges, (ferries.0, bridges.1)]),
            [(Code::B539, strategic)],
            "one language"
        );
        assert_eq!(titled([bridges, (bridges.0, ferries.1), ferries])[0], (Code::B538, strategic));
    }
}
