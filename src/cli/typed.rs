//! What was typed: the commands and options, with the help that explains them.
//!
//! Texts are taken as they come wherever a sentence of our own can say better what is wrong with them. Not for what
//! the options mean together: that is `checked`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::inspect::Stage;
use crate::write::Format;

/// Examples first: they are what most people look for.
const TEMPLATE: &str = "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
Examples:
  bilan extract report.pdf                 show what is in report.pdf, as JSON
  bilan extract report.pdf -o report.json  write it to the file report.json
  bilan extract report.pdf --format csv -o tables
                                           write tables for a spreadsheet to the
                                           folder tables/report
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw how page 12 was read
  bilan explain B201                       explain a finding by its code
  bilan extract --help                     explain all options of extract";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  bilan extract report.pdf -o report.json  write one JSON file
  bilan extract report.pdf --format csv -o tables
                                           write tables/report/objectives.csv,
                                           indicators.csv, entities.csv and
                                           diagnostics.csv
  bilan extract report.pdf --pages 5-20,31 -o some.json
                                           only what begins on these pages
  bilan extract report.pdf --password SECRET -o report.json
                                           a report that opens with a password
  bilan extract \"annual report.pdf\" -o report.json
                                           quote a name that has blanks in it";

const EXTRACT_AFTER: &str = "\
The last line on the screen says how many objectives and indicators were found;
lines above it name what was doubtful or could not be read, each with its page.

Exit codes:
  0  the output is complete
  1  the output was written, but something is missing from it
  2  no output was written; a sentence on the screen says why";

const INSPECT_EXAMPLES: &str = "\
Examples:
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw the cells found on page 12; open
                                           page.svg in a web browser";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  bilan explain B201                       what B201 means and what to do
  bilan explain                            all codes, as in docs/codes.md";

/// Reads the annual report on management control, a PDF in French and Dutch, and writes it as data
#[derive(Debug, Parser)]
#[command(version, help_template = TEMPLATE, before_help = EXAMPLES, disable_help_subcommand = true)]
pub(super) struct Typed {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read a report and write its objectives and indicators
    #[command(help_template = TEMPLATE, before_help = EXTRACT_EXAMPLES, after_help = EXTRACT_AFTER)]
    Extract(Extract),
    /// Draw what one stage of the reading makes of a page
    #[command(help_template = TEMPLATE, before_help = INSPECT_EXAMPLES)]
    Inspect(Inspect),
    /// Explain findings by their codes
    #[command(help_template = TEMPLATE, before_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(super) struct Input {
    /// The report, a PDF file
    #[arg(value_name = "REPORT.pdf")]
    pub(super) report: PathBuf,

    /// The password that opens the file, if it needs one
    #[arg(long, value_name = "PASSWORD")]
    pub(super) password: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    #[command(flatten)]
    pub(super) input: Input,

    /// json: one file with everything in it; csv: a folder of tables. Without it the ending of the
    /// name after -o decides, and without one it is json
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), hide_possible_values = true)]
    pub(super) format: Option<Format>,

    /// Where to write: the file for json, the folder for csv; `-` or nothing is the screen
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    /// Keep only what begins on these pages, counted from 1, such as 5-20,31
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,

    /// How many pages to read at once; without it, as many as the machine can
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<String>,

    /// Say nothing unless the run fails
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) input: Input,

    /// The page to draw, counted from 1
    #[arg(long, value_name = "PAGE")]
    pub(super) page: String,

    /// The stage whose work is drawn
    #[arg(long, value_name = "STAGE", value_parser = stage_parser())]
    pub(super) stage: Stage,

    /// The SVG file to write; `-` or nothing is the screen
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The codes, such as B201; without any, all of them
    #[arg(value_name = "CODE")]
    pub(super) codes: Vec<String>,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::ALL.into_iter().find(|format| format.name() == name).ok_or("unknown format"))
}

fn stage_parser() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(Stage::ALL.map(Stage::name))
        .try_map(|name| Stage::ALL.into_iter().find(|stage| stage.name() == name).ok_or("unknown stage"))
}
