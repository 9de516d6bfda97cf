//! The result of an objective against those of its indicators, and their weights.
//!
//! Not for which indicators belong to an objective: that is told in `judge/`.

use super::overview::{Measured, is_comparable, is_same_scale};
use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::record::Record;
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B505, Code::B506, Code::B525], run };

/// Tolerances of this check.
struct Tolerances {
    /// A mean may be printed as a whole number, and its parts too: in points of the result.
    mean: f64,
    /// Attainments are shares of thresholds that were rounded, and objectives are rarely a plain mean of them: in points.
    attainment: f64,
    /// Weights such as three times 33.3 are rounded one by one: in points of their sum.
    sum: f64,
}

const TOLERANCES: Tolerances = Tolerances { mean: 1.0, attainment: 10.0, sum: 1.0 };

/// What the weights of an objective add up to.
const WHOLE: f64 = 100.0;

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for measured in &overview.measured {
        let weights = weights(measured);
        if let Some(weights) = &weights {
            sum(measured, weights, findings);
        }
        mean(measured, weights.as_deref(), findings);
    }
}

/// The weights of an objective's indicators, where each of them has one; as shares of 100.
fn weights(measured: &Measured<'_>) -> Option<Vec<f64>> {
    let weights: Option<Vec<f64>> =
        measured.indicators.iter().map(|indicator| indicator.figure(Field::Weight)?.value).collect();
    let weights = weights.filter(|weights| !weights.is_empty())?;
    // Weights that are no percentages are fractions of one.
    let fractions = weights.iter().all(|weight| *weight <= 1.0);
    Some(weights.into_iter().map(|weight| if fractions { weight * WHOLE } else { weight }).collect())
}

fn sum(measured: &Measured<'_>, weights: &[f64], findings: &mut Findings) {
    let sum: f64 = weights.iter().sum();
    if (sum - WHOLE).abs() > TOLERANCES.sum {
        let finding = Finding::new(Code::B506).of(Field::Weight).with("indicators", weights.len());
        findings.about(measured.objective, finding.with("sum", rounded(sum)));
    }
}

fn mean(measured: &Measured<'_>, weights: Option<&[f64]>, findings: &mut Findings) {
    let (objective, indicators) = (measured.objective, &measured.indicators);
    let is_weighted = indicators
        .iter()
        .any(|indicator| indicator.figure(Field::Weight).is_some_and(|weight| weight.raw.is_some()));
    let equal = vec![1.0; indicators.len()];
    let weights = match weights {
        Some(weights) => weights,
        None if is_weighted => return,
        None => &equal,
    };
    let mean_of = |figure: fn(&Record) -> Option<f64>| {
        let values: Vec<f64> = indicators.iter().map(|indicator| figure(indicator)).collect::<Option<_>>()?;
        let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        (!values.is_empty()).then(|| sum / weights.iter().sum::<f64>())
    };
    let finding = |code| Finding::new(code).of(Field::Result).with("indicators", indicators.len());
    if indicators.iter().all(|indicator| is_same_scale(objective, indicator)) {
        let (Some(own), Some(mean)) = (objective.result.value, mean_of(|record| record.result.value)) else {
            return;
        };
        // The result of a single indicator is compared with its objective's as it stands.
        if indicators.len() > 1 && (mean - own).abs() > TOLERANCES.mean {
            let finding = finding(Code::B505).with("result", own).with("mean", rounded(mean));
            findings.about(objective, finding);
        }
    } else if let (Some(own), Some(mean)) = (attainment(objective), mean_of(attainment))
        && match indicators[..] {
            // one indicator has its objective's scale, but for thresholds that are compared one by one
            [only] => !is_comparable(objective, only),
            _ => (mean - own).abs() > TOLERANCES.attainment,
        }
    {
        let finding = finding(Code::B525).with("attained", own.round()).with("mean", mean.round());
        findings.about(objective, finding);
    }
}

/// How far the green threshold is attained, in percent, on a scale that runs either way.
fn attainment(record: &Record) -> Option<f64> {
    let (red, green, result) = (record.red.value?, record.green.value?, record.result.value?);
    let share = if red > green { green / result } else { result / green };
    share.is_finite().then_some((share * WHOLE).min(WHOLE))
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, figure, indicator, measured, objective, report, weighted};
    use super::*;

    /// Codes for an objective with this result and indicators of these results and weights.
    fn found(result: &str, indicators: &[(&str, &str)]) -> Vec<Code> {
        let indicators = indicators.iter().enumerate().map(|(at, (result, weight))| {
            weighted(measured(indicator("1.1", &at.to_string()), "70", "90", result), figure(weight))
        });
        codes(&CHECK, &report([measured(objective("1.1"), "70", "90", result)], indicators))
    }

    #[test]
    fn an_objectives_result_is_the_mean_of_its_indicators_by_their_weights() {
        assert!(found("85", &[("80", ""), ("90", "")]).is_empty());
        assert_eq!(found("95", &[("80", ""), ("90", "")]), [Code::B505]);
        assert!(found("82", &[("80", "80"), ("90", "20")]).is_empty());
        assert_eq!(found("85", &[("80", "80"), ("90", "20")]), [Code::B505]);
        // What is not known is not weighed.
        assert!(found("95", &[("80", "50"), ("90", "")]).is_empty());
        assert!(found("95", &[("80", ""), ("", "")]).is_empty());
    }

    #[test]
    fn weights_add_up_to_100_or_to_1() {
        assert!(found("", &[("80", "33.3"), ("90", "33.3"), ("90", "33.3")]).is_empty());
        assert!(found("", &[("80", "0.5"), ("90", "0.5")]).is_empty());
        assert_eq!(found("", &[("80", "60"), ("90", "60")]), [Code::B506]);
        assert_eq!(found("", &[("80", "50")]), [Code::B506]);
    }

    #[test]
    fn indicators_on_another_scale_are_compared_by_how_far_they_attain_it() {
        let found = |indicators: [(&str, &str, &str, &str); 2]| {
            let indicators = indicators.into_iter().enumerate().map(|(at, (red, green, result, unit))| {
                let mut record = measured(indicator("1.1", &at.to_string()), red, green, result);
                record.result.unit = Some(unit.to_owned());
                record
            });
            let mut own = measured(objective("1.1"), "70", "90", "90");
            own.result.unit = Some("%".to_owned());
            codes(&CHECK, &report([own], indicators))
        };
        // minutes and decibels, of which fewer are better: both thresholds are attained
        assert!(found([("20", "10", "9", "min"), ("65", "58", "58", "dB")]).is_empty());
        assert_eq!(found([("20", "10", "40", "min"), ("65", "58", "58", "dB")]), [Code::B525]);
        // one of them in percent is no mean of the two
        assert!(found([("70", "90", "90", "%"), ("65", "58", "58", "dB")]).is_empty());
    }
}
