//! What is to be read: a file, or what another program sends to standard input.
//!
//! Not for what is in it, nor for folders: those are searched by `inputs`.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};

use super::messages;

/// A file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    File(PathBuf),
    /// What another program sends, and the name of the file that it stands for.
    StandardInput(PathBuf),
}

impl Given {
    /// What was typed: `-` is standard input, as it is elsewhere; a file of this name is `./-`.
    pub(super) fn new(typed: PathBuf) -> Self {
        if typed.as_os_str() == "-" { Self::StandardInput("stdin.pdf".into()) } else { Self::File(typed) }
    }

    /// The same, where standard input may have been given the name of a file.
    ///
    /// # Errors
    /// Where a file is given a name, or the name is none of a file.
    pub(super) fn named(typed: PathBuf, name: Option<PathBuf>) -> anyhow::Result<Self> {
        let given = Self::new(typed);
        let Some(name) = name else { return Ok(given) };
        ensure!(
            matches!(given, Self::StandardInput(_)),
            "--name: {given} has its own name: leave --name out, or give `-` for standard input"
        );
        let name = name.file_name().context("--name: expected the name of a file, such as report.pdf")?;
        Ok(Self::StandardInput(name.into()))
    }

    /// The path, which stands in for a file's own where there is none.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::StandardInput(path) => path,
        }
    }

    /// The file's name without its folder: folders are nobody's business but the user's.
    pub(super) fn name(&self) -> String {
        let path = self.path();
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    }

    /// The name of the report's own folder in the folder of outputs.
    pub(super) fn stem(&self) -> anyhow::Result<OsString> {
        let stem = self.path().file_stem();
        Ok(stem.with_context(|| format!("{self}: is not a file: name the PDF"))?.to_owned())
    }

    /// All of its bytes.
    pub(super) fn read(&self) -> anyhow::Result<Vec<u8>> {
        let read = match self {
            Self::File(path) => std::fs::read(path),
            Self::StandardInput(_) => {
                let mut stdin = io::stdin().lock();
                ensure!(
                    !stdin.is_terminal(),
                    "`-` stands for what another program sends, and none does: name a file in its place"
                );
                let mut bytes = Vec::new();
                stdin.read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        read.map_err(|error| anyhow!("{self}: {}", messages::unreadable(&error)))
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path().display().fmt(f)
    }
}
