//! Which indicators measure which objective: found once, and published as ids.
//!
//! Not for what the two tables say differently of one objective: that is in `check/`.

use std::collections::HashMap;

use super::witness;
use crate::language::Language;
use crate::record::{Own, Record, Report, Status, Texts, Witness};
use crate::wording::letters;

/// Gives each indicator the id of its objective, and each objective the ids of its indicators: those with its reference
/// in its section, under its theme where both tables print themes, and of its title where several are left.
pub(crate) fn relate(report: &mut Report) {
    let objectives = &report.objectives;
    let mut by_place: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, objective) in objectives.iter().enumerate() {
        by_place.entry(place(objective)).or_default().push(at);
    }
    let related: Vec<Option<usize>> = report
        .indicators
        .iter()
        .map(|indicator| objective_of(indicator, objectives, by_place.get(&place(indicator))?))
        .collect();
    for (indicator, at) in report.indicators.iter_mut().zip(related) {
        let Own::Indicator(own) = &mut indicator.own else { continue };
        let objective = at.map(|at| &mut report.objectives[at]);
        own.objective = objective.as_ref().map(|objective| objective.id.clone());
        if let Some(Own::Objective(own)) = objective.map(|objective| &mut objective.own) {
            own.indicators.push(indicator.id.clone());
        }
    }
    witness_by_indicators(report);
}

/// Lets the indicators of each objective say its status, where all that have one agree. A record whose status one thing
/// alone says has no witnesses to compare.
fn witness_by_indicators(report: &mut Report) {
    let by_id: HashMap<&str, &Record> =
        report.indicators.iter().map(|indicator| (indicator.id.as_str(), indicator)).collect();
    for objective in &mut report.objectives {
        let Own::Objective(own) = &objective.own else { continue };
        let indicators = own.indicators.iter().filter_map(|id| by_id.get(id.as_str()));
        let mut measured = indicators.filter(|indicator| indicator.status != Status::NotMeasured);
        if let Some(first) = measured.next()
            && measured.all(|other| other.status == first.status)
        {
            let said = witness(first.status, Witness::Indicators, first.source.first());
            objective.status_witnesses.push(said);
        }
    }
    for record in report.objectives.iter_mut().chain(&mut report.indicators) {
        if record.status_witnesses.len() < 2 {
            record.status_witnesses.clear();
        }
    }
}

fn objective_of(indicator: &Record, objectives: &[Record], near: &[usize]) -> Option<usize> {
    let is_alike = |&at: &usize| {
        let objective = &objectives[at];
        let same = match (&objective.operational.reference, &indicator.operational.reference) {
            (Some(a), Some(b)) => a == b,
            (None, None) => has_same_title(objective, indicator),
            _ => false,
        };
        same && is_same_theme(objective, indicator)
    };
    let alike: Vec<usize> = near.iter().copied().filter(is_alike).collect();
    match alike[..] {
        [] => None,
        [only] => Some(only),
        [first, ..] => Some(
            alike.iter().copied().find(|&at| has_same_title(&objectives[at], indicator)).unwrap_or(first),
        ),
    }
}

fn has_same_title(a: &Record, b: &Record) -> bool {
    is_same(&a.operational.title, &b.operational.title)
}

/// Where a record stands: what an objective and its indicators have in common.
pub(crate) type SectionKey<'a> = (Option<&'a str>, Option<&'a str>, &'a Texts, Option<&'a Texts>);

/// The chapter, the administration and the section of a record.
pub(crate) fn place(record: &Record) -> SectionKey<'_> {
    (record.chapter.as_deref(), record.entity.as_deref(), &record.entity_name, record.section.as_ref())
}

/// Whether two records stand under one theme, as far as both tables print themes.
pub(crate) fn is_same_theme(a: &Record, b: &Record) -> bool {
    match (&a.theme, &b.theme) {
        (Some(a), Some(b)) => letters(a) == letters(b),
        _ => true,
    }
}

/// Whether two texts are one in either language.
pub(crate) fn is_same(a: &Texts, b: &Texts) -> bool {
    Language::BOTH.into_iter().any(|language| match (a.side(language), b.side(language)) {
        (Some(a), Some(b)) => letters(a) == letters(b),
        _ => false,
    })
}
