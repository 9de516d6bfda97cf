//! French and Dutch: the pair type that carries both, and telling one from the other.
//!
//! Not for where a cell's languages are split: that is `pair/`, which asks here how a line sounds.

use serde::{Deserialize, Serialize};

/// The report's two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

/// A thing in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
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

/// What stands in a cell that has nothing to say, in each language: not applicable, or not translated.
const PLACEHOLDERS: Bilingual<&[&str]> =
    Bilingual { fr: &["fr", "pa", "p.a.", "s.o.", "néant"], nl: &["nl", "nvt", "n.v.t."] };

/// Signs that stand for nothing in either language.
const SIGNS: [&str; 6] = ["/", "-", "–", "—", "//", "--"];

/// A text that stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// A word of one language.
    Word(Language),
    /// A sign.
    Sign,
}

/// Whether a text, alone in its cell or on its language's side of it, stands for nothing.
pub fn placeholder(text: &str) -> Option<Placeholder> {
    let text = text.trim();
    // Longer than any placeholder; spares the copy.
    if text.len() > 8 {
        return None;
    }
    let word = text.to_lowercase();
    if PLACEHOLDERS.fr.contains(&word.as_str()) {
        Some(Placeholder::Word(Language::Fr))
    } else if PLACEHOLDERS.nl.contains(&word.as_str()) {
        Some(Placeholder::Word(Language::Nl))
    } else {
        SIGNS.contains(&word.as_str()).then_some(Placeholder::Sign)
    }
}

/// Frequent words that belong to one language only; `de` and `en` are in both and tell nothing.
const WORDS: Bilingual<&[&str]> = Bilingual {
    fr: &[
        "le",
        "la",
        "les",
        "du",
        "des",
        "un",
        "une",
        "et",
        "est",
        "pour",
        "par",
        "sur",
        "dans",
        "avec",
        "au",
        "aux",
        "que",
        "qui",
        "ne",
        "pas",
        "plus",
        "ce",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "sont",
        "été",
        "ont",
        "être",
        "ou",
        "où",
        "il",
        "elle",
        "ils",
        "nous",
        "afin",
        "dont",
        "ainsi",
        "entre",
        "sous",
        "selon",
        "suite",
        "mise",
        "lieu",
        "cours",
        "année",
        "fin",
        "rapport",
        "voir",
        "deux",
        "trois",
        "tous",
        "toutes",
        "notre",
        "nos",
        "mais",
        "même",
        "très",
        "sans",
        "avant",
        "après",
        "a",
        "à",
        "d",
        "l",
        "qu",
        "n",
        "s",
        "c",
        "via",
        "lors",
        "encore",
        "déjà",
        "non",
        "oui",
        "nombre",
        "réalisé",
        "projet",
        "projets",
        "plan",
        "service",
        "services",
        "région",
        "bruxelles",
        "gestion",
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "objectif",
        "objectifs",
    ],
    nl: &[
        "het",
        "een",
        "van",
        "voor",
        "met",
        "in",
        "op",
        "te",
        "is",
        "zijn",
        "werd",
        "werden",
        "worden",
        "wordt",
        "niet",
        "door",
        "bij",
        "aan",
        "als",
        "om",
        "tot",
        "uit",
        "naar",
        "over",
        "ook",
        "dat",
        "die",
        "deze",
        "dit",
        "er",
        "wel",
        "nog",
        "geen",
        "of",
        "maar",
        "heeft",
        "hebben",
        "kan",
        "kunnen",
        "zal",
        "zullen",
        "moet",
        "moeten",
        "na",
        "tussen",
        "onder",
        "volgens",
        "binnen",
        "tijdens",
        "alle",
        "andere",
        "meer",
        "zoals",
        "waarbij",
        "waarin",
        "ter",
        "ten",
        "zich",
        "hun",
        "onze",
        "ons",
        "wij",
        "zie",
        "jaar",
        "jaarverslag",
        "eind",
        "begin",
        "twee",
        "drie",
        "eerste",
        "opstellen",
        "dienst",
        "diensten",
        "gewest",
        "brussel",
        "brusselse",
        "beheer",
        "januari",
        "februari",
        "maart",
        "mei",
        "juni",
        "juli",
        "augustus",
        "oktober",
        "december",
        "doelstelling",
        "doelstellingen",
        "werken",
        "gewestelijke",
        "nieuwe",
        "project",
        "projecten",
    ],
};

/// Groups of letters that are usual in one language and rare in the other, in lower case.
const LETTERS: Bilingual<&[&str]> = Bilingual {
    fr: &[
        "eau", "aux", "eux", "ç", "è", "ê", "à", "â", "î", "ô", "û", "ù", "œ", "é", "ique", "ment", "oir",
        "ette", "gn", "ille", "tion", "quo", "qui", "que", "ée",
    ],
    nl: &[
        "ij", "aa", "oo", "ee", "uu", "sch", "heid", "tie", "ing", "ge", "ve", "w", "k", "lijk", "elen",
        "eren", "oe", "ui", "ë", "ï", "gh", "dt", "chten", "den", "ten",
    ],
};

/// How French or Dutch a text sounds: above 0 French, below 0 Dutch, about 0 neither; the sum over its words, so
/// that a longer text gives a surer answer. A frequent word weighs 1, a group of letters a quarter.
pub fn lean(text: &str) -> f32 {
    text.split(|character: char| !character.is_alphabetic()).map(word_lean).sum()
}

fn word_lean(word: &str) -> f32 {
    if word.is_empty() {
        return 0.0;
    }
    let word = word.to_lowercase();
    let one = |hit: bool, weight: f32| if hit { weight } else { 0.0 };
    let listed = one(WORDS.fr.contains(&word.as_str()), 1.0) - one(WORDS.nl.contains(&word.as_str()), 1.0);
    if listed != 0.0 {
        return listed;
    }
    let letters = |list: &[&str]| list.iter().filter(|group| word.contains(**group)).count() as f32 * 0.25;
    (letters(LETTERS.fr) - letters(LETTERS.nl)).clamp(-0.75, 0.75)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_lean_to_their_language_and_names_to_neither() {
        assert!(lean("Le bac du nord est remis en service") > 1.0);
        assert!(lean("De veerboot van het noorden vaart opnieuw") < -1.0);
        assert_eq!(lean("2020-2025"), 0.0);
    }
}
