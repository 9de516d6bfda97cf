//! The words for what figures count.
//!
//! Not for where such a word says the unit of a figure: that is `normalise/`'s.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::fold::{Written, folded};
use super::{Words, meanings};
use crate::language::Language;

/// The lists as a file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lists {
    words: BTreeMap<String, Words<Written>>,
    before: Words<Written>,
}

/// The words for units.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub(crate) struct Units {
    /// The unit that each word of either language stands for.
    words: HashMap<String, String>,
    /// The words before which nothing but a unit is meant where one follows.
    before: Words<Written>,
}

impl TryFrom<Lists> for Units {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, Self::Error> {
        let units: Vec<(String, &Words<Written>)> =
            lists.words.iter().map(|(unit, words)| (unit.clone(), words)).collect();
        let mut words = meanings(&units, Language::Fr)?;
        words.extend(meanings(&units, Language::Nl)?);
        Ok(Self { words, before: lists.before })
    }
}

impl Units {
    /// The unit that a word stands for.
    pub(crate) fn of(&self, word: &str) -> Option<&str> {
        self.words.get(&folded(word)).map(String::as_str)
    }

    /// Whether nothing but a unit is meant after a word of a language, where one follows.
    pub(crate) fn follow(&self, word: &str, language: Language) -> bool {
        let word = folded(word);
        self.before.side(language).iter().any(|before| before.text() == word)
    }
}
