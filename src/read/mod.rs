//! read: a PDF's bytes become pages of glyphs, rules and fills, upright, every glyph with its box.
//!
//! The PDF engine stops here; nothing after this stage knows that the page was a PDF. Not for words:
//! a glyph is what the page draws, and no more.

mod engine;
mod limits;
mod lines;
mod pages;
mod raster;

use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn, Upset};

pub(crate) use engine::{PdfDocument, Render, is_reading};
pub(crate) use lines::{Fill, Rule};
pub use pages::{PageSet, PageSetError};
pub(crate) use raster::{Raster, brightness};

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
    /// Glyphs, white space aside, of annotations, form fields, watermarks, stamps and second strikes.
    pub noise: u32,
    /// Glyphs, white space aside, that are invisible or outside the CropBox.
    pub invisible: u32,
    /// What was odd about the page.
    pub findings: Vec<Finding>,
}

impl PageHead {
    /// A rectangle of this page's upright frame, in the viewer's frame.
    pub(crate) fn to_viewer(&self, rect: Rect) -> Rect {
        self.upset().rect(rect, self.width, self.height)
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
    /// The invisible glyphs, where the page is a picture: what an OCR engine laid over it.
    pub hidden: Vec<Glyph>,
    /// The area that images cover, in square points.
    pub image_area: f32,
    /// The resolution of the largest image, in pixels per inch; 0 where there is none.
    pub image_dpi: f32,
    /// The pixels of all images.
    pub image_pixels: u64,
}

impl Page {
    /// Whether the page has text that only its picture shows.
    pub(crate) fn is_picture(&self) -> bool {
        self.head.findings.iter().any(|finding| finding.code == Code::B102)
    }

    /// Notes what of the page's text cannot be read.
    fn note_unreadable(&mut self) {
        let solid = self.glyphs.iter().filter(|glyph| !glyph.is_space()).count();
        let unknown = self.glyphs.iter().filter(|glyph| glyph.text == char::REPLACEMENT_CHARACTER).count();
        let image = self.image_area >= IMAGE_SHARE * self.head.width * self.head.height;
        let finding = if (solid <= STAMPED && image) || (solid > 0 && unknown * 2 > solid) {
            Finding::new(Code::B102).with("what", if solid <= STAMPED { "image" } else { "fonts" })
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

impl Glyph {
    /// Whether the glyph draws nothing: a kind of space.
    pub(crate) fn is_space(&self) -> bool {
        self.more.is_none() && is_space(self.text)
    }
}

/// Whether a character is a kind of space, no-break spaces included.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{feff}' | '\u{200b}')
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
