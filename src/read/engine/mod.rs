//! The PDF engine, `hayro-interpret`, and nothing else of the program beside it: a [`Document`] gives pages.
//!
//! The engine calls a device for each glyph run and path; the device here collects them in the viewer's frame, and
//! the page is then turned upright. The engine may panic or run away on a malformed page: a panic is caught and
//! becomes a finding, and a page that draws more than any printed page is stopped.

mod labels;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hayro_interpret::font::{Glyph as EngineGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::hayro_syntax::{DecryptionError, Filter, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as EngineRect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, InterpreterWarning, Paint, RenderContent, SoftMask, TransformExt, interpret_page,
};

use super::lines::Drawing;
use super::{Glyph, Page, ReadError, is_space, limits};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Rect, Turn};

/// Limits and tolerances of this step.
struct Limits {
    /// Pages that a file may have; a year's report has some hundreds.
    pages: usize,
    /// Characters for which one font may give widths; there are 65 536 to give them for.
    widths: u64,
    /// Glyphs that one page may draw; the fullest page of a report draws some 10 000.
    glyphs: usize,
    /// Corners of paths, clips and images that one page may draw; a detailed map has some 100 000.
    drawn: usize,
    /// How many corners a clip counts for: going into a form costs as much.
    clip: usize,
    /// How long the drawing of one page may take; the fullest page of a report takes a fiftieth of a second.
    patience: Duration,
    /// Objects that one page may lead to; a page with all the fonts of a report leads to some hundreds.
    objects: usize,
    /// Bytes of a stack that the deepest nesting the engine goes into fits in.
    stack: usize,
    /// How far, as the sine of the angle, text may lean and still count as level: half a degree.
    lean: f64,
    /// Share of a glyph run's advance by which two widths must differ before they count as two.
    stretch: f64,
    /// Ascent of the glyph box in ems; the engine does not tell the font's own.
    ascent: f64,
    /// Descent of the glyph box in ems, downwards.
    descent: f64,
}

const LIMITS: Limits = Limits {
    pages: 10_000,
    widths: 1 << 20,
    glyphs: 200_000,
    drawn: 2_000_000,
    clip: 10,
    patience: Duration::from_secs(5),
    objects: 50_000,
    stack: 64 << 20,
    lean: 0.009,
    stretch: 0.01,
    ascent: 0.8,
    descent: 0.2,
};

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is reading a page, so that a panic now is caught and need not be reported as a crash.
pub fn is_reading() -> bool {
    READING.get()
}

/// What the device throws to stop the engine, which has no other brake.
struct Overfull;

/// An opened PDF.
pub struct Document {
    pdf: Pdf,
    labels: Vec<String>,
    /// The streams that were looked at, and whether they come to too much.
    judged: Mutex<HashMap<ObjectIdentifier, bool>>,
}

impl Document {
    /// Opens a PDF from its bytes.
    ///
    /// # Errors
    /// Where the bytes are no PDF, are damaged beyond repair, or need a (different) password.
    pub fn open(mut bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        // Readers accept junk before the header (ISO 32000-1, 7.5.2, note 1 in annex H: the first 1024 bytes).
        if !bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
            return Err(ReadError::NotPdf);
        }
        let blanked = limits::defuse(&mut bytes);
        let judged = blanked.into_iter().map(|number| (ObjectIdentifier::new(number, 0), true)).collect();
        let opened = guarded(|| Pdf::new_with_password(bytes, password.unwrap_or_default()));
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
        let pages = guarded(|| pdf.pages().len()).unwrap_or(0);
        if pages == 0 {
            return Err(ReadError::Damaged);
        }
        if pages > LIMITS.pages {
            return Err(ReadError::TooManyPages { pages, most: LIMITS.pages });
        }
        let labels = guarded(|| labels::page_labels(pdf.xref(), pages)).unwrap_or_default();
        Ok(Self { pdf, labels, judged: Mutex::new(judged) })
    }

    /// Number of pages.
    pub fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Whether there are no pages; an opened document always has some.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The program that made the file, as it says.
    pub fn producer(&self) -> Option<String> {
        let bytes = self.pdf.metadata().producer.as_ref()?;
        let text = labels::text_string(bytes).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Reads every page for which `wanted` is true and puts it through `each`, on `threads` threads; the results are
    /// in the order of the pages, with `None` for pages that were not wanted. `progress` hears how many are done.
    pub fn map_pages<T: Send>(
        &self,
        threads: NonZero<usize>,
        wanted: impl Fn(u32) -> bool + Sync,
        progress: &(dyn Fn(usize, usize) + Sync),
        each: impl Fn(Page) -> T + Sync,
    ) -> Vec<Option<T>> {
        let total = self.len();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut mine = Vec::new();
            let mut cache = InterpreterCache::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= total {
                    return mine;
                }
                if wanted(index as u32 + 1) {
                    mine.push((index, self.page(index, &mut cache, &each)));
                }
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
        };
        let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(total).collect();
        std::thread::scope(|scope| {
            let spawn =
                |_| std::thread::Builder::new().stack_size(LIMITS.stack).spawn_scoped(scope, work).ok();
            let workers: Vec<_> = (0..threads.get().min(total)).filter_map(spawn).collect();
            // Where the system gives no thread at all, this one does.
            let mut finished = if workers.is_empty() { work() } else { Vec::new() };
            for worker in workers {
                finished.extend(worker.join().unwrap_or_default());
            }
            for (index, result) in finished {
                results[index] = Some(result);
            }
        });
        results
    }

    /// Reads one page and puts it through `each`; a panic in either gives an empty page with a finding instead.
    fn page<'a, T>(&'a self, index: usize, cache: &mut InterpreterCache<'a>, each: &impl Fn(Page) -> T) -> T {
        let engine_page = &self.pdf.pages()[index];
        let number = index as u32 + 1;
        let label = self.labels.get(index).cloned().unwrap_or_else(|| number.to_string());
        let outcome = guarded(|| {
            if self.is_overfull(engine_page) {
                panic_any(Overfull);
            }
            each(read_page(engine_page, number, label.clone(), cache))
        });
        outcome.unwrap_or_else(|stopped| {
            // The engine's cache may be half filled after a panic.
            *cache = InterpreterCache::new();
            let finding = if stopped.is::<Overfull>() {
                Diagnostic::new(
                    Code::B104,
                    "the page holds more than any printed page can; its records are missing",
                )
            } else {
                Diagnostic::new(
                    Code::B101,
                    "the page is malformed and could not be read; its records are missing",
                )
            };
            let (width, height) = engine_page.render_dimensions();
            let findings = vec![finding.on_page(number)];
            each(Page { number, label, width, height, findings, ..Page::default() })
        })
    }
}

/// Judging what a page would unpack, before the engine unpacks it.
impl Document {
    /// Whether the contents of a page, or any stream that it leads to, come to too much.
    fn is_overfull(&self, page: &EnginePage<'_>) -> bool {
        let mut budget = limits::MOST;
        let contents = page.raw();
        let streams: Vec<Stream<'_>> = match contents.get::<Array<'_>>("Contents") {
            Some(array) => array.iter::<Stream<'_>>().take(LIMITS.objects).collect(),
            None => contents.get::<Stream<'_>>("Contents").into_iter().collect(),
        };
        if streams.len() > 1 {
            // Together they are one text. The same stream may stand there many times.
            for stream in &streams {
                let Ok(data) = (!self.is_too_much(stream)).then(|| stream.decoded_data()).transpose() else {
                    continue;
                };
                let length = data.map_or(limits::MOST, |data| data.len() as u64);
                if length >= budget {
                    return true;
                }
                budget -= length;
            }
        }
        let mut seen = HashSet::new();
        let mut open = vec![page.raw().clone()];
        let mut parent = page.raw().get::<Dict<'_>>("Parent");
        for _ in 0..64 {
            let Some(node) = parent else { break };
            open.extend(node.get::<Dict<'_>>("Resources"));
            parent = node.get::<Dict<'_>>("Parent");
        }
        let xref = page.xref();
        let mut nodes: Vec<Object<'_>> = open.into_iter().map(Object::Dict).collect();
        let mut steps = 0;
        while let Some(node) = nodes.pop() {
            steps += 1;
            if steps > LIMITS.objects {
                return true;
            }
            let children: Vec<MaybeRef<Object<'_>>> = match &node {
                Object::Stream(stream) if self.is_too_much(stream) => return true,
                Object::Stream(stream) => leads_to(stream.dict()),
                Object::Dict(dict) if widths(dict) > LIMITS.widths => return true,
                Object::Dict(dict) => leads_to(dict),
                Object::Array(array) => array.raw_iter().take(LIMITS.objects).collect(),
                _ => Vec::new(),
            };
            for child in children {
                match child {
                    MaybeRef::NotRef(child @ (Object::Dict(_) | Object::Array(_))) => nodes.push(child),
                    MaybeRef::NotRef(_) => {}
                    MaybeRef::Ref(reference) => {
                        let id = ObjectIdentifier::from(reference);
                        if seen.insert(id) {
                            nodes.extend(xref.get::<Object<'_>>(id));
                        }
                    }
                }
            }
        }
        false
    }

    /// Whether a stream comes to too much. Images are never unpacked here, and so never do.
    fn is_too_much(&self, stream: &Stream<'_>) -> bool {
        let id = stream.obj_id();
        let known = self.judged.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        known.unwrap_or_else(|| {
            let is_image =
                stream.dict().get::<Name<'_>>("Subtype").is_some_and(|name| name.as_ref() == b"Image");
            let judged = !is_image && {
                let (filters, raw) = (stream.filters(), stream.raw_data());
                let most = filters.iter().fold(raw.len() as u64, |length, filter| {
                    length.saturating_mul(match filter {
                        Filter::FlateDecode => limits::DEFLATE,
                        // a code of 12 bits stands for 4096 bytes at most
                        Filter::LzwDecode => 2731,
                        Filter::RunLengthDecode => 64,
                        Filter::Ascii85Decode => 4,
                        _ => 1,
                    })
                });
                let plain = filters.iter().all(|filter| *filter == Filter::FlateDecode);
                most > limits::MOST && (!plain || limits::is_too_much(&raw))
            };
            self.judged.lock().unwrap_or_else(PoisonError::into_inner).insert(id, judged);
            judged
        })
    }
}

/// For how many characters a font's dictionary gives widths by ranges (ISO 32000-1, 9.7.4.3).
fn widths(font: &Dict<'_>) -> u64 {
    let mut all = 0_u64;
    for key in ["W", "W2"] {
        let Some(array) = font.get::<Array<'_>>(key) else { continue };
        let mut first = None;
        let mut skip = 0;
        for item in array.iter::<Object<'_>>() {
            match (item, first) {
                (Object::Number(_), _) if skip > 0 => skip -= 1,
                (Object::Number(number), None) => first = Some(number.as_f64()),
                (Object::Number(number), Some(from)) => {
                    all = all.saturating_add((number.as_f64() - from).max(0.0) as u64);
                    (first, skip) = (None, if key == "W" { 1 } else { 3 });
                }
                _ => first = None,
            }
        }
    }
    all
}

/// What the engine may follow from a dictionary of a page; not what leads back to other pages.
fn leads_to<'a>(dict: &Dict<'a>) -> Vec<MaybeRef<Object<'a>>> {
    const BACK: [&[u8]; 10] =
        [b"Parent", b"P", b"Dest", b"A", b"AA", b"Popup", b"IRT", b"B", b"Widths", b"W"];
    dict.entries().filter(|(key, _)| !BACK.contains(&key.as_ref())).map(|(_, value)| value).collect()
}

/// Runs `work` so that a panic in it is caught and marked as caught.
fn guarded<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    READING.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    READING.set(false);
    outcome
}

/// One page, upright.
fn read_page<'a>(page: &EnginePage<'a>, number: u32, label: String, cache: &InterpreterCache<'a>) -> Page {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, width, height);
    let unsupported = Arc::new(AtomicUsize::new(0));
    let mut collector = Collector::new(frame);
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
        collector.annotations = content == RenderContent::ANNOTATIONS;
        interpret_page(page, &mut context, &mut collector);
    }
    let mut findings = Vec::new();
    if unsupported.load(Ordering::Relaxed) > 0 {
        let message = "a font of this page could not be used; its text may be missing";
        findings.push(Diagnostic::new(Code::B103, message).on_page(number));
    }
    if !is_content_whole(page) {
        let message = "a part of the page is malformed and could not be read; its records are missing";
        findings.push(Diagnostic::new(Code::B101, message).on_page(number));
    }
    let turn = main_direction(&collector.glyphs).inverse();
    let (turned_width, turned_height) = turn.size(width, height);
    let mut page = Page {
        number,
        label,
        width: turned_width,
        height: turned_height,
        turn,
        glyphs: collector.glyphs,
        rules: collector.drawing.rules,
        fills: collector.drawing.fills,
        noise: collector.noise,
        invisible: collector.invisible,
        image_area: collector.image_area,
        findings,
    };
    if turn != Turn::None {
        for glyph in &mut page.glyphs {
            glyph.origin = turn.point(glyph.origin, width, height);
            glyph.bbox = turn.rect(glyph.bbox, width, height);
            glyph.turn = glyph.turn.map(|direction| direction.then(turn));
        }
        for rule in &mut page.rules {
            *rule = rule.turned(turn, width, height);
        }
        for fill in &mut page.fills {
            fill.rect = turn.rect(fill.rect, width, height);
        }
    }
    page
}

/// Whether all of the page's content can be unpacked. The engine passes over what cannot, and does not say so.
fn is_content_whole(page: &EnginePage<'_>) -> bool {
    let whole = |stream: &Stream<'_>| match stream.decoded_data() {
        Ok(data) => !data.is_empty() || stream.raw_data().is_empty(),
        Err(_) => false,
    };
    if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
        whole(&stream)
    } else if let Some(parts) = page.raw().get::<Array<'_>>("Contents") {
        parts.iter::<Stream<'_>>().all(|stream| whole(&stream))
    } else {
        true
    }
}

/// The direction in which most of the page's text runs.
fn main_direction(glyphs: &[Glyph]) -> Turn {
    let mut counts = [0_usize; 4];
    for turn in glyphs.iter().filter_map(|glyph| glyph.turn) {
        counts[turn as usize] += 1;
    }
    // The first of equals is the upright one.
    let most = counts.iter().copied().max().unwrap_or(0);
    [Turn::None, Turn::Right, Turn::Half, Turn::Left]
        .into_iter()
        .find(|&turn| counts[turn as usize] == most)
        .unwrap_or_default()
}

/// The device: takes what the engine draws, in the viewer's frame.
struct Collector {
    glyphs: Vec<Glyph>,
    drawing: Drawing,
    clips: Vec<Rect>,
    annotations: bool,
    noise: u32,
    invisible: u32,
    image_area: f32,
    drawn: usize,
    written: usize,
    started: Instant,
}

impl Collector {
    fn new(frame: Rect) -> Self {
        Self {
            glyphs: Vec::new(),
            drawing: Drawing::default(),
            clips: vec![frame],
            annotations: false,
            noise: 0,
            invisible: 0,
            image_area: 0.0,
            drawn: 0,
            written: 0,
            started: Instant::now(),
        }
    }

    /// The clip in force: the page itself, or what clip paths leave of it.
    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    fn count(&mut self, drawn: usize) {
        self.drawn += drawn;
        if self.drawn > LIMITS.drawn {
            panic_any(Overfull);
        }
    }

    fn push_clip(&mut self, bounds: EngineRect) {
        // Each form that is drawn clips, so that forms that draw forms are counted though they draw nothing else.
        self.count(LIMITS.clip);
        // A form can be long and still draw nothing; time alone tells how long the forms are together.
        if self.started.elapsed() > LIMITS.patience {
            panic_any(Overfull);
        }
        let (clip, new) = (self.clip(), to_rect(bounds));
        let (x0, y0) = (clip.x0.max(new.x0), clip.y0.max(new.y0));
        self.clips.push(Rect { x0, y0, x1: clip.x1.min(new.x1).max(x0), y1: clip.y1.min(new.y1).max(y0) });
    }

    fn take_glyph(&mut self, glyph: Glyph, hidden: bool) {
        let (x, y) = glyph.bbox.centre();
        let solid = u32::from(!glyph.is_space());
        if hidden || !self.clip().contains((x, y)) {
            self.invisible += solid;
        } else if self.annotations {
            self.noise += solid;
        } else {
            self.glyphs.push(glyph);
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(path.elements().len());
        let Some(colour) = visible_colour(&props.paint) else {
            return;
        };
        if self.annotations {
            return;
        }
        let clip = self.clip();
        let (fills, strokes) = match mode {
            DrawMode::Fill(_) => (true, false),
            DrawMode::Stroke(_) => (false, true),
            DrawMode::FillAndStroke(..) => (true, true),
            DrawMode::Invisible => (false, false),
        };
        let outlines = outlines(path, props.transform);
        let boxes: Vec<Rect> = outlines.iter().filter_map(Outline::bounds).collect();
        let framed = fills && matches!(boxes[..], [a, b] if self.drawing.frame(a, b, colour, clip));
        for outline in outlines {
            if fills
                && !framed
                && let Some(rect) = outline.bounds()
            {
                self.drawing.area(rect, outline.is_box(rect), colour, clip);
            }
            if strokes {
                for side in outline.points.windows(2) {
                    self.drawing.stroke(side[0], side[1], clip);
                }
            }
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        self.push_clip(clip_path.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &EngineRect) {
        self.push_clip(*rect);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(run.glyphs().len());
        self.written += run.glyphs().len();
        if self.written > LIMITS.glyphs {
            panic_any(Overfull);
        }
        // Text that is filled and stroked comes twice; the stroke is a twin of the fill before it. Text that is
        // stroked only has no such twin and is taken.
        let twin = matches!(mode, DrawMode::Stroke(_))
            && run.glyphs().first().is_some_and(|first| {
                let origin = to_point(props.transform * first.transform() * Point::ORIGIN);
                let back = self.glyphs.len().checked_sub(run.glyphs().len());
                back.and_then(|index| self.glyphs.get(index)).is_some_and(|glyph| glyph.origin == origin)
            });
        if twin {
            return;
        }
        let hidden = matches!(mode, DrawMode::Invisible);
        let placed: Vec<Affine> =
            run.glyphs().iter().map(|glyph| props.transform * glyph.transform()).collect();
        let mut stretched = true;
        for (index, (glyph, m)) in run.glyphs().iter().zip(&placed).enumerate() {
            let next = placed.get(index + 1).map(|next| *next * Point::ORIGIN);
            self.take_glyph(placed_glyph(glyph, *m, next, &mut stretched), hidden);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        self.image_area += (a * d - b * c).abs() as f32;
    }
}

/// A glyph whose space is mapped to the viewer's frame by `m`; `next` is the next glyph's origin in the same run.
///
/// For fonts that are not embedded the engine stretches its substitute's outlines to the widths that the file gives,
/// and that stretch is in `m` too; `stretched` remembers which of the two measures of the advance the run agrees with.
fn placed_glyph(glyph: &EngineGlyph<'_>, m: Affine, next: Option<Point>, stretched: &mut bool) -> Glyph {
    const EM: f64 = 1000.0;
    let [a, b, c, d, e, f] = m.as_coeffs();
    let (x_scale, y_scale) = (a.hypot(b).max(1e-9), c.hypot(d).max(1e-9));
    let width = match glyph {
        EngineGlyph::Outline(outline) => outline.advance_width(),
        EngineGlyph::Type3(type3) => type3.advance_width(),
    };
    let width = f64::from(width.unwrap_or(0.0));
    let (by_x, by_y) = (width * x_scale, width * y_scale);
    if (by_x - by_y).abs() > LIMITS.stretch * by_y.abs() {
        if let Some(next) = next {
            let moved = (next.x - e).hypot(next.y - f);
            *stretched = (moved - by_y).abs() <= (moved - by_x).abs();
        }
    } else {
        *stretched = true;
    }
    let advance = if *stretched { by_y } else { by_x };
    let (ux, uy) = (a / x_scale, b / x_scale);
    let size = y_scale * EM;
    let (up_x, up_y) = (c / y_scale * size, d / y_scale * size);
    let corner = |along: f64, up: f64| (e + ux * along + up_x * up, f + uy * along + up_y * up);
    let corners = [
        corner(0.0, LIMITS.ascent),
        corner(0.0, -LIMITS.descent),
        corner(advance, LIMITS.ascent),
        corner(advance, -LIMITS.descent),
    ];
    let span = |pick: fn(&(f64, f64)) -> f64| {
        let values = corners.iter().map(pick);
        (values.clone().fold(f64::INFINITY, f64::min) as f32, values.fold(f64::NEG_INFINITY, f64::max) as f32)
    };
    let ((x0, x1), (y0, y1)) = (span(|corner| corner.0), span(|corner| corner.1));
    let turn = match (ux, uy) {
        (x, y) if y.abs() <= LIMITS.lean => Some(if x > 0.0 { Turn::None } else { Turn::Half }),
        (x, y) if x.abs() <= LIMITS.lean => Some(if y > 0.0 { Turn::Right } else { Turn::Left }),
        _ => None,
    };
    let (text, more) = characters(glyph);
    Glyph {
        text,
        more,
        origin: (e as f32, f as f32),
        bbox: Rect { x0, y0, x1, y1 },
        advance: advance as f32,
        size: size as f32,
        turn,
    }
}

/// The characters a glyph stands for: the first, and any further ones.
fn characters(glyph: &EngineGlyph<'_>) -> (char, Option<Box<str>>) {
    let unknown = (char::REPLACEMENT_CHARACTER, None);
    match glyph.as_unicode() {
        // A presentation form such as U+FB01 is one character that stands for two.
        Some(BfString::Char(character @ '\u{fb00}'..='\u{fb06}')) => split_first(match character {
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            _ => "st",
        })
        .unwrap_or(unknown),
        Some(BfString::Char(character)) => (character, None),
        Some(BfString::String(text)) => split_first(&text).unwrap_or(unknown),
        None => unknown,
    }
}

fn split_first(text: &str) -> Option<(char, Option<Box<str>>)> {
    let mut characters = text.chars().filter(|&character| !is_space(character));
    let first = characters.next().or_else(|| text.chars().next())?;
    let rest: String = characters.collect();
    Some((first, (!rest.is_empty()).then(|| rest.into_boxed_str())))
}

/// The colour of a paint; `None` where it is transparent. A pattern counts as mid grey.
fn visible_colour(paint: &Paint<'_>) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            (alpha > 0).then_some([red, green, blue])
        }
        Paint::Pattern(_) => Some([128; 3]),
    }
}

/// One subpath, its corners in the viewer's frame; a curve is represented by its end point.
struct Outline {
    points: Vec<(f32, f32)>,
    curved: bool,
}

impl Outline {
    fn bounds(&self) -> Option<Rect> {
        let points = self.points.iter().map(|&(x, y)| Rect::new(x, y, x, y));
        points.reduce(|all, one| all.union(&one))
    }

    /// Whether every corner lies on a corner of `bounds`.
    fn is_box(&self, bounds: Rect) -> bool {
        let near = |value: f32, a: f32, b: f32| (value - a).abs() < 0.1 || (value - b).abs() < 0.1;
        !self.curved
            && self
                .points
                .iter()
                .all(|&(x, y)| near(x, bounds.x0, bounds.x1) && near(y, bounds.y0, bounds.y1))
    }
}

fn outlines(path: &BezPath, transform: Affine) -> Vec<Outline> {
    let mut all: Vec<Outline> = Vec::new();
    for element in path.elements() {
        let (point, curve) = match *element {
            PathEl::MoveTo(point) => {
                all.push(Outline { points: vec![to_point(transform * point)], curved: false });
                continue;
            }
            PathEl::LineTo(point) => (point, false),
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => (point, true),
            PathEl::ClosePath => {
                if let Some(last) = all.last_mut()
                    && let Some(&first) = last.points.first()
                    && last.points.last() != Some(&first)
                {
                    last.points.push(first);
                }
                continue;
            }
        };
        if let Some(last) = all.last_mut() {
            last.points.push(to_point(transform * point));
            last.curved |= curve;
        }
    }
    all
}

fn to_point(point: Point) -> (f32, f32) {
    (point.x as f32, point.y as f32)
}

fn to_rect(rect: EngineRect) -> Rect {
    Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}
