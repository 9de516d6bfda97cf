//! Rows that run through a whole page: rules stand at the sides of their cells, and none above or below.
//!
//! Such a page looks like one without a table. It goes on with the last row of the page before, where that has no rule under
//! it and the sides of its cells stand at the same places. Not for tables that never have horizontal rules: those are
//! `aligned`.

use super::ruled::fill_at;
use super::{Cell, Making, PageTables, Table};
use crate::geometry::{Rect, Turn};
use crate::words::Line;

/// Tolerances of this step.
struct Tolerances {
    /// A side and its rules on the next page are no further apart than this, in points: it may be drawn as two rules.
    aside: f32,
    /// Sides of cells begin, and end, no further apart than this, in points.
    ends: f32,
    /// A row through a page is at least so high, as a share of the page: less is what is left of a table's frame.
    least: f32,
}

const TOLERANCES: Tolerances = Tolerances { aside: 4.0, ends: 4.0, least: 0.3 };

/// Finds the rows that run through pages without another table.
pub(super) fn find(pages: &mut [PageTables]) {
    for at in 1..pages.len() {
        let (above, below) = pages.split_at_mut(at);
        let (Some(above), Some(page)) = (above.last(), below.first_mut()) else { continue };
        let open = above.tables.last().filter(|table| table.making == Making::Ruled && table.open_bottom);
        if let Some(row) = open.filter(|_| page.tables.is_empty()).and_then(|above| row(above, page)) {
            let row = taking_text(row, page);
            page.tables.push(row);
        }
    }
}

/// The row that goes on with the last one of a table, without text.
fn row(above: &Table, page: &PageTables) -> Option<Table> {
    let last = above.ys.len().checked_sub(2)?;
    let cells = || above.cells.iter().filter(|cell| cell.rows.contains(&last));
    let mut sides: Vec<f32> = cells().flat_map(|cell| [cell.bbox.x0, cell.bbox.x1]).collect();
    sides.sort_by(f32::total_cmp);
    sides.dedup();
    // Where each side begins and ends.
    let extent = |side: &f32| {
        let pieces =
            page.rules.iter().filter(|rule| !rule.level && (rule.at - side).abs() <= TOLERANCES.aside);
        pieces.map(|rule| (rule.from, rule.to)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    };
    let extents: Vec<(f32, f32)> = sides.iter().map(extent).collect::<Option<_>>()?;
    let &(y0, y1) = extents.first()?;
    let agree = extents
        .iter()
        .all(|(from, to)| (from - y0).abs() <= TOLERANCES.ends && (to - y1).abs() <= TOLERANCES.ends);
    if !agree || y1 - y0 < TOLERANCES.least * page.head.height {
        return None;
    }
    let cell = |cell: &Cell| {
        let bbox = Rect { y0, y1, ..cell.bbox };
        Cell {
            columns: cell.columns.clone(),
            rows: 0..1,
            bbox,
            lines: Vec::new(),
            fill: fill_at(bbox.centre(), &page.fills),
        }
    };
    let mut cells: Vec<Cell> = cells().map(cell).collect();
    cells.sort_by_key(|cell| cell.columns.start);
    let bbox = Rect { y0, y1, ..above.bbox };
    let (xs, ys) = (above.xs.clone(), vec![y0, y1]);
    Some(Table { making: Making::Ruled, bbox, xs, ys, cells, open_bottom: true, doubts: Vec::new() })
}

/// The same row with the text of its page.
fn taking_text(mut table: Table, page: &mut PageTables) -> Table {
    let is_inside = |line: &mut Line| line.turn == Turn::None && table.bbox.contains(line.bbox.centre());
    let lines: Vec<Line> = page.lines.extract_if(.., is_inside).collect();
    for line in lines {
        for (cell, part) in parts(line, &table.cells) {
            table.cells[cell].lines.push(part);
        }
    }
    page.rules.retain(|rule| !table.bbox.contains(rule.rect().centre()));
    page.fills.retain(|fill| !table.bbox.contains(fill.rect.centre()));
    table
}

/// The parts of a line that stand in one cell each: nothing but a gap parts the texts of two columns.
fn parts(line: Line, cells: &[Cell]) -> Vec<(usize, Line)> {
    let home =
        |x: f32| cells.iter().position(|cell| x < cell.bbox.x1).unwrap_or(cells.len().saturating_sub(1));
    let characters: Vec<char> = line.text.chars().collect();
    let mut parts: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    let mut from = 0;
    for word in characters.split(|character| *character == ' ') {
        let range = from..from + word.len();
        from = range.end + 1;
        let cell = home((line.edges[range.start] + line.edges[range.end]) / 2.0);
        match parts.last_mut() {
            Some((last, known)) if *last == cell => known.end = range.end,
            _ => parts.push((cell, range)),
        }
    }
    parts.into_iter().map(|(cell, range)| (cell, line.part(range))).collect()
}
