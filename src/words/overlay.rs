//! Watermarks and stamps: text that is printed over the page's own.
//!
//! Two texts cannot both belong to the page where one lies over the other. The one that is not of the page's hand, being
//! larger, of another colour, transparent or turned, is the one that was put over it, whether it was drawn before the
//! text or after. Slanted text needs no such test, as it is never the page's own; nor does very large text that is
//! transparent or pale, so that what may lie under it can be read. A heading may be so as well, if smaller, and be white
//! on a bar that was not seen: what is level and set apart is named. Not for what stands at the same edge of page after page: that is
//! [`super::running`].

use std::collections::HashMap;

use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn, overlap};
use crate::read::{Fill, Glyph, Ink, Page, Rule};

/// Tolerances of this step.
struct Tolerances {
    /// Text this many times as large as the page's own may be a watermark; headings are, too.
    large: f32,
    /// Text this many times as large as the page's own is a watermark if it can be seen through; headings are smaller.
    huge: f32,
    /// Ink of which each colour has at least this much of 255 is pale: the grey of watermarks, and no heading's.
    pale: u8,
    /// Ink of which each colour has at least this much of 255 is white: it cannot be seen on blank paper, so that there
    /// is something under it.
    white: u8,
    /// Characters of what is set apart that a finding quotes at most: a line of it.
    quoted: usize,
    /// How far apart, in ems, two glyphs of one stamp may be: the distance of its lines, and blanks in it.
    apart: f32,
    /// The height of a glyph's body above its baseline, in ems: as capitals are high.
    body: f32,
    /// The share of the smaller of two glyphs' bodies that must be covered for one to lie over the other; the boxes of
    /// neighbours touch, and lines may be set solid.
    covered: f32,
    /// The share of a stamp's glyphs that must lie over others; much of it may be on blank paper.
    over: f32,
    /// How many must at least.
    least: usize,
    /// How far the frame of a stamp stands off its text, in ems of that text.
    frame: f32,
    /// Glyphs of a page beyond which none are compared; the fullest page of a report draws some 10 000.
    most: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    large: 1.5,
    huge: 3.0,
    pale: 185,
    white: 245,
    quoted: 60,
    apart: 3.0,
    body: 0.7,
    covered: 0.25,
    over: 0.25,
    least: 2,
    frame: 1.5,
    most: 30_000,
};

/// For each glyph, whether it is part of a watermark or a stamp; the rules of its frame leave the page.
pub(super) fn set_apart(page: &mut Page) -> Vec<bool> {
    let glyphs = &page.glyphs;
    let mut apart: Vec<bool> = glyphs.iter().map(|glyph| glyph.turn.is_none()).collect();
    let (mut frames, mut level) = (Vec::new(), Vec::new());
    if let Some(hand) = Hand::of(glyphs).filter(|_| glyphs.len() <= TOLERANCES.most) {
        let groups = hand.strangers(glyphs);
        let own = hand.rows(glyphs, &groups);
        for group in groups {
            let is_watermark = |&index: &usize| {
                let glyph = &glyphs[index];
                hand.is_larger(glyph, TOLERANCES.huge) && hand.is_seen_through(glyph, &page.fills)
            };
            let over = group.iter().filter(|&&index| own.lies_under(&glyphs[index])).count();
            let least = TOLERANCES.least.max((group.len() as f32 * TOLERANCES.over).ceil() as usize);
            if over >= least || group.iter().all(is_watermark) {
                for &index in &group {
                    apart[index] = true;
                }
                frames.extend(frame(glyphs, &group));
                level.extend(group);
            }
        }
    }
    let finding = named(glyphs, &level).map(|finding| finding.on_page(page.head.number));
    page.head.findings.extend(finding);
    page.rules.retain(|rule| !frames.iter().any(|frame| frame.holds(rule)));
    apart
}

/// What is to be said of level text that was set apart, by its indices; slanted text is never the page's own.
fn named(glyphs: &[Glyph], level: &[usize]) -> Option<Finding> {
    let mut text = String::new();
    let mut before = *level.first()?;
    for &index in level {
        // Blanks are drawn between the letters of two words, or other text is.
        if index > before + 1 {
            text.push(' ');
        }
        text.push(glyphs[index].text);
        text.push_str(glyphs[index].more.as_deref().unwrap_or_default());
        before = index;
    }
    if let Some((at, _)) = text.char_indices().nth(TOLERANCES.quoted) {
        text.truncate(at);
        text.push('…');
    }
    Some(Finding::new(Code::B109).with("text", text))
}

/// How most of a page is written.
struct Hand {
    /// The size in points.
    size: f32,
    ink: Ink,
}

impl Hand {
    fn of(glyphs: &[Glyph]) -> Option<Self> {
        let mut hands: HashMap<(i32, Ink), usize> = HashMap::new();
        let upright = glyphs.iter().filter(|glyph| glyph.turn == Some(Turn::None) && !glyph.is_space());
        let upright: Vec<&Glyph> = upright.collect();
        for run in upright.chunk_by(|a, b| (a.size, a.ink) == (b.size, b.ink)) {
            // To a tenth of a point, as sizes are rounded in a file.
            *hands.entry(((run[0].size * 10.0).round() as i32, run[0].ink)).or_default() += run.len();
        }
        let ((size, ink), _) = hands.into_iter().max_by_key(|&(hand, count)| (count, hand))?;
        Some(Self { size: size as f32 / 10.0, ink })
    }

    fn is_large(&self, glyph: &Glyph) -> bool {
        self.is_larger(glyph, TOLERANCES.large)
    }

    /// Whether a glyph is larger than the page's own text by a factor.
    fn is_larger(&self, glyph: &Glyph, by: f32) -> bool {
        glyph.size >= self.size * by
    }

    /// Whether a glyph is printed so that what lies under it can be read: transparent, or pale on blank paper.
    fn is_seen_through(&self, glyph: &Glyph, fills: &[Fill]) -> bool {
        let is = |least: u8, ink: Ink| ink.colour.iter().all(|&part| part >= least);
        let pale = is(TOLERANCES.pale, glyph.ink) && !is(TOLERANCES.white, glyph.ink);
        let blank = || !fills.iter().any(|fill| fill.rect.contains(glyph.bbox.centre()));
        (glyph.ink.faint && !self.ink.faint) || (pale && !is(TOLERANCES.pale, self.ink) && blank())
    }

    fn wrote(&self, glyph: &Glyph) -> bool {
        glyph.turn == Some(Turn::None) && glyph.ink == self.ink && !self.is_large(glyph)
    }

    /// The glyphs of another hand, as they were drawn one after the other.
    fn strangers(&self, glyphs: &[Glyph]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        // What the last group covers, while nothing else has been drawn since.
        let mut open: Option<Rect> = None;
        for (index, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.is_space()) {
            if self.wrote(glyph) || glyph.turn.is_none() {
                open = None;
                continue;
            }
            let reach = open.map(|covered| covered.grown(TOLERANCES.apart * glyph.size));
            let near = reach.is_some_and(|reach| reach.touches(&glyph.bbox));
            match groups.last_mut() {
                Some(group) if near && self.is_same(&glyphs[group[0]], glyph) => group.push(index),
                _ => {
                    open = None;
                    groups.push(vec![index]);
                }
            }
            open = Some(open.map_or(glyph.bbox, |covered| covered.union(&glyph.bbox)));
        }
        groups
    }

    /// Whether two glyphs of another hand may be of the same.
    fn is_same(&self, a: &Glyph, b: &Glyph) -> bool {
        (a.turn, a.ink, self.is_large(a)) == (b.turn, b.ink, self.is_large(b))
    }

    /// The bodies of the glyphs of this hand, as far as strangers reach.
    fn rows(&self, glyphs: &[Glyph], strangers: &[Vec<usize>]) -> Rows {
        let reach = Rect::covering(strangers.iter().flatten().map(|&index| &glyphs[index].bbox));
        let near = |glyph: &&Glyph| reach.is_some_and(|reach| reach.touches(&glyph.bbox));
        let own = glyphs.iter().filter(|glyph| !glyph.is_space() && self.wrote(glyph)).filter(near);
        let mut bodies: Vec<Rect> = own.map(body).collect();
        bodies.sort_by(|a, b| a.y1.total_cmp(&b.y1));
        let tallest = bodies.iter().map(Rect::height).fold(0.0, f32::max);
        Rows { bodies, tallest }
    }
}

/// Bodies of glyphs, sorted by their baselines.
struct Rows {
    bodies: Vec<Rect>,
    /// The height of the tallest, in points: no body begins further than this above its baseline.
    tallest: f32,
}

impl Rows {
    /// Whether one of them lies under a glyph.
    fn lies_under(&self, glyph: &Glyph) -> bool {
        let stamp = body(glyph);
        let from = self.bodies.partition_point(|own| own.y1 < stamp.y0);
        self.bodies[from..].iter().take_while(|own| own.y1 - self.tallest <= stamp.y1).any(|own| {
            let shared =
                overlap(own.x0, own.x1, stamp.x0, stamp.x1) * overlap(own.y0, own.y1, stamp.y0, stamp.y1);
            let area = |rect: &Rect| rect.width() * rect.height();
            shared > 0.0 && shared >= TOLERANCES.covered * area(own).min(area(&stamp))
        })
    }
}

/// The body of a glyph: what is inked of it, roughly.
fn body(glyph: &Glyph) -> Rect {
    let Rect { x0, y0, x1, y1 } = glyph.bbox;
    let height = TOLERANCES.body * glyph.size;
    let (x, y) = glyph.origin;
    match glyph.turn {
        Some(Turn::None) => Rect { y0: y - height, y1: y, ..glyph.bbox },
        Some(Turn::Half) => Rect { y0: y, y1: y + height, ..glyph.bbox },
        Some(Turn::Right) => Rect { x0: x, x1: x + height, y0, y1 },
        Some(Turn::Left) => Rect { x0: x - height, x1: x, y0, y1 },
        None => Rect { x0, y0, x1, y1 },
    }
}

/// Where the frame of a stamp may run: between its text and some way off.
struct Frame {
    text: Rect,
    reach: Rect,
}

fn frame(glyphs: &[Glyph], group: &[usize]) -> Option<Frame> {
    let text = Rect::covering(group.iter().map(|&index| &glyphs[index].bbox))?;
    let size = group.iter().map(|&index| glyphs[index].size).fold(0.0, f32::max);
    Some(Frame { text, reach: text.grown(TOLERANCES.frame * size) })
}

impl Frame {
    /// Whether a rule is a side of the frame: as long as the text is, and no longer than the frame can be. The rules of
    /// a table that happen to pass there reach further.
    fn holds(&self, rule: &Rule) -> bool {
        let (along, across) = if rule.level {
            ((self.text.x0, self.text.x1), (self.reach.y0, self.reach.y1))
        } else {
            ((self.text.y0, self.text.y1), (self.reach.x0, self.reach.x1))
        };
        let reach = if rule.level { (self.reach.x0, self.reach.x1) } else { (self.reach.y0, self.reach.y1) };
        rule.from <= along.0
            && rule.to >= along.1
            && rule.from >= reach.0
            && rule.to <= reach.1
            && (across.0..=across.1).contains(&rule.at)
    }
}
