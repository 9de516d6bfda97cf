//! Folding: the form in which texts are compared.
//!
//! Not for telling languages apart: there accents say something.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case, without accents and with straight apostrophes. `œ`, `æ` and `ß` are written out, and the sign of
/// `N°` is the letter that it is typed for.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold(text, |character| folded.push(character));
    folded
}

/// The letters and figures of a folded text, without anything between them.
pub(crate) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    fold(text, |character| {
        if character.is_alphanumeric() {
            letters.push(character);
        }
    });
    letters
}

/// Gives the characters of a text, folded, one by one.
fn fold(text: &str, mut each: impl FnMut(char)) {
    for character in text.chars() {
        match character {
            // most characters by far, which need no table
            ascii if ascii.is_ascii() => each(ascii.to_ascii_lowercase()),
            '’' => each('\''),
            '°' | 'º' => each('o'),
            'œ' | 'Œ' => "oe".chars().for_each(&mut each),
            'æ' | 'Æ' => "ae".chars().for_each(&mut each),
            'ß' | 'ẞ' => "ss".chars().for_each(&mut each),
            other => other.to_lowercase().nfd().filter(|&part| !is_combining_mark(part)).for_each(&mut each),
        }
    }
}

/// A folded text with the places where its words begin: phrases are found in it even where a narrow column or a full
/// stop breaks their words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Folded {
    letters: String,
    /// Where words begin in `letters`, in bytes.
    starts: Vec<usize>,
    /// Which bytes words begin with, as [`initial`] numbers them: most phrases are in none of a text's words.
    initials: u64,
}

/// One of 64 bits for the first byte of a word.
fn initial(word: &str) -> u64 {
    word.bytes().next().map_or(0, |byte| 1 << (byte % 64))
}

impl Folded {
    /// Folds a text.
    pub(crate) fn new(text: &str) -> Self {
        let mut new = Self::default();
        for word in folded(text).split(|character: char| !character.is_alphanumeric()) {
            if !word.is_empty() {
                new.push(word);
            }
        }
        new
    }

    /// Its letters and figures.
    pub(crate) fn letters(&self) -> &str {
        &self.letters
    }

    /// Whether it is made of these phrases alone, one after the other.
    pub(crate) fn is_made_of<'p>(&self, phrases: impl Iterator<Item = &'p Phrase> + Clone) -> bool {
        // The places up to which phrases were found, those that are still to be looked at.
        let mut reached = BTreeSet::from([0]);
        while let Some(at) = reached.pop_first() {
            let rest = self.letters.get(at..).unwrap_or_default();
            let begin = phrases.clone().map(Phrase::letters).filter(|letters| rest.starts_with(letters));
            reached.extend(begin.map(|letters| at + letters.len()).filter(|&end| self.is_edge(end)));
            if reached.contains(&self.letters.len()) {
                return true;
            }
        }
        false
    }

    /// Its words without figures.
    pub(crate) fn without_figures(&self) -> Self {
        let mut new = Self::default();
        for word in self.words().filter(|word| word.contains(|letter: char| !letter.is_ascii_digit())) {
            new.push(word);
        }
        new
    }

    /// Adds a word behind the others.
    fn push(&mut self, word: &str) {
        self.starts.push(self.letters.len());
        self.initials |= initial(word);
        self.letters.push_str(word);
    }

    /// Its words.
    pub(crate) fn words(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.starts.iter().enumerate().map(|(at, &start)| {
            let end = self.starts.get(at + 1).copied().unwrap_or(self.letters.len());
            self.letters.get(start..end).unwrap_or_default()
        })
    }

    /// Whether a word begins or the text ends at a place.
    fn is_edge(&self, at: usize) -> bool {
        at == self.letters.len() || self.starts.binary_search(&at).is_ok()
    }

    /// Whether these letters begin where a word begins, and end where one ends unless they may `go_on`.
    fn has(&self, letters: &str, go_on: bool) -> bool {
        let may_have = letters.is_empty() || self.initials & initial(letters) != 0;
        may_have
            && self.starts.iter().any(|&start| {
                self.letters.get(start..).is_some_and(|rest| rest.starts_with(letters))
                    && (go_on || self.is_edge(start + letters.len()))
            })
    }
}

/// A word of so many letters also stands for longer ones that begin with it, as Dutch compounds and plurals do; shorter
/// ones are abbreviations, or begin too many words.
const LEAST_BEGINNING: usize = 5;

/// A word or several of a word list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Phrase(pub(super) Folded);

impl TryFrom<String> for Phrase {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let folded = Folded::new(&text);
        if folded.starts.is_empty() { Err(format!("`{text}` has no letters")) } else { Ok(Self(folded)) }
    }
}

impl Phrase {
    /// Its letters.
    pub(crate) fn letters(&self) -> &str {
        &self.0.letters
    }

    /// Whether a text has its words one after the other.
    pub(crate) fn is_in(&self, text: &Folded) -> bool {
        text.has(self.letters(), self.0.words().next_back().is_some_and(goes_on))
    }

    /// Whether a text has its words, in whatever order.
    pub(crate) fn is_scattered_in(&self, text: &Folded) -> bool {
        self.0.words().all(|word| text.has(word, goes_on(word)))
    }

    /// Whether a text is this and nothing else.
    pub(crate) fn is(&self, text: &Folded) -> bool {
        self.letters() == text.letters()
    }
}

/// A text of a word list that is compared with the signs in it, as `n.v.t.` and `db(a)` are; folded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Written(String);

impl TryFrom<String> for Written {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = folded(text.trim());
        if text.is_empty() { Err("a word is empty") } else { Ok(Self(text)) }
    }
}

impl Written {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

fn goes_on(word: &str) -> bool {
    word.chars().count() >= LEAST_BEGINNING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_ligatures_are_folded_away() {
        assert_eq!(folded("L’ÉTÉ de l'Œuvre, Straße n° 3"), "l'ete de l'oeuvre, strasse no 3");
        assert_eq!(letters("Mettre en Œuvre l'ÉTÉ (n° 3)."), letters("mettre en oeuvre l’été n°3"));
        let words: Vec<String> = Folded::new("Réf. O.S. 2").words().map(str::to_owned).collect();
        assert_eq!(words, ["ref", "o", "s", "2"]);
    }

    #[test]
    fn a_phrase_begins_where_a_word_does_and_a_short_one_ends_there_too() {
        let phrase = |text: &str| Phrase::try_from(text.to_owned()).unwrap();
        let has = |text: &str, words: &str| phrase(words).is_in(&Folded::new(text));
        assert!(has("Seuils verts", "seuil") && has("Réf. budgé taire", "budget") && has("É.T.É.", "ete"));
        assert!(has("Période rode", "rode") && !has("Période", "rode") && !has("Rodeo", "rode"));
        assert!(has("La valeur atteinte", "valeur atteinte") && !has("Atteinte, valeur", "valeur atteinte"));
        assert!(phrase("valeur atteinte").is_scattered_in(&Folded::new("Atteinte, valeur")));
        assert!(Phrase::try_from("–".to_owned()).is_err());
        assert!(Written::try_from(" ".to_owned()).is_err());
    }

    #[test]
    fn a_text_is_made_of_phrases_that_follow_each_other_from_word_to_word() {
        let phrases = ["rien", "rien a signaler", "nihil", "ni"];
        let phrases = phrases.map(|text| Phrase::try_from(text.to_owned()).unwrap());
        let is_made = |text: &str| Folded::new(text).is_made_of(phrases.iter());
        for text in ["Rien à signaler", "RIEN", "Nihil – rien à sig naler", "ni, rien", "Nihil Nihil Nihil"]
        {
            assert!(is_made(text), "{text}");
        }
        for text in ["", "Rien à dire", "nihiliste", "Nihil 2"] {
            assert!(!is_made(text), "{text}");
        }
        assert!(Folded::new("Nihil 2").without_figures().is_made_of(phrases.iter()));
    }
}
