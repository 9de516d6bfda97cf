//! In which languages each table is printed, and in which order.
//!
//! Judged for all tables of an administration together, and for the report where an administration prints too little:
//! bodies of one report differ, and one table has too few words to tell. A table in one language and the same table in
//! the other become one here. Not for where a cell's languages part: that is in `pair/`.

use std::collections::{BTreeMap, BTreeSet};

use super::Vocabulary;
use super::evidence::side_of;
use crate::columns::{Header, Role};
use crate::language::{Bilingual, Edition, Identifier, Language};
use crate::outline::{Piece, PlacedTable, Position};
use crate::record::Texts;
use crate::tables::Cell;
use crate::words::Line;

/// Tolerances of this step. Evidence is in nats, as an [`Identifier`] gives it.
struct Tolerances {
    /// Least evidence of a cell for a language, and of each half of a cell for both.
    sure: f32,
    /// Least share of a cell's evidence that its weaker half has: a name at the start of a text has less.
    half: f32,
    /// Cap on the evidence of one cell.
    cell: f32,
    /// Least evidence of an administration: four cells of a sentence each.
    least: f32,
    /// Least share of the evidence for one language where nothing else is printed.
    alone: f32,
    /// Least share of the evidence that cells of two languages have where cells hold both.
    stacked: f32,
    /// How many times as strong the evidence for Dutch first must be as that for French first, which is usual.
    order: f32,
    /// Least evidence of a column's header for a language.
    header: f32,
    /// How many columns must be headed in the one language, for each that is headed in the other.
    headers: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    sure: 1.5,
    half: 0.2,
    cell: 6.0,
    least: 12.0,
    alone: 0.9,
    stacked: 0.25,
    order: 2.0,
    header: 0.9,
    headers: 4,
};

/// Whether the texts of a column tell languages.
fn tells(role: Role) -> bool {
    role.is_title() || role.is_account()
}

/// A table with its languages.
pub(super) struct EditionTable {
    /// The table.
    pub(super) placed: PlacedTable,
    /// Its languages in their order.
    pub(super) edition: Edition,
    /// Where the table is printed once in each language: the first of its pieces in the second language.
    pub(super) again: Option<usize>,
}

/// Finds the languages of all tables of a report, and makes one of two that print the same in one language each.
pub(super) fn of_tables(tables: Vec<PlacedTable>, known: Vocabulary<'_>) -> Vec<EditionTable> {
    let parts = tables.into_iter().flat_map(|table| split(table, known)).collect();
    let mut printed = united(parts, known);
    let (mut report, mut bodies) = (LanguageSigns::default(), BTreeMap::<_, LanguageSigns>::new());
    for table in printed.iter().filter(|table| table.again.is_none()) {
        let signs = LanguageSigns::of(&table.placed.pieces, known);
        report.add(&signs);
        bodies.entry(body(&table.placed.position)).or_default().add(&signs);
    }
    let usual = report.edition().unwrap_or_default();
    for table in printed.iter_mut().filter(|table| table.again.is_none()) {
        let signs = bodies.get(&body(&table.placed.position));
        table.edition = signs.and_then(LanguageSigns::edition).unwrap_or(usual);
    }
    printed
}

/// What tells the tables of an administration from those of another: the numbers of its chapter and its own, or its
/// name where it has none.
fn body(position: &Position) -> (Option<String>, Option<String>, Option<String>) {
    let name = position.entity_name.fr.clone().or_else(|| position.entity_name.nl.clone());
    let name = name.filter(|_| position.entity.is_none());
    (position.chapter.reference.clone(), position.entity.clone(), name)
}

/// Evidence for the languages of some tables, and for their order.
#[derive(Debug, Clone, Default)]
struct LanguageSigns {
    /// Cells in both languages, by the one that stands first.
    both: Bilingual<f32>,
    /// Cells in one language.
    one: Bilingual<f32>,
    /// Those of them in a row that begins with a reference: the first of a record's rows.
    leading: Bilingual<f32>,
}

impl LanguageSigns {
    fn of(pieces: &[Piece], known: Vocabulary<'_>) -> Self {
        let mut signs = Self::default();
        for piece in pieces {
            let cells: Vec<(&Cell, Role)> = told(piece).collect();
            let begins = cells.iter().filter(|(_, role)| role.is_own_reference());
            let begins: BTreeSet<usize> = begins.map(|(cell, _)| cell.rows.start).collect();
            for (cell, _) in cells.iter().filter(|(_, role)| tells(*role)) {
                match sound(&cell.lines, known) {
                    Some(CellSound::Both(first, weight)) => *signs.both.side_mut(first) += weight,
                    Some(CellSound::One(language, weight)) => {
                        *signs.one.side_mut(language) += weight;
                        if begins.contains(&cell.rows.start) {
                            *signs.leading.side_mut(language) += weight;
                        }
                    }
                    None => {}
                }
            }
        }
        signs
    }

    fn add(&mut self, other: &Self) {
        let pairs =
            [(&mut self.both, &other.both), (&mut self.one, &other.one), (&mut self.leading, &other.leading)];
        for (sum, more) in pairs {
            sum.fr += more.fr;
            sum.nl += more.nl;
        }
    }

    fn total(&self) -> f32 {
        self.both.fr + self.both.nl + self.one.fr + self.one.nl
    }

    /// The only language, where there is but one.
    fn alone(&self) -> Option<Language> {
        let is_alone = |language: &Language| {
            let own = *self.one.side(*language);
            own > 0.0 && own >= TOLERANCES.alone * self.total()
        };
        Language::BOTH.into_iter().find(is_alone)
    }

    /// The languages in their order; `None` where too little is printed to tell.
    fn edition(&self) -> Option<Edition> {
        let total = self.total();
        if total < TOLERANCES.least {
            return None;
        }
        if let Some(language) = self.alone() {
            return Some(Edition::of(language));
        }
        let are_stacked = self.both.fr + self.both.nl >= TOLERANCES.stacked * total;
        let order = if are_stacked { self.both } else { self.leading };
        let is_dutch = order.nl >= TOLERANCES.sure && order.nl > TOLERANCES.order * order.fr;
        Some(Edition::beginning_with(if is_dutch { Language::Nl } else { Language::Fr }))
    }
}

/// The cells of a piece below its header that have text in one column, with its role. A column that is in one language
/// by its header says nothing of the table's order.
fn told(piece: &Piece) -> impl Iterator<Item = (&Cell, Role)> {
    let below = piece.table.cells.iter().filter(|cell| cell.rows.start >= piece.header_rows);
    below.filter(|cell| !cell.is_blank()).filter_map(|cell| {
        let span = piece.header.columns_of(cell.bbox)?;
        let column = piece.header.columns.get(span.start).filter(|_| span.len() == 1)?;
        column.language.is_none().then_some((cell, column.role))
    })
}

/// What a cell sounds like, with the evidence for it.
enum CellSound {
    /// Both languages, this one first.
    Both(Language, f32),
    /// One language.
    One(Language, f32),
}

/// What the lines of a cell sound like; `None` where that is nothing.
fn sound(lines: &[Line], known: Vocabulary<'_>) -> Option<CellSound> {
    let leans: Vec<f32> = lines.iter().map(|line| side_of(&line.text, known)).collect();
    let whole: f32 = leans.iter().sum();
    let (mut head, mut halves) = (0.0, (0.0_f32, whole));
    for lean in leans {
        head += lean;
        let rest = whole - head;
        if (head - rest).abs() > (halves.0 - halves.1).abs() {
            halves = (head, rest);
        }
    }
    let (upper, lower) = halves;
    let language = |lean: f32| if lean > 0.0 { Language::Fr } else { Language::Nl };
    let weaker = upper.abs().min(lower.abs());
    let least = TOLERANCES.sure.max(TOLERANCES.half * (upper.abs() + lower.abs()));
    if upper * lower < 0.0 && weaker >= least {
        return Some(CellSound::Both(language(upper), (2.0 * weaker).min(TOLERANCES.cell)));
    }
    let weight = whole.abs();
    (weight >= TOLERANCES.sure).then(|| CellSound::One(language(whole), weight.min(TOLERANCES.cell)))
}

/// The language of a header, where its columns of texts are headed in one alone: abbreviated references sound like neither.
fn language_of_header(header: &Header, languages: &Identifier) -> Option<Language> {
    let (mut french, mut dutch) = (0, 0);
    for column in header.columns.iter().filter(|column| tells(column.role)) {
        let lean = languages.lean(&column.header.text());
        french += usize::from(lean > TOLERANCES.header);
        dutch += usize::from(lean < -TOLERANCES.header);
    }
    match (french, dutch) {
        _ if french > TOLERANCES.headers * dutch => Some(Language::Fr),
        _ if dutch > TOLERANCES.headers * french => Some(Language::Nl),
        _ => None,
    }
}

/// The language of some pieces, where headers and texts are in one alone.
fn language_of(pieces: &[Piece], known: Vocabulary<'_>) -> Option<Language> {
    let language = language_of_header(&pieces.first()?.header, known.languages)?;
    let is_headed = |piece: &Piece| language_of_header(&piece.header, known.languages) == Some(language);
    let signs = LanguageSigns::of(pieces, known);
    let is_alone = signs.total() >= TOLERANCES.sure && signs.alone() == Some(language);
    (is_alone && pieces.iter().all(is_headed)).then_some(language)
}

/// A table that goes on in the other language, as one table for each run of pieces in a language.
fn split(table: PlacedTable, known: Vocabulary<'_>) -> Vec<PlacedTable> {
    let heads: Vec<Option<Language>> =
        table.pieces.iter().map(|piece| language_of_header(&piece.header, known.languages)).collect();
    let runs: Vec<usize> = heads.chunk_by(|a, b| a == b).map(<[_]>::len).collect();
    let mut from = 0;
    let is_run = |length: &usize| {
        let run = &table.pieces[from..from + length];
        from += length;
        language_of(run, known).is_some()
    };
    if runs.len() < 2 || !runs.iter().all(is_run) {
        return vec![table];
    }
    let PlacedTable { position, kind, part, nihil, pieces, mut notes, .. } = table;
    let mut pieces = pieces.into_iter();
    let run = |length: usize| {
        let pieces: Vec<Piece> = pieces.by_ref().take(length).collect();
        let first_page = pieces.first().map_or(0, |piece| piece.page);
        let notes = std::mem::take(&mut notes);
        PlacedTable { position: position.clone(), kind, part, nihil, first_page, pieces, notes }
    };
    runs.into_iter().map(run).collect()
}

/// Puts tables in one language together with the same ones in the other, in their order.
fn united(tables: Vec<PlacedTable>, known: Vocabulary<'_>) -> Vec<EditionTable> {
    let alone: Vec<Option<Language>> = tables.iter().map(|table| language_of(&table.pieces, known)).collect();
    let has = |language: Language| alone.contains(&Some(language));
    let printed = |placed| EditionTable { placed, edition: Edition::default(), again: None };
    if !(has(Language::Fr) && has(Language::Nl)) {
        return tables.into_iter().map(printed).collect();
    }
    let mut second: Vec<Option<usize>> = vec![None; tables.len()];
    let mut taken = BTreeSet::new();
    for (at, language) in alone.iter().enumerate() {
        let Some(language) = language.filter(|_| !taken.contains(&at)) else { continue };
        let is_same = |&other: &usize| {
            alone[other] == Some(language.other())
                && !taken.contains(&other)
                && are_same(&tables[at], &tables[other])
        };
        second[at] = (at + 1..tables.len()).find(is_same);
        taken.extend(second[at]);
    }
    let mut tables: Vec<Option<PlacedTable>> = tables.into_iter().map(Some).collect();
    let mut all = Vec::new();
    for (at, (second, language)) in second.into_iter().zip(alone).enumerate() {
        let Some(table) = tables[at].take() else { continue };
        let other = second.and_then(|second| tables[second].take());
        let mut table = printed(table);
        if let (Some(other), Some(language)) = (other, language) {
            table.edition = Edition::beginning_with(language);
            table.again = Some(table.placed.pieces.len());
            table.placed.pieces.extend(other.pieces);
            table.placed.notes.extend(other.notes);
            complete(&mut table.placed.position, other.position);
        }
        all.push(table);
    }
    all
}

/// Whether two tables report the same: on one administration, and on references of which some are in both.
fn are_same(a: &PlacedTable, b: &PlacedTable) -> bool {
    let number = |table: &PlacedTable| {
        let Position { chapter, entity, .. } = &table.position;
        (chapter.reference.clone(), entity.clone())
    };
    let numbered = number(a).0.is_some() || number(a).1.is_some() || body(&a.position) == body(&b.position);
    let (ours, theirs) = (references(a), references(b));
    let share = ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs);
    a.kind == b.kind && a.part == b.part && numbered && number(a) == number(b) && share
}

/// The figures of a table's references.
fn references(table: &PlacedTable) -> BTreeSet<String> {
    let cells = table.pieces.iter().flat_map(told);
    let labels = cells.filter(|(_, role)| role.is_own_reference());
    let figures = |(cell, _): (&Cell, Role)| digits(&cell.text());
    labels.map(figures).filter(|figures| !figures.is_empty()).collect()
}

/// The digits of a reference: what both languages print alike.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Gives a place the names that another has in the language that it lacks.
fn complete(position: &mut Position, other: Position) {
    let fill = |texts: &mut Texts, more: Texts| {
        texts.fr = texts.fr.take().or(more.fr);
        texts.nl = texts.nl.take().or(more.nl);
    };
    fill(&mut position.chapter.name, other.chapter.name);
    fill(&mut position.entity_name, other.entity_name);
    if let Some(more) = other.section {
        match &mut position.section {
            Some(section) => fill(section, more),
            none => *none = Some(more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Line> {
        texts.iter().map(|text| Line { text: (*text).to_owned(), ..Line::default() }).collect()
    }

    /// The edition of an administration with these cells, each of some lines, in rows of their own.
    fn edition(cells: &[&[&str]]) -> Option<Edition> {
        let mut signs = LanguageSigns::default();
        for (at, texts) in cells.iter().enumerate() {
            match sound(&lines(texts), Vocabulary::of(&Identifier::default())) {
                Some(CellSound::Both(first, weight)) => *signs.both.side_mut(first) += weight,
                Some(CellSound::One(language, weight)) => {
                    *signs.one.side_mut(language) += weight;
                    if at % 2 == 0 {
                        *signs.leading.side_mut(language) += weight;
                    }
                }
                None => {}
            }
        }
        signs.edition()
    }

    const FRENCH: &str = "Le bac du nord est remis en service avec les agents";
    const DUTCH: &str = "De veerboot werd door de dienst aan het werk gezet";

    #[test]
    fn cells_in_both_languages_say_which_stands_first() {
        assert_eq!(edition(&[&[FRENCH, DUTCH][..]; 4]), Some(Edition::FrenchFirst));
        assert_eq!(edition(&[&[DUTCH, FRENCH][..]; 4]), Some(Edition::DutchFirst));
        assert_eq!(
            edition(&[&["NL", "FR"][..], &[DUTCH, FRENCH], &[DUTCH, FRENCH]]),
            Some(Edition::DutchFirst)
        );
    }

    #[test]
    fn rows_of_one_language_say_which_stands_beside_the_reference() {
        let rows =
            |first, second| edition(&[&[first][..], &[second], &[first], &[second], &[first], &[second]]);
        assert_eq!(rows(FRENCH, DUTCH), Some(Edition::FrenchFirst));
        assert_eq!(rows(DUTCH, FRENCH), Some(Edition::DutchFirst));
    }

    #[test]
    fn where_nothing_is_in_the_other_language_there_is_one() {
        assert_eq!(edition(&[&[FRENCH][..]; 5]), Some(Edition::French));
        assert_eq!(edition(&[&[DUTCH][..]; 5]), Some(Edition::Dutch));
        // A name in the other language at the start of a long text is no half of it.
        let long: Vec<&str> = std::iter::once("Het Meer").chain([FRENCH; 9]).collect();
        assert_eq!(edition(&[&long[..]; 5]), Some(Edition::French));
    }

    #[test]
    fn two_cells_are_too_few_to_tell() {
        assert_eq!(edition(&[&[FRENCH][..]; 2]), None);
    }
}
