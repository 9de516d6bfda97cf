//! What of a page is read from its picture: all of it, or the parts of it that do not say their text themselves.
//!
//! Not for how a picture is read.

use super::cutout;
use super::upright::Upright;
use crate::geometry::Rect;
use crate::read::Raster;

/// What of a page is to be read from its picture; places are in the viewer's frame.
pub(super) struct Wanted {
    /// Whether that is all of it.
    pub(super) is_whole: bool,
    /// The parts of it that are.
    pub(super) parts: Vec<Rect>,
    /// Those of them where text stands in fonts that name their characters wrongly, and which fonts these are.
    pub(super) texts: Vec<Rect>,
    pub(super) fonts: Vec<u16>,
    /// Where printed text stands that is kept.
    pub(super) printed: Vec<Rect>,
}

impl Wanted {
    /// The page's picture with nothing else on it.
    pub(super) fn picture(&self, mut raster: Raster) -> Upright {
        if !self.is_whole {
            cutout::keep(&mut raster, &self.parts);
        }
        cutout::blank(&mut raster, &self.printed);
        Upright::of(&raster)
    }

    /// Leaves the text in fonts as it is.
    pub(super) fn trust_fonts(&mut self) {
        self.parts.retain(|part| !self.texts.contains(part));
        self.texts.clear();
        self.fonts.clear();
    }

    /// What is left unread where nothing of it was read: the parts, but of one that text is printed over, such as a
    /// background, no more than the marks beside the text.
    pub(super) fn left(&self, seen: Option<&Upright>) -> Vec<Rect> {
        let marks: Vec<Rect> = seen.iter().flat_map(|seen| seen.places()).collect();
        let left = |part: &Rect| {
            let is_printed_over = self.printed.iter().any(|text| part.contains(text.centre()));
            if seen.is_none() || !is_printed_over {
                return Some(*part);
            }
            Rect::covering(marks.iter().filter(|mark| part.contains(mark.centre())))
        };
        self.parts.iter().filter_map(left).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::raster;
    use super::*;

    /// A page of 200 × 200 points with a few bars as letters at 20 to 60, 100 points.
    fn seen() -> Upright {
        Upright::of(&raster((400, 400), 144.0, |x, y| {
            if (40..120).contains(&x) && (200..216).contains(&y) && x % 10 < 3 { [0; 3] } else { [255; 3] }
        }))
    }

    fn wanted(printed: &[Rect]) -> Wanted {
        let page = Rect::new(0.0, 0.0, 200.0, 200.0);
        let printed = printed.to_vec();
        Wanted { is_whole: false, parts: vec![page], texts: Vec::new(), fonts: Vec::new(), printed }
    }

    #[test]
    fn of_a_background_its_marks_alone_are_left_unread() {
        let text = Rect::new(20.0, 20.0, 60.0, 30.0);
        let left = wanted(&[text]).left(Some(&seen()));
        let [marks] = left[..] else { panic!("one place: {left:?}") };
        assert!(Rect::new(18.0, 98.0, 62.0, 110.0).holds(&marks), "{marks:?}");
        let blank = Upright::of(&raster((400, 400), 144.0, |_, _| [230; 3]));
        assert!(wanted(&[text]).left(Some(&blank)).is_empty());
    }

    #[test]
    fn of_a_picture_beside_text_all_is_left_unread() {
        assert_eq!(wanted(&[]).left(Some(&seen())), [Rect::new(0.0, 0.0, 200.0, 200.0)]);
        assert_eq!(wanted(&[]).left(None), [Rect::new(0.0, 0.0, 200.0, 200.0)]);
    }
}
