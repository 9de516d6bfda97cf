//! Lines that belong to words: those that underline them and those that strike them out.
//!
//! Such a line runs just below a baseline, or through the letters above it, from the first letter of some words to the
//! last. No rule of a table does: it keeps clear of the letters, and ends at the edge of a cell. Words that are struck out
//! are not what the page says. Not for pages read from a picture, whose baselines are guessed.

use crate::geometry::Turn;
use crate::read::{Glyph, Page, Rule};

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// From where to where a line under words runs, below their baseline: fonts have it at 0.1.
    under: (f32, f32),
    /// From where to where a line through words runs, above their baseline: through the middle of small letters or figures.
    through: (f32, f32),
    /// How far a line may begin or end from the words that it belongs to.
    ends: f32,
    /// The share of the line that runs along glyphs; the rest are blanks.
    along: f32,
    /// So many times at most, not in ems, a glyph is compared with a line; on the fullest page of a report 20 000 times.
    compared: usize,
}

const TOLERANCES: Tolerances =
    Tolerances { under: (0.0, 0.25), through: (0.15, 0.45), ends: 0.3, along: 0.6, compared: 20_000_000 };

/// What the lines of words are on a page.
pub(super) struct Decoration {
    /// For each glyph, whether it is struck out.
    pub(super) struck: Vec<bool>,
    /// For each rule, whether it belongs to words.
    pub(super) lines: Vec<bool>,
}

/// The glyphs along a line, on one side of it.
#[derive(Debug, Clone, Copy)]
struct Along {
    from: f32,
    to: f32,
    length: f32,
    size: f32,
}

impl Along {
    const NONE: Self = Self { from: f32::INFINITY, to: f32::NEG_INFINITY, length: 0.0, size: 0.0 };

    fn take(&mut self, glyph: &Glyph) {
        (self.from, self.to) = (self.from.min(glyph.bbox.x0), self.to.max(glyph.bbox.x1));
        self.length += glyph.bbox.width();
        self.size = self.size.max(glyph.size);
    }

    /// Whether the line is that of these glyphs.
    fn have(&self, line: &Rule) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() <= TOLERANCES.ends * self.size;
        near(self.from, line.from)
            && near(self.to, line.to)
            && self.length >= TOLERANCES.along * (line.to - line.from)
    }
}

/// Finds the lines that belong to words, and the glyphs that are struck out.
pub(super) fn find(page: &Page) -> Decoration {
    let mut decoration =
        Decoration { struck: vec![false; page.glyphs.len()], lines: vec![false; page.rules.len()] };
    let mut level: Vec<usize> = (0..page.rules.len()).filter(|&index| page.rules[index].level).collect();
    if page.head.recognised || level.is_empty() {
        return decoration;
    }
    level.sort_by(|&a, &b| page.rules[a].at.total_cmp(&page.rules[b].at));
    let mut along = vec![[Along::NONE; 2]; page.rules.len()];
    let mut through: Vec<(usize, usize)> = Vec::new();
    let mut compared = 0;
    for (index, glyph) in page.glyphs.iter().enumerate() {
        if glyph.turn != Some(Turn::None) || glyph.is_space() {
            continue;
        }
        let (baseline, size) = (glyph.origin.1, glyph.size);
        let middle = glyph.bbox.centre().0;
        let top = baseline - TOLERANCES.through.1 * size;
        let first = level.partition_point(|&rule| page.rules[rule].at < top);
        for &rule in &level[first..] {
            let Rule { at, from, to, .. } = page.rules[rule];
            let below = (at - baseline) / size;
            if below > TOLERANCES.under.1 {
                break;
            }
            compared += 1;
            if compared > TOLERANCES.compared {
                return decoration;
            }
            if !(from..=to).contains(&middle) {
                continue;
            }
            if below >= TOLERANCES.under.0 {
                along[rule][0].take(glyph);
            } else if -below >= TOLERANCES.through.0 {
                along[rule][1].take(glyph);
                through.push((rule, index));
            }
        }
    }
    for (index, [under, over]) in along.iter().enumerate() {
        let rule = &page.rules[index];
        decoration.lines[index] = under.have(rule) || over.have(rule);
    }
    for (rule, glyph) in through {
        decoration.struck[glyph] |= along[rule][1].have(&page.rules[rule]);
    }
    decoration
}
