//! The report's own dictionary: which words it prints whole.
//!
//! A narrow column breaks words, and the best witness of how a word is spelt is the same report where it had room.
//! So only words that stand inside a line are learnt: neither its first nor its last, which may be halves.

use std::collections::HashMap;

use super::Line;

/// Words and how often each is printed whole, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    counts: HashMap<Box<str>, u32>,
}

/// A line has at least this many words before its first and last are taken as whole too: a column this wide
/// breaks no words.
const WIDE_LINE: usize = 6;

impl Lexicon {
    /// Learns the words of `lines`.
    pub fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a Line>) {
        for line in lines {
            let words = line.text.split(' ').count();
            for (index, word) in line.text.split(' ').enumerate() {
                if words >= WIDE_LINE || (index > 0 && index + 1 < words) {
                    let word = bare(word).to_lowercase();
                    if let Some(count) = self.counts.get_mut(word.as_str()) {
                        *count += 1;
                    } else if !word.is_empty() {
                        self.counts.insert(word.into_boxed_str(), 1);
                    }
                }
            }
        }
    }

    /// How often a word is printed whole; punctuation around it and capitals do not matter.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.get(bare(word).to_lowercase().as_str()).copied().unwrap_or(0)
    }

    /// Whether a word is printed whole anywhere.
    pub fn knows(&self, word: &str) -> bool {
        self.count(word) > 0
    }
}

/// A word without the punctuation around it, and without an elided article before it (`l'`, `d'`, `qu'`).
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    match word.split_once(['\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_inside_a_line_are_learnt() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let mut lexicon = Lexicon::default();
        lexicon.learn(&[line("communicati"), line("on l'accord, signé ici")]);
        assert!(!lexicon.knows("communicati") && !lexicon.knows("on") && !lexicon.knows("ici"));
        assert!(lexicon.knows("Accord") && lexicon.knows("signé"));
    }
}
