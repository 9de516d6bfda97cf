//! Cells that were read from pictures, put right where their column's form leaves one reading, and read again where it leaves
//! none.
//!
//! An entity's tables have their own way of printing references, which most of the cells show; a figure is a number; a budget
//! reference has thirteen digits; a lone word that is nearly the placeholder of these tables is it. What is changed is
//! diagnosed, and how far the next best reading is off goes into the confidence. What stands in its column's form stays as it
//! was read, whatever most others show. This comes before rows become records, since references tell rows apart. Not for
//! running texts.

mod habit;
mod placeholders;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use habit::{Habit, number, without_blanks};
use placeholders::placeholders;

use super::budget::{self, digits};
use super::figure;
use crate::columns::Role;
use crate::diagnostic::{Code, Finding, excerpt};
use crate::geometry::Rect;
use crate::join::{Joined, JoinedCell, JoinedTable};
use crate::misreading::{Form, Reading, is_read_for};
use crate::scan::Asked;
use crate::tables::PageTables;
use crate::wording::{Placeholders, Wording};
use crate::words::Line;

/// Tolerances of this step.
struct Tolerances {
    /// A figure is read again where the reading of it was less sure than this, in percent of doubt.
    doubt: u8,
    /// The same for a lone word.
    lone_doubt: u8,
    /// A figure above it is read again: most are percentages.
    most: f64,
    /// Characters that a figure has at most; what is longer is in words.
    figure: usize,
    /// Letters that a lone word has at most to be a misread placeholder.
    placeholder: usize,
    /// The margin, in nats, of a figure whose second reading has other digits.
    again: f32,
    /// A margin, in nats, below which one such reading in twenty stands for something else.
    sure: f32,
}

const TOLERANCES: Tolerances =
    Tolerances { doubt: 12, lone_doubt: 10, most: 100.0, figure: 10, placeholder: 4, again: 2.0, sure: 3.0 };

/// How much rarer some print is than what a column mostly has, in nats.
struct Rarity {
    /// Anything but a reference in a column of references, a figure in one of figures, or a placeholder where a short word
    /// stands alone.
    no_reference: f32,
    no_figure: f32,
    no_placeholder: f32,
    /// From here on a reference is misread: less than any letter, figure or full stop costs.
    misread: f32,
    /// One that does not begin with the number above it, and one that ends with it.
    foreign: f32,
    ended: f32,
    /// A nought between letters and number, which is one of the letters, read twice.
    doubled: f32,
    /// A lone sign for nothing in a column of figures, at most.
    sign: f32,
}

const RARITY: Rarity = Rarity {
    no_reference: 9.0,
    no_figure: 5.0,
    no_placeholder: 7.0,
    misread: 0.5,
    foreign: 5.0,
    ended: 0.5,
    doubled: 1.5,
    sign: 3.5,
};

/// The characters of figures, and what may stand before them.
const FIGURE: &str = "0123456789,.%-<>";

/// The sign for nothing that a seven is taken for.
const SIGN: &str = "/";

/// Gives what stands in places of pages' pictures, read again.
pub(crate) type Again<'a> = dyn Fn(&[Asked]) -> Vec<Option<String>> + 'a;

/// Puts the cells of all tables right. What has to be read again is asked for all at once, so that pages are looked at once
/// and side by side.
pub(crate) fn reread(joined: &mut Joined, pages: &[PageTables], wording: &Wording, again: &Again<'_>) {
    let asked = RefCell::new(Vec::new());
    let mut findings = put_right(joined, pages, wording, &|place: &Asked| {
        asked.borrow_mut().push(place.clone());
        None
    });
    let asked = asked.into_inner();
    if !asked.is_empty() {
        let answers = again(&asked);
        let answer = |place: &Asked| {
            let at = asked.iter().position(|asked| asked == place)?;
            answers.get(at).cloned().flatten()
        };
        findings.extend(put_right(joined, pages, wording, &answer));
    }
    joined.findings.extend(findings);
}

/// Tells what stands in a place, read again; nothing where that is not known.
type Answer<'a> = dyn Fn(&Asked) -> Option<String> + 'a;

/// What a cell prints, and how much less likely the next best is, in nats.
struct Change {
    cell: usize,
    text: String,
    margin: f32,
}

fn put_right(
    joined: &mut Joined,
    pages: &[PageTables],
    wording: &Wording,
    again: &Answer<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut entities: Vec<Vec<usize>> = Vec::new();
    for (at, table) in joined.tables.iter().enumerate() {
        let same = |entity: &&mut Vec<usize>| is_same_entity(&joined.tables[entity[0]], table);
        match entities.iter_mut().find(same) {
            Some(entity) => entity.push(at),
            None => entities.push(vec![at]),
        }
    }
    for entity in entities {
        let is_asked = |&&at: &&usize| joined.tables[at].cells.iter().any(is_recognised);
        let asked_for: Vec<usize> = entity.iter().filter(is_asked).copied().collect();
        if asked_for.is_empty() {
            continue;
        }
        let habits = Habits::of(entity.iter().map(|&at| &joined.tables[at]), wording);
        for at in asked_for {
            let table = &mut joined.tables[at];
            for Change { cell, text, margin } in (Cells { table, pages, habits: &habits, again }).changes() {
                let cell = &mut table.cells[cell];
                let (page, before) = (&pages[cell.page], cell.text());
                // where blanks stand in a transcript's label is no matter
                let same = page.head.transcribed && without_blanks(&before) == without_blanks(&text);
                if same && before != text {
                    continue;
                }
                if before != text {
                    let finding = misread(&before, &text, margin);
                    findings.push(finding.at(page.head.number, page.head.to_viewer(cell.bbox)));
                    rewrite(cell, &text);
                }
                cell.doubt_reading(margin);
            }
            placeholders(table, pages, &habits, again, &mut findings);
        }
    }
    findings
}

fn is_same_entity(one: &JoinedTable, other: &JoinedTable) -> bool {
    let key = |table: &JoinedTable| {
        (table.part, table.position.chapter.reference.clone(), table.position.entity.clone())
    };
    key(one) == key(other)
}

fn asked(page: &PageTables, place: Rect, characters: &str) -> Asked {
    let characters = characters.to_owned();
    let place = page.head.on_sheet(place);
    Asked { page: page.head.number, place, upset: page.head.upset(), characters }
}

fn is_recognised(cell: &JoinedCell) -> bool {
    cell.lines.iter().any(Line::is_recognised)
}

/// Gives a cell one line with this text.
fn rewrite(cell: &mut JoinedCell, text: &str) {
    let mut lines = std::mem::take(&mut cell.lines).into_iter();
    let Some(mut line) = lines.next() else { return };
    lines.for_each(|other| line.append(&other));
    rename(&mut line, text);
    cell.lines = vec![line];
}

/// Gives a line another text, over the same length.
fn rename(line: &mut Line, text: &str) {
    let count = text.chars().count();
    let step = line.bbox.width() / count.max(1) as f32;
    line.edges = (0..=count).map(|at| line.bbox.x0 + step * at as f32).collect();
    text.clone_into(&mut line.text);
}

/// What the tables of an entity show of their columns.
struct Habits<'w> {
    /// The words that stand where there is nothing to say.
    words: &'w Placeholders,
    references: HashMap<Role, Habit>,
    /// How much rarer a lone sign for nothing is than a figure, in nats, in the columns that have one.
    signs: HashMap<Role, f32>,
    /// The placeholders that are printed more than once.
    placeholders: BTreeSet<String>,
}

impl<'w> Habits<'w> {
    fn of<'t>(tables: impl Iterator<Item = &'t JoinedTable> + Clone, wording: &'w Wording) -> Self {
        let texts =
            |role: Role| -> Vec<String> { tables.clone().flat_map(|table| texts(table, role)).collect() };
        let references = REFERENCES.into_iter().map(|(role, title)| {
            let codes = wording.spelling.codes.get(&title).into_iter().flat_map(|words| words.all());
            let codes = codes.map(|code| code.letters().to_uppercase()).collect();
            (role, Habit::of(&texts(role), codes))
        });
        let signs = FIGURES.into_iter().filter_map(|role| {
            let texts = texts(role);
            let is_lone = texts.iter().filter(|text| *text == SIGN).count() == 1;
            // one in so many, or none that the column does not show by chance
            is_lone.then(|| (role, libm::logf(2.0 * (texts.len() + 1) as f32).min(RARITY.sign)))
        });
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let lines = tables.clone().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
        for line in lines.filter(|line| line.text.len() > 1 && wording.placeholder.has(&line.text)) {
            *known.entry(&line.text).or_default() += 1;
        }
        let placeholders = known.into_iter().filter(|&(_, times)| times > 1).map(|(word, _)| word.to_owned());
        Self {
            words: &wording.placeholder,
            references: references.collect(),
            signs: signs.collect(),
            placeholders: placeholders.collect(),
        }
    }
}

/// The columns of references, with those of the titles, whose codes are the abbreviated ones.
const REFERENCES: [(Role, Role); 3] = [
    (Role::StrategicRef, Role::StrategicTitle),
    (Role::OperationalRef, Role::OperationalTitle),
    (Role::KpiRef, Role::KpiTitle),
];

const FIGURES: [Role; 4] = [Role::Red, Role::Green, Role::Result, Role::Weight];

/// The columns with a role.
fn columns(table: &JoinedTable, role: Role) -> impl Iterator<Item = usize> {
    table.columns.iter().enumerate().filter(move |(_, column)| column.role == role).map(|(index, _)| index)
}

/// What stands in the columns with a role.
fn texts(table: &JoinedTable, role: Role) -> Vec<String> {
    let cells = columns(table, role).flat_map(|column| cells(table, column));
    let cells = cells.map(|(cell, _)| &table.cells[cell]).filter(|cell| !cell.is_blank());
    cells.map(JoinedCell::text).collect()
}

/// The cells of a column from top to bottom, each once, with the bands in which they begin.
fn cells(table: &JoinedTable, column: usize) -> Vec<(usize, usize)> {
    let bands = table.bands.iter().enumerate();
    let mut cells: Vec<(usize, usize)> =
        bands.filter_map(|(band, cells)| Some((cells.cells.get(column).copied()??, band))).collect();
    cells.dedup_by_key(|(cell, _)| *cell);
    cells
}

/// A table's cells, and the way to read them again.
struct Cells<'a> {
    table: &'a JoinedTable,
    pages: &'a [PageTables],
    habits: &'a Habits<'a>,
    again: &'a Answer<'a>,
}

impl Cells<'_> {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut above = HashMap::new();
        for (role, _) in REFERENCES {
            above = self.references(role, &above, &mut changes);
        }
        for role in FIGURES {
            self.figures(role, &mut changes);
        }
        self.budget(&mut changes);
        changes
    }

    fn again(&self, cell: &JoinedCell, characters: &str) -> Option<String> {
        let bbox = Rect::covering(cell.lines.iter().map(|line| &line.bbox))?;
        (self.again)(&asked(&self.pages[cell.page], bbox, characters))
    }

    /// Puts a column of references right; gives the number that is in force in each band. `above` has the numbers that
    /// they begin with, as operational references begin with their strategic one.
    fn references(
        &self,
        role: Role,
        above: &HashMap<usize, String>,
        changes: &mut Vec<Change>,
    ) -> HashMap<usize, String> {
        let mut in_force = HashMap::new();
        let Some(pooled) = self.habits.references.get(&role) else { return in_force };
        let own = pooled.of_table(&texts(self.table, role));
        let habit = own.as_ref().unwrap_or(pooled);
        for column in columns(self.table, role) {
            for (index, band) in cells(self.table, column) {
                let cell = &self.table.cells[index];
                if cell.is_blank() {
                    continue;
                }
                let mut label = cell.text();
                if is_recognised(cell) && !self.habits.words.has(&label) && !budget::begins(&label) {
                    let read = |text: &str| habit.read(text, above.get(&band).map(String::as_str));
                    let again = || self.again(cell, &format!("0123456789.{}", habit.prefix));
                    if let Some(Reading { text, margin, .. }) = read(&label).or_else(|| read(&again()?)) {
                        if text != label {
                            changes.push(Change { cell: index, text: text.clone(), margin });
                        }
                        label = text;
                    }
                }
                in_force.insert(band, number(&label));
            }
        }
        // a reference holds until the next one
        let mut last = None;
        for band in 0..self.table.bands.len() {
            match in_force.get(&band) {
                Some(number) => last = Some(number.clone()),
                None => {
                    last.clone().map(|number| in_force.insert(band, number));
                }
            }
        }
        in_force
    }

    /// Puts a column of figures right.
    fn figures(&self, role: Role, changes: &mut Vec<Change>) {
        let value = |text: &str| figure::read(Some(text)).value;
        let fits = |text: &str| value(text).is_some_and(|value| value <= TOLERANCES.most);
        let form = figure::form(matches!(role, Role::Red | Role::Green));
        for column in columns(self.table, role) {
            for (index, _) in cells(self.table, column) {
                let cell = &self.table.cells[index];
                let text = cell.text();
                let sign = self.habits.signs.get(&role).filter(|_| text == SIGN);
                let is_short = text.chars().count() <= TOLERANCES.figure;
                if !is_recognised(cell) || !is_short || sign.is_none() && self.habits.words.has(&text) {
                    continue;
                }
                if let Some(&nats) = sign {
                    let or_sign = Form::Either(vec![form.clone(), Form::Text(SIGN).seldom(nats)]);
                    let read = or_sign.read(&text, f32::INFINITY);
                    changes.extend(read.map(|read| Change {
                        cell: index,
                        text: read.text,
                        margin: read.margin,
                    }));
                    continue;
                }
                let doubt = cell.lines.iter().map(|line| line.doubt).max().unwrap_or(0);
                if fits(&text) && doubt < TOLERANCES.doubt {
                    continue;
                }
                let read = form.read(&text, RARITY.no_figure);
                // strokes beside a figure are what is left of rules
                let is_bared = read.as_ref().is_some_and(|read| read.nats == 0.0 && read.text != text);
                let again = if is_bared { None } else { self.again(cell, FIGURE) };
                let again = again
                    .filter(|again| fits(again) && may_be_same(likely_digits(&text), again, fits(&text)));
                let (right, margin) = match (again, read) {
                    (Some(again), Some(read)) if again == read.text => (again, read.margin),
                    (Some(again), _) => (again, TOLERANCES.again),
                    (None, Some(read)) if !fits(&text) => (read.text, read.margin),
                    _ => continue,
                };
                // whether two lines are one figure is told later
                if without_blanks(&right) != without_blanks(&text) {
                    changes.push(Change { cell: index, text: right, margin });
                }
            }
        }
    }

    /// Puts the blanks of budget references right that have all their digits, and the full stops between them; reads again
    /// what has most of them.
    fn budget(&self, changes: &mut Vec<Change>) {
        for column in columns(self.table, Role::Budget) {
            for (index, _) in cells(self.table, column) {
                let cell = &self.table.cells[index];
                if !is_recognised(cell) {
                    continue;
                }
                let text = cell.text();
                let mut right = budget::reread(&text);
                if budget::is_garbled(right.as_ref().map_or(&text, |right| &right.text)) {
                    let again = self.again(cell, budget::ALPHABET).and_then(|again| budget::reread(&again));
                    right = again.filter(|again| budget::makes_up(&again.text, &text)).or(right);
                }
                if let Some(Reading { text: right, margin, .. }) = right.filter(|right| right.text != text) {
                    // of the same digits only the marks between them are unsure
                    let is_same = right
                        .chars()
                        .filter(char::is_ascii_digit)
                        .eq(text.chars().filter(char::is_ascii_digit));
                    let margin = if is_same { f32::INFINITY } else { margin };
                    changes.push(Change { cell: index, text: right, margin });
                }
            }
        }
    }
}

/// How many characters of a text are digits or may be read for one.
fn likely_digits(text: &str) -> usize {
    let may_be = |character: &char| ('0'..='9').any(|digit| is_read_for(*character, digit));
    text.chars().filter(may_be).count()
}

/// Whether a second reading may be of the same figure as the first, of so many digits: one with more or fewer is not, unless
/// the first was no figure, which may have lost a digit or got one.
fn may_be_same(first: usize, again: &str, is_figure: bool) -> bool {
    digits(again).abs_diff(first) <= usize::from(!is_figure)
}

fn misread(read: &str, taken: &str, margin: f32) -> Finding {
    let margin = if margin < TOLERANCES.sure { "little" } else { "clear" };
    Finding::new(Code::B209).with("read", excerpt(read)).with("taken", excerpt(taken)).with("margin", margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_reading_with_other_digits_is_of_another_figure() {
        assert!(may_be_same(2, "37", true) && may_be_same(1, "80%", false));
        assert!(!may_be_same(2, "8%", true) && !may_be_same(1, "19", true));
        assert!(may_be_same(1, "71", false) && !may_be_same(1, "715", false));
    }

    /// Tables of one entity with some rows, each read from a picture with a doubt, put right.
    fn right(roles: &[Role], tables: &[&[&[&str]]], doubt: u8) -> Joined {
        let table = |rows: &&[&[&str]]| {
            let mut table = JoinedTable::sample(roles);
            rows.iter().for_each(|row| table.add_band(row.iter().copied()));
            table.cells.iter_mut().flat_map(|cell| &mut cell.lines).for_each(|line| line.doubt = doubt);
            table
        };
        let mut joined = Joined { tables: tables.iter().map(table).collect(), ..Joined::default() };
        let again = |asked: &[Asked]| vec![None; asked.len()];
        reread(&mut joined, &[PageTables::default()], Wording::known(), &again);
        joined
    }

    fn all_texts(table: &JoinedTable) -> Vec<String> {
        table.cells.iter().map(JoinedCell::text).collect()
    }

    #[test]
    fn a_lone_sign_for_nothing_in_a_column_of_figures_is_a_doubtful_seven() {
        let rows: &[&[&str]] = &[&["83"], &["50"], &["9"], &["/"], &["71,5"], &["100"]];
        let joined = right(&[Role::Result], &[rows], 1);
        assert_eq!(all_texts(&joined.tables[0])[3], "7");
        let margins: Vec<f32> = joined.tables[0].cells.iter().map(|cell| cell.margin).collect();
        assert!(margins[3] < 1.3 && margins[2].is_infinite());
        assert_eq!(joined.findings.len(), 1);
        // two are a habit, and text from a font is never misread
        let rows: &[&[&str]] = &[&["83"], &["/"], &["9"], &["/"]];
        assert_eq!(all_texts(&right(&[Role::Result], &[rows], 1).tables[0]), ["83", "/", "9", "/"]);
        assert_eq!(all_texts(&right(&[Role::Result], &[&rows[..3]], 0).tables[0]), ["83", "/", "9"]);
    }

    #[test]
    fn a_second_reading_counts_that_has_about_as_many_digits() {
        assert_eq!(["BUY", "FU", "/5", "l00%"].map(likely_digits), [1, 0, 2, 3]);
    }

    #[test]
    fn the_tables_of_an_entity_show_together_how_it_prints_references() {
        let first: &[&[&str]] = &[&["O.S. 1", "O.O. 1.1"], &["", "O.O. 1.2"], &["O.S. 2", "O.O. 2.1"]];
        let second: &[&[&str]] = &[&["0.5. 3", "00 31"], &["", "O.D. 3.1"]];
        let joined = right(&[Role::StrategicRef, Role::OperationalRef], &[first, second], 1);
        assert_eq!(all_texts(&joined.tables[1]), ["O.S. 3", "O.O. 3.1", "", "O.D. 3.1"]);
        assert_eq!(joined.findings.len(), 2);
        assert!(joined.tables[0].cells.iter().all(|cell| cell.margin.is_infinite()));
        // a table that shows a way of its own keeps it
        let own: &[&[&str]] = &[&["OS 3", "OO 31"], &["", "OO 3.2"]];
        let joined = right(&[Role::StrategicRef, Role::OperationalRef], &[first, own], 1);
        assert_eq!(all_texts(&joined.tables[1]), ["OS 3", "OO 3.1", "", "OO 3.2"]);
        // a full stop that the number above tells is hardly doubtful, also where most of the column have lost theirs
        let lost: &[&[&str]] = &[&["O.S. 1", "O.O. 11"], &["", "O.O. 12"], &["", "O.O. 1.3"]];
        let joined = right(&[Role::StrategicRef, Role::OperationalRef], &[lost], 1);
        assert_eq!(all_texts(&joined.tables[0])[1], "O.O. 1.1");
        assert!(joined.tables[0].cells[1].margin > TOLERANCES.sure);
    }
}
