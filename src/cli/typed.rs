//! What was typed: the commands and options, with the help that explains them.
//!
//! Texts are taken as they come wherever a sentence of our own can say better what is wrong with them. Not for what
//! the options mean together: that is `checked`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::inspect::Stage;
use crate::scan::Ocr;
use crate::source::Provenance;
use crate::write::{Dialect, Format, Lang, Merged, Schema};

/// Examples first: they are what most people look for.
const TEMPLATE: &str = "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
Examples:
  bilan extract report.pdf                 show what is in report.pdf, as JSON
  bilan extract report.pdf -o report.json  write it to the file report.json
  bilan extract report.pdf --format csv -o tables
                                           write tables for a spreadsheet to the
                                           folder tables/report
  bilan extract reports -o out --format json,csv
                                           the same for all reports in a folder
  bilan merge out -o all.json              put them together as one data set
  bilan check report.pdf                   list what contradicts itself in it
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw how page 12 was read
  bilan summary report.pdf                 show how many objectives came out how
  bilan wording report.pdf                 show what its headers are taken for
  bilan explain B201                       explain a finding by its code
  bilan extract --help                     explain all options of extract";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  bilan extract report.pdf -o report.json  write one JSON file
  bilan extract report.pdf --format csv -o tables
                                           write tables/report/objectives.csv,
                                           indicators.csv, entities.csv and
                                           diagnostics.csv
  bilan extract report.pdf --format csv --csv-dialect excel-be -o tables
                                           the same, for Excel as it is set in Belgium
  bilan extract report.pdf -o report.xlsx --pdf-url https://site/report.pdf
                                           write a workbook whose page numbers
                                           open the page
  bilan extract report.pdf --pages 5-20,31 -o some.json
                                           only what begins on these pages
  bilan extract report.pdf --password SECRET -o report.json
                                           a report that opens with a password
  bilan extract \"annual report.pdf\" -o report.json
                                           quote a name that has blanks in it
  bilan extract reports -o out             all PDF files in the folder reports:
                                           out/2021/report.json for 2021.pdf, and
                                           so on
  bilan extract reports -o out --skip-existing
                                           the same, after a run that was stopped:
                                           only what is not there yet";

const EXTRACT_AFTER: &str = "\
The last line on the screen says how many objectives and indicators were found;
lines above it name what was doubtful or could not be read, each with its page.

Each of several reports has a folder of its own, named after its file. Files of
the same name take the name of their folder before it, as in 2021_report. The
manifest.json in it says what was made, of which file and with which options.
A file that cannot be read is named at the end; the others are written.

Exit codes:
  0  the output is complete
  1  the output was written, but something is missing from it, or one of several
     files could not be read
  2  no output was written; a sentence on the screen says why";

const MERGE_EXAMPLES: &str = "\
Examples:
  bilan merge out -o all.json              one file of all report.json in the
                                           folder out, and in the folders in it
  bilan merge out --format csv -o all      the same as tables, in the folder all
  bilan merge 2021.json 2022.json -o both.json
                                           two documents that you name";

const MERGE_AFTER: &str = "\
Every row says which file it comes from (source_file, source_sha256), its year and
its part. Objectives of two years are never taken for the same one. A document that
cannot be used is named, and nothing is written.

Exit codes:
  0  the output is complete
  2  no output was written; a sentence on the screen says why";

const CHECK_EXAMPLES: &str = "\
Examples:
  bilan check report.pdf                   list what was found, each with its page
  bilan check report.json                  the same, of what extract has written
  bilan check report.pdf --allow B411,B516
                                           leave out what these codes say
  bilan check report.pdf --deny B304 --message-format json
                                           for a script: one JSON object a line,
                                           and exit code 1 on a finding of B304";

const CHECK_AFTER: &str = "\
What was found goes to standard error; what a code means, `bilan explain` says.

Exit codes:
  0  there is no error and no warning
  1  there is one, or what --strict or --deny asks for
  2  the report could not be read; a sentence on the screen says why";

const INSPECT_EXAMPLES: &str = "\
Examples:
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw the cells found on page 12; open
                                           page.svg in a web browser";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  bilan schema > report.schema.json        the JSON Schema of a report's document
  bilan schema jsonl > line.schema.json    that of one line of JSON Lines
  bilan schema table > tables.json         the Table Schemas of the tables";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  bilan completions bash > ~/.local/share/bash-completion/completions/bilan
  bilan completions fish > ~/.config/fish/completions/bilan.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  bilan man > ~/.local/share/man/man1/bilan.1    from then on, `man bilan` shows it";

const SUMMARY_EXAMPLES: &str = "\
Examples:
  bilan summary report.pdf                 numbers by administration, worst first
  bilan summary report.json --lang fr      the same in French, of what extract has
                                           written";

const WORDING_EXAMPLES: &str = "\
Examples:
  bilan wording report.pdf > words.toml    list the headers of report.pdf, and the lines
                                           that make the unknown ones known
  bilan extract report.pdf --wording words.toml -o report.json
                                           read it with these words, once each has
                                           its role";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  bilan explain B201                       what B201 means and what to do
  bilan explain                            all codes, as in docs/codes.md
  bilan explain B201 --lang nl             the same in Dutch";

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
    /// Put the documents of several reports together as one data set
    #[command(help_template = TEMPLATE, before_help = MERGE_EXAMPLES, after_help = MERGE_AFTER)]
    Merge(Merge),
    /// Look for what contradicts itself or is missing in a report
    #[command(help_template = TEMPLATE, before_help = CHECK_EXAMPLES, after_help = CHECK_AFTER)]
    Check(Check),
    /// Draw what one stage of the reading makes of a page
    #[command(help_template = TEMPLATE, before_help = INSPECT_EXAMPLES)]
    Inspect(Inspect),
    /// Print the schemas of what extract writes
    #[command(help_template = TEMPLATE, before_help = SCHEMA_EXAMPLES)]
    Schema(Described),
    /// Show how many objectives and indicators came out how
    #[command(help_template = TEMPLATE, before_help = SUMMARY_EXAMPLES)]
    Summary(Summary),
    /// Show what each header of a report is taken for, and how to make unknown ones known
    #[command(help_template = TEMPLATE, before_help = WORDING_EXAMPLES)]
    Wording(Surveying),
    /// Explain findings by their codes
    #[command(help_template = TEMPLATE, before_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print what lets a shell complete the commands and options
    #[command(help_template = TEMPLATE, before_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the manual page
    #[command(help_template = TEMPLATE, before_help = MAN_EXAMPLES)]
    Man,
}

/// How a PDF is read.
#[derive(Debug, Args)]
pub(super) struct Opening {
    /// The password that opens the PDF, if it needs one
    #[arg(long, value_name = "PASSWORD")]
    pub(super) password: Option<String>,

    /// Which pages are read from their images, by Tesseract, which has to be installed. auto: those whose text
    /// cannot be read otherwise; always: all; never: none
    #[arg(long, value_name = "WHICH", value_parser = ocr_parser(), hide_possible_values = true)]
    #[arg(default_value = Ocr::Auto.name())]
    pub(super) ocr: Ocr,

    /// A folder for what was read from images: a second run takes it from there. It may be deleted at any time
    #[arg(long, value_name = "FOLDER")]
    pub(super) cache: Option<PathBuf>,

    /// A file of words of your report that are not known, beside those that are: TOML, as `bilan wording` prints it
    #[arg(long, value_name = "FILE")]
    pub(super) wording: Option<PathBuf>,
}

/// What formats leave open.
#[derive(Debug, Default, Args)]
pub(super) struct Chosen {
    /// Write json in one line
    #[arg(long)]
    pub(super) compact: bool,

    /// How csv is written. rfc4180: with commas, for programs; excel-be: for Excel set to Belgian French or
    /// Dutch, with semicolons and decimal commas, and an apostrophe before texts that Excel would run as a
    /// formula. Without it, rfc4180
    #[arg(long, value_name = "DIALECT", value_parser = dialect_parser(), hide_possible_values = true)]
    pub(super) csv_dialect: Option<Dialect>,

    /// The language of headings and statuses in xlsx: fr, nl or en; without it, French and Dutch
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    pub(super) lang: Option<Lang>,

    /// Where the PDF is found on the web or the disk: each page number in xlsx becomes a link to its page,
    /// and a datapackage names it as its source
    #[arg(long, value_name = "URL")]
    pub(super) pdf_url: Option<String>,

    /// Who a datapackage is to name as having made it; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) contributor: Vec<String>,

    /// The licence that a datapackage is to name: a short name such as CC0-1.0, or the address of its text
    #[arg(long, value_name = "LICENSE")]
    pub(super) license: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    /// The report, a PDF file; or several, or folders that are searched for them; `-` is what another
    /// program sends
    #[arg(value_name = "REPORT.pdf", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// json: one file with everything in it; jsonl: one file with an objective or indicator a line; csv: a
    /// folder of tables; xlsx: a workbook for people; parquet: a folder of typed tables for programs;
    /// datapackage: the csv with a description of every column; several as in json,xlsx. Without it the ending
    /// of the name after -o decides, and without one it is json
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    #[arg(value_parser = format_parser(), hide_possible_values = true)]
    pub(super) format: Vec<Format>,

    /// Where to write: the file for json, jsonl or xlsx, the folder for the other formats, several
    /// formats or several reports; `-` or nothing is the screen
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) chosen: Chosen,

    /// Keep only what begins on these pages, counted from 1, such as 5-20,31
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,

    /// Where things stand in the PDF, in json. records: the pages and the place of each objective and
    /// indicator; cells: also the exact place of each of its titles, texts and figures
    #[arg(long, value_name = "WHAT", value_parser = provenance_parser(), hide_possible_values = true)]
    #[arg(default_value = Provenance::Records.name())]
    pub(super) provenance: Provenance,

    /// What to say of how sure the reading of each record is. total: one number, 0 to 1; sort by it
    /// and check the lowest records first. parts: also what the doubts are about, in json
    #[arg(long, value_name = "WHAT", value_parser = confidence_parser(), hide_possible_values = true)]
    #[arg(default_value = "total")]
    pub(super) confidence: Confidence,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// Take up a run that was stopped: leave alone what it has made. What is not the same any more, be it
    /// the PDF, the options, the program or what was made, is made anew
    #[arg(long)]
    pub(super) skip_existing: bool,

    /// How many of several reports to read at once; without it, as many as the machine can, at most 4
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<String>,

    /// How many pages of a report to read at once; without it, as many as the machine can
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<String>,

    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The documents: JSON that extract has written; or folders that are searched for report.json
    #[arg(value_name = "REPORT.json", required = true)]
    pub(super) documents: Vec<PathBuf>,

    /// json: one file with everything in it; jsonl: one file with an objective or indicator a line; csv: a
    /// folder of tables; several as in json,csv. Without it the ending of the name after -o decides, and
    /// without one it is json
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    #[arg(value_parser = merged_parser(), hide_possible_values = true)]
    pub(super) format: Vec<Format>,

    /// Where to write: the file for json or jsonl, the folder for csv or several formats; `-` or nothing is
    /// the screen
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    /// Write json in one line
    #[arg(long)]
    pub(super) compact: bool,

    /// How csv is written: rfc4180, for programs, or excel-be, for Excel as it is set in Belgium
    #[arg(long, value_name = "DIALECT", value_parser = dialect_parser(), hide_possible_values = true)]
    pub(super) csv_dialect: Option<Dialect>,

    /// Say nothing unless the run fails
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The report: a PDF file, or the JSON that extract has written of one; `-` is what another program
    /// sends
    #[arg(value_name = "REPORT")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// Let a note fail, too
    #[arg(long)]
    pub(super) strict: bool,

    /// Leave out the findings of these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) allow: Vec<String>,

    /// Let the findings of these codes fail, even if they are notes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) deny: Vec<String>,

    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Messages {
    /// How to say what was found: text, or json with one object a line
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, value_enum)]
    pub(super) message_format: MessageFormat,

    /// Say nothing unless the run fails
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Say all that was found, notes too, and how long each report took
    #[arg(short, long, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

/// How findings are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
#[value(rename_all = "lower")]
pub(super) enum MessageFormat {
    /// For a person.
    #[default]
    Text,
    /// For a program.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The report, a PDF file; `-` is what another program sends
    #[arg(value_name = "REPORT.pdf")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

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
pub(super) struct Described {
    /// json: the JSON Schema of a report's document; jsonl: that of one line of JSON Lines; table: the Table
    /// Schemas of csv and datapackage
    #[arg(value_name = "FORMAT", value_parser = schema_parser(), hide_possible_values = true)]
    #[arg(default_value = Schema::Json.name())]
    pub(super) schema: Schema,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The codes, such as B201; without any, all of them
    #[arg(value_name = "CODE")]
    pub(super) codes: Vec<String>,

    /// The language of the words: en, fr or nl
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    #[arg(default_value = "en")]
    pub(super) lang: Lang,
}

#[derive(Debug, Args)]
pub(super) struct Summary {
    /// The report: a PDF file, or the JSON that extract has written of one; `-` is what another program
    /// sends
    #[arg(value_name = "REPORT")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// The language of the words: en, fr or nl
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    #[arg(default_value = "en")]
    pub(super) lang: Lang,

    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Args)]
pub(super) struct Surveying {
    /// The report, a PDF file; `-` is what another program sends
    #[arg(value_name = "REPORT.pdf")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// Say nothing unless the run fails
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// What to say of how sure the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confidence {
    Total,
    Parts,
}

fn confidence_parser() -> impl TypedValueParser<Value = Confidence> {
    PossibleValuesParser::new(["total", "parts"]).map(|name| match name.as_str() {
        "parts" => Confidence::Parts,
        _ => Confidence::Total,
    })
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    one_of(&Format::ALL, Format::name)
}

fn merged_parser() -> impl TypedValueParser<Value = Format> {
    one_of(&Merged::FORMATS, Format::name)
}

fn schema_parser() -> impl TypedValueParser<Value = Schema> {
    one_of(&Schema::ALL, Schema::name)
}

fn dialect_parser() -> impl TypedValueParser<Value = Dialect> {
    one_of(&Dialect::ALL, Dialect::name)
}

fn ocr_parser() -> impl TypedValueParser<Value = Ocr> {
    one_of(&Ocr::ALL, Ocr::name)
}

fn provenance_parser() -> impl TypedValueParser<Value = Provenance> {
    one_of(&Provenance::ALL, Provenance::name)
}

fn stage_parser() -> impl TypedValueParser<Value = Stage> {
    one_of(&Stage::ALL, Stage::name)
}

/// One of several values that go by their names.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |&one| name(one)))
        .try_map(move |typed| all.iter().copied().find(|&one| name(one) == typed).ok_or("unknown name"))
}

fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    one_of(&Lang::NAMED, |(name, _)| name).map(|(_, lang)| lang)
}
