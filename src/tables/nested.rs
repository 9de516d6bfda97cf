//! Tables that lie in a cell of another: the outer one is a frame around them, or they are small ones in its text.
//!
//! A table of records has more columns than what stands around it or in it. So the one with more columns is the table. A
//! frame around a page is none even where no table stands in it. Not for the frames of running matter.

use super::Table;
use crate::geometry::Rect;

/// Tolerances of this step.
struct Tolerances {
    /// A box that is at least this share of its page's width and of its height is a frame around the page.
    page: f32,
    /// How far, in points, a table may reach out of the cell in which it lies.
    reach: f32,
    /// So many tables of a page are compared at most; more are a drawing.
    most: usize,
}

const TOLERANCES: Tolerances = Tolerances { page: 0.5, reach: 1.0, most: 300 };

/// Takes out what is no table of its own on a page of `width` × `height` points.
pub(super) fn take_out(tables: &mut Vec<Table>, width: f32, height: f32) {
    let around = |table: &Table| {
        let share = |own: f32, whole: f32| own >= TOLERANCES.page * whole;
        table.cells.len() == 1 && share(table.bbox.width(), width) && share(table.bbox.height(), height)
    };
    tables.retain(|table| !around(table));
    if tables.len() > TOLERANCES.most {
        return;
    }
    let is_in = |inner: &Rect, outer: &Table| {
        outer.cells.iter().any(|cell| cell.bbox.grown(TOLERANCES.reach).holds(inner))
    };
    let gone: Vec<bool> = tables
        .iter()
        .map(|table| {
            tables.iter().any(|other| {
                let (own, others) = (table.xs.len(), other.xs.len());
                let frame = others > own && is_in(&other.bbox, table);
                frame || (own <= others && is_larger(other, table) && is_in(&table.bbox, other))
            })
        })
        .collect();
    let mut gone = gone.into_iter();
    tables.retain(|_| gone.next() != Some(true));
}

/// Whether a table is larger than another, so that one of two that lie over each other is.
fn is_larger(a: &Table, b: &Table) -> bool {
    let area = |table: &Table| table.bbox.width() * table.bbox.height();
    area(a) > area(b)
}
