//! What a report comes to: how many of its records came out how, administration by administration, and which rows a
//! person should look at.
//!
//! Only counts and chooses; nothing is judged anew. Not for how any of it is shown.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::labels::{CONTRADICTED, DOUBTFUL, MISSING, Worded, Words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{Kind, Record, Report, Status, Texts};

/// What makes a row worth a look, beside its status.
struct Doubts {
    /// The least severity of a finding: of a note, the page is as it should be read, and there are several on every page.
    finding: Severity,
    /// The confidence, of 1, below which a reading is doubtful: one page break that was joined without being sure of it
    /// leaves less.
    confidence: f64,
}

const DOUBTS: Doubts = Doubts { finding: Severity::Warning, confidence: 0.9 };

/// The statuses in the order in which they are counted: the worst first, and last what is not known.
pub(super) const STATUSES: [Status; 4] =
    [Status::NotRealised, Status::PartiallyRealised, Status::Realised, Status::NotMeasured];

/// How many records of one kind came out how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tally<'r> {
    pub(super) kind: Kind,
    /// The administration; `None` for the whole report.
    pub(super) name: Option<&'r Texts>,
    /// In the order of [`STATUSES`].
    pub(super) counts: [u32; 4],
}

impl<'r> Tally<'r> {
    fn new(kind: Kind, name: Option<&'r Texts>) -> Self {
        Self { kind, name, counts: [0; 4] }
    }

    fn count(&mut self, status: Status) {
        for (count, _) in self.counts.iter_mut().zip(STATUSES).filter(|&(_, counted)| counted == status) {
            *count += 1;
        }
    }

    pub(super) fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// How many of a hundred that were measured are realised, to a tenth.
    pub(super) fn share(&self) -> Option<f64> {
        let [not, partially, realised, _] = self.counts.map(f64::from);
        let measured = not + partially + realised;
        (measured > 0.0).then(|| (realised * 1000.0 / measured).round() / 10.0)
    }
}

/// The records of a kind.
pub(super) fn records(report: &Report, kind: Kind) -> &[Record] {
    match kind {
        Kind::Objectives => &report.objectives,
        Kind::Indicators => &report.indicators,
    }
}

/// How the whole report came out.
pub(super) fn whole(report: &Report, kind: Kind) -> Tally<'_> {
    let mut tally = Tally::new(kind, None);
    records(report, kind).iter().for_each(|record| tally.count(record.status));
    tally
}

/// How each administration came out, those with most that is not realised first, then with most that is so in part; one
/// that has no record of this kind is left out.
pub(super) fn by_administration(report: &Report, kind: Kind) -> Vec<Tally<'_>> {
    let mut tallies: Vec<Tally<'_>> = Vec::new();
    let mut places = HashMap::new();
    for record in records(report, kind) {
        let key = (&record.chapter, &record.entity, &record.entity_name.fr, &record.entity_name.nl);
        let at = *places.entry(key).or_insert_with(|| {
            // a chapter without administrations stands for one
            let named = !record.entity_name.is_empty();
            let name = if named { &record.entity_name } else { &record.chapter_name };
            tallies.push(Tally::new(kind, Some(name)));
            tallies.len() - 1
        });
        tallies[at].count(record.status);
    }
    tallies.sort_by_key(|tally| Reverse((tally.counts[0], tally.counts[1])));
    tallies
}

/// Why a row is to be looked at, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Why {
    /// Something is missing from the output.
    Missing,
    /// The objective or indicator is not realised.
    NotRealised,
    /// The report contradicts itself.
    Contradicted,
    /// The reading, or what is printed, is not sure.
    Doubtful,
}

impl Worded for Why {
    fn words(self) -> Words {
        match self {
            Self::Missing => MISSING,
            Self::NotRealised => Status::NotRealised.words(),
            Self::Contradicted => CONTRADICTED,
            Self::Doubtful => DOUBTFUL,
        }
    }
}

impl Why {
    /// Why a finding is worth a look, if it is.
    fn of(finding: &Diagnostic) -> Option<Self> {
        match finding.severity {
            severity if severity < DOUBTS.finding => None,
            Severity::Error => Some(Self::Missing),
            _ if contradicts(finding.code) => Some(Self::Contradicted),
            _ => Some(Self::Doubtful),
        }
    }
}

/// Whether the code is one of the family about what contradicts itself.
fn contradicts(code: Code) -> bool {
    code.as_str().starts_with("B5")
}

/// Something to look at: a record with the findings about it, or a finding about no record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look<'r> {
    pub(super) why: Why,
    pub(super) record: Option<&'r Record>,
    pub(super) findings: Vec<&'r Diagnostic>,
    pub(super) page: Option<u32>,
}

/// What a person should look at, gravest first, then by what is found of it, and then page by page.
pub(super) fn to_look_at<'r>(report: &'r Report, diagnostics: &'r [Diagnostic]) -> Vec<Look<'r>> {
    let records = || report.objectives.iter().chain(&report.indicators);
    let known: HashSet<&str> = records().map(|record| record.id.as_str()).collect();
    let mut about = HashMap::<&str, Vec<&Diagnostic>>::new();
    let mut alone = Vec::new();
    for finding in diagnostics {
        match (Why::of(finding), finding.record.as_deref().filter(|id| known.contains(id))) {
            (None, _) => {}
            (Some(_), Some(id)) => about.entry(id).or_default().push(finding),
            (Some(why), None) => {
                alone.push(Look { why, record: None, findings: vec![finding], page: finding.page });
            }
        }
    }
    let of_record = |record: &'r Record| {
        let findings = about.get(record.id.as_str()).cloned().unwrap_or_default();
        let failed = (record.status == Status::NotRealised).then_some(Why::NotRealised);
        let unsure = (record.confidence < DOUBTS.confidence).then_some(Why::Doubtful);
        let why = findings.iter().filter_map(|finding| Why::of(finding)).chain(failed).chain(unsure).min()?;
        Some(Look { why, record: Some(record), findings, page: record.first_page() })
    };
    let mut rows: Vec<Look<'_>> = records().filter_map(of_record).chain(alone).collect();
    let matter = |row: &Look<'_>| row.findings.iter().map(|finding| finding.rank().0).min();
    rows.sort_by_key(|row| (row.why, matter(row).is_none(), matter(row), row.page));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::diagnostic::Finding;

    fn record(id: &str, status: Status, page: f64) -> Record {
        let mut record = sample::report().objectives[0].clone();
        record.id = id.to_owned();
        record.status = status;
        record.source[0].page = page as u32;
        record
    }

    #[test]
    fn the_administration_with_most_that_is_not_realised_comes_first() {
        let mut report = sample::report();
        let of = |name: &str, status| Record {
            entity_name: Texts { fr: Some(name.to_owned()), nl: None },
            ..record("o", status, 1.0)
        };
        report.objectives = vec![
            of("A", Status::Realised),
            of("B", Status::PartiallyRealised),
            of("C", Status::NotRealised),
            of("B", Status::NotMeasured),
            of("A", Status::Realised),
        ];
        let tallies = by_administration(&report, Kind::Objectives);
        let names: Vec<_> = tallies.iter().map(|tally| tally.name.unwrap().fr.as_deref().unwrap()).collect();
        assert_eq!(names, ["C", "B", "A"]);
        assert_eq!(tallies.iter().map(Tally::share).collect::<Vec<_>>(), [Some(0.0), Some(0.0), Some(100.0)]);
        assert_eq!(tallies[1].total(), 2);
        assert_eq!(whole(&report, Kind::Objectives).share(), Some(50.0));
        assert_eq!(whole(&report, Kind::Indicators).share(), None);
    }

    #[test]
    fn what_failed_is_contradicted_or_doubtful_is_to_be_looked_at_gravest_first() {
        let mut report = sample::report();
        report.indicators.clear();
        let unsure = Record { confidence: 0.8, ..record("unsure", Status::Realised, 9.0) };
        report.objectives = vec![
            unsure,
            record("fine", Status::Realised, 1.0),
            record("noted", Status::PartiallyRealised, 1.0),
            record("contradicted", Status::Realised, 3.0),
            record("failed later", Status::NotRealised, 8.0),
            record("failed", Status::NotRealised, 2.0),
        ];
        report.diagnostics = [
            Finding::new(Code::B411).about("noted", &[]),
            Finding::new(Code::B502).about("contradicted", &[]),
            Finding::new(Code::B502).about("failed", &[]),
            Finding::new(Code::B101).on_page(7),
            Finding::new(Code::B201).on_page(5),
        ]
        .map(Diagnostic::from)
        .into();
        let rows = to_look_at(&report, &report.diagnostics);
        let seen: Vec<_> =
            rows.iter().map(|row| (row.why, row.record.map_or("", |record| record.id.as_str()))).collect();
        assert_eq!(
            seen,
            [
                (Why::Missing, ""),
                (Why::NotRealised, "failed"),
                (Why::NotRealised, "failed later"),
                (Why::Contradicted, "contradicted"),
                (Why::Doubtful, ""),
                (Why::Doubtful, "unsure"),
            ]
        );
        assert_eq!(rows[1].findings.len(), 1);
    }
}
