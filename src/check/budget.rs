//! Budget references that are not well formed.
//!
//! Not for reading them: that is in `normalise/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::normalise::is_budget_reference;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B406], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        for reference in record.as_objective().into_iter().flat_map(|own| &own.budget_refs) {
            if !is_budget_reference(reference) {
                let finding = Finding::new(Code::B406).of(Field::BudgetRefs);
                findings.about(record, finding.with("reference", reference.as_str()));
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
}
