//! join: the pieces of a table become one table of whole rows, across any number of pages.
//!
//! A band is one row of the drawn grid. Repeated headers are dropped, bands that a page break cut are joined to their
//! tails, bands of no record are left out, and banners part the table into stretches. Which band is a row of its own,
//! which its tail, and whether rows hold French, Dutch or both, hangs together and is decided for a stretch as a whole
//! (`rows`). Not for records: two rows of one record are put together in `pair/`.

mod bands;
mod editions;
mod evidence;
mod rows;
#[cfg(test)]
mod sample;

use bands::Pieces;
use editions::EditionTable;
use rows::{Candidates, Stretches};

use crate::columns::Role;
use crate::diagnostic::{Code, Finding};
use crate::geometry::Rect;
use crate::language::{Edition, Identifier, Language};
use crate::outline::{FreeNote, Outline, Position, without_place};
use crate::record::{Kind, Texts};
use crate::tables::{Making, PageTables, RowDoubt};
use crate::wording::Wording;
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::Fitted;

pub(crate) use editions::digits;
pub(crate) use rows::{Layout, Row, Side};

/// What is known of a report's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vocabulary<'a> {
    /// What tells its two languages apart.
    pub languages: &'a Identifier,
    /// Its own words.
    pub lexicon: &'a Lexicon,
    /// The words by which reports are understood.
    pub wording: &'a Wording,
}

/// A column of a joined table.
#[derive(Debug, Clone)]
pub(crate) struct JoinedColumn {
    /// What it holds.
    pub role: Role,
    /// Its header.
    pub label: Texts,
    /// The language of its texts, where another column has the same texts in the other one.
    pub language: Option<Language>,
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
    /// How much less likely than its text the next best reading of it is, in nats; infinite where nothing tells that it was
    /// misread.
    pub margin: f32,
}

impl JoinedCell {
    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// Says how much less likely than its text the next best reading of it is, in nats.
    pub(crate) fn doubt_reading(&mut self, margin: f32) {
        self.margin = self.margin.min(margin);
    }

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
    /// The part of the report that it stands in, counted from 0.
    pub part: usize,
    /// Its languages in their order.
    pub edition: Edition,
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
    /// How much surer its layout is than another one, in nats; `None` where there is no choice.
    pub margin: Option<f32>,
    /// Banners that a page repeats above its first rows: their cells.
    pub repeats: Vec<usize>,
    /// The notes below it, in the order of reading.
    pub notes: Vec<FreeNote>,
}

impl JoinedTable {
    /// How its rows hold the languages.
    pub(crate) fn layout(&self) -> Layout {
        self.stretches.first().map_or_else(Layout::default, |stretch| stretch.layout)
    }

    /// How many glyphs stand in its rows, its banners and the notes below it.
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
        let lines = lines.chain(self.notes.iter().flat_map(|note| &note.lines));
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
    known: Vocabulary<'_>,
) -> Joined {
    let mut joined = Joined::default();
    let tables = editions::of_tables(std::mem::take(&mut outline.tables), known);
    let banded: Vec<Banded> =
        tables.into_iter().map(|table| pieces_to_bands(table, pages, known, &mut joined)).collect();
    let leans: Vec<Option<f32>> = banded.iter().map(|banded| banded.candidates.lean()).collect();
    joined.tables = banded.into_iter().zip(rows::of_others(&leans)).map(bands_to_rows).collect();
    joined
}

/// A table as bands, before it is known how they make rows.
struct Banded {
    table: JoinedTable,
    /// The banner over each stretch: its cell.
    banners: Vec<Option<usize>>,
    candidates: Candidates,
}

/// Makes the rows of a table; `others` is what the other tables say of its layout.
fn bands_to_rows((Banded { mut table, banners, candidates }, others): (Banded, f32)) -> JoinedTable {
    let Stretches { layout, margin, rows } = candidates.rows(others);
    table.margin = margin;
    let stretches = banners.into_iter().zip(rows);
    table.stretches = stretches.map(|(banner, rows)| Stretch { banner, rows, layout }).collect();
    table
}

fn pieces_to_bands(
    EditionTable { placed, edition, again }: EditionTable,
    pages: &[PageTables],
    known: Vocabulary<'_>,
    joined: &mut Joined,
) -> Banded {
    let mut columns = Vec::new();
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (number, piece) in placed.pieces.iter().enumerate() {
        let other = places.first().filter(|_| again.is_some_and(|again| number >= again));
        let own = bands::place_columns(&mut columns, piece, other.map(Vec::as_slice), known.languages);
        places.push(own);
    }
    let table = JoinedTable {
        position: placed.position,
        kind: placed.kind,
        part: placed.part,
        edition,
        nihil: placed.nihil,
        pages: vec![pages.get(placed.first_page).map_or(0, |page| page.head.number)],
        columns,
        cells: Vec::new(),
        bands: Vec::new(),
        stretches: Vec::new(),
        margin: None,
        repeats: Vec::new(),
        notes: placed.notes,
    };
    let mut all = Pieces::of(table, joined);
    // The first band in the second language, where the table is printed once in each.
    let mut turn = None;
    for (number, (piece, places)) in placed.pieces.into_iter().zip(places).enumerate() {
        let page = &pages[piece.page];
        if again == Some(number) {
            turn = Some(all.table.bands.len());
        }
        if all.table.pages.last() != Some(&page.head.number) {
            all.table.pages.push(page.head.number);
        }
        all.add(piece, &places, page);
    }
    let Pieces { mut table, breaks, .. } = all;
    bands::set_text_edges(&mut table);
    let mut breaks: Vec<(usize, Option<usize>)> =
        breaks.into_iter().map(|(band, cell)| (band, Some(cell))).collect();
    if let Some(turn) = turn {
        breaks.insert(breaks.partition_point(|&(band, _)| band < turn), (turn, None));
    }
    let mut from = 0;
    let mut banner = None;
    let mut parts: Vec<(Option<usize>, std::ops::Range<usize>)> = Vec::new();
    for (band, cell) in breaks {
        parts.push((banner, from..band));
        (from, banner) = (band, cell);
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
    let (banners, stretches): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let candidates = Candidates::of(&table, stretches, turn, known);
    for &band in &candidates.summaries {
        joined.findings.extend(summary(&table, band, pages));
    }
    Banded { table, banners, candidates }
}

/// What is to be said of a row of means or totals: its figures.
fn summary(table: &JoinedTable, band: usize, pages: &[PageTables]) -> Option<Finding> {
    let band = &table.bands[band];
    let figures = table.columns.iter().zip(&band.cells).filter(|(column, _)| column.role.is_figure());
    let figures = figures.filter_map(|(_, cell)| Some(table.cells[(*cell)?].text()));
    let figures: Vec<String> = figures.filter(|text| !text.is_empty()).collect();
    let head = &pages.get(band.page)?.head;
    let finding = Finding::new(Code::B211).with("figures", figures.clone());
    (!figures.is_empty()).then(|| finding.at(head.number, head.to_viewer(band.bbox)))
}
