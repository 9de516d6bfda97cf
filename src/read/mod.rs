//! read: a PDF's bytes become pages of glyphs, rules and fills, upright, every glyph with its box.
//!
//! The PDF engine stops at `engine.rs`; nothing after this stage knows that the page was a PDF. Not for words:
//! a glyph is what the page draws, and no more.

mod pages;

pub use pages::{PageSet, PageSetError};

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// The bytes are not a PDF's.
    #[error("not a PDF: the file does not begin with %PDF-")]
    NotPdf,
    /// A PDF that is too damaged.
    #[error("damaged beyond repair: no page could be found in it; get a fresh copy of the file")]
    Damaged,
    /// The file is encrypted and no password was given.
    #[error("the file is protected by a password: give it with --password")]
    PasswordNeeded,
    /// The password does not open the file.
    #[error("the password does not open the file: check --password")]
    PasswordWrong,
    /// An encryption that the engine does not know.
    #[error("the file is encrypted in a way that cannot be read: save a copy without protection")]
    Encryption,
    /// `--pages` names a page that is not there.
    #[error("page {page} is beyond the file's last page, {pages}")]
    NoSuchPage {
        /// The page asked for.
        page: u32,
        /// Pages of the file.
        pages: u32,
    },
}
