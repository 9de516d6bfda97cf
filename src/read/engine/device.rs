//! The device that the engine draws on: it collects glyphs, rules and fills in the viewer's frame, and counts.
//!
//! A page that draws more than any printed page is stopped from here, by a panic: the engine has no other brake. Not for
//! turning pages upright: that is done once all is collected.

use std::panic::panic_any;
use std::time::{Duration, Instant};

use hayro_interpret::font::{Glyph as EngineGlyph, GlyphRun};
use hayro_interpret::hayro_syntax::object::{Dict, String as EngineString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as EngineRect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::Overfull;
use super::hyphens::Hyphens;
use super::labels::text_string;
use super::programs::Programs;
use crate::diagnostic::{Code, Finding};
use crate::geometry::{POINTS_PER_INCH, Rect, Turn};
use crate::read::covers::OpaqueAreas;
use crate::read::lines::{Drawing, clipped};
use crate::read::{Glyph, IMAGE_SHARE, Ink, Page, PageHead, SOFT_HYPHEN, is_space, parts};

/// Limits and tolerances of this step.
struct Limits {
    /// Glyphs that one page may draw; the fullest page of a report draws some 10 000.
    glyphs: usize,
    /// Corners of paths, clips and images that one page may draw; a detailed map has some 100 000.
    drawn: usize,
    /// How many corners a clip counts for: going into a form costs as much.
    clip: usize,
    /// How long the drawing of one page may take; the fullest page of a report takes a fiftieth of a second.
    patience: Duration,
    /// How far, as the sine of the angle, text may lean and still count as level: half a degree.
    lean: f64,
    /// Share of a glyph run's advance by which two widths must differ before they count as two.
    stretch: f64,
    /// Ascent of the glyph box in ems; the engine does not tell the font's own.
    ascent: f64,
    /// Descent of the glyph box in ems, downwards.
    descent: f64,
    /// What is less opaque than this, of 1, cannot be seen: a colour has 255 steps. The same from full opacity.
    opacity: f32,
    /// How far, in points, a corner may lie from its rectangle's: the rounding of positions in a file.
    corner: f32,
    /// How far, in points, a curve may begin from the corner that it rounds: boxes in print are rounded by less.
    round: f32,
    /// The least and the greatest height of a letter, or width of one on its side, in points.
    letter: [f32; 2],
}

const LIMITS: Limits = Limits {
    glyphs: 200_000,
    drawn: 2_000_000,
    clip: 10,
    patience: Duration::from_secs(5),
    lean: 0.009,
    stretch: 0.01,
    ascent: 0.8,
    descent: 0.2,
    opacity: 0.004,
    corner: 0.1,
    round: 12.0,
    letter: [1.5, 30.0],
};

/// Whether the system has a clock; asking for the time panics where it has none.
const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// A clip, together with those around it.
#[derive(Debug, Clone, Copy, Default)]
struct Clip {
    bounds: Rect,
    /// Whether it is all of its bounds.
    filled: bool,
}

/// A transparency group, together with those around it.
#[derive(Debug, Clone, Copy)]
struct TransparencyGroup {
    opacity: f32,
    /// Whether a mask or a blend mode lets show what lies below.
    blended: bool,
}

/// The device: takes what the engine draws, in the viewer's frame.
pub(super) struct Collector {
    glyphs: Vec<Glyph>,
    drawing: Drawing,
    covers: OpaqueAreas,
    /// The clips in force, the page itself first.
    clips: Vec<Clip>,
    /// The groups in force, each together with those around it.
    groups: Vec<TransparencyGroup>,
    /// The opaque images that may be a scan, and how many glyphs had been drawn before each.
    scans: Vec<(Rect, usize)>,
    /// Whether what is drawn now are annotations.
    annotations: bool,
    /// Where the page's form fields are, in the viewer's frame.
    fields: Vec<Rect>,
    noise: u32,
    invisible: u32,
    hidden: Vec<Glyph>,
    /// Where images are seen.
    images: Vec<Rect>,
    /// Filled shapes as large as letters.
    shapes: Vec<Rect>,
    image_area: f32,
    /// The area of the largest image, in square points, and its pixels per inch.
    largest_image: (f64, f64),
    /// Pixels of all images.
    image_pixels: u64,
    /// Corners drawn so far.
    drawn: usize,
    /// Glyphs drawn so far, in whatever mode.
    written: usize,
    /// The marked content in force: where it says what its glyphs are, that and how many glyphs stood before it.
    marked: Vec<Option<(String, usize)>>,
    hyphens: Hyphens,
    programs: Programs,
    /// When the drawing began; `None` where there is no clock, as in WebAssembly: there the other limits hold alone.
    started: Option<Instant>,
}

impl Collector {
    /// A device for a page of this frame, with form fields at these places, on which the programs know what the fonts do not
    /// say.
    pub(super) fn new(frame: Rect, fields: Vec<Rect>, programs: Programs) -> Self {
        Self {
            glyphs: Vec::new(),
            drawing: Drawing::default(),
            covers: OpaqueAreas::default(),
            clips: vec![Clip { bounds: frame, filled: true }],
            groups: Vec::new(),
            scans: Vec::new(),
            annotations: false,
            fields,
            noise: 0,
            invisible: 0,
            hidden: Vec::new(),
            images: Vec::new(),
            shapes: Vec::new(),
            image_area: 0.0,
            largest_image: (0.0, 0.0),
            image_pixels: 0,
            drawn: 0,
            written: 0,
            marked: Vec::new(),
            hyphens: Hyphens::default(),
            programs,
            started: HAS_CLOCK.then(Instant::now),
        }
    }

    /// What is drawn from now on are annotations, or the page's own content.
    pub(super) fn begin(&mut self, annotations: bool) {
        self.annotations = annotations;
    }

    /// What was collected, as a page in the viewer's frame of which nothing else is known.
    pub(super) fn finish(mut self) -> Page {
        std::mem::take(&mut self.hyphens).settle(&mut self.glyphs);
        let findings = self.take_back().into_iter().collect();
        let frame = self.frame();
        let images = parts::images(self.images, frame, &self.glyphs, &self.drawing.rules);
        Page {
            images: images.readable,
            curves: parts::curves(self.shapes, &self.glyphs),
            head: PageHead {
                noise: self.noise,
                invisible: self.invisible,
                unread_parts: images.signs,
                findings,
                ..PageHead::default()
            },
            glyphs: self.glyphs,
            rules: self.drawing.rules,
            fills: self.drawing.fills,
            hidden: self.hidden,
            image_area: self.image_area,
            image_dpi: self.largest_image.1 as f32,
            image_pixels: self.image_pixels,
            garbled: false,
        }
    }

    /// Takes back what an opaque area hides that was drawn after it; says where there was text.
    fn take_back(&mut self) -> Option<Finding> {
        if self.covers.is_empty() {
            return None;
        }
        let mut hidden = self.covers.over_rules(&self.drawing.rules).into_iter();
        self.drawing.rules.retain(|_| hidden.next() != Some(true));
        let hidden = self.covers.over_glyphs(&self.glyphs);
        let (mut seen, mut gone) = (Vec::with_capacity(self.glyphs.len()), Vec::new());
        for ((index, glyph), hidden) in std::mem::take(&mut self.glyphs).into_iter().enumerate().zip(hidden) {
            let solid = !glyph.is_space();
            if self.scans.iter().any(|&(image, drawn)| index < drawn && image.contains(glyph.bbox.centre())) {
                self.invisible += u32::from(solid);
                self.hidden.push(glyph);
            } else if !hidden {
                seen.push(glyph);
            } else if solid {
                gone.push(glyph.bbox);
            }
        }
        self.glyphs = seen;
        self.noise += gone.len() as u32;
        let place = Rect::covering(&gone)?;
        Some(Finding::new(Code::B113).with("how", "covered").with("glyphs", gone.len()).at(0, place))
    }

    /// The page itself.
    fn frame(&self) -> Rect {
        self.clips.first().copied().unwrap_or_default().bounds
    }

    /// The clip in force: the page itself, or what clip paths leave of it.
    fn clip(&self) -> Clip {
        self.clips.last().copied().unwrap_or_default()
    }

    /// Whether what is painted now hides what lies below.
    fn hides(&self, props: &DrawProps<'_>, ink: Ink) -> bool {
        matches!(props.paint, Paint::Color(_))
            && !ink.faint
            && props.soft_mask.is_none()
            && props.blend_mode == BlendMode::Normal
            && self.clip().filled
            && self.groups.last().is_none_or(|group| !group.blended)
    }

    /// What a paint shows in the groups in force; `None` where that is nothing.
    fn ink(&self, paint: &Paint<'_>) -> Option<Ink> {
        let (colour, opacity) = colour(paint);
        let opacity = opacity * self.groups.last().map_or(1.0, |group| group.opacity);
        (opacity >= LIMITS.opacity).then_some(Ink { colour, faint: opacity < 1.0 - LIMITS.opacity })
    }

    fn count(&mut self, drawn: usize) {
        self.drawn += drawn;
        if self.drawn > LIMITS.drawn {
            panic_any(Overfull);
        }
    }

    /// Takes a clip with these bounds; `filled` says that it is all of them.
    fn push_clip(&mut self, bounds: EngineRect, filled: bool) {
        // Each form that is drawn clips, so that forms that draw forms are counted though they draw nothing else.
        self.count(LIMITS.clip);
        // A form can be long and still draw nothing; time alone tells how long the forms are together.
        if self.started.is_some_and(|started| started.elapsed() > LIMITS.patience) {
            panic_any(Overfull);
        }
        let (Clip { bounds: clip, filled: whole }, new) = (self.clip(), to_rect(bounds));
        let (x0, y0) = (clip.x0.max(new.x0), clip.y0.max(new.y0));
        let bounds = Rect { x0, y0, x1: clip.x1.min(new.x1).max(x0), y1: clip.y1.min(new.y1).max(y0) };
        self.clips.push(Clip { bounds, filled: filled && whole });
    }

    /// Hides what an opaque image covers. Text under an image that fills the page is the text of a scan, laid there by an OCR
    /// engine.
    fn cover(&mut self, image: Rect) {
        self.drawing.cover(image);
        self.covers.add(image, self.glyphs.len(), self.drawing.rules.len());
        let frame = self.frame();
        if image.width() * image.height() >= IMAGE_SHARE * frame.width() * frame.height() {
            self.scans.push((image, self.glyphs.len()));
        }
    }

    fn take_glyph(&mut self, glyph: Glyph, hidden: bool) {
        let (x, y) = glyph.bbox.centre();
        let solid = u32::from(!glyph.is_space());
        if hidden || !self.clip().bounds.contains((x, y)) {
            self.invisible += solid;
            self.hidden.push(glyph);
        } else if self.annotations && !self.fields.iter().any(|field| field.contains((x, y))) {
            self.noise += solid;
        } else {
            self.glyphs.push(glyph);
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(path.elements().len());
        let Some(ink) = self.ink(&props.paint) else {
            return;
        };
        if self.annotations {
            return;
        }
        let colour = ink.colour;
        let clip = self.clip().bounds;
        let (fills, strokes) = match mode {
            DrawMode::Fill(_) => (true, false),
            DrawMode::Stroke(_) => (false, true),
            DrawMode::FillAndStroke(..) => (true, true),
            DrawMode::Invisible => (false, false),
        };
        let outlines = outlines(path, props.transform);
        let boxes: Vec<Rect> = outlines.iter().filter_map(Outline::bounds).collect();
        let framed = fills && matches!(boxes[..], [a, b] if self.drawing.frame(a, b, colour, clip));
        // Of several outlines one may be a hole.
        if fills
            && let ([outline], [rect]) = (&outlines[..], &boxes[..])
            && outline.is_box(*rect)
            && self.hides(&props, ink)
            && let Some(rect) = clipped(*rect, clip)
        {
            self.covers.add(rect, self.glyphs.len(), self.drawing.rules.len());
        }
        for outline in outlines {
            if fills {
                self.shapes.extend(outline.letter().filter(|rect| clip.contains(rect.centre())));
            }
            if fills
                && !framed
                && let Some(rect) = outline.bounds()
            {
                self.drawing.area(rect, outline.is_box(rect), colour, clip);
            }
            if strokes {
                for (from, to) in outline.sides() {
                    self.drawing.stroke(from, to, colour, clip);
                }
            }
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        let outlines = outlines(&clip_path.path, Affine::IDENTITY);
        let filled = matches!(&outlines[..], [one] if one.bounds().is_some_and(|bounds| one.is_box(bounds)));
        self.push_clip(clip_path.path.bounding_box(), filled);
    }

    fn push_clip_rect(&mut self, rect: &EngineRect) {
        self.push_clip(*rect, true);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        let around =
            self.groups.last().copied().unwrap_or(TransparencyGroup { opacity: 1.0, blended: false });
        self.groups.push(TransparencyGroup {
            opacity: opacity * around.opacity,
            blended: around.blended || mask.is_some() || mode != BlendMode::Normal,
        });
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

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
        let ink = if matches!(mode, DrawMode::Invisible) { None } else { self.ink(&props.paint) };
        let placed: Vec<Affine> =
            run.glyphs().iter().map(|glyph| props.transform * glyph.transform()).collect();
        let font = run.glyphs().first().map_or(0, |glyph| self.programs.font(glyph));
        let mut stretched = true;
        for (index, (glyph, m)) in run.glyphs().iter().zip(&placed).enumerate() {
            let next = placed.get(index + 1).map(|next| *next * Point::ORIGIN);
            let mut placed = placed_glyph(glyph, *m, next, &mut stretched);
            (placed.text, placed.more) = self.programs.characters(glyph);
            placed.ink = ink.unwrap_or_default();
            placed.font = font;
            let index = self.glyphs.len();
            self.take_glyph(placed, ink.is_none());
            if let Some(placed) = self.glyphs.get(index) {
                self.hyphens.look_at(index, placed, glyph);
            }
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.count(1);
        let text = properties.and_then(|properties| properties.get::<EngineString<'_>>("ActualText"));
        self.marked.push(text.map(|text| (text_string(text.as_bytes()), self.glyphs.len())));
    }

    fn end_marked_content(&mut self) {
        if let Some(Some((text, from))) = self.marked.pop()
            && let Some(glyphs) = self.glyphs.get_mut(from..)
        {
            replace(glyphs, &text);
            if text.starts_with(SOFT_HYPHEN) {
                self.hyphens.are_soft(from);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        // The engine maps the image's own pixels, not the unit square.
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        let pixels = f64::from(image.width()) * f64::from(image.height());
        self.image_pixels += u64::from(image.width()) * u64::from(image.height());
        let pixel = (a * d - b * c).abs();
        self.image_area += (pixel * pixels) as f32;
        if pixel * pixels > self.largest_image.0 {
            self.largest_image = (pixel * pixels, f64::from(POINTS_PER_INCH) / pixel.sqrt());
        }
        let corners = EngineRect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let seen = clipped(to_rect(props.transform.transform_rect_bbox(corners)), self.clip().bounds);
        let opacity = self.groups.last().map_or(1.0, |group| group.opacity);
        let Some(seen) = seen.filter(|_| !self.annotations && opacity >= LIMITS.opacity) else { return };
        self.images.push(seen);
        if opacity >= 1.0 - LIMITS.opacity
            && self.groups.last().is_none_or(|group| !group.blended)
            && is_opaque(&image)
        {
            self.cover(seen);
        }
    }
}

/// Whether nothing shows through an image: it is no stencil and has no mask.
fn is_opaque(image: &Image<'_, '_>) -> bool {
    const MASKS: [&str; 3] = ["SMask", "Mask", "SMaskInData"];
    match image {
        Image::Stencil(_) => false,
        Image::Raster(image) => !MASKS.iter().any(|&mask| image.stream().dict().contains_key(mask)),
    }
}

/// The length of a vector: of lengths on a page, none of which overflows when it is squared.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// A glyph whose space is mapped to the viewer's frame by `m`; `next` is the next glyph's origin in the same run.
///
/// For fonts that are not embedded the engine stretches its substitute's outlines to the widths that the file gives,
/// and that stretch is in `m` too; `stretched` remembers which of the two measures of the advance the run agrees with.
fn placed_glyph(glyph: &EngineGlyph<'_>, m: Affine, next: Option<Point>, stretched: &mut bool) -> Glyph {
    const EM: f64 = 1000.0;
    let [a, b, c, d, e, f] = m.as_coeffs();
    let (x_scale, y_scale) = (length(a, b).max(1e-9), length(c, d).max(1e-9));
    let width = match glyph {
        EngineGlyph::Outline(outline) => outline.advance_width(),
        EngineGlyph::Type3(type3) => type3.advance_width(),
    };
    let width = f64::from(width.unwrap_or(0.0));
    let (by_x, by_y) = (width * x_scale, width * y_scale);
    if (by_x - by_y).abs() > LIMITS.stretch * by_y.abs() {
        if let Some(next) = next {
            let moved = length(next.x - e, next.y - f);
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
    Glyph {
        text: char::REPLACEMENT_CHARACTER,
        more: None,
        font: 0,
        ink: Ink::default(),
        doubt: 0,
        origin: (e as f32, f as f32),
        bbox: Rect { x0, y0, x1, y1 },
        advance: advance as f32,
        size: size as f32,
        turn,
    }
}

/// Gives glyphs the text that the page says they stand for (`ActualText`, ISO 32000-1, 14.9.4), where they do not say it
/// themselves: a hyphen that a program set where it broke a word, or that is none of these, and glyphs that are not known.
fn replace(glyphs: &mut [Glyph], text: &str) {
    let is_unknown = |glyph: &Glyph| glyph.text == char::REPLACEMENT_CHARACTER;
    if let [glyph] = glyphs
        && matches!(text, "" | "\u{ad}")
        && (glyph.is_space() && !text.is_empty() || matches!(glyph.text, '-' | '\u{2010}'))
    {
        (glyph.text, glyph.more) = (SOFT_HYPHEN, None);
        return;
    }
    if let [Glyph { text: hyphen @ SOFT_HYPHEN, .. }] = glyphs
        && matches!(text, "-" | "\u{2010}" | "\u{2011}")
    {
        *hyphen = text.chars().next().unwrap_or('-');
        return;
    }
    let mut letters = text.chars().filter(|&letter| !is_space(letter));
    if !glyphs.iter().any(is_unknown) || letters.clone().count() < glyphs.len() {
        return;
    }
    for glyph in glyphs.iter_mut() {
        (glyph.text, glyph.more) = (letters.next().unwrap_or(glyph.text), None);
    }
    let rest: String = letters.collect();
    if let Some(last) = glyphs.last_mut().filter(|_| !rest.is_empty()) {
        last.more = Some(rest.into_boxed_str());
    }
}

/// The colour of a paint and how opaque it is. A pattern counts as mid grey.
fn colour(paint: &Paint<'_>) -> ([u8; 3], f32) {
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            ([red, green, blue], f32::from(alpha) / 255.0)
        }
        Paint::Pattern(_) => ([128; 3], 1.0),
    }
}

/// One subpath, its corners in the viewer's frame; a curve is represented by its end point.
struct Outline {
    points: Vec<(f32, f32)>,
    /// For each point, whether a curve leads to it.
    bent: Vec<bool>,
}

impl Outline {
    fn bounds(&self) -> Option<Rect> {
        let points = self.points.iter().map(|&(x, y)| Rect::new(x, y, x, y));
        points.reduce(|all, one| all.union(&one))
    }

    /// Its box, where it may be a letter by its size and form.
    fn letter(&self) -> Option<Rect> {
        let [least, most] = LIMITS.letter;
        let size = |rect: &Rect| rect.width().max(rect.height());
        self.bounds().filter(|rect| (least..=most).contains(&size(rect)) && !self.is_box(*rect))
    }

    /// Whether every corner lies on a corner of `bounds`.
    fn is_box(&self, bounds: Rect) -> bool {
        let near = |value: f32, a: f32, b: f32| {
            (value - a).abs() < LIMITS.corner || (value - b).abs() < LIMITS.corner
        };
        !self.bent.contains(&true)
            && self
                .points
                .iter()
                .all(|&(x, y)| near(x, bounds.x0, bounds.x1) && near(y, bounds.y0, bounds.y1))
    }

    /// Its straight sides; one that a curve takes round a corner reaches to the corner.
    fn sides(&self) -> Vec<((f32, f32), (f32, f32))> {
        let Some(bounds) = self.bounds().filter(|_| self.bent.contains(&true)) else {
            return self.points.windows(2).map(|side| (side[0], side[1])).collect();
        };
        let closed = self.points.first() == self.points.last();
        let last = self.points.len() - 1;
        let straight = (1..=last).filter(|&at| !self.bent[at]);
        let side = |at: usize| {
            let (from, to) = (self.points[at - 1], self.points[at]);
            let before = if at > 1 { self.bent[at - 1] } else { closed && self.bent[last] };
            let after = if at < last { self.bent[at + 1] } else { closed && self.bent[1] };
            let level = (to.0 - from.0).abs() >= (to.1 - from.1).abs();
            let to_corner = |(x, y): (f32, f32), bent: bool| match (bent, level) {
                (true, true) => (cornered(x, bounds.x0, bounds.x1), y),
                (true, false) => (x, cornered(y, bounds.y0, bounds.y1)),
                (false, _) => (x, y),
            };
            (to_corner(from, before), to_corner(to, after))
        };
        straight.map(side).collect()
    }
}

/// The nearer of two edges, where a curve that begins at `value` may round its corner; else `value`.
fn cornered(value: f32, low: f32, high: f32) -> f32 {
    let edge = if value - low < high - value { low } else { high };
    if (edge - value).abs() <= LIMITS.round { edge } else { value }
}

fn outlines(path: &BezPath, transform: Affine) -> Vec<Outline> {
    let mut all: Vec<Outline> = Vec::new();
    for element in path.elements() {
        let (point, curve) = match *element {
            PathEl::MoveTo(point) => {
                all.push(Outline { points: vec![to_point(transform * point)], bent: vec![false] });
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
                    last.bent.push(false);
                }
                continue;
            }
        };
        if let Some(last) = all.last_mut() {
            last.points.push(to_point(transform * point));
            last.bent.push(curve);
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
