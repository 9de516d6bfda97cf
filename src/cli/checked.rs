//! What was typed, once it is known to make sense: the settings that the commands run on.
//!
//! Everything that can be refused without opening the report is refused here, with the way out. Not for what only
//! the report can tell, such as a page beyond its end.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};

use clap_complete::Shell;

use super::given::Given;
use super::inputs::{Inputs, is_document, is_pdf};
use super::typed::{
    Check, Chosen, Command, Confidence, Explain, Extract, Inspect, Merge, Messages, Opening, Summary,
    Surveying, Typed,
};
use crate::diagnostic::{Code, Severity};
use crate::reading::{Settings, Stage};
use crate::wording::Wording;
use crate::write::{Destination, Dialect, Format, Lang, Merged, Options, Schema};

/// A command that can be run.
#[derive(Debug)]
pub(super) enum Checked {
    Extract(Extraction),
    Batch(Batch),
    Merge(Merging),
    Check(Checking),
    Inspect(Inspection),
    /// What to print the schema of.
    Schema(Schema),
    Summary(Summing),
    Survey(Survey),
    /// The codes to explain, in ascending order, and the language to do it in.
    Explain(Vec<Code>, Lang),
    Completions(Shell),
    Man,
}

/// What `extract` runs on for one report.
#[derive(Debug)]
pub(super) struct Extraction {
    pub(super) input: Given,
    pub(super) settings: Settings,
    pub(super) formats: Vec<Format>,
    pub(super) options: Options,
    pub(super) place: Destination,
    /// Leave the place alone where an earlier run has made the same there.
    pub(super) skip_existing: bool,
    pub(super) gate: Gate,
    pub(super) messages: Messages,
}

/// What `extract` runs on for several reports.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) each: Vec<Extraction>,
    /// How many of them are read at the same time.
    pub(super) at_once: NonZero<usize>,
    /// The folder that gets the reports' folders.
    pub(super) output: PathBuf,
    /// Folders that gave no report, and why.
    pub(super) troubles: Vec<(PathBuf, String)>,
    pub(super) messages: Messages,
}

/// What `merge` runs on.
#[derive(Debug)]
pub(super) struct Merging {
    pub(super) documents: Vec<Given>,
    pub(super) formats: Vec<Format>,
    pub(super) options: Options,
    pub(super) place: Destination,
    pub(super) quiet: bool,
}

/// What `check` runs on.
#[derive(Debug)]
pub(super) struct Checking {
    pub(super) input: Given,
    pub(super) settings: Settings,
    /// From which severity on a finding fails.
    pub(super) least: Severity,
    /// Codes whose findings are left out, and codes whose findings fail whatever their severity.
    pub(super) allowed: Vec<Code>,
    pub(super) denied: Vec<Code>,
    /// How many findings are printed at most.
    pub(super) top: usize,
    pub(super) lang: Lang,
    pub(super) messages: Messages,
}

/// What makes `extract` fail, though it writes its output.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Gate {
    /// The codes whose findings fail.
    pub(super) denied: Vec<Code>,
    /// The confidence that every record has to have.
    pub(super) min_confidence: Option<f64>,
}

/// What `summary` runs on.
#[derive(Debug)]
pub(super) struct Summing {
    pub(super) input: Given,
    pub(super) settings: Settings,
    pub(super) lang: Lang,
    pub(super) messages: Messages,
}

/// What `wording` runs on.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) input: Given,
    pub(super) settings: Settings,
    pub(super) messages: Messages,
}

/// What `inspect` runs on.
#[derive(Debug)]
pub(super) struct Inspection {
    pub(super) input: Given,
    pub(super) settings: Settings,
    pub(super) page: u32,
    pub(super) stage: Stage,
    pub(super) place: Destination,
}

impl TryFrom<Typed> for Checked {
    type Error = anyhow::Error;

    fn try_from(typed: Typed) -> Result<Self, Self::Error> {
        match typed.command {
            Command::Extract(extract) => extraction(extract),
            Command::Merge(merge) => merge.try_into().map(Self::Merge),
            Command::Inspect(inspect) => inspect.try_into().map(Self::Inspect),
            Command::Check(check) => check.try_into().map(Self::Check),
            Command::Schema(described) => Ok(Self::Schema(described.schema)),
            Command::Completions(completions) => Ok(Self::Completions(completions.shell)),
            Command::Man => Ok(Self::Man),
            Command::Summary(Summary { report, opening, lang, messages }) => {
                let (input, settings) = opened(report, opening)?;
                Ok(Self::Summary(Summing { input, settings, lang, messages }))
            }
            Command::Wording(Surveying { report, opening, quiet }) => {
                let messages = Messages { quiet, ..Messages::default() };
                let (input, settings) = opened(report, opening)?;
                Ok(Self::Survey(Survey { input, settings, messages }))
            }
            Command::Explain(Explain { codes, lang }) => {
                let codes = if codes.is_empty() { Code::ALL.to_vec() } else { codes_of(&codes)? };
                Ok(Self::Explain(codes, lang))
            }
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
        let Check { report, opening, strict, allow, deny, top, lang, messages } = typed;
        let top = top.map(|top| number(&top, "--top", "findings")).transpose()?;
        let (top, lang) = (top.map_or(usize::MAX, NonZero::get), lang.unwrap_or_default());
        let allowed = codes_of(&allow).context("--allow")?;
        let denied = codes_of(&deny).context("--deny")?;
        if let Some(code) = allowed.iter().find(|code| denied.contains(code)) {
            bail!("{code} is named after --allow and after --deny: leave one of them out");
        }
        let least = if strict { Severity::Note } else { Severity::Warning };
        let (input, settings) = opened(report, opening)?;
        Ok(Self { input, settings, least, allowed, denied, top, lang, messages })
    }
}

/// What makes `extract` fail.
fn gate(deny: &[String], min_confidence: Option<&str>) -> anyhow::Result<Gate> {
    /// Stands for the codes of all warnings.
    const WARNINGS: &str = "warning";
    let (all, codes): (Vec<_>, Vec<_>) =
        deny.iter().cloned().partition(|typed| typed.eq_ignore_ascii_case(WARNINGS));
    let mut denied = codes_of(&codes).context("--deny")?;
    if !all.is_empty() {
        denied.extend(Code::ALL.iter().filter(|code| code.severity() == Severity::Warning));
    }
    let confidence = |typed: &str| {
        let number = typed.parse().ok().filter(|number: &f64| (0.0..=1.0).contains(number));
        number.with_context(|| {
            format!(
                "--min-confidence: `{typed}` is no confidence: expected a number from 0 to 1, such as 0.9"
            )
        })
    };
    Ok(Gate { denied, min_confidence: min_confidence.map(confidence).transpose()? })
}

/// How many reports are read at once at most where it is not said how many: one of 500 pages takes some 80 MB. Each
/// still reads its pages on all cores, which would else wait for the disk or for the stages that take one thread.
const MOST_AT_ONCE: NonZero<usize> = NonZero::<usize>::MIN.saturating_add(3);

/// A report that is read alone, and how.
fn opened(report: PathBuf, mut opening: Opening) -> anyhow::Result<(Given, Settings)> {
    let input = Given::named(report, opening.name.take())?;
    Ok((input, settings(opening)?))
}

/// How a PDF is read.
fn settings(Opening { password, ocr, cache, wording, .. }: Opening) -> anyhow::Result<Settings> {
    let wording = wording.map(|file| {
        let file = Given::File(file);
        let text = String::from_utf8(file.read()?).with_context(|| format!("{file}: is no text in UTF-8"))?;
        anyhow::Ok(Arc::new(Wording::with(&text).with_context(|| file.to_string())?))
    });
    let wording = wording.transpose().context("--wording")?;
    if let Some(folder) = &cache {
        let made = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
        made.with_context(|| format!("--cache: {} cannot be written to", folder.display()))?;
    }
    Ok(Settings { password, ocr, cache, wording, ..Settings::default() })
}

/// One report or several.
fn extraction(typed: Extract) -> anyhow::Result<Checked> {
    let Extract { reports, mut opening, format, output, chosen, pages, provenance, confidence, .. } = typed;
    let Extract { skip_existing, jobs, threads, messages, deny, min_confidence, .. } = typed;
    let gate = gate(&deny, min_confidence.as_deref())?;
    let formats = formats_of(&format, output.as_deref(), &Format::ALL)?;
    let options = options_of(&formats, chosen)?;
    let pages = pages.map(|pages| pages.parse()).transpose().context("--pages")?;
    let threads = threads.map(|threads| number(&threads, "--threads", "threads")).transpose()?;
    let jobs = jobs.map(|jobs| number(&jobs, "--jobs", "reports")).transpose()?;
    let confidence_parts = confidence == Confidence::Parts;
    let name = opening.name.take();
    let settings = Settings { threads, pages, provenance, confidence_parts, ..settings(opening)? };
    let extraction = |input, settings, place| Extraction {
        input,
        settings,
        formats: formats.clone(),
        options: options.clone(),
        place,
        skip_existing,
        gate: gate.clone(),
        messages,
    };

    if let [report] = reports.as_slice()
        && !report.is_dir()
    {
        let input = Given::named(report.clone(), name)?;
        let is_one_file = formats.iter().map(|format| format.writers().len()).sum::<usize>() == 1;
        ensure!(
            output.is_some() || formats != [Format::Xlsx],
            "xlsx is nothing for the screen: name a file, as in -o report.xlsx"
        );
        let place = if is_one_file {
            ensure!(
                !skip_existing,
                "--skip-existing goes by the manifest in a report's folder, and this is one file: name several \
                 reports or formats, or leave it out"
            );
            one_file(output, &input)?
        } else {
            Destination::Folder(folder(output, &formats)?.join(input.stem()?))
        };
        return Ok(Checked::Extract(extraction(input, settings, place)));
    }

    ensure!(
        reports.iter().all(|report| report.as_os_str() != "-"),
        "`-` is one report: leave the others out, or name a file in its place"
    );
    ensure!(name.is_none(), "--name: several reports have their own names: leave --name out");
    let Some(output) = output.filter(|path| path.as_os_str() != "-") else {
        bail!("several reports go to a folder: name it, as in -o out");
    };
    ensure!(
        format_of(&output, &Format::ALL).is_none(),
        "{}: several reports go to a folder, and this is the name of a file: name a folder, as in -o out",
        output.display()
    );
    let inputs = Inputs::find(&reports, "PDF file", is_pdf);
    if let ([], [(folder, why)]) = (inputs.files.as_slice(), inputs.troubles.as_slice()) {
        bail!("{}: {why}", folder.display());
    }
    let cores = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let at_once = jobs.unwrap_or(cores.min(MOST_AT_ONCE));
    let names = inputs.folder_names();
    let each = inputs.files.into_iter().zip(names).map(|(file, name)| {
        extraction(Given::File(file.path), settings.clone(), Destination::Folder(output.join(name)))
    });
    Ok(Checked::Batch(Batch { each: each.collect(), at_once, output, troubles: inputs.troubles, messages }))
}

impl TryFrom<Merge> for Merging {
    type Error = anyhow::Error;

    fn try_from(typed: Merge) -> Result<Self, Self::Error> {
        let Merge { documents, format, output, compact, csv_dialect, quiet } = typed;
        let formats = formats_of(&format, output.as_deref(), &Merged::FORMATS)?;
        let inputs = Inputs::find(&documents, "report.json", is_document);
        if let Some((folder, why)) = inputs.troubles.first() {
            bail!("{}: {why}", folder.display());
        }
        let documents: Vec<Given> = inputs.files.into_iter().map(|file| Given::new(file.path)).collect();
        let place = if formats.iter().map(|&format| Merged::files(format)).sum::<usize>() == 1 {
            for document in &documents {
                one_file(output.clone(), document)?;
            }
            output
                .filter(|path| path.as_os_str() != "-")
                .map_or(Destination::StandardOutput, Destination::File)
        } else {
            Destination::Folder(folder(output, &formats)?)
        };
        let options = options_of(&formats, Chosen { compact, csv_dialect, ..Chosen::default() })?;
        Ok(Self { documents, formats, options, place, quiet })
    }
}

impl TryFrom<Inspect> for Inspection {
    type Error = anyhow::Error;

    fn try_from(typed: Inspect) -> Result<Self, Self::Error> {
        let Inspect { report, opening, page, stage, output } = typed;
        let page = match page.parse() {
            Ok(page) if page > 0 => page,
            _ => bail!("--page: `{page}` is no page: expected one number from 1, such as 12"),
        };
        let (input, settings) = opened(report, opening)?;
        let place = one_file(output, &input)?;
        Ok(Self { input, settings, page, stage, place })
    }
}

/// The choices that formats leave; one that none of the formats knows is refused.
fn options_of(formats: &[Format], chosen: Chosen) -> anyhow::Result<Options> {
    let Chosen { compact, csv_dialect, lang, pdf_url, contributor: contributors, license } = chosen;
    for (option, given, takers) in [
        ("--compact", compact, [Format::Json].as_slice()),
        ("--csv-dialect", csv_dialect.is_some(), &[Format::Csv]),
        ("--pdf-url", pdf_url.is_some(), &[Format::Xlsx, Format::Datapackage]),
        ("--contributor", !contributors.is_empty(), &[Format::Datapackage]),
        ("--license", license.is_some(), &[Format::Datapackage]),
    ] {
        let names: Vec<_> = takers.iter().map(|format| format.name()).collect();
        let names = names.join(" or ");
        ensure!(
            !given || takers.iter().any(|format| formats.contains(format)),
            "{option} is for {names} alone: leave it out, or add {names} to --format"
        );
    }
    for (option, text) in contributors
        .iter()
        .map(|name| ("--contributor", name))
        .chain(license.iter().map(|name| ("--license", name)))
    {
        ensure!(
            !text.trim().is_empty(),
            "{option}: expected a name, and it is empty: leave it out, or name one"
        );
    }
    ensure!(
        !formats.contains(&Format::Datapackage) || csv_dialect.unwrap_or_default() == Dialect::Rfc4180,
        "--csv-dialect excel-be and datapackage make files of the same names that differ: leave one of them out"
    );
    if let Some(url) = &pdf_url {
        let known = URL_SCHEMES.iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme));
        ensure!(
            known && url.len() <= LONGEST_URL && !url.contains(|c: char| c == '#' || c.is_control()),
            "--pdf-url: `{url}` is no address of a PDF: expected one that begins with {}, without `#`",
            URL_SCHEMES.join(" or ")
        );
    }
    Ok(Options {
        compact,
        csv_dialect: csv_dialect.unwrap_or_default(),
        lang: lang.unwrap_or_default(),
        pdf_url,
        contributors,
        license,
    })
}

/// How the address of a PDF may begin: what a spreadsheet program opens at a click.
const URL_SCHEMES: [&str; 3] = ["https://", "http://", "file://"];

/// The bytes of the longest address: a link holds 2,080 characters, of which the page wants some.
const LONGEST_URL: usize = 2_000;

/// The formats that were named, each once and in their own order; without any, the one that the output's name asks for,
/// and JSON where it asks for none.
fn formats_of(named: &[Format], output: Option<&Path>, all: &[Format]) -> anyhow::Result<Vec<Format>> {
    if !named.is_empty() {
        let formats: Vec<Format> = all.iter().copied().filter(|format| named.contains(format)).collect();
        if let Some((output, ending)) = output.and_then(|path| Some((path, format_of(path, all)?))) {
            ensure!(
                formats == [ending],
                "{}: the name ends as {} and --format asks for {}: change one of them, or name a folder for several \
                 formats",
                output.display(),
                ending.name(),
                formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(",")
            );
        }
        return Ok(formats);
    }
    let Some((output, extension)) = output.and_then(|path| Some((path, path.extension()?))) else {
        return Ok(vec![Format::Json]);
    };
    Ok(vec![format_of(output, all).with_context(|| {
        format!(
            "{}: no format is called `{}`: give one of {} with --format",
            output.display(),
            extension.display(),
            all.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
        )
    })?])
}

/// The format that the ending of an output's name names.
fn format_of(output: &Path, all: &[Format]) -> Option<Format> {
    let extension = output.extension()?;
    all.iter().copied().find(|format| extension.eq_ignore_ascii_case(format.name()))
}

/// The folder that was named for formats that make several files.
fn folder(output: Option<PathBuf>, formats: &[Format]) -> anyhow::Result<PathBuf> {
    let names = formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(",");
    let is_folder = |path: &PathBuf| path.as_os_str() != "-" && format_of(path, &Format::ALL).is_none();
    output.filter(is_folder).with_context(|| {
        format!("{names} is a folder of files: name the folder, as in --format {names} -o tables")
    })
}

/// The place of an output that is one file.
fn one_file(output: Option<PathBuf>, report: &Given) -> anyhow::Result<Destination> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        return Ok(Destination::StandardOutput);
    };
    let same = matches!((path.canonicalize(), report.path().canonicalize()), (Ok(output), Ok(report)) if output == report);
    ensure!(
        !same,
        "{}: the output would replace the report itself: choose another name after -o",
        path.display()
    );
    Ok(Destination::File(path))
}

/// A number of things from 1.
fn number(typed: &str, option: &str, things: &str) -> anyhow::Result<NonZero<usize>> {
    typed
        .parse()
        .map_err(|_| anyhow!("{option}: `{typed}` is no number of {things}: expected a number from 1"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::source::Provenance;
    use crate::write::Dialect;

    fn extraction(options: &[&str]) -> anyhow::Result<Extraction> {
        let typed =
            Typed::try_parse_from([&["bilan", "extract", "in/report.pdf"], options].concat()).unwrap();
        match typed.command {
            Command::Extract(extract) => match super::extraction(extract)? {
                Checked::Extract(extraction) => Ok(extraction),
                _ => unreachable!(),
            },
            _ => unreachable!(),
        }
    }

    #[test]
    fn format_and_place_follow_from_what_is_given() {
        let file = |path: &str| Destination::File(path.into());
        for (options, format, place) in [
            (&[][..], Format::Json, Destination::StandardOutput),
            (&["-o", "-"], Format::Json, Destination::StandardOutput),
            (&["-o", "out"], Format::Json, file("out")),
            (&["-o", "out.JSON"], Format::Json, file("out.JSON")),
            (&["-o", "out.txt", "--format", "json"], Format::Json, file("out.txt")),
            (&["-o", "out", "--format", "csv"], Format::Csv, Destination::Folder("out/report".into())),
            (&["-o", "out.jsonl"], Format::Jsonl, file("out.jsonl")),
            (&["--format", "jsonl"], Format::Jsonl, Destination::StandardOutput),
            (&["-o", "out.xlsx"], Format::Xlsx, file("out.xlsx")),
            (&["-o", "-", "--format", "xlsx"], Format::Xlsx, Destination::StandardOutput),
        ] {
            let checked = extraction(options).unwrap();
            assert_eq!((checked.formats, checked.place), (vec![format], place), "{options:?}");
        }
        for options in [
            &["-o", "out.csv"][..],
            &["-o", "out.xlsx", "--format", "json"],
            &["-o", "out.json", "--format", "json,csv"],
            &["-o", "out.parquet", "--format", "csv"],
        ] {
            assert!(extraction(options).is_err(), "a name of a file is no folder: {options:?}");
        }
        let several = extraction(&["-o", "out", "--format", "csv,json,csv"]).unwrap();
        assert_eq!(several.formats, [Format::Json, Format::Csv]);
        assert_eq!(several.place, Destination::Folder("out/report".into()));
    }

    #[test]
    fn a_workbook_has_its_language_and_its_address() {
        let options = |typed: &[&str]| extraction(typed).unwrap().options;
        assert_eq!(options(&["-o", "out.xlsx"]).lang, Lang::Both);
        let url = "https://lac.example/r.pdf";
        let both = options(&["--format", "json,xlsx", "-o", "out", "--lang", "nl", "--pdf-url", url]);
        assert_eq!((both.lang, both.pdf_url.as_deref()), (Lang::Nl, Some(url)));
    }

    #[test]
    fn where_fields_stand_is_said_where_it_is_asked_for() {
        let provenance = |options: &[&str]| extraction(options).unwrap().settings.provenance;
        assert_eq!(provenance(&[]), Provenance::Records);
        assert_eq!(provenance(&["--provenance", "cells"]), Provenance::Cells);
    }

    #[test]
    fn tables_are_for_programs_unless_they_are_asked_for_otherwise() {
        let dialect = |options: &[&str]| {
            extraction(&[&["-o", "out", "--format", "json,csv"], options].concat())
                .unwrap()
                .options
                .csv_dialect
        };
        assert_eq!(dialect(&[]), Dialect::Rfc4180);
        assert_eq!(dialect(&["--csv-dialect", "excel-be"]), Dialect::ExcelBe);
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_the_way_out() {
        for (options, said) in [
            (&["-o", "out.xyz"][..], "--format"),
            (&["--format", "csv"], "-o tables"),
            (&["--format", "json,csv"], "--format json,csv -o tables"),
            (&["--format", "csv", "-o", "-"], "-o tables"),
            (&["-o", "out.json", "--csv-dialect", "excel-be"], "--csv-dialect is for csv alone"),
            (&["--pages", "7-5"], "5-20,31"),
            (&["--threads", "0"], "a number from 1"),
            (&["--jobs", "0"], "a number from 1"),
            (&["--skip-existing", "-o", "out"], "one file"),
            (&["other.pdf"], "-o out"),
            (&["-", "-o", "out"], "`-` is one report"),
            (&["--format", "xlsx"], "-o report.xlsx"),
            (&["--deny", "B999"], "`B999` is no code"),
            (&["--min-confidence", "90"], "from 0 to 1"),
            (&["--format", "csv", "-o", "out", "--compact"], "--compact is for json alone"),
            (
                &["--format", "json,csv", "-o", "out", "--pdf-url", "https://lac.example/r.pdf"],
                "--pdf-url is for xlsx",
            ),
            (&["-o", "out.xlsx", "--pdf-url", "report.pdf"], "`report.pdf` is no address"),
            (&["-o", "out.xlsx", "--pdf-url", "https://"], "is no address"),
            (&["-o", "out.xlsx", "--pdf-url", "javascript://lac.example"], "is no address"),
            (&["-o", "out.xlsx", "--pdf-url", "https://lac.example/r.pdf#page=2"], "without `#`"),
        ] {
            let error = format!("{:#}", extraction(options).unwrap_err());
            assert!(error.contains(said), "{options:?}: {error}");
        }
    }
}
