//! pair: rows become records, each with its French and its Dutch side.
//!
//! How a table prints its languages is told from the table: two rows a record, one cell with both, or titles of the
//! one sort beside texts of the other. The strategic objective in force is carried down, and in a table of
//! indicators the operational one. Text is still lines here; `normalise/` makes values of it.

mod split;

use std::collections::HashSet;

use crate::columns::Role;
use crate::join::{JoinedTable, Row, Side};
use crate::language::{Bilingual, Identifier};
use crate::record::Kind;
use crate::tables::Making;
use crate::wording::placeholder;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::Fitted;

/// Lines in each language.
pub(crate) type Sides<'a> = Bilingual<Vec<Fitted<'a>>>;

/// A reference and a title, as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftUnit<'a> {
    /// The reference's lines.
    pub label: Vec<Fitted<'a>>,
    /// The title's lines.
    pub title: Sides<'a>,
    gathered: Gathered<'a>,
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
    /// The colour of the result's cell.
    pub fill: Option<[u8; 3]>,
    /// Its bands, as indices into the table's.
    pub bands: Vec<usize>,
    /// The least margin at its page breaks, in nats.
    pub margin: Option<f32>,
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
}

/// Lines as they stand in the rows of a record: in the French one, in the Dutch one, or in cells of both.
#[derive(Debug, Clone, Default)]
struct Gathered<'a> {
    fr: Vec<Fitted<'a>>,
    nl: Vec<Fitted<'a>>,
    both: Vec<Fitted<'a>>,
}

impl<'a> Gathered<'a> {
    fn is_blank(&self) -> bool {
        let blank =
            |lines: &[Fitted<'_>]| lines.iter().all(|fitted| placeholder(&fitted.line.text).is_some());
        blank(&self.fr) && blank(&self.nl) && blank(&self.both)
    }

    fn append(&mut self, other: Self) {
        self.fr.extend(other.fr);
        self.nl.extend(other.nl);
        self.both.extend(other.both);
    }

    /// All lines, the French row's first.
    fn all(&self) -> Vec<Fitted<'a>> {
        [&self.fr, &self.both, &self.nl].into_iter().flatten().copied().collect()
    }

    /// The lines in each language: as the rows say, or split where a cell holds both.
    fn sides(&self, languages: &Identifier, lexicon: &Lexicon) -> Sides<'a> {
        if self.both.is_empty() {
            return Bilingual::new(self.fr.clone(), self.nl.clone());
        }
        let all = self.all();
        split::languages(&all, languages, lexicon)
    }
}

/// The rows of one record.
#[derive(Debug, Clone, Copy, Default)]
struct Rows<'a> {
    french: Option<&'a Row>,
    dutch: Option<&'a Row>,
    both: Option<&'a Row>,
}

impl<'a> Rows<'a> {
    fn each(self) -> impl Iterator<Item = &'a Row> {
        [self.both, self.french, self.dutch].into_iter().flatten()
    }
}

/// Makes records of a table's rows.
pub(crate) fn rows_to_records<'a>(
    table: &'a JoinedTable,
    languages: &Identifier,
    lexicon: &Lexicon,
) -> Drafts<'a> {
    let mut drafts = Drafts::default();
    let stacked: Vec<bool> =
        (0..table.columns.len()).map(|column| is_stacked(table, column, languages)).collect();
    let is_transcript = table.bands.iter().any(|band| band.making == Making::Transcribed);
    let mut pairing = Pairing {
        table,
        languages,
        lexicon,
        stacked,
        is_transcript,
        seen: HashSet::new(),
        drafts: &mut drafts,
    };
    for stretch in &table.stretches {
        let theme: Vec<Fitted<'_>> =
            stretch.banner.iter().flat_map(|&banner| table.cells[banner].fitted()).collect();
        let mut in_force = InForce::default();
        for rows in records(&stretch.rows) {
            pairing.record(rows, &theme, &mut in_force);
        }
    }
    drafts
}

/// Groups rows into records: a French row takes the Dutch one below it.
fn records(rows: &[Row]) -> Vec<Rows<'_>> {
    let mut records: Vec<Rows<'_>> = Vec::new();
    for row in rows {
        match row.side {
            Side::Both => records.push(Rows { both: Some(row), ..Rows::default() }),
            Side::French => records.push(Rows { french: Some(row), ..Rows::default() }),
            Side::Dutch => match records.last_mut() {
                Some(last) if last.french.is_some() && last.dutch.is_none() => last.dutch = Some(row),
                _ => records.push(Rows { dutch: Some(row), ..Rows::default() }),
            },
        }
    }
    records
}

/// How much a cell counts that sounds like both languages, of one that is drawn over both rows.
const SOUNDS_BILINGUAL: f32 = 0.5;

/// Whether a column of a table with two rows a record holds both languages in one cell: its cells span both rows, or
/// what stands in the French row is both and nothing stands in the Dutch one. Judged over the whole table.
fn is_stacked(table: &JoinedTable, column: usize, languages: &Identifier) -> bool {
    let (mut spanning, mut parted) = (0.0_f32, 0.0_f32);
    for rows in table.stretches.iter().flat_map(|stretch| records(&stretch.rows)) {
        let (Some(french), Some(dutch)) = (rows.french, rows.dutch) else { continue };
        let (upper, lower) = (table.cells_of(french, column), table.cells_of(dutch, column));
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
        } else if page(french, true) != page(dutch, false) {
            // A page break parts cells that would span.
        } else if text(&lower) {
            parted += 1.0;
        } else {
            let lines: Vec<Fitted<'_>> = upper.iter().flat_map(|&cell| table.cells[cell].fitted()).collect();
            if split::is_bilingual(&lines, languages) {
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
    languages: &'d Identifier,
    lexicon: &'d Lexicon,
    stacked: Vec<bool>,
    /// Whether its rows are those of a transcript.
    is_transcript: bool,
    /// Cells that an earlier record took: those that span several.
    seen: HashSet<usize>,
    drafts: &'d mut Drafts<'a>,
}

impl<'a> Pairing<'a, '_> {
    fn record(&mut self, rows: Rows<'a>, theme: &[Fitted<'a>], in_force: &mut InForce) {
        let (languages, lexicon) = (self.languages, self.lexicon);
        let strategic = self.objective(rows, Role::StrategicRef, Role::StrategicTitle, true);
        let strategic = strategic.settle(&mut self.drafts.strategic, in_force.strategic, languages, lexicon);
        in_force.strategic = Some(strategic);
        let carried = self.table.kind == Kind::Indicators;
        let operational = self.objective(rows, Role::OperationalRef, Role::OperationalTitle, carried);
        let operational =
            operational.settle(&mut self.drafts.operational, in_force.operational, languages, lexicon);
        in_force.operational = Some(operational);
        let (label, title) = (self.role_lines(rows, Role::KpiRef), self.role(rows, Role::KpiTitle));
        let kpi = DraftUnit { label, title: title.sides(languages, lexicon), gathered: title };
        let (mut texts, mut once) = (Vec::new(), Vec::new());
        for column in 0..self.table.columns.len() {
            match self.table.columns[column].role {
                Role::Description | Role::Deviation | Role::Actions => {
                    texts.push((column, self.gather(rows, column).sides(languages, lexicon)));
                }
                Role::Extra => texts.push((column, self.extra(rows, column))),
                Role::Budget | Role::Red | Role::Green | Role::Result | Role::Weight => {
                    once.push((column, self.once(rows, column)));
                }
                _ => {}
            }
        }
        let bands: Vec<usize> = rows.each().flat_map(|row| row.bands.iter().copied()).collect();
        let margin = rows.each().filter_map(|row| row.margin).min_by(f32::total_cmp);
        let fill = self.fill(rows);
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
        });
        for row in rows.each() {
            for &band in &row.bands {
                self.seen.extend(self.table.bands[band].cells.iter().flatten());
            }
        }
    }

    fn objective(&self, rows: Rows<'a>, label: Role, title: Role, carried: bool) -> Objective<'a> {
        let tail = carried && self.begins_below_break(rows, title);
        Objective { label: self.role_lines(rows, label), title: self.role(rows, title), carried, tail }
    }

    fn column(&self, role: Role) -> Option<usize> {
        self.table.columns.iter().position(|column| column.role == role)
    }

    fn role(&self, rows: Rows<'a>, role: Role) -> Gathered<'a> {
        self.column(role).map(|column| self.gather(rows, column)).unwrap_or_default()
    }

    fn role_lines(&self, rows: Rows<'a>, role: Role) -> Vec<Fitted<'a>> {
        self.column(role).map(|column| self.once(rows, column)).unwrap_or_default()
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

    /// The lines of a record in a column, by the rows in which they stand.
    fn gather(&self, rows: Rows<'a>, column: usize) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        if let Some(both) = rows.both {
            gathered.both = self.lines(&self.new_cells(both, column));
            return gathered;
        }
        let upper = rows.french.map(|row| self.new_cells(row, column)).unwrap_or_default();
        let mut lower = rows.dutch.map(|row| self.new_cells(row, column)).unwrap_or_default();
        let spanning = upper.iter().any(|cell| lower.contains(cell));
        lower.retain(|cell| !upper.contains(cell));
        let is_blank = |cells: &[usize]| cells.iter().all(|&cell| self.table.cells[cell].lines.is_empty());
        // a transcript may set both languages in one row of two, or have lost the French one
        let is_whole = self.is_transcript
            && is_blank(&lower)
            && (rows.dutch.is_none() || split::is_bilingual(&self.lines(&upper), self.languages));
        if spanning || self.stacked[column] || is_whole {
            gathered.both = self.lines(&upper);
            gathered.both.extend(self.lines(&lower));
        } else {
            gathered.fr = self.lines(&upper);
            gathered.nl = self.lines(&lower);
        }
        gathered
    }

    /// The lines of a record in a column whose text stands once; where both rows print the same, once is enough.
    fn once(&self, rows: Rows<'a>, column: usize) -> Vec<Fitted<'a>> {
        let mut lines: Vec<Vec<Fitted<'a>>> = Vec::new();
        let mut cells = Vec::new();
        for row in rows.each() {
            let mut new = self.new_cells(row, column);
            new.retain(|cell| !cells.contains(cell));
            lines.push(self.lines(&new));
            cells.extend(new);
        }
        if let [upper, lower] = &lines[..]
            && run_together(upper) == run_together(lower)
        {
            lines.truncate(1);
        }
        lines.into_iter().flatten().collect()
    }

    /// The text of an unknown column: printed once, it fills both sides.
    fn extra(&self, rows: Rows<'a>, column: usize) -> Sides<'a> {
        let (languages, lexicon) = (self.languages, self.lexicon);
        let gathered = self.gather(rows, column);
        let all = gathered.all();
        if !gathered.fr.is_empty() && !gathered.nl.is_empty() {
            Bilingual::new(gathered.fr, gathered.nl)
        } else if split::is_bilingual(&all, languages) {
            split::languages(&all, languages, lexicon)
        } else {
            Bilingual::new(all.clone(), all)
        }
    }

    /// Whether a column's new text begins right below a page break, so that it may be the rest of what stood above.
    fn begins_below_break(&self, rows: Rows<'a>, role: Role) -> bool {
        let Some(column) = self.column(role) else { return false };
        let bands = rows.each().flat_map(|row| row.bands.iter().copied());
        let new = |band: &usize| {
            let cell = self.table.bands[*band].cells[column];
            cell.is_some_and(|cell| !self.seen.contains(&cell) && !self.table.cells[cell].lines.is_empty())
        };
        bands.into_iter().find(new).is_some_and(|band| band > 0 && self.table.bands[band].first)
    }

    fn fill(&self, rows: Rows<'a>) -> Option<[u8; 3]> {
        let column = self.column(Role::Result)?;
        rows.each()
            .flat_map(|row| self.table.cells_of(row, column))
            .find_map(|cell| self.table.cells[cell].fill)
    }
}

/// The text of lines without what parts them, to compare it.
fn run_together(lines: &[Fitted<'_>]) -> String {
    lines.iter().map(|fitted| fitted.line.text.as_str()).collect()
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
        languages: &Identifier,
        lexicon: &Lexicon,
    ) -> usize {
        let Self { label, title, carried, tail } = self;
        if let Some(current) = in_force.filter(|_| carried) {
            let unit = &mut units[current];
            if label.is_empty() && tail {
                unit.gathered.append(title);
                unit.title = unit.gathered.sides(languages, lexicon);
                return current;
            }
            if title.is_blank() && (label.is_empty() || run_together(&label) == run_together(&unit.label)) {
                return current;
            }
        }
        units.push(DraftUnit { label, title: title.sides(languages, lexicon), gathered: title });
        units.len() - 1
    }
}
