//! Tables whose columns, or columns and rows, no rule parts, on small pages that the tests draw: they must come out as
//! the ruled ones do.
//!
//! Not for what they say: that is tested on the fixtures.

use std::num::NonZero;
use std::sync::Arc;

use super::draw::{Sheet, Stand, pdf};
use crate::read::PdfDocument;
use crate::tables::{Making, PageTables, Table, compare, words_to_tables};
use crate::words::glyphs_to_words;

/// Where the texts of the seven columns begin.
const LEFTS: [f32; 7] = [60.0, 100.0, 200.0, 250.0, 300.0, 350.0, 560.0];
/// Where the table ends.
const RIGHT: f32 = 740.0;
const SIZE: f32 = 8.0;
/// From line to line of one text.
const LEADING: f32 = 9.5;
/// From the last line of a row to the first of the next.
const STEP: f32 = 13.0;

/// The pages as the stages up to `tables/` leave them.
fn pages(sheets: &[Sheet]) -> Vec<PageTables> {
    let document = PdfDocument::open(Arc::new(pdf(sheets)), None).unwrap();
    let each = |page| words_to_tables(glyphs_to_words(page));
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, each);
    let mut pages: Vec<PageTables> = pages.into_iter().flatten().collect();
    compare(&mut pages);
    pages.iter().for_each(is_sound);
    pages
}

/// That edges ascend, and that every glyph is somewhere.
fn is_sound(page: &PageTables) {
    for table in &page.tables {
        for edges in [&table.xs, &table.ys] {
            assert!(edges.windows(2).all(|pair| pair[0] < pair[1] && pair[0].is_finite()), "{edges:?}");
        }
    }
    let cells = page.tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
    let glyphs: u32 = cells.chain(&page.lines).chain(&page.running).map(|line| line.glyphs).sum();
    assert_eq!(glyphs + page.head.noise + page.head.invisible, page.glyphs);
}

fn only_table(sheet: Sheet) -> Table {
    let mut page = pages(&[sheet]).remove(0);
    assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(page.tables.len(), 1);
    page.tables.remove(0)
}

/// The texts of a table row by row, a text that spans rows in the first of them only.
fn rows(table: &Table) -> Vec<String> {
    let count = table.ys.len() - 1;
    let row = |at: usize| {
        let cells = table.cells.iter().filter(|cell| cell.rows.start == at);
        let texts: Vec<String> = cells
            .map(|cell| {
                let span = if cell.rows.len() > 1 { format!("{}x", cell.rows.len()) } else { String::new() };
                span + &cell.text()
            })
            .collect();
        texts.join("|")
    };
    (0..count).map(row).collect()
}

/// Draws table after table from the top down.
struct Pen {
    sheet: Sheet,
    y: f32,
}

impl Pen {
    fn new() -> Self {
        Self { sheet: Sheet::standing(Stand::Landscape), y: 60.0 }
    }

    /// A row: for each column its lines, parted by `/`.
    fn row(self, cells: [&str; 7]) -> Self {
        self.row_at(cells, |_, _, _| 0.0, |_, _| 0.0)
    }

    /// A row whose texts are moved: down within the row's height by `down`, given the column and the lines it and the row
    /// have, and to the right by `right`, given the column and the text's width in characters.
    fn row_at(
        mut self,
        cells: [&str; 7],
        down: impl Fn(usize, usize, usize) -> f32,
        right: impl Fn(usize, usize) -> f32,
    ) -> Self {
        let most = cells.iter().map(|cell| cell.split('/').count()).max().unwrap();
        for (column, cell) in cells.iter().enumerate() {
            let count = cell.split('/').count();
            for (at, line) in cell.split('/').enumerate().filter(|(_, line)| !line.is_empty()) {
                let x = LEFTS[column] + right(column, line.chars().count());
                let y = self.y + at as f32 * LEADING + down(column, count, most);
                self.sheet = self.sheet.text(x, y, SIZE, line);
            }
        }
        self.y += (most - 1) as f32 * LEADING + STEP;
        self
    }

    fn header(self) -> Self {
        self.row(["Ref", "Title of/the aim", "Red", "Green", "Result", "What was done/and said", "Why"])
    }

    fn record(self, number: u32) -> Self {
        let title = format!("Lakes of/district {number}");
        let done = format!("The water of lake {number} was looked at/more than once.");
        self.row([&format!("O {number}"), &title, "70", "90", "85", &done, "rain"])
    }

    /// A text of its own, at a place and in a size.
    fn text(mut self, x: f32, size: f32, text: &str) -> Self {
        self.sheet = self.sheet.text(x, self.y, size, text);
        self.y += STEP;
        self
    }

    /// A rule under the last row, from where one column begins.
    fn rule(mut self, column: usize) -> Self {
        let y = self.y - SIZE - 1.0;
        self.sheet = self.sheet.stroke((LEFTS[column] - 3.0, y), (RIGHT, y));
        self
    }
}

const HEADER: &str = "Ref|Title of the aim|Red|Green|Result|What was done and said|Why";

fn record(number: u32) -> String {
    format!(
        "O {number}|Lakes of district {number}|70|90|85|The water of lake {number} was looked at more than once.|rain"
    )
}

#[test]
fn rows_and_columns_show_by_alignment_alone() {
    let table = only_table(Pen::new().header().record(1).record(2).sheet);
    assert_eq!(table.making, Making::Aligned);
    assert_eq!(rows(&table), [HEADER.to_owned(), record(1), record(2)]);
    assert!(!table.open_bottom);
    // The column's edges leave its texts the same room on both sides.
    for (edge, left) in table.xs.iter().zip(LEFTS) {
        assert!((left - edge) > 0.0 && (left - edge) <= SIZE, "{edge} {left}");
    }
}

#[test]
fn level_rules_part_rows_and_white_does_not() {
    let spaced = ["O 2", "Second", "", "", "", "One paragraph//and another", "Because//of rain"];
    let drawn = Pen::new().rule(0).header().rule(0).record(1).rule(1).row(spaced).rule(0);
    let table = only_table(drawn.sheet);
    assert_eq!(table.making, Making::LevelRules);
    let second = "|Second||||One paragraph and another|Because of rain";
    let first = record(1).replace("O 1", "2xO 1 O 2");
    assert_eq!(rows(&table), [HEADER.to_owned(), first, second[1..].to_owned()]);
}

#[test]
fn rules_above_and_below_a_header_part_no_rows_below_it() {
    let table = only_table(Pen::new().rule(0).header().rule(0).record(1).record(2).record(3).rule(0).sheet);
    assert_eq!(table.making, Making::Aligned);
    assert_eq!(rows(&table), [HEADER.to_owned(), record(1), record(2), record(3)]);
}

#[test]
fn a_text_that_goes_on_beside_two_rows_spans_them() {
    let long = "A long title/that goes on/and on beside/the second row/to its end";
    let first = ["O 1", long, "70", "90", "85", "Done in French", "rain"];
    let mut drawn = Pen::new().header().record(7);
    let y = drawn.y;
    drawn = drawn.row(first);
    drawn.y = y + STEP;
    let second = ["", "", "", "", "", "Done in Dutch/and said", "wind"];
    let table = only_table(drawn.row(second).sheet);
    let title = long.replace('/', " ");
    assert_eq!(rows(&table)[2], format!("O 1|2x{title}|70|90|85|Done in French|rain"));
    assert_eq!(rows(&table)[3], "||||Done in Dutch and said|wind");
}

#[test]
fn a_row_of_one_text_is_a_row_and_a_paragraph_is_none() {
    let alone = ["", "", "", "", "", "Only this was said", ""];
    let table = only_table(Pen::new().header().record(1).record(2).row(alone).record(3).sheet);
    assert_eq!(rows(&table)[3], "|||||Only this was said|");
    assert_eq!(rows(&table).len(), 5);
}

#[test]
fn texts_may_stand_in_the_middle_of_their_cells() {
    let middle = |_: usize, count: usize, most: usize| (most - count) as f32 * LEADING / 2.0;
    let still = |_: usize, _: usize| 0.0;
    let row = |number: u32| {
        let done = "First line/second line/third line/fourth line";
        [
            format!("O {number}"),
            "Lakes of/the north".into(),
            "70".into(),
            "90".into(),
            "85".into(),
            done.into(),
            "rain".to_owned(),
        ]
    };
    let mut drawn = Pen::new().header();
    for number in 1..4 {
        let cells = row(number);
        let cells: [&str; 7] = std::array::from_fn(|at| cells[at].as_str());
        drawn = drawn.row_at(cells, middle, still);
    }
    let texts = rows(&only_table(drawn.sheet));
    assert_eq!(texts.len(), 4);
    assert_eq!(
        texts[2],
        "O 2|Lakes of the north|70|90|85|First line second line third line fourth line|rain"
    );
}

#[test]
fn figures_may_stand_at_the_right_of_their_columns() {
    let top = |_: usize, _: usize, _: usize| 0.0;
    let right =
        |column: usize, width: usize| if (2..5).contains(&column) { 22.0 - 4.45 * width as f32 } else { 0.0 };
    let mut drawn = Pen::new().header();
    for result in ["5", "50", "100"] {
        drawn = drawn.row_at(["O 1", "Lakes", "0", "100", result, "Done", "rain"], top, right);
    }
    assert_eq!(
        rows(&only_table(drawn.sheet))[1..],
        ["O 1|Lakes|0|100|5|Done|rain", "O 1|Lakes|0|100|50|Done|rain", "O 1|Lakes|0|100|100|Done|rain"]
    );
}

#[test]
fn a_header_too_long_for_its_column_joins_no_columns() {
    let wide = ["Ref", "Title", "Redundantly", "Green", "Result", "What was done", "Why"];
    let short = ["", "", "Rd", "Gr", "", "and said", ""];
    let mut drawn = Pen::new().row(wide);
    drawn.y -= STEP - LEADING;
    let table = only_table(drawn.row(short).record(1).record(2).record(3).sheet);
    assert_eq!(rows(&table)[1..], [record(1), record(2), record(3)]);
}

#[test]
fn tables_with_their_columns_at_one_place_are_read_together() {
    let narrow = ["O 1", "Lakes", "70", "90", "85", "Done", "rain"];
    let drawn = Pen::new().header().row(narrow).text(LEFTS[0], 14.0, "Chapter two");
    let page = pages(&[drawn.header().record(2).sheet]).remove(0);
    assert_eq!(page.tables.len(), 2);
    assert_eq!(page.tables[0].xs, page.tables[1].xs);
}

#[test]
fn the_name_of_a_group_of_columns_is_no_column() {
    let mut texts = vec![(60.0, 60.0, "Ref"), (100.0, 60.0, "Title"), (228.0, 60.0, "Limits")];
    texts.extend([
        (300.0, 60.0, "Result"),
        (480.0, 60.0, "Outcome"),
        (560.0, 60.0, "Why"),
        (650.0, 60.0, "Who"),
    ]);
    texts.extend([(200.0, 69.5, "red"), (250.0, 69.5, "green"), (350.0, 69.5, "said")]);
    for y in [90.0, 110.0, 130.0, 150.0] {
        texts.extend([(60.0, y, "O 1"), (100.0, y, "Lakes"), (200.0, y, "70"), (250.0, y, "90")]);
        texts.extend([(300.0, y, "85"), (350.0, y, "The water of the lake was looked at twice.")]);
        texts.extend([(560.0, y, "rain"), (650.0, y, "all")]);
    }
    let sheet = Sheet::standing(Stand::Landscape);
    let table = only_table(texts.into_iter().fold(sheet, |sheet, (x, y, text)| sheet.text(x, y, SIZE, text)));
    let rows = rows(&table);
    assert_eq!(rows[0], "Ref|Title|red|Limits green|Result|Outcome said|Why|Who");
    assert_eq!(rows[1], "O 1|Lakes|70|90|85|The water of the lake was looked at twice.|rain|all");
    assert_eq!(rows.len(), 5);
}

#[test]
fn what_goes_on_close_below_a_repeated_header_is_none_of_it() {
    let first = Pen::new().header().record(1).record(2);
    let mut second = Pen::new().header();
    // Between the distance of two lines and that of two rows.
    second.y -= 1.7;
    let second = second.row(["", "", "", "", "", "and then once more.", ""]).record(3);
    let pages = pages(&[first.sheet, second.sheet]);
    let rows = rows(&pages[1].tables[0]);
    assert_eq!(rows, [HEADER.to_owned(), "|||||and then once more.|".to_owned(), record(3)]);
}

#[test]
fn no_row_ends_inside_a_header() {
    // The first column's header is higher than the others', which stand in its middle.
    let middle = |_: usize, count: usize, most: usize| (most - count) as f32 * LEADING / 2.0;
    let high = ["Ref/of/the/aim/itself", "Title", "Red", "Green", "Result", "What was done/and said", "Why"];
    let drawn = Pen::new().row_at(high, middle, |_, _| 0.0).record(1).record(2);
    let texts = rows(&only_table(drawn.sheet));
    assert_eq!(texts[0], "Ref of the aim itself|Title|Red|Green|Result|What was done and said|Why");
    assert_eq!(texts[1..], [record(1), record(2)]);
}

#[test]
fn the_rows_of_narrowly_set_cells_are_parted() {
    // Between two rows there is hardly more white than between two lines.
    let mut drawn = Pen::new().header();
    for number in 1..6 {
        drawn = drawn.record(number);
        drawn.y -= STEP - LEADING - 0.3;
    }
    let texts = rows(&only_table(drawn.sheet));
    assert_eq!(texts, [HEADER.to_owned(), record(1), record(2), record(3), record(4), record(5)]);
}

#[test]
fn a_text_across_the_columns_is_a_row_of_one_cell() {
    let banner = "A banner over everything";
    let table = only_table(Pen::new().header().text(LEFTS[0], SIZE, banner).record(1).sheet);
    assert_eq!(rows(&table), [HEADER, banner, &record(1)]);
    let cell = table.cells.iter().find(|cell| cell.text() == banner).unwrap();
    assert_eq!(cell.columns, 0..7);
    let centred = Pen::new().header().text(382.0, SIZE, "The banner").record(1);
    let table = only_table(centred.sheet);
    assert!(table.cells.iter().any(|cell| cell.text() == "The banner" && cell.columns == (0..7)));
}

#[test]
fn a_table_goes_on_over_pages_without_its_header() {
    let pages = pages(&[
        Pen::new().header().record(1).sheet,
        Pen::new().row(["", "", "", "", "", "The rest of it", ""]).record(2).sheet,
    ]);
    let all: Vec<Vec<String>> = pages.iter().flat_map(|page| &page.tables).map(rows).collect();
    assert_eq!(all[1], ["|||||The rest of it|".to_owned(), record(2)]);
    assert_eq!(pages[0].tables[0].xs, pages[1].tables[0].xs);
}

#[test]
fn a_cell_that_goes_on_may_begin_a_page_above_the_others() {
    let long = "A long title/that goes on/and on beside/the second row/to its end";
    let mut drawn = Pen::new();
    drawn.sheet = drawn.sheet.text(LEFTS[1], drawn.y - SIZE / 2.0, SIZE, "goes on from before");
    drawn.sheet = drawn.sheet.text(LEFTS[1], drawn.y - SIZE / 2.0 + LEADING, SIZE, "the page break");
    let pages = pages(&[
        Pen::new().header().record(1).row(["O 2", long, "", "", "", "", ""]).sheet,
        drawn.record(3).sheet,
    ]);
    assert_eq!(pages[1].tables.len(), 1);
}

#[test]
fn notes_below_a_table_are_none_of_it() {
    let note =
        |pen: Pen| pen.text(LEFTS[0], SIZE, "A note on what was measured, and by whom, in some more words");
    let page = &pages(&[note(note(Pen::new().header().record(1))).sheet])[0];
    assert_eq!(rows(&page.tables[0]), [HEADER.to_owned(), record(1)]);
    assert_eq!(page.lines.len(), 2);
    // A banner may end a page, if the table goes on on the next.
    let banner = Pen::new().header().record(1).text(LEFTS[0], SIZE, "A banner over everything");
    let pages = pages(&[banner.sheet, Pen::new().record(2).sheet]);
    assert_eq!(rows(&pages[0].tables[0])[2], "A banner over everything");
}

#[test]
fn a_box_around_a_running_header_ends_no_table() {
    let boxed = |pen: Pen| Pen { sheet: pen.sheet.outlined((60.0, 20.0), (740.0, 40.0)), ..pen };
    let rest = ["", "", "", "", "", "The rest of it", ""];
    let pages =
        pages(&[boxed(Pen::new().header().record(1)).sheet, boxed(Pen::new().row(rest).record(2)).sheet]);
    assert_eq!(pages[1].tables.last().map(rows).unwrap()[1], record(2));
}

#[test]
fn text_at_the_left_of_the_next_page_is_none_of_the_table() {
    let text =
        Pen::new().text(LEFTS[0], SIZE, "Text").text(LEFTS[0], SIZE, "of its").text(LEFTS[0], SIZE, "own");
    let pages = pages(&[Pen::new().header().record(1).sheet, text.sheet]);
    assert_eq!((pages[1].tables.len(), pages[1].lines.len()), (0, 3));
}

#[test]
fn a_heading_ends_a_table_and_a_header_begins_the_next() {
    let drawn = Pen::new().header().record(1).text(LEFTS[0], SIZE, "Another aim of ours").header().record(2);
    let page =
        pages(&[drawn.text(LEFTS[0], 14.0, "Chapter two").text(LEFTS[0], SIZE, "NIHIL").sheet]).remove(0);
    let all: Vec<Vec<String>> = page.tables.iter().map(rows).collect();
    assert_eq!(all, [[HEADER.to_owned(), record(1)], [HEADER.to_owned(), record(2)]]);
    let free: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(free, ["Another aim of ours", "Chapter two", "NIHIL"]);
}

#[test]
fn what_is_no_table_stays_free() {
    let mut list = Pen::new();
    for number in 1..6 {
        list = list.text(
            60.0,
            SIZE,
            &format!("{number} Name of a lake . . . . . . . . . . . . . . . . . . . . {number}"),
        );
    }
    // Justified text: the gaps between words are wide, and elsewhere in each line.
    let mut prose = Pen::new();
    for line in 0..6 {
        for word in 0..9 {
            let x = 60.0 + word as f32 * 60.0 + ((line * 7 + word * 5) % 11) as f32 * 2.5;
            prose.sheet = prose.sheet.text(x, prose.y, SIZE, "wordsword");
        }
        prose.y += LEADING;
    }
    for page in pages(&[list.sheet, prose.sheet]) {
        assert_eq!(page.tables.len(), 0);
        assert!(!page.lines.is_empty());
    }
}
