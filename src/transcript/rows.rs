//! Rows whose cells know their columns become rows as the page had them.
//!
//! What a row lost and the next line holds is given back to it; what stands there twice counts once; a reference that a
//! model repeats in each row of a record spans them. Not for which rows make a record: that is `join/` and `pair/`.

use std::ops::Range;

use super::align::{Aligned, AlignedRow, Model, Seen};
use super::known::Name;
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
    /// A name that is the same in both languages leans to one by no more than this, in nats.
    name_lean: f32,
    /// A row that stands there twice has so many cells at least.
    twice: usize,
    /// A title that is the same in both languages has no more characters.
    name: usize,
}

const LIMITS: Limits =
    Limits { banner: 80, banner_columns: 4, lean: 1.0, name_lean: 3.0, twice: 3, name: 20 };

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

    /// How French or Dutch its titles are.
    fn title_lean(&self, seen: &[Option<Seen>], roles: &[Role]) -> f32 {
        let titles = self.columns.iter().zip(roles).filter(|(_, role)| role.is_title());
        titles.map(|(cells, _)| lean_of(seen, cells)).sum()
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
    pub(super) fn of(
        table: &RawTable,
        aligned: Aligned,
        seen: &[Option<Seen>],
        roles: &[Role],
        model: &Model,
    ) -> Self {
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
        rows.bring_home(seen, roles);
        rows.bring_titles_home(seen, roles);
        rows.push_down(seen, roles);
        rows.bring_objectives_home(seen, roles, model);
        rows.bring_down(table, seen, roles);
        rows.place_placeholders(seen, roles);
        rows.part_leading(seen, roles);
        rows.part_rest(seen, roles);
        rows.give_back(seen, roles);
        rows.raise_accounts(seen, roles);
        rows.place_figures(seen, roles);
        rows
    }

    /// Puts a text that stands in one threshold's column alone behind the title left of it: thresholds are texts both or
    /// figures both.
    fn bring_titles_home(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let at = |role: Role| column_of(roles, role);
        let (Some(red), Some(green), Some(title)) =
            (at(Role::Red), at(Role::Green), at(Role::OperationalTitle))
        else {
            return;
        };
        let is_text = |cells: &[usize]| matches!(cells, [cell] if seen[*cell].as_ref().is_some_and(|seen| seen.shape == Shape::Title));
        for row in &mut self.rows {
            for (column, other) in [(red, green), (green, red)] {
                let kpi = at(Role::KpiTitle).filter(|&kpi| !row.columns[kpi].is_empty());
                if is_text(&row.columns[column])
                    && !is_text(&row.columns[other])
                    && !row.columns[title].is_empty()
                {
                    let cells = std::mem::take(&mut row.columns[column]);
                    row.columns[kpi.unwrap_or(title)].extend(cells);
                    row.doubt();
                }
            }
        }
    }

    /// Gives the row below the French texts that stand behind the words for nothing of a Dutch row, where it has none.
    fn push_down(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        for at in 1..self.rows.len() {
            let [above, below] = &mut self.rows[at - 1..=at] else { continue };
            if above.title_lean(seen, roles) > -LIMITS.lean || above.has_name(roles) || !below.has_name(roles)
            {
                continue;
            }
            let astray: Vec<usize> = (0..roles.len())
                .filter(|&column| is_measure(roles[column]) || roles[column] == Role::Budget)
                .filter(|&column| {
                    let cells = &above.columns[column];
                    !cells.is_empty() && cells.iter().all(|&cell| is_word(seen, cell))
                })
                .collect();
            let homes: Vec<usize> = (0..roles.len())
                .filter(|&column| matches!(roles[column], Role::Deviation | Role::Actions))
                .filter(|&column| {
                    let french = |&cell: &usize| seen[cell].as_ref().is_some_and(|seen| seen.lean > 0.0);
                    !above.columns[column].is_empty()
                        && above.columns[column].iter().all(french)
                        && below.columns[column].is_empty()
                })
                .collect();
            let words: Vec<usize> = astray.iter().flat_map(|&column| above.columns[column].clone()).collect();
            if homes.is_empty() || words.len() < homes.len() {
                continue;
            }
            for column in astray {
                above.columns[column].clear();
            }
            let mut words = words.into_iter();
            for (place, &home) in homes.iter().enumerate() {
                below.columns[home] = std::mem::take(&mut above.columns[home]);
                let count = if place + 1 < homes.len() { 1 } else { usize::MAX };
                above.columns[home].extend(words.by_ref().take(count));
            }
            for row in [above, below] {
                row.doubt();
            }
        }
    }

    /// Puts the title of a strategic objective that stands beside that of an operational one, in the same language, into its
    /// own column: other rows have it there.
    fn bring_objectives_home(&mut self, seen: &[Option<Seen>], roles: &[Role], model: &Model) {
        let at = |role: Role| column_of(roles, role);
        let (Some(strategic), Some(operational)) = (at(Role::StrategicTitle), at(Role::OperationalTitle))
        else {
            return;
        };
        for row in &mut self.rows {
            let [first, second] = row.columns[operational][..] else { continue };
            let (Some(a), Some(b)) = (&seen[first], &seen[second]) else { continue };
            if a.lean * b.lean > 0.0
                && row.columns[strategic].is_empty()
                && model.stands_in(a, Role::StrategicTitle)
            {
                row.columns[operational].remove(0);
                row.columns[strategic].push(first);
                row.doubt();
            }
        }
    }

    /// Gives the French row of a record the reference and the figures that stand beside the Dutch row above it: a model that
    /// lost a row may write those of the next one there, or those of the next one twice.
    fn bring_down(&mut self, table: &RawTable, seen: &[Option<Seen>], roles: &[Role]) {
        let at_role = |role: Role| column_of(roles, role);
        let is_once = |role: Role| role.is_reference() || is_measure(role) || role == Role::Budget;
        let Some(reference) = at_role(Role::OperationalRef) else { return };
        for at in 1..self.rows.len() {
            let text = |row: usize, column: usize| text_of(table, &self.rows[row].columns[column]);
            let fits = |column: usize| {
                let (above, own) = (text(at - 1, column), text(at, column));
                !is_once(roles[column]) || above.is_empty() || own.is_empty() || above == own
            };
            let is_other = !text(at, reference).is_empty()
                && text(at - 1, reference) == text(at, reference)
                && (0..roles.len()).all(fits)
                && self.lean(at - 1, seen) < -LIMITS.lean
                && self.lean(at, seen) > LIMITS.lean;
            if !is_other {
                continue;
            }
            // a row that has the title of a strategic objective, where the row over it has none, is of another record
            let title = at_role(Role::StrategicTitle);
            let begins = title.is_some_and(|title| !self.rows[at - 1].columns[title].is_empty());
            for column in (0..roles.len()).filter(|&column| is_once(roles[column])) {
                let cells = std::mem::take(&mut self.rows[at - 1].columns[column]);
                let own = &mut self.rows[at].columns[column];
                if own.is_empty() {
                    *own = cells;
                } else {
                    self.twice += sheet::glyphs(&text_of(table, &cells));
                }
            }
            (self.rows[at - 1].begins, self.rows[at - 1].lost_names) = (begins, true);
            for row in &mut self.rows[at - 1..=at] {
                row.doubt();
            }
        }
    }

    /// Gives the Dutch row of the record above the Dutch account of a French row: a column that is written half a record
    /// too low.
    fn raise_accounts(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let Some(column) = column_of(roles, Role::Description) else { return };
        for at in 2..self.rows.len() {
            let (own, dutch) = (&self.rows[at], &self.rows[at - 1]);
            let is_low = own.has_name(roles)
                && own.title_lean(seen, roles) * lean_of(seen, &own.columns[column]) < 0.0
                && lean_of(seen, &own.columns[column]) < -LIMITS.lean
                && !dutch.has_name(roles)
                && dutch.banner.is_none()
                && dutch.columns[column].is_empty()
                && self.lean(at - 1, seen) < -LIMITS.lean
                && self.rows[at - 2].has_name(roles);
            if is_low {
                let cells = std::mem::take(&mut self.rows[at].columns[column]);
                self.rows[at - 1].columns[column] = cells;
                for row in &mut self.rows[at - 1..=at] {
                    row.doubt();
                }
            }
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

    /// Gives a word for nothing that stands in a row alone to the next column of the row of its language above it, where
    /// the word stands in the last one but one.
    fn place_placeholders(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let is_word_in = |cells: &[usize]| matches!(cells, [cell] if is_word(seen, *cell));
        let mut at = 1;
        while at < self.rows.len() {
            let alone = |row: &Row| -> Option<usize> {
                let mut filled = row.columns.iter().filter(|cells| !cells.is_empty());
                let only = filled.next().filter(|cells| is_word_in(cells))?;
                (filled.next().is_none() && row.banner.is_none()).then_some(only[0])
            };
            let lean = self.lean(at, seen);
            let home = alone(&self.rows[at]).and_then(|cell| {
                let above =
                    (at.saturating_sub(2)..at).rev().find(|&above| lean * self.lean(above, seen) > 0.0)?;
                let column = |role: Role| column_of(roles, role);
                let (deviation, actions) = (column(Role::Deviation)?, column(Role::Actions)?);
                let columns = &self.rows[above].columns;
                (is_word_in(&columns[deviation]) && columns[actions].is_empty())
                    .then_some((above, actions, cell))
            });
            let Some((above, column, cell)) = home else {
                at += 1;
                continue;
            };
            let rest = self.rows.remove(at);
            let row = &mut self.rows[above];
            row.columns[column].push(cell);
            row.written.extend(rest.written);
            (row.margin, row.is_whole) = (row.margin.min(rest.margin), false);
        }
    }

    /// Parts a row of running text whose first cell goes on with the Dutch row of the page before and whose others are the
    /// French and Dutch texts of the row below, and gives them to it, where that row has none.
    fn part_leading(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let lean = |cell: usize| seen[cell].as_ref().map_or(0.0, |seen| seen.lean);
        let mut at = 0;
        while at + 1 < self.rows.len() {
            let below = &self.rows[at + 1];
            let is_bare = below.banner.is_none()
                && below.has_name(roles)
                && !below.has(roles, |role| is_measure(role) || role.is_account());
            let is_word =
                |cell: usize| seen[cell].as_ref().is_some_and(|seen| seen.shape == Shape::Placeholder);
            let mut cells = self.rows[at].columns.iter().flatten().copied();
            let is_french = cells.any(|cell| lean(cell) > LIMITS.lean && !is_word(cell));
            let follows = at == 0 || self.lean(at - 1, seen) < -LIMITS.lean;
            if is_bare && is_french && follows && self.is_rest(at, roles) {
                let mut rest = self.rows.remove(at);
                let mut kept = Row { columns: vec![Vec::new(); roles.len()], ..rest.clone() };
                for (cells, kept) in rest.columns.iter_mut().zip(&mut kept.columns) {
                    let goes_on =
                        |pair: &[usize]| lean(pair[0]) < -LIMITS.lean && lean(pair[1]) > LIMITS.lean;
                    if cells.windows(2).next().is_some_and(goes_on) {
                        kept.push(cells.remove(0));
                    }
                }
                self.add_above(at, rest);
                if kept.columns.iter().any(|cells| !cells.is_empty()) {
                    self.rows.insert(at, kept);
                    at += 1;
                }
            }
            at += 1;
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

    /// Puts cells whose form leaves no doubt into their columns: a reference or budget references that stand in another one,
    /// and a word for nothing among figures.
    fn bring_home(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let at = |role: Role| column_of(roles, role);
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
                    row.doubt();
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
        let filled = |row: usize, of: fn(Role) -> bool| self.rows[row].has(roles, of);
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

    /// Parts the Dutch running text off a French row without figures whose record goes on in the next row: it goes on with
    /// the Dutch row of the page before.
    fn part_rest(&mut self, seen: &[Option<Seen>], roles: &[Role]) {
        let lean = |cells: &[usize]| lean_of(seen, cells);
        if self.rows.len() < 2 {
            return;
        }
        let mut filled = self.rows[0].columns.iter().zip(roles).filter(|(cells, _)| !cells.is_empty());
        let is_strange = |cells: &[usize], role: Role| role.is_account() && lean(cells) < -LIMITS.lean;
        let is_odd = self.rows[0].banner.is_none()
            && filled.clone().any(|(cells, role)| is_strange(cells, *role))
            && filled.clone().any(|(_, role)| role.is_own_reference())
            && filled.all(|(cells, role)| {
                // a name may sound Dutch
                is_strange(cells, *role)
                    || role.is_reference()
                    || role.is_title() && lean(cells) > -LIMITS.name_lean
            });
        let next = self.rows[1].columns.iter().zip(roles).filter(|(cells, _)| !cells.is_empty());
        let is_french = next.clone().any(|(cells, role)| role.is_account() && lean(cells) > LIMITS.lean);
        if !is_odd || !is_french || next.clone().any(|(_, role)| role.is_reference() || role.is_title()) {
            return;
        }
        let mut rest = Row { columns: vec![Vec::new(); roles.len()], ..self.rows[0].clone() };
        let columns = self.rows[0].columns.iter_mut().zip(&mut rest.columns).zip(roles);
        for ((cells, rest), _) in columns.filter(|(_, role)| role.is_account()) {
            *rest = std::mem::take(cells);
        }
        self.rows.insert(0, rest);
    }

    /// Whether French running text stands above the row of its record, which has the Dutch of it.
    fn goes_below(&self, at: usize, seen: &[Option<Seen>], roles: &[Role]) -> bool {
        let Some(below) = self.rows.get(at + 1).filter(|row| row.banner.is_none()) else { return false };
        let lean = |cells: &[usize]| lean_of(seen, cells);
        let mut pairs =
            self.rows[at].columns.iter().zip(&below.columns).filter(|(own, _)| !own.is_empty()).peekable();
        let is_other =
            |(own, below): &(&Vec<usize>, &Vec<usize>)| lean(own) > LIMITS.lean && lean(below) < -LIMITS.lean;
        below.has_name(roles) && pairs.peek().is_some() && pairs.any(|pair| is_other(&pair))
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

/// How French or Dutch the texts of some cells are.
fn lean_of(seen: &[Option<Seen>], cells: &[usize]) -> f32 {
    cells.iter().filter_map(|&cell| seen[cell].as_ref()).map(|seen| seen.lean).sum()
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
