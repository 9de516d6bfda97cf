//! Tables whose cells are drawn by ruling lines.

use super::grid::Grid;
use super::{Cell, Making, Table};
use crate::geometry::{Groups, Rect, overlap};
use crate::read::{Fill, Rule};
use crate::words::PageWords;

/// Tolerances of this step, in points where nothing else is said.
struct Tolerances {
    /// Pieces of rules in one line no further apart than this are one rule: a crossing, or the gap of a dash.
    gap: f32,
    /// Pieces no further aside than this lie in one line.
    aside: f32,
    /// Rules whose ends come this near belong to one table.
    reach: f32,
    /// A table is at least this wide, and this high: one line of the smallest print. Smaller frames are marks.
    least_width: f32,
    least_height: f32,
    /// Lines of one cell are no further apart than this, in ems from baseline to baseline.
    leading: f32,
    /// Darkest channel from which a fill counts as white.
    white: u8,
}

const TOLERANCES: Tolerances = Tolerances {
    gap: 4.0,
    aside: 1.0,
    reach: 3.5,
    least_width: 24.0,
    least_height: 6.0,
    leading: 1.6,
    white: 250,
};

/// The ruled tables of a page, from top to bottom, and the words that stand in none.
pub(super) fn find(page: &PageWords) -> (Vec<Table>, Vec<usize>) {
    let mut tables: Vec<Table> = Vec::new();
    for rules in connected(joined(&page.rules)) {
        tables.extend(table(&rules, &page.fills));
    }
    tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut placed: Vec<Vec<Vec<usize>>> =
        tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let mut free = Vec::new();
    for (index, word) in page.words.iter().enumerate() {
        let home =
            tables.iter().enumerate().find_map(|(number, table)| Some((number, table.cell_at(word.bbox)?)));
        match home {
            Some((number, cell)) => placed[number][cell].push(index),
            None => free.push(index),
        }
    }
    take_overhang(page, &tables, &mut placed, &mut free);
    for (table, cells) in tables.iter_mut().zip(placed) {
        for (cell, words) in table.cells.iter_mut().zip(cells) {
            cell.lines = page.lines(&words);
        }
    }
    (tables, free)
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
    all
}

/// Rules grouped into those that hang together.
fn connected(rules: Vec<Rule>) -> Vec<Vec<Rule>> {
    let mut groups = Groups::of(rules.len());
    let boxes: Vec<Rect> = rules.iter().map(|rule| rule.rect().grown(TOLERANCES.reach / 2.0)).collect();
    // Only the plumb rules beside which a level one passes are looked at: a page may have very many rules.
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
    over.colour.iter().any(|&channel| channel < TOLERANCES.white).then_some(over.colour)
}

impl Table {
    /// The cell in which the middle of `bbox` lies, as an index into `cells`.
    fn cell_at(&self, bbox: Rect) -> Option<usize> {
        if !self.bbox.grown(TOLERANCES.reach).contains(bbox.centre()) {
            return None;
        }
        let centre = bbox.centre();
        let distance = |cell: &Cell| {
            let aside = (cell.bbox.x0 - centre.0).max(centre.0 - cell.bbox.x1).max(0.0);
            let above = (cell.bbox.y0 - centre.1).max(centre.1 - cell.bbox.y1).max(0.0);
            aside + above
        };
        (0..self.cells.len()).min_by(|&a, &b| distance(&self.cells[a]).total_cmp(&distance(&self.cells[b])))
    }
}
