//! Reports whose languages stand elsewhere than French above Dutch, and tables that say the status in words: small reports
//! that the tests draw, each from the same three records.
//!
//! Not for cells whose lines are split between the languages: those are in `src/pair/split.rs`.

use super::draw::{Sheet, Stand, pdf};
use crate::diagnostic::Code;
use crate::language::{Edition, Language};
use crate::reading::Settings;
use crate::record::{Report, Status, TableLayout};
use crate::report::extract;

/// A record: its reference, its title and its description, each in French and in Dutch, and its result.
type Printed = (&'static str, [&'static str; 2], [&'static str; 2], &'static str);

const RECORDS: [Printed; 3] = [
    (
        "1.1",
        ["Renouveler les bacs du lac", "De veerboten van het meer vernieuwen"],
        [
            "Le bac du nord est remis en service avec les agents du port.",
            "De veerboot werd door de dienst aan het werk gezet in de haven.",
        ],
        "85",
    ),
    (
        "1.2",
        ["Former les agents aux secours", "Het personeel opleiden voor hulp"],
        [
            "Les agents ont suivi une formation et sont dans le service du quai.",
            "Het personeel heeft een opleiding gevolgd en is op de kade aan het werk.",
        ],
        "95",
    ),
    (
        "1.3",
        ["Ouvrir une ligne pour les bacs", "Een lijn voor de veren openen"],
        [
            "La ligne est reportée, car elle ne peut pas passer sous le pont.",
            "De lijn werd uitgesteld omdat ze niet onder de brug door kan.",
        ],
        "40",
    ),
];

pub(super) const SIZE: f32 = 7.0;
const LEADING: f32 = 9.0;

/// The edges of the columns: references, titles, thresholds, result, and what is left for texts.
pub(super) const XS: [f32; 9] = [30.0, 65.0, 215.0, 255.0, 410.0, 445.0, 485.0, 525.0, 770.0];

/// A text as it stands in a PDF's string; the font has the codes of Latin 1.
pub(super) fn string(text: &str) -> String {
    let code = |character: char| match character {
        '(' | ')' | '\\' => format!("\\{character}"),
        ascii if ascii.is_ascii() => ascii.to_string(),
        other => format!("\\{:03o}", other as u32),
    };
    text.chars().map(code).collect()
}

/// A cell that goes on with the one above it.
const SPANNED: &str = "^";

/// Draws rows of cells from `top` down, each text with its lines, and the rules around them; gives where they end.
pub(super) fn grid(mut sheet: Sheet, xs: &[f32], top: f32, rows: &[Vec<String>]) -> (Sheet, f32) {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let mut y = top;
    for row in rows {
        let lines = row.iter().map(|text| text.lines().count()).max().unwrap_or(1);
        let bottom = y + LEADING * lines as f32 + 6.0;
        for ((text, x), end) in row.iter().zip(xs).zip(&xs[1..]) {
            if text == SPANNED {
                continue;
            }
            sheet = sheet.stroke((*x, y), (*end, y));
            for (at, line) in text.lines().enumerate() {
                sheet = sheet.text(x + 3.0, y + 10.0 + LEADING * at as f32, SIZE, &string(line));
            }
        }
        for &x in xs {
            sheet = sheet.stroke((x, y), (x, bottom));
        }
        y = bottom;
    }
    (sheet.stroke((left, y), (right, y)), y)
}

/// A landscape page with the headings over a table of objectives.
pub(super) fn headed(names: [&str; 3]) -> Sheet {
    let sheet = Sheet::standing(Stand::Landscape);
    let lines = names.into_iter().zip([(60.0, 12.0), (80.0, 10.5), (98.0, 9.5)]);
    lines.fold(sheet, |sheet, (name, (y, size))| sheet.text(30.0, y, size, &string(name)))
}

pub(super) const BOTH: [&str; 3] = [
    "I. SERVICE PUBLIC DU LAC - OVERHEIDSDIENST VAN HET MEER",
    "1. Office des Bacs - Dienst van de Veren",
    "1.1 Rapport annuel objectifs opérationnels - Jaarverslag operationele doelstellingen",
];

const FRENCH: [&str; 3] =
    ["I. SERVICE PUBLIC DU LAC", "1. Office des Bacs", "1.1 Rapport annuel objectifs opérationnels"];

/// The header in French and in Dutch.
const HEADER: [[&str; 2]; 8] = [
    ["Réf.\nO.S.", "Ref.\nS.D."],
    ["Titre de l'objectif stratégique", "Benaming van de strategische doelstelling"],
    ["Réf.\nO.O.", "Ref.\nO.D."],
    ["Titre de l'objectif opérationnel", "Benaming van de operationele doelstelling"],
    ["Seuil\nrouge", "Rode\ndrempel"],
    ["Seuil\nvert", "Groene\ndrempel"],
    ["Résultat\natteint", "Bereikt\nresultaat"],
    ["Description du résultat atteint", "Beschrijving van het bereikte resultaat"],
];

const STRATEGIC: [&str; 2] = ["Garantir la sécurité sur le lac", "De veiligheid op het meer waarborgen"];

/// The rows of the table, header included, with each text as `said` makes it of its two languages.
pub(super) fn rows(said: impl Fn([&str; 2]) -> String) -> Vec<Vec<String>> {
    let header = HEADER.map(&said).to_vec();
    let record = |(reference, title, description, result): Printed| {
        let figures = ["70", "90", result].map(str::to_owned);
        let [red, green, result] = figures;
        vec![
            "O.S.1".to_owned(),
            said(STRATEGIC),
            format!("O.O.\n{reference}"),
            said(title),
            red,
            green,
            result,
            said(description),
        ]
    };
    std::iter::once(header).chain(RECORDS.map(record)).collect()
}

/// A text in lines of so many characters at most.
fn wrapped(text: &str, most: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

pub(super) fn report(sheets: &[Sheet]) -> Report {
    extract("lac.pdf", pdf(sheets), &Settings::default(), &|_, _| {}).unwrap()
}

/// The report of one page with this table.
fn page(names: [&str; 3], xs: &[f32], rows: &[Vec<String>]) -> Report {
    report(&[grid(headed(names), xs, 110.0, rows).0])
}

/// Checks that the report has the three records, with their texts in these languages.
fn has_records(report: &Report, languages: &[Language]) {
    assert_eq!(report.objectives.len(), RECORDS.len());
    for (found, (reference, title, description, result)) in report.objectives.iter().zip(RECORDS) {
        assert_eq!(found.operational.reference.as_deref(), Some(reference));
        assert_eq!(found.result.raw.as_deref(), Some(result), "{reference}");
        assert_eq!((found.red.value, found.green.value), (Some(70.0), Some(90.0)), "{reference}");
        let texts = [
            (&found.strategic.title, STRATEGIC),
            (&found.operational.title, title),
            (&found.description, description),
        ];
        for (texts, [french, dutch]) in texts {
            for (language, printed) in [(Language::Fr, french), (Language::Nl, dutch)] {
                let printed = Some(printed).filter(|_| languages.contains(&language));
                let found = texts.side(language).as_ref().map(|text| text.replace('\n', " "));
                assert_eq!(found.as_deref(), printed, "{reference} {language}");
            }
        }
    }
}

#[test]
fn dutch_above_french_goes_to_its_own_side() {
    let report = page(BOTH, &XS, &rows(|[french, dutch]| format!("{dutch}\n{french}")));
    has_records(&report, &Language::BOTH);
    assert_eq!(report.report.edition, Some(Edition::DutchFirst));
}

#[test]
fn a_report_in_one_language_has_one_side() {
    has_records(&page(FRENCH, &XS, &rows(|[french, _]| french.to_owned())), &[Language::Fr]);
    let names = [
        "I. OVERHEIDSDIENST VAN HET MEER",
        "1. Dienst van de Veren",
        "1.1 Jaarverslag operationele doelstellingen",
    ];
    has_records(&page(names, &XS, &rows(|[_, dutch]| dutch.to_owned())), &[Language::Nl]);
}

#[test]
fn a_table_in_french_and_the_same_one_in_dutch_are_one() {
    let (sheet, bottom) = grid(headed(BOTH), &XS, 110.0, &rows(|[french, _]| french.to_owned()));
    let (sheet, _) = grid(sheet, &XS, bottom + 20.0, &rows(|[_, dutch]| dutch.to_owned()));
    let report = report(&[sheet]);
    has_records(&report, &Language::BOTH);
    let places: Vec<usize> = report.objectives.iter().map(|record| record.source.len()).collect();
    assert_eq!(places, [2, 2, 2]);
    let [table] = &report.entities[0].tables[..] else { panic!("{:?}", report.entities) };
    assert_eq!((table.edition, table.layout), (Some(Edition::FrenchFirst), Some(TableLayout::Tables)));
}

#[test]
fn columns_side_by_side_are_the_two_sides() {
    let xs = [20.0, 55.0, 155.0, 255.0, 290.0, 385.0, 480.0, 515.0, 555.0, 590.0, 690.0, 785.0];
    let both = rows(|[french, dutch]| format!("{}\t{}", wrapped(french, 22), wrapped(dutch, 22)));
    // References stand once; a header's two languages one above the other.
    let side_by_side = |row: Vec<String>| -> Vec<String> {
        let cells = row.iter().enumerate().flat_map(|(at, text)| match at {
            1 | 3 | 7 => text.split('\t').map(str::to_owned).collect(),
            _ => vec![text.replace('\t', "\n")],
        });
        cells.collect()
    };
    let report = page(BOTH, &xs, &both.into_iter().map(side_by_side).collect::<Vec<_>>());
    has_records(&report, &Language::BOTH);
}

#[test]
fn a_column_of_statuses_says_them() {
    let mut xs = XS.to_vec();
    xs.insert(8, 590.0);
    let words = [
        "Statut\nStatus",
        "Partiellement\nréalisé\nGedeeltelijk\ngerealiseerd",
        "Réalisé\nGerealiseerd",
        "En cours\nLopend",
    ];
    let mut rows = rows(|[french, dutch]| format!("{}\n{}", wrapped(french, 45), wrapped(dutch, 45)));
    for (row, words) in rows.iter_mut().zip(words) {
        // Without figures the word alone says it.
        let figures = if words.starts_with("Statut") { 7..7 } else { 4..7 };
        row[figures].iter_mut().for_each(String::clear);
        row.insert(7, words.to_owned());
    }
    let report = page(BOTH, &xs, &rows);
    let statuses: Vec<Status> = report.objectives.iter().map(|record| record.status).collect();
    assert_eq!(statuses, [Status::PartiallyRealised, Status::Realised, Status::NotMeasured]);
    let extra: Vec<usize> = report.objectives.iter().map(|record| record.extra.len()).collect();
    assert_eq!(extra, [0, 0, 1], "what says no status is kept");
}

#[test]
fn a_threshold_in_a_cell_over_several_records_is_each_ones() {
    let mut rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    for row in &mut rows[2..] {
        row[4] = SPANNED.to_owned();
        row[5] = SPANNED.to_owned();
    }
    let report = page(BOTH, &XS, &rows);
    has_records(&report, &Language::BOTH);
    // It may be a lost rule as well.
    assert!(report.objectives.iter().all(|record| record.confidence <= 0.8));
}

#[test]
fn each_part_that_a_file_binds_has_its_own_number() {
    let cover = |part: u32| {
        let lines = [
            format!("1 MARS 202{part}"),
            format!("Rapport annuel du Lac 202{part}"),
            format!("PARTIE {part} - DEEL {part}"),
        ];
        let lines = lines.into_iter().zip([150.0, 200.0, 260.0]);
        lines.fold(Sheet::standing(Stand::Landscape), |sheet, (line, y)| sheet.text(250.0, y, 14.0, &line))
    };
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let body = |chapter: &str| {
        let chapter = format!("{chapter}. SERVICE PUBLIC DU LAC - OVERHEIDSDIENST VAN HET MEER");
        grid(headed([&chapter, BOTH[1], BOTH[2]]), &XS, 110.0, &rows).0
    };
    let report = report(&[cover(1), body("I"), cover(2), body("II")]);
    let parts: Vec<Option<u32>> = report.objectives.iter().map(|record| record.part).collect();
    assert_eq!(parts, [Some(1), Some(1), Some(1), Some(2), Some(2), Some(2)]);
    let fronts: Vec<Option<u32>> = report.report.parts.iter().map(|front| front.part).collect();
    assert_eq!(fronts, [Some(1), Some(2)]);
}

#[test]
fn two_pages_on_a_sheet_are_read_one_after_the_other() {
    let xs = [20.0, 46.0, 126.0, 152.0, 232.0, 262.0, 292.0, 326.0, 392.0];
    let rows = rows(|[french, dutch]| format!("{}\n{}", wrapped(french, 18), wrapped(dutch, 18)));
    let mut sheet = Sheet::standing(Stand::Landscape);
    let names = ["I. LAC - MEER", "1. Office des Bacs - Dienst van de Veren", "1.1 Objectifs opérationnels"];
    for (name, (y, size)) in names.into_iter().zip([(45.0, 9.5), (58.0, 8.5), (70.0, 8.0)]) {
        sheet = sheet.text(20.0, y, size, &string(name));
    }
    sheet = sheet.text(180.0, 25.0, SIZE, "- 4 -").text(580.0, 25.0, SIZE, "- 5 -");
    let (left, right) = (rows[..3].to_vec(), [&rows[..1], &rows[3..]].concat());
    sheet = grid(sheet, &xs, 80.0, &left).0;
    let sheet = grid(sheet, &xs.map(|x| x + 400.0), 60.0, &right).0;
    let report = report(&[sheet]);
    has_records(&report, &Language::BOTH);
    let pages: Vec<u32> = report.objectives.iter().filter_map(|record| record.first_page()).collect();
    assert_eq!(pages, [1, 1, 1]);
    // The last record stands on the right half of the sheet.
    assert!(report.objectives[2].source[0].bbox.unwrap()[0] >= 400.0);
}

#[test]
fn a_row_runs_on_through_a_page_that_has_rules_at_its_sides_alone() {
    let landscape = || Sheet::standing(Stand::Landscape);
    let row = |sheet: Sheet, top: f32, bottom: f32, texts: &[(usize, &str)]| {
        let sheet = XS.iter().fold(sheet, |sheet, &x| sheet.stroke((x, top), (x, bottom)));
        let text = |sheet: Sheet, &(at, text): &(usize, &str)| {
            sheet.text(XS[at] + 3.0, top + 10.0, SIZE, &string(text))
        };
        texts.iter().fold(sheet, text)
    };
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let (sheet, bottom) = grid(headed(BOTH), &XS, 110.0, &rows[..3]);
    let begun =
        [(2, "O.O. 1.3"), (3, "Ouvrir une ligne"), (7, "La ligne est reportée, car elle ne peut pas")];
    let sheets = [
        row(sheet, bottom, 570.0, &begun),
        row(landscape(), 40.0, 570.0, &[(7, "passer sous le pont du nord, qui est"), (6, "40")]),
        row(landscape(), 40.0, 60.0, &[(7, "trop bas pour les bacs.")]).stroke((XS[0], 60.0), (XS[8], 60.0)),
    ];
    let report = report(&sheets);
    assert!(report.diagnostics.iter().all(|finding| finding.code != Code::B201), "{:?}", report.diagnostics);
    let [_, _, last] = &report.objectives[..] else { panic!("{:?}", report.objectives) };
    let description = last.description.fr.as_ref().map(|text| text.replace('\n', " "));
    let whole = "La ligne est reportée, car elle ne peut pas passer sous le pont du nord, qui est trop bas pour les bacs.";
    assert_eq!((description.as_deref(), last.result.value), (Some(whole), Some(40.0)));
}

#[test]
fn a_title_below_a_heading_that_a_page_repeats_is_the_next_tables() {
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let (first, _) = grid(headed(BOTH), &XS, 110.0, &rows[..2]);
    let again = Sheet::standing(Stand::Landscape).text(30.0, 60.0, 9.5, &string(BOTH[2]));
    let again = again.text(30.0, 85.0, 9.0, "Formation - Opleiding");
    let (second, _) = grid(again, &XS, 110.0, &[&rows[..1], &rows[2..]].concat());
    let report = report(&[first, second]);
    has_records(&report, &Language::BOTH);
    let sections = report.objectives.iter().map(|record| record.section.as_ref()?.fr.as_deref());
    assert_eq!(sections.collect::<Vec<_>>(), [None, Some("Formation"), Some("Formation")]);
}

#[test]
fn names_that_sound_like_neither_language_have_the_order_of_the_headings_around_them() {
    let turned = [
        "I. OVERHEIDSDIENST VAN HET MEER - SERVICE PUBLIC DU LAC",
        "1. Lacustra - Lacustre",
        "1.1 Jaarverslag operationele doelstellingen - Rapport annuel objectifs opérationnels",
    ];
    let rows = rows(|[french, dutch]| format!("{dutch}\n{french}"));
    let sheet = headed(turned).text(30.0, 108.0, 8.5, &string("Rivalia - Rivalie"));
    let (sheet, _) = grid(sheet, &XS, 114.0, &rows);
    let report = report(&[sheet]);
    has_records(&report, &Language::BOTH);
    for record in &report.objectives {
        let section = record.section.as_ref().and_then(|names| names.fr.as_deref());
        assert_eq!((record.entity_name.fr.as_deref(), section), (Some("Lacustre"), Some("Rivalie")));
    }
}

#[test]
fn a_line_between_two_tables_that_may_be_a_title_throws_doubt_on_their_section() {
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let (first, end) = grid(headed(BOTH), &XS, 110.0, &rows[..2]);
    let between = first.text(30.0, end + 12.0, SIZE, "Chiffres provisoires");
    let (page, _) = grid(between, &XS, end + 20.0, &[&rows[..1], &rows[2..]].concat());
    let report = report(&[page]);
    has_records(&report, &Language::BOTH);
    let finding = report.diagnostics.iter().find(|finding| finding.code == Code::B212);
    let related = finding.map(|finding| finding.related.clone()).unwrap_or_default();
    assert!(report.objectives.iter().map(|record| &record.id).eq(&related), "{related:?}");
    assert!(report.objectives.iter().all(|record| record.confidence <= 0.8));
}

#[test]
fn a_stamp_that_changes_in_its_number_alone_is_no_title() {
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let sheets: Vec<Sheet> = (1..4)
        .map(|page| {
            let sheet = if page == 1 { headed(BOTH) } else { Sheet::standing(Stand::Landscape) };
            let stamp = format!("Copie conforme du registre - Eensluidend afschrift van het register {page}");
            let rows = [rows[..1].to_vec(), rows[page..=page].to_vec()].concat();
            grid(sheet.text(30.0, 16.0, 6.0, &stamp), &XS, 110.0, &rows).0
        })
        .collect();
    let report = report(&sheets);
    has_records(&report, &Language::BOTH);
    assert!(report.objectives.iter().all(|record| record.section.is_none()), "{:?}", report.objectives);
}

#[test]
fn a_title_in_the_size_of_the_tables_text_may_stand_two_lines_above_its_table() {
    let rows = rows(|[french, dutch]| format!("{french}\n{dutch}"));
    let titled = headed(BOTH).text(30.0, 104.0, SIZE, "Laboratoires - Laboratoria");
    let (first, end) = grid(titled, &XS, 110.0, &rows[..2]);
    let below = end + 18.0;
    let between = first.text(30.0, below, SIZE, "Formation - Opleiding");
    let (page, _) = grid(between, &XS, below + 3.3 * SIZE, &[&rows[..1], &rows[2..]].concat());
    let report = report(&[page]);
    has_records(&report, &Language::BOTH);
    let sections = report.objectives.iter().map(|record| record.section.as_ref()?.fr.as_deref());
    let expected = [Some("Laboratoires"), Some("Formation"), Some("Formation")];
    assert_eq!(sections.collect::<Vec<_>>(), expected);
}
