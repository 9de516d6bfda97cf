//! What is read from the fixtures, compared with what was printed: every record, every field, the front pages and the
//! list of tables; and what has to hold of any reading, whatever the report says.
//!
//! The content of a print is written down in `fixtures/source`. White space is collapsed before texts are compared and
//! left out of references, labels and figures. Not for the program's behaviour in a terminal: that is `cli.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::geometry::Rect;
use crate::read::{Page, PdfDocument};
use crate::reading::Settings;
use crate::record::{Indicator, Kind, Objective, Record, Report, Status, StatusSource, Texts};
use crate::report::extract;
use crate::source::Field;
use crate::write::{Format, Options};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The fixtures, each with the file that holds what it prints.
const FIXTURES: [(&str, &str); 4] = [
    ("lac_landscape.pdf", "lac_2021.json"),
    ("lac_sideways.pdf", "lac_2021.json"),
    ("lac_chromium.pdf", "lac_2021.json"),
    ("lac_small.pdf", "lac_small.json"),
];

/// What is not read rightly yet: fixture, record, fields. The list is exact: what gets right has to leave it.
const SHORTFALLS: &[(&str, &str, &[&str])] = &[
    // A paragraph ends where its line is full to the last word: on the page nothing tells the next one from its going on.
    ("lac_sideways.pdf", "o:I.2/Réseaudemesure-Meetnet/1.1", &["description.nl paragraphs"]),
];

/// A fixture's path.
pub(super) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// A fixture as it is read with `settings`.
pub(super) fn read(name: &str, settings: &Settings) -> Report {
    extract(name, fs::read(path(name)).unwrap(), settings, &|_, _| {}).unwrap()
}

/// The pages of a fixture.
fn pages(name: &str) -> Vec<Page> {
    let document = PdfDocument::open(Arc::new(fs::read(path(name)).unwrap()), None).unwrap();
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, |page| page);
    pages.into_iter().flatten().collect()
}

/// What a fixture prints.
pub(super) fn printed(content: &str) -> Value {
    serde_json::from_slice(&fs::read(path("source").join(content)).unwrap()).unwrap()
}

/// The text with single blanks between its words.
fn words(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without white space.
fn squash(text: &str) -> String {
    words(text).replace(' ', "")
}

/// The paragraphs of a text, an empty list where it has none.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(words).filter(|line| !line.is_empty()).collect()
}

/// A record as a list of named values, all as text, so that printed and found ones can be laid side by side.
type Fields = BTreeMap<String, String>;

/// The fields of something that was printed or found; `null` and absent are the same empty text.
struct Sheet(Fields);

impl Sheet {
    fn put(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A text by its words; its paragraphs too, under a name of their own, as the words may be right and these not.
    fn text(&mut self, name: &str, text: &str) {
        self.put(name, words(text));
        self.put(&format!("{name} paragraphs"), paragraphs(text).join(" ¶ "));
    }

    fn figure(&mut self, name: &str, raw: &str, value: Option<f64>) {
        self.put(name, format!("{} = {value:?}", squash(raw)));
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn some(text: Option<&String>) -> &str {
    text.map(String::as_str).unwrap_or_default()
}

/// A printed record and where it stands.
struct Row<'a> {
    chapter: &'a Value,
    entity: &'a Value,
    table: &'a Value,
    row: &'a Value,
}

/// The printed records of one kind, in the order of reading.
fn rows<'a>(content: &'a Value, kind: &str) -> Vec<Row<'a>> {
    let mut all = Vec::new();
    for chapter in content["chapters"].as_array().unwrap() {
        for entity in chapter["entities"].as_array().unwrap() {
            for table in entity["tables"].as_array().unwrap().iter().filter(|table| table["kind"] == kind) {
                let rows = table["rows"].as_array().unwrap();
                all.extend(rows.iter().map(|row| Row { chapter, entity, table, row }));
            }
        }
    }
    all
}

/// The fields of a printed record.
fn printed_fields(content: &Value, Row { chapter, entity, table, row }: &Row<'_>) -> Fields {
    let mut sheet = Sheet(Fields::new());
    sheet.put("year", content["report"]["year"].to_string());
    sheet.put("part", content["report"]["part"].to_string());
    sheet.put("chapter", text(&chapter["ref"]));
    sheet.put("entity", text(&entity["ref"]));
    sheet.put("theme", squash(text(&row["theme"])));
    sheet.put("status", text(&row["status"]));
    for language in ["fr", "nl"] {
        sheet.put(&format!("chapter_name.{language}"), squash(text(&chapter[language])));
        sheet.put(&format!("entity_name.{language}"), squash(text(&entity[language])));
        sheet.put(&format!("section.{language}"), squash(text(&table["section"][language])));
    }
    for part in ["strategic", "operational", "kpi"] {
        sheet.put(&format!("{part}.ref"), text(&row[part]["ref"]));
        sheet.put(&format!("{part}.label"), squash(text(&row[part]["label"])));
        for language in ["fr", "nl"] {
            sheet.put(&format!("{part}.title.{language}"), words(text(&row[part][language])));
        }
    }
    for name in ["red", "green", "result", "weight"] {
        sheet.figure(name, text(&row[name]["raw"]), row[name]["value"].as_f64());
    }
    let budget: Vec<_> =
        row["budget_refs"].as_array().into_iter().flatten().map(|one| squash(text(one))).collect();
    sheet.put("budget_refs", budget.join(" | "));
    for name in ["description", "deviation", "actions"] {
        for language in ["fr", "nl"] {
            sheet.text(&format!("{name}.{language}"), text(&row[name][language]));
            let placeholder = &row["printed"][name][language];
            sheet.put(&format!("printed.{name}.{language}"), squash(text(placeholder)));
        }
    }
    sheet.put("extra", "0");
    sheet.0
}

/// The fields of a found record.
fn found_fields(record: &Record) -> Fields {
    let mut sheet = Sheet(Fields::new());
    sheet.put("year", record.year.map_or_else(String::new, |year| year.to_string()));
    sheet.put("part", record.part.map_or_else(String::new, |part| part.to_string()));
    sheet.put("chapter", some(record.chapter.as_ref()));
    sheet.put("entity", some(record.entity.as_ref()));
    sheet.put("theme", squash(some(record.theme.as_ref())));
    sheet.put("status", text(&serde_json::to_value(record.status).unwrap()));
    let none = Texts::default();
    let sides = |texts: &Texts| {
        [("fr", some(texts.fr.as_ref()).to_owned()), ("nl", some(texts.nl.as_ref()).to_owned())]
    };
    for (name, texts) in [
        ("chapter_name", &record.chapter_name),
        ("entity_name", &record.entity_name),
        ("section", record.section.as_ref().unwrap_or(&none)),
    ] {
        for (language, side) in sides(texts) {
            sheet.put(&format!("{name}.{language}"), squash(&side));
        }
    }
    let (none, own) = (Objective::default(), Indicator::default());
    let (own, indicator) = (record.as_objective().unwrap_or(&none), record.as_indicator().unwrap_or(&own));
    let kpi = indicator.kpi.clone();
    for (part, unit) in
        [("strategic", &record.strategic), ("operational", &record.operational), ("kpi", &kpi)]
    {
        sheet.put(&format!("{part}.ref"), some(unit.reference.as_ref()));
        sheet.put(&format!("{part}.label"), squash(some(unit.label.as_ref())));
        for (language, side) in sides(&unit.title) {
            sheet.put(&format!("{part}.title.{language}"), words(&side));
        }
    }
    let weight = indicator.weight.clone();
    for (name, figure) in
        [("red", &record.red), ("green", &record.green), ("result", &record.result), ("weight", &weight)]
    {
        sheet.figure(name, some(figure.raw.as_ref()), figure.value);
    }
    let budget: Vec<_> = own.budget_refs.iter().map(|one| squash(one)).collect();
    sheet.put("budget_refs", budget.join(" | "));
    let actions = own.actions.clone();
    for (name, texts) in [
        (Field::Description, &record.description),
        (Field::Deviation, &record.deviation),
        (Field::Actions, &actions),
    ] {
        let placeholders = record.printed.get(&name).cloned().unwrap_or_default();
        let name = name.name();
        for ((language, side), (_, placeholder)) in sides(texts).into_iter().zip(sides(&placeholders)) {
            sheet.text(&format!("{name}.{language}"), &side);
            sheet.put(&format!("printed.{name}.{language}"), squash(&placeholder));
        }
    }
    sheet.put("extra", record.extra.len().to_string());
    sheet.0
}

/// How a printed record is called in messages and in the list of shortfalls: kind, place, references; its number among
/// all of its kind where it has no reference.
fn name(kind: &str, at: usize, fields: &Fields) -> String {
    let reference = |part: &str| {
        let reference = &fields[&format!("{part}.ref")];
        if reference.is_empty() { format!("#{}", at + 1) } else { reference.clone() }
    };
    let mut name = format!("{}:{}.{}", &kind[..1], fields["chapter"], fields["entity"]);
    for part in [&fields["section.fr"], &fields["theme"]].into_iter().filter(|part| !part.is_empty()) {
        write!(name, "/{part}").unwrap();
    }
    write!(name, "/{}", reference("operational")).unwrap();
    if kind == "indicators" {
        write!(name, "/{}", reference("kpi")).unwrap();
    }
    name
}

/// How many of the fields that tell records apart are the same in both.
fn likeness(a: &Fields, b: &Fields) -> usize {
    let start = |fields: &Fields, name: &str| fields[name].chars().take(30).collect::<String>();
    let telling = [
        "chapter",
        "entity",
        "section.fr",
        "operational.ref",
        "kpi.ref",
        "operational.title.fr",
        "operational.title.nl",
        "kpi.title.fr",
        "kpi.title.nl",
        "description.fr",
        "description.nl",
    ];
    telling.into_iter().filter(|&name| start(a, name) == start(b, name)).count()
}

/// Pairs of printed and found records, in order; what is alone on its side has no partner.
fn aligned(printed: &[Fields], found: &[Fields]) -> Vec<(Option<usize>, Option<usize>)> {
    const ALIKE: usize = 7;
    let (n, m) = (printed.len(), found.len());
    let mut best = vec![vec![0; m + 1]; n + 1];
    let like = |i: usize, j: usize| Some(likeness(&printed[i], &found[j])).filter(|&like| like >= ALIKE);
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let paired = like(i, j).map_or(0, |like| like + best[i + 1][j + 1]);
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < n || j < m {
        let paired = i < n && j < m && like(i, j).is_some_and(|like| best[i][j] == like + best[i + 1][j + 1]);
        if paired {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if i < n && (j == m || best[i][j] == best[i + 1][j]) {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs
}

/// Something that was not read rightly.
pub(super) struct Failure {
    pub(super) record: String,
    pub(super) field: String,
    expected: String,
    found: String,
}

impl Failure {
    fn of(record: &str, field: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        let (record, field) = (record.to_owned(), field.to_owned());
        Self { record, field, expected: expected.into(), found: found.into() }
    }
}

/// Everything that is wrong with the records of one kind.
pub(super) fn wrong_records(content: &Value, kind: &str, records: &[Record]) -> Vec<Failure> {
    let printed: Vec<Fields> = rows(content, kind).iter().map(|row| printed_fields(content, row)).collect();
    let found: Vec<Fields> = records.iter().map(found_fields).collect();
    let mut wrong = Vec::new();
    for pair in aligned(&printed, &found) {
        match pair {
            (Some(i), Some(j)) => {
                let name = name(kind, i, &printed[i]);
                for (field, expected) in &printed[i] {
                    let value = &found[j][field];
                    // A text whose words are wrong is told once.
                    let told = field
                        .strip_suffix(" paragraphs")
                        .is_some_and(|whole| printed[i][whole] != found[j][whole]);
                    if value != expected && !told {
                        wrong.push(Failure::of(&name, field, expected, value));
                    }
                }
            }
            (Some(i), None) => {
                wrong.push(Failure::of(&name(kind, i, &printed[i]), "record", "a record", "none"));
            }
            (None, Some(j)) => wrong.push(Failure::of(&records[j].id, "record", "none", "a record")),
            (None, None) => {}
        }
    }
    wrong
}

/// Everything that is wrong with the front matter.
fn wrong_front(content: &Value, report: &Report) -> Vec<Failure> {
    let (expected, found) = (&content["report"], serde_json::to_value(&report.report).unwrap());
    let mut wrong = Vec::new();
    let mut compare = |field: &str, a: String, b: String| {
        if a != b {
            wrong.push(Failure::of("front", field, a, b));
        }
    };
    for field in ["year", "part", "date"] {
        compare(field, expected[field].to_string(), found[field].to_string());
    }
    // A cover prints its title in capitals or not, as its designer likes.
    let caseless = |value: &Value| words(text(value)).to_lowercase();
    let both = |value: &Value, fr: &str, nl: &str| {
        format!("{} / {}", words(text(value.pointer(fr).unwrap())), words(text(value.pointer(nl).unwrap())))
    };
    for language in ["fr", "nl"] {
        for field in ["title", "session"] {
            let name = format!("{field}.{language}");
            compare(&name, caseless(&expected[field][language]), caseless(&found[field][language]));
        }
        let all = |value: &Value| {
            let list = value["preface"][language].as_array().unwrap().iter();
            list.map(|one| words(text(one))).collect::<Vec<_>>().join(" ¶ ")
        };
        compare(&format!("preface.{language}"), all(expected), all(&found));
    }
    let rows = |value: &Value, status: &str, label: &str| {
        let row = |row: &Value| {
            let label = both(row, &format!("/{label}/fr"), &format!("/{label}/nl"));
            format!("{} {} {label}", text(&row[status]), both(row, "/threshold/fr", "/threshold/nl"))
        };
        value["legend"].as_array().unwrap().iter().map(row).collect::<Vec<_>>().join("; ")
    };
    compare("legend", rows(expected, "code", "status"), rows(&found, "status", "label"));
    let chapters = |value: &Value, name: &str| {
        let mut lines = Vec::new();
        let side = |value: &Value| both(value, &format!("{name}/fr"), &format!("{name}/nl"));
        for chapter in value["contents"].as_array().unwrap() {
            lines.push(format!("{} {}", text(&chapter["chapter"]), side(chapter)));
            lines.extend(chapter["entities"].as_array().unwrap().iter().map(side));
        }
        lines.join("; ")
    };
    compare("contents", chapters(expected, ""), chapters(&found, "/name"));
    wrong
}

/// Everything that is wrong with the list of tables.
pub(super) fn wrong_tables(content: &Value, report: &Report) -> Vec<Failure> {
    let line = |place: &str, kind: &Value, section: &Value, nihil: bool, records: u64| {
        let section = if section.is_null() { "–" } else { text(&section["fr"]) };
        format!("{place} {} [{}] nihil {nihil} records {records}", text(kind), words(section))
    };
    let mut expected = Vec::new();
    for chapter in content["chapters"].as_array().unwrap() {
        for entity in chapter["entities"].as_array().unwrap() {
            let place = format!("{}.{} {}", text(&chapter["ref"]), text(&entity["ref"]), text(&entity["fr"]));
            for table in entity["tables"].as_array().unwrap() {
                let (rows, nihil) = (table["rows"].as_array().unwrap().len(), table["nihil"] == true);
                expected.push(line(&place, &table["kind"], &table["section"], nihil, rows as u64));
            }
        }
    }
    let mut found = Vec::new();
    for entity in &report.entities {
        let place = format!(
            "{}.{} {}",
            some(entity.chapter.reference.as_ref()),
            some(entity.reference.as_ref()),
            some(entity.name.fr.as_ref())
        );
        for table in &entity.tables {
            let (kind, section) =
                (serde_json::to_value(table.kind).unwrap(), serde_json::to_value(&table.section).unwrap());
            found.push(line(&place, &kind, &section, table.nihil, u64::from(table.records)));
        }
    }
    let mut wrong = Vec::new();
    for at in 0..expected.len().max(found.len()) {
        let side = |list: &[String]| list.get(at).cloned().unwrap_or_default();
        if side(&expected) != side(&found) {
            wrong.push(Failure::of("tables", &(at + 1).to_string(), side(&expected), side(&found)));
        }
    }
    wrong
}

#[test]
fn what_is_printed_is_what_is_read() {
    let (mut complaints, mut met) = (String::new(), BTreeSet::new());
    let known: Vec<(&str, &str, &str)> = SHORTFALLS
        .iter()
        .flat_map(|&(fixture, record, fields)| fields.iter().map(move |&field| (fixture, record, field)))
        .collect();
    for (fixture, content) in FIXTURES {
        let (content, report) = (printed(content), read(fixture, &Settings::default()));
        let mut wrong = wrong_front(&content, &report);
        wrong.extend(wrong_tables(&content, &report));
        wrong.extend(wrong_records(&content, "objectives", &report.objectives));
        wrong.extend(wrong_records(&content, "indicators", &report.indicators));
        for Failure { record, field, expected, found } in wrong {
            let at = known.iter().position(|&known| known == (fixture, &record, &field));
            met.extend(at);
            if at.is_none() {
                write!(
                    complaints,
                    "(\"{fixture}\", \"{record}\", \"{field}\"),\n  printed {expected}\n  read    {found}\n"
                )
                .unwrap();
            }
        }
    }
    for (at, (fixture, record, field)) in known.iter().enumerate() {
        if !met.contains(&at) {
            writeln!(complaints, "{fixture} {record} {field}: is right now, strike it from SHORTFALLS")
                .unwrap();
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn every_glyph_is_counted_once_and_has_a_place() {
    for (fixture, _) in FIXTURES {
        let coverage = read(fixture, &Settings::default()).coverage;
        let solid = |page: &Page| page.glyphs.iter().filter(|glyph| !glyph.is_space()).count() as u64;
        let drawn: u64 = pages(fixture)
            .iter()
            .map(|page| solid(page) + u64::from(page.head.noise + page.head.invisible))
            .sum();
        assert_eq!(coverage.glyphs, drawn, "{fixture}");
        assert_eq!(coverage.sum(), coverage.glyphs, "{fixture}: {coverage:?}");
        assert_eq!(coverage.unassigned, 0, "{fixture}: {coverage:?}");
    }
}

#[test]
fn every_run_gives_the_same_bytes() {
    for (fixture, _) in FIXTURES {
        let bytes = |threads: usize| {
            let report = read(fixture, &Settings { threads: NonZero::new(threads), ..Settings::default() });
            Format::Json.render(&report, &Options::default()).unwrap().remove(0).bytes
        };
        let first = bytes(1);
        assert!(first == bytes(1), "{fixture}: the second run differs from the first");
        assert!(first == bytes(4), "{fixture}: four threads differ from one");
    }
}

#[test]
fn every_record_has_an_id_of_its_own_and_places_on_pages() {
    const SLACK: f32 = 0.01;
    for (fixture, _) in FIXTURES {
        let report = read(fixture, &Settings::default());
        let frames: Vec<Rect> = pages(fixture)
            .iter()
            .map(|page| {
                page.head.to_viewer(Rect::new(0.0, 0.0, page.head.width, page.head.height)).grown(SLACK)
            })
            .collect();
        let mut ids = BTreeSet::new();
        for record in report.objectives.iter().chain(&report.indicators) {
            let id = &record.id;
            assert!(ids.insert(id.clone()), "{fixture}: {id} comes twice");
            assert!(!record.source.is_empty(), "{fixture}: {id} stands nowhere");
            let pages: Vec<u32> = record.source.iter().map(|place| place.page).collect();
            assert!(pages.is_sorted(), "{fixture}: {id} stands on pages {pages:?}");
            for place in &record.source {
                let frame = frames[place.page as usize - 1];
                let [x0, y0, x1, y1] = place.bbox.unwrap().map(|edge| edge as f32);
                let inside = frame.contains((x0, y0)) && frame.contains((x1, y1)) && x0 < x1 && y0 < y1;
                assert!(inside, "{fixture}: {id}: {:?} on a page of {frame:?}", place.bbox);
            }
            let whole = serde_json::to_value(record).unwrap();
            assert!(!holds_empty_text(&whole), "{fixture}: {id} holds an empty text: {whole}");
        }
    }
}

fn holds_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().any(holds_empty_text),
        Value::Object(items) => items.values().any(holds_empty_text),
        _ => false,
    }
}

/// What the checks say of a report: code, record and message, without the pages that messages name.
fn contradictions(report: &Report) -> Vec<(Code, Option<String>, String)> {
    let checked = report.diagnostics.iter().filter(|finding| crate::check::is_checked(finding.code));
    let without_page = |message: &str| -> String {
        let words: Vec<&str> = message.split(' ').collect();
        let pages = words.iter().enumerate().filter(|(at, _)| *at > 0 && words[at - 1] == "page");
        let pages: Vec<usize> = pages.map(|(at, _)| at).collect();
        let kept = words.iter().enumerate().filter(|(at, _)| !pages.contains(at));
        kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    };
    let mut found: Vec<_> = checked
        .map(|finding| (finding.code, finding.record.clone(), without_page(&finding.message)))
        .collect();
    found.sort();
    found
}

#[test]
fn what_a_report_contradicts_does_not_hang_on_how_it_is_printed() {
    let [landscape, sideways, chromium] = ["lac_landscape.pdf", "lac_sideways.pdf", "lac_chromium.pdf"]
        .map(|fixture| contradictions(&read(fixture, &Settings::default())));
    assert!(landscape.len() > 40);
    assert_eq!(landscape, sideways);
    assert_eq!(landscape, chromium);
}

#[test]
fn a_word_that_may_be_broken_is_named_with_what_was_done() {
    let report = read("lac_landscape.pdf", &Settings::default());
    let doubts: Vec<_> = report.diagnostics.iter().filter(|finding| finding.code == Code::B208).collect();
    let said = "“informatiebeheer” and “ssysteem” were made one word; little tells which is right";
    assert!(doubts.iter().any(|finding| finding.message == said && finding.record.is_some()), "{doubts:?}");
}

#[test]
fn colours_and_thresholds_give_the_same_status() {
    let report = read("lac_sideways.pdf", &Settings::default());
    let records = report.objectives.iter().chain(&report.indicators);
    let both: Vec<(Status, Status)> = records
        .filter(|record| record.status_source == Some(StatusSource::Thresholds))
        .filter_map(|record| {
            let printed = record.status_printed.filter(|printed| printed.by == StatusSource::Shading);
            Some((record.status, printed?.value))
        })
        .collect();
    assert!(both.len() > 30, "{}", both.len());
    assert!(both.iter().all(|(computed, printed)| computed == printed), "{both:?}");
}

#[test]
fn chosen_pages_give_the_records_that_begin_there_whole() {
    for (fixture, _) in &FIXTURES[..2] {
        let whole = read(fixture, &Settings::default());
        let middle = whole.source.pages / 2;
        let last = whole.source.pages;
        for range in [format!("1-{middle}"), format!("{}-{last}", middle + 1), format!("{middle},{last}")] {
            let pages: crate::read::PageSet = range.parse().unwrap();
            let part = read(fixture, &Settings { pages: Some(pages.clone()), ..Settings::default() });
            for (kind, all, some) in [
                (Kind::Objectives, &whole.objectives, &part.objectives),
                (Kind::Indicators, &whole.indicators, &part.indicators),
            ] {
                let begin: Vec<_> =
                    all.iter().filter(|record| pages.contains(record.source[0].page)).collect();
                assert!(some.iter().eq(begin), "{fixture} --pages {range}: {kind:?} differ");
            }
            assert_eq!(part.entities, whole.entities, "{fixture} --pages {range}: headings differ");
        }
    }
}

/// How often each character that is not white space stands in a text; ligatures count as their letters.
fn census(text: &str) -> BTreeMap<char, i64> {
    let mut letters = String::new();
    for character in text.chars() {
        if ('\u{fb00}'..='\u{fb06}').contains(&character) {
            letters.extend(character.nfkc());
        } else {
            letters.push(character);
        }
    }
    let mut counts = BTreeMap::new();
    for character in letters.nfc().filter(|&character| !crate::read::is_space(character)) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

/// The characters of which one side has more than the other, with how many more.
fn difference(ours: &BTreeMap<char, i64>, theirs: &BTreeMap<char, i64>) -> Vec<(char, i64)> {
    let all: BTreeSet<char> = ours.keys().chain(theirs.keys()).copied().collect();
    let count = |side: &BTreeMap<char, i64>, character| side.get(&character).copied().unwrap_or(0);
    all.into_iter()
        .map(|character| (character, count(ours, character) - count(theirs, character)))
        .filter(|&(_, more)| more != 0)
        .collect()
}

/// All characters of a fixture, as this program reads them.
fn characters(fixture: &str) -> String {
    let mut text = String::new();
    for page in pages(fixture) {
        for glyph in &page.glyphs {
            text.push(glyph.text);
            text.push_str(glyph.more.as_deref().unwrap_or_default());
        }
    }
    text
}

/// The text of a fixture as the crate `lopdf` reads it; `None` where it cannot.
fn other_crate(fixture: &str) -> Option<String> {
    let document = lopdf::Document::load(path(fixture)).ok()?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).ok()
}

/// The witness knows nothing of this program's engine. It places text wrongly at times, so that only the characters of
/// the whole file are compared; it finds them all in each of the fixtures.
#[test]
fn another_engine_finds_the_same_characters() {
    for (fixture, _) in FIXTURES {
        let ours = census(&characters(fixture));
        let theirs = other_crate(fixture).map(|text| census(&text));
        assert_eq!(theirs.map(|theirs| difference(&ours, &theirs)), Some(vec![]), "{fixture}");
    }
}
