//! What a row is called that sums up others: means and totals.
//!
//! Not for figures: what they are the mean or the sum of is not looked at.

use std::sync::LazyLock;

use serde::Deserialize;

use super::fold::Folded;

/// The word lists.
pub(super) const FILE: &str = include_str!("summaries.toml");

#[derive(Debug, Default, Deserialize)]
struct Summaries {
    fr: Vec<String>,
    nl: Vec<String>,
    beside: Beside,
}

#[derive(Debug, Default, Deserialize)]
struct Beside {
    fr: Vec<String>,
    nl: Vec<String>,
}

/// Whether a text says that its row sums up others, and nothing else.
pub(crate) fn is_summary(text: &str) -> bool {
    /// The bytes of the longest, in two languages; spares other texts the folding.
    const LONGEST: usize = 120;
    static READ: LazyLock<Summaries> = LazyLock::new(|| super::read(FILE));
    if text.len() > LONGEST {
        return false;
    }
    let text = Folded::new(text);
    let is_in =
        |lists: [&Vec<String>; 2], word: &str| lists.iter().any(|list| list.iter().any(|w| w == word));
    let mut names = false;
    text.words().all(|word| {
        let name = is_in([&READ.fr, &READ.nl], word);
        names |= name;
        name || is_in([&READ.beside.fr, &READ.beside.nl], word)
    }) && names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_named_by_words_of_the_lists_alone() {
        for text in [
            "Moyenne – Gemiddelde",
            "TOTAL",
            "Total général / Algemeen totaal",
            "Gewogen gemiddelde :",
            "Résultat moyen / Gemiddeld resultaat",
            "Somme des poids – Som van de gewichten",
            "Nombre total d'indicateurs / Totaal aantal indicatoren",
            "Total des pondérations / Totaal van de wegingen",
        ] {
            assert!(is_summary(text), "{text}");
        }
        for text in ["Total des traversées", "Gemiddelde wachttijd", "", "de la", "Poids / Gewicht", "Nombre"]
        {
            assert!(!is_summary(text), "{text}");
        }
    }
}
