//! What the OCR engine said of a sheet, kept in a folder: the same sheet need not be read twice.
//!
//! A file is named after the sheet's pixels and all that the engine was told, and holds what it said. Files of other versions
//! of either are never used, and may be deleted at any time.

use std::io::Write;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::picture::Picture;
use super::tesseract::{Engine, OcrError};

/// A folder of readings.
#[derive(Debug)]
pub(super) struct Cache(PathBuf);

impl Cache {
    /// The cache in a folder, which is made where it is needed.
    pub(super) fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// What the engine said of a picture, or says now.
    pub(super) fn get_or(
        &self,
        picture: &Picture,
        engine: &Engine,
        characters: &str,
        read: impl FnOnce() -> Result<String, OcrError>,
    ) -> Result<String, OcrError> {
        let mut hash = Sha256::new();
        hash.update(engine.settings());
        hash.update(format!("{characters}\n{} {} {}\n", picture.width, picture.height, picture.dpi));
        hash.update(&picture.grey);
        let name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = self.0.join(format!("{name}.hocr"));
        if let Ok(kept) = std::fs::read_to_string(&path) {
            return Ok(kept);
        }
        let said = read()?;
        // what cannot be kept, on a full disk say, was read all the same
        let _ = self.keep(&path, &said);
        Ok(said)
    }

    /// Keeps a reading, whole or not at all.
    fn keep(&self, path: &std::path::Path, said: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.0)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(said.as_bytes())?;
        file.persist(path)?;
        Ok(())
    }
}
