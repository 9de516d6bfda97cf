//! words: a page's glyphs become words, and words become lines.
//!
//! A word is a run of glyphs on one baseline without a gap; a line is what its caller says belongs side by side
//! (all of a cell, or a stretch of free text), so lines are made on demand by [`PageWords::lines`]. Text that runs
//! in another direction than the page (a running header beside a turned table) is set apart here, second strikes in
//! `strikes`, watermarks and stamps in `overlay`, lines under and through words in `decoration`; running matter, which
//! shows only when pages are compared, in [`running`]. Not for cells.

mod decoration;
pub(crate) mod lexicon;
pub(crate) mod losses;
mod overlay;
pub(crate) mod paragraphs;
pub(crate) mod running;
mod strikes;

use std::ops::Range;

use crate::diagnostic::{Code, Finding};
use crate::geometry::{Rect, Turn, overlap};
use crate::read::{Fill, Glyph, Page, PageHead, Rule, SOFT_HYPHEN, superscript};
use unicode_normalization::{UnicodeNormalization, is_nfc};

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

/// Words side by side: a line of a cell or a stretch of free text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    /// The words, separated by single spaces; Unicode NFC.
    pub text: String,
    /// The left edge of each character of `text`, and at the end the right edge of the last.
    pub edges: Vec<f32>,
    /// The box in points, in the upright frame.
    pub bbox: Rect,
    /// Where the baseline runs, in points.
    pub baseline: f32,
    /// Font size in points.
    pub size: f32,
    /// How many glyphs it has, white space aside.
    pub glyphs: u32,
    /// The direction of its text relative to the upright frame.
    pub turn: Turn,
    /// How unsure the reading of a picture was of its words, in percent, on average over their glyphs and at least 1; 0 where
    /// it was drawn as text.
    pub doubt: u8,
}

impl Line {
    /// Whether it was read from a picture.
    pub(crate) fn is_recognised(&self) -> bool {
        self.doubt > 0
    }

    /// The part of it that is the characters of `range`, as a line of its own. Parts that make up the whole line have all
    /// its glyphs between them, whichever characters share one.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let characters: Vec<char> = self.text.chars().collect();
        let printed = |upto: usize| {
            let before = characters[..upto].iter().filter(|character| !character.is_whitespace()).count();
            let all = characters.iter().filter(|character| !character.is_whitespace()).count().max(1);
            (before * self.glyphs as usize / all) as u32
        };
        let edges = self.edges[range.start..=range.end].to_vec();
        Self {
            text: characters[range.clone()].iter().collect(),
            bbox: Rect { x0: edges[0], x1: edges[range.len()], ..self.bbox },
            glyphs: printed(range.end) - printed(range.start),
            edges,
            ..*self
        }
    }

    /// Sets `other`, which stands to its right, in one line with it.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push(' ');
        self.text.push_str(&other.text);
        self.edges.extend_from_slice(&other.edges);
        self.bbox = self.bbox.union(&other.bbox);
        self.doubt = mean_doubt([(self.doubt, self.glyphs), (other.doubt, other.glyphs)]);
        self.glyphs += other.glyphs;
    }
}

/// The doubt of words or lines together, each given with its glyphs.
fn mean_doubt(parts: impl IntoIterator<Item = (u8, u32)>) -> u8 {
    let weighted = parts.into_iter().map(|(doubt, glyphs)| (u32::from(doubt) * glyphs, glyphs));
    let (doubt, glyphs) =
        weighted.fold((0, 0), |(doubts, all), (doubt, glyphs)| (doubts + doubt, all + glyphs));
    doubt.div_ceil(glyphs.max(1)).min(100) as u8
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
    let mut builder = Builder::between(&page.rules);
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
        let mut builder = Builder::between(&rules);
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

/// Composes base letters and combining marks (NFC), keeping each base letter's edge.
fn compose(line: &mut Line) {
    let (mut text, mut edges) = (String::new(), Vec::new());
    let mut pending: Option<(String, f32)> = None;
    let flush = |pending: Option<(String, f32)>, text: &mut String, edges: &mut Vec<f32>| {
        if let Some((cluster, edge)) = pending {
            for character in cluster.nfc() {
                text.push(character);
                edges.push(edge);
            }
        }
    };
    for (character, &edge) in line.text.chars().zip(&line.edges) {
        match &mut pending {
            Some((cluster, _)) if unicode_normalization::char::is_combining_mark(character) => {
                cluster.push(character);
            }
            _ => {
                flush(pending.take(), &mut text, &mut edges);
                pending = Some((character.to_string(), edge));
            }
        }
    }
    flush(pending, &mut text, &mut edges);
    edges.extend(line.edges.last());
    (line.text, line.edges) = (text, edges);
}

/// Whether a blank is drawn back over a glyph of the word before it: it has no room of its own.
fn lies_over(blank: &Glyph, origin: (f32, f32), word: &Word) -> bool {
    let em = blank.size.max(word.size);
    let slack = TOLERANCES.under * em;
    (word.bbox.x0..word.bbox.x1 - slack).contains(&origin.0)
        && origin.0 + blank.advance <= word.bbox.x1 + slack
        && (origin.1 - word.baseline).abs() < TOLERANCES.shift * em
}

/// Whether what has the first size and baseline stands raised beside what has the second.
fn is_raised((size, baseline): (f32, f32), (large, level): (f32, f32)) -> bool {
    let (least, most) = TOLERANCES.raised;
    size <= TOLERANCES.raised_size * large && (least * large..=most * large).contains(&(level - baseline))
}

/// The combining mark for a character that is an accent alone.
fn accent(character: char) -> Option<char> {
    Some(match character {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        _ => return None,
    })
}

/// How wide a gap before a character must be to separate words, in ems.
fn gap_before(character: char) -> f32 {
    if matches!(character, ';' | ':' | '!' | '?' | '»' | '%') {
        TOLERANCES.sign_gap
    } else {
        TOLERANCES.word_gap
    }
}

/// Gathers words from glyphs in the order in which they are drawn.
#[derive(Default)]
struct Builder {
    characters: Vec<(char, f32, f32)>,
    words: Vec<Word>,
    /// For each word, whether a space glyph stands before it or after it.
    spaced: Vec<(bool, bool)>,
    /// The vertical rules from left to right: what stands on both sides of one is in different cells.
    plumb: Vec<Rule>,
    /// The horizontal ones.
    level: Vec<Rule>,
}

impl Builder {
    /// A builder for words on a page with these rules.
    fn between(rules: &[Rule]) -> Self {
        let (level, mut plumb): (Vec<Rule>, Vec<Rule>) = rules.iter().copied().partition(|rule| rule.level);
        plumb.sort_by(|a, b| a.at.total_cmp(&b.at));
        Self { plumb, level, ..Self::default() }
    }

    /// Whether a vertical rule stands between `left` and `right`, beside `bbox`: what it parts is in different cells. A rule
    /// that runs through a word does not: a word too long for its cell is still one word.
    fn is_parted(&self, left: f32, right: f32, bbox: &Rect) -> bool {
        let from = self.plumb.partition_point(|rule| rule.at < left);
        let mut between = self.plumb[from..].iter().take_while(|rule| rule.at <= right);
        between.any(|rule| {
            overlap(rule.from, rule.to, bbox.y0, bbox.y1) > bbox.height() / 2.0
                && !self.frames_words(rule, bbox.height())
        })
    }

    /// Whether a vertical rule is a side of a frame around words of a line of this height, such as a link's: it ends where
    /// horizontal rules do that run on one side of it alone. The edge of a table is no other, but no word stands that near.
    fn frames_words(&self, side: &Rule, height: f32) -> bool {
        let corner = TOLERANCES.corner;
        let is_near = |a: f32, b: f32| (a - b).abs() <= corner;
        let goes_on = |rule: &Rule| {
            is_near(rule.at, side.at) && (is_near(rule.to, side.from) || is_near(rule.from, side.to))
        };
        if side.to - side.from > TOLERANCES.frame * height || self.plumb.iter().any(goes_on) {
            return false;
        }
        let ends = |rule: &&Rule| is_near(rule.at, side.from) || is_near(rule.at, side.to);
        let runs = |from: f32, to: f32| {
            self.level.iter().filter(ends).any(|rule| rule.from <= from && rule.to >= to)
        };
        runs(side.at - 2.0 * corner, side.at - corner) != runs(side.at + corner, side.at + 2.0 * corner)
    }

    fn take<'a>(
        &mut self,
        glyphs: impl Iterator<Item = &'a Glyph>,
        place: impl Fn(&Glyph) -> ((f32, f32), Rect),
    ) {
        let mut after_space = false;
        for glyph in glyphs {
            if glyph.is_space() {
                let (origin, _) = place(glyph);
                if self.words.last().is_some_and(|word| lies_over(glyph, origin, word)) {
                    continue;
                }
                after_space = true;
                if let Some(last) = self.spaced.last_mut() {
                    last.1 = true;
                }
                continue;
            }
            let (origin, bbox) = place(glyph);
            if !after_space && self.set_accent(glyph, origin, bbox) {
                continue;
            }
            let follows = !after_space
                && self.words.last().is_some_and(|word| {
                    let gap = origin.0 - word.bbox.x1;
                    let em = glyph.size.max(word.size);
                    let (own, others) = ((glyph.size, origin.1), (word.size, word.baseline));
                    gap < gap_before(glyph.text) * em
                        && gap > -TOLERANCES.backstep * em
                        && ((own.1 - others.1).abs() < TOLERANCES.shift * em
                            || glyph.doubt == 0 && (is_raised(own, others) || is_raised(others, own)))
                        && !self.is_parted(word.bbox.x1, origin.0, &bbox)
                        && (gap.abs() <= TOLERANCES.kerning * em
                            || !self.is_parted(word.bbox.x0, origin.0, &bbox))
                });
            if !follows {
                let at = self.characters.len() as u32;
                let (baseline, size) = (origin.1, glyph.size);
                self.words.push(Word { start: at, end: at, bbox, baseline, size, glyphs: 0, doubt: 0 });
                self.spaced.push((after_space, false));
            }
            after_space = false;
            let right = origin.0 + glyph.advance;
            let more = glyph.more.as_deref().unwrap_or_default();
            let count = 1 + more.chars().count();
            let step = glyph.advance / count as f32;
            let own = (glyph.size, origin.1);
            let others =
                self.words.last().filter(|_| glyph.doubt == 0).map(|word| (word.size, word.baseline));
            let stands_raised = others.is_some_and(|others| is_raised(own, others));
            if let Some(word) = self.words.last()
                && others.is_some_and(|others| is_raised(others, own))
            {
                self.characters[word.start as usize..]
                    .iter_mut()
                    .for_each(|(character, ..)| *character = superscript(*character));
            }
            for (index, mut character) in std::iter::once(glyph.text).chain(more.chars()).enumerate() {
                let left = origin.0 + step * index as f32;
                let end = if index + 1 == count { right } else { left + step };
                if stands_raised {
                    character = superscript(character);
                }
                self.characters.push((character, left, end));
            }
            if let Some(word) = self.words.last_mut() {
                word.end = self.characters.len() as u32;
                word.bbox = word.bbox.union(&bbox);
                word.glyphs += 1;
                word.doubt = word.doubt.max(glyph.doubt);
                if glyph.size > word.size {
                    (word.size, word.baseline) = (glyph.size, origin.1);
                }
            }
        }
    }

    /// Sets an accent that is drawn over a letter together with it, whichever of the two is drawn first; `false` where the
    /// glyph and the one before it are not these.
    fn set_accent(&mut self, glyph: &Glyph, origin: (f32, f32), bbox: Rect) -> bool {
        let (Some(word), Some(last)) = (self.words.last_mut(), self.characters.last_mut()) else {
            return false;
        };
        let em = glyph.size.max(word.size);
        if glyph.more.is_some() || (origin.1 - word.baseline).abs() >= TOLERANCES.shift * em {
            return false;
        }
        let own = (glyph.text, origin.0, origin.0 + glyph.advance);
        let (letter, accent, mark) = match (accent(last.0), accent(own.0)) {
            (Some(mark), None) => (own, *last, mark),
            (None, Some(mark)) => (*last, own, mark),
            _ => return false,
        };
        let middle = (accent.1 + accent.2) / 2.0;
        if !letter.0.is_alphabetic() || !(letter.1..=letter.2).contains(&middle) {
            return false;
        }
        *last = (if letter.0 == 'ı' { 'i' } else { letter.0 }, letter.1, letter.2);
        self.characters.push((mark, letter.2, letter.2));
        word.end = self.characters.len() as u32;
        word.bbox = word.bbox.union(&bbox);
        word.glyphs += 1;
        word.doubt = word.doubt.max(glyph.doubt);
        true
    }

    /// Joins words that were drawn in pieces, and those whose letters are set apart.
    fn finish(&mut self) {
        let mut order: Vec<usize> = (0..self.words.len()).collect();
        let words = &self.words;
        order.sort_by(|&a, &b| {
            let (a, b) = (&words[a], &words[b]);
            // Rounded to a tenth of a point, so that the words of one line are neighbours.
            let line = |word: &Word| (word.baseline * 10.0).round() as i32;
            line(a).cmp(&line(b)).then(a.bbox.x0.total_cmp(&b.bbox.x0))
        });
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for pair in order.windows(2) {
            let (left, right) = (&self.words[pair[0]], &self.words[pair[1]]);
            let gap = right.bbox.x0 - left.bbox.x1;
            let em = left.size.min(right.size);
            let apart = self.spaced[pair[0]].1 || self.spaced[pair[1]].0;
            let first = self.characters[right.start as usize].0;
            let near = gap < gap_before(first) * em && gap > -TOLERANCES.backstep * em;
            if near && !apart && self.are_beside(left, right) {
                joined.push((pair[0], pair[1]));
            }
        }
        self.join_letters(&order, &mut joined);
        if !joined.is_empty() {
            self.join(&joined);
        }
    }

    /// Whether two words stand on one line with no rule between them.
    fn are_beside(&self, left: &Word, right: &Word) -> bool {
        let level = (left.baseline - right.baseline).abs() <= TOLERANCES.level * left.size.min(right.size);
        let slack = TOLERANCES.level * left.size;
        level
            && !self.is_parted(
                left.bbox.x1.min(right.bbox.x0) - slack,
                left.bbox.x1.max(right.bbox.x0) + slack,
                &left.bbox,
            )
            && !self.meets_next_cell(left, right)
    }

    /// Whether a word runs over a rule, and the one that follows it is not its rest but the text of the next cell: that one
    /// begins where the column's texts do, or not where the first ends.
    fn meets_next_cell(&self, left: &Word, right: &Word) -> bool {
        if !self.is_parted(left.bbox.x0, right.bbox.x0, &left.bbox) {
            return false;
        }
        let kerning = TOLERANCES.kerning * left.size.min(right.size);
        let is_flush = |word: &&Word| (word.bbox.x0 - right.bbox.x0).abs() <= TOLERANCES.flush;
        (right.bbox.x0 - left.bbox.x1).abs() > kerning
            || self.words.iter().filter(is_flush).count() > TOLERANCES.column
    }

    /// Joins the letters of words that are set apart (`R é s u l t a t`): single letters in a row, evenly spaced. `order`
    /// are the words from left to right, line by line.
    fn join_letters(&self, order: &[usize], joined: &mut Vec<(usize, usize)>) {
        let gap = |pair: &[usize]| self.words[pair[1]].bbox.x0 - self.words[pair[0]].bbox.x1;
        let mut from = 0;
        while from < order.len() {
            let in_row = |pair: &&[usize]| {
                let (left, right) = (&self.words[pair[0]], &self.words[pair[1]]);
                let (gap, em) = (gap(pair), left.size.min(right.size));
                self.is_letter(pair[1])
                    && gap >= TOLERANCES.word_gap * em
                    && gap <= TOLERANCES.stretch_gap * em
                    && self.are_beside(left, right)
            };
            let length = if self.is_letter(order[from]) {
                1 + order[from..].windows(2).take_while(in_row).count()
            } else {
                1
            };
            let row = &order[from..from + length];
            from += length;
            let letter = |&&index: &&usize| self.text(index).all(char::is_alphabetic);
            if row.iter().filter(letter).count() < TOLERANCES.letters {
                continue;
            }
            let mut gaps: Vec<f32> = row.windows(2).map(gap).collect();
            gaps.sort_by(f32::total_cmp);
            let usual = gaps[(gaps.len() - 1) / 2];
            joined.extend(
                row.windows(2)
                    .filter(|pair| gap(pair) <= TOLERANCES.even * usual)
                    .map(|pair| (pair[0], pair[1])),
            );
        }
    }

    /// Whether a word is one letter, figure or sign that stands inside words.
    fn is_letter(&self, index: usize) -> bool {
        let inside = |character: char| character.is_alphanumeric() || matches!(character, '\'' | '’' | '-');
        self.words[index].glyphs == 1 && self.text(index).all(inside)
    }

    fn text(&self, index: usize) -> impl Iterator<Item = char> {
        let word = &self.words[index];
        self.characters[word.start as usize..word.end as usize].iter().map(|&(character, ..)| character)
    }

    /// Rebuilds the words with each chain of `joined` pairs as one word.
    fn join(&mut self, joined: &[(usize, usize)]) {
        let mut next = vec![None; self.words.len()];
        let mut has_head = vec![false; self.words.len()];
        for &(left, right) in joined {
            next[left] = Some(right);
            has_head[right] = true;
        }
        let (mut characters, mut words) = (Vec::with_capacity(self.characters.len()), Vec::new());
        for head in (0..self.words.len()).filter(|&index| !has_head[index]) {
            let mut word = self.words[head];
            let start = characters.len() as u32;
            let mut at = Some(head);
            word.glyphs = 0;
            while let Some(index) = at {
                let piece = &self.words[index];
                characters.extend_from_slice(&self.characters[piece.start as usize..piece.end as usize]);
                word.bbox = word.bbox.union(&piece.bbox);
                word.glyphs += piece.glyphs;
                word.doubt = word.doubt.max(piece.doubt);
                at = next[index];
            }
            (word.start, word.end) = (start, characters.len() as u32);
            words.push(word);
        }
        (self.characters, self.words) = (characters, words);
    }
}

/// The font size most of the lines' glyphs have, in points; 0 without lines.
pub(crate) fn main_size<'a>(lines: impl IntoIterator<Item = &'a Line>) -> f32 {
    let mut sizes: Vec<(i32, u32)> = Vec::new();
    for line in lines {
        let size = (line.size * 10.0).round() as i32;
        match sizes.iter_mut().find(|(known, _)| *known == size) {
            Some((_, glyphs)) => *glyphs += line.glyphs,
            None => sizes.push((size, line.glyphs)),
        }
    }
    sizes.into_iter().max_by_key(|&(size, glyphs)| (glyphs, size)).map_or(0.0, |(size, _)| size as f32 / 10.0)
}
