//! The walk over the body's pages: which headings are in force where a table stands.
//!
//! Lines and tables are met from top to bottom. Headings wait until it shows what they stand over, and are given their
//! levels then. Not for what a heading says: that is `wording/`'s and `kinds`'s.

mod placed;
mod running;
mod settle;
mod waiting;

use std::collections::HashSet;

use running::{paged_names, running_names};

use super::block::HeadingBlock;
use super::in_force::{HeadingsInForce, Said};
use super::listed::Listed;
use super::notes::{self, FreeNote};
use super::prose::{self, FreeParagraph};
use super::{Heading, Level, Outline, PlacedTable, Position, TOLERANCES, kinds, without_place};
use crate::columns::{Header, HeaderReader};
use crate::diagnostic::{Code, Finding};
use crate::geometry::Turn;
use crate::language::Language;
use crate::record::Kind;
use crate::tables::{PageTables, Table};
use crate::wording::{HeadingReader, Numbering};
use crate::words::lexicon::Lexicon;
use crate::words::{Line, main_size};

/// How many parts the numbers of tables' headings have at least: the administration's and their own.
const LEAST_DEPTH: usize = 2;

/// Something on a page, from top to bottom.
enum Item {
    /// A line, and whether little tells that it is a heading.
    Line(Line, bool),
    Paragraph(FreeParagraph),
    Table(Table, Option<Header>),
    Note(FreeNote),
}

/// The walk over the body's pages: the headings in force, and those that wait for what follows them.
pub(super) struct OutlineWalk<'a> {
    outline: &'a mut Outline,
    headings: HeadingReader<'a>,
    reader: HeaderReader<'a>,
    lexicon: &'a Lexicon,
    /// The names of the contents list.
    listed: Listed,
    /// Names that running matter prints with ever another number: those of pages.
    paged: HashSet<String>,
    /// Names without a number that running matter prints one after the other.
    running_names: HashSet<String>,
    position: Position,
    /// The headings in force.
    in_force: HeadingsInForce,
    kind: Option<Kind>,
    /// The size in which chapters and entities have been set so far.
    chapter_size: Option<f32>,
    entity_size: Option<f32>,
    /// The size of the last section's title.
    section_size: Option<f32>,
    /// How many parts the numbers of tables' headings have: those of administrations have one less.
    depth: usize,
    pending: Vec<HeadingBlock>,
    /// Paragraphs that wait for the table below them, each with the index of its page.
    introduction: Vec<(usize, FreeParagraph)>,
    /// Whether a heading has come since the last table.
    headed: bool,
    /// Whether the headings above the section's title have been repeated without it since the last table.
    untitled: bool,
    /// The section titles so far, as they are compared.
    titles: HashSet<String>,
    /// Whether the next table goes on with the last one.
    open: bool,
    stray: Vec<HeadingBlock>,
    /// What is odd about headers, with the index of the page, and what of it was noted.
    findings: Vec<(usize, Finding)>,
    noted: HashSet<(Code, String)>,
    /// The language of the upper one of headings in two lines, where two in a row have had one number.
    stacked: Option<Language>,
    /// The language that the last table's heading prints first.
    order: Option<Language>,
    /// A line right above the next table that was left as a remark and may be a section's title.
    remark: Option<String>,
    /// The number and the size of the last table's heading.
    table_heading: Option<(Option<Numbering>, f32)>,
    /// The part of the report, counted from 0.
    part: usize,
    /// Whether the pages are those of a transcript.
    transcribed: bool,
}

impl<'a> OutlineWalk<'a> {
    pub(super) fn new(
        outline: &'a mut Outline,
        headings: HeadingReader<'a>,
        reader: HeaderReader<'a>,
        lexicon: &'a Lexicon,
        pages: &[PageTables],
    ) -> Self {
        let listed = Listed::of(&outline.front.contents);
        let running_names = running_names(pages, &headings, &listed);
        Self {
            listed,
            paged: paged_names(pages, &headings),
            running_names,
            outline,
            headings,
            reader,
            lexicon,
            position: Position::default(),
            in_force: HeadingsInForce::default(),
            kind: None,
            chapter_size: None,
            entity_size: None,
            section_size: None,
            depth: LEAST_DEPTH,
            pending: Vec::new(),
            introduction: Vec::new(),
            headed: false,
            untitled: false,
            titles: HashSet::new(),
            open: false,
            stray: Vec::new(),
            findings: Vec::new(),
            noted: HashSet::new(),
            stacked: None,
            order: None,
            remark: None,
            table_heading: None,
            part: 0,
            transcribed: pages.iter().any(|page| page.head.transcribed),
        }
    }

    /// Begins another part of the report: its headings start anew.
    pub(super) fn begin_part(&mut self) {
        self.stray.append(&mut self.pending);
        self.part += 1;
        self.position = Position::default();
        self.kind = None;
        self.open = false;
        (self.stacked, self.order) = (None, None);
        (self.chapter_size, self.entity_size, self.table_heading) = (None, None, None);
    }

    pub(super) fn page(&mut self, index: usize, page: &mut PageTables, headers: Vec<Option<Header>>) {
        if let (Some(first), Some(None)) = (page.tables.first_mut(), headers.first()) {
            self.widen(first, &mut page.lines);
        }
        let mut items: Vec<(f32, Item)> = Vec::new();
        let goes_on = self.open && !self.headed && self.pending.iter().all(|block| block.small);
        for note in notes::take(page, index, goes_on, &self.headings, self.lexicon) {
            items.push((note.bbox().y0, Item::Note(note)));
        }
        let heads = self.running_heads(page);
        let mut lines = std::mem::take(&mut page.lines);
        for paragraph in prose::take(&mut lines, &self.headings, self.lexicon) {
            let top = paragraph.lines.first().map_or(0.0, |line| line.bbox.centre().1);
            items.push((top, Item::Paragraph(paragraph)));
        }
        for line in heads {
            // A number, or the contents list, tells a heading from the report's own name.
            let is_told = self.headings.number(&line.text).0.is_some() || self.listed.has_any(&line.text);
            items.push((line.bbox.centre().1, Item::Line(line, !is_told)));
        }
        for line in lines {
            items.push((line.bbox.centre().1, Item::Line(line, false)));
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
                Item::Line(line, is_unsure) => match &mut block {
                    Some(block) if block.goes_on(&line, index, page.head.width, &self.headings) => {
                        block.push(line);
                        block.is_unsure |= is_unsure;
                    }
                    _ => {
                        let new = HeadingBlock { is_unsure, ..HeadingBlock::new(line, index) };
                        self.take(block.replace(new), body_size);
                    }
                },
                Item::Paragraph(paragraph) => {
                    self.take(block.take(), body_size);
                    self.paragraph(paragraph, index);
                }
                Item::Table(table, header) => {
                    self.take(block.take(), body_size);
                    self.table(index, table, header);
                }
                Item::Note(note) => self.note(note),
            }
        }
        self.take(block, body_size);
    }

    /// Takes a block of free lines: a heading, NIHIL, or text that has no place.
    fn take(&mut self, block: Option<HeadingBlock>, body_size: f32) {
        let Some(mut block) = block else { return };
        block.small = self.open
            && self.pending.iter().all(|above| above.small)
            && self.headings.number(&block.text).0.is_none()
            && block.size < body_size + TOLERANCES.size;
        if kinds::is_nihil(&block.text, self.headings.wording()) {
            self.nihil(block);
        } else if self.repeats(&block) {
            self.count_heading(&block, None);
        } else if block.text.chars().count() > TOLERANCES.longest_heading
            || block.lines.iter().any(|line| line.turn != Turn::None)
            || block.size < body_size - TOLERANCES.size
            || !block.text.contains(char::is_alphabetic)
        {
            self.stray.push(block);
        } else if let Some(kind) = kinds::announced_kind(&block.text, self.headings.wording()) {
            self.table_heading(block, kind);
        } else {
            self.wait(block);
        }
    }

    /// Takes a paragraph: it waits with the headings above it for their table, or has no place.
    fn paragraph(&mut self, paragraph: FreeParagraph, page: usize) {
        if self.headed || self.pending.iter().any(|block| !block.small) {
            self.introduction.push((page, paragraph));
        } else {
            self.stray.push(HeadingBlock::of(paragraph, page));
        }
    }

    /// Gives a note to the table above it.
    fn note(&mut self, note: FreeNote) {
        match self.outline.tables.last_mut() {
            Some(table) => table.notes.push(note),
            None => {
                let FreeNote { page, lines, .. } = note;
                let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
                self.stray.push(HeadingBlock::of(FreeParagraph { text, lines }, page));
            }
        }
    }

    /// Gives the paragraphs that wait to the administration, or the chapter, in force.
    fn introduce(&mut self) {
        for (page, paragraph) in std::mem::take(&mut self.introduction) {
            for text in paragraph.text.split('\n') {
                match self.headings.split_languages(text) {
                    Some((fr, nl)) => {
                        self.position.introduction.fr.push(fr.to_owned());
                        self.position.introduction.nl.push(nl.to_owned());
                    }
                    None => {
                        let language = self.headings.sound(text).unwrap_or(Language::Fr);
                        self.position.introduction.side_mut(language).push(text.to_owned());
                    }
                }
            }
            self.count_heading(&HeadingBlock::of(paragraph, page), None);
        }
    }

    /// A text as it is compared with headings.
    fn key(&self, text: &str) -> String {
        kinds::key(text, self.headings.wording())
    }

    /// What a heading says, with what its second line says in the other language.
    fn said(&self, text: &str, second: Option<&str>) -> Said {
        let (number, name) = self.headings.number(text);
        let names = self.headings.names(number.as_ref(), name);
        let second_name = second.map(|second| self.headings.number(second).1);
        let texts = [Some(text), Some(name), names.fr.as_deref(), names.nl.as_deref(), second, second_name];
        let keys = texts.into_iter().flatten().map(|text| self.key(text)).filter(|key| !key.is_empty());
        Said { keys: keys.collect(), number }
    }

    fn said_by(&self, block: &HeadingBlock) -> Said {
        self.said(&block.text, block.second.as_deref())
    }

    fn count_heading(&mut self, block: &HeadingBlock, level: Option<Level>) {
        self.outline.heading_glyphs += block.glyphs();
        self.outline.headings.push(Heading { page: block.page, bbox: block.bbox(), level });
    }

    fn nihil(&mut self, block: HeadingBlock) {
        self.leave_remarks(None);
        self.settle_over(None);
        let Some(kind) = self.kind else {
            self.stray.push(block);
            return;
        };
        self.introduce();
        (self.headed, self.untitled) = (false, false);
        self.count_heading(&block, None);
        self.outline.tables.push(PlacedTable {
            position: self.position.clone(),
            kind,
            part: self.part,
            nihil: true,
            first_page: block.page,
            pieces: Vec::new(),
            notes: Vec::new(),
        });
        self.open = false;
    }

    /// Counts and names what found no place.
    pub(super) fn finish(mut self, pages: &[PageTables]) {
        self.stray.append(&mut self.pending);
        let left = std::mem::take(&mut self.introduction).into_iter();
        self.stray.extend(left.map(|(page, paragraph)| HeadingBlock::of(paragraph, page)));
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
