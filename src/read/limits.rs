//! How much a stream may hold once it is unpacked, judged before anything unpacks it whole.
//!
//! A few bytes of a malicious or broken file can unpack to more than the machine's memory, and what the engine
//! allocates cannot be taken back. So a packed length that could come to too much is unpacked here bit by bit, and
//! only counted. Not for what a page draws: the device counts that itself.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use simd_adler32::Adler32;

/// The most bytes that a stream, or the contents of a page together, may hold: the fullest page of a report comes to
/// 1 MB, the largest fonts to 30 MB.
pub(super) const MOST: u64 = 128 << 20;
/// The most that deflate makes of a byte.
const DEFLATE: u64 = 1032;

/// How a stream is packed (ISO 32000-1, 7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Deflate, in the format of zlib.
    Deflate,
    /// LZW.
    Lzw,
    /// Lengths of runs.
    RunLength,
    /// Base 85.
    Ascii85,
    /// Hexadecimal digits.
    AsciiHex,
}

impl Packing {
    /// The most bytes that it makes of one.
    fn most(self) -> u64 {
        match self {
            Self::Deflate => DEFLATE,
            // A code of 12 bits stands for 4096 bytes at most.
            Self::Lzw => 2731,
            // Two bytes stand for 128 at most.
            Self::RunLength => 64,
            // `z` stands for four.
            Self::Ascii85 => 4,
            Self::AsciiHex => 1,
        }
    }
}

/// Whether data that are packed in these ways, the outermost first, come to more than `most` bytes in any of them. What
/// comes out is counted where the bound on it is too much.
pub(super) fn comes_to_more(packed: &[u8], layers: &[Packing], most: u64) -> bool {
    let bound = |length: u64, layers: &[Packing]| {
        layers.iter().fold(length, |length, layer| length.saturating_mul(layer.most())) > most
    };
    let length = packed.len() as u64;
    if !bound(length, layers) {
        return false;
    }
    match layers {
        [Packing::Ascii85, rest @ ..] => match from_ascii85(packed) {
            Some(data) => comes_to_more(&data, rest, most),
            None => bound(length, layers),
        },
        [Packing::AsciiHex, rest @ ..] => comes_to_more(&from_hexadecimal(packed), rest, most),
        [Packing::Deflate, rest @ ..] if rest.iter().all(|layer| *layer == Packing::Deflate) => {
            unpacks_to_more(packed, most)
        }
        [Packing::Deflate, rest @ ..] => bound(self::length(ZlibDecoder::new(packed), most), rest),
        [Packing::Lzw, rest @ ..] => {
            bound(lzw_length(packed, 0, most).max(lzw_length(packed, 1, most)), rest)
        }
        [Packing::RunLength, rest @ ..] => bound(run_length(packed, most), rest),
        [] => length > most,
    }
}

/// What hexadecimal digits stand for, up to the first that is none.
fn from_hexadecimal(text: &[u8]) -> Vec<u8> {
    let mut digits = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
        .map_while(|&byte| char::from(byte).to_digit(16))
        .map(|digit| digit as u8);
    let mut bytes = Vec::with_capacity(text.len() / 2);
    while let Some(high) = digits.next() {
        bytes.push(high << 4 | digits.next().unwrap_or(0));
    }
    bytes
}

/// The length of what runs stand for, up to beyond `most`.
fn run_length(packed: &[u8], most: u64) -> u64 {
    let (mut at, mut length) = (0, 0_u64);
    while let Some(&run) = packed.get(at).filter(|_| length <= most) {
        match run {
            0..=127 => {
                at += 2 + usize::from(run);
                length += 1 + u64::from(run);
            }
            128 => break,
            _ => {
                at += 2;
                length += 257 - u64::from(run);
            }
        }
    }
    length
}

/// The length of what the codes of LZW stand for, up to beyond `most`; `early` is by how many codes the next length of
/// codes comes too early, 0 or 1.
fn lzw_length(packed: &[u8], early: usize, most: u64) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const CODES: usize = 4096;
    let plain = || vec![1_u64; END + 1];
    let mut lengths = plain();
    let (mut bits, mut held, mut width) = (0_u32, 0, 9);
    let (mut above, mut length) = (None, 0);
    for &byte in packed {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        match code {
            CLEAR => (lengths, above) = (plain(), None),
            END => break,
            _ => {
                // The next code may be used before it is known: it stands for the one above and a byte.
                let next = above.map(|above: u64| above + 1);
                let Some(own) = lengths.get(code).copied().or(next.filter(|_| code == lengths.len())) else {
                    break;
                };
                lengths.extend(next.filter(|_| lengths.len() < CODES));
                length += own;
                above = Some(own);
            }
        }
        width = match lengths.len() + early {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if length > most {
            break;
        }
    }
    length
}
/// How many layers of deflate are looked through.
const LAYERS: usize = 4;

/// Whether `packed` comes to more than `most` bytes in any of the layers of deflate around it; whatever is no deflate is a
/// layer's end.
fn unpacks_to_more(packed: &[u8], most: u64) -> bool {
    (1..=LAYERS).any(|layers| {
        let mut data: Box<dyn Read + '_> = Box::new(packed);
        for _ in 0..layers {
            data = Box::new(ZlibDecoder::new(data));
        }
        length(data, most) > most
    })
}

/// The length of what `data` yields before it ends, fails or passes `most`.
fn length(data: impl Read, most: u64) -> u64 {
    let mut counted = 0;
    let mut data = data.take(most + 1);
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
/// the numbers of their objects. Images are left alone: opening a file unpacks none.
pub(super) fn defuse(bytes: &mut Arc<Vec<u8>>) -> Vec<u32> {
    let mut found = Vec::new();
    // Where the last stream began or ended, and where the next one is sought.
    let (mut last, mut from) = (0, 0);
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let start = from + bytes[from..].iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        let head = &bytes[last..at];
        let head = with_plain_names(&head[rfind(head, b" obj").unwrap_or(0)..]);
        let opened_early = find(&head, b"ObjStm").is_some() || find(&head, b"XRef").is_some();
        let end = if opened_early {
            bytes.len()
        } else {
            start + find(&bytes[start..], b"endstream").unwrap_or(bytes.len() - start)
        };
        let image = !opened_early && find(&head, b"/Image").is_some();
        if !image && comes_to_more(&bytes[start..end], &layers(&head), MOST) {
            found.push((number(&bytes[last..at]).unwrap_or(0), start..end));
        }
        from = if opened_early { start } else { end };
        last = from;
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

/// How a dictionary says that its stream is packed, the outermost first; where it names no way, by deflate: it may be said
/// elsewhere.
fn layers(dictionary: &[u8]) -> Vec<Packing> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let names = dictionary.split(|&byte| byte == b'/').skip(1).map(|name| {
        let end = name.iter().position(|byte| !is_part(byte)).unwrap_or(name.len());
        &name[..end]
    });
    // The short names are those of inline images (ISO 32000-1, table 94).
    let layers: Vec<Packing> = names
        .filter_map(|name| match name {
            b"FlateDecode" | b"Fl" => Some(Packing::Deflate),
            b"LZWDecode" | b"LZW" => Some(Packing::Lzw),
            b"RunLengthDecode" | b"RL" => Some(Packing::RunLength),
            b"ASCII85Decode" | b"A85" => Some(Packing::Ascii85),
            b"ASCIIHexDecode" | b"AHx" => Some(Packing::AsciiHex),
            _ => None,
        })
        .take(LAYERS)
        .collect();
    if layers.is_empty() { vec![Packing::Deflate] } else { layers }
}

/// A dictionary in which no character of a name is written as `#` and two hexadecimal digits (ISO 32000-1, 7.3.5).
fn with_plain_names(dictionary: &[u8]) -> Cow<'_, [u8]> {
    if !dictionary.contains(&b'#') {
        return dictionary.into();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let mut plain = Vec::with_capacity(dictionary.len());
    let mut at = 0;
    while let Some(&byte) = dictionary.get(at) {
        match (byte, digit(dictionary.get(at + 1)), digit(dictionary.get(at + 2))) {
            (b'#', Some(high), Some(low)) => {
                plain.push((high << 4 | low) as u8);
                at += 3;
            }
            _ => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain.into()
}

/// The number of the object that the end of `before` stands in.
pub(super) fn number(before: &[u8]) -> Option<u32> {
    let line =
        before[..rfind(before, b" obj")?].rsplit(|byte| !byte.is_ascii_digit() && *byte != b' ').next()?;
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
        let is_too_much = |packed: &[u8]| unpacks_to_more(packed, MOST);
        assert!(!is_too_much(&little) && is_too_much(&much) && is_too_much(&twice.finish().unwrap()));
        assert!(!is_too_much(b"BT (text) Tj ET") && !is_too_much(b""));
    }

    /// Bytes in base 85.
    fn in_ascii85(bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        for group in bytes.chunks(4) {
            let mut full = [0; 4];
            full[..group.len()].copy_from_slice(group);
            let mut number = u32::from_be_bytes(full);
            let mut digits = [0; 5];
            for digit in digits.iter_mut().rev() {
                *digit = b'!' + (number % 85) as u8;
                number /= 85;
            }
            text.extend(&digits[..=group.len()]);
        }
        [&text[..], b"~>"].concat()
    }

    /// Bytes as codes of LZW, each alone, with a code that clears before every 200th: codes stay 9 bits long.
    fn in_lzw(bytes: &[u8]) -> Vec<u8> {
        let codes = bytes
            .chunks(200)
            .flat_map(|bytes| std::iter::once(256_u16).chain(bytes.iter().map(|&byte| u16::from(byte))));
        let bits: Vec<u8> = codes
            .chain([257])
            .flat_map(|code| (0..9).rev().map(move |bit| (code >> bit & 1) as u8))
            .collect();
        bits.chunks(8)
            .map(|bits| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at)))
            .collect()
    }

    #[test]
    fn what_comes_out_counts_and_not_what_could() {
        use super::Packing::{Ascii85, AsciiHex, Deflate, Lzw, RunLength};
        // Data that deflate does not make shorter, and so much that the bound is too much.
        let mut dice = 1_u32;
        let random: Vec<u8> = (0..200_000)
            .map(|_| {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (dice >> 24) as u8
            })
            .collect();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&random).unwrap();
        let sound = encoder.finish().unwrap();
        let hex =
            |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes();
        assert!(!comes_to_more(&in_ascii85(&sound), &[Ascii85, Deflate], MOST));
        assert!(!comes_to_more(&hex(&sound), &[AsciiHex, Deflate], MOST));
        assert!(!comes_to_more(&in_lzw(&random), &[Lzw], MOST));
        assert!(!comes_to_more(&in_ascii85(&in_lzw(&random)), &[Ascii85, Lzw], MOST));
        assert_eq!(lzw_length(&in_lzw(&random), 1, MOST), random.len() as u64);
        let bomb = packed(129);
        assert!(comes_to_more(&in_ascii85(&bomb), &[Ascii85, Deflate], MOST));
        assert!(comes_to_more(&hex(&bomb), &[AsciiHex, Deflate], MOST));
        // A run of 128 bytes, two million times.
        let runs = [129, b' '].repeat(2 << 20);
        assert!(comes_to_more(&runs, &[RunLength], MOST));
        assert_eq!(run_length(&[129, b' ', 1, b'a', b'b', 128, 9], MOST), 130);
    }

    #[test]
    fn codes_that_stand_for_more_and_more_bytes_are_counted() {
        // Each code is the one that is not known yet: 1, 2, 3 and so on bytes.
        let mut bits = Vec::new();
        let mut code =
            |code: usize, width: usize| bits.extend((0..width).rev().map(|bit| (code >> bit & 1) as u8));
        code(256, 9);
        code(usize::from(b' '), 9);
        for next in 258..300 {
            code(next, 9);
        }
        code(257, 9);
        let bytes: Vec<u8> = bits
            .chunks(8)
            .map(|bits| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at)))
            .collect();
        assert_eq!(lzw_length(&bytes, 1, MOST), (1..=43).sum::<u64>());
    }

    #[test]
    fn an_object_stream_is_counted_however_it_is_written() {
        let bomb = packed(129);
        let long = format!("/X ({})", "x".repeat(9000));
        let encoded = in_ascii85(&bomb);
        for (dictionary, data) in [
            ("/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]", &encoded),
            ("/Type /ObjStm /Filter [/A#385 /Fl#61teDecode]", &encoded),
            ("/Type /Obj#53tm /Filter /FlateDecode", &bomb),
            (&format!("/Type /ObjStm {long} /Filter /FlateDecode"), &bomb),
            (&format!("/Type /ObjStm /Filter /FlateDecode {long}"), &bomb),
        ] {
            let head = format!("7 0 obj\n<< {dictionary} >>\nstream\n");
            let object = [head.as_bytes(), &data[..], b"\nendstream\nendobj\n"];
            assert_eq!(defuse(&mut Arc::new(object.concat())), [7], "{}", &dictionary[..40]);
        }
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
