//! How much a stream may hold once it is unpacked, judged before anything unpacks it whole.
//!
//! A few bytes of a malicious or broken file can unpack to more than the machine's memory, and what the engine
//! allocates cannot be taken back. So a packed length that could come to too much is unpacked here bit by bit, and
//! only counted. Not for what a page draws: the device counts that itself.

use std::io::Read;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use simd_adler32::Adler32;

/// The most bytes that a stream, or the contents of a page together, may hold: the fullest page of a report comes to
/// 1 MB, the largest fonts to 30 MB.
pub(super) const MOST: u64 = 128 << 20;
/// The most that deflate makes of a byte.
pub(super) const DEFLATE: u64 = 1032;
/// How many layers of deflate are looked through.
const LAYERS: usize = 4;
/// How far before its data, in bytes, a stream's dictionary may begin.
const DICTIONARY: usize = 4096;

/// Whether `packed` comes to more than [`MOST`] bytes in any of the layers of deflate around it; whatever is no
/// deflate is a layer's end.
pub(super) fn is_too_much(packed: &[u8]) -> bool {
    (1..=LAYERS).any(|layers| {
        let mut data: Box<dyn Read + '_> = Box::new(packed);
        for _ in 0..layers {
            data = Box::new(ZlibDecoder::new(data));
        }
        length(data) > MOST
    })
}

/// The length of what `data` yields before it ends, fails or passes [`MOST`].
fn length(data: impl Read) -> u64 {
    let mut counted = 0;
    let mut data = data.take(MOST + 1);
    let mut buffer = [0; 1 << 15];
    while let Ok(count @ 1..) = data.read(&mut buffer) {
        counted += count as u64;
    }
    counted
}

/// Whether a stream of deflate is unpacked to its end, and what comes out is what was packed. A stream that is short of
/// its sum alone is whole: programs that copy streams may cut its last bytes, if they look like white space.
pub(super) fn is_deflate_whole(packed: &[u8]) -> bool {
    // The two bytes of a zlib header, and the four of the sum (RFC 1950, 2.2).
    const HEAD: usize = 2;
    const SUM: usize = 4;
    let (mut inner, mut sum) = (Decompress::new(false), Adler32::new());
    let mut buffer = vec![0; 1 << 15];
    let packed = packed.get(HEAD..).unwrap_or_default();
    loop {
        let (taken, given) = (inner.total_in(), inner.total_out());
        let status = inner.decompress(&packed[taken as usize..], &mut buffer, FlushDecompress::None);
        sum.write(&buffer[..(inner.total_out() - given) as usize]);
        match status {
            Ok(Status::StreamEnd) => break,
            Ok(_) if inner.total_in() > taken || inner.total_out() > given => {}
            _ => return false,
        }
    }
    let rest = &packed[inner.total_in() as usize..];
    rest.len() < SUM || rest[..SUM] == sum.finish().to_be_bytes()
}

/// What base 85 stands for (ISO 32000-1, 7.4.3); `None` where it is malformed or does not come to its end mark.
pub(super) fn from_ascii85(text: &[u8]) -> Option<Vec<u8>> {
    let (mut bytes, mut group, mut count) = (Vec::with_capacity(text.len()), 0_u32, 0);
    for &byte in text.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0) {
        match byte {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.checked_mul(85)?.checked_add(u32::from(byte - b'!'))?;
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' if count == 0 => return Some(bytes),
            b'~' => {
                // A group that is not full counts as if filled up with `u`, and stands for a byte less than it has.
                let full = (count..5).try_fold(group, |group, _| group.checked_mul(85)?.checked_add(84))?;
                bytes.extend(&full.to_be_bytes()[..count - 1]);
                return Some(bytes);
            }
            _ => return None,
        }
    }
    None
}

/// Blanks the streams that come to too much in a file that is not opened yet, as opening it may unpack them; gives
/// the numbers of their objects. Images are left alone: no text is in them, and none is unpacked.
pub(super) fn defuse(bytes: &mut Arc<Vec<u8>>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let start = from + bytes[from..].iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        let head = &bytes[at.saturating_sub(DICTIONARY)..at];
        let head = &head[rfind(head, b" obj").unwrap_or(0)..];
        let opened_early = find(head, b"ObjStm").is_some() || find(head, b"XRef").is_some();
        let end = if opened_early {
            bytes.len()
        } else {
            start + find(&bytes[start..], b"endstream").unwrap_or(bytes.len() - start)
        };
        let image = !opened_early && find(head, b"/Image").is_some();
        if !image && (end - start) as u64 * DEFLATE > MOST && is_too_much(&bytes[start..end]) {
            found.push((number(&bytes[..at]).unwrap_or(0), start..end));
        }
        from = if opened_early { start } else { end };
    }
    if !found.is_empty() {
        let bytes = Arc::make_mut(bytes);
        for (_, range) in &found {
            // Zeros unpack to nothing.
            let end = range.start + find(&bytes[range.clone()], b"endstream").unwrap_or(range.len());
            bytes[range.start..end].fill(0);
        }
    }
    found.into_iter().map(|(number, _)| number).collect()
}

/// The number of the object that the end of `before` stands in.
pub(super) fn number(before: &[u8]) -> Option<u32> {
    let head = &before[before.len().saturating_sub(DICTIONARY)..];
    let line = head[..rfind(head, b" obj")?].rsplit(|byte| !byte.is_ascii_digit() && *byte != b' ').next()?;
    std::str::from_utf8(line).ok()?.split_whitespace().next()?.parse().ok()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == first) {
        if bytes[from + at..].starts_with(word) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    /// A megabyte of blanks, `megabytes` times, packed.
    fn packed(megabytes: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..megabytes {
            encoder.write_all(&[b' '; 1 << 20]).unwrap();
        }
        encoder.finish().unwrap()
    }

    #[test]
    fn layers_are_looked_through() {
        let (little, much) = (packed(1), packed(129));
        let mut twice = ZlibEncoder::new(Vec::new(), Compression::fast());
        twice.write_all(&much).unwrap();
        assert!(!is_too_much(&little) && is_too_much(&much) && is_too_much(&twice.finish().unwrap()));
        assert!(!is_too_much(b"BT (text) Tj ET") && !is_too_much(b""));
    }

    #[test]
    fn only_the_stream_that_is_too_much_is_blanked() {
        let object = |number: u32, data: &[u8]| {
            [format!("{number} 0 obj\n<< /Length 1 >>\nstream\n").as_bytes(), data, b"\nendstream\nendobj\n"]
                .concat()
        };
        let mut bytes =
            Arc::new([object(7, &packed(1)), object(12, &packed(129)), object(9, b"q Q")].concat());
        let before = Arc::clone(&bytes);
        assert_eq!(defuse(&mut bytes), [12]);
        assert_eq!(bytes.len(), before.len());
        assert!(bytes.starts_with(&object(7, &packed(1))) && bytes.ends_with(&object(9, b"q Q")));
    }
}
