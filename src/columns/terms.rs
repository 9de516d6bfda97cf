//! The words by which headers are known, as data: French and Dutch side by side, each with its weight.
//!
//! A narrow column breaks header words, so texts are compared without blanks, accents and signs. Not for the
//! wording of headings: that is `outline/`.

use super::Role;
use crate::language::Bilingual;
use crate::scan::looks_like;
use unicode_normalization::UnicodeNormalization;

/// A word or words run together, and how strongly it speaks for the role.
type Term = (&'static str, f32);

/// How a role's header is worded.
struct Wording {
    role: Role,
    /// Parts of words that speak for the role.
    terms: Bilingual<&'static [Term]>,
    /// What stands beside `Réf.` or `N°` in a column of references, and beside `Titre` in one of titles, as whole words.
    codes: Bilingual<&'static [&'static str]>,
}

/// The score of a header that is spelt by reference words and a role's codes alone.
const SPELT: f32 = 8.0;

/// The score of a header that is spelt by title words and a role's codes alone.
const TITLED: f32 = 4.0;

/// The score of a header that is an abbreviated code alone, in one language or both, such as `OS / SD`.
const ABBREVIATED: f32 = 3.0;

/// The most letters of such a header: an abbreviation of three letters in each language.
const ABBREVIATION: usize = 6;

/// Words for a reference.
const REFERENCE: Bilingual<&[&str]> = Bilingual {
    fr: &["reference", "references", "numero", "num", "ref", "no", "n", "code"],
    nl: &["referentie", "referenties", "nummer", "num", "ref", "nr", "code"],
};

/// Words for a title.
const TITLE: Bilingual<&[&str]> = Bilingual {
    fr: &["titre", "intitule", "libelle", "denomination", "nom", "enonce"],
    nl: &["titel", "benaming", "omschrijving", "naam", "formulering"],
};

/// The codes by which the objectives and the indicators go.
const STRATEGIC: Bilingual<&[&str]> = Bilingual { fr: &["os"], nl: &["sd"] };
const OPERATIONAL: Bilingual<&[&str]> = Bilingual { fr: &["oo"], nl: &["od"] };
const INDICATOR: Bilingual<&[&str]> = Bilingual { fr: &["kpi", "indicateur"], nl: &["kpi", "indicator"] };

/// Words that may stand between those of a reference, as in `N° de KPI`.
const BETWEEN: Bilingual<&[&str]> = Bilingual { fr: &["de", "du", "des", "l"], nl: &["van", "de", "het"] };

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
            fr: &[
                ("objectifstrategique", 3.0),
                ("strategique", 3.0),
                ("titre", 1.0),
                ("intitule", 1.0),
                ("libelle", 1.0),
            ],
            nl: &[
                ("strategischedoelstelling", 3.0),
                ("strategisch", 3.0),
                ("benaming", 1.0),
                ("titel", 1.0),
                ("omschrijving", 1.0),
            ],
        },
        codes: STRATEGIC,
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
            fr: &[
                ("objectifoperationnel", 3.0),
                ("operationnel", 3.0),
                ("objectif", 2.0),
                ("titre", 1.0),
                ("intitule", 1.0),
                ("libelle", 1.0),
            ],
            nl: &[
                ("operationeledoelstelling", 3.0),
                ("operatione", 3.0),
                ("doelstelling", 2.0),
                ("benaming", 1.0),
                ("titel", 1.0),
                ("omschrijving", 1.0),
            ],
        },
        codes: OPERATIONAL,
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
                ("intitule", 1.0),
                ("libelle", 1.0),
            ],
            nl: &[
                ("omschrijvingkpi", 5.0),
                ("beschrijvingkpi", 5.0),
                ("indicator", 3.0),
                ("kpi", 2.0),
                ("benaming", 1.0),
            ],
        },
        codes: INDICATOR,
    },
    Wording {
        role: Role::Budget,
        terms: Bilingual {
            fr: &[
                ("budget", 5.0),
                ("allocationdebase", 5.0),
                ("allocation", 2.0),
                ("credit", 3.0),
                ("imputation", 4.0),
            ],
            nl: &[
                ("budget", 5.0),
                ("basisallocatie", 5.0),
                ("begroting", 5.0),
                ("krediet", 3.0),
                ("aanrekening", 4.0),
            ],
        },
        codes: Bilingual { fr: &["ab"], nl: &["ba"] },
    },
    Wording {
        role: Role::Red,
        terms: Bilingual {
            fr: &[
                ("seuilbas", 4.0),
                ("inferieur", 3.0),
                ("echec", 3.0),
                ("valeurmin", 3.0),
                ("seuilrouge", 4.0),
                ("rouge", 2.0),
                ("critique", 3.0),
                ("minim", 3.0),
                ("alerte", 3.0),
                ("plancher", 3.0),
                ("seuil", 0.5),
            ],
            nl: &[
                ("lagedrempel", 4.0),
                ("laagste", 3.0),
                ("mislukking", 3.0),
                ("rodedrempel", 4.0),
                ("rode", 2.0),
                ("periode", -2.0),
                ("kritiek", 3.0),
                ("minim", 3.0),
                ("alarm", 3.0),
                ("ondergrens", 3.0),
                ("drempel", 0.5),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Green,
        terms: Bilingual {
            fr: &[
                ("seuilhaut", 4.0),
                ("superieur", 3.0),
                ("reussite", 3.0),
                ("valeurmax", 3.0),
                ("maxim", 3.0),
                ("seuilvert", 4.0),
                ("vert", 2.0),
                ("ouvert", -2.0),
                ("avert", -2.0),
                ("cible", 4.0),
                ("aatteindre", 4.0),
                ("vise", 3.0),
                ("attendu", 4.0),
                ("seuil", 0.5),
            ],
            nl: &[
                ("hogedrempel", 4.0),
                ("hoogste", 3.0),
                ("bovengrens", 3.0),
                ("slaag", 3.0),
                ("maxim", 3.0),
                ("groenedrempel", 4.0),
                ("groene", 2.0),
                ("streef", 4.0),
                ("doelwaarde", 4.0),
                ("tebereiken", 4.0),
                ("beoogd", 3.0),
                ("verwacht", 4.0),
                ("drempel", 0.5),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Result,
        terms: Bilingual {
            fr: &[
                ("score", 3.0),
                ("resultatatteint", 3.0),
                ("valeuratteinte", 5.0),
                ("valeur", 2.0),
                ("resultat", 2.0),
                ("atteint", 1.0),
                ("obtenu", 3.0),
                ("mesuree", 3.0),
                ("realise", 3.0),
                ("realisation", 3.0),
            ],
            nl: &[
                ("score", 3.0),
                ("bereikt", 1.0),
                ("bereiktresultaat", 3.0),
                ("behaaldewaarde", 5.0),
                ("waarde", 2.0),
                ("resultaat", 2.0),
                ("behaald", 1.0),
                ("bekomen", 3.0),
                ("gemeten", 3.0),
                ("gerealiseerd", 3.0),
                ("realisatie", 3.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Weight,
        terms: Bilingual {
            fr: &[
                ("importance", 3.0),
                ("partdans", 4.0),
                ("poids", 6.0),
                ("ponderation", 6.0),
                ("coefficient", 3.0),
            ],
            nl: &[("belang", 3.0), ("aandeel", 4.0), ("gewicht", 6.0), ("weging", 6.0), ("coefficient", 3.0)],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Description,
        terms: Bilingual {
            fr: &[
                ("resultat", 2.0),
                ("menees", 5.0),
                ("effectuees", 5.0),
                ("observations", 3.0),
                ("bilan", 3.0),
                ("description", 4.0),
                ("descriptionresultat", 4.0),
                ("descriptionduresultat", 4.0),
                ("realisations", 5.0),
                ("commentaire", 4.0),
                ("avancement", 5.0),
            ],
            nl: &[
                ("resultat", 2.0),
                ("ondernomen", 5.0),
                ("uitgevoerd", 5.0),
                ("bevindingen", 3.0),
                ("beschrijving", 4.0),
                ("beschrijvingbereikt", 4.0),
                ("beschrijvingvanhetresultaat", 4.0),
                ("omschrijving", 3.0),
                ("verwezenlijkingen", 4.0),
                ("realisaties", 5.0),
                ("commentaar", 4.0),
                ("standvanzaken", 5.0),
                ("voortgang", 5.0),
                ("toelichting", 3.0),
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
                ("motif", 4.0),
                ("raison", 4.0),
                ("cause", 4.0),
            ],
            nl: &[
                ("uitleg", 3.0),
                ("afwijking", 5.0),
                ("verklar", 4.0),
                ("factoren", 3.0),
                ("toelichting", 2.0),
                ("verantwoording", 5.0),
                ("reden", 4.0),
                ("oorzaak", 4.0),
                ("oorzaken", 4.0),
                ("motivering", 4.0),
            ],
        },
        codes: NONE,
    },
    Wording {
        role: Role::Actions,
        terms: Bilingual {
            fr: &[
                ("afaire", 4.0),
                ("adonner", 3.0),
                ("plandaction", 4.0),
                ("actions", 4.0),
                ("futur", 3.0),
                ("suites", 4.0),
                ("prevues", 2.0),
                ("mesures", 4.0),
                ("perspectives", 4.0),
                ("etapes", 4.0),
            ],
            nl: &[
                ("tedoen", 4.0),
                ("gevolg", 4.0),
                ("actieplan", 4.0),
                ("acties", 4.0),
                ("toekomst", 3.0),
                ("vervolg", 4.0),
                ("gepland", 2.0),
                ("maatregelen", 4.0),
                ("vooruitzichten", 4.0),
                ("stappen", 4.0),
                ("bijsturing", 4.0),
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
    let is_title = matches!(role, Role::StrategicTitle | Role::OperationalTitle | Role::KpiTitle);
    let spelt = match spelling(text, if is_title { &TITLE } else { &REFERENCE }, &wording.codes) {
        Some(Spelling::WordAndCode) if is_title => TITLED,
        Some(Spelling::WordAndCode) => SPELT,
        Some(Spelling::Code) if text.len() <= ABBREVIATION && !is_title => ABBREVIATED,
        _ => 0.0,
    };
    sum(wording.terms.fr) + sum(wording.terms.nl) + spelt
}

/// How such headers are mostly abbreviated in print, in both languages; what a misread one is compared with.
const ABBREVIATED_REFERENCE: Bilingual<&[&str]> =
    Bilingual { fr: &["ref", "no", "n"], nl: &["ref", "nr", "n"] };

/// How many letters of a header may be misread, and how many more others must be than those of its role.
const MISREAD: usize = 3;
const MISREAD_MARGIN: usize = 1;

/// The least letters of a header that can be known though some are misread.
const LEAST_MISREAD: usize = 6;

/// The role of a column of references, in both languages, whose squashed header was misread from a picture: `neosnrsd` for
/// `N° O.S. Nr. S.D.`; `None` where it is like none, or like two.
pub(super) fn misread_reference(text: &str) -> Option<Role> {
    if text.len() < LEAST_MISREAD {
        return None;
    }
    let text = folded(text);
    let roles =
        [(Role::StrategicRef, &STRATEGIC), (Role::OperationalRef, &OPERATIONAL), (Role::KpiRef, &INDICATOR)];
    let distance = |codes: &Bilingual<&[&str]>| -> usize {
        let sides = |words: &[&str], codes: &[&str]| -> Vec<String> {
            words.iter().flat_map(|word| codes.iter().map(move |code| format!("{word}{code}"))).collect()
        };
        let french = sides(ABBREVIATED_REFERENCE.fr, codes.fr);
        let dutch = sides(ABBREVIATED_REFERENCE.nl, codes.nl);
        let printed =
            french.iter().flat_map(|french| dutch.iter().map(move |dutch| format!("{french}{dutch}")));
        printed.map(|printed| strsim::levenshtein(&text, &folded(&printed))).min().unwrap_or(usize::MAX)
    };
    let mut near: Vec<(usize, Role)> =
        roles.into_iter().map(|(role, codes)| (distance(codes), role)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    let [(best, role), (next, _), ..] = near[..] else { return None };
    (best <= MISREAD && best + MISREAD_MARGIN <= next).then_some(role)
}

/// A squashed text in which letters and figures that look alike are the same; a small `q` is a capital one here.
fn folded(text: &str) -> String {
    text.chars().map(|character| looks_like(if character == 'q' { 'Q' } else { character })).collect()
}

/// Whether a squashed header says that its column holds references, and not of what.
pub(super) fn is_bare_reference(text: &str) -> bool {
    spelling(text, &REFERENCE, &NONE) == Some(Spelling::Word)
}

/// What a header is made of that has nothing but such words and codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Word,
    Code,
    WordAndCode,
}

/// What a text is made of; `None` where it is empty or has anything but such words and codes.
fn spelling(
    text: &str,
    words: &Bilingual<&'static [&'static str]>,
    codes: &Bilingual<&'static [&'static str]>,
) -> Option<Spelling> {
    // What each beginning of the text is made of: nothing yet, words, codes, or both.
    let mut reached = vec![[false; 4]; text.len() + 1];
    reached[0][0] = true;
    for start in 0..text.len() {
        // Most texts are spelt by no such words and end the search where they begin.
        if reached[start] == [false; 4] {
            continue;
        }
        let between = [(BETWEEN.fr, 0), (BETWEEN.nl, 0)];
        for (words, mark) in
            [(words.fr, 1), (words.nl, 1), (codes.fr, 2), (codes.nl, 2)].into_iter().chain(between)
        {
            for word in words.iter().filter(|word| text[start..].starts_with(**word)) {
                for seen in 0..4 {
                    let was = reached[start][seen];
                    reached[start + word.len()][seen | mark] |= was;
                }
            }
        }
    }
    let [_, word, code, both] = reached[text.len()];
    let found = [(both, Spelling::WordAndCode), (code, Spelling::Code), (word, Spelling::Word)];
    found.into_iter().find_map(|(is_so, spelling)| is_so.then_some(spelling))
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
            ("OS / SD", Role::StrategicRef),
            ("Objectif stratégique (OS) Strategische doelstelling (SD)", Role::StrategicTitle),
            ("Objectif", Role::OperationalTitle),
            ("Seuil critique", Role::Red),
            ("Valeur cible / Streefwaarde", Role::Green),
            ("Objectif à atteindre", Role::Green),
            ("Réalisé", Role::Result),
            ("Valeur obtenue", Role::Result),
            ("Réalisations 2021", Role::Description),
            ("Stand van zaken", Role::Description),
            ("Toelichting", Role::Description),
            ("Toelichting afwijking", Role::Deviation),
            ("Explication de l'écart par rapport à la valeur cible", Role::Deviation),
            ("Volgende stappen", Role::Actions),
            ("Mesures prévues", Role::Actions),
            ("Imputation / Aanrekening", Role::Budget),
            ("Coefficient de pondération", Role::Weight),
        ] {
            assert_eq!(best(text), role, "{text}");
        }
    }

    #[test]
    fn a_misread_header_of_references_is_known_by_what_is_left_of_it() {
        for (text, role) in [
            ("Ne OS. Nr. S.D.", Some(Role::StrategicRef)),
            ("ye O.S. Nr. S.D.", Some(Role::StrategicRef)),
            ("Ne 0-0. Nr. O.D.", Some(Role::OperationalRef)),
            ("n° ©-0. Nr. OLD.", Some(Role::OperationalRef)),
            ("Ref. KP1 Ref. KPl", Some(Role::KpiRef)),
            ("Responsable", None),
            ("Année", None),
            ("Service Dienst", None),
        ] {
            assert_eq!(misread_reference(&squash(text)), role, "{text}");
        }
    }

    #[test]
    fn columns_that_no_role_knows_fit_none() {
        let text = |text: &str| squash(text);
        for header in
            ["Période / Periode", "Taux de couverture", "Service responsable", "Verantwoordelijke dienst"]
        {
            let most = Role::KNOWN.into_iter().map(|role| score(role, &text(header))).fold(0.0, f32::max);
            assert!(most < 2.0, "{header}");
        }
    }
}
