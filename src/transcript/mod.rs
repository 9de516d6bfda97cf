//! transcript: the text of a report that an OCR model wrote down becomes the tables and lines that a PDF would give.
//!
//! Such a text is Markdown or plain text, with tables in HTML, with pipes or with tabs. It has no places, and its tables are
//! ragged: pages lose the columns that are blank on them, rows lose cells. So the cells find their columns by what stands
//! in them ([`align`]), and all of it is set on pages of its own ([`sheet`]), since the later stages know lines, columns and
//! paragraphs by their places. What the model wrote is taken as it is: a number that it made up cannot be seen here.

mod align;
mod blocks;
mod decode;
mod html;
mod inline;
mod known;
mod languages;
mod marks;
mod order;
mod pieces;
mod rows;
mod shapes;
mod sheet;
mod sides;

use std::ops::Range;

pub(crate) use decode::{Transcript, is_text};
pub(crate) use sheet::lines_of;

use crate::columns::Header;
use crate::diagnostic::Finding;
use crate::geometry::Rect;
use crate::language::Identifier;
use crate::read::ReadError;
use crate::tables::PageTables;
use crate::wording::Wording;

/// The pages of a transcript, and the header of each table on them.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// The pages. The front matter and the body are never on one.
    pub(crate) pages: Vec<PageTables>,
    /// For each page, for each of its tables, the header that its columns were found by.
    pub(crate) headers: Vec<Vec<Option<Header>>>,
}

/// A text between two breaks, and its line in the file, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    text: String,
    line: u32,
}

/// A cell as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RawCell {
    /// The rows that it spans.
    rows: Range<usize>,
    /// The columns that it spans, of those that are written.
    columns: Range<usize>,
    /// Its text; nothing in a blank cell.
    paragraphs: Vec<Paragraph>,
}

impl RawCell {
    fn is_blank(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Its paragraphs as one text.
    fn text(&self) -> String {
        let texts: Vec<&str> = self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        texts.join(" ")
    }
}

/// A table as it is written: rows of cells, perhaps not all of one length.
#[derive(Debug, Clone, Default)]
struct RawTable {
    /// For each row, the lines of the file on which it stands.
    rows: Vec<Range<u32>>,
    /// The cells, row by row.
    cells: Vec<RawCell>,
}

impl RawTable {
    /// How many columns the longest row has.
    fn width(&self) -> usize {
        self.cells.iter().map(|cell| cell.columns.end).max().unwrap_or(0)
    }
}

/// How a line of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// A heading of so many marks.
    Heading(u8),
    /// All of it is bold.
    Bold,
    /// Plain.
    Plain,
}

/// Something on a page, in the order of the file.
#[derive(Debug, Clone)]
enum Item {
    Text { paragraph: Paragraph, rank: Rank },
    Table(RawTable),
}

/// What stands between two marks of pages.
#[derive(Debug, Clone, Default)]
struct RawPage {
    items: Vec<Item>,
}

/// The most bytes of a paragraph: the longest cells of reports have some ten thousand.
const LONGEST_PARAGRAPH: usize = 200_000;

/// Reads the pages of a transcript.
///
/// # Errors
/// Where a paragraph is longer than any report's.
pub(crate) fn text_to_pages(text: &Transcript, wording: &Wording) -> Result<Pages, ReadError> {
    let pages: Vec<RawPage> =
        marks::pages(&text.text).iter().map(|lines| RawPage { items: blocks::page(lines) }).collect();
    if let Some(long) =
        pages.iter().flat_map(paragraphs).find(|paragraph| paragraph.text.len() > LONGEST_PARAGRAPH)
    {
        return Err(ReadError::TextWithoutBreaks {
            line: long.line + 1,
            characters: long.text.chars().count(),
        });
    }
    let mut languages = Identifier::default();
    // a line of both languages would teach the words of one as the other's
    let listed = Identifier::default();
    languages.learn(
        pages.iter().flat_map(paragraphs).flat_map(|paragraph| languages::parts(&paragraph.text, &listed)),
    );
    Ok(pieces::pages(pages, &languages, wording))
}

/// Gives a finding the lines of the file on which its place is, instead of a place on a page that was never printed.
pub(crate) fn by_lines(finding: &mut Finding) {
    if let Some([_, y0, _, y1]) = finding.bbox.take() {
        finding.lines = Some(lines_of(Rect { y0: y0 as f32, y1: y1 as f32, ..Rect::default() }));
    }
}

/// All paragraphs of a page.
fn paragraphs(page: &RawPage) -> impl Iterator<Item = &Paragraph> {
    page.items.iter().flat_map(|item| {
        let (alone, cells) = match item {
            Item::Text { paragraph, .. } => (Some(paragraph), &[][..]),
            Item::Table(table) => (None, &table.cells[..]),
        };
        alone.into_iter().chain(cells.iter().flat_map(|cell| &cell.paragraphs))
    })
}
