//! report: a whole reading becomes the published document, which is checked.
//!
//! Not for the stages, which [`crate::reading`] runs, nor for formats: those are in `write/`.

use std::collections::HashSet;
use std::sync::Arc;

use crate::check::Completeness;
use crate::columns::{self, Surveyed};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::join::JoinedTable;
use crate::language::Bilingual;
use crate::outline::Position;
use crate::read::PageSet;
use crate::reading::{Course, ExtractError, File, Reading, Records, Settings, Stage};
use crate::record::{
    Coverage, EXTRACTOR, Edition, Entity, Front, Kind, Record, Report, SCHEMA_VERSION, Source, TableEntry,
    TableLayout, Unread,
};
use crate::source::Provenance;
use crate::tables::PageTables;
use crate::wording::Wording;
use crate::{check, judge};

/// Reads the report in `bytes`, which came from a file called `name`; `progress` hears after each page
/// how many pages of how many are done, from any thread.
///
/// # Errors
/// Where the file cannot be read, or holds no table of objectives or indicators.
pub fn extract(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, ExtractError> {
    let bytes = Arc::new(bytes);
    let reading = Reading::run(Arc::clone(&bytes), settings, Course::WHOLE, progress)?;
    if reading.joined.tables.is_empty() {
        return Err(reading.without_tables());
    }
    let records = reading.records(settings, Stage::Judge);
    let mut report = published(&reading, records, source(name, &bytes, &reading.file));
    check(&mut report, settings.wording());
    for record in report.objectives.iter_mut().chain(&mut report.indicators) {
        if !settings.confidence_parts {
            record.confidence_parts.clear();
        }
        if settings.provenance == Provenance::Records {
            record.sources.clear();
        }
    }
    if let Some(pages) = &settings.pages {
        narrow(&mut report, pages);
    }
    Ok(report)
}

/// The headers of the report in `bytes` and what each is taken for; `progress` hears how far it is, as for [`extract`].
///
/// # Errors
/// Where the file cannot be read, or holds no table as wide as one of objectives or indicators.
pub(crate) fn survey(
    bytes: Vec<u8>,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Surveyed>, ExtractError> {
    let course = Course { until: Stage::Columns, watch: None };
    let reading = Reading::run(Arc::new(bytes), settings, course, progress)?;
    let surveyed = columns::survey(&reading.pages, settings.wording());
    if surveyed.is_empty() {
        return Err(reading.without_tables());
    }
    Ok(surveyed)
}

/// The document of a reading and its records, not checked yet.
pub(crate) fn published(reading: &Reading, records: Records<'_>, source: Source) -> Report {
    let coverage = coverage(reading);
    let mut findings = reading.findings.clone();
    findings.extend(records.findings);
    if coverage.sum() != coverage.glyphs {
        let finding = Finding::new(Code::B299).with("read", coverage.glyphs);
        findings.push(finding.with("counted", coverage.sum()));
    }
    let (mut objectives, mut indicators, mut entities) = (Vec::new(), Vec::new(), Vec::new());
    let layouts = records.drafts.iter().map(|drafts| drafts.layout);
    for ((table, layout), records) in reading.joined.tables.iter().zip(layouts).zip(records.judged) {
        let entity_id = list(&mut entities, table, layout, records.len());
        let records = records.into_iter().map(|record| Record { entity_id: entity_id.clone(), ..record });
        match table.kind {
            Kind::Objectives => objectives.extend(records),
            Kind::Indicators => indicators.extend(records),
        }
    }
    let mut report = Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        source,
        report: Front { edition: edition(&entities), ..reading.outline.front.clone() },
        entities,
        objectives,
        indicators,
        diagnostics: findings.into_iter().map(Diagnostic::from).collect(),
        coverage,
        unread: unread(&reading.pages),
    };
    judge::relate(&mut report);
    report
}

/// Runs the checks on a report; what they gave before is replaced. Of a report that was filtered, what needs the records that
/// went is kept as it was found before.
pub(crate) fn check(report: &mut Report, wording: &Wording) {
    let before: Vec<Diagnostic> =
        report.diagnostics.extract_if(.., |finding| check::is_checked(finding.code)).collect();
    let findings = check::report_to_findings(report, wording);
    let completeness = Completeness::of(report);
    let kept: Vec<Diagnostic> =
        before.iter().filter(|finding| completeness.keeps(finding)).cloned().collect();
    report.diagnostics.extend(kept);
    report.diagnostics.extend(findings.into_iter().map(|finding| in_known_place(finding.into(), &before)));
    report.diagnostics.sort_by_key(|finding| finding.page);
}

/// A finding at the place that the same one has had before: a document need not have the places of fields.
fn in_known_place(finding: Diagnostic, before: &[Diagnostic]) -> Diagnostic {
    let about = |finding: &Diagnostic| (finding.code, finding.field, finding.language);
    let is_same = |known: &&Diagnostic| {
        about(known) == about(&finding) && known.record == finding.record && known.values == finding.values
    };
    match before.iter().find(is_same) {
        Some(&Diagnostic { page, bbox, lines, .. }) => Diagnostic { page, bbox, lines, ..finding },
        None => finding,
    }
}

/// Keeps the records that begin on some pages, and what was found about them; the rest was needed to check them.
fn narrow(report: &mut Report, pages: &PageSet) {
    let begins = |record: &Record| record.first_page().is_some_and(|page| pages.contains(page));
    report.objectives.retain(begins);
    report.indicators.retain(begins);
    let kept: HashSet<&str> =
        report.objectives.iter().chain(&report.indicators).map(|record| record.id.as_str()).collect();
    report.diagnostics.retain(|finding| match &finding.record {
        Some(id) => kept.contains(id.as_str()),
        None => finding.related.is_empty() || finding.related.iter().any(|id| kept.contains(id.as_str())),
    });
}

/// The file as the document names it.
pub(crate) fn source(name: &str, bytes: &[u8], file: &File) -> Source {
    Source {
        file: name.to_owned(),
        sha256: Source::digest(bytes),
        bytes: bytes.len() as u64,
        pages: file.pages(),
        producer: file.producer(),
        extractor: EXTRACTOR.to_owned(),
    }
}

/// Adds a table to the list of administrations; gives the id of its own.
fn list(
    entities: &mut Vec<Entity>,
    table: &JoinedTable,
    layout: Option<TableLayout>,
    records: usize,
) -> String {
    let position = &table.position;
    let same = entities.last().is_some_and(|last| {
        last.chapter == position.chapter
            && last.reference == position.entity
            && last.name == position.entity_name
    });
    if !same {
        entities.push(Entity {
            id: entity_id(entities, position),
            chapter: position.chapter.clone(),
            reference: position.entity.clone(),
            name: position.entity_name.clone(),
            introduction: Bilingual::default(),
            tables: Vec::new(),
        });
    }
    let Some(last) = entities.last_mut() else { return String::new() };
    // Later tables stand under what earlier ones do, and under more.
    last.introduction.clone_from(&position.introduction);
    last.tables.push(TableEntry {
        kind: table.kind,
        section: position.section.clone(),
        nihil: table.nihil,
        edition: layout.map(|_| table.edition),
        layout,
        pages: table.pages.clone(),
        records: records as u32,
    });
    last.id.clone()
}

/// The edition of all tables together.
fn edition(entities: &[Entity]) -> Option<Edition> {
    let mut editions = entities.iter().flat_map(|entity| &entity.tables).filter_map(|table| table.edition);
    let first = editions.next()?;
    Some(if editions.all(|edition| edition == first) { first } else { Edition::Mixed })
}

/// The id of the next administration: the numbers of its chapter and its own, and a count where that repeats.
fn entity_id(entities: &[Entity], position: &Position) -> String {
    let place = [position.chapter.reference.as_deref(), position.entity.as_deref()];
    let id = format!("e:{}", place.into_iter().flatten().collect::<Vec<_>>().join("."));
    let is_again = |entity: &&Entity| entity.id.split('~').next() == Some(id.as_str());
    match entities.iter().filter(is_again).count() {
        0 => id,
        before => format!("{id}~{}", before + 1),
    }
}

/// The parts of pages whose picture was not read.
fn unread(pages: &[PageTables]) -> Vec<Unread> {
    let of = |page: &PageTables| {
        let number = page.head.number;
        let parts = page.head.unread_parts.clone().into_iter();
        parts.map(move |part| Unread { page: number, bbox: crate::source::published(part) })
    };
    pages.iter().flat_map(of).collect()
}

/// Adds up where the glyphs went. Each bucket is counted where its text ended, none as the rest of the others, so that
/// their sum shows whether any went missing.
fn coverage(reading: &Reading) -> Coverage {
    let Reading { pages, outline, joined, .. } = reading;
    let sum = |count: fn(&PageTables) -> u32| pages.iter().map(|page| u64::from(count(page))).sum::<u64>();
    Coverage {
        glyphs: sum(|page| page.glyphs),
        records: joined.tables.iter().map(JoinedTable::glyphs).sum(),
        headers: joined.header_glyphs,
        headings: outline.heading_glyphs,
        front: outline.front_glyphs,
        running: pages.iter().flat_map(|page| &page.running).map(|line| u64::from(line.glyphs)).sum(),
        noise: sum(|page| page.head.noise),
        invisible: sum(|page| page.head.invisible),
        unassigned: outline.unassigned_glyphs + joined.unassigned_glyphs,
    }
}
