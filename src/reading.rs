//! reading: one run over a report, which can stop after any stage.
//!
//! The only place that puts the stages in their order. [`crate::report`] makes the document of a whole run, and
//! [`crate::inspect`] draws what one stage left of a page. Not for what a stage does, nor for reading files: bytes come
//! in.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Severity};
use crate::join::{Joined, Vocabulary};
use crate::language::{Identifier, frequent_words};
use crate::normalise::{Context, Ids, Normalised};
use crate::outline::{Headers, Outline};
use crate::pair::Drafts;
use crate::read::{Page, PageSet, PdfDocument, ReadError, Render, sheet_to_pages};
use crate::record::Record;
use crate::scan::{Asked, Ocr, ScanReader};
use crate::source::Provenance;
use crate::tables::PageTables;
use crate::transcript::Transcript;
use crate::wording::Wording;
use crate::words::PageWords;
use crate::words::lexicon::{Lexicon, LexiconBuilder};
use crate::{join, judge, normalise, outline, pair, tables, transcript, words};

/// What a run may be told.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum ExtractError {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file can be read, but holds no table of objectives or indicators.
    #[error("no table of objectives or indicators found on its {}", searched(*pages, lost, unread, *without_ocr))]
    NoTables {
        /// Pages of the file.
        pages: u32,
        /// Pages among them that could not be read.
        lost: Vec<u32>,
        /// Pages among the others that show images or curves of which no text was read.
        unread: Vec<u32>,
        /// Whether pages were not read for want of the OCR engine, and how it is got.
        without_ocr: Option<&'static str>,
    },
}

/// The end of the sentence that says that there is no table, with the likeliest cause.
fn searched(pages: u32, lost: &[u32], unread: &[u32], without_ocr: Option<&str>) -> String {
    let plural = if pages == 1 { "" } else { "s" };
    if lost.is_empty() && !unread.is_empty() {
        let names = PageSet::from_iter(unread.iter().copied());
        return format!(
            "{pages} page{plural}; images or curves of which no text was read are on: {names}. To read all pages as \
             images, add --ocr always"
        );
    }
    if lost.is_empty() {
        return format!("{pages} page{plural}: is this a report on management control?");
    }
    let names = PageSet::from_iter(lost.iter().copied());
    let why = without_ocr.map_or(String::new(), |why| format!(". Their text is in images: {why}"));
    format!("{pages} page{plural}, of which could not be read: {names}{why}")
}

/// A stage of a run, in the order in which the data goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Glyphs, rules and fills as the page draws them.
    Read,
    /// The same, where they were read from the page's picture.
    Scan,
    /// Words and lines.
    Words,
    /// Cells and tables.
    Tables,
    /// The role of each column.
    Columns,
    /// Headings.
    Outline,
    /// Rows across page breaks.
    Join,
    /// Records with their two sides.
    Pair,
    /// Values.
    Normalise,
    /// Status and confidence.
    Judge,
    /// Findings.
    Check,
}

impl Stage {
    /// Every stage, in their order.
    pub(crate) const ALL: [Self; 11] = [
        Self::Read,
        Self::Scan,
        Self::Words,
        Self::Tables,
        Self::Columns,
        Self::Outline,
        Self::Join,
        Self::Pair,
        Self::Normalise,
        Self::Judge,
        Self::Check,
    ];

    /// The stage's name, which is also its folder's.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Scan => "scan",
            Self::Words => "words",
            Self::Tables => "tables",
            Self::Columns => "columns",
            Self::Outline => "outline",
            Self::Join => "join",
            Self::Pair => "pair",
            Self::Normalise => "normalise",
            Self::Judge => "judge",
            Self::Check => "check",
        }
    }
}

/// Where a run stops, and which page is kept as each stage left it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    /// The last stage that is run.
    pub(crate) until: Stage,
    /// The page to keep.
    pub(crate) watch: Option<u32>,
}

impl Course {
    /// A run over all stages that keeps no page.
    pub(crate) const WHOLE: Self = Self { until: Stage::Check, watch: None };
}

/// One page as the first stages left it.
#[derive(Debug)]
pub(crate) struct PageStages {
    /// As it is drawn.
    pub(crate) read: Page,
    /// With what was read from its picture.
    pub(crate) scanned: Page,
    /// As words.
    pub(crate) words: PageWords,
    /// With its tables, before the outline takes them.
    pub(crate) tables: PageTables,
}

/// The file that is read.
pub(crate) enum File {
    /// A PDF.
    Pdf(Box<PdfDocument>),
    /// A text that an OCR model wrote, of so many pages.
    Transcript(u32),
}

impl File {
    /// Number of pages, with those that are missing from a PDF.
    pub(crate) fn pages(&self) -> u32 {
        match self {
            Self::Pdf(document) => document.len() as u32,
            Self::Transcript(pages) => *pages,
        }
    }

    /// The program that made it, as it says.
    pub(crate) fn producer(&self) -> Option<String> {
        match self {
            Self::Pdf(document) => document.producer(),
            Self::Transcript(_) => None,
        }
    }

    /// Whether it is a text.
    pub(crate) fn is_transcript(&self) -> bool {
        matches!(self, Self::Transcript(_))
    }
}

/// A report as far as it was read: its text, up to whole tables.
pub(crate) struct Reading {
    /// The file.
    pub(crate) file: File,
    /// The page that was to be kept, where the file has it.
    pub(crate) watched: Option<PageStages>,
    /// All pages.
    pub(crate) pages: Vec<PageTables>,
    /// The report's own words.
    pub(crate) lexicon: Lexicon,
    /// What tells its two languages apart.
    pub(crate) languages: Identifier,
    /// Its headings and the place of each table.
    pub(crate) outline: Outline,
    /// Its tables, whole.
    pub(crate) joined: Joined,
    /// What the stages noticed, in their order.
    pub(crate) findings: Vec<Finding>,
}

impl Reading {
    /// Runs the stages up to `join/`, or up to an earlier one; `progress` hears after each page how many pages of how
    /// many are done, from any thread.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(crate) fn run(
        bytes: Arc<Vec<u8>>,
        settings: &Settings,
        course: Course,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, ExtractError> {
        let reader = ScanReader::new(settings.ocr, settings.cache.clone(), frequent_words());
        let mut headers = None;
        let mut reading = match PdfDocument::open(Arc::clone(&bytes), settings.password.as_deref()) {
            Err(ReadError::NotPdf) if transcript::is_text(&bytes) => {
                let (reading, known) = Self::of_transcript(&bytes, settings.wording())?;
                headers = Some(known);
                reading
            }
            opened => {
                let document = opened?;
                Self { findings: document.findings().to_vec(), ..Self::of(File::Pdf(Box::new(document))) }
            }
        };
        let pages = reading.file.pages();
        let last = settings.pages.as_ref().map(PageSet::last).max(course.watch);
        if let Some(page) = last.filter(|&page| page > pages) {
            return Err(ReadError::NoSuchPage { page, pages }.into());
        }
        reading.read_pages(&reader, settings, course, progress);
        if course.until >= Stage::Outline {
            reading.learn();
            reading.outline = outline::pages_to_outline(
                &mut reading.pages,
                &reading.lexicon,
                &reading.languages,
                settings.wording(),
                headers,
            );
            reading.findings.append(&mut reading.outline.findings);
        }
        if course.until >= Stage::Join {
            let (outline, pages) = (&mut reading.outline, &reading.pages);
            let (languages, lexicon, wording) = (&reading.languages, &reading.lexicon, settings.wording());
            let known = Vocabulary { languages, lexicon, wording };
            reading.joined = join::outline_to_tables(outline, pages, known);
            let file = &reading.file;
            let again = |asked: &[Asked]| match file {
                File::Pdf(document) => reader.again(document, asked, threads(settings)),
                File::Transcript(_) => vec![None; asked.len()],
            };
            normalise::reread(&mut reading.joined, pages, wording, &again);
            reading.findings.append(&mut reading.joined.findings);
        }
        if reading.file.is_transcript() {
            reading.findings.iter_mut().for_each(transcript::by_lines);
        }
        Ok(reading)
    }

    /// Nothing of a file is read yet.
    fn of(file: File) -> Self {
        Self {
            file,
            findings: Vec::new(),
            watched: None,
            pages: Vec::new(),
            lexicon: Lexicon::default(),
            languages: Identifier::default(),
            outline: Outline::default(),
            joined: Joined::default(),
        }
    }

    /// The pages of a transcript, and the headers of their tables.
    fn of_transcript(bytes: &[u8], wording: &Wording) -> Result<(Self, Headers), ExtractError> {
        let text = Transcript::open(bytes)?;
        let transcript::Pages { pages, headers } = transcript::text_to_pages(&text, wording)?;
        let count = pages.last().map_or(1, |page| page.head.number);
        let mut reading = Self { pages, ..Self::of(File::Transcript(count)) };
        reading.findings.push(Finding::new(Code::B111));
        if text.unreadable > 0 {
            reading.findings.push(Finding::new(Code::B105).with("glyphs", text.unreadable));
        }
        Ok((reading, headers))
    }

    /// The stages up to `tables`. Where the run ends before pages are compared, the watched page alone is read.
    fn read_pages(
        &mut self,
        reader: &ScanReader,
        settings: &Settings,
        course: Course,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) {
        let File::Pdf(document) = &self.file else { return };
        let wanted = |number| course.until >= Stage::Tables || course.watch == Some(number);
        let each = |page: Page, render: &Render<'_>| {
            let read = (course.watch == Some(page.head.number)).then(|| page.clone());
            let scanned = reader.read(page, render);
            let whole = read.map(|read| (read, scanned.clone()));
            let words: Vec<PageWords> =
                sheet_to_pages(scanned).into_iter().map(words::glyphs_to_words).collect();
            let kept = whole.and_then(|whole| Some((whole, words.first()?.clone())));
            let tables: Vec<PageTables> = words.into_iter().map(tables::words_to_tables).collect();
            (tables, kept)
        };
        let pages = document.map_pages(threads(settings), wanted, progress, each);
        let (pages, kept): (Vec<Vec<PageTables>>, Vec<_>) = pages.into_iter().flatten().unzip();
        self.pages = pages.into_iter().flatten().collect();
        tables::compare(&mut self.pages);
        self.watched = kept.into_iter().flatten().next().and_then(|((read, scanned), words)| {
            let number = read.head.number;
            let tables = self.pages.iter().find(|page| page.head.number == number)?.clone();
            Some(PageStages { read, scanned, words, tables })
        });
        self.findings.extend(pictures(&self.pages));
        self.findings.extend(self.pages.iter().flat_map(|page| page.head.findings.iter().cloned()));
    }

    /// Learns the report's own words and languages, from every line of it.
    fn learn(&mut self) {
        let mut lexicon = LexiconBuilder::knowing(frequent_words());
        let lines = self.pages.iter().map(|page| {
            let cells = page.tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
            page.running.iter().chain(&page.lines).chain(cells)
        });
        lines.clone().for_each(|lines| lexicon.learn(lines));
        self.languages.learn(lines.flatten().map(|line| line.text.as_str()));
        self.lexicon = lexicon.finish();
    }

    /// Why there is no document of this report, where it has no table.
    pub(crate) fn without_tables(&self) -> ExtractError {
        let is_lost = |page: &&PageTables| {
            page.head.unread.is_some()
                || page.head.findings.iter().any(|finding| finding.severity() == Severity::Error)
        };
        let shows_more = |page: &&PageTables| !is_lost(page) && !page.head.unread_parts.is_empty();
        ExtractError::NoTables {
            pages: self.pages.len() as u32,
            unread: self.pages.iter().filter(shows_more).map(|page| page.head.number).collect(),
            lost: self.pages.iter().filter(is_lost).map(|page| page.head.number).collect(),
            without_ocr: self.pages.iter().find_map(|page| page.head.unread),
        }
    }

    /// Runs the stages from `pair/` up to `judge/`, or up to an earlier one.
    pub(crate) fn records(&self, settings: &Settings, until: Stage) -> Records<'_> {
        let tables = &self.joined.tables;
        let wording = settings.wording();
        let known = Vocabulary { languages: &self.languages, lexicon: &self.lexicon, wording };
        let pair = |table| pair::rows_to_records(table, known);
        let mut records = Records { drafts: tables.iter().map(pair).collect(), ..Records::default() };
        if until < Stage::Normalise {
            return records;
        }
        let mut learning = self.lexicon.reopened();
        for drafts in &records.drafts {
            normalise::learn(drafts, &mut learning);
        }
        let lexicon = learning.finish();
        let front = &self.outline.front;
        let context = Context { lexicon: &lexicon, pages: &self.pages, front, wording };
        let mut ids = Ids::default();
        let values = tables.iter().zip(&records.drafts);
        records.values = values
            .map(|(table, drafts)| normalise::drafts_to_records(table, drafts, &context, &mut ids))
            .collect();
        normalise::restore_objectives(tables, &mut records.values);
        records.findings = normalise::give_notes(tables, &mut records.values, &self.pages);
        let made = records.values.iter_mut().flatten();
        records.findings.extend(made.flat_map(|made| std::mem::take(&mut made.findings)));
        if until >= Stage::Judge {
            let values = std::mem::take(&mut records.values);
            records.judged =
                judge::judge(tables, &records.drafts, values, &lexicon, &front.legend, &wording.status);
        }
        records
    }
}

/// The records of a report, table by table, as far as they were made.
#[derive(Default)]
pub(crate) struct Records<'a> {
    /// As lines.
    pub(crate) drafts: Vec<Drafts<'a>>,
    /// As values; empty once they are judged.
    pub(crate) values: Vec<Vec<Normalised>>,
    /// With status and confidence.
    pub(crate) judged: Vec<Vec<Record>>,
    /// What was noticed on the way.
    pub(crate) findings: Vec<Finding>,
}

/// How many pages are looked at side by side.
fn threads(settings: &Settings) -> NonZero<usize> {
    let all = || std::thread::available_parallelism().ok();
    settings.threads.or_else(all).unwrap_or(NonZero::<usize>::MIN)
}

/// What is to be said of the pages that are pictures, all together.
fn pictures(pages: &[PageTables]) -> Vec<Finding> {
    let numbers = |of: &dyn Fn(&PageTables) -> bool| -> PageSet {
        pages.iter().filter(|page| of(page)).map(|page| page.head.number).collect()
    };
    let mut findings = Vec::new();
    if let Some(why) = pages.iter().find_map(|page| page.head.unread) {
        for (what, in_part) in [("pages", false), ("parts", true)] {
            let of =
                |page: &PageTables| page.head.unread.is_some() && page.head.is_unread_in_part() == in_part;
            let numbers = numbers(&of);
            if numbers.last() > 0 {
                let finding = Finding::new(Code::B102).with("what", what);
                findings.push(finding.with("pages", numbers.to_string()).with("why", why));
            }
        }
    }
    let numbers = numbers(&|page| page.head.recognised);
    if numbers.last() > 0 {
        findings.push(Finding::new(Code::B110).with("pages", numbers.to_string()));
    }
    findings
}
