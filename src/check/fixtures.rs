//! Small reports for the tests of checks.
//!
//! Compiled for tests only.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Diagnostic};
use crate::judge::relate;
use crate::language::Bilingual;
use crate::record::{
    Chapter, Coverage, Entity, Figure, Front, Indicator, Own, Record, Report, SCHEMA_VERSION, Source,
    TableEntry, Texts, Unit,
};
use crate::source::Field;
use crate::wording::Wording;

/// A report of these records.
pub(super) fn report(
    objectives: impl IntoIterator<Item = Record>,
    indicators: impl IntoIterator<Item = Record>,
) -> Report {
    let (objectives, indicators) =
        (objectives.into_iter().collect::<Vec<_>>(), indicators.into_iter().collect::<Vec<_>>());
    let mut report = Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file: "report.pdf".to_owned(),
            sha256: String::new(),
            bytes: 0,
            pages: 1,
            producer: None,
            extractor: String::new(),
        },
        report: Front::default(),
        entities: entities(objectives.iter().chain(&indicators)),
        objectives,
        indicators,
        diagnostics: Vec::new(),
        coverage: Coverage::default(),
        unread: Vec::new(),
    };
    relate(&mut report);
    report
}

/// The administrations of records, each with a table for each record.
fn entities<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for record in records {
        let table = TableEntry {
            kind: record.kind(),
            section: record.section.clone(),
            nihil: false,
            edition: None,
            layout: None,
            pages: Vec::new(),
            records: 1,
        };
        match entities.iter_mut().find(|entity| entity.id == record.entity_id) {
            Some(entity) => entity.tables.push(table),
            None => entities.push(Entity {
                id: record.entity_id.clone(),
                chapter: Chapter::default(),
                reference: record.entity.clone(),
                name: record.entity_name.clone(),
                introduction: Bilingual::default(),
                tables: vec![table],
            }),
        }
    }
    entities
}

/// An objective without texts and figures, under the strategic objective that its reference names.
pub(super) fn objective(reference: &str) -> Record {
    let unit = |reference: &str| Unit { reference: Some(reference.to_owned()), ..Unit::default() };
    Record {
        id: format!("o:{reference}"),
        strategic: unit(reference.split('.').next().unwrap_or_default()),
        operational: unit(reference),
        ..Record::default()
    }
}

/// An indicator of the objective with this reference.
pub(super) fn indicator(objective_reference: &str, reference: &str) -> Record {
    Record {
        id: format!("k:{objective_reference}/kpi-{reference}"),
        own: Own::Indicator(Indicator {
            kpi: Unit { reference: Some(reference.to_owned()), ..Unit::default() },
            ..Indicator::default()
        }),
        ..objective(objective_reference)
    }
}

/// The same indicator with a weight.
pub(super) fn weighted(mut record: Record, weight: Figure) -> Record {
    if let Some(own) = record.figure_mut(Field::Weight) {
        *own = weight;
    }
    record
}

/// An objective whose description says this.
pub(super) fn described(reference: &str, fr: &str, nl: &str) -> Record {
    Record { description: texts(fr, nl), ..objective(reference) }
}

/// A text in both languages; an empty side is none.
pub(super) fn texts(fr: &str, nl: &str) -> Texts {
    let side = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Texts::new(side(fr), side(nl))
}

/// The same record with a red and a green threshold and a result, as printed.
pub(super) fn measured(record: Record, red: &str, green: &str, result: &str) -> Record {
    Record { red: figure(red), green: figure(green), result: figure(result), ..record }
}

/// A figure as printed; an empty text is none.
pub(super) fn figure(raw: &str) -> Figure {
    Figure { raw: (!raw.is_empty()).then(|| raw.to_owned()), value: raw.parse().ok(), ..Figure::default() }
}

/// What a check says of a report: code and message.
pub(super) fn said(check: &Check, report: &Report) -> Vec<(Code, String)> {
    let mut findings = Findings::default();
    (check.run)(&Overview::new(report, Wording::known()), &mut findings);
    assert!(
        findings.0.iter().all(|finding| check.codes.contains(&finding.code)),
        "a code that is not declared"
    );
    findings.0.into_iter().map(Diagnostic::from).map(|finding| (finding.code, finding.message)).collect()
}

/// The codes that a check gives for a report.
pub(super) fn codes(check: &Check, report: &Report) -> Vec<Code> {
    said(check, report).into_iter().map(|(code, _)| code).collect()
}
