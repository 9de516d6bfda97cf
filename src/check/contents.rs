//! The contents list against the administrations that have tables.
//!
//! Not for reading the list: that is in `outline/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::judge::is_same;
use crate::record::{ContentsChapter, Entity, Texts};

pub(super) const CHECK: Check = Check { codes: &[Code::B513, Code::B514, Code::B515, Code::B523], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let (contents, entities) = (&overview.report.report.contents, &overview.report.entities);
    if contents.is_empty() || entities.is_empty() {
        return;
    }
    // what other parts of the report print is one fact
    let (mut chapters, mut names) = (Vec::new(), Vec::new());
    for chapter in contents {
        let is_here =
            |entity: &&Entity| chapter_of(entity, contents).is_some_and(|own| std::ptr::eq(own, chapter));
        let printed: Vec<&Entity> = entities.iter().filter(is_here).collect();
        let Some(first) = printed.first() else {
            chapters.push(named(chapter));
            continue;
        };
        if let (Some(here), Some(listed)) = (&first.chapter.reference, &chapter.chapter)
            && here != listed
        {
            let finding = Finding::new(Code::B523).with("chapter", named(chapter));
            findings.of_report(page_of(first), finding.with("number", here.as_str()));
        }
        for listed in &chapter.entities {
            if !printed.iter().any(|entity| is_found(&listed.name, entity)) {
                names.push(format!("“{}”", name_of(&listed.name)));
            }
        }
    }
    for (code, names) in [(Code::B515, chapters), (Code::B513, names)] {
        if !names.is_empty() {
            let finding = Finding::new(code).with("count", names.len()).with("names", names);
            findings.of_report(None, finding);
        }
    }
    for entity in entities {
        let is_listed = chapter_of(entity, contents).is_some_and(|chapter| {
            entity.name.is_empty()
                || chapter.entities.iter().any(|listed| is_same(&listed.name, &entity.name))
        });
        if !is_listed {
            let name = if entity.name.is_empty() { &entity.chapter.name } else { &entity.name };
            findings.of_report(page_of(entity), Finding::new(Code::B514).with("name", name_of(name)));
        }
    }
}

/// The chapter of the contents list in which an administration stands: that of its chapter's name, else of its number,
/// which may be another one in the list.
fn chapter_of<'a>(entity: &Entity, contents: &'a [ContentsChapter]) -> Option<&'a ContentsChapter> {
    let numbered = |chapter: &&ContentsChapter| {
        entity.chapter.reference.is_some() && entity.chapter.reference == chapter.chapter
    };
    let by_name = contents.iter().filter(|chapter| is_same(&entity.chapter.name, &chapter.name));
    by_name
        .clone()
        .find(numbered)
        .or_else(|| by_name.clone().next())
        .or_else(|| contents.iter().find(numbered))
}

fn page_of(entity: &Entity) -> Option<u32> {
    entity.tables.first().and_then(|table| table.pages.first()).copied()
}

/// Whether a name of the contents list is that of an administration, or of one of its sections: what the list calls an
/// administration may be printed as a section of another.
fn is_found(name: &Texts, entity: &Entity) -> bool {
    let sections = entity.tables.iter().filter_map(|table| table.section.as_ref());
    std::iter::once(&entity.name).chain(sections).any(|printed| is_same(name, printed))
}

/// A name in one line.
fn name_of(name: &Texts) -> String {
    name.fr.as_ref().or(name.nl.as_ref()).map(|name| name.replace('\n', " ")).unwrap_or_default()
}

fn named(chapter: &ContentsChapter) -> String {
    match &chapter.chapter {
        Some(number) => format!("{number}, “{}”", name_of(&chapter.name)),
        None => format!("“{}”", name_of(&chapter.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, report, texts};
    use super::*;
    use crate::language::Bilingual;
    use crate::record::{Chapter, ContentsEntity, Kind, TableEntry};

    fn entity(chapter: &str, name: &str, section: &str) -> Entity {
        let section = (!section.is_empty()).then(|| texts(section, ""));
        let table = TableEntry {
            kind: Kind::Objectives,
            section,
            nihil: false,
            edition: None,
            layout: None,
            pages: vec![3],
            records: 1,
        };
        Entity {
            id: format!("e:{chapter}.1"),
            chapter: Chapter { reference: Some(chapter.to_owned()), name: texts("Région", "") },
            reference: Some("1".to_owned()),
            name: texts(name, ""),
            introduction: Bilingual::default(),
            tables: vec![table],
        }
    }

    fn found(listed: &[(&str, &[&str])], entities: Vec<Entity>) -> Vec<Code> {
        let mut report = report([], []);
        let chapter = |(number, names): &(&str, &[&str])| ContentsChapter {
            chapter: Some((*number).to_owned()),
            name: texts(if *number == "I" { "Région" } else { "Agglomération" }, ""),
            entities: names.iter().map(|name| ContentsEntity { name: texts(name, "") }).collect(),
        };
        report.report.contents = listed.iter().map(chapter).collect();
        report.entities = entities;
        codes(&CHECK, &report)
    }

    #[test]
    fn what_the_contents_list_and_the_tables_do_not_share_is_named() {
        let entities = || vec![entity("I", "Égalité", "")];
        assert!(found(&[("I", &["Egalite"])], entities()).is_empty());
        assert_eq!(found(&[("I", &["Égalité", "Ponts"])], entities()), [Code::B513]);
        assert_eq!(found(&[("I", &[])], entities()), [Code::B514]);
        assert!(found(&[], entities()).is_empty());
    }

    #[test]
    fn an_absent_chapter_is_one_note() {
        let listed: [(&str, &[&str]); 2] = [("I", &["Ponts"]), ("II", &["Bacs", "Quais"])];
        assert_eq!(found(&listed, vec![entity("I", "Ponts", "")]), [Code::B515]);
    }

    #[test]
    fn a_chapter_is_known_by_its_name_and_else_by_its_number() {
        assert_eq!(found(&[("I", &["Ponts"])], vec![entity("II", "Ponts", "")]), [Code::B523]);
        let listed: [(&str, &[&str]); 2] = [("I", &["Ponts"]), ("II", &[])];
        assert_eq!(found(&listed, vec![entity("II", "Ponts", "")]), [Code::B523, Code::B515]);
        let mut renamed = entity("I", "Ponts", "");
        renamed.chapter.name = texts("Région du Lac", "");
        assert!(found(&[("I", &["Ponts"])], vec![renamed]).is_empty());
    }

    #[test]
    fn what_the_list_calls_an_administration_may_be_a_section() {
        assert!(found(&[("I", &["Ponts", "Bacs"])], vec![entity("I", "Ponts", "Bacs")]).is_empty());
    }
}
