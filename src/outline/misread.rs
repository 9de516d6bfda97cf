//! Lines outside tables that were read from pictures, put right where the rest of the report leaves one reading.
//!
//! An OCR engine drops accents, and takes the full stop behind a Roman numeral for a letter. Not for what tables hold:
//! `normalise/` compares that with its column. Nor for lines that stay doubtful: those are the walk's.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::TOLERANCES;
use crate::diagnostic::{Code, Finding, excerpt};
use crate::geometry::Turn;
use crate::language::lacks_accent;
use crate::record::Texts;
use crate::tables::PageTables;
use crate::wording::{folded, roman};
use crate::words::Line;

/// So many letters has a word whose accents are completed, at least: shorter ones are told apart by them, as `ou` and `où`.
const LEAST_WORD: usize = 4;

/// So many capitals, at least, and ten for each small letter, make a line one of capitals.
const LEAST_CAPITALS: usize = 10;

/// Puts the lines right and says what was changed.
pub(super) fn put_right(pages: &mut [PageTables]) -> Vec<Finding> {
    let is_misread = |page: &PageTables| {
        !page.head.transcribed && page.lines.iter().chain(&page.running).any(Line::is_recognised)
    };
    if !pages.iter().any(is_misread) {
        return Vec::new();
    }
    let spellings = Spellings::of(pages);
    let mut findings = Vec::new();
    let mut told = HashSet::new();
    for page in pages.iter_mut().filter(|page| !page.head.transcribed) {
        let lines = page.lines.iter_mut().chain(&mut page.running);
        for line in lines.filter(|line| line.is_recognised() && line.turn == Turn::None) {
            let before = line.text.clone();
            mark_numeral(line);
            spellings.complete(line);
            if line.text != before && told.insert((before.clone(), line.text.clone())) {
                let finding = Finding::new(Code::B209).with("read", excerpt(&before));
                let finding = finding.with("taken", excerpt(&line.text));
                findings.push(finding.at(page.head.number, page.head.to_viewer(line.bbox)));
            }
        }
    }
    findings
}

/// Whether the lines of a heading may have other letters than were read: the engine was unsure, and no contents list has the
/// names; the French one lacks an accent; or a capital stands behind a small letter, as in a name of someone's making, which
/// engines do not know.
pub(super) fn is_doubtful(lines: &[Line], names: &Texts, is_listed: bool) -> bool {
    let is_unsure = lines.iter().any(|line| line.doubt >= TOLERANCES.doubt);
    let french = names.fr.as_deref().unwrap_or_default();
    let is_made_up = |line: &Line| {
        let mut pairs = line.text.chars().zip(line.text.chars().skip(1));
        pairs.any(|(letter, next)| letter.is_lowercase() && next.is_uppercase())
    };
    (is_unsure && !is_listed) || french.split_whitespace().any(lacks_accent) || lines.iter().any(is_made_up)
}

/// How the report spells its words where OCR engines read them better: in running text.
struct Spellings {
    /// How often a word is printed with which accents, by its letters without them.
    words: HashMap<String, BTreeMap<String, usize>>,
    /// Whether capitals have accents, which some programs and authors leave out.
    capitals: bool,
}

impl Spellings {
    /// The words of all tables, and those outside them that were drawn as text.
    fn of(pages: &[PageTables]) -> Self {
        let mut spellings = Self { words: HashMap::new(), capitals: false };
        for page in pages {
            let cells = page.tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.lines);
            let drawn = page.lines.iter().filter(|line| !line.is_recognised());
            for word in cells.chain(drawn).flat_map(|line| words_of(&line.text)) {
                let first = word.chars().next();
                spellings.capitals |=
                    first.is_some_and(|first| first.is_uppercase() && !first.is_ascii()) && is_small(word);
                let word = word.to_lowercase();
                *spellings.words.entry(folded(&word)).or_default().entry(word).or_default() += 1;
            }
        }
        spellings
    }

    /// Gives the words of a line the accents with which the report mostly prints them.
    fn complete(&self, line: &mut Line) {
        let mut text = String::with_capacity(line.text.len());
        for piece in line.text.split_inclusive(|character: char| !character.is_alphabetic()) {
            let word = piece.trim_end_matches(|character: char| !character.is_alphabetic());
            match self.accented(word) {
                Some(accented) => text.push_str(&accented),
                None => text.push_str(word),
            }
            text.push_str(&piece[word.len()..]);
        }
        line.text = text;
    }

    /// A word with the accents that it has elsewhere.
    fn accented(&self, word: &str) -> Option<String> {
        if word.chars().count() < LEAST_WORD || !is_small(word) {
            return None;
        }
        let own = word.to_lowercase();
        let forms = self.words.get(&folded(&own))?;
        let (form, times) = forms.iter().max_by_key(|&(_, times)| times)?;
        let is_rarer = forms.get(&own).is_none_or(|own| own < times);
        let as_long = form.chars().count() == word.chars().count();
        let accented = |(own, other): (char, char)| {
            if !own.is_ascii() {
                own
            } else if own.is_uppercase() {
                let mut capital = other.to_uppercase();
                capital.next().filter(|_| self.capitals && capital.next().is_none()).unwrap_or(own)
            } else {
                other
            }
        };
        (is_rarer && as_long).then(|| word.chars().zip(form.chars()).map(accented).collect())
    }
}

/// The words of a text that are long enough.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphabetic());
    words.filter(|word| word.chars().count() >= LEAST_WORD)
}

/// Whether a word is in small letters but for its first one.
fn is_small(word: &str) -> bool {
    word.chars().skip(1).all(char::is_lowercase)
}

/// Puts the full stop behind the Roman numeral of a line of capitals that was taken for a letter or a mark: `II e PORTS`.
fn mark_numeral(line: &mut Line) {
    let mut words = line.text.splitn(3, ' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return };
    let mut letters = second.chars();
    let is_mark = letters.next().is_some_and(|letter| !letter.is_uppercase() && !letter.is_numeric())
        && letters.next().is_none();
    let (head, length) = if is_mark && !matches!(second, "-" | "–" | "—") {
        (format!("{first}{second}"), first.chars().count() + 2)
    } else {
        (first.to_owned(), first.chars().count())
    };
    let rest: String = line.text.chars().skip(length).collect();
    let capitals = rest.chars().filter(|character| character.is_uppercase()).count();
    let small = rest.chars().filter(|character| character.is_lowercase()).count();
    if capitals < LEAST_CAPITALS || small * LEAST_CAPITALS > capitals {
        return;
    }
    let strokes = head.replace(['l', '|', '!'], "I");
    let numeral = match strokes.char_indices().next_back() {
        Some((at, last)) if !last.is_uppercase() && !last.is_numeric() && last != '.' => &strokes[..at],
        _ => return,
    };
    if roman(numeral).is_none() {
        return;
    }
    let marked = format!("{numeral}.");
    let count = marked.chars().count();
    if let (Some(&from), Some(&to)) = (line.edges.first(), line.edges.get(length)) {
        let step = (to - from) / count as f32;
        line.edges.splice(..length, (0..count).map(|at| from + step * at as f32));
    }
    line.text = marked + &rest;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::tables::{Cell, Table};

    /// A line with so much doubt.
    fn line(text: &str, doubt: u8) -> Line {
        let count = text.chars().count();
        let edges = (0..=count).map(|at| 5.0 * at as f32).collect();
        let bbox = Rect::new(0.0, 20.0, 5.0 * count as f32, 30.0);
        Line { text: text.to_owned(), edges, bbox, glyphs: 1, doubt, ..Line::default() }
    }

    /// What headings become over a table with some lines, and how many findings say so.
    fn put_right_over(headings: &[&str], cells: &[&str]) -> (Vec<String>, usize) {
        let cell = Cell { lines: cells.iter().map(|text| line(text, 3)).collect(), ..Cell::default() };
        let table = Table { cells: vec![cell], ..Table::default() };
        let lines = headings.iter().map(|text| line(text, 3)).collect();
        let mut pages = [PageTables { lines, tables: vec![table], ..PageTables::default() }];
        let findings = put_right(&mut pages);
        for line in &pages[0].lines {
            assert_eq!(line.edges.len(), line.text.chars().count() + 1, "{}", line.text);
        }
        (pages[0].lines.iter().map(|line| line.text.clone()).collect(), findings.len())
    }

    #[test]
    fn a_heading_has_the_accents_of_the_words_below_it() {
        let cells = ["les écluses et roselières", "Étendre la voie", "les ports a voir ou visiter"];
        let headings = ["1. Regie des Ecluses et Roselieres", "2. Office d'Ecluses", "3. Ports où voir"];
        let printed = ["1. Regie des Écluses et Roselières", "2. Office d'Écluses", "3. Ports où voir"];
        assert_eq!(put_right_over(&headings, &cells), (printed.map(str::to_owned).to_vec(), 2));
    }

    #[test]
    fn capitals_get_no_accents_where_the_report_has_none_on_capitals() {
        let cells = ["les écluses et roselières", "Etendre la voie"];
        let headings = ["Ecluses et Roselieres", "SERVICE DES ECLUSES"];
        let printed = ["Ecluses et Roselières", "SERVICE DES ECLUSES"].map(str::to_owned).to_vec();
        assert_eq!(put_right_over(&headings, &cells), (printed, 1));
    }

    #[test]
    fn a_word_that_the_report_prints_without_an_accent_stays() {
        let cells = ["la marche et le marché", "une marche Étroite"];
        assert_eq!(put_right_over(&["Marche"], &cells), (vec!["Marche".to_owned()], 0));
    }

    #[test]
    fn what_was_drawn_stays() {
        let cell = Cell { lines: vec![line("les écluses, Étang", 0)], ..Cell::default() };
        let table = Table { cells: vec![cell], ..Table::default() };
        let lines = vec![line("Ecluses", 0), line("Ports", 3)];
        let mut pages = [PageTables { lines, tables: vec![table], ..PageTables::default() }];
        assert!(put_right(&mut pages).is_empty());
        assert_eq!(pages[0].lines[0].text, "Ecluses");
    }

    #[test]
    fn a_name_that_was_read_unsurely_or_lacks_an_accent_or_is_made_up_is_doubtful() {
        let names = |fr: &str| Texts::new(Some(fr.to_owned()), Some("Meerdienst".to_owned()));
        let doubt =
            |fr: &str, doubt: u8, is_listed: bool| is_doubtful(&[line(fr, doubt)], &names(fr), is_listed);
        assert!(doubt("Service du Lac", 30, false) && doubt("Ecluses du Lac", 3, true));
        assert!(doubt("Bacs LacoiT", 3, true));
        assert!(!doubt("Service du Lac", 30, true) && !doubt("Écluses du Lac", 3, false));
    }

    #[test]
    fn the_full_stop_of_a_numeral_is_no_letter() {
        for (read, printed) in [
            ("II e OFFICES DES PORTS", "II. OFFICES DES PORTS"),
            ("l « SERVICE DES BACS", "I. SERVICE DES BACS"),
            ("IV, OFFICES DES PORTS", "IV. OFFICES DES PORTS"),
        ] {
            assert_eq!(put_right_over(&[read], &[]), (vec![printed.to_owned()], 1));
        }
        for read in [
            "II. OFFICES DES PORTS",
            "II OFFICES DES PORTS",
            "II - OFFICES DES PORTS",
            "1 e OFFICES DES PORTS",
            "I e bac du nord et du sud",
            "Le SERVICE DES BACS",
        ] {
            assert_eq!(put_right_over(&[read], &[]), (vec![read.to_owned()], 0));
        }
    }
}
