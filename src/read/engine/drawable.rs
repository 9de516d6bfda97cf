//! Whether a page can be drawn as a picture for what a picture may cost, judged before the engine draws it: what the engine
//! allocates cannot be taken back, and nothing stops it while it draws.
//!
//! Counts decide, so that a file loses the same pages on every machine. Not for what reading a page costs: the device
//! counts that.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};

/// How many times, at most, a page may be gone over to draw it: each group, mask and pattern is a picture of its own. A page
/// of charts has some hundreds; two thousand take the engine ten seconds.
const LAYERS: usize = 2_000;

/// How many groups a pattern or a mask counts for: it is drawn for itself, or computed for each pixel.
const PATTERN: usize = 20;

/// Whether the groups, masks and patterns of a page are few enough.
pub(super) fn has_few_layers(page: &EnginePage<'_>) -> bool {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut context =
        Context::new(page.initial_transform(true).to_kurbo(), frame, &cache, page.xref(), settings);
    let mut layers = Layers(0);
    interpret_page(page, &mut context, &mut layers);
    layers.0 <= LAYERS
}

/// A device that counts how many times a page is gone over.
struct Layers(usize);

impl Layers {
    fn paint(&mut self, paint: &Paint<'_>) {
        self.0 += if matches!(paint, Paint::Pattern(_)) { PATTERN } else { 0 };
    }

    fn mask(&mut self, mask: Option<&SoftMask<'_>>) {
        self.0 += if mask.is_some() { PATTERN } else { 0 };
    }
}

impl<'a> Device<'a> for Layers {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.paint(&props.paint);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.0 += 1;
        self.mask(mask.as_ref());
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.paint(&props.paint);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.mask(props.soft_mask.as_ref());
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
