//! A page that is nothing but one upright image, as scans are: its own pixels are the page's picture, without drawing.
//!
//! Whatever else a page shows, or shows its image otherwise, is the engine's to draw.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use crate::geometry::POINTS_PER_INCH;
use crate::read::{Raster, brightness};

/// How far, in pixels, an image may end from the page's edges and still be as large as the page.
const EDGE: f64 = 1.0;

/// How much, as a share, an image's resolution may differ from the one that is asked for.
const DPI: f64 = 0.01;

/// The page's picture, where it is one image of about `dpi` pixels per inch.
pub(super) fn image(page: &EnginePage<'_>, dpi: f32) -> Option<Raster> {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut context =
        Context::new(page.initial_transform(true).to_kurbo(), frame, &cache, page.xref(), settings);
    let mut device = Lone { frame, dpi: f64::from(dpi), raster: None, is_lone: true };
    interpret_page(page, &mut context, &mut device);
    device.raster.filter(|_| device.is_lone)
}

/// A device that takes one image, and finds out whether the page is more than that.
struct Lone {
    frame: Rect,
    dpi: f64,
    raster: Option<Raster>,
    is_lone: bool,
}

impl Lone {
    /// The resolution of an image in pixels per inch, where it is upright, of square pixels and covers the page.
    fn resolution(&self, transform: Affine, width: f64, height: f64) -> Option<f64> {
        let [a, b, c, d, e, f] = transform.as_coeffs();
        let edge = EDGE * self.dpi.recip() * f64::from(POINTS_PER_INCH);
        let is_level = b.abs() * width < edge && c.abs() * height < edge;
        let ends = [
            e - self.frame.x0,
            f - self.frame.y0,
            e + a * width - self.frame.x1,
            f + d * height - self.frame.y1,
        ];
        let dpi = f64::from(POINTS_PER_INCH) / a;
        let fits =
            is_level && ends.iter().all(|end| end.abs() <= edge) && (dpi / self.dpi - 1.0).abs() <= DPI;
        fits.then_some(dpi)
    }
}

impl<'a> Device<'a> for Lone {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.is_lone = false;
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box().inflate(EDGE, EDGE);
        self.is_lone &= bounds.union(self.frame) == bounds;
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend_mode: BlendMode) {
        self.is_lone &= opacity == 1.0 && is_plain(mask.as_ref(), blend_mode);
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        self.is_lone &= matches!(mode, DrawMode::Invisible);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (image.width(), image.height());
        let dpi = self.resolution(props.transform, f64::from(width), f64::from(height));
        self.is_lone &= self.raster.is_none() && is_plain(props.soft_mask.as_ref(), props.blend_mode);
        match (image, dpi) {
            (Image::Raster(image), Some(dpi)) if self.is_lone => {
                image.with_rgba(
                    |image, alpha| self.raster = raster(image, dpi as f32).filter(|_| alpha.is_none()),
                    None,
                );
            }
            _ => self.is_lone = false,
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Whether what is drawn so just covers what was there.
fn is_plain(mask: Option<&SoftMask<'_>>, blend_mode: BlendMode) -> bool {
    mask.is_none() && matches!(blend_mode, BlendMode::Normal)
}

/// The pixels of an image; `None` of one that is not as large as it says.
fn raster(image: ImageData, dpi: f32) -> Option<Raster> {
    match image {
        ImageData::Luma(luma) => (luma.scale_factors == (1.0, 1.0)).then(|| {
            let colour = |pixel: usize| [luma.data[pixel]; 3];
            Raster::of(luma.width as usize, luma.height as usize, dpi, luma.data.clone(), colour)
        }),
        ImageData::Rgb(rgb) => (rgb.scale_factors == (1.0, 1.0)).then(|| {
            let pixels = rgb.data.as_chunks().0;
            let grey = pixels.iter().map(|&pixel| brightness(pixel)).collect();
            Raster::of(rgb.width as usize, rgb.height as usize, dpi, grey, |pixel| pixels[pixel])
        }),
    }
}
