//! Where the form fields of a page show their values, which are text of the page. Other annotations are not.
//!
//! Not for drawing them: the engine does that, and a field that it draws nothing of has nothing to be read.

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::kurbo::Point;

use crate::geometry::Rect;

/// Limits of this step.
struct Limits {
    /// Annotations of a page that are looked at; a form has some hundreds.
    annotations: usize,
    /// Levels of a form's tree of fields; real ones have two or three.
    levels: usize,
}

const LIMITS: Limits = Limits { annotations: 20_000, levels: 16 };

/// The flag of a button that is pressed: it has no value (ISO 32000-1, table 226).
const PUSHED: u32 = 1 << 16;

/// The places of a page's fields in the viewer's frame.
pub(super) fn places(page: &EnginePage<'_>) -> Vec<Rect> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let transform = page.initial_transform(true).to_kurbo();
    let corner = |x: f32, y: f32| {
        let point = transform * Point::new(f64::from(x), f64::from(y));
        (point.x as f32, point.y as f32)
    };
    let place = |field: Dict<'_>| {
        let corners: Vec<f32> = field.get::<Array<'_>>("Rect")?.iter::<f32>().collect();
        let [x0, y0, x1, y1] = corners[..] else { return None };
        let ((xa, ya), (xb, yb)) = (corner(x0, y0), corner(x1, y1));
        Some(Rect::new(xa, ya, xb, yb))
    };
    annotations.iter::<Dict<'_>>().take(LIMITS.annotations).filter(has_value).filter_map(place).collect()
}

/// Whether an annotation is a field with a value: a text, a choice or a box that is ticked. A field may leave its type to
/// those above it.
fn has_value(annotation: &Dict<'_>) -> bool {
    if annotation.get::<Name<'_>>("Subtype").is_none_or(|name| name.as_ref() != b"Widget") {
        return false;
    }
    let mut node = Some(annotation.clone());
    let mut flags = None;
    for _ in 0..LIMITS.levels {
        let Some(field) = node else { return false };
        flags = flags.or_else(|| field.get::<u32>("Ff"));
        if let Some(kind) = field.get::<Name<'_>>("FT") {
            let is_pushed = flags.unwrap_or(0) & PUSHED != 0;
            return match kind.as_ref() {
                b"Tx" | b"Ch" => true,
                b"Btn" => !is_pushed,
                _ => false,
            };
        }
        node = field.get::<Dict<'_>>("Parent");
    }
    false
}
