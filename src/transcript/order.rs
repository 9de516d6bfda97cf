//! Pages that a model did not write down row by row are set in rows again, before their cells find their columns.
//!
//! A model that reads a page with narrow columns may write it down column by column, from either side, or may run two rows
//! together. What shows it is only what stands in the cells: references without texts beside texts without references, a
//! row whose cells change from Dutch to French, one figure over and over. Not for which columns the cells are of.

use std::ops::Range;

use super::align::Seen;
use super::known::number;
use super::shapes::Shape;
use super::{Paragraph, RawCell, RawTable, sheet};
use crate::language::{Identifier, Language};
use crate::wording::{Placeholder, Placeholders};

/// Limits of this step.
struct Limits {
    /// A row has no more equal figures beside each other: two thresholds, a result and a weight.
    figures: usize,
    /// How much a text must lean to a language, in nats, to be in it.
    lean: f32,
    /// In so many cells at least the language changes where two rows were run together.
    changes: usize,
    /// A page written from its last column on has so many rows at least and at most, and no more cells in each.
    fewest_rows: usize,
    most_rows: usize,
    cells: usize,
    /// So many references at least stand without a text on a page that is written column by column.
    references: usize,
}

const LIMITS: Limits =
    Limits { figures: 4, lean: 1.0, changes: 2, fewest_rows: 3, most_rows: 8, cells: 2, references: 2 };

/// A table in rows, and what was done for it.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) table: RawTable,
    pub(super) seen: Vec<Option<Seen>>,
    /// Characters that stand there once more.
    pub(super) spare: u32,
    /// Whether its rows are not as the file has them.
    pub(super) is_new: bool,
    /// Whether it is one record, whose cells are in both languages.
    pub(super) is_record: bool,
}

/// What sees the cells of a table.
pub(super) type See<'a> = dyn Fn(&RawCell) -> Option<Seen> + 'a;

/// Sets a table without a header in rows.
pub(super) fn in_rows(
    mut table: RawTable,
    see: &See<'_>,
    words: &Placeholders,
    languages: &Identifier,
) -> Ordered {
    let mut seen: Vec<Option<Seen>> = table.cells.iter().map(see).collect();
    let spare = without_runs(&mut table, &mut seen);
    let is_new = spare > 0;
    // a cell over several rows has its place
    if table.cells.iter().any(|cell| cell.rows.len() > 1) {
        return Ordered { table, seen, spare, is_new, ..Ordered::default() };
    }
    let page = Page { table: &table, seen: &seen, words };
    let (rows, is_record) = match page.by_columns() {
        Some(rows) => (Some(rows), false),
        None => match page.last_column_first() {
            Some(row) => {
                let is_record = has_both_languages(&row, languages);
                (Some(vec![row]), is_record)
            }
            None => (page.apart(languages), false),
        },
    };
    let Some(rows) = rows else { return Ordered { table, seen, spare, is_new, ..Ordered::default() } };
    let written = glyphs(&table);
    let table = of_rows(rows);
    let seen = table.cells.iter().map(see).collect();
    let spare = spare + written.saturating_sub(glyphs(&table));
    Ordered { table, seen, spare, is_new: true, is_record }
}

fn glyphs(table: &RawTable) -> u32 {
    table.cells.iter().map(|cell| sheet::glyphs(&cell.text())).sum()
}

/// A row that is made of cells of other ones: the lines of the file, and the paragraphs of each cell.
#[derive(Debug, Default)]
struct NewRow {
    lines: Range<u32>,
    cells: Vec<Vec<Paragraph>>,
}

fn of_rows(rows: Vec<NewRow>) -> RawTable {
    let mut table = RawTable::default();
    for (at, row) in rows.into_iter().enumerate() {
        for (column, paragraphs) in row.cells.into_iter().enumerate() {
            table.cells.push(RawCell { rows: at..at + 1, columns: column..column + 1, paragraphs });
        }
        table.rows.push(row.lines);
    }
    table
}

fn has_both_languages(row: &NewRow, languages: &Identifier) -> bool {
    let paragraphs = row.cells.iter().flatten();
    let leans: Vec<f32> = paragraphs.map(|paragraph| languages.lean(&paragraph.text)).collect();
    leans.iter().any(|&lean| lean > LIMITS.lean) && leans.iter().any(|&lean| lean < -LIMITS.lean)
}

/// Blanks one figure that a model wrote down over and over: a row has no more figures beside each other than four columns.
/// Gives the characters.
fn without_runs(table: &mut RawTable, seen: &mut [Option<Seen>]) -> u32 {
    let mut spare = 0;
    let mut from = 0;
    while from < table.cells.len() {
        let text = table.cells[from].text();
        let row = table.cells[from].rows.clone();
        let is_figure = seen[from].as_ref().is_some_and(|seen| seen.shape == Shape::Figure);
        let run = table.cells[from..].iter().take_while(|cell| cell.rows == row && cell.text() == text);
        let to = from + if is_figure { run.count() } else { 1 };
        if to - from > LIMITS.figures {
            for (cell, seen) in table.cells[from..to].iter_mut().zip(&mut seen[from..to]) {
                spare += sheet::glyphs(&cell.text());
                cell.paragraphs.clear();
                *seen = None;
            }
        }
        from = to;
    }
    spare
}

/// A table as it is written.
struct Page<'a> {
    table: &'a RawTable,
    seen: &'a [Option<Seen>],
    words: &'a Placeholders,
}

impl Page<'_> {
    /// The filled cells of a row.
    fn filled(&self, row: usize) -> Vec<usize> {
        let cells = self.table.cells.iter().enumerate();
        let mut cells: Vec<(usize, usize)> = cells
            .filter(|(at, cell)| cell.rows.start == row && self.seen[*at].is_some())
            .map(|(at, cell)| (cell.columns.start, at))
            .collect();
        cells.sort_unstable();
        cells.into_iter().map(|(_, at)| at).collect()
    }

    fn shape(&self, cell: usize) -> Shape {
        self.seen[cell].as_ref().map_or(Shape::Blank, |seen| seen.shape)
    }

    fn lean(&self, cell: usize) -> f32 {
        self.seen[cell].as_ref().map_or(0.0, |seen| seen.lean)
    }

    fn is_text(&self, cell: usize) -> bool {
        matches!(self.shape(cell), Shape::Short | Shape::Title | Shape::Prose)
    }

    fn is_figure(&self, cell: usize) -> bool {
        matches!(self.shape(cell), Shape::Figure | Shape::Number)
    }

    fn paragraphs(&self, cell: usize) -> Vec<Paragraph> {
        self.table.cells[cell].paragraphs.clone()
    }

    fn lines(&self, rows: impl IntoIterator<Item = usize>) -> Range<u32> {
        let lines = rows.into_iter().map(|row| self.table.rows[row].clone());
        lines.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(0..1)
    }

    /// The one row of a page that is written from its last column on: it has no reference and no figure, and begins with
    /// running text where a row ends with it.
    fn last_column_first(&self) -> Option<NewRow> {
        let rows: Vec<Vec<usize>> = (0..self.table.rows.len()).map(|row| self.filled(row)).collect();
        let all = || rows.iter().flatten().copied();
        let ends = |row: Option<&Vec<usize>>, is: fn(Shape) -> bool| {
            row.is_some_and(|cells| cells.iter().all(|&cell| is(self.shape(cell))))
        };
        let is_so = (LIMITS.fewest_rows..=LIMITS.most_rows).contains(&rows.len())
            && rows.iter().all(|cells| (1..=LIMITS.cells).contains(&cells.len()))
            && all().all(|cell| self.is_text(cell))
            && ends(rows.first(), |shape| shape == Shape::Prose)
            && ends(rows.last(), |shape| matches!(shape, Shape::Short | Shape::Title))
            && rows.last().is_some_and(|cells| cells.len() == 1);
        if !is_so {
            return None;
        }
        let mut cells: Vec<usize> = rows.iter().rev().flatten().copied().collect();
        // in a column, French stands above Dutch, and running text below no other
        for at in 1..cells.len() {
            let [above, below] = [cells[at - 1], cells[at]];
            let is_prose = [above, below].iter().all(|&cell| self.shape(cell) == Shape::Prose);
            if is_prose && self.lean(above) < -LIMITS.lean && self.lean(below) > LIMITS.lean {
                cells.swap(at - 1, at);
            }
        }
        let is_pair = |&a: &usize, &b: &usize| self.lean(a) > LIMITS.lean && self.lean(b) < -LIMITS.lean;
        let mut set: Vec<Vec<Paragraph>> = Vec::new();
        for cells in cells.chunk_by(is_pair) {
            let mut texts: Vec<Paragraph> = cells.iter().flat_map(|&cell| self.paragraphs(cell)).collect();
            // a word for nothing before a text is of the column behind it
            let words = texts.iter().take_while(|paragraph| self.words.has(&paragraph.text)).count();
            let words: Vec<Paragraph> = texts.drain(..words).collect();
            set.extend([texts, words].into_iter().filter(|cell| !cell.is_empty()));
        }
        let cells = set;
        Some(NewRow { lines: self.lines(0..rows.len()), cells })
    }

    /// The rows of a table one of whose rows is two, run together: the Dutch row of a record and the French one of the next.
    fn apart(&self, languages: &Identifier) -> Option<Vec<NewRow>> {
        let mut rows = Vec::new();
        let mut is_new = false;
        for row in 0..self.table.rows.len() {
            let mut cells: Vec<&RawCell> =
                self.table.cells.iter().filter(|cell| cell.rows.start == row).collect();
            cells.sort_by_key(|cell| cell.columns.start);
            let turns: Vec<Option<usize>> =
                cells.iter().map(|cell| turn(&cell.paragraphs, languages)).collect();
            let lines = self.table.rows[row].clone();
            if let Some(at) = self.turn_between(row) {
                is_new = true;
                // each cell keeps its place
                let of = |is: &dyn Fn(usize) -> bool| {
                    let one = |(at, cell): (usize, &&RawCell)| {
                        if is(at) { cell.paragraphs.clone() } else { Vec::new() }
                    };
                    cells.iter().enumerate().map(one).collect()
                };
                rows.push(NewRow { lines: lines.clone(), cells: of(&|other| other < at) });
                rows.push(NewRow { lines, cells: of(&|other| other >= at) });
                continue;
            }
            if turns.iter().flatten().count() < LIMITS.changes {
                rows.push(NewRow {
                    lines,
                    cells: cells.iter().map(|cell| cell.paragraphs.clone()).collect(),
                });
                continue;
            }
            is_new = true;
            let (mut above, mut below) = (Vec::new(), Vec::new());
            for (cell, turn) in cells.into_iter().zip(turns) {
                let is_dutch = || match self.words.find(&cell.text()) {
                    Some(Placeholder::Word(language)) => language == Language::Nl,
                    Some(Placeholder::Sign) => false,
                    None => languages.lean(&cell.text()) < -LIMITS.lean,
                };
                let at = turn.unwrap_or(if is_dutch() { cell.paragraphs.len() } else { 0 });
                let (dutch, french) = cell.paragraphs.split_at(at);
                above.push(dutch.to_vec());
                below.push(french.to_vec());
            }
            rows.push(NewRow { lines: lines.clone(), cells: above });
            rows.push(NewRow { lines, cells: below });
        }
        is_new.then_some(rows)
    }

    /// Before which cell of a row its cells change from Dutch to French, several of each.
    fn turn_between(&self, row: usize) -> Option<usize> {
        let mut cells: Vec<usize> =
            (0..self.table.cells.len()).filter(|&cell| self.table.cells[cell].rows.start == row).collect();
        cells.sort_by_key(|&cell| self.table.cells[cell].columns.start);
        let leaning: Vec<(usize, bool)> = (0..cells.len())
            .filter(|&at| self.lean(cells[at]).abs() > LIMITS.lean)
            .map(|at| (at, self.lean(cells[at]) > 0.0))
            .collect();
        let mut from = 0;
        for run in leaning.chunk_by(|a, b| a.1 == b.1) {
            from += run.len();
            let below = leaning[from..].iter().take_while(|(_, is_french)| *is_french).count();
            if !run[0].1 && run.len() >= LIMITS.changes && below >= LIMITS.changes {
                // a reference between them is of the row that begins
                return Some(run[run.len() - 1].0 + 1);
            }
        }
        None
    }

    /// The rows of a page that is written column by column: its references stand without texts, and its texts without
    /// references. The first texts are the first reference's, and so on.
    fn by_columns(&self) -> Option<Vec<NewRow>> {
        let rows: Vec<Vec<usize>> = (0..self.table.rows.len()).map(|row| self.filled(row)).collect();
        let reference =
            |row: &[usize]| row.iter().copied().find(|&cell| self.shape(cell) == Shape::Operational);
        let named: Vec<usize> = (0..rows.len()).filter(|&row| reference(&rows[row]).is_some()).collect();
        let is_bare = |&row: &usize| rows[row].iter().all(|&cell| !self.is_text(cell));
        let titled = |row: usize| rows[row].iter().any(|&cell| self.is_text(cell));
        let texts = (0..rows.len()).filter(|&row| titled(row)).count();
        if named.len() < LIMITS.references || texts < named.len() || !named.iter().all(is_bare) {
            return None;
        }
        let mut records: Vec<Pieces> = named
            .iter()
            .map(|&row| {
                let of = |shapes: &[Shape]| -> Vec<usize> {
                    rows[row].iter().copied().filter(|&cell| shapes.contains(&self.shape(cell))).collect()
                };
                Pieces {
                    rows: vec![row],
                    label: reference(&rows[row]),
                    strategic: of(&[Shape::Strategic]).first().copied(),
                    figures: of(&[Shape::Figure, Shape::Number]),
                    budget: of(&[Shape::Budget]),
                    accounts: of(&[Shape::Placeholder, Shape::Kpi])
                        .into_iter()
                        .map(|cell| vec![cell])
                        .collect(),
                    ..Pieces::default()
                }
            })
            .collect();
        let last = records.len() - 1;
        let mut accounts: Vec<usize> = Vec::new();
        // the next record without a title, and the one whose strategic objective was named
        let (mut next, mut strategic) = (0, None);
        for row in (0..rows.len()).filter(|row| !named.contains(row)) {
            let cells = &rows[row];
            if cells.iter().any(|&cell| self.shape(cell) == Shape::Placeholder) {
                accounts.push(row);
                continue;
            }
            let label = cells.iter().copied().find(|&cell| self.shape(cell) == Shape::Strategic);
            let texts: Vec<usize> = cells.iter().copied().filter(|&cell| self.is_text(cell)).collect();
            let is_same = |a: usize, b: usize| self.table.cells[a].text() == self.table.cells[b].text();
            let known = texts.first().is_some_and(|&text| {
                strategic
                    .is_some_and(|at: usize| records[at].objective.iter().any(|&other| is_same(other, text)))
            });
            let at = if let Some(label) = label {
                let at = records.iter().position(|record| self.is_under(record.label, label)).unwrap_or(last);
                records[at].strategic = Some(label);
                records[at].objective.extend(&texts);
                strategic = Some(at);
                at
            } else if let (true, Some(at)) = (known, strategic) {
                // its first title once more, and the Dutch one beside it
                records[at].objective.extend(&texts[1..]);
                at
            } else {
                // the Dutch title stands below the French one, or beside it
                let is_dutch = texts.first().is_some_and(|&text| self.lean(text) < -LIMITS.lean);
                let at = if is_dutch { next.max(1) - 1 } else { next }.min(last);
                records[at].titles.extend(&texts);
                next = if is_dutch { next } else { next + 1 };
                at
            };
            let figures = cells.iter().copied().filter(|&cell| self.is_figure(cell));
            records[at].more.extend(figures);
            records[at]
                .budget
                .extend(cells.iter().copied().filter(|&cell| self.shape(cell) == Shape::Budget));
            records[at].rows.push(row);
        }
        // the columns before the titles are written from the last one on
        for &row in accounts.iter().rev() {
            for (record, cells) in records.iter_mut().zip(self.shares(&rows[row], named.len())) {
                record.accounts.push(cells);
                record.rows.push(row);
            }
        }
        Some(records.into_iter().map(|record| self.row(record)).collect())
    }

    /// Whether an operational objective's number begins with a strategic one's.
    fn is_under(&self, label: Option<usize>, strategic: usize) -> bool {
        let text = |cell: usize| self.table.cells[cell].text();
        label.is_some_and(|label| number(&text(label)) == number(&text(strategic)))
    }

    /// The cells of a row in so many shares, each with as many.
    fn shares(&self, cells: &[usize], count: usize) -> Vec<Vec<usize>> {
        if !cells.len().is_multiple_of(count) {
            return vec![cells.to_vec()];
        }
        cells.chunks(cells.len() / count).map(<[usize]>::to_vec).collect()
    }

    /// A record as a row. What its figures contradict stands beside them.
    fn row(&self, record: Pieces) -> NewRow {
        let one = |cell: usize| vec![cell];
        let mut figures: Vec<Vec<usize>> = record.figures.iter().copied().map(one).collect();
        for (at, cell) in record.more.into_iter().enumerate() {
            match figures.get_mut(at) {
                Some(known)
                    if known
                        .iter()
                        .any(|&own| self.table.cells[own].text() == self.table.cells[cell].text()) => {}
                Some(known) => known.push(cell),
                None => figures.push(one(cell)),
            }
        }
        let cells = record.strategic.map(one).into_iter();
        let cells = cells
            .chain(record.objective.into_iter().map(one))
            .chain(record.label.map(one))
            .chain(record.titles.into_iter().map(one))
            .chain(record.budget.into_iter().map(one))
            .chain(figures)
            .chain(record.accounts);
        let cells =
            cells.map(|cells| cells.into_iter().flat_map(|cell| self.paragraphs(cell)).collect()).collect();
        NewRow { lines: self.lines(record.rows), cells }
    }
}

/// What is found of a record on a page that is written column by column, as cells of the table.
#[derive(Debug, Default)]
struct Pieces {
    rows: Vec<usize>,
    label: Option<usize>,
    titles: Vec<usize>,
    strategic: Option<usize>,
    objective: Vec<usize>,
    budget: Vec<usize>,
    /// The figures beside its reference, and those beside its title.
    figures: Vec<usize>,
    more: Vec<usize>,
    /// Its running texts, column by column.
    accounts: Vec<Vec<usize>>,
}

/// Before which paragraph a cell changes from Dutch to French.
fn turn(paragraphs: &[Paragraph], languages: &Identifier) -> Option<usize> {
    let leans: Vec<f32> = paragraphs.iter().map(|paragraph| languages.lean(&paragraph.text)).collect();
    let best = (1..leans.len()).max_by(|&a, &b| {
        let score = |at: usize| leans[at..].iter().sum::<f32>() - leans[..at].iter().sum::<f32>();
        score(a).total_cmp(&score(b))
    })?;
    let (dutch, french) = leans.split_at(best);
    (dutch.iter().sum::<f32>() < -LIMITS.lean && french.iter().sum::<f32>() > LIMITS.lean).then_some(best)
}
