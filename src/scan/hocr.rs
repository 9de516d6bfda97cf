//! What the OCR engine says of a sheet, in hOCR (Breuel, *The hOCR Microformat for OCR Workflow and Results*): lines and
//! words with their boxes, baselines and confidences.

use crate::geometry::Rect;

/// A line as it was read; in pixels of the sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ReadLine {
    pub(super) bbox: Rect,
    /// The baseline: its slope, and how far above the box's lower left corner it begins, as a negative number.
    pub(super) baseline: (f32, f32),
    /// From the top of ascenders to the foot of descenders.
    pub(super) height: f32,
    pub(super) words: Vec<ReadWord>,
}

/// A word as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadWord {
    pub(super) bbox: Rect,
    pub(super) text: String,
    /// From 0 to 1.
    pub(super) confidence: f32,
}

impl ReadWord {
    /// How many letters it has.
    pub(super) fn letters(&self) -> f32 {
        self.text.chars().count() as f32
    }
}

/// The lines of an hOCR document, in its order.
pub(super) fn lines(document: &str) -> Vec<ReadLine> {
    let mut lines: Vec<ReadLine> = Vec::new();
    for tag in document.split("<span class='").skip(1) {
        let Some((class, rest)) = tag.split_once('\'') else { continue };
        let title = rest.split_once("title='").or_else(|| rest.split_once("title=\""));
        let Some((title, rest)) = title.and_then(|(_, title)| title.split_once(['\'', '"'])) else {
            continue;
        };
        let numbers = |name: &str| -> Vec<f32> {
            let part = title.split(';').map(str::trim).find_map(|part| part.strip_prefix(name));
            part.into_iter()
                .flat_map(str::split_whitespace)
                .filter_map(|number| number.parse().ok())
                .collect()
        };
        let [x0, y0, x1, y1] = numbers("bbox ")[..] else { continue };
        let bbox = Rect::new(x0, y0, x1, y1);
        if class == "ocrx_word" {
            let Some(content) = rest.split_once('>').and_then(|(_, rest)| rest.split_once("</span>")) else {
                continue;
            };
            let text = plain(content.0);
            let confidence = numbers("x_wconf ").first().map_or(0.0, |percent| percent / 100.0);
            if let Some(line) = lines.last_mut()
                && !text.is_empty()
            {
                line.words.push(ReadWord { bbox, text, confidence });
            }
        } else {
            let baseline = match numbers("baseline ")[..] {
                [slope, above] => (slope, above),
                _ => (0.0, 0.0),
            };
            let height = numbers("x_size ").first().copied().unwrap_or(bbox.height());
            lines.push(ReadLine { bbox, baseline, height, words: Vec::new() });
        }
    }
    lines.retain(|line| !line.words.is_empty());
    lines
}

/// Text without marking-up.
fn plain(content: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in content.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(character),
            _ => {}
        }
    }
    const NAMES: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let text = NAMES.iter().fold(text, |text, (name, character)| text.replace(name, character));
    text.trim().to_owned()
}
