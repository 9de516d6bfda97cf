//! The lines of a page become text and tables: in HTML, with pipes, or with tabs.
//!
//! Each row of pipes or tabs stands on a line. Models lose pipes, delimiters and cells, so that rows are taken as they
//! are: a reader of GitHub's Markdown would drop the cells that a row has more than the first. Not for which columns they
//! are.

use super::marks::SourceLine;
use super::{Item, Rank, RawCell, RawTable, html};

/// The items of a page.
pub(super) fn page(lines: &[SourceLine<'_>]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut bold = false;
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let (_, line) = rest[0];
        at += if line.trim().is_empty() {
            bold = false;
            1
        } else if html::begins_table(line) || html::depth(line) > 0 {
            in_html(rest, &mut items)
        } else if is_pipe_row(line)
            || is_delimiter(rest.get(1).map_or("", |next| next.1)) && line.contains('|')
        {
            with_pipes(rest, &mut items)
        } else if is_tab_row(line) {
            with_tabs(rest, &mut items)
        } else {
            text(rest[0], &mut bold, &mut items);
            1
        };
    }
    items
}

/// Reads the table in HTML that begins in the first line; gives how many lines it takes.
fn in_html(lines: &[SourceLine<'_>], items: &mut Vec<Item>) -> usize {
    let mut depth = 0;
    let mut closed = None;
    for (index, (_, line)) in lines.iter().enumerate() {
        depth += html::depth(line);
        if depth <= 0 {
            closed = Some(index + 1);
            break;
        }
    }
    // rows without a table around them, and a table without an end, go on to the next blank line
    let is_bare = html::depth(lines[0].1) <= 0 && !lines[0].1.to_ascii_lowercase().contains("<table");
    let blank = || lines.iter().position(|(_, line)| line.trim().is_empty());
    let count = match closed {
        Some(count) if !is_bare => count,
        _ => blank().unwrap_or(lines.len()),
    };
    let markup: Vec<&str> = lines[..count].iter().map(|(_, line)| *line).collect();
    items.extend(html::items(&markup.join("\n"), lines[0].0));
    count
}

/// Whether a line is a row of a table with pipes.
fn is_pipe_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.len() > 1
}

/// Whether a line parts the first row of a table with pipes from the others.
fn is_delimiter(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line.chars().all(|mark| matches!(mark, '|' | '-' | ':' | ' '))
}

fn with_pipes(lines: &[SourceLine<'_>], items: &mut Vec<Item>) -> usize {
    let mut table = RawTable::default();
    let mut taken = 0;
    while let Some(&(number, line)) = lines.get(taken) {
        if line.trim().is_empty() || !line.contains('|') {
            break;
        }
        taken += 1;
        if is_delimiter(line) {
            continue;
        }
        // a cell whose text was broken goes on in the next line
        let mut row = line.to_owned();
        let mut last = number;
        while is_pipe_row(line)
            && !row.trim_end().ends_with('|')
            && let Some(&(number, next)) = lines.get(taken)
            && !next.trim().is_empty()
            && !is_pipe_row(next)
        {
            row.push_str("<br>");
            row.push_str(next);
            (last, taken) = (number, taken + 1);
        }
        push_row(&mut table, number..last + 1, &between_pipes(&row));
    }
    items.push(Item::Table(table));
    taken
}

/// The cells of a row with pipes. A pipe behind a backslash is text.
fn between_pipes(row: &str) -> Vec<&str> {
    let row = row.trim();
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, character) in row.char_indices() {
        match character {
            '\\' => escaped = !escaped,
            '|' if !escaped => {
                cells.push(&row[from..at]);
                from = at + 1;
            }
            _ => escaped = false,
        }
    }
    if from < row.len() {
        cells.push(&row[from..]);
    }
    if row.starts_with('|') && !cells.is_empty() {
        cells.remove(0);
    }
    cells
}

/// Whether a line is a row of a table with tabs: there is text beside the tab, or tabs alone.
fn is_tab_row(line: &str) -> bool {
    line.trim_end().contains('\t') || line.contains('\t') && !line.trim().is_empty() || line.starts_with('\t')
}

fn with_tabs(lines: &[SourceLine<'_>], items: &mut Vec<Item>) -> usize {
    let mut table = RawTable::default();
    let count = lines.iter().take_while(|(_, line)| !line.trim_matches(' ').is_empty()).count();
    for &(number, line) in &lines[..count] {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() > 1 && cells.iter().all(|cell| is_dashes(cell)) {
            continue;
        }
        push_row(&mut table, number..number + 1, &cells);
    }
    if table.cells.iter().any(|cell| !cell.is_blank()) {
        items.push(Item::Table(table));
    }
    count
}

/// Whether a cell is what a delimiter leaves of one.
fn is_dashes(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(':');
    cell.len() >= 2 && cell.bytes().all(|byte| byte == b'-')
}

fn push_row(table: &mut RawTable, lines: std::ops::Range<u32>, cells: &[&str]) {
    let row = table.rows.len();
    for (column, cell) in cells.iter().enumerate() {
        let paragraphs = html::paragraphs(cell, lines.start);
        table.cells.push(RawCell { rows: row..row + 1, columns: column..column + 1, paragraphs });
    }
    table.rows.push(lines);
}

/// Reads a line of text. `bold` tells whether bold text goes on from the line before.
fn text((number, line): SourceLine<'_>, bold: &mut bool, items: &mut Vec<Item>) {
    let line = line.trim();
    let line = line.strip_prefix("> ").unwrap_or(line);
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&marks) && (line.len() == marks || line[marks..].starts_with(' '));
    // what underlines a heading is markup
    if line.len() > 1 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-')) {
        return;
    }
    let content = if is_heading { line[marks..].trim_matches(['#', ' ']) } else { line };
    for part in parts(content, *bold) {
        let begins = part.is_bold;
        let rank = match (is_heading, begins) {
            (true, _) => Rank::Heading(marks as u8),
            (false, true) => Rank::Bold,
            (false, false) => Rank::Plain,
        };
        for paragraph in html::paragraphs(part.text, number) {
            items.push(Item::Text { paragraph, rank });
        }
        *bold = part.goes_on;
    }
}

/// A stretch of a line.
struct Part<'t> {
    text: &'t str,
    /// Whether all of it is bold.
    is_bold: bool,
    /// Whether bold text goes on behind it.
    goes_on: bool,
}

/// A line, parted where bold text begins right behind a word: some models leave out the break between two headings.
fn parts(line: &str, bold: bool) -> Vec<Part<'_>> {
    const MARK: &str = "**";
    let mut parts = Vec::new();
    let (mut inside, mut from) = (bold, 0);
    let mut plain_seen = false;
    let mut at = 0;
    while let Some(found) = line[at..].find(MARK).map(|found| at + found) {
        plain_seen |= !inside && !line[at..found].trim().is_empty();
        let opens = !inside;
        let behind = found + MARK.len();
        let beside = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
        let is_glued = opens
            && found > from
            && line[..found].trim_end_matches('*').chars().next_back().is_some_and(|c| !c.is_whitespace())
            && beside(line[behind..].chars().next())
            && line[behind..].chars().next().is_some_and(|c| !c.is_lowercase());
        if is_glued {
            parts.push(Part { text: &line[from..found], is_bold: !plain_seen, goes_on: false });
            (from, plain_seen) = (found, false);
        }
        inside = !inside;
        at = behind;
    }
    plain_seen |= !inside && !line[at..].trim().is_empty();
    parts.push(Part { text: &line[from..], is_bold: !plain_seen, goes_on: inside });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Item> {
        let lines: Vec<SourceLine<'_>> = (0..).zip(text.split('\n')).collect();
        page(&lines)
    }

    /// The rows of the tables of a text, and its lines of text with their ranks.
    fn shown(text: &str) -> Vec<String> {
        let rows = |table: &RawTable| -> Vec<String> {
            let of =
                |row: usize| table.cells.iter().filter(move |cell| cell.rows.start == row).map(RawCell::text);
            (0..table.rows.len()).map(|row| of(row).collect::<Vec<_>>().join("|")).collect()
        };
        let item = |item: &Item| match item {
            Item::Text { paragraph, rank } => vec![format!("{rank:?} {}", paragraph.text)],
            Item::Table(table) => rows(table),
        };
        read(text).iter().flat_map(item).collect()
    }

    #[test]
    fn rows_with_pipes_keep_all_their_cells() {
        assert_eq!(shown("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| x \\| y |"), ["a|b", "1|2|3", "x | y"]);
        assert_eq!(shown("a | b\n--|--\n1 | 2"), ["a|b", "1|2"]);
        assert_eq!(shown("| a | long\ntext | c |\n| d |"), ["a|long text|c", "d"]);
    }

    #[test]
    fn rows_with_tabs_and_the_lines_right_below_them_are_a_table() {
        assert_eq!(
            shown("a\t\tb\n--\t--\t--\n<p>c</p><p>d</p>\te\nf\n\ng"),
            ["a||b", "c d|e", "f", "Plain g"]
        );
    }

    #[test]
    fn tables_in_html_end_where_their_tags_do() {
        assert_eq!(
            shown("<table>\n<tr><td>a</td></tr>\n\n<tr><td>b</td></tr>\n</table>\nc"),
            ["a", "b", "Plain c"]
        );
        assert_eq!(shown("<tr><td>a</td></tr>\n\nb"), ["a", "Plain b"]);
        assert_eq!(shown("<table><tr><td>a\n\nb"), ["a", "Plain b"]);
    }

    #[test]
    fn headings_are_told_from_text() {
        assert_eq!(
            shown("## I. Lac ##\n**1. Office\ndes Bacs**\n**Bac** du nord\n# \n#1 bac"),
            ["Heading(2) I. Lac", "Bold 1. Office", "Bold des Bacs", "Plain Bac du nord", "Plain #1 bac"]
        );
        assert_eq!(
            shown("SOMMAIRE**I. LAC**\nFISC**II. PORT\nDU LAC****III. BAC**"),
            ["Plain SOMMAIRE", "Bold I. LAC", "Plain FISC", "Bold II. PORT", "Bold DU LAC", "Bold III. BAC"]
        );
    }
}
