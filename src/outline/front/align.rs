//! Two lists of names, one a language, put side by side.
//!
//! Where they are equally long they pair in order. Else the order is kept and those pair that are alike (names and
//! abbreviations are often the same in both languages) or stand at about the same height. Not for chapters: those
//! have numbers.

use crate::wording::{Folded, letters};

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) name: String,
    /// The page's place among the pages.
    pub(super) page: usize,
    /// Where its first baseline runs, in points.
    pub(super) y: f32,
    /// Its font size in points.
    pub(super) size: f32,
    /// Whether it is the first on a page that goes on with the list, and so may be the rest of the one before.
    pub(super) on_top: bool,
}

/// What speaks for a pair.
struct Weights {
    /// The same name in both languages.
    same: f32,
    /// All words in common; a part of them counts as much less.
    words: f32,
    /// The same height on the page.
    height: f32,
    /// The distance, in ems, at which the height speaks for nothing more: two lines of one entry.
    reach: f32,
    /// What a pair must have to be better than two names alone.
    least: f32,
}

const WEIGHTS: Weights = Weights { same: 2.0, words: 1.5, height: 1.0, reach: 3.0, least: 0.15 };

/// Pairs of positions in both lists, in order; each position once.
pub(super) fn pairs(a: &[Entry], b: &[Entry]) -> Vec<(Option<usize>, Option<usize>)> {
    if a.len() == b.len() {
        return (0..a.len()).map(|index| (Some(index), Some(index))).collect();
    }
    let best = table(a, b);
    let at = |i: usize, j: usize| best.get(i * (b.len() + 1) + j).copied().unwrap_or(0.0);
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() || j < b.len() {
        let together = likeness(a.get(i), b.get(j)).map(|likeness| likeness + at(i + 1, j + 1));
        if together.is_some_and(|score| score >= at(i, j)) {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if j >= b.len() || (i < a.len() && at(i + 1, j) >= at(i, j + 1)) {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs
}

/// For each pair of positions, the best score of what follows from there.
fn table(a: &[Entry], b: &[Entry]) -> Vec<f32> {
    let width = b.len() + 1;
    let mut best = vec![0.0_f32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let at = |i: usize, j: usize| best.get(i * width + j).copied().unwrap_or(0.0);
            let together = likeness(a.get(i), b.get(j)).map_or(0.0, |likeness| likeness + at(i + 1, j + 1));
            let score = together.max(at(i + 1, j)).max(at(i, j + 1));
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = score;
            }
        }
    }
    best
}

/// How much speaks for two names being one; `None` where too little does.
fn likeness(a: Option<&Entry>, b: Option<&Entry>) -> Option<f32> {
    let (a, b) = (a?, b?);
    let same = if letters(&a.name) == letters(&b.name) { WEIGHTS.same } else { 0.0 };
    let distance = (a.y - b.y).abs() / a.size.max(b.size).max(1.0);
    let near = if a.page == b.page { (1.0 - distance / WEIGHTS.reach).max(0.0) } else { 0.0 };
    let score = same + WEIGHTS.words * shared_words(&a.name, &b.name) + WEIGHTS.height * near;
    (score >= WEIGHTS.least).then_some(score)
}

/// The share of the shorter name's words that the other has too; a word may be spelt a little differently.
fn shared_words(a: &str, b: &str) -> f32 {
    const STEM: usize = 5;
    let stems = |text: &str| -> Vec<String> {
        let text = Folded::new(text);
        let words = text.words().filter(|word| word.len() > 2);
        words.map(|word| word.chars().take(STEM).collect()).collect()
    };
    let (a, b) = (stems(a), stems(b));
    let common = a.iter().filter(|stem| b.contains(stem)).count();
    common as f32 / a.len().min(b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(names: &[(&str, f32)]) -> Vec<Entry> {
        names
            .iter()
            .map(|&(name, y)| Entry { name: name.to_owned(), page: 0, y, size: 10.0, on_top: false })
            .collect()
    }

    #[test]
    fn lists_as_long_pair_in_order() {
        assert_eq!(pairs(&entries(&[("Lac", 0.0)]), &entries(&[("Meer", 90.0)])), [(Some(0), Some(0))]);
    }

    #[test]
    fn a_name_that_one_language_lacks_stays_alone() {
        let a = entries(&[("Office des Bacs", 10.0), ("Pêche", 30.0), ("Lacus", 50.0)]);
        let b = entries(&[("Verendienst", 12.0), ("Lacus", 48.0)]);
        assert_eq!(pairs(&a, &b), [(Some(0), Some(0)), (Some(1), None), (Some(2), Some(1))]);
    }

    #[test]
    fn empty_lists_pair_with_nothing() {
        assert!(pairs(&[], &[]).is_empty());
        assert_eq!(pairs(&entries(&[("Lac", 0.0)]), &[]), [(Some(0), None)]);
    }
}
