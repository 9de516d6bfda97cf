//! Numbers, months and parts of a year in words.
//!
//! Not for figures: how they are printed is `normalise/`'s.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;
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
    quarters: BTreeMap<String, Words<Written>>,
    fractions: BTreeMap<String, Words<Written>>,
    and: Words<Written>,
    among: Words<Written>,
    until: Words<Written>,
    century: Words<Written>,
    unsaid: BTreeMap<String, Words<Written>>,
}

/// What the words of a language say.
#[derive(Debug, Clone, Default)]
struct Meanings {
    numbers: FxHashMap<String, u64>,
    /// Those of the numbers that compounds are made of: thousand and hundred, and one to nine.
    scales: Vec<(String, u64)>,
    ones: Vec<(String, u64)>,
    months: FxHashMap<String, u64>,
    periods: FxHashMap<String, u64>,
    quarters: FxHashMap<String, u64>,
    fractions: FxHashMap<String, Fraction>,
}

/// A part of a whole: `2/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fraction(pub u64, pub u64);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.1)
    }
}

/// The words for numbers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub(crate) struct Numbers {
    /// What follows the figure of an ordinal.
    ordinal: Words<Written>,
    and: Words<Written>,
    among: Words<Written>,
    until: Words<Written>,
    century: Words<Written>,
    /// Phrases for a number that they do not name.
    unsaid: Vec<(u64, Words<Written>)>,
    sides: Bilingual<Meanings>,
}

impl TryFrom<Lists> for Numbers {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, Self::Error> {
        let words = numbered(&lists.words, 0..=u64::MAX)?;
        let months = numbered(&lists.months, 1..=12)?;
        let periods = numbered(&lists.periods, 1..=12)?;
        let quarters = numbered(&lists.quarters, 1..=12)?;
        let fractions = fractions(&lists.fractions)?;
        let side = |language| -> Result<Meanings, String> {
            let numbers: FxHashMap<String, u64> = meanings(&words, language)?;
            let named = |wanted: &dyn Fn(u64) -> bool| {
                let mut named: Vec<(String, u64)> = numbers
                    .iter()
                    .filter(|&(_, &number)| wanted(number))
                    .map(|(name, &number)| (name.clone(), number))
                    .collect();
                named.sort_unstable_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
                named
            };
            Ok(Meanings {
                scales: named(&|number| [100, 1000].contains(&number)),
                ones: named(&|number| (1..10).contains(&number)),
                numbers,
                months: meanings(&months, language)?,
                periods: meanings(&periods, language)?,
                quarters: meanings(&quarters, language)?,
                fractions: meanings(&fractions, language)?,
            })
        };
        let sides = Bilingual::new(side(Language::Fr)?, side(Language::Nl)?);
        let unsaid =
            lists.unsaid.iter().map(|(key, words)| Ok((number(key, &(1..=u64::MAX))?, words.clone())));
        let unsaid = unsaid.collect::<Result<_, String>>()?;
        let Lists { ordinal, and, among, until, century, .. } = lists;
        Ok(Self { ordinal, and, among, until, century, unsaid, sides })
    }
}

/// The number that a key of a list is.
fn number(key: &str, range: &RangeInclusive<u64>) -> Result<u64, String> {
    let number = key.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("`{key}` is no number from {} to {}", range.start(), range.end()))
}

/// The lists of words under the fractions that they say.
fn fractions(lists: &BTreeMap<String, Words<Written>>) -> Result<Vec<(Fraction, &Words<Written>)>, String> {
    let read = |key: &String| {
        let (part, whole) = key.split_once('/')?;
        Some(Fraction(part.parse().ok()?, whole.parse().ok().filter(|&whole| whole > 0)?))
    };
    let fraction = |key| read(key).ok_or_else(|| format!("`{key}` is no fraction such as `2/3`"));
    lists.iter().map(|(key, words)| Ok((fraction(key)?, words))).collect()
}

/// The lists of single words under the numbers that they say.
fn numbered(
    lists: &BTreeMap<String, Words<Written>>,
    range: RangeInclusive<u64>,
) -> Result<Vec<(u64, &Words<Written>)>, String> {
    let several = |word: &&Written| !word.text().chars().all(char::is_alphabetic);
    if let Some(word) = lists.values().flat_map(Words::all).find(several) {
        return Err(format!("`{}` is no single word", word.text()));
    }
    lists.iter().map(|(key, words)| Ok((number(key, &range)?, words))).collect()
}

/// Which list of connecting words is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Link {
    /// Between the parts of a number in words.
    And,
    /// Between a part and its whole.
    Among,
    /// Between the ends of a range.
    Until,
    /// What the number of a century stands before.
    Century,
}

impl Numbers {
    /// Whether a folded word of a language is one of those that connect numbers.
    pub(crate) fn links(&self, link: Link, word: &str, language: Language) -> bool {
        let words = match link {
            Link::And => &self.and,
            Link::Among => &self.among,
            Link::Until => &self.until,
            Link::Century => &self.century,
        };
        words.side(language).iter().any(|known| known.text() == word)
    }

    /// The number that a folded word says in a language, alone or, in Dutch, as a compound: `drieentwintig`,
    /// `honderdvijftig`.
    pub(crate) fn spelt(&self, word: &str, language: Language) -> Option<u64> {
        let Meanings { numbers: known, scales, ones, .. } = self.sides.side(language);
        if let Some(&number) = known.get(word) {
            return Some(number);
        }
        if language == Language::Fr {
            return None;
        }
        let part = |text: &str| if text.is_empty() { Some(0) } else { self.spelt(text, language) };
        for (name, times) in scales {
            let Some((before, after)) = word.split_once(name.as_str()) else { continue };
            let after = after.strip_prefix("en").filter(|after| part(after).is_some()).unwrap_or(after);
            if let (Some(many), Some(rest)) = (part(before), part(after))
                && many < 100
                && rest < *times
            {
                return Some(many.max(1) * times + rest);
            }
        }
        let compounds = ones.iter().filter_map(|(name, one)| {
            let tens = known.get(word.strip_prefix(name.as_str())?.strip_prefix("en")?)?;
            ((20..100).contains(tens) && tens % 10 == 0).then_some(one + tens)
        });
        compounds.max()
    }

    /// The part of a whole that a folded word says in a language.
    pub(crate) fn fraction(&self, word: &str, language: Language) -> Option<Fraction> {
        self.sides.side(language).fractions.get(word).copied()
    }

    /// How many months the part of a year has whose number stands behind a letter: `T2`.
    pub(crate) fn quarter(&self, letter: &str, language: Language) -> Option<u64> {
        self.sides.side(language).quarters.get(letter).copied()
    }

    /// Whether this is what follows the figure of an ordinal, in either language.
    pub(crate) fn is_ordinal(&self, ending: &str) -> bool {
        self.ordinal.all().any(|known| known.text() == ending)
    }

    /// The numbers that a folded text of a language means without naming them.
    pub(crate) fn unsaid(&self, text: &str, language: Language) -> impl Iterator<Item = u64> {
        let says = move |words: &Words<Written>| {
            words.side(language).iter().any(|phrase| text.contains(phrase.text()))
        };
        self.unsaid.iter().filter(move |(_, words)| says(words)).map(|&(number, _)| number)
    }

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
            digits.parse().ok().filter(|_| rest.is_empty() || self.is_ordinal(rest))
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
