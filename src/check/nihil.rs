//! `NIHIL` in the place of a table.
//!
//! Not for the words that say so: those are in `wording/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};

pub(super) const CHECK: Check = Check { codes: &[Code::B516], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for entity in &overview.report.entities {
        for table in entity.tables.iter().filter(|table| table.nihil) {
            let name = table.section.as_ref().unwrap_or(&entity.name);
            let name = name.fr.as_ref().or(name.nl.as_ref()).map_or("", String::as_str);
            let finding = Finding::new(Code::B516).with("kind", table.kind.name()).with("name", name);
            findings.of_report(table.pages.first().copied(), finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{report, said, texts};
    use super::*;
    use crate::language::Bilingual;
    use crate::record::{Chapter, Entity, Kind, TableEntry};

    #[test]
    fn a_table_that_is_not_there_is_named_by_its_section() {
        let mut report = report([], []);
        let table = |nihil| TableEntry {
            kind: Kind::Indicators,
            section: Some(texts("Ponts mobiles", "Beweegbare bruggen")),
            nihil,
            edition: None,
            layout: None,
            pages: vec![7],
            records: 0,
        };
        let tables = vec![table(true), table(false)];
        report.entities = vec![Entity {
            id: "e:".to_owned(),
            chapter: Chapter::default(),
            reference: None,
            name: texts("Office", ""),
            introduction: Bilingual::default(),
            tables,
        }];
        let expected = "NIHIL stands for the indicators of “Ponts mobiles”".to_owned();
        assert_eq!(said(&CHECK, &report), [(Code::B516, expected)]);
    }
}
