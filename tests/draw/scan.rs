//! Draws scans: files whose pages are pictures. Tells whether they can be read here.
//!
//! Not for what a scan shows: the tests see pages of a fixture.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::raw::saved;

/// The fixture whose pages are shown.
const FIXTURE: &str = "lac_small.pdf";
/// The first of its pages with a table; on the next stand both kinds of tables.
pub(crate) const FIRST: u32 = 5;

/// Pixels per inch of the pictures.
pub(crate) const DPI: f32 = 200.0;

/// What every sentence says of how the engine is got.
pub(crate) const INSTALL: &str = "apt-get install tesseract-ocr";

/// The fixture.
pub(crate) fn fixture() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(FIXTURE)).unwrap()
}

/// A page as a picture.
pub(crate) struct Picture {
    /// Pixels in a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// Brightness of each pixel, row by row from the top.
    pub(crate) grey: Vec<u8>,
}

/// Whether Tesseract is installed with both languages. Without it the test prints a line `not checked: …`, which
/// `.ci/run` counts. The line bypasses the capture of a passing test's output.
pub(crate) fn is_installed(test: &str) -> bool {
    let output = Command::new("tesseract").arg("--list-langs").output();
    let listed = output.map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    let listed = String::from_utf8_lossy(&listed);
    let has = |language: &str| listed.lines().any(|line| line.trim() == language);
    let installed = has("fra") && has("nld");
    if !installed {
        let said = format!(
            "not checked: {test}: Tesseract is not installed with French and Dutch: sudo {INSTALL} \
             tesseract-ocr-fra tesseract-ocr-nld\n"
        );
        std::io::stderr().write_all(said.as_bytes()).unwrap();
    }
    installed
}

/// Adds a page to a document that shows nothing but a picture.
pub(crate) fn add_page(document: &mut Document, parent: ObjectId, picture: &Picture) -> Object {
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => picture.width as i64, "Height" => picture.height as i64,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let image = document.add_object(Stream::new(image, picture.grey.clone()));
    let (wide, high) = (picture.width as f32 * 72.0 / DPI, picture.height as f32 * 72.0 / DPI);
    let content = format!("q {wide} 0 0 {high} 0 0 cm /I Do Q");
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let media: Vec<Object> = [0.0, 0.0, wide, high].map(Object::Real).to_vec();
    let page = dictionary! {
        "Type" => "Page", "Parent" => parent, "MediaBox" => media, "Contents" => content,
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
    };
    document.add_object(page).into()
}

/// A file of pictures.
pub(crate) fn scan(pictures: &[Picture]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> = pictures.iter().map(|picture| add_page(&mut document, tree, picture)).collect();
    let pages = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    saved(document)
}
