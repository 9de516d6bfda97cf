//! The picture of a page set right: its paper made white, its skew undone, turned upright.
//!
//! What it keeps of the page's frame, so that places found here can be told in the viewer's, is `Frame`'s.

use crate::geometry::Turn;
use crate::read::Raster;

/// Tolerances of this step.
struct Tolerances {
    /// Share of the paper's brightness below which a pixel is ink: between faint print, half as bright as its paper, and
    /// the grain of paper, which stays within a tenth.
    ink: f32,
    /// The broadest stroke that is taken for print, in points: that of bold headings.
    stroke: f32,
    /// What share of its paper's brightness a pixel must have to be paper: its grain would be read.
    grain: f32,
    /// The least brightness that paper is taken for: what is darker is printed on in white, if at all.
    darkest_paper: u8,
}

const TOLERANCES: Tolerances = Tolerances { ink: 0.62, stroke: 2.6, grain: 0.93, darkest_paper: 70 };

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
pub(super) struct Ink {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) set: Vec<bool>,
}

impl Ink {
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

/// A picture of which each pixel is the mean of itself and its neighbours in its row and in its column.
fn blurred(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut out = grey.to_vec();
    for y in 1..height.saturating_sub(1) {
        let row = |y: usize| &grey[y * width..(y + 1) * width];
        let (above, own, below) = (row(y - 1), row(y), row(y + 1));
        for x in 1..width.saturating_sub(1) {
            let sum = [above[x], own[x - 1], own[x + 1], below[x]].map(u16::from).iter().sum::<u16>();
            out[y * width + x] = ((sum + 4 * u16::from(own[x])) / 8) as u8;
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
    /// The page's picture with its paper, shaded or not, made white.
    ///
    /// The paper is what is left where thin dark strokes are closed (grey-level closing: Serra, *Image Analysis and
    /// Mathematical Morphology*, 1982).
    pub(super) fn whitened(raster: &Raster) -> Self {
        let Raster { width, height, dpi, .. } = *raster;
        let reach = (TOLERANCES.stroke * dpi / 72.0 / 2.0).ceil() as usize;
        let mut paper = blurred(&raster.grey, width, height);
        paper = spread(&paper, width, height, reach, u8::max);
        paper = spread(&paper, width, height, reach, u8::min);
        let white = |(&pixel, &paper): (&u8, &u8)| {
            let paper = f32::from(paper.max(TOLERANCES.darkest_paper)) * TOLERANCES.grain;
            (f32::from(pixel) * 255.0 / paper).min(255.0) as u8
        };
        let grey = raster.grey.iter().zip(&paper).map(white).collect();
        Self { width, height, dpi, grey }
    }

    /// Which pixels are ink.
    pub(super) fn ink(&self) -> Ink {
        let most = (TOLERANCES.ink * 255.0) as u8;
        Ink {
            width: self.width,
            height: self.height,
            set: self.grey.iter().map(|&grey| grey < most).collect(),
        }
    }

    /// The picture turned by `angle`, in radians clockwise, about its middle.
    pub(super) fn rotated(&self, angle: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
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
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as isize - 1, top as isize - 1);
        if left < 0 || top < 0 || left + 4 > self.width as isize || top + 4 > self.height as isize {
            let inside = |value: isize, length: usize| value.clamp(0, length as isize - 1) as usize;
            return self.grey[inside(top + 1, self.height) * self.width + inside(left + 1, self.width)];
        }
        // most of a page is white, and need not be weighed
        let near = (top as usize + 1) * self.width + left as usize + 1;
        let white = [near, near + 1, near + self.width, near + self.width + 1];
        if white.into_iter().all(|pixel| self.grey[pixel] == 255) {
            return 255;
        }
        let (fx, fy) = (weights(fx), weights(fy));
        let mut sum = 0.0;
        for (row, fy) in fy.into_iter().enumerate() {
            let start = (top as usize + row) * self.width + left as usize;
            let pixels = &self.grey[start..start + 4];
            sum += fy
                * (f32::from(pixels[0]) * fx[0]
                    + f32::from(pixels[1]) * fx[1]
                    + f32::from(pixels[2]) * fx[2]
                    + f32::from(pixels[3]) * fx[3]);
        }
        sum.round().clamp(0.0, 255.0) as u8
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

/// What the four pixels around a point, which lies `at` of the way from the second to the third, count.
fn weights(at: f32) -> [f32; 4] {
    let (t, t2, t3) = (at, at * at, at * at * at);
    [-0.5 * t + t2 - 0.5 * t3, 1.0 - 2.5 * t2 + 1.5 * t3, 0.5 * t + 2.0 * t2 - 1.5 * t3, -0.5 * t2 + 0.5 * t3]
}
