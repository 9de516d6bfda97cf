//! Cells that were read from pictures, put right where their column's form leaves one reading, and read again where it leaves
//! none.
//!
//! An entity's tables have their own way of printing references, which most of the cells show; a figure is a number; a budget
//! reference has thirteen digits; a lone word that is nearly the placeholder of these tables is it. What is changed is
//! diagnosed, and how far the next best reading is off goes into the confidence. What stands in its column's form stays as it
//! was read, whatever most others show. This comes before rows become records, since references tell rows apart. Not for
//! running texts.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The number of a label, its parts parted by full stops: without letters before it, blanks and marks around it.
fn number(label: &str) -> String {
    let number = label.trim_start_matches(|character: char| !character.is_ascii_digit());
    let number = without_blanks(number);
    let parts = number.split(|character: char| !character.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

/// What stands before the number of a label, without blanks.
fn prefix(label: &str) -> String {
    let squashed = without_blanks(label);
    let at = squashed.find(|character: char| character.is_ascii_digit()).unwrap_or(squashed.len());
    // no label has a sign of copyright: it is an O with the full stop behind it
    squashed[..at].replace('©', "O")
}

/// How an entity's columns of a role print references.
#[derive(Debug, Default)]
struct Habit {
    /// The letters and full stops before the number.
    prefix: String,
    /// Whether a blank stands between prefix and number.
    blank: bool,
    /// How many numbers, parted by full stops, most of them have.
    parts: usize,
    /// Whether a full stop ends them.
    stop: bool,
    /// The letters that references of this kind have in print.
    codes: Vec<String>,
}

impl Habit {
    /// What most labels show.
    fn of(labels: &[String], codes: Vec<String>) -> Self {
        let most = |values: Vec<String>| {
            let count = |value: &String| values.iter().filter(|other| *other == value).count();
            // of equals the first in the alphabet: whatever the order of the cells
            values.iter().max_by(|a, b| count(a).cmp(&count(b)).then(b.cmp(a))).cloned()
        };
        let prefix = most(labels.iter().map(|label| prefix(label)).collect()).unwrap_or_default();
        let mut prefix =
            if prefix.chars().all(is_alike_in_both_cases) { prefix.to_uppercase() } else { prefix };
        // a full stop follows each letter of an abbreviation or none: `O.S1` has lost the second, `OO.` the first
        if prefix.contains('.') && prefix.chars().all(is_alike_in_both_cases) {
            prefix = dotted(&prefix.replace('.', ""));
        } else if prefix.contains('.') && !prefix.ends_with('.') {
            prefix.push('.');
        }
        let parts = labels.iter().map(|label| number(label).split('.').count().to_string()).collect();
        let stops = labels.iter().filter(|label| label.trim_end().ends_with(['.', ',', ':', ';'])).count();
        let blanks = labels.iter().filter(|label| label.trim().contains(' ')).count();
        Self {
            prefix,
            blank: 2 * blanks > labels.len(),
            parts: most(parts).and_then(|parts| parts.parse().ok()).unwrap_or(1),
            stop: 2 * stops > labels.len(),
            codes,
        }
    }

    /// The habit of one table of the entity, where two of its labels at least have letters of references, or none.
    fn of_table(&self, labels: &[String]) -> Option<Self> {
        let is_telling = |label: &&String| {
            let letters = prefix(label).replace('.', "");
            let is_bare = letters.is_empty() && label.starts_with(|first| matches!(first, '1'..='9'));
            is_bare || self.codes.contains(&letters.to_uppercase())
        };
        let telling = labels.iter().filter(is_telling).count();
        (telling > 1).then(|| Self::of(labels, self.codes.clone()))
    }

    /// What a label stands for: a reference as most are printed, or one with other letters or none where it is well formed.
    /// `above` is the number that it begins with.
    fn read(&self, label: &str, above: Option<&str>) -> Option<Reading> {
        let blank = || Form::Char(' ').or_none();
        let doubled = Form::Stray(|character| character == '0').seldom(RARITY.doubled).or_none();
        let between = if self.blank { Form::Text(" ") } else { blank() };
        let usual = if self.prefix.is_empty() {
            vec![blank()]
        } else {
            vec![letters(&self.prefix), between, doubled]
        };
        let number = self.number(above.filter(|above| !above.is_empty()));
        let stop = if self.stop { Form::Text(".") } else { Form::Row(Vec::new()) };
        let usual = Form::Row(usual.into_iter().chain([number.clone(), stop]).collect());
        let usual = usual.read(label, RARITY.no_reference);
        if usual.as_ref().is_some_and(|usual| usual.nats < RARITY.misread) {
            return usual;
        }
        let codes = self.codes.iter().flat_map(|code| [letters(code), letters(&dotted(code))]);
        let others = Form::Either(codes.chain([Form::Row(Vec::new())]).collect());
        let other = Form::Row(vec![others, blank(), number, Form::Char('.').or_none()]);
        let well_formed = other.read(label, RARITY.misread);
        well_formed.map(|well_formed| Reading { margin: f32::INFINITY, ..well_formed }).or(usual)
    }

    /// The form of a label's number.
    fn number(&self, above: Option<&str>) -> Form {
        let digits = || Form::digit().repeated();
        // a blank between digits is what is left of a full stop
        let lost = Form::Row(vec![Form::Stray(|character| character == ' '), Form::Text(".")]);
        let part = Form::Row(vec![Form::Either(vec![Form::Char('.'), lost]), digits()]);
        let more = || part.clone().repeated().or_none();
        // no reference begins with a nought
        let first = Form::Class(|character| matches!(character, '1'..='9'));
        let mut own = vec![first, digits().or_none()];
        own.extend(vec![part.clone(); self.parts.saturating_sub(1)]);
        own.push(more());
        let own = Form::Row(own);
        let Some(above) = above else { return own };
        let begins = letters(above);
        let ended = if above.split('.').count() >= self.parts {
            begins.clone()
        } else {
            // the rest of it is on the next page
            Form::Row(vec![begins.clone(), Form::Char('.')])
        };
        let below = Form::Row(vec![begins, Form::Text("."), digits(), more()]);
        Form::Either(vec![below, ended.seldom(RARITY.ended), own.seldom(RARITY.foreign)])
    }
}

/// Whether a second reading may be of the same figure as the first, of so many digits: one with more or fewer is not, unless
/// the first was no figure, which may have lost a digit or got one.
fn may_be_same(first: usize, again: &str, is_figure: bool) -> bool {
    digits(again).abs_diff(first) <= usize::from(!is_figure)
}

/// The form of letters and figures, none of which is lost, as the marks between them may be.
fn letters(text: &str) -> Form {
    let each = |character| if character == '.' { Form::Text(".") } else { Form::Char(character) };
    Form::Row(text.chars().map(each).collect())
}

/// Letters with a full stop after each.
fn dotted(letters: &str) -> String {
    letters.chars().flat_map(|letter| [letter, '.']).collect()
}

/// Whether only the size of a letter tells a capital from a small one, as nothing does where all of a label's are such; a
/// label begins with capitals.
fn is_alike_in_both_cases(character: char) -> bool {
    matches!(character, 'o' | 's' | 'O' | 'S' | '.')
}

/// Puts lone words right that are misread placeholders: nearly one that the entity's tables print, or read as one where
/// nothing but their letters can stand.
fn placeholders(
    table: &mut JoinedTable,
    pages: &[PageTables],
    habits: &Habits<'_>,
    again: &Answer<'_>,
    findings: &mut Vec<Finding>,
) {
    let known = &habits.placeholders;
    if known.is_empty() {
        return;
    }
    let letters: String = known.iter().map(String::as_str).collect();
    for cell in &mut table.cells {
        let page = &pages[cell.page];
        let last = cell.lines.len().saturating_sub(1);
        let texts = cell.lines.iter().filter(|line| !habits.words.has(&line.text)).count();
        let mut margin = f32::INFINITY;
        for (at, line) in cell.lines.iter_mut().enumerate().filter(|(_, line)| line.is_recognised()) {
            let doubtful = line.doubt >= TOLERANCES.lone_doubt;
            // it stands alone or beside that of the other language; or below the other's text, which may end in a short
            // word of its own, so that this counts only where it was hard to read
            let may = texts == 1 || at == last && doubtful;
            if habits.words.has(&line.text) || !may {
                continue;
            }
            let again = || doubtful.then(|| again(&asked(page, line.bbox, &letters))).flatten();
            if let Some(word) = misread_placeholder(&line.text, known, again) {
                findings.push(
                    misread(&line.text, &word.text, word.margin)
                        .at(page.head.number, page.head.to_viewer(cell.bbox)),
                );
                rename(line, &word.text);
                margin = margin.min(word.margin);
            }
        }
        cell.doubt_reading(margin);
    }
}

/// The placeholder, of those that an entity's tables print, for which a short text was misread; `again` reads it again.
fn misread_placeholder(
    text: &str,
    known: &BTreeSet<String>,
    again: impl FnOnce() -> Option<String>,
) -> Option<Reading> {
    let word = text.trim_matches(|character: char| !character.is_alphanumeric());
    if !(1..=TOLERANCES.placeholder).contains(&word.chars().count()) {
        return None;
    }
    // a word of two letters is one letter off too many others
    let form =
        |word: &String| if word.chars().count() > 2 { Form::Word(word.clone()) } else { Form::chars(word) };
    let form = Form::Either(known.iter().map(form).collect());
    let read = |text: &str| form.read(text, RARITY.no_placeholder);
    let has_digit = || word.chars().any(|character| character.is_ascii_digit());
    read(word).or_else(|| if has_digit() { None } else { read(&again()?).filter(|again| again.nats == 0.0) })
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn misread(read: &str, taken: &str, margin: f32) -> Finding {
    let margin = if margin < TOLERANCES.sure { "little" } else { "clear" };
    Finding::new(Code::B209).with("read", excerpt(read)).with("taken", excerpt(taken)).with("margin", margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(labels: &[&str]) -> Habit {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        Habit::of(&labels, vec!["OO".to_owned(), "OD".to_owned()])
    }

    /// What a label stands for below a number.
    fn printed(habit: &Habit, label: &str, above: Option<&str>) -> Option<String> {
        habit.read(label, above).map(|reading| reading.text)
    }

    #[test]
    fn a_misread_reference_is_what_its_column_leaves() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3", "OO. 14", "O.O. 2.1"]);
        for (read, above, right) in [
            ("O.O. 14", "1", "O.O. 1.4"),
            ("OO. 12", "1", "O.O. 1.2"),
            ("0.0. 1,7", "1", "O.O. 1.7"),
            ("0017", "1", "O.O. 1.7"),
            ("©.O. 2.4", "2", "O.O. 2.4"),
            ("O.O. 1.l", "1", "O.O. 1.1"),
            ("O.O. 1.10", "1", "O.O. 1.10"),
            ("O.O. 01.5", "1", "O.O. 1.5"),
            ("O.O. 026", "2", "O.O. 2.6"),
            ("O.O. 1 4", "2", "O.O. 1.4"),
        ] {
            assert_eq!(printed(&column, read, Some(above)).as_deref(), Some(right), "{read}");
        }
    }

    #[test]
    fn a_column_is_not_put_right_by_its_commonest_misreading() {
        let column = habit(&["©O. 1.1", "©O. 1.2", "©O. 1.3", "O.O.1.4"]);
        for (read, right) in [("©O. 1.1", "O.O. 1.1"), ("O.O.1.4", "O.O. 1.4")] {
            assert_eq!(printed(&column, read, Some("1")).as_deref(), Some(right));
        }
    }

    #[test]
    fn a_well_formed_reference_stays_whatever_most_of_its_column_are() {
        let column = habit(&["5.7", "5.8", "5.9"]);
        for label in ["O.O.5.9", "O.O. 5.9", "O.D. 5.9", "OD 5.9"] {
            assert_eq!(printed(&column, label, None).as_deref(), Some(label));
        }
        let column = Habit { parts: 1, ..column };
        assert_eq!(printed(&column, "O.O.9", None).as_deref(), Some("O.O.9"));
        let column = habit(&["O.O. 1.2", "O.O. 1.3"]);
        for label in ["O.D. 1.4", "OD 1.4", "1.4"] {
            assert_eq!(printed(&column, label, Some("1")).as_deref(), Some(label));
        }
    }

    #[test]
    fn an_abbreviation_has_a_full_stop_after_each_letter_or_none() {
        for (label, right) in [("O.S1", "O.S.1"), ("OS 1", "OS 1"), ("O.S.1", "O.S.1")] {
            assert_eq!(printed(&habit(&[label]), label, None).as_deref(), Some(right));
        }
    }

    #[test]
    fn a_second_reading_with_other_digits_is_of_another_figure() {
        assert!(may_be_same(2, "37", true) && may_be_same(1, "80%", false));
        assert!(!may_be_same(2, "8%", true) && !may_be_same(1, "19", true));
        assert!(may_be_same(1, "71", false) && !may_be_same(1, "715", false));
    }

    #[test]
    fn what_fits_in_no_way_is_left() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3"]);
        for read in ["leken 1.7", "O.O.", "A.B. 1.2", "O.O. 7"] {
            assert_eq!(printed(&column, read, Some("1")), None, "{read}");
        }
    }

    #[test]
    fn a_column_ends_its_references_as_most_of_them_do() {
        let column = habit(&["OO 1.1.", "OO 1.2.", "oo 2.3", "OO 24;"]);
        assert_eq!(printed(&column, "oo 2.3", Some("2")).as_deref(), Some("OO 2.3."));
        let column = habit(&["O.O.2.1", "O.O.2. 7"]);
        for read in ["O.O.2.", "O.02."] {
            assert_eq!(printed(&column, read, Some("2")).as_deref(), Some("O.O.2."));
        }
        assert_eq!(printed(&column, "O.O.2.", Some("3")), None);
        assert_eq!(printed(&column, "O.O.2 7", None).as_deref(), Some("O.O.2.7"));
        assert_eq!(printed(&column, "O.O. 27", None), None);
        assert_eq!(printed(&habit(&["1.1", "1.2", "2.3"]), "13", Some("1.3")).as_deref(), Some("1.3"));
        let column = habit(&["oo 1.1.", "oo 1.2.", "OO 2.3"]);
        assert_eq!(printed(&column, "oo 1.1.", Some("1")).as_deref(), Some("OO 1.1."));
    }

    #[test]
    fn a_misread_placeholder_is_one_that_the_tables_print() {
        let known = BTreeSet::from(["nvt".to_owned(), "pa".to_owned()]);
        let taken =
            |text: &str, again: Option<&str>| misread_placeholder(text, &known, || again.map(str::to_owned));
        for (text, again, printed) in [
            ("nw", None, Some("nvt")),
            ("nu", None, Some("nvt")),
            ("nv.", None, Some("nvt")),
            ("nut", None, Some("nvt")),
            ("nt", None, Some("nvt")),
            ("nvtt", None, Some("nvt")),
            ("NVT", None, Some("nvt")),
            ("‘pa", None, Some("pa")),
            ("mt", Some("nvt"), Some("nvt")),
            ("Oor", Some("pat"), None),
            ("7a", Some("pa"), None),
            ("par", None, None),
            ("nee", None, None),
            ("bacs", None, None),
            ("novate", Some("nvt"), None),
        ] {
            assert_eq!(taken(text, again).map(|read| read.text).as_deref(), printed, "{text}");
        }
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
