//! Where the rows of a table without vertical rules are parted.
//!
//! A row begins where several columns begin anew at one height, each after more white than there is between the lines
//! of a text. A cell that goes on meanwhile spans both rows. Where the table parts its rows by horizontal rules, those
//! alone count: then white may stand between the paragraphs of a cell.
//!
//! Not for columns: those are in `columns`.

use crate::geometry::{cluster, overlap};
use crate::read::Rule;
use crate::words::Line;

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// Baselines no further apart are one height.
    level: f32,
    /// White beyond the usual leading from which a text begins anew: a cell's padding is at least half a point.
    white: f32,
    /// Steps from baseline to baseline, as leading goes: lines closer than the first overlap, further apart than the second
    /// they are no text of one paragraph.
    least_leading: f32,
    most_leading: f32,
    /// The pixel of a screen, in points: programs that reckon with it round to it.
    pixel: f32,
    /// The least share that the wider one of two leadings has that take turns.
    turns: f32,
    /// How far two values that should be one may be apart: they are rounded to hundredths.
    rounding: f32,
    /// The share of all steps that the lines of a text have at least.
    fair: f32,
    /// The share of columns, or of rows, that are at one height where that is the rule.
    at_one_height: f32,
    /// So many columns that begin anew at one height are surely a row.
    sure: usize,
    /// How much less white there may be over a row of one text than over those that are sure.
    less: f32,
    /// The share of the sure rows over which a horizontal rule stands, where such rules part the rows.
    ruled: f32,
    /// How far a rule may run into the boxes of the lines above and below it, which hold more than their letters.
    reach: f32,
    /// The share of a column that a rule must cover to close it.
    cover: f32,
    /// Rules no further apart than this, in points, are one.
    double: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    level: 0.15,
    white: 0.07,
    least_leading: 0.85,
    most_leading: 1.7,
    pixel: 0.75,
    turns: 0.02,
    rounding: 0.02,
    fair: 0.1,
    at_one_height: 0.6,
    sure: 3,
    less: 0.15,
    ruled: 0.6,
    reach: 0.75,
    cover: 0.6,
    double: 2.5,
};

/// An edge between two rows.
#[derive(Debug, Clone)]
pub(super) struct Break {
    /// Where it runs: a y in points.
    pub(super) y: f32,
    /// For each column, whether it parts that one too.
    pub(super) parts: Vec<bool>,
}

/// What the rows of one table have in common.
#[derive(Debug, Clone)]
pub(super) struct Rhythm {
    /// Font size in points.
    pub(super) size: f32,
    /// From line to line of one text, in ems.
    leading: f32,
    /// From the last line of a row to the first of the next, in points; `None` where no two rows are sure.
    step: Option<f32>,
    /// Whether horizontal rules part the rows.
    pub(super) ruled: bool,
    /// Whether texts stand at the top of their cells.
    top: bool,
    /// For each column, whether its cells span rows.
    spans: Vec<bool>,
}

/// What is known of a table on a page, beside its texts.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// Left edges of the columns, and the right edge of the last.
    pub(super) edges: &'a [f32],
    /// The table's horizontal rules, from top to bottom.
    pub(super) rules: Vec<Rule>,
    /// The baseline of the header's first full line, above which no row ends; negative infinity without a header.
    pub(super) head: f32,
    /// The baselines above and below the white under the header, where the header is surely that high.
    pub(super) foot: Option<(f32, f32)>,
}

/// The texts between two banners.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextBlock<'a> {
    /// For each column, its lines from top to bottom.
    pub(super) columns: &'a [Vec<Line>],
    /// What is known of their table.
    pub(super) frame: &'a Frame<'a>,
}

/// A height at which columns begin anew.
struct Start {
    /// The first baseline below it.
    baseline: f32,
    /// The columns that begin, and those that go on.
    begins: Vec<usize>,
    goes_on: Vec<usize>,
    /// The last baseline above it, and the white that it may run through.
    above: f32,
    white: (f32, f32),
}

impl Rhythm {
    /// The rhythm of a table of these blocks, in a font of `size` points.
    pub(super) fn of(blocks: &[TextBlock<'_>], size: f32) -> Self {
        let steps = blocks.iter().flat_map(|block| block.columns).flat_map(|lines| {
            let alike =
                lines.windows(2).filter(|pair| (pair[1].size - pair[0].size).abs() < TOLERANCES.level);
            alike.map(|pair| (pair[1].baseline - pair[0].baseline) / pair[0].size)
        });
        let usual = TOLERANCES.least_leading..=TOLERANCES.most_leading;
        // Without a text of two lines anywhere, each line is a row.
        let leading =
            leading(steps.filter(|step| usual.contains(step)), size).unwrap_or(TOLERANCES.least_leading);
        let columns = blocks.first().map_or(0, |block| block.columns.len());
        let mut rhythm =
            Self { size, leading, step: None, ruled: false, top: true, spans: vec![true; columns] };
        rhythm.spans = rhythm.spanning(blocks);
        rhythm.top = rhythm.is_top_aligned(blocks);
        let mut steps = Vec::new();
        let mut under_rule = 0;
        for block in blocks {
            for edge in rhythm.sure(block).iter().filter(|edge| edge.above < edge.baseline) {
                steps.push(edge.baseline - edge.above);
                let reach = TOLERANCES.reach * size;
                let on = |rule: &Rule| (edge.white.0 - reach..edge.white.1 + reach).contains(&rule.at);
                under_rule += usize::from(block.frame.rules.iter().any(on));
            }
        }
        rhythm.ruled = if steps.is_empty() {
            blocks.iter().any(|block| !block.frame.rules.is_empty())
        } else {
            under_rule as f32 >= TOLERANCES.ruled * steps.len() as f32
        };
        steps.sort_by(f32::total_cmp);
        rhythm.step = steps.get(steps.len() / 2).copied();
        rhythm
    }

    /// The starts of rows that are beyond doubt.
    fn sure(&self, block: &TextBlock<'_>) -> Vec<Start> {
        if !self.top {
            return self.bands(block);
        }
        self.starts(block).into_iter().filter(|start| block.is_sure(start)).collect()
    }

    /// For each column, whether its cells span rows: where a column goes on without more white than between the lines of
    /// a text, and yet stands level with those that begin anew, the cells are only narrowly set. Those of one cell are
    /// level with the next row by chance alone. Where nothing goes on beside a sure row, white parts the rows, and what goes
    /// on without any is one text.
    fn spanning(&self, blocks: &[TextBlock<'_>]) -> Vec<bool> {
        let mut level = vec![0_usize; self.spans.len()];
        let mut all = level.clone();
        let mut sure = 0;
        for block in blocks {
            for start in self.starts(block).iter().filter(|start| block.is_sure(start)) {
                sure += 1;
                for &column in &start.goes_on {
                    all[column] += 1;
                    level[column] += usize::from(self.is_level(&block.columns[column], start.baseline));
                }
            }
        }
        let few = |(level, all): (usize, usize)| {
            // One sure row may be that below the header.
            sure > 1 && all == 0 || (level as f32) < TOLERANCES.at_one_height * all as f32
        };
        level.into_iter().zip(all).map(few).collect()
    }

    fn is_level(&self, lines: &[Line], baseline: f32) -> bool {
        let level = TOLERANCES.level * self.size;
        from(lines, baseline - level).first().is_some_and(|line| line.baseline <= baseline + level)
    }

    /// Whether the columns of a row begin at one height, and not in the middle of it or at its foot.
    fn is_top_aligned(&self, blocks: &[TextBlock<'_>]) -> bool {
        let (mut level, mut all) = (0, 0);
        for block in blocks {
            let bands = self.bands(block);
            let ends = bands.iter().skip(1).map(|band| band.white.0).chain([f32::INFINITY]);
            for (band, end) in bands.iter().zip(ends) {
                for lines in block.columns {
                    let first = from(lines, band.baseline - TOLERANCES.level * self.size).first();
                    if first.is_some_and(|line| line.baseline < end) {
                        all += 1;
                        level += usize::from(self.is_level(lines, band.baseline));
                    }
                }
            }
        }
        level as f32 >= TOLERANCES.at_one_height * all as f32
    }

    /// The heights at which no column has text, with what stands below each.
    fn bands(&self, block: &TextBlock<'_>) -> Vec<Start> {
        let mut lines: Vec<(usize, &Line)> = block
            .columns
            .iter()
            .enumerate()
            .flat_map(|(column, lines)| lines.iter().map(move |line| (column, line)))
            .collect();
        lines.sort_by(|a, b| a.1.bbox.y0.total_cmp(&b.1.bbox.y0));
        let mut bands: Vec<Start> = Vec::new();
        let (mut above, mut bottom) = (f32::NEG_INFINITY, f32::INFINITY);
        for (column, line) in lines {
            // Between the lines of a text there is its leading less its height.
            let usual = self.leading * line.size - line.bbox.height();
            if line.bbox.y0 - bottom > usual + TOLERANCES.white * self.size {
                let white = (bottom, line.bbox.y0);
                bands.push(Start {
                    baseline: line.baseline,
                    begins: vec![column],
                    goes_on: Vec::new(),
                    above,
                    white,
                });
            }
            (above, bottom) = (
                above.max(line.baseline),
                if bottom.is_finite() { bottom.max(line.bbox.y1) } else { line.bbox.y1 },
            );
        }
        bands.retain(|band| block.is_below_head(band.baseline));
        bands
    }

    /// The edges between the rows of a block, from top to bottom.
    pub(super) fn breaks(&self, block: &TextBlock<'_>) -> Vec<Break> {
        let lines = || block.columns.iter().flatten();
        let top = lines().map(|line| line.baseline).fold(f32::INFINITY, f32::min).max(block.frame.head);
        let bottom = lines().map(|line| line.baseline).fold(f32::NEG_INFINITY, f32::max);
        let ruled = cluster(
            block.frame.rules.iter().map(|rule| rule.at).filter(|y| (top..bottom).contains(y)),
            TOLERANCES.double,
        );
        let mut breaks: Vec<Break> = ruled.into_iter().map(|y| block.drawn(y)).collect();
        if let Some((above, below)) =
            block.frame.foot.filter(|&(above, below)| top <= above && below <= bottom)
            && !breaks.iter().any(|edge| (above..below).contains(&edge.y))
        {
            let y = (above + below) / 2.0;
            breaks.push(Break { y, parts: vec![true; block.columns.len()] });
            breaks.sort_by(|a, b| a.y.total_cmp(&b.y));
        }
        if self.ruled {
            return breaks;
        }
        let starts = if self.top { self.starts(block) } else { self.bands(block) };
        for start in starts {
            if self.top && !self.is_row(block, &start) {
                continue;
            }
            let drawn = |edge: &Break| (start.above..start.baseline).contains(&edge.y);
            if !breaks.iter().any(drawn) {
                let parts = (0..block.columns.len()).map(|column| !start.goes_on.contains(&column)).collect();
                breaks.push(Break { y: (start.white.0 + start.white.1) / 2.0, parts });
            }
        }
        breaks.sort_by(|a, b| a.y.total_cmp(&b.y));
        breaks
    }

    fn is_row(&self, block: &TextBlock<'_>, start: &Start) -> bool {
        if start.begins.len() > 1 {
            return block.width(&start.begins) > block.width(&start.goes_on);
        }
        let step = start.baseline - start.above;
        start.goes_on.is_empty() && self.step.is_some_and(|usual| step >= usual - TOLERANCES.less * self.size)
    }

    /// The heights below the first at which columns begin anew.
    fn starts(&self, block: &TextBlock<'_>) -> Vec<Start> {
        let anew = |lines: &Vec<Line>| -> Vec<f32> {
            let first = lines.first().map(|line| line.baseline);
            let later =
                lines.windows(2).filter(|pair| self.is_anew(&pair[0], &pair[1])).map(|pair| pair[1].baseline);
            first.into_iter().chain(later).collect()
        };
        let baselines = cluster(block.columns.iter().flat_map(anew), TOLERANCES.level * self.size);
        let below = baselines.into_iter().skip(1).filter(|&baseline| block.is_below_head(baseline));
        below.map(|baseline| self.start(block, baseline)).collect()
    }

    /// Whether a line begins a text of its own: it stands further below the one above it than the lines of a text do, or
    /// in part over it.
    fn is_anew(&self, above: &Line, below: &Line) -> bool {
        let step = (below.baseline - above.baseline) / below.size;
        step > self.leading + TOLERANCES.white || step < TOLERANCES.least_leading
    }

    fn start(&self, block: &TextBlock<'_>, baseline: f32) -> Start {
        let level = TOLERANCES.level * self.size;
        let mut start = Start {
            baseline,
            begins: Vec::new(),
            goes_on: Vec::new(),
            above: f32::NEG_INFINITY,
            white: (f32::NEG_INFINITY, f32::INFINITY),
        };
        for (column, lines) in block.columns.iter().enumerate() {
            let next = lines.partition_point(|line| line.baseline < baseline - level);
            let above = next.checked_sub(1).map(|at| &lines[at]);
            let below = lines.get(next);
            match (above, below) {
                (Some(above), Some(below))
                    if !self.is_anew(above, below)
                        && (self.spans[column] || below.baseline > baseline + level) =>
                {
                    start.goes_on.push(column);
                    continue;
                }
                (_, Some(below)) if below.baseline <= baseline + level => {
                    start.begins.push(column);
                    start.white.1 = start.white.1.min(below.bbox.y0);
                }
                _ => {}
            }
            if let Some(above) = above {
                start.above = start.above.max(above.baseline);
                start.white.0 = start.white.0.max(above.bbox.y1);
            }
        }
        // Where every column with text above goes on, the row begins with its own texts.
        if start.white.0.is_infinite() {
            (start.above, start.white.0) = (baseline, start.white.1);
        }
        start
    }
}

impl TextBlock<'_> {
    /// Whether a row may begin with a baseline.
    fn is_below_head(&self, baseline: f32) -> bool {
        baseline > self.frame.head
    }

    /// How wide some columns are together, in points.
    fn width(&self, columns: &[usize]) -> f32 {
        columns.iter().map(|&column| self.frame.edges[column + 1] - self.frame.edges[column]).sum()
    }

    fn is_sure(&self, start: &Start) -> bool {
        start.begins.len() >= TOLERANCES.sure && self.width(&start.begins) > self.width(&start.goes_on)
    }

    /// The edge that horizontal rules draw at `y`.
    fn drawn(&self, y: f32) -> Break {
        let near = |rule: &&Rule| (rule.at - y).abs() <= TOLERANCES.double;
        let covered = |pair: &[f32]| {
            let length: f32 = self
                .frame
                .rules
                .iter()
                .filter(near)
                .map(|rule| overlap(rule.from, rule.to, pair[0], pair[1]))
                .sum();
            length >= TOLERANCES.cover * (pair[1] - pair[0])
        };
        Break { y, parts: self.frame.edges.windows(2).map(covered).collect() }
    }
}

/// The lines from a height on.
fn from(lines: &[Line], baseline: f32) -> &[Line] {
    &lines[lines.partition_point(|line| line.baseline < baseline)..]
}

/// The leading that these steps show, in ems, in a font of `size` points. It is the lowest that has a fair share among
/// all: rows of one line each have a step of their own, which may be commoner than that of the lines of a text. Programs
/// that set lines on whole pixels have two leadings in turn; then it is the wider one.
fn leading(steps: impl Iterator<Item = f32>, size: f32) -> Option<f32> {
    let mut hundredths: Vec<i32> = steps.map(|step| (step * 100.0).round() as i32).collect();
    hundredths.sort_unstable();
    let share = |share: f32| (hundredths.len() as f32 * share).ceil() as usize;
    let groups: Vec<(f32, usize)> = hundredths
        .chunk_by(|a, b| b - a <= 1)
        .map(|group| (group[group.len() / 2] as f32 / 100.0, group.len()))
        .collect();
    let &(lowest, _) = groups.iter().find(|(_, count)| *count >= share(TOLERANCES.fair))?;
    let wider = lowest + TOLERANCES.pixel / size;
    let turns = |(value, count): &&(f32, usize)| {
        (value - wider).abs() <= TOLERANCES.rounding && *count >= share(TOLERANCES.turns)
    };
    Some(groups.iter().find(turns).map_or(lowest, |&(value, _)| value))
}
