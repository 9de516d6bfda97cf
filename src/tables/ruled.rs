//! Tables whose cells are drawn by ruling lines.
//!
//! Not for tables that are held together by alignment alone: those are in `aligned/`.

use super::grid::Grid;
use super::{Cell, Making, Table, boxes, nested, strays};
use crate::geometry::{Groups, Rect, overlap};
use crate::read::{Fill, Rule};
use crate::words::{Line, PageWords, Word};

/// Tolerances of this step, in points where nothing else is said.
struct Tolerances {
    /// Pieces of rules in one line no further apart than this are one rule: a crossing, or the gap of a dash.
    gap: f32,
    /// Pieces no further aside than this lie in one line.
    aside: f32,
    /// What is shorter when all its pieces are joined is no rule: the dot of a dotted one that runs the other way.
    dot: f32,
    /// Rules whose ends come this near belong to one table.
    reach: f32,
    /// A table is at least this wide, and this high: one line of the smallest print. Smaller frames are marks.
    least_width: f32,
    least_height: f32,
    /// Lines of one cell are no further apart than this, in ems from baseline to baseline.
    leading: f32,
    /// A blank between two words of a line is at most so wide, in ems.
    blank: f32,
    /// How high small letters are, in ems: text whose small letters lie below a table's last rule is not in it.
    small_letter: f32,
    /// So many texts side by side in a frame of one column are a table's.
    side_by_side: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    gap: 4.0,
    aside: 1.0,
    dot: 3.0,
    reach: 4.0,
    least_width: 24.0,
    least_height: 6.0,
    leading: 1.6,
    blank: 0.6,
    small_letter: 0.5,
    side_by_side: 7,
};

/// The ruled tables of a page, from top to bottom, and the words that stand in none.
pub(super) fn find(page: &PageWords) -> (Vec<Table>, Vec<usize>) {
    let mut groups = connected(joined(&page.rules));
    if let Some(rules) = boxes::closed(&groups) {
        groups = connected(joined(&rules));
    }
    let mut tables: Vec<Table> = Vec::new();
    for mut rules in groups {
        strays::take_out(&mut rules);
        tables.extend(table(&rules, &page.fills));
    }
    nested::take_out(&mut tables, page.head.width, page.head.height);
    tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut placed: Vec<Vec<Vec<usize>>> =
        tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let mut free = Vec::new();
    for (index, word) in page.words.iter().enumerate() {
        let home =
            tables.iter().enumerate().find_map(|(number, table)| Some((number, table.home_of(word, page)?)));
        match home {
            Some((number, cell)) => placed[number][cell].push(index),
            None => free.push(index),
        }
    }
    open_frames(page, &mut tables, &mut placed, &mut free);
    take_overhang(page, &tables, &mut placed, &mut free);
    for (table, cells) in tables.iter_mut().zip(placed) {
        for (cell, words) in table.cells.iter_mut().zip(cells) {
            cell.lines = page.lines(&words);
        }
    }
    (tables, free)
}

/// Takes the words out of frames around tables whose columns no rule parts: of one column, with more texts side by side
/// than anything else in one has.
fn open_frames(
    page: &PageWords,
    tables: &mut Vec<Table>,
    placed: &mut Vec<Vec<Vec<usize>>>,
    free: &mut Vec<usize>,
) {
    let is_frame = |(table, cells): (&Table, &Vec<Vec<usize>>)| {
        let is_row = |row: &[Line]| row.len() >= TOLERANCES.side_by_side;
        table.xs.len() == 2
            && cells.iter().any(|words| {
                let lines = page.stretches(words);
                lines.chunk_by(|a, b| (b.baseline - a.baseline).abs() <= TOLERANCES.aside).any(is_row)
            })
    };
    let frames: Vec<bool> = tables.iter().zip(placed.iter()).map(is_frame).collect();
    let mut marks = frames.iter();
    tables.retain(|_| marks.next() != Some(&true));
    let mut marks = frames.iter();
    let opened = placed.extract_if(.., |_| marks.next() == Some(&true));
    free.extend(opened.flatten().flatten());
    free.sort_unstable();
}

/// Gives a cell the words that hang out of it at the foot of a page, where a cell that goes on on the next page may
/// have no rules at its sides either.
fn take_overhang(page: &PageWords, tables: &[Table], placed: &mut [Vec<Vec<usize>>], free: &mut Vec<usize>) {
    let (Some(table), Some(cells)) = (tables.last(), placed.last_mut()) else { return };
    let last_row = table.ys.len().saturating_sub(1);
    free.sort_by(|&a, &b| page.words[a].baseline.total_cmp(&page.words[b].baseline));
    free.retain(|&index| {
        let word = &page.words[index];
        let (x, _) = word.bbox.centre();
        let above = |cell: &Cell| cell.rows.end == last_row && (cell.bbox.x0..=cell.bbox.x1).contains(&x);
        let Some(home) = table.cells.iter().position(above) else { return true };
        if is_closed(&table.cells[home], &page.rules) {
            return true;
        }
        let foot = cells[home].iter().map(|&other| page.words[other].baseline).max_by(f32::total_cmp);
        let next =
            foot.is_some_and(|foot| (0.0..=TOLERANCES.leading * word.size).contains(&(word.baseline - foot)));
        if next {
            cells[home].push(index);
        }
        !next
    });
}

/// Whether a rule runs under a cell.
fn is_closed(cell: &Cell, rules: &[Rule]) -> bool {
    let under = rules.iter().filter(|rule| rule.level && (rule.at - cell.bbox.y1).abs() <= TOLERANCES.reach);
    let length: f32 = under.map(|rule| overlap(rule.from, rule.to, cell.bbox.x0, cell.bbox.x1)).sum();
    length > cell.bbox.width() / 2.0
}

/// Rules with the pieces that lie in one line joined.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut order = rules.to_vec();
    order.sort_by(|a, b| {
        let line = |rule: &Rule| (rule.at / TOLERANCES.aside).round() as i32;
        a.level.cmp(&b.level).then(line(a).cmp(&line(b))).then(a.from.total_cmp(&b.from))
    });
    let mut all: Vec<Rule> = Vec::new();
    for rule in order {
        match all.last_mut() {
            Some(last)
                if last.level == rule.level
                    && (last.at - rule.at).abs() <= TOLERANCES.aside
                    && (last.from..=last.to + TOLERANCES.gap).contains(&rule.from) =>
            {
                last.to = last.to.max(rule.to);
            }
            _ => all.push(rule),
        }
    }
    all.retain(|rule| rule.to - rule.from >= TOLERANCES.dot);
    all
}

/// Rules grouped into those that hang together.
fn connected(rules: Vec<Rule>) -> Vec<Vec<Rule>> {
    let mut groups = Groups::of(rules.len());
    let boxes: Vec<Rect> = rules.iter().map(|rule| rule.rect().grown(TOLERANCES.reach / 2.0)).collect();
    // Only the vertical rules beside which a horizontal one passes are looked at: a page may have very many rules.
    let mut plumb: Vec<usize> = (0..rules.len()).filter(|&index| !rules[index].level).collect();
    plumb.sort_by(|&a, &b| rules[a].at.total_cmp(&rules[b].at));
    for a in (0..rules.len()).filter(|&index| rules[index].level) {
        let from = plumb.partition_point(|&b| boxes[b].x1 < boxes[a].x0);
        for &b in plumb[from..].iter().take_while(|&&b| boxes[b].x0 <= boxes[a].x1) {
            if boxes[a].touches(&boxes[b]) {
                groups.join(a, b);
            }
        }
    }
    groups.part(rules)
}

/// The table that connected rules draw, without text; `None` where they draw no cells.
fn table(rules: &[Rule], fills: &[Fill]) -> Option<Table> {
    let bbox = Rect::covering(&rules.iter().map(Rule::rect).collect::<Vec<_>>())?;
    let both = rules.iter().any(|rule| rule.level) && rules.iter().any(|rule| !rule.level);
    if !both || bbox.width() < TOLERANCES.least_width || bbox.height() < TOLERANCES.least_height {
        return None;
    }
    let grid = Grid::new(rules);
    let cells: Vec<Cell> = grid
        .cells(rules)
        .into_iter()
        .map(|span| {
            let bbox = Rect {
                x0: grid.xs[span.columns.start],
                y0: grid.ys[span.rows.start],
                x1: grid.xs[span.columns.end],
                y1: grid.ys[span.rows.end],
            };
            Cell {
                columns: span.columns,
                rows: span.rows,
                bbox,
                lines: Vec::new(),
                fill: fill_at(bbox.centre(), fills),
            }
        })
        .collect();
    let bottom = *grid.ys.last()?;
    let open_bottom = !rules.iter().any(|rule| rule.level && (rule.at - bottom).abs() <= TOLERANCES.reach);
    Some(Table {
        making: Making::Ruled,
        bbox,
        xs: grid.xs,
        ys: grid.ys,
        cells,
        open_bottom,
        doubts: Vec::new(),
    })
}

/// The colour of the last area painted over a point, unless it is white.
pub(super) fn fill_at(point: (f32, f32), fills: &[Fill]) -> Option<[u8; 3]> {
    let over = fills.iter().rfind(|fill| fill.rect.contains(point))?;
    (!over.is_white()).then_some(over.colour)
}

impl Table {
    /// The cell of a word, as an index into `cells`: that in which its middle lies. A word too long for its cell may have it
    /// in the next one; it is the cell's in which it begins, where it begins a line or goes on with one. What stands
    /// above the table, or below its last rule, is in none of its cells, however near.
    fn home_of(&self, word: &Word, page: &PageWords) -> Option<usize> {
        let below = word.baseline - TOLERANCES.small_letter * word.size;
        if word.baseline <= self.bbox.y0 || (!self.open_bottom && below >= self.bbox.y1) {
            return None;
        }
        let (x, y) = word.bbox.centre();
        let (x0, cell) = (word.bbox.x0, self.cell_at((x, y))?);
        let begins_in = |cell: usize, x: f32| x >= self.cells[cell].bbox.x0 - TOLERANCES.reach;
        if begins_in(cell, x0) {
            return Some(cell);
        }
        let first = self.cell_at((x0, y))?;
        let goes_on = |left: &Word| {
            (left.baseline - word.baseline).abs() <= TOLERANCES.aside
                && (0.0..=TOLERANCES.blank * word.size).contains(&(x0 - left.bbox.x1))
                && begins_in(first, left.bbox.x0)
        };
        let is_its = x0 <= self.cells[first].bbox.centre().0 || page.words.iter().any(goes_on);
        Some(if is_its { first } else { cell })
    }

    /// The cell at a place, or the nearest, as an index into `cells`.
    fn cell_at(&self, place: (f32, f32)) -> Option<usize> {
        if !self.bbox.grown(TOLERANCES.reach).contains(place) {
            return None;
        }
        let distance = |cell: &Cell| {
            let aside = (cell.bbox.x0 - place.0).max(place.0 - cell.bbox.x1).max(0.0);
            let above = (cell.bbox.y0 - place.1).max(place.1 - cell.bbox.y1).max(0.0);
            aside + above
        };
        let mut nearest: Option<(f32, usize)> = None;
        for (index, cell) in self.cells.iter().enumerate() {
            let distance = distance(cell);
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, index));
            }
            if distance == 0.0 {
                break;
            }
        }
        nearest.map(|(_, index)| index)
    }
}
