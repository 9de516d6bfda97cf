//! Headings that running matter alone prints.
//!
//! Programs may print the headings in force on top of each page, and only there. Not for finding running matter: that is
//! `words/running`'s.

use std::collections::{HashMap, HashSet};

use super::OutlineWalk;
use crate::geometry::Turn;
use crate::outline::in_force::Said;
use crate::outline::kinds;
use crate::outline::listed::Listed;
use crate::tables::PageTables;
use crate::wording::{HeadingReader, Numbering};
use crate::words::Line;

/// So many letters has a name at least: fewer are an abbreviation beside a number of pages or of documents.
const LEAST_NAME: usize = 3;

/// The names that running matter prints with several numbers of one part, which are those of pages.
pub(super) fn paged_names(pages: &[PageTables], headings: &HeadingReader<'_>) -> HashSet<String> {
    let mut numbers: HashMap<String, Numbering> = HashMap::new();
    let mut paged = HashSet::new();
    for line in pages.iter().flat_map(|page| &page.running) {
        let (Some(number), name) = headings.number(&line.text) else { continue };
        let key = kinds::key(name, headings.wording());
        let known = numbers.entry(key.clone()).or_insert_with(|| number.clone());
        if number.level() == 1 && *known != number {
            paged.insert(key);
        }
    }
    paged
}

/// The names without a number, of the contents list or in both languages, that running matter prints one after the other;
/// those of both languages only where no other line prints them. None where one comes back: such lines name the report. A
/// line that changes in its figures alone, as a stamp does, is no name.
pub(super) fn running_names(
    pages: &[PageTables],
    headings: &HeadingReader<'_>,
    listed: &Listed,
) -> HashSet<String> {
    let key = |text: &str| kinds::key(headings.number(text).1, headings.wording());
    let name = |text: &str| {
        let is_listed = listed.has_any(text);
        let is_name =
            headings.number(text).0.is_none() && (is_listed || headings.split_languages(text).is_some());
        is_name.then(|| (key(text), is_listed))
    };
    // Running matter says the same on most pages.
    let mut seen: HashMap<&str, Option<(String, bool)>> = HashMap::new();
    let lines = pages.iter().flat_map(|page| &page.running);
    let mut names: Vec<(String, bool)> =
        lines.filter_map(|line| seen.entry(&line.text).or_insert_with(|| name(&line.text)).clone()).collect();
    let without_figures = |name: &str| name.split(|c: char| c.is_ascii_digit()).collect::<String>();
    let mut alike: HashMap<String, HashSet<String>> = HashMap::new();
    for (name, _) in &names {
        alike.entry(without_figures(name)).or_default().insert(name.clone());
    }
    names.retain(|(name, _)| alike.get(&without_figures(name)).is_none_or(|alike| alike.len() == 1));
    names.dedup();
    let all: HashSet<&String> = names.iter().map(|(name, _)| name).collect();
    if all.len() < 2 || all.len() < names.len() {
        return HashSet::new();
    }
    let free: HashSet<String> =
        pages.iter().flat_map(|page| &page.lines).map(|line| key(&line.text)).collect();
    names.into_iter().filter(|(name, listed)| *listed || !free.contains(name)).map(|(name, _)| name).collect()
}

impl OutlineWalk<'_> {
    /// Takes the lines out of a page's running matter that are headings, since nothing else says them: programs may
    /// print the headings in force on top of each page, and only there.
    pub(super) fn running_heads(&self, page: &mut PageTables) -> Vec<Line> {
        let middle = page.head.height / 2.0;
        let may_head =
            |line: &Line| line.turn == Turn::None && line.bbox.y1 <= middle && self.may_head(&line.text);
        if !page.running.iter().any(may_head) {
            return Vec::new();
        }
        let free = page.lines.iter().map(|line| self.said(&line.text, None));
        let free: Vec<Said> = free.chain(self.pending.iter().map(|block| self.said_by(block))).collect();
        let mut new_chapter = false;
        let is_new = |line: &mut Line| {
            if !may_head(line) {
                return false;
            }
            let said = self.said(&line.text, None);
            let is_said = free.iter().any(|other| other.shares_number(&said) || other.shares_text(&said));
            // The numbers of administrations begin anew in a new chapter.
            let in_force = self.in_force.with_text_of(&said).is_some()
                || (!new_chapter && self.in_force.with_number_of(&said).is_some());
            let is_new = !is_said && !in_force;
            new_chapter |= is_new && matches!(said.number, Some(Numbering::Chapter(_)));
            is_new
        };
        page.running.extract_if(.., is_new).collect()
    }

    /// Whether a line of running matter may be a heading.
    fn may_head(&self, text: &str) -> bool {
        let (number, name) = self.headings.number(text);
        let is_named = name.chars().filter(|character| character.is_alphabetic()).count() >= LEAST_NAME;
        match number {
            Some(number) => is_named && (number.level() > 1 || !self.paged.contains(&self.key(name))),
            None => self.running_names.contains(&self.key(name)),
        }
    }
}
