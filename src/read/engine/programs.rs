//! Which characters a glyph stands for: as the file says, else as the font program does.
//!
//! A font need not have a map to Unicode (ISO 32000-1, 9.10.2); where its codes are names of characters the engine
//! knows them. What is left are codes that only number the glyphs of an embedded program, and that program may have a
//! map of its own from characters to glyphs. Not for fonts that are missing from the file: that is [`super::mend`].

use std::collections::HashMap;

use hayro_interpret::font::Glyph as EngineGlyph;
use hayro_interpret::hayro_cmap::BfString;
use skrifa::{FontRef, MetadataProvider};

use crate::read::is_space;

/// The font programs of a page, each read the first time that it is asked.
#[derive(Default)]
pub(super) struct Programs {
    /// For each program, which character each glyph is drawn for.
    characters: HashMap<u128, HashMap<u32, char>>,
}

impl Programs {
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
            Some(BfString::Char(character)) => Some((character, None)),
            Some(BfString::String(text)) => split_first(&text),
            None => self.by_program(glyph).map(|character| (character, None)),
        };
        text.unwrap_or((char::REPLACEMENT_CHARACTER, None))
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
            }
            characters
        });
        characters.get(&glyph.glyph_id().to_u32()).copied()
    }
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

fn split_first(text: &str) -> Option<(char, Option<Box<str>>)> {
    let mut characters = text.chars().filter(|&character| !is_space(character));
    let first = characters.next().or_else(|| text.chars().next())?;
    let rest: String = characters.collect();
    Some((first, (!rest.is_empty()).then(|| rest.into_boxed_str())))
}
