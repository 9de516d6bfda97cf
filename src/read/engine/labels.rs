//! Page labels (ISO 32000-1, 12.4.2) and text strings (7.9.2.2) of a PDF's own dictionaries.
//!
//! Not for the order of pages, which the labels do not change.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::xref::XRef;

/// How deep a number tree may nest; real ones have two or three levels.
const DEPTH: u32 = 16;

/// The label of each of `pages` pages; empty where the file gives none.
pub(super) fn page_labels(xref: &XRef, pages: usize) -> Vec<String> {
    let mut ranges = Vec::new();
    if let Some(tree) =
        xref.get::<Dict<'_>>(xref.root_id()).and_then(|root| root.get::<Dict<'_>>("PageLabels"))
    {
        collect(&tree, DEPTH, &mut ranges);
    }
    ranges.sort_by_key(|range| range.first);
    if ranges.is_empty() {
        return Vec::new();
    }
    (0..pages)
        .map(|index| match ranges.iter().rfind(|range| range.first <= index) {
            Some(range) => range.label(index),
            None => (index + 1).to_string(),
        })
        .collect()
}

/// Pages from `first` (counted from 0) on that are labelled in one way.
struct Range {
    first: usize,
    prefix: String,
    style: Option<u8>,
    start: usize,
}

impl Range {
    fn label(&self, index: usize) -> String {
        let number = self.start + (index - self.first);
        let numeral = match self.style {
            Some(b'D') => number.to_string(),
            Some(b'R') => roman(number),
            Some(b'r') => roman(number).to_lowercase(),
            Some(letter @ (b'A' | b'a')) => letters(number, letter),
            _ => String::new(),
        };
        let label = format!("{}{numeral}", self.prefix);
        if label.is_empty() { (index + 1).to_string() } else { label }
    }
}

fn collect(node: &Dict<'_>, depth: u32, ranges: &mut Vec<Range>) {
    if let Some(numbers) = node.get::<Array<'_>>("Nums") {
        let mut items = numbers.flex_iter();
        while let (Some(first), Some(label)) = (items.next::<u32>(), items.next::<Dict<'_>>()) {
            ranges.push(Range {
                first: first as usize,
                prefix: label
                    .get::<PdfString<'_>>("P")
                    .map(|text| text_string(text.as_bytes()))
                    .unwrap_or_default(),
                style: label.get::<Name<'_>>("S").and_then(|name| name.as_ref().first().copied()),
                start: label.get::<u32>("St").unwrap_or(1) as usize,
            });
        }
    }
    if let (Some(kids), true) = (node.get::<Array<'_>>("Kids"), depth > 0) {
        for kid in kids.iter::<Object<'_>>() {
            if let Object::Dict(kid) = kid {
                collect(&kid, depth - 1, ranges);
            }
        }
    }
}

/// A number in capital Roman numerals.
fn roman(mut number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Beyond this a file is playing games, and the label would be all M.
    if number >= 10_000 {
        return number.to_string();
    }
    let mut text = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            text.push_str(numeral);
            number -= value;
        }
    }
    text
}

/// A to Z, then AA to ZZ, and so on.
fn letters(number: usize, first: u8) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(first + (index % 26) as u8);
    std::iter::repeat_n(letter, index.min(26_000) / 26 + 1).collect()
}

/// A PDF text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, of which only the Latin-1 part is used here.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_follow_the_standard() {
        assert_eq!([1, 4, 9, 14, 1999].map(roman), ["I", "IV", "IX", "XIV", "MCMXCIX"]);
        assert_eq!([1, 26, 27].map(|number| letters(number, b'a')), ["a", "z", "aa"]);
    }

    #[test]
    fn text_strings_are_decoded_by_their_mark() {
        assert_eq!(text_string(b"\xfe\xff\x00S\x00k\x00i\x00a"), "Skia");
        assert_eq!(text_string(b"Qt \xe9"), "Qt é");
    }
}
