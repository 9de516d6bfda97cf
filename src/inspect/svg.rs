//! A sheet of SVG on which boxes, texts and labels are drawn at their places on a page.
//!
//! What comes in lies in the page's upright frame and is turned to the viewer's here, so that every coordinate in the
//! drawing is one that the report document would give. The page keeps its own coordinates: the title stands above it,
//! at negative heights, and notes stand below it. Not for deciding what is drawn: nothing here knows a stage.

use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::geometry::{Rect, Turn};

/// Sizes of the sheet, in points.
struct Sizes {
    /// Height of the strip over the page: a line of title and a line of legend.
    strip: f32,
    /// Font size of title, legend and notes.
    note: f32,
    /// From one note to the next.
    leading: f32,
    /// Font size of labels, small enough to stand between the lines of a table.
    label: f32,
    /// Width of a letter as a share of its size, to guess where a text ends.
    letter: f32,
    /// Space between the sheet's edge and what stands beside the page.
    margin: f32,
    /// Share of the font size by which letters go below the baseline, as `read/` makes its boxes.
    descent: f32,
}

const SIZES: Sizes =
    Sizes { strip: 30.0, note: 7.0, leading: 9.0, label: 5.0, letter: 0.5, margin: 6.0, descent: 0.2 };

/// How one kind of thing is drawn, and what the legend calls it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    name: &'static str,
    colour: &'static str,
    /// How much of what lies under a box its fill covers, 0 to 1.
    opacity: f32,
    /// Width of the line in points.
    line: f32,
}

impl Stroke {
    /// An ink for boxes that are tinted so that what they lie on can still be read.
    pub(super) const fn tint(name: &'static str, colour: &'static str) -> Self {
        Self { name, colour, opacity: 0.15, line: 0.5 }
    }

    /// An ink for outlines without a fill.
    pub(super) const fn outline(name: &'static str, colour: &'static str) -> Self {
        Self { name, colour, opacity: 0.0, line: 0.5 }
    }

    /// An ink for outlines so close to each other that only a hairline leaves room between them.
    pub(super) const fn hairline(name: &'static str, colour: &'static str) -> Self {
        Self { name, colour, opacity: 0.0, line: 0.2 }
    }
}

/// A page and what is drawn over it.
#[derive(Default)]
pub(super) struct Drawing {
    width: f32,
    height: f32,
    turn: Turn,
    body: String,
    legend: Vec<(Stroke, usize)>,
    notes: Vec<String>,
}

impl Drawing {
    /// An empty sheet for a page whose upright frame is `width` × `height` points and was had by `turn`.
    pub(super) fn new(width: f32, height: f32, turn: Turn) -> Self {
        Self { width, height, turn, body: String::new(), legend: Vec::new(), notes: Vec::new() }
    }

    /// Tinted boxes, each with a text that shows when the pointer rests on it.
    pub(super) fn boxes(&mut self, ink: Stroke, boxes: impl IntoIterator<Item = (Rect, String)>) {
        let boxes: Vec<(Rect, String)> =
            boxes.into_iter().map(|(rect, text)| (self.to_viewer(rect), text)).collect();
        self.places(ink, boxes);
    }

    /// The same for boxes that lie in the viewer's frame already.
    pub(super) fn places(&mut self, ink: Stroke, boxes: impl IntoIterator<Item = (Rect, String)>) {
        let mut marks = String::new();
        let mut count = 0;
        for (rect, text) in boxes {
            let [x, y, w, h] = [rect.x0, rect.y0, rect.width(), rect.height()].map(number);
            let text = escaped(&text);
            let _ = writeln!(
                marks,
                r#"<rect x="{x}" y="{y}" width="{w}" height="{h}"><title>{text}</title></rect>"#
            );
            count += 1;
        }
        self.layer(ink, &marks, count);
    }

    /// Many boxes without a text of their own; a box without thickness is drawn as a line.
    pub(super) fn outlines(&mut self, ink: Stroke, rects: impl IntoIterator<Item = Rect>) {
        let mut path = String::new();
        let mut count = 0;
        for rect in rects {
            let rect = self.to_viewer(rect);
            let [x, y, w, h] = [rect.x0, rect.y0, rect.width(), rect.height()].map(number);
            let _ = match (w.as_str(), h.as_str()) {
                ("0", _) => write!(path, "M{x} {y}v{h}"),
                (_, "0") => write!(path, "M{x} {y}h{w}"),
                _ => write!(path, "M{x} {y}h{w}v{h}h-{w}z"),
            };
            count += 1;
        }
        self.layer(ink, &format!("<path d=\"{path}\"/>\n"), count);
    }

    fn layer(&mut self, ink: Stroke, marks: &str, count: usize) {
        match self.legend.iter_mut().find(|(known, _)| known.name == ink.name) {
            Some((_, known)) => *known += count,
            None => self.legend.push((ink, count)),
        }
        if count > 0 {
            let Stroke { name, colour, opacity, line } = ink;
            let fill = if opacity > 0.0 {
                format!(r#"fill="{colour}" fill-opacity="{opacity}""#)
            } else {
                r#"fill="none""#.to_owned()
            };
            let _ = writeln!(
                self.body,
                "<g class=\"{}\" {fill} stroke=\"{colour}\" stroke-width=\"{line}\">\n{marks}</g>",
                name.replace(' ', "-")
            );
        }
    }

    /// An area painted as the page paints it.
    pub(super) fn paint(&mut self, rect: Rect, [red, green, blue]: [u8; 3]) {
        let rect = self.to_viewer(rect);
        let [x, y, w, h] = [rect.x0, rect.y0, rect.width(), rect.height()].map(number);
        let _ = writeln!(
            self.body,
            r##"<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#{red:02x}{green:02x}{blue:02x}" fill-opacity=".5"/>"##
        );
    }

    /// A text of the page in its box, running in direction `turn` of the upright frame, as wide as the box.
    pub(super) fn text(&mut self, rect: Rect, turn: Turn, text: &str) {
        let turn = turn.then(self.turn.inverse());
        let rect = self.to_viewer(rect);
        let (length, size) = turn.inverse().size(rect.width(), rect.height());
        let placed = placed(rect, turn, size);
        let (length, size, text) = (number(length), number(size), escaped(text));
        let _ = writeln!(
            self.body,
            "<text {placed} font-size=\"{size}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"#444\">{text}</text>"
        );
    }

    /// A label at the beginning of a box's upper edge.
    pub(super) fn label(&mut self, ink: Stroke, rect: Rect, text: &str) {
        let width = text.chars().count() as f32 * SIZES.label * SIZES.letter;
        let y0 = rect.y0 - SIZES.label / 2.0;
        let own = Rect { x0: rect.x0 + 1.0, y0, x1: rect.x0 + 1.0 + width, y1: y0 + SIZES.label };
        self.write(ink, own, text);
    }

    /// A label below a box, for what a stage makes of the text in it.
    pub(super) fn label_below(&mut self, ink: Stroke, rect: Rect, text: &str) {
        let width = text.chars().count() as f32 * SIZES.label * SIZES.letter;
        let own = Rect { x0: rect.x0, y0: rect.y1, x1: rect.x0 + width, y1: rect.y1 + SIZES.label };
        self.write(ink, own, text);
    }

    fn write(&mut self, ink: Stroke, rect: Rect, text: &str) {
        let placed = placed(self.to_viewer(rect), self.turn.inverse(), SIZES.label);
        let (size, colour, text) = (number(SIZES.label), ink.colour, escaped(text));
        let _ = writeln!(
            self.body,
            "<text {placed} font-size=\"{size}\" font-weight=\"bold\" fill=\"{colour}\" stroke=\"#fff\" \
             stroke-width=\"1.2\" paint-order=\"stroke\">{text}</text>"
        );
    }

    /// A note below the page.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Notes of what was found odd on the page with this number.
    pub(super) fn findings<'a>(&mut self, findings: impl IntoIterator<Item = &'a Diagnostic>, page: u32) {
        for finding in findings.into_iter().filter(|finding| finding.page == Some(page)) {
            self.note(format!("{} {}: {}", finding.severity, finding.code, finding.message));
        }
    }

    /// The whole drawing.
    pub(super) fn finish(self, title: &str) -> String {
        let (width, height) = self.turn.size(self.width, self.height);
        let letters = ((width - 2.0 * SIZES.margin) / (SIZES.note * SIZES.letter)).max(20.0) as usize;
        let notes: Vec<String> = self.notes.iter().flat_map(|note| wrapped(note, letters)).collect();
        let below = if notes.is_empty() { 0.0 } else { (notes.len() as f32 + 1.0) * SIZES.leading };
        let mut svg = String::new();
        let [w, h, top, all] = [width, height, -SIZES.strip, SIZES.strip + height + below].map(number);
        let size = number(SIZES.note);
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{all}pt\" viewBox=\"0 {top} {w} {all}\" \
             font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" font-size=\"{size}\" xml:space=\"preserve\">"
        );
        let _ = writeln!(svg, "<title>{}</title>", escaped(title));
        let _ = writeln!(svg, "<rect y=\"{top}\" width=\"{w}\" height=\"{all}\" fill=\"#eee\"/>");
        let _ = writeln!(svg, "<rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>");
        svg.push_str(&self.body);
        let y = number(-SIZES.strip + SIZES.leading + 2.0);
        let x = number(SIZES.margin);
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" font-weight=\"bold\">{}</text>", escaped(title));
        let mut x = SIZES.margin;
        for (ink, count) in &self.legend {
            let text = format!("{} {count}", ink.name);
            let y = -SIZES.leading;
            let _ = writeln!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"7\" height=\"6\" fill=\"{2}\" fill-opacity=\"{3}\" stroke=\"{2}\"/>\n\
                 <text x=\"{4}\" y=\"{5}\">{text}</text>",
                number(x),
                number(y - 5.5),
                ink.colour,
                ink.opacity,
                number(x + 10.0),
                number(y),
            );
            x += 20.0 + text.chars().count() as f32 * SIZES.note * SIZES.letter;
        }
        for (index, note) in notes.iter().enumerate() {
            let (x, y) = (number(SIZES.margin), number(height + SIZES.leading * (index as f32 + 1.0)));
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\">{}</text>", escaped(note));
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn to_viewer(&self, rect: Rect) -> Rect {
        self.turn.inverse().rect(rect, self.width, self.height)
    }
}

/// The attributes that put a text of a font size in a box of the viewer's frame, running in direction `turn`.
fn placed(rect: Rect, turn: Turn, size: f32) -> String {
    let low = size * SIZES.descent;
    let (x, y, angle) = match turn {
        Turn::None => return format!("x=\"{}\" y=\"{}\"", number(rect.x0), number(rect.y1 - low)),
        Turn::Right => (rect.x0 + low, rect.y0, 90),
        Turn::Half => (rect.x1, rect.y0 + low, 180),
        Turn::Left => (rect.x1 - low, rect.y1, 270),
    };
    format!("transform=\"translate({} {}) rotate({angle})\"", number(x), number(y))
}

/// A number of points, to a hundredth, without trailing zeros.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text as XML may hold it: its own signs escaped, and what no XML can hold (XML 1.0, 2.2) replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A note in lines of no more than `letters`, broken at blanks; the further lines are indented.
fn wrapped(note: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in note.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
            Some(_) => lines.push(format!("    {word}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_break_the_drawing() {
        assert_eq!(escaped("a<b> & \"c\"\u{1}\n"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd} ");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([12.0, 0.5, -0.001, 3.456, 100.0].map(number), ["12", "0.5", "0", "3.46", "100"]);
    }

    #[test]
    fn a_box_of_a_turned_page_is_drawn_where_the_viewer_shows_it() {
        // Upright 842 × 595, had by a quarter turn clockwise from a portrait page.
        let mut sheet = Drawing::new(842.0, 595.0, Turn::Right);
        sheet.outlines(Stroke::outline("cell", "#000"), [Rect::new(0.0, 0.0, 100.0, 10.0)]);
        let svg = sheet.finish("x");
        assert!(svg.contains("viewBox=\"0 -30 595 872\""), "{svg}");
        assert!(svg.contains("M0 742h10v100h-10z"), "{svg}");
    }

    #[test]
    fn notes_are_broken_at_blanks() {
        assert_eq!(wrapped("one two three", 8), ["one two", "    three"]);
    }
}
