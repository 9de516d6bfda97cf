//! words: a page's glyphs become words, and words become lines.
//!
//! A word is a run of glyphs on one baseline without a gap; a line is what its caller says belongs side by side
//! (all of a cell, or a stretch of free text), so lines are made on demand by [`PageWords::lines`]. Text that runs
//! in another direction than the page (a running header beside a turned table) is set apart here, second strikes in
//! `strikes`, watermarks and stamps in `overlay`, lines under and through words in `decoration`; running matter, which
//! shows only when pages are compared, in [`running`]. Not for cells.

mod builder;
mod decoration;
pub(crate) mod lexicon;
mod line;
pub(crate) mod losses;
mod overlay;
pub(crate) mod paragraphs;
pub(crate) mod running;
mod strikes;

use builder::WordBuilder;
pub(crate) use line::{Line, main_size};
use line::{compose, mean_doubt};

use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn};
use crate::read::{Fill, Glyph, Page, PageHead, Rule, SOFT_HYPHEN, superscript};
use unicode_normalization::is_nfc;

/// Tolerances of this stage, all in ems (multiples of the font size).
struct Tolerances {
    /// A gap at least this wide separates words; a narrow space is 0.2 em, kerning stays below 0.1 em.
    word_gap: f32,
    /// The same before a sign that French sets apart with a thin space, which is a sixth of an em and may be squeezed.
    sign_gap: f32,
    /// How far a glyph may begin left of the one before it ends and still follow it (kerning, italics).
    backstep: f32,
    /// How far the baseline of a word may shift from glyph to glyph (superior letters as in `1er`).
    shift: f32,
    /// Baselines no further apart are one line; lines of text are at least 0.9 em apart.
    same_line: f32,
    /// A gap at least this wide separates stretches of free text; justified text stays below 1 em.
    stretch_gap: f32,
    /// How far apart the baselines of two pieces of a word may be: the rounding of positions.
    level: f32,
    /// How far a piece of a word that runs over a rule may begin from where the one before it ends: kerning.
    kerning: f32,
    /// Not in ems but in points: words of a column begin no further apart than this.
    flush: f32,
    /// Not in ems: so many other words that begin at one place show that a column's texts do.
    column: usize,
    /// A blank that begins further left than this of where the glyph before it ends, and ends no further right of it, lies
    /// over that glyph, and parts nothing.
    under: f32,
    /// Not in ems: a raised digit has at most this share of the size of what it is raised beside; browsers set it at 0.83.
    raised_size: f32,
    /// How far above the baseline a raised digit stands: at least, and at most; browsers raise small print by 0.48.
    raised: (f32, f32),
    /// Not in ems: a raised number that is a word of its own has at most so many digits; years are set small as well.
    mark: u32,
    /// The same for a number in brackets, with these.
    bracketed: u32,
    /// A raised word stands no further than this from what it is raised beside: a blank.
    beside: f32,
    /// Not in ems: a frame around words is at most so many times as high as their line.
    frame: f32,
    /// Not in ems but in points: the sides of a frame meet as near as this.
    corner: f32,
    /// Not in ems: at least so many single letters in a row are letters set apart; text has two, or three (`y a à`).
    letters: usize,
    /// Not in ems: a gap beyond the usual one of letters set apart, by this factor, parts words among them.
    even: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    word_gap: 0.15,
    sign_gap: 0.1,
    backstep: 0.4,
    shift: 0.4,
    same_line: 0.45,
    stretch_gap: 1.5,
    level: 0.1,
    kerning: 0.1,
    flush: 0.25,
    column: 2,
    under: 0.05,
    raised_size: 0.9,
    raised: (0.15, 0.6),
    mark: 2,
    bracketed: 4,
    beside: 0.6,
    frame: 2.0,
    corner: 0.5,
    letters: 4,
    even: 1.5,
};

/// A run of glyphs without a gap. Indices point into its page's characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    /// The box from descent to ascent, in points of the upright frame.
    pub bbox: Rect,
    /// Where the baseline runs: a y of the upright frame.
    pub baseline: f32,
    /// Font size in points.
    pub size: f32,
    /// How many glyphs it has.
    pub glyphs: u32,
    /// How unsure the reading of a picture was of its least sure glyph, in percent; 0 where it was drawn as text.
    pub doubt: u8,
}

/// A page of words.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageWords {
    /// What the page carries from stage to stage.
    pub head: PageHead,
    /// Ruling lines.
    pub rules: Vec<Rule>,
    /// Filled areas.
    pub fills: Vec<Fill>,
    /// The words that run in the page's direction.
    pub words: Vec<Word>,
    /// The words in the other three directions.
    pub turned: Vec<Turned>,
    /// All glyphs of the page, white space aside.
    pub glyphs: u32,
    characters: Vec<(char, f32, f32)>,
}

/// Makes the words of a page.
pub(crate) fn glyphs_to_words(mut page: Page) -> PageWords {
    let solid = page.glyphs.iter().filter(|glyph| !glyph.is_space()).count() as u32;
    let glyphs = page.head.noise + page.head.invisible + solid;
    let struck = strikes::find(&page.glyphs);
    page.head.noise += drop_marked(&mut page.glyphs, &struck);
    let apart = overlay::set_apart(&mut page);
    page.head.noise += drop_marked(&mut page.glyphs, &apart);
    take_decoration(&mut page);
    let mut builder = WordBuilder::between(&page.rules);
    builder.take(page.glyphs.iter().filter(|glyph| glyph.turn == Some(Turn::None)), |glyph| {
        (glyph.origin, glyph.bbox)
    });
    builder.finish();
    let turned = [Turn::Right, Turn::Half, Turn::Left].into_iter().filter_map(|turn| Turned::of(&page, turn));
    PageWords {
        turned: turned.collect(),
        head: page.head,
        rules: page.rules,
        fills: page.fills,
        words: builder.words,
        glyphs,
        characters: builder.characters,
    }
}

/// The words of a page that run in one of the other directions.
#[derive(Debug, Clone)]
pub(crate) struct Turned {
    /// The direction relative to the page's frame.
    turn: Turn,
    /// Width and height of the frame in which the words run upright.
    size: (f32, f32),
    /// The words in that frame.
    own: PageWords,
}

impl Turned {
    /// The words of a page that run in direction `turn`; `None` where there are none.
    fn of(page: &Page, turn: Turn) -> Option<Self> {
        let back = turn.inverse();
        let (width, height) = (page.head.width, page.head.height);
        let mut glyphs = page.glyphs.iter().filter(|glyph| glyph.turn == Some(turn)).peekable();
        glyphs.peek()?;
        let rules: Vec<Rule> = page.rules.iter().map(|rule| rule.turned(back, width, height)).collect();
        let mut builder = WordBuilder::between(&rules);
        builder.take(glyphs, |glyph| {
            (back.point(glyph.origin, width, height), back.rect(glyph.bbox, width, height))
        });
        builder.finish();
        let own = PageWords { words: builder.words, characters: builder.characters, ..PageWords::default() };
        Some(Self { turn, size: back.size(width, height), own })
    }

    /// Where each word stands on the page.
    pub(crate) fn boxes(&self) -> impl Iterator<Item = (usize, Rect)> {
        let (width, height) = self.size;
        let words = self.own.words.iter().enumerate();
        words.map(move |(index, word)| (index, self.turn.rect(word.bbox, width, height)))
    }

    /// The lines of some words that belong together, in the order in which they are read.
    pub(crate) fn lines(&self, words: &[usize]) -> Vec<Line> {
        self.placed(self.own.lines(words))
    }

    /// The stretches of free text among some words.
    pub(crate) fn stretches(&self, words: &[usize]) -> Vec<Line> {
        self.placed(self.own.stretches(words))
    }

    /// Lines with their boxes on the page.
    fn placed(&self, lines: Vec<Line>) -> Vec<Line> {
        let place = |line: Line| Line {
            bbox: self.turn.rect(line.bbox, self.size.0, self.size.1),
            turn: self.turn,
            ..line
        };
        lines.into_iter().map(place).collect()
    }
}

/// Takes the lines under and through words off the page, and with these the words.
fn take_decoration(page: &mut Page) {
    let decoration::Decoration { struck, lines } = decoration::find(page);
    let mut marks = lines.into_iter();
    page.rules.retain(|_| marks.next() != Some(true));
    let solid = page.glyphs.iter().zip(&struck).filter(|(glyph, struck)| **struck && !glyph.is_space());
    let boxes: Vec<Rect> = solid.map(|(glyph, _)| glyph.bbox).collect();
    if let Some(place) = Rect::covering(&boxes) {
        let finding = Finding::new(Code::B113).with("how", "struck").with("glyphs", boxes.len());
        page.head.findings.push(finding.at(page.head.number, page.head.to_viewer(place)));
    }
    page.head.noise += drop_marked(&mut page.glyphs, &struck);
}

/// Drops the glyphs that are marked; gives how many of them are no spaces.
fn drop_marked(glyphs: &mut Vec<Glyph>, marks: &[bool]) -> u32 {
    if !marks.contains(&true) {
        return 0;
    }
    let mut marks = marks.iter().copied();
    let dropped = glyphs.extract_if(.., |_| marks.next().unwrap_or(false));
    dropped.filter(|glyph| !glyph.is_space()).count() as u32
}

impl PageWords {
    /// All text in the other three directions, as lines.
    pub(crate) fn turned_lines(&self) -> Vec<Line> {
        self.turned
            .iter()
            .flat_map(|turned| turned.stretches(&turned.boxes().map(|(word, _)| word).collect::<Vec<_>>()))
            .collect()
    }

    /// The lines of a set of words that belong together, such as a cell's, from top to bottom.
    pub(crate) fn lines(&self, words: &[usize]) -> Vec<Line> {
        self.rows(words).into_iter().map(|row| self.line(&row)).collect()
    }

    /// The stretches of free text among `words`: lines, broken where a wide gap separates columns.
    pub(crate) fn stretches(&self, words: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        for row in self.rows(words) {
            let mut from = 0;
            for at in 1..=row.len() {
                let apart = at == row.len() || {
                    let (left, right) = (&self.words[row[at - 1]], &self.words[row[at]]);
                    right.bbox.x0 - left.bbox.x1 > TOLERANCES.stretch_gap * left.size.max(right.size)
                };
                if apart {
                    lines.push(self.line(&row[from..at]));
                    from = at;
                }
            }
        }
        lines
    }

    /// Words grouped by baseline, from top to bottom, and ordered from left to right.
    fn rows(&self, words: &[usize]) -> Vec<Vec<usize>> {
        let size = words.iter().map(|&word| self.words[word].size).fold(0.0, f32::max);
        let levels = words.iter().map(|&word| match self.bearer(word, words, size) {
            Some(bearer) => (bearer.baseline, word),
            None => (self.words[word].baseline, word),
        });
        let mut order: Vec<(f32, usize)> = levels.collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut top = (0.0, 0.0);
        for (level, word) in order {
            let size = self.words[word].size;
            let same = level - top.0 <= TOLERANCES.same_line * size.max(top.1);
            match rows.last_mut() {
                Some(row) if same => row.push(word),
                _ => {
                    rows.push(vec![word]);
                    top = (level, size);
                }
            }
        }
        for row in &mut rows {
            row.sort_by(|&a, &b| self.words[a].bbox.x0.total_cmp(&self.words[b].bbox.x0));
        }
        rows
    }

    /// The word beside which a mark is raised, among some words of which the largest has this size.
    fn bearer(&self, mark: usize, words: &[usize], largest: f32) -> Option<&Word> {
        let mark = &self.words[mark];
        let is_sign = |character: &(char, f32, f32)| matches!(character.0, '0'..='9' | '*' | '(' | ')');
        if mark.size > TOLERANCES.raised_size * largest
            || mark.doubt > 0
            || mark.glyphs > TOLERANCES.bracketed
            || !self.characters[mark.start as usize..mark.end as usize].iter().all(is_sign)
        {
            return None;
        }
        let is_beside = |word: &&Word| {
            let gap = (word.bbox.x0 - mark.bbox.x1).max(mark.bbox.x0 - word.bbox.x1);
            (-TOLERANCES.backstep * word.size..=TOLERANCES.beside * word.size).contains(&gap)
                && is_raised((mark.size, mark.baseline), (word.size, word.baseline))
        };
        let beside = words.iter().map(|&word| &self.words[word]).filter(is_beside);
        beside.min_by(|a, b| a.baseline.total_cmp(&b.baseline))
    }

    fn line(&self, words: &[usize]) -> Line {
        let doubt = mean_doubt(words.iter().map(|&word| (self.words[word].doubt, self.words[word].glyphs)));
        let mut line = Line { doubt, ..Line::default() };
        let mut right = 0.0;
        for (index, word) in words.iter().map(|&word| &self.words[word]).enumerate() {
            let above = index.checked_sub(1).map(|index| &self.words[words[index]]);
            let below = words.get(index + 1).map(|&word| &self.words[word]);
            let stands_raised = |other: &&Word| {
                word.doubt == 0
                    && word.glyphs <= TOLERANCES.mark
                    && is_raised((word.size, word.baseline), (other.size, other.baseline))
            };
            let marks = above.filter(stands_raised);
            let is_raised = marks.or_else(|| below.filter(stands_raised)).is_some();
            line.glyphs += word.glyphs;
            let characters = &self.characters[word.start as usize..word.end as usize];
            // A soft hyphen is none but where a line ends with it (Unicode Standard, 6.2).
            let is_shown = |at: usize, character: char| {
                character != SOFT_HYPHEN || (index + 1 == words.len() && at + 1 == characters.len())
            };
            let mut shown = characters
                .iter()
                .enumerate()
                .filter(|(at, (character, ..))| is_shown(*at, *character))
                .peekable();
            if shown.peek().is_none() {
                continue;
            }
            if line.text.is_empty() {
                line.bbox = word.bbox;
                line.baseline = word.baseline;
            } else {
                let is_near = |other: &Word| word.bbox.x0 - other.bbox.x1 < TOLERANCES.word_gap * other.size;
                if !marks.is_some_and(is_near) {
                    line.text.push(' ');
                    line.edges.push(right);
                }
                line.bbox = line.bbox.union(&word.bbox);
            }
            // Superior letters are smaller and higher; the line's size and baseline are its largest word's.
            if word.size > line.size {
                (line.size, line.baseline) = (word.size, word.baseline);
            }
            for (_, &(mut character, left, end)) in shown {
                if is_raised {
                    character = superscript(character);
                }
                line.text.push(character);
                line.edges.push(left);
                right = end;
            }
        }
        line.edges.push(right);
        if !is_nfc(&line.text) {
            compose(&mut line);
        }
        line
    }

    /// The text of one word.
    pub(crate) fn text(&self, word: &Word) -> String {
        self.characters[word.start as usize..word.end as usize]
            .iter()
            .map(|&(character, ..)| character)
            .collect()
    }
}

/// Whether what has the first size and baseline stands raised beside what has the second.
fn is_raised((size, baseline): (f32, f32), (large, level): (f32, f32)) -> bool {
    let (least, most) = TOLERANCES.raised;
    size <= TOLERANCES.raised_size * large && (least * large..=most * large).contains(&(level - baseline))
}
