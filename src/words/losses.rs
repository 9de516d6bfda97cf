//! Words that lack a letter: some files have lost glyphs, and nothing else on the page shows it.
//!
//! A word that the report prints once, and that another of its words becomes when a letter inside it is left out, is
//! likelier that word with a loss. A few are words of their own, so that only a report's many of them tell. Nothing is
//! mended here: what is printed stays.
//!
//! Not for words that a line breaks: those are in `paragraphs`.

use std::collections::HashSet;

use super::lexicon::{Lexicon, bare};

/// Limits of this step.
struct Limits {
    /// A word with fewer letters is too like others to tell.
    letters: usize,
    /// A word printed at least so often is known, and one printed more seldom may be one with a loss.
    known: u32,
    /// The longest a word may be, in bytes: the longest compounds have some sixty letters.
    longest: usize,
    /// How many letters at the end of a word inflection may take out: `-ées`, `-és`.
    ending: usize,
}

const LIMITS: Limits = Limits { letters: 4, known: 2, longest: 64, ending: 2 };

/// What the words of a report are when a letter inside them is lost.
#[derive(Debug)]
pub(crate) struct Losses<'a> {
    lexicon: &'a Lexicon,
    short: HashSet<Box<str>>,
}

impl<'a> Losses<'a> {
    /// The losses that the words of `lexicon` may have.
    pub(crate) fn of(lexicon: &'a Lexicon) -> Self {
        let mut short = HashSet::new();
        let known = lexicon.words().filter(|&(word, count)| {
            count >= LIMITS.known && word.len() <= LIMITS.longest && word.chars().all(char::is_alphabetic)
        });
        for (word, _) in known {
            let letters: Vec<(usize, char)> = word.char_indices().collect();
            if letters.len() <= LIMITS.letters {
                continue;
            }
            // What the last letters lose, they lose to grammar.
            for &(at, letter) in &letters[..letters.len() - LIMITS.ending] {
                short.insert([&word[..at], &word[at + letter.len_utf8()..]].concat().into_boxed_str());
            }
        }
        Self { lexicon, short }
    }

    /// How many words of a text seem to lack a letter, or are parted where one is lost.
    pub(crate) fn count(&self, text: &str) -> u32 {
        let mut losses = 0;
        let mut above = (String::new(), false);
        for word in text.split_whitespace() {
            let word = bare(word).to_lowercase();
            let seldom = self.lexicon.times(&word) < LIMITS.known;
            let lacks = seldom && self.is_short(&word);
            let parted = !word.is_empty()
                && !above.0.is_empty()
                && (seldom || above.1)
                && self.is_short(&format!("{}{word}", above.0));
            losses += u32::from(lacks) + u32::from(parted);
            above = (word, seldom);
        }
        losses
    }

    /// Whether a word is one of the report's with a letter left out.
    fn is_short(&self, word: &str) -> bool {
        (LIMITS.letters..=LIMITS.longest).contains(&word.len()) && self.short.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Line;
    use crate::words::lexicon::LexiconBuilder;

    /// How many words of a text seem to lack a letter, in a report that prints each of some words twice.
    fn losses(words: &str, text: &str) -> u32 {
        let mut lexicon = LexiconBuilder::default();
        let line = |text: String| Line { text, ..Line::default() };
        lexicon.learn(&[line(format!("x {words} x {words}")), line(format!("x {text}"))]);
        Losses::of(&lexicon.finish()).count(text)
    }

    #[test]
    fn a_word_that_another_becomes_without_a_letter_lacks_one() {
        assert_eq!(losses("traversée passerelle", "la travrsée et la passrelle"), 2);
        assert_eq!(losses("traversée passerelle", "la traversée et le bateau"), 0);
    }

    #[test]
    fn a_word_parted_where_a_letter_is_lost_lacks_it() {
        assert_eq!(losses("traversée", "la trav rsée du lac"), 1);
        assert_eq!(losses("traversée", "la tra vers ée"), 0);
        assert_eq!(losses("traversée trav rsée", "la trav rsée"), 0);
    }

    #[test]
    fn what_inflection_leaves_out_is_not_lost() {
        assert_eq!(losses("amarrées ponts", "amarrés pont"), 0);
    }

    #[test]
    fn a_word_that_the_report_prints_again_is_one() {
        assert_eq!(losses("navires", "un navres"), 1);
        assert_eq!(losses("navires navres", "un navres"), 0);
    }

    #[test]
    fn an_endless_word_is_none() {
        let long = "ab".repeat(60);
        assert_eq!(losses(&long, &long[1..]), 0);
        let mut lexicon = LexiconBuilder::default();
        lexicon.learn(&[Line { text: format!("x {long} x {long}"), ..Line::default() }]);
        assert!(Losses::of(&lexicon.finish()).short.is_empty());
    }
}
