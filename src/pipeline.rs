//! The whole run: one call a stage, from the file's bytes to the report document.
//!
//! No reading of files and no printing here: bytes come in, a [`Report`] goes out.

use std::collections::HashSet;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use crate::columns::Surveyed;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::join::{Joined, JoinedTable};
use crate::language::{Identifier, frequent_words};
use crate::normalise::{Context, Ids, Made};
use crate::outline::Outline;
use crate::pair::Drafts;
use crate::read::{Document, Page, PageSet, ReadError, Render};
use crate::record::{Coverage, EXTRACTOR, Entity, Kind, Record, Report, SCHEMA_VERSION, Source, TableEntry};
use crate::scan::{Asked, Ocr, Reader};
use crate::source::Provenance;
use crate::tables::PageTables;
use crate::wording::Wording;
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::{check, columns, join, judge, normalise, outline, pair, tables, words};

/// What a run may be told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The user password, where the file needs one.
    pub password: Option<String>,
    /// How many threads read pages; as many as the machine has where it is not given.
    pub threads: Option<NonZero<usize>>,
    /// Keep only the records that begin on these pages.
    pub pages: Option<PageSet>,
    /// How exactly records say where they stand.
    pub provenance: Provenance,
    /// Which pages are read from their pictures.
    pub ocr: Ocr,
    /// A folder where what the OCR engine read is kept for the next run.
    pub cache: Option<PathBuf>,
    /// Whether records say of what parts their confidence is made.
    pub confidence_parts: bool,
    /// The words by which reports are understood; the program's own where none are given.
    pub wording: Option<Arc<Wording>>,
}

impl Settings {
    /// The words by which reports are understood.
    pub(crate) fn wording(&self) -> &Wording {
        self.wording.as_deref().unwrap_or_else(|| Wording::known())
    }
}

/// Why there is no report at all.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file can be read, but holds no table of objectives or indicators.
    #[error("no table of objectives or indicators found on its {}", searched(*pages, lost, *without_ocr))]
    NoTables {
        /// Pages of the file.
        pages: u32,
        /// Pages among them that could not be read.
        lost: Vec<u32>,
        /// Whether that is for want of the OCR engine, and how it is got.
        without_ocr: Option<&'static str>,
    },
}

/// The end of the sentence that says that there is no table, with the likeliest cause.
fn searched(pages: u32, lost: &[u32], without_ocr: Option<&str>) -> String {
    let plural = if pages == 1 { "" } else { "s" };
    if lost.is_empty() {
        return format!("{pages} page{plural}: is this a report on management control?");
    }
    let names = PageSet::from_iter(lost.iter().copied());
    let why = without_ocr.map_or(String::new(), |why| format!(". They are images: {why}"));
    format!("{pages} page{plural}, of which could not be read: {names}{why}")
}

/// What is to be said of the pages that are pictures, all together.
fn pictures(pages: &[PageTables]) -> Vec<Diagnostic> {
    let numbers = |of: &dyn Fn(&PageTables) -> bool| -> PageSet {
        pages.iter().filter(|page| of(page)).map(|page| page.number).collect()
    };
    let mut findings = Vec::new();
    if let Some(why) = pages.iter().find_map(|page| page.unread) {
        let numbers = numbers(&|page| page.unread.is_some());
        let message =
            format!("these pages are images and were not read, their records are missing: {numbers}; {why}");
        findings.push(Diagnostic::new(Code::B102, message));
    }
    let numbers = numbers(&|page| page.recognised);
    if numbers.last() > 0 {
        let message = format!("the text of these pages was read from their images: {numbers}");
        findings.push(Diagnostic::new(Code::B110, message));
    }
    findings
}

/// The pages of which something is missing.
fn lost(pages: &[PageTables]) -> Vec<u32> {
    let is_lost = |page: &&PageTables| {
        page.unread.is_some() || page.findings.iter().any(|finding| finding.severity == Severity::Error)
    };
    pages.iter().filter(is_lost).map(|page| page.number).collect()
}

/// Opens the PDF in `bytes`.
pub(crate) fn open(bytes: &Arc<Vec<u8>>, settings: &Settings) -> Result<Document, ExtractError> {
    let document = Document::open(Arc::clone(bytes), settings.password.as_deref())?;
    let pages = document.len() as u32;
    match settings.pages.as_ref().map(PageSet::last) {
        Some(page) if page > pages => Err(ReadError::NoSuchPage { page, pages }.into()),
        _ => Ok(document),
    }
}

/// How many pages are looked at side by side.
fn threads(settings: &Settings) -> NonZero<usize> {
    let all = || std::thread::available_parallelism().ok();
    settings.threads.or_else(all).unwrap_or(NonZero::<usize>::MIN)
}

/// What reads the pages that are pictures.
pub(crate) fn reader(settings: &Settings) -> Reader {
    Reader::new(settings.ocr, settings.cache.clone())
}

/// The stages up to `tables`, for all pages.
pub(crate) fn read_pages(
    document: &Document,
    reader: &Reader,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<PageTables> {
    let each = |page: Page, render: &Render<'_>| {
        tables::words_to_tables(words::glyphs_to_words(reader.read(page, render)))
    };
    let pages = document.map_pictures(threads(settings), |_| true, progress, each);
    let mut pages: Vec<PageTables> = pages.into_iter().flatten().collect();
    tables::compare(&mut pages);
    pages
}

/// What the report teaches of its own words and languages, from every line of it.
pub(crate) fn learn(pages: &[PageTables]) -> (Lexicon, Identifier) {
    let (mut lexicon, mut languages) = (Lexicon::knowing(frequent_words()), Identifier::default());
    for page in pages {
        let cells = page.tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
        let lines: Vec<&Line> = page.running.iter().chain(&page.lines).chain(cells).collect();
        lexicon.learn(lines.iter().copied());
        languages.learn(lines.iter().map(|line| line.text.as_str()));
    }
    lexicon.take_stock();
    (lexicon, languages)
}

/// The records of each table as lines; the lexicon learns the words that they break.
pub(crate) fn pair<'a>(joined: &'a Joined, lexicon: &mut Lexicon, languages: &Identifier) -> Vec<Drafts<'a>> {
    let all: Vec<Drafts<'a>> =
        joined.tables.iter().map(|table| pair::rows_to_records(table, languages, lexicon)).collect();
    for drafts in &all {
        normalise::learn(drafts, lexicon);
    }
    all
}

/// What the values of every record need to know of the report.
pub(crate) fn context<'a>(
    lexicon: &'a Lexicon,
    pages: &'a [PageTables],
    outline: &Outline,
    settings: &Settings,
) -> Context<'a> {
    let (year, part) = (outline.front.year, outline.front.part);
    Context { lexicon, pages, year, part, provenance: settings.provenance }
}

/// The values of each table's records.
pub(crate) fn values(joined: &Joined, drafts: &[Drafts<'_>], context: &Context<'_>) -> Vec<Vec<Made>> {
    let mut ids = Ids::default();
    let tables = joined.tables.iter().zip(drafts);
    tables.map(|(table, drafts)| normalise::drafts_to_records(table, drafts, context, &mut ids)).collect()
}

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
    let document = open(&bytes, settings)?;
    let reader = reader(settings);
    let mut pages = read_pages(&document, &reader, settings, progress);
    let (mut lexicon, languages) = learn(&pages);
    let mut outline = outline::pages_to_outline(&mut pages, &lexicon, &languages, settings.wording());
    if outline.tables.is_empty() {
        let without_ocr = pages.iter().find_map(|page| page.unread);
        return Err(ExtractError::NoTables { pages: pages.len() as u32, lost: lost(&pages), without_ocr });
    }
    let mut joined = join::outline_to_tables(&mut outline, &pages, &languages);
    let again = |asked: &[Asked]| reader.again(&document, asked, threads(settings));
    let misread = normalise::reread(&mut joined, &pages, &again);
    let drafts = pair(&joined, &mut lexicon, &languages);
    let mut findings = document.findings().to_vec();
    findings.extend(pictures(&pages));
    findings.extend(pages.iter().flat_map(|page| page.findings.clone()));
    let context = context(&lexicon, &pages, &outline, settings);
    let (mut objectives, mut indicators, mut entities) = (Vec::new(), Vec::new(), Vec::new());
    let values = values(&joined, &drafts, &context);
    findings.extend(values.iter().flatten().flat_map(normalise::findings));
    let confidence = judge::confidence(&joined.tables, &drafts, &values, &lexicon);
    for ((table, made), parts) in joined.tables.iter().zip(values).zip(confidence) {
        list(&mut entities, table, made.len());
        let records = made.into_iter().zip(parts).map(|(made, parts)| {
            let mut record = judge::judge(made, parts, &outline.front.legend, &settings.wording().status);
            if !settings.confidence_parts {
                record.confidence_parts.clear();
            }
            record
        });
        match table.kind {
            Kind::Objectives => objectives.extend(records),
            Kind::Indicators => indicators.extend(records),
        }
    }
    let coverage = coverage(&pages, &outline, &joined);
    findings.append(&mut outline.findings);
    findings.extend(misread);
    findings.extend(joined.findings);
    if coverage.sum() != coverage.glyphs {
        let message =
            format!("{} glyphs were read, but {} were accounted for", coverage.glyphs, coverage.sum());
        findings.push(Diagnostic::new(Code::B299, message));
    }
    let mut report = Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: source(name, &bytes, &document),
        report: outline.front,
        entities,
        objectives,
        indicators,
        diagnostics: findings,
        coverage,
    };
    check(&mut report);
    if let Some(pages) = &settings.pages {
        narrow(&mut report, pages);
    }
    Ok(report)
}

/// The headers of the report in `bytes` and what each is taken for; `progress` hears how far it is, as for [`extract`].
///
/// # Errors
/// Where the file cannot be read, or holds no table as wide as one of objectives or indicators.
pub fn survey(
    bytes: Vec<u8>,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Surveyed>, ExtractError> {
    let document = open(&Arc::new(bytes), settings)?;
    let pages = read_pages(&document, &reader(settings), settings, progress);
    let surveyed = columns::survey(&pages, settings.wording());
    if surveyed.is_empty() {
        let without_ocr = pages.iter().find_map(|page| page.unread);
        return Err(ExtractError::NoTables { pages: pages.len() as u32, lost: lost(&pages), without_ocr });
    }
    Ok(surveyed)
}

/// Runs the checks on a report; what they gave before is replaced. A report of which only some pages were kept stays as it
/// is: what is not in it is not missing from what was printed, and it was checked before the rest went.
pub fn check(report: &mut Report) {
    let listed: u32 =
        report.entities.iter().flat_map(|entity| &entity.tables).map(|table| table.records).sum();
    if listed as usize != report.objectives.len() + report.indicators.len() {
        return;
    }
    report.diagnostics.retain(|finding| !check::is_checked(finding.code));
    let findings = check::report_to_findings(report);
    report.diagnostics.extend(findings);
    report.diagnostics.sort_by_key(|finding| finding.page);
}

/// Keeps the records that begin on some pages, and what was found about them; the rest was needed to check them.
fn narrow(report: &mut Report, pages: &PageSet) {
    let begins = |record: &Record| record.first_page().is_some_and(|page| pages.contains(page));
    report.objectives.retain(begins);
    report.indicators.retain(begins);
    let kept: HashSet<&str> =
        report.objectives.iter().chain(&report.indicators).map(|record| record.id.as_str()).collect();
    report.diagnostics.retain(|finding| finding.record.as_deref().is_none_or(|id| kept.contains(id)));
}

fn source(name: &str, bytes: &[u8], document: &Document) -> Source {
    Source {
        file: name.to_owned(),
        sha256: Source::digest(bytes),
        bytes: bytes.len() as u64,
        pages: document.len() as u32,
        producer: document.producer(),
        extractor: EXTRACTOR.to_owned(),
    }
}

/// Adds a table to the list of administrations.
fn list(entities: &mut Vec<Entity>, table: &JoinedTable, records: usize) {
    let position = &table.position;
    let same = entities.last().is_some_and(|last| {
        last.chapter == position.chapter
            && last.reference == position.entity
            && last.name == position.entity_name
    });
    if !same {
        entities.push(Entity {
            chapter: position.chapter.clone(),
            reference: position.entity.clone(),
            name: position.entity_name.clone(),
            tables: Vec::new(),
        });
    }
    if let Some(last) = entities.last_mut() {
        last.tables.push(TableEntry {
            kind: table.kind,
            section: position.section.clone(),
            nihil: table.nihil,
            pages: table.pages.clone(),
            records: records as u32,
        });
    }
}

/// Adds up where the glyphs went. Each bucket is counted where its text ended, none as the rest of the others, so that
/// their sum shows whether any went missing.
fn coverage(pages: &[PageTables], outline: &Outline, joined: &Joined) -> Coverage {
    let sum = |count: fn(&PageTables) -> u32| pages.iter().map(|page| u64::from(count(page))).sum::<u64>();
    Coverage {
        glyphs: sum(|page| page.glyphs),
        records: joined.tables.iter().map(JoinedTable::glyphs).sum(),
        headers: joined.header_glyphs,
        headings: outline.heading_glyphs,
        front: outline.front_glyphs,
        running: pages.iter().flat_map(|page| &page.running).map(|line| u64::from(line.glyphs)).sum(),
        noise: sum(|page| page.noise),
        invisible: sum(|page| page.invisible),
        unassigned: outline.unassigned_glyphs + joined.unassigned_glyphs,
    }
}
