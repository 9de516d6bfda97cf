//! Reports that are pictures: a fixture's pages are drawn, and a file that holds nothing else is read by Tesseract; and what
//! is said and done where that is not installed.
//!
//! Not for how a picture is taken apart: that is tested step by step in `src/scan/`. Where Tesseract is not installed, the
//! tests that need it print a line `not checked: …` and pass.

use std::fs;
use std::io::Write as _;
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use crate::draw::saved;
use bilan::diagnostic::Code;
use bilan::geometry::Turn;
use bilan::read::{Document, Raster};
use bilan::reading::Settings;
use bilan::record::{Figure, Record, Report};
use bilan::report::extract;
use bilan::source::Field;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use tempfile::TempDir;

/// The fixture whose pages are drawn, and the first of its pages with a table; on the next stand both kinds of tables.
const FIXTURE: &str = "lac_small.pdf";
const FIRST: u32 = 5;

/// Pixels per inch of the pictures.
const DPI: f32 = 200.0;

/// What every sentence says of how the engine is got.
const INSTALL: &str = "apt-get install tesseract-ocr";

fn fixture() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(FIXTURE)).unwrap()
}

/// Whether Tesseract is installed with both languages. Without it the test prints a line `not checked: …`, which
/// `.ci/run` counts. The line bypasses the capture of a passing test's output.
fn is_installed(test: &str) -> bool {
    let output = Command::new("tesseract").arg("--list-langs").output();
    let listed = output.map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    let listed = String::from_utf8_lossy(&listed);
    let has = |language: &str| listed.lines().any(|line| line.trim() == language);
    let installed = has("fra") && has("nld");
    if !installed {
        let said = format!(
            "not checked: {test}: Tesseract is not installed with French and Dutch: sudo {INSTALL} \
             tesseract-ocr-fra tesseract-ocr-nld\n"
        );
        std::io::stderr().write_all(said.as_bytes()).unwrap();
    }
    installed
}

/// Pages of the fixture as they are seen.
fn pictures(wanted: impl Fn(u32) -> bool + Sync) -> Vec<Raster> {
    seen(fixture(), wanted)
}

/// Pages of a file as they are seen.
fn seen(bytes: Vec<u8>, wanted: impl Fn(u32) -> bool + Sync) -> Vec<Raster> {
    let document = Document::open(Arc::new(bytes), None).unwrap();
    let two = NonZero::new(2).unwrap();
    let pages = document.map_pictures(two, wanted, &|_, _| {}, |_, render| render(DPI));
    pages.into_iter().flatten().collect()
}

/// Adds a page to a document that shows nothing but a picture.
fn add_page(document: &mut lopdf::Document, parent: ObjectId, picture: &Raster, turn: Turn) -> Object {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let (wide, high) = turn.size(width, height);
    let mut grey = vec![0; picture.grey.len()];
    for (pixel, &value) in picture.grey.iter().enumerate() {
        let at = ((pixel % picture.width) as f32 + 0.5, (pixel / picture.width) as f32 + 0.5);
        let (x, y) = turn.point(at, width, height);
        grey[y as usize * wide as usize + x as usize] = value;
    }
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => wide as i64, "Height" => high as i64,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let image = document.add_object(Stream::new(image, grey));
    let (wide, high) = (wide * 72.0 / DPI, high * 72.0 / DPI);
    let content = format!("q {wide} 0 0 {high} 0 0 cm /I Do Q");
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let media: Vec<Object> = [0.0, 0.0, wide, high].map(Object::Real).to_vec();
    let page = dictionary! {
        "Type" => "Page", "Parent" => parent, "MediaBox" => media, "Contents" => content,
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
    };
    document.add_object(page).into()
}

/// A file of pictures, each turned.
fn scan(pictures: &[Raster], turn: Turn) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> =
        pictures.iter().map(|picture| add_page(&mut document, tree, picture, turn)).collect();
    let pages = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    saved(document)
}

/// A page without a word.
fn blank() -> Raster {
    let (width, height) = (165, 234);
    Raster { width, height, grey: vec![230; width * height], ..Raster::default() }
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
    let scanned = read(scan(&pictures(&wanted), turn));
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
    let again = seen(scan(&pages, Turn::None), |_| true);
    assert_eq!(
        (again[0].width, again[0].height, again[0].dpi.round()),
        (pages[0].width, pages[0].height, DPI)
    );
    assert!(again[0].grey == pages[0].grey);
}

#[test]
fn what_is_drawn_on_a_page_that_is_an_image_is_seen_too() {
    let pages = pictures(|page| page == FIRST);
    let mut document = lopdf::Document::load_mem(&scan(&pages, Turn::None)).unwrap();
    let page = document.get_pages()[&1];
    document.add_to_page_content(page, lopdf::content::Content { operations: black_square() }).unwrap();
    let drawn = seen(saved(document), |_| true).remove(0);
    let dark = |raster: &Raster| raster.grey.iter().filter(|&&grey| grey < 60).count() as f32;
    let square = (36.0 * DPI / 72.0) * (36.0 * DPI / 72.0);
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

/// Runs the program in a folder, which holds `report.pdf`, with no program in reach where it is `alone`.
fn run(room: &TempDir, alone: bool, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
    command.args(["extract", "report.pdf", "-o", "out.json"]).args(options).current_dir(room);
    if alone {
        let nowhere = room.path().join("nowhere");
        fs::create_dir_all(&nowhere).unwrap();
        command.env("PATH", nowhere);
    }
    command.output().unwrap()
}

fn room(report: Vec<u8>) -> TempDir {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("report.pdf"), report).unwrap();
    room
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run without anything to show for it says: one sentence.
fn refused(room: &TempDir, alone: bool, options: &[&str]) -> String {
    let output = run(room, alone, options);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty() && !room.path().join("out.json").exists());
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn a_scanned_report_without_the_engine_is_refused_and_how_to_get_it_is_said() {
    let room = room(scan(&[blank(), blank(), blank()], Turn::None));
    for options in [&[][..], &["--ocr", "always"], &["--cache", "kept"]] {
        let said = refused(&room, true, options);
        assert!(said.contains("could not be read: 1-3") && said.contains(INSTALL), "{options:?}: {said}");
    }
}

#[test]
fn a_scanned_report_that_must_not_be_read_is_refused_and_its_pages_are_named() {
    let room = room(scan(&[blank(), blank(), blank()], Turn::None));
    for alone in [false, true] {
        let said = refused(&room, alone, &["--ocr", "never"]);
        assert!(said.contains("could not be read: 1-3") && said.contains("--ocr never"), "{said}");
        assert!(!said.contains(INSTALL), "{said}");
    }
}

/// The fixture with a picture as its last page.
fn with_a_picture() -> (Vec<u8>, usize) {
    let mut document = lopdf::Document::load_mem(&fixture()).unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let page = add_page(&mut document, tree, &blank(), Turn::None);
    let pages = document.get_dictionary_mut(tree).unwrap();
    let kids = pages.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.push(page);
    let count = kids.len();
    pages.set("Count", count as i64);
    (saved(document), count)
}

#[test]
fn without_the_engine_the_printed_pages_are_read_and_the_scanned_one_is_named() {
    let (report, last) = with_a_picture();
    let room = room(report);
    let output = run(&room, true, &[]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let sentences: Vec<&str> = said.lines().filter(|line| line.contains(INSTALL)).collect();
    assert_eq!(sentences.len(), 1, "{said}");
    assert!(sentences[0].contains(&format!("missing: {last};")), "{said}");
    let written: Report = serde_json::from_slice(&fs::read(room.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(outlines(&written), outlines(&read(fixture())));
}

#[test]
fn a_report_with_pages_unread_is_taken_up_again() {
    let room = room(with_a_picture().0);
    let extract = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
        command.args(["extract", "report.pdf", "--format", "json,csv", "-o", "out", "--skip-existing"]);
        said(&command.args(options).current_dir(room.path()).env("PATH", room.path()).output().unwrap())
    };
    for (options, left_alone) in [(&[][..], false), (&["--ocr", "never"], true)] {
        extract(options);
        assert_eq!(extract(options).contains("is already in"), left_alone, "{options:?}");
    }
}

#[test]
fn printed_pages_need_no_engine() {
    let room = room(fixture());
    let output = run(&room, true, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("Tesseract"));
}

#[test]
fn what_was_read_once_is_taken_from_the_cache() {
    if !is_installed("what_was_read_once_is_taken_from_the_cache") {
        return;
    }
    let room = room(scan(&pictures(|page| page == FIRST), Turn::None));
    let kept = || {
        let files = fs::read_dir(room.path().join("kept")).unwrap();
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let run = || {
        let output = run(&room, false, &["--cache", "kept"]);
        (output.status.code(), fs::read(room.path().join("out.json")).unwrap())
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
    assert_ne!(run().1, first.1);
}

/// `inspect` runs the stages as `extract` does: it draws the same records, and has each page read once.
#[cfg(unix)]
#[test]
fn inspect_draws_what_extract_writes_and_has_each_page_read_once() {
    use std::os::unix::fs::PermissionsExt;

    if !is_installed("inspect_draws_what_extract_writes_and_has_each_page_read_once") {
        return;
    }
    let room = room(scan(&pictures(|page| page == FIRST || page == FIRST + 1), Turn::None));
    // an engine that counts how often it is asked to read, before the true one reads
    let paths = std::env::var_os("PATH").unwrap();
    let engine = std::env::split_paths(&paths).map(|path| path.join("tesseract")).find(|path| path.exists());
    let counting = format!(
        "#!/bin/sh\ncase \"$*\" in *--version*|*--list-langs*) ;; *) echo >> calls ;; esac\nexec {} \"$@\"\n",
        engine.unwrap().display()
    );
    let program = room.path().join("tesseract");
    fs::write(&program, counting).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let asked = |options: &[&str]| {
        let all = std::iter::once(room.path().to_owned()).chain(std::env::split_paths(&paths));
        let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
        command.current_dir(room.path()).env("PATH", std::env::join_paths(all).unwrap()).args(options);
        assert!(matches!(command.output().unwrap().status.code(), Some(0 | 1)), "{options:?}");
        let calls = fs::read_to_string(room.path().join("calls")).unwrap().lines().count();
        fs::remove_file(room.path().join("calls")).unwrap();
        calls
    };
    let once = asked(&["extract", "report.pdf", "-o", "out.json"]);
    let report: Report = serde_json::from_slice(&fs::read(room.path().join("out.json")).unwrap()).unwrap();
    let here: Vec<&str> = records(&report)
        .into_iter()
        .filter(|record| record.first_page() == Some(1))
        .map(|record| record.id.as_str())
        .collect();
    assert!(!here.is_empty());
    for stage in ["normalise", "judge", "check"] {
        let calls = asked(&["inspect", "report.pdf", "--page", "1", "--stage", stage, "-o", "page.svg"]);
        assert_eq!(calls, once, "{stage}");
        let drawing = fs::read_to_string(room.path().join("page.svg")).unwrap();
        assert!(here.iter().all(|id| drawing.contains(id)), "{stage}: {here:?}");
    }
    assert!(asked(&["inspect", "report.pdf", "--page", "1", "--stage", "scan", "-o", "page.svg"]) < once);
}
