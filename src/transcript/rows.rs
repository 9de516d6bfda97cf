//! Rows whose cells know their columns become rows as the page had them.
//!
//! What a row lost and the next line holds is given back to it; what stands there twice counts once; a reference that a
//! model repeats in each row of a record spans them. Not for which rows make a record: that is `join/` and `pair/`.

use std::ops::Range;

use super::align::{Aligned, AlignedRow, Seen};
use super::shapes::Shape;
use super::sheet::SetCell;
use super::{RawTable, sheet};
use crate::columns::Role;

/// Limits of this step.
struct Limits {
    /// A theme over a table's rows has no more characters.
    banner: usize,
    /// A row with a theme has at least so many columns.
    banner_columns: usize,
    /// How much a row must lean to a language, in nats, to be in it.
    lean: f32,
    /// A row that stands there twice has so many cells at least.
    twice: usize,
    /// A title that is the same in both languages has no more characters.
    name: usize,
}

const LIMITS: Limits = Limits { banner: 80, banner_columns: 4, lean: 1.0, twice: 3, name: 20 };

/// A row with what is known of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// For each column, the cells that stand in it.
    pub(super) columns: Vec<Vec<usize>>,
    /// The theme that stands in it alone.
    pub(super) banner: Option<usize>,
    /// The rows of the file that it is made of.
    written: Vec<usize>,
    /// How much less likely the next best way to its columns is, in nats.
    pub(super) margin: f32,
    /// Whether it has a cell for each column.
    pub(super) is_whole: bool,
    /// Whether the columns of its figures are guessed.
    pub(super) figures: bool,
}

/// A table's rows, and what stands in them twice.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// Characters that stand there a second time.
    pub(super) twice: u32,
}

/// Whether the only cell of a row is a theme over the rows below it.
pub(super) fn is_banner(
    table: &RawTable,
    row: usize,
    seen: &[Option<Seen>],
    columns: usize,
) -> Option<usize> {
    let mut here = table.cells.iter().enumerate().filter(|(_, cell)| cell.rows.contains(&row));
    let count = here.clone().map(|(_, cell)| cell.columns.len()).sum::<usize>();
    let mut filled = here.by_ref().filter(|(_, cell)| !cell.is_blank());
    let (index, cell) = filled.next()?;
    let alone = filled.next().is_none();
    let shape = seen[index].as_ref()?.shape;
    let text = cell.text();
    let is_name = matches!(shape, Shape::Short | Shape::Title)
        && text.chars().count() <= LIMITS.banner
        && !text.starts_with(char::is_lowercase)
        && !text.ends_with(['.', ':', ';', ','])
        && cell.paragraphs.len() <= 2;
    let is_wide = count >= LIMITS.banner_columns && count * 3 >= columns * 2;
    (alone && cell.columns.start == 0 && is_name && is_wide).then_some(index)
}

impl Rows {
    /// The rows of a part of a table. `first`: how many rows of the file are its header.
    pub(super) fn of(table: &RawTable, aligned: Aligned, seen: &[Option<Seen>], roles: &[Role]) -> Self {
        let mut rows = Self::default();
        for (row, at) in aligned.rows.into_iter().zip(aligned.order) {
            let AlignedRow { columns, margin, is_whole } = row;
            let banner = is_banner(table, at, seen, roles.len());
            let columns = if banner.is_some() { vec![Vec::new(); roles.len()] } else { columns };
            let row = Row { columns, banner, written: vec![at], margin, is_whole, figures: false };
            if rows.is_twice(table, &row) {
                let cells = row.columns.iter().flatten();
                rows.twice += cells.map(|&cell| sheet::glyphs(&table.cells[cell].text())).sum::<u32>();
                // its place stays, so that no cell above it ends early
                if let Some(last) = rows.rows.last_mut() {
                    last.written.push(at);
                }
                continue;
            }
            rows.rows.push(row);
        }
        rows.bring_home(seen, roles);
        rows.give_back(seen, roles);
        rows.place_figures(seen, roles);
        rows
    }

    /// Whether the row above says the same, and enough of it that no two rows would.
    fn is_twice(&self, table: &RawTable, row: &Row) -> bool {
        let texts = |row: &Row| -> Vec<String> {
            row.columns
                .iter()
                .map(|cells| cells.iter().map(|&cell| table.cells[cell].text()).collect())
                .collect()
        };
        let own = texts(row);
        let filled = own.iter().filter(|text| !text.is_empty()).count();
        filled >= LIMITS.twice && self.rows.last().is_some_and(|last| texts(last) == own)
    }

    /// Puts cells whose form leaves no doubt into their columns: a reference or budget references that stand in another one,
    /// and a word for nothing among figures.
    fn bring_home(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let at = |role: Role| roles.iter().position(|&other| other == role);
        for row in &mut self.rows {
            for (column, &role) in roles.iter().enumerate() {
                let [cell] = row.columns[column][..] else { continue };
                let Some(seen) = &seen[cell] else { continue };
                let homes: &[Role] = match seen.shape {
                    Shape::Strategic => &[Role::StrategicRef],
                    Shape::Operational => &[Role::OperationalRef],
                    Shape::Kpi => &[Role::KpiRef],
                    Shape::Budget => &[Role::Budget],
                    Shape::Placeholder if seen.is_placeholder_word => &[Role::Deviation, Role::Actions],
                    _ => continue,
                };
                let is_astray = match seen.shape {
                    Shape::Placeholder => {
                        matches!(role, Role::Budget | Role::Red | Role::Green | Role::Result)
                    }
                    _ => !homes.contains(&role),
                };
                let free =
                    homes.iter().filter_map(|&home| at(home)).find(|&home| row.columns[home].is_empty());
                if let (true, Some(home)) = (is_astray, free) {
                    row.columns.swap(column, home);
                    (row.margin, row.is_whole) = (row.margin.min(0.0), false);
                }
            }
        }
    }

    /// Gives running text that stands in a row alone to the row of its language above it: a row has a reference, a title or
    /// a figure, or it is the Dutch row of one in French.
    fn give_back(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let mut at = 1;
        while at < self.rows.len() {
            let target = if self.is_rest(at, roles) {
                self.target(at, seen)
            } else {
                Some(at - 1).filter(|&above| self.completes(at, above, roles))
            };
            let below = target.is_none() || target == at.checked_sub(1) && self.goes_below(at, seen, roles);
            if below && self.is_rest(at, roles) && self.goes_below(at, seen, roles) {
                let rest = self.rows.remove(at);
                self.add_above(at, rest);
                at += 1;
                continue;
            }
            let Some(target) = target else {
                at += 1;
                continue;
            };
            let rest = self.rows.remove(at);
            let row = &mut self.rows[target];
            for (cells, more) in row.columns.iter_mut().zip(rest.columns) {
                cells.extend(more);
            }
            row.written.extend(rest.written);
            row.margin = row.margin.min(rest.margin);
            row.is_whole = false;
        }
    }

    /// Adds a row to the one below it, which has the index `at` by now.
    fn add_above(&mut self, at: usize, rest: Row) {
        let row = &mut self.rows[at];
        for (cells, mut more) in row.columns.iter_mut().zip(rest.columns) {
            more.append(cells);
            *cells = more;
        }
        row.written.extend(rest.written);
        row.margin = row.margin.min(rest.margin);
        row.is_whole = false;
    }

    /// Whether a row without reference and titles has the figures and texts that the one above it lacks.
    fn completes(&self, at: usize, above: usize, roles: &[Role]) -> bool {
        let filled = |row: usize, of: fn(Role) -> bool| {
            let mut cells = self.rows[row].columns.iter().zip(roles);
            cells.any(|(cells, role)| of(*role) && !cells.is_empty())
        };
        let names = |role: Role| role.is_reference() || role.is_title();
        let values = |role| is_measure(role) || role == Role::Description;
        let is_row = |row: usize| self.rows[row].banner.is_none();
        is_row(at)
            && is_row(above)
            && !filled(at, names)
            && filled(at, values)
            && filled(above, Role::is_own_reference)
            && !filled(above, values)
    }

    /// Whether French running text stands above the row of its record, which has the Dutch of it.
    fn goes_below(&self, at: usize, seen: &[Option<Seen>], roles: &[Role]) -> bool {
        let Some(below) = self.rows.get(at + 1).filter(|row| row.banner.is_none()) else { return false };
        let lean = |cells: &[usize]| {
            cells.iter().filter_map(|&cell| seen[cell].as_ref()).map(|seen| seen.lean).sum::<f32>()
        };
        let has_name =
            below.columns.iter().zip(roles).any(|(cells, role)| role.is_own_reference() && !cells.is_empty());
        let mut pairs =
            self.rows[at].columns.iter().zip(&below.columns).filter(|(own, _)| !own.is_empty()).peekable();
        let is_other =
            |(own, below): &(&Vec<usize>, &Vec<usize>)| lean(own) > LIMITS.lean && lean(below) < -LIMITS.lean;
        has_name && pairs.peek().is_some() && pairs.any(|pair| is_other(&pair))
    }

    /// Whether a row has running text alone.
    fn is_rest(&self, at: usize, roles: &[Role]) -> bool {
        let row = &self.rows[at];
        let mut filled = row.columns.iter().zip(roles).filter(|(cells, _)| !cells.is_empty()).peekable();
        let is_text = |role: &Role| matches!(role, Role::Description | Role::Deviation | Role::Actions);
        row.banner.is_none() && filled.peek().is_some() && filled.all(|(_, role)| is_text(role))
    }

    /// The row that a row of running text alone belongs to.
    fn target(&self, at: usize, seen: &[Option<Seen>]) -> Option<usize> {
        let lean = |row: usize| self.lean(row, seen);
        let own = lean(at);
        let above = at.checked_sub(1).filter(|&above| self.rows[above].banner.is_none())?;
        let fits =
            |row: usize| own * lean(row) >= 0.0 || own.abs() < LIMITS.lean || lean(row).abs() < LIMITS.lean;
        let is_dutch_of_it = own < -LIMITS.lean && lean(above) > -LIMITS.lean;
        if fits(above) && !is_dutch_of_it {
            return Some(above);
        }
        // below the Dutch row, what goes on with the French one, where that has room for it
        let over = above.checked_sub(1).filter(|&over| self.rows[over].banner.is_none())?;
        let has_room = || {
            let pairs = self.rows[at].columns.iter().zip(&self.rows[over].columns);
            pairs.into_iter().all(|(cells, over)| cells.is_empty() || over.is_empty())
        };
        (own > LIMITS.lean && fits(over) && has_room()).then_some(over)
    }

    /// How French or Dutch a row is.
    fn lean(&self, row: usize, seen: &[Option<Seen>]) -> f32 {
        let cells = self.rows[row].columns.iter().flatten();
        cells.filter_map(|&cell| seen[cell].as_ref()).map(|seen| seen.lean.clamp(-3.0, 3.0)).sum()
    }

    /// Gives the figures of a row that has lost some their columns, and marks it: a figure says no column. Two are the
    /// thresholds, which are printed in pairs; one is the result.
    fn place_figures(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let at = |role: Role| roles.iter().position(|&other| other == role);
        let [Some(red), Some(green), Some(result)] = [Role::Red, Role::Green, Role::Result].map(at) else {
            return;
        };
        for row in self.rows.iter_mut().filter(|row| !row.is_whole) {
            let places: Vec<usize> = figures(row, seen, roles).collect();
            let homes: &[usize] = match places.len() {
                1 => &[result],
                2 => &[red, green],
                _ => continue,
            };
            row.figures = true;
            // in the order of the row, whichever of the three columns comes first
            let mut homes = homes.to_vec();
            homes.sort_unstable();
            let cells: Vec<Vec<usize>> =
                places.iter().map(|&place| std::mem::take(&mut row.columns[place])).collect();
            for (cells, home) in cells.into_iter().zip(homes) {
                row.columns[home].extend(cells);
            }
        }
    }

    /// The cells to be set, and the lines of the file of each row. `seen` tells languages, `header` the rows above.
    pub(super) fn cells(
        &mut self,
        table: &RawTable,
        seen: &[Option<Seen>],
        roles: &[Role],
    ) -> (Vec<SetCell>, Vec<Range<u32>>) {
        let mut cells: Vec<SetCell> = Vec::new();
        let mut last: Vec<Option<usize>> = vec![None; roles.len()];
        let titles = self.repeated_titles(table, seen, roles);
        for at in 0..self.rows.len() {
            if let Some(banner) = self.rows[at].banner {
                cells.push(SetCell { rows: at..at + 1, columns: 0..roles.len(), cells: vec![banner] });
                last.fill(None);
                continue;
            }
            let repeats = at > 0 && self.repeats(at, table, seen, roles);
            for column in 0..roles.len() {
                let own = self.rows[at].columns[column].clone();
                let above = last[column]
                    .filter(|&above| cells[above].rows.end == at || cells[above].rows.contains(&at));
                if let Some(above) = above {
                    if own.is_empty() && cells[above].rows.contains(&at) {
                        continue;
                    }
                    let is_same =
                        !own.is_empty() && text_of(table, &own) == text_of(table, &cells[above].cells);
                    if is_same
                        && cells[above].rows.end == at
                        && (is_repeated(roles[column], repeats) || repeats && titles[column])
                    {
                        cells[above].rows.end = at + 1;
                        self.twice +=
                            own.iter().map(|&cell| sheet::glyphs(&table.cells[cell].text())).sum::<u32>();
                        continue;
                    }
                }
                // how far down the cell reaches, as it is written
                let reach = own.iter().flat_map(|&cell| table.cells[cell].rows.clone()).collect::<Vec<_>>();
                let mut end = at + 1;
                while end < self.rows.len()
                    && self.rows[end].written.iter().any(|row| reach.contains(row))
                    && self.rows[end].banner.is_none()
                {
                    end += 1;
                }
                last[column] = Some(cells.len());
                cells.push(SetCell { rows: at..end, columns: column..column + 1, cells: own });
            }
        }
        let lines = |row: &Row| {
            let lines = row.written.iter().map(|&written| table.rows[written].clone());
            lines.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(0..1)
        };
        let lines = self.rows.iter().map(lines).collect();
        (cells, lines)
    }

    /// Of each column, whether its titles span both rows of a record: most that are printed with a repeated reference are the
    /// same in both, and long enough not to be the same by chance.
    fn repeated_titles(&self, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) -> Vec<bool> {
        let column = |column: usize| {
            let (mut same, mut other) = (0, 0);
            for at in 1..self.rows.len() {
                if !self.repeats(at, table, seen, roles) {
                    continue;
                }
                let texts = [at - 1, at].map(|row| text_of(table, &self.rows[row].columns[column]));
                if texts[0] == texts[1] && texts[0].chars().count() > LIMITS.name {
                    same += 1;
                } else if texts[0] != texts[1] {
                    other += 1;
                }
            }
            same > other
        };
        let is_title = |role: Role| matches!(role, Role::OperationalTitle | Role::KpiTitle);
        (0..roles.len()).map(|at| is_title(roles[at]) && column(at)).collect()
    }

    /// Whether a row is the second one of the record above it, its reference repeated.
    fn repeats(&self, at: usize, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) -> bool {
        let same = |role: Role| {
            let column = roles.iter().position(|&other| other == role)?;
            let texts = [at - 1, at].map(|row| text_of(table, &self.rows[row].columns[column]));
            (!texts[0].is_empty() || !texts[1].is_empty()).then(|| texts[0] == texts[1])
        };
        let reference = same(Role::OperationalRef).unwrap_or(false) && same(Role::KpiRef).unwrap_or(true);
        let languages = self.lean(at - 1, seen) > LIMITS.lean && self.lean(at, seen) < -LIMITS.lean;
        // or it says nothing that the row above does not say
        let says_nothing = (0..roles.len()).all(|column| {
            let own = text_of(table, &self.rows[at].columns[column]);
            own.is_empty() || own == text_of(table, &self.rows[at - 1].columns[column])
        });
        reference && (languages || says_nothing || !roles.contains(&Role::KpiTitle))
    }
}

/// Whether equal cells one above the other are one, in a row that repeats the one above it or not.
fn is_repeated(role: Role, repeats: bool) -> bool {
    match role {
        Role::StrategicRef | Role::StrategicTitle => true,
        Role::OperationalRef
        | Role::KpiRef
        | Role::Budget
        | Role::Red
        | Role::Green
        | Role::Result
        | Role::Weight => repeats,
        _ => false,
    }
}

fn text_of(table: &RawTable, cells: &[usize]) -> String {
    cells.iter().map(|&cell| table.cells[cell].text()).collect()
}

/// Whether a column has a threshold or a result.
fn is_measure(role: Role) -> bool {
    matches!(role, Role::Red | Role::Green | Role::Result)
}

/// The columns in which a row has figures that are thresholds or a result.
fn figures<'a>(
    row: &'a Row,
    seen: &'a [Option<Seen>],
    roles: &'a [Role],
) -> impl Iterator<Item = usize> + 'a {
    let is_figure = |cells: &[usize]| {
        cells
            .iter()
            .filter_map(|&cell| seen[cell].as_ref())
            .any(|seen| matches!(seen.shape, Shape::Figure | Shape::Number))
    };
    (0..roles.len()).filter(move |&column| is_measure(roles[column]) && is_figure(&row.columns[column]))
}
