//! A page as a picture: its brightness pixel by pixel, and the colour of its paper square by square.
//!
//! Not for what the picture shows: that is `scan/`'s.

/// How fine the squares are for which the paper's colour is kept, as a part of an inch: 6 points, smaller than a cell and
/// larger than a stroke.
const SQUARES: f32 = 12.0;

/// The share of a square's pixels that are darker than its paper at most: the densest bold print covers half of it.
const INK: f32 = 0.85;

/// A page as a picture, in the viewer's frame.
#[derive(Debug, Clone, Default)]
pub struct Raster {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Pixels per inch.
    pub dpi: f32,
    /// Brightness of each pixel, row by row from the top: 0 is black, 255 white.
    pub grey: Vec<u8>,
    /// Width and height of the squares of `paper`, in pixels.
    pub square: usize,
    /// The paper's colour in each square, row by row: red, green, blue.
    pub paper: Vec<[u8; 3]>,
}

impl Raster {
    /// A picture from opaque pixels of red, green, blue and one byte more each.
    pub fn from_rgba(width: usize, height: usize, dpi: f32, rgba: &[[u8; 4]]) -> Self {
        let grey: Vec<u8> =
            rgba.iter().map(|&[red, green, blue, _]| brightness([red, green, blue])).collect();
        let square = ((dpi / SQUARES) as usize).max(1);
        let mut paper = Vec::new();
        let mut levels = Vec::new();
        for top in (0..height).step_by(square) {
            for left in (0..width).step_by(square) {
                let pixels = || {
                    let rows = top..(top + square).min(height);
                    rows.flat_map(|y| y * width + left..y * width + (left + square).min(width))
                };
                levels.clear();
                levels.extend(pixels().map(|pixel| grey[pixel]));
                let rank = ((levels.len() as f32 * INK) as usize).min(levels.len() - 1);
                let level = *levels.select_nth_unstable(rank).1;
                let (mut sum, mut count) = ([0_u32; 3], 0_u32);
                for [red, green, blue, _] in
                    pixels().filter(|&pixel| grey[pixel] == level).map(|pixel| rgba[pixel])
                {
                    for (sum, channel) in sum.iter_mut().zip([red, green, blue]) {
                        *sum += u32::from(channel);
                    }
                    count += 1;
                }
                paper.push(sum.map(|sum| (sum / count.max(1)) as u8));
            }
        }
        Self { width, height, dpi, grey, square, paper }
    }

    /// How many squares there are in a row.
    pub fn squares_in_row(&self) -> usize {
        self.width.div_ceil(self.square)
    }
}

/// The brightness of a colour (ITU-R BT.601).
pub fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8
}
