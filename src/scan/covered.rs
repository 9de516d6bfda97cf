//! Rules that a shaded cell covers: a program may paint the fill of a cell over the rule above it.
//!
//! A horizontal rule that ends on a vertical one goes on to the next where the shade changes there. Not for rules that show: those
//! are [`super::rules`]'.

use super::shades::is_same;
use crate::geometry::overlap;
use crate::read::{Fill, Rule};

/// Tolerances of this step, in points.
struct Tolerances {
    /// How near a rule's end must be to the rule that it ends on.
    reach: f32,
    /// How far above and below the rule the shades are compared: more than a square of the paper's colours, which may hold
    /// both, and less than the lowest row.
    off: f32,
    /// The widest column of figures, from rule to rule: only these are shaded by themselves.
    widest: f32,
    /// How far down each vertical rule must go on both sides of the place.
    side: f32,
}

const TOLERANCES: Tolerances = Tolerances { reach: 2.5, off: 7.0, widest: 90.0, side: 4.0 };

/// The horizontal pieces that `fills` cover of a page's rules.
pub(super) fn pieces(rules: &[Rule], fills: &[Fill]) -> Vec<Rule> {
    if fills.is_empty() {
        return Vec::new();
    }
    let (level, mut plumb): (Vec<Rule>, Vec<Rule>) = rules.iter().copied().partition(|rule| rule.level);
    plumb.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut found: Vec<Rule> = Vec::new();
    for rule in &level {
        let passes = |side: &&Rule| {
            let (above, below) = (rule.at - TOLERANCES.side, rule.at + TOLERANCES.side);
            side.from <= above && side.to >= below
        };
        for (end, ahead) in [(rule.to, 1.0), (rule.from, -1.0_f32)] {
            let distance = |side: &Rule| (side.at - end) * ahead;
            let ends = plumb.iter().filter(passes).any(|side| distance(side).abs() <= TOLERANCES.reach);
            let next = plumb.iter().filter(passes).map(distance);
            let next = next.filter(|&distance| distance > TOLERANCES.reach).min_by(f32::total_cmp);
            let Some(length) = next.filter(|&length| ends && length <= TOLERANCES.widest) else { continue };
            let (from, to) = (end.min(end + length * ahead), end.max(end + length * ahead));
            let is_there = level.iter().chain(&found).any(|other| {
                (other.at - rule.at).abs() <= TOLERANCES.reach
                    && overlap(other.from, other.to, from, to) > length / 2.0
            });
            if !is_there && is_step(fills, (from + to) / 2.0, rule.at) {
                found.push(Rule { level: true, at: rule.at, from, to });
            }
        }
    }
    found
}

/// Whether the shade above a place is another than below.
fn is_step(fills: &[Fill], x: f32, y: f32) -> bool {
    let shade = |y: f32| {
        let over = fills.iter().rfind(|fill| fill.rect.contains((x, y)));
        over.map_or([255; 3], |fill| fill.colour)
    };
    !is_same(shade(y - TOLERANCES.off), shade(y + TOLERANCES.off))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    fn rule(level: bool, at: f32, from: f32, to: f32) -> Rule {
        Rule { level, at, from, to }
    }

    /// Two rows of three columns, the middle one without its rule between the rows, and shaded in each as given.
    fn table(shades: [[u8; 3]; 2]) -> (Vec<Rule>, Vec<Fill>) {
        let mut rules: Vec<Rule> = [20.0, 80.0, 120.0, 200.0].map(|x| rule(false, x, 10.0, 90.0)).to_vec();
        rules.extend([rule(true, 10.0, 20.0, 200.0), rule(true, 90.0, 20.0, 200.0)]);
        rules.extend([rule(true, 50.0, 20.0, 80.0), rule(true, 50.0, 120.0, 200.0)]);
        let fill = |top: f32, colour: [u8; 3]| Fill { rect: Rect::new(80.0, top, 120.0, top + 40.0), colour };
        (rules, vec![fill(10.0, shades[0]), fill(50.0, shades[1])])
    }

    #[test]
    fn a_rule_that_shades_cover_goes_on_where_they_change() {
        let (rules, fills) = table([[240, 180, 0], [240, 80, 80]]);
        assert_eq!(pieces(&rules, &fills), [rule(true, 50.0, 80.0, 120.0)]);
    }

    #[test]
    fn a_cell_of_one_shade_over_two_rows_stays_one() {
        let (rules, fills) = table([[240, 180, 0], [238, 182, 2]]);
        assert!(pieces(&rules, &fills).is_empty());
        assert!(pieces(&rules, &[]).is_empty());
    }
}
