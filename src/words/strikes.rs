//! Second strikes: glyphs that are drawn twice, one over the other or a hair beside it, to look bold.
//!
//! A program may strike glyph by glyph, word by word, or a line again when all others are drawn, so glyphs are compared
//! wherever they stand in the order of drawing; the later ones are the strikes. Not for fills and strokes of one glyph:
//! those are one glyph when they come here.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::read::Glyph;

/// Tolerances of this step.
struct Tolerances {
    /// A glyph drawn again no further off than this, in ems, is a second strike: programs move it by 0.03 em, and the
    /// narrowest letters are 0.2 em wide.
    strike: f32,
    /// By what share of itself the size of the strike may differ: the rounding of sizes in a file.
    size: f32,
}

const TOLERANCES: Tolerances = Tolerances { strike: 0.1, size: 0.05 };

/// Where a glyph stands among all of a page: by text, direction, baseline in whole points, and place on it in steps of
/// 1/256 point; packed into one number, as all glyphs of a report are sorted by it. The text is its character, or a hash
/// of the characters where it has several, so that many ligatures in one place are not all compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct GlyphPlace(u64);

/// How many steps a point has.
const STEPS: f32 = 256.0;
/// How far left of the page or above it a glyph may begin, in points, and still be in order.
const MARGIN: f32 = 512.0;
/// The bits of the place on the baseline, and of the baseline.
const ALONG: u32 = 24;
const DOWN: u32 = 16;
/// The bits of a character.
const CHARACTER: u32 = 21;

impl GlyphPlace {
    fn of(glyph: &Glyph) -> Self {
        let text = glyph.more.as_ref().map_or(u64::from(u32::from(glyph.text)), |more| {
            let mut hasher = DefaultHasher::new();
            (glyph.text, more).hash(&mut hasher);
            hasher.finish() >> (u64::BITS - CHARACTER)
        });
        let class = text << 3 | glyph.turn.map_or(4, |turn| turn as u64);
        let down = ((glyph.origin.1 + MARGIN) as u64).min((1 << DOWN) - 1);
        let along = (((glyph.origin.0 + MARGIN) * STEPS) as u64).min((1 << ALONG) - 1);
        Self((class << DOWN | down) << ALONG | along)
    }

    /// The same place so many steps further on, as far as the baseline goes.
    fn further(self, steps: u64) -> Self {
        let along = (1 << ALONG) - 1;
        Self((self.0 & !along) | (self.0 & along).saturating_add(steps).min(along))
    }

    /// The place so many steps back, on the next baseline.
    fn below(self, steps: u64) -> Self {
        let along = (1 << ALONG) - 1;
        Self(((self.0 & !along) + along + 1) | (self.0 & along).saturating_sub(steps))
    }
}

/// For each glyph, whether it strikes one again that was drawn before it.
pub(super) fn find(glyphs: &[Glyph]) -> Vec<bool> {
    let mut struck = vec![false; glyphs.len()];
    let mut sorted: Vec<(GlyphPlace, usize)> =
        glyphs.iter().enumerate().map(|(index, glyph)| (GlyphPlace::of(glyph), index)).collect();
    sorted.sort_unstable();
    let mut from = 0;
    for at in 0..sorted.len() {
        let (place, index) = sorted[at];
        if struck[index] {
            continue;
        }
        let near = TOLERANCES.strike * glyphs[index].size;
        let steps = (near * STEPS).ceil() as u64;
        // Those before it in the order have searched already; the strike may lie over the edge of a whole point.
        let below = place.below(steps);
        // It lies further on from glyph to glyph, but for a change of size.
        while from > 0 && sorted[from - 1].0 >= below {
            from -= 1;
        }
        while from < sorted.len() && sorted[from].0 < below {
            from += 1;
        }
        for (first, last) in [(at + 1, place.further(steps)), (from, below.further(2 * steps))] {
            for &(_, other) in sorted[first..].iter().take_while(|&&(other, _)| other <= last) {
                if is_again(&glyphs[index], &glyphs[other], near) {
                    struck[index.max(other)] = true;
                }
            }
        }
    }
    struck
}

/// Whether one of two glyphs strikes the other again; their places differ by at most `near`.
fn is_again(a: &Glyph, b: &Glyph, near: f32) -> bool {
    let apart = |from: f32, to: f32| (from - to).abs() > near;
    !apart(a.origin.0, b.origin.0)
        && !apart(a.origin.1, b.origin.1)
        && (a.size - b.size).abs() <= TOLERANCES.size * a.size
        && (a.text, &a.more) == (b.text, &b.more)
}
