//! The page as it is drawn, and what `read/` and `words/` make of it.
//!
//! Not for tables: those are in [`super::cells`].

use super::svg::{Drawing, Stroke};
use crate::geometry::{Rect, Turn};
use crate::read::{Glyph, Page};
use crate::words::PageWords;

const GLYPH: Stroke = Stroke::hairline("glyph", "#3a7bd5");
const SPACE: Stroke = Stroke::hairline("space glyph", "#c9a227");
const SLANTED: Stroke = Stroke::tint("slanted glyph", "#d03c3c");
const RULE: Stroke = Stroke::outline("rule", "#d03c3c");
const FILL: Stroke = Stroke::tint("fill", "#2f9e63");
const WORD: Stroke = Stroke::tint("word", "#3a7bd5");
const TURNED: Stroke = Stroke::tint("turned line", "#8e44ad");
const PRINTED_RULE: Stroke = Stroke::outline("printed rule", "#bbb");

/// How near, in points, a glyph must follow another to be written in one go with it: rounding of positions.
const NEXT: f32 = 0.1;

/// The page's fills and rules, pale, for everything to stand on.
pub(super) fn paint(sheet: &mut Drawing, page: &Page) {
    for fill in &page.fills {
        sheet.paint(fill.rect, fill.colour);
    }
    sheet.outlines(PRINTED_RULE, page.rules.iter().map(|rule| rule.rect()));
}

/// The page's words, to read what the boxes stand on.
pub(super) fn text(sheet: &mut Drawing, page: &PageWords) {
    for word in &page.words {
        sheet.text(word.bbox, Turn::None, &page.text(word));
    }
    for line in page.turned_lines() {
        sheet.text(line.bbox, line.turn, &line.text);
    }
}

/// Glyphs, rules and fills.
pub(super) fn read(sheet: &mut Drawing, page: &Page) {
    for run in runs(&page.glyphs) {
        let text: String = run
            .iter()
            .flat_map(|glyph| {
                std::iter::once(glyph.text).chain(glyph.more.iter().flat_map(|more| more.chars()))
            })
            .collect();
        let boxes = run.iter().map(|glyph| &glyph.bbox);
        if let (Some(bbox), Some(first)) = (Rect::covering(boxes), run.first()) {
            sheet.text(bbox, first.turn.unwrap_or_default(), &text);
        }
    }
    sheet.boxes(
        FILL,
        page.fills.iter().map(|fill| {
            let [red, green, blue] = fill.colour;
            (fill.rect, format!("#{red:02x}{green:02x}{blue:02x}"))
        }),
    );
    let of = |wanted: fn(&Glyph) -> bool| page.glyphs.iter().filter(move |glyph| wanted(glyph));
    sheet.outlines(GLYPH, of(|glyph| !glyph.is_space() && glyph.turn.is_some()).map(|glyph| glyph.bbox));
    sheet.outlines(SPACE, of(Glyph::is_space).map(|glyph| glyph.bbox));
    sheet.outlines(SLANTED, of(|glyph| !glyph.is_space() && glyph.turn.is_none()).map(|glyph| glyph.bbox));
    sheet.outlines(RULE, page.rules.iter().map(|rule| rule.rect()));
    count(sheet, page.head.noise, page.head.invisible);
}

/// Words, and lines in other directions than the page's.
pub(super) fn words(sheet: &mut Drawing, page: &PageWords) {
    sheet.boxes(WORD, page.words.iter().map(|word| (word.bbox, page.text(word))));
    sheet.boxes(TURNED, page.turned_lines().into_iter().map(|line| (line.bbox, line.text)));
    count(sheet, page.head.noise, page.head.invisible);
}

fn count(sheet: &mut Drawing, noise: u32, invisible: u32) {
    if noise + invisible > 0 {
        sheet.note(format!("{noise} glyphs of noise and {invisible} invisible ones are not drawn"));
    }
}

/// Glyphs that stand side by side and can be written in one go.
fn runs(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    let follows = |a: &Glyph, b: &Glyph| {
        let near = |a: f32, b: f32| (a - b).abs() <= NEXT;
        a.turn == b.turn
            && !a.is_space()
            && !b.is_space()
            && near(a.size, b.size)
            && match a.turn {
                Some(Turn::None) => near(a.bbox.x1, b.bbox.x0) && near(a.bbox.y1, b.bbox.y1),
                Some(Turn::Right) => near(a.bbox.y1, b.bbox.y0) && near(a.bbox.x0, b.bbox.x0),
                Some(Turn::Left) => near(a.bbox.y0, b.bbox.y1) && near(a.bbox.x0, b.bbox.x0),
                Some(Turn::Half) | None => false,
            }
    };
    glyphs.chunk_by(follows)
}
