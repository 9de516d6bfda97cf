//! Writes small files object by object, for what no library of PDFs would write.
//!
//! Not for pages with something to read on them: those are drawn by `draw`.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Document;

/// A file with these objects, numbered from 1; the first is the catalogue.
pub(crate) fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let (mut pdf, mut places) = (b"%PDF-1.7\n".to_vec(), String::new());
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", pdf.len());
        pdf.extend([format!("{} 0 obj\n", at + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (start, size) = (pdf.len(), objects.len() + 1);
    pdf.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{places}").bytes());
    pdf.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

/// A stream with `entries` in its dictionary.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {entries} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A file of one page with these contents (object 4), resources and further objects from 5 on.
pub(crate) fn page(media_box: &str, resources: &str, contents: Vec<u8>, more: &[Vec<u8>]) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox {media_box} /Contents 4 0 R /Resources << {resources} >> >>"
    );
    let tree = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    let head = [catalogue.into(), tree.into(), page.into_bytes(), contents];
    pdf(&[&head[..], more].concat())
}

/// The page's box.
pub(crate) const A4: &str = "[0 0 595 842]";

/// Some data many times over, packed.
pub(crate) fn deflate(data: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..times {
        encoder.write_all(data).unwrap();
    }
    encoder.finish().unwrap()
}

/// A document as a PDF.
pub(crate) fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
