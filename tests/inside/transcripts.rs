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

/// The header of a table of objectives, and of one of indicators.
const OBJECTIVES: &str = "Réf. O.S.\tObjectif stratégique\tRéf. O.O.\tObjectif opérationnel\tRéf. budgétaire\tSeuil rouge\t\
                          Seuil vert\tRésultat atteint\tDescription du résultat\tExplication de l'écart\tActions futures";
const INDICATORS: &str = "Réf. O.S.\tObjectif stratégique\tRéf. O.O.\tObjectif opérationnel\tRéf. KPI\tDescription KPI\tSeuil \
                          rouge\tSeuil vert\tRésultat atteint\tDescription du résultat\tExplication de l'écart\tPoids";

/// A report whose two tables have these rows.
fn of_tables(objectives: &str, indicators: &str) -> Report {
    let title = |number: u8, name: &str| format!("1.{number} Rapport annuel {name} - Jaarverslag");
    let text = format!(
        "1. Office des Bacs - Verendienst\n\n{}\n\n{OBJECTIVES}\n{objectives}\n\n{}\n\n{INDICATORS}\n{indicators}\n",
        title(1, "objectifs opérationnels"),
        title(2, "par indicateur"),
    );
    of_text(&text).unwrap()
}

fn has(report: &Report, code: Code, record: &Record) -> bool {
    report.diagnostics.iter().any(|finding| {
        finding.code == code
            && (finding.record.as_deref() == Some(record.id.as_str()) || finding.related.contains(&record.id))
    })
}

/// The two rows of a record of objectives, whole.
fn objective(label: &str, french: [&str; 2], dutch: [&str; 2], figures: [&str; 3]) -> String {
    let [red, green, result] = figures;
    format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. {label}\t{}\t\t{red}\t{green}\t{result}\t{}\tpa\tpa\n\
         \tDe reizigers ontvangen\t\t{}\t\t\t\t\t{}\tnvt\tnvt\n",
        french[0], french[1], dutch[0], dutch[1]
    )
}

const BOAT: ([&str; 2], [&str; 2]) = (
    [
        "Réparer le bac du nord",
        "Le bac du nord est de nouveau à quai et attend ses pièces depuis le printemps",
    ],
    [
        "De veerboot van het noorden herstellen",
        "De veerboot van het noorden ligt weer aan de kade en wacht op haar onderdelen sinds de lente",
    ],
);
const QUAY: ([&str; 2], [&str; 2]) = (
    ["Peindre le quai des voyageurs", "Le quai des voyageurs est peint et les bancs sont remis à leur place"],
    [
        "De kade van de reizigers schilderen",
        "De kade is geschilderd en de banken zijn teruggeplaatst op hun plek",
    ],
);

#[test]
fn a_row_that_lost_its_reference_has_the_one_of_the_other_table() {
    let objectives = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"])
        + &objective("1.2", QUAY.0, QUAY.1, ["50", "90", "80"]);
    let first = format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\t{}\t\tBacs remis en service\t50\t90\t70\t{}\tpa\t\n",
        BOAT.0[0], BOAT.0[1]
    );
    let second = format!("\t\t\t{}\t\tBanken op de kade\t\t\t\t{}\tnvt\t", QUAY.1[0], QUAY.1[1]);
    let report = of_tables(&objectives, &format!("{first}\n{second}"));
    let references: Vec<_> =
        report.indicators.iter().map(|record| record.operational.reference.as_deref()).collect();
    assert_eq!(references, [Some("1.1"), Some("1.2")]);
    let named = &report.indicators[1];
    assert!(has(&report, Code::B224, named) && named.confidence <= 0.8);
    assert_eq!(report.coverage.sum(), report.coverage.glyphs);
}

#[test]
fn a_page_that_is_written_from_its_last_column_on_is_one_record() {
    let objectives = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"]);
    let first = format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\t{}\t\tBacs remis en service\t50\t90\t70\t{}\tpa\t\n",
        BOAT.0[0], BOAT.0[1]
    );
    let long = "De opleiding van de stuurlieden werd in de loop van het jaar gestart en de eerste groep heeft het examen \
                afgelegd. Voor de tweede groep wordt een nieuwe reeks van lessen in het voorjaar ingericht, waarbij de \
                schipper van het noorden de lessen geeft en het meer als oefenwater wordt gebruikt.";
    let page = format!(
        "\t{long}\nLes pilotes formés au cours de la saison des bacs\tHet aantal stuurlieden die de opleiding volgden\n\
         De stuurlieden opleiden\t\n"
    );
    let report = of_tables(&objectives, &format!("{first}\n\n{page}"));
    let [_, record] = &report.indicators[..] else { panic!("{:?}", report.indicators) };
    assert_eq!(record.operational.title.nl.as_deref(), Some("De stuurlieden opleiden"));
    assert!(record.description.nl.as_deref().is_some_and(|text| text.starts_with("De opleiding")));
    assert!(record.confidence <= 0.8);
}

#[test]
fn the_references_of_a_page_that_is_written_column_by_column_find_their_titles() {
    let first = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"]);
    let page = format!(
        "{}\t{}\nO.O. 1.2\t\t40\t80\nO.O. 2.1\t\t30\t60\nO.S. 2\tOuvrir le lac à tous les habitants\n\
         \tDonner des cours de voile aux enfants\t\n\tZeillessen geven aan de kinderen\t\n",
        QUAY.0[0], QUAY.1[0]
    );
    let report = of_tables(&format!("{first}\n{page}"), "");
    let read: Vec<_> = report
        .objectives
        .iter()
        .map(|record| {
            let title = &record.operational.title;
            (
                record.operational.reference.as_deref(),
                title.fr.as_deref(),
                title.nl.as_deref(),
                record.red.value,
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            (Some("1.1"), Some(BOAT.0[0]), Some(BOAT.1[0]), Some(50.0)),
            (Some("1.2"), Some(QUAY.0[0]), Some(QUAY.1[0]), Some(40.0)),
            (
                Some("2.1"),
                Some("Donner des cours de voile aux enfants"),
                Some("Zeillessen geven aan de kinderen"),
                Some(30.0)
            ),
        ]
    );
    for record in &report.objectives[1..] {
        assert!(has(&report, Code::B221, record) && record.confidence <= 0.8, "{}", record.confidence);
    }
    assert_eq!(report.coverage.sum(), report.coverage.glyphs);
}

#[test]
fn two_rows_that_were_run_together_are_two() {
    let objectives = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"])
        + &objective("1.2", QUAY.0, QUAY.1, ["50", "90", "80"]);
    let indicators = format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\t{}\t\tBacs remis en service\t50\t90\t70\t{}\tpa\t\n\n\
         De reizigers ontvangen\tO.O. 1.2\t{}\t<p>De veerboten die weer varen</p><p>Bancs remis à leur place sur le \
         quai</p>\t40\t80\t60\t<p>{}</p><p>{}</p>\tnvt\tpa\n",
        BOAT.0[0], BOAT.0[1], BOAT.1[0], BOAT.1[1], QUAY.0[1]
    );
    let report = of_tables(&objectives, &indicators);
    let read: Vec<_> = report
        .indicators
        .iter()
        .map(|record| (record.operational.reference.as_deref(), record.result.value))
        .collect();
    assert_eq!(read, [(Some("1.1"), Some(70.0)), (Some("1.2"), Some(60.0))]);
    assert_eq!(report.indicators[0].description.nl.as_deref(), Some(BOAT.1[1]));
    assert_eq!(report.indicators[1].description.fr.as_deref(), Some(QUAY.0[1]));
}

#[test]
fn a_figure_that_is_written_over_and_over_is_none() {
    let row = "\tAccueillir les voyageurs\tO.O. 1.2\t20%\t75%\t100%\t0%\t0%\t0%\t0%\t0%\t0%\tpa\tLes travaux du quai vont se \
               poursuivre avec les habitants";
    let report = of_tables(&(objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"]) + "\n" + row), "");
    let record = &report.objectives[1];
    assert_eq!(
        [&record.red, &record.green, &record.result].map(|figure| figure.value),
        [Some(20.0), Some(75.0), Some(100.0)]
    );
    assert!(has(&report, Code::B221, record) && record.confidence <= 0.8);
    assert_eq!(report.coverage.sum(), report.coverage.glyphs);
}

#[test]
fn indicators_below_a_lost_banner_have_the_theme_of_their_objective() {
    let banner = |name: &str| format!("{name}{}\n", "\t".repeat(10));
    let objectives = banner("Navigation")
        + &objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"])
        + &banner("Rivages")
        + &objective("1.1", QUAY.0, QUAY.1, ["50", "90", "80"]);
    let indicator = |title: &str, text: &str| {
        format!(
            "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\t{title}\t\tTravaux terminés\t50\t90\t70\t{text}\tpa\t\n"
        )
    };
    let indicators = format!("Navigation{}\n", "\t".repeat(11))
        + &indicator(BOAT.0[0], BOAT.0[1])
        + &indicator(QUAY.0[0], QUAY.0[1]);
    let report = of_tables(&objectives, &indicators);
    let themes: Vec<_> = report.indicators.iter().map(|record| record.theme.as_deref()).collect();
    assert_eq!(themes, [Some("Navigation"), Some("Rivages")]);
    assert!(
        !has(&report, Code::B225, &report.indicators[0]) && has(&report, Code::B225, &report.indicators[1])
    );
}

#[test]
fn a_record_that_lost_its_dutch_row_is_doubted() {
    let indicator = |label: &str, [title, text]: [&str; 2]| {
        format!(
            "O.S. 1\tAccueillir les voyageurs\tO.O. {label}\t{title}\t\tTravaux terminés\t50\t90\t70\t{text}\tpa\t\n"
        )
    };
    let objectives = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"])
        + &objective("1.2", QUAY.0, QUAY.1, ["50", "90", "80"]);
    let report = of_tables(&objectives, &(indicator("1.1", BOAT.0) + &indicator("1.2", QUAY.0)));
    assert_eq!(report.indicators.len(), 2);
    assert!(report.indicators.iter().all(|record| record.confidence <= 0.8));
    assert!(report.objectives.iter().all(|record| record.confidence > 0.8));
}

#[test]
fn a_title_that_a_page_cut_has_its_dutch_side_from_the_other_table() {
    let objectives = objective("1.1", BOAT.0, BOAT.1, ["50", "90", "70"])
        + &objective("1.2", QUAY.0, QUAY.1, ["50", "90", "80"]);
    let indicator = format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. 1.2\t{}\t\tBancs sur le quai\t50\t90\t80\t{}\tpa\t\n",
        QUAY.0[0], QUAY.0[1]
    );
    let whole = format!(
        "O.S. 1\tAccueillir les voyageurs\tO.O. 1.1\t{}\t\tBacs remis en service\t50\t90\t70\t{}\tpa\t\n\
         \tDe reizigers ontvangen\t\t{}\t\tHerstelde veerboten\t\t\t\t{}\tnvt\t\n",
        BOAT.0[0], BOAT.0[1], BOAT.1[0], BOAT.1[1]
    );
    let report = of_tables(&objectives, &(whole + &indicator));
    let [_, record] = &report.indicators[..] else { panic!("{:?}", report.indicators) };
    assert_eq!(record.operational.title.nl.as_deref(), Some(QUAY.1[0]));
    assert!(has(&report, Code::B226, record) && record.confidence <= 0.8);
}
