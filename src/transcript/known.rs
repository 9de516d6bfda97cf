//! References that rows have lost, from another table that says the same of an objective.
//!
//! A report names an objective in its table of objectives and in that of indicators, by the same title and often with the
//! same account. Where a page lost the reference beside a title, the other table has it. Not for what a row is named by
//! itself: a reference that is written stays.

use std::collections::HashMap;

use super::RawTable;
use super::align::Seen;
use super::rows::Rows;
use super::shapes::Shape;
use crate::columns::Role;
use crate::wording::letters;

/// Limits of this step, in letters where nothing else is said.
struct Limits {
    /// A title that tells an objective has at least so many.
    title: usize,
    /// So many letters at the begin of a running text tell it.
    account: usize,
    /// A row leans to a language by at least so much, in nats.
    lean: f32,
}

const LIMITS: Limits = Limits { title: 12, account: 60, lean: 1.0 };

/// A part of a table of records, whose rows are known.
pub(super) struct Part<'p> {
    pub(super) table: &'p RawTable,
    pub(super) seen: &'p [Option<Seen>],
    pub(super) roles: Vec<Role>,
    /// The table that it is a part of, and the administration whose table that is.
    pub(super) of_table: usize,
    pub(super) entity: usize,
}

/// How surely a row is of the objective that it stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surety {
    /// Nothing tells.
    None,
    /// It is the second row of the record above, on the page before.
    Below,
    /// It is the second row of the record above, on the same page.
    Beside,
    /// It has its reference.
    Own,
}

/// The references of an objective, as a row has them.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) label: String,
    /// That of its strategic objective.
    pub(super) strategic: Option<String>,
    surety: Surety,
}

/// A row, by its part and its place there.
type At = (usize, usize);

/// A text that stands under a reference.
struct Told {
    letters: String,
    part: usize,
    name: Name,
}

/// What is known of the rows before they are named.
struct Rest {
    surety: Surety,
    /// The reference in force.
    label: Option<String>,
}

/// Gives rows without a reference the one that another table of the same administration has beside their texts.
pub(super) fn name(parts: &[Part<'_>], rows: &mut [Rows]) {
    let (told, rests) = told(parts, rows);
    let mut named: Vec<(At, Name)> = Vec::new();
    let mut copies: Vec<At> = Vec::new();
    for (part, rests) in rests.iter().enumerate() {
        for (row, Rest { surety, label }) in rests.iter().enumerate() {
            let is_record = rows[part].rows[row].begins;
            if *surety == Surety::Beside
                || !is_record && !has(&parts[part], &rows[part], row, |role| role == Role::OperationalTitle)
            {
                continue;
            }
            let Some(found) = other(parts, &told, &texts(&parts[part], &rows[part], row), part, *surety)
            else {
                continue;
            };
            let is_in_force =
                |label: &Option<String>| label.as_deref().map(letters) == Some(letters(&found.label));
            if *surety == Surety::Own {
                // its reference is the next row's, and it is the Dutch row of the one above
                let above = row.checked_sub(1).and_then(|above| rests[above].label.clone());
                let below = rests[row + 1..].iter().find(|rest| rest.surety == Surety::Own);
                let is_copy = below.is_some_and(|below| below.label == *label);
                if is_copy && is_in_force(&above) {
                    copies.push((part, row));
                }
            } else if !is_in_force(label) {
                named.push(((part, row), found));
            }
        }
    }
    for (at, found) in named {
        let first = begin(parts, rows, at);
        if first != at {
            rows[at.0].rows[at.1].begins = false;
        }
        rows[first.0].rows[first.1].named.get_or_insert(found);
    }
    for (part, row) in copies.into_iter().rev() {
        rows[part].absorb(row, parts[part].table, parts[part].seen, &parts[part].roles);
    }
}

/// The one reference that other tables have beside some texts, where they tell more surely than the row itself does.
fn other(parts: &[Part<'_>], told: &[Told], texts: &[String], part: usize, surety: Surety) -> Option<Name> {
    let least = if surety == Surety::Own { Surety::None } else { surety };
    let labels = told.iter().filter(|told| {
        parts[told.part].of_table != parts[part].of_table
            && parts[told.part].entity == parts[part].entity
            && told.name.surety > least
            && texts.iter().any(|text| is_same(text, &told.letters))
    });
    let labels: Vec<&Name> = labels.map(|told| &told.name).collect();
    let first = labels.iter().copied().max_by_key(|name| name.surety)?;
    labels.iter().all(|name| letters(&name.label) == letters(&first.label)).then(|| first.clone())
}

/// What stands under each reference, and how surely each row does.
fn told(parts: &[Part<'_>], rows: &mut [Rows]) -> (Vec<Told>, Vec<Vec<Rest>>) {
    let mut told: Vec<Told> = Vec::new();
    let mut rests: Vec<Vec<Rest>> = Vec::new();
    // the reference in force, the part that has it, and whether its Dutch row may follow
    let mut in_force: Option<(String, usize, bool)> = None;
    let mut strategic: Option<String> = None;
    // whether the row of the reference in force has the title of its strategic objective
    let mut has_objective = false;
    let objectives = objectives(parts, rows);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && parts[at - 1].of_table != part.of_table {
            (in_force, strategic) = (None, None);
        }
        let mut own = Vec::new();
        for row in 0..rows[at].rows.len() {
            strategic = reference(part, &rows[at], row, Role::StrategicRef).or(strategic);
            let label = reference(part, &rows[at], row, Role::OperationalRef);
            let has_title = has(part, &rows[at], row, |role| role == Role::OperationalTitle);
            let lean = rows[at].lean(row, part.seen);
            let is_objective = has(part, &rows[at], row, |role| role == Role::StrategicTitle);
            if label.is_some() {
                has_objective = is_objective;
            } else if has_objective && rows[at].rows[row].lost_names {
                // the Dutch row of that record
                rows[at].rows[row].begins = false;
            }
            let surety = match (&label, &in_force) {
                (Some(label), _) => {
                    in_force = Some((label.clone(), at, has_title && lean > -LIMITS.lean));
                    Surety::Own
                }
                (None, Some((_, of, true))) if *of == at && (!has_title || lean < 0.0) => Surety::Beside,
                (None, Some((label, _, true))) if !has_title || lean < 0.0 => {
                    // the title of another strategic objective
                    let own = objective(part, &rows[at], row);
                    let is_other = own.and_then(|own| objectives.get(&own)).is_some_and(|numbers| {
                        number(label).is_some_and(|number| numbers.iter().all(|other| other != number))
                    });
                    if is_other { Surety::None } else { Surety::Below }
                }
                _ => Surety::None,
            };
            if let Some((label, ..)) = in_force.as_ref().filter(|_| surety != Surety::None) {
                let strategic =
                    strategic.clone().filter(|strategic| strategic_number(strategic) == number(label));
                // a Dutch row has no reference of its own: it may be the next record's
                let surety =
                    if surety == Surety::Own && lean < -LIMITS.lean { Surety::Below } else { surety };
                for letters in texts(part, &rows[at], row) {
                    let name = Name { label: label.clone(), strategic: strategic.clone(), surety };
                    told.push(Told { letters, part: at, name });
                }
            }
            if label.is_none() && has_title {
                // its Dutch row has been, or it is of another record
                if surety == Surety::None && lean < -LIMITS.lean && in_force.is_some() {
                    rows[at].rows[row].begins |= begins_a_title(part, &rows[at], row);
                }
                in_force = in_force.take().map(|(label, of, _)| (label, of, false));
            }
            own.push(Rest { surety, label: in_force.as_ref().map(|(label, ..)| label.clone()) });
        }
        rests.push(own);
    }
    (told, rests)
}

/// The letters of the title of a row's strategic objective.
fn objective(part: &Part<'_>, rows: &Rows, row: usize) -> Option<String> {
    let column = part.roles.iter().position(|&role| role == Role::StrategicTitle)?;
    let cells = rows.rows[row].columns.get(column)?;
    let text: String = cells.iter().map(|&cell| letters(&part.table.cells[cell].text())).collect();
    (text.len() >= LIMITS.title).then_some(text)
}

/// The numbers of strategic objectives that stand beside each title of one, or in the row above it.
fn objectives(parts: &[Part<'_>], rows: &[Rows]) -> HashMap<String, Vec<String>> {
    let mut known: HashMap<String, Vec<String>> = HashMap::new();
    for (part, rows) in parts.iter().zip(rows) {
        let mut above: Option<(usize, String)> = None;
        for row in 0..rows.rows.len() {
            let own = reference(part, rows, row, Role::StrategicRef);
            let own = own.as_deref().and_then(strategic_number).map(str::to_owned);
            let label = match (own, &above) {
                (Some(own), _) => Some(own),
                (None, Some((at, above))) if at + 1 == row => Some(above.clone()),
                _ => None,
            };
            if let (Some(label), Some(title)) = (&label, objective(part, rows, row)) {
                let numbers = known.entry(title).or_default();
                if !numbers.contains(label) {
                    numbers.push(label.clone());
                }
            }
            let has_own = reference(part, rows, row, Role::StrategicRef).is_some();
            above = label.filter(|_| has_own).map(|label| (row, label));
        }
    }
    known
}

/// Whether the title of a row begins as a title does.
fn begins_a_title(part: &Part<'_>, rows: &Rows, row: usize) -> bool {
    let titles = rows.rows[row].columns.iter().zip(&part.roles);
    let mut cells = titles.filter(|(_, role)| **role == Role::OperationalTitle).flat_map(|(cells, _)| cells);
    cells.next().is_some_and(|&cell| part.seen[cell].as_ref().is_some_and(|seen| !seen.low))
}

/// The first number of a reference.
pub(super) fn number(label: &str) -> Option<&str> {
    numbers(label).next()
}

/// The number of a strategic objective: the last one, since a letter of its code may be misread as a figure.
fn strategic_number(label: &str) -> Option<&str> {
    numbers(label).last()
}

fn numbers(label: &str) -> impl Iterator<Item = &str> {
    label.split(|character: char| !character.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// The row in which the record of a named row begins: French running text right above a Dutch row is its French row's rest,
/// where the row over it is Dutch too.
fn begin(parts: &[Part<'_>], rows: &[Rows], (part, row): At) -> At {
    let lean = |(part, row): At| rows[part].lean(row, parts[part].seen);
    if lean((part, row)) > -LIMITS.lean {
        return (part, row);
    }
    let above = |(part, row): At| -> Option<At> {
        if let Some(above) = row.checked_sub(1) {
            return Some((part, above));
        }
        let above = part.checked_sub(1).filter(|&above| parts[above].of_table == parts[part].of_table)?;
        Some((above, rows[above].rows.len().checked_sub(1)?))
    };
    let is_rest = |at: &At| {
        let (part, row) = *at;
        lean(*at) > LIMITS.lean
            && reference(&parts[part], &rows[part], row, Role::OperationalRef).is_none()
            && !has(&parts[part], &rows[part], row, |role| role.is_title() || role.is_figure())
    };
    let mut first = (part, row);
    while let Some(at) = above(first).filter(is_rest) {
        first = at;
    }
    match above(first) {
        Some(over) if lean(over) > -LIMITS.lean && first != (part, row) => (part, row),
        _ => first,
    }
}

/// The reference of a role that a row has written in it.
fn reference(part: &Part<'_>, rows: &Rows, row: usize, role: Role) -> Option<String> {
    let column = part.roles.iter().position(|&other| other == role)?;
    let cells = rows.rows[row].columns.get(column)?;
    let mut cells = cells.iter().filter(|&&cell| {
        let shape = part.seen[cell].as_ref().map(|seen| seen.shape);
        matches!(shape, Some(Shape::Operational | Shape::Number | Shape::Strategic))
    });
    cells.next().map(|&cell| part.table.cells[cell].text())
}

fn has(part: &Part<'_>, rows: &Rows, row: usize, is: impl Fn(Role) -> bool) -> bool {
    rows.rows[row].has(&part.roles, is)
}

/// What a row says that tells its objective: the letters of its title, and of its running texts.
fn texts(part: &Part<'_>, rows: &Rows, row: usize) -> Vec<String> {
    let columns = rows.rows[row].columns.iter().zip(&part.roles);
    let long = columns.flat_map(|(cells, role)| {
        let least = match role {
            Role::OperationalTitle => LIMITS.title,
            Role::Description | Role::Deviation | Role::Actions => LIMITS.account,
            _ => usize::MAX,
        };
        let texts = cells.iter().flat_map(|&cell| &part.table.cells[cell].paragraphs);
        texts.map(|paragraph| letters(&paragraph.text)).filter(move |letters| letters.len() >= least)
    });
    long.collect()
}

/// Whether two texts are one, or one is in the other from its begin on.
fn is_same(text: &str, known: &str) -> bool {
    let head = |text: &str| text.char_indices().nth(LIMITS.account).map(|(at, _)| text[..at].to_owned());
    text == known || head(text).is_some_and(|head| known.contains(&head))
}
