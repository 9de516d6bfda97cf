//! How well the words of a header fit a role.
//!
//! The words themselves are `wording/`'s. A narrow column breaks them, so that codes are looked for in the header's letters
//! alone. Not for what stands below a header: that is `contents`.

use super::Role;
use crate::language::{Language, lean};
use crate::misreading::Form;
use crate::wording::{Folded, Phrase, Placeholder, Weighted, Wording, Words};

/// The score of a header that is spelt by reference words and a role's codes alone.
const SPELT: f32 = 8.0;

/// The score of a header that is spelt by title words and a role's codes alone.
const TITLED: f32 = 4.0;

/// The score of a header that is an abbreviated code alone, in one language or both, such as `OS / SD`.
const ABBREVIATED: f32 = 3.0;

/// The most letters of such a header: an abbreviation of three letters in each language.
const ABBREVIATION: usize = 6;

/// How well a header fits a role; 0 where it does not.
pub(super) fn score(role: Role, header: &Folded, wording: &Wording) -> f32 {
    let weight =
        |words: &Weighted| words.weight * words.all().filter(|word| word.is_in(header)).count() as f32;
    let said: f32 = wording.column.get(&role).into_iter().flatten().map(weight).sum();
    let is_title = role.is_title();
    let words = if is_title { &wording.spelling.title } else { &wording.spelling.reference };
    let codes = wording.spelling.codes.get(&role);
    said + match spelling(header.letters(), words, codes, wording) {
        Some(Spelling::WordAndCode) if is_title => TITLED,
        Some(Spelling::WordAndCode) => SPELT,
        Some(Spelling::Code) if header.letters().len() <= ABBREVIATION && !is_title => ABBREVIATED,
        _ => 0.0,
    }
}

/// How much more of a header must be in one language than in the other: half a telling word.
const ONE_LANGUAGE: f32 = 0.5;

/// The language of a header, by its words for a role and by how they are spelt; `None` where both are in it, or neither.
/// A header may end with its language's code, as in `Description FR`.
pub(super) fn language(role: Role, header: &str, wording: &Wording) -> Option<Language> {
    let last = header.split(|character: char| !character.is_alphanumeric()).rfind(|word| !word.is_empty());
    if let Some(Placeholder::Word(language)) = last.and_then(|last| wording.placeholder.find(last)) {
        return Some(language);
    }
    let folded = Folded::new(header);
    let count = |words: &[Phrase]| words.iter().filter(|word| word.is_in(&folded)).count() as f32;
    let weight = |language: Language| -> f32 {
        let words = wording.column.get(&role).into_iter().flatten();
        let codes = wording.spelling.codes.get(&role).map_or(0.0, |codes| count(codes.side(language)));
        words.map(|words| words.weight * count(words.side(language))).sum::<f32>() + codes
    };
    let french = weight(Language::Fr) - weight(Language::Nl) + lean(header);
    let language = if french > 0.0 { Language::Fr } else { Language::Nl };
    (french.abs() > ONE_LANGUAGE).then_some(language)
}

/// Whether a header has none but vague words for a role.
pub(super) fn is_vague(role: Role, header: &Folded, wording: &Wording) -> bool {
    let mut said = wording.column.get(&role).into_iter().flatten();
    !said.any(|words| !words.vague && words.all().any(|word| word.is_in(header)))
}

/// The most letters of an abbreviated word for a reference: a header that may be misread is compared with these, which
/// are the ones that are mostly printed.
const SHORT_REFERENCE: usize = 3;

/// The least letters of a header that can be known though some are misread, and the most: the longest is `refkpinrkpi`.
const LEAST_MISREAD: usize = 6;
const MOST_MISREAD: usize = 24;

/// How much rarer than a column of references it is that a column has another header that no word is known of, in nats:
/// more than three letters cost to be misread; and how much nearer than others its role must be: by one letter.
const NO_REFERENCE: f32 = 17.0;
const MISREAD_MARGIN: f32 = 5.0;

/// The role of a column of references, in both languages, whose header was misread from a picture: `neosnrsd` for
/// `N° O.S. Nr. S.D.`; `None` where it is like none, or like two.
pub(super) fn misread_reference(text: &str, wording: &Wording) -> Option<Role> {
    if !(LEAST_MISREAD..=MOST_MISREAD).contains(&text.len()) {
        return None;
    }
    // The codes of the titles are the abbreviated ones.
    let roles = [
        (Role::StrategicRef, Role::StrategicTitle),
        (Role::OperationalRef, Role::OperationalTitle),
        (Role::KpiRef, Role::KpiTitle),
    ];
    let abbreviated = |language: Language| {
        let words = wording.spelling.reference.side(language).iter();
        words.filter(|word| word.letters().len() <= SHORT_REFERENCE)
    };
    let nats = |codes: &Words| -> f32 {
        let side = |language: Language| {
            let words = abbreviated(language).map(|word| Form::Word(word.letters().to_owned()));
            let codes = codes.side(language).iter().map(|code| Form::Word(code.letters().to_owned()));
            Form::Row(vec![Form::Either(words.collect()), Form::Either(codes.collect())])
        };
        let both = Form::Row(vec![side(Language::Fr), side(Language::Nl)]);
        both.read(text, f32::INFINITY).map_or(f32::INFINITY, |read| read.nats)
    };
    let codes = |role: Role| wording.spelling.codes.get(&role);
    let mut near: Vec<(f32, Role)> =
        roles.into_iter().filter_map(|(role, title)| Some((nats(codes(title)?), role))).collect();
    near.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let [(best, role), (next, _), ..] = near[..] else { return None };
    (best < NO_REFERENCE && next - best >= MISREAD_MARGIN).then_some(role)
}

/// Whether a header says that its column holds references, and not of what.
pub(super) fn is_bare_reference(text: &str, wording: &Wording) -> bool {
    spelling(text, &wording.spelling.reference, None, wording) == Some(Spelling::Word)
}

/// What a header is made of that has nothing but such words and codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Word,
    Code,
    WordAndCode,
}

/// What a text is made of; `None` where it is empty or has anything but such words and codes.
fn spelling(text: &str, words: &Words, codes: Option<&Words>, wording: &Wording) -> Option<Spelling> {
    // What each beginning of the text is made of: nothing yet, words, codes, or both.
    let mut reached = vec![[false; 4]; text.len() + 1];
    reached[0][0] = true;
    for start in 0..text.len() {
        // Most texts are spelt by no such words and end the search where they begin.
        if reached[start] == [false; 4] {
            continue;
        }
        let lists = [(Some(words), 1), (codes, 2), (Some(&wording.spelling.between), 0)];
        for (word, mark) in lists.into_iter().flat_map(|(list, mark)| {
            list.into_iter().flat_map(Words::all).map(move |phrase| (phrase.letters(), mark))
        }) {
            if text.get(start..).is_some_and(|rest| rest.starts_with(word)) {
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
    use crate::wording::letters;

    fn best(text: &str) -> Role {
        let text = Folded::new(text);
        let score = |role: &Role| score(*role, &text, Wording::known());
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
            ("Statut Status", Role::Status),
            ("Appréciation / Beoordeling", Role::Status),
        ] {
            assert_eq!(best(text), role, "{text}");
        }
    }

    #[test]
    fn the_language_of_a_header_is_that_of_its_words() {
        for (role, text, known) in [
            (Role::OperationalTitle, "Titre de l'objectif opérationnel", Some(Language::Fr)),
            (Role::OperationalTitle, "Benaming van de operationele doelstelling", Some(Language::Nl)),
            (Role::Actions, "Actions futures", Some(Language::Fr)),
            (Role::Actions, "Toekomstige acties", Some(Language::Nl)),
            (Role::OperationalRef, "Réf. O.O.", Some(Language::Fr)),
            (Role::OperationalRef, "Ref. O.D.", Some(Language::Nl)),
            (Role::Description, "Description (NL)", Some(Language::Nl)),
            (Role::Result, "Score", None),
        ] {
            assert_eq!(language(role, text, Wording::known()), known, "{text}");
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
            assert_eq!(misread_reference(&letters(text), Wording::known()), role, "{text}");
        }
    }

    #[test]
    fn columns_that_no_role_knows_fit_none() {
        for header in [
            "Période / Periode",
            "Taux de couverture",
            "Service responsable",
            "Verantwoordelijke dienst",
            "Projets découverts",
            "Vaarperiodes",
        ] {
            let text = Folded::new(header);
            let score = |role| score(role, &text, Wording::known());
            assert!(Role::KNOWN.into_iter().all(|role| score(role) == 0.0), "{header}");
        }
    }
}
