//! Objectives that a text refers to, and that are not there.
//!
//! Not for the references in columns: those are in `references`.

use std::collections::{BTreeSet, HashMap};

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::judge::place;
use crate::language::Language;
use crate::wording::{Folded, Words};

pub(super) const CHECK: Check = Check { codes: &[Code::B524], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let words = &overview.wording.heading.objective;
    let mut printed: HashMap<_, BTreeSet<&str>> = HashMap::new();
    for record in overview.records() {
        printed.entry(place(record)).or_default().extend(record.operational.reference.as_deref());
    }
    for text in &overview.texts {
        let known = &printed[&place(text.record)];
        let both = Language::BOTH.into_iter();
        let mentioned: BTreeSet<String> = both
            .filter_map(|language| text.texts.side(language).as_deref())
            .flat_map(|side| mentions(side, words))
            .filter(|reference| !known.contains(reference.as_str()))
            .collect();
        if !mentioned.is_empty() {
            let mentioned: Vec<String> = mentioned.into_iter().collect();
            findings
                .about(text.record, Finding::new(Code::B524).of(text.field).with("references", mentioned));
        }
    }
}

/// The references that a text makes to operational objectives: numbers such as `4.3` after a word for them.
fn mentions(text: &str, objective: &Words) -> impl Iterator<Item = String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_objective = |word: &str| objective.stand_in(&Folded::new(&word.replace('.', "")));
    let pairs: Vec<String> = words
        .windows(2)
        .filter(|pair| is_objective(pair[0]))
        .filter_map(|pair| {
            let number = pair[1].trim_matches(|character: char| !character.is_ascii_digit());
            let (parent, own) = number.split_once('.')?;
            let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (is_number(parent) && is_number(own)).then(|| number.to_owned())
        })
        .collect();
    pairs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, objective, report};
    use super::*;

    #[test]
    fn an_objective_that_a_text_names_stands_in_its_section() {
        let found = |fr, nl| codes(&CHECK, &report([described("1.1", fr, nl), objective("1.2")], []));
        assert_eq!(found("Voir l'objectif 4.3.", ""), [Code::B524]);
        assert_eq!(found("", "Zie doelstelling 4.3"), [Code::B524]);
        assert_eq!(found("Voir O.O. 1.9", "Zie O.O. 1.9"), [Code::B524]);
        assert!(found("Voir l'objectif 1.2, au point 4.3", "Zie doelstelling 1.2").is_empty());
    }
}
