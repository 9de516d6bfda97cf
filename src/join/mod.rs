//! join: the pieces of a table become one table of whole rows, across any number of pages.
//!
//! A band is one row of the drawn grid. Repeated headers are dropped, bands that a page break cut are joined to their
//! tails, and banners part the table into stretches. Which band is a row of its own, which its tail, and whether
//! rows hold French, Dutch or both, hangs together and is decided for a stretch as a whole (`rows`). Not for
//! records: two rows of one record are put together in `pair/`.

mod evidence;
mod rows;

use crate::columns::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::language::Identifier;
use crate::outline::{Outline, Piece, PlacedTable, Position, extra_label};
use crate::record::{Kind, Texts};
use crate::tables::{Cell, PageTables};
use crate::words::Line;
use crate::words::paragraphs::Fitted;

pub use rows::{Layout, Row, Side};

/// Tolerances of this stage.
struct Tolerances {
    /// A cell over at least this share of the columns, alone in its band, is a banner.
    banner_share: f32,
}

const TOLERANCES: Tolerances = Tolerances { banner_share: 0.7 };

/// A column of a joined table.
#[derive(Debug, Clone)]
pub struct JoinedColumn {
    /// What it holds.
    pub role: Role,
    /// The header of a column that the model does not know.
    pub label: Texts,
    /// Whether its role was taken with little margin.
    pub doubtful: bool,
}

/// A cell in its joined table.
#[derive(Debug, Clone)]
pub struct JoinedCell {
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
    pub fn fitted(&self) -> impl Iterator<Item = Fitted<'_>> {
        self.lines.iter().map(|line| Fitted { line, left: self.left, right: self.right })
    }

    /// Its lines as one text, separated by single spaces.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }
}

/// One row of the drawn grid.
#[derive(Debug, Clone)]
pub struct Band {
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
}

/// The rows between two banners.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    /// The banner over it: its cell.
    pub banner: Option<usize>,
    /// Its rows in the order of reading.
    pub rows: Vec<Row>,
    /// How its rows hold the languages.
    pub layout: Layout,
}

/// A whole table.
#[derive(Debug, Clone)]
pub struct JoinedTable {
    /// Where it stands.
    pub position: Position,
    /// What it reports.
    pub kind: Kind,
    /// Whether it is the word `NIHIL`.
    pub nihil: bool,
    /// Numbers of the pages it stands on.
    pub pages: Vec<u32>,
    /// Its columns from left to right.
    pub columns: Vec<JoinedColumn>,
    /// Its cells, headers aside.
    pub cells: Vec<JoinedCell>,
    /// Its bands, banners aside.
    pub bands: Vec<Band>,
    /// Its stretches between banners.
    pub stretches: Vec<Stretch>,
}

impl JoinedTable {
    /// How many glyphs stand in its rows and banners.
    pub fn glyphs(&self) -> u64 {
        let bands = self.bands.iter().flat_map(|band| band.cells.iter().flatten());
        let mut cells: Vec<usize> =
            bands.chain(self.stretches.iter().filter_map(|s| s.banner.as_ref())).copied().collect();
        cells.sort_unstable();
        cells.dedup();
        let lines = cells.into_iter().flat_map(|cell| &self.cells[cell].lines);
        lines.map(|line| u64::from(line.glyphs)).sum()
    }

    /// The cells of a row in a column, from top to bottom, each once.
    pub fn cells_of(&self, row: &Row, column: usize) -> Vec<usize> {
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
pub struct Joined {
    /// The tables in the order of reading.
    pub tables: Vec<JoinedTable>,
    /// Glyphs of column headers.
    pub header_glyphs: u64,
    /// What was odd.
    pub findings: Vec<Diagnostic>,
}

/// Joins the pieces of each table of an outline, which is left without tables.
pub fn outline_to_tables(outline: &mut Outline, pages: &[PageTables], languages: &Identifier) -> Joined {
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
    let columns = placed.pieces.first().map_or_else(Vec::new, |piece| columns_of(piece, languages));
    let mut table = JoinedTable {
        position: placed.position,
        kind: placed.kind,
        nihil: placed.nihil,
        pages: vec![pages.get(placed.first_page).map_or(0, |page| page.number)],
        columns,
        cells: Vec::new(),
        bands: Vec::new(),
        stretches: Vec::new(),
    };
    // Bands and banners in the order of reading: a banner is a break in the list of bands.
    let mut breaks: Vec<(usize, usize)> = Vec::new();
    for piece in placed.pieces {
        let page = &pages[piece.page];
        if table.pages.last() != Some(&page.number) {
            table.pages.push(page.number);
        }
        take_piece(&mut table, piece, page, joined, &mut breaks);
    }
    set_text_edges(&mut table);
    let mut from = 0;
    let mut banner = None;
    let mut parts: Vec<(Option<usize>, std::ops::Range<usize>)> = Vec::new();
    for &(band, cell) in &breaks {
        parts.push((banner, from..band));
        (from, banner) = (band, Some(cell));
    }
    parts.push((banner, from..table.bands.len()));
    parts.retain(|(banner, bands)| banner.is_some() || !bands.is_empty());
    let bands: Vec<std::ops::Range<usize>> = parts.iter().map(|(_, bands)| bands.clone()).collect();
    let (layout, rows) = rows::bands_to_rows(&table, &bands, languages);
    for ((banner, _), rows) in parts.into_iter().zip(rows) {
        table.stretches.push(Stretch { banner, rows, layout });
    }
    table
}

fn columns_of(piece: &Piece, languages: &Identifier) -> Vec<JoinedColumn> {
    let columns = piece.header.columns.iter().enumerate();
    columns
        .map(|(index, column)| JoinedColumn {
            role: column.role,
            label: extra_label(&piece.header, index, languages),
            doubtful: column.doubtful,
        })
        .collect()
}

/// Adds the bands of one piece.
fn take_piece(
    table: &mut JoinedTable,
    piece: Piece,
    page: &PageTables,
    joined: &mut Joined,
    breaks: &mut Vec<(usize, usize)>,
) {
    let Piece { page: index, table: drawn, header, header_rows } = piece;
    let rows = drawn.ys.len().saturating_sub(1);
    let place = |cell: &Cell| header.columns_of(cell.bbox);
    // Positions of this piece's columns among the table's: by role, since a page may repeat the header otherwise.
    let mut used = vec![false; table.columns.len()];
    let order: Vec<Option<usize>> = header
        .columns
        .iter()
        .map(|column| {
            let found =
                (0..table.columns.len()).find(|&at| !used[at] && table.columns[at].role == column.role);
            if let Some(at) = found {
                used[at] = true;
            }
            found
        })
        .collect();
    let mut band_cells: Vec<Vec<Option<usize>>> = vec![vec![None; table.columns.len()]; rows];
    let mut banners: Vec<Option<usize>> = vec![None; rows];
    for cell in &drawn.cells {
        if cell.rows.start < header_rows {
            joined.header_glyphs += u64::from(cell.glyphs());
            continue;
        }
        let id = table.cells.len();
        let span = place(cell).unwrap_or(0..1);
        let wide = span.len() as f32 >= TOLERANCES.banner_share * header.columns.len() as f32;
        if wide && !cell.is_blank() {
            banners[cell.rows.start] = Some(id);
        } else if wide {
            continue;
        } else {
            if span.len() > 1 && !cell.is_blank() {
                let message = format!("a cell reaches over {} columns: “{}”", span.len(), cell.text());
                let place = page.to_viewer(cell.bbox);
                joined.findings.push(Diagnostic::new(Code::B207, message).at(page.number, place));
            }
            let Some(at) = order.get(span.start).copied().flatten() else { continue };
            for row in cell.rows.clone() {
                // Two cells of one band in one column (a column parted on one page only): the first keeps its place.
                if band_cells[row][at].is_none() {
                    band_cells[row][at] = Some(id);
                } else if let Some(first) = band_cells[row][at].filter(|_| row == cell.rows.start) {
                    table.cells[first].lines.extend(cell.lines.iter().cloned());
                }
            }
        }
        table.cells.push(JoinedCell {
            page: index,
            bbox: cell.bbox,
            lines: cell.lines.clone(),
            fill: cell.fill,
            left: cell.bbox.x0,
            right: cell.bbox.x1,
        });
    }
    let mut first = true;
    for row in header_rows..rows {
        if let Some(banner) = banners[row] {
            breaks.push((table.bands.len(), banner));
            first = false;
            continue;
        }
        // An edge of the grid at which no cell begins is none of the table's rows.
        let begins = drawn.cells.iter().any(|cell| cell.rows.start == row);
        if !begins || band_cells[row].iter().all(Option::is_none) {
            continue;
        }
        let bbox = Rect { y0: drawn.ys[row], y1: drawn.ys[row + 1], ..drawn.bbox };
        let open = drawn.open_bottom && row + 1 == rows;
        let cells = std::mem::take(&mut band_cells[row]);
        table.bands.push(Band { page: index, bbox, cells, first, open });
        first = false;
    }
}

/// Measures where the text of each column begins and ends: the padding is the same all down a column.
fn set_text_edges(table: &mut JoinedTable) {
    for column in 0..table.columns.len() {
        let mut ids: Vec<usize> = table.bands.iter().filter_map(|band| band.cells[column]).collect();
        ids.dedup();
        let lines = || ids.iter().flat_map(|&id| table.cells[id].lines.iter().map(move |line| (id, line)));
        let padding = |inset: &dyn Fn(&JoinedCell, &Line) -> f32| {
            lines()
                .map(|(id, line)| inset(&table.cells[id], line).max(0.0))
                .min_by(f32::total_cmp)
                .unwrap_or(0.0)
        };
        let left = padding(&|cell, line| line.bbox.x0 - cell.bbox.x0);
        let right = left.min(padding(&|cell, line| cell.bbox.x1 - line.bbox.x1));
        for id in ids {
            let cell = &mut table.cells[id];
            (cell.left, cell.right) = (cell.bbox.x0 + left, cell.bbox.x1 - right);
        }
    }
}
