//! Drawings of pages: that every stage of every page can be drawn, as well-formed XML, in the frame that a viewer shows.
//!
//! Not for how a drawing looks: that is for eyes.

use std::fs;
use std::path::Path;

use super::draw::{Sheet, Stand, pdf};
use crate::inspect;
use crate::read::ReadError;
use crate::reading::{ExtractError, Settings, Stage};

fn drawn(bytes: &[u8], page: u32, stage: Stage) -> String {
    inspect::draw("page.pdf", bytes.to_vec(), &Settings::default(), page, stage).unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

/// Fails where elements are not closed in the order in which they were opened, or a sign is not escaped.
fn is_well_formed(name: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let text = &rest[..start];
        assert!(!text.contains('>'), "{name}: {text}");
        for (at, _) in text.match_indices('&') {
            let known =
                ["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|entity| text[at..].starts_with(entity));
            assert!(known, "{name}: {text}");
        }
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<') && tag.matches('"').count().is_multiple_of(2), "{name}: {tag}");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{name}: {open:?}");
    let allowed = |c: char| c >= ' ' || c == '\n';
    assert!(xml.chars().all(allowed), "{name}");
}

#[test]
fn every_stage_of_a_report_is_well_formed() {
    for (name, pages) in [("lac_sideways.pdf", [1, 3, 7, 11]), ("lac_landscape.pdf", [2, 4, 6, 10])] {
        let bytes = fixture(name);
        // Each drawing reads the report anew: every stage draws one of the pages.
        for (stage, page) in Stage::ALL.into_iter().zip(pages.into_iter().cycle()) {
            is_well_formed(&format!("{name}, page {page}, {}", stage.name()), &drawn(&bytes, page, stage));
        }
    }
}

#[test]
fn what_a_stage_made_can_be_read_in_its_drawing() {
    let bytes = fixture("lac_sideways.pdf");
    let says = |stage, parts: &[&str]| {
        let svg = drawn(&bytes, 7, stage);
        for part in parts {
            assert!(svg.contains(part), "{}: {part}", stage.name());
        }
    };
    says(Stage::Read, &["class=\"glyph\"", "class=\"rule\"", "class=\"fill\"", ">Publier<"]);
    says(Stage::Words, &["<title>Publier</title>", "class=\"turned-line\"", "<title>— 7 —</title>"]);
    says(
        Stage::Tables,
        &["class=\"cell\"", "class=\"grid-edge\"", "class=\"free-line\"", "table 2 (Ruled): "],
    );
    says(Stage::Columns, &["StrategicRef, StrategicTitle", "class=\"header-cell\""]);
    says(Stage::Outline, &["class=\"heading\"", ">section<", "class=\"running\"", "part 2 of 2", "NIHIL"]);
    says(Stage::Join, &["class=\"French\"", "class=\"Dutch\"", "class=\"both\"", "layout Stacked"]);
    says(Stage::Pair, &["class=\"French\"", ">record 1, strategic 1, operational 1", "class=\"record\""]);
    says(Stage::Normalise, &["o:I.1/ponts-mobiles/1.1", "red 70", "class=\"no-number\""]);
}

#[test]
fn a_column_is_drawn_under_its_header() {
    let svg = drawn(&fixture("lac_landscape.pdf"), 6, Stage::Columns);
    let places = |begin: &str| -> Vec<String> {
        svg.match_indices(begin)
            .map(|(at, _)| {
                let rest = &svg[at + begin.len()..];
                rest[..rest.find([' ', '"']).unwrap()].to_owned()
            })
            .collect()
    };
    let headers =
        places("class=\"header-cell\" fill=\"none\" stroke=\"#1b4f9c\" stroke-width=\"0.5\">\n<path d=\"M");
    let columns = ["column", "next-column"].map(|name| {
        let ink = if name == "column" { "#3a7bd5" } else { "#2f9e63" };
        places(&format!(
            "class=\"{name}\" fill=\"{ink}\" fill-opacity=\"0.15\" stroke=\"{ink}\" stroke-width=\"0.5\">\n<rect x=\""
        ))
    });
    assert_eq!(headers.len(), 11);
    assert!(columns.iter().flatten().all(|x| headers.contains(x)), "{columns:?} {headers:?}");
    assert!(!columns[0].is_empty() && !columns[1].is_empty());
}

#[test]
fn a_tail_below_a_page_break_is_marked() {
    assert!(drawn(&fixture("lac_sideways.pdf"), 11, Stage::Join).contains("class=\"tail\""));
}

#[test]
fn a_report_is_drawn_the_same_twice() {
    let bytes = fixture("lac_small.pdf");
    for stage in Stage::ALL {
        assert_eq!(drawn(&bytes, 5, stage), drawn(&bytes, 5, stage), "{}", stage.name());
    }
}

#[test]
fn a_page_is_drawn_as_a_viewer_shows_it() {
    let width = |sheet: Sheet| {
        let svg = drawn(&pdf(&[sheet.text(60.0, 100.0, 9.0, "word")]), 1, Stage::Words);
        let start = svg.find("<rect width=\"").unwrap();
        svg[start..].split('"').nth(1).unwrap().to_owned()
    };
    assert_eq!(width(Sheet::standing(Stand::Portrait)), "600");
    assert_eq!(width(Sheet::standing(Stand::Rotate90)), "800");
    // The text stands on its side, and the page is shown with it so.
    assert_eq!(width(Sheet::standing(Stand::BottomToTop)), "600");
    let svg =
        drawn(&pdf(&[Sheet::standing(Stand::BottomToTop).text(60.0, 100.0, 9.0, "word")]), 1, Stage::Words);
    assert!(svg.contains("transform=\"translate(100 740) rotate(270)\""), "{svg}");
}

#[test]
fn a_page_with_nothing_on_it_is_drawn() {
    let bytes = pdf(&[Sheet::new(), Sheet::new().broken()]);
    for (page, stage) in [1, 2].into_iter().flat_map(|page| Stage::ALL.map(|stage| (page, stage))) {
        is_well_formed(stage.name(), &drawn(&bytes, page, stage));
    }
    assert!(drawn(&bytes, 2, Stage::Read).contains("B101"));
}

#[test]
fn a_page_that_is_not_there_is_refused_before_anything_is_read() {
    let bytes = pdf(&[Sheet::new()]);
    for page in [0, 2] {
        let refused = inspect::draw("page.pdf", bytes.clone(), &Settings::default(), page, Stage::Normalise)
            .unwrap_err();
        assert!(matches!(refused, ExtractError::Read(ReadError::NoSuchPage { pages: 1, .. })), "{refused}");
    }
}

#[test]
fn text_cannot_break_out_of_the_drawing() {
    let bytes = pdf(&[Sheet::new().text(60.0, 100.0, 9.0, "</text><script>&\"")]);
    for stage in [Stage::Read, Stage::Words, Stage::Tables] {
        let svg = drawn(&bytes, 1, stage);
        is_well_formed(stage.name(), &svg);
        assert!(!svg.contains("<script"));
    }
}
