//! Pictures that were not read, in the place of a record or elsewhere.
//!
//! A record with such a picture may lack a figure or a text, though nothing else shows it. Not for why the picture was not
//! read: that is found in `scan/`, where it was tried.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::read::PageSet;
use crate::record::{Record, Unread};

pub(super) const CHECK: Check = Check { codes: &[Code::B114, Code::B115], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let mut elsewhere = Vec::new();
    for unread in &overview.report.unread {
        let mut records = overview.records().filter(|record| is_in(unread, record));
        let Some(first) = records.next() else {
            elsewhere.push(unread.page);
            continue;
        };
        let finding = Finding::new(Code::B114).about(&first.id, &first.source);
        let place = Finding { page: Some(unread.page), bbox: Some(unread.bbox), ..finding };
        findings.0.push(records.fold(place, |finding, record| finding.related_to(&record.id)));
    }
    // an error that names the pages says more
    let is_told = overview.report.diagnostics.iter().any(|finding| finding.code == Code::B102);
    if !elsewhere.is_empty() && !is_told {
        let pages: PageSet = elsewhere.into_iter().collect();
        findings.of_report(None, Finding::new(Code::B115).with("pages", pages.to_string()));
    }
}

/// Whether a picture stands in a record, or a record in a picture.
fn is_in(unread: &Unread, record: &Record) -> bool {
    let holds = |[x0, y0, x1, y1]: [f64; 4], inner: [f64; 4]| {
        let (x, y) = ((inner[0] + inner[2]) / 2.0, (inner[1] + inner[3]) / 2.0);
        (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
    };
    record.source.iter().any(|place| {
        let is_held = |own: [f64; 4]| holds(own, unread.bbox) || holds(unread.bbox, own);
        place.page == unread.page && place.bbox.is_some_and(is_held)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{objective, report};
    use super::super::report_to_findings;
    use super::*;
    use crate::diagnostic::Value;
    use crate::geometry::Rect;
    use crate::source::Place;
    use crate::wording::Wording;

    /// Two records, one below the other on page 3, and pictures at these places.
    fn found(pictures: &[(u32, [f64; 4])]) -> Vec<Finding> {
        let at = |reference: &str, top: f32| {
            let place = Place::new(3, "3", Rect::new(50.0, top, 550.0, top + 100.0));
            Record { source: vec![place], ..objective(reference) }
        };
        let mut report = report([at("1.1", 100.0), at("1.2", 200.0)], []);
        report.unread = pictures.iter().map(|&(page, bbox)| Unread { page, bbox }).collect();
        let findings = report_to_findings(&report, Wording::known()).into_iter();
        findings.filter(|finding| CHECK.codes.contains(&finding.code)).collect()
    }

    #[test]
    fn a_picture_in_a_cell_is_told_of_its_record() {
        let cell = [400.0, 120.0, 430.0, 135.0];
        let findings = found(&[(3, cell)]);
        let [finding] = &findings[..] else { panic!("one finding") };
        assert_eq!((finding.code, finding.record.as_deref()), (Code::B114, Some("o:1.1")));
        assert_eq!((finding.page, finding.bbox), (Some(3), Some(cell)));
        assert!(finding.related.is_empty());
    }

    #[test]
    fn a_picture_over_two_records_is_one_finding_about_both() {
        let findings = found(&[(3, [40.0, 90.0, 560.0, 310.0])]);
        let [finding] = &findings[..] else { panic!("one finding") };
        assert_eq!(finding.record.as_deref(), Some("o:1.1"));
        assert_eq!(finding.related, ["o:1.2"]);
    }

    #[test]
    fn pictures_elsewhere_are_one_note() {
        let logo = [20.0, 20.0, 60.0, 60.0];
        let findings = found(&[(1, logo), (3, logo), (4, [400.0, 120.0, 430.0, 135.0])]);
        let [finding] = &findings[..] else { panic!("one finding") };
        assert_eq!((finding.code, &finding.record), (Code::B115, &None));
        assert_eq!(finding.values["pages"], Value::from("1,3-4"));
        assert!(found(&[]).is_empty());
    }
}
