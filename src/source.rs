//! Where a thing stands in the file: pages and boxes as they are published.
//!
//! Not for working geometry: boxes here are in the viewer's frame (see [`crate::geometry`]) and final.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::{DeserializeFromStr, SerializeDisplay};

use crate::geometry::Rect;
use crate::language::Language;

/// How exactly a record says where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Provenance {
    /// Where it stands as a whole.
    #[default]
    Records,
    /// Where each of its fields stands as well.
    Cells,
}

impl Provenance {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Records, Self::Cells];

    /// What it is called where it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Cells => "cells",
        }
    }
}

/// A field of a record.
// in the order of their names, as documents list them
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Field {
    /// What comes next.
    Actions,
    /// The budget references.
    BudgetRefs,
    /// What was done.
    Description,
    /// Why the result deviates.
    Deviation,
    /// The green threshold.
    Green,
    /// The indicator.
    Kpi,
    /// The operational objective.
    Operational,
    /// The red threshold.
    Red,
    /// The result.
    Result,
    /// The strategic objective.
    Strategic,
    /// The banner row in force.
    Theme,
    /// The indicator's weight.
    Weight,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 12] = [
        Self::Actions,
        Self::BudgetRefs,
        Self::Description,
        Self::Deviation,
        Self::Green,
        Self::Kpi,
        Self::Operational,
        Self::Red,
        Self::Result,
        Self::Strategic,
        Self::Theme,
        Self::Weight,
    ];

    /// Its key in a record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::BudgetRefs => "budget_refs",
            Self::Description => "description",
            Self::Deviation => "deviation",
            Self::Green => "green",
            Self::Kpi => "kpi",
            Self::Operational => "operational",
            Self::Red => "red",
            Self::Result => "result",
            Self::Strategic => "strategic",
            Self::Theme => "theme",
            Self::Weight => "weight",
        }
    }
}

/// Which value of a record a box belongs to; written as the value's path, such as `result` or `description.nl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, SerializeDisplay, DeserializeFromStr)]
#[non_exhaustive]
pub enum SourceKey {
    /// A field that is one value.
    Whole(Field),
    /// A reference's label.
    Label(Field),
    /// A reference's title in one language.
    Title(Field, Language),
    /// A text in one language.
    Text(Field, Language),
    /// The text of an unknown column, counted from 0, in one language.
    Extra(usize, Language),
}

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(field) => f.write_str(field.name()),
            Self::Label(field) => write!(f, "{}.label", field.name()),
            Self::Title(field, language) => write!(f, "{}.title.{}", field.name(), language.key()),
            Self::Text(field, language) => write!(f, "{}.{}", field.name(), language.key()),
            Self::Extra(number, language) => write!(f, "extra.{number}.text.{}", language.key()),
        }
    }
}

/// A text that is no path of a record's value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no path of a record's value, such as `result` or `description.nl`")]
pub struct SourceKeyError(String);

impl FromStr for SourceKey {
    type Err = SourceKeyError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let language = |key: &str| Language::BOTH.into_iter().find(|language| language.key() == key);
        let parts: Vec<&str> = path.split('.').collect();
        let field = Field::ALL.into_iter().find(|field| Some(&field.name()) == parts.first());
        let key = match (field, &parts[1..]) {
            (Some(field), []) => Some(Self::Whole(field)),
            (Some(field), ["label"]) => Some(Self::Label(field)),
            (Some(field), ["title", side]) => language(side).map(|side| Self::Title(field, side)),
            (Some(field), [side]) => language(side).map(|side| Self::Text(field, side)),
            (None, [number, "text", side]) if parts[0] == "extra" => {
                number.parse().ok().zip(language(side)).map(|(number, side)| Self::Extra(number, side))
            }
            _ => None,
        };
        key.ok_or_else(|| SourceKeyError(path.to_owned()))
    }
}

/// A place on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Place {
    /// Page in the file, counted from 1.
    #[schemars(range(min = 1))]
    pub page: u32,
    /// The page's label as the file's page labels give it, else its number; null in a transcript.
    pub page_label: Option<String>,
    /// `[x0, y0, x1, y1]` in PDF points, origin top left of the page as a viewer shows it; null in a transcript.
    pub bbox: Option<[f64; 4]>,
    /// The first and the last line of a transcript's file, counted from 1; absent in a PDF.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "[u32; 2]", inner(range(min = 1)))]
    pub lines: Option<[u32; 2]>,
}

impl Place {
    /// The place of a rectangle in the viewer's frame, rounded to a hundredth of a point.
    pub(crate) fn new(page: u32, page_label: &str, rect: Rect) -> Self {
        Self { page, page_label: Some(page_label.to_owned()), bbox: Some(published(rect)), lines: None }
    }

    /// The place of some lines of a transcript, the first and the last counted from 1.
    pub(crate) fn of_lines(page: u32, lines: [u32; 2]) -> Self {
        Self { page, page_label: None, bbox: None, lines: Some(lines) }
    }
}

/// A rectangle as it is published: hundredths of a point.
pub(crate) fn published(rect: Rect) -> [f64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|edge| (f64::from(edge) * 100.0).round() / 100.0)
}
