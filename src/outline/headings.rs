//! Headings: a block of free lines as a number and a bilingual name.
//!
//! Not for what level a heading has: that depends on the headings around it and is decided in the parent module.

use super::terms;
use crate::language::{Bilingual, Identifier};
use crate::record::Texts;

/// How a heading is numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Roman numerals, or any number after a word for chapter.
    Chapter(String),
    /// One capital letter.
    Letter(String),
    /// Figures, separated by full stops; the numbers of parts is the level.
    Decimal(String),
}

impl Numbering {
    /// The number as it is printed, without its last full stop.
    pub(super) fn printed(&self) -> &str {
        match self {
            Self::Chapter(number) | Self::Letter(number) | Self::Decimal(number) => number,
        }
    }

    /// Whether another number is of the same kind, with as many parts.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.level() == other.level()
    }

    /// How many parts the number has.
    pub(super) fn level(&self) -> usize {
        self.printed().split('.').count()
    }
}

/// What may part a heading's French name from its Dutch one.
const SEPARATORS: [&str; 6] = [" - ", " – ", " — ", " / ", " | ", " • "];

/// How French or Dutch both sides must sound before they count as one language's name with a dash in it.
const ONE_LANGUAGE: f32 = 0.9;

/// So many headings, and this share of those that are split beyond doubt, make a separator the report's habit.
const LEAST_HABIT: usize = 2;
const HABIT_SHARE: f32 = 0.75;

/// A heading's number, if it has one, and the rest of its text.
pub(super) fn number(text: &str) -> (Option<Numbering>, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let is_part = is_one_of(first, &terms::PART);
    if is_part || is_one_of(first, &terms::CHAPTER) {
        let (number, name) = rest.trim_start().split_once([' ', ':']).unwrap_or((rest.trim_start(), ""));
        let (number, name) = (trim_number(number), trim_name(name));
        let counts = is_roman(number) || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        if !is_part || (counts && !name.is_empty()) {
            return (Some(Numbering::Chapter(number.to_owned())), name);
        }
    }
    let printed = trim_number(first);
    if is_roman(printed) && (printed.len() < first.len() || begins_with_dash(rest) || is_in_capitals(rest)) {
        return (Some(Numbering::Chapter(printed.to_owned())), trim_name(rest));
    }
    let is_letter = printed.len() == 1 && printed.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_letter && (printed.len() < first.len() || begins_with_dash(rest)) && !rest.is_empty() {
        return (Some(Numbering::Letter(printed.to_owned())), trim_name(rest));
    }
    let figures = printed
        .split('.')
        .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    if figures && !rest.is_empty() {
        return (Some(Numbering::Decimal(printed.to_owned())), trim_name(rest));
    }
    (None, text)
}

fn is_one_of(word: &str, lists: &Bilingual<&[&str]>) -> bool {
    let words = terms::plain_words(word);
    let known = |word: &String| lists.fr.contains(&word.as_str()) || lists.nl.contains(&word.as_str());
    words.len() == 1 && words.iter().all(known)
}

fn trim_number(text: &str) -> &str {
    text.trim_end_matches(['.', ')', ':', '-', '–'])
}

fn trim_name(text: &str) -> &str {
    text.trim_start_matches(['-', '–', '—', ':', '.', ' ']).trim()
}

fn begins_with_dash(text: &str) -> bool {
    text.trim_start().starts_with(['-', '–', '—', ':'])
}

/// Whether a text is more than one word, in capitals.
fn is_in_capitals(text: &str) -> bool {
    text.trim().contains(' ')
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_alphabetic)
}

/// Whether a text is a Roman numeral below forty, in capitals.
fn is_roman(text: &str) -> bool {
    let mut rest = text.trim_start_matches('X');
    if text.len() - rest.len() > 3 || text.is_empty() {
        return false;
    }
    rest = match rest {
        "IX" | "IV" => "",
        _ => rest.strip_prefix('V').unwrap_or(rest),
    };
    rest.len() <= 3 && rest.bytes().all(|byte| byte == b'I')
}

/// What parts the two languages' names throughout a report: the separator at which most of its numbered headings are
/// split beyond doubt; `None` where too few are, or others are split elsewhere.
pub(super) fn separator<'a>(
    texts: impl Iterator<Item = &'a str>,
    languages: &Identifier,
) -> Option<&'static str> {
    let mut counts = [0_usize; SEPARATORS.len()];
    for text in texts {
        let (Some(_), name) = number(text) else { continue };
        let Some((at, left, right)) = best_split(name, languages) else { continue };
        if languages.lean(left) > ONE_LANGUAGE && languages.lean(right) < -ONE_LANGUAGE {
            counts[at] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let (count, separator) = counts.into_iter().zip(SEPARATORS).max_by_key(|(count, _)| *count)?;
    (count >= LEAST_HABIT && count as f32 >= HABIT_SHARE * all as f32).then_some(separator)
}

/// The name of a heading in both languages. Where the heading's number is printed again the Dutch name begins; the
/// report's own `separator` parts names that sound like no language.
pub(super) fn names(
    number: Option<&Numbering>,
    name: &str,
    separator: Option<&str>,
    languages: &Identifier,
) -> Texts {
    let both = |left: &str, right: &str| Texts::new(Some(left.to_owned()), Some(right.to_owned()));
    let cuts = SEPARATORS.iter().flat_map(|mark| {
        name.match_indices(mark)
            .filter_map(|(at, mark)| Some((name.get(..at)?, name.get(at + mark.len()..)?)))
    });
    for (left, right) in cuts {
        let (again, right) = self::number(right);
        if again.is_some() && again.as_ref() == number && !left.trim().is_empty() {
            return both(left.trim(), right);
        }
    }
    if let Some((left, right)) = separator.and_then(|separator| name.split_once(separator)) {
        let once = separator.is_some_and(|separator| !right.contains(separator));
        if once && !left.is_empty() && !right.is_empty() && languages.lean(left) > languages.lean(right) {
            return both(left.trim(), right.trim());
        }
    }
    split_name(name, languages)
}

/// Where a name is best split between the languages: the place of the separator among them, and both sides.
fn best_split<'a>(text: &'a str, languages: &Identifier) -> Option<(usize, &'a str, &'a str)> {
    let mut best: Option<(f32, (usize, &str, &str))> = None;
    for (place, separator) in SEPARATORS.iter().enumerate() {
        for (at, _) in text.match_indices(separator) {
            let (left, right) = (text[..at].trim(), text[at + separator.len()..].trim());
            if left.is_empty() || right.is_empty() {
                continue;
            }
            let (french, dutch) = (languages.lean(left), languages.lean(right));
            if french.min(dutch) > ONE_LANGUAGE || french.max(dutch) < -ONE_LANGUAGE {
                continue;
            }
            // Names of one thing are about as long in both languages.
            let (a, b) = (left.chars().count() as f32, right.chars().count() as f32);
            let score = french - dutch - (a - b).abs() / (a + b);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, (place, left, right)));
            }
        }
    }
    best.map(|(_, split)| split)
}

/// A name in both languages, split at the dash that parts the French from the Dutch. A name without such a dash goes
/// to the French side, or to the Dutch one where it clearly is Dutch.
pub(super) fn split_name(text: &str, languages: &Identifier) -> Texts {
    let text = text.trim();
    match best_split(text, languages) {
        Some((_, left, right)) => {
            // The number may be printed again before the Dutch name.
            let right =
                if number(right).0.is_some() && number(left).0.is_none() { number(right).1 } else { right };
            Texts::new(Some(left.to_owned()), Some(right.to_owned()))
        }
        None if text.is_empty() => Texts::default(),
        None if languages.lean(text) < -ONE_LANGUAGE => Texts::new(None, Some(text.to_owned())),
        None => Texts::new(Some(text.to_owned()), None),
    }
}

/// Whether one text is French and the one below it the same in Dutch: `sure` asks that both leave no doubt.
pub(super) fn is_pair(french: &str, dutch: &str, sure: bool, languages: &Identifier) -> bool {
    let (a, b) = (languages.lean(french), languages.lean(dutch));
    let one = |text: &str| !SEPARATORS.iter().any(|separator| text.contains(separator));
    if sure { a > ONE_LANGUAGE && b < -ONE_LANGUAGE && one(french) && one(dutch) } else { a > b }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Option<String>, Option<String>) {
        let name = split_name(text, &Identifier::default());
        (name.fr, name.nl)
    }

    #[test]
    fn numbers_are_told_from_names() {
        assert_eq!(number("IV. Lacs"), (Some(Numbering::Chapter("IV".into())), "Lacs"));
        assert_eq!(number("II – Ponts"), (Some(Numbering::Chapter("II".into())), "Ponts"));
        assert_eq!(number("Chapitre 2 : Ponts"), (Some(Numbering::Chapter("2".into())), "Ponts"));
        assert_eq!(number("1.2 Rapport"), (Some(Numbering::Decimal("1.2".into())), "Rapport"));
        assert_eq!(number("B. Ponts"), (Some(Numbering::Letter("B".into())), "Ponts"));
        assert_eq!(number("S.A. Port du Lac").0, None);
        assert_eq!(number("A bridge").0, None);
        assert_eq!(number("3. Office"), (Some(Numbering::Decimal("3".into())), "Office"));
        assert_eq!(number("I love bridges").0, None);
        assert_eq!(
            number("II OFFICE DES PONTS"),
            (Some(Numbering::Chapter("II".into())), "OFFICE DES PONTS")
        );
        assert_eq!(number("V BAC").0, None);
        assert_eq!(number("Office des Ponts").0, None);
        assert_eq!(number("PARTIE I – Lacs"), (Some(Numbering::Chapter("I".into())), "Lacs"));
        assert_eq!(number("Deel 2: Meren"), (Some(Numbering::Chapter("2".into())), "Meren"));
        assert_eq!(number("Partie 2").0, None);
        assert_eq!(number("Partie nord du lac").0, None);
    }

    #[test]
    fn names_are_split_at_the_dash_between_the_languages() {
        let pair = |fr: &str, nl: &str| (Some(fr.to_owned()), Some(nl.to_owned()));
        assert_eq!(split("Office des Ponts - Bruggendienst"), pair("Office des Ponts", "Bruggendienst"));
        assert_eq!(
            split("Lac – Institut pour la pêche – Meer – Instituut voor de visserij"),
            pair("Lac – Institut pour la pêche", "Meer – Instituut voor de visserij")
        );
        assert_eq!(split("lac.example"), (Some("lac.example".to_owned()), None));
        assert_eq!(split("Agence du lac - Institut pour la pêche").1, None);
    }
    #[test]
    fn the_number_printed_again_begins_the_dutch_name() {
        let whole = "PARTIE I – Lac – Mer | DEEL I – Meer – Zee";
        let (number, name) = number(whole);
        let names = super::names(number.as_ref(), name, None, &Identifier::default());
        assert_eq!(names, Texts::new(Some("Lac – Mer".to_owned()), Some("Meer – Zee".to_owned())));
    }

    #[test]
    fn a_reports_own_separator_parts_names_that_both_sound_alike() {
        let languages = Identifier::default();
        let sure =
            ["1 – Office des Ponts / Dienst van de Bruggen", "2 – Police du Lac / Politie van het Meer"];
        let own = separator(sure.into_iter(), &languages);
        assert_eq!(own, Some(" / "));
        assert_eq!(separator(sure.into_iter().take(1), &languages), None);
        let mixed = [sure[0], sure[1], "3 – Port du Lac - Haven van het Meer"];
        assert_eq!(separator(mixed.into_iter(), &languages), None);
        let alike = "Archives de la Région du Lac / Archives de la Mer";
        assert_eq!(split_name(alike, &languages).nl, None);
        assert_eq!(names(None, alike, own, &languages).nl.as_deref(), Some("Archives de la Mer"));
        // In French alone there is nothing to part.
        let french = "Port du Lac / Archives de la Région du Lac";
        assert_eq!(names(None, french, own, &languages).nl, None);
    }
}
