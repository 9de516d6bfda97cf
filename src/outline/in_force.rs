//! The headings in force, as a later page may repeat them over the rest of a table.
//!
//! Not for the place that they give to a table: that is a `Position`.

use super::Level;
use crate::wording::Numbering;

/// What a heading stands over, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A chapter.
    Chapter,
    /// An administration.
    Entity,
    /// Tables of a kind.
    Kind,
    /// A table.
    Section,
}

impl From<Level> for Rank {
    fn from(level: Level) -> Self {
        match level {
            Level::Chapter => Self::Chapter,
            Level::Entity => Self::Entity,
            Level::Section => Self::Section,
        }
    }
}

/// A heading: its number, and its texts as they are compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Its number.
    pub(super) number: Option<Numbering>,
    /// The whole of it and its name in each language, letters and figures alone; none is empty.
    pub(super) keys: Vec<String>,
}

impl Said {
    /// Whether another one says the same in either language.
    pub(super) fn shares_text(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }

    /// Whether another one has the same number.
    pub(super) fn shares_number(&self, other: &Self) -> bool {
        self.number.is_some() && self.number == other.number
    }
}

/// The headings in force.
#[derive(Debug, Default)]
pub(super) struct HeadingsInForce {
    heads: Vec<(Rank, Said)>,
}

impl HeadingsInForce {
    /// Puts a heading in force, in place of those of its rank and of those below.
    pub(super) fn put(&mut self, rank: Rank, said: Said) {
        self.heads.retain(|(other, _)| *other < rank);
        self.heads.push((rank, said));
    }

    /// Adds what the heading of a rank says in its other language; puts it in force where there is none.
    pub(super) fn add(&mut self, rank: Rank, said: Said) {
        match self.heads.last_mut() {
            Some((last, head)) if *last == rank => head.keys.extend(said.keys),
            _ => self.put(rank, said),
        }
    }

    /// The rank of the heading in force that says the same.
    pub(super) fn with_text_of(&self, said: &Said) -> Option<Rank> {
        self.heads.iter().find(|(_, head)| head.shares_text(said)).map(|(rank, _)| *rank)
    }

    /// The rank of the heading in force that has the same number.
    pub(super) fn with_number_of(&self, said: &Said) -> Option<Rank> {
        self.heads.iter().find(|(_, head)| head.shares_number(said)).map(|(rank, _)| *rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: &str, key: &str) -> Said {
        Said { number: Some(Numbering::Decimal(number.to_owned())), keys: vec![key.to_owned()] }
    }

    #[test]
    fn a_heading_ends_those_of_its_rank_and_below() {
        let mut in_force = HeadingsInForce::default();
        in_force.put(Rank::Entity, said("1", "bacs"));
        in_force.put(Rank::Kind, said("1.1", "objectifs"));
        in_force.add(Rank::Kind, said("1.1", "doelstellingen"));
        assert_eq!(in_force.with_text_of(&said("2", "objectifs")), Some(Rank::Kind));
        assert_eq!(in_force.with_text_of(&said("2", "doelstellingen")), Some(Rank::Kind));
        assert_eq!(in_force.with_number_of(&said("1", "ports")), Some(Rank::Entity));
        in_force.put(Rank::Entity, said("2", "ports"));
        assert_eq!(in_force.with_text_of(&said("2", "objectifs")), None);
        assert_eq!(in_force.with_number_of(&said("1", "bacs")), None);
    }
}
