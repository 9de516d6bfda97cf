//! A page as one stage left it, drawn as SVG over the page: how a wrong reading is traced to its stage.
//!
//! Not for output that programs read: the drawing may change from one version to the next.

use std::fmt::Write as _;
use std::num::NonZero;
use std::sync::Arc;

use crate::geometry::Rect;
use crate::pipeline::{self, ExtractError, Settings};
use crate::read::{Page, ReadError};
use crate::record::Report;
use crate::{tables, words};

/// A stage whose product can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Glyphs, rules and fills.
    Read,
    /// Words.
    Words,
    /// Cells and free lines.
    Tables,
    /// Where each record stands.
    Normalise,
}

impl Stage {
    /// Every stage, in the order in which the data goes through them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Words, Self::Tables, Self::Normalise];

    /// The stage's name, which is also its folder's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Words => "words",
            Self::Tables => "tables",
            Self::Normalise => "normalise",
        }
    }
}

/// Draws page `page` (from 1) of the report in `bytes`, which came from a file called `name`, as `stage` left it: what
/// the page shows in grey, what the stage made of it in colour, both in the frame in which the text stands upright.
///
/// # Errors
/// Where the file cannot be read or has no such page, or for [`Stage::Normalise`] holds no table.
pub fn draw(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    page: u32,
    stage: Stage,
) -> Result<String, ExtractError> {
    let bytes = Arc::new(bytes);
    let document = pipeline::open(&bytes, settings)?;
    let pages = document.len() as u32;
    let read = document.map_pages(NonZero::<usize>::MIN, |number| number == page, &|_, _| {}, |page| page);
    let Some(drawn) = read.into_iter().flatten().next() else {
        return Err(ReadError::NoSuchPage { page, pages }.into());
    };
    let mut canvas = Canvas::new(&drawn);
    match stage {
        Stage::Read => {
            for glyph in &drawn.glyphs {
                canvas.frame(glyph.bbox, "blue", "");
            }
            for rule in &drawn.rules {
                canvas.frame(rule.rect(), "red", "");
            }
        }
        Stage::Words => {
            let words = words::glyphs_to_words(drawn);
            for word in &words.words {
                canvas.frame(word.bbox, "blue", &words.text(word));
            }
            for line in &words.turned {
                canvas.frame(line.bbox, "orange", &line.text);
            }
        }
        Stage::Tables => {
            let tables = tables::words_to_tables(words::glyphs_to_words(drawn));
            for cell in tables.tables.iter().flat_map(|table| &table.cells) {
                canvas.frame(cell.bbox, "red", &cell.text());
            }
            for line in &tables.lines {
                canvas.frame(line.bbox, "blue", &line.text);
            }
        }
        Stage::Normalise => {
            let report = pipeline::extract(name, bytes.to_vec(), settings, &|_, _| {})?;
            canvas.records(&report, &drawn);
        }
    }
    Ok(canvas.finish())
}

/// An SVG on its way.
struct Canvas(String);

impl Canvas {
    /// The page as it is read: its fills, its rules and its characters.
    fn new(page: &Page) -> Self {
        let (width, height) = (page.width, page.height);
        let mut canvas = Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        ));
        for fill in &page.fills {
            let [red, green, blue] = fill.colour;
            canvas.rect(fill.rect, &format!("fill=\"rgb({red},{green},{blue})\" opacity=\"0.5\""), "");
        }
        for rule in &page.rules {
            canvas.rect(rule.rect(), "fill=\"none\" stroke=\"silver\" stroke-width=\"0.5\"", "");
        }
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.is_space()) {
            let ((x, y), size) = (glyph.origin, glyph.size);
            let text = escaped(&format!("{}{}", glyph.text, glyph.more.as_deref().unwrap_or_default()));
            canvas
                .line(&format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"gray\">{text}</text>"));
        }
        canvas
    }

    /// The places of the records on this page, each with its id.
    fn records(&mut self, report: &Report, page: &Page) {
        for record in report.objectives.iter().chain(&report.indicators) {
            for place in record.source.iter().filter(|place| place.page == page.number) {
                let [x0, y0, x1, y1] = place.bbox.map(|edge| edge as f32);
                let (width, height) = page.turn.inverse().size(page.width, page.height);
                self.frame(page.turn.rect(Rect::new(x0, y0, x1, y1), width, height), "green", &record.id);
            }
        }
    }

    /// A coloured frame that says `title` where the pointer rests on it.
    fn frame(&mut self, rect: Rect, colour: &str, title: &str) {
        let style =
            format!("fill=\"{colour}\" fill-opacity=\"0.05\" stroke=\"{colour}\" stroke-width=\"0.5\"");
        self.rect(rect, &style, title);
    }

    fn rect(&mut self, rect: Rect, style: &str, title: &str) {
        let Rect { x0, y0, .. } = rect;
        let (width, height) = (rect.width(), rect.height());
        let title = escaped(title);
        self.line(&format!(
            "<rect x=\"{x0}\" y=\"{y0}\" width=\"{width}\" height=\"{height}\" {style}><title>{title}</title></rect>"
        ));
    }

    fn line(&mut self, line: &str) {
        // writing to a text cannot fail
        let _ = writeln!(self.0, "{line}");
    }

    fn finish(mut self) -> String {
        self.line("</svg>");
        self.0
    }
}

/// The text as it may stand in XML, which has no room for control characters.
fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|character| !character.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
