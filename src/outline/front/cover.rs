//! The cover and the title pages: title, year, part, date and session.
//!
//! A cover prints both languages side by side or one above the other; its lines fall into blocks, and a block is
//! known by the words that any report has there. Where the cover lacks something, a title page may have it. Not for
//! the name of the parliament or of the administrations.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::legend::Body;
use super::lines::{columns, joined, one_text, page_gutter};
use crate::language::Language;
use crate::record::Texts;
use crate::wording::{Folded, HeadingReader, Numbering, Numbers, cuts, folded, letters};
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
    /// Texts that say none of this, each with its page's place among the pages.
    pub(super) unread: Vec<(usize, String)>,
}

/// Reads the cover and the title pages.
pub(super) fn read(pages: &[Body], lexicon: &Lexicon, headings: &HeadingReader<'_>) -> Cover {
    let reader = CoverReader(headings);
    let mut cover = Cover::default();
    let mut lone_years = Vec::new();
    for (page, text) in pages.iter().flat_map(|page| reader.blocks(page, lexicon)) {
        let (date, part, year) = (reader.date(&text), reader.part(&text), lone_year(&text));
        let session = reader.take_sides(&mut cover.session, &text, CoverReader::session_language);
        let title = reader.take_sides(&mut cover.title, &text, CoverReader::title_language);
        lone_years.extend(year);
        let is_read = date.is_some() || part.is_some() || year.is_some() || session || title;
        cover.date = cover.date.or(date);
        cover.part = cover.part.or(part);
        if !is_read {
            cover.unread.push((page, text));
        }
    }
    let titles = [&cover.title.fr, &cover.title.nl].into_iter().flatten();
    cover.year = titles.filter_map(|title| year(title)).max().or(lone_years.first().copied());
    cover
}

/// Whether a text that is found later is better than the one known: it names the year where the other does not, or
/// a title page gives in small letters what the cover has in capitals.
fn is_better(known: &str, text: &str) -> bool {
    let dated = year(known).is_none() && year(text).is_some();
    dated || (is_capitals(known) && !is_capitals(text) && letters(known) == letters(text))
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// The date that a text holds, as `YYYY-MM-DD`: `28 octobre 2022`, `1er mars 2023`, `28.10.2022`.
fn date(text: &str, numbers: &Numbers) -> Option<String> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b([a-z0-9]+)[\s./-]+([a-z]+|[0-9]{1,2})[\s./-]+((?:19|20|21)[0-9]{2})\b").ok()
    });
    let text = folded(text);
    DATE.as_ref()?.captures_iter(&text).find_map(|found| {
        let [day, name, year] = found.extract().1;
        let named = Language::BOTH.into_iter().find_map(|language| numbers.month(name, language));
        let month = named.or_else(|| numbers.numeral(name))?;
        let day = numbers.numeral(day)?;
        let sound = (1..=31).contains(&day) && (1..=12).contains(&month);
        sound.then(|| format!("{year}-{month:02}-{day:02}"))
    })
}

/// The years that a report may be of.
const YEARS: Range<i32> = 1950..2150;

/// The last year that a text names.
fn year(text: &str) -> Option<i32> {
    static FIGURES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[0-9]+").ok());
    let figures = FIGURES.as_ref()?.find_iter(text).filter(|figures| figures.len() == 4);
    figures.filter_map(|figures| figures.as_str().parse().ok()).filter(|year| YEARS.contains(year)).last()
}

/// Whether a text names a part of the report and nothing else, in one language or in both.
pub(super) fn is_part(text: &str, headings: &HeadingReader<'_>) -> bool {
    const MOST_WORDS: usize = 2;
    let halves = if cuts(text).next().is_some() { 2 } else { 1 };
    CoverReader(headings).part(text).is_some() && Folded::new(text).words().len() <= MOST_WORDS * halves
}

/// Knows what a block of a cover says.
#[derive(Clone, Copy)]
struct CoverReader<'a>(&'a HeadingReader<'a>);

impl CoverReader<'_> {
    /// The date that a text holds.
    fn date(self, text: &str) -> Option<String> {
        date(text, &self.0.wording().number)
    }

    /// The part that a text names, as `Partie 1re`, `DEEL 2` or `Derde deel` do.
    fn part(self, text: &str) -> Option<u32> {
        let text = Folded::new(text);
        let words: Vec<&str> = text.words().collect();
        let is_part = |word: &&str| self.0.wording().heading.part.whole(&Folded::new(word)).is_some();
        let at = words.iter().position(is_part)?;
        let beside =
            |index: Option<usize>| words.get(index?).and_then(|word| self.0.wording().number.numeral(word));
        beside(Some(at + 1)).or_else(|| beside(at.checked_sub(1))).map(|number| number as u32)
    }

    /// Gives a block, or each half of one in both languages, to the side that has none yet; whether it has a language.
    fn take_sides(self, texts: &mut Texts, text: &str, language: fn(Self, &str) -> Option<Language>) -> bool {
        let both = self.0.split(text).filter(|(a, b)| {
            let (a, b) = (language(self, a), language(self, b));
            a.is_some() && b.is_some() && a != b
        });
        let parts = both.map_or_else(|| vec![text], |(a, b)| vec![a, b]);
        let mut is_taken = false;
        for part in parts {
            let Some(language) = language(self, part) else { continue };
            is_taken = true;
            let side = texts.side_mut(language);
            if side.as_deref().is_none_or(|known| is_better(known, part)) {
                *side = Some(part.to_owned());
            }
        }
        is_taken
    }

    /// The language of a session's name; `None` where the text is not one.
    fn session_language(self, text: &str) -> Option<Language> {
        let (folded, session) = (Folded::new(text), &self.0.wording().front.session);
        let named = Language::BOTH.into_iter().find(|&language| session.are_in(&folded, language));
        named.filter(|_| year(text).is_some())
    }

    /// The language of a title; `None` where the text is not one.
    fn title_language(self, text: &str) -> Option<Language> {
        let (folded, title) = (Folded::new(text), &self.0.wording().front.title);
        let [fr, nl] = Language::BOTH.map(|language| title.are_in(&folded, language));
        if self.date(text).is_some()
            || self.session_language(text).is_some()
            || is_part(text, self.0)
            || self.is_heading(text)
        {
            return None;
        }
        match (fr, nl) {
            (false, false) => None,
            (false, true) => Some(Language::Nl),
            (true, false) => Some(Language::Fr),
            // «rapport» is a word of both languages.
            (true, true) => self.0.sound(text),
        }
    }

    /// Whether a text is a heading of the body, which names reports too.
    fn is_heading(self, text: &str) -> bool {
        let is_chapter = || matches!(self.0.number(text).0, Some(Numbering::Chapter(_)));
        text.starts_with(|character: char| character.is_ascii_digit())
            || (is_chapter() && self.part(text).is_none())
    }

    /// The texts of a page's blocks, those of the left column before those of the right one.
    fn blocks(self, page: &Body, lexicon: &Lexicon) -> Vec<(usize, String)> {
        let columns = match page_gutter(&page.lines, page.width) {
            Some(gutter) => {
                let columns = columns(page.lines.clone(), gutter);
                vec![columns.across, columns.left, columns.right]
            }
            None => vec![page.lines.clone()],
        };
        let blocks = columns.into_iter().flat_map(|column| self.column_blocks(joined(column)));
        blocks.filter_map(|block| Some((page.page, one_text(&block, lexicon)?))).collect()
    }

    fn column_blocks(self, lines: Vec<Line>) -> Vec<Vec<Line>> {
        let mut blocks: Vec<Vec<Line>> = Vec::new();
        for line in lines {
            match blocks.last_mut() {
                Some(block) if self.goes_on(block, &line) => block.push(line),
                _ => blocks.push(vec![line]),
            }
        }
        blocks
    }

    /// Whether a line goes on with the block of those above it.
    fn goes_on(self, block: &[Line], below: &Line) -> bool {
        let Some(above) = block.last() else { return false };
        let em = above.size.max(below.size);
        let near = below.baseline - above.baseline <= TOLERANCES.block_gap * em;
        let alike = (above.size - below.size).abs() <= TOLERANCES.size_share * em;
        let own = |text: &str| self.date(text).is_some() || is_part(text, self.0);
        // A title ends with its year; a session's years follow its name.
        let ended = ends_with_year(&above.text) && lone_year(&below.text).is_none();
        let text = || block.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        block.len() < TOLERANCES.block_lines
            && near
            && alike
            && !own(&above.text)
            && !own(&below.text)
            && !ended
            && self.session_language(&text()).is_none()
            && !self.is_begun(block, below)
    }

    /// Whether a line begins the same in the other language, without a blank line before it.
    fn is_begun(self, block: &[Line], line: &Line) -> bool {
        let language =
            |line: &Line| self.title_language(&line.text).or_else(|| self.session_language(&line.text));
        let (first, second) = (block.first().and_then(language), language(line));
        first.is_some() && second.is_some() && first != second
    }
}

fn ends_with_year(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| lone_year(last).is_some())
}

/// The year that stands alone in a block.
fn lone_year(text: &str) -> Option<i32> {
    (text.chars().count() == 4).then(|| year(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    fn page(lines: Vec<Line>) -> Body {
        Body { width: 595.0, height: 842.0, lines, ..Body::default() }
    }

    fn read(pages: &[Body]) -> Cover {
        let languages = Identifier::default();
        let headings = HeadingReader::of(std::iter::empty(), Wording::known(), &languages);
        super::read(pages, &Lexicon::default(), &headings)
    }

    #[test]
    fn a_part_is_read_in_figures_and_in_words() {
        let languages = Identifier::default();
        let headings = HeadingReader::of(std::iter::empty(), Wording::known(), &languages);
        let (part, is_part) = (|text| CoverReader(&headings).part(text), |text| is_part(text, &headings));
        let cases = [
            ("PARTIE 1re", 1),
            ("Partie II", 2),
            ("DEEL 1", 1),
            ("Deuxième partie", 2),
            ("Tweede deel", 2),
            ("3de deel", 3),
            ("Rapport annuel 2022 – Partie 3", 3),
            ("1ère partie", 1),
        ];
        for (text, number) in cases {
            assert_eq!(part(text), Some(number), "{text}");
        }
        assert!(is_part("Partie 1re") && is_part("Partie 2 - Deel 2"));
        assert!(!is_part("La deuxième partie porte sur le lac") && part("en trois parties").is_none());
    }

    #[test]
    fn a_date_is_read_in_both_languages() {
        let date = |text| date(text, &Wording::known().number);
        assert_eq!(date("28 OCTOBRE 2022").as_deref(), Some("2022-10-28"));
        assert_eq!(date("Op 28 oktober 2022").as_deref(), Some("2022-10-28"));
        assert_eq!(date("1er mars 2023").as_deref(), Some("2023-03-01"));
        assert_eq!(date("5 août 2023").as_deref(), Some("2023-08-05"));
        assert_eq!(date("28.10.2022").as_deref(), Some("2022-10-28"));
        assert_eq!((date("SESSION 2022-2023"), date("35.10.2022")), (None, None));
        assert_eq!((year("SESSION 2022-2023"), year("20225")), (Some(2023), None));
    }

    fn cover(lines: Vec<Line>) -> Cover {
        read(&[page(lines)])
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
    fn what_stands_in_the_middle_parts_no_title_beside_its_other_language() {
        let lines = vec![
            line("PARLEMENT DU LAC", 257.5, 50.0),
            line("Session 2022-2023", 50.0, 100.0),
            line("Zitting 2022-2023", 400.0, 100.0),
            line("Rapport annuel sur la gestion des ports du lac 2022", 20.0, 150.0),
            line("Jaarverslag over het beheer van de havens 2022", 320.0, 150.0),
        ];
        let title = cover(lines).title;
        assert_eq!(title.fr.as_deref(), Some("Rapport annuel sur la gestion des ports du lac 2022"));
        assert_eq!(title.nl.as_deref(), Some("Jaarverslag over het beheer van de havens 2022"));
    }

    #[test]
    fn a_title_page_gives_what_the_cover_lacks() {
        let pages = [
            page(vec![line("RAPPORT DU LAC 2022", 200.0, 100.0)]),
            page(vec![line("Rapport du lac 2022", 200.0, 100.0), line("Partie III", 200.0, 150.0)]),
        ];
        let cover = read(&pages);
        assert_eq!((cover.title.fr.as_deref(), cover.part), (Some("Rapport du lac 2022"), Some(3)));
    }
}
