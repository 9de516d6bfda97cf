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
pub(super) struct OcrSheet {
    pub(super) picture: Picture,
    rows: Vec<OcrRow>,
    /// Pixels between strips.
    gap: usize,
}

/// A line of the sheet.
#[derive(Debug, Default)]
struct OcrRow {
    top: usize,
    height: usize,
    baseline: usize,
    width: usize,
    /// Whether its strips are of short texts.
    is_short: bool,
    /// Which strips, and where each begins.
    strips: Vec<(usize, usize)>,
}

impl OcrSheet {
    /// Sets strips on as few sheets as hold them; `letter` is the usual height of a letter in their pixels.
    pub(super) fn of(strips: &[&Strip], letter: f32) -> Vec<Self> {
        let gap = (TOLERANCES.between * letter).ceil() as usize;
        let dpi = strips.first().map_or(0.0, |strip| strip.picture.dpi);
        let longest = (TOLERANCES.line * dpi) as usize;
        let mut rows: Vec<OcrRow> = Vec::new();
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
                    rows.push(OcrRow {
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
        let (mut kept, mut bottom): (Vec<OcrRow>, usize) = (Vec::new(), gap);
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

    fn set(strips: &[&Strip], rows: Vec<OcrRow>, height: usize, gap: usize, dpi: f32) -> Self {
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
        Self { picture: Picture { width, height, dpi, grey }, rows, gap }
    }

    /// The strip at a point of the sheet, or the nearest to it on its line, and where on the sheet that begins.
    pub(super) fn strip_at(&self, (x, y): (f32, f32)) -> Option<(usize, (f32, f32))> {
        let off = |row: &OcrRow| (row.top as f32 - y).max(y - (row.top + row.height) as f32);
        let row = self.rows.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
        // a letter's box may go somewhat beyond its letter
        let begins = |left: usize| left as f32 - self.gap as f32 / 2.0;
        let (strip, left) =
            row.strips.iter().rev().find(|(_, left)| begins(*left) <= x).or(row.strips.first())?;
        Some((*strip, (*left as f32, (row.top + row.baseline) as f32)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Block;
    use super::super::drawn::paper;
    use super::super::marks::Mark;
    use super::super::strips;
    use super::*;
    use crate::geometry::Turn;

    const LETTER: f32 = 20.0;

    /// Strips of texts as wide and as high as given, each of its own grey; a long one has many letters.
    fn drawn(texts: &[(usize, usize, bool)], scale: f32) -> Vec<Strip> {
        let height: usize = texts.iter().map(|text| text.1 + 40).sum::<usize>() + 40;
        let mut page = paper(2200, height);
        let mut blocks = Vec::new();
        let mut y = 40;
        for (index, &(width, height, long)) in texts.iter().enumerate() {
            for row in y..y + height {
                page.grey[row * 2200 + 40..row * 2200 + 40 + width].fill(index as u8 + 1);
            }
            let bbox = Mark { x0: 40, y0: y, x1: 40 + width, y1: y + height, ink: width * height };
            blocks.push(Block { marks: vec![bbox; if long { 30 } else { 5 }], bbox, turn: Turn::None });
            y += height + 40;
        }
        let strips = strips::of(&page, &blocks, LETTER, scale);
        assert_eq!(strips.len(), texts.len());
        strips
    }

    fn set(strips: &[Strip], letter: f32) -> Vec<OcrSheet> {
        OcrSheet::of(&strips.iter().collect::<Vec<_>>(), letter)
    }

    /// Which strips stand on each line.
    fn lines(sheet: &OcrSheet) -> Vec<Vec<usize>> {
        sheet.rows.iter().map(|row| row.strips.iter().map(|strip| strip.0).collect()).collect()
    }

    #[test]
    fn short_texts_share_a_line_as_long_as_it_is_and_a_long_one_has_its_own() {
        let strips = drawn(
            &[(500, 20, false), (600, 22, false), (700, 20, false), (900, 20, true), (100, 20, false)],
            1.0,
        );
        let sheets = set(&strips, LETTER);
        assert_eq!(sheets.len(), 1);
        assert_eq!(lines(&sheets[0]), [vec![0, 1, 2], vec![3], vec![4]]);
        let strips = drawn(&[(900, 20, false), (900, 20, false), (900, 20, false)], 1.0);
        assert_eq!(lines(&set(&strips, LETTER)[0]), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn texts_of_different_sizes_do_not_share_a_line() {
        let strips = drawn(&[(100, 20, false), (100, 40, false), (100, 42, false)], 1.0);
        assert_eq!(lines(&set(&strips, LETTER)[0]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn every_pixel_of_every_strip_is_on_the_sheet_once_and_known_again() {
        let texts: Vec<(usize, usize, bool)> =
            (0..60).map(|index| (30 + index * 37 % 400, 18 + index % 5, index % 7 == 0)).collect();
        for scale in [1.0, 2.0] {
            let strips = drawn(&texts, scale);
            let sheets = set(&strips, LETTER * scale);
            let mut seen = vec![0; strips.len()];
            for sheet in &sheets {
                let picture = &sheet.picture;
                for y in 0..picture.height {
                    for x in 0..picture.width {
                        let grey = picture.grey[y * picture.width + x];
                        if grey == 255 {
                            continue;
                        }
                        let at = (x as f32 + 0.5, y as f32 + 0.5);
                        let (index, (left, baseline)) = sheet.strip_at(at).unwrap();
                        let strip = &strips[index].picture;
                        let u = x - left as usize;
                        let v = y + strips[index].baseline as usize - baseline as usize;
                        assert_eq!(grey, strip.grey[v * strip.width + u], "{index} at {x} {y}");
                        seen[index] += 1;
                    }
                }
            }
            let inked = |strip: &Strip| strip.picture.grey.iter().filter(|&&grey| grey != 255).count();
            assert_eq!(seen, strips.iter().map(inked).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_place_beside_the_lines_belongs_to_the_nearest() {
        let strips = drawn(&[(100, 20, true), (100, 20, true)], 1.0);
        let sheet = set(&strips, LETTER).remove(0);
        let height = sheet.picture.height as f32;
        let at = |x: f32, y: f32| sheet.strip_at((x, y)).unwrap().0;
        assert_eq!([at(0.0, 0.0), at(5000.0, 0.0), at(50.0, height)], [0, 0, 1]);
        assert!(OcrSheet::of(&[], LETTER).is_empty());
    }

    #[test]
    fn no_sheet_is_higher_than_the_engine_can_count() {
        let strips = drawn(&[(40, 1500, true); 45], 1.0);
        let sheets = set(&strips, LETTER);
        assert!(sheets.len() > 1);
        assert!(sheets.iter().all(|sheet| sheet.picture.height <= usize::from(i16::MAX.unsigned_abs())));
        let on: Vec<usize> = sheets.iter().flat_map(|sheet| lines(sheet).concat()).collect();
        assert_eq!(on, (0..45).collect::<Vec<_>>());
    }
}
