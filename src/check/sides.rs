//! A text without its other language: nothing stands there, or a placeholder.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::language::Language;

pub(super) const CHECK: Check = Check { codes: &[Code::B302, Code::B303], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        let placeholders = printed.record.printed.get(printed.key);
        for place in Language::BOTH {
            let other = place.other();
            if printed.texts.side(place).is_some() || printed.texts.side(other).is_none() {
                continue;
            }
            let name = printed.name;
            match placeholders.and_then(|texts| texts.side(place).as_deref()) {
                Some(placeholder) => {
                    let message = format!(
                        "{name}: “{placeholder}” stands in the place of {place}, and a text in that of {other}"
                    );
                    findings.about(printed.record, Code::B303, message);
                }
                None => {
                    let message = format!("{name}: there is a text in {other} and none in {place}");
                    findings.about(printed.record, Code::B302, message);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report, texts};
    use super::*;

    #[test]
    fn a_missing_side_is_told_from_one_that_a_placeholder_stands_for() {
        let found = |record| codes(&CHECK, &report([record], []));
        assert_eq!(found(described("1.1", "Le bac", "")), [Code::B302]);
        let mut replaced = described("1.1", "", "Het veer");
        replaced.printed.insert("description".to_owned(), texts("FR", ""));
        assert_eq!(found(replaced), [Code::B303]);
        assert!(found(described("1.1", "", "")).is_empty());
        assert!(found(described("1.1", "Le bac", "Het veer")).is_empty());
    }
}
