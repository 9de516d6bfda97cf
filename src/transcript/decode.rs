//! The bytes of a file become text, if they are one.
//!
//! Told by content: whatever is no PDF and has no more control characters than a text has. Not for what the text says.

use crate::read::ReadError;

/// Limits of this step.
struct Limits {
    /// The most bytes of a transcript: one of a whole year's report, three parts, has some 3 MB.
    bytes: usize,
    /// The most lines, which a place as a number of 24 bits tells apart.
    lines: usize,
    /// The most cells of tables, of which each takes some hundred bytes: a whole year's report has some fifty thousand.
    cells: usize,
    /// Of so many characters at the most one may be a control character, as in a text with stray ones.
    controls: usize,
}

const LIMITS: Limits = Limits { bytes: 24 << 20, lines: 1_000_000, cells: 500_000, controls: 200 };

/// A report as text.
#[derive(Debug)]
pub(crate) struct Transcript {
    /// The text, with `\n` at the end of each line.
    pub(super) text: String,
    /// How many characters could not be read.
    pub(crate) unreadable: usize,
}

/// Whether bytes that are no PDF are a text.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&UTF16_LE) || bytes.starts_with(&UTF16_BE) {
        return true;
    }
    let is_control =
        |byte: &&u8| **byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c') || **byte == 0x7f;
    let head = &bytes[..bytes.len().min(HEAD)];
    !head.iter().all(u8::is_ascii_whitespace)
        && head.iter().filter(is_control).count() * LIMITS.controls <= head.len()
}

/// How many bytes tell whether a file is a text.
const HEAD: usize = 1 << 16;

const UTF16_LE: [u8; 2] = [0xff, 0xfe];
const UTF16_BE: [u8; 2] = [0xfe, 0xff];

/// The characters of Windows-1252 from 0x80 to 0x9f.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

impl Transcript {
    /// Reads a text: UTF-8, UTF-16 with its mark, or else Windows-1252.
    ///
    /// # Errors
    /// Where it is longer than any report.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > LIMITS.bytes {
            return Err(ReadError::TextTooLong { bytes: bytes.len(), most: LIMITS.bytes });
        }
        let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
        let lines = text.bytes().filter(|&byte| byte == b'\n').count();
        if lines > LIMITS.lines {
            return Err(ReadError::TextTooManyLines { lines, most: LIMITS.lines });
        }
        let mut cells = 0;
        for (line, text) in text.split('\n').enumerate() {
            cells += cells_of(text);
            if cells > LIMITS.cells {
                return Err(ReadError::TextTooManyCells { line: line + 1, most: LIMITS.cells });
            }
        }
        let unreadable = text.chars().filter(|&character| character == char::REPLACEMENT_CHARACTER).count();
        Ok(Self { text, unreadable })
    }
}

/// How many cells of tables a line has at most.
fn cells_of(line: &str) -> usize {
    let marks = line.bytes().filter(|byte| matches!(byte, b'\t' | b'|')).count();
    let tags = line.match_indices("<t").chain(line.match_indices("<T")).count();
    marks + tags
}

fn decoded(bytes: &[u8]) -> String {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    if bytes.starts_with(&UTF16_LE) {
        return utf16(u16::from_le_bytes);
    }
    if bytes.starts_with(&UTF16_BE) {
        return utf16(u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A text with little that is no UTF-8 was damaged; one that has none else but such bytes is in Windows-1252.
        Err(_) if is_mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => bytes.iter().map(|&byte| windows(byte)).collect(),
    }
}

/// Whether more of the bytes above ASCII make characters of UTF-8 than not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut unsound) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        unsound += usize::from(!chunk.invalid().is_empty());
    }
    sound > unsound
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_the_encodings_that_editors_write() {
        let read = |bytes: &[u8]| Transcript::open(bytes).unwrap().text;
        let utf16: Vec<u8> = "\u{feff}été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in ["été".as_bytes(), "\u{feff}été".as_bytes(), b"\xe9t\xe9", &utf16] {
            assert!(is_text(bytes));
            assert_eq!(read(bytes), "été");
        }
        assert_eq!(read(b"5 \x80 \x96 l\x92\xe9t\xe9\r\n"), "5 € – l’été\n");
        assert_eq!(read("d\u{e9}j\u{e0} vu \u{e9}t\u{e9}".as_bytes()), "déjà vu été");
        let damaged = [&b"\xff "[..], "été".as_bytes()].concat();
        assert_eq!(Transcript::open(&damaged).unwrap().unreadable, 1);
    }

    #[test]
    fn what_is_no_text_is_told_by_its_bytes() {
        assert!(!is_text(b"") && !is_text(b"  \n") && !is_text(b"\x00\x01\x02PK\x03\x04"));
        assert!(is_text("| Réf. | Titre |\x0c".as_bytes()));
    }

    #[test]
    fn a_text_longer_than_any_report_is_refused() {
        assert!(Transcript::open(&vec![b'a'; LIMITS.bytes + 1]).is_err());
        assert!(Transcript::open(&vec![b'\n'; LIMITS.lines + 1]).is_err());
        let cells = format!("bac\n{}", "a\t".repeat(LIMITS.cells + 1));
        assert!(matches!(
            Transcript::open(cells.as_bytes()),
            Err(ReadError::TextTooManyCells { line: 2, .. })
        ));
    }
}
