//! What stands in a cell that has nothing to say.
//!
//! Not for what stands in place of a whole table: those words are headings'.

use serde::Deserialize;

use super::fold::{Written, folded};
use crate::language::Language;

/// The texts that stand for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Placeholders {
    fr: Vec<Written>,
    nl: Vec<Written>,
    signs: Vec<Written>,
}

/// A text that stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// A word of one language.
    Word(Language),
    /// A sign.
    Sign,
}

impl Placeholders {
    /// What a text, alone in its cell or on its language's side of it, stands for if it stands for nothing.
    pub(crate) fn find(&self, text: &str) -> Option<Placeholder> {
        /// Bytes that folding takes from a letter at most, as from `é`.
        const FOLDED: usize = 2;
        let lists = [
            (&self.fr, Placeholder::Word(Language::Fr)),
            (&self.nl, Placeholder::Word(Language::Nl)),
            (&self.signs, Placeholder::Sign),
        ];
        let text = text.trim();
        // most texts are too long, which spares them the folding
        let longest = lists.iter().flat_map(|(list, _)| *list).map(|word| word.text().len()).max()?;
        if text.len() > FOLDED * longest {
            return None;
        }
        let word = folded(text);
        let is_it = |list: &[Written]| list.iter().any(|known| known.text() == word);
        lists.into_iter().find_map(|(list, placeholder)| is_it(list).then_some(placeholder))
    }

    /// Whether a text, alone in its cell or on its language's side of it, stands for nothing.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}
