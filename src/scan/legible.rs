//! Whether the characters of a page make words. A font may name its characters wrongly, so that each stands for another.
//!
//! Text in a third language makes words, too, if none that are known. Not for which language it is.

use std::collections::HashSet;

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
    /// The share of different words without a vowel from which they are none: of French and Dutch ones a fourteenth at most,
    /// abbreviations included, of scrambled ones an eighth at least.
    mute: f32,
    /// Letters of a word that counts at least: abbreviations are shorter.
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
    mute: 0.1,
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
    let (mut known, mut all) = (0, 0);
    let mut different: HashSet<String> = HashSet::new();
    for word in words(glyphs) {
        all += 1;
        known += usize::from(frequent.contains(word.as_str()));
        if known >= TOLERANCES.known {
            return true;
        }
        if word.chars().count() >= TOLERANCES.letters {
            different.insert(word);
        }
    }
    let solid = glyphs.iter().filter(|glyph| !glyph.is_space()).count();
    let plain = glyphs.iter().filter(|glyph| glyph.text.is_alphanumeric()).count();
    if solid >= TOLERANCES.glyphs && (plain as f32) < TOLERANCES.plain * solid as f32 {
        return false;
    }
    let mute = different.iter().filter(|word| !word.contains(|letter: char| VOWELS.contains(letter))).count();
    different.len() < TOLERANCES.words
        || known as f32 >= TOLERANCES.share * all as f32
        || (mute as f32) < TOLERANCES.mute * different.len() as f32
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.text.is_alphabetic()
}

/// The words of level text, in small letters: runs of letters that stand side by side.
fn words(glyphs: &[Glyph]) -> impl Iterator<Item = String> {
    let mut level = glyphs.iter().filter(|glyph| glyph.turn == Some(Turn::None)).peekable();
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
    use crate::geometry::Rect;
    use crate::read::Ink;

    /// A text as it is drawn, each letter half an em wide.
    fn drawn(text: &str) -> Vec<Glyph> {
        let glyph = |(at, text): (usize, char)| {
            let x = at as f32 * 5.0;
            Glyph {
                text,
                more: None,
                origin: (x, 10.0),
                bbox: Rect::new(x, 2.0, x + 5.0, 12.0),
                advance: 5.0,
                size: 10.0,
                turn: Some(Turn::None),
                ink: Ink::default(),
                doubt: 0,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn is_legible(text: &str) -> bool {
        makes_words(&drawn(text), &HashSet::from(["le", "la", "des", "pour", "het", "van", "een", "voor"]))
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
        let shifted = |by: u32| -> String {
            let other = |letter: char| char::from_u32(u32::from(letter) - by).unwrap_or(letter);
            FRENCH
                .chars()
                .map(|letter| if letter.is_ascii_lowercase() { other(letter) } else { letter })
                .collect()
        };
        assert!(!is_legible(&shifted(29)));
        assert!(!is_legible(&shifted(64)));
    }
}
