//! The headers of a report, each once, with what it is taken for and why: how a person finds the words that are missing.
//!
//! Not for reading tables: what is surveyed here changes nothing.

use std::collections::HashSet;

use super::{Header, HeaderReader, Role, TOLERANCES, band_end, stacked_headers};
use crate::tables::{Cell, PageTables, Table};
use crate::wording::{Folded, Wording, letters};

/// A header as it is understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Surveyed {
    /// The first page that prints it.
    pub page: u32,
    /// Its text, in one line.
    pub header: String,
    /// What its column is taken for; [`Role::Extra`] where that is not known.
    pub role: Role,
    /// How well it fits this role, or the best one where none is known.
    pub score: f32,
    /// What shape most cells below it have.
    pub below: &'static str,
    /// The first text below it.
    pub example: Option<String>,
}

/// Surveys the headers of a report in the order of reading. A table whose header cannot be read counts too, unless the
/// columns are those of the table before.
pub(crate) fn survey(pages: &[PageTables], wording: &Wording) -> Vec<Surveyed> {
    let tables = pages.iter().flat_map(|page| page.tables.iter().map(|table| (page.head.number, table)));
    let mut reader = HeaderReader::of(tables.clone().map(|(_, table)| table), wording);
    let mut seen = HashSet::new();
    let mut surveyed = Vec::new();
    let mut last: Option<Header> = None;
    for (page, table) in tables {
        let header = reader.header(table);
        let goes_on = header.is_none() && last.as_ref().is_some_and(|last| last.over(table).is_some());
        let columns: Vec<(Cell, Role)> = match &header {
            Some(header) => {
                header.columns.iter().map(|column| (column.header.clone(), column.role)).collect()
            }
            None if goes_on => Vec::new(),
            None => unread(table),
        };
        let rows = header.as_ref().map_or(1, |header| header.rows);
        for (cell, role) in columns {
            let text = cell.text();
            if text.is_empty() || !seen.insert(letters(&text)) {
                continue;
            }
            let scores = reader.scores(&Folded::new(&text));
            let own = Role::KNOWN.iter().position(|&known| known == role).and_then(|at| scores.get(at));
            surveyed.push(Surveyed {
                page,
                header: text.replace('\n', " "),
                role,
                score: own.copied().unwrap_or_else(|| scores.iter().copied().fold(0.0, f32::max)),
                below: reader.contents.get(&letters(&text)).copied().unwrap_or_default().shape(),
                example: first_below(table, &cell, rows),
            });
        }
        last = header.or(last);
    }
    surveyed
}

/// The first row of a table that has as many columns as one of records.
fn unread(table: &Table) -> Vec<(Cell, Role)> {
    let end = band_end(table, 0).unwrap_or_default();
    let cells: Vec<&Cell> = table.cells.iter().filter(|cell| cell.rows.start < end).collect();
    let columns = stacked_headers(&cells);
    let is_wide = (TOLERANCES.least_roles..=TOLERANCES.most_columns).contains(&columns.len());
    columns.into_iter().filter(|_| is_wide).map(|cell| (cell, Role::Extra)).collect()
}

/// The first text of a column below its header, in one line.
fn first_below(table: &Table, header: &Cell, rows: usize) -> Option<String> {
    let below = table.cells.iter().filter(|cell| cell.rows.start >= rows && cell.columns == header.columns);
    below.map(|cell| cell.text().replace('\n', " ")).find(|text| !text.is_empty())
}
