//! Where in a cell that holds both languages the French ends and the Dutch begins.
//!
//! The split is at a line's start. Each line leans to a language; the best split has French leaning lines before it and
//! Dutch leaning ones after it, at a place where the author ended a paragraph. Not for cells of one language each.

use std::collections::HashMap;

use super::Sides;
use crate::language::{Bilingual, Identifier, Language, Placeholder, is_listed, placeholder, words_of};
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, is_item, is_meant};

/// Weights, on the scale of [`lean`].
struct Weights {
    /// A line's lean beyond this tells no more.
    line: f32,
    /// A placeholder says its language.
    placeholder: f32,
    /// The languages part where a paragraph ends, seldom where the line above is full.
    paragraph: f32,
    within: f32,
    /// A text does not begin with a small letter, where the text before it did not.
    capital: f32,
    /// A text and its translation are about as long.
    balance: f32,
    /// A cell of such a table holds both languages rather than one.
    both: f32,
    /// A cell in one language is rather French than Dutch.
    french: f32,
    dutch: f32,
    /// A capital inside a line marks a name, which may stand in either language: what is left of its lean.
    name: f32,
    /// How much two halves must lean over the whole before a cell counts as bilingual by itself.
    bilingual: f32,
}

const WEIGHTS: Weights = Weights {
    line: 3.0,
    placeholder: 4.0,
    paragraph: 0.75,
    within: -1.25,
    capital: 2.5,
    balance: 0.75,
    both: 0.75,
    french: 0.2,
    dutch: -1.0,
    name: 0.5,
    bilingual: 1.5,
};

/// Splits lines into the French ones and the Dutch ones below them.
pub(super) fn languages<'a>(lines: &[Fitted<'a>], identifier: &Identifier, lexicon: &Lexicon) -> Sides<'a> {
    let at = halves(lines).unwrap_or_else(|| {
        let before = Before::of(lines, &leans(lines, identifier));
        let score = |at: usize| score(lines, &before, at, lexicon);
        (0..=lines.len()).max_by(|&a, &b| score(a).total_cmp(&score(b))).unwrap_or(lines.len())
    });
    Bilingual::new(lines[..at].to_vec(), lines[at..].to_vec())
}

/// Whether lines clearly hold both languages.
pub(super) fn is_bilingual(lines: &[Fitted<'_>], identifier: &Identifier) -> bool {
    if halves(lines).is_some() {
        return true;
    }
    let Before { lean, .. } = Before::of(lines, &leans(lines, identifier));
    let whole = lean[lines.len()];
    let best = (1..lines.len()).map(|at| lean[at] * 2.0 - whole).fold(0.0, f32::max);
    best > whole.abs() + WEIGHTS.bilingual
}

/// Where a text that stands there twice is halved.
fn halves(lines: &[Fitted<'_>]) -> Option<usize> {
    let squashed = |lines: &[Fitted<'_>]| -> String {
        let characters = lines.iter().flat_map(|fitted| fitted.line.text.chars());
        characters.filter(|character| *character != ' ').collect()
    };
    let whole = squashed(lines);
    let (first, second) = whole.split_at_checked(whole.len() / 2)?;
    let mut length = 0;
    let at = 1 + lines.iter().position(|fitted| {
        length += fitted.line.text.bytes().filter(|byte| *byte != b' ').count();
        length >= first.len()
    })?;
    (first == second && length == first.len() && at < lines.len()).then_some(at)
}

/// Sums over the lines before each place where lines can be split: before the first, and so on to after the last.
struct Before {
    /// How the lines lean together.
    lean: Vec<f32>,
    /// How many characters they have.
    length: Vec<f32>,
}

impl Before {
    fn of(lines: &[Fitted<'_>], leans: &[f32]) -> Self {
        let (mut lean, mut length) = (vec![0.0], vec![0.0]);
        let (mut leaning, mut characters) = (0.0, 0);
        for (fitted, own) in lines.iter().zip(leans) {
            leaning += own;
            characters += fitted.line.text.chars().count();
            lean.push(leaning);
            length.push(characters as f32);
        }
        Self { lean, length }
    }
}

/// How each line leans. A name that stands in the cell twice is likely to stand in both languages, and tells nothing.
fn leans(lines: &[Fitted<'_>], identifier: &Identifier) -> Vec<f32> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for word in lines.iter().flat_map(|fitted| words_of(&fitted.line.text)) {
        *seen.entry(word).or_default() += 1;
    }
    let told = |word: &str| seen.get(word).copied() == Some(1) || is_listed(word);
    let line = |fitted: &Fitted<'_>| match placeholder(&fitted.line.text) {
        Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
        Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
        _ => {
            let capitals = capitals_of(&fitted.line.text);
            let words = words_of(&fitted.line.text).zip(capitals).filter(|(word, _)| told(word));
            let lean =
                |(word, name): (String, bool)| identifier.word(&word) * if name { WEIGHTS.name } else { 1.0 };
            words.map(lean).sum::<f32>().clamp(-WEIGHTS.line, WEIGHTS.line)
        }
    };
    lines.iter().map(line).collect()
}

/// For each word of a line, whether it has a capital that no sentence's beginning explains.
fn capitals_of(text: &str) -> impl Iterator<Item = bool> + '_ {
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.enumerate().map(|(index, word)| index > 0 && word.starts_with(char::is_uppercase))
}

/// How good it is to split before line `at`.
fn score(lines: &[Fitted<'_>], before: &Before, at: usize, lexicon: &Lexicon) -> f32 {
    let (french, dutch) = lines.split_at(at);
    let mut score = 2.0 * before.lean[at] - before.lean[lines.len()];
    let (Some(above), Some(below)) = (french.last(), dutch.first()) else {
        // A text that is neither is put down as French.
        return score + if dutch.is_empty() { WEIGHTS.french } else { WEIGHTS.dutch };
    };
    score += WEIGHTS.both;
    score += if is_meant(*above, *below, lexicon) { WEIGHTS.paragraph } else { WEIGHTS.within };
    if begins_low(&below.line.text) && !begins_low(&french[0].line.text) {
        score -= WEIGHTS.capital;
    }
    let (a, all) = (before.length[at], before.length[lines.len()]);
    score + WEIGHTS.balance * (1.0 - (2.0 * a - all).abs() / all.max(1.0))
}

/// Whether a text begins as no sentence does: with a small letter or a sign that closes something.
fn begins_low(text: &str) -> bool {
    let low = |first: char| first.is_lowercase() || matches!(first, ':' | ';' | ',' | ')' | '.');
    !is_item(text) && placeholder(text).is_none() && text.chars().next().is_some_and(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Line;

    /// How many of some full lines are taken for French.
    fn french(texts: &[&str]) -> usize {
        let lines: Vec<Line> = texts
            .iter()
            .map(|text| Line { text: (*text).to_owned(), size: 10.0, ..Line::default() })
            .collect();
        let fitted: Vec<Fitted<'_>> =
            lines.iter().map(|line| Fitted { line, left: 0.0, right: 0.0 }).collect();
        languages(&fitted, &Identifier::default(), &Lexicon::default()).fr.len()
    }

    #[test]
    fn a_cell_is_split_where_the_language_changes() {
        assert_eq!(french(&["Le bac du nord", "est réparé", "De veerboot van het noorden"]), 2);
        assert_eq!(french(&["Le bac du nord"]), 1);
        assert_eq!(french(&["pa", "nvt"]), 1);
        assert_eq!(french(&[]), 0);
    }

    #[test]
    fn a_text_that_stands_there_twice_is_halved_wherever_its_lines_break() {
        assert_eq!(french(&["Lacus 20", "25", "Lacus", "2025"]), 2);
        assert_eq!(french(&["Lac", "us Lacus"]), 2);
    }
}
