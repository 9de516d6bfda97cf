//! write: a report becomes files of one format, and the files go where they are wanted.
//!
//! Each format lives behind `Writer` and only arranges what the report holds: nothing is computed or judged
//! here, and the same report always gives the same bytes. Not for what is told to the person at the keyboard:
//! that is `cli/`.

mod arrow;
mod columns;
mod csv;
mod datapackage;
mod destination;
mod dialect;
mod fields;
mod json;
mod jsonl;
mod labels;
pub(crate) mod manifest;
mod merged;
mod overview;
mod parquet;
#[cfg(test)]
mod sample;
mod schema;
mod summary;
mod xlsx;

use std::io;

use columns::Table;
pub use destination::{Destination, DestinationError};
pub use dialect::Dialect;
pub use labels::Lang;
pub(crate) use labels::severity;
pub use merged::Merged;
pub use schema::Schema;
pub use summary::{Look, summary};

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::record::Report;

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One document with everything in it.
    Json,
    /// A file with one record a line.
    Jsonl,
    /// A folder of tables.
    Csv,
    /// A workbook for people.
    Xlsx,
    /// A folder of typed tables for programs.
    Parquet,
    /// A folder of tables that says what they hold.
    Datapackage,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::Json, Self::Jsonl, Self::Csv, Self::Xlsx, Self::Parquet, Self::Datapackage];

    /// The format's name, which is also the extension of its files; but a data package is files of two other formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Datapackage => "datapackage",
        }
    }

    /// The files that the format makes of one report.
    pub(crate) fn writers(self) -> &'static [&'static dyn Writer] {
        match self {
            Self::Json => &[&json::JsonWriter],
            Self::Jsonl => &[&jsonl::LineWriter],
            Self::Csv => &[
                &csv::Csv(Table::Objectives),
                &csv::Csv(Table::Indicators),
                &csv::Csv(Table::Entities),
                &csv::Csv(Table::Diagnostics),
            ],
            Self::Xlsx => &[&xlsx::Workbook],
            Self::Parquet => &[
                &parquet::Parquet(Table::Objectives),
                &parquet::Parquet(Table::Indicators),
                &parquet::Parquet(Table::Entities),
                &parquet::Parquet(Table::Diagnostics),
            ],
            Self::Datapackage => &[
                &csv::Csv(Table::Objectives),
                &csv::Csv(Table::Indicators),
                &csv::Csv(Table::Entities),
                &csv::Csv(Table::Diagnostics),
                &datapackage::Descriptor,
            ],
        }
    }

    /// What the format cannot hold of a report, though the report has it.
    pub fn losses(self, report: &Report) -> Vec<Diagnostic> {
        self.writers().iter().flat_map(|writer| writer.losses(report)).collect()
    }

    /// The report in this format, file by file, in memory: a report that cannot be written leaves no trace.
    pub fn render(self, report: &Report, options: &Options) -> io::Result<Vec<OutputFile>> {
        self.writers()
            .iter()
            .map(|writer| {
                let mut bytes = Vec::new();
                writer.write(report, options, &mut bytes)?;
                Ok(OutputFile { name: writer.file_name(), bytes })
            })
            .collect()
    }
}

/// How a report is written, where a format leaves a choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Options {
    /// JSON in one line, for programs; indented for people without it.
    pub compact: bool,
    /// How CSV is written.
    pub csv_dialect: Dialect,
    /// The language of headings and statuses, where people read them.
    pub lang: Lang,
    /// Where the PDF is found, for links to it.
    pub pdf_url: Option<String>,
    /// Who a data package says has made it.
    pub contributors: Vec<String>,
    /// Under which licence a data package may be used: a name, or where it stands.
    pub license: Option<String>,
}

/// One file that a format makes of a report.
pub(crate) trait Writer: Sync {
    /// The file's name in the report's folder, where the format makes several.
    fn file_name(&self) -> &'static str;

    /// Writes the file's content.
    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()>;

    /// What the file cannot hold of the report, though the report has it.
    fn losses(&self, _: &Report) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// A file's content on its way to its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The file's name in the report's folder.
    pub name: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_gives_the_same_bytes_twice_under_names_of_its_own() {
        let report = sample::report();
        for format in Format::ALL {
            let documents = format.render(&report, &Options::default()).unwrap();
            assert_eq!(documents, format.render(&report.clone(), &Options::default()).unwrap(), "{format:?}");
            for (at, document) in documents.iter().enumerate() {
                let own = document.name.ends_with(&format!(".{}", format.name()));
                assert!(own || format == Format::Datapackage, "{}", document.name);
                assert!(documents[..at].iter().all(|other| other.name != document.name), "{}", document.name);
                let text = !matches!(format, Format::Xlsx | Format::Parquet);
                assert!(!text || document.bytes.ends_with(b"\n"), "{}", document.name);
            }
        }
    }
}
