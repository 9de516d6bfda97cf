//! What the person at the keyboard is told, line by line, on standard error.
//!
//! Lines are written and not printed: a standard error that is closed is no reason to fail. Not for the output
//! itself, which alone goes to standard output.

use std::collections::{BTreeMap, HashMap};
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
use crate::diagnostic::{Code, Diagnostic, Severity, excerpt, phrase, plural};
use crate::record::{Language, Record, Report};
use crate::source::Field;
use crate::write::{Lang, Merged, severity as severity_in};

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
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// From which severity on.
    least: Severity,
    /// How many of one code; the rest is only counted.
    most: usize,
    /// How many in all; the rest is only counted.
    top: usize,
}

impl Listing {
    /// Beside an output that holds them all: enough of a code to see what they have in common, and few enough that the
    /// next code stays on the screen.
    pub(super) const OF_ONE: Self = Self { least: Severity::Warning, most: 20, top: usize::MAX };
    /// Beside many outputs: what is missing from them.
    pub(super) const OF_MANY: Self = Self { least: Severity::Error, most: 5, top: usize::MAX };
    /// Where they are what was asked for.
    pub(super) const ALL: Self = Self { least: Severity::Note, most: usize::MAX, top: usize::MAX };

    /// The first ones where they are what was asked for.
    pub(super) const fn first(top: usize) -> Self {
        Self { top, ..Self::ALL }
    }
}

/// Says some lines.
pub(super) fn say(lines: &[String]) {
    lines.iter().for_each(|text| line(text));
}

/// What was found in a report, and how much there is, in the reader's language; for a program all of it, one JSON object a
/// line, in English unless another language is asked for.
pub(super) fn findings(
    input: &Given,
    report: &Report,
    messages: &Messages,
    lang: Lang,
    listing: &Listing,
) -> Vec<String> {
    let file = input.to_string();
    match messages.message_format {
        _ if messages.quiet => Vec::new(),
        MessageFormat::Json => in_json(&file, report, lang),
        MessageFormat::Text => {
            let listing = if messages.verbose { &Listing::first(listing.top) } else { listing };
            let lang = of_reader(lang);
            let mut lines = vec![format!("{file}: {}", counted(report, lang))];
            lines.extend(listed(report, lang, listing));
            lines
        }
    }
}

/// The language of who reads the terminal: the one that is asked for, else the system's where it is one of ours.
fn of_reader(lang: Lang) -> Lang {
    // the first of them that is set decides (POSIX, environment variables of locales)
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let system = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    if lang == Lang::Both { in_locale(&system()) } else { lang }
}

/// The language of a locale such as `fr_BE.UTF-8`; English where it is none of ours.
fn in_locale(locale: &str) -> Lang {
    let language = locale.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    Lang::NAMED.into_iter().find(|(name, _)| *name == language).map_or(Lang::En, |(_, lang)| lang)
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
    let Totals { written, existing, incomplete, denied, failed } = totals;
    if person(messages) {
        let missing = match incomplete {
            0 => String::new(),
            count => format!("; something is missing from {count}"),
        };
        let denied = match denied {
            0 => String::new(),
            count => format!("; {count} denied"),
        };
        let existing = match existing {
            0 => String::new(),
            count => format!("{count} already there, "),
        };
        let all = plural(written + totals.existing + failed, "report");
        line(&format!("{all}: {written} written, {existing}{failed} failed{missing}{denied}"));
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

fn in_json(file: &str, report: &Report, lang: Lang) -> Vec<String> {
    let findings = report.diagnostics.iter().map(|finding| {
        let mut finding = finding.clone();
        finding.say_in(lang.tongue());
        serde_json::to_string(&FindingLine { file, finding: &finding })
    });
    findings.flatten().collect()
}

/// A line for each finding, those that matter most first.
fn listed(report: &Report, lang: Lang, listing: &Listing) -> Vec<String> {
    let records: HashMap<&str, &Record> = report
        .objectives
        .iter()
        .chain(&report.indicators)
        .map(|record| (record.id.as_str(), record))
        .collect();
    let mut findings: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|finding| finding.severity >= listing.least).collect();
    findings.sort_by_key(|finding| finding.rank());
    let mut seen = BTreeMap::<Code, usize>::new();
    let mut lines = Vec::new();
    for finding in &findings {
        let count = seen.entry(finding.code).or_default();
        *count += 1;
        if *count <= listing.most {
            let record = finding.record.as_deref().and_then(|id| records.get(id).copied());
            lines.push(line_of(finding, record, lang));
        }
    }
    if lines.len() > listing.top {
        lines.truncate(listing.top);
        let rest = findings.len() - listing.top;
        lines.push(phrase("more", &[("count", rest)], "", lang.tongue()));
        return lines;
    }
    for (code, count) in seen.into_iter().filter(|&(_, count)| count > listing.most) {
        lines.push(phrase("more-of-code", &[("count", count - listing.most)], code.as_str(), lang.tongue()));
    }
    lines
}

/// A finding in one line: where, how grave, about which record, and what.
fn line_of(finding: &Diagnostic, record: Option<&Record>, lang: Lang) -> String {
    let mut said = finding.clone();
    said.say_in(lang.tongue());
    let Diagnostic { code, severity, message, page, lines: place, record: id, .. } = said;
    // a line of a transcript
    let line = place.map(|[first, _]| format!("l{first} "));
    let place = line.or(page.map(|page| format!("p{page} "))).unwrap_or_default();
    let record = record.map(|record| name_of(record, lang)).or(id);
    let record = record.map(|record| format!("{record}: ")).unwrap_or_default();
    format!("  {place}{} {code}: {record}{message}", severity_in(severity, lang))
}

/// A record as people name it: its body and its references, or the beginning of its title where it has none.
fn name_of(record: &Record, lang: Lang) -> String {
    let language = if lang == Lang::Nl { Language::Nl } else { Language::Fr };
    let operational = record.operational.label.as_ref();
    let kpi = record.unit(Field::Kpi);
    let kpi_label = kpi.and_then(|kpi| kpi.label.as_ref()).filter(|&label| Some(label) != operational);
    let kpi_label = kpi_label.map(|label| format!("KPI {label}"));
    let mut names: Vec<String> = record.body(language).into_iter().collect();
    names.extend(operational.cloned().into_iter().chain(kpi_label));
    if record.own_label().is_none() {
        let title = &kpi.unwrap_or(&record.operational).title;
        let title = title.side(language).as_ref().or(title.side(language.other()).as_ref());
        names.push(title.map_or_else(|| record.id.clone(), |title| format!("“{}”", excerpt(title))));
    }
    names.join(", ").replace('\n', " ")
}

fn counted(report: &Report, lang: Lang) -> String {
    let found = |severity: Severity| {
        report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    };
    let counts = [
        ("objectives", report.objectives.len()),
        ("indicators", report.indicators.len()),
        ("errors", found(Severity::Error)),
        ("warnings", found(Severity::Warning)),
        ("notes", found(Severity::Note)),
    ];
    phrase("counted", &counts, "", lang.tongue())
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

    /// A report of these findings.
    fn report(findings: impl IntoIterator<Item = Finding>) -> Report {
        let source = serde_json::json!({
            "file": "report.pdf", "sha256": "", "bytes": 0, "pages": 1, "producer": null, "extractor": "",
        });
        let texts = serde_json::json!({ "fr": null, "nl": null });
        let front = serde_json::json!({
            "title": texts, "year": null, "part": null, "date": null, "session": texts, "edition": null,
            "legend": [], "preface": { "fr": [], "nl": [] }, "contents": [],
        });
        let mut report: Report = serde_json::from_value(serde_json::json!({
            "schema_version": "", "source": source, "report": front, "entities": [], "objectives": [],
            "indicators": [], "diagnostics": [], "coverage": crate::record::Coverage::default(),
        }))
        .unwrap();
        let mut record = Record { id: "o:I.1/1.1".to_owned(), ..Record::default() };
        record.entity_name.fr = Some("Office des Ponts".to_owned());
        record.operational.label = Some("O.O. 1.1".to_owned());
        report.objectives = vec![record];
        report.diagnostics = findings.into_iter().map(Diagnostic::from).collect();
        report
    }

    #[test]
    fn a_finding_names_page_code_and_record_and_notes_are_left_out() {
        let report = report([
            Finding::new(Code::B206).about("o:I.1/1.1", &[]),
            Finding::new(Code::B104).on_page(12),
            Finding::new(Code::B409).on_page(3),
        ]);
        let listed = |lang, listing| listed(&report, lang, &listing);
        assert_eq!(
            listed(Lang::En, Listing::OF_ONE),
            [
                "  p12 error B104: the page holds more than any printed page can; its records are missing",
                "  warning B206: Office des Ponts, O.O. 1.1: a table stands under no heading that names an administration",
            ]
        );
        assert_eq!(listed(Lang::En, Listing::ALL).len(), 3);
        assert_eq!(
            listed(Lang::Fr, Listing::ALL)[2],
            "  p3 remarque B409: aucun résultat n'est imprimé",
            "in the reader's language"
        );
    }

    #[test]
    fn what_matters_most_comes_first() {
        let report = report([Code::B409, Code::B304, Code::B501, Code::B502, Code::B507].map(Finding::new));
        let top = listed(&report, Lang::En, &Listing::first(3));
        let codes: Vec<_> = top.iter().filter_map(|line| line.split(' ').nth(3)).collect();
        assert_eq!(codes[..3], ["B502:", "B501:", "B507:"]);
        assert_eq!(top[3], "and 2 more findings: leave out --top for all");
    }

    #[test]
    fn a_locale_names_a_language() {
        let locales = ["fr_BE.UTF-8", "nl", "C", "", "frisian", "de_BE"];
        assert_eq!(locales.map(in_locale), [Lang::Fr, Lang::Nl, Lang::En, Lang::En, Lang::En, Lang::En]);
    }

    #[test]
    fn many_of_one_code_are_counted() {
        let report = report(vec![Finding::new(Code::B501); 57]);
        let lines = listed(&report, Lang::En, &Listing::OF_ONE);
        assert_eq!(lines.len(), 21);
        assert_eq!(lines[20], "and 37 more of B501");
        assert_eq!(listed(&report, Lang::En, &Listing::ALL).len(), 57);
    }
}
