//! A set of page numbers as it is typed: `5-20,31`.
//!
//! Not for page labels: pages are counted from 1, whatever is printed on them.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Pages chosen by number, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSet {
    ranges: Vec<RangeInclusive<u32>>,
}

/// Why a text is no set of pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is no page and no range of pages: expected numbers from 1, such as 5-20,31")]
pub struct PageSetError {
    part: String,
}

impl PageSet {
    /// Whether the page is among those chosen.
    pub fn contains(&self, page: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&page))
    }

    /// The highest page that is named.
    pub fn last(&self) -> u32 {
        self.ranges.iter().map(|range| *range.end()).max().unwrap_or(0)
    }
}

impl FromIterator<u32> for PageSet {
    /// The set of pages that are given in ascending order.
    fn from_iter<I: IntoIterator<Item = u32>>(pages: I) -> Self {
        let mut ranges: Vec<RangeInclusive<u32>> = Vec::new();
        for page in pages {
            match ranges.last_mut() {
                // Two pages may stand on one sheet.
                Some(last) if last.contains(&page) => {}
                Some(last) if *last.end() + 1 == page => *last = *last.start()..=page,
                _ => ranges.push(page..=page),
            }
        }
        Self { ranges }
    }
}

impl FromStr for PageSet {
    type Err = PageSetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ranges = text.split(',').map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            match (first.trim().parse(), last.trim().parse()) {
                (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
                _ => Err(PageSetError { part: part.trim().to_owned() }),
            }
        });
        Ok(Self { ranges: ranges.collect::<Result<_, _>>()? })
    }
}

/// As it is typed, without blanks.
impl fmt::Display for PageSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |range: &RangeInclusive<u32>| match (range.start(), range.end()) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}-{last}"),
        };
        f.write_str(&self.ranges.iter().map(shown).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_single_pages_are_read() {
        let pages: PageSet = "5-7, 31".parse().unwrap();
        let chosen: Vec<u32> = (1..40).filter(|&page| pages.contains(page)).collect();
        assert_eq!(chosen, [5, 6, 7, 31]);
        assert_eq!(pages.last(), 31);
        assert_eq!(pages.to_string(), "5-7,31");
    }

    #[test]
    fn what_is_no_page_is_refused_by_name() {
        for text in ["", "0", "7-5", "a", "5-", "1,,2", "-3"] {
            assert!(text.parse::<PageSet>().is_err(), "{text}");
        }
    }
}
