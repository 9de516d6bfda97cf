//! Budget references: the items of a cell that holds several, as printed.
//!
//! An item begins with `AB` (allocation de base) or `BA` (basisallocatie). Digits that the column broke have been
//! joined where lines were; blanks are single.
//!
//! Not for the references of objectives and indicators: those are in `reference`.

use std::sync::LazyLock;

use super::{Regular, written};
use crate::misreading::{Form, Reading};
use crate::wording::without_mark;

/// What an item begins with: the letters of the French or of the Dutch word, with or without full stops, and no other.
static PREFIXED: Regular = LazyLock::new(|| written(r"^\.*(?i:A\.*B|B\.*A)\.*(?:\W|[0-9_]|$)"));

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

/// The form of a cell that holds nothing but allocations. Blanks alone stand between the groups of their digits; or full
/// stops, with a blank here and there and one more group. An allocation may break off after a group, as it does where a
/// page ends.
static FORM: LazyLock<Form> = LazyLock::new(|| {
    let digits = |count: usize| Form::Row(vec![Form::digit(); count]);
    let groups = |between: &dyn Fn() -> Form, last: Form| {
        let behind = [digits(3), digits(2), digits(2), last].into_iter().rev();
        let rest = behind.fold(None, |rest: Option<Form>, group| {
            let rest = rest.map_or(Form::Row(Vec::new()), Form::or_none);
            Some(Form::Row(vec![between(), group, rest]))
        });
        Form::Row(vec![digits(2), rest.map_or(Form::Row(Vec::new()), Form::or_none)])
    };
    let either = || Form::Either(vec![Form::Char('.'), Form::Char(' ')]);
    let blanks = Form::Row(vec![Form::Text(" "), groups(&|| Form::Text(" "), digits(4))]);
    let four = Form::Row(vec![digits(2), either().or_none(), digits(2)]);
    let stops = Form::Row(vec![either(), groups(&either, four)]);
    let letters = |first: char, second: char| {
        let stop = || Form::Char('.').or_none();
        Form::Row(vec![Form::Char(first), stop(), Form::Char(second), stop()])
    };
    let item = Form::Row(vec![
        Form::Either(vec![letters('A', 'B'), letters('B', 'A')]),
        Form::Either(vec![blanks, stops.seldom(BROKEN_BY_STOPS)]),
    ]);
    let mark = Form::Class(|mark| matches!(mark, ',' | ';')).or_none();
    Form::Row(vec![item.clone(), Form::Row(vec![mark, Form::Text(" "), item]).repeated().or_none()])
});

/// How much rarer full stops are between digits than blanks, in nats: more than the blanks of an allocation cost to be lost.
const BROKEN_BY_STOPS: f32 = 1.0;

/// How much rarer than allocations it is that a cell holds something else, in nats: in all, and for each character.
const OUTSIDE: (f32, f32) = (3.0, 0.3);

/// The allocations that a misread cell prints; `None` where it holds anything else.
pub(super) fn reread(text: &str) -> Option<Reading> {
    FORM.read(text, OUTSIDE.0 + OUTSIDE.1 * text.chars().count() as f32)
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

    fn reread(text: &str) -> Option<String> {
        super::reread(text).map(|reading| reading.text)
    }

    #[test]
    fn allocations_with_all_their_digits_get_their_blanks_back() {
        let printed = "AB 05 002 08 01 1211 AB 05 002 34 01 3300";
        assert_eq!(reread("AB05002 0801 1211 AB 05 00234 01 3300").as_deref(), Some(printed));
        assert_eq!(reread("ABO5 00208 011211").as_deref(), Some("AB 05 002 08 01 1211"));
        assert_eq!(reread("A8 05 002 08 01 l2l1").as_deref(), Some("AB 05 002 08 01 1211"));
        assert_eq!(reread("AB 05 002 34 01 33 00").as_deref(), Some("AB 05 002 34 01 3300"));
        assert_eq!(reread("ABO5 00208").as_deref(), Some("AB 05 002 08"));
        assert_eq!(reread("AB 04 002 07 „20 1111").as_deref(), Some("AB 04 002 07 20 1111"));
        for text in ["AB Phare", "AB 05 002 08 01 121", "04.002.07", "AB 04.002-07"] {
            assert_eq!(reread(text), None, "{text}");
        }
    }

    #[test]
    fn full_stops_between_digits_are_put_back() {
        for (text, printed) in [
            ("AB 04.002.07 „20 1111", "AB 04.002.07.20 1111"),
            ("AB 04.002.07 .20 1111", "AB 04.002.07.20 1111"),
            ("AB 05.002,34 -01.33.00", "AB 05.002.34.01.33.00"),
            ("AB 04.002.07.20 1111", "AB 04.002.07.20 1111"),
            ("AB 05.002.08.01.1211", "AB 05.002.08.01.1211"),
        ] {
            assert_eq!(reread(text).as_deref(), Some(printed), "{text}");
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
