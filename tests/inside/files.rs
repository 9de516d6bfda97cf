//! Files as they come: encryption, containers, boxes, layers, notes, stamps, fonts and typesetting of all kinds, each on a
//! small page that the test draws. What is checked is the text that is read, where every glyph went, and what is said.
//!
//! Not for tables, which are in `stages.rs`, and not for damage, which is in `damage.rs`.

use std::num::NonZero;
use std::sync::Arc;

use super::draw::fonts::{self, numbered_string};
use super::draw::{LONG, Sheet, document, pdf, saved};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::read::{PdfDocument, ReadError};
use crate::reading::Settings;
use crate::report::extract;
use crate::scan::Ocr;
use crate::tables::{PageTables, words_to_tables};
use crate::words::glyphs_to_words;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions, StringFormat, dictionary};

fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Vec<PageTables>, ReadError> {
    let document = PdfDocument::open(Arc::new(bytes), password)?;
    let each = |page| words_to_tables(glyphs_to_words(page));
    let pages = super::map_pages(&document, NonZero::<usize>::MIN, each);
    Ok(pages.into_iter().flatten().collect())
}

fn pages(sheets: &[Sheet]) -> Vec<PageTables> {
    open(pdf(sheets), None).unwrap()
}

fn page(sheet: Sheet) -> PageTables {
    pages(&[sheet]).remove(0)
}

/// The free lines of a page.
fn lines(page: &PageTables) -> Vec<&str> {
    page.lines.iter().map(|line| line.text.as_str()).collect()
}

/// The free lines of a page that is drawn.
fn text(sheet: Sheet) -> Vec<String> {
    page(sheet).lines.into_iter().map(|line| line.text).collect()
}

/// The codes of a page's findings.
fn codes(page: &PageTables) -> Vec<Code> {
    page.head.findings.iter().map(|finding| finding.code).collect()
}

fn letter() -> Sheet {
    Sheet::new().text(60.0, 100.0, 9.0, "une lettre")
}

// Containers

/// The letter, encrypted by RC4 or by AES-256.
fn locked(strong: bool, owner: &str, user: &str) -> Vec<u8> {
    let mut document = document(&[letter()]);
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let permissions = Permissions::all();
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = if strong {
        EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: [(b"StdCF".to_vec(), filter)].into(),
            file_encryption_key: &[7; 32],
            stream_filter: b"StdCF".to_vec(),
            string_filter: b"StdCF".to_vec(),
            owner_password: owner,
            user_password: user,
            permissions,
        }
    } else {
        EncryptionVersion::V2 {
            document: &document,
            owner_password: owner,
            user_password: user,
            key_length: 128,
            permissions,
        }
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(document)
}

#[test]
fn a_file_that_only_its_owner_may_change_is_read_without_a_password() {
    for strong in [false, true] {
        let pages = open(locked(strong, "owner", ""), None).unwrap();
        assert_eq!(lines(&pages[0]), ["une lettre"], "AES: {strong}");
    }
}

#[test]
fn a_file_with_a_user_password_is_read_with_that_alone() {
    for strong in [false, true] {
        let bytes = locked(strong, "owner", "secret");
        assert_eq!(lines(&open(bytes.clone(), Some("secret")).unwrap()[0]), ["une lettre"], "AES: {strong}");
        assert!(matches!(open(bytes.clone(), None), Err(ReadError::PasswordNeeded)));
        assert!(matches!(open(bytes, Some("guess")), Err(ReadError::PasswordWrong)));
    }
}

#[test]
fn objects_may_be_packed_in_streams() {
    let mut bytes = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document(&[letter()]).save_with_options(&mut bytes, options).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(holds(b"/ObjStm") && holds(b"/XRef"));
    assert_eq!(lines(&open(bytes, None).unwrap()[0]), ["une lettre"]);
}

/// Two pages as a linearised file has them (ISO 32000-1, annex F): the second half of the objects and their
/// cross-references come first, and point to the first half's at the end.
fn linearised() -> Vec<u8> {
    let content = |text: &str| {
        let operators = format!("BT /F 9 Tf 60 700 Td ({text}) Tj ET");
        format!("<< /Length {} >>\nstream\n{operators}\nendstream", operators.len())
    };
    let page = |content: u32| {
        format!(
            "<< /Type /Page /Parent 1 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R \
             /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
    };
    let rest = [
        (1, "<< /Type /Pages /Kids [6 0 R 2 0 R] /Count 2 >>".to_owned()),
        (2, page(3)),
        (3, content("page deux")),
    ];
    let first = [
        (4, "<< /Linearized 1 /L 9999 /H [0 0] /O 6 /E 9999 /N 2 /T 9999 >>".to_owned()),
        (5, "<< /Type /Catalog /Pages 1 0 R >>".to_owned()),
        (6, page(7)),
        (7, content("page une")),
    ];
    let mut main = 0;
    let mut bytes = Vec::new();
    // The first cross-references say where the others are, which is known once all is written.
    for _ in 0..2 {
        let mut places = vec![0; 8];
        bytes = b"%PDF-1.4\n".to_vec();
        let put = |bytes: &mut Vec<u8>, places: &mut Vec<usize>, (number, object): &(usize, String)| {
            places[*number] = bytes.len();
            bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        };
        put(&mut bytes, &mut places, &first[0]);
        let start = bytes.len();
        let table = |first: usize, places: &[usize]| {
            let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
            format!("xref\n{first} {}\n{rows}", places.len())
        };
        let trailer = format!("trailer\n<< /Size 8 /Root 5 0 R /Prev {main:010} >>\nstartxref\n0\n%%EOF\n");
        let length = table(4, &[0; 4]).len() + trailer.len();
        let mut after = vec![0; start + length];
        for object in first[1..].iter().chain(&rest) {
            put(&mut after, &mut places, object);
        }
        bytes.extend(table(4, &places[4..]).bytes().chain(trailer.bytes()));
        bytes.extend(&after[start + length..]);
        main = bytes.len();
        let head = format!("xref\n0 1\n0000000000 65535 f \n1 3\n{}", &table(1, &places[1..4])[9..]);
        bytes.extend(format!("{head}trailer\n<< /Size 4 >>\nstartxref\n{start}\n%%EOF\n").bytes());
    }
    bytes
}

#[test]
fn a_linearised_file_is_read_whole_and_in_order() {
    let pages = open(linearised(), None).unwrap();
    assert_eq!(pages.iter().map(lines).collect::<Vec<_>>(), [["page une"], ["page deux"]]);
}

#[test]
fn pages_have_the_labels_that_the_file_gives_them() {
    let mut document = document(&[letter(), letter(), letter(), letter()]);
    let label = |style: &str| dictionary! { "S" => style };
    let annex = dictionary! { "P" => Object::string_literal("A-"), "S" => "D", "St" => 7 };
    let ranges = vec![0.into(), label("r").into(), 2.into(), label("D").into(), 3.into(), annex.into()];
    let catalog = document.catalog_mut().unwrap();
    catalog.set("PageLabels", dictionary! { "Nums" => ranges });
    let pages = open(saved(document), None).unwrap();
    let labels: Vec<_> = pages.iter().map(|page| page.head.label.as_str()).collect();
    assert_eq!(labels, ["i", "ii", "1", "A-7"]);
    assert_eq!(self::pages(&[letter(), letter()])[1].head.label, "2");
}

// What is not on the page, or not of it

#[test]
fn what_a_layer_hides_is_not_there() {
    let page = page(
        letter().layer_off(|sheet| sheet.text(60.0, 120.0, 9.0, "hidden").stroke((50.0, 50.0), (90.0, 50.0))),
    );
    assert_eq!((lines(&page), page.glyphs), (vec!["une lettre"], 9));
}

#[test]
fn notes_over_the_text_are_noise() {
    for subtype in ["FreeText", "Stamp"] {
        // The note lies over the words, and would break them.
        let sheet =
            letter().annotation(subtype, [55.0, 690.0, 255.0, 720.0], "BT /F 9 Tf 8 8 Td (note) Tj ET");
        let page = page(sheet);
        assert_eq!((lines(&page), page.head.noise, page.glyphs), (vec!["une lettre"], 4, 13), "{subtype}");
    }
}

#[test]
fn the_value_of_a_form_field_is_text_of_the_page() {
    let note = ("FreeText", [300.0, 600.0, 400.0, 620.0]);
    let field = ("Widget", [60.0, 640.0, 160.0, 660.0]);
    let draw =
        |sheet: Sheet, (subtype, place)| sheet.annotation(subtype, place, "BT /F 9 Tf 8 8 Td (85) Tj ET");
    let page = page(draw(draw(letter(), note), field));
    assert_eq!((lines(&page), page.head.noise, page.glyphs), (vec!["une lettre", "85"], 2, 13));
}

#[test]
fn a_page_that_is_listed_again_counts_again() {
    let mut document = document(&[letter(), Sheet::new().text(60.0, 100.0, 9.0, "une autre")]);
    let tree = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let tree = document.get_object_mut(tree).unwrap().as_dict_mut().unwrap();
    let kids = tree.get(b"Kids").unwrap().as_array().unwrap().clone();
    tree.set("Kids", [&kids[..1], &kids[..]].concat());
    tree.set("Count", 3_i64);
    let pages = open(saved(document), None).unwrap();
    let texts: Vec<(u32, &str)> =
        pages.iter().map(|page| (page.head.number, page.lines[0].text.as_str())).collect();
    assert_eq!(texts, [(1, "une lettre"), (2, "une lettre"), (3, "une autre")]);
}

#[test]
fn crop_marks_outside_the_crop_box_are_no_rules() {
    let mut sheet = letter().cropped([50.0, 50.0, 550.0, 750.0]);
    for x in [50.0, 550.0] {
        sheet = sheet.stroke((x, 20.0), (x, 45.0)).stroke((x, LONG - 45.0), (x, LONG - 20.0));
    }
    for y in [50.0, LONG - 50.0] {
        sheet = sheet.stroke((20.0, y), (45.0, y)).stroke((555.0, y), (580.0, y));
    }
    let rules = |bytes| {
        let document = PdfDocument::open(Arc::new(bytes), None).unwrap();
        super::map_pages(&document, NonZero::<usize>::MIN, |page| page.rules.len())
    };
    assert_eq!(rules(pdf(&[sheet.clone()])), [Some(0)]);
    assert_eq!(lines(&page(sheet)), ["une lettre"]);
    assert_eq!(rules(pdf(&[letter().stroke((20.0, 50.0), (45.0, 50.0))])), [Some(1)]);
}

#[test]
fn text_without_any_opacity_is_invisible() {
    let page = page(
        letter()
            .opaque(0, |sheet| sheet.text(60.0, 120.0, 9.0, "clear"))
            .opaque(100, |sheet| sheet.text(60.0, 140.0, 9.0, "dense")),
    );
    assert_eq!((lines(&page), page.head.invisible, page.glyphs), (vec!["une lettre", "dense"], 5, 19));
}

#[test]
fn text_in_a_group_without_any_opacity_is_invisible() {
    let form = "BT /F 9 Tf 60 500 Td (clear) Tj ET";
    let mut document = document(&[letter().form(form).opaque(0, |sheet| sheet.raw("/X Do"))]);
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.has(b"BBox")
        {
            stream.dict.set("Group", dictionary! { "S" => "Transparency" });
        }
    }
    let page = open(saved(document), None).unwrap().remove(0);
    assert_eq!((lines(&page), page.head.invisible, page.glyphs), (vec!["une lettre"], 5, 14));
}

// Watermarks and stamps

/// Lines of text that fill a page's middle, and what else is drawn before and after.
fn body(before: impl Fn(Sheet) -> Sheet, after: impl Fn(Sheet) -> Sheet) -> Sheet {
    let mut sheet = before(Sheet::new());
    for line in 0..20 {
        sheet =
            sheet.text(60.0, 300.0 + 11.0 * line as f32, 9.0, "un pont de bois va au lac et au vieux port");
    }
    after(sheet)
}

/// Checks that text over the body is set apart, drawn before it or after, and that the body is whole.
fn is_set_apart(name: &str, glyphs: u32, over: impl Fn(Sheet) -> Sheet) {
    let same = |sheet| sheet;
    let plain = page(body(same, same));
    for (when, sheet) in [("before", body(&over, same)), ("after", body(same, &over))] {
        let page = page(sheet);
        assert_eq!(lines(&page), lines(&plain), "{name}, drawn {when} the text");
        assert_eq!((page.head.noise, page.glyphs), (glyphs, plain.glyphs + glyphs), "{name}, drawn {when}");
    }
}

#[test]
fn a_watermark_is_noise_however_it_runs() {
    is_set_apart("diagonal", 6, |sheet| sheet.raw("BT /F 90 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (PROJET) Tj ET"));
    is_set_apart("level", 6, |sheet| sheet.text(80.0, 420.0, 90.0, "PROJET"));
    is_set_apart("level, on a line's own height", 6, |sheet| sheet.text(80.0, 410.0, 90.0, "PROJET"));
    is_set_apart("upwards", 6, |sheet| sheet.raw("BT /F 90 Tf 0 1 -1 0 200 250 Tm (PROJET) Tj ET"));
    is_set_apart("transparent, beside the text", 6, |sheet| {
        sheet.opaque(30, |sheet| sheet.text(80.0, 200.0, 90.0, "PROJET"))
    });
    is_set_apart("pale, beside the text", 6, |sheet| {
        sheet.raw("0.75 g").text(80.0, 200.0, 90.0, "PROJET").raw("0 g")
    });
    is_set_apart("in grey, of the size of the text", 6, |sheet| {
        sheet.raw("0.7 g").text(82.0, 414.0, 9.0, "PROJET").raw("0 g")
    });
}

#[test]
fn a_stamp_over_text_of_many_sizes_is_noise() {
    // The figure begins below the stamp, but stands above the baseline of the text.
    let sheet = Sheet::new()
        .text(60.0, 100.0, 9.0, "un pont de bois va au lac")
        .text(42.0, 98.5, 1.0, "1")
        .raw("1 0 0 rg")
        .text(40.0, 97.0, 9.0, "GREFFE")
        .raw("0 g");
    let page = page(sheet);
    assert_eq!((lines(&page), page.head.noise), (vec!["1", "un pont de bois va au lac"], 6));
}

#[test]
fn a_stamp_is_noise_and_its_frame_no_table() {
    // Two lines in red, in a frame; the second line lies between two lines of the text.
    is_set_apart("level", 20, |sheet| {
        sheet
            .raw("q 1 0 0 rg 1 0 0 RG")
            .text(105.0, 402.0, 14.0, "GREFFE DU LAC")
            .text(105.0, 417.0, 14.0, "28 OCT 2022")
            .outlined((95.0, 385.0), (235.0, 425.0))
            .raw("Q")
    });
    is_set_apart("slanted", 11, |sheet| {
        sheet.raw("BT 1 0 0 rg /F 14 Tf 0.97 0.26 -0.26 0.97 100 400 Tm (GREFFE DU LAC) Tj ET 0 g")
    });
}

#[test]
fn large_and_coloured_text_beside_the_body_is_text() {
    let plain = |sheet: Sheet| {
        sheet
            .filled((50.0, 160.0), (300.0, 190.0))
            .raw("1 g")
            .text(60.0, 182.0, 24.0, "Blanc")
            .raw("0.5 g")
            .text(60.0, 212.0, 24.0, "Titre")
            .raw("0 0 1 rg")
            .text(60.0, 240.0, 9.0, "en bleu")
            .raw("0 g")
    };
    let page = page(body(plain, |sheet| sheet));
    assert_eq!(page.head.noise, 0);
    assert_eq!(lines(&page)[..3], ["Blanc", "Titre", "en bleu"]);
}

#[test]
fn a_pale_heading_is_text_and_white_is_on_something() {
    let round = "0 0.3 0.6 rg 40 590 m 300 590 l 310 590 310 640 300 640 c 40 640 l 30 640 30 590 40 590 c f";
    let same = |sheet| sheet;
    for (name, size, before) in [
        ("on a bar with round corners", 24.0, &format!("{round} 1 g")[..]),
        ("on what is not seen", 36.0, "1 g"),
        ("in grey", 14.0, "0.65 g"),
        ("in light grey", 24.0, "0.75 g"),
    ] {
        let heading = |sheet: Sheet| sheet.raw(before).text(60.0, 200.0, size, "Bacs").raw("0 g");
        let page = page(body(heading, same));
        assert_eq!((lines(&page)[0], page.head.noise, codes(&page)), ("Bacs", 0, vec![]), "{name}");
    }
    let clear = |sheet: Sheet| sheet.opaque(30, |sheet| sheet.text(60.0, 200.0, 24.0, "Bacs"));
    assert_eq!(lines(&page(body(clear, same)))[0], "Bacs");
}

#[test]
fn level_text_that_is_set_apart_is_named() {
    let over = |sheet: Sheet| sheet.text(80.0, 420.0, 90.0, "LE PROJET");
    let page = page(body(|sheet| sheet, over));
    assert_eq!(codes(&page), [Code::B109]);
    let message = Diagnostic::from(page.head.findings[0].clone()).message;
    assert!(message.contains("“LE PROJET”") && page.head.findings[0].page == Some(1), "{message}");
}

// Fonts

#[test]
fn a_font_whose_encoding_is_standard_needs_no_map() {
    assert_eq!(
        text(Sheet::new().font("N", fonts::named).set_in("N", 60.0, 100.0, 9.0, "(\\001t\\351)")),
        ["été"]
    );
}

#[test]
fn where_only_the_font_program_knows_its_letters_it_is_asked() {
    let sheet = Sheet::new().font("P", |document| fonts::numbered(document, false, true));
    let page = page(sheet.set_in("P", 60.0, 100.0, 9.0, &numbered_string("le lac gelé")));
    assert_eq!(lines(&page), ["le lac gelé"]);
    assert!(page.head.findings.is_empty());
}

#[test]
fn a_page_whose_fonts_say_nothing_is_named() {
    let silent = |sheet: Sheet| sheet.font("Q", |document| fonts::numbered(document, false, false));
    let string = numbered_string("le lac gelé");
    let all = silent(Sheet::new()).set_in("Q", 60.0, 100.0, 9.0, &string);
    let some = silent(letter()).text(60.0, 140.0, 9.0, "encore").set_in("Q", 60.0, 120.0, 9.0, &string);
    let pages = pages(&[letter(), all, some]);
    assert_eq!(pages.iter().map(codes).collect::<Vec<_>>(), [vec![], vec![Code::B102], vec![Code::B105]]);
    assert_eq!(pages[1].head.findings[0].page, Some(2));
    assert_eq!(pages[2].head.findings[0].page, Some(3));
}

/// What is said of a file of one page without tables where no images are read.
fn refused(sheet: Sheet) -> String {
    let settings = Settings { ocr: Ocr::Never, ..Settings::default() };
    extract("report.pdf", pdf(&[sheet]), &settings, &|_, _| {}).unwrap_err().to_string()
}

#[test]
fn letters_that_are_drawn_as_curves_are_named() {
    let letters = |sheet: Sheet, count: usize| {
        (0..count).fold(sheet, |sheet, letter| {
            let (x, y) = (100 + letter % 20 * 8, 600 - letter / 20 * 12);
            let (foot, stem, right, top) = (y + 1, x + 1, x + 5, y + 7);
            sheet.raw(&format!(
                "{x} {y} m {right} {y} l {right} {foot} l {stem} {foot} l {stem} {top} l {x} {top} l h f"
            ))
        })
    };
    assert!(refused(letters(letter(), 60)).contains("--ocr never"));
    assert!(refused(letters(letter(), 10)).contains("is this a report"));
}

#[test]
fn a_page_whose_characters_make_no_words_is_named() {
    let said = "renouveler la flotte des bacs pour garantir une bonne liaison avec les communes du lac puis former de \
                nouveaux matelots et entretenir chaque embarcation avant le printemps";
    let shifted: String =
        said.bytes().map(|byte| char::from(if byte == b' ' { byte } else { byte - 29 })).collect();
    assert!(refused(letter().text(60.0, 120.0, 3.0, &shifted)).contains("--ocr never"));
    assert!(refused(letter().text(60.0, 120.0, 3.0, said)).contains("is this a report"));
}

#[test]
fn a_font_whose_characters_make_no_words_is_named_among_sound_ones() {
    let said = [
        "renouveler la flotte des bacs pour garantir une bonne liaison",
        "avec les communes du lac puis former de nouveaux matelots",
        "et entretenir chaque embarcation avant le printemps",
    ];
    let sound = said
        .iter()
        .enumerate()
        .fold(letter(), |sheet, (line, text)| sheet.text(60.0, 120.0 + 14.0 * line as f32, 9.0, text));
    let with = |texts: &[&str]| {
        let sheet = sound.clone().font("W", fonts::named_wrongly).raw("0.8 Tc");
        let line = |sheet: Sheet, (line, text): (usize, &&str)| {
            sheet.set_in("W", 60.0, 220.0 + 16.0 * line as f32, 10.0, &numbered_string(text))
        };
        texts.iter().enumerate().fold(sheet, line)
    };
    assert!(refused(with(&said)).contains("--ocr never"));
    assert!(refused(with(&["les bacs du lac"])).contains("is this a report"));
}

#[test]
fn a_sign_that_is_an_image_in_a_table_is_left_unread_and_a_crest_is_none() {
    let sign = |sheet: Sheet| sheet.raw("q 12 0 0 12 300 600 cm BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q");
    let rule = |sheet: Sheet, y: f32| sheet.stroke((50.0, y), (550.0, y));
    let table = rule(rule(letter(), 180.0), 220.0);
    assert_eq!(page(sign(table)).head.unread_parts, [Rect::new(300.0, 188.0, 312.0, 200.0)]);
    assert!(page(sign(letter())).head.unread_parts.is_empty());
}

#[test]
fn text_under_an_image_that_fills_the_page_is_no_text_of_the_page() {
    let image = |sheet: Sheet, height: u32| {
        sheet.raw(&format!("q 600 0 0 {height} 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q"))
    };
    let filled = page(image(letter(), 800));
    assert!(lines(&filled).is_empty());
    assert_eq!(filled.head.invisible, 9);
    assert_eq!(lines(&page(image(letter(), 300))), ["une lettre"]);
    assert_eq!(lines(&page(image(Sheet::new(), 800).text(60.0, 100.0, 9.0, "dessus"))), ["dessus"]);
}

#[test]
fn a_font_that_is_drawn_is_read_by_its_map() {
    let with = Sheet::new().font("T", fonts::drawn_with_map).set_in("T", 60.0, 100.0, 9.0, "(abcd)");
    let page = page(with);
    assert_eq!(lines(&page), ["bord"]);
    let bbox = page.lines[0].bbox;
    // Four glyphs of three quarters of an em.
    assert!((bbox.x0 - 60.0).abs() < 0.1 && (bbox.width() - 27.0).abs() < 0.1, "{bbox:?}");
    let without = Sheet::new().font("T", fonts::drawn_without_map).set_in("T", 60.0, 100.0, 9.0, "(abcd)");
    assert_eq!(codes(&self::page(without)), [Code::B102]);
}

#[test]
fn a_drawn_font_may_name_its_glyphs_by_their_codes() {
    let sheet = Sheet::new().font("T", fonts::drawn_by_number).set_in("T", 60.0, 100.0, 9.0, "(abcd)");
    assert_eq!(text(sheet), ["abcd"]);
}

#[test]
fn ligatures_whose_letters_are_mapped_with_swapped_bytes_are_read() {
    let sheet = Sheet::new().font("W", fonts::swapped).set_in("W", 60.0, 100.0, 9.0, "(de\\001nir)").set_in(
        "W",
        60.0,
        120.0,
        9.0,
        "(ome\\002ng)",
    );
    assert_eq!(text(sheet), ["definir", "ometting"]);
}

#[test]
fn a_letter_that_no_map_has_is_told_by_its_shape_or_by_the_codes_of_the_others() {
    let shaped = Sheet::new().font("H", fonts::shaped).set_in("H", 60.0, 100.0, 9.0, "<00010002>").set_in(
        "H",
        60.0,
        120.0,
        9.0,
        "<000300010004000100020001>",
    );
    let page = page(shaped);
    assert_eq!(lines(&page), ["eé", "–e eée"]);
    assert!(page.head.findings.is_empty(), "{:?}", codes(&page));
    let ordered = Sheet::new().font("A", fonts::in_ascii_order);
    let string = fonts::in_ascii_order_string("levallois");
    assert_eq!(text(ordered.set_in("A", 60.0, 100.0, 9.0, &string)), ["levallois"]);
}

#[test]
fn the_mark_of_a_list_in_the_private_use_area_is_what_it_draws() {
    let sheet = Sheet::new().font("U", fonts::private_use).set_in("U", 60.0, 100.0, 9.0, "(\\001 un bac)");
    assert_eq!(text(sheet), ["• un bac"]);
}

// Typesetting

#[test]
fn what_the_page_says_of_its_hyphens_counts() {
    let hyphen = |drawn: &str| format!("/Span << /ActualText <FEFF00AD> >> BDC {drawn} Tj EMC");
    let show = |operators: &str| text(Sheet::new().raw(&format!("BT /F 9 Tf 60 700 Td {operators} ET")));
    // At a line's end, as typesetting programs write it; inside a word, as a browser does.
    assert_eq!(show(&format!("(le pay) Tj {}", hyphen("(-)"))), ["le pay\u{ad}"]);
    assert_eq!(show(&format!("(Sou) Tj {} 16 0 Td (tenir) Tj", hyphen("( )"))), ["Soutenir"]);
    // Nothing else that the page says of text it sets is taken.
    assert_eq!(show("/Span << /ActualText (autre) >> BDC (mots) Tj EMC"), ["mots"]);
}

#[test]
fn a_blank_that_lies_over_a_glyph_parts_nothing() {
    let show = |operators: &str| text(Sheet::new().raw(&format!("BT /L 9 Tf 60 700 Td {operators} TJ ET")));
    assert_eq!(show("[(de\\001) 278 ( ) (nir)]"), ["definir"]);
    assert_eq!(show("[(de\\001) ( ) (nir)]"), ["defi nir"]);
}

#[test]
fn raised_digits_are_superscript_characters() {
    // Drawn at once, and when other text is drawn.
    let at_once = Sheet::new().text(60.0, 100.0, 9.0, "84").text(70.1, 97.0, 5.0, "1");
    let later =
        Sheet::new().text(60.0, 100.0, 9.0, "84").text(60.0, 140.0, 9.0, "x").text(70.1, 97.0, 5.0, "1");
    assert_eq!(text(at_once), ["84¹"]);
    assert_eq!(text(later), ["84¹", "x"]);
    // Before what it marks.
    assert_eq!(text(Sheet::new().text(60.0, 97.0, 5.0, "2").text(62.9, 100.0, 9.0, "note")), ["²note"]);
    // As browsers set them, at five sixths of the size and raised by nearly half of it: at once, behind a blank, before one.
    assert_eq!(text(Sheet::new().text(60.0, 100.0, 9.0, "84").text(70.1, 95.9, 7.5, "1")), ["84¹"]);
    assert_eq!(text(Sheet::new().text(60.0, 100.0, 9.0, "84 ").text(72.6, 95.9, 7.5, "1")), ["84 ¹"]);
    assert_eq!(text(Sheet::new().text(60.0, 95.9, 7.5, "2 ").text(66.5, 100.0, 9.0, "note")), ["² note"]);
    // As fonts have them.
    let own = Sheet::new().font("R", fonts::raised).set_in("R", 60.0, 100.0, 9.0, "<00010002>");
    assert_eq!(text(own), ["1¹"]);
    // Letters, and digits below the line or as large, are what they are.
    for (digit, y, size, drawn) in
        [("er", 97.0, 5.0, "84er"), ("2", 102.0, 5.0, "842"), ("2", 97.0, 9.0, "842")]
    {
        let sheet = Sheet::new().text(60.0, 100.0, 9.0, "84").text(70.1, y, size, digit);
        assert_eq!(text(sheet), [drawn], "{digit} {y} {size}");
    }
}

#[test]
fn an_accent_that_is_set_over_a_letter_is_the_letters() {
    let show = |operators: &str| text(Sheet::new().raw(&format!("BT /F 9 Tf 60 700 Td {operators} TJ ET")));
    assert_eq!(show("[(d\\264) 445 (ef)]"), ["déf"], "before the letter");
    assert_eq!(show("[(de) 445 (\\264) -112 (f)]"), ["déf"], "after it");
    assert_eq!(show("[(a\\264e)]"), ["a´e"], "beside it");
}

#[test]
fn text_struck_twice_to_look_bold_is_read_once() {
    let words = "un pont de bois";
    let at = |x: f32, y: f32| move |sheet: Sheet| sheet.text(x, y, 10.0, words);
    for (name, x, y) in
        [("exactly", 60.0, 100.0), ("beside", 60.3, 100.0), ("below", 60.0, 100.3), ("aslant", 60.2, 99.8)]
    {
        // The line again at once, and again when others are drawn; and each letter again at once.
        let again = at(x, y)(at(60.0, 100.0)(Sheet::new()));
        let later = at(x, y)(at(60.0, 100.0)(Sheet::new()).text(60.0, 140.0, 10.0, "autre"));
        let (dx, dy) = (x - 60.0, 100.0 - y);
        let mut pieces = String::from("BT /F 10 Tf 60 700 Td ");
        for letter in words.chars() {
            pieces += &format!("{dx} {dy} Td ({letter}) Tj {} {} Td ({letter}) Tj ", -dx, -dy);
            pieces += &format!("{} 0 Td ", width(letter));
        }
        let letters = Sheet::new().raw(&(pieces + "ET"));
        for (how, sheet, others) in [("again", again, 0), ("later", later, 5), ("by letter", letters, 0)] {
            let page = page(sheet);
            assert_eq!(lines(&page)[0], words, "{name}, {how}");
            assert_eq!((page.head.noise, page.glyphs), (12, 24 + others), "{name}, {how}");
        }
    }
}

/// The width of a letter of Helvetica at 10 points.
fn width(letter: char) -> f32 {
    match letter {
        ' ' | 't' => 2.78,
        'i' => 2.22,
        's' => 5.0,
        _ => 5.56,
    }
}

#[test]
fn a_soft_hyphen_shows_at_a_lines_end_alone() {
    let sheet = |string: &str| {
        // Another code draws the hyphens that are none.
        let sheet = Sheet::new().font("S", fonts::spaces).set_in("S", 60.0, 100.0, 9.0, string);
        sheet.set_in("S", 60.0, 140.0, 9.0, "(arc-en-ciel)")
    };
    let page = page(sheet("(un pay\\004sage na\\004)"));
    assert_eq!(lines(&page), ["un paysage na\u{ad}", "arc-en-ciel"]);
    assert_eq!(page.lines[0].glyphs, 13);
    assert_eq!(page.lines[0].edges.len(), page.lines[0].text.chars().count() + 1);
    // A word of nothing else is none, unless it is the last.
    let line = &self::page(sheet("(\\004 un \\004 pays \\004)")).lines[0];
    assert_eq!((line.text.as_str(), line.glyphs), ("un pays \u{ad}", 9));
    assert!(line.edges.is_sorted() && line.edges[0] > 60.0, "{:?}", line.edges);
    assert!((line.bbox.x0 - line.edges[0]).abs() < 0.1, "{:?}", line.bbox);
}

#[test]
fn a_hyphen_that_its_font_draws_for_all_is_soft_where_the_page_says_so() {
    let show = |operators: &str| {
        let sheet = Sheet::new().font("H", fonts::one_hyphen);
        text(sheet.raw(&format!("BT /H 9 Tf 60 700 Td {operators} ET")))
    };
    assert_eq!(show("(trente-huit demi-) Tj"), ["trente-huit demi-"]);
    let soft = "/Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC";
    assert_eq!(show(&format!("(trente-huit pay) Tj {soft}")), ["trente-huit pay\u{ad}"]);
    // A program may say it of those that are not.
    let plain = "/Span << /ActualText (-) >> BDC (-) Tj EMC";
    assert_eq!(show(&format!("(trente) Tj {plain} (huit pay) Tj {soft}")), ["trente-huit pay\u{ad}"]);
}

#[test]
fn a_frame_around_words_parts_them_from_no_sign_beside_it() {
    let words = |sheet: Sheet| sheet.text(60.0, 100.0, 10.0, "juin").text(76.3, 100.0, 10.0, ", avec");
    assert_eq!(text(words(Sheet::new().outlined((59.5, 91.5), (75.9, 103.0)))), ["juin, avec"]);
    // Cells that stand as near are two.
    let cells = Sheet::new().outlined((59.5, 91.5), (75.9, 103.0)).outlined((75.9, 91.5), (110.0, 103.0));
    let page = page(cells.text(60.0, 100.0, 10.0, "juin").text(76.3, 100.0, 10.0, "55"));
    let cells: Vec<String> = page.tables[0].cells.iter().map(|cell| cell.text()).collect();
    assert_eq!(cells, ["juin", "55"]);
}

#[test]
fn spaces_of_all_kinds_part_words() {
    let sheet = Sheet::new().font("S", fonts::spaces);
    // The pen is moved back over the space, so that its width does not part the words.
    let string = "[(un\\001) 250 (pont\\002) 250 (de\\003) 250 (bois)] TJ";
    let page = page(sheet.raw(&format!("BT /S 9 Tf 60 700 Td {string} ET")));
    assert_eq!(lines(&page), ["un pont de bois"]);
    assert_eq!(page.glyphs, 12);
}

#[test]
fn letters_set_apart_are_one_word() {
    let track = |space: f32, text: &str| {
        Sheet::new().raw(&format!("{space} Tc")).text(60.0, 100.0, 10.0, text).raw("0 Tc")
    };
    for space in [2.0, 3.5, 6.0] {
        assert_eq!(text(track(space, "Description")), ["Description"], "{space}");
        assert_eq!(text(track(space, "Rapport annuel 2021")), ["Rapport annuel 2021"], "{space}");
    }
    // Set apart by blanks that were typed.
    let typed = Sheet::new().text(60.0, 100.0, 10.0, "R \\351 s u l t a t   a n n u e l");
    assert_eq!(text(typed), ["Résultat annuel"]);
    // In a cell of a header, beside another.
    let header = Sheet::new()
        .outlined((60.0, 90.0), (160.0, 120.0))
        .outlined((160.0, 90.0), (260.0, 120.0))
        .raw("2 Tc")
        .text(64.0, 110.0, 9.0, "R\\351sultat")
        .text(164.0, 110.0, 9.0, "Ecart")
        .raw("0 Tc");
    let header = page(header);
    let cells: Vec<String> = header.tables[0].cells.iter().map(|cell| cell.text()).collect();
    assert_eq!(cells, ["Résultat", "Ecart"]);
}

#[test]
fn single_letters_that_are_words_stay_words() {
    for words in ["il y a un lac", "y a t il", "1 2 3 4 5", "a. b. c. d.", ". . . . ."] {
        assert_eq!(text(Sheet::new().text(60.0, 100.0, 10.0, words)), [words]);
    }
    // Letters in columns, far from one another.
    let columns = ["A", "B", "C", "D", "E"].iter().enumerate();
    let sheet = columns
        .fold(Sheet::new(), |sheet, (at, letter)| sheet.text(60.0 + 40.0 * at as f32, 100.0, 10.0, letter));
    assert_eq!(text(sheet), ["A", "B", "C", "D", "E"]);
}

// Tables

/// A part of an objectives table on a page of its own: its header, if it has one, and rows of cells between rules, each
/// with a height and with the lines of each cell.
fn table_part(mut sheet: Sheet, mut top: f32, rows: &[(f32, [&[String]; 9])]) -> Sheet {
    const XS: [f32; 10] = [40.0, 80.0, 170.0, 210.0, 300.0, 350.0, 400.0, 450.0, 600.0, 760.0];
    for (height, cells) in rows {
        for (pair, lines) in XS.windows(2).zip(cells) {
            sheet = sheet.outlined((pair[0], top), (pair[1], top + height));
            for (at, line) in lines.iter().enumerate() {
                sheet = sheet.text(pair[0] + 3.0, top + 10.0 + 9.0 * at as f32, 7.0, line);
            }
        }
        top += height;
    }
    sheet
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[test]
fn a_row_taller_than_a_page_is_one_record() {
    let header = [
        &["R\\351f. O.S.", "Ref. S.D."][..],
        &["Titre strat\\351gique", "Strategische titel"],
        &["R\\351f. O.O.", "Ref. O.D."],
        &["Titre op\\351rationnel", "Operationele titel"],
        &["Seuil rouge"],
        &["Seuil vert"],
        &["R\\351sultat", "Resultaat"],
        &["Description r\\351sultat atteint", "Beschrijving bereikte resultaat"],
        &["Facteurs explicatifs", "Verklarende factoren"],
    ];
    let header = header.map(owned);
    let header: Vec<&[String]> = header.iter().map(Vec::as_slice).collect();
    let header = (40.0, <[&[String]; 9]>::try_from(header).unwrap());
    // 130 lines in one cell: more than two pages hold.
    let long: Vec<String> = (0..130).map(|line| format!("le bac {line} et le quai du port de")).collect();
    let row = |first: bool, text: &[&str], lines: &std::ops::Range<usize>| {
        let cell = |text: &str| if first && !text.is_empty() { vec![text.to_owned()] } else { Vec::new() };
        let mut cells: Vec<Vec<String>> = text.iter().map(|text| cell(text)).collect();
        cells.push(long[lines.clone()].to_vec());
        cells.push(cell("un motif clair."));
        cells
    };
    let head = ["O.S.1", "Un lac propre", "O.O. 1.1", "Draguer le port", "70", "90", "85"];
    let parts = [(true, 0..45), (false, 45..95), (false, 95..130)];
    let mut sheets = Vec::new();
    for (first, lines) in parts {
        let cells = row(first, &head, &lines);
        let cells: Vec<&[String]> = cells.iter().map(Vec::as_slice).collect();
        let height = 9.0 * lines.len() as f32 + 6.0;
        let body = (height, <[&[String]; 9]>::try_from(cells).unwrap());
        let sheet = Sheet::standing(super::draw::Stand::Landscape);
        sheets.push(if first {
            let titled = sheet
                .text(40.0, 40.0, 12.0, "I. SERVICE DU LAC - DIENST VAN HET MEER")
                .text(40.0, 60.0, 10.0, "1. Office des Bacs - Veerdienst")
                .text(40.0, 76.0, 9.0, "1.1. Rapport annuel objectifs op\\351rationnels - Jaarverslag operationele doelstellingen");
            table_part(titled, 90.0, &[header, body])
        } else {
            table_part(sheet, 60.0, &[body])
        });
    }
    let report = extract("tall.pdf", pdf(&sheets), &Settings::default(), &|_, _| {}).unwrap();
    assert_eq!(report.objectives.len(), 1);
    let record = &report.objectives[0];
    let text = record.description.fr.clone().unwrap_or_default();
    let expected: Vec<String> = (0..130).map(|line| format!("le bac {line} et le quai du port de")).collect();
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), expected.join(" "));
    assert_eq!(record.source.iter().map(|place| place.page).collect::<Vec<_>>(), [1, 2, 3]);
}
