//! A block's lines, each cut out by itself: strips of the page with a baseline.
//!
//! Letters of a line have their middles at nearly one height, however close the lines are. Not for words: a strip is what
//! the OCR engine is given, and it says where words are.

use super::blocks::Block;
use super::marks::{self, Mark};
use super::picture::Picture;
use crate::geometry::Turn;

/// Tolerances of this step, in heights of the page's usual letter, which is about half an em.
struct Tolerances {
    /// The middles of a line's letters are no further apart from one to the next: those of an ascender and of a descender
    /// differ by less, and two lines by more.
    middles: f32,
    /// A mark smaller than this is no letter by itself: it goes to the letters that are nearest.
    letter: f32,
    /// White around a line.
    around: f32,
    /// Letters on one line end no further apart.
    ground: f32,
    /// Not in heights: marks that a short text has at most.
    short: usize,
}

const TOLERANCES: Tolerances =
    Tolerances { middles: 0.75, letter: 0.5, around: 0.25, ground: 0.15, short: 20 };

/// A line of a block.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    /// Its picture, upright and enlarged.
    pub(super) picture: Picture,
    /// How far below the picture's top the baseline is, in the picture's pixels.
    pub(super) baseline: f32,
    /// How high the block's large letters are, in pixels of the page.
    pub(super) tall: f32,
    /// Whether the whole block is a few letters, such as a figure or a reference.
    pub(super) is_short: bool,
    place: StripFrame,
}

/// Where a strip was cut out.
#[derive(Debug, Clone)]
struct StripFrame {
    scale: f32,
    /// The strip's upper left corner in the frame of the block's upright text, in pixels of the page.
    corner: (f32, f32),
    /// That frame's upper left corner on the page, its size on the page, and how its text is turned there.
    frame: (f32, f32),
    size: (f32, f32),
    turn: Turn,
}

impl Strip {
    /// A point of the strip as a point of the page's picture.
    pub(super) fn on_page(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let StripFrame { scale, corner, frame, size, turn } = &self.place;
        let (width, height) = turn.inverse().size(size.0, size.1);
        let (x, y) = turn.point((x / scale + corner.0, y / scale + corner.1), width, height);
        (frame.0 + x, frame.1 + y)
    }

    /// The direction of its text on the page.
    pub(super) fn turn(&self) -> Turn {
        self.place.turn
    }

    /// How much it was enlarged.
    pub(super) fn scale(&self) -> f32 {
        self.place.scale
    }
}

/// The lines of all blocks, in their order; `letter` is the usual height of a letter.
pub(super) fn of(page: &Picture, blocks: &[Block], letter: f32, scale: f32) -> Vec<Strip> {
    let mut strips = Vec::new();
    for block in blocks {
        if block.turn == Turn::None {
            let frame = StripFrame {
                scale,
                corner: (0.0, 0.0),
                frame: (0.0, 0.0),
                size: (page.width as f32, page.height as f32),
                turn: Turn::None,
            };
            cut(page, &block.marks, letter, &frame, &mut strips);
        } else {
            let Mark { x0, y0, x1, y1, .. } = block.bbox;
            let around = (letter * TOLERANCES.around).ceil() as usize + 1;
            let (x0, y0) = (x0.saturating_sub(around), y0.saturating_sub(around));
            let (x1, y1) = ((x1 + around).min(page.width), (y1 + around).min(page.height));
            let upright = page.part(x0, y0, x1, y1, 1.0).turned(block.turn.inverse());
            let frame = StripFrame {
                scale,
                corner: (0.0, 0.0),
                frame: (x0 as f32, y0 as f32),
                size: ((x1 - x0) as f32, (y1 - y0) as f32),
                turn: block.turn,
            };
            cut(&upright, &marks::of(&upright.ink()), letter, &frame, &mut strips);
        }
    }
    strips
}

/// Cuts the lines out that `marks`, upright, make.
fn cut(picture: &Picture, marks: &[Mark], letter: f32, frame: &StripFrame, strips: &mut Vec<Strip>) {
    let middle = |mark: &Mark| (mark.y0 + mark.y1) as f32 / 2.0;
    let is_letter = |mark: &&Mark| mark.height() as f32 >= TOLERANCES.letter * letter;
    let mut letters: Vec<Mark> = marks.iter().filter(is_letter).copied().collect();
    let lone = letters.is_empty();
    if lone {
        // a dash, say
        letters = marks.to_vec();
    }
    letters.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut lines: Vec<Vec<Mark>> = Vec::new();
    let mut before = f32::NEG_INFINITY;
    for mark in letters {
        let at = middle(&mark);
        match lines.last_mut() {
            Some(line) if at - before <= TOLERANCES.middles * letter => line.push(mark),
            _ => lines.push(vec![mark]),
        }
        before = at;
    }
    let bodies: Vec<Mark> =
        lines.iter().filter_map(|line| line.iter().copied().reduce(|all, one| all.union(&one))).collect();
    for mark in marks.iter().filter(|mark| !lone && !is_letter(mark)) {
        let off = |body: &Mark| (body.y0 as f32 - middle(mark)).max(middle(mark) - body.y1 as f32).max(0.0);
        let nearest = (0..bodies.len()).min_by(|&a, &b| off(&bodies[a]).total_cmp(&off(&bodies[b])));
        if let Some(nearest) = nearest {
            lines[nearest].push(*mark);
        }
    }
    let mut tall: Vec<usize> = lines.iter().flatten().map(Mark::height).collect();
    tall.sort_unstable();
    let tall = tall.get(tall.len() * 9 / 10).copied().unwrap_or(0) as f32;
    for (at, line) in lines.iter().enumerate() {
        let Some(bbox) = line.iter().copied().reduce(|all, one| all.union(&one)) else { continue };
        let around = (letter * TOLERANCES.around).ceil() as usize;
        let (x0, y0) = (bbox.x0.saturating_sub(around), bbox.y0.saturating_sub(around));
        let (x1, y1) = ((bbox.x1 + around).min(picture.width), (bbox.y1 + around).min(picture.height));
        let mut own = picture.part(x0, y0, x1, y1, 1.0);
        let others = lines.iter().enumerate().filter(|(other, _)| other.abs_diff(at) == 1);
        for mark in others.flat_map(|(_, marks)| marks) {
            own.wipe(
                (mark.x0.saturating_sub(1).saturating_sub(x0), mark.y0.saturating_sub(1).saturating_sub(y0)),
                ((mark.x1 + 1).saturating_sub(x0), (mark.y1 + 1).saturating_sub(y0)),
                |x, y| line.iter().any(|own| own.contains(x + x0, y + y0)),
            );
        }
        let (width, height) = (own.width, own.height);
        let own = if frame.scale == 1.0 { own } else { own.part(0, 0, width, height, frame.scale) };
        let feet: Vec<usize> = line.iter().filter(is_letter).map(|mark| mark.y1).collect();
        let foot = ground(&feet, TOLERANCES.ground * letter).unwrap_or(bbox.y1);
        strips.push(Strip {
            picture: own,
            baseline: (foot - y0) as f32 * frame.scale,
            tall,
            is_short: marks.len() <= TOLERANCES.short,
            place: StripFrame { corner: (x0 as f32, y0 as f32), ..frame.clone() },
        });
    }
}

/// The height at which most feet stand, give or take `near`; of equals the upper one, below which descenders go.
fn ground(feet: &[usize], near: f32) -> Option<usize> {
    let on = |at: usize| feet.iter().filter(|&&foot| foot.abs_diff(at) as f32 <= near).count();
    feet.iter().copied().max_by_key(|&at| (on(at), std::cmp::Reverse(at)))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Letters;
    use super::super::drawn::{DPI, inked, paper, text};
    use super::*;

    const SIZE: usize = 16;

    /// The strips of a page, on which no rule stands.
    fn strips(page: &Picture, scale: f32) -> Vec<Strip> {
        let letters = Letters::among(marks::of(&page.ink()), DPI);
        of(page, &letters.blocks(&[]), letters.height, scale)
    }

    #[test]
    fn lines_whose_letters_reach_into_one_another_are_cut_apart() {
        let mut page = paper(800, 300);
        let mut each = Vec::new();
        for (line, text_of) in ["popogo qupo", "odobol odol", "gohilod bapo"].into_iter().enumerate() {
            let before = inked(&page);
            text(&mut page, (50, 60 + 28 * line), SIZE, text_of);
            each.push(inked(&page) - before);
        }
        let strips = strips(&page, 1.0);
        assert_eq!(strips.iter().map(|strip| inked(&strip.picture)).collect::<Vec<_>>(), each);
    }

    #[test]
    fn the_baseline_is_where_letters_stand_whatever_goes_below() {
        for word in ["dobal", "popogo", "gopo", "quidopo.", "gogqpo bodal"] {
            for scale in [1.0, 1.5, 2.0] {
                let mut page = paper(600, 200);
                text(&mut page, (50, 100), SIZE, word);
                let strips = strips(&page, scale);
                assert_eq!(strips.len(), 1, "{word}");
                assert_eq!(strips[0].on_page((0.0, strips[0].baseline)).1, 100.0, "{word}");
            }
        }
    }

    #[test]
    fn dots_go_with_the_letters_that_are_nearest() {
        let mut page = paper(600, 200);
        text(&mut page, (50, 60), SIZE, "dibil tip.");
        text(&mut page, (50, 92), SIZE, "ibi diti.");
        let strips = strips(&page, 1.0);
        let marks: Vec<usize> =
            strips.iter().map(|strip| super::marks::of(&strip.picture.ink()).len()).collect();
        assert_eq!(marks, [12, 12]);
    }

    #[test]
    fn a_lone_dash_is_a_line() {
        let mut page = paper(600, 200);
        text(&mut page, (50, 60), SIZE, "dobal");
        super::super::drawn::bar(&mut page, (300, 52), (312, 54));
        let strips = strips(&page, 1.0);
        assert_eq!(strips.iter().map(|strip| inked(&strip.picture)).min(), Some(24));
    }

    /// Checks that all ink of a strip is ink of the page in its place.
    fn assert_maps_back(strip: &Strip, page: &Picture) {
        let ink = page.ink();
        let own = strip.picture.ink();
        assert!(inked(&strip.picture) > 100);
        for y in 0..own.height {
            for x in 0..own.width {
                if own.at(x as isize, y as isize) {
                    let (u, v) = strip.on_page((x as f32 + 0.5, y as f32 + 0.5));
                    assert!(ink.at(u.floor() as isize, v.floor() as isize), "{x} {y}: {u} {v}");
                }
            }
        }
    }

    #[test]
    fn a_place_on_a_strip_is_known_on_the_page_whichever_way_its_text_runs() {
        for turn in [Turn::None, Turn::Right, Turn::Half, Turn::Left] {
            let mut upright = paper(500, 300);
            text(&mut upright, (40, 80), SIZE, "dobal tolod gapo");
            text(&mut upright, (70, 110), SIZE, "quidol pohi");
            let page = upright.turned(turn);
            let marks = marks::of(&page.ink());
            let bbox = marks.iter().copied().reduce(|all, one| all.union(&one)).unwrap();
            let block = Block { marks, bbox, turn };
            for scale in [1.0, 2.0] {
                let strips = of(&page, std::slice::from_ref(&block), SIZE as f32, scale);
                assert_eq!(strips.len(), 2, "{turn:?}");
                for strip in &strips {
                    assert_eq!((strip.turn(), strip.scale()), (turn, scale));
                    assert_maps_back(strip, &page);
                }
                let whole: usize = strips.iter().map(|strip| inked(&strip.picture)).sum();
                if scale == 1.0 {
                    assert_eq!(whole, inked(&page), "{turn:?}");
                }
            }
        }
    }
}
