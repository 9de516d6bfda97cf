//! What several checks look at: the texts that are printed, each once, and which indicators measure which objective.
//!
//! Finds nothing itself.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::completeness::Completeness;
use super::quantities::{Quantities, quantities};
use crate::judge::{is_same_theme, place};
use crate::language::{Bilingual, Language};
use crate::record::{Figure, Record, Report, Texts};
use crate::source::Field;
use crate::wording::Wording;

/// A text of a record, where it is printed: an objective that is carried down appears with its first record alone.
pub(super) struct Printed<'a> {
    pub(super) record: &'a Record,
    pub(super) field: Field,
    pub(super) texts: &'a Texts,
}

/// Records one after the other in which a reference names one thing: those of one table under one theme.
pub(super) type RecordRun<'a> = &'a [Record];

/// An objective and the indicators that measure it.
pub(super) struct Measured<'a> {
    pub(super) objective: &'a Record,
    pub(super) indicators: Vec<&'a Record>,
    /// Whether there is a table of indicators that could measure it.
    pub(super) measurable: bool,
}

/// A report, as the checks look at it.
pub(super) struct Overview<'a> {
    pub(super) report: &'a Report,
    pub(super) wording: &'a Wording,
    pub(super) texts: Vec<Printed<'a>>,
    /// The quantities of these texts, in each language.
    quantities: Bilingual<FxHashMap<&'a str, Quantities>>,
    pub(super) objectives: Vec<RecordRun<'a>>,
    pub(super) indicators: Vec<RecordRun<'a>>,
    pub(super) measured: Vec<Measured<'a>>,
    /// Indicators of objectives that the table of objectives does not hold, the first of each objective.
    pub(super) orphans: Vec<&'a Record>,
    pub(super) completeness: Completeness<'a>,
}

impl<'a> Overview<'a> {
    pub(super) fn new(report: &'a Report, wording: &'a Wording) -> Self {
        let stretches = |records: &'a [Record]| -> Vec<RecordRun<'a>> {
            records.chunk_by(|a, b| is_one_table(a, b) && a.theme == b.theme).collect()
        };
        let (measured, orphans) = measured(&report.objectives, &report.indicators);
        let texts: Vec<Printed<'a>> = texts(&report.objectives).chain(texts(&report.indicators)).collect();
        let said = |language: Language| {
            let texts = texts.iter().filter_map(|printed| printed.texts.side(language).as_deref());
            texts.map(|text| (text, quantities(text, language, wording))).collect()
        };
        Self {
            report,
            wording,
            quantities: Bilingual::new(said(Language::Fr), said(Language::Nl)),
            texts,
            objectives: stretches(&report.objectives),
            indicators: stretches(&report.indicators),
            measured,
            orphans,
            completeness: Completeness::of(report),
        }
    }

    /// The quantities of a printed text.
    pub(super) fn quantities(&self, text: &str, language: Language) -> Option<&Quantities> {
        self.quantities.side(language).get(text)
    }

    /// The records of each table.
    pub(super) fn tables(&self) -> impl Iterator<Item = RecordRun<'a>> {
        let report = self.report;
        let tables = |records: &'a [Record]| records.chunk_by(is_one_table);
        tables(&report.objectives).chain(tables(&report.indicators))
    }

    /// All records, those of objectives first.
    pub(super) fn records(&self) -> impl Iterator<Item = &'a Record> {
        self.report.objectives.iter().chain(&self.report.indicators)
    }
}

/// Whether two records of one kind stand in one table.
fn is_one_table(a: &Record, b: &Record) -> bool {
    place(a) == place(b)
}

fn texts(records: &[Record]) -> impl Iterator<Item = Printed<'_>> {
    records.iter().enumerate().flat_map(move |(at, record)| {
        let above =
            at.checked_sub(1).map(|above| &records[above]).filter(|above| is_one_table(above, record));
        let is_carried = move |field| match field {
            Field::Strategic | Field::Operational => {
                above.is_some_and(|above| above.unit(field) == record.unit(field))
            }
            _ => false,
        };
        let fields = Record::PRINTED.into_iter().filter(move |&field| !is_carried(field));
        fields.filter_map(move |field| Some(Printed { record, field, texts: record.texts(field)? }))
    })
}

/// The indicators of each objective, and indicators of objectives that the tables do not print.
fn measured<'a>(objectives: &'a [Record], indicators: &'a [Record]) -> (Vec<Measured<'a>>, Vec<&'a Record>) {
    let by_id: HashMap<&str, usize> =
        objectives.iter().enumerate().map(|(at, objective)| (objective.id.as_str(), at)).collect();
    let mut measured: Vec<Measured<'_>> = objectives
        .iter()
        .map(|objective| Measured { objective, indicators: Vec::new(), measurable: false })
        .collect();
    let mut by_place: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, objective) in objectives.iter().enumerate() {
        by_place.entry(place(objective)).or_default().push(at);
    }
    let mut orphans: Vec<&Record> = Vec::new();
    for indicator in indicators {
        for &at in by_place.get(&place(indicator)).into_iter().flatten() {
            measured[at].measurable |= is_same_theme(&objectives[at], indicator);
        }
        let objective = indicator.as_indicator().and_then(|own| own.objective.as_deref());
        match objective.and_then(|id| by_id.get(id)) {
            Some(&at) => measured[at].indicators.push(indicator),
            None if orphans.last().is_none_or(|last| last.operational != indicator.operational) => {
                orphans.push(indicator);
            }
            None => {}
        }
    }
    // Where a section has no table of objectives at all, nothing is missing from it.
    orphans.retain(|orphan| by_place.contains_key(&place(orphan)));
    (measured, orphans)
}

/// From this factor between the thresholds of two records on, they are on two scales: a slip changes a digit, and a share
/// of 70 to 90 percent that is written as 4 to 8 hours is another measure.
const OTHER_SCALE: f64 = 2.0;

/// Whether the figures of two records are on one scale, with the same thresholds as far as both have some.
pub(super) fn is_same_scale(a: &Record, b: &Record) -> bool {
    let agree = |(a, b): (&Figure, &Figure)| a.value.zip(b.value).is_none_or(|(a, b)| a == b);
    is_comparable(a, b) && thresholds(a, b).into_iter().all(agree)
}

/// Whether the figures of two records can be held against each other one by one: they count the same, as far as both
/// say what, are better in one direction, and their thresholds lie near each other and are not in words for one alone.
pub(super) fn is_comparable(a: &Record, b: &Record) -> bool {
    let unit = |record: &Record| {
        [&record.result, &record.green, &record.red].into_iter().find_map(|figure| figure.unit.clone())
    };
    let is_turned = |record: &Record| Some(record.red.value? > record.green.value?);
    let in_words = |figure: &Figure| figure.raw.is_some() && figure.value.is_none();
    let is_far = |(a, b): (&Figure, &Figure)| {
        a.value.zip(b.value).is_some_and(|(a, b)| a.max(b) >= OTHER_SCALE * a.min(b) && a.min(b) > 0.0)
    };
    unit(a).zip(unit(b)).is_none_or(|(a, b)| a == b)
        && is_turned(a).zip(is_turned(b)).is_none_or(|(a, b)| a == b)
        && thresholds(a, b).into_iter().all(|(a, b)| in_words(a) == in_words(b))
        && !thresholds(a, b).into_iter().all(is_far)
}

/// The red thresholds of two records, and the green ones.
fn thresholds<'a>(a: &'a Record, b: &'a Record) -> [(&'a Figure, &'a Figure); 2] {
    [(&a.red, &b.red), (&a.green, &b.green)]
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{indicator, objective, report};
    use super::*;

    fn measures(report: &Report) -> Vec<(&str, Vec<&str>)> {
        Overview::new(report, Wording::known())
            .measured
            .iter()
            .map(|measured| {
                let ids = measured.indicators.iter().map(|record| record.id.as_str()).collect();
                (measured.objective.id.as_str(), ids)
            })
            .collect()
    }

    #[test]
    fn an_indicator_measures_the_objective_of_its_reference_under_its_theme() {
        let under = |theme: &str, record: Record| Record { theme: Some(theme.to_owned()), ..record };
        let report = report(
            [under("Ponts", objective("1.1")), under("Bacs", objective("1.1"))],
            [under("Bacs", indicator("1.1", "1")), under("Bacs", indicator("1.2", "1"))],
        );
        let overview = Overview::new(&report, Wording::known());
        let counts: Vec<usize> = overview.measured.iter().map(|one| one.indicators.len()).collect();
        assert_eq!(counts, [0, 1]);
        assert_eq!(overview.measured.iter().map(|one| one.measurable).collect::<Vec<_>>(), [false, true]);
        assert_eq!(overview.orphans.len(), 1);
    }

    #[test]
    fn a_table_without_themes_measures_objectives_that_have_one() {
        let mut first = objective("1.1");
        first.theme = Some("Ponts".to_owned());
        let report = report([first, objective("1.2")], [indicator("1.1", "1"), indicator("1.1", "2")]);
        assert_eq!(measures(&report), [("o:1.1", vec!["k:1.1/kpi-1", "k:1.1/kpi-2"]), ("o:1.2", Vec::new())]);
    }

    #[test]
    fn among_objectives_of_one_reference_the_title_decides() {
        let titled = |mut record: Record, title: &str| {
            record.operational.title.fr = Some(title.to_owned());
            record
        };
        let objectives = [titled(objective("1.1"), "Le bac"), titled(objective("1.1"), "Le pont")];
        let report = report(objectives, [titled(indicator("1.1", "1"), "Le Pont.")]);
        let counts: Vec<usize> = Overview::new(&report, Wording::known())
            .measured
            .iter()
            .map(|one| one.indicators.len())
            .collect();
        assert_eq!(counts, [0, 1]);
    }

    #[test]
    fn what_is_carried_down_is_looked_at_once() {
        let titled = |reference: &str| {
            let mut record = objective(reference);
            record.strategic.title.fr = Some("Un titre".to_owned());
            record
        };
        let report = report([titled("1.1"), titled("1.2")], []);
        let strategic = |printed: &&Printed<'_>| printed.field == Field::Strategic;
        assert_eq!(Overview::new(&report, Wording::known()).texts.iter().filter(strategic).count(), 1);
    }
}
