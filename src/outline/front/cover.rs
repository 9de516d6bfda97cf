//! The cover and the title pages: title, year, part, date and session.
//!
//! A cover prints both languages side by side or one above the other; its lines fall into blocks, and a block is
//! known by the words that any report has there. Where the cover lacks something, a title page may have it. Not for
//! the name of the parliament or of the administrations.

use super::legend::Body;
use super::lines::{columns, joined, one_text, page_gutter};
use super::wording::{SESSION, TITLE, date, folded, halves, has, is_part, part, sound, year};
use crate::language::{Bilingual, Language};
use crate::record::Texts;
use crate::words::Line;
use crate::words::lexicon::Lexicon;

/// Tolerances of this step.
struct Tolerances {
    /// A distance between baselines beyond this, in ems, begins a new block; lines of a title are up to 1.5 em apart.
    block_gap: f32,
    /// Lines of one block at most: the longest titles take six.
    block_lines: usize,
    /// A line whose size differs by more than this share begins a new block: a subtitle.
    size_share: f32,
}

const TOLERANCES: Tolerances = Tolerances { block_gap: 1.7, block_lines: 12, size_share: 0.15 };

/// What the cover says.
#[derive(Debug, Default)]
pub(super) struct Cover {
    pub(super) title: Texts,
    pub(super) year: Option<i32>,
    pub(super) part: Option<u32>,
    pub(super) date: Option<String>,
    pub(super) session: Texts,
}

/// Reads the cover and the title pages.
pub(super) fn read(pages: &[Body], lexicon: &Lexicon) -> Cover {
    let blocks: Vec<String> = pages.iter().flat_map(|page| blocks(page, lexicon)).collect();
    let mut cover = Cover::default();
    for text in &blocks {
        cover.date = cover.date.take().or_else(|| date(text));
        cover.part = cover.part.or_else(|| part(text));
        take_sides(&mut cover.session, text, session_language);
        take_sides(&mut cover.title, text, title_language);
    }
    let years =
        [&cover.title.fr, &cover.title.nl].into_iter().filter_map(|title| title.as_deref().and_then(year));
    cover.year = years.max().or_else(|| blocks.iter().filter_map(|text| lone_year(text)).next());
    cover
}

/// Gives a block, or each half of one in both languages, to the side that has none yet.
fn take_sides(texts: &mut Texts, text: &str, language: fn(&str) -> Option<Language>) {
    let whole = [text];
    let both = halves(text).filter(|(a, b)| {
        let (a, b) = (language(a), language(b));
        a.is_some() && b.is_some() && a != b
    });
    let parts = both.map_or_else(|| whole.to_vec(), |(a, b)| vec![a, b]);
    for part in parts {
        let Some(language) = language(part) else { continue };
        let side = texts.side_mut(language);
        if side.as_deref().is_none_or(|known| is_better(known, part)) {
            *side = Some(part.to_owned());
        }
    }
}

/// Whether a text that is found later is better than the one known: it names the year where the other does not, or
/// a title page gives in small letters what the cover has in capitals.
fn is_better(known: &str, text: &str) -> bool {
    let dated = year(known).is_none() && year(text).is_some();
    dated || (is_capitals(known) && !is_capitals(text) && folded(known) == folded(text))
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// The language of a session's name; `None` where the text is not one.
fn session_language(text: &str) -> Option<Language> {
    let folded = folded(text);
    let named = Language::BOTH.into_iter().find(|&language| has(&folded, SESSION.side(language)));
    named.filter(|_| year(text).is_some())
}

/// The language of a title; `None` where the text is not one.
fn title_language(text: &str) -> Option<Language> {
    let folded = folded(text);
    let (fr, nl) = (has(&folded, TITLE.fr), has(&folded, TITLE.nl));
    let other =
        date(text).is_some() || session_language(text).is_some() || is_part(text) || chapter_like(text);
    match (fr, nl) {
        _ if other => None,
        (false, false) => None,
        (false, true) => Some(Language::Nl),
        (true, false) => Some(Language::Fr),
        // «rapport» is a word of both languages.
        (true, true) => sound(text),
    }
}

/// Whether a text is a heading of the body, which names reports too.
fn chapter_like(text: &str) -> bool {
    text.starts_with(|character: char| character.is_ascii_digit()) || super::wording::chapter(text).is_some()
}

/// The year that stands alone in a block.
fn lone_year(text: &str) -> Option<i32> {
    (text.chars().count() == 4).then(|| year(text)).flatten()
}

/// The texts of a page's blocks, those of the left column before those of the right one.
fn blocks(page: &Body, lexicon: &Lexicon) -> Vec<String> {
    let columns = match page_gutter(&page.lines, page.width) {
        Some(gutter) => {
            let columns = columns(page.lines.clone(), gutter);
            vec![columns.across, columns.left, columns.right]
        }
        None => vec![page.lines.clone()],
    };
    let blocks = columns.into_iter().flat_map(|column| column_blocks(joined(column)));
    blocks.filter_map(|block| one_text(&block, lexicon)).collect()
}

fn column_blocks(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(|last| follows(block, last, &line)) => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    blocks
}

/// Whether a line goes on with the block of those above it.
fn follows(block: &[Line], above: &Line, below: &Line) -> bool {
    let em = above.size.max(below.size);
    let near = below.baseline - above.baseline <= TOLERANCES.block_gap * em;
    let alike = (above.size - below.size).abs() <= TOLERANCES.size_share * em;
    let own = |text: &str| date(text).is_some() || is_part(text);
    // A title ends with its year; a session's years follow its name.
    let text = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let ended = ends_with_year(&above.text) && lone_year(&below.text).is_none();
    let complete = || session_language(&text(block)).is_some();
    let short = block.len() < TOLERANCES.block_lines;
    short
        && near
        && alike
        && !own(&above.text)
        && !own(&below.text)
        && !ended
        && !complete()
        && !is_begun(block, below)
}

fn ends_with_year(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| lone_year(last).is_some())
}

/// Whether a line begins the same in the other language, without a blank line before it.
fn is_begun(block: &[Line], line: &Line) -> bool {
    let title = |text: &str| title_language(text).or_else(|| session_language(text));
    let sides = Bilingual::new(Some(Language::Fr), Some(Language::Nl));
    let first = block.first().and_then(|first| title(&first.text));
    let second = title(&line.text);
    (first == sides.fr && second == sides.nl) || (first == sides.nl && second == sides.fr)
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;

    fn cover(lines: Vec<Line>) -> Cover {
        read(&[Body { width: 595.0, height: 842.0, lines }], &Lexicon::default())
    }

    #[test]
    fn a_cover_in_one_column_is_read() {
        let cover = cover(vec![
            line("SESSION ORDINAIRE 2022-2023 - GEWONE ZITTING 2022-2023", 150.0, 50.0),
            line("Rapport annuel du lac", 200.0, 100.0),
            line("et de ses ports 2022", 200.0, 112.0),
            line("Jaarverslag over het meer 2022", 200.0, 124.0),
            line("Deuxième partie - Tweede deel", 200.0, 200.0),
            line("3 april 2023", 200.0, 240.0),
        ]);
        assert_eq!(cover.title.fr.as_deref(), Some("Rapport annuel du lac et de ses ports 2022"));
        assert_eq!(cover.title.nl.as_deref(), Some("Jaarverslag over het meer 2022"));
        assert_eq!(
            (cover.year, cover.part, cover.date.as_deref()),
            (Some(2022), Some(2), Some("2023-04-03"))
        );
        assert_eq!(cover.session.fr.as_deref(), Some("SESSION ORDINAIRE 2022-2023"));
    }

    #[test]
    fn a_title_page_gives_what_the_cover_lacks() {
        let page = |lines| Body { width: 595.0, height: 842.0, lines };
        let pages = [
            page(vec![line("RAPPORT DU LAC 2022", 200.0, 100.0)]),
            page(vec![line("Rapport du lac 2022", 200.0, 100.0), line("Partie III", 200.0, 150.0)]),
        ];
        let cover = read(&pages, &Lexicon::default());
        assert_eq!((cover.title.fr.as_deref(), cover.part), (Some("Rapport du lac 2022"), Some(3)));
    }
}
