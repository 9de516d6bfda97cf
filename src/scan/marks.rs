//! Connected marks of ink: letters, their dots, and specks.
//!
//! Not for which letters they are: the OCR engine tells.

use super::picture::{InkMask, runs};
use crate::geometry::Groups;

/// A connected piece of ink, by its box in pixels: from the first row and column to those after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) x0: usize,
    pub(super) y0: usize,
    pub(super) x1: usize,
    pub(super) y1: usize,
    /// Pixels of ink.
    pub(super) ink: usize,
}

impl Mark {
    pub(super) fn width(&self) -> usize {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> usize {
        self.y1 - self.y0
    }

    /// Whether a pixel lies in its box.
    pub(super) fn contains(&self, x: usize, y: usize) -> bool {
        (self.x0..self.x1).contains(&x) && (self.y0..self.y1).contains(&y)
    }

    /// The smallest mark that covers both.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
            ink: self.ink + other.ink,
        }
    }
}

/// The marks of a picture: runs of ink, joined where they touch the row above, corners too; in the order of their first
/// pixels.
pub(super) fn of(ink: &InkMask) -> Vec<Mark> {
    struct Run {
        from: usize,
        to: usize,
        mark: usize,
    }
    let mut groups = Groups::default();
    let mut marks: Vec<Mark> = Vec::new();
    let (mut above, mut here): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    for (y, row) in ink.set.chunks_exact(ink.width.max(1)).enumerate() {
        std::mem::swap(&mut above, &mut here);
        here.clear();
        let mut first = 0;
        for (from, to) in runs(row) {
            while above.get(first).is_some_and(|run| run.to < from) {
                first += 1;
            }
            let mut mark = None;
            for run in above[first..].iter().take_while(|run| run.from <= to) {
                let other = groups.first(run.mark);
                match mark {
                    None => mark = Some(other),
                    Some(own) if own != other => {
                        let (kept, gone) = groups.join(own, other);
                        marks[kept] = marks[kept].union(&marks[gone]);
                        mark = Some(kept);
                    }
                    Some(_) => {}
                }
            }
            let piece = Mark { x0: from, y0: y, x1: to, y1: y + 1, ink: to - from };
            let mark = match mark {
                Some(mark) => {
                    marks[mark] = marks[mark].union(&piece);
                    mark
                }
                None => {
                    marks.push(piece);
                    groups.add()
                }
            };
            here.push(Run { from, to, mark });
        }
    }
    (0..marks.len()).filter(|&mark| groups.first(mark) == mark).map(|mark| marks[mark]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{grain, ink};
    use super::*;

    #[test]
    fn pieces_that_touch_at_a_corner_are_one_mark() {
        for rows in [["#...", ".#..", "..##"], ["...#", "..#.", "##.."]] {
            let marks = of(&ink(&rows));
            assert_eq!(marks, [Mark { x0: 0, y0: 0, x1: 4, y1: 3, ink: 4 }]);
        }
    }

    #[test]
    fn what_is_joined_only_further_down_is_one_mark() {
        let marks = of(&ink(&["#.#.#.#", "#.#.#.#", "###.###", "..#.#..", "..###.."]));
        assert_eq!(marks, [Mark { x0: 0, y0: 0, x1: 7, y1: 5, ink: 19 }]);
    }

    #[test]
    fn a_dot_inside_a_ring_is_a_mark_of_its_own() {
        let marks = of(&ink(&["#####", "#...#", "#.#.#", "#...#", "#####"]));
        let boxes: Vec<(usize, usize, usize)> =
            marks.iter().map(|mark| (mark.width(), mark.height(), mark.ink)).collect();
        assert_eq!(boxes, [(5, 5, 16), (1, 1, 1)]);
        assert!(marks[0].contains(2, 2) && marks[1].contains(2, 2) && !marks[1].contains(3, 2));
    }

    #[test]
    fn a_blank_picture_and_an_empty_one_have_no_marks() {
        assert!(of(&ink(&["...", "..."])).is_empty());
        assert!(of(&InkMask { width: 0, height: 0, set: Vec::new() }).is_empty());
    }

    /// The marks as they are found from one pixel to its neighbours.
    fn flooded(ink: &InkMask) -> Vec<Mark> {
        let mut left = ink.clone();
        let mut marks = Vec::new();
        for start in 0..ink.set.len() {
            let mut open = vec![((start % ink.width) as isize, (start / ink.width) as isize)];
            let mut mark: Option<Mark> = None;
            while let Some((x, y)) = open.pop() {
                if !left.at(x, y) {
                    continue;
                }
                let (column, row) = (x as usize, y as usize);
                left.set[row * ink.width + column] = false;
                let pixel = Mark { x0: column, y0: row, x1: column + 1, y1: row + 1, ink: 1 };
                mark = Some(mark.map_or(pixel, |mark| mark.union(&pixel)));
                open.extend((-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy))));
            }
            marks.extend(mark);
        }
        marks
    }

    #[test]
    fn every_pixel_of_ink_is_in_the_one_mark_of_its_neighbours() {
        for share in [2, 3, 4] {
            let mut next = grain(share);
            let ink = InkMask { width: 53, height: 61, set: (0..53 * 61).map(|_| next() == 0).collect() };
            let marks = of(&ink);
            assert!(!marks.is_empty());
            assert_eq!(marks, flooded(&ink), "one pixel in {share}");
        }
    }
}
