//! join: the pieces of a table become one table of whole rows, across any number of pages.
//!
//! A band is one row of the drawn grid. Repeated headers are dropped, bands that a page break cut are joined to their
//! tails, and banners part the table into stretches. Which band is a row of its own, which its tail, and whether
//! rows hold French, Dutch or both, hangs together and is decided for a stretch as a whole (`rows`). Not for
//! records: two rows of one record are put together in `pair/`.

mod bands;
mod evidence;
mod rows;

use bands::Pieces;

use crate::columns::Role;
use crate::diagnostic::Finding;
use crate::geometry::Rect;
use crate::language::Identifier;
use crate::outline::{Outline, PlacedTable, Position, without_place};
use crate::record::{Kind, Texts};
use crate::tables::{Making, PageTables, RowDoubt};
use crate::words::Line;
use crate::words::paragraphs::Fitted;

pub(crate) use rows::{Layout, Row, Side};

/// A column of a joined table.
#[derive(Debug, Clone)]
pub(crate) struct JoinedColumn {
    /// What it holds.
    pub role: Role,
    /// Its header.
    pub label: Texts,
    /// Whether its role was taken with little margin.
    pub doubtful: bool,
}

/// A cell in its joined table.
#[derive(Debug, Clone)]
pub(crate) struct JoinedCell {
    /// Index of the page.
    pub page: usize,
    /// Its box in points, in the page's upright frame.
    pub bbox: Rect,
    /// Its text, from top to bottom.
    pub lines: Vec<Line>,
    /// The colour it is filled with.
    pub fill: Option<[u8; 3]>,
    /// Where the text of its column begins, in points.
    pub left: f32,
    /// Where the text of its column ends, in points.
    pub right: f32,
}

impl JoinedCell {
    /// Its lines with the room they had.
    pub(crate) fn fitted(&self) -> impl Iterator<Item = Fitted<'_>> {
        self.lines.iter().map(|line| Fitted { line, left: self.left, right: self.right })
    }

    /// Its lines as one text, separated by single spaces.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }
}

/// One row of the drawn grid.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    /// Index of the page.
    pub page: usize,
    /// Its box in points, in the page's upright frame.
    pub bbox: Rect,
    /// For each column, the cell that covers it, as an index into the table's cells.
    pub cells: Vec<Option<usize>>,
    /// Whether it is the first of its piece, below a page break.
    pub first: bool,
    /// Whether it is the last of its piece and has no rule under it.
    pub open: bool,
    /// How many of its cells reach over several columns.
    pub spread: u32,
    /// What parts the rows and columns of its piece.
    pub making: Making,
    /// What is unsure about it, in a transcript.
    pub doubt: RowDoubt,
}

/// The rows between two banners.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stretch {
    /// The banner over it: its cell.
    pub banner: Option<usize>,
    /// Its rows in the order of reading.
    pub rows: Vec<Row>,
    /// How its rows hold the languages.
    pub layout: Layout,
}

/// A whole table.
#[derive(Debug, Clone)]
pub(crate) struct JoinedTable {
    /// Where it stands.
    pub position: Position,
    /// What it reports.
    pub kind: Kind,
    /// Whether it is the word `NIHIL`.
    pub nihil: bool,
    /// Numbers of the pages it stands on.
    pub pages: Vec<u32>,
    /// Its columns from left to right; behind them those that only later pages have.
    pub columns: Vec<JoinedColumn>,
    /// Its cells, headers aside.
    pub cells: Vec<JoinedCell>,
    /// Its bands, banners aside.
    pub bands: Vec<Band>,
    /// Its stretches between banners.
    pub stretches: Vec<Stretch>,
    /// Banners that a page repeats above its first rows: their cells.
    pub repeats: Vec<usize>,
}

impl JoinedTable {
    /// How many glyphs stand in its rows and banners.
    pub(crate) fn glyphs(&self) -> u64 {
        let bands = self.bands.iter().flat_map(|band| band.cells.iter().flatten());
        let mut cells: Vec<usize> = bands
            .chain(self.stretches.iter().filter_map(|s| s.banner.as_ref()))
            .chain(&self.repeats)
            .copied()
            .collect();
        cells.sort_unstable();
        cells.dedup();
        let lines = cells.into_iter().flat_map(|cell| &self.cells[cell].lines);
        lines.map(|line| u64::from(line.glyphs)).sum()
    }

    /// The cells of a row in a column, from top to bottom, each once.
    pub(crate) fn cells_of(&self, row: &Row, column: usize) -> Vec<usize> {
        let mut cells: Vec<usize> = row
            .bands
            .iter()
            .filter_map(|&band| self.bands[band].cells.get(column).copied().flatten())
            .collect();
        cells.dedup();
        cells
    }
}

/// The tables of a report, whole, and where glyphs of tables went that are in no row.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    /// The tables in the order of reading.
    pub tables: Vec<JoinedTable>,
    /// Glyphs of column headers.
    pub header_glyphs: u64,
    /// Glyphs in cells that stand beside all columns.
    pub unassigned_glyphs: u64,
    /// What was odd.
    pub findings: Vec<Finding>,
}

/// Joins the pieces of each table of an outline, which is left without tables.
pub(crate) fn outline_to_tables(
    outline: &mut Outline,
    pages: &[PageTables],
    languages: &Identifier,
) -> Joined {
    let mut joined = Joined::default();
    for table in std::mem::take(&mut outline.tables) {
        let whole = join(table, pages, languages, &mut joined);
        joined.tables.push(whole);
    }
    joined
}

fn join(
    placed: PlacedTable,
    pages: &[PageTables],
    languages: &Identifier,
    joined: &mut Joined,
) -> JoinedTable {
    let mut columns = Vec::new();
    let places: Vec<Vec<usize>> =
        placed.pieces.iter().map(|piece| bands::place_columns(&mut columns, piece, languages)).collect();
    let table = JoinedTable {
        position: placed.position,
        kind: placed.kind,
        nihil: placed.nihil,
        pages: vec![pages.get(placed.first_page).map_or(0, |page| page.head.number)],
        columns,
        cells: Vec::new(),
        bands: Vec::new(),
        stretches: Vec::new(),
        repeats: Vec::new(),
    };
    let mut all = Pieces::of(table, joined);
    for (piece, places) in placed.pieces.into_iter().zip(places) {
        let page = &pages[piece.page];
        if all.table.pages.last() != Some(&page.head.number) {
            all.table.pages.push(page.head.number);
        }
        all.add(piece, &places, page);
    }
    let Pieces { mut table, breaks, .. } = all;
    bands::set_text_edges(&mut table);
    let mut from = 0;
    let mut banner = None;
    let mut parts: Vec<(Option<usize>, std::ops::Range<usize>)> = Vec::new();
    for &(band, cell) in &breaks {
        parts.push((banner, from..band));
        (from, banner) = (band, Some(cell));
    }
    parts.push((banner, from..table.bands.len()));
    parts.retain(|(banner, bands)| {
        if let (Some(banner), true) = (banner, bands.is_empty()) {
            // Nothing is published of a banner without rows below it.
            let cell = &table.cells[*banner];
            let (page, glyphs) = (&pages[cell.page], cell.lines.iter().map(|line| line.glyphs).sum::<u32>());
            joined.unassigned_glyphs += u64::from(glyphs);
            let place = page.head.to_viewer(cell.bbox);
            joined.findings.push(without_place(glyphs, &cell.text()).at(page.head.number, place));
        }
        !bands.is_empty()
    });
    let bands: Vec<std::ops::Range<usize>> = parts.iter().map(|(_, bands)| bands.clone()).collect();
    let (layout, rows) = rows::bands_to_rows(&table, &bands, languages);
    for ((banner, _), rows) in parts.into_iter().zip(rows) {
        table.stretches.push(Stretch { banner, rows, layout });
    }
    table
}
