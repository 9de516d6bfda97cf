//! Cells that are drawn as boxes with gaps between them.
//!
//! Each box hangs together with none of its neighbours, so that it would be a table of one cell. Here the boxes grow by
//! half of the gaps around them until their sides meet, as the sides of ruled cells do. Gaps so narrow that the sides
//! count as one rule need nothing.
//!
//! Not for cells that share their sides: those are in `ruled`.

use crate::geometry::{Rect, overlap};
use crate::read::Rule;

/// Tolerances of this step.
struct Tolerances {
    /// So many boxes at least make a table; fewer may be a legend or frames around text.
    least: usize,
    /// A box has so many rules at most: its sides.
    sides: usize,
    /// A side lies no further than this, in points, from the edge of what the sides cover together.
    edge: f32,
    /// Boxes no further apart than this, in points, may be neighbours: the white between cells in print.
    gap: f32,
    /// The share of the shorter side that two neighbours have beside each other.
    beside: f32,
    /// So many boxes on one page are looked at, at most; the fullest page of a report has some 400 cells.
    most: usize,
}

const TOLERANCES: Tolerances =
    Tolerances { least: 7, sides: 4, edge: 1.5, gap: 12.0, beside: 0.5, most: 2000 };

/// Closes the gaps between boxes; `groups` are the rules of a page by what hangs together. `None` where there are none to
/// close.
pub(super) fn closed(groups: &[Vec<Rule>]) -> Option<Vec<Rule>> {
    let boxes: Vec<Option<Rect>> = groups.iter().map(|rules| as_box(rules)).collect();
    let mut found: Vec<Rect> = boxes.iter().flatten().copied().collect();
    if !(TOLERANCES.least..=TOLERANCES.most).contains(&found.len()) {
        return None;
    }
    found.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let (across, down) = (gap(&found, Rect::sideways), gap(&found, |rect| *rect));
    if across.is_none() && down.is_none() {
        return None;
    }
    let (x, y) = (across.unwrap_or(0.0) / 2.0, down.unwrap_or(0.0) / 2.0);
    let grown = |rule: &Rule, bbox: &Rect| {
        let (middle_x, middle_y) = bbox.centre();
        let (out, along, middle) = if rule.level { (y, x, middle_y) } else { (x, y, middle_x) };
        Rule {
            at: if rule.at < middle { rule.at - out } else { rule.at + out },
            from: rule.from - along,
            to: rule.to + along,
            ..*rule
        }
    };
    let rules = groups.iter().zip(&boxes).flat_map(|(rules, bbox)| {
        rules.iter().map(move |rule| bbox.map_or(*rule, |bbox| grown(rule, &bbox)))
    });
    Some(rules.collect())
}

/// The box that rules draw, if they draw one and nothing else; its foot may be on the next page.
fn as_box(rules: &[Rule]) -> Option<Rect> {
    let bbox = Rect::covering(&rules.iter().map(Rule::rect).collect::<Vec<_>>())?;
    let is_side = |rule: &Rule| {
        let (low, high) = if rule.level { (bbox.y0, bbox.y1) } else { (bbox.x0, bbox.x1) };
        (rule.at - low).abs() <= TOLERANCES.edge || (rule.at - high).abs() <= TOLERANCES.edge
    };
    let sides = rules.len() <= TOLERANCES.sides && rules.iter().all(is_side);
    let plumb = rules.iter().filter(|rule| !rule.level).count();
    (sides && plumb == 2 && rules.len() > plumb).then_some(bbox)
}

/// The gap from a box to the one below it that is commonest among all; `frame` turns boxes so that the neighbour to the
/// right is below. `None` where boxes have no neighbours.
fn gap(boxes: &[Rect], frame: impl Fn(&Rect) -> Rect) -> Option<f32> {
    let mut boxes: Vec<Rect> = boxes.iter().map(frame).collect();
    boxes.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let below = |of: &Rect| {
        let first = boxes.partition_point(|other| other.y0 <= of.y1);
        let mut near = boxes[first..].iter().take_while(|other| other.y0 <= of.y1 + TOLERANCES.gap);
        let is_beside = |other: &&Rect| {
            let shorter = of.width().min(other.width());
            overlap(of.x0, of.x1, other.x0, other.x1) >= TOLERANCES.beside * shorter
        };
        near.find(is_beside).map(|other| other.y0 - of.y1)
    };
    let mut gaps: Vec<f32> = boxes.iter().filter_map(below).collect();
    gaps.sort_by(f32::total_cmp);
    (gaps.len() >= TOLERANCES.least / 2).then(|| gaps[gaps.len() / 2])
}
