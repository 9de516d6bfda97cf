//! What a row is called that sums up others: means and totals.
//!
//! Not for figures: what they are the mean or the sum of is not looked at.

use serde::Deserialize;

use super::Words;
use super::fold::Folded;

/// The names of such rows.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Summaries {
    /// Words for them.
    name: Words,
    /// Words that may stand beside these.
    beside: Words,
}

impl Summaries {
    /// Whether a text says that its row sums up others, and nothing else.
    pub(crate) fn has(&self, text: &str) -> bool {
        /// The bytes of the longest, in two languages; spares other texts the folding.
        const LONGEST: usize = 120;
        if text.len() > LONGEST {
            return false;
        }
        let text = Folded::new(text);
        self.name.stand_in(&text) && text.is_made_of(self.name.all().chain(self.beside.all()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wording;

    #[test]
    fn a_summary_is_named_by_words_of_the_lists_alone() {
        let is_summary = |text| Wording::known().summary.has(text);
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
