//! Marks of notes behind a figure or a reference: `¹`, `*`, `(*)`, `(1)` and `1)`.
//!
//! A mark is no part of the number before it. A number in brackets that stands alone is no mark. Not for the text of the
//! notes.

use std::sync::LazyLock;

use super::{Regular, written};

/// A text that ends in a digit or a percent sign, and a mark behind it. A mark that looks like a number of its own has at
/// most twenty numbers, and stands in brackets or behind a blank.
static MARKED: Regular = LazyLock::new(|| {
    written(
        r"(?x) ^ (?<before> .* [0-9%] ) \s*?
          (?: [\(⁽]? [⁰¹²³⁴-⁹]{1,2} [\)⁾]? | \*{1,3} | \( \*{1,3} \) | \s? \( 1?[0-9] \) | \s 1?[0-9] \) )
          (?<after> \s* % )? $",
    )
});

/// The text without a mark at its end, or before the percent sign that ends it.
pub(super) fn without(text: &str) -> String {
    let Some(marked) = MARKED.as_ref().and_then(|form| form.captures(text.trim())) else {
        return text.to_owned();
    };
    let after = marked.name("after").map_or("", |after| after.as_str());
    format!("{}{after}", &marked["before"])
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
            assert_eq!(without(text), bare, "{text}");
        }
    }

    #[test]
    fn what_marks_nothing_stays() {
        for text in ["(25)", "(1)", "*", "84", "O.S. 1)", "12 m²", "84 (25)", "841)", "en cours*"] {
            assert_eq!(without(text), text);
        }
    }
}
