//! Damaged files: what can still be read is read, and what is lost is named, each on a small file that the test spoils.
//!
//! Not for files that mean harm, nor for time and memory: those are in `hostile.rs`.

use std::num::NonZero;
use std::sync::Arc;

use super::draw::fonts::{self, numbered_string};
use super::draw::{Sheet, document, pdf, saved};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::read::{PdfDocument, ReadError};
use crate::tables::{PageTables, words_to_tables};
use crate::words::glyphs_to_words;
use lopdf::{Object, ObjectId, dictionary};

/// The sentence of a finding.
fn message(finding: &Finding) -> String {
    Diagnostic::from(finding.clone()).message
}

/// What is said of the file as a whole, and its pages.
fn read(bytes: Vec<u8>) -> (Vec<String>, Vec<PageTables>) {
    let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
    let each = |page| words_to_tables(glyphs_to_words(page));
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, each);
    let said = document.findings().iter().map(|finding| format!("{} {}", finding.code, message(finding)));
    (said.collect(), pages.into_iter().flatten().collect())
}

/// The free lines of a page.
fn lines(page: &PageTables) -> Vec<&str> {
    page.lines.iter().map(|line| line.text.as_str()).collect()
}

/// The codes of a page's findings.
fn codes(page: &PageTables) -> Vec<Code> {
    page.head.findings.iter().map(|finding| finding.code).collect()
}

fn letter(text: &str) -> Sheet {
    Sheet::new().text(60.0, 100.0, 9.0, text)
}

/// The object that holds a page's content.
fn content_of(document: &lopdf::Document, page: u32) -> ObjectId {
    let page = document.get_dictionary(document.get_pages()[&page]).unwrap();
    page.get(b"Contents").unwrap().as_reference().unwrap()
}

/// A page whose content takes some room when it is packed.
fn full() -> Sheet {
    let lines =
        (0..60).map(|line| (100.0 + 11.0 * line as f32, format!("ligne {}", line * line * 7919 % 9973)));
    lines.fold(Sheet::new(), |sheet, (y, text)| sheet.text(60.0, y, 9.0, &text))
}

/// A full page with its content spoilt once it is packed, and another.
fn spoilt(spoil: impl Fn(&mut Vec<u8>)) -> Vec<PageTables> {
    let mut document = document(&[full(), letter("sain")]);
    let id = content_of(&document, 1);
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.compress().unwrap();
    assert!(stream.dict.has(b"Filter"));
    spoil(&mut stream.content);
    read(saved(document)).1
}

#[test]
fn a_packed_stream_that_is_cut_or_spoilt_is_named() {
    assert!(codes(&spoilt(|_| {})[0]).is_empty());
    let cut = spoilt(|bytes| bytes.truncate(bytes.len() / 2));
    let changed = spoilt(|bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    for (name, pages) in [("cut", cut), ("changed", changed)] {
        assert_eq!(pages.iter().map(codes).collect::<Vec<_>>(), [vec![Code::B101], vec![]], "{name}");
        assert_eq!(pages[0].head.findings[0].page, Some(1), "{name}");
        // What comes before the damage is there.
        assert!(name == "changed" || pages[0].glyphs > 100, "{name}");
    }
    // Without the sum at its end alone, all is there.
    assert!(codes(&spoilt(|bytes| bytes.truncate(bytes.len() - 4))[0]).is_empty());
}

/// Base 85 (ISO 32000-1, 7.4.3) of bytes, as many as make whole groups, and its end mark.
fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for group in bytes.chunks(4) {
        let mut padded = [0; 4];
        padded[..group.len()].copy_from_slice(group);
        let value = u32::from_be_bytes(padded);
        let digits = [52_200_625, 614_125, 7225, 85, 1].map(|power| (value / power % 85) as u8 + b'!');
        text.extend(&digits[..group.len() + 1]);
    }
    text.extend(b"~>");
    text
}

#[test]
fn a_stream_that_is_packed_twice_is_looked_through() {
    let of = |spoil: fn(&mut Vec<u8>)| {
        let mut document = document(&[full()]);
        let id = content_of(&document, 1);
        let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        stream.compress().unwrap();
        stream.content = ascii85(&stream.content);
        let names = [&b"ASCII85Decode"[..], b"FlateDecode"];
        let names = names.map(|name| Object::Name(name.to_vec()));
        stream.dict.set("Filter", names.to_vec());
        spoil(&mut stream.content);
        codes(&read(saved(document)).1[0])
    };
    assert!(of(|_| {}).is_empty());
    assert_eq!(of(|bytes| bytes.truncate(bytes.len() / 2)), [Code::B101]);
    assert_eq!(of(|bytes| bytes[40] = if bytes[40] == b'5' { b'6' } else { b'5' }), [Code::B101]);
}

#[test]
fn content_that_is_lost_or_cannot_be_followed_is_named() {
    let mut lost = document(&[letter("perdu")]);
    let id = content_of(&lost, 1);
    lost.objects.remove(&id);
    assert_eq!(codes(&read(saved(lost)).1[0]), [Code::B101]);
    // A line without a place to go to: the engine reads no further.
    let stuck = Sheet::new().raw("q 0 0 m (a) l S Q").text(60.0, 100.0, 9.0, "perdu");
    assert_eq!(codes(&read(pdf(&[stuck])).1[0]), [Code::B101]);
}

#[test]
fn a_form_that_is_lost_or_spoilt_is_named() {
    let sheet = || letter("ici").form("BT /F 9 Tf 60 500 Td (dans la forme) Tj ET").raw("/X Do");
    let form = |document: &lopdf::Document| {
        let forms = document
            .objects
            .iter()
            .filter(|(_, object)| object.as_stream().is_ok_and(|stream| stream.dict.has(b"BBox")));
        forms.map(|(&id, _)| id).next().unwrap()
    };
    assert!(codes(&read(pdf(&[sheet()])).1[0]).is_empty());
    let mut lost = document(&[sheet()]);
    let id = form(&lost);
    lost.objects.remove(&id);
    let mut cut = document(&[sheet()]);
    let id = form(&cut);
    let stream = cut.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.dict.set("Filter", "FlateDecode");
    // A form that is drawn by the form.
    let mut inner = document(&[sheet()]);
    let id = form(&inner);
    let resources = dictionary! { "XObject" => dictionary! { "Y" => Object::Reference((9999, 0)) } };
    inner.get_object_mut(id).unwrap().as_stream_mut().unwrap().dict.set("Resources", resources);
    assert_eq!(codes(&read(saved(inner)).1[0]), [Code::B101]);
    for document in [lost, cut] {
        let (_, pages) = read(saved(document));
        assert_eq!((lines(&pages[0]), codes(&pages[0])), (vec!["ici"], vec![Code::B101]));
    }
}

#[test]
fn a_lost_page_is_named_and_the_others_keep_their_numbers() {
    let mut document = document(&[letter("un"), letter("deux"), letter("trois")]);
    let second = document.get_pages()[&2];
    document.objects.remove(&second);
    let (said, pages) = read(saved(document));
    assert_eq!(said, ["B108 page 2 of 3 is missing from the file; its records are missing"]);
    assert_eq!(pages.iter().map(|page| page.head.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(lines(&pages[1]), ["trois"]);
}

/// A node of a page tree.
fn node(document: &mut lopdf::Document, kids: &[ObjectId], count: i64) -> ObjectId {
    let kids: Vec<Object> = kids.iter().map(|&kid| kid.into()).collect();
    document.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count })
}

#[test]
fn a_lost_branch_of_the_page_tree_counts_as_its_pages() {
    const LOST: [ObjectId; 2] = [(9998, 0), (9999, 0)];
    // A branch of three pages is lost behind the first page, or before it, and a page at the end.
    for (lost_first, lost, there) in [(false, [2, 3, 4, 6], [1, 5]), (true, [1, 2, 3, 6], [4, 5])] {
        let mut document = document(&[letter("un"), letter("deux")]);
        let (first, second) = (document.get_pages()[&1], document.get_pages()[&2]);
        let last = node(&mut document, &[second, LOST[0]], 2);
        let root = if lost_first {
            let alone = node(&mut document, &[first], 1);
            node(&mut document, &[LOST[1], alone, last], 6)
        } else {
            let before = node(&mut document, &[first, LOST[1]], 4);
            node(&mut document, &[before, last], 6)
        };
        document.catalog_mut().unwrap().set("Pages", root);
        let (said, pages) = read(saved(document));
        let expected = lost
            .map(|page| format!("B108 page {page} of 6 is missing from the file; its records are missing"));
        assert_eq!(said, expected);
        assert_eq!(pages.iter().map(|page| page.head.number).collect::<Vec<_>>(), there);
    }
}

#[test]
fn pages_are_found_without_their_list_and_without_a_catalogue() {
    let mut without_list = document(&[letter("un"), letter("deux")]);
    let root = without_list.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    without_list.objects.remove(&root);
    let whole = pdf(&[letter("un"), letter("deux")]);
    let catalogue = whole.windows(8).rposition(|window| window == b"/Catalog").unwrap();
    // The catalogue comes last, and after it the places of all objects.
    let cut = whole[..catalogue].to_vec();
    for (name, bytes) in [("no list", saved(without_list)), ("cut", cut)] {
        let (said, pages) = read(bytes);
        assert_eq!(pages.iter().map(lines).collect::<Vec<_>>(), [["un"], ["deux"]], "{name}");
        assert!(said.len() == 1 && said[0].starts_with("B108"), "{name}: {said:?}");
    }
    let none = PdfDocument::open(Arc::new(b"%PDF-1.4\n1 0 obj\n(none)\nendobj\n".to_vec()), None);
    assert!(matches!(none, Err(ReadError::Damaged)));
}

#[test]
fn a_file_that_ends_inside_a_stream_gives_what_came_before() {
    let mut document = document(&[letter("un"), full()]);
    // The content of the second page moves to the end of the file, behind all that leads to it.
    let id = content_of(&document, 2);
    let content = document.objects.remove(&id).unwrap();
    document.set_object((5000, 0), content);
    let page = document.get_pages()[&2];
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", (5000, 0));
    let whole = saved(document);
    let end = whole.windows(9).rposition(|window| window == b"endstream").unwrap();
    let (_, pages) = read(whole[..end - 1500].to_vec());
    assert_eq!(lines(&pages[0]), ["un"]);
    assert!(pages[1].glyphs > 100);
    assert_eq!(codes(&pages[1]), [Code::B101]);
}

/// A page that sets a text in a font that the file has lost, and others in fonts that it has.
fn with_lost_font(others: &[super::draw::Make], string: &str) -> PageTables {
    const NAMES: [&str; 3] = ["A", "B", "C"];
    let mut sheet = Sheet::new();
    for (&name, &make) in NAMES.iter().zip(others) {
        sheet = sheet.font(name, make);
    }
    let sheet = sheet.lost_font().set_in("G", 60.0, 100.0, 9.0, string);
    let mut document = document(&[sheet]);
    // The fonts that all pages have would say something too.
    for object in document.objects.values_mut() {
        if let Ok(page) = object.as_dict_mut()
            && page.has(b"Contents")
        {
            let fonts = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
            let fonts = fonts.get_mut(b"Font").unwrap().as_dict_mut().unwrap();
            fonts.remove(b"F");
            fonts.remove(b"L");
        }
    }
    read(saved(document)).1.remove(0)
}

/// A composite font of a name.
fn named(document: &mut lopdf::Document, name: &str) -> Object {
    let font = fonts::numbered(document, true, false);
    let id = font.as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap().set("BaseFont", name);
    font
}

#[test]
fn a_lost_fonts_text_is_read_as_the_others_where_they_agree() {
    let numbered: super::draw::Make = |document| fonts::numbered(document, true, false);
    let string = numbered_string("le lac gelé");
    let page = with_lost_font(&[numbered, numbered], &string);
    assert_eq!((lines(&page), codes(&page)), (vec!["le lac gelé"], vec![Code::B107]));
    // One font alone agrees with itself only, and codes that no other knows are not theirs.
    let alone = with_lost_font(&[numbered], &string);
    assert!(lines(&alone).concat().chars().all(|character| character == '\u{fffd}'), "{:?}", lines(&alone));
    assert!(codes(&alone).contains(&Code::B106));
    let others = with_lost_font(&[numbered, numbered], "<00f000f100f2>");
    assert!(codes(&others).contains(&Code::B106));
    // A font that numbers its glyphs otherwise breaks the agreement.
    let backwards: super::draw::Make = |document| fonts::numbered_backwards(document);
    let disagreeing = with_lost_font(&[numbered, numbered, backwards], &string);
    assert!(codes(&disagreeing).contains(&Code::B106));
    // So does one of another family, even where it numbers the same glyphs: the lost one might be of a third.
    let bold: super::draw::Make = |document| named(document, "ABCDEF+Numbered-Bold");
    let other: super::draw::Make = |document| named(document, "ABCDEF+Counted");
    assert_eq!(codes(&with_lost_font(&[numbered, bold], &string)), [Code::B107]);
    assert!(codes(&with_lost_font(&[numbered, numbered, other], &string)).contains(&Code::B106));
}

#[test]
fn a_lost_fonts_text_is_read_by_the_standard_encoding_that_others_name() {
    let plain: super::draw::Make = |document| {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding",
        };
        document.add_object(font).into()
    };
    let page = with_lost_font(&[plain], "(l'\\351t\\351)");
    assert_eq!((lines(&page), codes(&page)), (vec!["l'été"], vec![Code::B107]));
    let numbers = with_lost_font(&[plain], "(\\001\\002\\003)");
    assert!(codes(&numbers).contains(&Code::B106));
}

#[test]
#[should_panic(expected = "no page survives this")]
fn what_no_page_survives_ends_the_run_and_loses_no_page_in_silence() {
    let document = PdfDocument::open(Arc::new(pdf(&[letter("un"), letter("deux")])), None).unwrap();
    super::map_pages(&document, NonZero::<usize>::MIN, |page| {
        assert_eq!(page.head.number, 1, "no page survives this");
    });
}
