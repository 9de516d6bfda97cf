//! A heading on its way to a place: the lines that make it up.
//!
//! Not for its level, which the walk finds, nor for its number and names, which are `wording/`'s.

use super::prose::FreeParagraph;
use super::{TOLERANCES, glyphs, kinds};
use crate::geometry::Rect;
use crate::wording::HeadingReader;
use crate::words::Line;

/// Lines that make up one heading.
#[derive(Debug, Clone)]
pub(super) struct HeadingBlock {
    /// Its lines, joined.
    pub(super) text: String,
    /// Its lines, from top to bottom; never empty.
    pub(super) lines: Vec<Line>,
    /// Its font size in points.
    pub(super) size: f32,
    /// Index of its page.
    pub(super) page: usize,
    /// The same in its other language, number included, where that stands in lines of its own below.
    pub(super) second: Option<String>,
    /// Whether it is no larger than the text of the tables around it and stands where one goes on: a remark or a title.
    pub(super) small: bool,
    /// Whether little tells that it is a heading, or that all of its lines are.
    pub(super) is_unsure: bool,
}

impl HeadingBlock {
    /// A heading of one line.
    pub(super) fn new(line: Line, page: usize) -> Self {
        let (text, size) = (line.text.clone(), line.size);
        Self { text, size, lines: vec![line], page, second: None, small: false, is_unsure: false }
    }

    /// Whether `line` goes on with this heading, on a page `width` points wide.
    pub(super) fn goes_on(&self, line: &Line, page: usize, width: f32, headings: &HeadingReader<'_>) -> bool {
        let Some(last) = self.lines.last() else {
            return false;
        };
        let step = line.baseline - last.baseline;
        let begins = headings.number(&line.text).0.is_some()
            || kinds::announced_kind(&line.text, headings.wording()).is_some()
            || kinds::is_nihil(&line.text, headings.wording())
            || headings.is_pair(&self.text, &line.text)
            || headings.is_pair(&line.text, &self.text);
        let beside = step.abs() < line.size * TOLERANCES.beside;
        let below = step > 0.0
            && step <= TOLERANCES.leading * line.size
            && last.bbox.width() >= TOLERANCES.full_line * width
            && !begins;
        self.page == page && (line.size - self.size).abs() <= TOLERANCES.size && (beside || below)
    }

    /// A paragraph that has no place.
    pub(super) fn of(paragraph: FreeParagraph, page: usize) -> Self {
        let FreeParagraph { text, lines } = paragraph;
        let size = lines.first().map_or(0.0, |line| line.size);
        let text = text.replace('\n', " ");
        Self { text, lines, size, page, second: None, small: false, is_unsure: false }
    }

    /// Adds a line that goes on with it.
    pub(super) fn push(&mut self, line: Line) {
        let beside = self
            .lines
            .last()
            .is_some_and(|last| (line.baseline - last.baseline).abs() < line.size * TOLERANCES.beside);
        // Names side by side are the two languages.
        self.text.push_str(if beside { " - " } else { " " });
        self.text.push_str(&line.text);
        self.lines.push(line);
    }

    /// Whether another heading stands right below, in the same size.
    pub(super) fn adjoins(&self, other: &Self) -> bool {
        let (Some(above), Some(below)) = (self.lines.last(), other.lines.first()) else {
            return false;
        };
        let step = below.baseline - above.baseline;
        self.page == other.page
            && (self.size - other.size).abs() <= TOLERANCES.size
            && step > 0.0
            && step <= TOLERANCES.paired_leading * below.size
    }

    /// How many glyphs it has.
    pub(super) fn glyphs(&self) -> u64 {
        glyphs(&self.lines)
    }

    /// Its box in points.
    pub(super) fn bbox(&self) -> Rect {
        Rect::covering(self.lines.iter().map(|line| &line.bbox)).unwrap_or_default()
    }
}
