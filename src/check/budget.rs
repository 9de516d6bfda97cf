//! Budget references that are not well formed.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::normalise::is_budget_reference;

pub(super) const CHECK: Check = Check { codes: &[Code::B406], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        for reference in record.budget_refs.iter().flatten() {
            if !is_budget_reference(reference) {
                let message = format!("the budget reference “{reference}” is not well formed");
                findings.about(record, Code::B406, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, objective, report};
    use super::*;

    #[test]
    fn a_budget_reference_has_its_prefix_and_as_many_digits_as_it_needs() {
        let found = |reference: &str| {
            let mut record = objective("1.1");
            record.budget_refs = Some(vec![reference.to_owned()]);
            codes(&CHECK, &report([record], []))
        };
        assert!(found("AB 05 002 08 01 1211").is_empty());
        assert!(found("AB Phare").is_empty());
        assert_eq!(found("AB 05 002 08 01"), [Code::B406]);
        assert_eq!(found("05 002 08 01 1211"), [Code::B406]);
    }
}
