//! Drawn paths become ruling lines and filled areas.
//!
//! A rule may be a stroke, a thin filled rectangle, or one side of an outlined rectangle; whatever it was, it
//! leaves here as a [`Rule`]. Curves and slanted strokes are no rules and are left out, and so are white lines on white
//! ground. Not for joining pieces of rules: that is `tables/`.

use crate::geometry::{Rect, Turn};

/// Tolerances of this step.
struct Tolerances {
    /// A filled area no thicker than this, in points, is a ruling line: the thickest table rules in print are 2 pt.
    rule_thickness: f32,
    /// How many times longer than thick a filled area must be to be a line.
    rule_aspect: f32,
    /// How far, in points, a stroke may lean and still be horizontal or vertical: a hand-placed or rounded end point.
    lean: f32,
    /// The same for long strokes, as a share of the length (0.5 %: a scan's or a form's skew).
    lean_share: f32,
    /// The same for short ones, such as the dots of a dotted line.
    lean_short: f32,
    /// Darkest channel from which a colour counts as white.
    white: u8,
    /// How far, in points, a white line may run beside the area that it parts from the next.
    beside: f32,
    /// So many areas back, at most, that under a white line is looked for; a page of a report has some 500.
    ground: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    rule_thickness: 2.5,
    rule_aspect: 2.0,
    lean: 0.6,
    lean_share: 0.005,
    lean_short: 0.5,
    white: 250,
    beside: 1.0,
    ground: 1000,
};

/// A ruling line: horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    /// Whether it is horizontal (its `at` is a y) or vertical (its `at` is an x).
    pub level: bool,
    /// The middle of its thickness, in points.
    pub at: f32,
    /// Where it begins, in points.
    pub from: f32,
    /// Where it ends, in points.
    pub to: f32,
}

impl Rule {
    /// The rule as a rectangle without thickness.
    pub(crate) fn rect(&self) -> Rect {
        if self.level {
            Rect::new(self.from, self.at, self.to, self.at)
        } else {
            Rect::new(self.at, self.from, self.at, self.to)
        }
    }

    /// The rule on a page of `width` × `height` points that is turned by `turn`.
    pub(crate) fn turned(&self, turn: Turn, width: f32, height: f32) -> Self {
        let rect = turn.rect(self.rect(), width, height);
        let level = if matches!(turn, Turn::Right | Turn::Left) { !self.level } else { self.level };
        if level {
            Self { level, at: rect.y0, from: rect.x0, to: rect.x1 }
        } else {
            Self { level, at: rect.x0, from: rect.y0, to: rect.y1 }
        }
    }
}

/// A filled area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fill {
    /// Where it lies, in points.
    pub rect: Rect,
    /// Its colour: red, green, blue.
    pub colour: [u8; 3],
}

impl Fill {
    /// Whether it cannot be seen on blank paper.
    pub(crate) fn is_white(&self) -> bool {
        is_white(self.colour)
    }
}

fn is_white(colour: [u8; 3]) -> bool {
    colour.iter().all(|&channel| channel >= TOLERANCES.white)
}

/// Rules and fills as they are gathered from a page's paths.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The rules.
    pub(super) rules: Vec<Rule>,
    /// The fills.
    pub(super) fills: Vec<Fill>,
}

impl Drawing {
    /// Takes one stroked straight line, clipped to `clip`.
    pub(super) fn stroke(&mut self, from: (f32, f32), to: (f32, f32), colour: [u8; 3], clip: Rect) {
        let rect = Rect::new(from.0, from.1, to.0, to.1);
        let (thin, length) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
        let lean = TOLERANCES.lean.max(length * TOLERANCES.lean_share).min(length * TOLERANCES.lean_short);
        if length > 0.0 && thin <= lean {
            self.rule(rect, colour, clip);
        }
    }

    /// Takes one filled polygon, whose corners lie in `rect`, clipped to `clip`; `box_like` says that it is a
    /// rectangle, which alone can be a cell's fill. What the clip leaves of it counts: a border may be drawn as a large
    /// area seen through a narrow clip.
    pub(super) fn area(&mut self, rect: Rect, box_like: bool, colour: [u8; 3], clip: Rect) {
        let Some(rect) = clipped(rect, clip) else { return };
        let (thin, long) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
        if thin <= TOLERANCES.rule_thickness && long >= thin * TOLERANCES.rule_aspect {
            self.rule(rect, colour, clip);
        } else if thin <= TOLERANCES.rule_thickness {
            // The little square where two rules cross belongs to both, and the dot of a dotted rule to one.
            let (x, y) = rect.centre();
            self.rule(Rect::new(rect.x0, y, rect.x1, y), colour, clip);
            self.rule(Rect::new(x, rect.y0, x, rect.y1), colour, clip);
        } else if box_like {
            self.fills.push(Fill { rect, colour });
        }
    }

    /// Takes two filled rectangles of one path: where one lies close inside the other, the path is the frame between
    /// them, and its four sides are rules. Says whether it is.
    pub(super) fn frame(&mut self, a: Rect, b: Rect, colour: [u8; 3], clip: Rect) -> bool {
        let (outer, inner) = if a.width() >= b.width() { (a, b) } else { (b, a) };
        let margins = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
        if margins.iter().any(|margin| !(0.0..=TOLERANCES.rule_thickness).contains(margin)) {
            return false;
        }
        let sides = [
            Rect { x1: inner.x0, ..outer },
            Rect { y1: inner.y0, ..outer },
            Rect { x0: inner.x1, ..outer },
            Rect { y0: inner.y1, ..outer },
        ];
        for (side, _) in sides.into_iter().zip(margins).filter(|&(_, margin)| margin > 0.0) {
            self.area(side, true, colour, clip);
        }
        true
    }

    /// Drops the fills that something opaque covers.
    pub(super) fn cover(&mut self, rect: Rect) {
        let is_inside = |own: Rect| rect.contains((own.x0, own.y0)) && rect.contains((own.x1, own.y1));
        self.fills.retain(|fill| !is_inside(fill.rect));
    }

    fn rule(&mut self, rect: Rect, colour: [u8; 3], clip: Rect) {
        let Some(rect) = clipped(rect, clip) else { return };
        if is_white(colour) && !self.is_on_colour(rect) {
            return;
        }
        let (x, y) = rect.centre();
        self.rules.push(if rect.width() >= rect.height() {
            Rule { level: true, at: y, from: rect.x0, to: rect.x1 }
        } else {
            Rule { level: false, at: x, from: rect.y0, to: rect.y1 }
        });
    }

    /// Whether a line is drawn on a coloured area, or along one.
    fn is_on_colour(&self, line: Rect) -> bool {
        let under = |fill: &&Fill| fill.rect.grown(TOLERANCES.beside).contains(line.centre());
        self.fills.iter().rev().take(TOLERANCES.ground).filter(under).any(|fill| !fill.is_white())
    }
}

/// The part of `rect` that lies in `clip`, if any.
pub(super) fn clipped(rect: Rect, clip: Rect) -> Option<Rect> {
    let part = Rect {
        x0: rect.x0.max(clip.x0),
        y0: rect.y0.max(clip.y0),
        x1: rect.x1.min(clip.x1),
        y1: rect.y1.min(clip.y1),
    };
    (part.x0 <= part.x1 && part.y0 <= part.y1).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect { x0: 0.0, y0: 0.0, x1: 600.0, y1: 800.0 };

    #[test]
    fn strokes_and_thin_areas_give_the_same_rule() {
        let mut drawing = Drawing::default();
        drawing.stroke((10.0, 20.0), (110.0, 20.0), [0; 3], PAGE);
        drawing.area(Rect::new(10.0, 19.5, 110.0, 20.5), true, [0; 3], PAGE);
        assert_eq!(drawing.rules[0], drawing.rules[1]);
        assert!(drawing.fills.is_empty());
    }

    #[test]
    fn a_slightly_crooked_stroke_is_a_rule_and_a_slanted_one_is_not() {
        let mut drawing = Drawing::default();
        drawing.stroke((10.0, 20.0), (410.0, 21.5), [0; 3], PAGE);
        drawing.stroke((10.0, 20.0), (110.0, 60.0), [0; 3], PAGE);
        assert_eq!(drawing.rules.len(), 1);
    }

    #[test]
    fn a_large_area_seen_through_a_narrow_clip_is_a_rule() {
        let mut drawing = Drawing::default();
        drawing.area(Rect::new(10.0, 20.0, 110.0, 80.0), true, [0; 3], Rect::new(10.0, 20.0, 110.0, 20.7));
        assert_eq!((drawing.rules.len(), drawing.fills.len()), (1, 0));
    }

    #[test]
    fn a_frame_between_two_rectangles_is_four_rules_and_no_fill() {
        let mut drawing = Drawing::default();
        let (outer, inner) = (Rect::new(10.0, 20.0, 110.0, 80.0), Rect::new(10.5, 20.5, 109.5, 79.5));
        assert!(drawing.frame(inner, outer, [0; 3], PAGE));
        assert_eq!((drawing.rules.len(), drawing.fills.len()), (4, 0));
        assert!(!drawing.frame(
            Rect::new(10.0, 20.0, 110.0, 80.0),
            Rect::new(20.0, 30.0, 90.0, 70.0),
            [0; 3],
            PAGE
        ));
    }

    #[test]
    fn a_white_line_is_a_rule_on_a_coloured_ground_alone() {
        let mut drawing = Drawing::default();
        drawing.stroke((10.0, 20.0), (110.0, 20.0), [255; 3], PAGE);
        assert!(drawing.rules.is_empty());
        drawing.area(Rect::new(0.0, 0.0, 200.0, 40.0), true, [200, 220, 240], PAGE);
        drawing.stroke((10.0, 20.0), (110.0, 20.0), [255; 3], PAGE);
        assert_eq!(drawing.rules.len(), 1);
    }

    #[test]
    fn a_dot_of_a_dotted_line_runs_with_its_line() {
        let mut drawing = Drawing::default();
        drawing.stroke((10.0, 20.0), (10.4, 20.0), [0; 3], PAGE);
        assert_eq!(drawing.rules, [Rule { level: true, at: 20.0, from: 10.0, to: 10.4 }]);
    }

    #[test]
    fn what_lies_outside_the_clip_is_not_drawn() {
        let mut drawing = Drawing::default();
        drawing.stroke((-50.0, -20.0), (500.0, -20.0), [0; 3], PAGE);
        drawing.area(Rect::new(-50.0, 10.0, 50.0, 60.0), true, [200; 3], PAGE);
        assert!(drawing.rules.is_empty());
        assert_eq!(drawing.fills[0].rect, Rect::new(0.0, 10.0, 50.0, 60.0));
    }
}
