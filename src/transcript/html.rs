//! HTML inside a transcript: tables become rows and cells on a grid, and the tags and entities of any text are taken out.
//!
//! `html5gum` reads tags, attributes and entities as the HTML standard says. Of its tree only tables matter here, so that
//! they alone are built, with the ends that the standard lets out: a row ends a row, a cell a cell. A tag that HTML does not
//! know is text. Not for Markdown, which is `inline`'s.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::inline::{plain, raised};
use super::{Item, Paragraph, Rank, RawCell, RawTable};

/// Limits of this step.
struct Limits {
    /// The most columns that a cell spans, and a row has: no table of records is wider, and no other matters.
    columns: usize,
    /// The most rows that a cell spans, as in the standard.
    rows: usize,
}

const LIMITS: Limits = Limits { columns: 1000, rows: 65_534 };

/// What tags say of the text between them.
enum Event {
    Text(String),
    /// A paragraph or a line ends.
    Break,
    /// A heading of this depth begins or ends.
    Heading(Option<u8>),
    Table {
        begins: bool,
    },
    Row,
    Cell {
        rows: usize,
        columns: usize,
    },
    /// A cell or a row ends.
    CellEnd,
}

/// Tells `each` of the events of a markup text, with their lines. Tables in tables are text.
fn read(markup: &str, first: u32, each: &mut dyn FnMut(Event, u32)) {
    let mut lines = LineCounter { markup: markup.as_bytes(), at: 0, line: first };
    // the tag whose content is none of the page's, and whether text is raised
    let (mut hidden, mut is_raised) = (None::<Vec<u8>>, false);
    let mut depth = 0_usize;
    let tokens = Tokenizer::new_with_emitter(markup, DefaultEmitter::<usize>::new_with_span());
    for token in tokens {
        let Ok(token) = token;
        match token {
            Token::String(text) => {
                if hidden.is_none() {
                    let from = text.span.start;
                    let text = String::from_utf8_lossy(&text.value).into_owned();
                    // a text may go over lines: each line is one of its own
                    for (index, part) in text.split('\n').enumerate() {
                        if index > 0 {
                            each(Event::Text(" ".to_owned()), lines.line_of(from) + index as u32);
                        }
                        if !part.is_empty() {
                            let part = if is_raised { raised(part) } else { part.to_owned() };
                            each(Event::Text(part), lines.line_of(from) + index as u32);
                        }
                    }
                }
            }
            Token::StartTag(tag) => {
                let line = lines.line_of(tag.span.start);
                let name: &[u8] = &tag.name;
                let number = |key: &[u8]| -> Option<usize> {
                    let value = tag.attributes.iter().find(|(name, _)| &name[..] == key)?.1;
                    std::str::from_utf8(&value.value).ok()?.trim().parse().ok()
                };
                match name {
                    _ if hidden.is_some() => {}
                    b"script" | b"style" if !tag.self_closing => hidden = Some(name.to_vec()),
                    b"table" => {
                        depth += 1;
                        let begins = Event::Table { begins: true };
                        each(if depth == 1 { begins } else { Event::Break }, line);
                    }
                    b"tr" => each(if depth > 1 { Event::Break } else { Event::Row }, line),
                    b"td" | b"th" if depth > 1 => each(Event::Text(" ".to_owned()), line),
                    b"td" | b"th" => {
                        let span = |key: &[u8], most: usize| number(key).unwrap_or(1).clamp(1, most);
                        let rows = match number(b"rowspan") {
                            // to the table's end
                            Some(0) => LIMITS.rows,
                            _ => span(b"rowspan", LIMITS.rows),
                        };
                        each(Event::Cell { rows, columns: span(b"colspan", LIMITS.columns) }, line);
                    }
                    b"sup" => is_raised = true,
                    [b'h', level @ b'1'..=b'6'] => each(Event::Heading(Some(level - b'0')), line),
                    _ if BREAKS.contains(&name) => each(Event::Break, line),
                    _ if KNOWN.contains(&name) => {}
                    _ => each(unknown(markup, tag.span.start..tag.span.end), line),
                }
            }
            Token::EndTag(tag) => {
                let line = lines.line_of(tag.span.start);
                let name: &[u8] = &tag.name;
                match name {
                    _ if hidden.is_some() => hidden = hidden.filter(|hidden| hidden != name),
                    b"table" if depth > 0 => {
                        depth -= 1;
                        let ends = Event::Table { begins: false };
                        each(if depth == 0 { ends } else { Event::Break }, line);
                    }
                    b"td" | b"th" | b"tr" if depth <= 1 => each(Event::CellEnd, line),
                    b"td" | b"th" | b"tr" | b"table" => {}
                    b"sup" => is_raised = false,
                    [b'h', b'1'..=b'6'] => each(Event::Heading(None), line),
                    _ if BREAKS.contains(&name) => each(Event::Break, line),
                    _ if KNOWN.contains(&name) => {}
                    _ => each(unknown(markup, tag.span.start..tag.span.end), line),
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
}

/// A tag that HTML does not know, as the text that it is.
fn unknown(markup: &str, span: Range<usize>) -> Event {
    Event::Text(markup.get(span).unwrap_or_default().to_owned())
}

/// Tags that begin a line of their own.
const BREAKS: [&[u8]; 16] = [
    b"p",
    b"br",
    b"li",
    b"ul",
    b"ol",
    b"div",
    b"dl",
    b"dt",
    b"dd",
    b"hr",
    b"caption",
    b"pre",
    b"blockquote",
    b"section",
    b"center",
    b"article",
];

/// Other tags that HTML knows.
const KNOWN: [&[u8]; 38] = [
    b"b",
    b"i",
    b"u",
    b"s",
    b"em",
    b"strong",
    b"small",
    b"sub",
    b"span",
    b"a",
    b"img",
    b"font",
    b"code",
    b"del",
    b"ins",
    b"mark",
    b"html",
    b"head",
    b"body",
    b"title",
    b"meta",
    b"link",
    b"thead",
    b"tbody",
    b"tfoot",
    b"colgroup",
    b"col",
    b"figure",
    b"figcaption",
    b"header",
    b"footer",
    b"main",
    b"nav",
    b"abbr",
    b"cite",
    b"input",
    b"label",
    b"q",
];

/// Counts lines as it goes through a text, forwards.
struct LineCounter<'t> {
    markup: &'t [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_of(&mut self, at: usize) -> u32 {
        if let Some(passed) = self.markup.get(self.at..at) {
            self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
            self.at = at;
        }
        self.line
    }
}

/// Texts between breaks, as they come.
#[derive(Default)]
struct Gathering {
    paragraphs: Vec<Paragraph>,
    text: String,
    line: u32,
}

impl Gathering {
    fn text(&mut self, text: &str, line: u32) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.line = line;
        }
        self.text.push_str(text);
    }

    fn end(&mut self) {
        let text = single_spaced(&plain(&self.text));
        self.text.clear();
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { text, line: self.line });
        }
    }

    fn take(&mut self) -> Vec<Paragraph> {
        self.end();
        std::mem::take(&mut self.paragraphs)
    }
}

/// A text with single blanks between its words.
pub(super) fn single_spaced(text: &str) -> String {
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_blank(character: char) -> bool {
    crate::read::is_space(character)
}

/// The paragraphs of a cell or of a line of text.
pub(super) fn paragraphs(markup: &str, line: u32) -> Vec<Paragraph> {
    let mut gathering = Gathering::default();
    if !markup.contains(['<', '&']) {
        gathering.text(markup, line);
        return gathering.take();
    }
    read(markup, line, &mut |event, line| match event {
        Event::Text(text) => gathering.text(&text, line),
        Event::Row | Event::Cell { .. } | Event::CellEnd => gathering.text(" ", line),
        Event::Break | Event::Heading(_) | Event::Table { .. } => gathering.end(),
    });
    gathering.take()
}

/// Whether a line begins a table in HTML, or goes on with one whose beginning is missing.
pub(super) fn begins_table(line: &str) -> bool {
    let line = line.trim_start();
    ["<table", "<thead", "<tbody", "<tr", "<td", "<th>", "<th "]
        .iter()
        .any(|tag| line.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag)))
}

/// How many tables a line opens, less those that it closes.
pub(super) fn depth(line: &str) -> i32 {
    let bytes = line.as_bytes();
    let count = |tag: &[u8]| {
        bytes.windows(tag.len()).filter(|window| window.eq_ignore_ascii_case(tag)).count() as i32
    };
    count(b"<table") - count(b"</table")
}

/// A table as its tags come.
#[derive(Default)]
struct Building {
    table: RawTable,
    /// For each column, the first row in which no cell from above stands.
    free: Vec<usize>,
    /// The next column of the row.
    column: usize,
    cell: Option<RawCell>,
    gathering: Gathering,
}

impl Building {
    fn take(&mut self, event: Event, line: u32) {
        match event {
            Event::Row => {
                self.end_cell(line);
                self.begin_row(line);
            }
            Event::Cell { rows, columns } => {
                self.end_cell(line);
                if self.table.rows.is_empty() {
                    self.begin_row(line);
                }
                self.begin_cell(rows, columns);
            }
            Event::CellEnd => self.end_cell(line),
            Event::Text(text) => {
                if self.cell.is_none() && !text.trim().is_empty() {
                    // text beside all cells, which a browser would show over the table
                    self.begin_row(line);
                    self.begin_cell(1, 1);
                }
                if self.cell.is_some() {
                    self.gathering.text(&text, line);
                }
            }
            Event::Break | Event::Heading(_) | Event::Table { .. } => self.gathering.end(),
        }
    }

    fn begin_row(&mut self, line: u32) {
        self.table.rows.push(line..line + 1);
        self.column = 0;
    }

    fn begin_cell(&mut self, rows: usize, columns: usize) {
        let row = self.table.rows.len() - 1;
        let is_taken = |free: &Vec<usize>, column: usize| free.get(column).is_some_and(|&from| from > row);
        while is_taken(&self.free, self.column) {
            self.column += 1;
        }
        let span = self.column..self.column + columns;
        if self.free.len() < span.end {
            self.free.resize(span.end, 0);
        }
        self.free[span.clone()].fill(row + rows);
        self.column = span.end;
        self.cell = Some(RawCell { rows: row..row + rows, columns: span, paragraphs: Vec::new() });
    }

    fn end_cell(&mut self, line: u32) {
        let Some(mut cell) = self.cell.take() else { return };
        cell.paragraphs = self.gathering.take();
        if let Some(row) = self.table.rows.last_mut() {
            row.end = row.end.max(line + 1);
        }
        self.table.cells.push(cell);
    }

    fn finish(mut self) -> Option<Item> {
        let last = self.table.rows.last().map_or(0, |row| row.end.saturating_sub(1));
        self.end_cell(last);
        let rows = self.table.rows.len();
        self.table.cells.iter_mut().for_each(|cell| cell.rows.end = cell.rows.end.min(rows));
        let is_blank = self.table.cells.iter().all(RawCell::is_blank);
        (!is_blank).then_some(Item::Table(self.table))
    }
}

/// The tables of a markup text, and what stands beside them.
pub(super) fn items(markup: &str, first: u32) -> Vec<Item> {
    let mut items = Vec::new();
    let mut free = Gathering::default();
    let mut rank = Rank::Plain;
    let mut building: Option<Building> = None;
    read(markup, first, &mut |event, line| {
        let mut settle = |free: &mut Gathering, rank: Rank| {
            items.extend(free.take().into_iter().map(|paragraph| Item::Text { paragraph, rank }));
        };
        match (building.take(), event) {
            (Some(done), Event::Table { begins: false }) => items.extend(done.finish()),
            (Some(mut open), event) => {
                open.take(event, line);
                building = Some(open);
            }
            (None, Event::Table { begins: true }) => {
                settle(&mut free, rank);
                building = Some(Building::default());
            }
            // a table whose beginning is missing
            (None, event @ (Event::Row | Event::Cell { .. })) => {
                settle(&mut free, rank);
                let mut open = Building::default();
                open.take(event, line);
                building = Some(open);
            }
            (None, Event::Text(text)) => free.text(&text, line),
            (None, Event::Heading(level)) => {
                settle(&mut free, rank);
                rank = level.map_or(Rank::Plain, Rank::Heading);
            }
            (None, Event::Break | Event::CellEnd | Event::Table { .. }) => free.end(),
        }
    });
    items.extend(building.and_then(Building::finish));
    items.extend(free.take().into_iter().map(|paragraph| Item::Text { paragraph, rank }));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of the only table of a text: rows, columns, text.
    fn cells(markup: &str) -> Vec<(Range<usize>, Range<usize>, String)> {
        let items = items(markup, 0);
        let [Item::Table(table)] = &items[..] else { panic!("{items:?}") };
        table.cells.iter().map(|cell| (cell.rows.clone(), cell.columns.clone(), cell.text())).collect()
    }

    #[test]
    fn cells_stand_where_spans_leave_room() {
        let table = "<table><tr><td rowspan=2>a</td><td colspan=\"2\">b</td></tr><tr><td>c</td><td>d</td></tr></table>";
        let of = |rows: Range<usize>, columns: Range<usize>, text: &str| (rows, columns, text.to_owned());
        assert_eq!(
            cells(table),
            [of(0..2, 0..1, "a"), of(0..1, 1..3, "b"), of(1..2, 1..2, "c"), of(1..2, 2..3, "d")]
        );
    }

    #[test]
    fn ends_that_are_left_out_are_known() {
        let table = "<TABLE><TR><TD>a<TD>b<TR><TD rowspan=9>c";
        assert_eq!(
            cells(table),
            [(0..1, 0..1, "a".into()), (0..1, 1..2, "b".into()), (1..2, 0..1, "c".into())]
        );
        assert_eq!(cells("<tr><td>a</td></tr>"), [(0..1, 0..1, "a".into())]);
    }

    #[test]
    fn a_table_in_a_cell_is_its_text() {
        let table =
            "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>";
        assert_eq!(cells(table), [(0..1, 0..1, "a b c".into()), (0..1, 1..2, "d".into())]);
    }

    #[test]
    fn paragraphs_entities_and_marks_of_a_cell_are_understood_and_its_lines_known() {
        let read = paragraphs(
            "<p>&ge; 90 &amp; <b>plus</b><br>l'<i>eau</i></p>\n<ul><li>1<sup>2</sup></li></ul>",
            7,
        );
        let expected = [("≥ 90 & plus", 7), ("l'eau", 7), ("1²", 8)];
        assert_eq!(read, expected.map(|(text, line)| Paragraph { text: text.to_owned(), line }));
    }

    #[test]
    fn a_tag_that_html_does_not_know_is_text() {
        let texts = |markup: &str| paragraphs(markup, 0).into_iter().map(|p| p.text).collect::<Vec<_>>();
        assert_eq!(texts("de <nom du lac> à a < b"), ["de <nom du lac> à a < b"]);
        assert_eq!(texts("<script>var x = '<p>';</script>bac"), ["bac"]);
    }

    #[test]
    fn a_million_open_tags_are_read() {
        assert_eq!(cells(&"<table><tr><td>a".repeat(1000)).len(), 1);
        assert!(items(&"<div>".repeat(1_000_000), 0).is_empty());
    }
}
