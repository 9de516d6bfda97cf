//! Hyphens that the map of their font calls soft ones.
//!
//! A map gives a code one character (ISO 32000-1, 9.10.3). A program that writes it by the first use of a glyph calls every
//! hyphen of a font soft where the first one broke a word. Only a font that draws other hyphens by another code tells the
//! two apart. Not for what a page says of a hyphen by `ActualText`: that is `device`.

use std::collections::HashSet;

use hayro_interpret::font::Glyph as EngineGlyph;

use crate::read::{Glyph, SOFT_HYPHEN};

/// The hyphens of a page.
#[derive(Default)]
pub(super) struct Hyphens {
    /// Those that a map calls soft, as indices of glyphs, with their fonts.
    soft: Vec<(usize, u16)>,
    /// The fonts that draw others.
    others: HashSet<u16>,
}

impl Hyphens {
    /// Looks at a glyph that is drawn as the one of this index. A soft hyphen without ink is one.
    pub(super) fn look_at(&mut self, index: usize, glyph: &Glyph, drawn: &EngineGlyph<'_>) {
        match glyph.text {
            SOFT_HYPHEN if draws(drawn) => self.soft.push((index, glyph.font)),
            '-' | '\u{2010}' => {
                self.others.insert(glyph.font);
            }
            _ => {}
        }
    }

    /// The page says that the hyphens from this index on are soft.
    pub(super) fn are_soft(&mut self, from: usize) {
        self.soft.retain(|&(index, _)| index < from);
    }

    /// Makes those that their font draws for every hyphen plain ones.
    pub(super) fn settle(self, glyphs: &mut [Glyph]) {
        for (index, _) in self.soft.into_iter().filter(|(_, font)| !self.others.contains(font)) {
            if let Some(glyph) = glyphs.get_mut(index).filter(|glyph| glyph.text == SOFT_HYPHEN) {
                glyph.text = '-';
            }
        }
    }
}

/// Whether a glyph has ink; one that is drawn by operators counts as if it had.
fn draws(glyph: &EngineGlyph<'_>) -> bool {
    match glyph {
        EngineGlyph::Outline(outline) => !outline.outline().is_empty(),
        EngineGlyph::Type3(_) => true,
    }
}
