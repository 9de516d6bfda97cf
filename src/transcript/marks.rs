//! Where pages begin: form feeds, rules, and comments and rules that number or name pages.
//!
//! A blank line parts tables and paragraphs, never pages. What stands in a mark is markup, and so is the block of settings
//! that some models put over each page. Not for what stands on a page.

use std::sync::LazyLock;

use regex::Regex;

/// A line of the file: its number, counted from 0, and its text.
pub(super) type SourceLine<'t> = (u32, &'t str);

/// The most lines of a block of settings over a page.
const MOST_SETTINGS: usize = 20;

/// The lines of each page.
pub(super) fn pages(text: &str) -> Vec<Vec<SourceLine<'_>>> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut pages = vec![Vec::new()];
    let mut at = 0;
    let mut inside_comment = false;
    while at < lines.len() {
        let line = lines[at];
        let number = at as u32;
        let settings = settings(&lines[at..]);
        if settings > 0 {
            turn(&mut pages);
            at += settings;
            continue;
        }
        at += 1;
        let above = number.checked_sub(1).map_or("", |above| lines[above as usize]);
        if is_mark(line, above) {
            turn(&mut pages);
            continue;
        }
        for (index, part) in line.split('\x0c').enumerate() {
            if index > 0 {
                turn(&mut pages);
            }
            let (part, marked) = without_comments(part, &mut inside_comment);
            if marked {
                turn(&mut pages);
            }
            if let Some(page) = pages.last_mut() {
                page.push((number, part));
            }
        }
    }
    // a mark behind the last page begins none
    if pages.len() > 1 && pages.last().is_some_and(|page| is_blank(page)) {
        pages.pop();
    }
    pages
}

fn is_blank(lines: &[SourceLine<'_>]) -> bool {
    lines.iter().all(|(_, line)| line.trim().is_empty())
}

/// Begins a page; a mark over the first page begins none.
fn turn(pages: &mut Vec<Vec<SourceLine<'_>>>) {
    let first = pages.len() == 1;
    match pages.last_mut() {
        Some(page) if first && is_blank(page) => page.clear(),
        _ => pages.push(Vec::new()),
    }
}

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // a rule; `{12}------`; `--- page 12 ---`; `[Page 12]`
    Regex::new(
        r"(?ix)^\s*(?: -{3,} | \*{3,} | _{3,} | (?:-\ ){2,}- | (?:\*\ ){2,}\* | \{\d+\}\s*-{3,}
        | [-=*_\#<\[({~\s]{2,} \s* (?:page|pagina|blz\.?|p\.) [\s_:n°]* \d+ (?:\s*(?:/|of|sur|van|de)\s*\d+)? \s* [-=*_\#>\])}~\s]{2,}
        | \[ \s* (?:page|pagina) [\s_:]* \d+ \s* \] )\s*$",
    )
    .ok()
});

/// Whether a line tells that a page ends. Dashes right below a text underline it.
fn is_mark(line: &str, above: &str) -> bool {
    let under = !above.trim().is_empty() && line.trim_start().starts_with("---");
    !under && !line.contains('\t') && MARK.as_ref().is_some_and(|mark| mark.is_match(line))
}

static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:page|pages|pagina|paginas|pagebreak|pagenumber|blz)\b|page[-_ ]?break").ok()
});

/// A line without its comments, and whether one of them tells of a page. Text before such a mark is rare; it stays where it
/// is, on the page that begins.
fn without_comments<'t>(line: &'t str, inside: &mut bool) -> (&'t str, bool) {
    let trimmed = line.trim();
    if *inside {
        *inside = !trimmed.contains("-->");
        return ("", false);
    }
    if trimmed.starts_with("<!--") {
        let closed = trimmed.find("-->");
        let comment = &trimmed[..closed.unwrap_or(trimmed.len())];
        *inside = closed.is_none();
        let marked = COMMENT.as_ref().is_some_and(|form| form.is_match(comment));
        return (closed.map_or("", |at| &trimmed[at + 3..]), marked);
    }
    (line, false)
}

static SETTING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[a-z][a-z0-9_]*:(?: [^\t]*)?$").ok());

/// How many lines a block of settings has that begins here, between two rules; 0 where none does.
fn settings(lines: &[&str]) -> usize {
    if lines[0].trim_end() != "---" {
        return 0;
    }
    let inner = lines[1..]
        .iter()
        .take(MOST_SETTINGS)
        .take_while(|line| SETTING.as_ref().is_some_and(|form| form.is_match(line.trim_end())));
    let count = inner.count();
    let closed = lines.get(count + 1).is_some_and(|line| line.trim_end() == "---");
    if count > 0 && closed { count + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        pages(text)
            .iter()
            .map(|lines| {
                lines
                    .iter()
                    .map(|(_, line)| *line)
                    .filter(|line| !line.is_empty())
                    .collect::<Vec<_>>()
                    .join("/")
            })
            .collect()
    }

    #[test]
    fn every_mark_of_a_page_parts_two_pages_and_a_blank_line_none() {
        for mark in [
            "\x0c",
            "---",
            "***",
            "* * *",
            "<!-- page break -->",
            "<!-- Page 12 -->",
            "<!-- PageBreak -->",
            "{12}-----",
            "--- Page 3 ---",
            "=== pagina 3/12 ===",
            "[Page 4]",
            "---\nprimary_language: fr\nis_table: True\n---",
        ] {
            assert_eq!(read(&format!("bac\n\n{mark}\n\nveer")), ["bac", "veer"], "{mark}");
        }
        for text in [
            "bac\n\nveer",
            "bac\n---\nveer",
            "bac\n\n--\t---\nveer",
            "bac\n\n<!-- image -->\nveer",
            "- - bac\n\nveer",
        ] {
            assert_eq!(read(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_mark_over_the_first_page_or_under_the_last_begins_none_and_one_between_marks_is_blank() {
        assert_eq!(read("{0}----\nbac\n\n{1}----\n\n{2}----\nveer\n\n---\n"), ["bac", "", "veer"]);
    }

    #[test]
    fn lines_keep_their_numbers() {
        let pages = pages("bac\n\n---\n\nveer");
        assert_eq!(pages[1].last(), Some(&(4, "veer")));
    }
}
