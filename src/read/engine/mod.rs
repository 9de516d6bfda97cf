//! The PDF engine, `hayro-interpret`, and nothing else of the program beside it: a [`PdfDocument`] gives pages.
//!
//! What a page would unpack is judged first ([`streams`]); then the engine calls a device for each glyph run and path
//! ([`device`]), which collects them in the viewer's frame, and the page is turned upright. The engine may panic or run
//! away on a malformed page: a panic is caught and becomes a finding, and a page that draws more than any printed page is
//! stopped.

mod device;
mod drawable;
mod fields;
mod hyphens;
mod labels;
mod lone;
mod maps;
mod mend;
mod pixels;
mod programs;
mod shapes;
mod streams;
mod symbols;
mod tree;

use std::cell::Cell;
use std::collections::HashSet;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hayro_interpret::hayro_syntax::object::{Dict, ObjectIdentifier};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect as EngineRect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent, TransformExt,
    interpret_page,
};

use self::device::Collector;
use self::mend::LostFonts;
use self::programs::Programs;
use self::shapes::Shapes;
use self::streams::Judge;
use self::tree::Listed;
use super::direction::main_direction;
use super::{Page, PageHead, Raster, ReadError, limits};
use crate::diagnostic::{Code, Finding};
use crate::geometry::{POINTS_PER_INCH, Rect};

/// Limits of this step.
struct Limits {
    /// Pages that a file may have; a year's report has some hundreds.
    pages: usize,
    /// How long the longer side of a page may be, in points: as long as PDF pages are at most (ISO 32000-1, annex C).
    side: f32,
    /// Pixels that a page's picture may have: A3 at 400 pixels per inch.
    picture: f32,
    /// Bytes of a stack that the deepest nesting the engine goes into fits in.
    stack: usize,
}

const LIMITS: Limits = Limits { pages: 10_000, side: 14_400.0, picture: 31e6, stack: 64 << 20 };

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is reading a page, so that a panic now is caught and need not be reported as a crash.
pub(crate) fn is_reading() -> bool {
    READING.get()
}

/// What the device throws to stop the engine, which has no other brake.
struct Overfull;

/// Draws a page at so many pixels per inch.
pub(crate) type Render<'r> = dyn Fn(f32) -> Raster + 'r;

/// An opened PDF.
pub(crate) struct PdfDocument {
    pdf: Pdf,
    /// The pages that are there: the number of each, and its place among those that the engine finds. A page that the file
    /// lists twice has two numbers.
    places: Vec<(u32, usize)>,
    /// How many pages there are, with those that are lost.
    pages: usize,
    labels: Vec<String>,
    /// Judges what a page would unpack.
    judge: Judge,
    lost_fonts: LostFonts,
    findings: Vec<Finding>,
}

impl PdfDocument {
    /// Opens a PDF from its bytes.
    ///
    /// # Errors
    /// Where the bytes are no PDF, are damaged beyond repair, or need a (different) password.
    pub(crate) fn open(mut bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        // Readers accept junk before the header (ISO 32000-1, 7.5.2, note 1 in annex H: the first 1024 bytes).
        if !bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
            return Err(ReadError::NotPdf);
        }
        let blanked = limits::defuse(&mut bytes);
        let mut cut = None;
        if let Some((closed, number)) = mend::with_end(&bytes) {
            (bytes, cut) = (Arc::new(closed), number);
        }
        let judge = Judge::knowing(blanked, cut);
        let pdf = match load(&bytes, password) {
            Err(ReadError::Damaged) => {
                bytes = Arc::new(mend::with_catalogue(&bytes));
                load(&bytes, password)?
            }
            Err(ReadError::PasswordNeeded) => {
                bytes = Arc::new(mend::without_idle_encryption(&bytes).ok_or(ReadError::PasswordNeeded)?);
                load(&bytes, password)?
            }
            opened => opened?,
        };
        let (bytes, pdf) = with_maps(bytes, pdf, password);
        let (pdf, lost_fonts) = mended(&bytes, pdf, &judge, password);
        let found = pdf.pages().len();
        let listed = guarded(|| tree::listed(pdf.xref())).unwrap_or_default();
        let findings = lost_pages(listed.as_ref(), found);
        let Listed { lost, again } = listed.unwrap_or_default();
        let taken: HashSet<u32> =
            lost.iter().chain(again.iter().map(|(number, _)| number)).copied().collect();
        let numbers = (1..).filter(|number| !taken.contains(number));
        let mut places: Vec<(u32, usize)> = numbers.zip(0..found).collect();
        places.extend(again.into_iter().filter(|&(_, page)| page < found));
        places.sort_unstable();
        let pages = places.last().map_or(0, |&(last, _)| last as usize).max(places.len() + lost.len());
        if pages > LIMITS.pages {
            return Err(ReadError::TooManyPages { pages, most: LIMITS.pages });
        }
        let labels = guarded(|| labels::page_labels(pdf.xref(), pages)).unwrap_or_default();
        Ok(Self { pdf, places, pages, labels, judge, lost_fonts, findings })
    }

    /// What was odd about the file as a whole: pages that are missing from it.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Number of pages, with those that are missing from the file.
    pub(crate) fn len(&self) -> usize {
        self.pages
    }

    /// The program that made the file, as it says.
    pub(crate) fn producer(&self) -> Option<String> {
        let bytes = self.pdf.metadata().producer.as_ref()?;
        let text = labels::text_string(bytes).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Reads every page for which `wanted` is true and puts it through `each`, on `threads` threads; the results are
    /// in the order of the pages, with `None` for pages that were not wanted or are missing from the file. `progress`
    /// hears how many are done. `each` may ask for the page's picture, too.
    pub(crate) fn map_pages<T: Send>(
        &self,
        threads: NonZero<usize>,
        wanted: impl Fn(u32) -> bool + Sync,
        progress: &(dyn Fn(usize, usize) + Sync),
        each: impl Fn(Page, &Render<'_>) -> T + Sync,
    ) -> Vec<Option<T>> {
        let total = self.places.len();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut mine = Vec::new();
            let mut cache = InterpreterCache::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= total {
                    return mine;
                }
                let (number, place) = self.places[index];
                if wanted(number) {
                    mine.push((number, self.page(number, place, &mut cache, &each)));
                }
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
        };
        let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(self.pages).collect();
        std::thread::scope(|scope| {
            let spawn =
                |_| std::thread::Builder::new().stack_size(LIMITS.stack).spawn_scoped(scope, work).ok();
            let workers: Vec<_> = (0..threads.get().min(total)).filter_map(spawn).collect();
            // Where the system gives no thread at all, this one does.
            let mut finished = if workers.is_empty() { work() } else { Vec::new() };
            for worker in workers {
                // Pages that a worker had done would go with it: what no page may do ends the run.
                finished.extend(worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            for (number, result) in finished {
                results[number as usize - 1] = Some(result);
            }
        });
        results
    }

    /// Reads one page and puts it through `each`; a panic in either gives an empty page with a finding instead.
    fn page<'a, T>(
        &'a self,
        number: u32,
        place: usize,
        cache: &mut InterpreterCache<'a>,
        each: &impl Fn(Page, &Render<'_>) -> T,
    ) -> T {
        let engine_page = &self.pdf.pages()[place];
        let label = self.labels.get(number as usize - 1).cloned().unwrap_or_else(|| number.to_string());
        let outcome = guarded(|| {
            let (width, height) = engine_page.render_dimensions();
            if width.max(height) > LIMITS.side || self.judge.is_overfull(engine_page) {
                panic_any(Overfull);
            }
            let mut page = read_page(engine_page, number, label.clone(), cache);
            page.head.findings.extend(self.losses(engine_page).map(|finding| finding.on_page(number)));
            each(page, &|dpi| {
                if self.judge.has_huge_image(engine_page) || !drawable::has_few_layers(engine_page) {
                    panic_any(Overfull);
                }
                render(engine_page, dpi)
            })
        });
        outcome.unwrap_or_else(|stopped| {
            // The engine's cache may be half filled after a panic.
            *cache = InterpreterCache::new();
            let finding = if stopped.is::<Overfull>() {
                Finding::new(Code::B104)
            } else {
                Finding::new(Code::B101).with("lost", "page")
            };
            let (width, height) = engine_page.render_dimensions();
            let findings = vec![finding.on_page(number)];
            let head = PageHead { number, label, width, height, findings, ..PageHead::default() };
            each(Page { head, ..Page::default() }, &|_| Raster::default())
        })
    }

    /// What the file has lost of a page.
    fn losses(&self, page: &EnginePage<'_>) -> impl Iterator<Item = Finding> {
        let fonts = &page.resources().fonts;
        let (mut unread, mut read) = (fonts.keys().next().is_none() && streams::sets_text(page), false);
        for name in fonts.keys() {
            match fonts.get_ref(&name).and_then(|font| self.lost_fonts.get(&ObjectIdentifier::from(font))) {
                Some(true) => read = true,
                Some(false) => unread = true,
                None => unread |= fonts.get::<Dict<'_>>(&name).is_none(),
            }
        }
        [
            unread.then(|| Finding::new(Code::B106)),
            read.then(|| Finding::new(Code::B107)),
            (!self.judge.is_whole(page)).then(|| Finding::new(Code::B101).with("lost", "part")),
        ]
        .into_iter()
        .flatten()
    }
}

/// Opens the file with the engine.
fn load(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<Pdf, ReadError> {
    let opened = guarded(|| Pdf::new_with_password(Arc::clone(bytes), password.unwrap_or_default()));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(if password.is_some() {
                ReadError::PasswordWrong
            } else {
                ReadError::PasswordNeeded
            });
        }
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(ReadError::Encryption),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(ReadError::Damaged),
    };
    match guarded(|| pdf.pages().len()).unwrap_or(0) {
        0 => Err(ReadError::Damaged),
        pages if pages > LIMITS.pages => Err(ReadError::TooManyPages { pages, most: LIMITS.pages }),
        _ => Ok(pdf),
    }
}

/// The file with the maps of its fonts put right.
fn with_maps(bytes: Arc<Vec<u8>>, pdf: Pdf, password: Option<&str>) -> (Arc<Vec<u8>>, Pdf) {
    if let Ok(Some(completed)) = guarded(|| maps::completed(&bytes, &pdf)) {
        let completed = Arc::new(completed);
        if let Ok(again) = load(&completed, password)
            && again.pages().len() == pdf.pages().len()
        {
            return (completed, again);
        }
    }
    (bytes, pdf)
}

/// The file with stand-ins for the fonts that it has lost, and which those are.
fn mended(bytes: &[u8], pdf: Pdf, judge: &Judge, password: Option<&str>) -> (Pdf, LostFonts) {
    if let Ok(Some((mended, fonts))) = guarded(|| mend::with_fonts(bytes, &pdf, judge))
        && let Ok(again) = load(&Arc::new(mended), password)
        && again.pages().len() == pdf.pages().len()
    {
        return (again, fonts);
    }
    (pdf, LostFonts::new())
}

/// What is to be said of pages that the file has lost, by their numbers, where its list of pages is there.
fn lost_pages(listed: Option<&Listed>, found: usize) -> Vec<Finding> {
    let Some(Listed { lost, again }) = listed else {
        return vec![Finding::new(Code::B108).with("lost", "list").with("pages", found)];
    };
    let of = found + again.len() + lost.len();
    let finding =
        |&page: &u32| Finding::new(Code::B108).with("lost", "page").with("number", page).with("pages", of);
    lost.iter().map(finding).collect()
}

/// Runs `work` so that a panic in it is caught and marked as caught.
fn guarded<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    READING.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    READING.set(false);
    outcome
}

/// What a page draws, in the viewer's frame, and whether there was a font that the engine cannot use; `shapes` tell what
/// its fonts do not.
fn collected<'a>(page: &EnginePage<'a>, cache: &InterpreterCache<'a>, shapes: Shapes) -> (Page, bool) {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, width, height);
    let unsupported = Arc::new(AtomicUsize::new(0));
    let mut collector = Collector::new(frame, fields::places(page), Programs::knowing(shapes));
    for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
        let sink = Arc::clone(&unsupported);
        let settings = InterpreterSettings {
            render_content: content,
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    sink.fetch_add(1, Ordering::Relaxed);
                }
            }),
            ..InterpreterSettings::default()
        };
        let transform = page.initial_transform(true);
        let bounds = EngineRect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform.to_kurbo(), bounds, cache, page.xref(), settings);
        collector.begin(content == RenderContent::ANNOTATIONS);
        interpret_page(page, &mut context, &mut collector);
    }
    (collector.finish(), unsupported.load(Ordering::Relaxed) > 0)
}

/// One page, upright.
fn read_page<'a>(page: &EnginePage<'a>, number: u32, label: String, cache: &InterpreterCache<'a>) -> Page {
    let (width, height) = page.render_dimensions();
    let (mut drawn, mut is_lacking) = collected(page, cache, Shapes::default());
    if drawn.glyphs.iter().any(|glyph| glyph.text == char::REPLACEMENT_CHARACTER) {
        let shapes = shapes::of_page(page, cache);
        if !shapes.is_empty() {
            (drawn, is_lacking) = collected(page, cache, shapes);
        }
    }
    let mut findings = Vec::new();
    if is_lacking {
        findings.push(Finding::new(Code::B103).on_page(number));
    }
    findings.extend(drawn.head.findings.into_iter().map(|finding| finding.on_page(number)));
    let mut page = Page { head: PageHead { number, label, width, height, findings, ..drawn.head }, ..drawn };
    page.turn(main_direction(&page).inverse());
    page.note_unreadable();
    if !page.is_picture() && !page.has_parts() {
        page.hidden = Vec::new();
    }
    page
}

/// The page as a picture of so many pixels per inch, or as many as fit.
fn render(page: &EnginePage<'_>, dpi: f32) -> Raster {
    let (width, height) = page.render_dimensions();
    let scale = (dpi / POINTS_PER_INCH).min((LIMITS.picture / (width * height).max(1.0)).sqrt());
    if let Some(raster) = lone::image(page, scale * POINTS_PER_INCH) {
        return raster;
    }
    let white = hayro::vello_cpu::color::palette::css::WHITE;
    let settings = hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: white };
    let pixmap = hayro::render(
        page,
        &hayro::RenderCache::new(),
        &InterpreterSettings::default(),
        &hayro::RenderSettings::default(),
        &settings,
    );
    let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    Raster::from_rgba(width, height, scale * POINTS_PER_INCH, pixmap.data_as_u8_slice().as_chunks().0)
}
