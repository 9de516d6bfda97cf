//! Characters of glyphs of which their font says nothing, told by what they look like.
//!
//! A font may leave glyphs out of its map to Unicode, and its program may have neither a map nor names for them. What is
//! left is the outline: nothing at all, a bar, the outline of a glyph that is known on the page, or that of a known letter
//! with an accent. Outlines have to be the same, not alike. Where a font is missing from the file no outline says anything,
//! but its codes may be as far from the characters as those that are known. A page whose fonts say what they draw is
//! never looked at.

use std::collections::{BTreeMap, HashMap};

use hayro_interpret::font::{Glyph as EngineGlyph, GlyphRun, OutlineGlyph};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use skrifa::FontRef;
use unicode_normalization::char::compose;

use super::programs::Programs;

/// The characters of a page's glyphs that only their shape tells, by the keys of their outlines.
pub(super) type Shapes = HashMap<u128, char>;

/// Tolerances of this step, in thousandths of an em where nothing else is said.
struct Tolerances {
    /// Points of the same outline are no further apart: the rounding of accents that are put together with letters.
    same: f64,
    /// How far an accent may reach down into the letter below it.
    touch: f64,
    /// How far a cedilla may reach up into the letter over it, and how far at least it hangs below.
    cedilla: f64,
    hang: f64,
    /// The height between which the middle of a dash lies.
    dash: (f64, f64),
    /// A hyphen is narrower, an em dash wider.
    hyphen: f64,
    em_dash: f64,
    /// Not in ems: how many times as wide as high a bar is at least.
    bar: f64,
    /// The share of an accent's height that its foot and its head are looked at in.
    end: f64,
    /// The share of an accent's width by which its head stands beside its foot, if it is acute or grave.
    slant: f64,
    /// The share of its foot's width that the head of a circumflex has at most.
    apex: f64,
    /// Glyphs of a page that are looked at; a page in many fonts draws some hundreds.
    glyphs: usize,
    /// Outlines of more contours are pictures.
    contours: usize,
    /// So many known codes must be as far from their characters before an unknown one is.
    agreeing: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    same: 2.0,
    touch: 60.0,
    cedilla: 120.0,
    hang: 50.0,
    dash: (100.0, 500.0),
    hyphen: 350.0,
    em_dash: 800.0,
    bar: 2.0,
    end: 0.3,
    slant: 0.2,
    apex: 0.6,
    glyphs: 1024,
    contours: 12,
    agreeing: 5,
};

/// The characters of those glyphs of a page that only their shape tells.
pub(super) fn of_page<'a>(page: &EnginePage<'a>, cache: &InterpreterCache<'a>) -> Shapes {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, frame, cache, page.xref(), InterpreterSettings::default());
    let mut drawn = Drawn::default();
    interpret_page(page, &mut context, &mut drawn);
    drawn.told()
}

/// A glyph that the page draws.
struct Seen {
    /// The character it stands for, where its font says it.
    text: Option<char>,
    code: u32,
    /// The program of its font, where it has one of its own.
    program: Option<u128>,
    /// Its outline; `None` where that says nothing.
    contours: Option<Vec<Contour>>,
}

/// A device that looks at each glyph once.
#[derive(Default)]
struct Drawn {
    programs: Programs,
    /// The glyphs by the keys of their outlines, in an order that does not change from run to run.
    seen: BTreeMap<u128, Seen>,
}

impl Drawn {
    fn take(&mut self, glyph: &EngineGlyph<'_>, outline: &OutlineGlyph) {
        let key = outline.identifier().cache_key();
        if self.seen.get(&key).is_some_and(|seen| seen.text.is_some()) {
            return;
        }
        let (text, more) = self.programs.characters(glyph);
        let text = (text != char::REPLACEMENT_CHARACTER && more.is_none()).then_some(text);
        if self.seen.len() < TOLERANCES.glyphs {
            // Where a font is missing, the engine draws another one's glyph.
            let program = outline.font_data();
            let is_there = program.as_ref().is_none_or(|font| FontRef::new((*font.data).as_ref()).is_ok());
            let contours = if is_there { contours(&outline.outline()) } else { None };
            let program = program.map(|font| font.cache_key);
            self.seen.insert(key, Seen { text, code: outline.char_code(), program, contours });
        }
    }

    fn told(&self) -> Shapes {
        let mut known: Vec<(char, &[Contour])> =
            self.seen.values().filter_map(|seen| Some((seen.text?, seen.contours.as_deref()?))).collect();
        known.sort_by_key(|&(text, _)| text);
        let unknown = self.seen.iter().filter(|(_, seen)| seen.text.is_none());
        unknown
            .filter_map(|(&key, seen)| {
                let by_outline = || by_outline(seen.contours.as_deref()?, &known);
                Some((key, self.by_code(seen).or_else(by_outline)?))
            })
            .collect()
    }

    /// The character that is as far from a glyph's code as those of the same font are from theirs, as they are in fonts that
    /// number their glyphs in the order of ASCII.
    fn by_code(&self, unknown: &Seen) -> Option<char> {
        unknown.program?;
        let same = self.seen.values().filter(|seen| seen.program == unknown.program);
        let shifts: Vec<i64> = same
            .filter_map(|seen| {
                let text = seen.text.filter(|text| text.is_ascii() && !text.is_ascii_control())?;
                Some(i64::from(u32::from(text)) - i64::from(seen.code))
            })
            .collect();
        let &shift = shifts.first()?;
        let agree = shifts.len() >= TOLERANCES.agreeing && shifts.iter().all(|&other| other == shift);
        let code = u8::try_from(i64::from(unknown.code) + shift).ok()?;
        let text = char::from(code);
        (agree && shift != 0 && text.is_ascii() && !text.is_ascii_control()).then_some(text)
    }
}

impl<'a> Device<'a> for Drawn {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let EngineGlyph::Outline(outline) = &**glyph {
                self.take(glyph, outline);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// A closed line of an outline, with the points that shape its curves; y runs upwards.
#[derive(Debug, Clone)]
struct Contour {
    points: Vec<Point>,
    bounds: Rect,
}

impl Contour {
    fn of(points: Vec<Point>) -> Option<Self> {
        let boxes = points.iter().map(|&point| Rect::from_points(point, point));
        let bounds = boxes.reduce(|all, one| all.union(one))?;
        Some(Self { points, bounds })
    }

    /// How far this contour lies from another of the same shape.
    fn shift_from(&self, other: &Self) -> Option<(f64, f64)> {
        let (mine, its) = (self.points.first()?, other.points.first()?);
        let (dx, dy) = (mine.x - its.x, mine.y - its.y);
        let is_near = |(a, b): (&Point, &Point)| {
            (a.x - b.x - dx).abs() <= TOLERANCES.same && (a.y - b.y - dy).abs() <= TOLERANCES.same
        };
        let same =
            self.points.len() == other.points.len() && self.points.iter().zip(&other.points).all(is_near);
        same.then_some((dx, dy))
    }

    /// Whether it is an upright rectangle.
    fn is_box(&self) -> bool {
        let near = |value: f64, a: f64, b: f64| (value - a).abs().min((value - b).abs()) <= TOLERANCES.same;
        let Rect { x0, y0, x1, y1 } = self.bounds;
        self.points.len() == 4
            && self.points.iter().all(|point| near(point.x, x0, x1) && near(point.y, y0, y1))
    }
}

/// The contours of an outline; `None` where it has too many for a letter.
fn contours(outline: &BezPath) -> Option<Vec<Contour>> {
    let mut all: Vec<Vec<Point>> = Vec::new();
    for element in outline.elements() {
        let points: &[Point] = match element {
            PathEl::MoveTo(point) => {
                all.push(vec![*point]);
                continue;
            }
            PathEl::LineTo(point) => &[*point],
            PathEl::QuadTo(a, b) => &[*a, *b],
            PathEl::CurveTo(a, b, c) => &[*a, *b, *c],
            PathEl::ClosePath => continue,
        };
        all.last_mut()?.extend_from_slice(points);
    }
    for points in &mut all {
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
    }
    (all.len() <= TOLERANCES.contours).then(|| all.into_iter().filter_map(Contour::of).collect())
}

/// The character of an outline, of which others are known.
fn by_outline(outline: &[Contour], known: &[(char, &[Contour])]) -> Option<char> {
    let dash = match outline {
        [] => return Some(' '),
        [bar] => dash(bar),
        _ => None,
    };
    if dash.is_some() {
        return dash;
    }
    let same = known.iter().find(|(_, other)| rest(outline, other).is_some_and(|rest| rest.is_empty()));
    if let Some(&(text, _)) = same {
        return Some(text);
    }
    known.iter().filter(|(text, _)| text.is_alphabetic()).find_map(|&(letter, other)| {
        // An i loses its dot to an accent.
        let dot = if matches!(letter, 'i' | 'j') { highest(other) } else { None };
        let body: Vec<Contour> =
            other.iter().enumerate().filter(|&(at, _)| Some(at) != dot).map(|(_, one)| one.clone()).collect();
        let rest = rest(outline, &body).filter(|rest| !rest.is_empty())?;
        compose(letter, accent(&rest, bounds(body.iter())?)?)
    })
}

/// A dash, by how wide it is.
fn dash(bar: &Contour) -> Option<char> {
    let (low, high) = TOLERANCES.dash;
    let bounds = bar.bounds;
    let is_dash = bar.is_box()
        && bounds.width() >= TOLERANCES.bar * bounds.height()
        && (low..=high).contains(&bounds.center().y);
    is_dash.then(|| match bounds.width() {
        width if width < TOLERANCES.hyphen => '-',
        width if width <= TOLERANCES.em_dash => '–',
        _ => '—',
    })
}

fn bounds<'c>(contours: impl Iterator<Item = &'c Contour>) -> Option<Rect> {
    contours.map(|contour| contour.bounds).reduce(|all, one| all.union(one))
}

/// The highest of several contours.
fn highest(contours: &[Contour]) -> Option<usize> {
    let lowest = |at: &usize| contours[*at].bounds.y0;
    (0..contours.len()).max_by(|a, b| lowest(a).total_cmp(&lowest(b))).filter(|_| contours.len() > 1)
}

/// The contours of an outline that are left when those of another are taken out of it, all moved alike and along the
/// baseline.
fn rest<'o>(outline: &'o [Contour], part: &[Contour]) -> Option<Vec<&'o Contour>> {
    let first = part.first()?;
    let near = |a: f64, b: f64| (a - b).abs() <= TOLERANCES.same;
    outline.iter().filter_map(|contour| contour.shift_from(first)).filter(|&(_, dy)| near(dy, 0.0)).find_map(
        |(dx, dy)| {
            let mut left: Vec<&Contour> = outline.iter().collect();
            for contour in part {
                let is_it = |other: &&Contour| {
                    other.shift_from(contour).is_some_and(|(x, y)| near(x, dx) && near(y, dy))
                };
                left.remove(left.iter().position(is_it)?);
            }
            Some(left)
        },
    )
}

/// The accent that some contours draw over or under a letter, as a combining character.
fn accent(contours: &[&Contour], letter: Rect) -> Option<char> {
    let whole = bounds(contours.iter().copied())?;
    if whole.y1 <= letter.y0 + TOLERANCES.cedilla && whole.y0 <= letter.y0 - TOLERANCES.hang {
        return (contours.len() == 1).then_some('\u{327}');
    }
    if whole.y0 < letter.y1 - TOLERANCES.touch {
        return None;
    }
    match contours {
        [one] => slant(one),
        [a, b] => {
            let are_apart = a.bounds.x1 < b.bounds.x0 || b.bounds.x1 < a.bounds.x0;
            let is_inside = a.bounds.union(b.bounds) == a.bounds || a.bounds.union(b.bounds) == b.bounds;
            let is_level = (a.bounds.y0 - b.bounds.y0).abs() <= TOLERANCES.same;
            let is_upright = slant(a) == slant(b) && !matches!(slant(a), Some('\u{300}' | '\u{301}'));
            match (are_apart && is_level && is_upright, is_inside) {
                (true, _) => Some('\u{308}'),
                (false, true) => Some('\u{30a}'),
                (false, false) => None,
            }
        }
        _ => None,
    }
}

/// An acute or a grave accent, a circumflex or a caron, by where its head stands over its foot.
fn slant(accent: &Contour) -> Option<char> {
    let Rect { y0, y1, .. } = accent.bounds;
    let end = TOLERANCES.end * accent.bounds.height();
    let span = |is_in: &dyn Fn(f64) -> bool| {
        let inside = accent.points.iter().filter(|point| is_in(point.y)).map(|point| point.x);
        let (left, right) = inside.fold((f64::MAX, f64::MIN), |(left, right), x| (left.min(x), right.max(x)));
        ((left + right) / 2.0, right - left)
    };
    let ((foot, foot_width), (head, head_width)) = (span(&|y| y <= y0 + end), span(&|y| y >= y1 - end));
    let slant = (head - foot) / accent.bounds.width().max(f64::MIN_POSITIVE);
    if slant.abs() >= TOLERANCES.slant {
        return Some(if slant > 0.0 { '\u{301}' } else { '\u{300}' });
    }
    if head_width <= TOLERANCES.apex * foot_width {
        Some('\u{302}')
    } else if foot_width <= TOLERANCES.apex * head_width {
        Some('\u{30c}')
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(contours: &[&[(f64, f64)]]) -> Vec<Contour> {
        let contour = |points: &&[(f64, f64)]| {
            Contour::of(points.iter().map(|&(x, y)| Point::new(x, y)).collect()).unwrap()
        };
        contours.iter().map(contour).collect()
    }

    /// What stands for the letters e, c and i, and for accents over them.
    const E: &[(f64, f64)] = &[(0.0, 0.0), (400.0, 0.0), (400.0, 200.0), (300.0, 500.0), (0.0, 500.0)];
    const C: &[(f64, f64)] = &[(0.0, 0.0), (400.0, 0.0), (50.0, 250.0), (400.0, 500.0), (0.0, 500.0)];
    const STEM: &[(f64, f64)] = &[(0.0, 0.0), (90.0, 0.0), (90.0, 500.0), (0.0, 500.0)];
    const DOT: &[(f64, f64)] = &[(0.0, 600.0), (90.0, 600.0), (90.0, 700.0), (0.0, 700.0)];
    const ACUTE: &[(f64, f64)] = &[(150.0, 550.0), (200.0, 550.0), (300.0, 700.0), (220.0, 700.0)];
    const GRAVE: &[(f64, f64)] = &[(250.0, 550.0), (200.0, 550.0), (100.0, 700.0), (180.0, 700.0)];
    const CIRCUMFLEX: &[(f64, f64)] = &[
        (50.0, 550.0),
        (110.0, 550.0),
        (200.0, 640.0),
        (290.0, 550.0),
        (350.0, 550.0),
        (230.0, 700.0),
        (170.0, 700.0),
    ];
    const HOOK: &[(f64, f64)] = &[(180.0, 20.0), (220.0, 0.0), (240.0, -200.0), (150.0, -180.0)];

    fn moved(points: &[(f64, f64)], dx: f64) -> Vec<(f64, f64)> {
        points.iter().map(|&(x, y)| (x + dx, y)).collect()
    }

    fn told(contours: &[&[(f64, f64)]]) -> Option<char> {
        let (e, c, i) = (outline(&[E]), outline(&[C]), outline(&[STEM, DOT]));
        by_outline(&outline(contours), &[('c', &c), ('e', &e), ('i', &i)])
    }

    #[test]
    fn a_known_letter_with_an_accent_is_told_by_both() {
        for (contours, letter) in [
            (&[E, ACUTE][..], 'é'),
            (&[GRAVE, E], 'è'),
            (&[E, CIRCUMFLEX], 'ê'),
            (&[C, HOOK], 'ç'),
            (&[&moved(E, 7.0)[..], &moved(ACUTE, 7.0)[..]], 'é'),
            (&[STEM, CIRCUMFLEX], 'î'),
            (&[STEM, &moved(DOT, -80.0)[..], &moved(DOT, 80.0)[..]], 'ï'),
            (&[E, &moved(DOT, 80.0)[..], &moved(DOT, 240.0)[..]], 'ë'),
        ] {
            assert_eq!(told(contours), Some(letter), "{letter}");
        }
    }

    #[test]
    fn the_same_outline_is_the_same_letter_and_another_one_none() {
        assert_eq!(told(&[&moved(C, 12.0)]), Some('c'));
        assert_eq!(told(&[&[(0.0, 0.0), (400.0, 0.0), (400.0, 300.0), (300.0, 500.0), (0.0, 500.0)]]), None);
        assert_eq!(told(&[E, &moved(E, 500.0)]), None, "two letters are no letter with an accent");
        assert_eq!(told(&[]), Some(' '), "nothing is a blank");
    }

    #[test]
    fn a_bar_at_half_height_is_a_dash() {
        let bar = |width: f64, y: f64| {
            by_outline(&outline(&[&[(0.0, y), (width, y), (width, y + 70.0), (0.0, y + 70.0)]]), &[])
        };
        assert_eq!(
            [bar(300.0, 250.0), bar(600.0, 250.0), bar(1000.0, 250.0)],
            [Some('-'), Some('–'), Some('—')]
        );
        assert_eq!([bar(600.0, -100.0), bar(100.0, 250.0)], [None, None], "an underline, a full stop");
    }
}
