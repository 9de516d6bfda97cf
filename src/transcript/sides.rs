//! Rows whose cells know their columns become the French and the Dutch rows of records.
//!
//! A record is printed in two rows, one a language. A model breaks a row in two, sets a text of one row in the next one, or
//! lets a whole column slip by a row. So two alignments are sought, both by dynamic programming: of the rows, each of which
//! begins a record, is its Dutch row, or is the rest of either; and of each column's texts, which keep their order and stand
//! where their rows do, or one row higher or lower where their language says so. How far the next best way is off is the
//! row's margin. Not for which columns the cells are of, nor for tables that have both languages in a cell.

use super::RawTable;
use super::align::Seen;
use super::rows::Row;
use super::shapes::Shape;
use crate::columns::Role;
use crate::wording::letters;

/// Weights of this step, in nats.
struct Weights {
    /// How much the titles and the running texts of a row lean at most, and how much a running text counts.
    lean: f32,
    account: f32,
    /// A record begins in a row without its reference, in one without its title, and in one with words for nothing alone.
    no_name: f32,
    no_title: f32,
    no_text: f32,
    /// A record begins in a row with the reference of the row above.
    again: f32,
    /// A Dutch row has the record's reference, a figure, or the reference of a strategic objective.
    name: f32,
    figure: f32,
    strategic: f32,
    /// A row that begins no record has the reference of another strategic objective.
    objective: f32,
    /// A row goes on with another; it does so with a reference, with a title or with a figure, or where the other has text.
    rest: f32,
    rest_name: f32,
    rest_title: f32,
    full: f32,
    /// A record has no Dutch row, or no French one.
    no_dutch: f32,
    no_french: f32,
    /// The French row goes on below the Dutch one.
    back: f32,
    /// The first row of a page goes on with the page before.
    first: f32,
    /// A text stands in another row than it was written in, and so does the one before it in its column.
    off: f32,
    /// It does so, and the one before it does not.
    slip: f32,
    /// A text is of the other language than its row, at most.
    language: f32,
    /// Two texts of a column are in one row: the second goes on with the first, they were written so, or neither.
    goes_on: f32,
    beside: f32,
    two: f32,
}

const WEIGHTS: Weights = Weights {
    lean: 4.0,
    account: 0.7,
    no_name: -4.0,
    no_title: -3.0,
    no_text: -6.0,
    again: -3.0,
    name: -4.0,
    figure: -2.0,
    strategic: -1.5,
    objective: -10.0,
    rest: -2.0,
    rest_name: -9.0,
    rest_title: -3.0,
    full: -2.0,
    no_dutch: -4.0,
    no_french: -7.0,
    back: -2.0,
    first: -2.0,
    off: -1.0,
    slip: -2.5,
    language: 5.0,
    goes_on: -0.5,
    beside: -1.0,
    two: -3.0,
};

/// How much a text leans that is in one language, in nats.
const LEANS: f32 = 1.0;

/// So many characters tell a text's language well; shorter ones are names more often.
const TELLING: f32 = 40.0;

/// What a row is to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    French,
    Dutch,
    FrenchRest,
    DutchRest,
}

const PARTS: [Part; 4] = [Part::French, Part::Dutch, Part::FrenchRest, Part::DutchRest];

impl Part {
    fn is_french(self) -> bool {
        matches!(self, Self::French | Self::FrenchRest)
    }

    /// 1 where it is in French, -1 where it is in Dutch.
    fn sign(self) -> f32 {
        if self.is_french() { 1.0 } else { -1.0 }
    }
}

/// The rows of a page.
struct Page<'a> {
    rows: &'a [Row],
    table: &'a RawTable,
    seen: &'a [Option<Seen>],
    roles: &'a [Role],
    /// Whether its cells have both languages, so that a record is one row.
    has_both: bool,
    /// Of each row, whether it has the reference of another strategic objective than the one above.
    is_new: Vec<bool>,
}

/// Sets the rows of a page as French and Dutch rows of records.
pub(super) fn set(rows: Vec<Row>, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) -> Vec<Row> {
    let mut page = Page { rows: &rows, table, seen, roles, has_both: false, is_new: Vec::new() };
    page.has_both = page.has_both_languages(Role::is_account);
    page.is_new = page.new_objectives();
    let (parts, margins) = page.parts();
    let slots = page.slots(&parts);
    let moved: Vec<(usize, usize, usize, usize)> = (0..roles.len())
        .filter(|&column| roles[column].is_title() || roles[column].is_account())
        .filter(|&column| !page.has_both && !page.has_both_languages(|role| role == roles[column]))
        .flat_map(|column| page.column(column, &slots))
        .collect();
    join(rows, &slots, &margins, moved)
}

impl Page<'_> {
    fn seen(&self, cell: usize) -> Option<&Seen> {
        self.seen[cell].as_ref()
    }

    /// How French or Dutch a cell is.
    fn lean(&self, cell: usize) -> f32 {
        let lean = |seen: &Seen| {
            let is_name = matches!(seen.shape, Shape::Short | Shape::Title);
            seen.lean * if is_name { (seen.length as f32 / TELLING).min(1.0) } else { 1.0 }
        };
        self.seen(cell).map_or(0.0, lean)
    }

    /// Whether a row has in a column what the row above has there.
    fn repeats(&self, row: usize, column: usize) -> bool {
        let text = |row: usize| -> String {
            let cells = self.rows[row].columns[column].iter();
            cells.map(|&cell| self.table.cells[cell].text()).collect()
        };
        row > 0 && !self.rows[row].columns[column].is_empty() && text(row) == text(row - 1)
    }

    /// Whether the references of a row are those of the row above.
    fn is_again(&self, row: usize) -> bool {
        let mut names = (0..self.roles.len()).filter(|&column| {
            self.roles[column].is_own_reference() && !self.rows[row].columns[column].is_empty()
        });
        self.has(row, Role::is_own_reference) && names.all(|column| self.repeats(row, column))
    }

    /// How French or Dutch the cells of a row in some columns are; what stands in the row above too tells nothing.
    fn lean_of(&self, row: usize, is: impl Fn(Role) -> bool) -> f32 {
        let columns =
            (0..self.roles.len()).filter(|&column| is(self.roles[column]) && !self.repeats(row, column));
        let cells = columns.flat_map(|column| &self.rows[row].columns[column]);
        let lean: f32 = cells.map(|&cell| self.lean(cell).clamp(-WEIGHTS.lean, WEIGHTS.lean)).sum();
        lean.clamp(-WEIGHTS.lean, WEIGHTS.lean)
    }

    /// Whether most texts of some columns are in both languages.
    fn has_both_languages(&self, is: impl Fn(Role) -> bool) -> bool {
        let cells = self.rows.iter().flat_map(|row| row.columns.iter().zip(self.roles));
        let cells = cells.filter(|(_, role)| is(**role)).flat_map(|(cells, _)| cells);
        let texts = cells.filter_map(|&cell| self.seen(cell)).filter(|seen| seen.is_text());
        let (both, all) =
            texts.fold((0, 0), |(both, all), seen| (both + usize::from(seen.lean == 0.0), all + 1));
        both * 2 >= all && all > 0
    }

    /// Of each row, whether it has the reference of another strategic objective than the one above.
    fn new_objectives(&self) -> Vec<bool> {
        let Some(column) = self.roles.iter().position(|&role| role == Role::StrategicRef) else {
            return vec![false; self.rows.len()];
        };
        let mut above: Option<String> = None;
        let is_new = |(at, row): (usize, &Row)| {
            let cells = row.columns[column].iter();
            let own: String = cells.map(|&cell| letters(&self.table.cells[cell].text())).collect();
            // one that is printed once stands where its objective begins, which the page may have in Dutch alone
            let is_alone = || at > 0 && self.lean_of(at, Role::is_title) < -LEANS;
            let is_new = !own.is_empty() && above.as_ref().map_or_else(is_alone, |above| *above != own);
            if !own.is_empty() {
                above = Some(own);
            }
            is_new
        };
        self.rows.iter().enumerate().map(is_new).collect()
    }

    /// Whether a row has more than words for nothing.
    fn has_text(&self, row: usize) -> bool {
        let mut seen = self.rows[row].columns.iter().flatten().filter_map(|&cell| self.seen(cell));
        seen.any(|seen| seen.shape != Shape::Placeholder)
    }

    fn has(&self, row: usize, is: impl Fn(Role) -> bool) -> bool {
        self.rows[row].has(self.roles, is)
    }

    /// What a row shows of each part that it may be.
    fn shows(&self, row: usize, part: Part) -> f32 {
        let has = |is: fn(Role) -> bool, weight: f32| if self.has(row, is) { weight } else { 0.0 };
        let lean = self.lean_of(row, Role::is_title) + WEIGHTS.account * self.lean_of(row, Role::is_account);
        if self.has_both && !part.is_french() {
            return f32::NEG_INFINITY;
        }
        let lean = if self.has_both { 0.0 } else { lean };
        let is_own = |role| matches!(role, Role::OperationalTitle | Role::KpiTitle);
        let is_new = if self.is_new[row] && part != Part::French { WEIGHTS.objective } else { 0.0 };
        // the running texts of a record may stand above its reference and its title
        let is_led = || {
            let above = row.checked_sub(1);
            above.is_some_and(|above| !self.has(above, |role| role.is_own_reference() || is_own(role)))
        };
        let own = match part {
            Part::French if self.is_again(row) => WEIGHTS.again,
            Part::French => {
                let is_named = self.has(row, Role::is_own_reference);
                let no_title = if self.has(row, is_own) { 0.0 } else { WEIGHTS.no_title };
                let no_text = if self.has_text(row) { 0.0 } else { WEIGHTS.no_text };
                if is_named { 0.0 } else { WEIGHTS.no_name + no_title + no_text }
            }
            Part::Dutch if self.is_again(row) => 0.0,
            Part::Dutch => {
                has(Role::is_own_reference, WEIGHTS.name)
                    + has(Role::is_figure, WEIGHTS.figure)
                    + has(|role| role == Role::StrategicRef, WEIGHTS.strategic)
            }
            Part::FrenchRest if is_led() => WEIGHTS.rest,
            Part::FrenchRest | Part::DutchRest => {
                WEIGHTS.rest
                    + has(Role::is_own_reference, WEIGHTS.rest_name)
                    + has(is_own, WEIGHTS.rest_title)
                    + has(Role::is_figure, WEIGHTS.figure)
            }
        };
        own + is_new + lean * part.sign()
    }

    /// What it costs that a part follows another.
    fn step(&self, row: usize, before: Option<Part>, part: Part) -> f32 {
        let Some(before) = before else {
            return if part == Part::French { 0.0 } else { WEIGHTS.first };
        };
        let full = |above: usize| {
            let columns = self.rows[above].columns.iter().zip(&self.rows[row].columns);
            // a French text above a Dutch one is in the way of none
            let is_pair = |above: &[usize], own: &[usize]| {
                let lean = |cells: &[usize]| -> f32 { cells.iter().map(|&cell| self.lean(cell)).sum() };
                lean(above) > LEANS && lean(own) < -LEANS
            };
            let both =
                columns.filter(|(above, own)| !above.is_empty() && !own.is_empty() && !is_pair(above, own));
            both.count() as f32 * WEIGHTS.full
        };
        match (part, before.is_french()) {
            (Part::French, true) if self.has_both => 0.0,
            (Part::French, true) => WEIGHTS.no_dutch,
            (Part::French, false) | (Part::Dutch, true) => 0.0,
            (Part::Dutch, false) => WEIGHTS.no_french,
            (Part::FrenchRest, true) | (Part::DutchRest, false) => full(row - 1),
            (Part::FrenchRest, false) => WEIGHTS.back + row.checked_sub(2).map_or(0.0, full),
            (Part::DutchRest, true) => f32::NEG_INFINITY,
        }
    }

    /// The best parts of all rows, and of each row how much less likely the best way is in which it is another.
    fn parts(&self) -> (Vec<Part>, Vec<f32>) {
        let count = self.rows.len();
        let is_banner = |row: usize| self.rows[row].banner.is_some();
        let step = |row: usize, before: Option<Part>, part: Part| {
            let shows = if is_banner(row) { 0.0 } else { self.shows(row, part) };
            // a theme ends what stands above it
            let before = before.filter(|_| !is_banner(row) && (row == 0 || !is_banner(row - 1)));
            shows + if is_banner(row) { 0.0 } else { self.step(row, before, part) }
        };
        let mut forward = vec![[f32::NEG_INFINITY; 4]; count];
        let mut backward = vec![[0.0_f32; 4]; count];
        for row in 0..count {
            for (at, &part) in PARTS.iter().enumerate() {
                forward[row][at] = match row.checked_sub(1) {
                    None => step(row, None, part),
                    Some(above) => best(|of| forward[above][of] + step(row, Some(PARTS[of]), part)),
                };
            }
        }
        for row in (1..count).rev() {
            for (at, &before) in PARTS.iter().enumerate() {
                backward[row - 1][at] = best(|to| step(row, Some(before), PARTS[to]) + backward[row][to]);
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut margins = Vec::new();
        for row in 0..count {
            let score = |at: usize| {
                let above = parts.last().copied();
                let to = match (row, above) {
                    (0, _) => forward[0][at],
                    (_, above) => step(row, above, PARTS[at]),
                };
                to + backward[row][at]
            };
            let chosen = (0..PARTS.len()).max_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)));
            let chosen = chosen.unwrap_or(0);
            let through = |at: usize| forward[row][at] + backward[row][at];
            let next = (0..PARTS.len()).filter(|&at| at != chosen).map(through);
            margins.push(through(chosen) - next.fold(f32::NEG_INFINITY, f32::max));
            parts.push(PARTS[chosen]);
        }
        (parts, margins)
    }

    /// For each row, its place among the French and the Dutch rows of all records, in turn; a theme has the next one's.
    fn slots(&self, parts: &[Part]) -> Vec<usize> {
        // the page's first record, if it begins there, stands behind the last one of the page before
        let mut record = (parts.first() == Some(&Part::French)).then_some(0);
        let mut below_banner = false;
        let rows = self.rows.iter().zip(parts);
        rows.map(|(row, part)| {
            let next = record.map_or(0, |record| record + 1);
            if row.banner.is_some() {
                below_banner = true;
                return 2 * next;
            }
            if *part == Part::French || record.is_none() || below_banner {
                below_banner = false;
                record = Some(next);
            }
            2 * record.unwrap_or(0) + usize::from(!part.is_french())
        })
        .collect()
    }

    /// The cells of a column that are of other rows than those in which they stand: the row, the column, the cell, and the
    /// place of the row that it is of.
    fn column(&self, column: usize, slots: &[usize]) -> Vec<(usize, usize, usize, usize)> {
        const OFF: [isize; 3] = [0, -1, 1];
        let last = slots.iter().max().map_or(0, |last| last | 1) as isize;
        let rows = (0..self.rows.len()).filter(|&row| self.rows[row].banner.is_none());
        let cells: Vec<(usize, usize)> = rows
            .flat_map(|row| self.rows[row].columns[column].iter().map(move |&cell| (row, cell)))
            .collect();
        let place = |at: usize, off: usize| slots[cells[at].0] as isize + OFF[off];
        let mut scores: Vec<[f32; 3]> = Vec::new();
        let mut from: Vec<[usize; 3]> = Vec::new();
        for (at, &(row, cell)) in cells.iter().enumerate() {
            let (mut score, mut origin) = ([f32::NEG_INFINITY; 3], [0; 3]);
            for off in 0..OFF.len() {
                let slot = place(at, off);
                if !(0..=last).contains(&slot) {
                    continue;
                }
                let sign = if slot % 2 == 0 { 1.0 } else { -1.0 };
                let own = (self.lean(cell) * sign).clamp(-WEIGHTS.language, 0.0)
                    + if off == 0 { 0.0 } else { WEIGHTS.off };
                let Some(above) = at.checked_sub(1) else {
                    score[off] = own + if off == 0 { 0.0 } else { WEIGHTS.slip };
                    continue;
                };
                for (before, &score_before) in scores[above].iter().enumerate() {
                    let there = place(above, before);
                    if there > slot {
                        continue;
                    }
                    let slip = if off == before { 0.0 } else { WEIGHTS.slip };
                    let two = if there == slot { self.two(cells[above], (row, cell)) } else { 0.0 };
                    let way = score_before + own + slip + two;
                    if way > score[off] {
                        (score[off], origin[off]) = (way, before);
                    }
                }
            }
            scores.push(score);
            from.push(origin);
        }
        let Some(end) = scores.last() else { return Vec::new() };
        let mut off = (0..OFF.len()).max_by(|&a, &b| end[a].total_cmp(&end[b]).then(b.cmp(&a))).unwrap_or(0);
        let mut moved = Vec::new();
        for at in (0..cells.len()).rev() {
            if off != 0 {
                moved.push((cells[at].0, column, cells[at].1, place(at, off) as usize));
            }
            off = from[at][off];
        }
        moved
    }

    /// What it costs that two texts of a column are in one row.
    fn two(&self, above: (usize, usize), below: (usize, usize)) -> f32 {
        let goes_on = self.seen(below.1).is_some_and(|seen| seen.low)
            || self.seen(above.1).is_some_and(|seen| seen.is_open && seen.shape == Shape::Prose);
        if goes_on {
            WEIGHTS.goes_on
        } else if above.0 == below.0 {
            WEIGHTS.beside
        } else {
            WEIGHTS.two
        }
    }
}

fn best(score: impl Fn(usize) -> f32) -> f32 {
    (0..PARTS.len()).map(score).fold(f32::NEG_INFINITY, f32::max)
}

/// Puts the rows of each place together, with the cells that are moved there.
fn join(
    mut rows: Vec<Row>,
    slots: &[usize],
    margins: &[f32],
    moved: Vec<(usize, usize, usize, usize)>,
) -> Vec<Row> {
    let emptied: Vec<usize> = moved.iter().map(|(row, ..)| *row).collect();
    let mut all: Vec<(usize, usize, Row)> = Vec::new();
    for (row, column, cell, slot) in moved.into_iter().rev() {
        let home = &mut rows[row];
        home.columns[column].retain(|&other| other != cell);
        home.doubt();
        let mut columns = vec![Vec::new(); home.columns.len()];
        columns[column].push(cell);
        let written = home.written.clone();
        all.push((slot, row, Row { columns, written, ..Row::default() }));
    }
    for (at, mut row) in rows.into_iter().enumerate() {
        // a row all of which went elsewhere is none
        if emptied.contains(&at) && row.columns.iter().all(Vec::is_empty) {
            continue;
        }
        row.margin = if row.banner.is_some() { row.margin } else { row.margin.min(margins[at]) };
        all.push((slots[at], at, row));
    }
    // a theme stands over the rows of its place, and what stood higher before what stood lower
    all.sort_by_key(|(slot, at, row)| (*slot, row.banner.is_none(), *at));
    let mut joined: Vec<(usize, Row)> = Vec::new();
    for (slot, _, row) in all {
        match joined.last_mut() {
            Some((above, home)) if *above == slot && home.banner.is_none() => home.append(row),
            _ => joined.push((slot, row)),
        }
    }
    joined.into_iter().map(|(_, row)| row).collect()
}
