//! Reads the Brussels Region's annual report on management control, a PDF of bilingual tables, as data.
//!
//! The modules are in the order in which the data goes through them; see `ARCHITECTURE.md`.

pub mod diagnostic;
pub mod geometry;
pub mod language;
pub mod record;
pub mod source;
pub mod wording;

pub mod read;
pub mod scan;

pub mod words;

pub mod tables;

pub mod columns;

pub mod outline;

pub mod join;

pub mod pair;

pub mod normalise;

pub mod judge;

pub mod check;

pub mod write;

pub mod reading;

pub mod report;

pub mod inspect;

pub mod cli;
