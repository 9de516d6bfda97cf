//! What an opaque area hides that was drawn before it.
//!
//! A box is painted over a text to take it back, or to type another in its place; the text is still in the file, and no
//! reader of the page sees it. Not for images, nor for what is painted in a way that lets the ground show.

use super::{Glyph, Rule};
use crate::geometry::{Rect, overlap};

/// Tolerances of this step.
struct Tolerances {
    /// An area no higher and no wider than this, in points, is a rule and hides no text.
    thickness: f32,
    /// The share of a glyph's box, across and down, that must be hidden.
    hidden: f32,
    /// How far, in points, a rule must lie inside an area: one on its edge is drawn half, and may be the area's own.
    inside: f32,
    /// So many glyphs and rules are compared with areas on one page at most; the fullest page of a report has some 10 000
    /// glyphs and 500 areas, each over a hundredth of them.
    compared: usize,
}

const TOLERANCES: Tolerances = Tolerances { thickness: 2.5, hidden: 0.6, inside: 1.0, compared: 20_000_000 };

/// An opaque area, and how much had been drawn before it.
struct OpaqueArea {
    rect: Rect,
    glyphs: usize,
    rules: usize,
}

/// The opaque areas of a page.
#[derive(Default)]
pub(super) struct OpaqueAreas(Vec<OpaqueArea>);

impl OpaqueAreas {
    /// Takes an area that is drawn after so many glyphs and rules.
    pub(super) fn add(&mut self, rect: Rect, glyphs: usize, rules: usize) {
        let solid = rect.width().min(rect.height()) > TOLERANCES.thickness;
        if solid && glyphs + rules > 0 {
            self.0.push(OpaqueArea { rect, glyphs, rules });
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For each glyph, whether an area hides it.
    pub(super) fn over_glyphs(&self, glyphs: &[Glyph]) -> Vec<bool> {
        let boxes: Vec<Rect> = glyphs.iter().map(|glyph| glyph.bbox).collect();
        self.over(
            &boxes,
            |cover| cover.glyphs,
            |cover, glyph| {
                let hidden = |a0: f32, a1: f32, b0: f32, b1: f32| {
                    overlap(a0, a1, b0, b1) >= TOLERANCES.hidden * (a1 - a0)
                };
                cover.contains(glyph.centre())
                    && hidden(glyph.x0, glyph.x1, cover.x0, cover.x1)
                    && hidden(glyph.y0, glyph.y1, cover.y0, cover.y1)
            },
        )
    }

    /// For each rule, whether an area hides it.
    pub(super) fn over_rules(&self, rules: &[Rule]) -> Vec<bool> {
        let boxes: Vec<Rect> = rules.iter().map(Rule::rect).collect();
        self.over(
            &boxes,
            |cover| cover.rules,
            |cover, rule| {
                // Along a rule both may end at one place.
                let (along, across) = (TOLERANCES.inside, -TOLERANCES.inside);
                let (x, y) = if rule.width() >= rule.height() { (along, across) } else { (across, along) };
                cover.x0 - x <= rule.x0
                    && rule.x1 <= cover.x1 + x
                    && cover.y0 - y <= rule.y0
                    && rule.y1 <= cover.y1 + y
            },
        )
    }

    /// For each box, whether a cover that was drawn after it hides it.
    fn over(
        &self,
        boxes: &[Rect],
        before: impl Fn(&OpaqueArea) -> usize,
        hides: impl Fn(&Rect, &Rect) -> bool,
    ) -> Vec<bool> {
        let mut marks = vec![false; boxes.len()];
        let middle = |index: usize| boxes[index].centre().1;
        let mut order: Vec<usize> = (0..boxes.len()).collect();
        order.sort_by(|&a, &b| middle(a).total_cmp(&middle(b)));
        let mut compared = 0;
        for cover in &self.0 {
            let first = order.partition_point(|&index| middle(index) < cover.rect.y0);
            let last = order.partition_point(|&index| middle(index) <= cover.rect.y1);
            compared += last.saturating_sub(first);
            if compared > TOLERANCES.compared {
                break;
            }
            for &index in order.get(first..last).unwrap_or_default() {
                marks[index] |= index < before(cover) && hides(&cover.rect, &boxes[index]);
            }
        }
        marks
    }
}
