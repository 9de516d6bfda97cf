//! What stands in a cell that has nothing to say.
//!
//! Not for what stands in place of a whole table: those words are headings'.

use std::sync::LazyLock;

use serde::Deserialize;

use super::fold::folded;
use crate::language::Language;

/// The word lists.
pub(super) const FILE: &str = include_str!("placeholders.toml");

#[derive(Debug, Default, Deserialize)]
struct Placeholders {
    fr: Vec<String>,
    nl: Vec<String>,
    signs: Vec<String>,
}

/// A text that stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// A word of one language.
    Word(Language),
    /// A sign.
    Sign,
}

/// Whether a text, alone in its cell or on its language's side of it, stands for nothing.
pub(crate) fn placeholder(text: &str) -> Option<Placeholder> {
    /// The bytes of the longest; spares other texts the folding.
    const LONGEST: usize = 8;
    static READ: LazyLock<Placeholders> = LazyLock::new(|| super::read(FILE));
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let word = folded(text);
    [
        (&READ.fr, Placeholder::Word(Language::Fr)),
        (&READ.nl, Placeholder::Word(Language::Nl)),
        (&READ.signs, Placeholder::Sign),
    ]
    .into_iter()
    .find_map(|(list, placeholder)| list.contains(&word).then_some(placeholder))
}
