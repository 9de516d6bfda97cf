//! Draws small PDFs for tests: texts and rules at places, on pages with boxes and turns of all kinds.
//!
//! Places are points from the top left corner of the frame in which the page reads upright, y down, as in the program.
//! Not for reports: those are the fixtures.

pub(crate) mod fonts;
pub(crate) mod raw;
pub(crate) mod scan;

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

pub(crate) use raw::saved;

/// A page to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    content: String,
    form: Option<String>,
    media: [f32; 4],
    crop: Option<[f32; 4]>,
    rotate: i64,
    /// The height of the frame in which places are given.
    height: f32,
    broken: bool,
    lost_font: bool,
    fonts: Vec<(&'static str, Make)>,
    annotations: Vec<Annotation>,
}

/// Adds an object, and what it needs, to a document.
pub(crate) type Make = fn(&mut Document) -> Object;

/// What stands over a page.
#[derive(Debug, Clone)]
struct Annotation {
    subtype: &'static str,
    /// In PDF's own coordinates.
    place: [f32; 4],
    operators: String,
}

/// How a page is made to stand on its side; the first two are upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stand {
    /// A portrait page.
    Portrait,
    /// A landscape page.
    Landscape,
    /// A portrait page with `/Rotate 90`.
    Rotate90,
    /// A landscape page upside down, with `/Rotate 180`.
    Rotate180,
    /// A portrait page with `/Rotate 270`.
    Rotate270,
    /// A portrait page whose text runs from bottom to top.
    BottomToTop,
    /// A portrait page whose text runs from top to bottom.
    TopToBottom,
}

/// The short and the long side of the paper.
pub(crate) const SHORT: f32 = 600.0;
/// The long side of the paper.
pub(crate) const LONG: f32 = 800.0;

impl Sheet {
    /// A portrait page.
    pub(crate) fn new() -> Self {
        Self::standing(Stand::Portrait)
    }

    /// A page of some stand; what is drawn on it reads upright.
    pub(crate) fn standing(stand: Stand) -> Self {
        let (portrait, landscape) = ([0.0, 0.0, SHORT, LONG], [0.0, 0.0, LONG, SHORT]);
        let (media, rotate, matrix) = match stand {
            Stand::Portrait => (portrait, 0, ""),
            Stand::Landscape => (landscape, 0, ""),
            Stand::Rotate90 => (portrait, 90, "0 1 -1 0 600 0 cm"),
            Stand::Rotate180 => (landscape, 180, "-1 0 0 -1 800 600 cm"),
            Stand::Rotate270 => (portrait, 270, "0 -1 1 0 0 800 cm"),
            Stand::BottomToTop => (portrait, 0, "0 1 -1 0 600 0 cm"),
            Stand::TopToBottom => (portrait, 0, "0 -1 1 0 0 800 cm"),
        };
        let height = if stand == Stand::Portrait { LONG } else { SHORT };
        Self {
            content: format!("{matrix}\n"),
            form: None,
            media,
            crop: None,
            rotate,
            height,
            broken: false,
            lost_font: false,
            fonts: Vec::new(),
            annotations: Vec::new(),
        }
    }

    /// Operators as they stand in a content stream.
    pub(crate) fn raw(mut self, operators: &str) -> Self {
        writeln!(self.content, "{operators}").unwrap();
        self
    }

    /// Operators before all others, without the turn of the page.
    pub(crate) fn raw_before(mut self, operators: &str) -> Self {
        self.content = format!("q\n{operators}\nQ\n{}", self.content);
        self
    }

    /// A text whose baseline begins at a place.
    pub(crate) fn text(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let up = self.height - y;
        self.raw(&format!("BT /F {size} Tf {x} {up} Td ({text}) Tj ET"))
    }

    /// A text that is not painted (render mode 3).
    pub(crate) fn hidden_text(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        self.raw("3 Tr").text(x, y, size, text).raw("0 Tr")
    }

    /// A text in a font whose glyph 1 is the ligature of f and i, and whose map to Unicode says so in two letters.
    pub(crate) fn ligature_text(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let up = self.height - y;
        self.raw(&format!("BT /L {size} Tf {x} {up} Td ({text}) Tj ET"))
    }

    /// The page with a font of its own.
    pub(crate) fn font(mut self, name: &'static str, make: Make) -> Self {
        self.fonts.push((name, make));
        self
    }

    /// A string in a font whose baseline begins at a place; written as it stands in the file, `(ab)` or `<0001>`.
    pub(crate) fn set_in(self, font: &str, x: f32, y: f32, size: f32, string: &str) -> Self {
        let up = self.height - y;
        self.raw(&format!("BT /{font} {size} Tf {x} {up} Td {string} Tj ET"))
    }

    /// Operators with the opacity in percent: 0, 30 or 100.
    pub(crate) fn opaque(self, percent: u8, draw: impl Fn(Self) -> Self) -> Self {
        draw(self.raw(&format!("q /O{percent} gs"))).raw("Q")
    }

    /// What is drawn on a layer that is off.
    pub(crate) fn layer_off(self, draw: impl Fn(Self) -> Self) -> Self {
        draw(self.raw("/OC /Off BDC")).raw("EMC")
    }

    /// A note, a stamp or a form field over the page, by its subtype, with operators that draw it.
    pub(crate) fn annotation(mut self, subtype: &'static str, place: [f32; 4], operators: &str) -> Self {
        self.annotations.push(Annotation { subtype, place, operators: operators.to_owned() });
        self
    }

    /// A stroke.
    pub(crate) fn stroke(self, from: (f32, f32), to: (f32, f32)) -> Self {
        let h = self.height;
        self.raw(&format!("0.5 w {} {} m {} {} l S", from.0, h - from.1, to.0, h - to.1))
    }

    /// A filled rectangle between two corners.
    pub(crate) fn filled(self, from: (f32, f32), to: (f32, f32)) -> Self {
        let up = self.height - to.1;
        self.raw(&format!("{} {up} {} {} re f", from.0, to.0 - from.0, to.1 - from.1))
    }

    /// An outlined rectangle between two corners.
    pub(crate) fn outlined(self, from: (f32, f32), to: (f32, f32)) -> Self {
        let up = self.height - to.1;
        self.raw(&format!("0.5 w {} {up} {} {} re S", from.0, to.0 - from.0, to.1 - from.1))
    }

    /// The page with a CropBox, in PDF's own coordinates.
    pub(crate) fn cropped(mut self, crop: [f32; 4]) -> Self {
        self.crop = Some(crop);
        self
    }

    /// The page with a MediaBox, in PDF's own coordinates.
    pub(crate) fn media(mut self, media: [f32; 4]) -> Self {
        self.media = media;
        self
    }

    /// Operators that `/X Do` runs.
    pub(crate) fn form(mut self, operators: &str) -> Self {
        self.form = Some(operators.to_owned());
        self
    }

    /// The page with a font `/G` that the file does not hold.
    pub(crate) fn lost_font(mut self) -> Self {
        self.lost_font = true;
        self
    }

    /// The page with a content stream that says it is compressed and cannot be unpacked.
    pub(crate) fn broken(mut self) -> Self {
        self.broken = true;
        self
    }
}

/// The pages as a PDF.
pub(crate) fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    saved(document(sheets))
}

/// The pages as a document that can still be changed.
pub(crate) fn document(sheets: &[Sheet]) -> Document {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let plain = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def \
               1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <00660069> endbfchar \
               1 beginbfrange <20> <7e> <0020> endbfrange endcmap end end";
    let map = document.add_object(Stream::new(Dictionary::new(), map.as_bytes().to_vec()));
    let ligature = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => dictionary! {
            "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding",
            "Differences" => vec![Object::Integer(1), Object::Name(b"fi".to_vec())],
        },
        "ToUnicode" => map,
    });
    let name = Object::string_literal("off");
    let off = document.add_object(dictionary! { "Type" => "OCG", "Name" => name });
    let kids: Vec<Object> = sheets
        .iter()
        .map(|sheet| {
            let mut own = Dictionary::new();
            let mut content = sheet.content.clone().into_bytes();
            if sheet.broken {
                own.set("Filter", Object::Name(b"FlateDecode".to_vec()));
                // The two bytes of a header, and then a kind of block that there is not (RFC 1951, 3.2.3).
                content.splice(..0, [0x78, 0x9c, 0xff]);
            }
            let content = document.add_object(Stream::new(own, content));
            let mut fonts = dictionary! { "F" => plain, "L" => ligature };
            if sheet.lost_font {
                fonts.set("G", Object::Reference((9999, 0)));
            }
            for &(name, make) in &sheet.fonts {
                let font = make(&mut document);
                fonts.set(name, font);
            }
            let opacity = |share: f32| dictionary! { "ca" => share, "CA" => share };
            let states =
                dictionary! { "O0" => opacity(0.0), "O30" => opacity(0.3), "O100" => opacity(1.0) };
            let mut resources = dictionary! {
                "Font" => fonts, "ExtGState" => states, "Properties" => dictionary! { "Off" => off },
            };
            if let Some(form) = &sheet.form {
                let own = dictionary! {
                    "Type" => "XObject", "Subtype" => "Form", "BBox" => corners([0.0, 0.0, LONG, LONG]),
                };
                let form = document.add_object(Stream::new(own, form.clone().into_bytes()));
                resources.set("XObject", dictionary! { "X" => form });
            }
            let mut page = dictionary! {
                "Type" => "Page", "Parent" => pages, "MediaBox" => corners(sheet.media), "Contents" => content,
                "Resources" => resources, "Rotate" => sheet.rotate,
            };
            let annotations = sheet.annotations.iter().map(|annotation| {
                let [x0, y0, x1, y1] = annotation.place;
                let form = dictionary! {
                    "Type" => "XObject", "Subtype" => "Form", "BBox" => corners([0.0, 0.0, x1 - x0, y1 - y0]),
                    "Resources" => dictionary! { "Font" => dictionary! { "F" => plain } },
                };
                let form = Stream::new(form, annotation.operators.clone().into_bytes());
                let form = document.add_object(form);
                let mut note = dictionary! {
                    "Type" => "Annot", "Subtype" => annotation.subtype, "Rect" => corners(annotation.place),
                    "F" => 4, "AP" => dictionary! { "N" => form },
                };
                if annotation.subtype == "Widget" {
                    note.set("FT", "Tx");
                }
                document.add_object(note).into()
            });
            let annotations: Vec<Object> = annotations.collect();
            page.set("Annots", annotations);
            if let Some(crop) = sheet.crop {
                page.set("CropBox", corners(crop));
            }
            document.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(pages, tree.into());
    let layers = dictionary! { "OCGs" => vec![off.into()], "D" => dictionary! { "OFF" => vec![off.into()] } };
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => pages, "OCProperties" => layers };
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    document
}

fn corners(values: [f32; 4]) -> Object {
    Object::Array(values.into_iter().map(Object::Real).collect())
}
