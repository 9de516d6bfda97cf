//! What a band shows of itself: whether a record begins in it, or can at all, its language, and whether it goes on with
//! the band before the page break.
//!
//! Only measures; the decision is in `rows`.

use super::{Band, JoinedCell, JoinedTable, Vocabulary};
use crate::columns::Role;
use crate::language::{Edition, Language};
use crate::record::Kind;
use crate::tables::Making;
use crate::wording::{Placeholder, Placeholders, Wording, letters};
use crate::words::Line;

/// What stands in a band's column of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Key {
    /// Nothing.
    #[default]
    Blank,
    /// The end of a reference that a page break cut: figures without a label.
    Rest,
    /// A reference.
    Whole,
}

/// A band that is of no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    /// Nothing begins in it.
    Blank,
    /// It numbers the columns.
    Numbers,
    /// It has the mean or the sum of the rows above it.
    Summary,
}

/// What a band shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Why no record can begin in it, or `None`.
    pub(super) service: Option<Service>,
    /// The operational or the indicator's reference.
    pub(super) key: Key,
    /// Whether it is another reference than the one in force above.
    pub(super) own: bool,
    /// Whether a threshold, a result or a weight begins here.
    pub(super) figures: bool,
    /// Whether a strategic reference begins here.
    pub(super) strategic: bool,
    /// Whether it is the one that is in force above.
    pub(super) again: bool,
    /// Whether a cell that a record has once reaches from the band above into this one.
    pub(super) glued: bool,
    /// How much its texts are in the language that the table prints first (above 0) or in the second one (below 0).
    pub(super) lean: f32,
    /// How much its cells look like both languages one above the other (above 0) or like one language (below 0).
    pub(super) bilingual: f32,
    /// Whether it is a row of a transcript.
    pub(super) transcribed: bool,
    /// Whether the cells of the transcript show that a record begins in it, though it has no reference.
    pub(super) begins: bool,
    /// How much its texts go on where those of the band before the page break stop; 0 elsewhere.
    pub(super) continuity: f32,
}

impl Evidence {
    /// Whether it is a row of a transcript that nothing names.
    pub(super) fn is_nameless(&self) -> bool {
        self.transcribed && self.key == Key::Blank && !self.figures && !self.strategic && !self.begins
    }
}

/// Weights of this step; each is about how many nats the sign is worth, judged from how such tables are made.
struct Weights {
    /// A text's lean beyond this tells no more.
    lean: f32,
    /// A placeholder's language is sure.
    placeholder: f32,
    /// What a text begins with or ends with, at a page break.
    sentence: f32,
    /// Text below the break where there was none above it.
    from_nothing: f32,
    /// How much more two halves must lean than the whole before a cell counts as bilingual.
    split: f32,
    /// The same for each nat by which its lines lean: of many lines in one language, some lean to the other.
    stray: f32,
    /// A cell of one language: it may be one of two rows, or the half of a cell that a page break cut.
    single: f32,
}

const WEIGHTS: Weights = Weights {
    lean: 3.0,
    placeholder: 2.0,
    sentence: 1.5,
    from_nothing: 2.0,
    split: 1.5,
    stray: 0.05,
    single: 0.2,
};

/// So many columns at least are numbered by a row that numbers columns.
const NUMBERED: usize = 4;

/// The columns of titles that a record has for itself.
const TITLES: [Role; 2] = [Role::OperationalTitle, Role::KpiTitle];

/// The columns whose cells stand once a record, by kind of table.
fn single_roles(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::Objectives => &[
            Role::OperationalRef,
            Role::Budget,
            Role::Red,
            Role::Green,
            Role::Result,
            Role::OperationalTitle,
        ],
        Kind::Indicators => {
            &[Role::KpiRef, Role::Red, Role::Green, Role::Result, Role::Weight, Role::KpiTitle]
        }
    }
}

/// Whether the strategic reference of a band is the one that is in force above it.
pub(super) fn is_again(table: &JoinedTable, band: usize) -> bool {
    let column = table.columns.iter().position(|column| column.role == Role::StrategicRef);
    let label = |band: &Band| {
        let text = letters(&table.cells[band.cells[column?]?].text());
        (!text.is_empty()).then_some(text)
    };
    let above = table.bands[..band].iter().rev().find_map(label);
    above.is_some() && above == label(&table.bands[band])
}

/// Measures one band of a table in some languages; `above` is the one before it, and `references` are those in force,
/// column by column. In one language, none tells rows apart.
pub(super) fn of(
    table: &JoinedTable,
    band: &Band,
    above: Option<&Band>,
    references: &mut [String],
    edition: Edition,
    known: Vocabulary<'_>,
) -> Evidence {
    let mut evidence = Evidence {
        service: service(table, band, above, known.wording),
        transcribed: band.making == Making::Transcribed,
        begins: band.doubt.begins,
        ..Evidence::default()
    };
    for (column, id) in band.cells.iter().enumerate() {
        let Some(id) = *id else { continue };
        let cell = &table.cells[id];
        let role = table.columns[column].role;
        let before = above.and_then(|above| above.cells[column]);
        let begins = before != Some(id);
        if !begins {
            evidence.glued |= single_roles(table.kind).contains(&role);
            continue;
        }
        let text = cell.text();
        match role {
            Role::OperationalRef | Role::KpiRef if !text.is_empty() => {
                let before = before.map(|id| table.cells[id].text()).unwrap_or_default();
                let labelled = text.chars().any(char::is_alphabetic) || !band.first;
                let whole = labelled || (role == Role::KpiRef && !is_cut(&before));
                evidence.key = if whole { Key::Whole } else { Key::Rest };
                let in_force = &mut references[column];
                if whole {
                    let (number, above) = (number(&text), number(in_force));
                    evidence.own |= number.is_some() && above.is_some() && number != above;
                    in_force.clone_from(&text);
                } else {
                    in_force.push_str(&text);
                }
            }
            Role::StrategicRef => evidence.strategic |= text.chars().any(char::is_alphabetic),
            Role::Red | Role::Green | Role::Result | Role::Weight => evidence.figures |= !text.is_empty(),
            _ => {}
        }
        if role.is_account() || TITLES.contains(&role) {
            let is_told = edition.only().is_none() && table.columns[column].language.is_none();
            let bilingual = if is_told { bilingual(cell, edition.first(), known) } else { 0.0 };
            if role.is_account() {
                evidence.bilingual += bilingual;
            }
            // A cell with both languages says nothing of its row's.
            if is_told && bilingual <= 0.0 {
                evidence.lean += edition.first().sign() * side_of(&text, known);
            }
        }
        if band.first && (role.is_account() || TITLES.contains(&role)) {
            let before = before.map(|id| &table.cells[id]);
            evidence.continuity += continuity(before, &text, &known.wording.placeholder);
        }
    }
    evidence
}

/// The figures of a reference, and the full stops between them; `None` where it has none, or as many as one to the budget.
fn number(label: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let figures: String = label.chars().filter(|sign| sign.is_ascii_digit() || *sign == '.').collect();
    let figures = figures.trim_matches('.');
    (1..=LONGEST).contains(&figures.len()).then(|| figures.to_owned())
}

/// Whether a page break may have cut a label, so that figures alone below it are its rest: it has none, or ends with a
/// full stop.
fn is_cut(label: &str) -> bool {
    !label.is_empty() && (!label.chars().any(|sign| sign.is_ascii_digit()) || label.ends_with('.'))
}

/// Whether a band is of no record, and of what sort it is.
fn service(table: &JoinedTable, band: &Band, above: Option<&Band>, wording: &Wording) -> Option<Service> {
    let begins = |&(column, id): &(usize, usize)| {
        above.and_then(|above| above.cells[column]) != Some(id) && !table.cells[id].is_blank()
    };
    let cells = band.cells.iter().enumerate().filter_map(|(column, id)| Some((column, (*id)?)));
    let cells: Vec<(Role, String)> = cells
        .filter(begins)
        .map(|(column, id)| (table.columns[column].role, table.cells[id].text()))
        .collect();
    if cells.is_empty() {
        return Some(Service::Blank);
    }
    let ordinals: Vec<Option<u32>> = cells.iter().map(|(_, text)| ordinal(text)).collect();
    let in_turn = |pair: &[Option<u32>]| pair[0].zip(pair[1]).is_some_and(|(a, b)| a + 1 == b);
    if ordinals.len() >= NUMBERED && ordinals.windows(2).all(in_turn) {
        return Some(Service::Numbers);
    }
    let is_name = |(role, text): &(Role, String)| !role.is_figure() && wording.summary.has(text);
    let named = cells.iter().any(is_name);
    let rest = |cell: &&(Role, String)| !is_name(cell);
    let figures = cells
        .iter()
        .filter(rest)
        .all(|(role, text)| role.is_figure() || (!role.is_own_reference() && wording.placeholder.has(text)));
    // A title that a summary may have too, in the Dutch row of a record, stands without figures.
    let counts = cells.iter().any(|(role, text)| role.is_figure() && text.contains(char::is_numeric));
    let is_summary = |band: &Band| service(table, band, None, wording) == Some(Service::Summary);
    let below_one = || above.is_some_and(is_summary);
    (named && figures && (counts || below_one())).then_some(Service::Summary)
}

/// The number of a column as a row prints it that numbers columns: `3`, `(3)`, `c`, `(c)`.
fn ordinal(text: &str) -> Option<u32> {
    let text = text.trim_matches(['(', ')', '[', ']', ' ', '.']);
    match text.as_bytes() {
        [letter @ (b'a'..=b'z' | b'A'..=b'Z')] => Some(u32::from(letter.to_ascii_lowercase() - b'a')),
        _ => text.parse().ok(),
    }
}

/// How French (above 0) or Dutch (below 0) a text is.
pub(super) fn side_of(text: &str, known: Vocabulary<'_>) -> f32 {
    match known.wording.placeholder.find(text) {
        Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
        Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
        Some(Placeholder::Sign) => 0.0,
        None => known.languages.lean(text).clamp(-WEIGHTS.lean, WEIGHTS.lean),
    }
}

/// How much a cell looks like the first language above the other: 1, or a little below 0 where it is in one language.
fn bilingual(cell: &JoinedCell, first: Language, known: Vocabulary<'_>) -> f32 {
    let lean = |line: &Line| first.sign() * side_of(&line.text, known);
    let leans: Vec<f32> = cell.lines.iter().map(lean).collect();
    let whole: f32 = leans.iter().sum();
    let margin = WEIGHTS.split + WEIGHTS.stray * leans.iter().map(|lean| lean.abs()).sum::<f32>();
    let mut head = 0.0;
    let best = leans
        .iter()
        .map(|lean| {
            head += lean;
            head - (whole - head)
        })
        .fold(f32::NEG_INFINITY, f32::max);
    if best > whole.abs() + margin {
        1.0
    } else if whole.abs() > WEIGHTS.split {
        -WEIGHTS.single
    } else {
        0.0
    }
}

/// How much a text goes on with that of the cell before the page break.
fn continuity(before: Option<&JoinedCell>, text: &str, placeholders: &Placeholders) -> f32 {
    let Some(first) = text.chars().next() else { return 0.0 };
    let before = before.map(JoinedCell::text).unwrap_or_default();
    let Some(last) = before.chars().next_back() else { return -WEIGHTS.from_nothing };
    if let Some(Placeholder::Word(language)) = placeholders.find(&before) {
        // A placeholder is complete, but its other half may be what was carried over.
        let other = placeholders.find(text).is_some_and(|other| other != Placeholder::Word(language));
        return if other { 0.0 } else { -WEIGHTS.from_nothing };
    }
    let lower = first.is_lowercase();
    let ended = matches!(last, '.' | '!' | '?' | ';' | ':');
    let mut score = if lower { WEIGHTS.sentence } else { -WEIGHTS.sentence / 2.0 };
    score += if ended { -WEIGHTS.sentence / 2.0 } else { WEIGHTS.sentence / 2.0 };
    score
}
