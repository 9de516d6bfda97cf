//! Notes below tables: which free lines of a page are notes, put together, each with its mark and its text in both
//! languages.
//!
//! A note begins with a mark and stands right below a table, or at the page's foot. Not for which records carry the
//! mark: `normalise/` knows their figures and references.

use std::collections::HashSet;

use super::prose::follows;
use crate::geometry::{Rect, Turn};
use crate::record::Texts;
use crate::tables::PageTables;
use crate::wording::{HeadingReader, SEPARATORS, marks_in, note};
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, text_of};

/// A note below a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FreeNote {
    /// Index of the page.
    pub page: usize,
    /// Its lines, mark included, from top to bottom; never empty.
    pub lines: Vec<Line>,
    /// The bare sign of its mark.
    pub mark: String,
    /// Its text.
    pub text: Texts,
}

impl FreeNote {
    /// Its box in points, in the page's upright frame.
    pub(crate) fn bbox(&self) -> Rect {
        Rect::covering(self.lines.iter().map(|line| &line.bbox)).unwrap_or_default()
    }
}

/// Takes the notes out of a page's lines, from top to bottom. `goes_on`: the last table of the page before may have notes
/// here.
pub(super) fn take(
    page: &mut PageTables,
    index: usize,
    goes_on: bool,
    headings: &HeadingReader<'_>,
    lexicon: &Lexicon,
) -> Vec<FreeNote> {
    let may_be = |line: &Line| line.text.starts_with(begins_mark) && note(&line.text).is_some();
    if !page.lines.iter().chain(&page.running).any(may_be) {
        return Vec::new();
    }
    let finder = Finder::of(page, goes_on, headings);
    let (free, repeated) = (finder.blocks(&page.lines), finder.repeated(&page.running));
    let blocks = taken(&mut page.lines, &free).into_iter().chain(taken(&mut page.running, &repeated));
    let mut notes: Vec<(usize, FreeNote)> = Vec::new();
    for (tables_above, lines) in blocks {
        let Some(new) = of_lines(lines, index, headings, lexicon) else { continue };
        let same = |(above, known): &&mut (usize, FreeNote)| *above == tables_above && known.mark == new.mark;
        match notes.iter_mut().find(same).and_then(|(_, known)| Some((pair(known, &new, headings)?, known))) {
            Some((text, known)) => {
                known.text = text;
                known.lines.extend(new.lines);
            }
            None => notes.push((tables_above, new)),
        }
    }
    notes.into_iter().map(|(_, note)| note).collect()
}

/// Whether a line that begins so may be a note.
fn begins_mark(first: char) -> bool {
    first.is_ascii_digit() || "(⁽*⁰¹²³⁴⁵⁶⁷⁸⁹".contains(first)
}

/// Takes the lines of notes out of a page's; for each note, how many tables end above it, and its lines.
fn taken(lines: &mut Vec<Line>, blocks: &[Block]) -> Vec<(usize, Vec<Line>)> {
    let of = |block: &Block| (block.tables_above, block.lines.iter().map(|&at| lines[at].clone()).collect());
    let notes = blocks.iter().map(of).collect();
    let mut at = 0..;
    lines.retain(|_| at.next().is_none_or(|at| !blocks.iter().any(|block| block.lines.contains(&at))));
    notes
}

/// The lines of one note, as places among a page's lines.
struct Block {
    lines: Vec<usize>,
    /// How many tables end above it.
    tables_above: usize,
}

/// What tells the notes of a page.
struct Finder<'a> {
    headings: &'a HeadingReader<'a>,
    /// Where the page's tables end, from top to bottom, in points.
    feet: Vec<f32>,
    /// The marks that stand in the page's tables.
    carried: HashSet<String>,
    goes_on: bool,
    /// The middle of the page, in points.
    middle: f32,
}

impl<'a> Finder<'a> {
    fn of(page: &PageTables, goes_on: bool, headings: &'a HeadingReader<'a>) -> Self {
        let mut feet: Vec<f32> = page.tables.iter().map(|table| table.bbox.y1).collect();
        feet.sort_by(f32::total_cmp);
        let cells = page.tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
        let carried = cells.flat_map(|line| marks_in(&line.text)).collect();
        Self { headings, feet, carried, goes_on, middle: page.head.height / 2.0 }
    }

    /// How many tables end above a line.
    fn tables_above(&self, line: &Line) -> usize {
        self.feet.partition_point(|&foot| foot <= line.baseline)
    }

    /// Whether a line is the first of a note where it stands right below a table, or else at the page's foot. What is
    /// numbered as headings are, and what looks like the item of a list, must have its mark in a table.
    fn begins(&self, line: &Line, is_below: bool) -> bool {
        let Some(found) = note(&line.text).filter(|_| line.turn == Turn::None) else { return false };
        let is_plain = if is_below {
            self.headings.number(&line.text).0.is_none()
        } else {
            !found.sign.starts_with(['*', '(']) && !found.sign.ends_with(')')
        };
        is_plain || self.carried.contains(&found.mark)
    }

    /// The notes among a page's lines: those right below a table, and those below which nothing else stands.
    fn blocks(&self, lines: &[Line]) -> Vec<Block> {
        let order = in_order(lines);
        let mut blocks = Vec::new();
        let mut is_below = self.goes_on;
        let mut above = 0;
        for &at in &order {
            let tables_above = self.tables_above(&lines[at]);
            is_below |= tables_above > above;
            above = tables_above;
            is_below = is_below && self.add(&mut blocks, lines, at, true);
        }
        let taken: HashSet<usize> = blocks.iter().flat_map(|block: &Block| block.lines.clone()).collect();
        let last = self.feet.last().copied().or(self.goes_on.then_some(0.0));
        let is_below_all = |at: &usize| last.is_some_and(|last| lines[*at].baseline >= last);
        let free: Vec<usize> =
            order.into_iter().filter(|at| !taken.contains(at)).filter(is_below_all).collect();
        let at_foot = (0..free.len()).find_map(|first| {
            let mut blocks = Vec::new();
            free[first..].iter().all(|&at| self.add(&mut blocks, lines, at, false)).then_some(blocks)
        });
        blocks.extend(at_foot.into_iter().flatten());
        blocks
    }

    /// Adds a line to the notes above it, as the first of a note or as the next of one; `false` where it is neither.
    fn add(&self, blocks: &mut Vec<Block>, lines: &[Line], at: usize, is_below: bool) -> bool {
        let line = &lines[at];
        if self.begins(line, is_below) {
            blocks.push(Block { lines: vec![at], tables_above: self.tables_above(line) });
            return true;
        }
        let goes_on =
            |block: &&mut Block| block.lines.last().is_some_and(|&last| follows(&lines[last], line));
        let above = blocks.iter_mut().rev().find(goes_on);
        let above = above.filter(|_| self.headings.number(&line.text).0.is_none());
        above.map(|block| block.lines.push(at)).is_some()
    }

    /// The notes in the running matter at the page's foot: the same one may stand below each table of a report.
    fn repeated(&self, running: &[Line]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let last = self.feet.last().copied().unwrap_or(f32::INFINITY).max(self.middle);
        for at in in_order(running).into_iter().filter(|&at| running[at].baseline >= last) {
            let is_carried = note(&running[at].text).is_none_or(|note| self.carried.contains(&note.mark));
            if is_carried {
                self.add(&mut blocks, running, at, false);
            }
        }
        blocks
    }
}

/// The places of upright lines, from top to bottom and from left to right.
fn in_order(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].turn == Turn::None).collect();
    let place = |at: usize| (lines[at].baseline, lines[at].bbox.x0);
    order.sort_by(|&a, &b| {
        let ((above, left), (below, right)) = (place(a), place(b));
        above.total_cmp(&below).then(left.total_cmp(&right))
    });
    order
}

/// The note that lines make.
fn of_lines(
    lines: Vec<Line>,
    page: usize,
    headings: &HeadingReader<'_>,
    lexicon: &Lexicon,
) -> Option<FreeNote> {
    let mark = note(&lines.first()?.text)?.mark;
    let bbox = Rect::covering(lines.iter().map(|line| &line.bbox))?;
    let text_of = |lines: &[Line]| {
        let fitted = lines.iter().map(|line| Fitted { line, left: bbox.x0, right: bbox.x1 });
        let text = text_of(&fitted.collect::<Vec<_>>(), lexicon).unwrap_or_default().replace('\n', " ");
        unmarked(text, &mark)
    };
    let apart = |(upper, lower): (&str, &str)| {
        let leans = (headings.lean(upper), headings.lean(lower));
        if leans.0 * leans.1 < 0.0 { (leans.0 - leans.1).abs() } else { 0.0 }
    };
    // One language ends at a line's end, or at a dash.
    let at_line = (1..lines.len()).map(|at| (text_of(&lines[..at]), text_of(&lines[at..])));
    let at_line = at_line.map(|(upper, lower)| (apart((&upper, &lower)), upper, lower));
    let at_line = at_line.max_by(|a, b| a.0.total_cmp(&b.0));
    let whole = text_of(&lines);
    let at_dash = headings.split_languages(&whole).map_or(0.0, apart);
    let names = match at_line {
        Some((score, upper, lower)) if score > at_dash => headings.pair(ended(&upper), &lower).names,
        _ => headings.names(None, &whole),
    };
    let text = names.map(|side| side.map(|side| unmarked(side, &mark)));
    Some(FreeNote { page, lines, mark, text })
}

/// A text without a mark that it begins with.
fn unmarked(text: String, mark: &str) -> String {
    match note(&text) {
        Some(note) if note.mark == mark => note.text.to_owned(),
        _ => text,
    }
}

/// The texts of two notes of one mark, where they are the same in each language.
fn pair(upper: &FreeNote, lower: &FreeNote, headings: &HeadingReader<'_>) -> Option<Texts> {
    let only = |text: &Texts| match (&text.fr, &text.nl) {
        (Some(text), None) | (None, Some(text)) => Some(text.clone()),
        _ => None,
    };
    let (upper, lower) = (only(&upper.text)?, only(&lower.text)?);
    (!headings.are_one_language(&upper, &lower)).then(|| headings.pair(&upper, &lower).names)
}

/// A text without a dash at its end, behind which the other language begins.
fn ended(text: &str) -> &str {
    let ends = SEPARATORS.iter().find_map(|separator| text.strip_suffix(separator.trim()));
    ends.map_or(text, str::trim)
}
