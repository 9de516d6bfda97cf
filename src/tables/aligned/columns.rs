//! The columns of a table without plumb rules: where its texts stand one below the other.

use std::ops::Range;

use super::text::TextRow;
use crate::geometry::overlap;

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// A text stands in a column if it reaches into it by more than this.
    slack: f32,
    /// Texts in a row of at least this many show columns; a text alone may be one across them.
    telling: usize,
    /// So many columns of two headers may be at odds before they are of two tables.
    odd: usize,
    /// Texts no further apart than this begin, or end, or have their middle at one place.
    aligned: f32,
    /// The share of the columns in which some texts do.
    kept: f32,
    /// How far the middle of a centred text may be off.
    centre: f32,
    /// How far a text begins beside its column's edge where it does not stand on it: a list's indents stay below.
    indent: f32,
}

const TOLERANCES: Tolerances = Tolerances { slack: 0.3, telling: 3, odd: 1, aligned: 0.1, kept: 0.7, centre: 0.5, indent: 3.0 };

/// The columns: for each, from where to where its texts reach, in points.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    spans: Vec<(f32, f32)>,
}

/// How a row of text stands to the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Each of its texts stands in a column.
    Within,
    /// It is one text across columns.
    Across,
}

impl Columns {
    /// The columns that the rows of a header show; `None` where they are fewer than `least`.
    pub(super) fn of(header: &[TextRow], least: usize) -> Option<Self> {
        let gutter = header.iter().map(TextRow::gutter).fold(0.0, f32::max);
        let telling = |row: &&TextRow| row.parted(row.gutter()).len() >= TOLERANCES.telling;
        let mut words: Vec<(f32, f32)> =
            header.iter().filter(telling).flat_map(|row| &row.words).map(|word| (word.x0, word.x1)).collect();
        words.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut spans: Vec<(f32, f32)> = Vec::new();
        for (x0, x1) in words {
            match spans.last_mut() {
                Some(last) if x0 - last.1 < gutter => last.1 = last.1.max(x1),
                _ => spans.push((x0, x1)),
            }
        }
        let mut columns = Self { spans };
        for row in header.iter().filter(|row| !telling(row)) {
            if columns.fit(row) == Fit::Within {
                columns.take(row);
            }
        }
        (columns.spans.len() >= least).then_some(columns)
    }

    /// Whether the texts of some rows begin, end or have their middle where others of their column do.
    pub(super) fn are_kept_by<'a>(&self, rows: impl Iterator<Item = &'a TextRow>, size: f32) -> bool {
        let mut texts: Vec<Vec<[f32; 3]>> = vec![Vec::new(); self.len()];
        for row in rows {
            for (words, columns) in self.texts(row) {
                let (x0, x1) = row.extent(&words);
                if columns.len() == 1 {
                    texts[columns.start].push([x0, x1, (x0 + x1) / 2.0]);
                }
            }
        }
        let near = |a: &[f32; 3], b: &[f32; 3]| a.iter().zip(b).any(|(a, b)| (a - b).abs() <= TOLERANCES.aligned * size);
        let kept = |column: &Vec<[f32; 3]>| {
            let others = |at: usize| column.iter().enumerate().filter(move |&(other, _)| other != at);
            (0..column.len()).any(|at| others(at).any(|(_, text)| near(text, &column[at])))
        };
        let columns = texts.iter().filter(|column| kept(column)).count();
        columns as f32 >= TOLERANCES.kept * self.len() as f32
    }

    /// Whether the columns of two headers are those of one table.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let odd = |a: &Self, b: &Self| {
            let split = |&(x0, x1): &(f32, f32)| {
                b.spans.iter().filter(|span| overlap(x0, x1, span.0, span.1) > 0.0).count() > 1
            };
            a.spans.iter().filter(|span| split(span)).count()
        };
        odd(self, other) + odd(other, self) <= TOLERANCES.odd
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The columns in which a text from `x0` to `x1` stands.
    fn under(&self, (x0, x1): (f32, f32), size: f32) -> Range<usize> {
        let slack = (TOLERANCES.slack * size).min((x1 - x0) / 2.0);
        let inside = |span: &(f32, f32)| overlap(x0, x1, span.0, span.1) >= slack.min(span.1 - span.0);
        let first = self.spans.iter().position(inside);
        let last = self.spans.iter().rposition(inside);
        first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
    }

    /// The texts of a row and the columns in which each stands: none, where it stands beside them.
    ///
    /// Texts of two columns may be as near to each other as words are; they are parted where a gap stands between the
    /// two columns.
    pub(super) fn texts(&self, row: &TextRow) -> Vec<(Range<usize>, Range<usize>)> {
        let mut texts = Vec::new();
        // A gap of an em and a half is wider than any in justified text.
        for words in row.parted(row.size * 1.5) {
            let columns = self.under(row.extent(&words), row.size);
            let mut from = words.start;
            for column in columns.clone().skip(1) {
                let between = (self.spans[column - 1].1 - row.gutter(), self.spans[column].0 + row.gutter());
                let gap = |&at: &usize| row.words[at].x0 - row.words[at - 1].x1;
                let parts = |at: &usize| {
                    gap(at) >= row.gutter()
                        && overlap(row.words[at - 1].x1, row.words[*at].x0, between.0, between.1) > 0.0
                };
                let widest = (from + 1..words.end).filter(parts).max_by(|a, b| gap(a).total_cmp(&gap(b)));
                if let Some(at) = widest {
                    texts.push(from..at);
                    from = at;
                }
            }
            texts.push(from..words.end);
        }
        texts.into_iter().map(|words| (words.clone(), self.under(row.extent(&words), row.size))).collect()
    }

    /// How a row stands to the columns.
    pub(super) fn fit(&self, row: &TextRow) -> Fit {
        let texts = self.texts(row);
        let alone = texts.len() == 1;
        let across = |(words, columns): &(Range<usize>, Range<usize>)| {
            columns.len() > 2 || alone && (columns.len() > 1 || self.is_centred(row.extent(words), row.size))
        };
        if texts.iter().any(across) { Fit::Across } else { Fit::Within }
    }

    /// Whether a text stands in the middle of the table, and on no column's edge.
    fn is_centred(&self, (x0, x1): (f32, f32), size: f32) -> bool {
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else { return false };
        let off = (x0 + x1 - first.0 - last.1).abs() / 2.0;
        let on_edge = self.spans.iter().any(|span| (0.0..TOLERANCES.indent * size).contains(&(x0 - span.0 + size)));
        off <= TOLERANCES.centre * size && !on_edge
    }

    /// Lets the columns reach as far as the texts of a row that stands in them.
    pub(super) fn take(&mut self, row: &TextRow) {
        for (words, columns) in self.texts(row) {
            let (x0, x1) = row.extent(&words);
            let column = match columns.len() {
                0 => self.nearest((x0 + x1) / 2.0),
                1 => Some(columns.start),
                _ => None,
            };
            if let Some(column) = column {
                let span = &mut self.spans[column];
                *span = (span.0.min(x0), span.1.max(x1));
            }
        }
    }

    fn nearest(&self, x: f32) -> Option<usize> {
        let distance = |span: &(f32, f32)| (span.0 - x).max(x - span.1);
        (0..self.len()).min_by(|&a, &b| distance(&self.spans[a]).total_cmp(&distance(&self.spans[b])))
    }

    /// The gap between two columns, in points, where it is narrowest.
    pub(super) fn narrowest_gap(&self) -> f32 {
        let gaps = self.spans.windows(2).map(|pair| pair[1].0 - pair[0].1);
        gaps.filter(|&gap| gap > 0.0).min_by(f32::total_cmp).unwrap_or(0.0)
    }

    /// The left edge of each column and the right edge of the last, if the texts stand `padding` points inside.
    pub(super) fn edges(&self, padding: f32) -> Vec<f32> {
        let lefts = self.spans.iter().map(|span| span.0 - padding);
        lefts.chain(self.spans.last().map(|span| span.1 + padding)).collect()
    }

    /// The columns' texts of a row: for each column, the words that stand in it.
    pub(super) fn cells(&self, row: &TextRow, edges: &[f32]) -> Vec<(usize, Range<usize>)> {
        let column_at = |x: f32| edges.partition_point(|&edge| edge <= x).saturating_sub(1).min(self.len() - 1);
        let mut cells: Vec<(usize, Range<usize>)> = Vec::new();
        for (words, columns) in self.texts(row) {
            for at in words {
                let word = &row.words[at];
                let column = if columns.len() == 1 { columns.start } else { column_at((word.x0 + word.x1) / 2.0) };
                match cells.last_mut() {
                    Some((last, words)) if *last == column => words.end = at + 1,
                    _ => cells.push((column, at..at + 1)),
                }
            }
        }
        cells
    }
}
