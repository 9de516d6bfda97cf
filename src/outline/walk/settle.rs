//! Headings that have waited get their levels, and come into force.

use std::collections::HashSet;

use super::{LEAST_DEPTH, OutlineWalk};
use crate::language::Bilingual;
use crate::outline::block::HeadingBlock;
use crate::outline::in_force::Said;
use crate::outline::prose::FreeParagraph;
use crate::outline::{HeadingDoubt, Level, OpenQuestion, Position, TOLERANCES, misread};
use crate::record::{Chapter, Texts};
use crate::wording::{HeadingNames, HeadingReader, Numbering};
use crate::words::Line;

/// How many parts the numbers of tables' headings have: those of the heading that comes next, else one more than the
/// deepest number before it; `None` where there are no numbers of several parts.
fn depth(pending: &[HeadingBlock], next: Option<&Numbering>, headings: &HeadingReader<'_>) -> Option<usize> {
    let decimal = |number: &Numbering| matches!(number, Numbering::Decimal(_)).then(|| number.level());
    let above = pending.iter().filter_map(|block| headings.number(&block.text).0);
    let depth = match next.and_then(decimal) {
        Some(depth) => depth,
        None => above.filter_map(|number| decimal(&number)).max()? + 1,
    };
    Some(depth.max(LEAST_DEPTH))
}

/// The number of an administration without one of its own: that of its table's heading less the last part.
fn number_above(next: &Numbering) -> Option<String> {
    let above = next.printed().rsplit_once('.').filter(|_| next.level() > 1);
    above.map(|(number, _)| number.to_owned())
}

/// The last part of a number of figures.
fn last_part(number: &Numbering) -> Option<u32> {
    last_figures(number.printed())
}

fn last_figures(number: &str) -> Option<u32> {
    number.rsplit('.').next()?.parse().ok()
}

impl OutlineWalk<'_> {
    /// Gives the headings that wait their levels. `before_table_heading`: what follows them is a table's heading,
    /// numbered `next`; else it is a table or NIHIL, and a heading without a number is a section's title.
    pub(super) fn settle(&mut self, before_table_heading: bool, next: Option<&Numbering>) {
        let mut pending = std::mem::take(&mut self.pending);
        if before_table_heading {
            self.leave_title_pages(&mut pending);
            self.depth = depth(&pending, next, &self.headings).unwrap_or(self.depth);
            pending = self.with_numbers(pending, next);
        }
        // What stands over more lines than there are levels is text: of a table that was not found, or of none.
        let over = pending.len().saturating_sub(TOLERANCES.most_headings);
        self.stray.extend(pending.drain(..over));
        let count = pending.len();
        let mut above: Option<HeadingBlock> = None;
        for (index, block) in pending.into_iter().enumerate() {
            (self.open, self.headed) = (false, true);
            let number = self.headings.number(&block.text).0;
            let level = self.level(&block, number.as_ref(), before_table_heading, count - index, next);
            self.count_heading(&block, Some(level));
            self.in_force.put(level.into(), self.said_by(&block));
            let reference = number.as_ref().map(|number| number.printed().to_owned());
            let (name, doubts) = self.full_names(&block, level);
            match level {
                Level::Chapter => {
                    self.chapter_size = Some(block.size);
                    let chapter = Chapter { reference, name };
                    self.position = Position { chapter, doubts, ..Position::default() };
                    self.kind = None;
                }
                Level::Entity => {
                    self.entity_size = Some(block.size);
                    self.begin_entity(reference.or_else(|| next.and_then(number_above)), name, doubts);
                }
                Level::Section => {
                    let above = above.replace(block.clone()).filter(|above| above.adjoins(&block));
                    self.begin_section(&block, name, doubts, above);
                }
            }
        }
    }

    fn begin_entity(&mut self, number: Option<String>, name: Texts, mut doubts: Vec<HeadingDoubt>) {
        let position = &mut self.position;
        position.entity = number;
        position.entity_name = name;
        position.introduction = Bilingual::default();
        position.section = None;
        position.doubts.retain(|doubt| doubt.level == Level::Chapter);
        position.doubts.append(&mut doubts);
        self.kind = None;
    }

    /// Begins a section; `above`: a title right above its own. Of two lines, each a title by itself, one may be the rest of
    /// the other.
    fn begin_section(
        &mut self,
        block: &HeadingBlock,
        name: Texts,
        doubts: Vec<HeadingDoubt>,
        above: Option<HeadingBlock>,
    ) {
        self.titles.extend(self.said_by(block).keys);
        self.section_size = Some(block.size);
        self.position.end_section();
        self.position.section = Some(name);
        let (level, open) = (Level::Section, OpenQuestion::Heading);
        let beside = above.map(|above| HeadingDoubt { level, open, text: above.text });
        self.position.doubts.extend(doubts.into_iter().chain(beside));
        self.untitled = false;
    }

    /// The level of a heading that waits; `left` of them, itself included, stand before what follows.
    fn level(
        &self,
        block: &HeadingBlock,
        number: Option<&Numbering>,
        before_table_heading: bool,
        left: usize,
        next: Option<&Numbering>,
    ) -> Level {
        let like = |size: Option<f32>| size.is_some_and(|size| (size - block.size).abs() <= TOLERANCES.size);
        match number {
            Some(Numbering::Chapter(_)) => Level::Chapter,
            Some(number @ Numbering::Decimal(_)) if number.level() + 1 == self.depth => Level::Entity,
            Some(number @ Numbering::Decimal(_)) if number.level() + 1 < self.depth => Level::Chapter,
            Some(Numbering::Decimal(_)) => Level::Section,
            _ if !before_table_heading => Level::Section,
            _ if left > 1 || (number.is_none() && self.is_chapter_alone(&block.text)) => Level::Chapter,
            _ if like(self.chapter_size) && !like(self.entity_size) => Level::Chapter,
            _ if like(self.entity_size) => Level::Entity,
            // A table's heading without a number of two parts counts chapters, not administrations.
            _ if next.is_some_and(|next| next.level() == 1) && self.entity_size.is_none() => Level::Chapter,
            _ => Level::Entity,
        }
    }

    /// Whether the contents list has a name as a chapter's and as no administration's.
    fn is_chapter_alone(&self, name: &str) -> bool {
        self.listed.has(Level::Chapter, name) && !self.listed.has(Level::Entity, name)
    }

    /// The name in both languages of a heading of a level: what stands under a chapter has its languages in the order in
    /// which the table's own heading has them.
    pub(super) fn names(&self, block: &HeadingBlock, level: Level) -> HeadingNames {
        let reader = match self.order.filter(|_| level != Level::Chapter) {
            Some(first) => self.headings.beginning_with(first),
            None => self.headings,
        };
        let (number, name) = reader.number(&block.text);
        match &block.second {
            Some(second) => {
                let reader = self.stacked.map_or(reader, |first| reader.beginning_with(first));
                reader.pair(name, reader.number(second).1)
            }
            None => reader.read(number.as_ref(), name),
        }
    }

    /// The same as the contents list has it, and what little tells of it.
    fn full_names(&self, block: &HeadingBlock, level: Level) -> (Texts, Vec<HeadingDoubt>) {
        let HeadingNames { names, is_unsure } = self.names(block, level);
        let names = self.listed.complete(level, names);
        let is_listed = match (&names.fr, &names.nl) {
            (Some(fr), Some(nl)) => self.listed.has_pair(level, fr, nl),
            _ => false,
        };
        let questions = [
            (block.is_unsure, OpenQuestion::Heading),
            (is_unsure && !is_listed, OpenQuestion::Sides),
            (self.may_be_misread(block, level, &names, is_listed), OpenQuestion::Letters),
        ];
        let doubt = |(_, open)| HeadingDoubt { level, open, text: block.text.clone() };
        (names, questions.into_iter().filter(|(is_open, _)| *is_open).map(doubt).collect())
    }

    /// Whether a heading that was read from a picture may have other letters, or a number that was not read.
    fn may_be_misread(&self, block: &HeadingBlock, level: Level, names: &Texts, is_listed: bool) -> bool {
        let (number, name) = self.headings.number(&block.text);
        let lacks_number =
            level == Level::Chapter && number.is_none() && !self.listed.has(Level::Chapter, name);
        let is_read = !self.transcribed && block.lines.iter().any(Line::is_recognised);
        is_read && (lacks_number || misread::is_doubtful(&block.lines, names, is_listed))
    }

    /// Counts what says a heading before its own page does, as a title page, with what else stands on such a page.
    fn leave_title_pages(&mut self, pending: &mut Vec<HeadingBlock>) {
        let said: Vec<Said> = pending.iter().map(|block| self.said_by(block)).collect();
        let is_chapter =
            |block: &HeadingBlock| self.listed.has(Level::Chapter, self.headings.number(&block.text).1);
        let is_repeated = |at: usize| {
            let (block, own) = (&pending[at], &said[at]);
            let mut later =
                pending.iter().zip(&said).skip(at + 1).filter(|(later, _)| later.page > block.page);
            let free = own.number.is_none() && !is_chapter(block);
            later.any(|(_, later)| later.shares_text(own) && (free || later.shares_number(own)))
        };
        let repeated: Vec<bool> = (0..pending.len()).map(is_repeated).collect();
        let Some(first) = repeated.iter().position(|&repeated| repeated) else { return };
        let marked = || pending.iter().zip(&repeated).enumerate();
        let title_pages: HashSet<usize> =
            marked().filter(|(_, (_, repeated))| **repeated).map(|(_, (block, _))| block.page).collect();
        // Where chapters have numbers, what stands before such a page without one can only begin it.
        let numbered = self.position.chapter.reference.is_some();
        let is_left = |(at, (block, repeated)): (usize, (&HeadingBlock, &bool))| {
            let free = self.headings.number(&block.text).0.is_none() && !is_chapter(block);
            *repeated || (free && (title_pages.contains(&block.page) || (numbered && at < first)))
        };
        let left: Vec<bool> = marked().map(is_left).collect();
        let mut left = left.into_iter();
        let left: Vec<HeadingBlock> = pending.extract_if(.., |_| left.next().unwrap_or(false)).collect();
        left.iter().for_each(|block| self.count_heading(block, None));
    }

    /// Where the administration over a table's heading, numbered `next`, has a number, what has none is none: it is the
    /// rest of the heading above it, a chapter, a paragraph of the introduction, or has no place.
    fn with_numbers(&mut self, pending: Vec<HeadingBlock>, next: Option<&Numbering>) -> Vec<HeadingBlock> {
        let depth = self.depth;
        let is_entity =
            |number: &Numbering| matches!(number, Numbering::Decimal(_)) && number.level() + 1 == depth;
        let numbers: Vec<Option<Numbering>> =
            pending.iter().map(|block| self.headings.number(&block.text).0).collect();
        let entity = numbers.iter().rposition(|number| number.as_ref().is_some_and(is_entity));
        if entity.is_none() && !next.is_some_and(|next| self.goes_on_under(next)) {
            return pending;
        }
        let is_chapter = |number: &Numbering| !is_entity(number) && number.level() < depth;
        // Where chapters have numbers, one without begins only where administrations are counted anew.
        let has_chapter =
            self.position.chapter.reference.is_some() || numbers.iter().flatten().any(is_chapter);
        let own = entity.and_then(|at| numbers[at].as_ref()).and_then(last_part);
        let known = self.position.entity.as_deref().and_then(last_figures);
        let is_anew = own.zip(known).is_some_and(|(own, known)| own <= known);
        let mut kept: Vec<HeadingBlock> = Vec::new();
        for (at, (block, number)) in pending.into_iter().zip(&numbers).enumerate() {
            let block = match kept.last_mut() {
                Some(above) if number.is_none() => self.with_rest(above, block),
                _ => Some(block),
            };
            let Some(block) = block else { continue };
            let name = self.headings.number(&block.text).1;
            let stands = match entity {
                Some(_) => !has_chapter || is_anew || self.listed.has(Level::Chapter, name),
                None => self.listed.has(Level::Entity, name),
            };
            if number.is_none() && entity.is_some_and(|entity| at > entity) {
                let HeadingBlock { text, lines, page, .. } = block;
                self.introduction.push((page, FreeParagraph { text, lines }));
            } else if number.is_some() || stands {
                kept.push(block);
            } else {
                self.stray.push(block);
            }
        }
        kept
    }

    /// Whether the heading of a table, numbered `next`, stands under the administration in force, after others of it.
    fn goes_on_under(&self, next: &Numbering) -> bool {
        let Some((Some(last), _)) = &self.table_heading else { return false };
        let above = |number: &Numbering| number.printed().rsplit_once('.').map(|(above, _)| above.to_owned());
        let administration = above(next).filter(|above| self.position.entity.as_ref() == Some(above));
        administration.is_some()
            && administration == above(last)
            && last_part(next).zip(last_part(last)).is_some_and(|(next, last)| next > last)
    }

    /// Gives a numbered heading the block without a number right below it that is the rest of it, in its own language or in
    /// the other one; gives any other block back.
    fn with_rest(&self, above: &mut HeadingBlock, below: HeadingBlock) -> Option<HeadingBlock> {
        let (number, name) = self.headings.number(&above.text);
        let level = match number {
            Some(Numbering::Chapter(_)) => Level::Chapter,
            Some(_) => Level::Entity,
            None => return Some(below),
        };
        if above.second.is_some() || !above.adjoins(&below) {
            return Some(below);
        }
        let printed = self.headings.names(number.as_ref(), name);
        let once = printed.fr.is_none() || printed.nl.is_none();
        let is_listed =
            [&printed.fr, &printed.nl].into_iter().flatten().any(|name| self.listed.has(level, name));
        let is_other = if is_listed {
            let listed = self.listed.complete(level, printed);
            let own = self.key(&below.text);
            once && [&listed.fr, &listed.nl].into_iter().flatten().any(|name| self.key(name) == own)
        } else {
            once && !self.headings.are_one_language(name, &below.text)
        };
        let is_pair = |a: &str, b: &str| self.headings.is_pair(a, b);
        let is_told = is_listed || is_pair(name, &below.text) || is_pair(&below.text, name);
        above.is_unsure |= !is_told;
        if is_other {
            above.second = Some(below.text);
        } else if is_listed {
            return Some(below);
        } else {
            above.text = format!("{} {}", above.text, below.text);
        }
        above.lines.extend(below.lines);
        None
    }
}
