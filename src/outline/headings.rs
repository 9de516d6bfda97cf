//! Headings: a block of free lines as a number and a bilingual name.
//!
//! Not for what level a heading has: that depends on the headings around it and is decided in the parent module.

use super::terms;
use crate::language::Identifier;
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

    /// How many parts the number has.
    pub(super) fn level(&self) -> usize {
        self.printed().split('.').count()
    }
}

/// What may part a heading's French name from its Dutch one.
const SEPARATORS: [&str; 6] = [" - ", " – ", " — ", " / ", " | ", " • "];

/// How French or Dutch both sides must sound before they count as one language's name with a dash in it.
const ONE_LANGUAGE: f32 = 0.9;

/// A heading's number, if it has one, and the rest of its text.
pub(super) fn number(text: &str) -> (Option<Numbering>, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if is_chapter_word(first) {
        let (number, name) = rest.trim_start().split_once([' ', ':']).unwrap_or((rest.trim_start(), ""));
        return (Some(Numbering::Chapter(trim_number(number).to_owned())), trim_name(name));
    }
    let printed = trim_number(first);
    if is_roman(printed) && (printed.len() < first.len() || begins_with_dash(rest)) {
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

fn is_chapter_word(word: &str) -> bool {
    let words = terms::plain_words(word);
    let known = |word: &String| {
        terms::CHAPTER.fr.contains(&word.as_str()) || terms::CHAPTER.nl.contains(&word.as_str())
    };
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

/// A name in both languages, split at the dash that parts the French from the Dutch. A name without such a dash goes
/// to the French side, or to the Dutch one where it clearly is Dutch.
pub(super) fn split_name(text: &str, languages: &Identifier) -> Texts {
    let text = text.trim();
    let mut best: Option<(f32, &str, &str)> = None;
    for separator in SEPARATORS {
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
            if best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, left, right));
            }
        }
    }
    match best {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (Option<String>, Option<String>) {
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
        assert_eq!(number("Office des Ponts").0, None);
    }

    #[test]
    fn names_are_split_at_the_dash_between_the_languages() {
        let pair = |fr: &str, nl: &str| (Some(fr.to_owned()), Some(nl.to_owned()));
        assert_eq!(names("Office des Ponts - Bruggendienst"), pair("Office des Ponts", "Bruggendienst"));
        assert_eq!(
            names("Lac – Institut pour la pêche – Meer – Instituut voor de visserij"),
            pair("Lac – Institut pour la pêche", "Meer – Instituut voor de visserij")
        );
        assert_eq!(names("lac.example"), (Some("lac.example".to_owned()), None));
        assert_eq!(names("Agence du lac - Institut pour la pêche").1, None);
    }
}
