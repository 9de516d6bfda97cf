//! outline: free lines and tables become the report's structure.
//!
//! Cover, preface, legend and contents list are read from the pages before the first table (`front`); from then
//! on headings say where each table stands: chapter > entity > kind of table > section. The product is the list of
//! tables, each in its place and still in the pieces that pages hold. Nothing here reads rows.

mod front;
mod headings;
mod terms;

use std::collections::HashSet;

use crate::columns::{Column, Header, Role, read_header};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Rect, Turn};
use crate::language::Identifier;
use crate::record::{Chapter, Front, Kind, Texts};
use crate::tables::{Cell, PageTables, Table};
use crate::words::lexicon::Lexicon;
use crate::words::{Line, main_size, running};
pub(crate) use front::status_in_words;
use headings::Numbering;

/// Tolerances of this stage.
struct Tolerances {
    /// Lines of one heading are no further apart than this, in ems from baseline to baseline.
    leading: f32,
    /// Sizes that differ less than this, in points, are one size.
    size: f32,
    /// A heading that goes on in the next line reaches over at least this share of the page's width.
    full_line: f32,
    /// A page with more free lines than this is no page of headings alone.
    heading_page_lines: usize,
    /// Free text longer than this, in characters, is no heading.
    longest_heading: usize,
    /// Columns of a table on the pages before the first table of records: legends and contents lists have at most six.
    front_columns: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    leading: 1.6,
    size: 0.4,
    full_line: 0.55,
    heading_page_lines: 6,
    longest_heading: 300,
    front_columns: 7,
};

/// Where a table stands in the report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Position {
    /// The chapter.
    pub chapter: Chapter,
    /// The administration's number; `None` where the chapter has no administrations.
    pub entity: Option<String>,
    /// The administration's name.
    pub entity_name: Texts,
    /// The section title over the table.
    pub section: Option<Texts>,
}

/// The part of a table that stands on one page.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Index of the page.
    pub page: usize,
    /// The part itself, header included.
    pub table: Table,
    /// The header in force: its own, or that of an earlier piece.
    pub header: Header,
    /// How many of its rows are header.
    pub header_rows: usize,
}

/// A table in its place, or the word `NIHIL` in place of one.
#[derive(Debug, Clone)]
pub struct PlacedTable {
    /// Where it stands.
    pub position: Position,
    /// What it reports.
    pub kind: Kind,
    /// Whether it is the word `NIHIL`.
    pub nihil: bool,
    /// Index of the page on which it begins.
    pub first_page: usize,
    /// Its parts, in the order of pages.
    pub pieces: Vec<Piece>,
}

/// A heading in its place, as it was understood.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Index of the page.
    pub page: usize,
    /// Its box in points, in the page's upright frame.
    pub bbox: Rect,
    /// Its level; `None` for a table's own heading and for `NIHIL`.
    pub level: Option<Level>,
}

/// The report's structure, and where the glyphs outside tables went.
#[derive(Debug, Default)]
pub struct Outline {
    /// What the first pages say.
    pub front: Front,
    /// Index of the first page after the front matter.
    pub body: usize,
    /// The headings in the order of reading.
    pub headings: Vec<Heading>,
    /// The tables in the order of reading.
    pub tables: Vec<PlacedTable>,
    /// Glyphs of the front matter.
    pub front_glyphs: u64,
    /// Glyphs of headings.
    pub heading_glyphs: u64,
    /// Glyphs of running headers and footers.
    pub running_glyphs: u64,
    /// Glyphs that found no place.
    pub unassigned_glyphs: u64,
    /// What was odd.
    pub findings: Vec<Diagnostic>,
}

/// Reads the structure of a report from its pages, and takes the tables out of them.
pub fn pages_to_outline(pages: &mut [PageTables], lexicon: &Lexicon, languages: &Identifier) -> Outline {
    let edges: Vec<running::PageEdges<'_>> = pages
        .iter()
        .map(|page| running::PageEdges { width: page.width, height: page.height, lines: &page.lines })
        .collect();
    let marks = running::find(&edges);
    let mut outline = Outline::default();
    for (page, marks) in pages.iter_mut().zip(marks) {
        let mut marks = marks.into_iter();
        let lines = std::mem::take(&mut page.lines);
        let (running, rest): (Vec<Line>, Vec<Line>) =
            lines.into_iter().partition(|_| marks.next() == Some(true));
        outline.running_glyphs += glyphs(&running);
        page.lines = rest;
    }
    let mut headers: Vec<Vec<Option<Header>>> =
        pages.iter().map(|page| page.tables.iter().map(read_header).collect()).collect();
    let body = first_body_page(pages, &headers);
    outline.body = body;
    let front_pages: Vec<front::FrontPage<'_>> = pages[..body]
        .iter()
        .map(|page| front::FrontPage { page, lines: page.lines.iter().collect() })
        .collect();
    outline.front = front::read_front(&front_pages, lexicon);
    for page in &pages[..body] {
        let tables = page.tables.iter().flat_map(|table| &table.cells).map(|cell| u64::from(cell.glyphs()));
        outline.front_glyphs += glyphs(&page.lines) + tables.sum::<u64>();
        // No table of a preface or a contents list is as wide as one of records.
        for table in page.tables.iter().filter(|table| table.xs.len() > TOLERANCES.front_columns) {
            let text: Vec<String> = table.cells.iter().map(Cell::text).collect();
            outline.findings.push(headerless(&text.join(" ")).at(page.number, page.to_viewer(table.bbox)));
        }
    }
    let mut walk = Walk::new(&mut outline, languages);
    for (index, page) in pages.iter_mut().enumerate().skip(body) {
        walk.page(index, page, std::mem::take(&mut headers[index]));
    }
    walk.finish(pages);
    outline
}

fn glyphs(lines: &[Line]) -> u64 {
    lines.iter().map(|line| u64::from(line.glyphs)).sum()
}

/// The finding for a table whose header cannot be read, by the text that it begins with.
fn headerless(text: &str) -> Diagnostic {
    Diagnostic::new(Code::B202, format!("no header of this table can be read; it begins “{}”", excerpt(text)))
}

/// The first page of the report's body: the first with a table of records or a NIHIL, or a page of headings alone
/// right before it.
fn first_body_page(pages: &[PageTables], headers: &[Vec<Option<Header>>]) -> usize {
    let has_table = |index: usize| {
        headers[index].iter().any(Option::is_some)
            || pages[index].lines.iter().any(|line| terms::is_nihil(&line.text))
    };
    let mut first = (0..pages.len()).find(|&index| has_table(index)).unwrap_or(pages.len());
    while let Some(before) = first.checked_sub(1) {
        let lines = &pages[before].lines;
        let heading = |line: &Line| {
            matches!(headings::number(&line.text).0, Some(Numbering::Chapter(_)))
                || terms::announced_kind(&line.text).is_some()
        };
        let alone = !lines.is_empty() && lines.len() <= TOLERANCES.heading_page_lines;
        if first == pages.len() || !alone || !heading(&lines[0]) {
            break;
        }
        first = before;
    }
    first
}

/// Lines that make up one heading.
#[derive(Debug, Clone)]
struct Block {
    text: String,
    lines: Vec<Line>,
    size: f32,
    page: usize,
}

impl Block {
    fn new(line: Line, page: usize) -> Self {
        Self { text: line.text.clone(), size: line.size, lines: vec![line], page }
    }

    /// Whether `line` goes on with this heading, on a page `width` points wide.
    fn goes_on(&self, line: &Line, page: usize, width: f32) -> bool {
        let Some(last) = self.lines.last() else {
            return false;
        };
        let step = line.baseline - last.baseline;
        let begins = headings::number(&line.text).0.is_some()
            || terms::announced_kind(&line.text).is_some()
            || terms::is_nihil(&line.text);
        let beside = step.abs() < line.size * 0.3;
        let below = step > 0.0
            && step <= TOLERANCES.leading * line.size
            && last.bbox.width() >= TOLERANCES.full_line * width
            && !begins;
        self.page == page && (line.size - self.size).abs() <= TOLERANCES.size && (beside || below)
    }

    fn push(&mut self, line: Line) {
        let beside =
            self.lines.last().is_some_and(|last| (line.baseline - last.baseline).abs() < line.size * 0.3);
        // Names side by side are the two languages.
        self.text.push_str(if beside { " - " } else { " " });
        self.text.push_str(&line.text);
        self.lines.push(line);
    }

    fn glyphs(&self) -> u64 {
        glyphs(&self.lines)
    }

    fn bbox(&self) -> Rect {
        Rect::covering(self.lines.iter().map(|line| &line.bbox)).unwrap_or_default()
    }
}

/// Something on a page, from top to bottom.
enum Item {
    Line(Line),
    Table(Table, Option<Header>),
}

/// The walk over the body's pages: the headings in force, and those that wait for what follows them.
struct Walk<'a> {
    outline: &'a mut Outline,
    languages: &'a Identifier,
    position: Position,
    kind: Option<Kind>,
    /// The size in which chapters and entities have been set so far.
    chapter_size: Option<f32>,
    entity_size: Option<f32>,
    pending: Vec<Block>,
    /// Whether the next table goes on with the last one.
    open: bool,
    stray: Vec<Block>,
    /// What is odd about headers, with the index of the page, and what of it was noted.
    findings: Vec<(usize, Diagnostic)>,
    noted: HashSet<(Code, String)>,
}

impl<'a> Walk<'a> {
    fn new(outline: &'a mut Outline, languages: &'a Identifier) -> Self {
        Self {
            outline,
            languages,
            position: Position::default(),
            kind: None,
            chapter_size: None,
            entity_size: None,
            pending: Vec::new(),
            open: false,
            stray: Vec::new(),
            findings: Vec::new(),
            noted: HashSet::new(),
        }
    }

    fn page(&mut self, index: usize, page: &mut PageTables, headers: Vec<Option<Header>>) {
        if let (Some(first), Some(None)) = (page.tables.first_mut(), headers.first()) {
            self.widen(first, &mut page.lines);
        }
        let mut items: Vec<(f32, Item)> = Vec::new();
        for line in std::mem::take(&mut page.lines) {
            items.push((line.bbox.centre().1, Item::Line(line)));
        }
        for (table, header) in std::mem::take(&mut page.tables).into_iter().zip(headers) {
            items.push((table.bbox.y0, Item::Table(table, header)));
        }
        items.sort_by(|a, b| a.0.total_cmp(&b.0));
        let body_size = main_size(
            items
                .iter()
                .filter_map(|(_, item)| if let Item::Table(table, _) = item { Some(table) } else { None })
                .flat_map(|table| &table.cells)
                .flat_map(|cell| &cell.lines),
        );
        let mut block: Option<Block> = None;
        for (_, item) in items {
            match item {
                Item::Line(line) => match &mut block {
                    Some(block) if block.goes_on(&line, index, page.width) => block.push(line),
                    _ => {
                        self.take(block.replace(Block::new(line, index)), body_size);
                    }
                },
                Item::Table(table, header) => {
                    self.take(block.take(), body_size);
                    self.table(index, table, header);
                }
            }
        }
        self.take(block, body_size);
    }

    /// Takes a block of free lines: a heading, NIHIL, or text that has no place.
    fn take(&mut self, block: Option<Block>, body_size: f32) {
        let Some(block) = block else { return };
        if terms::is_nihil(&block.text) {
            self.nihil(block);
        } else if block.text.chars().count() > TOLERANCES.longest_heading
            || block.lines.iter().any(|line| line.turn != Turn::None)
            || block.size < body_size - TOLERANCES.size
        {
            self.stray.push(block);
        } else if let Some(kind) = terms::announced_kind(&block.text) {
            self.table_heading(block, kind);
        } else if self.open
            && headings::number(&block.text).0.is_none()
            && block.size < body_size + TOLERANCES.size
        {
            // A remark in the table's own size between its pieces is no title, and does not part them.
            self.stray.push(block);
        } else {
            self.pending.push(block);
        }
    }

    fn count_heading(&mut self, block: &Block, level: Option<Level>) {
        self.outline.heading_glyphs += block.glyphs();
        self.outline.headings.push(Heading { page: block.page, bbox: block.bbox(), level });
    }

    fn table_heading(&mut self, block: Block, kind: Kind) {
        let number = headings::number(&block.text).0;
        self.settle(true, number.as_ref());
        self.count_heading(&block, None);
        self.position.section = None;
        self.kind = Some(kind);
        self.open = false;
    }

    fn nihil(&mut self, block: Block) {
        self.settle(false, None);
        let Some(kind) = self.kind else {
            self.stray.push(block);
            return;
        };
        self.count_heading(&block, None);
        self.outline.tables.push(PlacedTable {
            position: self.position.clone(),
            kind,
            nihil: true,
            first_page: block.page,
            pieces: Vec::new(),
        });
        self.open = false;
    }

    /// Gives the headings that wait their levels. `before_table_heading`: what follows them is a table's heading,
    /// numbered `next`; else it is a table or NIHIL, and a heading without a number is a section's title.
    fn settle(&mut self, before_table_heading: bool, next: Option<&Numbering>) {
        let pending = std::mem::take(&mut self.pending);
        let count = pending.len();
        for (index, block) in pending.into_iter().enumerate() {
            self.open = false;
            let (number, name) = headings::number(&block.text);
            let level = self.level(&block, number.as_ref(), before_table_heading, count - index, next);
            self.count_heading(&block, Some(level));
            let reference = number.as_ref().map(|number| number.printed().to_owned());
            match level {
                Level::Chapter => {
                    self.chapter_size = Some(block.size);
                    let chapter = Chapter { reference, name: headings::split_name(name, self.languages) };
                    self.position = Position { chapter, ..Position::default() };
                    self.kind = None;
                }
                Level::Entity => {
                    self.entity_size = Some(block.size);
                    // An administration without a number of its own has the one in its tables' headings.
                    let implied = next.filter(|next| next.level() > 1);
                    let implied = implied
                        .and_then(|next| next.printed().rsplit_once('.'))
                        .map(|(number, _)| number.to_owned());
                    self.position.entity = reference.or(implied);
                    self.position.entity_name = headings::split_name(name, self.languages);
                    self.position.section = None;
                    self.kind = None;
                }
                Level::Section => self.position.section = Some(headings::split_name(name, self.languages)),
            }
        }
    }

    /// The level of a heading that waits; `left` of them, itself included, stand before what follows.
    fn level(
        &self,
        block: &Block,
        number: Option<&Numbering>,
        before_table_heading: bool,
        left: usize,
        next: Option<&Numbering>,
    ) -> Level {
        let like = |size: Option<f32>| size.is_some_and(|size| (size - block.size).abs() <= TOLERANCES.size);
        match number {
            Some(Numbering::Chapter(_)) => Level::Chapter,
            Some(number @ Numbering::Decimal(_)) if number.level() == 1 => Level::Entity,
            Some(Numbering::Decimal(_)) => Level::Section,
            None if !before_table_heading => Level::Section,
            None if left > 1 => Level::Chapter,
            None if like(self.chapter_size) && !like(self.entity_size) => Level::Chapter,
            None if like(self.entity_size) => Level::Entity,
            // A table's heading without a number of two parts counts chapters, not administrations.
            None if next.is_some_and(|next| next.level() == 1) && self.entity_size.is_none() => {
                Level::Chapter
            }
            None => Level::Entity,
        }
    }

    /// The header of the table that is going on, as it lies over one without a header.
    fn carried(&self, table: &Table) -> Option<Header> {
        self.last_header()?.over(table)
    }

    /// The header of the table that is going on.
    fn last_header(&self) -> Option<&Header> {
        let last = self.outline.tables.last().filter(|_| self.open)?;
        Some(&last.pieces.last()?.header)
    }

    /// Gives a table that lacks the header's outer columns the text that stands there.
    fn widen(&self, table: &mut Table, lines: &mut Vec<Line>) {
        let Some(header) = self.carried(table) else { return };
        for column in &header.columns {
            let bbox = Rect { x0: column.left, x1: column.right, ..table.bbox };
            if table.bbox.contains((bbox.centre().0, table.bbox.y0)) {
                continue;
            }
            let inside = |line: &mut Line| line.turn == Turn::None && bbox.contains(line.bbox.centre());
            let lines: Vec<Line> = lines.extract_if(.., inside).collect();
            let rows = 0..table.ys.len().saturating_sub(1);
            table.cells.push(Cell { columns: 0..0, rows, bbox, lines, fill: None });
        }
    }

    fn table(&mut self, page: usize, mut table: Table, header: Option<Header>) {
        self.settle(false, None);
        let known = self.last_header().cloned();
        let header = match known {
            Some(known) if header.as_ref().is_none_or(|header| header.height > known.height) => {
                known.part_from(&mut table);
                read_header(&table)
            }
            _ => header,
        };
        let carried = self.carried(&table);
        let (header, header_rows) = match (header, carried) {
            (Some(header), _) => {
                let rows = header.rows;
                (header, rows)
            }
            (None, Some(carried)) => (carried, 0),
            (None, None) => {
                let lines: Vec<Line> = table.cells.into_iter().flat_map(|cell| cell.lines).collect();
                if let Some(first) = lines.first().cloned() {
                    let mut block = Block::new(first, page);
                    for line in lines.into_iter().skip(1) {
                        block.text.push(' ');
                        block.text.push_str(&line.text);
                        block.lines.push(line);
                    }
                    let finding = headerless(&block.text);
                    self.findings.push((page, finding));
                    self.stray.push(block);
                }
                return;
            }
        };
        let kind = header.kind;
        self.note_header(page, &header);
        let same = self.open && self.outline.tables.last().is_some_and(|table| table.kind == kind);
        let piece = Piece { page, table, header, header_rows };
        match self.outline.tables.last_mut() {
            Some(table) if same => table.pieces.push(piece),
            _ => self.outline.tables.push(PlacedTable {
                position: self.position.clone(),
                kind,
                nihil: false,
                first_page: page,
                pieces: vec![piece],
            }),
        }
        self.kind = self.kind.or(Some(kind));
        self.open = true;
    }

    /// Notes what is odd about a table's header and its place, each thing once a report.
    fn note_header(&mut self, page: usize, header: &Header) {
        let mut odd: Vec<(Code, String)> = Vec::new();
        for column in &header.columns {
            let text = column.header.text();
            if column.role == Role::Extra && !text.is_empty() {
                odd.push((
                    Code::B203,
                    format!("the column “{text}” is not known; its texts are kept under this header"),
                ));
            }
            if column.doubtful {
                odd.push((
                    Code::B205,
                    format!("the column “{text}” is read as {:?}, but might be another", column.role),
                ));
            }
            if matches!(column.role, Role::Red | Role::Green) && text.contains(['<', '>']) {
                odd.push((Code::B405, format!("the header “{text}” is read as if it printed ≤ or ≥")));
            }
        }
        if let Some(kind) = self.kind.filter(|&kind| kind != header.kind) {
            odd.push((
                Code::B204,
                format!("the heading announces {kind:?}, but the columns are those of {:?}", header.kind),
            ));
        }
        let position = &self.position;
        if position.entity_name.is_empty() && position.chapter.name.is_empty() {
            odd.push((Code::B206, "a table stands under no heading that names an administration".to_owned()));
        }
        for (code, message) in odd {
            if self.noted.insert((code, message.clone())) {
                self.findings.push((page, Diagnostic::new(code, message)));
            }
        }
    }

    /// Counts and names what found no place.
    fn finish(mut self, pages: &[PageTables]) {
        self.stray.append(&mut self.pending);
        for (page, finding) in self.findings {
            let number = pages.get(page).map_or(0, |page| page.number);
            self.outline.findings.push(finding.on_page(number));
        }
        for block in &self.stray {
            let Some(page) = pages.get(block.page) else {
                continue;
            };
            let finding = without_place(block.glyphs(), &block.text);
            self.outline.findings.push(finding.at(page.number, page.to_viewer(block.bbox())));
            self.outline.unassigned_glyphs += block.glyphs();
        }
    }
}

/// The levels of headings over tables' own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A chapter.
    Chapter,
    /// An administration.
    Entity,
    /// A section's title over a table.
    Section,
}

/// The finding that says of a text that it found no place.
pub(crate) fn without_place(glyphs: impl std::fmt::Display, text: &str) -> Diagnostic {
    Diagnostic::new(Code::B201, format!("{glyphs} glyphs found no place: “{}”", excerpt(text)))
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}

/// The header of a column in both languages.
pub fn column_label(column: &Column, languages: &Identifier) -> Texts {
    headings::split_name(&column.header.text(), languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of one row with a word in each of `columns` columns.
    fn table(columns: usize) -> Table {
        let edge = |at: usize| at as f32 * 60.0;
        let cell = |at: usize| {
            let bbox = Rect::new(edge(at), 100.0, edge(at + 1), 120.0);
            let line =
                Line { text: "lac".to_owned(), edges: vec![0.0; 4], bbox, glyphs: 3, ..Line::default() };
            Cell { columns: at..at + 1, rows: 0..1, bbox, lines: vec![line], fill: None }
        };
        Table {
            bbox: Rect::new(0.0, 100.0, edge(columns), 120.0),
            xs: (0..=columns).map(edge).collect(),
            ys: vec![100.0, 120.0],
            cells: (0..columns).map(cell).collect(),
            open_bottom: false,
        }
    }

    fn codes(columns: usize) -> Vec<Code> {
        let page = PageTables {
            number: 1,
            width: 842.0,
            height: 595.0,
            tables: vec![table(columns)],
            ..PageTables::default()
        };
        let outline = pages_to_outline(&mut [page], &Lexicon::default(), &Identifier::default());
        outline.findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_wide_table_whose_header_cannot_be_read_is_named_and_a_legend_is_not() {
        assert_eq!(codes(11), [Code::B202]);
        assert!(codes(3).is_empty());
    }
}
