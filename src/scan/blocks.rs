//! Marks that stand together become blocks: a cell's text, a paragraph, a heading, each with the direction of its text.
//!
//! Marks are of one block where they are near and no rule stands between them. Not for tables and lines: those are made of
//! the words, once they are read, as on any page.

use super::direction;
use super::marks::Mark;
use crate::geometry::{Groups, POINTS_PER_INCH, Rect, Turn};

/// Tolerances of this step, in heights of the page's usual letter, which is about half an em.
struct Tolerances {
    /// How far apart, along a line and from line to line, marks of a block are.
    gap: (f32, f32),
    /// A mark smaller than this in both directions is a speck unless it stands beside a letter as its dot does.
    speck: f32,
    /// Marks larger than this are no letters: pictures, stamps, what is left of a frame.
    largest: f32,
    /// In points: what is lower is a speck and what is higher a picture, while the height of letters is not known yet.
    plausible: (f32, f32),
    /// Not in heights: a mark wider than this many times the highest letter is none, nor two that touch.
    wide: usize,
    /// Not in heights: marks that a block must have to say which way its text runs.
    letters: usize,
    /// Not in heights: how many times as high as wide a block of fewer must be to be one line on its side.
    slim: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    gap: (2.0, 1.5),
    speck: 0.22,
    largest: 8.0,
    plausible: (1.5, 30.0),
    wide: 4,
    letters: 6,
    slim: 2.5,
};

/// Text that stands together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its marks.
    pub(super) marks: Vec<Mark>,
    /// Its box in pixels.
    pub(super) bbox: Mark,
    /// The direction of its text. What runs along the page's sides stands among the blocks twice, both ways: only reading
    /// tells which is right.
    pub(super) turn: Turn,
}

/// The marks of a page, parted.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// What may be letters.
    pub(super) marks: Vec<Mark>,
    /// The usual height of a letter, in pixels: the middle of all.
    pub(super) height: f32,
}

impl Letters {
    /// Sets specks and what is too large for a letter apart.
    pub(super) fn among(marks: Vec<Mark>, dpi: f32) -> Self {
        let pixels = |points: f32| (dpi / POINTS_PER_INCH * points) as usize;
        let (least, most) = (pixels(TOLERANCES.plausible.0), pixels(TOLERANCES.plausible.1));
        let mut heights: Vec<usize> =
            marks.iter().map(Mark::height).filter(|height| (least..most).contains(height)).collect();
        if heights.is_empty() {
            return Self::default();
        }
        let middle = heights.len() / 2;
        let height = *heights.select_nth_unstable(middle).1 as f32;
        let most = (TOLERANCES.largest * height) as usize;
        let marks = marks
            .into_iter()
            .filter(|mark| mark.height() <= most && mark.width() <= TOLERANCES.wide * most)
            .collect();
        Self { marks, height }
    }

    fn is_speck(&self, mark: &Mark) -> bool {
        (mark.width().max(mark.height()) as f32) < TOLERANCES.speck * self.height
    }

    /// The direction of most of the text.
    pub(super) fn direction(&self) -> Turn {
        let solid: Vec<Mark> = self.marks.iter().copied().filter(|mark| !self.is_speck(mark)).collect();
        direction::of(&solid)
    }

    /// The blocks that the marks make between `rules`, in pixels, on a page whose text is upright.
    pub(super) fn blocks(&self, rules: &[Rect]) -> Vec<Block> {
        let marks = &self.marks;
        let mut groups = Groups::of(marks.len());
        let (across, down) = (TOLERANCES.gap.0 * self.height, TOLERANCES.gap.1 * self.height);
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|&mark| marks[mark].y0);
        for (place, &a) in order.iter().enumerate() {
            let near = order[place + 1..].iter();
            for &b in near.take_while(|&&b| marks[b].y0 as f32 <= marks[a].y1 as f32 + down.max(across)) {
                let (dx, dy) = gaps(&marks[a], &marks[b]);
                // letters in a line are near across, lines near down; a text on its side has it the other way round
                let is_near = (dx <= across && dy <= 0.0)
                    || (dx <= 0.0 && dy <= across.min(down))
                    || (dx <= down / 2.0 && dy <= down / 2.0);
                if is_near && groups.first(a) != groups.first(b) && !is_parted(&marks[a], &marks[b], rules) {
                    groups.join(a, b);
                }
            }
        }
        let mut groups = groups.part(marks.iter().copied());
        groups.retain(|group| group.iter().any(|mark| !self.is_speck(mark)));
        merge_overlapping(&mut groups, rules);
        let ruled = Rect::covering(rules);
        let mut blocks = Vec::new();
        for group in groups {
            self.push_blocks(group, ruled, &mut blocks);
        }
        // in the order of reading: what stands at one height, from left to right
        let row = |block: &Block| (block.bbox.y0 as f32 / (2.0 * self.height)) as usize;
        blocks.sort_by_key(|block| (row(block), block.bbox.x0));
        blocks
    }

    fn push_blocks(&self, marks: Vec<Mark>, ruled: Option<Rect>, blocks: &mut Vec<Block>) {
        let Some(bbox) = marks.iter().copied().reduce(|all, one| all.union(&one)) else { return };
        let solid: Vec<Mark> = marks.iter().copied().filter(|mark| !self.is_speck(mark)).collect();
        let slim = bbox.height() as f32 > TOLERANCES.slim * bbox.width() as f32;
        let is_side = if solid.len() < TOLERANCES.letters {
            // such as a page number beside a turned table; in a table it is a column of figures
            let (x, y) = middle(&bbox);
            slim && !ruled.is_some_and(|ruled| ruled.contains((x, y)))
        } else {
            bbox.height() > bbox.width() && matches!(direction::of(&solid), Turn::Right | Turn::Left)
        };
        let turns: &[Turn] = if is_side { &[Turn::Right, Turn::Left] } else { &[Turn::None] };
        for &turn in turns {
            blocks.push(Block { marks: marks.clone(), bbox, turn });
        }
    }
}

/// How far apart two marks are, across and down, in pixels; not above 0 where they share columns or rows.
fn gaps(a: &Mark, b: &Mark) -> (f32, f32) {
    let gap = |a0: usize, a1: usize, b0: usize, b1: usize| a0.max(b0) as f32 - a1.min(b1) as f32;
    (gap(a.x0, a.x1, b.x0, b.x1), gap(a.y0, a.y1, b.y0, b.y1))
}

fn middle(mark: &Mark) -> (f32, f32) {
    ((mark.x0 + mark.x1) as f32 / 2.0, (mark.y0 + mark.y1) as f32 / 2.0)
}

/// Whether a rule lies between the middles of two marks.
fn is_parted(a: &Mark, b: &Mark, rules: &[Rect]) -> bool {
    let ((ax, ay), (bx, by)) = (middle(a), middle(b));
    let path = Rect::new(ax, ay, bx, by);
    rules.iter().filter(|rule| rule.touches(&path)).any(|rule| {
        // the point of the path at the rule's height, or at its side, lies on it
        let level = rule.width() > rule.height();
        let (at, from, to) = if level { (rule.y0, ay, by) } else { (rule.x0, ax, bx) };
        if (from - at) * (to - at) >= 0.0 {
            return false;
        }
        let share = (at - from) / (to - from);
        let (place, ends) = if level {
            (ax + share * (bx - ax), (rule.x0, rule.x1))
        } else {
            (ay + share * (by - ay), (rule.y0, rule.y1))
        };
        (ends.0..=ends.1).contains(&place)
    })
}

/// Joins groups whose boxes overlap: cut out by their boxes, each would hold a part of the other.
fn merge_overlapping(groups: &mut Vec<Vec<Mark>>, rules: &[Rect]) {
    let mut boxes: Vec<Mark> =
        groups.iter().filter_map(|group| group.iter().copied().reduce(|all, one| all.union(&one))).collect();
    let mut a = 0;
    while a < groups.len() {
        let overlapping = |b: &usize| {
            let (dx, dy) = gaps(&boxes[a], &boxes[*b]);
            *b != a && dx < 0.0 && dy < 0.0 && !is_parted(&boxes[a], &boxes[*b], rules)
        };
        match (0..groups.len()).find(overlapping) {
            Some(b) => {
                let (kept, gone) = (a.min(b), a.max(b));
                let group = groups.remove(gone);
                let bbox = boxes.remove(gone);
                boxes[kept] = boxes[kept].union(&bbox);
                groups[kept].extend(group);
                a = kept;
            }
            None => a += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{DPI, bar, paper, text};
    use super::super::marks;
    use super::super::picture::Picture;
    use super::*;

    const SIZE: usize = 16;

    fn letters(page: &Picture) -> Letters {
        Letters::among(marks::of(&page.ink()), DPI)
    }

    fn blocks(page: &Picture, rules: &[Rect]) -> Vec<Block> {
        letters(page).blocks(rules)
    }

    /// How many marks each block has.
    fn counts(blocks: &[Block]) -> Vec<usize> {
        blocks.iter().map(|block| block.marks.len()).collect()
    }

    /// The box of some marks.
    fn bbox(marks: &[Mark]) -> Mark {
        marks.iter().copied().reduce(|all, one| all.union(&one)).unwrap()
    }

    #[test]
    fn a_rule_parts_what_is_near_and_only_where_it_is() {
        let mut page = paper(600, 200);
        let end = text(&mut page, (50, 100), SIZE, "dobal");
        text(&mut page, (end + SIZE, 100), SIZE, "tolo");
        let middle = (end + SIZE / 2) as f32;
        let plumb = |y0: f32, y1: f32| Rect::new(middle, y0, middle, y1);
        assert_eq!(counts(&blocks(&page, &[])), [9]);
        assert_eq!(counts(&blocks(&page, &[plumb(20.0, 180.0)])), [5, 4]);
        assert_eq!(counts(&blocks(&page, &[plumb(120.0, 180.0)])), [9]);
        let mut page = paper(600, 200);
        text(&mut page, (50, 60), SIZE, "dobal");
        text(&mut page, (50, 60 + 2 * SIZE), SIZE, "tolo");
        let level = Rect::new(20.0, 66.0, 500.0, 66.0);
        assert_eq!(counts(&blocks(&page, &[])), [9]);
        assert_eq!(counts(&blocks(&page, &[level])), [5, 4]);
    }

    #[test]
    fn two_paragraphs_are_two_blocks_and_their_lines_are_one() {
        let mut page = paper(900, 600);
        for (line, y) in [60, 94, 128, 220, 254].into_iter().enumerate() {
            text(&mut page, (50, y), SIZE, if line < 3 { "dobal tolod bapodo" } else { "quido" });
        }
        assert_eq!(counts(&blocks(&page, &[])), [3 * 16, 2 * 6]);
    }

    #[test]
    fn blocks_come_in_the_order_of_reading() {
        let mut page = paper(900, 400);
        let places = [(50, 100), (350, 102), (650, 98), (50, 300), (350, 300)];
        for (x, y) in places {
            text(&mut page, (x, y), SIZE, "dobal");
        }
        let corners: Vec<(usize, usize)> =
            blocks(&page, &[]).iter().map(|block| (block.bbox.x0, block.bbox.y1)).collect();
        assert_eq!(corners, places);
    }

    #[test]
    fn a_header_on_its_side_beside_a_table_comes_both_ways() {
        let mut side = paper(500, 40);
        text(&mut side, (20, 26), SIZE, "dobal tolod bapodo");
        for turn in [Turn::Right, Turn::Left] {
            let mut page = paper(900, 600);
            for line in 0..8 {
                text(&mut page, (300, 80 + 60 * line), SIZE, "dobal tolod bapodo quido");
            }
            let side = side.clone().turned(turn);
            for (y, row) in side.grey.chunks(side.width).enumerate() {
                let start = (y + 50) * 900 + 60;
                page.grey[start..start + side.width].copy_from_slice(row);
            }
            let blocks = blocks(&page, &[]);
            let (beside, text): (Vec<&Block>, Vec<&Block>) =
                blocks.iter().partition(|block| block.bbox.x1 < 200);
            assert_eq!(beside.iter().map(|block| block.turn).collect::<Vec<_>>(), [Turn::Right, Turn::Left]);
            assert!(beside.iter().all(|block| block.marks.len() == 16 && block.bbox == beside[0].bbox));
            assert!(text.len() == 8 && text.iter().all(|block| block.turn == Turn::None));
        }
    }

    #[test]
    fn a_number_on_its_side_beside_a_table_comes_both_ways_and_a_column_in_it_does_not() {
        let mut page = paper(900, 600);
        for line in 0..8 {
            text(&mut page, (300, 80 + 60 * line), SIZE, "dobal tolod bapodo quido");
        }
        for x in [60, 200] {
            for digit in 0..3 {
                let y = 200 + 24 * digit;
                bar(&mut page, (x, y), (x + 10, y + SIZE));
            }
        }
        let table = Rect::new(150.0, 40.0, 850.0, 580.0);
        let blocks = blocks(&page, &[table]);
        let at = |x: usize| blocks.iter().filter(move |block| block.bbox.x0 == x).map(|block| block.turn);
        assert_eq!(at(60).collect::<Vec<_>>(), [Turn::Right, Turn::Left]);
        assert_eq!(at(200).collect::<Vec<_>>(), [Turn::None]);
    }

    #[test]
    fn a_lone_speck_is_no_block_and_dots_go_with_their_letters() {
        let mut page = paper(900, 300);
        text(&mut page, (50, 100), SIZE, "dibil tip.");
        bar(&mut page, (700, 200), (703, 203));
        let blocks = blocks(&page, &[]);
        // nine letters, three dots and a full stop
        assert_eq!(counts(&blocks), [9 + 3]);
        assert_eq!(letters(&page).marks.len(), 9 + 3 + 1);
    }

    #[test]
    fn what_is_much_larger_than_a_letter_is_none() {
        let mut page = paper(900, 600);
        text(&mut page, (50, 100), SIZE, "dobal tolod");
        bar(&mut page, (300, 200), (600, 500));
        let letters = letters(&page);
        assert_eq!((letters.marks.len(), letters.height), (10, 24.0));
    }

    #[test]
    fn no_letter_goes_missing_and_none_is_in_two_blocks() {
        let mut page = paper(1200, 900);
        for (index, word) in ["dobal", "tolod bapo", "quido", "hilo kebod", "popol"].into_iter().enumerate() {
            for column in 0..4 {
                text(&mut page, (50 + 290 * column + 7 * index, 60 + 40 * index + 190 * column), SIZE, word);
            }
        }
        let rules = [Rect::new(320.0, 0.0, 320.0, 900.0), Rect::new(0.0, 300.0, 1200.0, 300.0)];
        let blocks = blocks(&page, &rules);
        let mut found: Vec<Mark> = blocks.iter().flat_map(|block| block.marks.clone()).collect();
        let mut expected = letters(&page).marks;
        for marks in [&mut found, &mut expected] {
            marks.sort_by_key(|mark| (mark.y0, mark.x0));
        }
        assert_eq!(found, expected);
        assert!(blocks.len() > 4 && blocks.iter().all(|block| block.bbox == bbox(&block.marks)));
    }
}
