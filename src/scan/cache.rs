//! What the OCR engine said of a sheet, kept in a folder: the same sheet need not be read twice.
//!
//! A file is named after the sheet's pixels and all that the engine was told, and holds what it said. Files of other versions
//! of either are never used, and may be deleted at any time.
//!
//! Not for what is asked: that is in `sheet` and `tesseract`.

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

#[cfg(test)]
mod tests {
    use super::super::drawn::{bar, paper};
    use super::*;

    fn never() -> Result<String, OcrError> {
        Err(OcrError::Failed("it was read again".to_owned()))
    }

    fn said(what: &str) -> impl FnOnce() -> Result<String, OcrError> {
        let what = what.to_owned();
        || Ok(what)
    }

    #[test]
    fn what_was_read_is_not_read_again_by_another_run_either() {
        let room = tempfile::tempdir().unwrap();
        let (engine, picture) = (Engine::of_version("5"), paper(30, 20));
        for read in [said("bolado"), said("not asked")] {
            let cache = Cache::at(room.path().join("kept"));
            assert_eq!(cache.get_or(&picture, &engine, "", read).unwrap(), "bolado");
        }
        assert_eq!(std::fs::read_dir(room.path().join("kept")).unwrap().count(), 1);
    }

    #[test]
    fn another_picture_is_read_and_so_is_the_same_by_another_engine() {
        let room = tempfile::tempdir().unwrap();
        let cache = Cache::at(room.path().to_owned());
        let (engine, picture) = (Engine::of_version("5"), paper(30, 20));
        cache.get_or(&picture, &engine, "", said("bolado")).unwrap();
        let mut inked = paper(30, 20);
        bar(&mut inked, (3, 3), (4, 4));
        let coarser = Picture { dpi: 200.0, ..paper(30, 20) };
        for other in [inked, paper(20, 30), coarser] {
            assert_eq!(cache.get_or(&other, &engine, "", said("tolé")).unwrap(), "tolé");
        }
        let newer = Engine::of_version("6");
        assert_eq!(cache.get_or(&picture, &newer, "", said("tolé")).unwrap(), "tolé");
        assert_eq!(cache.get_or(&picture, &engine, "", never).unwrap(), "bolado");
    }

    #[test]
    fn what_could_not_be_read_is_not_kept() {
        let room = tempfile::tempdir().unwrap();
        let cache = Cache::at(room.path().to_owned());
        let (engine, picture) = (Engine::of_version("5"), paper(30, 20));
        assert!(cache.get_or(&picture, &engine, "", never).is_err());
        assert_eq!(std::fs::read_dir(room.path()).unwrap().count(), 0);
        assert_eq!(cache.get_or(&picture, &engine, "", said("bolado")).unwrap(), "bolado");
    }

    #[test]
    fn a_picture_on_which_other_characters_can_stand_is_another() {
        let room = tempfile::tempdir().unwrap();
        let cache = Cache::at(room.path().to_owned());
        let (engine, picture) = (Engine::of_version("5"), paper(30, 20));
        cache.get_or(&picture, &engine, "", said("bolado")).unwrap();
        assert_eq!(cache.get_or(&picture, &engine, "0123456789", said("80")).unwrap(), "80");
        assert_eq!(cache.get_or(&picture, &engine, "", never).unwrap(), "bolado");
    }

    #[test]
    fn what_cannot_be_kept_is_read_all_the_same() {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("file");
        std::fs::write(&file, "").unwrap();
        let cache = Cache::at(file.join("kept"));
        let (engine, picture) = (Engine::of_version("5"), paper(30, 20));
        assert_eq!(cache.get_or(&picture, &engine, "", said("bolado")).unwrap(), "bolado");
    }
}
