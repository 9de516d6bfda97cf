//! Rules that a shaded cell covers: a program may paint the fill of a cell over the rules above and beside it.
//!
//! A horizontal rule that ends on a vertical one goes on to the next where the shade changes there, or where the shaded cells
//! above and below it have each a text of their own. Not for rules that show: those are [`super::rules`]'.

use super::shades::is_same;
use crate::geometry::{Rect, overlap};
use crate::read::{Fill, Rule};

/// Tolerances of this step, in points.
struct Tolerances {
    /// How near a rule's end must be to the rule that it ends on.
    reach: f32,
    /// How far on both sides of the rule the shades are compared: more than a square of the paper's colours, which may hold
    /// both, and less than the lowest row.
    off: f32,
    /// The widest column of figures, from rule to rule: only these are shaded by themselves.
    widest: f32,
    /// A vertical piece longer than this shows its shade without its ends.
    long: f32,
    /// The longest piece of a vertical rule: a cell with an account of what was done.
    tall: f32,
    /// How far down each vertical rule must go on both sides of the place.
    side: f32,
    /// The least white between the texts of two cells: more than between two lines of one.
    apart: f32,
    /// How far from the rule a text of one of the cells stands at most: the height of a row.
    near: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    reach: 2.5,
    off: 7.0,
    widest: 90.0,
    long: 28.0,
    tall: 200.0,
    side: 4.0,
    apart: 12.0,
    near: 120.0,
};

/// The pieces that `fills` cover of a page's rules, on which `letters` stand.
pub(super) fn pieces(rules: &[Rule], fills: &[Fill], letters: &[Rect]) -> Vec<Rule> {
    if fills.is_empty() {
        return Vec::new();
    }
    let (level, mut plumb): (Vec<Rule>, Vec<Rule>) = rules.iter().copied().partition(|rule| rule.level);
    let mut found = vertical(&level, &plumb, fills);
    plumb.extend(&found);
    plumb.sort_by(|a, b| a.at.total_cmp(&b.at));
    found.extend(horizontal(&level, &plumb, fills, letters));
    found
}

/// Vertical pieces: where a rule ends, it goes on to the next horizontal one if a shade begins or ends there all along.
fn vertical(level: &[Rule], plumb: &[Rule], fills: &[Fill]) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    for rule in plumb {
        let crosses =
            |other: &&Rule| (other.from - TOLERANCES.reach..=other.to + TOLERANCES.reach).contains(&rule.at);
        for (end, ahead) in [(rule.to, 1.0), (rule.from, -1.0_f32)] {
            let ahead_of = |other: &Rule| (other.at - end) * ahead;
            let distances = level.iter().filter(crosses).map(ahead_of);
            let next = distances.filter(|&distance| distance > TOLERANCES.reach).min_by(f32::total_cmp);
            let Some(length) = next.filter(|&length| length <= TOLERANCES.tall) else { continue };
            let (from, to) = (end.min(end + length * ahead), end.max(end + length * ahead));
            let is_there = plumb.iter().chain(&found).any(|other| {
                (other.at - rule.at).abs() <= TOLERANCES.reach
                    && overlap(other.from, other.to, from, to) > length / 2.0
            });
            if !is_there && is_edge(fills, rule.at, (from, to)) {
                found.push(Rule { level: false, at: rule.at, from, to });
            }
        }
    }
    found
}

/// Whether the shades on both sides of a vertical line differ all along it. Right at the horizontal rules that it joins, a
/// square of the paper's colours may hold both rows.
fn is_edge(fills: &[Fill], x: f32, (from, to): (f32, f32)) -> bool {
    let is_long = to - from > TOLERANCES.long;
    let (from, to) = if is_long { (from + TOLERANCES.off, to - TOLERANCES.off) } else { (from, to) };
    let steps = ((to - from) / TOLERANCES.off).ceil().max(1.0) as usize;
    let height = (to - from) / steps as f32;
    (0..steps).map(|step| from + (step as f32 + 0.5) * height).all(|y| {
        let [left, right] = [x - TOLERANCES.off, x + TOLERANCES.off].map(|x| shade_at(fills, x, y));
        !is_same(left.unwrap_or([255; 3]), right.unwrap_or([255; 3]))
    })
}

/// Horizontal pieces. At the edge of a table, the vertical rules end on them.
fn horizontal(level: &[Rule], plumb: &[Rule], fills: &[Fill], letters: &[Rect]) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    for rule in level {
        let (above, below) = (rule.at - TOLERANCES.side, rule.at + TOLERANCES.side);
        let touches = |side: &&Rule| {
            side.from <= rule.at + TOLERANCES.reach
                && side.to >= rule.at - TOLERANCES.reach
                && (side.from <= above || side.to >= below)
        };
        for (end, ahead) in [(rule.to, 1.0), (rule.from, -1.0_f32)] {
            let distance = |side: &Rule| (side.at - end) * ahead;
            let ends = plumb.iter().filter(touches).any(|side| distance(side).abs() <= TOLERANCES.reach);
            let next = plumb.iter().filter(touches).map(distance);
            let next = next.filter(|&distance| distance > TOLERANCES.reach).min_by(f32::total_cmp);
            let Some(length) = next.filter(|&length| ends && length <= TOLERANCES.widest) else { continue };
            let (from, to) = (end.min(end + length * ahead), end.max(end + length * ahead));
            let is_there = level.iter().chain(&found).any(|other| {
                (other.at - rule.at).abs() <= TOLERANCES.reach
                    && overlap(other.from, other.to, from, to) > length / 2.0
            });
            let far = end + length * ahead;
            let passes = |x: f32| {
                let beside = plumb.iter().filter(|side| (side.at - x).abs() <= TOLERANCES.reach);
                let (mut over, mut under) = (false, false);
                for side in beside.filter(touches) {
                    over |= side.from <= above;
                    under |= side.to >= below;
                }
                over && under
            };
            let goes_on = || {
                level.iter().any(|other| {
                    let near = if ahead > 0.0 { other.from - far } else { far - other.to };
                    (other.at - rule.at).abs() <= TOLERANCES.reach && near.abs() <= TOLERANCES.reach
                })
            };
            let middle = (from + to) / 2.0;
            let is_covered = if is_step(fills, middle, rule.at) {
                passes(end) && passes(far) || goes_on()
            } else {
                is_shaded(fills, middle, rule.at)
                    && goes_on()
                    && is_between_texts(letters, (from, to), rule.at)
            };
            if !is_there && is_covered {
                found.push(Rule { level: true, at: rule.at, from, to });
            }
        }
    }
    found
}

/// The shade at a place.
fn shade_at(fills: &[Fill], x: f32, y: f32) -> Option<[u8; 3]> {
    fills.iter().rfind(|fill| fill.rect.contains((x, y))).map(|fill| fill.colour)
}

/// The shades above and below a place.
fn shades(fills: &[Fill], x: f32, y: f32) -> [Option<[u8; 3]>; 2] {
    [y - TOLERANCES.off, y + TOLERANCES.off].map(|y| shade_at(fills, x, y))
}

/// Whether the shade above a place is another than below.
fn is_step(fills: &[Fill], x: f32, y: f32) -> bool {
    let [above, below] = shades(fills, x, y).map(|shade| shade.unwrap_or([255; 3]));
    !is_same(above, below)
}

fn is_shaded(fills: &[Fill], x: f32, y: f32) -> bool {
    shades(fills, x, y).iter().all(Option::is_some)
}

/// Whether a text above and one below a height stand as far apart as those of two cells do.
fn is_between_texts(letters: &[Rect], (from, to): (f32, f32), y: f32) -> bool {
    let near = letters.iter().filter(|letter| {
        let (x, middle) = letter.centre();
        (from..=to).contains(&x) && (middle - y).abs() <= TOLERANCES.near
    });
    let (mut above, mut below) = (f32::NEG_INFINITY, f32::INFINITY);
    for letter in near {
        if letter.centre().1 < y {
            above = above.max(letter.y1);
        } else {
            below = below.min(letter.y0);
        }
    }
    above.is_finite() && below.is_finite() && below - above >= TOLERANCES.apart
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(pieces(&rules, &fills, &[]), [rule(true, 50.0, 80.0, 120.0)]);
    }

    #[test]
    fn a_cell_of_one_shade_over_two_rows_stays_one() {
        let (rules, fills) = table([[240, 180, 0], [238, 182, 2]]);
        assert!(pieces(&rules, &fills, &[]).is_empty());
        assert!(pieces(&rules, &[], &[]).is_empty());
    }

    #[test]
    fn a_vertical_rule_that_ends_beside_a_shade_goes_on_to_the_next_horizontal_one() {
        let (mut rules, fills) = table([[240, 180, 0], [240, 80, 80]]);
        rules.push(rule(true, 50.0, 80.0, 120.0));
        rules.retain(|rule| rule.level || rule.at != 120.0);
        rules.push(rule(false, 120.0, 30.0, 90.0));
        assert_eq!(pieces(&rules, &fills, &[]), [rule(false, 120.0, 10.0, 30.0)]);
        // beside a shade that ends elsewhere it is a rule that ends there
        let shorter = Fill { rect: Rect::new(80.0, 20.0, 120.0, 90.0), colour: [240, 180, 0] };
        assert!(pieces(&rules, &[shorter], &[]).is_empty());
    }

    #[test]
    fn a_vertical_rule_goes_on_to_a_rule_that_the_shade_does_not_quite_reach() {
        let (mut rules, _) = table([[240, 180, 0], [240, 180, 0]]);
        rules.push(rule(true, 50.0, 80.0, 120.0));
        rules.retain(|rule| rule.level || rule.at != 80.0);
        rules.push(rule(false, 80.0, 10.0, 50.0));
        let fill = Fill { rect: Rect::new(80.0, 10.0, 120.0, 84.0), colour: [240, 180, 0] };
        assert_eq!(pieces(&rules, &[fill], &[]), [rule(false, 80.0, 50.0, 90.0)]);
        // where the row's second half has none, the shade is another cell's
        let half = Fill { rect: Rect::new(80.0, 10.0, 120.0, 70.0), ..fill };
        assert!(pieces(&rules, &[half], &[]).is_empty());
    }

    #[test]
    fn the_rule_at_the_head_of_a_table_goes_on_over_a_shaded_cell() {
        let (mut rules, fills) = table([[240, 180, 0], [240, 180, 0]]);
        rules.retain(|rule| !rule.level || rule.at != 10.0);
        rules.extend([rule(true, 10.0, 20.0, 80.0), rule(true, 10.0, 120.0, 200.0)]);
        assert_eq!(pieces(&rules, &fills, &[]), [rule(true, 10.0, 80.0, 120.0)]);
    }

    #[test]
    fn a_cell_of_one_shade_is_two_where_each_has_a_text() {
        let (rules, fills) = table([[240, 180, 0], [240, 180, 0]]);
        let letter = |top: f32| Rect::new(90.0, top, 95.0, top + 7.0);
        let found = |letters: &[Rect]| pieces(&rules, &fills, letters);
        assert_eq!(found(&[letter(25.0), letter(65.0)]), [rule(true, 50.0, 80.0, 120.0)]);
        // two lines of one text, and one in the middle of both rows
        assert!(found(&[letter(41.0), letter(52.0)]).is_empty());
        assert!(found(&[letter(47.0)]).is_empty());
        // white cells hide nothing
        assert!(pieces(&rules, &[], &[letter(25.0), letter(65.0)]).is_empty());
    }
}
