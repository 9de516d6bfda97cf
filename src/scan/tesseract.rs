//! The OCR engine, Tesseract, as a process of its own: pictures go in, what it read comes out.
//!
//! Not for what its answer says: that is in `hocr`.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::picture::Picture;

/// What it is called.
const PROGRAM: &str = "tesseract";

/// The two languages of the report, as the engine calls them.
pub(super) const LANGUAGES: &str = "fra+nld";

/// The one that is enough for figures.
const LANGUAGE: &str = "fra";

/// How long one sheet may take; the fullest takes a twentieth of it.
const PATIENCE: Duration = Duration::from_secs(300);

/// What it is told: a sheet is one block of lines, dark on white, and each character's place is wanted.
const OPTIONS: [&str; 6] = ["--psm", "6", "-c", "tessedit_do_invert=0", "-c", "hocr_char_boxes=1"];

/// Why a picture was not read.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum OcrError {
    /// The program is not there, or lacks a language of the report; how it is got.
    #[error("{0}")]
    Unavailable(&'static str),
    /// The program said something else.
    #[error("{0}")]
    Failed(String),
}

/// What is said where the program is not there.
const MISSING: &str = "Tesseract, which reads images, is not installed; on Debian and Ubuntu this installs it: \
    sudo apt-get install tesseract-ocr tesseract-ocr-fra tesseract-ocr-nld";

/// What is said where a language is not there.
const LANGUAGE_MISSING: &str = "Tesseract, which reads images, lacks French or Dutch; on Debian and Ubuntu this \
    installs them: sudo apt-get install tesseract-ocr-fra tesseract-ocr-nld";

/// The engine as it is installed.
#[derive(Debug)]
pub(super) struct Engine {
    /// Its version, and the sizes of its languages' data, which have none.
    version: String,
}

impl Engine {
    /// The engine, if it is there with both languages.
    pub(super) fn find() -> Result<Self, OcrError> {
        let said = |argument: &str| {
            let output =
                Command::new(PROGRAM).arg(argument).stdin(Stdio::null()).output().map_err(missing)?;
            Ok([output.stdout, output.stderr]
                .map(|said| String::from_utf8_lossy(&said).into_owned())
                .concat())
        };
        let listed = said("--list-langs")?;
        let has = |language: &str| listed.lines().any(|line| line.trim() == language);
        if !LANGUAGES.split('+').all(has) {
            return Err(OcrError::Unavailable(LANGUAGE_MISSING));
        }
        let version = said("--version")?;
        let version = version.lines().next().unwrap_or_default();
        // the list of languages begins with the folder of their data, in quotation marks
        let folder = listed.split('"').nth(1).map(PathBuf::from).unwrap_or_default();
        let size = |language| {
            let data = folder.join(language).with_extension("traineddata");
            std::fs::metadata(data).map_or(0, |data| data.len())
        };
        let sizes: Vec<String> = LANGUAGES.split('+').map(|language| size(language).to_string()).collect();
        Ok(Self { version: format!("{version} {}", sizes.join("+")) })
    }

    /// An engine that is not there.
    #[cfg(test)]
    pub(super) fn of_version(version: &str) -> Self {
        Self { version: version.to_owned() }
    }

    /// All on which hangs what it says of a picture.
    pub(super) fn settings(&self) -> String {
        format!("{} {LANGUAGES} {}\n", self.version, OPTIONS.join(" "))
    }

    /// Reads a picture, on which nothing but `characters` stand if any are given; gives hOCR.
    pub(super) fn read(&self, picture: &Picture, characters: &str) -> Result<String, OcrError> {
        let dpi = (picture.dpi.round() as u32).to_string();
        // figures and single words are the same in both languages, and one is read in half the time
        let languages = if characters.is_empty() { LANGUAGES } else { LANGUAGE };
        // what comes through a pipe the engine reads byte by byte, for a tenth of its time
        let file = on_disk(&bitmap(picture)).map_err(|error| {
            let folder = std::env::temp_dir();
            OcrError::Failed(format!("its image could not be written to {}: {error}", folder.display()))
        })?;
        let mut child = Command::new(PROGRAM)
            .arg(file.path())
            .args(["stdout", "-l", languages, "--dpi", &dpi])
            .args(OPTIONS)
            .args(["-c", &format!("tessedit_char_whitelist={characters}")])
            .arg("hocr")
            // pages are read in parallel, each by one thread: the engine's own threads would wait for one another
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(missing)?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let (out, said) = std::thread::scope(|scope| {
            let said = scope.spawn(move || drain(stderr));
            let (sender, receiver) = std::sync::mpsc::channel();
            scope.spawn(move || sender.send(drain(stdout)));
            let out = receiver.recv_timeout(PATIENCE).map_err(|_| {
                let _ = child.kill();
                failed(format!("a page took it more than {} seconds", PATIENCE.as_secs()))
            });
            let status = child.wait().map_err(failed);
            let said = said.join().unwrap_or_default();
            (out.and_then(|out| Ok((out, status?))), said)
        });
        let (out, status) = out?;
        if status.success() {
            Ok(String::from_utf8_lossy(&out).into_owned())
        } else {
            let said = String::from_utf8_lossy(&said).into_owned();
            Err(failed(said.lines().last().unwrap_or("it did not say why")))
        }
    }
}

/// A file that is there as long as the value is.
fn on_disk(bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("bilan-").suffix(".bmp").tempfile()?;
    file.write_all(bytes)?;
    Ok(file)
}

/// A picture as a Windows bitmap of 256 greys, rows from the last to the first and of whole words (`BITMAPINFOHEADER`): of
/// the formats without compression one that the engine reads at once, not pixel by pixel.
fn bitmap(picture: &Picture) -> Vec<u8> {
    let (width, height) = (picture.width as u32, picture.height as u32);
    let row = width.next_multiple_of(4);
    let (head, palette) = (14 + 40, 4 * 256);
    let mut bytes = b"BM".to_vec();
    for number in [head + palette + row * height, 0, head + palette, 40, width, height] {
        bytes.extend(number.to_le_bytes());
    }
    // one plane of 8 bits
    bytes.extend([1, 0, 8, 0]);
    let pixels_per_metre = (picture.dpi / 0.0254).round() as u32;
    for number in [0, row * height, pixels_per_metre, pixels_per_metre, 256, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend((0..=255).flat_map(|grey| [grey, grey, grey, 0]));
    for line in picture.grey.rchunks_exact(picture.width.max(1)) {
        bytes.extend_from_slice(line);
        bytes.resize(bytes.len() + (row - width) as usize, 0);
    }
    bytes
}

fn missing(error: io::Error) -> OcrError {
    match error.kind() {
        // in WebAssembly no program can be started
        io::ErrorKind::NotFound | io::ErrorKind::Unsupported => OcrError::Unavailable(MISSING),
        _ => failed(error),
    }
}

fn failed(why: impl std::fmt::Display) -> OcrError {
    OcrError::Failed(format!("Tesseract failed: {why}"))
}

fn drain(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // what came before the pipe broke is what there is
    let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{bar, paper};
    use super::*;

    #[test]
    fn a_bitmap_has_its_rows_from_the_last_to_the_first_and_of_whole_words() {
        let mut picture = paper(5, 2);
        bar(&mut picture, (1, 0), (3, 1));
        let bytes = bitmap(&picture);
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((number(2), number(18), number(22)), (bytes.len(), 5, 2));
        let rows: Vec<&[u8]> = bytes[number(10)..].chunks(8).collect();
        assert_eq!(rows, [[255, 255, 255, 255, 255, 0, 0, 0], [255, 0, 0, 255, 255, 0, 0, 0]]);
    }
}
