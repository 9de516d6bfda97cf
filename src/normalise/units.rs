//! What a figure counts: its unit, from its own text, else its column's header, else its indicator's title.
//!
//! A title names many things that the figure does not count (“files handled within 30 days”). So its words say a unit
//! only where they are set apart for it: alone in brackets, after “en” or “in”, or as the first word. Not for the figure's
//! number: that is in `figure`.

use crate::language::Language;
use crate::record::{Figure, Texts, UnitSource};
use crate::wording::{Units, without_mark};

/// The figure with its unit, where something says it.
pub(super) fn with_unit(figure: Figure, header: &Texts, title: &Texts, units: &Units) -> Figure {
    let Some(raw) = figure.raw.as_ref().filter(|_| figure.value.is_some()) else { return figure };
    let words = UnitReader { units };
    let found = words
        .of_figure(raw)
        .map(|unit| (unit, UnitSource::Text))
        .or_else(|| either(header, |text, _| words.of_header(text)).map(|unit| (unit, UnitSource::Header)))
        .or_else(|| {
            let of_title = |text: &str, language| words.of_title(text, language);
            either(title, of_title).map(|unit| (unit, UnitSource::Title))
        });
    match found {
        Some((unit, source)) => Figure { unit: Some(unit.to_owned()), unit_source: Some(source), ..figure },
        None => figure,
    }
}

fn either<T>(texts: &Texts, of: impl Fn(&str, Language) -> Option<T>) -> Option<T> {
    Language::BOTH.into_iter().find_map(|language| of(texts.side(language).as_deref()?, language))
}

/// Finds the words for units in texts.
#[derive(Clone, Copy)]
struct UnitReader<'a> {
    units: &'a Units,
}

impl<'a> UnitReader<'a> {
    /// The unit that a word stands for.
    fn known(self, word: &str) -> Option<&'a str> {
        self.units.of(word).or_else(|| self.units.of(word.trim_matches(ENDS)))
    }

    /// The unit behind a figure's digits.
    fn of_figure(self, raw: &str) -> Option<&'a str> {
        let digits = |character: char| character.is_ascii_digit();
        let raw = without_mark(raw);
        raw.contains(digits).then(|| self.known(raw.rsplit(digits).next()?.trim()))?
    }

    /// The unit that a header names: a header has few words, and a unit among them is the column's.
    fn of_header(self, text: &str) -> Option<&'a str> {
        text.split_whitespace().find_map(|word| {
            self.known(word).filter(|_| is_bracketed(word) || !word.contains(char::is_alphabetic))
        })
    }

    /// The unit for which words of a title are set apart.
    fn of_title(self, text: &str, language: Language) -> Option<&'a str> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_set_apart = |at: usize| {
            let word = words[at];
            at == 0
                || is_bracketed(word)
                || word == "%"
                || self.units.follow(words[at - 1].trim_start_matches(['(', '[']), language)
        };
        (0..words.len()).filter(|&at| is_set_apart(at)).find_map(|at| self.known(words[at]))
    }
}

/// Signs around a word for a unit.
const ENDS: [char; 8] = ['(', '[', ')', ']', ',', ':', '.', ';'];

/// Whether a word stands alone in brackets, as `(min)`.
fn is_bracketed(word: &str) -> bool {
    word.starts_with(['(', '[']) && word.trim_end_matches([',', ':', '.', ';']).ends_with([')', ']'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Wording;

    fn unit(raw: &str, header: &str, title: &str) -> Option<(String, UnitSource)> {
        let texts = |text: &str| Texts::new((!text.is_empty()).then(|| text.to_owned()), None);
        let value = raw.starts_with(|first: char| first.is_ascii_digit()).then_some(12.0);
        let figure = Figure { raw: Some(raw.to_owned()), value, ..Figure::default() };
        let figure = with_unit(figure, &texts(header), &texts(title), &Wording::known().unit);
        figure.unit.zip(figure.unit_source)
    }

    #[test]
    fn the_figure_says_its_unit_first_then_the_header_then_the_title() {
        let found = |unit: &str, source| Some((unit.to_owned(), source));
        assert_eq!(unit("73,71 %", "Résultats (min)", ""), found("%", UnitSource::Text));
        assert_eq!(unit("73,71 %¹", "Résultats (min)", ""), found("%", UnitSource::Text));
        assert_eq!(unit("12", "Seuil rouge (≤) (%)", "Délai (en minutes)"), found("%", UnitSource::Header));
        assert_eq!(unit("12", "Résultats", "Délai moyen (en minutes)"), found("min", UnitSource::Title));
        assert_eq!(unit("12", "", "Pourcentage de bacs à l'heure"), found("%", UnitSource::Title));
        assert_eq!(unit("12", "", "Bruit moyen sur le quai [dB]"), found("dB", UnitSource::Title));
    }

    #[test]
    fn words_that_are_not_set_apart_say_no_unit() {
        assert_eq!(unit("12", "Résultats", "Dossiers traités dans les 30 jours"), None);
        assert_eq!(unit("12", "Résultats après un mois", ""), None);
        assert_eq!(unit("en cours", "Résultats (%)", ""), None, "no number counts anything");
    }
}
