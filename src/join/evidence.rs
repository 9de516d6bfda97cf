//! What a band shows of itself: whether a record begins in it, its language, and whether it goes on with the band
//! before the page break.
//!
//! Only measures; the decision is in `rows`.

use super::{Band, JoinedCell, JoinedTable};
use crate::columns::Role;
use crate::language::{Identifier, Language};
use crate::record::Kind;
use crate::tables::Making;
use crate::wording::{Placeholder, letters, placeholder};

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

/// What a band shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// The operational or the indicator's reference.
    pub(super) key: Key,
    /// Whether a threshold, a result or a weight begins here.
    pub(super) figures: bool,
    /// Whether a strategic reference begins here.
    pub(super) strategic: bool,
    /// Whether it is the one that is in force above.
    pub(super) again: bool,
    /// Whether a cell that a record has once reaches from the band above into this one.
    pub(super) glued: bool,
    /// How French (above 0) or Dutch (below 0) its texts are.
    pub(super) lean: f32,
    /// How much its cells look like French and Dutch one above the other (above 0) or like one language (below 0).
    pub(super) bilingual: f32,
    /// Whether it is a row of a transcript.
    pub(super) transcribed: bool,
    /// How much its texts go on where those of the band before the page break stop; 0 elsewhere.
    pub(super) continuity: f32,
}

impl Evidence {
    /// Whether it is a row of a transcript that nothing names.
    pub(super) fn is_nameless(&self) -> bool {
        self.transcribed && self.key == Key::Blank && !self.figures && !self.strategic
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
    /// A cell of one language: it may be one of two rows, or the half of a cell that a page break cut.
    single: f32,
}

const WEIGHTS: Weights =
    Weights { lean: 3.0, placeholder: 2.0, sentence: 1.5, from_nothing: 2.0, split: 1.5, single: 0.2 };

/// The columns of running text.
const TEXTS: [Role; 3] = [Role::Description, Role::Deviation, Role::Actions];
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

/// Measures one band; `above` is the one before it.
pub(super) fn of(table: &JoinedTable, band: &Band, above: Option<&Band>, languages: &Identifier) -> Evidence {
    let mut evidence = Evidence { transcribed: band.making == Making::Transcribed, ..Evidence::default() };
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
                let labelled = text.chars().any(char::is_alphabetic) || role == Role::KpiRef || !band.first;
                evidence.key = if labelled { Key::Whole } else { Key::Rest };
            }
            Role::StrategicRef => evidence.strategic |= text.chars().any(char::is_alphabetic),
            Role::Red | Role::Green | Role::Result | Role::Weight => evidence.figures |= !text.is_empty(),
            _ => {}
        }
        if TEXTS.contains(&role) || TITLES.contains(&role) {
            let bilingual = bilingual(cell, languages);
            if TEXTS.contains(&role) {
                evidence.bilingual += bilingual;
            }
            // A cell with both languages says nothing of its row's.
            if bilingual <= 0.0 {
                evidence.lean += side_of(&text, languages);
            }
        }
        if band.first && (TEXTS.contains(&role) || TITLES.contains(&role)) {
            let before = before.map(|id| &table.cells[id]);
            evidence.continuity += continuity(before, &text);
        }
    }
    evidence
}

fn side_of(text: &str, languages: &Identifier) -> f32 {
    match placeholder(text) {
        Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
        Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
        Some(Placeholder::Sign) => 0.0,
        None => languages.lean(text).clamp(-WEIGHTS.lean, WEIGHTS.lean),
    }
}

/// How much a cell looks like French above Dutch: 1, or a little below 0 where it is in one language.
fn bilingual(cell: &JoinedCell, languages: &Identifier) -> f32 {
    let leans: Vec<f32> = cell.lines.iter().map(|line| side_of(&line.text, languages)).collect();
    let whole: f32 = leans.iter().sum();
    let mut head = 0.0;
    let best = leans
        .iter()
        .map(|lean| {
            head += lean;
            head - (whole - head)
        })
        .fold(f32::NEG_INFINITY, f32::max);
    if best > whole.abs() + WEIGHTS.split {
        1.0
    } else if whole.abs() > WEIGHTS.split {
        -WEIGHTS.single
    } else {
        0.0
    }
}

/// How much a text goes on with that of the cell before the page break.
fn continuity(before: Option<&JoinedCell>, text: &str) -> f32 {
    let Some(first) = text.chars().next() else { return 0.0 };
    let before = before.map(JoinedCell::text).unwrap_or_default();
    let Some(last) = before.chars().next_back() else { return -WEIGHTS.from_nothing };
    if let Some(Placeholder::Word(language)) = placeholder(&before) {
        // A placeholder is complete, but its other half may be what was carried over.
        let other = placeholder(text).is_some_and(|other| other != Placeholder::Word(language));
        return if other { 0.0 } else { -WEIGHTS.from_nothing };
    }
    let lower = first.is_lowercase();
    let ended = matches!(last, '.' | '!' | '?' | ';' | ':');
    let mut score = if lower { WEIGHTS.sentence } else { -WEIGHTS.sentence / 2.0 };
    score += if ended { -WEIGHTS.sentence / 2.0 } else { WEIGHTS.sentence / 2.0 };
    score
}
