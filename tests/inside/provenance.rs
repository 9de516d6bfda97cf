//! Where fields are printed, to the cell: the boxes of a field hold its text, and nothing else.
//!
//! On small pages that the tests draw, boxes are compared with where each line was drawn. On the fixtures, the glyphs in
//! a field's boxes are read back; they are those of `read/`, as the witness of `report.rs` places text wrongly at times:
//! another program than this reads back in `.ci/provenance.py`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;

use super::draw::{LONG, SHORT, Sheet, Stand, pdf};
use crate::geometry::Rect;
use crate::language::Language;
use crate::read::PdfDocument;
use crate::reading::Settings;
use crate::record::{Record, Report, Texts};
use crate::report::extract;
use crate::source::{Field, Place, Provenance, SourceKey};
use crate::write::{Format, Options};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// A report with the boxes of its fields.
fn read(bytes: Vec<u8>) -> Report {
    let settings = Settings { provenance: Provenance::Cells, ..Settings::default() };
    extract("report.pdf", bytes, &settings, &|_, _| {}).unwrap()
}

// Drawn pages

/// Column edges of the tables drawn here.
const XS: [f32; 10] = [40.0, 80.0, 170.0, 210.0, 300.0, 350.0, 400.0, 450.0, 600.0, 760.0];
const SIZE: f32 = 7.0;
const LEADING: f32 = 9.0;
const HEADER: [&str; 9] = [
    "R\\351f. O.S./Ref. S.D.",
    "Titre strat\\351gique/Strategische titel",
    "R\\351f. O.O./Ref. O.D.",
    "Titre op\\351rationnel/Operationele titel",
    "Seuil rouge",
    "Seuil vert",
    "R\\351sultat/Resultaat",
    "Description r\\351sultat atteint/Beschrijving bereikte resultaat",
    "Facteurs explicatifs/Verklarende factoren",
];

/// Takes a point of a page as a viewer shows it to where it was drawn.
type Back<'a> = &'a dyn Fn(f32, f32) -> (f32, f32);

/// Pages that are drawn, with the page and the place of each line; no two lines say the same.
#[derive(Default)]
struct Drawn {
    sheets: Vec<Sheet>,
    lines: HashMap<String, (u32, f32, f32)>,
}

impl Drawn {
    /// A page with rows of cells between rules, whose lines are parted by `/`; the first page has headings above.
    fn page(mut self, mut sheet: Sheet, rows: &[[&str; 9]]) -> Self {
        let mut top = 60.0;
        if self.sheets.is_empty() {
            let titles =
                "1.1. Rapport annuel objectifs op\\351rationnels - Jaarverslag operationele doelstellingen";
            sheet = sheet
                .text(40.0, 40.0, 12.0, "I. SERVICE DU LAC - DIENST VAN HET MEER")
                .text(40.0, 60.0, 10.0, "1. Office des Bacs - Veerdienst")
                .text(40.0, 76.0, 9.0, titles);
            top = 90.0;
        }
        let page = self.sheets.len() as u32 + 1;
        for row in rows {
            let most = row.iter().map(|cell| cell.split('/').count()).max().unwrap();
            let height = LEADING * most as f32 + 6.0;
            for (pair, cell) in XS.windows(2).zip(row) {
                sheet = sheet.outlined((pair[0], top), (pair[1], top + height));
                for (at, line) in cell.split('/').enumerate().filter(|(_, line)| !line.is_empty()) {
                    let (x, y) = (pair[0] + 3.0, top + 10.0 + LEADING * at as f32);
                    sheet = sheet.text(x, y, SIZE, line);
                    self.lines.insert(line.to_owned(), (page, x, y));
                }
            }
            top += height;
        }
        self.sheets.push(sheet);
        self
    }

    /// Checks the boxes of a record's fields: those of each field and the lines that each of them holds, parted by `/`.
    fn has(&self, name: &str, record: &Record, back: Back<'_>, fields: &[(&str, &[&str])]) {
        let found: BTreeSet<String> = record.sources.keys().map(ToString::to_string).collect();
        assert_eq!(found, fields.iter().map(|(field, _)| (*field).to_owned()).collect(), "{name}");
        for (field, expected) in fields {
            let boxes = &record.sources[&field.parse::<SourceKey>().unwrap()];
            assert_eq!(boxes.len(), expected.len(), "{name} {field}: {boxes:?}");
            for (place, lines) in boxes.iter().zip(*expected) {
                self.holds(&format!("{name} {field}"), place, back, lines);
            }
        }
    }

    /// Checks that a box begins and ends where its lines do.
    fn holds(&self, name: &str, place: &Place, back: Back<'_>, lines: &str) {
        let drawn: Vec<(u32, f32, f32)> = lines.split('/').map(|line| self.lines[line]).collect();
        let [x0, y0, x1, y1] = place.bbox.unwrap().map(|edge| edge as f32);
        let ((xa, ya), (xb, yb)) = (back(x0, y0), back(x1, y1));
        let bbox = Rect::new(xa, ya, xb, yb);
        let ((page, x, first), (_, _, last)) = (drawn[0], drawn[drawn.len() - 1]);
        assert_eq!(place.page, page, "{name}");
        assert!((bbox.x0 - x).abs() < 0.02, "{name}: {bbox:?} begins at {x}");
        // A letter of Helvetica is up to 0.95 em wide, and half an em in the mean.
        let letters = lines.split('/').map(str::len).max().unwrap() as f32;
        assert!(
            bbox.width() > 0.2 * SIZE * letters && bbox.width() < SIZE * letters,
            "{name}: {bbox:?} of {lines}"
        );
        let (above, below) = (first - bbox.y0, bbox.y1 - last);
        assert!((0.7 * SIZE..1.1 * SIZE).contains(&above), "{name}: {bbox:?} is {above} above {first}");
        assert!((0.1 * SIZE..0.4 * SIZE).contains(&below), "{name}: {bbox:?} is {below} below {last}");
    }
}

const HEAD: [&str; 7] = [
    "O.S.1",
    "Un lac propre/Een schoon meer",
    "O.O. 1.1",
    "Draguer le port/De haven baggeren",
    "70",
    "90",
    "85",
];
/// The boxes of what begins a record.
const HEAD_BOXES: [(&str, &[&str]); 9] = [
    ("strategic.label", &["O.S.1"]),
    ("strategic.title.fr", &["Un lac propre"]),
    ("strategic.title.nl", &["Een schoon meer"]),
    ("operational.label", &["O.O. 1.1"]),
    ("operational.title.fr", &["Draguer le port"]),
    ("operational.title.nl", &["De haven baggeren"]),
    ("red", &["70"]),
    ("green", &["90"]),
    ("result", &["85"]),
];

/// A row that begins with what begins a record.
fn row(description: &'static str, deviation: &'static str) -> [&'static str; 9] {
    let [a, b, c, d, e, f, g] = HEAD;
    [a, b, c, d, e, f, g, description, deviation]
}

const FRENCH: &str = "le bac est remis en service/avec les agents du port";
const DUTCH: &str = "de veerboot vaart opnieuw/met de mensen van de haven";

#[test]
fn the_languages_of_a_cell_have_boxes_of_their_own_however_the_page_stands() {
    let same = |x, y| (x, y);
    let crop = [20.0, 50.0, 780.0, 590.0];
    let cases: [(&str, Sheet, Back<'_>); 6] = [
        ("landscape", Sheet::standing(Stand::Landscape), &same),
        ("rotated by 90", Sheet::standing(Stand::Rotate90), &same),
        ("rotated by 270", Sheet::standing(Stand::Rotate270), &same),
        ("from bottom to top", Sheet::standing(Stand::BottomToTop), &|x, y| (LONG - y, x)),
        ("from top to bottom", Sheet::standing(Stand::TopToBottom), &|x, y| (y, SHORT - x)),
        ("cropped", Sheet::standing(Stand::Landscape).cropped(crop), &|x, y| {
            (x + crop[0], y + SHORT - crop[3])
        }),
    ];
    for (name, sheet, back) in cases {
        let both = format!("{FRENCH}/{DUTCH}").leak();
        let drawn = Drawn::default().page(sheet, &[HEADER, row(both, "pa/nvt")]);
        let report = read(pdf(&drawn.sheets));
        let texts: [(&str, &[&str]); 4] = [
            ("description.fr", &[FRENCH]),
            ("description.nl", &[DUTCH]),
            // A placeholder has the box of the text that it stands for.
            ("deviation.fr", &["pa"]),
            ("deviation.nl", &["nvt"]),
        ];
        drawn.has(name, &report.objectives[0], back, &[&HEAD_BOXES[..], &texts].concat());
    }
}

#[test]
fn what_is_carried_down_has_the_boxes_of_where_it_is_printed() {
    let rows = [
        ["O.S.1", "Un lac propre", "O.O. 1.1", "Draguer le port", "70", "90", "85", FRENCH, ""],
        ["", "Een schoon meer", "", "De haven baggeren", "", "", "", DUTCH, ""],
        ["", "", "O.O. 1.2", "Le quai", "10", "20", "30", "les pierres du quai sont neuves", ""],
        ["", "", "", "De kade", "", "", "", "de stenen van de kade zijn nieuw", ""],
    ];
    let drawn = Drawn::default().page(Sheet::standing(Stand::Landscape), &[&[HEADER], &rows[..]].concat());
    let report = read(pdf(&drawn.sheets));
    assert_eq!(report.objectives.len(), 2);
    let texts: [(&str, &[&str]); 2] = [("description.fr", &[FRENCH]), ("description.nl", &[DUTCH])];
    drawn.has("first", &report.objectives[0], &|x, y| (x, y), &[&HEAD_BOXES[..], &texts].concat());
    let own: [(&str, &[&str]); 8] = [
        ("operational.label", &["O.O. 1.2"]),
        ("operational.title.fr", &["Le quai"]),
        ("operational.title.nl", &["De kade"]),
        ("red", &["10"]),
        ("green", &["20"]),
        ("result", &["30"]),
        ("description.fr", &["les pierres du quai sont neuves"]),
        ("description.nl", &["de stenen van de kade zijn nieuw"]),
    ];
    drawn.has("second", &report.objectives[1], &|x, y| (x, y), &[&HEAD_BOXES[..3], &own].concat());
}

#[test]
fn a_text_over_a_page_break_has_a_box_on_each_page() {
    let rest = "et les quais du port/ne sont pas encore ouverts.";
    let tail = format!("{rest}/{DUTCH}").leak();
    let mut next = row("les pierres du quai/de stenen van de kade", "la pluie/de regen");
    next[..4].copy_from_slice(&["O.S.2", "Un quai/Een kade", "O.O. 2.1", "Le refaire/Ze vernieuwen"]);
    next[4..7].copy_from_slice(&["10", "20", "30"]);
    let drawn = Drawn::default()
        .page(Sheet::standing(Stand::Landscape), &[HEADER, row(FRENCH, "un motif clair")])
        .page(Sheet::standing(Stand::Rotate90), &[["", "", "", "", "", "", "", tail, ""], next]);
    let report = read(pdf(&drawn.sheets));
    assert_eq!(report.objectives.len(), 2);
    let texts: [(&str, &[&str]); 3] = [
        ("description.fr", &[FRENCH, rest]),
        ("description.nl", &[DUTCH]),
        ("deviation.fr", &["un motif clair"]),
    ];
    drawn.has("first", &report.objectives[0], &|x, y| (x, y), &[&HEAD_BOXES[..], &texts].concat());
}

// Fixtures

const FIXTURES: [&str; 4] = ["lac_landscape.pdf", "lac_sideways.pdf", "lac_chromium.pdf", "lac_small.pdf"];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

/// A printed character, or several in one place.
struct Printed {
    text: String,
    /// Its middle, as a viewer shows the page.
    middle: (f32, f32),
    /// Whether what is drawn next begins further left, where the page is upright.
    ends_line: bool,
}

/// The characters of each page, white space aside, in the order in which they are drawn.
fn printed(bytes: Vec<u8>) -> Vec<Vec<Printed>> {
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, |page| {
        let solid: Vec<_> = page.glyphs.iter().filter(|glyph| !glyph.is_space()).collect();
        let each = solid.iter().enumerate().map(|(at, glyph)| Printed {
            text: format!("{}{}", glyph.text, glyph.more.as_deref().unwrap_or_default()),
            middle: page.head.to_viewer(glyph.bbox).centre(),
            ends_line: solid.get(at + 1).is_none_or(|next| next.origin.0 < glyph.origin.0),
        });
        each.collect()
    });
    pages.into_iter().flatten().collect()
}

/// The characters of a box, with their numbers on the page.
fn within<'a>(pages: &'a [Vec<Printed>], place: &Place) -> Vec<(usize, &'a Printed)> {
    let [x0, y0, x1, y1] = place.bbox.unwrap().map(|edge| edge as f32);
    let bbox = Rect::new(x0, y0, x1, y1);
    let all = pages[place.page as usize - 1].iter().enumerate();
    all.filter(|(_, printed)| bbox.contains(printed.middle)).collect()
}

/// What a field says: its value, or the placeholder in its place.
fn value(record: &Value, field: &str) -> String {
    let pointer = match field {
        "red" | "green" | "result" | "weight" => format!("/{field}/raw"),
        _ => format!("/{}", field.replace('.', "/")),
    };
    let (first, last) = (field.split('.').next().unwrap(), field.split('.').next_back().unwrap());
    let text = match record.pointer(&pointer).unwrap() {
        Value::Array(items) => items.iter().map(|item| item.as_str().unwrap()).collect::<String>(),
        Value::Null => record["printed"][first][last].as_str().unwrap().to_owned(),
        text => text.as_str().unwrap().to_owned(),
    };
    squashed(&text)
}

fn squashed(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect()
}

/// Whether characters say `value`, but for hyphens at the ends of lines, which may be the word's own or not.
fn say(characters: &[&Printed], value: &str) -> bool {
    let mut rest = value;
    characters.iter().all(|printed| {
        let text = squashed(&printed.text);
        match rest.strip_prefix(&text) {
            Some(after) => {
                rest = after;
                true
            }
            None => printed.ends_line && matches!(text.as_str(), "-" | "\u{ad}" | "\u{2010}"),
        }
    }) && rest.is_empty()
}

#[test]
fn what_stands_in_the_boxes_of_a_field_is_the_field() {
    for name in FIXTURES {
        let (report, pages) = (read(fixture(name)), printed(fixture(name)));
        let mut owners: BTreeMap<(u32, usize), &[Place]> = BTreeMap::new();
        for record in report.objectives.iter().chain(&report.indicators) {
            let whole = serde_json::to_value(record).unwrap();
            for (field, boxes) in &record.sources {
                let inside: Vec<(u32, usize, &Printed)> = boxes
                    .iter()
                    .flat_map(|place| {
                        within(&pages, place).into_iter().map(|(at, one)| (place.page, at, one))
                    })
                    .collect();
                let characters: Vec<&Printed> = inside.iter().map(|(.., printed)| *printed).collect();
                let said: String = characters.iter().map(|printed| printed.text.as_str()).collect();
                let value = value(&whole, &field.to_string());
                assert!(say(&characters, &value), "{name} {} {field}: {value}\n{said}", record.id);
                for (page, at, _) in inside {
                    let owner = *owners.entry((page, at)).or_insert(boxes);
                    assert_eq!(owner, boxes, "{name} {} {field}: “{said}” is in other boxes too", record.id);
                }
            }
        }
        // Nothing of the records is printed outside the boxes: no fixture repeats a banner or a label.
        assert_eq!(owners.len() as u64, report.coverage.records, "{name}");
    }
}

#[test]
fn every_field_that_says_something_has_boxes() {
    for name in FIXTURES {
        let report = read(fixture(name));
        for record in report.objectives.iter().chain(&report.indicators) {
            let mut fields: Vec<SourceKey> = Vec::new();
            for field in Field::ALL {
                let sides = |texts: Option<&Texts>, key: fn(Field, Language) -> SourceKey| {
                    let texts = texts.cloned().unwrap_or_default();
                    let printed = Language::BOTH.into_iter().filter(move |&side| texts.side(side).is_some());
                    printed.map(move |side| key(field, side)).collect::<Vec<_>>()
                };
                if let Some(unit) = record.unit(field) {
                    fields.extend(unit.label.as_ref().map(|_| SourceKey::Label(field)));
                    fields.extend(sides(Some(&unit.title), SourceKey::Title));
                } else {
                    fields.extend(sides(record.texts(field), SourceKey::Text));
                }
                let figure = record.figure(field).is_some_and(|figure| figure.raw.is_some());
                fields.extend(figure.then_some(SourceKey::Whole(field)));
            }
            fields.extend(record.theme.as_ref().map(|_| SourceKey::Whole(Field::Theme)));
            let budget = record.as_objective().is_some_and(|own| !own.budget_refs.is_empty());
            fields.extend(budget.then_some(SourceKey::Whole(Field::BudgetRefs)));
            for field in fields {
                assert!(record.sources.contains_key(&field), "{name} {} {field}", record.id);
            }
        }
    }
}

#[test]
fn without_being_asked_for_boxes_change_nothing() {
    for name in FIXTURES {
        let plain = extract("report.pdf", fixture(name), &Settings::default(), &|_, _| {}).unwrap();
        let mut boxed = read(fixture(name));
        let csv = |report: &Report| {
            let files = Format::Csv.render(report, &Options::default()).unwrap().into_iter();
            files.map(|file| file.bytes).collect::<Vec<_>>()
        };
        assert!(csv(&plain) == csv(&boxed), "{name}");
        for record in boxed.objectives.iter_mut().chain(&mut boxed.indicators) {
            record.sources.clear();
        }
        assert_eq!(plain, boxed, "{name}");
    }
}
