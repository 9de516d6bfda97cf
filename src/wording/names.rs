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

/// What the order of the other headings tells of one name's order, in nats: as much as two words, one in each language.
const ORDER: f32 = 1.8;

/// How much must tell which half of a name is in which language, in nats, before it is beyond doubt.
const LEAST_TOLD: f32 = 0.6;

/// So many headings, and this share of those that are split beyond doubt, make a separator or an order the report's habit.
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
    /// The language whose name stands first, where other headings tell.
    first: Option<Language>,
}

/// A heading's name in both languages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeadingNames {
    /// The name in each language.
    pub names: Names,
    /// Whether little tells which language each side is in.
    pub is_unsure: bool,
}

impl<'a> HeadingReader<'a> {
    /// A reader for a report with these lines. The separator at which most of its numbered headings are split beyond doubt
    /// splits those, too, that sound like no language; there is none where too few are, or others are split elsewhere. So
    /// does the order of their languages.
    pub(crate) fn of<'t>(
        lines: impl Iterator<Item = &'t str>,
        wording: &'a Wording,
        languages: &'a Identifier,
    ) -> Self {
        let mut new = Self { wording, languages, separator: None, first: None };
        let mut counts = [0_usize; SEPARATORS.len()];
        let mut orders = Bilingual::new(0_usize, 0_usize);
        for line in lines {
            let (Some(_), name) = new.number(line) else { continue };
            let Some(split) = new.best_split(name) else { continue };
            if let Some(first) = told(split.leans) {
                counts[split.place] += 1;
                *orders.side_mut(first) += 1;
            }
        }
        let all: usize = counts.iter().sum();
        let most = counts.into_iter().zip(SEPARATORS).max_by_key(|(count, _)| *count);
        let is_habit = |count: usize| count >= LEAST_HABIT && count as f32 >= HABIT_SHARE * all as f32;
        new.separator = most.filter(|&(count, _)| is_habit(count)).map(|(_, separator)| separator);
        new.first = Language::BOTH.into_iter().find(|&first| is_habit(*orders.side(first)));
        new
    }

    /// The same reader where headings near by print this language first.
    pub(crate) fn beginning_with(self, first: Language) -> Self {
        Self { first: Some(first), ..self }
    }

    /// The language that a heading prints first, where it leaves no doubt.
    pub(crate) fn order(&self, text: &str) -> Option<Language> {
        let name = self.number(text).1;
        match self.best_split(name) {
            Some(split) => told(split.leans),
            None => self.sound(name).filter(|_| self.lean(name).abs() > ONE_LANGUAGE),
        }
    }

    /// The word lists that it goes by.
    pub(crate) fn wording(&self) -> &'a Wording {
        self.wording
    }

    /// A heading's number, if it has one, and the rest of its text.
    pub(crate) fn number<'t>(&self, text: &'t str) -> (Option<Numbering>, &'t str) {
        self.wording.number(text)
    }

    /// The name of a heading in both languages. Where the heading's number is printed again the other name begins.
    pub(crate) fn names(&self, number: Option<&Numbering>, name: &str) -> Names {
        self.read(number, name).names
    }

    /// The same, with what tells of its sides.
    pub(crate) fn read(&self, number: Option<&Numbering>, name: &str) -> HeadingNames {
        for (left, right) in cuts(name) {
            let (again, right) = self.number(right);
            if again.is_some() && again.as_ref() == number {
                return self.pair(left, right);
            }
        }
        if let Some((left, right)) = self.separator.and_then(|separator| name.split_once(separator)) {
            let once = self.separator.is_some_and(|separator| !right.contains(separator));
            let first = self.first.unwrap_or(Language::Fr);
            let is_in_order = (self.lean(left) - self.lean(right)) * first.sign() > 0.0;
            if once && !left.is_empty() && !right.is_empty() && is_in_order {
                return self.pair(left, right);
            }
        }
        match self.best_split(name) {
            // The number may be printed again, and otherwise than before.
            Some(Split { left, right, .. }) if self.number(left).0.is_none() => {
                self.pair(left, self.number(right).1)
            }
            _ => HeadingNames { names: self.split_name(name), is_unsure: false },
        }
    }

    /// The names that two texts say, the first of them printed before or above the other.
    pub(crate) fn pair(&self, left: &str, right: &str) -> HeadingNames {
        let (left, right) = (left.trim(), right.trim());
        let leans = (self.lean(left), self.lean(right));
        let is_turned = self.is_turned(left, right);
        let names = if is_turned { both(right, left) } else { both(left, right) };
        let order = self.first.map_or(0.0, |first| ORDER * first.sign());
        let french_first = leans.0 - leans.1 + order;
        let surety = if is_turned { -french_first } else { french_first };
        // Against the usual order, one half that sounds like its language is not enough.
        let is_usual = is_turned == (self.first == Some(Language::Nl));
        let is_sure = surety >= LEAST_TOLD && (is_usual || told(leans).is_some());
        HeadingNames { names, is_unsure: !is_sure && left != right }
    }

    /// Whether the first of two names is the Dutch one: French stands first unless the headings near by or the names
    /// themselves tell otherwise.
    fn is_turned(&self, left: &str, right: &str) -> bool {
        self.lean(left) - self.lean(right) + ORDER * self.first.unwrap_or(Language::Fr).sign() < 0.0
    }

    /// The two halves of a text that prints both languages on one line, the French one first.
    pub(crate) fn split<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let Split { left, right, .. } = self.best_split(text)?;
        Some(if self.is_turned(left, right) { (right, left) } else { (left, right) })
    }

    /// Where a name is best split between the languages. In a report of one language a name is only split where both sides
    /// leave no doubt.
    fn best_split<'t>(&self, text: &'t str) -> Option<Split<'t>> {
        let mut best: Option<(f32, Split<'t>)> = None;
        for (place, left, right) in placed_cuts(text) {
            let leans = (self.lean(left), self.lean(right));
            let split = Split { place, left, right, leans };
            let is_one = leans.0.min(leans.1) > ONE_LANGUAGE || leans.0.max(leans.1) < -ONE_LANGUAGE;
            if is_one || (self.languages.only().is_some() && told(leans).is_none()) {
                continue;
            }
            let order = ORDER * self.first.unwrap_or(Language::Fr).sign();
            // Names of one thing are about as long in both languages.
            let (a, b) = (left.chars().count() as f32, right.chars().count() as f32);
            let score = (leans.0 - leans.1 + order).abs() - (a - b).abs() / (a + b);
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, split));
            }
        }
        best.map(|(_, split)| split)
    }

    /// A name in both languages, split at the separator between them. A name without one goes to the French side, or to the
    /// Dutch one where it clearly is Dutch, or where nothing else is.
    fn split_name(&self, text: &str) -> Names {
        let text = text.trim();
        match self.best_split(text) {
            Some(Split { left, right, .. }) => self.pair(left, right).names,
            None if text.is_empty() => Names::default(),
            None if self.lean(text) < -ONE_LANGUAGE || self.languages.only() == Some(Language::Nl) => {
                Bilingual::new(None, Some(text.to_owned()))
            }
            None => Bilingual::new(Some(text.to_owned()), None),
        }
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

    /// Whether one text is French and the other the same in Dutch, beyond doubt.
    pub(crate) fn is_pair(&self, french: &str, dutch: &str) -> bool {
        let one = |text: &str| !SEPARATORS.iter().any(|separator| text.contains(separator));
        self.lean(french) > ONE_LANGUAGE && self.lean(dutch) < -ONE_LANGUAGE && one(french) && one(dutch)
    }
}

/// A text cut in two at a separator.
#[derive(Debug, Clone, Copy)]
struct Split<'t> {
    /// The place of the separator among them.
    place: usize,
    left: &'t str,
    right: &'t str,
    /// How French or Dutch each half sounds.
    leans: (f32, f32),
}

/// The language of the first of two halves that sound so, where both leave no doubt.
fn told((left, right): (f32, f32)) -> Option<Language> {
    if left > ONE_LANGUAGE && right < -ONE_LANGUAGE {
        Some(Language::Fr)
    } else if left < -ONE_LANGUAGE && right > ONE_LANGUAGE {
        Some(Language::Nl)
    } else {
        None
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

/// The name of a column in both languages, as its header alone tells.
pub(crate) fn split_name(text: &str, languages: &Identifier) -> Names {
    HeadingReader { wording: Wording::known(), languages, separator: None, first: None }.split_name(text)
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
    fn the_order_of_the_other_headings_tells_that_of_a_name_that_sounds_like_neither() {
        let languages = Identifier::default();
        let dutch_first =
            ["1. Dienst van de Bruggen - Office des Ponts", "2. Politie van het Meer - Police du Lac"];
        let reader =
            |lines: &[&'static str]| HeadingReader::of(lines.iter().copied(), Wording::known(), &languages);
        let read = |reader: HeadingReader<'_>, name| {
            let HeadingNames { names, is_unsure } = reader.read(None, name);
            (names.fr, is_unsure)
        };
        let (plain, turned) = (reader(&[]), reader(&dutch_first));
        assert_eq!(read(turned, "Lacustra - Lacustre"), (Some("Lacustre".to_owned()), false));
        assert_eq!(read(plain, "Lacustra - Lacustre"), (Some("Lacustra".to_owned()), true));
        assert_eq!(
            read(plain.beginning_with(Language::Nl), "Lacustra - Lacustre").0.as_deref(),
            Some("Lacustre")
        );
        // What a name itself tells goes before the order.
        let own = "Office des Ponts du Lac - Dienst van de Bruggen";
        assert_eq!(read(turned, own), (Some("Office des Ponts du Lac".to_owned()), false));
        assert_eq!(turned.order("1.1 Verslag van het meer - Rapport du lac"), Some(Language::Nl));
        assert_eq!(plain.order("1.1 Lacustra - Lacustre"), None);
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
