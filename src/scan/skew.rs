//! By how much a page lies askew: the angle at which its lines of text and its rules are sharpest.
//!
//! The edges of the ink are thrown onto an axis at many angles, and the angle is taken at which they fall into the fewest
//! heaps (Postl, *Detection of linear oblique structures and skew scan in digitized documents*, ICPR 1986). Rules and
//! lines of text count in both directions, so that it does not matter which way the page lies. Not for quarter turns.

use super::picture::InkMask;

/// Tolerances of this step, in degrees where nothing else is said.
struct Tolerances {
    /// Pages lie no more askew than this: feeders and hands do better.
    most: f32,
    /// How far apart the angles are that are tried at first, and how fine the last ones.
    coarse: f32,
    fine: f32,
    /// The share of the greatest sharpness from which on an angle is as sharp as the sharpest: the rest is chance.
    equal: f64,
    /// An angle smaller than this is left as it is: over a page it is half a pixel.
    least: f32,
    /// Edges that are looked at, at most; more make the angle no surer.
    edges: usize,
}

const TOLERANCES: Tolerances =
    Tolerances { most: 5.0, coarse: 0.25, fine: 0.01, equal: 0.997, least: 0.015, edges: 60_000 };

/// A pixel's column and row.
type Point = (f32, f32);

/// The angle, in radians clockwise, by which the page has to be turned to lie straight; 0 where it does.
pub(super) fn of(ink: &InkMask) -> f32 {
    let (level, plumb) = edges(ink);
    let sharpness = |degrees: f32| {
        let (sin, cos) = libm::sincosf(degrees.to_radians());
        // a point turned clockwise, y downwards, comes to x cos - y sin, x sin + y cos
        heaps(&level, ink, |x, y| x * sin + y * cos) + heaps(&plumb, ink, |x, y| x * cos - y * sin)
    };
    let best = |from: f32, to: f32, step: f32| {
        let steps = ((to - from) / step).round() as i32;
        let angles: Vec<f32> = (0..=steps).map(|at| from + at as f32 * step).collect();
        let sharp: Vec<f64> = angles.iter().map(|&angle| sharpness(angle)).collect();
        let most = sharp.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // of equals the one in the middle: near the true angle all are, on either side, and without ink everywhere
        let least = most * TOLERANCES.equal;
        let equals: Vec<f32> =
            angles.into_iter().zip(sharp).filter(|one| one.1 >= least).map(|one| one.0).collect();
        equals.get(equals.len() / 2).copied().unwrap_or(0.0)
    };
    if level.len() + plumb.len() == 0 {
        return 0.0;
    }
    let mut angle = best(-TOLERANCES.most, TOLERANCES.most, TOLERANCES.coarse);
    let mut step = TOLERANCES.coarse;
    while step > TOLERANCES.fine {
        let finer = (step / 5.0).max(TOLERANCES.fine);
        angle = best(angle - step, angle + step, finer);
        step = finer;
    }
    if angle.abs() < TOLERANCES.least { 0.0 } else { angle.to_radians() }
}

/// The lower edges of ink, which lines of text and horizontal rules have in common, and the right-hand ones.
fn edges(ink: &InkMask) -> (Vec<Point>, Vec<Point>) {
    let (mut level, mut plumb) = (Vec::new(), Vec::new());
    for y in 0..ink.height.saturating_sub(1) {
        for x in 0..ink.width.saturating_sub(1) {
            let at = y * ink.width + x;
            if ink.set[at] {
                if !ink.set[at + ink.width] {
                    level.push((x as f32, y as f32));
                }
                if !ink.set[at + 1] {
                    plumb.push((x as f32, y as f32));
                }
            }
        }
    }
    (thinned(level), thinned(plumb))
}

fn thinned(edges: Vec<Point>) -> Vec<Point> {
    let every = edges.len().div_ceil(TOLERANCES.edges).max(1);
    edges.into_iter().step_by(every).collect()
}

/// How much the edges, thrown onto an axis, fall into heaps.
fn heaps(edges: &[Point], ink: &InkMask, onto: impl Fn(f32, f32) -> f32) -> f64 {
    let margin = ink.width.max(ink.height);
    let mut counts = vec![0_u32; 3 * margin];
    for &(x, y) in edges {
        let at = onto(x, y) + margin as f32;
        if let Some(count) = counts.get_mut(at as usize) {
            *count += 1;
        }
    }
    counts.iter().map(|&count| f64::from(count) * f64::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{grain, paper, text};
    use super::*;

    const WIDTH: usize = 1240;
    const HEIGHT: usize = 1754;

    /// A page with rules at a slope: horizontal ones, or vertical ones, `thick` pixels each.
    fn ruled(degrees: f32, level: bool, thick: f32) -> InkMask {
        let slope = libm::tanf(degrees.to_radians());
        let inked = |x: usize, y: usize| {
            let (x, y) = (x as f32, y as f32);
            let inside = (150.0..1090.0).contains(&x) && (150.0..1600.0).contains(&y);
            // clockwise is down on the right, and to the left at the foot
            inside && (if level { y - x * slope } else { x + y * slope }).rem_euclid(90.0) < thick
        };
        let set = (0..WIDTH * HEIGHT).map(|pixel| inked(pixel % WIDTH, pixel / WIDTH)).collect();
        InkMask { width: WIDTH, height: HEIGHT, set }
    }

    fn found(ink: &InkMask) -> f32 {
        of(ink).to_degrees()
    }

    #[test]
    fn the_slope_of_rules_is_found_to_a_thirtieth_of_a_degree() {
        for level in [true, false] {
            for degrees in [-4.8, -2.03, -0.7, -0.11, 0.2, 1.37, 3.3, 4.8] {
                let found = found(&ruled(degrees, level, 3.0));
                assert!((found + degrees).abs() < 0.03, "level: {level}, {degrees}: {found}");
            }
        }
    }

    #[test]
    fn the_slope_of_text_is_found_to_a_thirtieth_of_a_degree() {
        let mut page = paper(WIDTH, HEIGHT);
        for line in 0..40 {
            text(
                &mut page,
                (150, 150 + line * 36),
                16,
                "doli bapo quido tebalo ohado pilo bolado gipo tolado bi",
            );
        }
        assert_eq!(of(&page.ink()), 0.0);
        for degrees in [-3.2_f32, -0.4, 0.15, 1.9] {
            let found = found(&page.rotated(degrees.to_radians()).ink());
            assert!((found + degrees).abs() < 0.03, "{degrees}: {found}");
        }
    }

    #[test]
    fn what_lies_straight_is_left_as_it_is() {
        for level in [true, false] {
            assert_eq!(of(&ruled(0.0, level, 3.0)), 0.0);
        }
    }

    #[test]
    fn a_blank_page_lies_straight_with_a_speck_too() {
        let mut page = paper(WIDTH, HEIGHT).ink();
        assert_eq!(of(&page), 0.0);
        page.set[900 * WIDTH + 200] = true;
        assert_eq!(of(&page), 0.0);
    }

    #[test]
    fn grain_does_not_hide_the_slope() {
        let mut next = grain(200);
        let mut page = ruled(0.9, true, 3.0);
        for set in &mut page.set {
            *set = *set || next() == 0;
        }
        assert!((found(&page) + 0.9).abs() < 0.03);
    }
}
