//! Shaded areas in a picture: squares whose paper is darker than the page's, joined to fills.

use crate::geometry::Rect;
use crate::read::{Fill, Raster, brightness};

/// Tolerances of this step, in steps of brightness, of which white has 255.
struct Tolerances {
    /// Paper this much darker than the page's is shaded: grain and shadows of the edges stay below.
    shade: f32,
    /// Squares of one area are no further apart in any channel.
    same: u8,
}

const TOLERANCES: Tolerances = Tolerances { shade: 14.0, same: 12 };

/// The shaded areas of a page, in points of the viewer's frame, with the colours that they would have on white paper.
pub(super) fn find(raster: &Raster) -> Vec<Fill> {
    let mut levels: Vec<u8> = raster.paper.iter().map(|&colour| brightness(colour)).collect();
    if levels.is_empty() {
        return Vec::new();
    }
    let middle = levels.len() / 2;
    let paper = f32::from(*levels.select_nth_unstable(middle).1).max(1.0);
    let white =
        raster.paper.iter().copied().filter(|&colour| (f32::from(brightness(colour)) - paper).abs() < 2.0);
    let (mut sums, mut count) = ([0.0_f32; 3], 0.0);
    for colour in white {
        for (sum, channel) in sums.iter_mut().zip(colour) {
            *sum += f32::from(channel);
        }
        count += 1.0;
    }
    let balance = sums.map(|sum| if sum > 0.0 { 255.0 * count / sum } else { 1.0 });
    let shaded = |colour: [u8; 3]| {
        let mut balanced = [0; 3];
        for ((to, channel), factor) in balanced.iter_mut().zip(colour).zip(balance) {
            *to = (f32::from(channel) * factor).min(255.0) as u8;
        }
        let least = balanced.iter().copied().min().unwrap_or(255);
        (f32::from(least) < 255.0 - TOLERANCES.shade).then_some(balanced)
    };
    let side = raster.square as f32 * 72.0 / raster.dpi;
    let mut fills: Vec<Fill> = Vec::new();
    for (y, row) in raster.paper.chunks(raster.squares_in_row()).enumerate() {
        let mut open: Option<Fill> = None;
        for (x, &colour) in row.iter().enumerate() {
            let rect =
                Rect::new(x as f32 * side, y as f32 * side, (x + 1) as f32 * side, (y + 1) as f32 * side);
            open = match (open, shaded(colour)) {
                (Some(fill), Some(colour)) if is_same(fill.colour, colour) => {
                    Some(Fill { rect: fill.rect.union(&rect), ..fill })
                }
                (before, colour) => {
                    fills.extend(before);
                    colour.map(|colour| Fill { rect, colour })
                }
            };
        }
        fills.extend(open);
    }
    fills
}

fn is_same(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(&a, b)| a.abs_diff(b) <= TOLERANCES.same)
}
