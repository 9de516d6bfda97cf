//! Where output goes: standard output, one file, or a folder of files; whole or not at all.
//!
//! A file is written beside its place under a name of its own, brought to the disk and only then renamed: a full
//! disk or a lost connection never leaves half a file where a program may read it. Not for deciding which of the
//! places it is: that is `cli/`.

use std::fs::{self, DirEntry, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::OutputFile;

/// What the names of files begin with that are not yet in their place.
const STAGED: &str = ".bilan-";

/// Where output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output, one document after the other.
    StandardOutput,
    /// One file, for a single document.
    File(PathBuf),
    /// A folder, made where it is missing, in which each document has its own name.
    Folder(PathBuf),
}

/// Why output could not be brought to its place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DestinationError {
    /// A file is wanted where a folder is.
    #[error("{}: is a folder: name a file in it, or choose a format that is a folder of files", .0.display())]
    IsFolder(PathBuf),
    /// A folder is wanted where a file is.
    #[error("{}: a file is in the way where a folder should be: choose another place with -o", .0.display())]
    NotFolder(PathBuf),
    /// The folder for the file is not there.
    #[error("{}: there is no such folder to write to: create it first, or check its name", .0.display())]
    NoFolder(PathBuf),
    /// The system does not allow it.
    #[error("{}: no right to write there: choose a folder of your own with -o", .0.display())]
    NotAllowed(PathBuf),
    /// The disk is full.
    #[error("{}: the disk is full: make room on it, or choose another place with -o", .0.display())]
    Full(PathBuf),
    /// Anything else.
    #[error("{}: cannot be written: {error}", .path.display())]
    Other {
        /// The place.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl DestinationError {
    fn new(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::IsADirectory => Self::IsFolder(path),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Self::NotFolder(path),
            ErrorKind::NotFound => Self::NoFolder(path),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotAllowed(path),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(path),
            _ => Self::Other { path, error },
        }
    }
}

impl Destination {
    /// Brings the documents to their place. Where one of them cannot be written, none is.
    pub fn put(&self, documents: &[OutputFile]) -> Result<(), DestinationError> {
        match self {
            Self::StandardOutput => to_standard_output(documents)
                .map_err(|error| DestinationError::new(Path::new("standard output"), error)),
            Self::File(path) => to_files(documents.iter().map(|document| (path.clone(), document))),
            Self::Folder(folder) => {
                fs::create_dir_all(folder).map_err(|error| DestinationError::new(folder, error))?;
                to_files(documents.iter().map(|document| (folder.join(document.name), document)))
            }
        }
    }
}

/// Writes the documents to standard output. A reader that has seen enough, such as `head`, is no error.
fn to_standard_output(documents: &[OutputFile]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written =
        documents.iter().try_for_each(|document| out.write_all(&document.bytes)).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes each document beside its path, and renames them only when all of them are on the disk.
fn to_files<'d>(documents: impl Iterator<Item = (PathBuf, &'d OutputFile)>) -> Result<(), DestinationError> {
    let staged: Vec<Staged> =
        documents.map(|(path, document)| Staged::new(path, &document.bytes)).collect::<Result<_, _>>()?;
    staged.into_iter().try_for_each(Staged::settle)
}

/// Makes a folder where it is missing, and takes out of it what a run that was killed left there.
pub(super) fn prepare(folder: &Path) -> Result<(), DestinationError> {
    fs::create_dir_all(folder).map_err(|error| DestinationError::new(folder, error))?;
    sweep(folder);
    Ok(())
}

/// Removes the files of this program that never came to their place. Those of a run that still goes on are locked, and
/// stay; what cannot be removed does no harm.
pub(super) fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(STAGED.as_bytes());
    for path in entries.filter(ours).map(|entry| entry.path()) {
        if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes a file; it is no error where there is none.
pub(super) fn remove(path: &Path) -> Result<(), DestinationError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(DestinationError::new(path, error)),
        _ => Ok(()),
    }
}

/// The part of `path` that an error is about: its folder, where that is what is missing or in the way.
fn blamed<'p>(path: &'p Path, error: &io::Error) -> &'p Path {
    match (error.kind(), path.parent()) {
        (ErrorKind::NotFound | ErrorKind::NotADirectory, Some(folder)) => folder,
        _ => path,
    }
}

/// A document that is on the disk, but not yet in its place.
pub(super) struct Staged {
    place: PathBuf,
    stage: Waiting,
}

/// Where such a document waits.
enum Waiting {
    /// A file beside the place, which it is to replace.
    Beside(NamedTempFile, PathBuf),
    /// A device or a pipe, such as `/dev/null`: it cannot be replaced, only written to.
    Device(File, Vec<u8>),
}

impl Staged {
    /// Brings bytes to the disk beside the place that they are for.
    pub(super) fn new(place: PathBuf, bytes: &[u8]) -> Result<Self, DestinationError> {
        match Waiting::new(&place, bytes) {
            Ok(stage) => Ok(Self { place, stage }),
            Err(error) => Err(DestinationError::new(blamed(&place, &error), error)),
        }
    }

    /// Brings them to their place.
    pub(super) fn settle(self) -> Result<(), DestinationError> {
        self.stage.settle().map_err(|error| DestinationError::new(&self.place, error))
    }
}

impl Waiting {
    fn new(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let target = match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => {
                return Ok(Self::Device(File::options().write(true).open(path)?, bytes.to_vec()));
            }
            // the file that a link leads to is replaced, and not the link
            Ok(_) => fs::canonicalize(path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            Err(error) => return Err(error),
        };
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(STAGED);
        if let Some(permissions) = usual_permissions() {
            builder.permissions(permissions);
        }
        let mut file = builder.tempfile_in(folder)?;
        // tells `sweep` of another run that somebody is at it; where the system knows no locks, nothing is lost
        let _ = file.as_file().try_lock();
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(Self::Beside(file, target))
    }

    fn settle(self) -> io::Result<()> {
        match self {
            Self::Beside(file, target) => file.persist(target).map(drop).map_err(|error| error.error),
            Self::Device(mut file, bytes) => file.write_all(&bytes),
        }
    }
}

/// What a new file may be used for by whom, before the system takes off what the user's umask says: a temporary
/// file would otherwise be the user's alone.
fn usual_permissions() -> Option<Permissions> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Some(Permissions::from_mode(0o666))
    }
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents() -> [OutputFile; 2] {
        [("a.csv", "new a\n"), ("b.csv", "new b\n")]
            .map(|(name, text)| OutputFile { name, bytes: text.as_bytes().to_vec() })
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_made_and_its_files_replaced() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("out/report");
        let place = Destination::Folder(folder.clone());
        place.put(&documents()).unwrap();
        fs::write(folder.join("a.csv"), "old and longer").unwrap();
        place.put(&documents()).unwrap();
        assert_eq!(names(&folder), ["a.csv", "b.csv"]);
        assert_eq!(fs::read(folder.join("a.csv")).unwrap(), b"new a\n");
    }

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b.csv")).unwrap();
        fs::write(root.path().join("a.csv"), "old").unwrap();
        let error = Destination::Folder(root.path().to_owned()).put(&documents()).unwrap_err();
        assert!(matches!(error, DestinationError::IsFolder(_)), "{error}");
        assert_eq!(fs::read(root.path().join("a.csv")).unwrap(), b"old");
        assert_eq!(names(root.path()), ["a.csv", "b.csv"]);
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let put = |place: Destination| place.put(&documents()[..1]).unwrap_err();
        assert!(
            matches!(put(Destination::File(file.join("x.json"))), DestinationError::NotFolder(path) if path == file)
        );
        assert!(
            matches!(put(Destination::Folder(file.clone())), DestinationError::NotFolder(path) if path == file)
        );
        let missing = root.path().join("missing");
        assert!(
            matches!(put(Destination::File(missing.join("x.json"))), DestinationError::NoFolder(path) if path == missing)
        );
        assert!(matches!(put(Destination::File(root.path().to_owned())), DestinationError::IsFolder(_)));
        assert_eq!(names(root.path()), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_any_new_file_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let [plain, ours, link] = ["plain", "ours", "link"].map(|name| root.path().join(name));
        fs::write(&plain, "").unwrap();
        std::os::unix::fs::symlink(&ours, &link).unwrap();
        Destination::File(ours.clone()).put(&documents()[..1]).unwrap();
        Destination::File(link.clone()).put(&documents()[1..]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&plain));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&ours).unwrap(), b"new b\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        use std::os::unix::fs::FileTypeExt;
        Destination::File("/dev/null".into()).put(&documents()[..1]).unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}
