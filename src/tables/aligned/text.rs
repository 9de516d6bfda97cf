//! Free lines as rows of text: what stands on one baseline, over the whole width of the page.
//!
//! Not for the cells that they fall into: those are made in [`super`].

use std::ops::Range;

use crate::geometry::Turn;
use crate::words::Line;

/// Tolerances of this step, in ems.
struct Tolerances {
    /// Baselines no further apart are one row.
    same_row: f32,
    /// Words at least this far apart may stand in two columns; a word space is 0.25 to 0.33 em.
    gutter: f32,
}

const TOLERANCES: Tolerances = Tolerances { same_row: 0.45, gutter: 0.4 };

/// A word of a free line.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Left edge in points.
    pub(super) x0: f32,
    /// Right edge in points.
    pub(super) x1: f32,
    /// Index of its line among the page's free lines.
    pub(super) line: usize,
    /// Its characters in that line, and its bytes in the line's text.
    pub(super) characters: Range<usize>,
    bytes: Range<usize>,
}

/// The words on one baseline, from left to right.
#[derive(Debug, Clone)]
pub(super) struct TextRow {
    /// Where the baseline runs, in points.
    pub(super) baseline: f32,
    /// Font size of most of its text, in points.
    pub(super) size: f32,
    /// Its words.
    pub(super) words: Vec<Word>,
}

/// The rows of a page's free lines, from top to bottom; lines in another direction are none of a table's.
pub(super) fn rows(lines: &[Line]) -> Vec<TextRow> {
    let mut order: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].turn == Turn::None).collect();
    order.sort_by(|&a, &b| lines[a].baseline.total_cmp(&lines[b].baseline));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let same = |row: &[usize]| {
            let first = &lines[row[0]];
            lines[at].baseline - first.baseline <= TOLERANCES.same_row * first.size.max(lines[at].size)
        };
        match rows.last_mut() {
            Some(row) if same(row) => row.push(at),
            _ => rows.push(vec![at]),
        }
    }
    rows.into_iter().map(|row| text_row(lines, &row)).collect()
}

fn text_row(lines: &[Line], row: &[usize]) -> TextRow {
    let mut words: Vec<Word> = row.iter().flat_map(|&line| words(line, &lines[line])).collect();
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let main = row.iter().map(|&at| &lines[at]).max_by_key(|line| line.glyphs);
    let (baseline, size) = main.map_or((0.0, 0.0), |line| (line.baseline, line.size));
    TextRow { baseline, size, words }
}

fn words(index: usize, line: &Line) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut character, mut byte) = (0, 0);
    for word in line.text.split(' ') {
        let characters = character..character + word.chars().count();
        let bytes = byte..byte + word.len();
        (character, byte) = (characters.end + 1, bytes.end + 1);
        let edges = line.edges.get(characters.start).zip(line.edges.get(characters.end));
        if let Some((&x0, &x1)) = edges.filter(|_| !word.is_empty()) {
            words.push(Word { x0, x1, line: index, characters, bytes });
        }
    }
    words
}

impl TextRow {
    /// The narrowest gap between two columns, in points.
    pub(super) fn gutter(&self) -> f32 {
        TOLERANCES.gutter * self.size
    }

    /// Its words, parted where a gap is at least `gap` points wide.
    pub(super) fn parted(&self, gap: f32) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut from = 0;
        let mut right = f32::NEG_INFINITY;
        for (at, word) in self.words.iter().enumerate() {
            if at > from && word.x0 - right >= gap {
                parts.push(from..at);
                from = at;
            }
            right = right.max(word.x1);
        }
        if from < self.words.len() {
            parts.push(from..self.words.len());
        }
        parts
    }

    /// From the left edge to the right edge of some of its words.
    pub(super) fn extent(&self, words: &Range<usize>) -> (f32, f32) {
        let right = self.words[words.clone()].iter().map(|word| word.x1).fold(f32::NEG_INFINITY, f32::max);
        (self.words[words.start].x0, right)
    }

    /// The texts that stand side by side in it; signs alone, such as leader dots, are none.
    pub(super) fn texts(&self, lines: &[Line]) -> Vec<String> {
        let text = |words: Range<usize>| -> String {
            self.words[words].iter().map(|word| &lines[word.line].text[word.bytes.clone()]).collect()
        };
        self.parted(self.gutter())
            .into_iter()
            .map(text)
            .filter(|text| text.chars().any(char::is_alphanumeric))
            .collect()
    }

    /// Some of its words as one line.
    pub(super) fn line(&self, words: &Range<usize>, lines: &[Line]) -> Line {
        let mut whole: Option<Line> = None;
        let mut at = words.start;
        while at < words.end {
            // Words that stand side by side in one line stay together: it knows which glyphs they share.
            let first = &self.words[at];
            let mut characters = first.characters.clone();
            at += 1;
            while at < words.end && self.words[at].line == first.line {
                characters.end = self.words[at].characters.end;
                at += 1;
            }
            let part = lines[first.line].part(characters);
            match &mut whole {
                Some(whole) => whole.append(&part),
                None => whole = Some(part),
            }
        }
        whole.unwrap_or_default()
    }
}
