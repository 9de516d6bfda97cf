//! Diagnostics: what was odd, doubtful or lost, with a code that never changes meaning.
//!
//! Families: B1xx reading, B2xx tables and structure, B3xx languages, B4xx values, B5xx consistency,
//! B6xx writing. A stage returns findings beside its product, a code and values each; `messages` makes the sentence.
//! Not for errors that end a run: those are the error types of the stages.

mod codes;
mod matter;
mod messages;

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::geometry::Rect;
use crate::language::{Bilingual, Language};
use crate::source::{Field, Place, published};

pub use codes::Code;
pub(crate) use matter::Matter;
pub(crate) use messages::{Tongue, phrase};

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

/// Something that a finding's sentence names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Value {
    /// A count.
    Count(u64),
    /// A number.
    Number(f64),
    /// A text as printed, or one of a closed list of words.
    Text(String),
    /// Several of these.
    List(Vec<String>),
}

macro_rules! value_from {
    ($($from:ty: $value:ident => $into:expr;)+) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $into
            }
        })+
    };
}

value_from! {
    f64: value => Self::Number(value);
    u32: value => Self::Count(u64::from(value));
    u64: value => Self::Count(value);
    usize: value => Self::Count(value as u64);
    &str: value => Self::Text(value.to_owned());
    String: value => Self::Text(value);
    Vec<String>: value => Self::List(value);
}

/// The values of a finding, by their names.
pub type Values = BTreeMap<String, Value>;

/// Records of a table that one finding is about.
pub(crate) struct Group {
    /// Their ids.
    pub records: Vec<String>,
    /// How many records the table has.
    pub of: usize,
    /// What it reports.
    pub kind: &'static str,
    /// Whose it is.
    pub body: Bilingual<Option<String>>,
    /// The references of the records, where the sentence should name them.
    pub labels: Option<Vec<String>>,
}

/// What a stage or a check noticed: a code and values. Its sentence is made of these alone, in one place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// The field of the record that it concerns.
    pub field: Option<Field>,
    /// The language of the text that it concerns.
    pub language: Option<Language>,
    /// What its sentence names.
    pub values: Values,
    /// The record it concerns.
    pub record: Option<String>,
    /// Other records that it concerns.
    pub related: Vec<String>,
    /// The page it concerns, counted from 1.
    pub page: Option<u32>,
    /// The place on that page: points, origin top left as a viewer shows it.
    pub bbox: Option<[f64; 4]>,
    /// The first and the last line of a transcript's file that it concerns, counted from 1.
    pub lines: Option<[u32; 2]>,
}

impl Finding {
    /// A finding about the file as a whole.
    pub(crate) fn new(code: Code) -> Self {
        Self {
            code,
            field: None,
            language: None,
            values: Values::new(),
            record: None,
            related: Vec::new(),
            page: None,
            bbox: None,
            lines: None,
        }
    }

    /// The same finding with a value that its sentence names.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// The same finding, about a field.
    pub(crate) fn of(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    /// The same finding, about a text in one language.
    pub(crate) fn in_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The same finding, which concerns another record, too.
    pub(crate) fn related_to(mut self, record: &str) -> Self {
        self.related.push(record.to_owned());
        self
    }

    /// The same finding, about a page.
    pub(crate) fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same finding, about a place on a page, in the viewer's frame.
    pub(crate) fn at(mut self, page: u32, rect: Rect) -> Self {
        self.page = Some(page);
        self.bbox = Some(published(rect));
        self
    }

    /// The same finding, about a record, at the first of the places where it stands.
    pub(crate) fn about(mut self, record: &str, places: &[Place]) -> Self {
        self.record = Some(record.to_owned());
        match places.first() {
            Some(place) => self.in_place(place),
            None => self,
        }
    }

    /// The same finding, about a place as it is published.
    pub(crate) fn in_place(mut self, place: &Place) -> Self {
        (self.page, self.bbox, self.lines) = (Some(place.page), place.bbox, place.lines);
        self
    }

    /// The same finding, about several records of a table.
    pub(crate) fn of_group(mut self, group: Group) -> Self {
        let Group { records, of, kind, body, labels } = group;
        self = self.with("records", records.len()).with("of", of).with("table", kind);
        for (name, body) in [("body", body.fr), (messages::BODY_IN_DUTCH, body.nl)] {
            self = self.with(name, body.unwrap_or_default());
        }
        if let Some(labels) = labels {
            self = self.with("labels", labels);
        }
        // the place of one of them says nothing of the others
        Self { record: None, related: records, bbox: None, lines: None, ..self }
    }

    /// How grave it is.
    pub(crate) fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A finding as it is published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of finding it is.
    // a later version knows more codes, and documents of the same keys
    #[schemars(with = "String", extend("pattern" = "^B[1-5][0-9]{2}$"))]
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What was found, where the reader can act on it; made of the code and the values.
    pub message: String,
    /// The field of the record that it concerns.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "Field")]
    pub field: Option<Field>,
    /// The language of the text that it concerns.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "Language")]
    pub language: Option<Language>,
    /// What the message names.
    #[serde(skip_serializing_if = "Values::is_empty", default)]
    #[schemars(extend("minProperties" = 1))]
    pub values: Values,
    /// The record it concerns.
    pub record: Option<String>,
    /// Other records that it concerns, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(extend("minItems" = 1))]
    pub related: Vec<String>,
    /// The page it concerns, counted from 1.
    #[schemars(range(min = 1))]
    pub page: Option<u32>,
    /// The place on that page: points, origin top left as a viewer shows it.
    pub bbox: Option<[f64; 4]>,
    /// The first and the last line of a transcript's file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "[u32; 2]", inner(range(min = 1)))]
    pub lines: Option<[u32; 2]>,
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        let message = messages::sentence(&finding, Tongue::En);
        let Finding { code, field, language, values, record, related, page, bbox, lines } = finding;
        Self {
            code,
            severity: code.severity(),
            message,
            field,
            language,
            values,
            record,
            related,
            page,
            bbox,
            lines,
        }
    }
}

impl Diagnostic {
    /// Says it in another language: only the sentence changes.
    pub(crate) fn say_in(&mut self, tongue: Tongue) {
        let finding = Finding {
            field: self.field,
            language: self.language,
            values: self.values.clone(),
            ..Finding::new(self.code)
        };
        self.message = messages::sentence(&finding, tongue);
    }

    /// What is read first: the gravest matter, then the gravest finding, page by page.
    pub(crate) fn rank(&self) -> (Matter, std::cmp::Reverse<Severity>, Option<u32>) {
        (Matter::of(self.code), std::cmp::Reverse(self.severity), self.page)
    }
}

/// A count and what it counts.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The beginning of a text in one line, as much of it as a message has room for.
pub(crate) fn excerpt(text: &str) -> String {
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
