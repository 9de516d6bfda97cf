//! The columns of a table without vertical rules: where its texts stand one below the other.
//!
//! Not for rows: those are in `breaks`.

use std::collections::HashSet;
use std::ops::Range;

use super::text::TextRow;
use crate::geometry::overlap;

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// A text stands in a column if it reaches into it by more than this.
    slack: f32,
    /// Texts at least this far apart are two: the gaps of justified text are narrower.
    stretch: f32,
    /// Texts in a row of at least this many show columns; a text alone may be one across them.
    telling: usize,
    /// No table of records has more columns than this.
    most: usize,
    /// A column stands over another with more than this share of the narrower one.
    under: f32,
    /// So many columns of two headers may be at odds before they are of two tables.
    odd: usize,
    /// Texts no further apart than this begin, or end, or have their middle at one place.
    aligned: f32,
    /// The share of the columns in which some texts do.
    kept: f32,
    /// So many rows at least have texts on both sides of the place where one column is two, and so many texts for each of
    /// them cross it at most.
    both: f32,
    crossing: f32,
    /// Lines that are set to one edge are no further apart there than this.
    exact: f32,
    /// How far the middle of a text may be off the table's, whose right edge is known by its texts only, or the page's.
    centre: f32,
    /// Texts of a column begin less than this to the right of its edge, a list's indents included.
    indent: f32,
    /// So many texts at least reach from one column under a text of the header that heads none, for each that begins under
    /// that one.
    over: usize,
    /// So many rows below a header at most tell what it heads.
    telling_rows: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    slack: 0.3,
    stretch: 1.5,
    telling: 3,
    most: 64,
    under: 0.25,
    odd: 1,
    aligned: 0.1,
    kept: 0.7,
    both: 3.0,
    crossing: 0.34,
    exact: 0.03,
    centre: 1.5,
    indent: 3.0,
    over: 8,
    telling_rows: 100,
};

/// The columns from left to right.
#[derive(Debug, Clone)]
pub(super) struct AlignedColumns {
    all: Vec<AlignedColumn>,
    /// The middle of the page: a x in points.
    page_middle: f32,
}

/// A column as its texts show it.
#[derive(Debug, Clone, Copy)]
struct AlignedColumn {
    /// From where to where its texts reach, in points.
    left: f32,
    right: f32,
    /// Whether all of its texts begin at its left edge, list's indents aside, as those of its header do.
    flush: bool,
}

/// How a row of text stands to the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Each of its texts stands in a column.
    Within,
    /// It is one text across columns.
    Across,
}

impl AlignedColumn {
    /// The two columns that it is, where rows have texts on both sides of a place that few texts cross, and the header has
    /// too.
    fn parted(&self, rows: &[&TextRow], header: usize) -> Option<(Self, Self)> {
        let texts: Vec<Vec<(f32, f32)>> = rows
            .iter()
            .map(|row| {
                let slack = TOLERANCES.slack * row.size;
                let inside = |&(x0, x1): &(f32, f32)| x0 >= self.left - slack && x1 <= self.right + slack;
                row.parted(row.gutter()).iter().map(|words| row.extent(words)).filter(inside).collect()
            })
            .collect();
        // To a quarter of a point: there may be very many, and most are at one place.
        let middle = |pair: &[(f32, f32)]| ((pair[0].1 + pair[1].0) * 2.0).round() as i32;
        let mut gaps: Vec<i32> = texts.iter().flat_map(|row| row.windows(2).map(middle)).collect();
        gaps.sort_unstable();
        gaps.dedup();
        let all = || texts.iter().flatten();
        let is_parted = |row: &Vec<(f32, f32)>, x: f32| {
            row.iter().any(|text| text.1 <= x) && row.iter().any(|text| text.0 >= x)
        };
        let head = &texts[..header.min(texts.len())];
        // A header that pages repeat crosses once; what it has over a line with texts on both sides is the name of a group.
        let crossing = |x: f32| {
            let tenths = |text: &(f32, f32)| ((text.0 * 10.0).round() as i32, (text.1 * 10.0).round() as i32);
            let crosses = |text: &&(f32, f32)| text.0 < x && x < text.1;
            let under = head.iter().rposition(|row| is_parted(row, x)).unwrap_or(0);
            let names: HashSet<(i32, i32)> =
                head[..under].iter().flatten().filter(crosses).map(tenths).collect();
            let places: HashSet<(i32, i32)> = all().filter(crosses).map(tenths).collect();
            places.difference(&names).count() as f32
        };
        let both = |x: f32| texts.iter().filter(|row| is_parted(row, x)).count() as f32;
        let header = head.concat();
        let own = |x: f32| is_parted(&header, x);
        let x = gaps
            .into_iter()
            .map(|x| x as f32 / 4.0)
            .filter(|&x| own(x) && both(x) >= TOLERANCES.both && crossing(x) <= TOLERANCES.crossing * both(x))
            .min_by(|&a, &b| crossing(a).total_cmp(&crossing(b)).then(both(b).total_cmp(&both(a))))?;
        let right = all().filter(|text| text.1 <= x).map(|text| text.1).fold(self.left, f32::max);
        let left = all().filter(|text| text.0 >= x).map(|text| text.0).fold(self.right, f32::min);
        Some((Self { right, ..*self }, Self { left, flush: false, ..*self }))
    }
}

impl AlignedColumns {
    /// The columns that the rows of a header show, on a page with its middle at an x; `None` where they are fewer than
    /// `least`, or more than any table has.
    pub(super) fn of(header: &[TextRow], page_middle: f32, least: usize) -> Option<Self> {
        let gutter = header.iter().map(TextRow::gutter).fold(0.0, f32::max);
        let telling = |row: &&TextRow| row.parted(row.gutter()).len() >= TOLERANCES.telling;
        let mut words: Vec<(f32, f32)> =
            header.iter().filter(telling).flat_map(|row| &row.words).map(|word| (word.x0, word.x1)).collect();
        words.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut all: Vec<AlignedColumn> = Vec::new();
        for (x0, x1) in words {
            match all.last_mut() {
                Some(last) if x0 - last.right < gutter => last.right = last.right.max(x1),
                _ => all.push(AlignedColumn { left: x0, right: x1, flush: false }),
            }
        }
        let mut columns = Self { all, page_middle };
        for row in header.iter().filter(|row| !telling(row)) {
            if columns.fit(row) == Fit::Within {
                columns.take(row);
                columns.add(row);
            }
        }
        columns.set_flush(header);
        (least..=TOLERANCES.most).contains(&columns.len()).then_some(columns)
    }

    /// Makes columns of a row's texts that stand in none.
    fn add(&mut self, row: &TextRow) {
        for (words, _) in self.texts(row).into_iter().filter(|(_, columns)| columns.is_empty()) {
            let (left, right) = row.extent(&words);
            let at = self.all.partition_point(|column| column.left < left);
            self.all.insert(at, AlignedColumn { left, right, flush: false });
        }
    }

    /// Makes no column of the name of a group of columns, which may stand over none of them: no texts of the `body` below
    /// the header begin under it, and those of the column on its left reach there. Leaves `least` columns.
    pub(super) fn join_groups(&mut self, body: &[TextRow], least: usize) {
        let body = &body[..body.len().min(TOLERANCES.telling_rows)];
        let mut at = 1;
        while at < self.len() && self.len() > least {
            let (before, own) = (self.all[at - 1], self.all[at]);
            let (mut begin, mut reach) = (0, 0);
            for row in body {
                let slack = TOLERANCES.slack * row.size;
                for words in row.parted(row.size * TOLERANCES.stretch) {
                    let (x0, x1) = row.extent(&words);
                    let begins =
                        |column: &AlignedColumn| (column.left - slack..column.right + slack).contains(&x0);
                    begin += usize::from(begins(&own));
                    reach += usize::from(!begins(&own) && begins(&before) && x1 > own.left + slack);
                }
            }
            if reach > TOLERANCES.over * begin {
                self.all[at - 1].right = before.right.max(own.right);
                self.all.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Notes which columns have lines of different lengths in the header that all begin at one place.
    fn set_flush(&mut self, header: &[TextRow]) {
        let mut extents: Vec<Vec<(f32, f32)>> = vec![Vec::new(); self.len()];
        for row in header {
            for (words, columns) in self.texts(row).into_iter().filter(|(_, columns)| columns.len() == 1) {
                extents[columns.start].push(row.extent(&words));
            }
        }
        let size = header.iter().map(|row| row.size).fold(0.0, f32::max);
        for (column, extents) in self.all.iter_mut().zip(extents) {
            let apart = |place: fn(&(f32, f32)) -> f32| {
                let places = || extents.iter().map(place);
                places().fold(f32::NEG_INFINITY, f32::max) - places().fold(f32::INFINITY, f32::min)
            };
            let (left, right) = (apart(|extent| extent.0), apart(|extent| extent.1));
            column.flush = left <= TOLERANCES.exact * size && right > left + TOLERANCES.exact * size;
        }
    }

    /// Parts columns that a line of the header, too long for its own, made one; the first `header` of the `rows` are the
    /// header's.
    pub(super) fn part(&mut self, rows: &[&TextRow], header: usize) {
        let mut at = 0;
        while at < self.len() {
            match self.all[at].parted(rows, header) {
                Some((left, right)) => {
                    self.all[at] = left;
                    self.all.insert(at + 1, right);
                }
                None => at += 1,
            }
        }
    }

    /// Whether the texts of some rows begin, end or have their middle where others of their column do.
    pub(super) fn are_kept_by(&self, rows: &[&TextRow], size: f32) -> bool {
        let mut texts: Vec<Vec<[f32; 3]>> = vec![Vec::new(); self.len()];
        for row in rows {
            for (words, columns) in self.texts(row) {
                let (x0, x1) = row.extent(&words);
                if columns.len() == 1 {
                    texts[columns.start].push([x0, x1, (x0 + x1) / 2.0]);
                }
            }
        }
        let kept = |column: &Vec<[f32; 3]>| {
            (0..3).any(|place| {
                let mut places: Vec<f32> = column.iter().map(|text| text[place]).collect();
                places.sort_by(f32::total_cmp);
                places.windows(2).any(|pair| pair[1] - pair[0] <= TOLERANCES.aligned * size)
            })
        };
        let columns = texts.iter().filter(|column| kept(column)).count();
        columns as f32 >= TOLERANCES.kept * self.len() as f32
    }

    /// Whether the columns of two headers may be those of one table.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self.odd(other) <= TOLERANCES.odd
    }

    /// Whether the columns of two headers are the same ones.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.odd(other) == 0
    }

    /// How many columns of one stand over several of the other.
    fn odd(&self, other: &Self) -> usize {
        let count = |a: &Self, b: &Self| {
            let split = |column: &&AlignedColumn| {
                let under = |other: &&AlignedColumn| {
                    let narrower = (column.right - column.left).min(other.right - other.left);
                    overlap(column.left, column.right, other.left, other.right) > TOLERANCES.under * narrower
                };
                b.all.iter().filter(under).count() > 1
            };
            a.all.iter().filter(split).count()
        };
        count(self, other) + count(other, self)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// From where to where the texts of a column may reach: up to the next one where that one's left edge is known.
    fn reach(&self, column: usize) -> (f32, f32) {
        let AlignedColumn { left, right, .. } = self.all[column];
        let next = self.all.get(column + 1).filter(|next| next.flush);
        (left, next.map_or(right, |next| next.left.max(right)))
    }

    /// The columns in which a text from `x0` to `x1` stands.
    fn under(&self, (x0, x1): (f32, f32), size: f32) -> Range<usize> {
        let slack = (TOLERANCES.slack * size).min((x1 - x0) / 2.0);
        let inside = |&column: &usize| {
            let (left, right) = self.reach(column);
            overlap(x0, x1, left, right) >= slack.min(right - left)
        };
        let first = (0..self.len()).find(inside);
        let last = (0..self.len()).rfind(inside);
        first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
    }

    /// The texts of a row and the columns in which each stands: none, where it stands beside them.
    ///
    /// Texts of two columns may be as near to each other as words are; they are parted where a gap stands between the
    /// two columns.
    pub(super) fn texts(&self, row: &TextRow) -> Vec<(Range<usize>, Range<usize>)> {
        let mut texts = Vec::new();
        let stretches = row.parted(row.size * TOLERANCES.stretch);
        for words in &stretches {
            let columns = self.under(row.extent(words), row.size);
            let mut from = words.start;
            for column in columns.clone().skip(1) {
                let (left, right) = (&self.all[column - 1], &self.all[column]);
                let gap = |&at: &usize| row.words[at].x0 - row.words[at - 1].x1;
                let begins = |at: &usize| {
                    stretches.len() > 1
                        && right.flush
                        && (row.words[*at].x0 - right.left).abs() <= TOLERANCES.aligned * row.size
                };
                let parts = |at: &usize| {
                    let between = (left.right - row.gutter(), right.left + row.gutter());
                    gap(at) >= row.gutter()
                        && overlap(row.words[at - 1].x1, row.words[*at].x0, between.0, between.1) > 0.0
                };
                let widest = || (from + 1..words.end).filter(parts).max_by(|a, b| gap(a).total_cmp(&gap(b)));
                if let Some(at) = (from + 1..words.end).find(begins).or_else(widest) {
                    texts.push(from..at);
                    from = at;
                }
            }
            texts.push(from..words.end);
        }
        texts.into_iter().map(|words| (words.clone(), self.under(row.extent(&words), row.size))).collect()
    }

    /// Whether a row has text outside the first column.
    pub(super) fn reaches_beyond_first(&self, row: &TextRow) -> bool {
        self.texts(row).iter().any(|(_, columns)| *columns != (0..1))
    }

    /// How a row stands to the columns.
    pub(super) fn fit(&self, row: &TextRow) -> Fit {
        let texts = self.texts(row);
        let across = match &texts[..] {
            [(words, columns)] => columns.len() > 1 || self.is_centred(row.extent(words), columns, row.size),
            _ => texts.iter().any(|(_, columns)| columns.len() > 2),
        };
        if across { Fit::Across } else { Fit::Within }
    }

    /// Whether a text of a row stands across columns, however many others stand beside it.
    pub(super) fn is_crossed_by(&self, row: &TextRow) -> bool {
        self.texts(row).iter().any(|(_, columns)| columns.len() > 1)
    }

    /// Whether a text stands in the middle of the table or of the page, and not where its column's texts begin or end.
    fn is_centred(&self, (x0, x1): (f32, f32), columns: &Range<usize>, size: f32) -> bool {
        let (Some(first), Some(last)) = (self.all.first(), self.all.last()) else { return false };
        let middles = [(first.left + last.right) / 2.0, self.page_middle];
        let centred =
            middles.iter().any(|middle| ((x0 + x1) / 2.0 - middle).abs() <= TOLERANCES.centre * size);
        let indent = -TOLERANCES.slack * size..TOLERANCES.indent * size;
        let of_column = columns.clone().any(|column| {
            let AlignedColumn { left, right, .. } = self.all[column];
            indent.contains(&(x0 - left)) || (x1 - right).abs() <= TOLERANCES.aligned * size
        });
        centred && !of_column
    }

    /// Lets the columns reach as far as the texts of a row that stand in one of them.
    pub(super) fn take(&mut self, row: &TextRow) {
        for (words, columns) in self.texts(row) {
            if columns.len() == 1 {
                let (x0, x1) = row.extent(&words);
                let column = &mut self.all[columns.start];
                column.right = column.right.max(x1);
                if !column.flush {
                    column.left = column.left.min(x0);
                }
            }
        }
    }

    /// The gap between two columns, in points, where it is narrowest.
    pub(super) fn narrowest_gap(&self) -> f32 {
        let gaps = self.all.windows(2).map(|pair| pair[1].left - pair[0].right);
        gaps.filter(|&gap| gap > 0.0).min_by(f32::total_cmp).unwrap_or(0.0)
    }

    /// The left edge of each column and the right edge of the last, if the texts stand `padding` points inside.
    pub(super) fn edges(&self, padding: f32) -> Vec<f32> {
        let lefts = self.all.iter().map(|column| column.left - padding);
        lefts.chain(self.all.last().map(|column| column.right + padding)).collect()
    }

    /// The columns' texts of a row: for each column, the words that stand in it.
    pub(super) fn cells(&self, row: &TextRow, edges: &[f32]) -> Vec<(usize, Range<usize>)> {
        let column_at =
            |x: f32| edges.partition_point(|&edge| edge <= x).saturating_sub(1).min(self.len() - 1);
        let mut cells: Vec<(usize, Range<usize>)> = Vec::new();
        for (words, columns) in self.texts(row) {
            for at in words {
                let word = &row.words[at];
                let column =
                    if columns.len() == 1 { columns.start } else { column_at((word.x0 + word.x1) / 2.0) };
                match cells.last_mut() {
                    Some((last, words)) if *last == column => words.end = at + 1,
                    _ => cells.push((column, at..at + 1)),
                }
            }
        }
        cells
    }
}
