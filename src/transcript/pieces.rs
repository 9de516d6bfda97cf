//! The items of a transcript's pages become pages of lines and tables, each table under the header that its columns are of.
//!
//! What is a heading is told by its marks, its number and what follows it; other text between the parts of a table is text
//! of that table. A table without a header goes on with the one above it, or shows by its cells which kind it is. Not for
//! what headings say: that is `outline/`.

use std::collections::VecDeque;

use super::align::{Aligned, Aligner, Lengths, Model, Seen};
use super::known::{self, Part};
use super::order::{self, Ordered};
use super::rows::{Rows, is_banner};
use super::shapes::{Shape, Shapes};
use super::sheet::{self, SetCell};
use super::{Item, Pages, Paragraph, Rank, RawCell, RawPage, RawTable, languages};
use crate::columns::{Column, Header, HeaderReader, Role};
use crate::language::Identifier;
use crate::record::Kind;
use crate::tables::{Cell, RowDoubt, Table};
use crate::wording::{Folded, Numbering, Placeholders, Wording};
use crate::words::Line;

/// Limits of this step.
struct Limits {
    /// So many headings stand one above the other at most.
    headings: usize,
    /// A heading that nothing marks has no more characters.
    heading: usize,
    /// A table of records has no more columns, and its widest rows no fewer.
    columns: usize,
    fewest: usize,
    /// A table goes on with the one above it, or is of the kind that a heading announces, if that is less likely than another
    /// header by no more than this, in nats, and so much more for each of its rows.
    goes_on: f32,
    each_row: f32,
    announced: f32,
    /// A row teaches what its columns hold where it is aligned with this margin, in nats.
    teaches: f32,
}

const LIMITS: Limits = Limits {
    headings: 4,
    heading: 120,
    columns: 40,
    fewest: 5,
    goes_on: 10.0,
    each_row: 4.0,
    announced: 6.0,
    teaches: 6.0,
};

/// The columns of tables whose header is lost, as most such tables have them.
const OBJECTIVES: [Role; 11] = [
    Role::StrategicRef,
    Role::StrategicTitle,
    Role::OperationalRef,
    Role::OperationalTitle,
    Role::Budget,
    Role::Red,
    Role::Green,
    Role::Result,
    Role::Description,
    Role::Deviation,
    Role::Actions,
];
const INDICATORS: [Role; 12] = [
    Role::StrategicRef,
    Role::StrategicTitle,
    Role::OperationalRef,
    Role::OperationalTitle,
    Role::KpiRef,
    Role::KpiTitle,
    Role::Red,
    Role::Green,
    Role::Result,
    Role::Description,
    Role::Deviation,
    Role::Weight,
];

/// A part of a table of records.
struct Piece {
    table: RawTable,
    seen: Vec<Option<Seen>>,
    /// Its own header, and how its columns are written.
    header: Option<(Header, Vec<usize>)>,
    /// What the last heading announces, if it stands right above.
    announced: Option<Kind>,
    /// Whether a heading or NIHIL stands between it and the part above.
    is_closed: bool,
    /// Whether it is lines of text.
    is_text: bool,
    /// How many administrations stand above it.
    entity: usize,
    /// Whether its rows are not those of the file, and whether they are one record.
    is_new: bool,
    is_record: bool,
    /// Characters that stand in it once more, and are left out.
    spare: u32,
}

/// What comes out for an item, in the order of the file.
enum Out {
    Line(Line),
    /// A table that is none of records.
    Other(Table),
    Piece(usize),
}

/// The pages of a transcript.
pub(super) fn pages(raw: Vec<RawPage>, languages: &Identifier, wording: &Wording) -> Pages {
    let shapes = Shapes::of(wording);
    let headers = headers(&raw, wording);
    let mut plan = Plan {
        wording,
        languages,
        shapes: &shapes,
        pieces: Vec::new(),
        out: Vec::new(),
        announced: None,
        is_closed: true,
        entity: 0,
    };
    let body = plan.body(&raw, &headers);
    let lines = raw.iter().flat_map(|page| &page.items).map(last_line).max().unwrap_or(0);
    let mut number = 0;
    let mut sheets: Vec<(u32, Vec<Out>)> = Vec::new();
    let mut headers = VecDeque::from(headers);
    for (index, page) in raw.into_iter().enumerate() {
        number += 1;
        let mut items: Vec<(Item, Option<Header>)> = Vec::new();
        for item in page.items {
            let header = if matches!(item, Item::Table(_)) { headers.pop_front().flatten() } else { None };
            items.push((item, header));
        }
        let split = match body {
            (at, item) if at == index => item,
            (at, _) if at < index => 0,
            _ => items.len(),
        };
        let rest = items.split_off(split);
        if !items.is_empty() || rest.is_empty() {
            plan.front(items);
            sheets.push((number, std::mem::take(&mut plan.out)));
        }
        if !rest.is_empty() {
            plan.body_items(rest);
            sheets.push((number, std::mem::take(&mut plan.out)));
        }
    }
    let Plan { pieces, .. } = plan;
    let set = set(pieces, &wording.placeholder, languages);
    let mut pages = Pages::default();
    let mut set: Vec<Option<(Table, Header, u32, u32)>> = set.into_iter().map(Some).collect();
    for (number, out) in sheets {
        let mut page = sheet::page(number, lines);
        let mut headers = Vec::new();
        for out in out {
            match out {
                Out::Line(line) => {
                    page.glyphs += line.glyphs;
                    page.lines.push(line);
                }
                Out::Other(table) => {
                    page.glyphs += table.cells.iter().map(Cell::glyphs).sum::<u32>();
                    page.tables.push(table);
                    headers.push(None);
                }
                Out::Piece(piece) => {
                    let Some((table, header, glyphs, twice)) = set.get_mut(piece).and_then(Option::take)
                    else {
                        continue;
                    };
                    page.glyphs += glyphs;
                    page.head.noise += twice;
                    page.tables.push(table);
                    headers.push(Some(header));
                }
            }
        }
        pages.pages.push(page);
        pages.headers.push(headers);
    }
    pages
}

fn last_line(item: &Item) -> u32 {
    match item {
        Item::Text { paragraph, .. } => paragraph.line,
        Item::Table(table) => table.rows.last().map_or(0, |row| row.end),
    }
}

/// A table as it is written, each cell in its own place.
fn as_written(table: &RawTable) -> Table {
    let width = table.width();
    let cells = table.cells.iter().enumerate();
    let cells = cells.map(|(index, cell)| SetCell::of(cell.rows.clone(), cell.columns.clone(), vec![index]));
    sheet::table(&table.cells, cells.collect(), &table.rows, width)
}

/// The header of each table, where its first rows are one.
fn headers(raw: &[RawPage], wording: &Wording) -> Vec<Option<Header>> {
    let tables = raw.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Table(table) => Some(table),
        Item::Text { .. } => None,
    });
    let written: Vec<Table> = tables
        .map(|table| if table.width() <= LIMITS.columns { as_written(table) } else { Table::default() })
        .collect();
    let mut reader = HeaderReader::of(written.iter(), wording);
    written.iter().map(|table| reader.header(table)).collect()
}

/// How the items of the body come out.
struct Plan<'a> {
    wording: &'a Wording,
    languages: &'a Identifier,
    shapes: &'a Shapes<'a>,
    pieces: Vec<Piece>,
    out: Vec<Out>,
    announced: Option<Kind>,
    is_closed: bool,
    entity: usize,
}

impl Plan<'_> {
    /// Where the body begins: the page and the item. Headings right above its first table are its own.
    fn body(&self, raw: &[RawPage], headers: &[Option<Header>]) -> (usize, usize) {
        let mut headers = headers.iter();
        for (page, RawPage { items }) in raw.iter().enumerate() {
            for (at, item) in items.iter().enumerate() {
                let begins = match item {
                    Item::Table(_) => headers.next().is_some_and(Option::is_some),
                    Item::Text { paragraph, .. } => self.is_nihil(&paragraph.text),
                };
                if !begins {
                    continue;
                }
                let texts = items[..at].iter().rev().map_while(|item| match item {
                    Item::Text { paragraph, .. } => Some(paragraph.text.as_str()),
                    Item::Table(_) => None,
                });
                // up to the highest heading that has a number or announces the table
                let marked = texts
                    .take(LIMITS.headings)
                    .enumerate()
                    .filter(|(_, text)| self.is_numbered(text) || self.kind(text).is_some());
                let above = marked.last().map_or(0, |(above, _)| above + 1);
                if above == at && page > 0 && self.is_heading_page(&raw[page - 1]) {
                    return (page - 1, 0);
                }
                return (page, at - above);
            }
        }
        (raw.len(), 0)
    }

    /// Whether a page has nothing but headings of the body.
    fn is_heading_page(&self, page: &RawPage) -> bool {
        let count = page.items.len();
        (1..=LIMITS.headings + 2).contains(&count)
            && matches!(&page.items[0], Item::Text { paragraph, .. } if self.is_numbered(&paragraph.text))
            && page.items.iter().all(|item| matches!(item, Item::Text { .. }))
    }

    fn front(&mut self, items: Vec<(Item, Option<Header>)>) {
        for (item, _) in items {
            self.out.push(match item {
                Item::Text { paragraph, rank } => {
                    Out::Line(sheet::free(&paragraph, (rank != Rank::Plain).then_some(rank), false))
                }
                Item::Table(table) => Out::Other(as_written(&table)),
            });
        }
    }

    fn body_items(&mut self, items: Vec<(Item, Option<Header>)>) {
        let mut texts: Vec<(Paragraph, Rank)> = Vec::new();
        for (item, header) in items {
            match item {
                Item::Text { paragraph, rank } => texts.push((paragraph, rank)),
                Item::Table(table) => {
                    self.texts(std::mem::take(&mut texts), header.is_some());
                    self.table(table, header);
                }
            }
        }
        self.texts(texts, false);
    }

    /// Texts one after the other; `over_header`: a table with a header follows them.
    fn texts(&mut self, texts: Vec<(Paragraph, Rank)>, over_header: bool) {
        let mut is_heading = vec![false; texts.len()];
        let mut left = if over_header { LIMITS.headings } else { 0 };
        for (at, (Paragraph { text, .. }, rank)) in texts.iter().enumerate().rev() {
            let begins = self.is_nihil(text) || self.kind(text).is_some_and(|_| self.is_like_heading(text));
            if begins {
                left = LIMITS.headings + 1;
            }
            let is_marked =
                matches!(rank, Rank::Heading(_)) || *rank == Rank::Bold && self.is_like_heading(text);
            is_heading[at] = is_marked || left > 0 && self.is_like_heading(text);
            left = if is_heading[at] { left.saturating_sub(1) } else { 0 };
        }
        let lines: Vec<u32> = texts.iter().map(|(paragraph, _)| paragraph.line).collect();
        for (at, (paragraph, rank)) in texts.into_iter().enumerate() {
            let goes_on = lines.get(at + 1) == Some(&(paragraph.line + 1));
            if is_heading[at] {
                self.is_closed = true;
                self.entity += usize::from(self.names_an_entity(&paragraph.text));
                if self.is_nihil(&paragraph.text) {
                    self.announced = None;
                } else if let Some(kind) = self.kind(&paragraph.text) {
                    self.announced = Some(kind);
                }
                self.out.push(Out::Line(sheet::free(&paragraph, Some(rank), goes_on)));
            } else if self.pieces.is_empty() || self.is_closed {
                self.out.push(Out::Line(sheet::free(&paragraph, None, goes_on)));
            } else {
                // a table that comes as lines of text
                let table = RawTable {
                    rows: std::iter::once(paragraph.line..paragraph.line + 1).collect(),
                    cells: vec![RawCell { rows: 0..1, columns: 0..1, paragraphs: vec![paragraph] }],
                };
                self.piece(table, None, true);
            }
        }
    }

    fn table(&mut self, table: RawTable, header: Option<Header>) {
        // a little table before all others is none of records
        let is_first = self.pieces.is_empty() && header.is_none() && table.width() < LIMITS.fewest;
        if is_first
            || table.cells.iter().all(RawCell::is_blank)
            || table.width() > LIMITS.columns && !self.is_long_row(&table)
        {
            self.out.push(Out::Other(as_written(&table)));
            return;
        }
        self.piece(table, header, false);
    }

    /// Whether a table is so wide only because blank cells stand in it.
    fn is_long_row(&self, table: &RawTable) -> bool {
        let filled =
            |row: usize| table.cells.iter().filter(|cell| cell.rows.start == row && !cell.is_blank()).count();
        (0..table.rows.len()).take(LIMITS.columns).all(|row| filled(row) <= LIMITS.columns)
    }

    fn piece(&mut self, table: RawTable, header: Option<Header>, is_text: bool) {
        let see = |cell: &RawCell| Seen::of(cell, self.shapes, self.languages);
        let ordered = if header.is_some() || is_text {
            let seen = table.cells.iter().map(see).collect();
            Ordered { table, seen, ..Ordered::default() }
        } else {
            order::in_rows(table, &see, self.shapes.placeholders(), self.languages)
        };
        let Ordered { table, seen, spare, is_new, is_record } = ordered;
        let header = header.map(|mut header| {
            let width = table.width().max(1);
            let places =
                header.columns.iter().map(|column| sheet::column_of(column.left).min(width - 1)).collect();
            for (at, column) in header.columns.iter_mut().enumerate() {
                (column.left, column.right) = sheet::column_edges(at);
            }
            (header, places)
        });
        self.out.push(Out::Piece(self.pieces.len()));
        let announced = self.announced.take();
        let is_closed = std::mem::take(&mut self.is_closed);
        let entity = self.entity;
        self.pieces.push(Piece {
            table,
            seen,
            header,
            announced,
            is_closed,
            is_text,
            entity,
            is_new,
            is_record,
            spare,
        });
    }

    fn is_nihil(&self, text: &str) -> bool {
        self.wording.heading.says_nothing(text)
    }

    fn is_numbered(&self, text: &str) -> bool {
        matches!(
            self.wording.number(text).0,
            Some(Numbering::Chapter(_) | Numbering::Letter(_) | Numbering::Decimal(_))
        )
    }

    /// Whether a heading has the number of a chapter or of an administration.
    fn names_an_entity(&self, text: &str) -> bool {
        match self.wording.number(text).0 {
            Some(Numbering::Chapter(_)) => true,
            Some(Numbering::Decimal(number)) => !number.contains('.'),
            _ => false,
        }
    }

    /// The kind of table that a heading announces.
    fn kind(&self, text: &str) -> Option<Kind> {
        let text = Folded::new(text);
        let heading = &self.wording.heading;
        [(Kind::Objectives, &heading.objectives), (Kind::Indicators, &heading.indicators)]
            .into_iter()
            .find_map(|(kind, words)| words.all().any(|phrase| phrase.is_scattered_in(&text)).then_some(kind))
    }

    /// Whether a text could be a heading: it is no sentence, and short.
    fn is_like_heading(&self, text: &str) -> bool {
        let numbered = self.is_numbered(text);
        let most = if numbered { 2 * LIMITS.heading } else { LIMITS.heading };
        text.chars().count() <= most
            && !text.ends_with(['.', ':', ';', ','])
            && !text.starts_with(|first: char| first.is_lowercase() || matches!(first, '-' | '–' | '•'))
            && self.shapes.shape(text) != Shape::Placeholder
    }
}

/// A header of these columns whose words are lost.
fn wordless(kind: Kind) -> Header {
    let roles: &[Role] = match kind {
        Kind::Objectives => &OBJECTIVES,
        Kind::Indicators => &INDICATORS,
    };
    let column = |(at, &role): (usize, &Role)| {
        let (left, right) = sheet::column_edges(at);
        Column { role, left, right, header: Cell::default(), language: None, doubtful: true }
    };
    Header { columns: roles.iter().enumerate().map(column).collect(), rows: 0, height: 0.0, kind }
}

fn roles(header: &Header) -> Vec<Role> {
    header.columns.iter().map(|column| column.role).collect()
}

/// The pieces aligned, each under its header, first by what such tables usually hold and then by what these do.
fn aligned(pieces: &[Piece]) -> Vec<(Header, Aligned)> {
    let mut model = Model::default();
    for piece in pieces {
        let Some((header, places)) = &piece.header else { continue };
        let roles = roles(header);
        for row in header.rows..piece.table.rows.len() {
            let cells: Vec<usize> = cells_of(&piece.table, row);
            if cells.len() != roles.len() || is_banner(&piece.table, row, &piece.seen, roles.len()).is_some()
            {
                continue;
            }
            for cell in cells {
                let at = places.iter().position(|&place| place == piece.table.cells[cell].columns.start);
                learn(&mut model, &roles, at, piece, cell);
            }
        }
    }
    let first = align_all(pieces, &model);
    for (piece, (header, aligned)) in pieces.iter().zip(&first) {
        let roles = roles(header);
        for row in aligned.rows.iter().filter(|row| row.margin >= LIMITS.teaches && !row.is_whole) {
            for (column, cells) in row.columns.iter().enumerate() {
                cells.iter().for_each(|&cell| learn(&mut model, &roles, Some(column), piece, cell));
            }
        }
    }
    align_all(pieces, &model)
}

fn cells_of(table: &RawTable, row: usize) -> Vec<usize> {
    let cells = table.cells.iter().enumerate();
    cells.filter(|(_, cell)| cell.rows.start == row).map(|(index, _)| index).collect()
}

fn learn(model: &mut Model, roles: &[Role], column: Option<usize>, piece: &Piece, cell: usize) {
    if let Some(column) = column {
        let (shape, text) = match &piece.seen[cell] {
            Some(seen) => (seen.shape, piece.table.cells[cell].text()),
            None => (Shape::Blank, String::new()),
        };
        // what strays among figures teaches nothing
        let is_measure = matches!(roles[column], Role::Red | Role::Green | Role::Result | Role::Weight);
        if !is_measure || matches!(shape, Shape::Blank | Shape::Figure | Shape::Number | Shape::Placeholder) {
            model.learn(roles, column, shape, &text);
        }
    }
}

/// Aligns all pieces, from the first to the last.
fn align_all(pieces: &[Piece], model: &Model) -> Vec<(Header, Aligned)> {
    let mut known: [Option<Header>; 2] = [None, None];
    let mut in_force: Option<Header> = None;
    let mut open: Vec<bool> = Vec::new();
    let mut french: Lengths = Vec::new();
    let mut all = Vec::new();
    for piece in pieces {
        let with = |header: &Header, open: &[bool], french: &[usize]| {
            let roles = roles(header);
            let open = if open.len() == roles.len() { open.to_vec() } else { vec![false; roles.len()] };
            let french = if french.len() == roles.len() { french.to_vec() } else { Vec::new() };
            Aligner::new(&piece.table, &piece.seen, &roles, model, open, french).align(header.rows)
        };
        let (header, aligned) = match &piece.header {
            Some((header, _)) => (header.clone(), with(header, &[], &[])),
            None => {
                let candidates = candidates(piece, &known, in_force.as_ref());
                let (open, french): (&[bool], &[usize]) =
                    if piece.is_closed { (&[], &[]) } else { (&open, &french) };
                let tried = candidates.into_iter().map(|(header, bonus)| {
                    let aligned = with(&header, open, french);
                    (aligned.score + bonus, header, aligned)
                });
                match tried.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
                    Some((_, header, aligned)) => (header, aligned),
                    None => continue,
                }
            }
        };
        open = stopped(piece, &header, &aligned);
        french.clone_from(&aligned.french);
        known[header.kind as usize] = Some(header.clone());
        in_force = Some(Header { rows: 0, ..header.clone() });
        all.push((header, aligned));
    }
    all
}

/// The headers that a piece without one may have, and what speaks for each.
fn candidates(piece: &Piece, known: &[Option<Header>; 2], in_force: Option<&Header>) -> Vec<(Header, f32)> {
    if let Some(header) = in_force.filter(|_| piece.is_text) {
        return vec![(header.clone(), 0.0)];
    }
    let of = |kind: Kind| {
        let header = known[kind as usize].clone().map(|header| Header { rows: 0, ..header });
        header.unwrap_or_else(|| wordless(kind))
    };
    let rows = piece.table.rows.len() as f32;
    let bonus = |kind: Kind| {
        let goes_on = in_force.is_some_and(|header| header.kind == kind) && !piece.is_closed;
        let announced = piece.announced == Some(kind);
        (if goes_on { LIMITS.goes_on + rows * LIMITS.each_row } else { 0.0 })
            + (if announced { LIMITS.announced } else { 0.0 })
    };
    [Kind::Objectives, Kind::Indicators].map(|kind| (of(kind), bonus(kind))).into()
}

/// Of each column, whether its last text stopped inside a sentence.
fn stopped(piece: &Piece, header: &Header, aligned: &Aligned) -> Vec<bool> {
    let is_open = |column: usize| {
        let cell = aligned.rows.iter().rev().find_map(|row| row.columns[column].last())?;
        Some(piece.seen[*cell].as_ref()?.is_open)
    };
    (0..header.columns.len()).map(|at| is_open(at) == Some(true)).collect()
}

/// The pieces as tables under their headers, with the characters of each, and of those how many stand there twice.
fn set(
    mut pieces: Vec<Piece>,
    words: &Placeholders,
    languages: &Identifier,
) -> Vec<(Table, Header, u32, u32)> {
    let aligned = aligned(&pieces);
    for (piece, (header, aligned)) in pieces.iter_mut().zip(&aligned) {
        part_languages(piece, &roles(header), aligned, words, languages);
    }
    let mut all_rows: Vec<Rows> = Vec::new();
    for (piece, (header, aligned)) in pieces.iter().zip(&aligned) {
        all_rows.push(Rows::of(&piece.table, aligned.clone(), &piece.seen, &roles(header)));
    }
    let (mut tables, mut kind) = (0, None);
    let mut parts = Vec::new();
    for (piece, (header, _)) in pieces.iter().zip(&aligned) {
        tables += usize::from(piece.is_closed || kind != Some(header.kind));
        kind = Some(header.kind);
        let (table, seen, roles) = (&piece.table, &piece.seen[..], roles(header));
        parts.push(Part { table, seen, roles, of_table: tables, entity: piece.entity });
    }
    for (piece, rows) in pieces.iter().zip(&mut all_rows) {
        for row in rows.rows.iter_mut().filter(|_| piece.is_new) {
            row.doubt();
            row.begins = piece.is_record;
        }
    }
    sort(&parts, &mut all_rows);
    known::name(&parts, &mut all_rows);
    let mut set = Vec::new();
    for ((piece, (header, _)), mut rows) in pieces.iter().zip(aligned).zip(all_rows) {
        let roles = roles(&header);
        let (mut cells, mut lines) = rows.cells(&piece.table, &piece.seen, &roles);
        let mut doubts: Vec<RowDoubt> = rows
            .rows
            .iter()
            .map(|row| RowDoubt {
                margin: row.margin,
                is_ragged: !row.is_whole && row.banner.is_none(),
                figures: row.figures,
                reference: row.named.is_some(),
                begins: row.begins,
            })
            .collect();
        // the header's rows stand over the others
        if header.rows > 0 {
            for cell in &mut cells {
                cell.rows = cell.rows.start + header.rows..cell.rows.end + header.rows;
            }
            lines.splice(0..0, piece.table.rows[..header.rows].iter().cloned());
            doubts.splice(0..0, std::iter::repeat_n(RowDoubt::default(), header.rows));
            let places = piece.header.as_ref().map(|(_, places)| places.as_slice()).unwrap_or_default();
            cells.extend(header_cells(&piece.table, header.rows, places));
        }
        let mut table = sheet::table(&piece.table.cells, cells, &lines, roles.len());
        table.doubts = doubts;
        let glyphs: u32 = piece.table.cells.iter().map(|cell| sheet::glyphs(&cell.text())).sum();
        set.push((table, header, glyphs + piece.spare, rows.twice + piece.spare));
    }
    set
}

/// Sets the records of each page in their order, between those of the pages of its table before and after.
fn sort(parts: &[Part<'_>], rows: &mut [Rows]) {
    for at in 0..parts.len() {
        let numbers = |other: usize| {
            let part = parts.get(other).filter(|part| part.of_table == parts[at].of_table)?;
            Some(rows[other].numbers(part.table, &part.roles))
        };
        let before = at.checked_sub(1).and_then(numbers).and_then(|numbers| numbers.last().cloned());
        let after = numbers(at + 1).and_then(|numbers| numbers.first().cloned());
        let (before, after) = (before.map(|(number, _)| number), after.map(|(number, _)| number));
        let Part { table, roles, .. } = &parts[at];
        rows[at].sort(table, roles, before.as_deref(), after.as_deref());
    }
}

/// Parts the languages of cells that hold both in one line.
fn part_languages(
    piece: &mut Piece,
    roles: &[Role],
    aligned: &Aligned,
    words: &Placeholders,
    languages: &Identifier,
) {
    for row in &aligned.rows {
        for (cells, role) in row.columns.iter().zip(roles) {
            let is_title = role.is_title();
            // cells beside each other in a column are the two languages
            if let ([cell], true) = (&cells[..], is_title || role.is_account()) {
                let paragraphs = &mut piece.table.cells[*cell].paragraphs;
                *paragraphs = languages::part(std::mem::take(paragraphs), is_title, words, languages);
            }
        }
    }
}

/// The cells of a header's rows, each over its column.
fn header_cells(table: &RawTable, rows: usize, places: &[usize]) -> Vec<SetCell> {
    let cells = table.cells.iter().enumerate().filter(|(_, cell)| cell.rows.start < rows);
    let column = |place: usize| places.iter().rposition(|&known| known <= place).unwrap_or(0);
    cells
        .map(|(index, cell)| {
            let from = column(cell.columns.start);
            let to = column(cell.columns.end - 1) + 1;
            SetCell::of(cell.rows.start..cell.rows.end.min(rows), from..to.max(from + 1), vec![index])
        })
        .collect()
}
