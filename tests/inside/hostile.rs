//! Malicious files: what is drawn a great many times costs no more than its due.
//!
//! Not for how the program takes such files: that is `hostile.rs` outside.

use std::num::NonZero;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::draw::raw::{A4, deflate, page, pdf, stream};
use crate::read::PdfDocument;
use crate::words::glyphs_to_words;

/// What the file has lost is looked for in each content once, however many fonts and pages ask for it.
#[test]
fn many_lost_fonts_on_many_pages_are_survived() {
    const FONTS: usize = 400;
    let fonts: String = (0..FONTS).map(|font| format!("/L{font} {} 0 R ", 100_000 + font)).collect();
    let texts = (0..20_000).map(|text| format!("BT /L{} 8 Tf 30 300 Td (abc) Tj ET\n", text % FONTS));
    let content = deflate(texts.collect::<String>().as_bytes(), 1);
    let leaf = format!(
        "<< /Type /Page /MediaBox {A4} /Contents 3 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 \
         /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> {fonts} >> >> >> "
    );
    let tree = format!("<< /Type /Pages /Kids [{}] /Count 8 >>", leaf.repeat(8));
    let content = stream("/Filter /FlateDecode", &content);
    let bytes = pdf(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), tree.into(), content]);
    let start = Instant::now();
    assert_eq!(PdfDocument::open(Arc::new(bytes), None).unwrap().len(), 8);
    // A fiftieth of it is enough on a machine at rest.
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Characters that are drawn one over the other are compared with each other only where they may be the same.
#[test]
fn many_ligatures_in_one_place_are_survived() {
    const CODES: u32 = 50_000;
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts \
                [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) \
                /Ordering (Identity) /Supplement 0 >> >>] >>";
    let codes: Vec<u32> = (1..=CODES).collect();
    let mut map = String::from("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n");
    for codes in codes.chunks(100) {
        let lines: String = codes.iter().map(|code| format!("<{code:04x}> <0061{code:04x}>\n")).collect();
        map += &format!("{} beginbfchar\n{lines}endbfchar\n", codes.len());
    }
    let shown: String = codes.iter().map(|code| format!("1 0 0 1 100 300 Tm <{code:04x}> Tj\n")).collect();
    let contents = stream("", format!("BT /F 8 Tf {shown} ET").as_bytes());
    let resources = "/Font << /F 5 0 R >>";
    let bytes = page(A4, resources, contents, &[font.into(), stream("", (map + "endcmap").as_bytes())]);
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let start = Instant::now();
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, glyphs_to_words);
    // A hundredth of it is enough, and on a busy machine a tenth.
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(pages[0].as_ref().map(|page| page.glyphs), Some(CODES));
}
