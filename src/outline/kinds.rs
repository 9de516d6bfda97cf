//! What a heading announces: a table of objectives or of indicators, or that there is none.
//!
//! The words are `wording/`'s. Not for column headers: those are `columns/`'s.

use crate::record::Kind;
use crate::wording::{Folded, Headings, Wording};

/// What kind of table a heading announces, if it is a table's heading at all.
pub(super) fn announced_kind(text: &str, wording: &Wording) -> Option<Kind> {
    let text = Folded::new(text);
    let Headings { objectives, indicators, .. } = &wording.heading;
    let mut kinds = [(Kind::Objectives, objectives), (Kind::Indicators, indicators)].into_iter();
    kinds.find_map(|(kind, words)| words.all().any(|phrase| phrase.is_scattered_in(&text)).then_some(kind))
}

/// Whether a heading names what tables of a kind report, in whatever words.
pub(super) fn names_kind(text: &str, kind: Kind, wording: &Wording) -> bool {
    let words = match kind {
        Kind::Objectives => &wording.heading.objective,
        Kind::Indicators => &wording.heading.indicator,
    };
    words.stand_in(&Folded::new(text))
}

/// The only kind of table that a heading names, in whatever words.
pub(super) fn only_kind(text: &str, wording: &Wording) -> Option<Kind> {
    match [Kind::Objectives, Kind::Indicators].map(|kind| names_kind(text, kind, wording)) {
        [true, false] => Some(Kind::Objectives),
        [false, true] => Some(Kind::Indicators),
        _ => None,
    }
}

/// Whether a text says that there is nothing to report.
pub(super) fn is_nihil(text: &str, wording: &Wording) -> bool {
    wording.heading.says_nothing(text)
}

/// Whether a text says that what stands below goes on from an earlier page, in one language or in both, and nothing
/// else.
pub(super) fn is_continued(text: &str, wording: &Wording) -> bool {
    wording.heading.continued.are_all_of(text)
}

/// A heading's letters and figures, as headings are compared: without what says that it goes on.
pub(super) fn key(text: &str, wording: &Wording) -> String {
    let is_mark = |word: &str| wording.heading.continued.all().any(|mark| mark.letters() == word);
    Folded::new(text).words().filter(|word| !is_mark(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_says_so_in_one_language_or_in_both_and_says_nothing_else() {
        let is_continued = |text| is_continued(text, Wording::known());
        for text in ["(suite – vervolg)", "(suite)", "Vervolg 2", "Suite du tableau / Vervolg van de tabel"]
        {
            assert!(is_continued(text), "{text}");
        }
        for text in ["Suites de l'audit", "1.1 Rapport (suite)", "2", ""] {
            assert!(!is_continued(text), "{text}");
        }
        let key = |text| key(text, Wording::known());
        assert_eq!(key("1. Bacs (suite) - Veren (vervolg)"), key("1. Bacs - Veren"));
    }

    #[test]
    fn a_tables_heading_is_known_in_its_usual_wordings_and_a_name_is_none() {
        let (objectives, indicators) = (Some(Kind::Objectives), Some(Kind::Indicators));
        for (text, kind) in [
            ("Rapport annuel objectifs opérationnels", objectives),
            ("Suivi des objectifs", objectives),
            ("Opvolging van de indicatoren", indicators),
            ("Tableau 2 – Indicateurs", indicators),
            ("Suivi des ponts", None),
            ("Cellule Objectifs et Indicateurs", None),
        ] {
            assert_eq!(announced_kind(text, Wording::known()), kind, "{text}");
        }
    }

    #[test]
    fn a_heading_names_a_kind_in_whatever_words_and_a_name_that_has_both_names_none() {
        let (objectives, indicators) = (Some(Kind::Objectives), Some(Kind::Indicators));
        for (text, kind) in [
            ("Suivi annuel des OO", objectives),
            ("État des O.O.", objectives),
            ("Indicatorenfiches", indicators),
            ("Overzicht van de KPI's", indicators),
            ("Odes au lac", None),
            ("Cellule Objectifs et Indicateurs", None),
        ] {
            assert_eq!(only_kind(text, Wording::known()), kind, "{text}");
        }
    }
}
