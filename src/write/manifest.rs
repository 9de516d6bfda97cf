//! `manifest.json`, the last file that comes to a report's folder: what was made, and of what.
//!
//! A run that was killed is taken up by it: where the manifest names the same source, version and options, and every
//! file in the folder still has the bytes that it names, the report need not be read again. It holds no dates, so that
//! the same report gives the same manifest. Not for deciding whether to look at it: that is `cli/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csv::{Terminator, WriterBuilder};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::columns::LIST;
use super::destination::{self, DestinationError, Staged};
use super::{Format, OutputFile};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::PageSet;
use crate::record::{EXTRACTOR, Kind, Report, SCHEMA_VERSION, Source};

/// The manifest's name in a report's folder.
const NAME: &str = "manifest.json";

/// The name of the table that says what became of the reports of a batch.
pub(crate) const TABLE: &str = "batch.csv";

/// The version of the manifest's own keys.
const VERSION: &str = "1";

/// What stands in `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Version of these keys.
    manifest_version: String,
    /// What the files were made of, and by what.
    #[serde(flatten)]
    origin: Origin,
    /// What became of the report.
    #[serde(flatten)]
    account: Account,
    /// The files, by name.
    files: Vec<Contents>,
}

/// All that the content of the files follows from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// The PDF.
    source: Contents,
    /// Name and version of the program.
    extractor: String,
    /// Version of the report document.
    schema_version: String,
    /// Options that shape the output, by name.
    options: BTreeMap<String, Value>,
}

/// What became of a report: how it came out, and how much was found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) outcome: Outcome,
    /// Whether nothing is missing from the files.
    pub(crate) complete: bool,
    /// How many records there are, by kind.
    pub(crate) records: BTreeMap<String, usize>,
    /// How many findings there are, by code.
    pub(crate) findings: BTreeMap<Code, usize>,
    /// How many records have less confidence than this.
    pub(crate) under: Under,
    /// The pages that were not read, or not wholly, such as `3-7,9`.
    pub(crate) pages_unread: String,
}

/// How a report came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Nothing is missing.
    Complete,
    /// Something is missing from the output.
    Incomplete,
    /// Nothing is missing, and something was found that the run denies.
    Denied,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
            Self::Denied => "denied",
        }
    }
}

/// A confidence, and how many records have less.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Under {
    pub(crate) confidence: f64,
    pub(crate) records: usize,
}

impl Account {
    /// The confidence below which a reading is doubtful, where no other is asked for.
    const DOUBTFUL: f64 = 0.8;

    /// What became of a report, of which findings of some codes and records of less confidence are denied.
    pub(crate) fn of(report: &Report, denied: &[Code], min_confidence: Option<f64>) -> Self {
        let mut findings: BTreeMap<Code, usize> = BTreeMap::new();
        for finding in &report.diagnostics {
            *findings.entry(finding.code).or_default() += 1;
        }
        let confidence = min_confidence.unwrap_or(Self::DOUBTFUL);
        let records = report.objectives.iter().chain(&report.indicators);
        let under =
            Under { confidence, records: records.filter(|record| record.confidence < confidence).count() };
        let complete = report.diagnostics.iter().all(|finding| finding.severity != Severity::Error);
        let is_denied = denied.iter().any(|code| findings.contains_key(code))
            || (min_confidence.is_some() && under.records > 0);
        let outcome = match (complete, is_denied) {
            (false, _) => Outcome::Incomplete,
            (true, true) => Outcome::Denied,
            (true, false) => Outcome::Complete,
        };
        let counts = [(Kind::Objectives, &report.objectives), (Kind::Indicators, &report.indicators)];
        let records = counts.map(|(kind, records)| (kind.name().to_owned(), records.len()));
        Self {
            outcome,
            complete,
            records: records.into(),
            findings,
            under,
            pages_unread: pages_unread(report),
        }
    }

    /// Whether the run ends well.
    pub(crate) fn passes(&self) -> bool {
        self.outcome == Outcome::Complete
    }
}

/// The pages of which text is missing.
fn pages_unread(report: &Report) -> String {
    let lost = |code| matches!(code, Code::B101 | Code::B102 | Code::B104 | Code::B106 | Code::B108);
    let lost = report.diagnostics.iter().filter(|finding| lost(finding.code));
    let listed = |finding: &Diagnostic| match finding.values.get("pages") {
        Some(crate::diagnostic::Value::Text(pages)) => pages.parse::<PageSet>().ok(),
        _ => None,
    };
    let whole = lost.flat_map(|finding| {
        let pages = listed(finding);
        let within = move |page: &u32| pages.as_ref().is_some_and(|pages| pages.contains(*page));
        finding.page.into_iter().chain((1..=report.source.pages).filter(within))
    });
    whole.chain(report.unread.iter().map(|unread| unread.page)).collect::<PageSet>().to_string()
}

/// A file's name and content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Contents {
    /// Its name without a folder.
    file: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: String,
    /// How many bytes it has.
    bytes: u64,
}

impl Contents {
    fn new(file: &str, bytes: &[u8]) -> Self {
        Self { file: file.to_owned(), sha256: Source::digest(bytes), bytes: bytes.len() as u64 }
    }

    /// Whether the file is in the folder as it is named here.
    fn is_in(&self, folder: &Path) -> bool {
        let path = folder.join(&self.file);
        let same_length = fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == self.bytes);
        same_length && fs::read(path).is_ok_and(|bytes| Source::digest(&bytes) == self.sha256)
    }
}

impl Origin {
    /// What this program makes of a PDF with some options.
    pub(crate) fn new(file: &str, bytes: &[u8], options: BTreeMap<String, Value>) -> Self {
        Self {
            source: Contents::new(file, bytes),
            extractor: EXTRACTOR.to_owned(),
            schema_version: SCHEMA_VERSION.to_owned(),
            options,
        }
    }

    /// The origin of what was made while pages could not be read, which no later run has: it may be able to.
    #[must_use]
    pub(crate) fn with_pages_unread(mut self) -> Self {
        self.options.insert("pages_unread".to_owned(), true.into());
        self
    }
}

impl Manifest {
    /// The manifest in a folder, where there is one that can be read.
    fn of(folder: &Path) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
        (manifest.manifest_version == VERSION).then_some(manifest)
    }
}

/// The names of the files that formats make.
fn names(formats: &[Format]) -> impl Iterator<Item = &'static str> {
    formats.iter().flat_map(|format| format.writers()).map(|writer| writer.file_name())
}

/// Whether a folder holds what `origin` gives in these formats: where it does, what became of the report. What a run that
/// was killed left beside it is removed.
pub(crate) fn existing(folder: &Path, origin: &Origin, formats: &[Format]) -> Option<Account> {
    destination::sweep(folder);
    let manifest = Manifest::of(folder).filter(|manifest| manifest.origin == *origin)?;
    let holds = |name: &str| manifest.files.iter().any(|file| file.file == name && file.is_in(folder));
    names(formats).all(holds).then_some(manifest.account)
}

/// Brings a report's documents to its folder, and the manifest last.
///
/// What an earlier run made there in other formats stays where it comes from the same source, version and options. Else
/// it would contradict the new files, and is removed; but nothing is that has other bytes than this program wrote.
///
/// # Errors
/// Where one of the files cannot be written; then none is.
pub(crate) fn fill(
    folder: &Path,
    documents: &[OutputFile],
    origin: Origin,
    account: Account,
) -> Result<(), DestinationError> {
    destination::prepare(folder)?;
    let mut files: Vec<Contents> =
        documents.iter().map(|document| Contents::new(document.name, &document.bytes)).collect();
    let earlier = Manifest::of(folder);
    let same = earlier.as_ref().is_some_and(|manifest| manifest.origin == origin);
    let others = earlier.into_iter().flat_map(|manifest| manifest.files).filter(|file| {
        // a manifest is a file like any other, and may name what is not ours
        let ours = names(&Format::ALL).any(|name| name == file.file);
        ours && documents.iter().all(|document| document.name != file.file) && file.is_in(folder)
    });
    let (kept, stale): (Vec<Contents>, Vec<Contents>) = others.partition(|_| same);
    files.extend(kept);
    files.sort_by(|a, b| a.file.cmp(&b.file));
    let manifest = Manifest { manifest_version: VERSION.to_owned(), origin, account, files };

    let staged: Vec<Staged> = documents
        .iter()
        .map(|document| Staged::new(folder.join(document.name), &document.bytes))
        .collect::<Result<_, _>>()?;
    let last = Staged::new(folder.join(NAME), &bytes(&manifest))?;
    staged.into_iter().try_for_each(Staged::settle)?;
    stale.iter().try_for_each(|file| destination::remove(&folder.join(&file.file)))?;
    last.settle()
}

/// What became of a report of a batch.
pub(crate) struct Row {
    /// The PDF as it was named.
    pub(crate) file: String,
    /// The name of its folder.
    pub(crate) folder: String,
    /// Nothing where the report failed.
    pub(crate) account: Option<Account>,
}

/// The table of a batch as CSV (RFC 4180), a row a report.
pub(crate) fn batch_table(rows: &[Row]) -> Vec<u8> {
    const HEADER: [&str; 9] = [
        "file",
        "folder",
        "outcome",
        "objectives",
        "indicators",
        "findings",
        "confidence",
        "records_under",
        "pages_unread",
    ];
    let mut lines = vec![HEADER.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let mut cells = vec![row.file.clone(), row.folder.clone()];
        match &row.account {
            Some(account) => {
                let of =
                    |kind: Kind| account.records.get(kind.name()).copied().unwrap_or_default().to_string();
                let found = account.findings.iter().map(|(code, count)| format!("{code} {count}"));
                cells.extend([account.outcome.name().to_owned(), of(Kind::Objectives), of(Kind::Indicators)]);
                cells.push(found.collect::<Vec<_>>().join(LIST));
                cells.extend([account.under.confidence.to_string(), account.under.records.to_string()]);
                cells.push(account.pages_unread.clone());
            }
            None => cells.push("failed".to_owned()),
        }
        cells.resize(HEADER.len(), String::new());
        cells
    }));
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // memory takes every row
    lines.iter().for_each(|line| drop(table.write_record(line)));
    table.into_inner().unwrap_or_default()
}

/// The manifest as its file; these types have string keys only, so that it cannot fail.
fn bytes(manifest: &Manifest) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::diagnostic::Finding;

    fn origin(source: &str) -> Origin {
        Origin::new("report.pdf", source.as_bytes(), [("compact".to_owned(), Value::from(false))].into())
    }

    fn account(complete: bool) -> Account {
        let report = sample::report();
        let outcome = if complete { Outcome::Complete } else { Outcome::Incomplete };
        Account { outcome, complete, ..Account::of(&report, &[], None) }
    }

    #[test]
    fn what_is_denied_is_an_outcome_of_its_own() {
        let mut report = sample::report();
        report.diagnostics = vec![Finding::new(Code::B502).into(), Finding::new(Code::B409).into()];
        report.objectives[0].confidence = 0.7;
        let of = |denied: &[Code], confidence| Account::of(&report, denied, confidence).outcome;
        assert_eq!(of(&[], None), Outcome::Complete);
        assert_eq!(of(&[Code::B502], None), Outcome::Denied);
        assert_eq!(of(&[Code::B501], Some(0.6)), Outcome::Complete);
        assert_eq!(of(&[], Some(0.75)), Outcome::Denied);
        let account = Account::of(&report, &[], None);
        assert_eq!(account.findings, [(Code::B409, 1), (Code::B502, 1)].into());
        assert_eq!((account.under.confidence, account.under.records), (0.8, 1));
        report.diagnostics.push(Finding::new(Code::B101).on_page(4).into());
        let account = Account::of(&report, &[Code::B502], None);
        assert_eq!((account.outcome, account.pages_unread.as_str()), (Outcome::Incomplete, "4"));
    }

    fn document(name: &'static str) -> OutputFile {
        OutputFile { name, bytes: name.as_bytes().to_vec() }
    }

    fn csv() -> Vec<OutputFile> {
        names(&[Format::Csv]).map(document).collect()
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_made_is_known_again_and_nothing_else_is() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("report");
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), None);
        fill(&folder, &csv(), origin("a"), account(false)).unwrap();
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), Some(account(false)));
        assert_eq!(existing(&folder, &origin("b"), &[Format::Csv]), None, "another source");
        assert_eq!(existing(&folder, &origin("a"), &[Format::Json, Format::Csv]), None, "another format");
        let renamed = Origin::new("other.pdf", b"a", origin("a").options);
        assert_eq!(existing(&folder, &renamed, &[Format::Csv]), None, "the name stands in the files");
        let options = Origin::new("report.pdf", b"a", BTreeMap::new());
        assert_eq!(existing(&folder, &options, &[Format::Csv]), None, "other options");
        fs::write(folder.join("entities.csv"), "entities.cs_").unwrap();
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), None, "a file was changed");
    }

    #[test]
    fn other_formats_of_the_same_report_stay_and_those_of_another_go() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        let json = [document("report.json")];
        fill(folder, &csv(), origin("a"), account(true)).unwrap();
        fill(folder, &json, origin("a"), account(true)).unwrap();
        assert_eq!(existing(folder, &origin("a"), &[Format::Json, Format::Csv]), Some(account(true)));
        fs::write(folder.join("indicators.csv"), "mine now").unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        fill(folder, &json, origin("b"), account(true)).unwrap();
        assert_eq!(names_in(folder), ["indicators.csv", "manifest.json", "notes.txt", "report.json"]);
    }

    #[test]
    fn a_manifest_that_names_what_is_not_ours_does_no_harm() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("report");
        fs::write(root.path().join("precious"), "").unwrap();
        fill(&folder, &csv(), origin("a"), account(true)).unwrap();
        let mut manifest = Manifest::of(&folder).unwrap();
        manifest.files.push(Contents::new("../precious", b""));
        fs::write(folder.join(NAME), bytes(&manifest)).unwrap();
        fill(&folder, &[document("report.json")], origin("b"), account(true)).unwrap();
        assert!(root.path().join("precious").exists());
    }

    #[test]
    fn where_one_file_cannot_be_written_the_manifest_is_not_either() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::create_dir(folder.join("entities.csv")).unwrap();
        fill(folder, &csv(), origin("a"), account(true)).unwrap_err();
        assert_eq!(names_in(folder), ["entities.csv"]);
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_what_another_run_is_at_stays() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::write(folder.join(".bilan-left"), "half").unwrap();
        let other = Staged::new(folder.join("report.json"), b"other").unwrap();
        fill(folder, &csv(), origin("a"), account(true)).unwrap();
        assert!(!folder.join(".bilan-left").exists());
        other.settle().unwrap();
        assert_eq!(fs::read(folder.join("report.json")).unwrap(), b"other");
    }
}
