//! Lines of the first pages put side by side, cut at a gutter, and joined to texts.
//!
//! Free lines are stretches between wide gaps; here they become a column's whole lines. Not for what they say.

use crate::read::is_space;
use crate::words::Line;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, text_of};

/// Tolerances of joining and cutting lines.
struct Tolerances {
    /// Baselines no further apart than this, in ems, are one line; lines of text are at least 0.9 em apart.
    same_line: f32,
    /// The step, in points, at which a gutter is looked for.
    gutter_step: f32,
    /// The middle part of the page's width in which a gutter between two languages lies, as shares of the width.
    gutter_range: (f32, f32),
    /// Lines with text on both sides before a gutter counts as one.
    least_pairs: usize,
    /// A line over the page's middle whose own middle is no further from it than this, as a share of the page's width,
    /// is set in the middle and stands in no column.
    centred: f32,
    /// Distances between baselines that differ by no more than this, in points, are the same: a program that sets
    /// lines on whole pixels of 1/96 inch is off by up to 0.75 pt.
    pixel: f32,
    /// Distances between baselines beyond this, in ems, tell nothing of the usual one: a table stands between.
    far: f32,
    /// How much more than needed must be free at a line's end before its break counts as meant, in ems.
    room: f32,
    /// Dots in a row that are a leader and not an ellipsis.
    leader: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    same_line: 0.45,
    gutter_step: 1.0,
    gutter_range: (0.35, 0.65),
    least_pairs: 2,
    centred: 0.02,
    pixel: 0.8,
    far: 4.0,
    room: 0.5,
    leader: 3,
};

/// The lines of one column: pieces on one baseline joined, from top to bottom.
pub(super) fn joined(mut pieces: Vec<Line>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| same_line(first, &piece)) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    rows.into_iter().filter_map(side_by_side).collect()
}

/// Whether two pieces stand on one baseline.
pub(super) fn same_line(a: &Line, b: &Line) -> bool {
    (a.baseline - b.baseline).abs() <= TOLERANCES.same_line * a.size.max(b.size)
}

fn side_by_side(mut row: Vec<Line>) -> Option<Line> {
    row.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    row.into_iter().reduce(|mut left, right| {
        left.append(&right);
        if right.size > left.size {
            (left.size, left.baseline) = (right.size, right.baseline);
        }
        left
    })
}

/// The characters `from..to` of a line as a line of their own; `None` where nothing but space is there.
fn slice(line: &Line, from: usize, to: usize) -> Option<Line> {
    let inked: Vec<usize> =
        line.text.chars().enumerate().filter(|&(_, c)| !is_space(c)).map(|(at, _)| at).collect();
    let inside = |at: &&usize| (from..to).contains(*at);
    let (first, last) = (inked.iter().find(inside)?, inked.iter().rfind(inside)?);
    Some(line.part(*first..last + 1))
}

/// A line without the leader and the page number at its end; `None` where it has nothing else.
pub(super) fn without_leader(line: &Line) -> Option<Line> {
    let is_leader = |character: char| matches!(character, '.' | '…' | '·' | '_' | ' ');
    let text = line.text.trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
    if text.trim_matches(is_leader).is_empty() {
        return None;
    }
    let name = text.trim_end_matches(is_leader);
    let leader = text.get(name.len()..)?;
    // No name ends with a full stop that is set apart; before a page number it is a leader that had little room.
    let is_short = text.len() < line.text.len() && leader.starts_with(' ') && leader.contains('.');
    let dots: usize = leader
        .chars()
        .map(|mark| if mark == '…' { TOLERANCES.leader } else { usize::from(mark != ' ') })
        .sum();
    if dots < TOLERANCES.leader && !is_short {
        return Some(line.clone());
    }
    slice(line, 0, name.chars().count())
}

/// Whether a leader or the page number after it stands at a line's end.
pub(super) fn has_leader(line: &Line) -> bool {
    without_leader(line).is_none_or(|name| name.text.len() < line.text.len())
}

/// What of a line stands left of `x`, and what right of it; a word across goes to the side of its first letter.
fn cut(line: &Line, x: f32) -> (Option<Line>, Option<Line>) {
    let count = line.text.chars().count();
    let mut at = line.edges.iter().take(count).take_while(|&&edge| edge < x).count();
    let characters: Vec<char> = line.text.chars().collect();
    while at > 0 && at < count && characters.get(at - 1).is_some_and(|&character| !is_space(character)) {
        if characters.get(at).is_none_or(|&character| is_space(character)) {
            break;
        }
        at += 1;
    }
    (slice(line, 0, at), slice(line, at, count))
}

/// Whether a letter of the line, not a blank, stands over `x`.
fn inked(line: &Line, x: f32) -> bool {
    let mut glyphs = line.edges.windows(2).zip(line.text.chars());
    glyphs.any(|(edges, character)| {
        matches!(edges, [left, right] if *left <= x && x <= *right) && !is_space(character)
    })
}

/// The x between `from` and `to` that the fewest lines cross: the middle of the widest stretch of such.
pub(super) fn gutter(lines: &[Line], from: f32, to: f32) -> Option<f32> {
    let count = ((to - from) / TOLERANCES.gutter_step).floor();
    if !count.is_finite() || count < 1.0 {
        return None;
    }
    let crossings: Vec<(f32, usize)> = (0..=count as usize)
        .map(|step| from + step as f32 * TOLERANCES.gutter_step)
        .map(|x| (x, lines.iter().filter(|line| inked(line, x)).count()))
        .collect();
    let least = crossings.iter().map(|&(_, count)| count).min()?;
    let widest =
        crossings.chunk_by(|a, b| a.1 == b.1).filter(|run| run.first().is_some_and(|at| at.1 == least));
    let widest = widest.max_by_key(|run| run.len())?;
    Some((widest.first()?.0 + widest.last()?.0) / 2.0)
}

/// Lines in two columns, and those that run across both.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) left: Vec<Line>,
    pub(super) right: Vec<Line>,
    pub(super) across: Vec<Line>,
}

/// Lines cut at a gutter.
pub(super) fn columns(lines: Vec<Line>, gutter: f32) -> Columns {
    let mut columns = Columns::default();
    for line in lines {
        if inked(&line, gutter) {
            columns.across.push(line);
            continue;
        }
        let (left, right) = cut(&line, gutter);
        columns.left.extend(left);
        columns.right.extend(right);
    }
    columns
}

/// The gutter of a page of `width` points whose lines stand in two columns; `None` where they do not.
pub(super) fn page_gutter(lines: &[Line], width: f32) -> Option<f32> {
    let (from, to) = TOLERANCES.gutter_range;
    let middle = width / 2.0;
    let is_centred = |line: &&Line| {
        (line.bbox.x0..line.bbox.x1).contains(&middle)
            && (line.bbox.centre().0 - middle).abs() <= TOLERANCES.centred * width
    };
    let beside: Vec<Line> = lines.iter().filter(|line| !is_centred(line)).cloned().collect();
    // Where nothing stands on one side there is no gutter, but a margin.
    let first_end = beside.iter().map(|line| line.bbox.x1).min_by(f32::total_cmp)?;
    let last_start = beside.iter().map(|line| line.bbox.x0).max_by(f32::total_cmp)?;
    let x = gutter(&beside, first_end.max(from * width), last_start.min(to * width))?;
    let columns = columns(lines.to_vec(), x);
    let paired = |left: &&Line| columns.right.iter().any(|right| same_line(left, right));
    let pairs = columns.left.iter().filter(paired).count();
    let alone = columns.left.len() + columns.right.len() - 2 * pairs.min(columns.right.len());
    (pairs >= TOLERANCES.least_pairs && pairs * 2 >= columns.across.len() && pairs * 4 >= alone).then_some(x)
}

/// The distance between baselines, in ems, beyond which two lines of a column are apart: halfway between the close
/// lines of one text and the next wider distance. `None` where all are about the same.
pub(super) fn apart_from(steps: &[(f32, f32)]) -> Option<f32> {
    let mut ems: Vec<(f32, f32)> = steps
        .iter()
        .filter(|(step, size)| *size > 0.0 && *step > 0.0 && *step <= TOLERANCES.far * size)
        .map(|(step, size)| (step / size, TOLERANCES.pixel / size))
        .collect();
    ems.sort_by(|a, b| a.0.total_cmp(&b.0));
    ems.windows(2).find_map(|pair| match pair {
        [(close, pixel), (wide, _)] if wide - close > *pixel => Some((close + wide) / 2.0),
        _ => None,
    })
}

/// The steps between the baselines of a column's lines, each with the size of the lower line, in points.
pub(super) fn steps(lines: &[Line]) -> Vec<(f32, f32)> {
    let step = |pair: &[Line]| match pair {
        [above, below] => Some((below.baseline - above.baseline, below.size)),
        _ => None,
    };
    lines.windows(2).filter_map(step).collect()
}

/// Whether the first word of the line below would still have fitted beside the line above.
pub(super) fn had_room(above: &Line, below: &Line, right: f32) -> bool {
    let word = below.text.split(' ').next().map_or(0, |word| word.chars().count());
    let width = below.edges.get(word).zip(below.edges.first()).map_or(0.0, |(end, start)| end - start);
    above.bbox.x1 + width + TOLERANCES.room * above.size <= right
}

/// Lines as one text without paragraphs; a hyphen at a line's end is judged by the lexicon.
pub(super) fn one_text<'a>(lines: impl IntoIterator<Item = &'a Line>, lexicon: &Lexicon) -> Option<String> {
    // With its own end as the edge every line is full, and with an edge far to the left no word is too wide.
    const FAR_LEFT: f32 = 1e4;
    let fitted: Vec<Fitted<'_>> = lines
        .into_iter()
        .map(|line| Fitted { line, left: line.bbox.x0 - FAR_LEFT, right: line.bbox.x1 })
        .collect();
    text_of(&fitted, lexicon).map(|text| text.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;

    #[test]
    fn pieces_on_one_baseline_are_joined_and_cut_again() {
        let both =
            joined(vec![line("lac du", 100.0, 10.0), line("Le", 80.0, 10.0), line("Nord", 80.0, 22.0)]);
        let texts: Vec<&str> = both.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Le lac du", "Nord"]);
        let (left, right) = cut(&both[0], 97.0);
        assert_eq!(left.map(|line| line.text).as_deref(), Some("Le"));
        assert_eq!(right.map(|line| (line.text, line.bbox.x0)), Some(("lac du".to_owned(), 100.0)));
    }

    #[test]
    fn a_leader_is_taken_off_however_short_and_a_name_keeps_its_own_full_stop() {
        let name = |text: &str| without_leader(&line(text, 50.0, 10.0)).map(|line| line.text);
        for text in ["Lac ..... 5", "Lac . 15", "Lac .. 5"] {
            assert_eq!(name(text).as_deref(), Some("Lac"), "{text}");
        }
        assert_eq!(name("Lacus N.V. 2025").as_deref(), Some("Lacus N.V. 2025"));
        assert_eq!(name("..... 12"), None);
    }

    #[test]
    fn a_gutter_is_found_though_the_columns_touch_on_one_line() {
        let lines = vec![
            line("le rapport du lac", 200.0, 10.0),
            line("het verslag", 310.0, 10.0),
            line("du lac et du port nord van het meer", 190.0, 22.0),
            line("2022", 230.0, 34.0),
            line("2022", 330.0, 34.0),
        ];
        let columns = columns(lines.clone(), page_gutter(&lines, 595.0).unwrap());
        assert_eq!((columns.left.len(), columns.right.len(), columns.across.len()), (3, 3, 0));
        assert_eq!(columns.right[1].text, "van het meer");
    }

    #[test]
    fn close_and_wide_steps_are_told_apart_and_pixels_are_not() {
        assert_eq!(apart_from(&[(9.75, 9.0), (10.5, 9.0), (9.75, 9.0)]), None);
        let apart = apart_from(&[(8.6, 7.6), (9.8, 7.6), (8.6, 7.6), (14.0, 7.6)]).unwrap();
        assert!((8.6..9.8).contains(&(apart * 7.6)));
    }
}
