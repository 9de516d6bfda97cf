//! Malicious files: what is drawn a great many times costs no more than its due.
//!
//! Not for how the program takes such files: that is `hostile.rs` outside.

use std::num::NonZero;
use std::slice::from_ref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::draw::raw::{A4, deflate, page, pdf, stream};
use crate::diagnostic::Code;
use crate::read::{Page, PdfDocument};
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

/// The codes of the findings about a page that is drawn as a picture.
fn found_when_drawn(bytes: Vec<u8>) -> Vec<Code> {
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let codes = |page: &Page| page.head.findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
    let pages = document.map_pages(
        NonZero::<usize>::MIN,
        |_| true,
        &|_, _| {},
        |page, render| {
            render(72.0);
            codes(&page)
        },
    );
    pages.into_iter().flatten().flatten().collect()
}

/// An image may say in its dictionary that it is small, and in its data that it is not; and it may lie in a pattern.
#[test]
fn an_image_of_more_pixels_than_a_print_has_is_not_drawn() {
    let square = "/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 1";
    let image = |width: u32, more: &str, data: &[u8]| {
        stream(&format!("{square} /Width {width} /Height {width} {more}"), data)
    };
    let jbig2 = [&[0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19][..], &[0, 1, 0, 0].repeat(2), &[0; 11]].concat();
    for (name, of_size) in [
        ("as it says", [image(9, "", b"0123456789abcdefgh"), image(40_000, "", b"")]),
        ("JBIG2", [image(9, "", b"0123456789abcdefgh"), image(9, "/Filter /JBIG2Decode", &jbig2)]),
        (
            "columns",
            [
                image(9, "", b"0123456789abcdefgh"),
                image(9, "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2000000000 >>", b""),
            ],
        ),
    ] {
        for (image, codes) in of_size.into_iter().zip([&[][..], &[Code::B104]]) {
            let contents = stream("", b"/I Do");
            let drawn = page(A4, "/XObject << /I 5 0 R >>", contents.clone(), from_ref(&image));
            assert_eq!(found_when_drawn(drawn), codes, "{name}");
            // Each name of a pattern is followed, also one that elsewhere leads back to the page.
            let pattern = "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 \
                           /Resources << /XObject << /I 6 0 R >> >>";
            let contents = stream("", b"/Pattern cs /P scn 0 0 90 90 re f");
            let tiled = page(A4, "/Pattern << /P 5 0 R >>", contents, &[stream(pattern, b"/I Do"), image]);
            assert_eq!(found_when_drawn(tiled), codes, "{name}");
        }
    }
}

#[test]
fn a_page_that_would_be_gone_over_too_often_is_not_drawn() {
    let group = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency /I true >>",
        b"0 0 9 9 re f",
    );
    for (times, codes) in [(100, &[][..]), (5_000, &[Code::B104])] {
        let contents = stream("", "/G gs /X Do ".repeat(times).as_bytes());
        let resources = "/XObject << /X 5 0 R >> /ExtGState << /G << /ca 0.5 >> >>";
        assert_eq!(found_when_drawn(page(A4, resources, contents, from_ref(&group))), codes, "{times}");
    }
}

/// The engine makes much of each character of a page.
#[test]
fn a_page_of_more_content_than_any_has_is_left_out() {
    let text = [b"BT /F 8 Tf (", &b"a".repeat(20 << 20)[..], b") Tj ET"].concat();
    let contents = stream("/Filter /FlateDecode", &deflate(&text, 9));
    let resources = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let document = PdfDocument::open(Arc::new(page(A4, resources, contents, &[])), None).unwrap();
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, glyphs_to_words);
    let codes: Vec<Code> =
        pages[0].iter().flat_map(|page| &page.head.findings).map(|found| found.code).collect();
    assert_eq!(codes, [Code::B104]);
}
