//! A small report for the tests of the formats: one objective, one indicator, and in them whatever makes a format
//! stumble (quotes, commas, line ends, lists, absent values, a column that the model does not know).
//!
//! Compiled for tests only.

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::geometry::Rect;
use crate::language::Bilingual;
use crate::record::{
    Chapter, Coverage, Edition, Entity, Extra, Figure, Front, Indicator, Kind, Note, Objective, Own, Part,
    PrintedStatus, Record, Report, SCHEMA_VERSION, Source, Status, StatusReason, StatusSource, StatusWitness,
    TableEntry, TableLayout, Texts, Unit, UnitSource, Witness,
};
use crate::source::{Field, Place};

fn texts(fr: &str, nl: &str) -> Texts {
    Bilingual::new(fr, nl).map(|side| (!side.is_empty()).then(|| side.to_owned()))
}

fn unit(reference: &str, label: &str, title: Texts) -> Unit {
    Unit { reference: Some(reference.to_owned()), label: Some(label.to_owned()), title }
}

fn figure(raw: &str, value: Option<f64>) -> Figure {
    let unit = raw.ends_with('%').then(|| "%".to_owned());
    Figure { raw: Some(raw.to_owned()), value, unit_source: unit.as_ref().map(|_| UnitSource::Text), unit }
}

fn objective() -> Record {
    Record {
        id: "o:I.1/ponts-mobiles/1.1".to_owned(),
        year: Some(2021),
        part: Some(1),
        chapter: Some("I".to_owned()),
        chapter_name: texts("Administrations", "Besturen"),
        entity: Some("1".to_owned()),
        entity_id: "e:I.1".to_owned(),
        entity_name: texts("Office des Ponts", "Bruggendienst"),
        section: Some(texts("Ponts mobiles", "Beweegbare bruggen")),
        theme: None,
        strategic: unit("1", "O.S.1", texts("Tenir, toujours", "")),
        operational: unit("1.1", "O.O. 1.1", texts("Ouvrir les \"grands\" ponts", "De grote bruggen openen")),
        own: Own::Objective(Objective {
            budget_refs: vec!["AB 05 002 08 01 1211".to_owned(), "AB Unia".to_owned()],
            actions: texts("", "Geen"),
            indicators: vec!["k:I.1/ponts-mobiles/1.1/kpi-1".to_owned()],
        }),
        red: figure("70", Some(70.0)),
        green: figure("90", Some(90.0)),
        result: figure("73,71 %", Some(73.71)),
        status: Status::PartiallyRealised,
        status_source: Some(StatusSource::Thresholds),
        status_reason: None,
        status_printed: Some(PrintedStatus { value: Status::Realised, by: StatusSource::Shading }),
        status_witnesses: [
            (Status::PartiallyRealised, Witness::Thresholds),
            (Status::Realised, Witness::Shading),
        ]
        .map(|(value, by)| StatusWitness { value, by, page: Some(5), bbox: Some([1.0, 2.0, 3.0, 4.5]) })
        .into(),
        description: texts("Un début :\n– ceci ;\n– cela.", "Een begin"),
        deviation: texts("", ""),
        printed: [(Field::Deviation, texts("pa", "nvt"))].into(),
        extra: vec![Extra { label: texts("Remarque", "Opmerking"), text: texts("oui, \"si\"", "ja") }],
        notes: vec![Note { mark: "1".to_owned(), text: texts("Chiffre \"provisoire\"", "") }],
        confidence: 0.98,
        confidence_parts: [(Part::Breaks, 0.98)].into(),
        source: vec![
            Place::new(5, "5", Rect::new(10.0, 20.0, 30.0, 40.0)),
            Place::new(6, "6", Rect::new(10.0, 20.0, 30.0, 25.0)),
        ],
        sources: [].into(),
    }
}

fn indicator() -> Record {
    Record {
        id: "k:I.1/ponts-mobiles/1.1/kpi-1".to_owned(),
        own: Own::Indicator(Indicator {
            kpi: Unit { title: texts("Ponts ouverts", "Open bruggen"), ..Unit::default() },
            weight: figure("100", Some(100.0)),
            objective: Some("o:I.1/ponts-mobiles/1.1".to_owned()),
        }),
        result: Figure::default(),
        status: Status::NotMeasured,
        status_source: None,
        status_reason: Some(StatusReason::NoResult),
        status_printed: None,
        status_witnesses: Vec::new(),
        printed: [].into(),
        extra: Vec::new(),
        notes: Vec::new(),
        confidence: 1.0,
        confidence_parts: [].into(),
        ..objective()
    }
}

/// The report.
pub(super) fn report() -> Report {
    let table = |kind, records| TableEntry {
        kind,
        section: Some(texts("Ponts mobiles", "Beweegbare bruggen")),
        nihil: records == 0,
        edition: Some(Edition::FrenchFirst),
        layout: Some(TableLayout::Paired),
        pages: vec![5, 6],
        records,
    };
    Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file: "report.pdf".to_owned(),
            sha256: "0".repeat(64),
            bytes: 1_234_567,
            pages: 118,
            producer: None,
            extractor: "bilan 0.0.0".to_owned(),
        },
        report: Front {
            title: texts("Rapport annuel", "Jaarverslag"),
            year: Some(2021),
            part: Some(1),
            ..Front::default()
        },
        entities: vec![
            Entity {
                id: "e:I.1".to_owned(),
                chapter: Chapter {
                    reference: Some("I".to_owned()),
                    name: texts("Administrations", "Besturen"),
                },
                reference: Some("1".to_owned()),
                name: texts("Office des Ponts", "Bruggendienst"),
                introduction: Bilingual::new(vec!["L'office est né en 1950.".to_owned()], Vec::new()),
                tables: vec![table(Kind::Objectives, 1), table(Kind::Indicators, 1)],
            },
            Entity {
                id: "e:II".to_owned(),
                chapter: Chapter { reference: Some("II".to_owned()), name: texts("Autres", "Andere") },
                reference: None,
                name: texts("", ""),
                introduction: Bilingual::default(),
                tables: Vec::new(),
            },
        ],
        objectives: vec![objective()],
        indicators: vec![indicator()],
        diagnostics: [
            Finding::new(Code::B501)
                .of(Field::Result)
                .with("by", "shading")
                .with("printed", "realised")
                .with("status", "partially_realised")
                .about("o:I.1/ponts-mobiles/1.1", &[])
                .at(5, Rect::new(1.0, 2.0, 3.5, 4.0)),
            Finding::new(Code::B103).on_page(7),
        ]
        .map(Diagnostic::from)
        .into(),
        coverage: Coverage { glyphs: 10, records: 9, unassigned: 1, ..Coverage::default() },
        unread: Vec::new(),
    }
}
