//! Quantities and dates that one language names and the other does not.
//!
//! Not for quantities that both languages name: nothing tells whether those are right.

use super::quantities::{Pair, Quantities, Quantity, Sort, Weight};
use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::Language;

pub(super) const CHECK: Check = Check { codes: &[Code::B304], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        let (Some(fr), Some(nl)) = (&printed.texts.fr, &printed.texts.nl) else { continue };
        let said = overview.quantities(fr, Language::Fr).zip(overview.quantities(nl, Language::Nl));
        let Some((in_fr, in_nl)) = said else { continue };
        let (mut only_fr, mut only_nl) = (missing(in_fr, in_nl), missing(in_nl, in_fr));
        // The other language may say a number in words with other words, and no number.
        let is_firm = |one: &&Quantity| one.weight == Weight::Firm;
        let both = !only_fr.is_empty() && !only_nl.is_empty();
        if !both {
            only_fr.retain(is_firm);
            only_nl.retain(is_firm);
        }
        let named = |text: &str, all: &[&Quantity]| -> Vec<String> {
            let mut named: Vec<String> = all.iter().map(|one| text[one.place.clone()].to_owned()).collect();
            named.dedup();
            named
        };
        let (mut only_fr, mut only_nl) = (named(fr, &only_fr), named(nl, &only_nl));
        if only_fr.is_empty()
            && only_nl.is_empty()
            && let Some((a, b)) = turned(in_fr, in_nl)
        {
            let pair = |text: &str, all: &Quantities, pair: &Pair| {
                text[all.all[pair.first].place.start..all.all[pair.second].place.end].to_owned()
            };
            (only_fr, only_nl) = (vec![pair(fr, in_fr, a)], vec![pair(nl, in_nl, b)]);
        }
        let side = match (only_fr.is_empty(), only_nl.is_empty()) {
            (true, true) => continue,
            (false, true) => "fr",
            (true, false) => "nl",
            (false, false) => "both",
        };
        let finding = Finding::new(Code::B304).of(printed.field).with("side", side);
        findings.about(printed.record, finding.with("only_fr", only_fr).with("only_nl", only_nl));
    }
}

/// What `here` says and `there` does not, in figures or in words.
fn missing<'a>(here: &'a Quantities, there: &Quantities) -> Vec<&'a Quantity> {
    let says = |one: &Quantity| there.all.iter().any(|other| one.is(other));
    // A year between two others of a range is named with them.
    let is_between = |year: &Quantity| {
        year.sort == Sort::Year
            && there.pairs.iter().any(|pair| {
                let value = |at: usize| there.all[at].values[0].value();
                (value(pair.first)..=value(pair.second)).contains(&year.values[0].value())
            })
    };
    let all = here.all.iter().filter(|one| one.weight > Weight::Faint);
    all.filter(|one| !says(one) && !is_between(one)).collect()
}

/// The pairs in which the two languages name the same numbers in another order: `10 sur 15` and `15 van de 10`.
fn turned<'a>(fr: &'a Quantities, nl: &'a Quantities) -> Option<(&'a Pair, &'a Pair)> {
    let is = |a: usize, b: usize| fr.all[a].is(&nl.all[b]);
    fr.pairs.iter().find_map(|pair| {
        let alike = |other: &Pair| is(pair.first, other.first) && is(pair.second, other.second);
        let turned = |other: &&Pair| {
            other.link == pair.link && is(pair.first, other.second) && is(pair.second, other.first)
        };
        let other = nl.pairs.iter().find(turned)?;
        (!nl.pairs.iter().any(alike)).then_some((pair, other))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::fixtures::{described, report};
    use super::*;

    fn found(fr: &str, nl: &str) -> Vec<String> {
        fixtures::said(&CHECK, &report([described("1.1", fr, nl)], []))
            .into_iter()
            .map(|(_, message)| message)
            .collect()
    }

    #[test]
    fn figures_that_one_language_does_not_name_are_listed() {
        assert_eq!(
            found("12 bacs en 2021 pour 1 500 €", "12 veren in 202 voor 1.500 euro (Q3)"),
            ["description: 2021 in French and not in Dutch; 202, Q3 in Dutch and not in French"]
        );
    }

    #[test]
    fn a_number_may_be_written_in_many_ways() {
        for (fr, nl) in [
            ("3 bacs", "drie veren"),
            ("trois bacs", "3 veren"),
            ("la 1ère phase", "de eerste fase"),
            ("le 01/02/2021", "op 1 februari 2021"),
            ("12,5 % des bacs", "12.5% van de veren"),
            ("en 2020-2021", "in 2020-21"),
            ("1. Les bacs\n2. Les ponts", "– De veren\n– De bruggen"),
            ("« of 20 June 2019 »", "van 20 juni 2019"),
            ("le 1er trimestre", "het eerste kwartaal"),
            ("le 2e semestre", "de tweede helft van het jaar"),
        ] {
            assert!(found(fr, nl).is_empty(), "{fr} / {nl}: {:?}", found(fr, nl));
        }
    }

    #[test]
    fn months_and_parts_of_a_year_are_dates_too() {
        assert_eq!(
            found("en mars", "in april"),
            ["description: mars in French and not in Dutch; april in Dutch and not in French"]
        );
        assert_eq!(found("au premier semestre", "in het eerste kwartaal").len(), 1);
    }
}
