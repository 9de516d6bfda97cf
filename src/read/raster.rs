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
pub(crate) struct Raster {
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
    pub(crate) fn from_rgba(width: usize, height: usize, dpi: f32, rgba: &[[u8; 4]]) -> Self {
        let colour = |pixel: usize| {
            let [red, green, blue, _] = rgba[pixel];
            [red, green, blue]
        };
        let grey = (0..rgba.len()).map(|pixel| brightness(colour(pixel))).collect();
        Self::of(width, height, dpi, grey, colour)
    }

    /// A picture from the brightness of its pixels and their colours.
    pub(crate) fn of(
        width: usize,
        height: usize,
        dpi: f32,
        grey: Vec<u8>,
        colour: impl Fn(usize) -> [u8; 3],
    ) -> Self {
        let square = ((dpi / SQUARES) as usize).max(1);
        let mut paper = Vec::new();
        let mut levels = Vec::new();
        for top in (0..height).step_by(square) {
            for left in (0..width).step_by(square) {
                // every second pixel both ways tells as much as all
                let pixels = || {
                    let rows = (top..(top + square).min(height)).step_by(2);
                    rows.flat_map(|y| (y * width + left..y * width + (left + square).min(width)).step_by(2))
                };
                levels.clear();
                levels.extend(pixels().map(|pixel| grey[pixel]));
                let rank = ((levels.len() as f32 * INK) as usize).min(levels.len() - 1);
                let level = *levels.select_nth_unstable(rank).1;
                let (mut sum, mut count) = ([0_u32; 3], 0_u32);
                for pixel in pixels().filter(|&pixel| grey[pixel] == level) {
                    for (sum, channel) in sum.iter_mut().zip(colour(pixel)) {
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
    pub(crate) fn squares_in_row(&self) -> usize {
        self.width.div_ceil(self.square)
    }
}

/// The brightness of a colour (ITU-R BT.601).
pub(crate) fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of one colour, with ink in every pixel for which `inked` is true.
    fn page(paper: [u8; 3], width: usize, height: usize, inked: impl Fn(usize, usize) -> bool) -> Raster {
        let pixels: Vec<[u8; 4]> = (0..width * height)
            .map(|pixel| if inked(pixel % width, pixel / width) { [20, 20, 40] } else { paper })
            .map(|[red, green, blue]| [red, green, blue, 255])
            .collect();
        Raster::from_rgba(width, height, 144.0, &pixels)
    }

    #[test]
    fn the_paper_between_dense_letters_is_known_in_every_square_those_at_the_edges_too() {
        let raster = page([240, 230, 200], 31, 26, |x, y| x % 2 == 0 && y % 4 != 0);
        assert_eq!((raster.square, raster.squares_in_row()), (12, 3));
        assert_eq!(raster.paper, vec![[240, 230, 200]; 3 * 3]);
    }

    #[test]
    fn papers_of_two_colours_are_told_apart() {
        let pixels: Vec<[u8; 4]> =
            (0..48 * 24).map(|pixel| if pixel % 48 < 24 { [255; 4] } else { [90, 160, 80, 255] }).collect();
        let raster = Raster::from_rgba(48, 24, 144.0, &pixels);
        let row = [[255; 3], [255; 3], [90, 160, 80], [90, 160, 80]];
        assert_eq!(raster.paper, [row, row].concat());
    }

    #[test]
    fn brightness_is_that_of_the_eye_which_sees_green_best() {
        assert_eq!([[0; 3], [255; 3], [128; 3]].map(brightness), [0, 255, 128]);
        let [red, green, blue] = [[255, 0, 0], [0, 255, 0], [0, 0, 255]].map(brightness);
        assert!(green > red && red > blue);
        assert_eq!(page([0, 255, 0], 12, 12, |_, _| false).grey, vec![green; 144]);
    }
}
