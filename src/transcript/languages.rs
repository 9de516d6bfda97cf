//! Both languages in one line of a cell, parted: a model may leave out the break between the French text and the Dutch one.
//!
//! Not for which lines of a cell are of which language: that is `pair/`, which needs a break between them.

use super::Paragraph;
use crate::language::{Identifier, Language};
use crate::wording::{Folded, Placeholder, Placeholders, letters};

/// Weights of this step, in nats; those of leans are the [`Identifier`]'s.
struct Weights {
    /// A word inside a sentence with a capital is a name, and tells half.
    name: f32,
    /// The Dutch text begins behind the end of a sentence, or with a capital, or with neither.
    sentence: f32,
    capital: f32,
    within: f32,
    /// How much more two parts must lean than the whole, and each to its side.
    both: f32,
    side: f32,
    /// A list's marks in each part: it begins again.
    again: f32,
    /// How alike two halves of a title are that are one name in both languages, of 1.
    alike: f64,
}

const WEIGHTS: Weights = Weights {
    name: 0.5,
    sentence: 1.0,
    capital: 0.5,
    within: -1.5,
    both: 2.0,
    side: 0.9,
    again: 1.0,
    alike: 0.75,
};

/// Parts a cell's only paragraph where the French ends and the Dutch begins; `is_title`: it is short, and a name may stand
/// in it twice.
pub(super) fn part(
    paragraphs: Vec<Paragraph>,
    is_title: bool,
    words: &Placeholders,
    languages: &Identifier,
) -> Vec<Paragraph> {
    let [only] = &paragraphs[..] else { return paragraphs };
    let at = boundary(&only.text, languages)
        .or_else(|| word_at_end(&only.text, words, languages))
        .or_else(|| if is_title { twice(&only.text) } else { None });
    let Some(at) = at else { return paragraphs };
    let (french, dutch) = only.text.split_at(at);
    [french, dutch].map(|text| Paragraph { text: text.trim().to_owned(), line: only.line }).into()
}

/// Where a Dutch word for nothing stands behind a French text, or behind the French word.
fn word_at_end(text: &str, words: &Placeholders, languages: &Identifier) -> Option<usize> {
    let (french, word) = text.rsplit_once(' ')?;
    let is_dutch = words.find(word) == Some(Placeholder::Word(Language::Nl));
    let is_french = match words.find(french) {
        Some(word) => word == Placeholder::Word(Language::Fr),
        None => languages.lean(french) > WEIGHTS.side,
    };
    (is_dutch && is_french).then_some(french.len())
}

/// A text in its parts of one language each, as far as can be told.
pub(super) fn parts<'t>(text: &'t str, languages: &Identifier) -> impl Iterator<Item = &'t str> {
    let (first, second) = text.split_at(boundary(text, languages).unwrap_or(text.len()));
    [first, second].into_iter().filter(|part| !part.is_empty())
}

/// Where the language of a text changes from French to Dutch.
fn boundary(text: &str, languages: &Identifier) -> Option<usize> {
    let words: Vec<(usize, &str)> = words(text);
    let lean = |index: usize, word: &str| {
        let lean: f32 = crate::language::words_of(word).map(|word| languages.word(&word)).sum();
        let is_name = index > 0 && word.starts_with(char::is_uppercase);
        lean * if is_name { WEIGHTS.name } else { 1.0 }
    };
    let leans: Vec<f32> = words.iter().enumerate().map(|(index, (_, word))| lean(index, word)).collect();
    let whole: f32 = leans.iter().sum();
    let mut best: (f32, Option<usize>) = (f32::NEG_INFINITY, None);
    let mut before = 0.0;
    for index in 1..words.len() {
        before += leans[index - 1];
        let behind = whole - before;
        if before < WEIGHTS.side || behind > -WEIGHTS.side {
            continue;
        }
        let (_, last) = words[index - 1];
        let (at, first) = words[index];
        let mut score = before - behind;
        let is_end = last.ends_with(['.', '!', '?', '»', ')', '"']);
        score += if is_end { WEIGHTS.sentence } else { 0.0 };
        // an abbreviation in capitals, or a number, begins no sentence
        let begins = first.starts_with(char::is_uppercase)
            && first.chars().skip(1).all(|letter| !letter.is_uppercase());
        let is_mark = matches!(first, "-" | "–" | "•" | "1.");
        score += if begins || is_mark { WEIGHTS.capital } else { WEIGHTS.within };
        if words[0].1 == first && is_mark {
            score += WEIGHTS.again;
        }
        if score > best.0 {
            best = (score, Some(at));
        }
    }
    best.1.filter(|_| best.0 > whole.abs() + WEIGHTS.both)
}

/// The most bytes of a text that is a name in both languages.
const LONGEST_NAME: usize = 120;

/// Where a short text begins again: the same name in both languages, or nearly.
fn twice(text: &str) -> Option<usize> {
    let words = words(text);
    let same = |at: usize| {
        let (first, second) = text.split_at(at);
        let (a, b) = (letters(first), letters(second));
        let is_long = a.chars().count() > 2 && b.chars().count() > 2;
        let sorted = |text: &str| {
            let folded = Folded::new(text);
            let mut words: Vec<String> = folded.words().map(str::to_owned).collect();
            words.sort();
            words
        };
        // what differs is letters: a year or a number that does tells two things apart
        let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        is_long
            && figures(&a) == figures(&b)
            && (sorted(first) == sorted(second) || strsim::normalized_levenshtein(&a, &b) >= WEIGHTS.alike)
    };
    // the halves of a name are about as long
    let middle = text.len() / 2;
    let is_half = |at: usize| at.abs_diff(middle) * 4 <= middle;
    let places = words.iter().skip(1).map(|(at, _)| *at).filter(|&at| is_half(at));
    places.into_iter().find(|&at| text.len() <= LONGEST_NAME && same(at))
}

/// The words of a text, each with its place.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Wording;

    fn parted(text: &str) -> Vec<String> {
        let paragraph = Paragraph { text: text.to_owned(), line: 0 };
        let parts = part(vec![paragraph], true, &Wording::known().placeholder, &Identifier::default());
        parts.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn a_line_of_both_languages_is_parted_where_they_change() {
        for (french, dutch) in [
            ("Le bac du nord est remis en service", "De veerboot van het noorden vaart opnieuw"),
            ("Les ponts sont réparés.", "De bruggen zijn hersteld."),
            ("- le pont est ouvert - le bac est vendu", "- de brug is open - het schip is verkocht"),
            ("Cybersécurité", "Cybersecurity"),
            ("Plan SOGIESC", "SOGIESC-plan"),
            ("Smart Dock", "Smart Dock"),
            ("Les ponts sont réparés", "NL"),
            ("pa", "nvt"),
        ] {
            assert_eq!(parted(&format!("{french} {dutch}")), [french, dutch]);
        }
    }

    #[test]
    fn a_line_of_one_language_stays() {
        for text in [
            "Le bac du nord et le bac du sud",
            "De brug van het noorden",
            "Phase 1 Phase 2",
            "Digital Dock",
            "Lac",
        ] {
            assert_eq!(parted(text), [text]);
        }
    }
}
