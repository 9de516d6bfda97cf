//! Headings that wait until it shows what they stand over: which ones are one, which are remarks, which are a table's own.

use super::placed::is_near_above;
use super::{LEAST_DEPTH, OutlineWalk};
use crate::language::Language;
use crate::outline::block::HeadingBlock;
use crate::outline::in_force::Rank;
use crate::outline::{Level, TOLERANCES, kinds};
use crate::record::Kind;
use crate::tables::Table;
use crate::wording::{HeadingNames, Numbering};

impl OutlineWalk<'_> {
    /// Whether a block says again, above the rest of a table, what the table stands under, or that it goes on.
    pub(super) fn repeats(&mut self, block: &HeadingBlock) -> bool {
        let last = self.outline.tables.last().filter(|_| self.open);
        let Some(piece) = last.and_then(|table| table.pieces.last()) else { return false };
        if self.pending.iter().any(|block| !block.small) {
            return false;
        }
        let wording = self.headings.wording();
        let said = self.said(&block.text, None);
        let name = self.headings.number(&block.text).1;
        if kinds::is_continued(name, wording) {
            return said.number.is_none() || self.in_force.with_number_of(&said).is_some();
        }
        let repeated = self.in_force.with_text_of(&said).filter(|_| block.page > piece.page);
        self.untitled = match repeated {
            Some(rank) => rank < Rank::Section,
            None => self.untitled,
        };
        repeated.is_some()
    }

    /// Keeps a heading until it shows what it stands over, or makes it the other language of the one above it.
    pub(super) fn wait(&mut self, block: HeadingBlock) {
        let may_pair = |above: &&mut HeadingBlock| above.second.is_none() && above.adjoins(&block);
        if let Some(above) = self.pending.last_mut().filter(may_pair) {
            let (number, upper) = self.headings.number(&above.text);
            let (again, lower) = self.headings.number(&block.text);
            let same = number.is_some() && number == again;
            let told = self.headings.lean(upper) - self.headings.lean(lower);
            let order = if told < 0.0 { Language::Nl } else { Language::Fr };
            let (pairs, turned) = (self.headings.is_pair(upper, lower), self.headings.is_pair(lower, upper));
            let is_sure = pairs || (turned && self.stacked != Some(Language::Fr));
            let is_one = self.headings.are_one_language(upper, lower);
            let is_pair = if same {
                !is_one
            } else if again.is_some() {
                false
            } else if number.is_none() && self.stacked.is_some() {
                // Where headings have two lines, so has one of names that sound like neither language.
                is_sure || !(is_one || turned)
            } else {
                is_sure || (told != 0.0 && self.stacked == Some(order))
            };
            if is_pair {
                if same && (is_sure || self.stacked.is_none()) {
                    self.stacked = Some(order);
                }
                above.second = Some(block.text);
                above.lines.extend(block.lines);
                return;
            }
        }
        self.pending.push(block);
    }

    pub(super) fn table_heading(&mut self, block: HeadingBlock, kind: Kind) {
        let number = self.headings.number(&block.text).0;
        // In the other language it may be in other words.
        let same = |above: &mut HeadingBlock| {
            number.is_some() && self.headings.number(&above.text).0 == number && above.adjoins(&block)
        };
        let mut said = self.said_by(&block);
        let mut order = self.headings.order(&block.text);
        if let Some(above) = self.pending.pop_if(same) {
            said.keys.extend(self.said_by(&above).keys);
            order = self.headings.order(&above.text);
            self.count_heading(&above, None);
        }
        self.leave_remarks(None);
        // A second heading of the kind without a table between is the first in the other language.
        if self.headed && self.kind == Some(kind) && self.pending.is_empty() {
            self.in_force.add(Rank::Kind, said);
            if order.is_some() && order == self.order.map(Language::other) {
                self.stacked = self.order;
            }
        } else {
            self.order = order.or(self.order);
            self.settle(true, number.as_ref());
            self.in_force.put(Rank::Kind, said);
        }
        self.count_heading(&block, None);
        self.table_heading = Some((number, block.size));
        self.headed = true;
        self.position.end_section();
        self.kind = Some(kind);
        self.open = false;
    }

    /// Settles the headings that wait for a table of this kind, or for NIHIL. One of them may be the table's own, in
    /// words that are not listed.
    pub(super) fn settle_over(&mut self, kind: Option<Kind>) {
        let own = (0..self.pending.len()).rev().find_map(|at| Some((at, self.own_kind(at, kind)?)));
        if let Some((at, kind)) = own {
            let sections = self.pending.split_off(at + 1);
            if let Some(block) = self.pending.pop() {
                self.table_heading(block, kind);
            }
            self.pending = sections;
        }
        self.settle(false, None);
    }

    /// What kind of table the heading that waits at `at` announces: it names the kind, and is numbered as tables'
    /// headings are.
    fn own_kind(&self, at: usize, kind: Option<Kind>) -> Option<Kind> {
        let block = self.pending.get(at)?;
        let number = self.headings.number(&block.text).0;
        let is_decimal = |number: &Numbering| matches!(number, Numbering::Decimal(_));
        let placed = match (&self.table_heading, &number) {
            (Some((Some(known), _)), Some(number)) => known.is_like(number),
            (Some((None, size)), None) => (size - block.size).abs() <= TOLERANCES.size,
            (None, Some(number)) if is_decimal(number) => {
                let above = at.checked_sub(1).and_then(|above| self.pending.get(above));
                let above = above.map(|above| self.headings.number(&above.text).0.filter(is_decimal));
                // One part more than the administration's number, or the first figure under one without.
                match above {
                    Some(Some(above)) => number.level() == above.level() + 1,
                    Some(None) => true,
                    None => number.level() >= LEAST_DEPTH,
                }
            }
            _ => false,
        };
        let named = match kind {
            Some(kind) => kinds::names_kind(&block.text, kind, self.headings.wording()).then_some(kind),
            None => kinds::only_kind(&block.text, self.headings.wording()),
        };
        named.filter(|_| placed)
    }

    /// Takes the remarks between the pieces of a table out of the headings that wait: in the size of the table's text,
    /// they part nothing unless they are titles of the table right below, if that is given.
    pub(super) fn leave_remarks(&mut self, below: Option<(usize, &Table)>) {
        for block in std::mem::take(&mut self.pending) {
            let is_near =
                below.is_some_and(|(page, table)| block.page == page && is_near_above(&block, table));
            if !block.small || (is_near && self.is_small_title(&block)) {
                self.pending.push(block);
            } else {
                self.remark = is_near.then(|| block.text.clone()).or(self.remark.take());
                self.stray.push(block);
            }
        }
    }

    /// Whether a block in the size of a table's text is the title of the one right below it, which has a header of its own:
    /// it stands in both languages, or has been a title before. Where titles have its size, two names are enough.
    fn is_small_title(&self, block: &HeadingBlock) -> bool {
        let HeadingNames { names, is_unsure } = self.names(block, Level::Section);
        let leans = |side: &Option<String>| side.as_deref().map_or(0.0, |name| self.headings.lean(name));
        let both = leans(&names.fr) > 0.0 && leans(&names.nl) < 0.0;
        let alike = self.section_size.is_some_and(|size| (size - block.size).abs() <= TOLERANCES.size);
        let named = alike && !is_unsure && names.fr.is_some() && names.nl.is_some();
        both || named || self.said_by(block).keys.iter().any(|key| self.titles.contains(key))
    }
}
