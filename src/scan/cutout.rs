//! A page's picture without what is not to be read from it: the parts of the page that say their text themselves.
//!
//! Not for which parts those are: that is `read/`'s.

use crate::geometry::{POINTS_PER_INCH, Rect};
use crate::read::{Raster, brightness};

/// Leaves nothing but `parts`, in points of the viewer's frame, on paper like theirs.
pub(super) fn keep(raster: &mut Raster, parts: &[Rect]) {
    if raster.grey.is_empty() {
        return;
    }
    let squares = raster.squares_in_row();
    let side = raster.square as f32 * POINTS_PER_INCH / raster.dpi;
    let is_kept = |square: usize| {
        let middle = |at: usize| (at as f32 + 0.5) * side;
        let point = (middle(square % squares), middle(square / squares));
        parts.iter().any(|part| part.contains(point))
    };
    let kept: Vec<bool> = (0..raster.paper.len()).map(is_kept).collect();
    let mut papers: Vec<[u8; 3]> =
        raster.paper.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(&paper, _)| paper).collect();
    papers.sort_unstable_by_key(|&paper| (brightness(paper), paper));
    let blank = papers.get(papers.len() / 2).copied().unwrap_or([255; 3]);
    for (paper, _) in raster.paper.iter_mut().zip(kept).filter(|(_, kept)| !kept) {
        *paper = blank;
    }
    let mut grey = vec![brightness(blank); raster.grey.len()];
    for part in parts {
        let (xs, ys) = pixels(raster, *part);
        for y in ys {
            let row = y * raster.width;
            grey[row + xs.start..row + xs.end].copy_from_slice(&raster.grey[row + xs.start..row + xs.end]);
        }
    }
    raster.grey = grey;
}

/// Paints `places`, in points of the viewer's frame, with their paper.
pub(super) fn blank(raster: &mut Raster, places: &[Rect]) {
    if raster.grey.is_empty() {
        return;
    }
    let squares = raster.squares_in_row();
    for place in places {
        let (xs, ys) = pixels(raster, *place);
        for y in ys {
            for x in xs.clone() {
                let paper = raster.paper[y / raster.square * squares + x / raster.square];
                raster.grey[y * raster.width + x] = brightness(paper);
            }
        }
    }
}

/// The columns and rows of a place, as far as they are on the picture.
fn pixels(raster: &Raster, place: Rect) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let at = |points: f32, most: usize| {
        ((points * raster.dpi / POINTS_PER_INCH).round().max(0.0) as usize).min(most)
    };
    let (width, height) = (raster.width, raster.height);
    (at(place.x0, width)..at(place.x1, width), at(place.y0, height)..at(place.y1, height))
}

#[cfg(test)]
mod tests {
    use super::super::drawn::raster;
    use super::*;

    /// A page of which the lower half is darker paper, with ink in every tenth column.
    fn page() -> Raster {
        raster((400, 400), 144.0, |x, y| match (x % 10, y < 200) {
            (0, _) => [0; 3],
            (_, true) => [255; 3],
            _ => [230; 3],
        })
    }

    #[test]
    fn what_is_in_no_part_becomes_paper_like_that_of_the_parts() {
        let mut kept = page();
        keep(&mut kept, &[Rect::new(0.0, 120.0, 200.0, 200.0)]);
        let before = page();
        assert_eq!(kept.grey[240 * 400..], before.grey[240 * 400..]);
        assert!(kept.grey[..240 * 400].iter().all(|&grey| grey == 230));
        assert!(kept.paper.iter().all(|&paper| paper == [230; 3]));
    }

    #[test]
    fn what_is_printed_is_painted_over_with_the_paper_below() {
        let mut without = page();
        blank(&mut without, &[Rect::new(10.0, 90.0, 50.0, 110.0)]);
        assert!(without.grey[190 * 400 + 20..190 * 400 + 100].iter().all(|&grey| grey == 255));
        assert!(without.grey[210 * 400 + 20..210 * 400 + 100].iter().all(|&grey| grey == 230));
        assert_eq!(without.grey.iter().filter(|&&grey| grey == 0).count(), 400 * 40 - 8 * 40);
    }
}
