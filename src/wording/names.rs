//! Headings as a number and a name in two languages.
//!
//! The one reader of headings: the body's, those of the contents list and the halves of a header or of a cover's line are
//! all split here, with what the report itself teaches of its languages. Not for rows of tables: those are `pair/`'s.

use super::{Numbering, Wording};
use crate::language::{Bilingual, Identifier, Language};

/// What may stand between the French and the Dutch name on one line.
pub(crate) const SEPARATORS: [&str; 6] = [" - ", " – ", " — ", " / ", " | ", " • "];

/// How French or Dutch both sides must sound before they count as one language's name with a dash in it.
const ONE_LANGUAGE: f32 = 0.9;

/// So many headings, and this share of those that are split beyond doubt, make a separator the report's habit.
const LEAST_HABIT: usize = 2;
const HABIT_SHARE: f32 = 0.75;

type Names = Bilingual<Option<String>>;

/// Reads the headings of a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadingReader<'a> {
    wording: &'a Wording,
    languages: &'a Identifier,
    /// What stands between the two names throughout the report.
    separator: Option<&'static str>,
}

impl<'a> HeadingReader<'a> {
    /// A reader for a report with these lines. The separator at which most of its numbered headings are split beyond doubt
    /// splits those, too, that sound like no language; there is none where too few are, or others are split elsewhere.
    pub(crate) fn of<'t>(
        lines: impl Iterator<Item = &'t str>,
        wording: &'a Wording,
        languages: &'a Identifier,
    ) -> Self {
        let mut new = Self { wording, languages, separator: None };
        let mut counts = [0_usize; SEPARATORS.len()];
        for line in lines {
            let (Some(_), name) = new.number(line) else { continue };
            let Some((at, left, right)) = best_split(name, languages) else { continue };
            if languages.lean(left) > ONE_LANGUAGE && languages.lean(right) < -ONE_LANGUAGE {
                counts[at] += 1;
            }
        }
        let all: usize = counts.iter().sum();
        let most = counts.into_iter().zip(SEPARATORS).max_by_key(|(count, _)| *count);
        let is_habit = |count: usize| count >= LEAST_HABIT && count as f32 >= HABIT_SHARE * all as f32;
        new.separator = most.filter(|&(count, _)| is_habit(count)).map(|(_, separator)| separator);
        new
    }

    /// The word lists that it goes by.
    pub(crate) fn wording(&self) -> &'a Wording {
        self.wording
    }

    /// A heading's number, if it has one, and the rest of its text.
    pub(crate) fn number<'t>(&self, text: &'t str) -> (Option<Numbering>, &'t str) {
        self.wording.number(text)
    }

    /// The name of a heading in both languages. Where the heading's number is printed again the Dutch name begins.
    pub(crate) fn names(&self, number: Option<&Numbering>, name: &str) -> Names {
        for (left, right) in cuts(name) {
            let (again, right) = self.number(right);
            if again.is_some() && again.as_ref() == number {
                return if is_turned(left, right, self.languages) {
                    both(right, left)
                } else {
                    both(left, right)
                };
            }
        }
        if let Some((left, right)) = self.separator.and_then(|separator| name.split_once(separator)) {
            let once = self.separator.is_some_and(|separator| !right.contains(separator));
            let lean = |text| self.languages.lean(text);
            if once && !left.is_empty() && !right.is_empty() && lean(left) > lean(right) {
                return both(left, right);
            }
        }
        match self.split(name) {
            // The number may be printed again, and otherwise than before.
            Some((left, right)) if self.number(left).0.is_none() => both(left, self.number(right).1),
            _ => split_name(name, self.languages),
        }
    }

    /// The two halves of a text that prints both languages on one line.
    pub(crate) fn split<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        best_split(text, self.languages).map(|(_, left, right)| (left, right))
    }

    /// The two halves of a text on one line, the one in French and the other in Dutch.
    pub(crate) fn split_languages<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        self.split(text).filter(|(left, right)| self.lean(left) > 0.0 && self.lean(right) < 0.0)
    }

    /// How French or Dutch a text sounds, as the report's own identifier hears it.
    pub(crate) fn lean(&self, text: &str) -> f32 {
        self.languages.lean(text)
    }

    /// The language that a text sounds like; `None` where it sounds like neither.
    pub(crate) fn sound(&self, text: &str) -> Option<Language> {
        let lean = self.lean(text);
        (lean != 0.0).then_some(if lean > 0.0 { Language::Fr } else { Language::Nl })
    }

    /// Whether two texts are both French or both Dutch, beyond doubt.
    pub(crate) fn are_one_language(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.languages.lean(a), self.languages.lean(b));
        a.min(b) > ONE_LANGUAGE || a.max(b) < -ONE_LANGUAGE
    }

    /// Whether one text is French and the one below it the same in Dutch: `sure` asks that both leave no doubt.
    pub(crate) fn is_pair(&self, french: &str, dutch: &str, sure: bool) -> bool {
        let (a, b) = (self.languages.lean(french), self.languages.lean(dutch));
        let one = |text: &str| !SEPARATORS.iter().any(|separator| text.contains(separator));
        if sure { a > ONE_LANGUAGE && b < -ONE_LANGUAGE && one(french) && one(dutch) } else { a > b }
    }
}

fn both(left: &str, right: &str) -> Names {
    Bilingual::new(Some(left.trim().to_owned()), Some(right.trim().to_owned()))
}

/// The halves of a text at each of its separators; neither is empty.
pub(crate) fn cuts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    placed_cuts(text).map(|(_, left, right)| (left, right))
}

/// The same, each with the place of its separator among them.
fn placed_cuts(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let cuts = SEPARATORS.iter().enumerate().flat_map(move |(place, separator)| {
        text.match_indices(separator).filter_map(move |(at, separator)| {
            Some((place, text.get(..at)?.trim(), text.get(at + separator.len()..)?.trim()))
        })
    });
    cuts.filter(|(_, left, right)| !left.is_empty() && !right.is_empty())
}

/// Whether the Dutch name surely stands before the French one.
fn is_turned(left: &str, right: &str, languages: &Identifier) -> bool {
    languages.lean(left) < -ONE_LANGUAGE && languages.lean(right) > ONE_LANGUAGE
}

/// Where a name is best split between the languages: the place of the separator among them, and both sides, the French one
/// first. In a report of one language a name is only split where both sides leave no doubt.
fn best_split<'t>(text: &'t str, languages: &Identifier) -> Option<(usize, &'t str, &'t str)> {
    let mut best: Option<(f32, (usize, &str, &str))> = None;
    for (place, left, right) in placed_cuts(text) {
        let (french, dutch) = (languages.lean(left), languages.lean(right));
        let is_turned = is_turned(left, right, languages);
        let is_sure = is_turned || (french > ONE_LANGUAGE && dutch < -ONE_LANGUAGE);
        let is_one = french.min(dutch) > ONE_LANGUAGE || french.max(dutch) < -ONE_LANGUAGE;
        if is_one || (languages.only().is_some() && !is_sure) {
            continue;
        }
        let (french, dutch, left, right) =
            if is_turned { (dutch, french, right, left) } else { (french, dutch, left, right) };
        // Names of one thing are about as long in both languages.
        let (a, b) = (left.chars().count() as f32, right.chars().count() as f32);
        let score = french - dutch - (a - b).abs() / (a + b);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, (place, left, right)));
        }
    }
    best.map(|(_, split)| split)
}

/// A name in both languages, split at the separator between them. A name without one goes to the French side, or to the
/// Dutch one where it clearly is Dutch, or where nothing else is.
pub(crate) fn split_name(text: &str, languages: &Identifier) -> Names {
    let text = text.trim();
    match best_split(text, languages) {
        Some((_, left, right)) => both(left, right),
        None if text.is_empty() => Names::default(),
        None if languages.lean(text) < -ONE_LANGUAGE || languages.only() == Some(Language::Nl) => {
            Bilingual::new(None, Some(text.to_owned()))
        }
        None => Bilingual::new(Some(text.to_owned()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Option<String>, Option<String>) {
        let name = split_name(text, &Identifier::default());
        (name.fr, name.nl)
    }

    #[test]
    fn names_are_split_at_the_dash_between_the_languages() {
        let pair = |fr: &str, nl: &str| (Some(fr.to_owned()), Some(nl.to_owned()));
        assert_eq!(split("Office des Ponts - Bruggendienst"), pair("Office des Ponts", "Bruggendienst"));
        assert_eq!(
            split("Lac – Institut pour la pêche – Meer – Instituut voor de visserij"),
            pair("Lac – Institut pour la pêche", "Meer – Instituut voor de visserij")
        );
        assert_eq!(split("Lac Nord - Lac Nord"), pair("Lac Nord", "Lac Nord"));
        assert_eq!(
            split("Dienst voor de Bruggen van het Meer - Office des Ponts sur le Lac"),
            pair("Office des Ponts sur le Lac", "Dienst voor de Bruggen van het Meer")
        );
        assert_eq!(split("lac.example"), (Some("lac.example".to_owned()), None));
        assert_eq!(split("Agence du lac - Institut pour la pêche").1, None);
    }

    #[test]
    fn in_a_report_of_one_language_names_are_in_that_one() {
        let mut languages = Identifier::default();
        languages.learn(["De veerboot werd door de dienst aan het werk gezet in de haven van het meer"; 9]);
        assert_eq!(split_name("Lacus", &languages), Bilingual::new(None, Some("Lacus".to_owned())));
        assert_eq!(split_name("Lacus - Mare", &languages).fr, None);
    }

    #[test]
    fn the_number_printed_again_begins_the_dutch_name() {
        let languages = Identifier::default();
        let reader = HeadingReader::of(std::iter::empty(), Wording::known(), &languages);
        let (number, name) = reader.number("PARTIE I – Lac – Mer | DEEL I – Meer – Zee");
        let names = reader.names(number.as_ref(), name);
        assert_eq!(names, both("Lac – Mer", "Meer – Zee"));
    }

    #[test]
    fn a_reports_own_separator_parts_names_that_both_sound_alike() {
        let languages = Identifier::default();
        let sure =
            ["1 – Office des Ponts / Dienst van de Bruggen", "2 – Police du Lac / Politie van het Meer"];
        let reader =
            |lines: &[&'static str]| HeadingReader::of(lines.iter().copied(), Wording::known(), &languages);
        let own = reader(&sure);
        assert_eq!(own.separator, Some(" / "));
        assert_eq!(reader(&sure[..1]).separator, None);
        assert_eq!(reader(&[sure[0], sure[1], "3 – Port du Lac - Haven van het Meer"]).separator, None);
        let alike = "Archives de la Région du Lac / Archives de la Mer";
        assert_eq!(split_name(alike, &languages).nl, None);
        assert_eq!(own.names(None, alike).nl.as_deref(), Some("Archives de la Mer"));
        // In French alone there is nothing to split.
        assert_eq!(own.names(None, "Port du Lac / Archives de la Région du Lac").nl, None);
    }
}
