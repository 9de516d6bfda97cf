//! Notes below tables: small reports that the tests draw, with marks on figures and references, and notes in several places.
//!
//! Not for which texts are marks: that is in `src/wording/marks.rs`.

use super::draw::Sheet;
use super::editions::{BOTH, SIZE, XS, grid, headed, report, rows, string};
use crate::diagnostic::{Code, Value};
use crate::record::{Note, Report, Texts};

/// A page with a table, and where that ends. `marks`: what stands behind a cell's text, by row and column.
fn page(marks: &[(usize, usize, &str)]) -> (Sheet, f32) {
    let mut rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    for &(row, column, mark) in marks {
        rows[row][column].push_str(mark);
    }
    grid(headed(BOTH), &XS, 110.0, &rows)
}

/// The column of references of operational objectives, and that of results.
const REFERENCE: usize = 2;
const RESULT: usize = 6;

/// Lines of text one below the other from `top` down.
fn lines(sheet: Sheet, top: f32, texts: &[&str]) -> Sheet {
    let each = texts.iter().enumerate();
    each.fold(sheet, |sheet, (at, text)| sheet.text(XS[0], top + 9.0 * at as f32, SIZE, &string(text)))
}

fn texts(fr: &str, nl: &str) -> Texts {
    let side = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Texts::new(side(fr), side(nl))
}

/// The notes of each record: mark and text.
fn notes(report: &Report) -> Vec<Vec<(String, Texts)>> {
    let of = |note: &Note| (note.mark.clone(), note.text.clone());
    report.objectives.iter().map(|record| record.notes.iter().map(of).collect()).collect()
}

fn codes(report: &Report) -> Vec<Code> {
    report.diagnostics.iter().map(|finding| finding.code).filter(|code| *code < Code::B299).collect()
}

/// Checks that every character is counted, and none without a place.
fn is_whole(report: &Report) {
    assert_eq!(report.coverage.sum(), report.coverage.glyphs);
    assert_eq!(report.coverage.unassigned, 0);
}

#[test]
fn a_note_goes_to_the_records_that_carry_its_mark() {
    let provisional = texts("Chiffre provisoire du port", "Voorlopig cijfer van de haven");
    let without = texts("Sans les bacs de réserve du lac", "Zonder de reserveboten van het meer");
    for (marks, printed) in [
        (["¹", "²"], ["¹ Chiffre provisoire du port - Voorlopig cijfer van de haven"]),
        ([" (1)", " (2)"], ["(1) Chiffre provisoire du port | Voorlopig cijfer van de haven"]),
        ([" 1)", " 2)"], ["1) Chiffre provisoire du port / Voorlopig cijfer van de haven"]),
        (["¹", " (2)"], ["(1) Chiffre provisoire du port - (1) Voorlopig cijfer van de haven"]),
        (["*", " (**)"], ["* Chiffre provisoire du port - Voorlopig cijfer van de haven"]),
    ] {
        let [one, two] = marks.map(|mark| mark.trim_matches([' ', '(', ')']));
        let [one, two] =
            [(one, "¹", "1"), (two, "²", "2")].map(|(bare, raised, digit)| bare.replace(raised, digit));
        let second = format!(
            "{} Sans les bacs de réserve du lac - Zonder de reserveboten van het meer",
            marks[1].trim()
        );
        let (sheet, bottom) = page(&[(1, RESULT, marks[0]), (2, RESULT, marks[1]), (3, REFERENCE, marks[0])]);
        let report = report(&[lines(sheet, bottom + 14.0, &[printed[0], &second])]);
        let first = vec![(one, provisional.clone())];
        assert_eq!(notes(&report), [first.clone(), vec![(two, without.clone())], first], "{marks:?}");
        let result = &report.objectives[0].result;
        assert_eq!(
            (result.value, result.raw.as_deref()),
            (Some(85.0), Some(format!("85{}", marks[0]).as_str()))
        );
        assert_eq!(report.objectives[2].operational.reference.as_deref(), Some("1.3"));
        assert_eq!(codes(&report), []);
        is_whole(&report);
    }
}

#[test]
fn a_raised_digit_on_a_figure_has_the_note_in_brackets() {
    let (sheet, bottom) = page(&[]);
    // Behind the first result.
    let sheet = sheet.text(XS[RESULT] + 3.0 + 8.0, 159.0, 4.5, "1");
    let note = "(1) Chiffre provisoire du port - Voorlopig cijfer van de haven";
    let report = report(&[lines(sheet, bottom + 14.0, &[note])]);
    assert_eq!(report.objectives[0].result.raw.as_deref(), Some("85¹"));
    let counts: Vec<usize> = report.objectives.iter().map(|record| record.notes.len()).collect();
    assert_eq!(counts, [1, 0, 0]);
}

#[test]
fn a_note_may_be_in_lines_one_language_after_the_other() {
    let (french, dutch) = (
        "Le chiffre est provisoire et sera revu par le conseil du port",
        "Het cijfer is voorlopig en wordt door de raad van de haven herzien",
    );
    for printed in [
        &[
            "* Le chiffre est provisoire et sera",
            "revu par le conseil du port",
            "Het cijfer is voorlopig en wordt",
            "door de raad van de haven herzien",
        ][..],
        &[
            "* Le chiffre est provisoire et sera revu par le conseil du port",
            "* Het cijfer is voorlopig en wordt door de raad van de haven herzien",
        ],
    ] {
        let (sheet, bottom) = page(&[(2, RESULT, "*")]);
        let report = report(&[lines(sheet, bottom + 14.0, printed)]);
        assert_eq!(
            notes(&report),
            [vec![], vec![("*".to_owned(), texts(french, dutch))], vec![]],
            "{printed:?}"
        );
        is_whole(&report);
    }
}

#[test]
fn a_note_at_the_pages_foot_belongs_to_the_tables_of_its_page() {
    let (sheet, bottom) = page(&[(1, RESULT, "¹")]);
    let next = [
        "2. Police du Lac - Politie van het Meer",
        "2.1 Rapport annuel objectifs opérationnels - Jaarverslag operationele doelstellingen",
    ];
    let sheet = sheet.text(XS[0], bottom + 30.0, 10.5, &string(next[0])).text(
        XS[0],
        bottom + 50.0,
        9.5,
        &string(next[1]),
    );
    let (sheet, _) = grid(sheet, &XS, bottom + 60.0, &rows(|[french, dutch]| format!("{french}\n{dutch}")));
    let sheet = lines(sheet, 560.0, &["¹ Chiffre provisoire du port - Voorlopig cijfer van de haven"]);
    let report = report(&[sheet]);
    let counts: Vec<usize> = report.objectives.iter().map(|record| record.notes.len()).collect();
    assert_eq!(counts, [1, 0, 0, 0, 0, 0]);
    assert_eq!(report.objectives[3].entity.as_deref(), Some("2"));
    is_whole(&report);
}

#[test]
fn where_each_page_has_a_note_of_one_mark_a_record_has_that_of_its_page() {
    let sheet = |note: &str| {
        let (sheet, bottom) = page(&[(1, RESULT, "*")]);
        lines(sheet, bottom + 14.0, &[note])
    };
    let report = report(&[sheet("* Bacs du nord seuls"), sheet("* Bacs du sud seuls")]);
    let found: Vec<Option<&str>> = report
        .objectives
        .iter()
        .filter_map(|record| record.notes.first())
        .map(|note| note.text.fr.as_deref())
        .collect();
    assert_eq!(found, [Some("Bacs du nord seuls"), Some("Bacs du sud seuls")]);
}

#[test]
fn a_note_that_repeats_at_the_foot_of_every_page_is_no_running_matter() {
    let sheet = || {
        let (sheet, _) = page(&[(1, RESULT, "*")]);
        lines(sheet, 560.0, &["* Chiffre provisoire du port - Voorlopig cijfer van de haven"])
    };
    let report = report(&[sheet(), sheet(), sheet()]);
    let counts: Vec<usize> = report.objectives.iter().map(|record| record.notes.len()).collect();
    assert_eq!(counts, [1, 0, 0, 1, 0, 0, 1, 0, 0]);
    is_whole(&report);
}

#[test]
fn a_note_that_no_record_carries_is_named_with_its_text() {
    let (sheet, bottom) = page(&[(1, RESULT, "¹")]);
    let printed = ["² Chiffre provisoire du port - Voorlopig cijfer van de haven"];
    let report = report(&[lines(sheet, bottom + 14.0, &printed)]);
    assert_eq!(codes(&report), [Code::B213]);
    let finding = report.diagnostics.iter().find(|finding| finding.code == Code::B213).unwrap();
    let text = "Chiffre provisoire du port – Voorlopig cijfer van de haven";
    assert_eq!(finding.values["text"], Value::Text(text.to_owned()));
    assert_eq!((finding.page, finding.record.as_deref()), (Some(1), None));
    assert!(
        finding.bbox.is_some_and(|bbox| f64::from(bottom) < bbox[1] && bbox[1] < f64::from(bottom) + 14.0)
    );
    is_whole(&report);
}

#[test]
fn a_heading_that_is_numbered_as_notes_are_is_one() {
    let (sheet, bottom) = page(&[(1, RESULT, "¹")]);
    let names = [
        (20.0, "2) Police du Lac - Politie van het Meer"),
        (40.0, "2.1 Rapport annuel objectifs opérationnels - Jaarverslag operationele doelstellingen"),
    ];
    let sheet =
        names.iter().fold(sheet, |sheet, (y, name)| sheet.text(XS[0], bottom + y, 10.5, &string(name)));
    let (sheet, _) = grid(sheet, &XS, bottom + 50.0, &rows(|[french, dutch]| format!("{french}\n{dutch}")));
    let report = report(&[sheet]);
    assert_eq!(report.objectives[3].entity_name, texts("Police du Lac", "Politie van het Meer"));
}
