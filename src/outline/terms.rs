//! The words by which headings are known, as data: French and Dutch side by side.
//!
//! Texts are compared in lower case, without accents and without anything but letters. Not for column headers: those
//! words are in `columns/`.

use unicode_normalization::UnicodeNormalization;

use crate::language::Bilingual;
use crate::record::Kind;

/// Groups of words all of which a table's heading has, in one language or the other, and what it then announces.
pub(super) const TABLE_HEADINGS: [(Kind, Bilingual<&[&[&str]]>); 2] = [
    (
        Kind::Objectives,
        Bilingual {
            fr: &[
                &["rapport", "objectifs", "operationnels"],
                &["objectifs", "operationnels"],
                &["rapport", "par", "objectif"],
                &["suivi", "objectifs"],
                &["tableau", "objectifs"],
            ],
            nl: &[
                &["jaarverslag", "operationele", "doelstellingen"],
                &["operationele", "doelstellingen"],
                &["verslag", "per", "doelstelling"],
                &["opvolging", "doelstellingen"],
                &["tabel", "doelstellingen"],
            ],
        },
    ),
    (
        Kind::Indicators,
        Bilingual {
            fr: &[
                &["rapport", "indicateur"],
                &["rapport", "indicateurs"],
                &["par", "indicateur"],
                &["rapport", "kpi"],
                &["suivi", "indicateurs"],
                &["suivi", "kpi"],
                &["tableau", "indicateurs"],
            ],
            nl: &[
                &["jaarverslag", "indicator"],
                &["jaarverslag", "indicatoren"],
                &["per", "indicator"],
                &["verslag", "kpi"],
                &["opvolging", "indicatoren"],
                &["opvolging", "kpi"],
                &["tabel", "indicatoren"],
            ],
        },
    ),
];

/// Words that name what a table reports, in whatever words a heading does so; a Dutch compound begins with one.
const KIND_WORDS: [(Kind, Bilingual<&[&str]>); 2] = [
    (
        Kind::Objectives,
        Bilingual { fr: &["objectif", "objectifs", "oo"], nl: &["doelstelling", "doelstellingen", "od"] },
    ),
    (
        Kind::Indicators,
        Bilingual {
            fr: &["indicateur", "indicateurs", "kpi", "kpis"],
            nl: &["indicator", "indicatoren", "kpi"],
        },
    ),
];

/// Words shorter than this are abbreviations, which make no compounds.
const SHORTEST_OF_COMPOUND: usize = 5;

/// What stands in place of a table that has nothing to report.
pub(super) const NIHIL: Bilingual<&[&str]> = Bilingual { fr: &["nihil", "neant"], nl: &["nihil", "geen"] };

/// Words before a chapter's number.
pub(super) const CHAPTER: Bilingual<&[&str]> =
    Bilingual { fr: &["chapitre", "titre"], nl: &["hoofdstuk", "titel"] };

/// Words before a chapter's number and name; before a number alone they count the report's volumes.
pub(super) const PART: Bilingual<&[&str]> = Bilingual { fr: &["partie"], nl: &["deel"] };

/// The words of a text as headings are compared.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfd()
        .filter(|character| !unicode_normalization::char::is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect();
    folded
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What kind of table a heading announces, if it is a table's heading at all.
pub(super) fn announced_kind(text: &str) -> Option<Kind> {
    let words = plain_words(text);
    let has = |group: &[&str]| group.iter().all(|word| words.iter().any(|other| other == word));
    TABLE_HEADINGS
        .iter()
        .find(|(_, groups)| groups.fr.iter().chain(groups.nl).any(|group| has(group)))
        .map(|(kind, _)| *kind)
}

/// Whether a heading names what tables of a kind report, in whatever words.
pub(super) fn names_kind(text: &str, kind: Kind) -> bool {
    // Full stops within an abbreviation do not part its letters.
    let words = plain_words(&text.replace('.', ""));
    let says = |known: &&str, word: &String| {
        word == known || (known.len() >= SHORTEST_OF_COMPOUND && word.starts_with(*known))
    };
    KIND_WORDS
        .iter()
        .filter(|(other, _)| *other == kind)
        .flat_map(|(_, lists)| lists.fr.iter().chain(lists.nl))
        .any(|known| words.iter().any(|word| says(known, word)))
}

/// The only kind of table that a heading names, in whatever words.
pub(super) fn only_kind(text: &str) -> Option<Kind> {
    match [Kind::Objectives, Kind::Indicators].map(|kind| names_kind(text, kind)) {
        [true, false] => Some(Kind::Objectives),
        [false, true] => Some(Kind::Indicators),
        _ => None,
    }
}

/// Whether a text says that there is nothing to report.
pub(super) fn is_nihil(text: &str) -> bool {
    let words = plain_words(text);
    !words.is_empty()
        && words.iter().all(|word| NIHIL.fr.contains(&word.as_str()) || NIHIL.nl.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(announced_kind(text), kind, "{text}");
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
            assert_eq!(only_kind(text), kind, "{text}");
        }
    }
}
