//! The report's own dictionary: which words it prints whole, which side by side, and how its words are spelt.
//!
//! A narrow column breaks words, and the best witness of how a word is spelt is the same report where it had room.
//! A [`LexiconBuilder`] reads lines and learns words from them; the [`Lexicon`] that it makes does not change. Not for
//! where words are joined: that is in [`super::paragraphs`].

mod builder;
mod letters;
mod odds;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::read::SOFT_HYPHEN;
pub(crate) use builder::LexiconBuilder;
use letters::Letters;
pub(crate) use odds::Follow;

/// Words and how often each is printed whole, in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    words: FxHashMap<Box<str>, Times>,
    /// Words that stand side by side in a line, with a blank between.
    pairs: FxHashSet<Box<str>>,
    /// Words that end a text, and how often.
    ends: FxHashMap<Box<str>, u32>,
    letters: Letters,
    /// The words in order, and in the order of their letters from the last to the first.
    forwards: Vec<String>,
    backwards: Vec<String>,
    habits: Habits,
}

/// How often a word is printed.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    /// In the report.
    printed: u32,
    /// How much of that is in the counts of letters.
    spelt: u32,
}

/// What the program that set the report does with words at the ends of lines.
#[derive(Debug, Clone, Copy, Default)]
struct Habits {
    /// Lines that end in a hyphen, and hyphens that stand in a word inside a line.
    hyphen_ends: u32,
    hyphens_inside: u32,
    /// The same of [`TYPESETTERS`].
    typeset_ends: u32,
    typeset_inside: u32,
    hyphenates: bool,
    /// Whether two pieces were ever taken for one broken word beyond doubt.
    breaks_words: bool,
}

/// What may divide a word at a line's end.
pub(super) const HYPHENS: [char; 3] = ['-', TYPESETTERS, SOFT_HYPHEN];

/// The hyphen that typesetting programs set where they divide a word; nobody types it.
const TYPESETTERS: char = '\u{2010}';

/// A report has at most one such hyphen inside lines for so many at their ends; where it has more, a font says so of every
/// hyphen.
const TYPESET_ENDS: u32 = 10;

/// A program that breaks lines after hyphens does so at one of at most this many hyphens: columns hold some ten words.
const HYPHENS_A_BREAK: u32 = 40;

impl Lexicon {
    /// A lexicon that learns more.
    pub(crate) fn reopened(&self) -> LexiconBuilder {
        LexiconBuilder::of(self.clone())
    }

    /// Whether the program that set the report breaks lines after the hyphens of compounds, as most do.
    pub(crate) fn breaks_at_hyphens(&self) -> bool {
        self.habits.hyphen_ends * HYPHENS_A_BREAK >= self.habits.hyphens_inside
    }

    /// Whether the program that set the report divides words at lines' ends with a hyphen.
    pub(crate) fn hyphenates(&self) -> bool {
        self.habits.hyphenates
    }

    /// Whether a word at a line's end ends in a hyphen that the program which set the report put there.
    pub(crate) fn is_own_hyphen(&self, tail: &str) -> bool {
        let Habits { typeset_ends, typeset_inside, .. } = self.habits;
        tail.ends_with(SOFT_HYPHEN)
            || tail.ends_with(TYPESETTERS) && typeset_inside * TYPESET_ENDS <= typeset_ends
    }

    /// Whether the program that set the report breaks words where their column ends: then some breaks are beyond doubt.
    pub(crate) fn breaks_words(&self) -> bool {
        self.habits.breaks_words
    }

    /// Whether the report prints words that begin with `stem` and a hyphen, such as `non-` or `e-`.
    pub(crate) fn is_prefix(&self, stem: &str) -> bool {
        let stem = format!("{}-", bare(stem).to_lowercase());
        let first = self.forwards.partition_point(|word| *word < stem);
        self.forwards.get(first).is_some_and(|word| word.starts_with(&stem))
    }

    /// How often a word is printed whole; punctuation around it and capitals do not matter.
    pub(crate) fn count(&self, word: &str) -> u32 {
        self.times(&bare(word).to_lowercase())
    }

    /// How often a word that is bare and in lower case is printed whole.
    pub(super) fn times(&self, word: &str) -> u32 {
        self.words.get(word).map_or(0, |times| times.printed)
    }

    /// The words that are printed whole, in lower case, and how often.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().map(|(word, times)| (&**word, times.printed))
    }

    /// Whether a word that is bare and in lower case is printed whole anywhere.
    fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }
}

/// Whether a text ends in a word and a hyphen.
pub(super) fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix(HYPHENS).is_some_and(|stem| stem.ends_with(char::is_alphanumeric))
}

fn backwards(word: &str) -> String {
    word.chars().rev().collect()
}

/// A word without the punctuation around it, and without an elided article before it (`l'`, `d'`, `qu'`).
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    match word.split_once(['\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Line;

    fn line(text: &str) -> Line {
        Line { text: text.to_owned(), ..Line::default() }
    }

    fn learnt(texts: &[&str]) -> Lexicon {
        let mut builder = LexiconBuilder::default();
        builder.learn(&texts.iter().map(|text| line(text)).collect::<Vec<Line>>());
        builder.finish()
    }

    /// The odds of two pieces that other words follow.
    fn odds(lexicon: &Lexicon, head: &str, tail: &str) -> f32 {
        lexicon.broken_odds(head, tail, Follow::Words("x"))
    }

    #[test]
    fn only_words_that_follow_a_blank_are_learnt() {
        let lexicon = learnt(&["communicati", "on l'accord, signé ici", "la stuur-"]);
        assert!(!lexicon.knows("communicati") && !lexicon.knows("on") && !lexicon.knows("stuur"));
        assert!(lexicon.count("Accord") == 1 && lexicon.knows("signé") && lexicon.knows("ici"));
    }

    #[test]
    fn unknown_words_are_judged_by_how_the_others_are_spelt() {
        let lexicon =
            learnt(&["x action nation station mention fondation dure duel durable formation indication x"]);
        assert!(odds(&lexicon, "modernisati", "on") > 0.0);
        assert!(odds(&lexicon, "modernisation", "durcie") < 0.0);
    }

    #[test]
    fn words_that_stand_side_by_side_elsewhere_are_two() {
        let (near, far) = (learnt(&["x ferme durable"]), learnt(&["x ferme x durable"]));
        assert!(odds(&near, "ferme", "durable") < odds(&far, "ferme", "durable") - 4.0);
    }

    #[test]
    fn two_known_words_that_meet_elsewhere_make_a_compound() {
        let (parts, others) = (learnt(&["x oever gemeente"]), learnt(&["x haven gemaal"]));
        for (head, tail) in [("oeve", "rgemeente"), ("oeverge", "meente"), ("oever", "sgemeente")] {
            assert!(odds(&parts, head, tail) > odds(&others, head, tail) + 2.0, "{head}|{tail}");
        }
        // Where they meet at the break, they may be two words as well as one.
        assert!(odds(&parts, "oever", "gemeente") < odds(&others, "oever", "gemeente"));
    }

    #[test]
    fn a_piece_that_only_begins_or_ends_words_is_a_part_of_one() {
        let lexicon = learnt(&["x verwarmingsketel nachtbewaking"]);
        let without = learnt(&["x verwarming waking"]);
        assert!(odds(&lexicon, "verwarmings", "plan") > odds(&without, "verwarmings", "plan") + 1.0);
        assert!(odds(&lexicon, "kust", "bewaking") > odds(&without, "kust", "bewaking") + 1.0);
    }

    #[test]
    fn no_word_follows_itself() {
        let lexicon = learnt(&["x en x en x en x"]);
        let before = |next| lexicon.broken_odds("oevergemeent", "en", Follow::Words(next));
        assert!(before("en") > before("de") + 3.0);
    }

    #[test]
    fn a_little_word_ends_no_text() {
        let lexicon = learnt(&["x en x en x en x en x en x en x en x en x en x en x"]);
        let last = |lexicon: &Lexicon| lexicon.broken_odds("oevergemeent", "en", Follow::Nothing);
        let ending = |above: &str| {
            let mut builder = lexicon.reopened();
            builder.learn_end(Some(&line(above)), &line("en"));
            builder.finish()
        };
        let before = last(&lexicon);
        // A line of one word under another may be what is left over of a broken word.
        assert!((last(&ending("oevergemeent")) - before).abs() < 0.1);
        assert!(last(&ending("de bac")) < before - 3.0);
    }

    #[test]
    fn what_is_learnt_later_is_known_in_every_way() {
        let mut builder = learnt(&["x haven x"]).reopened();
        builder.learn_whole("non-membre", 9.0);
        builder.learn_whole("verwarmingsketel", 9.0);
        let later = builder.finish();
        let at_once = learnt(&["x haven x non-membre verwarmingsketel"]);
        assert!(later.knows("verwarmingsketel") && later.is_prefix("non"));
        let odds = |lexicon: &Lexicon| odds(lexicon, "verwarmings", "plan");
        assert!((odds(&later) - odds(&at_once)).abs() < 0.1);
    }
}
