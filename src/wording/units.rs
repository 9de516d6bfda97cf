//! The words for what figures count.
//!
//! Not for where such a word says the unit of a figure: that is `normalise/`'s.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
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
    multiples: BTreeMap<String, Multiple>,
}

/// A unit that is so many times another one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Multiple {
    of: String,
    times: u64,
    #[serde(default)]
    fr: Vec<Written>,
    #[serde(default)]
    nl: Vec<Written>,
}

/// The words for units.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub(crate) struct Units {
    /// The unit that each word of either language stands for.
    words: FxHashMap<String, String>,
    /// The words before which nothing but a unit is meant where one follows.
    before: Words<Written>,
    /// The units that are so many times another one.
    multiples: BTreeMap<String, Multiple>,
}

impl TryFrom<Lists> for Units {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, Self::Error> {
        let units: Vec<(String, &Words<Written>)> =
            lists.words.iter().map(|(unit, words)| (unit.clone(), words)).collect();
        let mut words = meanings(&units, Language::Fr)?;
        words.extend(meanings(&units, Language::Nl)?);
        Ok(Self { words, before: lists.before, multiples: lists.multiples })
    }
}

impl Units {
    /// The unit that a word stands for.
    pub(crate) fn of(&self, word: &str) -> Option<&str> {
        self.words.get(&folded(word)).map(String::as_str)
    }

    /// The smallest unit of its kind in which a folded word behind a number of a text counts, and how often it holds that.
    pub(crate) fn in_text(&self, word: &str, language: Language) -> Option<(&str, u64)> {
        let own = |unit: &&Multiple| match language {
            Language::Fr => unit.fr.iter().any(|known| known.text() == word),
            Language::Nl => unit.nl.iter().any(|known| known.text() == word),
        };
        if let Some(multiple) = self.multiples.values().find(own) {
            return Some((&multiple.of, multiple.times));
        }
        let unit = self.words.get(word)?;
        let multiple = self.multiples.get(unit);
        Some(multiple.map_or((unit.as_str(), 1), |multiple| (multiple.of.as_str(), multiple.times)))
    }

    /// Whether nothing but a unit is meant after a word of a language, where one follows.
    pub(crate) fn follow(&self, word: &str, language: Language) -> bool {
        let word = folded(word);
        self.before.side(language).iter().any(|before| before.text() == word)
    }
}
