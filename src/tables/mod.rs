//! tables: rules and words become cells with row and column spans, and cells become tables.
//!
//! First the cells that rules draw, page by page; then, among the text that is left and across pages, the tables whose
//! columns no rule parts. Nothing here knows what a table says. Text outside every table leaves as free lines.

mod aligned;
mod boxes;
mod grid;
mod nested;
mod ruled;
mod strays;
mod through;
mod turned;

use std::ops::Range;

use crate::geometry::Rect;
use crate::read::{Fill, PageHead, Rule};
use crate::words::running::{self, PageEdges};
use crate::words::{Line, PageWords};

/// A cell: a rectangle of grid positions and the lines in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// Columns it spans, as positions in the table's grid.
    pub columns: Range<usize>,
    /// Rows it spans, as positions in the table's grid.
    pub rows: Range<usize>,
    /// Its box in points, in the upright frame.
    pub bbox: Rect,
    /// Its text, from top to bottom.
    pub lines: Vec<Line>,
    /// The colour it is filled with; white and no fill are both `None`.
    pub fill: Option<[u8; 3]>,
}

impl Cell {
    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// Its lines as one text, separated by single spaces.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }

    /// How many glyphs stand in it.
    pub(crate) fn glyphs(&self) -> u32 {
        self.lines.iter().map(|line| line.glyphs).sum()
    }
}

/// What parts the rows and columns of a table; the less it leaves to go by, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Making {
    /// Ruling lines part both.
    #[default]
    Ruled,
    /// Ruling lines part the rows, alignment the columns.
    LevelRules,
    /// Alignment and white space part both.
    Aligned,
    /// Marks of a transcript part both.
    Transcribed,
}

/// What is unsure about a row of a transcript, whose cells find their columns by what stands in them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RowDoubt {
    /// How much less likely the next best way to its columns is, in nats.
    pub margin: f32,
    /// Whether it has lost cells, or has too many.
    pub is_ragged: bool,
    /// Whether the columns of its thresholds and result are guessed.
    pub figures: bool,
    /// Whether its reference is that of another table's row.
    pub reference: bool,
    /// Whether a record begins in it, though it has no reference.
    pub begins: bool,
}

impl Default for RowDoubt {
    fn default() -> Self {
        Self { margin: f32::INFINITY, is_ragged: false, figures: false, reference: false, begins: false }
    }
}

/// A table, or the part of one that stands on a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// What parts its rows and columns.
    pub making: Making,
    /// Its box in points, in the upright frame.
    pub bbox: Rect,
    /// The x of each column's left edge, and of the last one's right edge, in points.
    pub xs: Vec<f32>,
    /// The y of each row's top edge, and of the last one's bottom edge, in points.
    pub ys: Vec<f32>,
    /// Its cells by row, then by column.
    pub cells: Vec<Cell>,
    /// Whether its last row has no rule under it.
    pub open_bottom: bool,
    /// What is unsure about each row; nothing where the page draws them.
    pub doubts: Vec<RowDoubt>,
}

impl Table {
    /// Parts every cell that reaches over the height `y` there, as a rule would; an edge of the grid within `tolerance`
    /// of it is that rule's.
    pub(crate) fn part_at(&mut self, y: f32, tolerance: f32) {
        let near = self.ys.iter().position(|edge| (edge - y).abs() <= tolerance);
        let row = near.unwrap_or_else(|| {
            let row = self.ys.partition_point(|&edge| edge < y);
            self.ys.insert(row, y);
            for cell in &mut self.cells {
                cell.rows.start += usize::from(cell.rows.start >= row);
                cell.rows.end += usize::from(cell.rows.end >= row);
            }
            row
        });
        let y = self.ys[row];
        let mut lower = Vec::new();
        for cell in self.cells.iter_mut().filter(|cell| cell.rows.start < row && cell.rows.end > row) {
            let below = |line: &mut Line| line.bbox.centre().1 > y;
            lower.push(Cell {
                columns: cell.columns.clone(),
                rows: row..cell.rows.end,
                bbox: Rect { y0: y, ..cell.bbox },
                lines: cell.lines.extract_if(.., below).collect(),
                fill: cell.fill,
            });
            (cell.rows.end, cell.bbox.y1) = (row, y);
        }
        self.cells.extend(lower);
        self.cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    }
}

/// A page as tables and free lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageTables {
    /// What the page carries from stage to stage.
    pub head: PageHead,
    /// Its tables, from top to bottom.
    pub tables: Vec<Table>,
    /// Text outside tables, from top to bottom.
    pub lines: Vec<Line>,
    /// Running headers and footers.
    pub running: Vec<Line>,
    /// Ruling lines outside tables.
    pub rules: Vec<Rule>,
    /// Filled areas outside tables.
    pub fills: Vec<Fill>,
    /// All glyphs of the page, white space aside.
    pub glyphs: u32,
}

impl PageTables {
    /// Takes the text out of frames around running matter, which are drawn as tables of one row.
    fn open_frames(&mut self) {
        let height = self.head.height;
        let is_frame = |table: &mut Table| {
            let columns = table.xs.len().saturating_sub(1);
            table.ys.len() == 2 && running::is_frame(table.bbox, columns, height)
        };
        let frames: Vec<Table> = self.tables.extract_if(.., is_frame).collect();
        self.lines.extend(frames.into_iter().flat_map(|table| table.cells).flat_map(|cell| cell.lines));
    }
}

/// Finds the ruled tables of a page.
pub(crate) fn words_to_tables(page: PageWords) -> PageTables {
    let (mut tables, free) = ruled::find(&page);
    let mut lines = page.stretches(&free);
    lines.extend(turned::place(&page, &mut tables));
    let is_outside = |rect: Rect| !tables.iter().any(|table| table.bbox.contains(rect.centre()));
    PageTables {
        head: page.head,
        lines,
        running: Vec::new(),
        rules: page.rules.into_iter().filter(|rule| is_outside(rule.rect())).collect(),
        fills: page.fills.into_iter().filter(|fill| is_outside(fill.rect)).collect(),
        glyphs: page.glyphs,
        tables,
    }
}

/// Finds what shows only when pages are compared: rows that run through a page, running matter, and the tables whose
/// columns no rule parts.
pub(crate) fn compare(pages: &mut [PageTables]) {
    pages.iter_mut().for_each(PageTables::open_frames);
    through::find(pages);
    let edges: Vec<PageEdges<'_>> = pages
        .iter()
        .map(|page| PageEdges { width: page.head.width, height: page.head.height, lines: &page.lines })
        .collect();
    let marks = running::find(&edges);
    for (page, marks) in pages.iter_mut().zip(marks) {
        let mut marks = marks.into_iter();
        let lines = std::mem::take(&mut page.lines);
        (page.running, page.lines) = lines.into_iter().partition(|_| marks.next() == Some(true));
    }
    aligned::find(pages);
}
