//! Giving out roles to columns so that the sum of scores is greatest (the assignment problem).
//!
//! The method is Kuhn's, in the O(n³) form with potentials (J. Munkres, *Algorithms for the Assignment and
//! Transportation Problems*, 1957). Not for judging scores: a pair below `least` is simply left unmade.

/// For each row of `scores`, the column it is given; `None` where no column is left or its score is below `least`.
pub(super) fn best(scores: &[Vec<f32>], least: f32) -> Vec<Option<usize>> {
    let rows = scores.len();
    let known = scores.iter().map(Vec::len).max().unwrap_or(0);
    // One spare column for each row, so that a row may stay without; costs are negated scores.
    let columns = known + rows;
    let cost = |row: usize, column: usize| match scores[row].get(column) {
        Some(&score) if score >= least => -score,
        _ => 0.0,
    };
    let (mut row_potential, mut column_potential) = (vec![0.0_f32; rows + 1], vec![0.0_f32; columns + 1]);
    // Position 0 of each list is a sentinel; rows and columns count from 1.
    let mut row_of = vec![0_usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut slack = vec![f32::INFINITY; columns + 1];
        let mut from = vec![0_usize; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let (current, mut delta, mut next) = (row_of[column], f32::INFINITY, 0);
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let reduced = cost(current - 1, other - 1) - row_potential[current] - column_potential[other];
                if reduced < slack[other] {
                    (slack[other], from[other]) = (reduced, column);
                }
                if slack[other] < delta {
                    (delta, next) = (slack[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_potential[row_of[other]] += delta;
                    column_potential[other] -= delta;
                } else {
                    slack[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[from[column]];
            column = from[column];
        }
    }
    let mut given = vec![None; rows];
    for (column, &row) in row_of.iter().enumerate().skip(1).take(known) {
        if let Some(row) = row.checked_sub(1)
            && cost(row, column - 1) < 0.0
        {
            given[row] = Some(column - 1);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_leaves_its_best_role_to_one_that_has_no_other() {
        let scores = [vec![9.0, 8.0], vec![5.0, 0.0]];
        assert_eq!(best(&scores, 1.0), [Some(1), Some(0)]);
    }

    #[test]
    fn what_scores_too_little_stays_without_a_role() {
        assert_eq!(best(&[vec![0.5], vec![3.0]], 1.0), [None, Some(0)]);
        assert!(best(&[], 1.0).is_empty());
    }
}
