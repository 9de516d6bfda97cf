//! Which characters a glyph stands for: as the file says, else as the font program does, else as its shape does.
//!
//! A font need not have a map to Unicode (ISO 32000-1, 9.10.2); where its codes are names of characters the engine
//! knows them. What is left are codes that only number the glyphs of an embedded program, and that program may have a
//! map of its own from characters to glyphs, or names for them. A map may also give a code in the private use area, as
//! symbol fonts have, or a control character, which no glyph draws; and it gives the digits that a font has raised, for marks
//! of notes, as plain ones. Not for fonts that are missing from the file: that is
//! [`super::mend`]; nor for what a shape tells: that is [`super::shapes`].

use std::collections::HashMap;

use hayro_interpret::font::Glyph as EngineGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Shape;
use skrifa::{FontRef, GlyphNames, MetadataProvider};
use unicode_normalization::char::compose;

use super::shapes::Shapes;
use super::symbols;
use crate::read::{is_space, superscript};

/// Where the outline of a raised digit is, in thousandths of an em: it begins at least so far above the line, where every
/// other digit begins on it or below, and is at most so high, as a whole digit is not.
const RAISED: (f64, f64) = (200.0, 500.0);

/// The font programs of a page, each read the first time that it is asked.
#[derive(Default)]
pub(super) struct Programs {
    /// For each program, which character each glyph is drawn for.
    characters: HashMap<u128, HashMap<u32, char>>,
    /// The number of each program, from 1, in the order in which they are used.
    numbers: HashMap<u128, u16>,
    /// For each outline of a digit, by its key, whether it is raised.
    raised: HashMap<u128, bool>,
    /// The glyphs that their shape tells.
    shapes: Shapes,
}

impl Programs {
    /// The programs of a page on which the shapes of some glyphs are known.
    pub(super) fn knowing(shapes: Shapes) -> Self {
        Self { shapes, ..Self::default() }
    }

    /// The number of a glyph's program on this page; 0 of a font that has none of its own.
    pub(super) fn font(&mut self, glyph: &EngineGlyph<'_>) -> u16 {
        let EngineGlyph::Outline(glyph) = glyph else { return 0 };
        let Some(program) = glyph.font_data() else { return 0 };
        let next = u16::try_from(self.numbers.len() + 1).unwrap_or(0);
        *self.numbers.entry(program.cache_key).or_insert(next)
    }

    /// The characters a glyph stands for: the first, and any further ones; U+FFFD where nothing says so.
    pub(super) fn characters(&mut self, glyph: &EngineGlyph<'_>) -> (char, Option<Box<str>>) {
        let text = match glyph.as_unicode() {
            // A presentation form such as U+FB01 is one character that stands for two.
            Some(BfString::Char(character @ '\u{fb00}'..='\u{fb06}')) => split_first(match character {
                '\u{fb00}' => "ff",
                '\u{fb01}' => "fi",
                '\u{fb02}' => "fl",
                '\u{fb03}' => "ffi",
                '\u{fb04}' => "ffl",
                _ => "st",
            }),
            Some(BfString::Char(character)) if is_private(character) => {
                symbols::character(character, name(glyph).as_deref()).map(|character| (character, None))
            }
            Some(BfString::Char(character)) if !is_wrong(character, glyph) => Some((character, None)),
            Some(BfString::String(text)) => split_first(&text),
            _ => self.by_program(glyph).or_else(|| self.by_shape(glyph)).map(|character| (character, None)),
        };
        match text {
            Some((digit, None)) if digit.is_ascii_digit() && self.is_raised(glyph) => {
                (superscript(digit), None)
            }
            Some(text) => text,
            None => (char::REPLACEMENT_CHARACTER, None),
        }
    }

    /// Whether the outline of a digit is that of a raised one.
    fn is_raised(&mut self, glyph: &EngineGlyph<'_>) -> bool {
        let EngineGlyph::Outline(glyph) = glyph else { return false };
        *self.raised.entry(glyph.identifier().cache_key()).or_insert_with(|| {
            let outline = glyph.outline();
            let bounds = outline.bounding_box();
            !outline.is_empty() && bounds.y0 >= RAISED.0 && bounds.height() <= RAISED.1
        })
    }

    /// The character that the glyph's shape tells.
    fn by_shape(&self, glyph: &EngineGlyph<'_>) -> Option<char> {
        let EngineGlyph::Outline(glyph) = glyph else { return None };
        if self.shapes.is_empty() {
            return None;
        }
        self.shapes.get(&glyph.identifier().cache_key()).copied()
    }

    /// The character for which the glyph's program draws it.
    fn by_program(&mut self, glyph: &EngineGlyph<'_>) -> Option<char> {
        let EngineGlyph::Outline(glyph) = glyph else { return None };
        let program = glyph.font_data()?;
        let characters = self.characters.entry(program.cache_key).or_insert_with(|| {
            let mut characters = HashMap::new();
            if let Ok(font) = FontRef::new((*program.data).as_ref()) {
                for (code, drawn) in font.charmap().mappings() {
                    // Symbol fonts number their glyphs in the private use area, which says nothing.
                    if let Some(character) = char::from_u32(code).filter(|&character| !is_private(character))
                    {
                        characters.entry(drawn.to_u32()).or_insert(character);
                    }
                }
                for (drawn, name) in GlyphNames::new(&font).iter().filter(|(_, name)| !name.is_synthesized())
                {
                    if let Some(character) = named(name.as_str()) {
                        characters.entry(drawn.to_u32()).or_insert(character);
                    }
                }
            }
            characters
        });
        characters.get(&glyph.glyph_id().to_u32()).copied()
    }
}

/// Whether a map gives a glyph that draws something a control character.
fn is_wrong(character: char, glyph: &EngineGlyph<'_>) -> bool {
    let draws = |glyph: &EngineGlyph<'_>| match glyph {
        EngineGlyph::Outline(glyph) => !glyph.outline().is_empty(),
        EngineGlyph::Type3(_) => false,
    };
    character.is_control() && draws(glyph)
}

/// The name of a glyph's font, where it has a program.
fn name(glyph: &EngineGlyph<'_>) -> Option<String> {
    let EngineGlyph::Outline(glyph) = glyph else { return None };
    glyph.font_data()?.postscript_name
}

/// The letter that a glyph's name says: itself, one with an accent, or its number (Adobe Glyph List Specification).
fn named(name: &str) -> Option<char> {
    let mut characters = name.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    if rest.is_empty() {
        return Some(first).filter(char::is_ascii_alphabetic);
    }
    if let Some(number) = name.strip_prefix("uni").filter(|number| number.len() == 4) {
        return char::from_u32(u32::from_str_radix(number, 16).ok()?)
            .filter(|&character| !is_private(character));
    }
    let accent = match rest {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circumflex" => '\u{302}',
        "dieresis" => '\u{308}',
        "cedilla" => '\u{327}',
        "tilde" => '\u{303}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        _ => return NAMES.iter().find(|(other, _)| *other == name).map(|&(_, character)| character),
    };
    compose(first, accent)
}

/// Names of other glyphs of French and Dutch text.
const NAMES: [(&str, char); 38] = [
    ("space", ' '),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semicolon", ';'),
    ("hyphen", '-'),
    ("minus", '−'),
    ("endash", '–'),
    ("emdash", '—'),
    ("percent", '%'),
    ("slash", '/'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("quotesingle", '\''),
    ("quoteright", '’'),
    ("quoteleft", '‘'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("asterisk", '*'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("Euro", '€'),
    ("oe", 'œ'),
    ("OE", 'Œ'),
    ("ae", 'æ'),
    ("bullet", '•'),
];

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

fn split_first(text: &str) -> Option<(char, Option<Box<str>>)> {
    let mut characters = text.chars().filter(|&character| !is_space(character));
    let first = characters.next().or_else(|| text.chars().next())?;
    let rest: String = characters.collect();
    Some((first, (!rest.is_empty()).then(|| rest.into_boxed_str())))
}
