//! Two pages that stand side by side on one sheet become two pages.
//!
//! Between them nothing is drawn, and their running matter counts on from the one to the other, or each has a table of
//! its own. Not for two columns of one page: those have one page number.

use std::collections::BTreeSet;

use super::{Fill, Glyph, Page, PageHead, Rule};
use crate::geometry::{Rect, Turn};

/// Tolerances of this step, in points where nothing else is said.
struct Tolerances {
    /// Least width of a sheet, as a share of its height: two portrait pages come to more, one to less.
    wide: f32,
    /// Least width between the texts of the two pages: their inner margins.
    gutter: f32,
    /// How far from the middle of the sheet, as a share of its width, that may lie.
    middle: f32,
    /// How far a rule of one page may reach into the other: half its thickness.
    over: f32,
    /// Share of the width beyond which a fill is the paper's.
    paper: f32,
    /// Share of the height, at the top and at the bottom, that holds running matter.
    edge: f32,
    /// Baselines no further apart than this are one line.
    level: f32,
    /// Least gap between two numbers, in ems.
    apart: f32,
    /// How many vertical and horizontal rules a page's own table has at least.
    vertical: usize,
    horizontal: usize,
    /// Least length of the horizontal ones, as a share of the page's width.
    long: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    wide: 1.2,
    gutter: 10.0,
    middle: 0.05,
    over: 1.5,
    paper: 0.8,
    edge: 0.12,
    level: 1.0,
    apart: 0.15,
    vertical: 6,
    horizontal: 3,
    long: 0.6,
};

/// The pages that stand on a sheet, from left to right.
pub(crate) fn sheet_to_pages(sheet: Page) -> Vec<Page> {
    let Some(cut) = gutter(&sheet) else { return vec![sheet] };
    let [left, right] = [true, false].map(|is_left| half(&sheet, cut, is_left));
    if counts_on(&left, &right) || [&left, &right].into_iter().all(has_table) {
        vec![left, right]
    } else {
        vec![sheet]
    }
}

/// Where two pages would part: nothing stands there from top to bottom.
fn gutter(sheet: &Page) -> Option<f32> {
    let PageHead { width, height, .. } = sheet.head;
    let middle = width / 2.0;
    // Pictures are placed in the viewer's frame.
    if width < TOLERANCES.wide * height || sheet.has_parts() && sheet.head.turn != Turn::None {
        return None;
    }
    let boxes = sheet.glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.bbox);
    let (left, right): (Vec<Rect>, Vec<Rect>) = boxes.partition(|bbox| bbox.centre().0 < middle);
    let from = left.iter().map(|bbox| bbox.x1).max_by(f32::total_cmp)?;
    let to = right.iter().map(|bbox| bbox.x0).min_by(f32::total_cmp)?;
    let reach = TOLERANCES.middle * width;
    let is_free = to - from >= TOLERANCES.gutter && from < middle + reach && to > middle - reach;
    let cut = if (from..=to).contains(&middle) { middle } else { (from + to) / 2.0 };
    let crosses = |bbox: Rect| bbox.x0 < cut - TOLERANCES.over && bbox.x1 > cut + TOLERANCES.over;
    let fills = sheet.fills.iter().map(|fill| fill.rect);
    let pictures = sheet.images.iter().chain(&sheet.curves).copied();
    let mut drawn = fills.chain(pictures).filter(|rect| rect.width() < TOLERANCES.paper * width);
    (is_free && !drawn.any(crosses) && !sheet.rules.iter().any(|rule| crosses(rule.rect()))).then_some(cut)
}

/// One page of a sheet that is cut at this distance from its left edge.
fn half(sheet: &Page, cut: f32, is_left: bool) -> Page {
    let (left, right) = if is_left { (0.0, cut) } else { (cut, sheet.head.width) };
    let is_here = |bbox: Rect| (bbox.centre().0 < cut) == is_left;
    let moved = |rect: Rect| Rect { x0: rect.x0 - left, x1: rect.x1 - left, ..rect };
    let glyphs = |glyphs: &[Glyph]| -> Vec<Glyph> {
        let own = glyphs.iter().filter(|glyph| is_here(glyph.bbox)).cloned();
        let moved = |glyph: Glyph| Glyph {
            origin: (glyph.origin.0 - left, glyph.origin.1),
            bbox: moved(glyph.bbox),
            ..glyph
        };
        own.map(moved).collect()
    };
    let rule = |rule: &Rule| {
        if rule.level {
            Rule { from: rule.from - left, to: rule.to - left, ..*rule }
        } else {
            Rule { at: rule.at - left, ..*rule }
        }
    };
    let clipped = |fill: &Fill| {
        let rect = Rect { x0: fill.rect.x0.max(left), x1: fill.rect.x1.min(right), ..fill.rect };
        (rect.x0 < rect.x1).then(|| Fill { rect: moved(rect), ..*fill })
    };
    let mut own =
        PageHead { width: right - left, sheet: Some((left, sheet.head.width)), ..sheet.head.clone() };
    let all = own.to_viewer(Rect::new(0.0, 0.0, own.width, own.height));
    own.unread_parts.retain(|part| all.contains(part.centre()));
    // What is known of the sheet as a whole is counted and told once.
    let head = if is_left {
        own
    } else {
        PageHead { noise: 0, invisible: 0, findings: Vec::new(), unread: None, ..own }
    };
    Page {
        head,
        glyphs: glyphs(&sheet.glyphs),
        rules: sheet.rules.iter().filter(|rule| is_here(rule.rect())).map(rule).collect(),
        fills: sheet.fills.iter().filter_map(clipped).collect(),
        hidden: glyphs(&sheet.hidden),
        image_area: sheet.image_area,
        image_dpi: sheet.image_dpi,
        image_pixels: sheet.image_pixels,
        images: Vec::new(),
        curves: Vec::new(),
        garbled: sheet.garbled,
    }
}

/// A line of running matter: where it stands, its letters and its numbers, in order of size.
struct RunningMark {
    baseline: f32,
    letters: Vec<char>,
    numbers: Vec<u32>,
}

/// Whether the running matter of the right page is that of the left one, with the next number.
fn counts_on(left: &Page, right: &Page) -> bool {
    let (left, right) = (marks(left), marks(right));
    let is_next = |a: &RunningMark, b: &RunningMark| {
        let (own, others) = (without(a, b), without(b, a));
        let counted = matches!((&own[..], &others[..]), ([n], [next]) if n.checked_add(1) == Some(*next));
        counted && a.letters == b.letters && (a.baseline - b.baseline).abs() <= TOLERANCES.level
    };
    left.iter().any(|a| right.iter().any(|b| is_next(a, b)))
}

/// The numbers that stand oftener in one line than in the other.
fn without(a: &RunningMark, b: &RunningMark) -> Vec<u32> {
    let mut others = b.numbers.clone();
    let is_own = |number: &&u32| {
        let other = others.iter().position(|other| other == *number);
        other.map(|at| others.swap_remove(at)).is_none()
    };
    a.numbers.iter().filter(is_own).copied().collect()
}

/// The lines at the top and at the bottom of a page.
fn marks(page: &Page) -> Vec<RunningMark> {
    let height = page.head.height;
    let edge = TOLERANCES.edge * height;
    let mut glyphs: Vec<&Glyph> = page
        .glyphs
        .iter()
        .filter(|glyph| !glyph.is_space() && glyph.turn == Some(Turn::None))
        .filter(|glyph| glyph.origin.1 < edge || glyph.origin.1 > height - edge)
        .collect();
    glyphs.sort_by(|a, b| a.origin.1.total_cmp(&b.origin.1));
    let lines = glyphs.chunk_by_mut(|a, b| b.origin.1 - a.origin.1 <= TOLERANCES.level);
    lines
        .map(|line| {
            line.sort_by(|a, b| a.origin.0.total_cmp(&b.origin.0));
            mark(line)
        })
        .collect()
}

fn mark(line: &[&Glyph]) -> RunningMark {
    let baseline = line.first().map_or(0.0, |glyph| glyph.origin.1);
    let mut mark = RunningMark { baseline, letters: Vec::new(), numbers: Vec::new() };
    let follows = |a: &&Glyph, b: &&Glyph| {
        let gap = b.origin.0 - a.origin.0 - a.advance;
        a.text.is_ascii_digit() && b.text.is_ascii_digit() && gap < TOLERANCES.apart * b.size
    };
    for run in line.chunk_by(follows) {
        let text: String = run.iter().map(|glyph| glyph.text).collect();
        match text.parse() {
            Ok(number) => mark.numbers.push(number),
            Err(_) => mark.letters.extend(text.chars()),
        }
    }
    mark.letters.sort_unstable();
    mark.numbers.sort_unstable();
    mark
}

/// Whether a table of several columns is drawn over most of the page's width.
fn has_table(page: &Page) -> bool {
    let vertical: BTreeSet<i32> =
        page.rules.iter().filter(|rule| !rule.level).map(|rule| rule.at.round() as i32).collect();
    let long = TOLERANCES.long * page.head.width;
    let horizontal: BTreeSet<i32> = page
        .rules
        .iter()
        .filter(|rule| rule.level && rule.to - rule.from >= long)
        .map(|rule| rule.at.round() as i32)
        .collect();
    vertical.len() >= TOLERANCES.vertical && horizontal.len() >= TOLERANCES.horizontal
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 800 × 600 points with some texts.
    fn sheet(texts: &[(f32, f32, &str)]) -> Page {
        let mut page = Page {
            head: PageHead { number: 3, width: 800.0, height: 600.0, ..PageHead::default() },
            ..Page::default()
        };
        for &(x, y, text) in texts {
            let letters = text.chars().enumerate();
            page.glyphs.extend(letters.map(|(at, letter)| Glyph::sample(letter, (x + 5.0 * at as f32, y))));
        }
        page
    }

    #[test]
    fn pages_side_by_side_are_told_by_their_numbers() {
        let pages = sheet_to_pages(sheet(&[
            (150.0, 30.0, "p1/2"),
            (550.0, 30.0, "p2/2"),
            (60.0, 300.0, "lac"),
            (460.0, 300.0, "meer"),
        ]));
        let widths: Vec<(f32, usize)> =
            pages.iter().map(|page| (page.head.width, page.glyphs.len())).collect();
        assert_eq!(widths, [(400.0, 7), (400.0, 8)]);
        assert_eq!(pages[1].glyphs[0].origin.0, 150.0);
        // A place on the right page is where the viewer has it.
        let place = pages[1].head.to_viewer(Rect::new(60.0, 290.0, 80.0, 300.0));
        assert_eq!((place.x0, place.x1), (460.0, 480.0));
    }

    #[test]
    fn two_columns_of_one_page_stay_together() {
        let columns = [(60.0, 300.0, "lac 4"), (460.0, 300.0, "lac 5")];
        assert_eq!(sheet_to_pages(sheet(&columns)).len(), 1);
        let numbered =
            [(60.0, 300.0, "lac"), (460.0, 300.0, "meer"), (60.0, 30.0, "p4"), (460.0, 30.0, "p4")];
        assert_eq!(sheet_to_pages(sheet(&numbered)).len(), 1);
    }

    #[test]
    fn a_scan_of_two_pages_is_two_and_a_picture_over_both_holds_them_together() {
        let numbered = || sheet(&[(150.0, 30.0, "p4"), (550.0, 30.0, "p5")]);
        let scan = Page { images: vec![Rect::new(0.0, 0.0, 800.0, 600.0)], ..numbered() };
        assert_eq!(sheet_to_pages(scan).len(), 2);
        let over = Page { images: vec![Rect::new(300.0, 200.0, 600.0, 400.0)], ..numbered() };
        assert_eq!(sheet_to_pages(over).len(), 1);
    }

    #[test]
    fn what_is_unread_of_a_sheet_is_told_of_its_page_alone() {
        let mut both = sheet(&[(150.0, 30.0, "p4"), (550.0, 30.0, "p5")]);
        let part = Rect::new(500.0, 200.0, 520.0, 220.0);
        both.head.unread_parts.push(part);
        let parts: Vec<Vec<Rect>> =
            sheet_to_pages(both).into_iter().map(|page| page.head.unread_parts).collect();
        assert_eq!(parts, [vec![], vec![part]]);
    }

    #[test]
    fn a_rule_across_the_middle_holds_a_page_together() {
        let mut one = sheet(&[(150.0, 30.0, "p4"), (550.0, 30.0, "p5")]);
        one.rules.push(Rule { level: true, at: 300.0, from: 60.0, to: 740.0 });
        assert_eq!(sheet_to_pages(one).len(), 1);
    }
}
