//! Running text among headings: which free lines of a page are sentences, put together as paragraphs.
//!
//! A sentence is no heading, wherever it stands. It is known by what names do without: a finite verb, or the stop at
//! its end. Not for what a paragraph belongs to: that is the walk's.

use super::kinds;
use crate::geometry::{Rect, Turn};
use crate::wording::HeadingReader;
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, is_item, is_meant, text_of};

/// Tolerances of this step.
struct Tolerances {
    /// Baselines further apart than this, in ems, are no lines of one paragraph; lines set one and a half apart are at 1.75.
    leading: f32,
    /// Baselines nearer than this, in ems, are one line.
    beside: f32,
    /// Sizes that differ less than this, in points, are one size.
    size: f32,
    /// Lines of one paragraph begin, or have their middles, no further apart than this, in ems: the first one may be
    /// indented.
    indent: f32,
    /// Not in ems: the least words of a sentence that has a verb and ends in a stop. Names may have both by chance.
    ended_words: usize,
    /// The same where it lacks the stop.
    open_words: usize,
    /// The same where it lacks a verb.
    verbless_words: usize,
    /// No name is longer than this, in words: the longest in two languages have about 25.
    longest_name: usize,
    /// A word up to so many letters at a line's end, in small letters, wants another one after it: `de la`, `van het`.
    small_word: usize,
    /// A paragraph has so many others beside it at most: a language each. More are the columns of a table that was not
    /// found.
    most_beside: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    leading: 1.9,
    beside: 0.3,
    size: 0.4,
    indent: 2.5,
    ended_words: 4,
    open_words: 8,
    verbless_words: 6,
    longest_name: 40,
    small_word: 3,
    most_beside: 1,
};

/// A paragraph that stands outside tables.
#[derive(Debug, Clone)]
pub(super) struct FreeParagraph {
    /// Its lines, joined.
    pub(super) text: String,
    /// Its lines, from top to bottom; never empty.
    pub(super) lines: Vec<Line>,
}

/// Takes the paragraphs out of a page's free lines, in the order in which they begin.
pub(super) fn take(
    lines: &mut Vec<Line>,
    headings: &HeadingReader<'_>,
    lexicon: &Lexicon,
) -> Vec<FreeParagraph> {
    let mut found: Vec<(Vec<usize>, String)> = Vec::new();
    let runs = runs(lines);
    for run in &runs {
        let mut after_sentence = false;
        for part in parts(run, lines, headings, lexicon) {
            let text = text_of(&fitted(&part, run, lines), lexicon).unwrap_or_default();
            // A paragraph goes on with short sentences, and with the items of a list.
            let is_more = is_ended(&text) || is_item(&text);
            let goes_on = after_sentence && headings.number(&text).0.is_none() && is_more;
            after_sentence = goes_on || is_sentence(&text, headings);
            if after_sentence && beside(&part, run, &runs, lines) <= TOLERANCES.most_beside {
                found.push((part, text));
            }
        }
    }
    let taken = |at: usize| found.iter().position(|(part, _)| part.contains(&at));
    let mut own: Vec<Vec<Line>> = vec![Vec::new(); found.len()];
    let mut rest = Vec::new();
    for (at, line) in std::mem::take(lines).into_iter().enumerate() {
        match taken(at).and_then(|paragraph| own.get_mut(paragraph)) {
            Some(own) => own.push(line),
            None => rest.push(line),
        }
    }
    *lines = rest;
    found.into_iter().zip(own).map(|((_, text), lines)| FreeParagraph { text, lines }).collect()
}

/// How many other runs stand beside a part of a run.
fn beside(part: &[usize], run: &[usize], runs: &[Vec<usize>], lines: &[Line]) -> usize {
    let covering = |run: &[usize]| Rect::covering(run.iter().map(|&at| &lines[at].bbox)).unwrap_or_default();
    let own = covering(part);
    let is_beside = |other: &&Vec<usize>| {
        let bbox = covering(other.as_slice());
        other.as_slice() != run && bbox.y0 < own.y1 && bbox.y1 > own.y0
    };
    runs.iter().filter(is_beside).count()
}

/// Whether a text, of one paragraph or of a part of one, is a sentence or several.
fn is_sentence(text: &str, headings: &HeadingReader<'_>) -> bool {
    if let Some((left, right)) = headings.split_languages(text) {
        return is_sentence(left, headings) && is_sentence(right, headings);
    }
    let (number, name) = headings.number(text);
    let words = || name.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let count = words().count();
    let ended = is_ended(name);
    let enough = if ended { TOLERANCES.ended_words } else { TOLERANCES.open_words };
    (count >= enough && words().any(|word| is_of_sentences(word, headings)))
        || (number.is_none() && ended && count >= TOLERANCES.verbless_words)
        || count > TOLERANCES.longest_name
}

/// Whether a word is one that sentences have and names do without. Accents and capitals tell it from others: `à`, `EST`.
fn is_of_sentences(word: &str, headings: &HeadingReader<'_>) -> bool {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    let word = word.rsplit(['\'', '’']).next().unwrap_or_default();
    headings.wording().heading.sentence.all().any(|known| known.letters() == word)
}

/// Whether a text ends as sentences and clauses do. The full stop of `S.A.` or `N.V.` ends none.
fn is_ended(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '»', '"', '”', ')']);
    let Some(before) = text.strip_suffix('.') else {
        return text.ends_with(['!', '?', ';', ':', '…']);
    };
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.chars().count() > 2 && !last.contains('.') && last.chars().any(|character| !character.is_uppercase())
}

/// Free lines one below the other that may be of one paragraph, as places in `lines`.
fn runs(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].turn == Turn::None).collect();
    order.sort_by(|&a, &b| lines[a].baseline.total_cmp(&lines[b].baseline));
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let below = &lines[at];
        let above = |run: &&mut Vec<usize>| run.last().is_some_and(|&last| follows(&lines[last], below));
        match runs.iter_mut().rev().find(above) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
    }
    runs
}

/// Whether a line stands right below another as the next line of one paragraph does.
pub(super) fn follows(above: &Line, below: &Line) -> bool {
    let em = above.size.max(below.size);
    let step = below.baseline - above.baseline;
    let near = |a: f32, b: f32| (a - b).abs() <= TOLERANCES.indent * em;
    (above.size - below.size).abs() <= TOLERANCES.size
        && step > TOLERANCES.beside * em
        && step <= TOLERANCES.leading * em
        && (near(above.bbox.x0, below.bbox.x0) || near(above.bbox.centre().0, below.bbox.centre().0))
}

/// The lines of a part of a run, with the room that the run has.
fn fitted<'a>(part: &[usize], run: &[usize], lines: &'a [Line]) -> Vec<Fitted<'a>> {
    let left = run.iter().map(|&at| lines[at].bbox.x0).fold(f32::INFINITY, f32::min);
    let right = run.iter().map(|&at| lines[at].bbox.x1).fold(f32::NEG_INFINITY, f32::max);
    part.iter().map(|&at| Fitted { line: &lines[at], left, right }).collect()
}

/// A run, parted where a paragraph or a heading ends.
fn parts(run: &[usize], lines: &[Line], headings: &HeadingReader<'_>, lexicon: &Lexicon) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (above, &at) in std::iter::once(None).chain(run.iter().map(Some)).zip(run) {
        let goes_on = above.is_some_and(|&above| {
            let pair = fitted(&[above, at], run, lines);
            let first = parts.last().is_some_and(|part| part.len() == 1);
            !is_meant(pair[0], pair[1], lexicon)
                && !is_parted(&lines[above].text, &lines[at].text, first, headings)
        });
        match parts.last_mut() {
            Some(part) if goes_on => part.push(at),
            _ => parts.push(vec![at]),
        }
    }
    parts
}

/// Whether a line that fills its column ends before the next one all the same: a heading stands in one of them. `first`
/// says whether the upper one is the first of its part.
fn is_parted(above: &str, below: &str, first: bool, headings: &HeadingReader<'_>) -> bool {
    let wording = headings.wording();
    let is_numbered = |text: &str| headings.number(text).0.is_some();
    let wants_more = || {
        let last = above.rsplit(' ').next().unwrap_or_default();
        last.chars().count() <= TOLERANCES.small_word && last.chars().all(char::is_lowercase)
    };
    let is_name = || {
        first
            && below.starts_with(char::is_uppercase)
            && !is_ended(above)
            && !wants_more()
            && !above.split_whitespace().any(|word| is_of_sentences(word, headings))
    };
    kinds::announced_kind(below, wording).is_some()
        || kinds::is_nihil(below, wording)
        || (is_numbered(below) && (is_ended(above) || (first && is_numbered(above))))
        || is_name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    /// Lines of 10 points, each so many points wide, one 12 points below the other.
    fn lines(texts: &[(f32, &str)]) -> Vec<Line> {
        let line = |(at, &(width, text)): (usize, &(f32, &str))| {
            let (y, count) = (100.0 + 12.0 * at as f32, text.chars().count());
            Line {
                text: text.to_owned(),
                edges: (0..=count).map(|edge| 50.0 + width * edge as f32 / count as f32).collect(),
                bbox: Rect::new(50.0, y - 8.0, 50.0 + width, y + 2.0),
                baseline: y,
                size: 10.0,
                glyphs: count as u32,
                ..Line::default()
            }
        };
        texts.iter().enumerate().map(line).collect()
    }

    /// The paragraphs among lines, and the lines that are none.
    fn taken(texts: &[(f32, &str)]) -> (Vec<String>, Vec<String>) {
        let languages = Identifier::default();
        let headings = HeadingReader::of(std::iter::empty(), Wording::known(), &languages);
        let mut lines = lines(texts);
        let paragraphs = take(&mut lines, &headings, &Lexicon::default());
        (
            paragraphs.into_iter().map(|paragraph| paragraph.text).collect(),
            lines.into_iter().map(|line| line.text).collect(),
        )
    }

    #[test]
    fn a_sentence_under_a_name_is_none_and_the_name_is_kept() {
        let names = ["1. Office des Bacs - Verendienst", "Port du Lac S.A. - Haven van het Meer N.V."];
        for name in names {
            let (paragraphs, rest) = taken(&[(260.0, name), (240.0, "Le port a été ouvert au mois de mai.")]);
            assert_eq!(paragraphs, ["Le port a été ouvert au mois de mai."]);
            assert_eq!(rest, [name]);
        }
    }

    #[test]
    fn the_lines_of_a_paragraph_are_one_and_two_paragraphs_are_two() {
        let (paragraphs, rest) = taken(&[
            (200.0, "1.1 Rapport par indicateur"),
            (500.0, "L'office a poursuivi en ce temps la rénovation de ses bacs, dont le"),
            (250.0, "12 mars a vu le premier."),
            (500.0, "De dienst heeft dit jaar de vernieuwing van zijn veren voortgezet en"),
            (120.0, "kocht er drie."),
        ]);
        assert_eq!(
            paragraphs,
            [
                "L'office a poursuivi en ce temps la rénovation de ses bacs, dont le 12 mars a vu le premier.",
                "De dienst heeft dit jaar de vernieuwing van zijn veren voortgezet en kocht er drie.",
            ]
        );
        assert_eq!(rest, ["1.1 Rapport par indicateur"]);
    }

    #[test]
    fn names_are_no_sentences() {
        let names = [
            "SERVICE PUBLIC DE LA RÉGION DU LAC - OVERHEIDSDIENST VAN HET MERENGEWEST",
            "Agence pour l'accompagnement des bateliers et des ports de la Région du Lac S.A.",
            "Lac-Est",
            "2. Office des Bacs.",
            "Soutien à la pêche à pied et à la voile sur tout le lac du Nord",
        ];
        for name in names {
            assert_eq!(taken(&[(300.0, name)]).1, [name]);
        }
    }
}
