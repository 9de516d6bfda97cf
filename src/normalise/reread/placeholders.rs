//! Lone words that are misread placeholders.

use std::collections::BTreeSet;

use super::{Answer, Habits, RARITY, TOLERANCES, asked, misread, rename};
use crate::diagnostic::Finding;
use crate::join::JoinedTable;
use crate::misreading::{Form, Reading};
use crate::tables::PageTables;

/// Puts lone words right that are misread placeholders: nearly one that the entity's tables print, or read as one where
/// nothing but their letters can stand.
pub(super) fn placeholders(
    table: &mut JoinedTable,
    pages: &[PageTables],
    habits: &Habits<'_>,
    again: &Answer<'_>,
    findings: &mut Vec<Finding>,
) {
    let known = &habits.placeholders;
    if known.is_empty() {
        return;
    }
    let letters: String = known.iter().map(String::as_str).collect();
    for cell in &mut table.cells {
        let page = &pages[cell.page];
        let last = cell.lines.len().saturating_sub(1);
        let texts = cell.lines.iter().filter(|line| !habits.words.has(&line.text)).count();
        let mut margin = f32::INFINITY;
        for (at, line) in cell.lines.iter_mut().enumerate().filter(|(_, line)| line.is_recognised()) {
            let doubtful = line.doubt >= TOLERANCES.lone_doubt;
            // it stands alone or beside that of the other language; or below the other's text, which may end in a short
            // word of its own, so that this counts only where it was hard to read
            let may = texts == 1 || at == last && doubtful;
            if habits.words.has(&line.text) || !may {
                continue;
            }
            let again = || doubtful.then(|| again(&asked(page, line.bbox, &letters))).flatten();
            if let Some(word) = misread_placeholder(&line.text, known, again) {
                findings.push(
                    misread(&line.text, &word.text, word.margin)
                        .at(page.head.number, page.head.to_viewer(cell.bbox)),
                );
                rename(line, &word.text);
                margin = margin.min(word.margin);
            }
        }
        cell.doubt_reading(margin);
    }
}

/// The placeholder, of those that an entity's tables print, for which a short text was misread; `again` reads it again.
fn misread_placeholder(
    text: &str,
    known: &BTreeSet<String>,
    again: impl FnOnce() -> Option<String>,
) -> Option<Reading> {
    let word = text.trim_matches(|character: char| !character.is_alphanumeric());
    if !(1..=TOLERANCES.placeholder).contains(&word.chars().count()) {
        return None;
    }
    // a word of two letters is one letter off too many others
    let form =
        |word: &String| if word.chars().count() > 2 { Form::Word(word.clone()) } else { Form::chars(word) };
    let form = Form::Either(known.iter().map(form).collect());
    let read = |text: &str| form.read(text, RARITY.no_placeholder);
    let has_digit = || word.chars().any(|character| character.is_ascii_digit());
    read(word).or_else(|| if has_digit() { None } else { read(&again()?).filter(|again| again.nats == 0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_placeholder_is_one_that_the_tables_print() {
        let known = BTreeSet::from(["nvt".to_owned(), "pa".to_owned()]);
        let taken =
            |text: &str, again: Option<&str>| misread_placeholder(text, &known, || again.map(str::to_owned));
        for (text, again, printed) in [
            ("nw", None, Some("nvt")),
            ("nu", None, Some("nvt")),
            ("nv.", None, Some("nvt")),
            ("nut", None, Some("nvt")),
            ("nt", None, Some("nvt")),
            ("nvtt", None, Some("nvt")),
            ("NVT", None, Some("nvt")),
            ("‘pa", None, Some("pa")),
            ("mt", Some("nvt"), Some("nvt")),
            ("Oor", Some("pat"), None),
            ("7a", Some("pa"), None),
            ("par", None, None),
            ("nee", None, None),
            ("bacs", None, None),
            ("novate", Some("nvt"), None),
        ] {
            assert_eq!(taken(text, again).map(|read| read.text).as_deref(), printed, "{text}");
        }
    }
}
