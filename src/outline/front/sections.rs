//! The first pages cut into strips: the lines of the preface or of the contents list, one language's, on one page.
//!
//! A heading begins a section, in one language, in two columns or in both at once; a section goes on over pages
//! until another heading, a title page or the first heading of the body. What belongs to no section is loose: the
//! cover and the title pages. Not for what a section says.

use super::super::kinds::is_nihil;
use super::cover::is_part;
use super::legend::Body;
use super::lines::{columns, gutter, has_leader, page_gutter, without_leader};
use crate::geometry::Rect;
use crate::language::Language;
use crate::wording::{Folded, HeadingReader, Numbering, cuts, roman};
use crate::words::Line;

/// Tolerances of this step.
struct Tolerances {
    /// Headings of the two languages no further apart than this, in ems, stand side by side.
    same_band: f32,
    /// A line of prose reaches over this share of the page's width, and a page of prose has so many of them: what a
    /// cover or a title page says in full sentences is shorter.
    prose: f32,
    prose_lines: usize,
    /// A page of which so many lines, and this share, end with a leader is a contents list.
    led_lines: usize,
    led_share: f32,
}

const TOLERANCES: Tolerances =
    Tolerances { same_band: 1.5, prose: 0.6, prose_lines: 5, led_lines: 3, led_share: 0.5 };

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Preface,
    Contents,
}

/// The lines of one column of a section on one page.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) kind: Kind,
    /// Its language; `None` where both stand in one column.
    pub(super) language: Option<Language>,
    /// The page's place among the pages, from 0.
    pub(super) page: usize,
    pub(super) lines: Vec<Line>,
}

/// The pages as sections.
#[derive(Debug, Default)]
pub(super) struct Sections {
    pub(super) strips: Vec<Strip>,
    /// Lines outside all sections, page by page.
    pub(super) loose: Vec<Body>,
}

/// How the columns of a section stand.
#[derive(Debug, Clone, Copy)]
enum FrontLayout {
    /// One column, in one language or in both.
    One(Option<Language>),
    /// Two columns, the left one's language first.
    Two { gutter: f32, left: Language, right: Language },
}

/// The section that a page may go on with.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: Kind,
    layout: FrontLayout,
    landscape: bool,
    /// The highest chapter number so far.
    numeral: u32,
    /// Whether its lines have numbers of two parts, as the body's headings do.
    two_parts: bool,
}

struct FrontHeading {
    line: usize,
    kind: Kind,
    language: Option<Language>,
}

/// Headings that stand side by side.
type HeadingRow = Vec<FrontHeading>;

/// Cuts pages into sections, with the report's reader of headings.
struct Cutter<'a> {
    headings: &'a HeadingReader<'a>,
}

impl Cutter<'_> {
    fn page_sections(&self, body: &Body, open: Option<Open>, sections: &mut Sections) -> Option<Open> {
        let bands = self.bands(&body.lines);
        let tops: Vec<f32> = bands.iter().filter_map(|band| band_top(band, &body.lines)).collect();
        let head: Vec<Line> = before(&body.lines, tops.first().copied());
        let again = open.filter(|open| self.begins_again(open, body, &head)).map(Open::in_the_other_language);
        let mut open = again.or(open.filter(|open| self.goes_on(open, body, &head)));
        let head = if again.is_some() { self.without_title(&head) } else { head };
        if let Some(section) = &mut open {
            section.numeral = section.numeral.max(self.numerals(&head).max().unwrap_or(0));
            section.two_parts |= self.has_two_parts(&head);
            sections.strips.extend(self.strips(body.page, section.kind, section.layout, head));
        } else if sections.strips.is_empty()
            && bands.is_empty()
            && body.page > 0
            && is_prose(&head, body.width)
        {
            // A preface need not say that it is one.
            let layout = self.both_languages(&head, body.width);
            open = Some(self.begin(body, Kind::Preface, layout, head, sections));
        } else if bands.is_empty() && body.page > 0 && self.is_contents(&head) {
            // Nor need a contents list.
            let layout = self.untitled(&head, body.width);
            open = Some(self.begin(body, Kind::Contents, layout, head, sections));
        } else if !head.is_empty() {
            sections.loose.push(Body { lines: head, ..body.clone() });
        }
        for (place, band) in bands.iter().enumerate() {
            let Some(kind) = band.first().map(|heading| heading.kind) else {
                continue;
            };
            let from = tops.get(place).copied();
            let lines = before(&body_lines(&body.lines, band, from), tops.get(place + 1).copied());
            let layout = self.layout(band, &body.lines, &lines, body.width);
            open = Some(self.begin(body, kind, layout, lines, sections));
        }
        open
    }

    /// Begins a section with its lines on one page.
    fn begin(
        &self,
        body: &Body,
        kind: Kind,
        layout: FrontLayout,
        lines: Vec<Line>,
        sections: &mut Sections,
    ) -> Open {
        let numeral = self.numerals(&lines).max().unwrap_or(0);
        let (landscape, two_parts) = (body.width > body.height, self.has_two_parts(&lines));
        sections.strips.extend(self.strips(body.page, kind, layout, lines));
        Open { kind, layout, landscape, numeral, two_parts }
    }

    /// The headings of a page, those side by side together, from top to bottom.
    fn bands(&self, lines: &[Line]) -> Vec<HeadingRow> {
        let mut bands: Vec<HeadingRow> = Vec::new();
        for (line, kind, language) in lines.iter().enumerate().filter_map(|(index, line)| {
            self.heading(&line.text).map(|(kind, language)| (index, kind, language))
        }) {
            let heading = FrontHeading { line, kind, language };
            match bands.iter_mut().find(|band| band.iter().all(|other| beside(other, &heading, lines))) {
                Some(band) => band.push(heading),
                None => bands.push(vec![heading]),
            }
        }
        stacked(bands, lines)
    }

    /// What a line is the heading of, and in which language; `None` for the language where it holds both.
    fn heading(&self, text: &str) -> Option<(Kind, Option<Language>)> {
        let front = &self.headings.wording().front;
        [(Kind::Preface, &front.preface), (Kind::Contents, &front.contents)].into_iter().find_map(
            |(kind, words)| {
                let language = |text: &str| words.whole(&Folded::new(text));
                let is_both = |(left, right): (&str, &str)| {
                    language(left).zip(language(right)).is_some_and(|(left, right)| left != right)
                };
                let both = cuts(text).any(is_both).then_some((kind, None));
                both.or_else(|| language(text).map(|language| (kind, Some(language))))
            },
        )
    }

    /// How the columns under a band of headings stand.
    fn layout(&self, band: &HeadingRow, page: &[Line], lines: &[Line], width: f32) -> FrontLayout {
        let mut sides: Vec<(Rect, Language)> = band
            .iter()
            .filter_map(|heading| Some((page.get(heading.line)?.bbox, heading.language?)))
            .collect();
        sides.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
        match sides[..] {
            [(first, left), (second, right)] if first.x1 <= second.x0 => {
                let (from, to) = (first.centre().0, second.centre().0);
                let gutter = gutter(lines, from, to).unwrap_or((from + to) / 2.0);
                FrontLayout::Two { gutter, left, right }
            }
            [(_, language)] => FrontLayout::One(Some(language)),
            // A leader runs over the gutter that a page of two columns has, and its dots make gutters of their own.
            _ => self.both_languages(&lines.iter().filter_map(without_leader).collect::<Vec<_>>(), width),
        }
    }

    /// How the columns under a heading in both languages stand.
    fn both_languages(&self, lines: &[Line], width: f32) -> FrontLayout {
        let Some(gutter) = page_gutter(lines, width) else {
            return FrontLayout::One(None);
        };
        let columns = columns(lines.to_vec(), gutter);
        let (left, right) = (self.lean(&columns.left), self.lean(&columns.right));
        if left >= right {
            FrontLayout::Two { gutter, left: Language::Fr, right: Language::Nl }
        } else {
            FrontLayout::Two { gutter, left: Language::Nl, right: Language::Fr }
        }
    }

    fn strips(&self, page: usize, kind: Kind, layout: FrontLayout, lines: Vec<Line>) -> Vec<Strip> {
        let strip = |language, lines| Strip { kind, language, page, lines };
        match layout {
            FrontLayout::One(Some(language)) if kind == Kind::Contents => {
                let mut first = lines;
                let second = self.second_list(&mut first, language);
                let second = second.map(|lines| strip(Some(language.other()), lines));
                std::iter::once(strip(Some(language), first)).chain(second).collect()
            }
            FrontLayout::One(language) => vec![strip(language, lines)],
            FrontLayout::Two { gutter, left, right } => {
                let columns = columns(lines, gutter);
                // What runs across both columns belongs to the one in which it begins.
                let first = columns.left.into_iter().chain(columns.across).collect();
                vec![strip(Some(left), first), strip(Some(right), columns.right)]
            }
        }
    }

    /// Whether a page's lines, up to its first heading, go on with the section before it.
    fn goes_on(&self, open: &Open, body: &Body, lines: &[Line]) -> bool {
        if open.landscape != (body.width > body.height)
            || lines.iter().any(|line| {
                is_part(&line.text, self.headings) || (self.is_body(&line.text) && !open.two_parts)
            })
        {
            return false;
        }
        match open.kind {
            Kind::Preface => self.numerals(lines).next().is_none(),
            Kind::Contents => self.numerals(lines).next().is_none_or(|first| first > open.numeral),
        }
    }

    /// How French or Dutch lines sound, all together.
    fn lean(&self, lines: &[Line]) -> f32 {
        lines.iter().map(|line| self.headings.lean(&line.text)).sum()
    }

    /// Whether lines sound like a language, all together.
    fn sounds(&self, lines: &[Line], language: Language) -> bool {
        let lean = self.lean(lines);
        match language {
            Language::Fr => lean > 0.0,
            Language::Nl => lean < 0.0,
        }
    }

    /// Whether a page repeats the contents list before it in the other language, under a heading that says something else.
    fn begins_again(&self, open: &Open, body: &Body, lines: &[Line]) -> bool {
        let FrontLayout::One(Some(language)) = open.layout else {
            return false;
        };
        open.kind == Kind::Contents
            && open.landscape == (body.width > body.height)
            && self.numerals(lines).next().is_some_and(|first| first <= open.numeral)
            && self.is_contents(lines)
            && self.sounds(lines, language.other())
    }

    /// Takes the second list out of lines whose chapter numbers begin again in the other language.
    fn second_list(&self, lines: &mut Vec<Line>, language: Language) -> Option<Vec<Line>> {
        let mut begins = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| self.chapter(&line.text).map(|number| (at, number)));
        let first = begins.next()?.1;
        let at = begins.find(|&(_, number)| number == first)?.0;
        if !self.sounds(lines.get(at..)?, language.other()) {
            return None;
        }
        let second = lines.split_off(at);
        // Its heading stands at the first one's end.
        let chapter_size = second.first().map_or(0.0, |line| line.size);
        let led = lines.iter().any(has_leader);
        while lines.last().is_some_and(|line| !has_leader(line) && (led || line.size > chapter_size)) {
            lines.pop();
        }
        Some(second)
    }

    /// The lines of a list from its first chapter on.
    fn without_title(&self, lines: &[Line]) -> Vec<Line> {
        let first = lines.iter().position(|line| self.chapter(&line.text).is_some());
        lines.iter().skip(first.unwrap_or(0)).cloned().collect()
    }

    /// Whether lines are a contents list, by the leaders of its lines and the numbers of its chapters.
    fn is_contents(&self, lines: &[Line]) -> bool {
        let led = lines.iter().filter(|line| has_leader(line)).count();
        led >= TOLERANCES.led_lines
            && led as f32 >= TOLERANCES.led_share * lines.len() as f32
            && self.numerals(lines).next().is_some()
    }

    /// How the columns of a contents list without a heading stand.
    fn untitled(&self, lines: &[Line], width: f32) -> FrontLayout {
        let names: Vec<Line> = lines.iter().filter_map(without_leader).collect();
        let both = |line: &&Line| self.headings.split(&line.text).is_some();
        match self.both_languages(&names, width) {
            FrontLayout::One(None) if names.iter().filter(both).count() * 2 < names.len() => {
                let first = names.iter().position(|line| self.chapter(&line.text).is_some()).unwrap_or(0);
                // Two lists may follow one another: what tells of a language first tells it of the first one.
                let first = names
                    .iter()
                    .skip(first)
                    .map(|line| self.headings.lean(&line.text))
                    .find(|lean| *lean != 0.0);
                let is_dutch = first.is_some_and(|lean| lean < 0.0);
                FrontLayout::One(Some(if is_dutch { Language::Nl } else { Language::Fr }))
            }
            layout => layout,
        }
    }

    /// The number of a chapter that begins in a text.
    fn chapter(&self, text: &str) -> Option<u32> {
        match self.headings.number(text).0? {
            Numbering::Chapter(number) => roman(&number).or_else(|| number.parse().ok()),
            _ => None,
        }
    }

    /// The chapter numbers that begin in lines.
    fn numerals(&self, lines: &[Line]) -> impl Iterator<Item = u32> {
        lines.iter().filter_map(|line| self.chapter(&line.text))
    }

    /// Whether a text begins with a number of two parts or more, as `1.2`.
    fn begins_in_two_parts(&self, text: &str) -> bool {
        self.headings.number(text).0.is_some_and(|number| number.level() > 1)
    }

    /// Whether a line is a heading of the body: a number of two parts, or the word for an empty table.
    fn is_body(&self, text: &str) -> bool {
        self.begins_in_two_parts(text) || is_nihil(text, self.headings.wording())
    }

    /// Whether lines of a contents list number the names under its chapters.
    fn has_two_parts(&self, lines: &[Line]) -> bool {
        lines.iter().any(|line| self.begins_in_two_parts(&line.text))
    }
}

/// Cuts pages into sections.
pub(super) fn find(pages: Vec<Body>, headings: &HeadingReader<'_>) -> Sections {
    let cutter = Cutter { headings };
    let mut sections = Sections::default();
    let mut open: Option<Open> = None;
    for body in &pages {
        open = cutter.page_sections(body, open, &mut sections);
    }
    sections
}

/// Bands between which nothing stands made one: a heading in both languages, one above the other.
fn stacked(bands: Vec<HeadingRow>, lines: &[Line]) -> Vec<HeadingRow> {
    let mut merged: Vec<HeadingRow> = Vec::new();
    for band in bands {
        match merged.last_mut() {
            Some(last) if says_the_same(last, &band) && adjoins(last, &band, lines) => last.extend(band),
            _ => merged.push(band),
        }
    }
    merged
}

fn says_the_same(a: &HeadingRow, b: &HeadingRow) -> bool {
    match (&a[..], &b[..]) {
        ([a], [b]) => {
            a.kind == b.kind && a.language != b.language && a.language.is_some() && b.language.is_some()
        }
        _ => false,
    }
}

fn adjoins(a: &HeadingRow, b: &HeadingRow, lines: &[Line]) -> bool {
    let (Some(from), Some(to)) = (band_top(a, lines), band_top(b, lines)) else {
        return false;
    };
    !lines.iter().any(|line| line.baseline > from && line.baseline < to)
}

/// Whether two headings say the same in the two languages and stand side by side: at one height, or in columns.
fn beside(a: &FrontHeading, b: &FrontHeading, lines: &[Line]) -> bool {
    let (Some(above), Some(below)) = (lines.get(a.line), lines.get(b.line)) else {
        return false;
    };
    let apart = above.bbox.x1 <= below.bbox.x0 || below.bbox.x1 <= above.bbox.x0;
    let level = (above.baseline - below.baseline).abs() <= TOLERANCES.same_band * above.size.max(below.size);
    a.kind == b.kind
        && a.language.is_some()
        && b.language.is_some()
        && a.language != b.language
        && apart
        && level
}

fn band_top(band: &HeadingRow, lines: &[Line]) -> Option<f32> {
    band.iter().filter_map(|heading| lines.get(heading.line)).map(|line| line.baseline).min_by(f32::total_cmp)
}

/// The lines above a height; all where there is none.
fn before(lines: &[Line], limit: Option<f32>) -> Vec<Line> {
    let above = |line: &&Line| limit.is_none_or(|limit| line.baseline < limit);
    lines.iter().filter(above).cloned().collect()
}

/// The lines from a heading's height on, the headings themselves left out.
fn body_lines(lines: &[Line], band: &HeadingRow, from: Option<f32>) -> Vec<Line> {
    let mine = |index: usize| band.iter().any(|heading| heading.line == index);
    let inside =
        |(index, line): &(usize, &Line)| !mine(*index) && from.is_none_or(|from| line.baseline >= from);
    lines.iter().enumerate().filter(inside).map(|(_, line)| line.clone()).collect()
}

impl Open {
    /// The list that begins again after this one.
    fn in_the_other_language(self) -> Self {
        let layout = match self.layout {
            FrontLayout::One(Some(language)) => FrontLayout::One(Some(language.other())),
            layout => layout,
        };
        Self { layout, numeral: 0, ..self }
    }
}

/// Whether lines are the text of a page rather than what a title page says.
fn is_prose(lines: &[Line], width: f32) -> bool {
    let long = |line: &&Line| line.bbox.width() >= TOLERANCES.prose * width;
    lines.iter().filter(long).count() >= TOLERANCES.prose_lines
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    fn find(pages: Vec<Body>) -> Sections {
        let languages = Identifier::default();
        let pages = pages.into_iter().enumerate().map(|(page, body)| Body { page, ..body }).collect();
        super::find(pages, &HeadingReader::of(std::iter::empty(), Wording::known(), &languages))
    }

    fn body(lines: Vec<Line>) -> Body {
        Body { width: 595.0, height: 842.0, lines, ..Body::default() }
    }

    #[test]
    fn a_section_goes_on_over_pages_until_a_title_page() {
        let sections = find(vec![
            body(vec![line("Cover", 50.0, 50.0)]),
            body(vec![
                line("Table des matières", 50.0, 50.0),
                line("Inhoud", 350.0, 50.0),
                line("I. A", 50.0, 70.0),
                line("I. B", 350.0, 70.0),
            ]),
            body(vec![line("II. C", 50.0, 50.0), line("II. D", 350.0, 50.0)]),
            body(vec![line("Partie 1re", 250.0, 50.0)]),
            body(vec![line("I. A - B", 50.0, 50.0)]),
        ]);
        let texts: Vec<(usize, Option<Language>, &str)> = sections
            .strips
            .iter()
            .map(|strip| (strip.page, strip.language, strip.lines[0].text.as_str()))
            .collect();
        let (fr, nl) = (Some(Language::Fr), Some(Language::Nl));
        assert_eq!(texts, [(1, fr, "I. A"), (1, nl, "I. B"), (2, fr, "II. C"), (2, nl, "II. D")]);
        assert_eq!(sections.loose.len(), 3);
    }

    #[test]
    fn a_contents_list_whose_names_have_numbers_of_two_parts_goes_on() {
        let sections = find(vec![
            body(vec![line("Sommaire", 50.0, 50.0), line("1 A", 50.0, 70.0), line("1.1 B", 50.0, 90.0)]),
            body(vec![line("1.2 C", 50.0, 50.0)]),
        ]);
        assert_eq!((sections.strips.len(), sections.loose.len()), (2, 0));
    }

    #[test]
    fn a_page_of_prose_without_a_heading_is_the_preface_and_a_title_page_is_not() {
        let long = "Le lac est grand et les ponts sont à la région, qui en rend compte chaque année.";
        let prose = |count: usize| {
            body((0..count).map(|index| line(long, 50.0, 50.0 + 12.0 * index as f32)).collect())
        };
        let sections = find(vec![prose(6), prose(2), prose(6), body(vec![line("Partie 1re", 250.0, 50.0)])]);
        let pages: Vec<usize> = sections.strips.iter().map(|strip| strip.page).collect();
        assert_eq!((pages, sections.loose.len()), (vec![2], 3));
    }

    #[test]
    fn headings_one_above_the_other_make_two_strips() {
        let sections = find(vec![body(vec![
            line("PRÉFACE", 250.0, 50.0),
            line("Le lac.", 50.0, 80.0),
            line("VOORWOORD", 250.0, 300.0),
            line("Het meer.", 50.0, 330.0),
        ])]);
        assert_eq!(sections.strips.len(), 2);
        assert_eq!(sections.strips[1].language, Some(Language::Nl));
        assert_eq!(sections.strips[1].lines[0].text, "Het meer.");
    }
}
