//! Figures and dates that one language names and the other does not.
//!
//! Not for figures that both languages name: nothing tells whether those are right.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::Language;
use crate::wording::Numbers;
use crate::words::paragraphs::is_item;

pub(super) const CHECK: Check = Check { codes: &[Code::B304], run };

/// What a text says in figures.
#[derive(Default)]
struct Said {
    /// Each number, as it is written: with the letters before it, as in `Q3`.
    numbers: BTreeMap<u64, String>,
    /// Numbers in words.
    in_words: BTreeSet<u64>,
    /// Months, as they are written.
    months: BTreeMap<u64, String>,
    periods: BTreeSet<u64>,
}

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        let (Some(fr), Some(nl)) = (&printed.texts.fr, &printed.texts.nl) else { continue };
        let words = &overview.wording.number;
        let (fr, nl) = (said(fr, Language::Fr, words), said(nl, Language::Nl, words));
        let (only_fr, only_nl) = (missing(&fr, &nl), missing(&nl, &fr));
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

/// What `here` says and `there` does not.
fn missing(here: &Said, there: &Said) -> Vec<String> {
    let is_there = |number: u64| {
        there.numbers.contains_key(&number)
            || there.in_words.contains(&number)
            || there.months.contains_key(&number)
            // `2020-21` is `2020-2021`
            || number > 100 && number < 3000 && there.numbers.contains_key(&(number % 100))
            || number < 100 && there.numbers.keys().any(|year| (1900..2100).contains(year) && year % 100 == number)
    };
    let numbers =
        here.numbers.iter().filter(|(number, _)| !is_there(**number)).map(|(_, written)| written.clone());
    let is_month = |month: &u64| there.months.contains_key(month) || there.numbers.contains_key(month);
    let months = here.months.iter().filter(|(month, _)| !is_month(month)).map(|(_, written)| written.clone());
    // A part of a year may be written as a date; only another one contradicts it.
    let periods = here.periods.difference(&there.periods).filter(|_| !there.periods.is_subset(&here.periods));
    let periods = periods.map(|&period| format!("a period of {period} months"));
    numbers.chain(months).chain(periods).collect()
}

fn said(text: &str, language: Language, known: &Numbers) -> Said {
    let mut said = Said::default();
    for paragraph in text.lines() {
        // The number of an item in a list says nothing of what it holds.
        let paragraph =
            paragraph.split_once(' ').filter(|_| is_item(paragraph)).map_or(paragraph, |(_, item)| item);
        numbers(paragraph, &mut said.numbers);
        let words =
            paragraph.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
        for word in words {
            if let Some(number) = known.in_words(word, language) {
                said.in_words.insert(number);
            } else if let Some(month) = known.month(word, language) {
                said.months.entry(month).or_insert_with(|| word.to_lowercase());
            } else if let Some(months) = known.period(word, language) {
                said.periods.insert(months);
            }
        }
    }
    said
}

/// The whole numbers of a text. A blank or full stop before three digits groups; the decimals of a number, and the day,
/// month and year of a date, are numbers of their own, whatever stands between them.
fn numbers(text: &str, numbers: &mut BTreeMap<u64, String>) {
    let is_digit = |character: &char| character.is_ascii_digit();
    let characters: Vec<char> = text.chars().collect();
    let digits = |from: usize| characters[from..].iter().take_while(|character| is_digit(character)).count();
    let mut at = 0;
    while at < characters.len() {
        let length = digits(at);
        if length == 0 {
            at += 1;
            continue;
        }
        let letters = characters[..at].iter().rev().take_while(|character| character.is_alphabetic()).count();
        let letters: String = characters[at - letters..at].iter().collect();
        let mut number: String = characters[at..at + length].iter().collect();
        at += length;
        if length <= 3 {
            while let Some(' ' | '.' | '\u{a0}' | '\u{202f}') = characters.get(at)
                && digits(at + 1) == 3
            {
                number.extend(&characters[at + 1..at + 4]);
                at += 4;
            }
        }
        // More digits than a number holds name something, such as an account.
        if let Ok(value) = number.parse() {
            numbers.entry(value).or_insert(letters + &number);
        }
    }
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
            ["description: 2021 in French and not in Dutch; Q3, 202 in Dutch and not in French"]
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
