//! Text that an OCR engine laid invisibly over a page before: used where it is better than the page's own reading.
//!
//! Whether it is good shows where the page's own reading is sure: what mostly says the same there is believed where that is
//! not. Its places are used to find what it says of a line, and for nothing else.
//!
//! Not for text that is printed: that is kept wherever it stands.

use super::{PlacedWord, Read};
use crate::geometry::{Rect, overlap};
use crate::read::Glyph;

/// Tolerances of this step.
struct Tolerances {
    /// A line is read surely where the engine is this sure of its words, from 0 to 1, and unsurely where it is less: of a
    /// figure, whose signs no word around it tells, it must be surer.
    sure: f32,
    unsure: f32,
    unsure_short: f32,
    /// The share of the letters of surely read lines that stand in words which the layer has, too: where it is heard
    /// everywhere, and where its few signs of a figure or a reference are. These it has rightly more often than long words.
    agreement: f32,
    short_agreement: f32,
    /// How far beside its line a text of the layer may stand, in points: less than from column to column.
    beside: f32,
    /// Lines that must be compared for that.
    lines: usize,
    /// How sure a line is that the layer says, too, and one that the layer says alone.
    confirmed: f32,
    heard: f32,
    /// How sure a figure is at most where the layer has another.
    disputed: f32,
}

const TOLERANCES: Tolerances = Tolerances {
    sure: 0.85,
    unsure: 0.7,
    unsure_short: 0.8,
    agreement: 0.85,
    short_agreement: 0.6,
    beside: 3.0,
    lines: 5,
    confirmed: 0.95,
    heard: 0.9,
    disputed: 0.6,
};

/// Asks the layer, where it is good, what each line says: lines that were read unsurely take that, and figures that it has
/// otherwise are doubtful.
pub(super) fn improve(lines: &mut [Read], layer: &[Glyph], in_viewer: impl Fn((f32, f32)) -> (f32, f32)) {
    if layer.is_empty() {
        return;
    }
    let texts: Vec<Option<String>> = lines.iter().map(|line| said(line, layer, &in_viewer)).collect();
    let (mut same, mut letters, mut compared) = (0, 0, 0);
    for (line, text) in lines.iter().zip(&texts).filter(|(line, _)| surety(&line.words) >= TOLERANCES.sure) {
        let Some(text) = text.as_deref().map(squashed) else { continue };
        compared += 1;
        for word in line.words.iter().map(|word| word.word.text.as_str()) {
            let length = word.chars().count();
            letters += length;
            same += if text.contains(word) { length } else { 0 };
        }
    }
    let agrees = |share: f32| compared >= TOLERANCES.lines && same as f32 >= share * letters as f32;
    if !agrees(TOLERANCES.short_agreement) {
        return;
    }
    let is_good = agrees(TOLERANCES.agreement);
    let has_digit = |text: &str| text.contains(|character: char| character.is_ascii_digit());
    for (line, text) in lines.iter_mut().zip(texts) {
        let Some(text) = text else { continue };
        let own = own(&line.words);
        let is_figure = line.strip.is_short && has_digit(&text) && text.chars().all(is_in_figures);
        let unsure = if is_figure { TOLERANCES.unsure_short } else { TOLERANCES.unsure };
        if squashed(&text) == squashed(&own) {
            bound(line, |confidence| confidence.max(TOLERANCES.confirmed));
        } else if !is_good && !is_figure {
            continue;
        } else if surety(&line.words) < unsure {
            if let Some(bbox) = Rect::covering(line.words.iter().map(|word| &word.word.bbox))
                && let Some(first) = line.words.first().cloned()
            {
                line.words = spread(&text, bbox, &first);
            }
        } else if line.strip.is_short && has_digit(&own) {
            bound(line, |confidence| confidence.min(TOLERANCES.disputed));
        }
    }
}

/// Whether a character stands in figures and references; an engine that has another one there has taken it for a letter.
fn is_in_figures(character: char) -> bool {
    character.is_alphanumeric() || character.is_whitespace() || ".,%-–/()<>≤≥".contains(character)
}

/// Changes how sure the words of a line are.
fn bound(line: &mut Read, by: impl Fn(f32) -> f32) {
    for placed in &mut line.words {
        placed.word.confidence = by(placed.word.confidence);
    }
}

fn surety(words: &[PlacedWord]) -> f32 {
    let letters: f32 = words.iter().map(|word| word.word.letters()).sum();
    words.iter().map(|word| word.word.letters() * word.word.confidence).sum::<f32>() / letters.max(1.0)
}

fn own(words: &[PlacedWord]) -> String {
    words.iter().map(|word| word.word.text.as_str()).collect()
}

fn squashed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What the layer says where a line stands.
fn said(line: &Read, layer: &[Glyph], in_viewer: &impl Fn((f32, f32)) -> (f32, f32)) -> Option<String> {
    let picture = &line.strip.picture;
    let (width, height) = (picture.width as f32, picture.height as f32);
    let corners = [(0.0, 0.0), (width, height)].map(|corner| in_viewer(line.strip.on_page(corner)));
    let place = Rect::new(corners[0].0, corners[0].1, corners[1].0, corners[1].1);
    let beside = if line.strip.is_short { TOLERANCES.beside } else { 0.0 };
    let place = Rect { x0: place.x0 - beside, x1: place.x1 + beside, ..place };
    // the boxes of a layer may be higher than its letters
    let inside = |glyph: &&Glyph| {
        let bbox = &glyph.bbox;
        overlap(bbox.x0, bbox.x1, place.x0, place.x1) > bbox.width() / 2.0
            && overlap(bbox.y0, bbox.y1, place.y0, place.y1) > bbox.height().min(place.height()) / 2.0
    };
    let mut text = String::new();
    for glyph in layer.iter().filter(inside) {
        text.push(glyph.text);
        text.extend(glyph.more.as_deref());
    }
    // rules beside a cell, as an engine reads them
    let text =
        text.trim_matches(|character: char| character.is_whitespace() || "[]|{}‘_—".contains(character));
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text's words, over the length of a line.
fn spread(text: &str, bbox: Rect, like: &PlacedWord) -> Vec<PlacedWord> {
    let all = text.trim().chars().count().max(1) as f32;
    let mut at = 0.0;
    let words = text.split_whitespace().map(|word| {
        let length = word.chars().count() as f32;
        let x = |letters: f32| bbox.x0 + bbox.width() * letters / all;
        let own = Rect { x0: x(at), x1: x(at + length), ..bbox };
        at += length + 1.0;
        let mut placed = like.clone();
        (placed.word.bbox, placed.word.text, placed.word.confidence) =
            (own, word.to_owned(), TOLERANCES.heard);
        placed
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Block;
    use super::super::drawn::{bar, paper};
    use super::super::hocr::ReadWord;
    use super::super::marks::Mark;
    use super::super::strips;
    use super::*;
    use crate::geometry::Turn;

    /// Where the line of a number begins, and how long and high it is, in pixels and in points alike.
    fn place(line: usize) -> Rect {
        let y = 40.0 + 60.0 * line as f32;
        Rect::new(40.0, y, 240.0, y + 20.0)
    }

    /// Lines as they were read, each as surely as given.
    fn lines(texts: &[(&str, f32)]) -> Vec<Read> {
        let mut page = paper(400, 60 * texts.len() + 100);
        let mut blocks = Vec::new();
        for line in 0..texts.len() {
            let Rect { x0, y0, x1, y1 } = place(line);
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|value| value as usize);
            bar(&mut page, (x0, y0), (x1, y1));
            let mark = Mark { x0, y0, x1, y1, ink: 4000 };
            blocks.push(Block { marks: vec![mark], bbox: mark, turn: Turn::None });
        }
        let strips = strips::of(&page, &blocks, 20.0, 1.0);
        let words = |&(text, confidence): &(&str, f32)| -> Vec<PlacedWord> {
            let count = text.split(' ').count() as f32;
            let word = |(at, text): (usize, &str)| {
                let x = |at: f32| 5.0 + 200.0 * at / count;
                let bbox = Rect::new(x(at as f32), 5.0, x(at as f32 + 1.0) - 5.0, 25.0);
                let text = text.to_owned();
                let word = ReadWord { bbox, text, confidence, characters: Vec::new() };
                PlacedWord { word, height: 20.0, corner: (0.0, 25.0) }
            };
            text.split(' ').enumerate().map(word).collect()
        };
        strips.into_iter().zip(texts).map(|(strip, text)| Read { strip, words: words(text) }).collect()
    }

    /// What the layer says, line by line.
    fn layer(texts: &[&str]) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for (line, text) in texts.iter().enumerate() {
            let place = place(line);
            let wide = place.width() / text.chars().count() as f32;
            for (at, character) in text.chars().enumerate() {
                let x = place.x0 + wide * at as f32;
                glyphs.push(Glyph {
                    bbox: Rect { x0: x, x1: x + wide, ..place },
                    advance: wide,
                    size: place.height(),
                    ..Glyph::sample(character, (x, place.y1))
                });
            }
        }
        glyphs
    }

    /// What the lines say once the layer has been heard.
    fn improved(read: &[(&str, f32)], said: &[&str]) -> Vec<String> {
        let mut lines = lines(read);
        improve(&mut lines, &layer(said), |point| point);
        let text =
            |line: &Read| line.words.iter().map(|word| word.word.text.as_str()).collect::<Vec<_>>().join(" ");
        lines.iter().map(text).collect()
    }

    const READ: [(&str, f32); 7] = [
        ("bolado", 0.95),
        ("tolé pido", 0.95),
        ("quido", 0.95),
        ("hilo bapo", 0.95),
        ("kebod", 0.95),
        ("x0l a8", 0.3),
        ("dubo", 0.7),
    ];

    fn as_read() -> Vec<String> {
        READ.iter().map(|line| line.0.to_owned()).collect()
    }

    #[test]
    fn a_good_layer_is_believed_where_the_reading_is_unsure_and_nowhere_else() {
        let said = ["bolado", "tolépido", "quido", "hilo bapo", "kebod", "zola ab ti", "dabo"];
        let expected = [&as_read()[..5], &["zola ab ti".to_owned(), "dubo".to_owned()]].concat();
        assert_eq!(improved(&READ, &said), expected);
    }

    #[test]
    fn a_layer_that_is_wrong_where_the_reading_is_sure_is_not_believed() {
        let said = ["bolado", "t0lépido", "guido", "hilo bapo", "kebod", "zola ab", "dabo"];
        assert_eq!(improved(&READ, &said), as_read());
    }

    /// Sure lines of which a layer has about three quarters, and short ones.
    fn half_good(short: &[(&'static str, f32, &'static str)]) -> Vec<(String, f32)> {
        let sure =
            [("bolado", 0.95), ("tolépido", 0.95), ("quido", 0.95), ("hilobapo", 0.95), ("kebod", 0.95)];
        let read = [&sure[..], &short.iter().map(|line| (line.0, line.1)).collect::<Vec<_>>()].concat();
        let said = ["bolado", "tolépido", "guido", "hilobapo", "kobod"];
        let said = [&said[..], &short.iter().map(|line| line.2).collect::<Vec<_>>()].concat();
        let mut lines = lines(&read);
        improve(&mut lines, &layer(&said), |point| point);
        lines[5..].iter().map(|line| (own(&line.words), line.words[0].word.confidence)).collect()
    }

    #[test]
    fn a_layer_that_is_half_good_is_heard_for_figures_alone() {
        let found = half_good(&[
            ("SDI", 0.5, "$D1"),
            ("59", 0.66, "[90"),
            ("43", 0.9, "83"),
            ("12", 0.82, "|12_"),
            ("dubo", 0.5, "dabo"),
        ]);
        let text = |at: usize, text: &str, confidence: f32| {
            assert_eq!(found[at], (text.to_owned(), confidence));
        };
        text(0, "SDI", 0.5);
        text(1, "90", TOLERANCES.heard);
        text(2, "43", TOLERANCES.disputed);
        text(3, "12", TOLERANCES.confirmed);
        text(4, "dubo", 0.5);
    }

    #[test]
    fn a_layer_whose_boxes_are_high_and_off_is_found() {
        let mut lines = lines(&[&READ[..5], &[("x4", 0.3)]].concat());
        let mut said = layer(&["bolado", "tolé pido", "quido", "hilo bapo", "kebod", "2.4"]);
        for glyph in &mut said {
            let bbox = &mut glyph.bbox;
            let height = bbox.height();
            (bbox.y0, bbox.y1) = (bbox.y0 - 0.6 * height, bbox.y1 + 0.6 * height);
            (bbox.x0, bbox.x1) = (bbox.x0 - 2.5, bbox.x1 - 2.5);
        }
        improve(&mut lines, &said, |point| point);
        assert_eq!(own(&lines[5].words), "2.4");
    }

    #[test]
    fn a_layer_that_can_hardly_be_compared_is_not_believed() {
        let read = &READ[1..];
        let said = ["tolé pido", "quido", "hilo bapo", "kebod", "zola ab", "dabo"];
        assert_eq!(improved(read, &said), as_read()[1..]);
        assert_eq!(improved(&READ, &[]), as_read());
    }

    #[test]
    fn words_of_the_layer_share_the_length_of_the_line_and_are_as_sure_as_the_layer() {
        let mut lines = lines(&READ);
        improve(
            &mut lines,
            &layer(&["bolado", "tolé pido", "quido", "hilo bapo", "kebod", "zola ab"]),
            |point| point,
        );
        let words: Vec<&ReadWord> = lines[5].words.iter().map(|word| &word.word).collect();
        // what was read reached from 5 to 200
        assert_eq!((words[0].bbox.x0, words[1].bbox.x1), (5.0, 200.0));
        assert!(words[0].bbox.x1 < words[1].bbox.x0 && words[0].bbox.width() > words[1].bbox.width());
        assert!(words.iter().all(|word| word.confidence == TOLERANCES.heard));
    }

    #[test]
    fn a_line_that_the_layer_says_too_is_sure_and_a_figure_that_it_has_otherwise_is_doubtful() {
        let read = [&READ[..5], &[("88%", 0.5), ("43", 0.9), ("12", 0.9)]].concat();
        let mut lines = lines(&read);
        let said = ["bolado", "tolé pido", "quido", "hilo bapo", "kebod", "88%", "83", "12"];
        improve(&mut lines, &layer(&said), |point| point);
        let figure = |at: usize| (own(&lines[at].words), lines[at].words[0].word.confidence);
        assert_eq!(figure(5), ("88%".to_owned(), TOLERANCES.confirmed));
        assert_eq!(figure(6), ("43".to_owned(), TOLERANCES.disputed));
        assert_eq!(figure(7), ("12".to_owned(), TOLERANCES.confirmed));
    }
}
