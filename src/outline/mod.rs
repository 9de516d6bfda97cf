//! outline: free lines and tables become the report's structure.
//!
//! Cover, preface, legend and contents list are read from the pages before the first table (`front`); from then
//! on headings say where each table stands: chapter > entity > kind of table > section. The product is the list of
//! tables, each in its place and still in the pieces that pages hold. Nothing here reads rows.

mod front;
mod kinds;
mod walk;

use crate::columns::{Column, Header, HeaderReader};
use crate::diagnostic::{Code, Finding, Value, excerpt};
use crate::geometry::Rect;
use crate::language::Identifier;
use crate::record::{Chapter, Front, Kind, Texts};
use crate::tables::{Cell, Making, PageTables, Table};
use crate::wording::{HeadingReader, Numbering, Wording, split_name};
use crate::words::Line;
use crate::words::lexicon::Lexicon;
pub(crate) use front::status_in_words;
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
    /// The section title over the table.
    pub section: Option<Texts>,
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
    /// Whether it is the word `NIHIL`.
    pub nihil: bool,
    /// Index of the page on which it begins.
    pub first_page: usize,
    /// Its parts, in the order of pages.
    pub pieces: Vec<Piece>,
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
    let mut outline = Outline::default();
    let mut reader = HeaderReader::of(pages.iter().flat_map(|page| &page.tables), wording);
    let mut headers: Headers = known.unwrap_or_else(|| {
        let of = |page: &PageTables| page.tables.iter().map(|table| reader.header(table)).collect();
        pages.iter().map(of).collect()
    });
    let body = first_body_page(pages, &headers, wording);
    outline.body = body;
    let texts = pages[body..].iter().flat_map(|page| &page.lines).map(|line| line.text.as_str());
    let headings = HeadingReader::of(texts, wording, languages);
    let front_pages: Vec<front::FrontPage<'_>> = pages[..body]
        .iter()
        .map(|page| front::FrontPage { page, lines: page.lines.iter().collect() })
        .collect();
    let front::FrontMatter { front, unread } = front::read_front(&front_pages, lexicon, &headings);
    outline.front = front;
    for on_page in unread.chunk_by(|a, b| a.0 == b.0) {
        let texts: Vec<&str> = on_page.iter().map(|(_, text)| text.as_str()).collect();
        let finding = Finding::new(Code::B210).with("text", excerpt(&texts.join(" ")));
        let number =
            on_page.first().and_then(|(page, _)| pages.get(*page)).map_or(0, |page| page.head.number);
        outline.findings.push(finding.on_page(number));
    }
    for page in &pages[..body] {
        let tables = page.tables.iter().flat_map(|table| &table.cells).map(|cell| u64::from(cell.glyphs()));
        outline.front_glyphs += glyphs(&page.lines) + tables.sum::<u64>();
        for table in page.tables.iter().filter(|table| is_wide(table)) {
            let text: Vec<String> = table.cells.iter().map(Cell::text).collect();
            outline
                .findings
                .push(headerless(&text.join(" ")).at(page.head.number, page.head.to_viewer(table.bbox)));
        }
    }
    let mut walk = OutlineWalk::new(&mut outline, headings, reader);
    for (index, page) in pages.iter_mut().enumerate().skip(body) {
        walk.page(index, page, std::mem::take(&mut headers[index]));
    }
    walk.finish(pages);
    outline
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

    #[test]
    fn a_table_that_its_own_title_names_is_not_said_to_be_another() {
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
            let y = 200.0 + 20.0 * row as f32;
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
        let table = Table {
            bbox: Rect::new(0.0, 200.0, edge(7), 240.0),
            xs: (0..=7).map(edge).collect(),
            ys: vec![200.0, 220.0, 240.0],
            cells: cells.collect(),
            ..Table::default()
        };
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
