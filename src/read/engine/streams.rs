//! What a page would unpack, judged before the engine unpacks it; and whether all of it can be unpacked.
//!
//! How much a packed stream holds is told by [`limits`]; here are the streams that a page leads to. Not for what a page
//! draws: that is counted in [`super::device`].

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::content::{TypedIter, UntypedIter};
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page as EnginePage;

use super::pixels;
use crate::read::limits::{self, Packing};

/// Limits of this step.
struct Limits {
    /// Objects that one page may lead to; a page with all the fonts of a report leads to some hundreds.
    objects: usize,
    /// Levels of the page tree; real ones have three or four.
    levels: u32,
    /// Characters for which one font may give widths; there are 65 536 to give them for.
    widths: u64,
    /// Bytes that content, of a page or of a form, may hold: the fullest page of a report has 1 MB. The engine makes more
    /// than forty bytes of each that is a character.
    content: u64,
    /// Pixels that an image may have: A3 at 700 pixels per inch has 90 million.
    pixels: u64,
}

const LIMITS: Limits =
    Limits { objects: 50_000, levels: 64, widths: 1 << 20, content: 16 << 20, pixels: 120_000_000 };

/// Judges what the pages of a file would unpack; each stream once.
pub(super) struct Judge {
    /// The streams that were looked at, and whether they come to too much.
    judged: Mutex<HashMap<ObjectIdentifier, bool>>,
    /// The streams that were looked at, and whether all of them can be unpacked.
    whole: Mutex<HashMap<ObjectIdentifier, bool>>,
}

impl Judge {
    /// A judge for a file in which the streams of the objects with these numbers were found to be too much, and which
    /// may end inside another.
    pub(super) fn knowing(blanked: Vec<u32>, cut: Option<u32>) -> Self {
        let object = |number| ObjectIdentifier::new(number, 0);
        let judged = blanked.into_iter().map(|number| (object(number), true)).collect();
        let whole = cut.into_iter().map(|number| (object(number), false)).collect();
        Self { judged: Mutex::new(judged), whole: Mutex::new(whole) }
    }

    /// Whether the contents of a page, or any stream that it leads to, come to too much.
    pub(super) fn is_overfull(&self, page: &EnginePage<'_>) -> bool {
        let contents = page.raw();
        let streams: Vec<Stream<'_>> = match contents.get::<Array<'_>>("Contents") {
            Some(array) => array.iter::<Stream<'_>>().take(LIMITS.objects).collect(),
            None => contents.get::<Stream<'_>>("Contents").into_iter().collect(),
        };
        // Together they are one text. The same stream may stand there many times.
        let mut left = LIMITS.content;
        for stream in &streams {
            if self.is_more_than(stream, LIMITS.content) {
                return true;
            }
            if streams.len() > 1 {
                let length = stream.decoded_data().map_or(0, |data| data.len() as u64);
                if length >= left {
                    return true;
                }
                left -= length;
            }
        }
        leads_to_one(page, |object| match object {
            Object::Stream(stream) => self.is_more_than(stream, allowed(stream)),
            Object::Dict(dict) => widths(dict) > LIMITS.widths,
            _ => false,
        })
    }

    /// Whether a page leads to an image of more pixels than any print or scan has.
    pub(super) fn has_huge_image(&self, page: &EnginePage<'_>) -> bool {
        leads_to_one(
            page,
            |object| matches!(object, Object::Stream(stream) if is_image(stream) && pixels::of(stream) > LIMITS.pixels),
        )
    }

    /// Whether all of a page's content and of the forms that it may draw is there and can be unpacked. The engine passes
    /// over what cannot, and does not say so.
    pub(super) fn is_whole(&self, page: &EnginePage<'_>) -> bool {
        let contents = page.raw();
        let own = if let Some(stream) = contents.get::<Stream<'_>>("Contents") {
            self.is_stream_whole(&stream)
        } else if let Some(parts) = contents.get::<Array<'_>>("Contents") {
            let all = parts.raw_iter().take(LIMITS.objects).count();
            let mut streams = parts.iter::<Stream<'_>>().take(LIMITS.objects);
            let whole = streams.by_ref().take_while(|stream| self.is_stream_whole(stream)).count();
            whole == all
        } else {
            !contents.contains_key("Contents")
        };
        let mut seen = HashSet::new();
        let mut open = vec![page.resources().x_objects.clone()];
        let mut whole = own;
        while let Some(forms) = open.pop().filter(|_| whole && seen.len() < LIMITS.objects) {
            for (name, _) in forms.entries() {
                let Some(form) = forms.get::<Stream<'_>>(&name) else {
                    whole = false;
                    continue;
                };
                let is_form =
                    form.dict().get::<Name<'_>>("Subtype").is_some_and(|name| name.as_ref() == b"Form");
                if is_form && seen.insert(form.obj_id()) {
                    whole &= self.is_stream_whole(&form);
                    let resources = form.dict().get::<Dict<'_>>("Resources");
                    open.extend(resources.and_then(|resources| resources.get::<Dict<'_>>("XObject")));
                }
            }
        }
        whole
    }

    /// Whether all of a stream can be unpacked; each stream is looked at once.
    fn is_stream_whole(&self, stream: &Stream<'_>) -> bool {
        let id = stream.obj_id();
        let known = self.whole.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        known.unwrap_or_else(|| {
            let raw = stream.raw_data();
            let whole = match stream.filters()[..] {
                _ if raw.is_empty() => true,
                [] => is_followed(&raw),
                // What the program that wrote it summed up is what can be unpacked.
                [Filter::FlateDecode, ..] => limits::is_deflate_whole(&raw),
                [Filter::Ascii85Decode, Filter::FlateDecode, ..] => {
                    limits::from_ascii85(&raw).is_some_and(|packed| limits::is_deflate_whole(&packed))
                }
                _ => stream.decoded_data().is_ok_and(|data| !data.is_empty()),
            };
            self.whole.lock().unwrap_or_else(PoisonError::into_inner).insert(id, whole);
            whole
        })
    }

    /// Whether a stream comes to more than so many bytes; each stream is looked at once.
    fn is_more_than(&self, stream: &Stream<'_>, most: u64) -> bool {
        let id = stream.obj_id();
        let known = self.judged.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        known.unwrap_or_else(|| {
            let layers = stream.filters().into_iter().map_while(|filter| match filter {
                Filter::FlateDecode => Some(Packing::Deflate),
                Filter::LzwDecode => Some(Packing::Lzw),
                Filter::RunLengthDecode => Some(Packing::RunLength),
                Filter::Ascii85Decode => Some(Packing::Ascii85),
                Filter::AsciiHexDecode => Some(Packing::AsciiHex),
                _ => None,
            });
            let judged = limits::comes_to_more(&stream.raw_data(), &layers.collect::<Vec<_>>(), most);
            self.judged.lock().unwrap_or_else(PoisonError::into_inner).insert(id, judged);
            judged
        })
    }
}

fn is_subtype(stream: &Stream<'_>, subtype: &[u8]) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|name| name.as_ref() == subtype)
}

fn is_image(stream: &Stream<'_>) -> bool {
    is_subtype(stream, b"Image")
}

/// The most bytes that a stream may come to. An image may have the bytes of its pixels, four for each, whatever
/// else it is used for.
fn allowed(stream: &Stream<'_>) -> u64 {
    if is_image(stream) {
        limits::MOST.max(4 * pixels::of(stream).min(LIMITS.pixels))
    } else if is_subtype(stream, b"Form") {
        LIMITS.content
    } else {
        limits::MOST
    }
}

/// Whether a page leads to an object of which this holds, or to more objects than any page does.
fn leads_to_one(page: &EnginePage<'_>, holds: impl Fn(&Object<'_>) -> bool) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![page.raw().clone()];
    let mut parent = page.raw().get::<Dict<'_>>("Parent");
    for _ in 0..LIMITS.levels {
        let Some(node) = parent else { break };
        open.extend(node.get::<Dict<'_>>("Resources"));
        parent = node.get::<Dict<'_>>("Parent");
    }
    let xref = page.xref();
    let mut nodes: Vec<Object<'_>> = open.into_iter().map(Object::Dict).collect();
    let mut steps = 0;
    while let Some(node) = nodes.pop() {
        steps += 1;
        if steps > LIMITS.objects || holds(&node) {
            return true;
        }
        let children: Vec<MaybeRef<Object<'_>>> = match &node {
            Object::Stream(stream) => leads_to(stream.dict()),
            Object::Dict(dict) => leads_to(dict),
            Object::Array(array) => array.raw_iter().take(LIMITS.objects).collect(),
            _ => Vec::new(),
        };
        for child in children {
            match child {
                MaybeRef::NotRef(child @ (Object::Dict(_) | Object::Array(_))) => nodes.push(child),
                MaybeRef::NotRef(_) => {}
                MaybeRef::Ref(reference) => {
                    let id = ObjectIdentifier::from(reference);
                    if seen.insert(id) {
                        nodes.extend(xref.get::<Object<'_>>(id));
                    }
                }
            }
        }
    }
    false
}

/// For how many characters a font's dictionary gives widths by ranges (ISO 32000-1, 9.7.4.3).
fn widths(font: &Dict<'_>) -> u64 {
    let mut all = 0_u64;
    for key in ["W", "W2"] {
        let Some(array) = font.get::<Array<'_>>(key) else { continue };
        let mut first = None;
        let mut skip = 0;
        for item in array.iter::<Object<'_>>() {
            match (item, first) {
                (Object::Number(_), _) if skip > 0 => skip -= 1,
                (Object::Number(number), None) => first = Some(number.as_f64()),
                (Object::Number(number), Some(from)) => {
                    all = all.saturating_add((number.as_f64() - from).max(0.0) as u64);
                    (first, skip) = (None, if key == "W" { 1 } else { 3 });
                }
                _ => first = None,
            }
        }
    }
    all
}

/// What the engine may follow from a dictionary of a page; not what leads back to other pages, nor a font's widths. In the
/// dictionaries of resources the same keys are names that a page gives, so that all of these are followed.
fn leads_to<'a>(dict: &Dict<'a>) -> Vec<MaybeRef<Object<'a>>> {
    const BACK: [&[u8]; 8] = [b"Parent", b"P", b"Dest", b"A", b"AA", b"Popup", b"IRT", b"B"];
    const WIDTHS: [&[u8]; 2] = [b"Widths", b"W"];
    let has = |keys: &[&str]| keys.iter().any(|&key| dict.contains_key(key));
    let (in_tree, in_font) = (has(&["Parent", "Rect"]), has(&["BaseFont", "FontDescriptor"]));
    let is_passed_over = |key: &[u8]| in_tree && BACK.contains(&key) || in_font && WIDTHS.contains(&key);
    dict.entries().filter(|(key, _)| !is_passed_over(key.as_ref())).map(|(_, value)| value).collect()
}

/// Whether a page's content can be followed to its end: an operator that builds a path and is malformed ends what the
/// engine reads of it.
fn is_followed(content: &[u8]) -> bool {
    let (mut typed, mut plain) = (TypedIter::new(content), UntypedIter::new(content));
    while plain.next().is_some() {
        if typed.next().is_none() {
            return false;
        }
    }
    true
}

/// Whether a page's own content sets text.
pub(super) fn sets_text(page: &EnginePage<'_>) -> bool {
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        if matches!(operation, TypedInstruction::ShowText(_) | TypedInstruction::ShowTexts(_)) {
            return true;
        }
    }
    false
}
