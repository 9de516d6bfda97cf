//! The pages before the first report table: cover, preface with its legend, contents list, title page.
//!
//! They become one [`Front`]. What is not printed, or not recognised, stays empty; nothing here fails. The order of
//! work: the legend is taken out, the rest is cut into strips at the headings that say where preface and contents
//! begin, and what belongs to neither is the cover or a title page. Not for the headings over tables, nor for
//! running headers, which the caller has removed.

mod align;
mod contents;
mod cover;
mod legend;
mod lines;
mod preface;
mod sections;

pub(crate) use legend::{status_in_column, status_in_words};

use crate::geometry::Turn;
use crate::record::Front;
use crate::tables::PageTables;
use crate::wording::HeadingReader;
use crate::words::Line;
use crate::words::lexicon::Lexicon;

/// One of the report's first pages.
#[derive(Debug, Clone)]
pub(super) struct FrontPage<'a> {
    /// The page with its tables.
    pub(super) page: &'a PageTables,
    /// The page's free lines, running headers and footers left out.
    pub(super) lines: Vec<&'a Line>,
}

/// What the first pages say, and what of them says nothing that is known.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) front: Front,
    /// Texts that were not read, each with its page's place among the pages.
    pub(super) unread: Vec<(usize, String)>,
}

impl FrontMatter {
    /// Whether these pages begin a part of the report after the one of this number: they have another number of a part, or
    /// a cover's title and date.
    pub(super) fn begins_part(&self, before: Option<u32>) -> bool {
        let Front { title, part, date, .. } = &self.front;
        if part.is_some() { *part != before } else { !title.is_empty() && date.is_some() }
    }
}

/// Reads the pages before the first report table.
pub(super) fn read_front(
    pages: &[FrontPage<'_>],
    lexicon: &Lexicon,
    headings: &HeadingReader<'_>,
) -> FrontMatter {
    let (legend, bodies) = legend::take(pages, &headings.wording().status);
    let sections = sections::find(bodies, headings);
    let cover = cover::read(&sections.loose, lexicon, headings);
    let turned = pages.iter().enumerate().flat_map(|(index, page)| {
        let lines = page.lines.iter().filter(|line| line.turn != Turn::None);
        lines.map(move |line| (index, line.text.clone()))
    });
    let (contents, unlisted) = contents::read(&sections.strips, lexicon, headings);
    let front = Front {
        title: cover.title,
        year: cover.year,
        part: cover.part,
        date: cover.date,
        session: cover.session,
        edition: None,
        legend,
        preface: preface::read(&sections.strips, lexicon, headings),
        contents,
        parts: Vec::new(),
    };
    let mut unread: Vec<(usize, String)> = cover.unread.into_iter().chain(unlisted).chain(turned).collect();
    unread.sort_by_key(|(page, _)| *page);
    FrontMatter { front, unread }
}

/// Lines and pages for the tests of this module and of those under it.
#[cfg(test)]
mod testing {
    use crate::geometry::Rect;
    use crate::read::PageHead;
    use crate::tables::PageTables;
    use crate::words::Line;

    /// A line in a font whose every character is 5 pt wide at 10 pt.
    pub(super) fn line(text: &str, x: f32, y: f32) -> Line {
        let count = text.chars().count();
        Line {
            text: text.to_owned(),
            edges: (0..=count).map(|edge| x + edge as f32 * 5.0).collect(),
            bbox: Rect::new(x, y, x + count as f32 * 5.0, y + 10.0),
            baseline: y + 8.0,
            size: 10.0,
            glyphs: text.chars().filter(|character| *character != ' ').count() as u32,
            ..Line::default()
        }
    }

    /// A portrait A4 page.
    pub(super) fn page(lines: Vec<Line>) -> PageTables {
        PageTables {
            head: PageHead { width: 595.0, height: 842.0, ..PageHead::default() },
            lines,
            ..PageTables::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{line, page};
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    fn read_all(pages: &[PageTables]) -> FrontMatter {
        let pages: Vec<FrontPage<'_>> =
            pages.iter().map(|page| FrontPage { page, lines: page.lines.iter().collect() }).collect();
        let languages = Identifier::default();
        let headings = HeadingReader::of(std::iter::empty(), Wording::known(), &languages);
        read_front(&pages, &Lexicon::default(), &headings)
    }

    fn read(pages: &[PageTables]) -> Front {
        read_all(pages).front
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(read(&[]), Front::default());
        assert_eq!(read(&[page(Vec::new())]), Front::default());
    }

    #[test]
    fn a_whole_front_is_read() {
        let cover = page(vec![
            line("SESSION ORDINAIRE 2022-2023", 60.0, 100.0),
            line("GEWONE ZITTING 2022-2023", 340.0, 100.0),
            line("1er MARS 2023", 60.0, 150.0),
            line("1 MAART 2023", 340.0, 150.0),
            line("Rapport annuel de la gestion", 60.0, 200.0),
            line("Jaarverslag over het beheer", 340.0, 200.0),
            line("du Lac 2022", 60.0, 212.0),
            line("van het Meer 2022", 340.0, 212.0),
            line("PARTIE 2", 60.0, 260.0),
            line("DEEL 2", 340.0, 260.0),
        ]);
        let preface = page(vec![
            line("AVANT-PROPOS", 250.0, 60.0),
            line("Le lac est à tous.", 60.0, 100.0),
            line("WOORD VOORAF", 250.0, 200.0),
            line("Het meer is van ons.", 60.0, 240.0),
        ]);
        let contents = page(vec![
            line("SOMMAIRE", 60.0, 60.0),
            line("INHOUD", 340.0, 60.0),
            line("I. SERVICES", 60.0, 90.0),
            line("I. DIENSTEN", 340.0, 90.0),
            line("Office des Bacs", 80.0, 110.0),
            line("Verendienst", 360.0, 110.0),
        ]);
        let title =
            page(vec![line("Rapport annuel du Lac 2022", 200.0, 200.0), line("Partie 2", 250.0, 240.0)]);
        let front = read(&[cover, preface, contents, title]);
        assert_eq!(front.title.fr.as_deref(), Some("Rapport annuel de la gestion du Lac 2022"));
        assert_eq!(front.title.nl.as_deref(), Some("Jaarverslag over het beheer van het Meer 2022"));
        assert_eq!(
            (front.year, front.part, front.date.as_deref()),
            (Some(2022), Some(2), Some("2023-03-01"))
        );
        assert_eq!(front.session.nl.as_deref(), Some("GEWONE ZITTING 2022-2023"));
        assert_eq!(front.preface.fr, ["Le lac est à tous."]);
        assert_eq!(front.preface.nl, ["Het meer is van ons."]);
        assert_eq!(front.contents.len(), 1);
        assert_eq!(front.contents[0].entities[0].name.nl.as_deref(), Some("Verendienst"));
    }

    #[test]
    fn headings_one_above_the_other_may_head_two_columns() {
        let preface = page(vec![
            line("PRÉFACE", 270.0, 60.0),
            line("VOORWOORD", 270.0, 75.0),
            line("Le lac est à tous et les", 60.0, 110.0),
            line("Het meer is van iedereen", 320.0, 110.0),
            line("ponts sont à la région.", 60.0, 122.0),
            line("en van het gewest.", 320.0, 122.0),
        ]);
        let front = read(&[page(vec![line("Rapport 2022", 200.0, 200.0)]), preface]);
        assert_eq!(front.preface.fr, ["Le lac est à tous et les ponts sont à la région."]);
        assert_eq!(front.preface.nl, ["Het meer is van iedereen en van het gewest."]);
    }

    #[test]
    fn a_french_contents_page_pairs_with_the_dutch_one_after_it() {
        let french = page(vec![
            line("Sommaire", 60.0, 60.0),
            line("I. SERVICES", 60.0, 90.0),
            line("Office des Bacs", 60.0, 120.0),
            line("II. FISCALITÉ", 60.0, 150.0),
        ]);
        let dutch = page(vec![
            line("Inhoud", 60.0, 60.0),
            line("I. DIENSTEN", 60.0, 90.0),
            line("Verendienst", 60.0, 120.0),
            line("II. FISCALITEIT", 60.0, 150.0),
        ]);
        let contents = read(&[french, dutch]).contents;
        assert_eq!(contents.len(), 2);
        assert_eq!(contents[0].entities[0].name.fr.as_deref(), Some("Office des Bacs"));
        assert_eq!(contents[0].entities[0].name.nl.as_deref(), Some("Verendienst"));
        assert_eq!(contents[1].name.nl.as_deref(), Some("FISCALITEIT"));
    }

    #[test]
    fn one_column_of_bilingual_lines_under_two_headings_is_cut() {
        let contents = read(&[page(vec![
            line("TABLE DES MATIÈRES", 250.0, 60.0),
            line("INHOUDSTAFEL", 260.0, 75.0),
            line("I. SERVICES DU LAC - DIENSTEN VAN HET MEER .......... 3", 60.0, 110.0),
            line("Office des Bacs - Dienst van de Veren .......... 4", 80.0, 130.0),
            line("Police du Lac - Meerpolitie .......... 5", 80.0, 150.0),
        ])])
        .contents;
        assert_eq!(contents[0].name.nl.as_deref(), Some("DIENSTEN VAN HET MEER"));
        assert_eq!(contents[0].entities.len(), 2);
        assert_eq!(contents[0].entities[1].name.nl.as_deref(), Some("Meerpolitie"));
    }

    #[test]
    fn a_contents_list_is_read_whatever_separates_the_languages() {
        for mark in crate::wording::SEPARATORS {
            let texts = [
                "SOMMAIRE - INHOUD",
                "I. SERVICES DU LAC - DIENSTEN VAN HET MEER",
                "Office des Bacs - Dienst van de Veren",
                "Police du Lac - Meerpolitie",
            ];
            let lines = texts
                .iter()
                .enumerate()
                .map(|(at, text)| line(&text.replace(" - ", mark), 60.0, 60.0 + 20.0 * at as f32));
            let cover = page(vec![line("Rapport du lac 2022", 200.0, 200.0)]);
            let front = read_all(&[cover, page(lines.collect())]);
            let [chapter] = &front.front.contents[..] else { panic!("{mark}: {front:?}") };
            assert_eq!(chapter.name.nl.as_deref(), Some("DIENSTEN VAN HET MEER"), "{mark}");
            assert_eq!(chapter.entities[1].name.nl.as_deref(), Some("Meerpolitie"), "{mark}");
            assert!(front.unread.is_empty(), "{mark}");
        }
    }

    #[test]
    fn what_says_nothing_that_is_known_is_named() {
        let cover =
            page(vec![line("Rapport du lac 2022", 200.0, 200.0), line("CONSEIL DU LAC", 200.0, 400.0)]);
        let list = page(vec![line("WAT HIER STAAT", 60.0, 60.0), line("Verendienst", 60.0, 90.0)]);
        let unread = [(0, "CONSEIL DU LAC"), (1, "WAT HIER STAAT"), (1, "Verendienst")];
        assert_eq!(read_all(&[cover, list]).unread, unread.map(|(page, text)| (page, text.to_owned())));
    }

    #[test]
    fn a_contents_list_whose_languages_nothing_separates_is_named() {
        let texts = ["SOMMAIRE / INHOUD", "I. SERVICES ~ DIENSTEN", "Office des Bacs ~ Verendienst"];
        let lines = texts.iter().enumerate().map(|(at, text)| line(text, 60.0, 60.0 + 20.0 * at as f32));
        let read = read_all(&[page(vec![line("Rapport du lac 2022", 200.0, 200.0)]), page(lines.collect())]);
        assert!(read.front.contents.is_empty());
        assert_eq!(read.unread, [1, 2].map(|at| (1, texts[at].to_owned())));
    }

    /// A contents list in one language, from `y` down, its names no further apart than lines of one name.
    fn list(y: f32, title: Option<&str>, names: [&str; 4]) -> Vec<crate::words::Line> {
        let title = title.map(|title| line(title, 60.0, y));
        let shifts = [0.0, 20.0, 20.0, 0.0];
        let names = names.iter().zip(shifts).enumerate().map(|(at, (name, shift))| {
            line(&format!("{name} .......... {at}"), 60.0 + shift, y + 20.0 + 11.0 * at as f32)
        });
        title.into_iter().chain(names).collect()
    }

    const FRENCH: [&str; 4] =
        ["I. SERVICES DU LAC", "Office des Bacs", "Police du Lac", "II. FISCALITÉ DU LAC"];
    const DUTCH: [&str; 4] = ["I. DIENSTEN VAN HET MEER", "Verendienst", "Meerpolitie", "II. FISCALITEIT"];

    /// The contents list of a report whose pages after the cover hold these lines, as chapter and both names.
    fn names(pages: Vec<Vec<crate::words::Line>>) -> Vec<[String; 2]> {
        let cover = page(vec![line("Rapport 2022", 200.0, 200.0)]);
        let pages: Vec<PageTables> = std::iter::once(cover).chain(pages.into_iter().map(page)).collect();
        let both = |texts: &crate::record::Texts| {
            [&texts.fr, &texts.nl].map(|side| side.clone().unwrap_or_default())
        };
        let list = read(&pages).contents;
        list.iter()
            .flat_map(|chapter| {
                std::iter::once(&chapter.name).chain(chapter.entities.iter().map(|entity| &entity.name))
            })
            .map(both)
            .collect()
    }

    #[test]
    fn a_page_number_ends_a_name_however_close_the_next_one_stands() {
        let french = vec![
            line("SOMMAIRE", 60.0, 60.0),
            line("I. SERVICES .......... 3", 60.0, 80.0),
            line("Office des Bacs .......... 3", 80.0, 91.0),
            line("Agence de la", 80.0, 102.0),
            line("Pêche .......... 4", 80.0, 113.0),
            line("Port du Lac .......... 5", 80.0, 128.0),
        ];
        let french: Vec<String> = names(vec![french]).into_iter().map(|[french, _]| french).collect();
        assert_eq!(french, ["SERVICES", "Office des Bacs", "Agence de la Pêche", "Port du Lac"]);
    }

    #[test]
    fn a_list_that_begins_again_is_the_other_languages_whatever_its_heading() {
        let pairs = [
            ["SERVICES DU LAC", "DIENSTEN VAN HET MEER"],
            ["Office des Bacs", "Verendienst"],
            ["Police du Lac", "Meerpolitie"],
            ["FISCALITÉ DU LAC", "FISCALITEIT"],
        ];
        for (french, dutch) in [
            (Some("SOMMAIRE"), Some("OVERZICHT")),
            (Some("SOMMAIRE"), Some("WAT IN DIT BOEK STAAT")),
            (Some("SOMMAIRE"), None),
            (None, None),
        ] {
            let one = [list(60.0, french, FRENCH), list(160.0, dutch, DUTCH)];
            assert_eq!(names(vec![one.concat()]), pairs, "{dutch:?}, on one page");
            assert_eq!(names(one.to_vec()), pairs, "{dutch:?}, on two pages");
        }
    }
}
