//! French and Dutch: the pair type that carries both, and telling one from the other.
//!
//! Not for where a cell's languages are split: that is `pair/`, which asks here how a line sounds.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The report's two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

impl Language {
    /// French, and Dutch after it, as they are printed.
    pub const BOTH: [Self; 2] = [Self::Fr, Self::Nl];

    /// The other one of the two.
    pub fn other(self) -> Self {
        match self {
            Self::Fr => Self::Nl,
            Self::Nl => Self::Fr,
        }
    }
}

impl Language {
    /// 1 for French and -1 for Dutch: the sign with which a text in it leans.
    pub(crate) fn sign(self) -> f32 {
        match self {
            Self::Fr => 1.0,
            Self::Nl => -1.0,
        }
    }

    /// Its key in documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Nl => "nl",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fr => "French",
            Self::Nl => "Dutch",
        })
    }
}

/// A thing in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Bilingual_{T}")]
pub struct Bilingual<T> {
    /// The French side.
    pub fr: T,
    /// The Dutch side.
    pub nl: T,
}

impl<T> Bilingual<T> {
    /// A pair of both sides.
    pub fn new(fr: T, nl: T) -> Self {
        Self { fr, nl }
    }

    /// One side.
    pub fn side(&self, language: Language) -> &T {
        match language {
            Language::Fr => &self.fr,
            Language::Nl => &self.nl,
        }
    }

    /// Both sides, borrowed.
    pub fn as_ref(&self) -> Bilingual<&T> {
        Bilingual { fr: &self.fr, nl: &self.nl }
    }

    /// One side, to change it.
    pub fn side_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::Fr => &mut self.fr,
            Language::Nl => &mut self.nl,
        }
    }

    /// Each side put through `f`.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Bilingual<U> {
        Bilingual { fr: f(self.fr), nl: f(self.nl) }
    }
}

impl<T> Bilingual<Option<T>> {
    /// Whether neither side has anything.
    pub fn is_empty(&self) -> bool {
        self.fr.is_none() && self.nl.is_none()
    }
}

/// The languages in which a report or a table is printed, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Edition {
    /// Both languages, French first.
    #[default]
    #[serde(rename = "fr+nl")]
    FrenchFirst,
    /// Both languages, Dutch first.
    #[serde(rename = "nl+fr")]
    DutchFirst,
    /// French alone.
    #[serde(rename = "fr")]
    French,
    /// Dutch alone.
    #[serde(rename = "nl")]
    Dutch,
    /// Now in one way, now in another.
    #[serde(rename = "mixed")]
    Mixed,
}

impl Edition {
    /// The edition in both languages with this one first.
    pub(crate) fn beginning_with(first: Language) -> Self {
        match first {
            Language::Fr => Self::FrenchFirst,
            Language::Nl => Self::DutchFirst,
        }
    }

    /// The edition in this language alone.
    pub(crate) fn of(language: Language) -> Self {
        match language {
            Language::Fr => Self::French,
            Language::Nl => Self::Dutch,
        }
    }

    /// The language that stands first.
    pub(crate) fn first(self) -> Language {
        match self {
            Self::DutchFirst | Self::Dutch => Language::Nl,
            Self::FrenchFirst | Self::French | Self::Mixed => Language::Fr,
        }
    }

    /// Its only language, where it has but one.
    pub(crate) fn only(self) -> Option<Language> {
        match self {
            Self::French => Some(Language::Fr),
            Self::Dutch => Some(Language::Nl),
            Self::FrenchFirst | Self::DutchFirst | Self::Mixed => None,
        }
    }
}

/// Frequent words that belong to one language only; `de` and `en` are in both and tell nothing.
const WORDS: Bilingual<&str> = Bilingual {
    fr: "le la les du des un une et est pour par sur dans avec au aux que qui ne pas plus ce cette ces son sa ses leur \
         leurs sont été ont être ou où il elle ils elles nous afin dont ainsi entre sous selon suite mise lieu cours \
         année années fin voir deux trois tous toutes tout toute notre nos mais même très sans avant après à l qu lors \
         encore déjà non oui nombre réalisé réalisée projet projets région bruxelles gestion janvier février avril \
         mai juin juillet août septembre octobre novembre décembre objectif objectifs vers chez contre depuis pendant \
         chaque autres autre aussi notamment concernant relative relatif nouvelle nouveau nouveaux",
    nl: "het een van voor met in op te is zijn werd werden worden wordt niet door bij aan als om tot uit naar over ook \
         dat die deze er wel nog geen of maar heeft hebben kan kunnen zal zullen moet moeten na tussen onder volgens \
         binnen tijdens alle andere meer zoals waarbij waarin ter ten zich hun onze ons wij zie jaar jaarverslag eind \
         begin twee drie eerste opstellen dienst diensten gewest brussel brusselse beheer januari februari maart mei \
         juni juli augustus oktober december doelstelling doelstellingen werken gewestelijke nieuwe projecten tegen \
         sinds zonder rond vanaf elke elk omdat echter daarnaast inzake betreffende verdere verder",
};

/// The frequent words of both languages, and those that are in both.
pub(crate) fn frequent_words() -> impl Iterator<Item = &'static str> {
    WORDS.fr.split_whitespace().chain(WORDS.nl.split_whitespace()).chain(["de", "en"])
}

/// Letters that are usual in one language and rare in the other.
const LETTERS: Bilingual<&[&str]> = Bilingual {
    fr: &[
        "é", "è", "ê", "à", "ç", "ù", "û", "î", "ô", "œ", "eau", "aux", "eux", "oi", "isation", "ique",
        "ement",
    ],
    nl: &["ij", "aa", "oo", "uu", "sch", "ë", "ï", "w", "k", "atie", "isering", "heid", "lijk"],
};

/// Weights of the [`Identifier`], in nats.
struct Weights {
    /// A word that belongs to one language only.
    listed: f32,
    /// A group of letters usual in one language, and the most that a word's groups tell together.
    letters: f32,
    letters_most: f32,
    /// The most that a word tells which the report uses in one language.
    learnt_most: f32,
    /// The most that the letters of a word tell which the report uses nowhere else.
    built_most: f32,
    /// How surely a line must lean before it teaches, and how many words it must have.
    teaches: f32,
    teaches_words: usize,
    /// What is added to every count, as if each word had been seen a little in both languages.
    unseen: f32,
    /// Share of the other language's words that a language counts as having taught at least.
    least_taught: f32,
    /// How many words a language must have taught before it can be the only one, and before its letters tell without
    /// those of the other: three sentences.
    only: u32,
}

const WEIGHTS: Weights = Weights {
    listed: 1.0,
    letters: 0.6,
    letters_most: 0.9,
    learnt_most: 1.5,
    built_most: 0.6,
    teaches: 3.0,
    teaches_words: 6,
    unseen: 1.5,
    least_taught: 0.1,
    only: 40,
};

/// Tells French from Dutch, by lists of frequent words and by what the report itself prints in each language.
///
/// The lists alone know a sentence from its little words. Lines that they are sure of teach which other words and
/// groups of letters the report uses in which language, so that a title of two nouns can be told too (naive Bayes with
/// self-training; Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, ch. 13).
#[derive(Debug, Clone, Default)]
pub(crate) struct Identifier {
    /// The words of all lines that were to teach, those that taught nothing included: texts are asked far oftener than
    /// anything is learnt.
    words: FxHashMap<Box<str>, Heard>,
    letters: FxHashMap<[char; 3], Heard>,
    taught: Bilingual<u32>,
    groups: Bilingual<u32>,
}

/// How often something was learnt in each language, and how it leans by all that was learnt.
#[derive(Debug, Clone, Copy, Default)]
struct Heard {
    counts: Bilingual<u32>,
    lean: f32,
}

impl Identifier {
    /// Learns from the lines that can be told without learning. All of a report's at once: the leans are made anew each time.
    pub(crate) fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        for line in lines {
            let words: Vec<Cow<'_, str>> = words_of(line).collect();
            let language = sure_language(words.iter());
            for word in words {
                if let Some(language) = language {
                    for group in groups_of(&word) {
                        *self.letters.entry(group).or_default().counts.side_mut(language) += 1;
                        *self.groups.side_mut(language) += 1;
                    }
                    *self.taught.side_mut(language) += 1;
                }
                let heard = self.words.entry(word.into()).or_default();
                if let Some(language) = language {
                    *heard.counts.side_mut(language) += 1;
                }
            }
        }
        self.letters.values_mut().for_each(|group| group.lean = odds(group.counts, self.groups));
        let mut words = std::mem::take(&mut self.words);
        words.iter_mut().for_each(|(word, heard)| heard.lean = self.lean_of(word, heard.counts));
        self.words = words;
    }

    /// The language of a report that is printed in one alone; `None` where it is in both, or too short to tell.
    pub(crate) fn only(&self) -> Option<Language> {
        let Bilingual { fr, nl } = self.taught;
        let language = if fr > nl { Language::Fr } else { Language::Nl };
        let (most, least) = (fr.max(nl), fr.min(nl));
        let is_alone = most >= WEIGHTS.only && (least as f32) < WEIGHTS.least_taught * most as f32;
        is_alone.then_some(language)
    }

    /// Whether the letters of a word tell something: of one short text alone each group would tell for its language.
    fn tells_letters(&self) -> bool {
        let Bilingual { fr, nl } = self.taught;
        let (most, least) = (fr.max(nl), fr.min(nl));
        most >= WEIGHTS.only || least as f32 >= WEIGHTS.least_taught * most as f32
    }

    /// How French or Dutch a text sounds: above 0 French, below 0 Dutch, about 0 neither; the sum over its words, so
    /// that a longer text gives a surer answer. About 1 is one telling word.
    pub(crate) fn lean(&self, text: &str) -> f32 {
        words_of(text).map(|word| self.word(&word)).sum()
    }

    /// How French or Dutch a word sounds, in lower case, on the same scale.
    pub(crate) fn word(&self, word: &str) -> f32 {
        let heard = self.words.get(word).map(|heard| heard.lean);
        heard.unwrap_or_else(|| self.lean_of(word, Bilingual::default()))
    }

    /// The same of a word that was learnt so often.
    fn lean_of(&self, word: &str, counts: Bilingual<u32>) -> f32 {
        if let Some(&list) = listed_words().get(word) {
            return list;
        }
        if counts != Bilingual::default() {
            return odds(counts, self.taught).clamp(-WEIGHTS.learnt_most, WEIGHTS.learnt_most);
        }
        if !self.tells_letters() {
            return lettered(word);
        }
        let built: f32 =
            groups_of(word).filter_map(|group| self.letters.get(&group)).map(|group| group.lean / 2.0).sum();
        lettered(word) + built.clamp(-WEIGHTS.built_most, WEIGHTS.built_most)
    }
}

/// How French or Dutch a text sounds by the lists alone, on the scale of [`Identifier::lean`].
pub(crate) fn lean(text: &str) -> f32 {
    words_of(text).map(|word| listed(&word)).sum()
}

/// The language of a text that its frequent words alone leave no doubt of; `None` where it is too short, or in both.
pub(crate) fn surely(text: &str) -> Option<Language> {
    sure_language(words_of(text))
}

/// The same of some words.
pub(crate) fn sure_language(words: impl Iterator<Item = impl AsRef<str>>) -> Option<Language> {
    let (mut count, mut lean) = (0, 0.0);
    for word in words {
        count += 1;
        lean += listed_words().get(word.as_ref()).copied().unwrap_or(0.0);
    }
    let language = if lean > 0.0 { Language::Fr } else { Language::Nl };
    (count >= WEIGHTS.teaches_words && lean.abs() >= WEIGHTS.teaches).then_some(language)
}

/// The log odds of French against Dutch for something counted in both, of so many in all.
///
/// What one language has taught more than the other must not tell by itself: what is added for the unseen is added to the
/// shares, and not to the counts, or each rare word would be the other language's. A language that taught next to nothing
/// counts as if it had taught a little more, so that a report of one language tells little of the one that is not there.
fn odds(counts: Bilingual<u32>, all: Bilingual<u32>) -> f32 {
    let most = all.fr.max(all.nl) as f32;
    let unseen = 2.0 * WEIGHTS.unseen / (all.fr + all.nl).max(1) as f32;
    let share =
        |count: u32, all: u32| count as f32 / (all as f32).max(WEIGHTS.least_taught * most).max(1.0) + unseen;
    libm::logf(share(counts.fr, all.fr) / share(counts.nl, all.nl))
}

/// The words of a text, in lower case, as most are printed.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).map(|word| {
        let is_lower = word.chars().all(char::is_lowercase);
        if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
    })
}

/// Whether a French word has lost an accent: no mute e begins a word, and none stands before a consonant and the mute e at
/// its end. Words in capitals are often printed without.
pub(crate) fn lacks_accent(word: &str) -> bool {
    let word = word.rsplit(['\'', '’']).next().unwrap_or_default();
    let word = word.trim_matches(|character: char| !character.is_alphabetic());
    if !word.chars().any(char::is_lowercase) {
        return false;
    }
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let is_vowel = |letter: char| "aeiouyàâäéèêëîïôöûùü".contains(letter);
    // an x stands for two consonants
    let is_consonant = |letter: char| letter.is_alphabetic() && !is_vowel(letter) && letter != 'x';
    let begins = match letters[..] {
        ['e', one, next, ..] if is_consonant(one) && is_vowel(next) => true,
        ['e', one, 'l' | 'r' | 'h', next, ..] => "bcdfgptv".contains(one) && is_vowel(next),
        _ => false,
    };
    let stem = letters.strip_suffix(&['s']).unwrap_or(&letters);
    let ends = matches!(stem, [_, .., 'e', one, 'e'] if is_consonant(*one));
    begins || ends
}

/// Whether a word is among the frequent words of one language.
pub(crate) fn is_listed(word: &str) -> bool {
    listed_words().contains_key(word)
}

fn listed_words() -> &'static FxHashMap<&'static str, f32> {
    static LISTED: LazyLock<FxHashMap<&str, f32>> = LazyLock::new(|| {
        let french = WORDS.fr.split_whitespace().map(|word| (word, WEIGHTS.listed));
        french.chain(WORDS.nl.split_whitespace().map(|word| (word, -WEIGHTS.listed))).collect()
    });
    &LISTED
}

/// The groups of three letters of a word, its beginning and end included; none of a word that is too short to tell.
fn groups_of(word: &str) -> impl Iterator<Item = [char; 3]> {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    let count = if letters.len() < 5 { 0 } else { letters.len() - 2 };
    (0..count).map(move |at| [letters[at], letters[at + 1], letters[at + 2]])
}

/// How French or Dutch a word is by the lists.
fn listed(word: &str) -> f32 {
    listed_words().get(word).copied().unwrap_or_else(|| lettered(word))
}

/// How French or Dutch a word's letters are.
fn lettered(word: &str) -> f32 {
    let letters =
        |list: &[&str]| list.iter().filter(|group| word.contains(**group)).count() as f32 * WEIGHTS.letters;
    (letters(LETTERS.fr) - letters(LETTERS.nl)).clamp(-WEIGHTS.letters_most, WEIGHTS.letters_most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_lean_to_their_language_and_names_to_neither() {
        let identifier = Identifier::default();
        assert!(identifier.lean("Le bac du nord est remis en service") > 1.0);
        assert!(identifier.lean("De veerboot van het noorden vaart opnieuw") < -1.0);
        assert_eq!(identifier.lean("2020-2025"), 0.0);
    }

    #[test]
    fn a_french_word_shows_that_its_accent_is_lost() {
        for word in ["Ecluses", "l'Etat", "Echevins", "Roselieres", "(Systeme)", "Elèves"] {
            assert!(lacks_accent(word), "{word}");
        }
        for word in [
            "Écluses",
            "Roselières",
            "Entretien",
            "Exécution",
            "Eau",
            "Nouvelle",
            "Cette",
            "ECLUSES",
            "Bacs",
            "de",
        ] {
            assert!(!lacks_accent(word), "{word}");
        }
    }

    #[test]
    fn a_text_is_surely_in_a_language_by_several_of_its_little_words_only() {
        assert_eq!(surely("Le bac du nord est remis en service avec les agents"), Some(Language::Fr));
        assert_eq!(surely("De veerboot werd door de dienst aan het werk gezet"), Some(Language::Nl));
        assert_eq!(surely("Le bac du nord"), None);
        assert_eq!(surely("Digital Dock, Open Data Day, Smart City, Only Once"), None);
    }

    #[test]
    fn a_report_in_one_language_teaches_nothing_of_the_other() {
        let mut identifier = Identifier::default();
        let lines = ["le plan de personnel annuel est dans les objectifs du service"; 40];
        identifier.learn(lines);
        assert!(identifier.lean("personnel annuel") > 0.0);
        assert!(identifier.lean("plan annuel") > 0.0);
        assert_eq!(identifier.only(), Some(Language::Fr));
        identifier.learn(["het jaarlijks personeelsplan is een van de doelstellingen van de dienst"; 40]);
        assert_eq!(identifier.only(), None);
    }

    #[test]
    fn a_long_text_in_one_language_leaves_the_others_as_they_are() {
        let mut identifier = Identifier::default();
        identifier.learn([
            "la digue du sud est rehaussée avec les pierres de la carrière",
            "de zuidelijke dijk werd met stenen uit de groeve verhoogd en is weer open",
        ]);
        let french = "le bac est visité par deux agents qui ont relevé l'état des vannes et de la coque";
        identifier.learn([french; 90]);
        for (text, language) in [
            ("Remplacer les pierres", Language::Fr),
            ("Carrière", Language::Fr),
            ("De dijk verhoogd", Language::Nl),
            ("Zuidelijke groeve", Language::Nl),
        ] {
            assert!(identifier.lean(text) * language.sign() > 0.0, "{text}: {}", identifier.lean(text));
        }
    }

    #[test]
    fn one_line_in_one_language_teaches_no_letters() {
        let mut identifier = Identifier::default();
        identifier.learn(["le bac est rendu aux agents dans le plan des landes du nord"]);
        assert_eq!(identifier.lean("rietlanden"), 0.0);
        assert!(identifier.lean("landes") > 0.0);
    }

    #[test]
    fn a_rare_word_of_the_language_that_is_printed_more_is_in_that_one() {
        let mut identifier = Identifier::default();
        identifier
            .learn(["le bac est visité par deux agents qui ont relevé l'état des vannes de la coque"; 3]);
        identifier.learn([
            "la roselière est replantée sur douze hectares avec les agents du port",
            "het riet werd op twaalf hectare heraangeplant door de dienst van de haven",
        ]);
        assert!(identifier.lean("douze hectares") > 0.0, "{}", identifier.lean("douze hectares"));
        assert!(identifier.lean("twaalf") < 0.0);
    }

    #[test]
    fn what_the_report_prints_in_a_language_tells_the_language_of_a_title() {
        let mut identifier = Identifier::default();
        identifier.learn([
            "le plan de personnel annuel est dans les objectifs du service",
            "het jaarlijks personeelsplan is een van de doelstellingen van de dienst",
        ]);
        assert!(identifier.lean("personnel annuel") > 1.0);
        assert!(identifier.lean("personeelsplan") < 0.0);
    }
}
