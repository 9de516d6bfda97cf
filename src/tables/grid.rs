//! A grid of row and column edges, and which of its elementary boxes make up one cell.
//!
//! Not for finding the edges: that is in `ruled` and `aligned/`.

use std::ops::Range;

use crate::geometry::{cluster, overlap};
use crate::read::Rule;

/// Tolerances of this step.
struct Tolerances {
    /// Rules no further apart than this, in points, are one edge: double rules are up to 2.5 pt apart, the sides of boxes
    /// with gaps between them more, and no row or column of text is that narrow.
    edge: f32,
    /// The share of an elementary edge that rules must cover to close it; leaves room for rules a little short.
    cover: f32,
    /// How far down, in points, a vertical rule must reach into a row to part it at a page's foot: one line.
    stub: f32,
}

const TOLERANCES: Tolerances = Tolerances { edge: 4.0, cover: 0.6, stub: 6.0 };

/// The edges of a table's rows and columns, in points, ascending.
pub(super) struct Grid {
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
}

/// A cell as positions in the grid.
pub(super) struct CellSpan {
    pub(super) columns: Range<usize>,
    pub(super) rows: Range<usize>,
}

impl Grid {
    /// The grid on which a table's rules lie. Where a rule ends, an edge of the other direction is due even if none is
    /// drawn there: a frame may be missing at the sides, a page's foot may leave a row without a rule under it, and a
    /// header the row below it. An edge too many does no harm, since cells grow over edges without rules.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let drawn = |level: bool| rules.iter().filter(move |rule| rule.level == level).map(|rule| rule.at);
        let ends = |level: bool| {
            rules.iter().filter(move |rule| rule.level != level).flat_map(|rule| [rule.from, rule.to])
        };
        let outer = |level: bool| {
            let first = ends(level).min_by(f32::total_cmp);
            first.into_iter().chain(ends(level).max_by(f32::total_cmp))
        };
        Self { xs: edges(drawn(false), outer(false)), ys: edges(drawn(true), ends(true)) }
    }

    /// Groups the grid's elementary boxes into cells: two neighbours are one cell where no rule parts them.
    pub(super) fn cells(&self, rules: &[Rule]) -> Vec<CellSpan> {
        let (columns, rows) = (self.xs.len().saturating_sub(1), self.ys.len().saturating_sub(1));
        let mut plumb = covered(rules, false, &self.xs, &self.ys);
        self.close_foot(rules, &mut plumb);
        let level = covered(rules, true, &self.ys, &self.xs);
        let mut taken = vec![false; columns * rows];
        let mut spans = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken[row * columns + column] {
                    continue;
                }
                // Grows to the right, then downwards, while no rule is in the way. The result is always a
                // rectangle, whatever a broken rule leaves open.
                let mut right = column + 1;
                while right < columns && !taken[row * columns + right] && !plumb[right][row] {
                    right += 1;
                }
                let mut bottom = row + 1;
                while bottom < rows
                    && (column..right).all(|c| !taken[bottom * columns + c] && !level[bottom][c])
                    && (column + 1..right).all(|x| !plumb[x][bottom])
                {
                    bottom += 1;
                }
                for r in row..bottom {
                    taken[r * columns + column..r * columns + right].fill(true);
                }
                spans.push(CellSpan { columns: column..right, rows: row..bottom });
            }
        }
        spans
    }
}

impl Grid {
    /// At a page's foot a row may go on without a rule under it, and some programs draw the sides of a cell only as far
    /// down as its text reaches: there, a vertical rule that begins where the row does parts its columns.
    fn close_foot(&self, rules: &[Rule], plumb: &mut [Vec<bool>]) {
        let Some([top, foot]) = self.ys.last_chunk::<2>() else { return };
        let near = |a: f32, b: f32| (a - b).abs() <= TOLERANCES.edge;
        if rules.iter().any(|rule| rule.level && near(rule.at, *foot)) {
            return;
        }
        for rule in rules.iter().filter(|rule| !rule.level && rule.from <= top + TOLERANCES.edge) {
            if rule.to >= top + TOLERANCES.stub
                && let Some(edge) = nearest(&self.xs, rule.at)
                && let Some(closed) = plumb[edge].last_mut()
            {
                *closed = true;
            }
        }
    }
}

/// The edges that rules draw, and those that are `due` where none is drawn near.
fn edges(drawn: impl Iterator<Item = f32>, due: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all = cluster(drawn, TOLERANCES.edge);
    let missing = due.filter(|at| all.iter().all(|edge| (edge - at).abs() > TOLERANCES.edge));
    let missing = cluster(missing.collect::<Vec<_>>(), TOLERANCES.edge);
    all.extend(missing);
    all.sort_by(f32::total_cmp);
    all
}

/// For each edge of one direction, for each stretch between edges of the other, whether rules cover it.
fn covered(rules: &[Rule], level: bool, edges: &[f32], stretches: &[f32]) -> Vec<Vec<bool>> {
    let count = stretches.len().saturating_sub(1);
    let mut cover = vec![vec![0.0_f32; count]; edges.len()];
    for rule in rules.iter().filter(|rule| rule.level == level) {
        let Some(edge) = nearest(edges, rule.at) else {
            continue;
        };
        for (index, stretch) in stretches.windows(2).enumerate() {
            cover[edge][index] += overlap(rule.from, rule.to, stretch[0], stretch[1]);
        }
    }
    let wide = |(index, length): (usize, f32)| {
        length >= TOLERANCES.cover * (stretches[index + 1] - stretches[index])
    };
    cover.into_iter().map(|row| row.into_iter().enumerate().map(wide).collect()).collect()
}

/// The edge nearest to a rule's place, if it is near at all.
fn nearest(edges: &[f32], at: f32) -> Option<usize> {
    let distance = |index: &usize| (edges[*index] - at).abs();
    (0..edges.len())
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .filter(|i| distance(i) <= TOLERANCES.edge)
}
