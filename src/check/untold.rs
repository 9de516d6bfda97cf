//! Objectives and indicators without a title, or without a word on what was done.
//!
//! Not for texts that one language lacks: those are in `sides`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B521, Code::B522], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in overview.texts.iter().filter(|printed| printed.texts.is_empty()) {
        let code = match printed.field {
            Field::Strategic | Field::Operational | Field::Kpi => Code::B521,
            Field::Description => Code::B522,
            _ => continue,
        };
        findings.about(printed.record, Finding::new(code).of(printed.field));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, indicator, report, texts};
    use super::*;

    #[test]
    fn titles_and_accounts_that_are_missing_are_named() {
        let mut whole = described("1.1", "Le bac est prêt", "");
        whole.strategic.title = texts("Naviguer", "Varen");
        whole.operational.title = texts("Les bacs", "");
        assert!(codes(&CHECK, &report([whole.clone()], [])).is_empty());
        let mut untitled = whole.clone();
        untitled.operational.title = texts("", "");
        assert_eq!(codes(&CHECK, &report([untitled], [])), [Code::B521]);
        whole.description = texts("", "");
        assert_eq!(codes(&CHECK, &report([whole], [])), [Code::B522]);
        assert_eq!(
            codes(&CHECK, &report([], [indicator("1.1", "1")])),
            [Code::B521, Code::B521, Code::B521, Code::B522]
        );
    }
}
