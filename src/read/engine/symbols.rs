//! Characters of the private use area, as symbol fonts have them: the marks of lists, and what stands in formulas.
//!
//! Programs write the code of a glyph of Symbol or Wingdings as a character from U+F000 on. What it draws depends on the
//! font, whose name is not always there; the marks that Word sets before the items of lists are known without it. Not for
//! letters that a font does not say: those are the font program's.

/// Where the private use of symbol fonts begins; the code in the font comes on top.
const BASE: u32 = 0xf000;

/// What a private character draws, in a font of some name; `None` where nothing says.
pub(super) fn character(private: char, font: Option<&str>) -> Option<char> {
    let code = u8::try_from(u32::from(private).checked_sub(BASE)?).ok()?;
    let find =
        |table: &[(u8, char)]| table.iter().find(|(of, _)| *of == code).map(|&(_, character)| character);
    let font = font.unwrap_or_default().to_lowercase();
    if font.contains("wingdings") {
        return find(&WINGDINGS);
    }
    let is_text = !font.contains("symbol") && !font.contains("dings");
    match code {
        // A font of letters that numbers its glyphs as symbols.
        b'!'..=b'~' if is_text => Some(char::from(code)),
        b'0'..=b'9' => Some(char::from(code)),
        _ => find(&SYMBOL).or_else(|| find(&WINGDINGS)),
    }
}

/// Codes of Symbol (ISO 32000-1, annex D.5) that stand in reports.
const SYMBOL: [(u8, char); 24] = [
    (0x25, '%'),
    (0x28, '('),
    (0x29, ')'),
    (0x2b, '+'),
    (0x2c, ','),
    (0x2d, '−'),
    (0x2e, '.'),
    (0x2f, '/'),
    (0x3c, '<'),
    (0x3d, '='),
    (0x3e, '>'),
    (0xa3, '≤'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xde, '⇒'),
    (0xe5, '∑'),
    (0x6d, 'µ'),
];

/// Codes of Wingdings that stand before the items of lists, or in cells that are ticked.
const WINGDINGS: [(u8, char); 15] = [
    (0x6c, '●'),
    (0x6e, '■'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9f, '•'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfe, '☑'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_lists_are_known_with_and_without_the_fonts_name() {
        for (private, font, drawn) in [
            ('\u{f0b7}', None, Some('•')),
            ('\u{f0a7}', Some("Wingdings-Regular"), Some('▪')),
            ('\u{f0a7}', None, Some('▪')),
            ('\u{f0fc}', None, Some('✓')),
            ('\u{f06e}', Some("Wingdings"), Some('■')),
            ('\u{f06e}', Some("Carlito"), Some('n')),
            ('\u{f0b3}', Some("SymbolMT"), Some('≥')),
            ('\u{f02d}', Some("SymbolMT"), Some('−')),
            ('\u{f061}', Some("SymbolMT"), None),
            ('\u{e001}', None, None),
        ] {
            assert_eq!(character(private, font), drawn, "{private:?} {font:?}");
        }
    }
}
