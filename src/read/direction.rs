//! Which way a page's text runs, so that the page can be turned upright.
//!
//! Not for text of a picture, which tells by its letters alone: that is `scan/`.

use std::collections::HashMap;

use super::{Glyph, Page, Rule};
use crate::geometry::{Rect, Turn};

/// A direction that has so many times the letters of any other in the tables is theirs. The headers of a table of one record
/// have some four times its letters; a page of a table that lies on its side has ten times those of its running header.
const SOLE: usize = 6;

/// The direction in which a page's text runs: that of most of its letters. Headers of narrow columns run upwards, and may
/// have more letters than the record below them. So where that is not the viewer's, and another one has letters in the tables
/// too, the longest line there tells: lines of a header end with its cell, those of records are side by side.
pub(super) fn main_direction(page: &Page) -> Turn {
    let most = first_of_most(count(page.glyphs.iter()));
    let rules: Vec<Rect> = page.rules.iter().map(Rule::rect).collect();
    let Some(tables) = Rect::covering(&rules).filter(|_| most != Turn::None) else {
        return most;
    };
    let inside = || page.glyphs.iter().filter(move |glyph| tables.contains(glyph.bbox.centre()));
    let mut descending = count(inside());
    descending.sort_unstable_by(|a, b| b.cmp(a));
    if descending[0] >= SOLE * descending[1] {
        return most;
    }
    let mut lines: HashMap<(usize, i32), usize> = HashMap::new();
    for glyph in inside() {
        let Some(turn) = glyph.turn else { continue };
        let (x, y) = glyph.origin;
        let across = if matches!(turn, Turn::None | Turn::Half) { y } else { x };
        *lines.entry((turn as usize, across.round() as i32)).or_default() += 1;
    }
    let mut longest = [0; 4];
    for ((turn, _), letters) in lines {
        longest[turn] = longest[turn].max(letters);
    }
    first_of_most(longest)
}

/// How many glyphs run in each direction.
fn count<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> [usize; 4] {
    let mut counts = [0; 4];
    for turn in glyphs.filter_map(|glyph| glyph.turn) {
        counts[turn as usize] += 1;
    }
    counts
}

/// The direction that has most; the first of equals is the upright one.
fn first_of_most(counts: [usize; 4]) -> Turn {
    let most = counts.iter().copied().max().unwrap_or(0);
    [Turn::None, Turn::Right, Turn::Half, Turn::Left]
        .into_iter()
        .find(|&turn| counts[turn as usize] == most)
        .unwrap_or_default()
}
