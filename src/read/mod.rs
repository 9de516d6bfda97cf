//! read: a PDF's bytes become pages of glyphs, rules and fills, upright, every glyph with its box.
//!
//! The PDF engine stops here; nothing after this stage knows that the page was a PDF. Not for words:
//! a glyph is what the page draws, and no more.

mod covers;
mod direction;
mod engine;
mod limits;
mod lines;
mod pages;
mod parts;
mod raster;
mod sheets;

use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn, Upset};

pub(crate) use engine::{PdfDocument, Render, is_reading};
pub(crate) use lines::{Fill, Rule};
pub use pages::{PageSet, PageSetError};
pub(crate) use raster::{Raster, brightness};
pub(crate) use sheets::sheet_to_pages;

/// What a page carries from stage to stage, whatever they make of its content.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageHead {
    /// Number in the file, counted from 1.
    pub number: u32,
    /// The page's label, else its number.
    pub label: String,
    /// Width of the upright frame in points.
    pub width: f32,
    /// Height of the upright frame in points.
    pub height: f32,
    /// Where two pages stand on one sheet: how far from the sheet's left edge this one begins, and how wide the sheet is,
    /// in points.
    pub sheet: Option<(f32, f32)>,
    /// The turn that took the viewer's frame to the upright one.
    pub turn: Turn,
    /// The angle by which its picture was set straight before that, in radians clockwise; 0 where it was drawn.
    pub lean: f32,
    /// Whether its text was read from its picture.
    pub recognised: bool,
    /// Whether it is a page of a transcript: its heights are lines of the file.
    pub transcribed: bool,
    /// What is missing for its text to be read from its picture, where nothing else is.
    pub unread: Option<&'static str>,
    /// Parts of the page, in the viewer's frame, of whose picture no text was read.
    pub unread_parts: Vec<Rect>,
    /// Glyphs, white space aside, of annotations other than form fields, watermarks, stamps and second strikes.
    pub noise: u32,
    /// Glyphs, white space aside, that are invisible or outside the CropBox.
    pub invisible: u32,
    /// What was odd about the page.
    pub findings: Vec<Finding>,
}

impl PageHead {
    /// A rectangle of this page's upright frame, in the viewer's frame.
    pub(crate) fn to_viewer(&self, rect: Rect) -> Rect {
        let width = self.sheet.map_or(self.width, |(_, width)| width);
        self.upset().rect(self.on_sheet(rect), width, self.height)
    }

    /// A rectangle of this page's upright frame, in that of its sheet.
    pub(crate) fn on_sheet(&self, rect: Rect) -> Rect {
        let left = self.sheet.map_or(0.0, |(left, _)| left);
        Rect { x0: rect.x0 + left, x1: rect.x1 + left, ..rect }
    }

    /// Whether parts of its picture were not read, and not all of it.
    pub(crate) fn is_unread_in_part(&self) -> bool {
        let unread: f32 = self.unread_parts.iter().map(|part| part.width() * part.height()).sum();
        unread > 0.0 && unread < WHOLE * self.width * self.height
    }

    /// The way from this page's upright frame to the viewer's.
    pub(crate) fn upset(&self) -> Upset {
        Upset { turn: self.turn, lean: self.lean }
    }
}

/// One page as it is drawn, turned upright.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// What it carries to the next stages.
    pub head: PageHead,
    /// Visible glyphs in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines.
    pub rules: Vec<Rule>,
    /// Filled areas in the order in which they are drawn.
    pub fills: Vec<Fill>,
    /// The invisible glyphs in the viewer's frame, where parts of the page are pictures: what an OCR engine laid over them.
    pub hidden: Vec<Glyph>,
    /// Images that may show text, in the viewer's frame.
    pub images: Vec<Rect>,
    /// Where letters are drawn as curves, in the viewer's frame.
    pub curves: Vec<Rect>,
    /// The area that images cover, in square points.
    pub image_area: f32,
    /// The resolution of the largest image, in pixels per inch; 0 where there is none.
    pub image_dpi: f32,
    /// The pixels of all images.
    pub image_pixels: u64,
    /// Whether its fonts do not say which characters they draw.
    pub garbled: bool,
}

impl Page {
    /// Whether the page has text that only its picture shows.
    pub(crate) fn is_picture(&self) -> bool {
        self.head.findings.iter().any(|finding| finding.code == Code::B102)
    }

    /// Whether an image or letters drawn as curves may show text that the glyphs do not say.
    pub(crate) fn has_parts(&self) -> bool {
        !self.images.is_empty() || !self.curves.is_empty()
    }

    /// How many of its glyphs are no spaces.
    pub(crate) fn solid(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.is_space()).count()
    }

    /// Where text in some of its fonts stands, in the viewer's frame.
    pub(crate) fn places_of(&self, fonts: &[u16]) -> Vec<Rect> {
        let own = self.glyphs.iter().filter(|glyph| !glyph.is_space() && fonts.contains(&glyph.font));
        parts::texts(own.map(|glyph| self.head.to_viewer(glyph.bbox)).collect())
    }

    /// Turns the page; what is in the viewer's frame stays there.
    pub(crate) fn turn(&mut self, turn: Turn) {
        if turn == Turn::None {
            return;
        }
        let (width, height) = (self.head.width, self.head.height);
        self.head.turn = self.head.turn.then(turn);
        (self.head.width, self.head.height) = turn.size(width, height);
        for glyph in &mut self.glyphs {
            glyph.origin = turn.point(glyph.origin, width, height);
            glyph.bbox = turn.rect(glyph.bbox, width, height);
            glyph.turn = glyph.turn.map(|direction| direction.then(turn));
        }
        for rule in &mut self.rules {
            *rule = rule.turned(turn, width, height);
        }
        for fill in &mut self.fills {
            fill.rect = turn.rect(fill.rect, width, height);
        }
    }

    /// Notes that its fonts do not say which characters they draw.
    pub(crate) fn note_fonts(&mut self) {
        self.garbled = true;
        let finding = Finding::new(Code::B102).with("what", "fonts");
        self.head.findings.push(finding.on_page(self.head.number));
    }

    /// Notes what of the page's text cannot be read.
    fn note_unreadable(&mut self) {
        let solid = self.solid();
        let unknown = self.glyphs.iter().filter(|glyph| glyph.text == char::REPLACEMENT_CHARACTER).count();
        let image = self.image_area >= IMAGE_SHARE * self.head.width * self.head.height;
        let finding = if solid > 0 && unknown * 2 > solid {
            self.note_fonts();
            return;
        } else if solid <= STAMPED && image {
            Finding::new(Code::B102).with("what", "image")
        } else if unknown > 0 {
            Finding::new(Code::B105).with("glyphs", unknown)
        } else {
            return;
        };
        self.head.findings.push(finding.on_page(self.head.number));
    }
}

/// The share of a page that images cover from which a page without text counts as an image of one; a scan covers all
/// of it, a photograph or a crest does not.
const IMAGE_SHARE: f32 = 0.5;

/// The share of a page from which on a part of it is the whole page.
const WHOLE: f32 = 0.98;

/// Glyphs that a page which is an image may have besides: a stamp, a document number, a page number.
const STAMPED: usize = 120;

/// One drawn glyph.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// The character it stands for; U+FFFD where the file does not say.
    pub text: char,
    /// Further characters, where one glyph stands for several (a ligature).
    pub more: Option<Box<str>>,
    /// Where the baseline begins, in points.
    pub origin: (f32, f32),
    /// The box from descent to ascent over the advance, in points.
    pub bbox: Rect,
    /// How far the glyph moves the pen, in points.
    pub advance: f32,
    /// Font size in points.
    pub size: f32,
    /// The direction of the text; `None` where it is no quarter turn.
    pub turn: Option<Turn>,
    /// The number of its font on the page; 0 where it is not known.
    pub font: u16,
    /// What it is painted with.
    pub ink: Ink,
    /// How unsure the reading of a picture was of it, in percent, at least 1; 0 where the file says what it is.
    pub doubt: u8,
}

/// What something is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Ink {
    /// Its colour: red, green, blue.
    pub colour: [u8; 3],
    /// Whether what lies below shines through.
    pub faint: bool,
}

#[cfg(test)]
impl Glyph {
    /// A level glyph of 10 points, half as wide, that stands at a place on its baseline.
    pub(crate) fn sample(text: char, (x, baseline): (f32, f32)) -> Self {
        Self {
            text,
            more: None,
            origin: (x, baseline),
            bbox: Rect::new(x, baseline - 8.0, x + 5.0, baseline + 2.0),
            advance: 5.0,
            size: 10.0,
            turn: Some(Turn::None),
            font: 0,
            ink: Ink::default(),
            doubt: 0,
        }
    }
}

impl Glyph {
    /// Whether the glyph draws nothing: a kind of space.
    pub(crate) fn is_space(&self) -> bool {
        self.more.is_none() && is_space(self.text)
    }
}

/// Where a word may be broken; shown only where it is.
pub(crate) const SOFT_HYPHEN: char = '\u{ad}';

/// Whether a character is a kind of space, no-break spaces included.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// A digit as a superscript one; any other character as it is.
pub(crate) fn superscript(character: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    character.to_digit(10).map_or(character, |digit| DIGITS[digit as usize])
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// The bytes are neither a PDF's nor a text.
    #[error("neither a PDF, which begins with %PDF-, nor a text")]
    NotPdf,
    /// A text that is longer than any report.
    #[error("the text has {bytes} bytes, more than the {most} that are read: split it")]
    TextTooLong {
        /// Bytes of the file.
        bytes: usize,
        /// Bytes that are read at most.
        most: usize,
    },
    /// A text with more cells of tables than any report.
    #[error("the text has more than {most} cells of tables, the first too many on line {line}: split it")]
    TextTooManyCells {
        /// The line on which the first cell too many stands, counted from 1.
        line: usize,
        /// Cells that are read at most.
        most: usize,
    },
    /// A text of more lines than any report.
    #[error("the text has {lines} lines, more than the {most} that are read: split it")]
    TextTooManyLines {
        /// Lines of the file.
        lines: usize,
        /// Lines that are read at most.
        most: usize,
    },
    /// A PDF that is too damaged.
    #[error("damaged beyond repair: no page could be found in it; get a fresh copy of the file")]
    Damaged,
    /// More pages than any report has.
    #[error("the file has {pages} pages, more than the {most} that are read: split it")]
    TooManyPages {
        /// Pages of the file.
        pages: usize,
        /// Pages that are read at most.
        most: usize,
    },
    /// The file is encrypted and no password was given.
    #[error("the file is protected by a password: give it with --password")]
    PasswordNeeded,
    /// The password does not open the file.
    #[error("the password does not open the file: check --password")]
    PasswordWrong,
    /// An encryption that the engine does not know.
    #[error("the file is encrypted in a way that cannot be read: save a copy without protection")]
    Encryption,
    /// A line of a text that no report has.
    #[error(
        "line {line} of the text goes on for {characters} characters without a break, as no report does: is it the right file?"
    )]
    TextWithoutBreaks {
        /// The line, counted from 1.
        line: u32,
        /// How many characters stand there in one paragraph.
        characters: usize,
    },
    /// A page of a text is to be drawn.
    #[error("a text has no page that could be drawn: give the PDF")]
    NothingDrawn,
    /// `--pages` names a page that is not there.
    #[error("page {page} is beyond the file's last page, {pages}")]
    NoSuchPage {
        /// The page asked for.
        page: u32,
        /// Pages of the file.
        pages: u32,
    },
}
