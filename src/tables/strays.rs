//! Strays: rules that touch a table's and are none of its own, such as a line under words, the frame about a link, or a
//! small table in a cell.
//!
//! A rule of a table ends on others of it, or where the table's other cells have their edge. So the long rules, which are
//! surely the table's, hold those that end on them, these hold further ones, and what nothing holds is a stray. Not for
//! lines that belong to words by their place: those are gone before.

use crate::geometry::Rect;
use crate::read::Rule;

/// Tolerances of this step.
struct Tolerances {
    /// How far, in points, a rule may end from the middle of the one that holds it: half of the thickest rule. A line between
    /// the paragraphs of a cell ends where its padding does.
    reach: f32,
    /// A rule over at least this share of the table's width, or height, is surely the table's.
    long: f32,
    /// So many times at most the rules that are held are looked for anew; tables of the oddest print need five.
    rounds: usize,
}

const TOLERANCES: Tolerances = Tolerances { reach: 1.3, long: 0.5, rounds: 20 };

/// The rules that hold others, by their places: ascending.
struct Held {
    level: Vec<f32>,
    plumb: Vec<f32>,
}

impl Held {
    fn of(rules: &[Rule], held: &[bool]) -> Self {
        let places = |level: bool| {
            let own = rules.iter().zip(held).filter(|(rule, held)| **held && rule.level == level);
            let mut places: Vec<f32> = own.map(|(rule, _)| rule.at).collect();
            places.sort_by(f32::total_cmp);
            places
        };
        Self { level: places(true), plumb: places(false) }
    }

    /// Whether they hold a rule: both of its ends, or one of them where it lies in one line with a rule that is held.
    fn hold(&self, rule: &Rule) -> bool {
        let (across, along) =
            if rule.level { (&self.plumb, &self.level) } else { (&self.level, &self.plumb) };
        let (from, to) = (is_edge(across, rule.from), is_edge(across, rule.to));
        (from && to) || ((from || to) && is_near(along, rule.at))
    }
}

/// Whether one of some places is near to another.
fn is_near(places: &[f32], at: f32) -> bool {
    let next = places.partition_point(|&place| place < at - TOLERANCES.reach);
    places.get(next).is_some_and(|&place| place <= at + TOLERANCES.reach)
}

/// Whether a rule may end at a place: near one of those that hold it, or beyond them all, as at an open side or foot.
fn is_edge(places: &[f32], at: f32) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
    at < *first || at > *last || is_near(places, at)
}

/// Takes the strays out of rules that hang together.
pub(super) fn take_out(rules: &mut Vec<Rule>) {
    let Some(bbox) = Rect::covering(&rules.iter().map(Rule::rect).collect::<Vec<_>>()) else { return };
    let is_long = |rule: &Rule| {
        let whole = if rule.level { bbox.width() } else { bbox.height() };
        rule.to - rule.from >= TOLERANCES.long * whole
    };
    let mut held: Vec<bool> = rules.iter().map(is_long).collect();
    for _ in 0..TOLERANCES.rounds {
        let holding = Held::of(rules, &held);
        let more: Vec<bool> =
            rules.iter().zip(&held).map(|(rule, held)| *held || holding.hold(rule)).collect();
        if more == held {
            let mut held = held.into_iter();
            rules.retain(|_| held.next() != Some(false));
            return;
        }
        held = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule { level: true, at, from, to }
    }

    fn plumb(at: f32, from: f32, to: f32) -> Rule {
        Rule { level: false, at, from, to }
    }

    /// Two rows of three columns; the cells of the first column span both.
    fn grid() -> Vec<Rule> {
        let plumb = [0.0, 50.0, 150.0, 200.0].map(|x| plumb(x, 0.0, 80.0));
        let level = [level(0.0, 0.0, 200.0), level(40.0, 50.0, 200.0), level(80.0, 0.0, 200.0)];
        plumb.into_iter().chain(level).collect()
    }

    /// Which rules, added to the grid, are taken out of it.
    fn taken(more: &[Rule]) -> Vec<bool> {
        let mut rules = grid();
        rules.extend(more);
        take_out(&mut rules);
        assert!(grid().iter().all(|rule| rules.contains(rule)));
        more.iter().map(|rule| !rules.contains(rule)).collect()
    }

    #[test]
    fn a_line_under_words_is_a_stray_and_a_row_of_one_column_is_none() {
        assert_eq!(taken(&[level(12.0, 52.5, 130.0), level(20.0, 50.5, 149.5)]), [true, false]);
    }

    #[test]
    fn lines_between_the_paragraphs_of_cells_are_strays_though_they_are_as_wide_as_the_text() {
        assert_eq!(taken(&[level(16.0, 51.9, 148.1), level(16.0, 151.9, 198.1)]), [true, true]);
        // The sides of a thick frame hold what ends at their edge.
        assert_eq!(taken(&[level(16.0, 51.2, 148.8)]), [false]);
    }

    #[test]
    fn a_frame_in_a_cell_is_a_stray_though_it_touches_the_edge() {
        let frame = [
            level(3.0, 51.5, 120.0),
            level(13.0, 51.5, 120.0),
            plumb(51.5, 3.0, 13.0),
            plumb(120.0, 3.0, 13.0),
        ];
        assert_eq!(taken(&frame), [true; 4]);
    }

    #[test]
    fn a_row_that_goes_on_on_the_next_page_keeps_its_sides() {
        assert_eq!(taken(&[plumb(0.0, 84.0, 95.0), plumb(100.0, 80.0, 92.0)]), [false, false]);
    }
}
