//! Scanned reports on a command line: what is said and done where Tesseract is not installed, and how often it is asked.
//!
//! Not for what is read from pictures: that is `inside/scans.rs`. Where Tesseract is not installed, the test that needs it
//! prints a line `not checked: …` and passes.

use std::fs;
use std::process::{Command, Output};
use std::sync::Arc;

use crate::draw::raw::saved;
use crate::draw::scan::{DPI, FIRST, INSTALL, Picture, add_page, fixture, is_installed, scan};
use bilan::record::Report;
use bilan::{Settings, extract};
use tempfile::TempDir;

/// A page of the fixture as any viewer shows it.
fn picture(page: u32) -> Picture {
    let pdf = hayro::hayro_syntax::Pdf::new(Arc::new(fixture())).unwrap();
    let page = &pdf.pages()[page as usize - 1];
    let white = hayro::vello_cpu::color::palette::css::WHITE;
    let scale = DPI / 72.0;
    let shown = hayro::render(
        page,
        &hayro::RenderCache::new(),
        &hayro::hayro_interpret::InterpreterSettings::default(),
        &hayro::RenderSettings::default(),
        &hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: white },
    );
    let (width, height) = (usize::from(shown.width()), usize::from(shown.height()));
    let grey = |pixel: &[u8; 4]| (pixel[..3].iter().map(|&part| u32::from(part)).sum::<u32>() / 3) as u8;
    Picture { width, height, grey: shown.data_as_u8_slice().as_chunks().0.iter().map(grey).collect() }
}

/// A page without a word.
fn blank() -> Picture {
    let (width, height) = (165, 234);
    Picture { width, height, grey: vec![230; width * height] }
}

fn read(bytes: Vec<u8>) -> Report {
    extract("report.pdf", bytes, &Settings::default(), &|_, _| {}).unwrap()
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
    let room = room(scan(&[blank(), blank(), blank()]));
    for options in [&[][..], &["--ocr", "always"], &["--cache", "kept"]] {
        let said = refused(&room, true, options);
        assert!(said.contains("could not be read: 1-3") && said.contains(INSTALL), "{options:?}: {said}");
    }
}

#[test]
fn a_scanned_report_that_must_not_be_read_is_refused_and_its_pages_are_named() {
    let room = room(scan(&[blank(), blank(), blank()]));
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
    let page = add_page(&mut document, tree, &blank());
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
    let printed = read(fixture());
    assert_eq!((written.objectives, written.indicators), (printed.objectives, printed.indicators));
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

/// `inspect` runs the stages as `extract` does: it draws the same records, and has each page read once.
#[cfg(unix)]
#[test]
fn inspect_draws_what_extract_writes_and_has_each_page_read_once() {
    use std::os::unix::fs::PermissionsExt;

    if !is_installed("inspect_draws_what_extract_writes_and_has_each_page_read_once") {
        return;
    }
    let room = room(scan(&[picture(FIRST), picture(FIRST + 1)]));
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
    let here: Vec<&str> = report
        .objectives
        .iter()
        .chain(&report.indicators)
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
