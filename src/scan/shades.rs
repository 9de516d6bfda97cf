//! Shaded areas in a picture: squares whose paper is darker than the page's, joined to fills.
//!
//! Not for the fills that a page draws: those are found in `read/`.

use crate::geometry::{POINTS_PER_INCH, Rect, leaned};
use crate::read::{Fill, Raster, brightness};

/// Tolerances of this step, in steps of brightness, of which white has 255.
struct Tolerances {
    /// Paper this much darker than the page's is shaded: grain and shadows of the edges stay below.
    shade: f32,
    /// Squares of one area are no further apart in any channel.
    same: u8,
}

const TOLERANCES: Tolerances = Tolerances { shade: 14.0, same: 12 };

/// The shaded areas of a page that is turned by `lean`, in radians clockwise, to lie straight; in points of the straight
/// page, with the colours that they would have on white paper.
pub(super) fn find(raster: &Raster, lean: f32) -> Vec<Fill> {
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
    let side = raster.square as f32 * POINTS_PER_INCH / raster.dpi;
    let columns = raster.squares_in_row();
    let rows = raster.paper.len() / columns;
    // the square of the straight page shows what lay in its place before
    let colour_at = |x: usize, y: usize| {
        let centre = (x as f32 + 0.5, y as f32 + 0.5);
        let (u, v) = leaned(centre, -lean, columns as f32, rows as f32);
        let inside = |at: f32, count: usize| (at.max(0.0) as usize).min(count - 1);
        raster.paper[inside(v, rows) * columns + inside(u, columns)]
    };
    let mut fills: Vec<Fill> = Vec::new();
    for y in 0..rows {
        let mut open: Option<Fill> = None;
        for x in 0..columns {
            let colour = colour_at(x, y);
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

/// Whether two colours are of one shaded area.
pub(super) fn is_same(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(&a, b)| a.abs_diff(b) <= TOLERANCES.same)
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{grain, raster};
    use super::*;

    /// The paper of a scan, which is never white, with its grain.
    const PAPER: [u8; 3] = [236, 232, 220];

    #[test]
    fn a_shaded_area_is_filled_with_its_colour_on_white() {
        let (xs, ys) = (60..300, 120..180);
        // with letters on it and beside it
        let page = raster((600, 400), 150.0, |x, y| {
            if y % 20 < 4 && x % 9 < 4 {
                [30; 3]
            } else if xs.contains(&x) && ys.contains(&y) {
                [177, 174, 165]
            } else {
                PAPER
            }
        });
        let fills = find(&page, 0.0);
        let area: f32 = fills.iter().map(|fill| fill.rect.width() * fill.rect.height()).sum();
        let points = POINTS_PER_INCH / 150.0;
        let whole = Rect::new(60.0 * points, 120.0 * points, 300.0 * points, 180.0 * points);
        let covered = Rect::covering(fills.iter().map(|fill| &fill.rect)).unwrap();
        let sides = |rect: Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
        let off = sides(covered).into_iter().zip(sides(whole)).map(|(a, b)| (a - b).abs());
        assert!(off.fold(0.0, f32::max) < 0.01, "{covered:?}");
        assert!((area - whole.width() * whole.height()).abs() < 1.0, "{fills:?}");
        assert!(fills.iter().all(|fill| is_same(fill.colour, [191; 3])), "{fills:?}");
    }

    #[test]
    fn a_bright_colour_is_a_shade_too_and_two_beside_each_other_stay_apart() {
        let page = raster((600, 400), 150.0, |x, y| match (x, y) {
            (60..180, 120..180) => [255, 255, 150],
            (180..300, 120..180) => [150, 255, 150],
            _ => [255; 3],
        });
        let fills = find(&page, 0.0);
        assert_eq!(fills.len(), 2 * 60 / 12);
        for pair in fills.chunks(2) {
            assert_eq!((pair[0].colour, pair[1].colour), ([255, 255, 150], [150, 255, 150]));
            assert_eq!(pair[0].rect.x1, pair[1].rect.x0);
        }
    }

    #[test]
    fn on_a_page_that_lay_askew_a_shade_is_found_where_it_is_once_that_is_straight() {
        // a bar across the page that goes down by three squares to the right, as a page turned clockwise shows it
        let lean = -libm::atan2f(36.0, 600.0);
        let page = raster((600, 400), 150.0, |x, y| {
            let (_, v) = leaned((x as f32, y as f32), lean, 600.0, 400.0);
            if (144.0..180.0).contains(&v) { [180; 3] } else { [255; 3] }
        });
        let rows = |lean: f32| {
            let mut rows: Vec<i32> = find(&page, lean).iter().map(|fill| fill.rect.y0 as i32).collect();
            rows.dedup();
            rows.len()
        };
        assert_eq!((rows(lean), rows(0.0)), (3, 5));
    }

    #[test]
    fn the_grain_of_paper_and_what_is_printed_on_it_are_no_shades() {
        let mut next = grain(12);
        let page = raster((600, 400), 150.0, |x, y| {
            if y % 20 < 8 && x % 9 < 4 {
                return [30; 3];
            }
            let by = next() as u8;
            PAPER.map(|channel| channel - by)
        });
        assert_eq!(find(&page, 0.0), []);
    }

    #[test]
    fn a_page_that_was_not_drawn_has_no_shades() {
        assert_eq!(find(&Raster::default(), 0.0), []);
    }
}
