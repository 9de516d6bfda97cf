//! The walk over the body's pages: which headings are in force where a table stands.
//!
//! Lines and tables are met from top to bottom. Headings wait until it shows what they stand over, and are given their
//! levels then. Not for what a heading says: that is `wording/`'s and `kinds`'s.

use std::collections::HashSet;

use super::{
    Heading, Level, Outline, Piece, PlacedTable, Position, TOLERANCES, glyphs, headerless, kinds,
    without_place,
};
use crate::columns::{Header, HeaderReader, Role};
use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn};
use crate::record::{Chapter, Kind, Texts};
use crate::tables::{Cell, Making, PageTables, Table};
use crate::wording::{HeadingReader, Numbering};
use crate::words::{Line, main_size};

/// Lines that make up one heading.
#[derive(Debug, Clone)]
struct HeadingBlock {
    text: String,
    lines: Vec<Line>,
    size: f32,
    page: usize,
    /// The same in Dutch, number included, where that stands in lines of its own below.
    dutch: Option<String>,
}

impl HeadingBlock {
    fn new(line: Line, page: usize) -> Self {
        Self { text: line.text.clone(), size: line.size, lines: vec![line], page, dutch: None }
    }

    /// Whether `line` goes on with this heading, on a page `width` points wide.
    fn goes_on(&self, line: &Line, page: usize, width: f32, headings: &HeadingReader<'_>) -> bool {
        let Some(last) = self.lines.last() else {
            return false;
        };
        let step = line.baseline - last.baseline;
        let begins = headings.number(&line.text).0.is_some()
            || kinds::announced_kind(&line.text, headings.wording()).is_some()
            || kinds::is_nihil(&line.text, headings.wording())
            || headings.is_pair(&self.text, &line.text, true);
        let beside = step.abs() < line.size * TOLERANCES.beside;
        let below = step > 0.0
            && step <= TOLERANCES.leading * line.size
            && last.bbox.width() >= TOLERANCES.full_line * width
            && !begins;
        self.page == page && (line.size - self.size).abs() <= TOLERANCES.size && (beside || below)
    }

    fn push(&mut self, line: Line) {
        let beside = self
            .lines
            .last()
            .is_some_and(|last| (line.baseline - last.baseline).abs() < line.size * TOLERANCES.beside);
        // Names side by side are the two languages.
        self.text.push_str(if beside { " - " } else { " " });
        self.text.push_str(&line.text);
        self.lines.push(line);
    }

    /// Whether another heading stands right below, in the same size.
    fn adjoins(&self, other: &Self) -> bool {
        let (Some(above), Some(below)) = (self.lines.last(), other.lines.first()) else {
            return false;
        };
        let step = below.baseline - above.baseline;
        self.page == other.page
            && (self.size - other.size).abs() <= TOLERANCES.size
            && step > 0.0
            && step <= TOLERANCES.paired_leading * below.size
    }

    fn glyphs(&self) -> u64 {
        glyphs(&self.lines)
    }

    fn bbox(&self) -> Rect {
        Rect::covering(self.lines.iter().map(|line| &line.bbox)).unwrap_or_default()
    }
}

/// How many parts the numbers of tables' headings have at least: the administration's and their own.
const LEAST_DEPTH: usize = 2;

/// How many parts the numbers of tables' headings have: those of the heading that comes next, else one more than the
/// deepest number before it; `None` where there are no numbers of several parts.
fn depth(pending: &[HeadingBlock], next: Option<&Numbering>, headings: &HeadingReader<'_>) -> Option<usize> {
    let decimal = |number: &Numbering| matches!(number, Numbering::Decimal(_)).then(|| number.level());
    let above = pending.iter().filter_map(|block| headings.number(&block.text).0);
    let depth = match next.and_then(decimal) {
        Some(depth) => depth,
        None => above.filter_map(|number| decimal(&number)).max()? + 1,
    };
    Some(depth.max(LEAST_DEPTH))
}

/// Something on a page, from top to bottom.
enum Item {
    Line(Line),
    Table(Table, Option<Header>),
}

/// The walk over the body's pages: the headings in force, and those that wait for what follows them.
pub(super) struct OutlineWalk<'a> {
    outline: &'a mut Outline,
    headings: HeadingReader<'a>,
    reader: HeaderReader<'a>,
    position: Position,
    kind: Option<Kind>,
    /// The size in which chapters and entities have been set so far.
    chapter_size: Option<f32>,
    entity_size: Option<f32>,
    /// How many parts the numbers of tables' headings have: those of administrations have one less.
    depth: usize,
    pending: Vec<HeadingBlock>,
    /// Whether the next table goes on with the last one.
    open: bool,
    stray: Vec<HeadingBlock>,
    /// What is odd about headers, with the index of the page, and what of it was noted.
    findings: Vec<(usize, Finding)>,
    noted: HashSet<(Code, String)>,
    /// Whether Dutch headings stand below French ones: two in a row have had one number.
    stacked: bool,
    /// The number and the size of the last table's heading.
    table_heading: Option<(Option<Numbering>, f32)>,
}

impl<'a> OutlineWalk<'a> {
    pub(super) fn new(
        outline: &'a mut Outline,
        headings: HeadingReader<'a>,
        reader: HeaderReader<'a>,
    ) -> Self {
        Self {
            outline,
            headings,
            reader,
            position: Position::default(),
            kind: None,
            chapter_size: None,
            entity_size: None,
            depth: LEAST_DEPTH,
            pending: Vec::new(),
            open: false,
            stray: Vec::new(),
            findings: Vec::new(),
            noted: HashSet::new(),
            stacked: false,
            table_heading: None,
        }
    }

    pub(super) fn page(&mut self, index: usize, page: &mut PageTables, headers: Vec<Option<Header>>) {
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
        let mut block: Option<HeadingBlock> = None;
        for (_, item) in items {
            match item {
                Item::Line(line) => match &mut block {
                    Some(block) if block.goes_on(&line, index, page.head.width, &self.headings) => {
                        block.push(line)
                    }
                    _ => {
                        self.take(block.replace(HeadingBlock::new(line, index)), body_size);
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
    fn take(&mut self, block: Option<HeadingBlock>, body_size: f32) {
        let Some(block) = block else { return };
        if kinds::is_nihil(&block.text, self.headings.wording()) {
            self.nihil(block);
        } else if block.text.chars().count() > TOLERANCES.longest_heading
            || block.lines.iter().any(|line| line.turn != Turn::None)
            || block.size < body_size - TOLERANCES.size
        {
            self.stray.push(block);
        } else if let Some(kind) = kinds::announced_kind(&block.text, self.headings.wording()) {
            self.table_heading(block, kind);
        } else if self.open
            && self.headings.number(&block.text).0.is_none()
            && block.size < body_size + TOLERANCES.size
        {
            // A remark in the table's own size between its pieces is no title, and does not part them.
            self.stray.push(block);
        } else {
            self.wait(block);
        }
    }

    /// Keeps a heading until it shows what it stands over, or makes it the Dutch of the one above it.
    fn wait(&mut self, block: HeadingBlock) {
        if let Some(above) = self.pending.last_mut().filter(|above| above.dutch.is_none()) {
            let (number, french) = self.headings.number(&above.text);
            let (again, dutch) = self.headings.number(&block.text);
            let same = number.is_some() && number == again;
            let is_pair = above.adjoins(&block)
                && (same || again.is_none())
                && self.headings.is_pair(french, dutch, !same && !self.stacked);
            if is_pair {
                self.stacked |= same;
                above.dutch = Some(block.text);
                above.lines.extend(block.lines);
                return;
            }
        }
        self.pending.push(block);
    }

    fn count_heading(&mut self, block: &HeadingBlock, level: Option<Level>) {
        self.outline.heading_glyphs += block.glyphs();
        self.outline.headings.push(Heading { page: block.page, bbox: block.bbox(), level });
    }

    fn table_heading(&mut self, block: HeadingBlock, kind: Kind) {
        let number = self.headings.number(&block.text).0;
        // In the other language it may be in other words.
        let same = |above: &mut HeadingBlock| {
            number.is_some() && self.headings.number(&above.text).0 == number && above.adjoins(&block)
        };
        if let Some(above) = self.pending.pop_if(same) {
            self.count_heading(&above, None);
        }
        self.settle(true, number.as_ref());
        self.count_heading(&block, None);
        self.table_heading = Some((number, block.size));
        self.position.section = None;
        self.kind = Some(kind);
        self.open = false;
    }

    /// Settles the headings that wait for a table of this kind, or for NIHIL. One of them may be the table's own, in
    /// words that are not listed.
    fn settle_over(&mut self, kind: Option<Kind>) {
        let own = (0..self.pending.len()).rev().find_map(|at| Some((at, self.own_kind(at, kind)?)));
        if let Some((at, kind)) = own {
            let sections = self.pending.split_off(at + 1);
            if let Some(block) = self.pending.pop() {
                self.table_heading(block, kind);
            }
            self.pending = sections;
        }
        self.settle(false, None);
    }

    /// What kind of table the heading that waits at `at` announces: it names the kind, and is numbered as tables'
    /// headings are.
    fn own_kind(&self, at: usize, kind: Option<Kind>) -> Option<Kind> {
        let block = self.pending.get(at)?;
        let number = self.headings.number(&block.text).0;
        let is_decimal = |number: &Numbering| matches!(number, Numbering::Decimal(_));
        let placed = match (&self.table_heading, &number) {
            (Some((Some(known), _)), Some(number)) => known.is_like(number),
            (Some((None, size)), None) => (size - block.size).abs() <= TOLERANCES.size,
            (None, Some(number)) if is_decimal(number) => {
                let above = at.checked_sub(1).and_then(|above| self.pending.get(above));
                let above = above.map(|above| self.headings.number(&above.text).0.filter(is_decimal));
                // One part more than the administration's number, or the first figure under one without.
                match above {
                    Some(Some(above)) => number.level() == above.level() + 1,
                    Some(None) => true,
                    None => number.level() >= LEAST_DEPTH,
                }
            }
            _ => false,
        };
        let named = match kind {
            Some(kind) => kinds::names_kind(&block.text, kind, self.headings.wording()).then_some(kind),
            None => kinds::only_kind(&block.text, self.headings.wording()),
        };
        named.filter(|_| placed)
    }

    /// A heading's name in both languages.
    fn names(&self, block: &HeadingBlock) -> Texts {
        let (number, name) = self.headings.number(&block.text);
        match &block.dutch {
            Some(dutch) => Texts::new(Some(name.to_owned()), Some(self.headings.number(dutch).1.to_owned())),
            None => self.headings.names(number.as_ref(), name),
        }
    }

    fn nihil(&mut self, block: HeadingBlock) {
        self.settle_over(None);
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
        let mut pending = std::mem::take(&mut self.pending);
        // What stands over more lines than there are levels is text: of a table that was not found, or of none.
        let over = pending.len().saturating_sub(TOLERANCES.most_headings);
        self.stray.extend(pending.drain(..over));
        let count = pending.len();
        if before_table_heading {
            self.depth = depth(&pending, next, &self.headings).unwrap_or(self.depth);
        }
        for (index, block) in pending.into_iter().enumerate() {
            self.open = false;
            let number = self.headings.number(&block.text).0;
            let level = self.level(&block, number.as_ref(), before_table_heading, count - index, next);
            self.count_heading(&block, Some(level));
            let reference = number.as_ref().map(|number| number.printed().to_owned());
            match level {
                Level::Chapter => {
                    self.chapter_size = Some(block.size);
                    let chapter = Chapter { reference, name: self.names(&block) };
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
                    self.position.entity_name = self.names(&block);
                    self.position.section = None;
                    self.kind = None;
                }
                Level::Section => self.position.section = Some(self.names(&block)),
            }
        }
    }

    /// The level of a heading that waits; `left` of them, itself included, stand before what follows.
    fn level(
        &self,
        block: &HeadingBlock,
        number: Option<&Numbering>,
        before_table_heading: bool,
        left: usize,
        next: Option<&Numbering>,
    ) -> Level {
        let like = |size: Option<f32>| size.is_some_and(|size| (size - block.size).abs() <= TOLERANCES.size);
        match number {
            Some(Numbering::Chapter(_)) => Level::Chapter,
            Some(number @ Numbering::Decimal(_)) if number.level() + 1 == self.depth => Level::Entity,
            Some(number @ Numbering::Decimal(_)) if number.level() + 1 < self.depth => Level::Chapter,
            Some(Numbering::Decimal(_)) => Level::Section,
            _ if !before_table_heading => Level::Section,
            _ if left > 1 => Level::Chapter,
            _ if like(self.chapter_size) && !like(self.entity_size) => Level::Chapter,
            _ if like(self.entity_size) => Level::Entity,
            // A table's heading without a number of two parts counts chapters, not administrations.
            _ if next.is_some_and(|next| next.level() == 1) && self.entity_size.is_none() => Level::Chapter,
            _ => Level::Entity,
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
        self.settle_over(header.as_ref().map(|header| header.kind));
        let known = self.last_header().filter(|_| table.making != Making::Transcribed).cloned();
        let header = match known {
            Some(known) if header.as_ref().is_none_or(|header| header.height > known.height) => {
                known.part_from(&mut table);
                self.reader.header(&table)
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
                    let mut block = HeadingBlock::new(first, page);
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
        let mut odd: Vec<Finding> = Vec::new();
        for column in &header.columns {
            let text = column.header.text();
            let about = |code| Finding::new(code).with("header", text.as_str());
            if column.role == Role::Extra && !text.is_empty() {
                odd.push(about(Code::B203));
            }
            if column.doubtful {
                odd.push(about(Code::B205).with("role", column.role.name()));
            }
            if matches!(column.role, Role::Red | Role::Green) && text.contains(['<', '>']) {
                let sign = if text.contains('<') { "≤" } else { "≥" };
                odd.push(about(Code::B405).with("sign", sign));
            }
        }
        // A title over the table that names what it holds has the last word.
        let titled = |texts: &Texts| {
            let mut sides = [&texts.fr, &texts.nl].into_iter().flatten();
            sides.any(|text| kinds::names_kind(text, header.kind, self.headings.wording()))
        };
        let announced = self.kind.filter(|_| !self.position.section.as_ref().is_some_and(titled));
        if let Some(kind) = announced.filter(|&kind| kind != header.kind) {
            let finding = Finding::new(Code::B204).with("announced", kind.name());
            odd.push(finding.with("columns", header.kind.name()));
        }
        let position = &self.position;
        if position.entity_name.is_empty() && position.chapter.name.is_empty() {
            odd.push(Finding::new(Code::B206));
        }
        for finding in odd {
            if self.noted.insert((finding.code, format!("{:?}", finding.values))) {
                self.findings.push((page, finding));
            }
        }
    }

    /// Counts and names what found no place.
    pub(super) fn finish(mut self, pages: &[PageTables]) {
        self.stray.append(&mut self.pending);
        for (page, finding) in self.findings {
            let number = pages.get(page).map_or(0, |page| page.head.number);
            self.outline.findings.push(finding.on_page(number));
        }
        for block in &self.stray {
            let Some(page) = pages.get(block.page) else {
                continue;
            };
            let finding = without_place(block.glyphs(), &block.text);
            self.outline.findings.push(finding.at(page.head.number, page.head.to_viewer(block.bbox())));
            self.outline.unassigned_glyphs += block.glyphs();
        }
    }
}
