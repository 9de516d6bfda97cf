//! Diagnostics: what was odd, doubtful or lost, with a code that never changes meaning.
//!
//! Families: B1xx reading, B2xx tables and structure, B3xx languages, B4xx values, B5xx consistency,
//! B6xx writing. A stage
//! returns what it noticed beside its product; only `cli/` prints. Not for errors that end a run: those are
//! the error types of the stages.

mod codes;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::source::{Place, published};

pub use codes::Code;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; the output is what the page says.
    Note,
    /// Doubtful: a reader should look at the page.
    Warning,
    /// Something is missing from the output.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// What kind of finding it is.
    // a later version knows more codes, and documents of the same keys
    #[schemars(with = "String", extend("pattern" = "^B[1-5][0-9]{2}$"))]
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What was found, where the reader can act on it.
    pub message: String,
    /// The record it concerns.
    pub record: Option<String>,
    /// The page it concerns, counted from 1.
    #[schemars(range(min = 1))]
    pub page: Option<u32>,
    /// The place on that page: points, origin top left as a viewer shows it.
    pub bbox: Option<[f64; 4]>,
}

impl Diagnostic {
    /// A finding with the code's own severity, about the file as a whole.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            record: None,
            page: None,
            bbox: None,
        }
    }

    /// The same finding, about a page.
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same finding, about a place on a page, in the viewer's frame.
    pub fn at(mut self, page: u32, rect: Rect) -> Self {
        self.page = Some(page);
        self.bbox = Some(published(rect));
        self
    }

    /// The same finding, about a record, at the first of the places where it stands.
    pub fn about(mut self, record: &str, places: &[Place]) -> Self {
        self.record = Some(record.to_owned());
        let place = places.first();
        self.page = place.map(|place| place.page);
        self.bbox = place.map(|place| place.bbox);
        self
    }
}

/// A count and what it counts.
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The beginning of a text in one line, as much of it as a message has room for.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).replace('\n', " "),
        None => text.replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_one_line_and_ends_where_the_message_has_no_more_room() {
        assert_eq!(excerpt("bac\ndu nord"), "bac du nord");
        assert_eq!(excerpt(&"é".repeat(70)).chars().count(), 61);
    }
}
