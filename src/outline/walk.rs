//! The walk over the body's pages: which headings are in force where a table stands.
//!
//! Lines and tables are met from top to bottom. Headings wait until it shows what they stand over, and are given their
//! levels then. Not for what a heading says: that is `wording/`'s and `kinds`'s.

use std::collections::{HashMap, HashSet};

use super::block::HeadingBlock;
use super::in_force::{HeadingsInForce, Rank, Said};
use super::listed::Listed;
use super::notes::{self, FreeNote};
use super::prose::{self, FreeParagraph};
use super::{
    Heading, HeadingDoubt, Level, OpenQuestion, Outline, Piece, PlacedTable, Position, TOLERANCES,
    headerless, kinds, misread, without_place,
};
use crate::columns::{Header, HeaderReader, Role};
use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn};
use crate::language::{Bilingual, Language};
use crate::record::{Chapter, Kind, Texts};
use crate::tables::{Cell, Making, PageTables, Table};
use crate::wording::{HeadingNames, HeadingReader, Numbering};
use crate::words::lexicon::Lexicon;
use crate::words::{Line, main_size};

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

/// So many letters has a name at least: fewer are an abbreviation beside a number of pages or of documents.
const LEAST_NAME: usize = 3;

/// The names that running matter prints with several numbers of one part, which are those of pages.
fn paged_names(pages: &[PageTables], headings: &HeadingReader<'_>) -> HashSet<String> {
    let mut numbers: HashMap<String, Numbering> = HashMap::new();
    let mut paged = HashSet::new();
    for line in pages.iter().flat_map(|page| &page.running) {
        let (Some(number), name) = headings.number(&line.text) else { continue };
        let key = kinds::key(name, headings.wording());
        let known = numbers.entry(key.clone()).or_insert_with(|| number.clone());
        if number.level() == 1 && *known != number {
            paged.insert(key);
        }
    }
    paged
}

/// The names without a number, of the contents list or in both languages, that running matter prints one after the other;
/// those of both languages only where no other line prints them. None where one comes back: such lines name the report. A
/// line that changes in its figures alone, as a stamp does, is no name.
fn running_names(pages: &[PageTables], headings: &HeadingReader<'_>, listed: &Listed) -> HashSet<String> {
    let key = |text: &str| kinds::key(headings.number(text).1, headings.wording());
    let name = |text: &str| {
        let is_listed = listed.has_any(text);
        let is_name =
            headings.number(text).0.is_none() && (is_listed || headings.split_languages(text).is_some());
        is_name.then(|| (key(text), is_listed))
    };
    // Running matter says the same on most pages.
    let mut seen: HashMap<&str, Option<(String, bool)>> = HashMap::new();
    let lines = pages.iter().flat_map(|page| &page.running);
    let mut names: Vec<(String, bool)> =
        lines.filter_map(|line| seen.entry(&line.text).or_insert_with(|| name(&line.text)).clone()).collect();
    let without_figures = |name: &str| name.split(|c: char| c.is_ascii_digit()).collect::<String>();
    let mut alike: HashMap<String, HashSet<String>> = HashMap::new();
    for (name, _) in &names {
        alike.entry(without_figures(name)).or_default().insert(name.clone());
    }
    names.retain(|(name, _)| alike.get(&without_figures(name)).is_none_or(|alike| alike.len() == 1));
    names.dedup();
    let all: HashSet<&String> = names.iter().map(|(name, _)| name).collect();
    if all.len() < 2 || all.len() < names.len() {
        return HashSet::new();
    }
    let free: HashSet<String> =
        pages.iter().flat_map(|page| &page.lines).map(|line| key(&line.text)).collect();
    names.into_iter().filter(|(name, listed)| *listed || !free.contains(name)).map(|(name, _)| name).collect()
}

/// The last part of a number of figures.
fn last_part(number: &Numbering) -> Option<u32> {
    last_figures(number.printed())
}

fn last_figures(number: &str) -> Option<u32> {
    number.rsplit('.').next()?.parse().ok()
}

/// Whether a block stands so near above a table that it may be its title.
fn is_near_above(block: &HeadingBlock, table: &Table) -> bool {
    table.bbox.y0 - block.bbox().y1 <= TOLERANCES.title_gap * block.size
}

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

    /// Takes the lines out of a page's running matter that are headings, since nothing else says them: programs may
    /// print the headings in force on top of each page, and only there.
    fn running_heads(&self, page: &mut PageTables) -> Vec<Line> {
        let middle = page.head.height / 2.0;
        let may_head =
            |line: &Line| line.turn == Turn::None && line.bbox.y1 <= middle && self.may_head(&line.text);
        if !page.running.iter().any(may_head) {
            return Vec::new();
        }
        let free = page.lines.iter().map(|line| self.said(&line.text, None));
        let free: Vec<Said> = free.chain(self.pending.iter().map(|block| self.said_by(block))).collect();
        let mut new_chapter = false;
        let is_new = |line: &mut Line| {
            if !may_head(line) {
                return false;
            }
            let said = self.said(&line.text, None);
            let is_said = free.iter().any(|other| other.shares_number(&said) || other.shares_text(&said));
            // The numbers of administrations begin anew in a new chapter.
            let in_force = self.in_force.with_text_of(&said).is_some()
                || (!new_chapter && self.in_force.with_number_of(&said).is_some());
            let is_new = !is_said && !in_force;
            new_chapter |= is_new && matches!(said.number, Some(Numbering::Chapter(_)));
            is_new
        };
        page.running.extract_if(.., is_new).collect()
    }

    /// Whether a line of running matter may be a heading.
    fn may_head(&self, text: &str) -> bool {
        let (number, name) = self.headings.number(text);
        let is_named = name.chars().filter(|character| character.is_alphabetic()).count() >= LEAST_NAME;
        match number {
            Some(number) => is_named && (number.level() > 1 || !self.paged.contains(&self.key(name))),
            None => self.running_names.contains(&self.key(name)),
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

    /// Whether a block says again, above the rest of a table, what the table stands under, or that it goes on.
    fn repeats(&mut self, block: &HeadingBlock) -> bool {
        let last = self.outline.tables.last().filter(|_| self.open);
        let Some(piece) = last.and_then(|table| table.pieces.last()) else { return false };
        if self.pending.iter().any(|block| !block.small) {
            return false;
        }
        let wording = self.headings.wording();
        let said = self.said(&block.text, None);
        let name = self.headings.number(&block.text).1;
        if kinds::is_continued(name, wording) {
            return said.number.is_none() || self.in_force.with_number_of(&said).is_some();
        }
        let repeated = self.in_force.with_text_of(&said).filter(|_| block.page > piece.page);
        self.untitled = match repeated {
            Some(rank) => rank < Rank::Section,
            None => self.untitled,
        };
        repeated.is_some()
    }

    /// Keeps a heading until it shows what it stands over, or makes it the other language of the one above it.
    fn wait(&mut self, block: HeadingBlock) {
        let may_pair = |above: &&mut HeadingBlock| above.second.is_none() && above.adjoins(&block);
        if let Some(above) = self.pending.last_mut().filter(may_pair) {
            let (number, upper) = self.headings.number(&above.text);
            let (again, lower) = self.headings.number(&block.text);
            let same = number.is_some() && number == again;
            let told = self.headings.lean(upper) - self.headings.lean(lower);
            let order = if told < 0.0 { Language::Nl } else { Language::Fr };
            let (pairs, turned) = (self.headings.is_pair(upper, lower), self.headings.is_pair(lower, upper));
            let is_sure = pairs || (turned && self.stacked != Some(Language::Fr));
            let is_one = self.headings.are_one_language(upper, lower);
            let is_pair = if same {
                !is_one
            } else if again.is_some() {
                false
            } else if number.is_none() && self.stacked.is_some() {
                // Where headings have two lines, so has one of names that sound like neither language.
                is_sure || !(is_one || turned)
            } else {
                is_sure || (told != 0.0 && self.stacked == Some(order))
            };
            if is_pair {
                if same && (is_sure || self.stacked.is_none()) {
                    self.stacked = Some(order);
                }
                above.second = Some(block.text);
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
        let mut said = self.said_by(&block);
        let mut order = self.headings.order(&block.text);
        if let Some(above) = self.pending.pop_if(same) {
            said.keys.extend(self.said_by(&above).keys);
            order = self.headings.order(&above.text);
            self.count_heading(&above, None);
        }
        self.leave_remarks(None);
        // A second heading of the kind without a table between is the first in the other language.
        if self.headed && self.kind == Some(kind) && self.pending.is_empty() {
            self.in_force.add(Rank::Kind, said);
            if order.is_some() && order == self.order.map(Language::other) {
                self.stacked = self.order;
            }
        } else {
            self.order = order.or(self.order);
            self.settle(true, number.as_ref());
            self.in_force.put(Rank::Kind, said);
        }
        self.count_heading(&block, None);
        self.table_heading = Some((number, block.size));
        self.headed = true;
        self.position.end_section();
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

    /// The name in both languages of a heading of a level: what stands under a chapter has its languages in the order in
    /// which the table's own heading has them.
    fn names(&self, block: &HeadingBlock, level: Level) -> HeadingNames {
        let reader = match self.order.filter(|_| level != Level::Chapter) {
            Some(first) => self.headings.beginning_with(first),
            None => self.headings,
        };
        let (number, name) = reader.number(&block.text);
        match &block.second {
            Some(second) => {
                let reader = self.stacked.map_or(reader, |first| reader.beginning_with(first));
                reader.pair(name, reader.number(second).1)
            }
            None => reader.read(number.as_ref(), name),
        }
    }

    /// The same as the contents list has it, and what little tells of it.
    fn full_names(&self, block: &HeadingBlock, level: Level) -> (Texts, Vec<HeadingDoubt>) {
        let HeadingNames { names, is_unsure } = self.names(block, level);
        let names = self.listed.complete(level, names);
        let is_listed = match (&names.fr, &names.nl) {
            (Some(fr), Some(nl)) => self.listed.has_pair(level, fr, nl),
            _ => false,
        };
        let questions = [
            (block.is_unsure, OpenQuestion::Heading),
            (is_unsure && !is_listed, OpenQuestion::Sides),
            (self.may_be_misread(block, level, &names, is_listed), OpenQuestion::Letters),
        ];
        let doubt = |(_, open)| HeadingDoubt { level, open, text: block.text.clone() };
        (names, questions.into_iter().filter(|(is_open, _)| *is_open).map(doubt).collect())
    }

    /// Whether a heading that was read from a picture may have other letters, or a number that was not read.
    fn may_be_misread(&self, block: &HeadingBlock, level: Level, names: &Texts, is_listed: bool) -> bool {
        let (number, name) = self.headings.number(&block.text);
        let lacks_number =
            level == Level::Chapter && number.is_none() && !self.listed.has(Level::Chapter, name);
        let is_read = !self.transcribed && block.lines.iter().any(Line::is_recognised);
        is_read && (lacks_number || misread::is_doubtful(&block.lines, names, is_listed))
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

    /// Gives the headings that wait their levels. `before_table_heading`: what follows them is a table's heading,
    /// numbered `next`; else it is a table or NIHIL, and a heading without a number is a section's title.
    fn settle(&mut self, before_table_heading: bool, next: Option<&Numbering>) {
        let mut pending = std::mem::take(&mut self.pending);
        if before_table_heading {
            self.leave_title_pages(&mut pending);
            self.depth = depth(&pending, next, &self.headings).unwrap_or(self.depth);
            pending = self.with_numbers(pending, next);
        }
        // What stands over more lines than there are levels is text: of a table that was not found, or of none.
        let over = pending.len().saturating_sub(TOLERANCES.most_headings);
        self.stray.extend(pending.drain(..over));
        let count = pending.len();
        let mut above: Option<HeadingBlock> = None;
        for (index, block) in pending.into_iter().enumerate() {
            (self.open, self.headed) = (false, true);
            let number = self.headings.number(&block.text).0;
            let level = self.level(&block, number.as_ref(), before_table_heading, count - index, next);
            self.count_heading(&block, Some(level));
            self.in_force.put(level.into(), self.said_by(&block));
            let reference = number.as_ref().map(|number| number.printed().to_owned());
            let (name, mut doubts) = self.full_names(&block, level);
            match level {
                Level::Chapter => {
                    self.chapter_size = Some(block.size);
                    let chapter = Chapter { reference, name };
                    self.position = Position { chapter, doubts, ..Position::default() };
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
                    self.position.entity_name = name;
                    self.position.introduction = Bilingual::default();
                    self.position.section = None;
                    self.position.doubts.retain(|doubt| doubt.level == Level::Chapter);
                    self.position.doubts.append(&mut doubts);
                    self.kind = None;
                }
                Level::Section => {
                    self.titles.extend(self.said_by(&block).keys);
                    self.section_size = Some(block.size);
                    self.position.end_section();
                    // Of two lines, each a title by itself, one may be the rest of the other.
                    if let Some(above) = above.take().filter(|above| above.adjoins(&block)) {
                        let open = OpenQuestion::Heading;
                        doubts.push(HeadingDoubt { level, open, text: above.text });
                    }
                    self.position.section = Some(name);
                    self.position.doubts.append(&mut doubts);
                    self.untitled = false;
                    above = Some(block);
                }
            }
        }
    }

    /// Counts what says a heading before its own page does, as a title page, with what else stands on such a page.
    fn leave_title_pages(&mut self, pending: &mut Vec<HeadingBlock>) {
        let said: Vec<Said> = pending.iter().map(|block| self.said_by(block)).collect();
        let is_chapter =
            |block: &HeadingBlock| self.listed.has(Level::Chapter, self.headings.number(&block.text).1);
        let is_repeated = |at: usize| {
            let (block, own) = (&pending[at], &said[at]);
            let mut later =
                pending.iter().zip(&said).skip(at + 1).filter(|(later, _)| later.page > block.page);
            let free = own.number.is_none() && !is_chapter(block);
            later.any(|(_, later)| later.shares_text(own) && (free || later.shares_number(own)))
        };
        let repeated: Vec<bool> = (0..pending.len()).map(is_repeated).collect();
        let Some(first) = repeated.iter().position(|&repeated| repeated) else { return };
        let marked = || pending.iter().zip(&repeated).enumerate();
        let title_pages: HashSet<usize> =
            marked().filter(|(_, (_, repeated))| **repeated).map(|(_, (block, _))| block.page).collect();
        // Where chapters have numbers, what stands before such a page without one can only begin it.
        let numbered = self.position.chapter.reference.is_some();
        let is_left = |(at, (block, repeated)): (usize, (&HeadingBlock, &bool))| {
            let free = self.headings.number(&block.text).0.is_none() && !is_chapter(block);
            *repeated || (free && (title_pages.contains(&block.page) || (numbered && at < first)))
        };
        let left: Vec<bool> = marked().map(is_left).collect();
        let mut left = left.into_iter();
        let left: Vec<HeadingBlock> = pending.extract_if(.., |_| left.next().unwrap_or(false)).collect();
        left.iter().for_each(|block| self.count_heading(block, None));
    }

    /// Where the administration over a table's heading, numbered `next`, has a number, what has none is none: it is the
    /// rest of the heading above it, a chapter, a paragraph of the introduction, or has no place.
    fn with_numbers(&mut self, pending: Vec<HeadingBlock>, next: Option<&Numbering>) -> Vec<HeadingBlock> {
        let depth = self.depth;
        let is_entity =
            |number: &Numbering| matches!(number, Numbering::Decimal(_)) && number.level() + 1 == depth;
        let numbers: Vec<Option<Numbering>> =
            pending.iter().map(|block| self.headings.number(&block.text).0).collect();
        let entity = numbers.iter().rposition(|number| number.as_ref().is_some_and(is_entity));
        if entity.is_none() && !next.is_some_and(|next| self.goes_on_under(next)) {
            return pending;
        }
        let is_chapter = |number: &Numbering| !is_entity(number) && number.level() < depth;
        // Where chapters have numbers, one without begins only where administrations are counted anew.
        let has_chapter =
            self.position.chapter.reference.is_some() || numbers.iter().flatten().any(is_chapter);
        let own = entity.and_then(|at| numbers[at].as_ref()).and_then(last_part);
        let known = self.position.entity.as_deref().and_then(last_figures);
        let is_anew = own.zip(known).is_some_and(|(own, known)| own <= known);
        let mut kept: Vec<HeadingBlock> = Vec::new();
        for (at, (block, number)) in pending.into_iter().zip(&numbers).enumerate() {
            let block = match kept.last_mut() {
                Some(above) if number.is_none() => self.with_rest(above, block),
                _ => Some(block),
            };
            let Some(block) = block else { continue };
            let name = self.headings.number(&block.text).1;
            let stands = match entity {
                Some(_) => !has_chapter || is_anew || self.listed.has(Level::Chapter, name),
                None => self.listed.has(Level::Entity, name),
            };
            if number.is_none() && entity.is_some_and(|entity| at > entity) {
                let HeadingBlock { text, lines, page, .. } = block;
                self.introduction.push((page, FreeParagraph { text, lines }));
            } else if number.is_some() || stands {
                kept.push(block);
            } else {
                self.stray.push(block);
            }
        }
        kept
    }

    /// Whether the heading of a table, numbered `next`, stands under the administration in force, after others of it.
    fn goes_on_under(&self, next: &Numbering) -> bool {
        let Some((Some(last), _)) = &self.table_heading else { return false };
        let above = |number: &Numbering| number.printed().rsplit_once('.').map(|(above, _)| above.to_owned());
        let administration = above(next).filter(|above| self.position.entity.as_ref() == Some(above));
        administration.is_some()
            && administration == above(last)
            && last_part(next).zip(last_part(last)).is_some_and(|(next, last)| next > last)
    }

    /// Gives a numbered heading the block without a number right below it that is the rest of it, in its own language or in
    /// the other one; gives any other block back.
    fn with_rest(&self, above: &mut HeadingBlock, below: HeadingBlock) -> Option<HeadingBlock> {
        let (number, name) = self.headings.number(&above.text);
        let level = match number {
            Some(Numbering::Chapter(_)) => Level::Chapter,
            Some(_) => Level::Entity,
            None => return Some(below),
        };
        if above.second.is_some() || !above.adjoins(&below) {
            return Some(below);
        }
        let printed = self.headings.names(number.as_ref(), name);
        let once = printed.fr.is_none() || printed.nl.is_none();
        let is_listed =
            [&printed.fr, &printed.nl].into_iter().flatten().any(|name| self.listed.has(level, name));
        let is_other = if is_listed {
            let listed = self.listed.complete(level, printed);
            let own = self.key(&below.text);
            once && [&listed.fr, &listed.nl].into_iter().flatten().any(|name| self.key(name) == own)
        } else {
            once && !self.headings.are_one_language(name, &below.text)
        };
        let is_pair = |a: &str, b: &str| self.headings.is_pair(a, b);
        let is_told = is_listed || is_pair(name, &below.text) || is_pair(&below.text, name);
        above.is_unsure |= !is_told;
        if is_other {
            above.second = Some(below.text);
        } else if is_listed {
            return Some(below);
        } else {
            above.text = format!("{} {}", above.text, below.text);
        }
        above.lines.extend(below.lines);
        None
    }

    /// Takes the remarks between the pieces of a table out of the headings that wait: in the size of the table's text,
    /// they part nothing unless they are titles of the table right below, if that is given.
    fn leave_remarks(&mut self, below: Option<(usize, &Table)>) {
        for block in std::mem::take(&mut self.pending) {
            let is_near =
                below.is_some_and(|(page, table)| block.page == page && is_near_above(&block, table));
            if !block.small || (is_near && self.is_small_title(&block)) {
                self.pending.push(block);
            } else {
                self.remark = is_near.then(|| block.text.clone()).or(self.remark.take());
                self.stray.push(block);
            }
        }
    }

    /// Whether a block in the size of a table's text is the title of the one right below it, which has a header of its own:
    /// it stands in both languages, or has been a title before. Where titles have its size, two names are enough.
    fn is_small_title(&self, block: &HeadingBlock) -> bool {
        let HeadingNames { names, is_unsure } = self.names(block, Level::Section);
        let leans = |side: &Option<String>| side.as_deref().map_or(0.0, |name| self.headings.lean(name));
        let both = leans(&names.fr) > 0.0 && leans(&names.nl) < 0.0;
        let alike = self.section_size.is_some_and(|size| (size - block.size).abs() <= TOLERANCES.size);
        let named = alike && !is_unsure && names.fr.is_some() && names.nl.is_some();
        both || named || self.said_by(block).keys.iter().any(|key| self.titles.contains(key))
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
            _ if left > 1 || (number.is_none() && self.is_chapter_alone(&block.text)) => Level::Chapter,
            _ if like(self.chapter_size) && !like(self.entity_size) => Level::Chapter,
            _ if like(self.entity_size) => Level::Entity,
            // A table's heading without a number of two parts counts chapters, not administrations.
            _ if next.is_some_and(|next| next.level() == 1) && self.entity_size.is_none() => Level::Chapter,
            _ => Level::Entity,
        }
    }

    /// Whether the contents list has a name as a chapter's and as no administration's.
    fn is_chapter_alone(&self, name: &str) -> bool {
        self.listed.has(Level::Chapter, name) && !self.listed.has(Level::Entity, name)
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
        let mut lines = table.cells.iter().flat_map(|cell| &cell.lines);
        let chapter = &self.position.chapter;
        // where pages are read from pictures, the heading of the chapter may be what was not read
        let lacks_chapter = !self.transcribed
            && chapter.reference.is_none()
            && chapter.name.is_empty()
            && lines.any(Line::is_recognised);
        let is_odd = self.note_header(page, &header) || lacks_chapter;
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
        let piece = Piece { page, table, header, header_rows };
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
