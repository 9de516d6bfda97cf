//! Cells that were read from pictures, put right where their column's grammar leaves one reading, and read again where it
//! leaves none.
//!
//! A column of references has its own way of printing them, which most of its cells show; a figure is a number; a budget
//! reference has thirteen digits; a lone word that is nearly the table's placeholder is it. What is changed is diagnosed.
//! This comes before rows become records, since references tell rows apart. Not for running texts.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use super::budget::{self, digits};
use super::figure;
use crate::columns::Role;
use crate::diagnostic::{Code, Finding, excerpt};
use crate::geometry::Rect;
use crate::join::{Joined, JoinedCell, JoinedTable};
use crate::scan::{Asked, as_digits, looks_like};
use crate::tables::PageTables;
use crate::wording::Placeholders;
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
}

const TOLERANCES: Tolerances =
    Tolerances { doubt: 12, lone_doubt: 10, most: 100.0, figure: 10, placeholder: 4 };

/// The characters of figures, and what may stand before them.
const FIGURE: &str = "0123456789,.%-<>";

/// Gives what stands in places of pages' pictures, read again.
pub(crate) type Again<'a> = dyn Fn(&[Asked]) -> Vec<Option<String>> + 'a;

/// Puts the cells of all tables right. What has to be read again is asked for all at once, so that pages are looked at once
/// and side by side.
pub(crate) fn reread(joined: &mut Joined, pages: &[PageTables], known: &Placeholders, again: &Again<'_>) {
    let asked = RefCell::new(Vec::new());
    let mut findings = put_right(joined, pages, known, &|place: &Asked| {
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
        findings.extend(put_right(joined, pages, known, &answer));
    }
    joined.findings.extend(findings);
}

/// Tells what stands in a place, read again; nothing where that is not known.
type Answer<'a> = dyn Fn(&Asked) -> Option<String> + 'a;

fn put_right(
    joined: &mut Joined,
    pages: &[PageTables],
    known: &Placeholders,
    again: &Answer<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &mut joined.tables {
        if !table.cells.iter().any(is_recognised) {
            continue;
        }
        let mut changes: Vec<(usize, String)> = Vec::new();
        {
            let cells = Cells { table, pages, known, again };
            let strategic = cells.references(Role::StrategicRef, &HashMap::new(), &mut changes);
            let operational = cells.references(Role::OperationalRef, &strategic, &mut changes);
            cells.references(Role::KpiRef, &operational, &mut changes);
            for role in [Role::Red, Role::Green, Role::Result, Role::Weight] {
                cells.figures(role, &mut changes);
            }
            cells.budget(&mut changes);
        }
        for (cell, text) in changes {
            let cell = &mut table.cells[cell];
            let (page, before) = (&pages[cell.page], cell.text());
            // where blanks stand in a transcript's label is no matter
            let same = page.head.transcribed && without_blanks(&before) == without_blanks(&text);
            if before != text && !same {
                findings.push(misread(&before, &text).at(page.head.number, page.head.to_viewer(cell.bbox)));
                rewrite(cell, &text);
            }
        }
        placeholders(table, pages, known, again, &mut findings);
    }
    findings
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

/// A table's cells, and the way to read them again.
struct Cells<'a> {
    table: &'a JoinedTable,
    pages: &'a [PageTables],
    known: &'a Placeholders,
    again: &'a Answer<'a>,
}

/// A label in its parts: letters and full stops, then a number.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    prefix: String,
    number: String,
}

impl Label {
    /// The parts of a label without blanks; a comma or colon before a digit is a full stop that was misread.
    fn of(text: &str) -> Self {
        let squashed: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        let at = squashed.find(|character: char| character.is_ascii_digit()).unwrap_or(squashed.len());
        let (prefix, number) = squashed.split_at(at);
        // no label has a sign of copyright: it is an O with the full stop behind it
        let prefix = prefix.replace('©', "O");
        let number: Vec<&str> = number
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect();
        Self { prefix, number: number.join(".") }
    }
}

impl Cells<'_> {
    /// The columns with a role.
    fn columns(&self, role: Role) -> impl Iterator<Item = usize> {
        let columns = self.table.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.role == role).map(|(index, _)| index)
    }

    /// The cells of a column from top to bottom, each once, with the bands in which they begin.
    fn cells(&self, column: usize) -> Vec<(usize, usize)> {
        let bands = self.table.bands.iter().enumerate();
        let mut cells: Vec<(usize, usize)> =
            bands.filter_map(|(band, cells)| Some((cells.cells.get(column).copied()??, band))).collect();
        cells.dedup_by_key(|(cell, _)| *cell);
        cells
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
        changes: &mut Vec<(usize, String)>,
    ) -> HashMap<usize, String> {
        let mut in_force = HashMap::new();
        for column in self.columns(role) {
            let cells: Vec<(usize, usize)> = self
                .cells(column)
                .into_iter()
                .filter(|&(cell, _)| !self.table.cells[cell].lines.is_empty())
                .collect();
            let text = |cell: usize| self.table.cells[cell].text();
            let habit = Habit::of(cells.iter().map(|&(cell, _)| text(cell)));
            for &(cell, band) in &cells {
                let label = text(cell);
                let begins = above.get(&band).map(String::as_str);
                let mut number = Label::of(&label).number;
                if is_recognised(&self.table.cells[cell])
                    && !self.known.has(&label)
                    && !budget::begins(&label)
                {
                    let righted = habit.righted(&label, begins).or_else(|| {
                        let characters = format!("0123456789.{}", habit.prefix);
                        habit.righted(&self.again(&self.table.cells[cell], &characters)?, begins)
                    });
                    if let Some(righted) = righted {
                        number = righted.number.trim_end_matches('.').to_owned();
                        changes.push((cell, habit.printed(&label, &righted)));
                    }
                }
                in_force.insert(band, number);
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
    fn figures(&self, role: Role, changes: &mut Vec<(usize, String)>) {
        let value = |text: &str| figure::read(Some(text)).value;
        let fits = |text: &str| value(text).is_some_and(|value| value <= TOLERANCES.most);
        for column in self.columns(role) {
            for (cell, _) in self.cells(column) {
                let (index, cell) = (cell, &self.table.cells[cell]);
                let text = cell.text();
                let short = text.chars().count() <= TOLERANCES.figure;
                if !is_recognised(cell) || !short || self.known.has(&text) {
                    continue;
                }
                let others: Vec<&str> = cell
                    .lines
                    .iter()
                    .map(|line| line.text.as_str())
                    .filter(|text| !is_strokes(text))
                    .collect();
                if others.len() < cell.lines.len() && fits(&others.join("\n")) {
                    changes.push((index, others.join("\n")));
                    continue;
                }
                let doubt = cell.lines.iter().map(|line| line.doubt).max().unwrap_or(0);
                let righted = as_digits(&text);
                if fits(&text) && doubt < TOLERANCES.doubt {
                    continue;
                }
                let again = self.again(cell, FIGURE);
                let again = again.filter(|again| fits(again) && may_be_same(&righted, again, fits(&text)));
                match again {
                    Some(again) if !fits(&text) || doubt >= TOLERANCES.doubt => changes.push((index, again)),
                    _ if !fits(&text) && fits(&righted) => changes.push((index, righted)),
                    _ if !fits(&text) && matches!(role, Role::Red | Role::Green) => {
                        changes.extend(compared(&text).map(|compared| (index, compared)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Puts the blanks of budget references right that have all their digits, and the full stops between them; reads again
    /// what has most of them.
    fn budget(&self, changes: &mut Vec<(usize, String)>) {
        let righted = |text: &str| budget::spaced(text).or_else(|| budget::stopped(text));
        for column in self.columns(Role::Budget) {
            for (index, _) in self.cells(column) {
                let cell = &self.table.cells[index];
                if !is_recognised(cell) {
                    continue;
                }
                let text = cell.text();
                let mut right = righted(&text);
                if budget::is_garbled(right.as_ref().unwrap_or(&text)) {
                    let again = self.again(cell, budget::ALPHABET);
                    let again = again.map(|again| righted(&again).unwrap_or(again));
                    right = again.filter(|again| budget::makes_up(again, &text)).or(right);
                }
                changes.extend(right.map(|right| (index, right)));
            }
        }
    }
}

/// How a column prints its references.
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
}

impl Habit {
    /// What most of a column's labels show.
    fn of(labels: impl Iterator<Item = String>) -> Self {
        let labels: Vec<String> = labels.collect();
        let parsed: Vec<Label> = labels.iter().map(|label| Label::of(label)).collect();
        let most = |values: Vec<String>| {
            let count = |value: &String| values.iter().filter(|other| *other == value).count();
            // of equals the first in the alphabet: whatever the order of the cells
            values.iter().max_by(|a, b| count(a).cmp(&count(b)).then(b.cmp(a))).cloned()
        };
        let prefix = most(parsed.iter().map(|label| label.prefix.clone()).collect()).unwrap_or_default();
        let mut prefix =
            if prefix.chars().all(is_alike_in_both_cases) { prefix.to_uppercase() } else { prefix };
        // a full stop follows each letter of an abbreviation or none: `O.S1` has lost the second, `OO.` the first
        if prefix.contains('.') && prefix.chars().all(is_alike_in_both_cases) {
            prefix =
                prefix.chars().filter(|letter| *letter != '.').flat_map(|letter| [letter, '.']).collect();
        } else if prefix.contains('.') && !prefix.ends_with('.') {
            prefix.push('.');
        }
        let parts = parsed.iter().map(|label| label.number.split('.').count().to_string()).collect();
        let stops = labels.iter().filter(|label| label.trim_end().ends_with(['.', ',', ':', ';'])).count();
        let blanks = labels.iter().filter(|label| label.trim().contains(' ')).count();
        Self {
            prefix,
            blank: 2 * blanks > labels.len(),
            parts: most(parts).and_then(|parts| parts.parse().ok()).unwrap_or(1),
            stop: 2 * stops > labels.len(),
        }
    }

    /// A label as the column must have it; `None` where no reading or more than one fits.
    fn righted(&self, label: &str, begins: Option<&str>) -> Option<Label> {
        let squashed = |parted: &str| label.split_whitespace().collect::<Vec<_>>().join(parted);
        // where the digits alone do not fit, a blank between them is what is left of a full stop
        self.fitted(&squashed(""), begins).or_else(|| self.fitted(&squashed("."), begins))
    }

    /// The same for a label without blanks.
    fn fitted(&self, squashed: &str, begins: Option<&str>) -> Option<Label> {
        let rest = without(squashed, &self.prefix)?;
        let number = Label::of(&as_digits(rest)).number;
        // no reference begins with a nought: it is a letter of the prefix
        let number = number.trim_start_matches(['0', '.']).to_owned();
        if number.is_empty()
            || !number.chars().all(|character| character.is_ascii_digit() || character == '.')
        {
            return None;
        }
        let label = |number: &str| Label { prefix: self.prefix.clone(), number: number.to_owned() };
        let begins = begins.filter(|begins| !begins.is_empty());
        match begins {
            // a full stop that the scan lost, or that was misread: the number above it says where it was
            Some(above) => {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                let own: String = above.chars().filter(char::is_ascii_digit).collect();
                if number.starts_with(&format!("{above}.")) {
                    Some(label(&number))
                } else if digits == own && above.split('.').count() >= self.parts {
                    Some(label(above))
                } else if digits == own && squashed.ends_with('.') {
                    // the rest of it is on the next page
                    Some(label(&format!("{above}.")))
                } else if !number.contains('.') && digits.len() > own.len() && digits.starts_with(&own) {
                    Some(label(&format!("{above}.{}", &digits[own.len()..])))
                } else {
                    Some(label(&number)).filter(|_| number.split('.').count() >= self.parts)
                }
            }
            None if number.split('.').count() >= self.parts => Some(label(&number)),
            None => None,
        }
    }

    /// A label in the column's way; with a blank too where the misread one had one.
    fn printed(&self, misread: &str, label: &Label) -> String {
        let blank = if self.blank || misread.trim().contains(' ') { " " } else { "" };
        let stop = if self.stop && !label.number.ends_with('.') { "." } else { "" };
        format!("{}{blank}{}{stop}", label.prefix, label.number)
    }
}

/// Whether a second reading may be of the same figure as the first: one with more or fewer digits is not, unless the first
/// was no figure, which may have lost a digit or got one.
fn may_be_same(first: &str, again: &str, is_figure: bool) -> bool {
    digits(again).abs_diff(digits(first)) <= usize::from(!is_figure)
}

/// Whether a line is what is left of rules, as no line of a figure is.
fn is_strokes(line: &str) -> bool {
    line.chars().all(|character| matches!(character, 'l' | '|'))
}

/// A threshold above two hundred percent as one below a hundred that is not to be fallen short of: the engine has no letter
/// for that sign, and takes it for a two.
fn compared(text: &str) -> Option<String> {
    let rest =
        text.strip_prefix('2').filter(|rest| rest.ends_with('%') && !rest.starts_with(['0', ' ', '%']))?;
    Some(format!("≥ {rest}"))
}

/// Whether only the size of a letter tells a capital from a small one, as nothing does where all of a label's are such; a
/// label begins with capitals.
fn is_alike_in_both_cases(character: char) -> bool {
    matches!(character, 'o' | 's' | 'O' | 'S' | '.')
}

/// What follows a prefix, of which letters, full stops and figures that look alike may stand for one another; all of the
/// text where there is no prefix.
fn without<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let mut wanted = prefix.chars().filter(|character| character.is_alphanumeric());
    let mut rest = text;
    for _ in 0..letters(prefix) {
        rest = rest.trim_start_matches(|character: char| !character.is_alphanumeric() && character != '©');
        let mut characters = rest.chars();
        let (found, wanted) = (characters.next()?, wanted.next()?);
        if looks_like(found) != looks_like(wanted) {
            return None;
        }
        rest = characters.as_str();
    }
    Some(rest)
}

/// Puts lone words right that are misread placeholders: nearly one that the table prints, or read as one where nothing
/// but their letters can stand.
fn placeholders(
    table: &mut JoinedTable,
    pages: &[PageTables],
    words: &Placeholders,
    again: &Answer<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for line in table.cells.iter().flat_map(|cell| &cell.lines).filter(|line| words.has(&line.text)) {
        *known.entry(line.text.clone()).or_default() += 1;
    }
    known.retain(|word, times| word.len() > 1 && *times > 1);
    let letters: String = known.keys().map(String::as_str).collect();
    if known.is_empty() {
        return;
    }
    for cell in &mut table.cells {
        let page = &pages[cell.page];
        let last = cell.lines.len().saturating_sub(1);
        let texts = cell.lines.iter().filter(|line| !words.has(&line.text)).count();
        for (at, line) in cell.lines.iter_mut().enumerate().filter(|(_, line)| line.is_recognised()) {
            let doubtful = line.doubt >= TOLERANCES.lone_doubt;
            // it stands alone or beside that of the other language; or below the other's text, which may end in a short
            // word of its own, so that this counts only where it was hard to read
            let may = texts == 1 || at == last && doubtful;
            if words.has(&line.text) || !may {
                continue;
            }
            let again = || doubtful.then(|| again(&asked(page, line.bbox, &letters))).flatten();
            if let Some(word) = misread_placeholder(&line.text, &known, again) {
                findings
                    .push(misread(&line.text, &word).at(page.head.number, page.head.to_viewer(cell.bbox)));
                rename(line, &word);
            }
        }
    }
}

/// The placeholder, of those that a table prints, for which a short text was misread; `again` reads it again.
fn misread_placeholder(
    text: &str,
    known: &BTreeMap<String, usize>,
    again: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let word = text.trim_matches(|character: char| !character.is_alphanumeric());
    if !(1..=TOLERANCES.placeholder).contains(&word.chars().count()) {
        return None;
    }
    let near: Vec<&String> = known.keys().filter(|known| is_near(word, known)).collect();
    match near[..] {
        _ if known.contains_key(word) => Some(word.to_owned()),
        [near] => Some(near.clone()),
        _ if word.chars().any(|character| character.is_ascii_digit()) => None,
        _ => again().filter(|again| known.contains_key(again)),
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn misread(read: &str, taken: &str) -> Finding {
    Finding::new(Code::B209).with("read", excerpt(read)).with("taken", excerpt(taken))
}

/// Whether a word differs from a placeholder of more than two letters in one letter, or has one more or less, or one for
/// two that touch.
fn is_near(word: &str, placeholder: &str) -> bool {
    let (word, placeholder) = (word.to_lowercase(), placeholder.to_lowercase());
    let parted = |word: &str| word.replace(['w', 'u'], "vt");
    placeholder.chars().count() > 2
        && (strsim::levenshtein(&word, &placeholder) <= 1 || parted(&word) == parted(&placeholder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(labels: &[&str]) -> Habit {
        Habit::of(labels.iter().map(|label| (*label).to_owned()))
    }

    #[test]
    fn a_misread_reference_is_what_its_column_leaves() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3", "OO. 14", "O.O. 2.1"]);
        for (read, above, printed) in [
            ("O.O. 14", "1", "O.O. 1.4"),
            ("OO. 12", "1", "O.O. 1.2"),
            ("0.0. 1,7", "1", "O.O. 1.7"),
            ("0017", "1", "O.O. 1.7"),
            ("©.O. 2.4", "2", "O.O. 2.4"),
            ("O.O. 1.l", "1", "O.O. 1.1"),
            ("O.O. 1.10", "1", "O.O. 1.10"),
            ("O.O. 01.5", "1", "O.O. 1.5"),
            ("O.O. 026", "2", "O.O. 2.6"),
        ] {
            let righted = column.righted(read, Some(above)).unwrap();
            assert_eq!(column.printed(read, &righted), printed, "{read}");
        }
    }

    #[test]
    fn a_column_is_not_put_right_by_its_commonest_misreading() {
        let column = habit(&["©O. 1.1", "©O. 1.2", "©O. 1.3", "O.O.1.4"]);
        for (read, printed) in [("©O. 1.1", "O.O. 1.1"), ("O.O.1.4", "O.O. 1.4")] {
            let righted = column.righted(read, Some("1")).unwrap();
            assert_eq!(column.printed(read, &righted), printed);
        }
    }

    #[test]
    fn an_abbreviation_has_a_full_stop_after_each_letter_or_none() {
        for (label, printed) in [("O.S1", "O.S.1"), ("OS 1", "OS 1"), ("O.S.1", "O.S.1")] {
            let column = habit(&[label]);
            let righted = column.righted(label, None).unwrap();
            assert_eq!(column.printed(label, &righted), printed);
        }
    }

    #[test]
    fn a_two_before_a_percentage_is_a_sign_that_the_engine_does_not_know() {
        assert_eq!(compared("290%").as_deref(), Some("≥ 90%"));
        assert_eq!(compared("275,5 %").as_deref(), Some("≥ 75,5 %"));
        for text in ["200%", "2 %", "2%", "190%", "290"] {
            assert_eq!(compared(text), None, "{text}");
        }
    }

    #[test]
    fn a_second_reading_with_other_digits_is_of_another_figure() {
        assert!(may_be_same("47", "37", true) && may_be_same("8s", "80%", false));
        assert!(!may_be_same("88%", "8%", true) && !may_be_same("9", "19", true));
        assert!(may_be_same("7/", "71", false) && !may_be_same("7/", "715", false));
    }

    #[test]
    fn what_fits_in_no_way_is_left() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3"]);
        for read in ["leken 1.7", "O.O.", "A.B. 1.2", "O.O. 7"] {
            assert_eq!(column.righted(read, Some("1")), None, "{read}");
        }
    }

    #[test]
    fn a_column_ends_its_references_as_most_of_them_do() {
        let column = habit(&["OO 1.1.", "OO 1.2.", "oo 2.3", "OO 24;"]);
        let righted = column.righted("oo 2.3", Some("2")).unwrap();
        assert_eq!(column.printed("oo 2.3", &righted), "OO 2.3.");
        let column = habit(&["O.O.2.1", "O.O.2. 7"]);
        for read in ["O.O.2.", "O.02."] {
            let righted = column.righted(read, Some("2")).unwrap();
            assert_eq!(column.printed(read, &righted), "O.O.2.");
        }
        assert_eq!(column.righted("O.O.2.", Some("3")), None);
        assert_eq!(column.righted("O.O.2 7", None).unwrap().number, "2.7");
        assert_eq!(column.righted("O.O. 27", None), None);
        let column = habit(&["1.1", "1.2", "2.3"]);
        assert_eq!(column.righted("13", Some("1.3")).unwrap().number, "1.3");
        let column = habit(&["oo 1.1.", "oo 1.2.", "OO 2.3"]);
        let righted = column.righted("oo 1.1.", Some("1")).unwrap();
        assert_eq!(column.printed("oo 1.1.", &righted), "OO 1.1.");
    }

    #[test]
    fn a_misread_placeholder_is_one_that_the_table_prints() {
        let known = BTreeMap::from([("nvt".to_owned(), 6), ("pa".to_owned(), 6)]);
        let taken =
            |text: &str, again: Option<&str>| misread_placeholder(text, &known, || again.map(str::to_owned));
        for (text, again, printed) in [
            ("nw", None, Some("nvt")),
            ("nu", None, Some("nvt")),
            ("nv.", None, Some("nvt")),
            ("‘pa", None, Some("pa")),
            ("mt", Some("nvt"), Some("nvt")),
            ("Oor", Some("pat"), None),
            ("7a", Some("pa"), None),
            ("par", None, None),
            ("bacs", None, None),
            ("novate", Some("nvt"), None),
        ] {
            assert_eq!(taken(text, again).as_deref(), printed, "{text}");
        }
    }

    #[test]
    fn words_are_near_that_differ_in_a_letter() {
        assert!(
            is_near("nut", "nvt") && is_near("nt", "nvt") && is_near("nvtt", "nvt") && is_near("nw", "nvt")
        );
        assert!(
            !is_near("net", "pa") && !is_near("nee", "nvt") && !is_near("pa", "pb") && !is_near("par", "pa")
        );
    }
}
