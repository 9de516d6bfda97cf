//! Objectives and indicators without a title, or without a word on what was done.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;

pub(super) const CHECK: Check = Check { codes: &[Code::B521, Code::B522], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in overview.texts.iter().filter(|printed| printed.texts.is_empty()) {
        match printed.key {
            "strategic" | "operational" | "kpi" => {
                let message = format!("no {} is printed", printed.name);
                findings.about(printed.record, Code::B521, message);
            }
            "description" => {
                let message = "nothing is printed of what was done".to_owned();
                findings.about(printed.record, Code::B522, message);
            }
            _ => {}
        }
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
