//! Budget references: the items of a cell that holds several, as printed.
//!
//! An item begins with `AB` (allocation de base) or `BA` (basisallocatie). Digits that the column broke have been
//! joined where lines were; blanks are single.
//!
//! Not for the references of objectives and indicators: those are in `reference`.

use std::sync::LazyLock;

use super::{Form, written};
use crate::scan::as_digits;
use crate::wording::without_mark;

/// What an item begins with: the letters of the French or of the Dutch word, with or without full stops, and no other.
static PREFIXED: Form = LazyLock::new(|| written(r"^\.*(?i:A\.*B|B\.*A)\.*(?:\W|[0-9_]|$)"));

/// How many letters that is.
const PREFIX: usize = 2;

/// All characters of an allocation.
pub(super) const ALPHABET: &str = "AB0123456789.";

/// Whether a text begins as a budget reference does.
pub(super) fn begins(text: &str) -> bool {
    PREFIXED.as_ref().is_some_and(|form| form.is_match(text))
}

/// The items of a cell.
pub(super) fn references(raw: Option<&str>) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for paragraph in raw.unwrap_or_default().split(['\n', ';']) {
        let mut open = false;
        for word in paragraph.split_whitespace() {
            let starts = begins(word);
            match items.last_mut() {
                // The lines of one item, and what belongs to it after a meant break, go on until the next prefix.
                Some(item) if !starts && (open || begins(item)) => {
                    item.push(' ');
                    item.push_str(word);
                }
                _ => items.push(word.to_owned()),
            }
            open = true;
        }
    }
    for item in &mut items {
        *item = without_mark(item.trim_end_matches([',', ' ']));
    }
    items.retain(|item| !item.is_empty());
    items
}

/// How many digits an allocation has: mission, programme, activity, serial number and economic code, `05 002 08 01 1211`.
const DIGITS: usize = 13;

/// How the digits of an allocation are parted by blanks, where they are.
const GROUPS: [usize; 5] = [2, 3, 2, 2, 4];

/// The text of a cell that holds nothing but allocations with blanks alone between their digits, with the blanks where they
/// belong; letters that look like figures are those. The last may break off after a group of digits, as it does where a
/// page ends. `None` where the cell holds anything else.
pub(super) fn spaced(text: &str) -> Option<String> {
    let squashed: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    let mut rest = squashed.as_slice();
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (prefix, behind) = rest.split_at_checked(PREFIX)?;
        let prefix: String = prefix.iter().collect();
        if !begins(&prefix) {
            return None;
        }
        words.push(prefix);
        rest = behind;
        for length in GROUPS {
            if rest.is_empty() {
                break;
            }
            let (digits, behind) = rest.split_at_checked(length)?;
            let digits = as_digits(&digits.iter().collect::<String>());
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            words.push(digits);
            rest = behind;
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// What a full stop on a picture is taken for; a dash only at the beginning of a word, where a line began with a full stop.
const STOPS: [char; 6] = ['„', '‚', ',', '\'', '’', '·'];

/// The text of a cell that prints full stops between digits, with full stops alone where it has other marks between digits,
/// or blanks before them; `None` where it has none, or is no allocation.
pub(super) fn stopped(text: &str) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let parts =
        |at: usize, mark: char| characters[at] == mark && at > 0 && is_digit(at - 1) && is_digit(at + 1);
    if !begins(text) || !(0..characters.len()).any(|at| parts(at, '.')) {
        return None;
    }
    let mut out = String::new();
    for (at, &character) in characters.iter().enumerate() {
        let begins_word = at > 0 && characters[at - 1].is_whitespace();
        let is_stop = STOPS.contains(&character) || (begins_word && matches!(character, '-' | '.'));
        let before = out.trim_end().len();
        if is_stop && is_digit(at + 1) && out[..before].ends_with(|last: char| last.is_ascii_digit()) {
            out.truncate(before);
            out.push('.');
        } else {
            out.push(character);
        }
    }
    (out != text).then_some(out)
}

/// Whether a reference is a prefix with all digits of an allocation, or with a name.
pub(crate) fn is_well_formed(item: &str) -> bool {
    let digits = digits(item);
    begins(item) && (digits == 0 || digits == DIGITS)
}

/// Whether a text has most digits of an allocation and is none, nor several.
pub(super) fn is_garbled(text: &str) -> bool {
    2 * digits(text) > DIGITS && !references(Some(text)).iter().all(|item| is_well_formed(item))
}

/// Whether a text is allocations with all their digits and nothing else, as many as the digits of a garbled one make.
pub(super) fn makes_up(text: &str, garbled: &str) -> bool {
    let items = references(Some(text));
    let count = (digits(garbled) + DIGITS / 2) / DIGITS;
    items.len() == count && items.iter().all(|item| begins(item) && digits(item) == DIGITS)
}

/// How many digits a text has.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocations_with_all_their_digits_get_their_blanks_back() {
        let printed = "AB 05 002 08 01 1211 AB 05 002 34 01 3300";
        assert_eq!(spaced("AB05002 0801 1211 AB 05 00234 01 3300").as_deref(), Some(printed));
        assert_eq!(spaced("ABO5 00208 011211").as_deref(), Some("AB 05 002 08 01 1211"));
        assert_eq!(spaced("AB 05.002.08.01.1211"), None);
        assert_eq!(spaced("AB Phare"), None);
        assert_eq!(spaced("ABO5 00208").as_deref(), Some("AB 05 002 08"));
        assert_eq!(spaced("AB 05 002 08 01 121"), None);
    }

    #[test]
    fn full_stops_between_digits_are_put_back_where_the_cell_has_others() {
        assert_eq!(stopped("AB 04.002.07 „20 1111").as_deref(), Some("AB 04.002.07.20 1111"));
        assert_eq!(stopped("AB 04.002.07 .20 1111").as_deref(), Some("AB 04.002.07.20 1111"));
        assert_eq!(stopped("AB 05.002,34\n-01.33.00").as_deref(), Some("AB 05.002.34.01.33.00"));
        for text in ["AB 04.002.07.20 1111", "AB 04 002 07 „20 1111", "AB 04.002-07", "04.002,07"] {
            assert_eq!(stopped(text), None, "{text}");
        }
    }

    #[test]
    fn most_digits_of_an_allocation_are_a_garbled_one() {
        assert!(is_garbled("ABOS5 00208 011211") && is_garbled("AB 05 002 08 01 12"));
        assert!(!is_garbled("AB 05 002 08 01 1211 AB Phare") && !is_garbled("PV 2021-04"));
        let two = "AB 05.002.08.01.1211 AB 05 002 34 01 3300";
        assert!(makes_up(two, "AB OS.002.08.01.1211 AS 05 002 34 01 330"));
        assert!(!makes_up(two, "ABOS5 00208 011211") && !makes_up("AB 05", "AB 05 002 08 01 12"));
    }

    #[test]
    fn a_cell_gives_one_item_a_prefix() {
        assert_eq!(
            references(Some("AB 05 002 08 01 1211\nAB.05 002.34\n01 3300 AB Phare")),
            ["AB 05 002 08 01 1211", "AB.05 002.34 01 3300", "AB Phare"]
        );
        assert_eq!(references(Some("05 002 08\n05 003 09")), ["05 002 08", "05 003 09"]);
        assert_eq!(references(Some("AB 05 002 08 01 1211¹ AB Phare")), ["AB 05 002 08 01 1211", "AB Phare"]);
        assert!(references(None).is_empty());
    }
}
