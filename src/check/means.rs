//! The result of an objective against those of its indicators, and their weights.

use super::overview::Measured;
use super::{Check, Findings, Overview};
use crate::diagnostic::Code;

pub(super) const CHECK: Check = Check { codes: &[Code::B505, Code::B506], run };

/// Tolerances of this check.
struct Tolerances {
    /// A mean may be printed as a whole number, and its parts too: in points of the result.
    mean: f64,
    /// Weights such as three times 33.3 are rounded one by one: in points of their sum.
    sum: f64,
}

const TOLERANCES: Tolerances = Tolerances { mean: 1.0, sum: 1.0 };

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
        measured.indicators.iter().map(|indicator| indicator.weight.as_ref()?.value).collect();
    let weights = weights.filter(|weights| !weights.is_empty())?;
    // Weights that are no percentages are fractions of one.
    let fractions = weights.iter().all(|weight| *weight <= 1.0);
    Some(weights.into_iter().map(|weight| if fractions { weight * WHOLE } else { weight }).collect())
}

fn sum(measured: &Measured<'_>, weights: &[f64], findings: &mut Findings) {
    let sum: f64 = weights.iter().sum();
    if (sum - WHOLE).abs() > TOLERANCES.sum {
        let message = match weights.len() {
            1 => format!("the weight of the only indicator is {} and not 100", rounded(sum)),
            count => {
                format!("the weights of its {count} indicators add up to {} and not to 100", rounded(sum))
            }
        };
        findings.about(measured.objective, Code::B506, message);
    }
}

fn mean(measured: &Measured<'_>, weights: Option<&[f64]>, findings: &mut Findings) {
    let results: Option<Vec<f64>> =
        measured.indicators.iter().map(|indicator| indicator.result.value).collect();
    // The result of a single indicator is compared with its objective's as it stands.
    let (Some(own), Some(results)) =
        (measured.objective.result.value, results.filter(|results| results.len() > 1))
    else {
        return;
    };
    let is_weighted = measured
        .indicators
        .iter()
        .any(|indicator| indicator.weight.as_ref().is_some_and(|weight| weight.raw.is_some()));
    let equal = vec![1.0; results.len()];
    let weights = match weights {
        Some(weights) => weights,
        None if is_weighted => return,
        None => &equal,
    };
    let mean = results.iter().zip(weights).map(|(result, weight)| result * weight).sum::<f64>()
        / weights.iter().sum::<f64>();
    if (mean - own).abs() > TOLERANCES.mean {
        let message = format!(
            "the result is {own}, and the mean of its {} indicators is {}",
            results.len(),
            rounded(mean)
        );
        findings.about(measured.objective, Code::B505, message);
    }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, figure, indicator, measured, objective, report};
    use super::*;
    use crate::record::Record;

    /// Codes for an objective with this result and indicators of these results and weights.
    fn found(result: &str, indicators: &[(&str, &str)]) -> Vec<Code> {
        let indicators = indicators.iter().enumerate().map(|(at, (result, weight))| Record {
            weight: Some(figure(weight)),
            ..measured(indicator("1.1", &at.to_string()), "70", "90", result)
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
}
