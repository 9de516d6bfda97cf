//! By how much a page lies askew: the angle at which its lines of text and its rules are sharpest.
//!
//! The edges of the ink are thrown onto an axis at many angles, and the angle is taken at which they fall into the fewest
//! heaps (Postl, *Detection of linear oblique structures and skew scan in digitized documents*, ICPR 1986). Rules and
//! lines of text count in both directions, so that it does not matter which way the page lies. Not for quarter turns.

use super::picture::Ink;

/// Tolerances of this step, in degrees where nothing else is said.
struct Tolerances {
    /// Pages lie no more askew than this: feeders and hands do better.
    most: f32,
    /// How far apart the angles are that are tried at first, and how fine the last ones.
    coarse: f32,
    fine: f32,
    /// An angle smaller than this is left as it is: over a page it is half a pixel.
    least: f32,
    /// Edges that are looked at, at most; more make the angle no surer.
    edges: usize,
}

const TOLERANCES: Tolerances =
    Tolerances { most: 5.0, coarse: 0.25, fine: 0.01, least: 0.015, edges: 60_000 };

/// A pixel's column and row.
type Point = (f32, f32);

/// The angle, in radians clockwise, by which the page has to be turned to lie straight; 0 where it does.
pub(super) fn of(ink: &Ink) -> f32 {
    let (level, plumb) = edges(ink);
    let sharpness = |degrees: f32| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        // a point turned clockwise, y downwards, comes to x cos - y sin, x sin + y cos
        heaps(&level, ink, |x, y| x * sin + y * cos) + heaps(&plumb, ink, |x, y| x * cos - y * sin)
    };
    let best = |from: f32, to: f32, step: f32| {
        let steps = ((to - from) / step).round() as i32;
        let angles: Vec<f32> = (0..=steps).map(|at| from + at as f32 * step).collect();
        let sharp: Vec<f64> = angles.iter().map(|&angle| sharpness(angle)).collect();
        let most = sharp.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // of equals the one in the middle: near the true angle all are, on either side, and without ink everywhere
        let equals: Vec<f32> =
            angles.into_iter().zip(sharp).filter(|one| one.1 == most).map(|one| one.0).collect();
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

/// The lower edges of ink, which lines of text and level rules have in common, and the right-hand ones.
fn edges(ink: &Ink) -> (Vec<Point>, Vec<Point>) {
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
fn heaps(edges: &[Point], ink: &Ink, onto: impl Fn(f32, f32) -> f32) -> f64 {
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
