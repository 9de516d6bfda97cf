//! Where a thing stands in the file: pages and boxes as they are published.
//!
//! Not for working geometry: boxes here are in the viewer's frame (see [`crate::geometry`]) and final.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::geometry::Rect;

/// How exactly a record says where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// A place on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Page in the file, counted from 1.
    #[schemars(range(min = 1))]
    pub page: u32,
    /// The page's label as the file's page labels give it, else its number.
    pub page_label: String,
    /// `[x0, y0, x1, y1]` in PDF points, origin top left of the page as a viewer shows it.
    pub bbox: [f64; 4],
}

impl Place {
    /// The place of a rectangle in the viewer's frame, rounded to a hundredth of a point.
    pub fn new(page: u32, page_label: &str, rect: Rect) -> Self {
        Self { page, page_label: page_label.to_owned(), bbox: published(rect) }
    }
}

/// A rectangle as it is published: hundredths of a point.
pub fn published(rect: Rect) -> [f64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|edge| (f64::from(edge) * 100.0).round() / 100.0)
}
