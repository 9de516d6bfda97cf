//! columns: a table's header row gives each column its role, whatever its place and wording.
//!
//! Every column is scored against every role by the words of its header (`terms`) and by the shape of what stands below
//! (`contents`), and the roles are given out for all columns together, so that no column takes a role that another
//! deserves more. A column that fits no role is kept under its own header. Where two columns have the same texts, one a
//! language, both have the role. Nothing here reads records.

mod assignment;
mod contents;
mod survey;
mod terms;

use std::collections::HashMap;
use std::ops::Range;

use crate::geometry::Rect;
use crate::language::{Language, lean};
use crate::record::Kind;
use crate::tables::{Cell, Table};
pub(crate) use crate::wording::Role;
use crate::wording::{Folded, Wording, letters};
use crate::words::Line;
use contents::Contents;
pub(crate) use survey::{Surveyed, survey};

/// Tolerances of this stage.
struct Tolerances {
    /// The least score with which a column takes a role: one telling word.
    least_score: f32,
    /// No text of more bytes than this heads a column: in two languages the longest have some hundred.
    longest_header: usize,
    /// No table of records has more columns than this.
    most_columns: usize,
    /// How many roles a header must show; a legend or any other little table shows fewer.
    least_roles: usize,
    /// The scores for a title's references of a column that is headed `N°`, on the title's left and on its right.
    left_of_title: f32,
    right_of_title: f32,
    /// The score of a misread header of references.
    misread: f32,
    /// The least score for statuses of a column that holds nothing else.
    statuses: f32,
    /// A role taken with less than this over the column's next best role is doubtful.
    margin: f32,
    /// How far, in points, a column's edge may lie from where the header had it, on another page.
    edge: f32,
    /// The share of a table's edges that must be edges of the header that it goes on from.
    known_edges: f32,
    /// The share of the header's edges that such a table must have.
    shared_edges: f32,
    /// How French or Dutch the cells of a column must be together to tell its language, and each at most.
    telling: f32,
    telling_cell: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    least_score: 2.0,
    longest_header: 250,
    most_columns: 64,
    least_roles: 5,
    left_of_title: 3.0,
    right_of_title: 2.5,
    misread: 3.0,
    statuses: 4.0,
    margin: 1.0,
    edge: 4.0,
    known_edges: 0.75,
    shared_edges: 0.6,
    telling: 2.0,
    telling_cell: 3.0,
};

/// One column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// What it holds.
    pub role: Role,
    /// Its left edge in points, in the page's upright frame.
    pub left: f32,
    /// Its right edge in points, in the page's upright frame.
    pub right: f32,
    /// Its header cell.
    pub header: Cell,
    /// The language of its texts, where another column of its role has the same texts in the other one.
    pub language: Option<Language>,
    /// Whether its role was taken with little margin.
    pub doubtful: bool,
}

/// A table's header, as it is understood.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Its columns from left to right.
    pub columns: Vec<Column>,
    /// How many of the table's rows it takes.
    pub rows: usize,
    /// How high it is, in points.
    pub height: f32,
    /// What the table reports.
    pub kind: Kind,
}

impl Header {
    /// Parts a table that repeats this header from the rows below it, where the page draws no rule between them: some
    /// programs leave it out above a cell that goes on from the page before.
    pub(crate) fn part_from(&self, table: &mut Table) {
        let foot = table.bbox.y0 + self.height;
        let first = || table.cells.iter().filter(|cell| cell.rows.start == 0);
        let repeated = |column: &&Column| {
            let middle = (column.left + column.right) / 2.0;
            let known = letters(&column.header.text());
            let same = |cell: &Cell| letters(&cell.text()).starts_with(&known);
            first().any(|cell| (cell.bbox.x0..cell.bbox.x1).contains(&middle) && same(cell))
        };
        let hits = self.columns.iter().filter(repeated).count() as f32;
        let beyond = first().any(|cell| cell.bbox.y1 > foot + TOLERANCES.edge);
        if beyond && hits >= TOLERANCES.shared_edges * self.columns.len() as f32 {
            table.part_at(foot, TOLERANCES.edge);
        }
    }

    /// The positions of the columns over which a box of the header's page lies; `None` where it lies outside all. A box
    /// that is a part of a column lies over that one.
    pub(crate) fn columns_of(&self, bbox: Rect) -> Option<Range<usize>> {
        let inside = |column: &Column| {
            let middle = (column.left + column.right) / 2.0;
            middle > bbox.x0 && middle < bbox.x1
        };
        let (middle, _) = bbox.centre();
        let around = |column: &Column| (column.left..column.right).contains(&middle);
        let first = self.columns.iter().position(inside).or_else(|| self.columns.iter().position(around))?;
        let last = self.columns.iter().rposition(inside).unwrap_or(first);
        Some(first..last + 1)
    }

    /// This header as it lies over a table without one, on the same page or another; `None` where the table's columns
    /// are not this header's. The table may lack outer columns: some programs draw no rules beside a cell that spans
    /// the whole page. It may also be shifted, as on left and right pages.
    pub(crate) fn over(&self, table: &Table) -> Option<Self> {
        let left = self.columns.first()?.left;
        let moved = |shift: f32| {
            let near = |edge: f32| table.xs.iter().any(|x| (x - edge - shift).abs() <= TOLERANCES.edge);
            let edges = self
                .columns
                .iter()
                .map(|column| column.left)
                .chain(self.columns.last().map(|last| last.right));
            (edges.filter(|&edge| near(edge)).count(), shift)
        };
        let (hits, shift) =
            [0.0, table.bbox.x0 - left].map(moved).into_iter().max_by_key(|&(hits, _)| hits)?;
        let known = hits as f32 >= TOLERANCES.known_edges * table.xs.len() as f32;
        let enough = hits as f32 >= TOLERANCES.shared_edges * (self.columns.len() + 1) as f32;
        let mut header = self.clone();
        for column in &mut header.columns {
            column.left += shift;
            column.right += shift;
        }
        (known && enough).then_some(header)
    }
}

/// Reads the headers of a report, which repeats them on page after page: what stands below a header anywhere helps to
/// understand it everywhere.
#[derive(Debug)]
pub(crate) struct HeaderReader<'a> {
    wording: &'a Wording,
    /// For each text in a place where headers stand, what stands below it.
    contents: HashMap<String, Contents>,
    /// For each text, its score against every role.
    scores: HashMap<Folded, Vec<f32>>,
}

impl<'a> HeaderReader<'a> {
    /// A reader for the headers of these tables.
    pub(crate) fn of<'t>(tables: impl Iterator<Item = &'t Table>, wording: &'a Wording) -> Self {
        let mut reader = Self { wording, contents: HashMap::new(), scores: HashMap::new() };
        for table in tables {
            let Some(end) = band_end(table, 0) else { continue };
            let body: Vec<&Cell> = table.cells.iter().filter(|cell| cell.rows.start >= end).collect();
            for header in table.cells.iter().filter(|cell| cell.rows.start < end && !cell.is_blank()) {
                let text = letters(&header.text());
                if text.len() > TOLERANCES.longest_header {
                    continue;
                }
                let contents = reader.contents.entry(text).or_default();
                let below = body.iter().filter(|cell| cell.columns == header.columns);
                below.for_each(|cell| contents.add(&cell.text(), &wording.status));
            }
        }
        reader
    }

    /// Reads the header of a table; `None` where its first rows are none.
    pub(crate) fn header(&mut self, table: &Table) -> Option<Header> {
        let first = band_end(table, 0)?;
        let second = band_end(table, first);
        let alone = self.band(table, 0..first);
        let both = second.and_then(|second| {
            // A second row of headers: the other language's, or the columns under the names of their groups.
            let goes_on = alone.is_none() || self.band(table, first..second).is_some();
            self.band(table, 0..second).filter(|_| goes_on)
        });
        both.or(alone)
    }

    /// How well a text heads a column of each role; a long one heads none.
    fn scores(&mut self, text: &Folded) -> Vec<f32> {
        if text.letters().len() > TOLERANCES.longest_header {
            return vec![0.0; Role::KNOWN.len()];
        }
        if let Some(known) = self.scores.get(text) {
            return known.clone();
        }
        let contents = self.contents.get(text.letters()).copied().unwrap_or_default();
        let score = |&role: &Role| match terms::score(role, text, self.wording) {
            score if role == Role::Status && contents.are_statuses() => score.max(TOLERANCES.statuses),
            // What else stands below a header tells no role by itself, nor does it make a word tell more than it does.
            score if score < TOLERANCES.least_score => score,
            score => (score + contents.fit(role)).max(0.0),
        };
        let scores: Vec<f32> = Role::KNOWN.iter().map(score).collect();
        self.scores.insert(text.clone(), scores.clone());
        scores
    }

    /// Reads some rows of a table as a header; `None` where they are none.
    fn band(&mut self, table: &Table, rows: Range<usize>) -> Option<Header> {
        let inside = |cell: &&Cell| rows.contains(&cell.rows.start);
        let mut cells: Vec<&Cell> = table.cells.iter().filter(inside).collect();
        cells.sort_by_key(|cell| (cell.columns.start, cell.rows.start));
        let columns = stacked_headers(&cells);
        if columns.len() > TOLERANCES.most_columns {
            return None;
        }
        let texts: Vec<Folded> = columns.iter().map(|header| Folded::new(&header.text())).collect();
        let mut scores: Vec<Vec<f32>> = texts.iter().map(|text| self.scores(text)).collect();
        number_titles(&texts, &mut scores, self.wording);
        know_misread(&columns, &texts, &mut scores, self.wording);
        let given = assignment::best(&scores, TOLERANCES.least_score);
        let mut columns: Vec<Column> = columns
            .into_iter()
            .zip(&scores)
            .zip(given)
            .map(|((header, scores), role)| Column {
                role: role.map_or(Role::Extra, |index| Role::KNOWN[index]),
                left: header.bbox.x0,
                right: header.bbox.x1,
                doubtful: role.is_some_and(|index| {
                    let other = scores.iter().enumerate().filter(|&(other, _)| other != index);
                    let next = other.map(|(_, &score)| score).fold(0.0, f32::max);
                    scores[index] - next < TOLERANCES.margin
                }),
                header,
                language: None,
            })
            .collect();
        let has = |role: Role| columns.iter().any(|column| column.role == role);
        let known = columns.iter().filter(|column| column.role != Role::Extra).count();
        let tells = has(Role::OperationalTitle) || has(Role::OperationalRef) || has(Role::KpiTitle);
        if known < TOLERANCES.least_roles || !tells {
            return None;
        }
        let indicators = has(Role::KpiTitle) || has(Role::KpiRef) || has(Role::Weight);
        let kind = if indicators { Kind::Indicators } else { Kind::Objectives };
        self.pair_languages(table, rows.end, &mut columns, &scores);
        self.doubt_vague(&mut columns);
        let height = table.ys.get(rows.end)? - table.bbox.y0;
        Some(Header { columns, rows: rows.end, height, kind })
    }
}

impl HeaderReader<'_> {
    /// Gives a column without a role that of another one, where it has the same texts in the other language. `from` is
    /// the first row below the header.
    fn pair_languages(&self, table: &Table, from: usize, columns: &mut [Column], scores: &[Vec<f32>]) {
        for (at, scores) in scores.iter().enumerate() {
            if columns[at].role != Role::Extra {
                continue;
            }
            let fits = Role::KNOWN.iter().zip(scores);
            let best = fits.filter(|(_, score)| **score >= TOLERANCES.least_score);
            let Some((&role, _)) = best.max_by(|a, b| a.1.total_cmp(b.1)) else { continue };
            let same = |column: &Column| column.role == role && column.language.is_none();
            let Some(other) = columns.iter().position(same) else { continue };
            let [own, others] = [at, other].map(|at| self.language(table, from, &columns[at], role));
            if own.is_some() && own.map(Language::other) == others {
                (columns[at].role, columns[at].language) = (role, own);
                columns[other].language = others;
            }
        }
    }

    /// The language of a column that would have this role: that of its texts, or of its header where they do not tell.
    fn language(&self, table: &Table, from: usize, column: &Column, role: Role) -> Option<Language> {
        let below = table.cells.iter().filter(|cell| cell.rows.start >= from);
        let texts = below.filter(|cell| cell.columns == column.header.columns).map(Cell::text);
        let most = TOLERANCES.telling_cell;
        let telling: f32 = texts.map(|text| lean(&text).clamp(-most, most)).sum();
        if telling.abs() >= TOLERANCES.telling {
            return Some(if telling > 0.0 { Language::Fr } else { Language::Nl });
        }
        terms::language(role, &column.header.text(), self.wording)
    }

    /// Takes no threshold and no result from a column whose header has vague words for it, where another column of figures
    /// is not known: that one may be the threshold or the result.
    fn doubt_vague(&self, columns: &mut [Column]) {
        let are_figures = |column: &Column| {
            let contents = self.contents.get(&letters(&column.header.text()));
            contents.is_some_and(Contents::are_figures)
        };
        if !columns.iter().any(|column| column.role == Role::Extra && are_figures(column)) {
            return;
        }
        for column in columns.iter_mut() {
            if matches!(column.role, Role::Red | Role::Green | Role::Result)
                && terms::is_vague(column.role, &Folded::new(&column.header.text()), self.wording)
            {
                (column.role, column.doubtful) = (Role::Extra, false);
            }
        }
    }
}

/// A header that was read from a picture and says nothing may be a misread one of references.
fn know_misread(columns: &[Cell], texts: &[Folded], scores: &mut [Vec<f32>], wording: &Wording) {
    for (at, header) in columns.iter().enumerate() {
        let unknown = scores[at].iter().all(|&score| score < TOLERANCES.least_score);
        if unknown
            && header.lines.iter().any(Line::is_recognised)
            && let Some(misread) = terms::misread_reference(texts[at].letters(), wording)
            && let Some(role) = Role::KNOWN.iter().position(|&role| role == misread)
        {
            scores[at][role] += TOLERANCES.misread;
        }
    }
}

/// A column that is headed by a word for number alone may hold the references of the title on its right or, a little
/// less likely, of that on its left.
fn number_titles(texts: &[Folded], scores: &mut [Vec<f32>], wording: &Wording) {
    let reference = |scores: &Vec<f32>| {
        let (index, _) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let reference = match Role::KNOWN[index] {
            Role::StrategicTitle => Role::StrategicRef,
            Role::OperationalTitle => Role::OperationalRef,
            Role::KpiTitle => Role::KpiRef,
            _ => return None,
        };
        Role::KNOWN.iter().position(|&role| role == reference)
    };
    for at in (0..texts.len()).filter(|&at| terms::is_bare_reference(texts[at].letters(), wording)) {
        let (right, left) = (Some(at + 1), at.checked_sub(1));
        for (beside, score) in [(right, TOLERANCES.left_of_title), (left, TOLERANCES.right_of_title)] {
            if let Some(role) = beside.and_then(|beside| scores.get(beside)).and_then(reference) {
                scores[at][role] += score;
            }
        }
    }
}

/// Where the row of cells that begins at a grid row ends: down to where every cell that begins there has ended.
fn band_end(table: &Table, start: usize) -> Option<usize> {
    let mut end = start + 1;
    loop {
        let inside = |cell: &&Cell| (start..end).contains(&cell.rows.start);
        let reach = table.cells.iter().filter(inside).map(|cell| cell.rows.end).max()?;
        if reach == end {
            return Some(end);
        }
        end = reach;
    }
}

/// One header cell a column: the lowest ones, each with the text of those above it. A cell may stand over one column,
/// as in a header of two rows, or over several as the name of their group.
fn stacked_headers(cells: &[&Cell]) -> Vec<Cell> {
    let is_over = |upper: &Cell, lower: &Cell| {
        let columns = upper.columns.start <= lower.columns.start && lower.columns.end <= upper.columns.end;
        columns && upper.rows.end <= lower.rows.start
    };
    let lowest = cells.iter().filter(|cell| !cells.iter().any(|lower| is_over(cell, lower)));
    lowest
        .map(|cell| {
            let mut header = Cell { lines: Vec::new(), ..(*cell).clone() };
            for upper in cells.iter().filter(|upper| is_over(upper, cell)) {
                header.lines.extend(upper.lines.iter().cloned());
                header.bbox.y0 = header.bbox.y0.min(upper.bbox.y0);
                header.rows.start = header.rows.start.min(upper.rows.start);
            }
            header.lines.extend(cell.lines.iter().cloned());
            header
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Line;

    /// A header cell at some places of the grid, whose columns are 50 points wide and whose rows are 20 points high.
    fn cell(rows: Range<usize>, columns: Range<usize>, text: &str) -> Cell {
        let bbox = Rect::new(
            columns.start as f32 * 50.0,
            rows.start as f32 * 20.0,
            columns.end as f32 * 50.0,
            rows.end as f32 * 20.0,
        );
        let lines = vec![Line { text: text.to_owned(), bbox, ..Line::default() }];
        Cell { columns, rows, bbox, lines, fill: None }
    }

    /// A header of two rows, in which one cell names a group of columns.
    fn grouped() -> Header {
        let cells = vec![
            cell(0..2, 0..1, "Réf. O.O."),
            cell(0..2, 1..2, "Titre O.O. - Titel operationele doelstelling"),
            cell(0..1, 2..4, "Seuils - Drempels"),
            cell(0..2, 4..5, "Résultat"),
            cell(0..2, 5..6, "Description"),
            cell(1..2, 2..3, "rouge - rode"),
            cell(1..2, 3..4, "vert - groene"),
        ];
        let edges = |count: usize, step: f32| (0..=count).map(|at| at as f32 * step).collect();
        let bbox = Rect::new(0.0, 0.0, 300.0, 60.0);
        let (xs, ys) = (edges(6, 50.0), edges(3, 20.0));
        HeaderReader::of(std::iter::empty(), Wording::known())
            .header(&Table { bbox, xs, ys, cells, ..Table::default() })
            .unwrap()
    }

    #[test]
    fn a_cell_over_a_group_of_columns_belongs_to_each_of_them() {
        let header = grouped();
        let roles: Vec<Role> = header.columns.iter().map(|column| column.role).collect();
        assert_eq!(
            roles,
            [
                Role::OperationalRef,
                Role::OperationalTitle,
                Role::Red,
                Role::Green,
                Role::Result,
                Role::Description
            ]
        );
        assert_eq!(header.columns[2].header.text(), "Seuils - Drempels rouge - rode");
        assert_eq!((header.rows, header.columns[3].left, header.columns[3].right), (2, 150.0, 200.0));
    }

    /// The roles of a table with some rows of cells, a text for each column, and how many rows are its header.
    fn roles(rows: &[&[&str]]) -> (Vec<Role>, usize) {
        roles_in(rows, Wording::known())
    }

    fn roles_in(rows: &[&[&str]], wording: &Wording) -> (Vec<Role>, usize) {
        let table = table(rows);
        let header = HeaderReader::of([&table].into_iter(), wording).header(&table).unwrap();
        (header.columns.iter().map(|column| column.role).collect(), header.rows)
    }

    /// A table with some rows of cells, a text for each column.
    fn table(rows: &[&[&str]]) -> Table {
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| cell(row..row + 1, column..column + 1, text))
        });
        let edges = |count: usize, step: f32| (0..=count).map(|at| at as f32 * step).collect();
        let width = rows[0].len();
        let bbox = Rect::new(0.0, 0.0, width as f32 * 50.0, rows.len() as f32 * 20.0);
        let (xs, ys) = (edges(width, 50.0), edges(rows.len(), 20.0));
        Table { bbox, xs, ys, cells: cells.collect(), ..Table::default() }
    }

    const RECORD: [&str; 6] = ["1.1", "Ponts", "70", "90", "85", "Le bac est réparé."];

    #[test]
    fn a_header_in_two_rows_of_cells_is_one() {
        let french = ["Réf. O.O.", "Titre O.O.", "Seuil rouge", "Seuil vert", "Résultat", "Description"];
        let titles = ["Réf. O.O.", "Objectif opérationnel", "Seuil", "Seuil", "Résultat", "Description"];
        let dutch =
            ["Ref. O.D.", "Titel O.D.", "Rode drempel", "Groene drempel", "Resultaat", "Beschrijving"];
        assert_eq!(roles(&[&french, &RECORD]).1, 1);
        assert_eq!(roles(&[&titles, &dutch, &RECORD]).1, 2);
        let groups = ["Objectif", "", "Seuils", "", "Résultat", ""];
        let under = ["N°", "Titre", "rouge", "vert", "atteint", "Description"];
        let (roles, rows) = roles(&[&groups, &under, &RECORD]);
        assert_eq!(rows, 2);
        assert_eq!(roles[2..], [Role::Red, Role::Green, Role::Result, Role::Description]);
    }

    #[test]
    fn a_column_of_numbers_belongs_to_the_title_beside_it() {
        let header = ["N°", "Objectif stratégique", "N°", "Objectif opérationnel", "Cible", "Réalisé"];
        let wanted = [
            Role::StrategicRef,
            Role::StrategicTitle,
            Role::OperationalRef,
            Role::OperationalTitle,
            Role::Green,
            Role::Result,
        ];
        assert_eq!(roles(&[&header, &RECORD]).0, wanted);
        let behind = ["Objectif stratégique", "Nr.", "Objectif opérationnel", "Nr.", "Cible", "Réalisé"];
        let roles = roles(&[&behind, &RECORD]).0;
        assert_eq!((roles[1], roles[3]), (Role::StrategicRef, Role::OperationalRef));
    }

    #[test]
    fn what_stands_below_a_header_helps_to_understand_it() {
        let header =
            ["N° de l'OO", "Nom de l'OO", "Résultats obtenus", "Résultat", "Seuil bas", "Seuil haut"];
        let prose = "Le bac du nord a été réparé au printemps, celui du sud en automne.";
        let record = ["OO 1.1", "Ponts", prose, "85", "70", "90"];
        let wanted = [
            Role::OperationalRef,
            Role::OperationalTitle,
            Role::Description,
            Role::Result,
            Role::Red,
            Role::Green,
        ];
        assert_eq!(roles(&[&header, &record, &record]).0, wanted);
        // A column of figures is no description, and its header is kept as it is.
        let figures = ["OO 1.1", "Ponts", "70", "85", "70", "90"];
        let description = ["N° de l'OO", "Nom de l'OO", "Description", "Résultat", "Seuil bas", "Seuil haut"];
        assert_eq!(roles(&[&description, &figures, &figures]).0[2], Role::Extra);
    }

    #[test]
    fn a_column_of_status_words_is_one_whatever_its_header_says() {
        let prose = "Le bac du nord a été réparé au printemps, celui du sud en automne.";
        let records = [
            ["OO 1.1", "Ponts", "Réalisé Gerealiseerd", prose],
            ["OO 1.2", "Bacs", "Non réalisé Niet gerealiseerd", prose],
        ];
        for status in ["État d'avancement / Stand van zaken", "Bilan", "Description"] {
            let header =
                ["N° de l'OO", "Nom de l'OO", status, "Description résultat atteint", "Actions futures"];
            let table = table(&[
                &header,
                &[&records[0][..], &[prose]].concat(),
                &[&records[1][..], &[prose]].concat(),
            ]);
            let header = HeaderReader::of([&table].into_iter(), Wording::known()).header(&table).unwrap();
            let roles: Vec<Role> = header.columns.iter().map(|column| column.role).collect();
            assert_eq!(roles[2..4], [Role::Status, Role::Description], "{status}");
        }
        // Short accounts are no statuses.
        let header = ["N° de l'OO", "Nom de l'OO", "Résultat", "Description", "Actions futures"];
        let told = ["OO 1.1", "Ponts", "85", "Travaux réalisés en mars", "Suivi"];
        assert_eq!(roles(&[&header, &told, &told]).0[3], Role::Description);
    }

    #[test]
    fn no_threshold_is_taken_from_a_vague_header_beside_an_unknown_column_of_figures() {
        let with = |third: &'static str, wording: &Wording| {
            let header =
                ["Réf. O.O.", "Objectif opérationnel", "Seuil rouge", third, "Cible 2022", "Résultat"];
            let record = ["1.1", "Ponts", "70", "≥ 85", "90", "85"];
            roles_in(&[&header, &record, &record], wording).0[2..].to_vec()
        };
        let known = Wording::known();
        assert_eq!(with("Atteint si", known), [Role::Red, Role::Extra, Role::Extra, Role::Result]);
        assert_eq!(with("Poids", known), [Role::Red, Role::Weight, Role::Green, Role::Result]);
        let own = Wording::with("[[column.green]]\nfr = [\"atteint si\"]").unwrap();
        assert_eq!(with("Atteint si", &own), [Role::Red, Role::Green, Role::Extra, Role::Result]);
    }

    #[test]
    fn two_columns_with_the_same_texts_in_two_languages_have_one_role() {
        let header = [
            "Réf. O.O.",
            "Titre de l'objectif opérationnel",
            "Benaming van de operationele doelstelling",
            "Seuil rouge",
            "Seuil vert",
            "Résultat",
            "Description",
            "Beschrijving",
        ];
        let record = [
            "1.1",
            "Réparer les bacs",
            "De veren herstellen",
            "70",
            "90",
            "85",
            "Le bac est réparé.",
            "Klaar.",
        ];
        let table = table(&[&header, &record, &record]);
        let header = HeaderReader::of([&table].into_iter(), Wording::known()).header(&table).unwrap();
        let of = |role: Role| -> Vec<Option<Language>> {
            let columns = header.columns.iter().filter(|column| column.role == role);
            columns.map(|column| column.language).collect()
        };
        let both = [Some(Language::Fr), Some(Language::Nl)];
        assert_eq!((of(Role::OperationalTitle), of(Role::Description)), (both.to_vec(), both.to_vec()));
        assert_eq!((of(Role::Result), of(Role::Extra)), (vec![None], Vec::new()));
    }

    #[test]
    fn what_stands_below_a_header_makes_no_weak_word_tell() {
        let header =
            ["Réf. O.O.", "Objectif opérationnel", "Seuil rouge", "Seuil vert", "Atteint si", "Description"];
        let record = ["1.1", "Ponts", "70", "90", "85", "Le bac est réparé."];
        assert_eq!(roles(&[&header, &record, &record]).0[4], Role::Extra);
    }

    #[test]
    fn a_survey_names_each_header_once_with_what_stands_below() {
        let texts =
            ["Réf. O.O.", "Objectif opérationnel", "Seuil rouge", "Seuil vert", "Réussi dès", "Résultat"];
        let tables = vec![table(&[&texts, &RECORD_OF_FIGURES, &RECORD_OF_FIGURES]); 2];
        let page = crate::tables::PageTables {
            head: crate::read::PageHead { number: 4, ..Default::default() },
            tables,
            ..Default::default()
        };
        let surveyed = survey(&[page], Wording::known());
        let roles: Vec<Role> = surveyed.iter().map(|header| header.role).collect();
        use Role::{Extra, Green, OperationalRef, OperationalTitle, Red, Result};
        assert_eq!(roles, [OperationalRef, OperationalTitle, Red, Green, Extra, Result]);
        let unknown = &surveyed[4];
        assert_eq!((unknown.page, unknown.score, unknown.below), (4, 0.0, "figures"));
        assert_eq!((unknown.header.as_str(), unknown.example.as_deref()), ("Réussi dès", Some("80")));
    }

    const RECORD_OF_FIGURES: [&str; 6] = ["1.1", "Ponts", "70", "90", "80", "85"];

    #[test]
    fn a_box_lies_over_the_columns_whose_middle_it_covers_or_of_which_it_is_a_part() {
        let header = grouped();
        let over = |from: f32, to: f32| header.columns_of(Rect::new(from, 40.0, to, 60.0));
        assert_eq!(over(50.0, 200.0), Some(1..4));
        assert_eq!(over(50.0, 75.0), Some(1..2));
        assert_eq!(over(75.0, 100.0), Some(1..2));
        assert_eq!(over(300.0, 340.0), None);
    }
}
