//! Numbers, months and parts of a year in words.
//!
//! Not for figures: how they are printed is `normalise/`'s.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::fold::{Written, folded};
use super::numbering::roman;
use super::{Words, meanings};
use crate::language::{Bilingual, Language};

/// The lists as a file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lists {
    ordinal: Words<Written>,
    words: BTreeMap<String, Words<Written>>,
    months: BTreeMap<String, Words<Written>>,
    periods: BTreeMap<String, Words<Written>>,
}

/// What the words of a language say.
#[derive(Debug, Clone, Default)]
struct Meanings {
    numbers: HashMap<String, u64>,
    months: HashMap<String, u64>,
    periods: HashMap<String, u64>,
}

/// The words for numbers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub(crate) struct Numbers {
    /// What follows the figure of an ordinal.
    ordinal: Words<Written>,
    sides: Bilingual<Meanings>,
}

impl TryFrom<Lists> for Numbers {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, Self::Error> {
        let words = numbered(&lists.words, 0..=u64::MAX)?;
        let months = numbered(&lists.months, 1..=12)?;
        let periods = numbered(&lists.periods, 1..=12)?;
        let side = |language| -> Result<Meanings, String> {
            Ok(Meanings {
                numbers: meanings(&words, language)?,
                months: meanings(&months, language)?,
                periods: meanings(&periods, language)?,
            })
        };
        let sides = Bilingual::new(side(Language::Fr)?, side(Language::Nl)?);
        Ok(Self { ordinal: lists.ordinal, sides })
    }
}

/// The lists of single words under the numbers that they say.
fn numbered(
    lists: &BTreeMap<String, Words<Written>>,
    range: std::ops::RangeInclusive<u64>,
) -> Result<Vec<(u64, &Words<Written>)>, String> {
    let number = |key: &String| {
        let number = key.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| format!("`{key}` is no number from {} to {}", range.start(), range.end()))
    };
    let several = |word: &&Written| !word.text().chars().all(char::is_alphabetic);
    if let Some(word) = lists.values().flat_map(Words::all).find(several) {
        return Err(format!("`{}` is no single word", word.text()));
    }
    lists.iter().map(|(key, words)| Ok((number(key)?, words))).collect()
}

impl Numbers {
    /// The number that a word says in a language, in full or in Roman numerals.
    pub(crate) fn in_words(&self, word: &str, language: Language) -> Option<u64> {
        let word = folded(word);
        let spelt = self.sides.side(language).numbers.get(&word).copied();
        spelt.or_else(|| roman(&word.to_uppercase()).map(u64::from))
    }

    /// The month that a word names in a language.
    pub(crate) fn month(&self, word: &str, language: Language) -> Option<u64> {
        self.sides.side(language).months.get(&folded(word)).copied()
    }

    /// How many months the part of a year has that a word names in a language.
    pub(crate) fn period(&self, word: &str, language: Language) -> Option<u64> {
        self.sides.side(language).periods.get(&folded(word)).copied()
    }

    /// The number below 100 that a word writes in either language, in figures, in Roman numerals or in full: `2`, `1re`,
    /// `II`, `derde`.
    pub(crate) fn numeral(&self, word: &str) -> Option<u64> {
        let word = folded(word);
        let rest = word.trim_start_matches(|character: char| character.is_ascii_digit());
        let digits = word.strip_suffix(rest).unwrap_or(&word);
        let number = if digits.is_empty() {
            Language::BOTH.into_iter().find_map(|language| self.in_words(&word, language))
        } else {
            let is_ordinal = || self.ordinal.all().any(|ending| ending.text() == rest);
            digits.parse().ok().filter(|_| rest.is_empty() || is_ordinal())
        };
        number.filter(|number| (1..100).contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        let numeral = |word| Wording::known().number.numeral(word);
        for (word, number) in
            [("2", 2), ("1re", 1), ("1ère", 1), ("II", 2), ("derde", 3), ("Première", 1), ("3de", 3)]
        {
            assert_eq!(numeral(word), Some(number), "{word}");
        }
        assert!(numeral("2e2").is_none() && numeral("lac").is_none() && numeral("100").is_none());
    }

    #[test]
    fn a_word_says_a_number_in_its_own_language() {
        let known = &Wording::known().number;
        assert_eq!(known.in_words("zéro", Language::Fr), Some(0));
        assert_eq!(
            (known.in_words("zes", Language::Nl), known.in_words("zes", Language::Fr)),
            (Some(6), None)
        );
        assert_eq!(
            (known.month("Août", Language::Fr), known.month("June", Language::Nl)),
            (Some(8), Some(6))
        );
        assert_eq!(known.period("kwartaal", Language::Nl), Some(3));
    }

    #[test]
    fn a_word_that_can_say_no_number_or_two_is_refused() {
        for (file, said) in [
            ("[number.words]\nfour = { fr = [\"quatre\"] }", "line 1: `four` is no number from 0 to"),
            ("[number.months]\n13 = { fr = [\"brumaire\"] }", "line 1: `13` is no number from 1 to 12"),
            (
                "[number.words]\n80 = { fr = [\"quatre-vingts\"] }",
                "line 1: `quatre-vingts` is no single word",
            ),
            ("[number.months]\n4 = { fr = [\"Mars\"] }", "`mars` stands for 3 and for 4"),
        ] {
            assert!(Wording::with(file).unwrap_err().to_string().contains(said), "{file}");
        }
    }
}
