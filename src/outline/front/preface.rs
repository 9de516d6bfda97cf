//! The preface's paragraphs in each language.
//!
//! A paragraph ends where the next line stands further off than the lines of one text do, or is indented, or where
//! its break was meant. Over a page break it goes on where it did not end. Not for the legend, which was taken out.

use super::lines::{apart_from, joined, steps};
use super::sections::{Kind, Strip};
use crate::language::{Bilingual, Language};
use crate::wording::HeadingReader;
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, is_item, text_of};

/// Tolerances of this step, in ems where nothing else is said.
struct Tolerances {
    /// A line that begins this much right of its column's edge is indented.
    indent: f32,
    /// A line that ends this near to its column's edge is full.
    full: f32,
    /// Lines further apart than this are no paragraph, whatever the usual distance; double spacing is 2.4 em.
    far: f32,
    /// Lines further apart than this are no paragraph where the upper one ends a sentence and nothing tells the usual
    /// distance: those of one text are up to 1.5 em apart.
    loose: f32,
    /// How far a text's sound must lean, in words of one language, to belie its heading.
    sure: f32,
}

const TOLERANCES: Tolerances = Tolerances { indent: 0.8, full: 6.0, far: 2.5, loose: 1.8, sure: 10.0 };

/// A paragraph: its lines and the column's edges.
struct Paragraph {
    lines: Vec<Line>,
    left: f32,
    right: f32,
}

/// Reads the preface.
pub(super) fn read(
    strips: &[Strip],
    lexicon: &Lexicon,
    headings: &HeadingReader<'_>,
) -> Bilingual<Vec<String>> {
    let of = |language: Option<Language>| {
        let mine = strips
            .iter()
            .filter(move |strip| strip.kind == Kind::Preface && spoken(strip, headings) == language);
        texts(mine, lexicon)
    };
    let mut preface = Bilingual::new(of(Some(Language::Fr)), of(Some(Language::Nl)));
    let mut last = Language::Fr;
    for text in of(None) {
        last = headings.sound(&text).unwrap_or(last);
        preface.side_mut(last).push(text);
    }
    preface
}

/// The language of a strip: the heading's, unless its text surely sounds like the other one.
fn spoken(strip: &Strip, headings: &HeadingReader<'_>) -> Option<Language> {
    let lean: f32 = strip.lines.iter().map(|line| headings.lean(&line.text)).sum();
    match strip.language? {
        Language::Fr if lean < -TOLERANCES.sure => Some(Language::Nl),
        Language::Nl if lean > TOLERANCES.sure => Some(Language::Fr),
        language => Some(language),
    }
}

fn texts<'a>(strips: impl Iterator<Item = &'a Strip>, lexicon: &Lexicon) -> Vec<String> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for strip in strips {
        let mut more = strip_paragraphs(strip).into_iter();
        if let Some(first) = more.next() {
            match paragraphs.last_mut() {
                Some(last) if goes_on(last, &first) => last.lines.extend(first.lines),
                _ => paragraphs.push(first),
            }
        }
        paragraphs.extend(more);
    }
    paragraphs.iter().flat_map(|paragraph| split(paragraph, lexicon)).collect()
}

/// The paragraphs of one column, as far as distance and indent tell them.
fn strip_paragraphs(strip: &Strip) -> Vec<Paragraph> {
    let lines = joined(strip.lines.clone());
    let left = lines.iter().map(|line| line.bbox.x0).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.bbox.x1).fold(f32::NEG_INFINITY, f32::max);
    let apart = apart_from(&steps(&lines));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if last.lines.last().is_some_and(|above| follows(above, &line, left, apart)) => {
                last.lines.push(line)
            }
            _ => paragraphs.push(Paragraph { lines: vec![line], left, right }),
        }
    }
    paragraphs
}

/// Whether a line stands under the one above it as the lines of one paragraph do.
fn follows(above: &Line, below: &Line, left: f32, apart: Option<f32>) -> bool {
    let indented = |line: &Line| line.bbox.x0 - left > TOLERANCES.indent * line.size;
    let step = (below.baseline - above.baseline) / below.size.max(1.0);
    let usual = if is_ended(&above.text) { TOLERANCES.loose } else { TOLERANCES.far };
    let close = step <= apart.unwrap_or(usual).min(TOLERANCES.far);
    close && (!indented(below) || indented(above) || is_item(&above.text))
}

/// Whether a paragraph goes on on the next page: its last line is full and ends no sentence.
fn goes_on(last: &Paragraph, next: &Paragraph) -> bool {
    let (Some(above), Some(below)) = (last.lines.last(), next.lines.first()) else {
        return false;
    };
    let full = last.right - above.bbox.x1 <= TOLERANCES.full * above.size;
    full && !is_ended(&above.text) && !is_item(&below.text)
}

fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['»', '"', ')', ' ']).ends_with(['.', ':', '!', '?', ';'])
}

/// A paragraph's text; where its lines break as an author breaks them, several.
fn split(paragraph: &Paragraph, lexicon: &Lexicon) -> Vec<String> {
    let fitted: Vec<Fitted<'_>> = paragraph
        .lines
        .iter()
        .map(|line| Fitted { line, left: paragraph.left, right: paragraph.right })
        .collect();
    let mut texts: Vec<String> = Vec::new();
    for text in text_of(&fitted, lexicon).unwrap_or_default().lines() {
        // A sentence may go on after a line that a program broke early (a no-break space, a closing mark).
        let inside = text.starts_with(|character: char| character.is_lowercase() || character == '«');
        match texts.last_mut() {
            Some(last) if inside && !is_ended(last) && !is_item(text) => {
                last.push(' ');
                last.push_str(text);
            }
            _ => texts.push(text.to_owned()),
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    fn read(strips: &[Strip], lexicon: &Lexicon) -> Bilingual<Vec<String>> {
        let languages = Identifier::default();
        super::read(strips, lexicon, &HeadingReader::of(std::iter::empty(), Wording::known(), &languages))
    }

    fn strip(language: Option<Language>, page: usize, lines: Vec<Line>) -> Strip {
        Strip { kind: Kind::Preface, language, page, lines }
    }

    #[test]
    fn paragraphs_are_told_by_distance_and_go_on_over_a_page() {
        let preface = read(
            &[
                strip(
                    Some(Language::Fr),
                    0,
                    vec![
                        line("Le lac est très grand et", 50.0, 10.0),
                        line("profond.", 50.0, 22.0),
                        line("Il y a des ponts, des bacs", 50.0, 40.0),
                    ],
                ),
                strip(Some(Language::Fr), 1, vec![line("et des ports.", 50.0, 10.0)]),
            ],
            &Lexicon::default(),
        );
        assert_eq!(
            preface.fr,
            ["Le lac est très grand et profond.", "Il y a des ponts, des bacs et des ports."]
        );
        assert!(preface.nl.is_empty());
    }

    #[test]
    fn lines_far_apart_are_paragraphs_where_each_ends_a_sentence() {
        let read = |first: &str| {
            let lines = vec![line(first, 50.0, 10.0), line("Il y a des ponts.", 50.0, 32.0)];
            read(&[strip(Some(Language::Fr), 0, lines)], &Lexicon::default()).fr.len()
        };
        assert_eq!(
            (read("Le lac est très grand et profond."), read("Sur le lac, au nord et au sud,")),
            (2, 1)
        );
    }

    #[test]
    fn paragraphs_are_told_by_indent() {
        let lines = vec![
            line("Le lac est grand et le", 60.0, 10.0),
            line("port est petit, très bas.", 50.0, 22.0),
            line("Il y a des ponts et des", 60.0, 34.0),
            line("bacs.", 50.0, 46.0),
        ];
        assert_eq!(read(&[strip(Some(Language::Fr), 0, lines)], &Lexicon::default()).fr.len(), 2);
    }

    #[test]
    fn a_column_of_both_languages_is_told_by_its_sound() {
        let lines = vec![line("Le lac est à nous.", 50.0, 10.0), line("Het meer is van ons.", 50.0, 40.0)];
        let preface = read(&[strip(None, 0, lines)], &Lexicon::default());
        assert_eq!((preface.fr.len(), preface.nl.len()), (1, 1));
    }
}
