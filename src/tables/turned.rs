//! Text that runs in another direction than the page's, as in the headers of narrow columns: it goes in the cell that it
//! stands in.
//!
//! Not for text beside tables, such as a running header on the side of a page: that stays free.

use std::collections::BTreeMap;

use super::Table;
use crate::geometry::Rect;
use crate::words::{Line, PageWords};

/// Puts turned text in the cells that it stands in; gives the lines that stand in none.
pub(super) fn place(page: &PageWords, tables: &mut [Table]) -> Vec<Line> {
    let mut free = Vec::new();
    for turned in &page.turned {
        let mut homes: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        let mut homeless = Vec::new();
        for (word, bbox) in turned.boxes() {
            match home(tables, bbox) {
                Some(cell) => homes.entry(cell).or_default().push(word),
                None => homeless.push(word),
            }
        }
        for ((table, cell), words) in homes {
            tables[table].cells[cell].lines.extend(turned.lines(&words));
        }
        free.extend(turned.stretches(&homeless));
    }
    free
}

/// The table and the cell in which the middle of a box lies; of tables in one another, the smallest.
fn home(tables: &[Table], bbox: Rect) -> Option<(usize, usize)> {
    let holds = |rect: &Rect| rect.contains(bbox.centre());
    let inside = tables.iter().enumerate().filter(|(_, table)| holds(&table.bbox));
    let cells = inside
        .filter_map(|(number, table)| Some((number, table.cells.iter().position(|cell| holds(&cell.bbox))?)));
    let size = |&(table, cell): &(usize, usize)| {
        let bbox = &tables[table].cells[cell].bbox;
        bbox.width() * bbox.height()
    };
    cells.min_by(|a, b| size(a).total_cmp(&size(b)))
}
