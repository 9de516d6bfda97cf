//! Small joined tables for the tests of the stages that read them.
//!
//! Compiled for tests only.

use std::sync::LazyLock;

use super::{Band, JoinedCell, JoinedColumn, JoinedTable, Vocabulary};
use crate::columns::Role;
use crate::geometry::Rect;
use crate::language::{Edition, Identifier};
use crate::outline::Position;
use crate::record::{Kind, Texts};
use crate::tables::{Making, RowDoubt};
use crate::wording::Wording;
use crate::words::Line;
use crate::words::lexicon::Lexicon;

impl<'a> Vocabulary<'a> {
    /// A report that tells its languages apart so and has no words of its own.
    pub(crate) fn of(languages: &'a Identifier) -> Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        Self { languages, lexicon: &LEXICON, wording: Wording::known() }
    }
}

impl JoinedCell {
    /// A cell of one line, or blank.
    pub(crate) fn sample(text: &str) -> Self {
        let line = Line { text: text.to_owned(), ..Line::default() };
        let lines = if text.is_empty() { Vec::new() } else { vec![line] };
        Self {
            page: 0,
            bbox: Rect::default(),
            lines,
            fill: None,
            left: 0.0,
            right: 0.0,
            margin: f32::INFINITY,
        }
    }
}

impl Band {
    /// A ruled band of these cells.
    pub(crate) fn sample(cells: Vec<Option<usize>>) -> Self {
        Self {
            page: 0,
            bbox: Rect::default(),
            cells,
            first: false,
            open: false,
            spread: 0,
            making: Making::Ruled,
            doubt: RowDoubt::default(),
        }
    }
}

impl JoinedTable {
    /// A table of objectives, French first, that has no rows yet.
    pub(crate) fn sample(roles: &[Role]) -> Self {
        let column = |&role| JoinedColumn { role, label: Texts::default(), language: None, doubtful: false };
        Self {
            position: Position::default(),
            kind: Kind::Objectives,
            part: 0,
            edition: Edition::FrenchFirst,
            nihil: false,
            pages: vec![1],
            columns: roles.iter().map(column).collect(),
            cells: Vec::new(),
            bands: Vec::new(),
            stretches: Vec::new(),
            margin: None,
            repeats: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a band with a cell for each of some texts.
    pub(crate) fn add_band<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let first = self.cells.len();
        self.cells.extend(texts.into_iter().map(JoinedCell::sample));
        self.bands.push(Band::sample((first..self.cells.len()).map(Some).collect()));
    }
}
