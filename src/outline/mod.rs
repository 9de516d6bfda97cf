//! outline: free lines and tables become the report's structure.
//!
//! Cover, preface, legend and contents list are read from the pages before the first table (`front`); from then
//! on headings say where each table stands: chapter > entity > kind of table > section. The product is the list of
//! tables, each in its place and still in the pieces that pages hold. Nothing here reads rows.

mod block;
mod front;
mod in_force;
mod kinds;
mod listed;
mod misread;
mod notes;
mod prose;
mod walk;

use std::ops::Range;

use crate::columns::{Column, Header, HeaderReader};
use crate::diagnostic::{Code, Finding, Value, excerpt};
use crate::geometry::Rect;
use crate::language::{Bilingual, Identifier};
use crate::record::{Chapter, Front, Kind, Texts};
use crate::tables::{Cell, Making, PageTables, Table};
use crate::wording::{HeadingReader, Numbering, Wording, split_name};
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use front::FrontMatter;
pub(crate) use front::{status_in_column, status_in_words};
pub(crate) use notes::FreeNote;
use walk::OutlineWalk;

/// Tolerances of this stage.
struct Tolerances {
    /// Lines of one heading are no further apart than this, in ems from baseline to baseline.
    leading: f32,
    /// Baselines this near, in ems, are one line: names side by side may be set in two sizes.
    beside: f32,
    /// A heading's Dutch stands no further below its French than this, in ems: there is some space between headings.
    paired_leading: f32,
    /// Sizes that differ less than this, in points, are one size.
    size: f32,
    /// A heading that goes on in the next line reaches over at least this share of the page's width.
    full_line: f32,
    /// A page with more free lines than this is no page of headings alone.
    heading_page_lines: usize,
    /// Free text longer than this, in characters, is no heading.
    longest_heading: usize,
    /// So many headings stand one above the other at most: chapter, administration, section, and one more in between.
    most_headings: usize,
    /// A title in the size of its table's text stands no further above it than this, in ems: typesetting programs put a line
    /// and a half of white above each table.
    title_gap: f32,
    /// A heading's line is read unsurely from this doubt on, in percent.
    doubt: u8,
    /// Columns of a table on the pages before the first table of records: legends and contents lists have at most six.
    front_columns: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    leading: 1.6,
    beside: 0.3,
    paired_leading: 2.2,
    size: 0.4,
    full_line: 0.55,
    heading_page_lines: 6,
    longest_heading: 300,
    most_headings: 4,
    title_gap: 4.0,
    doubt: 12,
    front_columns: 7,
};

/// Where a table stands in the report.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Position {
    /// The chapter.
    pub chapter: Chapter,
    /// The administration's number; `None` where the chapter has no administrations.
    pub entity: Option<String>,
    /// The administration's name.
    pub entity_name: Texts,
    /// The paragraphs between the administration's heading and its tables.
    pub introduction: Bilingual<Vec<String>>,
    /// The section title over the table.
    pub section: Option<Texts>,
    /// What little tells of the headings over the table.
    pub doubts: Vec<HeadingDoubt>,
    /// Whether a heading and the columns of its table disagree, or no heading names an administration.
    pub is_odd: bool,
}

impl Position {
    /// Whether the table may stand elsewhere, or under another name.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.is_odd || !self.doubts.is_empty()
    }

    /// Ends the section in force.
    fn end_section(&mut self) {
        self.section = None;
        self.doubts.retain(|doubt| doubt.level != Level::Section);
    }
}

/// What little tells of a heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeadingDoubt {
    /// What the heading stands over.
    pub level: Level,
    /// What little tells.
    pub open: OpenQuestion,
    /// The heading's text.
    pub text: String,
}

/// A question of a heading that little answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenQuestion {
    /// Whether it is a heading, and the table's.
    Heading,
    /// Which language each side of its name is in.
    Sides,
    /// Whether it begins a section: it was taken for a remark.
    Section,
    /// How it is spelt and numbered: it was read from a picture.
    Letters,
}

impl OpenQuestion {
    /// Its key in findings.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Sides => "sides",
            Self::Section => "section",
            Self::Letters => "letters",
        }
    }
}

/// The part of a table that stands on one page.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
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
pub(crate) struct PlacedTable {
    /// Where it stands.
    pub position: Position,
    /// What it reports.
    pub kind: Kind,
    /// The part of the report that it stands in, counted from 0.
    pub part: usize,
    /// Whether it is the word `NIHIL`.
    pub nihil: bool,
    /// Index of the page on which it begins.
    pub first_page: usize,
    /// Its parts, in the order of pages.
    pub pieces: Vec<Piece>,
    /// The notes below it, in the order of reading.
    pub notes: Vec<FreeNote>,
}

/// A heading in its place, as it was understood.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Index of the page.
    pub page: usize,
    /// Its box in points, in the page's upright frame.
    pub bbox: Rect,
    /// Its level; `None` for a table's own heading and for `NIHIL`.
    pub level: Option<Level>,
}

/// The report's structure, and where the glyphs outside tables went.
#[derive(Debug, Default)]
pub(crate) struct Outline {
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
    /// Glyphs that found no place.
    pub unassigned_glyphs: u64,
    /// What was odd.
    pub findings: Vec<Finding>,
}

/// For each page, for each table on it, its header.
pub(crate) type Headers = Vec<Vec<Option<Header>>>;

/// Reads the structure of a report from its pages, and takes the tables out of them; `known`: the headers of its tables,
/// where they were needed to find these.
pub(crate) fn pages_to_outline(
    pages: &mut [PageTables],
    lexicon: &Lexicon,
    languages: &Identifier,
    wording: &Wording,
    known: Option<Headers>,
) -> Outline {
    let mut outline = Outline { findings: misread::put_right(pages), ..Outline::default() };
    let mut reader = HeaderReader::of(pages.iter().flat_map(|page| &page.tables), wording);
    let mut headers: Headers = known.unwrap_or_else(|| {
        let of = |page: &PageTables| page.tables.iter().map(|table| reader.header(table)).collect();
        pages.iter().map(of).collect()
    });
    let body = first_body_page(pages, &headers, wording);
    outline.body = body;
    let texts = pages[body..].iter().flat_map(|page| &page.lines).map(|line| line.text.as_str());
    let headings = HeadingReader::of(texts, wording, languages);
    let read = |range: &Range<usize>| {
        let pages: Vec<front::FrontPage<'_>> = pages[range.clone()]
            .iter()
            .map(|page| front::FrontPage { page, lines: page.lines.iter().collect() })
            .collect();
        front::read_front(&pages, lexicon, &headings)
    };
    let FrontMatter { front, unread } = read(&(0..body));
    outline.count_front(&pages[..body], &unread);
    let (mut parts, mut starts) = (vec![front], Vec::new());
    for range in between_tables(pages, &headers, body, wording) {
        let matter = read(&range);
        if matter.begins_part(parts.last().and_then(|front| front.part)) {
            outline.count_front(&pages[range.clone()], &matter.unread);
            parts.push(matter.front);
            starts.push(range);
        }
    }
    outline.front = parts.first().cloned().unwrap_or_default();
    if parts.len() > 1 {
        outline.front.parts = parts;
    }
    let mut walk = OutlineWalk::new(&mut outline, headings, reader, lexicon, pages);
    for (index, page) in pages.iter_mut().enumerate().skip(body) {
        match starts.iter().find(|range| range.contains(&index)) {
            Some(range) if range.start == index => walk.begin_part(),
            Some(_) => {}
            None => walk.page(index, page, std::mem::take(&mut headers[index])),
        }
    }
    walk.finish(pages);
    outline
}

impl Outline {
    /// Counts and notes what stands on pages before tables.
    fn count_front(&mut self, pages: &[PageTables], unread: &[(usize, String)]) {
        for on_page in unread.chunk_by(|a, b| a.0 == b.0) {
            let texts: Vec<&str> = on_page.iter().map(|(_, text)| text.as_str()).collect();
            let finding = Finding::new(Code::B210).with("text", excerpt(&texts.join(" ")));
            let number =
                on_page.first().and_then(|(page, _)| pages.get(*page)).map_or(0, |page| page.head.number);
            self.findings.push(finding.on_page(number));
        }
        for page in pages {
            let tables =
                page.tables.iter().flat_map(|table| &table.cells).map(|cell| u64::from(cell.glyphs()));
            self.front_glyphs += glyphs(&page.lines) + tables.sum::<u64>();
            for table in page.tables.iter().filter(|table| is_wide(table)) {
                let text: Vec<String> = table.cells.iter().map(Cell::text).collect();
                let finding = headerless(&text.join(" "));
                self.findings.push(finding.at(page.head.number, page.head.to_viewer(table.bbox)));
            }
        }
    }
}

/// The runs of pages in the body that hold nothing as wide as a table of records, and have a table of records after them:
/// a file may bind several parts, each with its own first pages.
fn between_tables(
    pages: &[PageTables],
    headers: &[Vec<Option<Header>>],
    body: usize,
    wording: &Wording,
) -> Vec<Range<usize>> {
    let is_bare = |index: usize| {
        headers[index].iter().all(Option::is_none)
            && pages[index].tables.iter().all(|table| table.xs.len() <= TOLERANCES.front_columns)
            && !pages[index].lines.iter().any(|line| kinds::is_nihil(&line.text, wording))
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in (body + 1..pages.len()).filter(|&index| is_bare(index)) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs.retain(|run| run.end < pages.len());
    runs
}

/// Whether a table before the first one of records may be one whose header cannot be read: no table of a preface or a
/// contents list is as wide. Gaps in justified text may stand one below the other by chance.
fn is_wide(table: &Table) -> bool {
    table.xs.len() > TOLERANCES.front_columns && table.making != Making::Aligned
}

fn glyphs(lines: &[Line]) -> u64 {
    lines.iter().map(|line| u64::from(line.glyphs)).sum()
}

/// The finding for a table whose header cannot be read, by the text that it begins with.
fn headerless(text: &str) -> Finding {
    Finding::new(Code::B202).with("text", excerpt(text))
}

/// The first page of the report's body: the first with a table of records or a NIHIL, or a page of headings alone
/// right before it.
fn first_body_page(pages: &[PageTables], headers: &[Vec<Option<Header>>], wording: &Wording) -> usize {
    let has_table = |index: usize| {
        headers[index].iter().any(Option::is_some)
            || pages[index].lines.iter().any(|line| kinds::is_nihil(&line.text, wording))
    };
    let mut first = (0..pages.len()).find(|&index| has_table(index)).unwrap_or(pages.len());
    while let Some(before) = first.checked_sub(1) {
        let lines = &pages[before].lines;
        let heading = |line: &Line| {
            matches!(wording.number(&line.text).0, Some(Numbering::Chapter(_) | Numbering::Letter(_)))
                || kinds::announced_kind(&line.text, wording).is_some()
        };
        let alone = !lines.is_empty() && lines.len() <= TOLERANCES.heading_page_lines;
        if first == pages.len() || !alone || !heading(&lines[0]) {
            break;
        }
        first = before;
    }
    first
}

/// The levels of headings over tables' own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// A chapter.
    Chapter,
    /// An administration.
    Entity,
    /// A section's title over a table.
    Section,
}

/// The finding that says of a text that it found no place.
pub(crate) fn without_place(glyphs: impl Into<Value>, text: &str) -> Finding {
    Finding::new(Code::B201).with("glyphs", glyphs).with("text", excerpt(text))
}

/// The header of a column in both languages.
pub(crate) fn column_label(column: &Column, languages: &Identifier) -> Texts {
    split_name(&column.header.text(), languages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::PageHead;

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
            ..Table::default()
        }
    }

    /// The head of a landscape page of this height.
    fn head(height: f32) -> PageHead {
        PageHead { number: 1, width: 842.0, height, ..PageHead::default() }
    }

    fn codes(columns: usize, making: Making) -> Vec<Code> {
        let page = PageTables {
            head: head(595.0),
            tables: vec![Table { making, ..table(columns) }],
            ..PageTables::default()
        };
        let outline = pages_to_outline(
            &mut [page],
            &Lexicon::default(),
            &Identifier::default(),
            Wording::known(),
            None,
        );
        outline.findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_wide_table_whose_header_cannot_be_read_is_named_and_a_legend_is_not() {
        assert_eq!(codes(11, Making::Ruled), [Code::B202]);
        assert_eq!(codes(3, Making::Ruled), [Code::B210], "text that says nothing that is known");
        assert_eq!(codes(11, Making::Aligned), [Code::B210], "gaps of justified text");
    }

    #[test]
    fn more_lines_than_there_are_levels_are_no_headings() {
        let texts = ["1.1 Rapport annuel objectifs opérationnels", "a", "b", "c", "d", "e", "f", "NIHIL"];
        let lines = spaced(&texts);
        let page = PageTables { head: head(595.0), lines, ..PageTables::default() };
        let outline = pages_to_outline(
            &mut [page],
            &Lexicon::default(),
            &Identifier::default(),
            Wording::known(),
            None,
        );
        let unplaced: Vec<&Value> =
            outline.findings.iter().filter_map(|finding| finding.values.get("text")).collect();
        assert_eq!(unplaced, [&Value::from("a"), &Value::from("b")]);
        assert_eq!((outline.unassigned_glyphs, outline.heading_glyphs), (2, 6));
    }

    /// Lines of one glyph each, too far apart to be one heading.
    fn spaced(texts: &[&str]) -> Vec<Line> {
        let line = |(at, text): (usize, &&str)| {
            let y = 50.0 + 40.0 * at as f32;
            Line {
                text: (*text).to_owned(),
                bbox: Rect::new(50.0, y, 90.0, y + 10.0),
                baseline: y + 8.0,
                size: 10.0,
                glyphs: 1,
                ..Line::default()
            }
        };
        texts.iter().enumerate().map(line).collect()
    }

    /// The tables of a page of lines in one size, each with its distance from the one above in ems.
    fn placed(lines: &[(f32, &str)]) -> Vec<PlacedTable> {
        placed_wide(40.0, lines)
    }

    /// The same of lines so many points wide, on a page of 842.
    fn placed_wide(width: f32, lines: &[(f32, &str)]) -> Vec<PlacedTable> {
        let mut y = 50.0;
        let mut line = |&(step, text): &(f32, &str)| {
            y += step * 10.0;
            Line {
                text: text.to_owned(),
                bbox: Rect::new(50.0, y - 8.0, 50.0 + width, y + 2.0),
                baseline: y,
                size: 10.0,
                glyphs: 1,
                ..Line::default()
            }
        };
        let lines = lines.iter().map(&mut line).collect();
        let page = PageTables { head: head(5950.0), lines, ..PageTables::default() };
        pages_to_outline(&mut [page], &Lexicon::default(), &Identifier::default(), Wording::known(), None)
            .tables
    }

    fn pair(fr: &str, nl: &str) -> Texts {
        Texts::new(Some(fr.to_owned()), Some(nl.to_owned()))
    }

    /// What tables report, and the French side of the titles over them.
    fn kinds(tables: &[PlacedTable]) -> Vec<(Kind, Option<&str>)> {
        tables
            .iter()
            .map(|table| (table.kind, table.position.section.as_ref().and_then(|texts| texts.fr.as_deref())))
            .collect()
    }

    #[test]
    fn a_name_that_goes_on_in_a_line_that_no_list_has_is_doubtful() {
        let heading = "1.1 Rapport annuel objectifs opérationnels";
        let is_doubtful = |below: &[(f32, &str)]| {
            let above = [(4.0, "I. Services"), (4.0, "1. Office des Bacs")];
            let tables = placed(&[&above[..], below, &[(4.0, heading), (4.0, "NIHIL")]].concat());
            tables[0].position.is_doubtful()
        };
        assert!(is_doubtful(&[(1.2, "du Lac et des Ports")]));
        assert!(!is_doubtful(&[]));
    }

    #[test]
    fn a_heading_in_other_words_is_a_tables_by_its_number() {
        let tables = placed(&[
            (4.0, "I. Services"),
            (4.0, "1. Office des Bacs"),
            (4.0, "1.1 Suivi annuel des OO"),
            (4.0, "NIHIL"),
            (4.0, "1.2 Indicatorenfiches"),
            (4.0, "Fonds des indicateurs"),
            (4.0, "NIHIL"),
            (4.0, "2. Bureau des objectifs"),
            (4.0, "2.1 Suivi annuel des OO"),
            (4.0, "NIHIL"),
        ]);
        let (objectives, indicators) = (Kind::Objectives, Kind::Indicators);
        assert_eq!(
            kinds(&tables),
            [(objectives, None), (indicators, Some("Fonds des indicateurs")), (objectives, None)]
        );
        assert_eq!(tables[2].position.entity_name.fr.as_deref(), Some("Bureau des objectifs"));
    }

    #[test]
    fn a_heading_in_other_words_is_a_tables_where_those_before_it_look_alike() {
        let tables = placed(&[
            (4.0, "1. Office des Bacs"),
            (4.0, "Rapport annuel objectifs opérationnels"),
            (4.0, "NIHIL"),
            (4.0, "Fiches des indicateurs"),
            (4.0, "NIHIL"),
            (4.0, "1.1.1 Objectifs du Nord"),
            (4.0, "NIHIL"),
        ]);
        let (objectives, indicators) = (Kind::Objectives, Kind::Indicators);
        assert_eq!(
            kinds(&tables),
            [(objectives, None), (indicators, None), (indicators, Some("Objectifs du Nord"))]
        );
    }

    #[test]
    fn a_heading_in_two_lines_has_a_language_in_each() {
        let tables = placed(&[
            (4.0, "PARTIE I – Services du Lac"),
            (1.3, "DEEL I – Diensten van het Meer"),
            (4.0, "1. Lacus"),
            (1.3, "1. Lacus – Dienst van het Meer"),
            (1.3, "1.1 Évaluation des objectifs"),
            (1.3, "1.1 Operationele doelstellingen"),
            (2.0, "Archives publiques"),
            (1.3, "Openbare zaken"),
            (2.0, "NIHIL"),
        ]);
        let position = &tables[0].position;
        assert_eq!(position.chapter.reference.as_deref(), Some("I"));
        assert_eq!(position.chapter.name, pair("Services du Lac", "Diensten van het Meer"));
        assert_eq!(position.entity_name, pair("Lacus", "Lacus – Dienst van het Meer"));
        assert_eq!(position.section, Some(pair("Archives publiques", "Openbare zaken")));
    }

    /// A table of one indicator, 40 points high, in a size of 8 points.
    fn indicators(top: f32) -> Table {
        let header = [
            "Réf. O.O.",
            "Objectif opérationnel",
            "Réf. KPI",
            "Description KPI",
            "Seuil rouge",
            "Seuil vert",
            "Résultat",
        ];
        let row = ["1.1", "Bacs", "1.1", "Bacs à quai", "1", "2", "3"];
        let edge = |at: usize| at as f32 * 100.0;
        let cell = |row: usize, column: usize, text: &str| {
            let y = top + 20.0 * row as f32;
            let bbox = Rect::new(edge(column), y, edge(column + 1), y + 20.0);
            let count = text.chars().count();
            let line = Line {
                text: text.to_owned(),
                edges: vec![edge(column); count + 1],
                bbox,
                baseline: y + 15.0,
                size: 8.0,
                glyphs: count as u32,
                ..Line::default()
            };
            Cell { columns: column..column + 1, rows: row..row + 1, bbox, lines: vec![line], fill: None }
        };
        let rows = [header, row];
        let cells = rows.iter().enumerate().flat_map(|(at, texts)| {
            let cell = &cell;
            texts.iter().enumerate().map(move |(column, text)| cell(at, column, text))
        });
        Table {
            bbox: Rect::new(0.0, top, edge(7), top + 40.0),
            xs: (0..=7).map(edge).collect(),
            ys: vec![top, top + 20.0, top + 40.0],
            cells: cells.collect(),
            ..Table::default()
        }
    }

    /// The tables of a report of these pages: free lines, running lines, tables.
    fn body(pages: Vec<(Vec<Line>, Vec<Line>, Vec<Table>)>) -> Vec<PlacedTable> {
        let page = |(number, (lines, running, tables))| PageTables {
            head: PageHead { number, ..head(595.0) },
            lines,
            running,
            tables,
            ..PageTables::default()
        };
        let mut pages: Vec<PageTables> = (1..).zip(pages).map(page).collect();
        pages_to_outline(&mut pages, &Lexicon::default(), &Identifier::default(), Wording::known(), None)
            .tables
    }

    /// On how many pages each table stands, and the numbers of its chapter and its administration.
    fn places(tables: &[PlacedTable]) -> Vec<(usize, Option<&str>, Option<&str>)> {
        let positions = tables.iter().map(|table| (table.pieces.len(), &table.position));
        positions
            .map(|(pages, place)| (pages, place.chapter.reference.as_deref(), place.entity.as_deref()))
            .collect()
    }

    #[test]
    fn sentences_under_a_heading_are_no_headings_and_introduce_its_tables() {
        let tables = placed(&[
            (4.0, "1. Office des Bacs"),
            (4.0, "Le rapport a été approuvé par le conseil."),
            (4.0, "1.1 Rapport par indicateur"),
            (4.0, "De cijfers zijn die van het vorige jaar."),
            (4.0, "NIHIL"),
        ]);
        let position = &tables[0].position;
        assert_eq!(position.entity_name.fr.as_deref(), Some("Office des Bacs"));
        assert_eq!((position.chapter.name.is_empty(), &position.section), (true, &None));
        assert_eq!(position.introduction.fr, ["Le rapport a été approuvé par le conseil."]);
        assert_eq!(position.introduction.nl, ["De cijfers zijn die van het vorige jaar."]);
    }

    #[test]
    fn a_page_that_says_again_what_goes_on_does_not_part_the_table() {
        let headings = ["I. Ports du Lac", "1. Port du Nord", "1.1 Rapport par indicateur"];
        for again in [&["(suite – vervolg)"][..], &headings[..], &["1.1 Rapport par indicateur (suite)"][..]]
        {
            let tables = body(vec![
                (spaced(&headings), Vec::new(), vec![indicators(200.0)]),
                (spaced(again), Vec::new(), vec![indicators(200.0)]),
            ]);
            assert_eq!(places(&tables), [(2, Some("I"), Some("1"))], "{again:?}");
            assert_eq!(tables[0].position.section, None, "{again:?}");
        }
        let next = ["I. Ports du Lac", "2. Port du Sud", "2.1 Rapport par indicateur"];
        let tables = body(vec![
            (spaced(&headings), Vec::new(), vec![indicators(200.0)]),
            (spaced(&next), Vec::new(), vec![indicators(200.0)]),
        ]);
        assert_eq!(places(&tables), [(1, Some("I"), Some("1")), (1, Some("I"), Some("2"))]);
    }

    #[test]
    fn headings_in_the_running_matter_are_headings_where_nothing_else_says_them() {
        let page = |number: u32, port: &str, headings: &[&str]| {
            let title = format!("{number} Rapport annuel");
            let mut running = spaced(&[&["I. Ports du Lac", port, title.as_str()][..], headings].concat());
            let free = running.split_off(3);
            (free, running, vec![indicators(300.0)])
        };
        let tables = body(vec![
            page(1, "1. Nord", &["1.1 Rapport par indicateur"]),
            page(2, "1. Nord", &[]),
            page(3, "2. Sud", &["2. Port du Sud", "2.1 Rapport par indicateur"]),
            page(4, "2. Sud", &[]),
        ]);
        assert_eq!(places(&tables), [(2, Some("I"), Some("1")), (2, Some("I"), Some("2"))]);
        assert_eq!(tables[1].position.entity_name.fr.as_deref(), Some("Port du Sud"));
    }

    #[test]
    fn a_title_page_is_part_of_the_heading_that_it_repeats() {
        let tables = body(vec![
            (
                spaced(&["I. Ports du Lac", "1. Port du Nord", "1.1 Rapport par indicateur"]),
                Vec::new(),
                vec![indicators(200.0)],
            ),
            (spaced(&["Port du Sud", "Haven van het Zuiden", "Le lac en chiffres"]), Vec::new(), Vec::new()),
            (
                spaced(&["2. Port du Sud - Haven van het Zuiden", "2.1 Rapport par indicateur"]),
                Vec::new(),
                vec![indicators(200.0)],
            ),
        ]);
        assert_eq!(places(&tables), [(1, Some("I"), Some("1")), (1, Some("I"), Some("2"))]);
        assert_eq!(tables[1].position.entity_name, pair("Port du Sud", "Haven van het Zuiden"));
    }

    #[test]
    fn a_line_right_below_a_numbered_name_is_the_rest_of_it() {
        let name = |below: &str| {
            let lines =
                [(4.0, "1. Lacus asbl"), (1.3, below), (4.0, "1.1 Rapport par indicateur"), (4.0, "NIHIL")];
            let tables = placed(&lines);
            (tables[0].position.entity.clone(), tables[0].position.entity_name.clone())
        };
        let number = Some("1".to_owned());
        assert_eq!(name("Lacus vzw"), (number.clone(), pair("Lacus asbl", "Lacus vzw")));
        assert_eq!(name("Lacus asbl"), (number, pair("Lacus asbl", "Lacus asbl")));
    }

    #[test]
    fn a_title_may_be_as_small_as_the_text_of_its_table() {
        let sections = |between: &str| {
            let headings = spaced(&["1. Port du Nord", "1.1 Rapport par indicateur"]);
            let title = Line {
                text: between.to_owned(),
                bbox: Rect::new(50.0, 252.0, 250.0, 262.0),
                baseline: 260.0,
                size: 8.0,
                ..Line::default()
            };
            let lines = headings.into_iter().chain([title]).collect();
            let tables = body(vec![(lines, Vec::new(), vec![indicators(200.0), indicators(270.0)])]);
            let doubt = |position: Position| (position.is_doubtful(), position.section);
            tables.into_iter().map(|table| doubt(table.position)).collect::<Vec<_>>()
        };
        let title = pair("Ports du lac", "Havens van het meer");
        assert_eq!(sections("Ports du lac - Havens van het meer"), [(false, None), (false, Some(title))]);
        // In one language it may be a remark.
        assert_eq!(sections("Chiffres provisoires"), [(true, None)]);
    }

    #[test]
    fn a_sections_title_has_its_languages_in_the_order_of_its_tables_heading() {
        let over = |heading: &str| {
            let below = [(4.0, heading), (4.0, "Lacustra - Lacustre"), (4.0, "NIHIL")];
            let tables = placed(&[&[(4.0, "I. Services"), (4.0, "1. Office")][..], &below].concat());
            let position = &tables[0].position;
            let french = position.section.as_ref().and_then(|names| names.fr.clone());
            (french.unwrap_or_default(), position.is_doubtful())
        };
        let french = "1.1 Rapport par indicateur - Verslag van het meer per indicator";
        let dutch = "1.1 Verslag van het meer per indicator - Rapport par indicateur";
        assert_eq!(over(french), ("Lacustra".to_owned(), false));
        assert_eq!(over(dutch), ("Lacustre".to_owned(), false));
        assert_eq!(over("1.1 Rapport KPI"), ("Lacustra".to_owned(), true));
    }

    #[test]
    fn a_heading_in_two_lines_may_have_dutch_in_the_first() {
        let tables = placed(&[
            (4.0, "1. Dienst van de Bruggen"),
            (1.3, "1. Office des Ponts"),
            (4.0, "1.1 Verslag van het meer per indicator"),
            (1.3, "1.1 Rapport du lac par indicateur"),
            (4.0, "Het noorden van het meer"),
            (1.3, "Le nord du lac"),
            (4.0, "NIHIL"),
        ]);
        let position = &tables[0].position;
        assert_eq!(position.entity_name, pair("Office des Ponts", "Dienst van de Bruggen"));
        assert_eq!(position.section, Some(pair("Le nord du lac", "Het noorden van het meer")));
    }

    #[test]
    fn where_headings_have_two_lines_so_has_a_title_that_sounds_like_neither_language() {
        let tables = placed(&[
            (4.0, "1. Office des Ponts"),
            (1.3, "1. Dienst van de Bruggen"),
            (4.0, "1.1 Rapport par indicateur"),
            (4.0, "Lacustre"),
            (1.3, "Lacustra"),
            (4.0, "NIHIL"),
        ]);
        assert_eq!(tables[0].position.section, Some(pair("Lacustre", "Lacustra")));
    }

    #[test]
    fn a_small_title_is_known_by_the_one_before_it() {
        let title = |y: f32, text: &str| Line {
            text: text.to_owned(),
            bbox: Rect::new(50.0, y, 250.0, y + 10.0),
            baseline: y + 8.0,
            size: 8.0,
            ..Line::default()
        };
        let headings = spaced(&["1. Port du Nord", "1.1 Rapport par indicateur"]);
        let titles =
            [title(180.0, "Archives du lac - Archief van het meer"), title(252.0, "Lacustre - Lacustra")];
        let lines = headings.into_iter().chain(titles).collect();
        let tables = body(vec![(lines, Vec::new(), vec![indicators(200.0), indicators(270.0)])]);
        let sections: Vec<Option<Texts>> = tables.into_iter().map(|table| table.position.section).collect();
        let names = [pair("Archives du lac", "Archief van het meer"), pair("Lacustre", "Lacustra")];
        assert_eq!(sections, names.map(Some));
    }

    #[test]
    fn a_line_without_a_letter_is_no_heading() {
        let tables =
            placed(&[(4.0, "1. Port"), (4.0, "1.1 Rapport par indicateur"), (4.0, "7"), (4.0, "NIHIL")]);
        assert_eq!(tables[0].position.section, None);
    }

    #[test]
    fn a_table_that_its_own_title_names_is_not_said_to_be_another() {
        let table = indicators(200.0);
        let found = |heading: &str| {
            let texts = ["1. Port", "1.1 Rapport objectifs opérationnels", heading];
            let (lines, tables) = (spaced(&texts), vec![table.clone()]);
            let page = PageTables { head: head(595.0), lines, tables, ..PageTables::default() };
            let outline = pages_to_outline(
                &mut [page],
                &Lexicon::default(),
                &Identifier::default(),
                Wording::known(),
                None,
            );
            let odd = outline.findings.iter().any(|finding| finding.code == Code::B204);
            (outline.tables[0].position.section.is_some(), odd)
        };
        // A section's title that says nothing of it, one that names it, and a heading of the table's own.
        assert_eq!(found("Bacs du Nord"), (true, true));
        assert_eq!(found("Indicateurs du Nord"), (true, false));
        assert_eq!(found("1.2 Indicateurs des objectifs"), (false, false));
    }

    #[test]
    fn a_full_line_goes_on_in_its_own_language_alone() {
        let over = |below: &str| {
            let lines =
                [(4.0, "1. Port"), (4.0, "1.1 Rapport par indicateur"), (4.0, "Archives de la ville")];
            let lines = [&lines[..], &[(1.3, below), (4.0, "NIHIL")]].concat();
            placed_wide(600.0, &lines)[0].position.section.clone()
        };
        assert_eq!(over("Archief van de stad"), Some(pair("Archives de la ville", "Archief van de stad")));
        assert_eq!(
            over("et du port"),
            Some(Texts::new(Some("Archives de la ville et du port".into()), None))
        );
    }

    #[test]
    fn a_tables_heading_is_one_though_only_its_dutch_line_is_in_listed_words() {
        let tables = placed(&[
            (4.0, "Office des Bacs"),
            (4.0, "1. Évaluation des objectifs"),
            (1.3, "1. Operationele doelstellingen"),
            (4.0, "NIHIL"),
        ]);
        assert_eq!(tables[0].position.chapter.name.fr.as_deref(), Some("Office des Bacs"));
        assert_eq!(tables[0].position.entity_name, Texts::default());
    }

    #[test]
    fn two_titles_without_numbers_pair_where_their_languages_leave_no_doubt() {
        let over = |step: f32, below: &str| {
            let lines =
                [(4.0, "1. Port"), (4.0, "1.1 Rapport par indicateur"), (4.0, "Archives de la ville")];
            placed(&[&lines[..], &[(step, below), (4.0, "NIHIL")]].concat())[0].position.section.clone()
        };
        assert_eq!(
            over(1.3, "Archief van de stad"),
            Some(pair("Archives de la ville", "Archief van de stad"))
        );
        assert_eq!(
            over(4.0, "Archief van de stad"),
            Some(Texts::new(None, Some("Archief van de stad".into())))
        );
        assert_eq!(over(1.3, "Lacus"), Some(Texts::new(Some("Lacus".into()), None)));
    }
}
