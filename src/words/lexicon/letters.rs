//! How the words of a lexicon are spelt: how likely a group of letters goes on with another one.
//!
//! Not for whole words: those are counted in the parent module.

use rustc_hash::FxHashMap;

/// How the words of the lexicon are spelt: how often each group of up to [`Letters::GROUP`] letters is printed in them.
/// Words count once each, and a little more the more often they are printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Letters {
    groups: FxHashMap<u128, u32>,
}

impl Letters {
    /// The longest groups: words of two languages and of one report are too few for longer ones.
    const GROUP: usize = 5;
    /// How many times a group of letters counts that is as likely as its end alone makes it (Witten and Bell's
    /// smoothing, with one figure for all).
    const UNSEEN: f32 = 3.0;
    /// How likely a letter is before any is seen: both languages have about sixty, with capitals and accents.
    const LETTER: f32 = 1.0 / 60.0;
    const START: char = '^';
    const END: char = '$';

    pub(super) fn add(&mut self, word: &str, times: u32) {
        let letters: Vec<char> = [Self::START].into_iter().chain(word.chars()).chain([Self::END]).collect();
        for end in 0..letters.len() {
            for start in end.saturating_sub(Self::GROUP - 1)..=end {
                *self.groups.entry(key(&letters[start..=end])).or_default() += times;
            }
        }
        *self.groups.entry(key(&[])).or_default() += times * (letters.len() - 1) as u32;
    }

    fn times(&self, letters: &[char]) -> f32 {
        self.groups.get(&key(letters)).copied().unwrap_or(0) as f32
    }

    /// How likely `before` goes on with `letter`.
    fn likelihood(&self, before: &[char], letter: char) -> f32 {
        let mut likelihood = Self::LETTER;
        for length in 0..Self::GROUP.min(before.len() + 1) {
            let before = &before[before.len() - length..];
            let all = self.times(before);
            let these = self.times(&[before, &[letter]].concat());
            likelihood = (these + Self::UNSEEN * likelihood) / (all + Self::UNSEEN);
        }
        likelihood
    }

    /// How unlikely it is that a word ends where `head` does, in nats.
    pub(super) fn no_end(&self, head: &str) -> f32 {
        let letters: Vec<char> = [Self::START].into_iter().chain(head.chars()).collect();
        -libm::logf(self.likelihood(&letters, Self::END))
    }

    /// By how many nats it is likelier that `tail` follows `head` in a word than that it begins one.
    pub(super) fn goes_on(&self, head: &str, tail: &str) -> f32 {
        let tail: Vec<char> = tail.chars().chain([Self::END]).take(Self::GROUP - 1).collect();
        let mut inside: Vec<char> = [Self::START].into_iter().chain(head.chars()).collect();
        let mut apart = vec![Self::START];
        let mut odds = 0.0;
        for letter in tail {
            odds += libm::logf(self.likelihood(&inside, letter) / self.likelihood(&apart, letter));
            inside.push(letter);
            apart.push(letter);
        }
        odds
    }
}

/// A group of at most five letters as one number: a character has 21 bits.
fn key(letters: &[char]) -> u128 {
    letters.iter().fold(0, |key, &letter| key << 21 | u128::from(u32::from(letter)))
}
