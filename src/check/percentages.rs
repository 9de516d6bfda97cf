//! Percentages in a text, against the result.
//!
//! Not for the other figures of a text: those are in `figures`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::Language;
use crate::record::Record;
use crate::source::Field;
use crate::wording::{Folded, Words};

pub(super) const CHECK: Check = Check { codes: &[Code::B507, Code::B520], run };

/// Tolerances of this check.
struct Tolerances {
    /// So many words further on, what was done is another thing: `80 % du plan d'action global a déjà été réalisé`.
    words: usize,
    /// Texts round, in points of the result.
    rounding: f64,
}

const TOLERANCES: Tolerances = Tolerances { words: 8, rounding: 1.0 };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let done = &overview.wording.status.done;
    for record in overview.records() {
        if record.result.raw.is_none() {
            without_result(record, findings);
        }
        let Some(result) = record.result.value.filter(|result| (0.0..=100.0).contains(result)) else {
            continue;
        };
        let texts = [(Field::Description, &record.description), (Field::Deviation, &record.deviation)];
        let said = texts.into_iter().find_map(|(field, texts)| {
            Language::BOTH.into_iter().find_map(|language| {
                let shares = shares_done(texts.side(language).as_deref()?, language, done);
                let differs = |share: &f64| (share - result).abs() > TOLERANCES.rounding;
                // A text that names the result somewhere names other figures beside it.
                shares.iter().all(differs).then(|| Some((field, language, *shares.first()?))).flatten()
            })
        });
        if let Some((field, language, share)) = said {
            let finding = Finding::new(Code::B507).of(field).in_language(language);
            findings.about(record, finding.with("share", share).with("result", result));
        }
    }
}

/// Percentages in the account of what was done, where no result is printed.
fn without_result(record: &Record, findings: &mut Findings) {
    let said = Language::BOTH.into_iter().find_map(|language| {
        let text = joined(record.description.side(language).as_deref()?);
        let shares: Vec<f64> = text.split_whitespace().filter_map(percentage).collect();
        let listed: Vec<String> = shares.iter().map(|share| format!("{share} %")).collect();
        (!listed.is_empty()).then_some((language, listed))
    });
    if let Some((language, shares)) = said {
        let finding = Finding::new(Code::B520).of(Field::Description).in_language(language);
        findings.about(record, finding.with("shares", shares));
    }
}

/// The percentages of a text that stand near a word which says that something was done.
fn shares_done(text: &str, language: Language, done: &Words) -> Vec<f64> {
    let text = joined(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_done = |word: &str| done.are_in(&Folded::new(word), language);
    let ends = |word: &str| word.ends_with(['.', ';', '!', '?']);
    let mut shares = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(share) = percentage(word) else { continue };
        let begins = words[..at].iter().rposition(|word| ends(word)).map_or(0, |end| end + 1);
        let over = words[at..].iter().position(|word| ends(word)).map_or(words.len(), |end| at + end + 1);
        let near = begins.max(at.saturating_sub(TOLERANCES.words))..over.min(at + TOLERANCES.words + 1);
        if words[near].iter().any(|word| is_done(word)) {
            shares.push(share);
        }
    }
    shares
}

/// A text in which the sign stands at its number.
fn joined(text: &str) -> String {
    text.replace('\u{a0}', " ").replace(" %", "%")
}

fn percentage(word: &str) -> Option<f64> {
    let word = word.trim_matches(|character: char| !character.is_ascii_digit() && character != '%');
    word.strip_suffix('%')?.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, measured, report, said};
    use super::*;

    #[test]
    fn how_far_a_text_says_that_it_went_is_the_result() {
        let found =
            |fr, nl| codes(&CHECK, &report([measured(described("1.1", fr, nl), "70", "90", "80")], []));
        assert_eq!(found("Le plan est réalisé à 60 %.", ""), [Code::B507]);
        assert_eq!(found("", "Het plan is voor 60% gerealiseerd"), [Code::B507]);
        assert!(found("Le plan est réalisé à 80 %, dont 60 % exécuté en mars.", "").is_empty());
        assert!(found("60 % des bacs sont bleus. Le plan est réalisé.", "").is_empty());
    }

    #[test]
    fn percentages_without_a_result_are_listed() {
        let record = measured(described("1.1", "82,1 % des bacs à l'heure", ""), "70", "90", "");
        let expected = "no result is printed, and the description in French says 82.1 %".to_owned();
        assert_eq!(said(&CHECK, &report([record], [])), [(Code::B520, expected)]);
    }
}
