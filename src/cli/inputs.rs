//! What was named becomes files: those in folders are found, each is there once, and each gets a name for its output.
//!
//! Names follow from the set of files alone, not from the order in which they were typed nor from what is in them, so
//! that a later run finds what an earlier one made. Not for reading the files.

use std::collections::{BTreeMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf, absolute};

use unicode_normalization::UnicodeNormalization;

use super::messages;

/// The files that were found, and where none could be.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// In the order of their places on the disk.
    pub(super) files: Vec<Found>,
    /// Folders, and why they gave nothing.
    pub(super) troubles: Vec<(PathBuf, String)>,
}

/// A file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Where it is, whichever way it was reached; a link is its own file.
    place: PathBuf,
    /// As it was named, or reached from what was.
    pub(super) path: PathBuf,
}

/// Whether a file's name says that it is a PDF.
pub(super) fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// Whether a file has the name that report documents have in folders.
pub(super) fn is_document(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "report.json")
}

impl Inputs {
    /// The files that were named, and in the folders among them, and in the folders in these, those that are `wanted`.
    /// Names that begin with a dot are hidden, and links to folders may lead in a circle: both are passed over.
    pub(super) fn find(named: &[PathBuf], what: &str, wanted: fn(&Path) -> bool) -> Self {
        let mut inputs = Self::default();
        let mut seen = HashSet::new();
        for path in named {
            let mut found = Vec::new();
            if path.is_dir() {
                inputs.search(path, wanted, &mut found);
                if found.is_empty() {
                    inputs.troubles.push((path.clone(), format!("no {what} in this folder")));
                }
            } else {
                found.push(path.clone());
            }
            for path in found {
                let place = place(&path);
                if seen.insert(place.clone()) {
                    inputs.files.push(Found { place, path });
                }
            }
        }
        inputs.files.sort();
        inputs
    }

    fn search(&mut self, folder: &Path, wanted: fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            match entries(&folder) {
                Ok(entries) => {
                    for (path, is_folder) in entries {
                        if is_folder {
                            folders.push(path);
                        } else if wanted(&path) {
                            found.push(path);
                        }
                    }
                }
                Err(error) => self.troubles.push((folder, messages::unreadable(&error))),
            }
        }
    }

    /// A name for each file's own folder of outputs: the file's without its extension. Files that would share one, which
    /// on some systems they do in capitals too, take the names of the folders that they are in before it, as many as tell
    /// them apart: `2021_report`, `2022_report`. Where no folder does, the second one takes `~2`.
    pub(super) fn folder_names(&self) -> Vec<OsString> {
        let mut groups = BTreeMap::<String, Vec<usize>>::new();
        for (at, file) in self.files.iter().enumerate() {
            groups.entry(folded(&name(&file.place, 0))).or_default().push(at);
        }
        let mut names = vec![OsString::new(); self.files.len()];
        for group in groups.into_values() {
            let at_depth = |depth| -> Vec<OsString> {
                group.iter().map(|&at| name(&self.files[at].place, depth)).collect()
            };
            let deepest =
                group.iter().map(|&at| self.files[at].place.components().count()).max().unwrap_or(0);
            let apart = |names: &Vec<OsString>| {
                names.iter().map(|name| folded(name)).collect::<HashSet<_>>().len() == names.len()
            };
            // where no depth parts them, their folders would say nothing
            let parted = (0..deepest).map(at_depth).find(apart).unwrap_or_else(|| at_depth(0));
            for (&at, name) in group.iter().zip(parted) {
                names[at] = name;
            }
        }
        numbered(names)
    }
}

/// Adds a number to each name that is taken.
fn numbered(names: Vec<OsString>) -> Vec<OsString> {
    let plain: HashSet<String> = names.iter().map(|name| folded(name)).collect();
    let mut taken = HashSet::new();
    let free = |name: OsString| {
        if taken.insert(folded(&name)) {
            return name;
        }
        let with = |number: usize| {
            let mut name = name.clone();
            name.push(format!("~{number}"));
            name
        };
        let is_free = |name: &OsString| !plain.contains(&folded(name)) && taken.insert(folded(name));
        (2..).map(with).find(is_free).unwrap_or(name)
    };
    names.into_iter().map(free).collect()
}

/// What is in a folder and not hidden, and whether it is a folder.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_link_to_folder = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !entry.file_name().as_encoded_bytes().starts_with(b".") && !is_link_to_folder {
            entries.push((entry.path(), entry.file_type()?.is_dir()));
        }
    }
    Ok(entries)
}

/// Where a file is, whichever way it was reached, even if it is not there.
fn place(path: &Path) -> PathBuf {
    let absolute = absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent().map(Path::canonicalize), absolute.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

/// A file's name without its extension, after the names of `depth` of the folders that it is in.
fn name(place: &Path, depth: usize) -> OsString {
    let folders: Vec<&OsStr> = place
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .filter_map(|component| if let Component::Normal(name) = component { Some(name) } else { None })
        .collect();
    let mut parts = folders[folders.len().saturating_sub(depth)..].to_vec();
    parts.extend(place.file_stem());
    parts.join(OsStr::new("_"))
}

/// A name as a system sees it that tells neither capitals nor ways to write an accent apart.
fn folded(name: &OsStr) -> String {
    name.to_string_lossy().to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(places: &[&str]) -> Vec<String> {
        let files = places.iter().map(|place| Found { place: place.into(), path: place.into() }).collect();
        let names = Inputs { files, troubles: Vec::new() }.folder_names();
        names.into_iter().map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        for (places, expected) in [
            (&["/r/a.pdf", "/r/b.pdf"][..], &["a", "b"][..]),
            (&["/r/2021/a.pdf", "/r/2022/a.pdf", "/r/b.pdf"], &["2021_a", "2022_a", "b"]),
            (&["/r/2021/A.pdf", "/r/2022/a.pdf"], &["2021_A", "2022_a"]),
            (&["/r/1/x/a.pdf", "/r/2/x/a.pdf", "/r/2/y/a.pdf"], &["1_x_a", "2_x_a", "2_y_a"]),
            (&["/a.pdf", "/r/a.pdf"], &["a", "r_a"]),
            (&["/r/a.PDF", "/r/a.pdf"], &["a", "a~2"]),
            (&["/r/a.PDF", "/r/a.pdf", "/r/a~2.pdf"], &["a", "a~3", "a~2"]),
            (&["/r/1/a.pdf", "/r/1_a.pdf", "/r/2/a.pdf"], &["1_a", "1_a~2", "2_a"]),
        ] {
            assert_eq!(names(places), expected, "{places:?}");
        }
    }

    #[test]
    fn folders_are_searched_and_no_file_is_there_twice() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        for folder in ["r/2021/old", "r/.hidden", "empty"] {
            fs::create_dir_all(path(folder)).unwrap();
        }
        for file in ["r/b.PDF", "r/a.pdf", "r/2021/old/c.pdf", "r/.hidden/d.pdf", "r/.e.pdf", "r/f.txt"] {
            fs::write(path(file), "").unwrap();
        }
        let found = |named: &[&str]| {
            let named: Vec<PathBuf> = named.iter().map(|name| path(name)).collect();
            let inputs = Inputs::find(&named, "PDF file", is_pdf);
            let files = inputs.files.iter().map(|file| file.path.strip_prefix(root.path()).unwrap());
            let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
            (files, inputs.troubles.len())
        };
        let all =
            ["r/2021/old/c.pdf", "r/a.pdf", "r/b.PDF"].map(|name| PathBuf::from(name).display().to_string());
        assert_eq!(found(&["r"]), (all.to_vec(), 0));
        assert_eq!(found(&["r/b.PDF", "r", "empty", "r/2021/../a.pdf"]), (all.to_vec(), 1));
        assert_eq!(found(&["r/f.txt", "gone.pdf"]).0, ["gone.pdf", "r/f.txt"]);
    }
}
