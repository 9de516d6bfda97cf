//! Glyphs become words, in the order in which they are drawn: gaps and rules part them, and letters that are set apart and
//! pieces on both sides of a cell's side are joined.
//!
//! Not for lines.

use super::{TOLERANCES, Word, is_raised};
use crate::geometry::{Rect, overlap};
use crate::read::{Glyph, Rule, superscript};

/// Gathers words from glyphs in the order in which they are drawn.
#[derive(Default)]
pub(super) struct WordBuilder {
    pub(super) characters: Vec<(char, f32, f32)>,
    pub(super) words: Vec<Word>,
    /// For each word, whether a space glyph stands before it or after it.
    spaced: Vec<(bool, bool)>,
    /// The vertical rules from left to right: what stands on both sides of one is in different cells.
    plumb: Vec<Rule>,
    /// The horizontal ones.
    level: Vec<Rule>,
}

impl WordBuilder {
    /// A builder for words on a page with these rules.
    pub(super) fn between(rules: &[Rule]) -> Self {
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

    pub(super) fn take<'a>(
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
    pub(super) fn finish(&mut self) {
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

/// Whether a blank is drawn back over a glyph of the word before it: it has no room of its own.
fn lies_over(blank: &Glyph, origin: (f32, f32), word: &Word) -> bool {
    let em = blank.size.max(word.size);
    let slack = TOLERANCES.under * em;
    (word.bbox.x0..word.bbox.x1 - slack).contains(&origin.0)
        && origin.0 + blank.advance <= word.bbox.x1 + slack
        && (origin.1 - word.baseline).abs() < TOLERANCES.shift * em
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
