//! wording: the words by which reports are understood, and how texts are compared with them.
//!
//! The word lists are TOML files beside this one, both languages side by side, read when they are first needed; a user's
//! own file adds to them. Headings have one reader here, for the body and the contents list. Used by the stages, uses
//! none. Not for telling languages apart, which is `language`'s, nor for the words that the program itself says.

mod fold;
mod marks;
mod names;
mod numbering;
mod numbers;
mod placeholders;
mod summaries;
mod units;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::language::Language;
use fold::Written;
pub(crate) use fold::{Folded, Phrase, folded, letters};
pub(crate) use marks::{marks_in, note, without_mark};
pub(crate) use names::{HeadingNames, HeadingReader, SEPARATORS, cuts, split_name};
pub(crate) use numbering::{Numbering, roman};
pub(crate) use numbers::{Fraction, Link, Numbers};
pub(crate) use placeholders::{Placeholder, Placeholders};
pub(crate) use summaries::Summaries;
pub(crate) use units::Units;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Role {
    /// Reference of the strategic objective.
    StrategicRef,
    /// Title of the strategic objective.
    StrategicTitle,
    /// Reference of the operational objective.
    OperationalRef,
    /// Title of the operational objective.
    OperationalTitle,
    /// Reference of the indicator.
    KpiRef,
    /// Title of the indicator.
    KpiTitle,
    /// Budget references.
    Budget,
    /// Red threshold.
    Red,
    /// Green threshold.
    Green,
    /// Result.
    Result,
    /// Weight of the indicator in its objective.
    Weight,
    /// The status, in words or by a mark.
    Status,
    /// What was done.
    Description,
    /// Why the result deviates.
    Deviation,
    /// What comes next.
    Actions,
    /// A column that the model does not know.
    Extra,
}

impl Role {
    /// Every role that a header can be read as.
    pub(crate) const KNOWN: [Self; 15] = [
        Self::StrategicRef,
        Self::StrategicTitle,
        Self::OperationalRef,
        Self::OperationalTitle,
        Self::KpiRef,
        Self::KpiTitle,
        Self::Budget,
        Self::Red,
        Self::Green,
        Self::Result,
        Self::Weight,
        Self::Status,
        Self::Description,
        Self::Deviation,
        Self::Actions,
    ];

    /// The name that the role has in files of words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::StrategicRef => "strategic_ref",
            Self::StrategicTitle => "strategic_title",
            Self::OperationalRef => "operational_ref",
            Self::OperationalTitle => "operational_title",
            Self::KpiRef => "kpi_ref",
            Self::KpiTitle => "kpi_title",
            Self::Budget => "budget",
            Self::Red => "red",
            Self::Green => "green",
            Self::Result => "result",
            Self::Weight => "weight",
            Self::Status => "status",
            Self::Description => "description",
            Self::Deviation => "deviation",
            Self::Actions => "actions",
            Self::Extra => "extra",
        }
    }

    /// Whether it is a reference.
    pub(crate) fn is_reference(self) -> bool {
        matches!(self, Self::StrategicRef) || self.is_own_reference()
    }

    /// Whether it is a reference that a record may have for itself; several share their strategic objective.
    pub(crate) fn is_own_reference(self) -> bool {
        matches!(self, Self::OperationalRef | Self::KpiRef)
    }

    /// Whether it is the title of an objective or an indicator.
    pub(crate) fn is_title(self) -> bool {
        matches!(self, Self::StrategicTitle | Self::OperationalTitle | Self::KpiTitle)
    }

    /// Whether it is a figure.
    pub(crate) fn is_figure(self) -> bool {
        matches!(self, Self::Red | Self::Green | Self::Result | Self::Weight)
    }

    /// Whether it is an account in sentences.
    pub(crate) fn is_account(self) -> bool {
        matches!(self, Self::Description | Self::Deviation | Self::Actions)
    }

    /// The names of all roles that a header can be read as, in one line.
    pub(crate) fn names() -> String {
        Self::KNOWN.map(Self::name).join(", ")
    }
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let known = Self::KNOWN.into_iter().find(|role| role.name() == name);
        known.ok_or_else(|| format!("no column has the role `{name}`; the roles are {}", Self::names()))
    }
}

/// A word list, in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Deserialize<'de>")]
pub(crate) struct Words<T = Phrase> {
    #[serde(default = "Vec::new")]
    fr: Vec<T>,
    #[serde(default = "Vec::new")]
    nl: Vec<T>,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { fr: Vec::new(), nl: Vec::new() }
    }
}

impl<T> Words<T> {
    /// One language's side.
    pub(crate) fn side(&self, language: Language) -> &[T] {
        match language {
            Language::Fr => &self.fr,
            Language::Nl => &self.nl,
        }
    }

    /// Both sides.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> + Clone {
        self.fr.iter().chain(&self.nl)
    }
}

impl Words {
    /// Whether a text has one of the words in a language.
    pub(crate) fn are_in(&self, text: &Folded, language: Language) -> bool {
        self.side(language).iter().any(|phrase| phrase.is_in(text))
    }

    /// Whether a text has one of the words in either language.
    pub(crate) fn stand_in(&self, text: &Folded) -> bool {
        self.all().any(|phrase| phrase.is_in(text))
    }

    /// Whether a text is some of the words, figures aside, and nothing else.
    pub(crate) fn are_all_of(&self, text: &str) -> bool {
        Folded::new(text).without_figures().is_made_of(self.all())
    }

    /// The language in which a text is one of the words and nothing else.
    pub(crate) fn whole(&self, text: &Folded) -> Option<Language> {
        Language::BOTH.into_iter().find(|&language| self.side(language).iter().any(|phrase| phrase.is(text)))
    }
}

/// Words that speak for a column's role, and how strongly.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weighted {
    /// What each word adds to the role's score.
    #[serde(default = "Weighted::telling", deserialize_with = "above_zero")]
    pub weight: f32,
    /// Whether they also head columns beside the one of this role, as a target does beside a threshold.
    #[serde(default)]
    pub vague: bool,
    #[serde(default)]
    fr: Vec<Phrase>,
    #[serde(default)]
    nl: Vec<Phrase>,
}

impl Weighted {
    /// The weight of words that leave no doubt; a user's own words need no other.
    fn telling() -> f32 {
        5.0
    }

    /// The words of both languages.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Phrase> {
        self.fr.iter().chain(&self.nl)
    }

    /// The words of one language.
    pub(crate) fn side(&self, language: Language) -> &[Phrase] {
        match language {
            Language::Fr => &self.fr,
            Language::Nl => &self.nl,
        }
    }
}

/// A weight, which speaks for a role and never against it.
fn above_zero<'de, D: Deserializer<'de>>(weight: D) -> Result<f32, D::Error> {
    let weight = f32::deserialize(weight)?;
    let speaks = weight.is_finite() && weight > 0.0;
    speaks.then_some(weight).ok_or_else(|| D::Error::custom(format!("the weight {weight} is not above 0")))
}

/// The words of a header of references or titles.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Spelling {
    /// Words for a reference.
    pub reference: Words,
    /// Words for a title.
    pub title: Words,
    /// Words that may stand between these and a code.
    pub between: Words,
    /// The codes by which objectives and indicators go, for each role.
    pub codes: BTreeMap<Role, Words>,
}

/// The words of headings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Headings {
    /// Words that a heading over a table of objectives has, each entry whole.
    pub objectives: Words,
    /// The same over a table of indicators.
    pub indicators: Words,
    /// Words for an objective.
    pub objective: Words,
    /// Words for an indicator.
    pub indicator: Words,
    /// What stands in place of a table without records.
    pub nothing: Words,
    /// Words before a chapter's number.
    pub chapter: Words,
    /// Words before the number of a chapter or of a part of the report.
    pub part: Words,
    /// What says of a table or a heading that it goes on from an earlier page.
    pub continued: Words,
    /// Words that sentences have and names do without.
    pub sentence: Words,
}

impl Headings {
    /// Whether a text says that there is nothing to report.
    pub(crate) fn says_nothing(&self, text: &str) -> bool {
        self.nothing.are_all_of(text)
    }
}

/// The words of the first pages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FrontWords {
    /// Headings of the preface.
    pub preface: Words,
    /// Headings of the contents list.
    pub contents: Words,
    /// What a report's title calls it.
    pub title: Words,
    /// What a parliamentary session is called.
    pub session: Words,
}

/// The words for statuses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StatusWords {
    /// What a threshold is called.
    pub threshold: Words,
    /// The colour for realised.
    pub green: Words,
    /// The colour for partially realised.
    pub orange: Words,
    /// The colour for not realised.
    pub red: Words,
    /// Words for reaching an objective.
    pub reached: Words,
    /// Words for doing so in part.
    pub partly: Words,
    /// Words of denial.
    pub not: Words,
    /// Words for measuring.
    pub measured: Words,
    /// Words that may stand beside these.
    pub beside: Words,
    /// Words of running text for carrying something out.
    pub done: Words,
}

impl StatusWords {
    /// Whether a text says a status, in one language or both, and nothing else.
    pub(crate) fn are_all_of(&self, text: &str) -> bool {
        /// The bytes of the longest, in two languages; spares other texts the folding.
        const LONGEST: usize = 100;
        if text.len() > LONGEST {
            return false;
        }
        let text = Folded::new(text);
        let says = [&self.green, &self.orange, &self.red, &self.reached, &self.measured];
        let more = [&self.threshold, &self.partly, &self.not, &self.beside];
        // A word is taken whole: a column of short accounts has others beside it.
        let is_known = |word: &str| {
            let word = Folded::new(word);
            says.into_iter().chain(more).any(|words| words.stand_in(&word))
        };
        says.into_iter().any(|words| words.stand_in(&text)) && text.words().all(is_known)
    }
}

/// The words of running text for how far something has come.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ProgressWords {
    /// What a text speaks of where it speaks of the whole objective.
    pub whole: Words,
    /// Words for beginning something.
    pub begun: Words,
    /// Words for bringing something to its end.
    pub finished: Words,
    /// Words for reaching something.
    pub reached: Words,
    /// Words for what is aimed at.
    pub target: Words,
    /// Words of denial.
    pub not: Words,
    /// Words for work that goes on.
    pub under_way: Words,
    /// Words that make a claim smaller, or one of the future.
    pub partly: Words,
    /// Words that make a claim whole.
    pub fully: Words,
    /// Words for more than.
    pub above: Words,
    /// Words for less than.
    pub below: Words,
    /// Words for a shortfall.
    pub shortfall: Words,
    /// Words for what makes up for a shortfall.
    pub despite: Words,
    /// Texts that say that nothing deviates.
    pub no_deviation: Words,
    /// Words before the year in which work is due.
    pub due: Words,
}

/// All words by which a report is understood.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wording {
    /// The words of headers, for each role.
    pub(crate) column: BTreeMap<Role, Vec<Weighted>>,
    /// The words of headers of references and titles.
    pub(crate) spelling: Spelling,
    /// The words of headings.
    pub(crate) heading: Headings,
    /// The words of the first pages.
    pub(crate) front: FrontWords,
    /// The words for statuses.
    pub(crate) status: StatusWords,
    /// What stands in a cell that has nothing to say.
    pub(crate) placeholder: Placeholders,
    /// What rows are called that sum up others.
    pub(crate) summary: Summaries,
    /// Numbers, months and parts of a year in words.
    pub(crate) number: Numbers,
    /// The words for what figures count.
    pub(crate) unit: Units,
    /// How far something has come.
    pub(crate) progress: ProgressWords,
    /// The user's own file, where there is one.
    #[serde(skip)]
    pub(crate) added: Option<String>,
}

/// The word lists that the program has.
const KNOWN: &str = concat!(
    include_str!("headers.toml"),
    include_str!("headings.toml"),
    include_str!("front.toml"),
    include_str!("status.toml"),
    include_str!("placeholders.toml"),
    include_str!("summaries.toml"),
    include_str!("numbers.toml"),
    include_str!("units.toml"),
    include_str!("progress.toml"),
);

/// Why a file of words cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}{message}", line.map_or(String::new(), |line| format!("line {line}: ")))]
pub struct WordingError {
    /// The line at fault, counted from 1; `None` where the file contradicts the program's own words.
    line: Option<usize>,
    /// What is wrong with it.
    message: String,
}

impl Wording {
    /// The words that the program knows.
    pub(crate) fn known() -> &'static Self {
        static READ: LazyLock<Wording> = LazyLock::new(|| read(KNOWN));
        &READ
    }

    /// A heading's number, if it has one, and the rest of its text.
    pub(crate) fn number<'t>(&self, text: &'t str) -> (Option<Numbering>, &'t str) {
        numbering::number(text, &self.heading)
    }

    /// The words that the program knows, and those of a user's file besides.
    ///
    /// # Errors
    /// Where the file is no TOML, or has something else than words in its places.
    pub fn with(added: &str) -> Result<Self, WordingError> {
        let wrong = |error: toml::de::Error| WordingError {
            line: error
                .span()
                .and_then(|span| added.get(..span.start))
                .map(|before| before.matches('\n').count() + 1),
            message: error.message().replace('\n', " "),
        };
        toml::from_str::<Self>(added).map_err(wrong)?;
        let mut all: toml::Table = read(KNOWN);
        add(&mut all, toml::from_str(added).map_err(wrong)?);
        let all: Self = all.try_into().map_err(wrong)?;
        Ok(Self { added: Some(added.to_owned()), ..all })
    }
}

/// What each word of a language stands for, from the lists of the words for each thing.
fn meanings<T: Display + Clone + PartialEq>(
    lists: &[(T, &Words<Written>)],
    language: Language,
) -> Result<FxHashMap<String, T>, String> {
    let mut meanings: FxHashMap<String, T> = FxHashMap::default();
    for (meaning, words) in lists {
        for word in words.side(language) {
            let before = meanings.insert(word.text().to_owned(), meaning.clone());
            if let Some(before) = before.filter(|before| before != meaning) {
                return Err(format!("`{}` stands for {before} and for {meaning}", word.text()));
            }
        }
    }
    Ok(meanings)
}

/// What the program's own lists hold. A test reads them all.
fn read<T: Default + for<'de> Deserialize<'de>>(file: &str) -> T {
    toml::from_str(file).unwrap_or_default()
}

/// Adds the lists of one table to those of another.
fn add(all: &mut toml::Table, more: toml::Table) {
    use toml::Value::{Array, Table};
    for (key, value) in more {
        match (all.get_mut(&key), value) {
            (Some(Table(all)), Table(more)) => add(all, more),
            (Some(Array(all)), Array(more)) => all.extend(more),
            (_, value) => {
                all.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arrays of strings in a table, each with the keys that lead to it.
    fn lists(value: &toml::Value, path: &str, found: &mut Vec<(String, Vec<String>)>) {
        match value {
            toml::Value::Table(table) => {
                table.iter().for_each(|(key, value)| lists(value, &format!("{path}.{key}"), found));
            }
            toml::Value::Array(values) if values.iter().all(toml::Value::is_str) => {
                let texts = values.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect();
                found.push((path.to_owned(), texts));
            }
            // The entries of a role are one list.
            toml::Value::Array(values) => values.iter().for_each(|value| lists(value, path, found)),
            _ => {}
        }
    }

    #[test]
    fn every_list_is_read_folded_and_without_an_entry_that_says_nothing_new() {
        toml::from_str::<Wording>(KNOWN).unwrap();
        let mut found = Vec::new();
        lists(&toml::Value::Table(toml::from_str(KNOWN).unwrap()), "", &mut found);
        assert!(found.len() > 80, "{}", found.len());
        found.sort();
        for (path, texts) in &found {
            assert!(!texts.is_empty() && texts.iter().all(|text| *text == folded(text)), "{path}: {texts:?}");
        }
        for lists in found.chunk_by(|a, b| a.0 == b.0) {
            let mut texts: Vec<&String> = lists.iter().flat_map(|(_, texts)| texts).collect();
            texts.sort();
            assert!(texts.windows(2).all(|pair| pair[0] != pair[1]), "{}: {texts:?}", lists[0].0);
        }
        // One word of these lists is enough, so that one that begins with another, or has all of its words, is of no use.
        let Wording { heading, front: FrontWords { title, session, .. }, status, .. } = Wording::known();
        let StatusWords { threshold, green, orange, red, reached, partly, not, measured, beside: _, done } =
            status;
        let Headings { objectives, indicators, objective, indicator, nothing, chapter, part, .. } = heading;
        for words in [
            objectives, indicators, objective, indicator, nothing, chapter, part, title, session, threshold,
            green, orange, red, reached, partly, not, measured, done,
        ] {
            for language in Language::BOTH {
                for (at, phrase) in words.side(language).iter().enumerate() {
                    let others = words.side(language).iter().enumerate().filter(|&(other, _)| other != at);
                    for (_, other) in others {
                        let hides = if std::ptr::eq(words, objectives) || std::ptr::eq(words, indicators) {
                            other.is_scattered_in(&phrase.0)
                        } else {
                            other.is_in(&phrase.0)
                        };
                        assert!(!hides, "{phrase:?} is never needed beside {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_users_words_stand_beside_the_programs_own() {
        let with =
            Wording::with("[[column.green]]\nfr = [\"Réussi dès\"]\n[heading.nothing]\nnl = [\"leeg\"]\n")
                .unwrap();
        let green = &with.column[&Role::Green];
        assert_eq!(green.len(), Wording::known().column[&Role::Green].len() + 1);
        assert_eq!(green.last().map(|words| words.weight), Some(Weighted::telling()));
        assert!(green.last().unwrap().all().all(|phrase| phrase.is(&Folded::new("Réussi dès"))));
        assert_eq!(with.heading.nothing.whole(&Folded::new("Leeg")), Some(Language::Nl));
        assert_eq!(with.heading.nothing.whole(&Folded::new("Nihil")), Some(Language::Fr));
    }

    #[test]
    fn a_file_of_words_that_makes_no_sense_is_refused_with_the_line_at_fault() {
        for (file, said) in [
            (
                "\n[[column.grene]]\nfr = [\"réussi\"]",
                "line 2: no column has the role `grene`; the roles are strategic_ref",
            ),
            ("[[column.green]]\nfr = [\"–\"]", "line 2: `–` has no letters"),
            ("[heading.nothing]\nde = [\"leer\"]", "line 2: unknown field `de`"),
            ("[[column.green]]\nweight = -1\nfr = [\"x\"]", "line 2: the weight -1 is not above 0"),
            ("green = ", "line 1: "),
        ] {
            let error = Wording::with(file).unwrap_err().to_string();
            assert!(error.contains(said) && !error.contains('\n'), "{error}");
        }
    }
}
