//! Text that an OCR engine laid invisibly over a page before: used where it is better than the page's own reading.
//!
//! Whether it is good shows where the page's own reading is sure: what mostly says the same there is believed where that is
//! not. Its places are used to find what it says of a line, and for nothing else.

use super::{PlacedWord, Read};
use crate::geometry::{Rect, overlap};
use crate::read::Glyph;

/// Tolerances of this step.
struct Tolerances {
    /// A line is read surely where the engine is this sure of its words, from 0 to 1, and unsurely where it is less.
    sure: f32,
    unsure: f32,
    /// The share of the surely read lines on which the layer must say the same.
    agreement: f32,
    /// Lines that must be compared for that.
    lines: usize,
}

const TOLERANCES: Tolerances = Tolerances { sure: 0.85, unsure: 0.6, agreement: 0.7, lines: 5 };

/// Gives lines that were read unsurely what the layer says, where the layer is good.
pub(super) fn improve(lines: &mut [Read], layer: &[Glyph], in_viewer: impl Fn((f32, f32)) -> (f32, f32)) {
    if layer.is_empty() {
        return;
    }
    let (mut same, mut compared) = (0, 0);
    for line in lines.iter().filter(|line| surety(&line.words) >= TOLERANCES.sure) {
        if let Some(text) = said(line, layer, &in_viewer) {
            compared += 1;
            same += usize::from(squashed(&text) == squashed(&own(&line.words)));
        }
    }
    if compared < TOLERANCES.lines || (same as f32) < TOLERANCES.agreement * compared as f32 {
        return;
    }
    for line in lines.iter_mut().filter(|line| surety(&line.words) < TOLERANCES.unsure) {
        if let Some(text) = said(line, layer, &in_viewer)
            && let Some(bbox) = Rect::covering(line.words.iter().map(|word| &word.word.bbox))
            && let Some(first) = line.words.first().cloned()
        {
            line.words = spread(&text, bbox, &first);
        }
    }
}

fn surety(words: &[PlacedWord]) -> f32 {
    let letters: f32 = words.iter().map(|word| word.word.letters()).sum();
    words.iter().map(|word| word.word.letters() * word.word.confidence).sum::<f32>() / letters.max(1.0)
}

fn own(words: &[PlacedWord]) -> String {
    words.iter().map(|word| word.word.text.as_str()).collect()
}

fn squashed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What the layer says where a line stands.
fn said(line: &Read, layer: &[Glyph], in_viewer: &impl Fn((f32, f32)) -> (f32, f32)) -> Option<String> {
    let picture = &line.strip.picture;
    let (width, height) = (picture.width as f32, picture.height as f32);
    let corners = [(0.0, 0.0), (width, height)].map(|corner| in_viewer(line.strip.on_page(corner)));
    let place = Rect::new(corners[0].0, corners[0].1, corners[1].0, corners[1].1);
    let inside = |glyph: &&Glyph| {
        let bbox = &glyph.bbox;
        let shared =
            overlap(bbox.x0, bbox.x1, place.x0, place.x1) * overlap(bbox.y0, bbox.y1, place.y0, place.y1);
        shared > bbox.width() * bbox.height() / 2.0
    };
    let mut text = String::new();
    for glyph in layer.iter().filter(inside) {
        text.push(glyph.text);
        text.extend(glyph.more.as_deref());
    }
    (!squashed(&text).is_empty()).then_some(text)
}

/// A text's words, over the length of a line.
fn spread(text: &str, bbox: Rect, like: &PlacedWord) -> Vec<PlacedWord> {
    let all = text.trim().chars().count().max(1) as f32;
    let mut at = 0.0;
    let words = text.split_whitespace().map(|word| {
        let length = word.chars().count() as f32;
        let x = |letters: f32| bbox.x0 + bbox.width() * letters / all;
        let own = Rect { x0: x(at), x1: x(at + length), ..bbox };
        at += length + 1.0;
        let mut placed = like.clone();
        (placed.word.bbox, placed.word.text, placed.word.confidence) =
            (own, word.to_owned(), TOLERANCES.unsure);
        placed
    });
    words.collect()
}
