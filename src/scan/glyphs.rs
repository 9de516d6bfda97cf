//! Words as the OCR engine read them become glyphs, as if they had been drawn.
//!
//! Not for what the engine mistook: that is in `confusions`.

use super::strips::Strip;
use super::{PlacedWord, forms};
use crate::geometry::Rect;
use crate::misreading::surety;
use crate::read::{Glyph, Ink};

/// Measures of letters, in ems.
struct Measures {
    /// From the top of ascenders to the foot of descenders.
    height: f32,
    /// Capitals, digits and letters with ascenders.
    tall: f32,
    /// Ascent and descent of the glyph box, as drawn glyphs have them.
    ascent: f32,
    descent: f32,
}

const MEASURES: Measures = Measures { height: 0.93, tall: 0.73, ascent: 0.8, descent: 0.2 };

/// The glyphs of a word: the engine gives it one box, which its letters share as far as they are usually wide. `points` is
/// the size of a pixel of the page.
pub(super) fn of(placed: &PlacedWord, strip: &Strip, points: f32) -> Vec<Glyph> {
    let PlacedWord { word, height, corner } = placed;
    // of a few letters, which may have no ascender, the engine knows better how large they are
    let by_letters = strip.tall * strip.scale() / MEASURES.tall;
    let size = if strip.is_short { height / MEASURES.height } else { by_letters };
    let (text, margin) = forms::righted(&word.text, word.bbox.width() / size);
    // of a word that was put right, the margin tells too how unsure it is
    let unsure = (1.0 - word.confidence).max(margin.map_or(0.0, |margin| 1.0 - surety(margin) as f32));
    let whole: f32 = text.chars().map(width).sum();
    let baseline = strip.baseline;
    let mut glyphs = Vec::new();
    let mut x = word.bbox.x0 - corner.0;
    for character in text.chars().chain([' ']) {
        let advance = word.bbox.width() * width(character) / whole.max(f32::MIN_POSITIVE);
        let on_page = |x: f32, y: f32| {
            let (x, y) = strip.on_page((x, y));
            (x * points, y * points)
        };
        let (xa, ya) = on_page(x, baseline - MEASURES.ascent * size);
        let (xb, yb) = on_page(x + advance, baseline + MEASURES.descent * size);
        glyphs.push(Glyph {
            text: character,
            more: None,
            origin: on_page(x, baseline),
            bbox: Rect::new(xa, ya, xb, yb),
            advance: advance / strip.scale() * points,
            size: size / strip.scale() * points,
            turn: Some(strip.turn()),
            font: 0,
            ink: Ink::default(),
            doubt: (unsure * 100.0).clamp(1.0, 100.0) as u8,
        });
        x += advance;
    }
    glyphs
}

/// How wide a letter usually is, in ems: the widths of common sans-serif faces.
fn width(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' | '’' => 0.22,
        '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | ' ' | '/' => 0.28,
        'r' | '(' | ')' | '-' | '"' => 0.33,
        'm' | 'M' | '%' | '—' | '@' => 0.85,
        'w' | 'W' | 'O' | 'Q' | 'G' => 0.76,
        character if character.is_uppercase() => 0.68,
        _ => 0.54,
    }
}
