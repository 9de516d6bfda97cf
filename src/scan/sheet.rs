//! The sheet that is given to the OCR engine: strips set side by side into long lines, one line below the other.
//!
//! So the engine finds one column, no text of two cells comes to stand in one word, and a lone letter or figure is read
//! beside others that show how large it is. Not for what is on the strips.

use super::picture::Picture;
use super::strips::Strip;

/// Tolerances of this step.
struct Tolerances {
    /// White between strips and between lines, in heights of the page's usual letter.
    between: f32,
    /// How much larger, as a factor, the letters of one strip may be than those of another on the same line.
    alike: f32,
    /// How long a line is, in inches of the enlarged picture: as long as a page is wide.
    line: f32,
    /// Pixels that a sheet may be high: the engine's coordinates are 16 bits.
    highest: usize,
}

const TOLERANCES: Tolerances = Tolerances { between: 1.0, alike: 1.2, line: 7.0, highest: 30_000 };

/// Strips on one picture.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) picture: Picture,
    rows: Vec<Row>,
}

/// A line of the sheet.
#[derive(Debug, Default)]
struct Row {
    top: usize,
    height: usize,
    baseline: usize,
    width: usize,
    /// Whether its strips are of short texts.
    is_short: bool,
    /// Which strips, and where each begins.
    strips: Vec<(usize, usize)>,
}

impl Sheet {
    /// Sets strips on as few sheets as hold them; `letter` is the usual height of a letter in their pixels.
    pub(super) fn of(strips: &[&Strip], letter: f32) -> Vec<Self> {
        let gap = (TOLERANCES.between * letter).ceil() as usize;
        let dpi = strips.first().map_or(0.0, |strip| strip.picture.dpi);
        let longest = (TOLERANCES.line * dpi) as usize;
        let mut rows: Vec<Row> = Vec::new();
        let mut tall = 0.0_f32;
        for (index, strip) in strips.iter().enumerate() {
            let picture = &strip.picture;
            let (ascent, descent) =
                (strip.baseline as usize, picture.height.saturating_sub(strip.baseline as usize));
            let alike = tall.max(strip.tall) <= TOLERANCES.alike * tall.min(strip.tall);
            match rows.last_mut() {
                Some(row)
                    if alike
                        && strip.is_short
                        && row.is_short
                        && row.width + gap + picture.width <= longest =>
                {
                    row.strips.push((index, row.width + gap));
                    row.width += gap + picture.width;
                    let below = (row.height - row.baseline).max(descent);
                    row.baseline = row.baseline.max(ascent);
                    row.height = row.baseline + below;
                }
                _ => {
                    tall = strip.tall;
                    rows.push(Row {
                        top: 0,
                        height: ascent + descent,
                        baseline: ascent,
                        width: gap + picture.width,
                        strips: vec![(index, gap)],
                        is_short: strip.is_short,
                    });
                }
            }
        }
        let mut sheets = Vec::new();
        let (mut kept, mut bottom): (Vec<Row>, usize) = (Vec::new(), gap);
        for mut row in rows {
            if bottom + row.height + gap > TOLERANCES.highest && !kept.is_empty() {
                sheets.push(Self::set(strips, std::mem::take(&mut kept), bottom, gap, dpi));
                bottom = gap;
            }
            row.top = bottom;
            bottom += row.height + gap;
            kept.push(row);
        }
        if !kept.is_empty() {
            sheets.push(Self::set(strips, kept, bottom + gap, gap, dpi));
        }
        sheets
    }

    fn set(strips: &[&Strip], rows: Vec<Row>, height: usize, gap: usize, dpi: f32) -> Self {
        let width = rows.iter().map(|row| row.width).max().unwrap_or(0) + gap;
        let mut grey = vec![255; width * height];
        for row in &rows {
            for &(index, left) in &row.strips {
                let strip = strips[index];
                let top = row.top + row.baseline - strip.baseline as usize;
                for (y, line) in strip.picture.grey.chunks_exact(strip.picture.width).enumerate() {
                    let start = (top + y) * width + left;
                    grey[start..start + line.len()].copy_from_slice(line);
                }
            }
        }
        Self { picture: Picture { width, height, dpi, grey }, rows }
    }

    /// The strip at a point of the sheet, or the nearest to it on its line, and where on the sheet that begins.
    pub(super) fn strip_at(&self, (x, y): (f32, f32)) -> Option<(usize, (f32, f32))> {
        let off = |row: &Row| (row.top as f32 - y).max(y - (row.top + row.height) as f32);
        let row = self.rows.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
        let (strip, left) =
            row.strips.iter().rev().find(|(_, left)| *left as f32 <= x).or(row.strips.first())?;
        Some((*strip, (*left as f32, (row.top + row.baseline) as f32)))
    }
}
