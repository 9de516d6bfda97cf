//! The first stages, `read/` to `tables/`, on small pages that the tests draw: one page for each way in which a page
//! may be drawn, and the properties that hold for every page.
//!
//! Not for what tables say: that is tested on the fixtures.

use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;

use super::draw::{LONG, SHORT, Sheet, Stand, pdf};
use crate::diagnostic::Code;
use crate::geometry::{Rect, Turn};
use crate::read::{Page, PdfDocument};
use crate::tables::{PageTables, Table, words_to_tables};
use crate::words::glyphs_to_words;

/// Column edges of the tables drawn here.
const XS: [f32; 4] = [60.0, 160.0, 320.0, 420.0];
/// Row edges of the tables drawn here.
const YS: [f32; 4] = [100.0, 140.0, 190.0, 230.0];

/// How many threads read, where it does not matter.
const ONE: NonZero<usize> = NonZero::<usize>::MIN;

fn read_with<T: Send>(bytes: Vec<u8>, threads: usize, each: impl Fn(Page) -> T + Sync) -> Vec<T> {
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let threads = NonZero::new(threads).unwrap_or(ONE);
    super::map_pages(&document, threads, each).into_iter().flatten().collect()
}

fn tables_of(bytes: Vec<u8>) -> Vec<PageTables> {
    read_with(bytes, 1, |page| words_to_tables(glyphs_to_words(page)))
}

fn page(sheet: Sheet) -> PageTables {
    tables_of(pdf(&[sheet])).remove(0)
}

/// The words of a page's only line of text, as they were told apart.
fn free_text(sheet: Sheet) -> Vec<String> {
    page(sheet).lines.into_iter().map(|line| line.text).collect()
}

/// A table's cells as text: where each stands in the grid, and what it says.
fn cells(table: &Table) -> Vec<String> {
    let cells = table.cells.iter();
    cells
        .map(|cell| format!("{:?} {:?} {}", cell.rows, cell.columns, cell.text()).trim().to_owned())
        .collect()
}

/// What [`cells`] gives for a grid of three rows and three columns that says `a` to `i`.
fn whole_grid() -> Vec<String> {
    let letters = ('a'..='i').enumerate();
    letters
        .map(|(at, letter)| {
            let (row, column) = (at / 3, at % 3);
            format!("{:?} {:?} {letter}", row..row + 1, column..column + 1)
        })
        .collect()
}

/// The letters `a` to `i` in the cells of the grid.
fn letters(mut sheet: Sheet) -> Sheet {
    for (at, letter) in ('a'..='i').enumerate() {
        sheet = sheet.text(XS[at % 3] + 4.0, YS[at / 3] + 14.0, 9.0, &letter.to_string());
    }
    sheet
}

/// Both ends of every rule of the grid.
fn rules() -> Vec<((f32, f32), (f32, f32))> {
    let plumb = XS.iter().map(|&x| ((x, YS[0]), (x, YS[3])));
    let level = YS.iter().map(|&y| ((XS[0], y), (XS[3], y)));
    plumb.chain(level).collect()
}

/// The grid with each rule drawn by `draw`, and letters in it.
fn grid(mut sheet: Sheet, draw: impl Fn(Sheet, (f32, f32), (f32, f32)) -> Sheet) -> Sheet {
    for (from, to) in rules() {
        sheet = draw(sheet, from, to);
    }
    letters(sheet)
}

/// Checks that a page has the grid and nothing else.
fn has_grid(name: &str, sheet: Sheet) {
    let page = page(sheet);
    assert_eq!(page.tables.len(), 1, "{name}");
    assert_eq!(cells(&page.tables[0]), whole_grid(), "{name}");
    assert!(page.lines.is_empty(), "{name}");
    // Double and crooked rules lie a little beside the edge they draw.
    let bbox = page.tables[0].bbox;
    assert!(is_near(bbox, Rect::new(XS[0], YS[0], XS[3], YS[3]), 2.2), "{name}: {bbox:?}");
}

/// Pieces of a rule, each `length` points long with `gap` points to the next.
fn pieces(mut sheet: Sheet, from: (f32, f32), to: (f32, f32), length: f32, gap: f32) -> Sheet {
    let whole = (to.0 - from.0).max(to.1 - from.1);
    let (x, y) = ((to.0 - from.0) / whole, (to.1 - from.1) / whole);
    let mut at = 0.0;
    while at < whole {
        let end = (at + length).min(whole);
        sheet = sheet.stroke((from.0 + x * at, from.1 + y * at), (from.0 + x * end, from.1 + y * end));
        at += length + gap;
    }
    sheet
}

#[test]
fn however_rules_are_drawn_the_cells_are_the_same() {
    has_grid("strokes", grid(Sheet::new(), Sheet::stroke));
    has_grid(
        "thin filled rectangles",
        grid(Sheet::new(), |sheet, (x0, y0), (x1, y1)| {
            sheet.filled((x0 - 0.5, y0 - 0.5), (x1 + 0.5, y1 + 0.5))
        }),
    );
    let mut boxes = Sheet::new();
    for (row, column) in (0..9).map(|at| (at / 3, at % 3)) {
        boxes = boxes.outlined((XS[column], YS[row]), (XS[column + 1], YS[row + 1]));
    }
    has_grid("outlined rectangles", letters(boxes));
    has_grid(
        "double rules",
        grid(Sheet::new(), |sheet, (x0, y0), (x1, y1)| {
            let (x, y) = if x0 == x1 { (2.0, 0.0) } else { (0.0, 2.0) };
            sheet.stroke((x0, y0), (x1, y1)).stroke((x0 + x, y0 + y), (x1 + x, y1 + y))
        }),
    );
    has_grid("dashed by a pattern", grid(Sheet::new().raw("[2 2] 0 d"), Sheet::stroke));
    has_grid(
        "dashed by little pieces",
        grid(Sheet::new(), |sheet, from, to| pieces(sheet, from, to, 2.0, 3.0)),
    );
}

#[test]
fn rules_that_are_not_quite_right_lose_and_invent_no_cell() {
    has_grid(
        "broken at each crossing",
        grid(Sheet::new(), |mut sheet, (x0, y0), (x1, y1)| {
            let stops = if x0 == x1 { YS } else { XS };
            for pair in stops.windows(2) {
                let (from, to) = (pair[0] + 1.5, pair[1] - 1.5);
                sheet = if x0 == x1 {
                    sheet.stroke((x0, from), (x1, to))
                } else {
                    sheet.stroke((from, y0), (to, y1))
                };
            }
            sheet
        }),
    );
    has_grid(
        "a little short",
        grid(Sheet::new(), |sheet, (x0, y0), (x1, y1)| {
            if x0 == x1 {
                sheet.stroke((x0, y0 + 2.5), (x1, y1 - 2.5))
            } else {
                sheet.stroke((x0 + 2.5, y0), (x1 - 2.5, y1))
            }
        }),
    );
    has_grid(
        "a little crooked",
        grid(Sheet::new(), |sheet, (x0, y0), (x1, y1)| {
            if x0 == x1 {
                // Short strokes, each off by more than its length would excuse.
                YS.windows(2).fold(sheet, |sheet, pair| sheet.stroke((x0, pair[0]), (x1 + 0.5, pair[1])))
            } else {
                sheet.stroke((x0, y0), (x1, y1 + 1.2))
            }
        }),
    );
}

#[test]
fn a_slanted_stroke_is_no_rule() {
    has_grid("crossed out", grid(Sheet::new(), Sheet::stroke).stroke((XS[0], YS[0]), (XS[3], YS[3])));
}

#[test]
fn what_only_looks_like_a_rule_parts_no_cell() {
    let (x, y) = (XS[1], YS[1]);
    let drawn = || grid(Sheet::new(), Sheet::stroke);
    has_grid("a line that ends in the cell", drawn().stroke((x + 2.5, y + 20.0), (x + 120.0, y + 20.0)));
    has_grid("the frame of a link", drawn().outlined((x + 1.5, y + 4.0), (x + 130.0, y + 17.0)));
    has_grid("a white line", drawn().raw("1 G").stroke((x, y + 25.0), (XS[2], y + 25.0)));
    has_grid("a frame around the page", drawn().outlined((20.0, 20.0), (SHORT - 20.0, LONG - 20.0)));
    has_grid("a frame around the table", drawn().outlined((XS[0] - 9.0, 90.0), (XS[3] + 9.0, 240.0)));
}

#[test]
fn a_small_table_in_a_cell_is_text_of_the_cell() {
    let (x, y) = (XS[1] + 3.0, YS[1] + 20.0);
    let sheet = grid(Sheet::new(), Sheet::stroke)
        .outlined((x, y), (x + 60.0, y + 15.0))
        .outlined((x + 60.0, y), (x + 120.0, y + 15.0))
        .text(x + 4.0, y + 11.0, 9.0, "2019")
        .text(x + 64.0, y + 11.0, 9.0, "2020");
    let page = page(sheet);
    assert_eq!(page.tables.len(), 1);
    assert_eq!(page.tables[0].cells.len(), 9);
    assert_eq!(page.tables[0].cells[4].text(), "e 2019 2020");
}

#[test]
fn text_in_a_frame_around_the_page_is_free() {
    let frame = Sheet::new().outlined((20.0, 20.0), (SHORT - 20.0, LONG - 20.0));
    let page = page(frame.text(100.0, 100.0, 12.0, "A title"));
    assert!(page.tables.is_empty());
    assert_eq!(page.lines[0].text, "A title");
}

/// A box with its corners rounded, between two corners.
fn rounded(sheet: Sheet, (x0, y0): (f32, f32), (x1, y1): (f32, f32)) -> Sheet {
    const ROUND: f32 = 4.0;
    let (top, bottom) = (LONG - y0, LONG - y1);
    let (left, right) = (x0 + ROUND, x1 - ROUND);
    let (high, low) = (top - ROUND, bottom + ROUND);
    sheet.raw(&format!(
        "0.5 w {left} {top} m {right} {top} l {x1} {top} {x1} {high} y {x1} {low} l {x1} {bottom} {right} {bottom} y \
         {left} {bottom} l {x0} {bottom} {x0} {low} y {x0} {high} l {x0} {top} {left} {top} y h S"
    ))
}

#[test]
fn boxes_with_gaps_between_them_are_cells() {
    for gap in [2.0, 3.7, 6.0, 10.0] {
        for draw in [rounded, Sheet::outlined] {
            let mut sheet = Sheet::new();
            for (row, column) in (0..9).map(|at| (at / 3, at % 3)) {
                let (from, to) = ((XS[column], YS[row]), (XS[column + 1], YS[row + 1]));
                let aside = gap / 2.0;
                sheet = draw(sheet, (from.0 + aside, from.1 + aside), (to.0 - aside, to.1 - aside));
            }
            has_grid(&format!("gaps of {gap} points"), letters(sheet));
        }
    }
}

#[test]
fn dotted_rules_are_rules() {
    let dotted = |mut sheet: Sheet, (x0, y0): (f32, f32), (x1, y1): (f32, f32)| {
        let length = (x1 - x0).max(y1 - y0);
        let mut at = 0.0;
        while at <= length {
            let (x, y) = if x0 == x1 { (x0, y0 + at) } else { (x0 + at, y0) };
            sheet = sheet.filled((x - 0.5, y - 0.5), (x + 0.5, y + 0.5));
            at += 3.0;
        }
        sheet
    };
    has_grid("dots", grid(Sheet::new(), dotted));
}

#[test]
fn text_under_an_opaque_area_or_a_line_through_it_is_not_what_the_page_says() {
    let (x, y) = (XS[1] + 4.0, YS[1]);
    let cover = |sheet: Sheet| sheet.raw("1 g").filled((x - 2.0, y + 4.0), (x + 30.0, y + 20.0)).raw("0 g");
    let gone = [
        letters(cover(Sheet::new().text(x, y + 14.0, 9.0, "25"))),
        // Two figures in Helvetica are as wide as 1.112 times their size.
        letters(Sheet::new().text(x, y + 30.0, 9.0, "25").stroke((x, y + 27.0), (x + 10.0, y + 27.0))),
    ];
    for sheet in gone {
        let lines = rules().into_iter().fold(sheet, |sheet, (from, to)| sheet.stroke(from, to));
        let page = page(lines);
        assert_eq!(cells(&page.tables[0]), whole_grid());
        assert_eq!(page.head.noise, 2);
        let finding = &page.head.findings[0];
        assert_eq!(finding.code, Code::B113);
        assert!(finding.bbox.is_some());
    }
    // What can be seen through hides nothing, and a line under words strikes nothing out.
    let seen = [
        Sheet::new().text(x, y + 30.0, 9.0, "25").opaque(30, cover),
        Sheet::new().text(x, y + 30.0, 9.0, "25").stroke((x, y + 31.0), (x + 10.0, y + 31.0)),
    ];
    for sheet in seen {
        let page = page(sheet);
        assert_eq!((page.lines[0].text.as_str(), page.head.noise), ("25", 0));
    }
}

#[test]
fn a_rule_that_an_area_hides_parts_no_cell() {
    let (from, to) = ((XS[0], YS[1]), (XS[3], YS[2]));
    let hidden = Sheet::new().stroke((XS[0], YS[1] + 25.0), (XS[3], YS[1] + 25.0)).raw("1 g");
    has_grid("hidden", grid(hidden.filled(from, to).raw("0 g"), Sheet::stroke));
}

#[test]
fn a_word_too_long_for_its_cell_is_the_cells_in_which_it_begins() {
    // `n` in Helvetica is as wide as 0.556 times its size.
    let long = |count: usize| ("n".repeat(count), 9.0 * 0.556 * count as f32);
    let (word, width) = long(12);
    let over = XS[1] + 5.0 - width;
    let page_of = |sheet: Sheet| page(sheet).tables.remove(0);
    let table = page_of(grid(Sheet::new(), Sheet::stroke).text(over, YS[1] + 14.0, 9.0, &word));
    assert_eq!((table.cells[3].text(), table.cells[4].text()), (format!("d {word}"), "e".to_owned()));
    let (word, _) = long(44);
    let table = page_of(grid(Sheet::new(), Sheet::stroke).text(XS[0] + 4.0, YS[1] + 30.0, 9.0, &word));
    assert_eq!((table.cells[3].text(), table.cells[4].text()), (format!("d {word}"), "e".to_owned()));
    // So it is behind another word of its line, right of the cell's middle. A figure set flush right begins there too, with
    // nothing before it.
    let line = ["n".repeat(14), "n".repeat(24)].join(" ");
    let table = page_of(grid(Sheet::new(), Sheet::stroke).text(XS[0] + 4.0, YS[1] + 30.0, 9.0, &line));
    assert_eq!((table.cells[3].text(), table.cells[4].text()), (format!("d {line}"), "e".to_owned()));
    let table = page_of(grid(Sheet::new(), Sheet::stroke).text(XS[0] + 70.0, YS[1] + 30.0, 9.0, &word));
    assert_eq!((table.cells[3].text(), table.cells[4].text()), ("d".to_owned(), format!("e {word}")));
}

/// The grid without the rule at the foot of its last row, whose sides go on to the page's foot.
fn open_grid() -> Sheet {
    let closed: Vec<_> = rules().into_iter().filter(|&(from, _)| from.1 < YS[3]).collect();
    letters(closed.into_iter().fold(Sheet::new(), |sheet, (from, to)| sheet.stroke(from, to)))
}

#[test]
fn a_last_row_without_a_rule_under_it_is_a_row() {
    let page = page(open_grid());
    assert_eq!(cells(&page.tables[0]), whole_grid());
    assert!(page.tables[0].open_bottom);
    assert!(!self::page(grid(Sheet::new(), Sheet::stroke)).tables[0].open_bottom);
}

#[test]
fn text_that_hangs_out_of_an_open_cell_belongs_to_it() {
    let hanging = |sheet: Sheet| {
        let mut sheet = sheet;
        for line in 1..5 {
            sheet = sheet.text(XS[1] + 4.0, YS[2] + 14.0 + 11.0 * line as f32, 9.0, &format!("line {line}"));
        }
        page(sheet.text(XS[1] + 4.0, YS[2] + 120.0, 9.0, "far below"))
    };
    let open = hanging(open_grid());
    assert_eq!(open.tables[0].cells[7].text(), "h line 1 line 2 line 3 line 4");
    assert_eq!(open.lines.len(), 1);
    // Under a closed cell the same text is free.
    let closed = hanging(grid(Sheet::new(), Sheet::stroke));
    assert!(!closed.tables[0].cells[7].text().contains("line 4"));
}

#[test]
fn cells_span_rows_and_columns() {
    // The first column is one cell over the last two rows, the first row one over the last two columns.
    let sheet = Sheet::new()
        .outlined((XS[0], YS[0]), (XS[1], YS[1]))
        .outlined((XS[1], YS[0]), (XS[3], YS[1]))
        .outlined((XS[0], YS[1]), (XS[1], YS[3]))
        .outlined((XS[1], YS[1]), (XS[2], YS[2]))
        .outlined((XS[2], YS[1]), (XS[3], YS[2]))
        .outlined((XS[1], YS[2]), (XS[3], YS[3]))
        .text(XS[0] + 4.0, YS[2] - 4.0, 9.0, "tall")
        .text(XS[1] + 150.0, YS[0] + 14.0, 9.0, "wide");
    let page = page(sheet);
    assert_eq!(
        cells(&page.tables[0]),
        ["0..1 0..1", "0..1 1..3 wide", "1..3 0..1 tall", "1..2 1..2", "1..2 2..3", "2..3 1..3"]
    );
}

#[test]
fn a_frame_may_be_missing_at_the_sides() {
    let inner = rules().into_iter().filter(|(from, to)| from.0 != to.0 || (XS[0] < from.0 && from.0 < XS[3]));
    has_grid("no sides", letters(inner.fold(Sheet::new(), |sheet, (from, to)| sheet.stroke(from, to))));
}

#[test]
fn a_wide_cell_ends_where_the_row_below_is_parted() {
    // No rule stands between the wide cell and the two below it; only what parts those two.
    let sheet = Sheet::new()
        .outlined((XS[0], YS[0]), (XS[1], YS[1]))
        .outlined((XS[0], YS[1]), (XS[1], YS[2]))
        .outlined((XS[1], YS[0]), (XS[3], YS[2]))
        .stroke((XS[2], YS[1]), (XS[2], YS[2]));
    assert_eq!(
        cells(&page(sheet).tables[0]),
        ["0..1 0..1", "0..1 1..3", "1..2 0..1", "1..2 1..2", "1..2 2..3"]
    );
}

#[test]
fn two_tables_on_a_page_keep_their_own_columns() {
    // The lower table's columns are 2 points beside the upper one's: one grid for both would be neither.
    let mut sheet = grid(Sheet::new(), Sheet::stroke);
    for (from, to) in rules() {
        sheet = sheet.stroke((from.0 + 2.0, from.1 + 160.0), (to.0 + 2.0, to.1 + 160.0));
    }
    let page = page(sheet.text(XS[1] + 4.0, YS[0] + 174.0, 9.0, "below"));
    assert_eq!(page.tables.len(), 2);
    assert_eq!(cells(&page.tables[0]), whole_grid());
    assert_eq!(page.tables[1].cells.len(), 9);
    assert_eq!(page.tables[1].cells[1].text(), "below");
    for (table, shift) in page.tables.iter().zip([0.0, 2.0]) {
        assert!(table.xs.iter().zip(XS).all(|(x, drawn)| (x - drawn - shift).abs() < 0.1), "{:?}", table.xs);
    }
}

#[test]
fn a_page_comes_out_upright_however_it_stands() {
    for (stand, turn) in [
        (Stand::Landscape, Turn::None),
        (Stand::Rotate90, Turn::None),
        (Stand::Rotate180, Turn::None),
        (Stand::Rotate270, Turn::None),
        (Stand::BottomToTop, Turn::Right),
        (Stand::TopToBottom, Turn::Left),
    ] {
        let page = page(grid(Sheet::standing(stand), Sheet::stroke));
        assert_eq!((page.head.width, page.head.height), (LONG, SHORT), "{stand:?}");
        assert_eq!(page.head.turn, turn, "{stand:?}");
        assert_eq!(cells(&page.tables[0]), whole_grid(), "{stand:?}");
        let bbox = page.tables[0].bbox;
        assert!(near(bbox, Rect::new(XS[0], YS[0], XS[3], YS[3])), "{stand:?}: {bbox:?}");
        let shown = page.head.to_viewer(bbox);
        let expected = match stand {
            Stand::BottomToTop => Rect::new(YS[0], LONG - XS[3], YS[3], LONG - XS[0]),
            Stand::TopToBottom => Rect::new(SHORT - YS[3], XS[0], SHORT - YS[0], XS[3]),
            _ => bbox,
        };
        assert!(near(shown, expected), "{stand:?}: {shown:?}");
    }
}

fn near(a: Rect, b: Rect) -> bool {
    is_near(a, b, 0.1)
}

fn is_near(a: Rect, b: Rect, most: f32) -> bool {
    [a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1, a.y1 - b.y1].iter().all(|difference| difference.abs() < most)
}

#[test]
fn a_running_header_beside_turned_text_is_a_line_of_its_own() {
    let sheet = grid(Sheet::standing(Stand::BottomToTop), Sheet::stroke)
        .raw_before("BT /F 9 Tf 250 780 Td (Run 7) Tj ET");
    let page = page(sheet);
    assert_eq!(cells(&page.tables[0]), whole_grid());
    assert_eq!(page.lines.len(), 1);
    let line = &page.lines[0];
    assert_eq!((line.text.as_str(), line.glyphs, line.turn), ("Run 7", 4, Turn::Right));
    let shown = page.head.to_viewer(line.bbox);
    assert!((shown.x0 - 250.0).abs() < 0.5 && (shown.y1 - (LONG - 780.0 + 1.8)).abs() < 0.5, "{shown:?}");
}

#[test]
fn text_that_runs_upwards_in_a_cell_belongs_to_it() {
    let up = |sheet: Sheet, x: f32, y: f32, text: &str| {
        sheet.raw(&format!("BT /F 9 Tf 0 1 -1 0 {x} {} Tm ({text}) Tj ET", LONG - y))
    };
    // Two lines in one cell; and words in line with each other in two cells, near the rule between them.
    let sheet = grid(Sheet::new(), Sheet::stroke).text(60.0, 400.0, 9.0, "un texte qui court de gauche");
    let sheet = up(up(sheet, 280.0, 228.0, "Seuil"), 291.0, 228.0, "rouge");
    let page = page(up(up(sheet, 140.0, YS[2] + 13.0, "un"), 140.0, YS[2] - 2.0, "de"));
    let mut expected = whole_grid();
    expected[3].push_str(" de");
    expected[6].push_str(" un");
    expected[7].push_str(" Seuil rouge");
    assert_eq!(cells(&page.tables[0]), expected);
    assert_eq!(page.lines.iter().map(|line| line.turn).collect::<Vec<_>>(), [Turn::None]);
}

#[test]
fn a_page_whose_turned_headers_have_most_letters_stands_upright() {
    let mut sheet = Sheet::new();
    for (column, text) in ["un pont neuf", "le quai sud", "80"].into_iter().enumerate() {
        let (left, right) = (XS[column], XS[column + 1]);
        sheet = sheet.outlined((left, 100.0), (right, 190.0)).outlined((left, 190.0), (right, 215.0));
        for (line, header) in ["Seuil rouge fixe", "Rode drempel nu"].into_iter().enumerate() {
            let x = left + 20.0 + 11.0 * line as f32;
            sheet = sheet.raw(&format!("BT /F 9 Tf 0 1 -1 0 {x} {} Tm ({header}) Tj ET", LONG - 186.0));
        }
        sheet = sheet.text(left + 4.0, 204.0, 9.0, text);
    }
    let page = page(sheet);
    assert_eq!(page.head.turn, Turn::None);
    let texts: Vec<String> = page.tables[0].cells.iter().map(|cell| cell.text()).collect();
    let header = "Seuil rouge fixe Rode drempel nu";
    assert_eq!(texts, [header, header, header, "un pont neuf", "le quai sud", "80"]);
}

#[test]
fn a_line_right_above_or_below_a_table_is_in_none_of_its_cells() {
    let sheet = grid(Sheet::new(), Sheet::stroke).text(64.0, YS[0] - 1.0, 5.0, "head");
    let page = page(sheet.text(64.0, YS[3] + 4.6, 5.0, "note"));
    assert_eq!(cells(&page.tables[0]), whole_grid());
    assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["head", "note"]);
}

#[test]
fn places_count_from_the_crop_boxs_corner() {
    let sheet = grid(Sheet::new(), Sheet::stroke)
        .text(20.0, 300.0, 9.0, "cut off")
        .cropped([50.0, 100.0, 550.0, 750.0]);
    let page = page(sheet);
    assert_eq!((page.head.width, page.head.height), (500.0, 650.0));
    assert_eq!(cells(&page.tables[0]), whole_grid());
    let bbox = page.tables[0].bbox;
    assert!(near(bbox, Rect::new(XS[0] - 50.0, YS[0] - 50.0, XS[3] - 50.0, YS[3] - 50.0)), "{bbox:?}");
    assert!(page.lines.iter().all(|line| !line.text.contains("cut")));
    // "cut off" ends right of the edge: its last glyphs may be seen.
    let seen: u32 = page.lines.iter().map(|line| line.glyphs).sum();
    assert_eq!((page.head.invisible + seen, page.glyphs), (6, 15));
    assert!(page.head.invisible >= 5);
}

#[test]
fn a_media_box_may_begin_anywhere() {
    let sheet = grid(Sheet::new(), Sheet::stroke).media([-30.0, -20.0, 570.0, 780.0]);
    let bbox = page(sheet).tables[0].bbox;
    assert!(near(bbox, Rect::new(XS[0] + 30.0, YS[0] - 20.0, XS[3] + 30.0, YS[3] - 20.0)), "{bbox:?}");
}

#[test]
fn invisible_text_is_counted_and_not_read() {
    let page =
        page(Sheet::new().text(60.0, 100.0, 9.0, "seen").hidden_text(60.0, 120.0, 9.0, "not seen").text(
            700.0,
            140.0,
            9.0,
            "beside the page",
        ));
    assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["seen"]);
    assert_eq!((page.glyphs, page.head.invisible, page.head.noise), (4 + 7 + 13, 7 + 13, 0));
}

#[test]
fn a_ligature_is_one_glyph_and_its_letters() {
    let page = page(Sheet::new().ligature_text(60.0, 100.0, 9.0, "de\\001nir"));
    assert_eq!(page.lines[0].text, "definir");
    assert_eq!(page.lines[0].glyphs, 6);
    assert_eq!(page.lines[0].edges.len(), 8);
    assert!(page.lines[0].edges.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn words_need_no_blanks_between_them() {
    // The pen moves on by 0.3 em, as justified text is set, and by 0.03 em, as letters are kerned.
    let sheet = Sheet::new().raw("BT /F 10 Tf 60 700 Td [(deux) -300 (mo) -30 (ts) 40 (.)] TJ ET");
    assert_eq!(free_text(sheet), ["deux mots."]);
}

#[test]
fn a_thin_space_parts_a_sign_from_its_word() {
    let sheet = Sheet::new().raw("BT /F 10 Tf 60 700 Td [(lac) -139 (;) -139 (bac) -139 (:)] TJ ET");
    assert_eq!(free_text(sheet), ["lac ;bac :"]);
}

#[test]
fn a_blank_parts_words_however_narrow_it_is() {
    // The blank's width is taken back to a tenth of an em.
    let sheet = Sheet::new().raw("BT /F 10 Tf 60 700 Td [(un ) 200 (an)] TJ ET");
    assert_eq!(free_text(sheet), ["un an"]);
}

#[test]
fn glyphs_may_come_one_by_one_in_any_order() {
    // Courier-like steps, so that places are known without a font's widths.
    let word: Vec<char> = "nombre".chars().collect();
    let mut sheet = Sheet::new();
    for at in [3, 0, 5, 1, 4, 2] {
        let widths = [5.56, 5.56, 8.33, 5.56, 3.33, 5.56];
        let x = 60.0 + widths[..at].iter().sum::<f32>();
        sheet = sheet.text(x, 100.0, 10.0, &word[at].to_string());
    }
    assert_eq!(free_text(sheet), ["nombre"]);
}

#[test]
fn words_on_both_sides_of_a_rule_stay_apart() {
    let (left, right, y) = (XS[1] - 7.3, XS[1] + 0.3, YS[0] + 30.0);
    let one_by_one = Sheet::new().text(left, y, 9.0, "lo").text(right, y, 9.0, "ng");
    let far_between =
        Sheet::new().text(left, y, 9.0, "lo").text(500.0, y, 9.0, "else").text(right, y, 9.0, "ng");
    for sheet in [one_by_one, far_between] {
        let page = page(grid(sheet, Sheet::stroke));
        let says = |cell: usize| page.tables[0].cells[cell].text();
        assert_eq!((says(0), says(1)), ("a lo".to_owned(), "b ng".to_owned()));
    }
    // A word that is too long for its cell is not broken by the rule that it runs over.
    let page = page(grid(Sheet::new().text(XS[1] - 12.0, y, 9.0, "overlong"), Sheet::stroke));
    assert!(page.tables[0].cells.iter().any(|cell| cell.text().contains("overlong")));
}

#[test]
fn text_struck_twice_is_read_once() {
    let twice = [
        ("word by word", Sheet::new().text(60.0, 100.0, 9.0, "fat").text(60.3, 100.0, 9.0, "fat")),
        (
            "glyph by glyph",
            Sheet::new().raw("BT /F 9 Tf 1 0 0 1 60 700 Tm (f) Tj 1 0 0 1 60.3 700 Tm (fat) Tj ET"),
        ),
    ];
    for (name, sheet) in twice {
        let page = page(sheet);
        let struck = if name == "word by word" { 3 } else { 1 };
        let text: Vec<_> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(text, ["fat"], "{name}");
        assert_eq!((page.lines[0].glyphs, page.head.noise, page.glyphs), (3, struck, 3 + struck), "{name}");
    }
    // A third strike is no other word, in whatever order the three are drawn.
    let thrice = [60.3, 60.0, 60.15].into_iter();
    let page = page(thrice.fold(Sheet::new(), |sheet, x| sheet.text(x, 100.0, 9.0, "fat")));
    assert_eq!((page.lines[0].text.as_str(), page.head.noise, page.glyphs), ("fat", 6, 9));
    // Filled and stroked in one go (render mode 2) is one strike.
    let page = self::page(Sheet::new().raw("2 Tr").text(60.0, 100.0, 9.0, "fat"));
    assert_eq!((page.lines[0].text.as_str(), page.glyphs, page.head.noise), ("fat", 3, 0));
    // The same letter twice side by side is two letters.
    assert_eq!(free_text(Sheet::new().text(60.0, 100.0, 9.0, "illicite")), ["illicite"]);
}

#[test]
fn slanted_text_is_noise() {
    let sheet = Sheet::new()
        .text(60.0, 100.0, 9.0, "text")
        .raw("BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (COPY) Tj ET");
    let page = page(sheet);
    assert_eq!(page.lines.len(), 1);
    assert_eq!((page.head.noise, page.glyphs), (4, 8));
}

/// The codes of a page's findings.
fn codes(page: &PageTables) -> Vec<Code> {
    page.head.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_page_that_draws_too_much_is_left_out_and_the_others_go_on() {
    let good = grid(Sheet::new(), Sheet::stroke);
    let path = format!("0 0 m {} S", "9 9 l 0 0 l ".repeat(10_000));
    let endless = Sheet::new().text(60.0, 100.0, 9.0, "lost").form(&path).raw(&"/X Do ".repeat(120));
    let pages = tables_of(pdf(&[good.clone(), endless, good]));
    assert_eq!(codes(&pages[1]), [Code::B104]);
    assert_eq!((pages[1].head.number, pages[1].glyphs, pages[1].head.width), (2, 0, SHORT));
    for page in [&pages[0], &pages[2]] {
        assert_eq!(cells(&page.tables[0]), whole_grid());
        assert!(page.head.findings.is_empty());
    }
}

#[test]
fn a_page_larger_than_pages_can_be_is_left_out() {
    let page = page(grid(Sheet::new(), Sheet::stroke).media([0.0, 0.0, 1e6, 1e6]));
    assert_eq!(codes(&page), [Code::B104]);
    assert_eq!(page.glyphs, 0);
}

#[test]
fn a_malformed_content_stream_does_not_stop_the_others() {
    let good = grid(Sheet::new(), Sheet::stroke);
    let broken = good.clone().broken();
    let nonsense = Sheet::new().raw("BT /Q 9 Tf ( ]] >> 1 0 0 cm q q Q ET (\\ Do /X re S");
    let pages = tables_of(pdf(&[good.clone(), broken, nonsense, good]));
    assert_eq!(pages.len(), 4);
    for page in [&pages[0], &pages[3]] {
        assert_eq!(cells(&page.tables[0]), whole_grid());
    }
    assert!(pages[1].tables.is_empty());
    assert_eq!(codes(&pages[1]), [Code::B101]);
}

#[test]
fn a_font_that_the_file_lost_is_named() {
    let page =
        Sheet::new().text(50.0, 50.0, 10.0, "here").raw("BT /G 10 Tf 50 600 Td <00410042> Tj ET").lost_font();
    assert!(codes(&tables_of(pdf(&[page]))[0]).contains(&Code::B106));
}

/// The fixtures, by name.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pdfs: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    pdfs.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    pdfs.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

#[test]
fn every_glyph_of_every_page_is_somewhere() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 4);
    for (name, bytes) in fixtures {
        let count = |page: Page| {
            let seen = page.glyphs.iter().filter(|glyph| !glyph.is_space()).count() as u32;
            let read = seen + page.head.noise + page.head.invisible;
            (read, words_to_tables(glyphs_to_words(page)))
        };
        for (read, page) in read_with(bytes, 2, count) {
            let cells = page.tables.iter().flat_map(|table| &table.cells).map(|cell| cell.glyphs());
            let lines = page.lines.iter().map(|line| line.glyphs);
            let sum = cells.chain(lines).sum::<u32>() + page.head.noise + page.head.invisible;
            assert_eq!((sum, page.glyphs), (read, read), "{name}, page {}", page.head.number);
        }
    }
}

#[test]
fn pages_are_the_same_on_one_thread_and_on_four() {
    for (name, bytes) in fixtures() {
        let all = |threads| {
            read_with(bytes.clone(), threads, |page| {
                let glyphs = format!("{page:?}");
                glyphs + &format!("{:?}", words_to_tables(glyphs_to_words(page)))
            })
        };
        let (one, four) = (all(1), all(4));
        assert!(!one.is_empty() && one == four, "{name}");
    }
}
