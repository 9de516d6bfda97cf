//! cli: what was typed becomes checked settings, a command runs, and the person at the keyboard hears of it.
//!
//! The only place that prints; the only one that knows of command lines, terminals and exit codes. Not for reading
//! reports: the commands call `report` and `inspect`, which work without any of it.

mod batch;
mod checked;
mod explained;
mod extract;
mod given;
mod inputs;
mod manual;
mod merge;
mod messages;
mod survey;
mod typed;

use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Parser;

use crate::diagnostic::{Diagnostic, Severity};
use crate::reading::Settings;
use crate::record::{Report, SCHEMA_VERSION};
use crate::write::{Destination, Look, OutputFile, summary};
use crate::{inspect, report};
use checked::{Checked, Checking, Inspection, Summing, Survey};
use given::Given;
use messages::{Listing, Progress};
use typed::Messages;

/// The output is there, but something is missing from it.
const INCOMPLETE: u8 = 1;
/// What the command looks for was found.
const FOUND: u8 = 1;
/// No output was written.
const NO_OUTPUT: u8 = 2;

/// Runs the program on the arguments that it was started with. The exit code is 0 where the output is complete, 1
/// where something is missing from it, and 2 where none was written.
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // While a page is read, a panic of the engine is caught and becomes a finding.
        if !crate::read::is_reading() {
            messages::crash(panic);
        }
    }));
    std::panic::catch_unwind(answer).unwrap_or(ExitCode::from(NO_OUTPUT))
}

/// Does what was typed.
fn answer() -> ExitCode {
    let typed = match typed::Typed::try_parse() {
        Ok(typed) => typed,
        Err(answer) => return messages::usage(&answer),
    };
    let done = Checked::try_from(typed).and_then(|checked| match checked {
        Checked::Extract(extraction) => extract::run(&extraction),
        Checked::Batch(batch) => Ok(batch::run(&batch)),
        Checked::Merge(merging) => merge::run(&merging),
        Checked::Check(checking) => check(&checking),
        Checked::Inspect(inspection) => draw(&inspection),
        Checked::Schema(schema) => print(schema.file_name(), schema.text()?.into_bytes()),
        Checked::Summary(summing) => sum_up(&summing),
        Checked::Survey(survey) => survey_headers(&survey),
        Checked::Explain(codes, lang) => print("codes.md", explained::explained(&codes, lang).into_bytes()),
        Checked::Completions(shell) => print("bilan", manual::completions(shell)),
        Checked::Man => print("bilan.1", manual::page()?),
    });
    done.unwrap_or_else(|error| {
        messages::failure(&error);
        ExitCode::from(NO_OUTPUT)
    })
}

/// Says what is odd about a report, from a PDF or from the document that was made of one.
fn check(checking: &Checking) -> anyhow::Result<ExitCode> {
    let Checking { input, settings, least, allowed, denied, top, lang, messages } = checking;
    let mut report = read(input, settings, messages)?;
    ensure!(
        report.listed() == 0 || !(report.objectives.is_empty() && report.indicators.is_empty()),
        "{input}: holds none of the {} records that its tables list, and nothing can be checked: extract the report \
         anew",
        report.listed()
    );
    report.diagnostics.retain(|finding| !allowed.contains(&finding.code));
    messages::say(&messages::findings(input, &report, messages, *lang, &Listing::first(*top)));
    let fails = |finding: &Diagnostic| finding.severity >= *least || denied.contains(&finding.code);
    Ok(if report.diagnostics.iter().any(fails) { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

/// A report and what this program finds in it, from a PDF or from the document that was made of one.
fn read(input: &Given, settings: &Settings, messages: &Messages) -> anyhow::Result<Report> {
    let bytes = input.read()?;
    if bytes.trim_ascii_start().starts_with(b"{") {
        let mut report = document_of(&bytes).with_context(|| input.to_string())?;
        report::check(&mut report, settings.wording());
        return Ok(report);
    }
    let progress = Progress::new(&format!("{input}: page"), messages);
    extract::report_of(input, bytes, settings, &progress)
}

/// Writes to standard output how many objectives and indicators came out how.
fn sum_up(summing: &Summing) -> anyhow::Result<ExitCode> {
    let Summing { input, settings, lang, messages } = summing;
    let report = read(input, settings, messages)?;
    let (width, colour) = messages::screen();
    let bytes = summary(&report, Look { lang: *lang, width, colour }).into_bytes();
    Destination::StandardOutput.put(&[OutputFile { name: "summary.txt", bytes }])?;
    let complete = report.diagnostics.iter().all(|finding| finding.severity != Severity::Error);
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::from(INCOMPLETE) })
}

/// Writes to standard output what each header of a report is taken for.
fn survey_headers(Survey { input, settings, messages }: &Survey) -> anyhow::Result<ExitCode> {
    let progress = Progress::new(&format!("{input}: page"), messages);
    let surveyed = report::survey(input.read()?, settings, &|done, total| progress.step(done, total));
    progress.clear();
    let surveyed = surveyed.with_context(|| input.to_string())?;
    print("words.toml", survey::surveyed(&input.name(), &surveyed).into_bytes())
}

/// The report of a document that was written earlier.
fn document_of(bytes: &[u8]) -> anyhow::Result<Report> {
    /// What every version of the document has.
    #[derive(serde::Deserialize)]
    struct Versioned {
        schema_version: String,
    }
    const UNKNOWN: &str = "is no report document: give a PDF, or the JSON that `bilan extract` writes";
    let Versioned { schema_version: version } = serde_json::from_slice(bytes).context(UNKNOWN)?;
    ensure!(
        version == SCHEMA_VERSION,
        "is a document of version {version}, and this program reads {SCHEMA_VERSION}: extract the report anew"
    );
    serde_json::from_slice(bytes).context(UNKNOWN)
}

/// Writes what the program says of itself to standard output.
fn print(name: &'static str, bytes: Vec<u8>) -> anyhow::Result<ExitCode> {
    Destination::StandardOutput.put(&[OutputFile { name, bytes }])?;
    Ok(ExitCode::SUCCESS)
}

fn draw(inspection: &Inspection) -> anyhow::Result<ExitCode> {
    let Inspection { input, settings, page, stage, place } = inspection;
    let drawing = inspect::draw(&input.name(), input.read()?, settings, *page, *stage)
        .with_context(|| input.to_string())?;
    place.put(&[OutputFile { name: "page.svg", bytes: drawing.into_bytes() }])?;
    Ok(ExitCode::SUCCESS)
}
