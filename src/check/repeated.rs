//! One text under two objectives.
//!
//! Not for an objective that is carried down to several records.

use std::collections::HashMap;

use super::{Check, Findings, Overview, page_of};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::judge::place;
use crate::language::Language;
use crate::record::Record;
use crate::source::Field;
use crate::wording::letters;

pub(super) const CHECK: Check = Check { codes: &[Code::B517], run };

/// How many letters and figures a text has, at least, that is not repeated by chance: some eight words.
const LEAST: usize = 45;

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let mut seen: HashMap<_, &Record> = HashMap::new();
    for printed in overview.texts.iter().filter(|printed| printed.field != Field::Strategic) {
        let record = printed.record;
        for language in Language::BOTH {
            let Some(text) = printed.texts.side(language) else { continue };
            let letters = letters(text);
            if letters.chars().count() < LEAST {
                continue;
            }
            let Some(first) = seen.get(&(record.kind(), printed.field, letters.clone())) else {
                seen.insert((record.kind(), printed.field, letters), record);
                continue;
            };
            if !is_one_objective(first, record) {
                let label = first.operational.label.as_deref().unwrap_or(&first.id);
                let finding = Finding::new(Code::B517).of(printed.field).in_language(language);
                let finding = finding.with("label", label).with("page", page_of(first));
                findings.about(record, finding.with("text", excerpt(text)).related_to(&first.id));
                // The other side says it again.
                break;
            }
        }
    }
}

fn is_one_objective(a: &Record, b: &Record) -> bool {
    place(a) == place(b) && a.theme == b.theme && a.operational.reference == b.operational.reference
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, indicator, report, texts};
    use super::*;

    const TEXT: &str = "Les douze bacs du lac ont été repeints avant l'été par le service des eaux, et trois l'ont été deux fois";

    #[test]
    fn a_text_under_two_objectives_is_named_once() {
        let found = |a, b| codes(&CHECK, &report([a, b], []));
        assert_eq!(found(described("1.1", TEXT, TEXT), described("1.2", TEXT, TEXT)), [Code::B517]);
        assert!(
            found(described("1.1", "Voir plus haut", ""), described("1.2", "Voir plus haut", "")).is_empty()
        );
        assert!(found(described("1.1", TEXT, ""), described("1.1", TEXT, "")).is_empty());
    }

    #[test]
    fn indicators_of_one_objective_may_share_a_text() {
        let of =
            |objective: &str, own: &str| Record { description: texts(TEXT, ""), ..indicator(objective, own) };
        assert!(codes(&CHECK, &report([], [of("1.1", "1"), of("1.1", "2")])).is_empty());
        assert_eq!(codes(&CHECK, &report([], [of("1.1", "1"), of("1.2", "1")])), [Code::B517]);
    }
}
