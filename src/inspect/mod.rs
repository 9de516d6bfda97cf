//! A page as one stage left it, drawn as SVG over the page: how a wrong reading is traced to its stage.
//!
//! The stages are run as [`crate::pipeline`] runs them, and their products drawn. Not for output that programs read: the
//! drawing may change from one version to the next.

mod cells;
mod marks;
mod records;
mod structure;
mod svg;

use std::num::NonZero;
use std::sync::Arc;

use crate::join;
use crate::outline;
use crate::pipeline::{self, ExtractError, Settings};
use crate::read::{Document, Page, ReadError, Render};
use crate::words::glyphs_to_words;
use svg::Sheet;

/// A stage whose product can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Glyphs, rules and fills.
    Read,
    /// Words and lines.
    Words,
    /// Cells and tables.
    Tables,
    /// The role of each column.
    Columns,
    /// Headings.
    Outline,
    /// Rows across page breaks.
    Join,
    /// Records with their two sides.
    Pair,
    /// Values.
    Normalise,
}

impl Stage {
    /// Every stage, in the order in which the data goes through them.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Words,
        Self::Tables,
        Self::Columns,
        Self::Outline,
        Self::Join,
        Self::Pair,
        Self::Normalise,
    ];

    /// The stage's name, which is also its folder's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Words => "words",
            Self::Tables => "tables",
            Self::Columns => "columns",
            Self::Outline => "outline",
            Self::Join => "join",
            Self::Pair => "pair",
            Self::Normalise => "normalise",
        }
    }
}

/// Draws page `page` (from 1) of the report in `bytes`, which came from a file called `name`, as `stage` left it.
///
/// The drawing lies in the viewer's frame, with the page's own coordinates. A report without tables is drawn too: what
/// it lacks is what one wants to see.
///
/// # Errors
/// Where the file cannot be read, or has no such page.
pub fn draw(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    page: u32,
    stage: Stage,
) -> Result<String, ExtractError> {
    let document = pipeline::open(&Arc::new(bytes), settings)?;
    let pages = document.len() as u32;
    if !(1..=pages).contains(&page) {
        return Err(ReadError::NoSuchPage { page, pages }.into());
    }
    let mut sheet = Sheet::default();
    let reader = pipeline::reader(settings);
    if let Some(drawn) = only(&document, page, |page, render| begin(reader.read(page, render), stage)) {
        sheet = drawn;
    }
    if stage >= Stage::Tables {
        draw_report(&mut sheet, &document, settings, page, stage);
    }
    Ok(sheet.finish(&format!("{name}, page {page} of {pages}, as {} left it", stage.name())))
}

/// What `each` makes of one page.
fn only<T: Send>(document: &Document, page: u32, each: impl Fn(Page, &Render<'_>) -> T + Sync) -> Option<T> {
    let wanted = |number| number == page;
    document.map_pictures(NonZero::<usize>::MIN, wanted, &|_, _| {}, each).into_iter().flatten().next()
}

/// The page itself, and on it what the stages before `tables/` made, which need no other page.
fn begin(page: Page, stage: Stage) -> Sheet {
    let mut sheet = Sheet::new(page.width, page.height, page.turn);
    marks::paint(&mut sheet, &page);
    if stage == Stage::Read {
        marks::read(&mut sheet, &page);
        return sheet;
    }
    let words = glyphs_to_words(page);
    marks::text(&mut sheet, &words);
    if stage == Stage::Words {
        marks::words(&mut sheet, &words);
    }
    sheet
}

/// What the stages from `tables/` on made, which need the whole report, on the page with this number; nothing where the
/// file has lost it.
fn draw_report(sheet: &mut Sheet, document: &Document, settings: &Settings, number: u32, stage: Stage) {
    let reader = pipeline::reader(settings);
    let mut pages = pipeline::read_pages(document, &reader, settings, &|_, _| {});
    let Some(page) = pages.iter().position(|page| page.number == number) else { return };
    match stage {
        Stage::Tables => return cells::tables(sheet, &pages[page]),
        Stage::Columns => return cells::columns(sheet, &pages[page], settings.wording()),
        _ => {}
    }
    let (mut lexicon, languages) = pipeline::learn(&pages);
    let before = pages[page].clone();
    let mut outline = outline::pages_to_outline(&mut pages, &lexicon, &languages, settings.wording());
    if stage == Stage::Outline {
        structure::outline(sheet, &outline, &before, page);
        return;
    }
    let joined = join::outline_to_tables(&mut outline, &pages, &languages);
    if stage == Stage::Join {
        structure::join(sheet, &joined, page, number);
        return;
    }
    let drafts = pipeline::pair(&joined, &mut lexicon, &languages);
    if stage == Stage::Pair {
        records::pair(sheet, &joined, &drafts, page);
        return;
    }
    let context = pipeline::context(&lexicon, &pages, &outline, settings);
    let values = pipeline::values(&joined, &drafts, &context);
    records::normalise(sheet, &joined, &drafts, &values, page);
}
