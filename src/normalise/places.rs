//! Where the values of a record are printed: the boxes of each field's lines, to the cell.
//!
//! Boxes are made of whole lines, as `pair/` gave them to a field, so that the lines of one language in a cell that
//! holds both have a box of their own. Not for where a record stands as a whole: that is the boxes of its bands.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::geometry::{Rect, overlap};
use crate::join::JoinedTable;
use crate::language::Language;
use crate::pair::Sides;
use crate::read::PageHead;
use crate::source::{Place, SourceKey};
use crate::tables::PageTables;
use crate::transcript::lines_of;
use crate::words::Line;
use crate::words::paragraphs::Fitted;

/// The boxes of a record's fields, by their paths.
#[derive(Clone)]
pub(super) struct Sources<'a> {
    places: &'a Places<'a>,
    boxes: BTreeMap<SourceKey, Vec<Place>>,
}

impl<'a> Sources<'a> {
    /// No boxes yet.
    pub(super) fn new(places: &'a Places<'a>) -> Self {
        Self { places, boxes: BTreeMap::new() }
    }

    /// Adds the boxes of a field's lines. A blank field has none.
    pub(super) fn add(&mut self, key: SourceKey, lines: &[Fitted<'_>]) {
        if !lines.is_empty() {
            self.boxes.insert(key, self.places.boxes(lines));
        }
    }

    /// Adds the boxes of a text in each of its languages.
    pub(super) fn add_sides(&mut self, key: impl Fn(Language) -> SourceKey, sides: &Sides<'_>) {
        for language in Language::BOTH {
            self.add(key(language), sides.side(language));
        }
    }

    /// Adds the boxes of fields that were gathered apart.
    pub(super) fn extend(&mut self, other: &Sources<'_>) {
        self.boxes.extend(other.boxes.iter().map(|(key, boxes)| (*key, boxes.clone())));
    }

    /// The boxes.
    pub(super) fn into_boxes(self) -> BTreeMap<SourceKey, Vec<Place>> {
        self.boxes
    }
}

/// The place of a rectangle of a page's upright frame, as it is published.
pub(super) fn place(head: &PageHead, bbox: Rect) -> Place {
    if head.transcribed {
        return Place::of_lines(head.number, lines_of(bbox));
    }
    Place::new(head.number, &head.label, head.to_viewer(bbox))
}

/// Where each line of a table stands. Lines are told apart by where they are kept: two may say the same.
pub(super) struct Places<'a> {
    pages: &'a [PageTables],
    /// For each line, the index of its page.
    page_of: FxHashMap<*const Line, usize>,
    /// For each page, its lines.
    lines: FxHashMap<usize, Vec<&'a Line>>,
}

impl<'a> Places<'a> {
    /// The places of all lines of `table`, whose pages are among `pages`.
    pub(super) fn new(table: &'a JoinedTable, pages: &'a [PageTables]) -> Self {
        let mut places = Self { pages, page_of: FxHashMap::default(), lines: FxHashMap::default() };
        for cell in &table.cells {
            places.page_of.extend(cell.lines.iter().map(|line| (std::ptr::from_ref(line), cell.page)));
            places.lines.entry(cell.page).or_default().extend(&cell.lines);
        }
        places
    }

    /// As few boxes as cover the lines, one after the other, and no other line.
    fn boxes(&self, lines: &[Fitted<'_>]) -> Vec<Place> {
        let own: FxHashSet<*const Line> =
            lines.iter().map(|fitted| std::ptr::from_ref(fitted.line)).collect();
        let mut boxes: Vec<(usize, Rect)> = Vec::new();
        for Fitted { line, .. } in lines {
            let Some(&page) = self.page_of.get(&std::ptr::from_ref(*line)) else { continue };
            match boxes.last_mut() {
                Some((last, bbox))
                    if *last == page && !self.holds_others(page, bbox.union(&line.bbox), &own) =>
                {
                    *bbox = bbox.union(&line.bbox);
                }
                _ => boxes.push((page, line.bbox)),
            }
        }
        let place = |(page, bbox): (usize, Rect)| place(&self.pages[page].head, bbox);
        boxes.into_iter().map(place).collect()
    }

    /// Whether a line that is none of `own` runs through a box.
    fn holds_others(&self, page: usize, bbox: Rect, own: &FxHashSet<*const Line>) -> bool {
        let runs_through = |line: &Line| {
            let (_, middle) = line.bbox.centre();
            (bbox.y0..=bbox.y1).contains(&middle)
                && overlap(line.bbox.x0, line.bbox.x1, bbox.x0, bbox.x1) > 0.0
        };
        let lines = self.lines.get(&page).into_iter().flatten();
        lines.into_iter().any(|&line| runs_through(line) && !own.contains(&std::ptr::from_ref(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::JoinedCell;

    /// A cell of a page, with a line at each of some places: left, right and top.
    fn cell(page: usize, places: &[(f32, f32, f32)]) -> JoinedCell {
        let line = |&(left, right, top): &(f32, f32, f32)| Line {
            bbox: Rect::new(left, top, right, top + 10.0),
            ..Line::default()
        };
        let lines: Vec<Line> = places.iter().map(line).collect();
        let bbox = Rect::covering(lines.iter().map(|line| &line.bbox)).unwrap_or_default();
        JoinedCell { page, bbox, lines, fill: None, left: bbox.x0, right: bbox.x1, margin: f32::INFINITY }
    }

    fn table(cells: Vec<JoinedCell>) -> JoinedTable {
        JoinedTable { cells, ..JoinedTable::sample(&[]) }
    }

    /// The boxes of some of a table's lines, given by cell and line: page, left, top, right and bottom.
    fn boxes(table: &JoinedTable, lines: &[(usize, usize)]) -> Vec<(u32, [f64; 4])> {
        let page =
            |number| PageTables { head: PageHead { number, ..PageHead::default() }, ..PageTables::default() };
        let pages = [page(1), page(2)];
        let all: Vec<Vec<Fitted<'_>>> = table.cells.iter().map(|cell| cell.fitted().collect()).collect();
        let lines: Vec<Fitted<'_>> = lines.iter().map(|&(cell, line)| all[cell][line]).collect();
        let boxes = Places::new(table, &pages).boxes(&lines);
        boxes.into_iter().filter_map(|place| Some((place.page, place.bbox?))).collect()
    }

    #[test]
    fn lines_one_after_the_other_have_one_box_a_page() {
        let first = cell(0, &[(0.0, 50.0, 0.0), (0.0, 30.0, 12.0)]);
        let table = table(vec![first, cell(1, &[(0.0, 20.0, 0.0)])]);
        let expected = [(1, [0.0, 0.0, 50.0, 22.0]), (2, [0.0, 0.0, 20.0, 10.0])];
        assert_eq!(boxes(&table, &[(0, 0), (0, 1), (1, 0)]), expected);
        assert!(boxes(&table, &[]).is_empty());
    }

    #[test]
    fn no_box_is_drawn_over_another_fields_line() {
        let lines = [(0.0, 50.0, 0.0), (0.0, 30.0, 12.0), (0.0, 40.0, 24.0)];
        // Beside the first lines, in another cell, and on another page.
        let others = [cell(0, &[(50.0, 90.0, 12.0)]), cell(1, &[(0.0, 50.0, 12.0)])];
        let table = table([vec![cell(0, &lines)], others.into()].concat());
        let expected = [(1, [0.0, 0.0, 50.0, 10.0]), (1, [0.0, 24.0, 40.0, 34.0])];
        assert_eq!(boxes(&table, &[(0, 0), (0, 2)]), expected);
        assert_eq!(boxes(&table, &[(0, 1)]), [(1, [0.0, 12.0, 30.0, 22.0])]);
        assert_eq!(boxes(&table, &[(0, 0), (0, 1), (0, 2)]), [(1, [0.0, 0.0, 50.0, 34.0])]);
    }
}
