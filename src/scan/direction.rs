//! Which way text runs: along which axis its letters stand close, and on which side they stand on a line.
//!
//! Not for turning the picture: that is in `upright`.

use super::marks::Mark;
use crate::geometry::Turn;

/// Tolerances of this step, in heights of the marks compared.
struct Tolerances {
    /// Letters of a word are no further apart.
    gap: f32,
    /// How much shorter a letter may be than its neighbour: dots and accents, which stand above letters, are.
    shortest: f32,
    /// How near, in heights, the foot of a letter is to the line on which it stands.
    foot: f32,
    /// Not in heights: letters that a line must have to show on what it stands.
    letters: usize,
}

const TOLERANCES: Tolerances = Tolerances { gap: 0.8, shortest: 0.45, foot: 0.09, letters: 5 };

/// The neighbour of each mark to the right, and how far off it is, in pixels; marks turned on their side give those below.
fn neighbours(marks: &[Mark]) -> Vec<Option<(usize, usize)>> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&mark| marks[mark].x0);
    let alike = |a: usize, b: usize| a.min(b) as f32 >= TOLERANCES.shortest * a.max(b) as f32;
    order
        .iter()
        .enumerate()
        .map(|(place, &mark)| {
            let own = &marks[mark];
            let size = own.width().max(own.height());
            let reach = own.x1 + (TOLERANCES.gap * size as f32) as usize;
            let near = order[place + 1..].iter().take_while(|&&other| marks[other].x0 <= reach);
            let follows = |other: &&usize| {
                let other = &marks[**other];
                let shared = own.y1.min(other.y1).saturating_sub(own.y0.max(other.y0));
                other.x1 > own.x1
                    && shared * 2 > own.height().min(other.height())
                    && alike(size, other.width().max(other.height()))
            };
            let nearest = near.filter(follows).min_by_key(|&&other| marks[other].x0);
            (mark, nearest.map(|&other| (other, marks[other].x0.saturating_sub(own.x1))))
        })
        .fold(vec![None; marks.len()], |mut all, (mark, next)| {
            all[mark] = next;
            all
        })
}

/// A mark on its side: rows as columns.
fn transposed(mark: &Mark) -> Mark {
    Mark { x0: mark.y0, y0: mark.x0, x1: mark.y1, y1: mark.x1, ink: mark.ink }
}

/// The direction of the text that the marks are: letters of a word stand closer than lines do (O'Gorman, *The document
/// spectrum for page layout analysis*, 1993), and more of them end at the same height on the side on which they stand.
pub(super) fn of(marks: &[Mark]) -> Turn {
    let sideways: Vec<Mark> = marks.iter().map(transposed).collect();
    let (level, plumb) = (neighbours(marks), neighbours(&sideways));
    let votes = level.iter().zip(&plumb).map(|(right, below)| match (right, below) {
        (Some((_, right)), Some((_, below))) => (right < below, below < right),
        (right, below) => (right.is_some(), below.is_some()),
    });
    let (across, down) =
        votes.fold((0, 0), |(a, d), (across, down)| (a + usize::from(across), d + usize::from(down)));
    if across >= down {
        if stands(marks, &level) >= 0 { Turn::None } else { Turn::Half }
    } else if stands(&sideways, &plumb) >= 0 {
        // text from bottom to top stands on what is its right side, which on its side is the lower one
        Turn::Left
    } else {
        Turn::Right
    }
}

/// By how many more letters end on one line below than do above.
fn stands(marks: &[Mark], next: &[Option<(usize, usize)>]) -> i64 {
    let mut first = vec![true; marks.len()];
    for (follower, _) in next.iter().flatten() {
        first[*follower] = false;
    }
    let mut score = 0;
    for start in (0..marks.len()).filter(|&mark| first[mark]) {
        let mut line = vec![&marks[start]];
        let mut at = start;
        while let Some((follower, _)) = next[at] {
            line.push(&marks[follower]);
            at = follower;
        }
        if line.len() < TOLERANCES.letters {
            continue;
        }
        let middle = |pick: fn(&Mark) -> usize| {
            let mut all: Vec<usize> = line.iter().map(|mark| pick(mark)).collect();
            let half = all.len() / 2;
            *all.select_nth_unstable(half).1 as f32
        };
        let near = (middle(Mark::height) * TOLERANCES.foot).max(1.0);
        let on = |pick: fn(&Mark) -> usize| {
            let line_at = middle(pick);
            line.iter().filter(|mark| (pick(mark) as f32 - line_at).abs() <= near).count() as i64
        };
        score += on(|mark| mark.y1) - on(|mark| mark.y0);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{paper, text};
    use super::super::marks;
    use super::super::picture::Picture;
    use super::*;

    const TURNS: [Turn; 4] = [Turn::None, Turn::Right, Turn::Half, Turn::Left];

    /// A page of a few lines, which are `pitch` heights apart.
    fn page(pitch: f32) -> Picture {
        let mut page = paper(900, 900);
        for line in 0..8 {
            let y = 80 + (line as f32 * pitch * 16.0) as usize;
            text(&mut page, (60, y), 16, "dobal tolod bapodo hilod kebod");
        }
        page
    }

    fn direction(page: Picture) -> Turn {
        of(&marks::of(&page.ink()))
    }

    #[test]
    fn text_that_runs_any_way_is_seen_to() {
        for pitch in [2.3, 3.0, 5.0] {
            for turn in TURNS {
                assert_eq!(direction(page(pitch).turned(turn)), turn, "{pitch}");
            }
        }
    }

    #[test]
    fn letters_of_columns_that_stand_close_run_along_their_lines() {
        for turn in TURNS {
            let mut page = paper(900, 900);
            for cell in 0..24 {
                let (x, y) = (60 + cell % 4 * 150, 80 + cell / 4 * 60);
                text(&mut page, (x, y), 16, "bodal");
                text(&mut page, (x, y + 34), 16, "tolod");
            }
            assert_eq!(direction(page.turned(turn)), turn);
        }
    }

    #[test]
    fn where_nothing_shows_a_direction_text_is_upright() {
        assert_eq!(of(&[]), Turn::None);
        let mark = Mark { x0: 10, y0: 10, x1: 30, y1: 50, ink: 99 };
        assert_eq!(of(&[mark]), Turn::None);
    }
}
