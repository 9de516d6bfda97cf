//! Running headers, footers and page numbers: what stands at the same edge of page after page.
//!
//! The only part of the stage that compares pages. It marks lines and drops none, since they are counted. Not for
//! repeated column headers: those are in tables, and `join/` drops them. Nor for whether a line that repeats is a heading
//! all the same: `outline/` asks that.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Line;
use crate::geometry::{Rect, Turn};

/// Tolerances of this step.
struct Tolerances {
    /// The part of the page's height, at top and bottom, in which running matter stands.
    edge_share: f32,
    /// The share of the pages of one format on which it must repeat; a third, since left and right pages may differ.
    page_share: f32,
    /// The same for lines that are not the outermost ones.
    inner_share: f32,
    /// How far, in points, it may stand from where it stands on other pages.
    drift: f32,
    /// Sizes that differ less than this, in points, are one size.
    size: f32,
    /// Lines no further apart than this, in ems, stand side by side.
    same_line: f32,
    /// The share of the lines in one place, on different pages, that must be said elsewhere too before the place is that of
    /// running matter whose words change.
    told_share: f32,
    /// Fewer letters than this tell nothing of where else a text stands.
    least_letters: usize,
    /// More lines side by side than this are a row of a table: running matter stands left, right and in the middle.
    side_by_side: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    edge_share: 0.14,
    page_share: 0.33,
    inner_share: 0.6,
    drift: 6.0,
    size: 0.4,
    same_line: 0.5,
    told_share: 0.8,
    least_letters: 4,
    side_by_side: 3,
};

/// The free lines of one page and the size of its upright frame in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageEdges<'a> {
    /// Width of the upright frame.
    pub width: f32,
    /// Height of the upright frame.
    pub height: f32,
    /// The lines, in any order and direction.
    pub lines: &'a [Line],
}

/// A line at a page's edge, as it is compared with other pages' lines.
struct Candidate {
    page: usize,
    line: usize,
    /// Its letters.
    letters: String,
    /// Its text with every number replaced by `#`.
    masked: String,
    /// Whether it was read from a picture, so that its text may differ where it should not.
    recognised: bool,
    /// Where it begins and ends, along the edge.
    ends: (f32, f32),
    size: f32,
    top: bool,
    /// Distance of the baseline from that edge in points, in the frame in which the text is upright.
    distance: f32,
    /// Whether what it says is said elsewhere too, once that was asked.
    told: OnceCell<bool>,
}

impl Candidate {
    /// Whether another one stands in the same place of its page.
    fn stands_as(&self, other: &Self) -> bool {
        self.is_level_with(other) && near(self.middle(), other.middle())
    }

    /// Whether another one stands at the same height of its page and is set to the same edge or to the same middle.
    fn is_aligned_with(&self, other: &Self) -> bool {
        self.is_level_with(other)
            && (self.size - other.size).abs() <= TOLERANCES.size
            && (near(self.ends.0, other.ends.0)
                || near(self.ends.1, other.ends.1)
                || near(self.middle(), other.middle()))
    }

    fn is_level_with(&self, other: &Self) -> bool {
        self.top == other.top && near(self.distance, other.distance)
    }

    fn middle(&self) -> f32 {
        (self.ends.0 + self.ends.1) / 2.0
    }

    /// Whether what it says is said elsewhere too: in its place on the page before or after, or by another line of its own
    /// page, as the whole or a part of that.
    fn is_told(&self, all: &[Self], page: &PageEdges<'_>) -> bool {
        let beside = |other: &Self| {
            other.page.abs_diff(self.page) == 1 && other.masked == self.masked && self.is_aligned_with(other)
        };
        let elsewhere =
            |(at, line): (usize, &Line)| at != self.line && letters(&line.text).contains(&self.letters);
        let tells = self.letters.chars().count() >= TOLERANCES.least_letters;
        all.iter().any(beside) || (tells && page.lines.iter().enumerate().any(elsewhere))
    }
}

/// Whether two places are the same, in points.
fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= TOLERANCES.drift
}

/// For each page, for each of its lines, whether it is running matter.
pub(crate) fn find(pages: &[PageEdges<'_>]) -> Vec<Vec<bool>> {
    let mut marks: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.lines.len()]).collect();
    let needed: Vec<(usize, usize)> = pages.iter().map(|page| needed(page, pages)).collect();
    // The outermost line of each edge, then the next one where the outer is running matter, as in two-line headers.
    for round in 0..3 {
        let candidates: Vec<Candidate> =
            pages.iter().enumerate().flat_map(|(page, edges)| outermost(page, edges, &marks[page])).collect();
        let mut groups: HashMap<(&str, bool), Vec<&Candidate>> = HashMap::new();
        for candidate in &candidates {
            groups.entry((&candidate.masked, candidate.top)).or_default().push(candidate);
        }
        let mut found = false;
        for candidate in &candidates {
            // A page counts once, though it may print the same words in both of its columns.
            let mut alike: Vec<usize> = groups[&(candidate.masked.as_str(), candidate.top)]
                .iter()
                .filter(|other| (other.distance - candidate.distance).abs() <= TOLERANCES.drift)
                .map(|other| other.page)
                .collect();
            alike.dedup();
            let enough = if round == 0 { needed[candidate.page].0 } else { needed[candidate.page].1 };
            let in_place = || {
                let same = |other: &&Candidate| candidate.stands_as(other);
                let mut pages: Vec<usize> = candidates.iter().filter(same).map(|other| other.page).collect();
                pages.dedup();
                pages.len() >= needed[candidate.page].1
            };
            let by_text = alike.len() >= enough || is_page_number(&candidate.masked);
            let by_place = || {
                let aligned = |other: &&Candidate| candidate.is_aligned_with(other);
                let told = |other: &&Candidate| {
                    *other.told.get_or_init(|| other.is_told(&candidates, &pages[other.page]))
                };
                let same: Vec<&Candidate> = candidates.iter().filter(aligned).collect();
                let on = |lines: &[&Candidate]| lines.chunk_by(|a, b| a.page == b.page).count();
                on(&same) >= needed[candidate.page].1 && {
                    let told: Vec<&Candidate> = same.iter().copied().filter(told).collect();
                    on(&told) as f32 >= TOLERANCES.told_share * on(&same) as f32
                }
            };
            if by_text || (candidate.recognised && in_place()) || by_place() {
                marks[candidate.page][candidate.line] = true;
                found = true;
            }
        }
        if !found {
            break;
        }
    }
    marks
}

/// On how many pages a line must repeat to be running matter, as the outermost line and as one further in, where a
/// heading may stand as well. Pages of another format set theirs elsewhere.
fn needed(page: &PageEdges<'_>, pages: &[PageEdges<'_>]) -> (usize, usize) {
    let format = |page: &PageEdges<'_>| (page.width.round() as i32, page.height.round() as i32);
    let alike = pages.iter().filter(|other| format(other) == format(page)).count() as f32;
    let share = |share: f32| (alike * share).ceil() as usize;
    (share(TOLERANCES.page_share).max(2), share(TOLERANCES.inner_share).max(3))
}

/// Whether a box of a page `height` points high is one that running matter may be framed by: at its top or its foot, with
/// no more texts side by side than running matter has.
pub(crate) fn is_frame(bbox: Rect, columns: usize, height: f32) -> bool {
    let edge = height * TOLERANCES.edge_share;
    columns <= TOLERANCES.side_by_side && (bbox.y1 <= edge || bbox.y0 >= height - edge)
}

/// The lines nearest to the top and to the bottom edge, in each direction of text, leaving out those marked already.
fn outermost(page: usize, edges: &PageEdges<'_>, marked: &[bool]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for turn in [Turn::None, Turn::Right, Turn::Half, Turn::Left] {
        let (_, height) = turn.inverse().size(edges.width, edges.height);
        for top in [true, false] {
            let distance = |line: &Line| {
                let own = turn.inverse().rect(line.bbox, edges.width, edges.height);
                if top { own.y0 } else { height - own.y1 }
            };
            let lines = || {
                let all = edges.lines.iter().enumerate().filter(|(_, line)| line.turn == turn);
                all.filter(|&(index, line)| {
                    !marked[index] && distance(line) <= height * TOLERANCES.edge_share
                })
            };
            let Some(first) = lines().map(|(_, line)| distance(line)).min_by(f32::total_cmp) else {
                continue;
            };
            let row: Vec<(usize, &Line)> = lines()
                .filter(|(_, line)| distance(line) - first <= TOLERANCES.same_line * line.size)
                .collect();
            if row.len() > TOLERANCES.side_by_side {
                continue;
            }
            candidates.extend(row.into_iter().map(|(index, line)| {
                let own = turn.inverse().rect(line.bbox, edges.width, edges.height);
                Candidate {
                    page,
                    line: index,
                    letters: letters(&line.text),
                    masked: masked(&line.text),
                    recognised: line.is_recognised(),
                    top,
                    distance: distance(line),
                    ends: (own.x0, own.x1),
                    size: line.size,
                    told: OnceCell::new(),
                }
            }));
        }
    }
    candidates
}

/// A text as it is compared: numbers are all alike, and so are dashes; blanks do not count.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if matches!(character, '–' | '—') {
            masked.push('-');
        } else if !character.is_ascii_digit() {
            masked.push(character);
        } else if !masked.ends_with('#') {
            masked.push('#');
        }
    }
    masked
}

/// The letters of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphabetic()).collect()
}

/// Whether a masked line is a number alone, with no more than dashes and slashes around it: `— 7 —`, `7 / 118`.
fn is_page_number(masked: &str) -> bool {
    masked.contains('#') && masked.chars().all(|character| matches!(character, '#' | '-' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f32) -> Line {
        let bbox = Rect::new(50.0, y, 150.0, y + 10.0);
        Line { text: text.to_owned(), bbox, baseline: y + 8.0, size: 10.0, ..Line::default() }
    }

    fn found(pages: &[Vec<Line>]) -> Vec<Vec<bool>> {
        let edges: Vec<PageEdges<'_>> =
            pages.iter().map(|lines| PageEdges { width: 595.0, height: 842.0, lines }).collect();
        find(&edges)
    }

    #[test]
    fn a_header_that_repeats_with_another_number_is_running_and_a_heading_under_it_is_not() {
        let page = |number: u32, heading: &str| {
            vec![line(&format!("Annex {number}/2"), 30.0), line(heading, 60.0), line("text", 400.0)]
        };
        let pages = vec![page(1, "One"), page(2, "Two"), page(3, "Three")];
        assert!(found(&pages).iter().all(|marks| marks == &[true, false, false]));
    }

    /// A line of so many points that ends where others do.
    fn right(text: &str, width: f32) -> Line {
        let mut line = line(text, 30.0);
        (line.bbox.x0, line.bbox.x1) = (500.0 - width, 500.0);
        line
    }

    #[test]
    fn a_header_that_changes_with_the_body_is_running_and_the_bodys_heading_is_not() {
        let bodies = [("1. Bacs", 40.0, 3), ("2. Port du Lac", 90.0, 1), ("3. Phares", 60.0, 2)];
        let pages: Vec<Vec<Line>> = bodies
            .iter()
            .flat_map(|&(name, width, count)| {
                (0..count).map(move |at| {
                    let heading = format!("{name} - Dienst");
                    let other =
                        if at == 0 { line(&heading, 60.0) } else { line("text", 60.0 + 9.0 * at as f32) };
                    vec![right(name, width), other, line("text", 400.0)]
                })
            })
            .collect();
        assert!(found(&pages).iter().all(|marks| marks == &[true, false, false]), "{:?}", found(&pages));
    }

    #[test]
    fn headings_on_top_of_their_pages_that_nothing_repeats_are_not_running() {
        let pages: Vec<Vec<Line>> = ["Bacs", "Ports", "Phares", "Digues"]
            .map(|name| vec![line(name, 30.0), line("text", 400.0)])
            .into();
        assert!(found(&pages).iter().flatten().all(|&running| !running));
    }

    #[test]
    fn a_page_number_needs_no_repetition() {
        assert_eq!(found(&[vec![line("— 7 —", 30.0), line("text", 200.0)]]), [[true, false]]);
    }

    #[test]
    fn the_row_of_a_table_is_none_however_often_it_repeats() {
        let cell = |at: usize| {
            let mut line = line(&format!("Column {at}"), 30.0);
            (line.bbox.x0, line.bbox.x1) = (50.0 * at as f32, 50.0 * at as f32 + 40.0);
            line
        };
        let pages = vec![(0..5).map(cell).collect::<Vec<_>>(); 3];
        assert!(found(&pages).iter().flatten().all(|&running| !running));
    }

    #[test]
    fn words_that_stand_twice_at_one_pages_edge_are_not_running() {
        let mut right = line("Lacus", 780.0);
        right.bbox = Rect::new(300.0, 780.0, 400.0, 790.0);
        let pages = vec![vec![line("Lacus", 780.0), right], vec![line("text", 400.0)]];
        assert!(found(&pages).iter().flatten().all(|&running| !running));
    }
}
