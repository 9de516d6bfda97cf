//! Marks of notes: `¹`, `*`, `(*)`, `(1)` and `1)`, behind a figure or a reference and before the note itself.
//!
//! A mark is no part of the number before it. A number in brackets that stands alone is no mark. Not for which lines are
//! notes, which depends on where they stand: that is in `outline/`.

use std::sync::LazyLock;

use regex::Regex;

/// A text that ends in a digit or a percent sign, and a mark behind it. A mark that looks like a number of its own has at
/// most twenty numbers, and stands in brackets or behind a blank.
static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ (?<before> .* [0-9%] ) \s*?
          (?: [\(⁽]? [⁰¹²³⁴-⁹]{1,2} [\)⁾]? | \*{1,3} | \( \*{1,3} \) | \s? \( 1?[0-9] \) | \s 1?[0-9] \) )
          (?<after> \s* % )? $",
    )
    .ok()
});

/// A mark behind a letter, a digit or a percent sign, at the end of a word.
static CARRIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?<before> [\w%] )
          (?<sign> [\(⁽]? [⁰¹²³⁴-⁹]{1,2} [\)⁾]? | \s?\*{1,3} | \s?\( \*{1,3} \) | \s? \( 1?[0-9] \) | \s 1?[0-9] \) )
          (?: [\s%,;.] | $ )",
    )
    .ok()
});

/// A note: its mark, what may stand between them, and its text.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xs) ^ (?<sign> [\(⁽]? [⁰¹²³⁴-⁹]{1,2} [\)⁾]? | \(? \*{1,3} \)? | \(? 1?[0-9] \) )
          \s* [:=.]? \s* (?<text> [^\s*] .* ) $",
    )
    .ok()
});

/// The fewest letters of a note; fewer behind a mark are a unit or an abbreviation.
const LEAST_LETTERS: usize = 3;

/// The text without a mark at its end, or before the percent sign that ends it.
pub(crate) fn without_mark(text: &str) -> String {
    let Some(marked) = MARKED.as_ref().and_then(|form| form.captures(text.trim())) else {
        return text.to_owned();
    };
    let after = marked.name("after").map_or("", |after| after.as_str());
    format!("{}{after}", &marked["before"])
}

/// The bare signs of the marks in a text. The power of a unit, as in `m²`, is no mark.
pub(crate) fn marks_in(text: &str) -> Vec<String> {
    let found = CARRIED.iter().flat_map(|form| form.captures_iter(text));
    let marks = found.filter(|found| !(&found["before"] == "m" && ["²", "³"].contains(&&found["sign"])));
    marks.map(|found| bare(&found["sign"])).collect()
}

/// A note as it is printed: its mark and its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarkedNote<'t> {
    /// The bare sign of its mark, such as `1` or `*`.
    pub mark: String,
    /// The mark as printed.
    pub sign: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// A text that begins with a mark as a note; `None` for any other text.
pub(crate) fn note(text: &str) -> Option<MarkedNote<'_>> {
    let found = NOTE.as_ref()?.captures(text.trim())?;
    let (sign, text) = (found.name("sign")?.as_str(), found.name("text")?.as_str());
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    (letters >= LEAST_LETTERS).then(|| MarkedNote { mark: bare(sign), sign, text })
}

/// A sign without brackets, its digits as plain ones.
fn bare(sign: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain = |sign: char| match RAISED.iter().position(|&raised| raised == sign) {
        Some(digit) => char::from_digit(digit as u32, 10),
        None => Some(sign).filter(|sign| sign.is_ascii_digit() || *sign == '*'),
    };
    sign.chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_no_part_of_what_it_marks() {
        for (text, bare) in [
            ("84¹", "84"),
            ("84*", "84"),
            ("25 (*)", "25"),
            ("84 %¹", "84 %"),
            ("84¹ %", "84 %"),
            ("84 % (1)", "84 %"),
            ("84(¹)", "84"),
            ("84 1)", "84"),
            ("84(2)", "84"),
            ("73,5 ²⁾", "73,5"),
            ("O.O. 8¹", "O.O. 8"),
            ("AB 05 002 08 01 1211 (12)", "AB 05 002 08 01 1211"),
        ] {
            assert_eq!(without_mark(text), bare, "{text}");
        }
    }

    #[test]
    fn what_marks_nothing_stays() {
        for text in ["(25)", "(1)", "*", "84", "O.S. 1)", "12 m²", "84 (25)", "841)", "en cours*"] {
            assert_eq!(without_mark(text), text);
        }
    }

    #[test]
    fn every_mark_of_a_text_is_found_by_its_bare_sign() {
        for (text, marks) in [
            ("84¹", &["1"][..]),
            ("84 %(*)", &["*"]),
            ("84¹ %", &["1"]),
            ("84 (12)", &["12"]),
            ("84 2)", &["2"]),
            ("en cours **", &["**"]),
            ("O.O. 1.1⁽³⁾", &["3"]),
            ("AB 05 002 08 01 1211¹ AB 05 002 34 01 3300*", &["1", "*"]),
            ("(1)", &[]),
            ("O.S. 1)", &[]),
            ("84 (25)", &[]),
            ("12 m²", &[]),
            ("*84", &[]),
        ] {
            assert_eq!(marks_in(text), marks, "{text}");
        }
    }

    #[test]
    fn a_note_is_a_mark_and_a_text() {
        for (text, mark, rest) in [
            ("¹ Chiffre provisoire", "1", "Chiffre provisoire"),
            ("(1) Chiffre provisoire", "1", "Chiffre provisoire"),
            ("12) Voorlopig cijfer", "12", "Voorlopig cijfer"),
            ("(*): 2 bacs sur 3", "*", "2 bacs sur 3"),
            ("** = Voorlopig", "**", "Voorlopig"),
            ("⁽²⁾Sans les bacs", "2", "Sans les bacs"),
        ] {
            let found = note(text).map(|note| (note.mark, note.text));
            assert_eq!(found, Some((mark.to_owned(), rest)), "{text}");
        }
        for text in
            ["Chiffre provisoire", "1 Chiffre", "1. Office", "* 84", "(25) bacs du lac", "****", "² m"]
        {
            assert_eq!(note(text), None, "{text}");
        }
    }
}
