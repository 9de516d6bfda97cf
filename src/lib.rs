//! Reads the Brussels Region's annual report on management control, a PDF of bilingual tables, as data.
//!
//! ```
//! let bytes = std::fs::read("fixtures/lac_small.pdf")?;
//! let report = bilan::extract("lac_small.pdf", bytes, &bilan::Settings::default(), &|_page, _pages| {})?;
//! for record in report.objectives.iter().chain(&report.indicators) {
//!     println!("{}: {:?}, {:?}", record.id, record.result.value, record.status);
//! }
//! for file in bilan::write::Format::Csv.render(&report, &bilan::write::Options::default())? {
//!     println!("{}: {} bytes", file.name, file.bytes.len());
//! }
//! # assert!(!report.indicators.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`extract`] makes a [`record::Report`] of the bytes of a PDF, as its [`Settings`] say. [`mod@write`] makes files of it.
//! [`diagnostic`] says what was odd, doubtful or lost. The stages between are not published: `ARCHITECTURE.md` shows them.
//!
//! Without the feature `cli`, [`extract`] asks for nothing that WebAssembly lacks (`wasm32-unknown-unknown`): it runs on one
//! thread and reads no clock. It reads no images there, since no OCR engine can be started. A panic of the PDF engine costs
//! one page elsewhere; there it cannot be caught, and ends the run.

#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "surveys, drawings and manifests are for the command line")
)]

pub mod diagnostic;
mod geometry;
mod language;
mod misreading;
pub mod record;
mod source;
mod wording;

mod read;
mod scan;

mod words;

mod tables;

mod columns;

mod transcript;

mod outline;

mod join;

mod pair;

mod normalise;

mod judge;

mod check;

pub mod write;

mod reading;

mod report;

mod inspect;

#[cfg(feature = "cli")]
pub mod cli;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;

pub use read::{PageSet, PageSetError, ReadError};
pub use reading::{ExtractError, Settings};
pub use report::extract;
pub use scan::Ocr;
pub use source::Provenance;
pub use wording::{Wording, WordingError};
