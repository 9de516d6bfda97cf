//! Whether the characters of a page, or of one of its fonts, make words. A font may name its characters wrongly, so that each
//! stands for another.
//!
//! Text in a third language makes words, too, if none that are known. Not for which language it is.

use std::collections::{BTreeSet, HashSet};

use crate::geometry::Turn;
use crate::read::Glyph;

/// Tolerances of this step.
struct Tolerances {
    /// Frequent words that show that a text is what it says.
    known: usize,
    /// The share of a page's words that must be frequent where they are fewer: of the words of a report a fifth and more are.
    share: f32,
    /// Different words that it takes to tell.
    words: usize,
    /// The share of the letters of different words that must be vowels: of French and Dutch ones two fifths are, of scrambled
    /// ones a quarter. Letters tell more than words where these are few.
    vowels: f32,
    /// The share of the words read from a picture that the characters must say, too, for their font to be sound.
    same: f32,
    /// Letters of a word that counts at least: a letter or two may be frequent by chance.
    letters: usize,
    /// Glyphs that it takes to tell by their kind, and the share of them that must be letters or digits.
    glyphs: usize,
    plain: f32,
    /// Glyphs of a page beyond which none are looked at; the fullest page of a report draws some 10 000.
    most: usize,
    /// The white, in ems, that parts words.
    gap: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    known: 5,
    share: 0.05,
    words: 12,
    vowels: 0.33,
    same: 0.5,
    letters: 3,
    glyphs: 100,
    plain: 0.4,
    most: 30_000,
    gap: 0.2,
};

/// What vowels there are in French and Dutch.
const VOWELS: &str = "aeiouyàâäáéèêëíîïóôöúùûüœæ";

/// Whether glyphs make words, of which some are among the `frequent`.
pub(super) fn makes_words(glyphs: &[Glyph], frequent: &HashSet<&str>) -> bool {
    if glyphs.len() > TOLERANCES.most {
        return true;
    }
    let Some(unknown) = Unknown::among(glyphs.iter(), frequent) else { return true };
    let solid = glyphs.iter().filter(|glyph| !glyph.is_space()).count();
    let plain = glyphs.iter().filter(|glyph| glyph.text.is_alphanumeric()).count();
    if solid >= TOLERANCES.glyphs && (plain as f32) < TOLERANCES.plain * solid as f32 {
        return false;
    }
    !unknown.is_scrambled()
}

/// The fonts of a page whose characters make no words.
pub(super) fn scrambled_fonts(glyphs: &[Glyph], frequent: &HashSet<&str>) -> Vec<u16> {
    if glyphs.len() > TOLERANCES.most {
        return Vec::new();
    }
    let runs = glyphs.chunk_by(|a, b| a.font == b.font);
    let fonts: BTreeSet<u16> = runs.filter_map(|run| run.first()).map(|glyph| glyph.font).collect();
    let is_scrambled = |&font: &u16| {
        let own = glyphs.iter().filter(|glyph| glyph.font == font);
        Unknown::among(own, frequent).is_some_and(|unknown| unknown.is_scrambled())
    };
    fonts.into_iter().filter(is_scrambled).collect()
}

/// Whether glyphs say most of the words that were `read` from the picture of them.
pub(super) fn say_the_same<'a>(glyphs: impl Iterator<Item = &'a Glyph>, read: &[Glyph]) -> bool {
    let own: HashSet<String> = words(glyphs).collect();
    let read: Vec<String> =
        words(read.iter()).filter(|word| word.chars().count() >= TOLERANCES.letters).collect();
    let same = read.iter().filter(|&word| own.contains(word)).count();
    !read.is_empty() && same as f32 >= TOLERANCES.same * read.len() as f32
}

/// The words of a text of which hardly any is frequent.
struct Unknown {
    known: usize,
    all: usize,
    different: HashSet<String>,
}

impl Unknown {
    /// The words of glyphs; `None` where enough of them are `frequent`.
    fn among<'a>(glyphs: impl Iterator<Item = &'a Glyph>, frequent: &HashSet<&str>) -> Option<Self> {
        let mut unknown = Self { known: 0, all: 0, different: HashSet::new() };
        for word in words(glyphs).filter(|word| word.chars().count() >= TOLERANCES.letters) {
            unknown.all += 1;
            unknown.known += usize::from(frequent.contains(word.as_str()));
            if unknown.known >= TOLERANCES.known {
                return None;
            }
            unknown.different.insert(word);
        }
        Some(unknown)
    }

    /// Whether there are so many words, and so few frequent ones and vowels among them, that they are none.
    fn is_scrambled(&self) -> bool {
        let letters = || self.different.iter().flat_map(|word| word.chars());
        let (all, vowels) = (letters().count(), letters().filter(|&letter| VOWELS.contains(letter)).count());
        self.different.len() >= TOLERANCES.words
            && (self.known as f32) < TOLERANCES.share * self.all as f32
            && (vowels as f32) < TOLERANCES.vowels * all as f32
    }
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.text.is_alphabetic()
}

/// The words of level text, in small letters: runs of letters that stand side by side.
fn words<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> impl Iterator<Item = String> {
    let mut level = glyphs.filter(|glyph| glyph.turn == Some(Turn::None)).peekable();
    std::iter::from_fn(move || {
        let mut word = String::new();
        while level.next_if(|glyph| !is_letter(glyph)).is_some() {}
        let mut before: Option<&Glyph> = None;
        while let Some(glyph) = level.next_if(|glyph| {
            let gap = TOLERANCES.gap * glyph.size;
            let follows = before.is_none_or(|before| {
                let ahead = glyph.origin.0 - (before.origin.0 + before.advance);
                ahead.abs() <= gap && (glyph.origin.1 - before.origin.1).abs() <= gap
            });
            is_letter(glyph) && follows
        }) {
            word.extend(glyph.text.to_lowercase());
            word.extend(glyph.more.iter().flat_map(|more| more.chars()));
            before = Some(glyph);
        }
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as it is drawn, each letter half an em wide.
    fn drawn(text: &str) -> Vec<Glyph> {
        let glyph = |(at, text): (usize, char)| Glyph::sample(text, (at as f32 * 5.0, 10.0));
        text.chars().enumerate().map(glyph).collect()
    }

    fn frequent() -> HashSet<&'static str> {
        HashSet::from(["les", "des", "pour", "une", "avec", "puis", "avant", "het", "van", "een", "voor"])
    }

    fn is_legible(text: &str) -> bool {
        makes_words(&drawn(text), &frequent())
    }

    /// A text with each small letter so many codes lower.
    fn shifted(text: &str, by: u32) -> String {
        let other = |letter: char| char::from_u32(u32::from(letter) - by).unwrap_or(letter);
        text.chars().map(|letter| if letter.is_ascii_lowercase() { other(letter) } else { letter }).collect()
    }

    const FRENCH: &str = "Renouveler la flotte des bacs pour garantir une bonne liaison avec les communes du lac, puis former \
                          les nouveaux équipages et entretenir chaque embarcadère avant le début de la saison";

    #[test]
    fn words_of_the_two_languages_and_of_others_are_words() {
        assert!(is_legible(FRENCH));
        let english = "The ferries of this district were repaired before summer began, and every crew member learned how \
                       rescue boats should be handled during storms";
        assert!(is_legible(english));
        assert!(is_legible("GRH SPRB CIBG 12 45"));
    }

    #[test]
    fn characters_that_stand_for_others_make_none() {
        assert!(!is_legible(&shifted(FRENCH, 29)));
        assert!(!is_legible(&shifted(FRENCH, 64)));
    }

    #[test]
    fn a_letter_that_happens_to_be_a_frequent_word_makes_no_words() {
        let elided = format!("{} l a l a l a l a", shifted(FRENCH, 29));
        assert!(!makes_words(&drawn(&elided), &HashSet::from(["l", "a", "des", "pour"])));
    }

    #[test]
    fn a_font_whose_characters_stand_for_others_is_told_among_sound_ones() {
        let set = |font: u16, text: &str| -> Vec<Glyph> {
            drawn(text).into_iter().map(|glyph| Glyph { font, ..glyph }).collect()
        };
        let page = [set(1, FRENCH), set(2, &shifted(FRENCH, 29)), set(3, "GRH SPRB CIBG 12 45")].concat();
        assert!(makes_words(&page, &frequent()));
        assert_eq!(scrambled_fonts(&page, &frequent()), [2]);
        assert!(scrambled_fonts(&page[..FRENCH.chars().count()], &frequent()).is_empty());
    }

    #[test]
    fn a_font_is_sound_where_its_picture_says_the_same() {
        let read = drawn(FRENCH);
        assert!(say_the_same(drawn(FRENCH).iter(), &read));
        assert!(!say_the_same(drawn(&shifted(FRENCH, 29)).iter(), &read));
        assert!(!say_the_same(read.iter(), &[]));
    }
}
