//! `merge`: documents that `extract` has written become one data set.
//!
//! All of them or none: a data set that lacks a year looks like one that does not. Not for what the data set looks
//! like: that is `write/`.

use std::process::ExitCode;

use anyhow::{Context, ensure};

use super::checked::Merging;
use super::given::Given;
use super::{document_of, messages};
use crate::record::Report;
use crate::write::Merged;

/// Merges the documents.
pub(super) fn run(merging: &Merging) -> anyhow::Result<ExitCode> {
    let Merging { documents, formats, options, place, quiet } = merging;
    let mut reports = Vec::<(&Given, Report)>::new();
    let mut lines = Vec::new();
    for input in documents {
        let report = document_of(&input.read()?).with_context(|| input.to_string())?;
        match reports.iter().find(|(_, other)| other.source.sha256 == report.source.sha256) {
            None => reports.push((input, report)),
            Some((first, other)) => {
                ensure!(
                    is_same(other, &report),
                    "{first} and {input} come from the same PDF, but do not say the same: name one of them"
                );
                lines.push(format!("{input}: says the same as {first}, and is left out"));
            }
        }
    }
    let merged = Merged::new(reports.into_iter().map(|(_, report)| report).collect());
    let mut files = Vec::new();
    for &format in formats {
        files.extend(merged.render(format, options)?);
    }
    place.put(&files)?;
    lines.push(messages::merged(&merged));
    if !quiet {
        messages::say(&lines);
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether two documents say the same, whatever the file was called.
fn is_same(a: &Report, b: &Report) -> bool {
    let named = |report: &Report| {
        let mut report = report.clone();
        report.source.file.clear();
        report
    };
    named(a) == named(b)
}
