//! The picture of a page set right: its paper made white, its skew undone, turned upright.
//!
//! Not for how it was set right, which is needed to tell places in the viewer's frame: that is `Upright`'s.

use crate::geometry::{POINTS_PER_INCH, Turn};
use crate::read::Raster;

/// Tolerances of this step.
struct Tolerances {
    /// Share of the paper's brightness below which a pixel is ink in a sharp dark print: its strokes are darker than half
    /// of the paper, and the grain of paper stays within a tenth.
    ink: f32,
    /// The middle of a print's strokes, as a share of the paper's brightness, from which it counts as pale: at 150 pixels per
    /// inch a stroke is less than a pixel, and grey print is grey.
    pale: f32,
    /// How far from its strokes to the paper the edge of pale print lies: nearer to the strokes, for strokes that nearly
    /// touch a rule or each other stay apart so.
    edge: f32,
    /// The most that is taken for the edge: the grain of paper is beyond.
    palest: f32,
    /// A pixel that may be of a rule is darker than this much of the way from ink to paper: a hair line beside a dark shade
    /// is little darker than that.
    faint: f32,
    /// The share of the paper's brightness below which the darkest pixel of its neighbours is one of a stroke.
    stroked: f32,
    /// The pixels on each side that are a pixel's neighbours: half a stroke at 300 pixels per inch.
    reach: usize,
    /// The broadest stroke that is taken for print, in points: that of bold headings.
    stroke: f32,
    /// What share of its paper's brightness a pixel must have to be paper: its grain would be read.
    grain: f32,
    /// The least brightness that paper is taken for: what is darker is printed on in white, if at all.
    darkest_paper: u8,
}

const TOLERANCES: Tolerances = Tolerances {
    ink: 0.62,
    pale: 0.4,
    edge: 0.35,
    palest: 0.85,
    faint: 0.474,
    stroked: 0.85,
    reach: 2,
    stroke: 2.6,
    grain: 0.93,
    darkest_paper: 70,
};

/// How fine the places are, as parts of a pixel, that are told apart where a picture is sampled.
const PHASES: usize = 64;

/// What the weights of a row's four pixels sum up to.
const WEIGHT: i32 = 256;

/// What the four pixels around a point count that lies so many phases from the second to the third.
const WEIGHTS: [[i32; 4]; PHASES] = {
    let mut all = [[0; 4]; PHASES];
    let mut phase = 0;
    while phase < PHASES {
        let t = phase as f32 / PHASES as f32;
        let (t2, t3, one) = (t * t, t * t * t, WEIGHT as f32);
        let [a, c, d] = [-0.5 * t + t2 - 0.5 * t3, 0.5 * t + 2.0 * t2 - 1.5 * t3, -0.5 * t2 + 0.5 * t3];
        // negative ones are rounded as positive ones are
        let (a, c, d) = ((a * one - 0.5) as i32, (c * one + 0.5) as i32, (d * one - 0.5) as i32);
        all[phase] = [a, WEIGHT - a - c - d, c, d];
        phase += 1;
    }
    all
};

/// Pixels beyond the left and the upper edge that may be asked for.
const EDGE: f32 = 1024.0;

/// A grey picture: brightness row by row, on white paper.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Pixels per inch.
    pub(super) dpi: f32,
    pub(super) grey: Vec<u8>,
}

/// Which pixels of a picture are ink.
#[derive(Debug, Clone)]
pub(super) struct InkMask {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) set: Vec<bool>,
}

impl InkMask {
    /// Whether the pixel is ink; beyond the edges there is none.
    pub(super) fn at(&self, x: isize, y: isize) -> bool {
        let inside = (0..self.width as isize).contains(&x) && (0..self.height as isize).contains(&y);
        inside && self.set[y as usize * self.width + x as usize]
    }

    /// Rows as columns.
    pub(super) fn transposed(&self) -> Self {
        let mut set = vec![false; self.set.len()];
        transpose(&self.set, &mut set, self.width, self.height);
        Self { width: self.height, height: self.width, set }
    }
}

/// What of a row is set: from where to where.
pub(super) fn runs(row: &[bool]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + row[at..].iter().position(|&set| set)?;
        at = row[from..].iter().position(|&set| !set).map_or(row.len(), |length| from + length);
        Some((from, at))
    })
}

/// A picture of which each pixel is the mean of itself and its neighbours in its row and in its column.
fn blurred(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut out = grey.to_vec();
    for y in 1..height.saturating_sub(1) {
        let row = |y: usize| &grey[y * width..(y + 1) * width];
        let (above, own, below) = (row(y - 1), row(y), row(y + 1));
        let neighbours = above[1..].iter().zip(&below[1..]).zip(own.windows(3));
        for (out, ((&above, &below), own)) in out[y * width + 1..].iter_mut().zip(neighbours) {
            let sum = u16::from(above) + u16::from(below) + u16::from(own[0]) + u16::from(own[2]);
            *out = ((sum + 4 * u16::from(own[1])) / 8) as u8;
        }
    }
    out
}

/// A picture of which each pixel is the best of all within `reach` rows and columns.
fn spread(grey: &[u8], width: usize, height: usize, reach: usize, better: impl Fn(u8, u8) -> u8) -> Vec<u8> {
    let take = |out: &mut [u8], other: &[u8]| {
        for (out, &other) in out.iter_mut().zip(other) {
            *out = better(*out, other);
        }
    };
    let mut across = grey.to_vec();
    for (out, row) in across.chunks_exact_mut(width.max(1)).zip(grey.chunks_exact(width.max(1))) {
        for by in 1..=reach.min(width.saturating_sub(1)) {
            take(&mut out[by..], row);
            take(out, &row[by..]);
        }
    }
    let mut down = across.clone();
    for by in 1..=reach.min(height.saturating_sub(1)) {
        take(&mut down[by * width..], &across);
        take(&mut down, &across[by * width..]);
    }
    down
}

/// Writes `from`, of `width` × `height`, into `to` with rows as columns; in squares, which the cache holds.
fn transpose<T: Copy>(from: &[T], to: &mut [T], width: usize, height: usize) {
    const SQUARE: usize = 32;
    for top in (0..height).step_by(SQUARE) {
        for left in (0..width).step_by(SQUARE) {
            for y in top..(top + SQUARE).min(height) {
                for x in left..(left + SQUARE).min(width) {
                    to[x * height + y] = from[y * width + x];
                }
            }
        }
    }
}

impl Picture {
    /// The page's picture as it is.
    pub(super) fn of(raster: &Raster) -> Self {
        let Raster { width, height, dpi, .. } = *raster;
        Self { width, height, dpi, grey: raster.grey.clone() }
    }

    /// The picture with its paper, shaded or not, made white.
    ///
    /// The paper is what is left where thin dark strokes are closed (grey-level closing: Serra, *Image Analysis and
    /// Mathematical Morphology*, 1982).
    pub(super) fn whitened(&self) -> Self {
        let (width, height) = (self.width, self.height);
        let reach = (TOLERANCES.stroke * self.dpi / POINTS_PER_INCH / 2.0).ceil() as usize;
        let mut paper = blurred(&self.grey, width, height);
        paper = spread(&paper, width, height, reach, u8::max);
        paper = spread(&paper, width, height, reach, u8::min);
        let white = |(&pixel, &paper): (&u8, &u8)| {
            let paper = f32::from(paper.max(TOLERANCES.darkest_paper)) * TOLERANCES.grain;
            (f32::from(pixel) * 255.0 / paper).min(255.0) as u8
        };
        let grey = self.grey.iter().zip(&paper).map(white).collect();
        Self { grey, ..*self }
    }

    /// Which pixels are ink.
    pub(super) fn ink(&self) -> InkMask {
        self.darker(self.edge())
    }

    /// Which pixels may be ink of a faint rule.
    pub(super) fn faint(&self) -> InkMask {
        let edge = self.edge();
        self.darker(edge + TOLERANCES.faint * (1.0 - edge))
    }

    /// The share of the paper's brightness below which a pixel is ink.
    fn edge(&self) -> f32 {
        let strokes = self.strokes();
        if strokes <= TOLERANCES.pale {
            return TOLERANCES.ink;
        }
        (strokes + TOLERANCES.edge * (1.0 - strokes)).clamp(TOLERANCES.ink, TOLERANCES.palest)
    }

    /// How bright the middle of a stroke usually is, as a share of the paper's brightness: the median of the pixels that are
    /// the darkest among their neighbours in the row. Without strokes it is 0.
    fn strokes(&self) -> f32 {
        let most = (TOLERANCES.stroked * 255.0) as u8;
        let mut counts = [0_usize; 256];
        for row in self.grey.chunks_exact(self.width.max(1)) {
            for (x, &grey) in row.iter().enumerate().filter(|&(_, &grey)| grey < most) {
                let left = &row[x.saturating_sub(TOLERANCES.reach)..x];
                let right = &row[x + 1..(x + TOLERANCES.reach + 1).min(row.len())];
                let ends = |near: &[u8]| {
                    near.iter().all(|&other| grey <= other) && near.iter().any(|&other| grey < other)
                };
                // A shade goes on on both sides.
                if ends(left) && ends(right) {
                    counts[usize::from(grey)] += 1;
                }
            }
        }
        let half = counts.iter().sum::<usize>().div_ceil(2);
        let mut below = 0;
        let middle = counts.iter().position(|&count| {
            below += count;
            below >= half
        });
        middle.unwrap_or(0) as f32 / 255.0
    }

    fn darker(&self, share: f32) -> InkMask {
        let most = (share * 255.0) as u8;
        InkMask {
            width: self.width,
            height: self.height,
            set: self.grey.iter().map(|&grey| grey < most).collect(),
        }
    }

    /// The picture turned by `angle`, in radians clockwise, about its middle.
    pub(super) fn rotated(&self, angle: f32) -> Self {
        let (sin, cos) = libm::sincosf(angle);
        let (cx, cy) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut grey = Vec::with_capacity(self.grey.len());
        for y in 0..self.height {
            let dy = y as f32 + 0.5 - cy;
            for x in 0..self.width {
                let dx = x as f32 + 0.5 - cx;
                grey.push(self.sample(cx + dx * cos + dy * sin, cy - dx * sin + dy * cos));
            }
        }
        Self { grey, ..*self }
    }

    /// The brightness at a point, pixels' middles being at halves: by cubic convolution (Keys, 1981).
    fn sample(&self, x: f32, y: f32) -> u8 {
        // what is beyond the left and upper edge is above 0, too, so that the rest is cut off downwards
        let steps = |at: f32| ((at - 0.5 + EDGE) * PHASES as f32 + 0.5) as usize;
        let (x, y) = (steps(x), steps(y));
        let (left, top) =
            ((x / PHASES).wrapping_sub(EDGE as usize + 1), (y / PHASES).wrapping_sub(EDGE as usize + 1));
        if left >= self.width.saturating_sub(3) || top >= self.height.saturating_sub(3) {
            let inside = |at: usize, length: usize| {
                (at.wrapping_add(1) as isize).clamp(0, length as isize - 1) as usize
            };
            return self.grey[inside(top, self.height) * self.width + inside(left, self.width)];
        }
        let start = top * self.width + left;
        let row = |row: usize| &self.grey[start + row * self.width..][..4];
        // most of a page is white, and need not be weighed
        let (second, third) = (row(1), row(2));
        if second[1] & second[2] & third[1] & third[2] == 255 {
            return 255;
        }
        let (across, down) = (&WEIGHTS[x % PHASES], &WEIGHTS[y % PHASES]);
        let mut sum = 0;
        for (at, by) in down.iter().enumerate() {
            let row = row(at);
            let grey = |at: usize| i32::from(row[at]) * across[at];
            sum += by * (grey(0) + grey(1) + grey(2) + grey(3));
        }
        ((sum + WEIGHT * WEIGHT / 2) / (WEIGHT * WEIGHT)).clamp(0, 255) as u8
    }

    /// The picture turned by quarters.
    pub(super) fn turned(self, turn: Turn) -> Self {
        match turn {
            Turn::None => self,
            Turn::Half => Self { grey: self.grey.into_iter().rev().collect(), ..self },
            Turn::Right | Turn::Left => {
                let (width, height) = (self.height, self.width);
                let mut grey = vec![0; self.grey.len()];
                transpose(&self.grey, &mut grey, self.width, self.height);
                // rows as columns is a mirror image: each row backwards, or the rows from last to first, rights it
                if turn == Turn::Right {
                    grey.chunks_exact_mut(width).for_each(<[u8]>::reverse);
                } else {
                    for y in 0..height / 2 {
                        let (upper, lower) = grey.split_at_mut((height - 1 - y) * width);
                        upper[y * width..(y + 1) * width].swap_with_slice(&mut lower[..width]);
                    }
                }
                Self { width, height, dpi: self.dpi, grey }
            }
        }
    }

    /// The picture with white around it.
    pub(super) fn framed(&self, around: usize) -> Self {
        let (width, height) = (self.width + 2 * around, self.height + 2 * around);
        let mut grey = vec![255; width * height];
        for (y, row) in self.grey.chunks_exact(self.width).enumerate() {
            let start = (y + around) * width + around;
            grey[start..start + self.width].copy_from_slice(row);
        }
        Self { width, height, dpi: self.dpi, grey }
    }

    /// Makes a part white, but for the pixels that are `kept`.
    pub(super) fn wipe(
        &mut self,
        from: (usize, usize),
        to: (usize, usize),
        kept: impl Fn(usize, usize) -> bool,
    ) {
        for y in from.1..to.1.min(self.height) {
            for x in from.0..to.0.min(self.width) {
                if !kept(x, y) {
                    self.grey[y * self.width + x] = 255;
                }
            }
        }
    }

    /// A part of the picture, `scale` times as large.
    pub(super) fn part(&self, x0: usize, y0: usize, x1: usize, y1: usize, scale: f32) -> Self {
        let width = (((x1 - x0) as f32) * scale).round().max(1.0) as usize;
        let height = (((y1 - y0) as f32) * scale).round().max(1.0) as usize;
        let mut grey = Vec::with_capacity(width * height);
        if scale == 1.0 {
            for y in y0..y1 {
                grey.extend_from_slice(&self.grey[y * self.width + x0..y * self.width + x1]);
            }
        } else {
            for y in 0..height {
                for x in 0..width {
                    let (x, y) = ((x as f32 + 0.5) / scale, (y as f32 + 0.5) / scale);
                    grey.push(self.sample(x0 as f32 + x, y0 as f32 + y));
                }
            }
        }
        Self { width, height, dpi: self.dpi * scale, grey }
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{bar, grain, inked, paper, raster};
    use super::*;
    use crate::geometry::leaned;

    const TURNS: [Turn; 4] = [Turn::None, Turn::Right, Turn::Half, Turn::Left];

    /// A picture without any order, of odd sides and larger than what is turned at once.
    fn motley() -> Picture {
        let mut next = grain(256);
        let (width, height) = (71, 45);
        Picture { width, height, dpi: 300.0, grey: (0..width * height).map(|_| next() as u8).collect() }
    }

    #[test]
    fn every_pixel_of_a_turned_picture_lies_where_a_turned_point_does() {
        let before = motley();
        let (width, height) = (before.width as f32, before.height as f32);
        for turn in TURNS {
            let after = before.clone().turned(turn);
            assert_eq!((after.width as f32, after.height as f32), turn.size(width, height));
            for y in 0..before.height {
                for x in 0..before.width {
                    let (u, v) = turn.point((x as f32 + 0.5, y as f32 + 0.5), width, height);
                    let pixel = after.grey[v as usize * after.width + u as usize];
                    assert_eq!(pixel, before.grey[y * before.width + x], "{turn:?} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn strokes_of_pale_print_are_ink_and_a_dark_prints_blur_and_the_grain_of_paper_are_not() {
        let stroke = |dark: u8, blur: u8| {
            let mut picture = paper(400, 100);
            let mut next = grain(14);
            picture.grey.iter_mut().for_each(|grey| *grey -= next() as u8);
            for x in (20..380).step_by(10) {
                for y in 20..80 {
                    picture.grey[y * 400 + x] = dark;
                    picture.grey[y * 400 + x + 1] = blur;
                }
            }
            inked(&picture)
        };
        let strokes = 36 * 60;
        assert_eq!(stroke(30, 200), strokes);
        assert_eq!(stroke(170, 220), strokes);
        assert_eq!(inked(&paper(400, 100)), 0);
    }

    #[test]
    fn four_quarter_turns_leave_a_picture_as_it_was() {
        for turn in TURNS {
            let after = (0..4).fold(motley(), |picture, _| picture.turned(turn));
            assert_eq!((after.width, after.grey), (motley().width, motley().grey), "{turn:?}");
        }
    }

    #[test]
    fn rows_as_columns_twice_are_rows_again() {
        let ink = motley().ink();
        let on_its_side = ink.transposed();
        assert_eq!((on_its_side.width, on_its_side.height), (ink.height, ink.width));
        assert!(ink.set != on_its_side.set && ink.set == on_its_side.transposed().set);
    }

    #[test]
    fn beyond_the_edges_there_is_no_ink() {
        let mut black = paper(3, 2);
        bar(&mut black, (0, 0), (3, 2));
        let ink = black.ink();
        assert!(ink.at(0, 0) && ink.at(2, 1));
        assert!(![(-1, 0), (0, -1), (3, 0), (0, 2)].iter().any(|&(x, y)| ink.at(x, y)));
    }

    #[test]
    fn a_part_at_its_own_size_has_the_same_pixels() {
        let whole = motley();
        let part = whole.part(5, 7, 30, 45, 1.0);
        assert_eq!((part.width, part.height, part.dpi), (25, 38, 300.0));
        for (y, row) in part.grey.chunks(25).enumerate() {
            let start = (y + 7) * whole.width + 5;
            assert_eq!(row, &whole.grey[start..start + 25]);
        }
    }

    #[test]
    fn an_enlarged_part_shows_the_same_at_a_finer_resolution() {
        let mut whole = paper(60, 40);
        bar(&mut whole, (20, 10), (40, 30));
        let part = whole.part(10, 5, 50, 35, 2.0);
        assert_eq!((part.width, part.height, part.dpi), (80, 60, 600.0));
        let at = |x: usize, y: usize| part.grey[y * part.width + x];
        // the corners of the bar, two pixels inside and two outside
        for (x, y, dx, dy) in [(20, 10, 1, 1), (60, 10, -1, 1), (20, 50, 1, -1), (60, 50, -1, -1)] {
            let near = |off: isize| {
                let moved = |at: usize, by: isize| (at as isize + by * off - isize::from(by < 0)) as usize;
                at(moved(x, dx), moved(y, dy))
            };
            assert_eq!((near(2), near(-3)), (0, 255), "{x} {y}");
        }
    }

    #[test]
    fn a_picture_is_turned_clockwise_by_a_small_angle_and_not_at_all_by_none() {
        let mut before = paper(201, 101);
        bar(&mut before, (170, 45), (180, 55));
        assert_eq!(before.rotated(0.0).grey, before.grey);
        let angle = 4_f32.to_radians();
        let after = before.rotated(angle).ink();
        let (x, y) = leaned((175.0, 50.0), angle, 201.0, 101.0);
        assert!(y > 54.0);
        let set = (0..after.set.len()).filter(|&pixel| after.set[pixel]);
        let (sum, count) = set.fold(((0.0, 0.0), 0.0), |((u, v), count), pixel| {
            let at = ((pixel % 201) as f32 + 0.5, (pixel / 201) as f32 + 0.5);
            ((u + at.0, v + at.1), count + 1.0)
        });
        let middle = (sum.0 / count, sum.1 / count);
        assert!((middle.0 - x).abs() < 0.3 && (middle.1 - y).abs() < 0.3, "{middle:?} for {x} {y}");
        assert!((count - 100.0_f32).abs() < 12.0, "{count} pixels");
    }

    #[test]
    fn grey_paper_with_its_grain_becomes_white_and_its_ink_stays() {
        let mut next = grain(9);
        let is_ink = |x: usize, y: usize| (30..90).contains(&x) && y % 10 < 3 && x % 7 < 3;
        let page =
            raster(
                (150, 100),
                150.0,
                |x, y| {
                    if is_ink(x, y) { [40; 3] } else { [186 + next() as u8, 180, 170] }
                },
            );
        let picture = Picture::of(&page).whitened();
        let ink = picture.ink();
        for y in 0..100 {
            for x in 0..150 {
                let grey = picture.grey[y * 150 + x];
                assert_eq!(ink.set[y * 150 + x], is_ink(x, y), "{x} {y}: {grey}");
                assert_eq!(grey == 255, !is_ink(x, y), "{x} {y}: {grey}");
            }
        }
    }

    #[test]
    fn shaded_paper_is_no_ink_and_what_is_printed_on_it_is() {
        // squares are 12 pixels wide: the shade begins inside of one
        let (shade, letter) = (90..210, |x: usize, y: usize| y % 15 < 3 && x % 6 < 3);
        let page = raster((300, 150), 150.0, |x, y| match (letter(x, y), shade.contains(&x)) {
            (true, _) => [30; 3],
            (_, true) => [150, 190, 150],
            _ => [250; 3],
        });
        let ink = Picture::of(&page).whitened().ink();
        for y in 0..150 {
            for x in 0..300 {
                assert_eq!(ink.set[y * 300 + x], letter(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn a_part_is_wiped_out_but_for_what_is_kept() {
        let mut picture = paper(20, 20);
        bar(&mut picture, (0, 0), (20, 20));
        picture.wipe((5, 5), (99, 10), |x, _| x == 7);
        assert_eq!(inked(&picture), 400 - 15 * 5 + 5);
        assert!(picture.ink().at(7, 6) && !picture.ink().at(6, 6) && !picture.ink().at(19, 9));
    }
}
