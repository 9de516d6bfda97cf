//! Parts of a page whose text only its picture shows: images, and letters that are drawn as curves.
//!
//! Not for whether text is in them: that shows when the page's picture is looked at, in `scan/`.

use super::{Glyph, Rule};
use crate::geometry::{Rect, overlap};

/// Tolerances of this step.
struct Tolerances {
    /// Images no further apart than this, in points, are one: scanners and image editors cut pages into strips.
    strips: f32,
    /// The share of the page that an image must cover to count wherever it stands: a crest or a logo does not.
    share: f32,
    /// The share of the page's width that one must cover: the image of a table's row does.
    wide: f32,
    /// The least width and height of an image that is read, in points: a word, and a line of text.
    least: (f32, f32),
    /// The least width and height of an image in a table that is named: a figure, or a sign for a status. Bullets are smaller.
    sign: (f32, f32),
    /// So many small images at most are looked at; more make one picture.
    most: usize,
    /// How far, in points, an image may reach over the rule of its cell.
    over: f32,
    /// White, in points, within which glyphs of one text stand: an empty line.
    text: f32,
    /// How far apart, in points, letters of one part may be: an empty row or column.
    letters: f32,
    /// Letters that stand together on a page of which text is drawn so: arrows, bullets and the signs of a logo are fewer.
    count: usize,
    /// How far a letter goes beyond its corners at most, in points, where it bulges between them.
    bulge: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    strips: 2.0,
    share: 0.03,
    wide: 0.4,
    least: (24.0, 12.0),
    sign: (9.0, 6.0),
    most: 500,
    over: 2.0,
    text: 12.0,
    letters: 36.0,
    count: 24,
    bulge: 3.0,
};

/// The images of a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Images {
    /// Those that may show text.
    pub(super) readable: Vec<Rect>,
    /// Those that are too small for it and stand in a table: a figure, or a sign.
    pub(super) signs: Vec<Rect>,
}

/// The images of a page that say something that its `glyphs` do not, in the frame of the page. A small one does where it
/// stands among rules or text.
pub(super) fn images(images: Vec<Rect>, page: Rect, glyphs: &[Glyph], rules: &[Rule]) -> Images {
    let is_of = |rect: &Rect, (width, height): (f32, f32)| rect.width() >= width && rect.height() >= height;
    let is_large = |rect: &Rect| {
        rect.width() * rect.height() >= TOLERANCES.share * page.width() * page.height()
            || rect.width() >= TOLERANCES.wide * page.width()
    };
    let clusters = clusters(images, TOLERANCES.strips).into_iter().map(|(rect, _)| rect);
    let (mut found, mut small) = (Images::default(), 0);
    for rect in clusters.filter(|rect| is_of(rect, TOLERANCES.sign)) {
        let is_readable = is_of(&rect, TOLERANCES.least);
        if is_readable && is_large(&rect) {
            found.readable.push(rect);
            continue;
        }
        small += 1;
        if small <= TOLERANCES.most && is_enclosed(rect, glyphs, rules) {
            let images = if is_readable { &mut found.readable } else { &mut found.signs };
            images.push(rect);
        }
    }
    found
}

/// Whether rules lie on two opposite sides of a place, or text on all four.
fn is_enclosed(place: Rect, glyphs: &[Glyph], rules: &[Rule]) -> bool {
    let (x, y) = place.centre();
    let [mut above, mut below, mut left, mut right] = [false; 4];
    for rule in rules {
        let middle = if rule.level { x } else { y };
        if (rule.from..=rule.to).contains(&middle) {
            let (before, after) = if rule.level { (&mut above, &mut below) } else { (&mut left, &mut right) };
            let (from, to) = if rule.level { (place.y0, place.y1) } else { (place.x0, place.x1) };
            *before |= rule.at <= from + TOLERANCES.over;
            *after |= rule.at >= to - TOLERANCES.over;
        }
    }
    if above && below || left && right {
        return true;
    }
    let [mut above, mut below, mut left, mut right] = [false; 4];
    for bbox in glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.bbox) {
        if overlap(bbox.x0, bbox.x1, place.x0, place.x1) > 0.0 {
            above |= bbox.y1 <= place.y0;
            below |= bbox.y0 >= place.y1;
        }
        if overlap(bbox.y0, bbox.y1, place.y0, place.y1) > 0.0 {
            left |= bbox.x1 <= place.x0;
            right |= bbox.x0 >= place.x1;
        }
    }
    above && below && left && right
}

/// Where glyphs at these places stand together.
pub(super) fn texts(glyphs: Vec<Rect>) -> Vec<Rect> {
    clusters(glyphs, TOLERANCES.text).into_iter().map(|(rect, _)| rect).collect()
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
    let mut open: Vec<(Rect, usize)> = Vec::new();
    let mut closed = Vec::new();
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
        let found = images(strips.chain([crest]).collect(), PAGE, &[], &[]);
        assert_eq!(found, Images { readable: vec![Rect::new(50.0, 0.0, 550.0, 159.5)], signs: Vec::new() });
    }

    #[test]
    fn a_small_image_counts_where_it_is_wide_or_stands_in_a_table() {
        let row = Rect::new(50.0, 300.0, 350.0, 316.0);
        let [text, sign] = [Rect::new(60.0, 420.0, 160.0, 450.0), Rect::new(300.0, 430.0, 312.0, 442.0)];
        let bullet = Rect::new(200.0, 430.0, 206.0, 436.0);
        let all = || vec![row, text, sign, bullet];
        let level = |at: f32| Rule { level: true, at, from: 50.0, to: 550.0 };
        let plain = images(all(), PAGE, &[], &[level(400.0)]);
        assert_eq!(plain, Images { readable: vec![row], signs: Vec::new() });
        let ruled = images(all(), PAGE, &[], &[level(400.0), level(460.0)]);
        assert_eq!(ruled, Images { readable: vec![row, text], signs: vec![sign] });
    }

    #[test]
    fn a_small_image_with_text_on_all_sides_counts() {
        let image = Rect::new(300.0, 430.0, 312.0, 442.0);
        let glyph = |x: f32, top: f32| Glyph::sample('a', (x, top + 8.0));
        let around = [glyph(300.0, 400.0), glyph(200.0, 430.0), glyph(400.0, 430.0), glyph(305.0, 500.0)];
        let signs = |glyphs: &[Glyph]| images(vec![image], PAGE, glyphs, &[]).signs;
        assert_eq!(signs(&around), [image]);
        assert!(signs(&around[..3]).is_empty());
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
