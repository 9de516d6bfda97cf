//! A page as one stage left it, drawn as SVG over the page: how a wrong reading is traced to its stage.
//!
//! Draws what [`crate::reading`] kept of the page. Not for output that programs read: the drawing may change from one
//! version to the next.

mod cells;
mod marks;
mod records;
mod structure;
mod svg;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::read::ReadError;
use crate::reading::{Course, ExtractError, PageStages, Reading, Records, Settings, Stage};
use crate::report;
use svg::Drawing;

/// Draws page `page` (from 1) of the report in `bytes`, which came from a file called `name`, as `stage` left it.
///
/// The drawing lies in the viewer's frame, with the page's own coordinates. A report without tables is drawn too: what
/// it lacks is what one wants to see. Below the page stands what was noticed of it up to that stage.
///
/// # Errors
/// Where the file cannot be read, or has no such page.
pub(crate) fn draw(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    page: u32,
    stage: Stage,
) -> Result<String, ExtractError> {
    let bytes = Arc::new(bytes);
    let course = Course { until: stage, watch: Some(page) };
    let reading = Reading::run(Arc::clone(&bytes), settings, course, &|_, _| {})?;
    if reading.file.is_transcript() {
        return Err(ReadError::NothingDrawn.into());
    }
    let pages = reading.file.pages();
    if page == 0 {
        return Err(ReadError::NoSuchPage { page, pages }.into());
    }
    // checks look at what was judged
    let records = reading.records(settings, stage.min(Stage::Judge));
    let mut sheet = Drawing::default();
    if let Some(watched) = &reading.watched {
        sheet = begin(watched, stage);
        // a page that the file has lost is on no sheet, nor in the report
        if let Some(index) = reading.pages.iter().position(|known| known.head.number == page) {
            draw_stage(&mut sheet, &reading, &records, watched, index, settings, stage);
        }
    }
    if stage == Stage::Check {
        let source = report::source(name, &bytes, &reading.file);
        let mut report = report::published(&reading, records, source);
        report::check(&mut report, settings.wording());
        records::check(&mut sheet, &report.diagnostics, page);
    } else {
        let found = reading.findings.iter().cloned().chain(records.findings);
        let findings: Vec<Diagnostic> = found.map(Diagnostic::from).collect();
        sheet.findings(&findings, page);
    }
    Ok(sheet.finish(&format!("{name}, page {page} of {pages}, as {} left it", stage.name())))
}

/// The page itself, pale, to draw upon: as it is drawn, or as its picture was read.
fn begin(watched: &PageStages, stage: Stage) -> Drawing {
    let page = if stage == Stage::Read { &watched.read } else { &watched.scanned };
    let mut sheet = Drawing::new(page.head.width, page.head.height, page.head.turn);
    marks::paint(&mut sheet, page);
    if stage >= Stage::Words {
        marks::text(&mut sheet, &watched.words);
    }
    sheet
}

/// What a stage made of the page, which is the one at `index`.
fn draw_stage<'a>(
    sheet: &mut Drawing,
    reading: &'a Reading,
    records: &'a Records<'a>,
    watched: &PageStages,
    index: usize,
    settings: &Settings,
    stage: Stage,
) {
    let Reading { joined, outline, .. } = reading;
    match stage {
        Stage::Read => marks::read(sheet, &watched.read),
        Stage::Scan => marks::read(sheet, &watched.scanned),
        Stage::Words => marks::words(sheet, &watched.words),
        Stage::Tables => cells::tables(sheet, &watched.tables),
        Stage::Columns => cells::columns(sheet, &watched.tables, settings.wording()),
        Stage::Outline => structure::outline(sheet, outline, &watched.tables, index),
        Stage::Join => structure::join(sheet, joined, index, watched.tables.head.number),
        Stage::Pair => records::pair(sheet, joined, &records.drafts, index),
        Stage::Normalise => {
            let made = records.values.iter().map(|table| table.iter().map(|made| &made.record));
            records::normalise(sheet, joined, &records.drafts, made, index);
        }
        Stage::Judge | Stage::Check => {
            let judged = records.judged.iter().map(|table| table.iter());
            records::judge(sheet, joined, &records.drafts, judged, index);
        }
    }
}
