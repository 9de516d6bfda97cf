//! Tables whose columns no rule parts: found among the lines that stand outside the ruled ones.
//!
//! Such a table begins with a row of many short texts side by side, its header, and goes on, over any number of pages,
//! as long as what follows stands in the header's columns. The columns' edges are taken from all of its rows together;
//! its rows are parted by horizontal rules where the table has them (`breaks`), else where its columns begin anew at one
//! height. The product is the same [`Table`] that rules draw. Not for what a header says.

mod breaks;
mod columns;
mod text;

use std::ops::Range;

use super::ruled::fill_at;
use super::{Cell, Making, PageTables, Table};
use crate::geometry::{Rect, overlap};
use crate::read::{Fill, Rule};
use crate::words::Line;
use breaks::{Frame, Rhythm, TextBlock};
use columns::{AlignedColumns, Fit};
use text::TextRow;

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// So many texts side by side begin a table, and no fewer: legends and contents lists have up to six columns.
    least_columns: usize,
    /// Lines of a header are no further apart than this, from baseline to baseline.
    leading: f32,
    /// More lines than these no header has.
    header_lines: usize,
    /// Lines nearer than this, from baseline to baseline, are of texts side by side: some have an odd number of lines and
    /// some an even one, and all stand in the middle of their cells.
    half: f32,
    /// So many tables back, one with its columns at the same place is looked for.
    remembered: usize,
    /// Text larger than a table's by more than this, in points, is a heading.
    heading: f32,
    /// How much of a header's first line must stand in a row that repeats it: headers differ a little from table to
    /// table.
    repeated: f32,
    /// So many lines across the columns in a row are a banner at most; more are text that follows the table.
    banner_lines: usize,
    /// The padding of a cell is half of the narrowest gap between columns, but no more than this.
    padding: f32,
    /// The share of a column over which a rule must run to be one of the table's.
    cover: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    least_columns: 7,
    leading: 1.35,
    header_lines: 20,
    half: 0.75,
    remembered: 50,
    heading: 0.7,
    repeated: 0.6,
    banner_lines: 3,
    padding: 1.0,
    cover: 0.6,
};

/// What a row of text is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Text in the columns.
    Cells,
    /// One text across them.
    Banner,
}

/// The rows of a table that stand on one page, as indices among that page's rows.
#[derive(Debug)]
struct Piece {
    page: usize,
    rows: Vec<(usize, Sort)>,
    /// How many of its rows are a header's, down to the first full line of it.
    head: usize,
    /// Whether it goes on with the piece before it.
    goes_on: bool,
}

impl Piece {
    /// Gives back the texts across the columns that end it.
    fn release(&mut self) {
        while self.rows.pop_if(|(_, sort)| *sort == Sort::Banner).is_some() {}
    }
}

/// A header as far as it shows that another one is the same.
#[derive(Debug)]
struct Wording {
    /// The texts of its first full line.
    texts: Vec<String>,
    /// How many lines stand over that one.
    above: usize,
}

/// A table over any number of pages, or several with their columns at one place.
#[derive(Debug)]
struct Run {
    columns: AlignedColumns,
    /// Its header, in each of its wordings.
    headers: Vec<Wording>,
    /// How many of its first rows may be its header's.
    header_rows: usize,
    /// Font size in points.
    size: f32,
    pieces: Vec<Piece>,
}

impl Run {
    fn push(&mut self, page: usize, row: usize, sort: Sort) {
        match self.pieces.last_mut().filter(|piece| piece.page == page) {
            Some(piece) => piece.rows.push((row, sort)),
            None => self.pieces.push(Piece { page, rows: vec![(row, sort)], head: 0, goes_on: true }),
        }
    }

    /// Gives back the texts across the columns that end what it has of a page: what follows there shows that they are no
    /// banners.
    fn release(&mut self, page: usize) {
        if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.page == page) {
            piece.release();
        }
        self.pieces.pop_if(|piece| piece.rows.is_empty());
    }

    /// Begins a new piece with a header whose first full line, in `lines` rows, follows the last row; the `above` rows over
    /// that are taken with it.
    fn begin_anew(&mut self, page: usize, rows: &[TextRow], above: usize, lines: usize) {
        let mut header = Vec::new();
        if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.page == page) {
            while header.len() < above
                && let Some((row, sort)) = piece.rows.pop_if(|(row, _)| is_near(&rows[*row], &rows[*row + 1]))
            {
                header.push((row, sort));
            }
            header.reverse();
        }
        self.release(page);
        self.pieces.push(Piece { page, head: header.len() + lines, rows: header, goes_on: true });
    }

    /// Gives back texts across the columns that end a piece which does not go on: notes below the table.
    fn release_ends(&mut self) {
        for at in 0..self.pieces.len() {
            if self.pieces.get(at + 1).is_none_or(|next| !next.goes_on) {
                self.pieces[at].release();
            }
        }
        self.pieces.retain(|piece| !piece.rows.is_empty());
    }

    /// Gives back what it has of a page where that stands in the first column alone, without a header: it is text that
    /// follows the table. Says whether it did.
    fn gives_back(&mut self, page: usize, rows: &[TextRow]) -> bool {
        let columns = &self.columns;
        let is_text = |piece: &mut Piece| {
            let beside = |&(row, _): &(usize, Sort)| columns.reaches_beyond_first(&rows[row]);
            piece.page == page && piece.head == 0 && !piece.rows.iter().any(beside)
        };
        self.pieces.pop_if(is_text).is_some()
    }

    /// How many texts across the columns end the last piece.
    fn last_banners(&self) -> usize {
        let Some(piece) = self.pieces.last() else { return 0 };
        piece.rows.iter().rev().take_while(|(_, sort)| *sort == Sort::Banner).count()
    }

    /// Whether it ends above a row: at a heading, or at a header with other columns.
    fn ends_at(&self, page: usize, row: &TextRow, header: Option<&AlignedColumns>) -> bool {
        // Only at a page's top or below a text across the columns can another table begin.
        let apart = self.pieces.last().is_none_or(|piece| piece.page != page) || self.last_banners() > 0;
        let other = header.filter(|_| apart && self.columns.is_crossed_by(row));
        row.size > self.size + TOLERANCES.heading || other.is_some_and(|header| !header.agrees(&self.columns))
    }

    /// Takes a row that follows it, and says whether it goes on.
    fn go_on(&mut self, page: usize, at: usize, row: &TextRow) -> bool {
        if self.columns.fit(row) == Fit::Within {
            self.columns.take(row);
            self.push(page, at, Sort::Cells);
            return true;
        }
        self.push(page, at, Sort::Banner);
        let ends = self.last_banners() > TOLERANCES.banner_lines;
        if ends {
            self.release(page);
        }
        !ends
    }

    /// The wording of the header whose first full line these texts repeat.
    fn repeated(&self, texts: &[String]) -> Option<&Wording> {
        self.headers.iter().find(|header| {
            let known = texts.iter().filter(|text| header.texts.contains(text)).count();
            known as f32 >= TOLERANCES.repeated * texts.len().max(header.texts.len()) as f32
        })
    }
}

/// Finds the tables, and takes their lines out of those of their pages.
pub(super) fn find(pages: &mut [PageTables]) {
    let rows: Vec<Vec<TextRow>> = pages.iter().map(|page| text::rows(&page.lines)).collect();
    let mut walk = AlignedWalk::default();
    for (index, page) in pages.iter().enumerate() {
        // A table of records ends the one before it; a box around a running header does not.
        let is_wide = |table: &Table| table.xs.len() > TOLERANCES.least_columns;
        if page.tables.iter().any(is_wide) {
            walk.open = None;
        }
        walk.page(index, &rows[index], page);
    }
    let mut taken: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.lines.len()]).collect();
    for run in &mut walk.runs {
        run.release_ends();
        let all =
            run.pieces.iter().flat_map(|piece| piece.rows.iter().map(|&(row, _)| &rows[piece.page][row]));
        let all: Vec<&TextRow> = all.collect();
        run.columns.part(&all, run.header_rows);
        if !run.columns.are_kept_by(&all, run.size) {
            continue;
        }
        for (piece, table) in run.pieces.iter().zip(tables(run, &rows, pages)) {
            let words = piece.rows.iter().flat_map(|&(row, _)| &rows[piece.page][row].words);
            words.for_each(|word| taken[piece.page][word.line] = true);
            pages[piece.page].tables.push(table);
        }
    }
    for (page, taken) in pages.iter_mut().zip(taken) {
        let mut taken = taken.into_iter();
        page.lines.retain(|_| taken.next() != Some(true));
        page.tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    }
}

/// The walk over all pages, from top to bottom.
#[derive(Debug, Default)]
struct AlignedWalk {
    runs: Vec<Run>,
    /// The run that may go on, as an index.
    open: Option<usize>,
}

impl AlignedWalk {
    fn page(&mut self, page: usize, rows: &[TextRow], tables: &PageTables) {
        // The rows above this one are in a table, or are surely in none.
        let mut settled = 0;
        let mut header_line = None;
        for (at, row) in rows.iter().enumerate() {
            let (texts, lines) = full_line(rows, at, &tables.lines);
            // The second half of a header's first full line begins no header of its own.
            let is_full = texts.len() >= TOLERANCES.least_columns && header_line.take() != Some(at);
            let header = if is_full {
                AlignedColumns::of(header_block(rows, at), tables.head.width / 2.0, TOLERANCES.least_columns)
            } else {
                None
            };
            header_line = header.as_ref().map(|_| at + lines - 1);
            if let Some(run) = self.open.map(|open| &mut self.runs[open]) {
                if run.ends_at(page, row, header.as_ref()) {
                    run.release(page);
                    self.open = None;
                } else {
                    let repeated =
                        header.as_ref().and_then(|_| run.repeated(&texts)).map(|known| known.above);
                    if let Some(above) = repeated {
                        run.begin_anew(page, rows, above, lines);
                    }
                    if !run.go_on(page, at, row) {
                        self.open = None;
                    }
                    settled = at + 1;
                    continue;
                }
            }
            if let Some(columns) = header {
                self.begin(page, settled..at, rows, (texts, lines), columns);
                settled = at + 1;
            }
        }
        if self.open.is_some_and(|open| self.runs[open].gives_back(page, rows)) {
            self.open = None;
        }
    }

    /// Begins a table with the full line at the end of `above`, whose texts, number of rows and columns are given; the rows
    /// of `above` are free.
    fn begin(
        &mut self,
        page: usize,
        above: Range<usize>,
        rows: &[TextRow],
        (texts, lines): (Vec<String>, usize),
        mut columns: AlignedColumns,
    ) {
        let at = above.end;
        let is_body = |row: &&TextRow| row.size <= rows[at].size + TOLERANCES.heading;
        let body = &rows[at + header_block(rows, at).len()..];
        let body = &body[..body.iter().take_while(is_body).count()];
        columns.join_groups(body, TOLERANCES.least_columns);
        columns.take(&rows[at]);
        let is_header = |&above: &usize| {
            let (row, below) = (&rows[above], &rows[above + 1]);
            let alike = (row.size - below.size).abs() <= TOLERANCES.heading;
            alike && is_near(row, below) && columns.fit(row) == Fit::Within
        };
        let first = above.rev().take_while(is_header).last().unwrap_or(at);
        let rows_of_header = (first..=at).map(|row| (row, Sort::Cells)).collect();
        let piece = Piece { page, rows: rows_of_header, head: at - first + lines, goes_on: false };
        // Tables with their columns at one place are read together, whatever their headers' wording.
        let oldest = self.runs.len().saturating_sub(TOLERANCES.remembered);
        let known = self.runs[oldest..].iter().position(|run| run.columns.is_same(&columns));
        self.open = known.map(|known| oldest + known);
        let wording = Wording { texts, above: at - first };
        match self.open {
            Some(known) => {
                let known = &mut self.runs[known];
                known.pieces.push(piece);
                if known.repeated(&wording.texts).is_none() {
                    known.headers.push(wording);
                }
            }
            None => {
                self.open = Some(self.runs.len());
                let (size, header_rows) = (rows[at].size, header_block(rows, first).len());
                self.runs.push(Run {
                    columns,
                    headers: vec![wording],
                    header_rows,
                    size,
                    pieces: vec![piece],
                });
            }
        }
    }
}

/// The texts side by side in a row, and in the next one where it is half a line below; and how many rows these are.
fn full_line(rows: &[TextRow], at: usize, lines: &[Line]) -> (Vec<String>, usize) {
    let row = &rows[at];
    let is_beside = |next: &&TextRow| next.baseline - row.baseline < TOLERANCES.half * row.size;
    let beside = rows.get(at + 1).filter(is_beside);
    let texts = [Some(row), beside].into_iter().flatten().flat_map(|row| row.texts(lines)).collect();
    (texts, 1 + usize::from(beside.is_some()))
}

/// The rows of a header that has `at` among its rows.
fn header_block(rows: &[TextRow], at: usize) -> &[TextRow] {
    let pairs = rows[at..].windows(2).take(TOLERANCES.header_lines);
    let more = pairs.take_while(|pair| is_near(&pair[0], &pair[1])).count();
    &rows[at..=at + more]
}

/// Whether two rows may be lines of one header.
fn is_near(above: &TextRow, below: &TextRow) -> bool {
    below.baseline - above.baseline <= TOLERANCES.leading * above.size
}

/// The tables of a run's pieces.
fn tables(run: &Run, rows: &[Vec<TextRow>], pages: &[PageTables]) -> Vec<Table> {
    let padding = (run.columns.narrowest_gap() / 2.0).min(TOLERANCES.padding * run.size);
    let edges = run.columns.edges(padding);
    let pieces: Vec<(Frame<'_>, Vec<Part>)> = run
        .pieces
        .iter()
        .zip(repeated_headers(run, rows, pages))
        .map(|(piece, foot)| {
            let (rows, page) = (&rows[piece.page], &pages[piece.page]);
            let head = piece.rows[..piece.head.min(piece.rows.len())].last();
            let head = head.map(|&(last, _)| rows[last].baseline);
            let rules = level_rules(&page.rules, &edges);
            let frame = Frame { edges: &edges, rules, head: head.unwrap_or(f32::NEG_INFINITY), foot };
            (frame, parts(run, piece, rows, page, &edges))
        })
        .collect();
    let blocks = pieces.iter().flat_map(|(frame, parts)| {
        parts.iter().filter_map(move |part| match part {
            Part::Cells(columns) => Some(TextBlock { columns, frame }),
            Part::Banner(_) => None,
        })
    });
    let rhythm = Rhythm::of(&blocks.collect::<Vec<_>>(), run.size);
    let tables = run.pieces.iter().zip(pieces);
    tables
        .map(|(piece, (frame, parts))| {
            let mut table = table(parts, &frame, &rhythm, padding);
            fill(&mut table, &pages[piece.page].fills);
            table
        })
        .collect()
}

/// For each piece that begins with a header which the one before or after it repeats line by line, and whose lines end
/// with white: the baselines above and below that white.
fn repeated_headers(run: &Run, rows: &[Vec<TextRow>], pages: &[PageTables]) -> Vec<Option<(f32, f32)>> {
    // The texts of the lines of each header, and its foot.
    let header = |piece: &Piece| {
        let row = |at: usize| piece.rows.get(at).map(|&(row, _)| &rows[piece.page][row]);
        let near = |at: &usize| row(*at).zip(row(at + 1)).is_some_and(|(above, below)| is_near(above, below));
        let last = (0..TOLERANCES.header_lines).take_while(near).count();
        let foot = (row(last)?.baseline, row(last + 1)?.baseline);
        let lines = (0..=last).filter_map(row).map(|row| row.texts(&pages[piece.page].lines));
        (piece.head > 0).then(|| (lines.collect::<Vec<_>>(), foot))
    };
    let mut feet = vec![None; run.pieces.len()];
    let headers = run.pieces.iter().enumerate();
    let headers: Vec<_> = headers.filter_map(|(at, piece)| Some((at, header(piece)?))).collect();
    for pair in headers.windows(2) {
        let [(upper, (lines, foot)), (lower, (others, other_foot))] = pair else { continue };
        if lines == others {
            (feet[*upper], feet[*lower]) = (Some(*foot), Some(*other_foot));
        }
    }
    feet
}

/// What stands between two banners, column by column, or a banner.
#[derive(Debug)]
enum Part {
    Cells(Vec<Vec<Line>>),
    Banner(Vec<Line>),
}

impl Part {
    /// From the top of its first line to the bottom of its last.
    fn extent(&self) -> (f32, f32) {
        let lines: Vec<&Line> = match self {
            Self::Cells(columns) => columns.iter().flatten().collect(),
            Self::Banner(lines) => lines.iter().collect(),
        };
        let bbox = Rect::covering(lines.into_iter().map(|line| &line.bbox)).unwrap_or_default();
        (bbox.y0, bbox.y1)
    }
}

/// The rows of a piece as lines in columns and banners.
fn parts(run: &Run, piece: &Piece, rows: &[TextRow], page: &PageTables, edges: &[f32]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for &(at, sort) in &piece.rows {
        let row = &rows[at];
        match sort {
            Sort::Banner => {
                let line = row.line(&(0..row.words.len()), &page.lines);
                match parts.last_mut() {
                    Some(Part::Banner(lines)) => lines.push(line),
                    _ => parts.push(Part::Banner(vec![line])),
                }
            }
            Sort::Cells => {
                if !matches!(parts.last(), Some(Part::Cells(_))) {
                    parts.push(Part::Cells(vec![Vec::new(); run.columns.len()]));
                }
                if let Some(Part::Cells(columns)) = parts.last_mut() {
                    for (column, words) in run.columns.cells(row, edges) {
                        columns[column].push(row.line(&words, &page.lines));
                    }
                }
            }
        }
    }
    parts
}

/// The horizontal rules that run over a column at least.
fn level_rules(rules: &[Rule], edges: &[f32]) -> Vec<Rule> {
    let over = |rule: &&Rule| {
        edges.windows(2).any(|pair| {
            overlap(rule.from, rule.to, pair[0], pair[1]) >= TOLERANCES.cover * (pair[1] - pair[0])
        })
    };
    let mut level: Vec<Rule> = rules.iter().filter(|rule| rule.level).filter(over).copied().collect();
    level.sort_by(|a, b| a.at.total_cmp(&b.at));
    level
}

/// The table that a piece's parts make.
fn table(parts: Vec<Part>, frame: &Frame<'_>, rhythm: &Rhythm, padding: f32) -> Table {
    let extents: Vec<(f32, f32)> = parts.iter().map(Part::extent).collect();
    let top = extents.first().map_or(0.0, |extent| extent.0);
    let bottom = extents.last().map_or(0.0, |extent| extent.1);
    let over = frame.rules.iter().map(|rule| rule.at).rfind(|y| (top - rhythm.size..top).contains(y));
    let under = frame.rules.iter().map(|rule| rule.at).find(|y| (bottom..bottom + rhythm.size).contains(y));
    let (top, bottom) = (over.unwrap_or(top - padding), under.unwrap_or(bottom + padding));
    let mut table = Table {
        making: if rhythm.ruled { Making::LevelRules } else { Making::Aligned },
        bbox: Rect::new(frame.edges[0], top, frame.edges[frame.edges.len() - 1], bottom),
        xs: frame.edges.to_vec(),
        ys: vec![top],
        cells: Vec::new(),
        open_bottom: rhythm.ruled && under.is_none(),
        doubts: Vec::new(),
    };
    for (at, part) in parts.into_iter().enumerate() {
        let end = extents.get(at + 1).map_or(bottom, |next| (extents[at].1 + next.0) / 2.0);
        let row = table.ys.len() - 1;
        match part {
            Part::Banner(lines) => {
                table.ys.push(end);
                table.cells.push(cell(&table, 0..frame.edges.len() - 1, row..row + 1, lines));
            }
            Part::Cells(columns) => {
                let block = TextBlock { columns: &columns, frame };
                let breaks = rhythm.breaks(&block);
                table.ys.extend(breaks.iter().map(|edge| edge.y).chain([end]));
                for (column, mut lines) in columns.into_iter().enumerate() {
                    let ends = breaks.iter().enumerate().filter(|(_, edge)| edge.parts[column]);
                    let ends = ends.map(|(index, edge)| (row + index + 1, edge.y));
                    let mut first = row;
                    for (next, y) in ends.chain([(table.ys.len() - 1, f32::INFINITY)]) {
                        let inside = lines.extract_if(.., |line| line.baseline < y).collect();
                        table.cells.push(cell(&table, column..column + 1, first..next, inside));
                        first = next;
                    }
                }
            }
        }
    }
    table.cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    table
}

/// A cell of a table at some places of its grid.
fn cell(table: &Table, columns: Range<usize>, rows: Range<usize>, lines: Vec<Line>) -> Cell {
    let bbox = Rect {
        x0: table.xs[columns.start],
        y0: table.ys[rows.start],
        x1: table.xs[columns.end],
        y1: table.ys[rows.end],
    };
    Cell { columns, rows, bbox, lines, fill: None }
}

/// Gives the cells the colours of the areas under their texts.
fn fill(table: &mut Table, fills: &[Fill]) {
    for cell in &mut table.cells {
        let at = cell.lines.first().map_or(cell.bbox, |line| line.bbox).centre();
        cell.fill = fill_at(at, fills);
    }
}
