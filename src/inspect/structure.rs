//! What `outline/` and `join/` make of a page: what each free line and each table is, and how bands become rows.
//!
//! Not for what rows say: that is in [`super::records`].

use super::svg::{Drawing, Stroke};
use crate::geometry::Rect;
use crate::join::{Band, Joined, JoinedTable, Side};
use crate::language::Bilingual;
use crate::outline::{Level, Outline, Position};
use crate::tables::PageTables;

const HEADING: Stroke = Stroke::tint("heading", "#8e44ad");
const RUNNING: Stroke = Stroke::tint("running", "#777");
const FRONT: Stroke = Stroke::tint("front", "#2f9e63");
const TABLE: Stroke = Stroke::outline("table", "#3a7bd5");
const HEADER: Stroke = Stroke::tint("header rows", "#3a7bd5");
pub(super) const FRENCH: Stroke = Stroke::tint("French", "#3a7bd5");
pub(super) const DUTCH: Stroke = Stroke::tint("Dutch", "#e67e22");
pub(super) const BOTH: Stroke = Stroke::tint("both", "#2f9e63");
const TAIL: Stroke = Stroke::tint("tail", "#d03c3c");
const BANNER: Stroke = Stroke::tint("banner", "#c9a227");
const OPEN: Stroke = Stroke::tint("open foot", "#d03c3c");

/// How wide, in points, the bar is that marks a tail, or an open foot.
const BAR: f32 = 3.0;

/// Headings with their levels, running matter, front matter, and the place of each table.
pub(super) fn outline(sheet: &mut Drawing, outline: &Outline, before: &PageTables, page: usize) {
    sheet.boxes(RUNNING, before.running.iter().map(|line| (line.bbox, line.text.clone())));
    if page < outline.body {
        sheet.boxes(FRONT, before.lines.iter().map(|line| (line.bbox, line.text.clone())));
        let cells = before.tables.iter().flat_map(|table| &table.cells);
        sheet.boxes(FRONT, cells.map(|cell| (cell.bbox.grown(-1.0), cell.text())));
    }
    for heading in outline.headings.iter().filter(|heading| heading.page == page) {
        let level = match heading.level {
            Some(Level::Chapter) => "chapter",
            Some(Level::Entity) => "entity",
            Some(Level::Section) => "section",
            None => "heading of tables, a repeat, introduction, or NIHIL",
        };
        sheet.boxes(HEADING, [(heading.bbox, level.to_owned())]);
        sheet.label(HEADING, heading.bbox, level);
    }
    for (number, table) in outline.tables.iter().enumerate() {
        let name = format!("table {} ({:?}): {}", number + 1, table.kind, position(&table.position));
        for (part, piece) in table.pieces.iter().enumerate().filter(|(_, piece)| piece.page == page) {
            let parts = table.pieces.len();
            let part = format!("part {} of {parts}", part + 1);
            sheet.boxes(TABLE, [(piece.table.bbox.grown(2.0), name.clone())]);
            if let Some(&y1) = piece.table.ys.get(piece.header_rows).filter(|_| piece.header_rows > 0) {
                let rows = Rect { y1, ..piece.table.bbox };
                sheet.boxes(HEADER, [(rows, format!("{} rows of header", piece.header_rows))]);
            }
            let label = format!("table {}, {:?}, {part}", number + 1, table.kind);
            sheet.label(TABLE, piece.table.bbox.grown(2.0), &label);
            sheet.note(format!("{name}, {part}"));
        }
        if table.nihil && table.first_page == page {
            sheet.note(format!("{name}, NIHIL"));
        }
    }
}

/// A table's place in a line.
fn position(position: &Position) -> String {
    let name = |texts: &Bilingual<Option<String>>| {
        let sides = [texts.fr.as_deref(), texts.nl.as_deref()];
        sides.into_iter().flatten().collect::<Vec<_>>().join(" / ")
    };
    let chapter = position.chapter.reference.as_deref().unwrap_or("?");
    let mut text = format!("{chapter} {}", name(&position.chapter.name));
    if position.entity.is_some() || position.entity_name != Bilingual::default() {
        let entity = position.entity.as_deref().unwrap_or("?");
        text += &format!(" > {entity} {}", name(&position.entity_name));
    }
    if let Some(section) = &position.section {
        text += &format!(" > {}", name(section));
    }
    text
}

/// Bands coloured by the side of their row, tails and banners.
pub(super) fn join(sheet: &mut Drawing, joined: &Joined, page: usize, number: u32) {
    for (at, table) in joined.tables.iter().enumerate().filter(|(_, table)| table.pages.contains(&number)) {
        let (mut row_number, mut rows_here) = (0, 0);
        for stretch in &table.stretches {
            if let Some(cell) =
                stretch.banner.map(|banner| &table.cells[banner]).filter(|cell| cell.page == page)
            {
                sheet.boxes(BANNER, [(cell.bbox, cell.text())]);
                sheet.label(BANNER, cell.bbox, "banner");
            }
            for row in &stretch.rows {
                row_number += 1;
                let here =
                    || row.bands.iter().map(|&band| &table.bands[band]).filter(|band| band.page == page);
                rows_here += usize::from(here().next().is_some());
                for (part, band) in here().enumerate() {
                    let first =
                        row.bands.first().is_some_and(|&first| std::ptr::eq(&table.bands[first], band));
                    draw_band(sheet, table, band, row.side);
                    let margin = row.margin.map(|margin| format!(", margin {margin:.1}")).unwrap_or_default();
                    let ink = ink(row.side);
                    let name = if first {
                        format!("row {row_number} {:?}{margin}", row.side)
                    } else if part == 0 {
                        let bar = Rect { x1: band.bbox.x0, x0: band.bbox.x0 - BAR, ..band.bbox };
                        sheet.boxes(TAIL, [(bar, "goes on from the page before".to_owned())]);
                        format!("row {row_number} {:?}, tail{margin}", row.side)
                    } else {
                        format!("row {row_number}, goes on")
                    };
                    sheet.label(ink, band.bbox, &name);
                }
            }
        }
        let layouts: Vec<String> =
            table.stretches.iter().map(|stretch| format!("{:?}", stretch.layout)).collect();
        let layout = layouts.first().map_or("none", String::as_str);
        sheet.note(format!(
            "table {} on pages {:?}: layout {layout}, {row_number} rows, {rows_here} of them on this page",
            at + 1,
            table.pages
        ));
    }
}

fn draw_band(sheet: &mut Drawing, table: &JoinedTable, band: &Band, side: Side) {
    let mut ids: Vec<usize> = band.cells.iter().flatten().copied().collect();
    ids.dedup();
    // A cell that spans two bands belongs to both: its part in this one is drawn.
    let boxes = ids.into_iter().map(|id| &table.cells[id]).map(|cell| {
        let part = Rect {
            y0: cell.bbox.y0.max(band.bbox.y0) + 1.0,
            y1: cell.bbox.y1.min(band.bbox.y1) - 1.0,
            ..cell.bbox.grown(-1.0)
        };
        (part, cell.text())
    });
    sheet.boxes(ink(side), boxes);
    if band.open {
        let foot = Rect { y0: band.bbox.y1 - BAR, ..band.bbox };
        sheet.boxes(OPEN, [(foot, "no rule under it".to_owned())]);
    }
}

fn ink(side: Side) -> Stroke {
    match side {
        Side::French => FRENCH,
        Side::Dutch => DUTCH,
        Side::Both => BOTH,
    }
}
