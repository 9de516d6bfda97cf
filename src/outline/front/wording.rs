//! Words that tell what a line of the first pages is, and reading numbers that are written in words.
//!
//! The lists hold both languages side by side and only words that any such report uses; all are in lower case and
//! without accents, as [`folded`] makes a text. Not for names or prose.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::{Bilingual, Language, lean};

/// Headings of the preface.
pub(super) const PREFACE: Bilingual<&[&str]> = Bilingual {
    fr: &["preface", "avant-propos", "avant propos", "introduction", "preambule"],
    nl: &["voorwoord", "woord vooraf", "inleiding", "ten geleide", "voorafgaand"],
};

/// Headings of the contents list.
pub(super) const CONTENTS: Bilingual<&[&str]> = Bilingual {
    fr: &["table des matieres", "table de matieres", "sommaire", "table du contenu"],
    nl: &["inhoudsopgave", "inhoudstafel", "inhoudstabel", "inhoud", "inhoudsopgaaf", "overzicht"],
};

/// What a report's title calls it.
pub(super) const TITLE: Bilingual<&[&str]> =
    Bilingual { fr: &["rapport", "bilan", "compte rendu"], nl: &["verslag", "rapport", "rapportering"] };

/// What precedes the years of a parliamentary session.
pub(super) const SESSION: Bilingual<&[&str]> = Bilingual { fr: &["session"], nl: &["zitting"] };

/// What a part of a report is called.
const PART: Bilingual<&[&str]> = Bilingual { fr: &["partie", "tome", "volume"], nl: &["deel", "boekdeel"] };

/// What may precede the number of a chapter.
const CHAPTER: Bilingual<&[&str]> = Bilingual { fr: &["chapitre", "titre"], nl: &["hoofdstuk", "titel"] };

/// Ordinals and cardinals in words, each list at the number's place, from 1.
const NUMBERS: [Bilingual<&[&str]>; 6] = [
    Bilingual { fr: &["premiere", "premier", "un", "une"], nl: &["eerste", "een"] },
    Bilingual { fr: &["deuxieme", "seconde", "second", "deux"], nl: &["tweede", "twee"] },
    Bilingual { fr: &["troisieme", "trois"], nl: &["derde", "drie"] },
    Bilingual { fr: &["quatrieme", "quatre"], nl: &["vierde", "vier"] },
    Bilingual { fr: &["cinquieme", "cinq"], nl: &["vijfde", "vijf"] },
    Bilingual { fr: &["sixieme", "six"], nl: &["zesde", "zes"] },
];

/// What follows the figure of an ordinal.
const ORDINALS: Bilingual<&[&str]> =
    Bilingual { fr: &["re", "er", "ere", "e", "eme", "ieme", "nd", "nde"], nl: &["e", "de", "ste"] };

/// The months' names, in their order.
const MONTHS: Bilingual<[&str; 12]> = Bilingual {
    fr: [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    nl: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

/// What stands between the two languages' halves of one line.
pub(super) const SEPARATORS: [&str; 5] = [" - ", " – ", " — ", " / ", " | "];

/// A text in lower case, without accents, its apostrophes straight.
pub(super) fn folded(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'");
    text.nfd().filter(|&character| !is_combining_mark(character)).collect()
}

/// Whether one of the words occurs in a folded text.
pub(super) fn has(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded.contains(word))
}

/// The language a text sounds like; `None` where it sounds like neither.
pub(super) fn sound(text: &str) -> Option<Language> {
    let lean = lean(text);
    (lean != 0.0).then_some(if lean > 0.0 { Language::Fr } else { Language::Nl })
}

/// Which of a pair of lists has a whole text: a heading in one language.
pub(super) fn listed(lists: &Bilingual<&[&str]>, folded: &str) -> Option<Language> {
    let bare = folded.trim_matches(|character: char| !character.is_alphabetic());
    Language::BOTH.into_iter().find(|&language| lists.side(language).contains(&bare))
}

/// The number a word writes, in figures, in Roman ones or in full: `2`, `1re`, `ii`, `derde`.
fn number(word: &str) -> Option<u32> {
    let figures = word.len() - word.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (digits, rest) = word.split_at_checked(figures)?;
    if !digits.is_empty() {
        let ordinal = rest.is_empty() || ORDINALS.fr.contains(&rest) || ORDINALS.nl.contains(&rest);
        return digits.parse().ok().filter(|number| ordinal && (1..100).contains(number));
    }
    let spelt = NUMBERS.iter().position(|lists| lists.fr.contains(&word) || lists.nl.contains(&word));
    spelt.map(|index| index as u32 + 1).or_else(|| roman(&word.to_uppercase()))
}

/// The number that Roman figures write, up to 39.
pub(super) fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.len() - text.trim_start_matches('X').len();
    let ones = ONES.iter().position(|&ones| text.get(tens..) == Some(ones))?;
    let number = tens * 10 + ones;
    (number > 0 && tens <= 3).then_some(number as u32)
}

/// The words of a folded text, without punctuation.
fn bare_words(folded: &str) -> Vec<&str> {
    folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The part that a text names, as `Partie 1re`, `DEEL 2` or `Derde deel` do.
pub(super) fn part(text: &str) -> Option<u32> {
    let folded = folded(text);
    let words = bare_words(&folded);
    let at = words.iter().position(|word| PART.fr.contains(word) || PART.nl.contains(word))?;
    let beside =
        |index: Option<usize>| index.and_then(|index| words.get(index)).and_then(|word| number(word));
    beside(Some(at + 1)).or_else(|| beside(at.checked_sub(1)))
}

/// Whether a text names a part of the report and nothing else, in one language or in both.
pub(super) fn is_part(text: &str) -> bool {
    const MOST_WORDS: usize = 2;
    let halves = halves(text).map_or(1, |_| 2);
    part(text).is_some() && bare_words(&folded(text)).len() <= MOST_WORDS * halves
}

/// The date that a text holds, as `YYYY-MM-DD`: `28 octobre 2022`, `1er mars 2023`, `28.10.2022`.
pub(super) fn date(text: &str) -> Option<String> {
    let folded = folded(text);
    let words = bare_words(&folded);
    words.windows(3).find_map(|three| {
        let [day, month, year] = three else { return None };
        let named =
            [MONTHS.fr, MONTHS.nl].iter().find_map(|names| names.iter().position(|name| name == month));
        let month = named.map(|index| index as u32 + 1).or_else(|| number(month))?;
        let (day, year) = (number(day)?, year.parse::<u32>().ok()?);
        let sound = (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..2200).contains(&year);
        sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// The last year that a text names.
pub(super) fn year(text: &str) -> Option<i32> {
    let digits = text.split(|character: char| !character.is_ascii_digit());
    digits
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .rfind(|year| (1950..2150).contains(year))
}

/// The two halves of a text that prints both languages on one line: cut at the separator where they are most
/// unlike, French first; `None` without a separator.
pub(super) fn halves(text: &str) -> Option<(&str, &str)> {
    let cuts =
        SEPARATORS.iter().flat_map(|mark| text.match_indices(mark).map(|(at, mark)| (at, at + mark.len())));
    let pairs: Vec<(&str, &str)> = cuts
        .filter_map(|(end, start)| Some((text.get(..end)?.trim(), text.get(start..)?.trim())))
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
        .collect();
    // Where the sound decides nothing (names in both), the cut nearest the middle does: the halves are as long.
    let lopsided = |left: &str, right: &str| left.len().abs_diff(right.len()) as f32 / text.len() as f32;
    let score = |&(left, right): &(&str, &str)| lean(left) - lean(right) - lopsided(left, right);
    pairs.into_iter().max_by(|a, b| score(a).total_cmp(&score(b)))
}

/// The number of a chapter that begins in a text, and what follows it: `II. NAME`, `Chapitre 2 - NAME`.
pub(super) fn chapter(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = folded(first);
    if CHAPTER.fr.contains(&word.as_str()) || CHAPTER.nl.contains(&word.as_str()) {
        let (numeral, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let numeral = numeral.trim_end_matches(['.', ':', ')']);
        let numbered = roman(numeral).is_some() || is_letter(numeral) || is_figure(numeral);
        return numbered.then(|| (numeral, rest.trim_start_matches(['-', '–', '—', ':', ' '])));
    }
    let marked = first.strip_suffix(['.', ')', ':']);
    let dashed = rest.trim_start().strip_prefix(['-', '–', '—']);
    let numeral = marked.or_else(|| dashed.map(|_| first))?;
    roman(numeral)?;
    Some((numeral, dashed.unwrap_or(rest).trim_start()))
}

/// How a contents list marks its chapters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// By Roman numerals, or by a word for chapter.
    Roman,
    /// By capital letters.
    Letter,
    /// By figures: then the names under them have numbers of two parts, or none.
    Figure,
}

impl Mark {
    /// How a list's chapters are marked, from its lines. Figures mark chapters only where no other sign does: under
    /// chapters with Roman numerals they number the administrations.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let begin = |mark: Self| lines.clone().any(|text| mark.chapter(text).is_some());
        if begin(Self::Roman) {
            Self::Roman
        } else if begin(Self::Letter) {
            Self::Letter
        } else if lines.clone().any(begins_in_two_parts) {
            Self::Figure
        } else {
            Self::Roman
        }
    }

    /// The number of a chapter that begins in a text, and what follows it.
    pub(super) fn chapter(self, text: &str) -> Option<(&str, &str)> {
        let (first, rest) = text.split_once(' ')?;
        let number = first.trim_end_matches(['.', ')', ':']);
        let begins = match self {
            Self::Roman => return chapter(text),
            Self::Letter => is_letter(number) && number.len() < first.len(),
            Self::Figure => is_figure(number),
        };
        begins.then(|| (number, rest.trim_start_matches(['-', '–', '—', ':', ' '])))
    }
}

/// Whether a text is one capital letter.
fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a text is a number of one or two figures.
fn is_figure(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text begins with a number of two parts or more, as `1.2`.
pub(super) fn begins_in_two_parts(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let mut parts = first.trim_end_matches('.').split('.');
    let numbered = |part: Option<&str>| {
        part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    numbered(parts.next()) && numbered(parts.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_in_figures_and_in_words() {
        let cases = [
            ("PARTIE 1re", 1),
            ("Partie II", 2),
            ("DEEL 1", 1),
            ("Deuxième partie", 2),
            ("Tweede deel", 2),
            ("3de deel", 3),
            ("Rapport annuel 2022 – Partie 3", 3),
            ("1ère partie", 1),
        ];
        for (text, number) in cases {
            assert_eq!(part(text), Some(number), "{text}");
        }
        assert!(is_part("Partie 1re") && is_part("Partie 2 - Deel 2"));
        assert!(!is_part("La deuxième partie porte sur le lac") && part("en trois parties").is_none());
    }

    #[test]
    fn a_contents_lists_heading_is_known_in_both_languages() {
        for (heading, language) in [("sommaire", Language::Fr), ("overzicht :", Language::Nl)] {
            assert_eq!(listed(&CONTENTS, heading), Some(language), "{heading}");
        }
        assert_eq!(listed(&CONTENTS, "overzicht van het meer"), None);
    }

    #[test]
    fn a_date_is_read_in_both_languages() {
        assert_eq!(date("28 OCTOBRE 2022").as_deref(), Some("2022-10-28"));
        assert_eq!(date("Op 28 oktober 2022").as_deref(), Some("2022-10-28"));
        assert_eq!(date("1er mars 2023").as_deref(), Some("2023-03-01"));
        assert_eq!(date("5 août 2023").as_deref(), Some("2023-08-05"));
        assert_eq!(date("28.10.2022").as_deref(), Some("2022-10-28"));
        assert_eq!(date("SESSION 2022-2023"), None);
    }

    #[test]
    fn a_chapter_number_is_set_off_from_its_name() {
        assert_eq!(chapter("IV. SERVICES"), Some(("IV", "SERVICES")));
        assert_eq!(chapter("Hoofdstuk II – Diensten"), Some(("II", "Diensten")));
        assert_eq!(chapter("X"), None);
        assert_eq!(chapter("N.V. Haven"), None);
        assert_eq!((roman("XXIX"), roman("IIX"), roman("")), (Some(29), None, None));
    }

    #[test]
    fn a_line_in_two_languages_is_cut_between_them() {
        assert_eq!(
            halves("Bacs – Office des ponts - Veren – Dienst voor de bruggen"),
            Some(("Bacs – Office des ponts", "Veren – Dienst voor de bruggen"))
        );
        assert_eq!(halves("Lac Nord - Lac Nord"), Some(("Lac Nord", "Lac Nord")));
    }
}
