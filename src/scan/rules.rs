//! Ruling lines in a picture: found, however thick or broken, and wiped out so that they are not read as letters.
//!
//! A long stretch of ink, with small gaps and as thick all along, is a rule. A short one could be the stem of a letter: it is
//! a rule only where it spans from one rule to another. Not for joining pieces across larger gaps: that is `tables/`.

use super::marks;
use super::picture::{InkMask, Picture, runs};
use crate::geometry::POINTS_PER_INCH;
use crate::read::Rule;

/// Tolerances of this step, in points where nothing else is said.
struct Tolerances {
    /// A stretch this long is a rule by itself: longer than a word's underline or a column of stems on two lines.
    long: f32,
    /// A shorter one, of at least this length, is a rule where it ends on others: the height of the lowest row.
    short: f32,
    /// Gaps no longer than this do not end a stretch: where a scan loses a hair line.
    gap: f32,
    /// The share of a stretch that is ink at least, of one shorter than `sure` and of a longer one: the feet of a number's
    /// digits make a broken line, but not a long one.
    cover: [f32; 2],
    sure: f32,
    /// Rules, thickened by the scan, are no thicker than this.
    thickest: f32,
    /// How much thicker than usual a rule may be in a place, beyond a pixel of blur on each side.
    uneven: f32,
    /// The share of its length in which it is not, at least: letters stand on rules, and other rules cross them, but the
    /// stems of a line of text are everywhere.
    even: f32,
    /// The share of its length that it may lean on a page that lies straight, beyond a pixel: paper is bent less, and the
    /// frame of a stamp leans more.
    lean: f32,
    /// How near a short rule's end must be to another rule.
    reach: f32,
    /// How far beyond its ink a rule's blur is wiped out.
    blur: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    long: 24.0,
    short: 8.0,
    gap: 1.5,
    cover: [0.95, 0.8],
    sure: 72.0,
    thickest: 3.6,
    uneven: 0.3,
    even: 0.8,
    lean: 0.01,
    reach: 2.0,
    blur: 0.5,
};

/// A rule in pixels: where its ink begins and ends, across and along.
#[derive(Debug, Clone, Copy)]
struct RuleInk {
    level: bool,
    /// Rows (of a horizontal rule) or columns, from the first to that after the last.
    across: (usize, usize),
    along: (usize, usize),
    /// The middle of the ink across.
    middle: f32,
}

impl RuleInk {
    /// The pixels across it in a place along it.
    fn across_at(&self, along: usize) -> impl Iterator<Item = (usize, usize)> {
        let (level, (from, to)) = (self.level, self.across);
        (from..to).map(move |across| if level { (along, across) } else { (across, along) })
    }
}

/// Whether a value lies between two others, or no more than `reach` outside.
fn is_in(value: f32, (from, to): (usize, usize), reach: f32) -> bool {
    (from as f32 - reach..=to as f32 + reach).contains(&value)
}

/// Finds the rules of a picture and wipes them out of it and of its ink.
pub(super) fn take(picture: &mut Picture, ink: &mut InkMask) -> Vec<Rule> {
    let pixels = |points: f32| points * picture.dpi / POINTS_PER_INCH;
    let faint = picture.faint();
    let mut candidates = stretches(ink, &faint, true, picture.dpi);
    candidates.extend(stretches(&ink.transposed(), &faint.transposed(), false, picture.dpi));
    let (rules, short): (Vec<RuleInk>, Vec<RuleInk>) =
        candidates.into_iter().partition(|one| (one.along.1 - one.along.0) as f32 >= pixels(TOLERANCES.long));
    let reach = pixels(TOLERANCES.reach);
    let crosses =
        |rule: &RuleInk, one: &RuleInk| rule.level != one.level && is_in(one.middle, rule.along, reach);
    let ends_on = |at: usize, one: &RuleInk, rules: &[RuleInk]| {
        rules.iter().any(|rule| crosses(rule, one) && is_in(at as f32, rule.across, reach))
    };
    let (gap, most) = (pixels(TOLERANCES.gap) as usize, pixels(TOLERANCES.long) as usize);
    // where a rule ends on another, what stands in line with it beyond a gap there is the stem of a letter
    let ended = |one: &RuleInk| {
        let (from, to) = one.along;
        let crossing = || rules.iter().filter(|rule| crosses(rule, one)).map(|rule| rule.across);
        let is_blank = |at: usize| !one.across_at(at).any(|(x, y)| ink.at(x as isize, y as isize));
        let mut along = one.along;
        if !ends_on(from, one, &rules)
            && let Some(edge) = crossing().map(|across| across.0).filter(|&at| at > from).min()
            && edge - from <= most
            && (edge.saturating_sub(gap).max(from)..edge).any(is_blank)
        {
            along.0 = edge;
        }
        if !ends_on(to, one, &rules)
            && let Some(edge) = crossing().map(|across| across.1).filter(|&at| at < to).max()
            && to - edge <= most
            && (edge..(edge + gap).min(to)).any(is_blank)
        {
            along.1 = edge;
        }
        RuleInk { along, ..*one }
    };
    let mut rules: Vec<RuleInk> = rules.iter().map(ended).collect();
    let sides: Vec<RuleInk> = short
        .into_iter()
        .filter(|one| ends_on(one.along.0, one, &rules) && ends_on(one.along.1, one, &rules))
        .collect();
    rules.extend(sides);
    wipe(picture, ink, &rules);
    let points = |pixels: f32| pixels * POINTS_PER_INCH / picture.dpi;
    rules
        .iter()
        .map(|one| Rule {
            level: one.level,
            at: points(one.middle),
            from: points(one.along.0 as f32),
            to: points(one.along.1 as f32),
        })
        .collect()
}

/// The stretches along the rows of `ink`, which lies on its side where they are not level, and so does `faint`.
fn stretches(ink: &InkMask, faint: &InkMask, level: bool, dpi: f32) -> Vec<RuleInk> {
    let pixels = |points: f32| points * dpi / POINTS_PER_INCH;
    let (least, gap) = (pixels(TOLERANCES.short) as usize, pixels(TOLERANCES.gap) as usize);
    let (width, height) = (ink.width, ink.height);
    let mut kept = InkMask { width, height, set: vec![false; ink.set.len()] };
    let mut row = vec![false; width];
    for y in 0..height {
        // a rule that is a little crooked goes on in the row above or below
        let [above, own, below] = [y.saturating_sub(1), y, (y + 1).min(height - 1)]
            .map(|row| &ink.set[row * width..(row + 1) * width]);
        for (any, ((&above, &own), &below)) in row.iter_mut().zip(above.iter().zip(own).zip(below)) {
            *any = above | own | below;
        }
        for (from, to) in bridged(&row, gap) {
            let covered = row[from..to].iter().filter(|&&set| set).count();
            let cover = TOLERANCES.cover[usize::from((to - from) as f32 >= pixels(TOLERANCES.sure))];
            if to - from >= least && covered as f32 >= cover * (to - from) as f32 {
                kept.set[y * width + from..y * width + to].fill(true);
            }
        }
    }
    let thickest = pixels(TOLERANCES.thickest).ceil() as usize + 2;
    let bodies = marks::of(&kept).into_iter().filter(|mark| mark.height() <= thickest);
    let uneven = pixels(TOLERANCES.uneven) as usize;
    let found = bodies.filter_map(|mark| stretch(ink, level, mark, uneven)).collect();
    joined(found, faint, uneven)
}

/// Stretches with those in line with them that faint ink joins to them, no thicker than they are: text between them is.
fn joined(mut stretches: Vec<RuleInk>, faint: &InkMask, uneven: usize) -> Vec<RuleInk> {
    stretches.sort_by_key(|one| (one.along.0, one.across.0));
    let mut all: Vec<RuleInk> = Vec::new();
    for one in stretches {
        let before = all.iter_mut().filter(|before| {
            let in_line = before.across.0 <= one.across.1 && one.across.0 <= before.across.1;
            in_line && before.along.1 < one.along.0
        });
        let before = before.max_by_key(|before| before.along.1);
        match before {
            Some(before) if is_joined(before, &one, faint, uneven) => {
                let lengths = [before.along, one.along].map(|(from, to)| (to - from) as f32);
                let middles = before.middle * lengths[0] + one.middle * lengths[1];
                before.middle = middles / (lengths[0] + lengths[1]);
                before.across = (before.across.0.min(one.across.0), before.across.1.max(one.across.1));
                before.along.1 = one.along.1;
            }
            _ => all.push(one),
        }
    }
    all
}

/// Whether a thin line of faint ink leads from one stretch to the next.
fn is_joined(a: &RuleInk, b: &RuleInk, faint: &InkMask, uneven: usize) -> bool {
    let rows =
        a.across.0.min(b.across.0).saturating_sub(1)..(a.across.1.max(b.across.1) + 1).min(faint.height);
    let thickest = rows.len() + uneven + 2;
    let set = |x: usize, y: usize| faint.set[y * faint.width + x];
    let is_thin = |x: usize| {
        let Some(inside) = rows.clone().find(|&y| set(x, y)) else { return false };
        let above = (0..inside).rev().take(thickest).take_while(|&y| set(x, y)).count();
        let below = (inside..faint.height).take(thickest).take_while(|&y| set(x, y)).count();
        above + below < thickest
    };
    let gap = a.along.1..b.along.0;
    let thin = gap.clone().filter(|&x| is_thin(x)).count();
    thin as f32 >= TOLERANCES.cover[0] * gap.len() as f32
}

/// What of a row is set, gaps of no more than `gap` included.
fn bridged(row: &[bool], gap: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (from, to) in runs(row) {
        match all.last_mut() {
            Some(last) if from - last.1 <= gap => last.1 = to,
            _ => all.push((from, to)),
        }
    }
    all
}

/// A body of ink as a rule, where it is as thick all along.
fn stretch(ink: &InkMask, level: bool, body: marks::Mark, uneven: usize) -> Option<RuleInk> {
    let (width, rows) = (ink.width, body.y0..body.y1);
    // for each column its topmost ink among the body's rows, as far as it goes on above and below these
    let run = |x: usize| {
        let set = |y: usize| ink.set[y * width + x];
        let (mut top, mut foot) = (rows.clone().find(|&y| set(y))?, rows.clone().rfind(|&y| set(y))? + 1);
        while top > 0 && set(top - 1) {
            top -= 1;
        }
        while foot < ink.height && set(foot) {
            foot += 1;
        }
        Some((top, foot))
    };
    let runs: Vec<(usize, usize)> = (body.x0..body.x1).filter_map(run).collect();
    let usual = |mut values: Vec<usize>| {
        let middle = values.len() / 2;
        (!values.is_empty()).then(|| *values.select_nth_unstable(middle).1)
    };
    let thickness = usual(runs.iter().map(|(top, foot)| foot - top).collect())?;
    let even: Vec<&(usize, usize)> =
        runs.iter().filter(|(top, foot)| foot - top <= thickness + uneven + 2).collect();
    if (even.len() as f32) < TOLERANCES.even * runs.len() as f32 {
        return None;
    }
    let middle = |runs: &[&(usize, usize)]| {
        runs.iter().map(|(top, foot)| (top + foot) as f32 / 2.0).sum::<f32>() / runs.len() as f32
    };
    // how far the middle goes from the middle of the first half to that of the second
    let (first, second) = even.split_at(even.len() / 2);
    if !first.is_empty()
        && (middle(first) - middle(second)).abs() > 1.0 + TOLERANCES.lean * first.len() as f32
    {
        return None;
    }
    let middle = middle(&even);
    let across = (even.iter().map(|run| run.0).min()?, even.iter().map(|run| run.1).max()?);
    Some(RuleInk { level, across, along: (body.x0, body.x1), middle })
}

/// Wipes the rules out, but for what crosses them.
fn wipe(picture: &mut Picture, ink: &mut InkMask, rules: &[RuleInk]) {
    let blur = (TOLERANCES.blur * picture.dpi / POINTS_PER_INCH).ceil() as usize;
    let (width, height) = (picture.width, picture.height);
    let mut ruled = vec![false; ink.set.len()];
    for rule in rules {
        let ((a0, a1), (l0, l1)) = (rule.across, rule.along);
        let (xs, ys) = if rule.level { (l0..l1, a0..a1) } else { (a0..a1, l0..l1) };
        for y in ys {
            ruled[y * width + xs.start..y * width + xs.end].fill(true);
        }
    }
    let letters = InkMask {
        width,
        height,
        set: ink.set.iter().zip(&ruled).map(|(&ink, &ruled)| ink && !ruled).collect(),
    };
    for rule in rules {
        let (limit, end) = if rule.level { (height, width) } else { (width, height) };
        let from = rule.across.0.saturating_sub(blur);
        let to = (rule.across.1 + blur).min(limit);
        for along in rule.along.0.saturating_sub(blur)..(rule.along.1 + blur).min(end) {
            let letter = |across: isize| {
                let along = along as isize;
                if rule.level { letters.at(along, across) } else { letters.at(across, along) }
            };
            let before = letter(from as isize - 1) && letter(from as isize);
            let after = letter(to as isize) && letter(to as isize - 1);
            if before && after {
                continue;
            }
            // a letter that touches the rule from one side keeps what lies beyond the rule's own ink
            let from = if before { rule.across.0 } else { from };
            let to = if after { rule.across.1 } else { to };
            for across in from..to {
                let pixel = if rule.level { across * width + along } else { along * width + across };
                picture.grey[pixel] = 255;
                ink.set[pixel] = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{DPI, bar, inked, paper, text};
    use super::*;

    /// Points as whole pixels.
    fn pixels(points: f32) -> usize {
        (points * DPI / POINTS_PER_INCH).round() as usize
    }

    /// A bar between two corners, in points.
    fn draw(picture: &mut Picture, from: (f32, f32), to: (f32, f32)) {
        bar(picture, (pixels(from.0), pixels(from.1)), (pixels(to.0), pixels(to.1)));
    }

    /// The rules of a picture, and what is left of it.
    fn taken(mut picture: Picture) -> (Vec<Rule>, Picture) {
        let mut ink = picture.ink();
        let rules = take(&mut picture, &mut ink);
        assert_eq!(ink.set, picture.ink().set, "the ink is not the picture's");
        (rules, picture)
    }

    /// Whether rules are those that are given as level, at, from and to, in points.
    fn are(rules: &[Rule], expected: &[(bool, f32, f32, f32)]) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() < 0.5;
        let is = |rule: &Rule, &(level, at, from, to): &(bool, f32, f32, f32)| {
            rule.level == level && near(rule.at, at) && near(rule.from, from) && near(rule.to, to)
        };
        rules.len() == expected.len() && expected.iter().all(|one| rules.iter().any(|rule| is(rule, one)))
    }

    #[test]
    fn a_rule_is_found_and_wiped_out_however_thick() {
        for thickness in [0.25, 0.5, 1.0, 2.0, 3.5] {
            let mut picture = paper(700, 500);
            draw(&mut picture, (10.0, 20.0), (140.0, 20.0 + thickness));
            draw(&mut picture, (30.0, 40.0), (30.0 + thickness, 110.0));
            let (rules, left) = taken(picture);
            let half = thickness / 2.0;
            let expected = [(true, 20.0 + half, 10.0, 140.0), (false, 30.0 + half, 40.0, 110.0)];
            assert!(are(&rules, &expected), "{thickness}: {rules:?}");
            assert_eq!(inked(&left), 0, "{thickness}");
        }
    }

    #[test]
    fn the_blur_beside_a_rule_goes_with_it() {
        let mut picture = paper(700, 200);
        for y in 99..105 {
            picture.grey[y * 700 + 50..y * 700 + 650].fill(if (100..104).contains(&y) { 0 } else { 200 });
        }
        assert!(taken(picture).1.grey.iter().all(|&grey| grey == 255));
    }

    #[test]
    fn a_rule_that_is_faint_beside_a_dark_shade_is_one() {
        let mut picture = paper(700, 500);
        draw(&mut picture, (80.0, 10.0), (80.5, 110.0));
        for y in pixels(40.0)..pixels(70.0) {
            for pixel in &mut picture.grey[y * 700 + pixels(80.0)..y * 700 + pixels(80.5)] {
                *pixel = 180;
            }
        }
        let (rules, left) = taken(picture);
        assert!(are(&rules, &[(false, 80.25, 10.0, 110.0)]), "{rules:?}");
        assert!(left.grey.iter().all(|&grey| grey == 255));
    }

    #[test]
    fn faint_text_between_two_rules_in_line_is_none() {
        let mut picture = paper(900, 200);
        for (from, to) in [(10.0, 60.0), (150.0, 200.0)] {
            draw(&mut picture, (from, 20.0), (to, 20.5));
        }
        for y in pixels(18.0)..pixels(22.0) {
            for pixel in &mut picture.grey[y * 900 + pixels(60.5)..y * 900 + pixels(149.5)] {
                *pixel = 180;
            }
        }
        let (rules, _) = taken(picture);
        assert!(are(&rules, &[(true, 20.25, 10.0, 60.0), (true, 20.25, 150.0, 200.0)]), "{rules:?}");
    }

    #[test]
    fn a_rule_that_the_scan_broke_is_one() {
        let mut picture = paper(700, 200);
        for piece in 0..8 {
            let from = 10.0 + 15.0 * piece as f32;
            draw(&mut picture, (from, 20.0), (from + 13.8, 20.5));
        }
        let (rules, left) = taken(picture);
        assert!(are(&rules, &[(true, 20.25, 10.0, 128.8)]), "{rules:?}");
        assert_eq!(inked(&left), 0);
    }

    #[test]
    fn a_rule_that_goes_up_by_a_pixel_now_and_then_is_one() {
        let mut picture = paper(700, 200);
        for x in 50..650 {
            let y = 100 - x / 150;
            bar(&mut picture, (x, y), (x + 1, y + 2));
        }
        let (rules, left) = taken(picture);
        assert!(are(&rules, &[(true, 98.5 * POINTS_PER_INCH / DPI, 12.0, 156.0)]), "{rules:?}");
        assert_eq!(inked(&left), 0);
    }

    #[test]
    fn the_frame_of_a_stamp_leans_and_is_no_rule() {
        let leaning = |rise: f32| {
            let mut picture = paper(900, 300);
            for x in 50..850 {
                let y = 150 - ((x - 50) as f32 * rise) as usize;
                bar(&mut picture, (x, y), (x + 1, y + 8));
            }
            taken(picture).0
        };
        assert_eq!(leaning(0.002).len(), 1);
        assert!(leaning(0.02).is_empty() && leaning(0.1).is_empty());
    }

    #[test]
    fn a_short_side_between_two_rules_is_one_and_a_stem_between_them_is_none() {
        let mut picture = paper(700, 200);
        for y in [10.0, 24.0] {
            draw(&mut picture, (10.0, y), (140.0, y + 0.5));
        }
        for x in [10.0, 80.0, 139.5] {
            draw(&mut picture, (x, 10.0), (x + 0.5, 24.5));
        }
        // a capital that is nearly as high as its row
        draw(&mut picture, (40.0, 13.0), (41.0, 22.0));
        let (rules, left) = taken(picture);
        let level = [10.25, 24.25].map(|y| (true, y, 10.0, 140.0));
        let plumb = [10.25, 80.25, 139.75].map(|x| (false, x, 10.0, 24.5));
        assert!(are(&rules, &[&level[..], &plumb].concat()), "{rules:?}");
        assert_eq!(inked(&left), (pixels(41.0) - pixels(40.0)) * (pixels(22.0) - pixels(13.0)));
    }

    #[test]
    fn a_stem_in_line_with_a_rule_that_ends_on_another_is_none_of_it() {
        for (outer, inner) in [((12.0, 18.8), (20.0, 110.0)), ((71.7, 79.0), (10.0, 70.5))] {
            let mut picture = paper(700, 500);
            draw(&mut picture, (10.0, 20.0), (140.0, 20.5));
            draw(&mut picture, (10.0, 70.0), (140.0, 70.5));
            draw(&mut picture, (50.0, inner.0), (50.5, inner.1));
            draw(&mut picture, (50.0, outer.0), (50.8, outer.1));
            let (rules, left) = taken(picture);
            let level = [20.25, 70.25].map(|y| (true, y, 10.0, 140.0));
            assert!(are(&rules, &[level[0], level[1], (false, 50.25, inner.0, inner.1)]), "{rules:?}");
            let stem = marks::of(&left.ink());
            assert_eq!(stem.len(), 1);
            assert_eq!((stem[0].y0, stem[0].y1), (pixels(outer.0), pixels(outer.1)));
        }
    }

    #[test]
    fn a_rule_broken_where_it_crosses_another_goes_on_to_the_next() {
        let mut picture = paper(700, 500);
        for y in [10.0, 25.0, 100.0] {
            draw(&mut picture, (10.0, y), (140.0, y + 0.5));
        }
        draw(&mut picture, (50.0, 10.0), (50.5, 24.0));
        draw(&mut picture, (50.0, 25.0), (50.5, 100.5));
        let (rules, left) = taken(picture);
        let level = [10.25, 25.25, 100.25].map(|y| (true, y, 10.0, 140.0));
        assert!(are(&rules, &[&level[..], &[(false, 50.25, 10.0, 100.5)]].concat()), "{rules:?}");
        assert_eq!(inked(&left), 0);
    }

    #[test]
    fn lines_of_text_are_no_rules() {
        for size in [12, 17, 25, 40] {
            let mut picture = paper(1500, 400);
            for line in 1..4 {
                text(&mut picture, (20, line * 2 * size + 40), size, "dobalo pidol tilo bolad oqui");
            }
            let before = inked(&picture);
            let (rules, left) = taken(picture);
            assert!(rules.is_empty(), "{size}: {rules:?}");
            assert_eq!(inked(&left), before, "{size}");
        }
    }

    #[test]
    fn the_feet_of_a_number_are_no_rule() {
        let mut picture = paper(700, 200);
        for digit in 0..9 {
            let x = 20.0 + 5.0 * digit as f32;
            draw(&mut picture, (x, 30.0), (x + 4.0, 30.7));
            draw(&mut picture, (x + 1.6, 24.0), (x + 2.4, 30.0));
        }
        let before = inked(&picture);
        let (rules, left) = taken(picture);
        assert!(rules.is_empty(), "{rules:?}");
        assert_eq!(inked(&left), before);
    }

    #[test]
    fn a_solid_area_is_no_rule() {
        let mut picture = paper(700, 300);
        draw(&mut picture, (20.0, 20.0), (120.0, 45.0));
        assert!(taken(picture).0.is_empty());
    }

    #[test]
    fn a_letter_that_crosses_a_rule_or_stands_on_it_stays_whole() {
        let mut picture = paper(700, 200);
        draw(&mut picture, (10.0, 20.0), (140.0, 20.5));
        draw(&mut picture, (50.0, 16.0), (51.0, 23.0));
        draw(&mut picture, (90.0, 14.0), (91.0, 20.0));
        let (rules, left) = taken(picture);
        assert!(are(&rules, &[(true, 20.25, 10.0, 140.0)]), "{rules:?}");
        let marks = marks::of(&left.ink());
        let boxes: Vec<(usize, usize, usize)> =
            marks.iter().map(|mark| (mark.x0, mark.y0, mark.y1)).collect();
        let crossing = (pixels(50.0), pixels(16.0), pixels(23.0));
        let standing = (pixels(90.0), pixels(14.0), pixels(20.0));
        assert_eq!(boxes, [standing, crossing]);
    }
}
