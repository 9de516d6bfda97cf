//! `extract` for one report: from what was given to files in their place.
//!
//! Says nothing by itself: what there is to say goes back to the caller, who knows when. Not for many reports: that is
//! `batch`.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use serde_json::Value;

use super::INCOMPLETE;
use super::checked::{Extraction, Gate};
use super::given::Given;
use super::messages::{self, Listing, Progress};
use crate::diagnostic::Code;
use crate::reading::Settings;
use crate::record::{Report, Source};
use crate::report;
use crate::scan::Ocr;
use crate::write::manifest::{self, Account, Origin};
use crate::write::{Destination, Options, OutputFile};

/// What became of a report.
#[derive(Debug)]
pub(super) struct Done {
    /// Whether an earlier run had made it already.
    pub(super) existing: bool,
    /// How it came out.
    pub(super) account: Account,
    /// What there is to say of it.
    pub(super) lines: Vec<String>,
}

/// Extracts a single report.
pub(super) fn run(extraction: &Extraction) -> anyhow::Result<ExitCode> {
    let messages = &extraction.messages;
    let progress = Progress::new(&format!("{}: page", extraction.input), messages);
    let done = one(extraction, &Listing::OF_ONE, &progress)?;
    messages::say(&done.lines);
    Ok(if done.account.passes() { ExitCode::SUCCESS } else { ExitCode::from(INCOMPLETE) })
}

/// Extracts a report, unless it is wanted no more.
pub(super) fn one(extraction: &Extraction, listing: &Listing, progress: &Progress) -> anyhow::Result<Done> {
    let Extraction { input, settings, formats, options, place, skip_existing, gate, messages } = extraction;
    let started = Instant::now();
    let bytes = input.read()?;
    let origin = Origin::new(&input.name(), &bytes, shaping(settings, options, gate));
    if let (Destination::Folder(folder), true) = (place, skip_existing)
        && let Some(account) = manifest::existing(folder, &origin, formats)
    {
        let lines = messages::existing(input, folder, messages);
        return Ok(Done { existing: true, account, lines });
    }
    let mut report = report_of(input, bytes, settings, progress)?;
    report.diagnostics.iter_mut().for_each(|finding| finding.say_in(options.lang.tongue()));
    let read = started.elapsed();
    let mut documents = Vec::new();
    for format in formats {
        let files = format.render(&report, options);
        let files = files.with_context(|| format!("cannot be written as {}", format.name()))?;
        // a data package has the tables of csv, and of these there is one copy
        documents.retain(|document: &OutputFile| files.iter().all(|file| file.name != document.name));
        documents.extend(files);
    }
    // what one format cannot hold is no business of the others
    report.diagnostics.extend(formats.iter().flat_map(|format| format.losses(&report)).collect::<Vec<_>>());
    let is_unread = report.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::B102);
    let origin = if is_unread && settings.ocr != Ocr::Never { origin.with_pages_unread() } else { origin };
    let account = Account::of(&report, &gate.denied, gate.min_confidence);
    match place {
        Destination::Folder(folder) => manifest::fill(folder, &documents, origin, account.clone())?,
        _ => place.put(&documents)?,
    }
    let mut lines = messages::findings(input, &report, messages, options.lang, listing);
    lines.extend(messages::times(input, read, started.elapsed() - read, messages));
    Ok(Done { existing: false, account, lines })
}

/// Reads a report from the bytes of a PDF, and shows how far it is.
pub(super) fn report_of(
    input: &Given,
    bytes: Vec<u8>,
    settings: &Settings,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let extracted =
        report::extract(&input.name(), bytes, settings, &|done, total| progress.step(done, total));
    progress.clear();
    extracted.with_context(|| input.to_string())
}

/// The options that the output follows from, as its manifest names them. A password opens a file and is nobody's
/// business; threads and what was read before change nothing.
fn shaping(settings: &Settings, options: &Options, gate: &Gate) -> BTreeMap<String, Value> {
    let Settings { pages, provenance, ocr, confidence_parts, wording, password: _, threads: _, cache: _ } =
        settings;
    let mut shaping: BTreeMap<String, Value> = match serde_json::to_value(options) {
        Ok(Value::Object(options)) => options.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    shaping.insert("pages".to_owned(), pages.as_ref().map(ToString::to_string).into());
    shaping.insert("confidence_parts".to_owned(), (*confidence_parts).into());
    shaping.insert("ocr".to_owned(), ocr.name().into());
    if let Some(added) = wording.as_ref().and_then(|wording| wording.added.as_ref()) {
        shaping.insert("wording".to_owned(), Source::digest(added.as_bytes()).into());
    }
    // what became of a report hangs on what is denied
    if *gate != Gate::default() {
        let denied: Vec<&str> = gate.denied.iter().map(|code| code.as_str()).collect();
        shaping.insert("deny".to_owned(), denied.into());
        shaping.insert("min_confidence".to_owned(), gate.min_confidence.into());
    }
    shaping.insert("provenance".to_owned(), provenance.name().into());
    shaping
}
