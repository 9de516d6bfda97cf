//! One fact, one finding: what several findings say of one record, or one finding of many records of a table.
//!
//! Not for what is found: that is in the checks.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Findings;
use super::overview::Overview;
use crate::diagnostic::{Code, Finding, Group};
use crate::record::{Record, Texts};

/// Records of a table that one finding may be about, at least. Two are told apart more easily by their own lines.
const LEAST: usize = 3;

/// As many records, at most, are named in the sentence; all are listed with the finding.
const NAMED: usize = 8;

/// What is missing, or odd in the same way, for many records of a table.
const OF_TABLES: [Code; 14] = [
    Code::B302,
    Code::B303,
    Code::B308,
    Code::B402,
    Code::B403,
    Code::B407,
    Code::B409,
    Code::B411,
    Code::B421,
    Code::B508,
    Code::B518,
    Code::B521,
    Code::B522,
    Code::B540,
];

/// Findings that follow from another one about the same record: each with the codes that say more.
const FOLLOWS: [(Code, &[Code]); 4] = [
    (Code::B403, &[Code::B535]),
    (Code::B525, &[Code::B533]),
    (Code::B533, &[Code::B502, Code::B505]),
    (Code::B536, &[Code::B502]),
];

/// Leaves one finding of each fact.
pub(super) fn once(findings: Vec<Finding>, overview: &Overview<'_>) -> Vec<Finding> {
    by_table(without_followers(findings), overview)
}

fn without_followers(findings: Vec<Finding>) -> Vec<Finding> {
    let found: HashSet<(Code, Option<String>)> =
        findings.iter().map(|finding| (finding.code, finding.record.clone())).collect();
    let follows = |finding: &Finding| {
        let more = FOLLOWS.iter().find(|(code, _)| *code == finding.code);
        more.is_some_and(|(_, more)| more.iter().any(|&code| found.contains(&(code, finding.record.clone()))))
    };
    findings.into_iter().filter(|finding| !follows(finding)).collect()
}

/// Makes one finding of those that say the same of records of one table; it stands where the first one stood.
fn by_table(findings: Vec<Finding>, overview: &Overview<'_>) -> Vec<Finding> {
    let mut tables: HashMap<&str, (&[Record], &Record)> = HashMap::new();
    for table in overview.tables() {
        tables.extend(table.iter().map(|record| (record.id.as_str(), (table, record))));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut first_of: HashMap<_, usize> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let table = finding.record.as_deref().and_then(|id| tables.get(id));
        let Some((table, _)) = table.filter(|_| OF_TABLES.contains(&finding.code)) else { continue };
        let said = format!("{:?}", finding.values);
        let key = (finding.code, finding.field, finding.language, said, table.as_ptr());
        groups.entry(*first_of.entry(key).or_insert(at)).or_default().push(at);
    }
    groups.retain(|_, members| members.len() >= LEAST);
    let absorbed: HashSet<usize> = groups.values().flat_map(|members| &members[1..]).copied().collect();
    let mut kept = Findings::default();
    for (at, finding) in findings.iter().enumerate().filter(|(at, _)| !absorbed.contains(at)) {
        let records = groups.get(&at).map(|members| {
            let ids = members.iter().filter_map(|&member| findings[member].record.as_deref());
            ids.filter_map(|id| tables.get(id)).collect::<Vec<_>>()
        });
        kept.0.push(match records.as_deref() {
            Some([(table, first), ..]) => {
                let group =
                    group(table, first, records.iter().flatten().map(|(_, record)| *record).collect());
                finding.clone().of_group(group)
            }
            _ => finding.clone(),
        });
    }
    kept.0
}

fn group(table: &[Record], first: &Record, records: Vec<&Record>) -> Group {
    let is_named = records.len() <= NAMED && records.len() < table.len();
    let label = |record: &&Record| record.own_label().map(str::to_owned);
    Group {
        records: records.iter().map(|record| record.id.clone()).collect(),
        of: table.len(),
        kind: first.kind().name(),
        body: Texts::new(
            first.body(crate::language::Language::Fr),
            first.body(crate::language::Language::Nl),
        ),
        labels: if is_named { records.iter().map(label).collect::<Option<_>>() } else { None },
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{indicator, measured, objective, report};
    use super::super::report_to_findings;
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::record::{Report, Status, StatusWitness, Witness};
    use crate::wording::Wording;

    fn found(report: &Report, code: Code) -> Vec<Diagnostic> {
        let findings = report_to_findings(report, Wording::known()).into_iter();
        findings.filter(|finding| finding.code == code).map(Diagnostic::from).collect()
    }

    #[test]
    fn what_many_records_of_a_table_lack_is_one_finding_that_lists_them() {
        let of = |lacking: usize| {
            let records = (0..5).map(|number| {
                let record = objective(&format!("1.{}", number + 1));
                let mut record = if number < lacking { record } else { measured(record, "70", "90", "80") };
                record.entity_name.fr = Some("Office des Ponts".to_owned());
                record.operational.label = Some(format!("O.O. 1.{}", number + 1));
                record
            });
            found(&report(records, []), Code::B402)
        };
        assert_eq!(of(2).len(), 2);
        let [finding] = &of(3)[..] else { panic!("one finding") };
        assert_eq!(finding.record, None);
        assert_eq!(finding.related, ["o:1.1", "o:1.2", "o:1.3"]);
        assert_eq!(
            finding.message,
            "no threshold is printed: 3 of 5 objectives of “Office des Ponts” (O.O. 1.1, O.O. 1.2, O.O. 1.3)"
        );
        assert_eq!(of(5)[0].message, "no threshold is printed: 5 of 5 objectives of “Office des Ponts”");
    }

    #[test]
    fn a_status_that_follows_from_a_figure_is_no_second_fact() {
        let witness = |value, by| StatusWitness { value, by, page: None, bbox: None };
        let own = Record {
            status: Status::Realised,
            status_witnesses: vec![witness(Status::Realised, Witness::Thresholds)],
            ..measured(objective("1.1"), "70", "90", "95")
        };
        let of = |red: &str| {
            let own = measured(indicator("1.1", "1"), red, "90", "60");
            Record { status: Status::NotRealised, ..own }
        };
        let compared = report([own.clone()], [of("70")]);
        assert_eq!(found(&compared, Code::B502).len(), 1);
        assert!(found(&compared, Code::B533).is_empty());
        assert_eq!(found(&report([own], [of("élevé")]), Code::B533).len(), 1, "nothing else says it");
    }
}
