//! What was typed, once it is known to make sense: the settings that the commands run on.
//!
//! Everything that can be refused without opening the report is refused here, with the way out. Not for what only
//! the report can tell, such as a page beyond its end.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use super::typed::{Check, Command, Confidence, Extract, Input, Inspect, Messages, Typed};
use crate::diagnostic::{Code, Severity};
use crate::inspect::Stage;
use crate::pipeline::Settings;
use crate::write::{Format, Options, Place};

/// A command that can be run.
#[derive(Debug)]
pub(super) enum Checked {
    Extract(Extraction),
    Check(Checking),
    Inspect(Inspection),
    /// The codes to explain, in ascending order.
    Explain(Vec<Code>),
}

/// What `extract` runs on.
#[derive(Debug)]
pub(super) struct Extraction {
    pub(super) input: PathBuf,
    pub(super) settings: Settings,
    pub(super) formats: Vec<Format>,
    pub(super) options: Options,
    pub(super) place: Place,
    pub(super) messages: Messages,
}

/// What `check` runs on.
#[derive(Debug)]
pub(super) struct Checking {
    pub(super) input: PathBuf,
    pub(super) settings: Settings,
    /// From which severity on a finding fails.
    pub(super) least: Severity,
    /// Codes whose findings are left out, and codes whose findings fail whatever their severity.
    pub(super) allowed: Vec<Code>,
    pub(super) denied: Vec<Code>,
    pub(super) messages: Messages,
}

/// What `inspect` runs on.
#[derive(Debug)]
pub(super) struct Inspection {
    pub(super) input: PathBuf,
    pub(super) settings: Settings,
    pub(super) page: u32,
    pub(super) stage: Stage,
    pub(super) place: Place,
}

impl TryFrom<Typed> for Checked {
    type Error = anyhow::Error;

    fn try_from(typed: Typed) -> Result<Self, Self::Error> {
        match typed.command {
            Command::Extract(extract) => extract.try_into().map(Self::Extract),
            Command::Inspect(inspect) => inspect.try_into().map(Self::Inspect),
            Command::Check(check) => check.try_into().map(Self::Check),
            Command::Explain(explain) if explain.codes.is_empty() => Ok(Self::Explain(Code::ALL.to_vec())),
            Command::Explain(explain) => codes_of(&explain.codes).map(Self::Explain),
        }
    }
}

/// The codes that were named, in whatever case, in ascending order.
fn codes_of(typed: &[String]) -> anyhow::Result<Vec<Code>> {
    for typed in typed {
        let known = Code::ALL.iter().any(|code| code.as_str().eq_ignore_ascii_case(typed));
        ensure!(known, "`{typed}` is no code of a finding: `bilan explain` lists them all");
    }
    let named = |code: &&Code| typed.iter().any(|typed| code.as_str().eq_ignore_ascii_case(typed));
    Ok(Code::ALL.iter().filter(named).copied().collect())
}

impl TryFrom<Check> for Checking {
    type Error = anyhow::Error;

    fn try_from(typed: Check) -> Result<Self, Self::Error> {
        let Check { report: input, password, strict, allow, deny, messages } = typed;
        let allowed = codes_of(&allow).context("--allow")?;
        let denied = codes_of(&deny).context("--deny")?;
        if let Some(code) = allowed.iter().find(|code| denied.contains(code)) {
            bail!("{code} is named after --allow and after --deny: leave one of them out");
        }
        let least = if strict { Severity::Note } else { Severity::Warning };
        let settings = Settings { password, ..Settings::default() };
        Ok(Self { input, settings, least, allowed, denied, messages })
    }
}

impl TryFrom<Extract> for Extraction {
    type Error = anyhow::Error;

    fn try_from(typed: Extract) -> Result<Self, Self::Error> {
        let Extract { input, format, output, compact, pages, provenance, confidence, threads, messages } =
            typed;
        let Input { report, password } = input;
        let formats =
            if format.is_empty() { vec![format_of(output.as_deref())?] } else { once_each(&format) };
        let is_one_file = formats.iter().map(|format| format.writers().len()).sum::<usize>() == 1;
        let place = match output {
            _ if is_one_file => one_file(output, &report)?,
            Some(path) if path.as_os_str() != "-" => Place::Folder(path.join(stem(&report)?)),
            _ => bail!(
                "{0} is a folder of files: name the folder, as in --format {0} -o tables",
                formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(",")
            ),
        };
        let pages = pages.map(|pages| pages.parse()).transpose().context("--pages")?;
        let threads = threads.map(|threads| threads_of(&threads)).transpose()?;
        let confidence_parts = confidence == Confidence::Parts;
        let settings = Settings { password, threads, pages, provenance, confidence_parts };
        Ok(Self { input: report, settings, formats, options: Options { compact }, place, messages })
    }
}

impl TryFrom<Inspect> for Inspection {
    type Error = anyhow::Error;

    fn try_from(typed: Inspect) -> Result<Self, Self::Error> {
        let Inspect { input: Input { report, password }, page, stage, output } = typed;
        let page = match page.parse() {
            Ok(page) if page > 0 => page,
            _ => bail!("--page: `{page}` is no page: expected one number from 1, such as 12"),
        };
        let place = one_file(output, &report)?;
        Ok(Self { input: report, settings: Settings { password, ..Settings::default() }, page, stage, place })
    }
}

/// The formats that were named, in their own order.
fn once_each(formats: &[Format]) -> Vec<Format> {
    Format::ALL.into_iter().filter(|format| formats.contains(format)).collect()
}

/// The format that the output's name asks for; JSON where it asks for none.
fn format_of(output: Option<&Path>) -> anyhow::Result<Format> {
    let Some((output, extension)) = output.and_then(|path| Some((path, path.extension()?))) else {
        return Ok(Format::Json);
    };
    Format::ALL.into_iter().find(|format| extension.eq_ignore_ascii_case(format.name())).with_context(|| {
        format!(
            "{}: no format is called `{}`: give one of {} with --format",
            output.display(),
            extension.display(),
            Format::ALL.map(Format::name).join(", ")
        )
    })
}

/// The place of an output that is one file.
fn one_file(output: Option<PathBuf>, report: &Path) -> anyhow::Result<Place> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        return Ok(Place::StandardOutput);
    };
    let same =
        matches!((path.canonicalize(), report.canonicalize()), (Ok(output), Ok(report)) if output == report);
    ensure!(
        !same,
        "{}: the output would replace the report itself: choose another name after -o",
        path.display()
    );
    Ok(Place::File(path))
}

/// The name of the report's own folder in the folder of outputs.
fn stem(report: &Path) -> anyhow::Result<PathBuf> {
    let stem =
        report.file_stem().with_context(|| format!("{}: is not a file: name the PDF", report.display()))?;
    Ok(PathBuf::from(stem))
}

fn threads_of(threads: &str) -> anyhow::Result<NonZero<usize>> {
    threads.parse().map_err(|_| {
        anyhow::anyhow!("--threads: `{threads}` is no number of threads: expected a number from 1")
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::source::Provenance;

    fn extraction(options: &[&str]) -> anyhow::Result<Extraction> {
        let typed =
            Typed::try_parse_from([&["bilan", "extract", "in/report.pdf"], options].concat()).unwrap();
        match typed.command {
            Command::Extract(extract) => extract.try_into(),
            _ => unreachable!(),
        }
    }

    #[test]
    fn format_and_place_follow_from_what_is_given() {
        let file = |path: &str| Place::File(path.into());
        for (options, format, place) in [
            (&[][..], Format::Json, Place::StandardOutput),
            (&["-o", "-"], Format::Json, Place::StandardOutput),
            (&["-o", "out"], Format::Json, file("out")),
            (&["-o", "out.JSON"], Format::Json, file("out.JSON")),
            (&["-o", "out.txt", "--format", "json"], Format::Json, file("out.txt")),
            (&["-o", "out", "--format", "csv"], Format::Csv, Place::Folder("out/report".into())),
            (&["-o", "out.csv"], Format::Csv, Place::Folder("out.csv/report".into())),
        ] {
            let checked = extraction(options).unwrap();
            assert_eq!((checked.formats, checked.place), (vec![format], place), "{options:?}");
        }
        let several = extraction(&["-o", "out", "--format", "csv,json,csv"]).unwrap();
        assert_eq!(several.formats, [Format::Json, Format::Csv]);
        assert_eq!(several.place, Place::Folder("out/report".into()));
    }

    #[test]
    fn where_fields_stand_is_said_where_it_is_asked_for() {
        let provenance = |options: &[&str]| extraction(options).unwrap().settings.provenance;
        assert_eq!(provenance(&[]), Provenance::Records);
        assert_eq!(provenance(&["--provenance", "cells"]), Provenance::Cells);
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_the_way_out() {
        for (options, said) in [
            (&["-o", "out.xyz"][..], "--format"),
            (&["--format", "csv"], "-o tables"),
            (&["--format", "json,csv"], "--format json,csv -o tables"),
            (&["--format", "csv", "-o", "-"], "-o tables"),
            (&["--pages", "7-5"], "5-20,31"),
            (&["--threads", "0"], "a number from 1"),
        ] {
            let error = format!("{:#}", extraction(options).unwrap_err());
            assert!(error.contains(said), "{options:?}: {error}");
        }
    }
}
