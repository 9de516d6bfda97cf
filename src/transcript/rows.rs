//! Rows whose cells know their columns become rows as the page had them.
//!
//! What a row lost and the next line holds is given back to it; what stands there twice counts once; a reference that a
//! model repeats in each row of a record spans them. Not for which rows make a record: that is `join/` and `pair/`.

use std::ops::Range;

use super::align::{Aligned, AlignedRow, Seen};
use super::known::Name;
use super::shapes::Shape;
use super::sheet::SetCell;
use super::{RawTable, sheet, sides};
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
    pub(super) written: Vec<usize>,
    /// How much less likely the next best way to its columns is, in nats.
    pub(super) margin: f32,
    /// Whether it has a cell for each column.
    pub(super) is_whole: bool,
    /// Whether the columns of its figures are guessed.
    pub(super) figures: bool,
    /// The reference that another table has beside its texts.
    pub(super) named: Option<Name>,
    /// Whether a record begins in it, though it has no reference.
    pub(super) begins: bool,
    /// Whether the references that stood in it are the next row's.
    pub(super) lost_names: bool,
}

impl Row {
    /// Whether something stands in a column with such a role.
    pub(super) fn has(&self, roles: &[Role], is: impl Fn(Role) -> bool) -> bool {
        self.columns.iter().zip(roles).any(|(cells, role)| is(*role) && !cells.is_empty())
    }

    /// Whether it has a record's own reference.
    fn has_name(&self, roles: &[Role]) -> bool {
        self.has(roles, Role::is_own_reference)
    }

    /// Adds what goes on with it, or stands in it too.
    pub(super) fn append(&mut self, more: Self) {
        for (cells, more) in self.columns.iter_mut().zip(more.columns) {
            cells.extend(more);
        }
        self.written.extend(more.written);
        self.margin = self.margin.min(more.margin);
        self.is_whole = false;
        self.begins |= more.begins;
        self.lost_names |= more.lost_names;
    }

    /// Its cells did not stand where they are set now.
    pub(super) fn doubt(&mut self) {
        (self.margin, self.is_whole) = (self.margin.min(0.0), false);
    }
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
    /// The rows of a part of a table.
    pub(super) fn of(table: &RawTable, aligned: Aligned, seen: &[Option<Seen>], roles: &[Role]) -> Self {
        let mut rows = Self::default();
        for (row, at) in aligned.rows.into_iter().zip(aligned.order) {
            let AlignedRow { columns, margin, is_whole } = row;
            let banner = is_banner(table, at, seen, roles.len());
            let columns = if banner.is_some() { vec![Vec::new(); roles.len()] } else { columns };
            let row = Row { columns, banner, written: vec![at], margin, is_whole, ..Row::default() };
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
        rows.bring_down(table, seen, roles);
        rows.rows = sides::set(rows.rows, table, seen, roles);
        rows.part_words(table, seen, roles);
        rows.place_figures(seen, roles);
        rows
    }

    /// Gives the second of two words for nothing in a column to the next one, where that is blank, and leaves out the others.
    fn part_words(&mut self, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) {
        let columns = [Role::Deviation, Role::Actions].map(|role| column_of(roles, role));
        for row in &mut self.rows {
            let are_words =
                |cells: &[usize]| cells.len() > 1 && cells.iter().all(|&cell| is_word(seen, cell));
            if let [Some(first), Some(next)] = columns
                && are_words(&row.columns[first])
                && row.columns[next].is_empty()
            {
                let second = row.columns[first].remove(1);
                row.columns[next].push(second);
                row.doubt();
            }
            for cells in row.columns.iter_mut().filter(|cells| are_words(cells)) {
                let spare = cells.drain(1..).map(|cell| sheet::glyphs(&table.cells[cell].text()));
                self.twice += spare.sum::<u32>();
            }
        }
    }

    /// Gives the French row of a record the reference and the figures that stand beside the Dutch row above it: a model that
    /// lost a row may write those of the next one there, or those of the next one twice.
    fn bring_down(&mut self, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) {
        let is_once = |role: Role| role.is_reference() || is_measure(role) || role == Role::Budget;
        let Some(reference) = column_of(roles, Role::OperationalRef) else { return };
        for above in 0..self.rows.len().saturating_sub(1) {
            let text = |row: usize, column: usize| text_of(table, &self.rows[row].columns[column]);
            let label = text(above, reference);
            let named = (above + 1..self.rows.len()).find(|&row| !text(row, reference).is_empty());
            // the next row with a reference has it too, or the next row has lost it, and it is none of the record above
            let is_new =
                above > 0 && !text(above - 1, reference).is_empty() && text(above - 1, reference) != label;
            let at = match named {
                Some(named) if text(named, reference) == label => named,
                _ if named != Some(above + 1) && is_new => above + 1,
                _ => continue,
            };
            let fits = |column: usize| {
                let (above, own) = (text(above, column), text(at, column));
                !is_once(roles[column]) || above.is_empty() || own.is_empty() || above == own
            };
            let is_other = !label.is_empty()
                && (0..roles.len()).all(fits)
                && self.lean(above, seen) < -LIMITS.lean
                && self.lean(at, seen) > LIMITS.lean;
            if !is_other {
                continue;
            }
            // a row that has the title of a strategic objective, where the row over it has none, is of another record
            let title = column_of(roles, Role::StrategicTitle);
            let begins = title.is_some_and(|title| !self.rows[above].columns[title].is_empty());
            for column in (0..roles.len()).filter(|&column| is_once(roles[column])) {
                let cells = std::mem::take(&mut self.rows[above].columns[column]);
                let own = &mut self.rows[at].columns[column];
                if own.is_empty() {
                    *own = cells;
                } else {
                    self.twice += sheet::glyphs(&text_of(table, &cells));
                }
            }
            (self.rows[above].begins, self.rows[above].lost_names) = (begins, true);
            self.rows[above].doubt();
            self.rows[at].doubt();
        }
    }

    /// Takes a row whose reference is the next record's, and the Dutch row below it, into the record above: its French cells
    /// into the French row, the others into the Dutch one.
    pub(super) fn absorb(&mut self, at: usize, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) {
        let Some(french) = (0..at).rev().find(|&row| self.rows[row].has_name(roles)) else { return };
        let dutch = (french + 1).min(at - 1);
        let below = at + 1 < self.rows.len() && !self.rows[at + 1].has_name(roles);
        for _ in 0..1 + usize::from(below && self.rows[at + 1].banner.is_none()) {
            let row = self.rows.remove(at);
            for (column, cells) in row.columns.into_iter().enumerate() {
                for cell in cells {
                    let lean = seen[cell].as_ref().map_or(0.0, |seen| seen.lean);
                    let target = if lean < 0.0 { dutch } else { french };
                    let home = &mut self.rows[target].columns[column];
                    let text = table.cells[cell].text();
                    let is_there = home.iter().any(|&own| table.cells[own].text() == text);
                    if roles[column].is_own_reference() || is_there {
                        self.twice += sheet::glyphs(&text);
                    } else {
                        home.push(cell);
                    }
                }
            }
            for target in [french, dutch] {
                let target = &mut self.rows[target];
                target.written.extend(&row.written);
                target.doubt();
            }
        }
    }

    /// The numbers of the references that rows begin with, and where those rows are.
    pub(super) fn numbers(&self, table: &RawTable, roles: &[Role]) -> Vec<(Vec<u32>, usize)> {
        let Some(column) = column_of(roles, Role::OperationalRef) else {
            return Vec::new();
        };
        let number = |row: &Row| -> Vec<u32> {
            let text = text_of(table, &row.columns[column]);
            let parts = text.split(|character: char| !character.is_ascii_digit());
            parts.filter_map(|part| part.parse().ok()).collect()
        };
        let rows = self.rows.iter().enumerate().filter(|(_, row)| row.banner.is_none());
        rows.map(|(at, row)| (number(row), at)).filter(|(number, _)| number.len() > 1).collect()
    }

    /// Sets the records of a page in the order of their numbers, where they then stand between those of the pages before and
    /// after: a model that reads a page in another order writes it so.
    pub(super) fn sort(
        &mut self,
        table: &RawTable,
        roles: &[Role],
        before: Option<&[u32]>,
        after: Option<&[u32]>,
    ) {
        let numbers = self.numbers(table, roles);
        let mut sorted = numbers.clone();
        sorted.sort();
        let is_unclear = sorted.windows(2).any(|pair| pair[0].0 == pair[1].0)
            || self.rows.iter().any(|row| row.banner.is_some());
        let (Some((first, _)), Some((last, _))) = (sorted.first(), sorted.last()) else { return };
        let fits =
            before.is_none_or(|before| before < &first[..]) && after.is_none_or(|after| &last[..] < after);
        if sorted == numbers || is_unclear || !fits || before.is_none() && after.is_none() {
            return;
        }
        let mut blocks: Vec<Vec<Row>> = Vec::new();
        let mut rows = std::mem::take(&mut self.rows);
        for &(_, from) in numbers.iter().rev() {
            blocks.push(rows.split_off(from));
        }
        self.rows = rows;
        blocks.reverse();
        let starts: Vec<usize> = numbers.iter().map(|&(_, from)| from).collect();
        for (_, from) in sorted {
            let block =
                starts.iter().position(|&start| start == from).map(|at| std::mem::take(&mut blocks[at]));
            for mut row in block.into_iter().flatten() {
                row.doubt();
                self.rows.push(row);
            }
        }
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

    /// How French or Dutch a row is.
    pub(super) fn lean(&self, row: usize, seen: &[Option<Seen>]) -> f32 {
        let cells = self.rows[row].columns.iter().flatten();
        cells.filter_map(|&cell| seen[cell].as_ref()).map(|seen| seen.lean.clamp(-3.0, 3.0)).sum()
    }

    /// Gives the figures of a row that has lost some their columns, and marks it: a figure says no column. Two are the
    /// thresholds, which are printed in pairs; one is the result.
    fn place_figures(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let at = |role: Role| column_of(roles, role);
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
                cells.push(SetCell::of(at..at + 1, 0..roles.len(), vec![banner]));
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
                let given = self.rows[at].named.as_ref().filter(|_| own.is_empty());
                let given = given.and_then(|name| match roles[column] {
                    Role::OperationalRef => Some(name.label.clone()),
                    Role::StrategicRef => name.strategic.clone(),
                    _ => None,
                });
                cells.push(SetCell { given, ..SetCell::of(at..end, column..column + 1, own) });
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
            let column = column_of(roles, role)?;
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
        // French stands above Dutch in a record
        let is_turned = self.lean(at - 1, seen) < -LIMITS.lean && self.lean(at, seen) > LIMITS.lean;
        reference && !is_turned && (languages || says_nothing || !roles.contains(&Role::KpiTitle))
    }
}

/// The column with a role.
fn column_of(roles: &[Role], role: Role) -> Option<usize> {
    roles.iter().position(|&other| other == role)
}

/// Whether a cell is a word of one language for nothing.
fn is_word(seen: &[Option<Seen>], cell: usize) -> bool {
    seen[cell].as_ref().is_some_and(|seen| seen.is_placeholder_word)
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
