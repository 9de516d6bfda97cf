//! The commands and options as they are typed, and their help.
//!
//! `-h` fits on a screen: the first paragraph of each text, without the rarer options. `--help` has everything. Texts
//! are not parsed here where `checked` can say better what is wrong with them. Not for what options mean together:
//! that is `checked`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::reading::Stage;
use crate::scan::Ocr;
use crate::source::Provenance;
use crate::write::{Dialect, Format, Lang, Merged, Schema};

// Headings over options in the help.
const OUTPUT: &str = "Output";
const SPREADSHEET: &str = "Spreadsheet";
const SCANS: &str = "Scans";
const SPEED: &str = "Speed";
const MESSAGES: &str = "Messages";

/// Examples come first: most people look for them.
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
  bilan check report.pdf                   list the contradictions in it
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw how page 12 was read
  bilan summary report.pdf                 count the objectives by their status
  bilan wording report.pdf                 show what its headers are taken for
  bilan explain B201                       explain a finding by its code
  bilan extract --help                     explain all options of extract";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  bilan extract report.pdf -o report.json  write one JSON file
  bilan extract report.pdf -o report.xlsx  write a workbook
  bilan extract reports -o out             read all PDF files in the folder reports";

const EXTRACT_AFTER: &str = "\
More examples:
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
  bilan extract reports -o out --skip-existing
                                           go on after a run that was stopped: read
                                           only the reports that are not there yet

The last line on the screen counts the objectives and indicators that were found.
The lines above it name what is doubtful or could not be read, each with its page.

Each of several reports gets a folder named after its file: out/2021/report.json
for 2021.pdf. Files of the same name get the name of their folder before it, as in
2021_report. The manifest.json in the folder names the files, the PDF that they were
made of, and the options. A file that cannot be read is named at the end; the
others are written.

Exit codes:
  0  the output is complete
  1  the output was written, but something is missing from it, or one of several
     files could not be read
  2  no output was written; a sentence on the screen says why";

const MERGE_EXAMPLES: &str = "\
Examples:
  bilan merge out -o all.json              one file of every report.json in the
                                           folder out and its subfolders
  bilan merge out --format csv -o all      the same as tables, in the folder all
  bilan merge 2021.json 2022.json -o both.json
                                           two documents that you name";

const MERGE_AFTER: &str = "\
Every row names its file (source_file, source_sha256), its year and its part.
Objectives of two years are never taken for the same one. If a document cannot be
used, a sentence names it, and nothing is written.

Exit codes:
  0  the output is complete
  2  no output was written; a sentence on the screen says why";

const CHECK_EXAMPLES: &str = "\
Examples:
  bilan check report.pdf                   list what was found, each with its page
  bilan check report.json                  the same, from the JSON of extract
  bilan check report.pdf --allow B411,B516
                                           leave out the findings of these codes
  bilan check report.pdf --deny B304 --message-format json
                                           for a script: one JSON object a line,
                                           and exit code 1 on a finding of B304";

const CHECK_AFTER: &str = "\
The findings go to standard error. `bilan explain` says what a code means.

Exit codes:
  0  there is no error and no warning
  1  there is one, or a finding that --strict or --deny names
  2  the report could not be read; a sentence on the screen says why";

const INSPECT_EXAMPLES: &str = "\
Examples:
  bilan inspect report.pdf --page 12 --stage tables -o page.svg
                                           draw the cells found on page 12; open
                                           page.svg in a web browser";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  bilan schema > report.schema.json        the JSON Schema of a report's document
  bilan schema jsonl > line.schema.json    the one of a line of JSON Lines
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
  bilan summary report.json --lang fr      the same in French, from the JSON that
                                           extract has written";

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
    #[command(help_template = TEMPLATE, before_help = EXTRACT_EXAMPLES, after_long_help = EXTRACT_AFTER)]
    Extract(Extract),
    /// Put the documents of several reports together as one data set
    #[command(help_template = TEMPLATE, before_help = MERGE_EXAMPLES, after_long_help = MERGE_AFTER)]
    Merge(Merge),
    /// List what is contradictory or missing in a report
    #[command(help_template = TEMPLATE, before_help = CHECK_EXAMPLES, after_long_help = CHECK_AFTER)]
    Check(Check),
    /// Draw what one stage makes of a page
    #[command(help_template = TEMPLATE, before_help = INSPECT_EXAMPLES)]
    Inspect(Inspect),
    /// Print the schemas of the output of extract
    #[command(help_template = TEMPLATE, before_help = SCHEMA_EXAMPLES)]
    Schema(Described),
    /// Count objectives and indicators by their status
    #[command(help_template = TEMPLATE, before_help = SUMMARY_EXAMPLES)]
    Summary(Summary),
    /// Show what each header of a report is taken for, and how to make unknown ones known
    #[command(help_template = TEMPLATE, before_help = WORDING_EXAMPLES)]
    Wording(Surveying),
    /// Explain findings by their codes
    #[command(help_template = TEMPLATE, before_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print a script that lets a shell complete commands and options
    #[command(help_template = TEMPLATE, before_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the manual page
    #[command(help_template = TEMPLATE, before_help = MAN_EXAMPLES)]
    Man,
}

/// How a PDF is read.
#[derive(Debug, Args)]
pub(super) struct Opening {
    /// The file name of what comes from standard input, for `-`
    #[arg(long, value_name = "FILE")]
    pub(super) name: Option<PathBuf>,

    /// The password that opens the PDF, if it needs one
    #[arg(long, value_name = "PASSWORD")]
    pub(super) password: Option<String>,

    /// Which pages to read from their images: auto, always or never
    ///
    /// auto: pages whose text cannot be read otherwise; always: all pages; never: none. Tesseract reads them, and
    /// has to be installed.
    #[arg(long, value_name = "WHICH", value_parser = ocr_parser(), hide_possible_values = true)]
    #[arg(default_value = Ocr::Auto.name(), help_heading = SCANS)]
    pub(super) ocr: Ocr,

    /// A folder that keeps the text read from images, for the next run
    ///
    /// It may be deleted at any time.
    #[arg(long, value_name = "FOLDER", help_heading = SCANS)]
    pub(super) cache: Option<PathBuf>,

    /// A file of words of your report that are not known, beside those that are: TOML, as `bilan wording` prints it
    #[arg(long, value_name = "FILE")]
    pub(super) wording: Option<PathBuf>,
}

/// Choices within a format.
#[derive(Debug, Default, Args)]
pub(super) struct Chosen {
    /// Write json in one line
    #[arg(long, help_heading = OUTPUT, hide_short_help = true)]
    pub(super) compact: bool,

    /// How csv is written: rfc4180, or excel-be for Excel set to Belgium
    ///
    /// rfc4180: with commas, for programs; excel-be: for Excel set to Belgian French or Dutch, with semicolons and
    /// decimal commas, and an apostrophe before texts that Excel would run as a formula. The default is rfc4180.
    #[arg(long, value_name = "DIALECT", value_parser = dialect_parser(), hide_possible_values = true)]
    #[arg(help_heading = SPREADSHEET)]
    pub(super) csv_dialect: Option<Dialect>,

    /// The language of findings, and of headings and statuses in xlsx: fr, nl or en
    ///
    /// Without it, findings are told in English, and on the screen in the language of the system; xlsx has its headings
    /// in French and Dutch.
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    #[arg(help_heading = SPREADSHEET)]
    pub(super) lang: Option<Lang>,

    /// The address of the PDF, to which page numbers in xlsx link
    ///
    /// An address on the web or on the disk. A datapackage names it as its source.
    #[arg(long, value_name = "URL", help_heading = SPREADSHEET)]
    pub(super) pdf_url: Option<String>,

    /// A contributor that a datapackage names; may be given several times
    #[arg(long, value_name = "NAME", help_heading = OUTPUT, hide_short_help = true)]
    pub(super) contributor: Vec<String>,

    /// The licence that a datapackage names: a short name such as CC0-1.0, or the address of its text
    #[arg(long, value_name = "LICENSE", help_heading = OUTPUT, hide_short_help = true)]
    pub(super) license: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    /// PDF files, or folders that hold them; `-` is standard input
    #[arg(value_name = "REPORT.pdf", required = true)]
    pub(super) reports: Vec<PathBuf>,

    /// json, jsonl, csv, xlsx, parquet or datapackage; several as in json,xlsx
    ///
    /// json: one file with everything in it; jsonl: one file with an objective or indicator a line; csv: a
    /// folder of tables; xlsx: a workbook for people; parquet: a folder of typed tables for programs;
    /// datapackage: the csv with a description of every column. The default is the ending of the name after -o,
    /// or json if that names no format.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    #[arg(value_parser = format_parser(), hide_possible_values = true, help_heading = OUTPUT)]
    pub(super) format: Vec<Format>,

    /// The file or folder to write; without it, the screen
    ///
    /// A file for json, jsonl or xlsx; a folder for the other formats, several formats or several reports; `-` for
    /// the screen.
    #[arg(short, long, value_name = "PATH", help_heading = OUTPUT)]
    pub(super) output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) chosen: Chosen,

    /// Keep only records that begin on these pages, such as 5-20,31
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,

    /// Which places in the PDF to write to json: records or cells
    ///
    /// records: the pages and the box of each objective and indicator; cells: also the boxes of each of its titles,
    /// texts and figures.
    #[arg(long, value_name = "WHAT", value_parser = provenance_parser(), hide_possible_values = true)]
    #[arg(default_value = Provenance::Records.name(), help_heading = OUTPUT, hide_short_help = true)]
    pub(super) provenance: Provenance,

    /// How to write the confidence of each record: total or parts
    ///
    /// total: one number from 0 to 1; sort by it, and check the lowest records first. parts: also the reasons for
    /// doubt, in json.
    #[arg(long, value_name = "WHAT", value_parser = confidence_parser(), hide_possible_values = true)]
    #[arg(default_value = "total", help_heading = OUTPUT, hide_short_help = true)]
    pub(super) confidence: Confidence,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// Write the output, and fail on findings of these codes; `warning` stands for all warnings
    #[arg(long, value_name = "CODE", value_delimiter = ',', hide_short_help = true)]
    pub(super) deny: Vec<String>,

    /// Write the output, and fail if a record has less confidence, from 0 to 1
    #[arg(long, value_name = "P", hide_short_help = true)]
    pub(super) min_confidence: Option<String>,

    /// Continue a run that was stopped: skip reports that it has written
    ///
    /// A report is read again if its PDF, the options, the program or its output has changed since.
    #[arg(long, help_heading = OUTPUT)]
    pub(super) skip_existing: bool,

    /// How many reports to read at once; the default is one for each processor, at most 4
    #[arg(long, value_name = "N", help_heading = SPEED, hide_short_help = true)]
    pub(super) jobs: Option<String>,

    /// How many pages of a report to read at once; the default is one for each processor
    #[arg(long, value_name = "N", help_heading = SPEED, hide_short_help = true)]
    pub(super) threads: Option<String>,

    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// JSON that extract has written, or folders that hold it as report.json
    #[arg(value_name = "REPORT.json", required = true)]
    pub(super) documents: Vec<PathBuf>,

    /// json, jsonl or csv; several as in json,csv
    ///
    /// json: one file with everything in it; jsonl: one file with an objective or indicator a line; csv: a folder of
    /// tables. The default is the ending of the name after -o, or json if that names no format.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    #[arg(value_parser = merged_parser(), hide_possible_values = true, help_heading = OUTPUT)]
    pub(super) format: Vec<Format>,

    /// The file or folder to write; without it, the screen
    ///
    /// A file for json or jsonl; a folder for csv or several formats; `-` for the screen.
    #[arg(short, long, value_name = "PATH", help_heading = OUTPUT)]
    pub(super) output: Option<PathBuf>,

    /// Write json in one line
    #[arg(long, help_heading = OUTPUT)]
    pub(super) compact: bool,

    /// How csv is written: rfc4180, or excel-be for Excel set to Belgium
    #[arg(long, value_name = "DIALECT", value_parser = dialect_parser(), hide_possible_values = true)]
    #[arg(help_heading = SPREADSHEET)]
    pub(super) csv_dialect: Option<Dialect>,

    /// Print nothing unless the run fails
    #[arg(short, long, help_heading = MESSAGES)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// A PDF file, or the JSON that extract has written of one; `-` is standard input
    #[arg(value_name = "REPORT")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// Fail on notes, too
    #[arg(long)]
    pub(super) strict: bool,

    /// Leave out the findings of these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) allow: Vec<String>,

    /// Fail on the findings of these codes, even if they are notes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) deny: Vec<String>,

    /// Print only the first findings, those that matter most
    #[arg(long, value_name = "N")]
    pub(super) top: Option<String>,

    /// The language of findings: fr, nl or en; the default is that of the system
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    pub(super) lang: Option<Lang>,

    #[command(flatten)]
    pub(super) messages: Messages,
}

#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Messages {
    /// Print findings as text, or as json with one object a line
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, value_enum)]
    #[arg(hide_possible_values = true, help_heading = MESSAGES)]
    pub(super) message_format: MessageFormat,

    /// Print nothing unless the run fails
    #[arg(short, long, help_heading = MESSAGES)]
    pub(super) quiet: bool,

    /// Print all findings, notes too, and the time that each report took
    #[arg(short, long, conflicts_with = "quiet", help_heading = MESSAGES)]
    pub(super) verbose: bool,
}

/// How findings are printed.
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
    /// A PDF file; `-` is standard input
    #[arg(value_name = "REPORT.pdf")]
    pub(super) report: PathBuf,

    #[command(flatten)]
    pub(super) opening: Opening,

    /// The page to draw, counted from 1
    #[arg(long, value_name = "PAGE")]
    pub(super) page: String,

    /// The stage to draw
    #[arg(long, value_name = "STAGE", value_parser = stage_parser())]
    pub(super) stage: Stage,

    /// The SVG file to write; without it, the screen
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Described {
    /// json: the JSON Schema of a report's document; jsonl: the JSON Schema of a line of JSON Lines; table: the
    /// Table Schemas of csv and datapackage
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
    /// Codes such as B201; without any, all codes are explained
    #[arg(value_name = "CODE")]
    pub(super) codes: Vec<String>,

    /// The language of the words: en, fr or nl
    #[arg(long, value_name = "LANG", value_parser = lang_parser(), hide_possible_values = true)]
    #[arg(default_value = "en")]
    pub(super) lang: Lang,
}

#[derive(Debug, Args)]
pub(super) struct Summary {
    /// A PDF file, or the JSON that extract has written of one; `-` is standard input
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

/// How the confidence of a record is written.
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
