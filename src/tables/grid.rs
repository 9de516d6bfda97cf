//! A grid of row and column edges, and which of its elementary boxes make up one cell.

use std::ops::Range;

use crate::geometry::{cluster, overlap};
use crate::read::Rule;

/// Tolerances of this step.
struct Tolerances {
    /// Rules no further apart than this, in points, are one edge: double rules are up to 2.5 pt apart, and no row
    /// or column of text is that narrow.
    edge: f32,
    /// The share of an elementary edge that rules must cover to close it; leaves room for rules a little short.
    cover: f32,
}

const TOLERANCES: Tolerances = Tolerances { edge: 3.0, cover: 0.6 };

/// The edges of a table's rows and columns, in points, ascending.
pub(super) struct Grid {
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
}

/// A cell as positions in the grid.
pub(super) struct Span {
    pub(super) columns: Range<usize>,
    pub(super) rows: Range<usize>,
}

impl Grid {
    /// The grid on which a table's rules lie. The outermost reach of the rules is an edge too, since a frame may be
    /// missing at the sides, and a page's foot may leave a row without a rule under it.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let edges = |level: bool| {
            let own = rules.iter().filter(move |rule| rule.level == level).map(|rule| rule.at);
            let cross = || rules.iter().filter(move |rule| rule.level != level);
            let first = cross().map(|rule| rule.from).min_by(f32::total_cmp);
            let last = cross().map(|rule| rule.to).max_by(f32::total_cmp);
            let mut all = cluster(own, TOLERANCES.edge);
            if let Some(first) =
                first.filter(|&first| all.first().is_none_or(|&x| first < x - TOLERANCES.edge))
            {
                all.insert(0, first);
            }
            if let Some(last) = last.filter(|&last| all.last().is_none_or(|&x| last > x + TOLERANCES.edge)) {
                all.push(last);
            }
            all
        };
        Self { xs: edges(false), ys: edges(true) }
    }

    /// Groups the grid's elementary boxes into cells: two neighbours are one cell where no rule parts them.
    pub(super) fn cells(&self, rules: &[Rule]) -> Vec<Span> {
        let (columns, rows) = (self.xs.len().saturating_sub(1), self.ys.len().saturating_sub(1));
        let plumb = covered(rules, false, &self.xs, &self.ys);
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
                spans.push(Span { columns: column..right, rows: row..bottom });
            }
        }
        spans
    }
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
