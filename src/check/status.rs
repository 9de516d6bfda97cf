//! What says a record's status, one against the other: thresholds with the result, a word, a colour, indicators.
//!
//! Not for working the status out: that is done in `judge/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::{Record, Status, StatusSource, Witness};
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B501, Code::B532, Code::B533, Code::B534], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        let said = |by| status_by(record, by);
        let word = said(Witness::Text);
        let colour = said(Witness::Shading);
        match said(Witness::Thresholds) {
            Some(status) => {
                // a colour that says what the word says is no second fact
                let colour = colour.filter(|&colour| word != Some(colour));
                for (printed, by) in [(word, "text"), (colour, "shading")] {
                    if let Some(printed) = printed.filter(|&printed| printed != status) {
                        let finding = Finding::new(Code::B501).of(Field::Result).with("by", by);
                        let finding = finding.with("printed", printed.name());
                        findings.about(record, finding.with("status", status.name()));
                    }
                }
            }
            None => {
                if let (Some(word), Some(colour)) = (word, colour)
                    && word != colour
                {
                    let finding = Finding::new(Code::B532).of(Field::Result).with("printed", word.name());
                    findings.about(record, finding.with("status", colour.name()));
                }
            }
        }
        if let Some(by_indicators) = said(Witness::Indicators)
            && record.status != Status::NotMeasured
            && record.status != by_indicators
        {
            let indicators = record.as_objective().map_or(&[][..], |own| &own.indicators);
            let finding = Finding::new(Code::B533).with("status", record.status.name());
            let finding = finding.with("printed", by_indicators.name()).with("indicators", indicators.len());
            findings.about(record, Finding { related: indicators.to_vec(), ..finding });
        }
        if let Some(colour) = colour.filter(|_| record.result.raw.is_none()) {
            let finding = Finding::new(Code::B534).of(Field::Result).with("printed", colour.name());
            findings.about(record, finding);
        }
    }
}

/// The status that one thing says of a record. What the page shows alone is no witness against another.
fn status_by(record: &Record, by: Witness) -> Option<Status> {
    let witness = record.status_witnesses.iter().find(|witness| witness.by == by);
    let shown = record.status_printed.filter(|printed| {
        by == if printed.by == StatusSource::Text { Witness::Text } else { Witness::Shading }
    });
    witness.map(|witness| witness.value).or(shown.map(|printed| printed.value))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, indicator, measured, objective, report};
    use super::*;
    use crate::record::{PrintedStatus, StatusWitness};

    fn witnesses(said: &[(Status, Witness)]) -> Vec<StatusWitness> {
        said.iter().map(|&(value, by)| StatusWitness { value, by, page: None, bbox: None }).collect()
    }

    /// Codes for a record of this result and status, of which these say one.
    fn found(result: &str, status: Status, said: &[(Status, Witness)]) -> Vec<Code> {
        let record = measured(objective("1.1"), "70", "90", result);
        codes(&CHECK, &report([Record { status, status_witnesses: witnesses(said), ..record }], []))
    }

    use Status::{NotMeasured, NotRealised, PartiallyRealised, Realised};
    use Witness::{Indicators, Shading, Text, Thresholds};

    #[test]
    fn a_printed_status_that_the_figures_do_not_give_is_named() {
        let by_colour = |colour| found("95", Realised, &[(Realised, Thresholds), (colour, Shading)]);
        assert_eq!(by_colour(NotRealised), [Code::B501]);
        assert!(by_colour(Realised).is_empty());
    }

    #[test]
    fn a_word_hides_no_colour_and_both_are_one_fact_where_they_agree() {
        let of =
            |word, colour| found("95", Realised, &[(Realised, Thresholds), (word, Text), (colour, Shading)]);
        assert_eq!(of(Realised, NotRealised), [Code::B501]);
        assert_eq!(of(NotRealised, NotRealised), [Code::B501]);
        assert_eq!(of(NotRealised, PartiallyRealised), [Code::B501, Code::B501]);
        assert!(of(Realised, Realised).is_empty());
        assert_eq!(found("en cours", Realised, &[(Realised, Text), (NotRealised, Shading)]), [Code::B532]);
    }

    #[test]
    fn indicators_that_agree_say_the_status_of_their_objective() {
        let of = |status| found("95", status, &[(status, Thresholds), (Realised, Indicators)]);
        assert_eq!(of(PartiallyRealised), [Code::B533]);
        assert!(of(Realised).is_empty());
        assert!(found("", NotMeasured, &[(Realised, Indicators)]).is_empty());
    }

    #[test]
    fn indicators_witness_where_all_that_have_a_status_agree() {
        let of = |first, second| {
            let indicators = [("1", first), ("2", second), ("3", NotMeasured)]
                .map(|(reference, status)| Record { status, ..indicator("1.1", reference) });
            let own = Record {
                status: Realised,
                status_witnesses: witnesses(&[(Realised, Thresholds)]),
                ..measured(objective("1.1"), "70", "90", "95")
            };
            report([own], indicators).objectives.remove(0).status_witnesses.len()
        };
        assert_eq!(of(NotRealised, NotRealised), 2);
        assert_eq!(of(NotRealised, NotMeasured), 2);
        assert_eq!(of(NotRealised, Realised), 0, "one alone says a status");
    }

    #[test]
    fn a_colour_on_an_empty_result_is_named() {
        let of = |result: &str| {
            let record = Record {
                status: NotRealised,
                status_printed: Some(PrintedStatus { value: NotRealised, by: StatusSource::Shading }),
                ..measured(objective("1.1"), "70", "90", result)
            };
            codes(&CHECK, &report([record], []))
        };
        assert_eq!(of(""), [Code::B534]);
        assert!(of("en cours").is_empty());
    }
}
