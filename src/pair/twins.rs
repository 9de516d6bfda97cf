//! Two tables that print the same, one in each language: which row of the one is which row of the other.
//!
//! By their references, and by their order where those say nothing. Not for finding such tables: that is in `join/`.

use super::Rows;
use crate::columns::Role;
use crate::join::{JoinedTable, Row, digits};

/// How much speaks for two rows being one record.
struct Weights {
    /// Their place in the order alone.
    place: f32,
    /// A reference that is the same.
    same: f32,
    /// A reference that one of them lacks.
    lacking: f32,
}

const WEIGHTS: Weights = Weights { place: 1.0, same: 2.0, lacking: -0.4 };

/// A row of one of the tables.
struct TwinRow<'a> {
    row: &'a Row,
    /// The banner over it.
    banner: Option<usize>,
    /// The numbers of its references.
    references: Vec<String>,
}

/// The records of such a table, under the banners of the first one; a row without its like is a record by itself.
pub(super) fn records(table: &JoinedTable) -> Vec<(Option<usize>, Vec<Rows<'_>>)> {
    let first = table.edition.first();
    let (upper, lower): (Vec<TwinRow<'_>>, Vec<TwinRow<'_>>) =
        entries(table).partition(|entry| entry.row.side.language() == Some(first));
    let mut groups: Vec<(Option<usize>, Vec<Rows<'_>>)> = Vec::new();
    for (above, below) in pairs(&upper, &lower) {
        let rows = match (above, below) {
            (Some(above), Some(below)) => {
                let mut rows = Rows::of(above.row);
                *rows.own.side_mut(first.other()) = Some(below.row);
                rows
            }
            (Some(alone), None) | (None, Some(alone)) => Rows::of(alone.row),
            (None, None) => continue,
        };
        match (groups.last_mut(), above) {
            (Some((banner, group)), Some(above)) if *banner == above.banner => group.push(rows),
            (Some((_, group)), None) => group.push(rows),
            (_, above) => groups.push((above.and_then(|above| above.banner), vec![rows])),
        }
    }
    groups
}

fn entries(table: &JoinedTable) -> impl Iterator<Item = TwinRow<'_>> {
    let roles = [Role::OperationalRef, Role::KpiRef];
    let columns = roles.map(|role| table.columns.iter().position(|column| column.role == role));
    let rows =
        table.stretches.iter().flat_map(|stretch| stretch.rows.iter().map(|row| (stretch.banner, row)));
    rows.map(move |(banner, row)| {
        let number = |column: Option<usize>| {
            let cells = column.map(|column| table.cells_of(row, column)).unwrap_or_default();
            digits(&cells.iter().map(|&cell| table.cells[cell].text()).collect::<String>())
        };
        TwinRow { row, banner, references: columns.into_iter().map(number).collect() }
    })
}

type TwinPair<'e, 'a> = (Option<&'e TwinRow<'a>>, Option<&'e TwinRow<'a>>);

/// The rows of two tables side by side, each in its order, so that together they agree best.
fn pairs<'e, 'a>(upper: &'e [TwinRow<'a>], lower: &'e [TwinRow<'a>]) -> Vec<TwinPair<'e, 'a>> {
    let mut best = vec![vec![0.0_f32; lower.len() + 1]; upper.len() + 1];
    for i in (0..upper.len()).rev() {
        for j in (0..lower.len()).rev() {
            let apart = best[i + 1][j].max(best[i][j + 1]);
            let together = likeness(&upper[i], &lower[j]).map(|likeness| likeness + best[i + 1][j + 1]);
            best[i][j] = together.map_or(apart, |together| together.max(apart));
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < upper.len() || j < lower.len() {
        let both = upper.get(i).zip(lower.get(j));
        let together = both.and_then(|(above, below)| likeness(above, below));
        if together.is_some_and(|likeness| likeness + best[i + 1][j + 1] >= best[i][j]) {
            pairs.push((upper.get(i), lower.get(j)));
            (i, j) = (i + 1, j + 1);
        } else if j == lower.len() || (i < upper.len() && best[i + 1][j] >= best[i][j + 1]) {
            pairs.push((upper.get(i), None));
            i += 1;
        } else {
            pairs.push((None, lower.get(j)));
            j += 1;
        }
    }
    pairs
}

/// How much two rows look like one record; `None` where a reference says that they are two.
fn likeness(a: &TwinRow<'_>, b: &TwinRow<'_>) -> Option<f32> {
    let mut likeness = WEIGHTS.place;
    for (a, b) in a.references.iter().zip(&b.references) {
        likeness += match (a.is_empty(), b.is_empty()) {
            (true, true) => 0.0,
            (false, false) if a == b => WEIGHTS.same,
            (false, false) => return None,
            _ => WEIGHTS.lacking,
        };
    }
    Some(likeness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::Side;

    fn some<'a>(row: &'a Row, references: &[&str]) -> Vec<TwinRow<'a>> {
        let entry =
            |reference: &&str| TwinRow { row, banner: None, references: vec![(*reference).to_owned()] };
        references.iter().map(entry).collect()
    }

    /// The pairs of rows with these references, by their places.
    fn paired(upper: &[&str], lower: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
        let row = Row { side: Side::French, bands: Vec::new(), margin: None };
        let (upper, lower) = (some(&row, upper), some(&row, lower));
        let at = |all: &[TwinRow<'_>], one: Option<&TwinRow<'_>>| {
            one.and_then(|one| all.iter().position(|entry| std::ptr::eq(entry, one)))
        };
        pairs(&upper, &lower).into_iter().map(|(a, b)| (at(&upper, a), at(&lower, b))).collect()
    }

    #[test]
    fn rows_pair_by_reference_and_else_by_order() {
        let both = |at: usize| (Some(at), Some(at));
        assert_eq!(paired(&["11", "12", ""], &["11", "12", ""]), [both(0), both(1), both(2)]);
        assert_eq!(paired(&["", ""], &["", ""]), [both(0), both(1)]);
        assert_eq!(
            paired(&["11", "12", "13"], &["11", "13"]),
            [both(0), (Some(1), None), (Some(2), Some(1))]
        );
        assert_eq!(paired(&["11"], &["12"]).len(), 2);
    }
}
