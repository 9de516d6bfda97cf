//! What the OCR engine says of a sheet, in hOCR (Breuel, *The hOCR Microformat for OCR Workflow and Results*): lines with
//! their heights, words with their boxes and confidences, characters with their boxes.
//!
//! Not for places on the page: those here are the sheet's.

use crate::geometry::Rect;

/// A line as it was read; in pixels of the sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ReadLine {
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
    /// What stands where in it, from left to right; none where the engine did not say.
    pub(super) characters: Vec<ReadCharacter>,
}

/// A character of a word, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadCharacter {
    pub(super) bbox: Rect,
    pub(super) text: String,
}

impl ReadWord {
    /// How many letters it has.
    pub(super) fn letters(&self) -> f32 {
        self.text.chars().count() as f32
    }

    /// The word in the pieces that stand on different places, each with its place; `place` tells that of a point.
    pub(super) fn parted<P: PartialEq>(self, place: impl Fn((f32, f32)) -> Option<P>) -> Vec<(P, Self)> {
        let middle = self.bbox.centre();
        let mut pieces: Vec<(P, Self)> = Vec::new();
        for character in &self.characters {
            let Some(place) = place((character.bbox.centre().0, middle.1)) else { continue };
            match pieces.last_mut() {
                Some((last, piece)) if *last == place => {
                    piece.bbox = piece.bbox.union(&character.bbox);
                    piece.text.push_str(&character.text);
                }
                _ => {
                    let ReadCharacter { bbox, text } = character.clone();
                    pieces.push((
                        place,
                        Self { bbox, text, confidence: self.confidence, characters: Vec::new() },
                    ));
                }
            }
        }
        if pieces.len() > 1 { pieces } else { place(middle).map(|place| (place, self)).into_iter().collect() }
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
        let [x0, y0, x1, y1] = numbers(if class == "ocrx_cinfo" { "x_bboxes " } else { "bbox " })[..] else {
            continue;
        };
        let bbox = Rect::new(x0, y0, x1, y1);
        let text = || {
            let content = rest.split_once('>').and_then(|(_, rest)| rest.split_once("</span>"));
            content.map(|(content, _)| plain(content)).unwrap_or_default()
        };
        match (class, lines.last_mut()) {
            ("ocrx_cinfo", Some(line)) => {
                if let Some(word) = line.words.last_mut() {
                    let text = text();
                    word.text.push_str(&text);
                    word.characters.push(ReadCharacter { bbox, text });
                }
            }
            ("ocrx_word", Some(line)) => {
                let confidence = numbers("x_wconf ").first().map_or(0.0, |percent| percent / 100.0);
                line.words.push(ReadWord { bbox, text: text(), confidence, characters: Vec::new() });
            }
            _ => {
                let height = numbers("x_size ").first().copied().unwrap_or(bbox.height());
                lines.push(ReadLine { height, words: Vec::new() });
            }
        }
    }
    for line in &mut lines {
        line.words.retain(|word| !word.text.is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of all kinds, as the engine writes them.
    const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head>
 <body>
  <div class='ocr_page' id='page_1' title='image "stdin"; bbox 0 0 900 400; ppageno 0; scan_res 300 300'>
   <div class='ocr_carea' id='block_1_1' title="bbox 10 20 800 300">
    <p class='ocr_par' id='par_1_1' lang='fra' title="bbox 10 20 800 300">
     <span class='ocr_line' id='line_1_1' title="bbox 10 20 400 60; baseline 0.002 -9; x_size 42.5">
      <span class='ocrx_word' id='word_1_1' title='bbox 10 20 120 60; x_wconf 96'>Bolado</span>
      <span class='ocrx_word' id='w2' title='bbox 130 22 200 60; x_wconf 0'>&lt;&amp;lt;&#39;&quot;&gt;</span>
      <span class='ocrx_word' id='word_1_3' title='bbox 210 22 230 60; x_wconf 50'> </span>
     </span>
     <span class='ocr_header' id='line_1_2' title="bbox 10 80 400 120">
      <span class='ocrx_word' id='w4' title='bbox 10 80 99 120; x_wconf 71'><strong><em>Tolé</em></strong>
      </span>
     </span>
     <span class='ocr_line' id='line_1_3' title="bbox 10 140 400 160; baseline 0 0; x_size 20">
      <span class='ocrx_word' id='word_1_5' title='bbox 10 140 99 160; x_wconf 9'>  </span>
     </span>
    </p>
   </div>
  </div>
 </body>
</html>
"#;

    fn word(text: &str, bbox: [f32; 4], confidence: f32) -> ReadWord {
        let [x0, y0, x1, y1] = bbox;
        let (bbox, text) = (Rect { x0, y0, x1, y1 }, text.to_owned());
        ReadWord { bbox, text, confidence, characters: Vec::new() }
    }

    #[test]
    fn words_come_with_their_boxes_and_lines_with_their_heights_and_what_is_blank_does_not() {
        let lines = lines(DOCUMENT);
        let first = ReadLine {
            height: 42.5,
            words: vec![
                word("Bolado", [10.0, 20.0, 120.0, 60.0], 0.96),
                word("<&lt;'\">", [130.0, 22.0, 200.0, 60.0], 0.0),
            ],
        };
        let second = ReadLine { height: 40.0, words: vec![word("Tolé", [10.0, 80.0, 99.0, 120.0], 0.71)] };
        assert_eq!(lines, [first, second]);
        assert_eq!(lines[1].words[0].letters(), 4.0);
    }

    #[test]
    fn characters_come_with_their_boxes_and_words_part_where_they_stand_on_different_places() {
        let document = r#"<span class='ocr_line' id='line_1' title="bbox 20 20 80 40; x_size 20">
          <span class='ocrx_word' id='word_1' title='bbox 20 20 80 40; x_wconf 90'>
           <span class='ocrx_cinfo' title='x_bboxes 20 20 30 40; x_conf 99.5'>&lt;</span>
           <span class='ocrx_cinfo' title='x_bboxes 32 20 40 40; x_conf 99.5'>1</span>
           <span class='ocrx_cinfo' title='x_bboxes 70 20 80 40; x_conf 99.5'>7</span>
          </span>
         </span>"#;
        let word = lines(document).remove(0).words.remove(0);
        assert_eq!(word.text, "<17");
        let pieces = |edge: f32| -> Vec<(bool, String, Rect)> {
            let pieces = word.clone().parted(|(x, _)| Some(x > edge)).into_iter();
            pieces.map(|(place, word)| (place, word.text, word.bbox)).collect()
        };
        let box_of = |x0, x1| Rect::new(x0, 20.0, x1, 40.0);
        assert_eq!(
            pieces(50.0),
            [(false, "<1".to_owned(), box_of(20.0, 40.0)), (true, "7".to_owned(), box_of(70.0, 80.0))]
        );
        assert_eq!(pieces(10.0), [(true, "<17".to_owned(), box_of(20.0, 80.0))]);
    }

    #[test]
    fn a_document_cut_short_anywhere_gives_what_it_still_holds() {
        let whole = lines(DOCUMENT);
        let words = |lines: &[ReadLine]| lines.iter().map(|line| line.words.len()).sum::<usize>();
        let mut before = 0;
        for (end, _) in DOCUMENT.char_indices() {
            let now = lines(&DOCUMENT[..end]);
            assert!(words(&now) >= before && now.len() <= whole.len(), "{end}");
            before = words(&now);
        }
        assert_eq!(before, words(&whole));
    }
}
