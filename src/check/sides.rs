//! A text without its other language: nothing stands there, or a placeholder. A report in one language lacks none.
//!
//! Where the table else has both languages, the text that is missing may stand in the other one's place.
//!
//! Not for a text in the wrong place: that is in `languages`.

use std::collections::HashSet;

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::judge::lacking;
use crate::language::{Edition, Language};
use crate::record::Record;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B302, Code::B303, Code::B308], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    if overview.report.report.edition.and_then(Edition::only).is_some() {
        return;
    }
    let lacking: HashSet<(&str, Field)> = overview.tables().flat_map(fields_lacking).collect();
    for printed in &overview.texts {
        let placeholders = printed.record.printed.get(&printed.field);
        for place in Language::BOTH {
            if printed.texts.side(place).is_some() || printed.texts.side(place.other()).is_none() {
                continue;
            }
            let finding = |code| Finding::new(code).of(printed.field).in_language(place);
            let finding = match placeholders.and_then(|texts| texts.side(place).as_deref()) {
                Some(placeholder) => finding(Code::B303).with("placeholder", placeholder),
                None if lacking.contains(&(printed.record.id.as_str(), printed.field)) => finding(Code::B308),
                None => finding(Code::B302),
            };
            findings.about(printed.record, finding);
        }
    }
}

/// The records of a table that lack a side which others have, by their ids, each with its field.
fn fields_lacking(table: &[Record]) -> Vec<(&str, Field)> {
    let records: Vec<&Record> = table.iter().collect();
    let fields = table.iter().zip(lacking(&records));
    fields.flat_map(|(record, fields)| fields.into_iter().map(|field| (record.id.as_str(), field))).collect()
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
        replaced.printed.insert(Field::Description, texts("FR", ""));
        assert_eq!(found(replaced), [Code::B303]);
        assert!(found(described("1.1", "", "")).is_empty());
        assert!(found(described("1.1", "Le bac", "Het veer")).is_empty());
        let both = [described("1.1", "Le bac", "Het veer"), described("1.2", "Le pont", "")];
        assert_eq!(codes(&CHECK, &report(both, [])), [Code::B308]);
        let mut french = report([described("1.1", "Le bac", "")], []);
        french.report.edition = Some(Edition::French);
        assert!(codes(&CHECK, &french).is_empty());
    }
}
