//! Pictures for the tests of this stage: bars of ink, and letters made of them.
//!
//! Compiled for tests only.

use super::picture::{InkMask, Picture};
use crate::read::Raster;

/// Pixels per inch.
pub(super) const DPI: f32 = 300.0;

/// A white picture.
pub(super) fn paper(width: usize, height: usize) -> Picture {
    Picture { width, height, dpi: DPI, grey: vec![255; width * height] }
}

/// Inks what lies between two corners.
pub(super) fn bar(picture: &mut Picture, from: (usize, usize), to: (usize, usize)) {
    for y in from.1..to.1 {
        picture.grey[y * picture.width + from.0..y * picture.width + to.0].fill(0);
    }
}

/// Sets a text: rings as high as `size`, with stems for what goes up or down; gives where it ends.
pub(super) fn text(picture: &mut Picture, at: (usize, usize), size: usize, text: &str) -> usize {
    let (stroke, wide, half) = ((size / 6).max(2), size * 4 / 5, size / 2);
    let (mut left, foot) = at;
    let top = foot - size;
    for character in text.chars() {
        let mut ink = |from: (usize, usize), to: (usize, usize)| bar(picture, from, to);
        let right = left + wide;
        match character {
            ' ' => {}
            '.' => ink((left, foot - stroke), (left + stroke, foot)),
            'i' => {
                ink((left + stroke, top), (left + 2 * stroke, foot));
                ink((left + stroke, top - 3 * stroke), (left + 2 * stroke, top - 2 * stroke));
            }
            _ => {
                ink((left, top), (right, top + stroke));
                ink((left, foot - stroke), (right, foot));
                ink((left, top), (left + stroke, foot));
                ink((right - stroke, top), (right, foot));
            }
        }
        match character {
            'b' | 'h' | 'k' | 'l' => ink((left, top - half), (left + stroke, foot)),
            'd' | 't' => ink((right - stroke, top - half), (right, foot)),
            'g' | 'q' => ink((right - stroke, top), (right, foot + half)),
            'p' => ink((left, top), (left + stroke, foot + half)),
            _ => {}
        }
        left = right + size / 4;
    }
    left - size / 4
}

/// Ink where `rows` have a `#`.
pub(super) fn ink(rows: &[&str]) -> InkMask {
    let set = rows.iter().flat_map(|row| row.bytes().map(|byte| byte == b'#')).collect();
    InkMask { width: rows[0].len(), height: rows.len(), set }
}

/// How many pixels of a picture are ink.
pub(super) fn inked(picture: &Picture) -> usize {
    picture.ink().set.iter().filter(|&&set| set).count()
}

/// A page whose pixels have the colours that `colour` gives.
pub(super) fn raster(
    (width, height): (usize, usize),
    dpi: f32,
    mut colour: impl FnMut(usize, usize) -> [u8; 3],
) -> Raster {
    let pixels: Vec<[u8; 4]> = (0..width * height)
        .map(|pixel| {
            let [red, green, blue] = colour(pixel % width, pixel / width);
            [red, green, blue, 255]
        })
        .collect();
    Raster::from_rgba(width, height, dpi, &pixels)
}

/// Numbers below `most` without order, the same ones every time (Marsaglia, *Xorshift RNGs*, 2003).
pub(super) fn grain(most: u32) -> impl FnMut() -> u32 {
    let mut state = 2_463_534_242_u32;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % most
    }
}
