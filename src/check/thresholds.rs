//! Thresholds that are missing, in words, equal, the other way round, or no percentages.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::record::{Figure, Record};

pub(super) const CHECK: Check =
    Check { codes: &[Code::B401, Code::B402, Code::B403, Code::B407, Code::B408], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        missing(record, findings);
        for (name, figure) in figures(record) {
            if let Figure { raw: Some(raw), value: None } = figure {
                findings.about(record, Code::B401, format!("the {name} is no number: “{raw}”"));
            }
        }
        for (name, figure) in [("red", &record.red), ("green", &record.green)] {
            if let Some(value) = figure.value.filter(|value| !(0.0..=100.0).contains(value)) {
                let message = format!("the {name} threshold is not between 0 and 100: {value}");
                findings.about(record, Code::B408, message);
            }
        }
        let (Some(red), Some(green)) = (record.red.value, record.green.value) else { continue };
        if red > green {
            let message = format!(
                "the red threshold {red} is above the green one {green}: the scale runs the other way"
            );
            findings.about(record, Code::B403, message);
        } else if red == green {
            findings.about(record, Code::B407, format!("the red and the green threshold are both {red}"));
        }
    }
}

/// All figures of a record, those that it should have.
fn figures(record: &Record) -> impl Iterator<Item = (&'static str, &Figure)> {
    let weight = record.weight.as_ref().map(|weight| ("weight", weight));
    [("red threshold", &record.red), ("green threshold", &record.green), ("result", &record.result)]
        .into_iter()
        .chain(weight)
}

fn missing(record: &Record, findings: &mut Findings) {
    let message = match (&record.red.raw, &record.green.raw) {
        (None, None) => "no threshold is printed",
        (None, Some(_)) => "the red threshold is not printed, the green one is",
        (Some(_), None) => "the green threshold is not printed, the red one is",
        (Some(_), Some(_)) => return,
    };
    findings.about(record, Code::B402, message.to_owned());
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, measured, objective, report};
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
            ("0", "120", &[Code::B408]),
            ("-1", "100", &[Code::B408]),
        ] {
            let report = report([measured(objective("1.1"), red, green, "80")], []);
            assert_eq!(codes(&CHECK, &report), found, "{red} {green}");
        }
    }

    #[test]
    fn results_and_weights_in_words_are_named_too() {
        let mut record = measured(objective("1.1"), "70", "90", "en cours");
        record.weight = Some(Figure { raw: Some("élevé".to_owned()), value: None });
        assert_eq!(codes(&CHECK, &report([record], [])), [Code::B401, Code::B401]);
    }
}
