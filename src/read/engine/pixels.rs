//! How many pixels an image has: by its dictionary, by the parameters of its filter, and by what its codestream says of
//! itself. The engine makes room for whichever it reads, so the largest counts.
//!
//! Not for reading a pixel, nor for how many bytes a stream unpacks to: that is [`crate::read::limits`]'s.

use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};

/// The pixels of an image, as the largest of all that it says.
pub(super) fn of(image: &Stream<'_>) -> u64 {
    let dict = image.dict();
    let number = |dict: &Dict<'_>, keys: [&str; 2]| {
        keys.iter().find_map(|&key| dict.get::<i64>(key)).map_or(0, i64::unsigned_abs)
    };
    let (width, height) = (number(dict, ["Width", "W"]), number(dict, ["Height", "H"]));
    let said = width.saturating_mul(height);
    let filter = image.filters().last().copied();
    let coded = match filter {
        Some(Filter::CcittFaxDecode) => {
            let parameters = ["DecodeParms", "DP"].iter().find_map(|&key| {
                dict.get::<Dict<'_>>(key).or_else(|| dict.get::<Array<'_>>(key)?.iter::<Dict<'_>>().last())
            });
            parameters.map_or(0, |parameters| {
                // ISO 32000-1, table 11: 1728 columns where none are given.
                let columns = parameters.get::<i64>("Columns").map_or(1728, i64::unsigned_abs);
                let rows = parameters.get::<i64>("Rows").map_or(0, i64::unsigned_abs);
                columns.saturating_mul(rows.max(height).max(1))
            })
        }
        Some(Filter::Jbig2Decode) => jbig2(&image.raw_data()),
        Some(Filter::JpxDecode) => jpeg2000(&image.raw_data()),
        Some(Filter::DctDecode) => jpeg(&image.raw_data()),
        _ => 0,
    };
    said.max(coded)
}

/// A big-endian number of two or four bytes.
fn number<const BYTES: usize>(data: &[u8], at: usize) -> Option<u64> {
    let bytes: [u8; BYTES] = data.get(at..at.checked_add(BYTES)?)?.try_into().ok()?;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// The product of two numbers that stand side by side.
fn area<const BYTES: usize>(data: &[u8], at: usize) -> Option<u64> {
    Some(number::<BYTES>(data, at)?.saturating_mul(number::<BYTES>(data, at + BYTES)?))
}

/// What the first page of a JBIG2 stream and its regions measure, the largest of them (ITU-T T.88, 7.2 and 7.4).
fn jbig2(data: &[u8]) -> u64 {
    const PAGE: u8 = 48;
    /// Regions of text, halftones, and generic ones.
    const REGIONS: [u8; 10] = [4, 6, 7, 20, 22, 23, 36, 38, 39, 43];
    /// A length that is told by the data's own end.
    const UNKNOWN: u64 = 0xffff_ffff;
    let (mut at, mut largest) = (0, 0);
    loop {
        let header = || -> Option<(u8, usize, u64)> {
            let (own, flags) = (number::<4>(data, at)?, *data.get(at + 4)?);
            let short = *data.get(at + 5)? >> 5;
            let (count, retained) = if short < 7 {
                (u64::from(short), 1)
            } else {
                let count = number::<4>(data, at + 5)? & 0x1fff_ffff;
                (count, 4 + (count as usize + 8) / 8)
            };
            let reference = if own <= 256 {
                1
            } else if own <= 65_536 {
                2
            } else {
                4
            };
            let referred = usize::try_from(count).ok()?.checked_mul(reference)?;
            let association = if flags & 0x40 != 0 { 4 } else { 1 };
            let length = at.checked_add(5 + retained + association)?.checked_add(referred)?;
            Some((flags & 0x3f, length + 4, number::<4>(data, length)?))
        };
        let Some((kind, body, length)) = header() else { return largest };
        if kind == PAGE || REGIONS.contains(&kind) {
            largest = largest.max(area::<4>(data, body).unwrap_or(0));
        }
        if length == UNKNOWN {
            return largest;
        }
        at = body.saturating_add(length as usize);
    }
}

/// What a JPEG 2000 codestream measures, in a file of boxes or without (ITU-T T.800, A.5.1).
fn jpeg2000(data: &[u8]) -> u64 {
    const START_AND_SIZE: [u8; 4] = [0xff, 0x4f, 0xff, 0x51];
    let start = data.windows(4).position(|bytes| bytes == START_AND_SIZE);
    start.and_then(|start| area::<4>(data, start + 8)).unwrap_or(0)
}

/// What the largest frame of a JPEG measures (ITU-T T.81, B.2.2).
fn jpeg(data: &[u8]) -> u64 {
    let (mut at, mut largest) = (2, 0);
    while let (Some(&0xff), Some(&marker)) = (data.get(at), data.get(at + 1)) {
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // The scan, or the end: no frame follows.
            0xd9 | 0xda => break,
            _ => {
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    largest = largest.max(area::<2>(data, at + 5).unwrap_or(0));
                }
                at += 2 + number::<2>(data, at + 2).unwrap_or(2).max(2) as usize;
            }
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_codestream_says_of_its_size_is_read() {
        // A segment of symbols, then the page.
        let symbols = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 9, 9];
        let page =
            [&[0, 0, 0, 1, 48, 0, 1, 0, 0, 0, 19][..], &60_000_u32.to_be_bytes(), &70_000_u32.to_be_bytes()];
        assert_eq!(jbig2(&[&symbols[..], &page.concat()].concat()), 60_000 * 70_000);
        // A region that refers to the symbols.
        let region =
            [&[0, 0, 0, 2, 6, 0x20, 0, 1, 0, 0, 0, 17][..], &5_u32.to_be_bytes(), &7_u32.to_be_bytes()];
        assert_eq!(jbig2(&[&symbols[..], &region.concat()].concat()), 35);

        let size =
            [&[0xff, 0x4f, 0xff, 0x51, 0, 47, 0, 0][..], &300_u32.to_be_bytes(), &200_u32.to_be_bytes()];
        assert_eq!(jpeg2000(&[b"boxes", &size.concat()[..]].concat()), 60_000);

        let frame = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 1, 0, 2, 0, 1, 1, 0x11, 0];
        assert_eq!(jpeg(&frame), 256 * 512);
    }

    #[test]
    fn what_is_cut_short_says_nothing() {
        for length in 0..12 {
            let bytes = vec![0xff; length];
            assert_eq!((jbig2(&bytes), jpeg2000(&bytes), jpeg(&bytes)), (0, 0, 0));
        }
    }
}
