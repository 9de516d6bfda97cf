//! What a damaged file can be given back, so that the engine reads what is left of it: a catalogue where that is lost, and
//! stand-ins for fonts that are lost.
//!
//! A font that is missing takes its codes' meaning with it, and the engine would set them in Helvetica, as other
//! characters than were printed. Where the file's other fonts agree on what the codes mean, as the subsets of one family
//! do that a program numbers alike, or name a standard encoding, the lost one's are read in the same way; else they stand
//! as U+FFFD. Nothing here is done to a file that is whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::streams::Judge;
use crate::read::limits;

/// Tolerances of this step.
struct Tolerances {
    /// Codes that two fonts must both have before their agreement says something about a third: numbers in the order of
    /// use agree on none or one.
    shared: usize,
    /// The share of a lost font's codes that the others must know.
    known: f32,
    /// Codes that a composite font can have.
    codes: u32,
}

const TOLERANCES: Tolerances = Tolerances { shared: 20, known: 0.9, codes: 1 << 16 };

/// Encodings that say by themselves what each code means (ISO 32000-1, annex D).
const STANDARD: [&[u8]; 2] = [b"WinAnsiEncoding", b"MacRomanEncoding"];

/// The file with an end for the stream that it is cut in, so that its beginning can be read; `None` where it is cut in
/// none. With it comes the number of the object that is cut.
pub(super) fn with_end(bytes: &[u8]) -> Option<(Vec<u8>, Option<u32>)> {
    const STREAM: &[u8] = b"stream";
    let ends = |at: usize| bytes[..at].ends_with(b"end");
    // The word may also stand in a text, as a title.
    let begins = |at: usize| {
        bytes[..at].trim_ascii_end().ends_with(b">>")
            && matches!(bytes.get(at + STREAM.len()), Some(b'\r' | b'\n'))
    };
    let keyword = |&at: &usize| bytes[at..].starts_with(STREAM) && (ends(at) || begins(at));
    let last = (0..bytes.len()).rev().find(keyword)?;
    (!ends(last)).then(|| (extended(bytes, b""), limits::number(&bytes[..last])))
}

/// The file with a catalogue at its end, by which the engine finds the pages one by one; `None` where it has one.
pub(super) fn with_catalogue(bytes: &[u8]) -> Option<Vec<u8>> {
    let number = free_number(bytes);
    let catalogue = format!("{number} 0 obj\n<< /Type /Catalog /Pages {} 0 R >>\nendobj\n", number + 1);
    (!holds(bytes, b"/Catalog")).then(|| extended(bytes, catalogue.as_bytes()))
}

/// A lost font's number, and whether its text can be read all the same.
pub(super) type LostFonts = HashMap<ObjectIdentifier, bool>;

/// The fonts that the file's pages ask for and that are lost, and the file with stand-ins for them.
pub(super) fn with_fonts(bytes: &[u8], pdf: &Pdf, judge: &Judge) -> Option<(Vec<u8>, LostFonts)> {
    let lost_on = |page: &Page<'_>| {
        let fonts = &page.resources().fonts;
        fonts.keys().any(|name| fonts.get_ref(&name).is_some() && !is_whole_in(fonts, &name))
    };
    // What is added would have to be encrypted as the rest is.
    if !pdf.pages().iter().any(lost_on) || holds(bytes, b"/Encrypt") {
        return None;
    }
    let (mut lost, mut known) = (BTreeMap::new(), BTreeMap::new());
    for page in pdf.pages().iter().filter(|page| !judge.is_overfull(page)) {
        let fonts = &page.resources().fonts;
        for name in fonts.keys() {
            let Some(id) = fonts.get_ref(&name).map(ObjectIdentifier::from) else { continue };
            match fonts.get::<Dict<'_>>(&name).filter(is_whole) {
                Some(font) => drop(known.insert(id, font)),
                None => lost.entry(id).or_insert_with(Vec::new).push((page, name)),
            }
        }
    }
    let agreed = agreed(known.values());
    let standard = known.values().find_map(|font| font.get::<Name<'_>>("Encoding").filter(is_standard));
    let mut number = free_number(bytes);
    let (mut objects, mut fonts) = (String::new(), LostFonts::new());
    for (id, places) in lost {
        let strings: Vec<Vec<u8>> = places.iter().flat_map(|(page, name)| strings(page, name)).collect();
        let composite = agreed.as_ref().filter(|agreed| agreed.knows(&strings));
        let simple = standard.as_ref().filter(|_| strings.iter().flatten().all(|&code| code >= b' '));
        let font = if let Some(agreed) = composite {
            let map = agreed.to_unicode();
            objects +=
                &format!("{number} 0 obj\n<< /Length {} >>\nstream\n{map}\nendstream\nendobj\n", map.len());
            number += 1;
            format!(
                "/Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /DescendantFonts [{}] /ToUnicode {} 0 R",
                agreed.descendant,
                number - 1
            )
        } else if let Some(encoding) = simple {
            format!("/Subtype /Type1 /BaseFont /Helvetica /Encoding /{}", encoding.as_str())
        } else {
            silent(agreed.is_some() || standard.is_none())
        };
        objects += &format!("{} {} obj\n<< /Type /Font {font} >>\nendobj\n", id.obj_number, id.gen_number);
        fonts.insert(id, composite.is_some() || simple.is_some());
    }
    Some((extended(bytes, objects.as_bytes()), fonts))
}

fn is_whole_in(fonts: &Dict<'_>, name: &Name<'_>) -> bool {
    fonts.get::<Dict<'_>>(name).is_some_and(|font| is_whole(&font))
}

/// Whether all is there that says what a font's codes mean.
fn is_whole(font: &Dict<'_>) -> bool {
    let descendants = font.get::<Array<'_>>("DescendantFonts").map(|fonts| fonts.iter::<Dict<'_>>().count());
    let mapped = !font.contains_key("ToUnicode") || font.get::<Object<'_>>("ToUnicode").is_some();
    mapped && (!font.contains_key("DescendantFonts") || descendants.is_some_and(|count| count > 0))
}

fn is_standard(encoding: &Name<'_>) -> bool {
    STANDARD.contains(&encoding.as_ref())
}

/// What the composite fonts of a file agree on.
struct Agreed {
    characters: BTreeMap<u32, String>,
    /// The descendant font of the one that has most characters, as it stands in the file: its widths are as good as any.
    descendant: String,
}

/// What the codes of the composite fonts mean, if those fonts agree.
fn agreed<'a>(fonts: impl Iterator<Item = &'a Dict<'a>>) -> Option<Agreed> {
    let (mut characters, mut most, mut shared) = (BTreeMap::new(), (0, String::new()), BTreeSet::new());
    for font in fonts {
        let identity = font.get::<Name<'_>>("Encoding").is_some_and(|name| name.as_ref() == b"Identity-H");
        let Some(map) = font.get::<Stream<'_>>("ToUnicode").filter(|_| identity) else { continue };
        let Some(map) = map.decoded_data().ok().and_then(|data| CMap::parse(&data, |_| None)) else {
            continue;
        };
        let Some(descendant) = font.get::<Array<'_>>("DescendantFonts") else { continue };
        let mut own = 0;
        for code in 0..TOLERANCES.codes {
            let text = match map.lookup_bf_string(code) {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                None => continue,
            };
            own += 1;
            match characters.get(&code) {
                Some(other) if *other != text => return None,
                Some(_) => drop(shared.insert(code)),
                None => drop(characters.insert(code, text)),
            }
        }
        if own > most.0 {
            let inside = descendant.data().strip_prefix(b"[").unwrap_or(descendant.data());
            let inside = String::from_utf8_lossy(inside.strip_suffix(b"]").unwrap_or(inside)).into_owned();
            most = (own, inside);
        }
    }
    (shared.len() >= TOLERANCES.shared).then_some(Agreed { characters, descendant: most.1 })
}

impl Agreed {
    /// Whether these strings are written in the codes that the fonts agree on.
    fn knows(&self, strings: &[Vec<u8>]) -> bool {
        let pairs = strings.iter().flat_map(|string| string.chunks_exact(2));
        let code = |pair: &[u8]| u32::from(pair[0]) << 8 | u32::from(pair[1]);
        let known = pairs.clone().filter(|pair| self.characters.contains_key(&code(pair))).count();
        let even = strings.iter().all(|string| string.len() % 2 == 0);
        even && known as f32 >= TOLERANCES.known * pairs.count() as f32
    }

    /// A map to Unicode that says what the fonts agree on (ISO 32000-1, 9.10.3).
    fn to_unicode(&self) -> String {
        let mut map = String::from("begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n");
        let lines: Vec<String> = self
            .characters
            .iter()
            .map(|(code, text)| {
                let units: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
                format!("<{code:04x}> <{units}>\n")
            })
            .collect();
        // No more than a hundred in one go.
        for lines in lines.chunks(100) {
            map += &format!("{} beginbfchar\n{}endbfchar\n", lines.len(), lines.concat());
        }
        map + "endcmap\n"
    }
}

/// A font that says nothing of its codes, of one byte or two.
fn silent(composite: bool) -> String {
    if composite {
        "/Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype \
         /CIDFontType2 /BaseFont /Lost /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]"
            .to_owned()
    } else {
        let names: String = (0..=u8::MAX).map(|code| format!("/g.{code} ")).collect();
        let widths = "500 ".repeat(256);
        format!(
            "/Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << >> \
             /Encoding << /Type /Encoding /Differences [0 {names}] >> /FirstChar 0 /LastChar 255 /Widths [{widths}]"
        )
    }
}

/// The strings that a page sets in one of its fonts.
fn strings(page: &Page<'_>, font: &Name<'_>) -> Vec<Vec<u8>> {
    let (mut strings, mut on) = (Vec::new(), false);
    let mut take = |string: &[u8], on: bool| strings.extend(on.then(|| string.to_vec()));
    let mut operations: TypedIter<'_> = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::TextFont(set) => on = set.0.as_ref() == font.as_ref(),
            TypedInstruction::ShowText(show) => take(show.0.as_bytes(), on),
            TypedInstruction::NextLineAndShowText(show) => take(show.0.as_bytes(), on),
            TypedInstruction::ShowTextWithParameters(show) => take(show.2.as_bytes(), on),
            TypedInstruction::ShowTexts(show) => {
                for item in show.0.iter::<Object<'_>>() {
                    if let Object::String(string) = item {
                        take(string.as_bytes(), on);
                    }
                }
            }
            _ => {}
        }
    }
    strings
}

/// The file with objects at its end, and without the places that it gives for its objects, which do not list these: the
/// engine then looks for all objects itself, and takes the last of each number.
fn extended(bytes: &[u8], objects: &[u8]) -> Vec<u8> {
    const PLACES: &[u8] = b"startxref";
    let mut extended = [bytes, b"\nendstream\nendobj\n", objects].concat();
    let mut from = 0;
    while let Some(at) = extended[from..].windows(PLACES.len()).position(|window| window == PLACES) {
        extended[from + at..from + at + PLACES.len()].fill(b' ');
        from += at + PLACES.len();
    }
    extended
}

/// A number that no object of the file has. Those that are packed in streams stand nowhere in plain sight, but they are
/// numbered together with the others.
fn free_number(bytes: &[u8]) -> u32 {
    const OBJECT: &[u8] = b" obj";
    const FAR: u32 = 1_000_000;
    let ends = bytes.windows(OBJECT.len()).enumerate().filter(|(_, window)| *window == OBJECT);
    let number = |end: usize| {
        // A number and a generation, of ten and five digits at most.
        let head = &bytes[end.saturating_sub(16)..end];
        let mut words = head.rsplit(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
        std::str::from_utf8(words.nth(1)?).ok()?.parse::<u32>().ok()
    };
    ends.filter_map(|(end, _)| number(end)).max().unwrap_or(0).saturating_add(FAR)
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
