//! Tables in their places: under the headings in force, with their headers, or as the rest of the table above.

use super::OutlineWalk;
use crate::columns::{Header, Role};
use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn};
use crate::outline::block::HeadingBlock;
use crate::outline::{
    HeadingDoubt, Level, OpenQuestion, Piece, PlacedTable, Position, TOLERANCES, headerless, kinds,
};
use crate::record::Texts;
use crate::tables::{Cell, Making, Table};
use crate::words::Line;

/// Whether a block stands so near above a table that it may be its title.
pub(super) fn is_near_above(block: &HeadingBlock, table: &Table) -> bool {
    table.bbox.y0 - block.bbox().y1 <= TOLERANCES.title_gap * block.size
}

impl OutlineWalk<'_> {
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
    pub(super) fn widen(&self, table: &mut Table, lines: &mut Vec<Line>) {
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

    /// Takes a table; `header`: the one that it was read to have.
    pub(super) fn table(&mut self, page: usize, mut table: Table, header: Option<Header>) {
        self.leave_remarks(header.is_some().then_some((page, &table)));
        self.settle_over(header.as_ref().map(|header| header.kind));
        let known = self.last_header().filter(|_| table.making != Making::Transcribed).cloned();
        let header = match known {
            Some(known) if header.as_ref().is_none_or(|header| header.height > known.height) => {
                known.part_from(&mut table);
                self.reader.header(&table)
            }
            _ => header,
        };
        let (header, header_rows) = match (header, self.carried(&table)) {
            (Some(header), _) => {
                let rows = header.rows;
                (header, rows)
            }
            (None, Some(carried)) => (carried, 0),
            (None, None) => return self.leave(page, table),
        };
        self.place(Piece { page, table, header, header_rows });
    }

    /// Names a table that no header is known of.
    fn leave(&mut self, page: usize, table: Table) {
        let mut lines = table.cells.into_iter().flat_map(|cell| cell.lines);
        let Some(first) = lines.next() else { return };
        let mut block = HeadingBlock::new(first, page);
        for line in lines {
            block.text.push(' ');
            block.text.push_str(&line.text);
            block.lines.push(line);
        }
        self.findings.push((page, headerless(&block.text)));
        self.stray.push(block);
    }

    /// Puts a table under the headings in force, or after the piece of it that stands before.
    fn place(&mut self, piece: Piece) {
        let (page, kind) = (piece.page, piece.header.kind);
        let is_odd = self.note_header(page, &piece.header) || self.lacks_chapter(&piece.table);
        let same = self.open && self.outline.tables.last().is_some_and(|table| table.kind == kind);
        if self.untitled && !same {
            self.position.end_section();
        }
        if let Some(text) = self.remark.take() {
            let doubt = HeadingDoubt { level: Level::Section, open: OpenQuestion::Section, text };
            let last = self.outline.tables.last_mut().filter(|_| same);
            last.map_or(&mut self.position, |table| &mut table.position).doubts.push(doubt);
        }
        self.introduce();
        (self.headed, self.untitled) = (false, false);
        match self.outline.tables.last_mut() {
            Some(table) if same => table.pieces.push(piece),
            _ => self.outline.tables.push(PlacedTable {
                position: Position { is_odd, ..self.position.clone() },
                kind,
                part: self.part,
                nihil: false,
                first_page: page,
                pieces: vec![piece],
                notes: Vec::new(),
            }),
        }
        self.kind = self.kind.or(Some(kind));
        self.open = true;
    }

    /// Whether no chapter is in force over a table that was read from a picture: its heading may be what was not read.
    fn lacks_chapter(&self, table: &Table) -> bool {
        let chapter = &self.position.chapter;
        let is_without = chapter.reference.is_none() && chapter.name.is_empty();
        let mut lines = table.cells.iter().flat_map(|cell| &cell.lines);
        !self.transcribed && is_without && lines.any(Line::is_recognised)
    }

    /// Notes what is odd about a table's header and its place, each thing once a report. Gives whether its place is odd.
    fn note_header(&mut self, page: usize, header: &Header) -> bool {
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
        let is_odd = odd.iter().any(|finding| matches!(finding.code, Code::B204 | Code::B206));
        for finding in odd {
            if self.noted.insert((finding.code, format!("{:?}", finding.values))) {
                self.findings.push((page, finding));
            }
        }
        is_odd
    }
}
