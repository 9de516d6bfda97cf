//! What `tables/` and `columns/` make of a page: cells, free lines, and the role of each column.
//!
//! Not for whole tables: what stands on one page is all that is drawn here.

use super::svg::{Drawing, Stroke};
use crate::columns::{HeaderReader, Role};
use crate::geometry::Rect;
use crate::tables::{PageTables, Table};
use crate::wording::Wording;

const CELL: Stroke = Stroke::tint("cell", "#3a7bd5");
const SPANNING: Stroke = Stroke::tint("spanning cell", "#8e44ad");
const EDGE: Stroke = Stroke::outline("grid edge", "#d03c3c");
const OPEN: Stroke = Stroke::tint("open bottom", "#d03c3c");
const FREE: Stroke = Stroke::tint("free line", "#2f9e63");
const KNOWN: [Stroke; 2] = [Stroke::tint("column", "#3a7bd5"), Stroke::tint("next column", "#2f9e63")];
const DOUBTFUL: Stroke = Stroke::tint("doubtful column", "#e67e22");
const EXTRA: Stroke = Stroke::tint("extra column", "#777");
const HEADER: Stroke = Stroke::outline("header cell", "#1b4f9c");
const HEADLESS: Stroke = Stroke::outline("table without header", "#d03c3c");

/// How far, in points, a grid edge is drawn out of its table, so that it shows beside the printed rules.
const OVERHANG: f32 = 4.0;

/// From one line of a role's name to the next, in points.
const LABEL_LEADING: f32 = 5.0;

/// How thick, in points, the foot of a table without a rule under it is marked.
const FOOT: f32 = 3.0;

/// Cells with their spans, grid edges and free lines.
pub(super) fn tables(sheet: &mut Drawing, page: &PageTables) {
    for (number, table) in page.tables.iter().enumerate() {
        sheet.outlines(EDGE, edges(table));
        for spanning in [false, true] {
            let cells = || {
                let all = table.cells.iter();
                all.filter(move |cell| (cell.columns.len() > 1 || cell.rows.len() > 1) == spanning)
            };
            let ink = if spanning { SPANNING } else { CELL };
            let tip = |columns, rows, text| format!("columns {columns:?}, rows {rows:?}: {text}");
            sheet.boxes(
                ink,
                cells().map(|cell| {
                    (cell.bbox.grown(-1.0), tip(cell.columns.clone(), cell.rows.clone(), cell.text()))
                }),
            );
            for cell in cells() {
                let at = span(&cell.rows) + "," + &span(&cell.columns);
                sheet.label(ink, cell.bbox, &at);
            }
        }
        if table.open_bottom {
            let foot = Rect { y0: table.bbox.y1 - FOOT, ..table.bbox };
            sheet.boxes(OPEN, [(foot, "no rule under the last row".to_owned())]);
        }
        sheet.note(format!(
            "table {} ({:?}): {} rows, {} columns, {} cells{}",
            number + 1,
            table.making,
            table.ys.len().saturating_sub(1),
            table.xs.len().saturating_sub(1),
            table.cells.len(),
            if table.open_bottom { ", open at the bottom" } else { "" }
        ));
    }
    sheet.boxes(FREE, page.lines.iter().map(|line| (line.bbox, line.text.clone())));
    sheet.note("a cell's label is its row and its column, counted from 1");
}

/// The header cells with their roles, and their columns all down the table.
pub(super) fn columns(sheet: &mut Drawing, page: &PageTables, wording: &Wording) {
    for table in &page.tables {
        let Some(header) = HeaderReader::of(std::iter::empty(), wording).header(table) else {
            sheet.boxes(HEADLESS, [(table.bbox, "no header was read".to_owned())]);
            sheet.label(HEADLESS, table.bbox, "no header: the columns are those of the page before, if any");
            continue;
        };
        for (index, column) in header.columns.iter().enumerate() {
            let ink = match column.role {
                Role::Extra => EXTRA,
                _ if column.doubtful => DOUBTFUL,
                _ => KNOWN[index % 2],
            };
            let whole = Rect { x0: column.left + 1.0, x1: column.right - 1.0, ..table.bbox };
            let role = format!("{:?}", column.role);
            sheet.boxes(ink, [(whole, format!("{role}: {}", column.header.text()))]);
            sheet.outlines(HEADER, [column.header.bbox.grown(-1.0)]);
            // At the header's foot, where there is most often room.
            for (line, part) in in_words(&role).into_iter().rev().enumerate() {
                let y0 = column.header.bbox.y1 - LABEL_LEADING * (line as f32 + 1.0);
                sheet.label(ink, Rect { y0, ..whole }, &part);
            }
        }
        let roles: Vec<String> = header.columns.iter().map(|column| format!("{:?}", column.role)).collect();
        sheet.note(format!("{:?}, header of {} rows: {}", header.kind, header.rows, roles.join(", ")));
    }
}

/// The edges of a table's grid, drawn a little longer than the table.
fn edges(table: &Table) -> Vec<Rect> {
    let Rect { x0, y0, x1, y1 } = table.bbox.grown(OVERHANG);
    let plumb = table.xs.iter().map(|&x| Rect::new(x, y0, x, y1));
    plumb.chain(table.ys.iter().map(|&y| Rect::new(x0, y, x1, y))).collect()
}

/// A range of positions as numbers from 1: `3`, or `3-5`.
fn span(range: &std::ops::Range<usize>) -> String {
    if range.len() == 1 { range.end.to_string() } else { format!("{}-{}", range.start + 1, range.end) }
}

/// The words of a name in capitals and small letters, since a column may be narrow.
fn in_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    words
}
