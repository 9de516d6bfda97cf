//! pair: rows become records, each with its French and its Dutch side.
//!
//! How a table prints its languages is told from the table: two rows a record, one cell with both, titles of the one sort
//! beside texts of the other, a column for each language, a table for each, or one language alone. The strategic
//! objective in force is carried down, and in a table of indicators the operational one. Text is still lines here;
//! `normalise/` makes values of it.

mod split;
mod twins;

use std::collections::HashSet;

use crate::columns::Role;
use crate::join::{JoinedColumn, JoinedTable, Layout, Row, Vocabulary, digits};
use crate::language::{Bilingual, Edition, Language};
use crate::record::{Kind, TableLayout};
use crate::tables::Making;
use crate::wording::Placeholders;
use crate::words::paragraphs::Fitted;
use split::Split;

/// Lines in each language.
pub(crate) type Sides<'a> = Bilingual<Vec<Fitted<'a>>>;

/// A reference and a title, as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftUnit<'a> {
    /// The reference's lines.
    pub label: Vec<Fitted<'a>>,
    /// The title's lines.
    pub title: Sides<'a>,
    /// Whether little tells how the title's cell is split between the languages.
    pub is_unsure: bool,
    gathered: Gathered<'a>,
}

impl<'a> DraftUnit<'a> {
    /// A reference and a title whose lines `sides` gives to the languages.
    fn of(
        label: Vec<Fitted<'a>>,
        gathered: Gathered<'a>,
        sides: &dyn Fn(&Gathered<'a>) -> Split<'a>,
    ) -> Self {
        let Split { sides: title, is_unsure } = sides(&gathered);
        Self { label, title, is_unsure, gathered }
    }
}

/// A record as lines.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    /// The banner's lines.
    pub theme: Vec<Fitted<'a>>,
    /// The strategic objective in force, as an index into the table's.
    pub strategic: usize,
    /// The operational objective in force, as an index into the table's.
    pub operational: usize,
    /// The indicator.
    pub kpi: DraftUnit<'a>,
    /// Running texts and unknown columns: their column and their lines.
    pub texts: Vec<(usize, Sides<'a>)>,
    /// What stands once a record: its column and its lines.
    pub once: Vec<(usize, Vec<Fitted<'a>>)>,
    /// The colour of the cell that shows the status.
    pub fill: Option<[u8; 3]>,
    /// Its bands, as indices into the table's.
    pub bands: Vec<usize>,
    /// The least margin at its page breaks, in nats.
    pub margin: Option<f32>,
    /// Whether it is printed in one language, where a row or a table in the other one should have it too.
    pub alone: bool,
    /// How many of its cells little tells how to split between the languages.
    pub unsure: u32,
}

/// The records of a table, as lines, and the objectives they share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts<'a> {
    /// Strategic objectives.
    pub strategic: Vec<DraftUnit<'a>>,
    /// Operational objectives.
    pub operational: Vec<DraftUnit<'a>>,
    /// Records.
    pub records: Vec<Draft<'a>>,
    /// How the table holds its languages; `None` where it has no rows.
    pub layout: Option<TableLayout>,
}

/// Lines as they stand in the rows of a record: in the French one, in the Dutch one, or in cells of both.
#[derive(Debug, Clone, Default)]
struct Gathered<'a> {
    fr: Vec<Fitted<'a>>,
    nl: Vec<Fitted<'a>>,
    both: Vec<Fitted<'a>>,
}

impl<'a> Gathered<'a> {
    fn is_blank(&self, placeholders: &Placeholders) -> bool {
        [&self.fr, &self.nl, &self.both].into_iter().all(|lines| is_blank(lines, placeholders))
    }

    fn append(&mut self, other: Self) {
        self.fr.extend(other.fr);
        self.nl.extend(other.nl);
        self.both.extend(other.both);
    }

    /// All lines, those of the row in this language first.
    fn all(&self, first: Language) -> Vec<Fitted<'a>> {
        let (upper, lower) = match first {
            Language::Fr => (&self.fr, &self.nl),
            Language::Nl => (&self.nl, &self.fr),
        };
        [upper, &self.both, lower].into_iter().flatten().copied().collect()
    }

    /// The lines of one language.
    fn side_mut(&mut self, language: Language) -> &mut Vec<Fitted<'a>> {
        match language {
            Language::Fr => &mut self.fr,
            Language::Nl => &mut self.nl,
        }
    }

    /// The lines in each language: as rows and columns say, or split where a cell holds both.
    fn sides(&self, edition: Edition, known: Vocabulary<'_>) -> Split<'a> {
        if self.both.is_empty() && (edition.only().is_none() || !(self.fr.is_empty() || self.nl.is_empty())) {
            let sides = Bilingual::new(self.fr.clone(), self.nl.clone());
            return Split { sides, is_unsure: false };
        }
        let all = self.all(edition.first());
        let split = split::languages(&all, edition.first(), known);
        // Even in an edition of one language a text may be printed in both.
        match edition.only().filter(|_| !split::are_foreign(&split.sides)) {
            None => split,
            Some(language) => {
                let mut sides = Sides::default();
                *sides.side_mut(language) = all;
                Split { sides, is_unsure: false }
            }
        }
    }
}

/// The rows of one record.
#[derive(Debug, Clone, Copy, Default)]
struct Rows<'a> {
    own: Bilingual<Option<&'a Row>>,
    both: Option<&'a Row>,
}

impl<'a> Rows<'a> {
    /// A record of one row.
    fn of(row: &'a Row) -> Self {
        let mut rows = Self::default();
        match row.side.language() {
            Some(language) => *rows.own.side_mut(language) = Some(row),
            None => rows.both = Some(row),
        }
        rows
    }

    /// Its rows in one language each, the upper one first.
    fn pair(self, first: Language) -> [Option<&'a Row>; 2] {
        [*self.own.side(first), *self.own.side(first.other())]
    }

    fn each(self, first: Language) -> impl Iterator<Item = &'a Row> {
        std::iter::once(self.both).chain(self.pair(first)).flatten()
    }
}

/// Makes records of a table's rows.
pub(crate) fn rows_to_records<'a>(table: &'a JoinedTable, known: Vocabulary<'_>) -> Drafts<'a> {
    let stacked: Vec<bool> =
        (0..table.columns.len()).map(|column| is_stacked(table, column, known)).collect();
    let is_transcript = table.bands.iter().any(|band| band.making == Making::Transcribed);
    let mut drafts = Drafts { layout: layout(table, &stacked), ..Drafts::default() };
    let mut pairing =
        Pairing { table, known, stacked, is_transcript, seen: HashSet::new(), drafts: &mut drafts };
    for (banner, records) in grouped(table) {
        let theme: Vec<Fitted<'_>> = banner.iter().flat_map(|&banner| table.cells[banner].fitted()).collect();
        let mut in_force = InForce::default();
        for rows in records {
            pairing.record(rows, &theme, &mut in_force);
        }
    }
    drafts
}

/// How a table holds its languages, of whose columns some hold both in each cell.
fn layout(table: &JoinedTable, stacked: &[bool]) -> Option<TableLayout> {
    table.stretches.first()?;
    let is_split = table.columns.iter().any(|column| column.language.is_some());
    Some(match table.layout() {
        Layout::Tables => TableLayout::Tables,
        _ if is_split => TableLayout::Columns,
        Layout::Stacked => TableLayout::Stacked,
        Layout::Paired if stacked.contains(&true) => TableLayout::Mixed,
        Layout::Paired => TableLayout::Paired,
    })
}

/// The records of a table, banner by banner.
fn grouped(table: &JoinedTable) -> Vec<(Option<usize>, Vec<Rows<'_>>)> {
    if table.layout() == Layout::Tables {
        return twins::records(table);
    }
    let first = table.edition.first();
    table.stretches.iter().map(|stretch| (stretch.banner, records(&stretch.rows, first))).collect()
}

/// Groups rows into records: a row in the first language takes the one in the other below it.
fn records(rows: &[Row], first: Language) -> Vec<Rows<'_>> {
    let mut records: Vec<Rows<'_>> = Vec::new();
    for row in rows {
        match records.last_mut() {
            Some(Rows { own, both: None })
                if row.side.language() == Some(first.other())
                    && own.side(first).is_some()
                    && own.side(first.other()).is_none() =>
            {
                *own.side_mut(first.other()) = Some(row);
            }
            _ => records.push(Rows::of(row)),
        }
    }
    records
}

/// How much a cell counts that sounds like both languages, of one that is drawn over both rows.
const SOUNDS_BILINGUAL: f32 = 0.5;

/// Whether a column of a table with two rows a record holds both languages in one cell: its cells span both rows, or
/// what stands in the upper row is both and nothing stands in the lower one. Judged over the whole table.
fn is_stacked(table: &JoinedTable, column: usize, known: Vocabulary<'_>) -> bool {
    let (mut spanning, mut parted) = (0.0_f32, 0.0_f32);
    let first = table.edition.first();
    for rows in table.stretches.iter().flat_map(|stretch| records(&stretch.rows, first)) {
        let [Some(above), Some(below)] = rows.pair(first) else { continue };
        let (upper, lower) = (table.cells_of(above, column), table.cells_of(below, column));
        let text = |cells: &[usize]| cells.iter().any(|&cell| !table.cells[cell].lines.is_empty());
        if !text(&upper) {
            continue;
        }
        let page = |row: &Row, last: bool| {
            let band = if last { row.bands.last() } else { row.bands.first() };
            band.map(|&band| table.bands[band].page)
        };
        if upper.iter().any(|cell| lower.contains(cell)) {
            spanning += 1.0;
        } else if page(above, true) != page(below, false) {
            // A page break parts cells that would span.
        } else if text(&lower) {
            parted += 1.0;
        } else {
            let lines: Vec<Fitted<'_>> = upper.iter().flat_map(|&cell| table.cells[cell].fitted()).collect();
            if split::is_bilingual(&lines, first, known) {
                spanning += SOUNDS_BILINGUAL;
            }
        }
    }
    spanning > parted
}

/// The objectives in force, within a stretch.
#[derive(Debug, Clone, Copy, Default)]
struct InForce {
    strategic: Option<usize>,
    operational: Option<usize>,
}

struct Pairing<'a, 'd> {
    table: &'a JoinedTable,
    known: Vocabulary<'d>,
    stacked: Vec<bool>,
    /// Whether its rows are those of a transcript.
    is_transcript: bool,
    /// Cells that an earlier record took: those that span several.
    seen: HashSet<usize>,
    drafts: &'d mut Drafts<'a>,
}

impl<'a> Pairing<'a, '_> {
    fn record(&mut self, rows: Rows<'a>, theme: &[Fitted<'a>], in_force: &mut InForce) {
        let (known, edition) = (self.known, self.table.edition);
        let sides = |gathered: &Gathered<'a>| gathered.sides(edition, known);
        let strategic = self.objective(rows, Role::StrategicRef, Role::StrategicTitle, true);
        let carried = self.table.kind == Kind::Indicators;
        let operational = self.objective(rows, Role::OperationalRef, Role::OperationalTitle, carried);
        let (label, title) = (self.once(rows, Role::KpiRef), self.role(rows, Role::KpiTitle));
        let kpi = DraftUnit::of(label, title, &sides);
        let (mut texts, mut once, mut unsure) = (Vec::new(), Vec::new(), 0);
        for (column, JoinedColumn { role, .. }) in self.table.columns.iter().enumerate() {
            // Columns of one role are gathered together.
            if *role != Role::Extra && self.column(*role) != Some(column) {
                continue;
            }
            match role {
                Role::Description | Role::Deviation | Role::Actions => {
                    let split = sides(&self.role(rows, *role));
                    unsure += u32::from(split.is_unsure);
                    texts.push((column, split.sides));
                }
                Role::Extra => texts.push((column, self.extra(rows, column))),
                Role::Budget | Role::Red | Role::Green | Role::Result | Role::Weight | Role::Status => {
                    once.push((column, self.once(rows, *role)));
                }
                _ => {}
            }
        }
        let each = || rows.each(self.first());
        let bands: Vec<usize> = each().flat_map(|row| row.bands.iter().copied()).collect();
        let margin = each().filter_map(|row| row.margin).min_by(f32::total_cmp);
        let fill = self.fill(rows);
        let alone = rows.both.is_none() && rows.pair(self.first()).iter().any(Option::is_none);
        let placeholders = &known.wording.placeholder;
        let strategic =
            strategic.settle(&mut self.drafts.strategic, in_force.strategic, &sides, placeholders);
        let operational =
            operational.settle(&mut self.drafts.operational, in_force.operational, &sides, placeholders);
        *in_force = InForce { strategic: Some(strategic), operational: Some(operational) };
        let units = [&self.drafts.strategic[strategic], &self.drafts.operational[operational], &kpi];
        unsure += units.into_iter().filter(|unit| unit.is_unsure).count() as u32;
        self.drafts.records.push(Draft {
            theme: theme.to_vec(),
            strategic,
            operational,
            kpi,
            texts,
            once,
            fill,
            bands,
            margin,
            alone,
            unsure,
        });
        for row in rows.each(self.first()) {
            for &band in &row.bands {
                self.seen.extend(self.table.bands[band].cells.iter().flatten());
            }
        }
    }

    fn objective(&self, rows: Rows<'a>, label: Role, title: Role, carried: bool) -> Objective<'a> {
        let tail = carried && self.begins_below_break(rows, title);
        Objective { label: self.once(rows, label), title: self.role(rows, title), carried, tail }
    }

    /// The language that the table prints first.
    fn first(&self) -> Language {
        self.table.edition.first()
    }

    /// The columns of a role: one, or one for each language.
    fn columns(&self, role: Role) -> impl Iterator<Item = usize> {
        let columns = self.table.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.role == role).map(|(at, _)| at)
    }

    fn column(&self, role: Role) -> Option<usize> {
        self.columns(role).next()
    }

    /// The lines of a record in the columns of a role.
    fn role(&self, rows: Rows<'a>, role: Role) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        for column in self.columns(role) {
            gathered.append(self.gather(rows, column));
        }
        gathered
    }

    /// The cells of a row in a column that no earlier record took.
    fn new_cells(&self, row: &Row, column: usize) -> Vec<usize> {
        let mut cells = self.table.cells_of(row, column);
        cells.retain(|cell| !self.seen.contains(cell));
        cells
    }

    fn lines(&self, cells: &[usize]) -> Vec<Fitted<'a>> {
        cells.iter().flat_map(|&cell| self.table.cells[cell].fitted()).collect()
    }

    /// The lines of a record in a column, by the rows in which they stand, or by the column's own language.
    fn gather(&self, rows: Rows<'a>, column: usize) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        if let Some(language) = self.table.columns[column].language {
            let mut cells: Vec<usize> =
                rows.each(self.first()).flat_map(|row| self.new_cells(row, column)).collect();
            cells.dedup();
            *gathered.side_mut(language) = self.lines(&cells);
            return gathered;
        }
        if let Some(both) = rows.both {
            gathered.both = self.lines(&self.new_cells(both, column));
            return gathered;
        }
        let cells = |row: &Row| self.new_cells(row, column);
        let [upper, mut lower] = rows.pair(self.first()).map(|row| row.map(cells).unwrap_or_default());
        let spanning = upper.iter().any(|cell| lower.contains(cell));
        lower.retain(|cell| !upper.contains(cell));
        let is_blank = |cells: &[usize]| cells.iter().all(|&cell| self.table.cells[cell].lines.is_empty());
        // a transcript may set both languages in one row of two, or have lost the French one
        let is_whole = self.is_transcript
            && is_blank(&lower)
            && (rows.own.nl.is_none() || split::is_bilingual(&self.lines(&upper), self.first(), self.known));
        if spanning || self.stacked[column] || is_whole {
            gathered.both = self.lines(&upper);
            gathered.both.extend(self.lines(&lower));
        } else {
            *gathered.side_mut(self.first()) = self.lines(&upper);
            *gathered.side_mut(self.first().other()) = self.lines(&lower);
        }
        gathered
    }

    /// The lines of a record in the columns of a role whose text stands once. Where a row, a column or a table in the other
    /// language prints the same, once is enough.
    fn once(&self, rows: Rows<'a>, role: Role) -> Vec<Fitted<'a>> {
        let mut all: Vec<Fitted<'a>> = Vec::new();
        let mut cells = Vec::new();
        for column in self.columns(role) {
            for row in rows.each(self.first()) {
                // A figure in a cell over several records is each one's.
                let mut new = if role.is_figure() {
                    self.table.cells_of(row, column)
                } else {
                    self.new_cells(row, column)
                };
                new.retain(|cell| !cells.contains(cell));
                let lines = self.lines(&new);
                if !is_again(role, &all, &lines) {
                    all.extend(lines);
                }
                cells.extend(new);
            }
        }
        all
    }

    /// The text of an unknown column: printed once, it fills both sides, but not in a table of one language.
    fn extra(&self, rows: Rows<'a>, column: usize) -> Sides<'a> {
        let (first, known) = (self.first(), self.known);
        let gathered = self.gather(rows, column);
        let all = gathered.all(first);
        if !gathered.fr.is_empty() && !gathered.nl.is_empty() {
            Bilingual::new(gathered.fr, gathered.nl)
        } else if self.table.edition.only().is_some() {
            gathered.sides(self.table.edition, known).sides
        } else if split::is_bilingual(&all, first, known) {
            split::languages(&all, first, known).sides
        } else {
            Bilingual::new(all.clone(), all)
        }
    }

    /// Whether a column's new text begins right below a page break, so that it may be the rest of what stood above.
    fn begins_below_break(&self, rows: Rows<'a>, role: Role) -> bool {
        let Some(column) = self.column(role) else { return false };
        let bands = rows.each(self.first()).flat_map(|row| row.bands.iter().copied());
        let new = |band: &usize| {
            let cell = self.table.bands[*band].cells[column];
            cell.is_some_and(|cell| !self.seen.contains(&cell) && !self.table.cells[cell].lines.is_empty())
        };
        // each table of a transcript is a page, and a title there goes on only where its sentence does
        let goes_on = |band: usize| {
            let text = self.table.bands[band].cells[column].map(|cell| self.table.cells[cell].text());
            !self.is_transcript || text.is_some_and(|text| text.starts_with(char::is_lowercase))
        };
        let band = bands.into_iter().find(new);
        band.is_some_and(|band| band > 0 && self.table.bands[band].first && goes_on(band))
    }

    /// The colour of the cell that shows the status: one of a column of its own, else the result's.
    fn fill(&self, rows: Rows<'a>) -> Option<[u8; 3]> {
        let columns = self.column(Role::Status).into_iter().chain(self.column(Role::Result));
        let cells = |column| rows.each(self.first()).flat_map(move |row| self.table.cells_of(row, column));
        columns.flat_map(cells).find_map(|cell| self.table.cells[cell].fill)
    }
}

/// The text of lines without what parts them, to compare it.
fn run_together(lines: &[Fitted<'_>]) -> String {
    let characters = lines.iter().flat_map(|fitted| fitted.line.text.chars());
    characters.filter(|character| *character != ' ').collect()
}

/// Whether lines say again what stands before them. References of two languages have one number; figures alone may be
/// the rest of one.
fn is_again(role: Role, before: &[Fitted<'_>], lines: &[Fitted<'_>]) -> bool {
    let [before, lines] = [before, lines].map(run_together);
    let is_reference = role.is_reference() && lines.contains(char::is_alphabetic);
    let [known, number] = [&before, &lines].map(|text| digits(text));
    before == lines || (is_reference && !number.is_empty() && known == number)
}

/// A reference and a title as they stand in a record's rows.
struct Objective<'a> {
    label: Vec<Fitted<'a>>,
    title: Gathered<'a>,
    /// Whether the objective in force is carried down to where none is printed.
    carried: bool,
    /// Whether the title begins right below a page break, so that it may be the rest of the one in force.
    tail: bool,
}

impl<'a> Objective<'a> {
    /// Takes its place among `units`: as a new one, as the rest of the one in force, or as nothing, where that is
    /// carried down. Returns the index of the one now in force.
    fn settle(
        self,
        units: &mut Vec<DraftUnit<'a>>,
        in_force: Option<usize>,
        sides: &dyn Fn(&Gathered<'a>) -> Split<'a>,
        placeholders: &Placeholders,
    ) -> usize {
        let Self { label, title, carried, tail } = self;
        if let Some(current) = in_force.filter(|_| carried) {
            let unit = &mut units[current];
            if label.is_empty() && tail {
                let mut gathered = std::mem::take(&mut unit.gathered);
                gathered.append(title);
                *unit = DraftUnit::of(std::mem::take(&mut unit.label), gathered, sides);
                return current;
            }
            let lines: Vec<Fitted<'_>> =
                [&title.fr, &title.both, &title.nl].into_iter().flatten().copied().collect();
            let is_again = |language| {
                let known = unit.title.side(language);
                !known.is_empty() && run_together(known) == run_together(&lines)
            };
            // a page may say again which objective is in force
            if label.is_empty() && Language::BOTH.into_iter().any(is_again) {
                return current;
            }
            if title.is_blank(placeholders)
                && (label.is_empty() || run_together(&label) == run_together(&unit.label))
            {
                return current;
            }
        }
        let mut unit = DraftUnit::of(label, title, sides);
        let label = &unit.label;
        let same = |known: &&DraftUnit<'_>| {
            carried && !label.is_empty() && run_together(&known.label) == run_together(label)
        };
        if let Some(known) = in_force.and_then(|current| units.get(current)).filter(same) {
            // A side that is not printed, or a placeholder, takes the one in force.
            for language in Language::BOTH {
                if is_blank(unit.title.side(language), placeholders) {
                    unit.title.side_mut(language).clone_from(known.title.side(language));
                }
            }
        }
        units.push(unit);
        units.len() - 1
    }
}

/// Whether nothing stands in lines but placeholders.
fn is_blank(lines: &[Fitted<'_>], placeholders: &Placeholders) -> bool {
    lines.iter().all(|fitted| placeholders.has(&fitted.line.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::{Layout, Side, Stretch};
    use crate::language::Identifier;

    /// A table of pairs of rows, French above Dutch: a label and a title in each, empty where the cell is.
    fn table(rows: &[[&str; 2]]) -> JoinedTable {
        let mut table = JoinedTable::sample(&[Role::StrategicRef, Role::StrategicTitle]);
        let mut own = Vec::new();
        for (at, texts) in rows.iter().enumerate() {
            table.add_band(*texts);
            let side = if at % 2 == 0 { Side::French } else { Side::Dutch };
            own.push(Row { side, bands: vec![at], margin: None });
        }
        table.stretches.push(Stretch { banner: None, rows: own, layout: Layout::Paired });
        table
    }

    /// The titles of the strategic objective of each record.
    fn titles(rows: &[[&str; 2]]) -> Vec<[String; 2]> {
        let table = table(rows);
        let drafts = rows_to_records(&table, Vocabulary::of(&Identifier::default()));
        let title = |record: &Draft<'_>| {
            let title = &drafts.strategic[record.strategic].title;
            [run_together(&title.fr), run_together(&title.nl)]
        };
        drafts.records.iter().map(title).collect()
    }

    #[test]
    fn a_side_without_a_title_takes_the_one_in_force_under_the_same_label() {
        let first = [["O.S.1", "Ouvrir le lac"], ["", "Het meer openen"]];
        let whole = ["Ouvrirlelac", "Hetmeeropenen"].map(str::to_owned);
        for dutch in ["NL", "-", ""] {
            let again = [["O.S.1", "Ouvrir le lac"], ["", dutch]];
            assert_eq!(titles(&[first, again].concat()), [whole.clone(), whole.clone()], "{dutch}");
            let other = [["O.S.2", "Ouvrir le port"], ["", dutch]];
            let alone = ["Ouvrirleport", dutch].map(str::to_owned);
            assert_eq!(titles(&[first, other].concat()), [whole.clone(), alone], "{dutch}");
        }
    }
}
