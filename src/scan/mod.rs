//! scan: what only a page's picture shows becomes glyphs, rules and fills, as if it had been drawn.
//!
//! That is a whole page, or the parts of it that are images or curves (`wanted`, `cutout`); what the page prints beside them is
//! kept. A page whose characters make no words, or the text of such a font (`legible`), is read from its picture as well.
//! The picture is set right (`upright`), what stands
//! together between its rules is cut into lines (`blocks`, `strips`) and read by the OCR engine on one sheet (`sheet`,
//! `tesseract`, `hocr`); what it reads comes back as glyphs in their places (`glyphs`). From here on the page is like any
//! other: not for words, tables or what they say.

mod blocks;
mod cache;
mod covered;
mod cutout;
mod direction;
#[cfg(test)]
mod drawn;
mod forms;
mod glyphs;
mod hocr;
mod layer;
mod legible;
mod marks;
mod picture;
mod rules;
mod shades;
mod sheet;
mod skew;
mod strips;
mod tesseract;
mod upright;
mod wanted;

use std::collections::HashSet;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::diagnostic::{Code, Finding};
use crate::geometry::{POINTS_PER_INCH, Rect, Turn, Upset};
use crate::read::{Glyph, Page, PageHead, PdfDocument, Render};

use cache::Cache;
use hocr::ReadWord;
use picture::Picture;
use sheet::OcrSheet;
use strips::Strip;
use tesseract::{Engine, OcrError};
use upright::Upright;
use wanted::Wanted;

/// Which pages are read from their pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Ocr {
    /// Those that have no text which can be read, and the images and curves on others.
    #[default]
    Auto,
    /// All.
    Always,
    /// None.
    Never,
}

impl Ocr {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// What it is called where it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// Measures of this stage.
struct Measures {
    /// Pixels per inch at which a page is drawn whose own picture has another resolution or none: scans of reports have 200
    /// or 300, and with more the engine reads no better.
    dpi: f32,
    /// The least and the most of a picture's own resolution that is kept: drawn again it would be blurred. With fewer pixels
    /// letters touch the rules beside them.
    own: [f32; 2],
    /// Pixels per inch to which lines are enlarged: letters of 7 points are read best where they are some 30 pixels high.
    read_at: f32,
    /// Pixels that a page's images may have: A3 at 1200 pixels per inch. More would fill the memory once unpacked.
    pixels: u64,
    /// How sure the engine must be of a word, from 0 to 1, that speaks for its direction: upside down it is sure of some.
    even: f32,
    /// Letters that a picture beside printed text must have to count as one of text: a line of a table.
    letters: usize,
    /// Characters that must be read surely, from 0 to 1, for a picture beside printed text to be one of text: the engine sees
    /// words in photographs, too, but few.
    read: usize,
    sure: f32,
    /// How far, in ems, a letter's ink may go beyond its box: an accent on a capital.
    around: f32,
    /// In points: a rule this long within a part of a page is a rule, a shorter one may be the stem of a letter.
    rule: f32,
}

const MEASURES: Measures = Measures {
    dpi: 300.0,
    own: [180.0, 420.0],
    read_at: 300.0,
    pixels: 280_000_000,
    even: 0.5,
    letters: 40,
    read: 12,
    sure: 0.5,
    around: 0.12,
    rule: 24.0,
};

/// Why no image is read where that is not wanted.
static SWITCHED_OFF: OcrError = OcrError::Unavailable("reading images is switched off (--ocr never)");

/// A place that is to be read again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// The number of the page.
    pub page: u32,
    /// Where on it, in points of its upright frame.
    pub place: Rect,
    /// The way from that frame to the viewer's.
    pub upset: Upset,
    /// The only characters that can stand there.
    pub characters: String,
}

/// Reads pages that are pictures.
#[derive(Debug)]
pub(crate) struct ScanReader {
    mode: Ocr,
    cache: Option<Cache>,
    engine: OnceLock<Result<Engine, OcrError>>,
    /// Words that are frequent in reports.
    frequent: HashSet<&'static str>,
}

impl ScanReader {
    /// A reader of such pages; what the OCR engine read is kept in the folder `cache`, where one is given. The `frequent`
    /// words of reports show whether a page says what it shows.
    pub(crate) fn new(
        mode: Ocr,
        cache: Option<PathBuf>,
        frequent: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let frequent = frequent.into_iter().collect();
        Self { mode, cache: cache.map(Cache::at), engine: OnceLock::new(), frequent }
    }

    /// The page with what its picture shows, where that is wanted and can be had; else as it is.
    pub(crate) fn read(&self, mut page: Page, render: &Render<'_>) -> Page {
        let mut wanted = self.wanted(&mut page);
        if wanted.parts.is_empty() {
            return page;
        }
        let engine = match self.engine() {
            Ok(engine) => engine,
            Err(OcrError::Unavailable(what)) => {
                // an image of too many pixels is named unseen
                let seen = (!wanted.is_whole && page.image_pixels <= MEASURES.pixels)
                    .then(|| wanted.picture(render(resolution(&page))));
                let is_text = seen.as_ref().is_none_or(|seen| !is_blank(seen));
                page.head.unread_parts.extend(wanted.left(seen.as_ref()));
                return if is_text { set_aside(page, what) } else { page };
            }
            Err(error) => return unread(page, wanted.parts, error),
        };
        if page.image_pixels > MEASURES.pixels {
            let why = OcrError::Failed("its image has more pixels than any scan".to_owned());
            return unread(page, wanted.parts, &why);
        }
        let upright = wanted.picture(render(resolution(&page)));
        if !wanted.is_whole && is_blank(&upright) {
            page.head.unread_parts.extend(wanted.left(Some(&upright)));
            return page;
        }
        let mut glyphs = match self.recognise(&upright, &page, engine) {
            Ok(glyphs) => glyphs,
            Err(error) => return unread(page, wanted.parts, &error),
        };
        if self.mode == Ocr::Auto && page.garbled && !self.says_more(&glyphs) {
            let why = OcrError::Failed("no words were found in it".to_owned());
            return unread(page, wanted.parts, &why);
        }
        let (width, height) = page.head.turn.inverse().size(page.head.width, page.head.height);
        let (turn, lean) = (upright.turn, upright.lean);
        let (wide, high) = turn.size(width, height);
        let head = PageHead { turn, lean, width: wide, height: high, ..PageHead::default() };
        if !wanted.fonts.is_empty() {
            let is_theirs = |glyph: &Glyph| is_in(&wanted.texts, &head, glyph.bbox);
            let read: Vec<Glyph> = glyphs.iter().filter(|&glyph| is_theirs(glyph)).cloned().collect();
            let said = page.glyphs.iter().filter(|glyph| wanted.fonts.contains(&glyph.font));
            if legible::say_the_same(said, &read) {
                glyphs.retain(|glyph| !is_theirs(glyph));
                wanted.trust_fonts();
                if wanted.parts.is_empty() {
                    return page;
                }
            }
        }
        let is_alone = wanted.printed.is_empty() && wanted.is_whole;
        if self.mode == Ocr::Auto && !page.garbled && !shows_text(&glyphs, is_alone) {
            page.head.findings.retain(|finding| finding.code != Code::B102);
            page.head.unread_parts.extend(wanted.left(Some(&upright)));
            return page;
        }
        let seen = Page { head, glyphs, rules: upright.rules, fills: upright.fills, ..Page::default() };
        page.head.findings.retain(|finding| finding.code != Code::B102);
        page.head.recognised = true;
        if is_alone { replaced(page, seen) } else { completed(page, seen, &wanted) }
    }

    /// What of a page is to be read from its picture.
    fn wanted(&self, page: &mut Page) -> Wanted {
        let mut fonts = Vec::new();
        if self.mode != Ocr::Always && !page.is_picture() {
            if self.makes_words(&page.glyphs) {
                fonts = legible::scrambled_fonts(&page.glyphs, &self.frequent);
            } else {
                page.note_fonts();
            }
        }
        let is_whole = self.mode == Ocr::Always || page.is_picture();
        let texts = page.places_of(&fonts);
        let parts = if is_whole {
            vec![page.head.to_viewer(Rect::new(0.0, 0.0, page.head.width, page.head.height))]
        } else {
            page.images.iter().chain(&page.curves).chain(&texts).copied().collect()
        };
        // text that says nothing, and all where that is asked for, gives way to what is seen
        let gives_way = self.mode == Ocr::Always || page.garbled || parts.is_empty();
        let is_kept = |glyph: &&Glyph| !gives_way && !glyph.is_space() && !fonts.contains(&glyph.font);
        let place = |glyph: &Glyph| page.head.to_viewer(glyph.bbox.grown(MEASURES.around * glyph.size));
        let printed = page.glyphs.iter().filter(is_kept).map(place).collect();
        Wanted { is_whole, parts, texts, fonts, printed }
    }

    /// The OCR engine, or why it is not used.
    fn engine(&self) -> Result<&Engine, &OcrError> {
        if self.mode == Ocr::Never {
            return Err(&SWITCHED_OFF);
        }
        self.engine.get_or_init(Engine::find).as_ref()
    }

    fn makes_words(&self, glyphs: &[Glyph]) -> bool {
        legible::makes_words(glyphs, &self.frequent)
    }

    /// Whether what was read of a page whose characters say nothing says something.
    fn says_more(&self, glyphs: &[Glyph]) -> bool {
        solid(glyphs) > 0 && self.makes_words(glyphs)
    }

    /// What stands in each of these places, read again, page by page on `threads` threads.
    pub(crate) fn again(
        &self,
        document: &PdfDocument,
        asked: &[Asked],
        threads: NonZero<usize>,
    ) -> Vec<Option<String>> {
        let wanted = |number| asked.iter().any(|asked| asked.page == number);
        let pages = document.map_pages(threads, wanted, &|_, _| {}, |page, render| {
            let picture = Picture::of(&render(resolution(&page)));
            let own = asked.iter().enumerate().filter(|(_, asked)| asked.page == page.head.number);
            own.map(|(at, asked)| (at, self.answer(&picture, asked))).collect::<Vec<_>>()
        });
        let mut answers = vec![None; asked.len()];
        for (at, answer) in pages.into_iter().flatten().flatten() {
            answers[at] = answer;
        }
        answers
    }

    fn answer(&self, page: &Picture, asked: &Asked) -> Option<String> {
        let engine = self.engine.get()?.as_ref().ok()?;
        let part = upright::place(page, asked.place, asked.upset, MEASURES.read_at)?;
        let document = self.said(&part, engine, &asked.characters).ok()?;
        let words = hocr::lines(&document).into_iter().flat_map(|line| line.words).map(|word| word.text);
        Some(words.collect::<Vec<_>>().join(" "))
    }

    /// What the engine says of a picture, or said before.
    fn said(&self, picture: &Picture, engine: &Engine, characters: &str) -> Result<String, OcrError> {
        let read = || engine.read(picture, characters);
        match &self.cache {
            Some(cache) => cache.get_or(picture, engine, characters, read),
            None => read(),
        }
    }

    /// The glyphs that the engine finds on a page.
    fn recognise(&self, page: &Upright, before: &Page, engine: &Engine) -> Result<Vec<Glyph>, OcrError> {
        let scale = (MEASURES.read_at / page.picture.dpi).max(1.0);
        let strips = strips::of(&page.picture, &page.blocks, page.letter, scale);
        let mut lines: Vec<Read> =
            strips.into_iter().map(|strip| Read { strip, words: Vec::new() }).collect();
        let strips: Vec<&Strip> = lines.iter().map(|line| &line.strip).collect();
        let mut words = Vec::new();
        for sheet in OcrSheet::of(&strips, page.letter * scale) {
            let document = self.said(&sheet.picture, engine, "")?;
            for line in hocr::lines(&document) {
                // figures of neighbouring cells may have been read as one word
                let pieces =
                    line.words.into_iter().flat_map(|word| word.parted(|point| sheet.strip_at(point)));
                let placed = pieces
                    .map(|((strip, corner), word)| (strip, PlacedWord { word, height: line.height, corner }));
                words.extend(placed);
            }
        }
        for (strip, word) in words {
            lines[strip].words.push(word);
        }
        // what runs beside the page's text, such as a header beside a turned table, runs one way all over the page
        let beside = |turn: Turn| -> f32 {
            let words = lines.iter().filter(|line| line.strip.turn() == turn).flat_map(|line| &line.words);
            words.map(|PlacedWord { word, .. }| word.letters() * (word.confidence - MEASURES.even)).sum()
        };
        let wrong = if beside(Turn::Right) > beside(Turn::Left) { Turn::Left } else { Turn::Right };
        lines.retain(|line| {
            line.strip.turn() != wrong
                && !forms::is_dust(line.words.iter().map(|word| word.word.text.as_str()))
        });
        for line in &mut lines {
            forms::right_capitals(
                &mut line.words.iter_mut().map(|word| &mut word.word.text).collect::<Vec<_>>(),
            );
        }
        let points = POINTS_PER_INCH / page.picture.dpi;
        layer::improve(&mut lines, &before.hidden, |point| page.in_viewer(point));
        Ok(lines
            .iter()
            .flat_map(|line| line.words.iter().flat_map(|word| glyphs::of(word, &line.strip, points)))
            .collect())
    }
}

/// A line as it was read.
#[derive(Debug)]
struct Read {
    strip: Strip,
    words: Vec<PlacedWord>,
}

/// A word, how high its line is on the sheet, and where its strip's baseline begins there.
#[derive(Debug, Clone)]
struct PlacedWord {
    word: ReadWord,
    height: f32,
    corner: (f32, f32),
}

/// The pixels per inch at which a page is drawn.
fn resolution(page: &Page) -> f32 {
    let own = (MEASURES.own[0]..=MEASURES.own[1]).contains(&page.image_dpi);
    if own { page.image_dpi } else { MEASURES.dpi }
}

fn solid(glyphs: &[Glyph]) -> usize {
    glyphs.iter().filter(|glyph| !glyph.is_space()).count()
}

/// Whether a picture has too few letters to be one of text.
fn is_blank(page: &Upright) -> bool {
    page.blocks.iter().map(|block| block.marks.len()).sum::<usize>() < MEASURES.letters
}

/// Whether what was read of a picture is a text. A page that is a picture and `alone`, without printed text, has few words at
/// times; a photograph with a caption seems to.
fn shows_text(glyphs: &[Glyph], alone: bool) -> bool {
    let sure = |glyph: &&Glyph| !glyph.is_space() && f32::from(glyph.doubt) <= 100.0 * (1.0 - MEASURES.sure);
    if alone { solid(glyphs) > 0 } else { glyphs.iter().filter(sure).count() >= MEASURES.read }
}

/// The page as it is seen: text that was drawn gives way to that, and is counted.
fn replaced(mut page: Page, seen: Page) -> Page {
    page.head.invisible += page.solid() as u32;
    page.head.findings.retain(|finding| finding.code != Code::B105);
    let Page { head: PageHead { turn, lean, width, height, .. }, glyphs, rules, fills, .. } = seen;
    Page { head: PageHead { turn, lean, width, height, ..page.head }, glyphs, rules, fills, ..page }
}

/// Whether the middle of a rectangle of a page lies in one of some parts of its viewer's frame.
fn is_in(parts: &[Rect], head: &PageHead, rect: Rect) -> bool {
    let point = head.to_viewer(rect).centre();
    parts.iter().any(|part| part.contains(point))
}

/// The page with what is seen in the parts of it that were wanted, beside its own text.
fn completed(mut page: Page, mut seen: Page, wanted: &Wanted) -> Page {
    let is_read = |part: &Rect| seen.glyphs.iter().any(|glyph| is_in(&[*part], &seen.head, glyph.bbox));
    page.head.unread_parts.extend(wanted.parts.iter().filter(|&part| !is_read(part)));
    let drawn = page.solid();
    page.glyphs.retain(|glyph| !wanted.fonts.contains(&glyph.font));
    page.head.invisible += (drawn - page.solid()) as u32;
    if wanted.is_whole {
        (page.rules, page.fills) = (Vec::new(), Vec::new());
    } else {
        let pictures = [page.images.as_slice(), &page.curves].concat();
        let head = &page.head;
        page.rules
            .retain(|rule| rule.to - rule.from >= MEASURES.rule || !is_in(&pictures, head, rule.rect()));
        let head = &seen.head;
        seen.rules.retain(|rule| !is_in(&wanted.texts, head, rule.rect()));
        seen.fills.retain(|fill| is_in(&page.images, head, fill.rect));
    }
    // both in the frame of the one that has more text
    let (own, its) = (page.head.turn, seen.head.turn);
    if seen.solid() > page.solid() {
        page.turn(own.inverse().then(its));
    } else {
        seen.turn(its.inverse().then(own));
    }
    page.head.lean = seen.head.lean;
    page.glyphs.append(&mut seen.glyphs);
    page.rules.append(&mut seen.rules);
    page.fills.append(&mut seen.fills);
    page
}

/// A page that is not read, and why; such pages are named all together.
fn set_aside(mut page: Page, why: &'static str) -> Page {
    page.head.findings.retain(|finding| finding.code != Code::B102);
    page.head.unread = Some(why);
    page
}

/// A page of which `parts` could not be read, and why.
fn unread(mut page: Page, parts: Vec<Rect>, why: &OcrError) -> Page {
    let number = page.head.number;
    page.head.unread_parts.extend(parts);
    page.head.findings.retain(|finding| finding.code != Code::B102);
    let finding = Finding::new(Code::B102).with("what", "reading").with("why", why.to_string());
    page.head.findings.push(finding.on_page(number));
    page
}
