//! French and Dutch: the pair type that carries both, and telling one from the other.
//!
//! Not for where a cell's languages are split: that is `pair/`, which asks here how a line sounds.

use serde::{Deserialize, Serialize};

/// The report's two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

/// A thing in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Bilingual<T> {
    /// The French side.
    pub fr: T,
    /// The Dutch side.
    pub nl: T,
}

impl<T> Bilingual<T> {
    /// A pair of both sides.
    pub fn new(fr: T, nl: T) -> Self {
        Self { fr, nl }
    }

    /// One side.
    pub fn side(&self, language: Language) -> &T {
        match language {
            Language::Fr => &self.fr,
            Language::Nl => &self.nl,
        }
    }

    /// One side, to change it.
    pub fn side_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::Fr => &mut self.fr,
            Language::Nl => &mut self.nl,
        }
    }

    /// Each side put through `f`.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Bilingual<U> {
        Bilingual { fr: f(self.fr), nl: f(self.nl) }
    }
}

impl<T> Bilingual<Option<T>> {
    /// Whether neither side has anything.
    pub fn is_empty(&self) -> bool {
        self.fr.is_none() && self.nl.is_none()
    }
}
