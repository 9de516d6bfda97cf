//! How CSV is written for the program that is to open it: what parts cells, how numbers look, which texts are altered.
//!
//! Not for which cells there are: those are the tables' own.

use serde::Serialize;

/// What a text begins with that a spreadsheet program takes for a formula, and runs or fails on. A list item that keeps its
/// printed `- ` is one of them.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What says that a cell is a text. Spreadsheet programs that read it from CSV show it, but do not run what follows.
const TEXT: char = '\'';

/// A way of writing CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dialect {
    /// For programs: RFC 4180, in UTF-8, with decimal points; every text as it is.
    #[default]
    Rfc4180,
    /// For a spreadsheet program set to Belgian habits: semicolons, decimal commas, a byte order mark that tells it of
    /// UTF-8, and no text that it could run as a formula.
    ExcelBe,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Rfc4180, Self::ExcelBe];

    /// What it is called where it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::ExcelBe => "excel-be",
        }
    }

    /// What a file begins with.
    pub(super) fn start(self) -> &'static str {
        match self {
            Self::Rfc4180 => "",
            Self::ExcelBe => "\u{feff}",
        }
    }

    /// What parts cells.
    pub(super) fn delimiter(self) -> u8 {
        match self {
            Self::Rfc4180 => b',',
            Self::ExcelBe => b';',
        }
    }

    /// A number as it stands in a cell.
    pub(super) fn number(self, number: String) -> String {
        match self {
            Self::Rfc4180 => number,
            Self::ExcelBe => number.replace('.', ","),
        }
    }

    /// A text as it stands in a cell. What was altered begins with one apostrophe more than it had, and can be told from
    /// what was not: so a text that begins with apostrophes of its own gets one, too, where a formula follows them.
    pub(super) fn text(self, text: String) -> String {
        match self {
            Self::ExcelBe if text.trim_start_matches(TEXT).starts_with(FORMULA) => format!("{TEXT}{text}"),
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_a_spreadsheet_would_run_are_made_safe_and_can_be_had_back() {
        for text in ["=1+1", "- un bac", "+ deux", "@lac", "\tx", "\rx", "-", "-3", "'=1", "''-x"] {
            let safe = Dialect::ExcelBe.text(text.to_owned());
            assert_eq!(safe.strip_prefix('\''), Some(text));
            assert_eq!(Dialect::Rfc4180.text(text.to_owned()), text);
        }
        for text in ["", "– un bac", "'s avonds", "70", "a=b", " ", "'"] {
            assert_eq!(Dialect::ExcelBe.text(text.to_owned()), text);
        }
    }

    #[test]
    fn a_dialect_has_one_name() {
        for dialect in Dialect::ALL {
            assert_eq!(serde_json::to_value(dialect).unwrap(), dialect.name());
        }
    }
}
