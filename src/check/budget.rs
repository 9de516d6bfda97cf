//! Budget references that are not well formed, or not as the report else prints them: with a name for the number.
//!
//! Not for reading them: that is in `normalise/`.

use std::collections::BTreeMap;

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::normalise::is_budget_reference;
use crate::record::Record;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B406], run };

/// So many of the report's references have one number of digits, at least, where another number is odd: in percent.
const USUAL: usize = 80;
/// Fewer references show no usual form.
const LEAST: usize = 10;

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let digits = |reference: &str| reference.bytes().filter(u8::is_ascii_digit).count();
    let of = |record: &'_ Record| record.as_objective().map_or_else(Vec::new, |own| own.budget_refs.clone());
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for reference in overview.records().flat_map(of) {
        *lengths.entry(digits(&reference)).or_default() += 1;
    }
    let all: usize = lengths.values().sum();
    let usual =
        lengths.iter().max_by_key(|&(_, count)| count).filter(|&(_, count)| count * 100 >= all * USUAL);
    let usual = usual.map(|(&length, _)| length).filter(|_| all >= LEAST);
    for record in overview.records() {
        for reference in of(record) {
            if !is_budget_reference(&reference) || usual.is_some_and(|usual| digits(&reference) != usual) {
                let finding = Finding::new(Code::B406).of(Field::BudgetRefs);
                findings.about(record, finding.with("reference", reference));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, objective, report};
    use super::*;
    use crate::record::{Objective, Own};

    #[test]
    fn a_budget_reference_has_its_prefix_and_as_many_digits_as_it_needs() {
        let found = |reference: &str| {
            let mut record = objective("1.1");
            let budget_refs = vec![reference.to_owned()];
            record.own = Own::Objective(Objective { budget_refs, ..Objective::default() });
            codes(&CHECK, &report([record], []))
        };
        assert!(found("AB 05 002 08 01 1211").is_empty());
        assert!(found("AB Phare").is_empty());
        assert_eq!(found("AB 05 002 08 01"), [Code::B406]);
        assert_eq!(found("05 002 08 01 1211"), [Code::B406]);
    }

    #[test]
    fn a_budget_reference_has_the_form_that_the_report_uses() {
        let of = |last: &str| {
            let mut record = objective("1.1");
            let mut budget_refs = vec!["AB 05 002 08 01 1211".to_owned(); 10];
            budget_refs.push(last.to_owned());
            record.own = Own::Objective(Objective { budget_refs, ..Objective::default() });
            codes(&CHECK, &report([record], []))
        };
        assert!(of("AB 05 002 08 01 1234").is_empty());
        assert_eq!(of("AB Phare"), [Code::B406]);
    }
}
