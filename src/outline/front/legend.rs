//! The legend: which threshold, which words and which colour stand for which status.
//!
//! It is a little table in the preface, one in each language or one for both, with rules or without. Its rows are
//! known by what they say, and are taken out of the pages so that the preface reads on. Not for the thresholds of
//! the report tables.

use super::super::is_wide;
use super::FrontPage;
use super::lines::same_line;
use crate::geometry::Turn;
use crate::language::Language;
use crate::record::{LegendEntry, Status, Texts};
use crate::tables::{Cell, Table};
use crate::wording::{Folded, SEPARATORS, StatusWords, Words};
use crate::words::Line;

/// The legend's limits.
struct Tolerances {
    /// Columns of a legend at most: two texts in two languages, a sample of the colour each.
    columns: usize,
    /// Words of one threshold or label at most; prose that speaks of the colours has more.
    words: usize,
    /// Statuses that a legend explains at least.
    statuses: usize,
}

const TOLERANCES: Tolerances = Tolerances { columns: 6, words: 4, statuses: 2 };

/// A front page whose legend was taken out.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    /// The page's place among the pages.
    pub(super) page: usize,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Free lines, and those of tables, in the page's direction.
    pub(super) lines: Vec<Line>,
}

/// The legend, and the pages without it.
pub(super) fn take(pages: &[FrontPage<'_>], words: &StatusWords) -> (Vec<LegendEntry>, Vec<Body>) {
    let mut entries = Vec::new();
    let bodies = pages.iter().enumerate();
    let bodies =
        bodies.map(|(index, page)| Body { page: index, ..body(page, &mut entries, words) }).collect();
    entries.sort_by_key(|entry| entry.status);
    (entries, bodies)
}

fn body(page: &FrontPage<'_>, entries: &mut Vec<LegendEntry>, words: &StatusWords) -> Body {
    let mut lines: Vec<Line> =
        page.lines.iter().filter(|line| line.turn == Turn::None).map(|line| (*line).clone()).collect();
    lines = without_free_rows(lines, entries, words);
    // A wide table is named for its header, which cannot be read.
    for table in page.page.tables.iter().filter(|table| !is_wide(table)) {
        let rows: Vec<LegendEntry> =
            table_rows(table, words).into_iter().filter_map(|row| row_entry(&row, words)).collect();
        if is_legend(&rows) && table.xs.len() <= TOLERANCES.columns + 1 {
            rows.into_iter().for_each(|row| merge(entries, row));
        } else {
            lines.extend(table.cells.iter().flat_map(|cell| cell.lines.iter().cloned()));
        }
    }
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    Body { width: page.page.head.width, height: page.page.head.height, lines, ..Body::default() }
}

/// The texts of one row, and the first colour in it.
#[derive(Debug, Default)]
struct LegendRow {
    texts: Vec<String>,
    fill: Option<[u8; 3]>,
}

fn table_rows(table: &Table, words: &StatusWords) -> Vec<LegendRow> {
    let mut rows: Vec<Vec<&Cell>> = vec![Vec::new(); table.ys.len().saturating_sub(1)];
    for cell in &table.cells {
        rows[cell.rows.clone()].iter_mut().for_each(|row| row.push(cell));
    }
    rows.iter().map(|cells| table_row(cells, words)).collect()
}

fn table_row(cells: &[&Cell], words: &StatusWords) -> LegendRow {
    let whole = cells.iter().map(|cell| cell.text());
    // A cell with both languages prints them on two lines or about a separator; a text may also just wrap.
    let lines = cells.iter().flat_map(|cell| cell.lines.iter().map(|line| line.text.clone()));
    let wrapped = cells.iter().all(|cell| is_one_piece(&cell.text(), words));
    LegendRow {
        texts: if wrapped { whole.collect() } else { lines.collect() },
        fill: cells.iter().find_map(|cell| cell.fill),
    }
}

/// Whether a cell's text is one threshold or label: short, and in one language.
fn is_one_piece(text: &str, words: &StatusWords) -> bool {
    let folded = Folded::new(text);
    let both = |words: &Words| Language::BOTH.into_iter().all(|language| words.are_in(&folded, language));
    text.split(' ').count() <= TOLERANCES.words
        && !both(&words.threshold)
        && !(both(&words.reached) && both(&words.not))
}

/// Takes the rows of a legend without rules out of a page's lines.
fn without_free_rows(lines: Vec<Line>, entries: &mut Vec<LegendEntry>, words: &StatusWords) -> Vec<Line> {
    let mut taken = vec![false; lines.len()];
    let mut found = Vec::new();
    for (index, first) in lines.iter().enumerate() {
        if taken.get(index) == Some(&true) {
            continue;
        }
        let row: Vec<usize> = (0..lines.len())
            .filter(|&other| lines.get(other).is_some_and(|line| same_line(first, line)))
            .collect();
        let texts = row.iter().filter_map(|&other| lines.get(other)).map(|line| line.text.clone()).collect();
        if let Some(entry) = row_entry(&LegendRow { texts, fill: None }, words) {
            found.push(entry);
            row.iter().filter_map(|&other| taken.get_mut(other).map(|mark| *mark = true)).for_each(drop);
        }
    }
    if !is_legend(&found) {
        return lines;
    }
    found.into_iter().for_each(|entry| merge(entries, entry));
    lines.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(line, _)| line).collect()
}

/// Whether rows that read as a legend's are one: they tell several statuses apart, and by their thresholds.
fn is_legend(rows: &[LegendEntry]) -> bool {
    let mut statuses: Vec<Status> = rows.iter().map(|row| row.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses.len() >= TOLERANCES.statuses
}

fn merge(entries: &mut Vec<LegendEntry>, row: LegendEntry) {
    let Some(known) = entries.iter_mut().find(|entry| entry.status == row.status) else {
        entries.push(row);
        return;
    };
    let add = |known: &mut Texts, new: Texts| {
        known.fr = known.fr.take().or(new.fr);
        known.nl = known.nl.take().or(new.nl);
    };
    add(&mut known.threshold, row.threshold);
    add(&mut known.label, row.label);
    known.fill = known.fill.take().or(row.fill);
}

/// A row as an entry; `None` where one of its texts is neither a threshold nor a status, or none tells the status.
fn row_entry(row: &LegendRow, words: &StatusWords) -> Option<LegendEntry> {
    let (mut threshold, mut label) = (Texts::default(), Texts::default());
    let (mut by_label, mut by_colour) = (None, None);
    for piece in row.texts.iter().flat_map(|text| pieces(text, words)) {
        if piece.is_empty() {
            continue;
        }
        let (texts, language, status) = if let Some((language, status)) = as_label(&piece, words) {
            by_label = by_label.or(Some(status));
            (&mut label, language, status)
        } else {
            let (language, status) = as_threshold(&piece, words)?;
            by_colour = by_colour.or(Some(status));
            (&mut threshold, language, status)
        };
        // A row that tells two statuses is no row of a legend.
        if by_label.or(by_colour).is_some_and(|first| first != status && by_colour.is_none()) {
            return None;
        }
        let side = texts.side_mut(language);
        *side = side.take().or(Some(piece));
    }
    let fill = row.fill.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"));
    Some(LegendEntry { status: by_label.or(by_colour)?, threshold, label, fill })
}

/// A text cut at separators, and between a threshold and the label that follows it.
fn pieces(text: &str, words: &StatusWords) -> Vec<String> {
    let mut text = text.to_owned();
    for mark in SEPARATORS.iter().chain(&[" : ", " = ", ": "]) {
        text = text.replace(mark, "\n");
    }
    text.lines().flat_map(|text| threshold_and_label(text, words)).collect()
}

fn threshold_and_label(text: &str, known: &StatusWords) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // «Seuil vert», «Groene drempel»: two words, then the label.
    if let Some((head, tail)) = words.split_at_checked(2)
        && !tail.is_empty()
        && as_threshold(&head.join(" "), known).is_some()
        && as_label(&tail.join(" "), known).is_some()
    {
        return vec![head.join(" "), tail.join(" ")];
    }
    vec![words.join(" ")]
}

fn as_threshold(text: &str, words: &StatusWords) -> Option<(Language, Status)> {
    let text = short(text)?;
    let StatusWords { green, orange, red, .. } = words;
    let colours =
        [(Status::Realised, green), (Status::PartiallyRealised, orange), (Status::NotRealised, red)];
    let (status, colour) = colours.into_iter().find(|(_, colour)| colour.stand_in(&text))?;
    let is_dutch = [&words.threshold, colour].into_iter().any(|words| words.are_in(&text, Language::Nl));
    Some((if is_dutch { Language::Nl } else { Language::Fr }, status))
}

/// The status that a text says in words, as a legend's label does; `None` where it says anything else.
pub(crate) fn status_in_words(text: &str, words: &StatusWords) -> Option<Status> {
    let figures = text.chars().any(|character| character.is_ascii_digit());
    as_label(text, words).filter(|_| !figures).map(|(_, status)| status)
}

/// Marks for a status, in columns of statuses.
const MARKS: [(Status, &[char]); 3] = [
    (Status::Realised, &['✓', '✔', '☑', '✅']),
    (Status::PartiallyRealised, &['◐', '◑', '◒', '◓', '≈']),
    (Status::NotRealised, &['✗', '✘', '☒', '❌', '✕', '✖']),
];

/// The status that a cell of a column of statuses says: in words of one language or of both, by the name of a colour, or
/// by a mark.
pub(crate) fn status_in_column(text: &str, words: &StatusWords) -> Option<Status> {
    let folded = Folded::new(text);
    let is_short = folded.words().len() <= 2 * TOLERANCES.words;
    if !is_short || text.chars().any(|character| character.is_ascii_digit()) {
        return None;
    }
    let StatusWords { green, orange, red, .. } = words;
    let colours =
        [(Status::Realised, green), (Status::PartiallyRealised, orange), (Status::NotRealised, red)];
    let only = |mut found: Vec<Status>| found.pop().filter(|_| found.is_empty());
    let coloured =
        || colours.iter().filter(|(_, colour)| colour.stand_in(&folded)).map(|&(status, _)| status);
    let marked = || MARKS.iter().filter(|(_, marks)| text.contains(*marks)).map(|&(status, _)| status);
    labelled(&folded, words)
        .map(|(_, status)| status)
        .or_else(|| only(coloured().collect()))
        .or_else(|| only(marked().collect()))
}

fn as_label(text: &str, words: &StatusWords) -> Option<(Language, Status)> {
    labelled(&short(text)?, words)
}

fn labelled(text: &Folded, words: &StatusWords) -> Option<(Language, Status)> {
    let said = |words: &Words| {
        [Language::Nl, Language::Fr].into_iter().find(|&language| words.are_in(text, language))
    };
    let (reached, measured) = (said(&words.reached), said(&words.measured));
    let is_denied = words.not.stand_in(text);
    let status = match (reached, measured) {
        (Some(_), _) if words.partly.stand_in(text) => Status::PartiallyRealised,
        (Some(_), _) if is_denied => Status::NotRealised,
        (Some(_), _) => Status::Realised,
        (None, Some(_)) if is_denied => Status::NotMeasured,
        _ => return None,
    };
    Some((reached.or(measured)?, status))
}

/// A text that has no more words than a threshold or a label.
fn short(text: &str) -> Option<Folded> {
    Some(Folded::new(text)).filter(|text| text.words().len() <= TOLERANCES.words)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, page};
    use super::*;
    use crate::wording::Wording;

    #[test]
    fn a_column_of_statuses_says_them_in_words_by_colours_or_by_marks() {
        let status = |text: &str| status_in_column(text, &Wording::known().status);
        for (text, said) in [
            ("Réalisé Gerealiseerd", Some(Status::Realised)),
            ("Réalisé partiellement Gedeeltelijk gerealiseerd", Some(Status::PartiallyRealised)),
            ("N'a pas été réalisé Werd niet gerealiseerd", Some(Status::NotRealised)),
            ("Vert / Groen", Some(Status::Realised)),
            ("✗", Some(Status::NotRealised)),
            ("Rouge ou vert", None),
            ("En cours", None),
            ("Réalisé à 80 %", None),
        ] {
            assert_eq!(status(text), said, "{text}");
        }
    }

    fn entry(texts: &[&str]) -> Option<LegendEntry> {
        row_entry(
            &LegendRow {
                texts: texts.iter().map(|text| (*text).to_owned()).collect(),
                fill: Some([217, 217, 217]),
            },
            &Wording::known().status,
        )
    }

    #[test]
    fn a_row_in_each_language_is_read() {
        let french = entry(&["Seuil orange", "Réalisé partiellement"]).unwrap();
        assert_eq!((french.status, french.fill.as_deref()), (Status::PartiallyRealised, Some("#d9d9d9")));
        assert_eq!(french.label.fr.as_deref(), Some("Réalisé partiellement"));
        let dutch = entry(&["Rode drempel", "Niet gerealiseerd"]).unwrap();
        assert_eq!(
            (dutch.status, dutch.threshold.nl.as_deref()),
            (Status::NotRealised, Some("Rode drempel"))
        );
        assert_eq!(entry(&["Seuil vert", "Atteint"]).map(|row| row.status), Some(Status::Realised));
        assert_eq!(entry(&["Non-réalisé"]).map(|row| row.status), Some(Status::NotRealised));
        assert!(entry(&["Seuil", "Statut"]).is_none());
    }

    #[test]
    fn a_row_in_both_languages_is_read() {
        let row = entry(&["Seuil vert / Groene drempel", "Réalisé / Gerealiseerd"]).unwrap();
        assert_eq!(row.threshold, Texts::new(Some("Seuil vert".into()), Some("Groene drempel".into())));
        assert_eq!(row.label, Texts::new(Some("Réalisé".into()), Some("Gerealiseerd".into())));
    }

    #[test]
    fn a_legend_without_rules_is_taken_out_of_the_preface() {
        let page = page(vec![
            line("Les couleurs vert, orange et rouge sont remplacées :", 50.0, 10.0),
            line("Seuil vert", 100.0, 40.0),
            line("Réalisé", 200.0, 40.0),
            line("Seuil rouge Non réalisé", 100.0, 55.0),
            line("Fin.", 50.0, 80.0),
        ]);
        let (entries, bodies) =
            take(&[FrontPage { page: &page, lines: page.lines.iter().collect() }], &Wording::known().status);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[1].threshold.fr.as_deref(), Some("Seuil rouge"));
        assert_eq!(bodies[0].lines.len(), 2);
    }
}
