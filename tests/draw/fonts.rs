//! Fonts of all kinds for the pages that tests draw: what each says of its characters is the point.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A map to Unicode that gives each code its character.
fn to_unicode(document: &mut Document, bytes: usize, pairs: &[(u32, char)]) -> Object {
    let lines: Vec<String> = pairs
        .iter()
        .map(|&(code, character)| format!("<{code:0width$x}> <{:04x}>", character as u32, width = bytes * 2))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def \
         1 begincodespacerange <{}> <{}> endcodespacerange {} beginbfchar {} endbfchar endcmap end end",
        "00".repeat(bytes),
        "ff".repeat(bytes),
        lines.len(),
        lines.join(" ")
    );
    document.add_object(Stream::new(Dictionary::new(), map.into_bytes())).into()
}

/// Helvetica, not embedded, without a map; its code 1 is named as the letter é.
pub(crate) fn named(_: &mut Document) -> Object {
    let names = vec![Object::Integer(1), Object::Name(b"eacute".to_vec())];
    let encoding =
        dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding", "Differences" => names };
    dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => encoding,
    }
    .into()
}

/// A font whose code 1 draws a space of some kind: no-break, narrow no-break and thin as codes 1, 2 and 3.
pub(crate) fn spaces(document: &mut Document) -> Object {
    let letters = (b' '..b'~').map(|code| (u32::from(code), char::from(code)));
    let spaces = [(1, '\u{a0}'), (2, '\u{202f}'), (3, '\u{2009}'), (4, '\u{ad}')];
    let map = to_unicode(document, 1, &spaces.into_iter().chain(letters).collect::<Vec<_>>());
    dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        "ToUnicode" => map,
    }
    .into()
}

/// Helvetica whose map calls its hyphen a soft one.
pub(crate) fn one_hyphen(document: &mut Document) -> Object {
    let character = |code: u8| if code == b'-' { '\u{ad}' } else { char::from(code) };
    let letters: Vec<_> = (b' '..b'~').map(|code| (u32::from(code), character(code))).collect();
    let map = to_unicode(document, 1, &letters);
    dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        "ToUnicode" => map,
    }
    .into()
}

/// Helvetica whose code 1 is mapped to the mark that Word sets before the items of lists, as the private use area has it.
pub(crate) fn private_use(document: &mut Document) -> Object {
    let letters = (b' '..b'~').map(|code| (u32::from(code), char::from(code)));
    let map = to_unicode(document, 1, &[(1, '\u{f0b7}')].into_iter().chain(letters).collect::<Vec<_>>());
    dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        "ToUnicode" => map,
    }
    .into()
}

/// Helvetica with ligatures of two and of three letters as codes 1 and 2, whose letters are mapped with their bytes swapped
/// and the last two of three as their sum.
pub(crate) fn swapped(document: &mut Document) -> Object {
    let map = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfrange <01><01><66006900>\n\
               <02><02><7400dd00>\n<61><7a><0061>\nendbfrange endcmap";
    let map = document.add_object(Stream::new(Dictionary::new(), map.as_bytes().to_vec()));
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        "ToUnicode" => map,
    };
    document.add_object(font).into()
}

/// A drawn font whose glyphs are named by their codes.
pub(crate) fn drawn_by_number(document: &mut Document) -> Object {
    let font = drawn(document, ["a97", "a98", "a99", "a100"], None);
    document.add_object(font).into()
}

/// A font that is drawn by operators: a square of three quarters of an em for the codes of `a` to `d`. `names` are the
/// names of its glyphs.
fn drawn(document: &mut Document, names: [&str; 4], map: Option<Object>) -> Object {
    let square = b"750 0 0 0 750 750 d1 0 0 700 700 re f".to_vec();
    let square = document.add_object(Stream::new(Dictionary::new(), square));
    let mut glyphs = Dictionary::new();
    let mut codes = vec![Object::Integer(97)];
    for name in names {
        glyphs.set(name, square);
        codes.push(Object::Name(name.as_bytes().to_vec()));
    }
    let numbers = |values: &[f32]| Object::Array(values.iter().map(|&value| Object::Real(value)).collect());
    let mut font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => numbers(&[0.0, 0.0, 750.0, 750.0]),
        "FontMatrix" => numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), "CharProcs" => glyphs,
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => codes },
        "FirstChar" => 97, "LastChar" => 100, "Widths" => numbers(&[750.0; 4]),
    };
    if let Some(map) = map {
        font.set("ToUnicode", map);
    }
    font.into()
}

/// A drawn font with a map that makes its four codes the letters of `bord`.
pub(crate) fn drawn_with_map(document: &mut Document) -> Object {
    let map = to_unicode(document, 1, &[(97, 'b'), (98, 'o'), (99, 'r'), (100, 'd')]);
    drawn(document, ["g1", "g2", "g3", "g4"], Some(map))
}

/// A drawn font that does not say what its codes stand for.
pub(crate) fn drawn_without_map(document: &mut Document) -> Object {
    drawn(document, ["g1", "g2", "g3", "g4"], None)
}

/// The letters that [`numbered`] fonts have, as glyphs 1, 2, 3 and so on.
const LETTERS: &str = " abcdefghijklmnopqrstuvwxyzéà";

/// The string that sets `text` in a numbered font.
pub(crate) fn numbered_string(text: &str) -> String {
    let number = |letter: char| LETTERS.chars().position(|other| other == letter).unwrap() + 1;
    let codes: String = text.chars().map(|letter| format!("{:04x}", number(letter))).collect();
    format!("<{codes}>")
}

/// A composite font whose codes only number the glyphs of its program; with a map to Unicode or without, and a program
/// that has a map of its own or has none.
pub(crate) fn numbered(document: &mut Document, map: bool, program: bool) -> Object {
    let pairs: Vec<_> = LETTERS.chars().enumerate().map(|(at, letter)| (at as u32 + 1, letter)).collect();
    composite(document, map.then_some(&pairs), program)
}

/// A composite font that numbers the same letters from the last to the first, with a map.
pub(crate) fn numbered_backwards(document: &mut Document) -> Object {
    let pairs: Vec<_> =
        LETTERS.chars().rev().enumerate().map(|(at, letter)| (at as u32 + 1, letter)).collect();
    composite(document, Some(&pairs), false)
}

/// A composite font whose map gives each letter the character 29 codes before it.
pub(crate) fn named_wrongly(document: &mut Document) -> Object {
    let wrong = |letter: char| char::from_u32(letter as u32 - 29).unwrap();
    let named = |letter: char| if letter == ' ' { letter } else { wrong(letter) };
    let pairs: Vec<_> =
        LETTERS.chars().enumerate().map(|(at, letter)| (at as u32 + 1, named(letter))).collect();
    composite(document, Some(&pairs), false)
}

/// A composite font that numbers its glyphs in the order of ASCII, and whose map lacks the letter l.
pub(crate) fn in_ascii_order(document: &mut Document) -> Object {
    let pairs: Vec<_> =
        ('a'..='z').filter(|letter| *letter != 'l').map(|letter| (letter as u32 - 29, letter)).collect();
    composite(document, Some(&pairs), false)
}

/// The string that sets `text` in such a font.
pub(crate) fn in_ascii_order_string(text: &str) -> String {
    let codes: String = text.chars().map(|letter| format!("{:04x}", letter as u32 - 29)).collect();
    format!("<{codes}>")
}

/// A composite font whose glyphs 1 to 4 are a letter, the same with an accent, a bar and nothing. Its map makes the letter
/// an e and the bar a control character, and lacks the others; its program has no map.
pub(crate) fn shaped(document: &mut Document) -> Object {
    const LETTER: &[(i32, i32)] = &[(0, 0), (400, 0), (400, 200), (300, 500), (0, 500)];
    const ACCENT: &[(i32, i32)] = &[(150, 550), (200, 550), (300, 700), (220, 700)];
    const BAR: &[(i32, i32)] = &[(0, 250), (450, 250), (450, 320), (0, 320)];
    let glyphs = [&[LETTER][..], &[LETTER], &[LETTER, ACCENT], &[BAR], &[]].map(glyph);
    embedded(document, Some(&vec![(1, 'e'), (3, '\u{3}')]), true_type("", &glyphs))
}

/// A composite font whose glyphs 1 and 2 are a digit and the same raised, both mapped to the digit 1.
pub(crate) fn raised(document: &mut Document) -> Object {
    const DIGIT: &[(i32, i32)] = &[(0, 0), (300, 0), (300, 650), (0, 650)];
    const RAISED: &[(i32, i32)] = &[(0, 350), (180, 350), (180, 690), (0, 690)];
    let glyphs = [&[DIGIT][..], &[DIGIT], &[RAISED]].map(glyph);
    embedded(document, Some(&vec![(1, '1'), (2, '1')]), true_type("", &glyphs))
}

fn composite(document: &mut Document, map: Option<&Vec<(u32, char)>>, program: bool) -> Object {
    let square = glyph(&[&[(0, 0), (500, 0), (500, 500), (0, 500)]]);
    let glyphs = vec![square; LETTERS.chars().count() + 1];
    embedded(document, map, true_type(if program { LETTERS } else { "" }, &glyphs))
}

/// A composite font with a program, whose codes are the numbers of its glyphs.
fn embedded(document: &mut Document, map: Option<&Vec<(u32, char)>>, bytes: Vec<u8>) -> Object {
    let mut descriptor = dictionary! {
        "Type" => "FontDescriptor", "FontName" => "Numbered", "Flags" => 4, "ItalicAngle" => 0,
        "Ascent" => 800, "Descent" => -200, "CapHeight" => 700, "StemV" => 80,
        "FontBBox" => vec![0.into(), 0.into(), 500.into(), 500.into()],
    };
    let file = dictionary! { "Length1" => bytes.len() as i64 };
    descriptor.set("FontFile2", document.add_object(Stream::new(file, bytes)));
    let descriptor = document.add_object(descriptor);
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    };
    let descendant = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Numbered", "CIDSystemInfo" => system,
        "FontDescriptor" => descriptor, "DW" => 500, "CIDToGIDMap" => "Identity",
    });
    let mut font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Numbered", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
    };
    if let Some(pairs) = map {
        font.set("ToUnicode", to_unicode(document, 2, pairs));
    }
    document.add_object(font).into()
}

fn shorts(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|&value| (value as u16).to_be_bytes()).collect()
}

/// A glyph of a TrueType program: contours of points that all lie on them.
fn glyph(contours: &[&[(i32, i32)]]) -> Vec<u8> {
    let points = contours.concat();
    if points.is_empty() {
        return Vec::new();
    }
    let (xs, ys): (Vec<i32>, Vec<i32>) = points.iter().copied().unzip();
    let most = |values: &[i32]| values.iter().copied().max().unwrap_or(0);
    let mut ends: Vec<i32> = Vec::new();
    for contour in contours {
        ends.push(ends.last().copied().unwrap_or(-1) + contour.len() as i32);
    }
    let steps = |values: &[i32]| -> Vec<i32> {
        std::iter::once(0).chain(values.iter().copied()).zip(values).map(|(from, to)| to - from).collect()
    };
    let mut bytes = [
        shorts(&[contours.len() as i32, 0, 0, most(&xs), most(&ys)]),
        shorts(&ends),
        shorts(&[0]),
        vec![1; points.len()],
        shorts(&steps(&xs)),
        shorts(&steps(&ys)),
    ]
    .concat();
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    bytes
}

/// A TrueType program with some glyphs, the second one for the first of `letters`, and so on.
fn true_type(letters: &str, outlines: &[Vec<u8>]) -> Vec<u8> {
    let glyphs = outlines.len() as i32;
    let mut places: Vec<i32> = vec![0];
    for outline in outlines {
        places.push(places.last().copied().unwrap_or(0) + outline.len() as i32 / 2);
    }
    // One segment a letter, and the one that ends the table.
    let mut map: Vec<(i32, i32)> =
        letters.chars().enumerate().map(|(at, letter)| (letter as i32, at as i32 + 1)).collect();
    map.sort_unstable();
    map.push((0xffff, 0));
    let count = map.len() as i32;
    let codes: Vec<i32> = map.iter().map(|&(code, _)| code).collect();
    let deltas: Vec<i32> =
        map.iter().map(|&(code, glyph)| if code == 0xffff { 1 } else { glyph - code }).collect();
    let segments = [
        &[4, 16 + 8 * count, 0, 2 * count, 0, 0, 0],
        &codes[..],
        &[0],
        &codes[..],
        &deltas[..],
        &vec![0; map.len()][..],
    ]
    .concat();
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", [shorts(&[0, 1, 3, 1, 0, 12]), shorts(&segments)].concat()),
        (b"glyf", outlines.concat()),
        (
            b"head",
            shorts(&[
                1, 0, 0, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, 500, 0, 8, 2,
                0, 0,
            ]),
        ),
        (b"hhea", shorts(&[1, 0, 800, -200, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, glyphs])),
        (b"hmtx", shorts(&[500, 0]).repeat(glyphs as usize)),
        (b"loca", shorts(&places)),
        (b"maxp", shorts(&[1, 0, glyphs, 16, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])),
    ];
    let mut head = shorts(&[1, 0, tables.len() as i32, 64, 2, 48]);
    let mut body = Vec::new();
    for (tag, table) in &tables {
        let at = 12 + 16 * tables.len() + body.len();
        head.extend(*tag);
        head.extend([0; 4]);
        head.extend((at as u32).to_be_bytes());
        head.extend((table.len() as u32).to_be_bytes());
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [head, body].concat()
}
