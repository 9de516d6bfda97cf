//! Thresholds that are missing, in words, equal, the other way round, or no percentages.
//!
//! Not for results: those are in `results`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::{Figure, Record};
use crate::source::Field;

pub(super) const CHECK: Check =
    Check { codes: &[Code::B401, Code::B402, Code::B403, Code::B407, Code::B408, Code::B421], run };

/// All figures, those that a record should have.
const FIGURES: [Field; 4] = [Field::Red, Field::Green, Field::Result, Field::Weight];

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        missing(record, findings);
        for field in FIGURES {
            if let Some(Figure { raw: Some(raw), value: None, .. }) = record.figure(field) {
                findings.about(record, Finding::new(Code::B401).of(field).with("raw", raw.as_str()));
            }
        }
        for (field, figure) in [(Field::Red, &record.red), (Field::Green, &record.green)] {
            if let Some(value) = figure.value.filter(|value| !(0.0..=100.0).contains(value)) {
                findings.about(record, Finding::new(Code::B408).of(field).with("value", value));
            }
        }
        let (Some(red), Some(green)) = (record.red.value, record.green.value) else { continue };
        if red > green {
            let finding = Finding::new(Code::B403).of(Field::Red).with("red", red).with("green", green);
            findings.about(record, finding);
        } else if red == green {
            findings.about(record, Finding::new(Code::B407).of(Field::Red).with("threshold", red));
        } else if red == 0.0 {
            findings.about(record, Finding::new(Code::B421).of(Field::Red));
        }
    }
}

fn missing(record: &Record, findings: &mut Findings) {
    let (field, missing) = match (&record.red.raw, &record.green.raw) {
        (None, None) => (Field::Red, "both"),
        (None, Some(_)) => (Field::Red, "red"),
        (Some(_), None) => (Field::Green, "green"),
        (Some(_), Some(_)) => return,
    };
    findings.about(record, Finding::new(Code::B402).of(field).with("missing", missing));
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, indicator, measured, objective, report, weighted};
    use super::*;

    #[test]
    fn thresholds_that_say_nothing_or_something_odd_are_named() {
        for (red, green, found) in [
            ("70", "90", &[][..]),
            ("", "", &[Code::B402]),
            ("70", "", &[Code::B402]),
            ("", "90", &[Code::B402]),
            ("à fixer", "90", &[Code::B401]),
            ("90", "90", &[Code::B407]),
            ("90", "70", &[Code::B403]),
            ("0", "120", &[Code::B408, Code::B421]),
            ("0", "90", &[Code::B421]),
            ("10", "0", &[Code::B403]),
            ("-1", "100", &[Code::B408]),
        ] {
            let report = report([measured(objective("1.1"), red, green, "80")], []);
            assert_eq!(codes(&CHECK, &report), found, "{red} {green}");
        }
    }

    #[test]
    fn results_and_weights_in_words_are_named_too() {
        let weight = Figure { raw: Some("élevé".to_owned()), ..Figure::default() };
        let record = weighted(measured(indicator("1.1", "1"), "70", "90", "en cours"), weight);
        assert_eq!(codes(&CHECK, &report([], [record])), [Code::B401, Code::B401]);
    }
}
