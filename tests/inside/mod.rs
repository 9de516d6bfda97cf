//! Tests of the whole that look at what stands between the stages, which the crate does not publish: a part of the library's
//! own tests.
//!
//! Not for what the library and the program show: those are the tests outside, in `tests/all.rs`.

#[path = "../draw/mod.rs"]
mod draw;

mod aligned;
mod damage;
mod editions;
mod files;
mod hostile;
mod inspect;
mod language;
mod notes;
mod provenance;
mod report;
mod scans;
mod stages;
mod transcripts;

use std::num::NonZero;

use crate::read::{Page, PdfDocument};

/// Puts every page of a document through `each`; the results are in the order of the pages, with `None` for one that is
/// missing from the file.
fn map_pages<T: Send>(
    document: &PdfDocument,
    threads: NonZero<usize>,
    each: impl Fn(Page) -> T + Sync,
) -> Vec<Option<T>> {
    document.map_pages(threads, |_| true, &|_, _| {}, |page, _| each(page))
}
