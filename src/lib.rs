//! Reads the Brussels Region's annual report on management control, a PDF of bilingual tables, as data.
//!
//! The modules are in the order in which the data goes through them; see `ARCHITECTURE.md`.

pub mod columns;
pub mod diagnostic;
pub mod geometry;
pub mod language;
pub mod source;

pub mod outline;
pub mod pipeline;
pub mod read;
pub mod record;
pub mod tables;
pub mod words;

pub mod write;

pub mod inspect;

pub mod cli;
