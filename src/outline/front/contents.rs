//! The contents list: chapters and the administrations under each, in both languages.
//!
//! It stands in two columns, on a page for each language, or in one column whose lines hold both. A chapter begins
//! with a Roman number; the names under it wrap, and a name's further lines stand closer than the next name, or
//! further in. Not for the headings of the body.

use super::align::{Entry, pairs};
use super::lines::{apart_from, had_room, has_leader, joined, one_text, same_line, steps, without_leader};
use super::sections::{Kind, Strip};
use crate::language::{Bilingual, Language};
use crate::record::{ContentsChapter, ContentsEntity, Texts};
use crate::wording::{HeadingReader, Numbering};
use crate::words::Line;
use crate::words::lexicon::Lexicon;

/// Tolerances of this step.
struct Tolerances {
    /// A line that begins this much right of another, in ems, is indented under it.
    indent: f32,
    /// A distance between baselines, in ems, at which lines that all stand alike are names of one line each.
    wide: f32,
    /// The share of the chapters' names that must hold both languages before the list is read so.
    both: f32,
}

const TOLERANCES: Tolerances = Tolerances { indent: 0.5, wide: 1.4, both: 0.5 };

/// A chapter in one language.
#[derive(Debug, Clone, Default)]
struct Chapter {
    number: Option<Numbering>,
    name: Option<String>,
    entries: Vec<Entry>,
}

/// Reads the lines of a list: its headings are numbered as the body's are.
#[derive(Clone, Copy)]
struct ContentsReader<'a> {
    headings: &'a HeadingReader<'a>,
    /// A number of the kind that its chapters have; `None` where nothing tells chapters from the names under them.
    chapters: Option<&'a Numbering>,
}

impl ContentsReader<'_> {
    /// The number of a chapter that begins in a text, and what follows it.
    fn chapter<'t>(&self, text: &'t str) -> Option<(Numbering, &'t str)> {
        let (number, name) = self.headings.number(text);
        let number = number.filter(|number| self.chapters.is_some_and(|known| known.is_like(number)))?;
        Some((number, name))
    }

    /// A name in both languages; one that is not split is the same in both, as a trade name is.
    fn names(&self, number: Option<&Numbering>, name: &str) -> Texts {
        match self.headings.names(number, name) {
            Bilingual { fr: Some(fr), nl: Some(nl) } => Bilingual::new(Some(fr), Some(nl)),
            _ => Bilingual::new(Some(name.to_owned()), Some(name.to_owned())),
        }
    }
}

/// A number of the kind that the chapters of a list with these numbers have. Figures number chapters only where no other
/// sign does and the names under them have numbers of two parts: else they number the names themselves.
fn of_chapters(numbers: &[Numbering]) -> Option<&Numbering> {
    let first = |is: fn(&Numbering) -> bool| numbers.iter().find(|number| is(number));
    first(|number| matches!(number, Numbering::Chapter(_)))
        .or_else(|| first(|number| matches!(number, Numbering::Letter(_))))
        .or_else(|| {
            first(|number| number.level() > 1)?;
            first(|number| number.level() == 1)
        })
}

/// Reads the contents list, and gives the lines of it that stand in neither language's list, with their page's place
/// among the pages.
pub(super) fn read(
    strips: &[Strip],
    lexicon: &Lexicon,
    headings: &HeadingReader<'_>,
) -> (Vec<ContentsChapter>, Vec<(usize, String)>) {
    let strips = || strips.iter().filter(|strip| strip.kind == Kind::Contents);
    let lines = strips().flat_map(|strip| &strip.lines);
    let numbers: Vec<Numbering> = lines.filter_map(|line| headings.number(&line.text).0).collect();
    let reader = ContentsReader { headings, chapters: of_chapters(&numbers) };
    let of = |language: Option<Language>| {
        chapters(strips().filter(|strip| strip.language == language), reader, lexicon)
    };
    let [both, fr, nl] = [None, Some(Language::Fr), Some(Language::Nl)].map(|side| (side, of(side)));
    // Under a heading in one language there may be lines in both.
    let mixed = [&both, &fr, &nl].into_iter().find(|(_, list)| holds_both(list, headings));
    let mixed = mixed.filter(|_| fr.1.is_empty() || nl.1.is_empty()).cloned();
    let is_unread = |strip: &&Strip| match &mixed {
        Some((language, _)) => strip.language != *language,
        None => strip.language.is_none(),
    };
    let texts = |strip: &'_ Strip| -> Vec<(usize, String)> {
        strip.lines.iter().map(|line| (strip.page, line.text.clone())).collect()
    };
    let unread = strips().filter(is_unread).flat_map(texts).collect();
    let list = match mixed {
        Some((_, list)) => list.into_iter().map(|chapter| split_chapter(chapter, reader)).collect(),
        None => paired(fr.1, nl.1),
    };
    (list, unread)
}

/// Whether the names of a list hold both languages.
fn holds_both(list: &[Chapter], headings: &HeadingReader<'_>) -> bool {
    let both = |name: &&Option<String>| name.as_deref().is_some_and(|name| headings.split(name).is_some());
    let count = list.iter().map(|chapter| &chapter.name).filter(both).count();
    !list.is_empty() && count as f32 >= TOLERANCES.both * list.len() as f32
}

fn split_chapter(chapter: Chapter, reader: ContentsReader<'_>) -> ContentsChapter {
    let entities = chapter.entries.iter();
    let entities = entities.map(|entry| ContentsEntity { name: reader.names(None, &entry.name) }).collect();
    let name = chapter.name.as_deref().map(|name| reader.names(chapter.number.as_ref(), name));
    ContentsChapter { chapter: printed(chapter.number), name: name.unwrap_or_default(), entities }
}

fn printed(number: Option<Numbering>) -> Option<String> {
    number.map(|number| number.printed().to_owned())
}

/// Chapters of both languages, paired by their numbers; one that the other language lacks keeps its place.
fn paired(fr: Vec<Chapter>, mut nl: Vec<Chapter>) -> Vec<ContentsChapter> {
    let mut list: Vec<ContentsChapter> = Vec::new();
    for chapter in fr {
        let other = nl.iter().position(|other| other.number == chapter.number).map(|at| nl.remove(at));
        list.push(merge(chapter, other.unwrap_or_default()));
    }
    list.extend(
        nl.into_iter()
            .map(|chapter| merge(Chapter { number: chapter.number.clone(), ..Chapter::default() }, chapter)),
    );
    list
}

fn merge(mut fr: Chapter, mut nl: Chapter) -> ContentsChapter {
    mend(&mut fr.entries, nl.entries.len());
    mend(&mut nl.entries, fr.entries.len());
    let name = |entries: &[Entry], at: Option<usize>| {
        at.and_then(|at| entries.get(at)).map(|entry| entry.name.clone())
    };
    let entities = pairs(&fr.entries, &nl.entries)
        .into_iter()
        .map(|(a, b)| ContentsEntity { name: Bilingual::new(name(&fr.entries, a), name(&nl.entries, b)) })
        .collect();
    ContentsChapter { chapter: printed(fr.number), name: Bilingual::new(fr.name, nl.name), entities }
}

/// Where a language has more names than the other, a page break may have cut one: its rest stands on top of a page.
fn mend(entries: &mut Vec<Entry>, wanted: usize) {
    while entries.len() > wanted {
        let Some(at) = entries.iter().skip(1).position(|entry| entry.on_top).map(|at| at + 1) else {
            return;
        };
        let rest = entries.remove(at);
        if let Some(cut) = at.checked_sub(1).and_then(|before| entries.get_mut(before)) {
            cut.name = format!("{}\n{}", cut.name, rest.name);
        }
    }
}

/// The chapters of one language's strips.
fn chapters<'a>(
    strips: impl Iterator<Item = &'a Strip>,
    reader: ContentsReader<'_>,
    lexicon: &Lexicon,
) -> Vec<Chapter> {
    let columns: Vec<ContentsColumn<'_>> = strips.map(|strip| ContentsColumn::new(strip, reader)).collect();
    let apart = apart_from(&columns.iter().flat_map(ContentsColumn::inner_steps).collect::<Vec<_>>());
    let mut groups: Vec<Group<'_>> = Vec::new();
    for column in &columns {
        column.group(apart, &mut groups);
    }
    let mut list: Vec<Chapter> = Vec::new();
    for group in groups {
        let Some(name) = group.text(lexicon) else { continue };
        if let Some(number) = group.chapter {
            let name = Some(name).filter(|name| !name.is_empty());
            list.push(Chapter { number: Some(number), name, entries: Vec::new() });
            continue;
        }
        let Some(first) = group.lines.first() else {
            continue;
        };
        let entry =
            Entry { name, page: group.page, y: first.baseline, size: first.size, on_top: group.on_top };
        if list.is_empty() {
            list.push(Chapter::default());
        }
        list.last_mut().map(|chapter| chapter.entries.push(entry)).unwrap_or_default();
    }
    list
}

/// One language's lines on one page.
struct ContentsColumn<'a> {
    page: usize,
    reader: ContentsReader<'a>,
    lines: Vec<Line>,
    /// Of each line, whether a leader and a page number follow it.
    ended: Vec<bool>,
    right: f32,
}

/// The lines of one chapter's or one administration's name.
struct Group<'a> {
    page: usize,
    reader: ContentsReader<'a>,
    chapter: Option<Numbering>,
    lines: Vec<Line>,
    right: f32,
    on_top: bool,
    /// Whether the page number has come, after which nothing goes on with the name.
    ended: bool,
}

impl<'a> ContentsColumn<'a> {
    fn new(strip: &Strip, reader: ContentsReader<'a>) -> Self {
        let lines = joined(strip.lines.iter().filter_map(without_leader).collect());
        let led: Vec<&Line> = strip.lines.iter().filter(|line| has_leader(line)).collect();
        let ended = lines.iter().map(|line| led.iter().any(|led| same_line(led, line))).collect();
        let right = lines.iter().map(|line| line.bbox.x1).fold(f32::NEG_INFINITY, f32::max);
        Self { page: strip.page, reader, lines, ended, right }
    }

    /// The steps between lines, those onto a chapter's first line left out.
    fn inner_steps(&self) -> Vec<(f32, f32)> {
        let onto = self.lines.iter().skip(1);
        steps(&self.lines)
            .into_iter()
            .zip(onto)
            .filter(|(_, line)| self.reader.chapter(&line.text).is_none())
            .map(|(step, _)| step)
            .collect()
    }

    fn group(&self, apart: Option<f32>, groups: &mut Vec<Group<'a>>) {
        let mut top = true;
        for (line, &ended) in self.lines.iter().zip(&self.ended) {
            let chapter = self.reader.chapter(&line.text).map(|(number, _)| number);
            let goes_on = chapter.is_none()
                && groups.last().filter(|group| !group.ended).is_some_and(|group| {
                    if top { goes_on_over(group, line) } else { group.takes(line, apart) }
                });
            match groups.last_mut() {
                Some(group) if goes_on => {
                    group.lines.push(line.clone());
                    group.ended = ended;
                }
                _ => groups.push(Group {
                    page: self.page,
                    reader: self.reader,
                    chapter,
                    lines: vec![line.clone()],
                    right: self.right,
                    on_top: top,
                    ended,
                }),
            }
            top = false;
        }
    }
}

/// Whether the first line of a page goes on with the last name of the page before it: it begins in mid-sentence.
fn goes_on_over(group: &Group<'_>, line: &Line) -> bool {
    group.lines.last().is_some_and(|above| !had_room(above, line, group.right) && is_inside(above, line))
}

/// Whether two lines read as one name: the first ends with a word or a mark that wants more, or the second begins small.
fn is_inside(above: &Line, below: &Line) -> bool {
    let small = |word: Option<&str>| word.is_some_and(|word| word.chars().all(char::is_lowercase));
    above.text.ends_with(['-', '–', ',', ':', '&', '\''])
        || small(above.text.rsplit([' ', '\'', '’']).next())
        || below.text.starts_with(|character: char| character.is_lowercase() || character == '(')
}

impl Group<'_> {
    /// Whether a line below goes on with this name.
    fn takes(&self, line: &Line, apart: Option<f32>) -> bool {
        let (Some(first), Some(above)) = (self.lines.first(), self.lines.last()) else {
            return false;
        };
        let step = (line.baseline - above.baseline) / line.size.max(1.0);
        let shift = (line.bbox.x0 - first.bbox.x0) / line.size.max(1.0);
        let is_numbered = |line: &Line| self.reader.headings.number(&line.text).0.is_some();
        if is_numbered(line) && is_numbered(first) {
            return false;
        }
        let close = match apart {
            Some(apart) => step <= apart,
            None => step <= TOLERANCES.wide && !had_room(above, line, self.right) && is_inside(above, line),
        };
        if self.chapter.is_some() {
            let hangs = self
                .text_start(first)
                .is_some_and(|x| (line.bbox.x0 - x).abs() <= TOLERANCES.indent * line.size);
            let level = shift.abs() <= TOLERANCES.indent;
            return (close && (level || hangs)) || (level && step <= TOLERANCES.wide && apart.is_none());
        }
        // Names are never set left of where they begin, and what is further in hangs under its name.
        shift >= -TOLERANCES.indent && (close || (shift > TOLERANCES.indent && step <= TOLERANCES.wide))
    }

    /// Where the name begins after a chapter's number.
    fn text_start(&self, first: &Line) -> Option<f32> {
        let (_, rest) = self.reader.chapter(&first.text)?;
        let before = first.text.chars().count().checked_sub(rest.chars().count())?;
        first.edges.get(before).copied()
    }

    /// The name, without a number before it; a break that was meant stays.
    fn text(&self, lexicon: &Lexicon) -> Option<String> {
        let mut runs: Vec<Vec<&Line>> = Vec::new();
        for line in &self.lines {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|above| !had_room(above, line, self.right)) => {
                    run.push(line)
                }
                _ => runs.push(vec![line]),
            }
        }
        let texts: Vec<String> = runs.into_iter().filter_map(|run| one_text(run, lexicon)).collect();
        let text = texts.join("\n");
        let bare = match &self.chapter {
            Some(_) => self.reader.chapter(&text).map_or(text.as_str(), |(_, rest)| rest),
            None => self.reader.headings.number(&text).1,
        };
        Some(bare.trim().to_owned()).filter(|text| !text.is_empty() || self.chapter.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::language::Identifier;
    use crate::wording::Wording;

    fn read(strips: &[Strip], lexicon: &Lexicon) -> Vec<ContentsChapter> {
        let languages = Identifier::default();
        super::read(strips, lexicon, &HeadingReader::of(std::iter::empty(), Wording::known(), &languages)).0
    }

    fn strip(language: Option<Language>, lines: &[(&str, f32, f32)]) -> Strip {
        let lines = lines.iter().map(|&(text, x, y)| line(text, x, y)).collect();
        Strip { kind: Kind::Contents, language, page: 0, lines }
    }

    fn names(chapter: &ContentsChapter) -> Vec<(&str, &str)> {
        let side = |text: &Option<String>| text.as_deref().map_or("", |text| text).to_owned().leak() as &str;
        chapter.entities.iter().map(|entity| (side(&entity.name.fr), side(&entity.name.nl))).collect()
    }

    #[test]
    fn names_that_wrap_are_joined_by_their_distance() {
        let fr = strip(
            Some(Language::Fr),
            &[
                ("I. SERVICES ET PONTS DU", 50.0, 10.0),
                ("LAC", 50.0, 22.0),
                ("Office des Ponts et", 70.0, 37.0),
                ("des Bacs", 70.0, 49.0),
                ("Police", 70.0, 64.0),
                ("II. FISC", 50.0, 90.0),
            ],
        );
        let nl = strip(
            Some(Language::Nl),
            &[
                ("I. MEERDIENSTEN", 350.0, 10.0),
                ("Dienst Bruggen", 370.0, 25.0),
                ("Politie", 370.0, 40.0),
                ("II. FISCUS", 350.0, 90.0),
            ],
        );
        let list = read(&[fr, nl], &Lexicon::default());
        assert_eq!(list.len(), 2);
        assert_eq!(list[0].name.fr.as_deref(), Some("SERVICES ET PONTS DU LAC"));
        assert_eq!(
            names(&list[0]),
            [("Office des Ponts et des Bacs", "Dienst Bruggen"), ("Police", "Politie")]
        );
        assert_eq!((list[1].chapter.as_deref(), list[1].entities.len()), (Some("II"), 0));
    }

    #[test]
    fn leaders_page_numbers_and_numbers_before_names_are_left_out() {
        let fr = strip(
            Some(Language::Fr),
            &[
                ("I. LAC ........ 5", 50.0, 10.0),
                ("1. Bacs ..... 6", 70.0, 30.0),
                ("2. Ponts", 70.0, 50.0),
                ("12", 250.0, 50.0),
            ],
        );
        let nl = strip(
            Some(Language::Nl),
            &[("I. MEER", 350.0, 10.0), ("1. Veren", 370.0, 30.0), ("2. Bruggen", 370.0, 50.0)],
        );
        let list = read(&[fr, nl], &Lexicon::default());
        assert_eq!(list[0].name.fr.as_deref(), Some("LAC"));
        assert_eq!(names(&list[0]), [("Bacs", "Veren"), ("Ponts", "Bruggen")]);
    }

    #[test]
    fn lines_in_both_languages_are_cut() {
        let both = strip(
            None,
            &[
                ("I. DU LAC - I. VAN HET MEER", 50.0, 10.0),
                ("Les Bacs - De Veren", 70.0, 30.0),
                ("Lacus", 70.0, 50.0),
            ],
        );
        let list = read(&[both], &Lexicon::default());
        assert_eq!(list[0].name, Texts::new(Some("DU LAC".into()), Some("VAN HET MEER".into())));
        assert_eq!(names(&list[0]), [("Les Bacs", "De Veren"), ("Lacus", "Lacus")]);
    }

    #[test]
    fn chapters_may_have_letters_or_figures() {
        let list = |lines: &[(&str, f32, f32)]| {
            let list = read(&[strip(Some(Language::Fr), lines)], &Lexicon::default());
            let chapters = list.iter().map(|chapter| (chapter.chapter.clone(), chapter.entities.len()));
            chapters.collect::<Vec<_>>()
        };
        let number = |number: &str| Some(number.to_owned());
        let letters = list(&[("A. LAC", 50.0, 10.0), ("Bacs", 70.0, 30.0), ("B. PONTS", 50.0, 50.0)]);
        assert_eq!(letters, [(number("A"), 1), (number("B"), 0)]);
        let figures = list(&[("1 LAC", 50.0, 10.0), ("1.1 Bacs", 70.0, 30.0), ("2 PONTS", 50.0, 50.0)]);
        assert_eq!(figures, [(number("1"), 1), (number("2"), 0)]);
        let words = list(&[("Chapitre 1 – LAC", 50.0, 10.0), ("Bacs", 70.0, 30.0), ("Ports", 70.0, 50.0)]);
        assert_eq!(words, [(number("1"), 2)]);
    }
}
