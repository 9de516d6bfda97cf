//! Transcripts of the fixtures' report, clean and ragged: what is read from them, and what has to hold of any transcript.
//!
//! `fixtures/source/print_transcript.py` writes them as OCR models do. Not for how marks and tables are read one by one: those
//! tests stand beside the code.

use std::collections::BTreeSet;
use std::fs;

use super::report::{path, printed, read, wrong_records, wrong_tables};
use crate::diagnostic::{Code, Severity};
use crate::read::ReadError;
use crate::reading::{ExtractError, Settings};
use crate::record::{Record, Report};
use crate::report::extract;
use crate::source::Provenance;

const CLEAN: [&str; 3] = ["lac_spans.md", "lac_pipes.md", "lac_tabs.txt"];
const RAGGED: [&str; 3] = ["lac_spans_ragged.md", "lac_pipes_ragged.md", "lac_tabs_ragged.txt"];

fn of_text(text: &str) -> Result<Report, ExtractError> {
    extract("report.md", text.as_bytes().to_vec(), &Settings::default(), &|_, _| {})
}

/// The fields that are not read as the report prints them; where paragraphs end is no matter.
fn wrong(name: &str, report: &Report) -> Vec<(String, String)> {
    let content = printed("lac_small.json");
    let mut wrong = wrong_tables(&content, report);
    wrong.extend(wrong_records(&content, "objectives", &report.objectives));
    wrong.extend(wrong_records(&content, "indicators", &report.indicators));
    let fields = wrong.into_iter().filter(|failure| !failure.field.ends_with("paragraphs"));
    fields.map(|failure| (format!("{name} {}", failure.record), failure.field)).collect()
}

fn records(report: &Report) -> impl Iterator<Item = &Record> {
    report.objectives.iter().chain(&report.indicators)
}

#[test]
fn a_clean_transcript_gives_what_the_report_prints() {
    for name in CLEAN {
        assert_eq!(wrong(name, &read(name, &Settings::default())), []);
    }
}

#[test]
fn what_a_ragged_transcript_gives_wrong_it_doubts() {
    for name in RAGGED {
        let report = read(name, &Settings::default());
        let told: BTreeSet<&str> = report
            .diagnostics
            .iter()
            .filter(|finding| finding.severity >= Severity::Warning)
            .filter_map(|finding| finding.record.as_deref())
            .collect();
        let is_doubted = |record: &Record| record.confidence <= 0.8 || told.contains(record.id.as_str());
        let sure: BTreeSet<String> = records(&report)
            .filter(|record| !is_doubted(record))
            .map(|record| format!("{name} {}", record.id))
            .collect();
        let silent: Vec<_> =
            wrong(name, &report).into_iter().filter(|(record, _)| sure.contains(record)).collect();
        assert_eq!(silent, []);
        assert!(records(&report).count() > 10, "{name}");
    }
}

#[test]
fn every_character_of_a_transcript_is_counted_once() {
    for name in CLEAN.into_iter().chain(RAGGED) {
        let report = read(name, &Settings { provenance: Provenance::Cells, ..Settings::default() });
        assert_eq!(report.coverage.sum(), report.coverage.glyphs, "{name}: {:?}", report.coverage);
        let text = fs::read_to_string(path(name)).unwrap();
        let lines = text.lines().count() as u32;
        for record in records(&report) {
            let places = record.source.iter().chain(record.sources.values().flatten());
            for place in places {
                let [first, last] = place.lines.unwrap();
                assert!(
                    place.bbox.is_none() && place.page_label.is_none() && place.page <= report.source.pages
                );
                assert!(
                    1 <= first && first <= last && last <= lines,
                    "{name} {}: {first} to {last}",
                    record.id
                );
            }
            // a reference stands on the line that its place names
            let key = crate::source::SourceKey::Label(crate::source::Field::Operational);
            if let (Some(label), Some(places)) = (&record.operational.label, record.sources.get(&key)) {
                let [first, last] = places[0].lines.unwrap();
                let there: String =
                    text.lines().skip(first as usize - 1).take((last - first + 1) as usize).collect();
                let squashed = |text: &str| text.replace([' ', '\n'], "");
                assert!(
                    squashed(&there).contains(&squashed(label)),
                    "{name} {}: {label} on {there}",
                    record.id
                );
            }
        }
        assert!(report.diagnostics.iter().any(|finding| finding.code == Code::B111), "{name}");
        assert!(report.diagnostics.iter().all(|finding| finding.bbox.is_none()), "{name}");
    }
}

#[test]
fn every_record_of_a_transcript_is_less_sure_than_one_of_a_print() {
    let report = read(CLEAN[0], &Settings { confidence_parts: true, ..Settings::default() });
    let part = crate::record::Part::Recognition;
    assert!(records(&report).all(|record| record.confidence_parts.contains_key(&part)));
}

#[test]
fn what_is_no_report_is_refused_with_one_sentence() {
    for text in [
        "notes".to_owned(),
        "\t".repeat(100_000),
        format!("O.O. 1.1{}", "\t".repeat(100_000)),
        "<table><tr><td>".repeat(2_000),
        "<p>".repeat(20_000),
        "| a |\n".repeat(1_000),
    ] {
        let error = of_text(&text).unwrap_err();
        assert!(matches!(error, ExtractError::NoTables { .. } | ExtractError::Read(_)), "{error}");
        assert!(!error.to_string().contains('\n'));
    }
    let error = of_text(&"mot ".repeat(100_000)).unwrap_err();
    assert!(matches!(error, ExtractError::Read(ReadError::TextWithoutBreaks { line: 1, .. })), "{error}");
}

#[test]
fn a_table_whose_header_is_lost_shows_by_its_cells_what_it_reports() {
    let text = "# I. Services du Lac - Meerdiensten\n\n## 1. Office des Bacs - Verendienst\n\n\
                ### 1.1 Rapport annuel objectifs opérationnels - Jaarverslag operationele doelstellingen\n\nNIHIL\n\n\
                O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\tRéparer le bac du nord\t1.1\tBacs réparés\t50\t90\t70\t\
                Le bac est à quai et attend des pièces\tpa\t100\n\t\t\tDe veerboot van het noorden herstellen\t\tHerstelde \
                veerboten\t\t\t\tDe veerboot ligt aan de kade en wacht op onderdelen\tnvt\t\n";
    let report = of_text(text).unwrap();
    let [record] = &report.indicators[..] else { panic!("{:?}", report.objectives) };
    assert_eq!(record.operational.reference.as_deref(), Some("1.1"));
    assert_eq!(
        [&record.red, &record.green, &record.result].map(|figure| figure.value),
        [Some(50.0), Some(90.0), Some(70.0)]
    );
}

#[test]
fn figures_that_are_fewer_than_their_columns_are_doubted() {
    let header = "Réf. O.S.\tObjectif stratégique\tRéf. O.O.\tObjectif opérationnel\tRéf. budgétaire\tSeuil rouge\tSeuil \
                  vert\tRésultat atteint\tDescription du résultat\tExplication de l'écart\tActions futures";
    let whole = "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\tRéparer le bac du nord\t\t50\t90\t70\tLe bac est à quai\tpa\tpa";
    let ragged = "O.O. 1.2\tVendre le bac du sud\t40\t80\tLe bac est vendu\tpa\tpa\nO.O. 1.3\tPeindre le quai\t60\tLe quai est \
                  peint\tpa\tpa";
    let report =
        of_text(&format!("1. Office des Bacs\n\n1.1 Suivi des objectifs\n\n{header}\n{whole}\n\n{ragged}\n"))
            .unwrap();
    let figures: Vec<_> = report
        .objectives
        .iter()
        .map(|record| [&record.red, &record.green, &record.result].map(|figure| figure.value))
        .collect();
    assert_eq!(
        figures,
        [[Some(50.0), Some(90.0), Some(70.0)], [Some(40.0), Some(80.0), None], [None, None, Some(60.0)]]
    );
    for record in &report.objectives[1..] {
        let told = report.diagnostics.iter().any(|finding| {
            finding.code == Code::B222 && finding.record.as_deref() == Some(record.id.as_str())
        });
        assert!(told && record.confidence <= 0.8, "{} {}", record.id, record.confidence);
    }
}
