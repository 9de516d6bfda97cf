//! Parts of a page whose text only its picture shows: images, and letters that are drawn as curves.
//!
//! Not for whether text is in them: that shows when the page's picture is looked at, in `scan/`.

use super::Glyph;
use crate::geometry::Rect;

/// Tolerances of this step.
struct Tolerances {
    /// Images no further apart than this, in points, are one: scanners and image editors cut pages into strips.
    strips: f32,
    /// The share of the page that an image must cover to count: the image of a table's row does, a crest or a logo does not.
    share: f32,
    /// The least width and height of such an image, in points: a word, and a line of text.
    least: (f32, f32),
    /// How far apart, in points, letters of one part may be: an empty row or column.
    letters: f32,
    /// Letters that stand together on a page of which text is drawn so: arrows, bullets and the signs of a logo are fewer.
    count: usize,
    /// How far a letter goes beyond its corners at most, in points, where it bulges between them.
    bulge: f32,
}

const TOLERANCES: Tolerances =
    Tolerances { strips: 2.0, share: 0.03, least: (24.0, 12.0), letters: 36.0, count: 24, bulge: 3.0 };

/// The images of a page that may show text, in the frame of the page.
pub(super) fn images(images: Vec<Rect>, page: Rect) -> Vec<Rect> {
    let least = TOLERANCES.share * page.width() * page.height();
    let is_large = |rect: &Rect| {
        rect.width() >= TOLERANCES.least.0
            && rect.height() >= TOLERANCES.least.1
            && rect.width() * rect.height() >= least
    };
    clusters(images, TOLERANCES.strips).into_iter().map(|(rect, _)| rect).filter(is_large).collect()
}

/// Where letters are drawn as curves. Of the `shapes`, which are as large as letters, those that hold a glyph are cells or
/// frames. Where many of the others stand together, a few apart from them are letters, too: the figures of a cell.
pub(super) fn curves(mut shapes: Vec<Rect>, glyphs: &[Glyph]) -> Vec<Rect> {
    if shapes.len() < TOLERANCES.count {
        return Vec::new();
    }
    let mut centres: Vec<(f32, f32)> = glyphs.iter().map(|glyph| glyph.bbox.centre()).collect();
    centres.sort_by(|a, b| a.1.total_cmp(&b.1));
    shapes.retain(|shape| {
        let from = centres.partition_point(|centre| centre.1 < shape.y0);
        let mut beside = centres[from..].iter().take_while(|centre| centre.1 <= shape.y1);
        !beside.any(|&centre| shape.contains(centre))
    });
    let clusters = clusters(shapes, TOLERANCES.letters);
    if clusters.iter().all(|&(_, count)| count < TOLERANCES.count) {
        return Vec::new();
    }
    clusters.into_iter().map(|(rect, _)| rect.grown(TOLERANCES.bulge)).collect()
}

/// Rectangles no further apart than `gap` as one, and how many each is made of.
fn clusters(mut rects: Vec<Rect>, gap: f32) -> Vec<(Rect, usize)> {
    rects.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let (mut open, mut closed): (Vec<(Rect, usize)>, Vec<(Rect, usize)>) = (Vec::new(), Vec::new());
    for rect in rects {
        let reach = rect.grown(gap);
        closed.extend(open.extract_if(.., |(cluster, _)| cluster.y1 < reach.y0));
        let near = open.extract_if(.., |(cluster, _)| cluster.touches(&reach));
        let cluster = near.fold((rect, 1), |all, (cluster, count)| (all.0.union(&cluster), all.1 + count));
        open.push(cluster);
    }
    closed.extend(open);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect { x0: 0.0, y0: 0.0, x1: 600.0, y1: 800.0 };

    /// Letters in rows and columns, ten points apart, from a place.
    fn letters(at: (f32, f32), columns: usize, rows: usize) -> Vec<Rect> {
        let place = |index: usize| {
            let (x, y) = ((index % columns) as f32 * 10.0 + at.0, (index / columns) as f32 * 10.0 + at.1);
            Rect::new(x, y, x + 5.0, y + 7.0)
        };
        (0..columns * rows).map(place).collect()
    }

    #[test]
    fn strips_of_a_scan_are_one_part_and_a_crest_is_none() {
        let strips = (0..8).map(|at| Rect::new(50.0, at as f32 * 20.0, 550.0, at as f32 * 20.0 + 19.5));
        let crest = Rect::new(50.0, 700.0, 120.0, 780.0);
        assert_eq!(images(strips.chain([crest]).collect(), PAGE), [Rect::new(50.0, 0.0, 550.0, 159.5)]);
    }

    #[test]
    fn letters_that_stand_together_are_one_part_a_figure_apart_is_another_and_a_few_shapes_alone_are_none() {
        let (text, figure) = (letters((100.0, 100.0), 10, 5), letters((400.0, 600.0), 2, 1));
        let parts = [Rect::new(97.0, 97.0, 198.0, 150.0), Rect::new(397.0, 597.0, 418.0, 610.0)];
        assert_eq!(curves([text, figure.clone()].concat(), &[]), parts);
        let [crest, logo] = [(100.0, 100.0), (100.0, 600.0)].map(|place| letters(place, 4, 3));
        assert!(curves([figure, crest, logo].concat(), &[]).is_empty());
    }
}
