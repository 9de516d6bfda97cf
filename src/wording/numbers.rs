//! Numbers, months and parts of a year in words.
//!
//! Not for figures: how they are printed is `normalise/`'s.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::fold::folded;
use super::numbering::roman;
use crate::language::{Bilingual, Language};

/// The word lists.
pub(super) const FILE: &str = include_str!("numbers.toml");

type Lists = Bilingual<Vec<String>>;

#[derive(Debug, Default, Deserialize)]
struct File {
    months: Months,
    ordinals: Lists,
    words: BTreeMap<String, Lists>,
    periods: BTreeMap<String, Lists>,
}

#[derive(Debug, Default, Deserialize)]
struct Months {
    fr: Vec<String>,
    nl: Vec<String>,
    en: Vec<String>,
}

/// What the words of a language say.
#[derive(Debug, Default)]
struct Meanings {
    numbers: HashMap<String, u64>,
    months: HashMap<String, u64>,
    periods: HashMap<String, u64>,
}

static READ: LazyLock<(Lists, Bilingual<Meanings>)> = LazyLock::new(|| {
    let File { months, ordinals, words, periods } = super::read(FILE);
    let meanings =
        Bilingual::new((Language::Fr, &months.fr), (Language::Nl, &months.nl)).map(|(language, names)| {
            let of = |lists: &BTreeMap<String, Lists>| {
                let pairs = lists
                    .iter()
                    .filter_map(|(number, words)| Some((number.parse().ok()?, words.side(language))));
                pairs
                    .flat_map(|(number, words)| words.iter().map(move |word| (word.clone(), number)))
                    .collect()
            };
            let months =
                [&months.en, names].into_iter().flat_map(|names| names.iter().cloned().zip(1..)).collect();
            Meanings { numbers: of(&words), months, periods: of(&periods) }
        });
    (ordinals, meanings)
});

/// The number that a word says in a language, in full or in Roman numerals.
pub(crate) fn number_in_words(word: &str, language: Language) -> Option<u64> {
    let word = folded(word);
    let spelt = READ.1.side(language).numbers.get(&word).copied();
    spelt.or_else(|| roman(&word.to_uppercase()).map(u64::from))
}

/// The month that a word names in a language or in English, which both quote.
pub(crate) fn month(word: &str, language: Language) -> Option<u64> {
    READ.1.side(language).months.get(&folded(word)).copied()
}

/// How many months the part of a year has that a word names in a language.
pub(crate) fn period(word: &str, language: Language) -> Option<u64> {
    READ.1.side(language).periods.get(&folded(word)).copied()
}

/// The number below 100 that a word writes in either language, in figures, in Roman numerals or in full: `2`, `1re`, `II`,
/// `derde`.
pub(crate) fn numeral(word: &str) -> Option<u64> {
    let word = folded(word);
    let rest = word.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = word.strip_suffix(rest).unwrap_or(&word);
    let number = if digits.is_empty() {
        Language::BOTH.into_iter().find_map(|language| number_in_words(&word, language))
    } else {
        let is_ordinal = |language| READ.0.side(language).iter().any(|ending| ending == rest);
        digits.parse().ok().filter(|_| rest.is_empty() || Language::BOTH.into_iter().any(is_ordinal))
    };
    number.filter(|number| (1..100).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (word, number) in
            [("2", 2), ("1re", 1), ("1ère", 1), ("II", 2), ("derde", 3), ("Première", 1), ("3de", 3)]
        {
            assert_eq!(numeral(word), Some(number), "{word}");
        }
        assert!(numeral("2e2").is_none() && numeral("lac").is_none() && numeral("100").is_none());
    }

    #[test]
    fn a_word_says_a_number_in_its_own_language() {
        assert_eq!(number_in_words("zéro", Language::Fr), Some(0));
        assert_eq!(
            (number_in_words("zes", Language::Nl), number_in_words("zes", Language::Fr)),
            (Some(6), None)
        );
        assert_eq!((month("Août", Language::Fr), month("June", Language::Nl)), (Some(8), Some(6)));
        assert_eq!(period("kwartaal", Language::Nl), Some(3));
    }
}
