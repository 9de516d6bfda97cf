//! The words by which headers are known, as data: French and Dutch side by side, each with its weight.
//!
//! A narrow column breaks header words, so texts are compared without blanks, accents and signs. Not for the
//! wording of headings: that is `outline/`.

use super::Role;
use crate::language::Bilingual;
use unicode_normalization::UnicodeNormalization;

/// A word or words run together, and how strongly it speaks for the role.
type Term = (&'static str, f32);

/// How a role's header is worded.
struct Wording {
    role: Role,
    /// Parts of words that speak for the role.
    terms: Bilingual<&'static [Term]>,
    /// For columns of references: what stands beside `Réf.` or `N°`, as whole words.
    codes: Bilingual<&'static [&'static str]>,
}

/// The score of a header that is spelt by reference words and a role's codes alone.
const SPELT: f32 = 8.0;

/// Words for a reference.
const REFERENCE: Bilingual<&[&str]> = Bilingual {
    fr: &["reference", "references", "numero", "ref", "no", "n", "code"],
    nl: &["referentie", "referenties", "nummer", "ref", "nr", "code"],
};

const NONE: Bilingual<&[&str]> = Bilingual { fr: &[], nl: &[] };

const WORDINGS: [Wording; 14] = [
    Wording {
        role: Role::StrategicRef,
        terms: Bilingual { fr: &[], nl: &[] },
        codes: Bilingual {
            fr: &["os", "objectifstrategique", "objstrategique", "strategique"],
            nl: &["sd", "strategischedoelstelling", "strategische", "strategisch"],
        },
    },
    Wording {
        role: Role::StrategicTitle,
        terms: Bilingual {
            fr: &[("objectifstrategique", 3.0), ("strategique", 3.0), ("titre", 1.0), ("intitule", 1.0)],
            nl: &[("strategischedoelstelling", 3.0), ("strategisch", 3.0), ("benaming", 1.0), ("titel", 1.0)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::OperationalRef,
        terms: Bilingual { fr: &[], nl: &[] },
        codes: Bilingual {
            fr: &["oo", "objectifoperationnel", "objoperationnel", "operationnel"],
            nl: &["od", "operationeledoelstelling", "operationele", "operationeel"],
        },
    },
    Wording {
        role: Role::OperationalTitle,
        terms: Bilingual {
            fr: &[("objectifoperationnel", 3.0), ("operationnel", 3.0), ("titre", 1.0), ("intitule", 1.0)],
            nl: &[("operationeledoelstelling", 3.0), ("operatione", 3.0), ("benaming", 1.0), ("titel", 1.0)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::KpiRef,
        terms: Bilingual { fr: &[], nl: &[] },
        codes: Bilingual { fr: &["kpi", "indicateur", "ind"], nl: &["kpi", "indicator", "ind"] },
    },
    Wording {
        role: Role::KpiTitle,
        terms: Bilingual {
            fr: &[
                ("descriptionkpi", 5.0),
                ("descriptiondukpi", 5.0),
                ("indicateur", 3.0),
                ("kpi", 2.0),
                ("titre", 1.0),
            ],
            nl: &[
                ("omschrijvingkpi", 5.0),
                ("beschrijvingkpi", 5.0),
                ("indicator", 3.0),
                ("kpi", 2.0),
                ("benaming", 1.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Budget,
        terms: Bilingual {
            fr: &[("budget", 5.0), ("allocationdebase", 5.0), ("allocation", 2.0), ("credit", 2.0)],
            nl: &[("budget", 5.0), ("basisallocatie", 5.0), ("begroting", 5.0), ("krediet", 2.0)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Red,
        terms: Bilingual {
            fr: &[("seuilrouge", 4.0), ("rouge", 2.0), ("seuil", 0.5)],
            nl: &[("rodedrempel", 4.0), ("rode", 2.0), ("drempel", 0.5)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Green,
        terms: Bilingual {
            fr: &[("seuilvert", 4.0), ("vert", 2.0), ("seuil", 0.5)],
            nl: &[("groenedrempel", 4.0), ("groene", 2.0), ("drempel", 0.5)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Result,
        terms: Bilingual {
            fr: &[
                ("resultatatteint", 3.0),
                ("valeuratteinte", 5.0),
                ("valeur", 2.0),
                ("resultat", 2.0),
                ("atteint", 1.0),
            ],
            nl: &[
                ("bereiktresultaat", 3.0),
                ("behaaldewaarde", 5.0),
                ("waarde", 2.0),
                ("resultaat", 2.0),
                ("behaald", 1.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Weight,
        terms: Bilingual {
            fr: &[("poids", 6.0), ("ponderation", 6.0)],
            nl: &[("gewicht", 6.0), ("weging", 6.0)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Description,
        terms: Bilingual {
            fr: &[
                ("description", 4.0),
                ("descriptionresultat", 4.0),
                ("descriptionduresultat", 4.0),
                ("realisations", 4.0),
            ],
            nl: &[
                ("beschrijving", 4.0),
                ("beschrijvingbereikt", 4.0),
                ("beschrijvingvanhetresultaat", 4.0),
                ("omschrijving", 3.0),
                ("verwezenlijkingen", 4.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Deviation,
        terms: Bilingual {
            fr: &[
                ("deviation", 5.0),
                ("ecart", 5.0),
                ("facteurs", 3.0),
                ("explicati", 4.0),
                ("justification", 5.0),
            ],
            nl: &[
                ("afwijking", 5.0),
                ("verklar", 4.0),
                ("factoren", 3.0),
                ("toelichting", 4.0),
                ("verantwoordingvan", 5.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Actions,
        terms: Bilingual {
            fr: &[
                ("actions", 4.0),
                ("futur", 3.0),
                ("suites", 4.0),
                ("prevues", 2.0),
                ("mesures", 4.0),
                ("perspectives", 4.0),
            ],
            nl: &[
                ("acties", 4.0),
                ("toekomst", 3.0),
                ("vervolg", 4.0),
                ("gepland", 2.0),
                ("maatregelen", 4.0),
                ("vooruitzichten", 4.0),
            ],
        },
        codes: NONE,
    },
];

/// A text as headers are compared: letters and figures only, lower case, without accents.
pub(super) fn squash(text: &str) -> String {
    text.nfd()
        .flat_map(char::to_lowercase)
        .map(|character| if matches!(character, '°' | 'º') { 'o' } else { character })
        .filter(|character| character.is_ascii_alphanumeric())
        .collect()
}

/// How well a squashed header fits a role; 0 where it does not.
pub(super) fn score(role: Role, text: &str) -> f32 {
    let Some(wording) = WORDINGS.iter().find(|wording| wording.role == role) else {
        return 0.0;
    };
    let sum = |terms: &[Term]| -> f32 {
        terms.iter().filter(|(term, _)| text.contains(term)).map(|(_, weight)| weight).sum()
    };
    let spelt = if is_spelt(text, &wording.codes) { SPELT } else { 0.0 };
    sum(wording.terms.fr) + sum(wording.terms.nl) + spelt
}

/// Whether a text is made of reference words and codes alone, with at least one of each.
fn is_spelt(text: &str, codes: &Bilingual<&'static [&'static str]>) -> bool {
    // What each beginning of the text is made of: nothing yet, a reference word, a code, or both.
    let mut reached = vec![[false; 4]; text.len() + 1];
    reached[0][0] = true;
    for start in 0..text.len() {
        for (words, mark) in [(REFERENCE.fr, 1), (REFERENCE.nl, 1), (codes.fr, 2), (codes.nl, 2)] {
            for word in words.iter().filter(|word| text[start..].starts_with(**word)) {
                for seen in 0..4 {
                    let was = reached[start][seen];
                    reached[start + word.len()][seen | mark] |= was;
                }
            }
        }
    }
    reached[text.len()][3]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Role {
        let text = squash(text);
        let score = |role: &Role| score(*role, &text);
        Role::KNOWN.into_iter().max_by(|a, b| score(a).total_cmp(&score(b))).unwrap()
    }

    #[test]
    fn headers_are_known_in_one_language_or_both_and_broken_anywhere() {
        for (text, role) in [
            ("Réf. O.S. Ref. S.D.", Role::StrategicRef),
            ("N° O.O. Nr. O.D.", Role::OperationalRef),
            ("Réf. budgé taire", Role::Budget),
            ("Titre de l'objectif opérationne l", Role::OperationalTitle),
            ("Bereikt resultaat (waarde %)", Role::Result),
            ("Beschrijving bereikte resultaat", Role::Description),
            ("Description KPI Omschrijving KPI", Role::KpiTitle),
            ("Poids KPI dans résultat O.O. (%)", Role::Weight),
            ("Verklarende factoren afwijking (+ of - tegenover groene drempel)", Role::Deviation),
        ] {
            assert_eq!(best(text), role, "{text}");
        }
    }
}
