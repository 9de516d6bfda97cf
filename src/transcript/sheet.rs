//! Text without places is set on pages of its own: what the later stages know of a page, a transcript has by its lines.
//!
//! From `columns/` on, stages ask of places only which cells stand in one column, which lines follow each other closely, what
//! is larger than the rest, and where a line had room left. So each line of the file has its height on the page, whatever
//! page it is, each column one width, a heading its size, and each paragraph ends with room. The line of the file is found
//! again from the height ([`lines_of`]).
//!
//! Not for a file that has places: those are kept as they are.

use std::ops::Range;

use super::{Paragraph, Rank, RawCell};
use crate::geometry::Rect;
use crate::read::PageHead;
use crate::tables::{Cell, Making, PageTables, Table};
use crate::words::Line;

/// The measures of these pages, in points.
struct Measures {
    /// From one line of the file to the next.
    leading: f32,
    /// The size of text, and of headings, which grows by the next for each level over the lowest.
    text: f32,
    heading: f32,
    level: f32,
    /// The width of a character, of a column and of a page.
    character: f32,
    column: f32,
    page: f32,
    /// The share of a column or a page that the longest line takes: paragraphs end with room.
    filled: f32,
    /// The space between a cell's edge and its text.
    inset: f32,
    /// How unsure the reading of an OCR model is, in percent: nothing in the text says more.
    doubt: u8,
}

const MEASURES: Measures = Measures {
    leading: 12.0,
    text: 10.0,
    heading: 12.0,
    level: 1.0,
    character: 5.0,
    column: 100.0,
    page: 595.0,
    filled: 0.5,
    inset: 2.0,
    doubt: 8,
};

/// The first and the last line of the file, counted from 1, on which a place is.
pub(crate) fn lines_of(place: Rect) -> [u32; 2] {
    // the edges of a place lie on lines, or between two
    let first = (place.y0 / MEASURES.leading).floor() as u32 + 1;
    let last = (place.y1 / MEASURES.leading).ceil() as u32;
    [first, last.max(first)]
}

/// The left and the right edge of a column.
pub(super) fn column_edges(column: usize) -> (f32, f32) {
    (column as f32 * MEASURES.column, (column + 1) as f32 * MEASURES.column)
}

/// The column that begins at a place.
pub(super) fn column_of(left: f32) -> usize {
    (left / MEASURES.column).round() as usize
}

/// A page with this number, as high as the file is long.
pub(super) fn page(number: u32, lines: u32) -> PageTables {
    let head = PageHead {
        number,
        label: number.to_string(),
        width: MEASURES.page,
        height: (lines + 1) as f32 * MEASURES.leading,
        transcribed: true,
        ..PageHead::default()
    };
    PageTables { head, ..PageTables::default() }
}

/// How many characters a text has, blanks aside.
pub(super) fn glyphs(text: &str) -> u32 {
    text.chars().filter(|&character| !crate::read::is_space(character)).count() as u32
}

/// The height of some lines of the file.
fn height(lines: &Range<u32>) -> (f32, f32) {
    (lines.start as f32 * MEASURES.leading, lines.end.max(lines.start + 1) as f32 * MEASURES.leading)
}

/// A line of text outside tables. `goes_on`: the next line belongs to the same paragraph, so that this one is full.
pub(super) fn free(paragraph: &Paragraph, rank: Option<Rank>, goes_on: bool) -> Line {
    let size = match rank {
        None => MEASURES.text,
        Some(Rank::Heading(level)) => MEASURES.heading + MEASURES.level * f32::from(6 - level.min(6)),
        Some(_) => MEASURES.heading,
    };
    let (y0, y1) = height(&(paragraph.line..paragraph.line + 1));
    let bbox = Rect::new(0.0, y0, MEASURES.page, y1);
    let width = if goes_on { MEASURES.page } else { MEASURES.page * MEASURES.filled };
    line(&paragraph.text, bbox, width, (y0 + y1) / 2.0, size)
}

/// A line whose text is no wider than `width`.
fn line(text: &str, bbox: Rect, width: f32, baseline: f32, size: f32) -> Line {
    let count = text.chars().count();
    let step = MEASURES.character.min(width / count.max(1) as f32);
    let edges: Vec<f32> = (0..=count).map(|at| bbox.x0 + step * at as f32).collect();
    let x1 = edges.last().copied().unwrap_or(bbox.x0);
    Line {
        text: text.to_owned(),
        edges,
        bbox: Rect { x1, ..bbox },
        baseline,
        size,
        glyphs: glyphs(text),
        doubt: MEASURES.doubt,
        ..Line::default()
    }
}

/// A cell of a table that is to be set.
#[derive(Debug, Clone)]
pub(super) struct SetCell {
    /// The rows that it spans.
    pub(super) rows: Range<usize>,
    /// The columns that it spans.
    pub(super) columns: Range<usize>,
    /// The cells as they are written whose texts it has.
    pub(super) cells: Vec<usize>,
    /// Its text, where none of them has it.
    pub(super) given: Option<String>,
}

impl SetCell {
    /// A cell that has the texts of some cells as they are written.
    pub(super) fn of(rows: Range<usize>, columns: Range<usize>, cells: Vec<usize>) -> Self {
        Self { rows, columns, cells, given: None }
    }
}

/// Sets a table of so many columns; `rows` has the lines of the file of each row.
pub(super) fn table(written: &[RawCell], cells: Vec<SetCell>, rows: &[Range<u32>], columns: usize) -> Table {
    let from = rows.iter().map(|lines| lines.start).min().unwrap_or(0);
    let to = rows.iter().map(|lines| lines.end).max().unwrap_or(from + 1);
    let (y0, y1) = height(&(from..to));
    let step = (y1 - y0) / rows.len().max(1) as f32;
    let mut set: Vec<Cell> = cells.into_iter().map(|cell| set_cell(written, cell, rows)).collect();
    set.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    Table {
        making: Making::Transcribed,
        bbox: Rect::new(0.0, y0, columns as f32 * MEASURES.column, y1),
        xs: (0..=columns).map(|column| column as f32 * MEASURES.column).collect(),
        ys: (0..=rows.len()).map(|row| y0 + step * row as f32).collect(),
        cells: set,
        open_bottom: false,
        doubts: Vec::new(),
    }
}

fn set_cell(written: &[RawCell], cell: SetCell, rows: &[Range<u32>]) -> Cell {
    let x0 = cell.columns.start as f32 * MEASURES.column;
    let x1 = cell.columns.end as f32 * MEASURES.column;
    let paragraphs: Vec<&Paragraph> = cell.cells.iter().flat_map(|&cell| &written[cell].paragraphs).collect();
    let own = paragraphs.iter().map(|paragraph| paragraph.line);
    let lines = match own.clone().min().zip(own.max()) {
        Some((first, last)) => first..last + 1,
        None => rows.get(cell.rows.start).cloned().unwrap_or(0..1),
    };
    let (y0, y1) = height(&lines);
    let mut set = Vec::new();
    for on_line in paragraphs.chunk_by(|a, b| a.line == b.line) {
        for (index, paragraph) in on_line.iter().enumerate() {
            let (top, foot) = height(&(paragraph.line..paragraph.line + 1));
            let baseline = top + (foot - top) * (index + 1) as f32 / (on_line.len() + 1) as f32;
            let bbox = Rect::new(x0 + MEASURES.inset, top, x1, foot);
            set.push(line(&paragraph.text, bbox, (x1 - x0) * MEASURES.filled, baseline, MEASURES.text));
        }
    }
    if let Some(given) = cell.given {
        // nothing of it is written here
        let bbox = Rect::new(x0 + MEASURES.inset, y0, x1, y1);
        let line = line(&given, bbox, (x1 - x0) * MEASURES.filled, (y0 + y1) / 2.0, MEASURES.text);
        set.push(Line { glyphs: 0, ..line });
    }
    Cell { columns: cell.columns, rows: cell.rows, bbox: Rect::new(x0, y0, x1, y1), lines: set, fill: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_place_are_those_on_which_it_was_set() {
        for line in [0, 7, 700_000] {
            let paragraph = Paragraph { text: "bac".to_owned(), line };
            assert_eq!(lines_of(free(&paragraph, None, false).bbox), [line + 1, line + 1]);
        }
        let (y0, y1) = height(&(3..9));
        assert_eq!(lines_of(Rect::new(0.0, y0, 1.0, y1)), [4, 9]);
    }
}
