//! Maps to Unicode that a file's fonts have or lack, put right before the engine reads them.
//!
//! Two kinds are wrong in a way that leaves one reading. Ghostscript 10 writes the letters of a ligature with their bytes
//! swapped, and the last two of three as their sum. And a font that is drawn by operators (Type 3) may name its glyphs by
//! their codes, or after a standard encoding that it is based on. Not for fonts that are missing from the file: that is
//! [`super::mend`]; nor for glyphs that only their outline tells: that is [`super::shapes`].

use std::collections::HashSet;

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};

use super::mend::{extended, free_number, holds, stream_object};

/// Packed bytes of a map that is looked at; that of a font with 10,000 letters has some 60,000.
const PACKED: usize = 1 << 16;

/// Lines of a section of a map: no more than this are allowed (Adobe Technical Note 5014, 1.4.1).
const LINES: usize = 100;

/// The file with maps that are right, at its end; `None` where all are.
pub(super) fn completed(bytes: &[u8], pdf: &Pdf) -> Option<Vec<u8>> {
    let mut seen = HashSet::new();
    let mut free = None;
    let mut objects = Vec::new();
    for page in pdf.pages().iter() {
        let fonts = &page.resources().fonts;
        for name in fonts.keys() {
            let Some(id) = fonts.get_ref(&name).map(ObjectIdentifier::from) else { continue };
            let Some(font) = fonts.get::<Dict<'_>>(&name).filter(|_| seen.insert(id)) else { continue };
            let map = map_of(&font);
            let is_drawn = font.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_ref() == b"Type3");
            let right = match &map {
                _ if is_drawn => drawn(&font, map.as_deref().unwrap_or_default()),
                Some(map) => unswapped(map),
                None => None,
            };
            let Some(right) = right else { continue };
            if let Some(own) = font.get_ref("ToUnicode").map(ObjectIdentifier::from) {
                objects.extend(stream_object(own, &right));
            } else {
                let number = free.get_or_insert_with(|| free_number(bytes));
                let own = ObjectIdentifier::new(*number, 0);
                *number += 1;
                objects.extend(stream_object(own, &right));
                objects.extend(with_map(id, &font, own));
            }
        }
    }
    // What is added would have to be encrypted as the rest is.
    (!objects.is_empty() && !holds(bytes, b"/Encrypt")).then(|| extended(bytes, &objects))
}

/// A font's map to Unicode, unpacked.
fn map_of(font: &Dict<'_>) -> Option<Vec<u8>> {
    let map = font.get::<Stream<'_>>("ToUnicode")?;
    let is_plain = matches!(map.filters()[..], [] | [Filter::FlateDecode]);
    let is_little = is_plain && map.raw_data().len() <= PACKED;
    is_little.then(|| map.decoded_data().ok()).flatten().map(|data| data.into_owned())
}

/// A font as it stands in the file, with a map.
fn with_map(id: ObjectIdentifier, font: &Dict<'_>, map: ObjectIdentifier) -> Vec<u8> {
    let body = font.data().trim_ascii();
    let body = body.strip_prefix(b"<<").unwrap_or(body);
    let body = body.strip_suffix(b">>").unwrap_or(body);
    let head = format!("{} {} obj\n<<", id.obj_number, id.gen_number);
    let tail = format!(" /ToUnicode {} 0 R >>\nendobj\n", map.obj_number);
    [head.as_bytes(), body, tail.as_bytes()].concat()
}

/// A map in which ligatures have their letters the right way round; `None` where they have.
fn unswapped(map: &[u8]) -> Option<Vec<u8>> {
    let mut right = Vec::new();
    let mut from = 0;
    while let Some(open) = map[from..].iter().position(|&byte| byte == b'<').map(|at| from + at + 1) {
        let length = map[open..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        right.extend_from_slice(&map[from..open]);
        match letters(&map[open..open + length]) {
            Some(letters) => {
                right.extend(letters.iter().flat_map(|letter| format!("{letter:04x}").into_bytes()))
            }
            None => right.extend_from_slice(&map[open..open + length]),
        }
        from = open + length;
    }
    right.extend_from_slice(&map[from..]);
    (right != map).then_some(right)
}

/// The letters of a ligature that is written with its bytes swapped, in hexadecimal; `None` where it is not.
fn letters(digits: &[u8]) -> Option<Vec<u8>> {
    const UNIT: usize = 4;
    if digits.len() < 2 * UNIT || !digits.len().is_multiple_of(UNIT) {
        return None;
    }
    let mut letters = digits
        .chunks_exact(UNIT)
        .map(|unit| {
            let unit = u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok()?;
            let [letter, other] = unit.to_be_bytes();
            (letter > b' ' && other == 0).then_some(letter)
        })
        .collect::<Option<Vec<u8>>>()?;
    let sum = letters.pop()?;
    match letters.last() {
        Some(&before) if !sum.is_ascii() => letters.extend(parts(sum, before)?),
        _ => letters.push(sum),
    }
    letters.iter().all(u8::is_ascii_alphabetic).then_some(letters)
}

/// The last two letters of a ligature of three, by their sum and the letter before them: most begin with a double letter.
fn parts(sum: u8, before: u8) -> Option<[u8; 2]> {
    [before, b'f', b't'].into_iter().find_map(|second| {
        let third = sum.checked_sub(second)?;
        b"bfhijklt".contains(&third).then_some([second, third])
    })
}

/// A map for a drawn font that says more than its own, by the names of its glyphs; `None` where they say no more.
fn drawn(font: &Dict<'_>, map: &[u8]) -> Option<Vec<u8>> {
    let own = CMap::parse(map, |_| None);
    let encoding = font.get::<Dict<'_>>("Encoding")?;
    let is_based = encoding.contains_key("BaseEncoding");
    let names = names(&encoding);
    let mut says_more = false;
    let mut lines = Vec::new();
    for code in 0..=u8::MAX {
        let said = own.as_ref().and_then(|own| own.lookup_bf_string(code.into()));
        let name = names.iter().rfind(|(named, _)| *named == code).map(|(_, name)| name.as_str());
        let text = match said {
            Some(BfString::String(text)) => Some(text),
            Some(BfString::Char(text)) if !text.is_control() => Some(text.to_string()),
            _ => name
                .and_then(|name| by_name(code, name, is_based))
                .map(|text| text.to_string())
                .inspect(|_| says_more = true),
        };
        if let Some(text) = text {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
            lines.push(format!("<{code:02x}> <{units}>\n"));
        }
    }
    says_more.then(|| {
        let mut map = String::from("begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n");
        for lines in lines.chunks(LINES) {
            map += &format!("{} beginbfchar\n{}endbfchar\n", lines.len(), lines.concat());
        }
        (map + "endcmap\n").into_bytes()
    })
}

/// The codes and names of an encoding's differences (ISO 32000-1, 9.6.6.1).
fn names(encoding: &Dict<'_>) -> Vec<(u8, String)> {
    let mut names = Vec::new();
    let mut code = 0_i64;
    for item in encoding.get::<Array<'_>>("Differences").iter().flat_map(|array| array.iter::<Object<'_>>()) {
        match item {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                names.extend(u8::try_from(code).ok().map(|code| (code, name.as_str().to_owned())));
                code += 1;
            }
            _ => {}
        }
    }
    names
}

/// The character of a code whose glyph is named by the code's own number (`a233`), or by a name that says nothing (`BT`) in
/// an encoding that is based on a standard one. A name that says what it draws is the engine's to read.
fn by_name(code: u8, name: &str, is_based: bool) -> Option<char> {
    let number = name.trim_start_matches(|first: char| first.is_ascii_alphabetic());
    let is_numbered = number.len() < name.len() && number.parse::<u8>() == Ok(code);
    let says_nothing = (2..=3).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !LETTERS.contains(&name);
    (is_numbered || is_based && says_nothing).then(|| windows_1252(code)).flatten()
}

/// Names of two or three capitals that say what they draw.
const LETTERS: [&str; 9] = ["AE", "OE", "IJ", "LJ", "NJ", "DZ", "ETH", "ENG", "SF"];

/// What a code stands for in the encoding of Windows, which that of ISO 8859-1 is a part of.
fn windows_1252(code: u8) -> Option<char> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let text = match code {
        0x80..=0x9f => UPPER[usize::from(code - 0x80)],
        _ => char::from(code),
    };
    (!text.is_control()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_ligatures_get_their_bytes_the_right_way_round() {
        let map =
            |ligature: &str| format!("2 beginbfrange\n<01><01><0066>\n<2a><2a><{ligature}>\nendbfrange\n");
        for (swapped, right) in [
            ("66006900", "00660069"),
            ("74007400", "00740074"),
            ("6600cf00", "006600660069"),
            ("7400dd00", "007400740069"),
            ("6600dd00", "006600740069"),
        ] {
            assert_eq!(unswapped(map(swapped).as_bytes()), Some(map(right).into_bytes()), "{swapped}");
        }
        for right in ["00660069", "0069", "6900", "1d400041", "4e004e8c", "d83dde00"] {
            assert_eq!(unswapped(map(right).as_bytes()), None, "{right}");
        }
    }

    #[test]
    fn a_name_says_its_character_only_where_it_is_its_code_or_the_encoding_is_a_standard_one() {
        assert_eq!([by_name(233, "a233", false), by_name(65, "g65", false)], [Some('é'), Some('A')]);
        assert_eq!([by_name(97, "g1", false), by_name(97, "g1", true)], [None, None]);
        assert_eq!([by_name(45, "B9", true), by_name(45, "B9", false)], [Some('-'), None]);
        assert_eq!(
            [by_name(200, "AE", true), by_name(101, "eacute", true), by_name(3, "A3", false)],
            [None; 3]
        );
    }
}
