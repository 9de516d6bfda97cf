//! Reports that are pictures: a fixture's pages are drawn, and a file that holds nothing else is read by Tesseract.
//!
//! Not for how a picture is taken apart: that is tested step by step in `src/scan/`. Where Tesseract is not installed, the
//! tests that need it print a line `not checked: …` and pass.

use std::fs;
use std::num::NonZero;
use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::{Object, dictionary};

use super::draw::saved;
use super::draw::scan::{DPI, FIRST, Picture, fixture, is_installed, scan};
use crate::diagnostic::Code;
use crate::geometry::{POINTS_PER_INCH, Turn};
use crate::read::{PdfDocument, Raster};
use crate::reading::Settings;
use crate::record::{Figure, Record, Report};
use crate::report::extract;
use crate::source::Field;

/// Pages of the fixture as they are seen.
fn pictures(wanted: impl Fn(u32) -> bool + Sync) -> Vec<Raster> {
    seen(fixture(), wanted)
}

/// Pages of a file as they are seen.
fn seen(bytes: Vec<u8>, wanted: impl Fn(u32) -> bool + Sync) -> Vec<Raster> {
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let two = NonZero::new(2).unwrap();
    let pages = document.map_pages(two, wanted, &|_, _| {}, |_, render| render(DPI));
    pages.into_iter().flatten().collect()
}

/// Pictures of pages, each turned.
fn turned(pictures: &[Raster], turn: Turn) -> Vec<Picture> {
    let turned = |picture: &Raster| {
        let (width, height) = (picture.width as f32, picture.height as f32);
        let (wide, high) = turn.size(width, height);
        let (wide, high) = (wide as usize, high as usize);
        let mut grey = vec![0; picture.grey.len()];
        for (pixel, &value) in picture.grey.iter().enumerate() {
            let at = ((pixel % picture.width) as f32 + 0.5, (pixel / picture.width) as f32 + 0.5);
            let (x, y) = turn.point(at, width, height);
            grey[y as usize * wide + x as usize] = value;
        }
        Picture { width: wide, height: high, grey }
    };
    pictures.iter().map(turned).collect()
}

/// The upper two thirds of the first page with a table: enough for what does not ask for whole records.
fn upper_part() -> Vec<Picture> {
    let mut pages = turned(&pictures(|page| page == FIRST), Turn::None);
    for page in &mut pages {
        page.height = page.height * 2 / 3;
        page.grey.truncate(page.width * page.height);
    }
    pages
}

fn read(bytes: Vec<u8>) -> Report {
    extract("report.pdf", bytes, &Settings::default(), &|_, _| {}).unwrap()
}

/// A record's references.
fn references(record: &Record) -> String {
    let units = [Field::Strategic, Field::Operational, Field::Kpi].map(|field| record.unit(field));
    let budget = record.as_objective().map(|own| &own.budget_refs);
    format!("{:?} {budget:?}", units.map(|unit| unit.and_then(|unit| unit.reference.clone())))
}

/// A record's figures.
fn figures(record: &Record) -> impl Iterator<Item = &Figure> {
    [Field::Red, Field::Green, Field::Result, Field::Weight]
        .into_iter()
        .filter_map(|field| record.figure(field))
}

/// A record's references, figures and status.
fn outline(record: &Record) -> String {
    let values: Vec<Option<f64>> = figures(record).map(|figure| figure.value).collect();
    format!("{} {values:?} {:?}", references(record), record.status)
}

/// Whether a record's figures are no more than figures: signs such as `≥ 90` and `3/5` have Tesseract read digits.
fn is_plain(record: &Record) -> bool {
    !figures(record).any(|figure| figure.raw.as_ref().is_some_and(|raw| raw.contains(['≥', '/'])))
}

fn records(report: &Report) -> Vec<&Record> {
    report.objectives.iter().chain(&report.indicators).collect()
}

fn outlines(report: &Report) -> Vec<String> {
    records(report).into_iter().map(outline).collect()
}

/// The fixture without the pages that are not wanted.
fn pages(wanted: impl Fn(u32) -> bool) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&fixture()).unwrap();
    let others: Vec<u32> = document.get_pages().into_keys().filter(|&page| !wanted(page)).collect();
    document.delete_pages(&others);
    saved(document)
}

fn assert_reads_the_same(wanted: impl Fn(u32) -> bool + Sync, turn: Turn) {
    let printed = read(pages(&wanted));
    let scanned = read(scan(&turned(&pictures(&wanted), turn)));
    let pairs: Vec<(&Record, &Record)> = records(&scanned).into_iter().zip(records(&printed)).collect();
    assert_eq!(outlines(&scanned).len(), outlines(&printed).len());
    let plain = pairs.iter().filter(|(_, printed)| is_plain(printed));
    assert!(plain.clone().count() > 4 && plain.clone().count() + 2 >= pairs.len());
    for (scanned, printed) in plain {
        assert_eq!(outline(scanned), outline(printed));
    }
    for (scanned, printed) in pairs {
        assert_eq!(references(scanned), references(printed));
    }
    let said = |report: &Report| report.diagnostics.iter().any(|finding| finding.code == Code::B110);
    assert!(said(&scanned) && !said(&printed));
}

#[test]
fn a_page_that_is_one_image_is_seen_as_that_image_to_the_pixel() {
    let pages = pictures(|page| page == FIRST);
    let again = seen(scan(&turned(&pages, Turn::None)), |_| true);
    assert_eq!(
        (again[0].width, again[0].height, again[0].dpi.round()),
        (pages[0].width, pages[0].height, DPI)
    );
    assert!(again[0].grey == pages[0].grey);
}

#[test]
fn what_is_drawn_on_a_page_that_is_an_image_is_seen_too() {
    let pages = pictures(|page| page == FIRST);
    let mut document = lopdf::Document::load_mem(&scan(&turned(&pages, Turn::None))).unwrap();
    let page = document.get_pages()[&1];
    document.add_to_page_content(page, lopdf::content::Content { operations: black_square() }).unwrap();
    let drawn = seen(saved(document), |_| true).remove(0);
    let dark = |raster: &Raster| raster.grey.iter().filter(|&&grey| grey < 60).count() as f32;
    let square = (36.0 * DPI / POINTS_PER_INCH) * (36.0 * DPI / POINTS_PER_INCH);
    assert!((dark(&drawn) - dark(&pages[0]) - square).abs() < 0.1 * square);
}

/// A square of half an inch in the corner of a page.
fn black_square() -> Vec<lopdf::content::Operation> {
    let square = [0, 0, 36, 36].map(Object::Integer).to_vec();
    [("re", square), ("f", Vec::new())]
        .map(|(operator, operands)| lopdf::content::Operation::new(operator, operands))
        .to_vec()
}

#[test]
fn a_scanned_report_has_the_records_of_the_printed_one() {
    if is_installed("a_scanned_report_has_the_records_of_the_printed_one") {
        assert_reads_the_same(|page| (FIRST..=FIRST + 1).contains(&page), Turn::None);
    }
}

#[test]
fn a_report_that_was_scanned_sideways_has_them_too() {
    if is_installed("a_report_that_was_scanned_sideways_has_them_too") {
        assert_reads_the_same(|page| page == FIRST, Turn::Right);
    }
}

/// A scan with a line printed over the foot of each page, longer than any stamp.
fn stamped(pictures: &[Picture]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&scan(pictures)).unwrap();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let line = Object::string_literal("numerise par le greffe - gescand door de griffie - ".repeat(5));
    for page in document.get_pages().into_values() {
        let entries = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        let resources = entries.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
        resources.set("Font", dictionary! { "F" => font });
        let operations = vec![
            Operation::new("BT", Vec::new()),
            Operation::new("Tf", vec!["F".into(), 4.into()]),
            Operation::new("Td", vec![20.into(), 6.into()]),
            Operation::new("Tj", vec![line.clone()]),
            Operation::new("ET", Vec::new()),
        ];
        document.add_to_page_content(page, Content { operations }).unwrap();
    }
    saved(document)
}

#[test]
fn what_is_printed_over_a_scan_is_kept_and_the_scan_is_read() {
    if !is_installed("what_is_printed_over_a_scan_is_kept_and_the_scan_is_read") {
        return;
    }
    let pictures = turned(&pictures(|page| page == FIRST), Turn::None);
    let (plain, stamped) = (read(scan(&pictures)), read(stamped(&pictures)));
    assert!(!outlines(&plain).is_empty());
    assert_eq!(outlines(&stamped), outlines(&plain));
    assert_eq!(stamped.coverage.invisible, 0);
}

#[test]
fn what_was_read_once_is_taken_from_the_cache() {
    if !is_installed("what_was_read_once_is_taken_from_the_cache") {
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let report = scan(&upper_part());
    let settings = Settings { cache: Some(room.path().to_owned()), ..Settings::default() };
    let run = || extract("report.pdf", report.clone(), &settings, &|_, _| {}).unwrap();
    let kept = || {
        let mut paths: Vec<_> = fs::read_dir(room.path()).unwrap().map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let first = run();
    let files = kept();
    assert!(!files.is_empty());
    assert_eq!(run(), first);
    assert_eq!(kept(), files);
    // what is kept is what is heard, character by character
    let changed = |text: String| text.replace(">5</span>", ">4</span>");
    for file in &files {
        fs::write(file, changed(fs::read_to_string(file).unwrap())).unwrap();
    }
    assert_ne!(run(), first);
}
