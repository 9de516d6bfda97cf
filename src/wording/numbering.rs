//! How headings are numbered: Roman numerals, letters, or figures with full stops.
//!
//! Not for what level a heading has: that depends on the headings around it.

use super::Headings;
use super::fold::Folded;

/// How a heading is numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// Roman numerals, or any number after a word for chapter.
    Chapter(String),
    /// One capital letter.
    Letter(String),
    /// Figures, separated by full stops; the number of parts is the level.
    Decimal(String),
}

impl Numbering {
    /// The number as it is printed, without its last full stop.
    pub(crate) fn printed(&self) -> &str {
        match self {
            Self::Chapter(number) | Self::Letter(number) | Self::Decimal(number) => number,
        }
    }

    /// Whether another number is of the same kind, with as many parts.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.level() == other.level()
    }

    /// How many parts the number has.
    pub(crate) fn level(&self) -> usize {
        self.printed().split('.').count()
    }
}

/// A heading's number, if it has one, and the rest of its text.
pub(super) fn number<'t>(text: &'t str, words: &Headings) -> (Option<Numbering>, &'t str) {
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = Folded::new(first);
    let is = |list: &super::Words| word.words().len() == 1 && list.stand_in(&word);
    let is_part = is(&words.part);
    if is_part || is(&words.chapter) {
        let (number, name) = rest.trim_start().split_once([' ', ':']).unwrap_or((rest.trim_start(), ""));
        let (number, name) = (trim_number(number), trim_name(name));
        let counts = roman(number).is_some() || is_figures(number);
        if !is_part || (counts && !name.is_empty()) {
            return (Some(Numbering::Chapter(number.to_owned())), name);
        }
    }
    let printed = trim_number(first);
    let is_marked = printed.len() < first.len() || begins_with_dash(rest);
    if roman(printed).is_some() && (is_marked || is_in_capitals(rest)) {
        return (Some(Numbering::Chapter(printed.to_owned())), trim_name(rest));
    }
    if rest.is_empty() {
        return (None, text);
    }
    if is_letter(printed) && is_marked {
        return (Some(Numbering::Letter(printed.to_owned())), trim_name(rest));
    }
    if printed.split('.').all(|part| part.len() <= 2 && is_figures(part)) {
        return (Some(Numbering::Decimal(printed.to_owned())), trim_name(rest));
    }
    (None, text)
}

/// The number that Roman numerals write, in capitals, up to 39.
pub(crate) fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = text.trim_start_matches('X');
    let tens = text.len() - ones.len();
    let number = tens * 10 + ONES.iter().position(|&known| known == ones)?;
    (number > 0 && tens <= 3).then_some(number as u32)
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase())
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

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use super::*;

    #[test]
    fn numbers_are_told_from_names() {
        let number = |text| super::number(text, &Wording::known().heading);
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
        assert_eq!(number("X").0, None);
        assert_eq!(number("N.V. Haven").0, None);
        assert_eq!(number("Office des Ponts").0, None);
        assert_eq!(number("PARTIE I – Lacs"), (Some(Numbering::Chapter("I".into())), "Lacs"));
        assert_eq!(number("Deel 2: Meren"), (Some(Numbering::Chapter("2".into())), "Meren"));
        assert_eq!(number("Partie 2").0, None);
        assert_eq!(number("Partie nord du lac").0, None);
        assert_eq!((roman("XXIX"), roman("IIX"), roman("")), (Some(29), None, None));
    }
}
