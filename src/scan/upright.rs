//! The picture of a page set right: white paper, no skew, upright text, its rules wiped out and told.
//!
//! Not for finding the angle: that is in `skew`.

use super::blocks::{Block, Letters};
use super::marks::Mark;
use super::picture::Picture;
use super::{covered, marks, rules, shades, skew};
use crate::geometry::{POINTS_PER_INCH, Rect, Turn, Upset, leaned};
use crate::read::{Fill, Raster, Rule};

/// Tolerances of reading a place again, in points.
struct Tolerances {
    /// How much more than the place is read: what a letter may stand out of its line's box.
    margin: f32,
    /// How much around it is looked at, so that rules beside it are known for such.
    around: f32,
    /// White around what is read.
    frame: f32,
}

const TOLERANCES: Tolerances = Tolerances { margin: 1.0, around: 36.0, frame: 5.0 };

/// A page set right.
#[derive(Debug)]
pub(super) struct Upright {
    /// Its picture, without rules.
    pub(super) picture: Picture,
    /// The angle by which it was turned to lie straight, in radians clockwise.
    pub(super) lean: f32,
    /// The quarters by which it was turned then.
    pub(super) turn: Turn,
    /// The rules that it had, in points.
    pub(super) rules: Vec<Rule>,
    /// Its shaded areas, in points.
    pub(super) fills: Vec<Fill>,
    /// What stands together.
    pub(super) blocks: Vec<Block>,
    /// The usual height of a letter, in pixels.
    pub(super) letter: f32,
}

impl Upright {
    /// Sets a page right.
    pub(super) fn of(raster: &Raster) -> Self {
        let mut picture = Picture::of(raster).whitened();
        let mut ink = picture.ink();
        let lean = skew::of(&ink);
        if lean != 0.0 {
            picture = picture.rotated(lean);
            ink = picture.ink();
        }
        let rules = rules::take(&mut picture, &mut ink);
        let mut letters = Letters::among(marks::of(&ink), picture.dpi);
        let turn = letters.direction().inverse();
        let points = POINTS_PER_INCH / picture.dpi;
        let (width, height) = (picture.width as f32 * points, picture.height as f32 * points);
        let mut rules: Vec<Rule> = rules.iter().map(|rule| rule.turned(turn, width, height)).collect();
        let turned = |fill: Fill| Fill { rect: turn.rect(fill.rect, width, height), ..fill };
        let fills: Vec<Fill> = shades::find(raster, lean).into_iter().map(turned).collect();
        if turn != Turn::None {
            picture = picture.turned(turn);
            letters = Letters::among(marks::of(&picture.ink()), picture.dpi);
        }
        let in_points = |mark: &Mark| {
            let [x0, y0, x1, y1] = [mark.x0, mark.y0, mark.x1, mark.y1].map(|edge| edge as f32 * points);
            Rect::new(x0, y0, x1, y1)
        };
        let placed: Vec<Rect> = letters.marks.iter().map(in_points).collect();
        rules.extend(covered::pieces(&rules, &fills, &placed));
        let in_pixels = |rule: &Rule| {
            let rect = rule.rect();
            Rect::new(rect.x0 / points, rect.y0 / points, rect.x1 / points, rect.y1 / points)
        };
        let blocks = letters.blocks(&rules.iter().map(in_pixels).collect::<Vec<_>>());
        Self { picture, lean, turn, rules, fills, blocks, letter: letters.height }
    }

    /// Where its blocks stand, in the viewer's frame.
    pub(super) fn places(&self) -> impl Iterator<Item = Rect> {
        let corner = |x: usize, y: usize| self.in_viewer((x as f32, y as f32));
        self.blocks.iter().map(move |Block { bbox, .. }| {
            let ((xa, ya), (xb, yb)) = (corner(bbox.x0, bbox.y0), corner(bbox.x1, bbox.y1));
            Rect::new(xa, ya, xb, yb)
        })
    }

    /// A pixel of the picture as a point of the viewer's frame.
    pub(super) fn in_viewer(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let points = POINTS_PER_INCH / self.picture.dpi;
        let (width, height) = (self.picture.width as f32 * points, self.picture.height as f32 * points);
        Upset { turn: self.turn, lean: self.lean }.point((x * points, y * points), width, height)
    }
}

/// A place of a page, in points of its upright frame, cut out of the page's picture and set right in the way in which the
/// page was before, with white around it; `None` where it is beyond the page.
pub(super) fn place(page: &Picture, place: Rect, upset: Upset, dpi: f32) -> Option<Picture> {
    let Upset { turn, lean } = upset;
    let pixels = page.dpi / POINTS_PER_INCH;
    let viewer = (page.width as f32 / pixels, page.height as f32 / pixels);
    let (width, height) = turn.size(viewer.0, viewer.1);
    let within = |rect: Rect, picture: &Picture| {
        let at = |value: f32, most: usize| ((value * pixels).max(0.0) as usize).min(most);
        let (x0, x1) = (at(rect.x0, picture.width), at(rect.x1, picture.width));
        let (y0, y1) = (at(rect.y0, picture.height), at(rect.y1, picture.height));
        (x0 < x1 && y0 < y1).then_some((x0, y0, x1, y1))
    };
    let (x0, y0, x1, y1) = within(upset.rect(place.grown(TOLERANCES.around), width, height), page)?;
    let mut picture = page.part(x0, y0, x1, y1, 1.0).whitened();
    if lean != 0.0 {
        picture = picture.rotated(lean);
    }
    let mut ink = picture.ink();
    rules::take(&mut picture, &mut ink);
    picture = picture.turned(turn);
    // what was cut out was turned about its own middle
    let middle = ((x0 + x1) as f32 / 2.0 / pixels, (y0 + y1) as f32 / 2.0 / pixels);
    let (x, y) = turn.point(leaned(middle, lean, viewer.0, viewer.1), viewer.0, viewer.1);
    let (left, top) = (x - picture.width as f32 / 2.0 / pixels, y - picture.height as f32 / 2.0 / pixels);
    let place = place.grown(TOLERANCES.margin);
    let place = Rect::new(place.x0 - left, place.y0 - top, place.x1 - left, place.y1 - top);
    let (x0, y0, x1, y1) = within(place, &picture)?;
    let scale = dpi / page.dpi;
    Some(picture.part(x0, y0, x1, y1, scale).framed((TOLERANCES.frame * dpi / POINTS_PER_INCH) as usize))
}
