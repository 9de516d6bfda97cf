//! Percentages in a text, against the result.
//!
//! Not for the other figures of a text: those are in `figures`.

use super::quantities::{PairKind, Quantities, Weight};
use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::Language;
use crate::record::Record;
use crate::source::Field;
use crate::wording::{Folded, Wording};

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
                let text = texts.side(language).as_deref()?;
                let read = overview.quantities(text, language)?;
                let shares = shares_done(text, read, language, overview.wording);
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

/// The signs that end a sentence.
const END: [char; 4] = [';', '!', '?', '\n'];

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

/// The shares of a text, in percent, that stand near a word which says that something was done: `60 %`, `17 sur 20`.
fn shares_done(text: &str, read: &Quantities, language: Language, wording: &Wording) -> Vec<f64> {
    let among = |at: usize| read.pairs.iter().find(|pair| pair.link == PairKind::Among && pair.second == at);
    let mut shares = Vec::new();
    for (at, one) in read.all.iter().enumerate() {
        let Some(share) = one.share else { continue };
        let begin = match among(at) {
            // In words, most are manners of speaking.
            Some(pair) if one.weight == Weight::Firm => read.all[pair.first].place.start,
            _ if one.unit.as_deref() == Some("%") => one.place.start,
            _ => continue,
        };
        let before =
            text[..begin].rsplit(END).next().and_then(|line| line.rsplit(". ").next()).unwrap_or_default();
        let after = text[one.place.end..]
            .split(END)
            .next()
            .and_then(|line| line.split(". ").next())
            .unwrap_or_default();
        let before: Vec<&str> = before.split_whitespace().collect();
        let before = before[before.len().saturating_sub(TOLERANCES.words)..].iter();
        let words: Vec<&str> =
            before.copied().chain(after.split_whitespace().take(TOLERANCES.words)).collect();
        let within = text[begin..one.place.end].split_whitespace();
        let words: Vec<&str> = words.into_iter().chain(within).collect();
        if wording.status.done.are_in(&Folded::new(&words.join(" ")), language) {
            shares.push((share.value() * 100.0 * 100.0).round() / 100.0);
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
        assert_eq!(found("17 bacs sur 20 ont été livrés et 17 actions sur 20 exécutées.", ""), [Code::B507]);
        assert_eq!(found("", "17 van de 20 acties werden tot een goed einde gebracht."), [Code::B507]);
        assert!(found("16 actions sur 20 ont été menées à bien.", "").is_empty());
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
