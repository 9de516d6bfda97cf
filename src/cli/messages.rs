//! What the person at the keyboard is told, line by line, on standard error.
//!
//! Lines are written and not printed: a standard error that is closed is no reason to fail. Not for the output
//! itself, which alone goes to standard output.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::NO_OUTPUT;
use super::batch::Totals;
use super::given::Given;
use super::typed::{MessageFormat, Messages};
use crate::diagnostic::{Code, Diagnostic, Severity, plural};
use crate::record::Report;
use crate::write::Merged;

/// Writes one line to standard error. Control characters, which a text from a PDF can hold, would move the cursor
/// or worse; they become blanks.
fn line(text: &str) {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // nobody is left to tell
    let _ = writeln!(io::stderr(), "{text}");
}

/// How wide the screen is that standard output goes to, and whether it shows colours: none where a file is written, or
/// where the person wants none (no-color.org).
pub(super) fn screen() -> (usize, bool) {
    /// What a printed page or a mail holds.
    const PAPER: usize = 100;
    let seen = io::stdout().is_terminal();
    let width = terminal_size::terminal_size().filter(|_| seen).map_or(PAPER, |(width, _)| width.0.into());
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    (width, seen && !unwanted && !dumb)
}

/// Says why there is no output, in one sentence.
pub(super) fn failure(error: &anyhow::Error) {
    line(&format!("bilan: {error:#}"));
}

/// Says in one sentence that the program itself is at fault.
pub(super) fn crash(panic: &PanicHookInfo<'_>) {
    let what = panic.payload_as_str().unwrap_or("unknown cause");
    let place =
        panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    line(&format!("bilan: internal error: {what}{place}; please report it with the file"));
}

/// Shows the help or the version that was asked for, or says what is wrong with the command line.
pub(super) fn usage(answer: &clap::Error) -> ExitCode {
    if !answer.use_stderr() {
        // as with any output, a reader that has seen enough is no error
        let _ = answer.print();
        return ExitCode::SUCCESS;
    }
    let text = answer.render().to_string();
    let (prefix, text) = text.strip_prefix("error: ").map_or(("", text.as_str()), |text| ("bilan: ", text));
    let _ = write!(io::stderr(), "{prefix}{text}");
    ExitCode::from(NO_OUTPUT)
}

/// Why a file cannot be read, and what to do.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file: check its name, and the folder you are in".to_owned(),
        ErrorKind::NotADirectory => "a file stands where a folder should be: check the name".to_owned(),
        ErrorKind::IsADirectory => "is a folder: name the PDF file in it".to_owned(),
        ErrorKind::PermissionDenied => {
            "no right to read it: ask its owner, or copy it to a folder of yours".to_owned()
        }
        _ => format!("cannot be read: {error}"),
    }
}

/// Which findings a person is shown.
pub(super) struct Listing {
    /// From which severity on.
    least: Severity,
    /// How many of one code; the rest is only counted.
    most: usize,
}

impl Listing {
    /// Beside an output that holds them all: enough of a code to see what they have in common, and few enough that the
    /// next code stays on the screen.
    pub(super) const OF_ONE: Self = Self { least: Severity::Warning, most: 20 };
    /// Beside many outputs: what is missing from them.
    pub(super) const OF_MANY: Self = Self { least: Severity::Error, most: 5 };
    /// Where they are what was asked for.
    pub(super) const ALL: Self = Self { least: Severity::Note, most: usize::MAX };
}

/// Says some lines.
pub(super) fn say(lines: &[String]) {
    lines.iter().for_each(|text| line(text));
}

/// What was found in a report, and how much there is; for a program all of it, one JSON object a line.
pub(super) fn findings(
    input: &Given,
    report: &Report,
    messages: &Messages,
    listing: &Listing,
) -> Vec<String> {
    let file = input.to_string();
    match messages.message_format {
        _ if messages.quiet => Vec::new(),
        MessageFormat::Json => in_json(&file, report),
        MessageFormat::Text => {
            let listing = if messages.verbose { &Listing::ALL } else { listing };
            let mut lines = listed(&file, &report.diagnostics, listing);
            lines.push(format!("{file}: {}", counted(report)));
            lines
        }
    }
}

/// Whether lines about what went well are for a person who wants them.
fn person(messages: &Messages) -> bool {
    !messages.quiet && messages.message_format == MessageFormat::Text
}

/// That a report is left as an earlier run made it.
pub(super) fn existing(input: &Given, folder: &Path, messages: &Messages) -> Vec<String> {
    let text = || format!("{input}: is already in {}", folder.display());
    person(messages).then(text).into_iter().collect()
}

/// How long a report took, for who wants to know.
pub(super) fn times(input: &Given, read: Duration, written: Duration, messages: &Messages) -> Option<String> {
    let text =
        || format!("{input}: read in {:.2} s, written in {:.2} s", read.as_secs_f64(), written.as_secs_f64());
    (person(messages) && messages.verbose).then(text)
}

/// Says what became of the reports of a batch.
pub(super) fn totals(totals: &Totals, messages: &Messages) {
    let Totals { written, existing, incomplete, failed } = totals;
    if person(messages) {
        let missing = match incomplete {
            0 => String::new(),
            count => format!("; something is missing from {count}"),
        };
        let existing = match existing {
            0 => String::new(),
            count => format!("{count} already there, "),
        };
        let all = plural(written + totals.existing + failed, "report");
        line(&format!("{all}: {written} written, {existing}{failed} failed{missing}"));
    }
}

/// How much there is in a merged data set.
pub(super) fn merged(merged: &Merged) -> String {
    let count = |of: fn(&Report) -> usize| merged.reports().iter().map(of).sum::<usize>();
    format!(
        "{}: {}, {}",
        plural(merged.reports().len(), "report"),
        plural(count(|report| report.objectives.len()), "objective"),
        plural(count(|report| report.indicators.len()), "indicator")
    )
}

/// A finding as a program reads it.
#[derive(Serialize)]
struct FindingLine<'a> {
    file: &'a str,
    #[serde(flatten)]
    finding: &'a Diagnostic,
}

fn in_json(file: &str, report: &Report) -> Vec<String> {
    let findings =
        report.diagnostics.iter().map(|finding| serde_json::to_string(&FindingLine { file, finding }));
    findings.flatten().collect()
}

fn listed(file: &str, diagnostics: &[Diagnostic], listing: &Listing) -> Vec<String> {
    let mut seen = BTreeMap::<Code, usize>::new();
    let mut lines = Vec::new();
    for finding in diagnostics.iter().filter(|finding| finding.severity >= listing.least) {
        let Diagnostic { code, severity, message, page, lines: place, record, .. } = finding;
        let count = seen.entry(*code).or_default();
        *count += 1;
        if *count <= listing.most {
            // a line of a transcript, as compilers and editors name it
            let line = place.map(|[first, _]| format!("{first}:"));
            let place = line.or(page.map(|page| format!("p{page}:"))).unwrap_or_default();
            let record = record.as_ref().map(|record| format!(" ({record})")).unwrap_or_default();
            lines.push(format!("{file}:{place} {severity} {code}: {message}{record}"));
        }
    }
    let more = seen.into_iter().filter(|&(_, count)| count > listing.most);
    lines.extend(more.map(|(code, count)| format!("{file}: and {} more of {code}", count - listing.most)));
    lines
}

fn counted(report: &Report) -> String {
    let found = |severity: Severity| {
        let count = report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        plural(count, &severity.to_string())
    };
    format!(
        "{}, {}; {}, {}, {}",
        plural(report.objectives.len(), "objective"),
        plural(report.indicators.len(), "indicator"),
        found(Severity::Error),
        found(Severity::Warning),
        found(Severity::Note)
    )
}

/// A line that says how far a run is, rewritten step by step; only where a person sees it.
pub(super) struct Progress {
    /// What the steps are; `None` where nobody sees the line.
    steps: Option<String>,
    started: Instant,
    shown: Mutex<Shown>,
}

/// What the line shows.
#[derive(Default)]
struct Shown {
    /// The highest count so far.
    done: usize,
    /// How wide the line is.
    width: usize,
}

impl Progress {
    /// A line for steps of a name, such as `file`.
    pub(super) fn new(steps: &str, messages: &Messages) -> Self {
        let seen = person(messages) && io::stderr().is_terminal();
        Self { steps: seen.then(|| steps.to_owned()), ..Self::unseen() }
    }

    /// No line.
    pub(super) fn unseen() -> Self {
        Self { steps: None, started: Instant::now(), shown: Mutex::default() }
    }

    /// Shows that `done` steps of `total` are done. Threads may report out of order; the count never falls.
    pub(super) fn step(&self, done: usize, total: usize) {
        let Some(steps) = &self.steps else { return };
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if done > shown.done {
            let mut text = format!("{steps} {done} of {total}");
            if let Some(left) = left(self.started.elapsed(), done, total) {
                text.push_str(&left);
            }
            // what the line before had more is wiped out
            let width = text.chars().count();
            let wiped = " ".repeat(shown.width.saturating_sub(width));
            text.push_str(&wiped);
            *shown = Shown { done, width };
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r{text}").and_then(|()| err.flush());
        }
    }

    /// Wipes the line. Blanks do it on every terminal.
    pub(super) fn clear(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let width = std::mem::take(&mut shown.width);
        if width > 0 {
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r{:width$}\r", "").and_then(|()| err.flush());
        }
    }
}

/// How long a run will go on at its pace, where that is long enough to say.
fn left(elapsed: Duration, done: usize, total: usize) -> Option<String> {
    const WORTH_SAYING: u64 = 5;
    let left = elapsed.mul_f64(total.saturating_sub(done) as f64 / done.max(1) as f64).as_secs();
    match left {
        _ if elapsed.as_secs() < WORTH_SAYING || left < WORTH_SAYING => None,
        0..120 => Some(format!(", about {left} s left")),
        _ => Some(format!(", about {} min left", left / 60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Finding;

    #[test]
    fn a_long_run_says_how_long_it_goes_on() {
        let left = |seconds, done, total| super::left(Duration::from_secs(seconds), done, total);
        assert_eq!(left(10, 10, 40).as_deref(), Some(", about 30 s left"));
        assert_eq!(left(60, 10, 100).as_deref(), Some(", about 9 min left"));
        assert_eq!(left(1, 10, 4000), None);
        assert_eq!(left(60, 99, 100), None);
    }

    #[test]
    fn a_finding_names_file_page_and_code_and_notes_are_left_out() {
        let diagnostics = [
            Finding::new(Code::B104).on_page(12),
            Finding::new(Code::B409).on_page(3),
            Finding::new(Code::B206).about("o:I.1/1.1", &[]),
        ]
        .map(Diagnostic::from);
        let listed = |listing| listed("report.pdf", &diagnostics, &listing);
        assert_eq!(
            listed(Listing::OF_ONE),
            [
                "report.pdf:p12: error B104: the page holds more than any printed page can; its records are missing",
                "report.pdf: warning B206: a table stands under no heading that names an administration (o:I.1/1.1)",
            ]
        );
        assert_eq!(listed(Listing::ALL).len(), 3);
    }

    #[test]
    fn many_of_one_code_are_counted() {
        let diagnostics = vec![Diagnostic::from(Finding::new(Code::B501)); 57];
        let lines = listed("report.pdf", &diagnostics, &Listing::OF_ONE);
        assert_eq!(lines.len(), 21);
        assert_eq!(lines[20], "report.pdf: and 37 more of B501");
        assert_eq!(listed("report.pdf", &diagnostics, &Listing::ALL).len(), 57);
    }
}
