//! A line of text: what stands side by side, with the place of each character.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::geometry::{Rect, Turn};

/// Words side by side: a line of a cell or a stretch of free text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    /// The words, separated by single spaces; Unicode NFC.
    pub text: String,
    /// The left edge of each character of `text`, and at the end the right edge of the last.
    pub edges: Vec<f32>,
    /// The box in points, in the upright frame.
    pub bbox: Rect,
    /// Where the baseline runs, in points.
    pub baseline: f32,
    /// Font size in points.
    pub size: f32,
    /// How many glyphs it has, white space aside.
    pub glyphs: u32,
    /// The direction of its text relative to the upright frame.
    pub turn: Turn,
    /// How unsure the reading of a picture was of its words, in percent, on average over their glyphs and at least 1; 0 where
    /// it was drawn as text.
    pub doubt: u8,
}

impl Line {
    /// Whether it was read from a picture.
    pub(crate) fn is_recognised(&self) -> bool {
        self.doubt > 0
    }

    /// The part of it that is the characters of `range`, as a line of its own. Parts that make up the whole line have all
    /// its glyphs between them, whichever characters share one.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let characters: Vec<char> = self.text.chars().collect();
        let printed = |upto: usize| {
            let before = characters[..upto].iter().filter(|character| !character.is_whitespace()).count();
            let all = characters.iter().filter(|character| !character.is_whitespace()).count().max(1);
            (before * self.glyphs as usize / all) as u32
        };
        let edges = self.edges[range.start..=range.end].to_vec();
        Self {
            text: characters[range.clone()].iter().collect(),
            bbox: Rect { x0: edges[0], x1: edges[range.len()], ..self.bbox },
            glyphs: printed(range.end) - printed(range.start),
            edges,
            ..*self
        }
    }

    /// Sets `other`, which stands to its right, in one line with it.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push(' ');
        self.text.push_str(&other.text);
        self.edges.extend_from_slice(&other.edges);
        self.bbox = self.bbox.union(&other.bbox);
        self.doubt = mean_doubt([(self.doubt, self.glyphs), (other.doubt, other.glyphs)]);
        self.glyphs += other.glyphs;
    }
}

/// The doubt of words or lines together, each given with its glyphs.
pub(super) fn mean_doubt(parts: impl IntoIterator<Item = (u8, u32)>) -> u8 {
    let weighted = parts.into_iter().map(|(doubt, glyphs)| (u32::from(doubt) * glyphs, glyphs));
    let (doubt, glyphs) =
        weighted.fold((0, 0), |(doubts, all), (doubt, glyphs)| (doubts + doubt, all + glyphs));
    doubt.div_ceil(glyphs.max(1)).min(100) as u8
}

/// Composes base letters and combining marks (NFC), keeping each base letter's edge.
pub(super) fn compose(line: &mut Line) {
    let (mut text, mut edges) = (String::new(), Vec::new());
    let mut pending: Option<(String, f32)> = None;
    let flush = |pending: Option<(String, f32)>, text: &mut String, edges: &mut Vec<f32>| {
        if let Some((cluster, edge)) = pending {
            for character in cluster.nfc() {
                text.push(character);
                edges.push(edge);
            }
        }
    };
    for (character, &edge) in line.text.chars().zip(&line.edges) {
        match &mut pending {
            Some((cluster, _)) if unicode_normalization::char::is_combining_mark(character) => {
                cluster.push(character);
            }
            _ => {
                flush(pending.take(), &mut text, &mut edges);
                pending = Some((character.to_string(), edge));
            }
        }
    }
    flush(pending, &mut text, &mut edges);
    edges.extend(line.edges.last());
    (line.text, line.edges) = (text, edges);
}

/// The font size most of the lines' glyphs have, in points; 0 without lines.
pub(crate) fn main_size<'a>(lines: impl IntoIterator<Item = &'a Line>) -> f32 {
    let mut sizes: Vec<(i32, u32)> = Vec::new();
    for line in lines {
        let size = (line.size * 10.0).round() as i32;
        match sizes.iter_mut().find(|(known, _)| *known == size) {
            Some((_, glyphs)) => *glyphs += line.glyphs,
            None => sizes.push((size, line.glyphs)),
        }
    }
    sizes.into_iter().max_by_key(|&(size, glyphs)| (glyphs, size)).map_or(0.0, |(size, _)| size as f32 / 10.0)
}
