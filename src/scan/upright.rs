//! The picture of a page set right: white paper, no skew, upright text, its rules wiped out and told.

use super::blocks::{Block, Letters};
use super::picture::Picture;
use super::{marks, rules, shades, skew};
use crate::geometry::{Rect, Turn, Upset};
use crate::read::{Fill, Raster, Rule};

/// How much more than a place is read again, in points: what a letter may stand out of its line's box.
const MARGIN: f32 = 1.0;

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
        let mut picture = Picture::whitened(raster);
        let mut ink = picture.ink();
        let lean = skew::of(&ink);
        if lean != 0.0 {
            picture = picture.rotated(lean);
            ink = picture.ink();
        }
        let rules = rules::take(&mut picture, &mut ink);
        let mut letters = Letters::among(marks::of(&ink), picture.dpi);
        let turn = letters.direction().inverse();
        let points = 72.0 / picture.dpi;
        let (width, height) = (picture.width as f32 * points, picture.height as f32 * points);
        let rules: Vec<Rule> = rules.iter().map(|rule| rule.turned(turn, width, height)).collect();
        let turned = |fill: Fill| Fill { rect: turn.rect(fill.rect, width, height), ..fill };
        let fills = shades::find(raster, lean).into_iter().map(turned).collect();
        if turn != Turn::None {
            picture = picture.turned(turn);
            letters = Letters::among(marks::of(&picture.ink()), picture.dpi);
        }
        let in_pixels = |rule: &Rule| {
            let rect = rule.rect();
            Rect::new(rect.x0 / points, rect.y0 / points, rect.x1 / points, rect.y1 / points)
        };
        let blocks = letters.blocks(&rules.iter().map(in_pixels).collect::<Vec<_>>());
        Self { picture, lean, turn, rules, fills, blocks, letter: letters.height }
    }

    /// A place of the page, in points, at so many pixels per inch, with white around it; `None` where it is beyond the page.
    pub(super) fn part(&self, place: Rect, dpi: f32) -> Option<Picture> {
        let pixels = self.picture.dpi / 72.0;
        let place = place.grown(MARGIN);
        let at = |value: f32, most: usize| ((value * pixels).max(0.0) as usize).min(most);
        let (x0, x1) = (at(place.x0, self.picture.width), at(place.x1, self.picture.width));
        let (y0, y1) = (at(place.y0, self.picture.height), at(place.y1, self.picture.height));
        (x0 < x1 && y0 < y1)
            .then(|| self.picture.part(x0, y0, x1, y1, dpi / self.picture.dpi).framed(self.letter as usize))
    }

    /// A pixel of the picture as a point of the viewer's frame.
    pub(super) fn in_viewer(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let points = 72.0 / self.picture.dpi;
        let (width, height) = (self.picture.width as f32 * points, self.picture.height as f32 * points);
        Upset { turn: self.turn, lean: self.lean }.point((x * points, y * points), width, height)
    }
}
