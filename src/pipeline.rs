//! The whole run: one call a stage, from the file's bytes to the report document.
//!
//! No reading of files and no printing here: bytes come in, a [`Report`] goes out.

use std::num::NonZero;

use crate::read::{PageSet, ReadError};
use crate::record::Report;

/// What a run may be told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The user password, where the file needs one.
    pub password: Option<String>,
    /// How many threads read pages; as many as the machine has where it is not given.
    pub threads: Option<NonZero<usize>>,
    /// Keep only the records that begin on these pages.
    pub pages: Option<PageSet>,
}

/// Why there is no report at all.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file can be read, but holds no table of objectives or indicators.
    #[error(
        "no table of objectives or indicators found on its {pages} pages: is this a report on management control?"
    )]
    NoTables {
        /// Pages read.
        pages: u32,
    },
}

/// Reads the report in `bytes`, which came from a file called `name`; `progress` hears after each page
/// how many pages of how many are done, from any thread.
pub fn extract(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, ExtractError> {
    let _ = (name, bytes, settings, progress);
    Err(ExtractError::NoTables { pages: 0 })
}
