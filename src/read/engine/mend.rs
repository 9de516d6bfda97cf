//! What a damaged file can be given back, so that the engine reads what is left of it: a catalogue where that is lost, and
//! stand-ins for fonts that are lost; and what can be taken from one that the engine refuses.
//!
//! A font that is missing takes its codes' meaning with it, and the engine would set them in Helvetica, as other
//! characters than were printed. Where the file's other fonts agree on what the codes mean, as the subsets of one family
//! do that a program numbers alike, or name a standard encoding, the lost one's are read in the same way; else they stand
//! as U+FFFD. Nothing here is done to a file that is whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
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
    /// Lost fonts, and whole composite ones, beyond which their text is not read: a report has some tens, and each takes
    /// milliseconds.
    fonts: usize,
    /// Bytes of content, unpacked, in which the text of lost fonts is looked for; a report of 500 pages has some 50
    /// million.
    content: usize,
    /// Bytes before `obj` in which its number and its generation stand: ten digits and five at most, and a blank.
    number: usize,
    /// Lines of a section of a map to Unicode: no more than this are allowed (Adobe Technical Note 5014, 1.4.1).
    lines: usize,
    /// How wide the glyphs of a font of which nothing is known are set, in thousandths of an em: as letters are on
    /// average.
    width: u32,
}

const TOLERANCES: Tolerances = Tolerances {
    shared: 20,
    known: 0.9,
    codes: 1 << 16,
    fonts: 500,
    content: 64 << 20,
    number: 16,
    lines: 100,
    width: 500,
};

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

/// The file with a catalogue at its end, by which the engine finds the pages one by one: for a file that has lost its own,
/// or has one that the engine cannot read.
pub(super) fn with_catalogue(bytes: &[u8]) -> Vec<u8> {
    let number = free_number(bytes);
    let catalogue = format!("{number} 0 obj\n<< /Type /Catalog /Pages {} 0 R >>\nendobj\n", number + 1);
    extended(bytes, catalogue.as_bytes())
}

/// The file without its encryption, where that is said to leave all strings and streams as they are but the files that are
/// attached (ISO 32000-2, table 20); `None` of any other. The engine asks for the password all the same.
pub(super) fn without_idle_encryption(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEY: &[u8] = b"/Encrypt";
    // A key and the reference behind it, `/Encrypt 12 0 R`.
    let key = |from: usize| -> Option<(Range<usize>, String)> {
        let at = from + position(&bytes[from..], KEY)?;
        let end = at + position(&bytes[at..], b"R")? + 1;
        let reference = std::str::from_utf8(&bytes[at + KEY.len()..end - 1]).ok()?;
        let object = reference.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((at..end, format!("\n{object} obj")))
    };
    let (_, object) = key(0)?;
    let from = position(bytes, object.as_bytes())?;
    let dictionary = &bytes[from..from + position(&bytes[from..], b"endobj")?];
    let is_idle = |filter: &[u8]| {
        let after = position(dictionary, filter).map(|at| dictionary[at + filter.len()..].trim_ascii_start());
        after.is_some_and(|after| after.starts_with(b"/Identity"))
    };
    if !is_idle(b"/StmF") || !is_idle(b"/StrF") {
        return None;
    }
    let mut plain = bytes.to_vec();
    let mut next = 0;
    while let Some((range, _)) = key(next) {
        next = range.end;
        plain[range].fill(b' ');
    }
    Some(plain)
}

/// Where a word stands first.
fn position(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// A lost font's number, and whether its text can be read all the same.
pub(super) type LostFonts = HashMap<ObjectIdentifier, bool>;

/// The fonts that the file's pages ask for and that are lost, and the file with stand-ins for them.
pub(super) fn with_fonts(bytes: &[u8], pdf: &Pdf, judge: &Judge) -> Option<(Vec<u8>, LostFonts)> {
    let mut known = Fonts::default();
    // What is added would have to be encrypted as the rest is.
    if !pdf.pages().iter().any(|page| known.lacks_one_of(page)) || holds(bytes, b"/Encrypt") {
        return None;
    }
    let mut texts = Texts::default();
    let mut lost: BTreeMap<ObjectIdentifier, BTreeSet<(usize, Vec<u8>)>> = BTreeMap::new();
    for page in pdf.pages().iter().filter(|page| !judge.is_overfull(page)) {
        let fonts = &page.resources().fonts;
        for name in fonts.keys() {
            let Some(id) = known.lost(fonts, &name) else { continue };
            let places = lost.entry(id).or_default();
            if let Some(content) =
                texts.of(page).filter(|&content| texts.all[content].contains_key(name.as_ref()))
            {
                places.insert((content, name.as_ref().to_vec()));
            }
        }
    }
    let agreed = agreed(&known.composite());
    let standard = known.whole().find_map(|font| font.get::<Name<'_>>("Encoding").filter(is_standard));
    let are_few = lost.len() <= TOLERANCES.fonts;
    let is_looked_into = are_few && texts.are_all_read();
    // Where nothing is known, of two bytes: so are most fonts that programs embed, and such a stand-in is short.
    let two_bytes = agreed.is_some() || standard.is_none() || !are_few;
    let number = free_number(bytes);
    let mut objects = agreed.as_ref().map(|agreed| agreed.objects(number)).unwrap_or_default();
    let mut fonts = LostFonts::new();
    for (id, places) in lost {
        let text = || places.iter().filter_map(|(content, name)| texts.all[*content].get(name));
        let composite = agreed.as_ref().filter(|agreed| is_looked_into && agreed.knows(text()));
        let is_printed = || text().flat_map(|text| &text.bytes).all(|&code| code >= b' ');
        let simple = standard.as_ref().filter(|_| is_looked_into && is_printed());
        let font = if composite.is_some() {
            format!(
                "/Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /ToUnicode {number} 0 R /DescendantFonts {} 0 R",
                number + 1
            )
        } else if let Some(encoding) = simple {
            format!("/Subtype /Type1 /BaseFont /Helvetica /Encoding /{}", encoding.as_str())
        } else {
            silent(two_bytes)
        };
        objects += &format!("{} {} obj\n<< /Type /Font {font} >>\nendobj\n", id.obj_number, id.gen_number);
        fonts.insert(id, composite.is_some() || simple.is_some());
    }
    Some((extended(bytes, objects.as_bytes()), fonts))
}

/// The fonts that pages ask for, each looked at once; `None` for those that are lost.
#[derive(Default)]
struct Fonts<'a>(BTreeMap<ObjectIdentifier, Option<Dict<'a>>>);

impl<'a> Fonts<'a> {
    /// The number of the font that a page's fonts have under a name, if it is lost.
    fn lost(&mut self, fonts: &Dict<'a>, name: &Name<'_>) -> Option<ObjectIdentifier> {
        let id = ObjectIdentifier::from(fonts.get_ref(name)?);
        let font = self.0.entry(id).or_insert_with(|| fonts.get::<Dict<'a>>(name).filter(is_whole));
        font.is_none().then_some(id)
    }

    fn lacks_one_of(&mut self, page: &Page<'a>) -> bool {
        let fonts = &page.resources().fonts;
        fonts.keys().any(|name| self.lost(fonts, &name).is_some())
    }

    fn whole(&self) -> impl Iterator<Item = &Dict<'a>> {
        self.0.values().flatten()
    }

    /// Those whose codes number the glyphs of their program.
    fn composite(&self) -> Vec<&Dict<'a>> {
        let is_identity = |font: &&Dict<'a>| {
            font.get::<Name<'_>>("Encoding").is_some_and(|name| name.as_ref() == b"Identity-H")
        };
        self.whole().filter(is_identity).collect()
    }
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

/// What the codes of the composite fonts mean, if those fonts agree and are of one family: a font of another numbers its
/// glyphs in its own way, and the lost one may be of any that the file has.
fn agreed(fonts: &[&Dict<'_>]) -> Option<Agreed> {
    let family_of_first = family(fonts.first()?)?;
    if fonts.len() > TOLERANCES.fonts
        || fonts.iter().any(|font| family(font).as_ref() != Some(&family_of_first))
    {
        return None;
    }
    let (mut characters, mut most, mut shared) = (BTreeMap::new(), (0, String::new()), BTreeSet::new());
    for font in fonts {
        let Some(map) = font.get::<Stream<'_>>("ToUnicode") else { continue };
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

/// The family of a font, by its name without the tag of a subset (`ABCDEF+`), the style (`-Bold`, `,Bold`) and the maker's
/// mark that some families have behind the style.
fn family(font: &Dict<'_>) -> Option<String> {
    let name = font.get::<Name<'_>>("BaseFont")?;
    let name = name.as_str().rsplit('+').next()?.split(['-', ',']).next()?;
    Some(name.strip_suffix("MT").unwrap_or(name).to_owned())
}

impl Agreed {
    /// Whether these texts are written in the codes that the fonts agree on.
    fn knows<'a>(&self, texts: impl Iterator<Item = &'a Text> + Clone) -> bool {
        let pairs = texts.clone().flat_map(|text| text.bytes.chunks_exact(2));
        let code = |pair: &[u8]| u32::from(pair[0]) << 8 | u32::from(pair[1]);
        let known = pairs.clone().filter(|pair| self.characters.contains_key(&code(pair))).count();
        texts.clone().all(|text| !text.is_odd) && known as f32 >= TOLERANCES.known * pairs.count() as f32
    }

    /// The objects that all stand-ins share: the map to Unicode, and with the next number the descendant fonts.
    fn objects(&self, number: u32) -> String {
        let map = self.to_unicode();
        format!(
            "{number} 0 obj\n<< /Length {} >>\nstream\n{map}\nendstream\nendobj\n{} 0 obj\n[{}]\nendobj\n",
            map.len(),
            number + 1,
            self.descendant
        )
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
        for lines in lines.chunks(TOLERANCES.lines) {
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
        let width = TOLERANCES.width;
        let widths = format!("{width} ").repeat(usize::from(u8::MAX) + 1);
        format!(
            "/Subtype /Type3 /FontBBox [0 0 {width} {width}] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << >> \
             /Encoding << /Type /Encoding /Differences [0 {names}] >> /FirstChar 0 /LastChar 255 /Widths [{widths}]"
        )
    }
}

/// What a content sets in one of its fonts.
#[derive(Default)]
struct Text {
    /// Its strings one after the other.
    bytes: Vec<u8>,
    /// Whether one of them has an odd number of bytes.
    is_odd: bool,
}

/// What the pages' contents set in their fonts, by the fonts' names; each content is read once, whichever pages show it.
#[derive(Default)]
struct Texts {
    all: Vec<HashMap<Vec<u8>, Text>>,
    /// Where each content is among them, by the numbers of its streams.
    places: HashMap<Vec<ObjectIdentifier>, usize>,
    /// The bytes of content that they came to.
    bytes: usize,
}

impl Texts {
    /// Whether there was no content beyond the most that is read.
    fn are_all_read(&self) -> bool {
        self.bytes <= TOLERANCES.content
    }

    /// Where the texts of a page's content are.
    fn of(&mut self, page: &Page<'_>) -> Option<usize> {
        let streams: Vec<ObjectIdentifier> = match page.raw().get_ref("Contents") {
            Some(stream) => vec![stream.into()],
            None => {
                let parts = page.raw().get::<Array<'_>>("Contents")?;
                let number = |part| if let MaybeRef::Ref(part) = part { Some(part.into()) } else { None };
                parts.raw_iter().filter_map(number).collect()
            }
        };
        if let Some(&place) = self.places.get(&streams) {
            return Some(place);
        }
        if !self.are_all_read() {
            return None;
        }
        self.bytes += page.page_stream().map_or(0, <[u8]>::len);
        self.all.push(if self.are_all_read() { texts(page) } else { HashMap::new() });
        self.places.insert(streams, self.all.len() - 1);
        Some(self.all.len() - 1)
    }
}

/// What a page's content sets in each of its fonts.
fn texts(page: &Page<'_>) -> HashMap<Vec<u8>, Text> {
    let mut texts: HashMap<Vec<u8>, Text> = HashMap::new();
    let mut font = Vec::new();
    let mut take = |font: &Vec<u8>, string: &[u8]| {
        let text = texts.entry(font.clone()).or_default();
        text.bytes.extend_from_slice(string);
        text.is_odd |= !string.len().is_multiple_of(2);
    };
    let mut operations: TypedIter<'_> = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::TextFont(set) => font = set.0.as_ref().to_vec(),
            TypedInstruction::ShowText(show) => take(&font, show.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(show) => take(&font, show.0.as_bytes()),
            TypedInstruction::ShowTextWithParameters(show) => take(&font, show.2.as_bytes()),
            TypedInstruction::ShowTexts(show) => {
                for item in show.0.iter::<Object<'_>>() {
                    if let Object::String(string) = item {
                        take(&font, string.as_bytes());
                    }
                }
            }
            _ => {}
        }
    }
    texts
}

/// The file with objects at its end, and without the places that it gives for its objects, which do not list these: the
/// engine then looks for all objects itself, and takes the last of each number.
pub(super) fn extended(bytes: &[u8], objects: &[u8]) -> Vec<u8> {
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
pub(super) fn free_number(bytes: &[u8]) -> u32 {
    const OBJECT: &[u8] = b" obj";
    const FAR: u32 = 1_000_000;
    let ends = bytes.windows(OBJECT.len()).enumerate().filter(|(_, window)| *window == OBJECT);
    let number = |end: usize| {
        let head = &bytes[end.saturating_sub(TOLERANCES.number)..end];
        let mut words = head.rsplit(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
        std::str::from_utf8(words.nth(1)?).ok()?.parse::<u32>().ok()
    };
    ends.filter_map(|(end, _)| number(end)).max().unwrap_or(0).saturating_add(FAR)
}

/// A stream as an object of a file.
pub(super) fn stream_object(id: ObjectIdentifier, data: &[u8]) -> Vec<u8> {
    let head = format!("{} {} obj\n<< /Length {} >>\nstream\n", id.obj_number, id.gen_number, data.len());
    [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
}

/// Whether a word stands anywhere in a file.
pub(super) fn holds(bytes: &[u8], word: &[u8]) -> bool {
    position(bytes, word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_encryption_that_leaves_all_as_it_is_is_taken_away() {
        let file = |streams: &str| {
            let filters = format!("/EFF /StdCF /StmF /{streams} /StrF /Identity");
            format!(
                "12 0 R\n12 0 obj\n<< {filters} >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 12 0 R /Size 3 >>"
            )
        };
        let plain = without_idle_encryption(file("Identity").as_bytes()).unwrap();
        assert!(plain.ends_with(b"<< /Root 1 0 R                 /Size 3 >>"));
        assert!(without_idle_encryption(file("StdCF").as_bytes()).is_none());
        assert!(without_idle_encryption(b"/Encrypt 12 0 R").is_none());
        assert!(without_idle_encryption(b"no key").is_none());
    }

    #[test]
    fn only_a_stream_that_begins_and_does_not_end_makes_a_file_cut() {
        let cut = b"7 0 obj\n<< /Length 9 >>\nstream\nq Q".to_vec();
        let whole = [&cut[..], b"\nendstream\nendobj\n"].concat();
        let titled = [&whole[..], b"8 0 obj\n<< /Title (Gender mainstreaming) >>\nendobj\n"].concat();
        assert_eq!(with_end(&cut).map(|(_, number)| number), Some(Some(7)));
        assert!(with_end(&whole).is_none());
        assert!(with_end(&titled).is_none());
    }
}
