//! The pieces of a table become bands: one for each row of the drawn grid, with a cell, or none, in each of the table's
//! columns.
//!
//! Pages may draw their columns in another order, part them or have one more; here they become those of the one table,
//! and nothing that stands in a piece is lost. Not for which bands make up a row: that is `rows`.

use super::{Band, Joined, JoinedCell, JoinedColumn, JoinedTable};
use crate::columns::{Header, Role};
use crate::diagnostic::{Code, Finding};
use crate::geometry::Rect;
use crate::language::Identifier;
use crate::outline::{Piece, column_label, without_place};
use crate::record::Texts;
use crate::tables::{Cell, Making, PageTables};
use crate::words::Line;

/// Tolerances of this step.
struct Tolerances {
    /// A cell over at least this share of the columns, alone in its band, is a banner.
    banner_share: f32,
}

const TOLERANCES: Tolerances = Tolerances { banner_share: 0.7 };

/// Finds the columns of one piece among those of its table, and adds those that no earlier piece has: a page may repeat
/// the header with its columns in another order, or with one more. `other` are the places of the first piece's columns
/// where that is in the other language: an unknown header is known by its place there.
pub(super) fn place_columns(
    columns: &mut Vec<JoinedColumn>,
    piece: &Piece,
    other: Option<&[usize]>,
    languages: &Identifier,
) -> Vec<usize> {
    let mut used = vec![false; columns.len()];
    let own = &piece.header.columns;
    let other = other.filter(|other| other.len() == own.len());
    let each = own.iter().enumerate();
    each.map(|(number, column)| {
        let label = column_label(column, languages);
        let same = |known: &JoinedColumn| {
            let alike = || squashed(&known.label) == squashed(&label);
            known.role == column.role
                && known.language == column.language
                && (column.role != Role::Extra || alike())
        };
        let beside = other.and_then(|other| other.get(number).copied());
        let beside =
            beside.filter(|&at| !used[at] && column.role == Role::Extra && columns[at].role == Role::Extra);
        let known = beside.or_else(|| (0..used.len()).find(|&at| !used[at] && same(&columns[at])));
        let at = known.unwrap_or_else(|| {
            columns.push(JoinedColumn {
                role: column.role,
                label: label.clone(),
                language: column.language,
                doubtful: column.doubtful,
            });
            used.push(false);
            columns.len() - 1
        });
        used[at] = true;
        if other.is_some() {
            let known = &mut columns[at].label;
            known.fr = known.fr.take().or(label.fr);
            known.nl = known.nl.take().or(label.nl);
        }
        at
    })
    .collect()
}

/// A label without white space, which differs from page to page with the places where lines break.
fn squashed(label: &Texts) -> String {
    let both = label.fr.iter().chain(&label.nl).flat_map(|text| text.chars());
    both.filter(|character| !character.is_whitespace()).collect()
}

/// For each row of the grid, whether a cell over most of the columns stands in it alone, as banners do.
///
/// A cell beside it that goes on in a row of another sort, as the strategic objective's does, is no matter; one that
/// stands beside such cells only makes them cells of a record, printed over several columns.
fn banner_rows(piece: &Piece) -> Vec<bool> {
    let body = || {
        let cells = piece.table.cells.iter();
        cells.filter(|cell| cell.rows.start >= piece.header_rows && !cell.is_blank())
    };
    let mut wide = vec![false; piece.table.ys.len().saturating_sub(1)];
    for cell in body().filter(|cell| is_wide(cell, &piece.header)) {
        wide[cell.rows.clone()].fill(true);
    }
    let mut alone = wide.clone();
    for cell in body().filter(|cell| !is_wide(cell, &piece.header)) {
        if cell.rows.clone().all(|row| wide[row]) {
            alone[cell.rows.clone()].fill(false);
        }
    }
    alone
}

/// Whether a cell reaches over most of the columns.
fn is_wide(cell: &Cell, header: &Header) -> bool {
    let span = header.columns_of(cell.bbox).map_or(0, |span| span.len());
    span as f32 >= TOLERANCES.banner_share * header.columns.len() as f32
}

/// A row of a piece's grid, on its way to a band.
#[derive(Clone, Default)]
struct GridRow {
    /// For each column of the table, the cell that covers it.
    cells: Vec<Option<usize>>,
    /// The banner that stands in it.
    banner: Option<usize>,
    /// Whether a cell begins in it: an edge of the grid at which none does is none of the table's rows.
    begins: bool,
    /// How many of its cells reach over several columns.
    spread: u32,
    /// The box of the cells that begin in it.
    bbox: Option<Rect>,
}

/// A table as its pieces are added to it, one after the other.
pub(super) struct Pieces<'a> {
    /// The table so far.
    pub(super) table: JoinedTable,
    /// Where banners part the bands: the band that follows one, and its cell.
    pub(super) breaks: Vec<(usize, usize)>,
    /// Where text is counted that is in no row.
    joined: &'a mut Joined,
}

impl<'a> Pieces<'a> {
    /// No piece yet.
    pub(super) fn of(table: JoinedTable, joined: &'a mut Joined) -> Self {
        Self { table, breaks: Vec::new(), joined }
    }

    /// Adds the bands of one piece; `places` says which of the table's columns each of the piece's own is.
    pub(super) fn add(&mut self, piece: Piece, places: &[usize], page: &PageTables) {
        let banner_rows = banner_rows(&piece);
        let Piece { page: index, table: drawn, header, header_rows } = piece;
        let empty = GridRow { cells: vec![None; self.table.columns.len()], ..GridRow::default() };
        let mut rows = vec![empty; drawn.ys.len().saturating_sub(1)];
        for cell in drawn.cells {
            let row = &mut rows[cell.rows.start];
            row.begins = true;
            row.bbox = Some(row.bbox.map_or(cell.bbox, |bbox| bbox.union(&cell.bbox)));
            if cell.rows.start < header_rows {
                self.joined.header_glyphs += u64::from(cell.glyphs());
                continue;
            }
            if is_wide(&cell, &header) {
                if cell.is_blank() {
                    continue;
                }
                if cell.rows.clone().all(|row| banner_rows[row]) {
                    let row = cell.rows.start;
                    rows[row].banner = Some(self.keep(cell, index));
                    continue;
                }
            }
            let Some(span) = header.columns_of(cell.bbox) else {
                if !cell.is_blank() {
                    self.joined.unassigned_glyphs += u64::from(cell.glyphs());
                    self.notice(without_place(cell.glyphs(), &cell.text()), &cell, page);
                }
                continue;
            };
            if span.len() > 1 && !cell.is_blank() {
                let finding = Finding::new(Code::B207).with("columns", span.len());
                self.notice(finding.with("text", cell.text()), &cell, page);
                rows[cell.rows.clone()].iter_mut().for_each(|row| row.spread += 1);
            }
            let column = places[span.start];
            if let Some(first) = rows[cell.rows.start].cells[column] {
                // Two cells of one band in one column, as where a column is parted on one page only, are one.
                let first = &mut self.table.cells[first];
                first.bbox = first.bbox.union(&cell.bbox);
                first.lines.extend(cell.lines);
                continue;
            }
            let range = cell.rows.clone();
            let id = self.keep(cell, index);
            for row in &mut rows[range] {
                row.cells[column].get_or_insert(id);
            }
        }
        let mut first = true;
        let last = rows.len().saturating_sub(1);
        for (at, row) in rows.into_iter().enumerate().skip(header_rows) {
            if let Some(banner) = row.banner {
                let text = |cell: usize| self.table.cells[cell].text();
                let in_force = self.breaks.last().map(|&(_, banner)| text(banner));
                if first && in_force.is_some_and(|in_force| in_force == text(banner)) {
                    // A page may say again which banner its first rows stand under; it parts nothing.
                    self.table.repeats.push(banner);
                } else {
                    self.breaks.push((self.table.bands.len(), banner));
                    first = false;
                }
            } else if row.begins && row.cells.iter().any(Option::is_some) {
                // the rows of a transcript are where their cells are, in whatever order they are read
                let own = row.bbox.filter(|_| drawn.making == Making::Transcribed);
                self.table.bands.push(Band {
                    page: index,
                    bbox: own.unwrap_or(Rect { y0: drawn.ys[at], y1: drawn.ys[at + 1], ..drawn.bbox }),
                    cells: row.cells,
                    first,
                    open: drawn.open_bottom && at == last,
                    spread: row.spread,
                    making: drawn.making,
                    doubt: drawn.doubts.get(at).copied().unwrap_or_default(),
                });
                first = false;
            }
        }
    }

    /// Keeps a cell of the page at `index`; gives its place among the table's cells.
    fn keep(&mut self, cell: Cell, index: usize) -> usize {
        let Cell { bbox, lines, fill, .. } = cell;
        self.table.cells.push(JoinedCell {
            page: index,
            bbox,
            lines,
            fill,
            left: bbox.x0,
            right: bbox.x1,
            margin: f32::INFINITY,
        });
        self.table.cells.len() - 1
    }

    /// Notes something about a cell.
    fn notice(&mut self, finding: Finding, cell: &Cell, page: &PageTables) {
        let place = page.head.to_viewer(cell.bbox);
        self.joined.findings.push(finding.at(page.head.number, place));
    }
}

/// Measures where the text of each column begins and ends: the padding is the same all down a column.
pub(super) fn set_text_edges(table: &mut JoinedTable) {
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

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;
    use super::*;
    use crate::columns::Column;
    use crate::diagnostic::Value;
    use crate::join::outline_to_tables;
    use crate::outline::{Outline, PlacedTable, Position};
    use crate::record::Kind;
    use crate::tables::Table;

    const COLUMN: f32 = 50.0;
    const ROLES: [Role; 6] = [
        Role::OperationalRef,
        Role::OperationalTitle,
        Role::Red,
        Role::Green,
        Role::Result,
        Role::Description,
    ];

    /// A cell over some rows and over a stretch of the page, measured in columns.
    fn cell(rows: std::ops::Range<usize>, from: f32, to: f32, text: &str) -> Cell {
        let bbox = Rect::new(from * COLUMN, rows.start as f32 * 20.0, to * COLUMN, rows.end as f32 * 20.0);
        let glyphs = text.chars().filter(|character| *character != ' ').count() as u32;
        let line = Line { text: text.to_owned(), bbox, glyphs, ..Line::default() };
        let lines = if text.is_empty() { Vec::new() } else { vec![line] };
        Cell { columns: 0..1, rows, bbox, lines, fill: None }
    }

    /// The part of a table that stands on a page, under a header that is not drawn there.
    fn piece(page: usize, roles: &[Role], rows: usize, cells: Vec<Cell>) -> Piece {
        let columns = roles.iter().enumerate().map(|(at, &role)| {
            let header = cell(0..1, at as f32, at as f32 + 1.0, &format!("{role:?}"));
            let (left, right) = (header.bbox.x0, header.bbox.x1);
            Column { role, left, right, header, language: None, doubtful: false }
        });
        let header = Header { columns: columns.collect(), rows: 1, height: 20.0, kind: Kind::Objectives };
        let ys = (0..=rows).map(|row| row as f32 * 20.0).collect();
        Piece { page, table: Table { ys, cells, ..Table::default() }, header, header_rows: 0 }
    }

    /// The table of some pieces, of which no glyph got lost.
    fn joined(pieces: Vec<Piece>) -> (JoinedTable, Joined) {
        let cells = pieces.iter().flat_map(|piece| &piece.table.cells);
        let printed: u64 = cells.map(|cell| u64::from(cell.glyphs())).sum();
        let pages = vec![PageTables::default(); pieces.len()];
        let placed = PlacedTable {
            position: Position::default(),
            kind: Kind::Objectives,
            part: 0,
            nihil: false,
            first_page: 0,
            pieces,
            notes: Vec::new(),
        };
        let mut outline = Outline { tables: vec![placed], ..Outline::default() };
        let mut joined = outline_to_tables(&mut outline, &pages, Vocabulary::of(&Identifier::default()));
        let table = joined.tables.remove(0);
        assert_eq!(table.glyphs() + joined.unassigned_glyphs, printed);
        (table, joined)
    }

    /// What stands in each column of a band.
    fn texts(table: &JoinedTable, band: usize) -> Vec<String> {
        let cells = table.bands[band].cells.iter();
        cells.map(|cell| cell.map_or_else(String::new, |cell| table.cells[cell].text())).collect()
    }

    #[test]
    fn a_cell_over_most_columns_is_a_banner_only_where_it_stands_alone() {
        let cells = vec![
            cell(0..2, 0.0, 1.0, "spans"),
            cell(0..1, 1.0, 6.0, "a banner"),
            cell(1..2, 1.0, 2.0, "below"),
            cell(2..3, 0.0, 1.0, "O.O. 1"),
            cell(2..3, 1.0, 6.0, "given up"),
        ];
        let (table, joined) = joined(vec![piece(0, &ROLES, 3, cells)]);
        let banners: Vec<String> =
            table.stretches.iter().filter_map(|s| s.banner).map(|cell| table.cells[cell].text()).collect();
        assert_eq!(banners, ["a banner"]);
        assert_eq!(texts(&table, 0)[..2], ["spans", "below"]);
        assert_eq!(texts(&table, 1)[..2], ["O.O. 1", "given up"]);
        assert_eq!(joined.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::B207]);
        assert_eq!(table.bands.iter().map(|band| band.spread).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn a_banner_that_a_page_repeats_parts_nothing() {
        let page = |index, text: &str| {
            let record = [cell(1..2, 0.0, 1.0, text), cell(1..2, 5.0, 6.0, "done")];
            piece(index, &ROLES, 2, [cell(0..1, 0.0, 6.0, "a banner")].into_iter().chain(record).collect())
        };
        let (table, _) = joined(vec![page(0, "O.O. 1"), page(1, "O.O. 2")]);
        assert_eq!(table.stretches.len(), 1);
        assert_eq!(table.bands.iter().map(|band| band.first).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_column_that_only_a_later_page_has_is_kept() {
        let cells = |text: &str| vec![cell(0..1, 0.0, 1.0, text), cell(0..1, 5.0, 6.0, "sixth")];
        let mut more = ROLES;
        more.swap(0, 4);
        more[5] = Role::Actions;
        let (table, _) = joined(vec![piece(0, &ROLES, 1, cells("1")), piece(1, &more, 1, cells("70"))]);
        assert_eq!(table.columns.len(), 7);
        assert_eq!(texts(&table, 0), ["1", "", "", "", "", "sixth", ""]);
        assert_eq!(texts(&table, 1), ["", "", "", "", "70", "", "sixth"]);
    }

    #[test]
    fn the_parts_of_a_column_are_one_cell() {
        let cells = vec![
            cell(0..1, 0.0, 1.0, "O.O. 1"),
            cell(0..1, 1.0, 1.5, "upper"),
            cell(0..2, 1.5, 2.0, "both"),
            cell(1..2, 1.0, 1.5, "lower"),
        ];
        let (table, _) = joined(vec![piece(0, &ROLES, 2, cells)]);
        assert_eq!(texts(&table, 0)[..2], ["O.O. 1", "upper both"]);
        assert_eq!(texts(&table, 1)[1], "lower");
    }

    #[test]
    fn a_cell_beside_all_columns_is_counted_and_named() {
        let (table, joined) =
            joined(vec![piece(0, &ROLES, 1, vec![cell(0..1, 0.0, 1.0, "1"), cell(0..1, 6.0, 7.0, "aside")])]);
        assert_eq!((table.glyphs(), joined.unassigned_glyphs), (1, 5));
        assert_eq!(joined.findings[0].code, Code::B201);
    }

    /// The rows of the only stretch of a table, as the texts of their first bands.
    fn rows(table: &JoinedTable) -> Vec<String> {
        let rows = table.stretches.iter().flat_map(|stretch| &stretch.rows);
        rows.map(|row| texts(table, row.bands[0])[0].clone()).collect()
    }

    /// A row of cells, one in each column.
    fn row(at: usize, texts: [&str; 6]) -> Vec<Cell> {
        let cells = texts.into_iter().enumerate();
        cells.map(|(column, text)| cell(at..at + 1, column as f32, column as f32 + 1.0, text)).collect()
    }

    /// The only table of rows of cells, one in each column.
    fn of_rows<const COUNT: usize>(texts: [[&str; 6]; COUNT]) -> (JoinedTable, Joined) {
        let cells = texts.into_iter().enumerate().flat_map(|(at, texts)| row(at, texts)).collect();
        joined(vec![piece(0, &ROLES, COUNT, cells)])
    }

    #[test]
    fn rows_that_are_of_no_record_are_left_out() {
        let cells = [
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["O.O. 1", "Le bac du nord", "70", "90", "85", "Le bac est réparé"],
            ["O.O. 1", "De veerboot van het noorden", "70", "90", "85", "De veerboot werd hersteld"],
            ["", "", "", "", "", ""],
            ["O.O. 2", "Le bac du sud", "50", "80", "84", "Le bac est vendu"],
            ["O.O. 2", "De veerboot van het zuiden", "50", "80", "84", "De veerboot werd verkocht"],
            ["", "", "", "", "", ""],
            ["", "", "", "", "", ""],
            ["", "Moyenne – Gemiddelde", "", "", "84,5", ""],
        ];
        let (table, joined) = of_rows(cells);
        assert_eq!(rows(&table), ["O.O. 1", "O.O. 1", "O.O. 2", "O.O. 2"]);
        let [finding] = &joined.findings[..] else { panic!("{:?}", joined.findings) };
        assert_eq!(finding.code, Code::B211);
        assert_eq!(finding.values["figures"], Value::from(vec!["84,5".to_owned()]));
    }

    #[test]
    fn a_row_without_figures_is_no_summary_but_below_one() {
        let cells = [
            ["O.O. 1", "Total des objectifs", "70", "90", "85", "Le bac est réparé et la ligne est ouverte"],
            ["", "Totaal van de doelstellingen", "", "", "", ""],
            ["O.O. 2", "Le bac du sud", "50", "80", "84", "Le bac est vendu et la ligne est fermée"],
            ["", "De veerboot van het zuiden", "", "", "", "De veerboot is verkocht en de lijn is dicht"],
            ["", "Somme des poids", "", "", "100", ""],
            ["", "Som van de gewichten", "", "", "", ""],
        ];
        let (table, _) = of_rows(cells);
        assert_eq!(rows(&table), ["O.O. 1", "", "O.O. 2", ""]);
    }

    #[test]
    fn a_blank_row_under_a_french_one_is_its_dutch() {
        let cells = [
            ["O.O. 1", "Le bac du nord", "70", "90", "85", "Le bac est réparé et la ligne est ouverte"],
            ["", "De veerboot", "", "", "", "De veerboot is hersteld en de lijn is open"],
            ["O.O. 2", "Le bac du sud", "50", "80", "84", "Le bac est vendu et la ligne est fermée"],
            ["", "", "", "", "", ""],
            ["O.O. 3", "Le bac du port", "50", "80", "84", "Le bac est loué et la ligne est neuve"],
            ["", "De veerboot", "", "", "", "De veerboot is verhuurd en de lijn is nieuw"],
        ];
        let (table, _) = of_rows(cells);
        assert_eq!(rows(&table), ["O.O. 1", "", "O.O. 2", "", "O.O. 3", ""]);
    }

    #[test]
    fn a_row_with_a_reference_of_its_own_is_a_record_however_its_language_leans() {
        let cells = [
            ["O.O. 1.1", "Le bac du nord", "", "", "", "Le bac est réparé et la ligne est ouverte"],
            [
                "O.O. 1.2",
                "De veerboot van het zuiden",
                "",
                "",
                "",
                "De veerboot is hersteld en de lijn is open",
            ],
        ];
        let (table, _) = of_rows(cells);
        assert_eq!(table.stretches[0].rows.len(), 2);
        assert!(table.stretches[0].rows.iter().all(|row| row.side != crate::join::Side::Dutch));
    }

    #[test]
    fn the_rest_of_an_indicators_label_below_a_page_break_begins_no_record() {
        let mut roles = ROLES;
        roles[0] = Role::KpiRef;
        roles[1] = Role::KpiTitle;
        let upper = row(0, ["KPI", "Le bac du nord", "70", "90", "85", "Le bac est réparé et la ligne"]);
        let lower = row(0, ["1.2", "", "", "", "", "est ouverte"]);
        let (table, _) = joined(vec![piece(0, &roles, 1, upper), piece(1, &roles, 1, lower)]);
        assert_eq!(table.stretches[0].rows.iter().map(|row| row.bands.len()).collect::<Vec<_>>(), [2]);
    }
}
