//! A lexicon as it learns.
//!
//! Programs move a word that is too wide to a line of its own before they break it, so what follows the first blank
//! of a line is whole and is learnt; its first word may be what is left over of a broken one.
//!
//! Not for asking: that is what the finished [`super::Lexicon`] is for.

use super::odds::WEIGHTS;
use super::{Lexicon, TYPESETTERS, Times, backwards, bare, ends_in_hyphen};
use crate::words::Line;

/// A line has at least this many words before its first is taken as whole too: a column this wide breaks no words.
const WIDE_LINE: usize = 6;

/// The last word of a line without its hyphen.
fn stem_of(line: &str) -> String {
    bare(line.rsplit(' ').next().unwrap_or_default()).to_lowercase()
}

fn has_hyphen(word: &str, hyphen: char) -> bool {
    word.split(hyphen).filter(|part| part.chars().count() > 1).count() > 1
}

/// So many words that are divided with a hyphen and stand whole elsewhere show that a program divides words.
const DIVISIONS: usize = 3;

/// How often a frequent word counts as printed before the report is read.
const FREQUENT: u32 = 10;

/// A lexicon that is still learning.
#[derive(Debug, Clone, Default)]
pub(crate) struct LexiconBuilder {
    lexicon: Lexicon,
    /// What stands before a hyphen at a line's end, and what begins the next line.
    divided: Vec<(String, String)>,
}

impl LexiconBuilder {
    /// A lexicon that knows some frequent words before the report is read.
    pub(crate) fn knowing<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let frequent = Times { printed: FREQUENT, spelt: 0 };
        let words = words.map(|word| (Box::from(word), frequent)).collect();
        Self::of(Lexicon { words, ..Lexicon::default() })
    }

    /// A lexicon that learns more.
    pub(super) fn of(lexicon: Lexicon) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// What it knows so far; how words are spelt as it was when the lexicon was opened.
    pub(crate) fn so_far(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Learns the words of `lines`.
    pub(crate) fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a Line>) {
        let mut stem: Option<String> = None;
        let mut rest = false;
        for line in lines {
            let words = line.text.split(' ').count();
            let open = ends_in_hyphen(&line.text);
            // What a program's own hyphen divides tells nothing of the others.
            let by_hyphen = open && line.text.ends_with('-');
            if let Some(stem) = stem.take() {
                let head = line.text.split(' ').next().unwrap_or_default();
                self.divided.push((stem, bare(head).to_lowercase()));
            }
            stem = by_hyphen.then(|| stem_of(&line.text));
            let habits = &mut self.lexicon.habits;
            let inside =
                |hyphen: char| line.text.split(' ').filter(|word| has_hyphen(word, hyphen)).count() as u32;
            habits.hyphen_ends += u32::from(words > 1 && by_hyphen);
            habits.hyphens_inside += inside('-');
            habits.typeset_ends += u32::from(open && line.text.ends_with(TYPESETTERS));
            if line.text.contains(TYPESETTERS) {
                habits.typeset_inside += inside(TYPESETTERS);
            }
            let mut pair = String::new();
            for (index, word) in line.text.split(' ').enumerate() {
                let word = bare(word).to_lowercase();
                pair.push_str(&word);
                if index > 0 && !self.lexicon.pairs.contains(pair.as_str()) {
                    self.lexicon.pairs.insert(pair.as_str().into());
                }
                pair.clear();
                pair.push_str(&word);
                pair.push(' ');
                let whole = index > 0 || words >= WIDE_LINE && !rest;
                if whole && !(open && index + 1 == words) {
                    self.count_one(word);
                }
            }
            rest = open;
        }
    }

    fn count_one(&mut self, word: String) {
        if let Some(times) = self.lexicon.words.get_mut(word.as_str()) {
            times.printed += 1;
        } else if !word.is_empty() {
            self.lexicon.words.insert(word.into_boxed_str(), Times { printed: 1, spelt: 0 });
        }
    }

    /// Learns how a text ends; `last` is its last line, `above` the one over it.
    pub(crate) fn learn_end(&mut self, above: Option<&Line>, last: &Line) {
        let several = |line: &Line| line.text.contains(' ');
        if several(last) || above.is_some_and(several) {
            let word = last.text.rsplit(' ').next().unwrap_or_default();
            *self.lexicon.ends.entry(bare(word).to_lowercase().into_boxed_str()).or_default() += 1;
        }
    }

    /// Learns a word that was made whole, where that is sure.
    pub(crate) fn learn_whole(&mut self, word: &str, odds: f32) {
        self.lexicon.habits.breaks_words |= odds.is_finite() && odds >= WEIGHTS.habit;
        if odds >= WEIGHTS.sure {
            self.count_one(bare(word).to_lowercase());
        }
    }

    /// The lexicon, with what was learnt in all of its maps.
    pub(crate) fn finish(self) -> Lexicon {
        let Self { mut lexicon, divided } = self;
        let (mut forwards, mut backs) = (Vec::new(), Vec::new());
        for (word, times) in &mut lexicon.words {
            if times.spelt == 0 {
                forwards.push(word.to_string());
                backs.push(backwards(word));
            }
            let spelt = 1 + times.printed.ilog2();
            if spelt > times.spelt && word.chars().all(char::is_alphabetic) {
                lexicon.letters.add(word, spelt - times.spelt);
            }
            times.spelt = spelt;
        }
        for (all, new) in [(&mut lexicon.forwards, forwards), (&mut lexicon.backwards, backs)] {
            if !new.is_empty() {
                all.extend(new);
                all.sort_unstable();
            }
        }
        // A lexicon that was opened again has read no lines since: its habit stays.
        if !divided.is_empty() {
            let times = |hyphen: &str| {
                divided.iter().filter(|(stem, head)| lexicon.knows(&format!("{stem}{hyphen}{head}"))).count()
            };
            let (without, with) = (times(""), times("-"));
            lexicon.habits.hyphenates = without >= DIVISIONS && without > with;
        }
        lexicon
    }
}
