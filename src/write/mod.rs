//! write: a report becomes files of one format, and the files go where they are wanted.
//!
//! Each format lives behind [`Writer`] and only arranges what the report holds: nothing is computed or judged
//! here, and the same report always gives the same bytes. Not for what is told to the person at the keyboard:
//! that is `cli/`.

mod csv;
mod dialect;
mod json;
mod jsonl;
pub mod manifest;
mod merged;
mod place;
#[cfg(test)]
mod sample;
mod schema;

use std::io;

pub use dialect::Dialect;
pub use merged::Merged;
pub use place::{Place, PlaceError};
pub use schema::Schema;

use serde::Serialize;

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
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Json, Self::Jsonl, Self::Csv];

    /// The format's name, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
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
        }
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
}

/// One file that a format makes of a report.
pub trait Writer: Sync {
    /// The file's name in the report's folder, where the format makes several.
    fn file_name(&self) -> &'static str;

    /// Writes the file's content.
    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()>;
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
                assert_eq!(document.bytes.last(), Some(&b'\n'), "{}", document.name);
            }
        }
    }
}
