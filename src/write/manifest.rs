//! `manifest.json`, the last file that comes to a report's folder: what was made, and of what.
//!
//! A run that was killed is taken up by it: where the manifest names the same source, version and options, and every
//! file in the folder still has the bytes that it names, the report need not be read again. It holds no dates, so that
//! the same report gives the same manifest. Not for deciding whether to look at it: that is `cli/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::destination::{self, DestinationError, Staged};
use super::{Format, OutputFile};
use crate::record::{EXTRACTOR, SCHEMA_VERSION, Source};

/// The manifest's name in a report's folder.
const NAME: &str = "manifest.json";

/// The version of the manifest's own keys.
const VERSION: &str = "1";

/// What stands in `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Version of these keys.
    manifest_version: String,
    /// What the files were made of, and by what.
    #[serde(flatten)]
    origin: Origin,
    /// Whether nothing is missing from the files.
    complete: bool,
    /// The files, by name.
    files: Vec<Contents>,
}

/// All that the content of the files follows from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// The PDF.
    source: Contents,
    /// Name and version of the program.
    extractor: String,
    /// Version of the report document.
    schema_version: String,
    /// Options that shape the output, by name.
    options: BTreeMap<String, Value>,
}

/// A file's name and content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Contents {
    /// Its name without a folder.
    file: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: String,
    /// How many bytes it has.
    bytes: u64,
}

impl Contents {
    fn new(file: &str, bytes: &[u8]) -> Self {
        Self { file: file.to_owned(), sha256: Source::digest(bytes), bytes: bytes.len() as u64 }
    }

    /// Whether the file is in the folder as it is named here.
    fn is_in(&self, folder: &Path) -> bool {
        let path = folder.join(&self.file);
        let same_length = fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == self.bytes);
        same_length && fs::read(path).is_ok_and(|bytes| Source::digest(&bytes) == self.sha256)
    }
}

impl Origin {
    /// What this program makes of a PDF with some options.
    pub(crate) fn new(file: &str, bytes: &[u8], options: BTreeMap<String, Value>) -> Self {
        Self {
            source: Contents::new(file, bytes),
            extractor: EXTRACTOR.to_owned(),
            schema_version: SCHEMA_VERSION.to_owned(),
            options,
        }
    }

    /// The origin of what was made while pages could not be read, which no later run has: it may be able to.
    #[must_use]
    pub(crate) fn with_pages_unread(mut self) -> Self {
        self.options.insert("pages_unread".to_owned(), true.into());
        self
    }
}

impl Manifest {
    /// The manifest in a folder, where there is one that can be read.
    fn of(folder: &Path) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
        (manifest.manifest_version == VERSION).then_some(manifest)
    }
}

/// The names of the files that formats make.
fn names(formats: &[Format]) -> impl Iterator<Item = &'static str> {
    formats.iter().flat_map(|format| format.writers()).map(|writer| writer.file_name())
}

/// Whether a folder holds what `origin` gives in these formats: where it does, whether that is complete. What a run that
/// was killed left beside it is removed.
pub(crate) fn existing(folder: &Path, origin: &Origin, formats: &[Format]) -> Option<bool> {
    destination::sweep(folder);
    let manifest = Manifest::of(folder).filter(|manifest| manifest.origin == *origin)?;
    let holds = |name: &str| manifest.files.iter().any(|file| file.file == name && file.is_in(folder));
    names(formats).all(holds).then_some(manifest.complete)
}

/// Brings a report's documents to its folder, and the manifest last.
///
/// What an earlier run made there in other formats stays where it comes from the same source, version and options. Else
/// it would contradict the new files, and is removed; but nothing is that has other bytes than this program wrote.
///
/// # Errors
/// Where one of the files cannot be written; then none is.
pub(crate) fn fill(
    folder: &Path,
    documents: &[OutputFile],
    origin: Origin,
    complete: bool,
) -> Result<(), DestinationError> {
    destination::prepare(folder)?;
    let mut files: Vec<Contents> =
        documents.iter().map(|document| Contents::new(document.name, &document.bytes)).collect();
    let earlier = Manifest::of(folder);
    let same = earlier.as_ref().is_some_and(|manifest| manifest.origin == origin);
    let others = earlier.into_iter().flat_map(|manifest| manifest.files).filter(|file| {
        // a manifest is a file like any other, and may name what is not ours
        let ours = names(&Format::ALL).any(|name| name == file.file);
        ours && documents.iter().all(|document| document.name != file.file) && file.is_in(folder)
    });
    let (kept, stale): (Vec<Contents>, Vec<Contents>) = others.partition(|_| same);
    files.extend(kept);
    files.sort_by(|a, b| a.file.cmp(&b.file));
    let manifest = Manifest { manifest_version: VERSION.to_owned(), origin, complete, files };

    let staged: Vec<Staged> = documents
        .iter()
        .map(|document| Staged::new(folder.join(document.name), &document.bytes))
        .collect::<Result<_, _>>()?;
    let last = Staged::new(folder.join(NAME), &bytes(&manifest))?;
    staged.into_iter().try_for_each(Staged::settle)?;
    stale.iter().try_for_each(|file| destination::remove(&folder.join(&file.file)))?;
    last.settle()
}

/// The manifest as its file; these types have string keys only, so that it cannot fail.
fn bytes(manifest: &Manifest) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(source: &str) -> Origin {
        Origin::new("report.pdf", source.as_bytes(), [("compact".to_owned(), Value::from(false))].into())
    }

    fn document(name: &'static str) -> OutputFile {
        OutputFile { name, bytes: name.as_bytes().to_vec() }
    }

    fn csv() -> Vec<OutputFile> {
        names(&[Format::Csv]).map(document).collect()
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_made_is_known_again_and_nothing_else_is() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("report");
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), None);
        fill(&folder, &csv(), origin("a"), false).unwrap();
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), Some(false));
        assert_eq!(existing(&folder, &origin("b"), &[Format::Csv]), None, "another source");
        assert_eq!(existing(&folder, &origin("a"), &[Format::Json, Format::Csv]), None, "another format");
        let renamed = Origin::new("other.pdf", b"a", origin("a").options);
        assert_eq!(existing(&folder, &renamed, &[Format::Csv]), None, "the name stands in the files");
        let options = Origin::new("report.pdf", b"a", BTreeMap::new());
        assert_eq!(existing(&folder, &options, &[Format::Csv]), None, "other options");
        fs::write(folder.join("entities.csv"), "entities.cs_").unwrap();
        assert_eq!(existing(&folder, &origin("a"), &[Format::Csv]), None, "a file was changed");
    }

    #[test]
    fn other_formats_of_the_same_report_stay_and_those_of_another_go() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        let json = [document("report.json")];
        fill(folder, &csv(), origin("a"), true).unwrap();
        fill(folder, &json, origin("a"), true).unwrap();
        assert_eq!(existing(folder, &origin("a"), &[Format::Json, Format::Csv]), Some(true));
        fs::write(folder.join("indicators.csv"), "mine now").unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        fill(folder, &json, origin("b"), true).unwrap();
        assert_eq!(names_in(folder), ["indicators.csv", "manifest.json", "notes.txt", "report.json"]);
    }

    #[test]
    fn a_manifest_that_names_what_is_not_ours_does_no_harm() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("report");
        fs::write(root.path().join("precious"), "").unwrap();
        fill(&folder, &csv(), origin("a"), true).unwrap();
        let mut manifest = Manifest::of(&folder).unwrap();
        manifest.files.push(Contents::new("../precious", b""));
        fs::write(folder.join(NAME), bytes(&manifest)).unwrap();
        fill(&folder, &[document("report.json")], origin("b"), true).unwrap();
        assert!(root.path().join("precious").exists());
    }

    #[test]
    fn where_one_file_cannot_be_written_the_manifest_is_not_either() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::create_dir(folder.join("entities.csv")).unwrap();
        fill(folder, &csv(), origin("a"), true).unwrap_err();
        assert_eq!(names_in(folder), ["entities.csv"]);
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_what_another_run_is_at_stays() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        fs::write(folder.join(".bilan-left"), "half").unwrap();
        let other = Staged::new(folder.join("report.json"), b"other").unwrap();
        fill(folder, &csv(), origin("a"), true).unwrap();
        assert!(!folder.join(".bilan-left").exists());
        other.settle().unwrap();
        assert_eq!(fs::read(folder.join("report.json")).unwrap(), b"other");
    }
}
