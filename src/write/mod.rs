//! write: a report becomes files of one format, and the files go where they are wanted.
//!
//! Each format lives behind [`Writer`] and only arranges what the report holds: nothing is computed or judged
//! here, and the same report always gives the same bytes. Not for what is told to the person at the keyboard:
//! that is `cli/`.

mod columns;
mod csv;
mod dialect;
mod json;
mod jsonl;
mod labels;
pub mod manifest;
mod merged;
mod overview;
mod place;
#[cfg(test)]
mod sample;
mod schema;
mod summary;
mod xlsx;

use std::io;

pub use dialect::Dialect;
pub use labels::{Lang, severity};
pub use merged::Merged;
pub use place::{Place, PlaceError};
pub use schema::Schema;
pub use summary::{Look, summary};

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::record::Report;

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One document with everything in it.
    Json,
    /// A file with one record a line.
    Jsonl,
    /// A folder of tables.
    Csv,
    /// A workbook for people.
    Xlsx,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Json, Self::Jsonl, Self::Csv, Self::Xlsx];

    /// The format's name, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The files that the format makes of one report.
    pub fn writers(self) -> &'static [&'static dyn Writer] {
        match self {
            Self::Json => &[&json::Document],
            Self::Jsonl => &[&jsonl::Lines],
            Self::Csv => &[
                &csv::Table::Objectives,
                &csv::Table::Indicators,
                &csv::Table::Entities,
                &csv::Table::Diagnostics,
            ],
            Self::Xlsx => &[&xlsx::Workbook],
        }
    }

    /// What the format cannot hold of a report, though the report has it.
    pub fn losses(self, report: &Report) -> Vec<Diagnostic> {
        self.writers().iter().flat_map(|writer| writer.losses(report)).collect()
    }

    /// The report in this format, file by file, in memory: a report that cannot be written leaves no trace.
    pub fn render(self, report: &Report, options: &Options) -> io::Result<Vec<Document>> {
        self.writers()
            .iter()
            .map(|writer| {
                let mut bytes = Vec::new();
                writer.write(report, options, &mut bytes)?;
                Ok(Document { name: writer.file_name(), bytes })
            })
            .collect()
    }
}

/// How a report is written, where a format leaves a choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Options {
    /// JSON in one line, for programs; indented for people without it.
    pub compact: bool,
    /// How CSV is written.
    pub csv_dialect: Dialect,
    /// The language of headings and statuses, where people read them.
    pub lang: Lang,
    /// Where the PDF is found, for links to its pages.
    pub pdf_url: Option<String>,
}

/// One file that a format makes of a report.
pub trait Writer: Sync {
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
pub struct Document {
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
                assert!(document.name.ends_with(&format!(".{}", format.name())), "{}", document.name);
                assert!(documents[..at].iter().all(|other| other.name != document.name), "{}", document.name);
                let text = format != Format::Xlsx;
                assert!(!text || document.bytes.ends_with(b"\n"), "{}", document.name);
            }
        }
    }
}
