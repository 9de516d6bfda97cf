//! What the codes of findings mean, as Markdown that reads well on a terminal, too.
//!
//! The words are those of the codes' own documentation. Not for the findings of one report.

use crate::diagnostic::Code;

/// What stands over the list of all codes.
const CODES: &str = "\
# Codes of findings

What `bilan extract` and `bilan check` say of a report has a code, which never changes its meaning: B1xx is about reading
the file, B2xx about its tables and headings, B3xx about languages, B4xx about values, B5xx about what contradicts itself,
and B6xx about what a format cannot hold. An error means that something is missing from the output, a warning that
something may be wrong in it or on the page, and a note that something is printed oddly.

";

/// What some codes mean; all of them stand under a heading.
pub(super) fn explained(codes: &[Code]) -> String {
    let heading = if codes.len() == Code::ALL.len() { CODES } else { "" };
    let each = |code: &Code| {
        let lines: Vec<&str> = code.meaning().lines().map(str::trim).collect();
        format!("## {code}, {}\n\n{}\n", code.severity(), lines.join("\n"))
    };
    heading.to_owned() + &codes.iter().map(each).collect::<Vec<_>>().join("\n")
}
