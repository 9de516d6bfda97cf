//! Lines become paragraphs: which line goes on in the next, and whether a word was broken between them.
//!
//! A line break was forced by the column's width or meant by the author. It was meant where what begins the next
//! line would still have had room; else the two lines are one paragraph. A word is broken without a mark only where
//! the whole word does not fit the column at all, begins a line and fills it; whether it was is then asked of the
//! report's own [`Lexicon`]. Not for languages: a caller splits them first.

use super::Line;
use super::lexicon::{Follow, HYPHENS, Lexicon, LexiconBuilder, ends_in_hyphen};
use crate::read::SOFT_HYPHEN;

/// Tolerances of this step, in ems.
struct Tolerances {
    /// The width of a blank between words; the narrowest of usual text fonts is 0.22 em.
    blank: f32,
    /// How much more than needed must be free before a break counts as meant: rounding of positions.
    room: f32,
    /// How far the measured edges of a column may be off: the rounding of positions in a file and of the widths that a
    /// program reckons with.
    edge: f32,
    /// A line with less room than this, about a letter, is filled to the last one.
    letter: f32,
    /// A distance between baselines beyond the usual by this factor is a blank line or a space between paragraphs.
    leading: f32,
    /// A line beginning this much further left than the one above it ends a hanging list item.
    outdent: f32,
    /// Not in ems but nats: odds below this leave one such place in four wrong, at the least.
    doubt: f32,
}

const TOLERANCES: Tolerances =
    Tolerances { blank: 0.25, room: 0.1, edge: 0.1, letter: 0.55, leading: 1.45, outdent: 0.5, doubt: 1.0 };

/// Words before which a Dutch or French compound keeps its hyphen and its blank: `stuur- en meetgroepen`.
const CONJUNCTIONS: [&str; 6] = ["en", "of", "et", "ou", "&", "tot"];

/// A line and the room it had: the left and right edge of its column's text, in the line's own coordinates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fitted<'a> {
    /// The line.
    pub line: &'a Line,
    /// Where the column's text begins, in points.
    pub left: f32,
    /// Where the column's text ends, in points.
    pub right: f32,
}

/// How lines were joined where a word may be broken between them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mending {
    /// The share of such texts that have every such place right, 0 to 1.
    pub surety: f64,
    /// The places of which little is known.
    pub doubts: Vec<Doubt>,
}

impl Default for Mending {
    fn default() -> Self {
        Self { surety: 1.0, doubts: Vec::new() }
    }
}

/// Two pieces that may be one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// What ends a line.
    pub tail: String,
    /// What begins the next one.
    pub head: String,
    /// Whether they were made one word.
    pub whole: bool,
}

/// Joins lines to paragraphs, separated by `\n`; `None` where there is no text.
pub(crate) fn text_of(lines: &[Fitted<'_>], lexicon: &Lexicon) -> Option<String> {
    mended(lines, lexicon, &mut Mending::default())
}

/// Joins lines as [`text_of`] does, and adds to `mending` how surely.
pub(crate) fn mended(lines: &[Fitted<'_>], lexicon: &Lexicon, mending: &mut Mending) -> Option<String> {
    let text = join(lines, lexicon, &mut |tail, head, odds| {
        if odds.is_infinite() || !lexicon.breaks_words() {
            return odds == f32::INFINITY;
        }
        // Odds in nats as the share of places that are as the likelier side has them.
        mending.surety /= 1.0 + libm::exp(f64::from(-odds.abs()));
        let whole = odds > 0.0;
        if odds.abs() < TOLERANCES.doubt {
            mending.doubts.push(Doubt { tail: tail.to_owned(), head: head.to_owned(), whole });
        }
        whole
    })?;
    let text: String = text.chars().filter(|&character| character != SOFT_HYPHEN).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Teaches the lexicon the words that are surely broken in these lines, and how their text ends.
pub(crate) fn learn_broken(lines: &[Fitted<'_>], lexicon: &mut LexiconBuilder) {
    let mut whole: Vec<(String, f32)> = Vec::new();
    join(lines, lexicon.so_far(), &mut |head, tail, odds| {
        match whole.last_mut() {
            _ if odds <= 0.0 => {}
            // A word broken twice is as sure as the less sure of its breaks.
            Some((word, least)) if word == head => {
                word.push_str(tail);
                *least = least.min(odds);
            }
            _ => whole.push((format!("{head}{tail}"), odds)),
        }
        odds > 0.0
    });
    for (word, odds) in whole {
        lexicon.learn_whole(&word, odds);
    }
}

/// Joins lines; `broken` hears of every place where a word may be broken, and how likely it is, and says whether it is.
fn join(
    lines: &[Fitted<'_>],
    lexicon: &Lexicon,
    broken: &mut dyn FnMut(&str, &str, f32) -> bool,
) -> Option<String> {
    let first = lines.first()?;
    let leading = usual_leading(lines);
    let mut text = first.line.text.clone();
    for (index, pair) in lines.windows(2).enumerate() {
        let (above, below) = (pair[0], pair[1]);
        let next = lines.get(index + 2).copied();
        match joint(above, below, leading, &text, next, lexicon, broken) {
            Joint::Paragraph => text.push('\n'),
            Joint::Blank => text.push(' '),
            Joint::Nothing => {}
            Joint::DropHyphen => {
                text.pop();
            }
        }
        text.push_str(&below.line.text);
    }
    Some(text)
}

/// The usual distance between baselines, in points: the median of those on one page.
fn usual_leading(lines: &[Fitted<'_>]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[1].line.baseline - pair[0].line.baseline)
        .filter(|&step| step > 0.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// How two lines are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Paragraph,
    Blank,
    Nothing,
    DropHyphen,
}

/// Whether the break between two lines was meant: what begins the lower line would have had room on the upper one.
pub(crate) fn is_meant(above: Fitted<'_>, below: Fitted<'_>, lexicon: &Lexicon) -> bool {
    let em = above.line.size.max(below.line.size);
    room(above) >= (TOLERANCES.blank + TOLERANCES.room) * em + head_width(below.line, lexicon)
}

/// How much of a line's column is free at its end, in points.
fn room(line: Fitted<'_>) -> f32 {
    line.right - line.line.bbox.x1
}

fn joint(
    above: Fitted<'_>,
    below: Fitted<'_>,
    leading: f32,
    text: &str,
    next: Option<Fitted<'_>>,
    lexicon: &Lexicon,
    broken: &mut dyn FnMut(&str, &str, f32) -> bool,
) -> Joint {
    let em = above.line.size.max(below.line.size);
    let head = first_word(&below.line.text);
    let step = below.line.baseline - above.line.baseline;
    let spaced = leading > 0.0 && step > leading * TOLERANCES.leading;
    let tail = last_word(text);
    // Nobody ends a paragraph in the middle of a word.
    let divides = lexicon.hyphenates() && head.starts_with(char::is_lowercase);
    let divided = ends_in_hyphen(tail) && (divides || lexicon.is_own_hyphen(tail));
    if !divided && (is_meant(above, below, lexicon) || spaced || begins_item(above, below, text)) {
        return Joint::Paragraph;
    }
    if let Some(stem) = tail.strip_suffix(HYPHENS)
        && stem.contains(char::is_alphanumeric)
    {
        return hyphen_joint(tail, stem, head, lexicon);
    }
    // Lines may be broken after a slash or a dash inside a word (UAX 14, classes SY and BA).
    if tail.chars().count() > 1 && tail.ends_with(['/', '–', '—']) {
        return Joint::Nothing;
    }
    // A column breaks a word only where the whole of it does not fit; the word then begins a line, and fills it to the
    // last letter.
    let next_letter = part_width(below.line, &head[..head.chars().next().map_or(0, char::len_utf8)]);
    let rest = part_width(below.line, breakable(head));
    let filled = room(above) < next_letter + TOLERANCES.edge * em;
    let too_wide =
        tail_width(above.line, text) + rest > above.right - above.line.bbox.x0 - TOLERANCES.edge * em;
    if !filled || !too_wide || !is_one_word(&above.line.text) {
        return Joint::Blank;
    }
    let follow = match next {
        _ if below.line.text != head => Follow::Words(first_word(below.line.text[head.len()..].trim_start())),
        None => Follow::Nothing,
        // A piece that fills a line by itself may go on in the next.
        Some(next) if room(below) < TOLERANCES.letter * em => Follow::Rest(first_word(&next.line.text)),
        Some(next) => Follow::Words(first_word(&next.line.text)),
    };
    let odds = broken_odds(tail, head, follow, lexicon);
    if broken(tail, head, odds) { Joint::Nothing } else { Joint::Blank }
}

/// How a line that ends in a hyphen is joined to the next.
fn hyphen_joint(tail: &str, stem: &str, head: &str, lexicon: &Lexicon) -> Joint {
    if lexicon.is_own_hyphen(tail) {
        return Joint::DropHyphen;
    }
    if CONJUNCTIONS.contains(&head) {
        return Joint::Blank;
    }
    let (with, without) = (format!("{tail}{head}"), format!("{stem}{head}"));
    let (with, without) = (lexicon.count(&with), lexicon.count(&without));
    // Where the report divides words, a hyphen before a small letter is hardly ever the word's own.
    let inside = stem.ends_with(char::is_lowercase) && head.starts_with(char::is_lowercase);
    let divided = with == 0 && inside && lexicon.hyphenates() && !lexicon.is_prefix(stem);
    if without > with || divided { Joint::DropHyphen } else { Joint::Nothing }
}

/// How likely two pieces that fill their column are one word, by what the report prints elsewhere.
fn broken_odds(tail: &str, head: &str, follow: Follow<'_>, lexicon: &Lexicon) -> f32 {
    const SURE: f32 = f32::INFINITY;
    let (Some(end), Some(first)) = (tail.chars().next_back(), head.chars().next()) else { return -SURE };
    let figures = |text: &str| {
        text.chars().all(|character| character.is_ascii_digit() || matches!(character, '.' | ','))
    };
    if figures(tail) && figures(head) {
        return SURE;
    }
    let inside =
        |character: char| character.is_alphanumeric() || matches!(character, '.' | '\'' | '’' | '@' | '_');
    if !inside(end) || !inside(first) || (first.is_uppercase() && end.is_lowercase()) {
        // Punctuation that follows a word which fills its column stands on the next line alone.
        let sign = head.chars().all(|character| matches!(character, '.' | ',' | ')' | '»' | '"' | ';'));
        return if inside(end) && sign { SURE } else { -SURE };
    }
    if end.is_numeric() == first.is_numeric() { lexicon.broken_odds(tail, head, follow) } else { -SURE }
}

/// Whether the line below begins a list item or follows one.
fn begins_item(above: Fitted<'_>, below: Fitted<'_>, text: &str) -> bool {
    let em = below.line.size;
    let ended = text.trim_end().ends_with(['.', ':', ';', '!', '?', ',']);
    let indent = |fitted: Fitted<'_>| fitted.line.bbox.x0 - fitted.left;
    let paragraph = text.rsplit('\n').next().unwrap_or_default();
    if is_item(&below.line.text) {
        let mark = first_word(&below.line.text);
        // A dash or a number may also stand in running text; then the line above does not end a clause, and no
        // earlier paragraph begins with such a mark.
        return ended || text.lines().any(|line| is_item(line) && same_sort(first_word(line), mark));
    }
    if ends_list(text) && below.line.text.starts_with(char::is_uppercase) {
        return true;
    }
    // The item's further lines hang under its text; a line back at the margin is a new paragraph.
    is_item(paragraph)
        && indent(above) > indent(below) + TOLERANCES.outdent * em
        && !is_item(&above.line.text)
}

/// Whether a text's last paragraph ends a list: it is an item that ends in a full stop, and the one before it, of the
/// same sort, does not.
fn ends_list(text: &str) -> bool {
    let mut paragraphs = text.rsplit('\n');
    let (Some(last), Some(before)) = (paragraphs.next(), paragraphs.next()) else { return false };
    let items = is_item(last) && is_item(before) && same_sort(first_word(last), first_word(before));
    items && last.ends_with('.') && before.ends_with([';', ','])
}

/// Whether a text begins with a list mark: a dash, a bullet, `1.`, `1)`, `a.`, `a)` and a blank.
pub(crate) fn is_item(text: &str) -> bool {
    let Some((mark, _)) = text.split_once(' ') else {
        return false;
    };
    if matches!(
        mark,
        "–" | "-"
            | "—"
            | "*"
            | "•"
            | "·"
            | "o"
            | "§"
            | "▪"
            | "■"
            | "●"
            | "◆"
            | "❖"
            | "❑"
            | "►"
            | "➢"
            | "✓"
            | "+"
    ) {
        return true;
    }
    let Some(number) = mark.strip_suffix(['.', ')']) else {
        return false;
    };
    let number = number.trim_start_matches('(');
    (1..=2).contains(&number.len()) && number.chars().all(|character| character.is_ascii_digit())
        || number.len() == 1 && number.chars().all(|character| character.is_ascii_lowercase())
}

/// Whether two list marks are of one sort: the same sign, or both numbers, or both letters.
fn same_sort(a: &str, b: &str) -> bool {
    let sort = |mark: &str| -> Vec<char> {
        let class = |character: char| match character {
            '0'..='9' => '0',
            'a'..='z' if mark.len() > 1 => 'a',
            other => other,
        };
        let mut classes: Vec<char> = mark.chars().map(class).collect();
        classes.dedup();
        classes
    };
    sort(a) == sort(b)
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// Whether a line holds but one word, an opening quotation mark aside, which French sets apart with a no-break space.
fn is_one_word(text: &str) -> bool {
    !text.trim_start_matches("« ").contains(' ')
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '\n']).next().unwrap_or_default()
}

/// How wide what begins a line and cannot be broken is set, in points: the unbreakable part of its first word, and a
/// sign after it that French sets behind a no-break space.
fn head_width(line: &Line, lexicon: &Lexicon) -> f32 {
    let head = first_word(&line.text);
    let part = if lexicon.breaks_at_hyphens() { breakable(head) } else { head };
    let next = line.text[head.len()..].trim_start();
    let sign = first_word(next);
    if part == head && (head == "«" || matches!(sign, ":" | ";" | "!" | "?" | "»" | "%")) {
        return part_width(line, &line.text[..line.text.len() - next.len() + sign.len()]);
    }
    part_width(line, part)
}

/// The part of a word that cannot be broken: up to and with the first hyphen inside it. Most programs do not break
/// after a slash, though they may.
fn breakable(word: &str) -> &str {
    match word.char_indices().skip(1).find(|&(_, character)| matches!(character, '-' | '\u{2010}')) {
        Some((at, hyphen)) if at + hyphen.len_utf8() < word.len() => &word[..at + hyphen.len_utf8()],
        _ => word,
    }
}

/// How wide the first characters of a line, those of `part`, are set, in points.
fn part_width(line: &Line, part: &str) -> f32 {
    let count = part.chars().count();
    let right = if count + 1 >= line.edges.len() {
        line.edges.last()
    } else {
        // The edge after the part belongs to a blank or to the rest of the word.
        line.edges.get(count)
    };
    right.zip(line.edges.first()).map_or(0.0, |(right, left)| right - left)
}

/// How wide the last word of the text so far is: its piece on the line above, and pieces of it before that.
fn tail_width(above: &Line, text: &str) -> f32 {
    let word = last_word(text).chars().count();
    let piece = last_word(&above.text).chars().count();
    let left = above.edges.len().checked_sub(piece + 1).and_then(|index| above.edges.get(index));
    let width = left.zip(above.edges.last()).map_or(0.0, |(left, right)| right - left);
    // Pieces above this line are as wide a character as this one.
    width * word as f32 / piece.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// Lines as one text, in a report whose program is known to break words, as these may be.
    fn set(lines: &[&str], columns: usize, lexicon: &Lexicon) -> String {
        let set = typeset(lines);
        let mut lexicon = lexicon.reopened();
        lexicon.learn_whole("oever", 9.0);
        text_of(&fitted(&set, columns), &lexicon.finish()).unwrap_or_default()
    }

    /// Lines in a column of `columns` characters.
    fn fitted(lines: &[Line], columns: usize) -> Vec<Fitted<'_>> {
        lines.iter().map(|line| Fitted { line, left: 0.0, right: columns as f32 * 5.0 }).collect()
    }

    /// Lines set in a font whose every character is 5 pt wide at 10 pt.
    fn typeset(lines: &[&str]) -> Vec<Line> {
        lines
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let count = text.chars().count();
                let y = 12.0 * index as f32;
                Line {
                    text: (*text).to_owned(),
                    edges: (0..=count).map(|edge| edge as f32 * 5.0).collect(),
                    bbox: Rect::new(0.0, y, count as f32 * 5.0, y + 10.0),
                    baseline: y + 8.0,
                    size: 10.0,
                    ..Line::default()
                }
            })
            .collect()
    }

    fn lexicon(text: &str) -> Lexicon {
        let mut lexicon = LexiconBuilder::default();
        lexicon.learn(&[Line { text: format!("x {text} x"), ..Line::default() }]);
        lexicon.finish()
    }

    #[test]
    fn a_word_too_wide_for_its_column_is_made_whole() {
        assert_eq!(
            set(&["Plan de", "communicati", "on du lac"], 11, &lexicon("action nation station on dune")),
            "Plan de communication du lac"
        );
        assert_eq!(set(&["waterkwali", "teitsbewak", "ing"], 10, &lexicon("")), "waterkwaliteitsbewaking");
    }

    #[test]
    fn a_broken_word_begins_its_line() {
        let knows = lexicon("oeverbewaking");
        assert_eq!(set(&["oeverb", "ewaking"], 7, &knows), "oeverbewaking");
        assert_eq!(set(&["« oeverb", "ewaking »"], 9, &knows), "« oeverbewaking »");
        assert_eq!(set(&["de oeverb", "ewaking"], 10, &knows), "de oeverb ewaking");
    }

    #[test]
    fn a_word_in_three_pieces_is_learnt_as_a_whole_alone() {
        let mut lexicon = lexicon("waterkwaliteitsbewaking").reopened();
        learn_broken(&fitted(&typeset(&["waterkwali", "teitsbewak", "ing"]), 10), &mut lexicon);
        let lexicon = lexicon.finish();
        assert_eq!(lexicon.count("waterkwaliteitsbewaking"), 2);
        assert_eq!(lexicon.count("waterkwaliteitsbewak"), 0);
    }

    #[test]
    fn a_column_of_single_letters_makes_no_endless_word() {
        let text = set(&["a"; 2000], 1, &lexicon(""));
        assert!(text.split(' ').all(|word| word.len() <= 200), "{text}");
        assert_eq!(text.replace(' ', "").len(), 2000);
    }

    #[test]
    fn two_words_of_the_report_stay_apart_though_they_fill_the_column() {
        assert_eq!(
            set(&["surveillance", "nautique"], 12, &lexicon("surveillance nautique")),
            "surveillance nautique"
        );
    }

    #[test]
    fn a_report_whose_program_breaks_no_words_keeps_its_words_apart() {
        // Alike as they are, nothing else in this report is broken.
        let lexicon = lexicon("nation station action");
        let lines = typeset(&["communicati", "on du lac"]);
        assert_eq!(text_of(&fitted(&lines, 11), &lexicon).unwrap(), "communicati on du lac");
    }

    #[test]
    fn a_text_is_as_sure_as_the_places_where_a_word_may_be_broken() {
        let knows = lexicon("oeverbewaking");
        let set = |lines: &[&str], breaks: bool| {
            let mut lexicon = knows.reopened();
            if breaks {
                lexicon.learn_whole("oever", 9.0);
            }
            let lexicon = lexicon.finish();
            let mut mending = Mending::default();
            mended(&fitted(&typeset(lines), 7), &lexicon, &mut mending);
            mending
        };
        let (known, unknown) = (set(&["oeverb", "ewaking"], true), set(&["oevers", "vlotter"], true));
        assert!(unknown.surety < known.surety && known.surety < 1.0, "{unknown:?} {known:?}");
        assert_eq!(set(&["de", "oever"], true), Mending::default());
        assert_eq!(set(&["oevers", "vlotter"], false), Mending::default());
        assert!(known.doubts.is_empty() && unknown.doubts.is_empty());
    }

    #[test]
    fn a_place_where_a_word_may_as_well_be_whole_as_broken_is_named() {
        let doubts = |times: usize| {
            let text = format!("oeverbewaking {}", "vlotter ".repeat(times));
            let mut lexicon = lexicon(&text).reopened();
            lexicon.learn_whole("oever", 9.0);
            let lexicon = lexicon.finish();
            let mut mending = Mending::default();
            mended(&fitted(&typeset(&["oevers", "vlotter"]), 7), &lexicon, &mut mending);
            mending.doubts
        };
        let doubt = |whole| Doubt { tail: "oevers".to_owned(), head: "vlotter".to_owned(), whole };
        assert_eq!(doubts(3), [doubt(true)]);
        assert_eq!(doubts(8), [doubt(false)]);
        assert!(doubts(1).is_empty() && doubts(20).is_empty());
    }

    #[test]
    fn a_hyphen_goes_where_the_report_divides_words() {
        let mut lexicon = LexiconBuilder::default();
        let whole = "x traversée surveillance rivière e-learning sous-marin x";
        let lines = [whole, "la traver-", "sée de", "la surveil-", "lance de", "la ri-", "vière"];
        lexicon.learn(&lines.map(|text| Line { text: text.to_owned(), ..Line::default() }));
        let lexicon = lexicon.finish();
        assert_eq!(set(&["le batel-", "lerie"], 9, &lexicon), "le batellerie");
        assert_eq!(set(&["le batel-", "lerie"], 30, &lexicon), "le batellerie");
        assert_eq!(set(&["le Nord-", "Ouest"], 9, &lexicon), "le Nord-Ouest");
        assert_eq!(set(&["le sous-", "sol"], 9, &lexicon), "le sous-sol");
    }

    #[test]
    fn a_break_that_was_not_needed_is_a_paragraph() {
        assert_eq!(set(&["Un bac.", "Un pont de bois."], 40, &lexicon("")), "Un bac.\nUn pont de bois.");
    }

    #[test]
    fn a_hyphen_stays_unless_the_report_knows_the_word_without_it() {
        assert_eq!(set(&["cours d'e-", "learning"], 12, &lexicon("")), "cours d'e-learning");
        assert_eq!(set(&["de stuur-", "en meetgroep"], 11, &lexicon("")), "de stuur- en meetgroep");
        assert_eq!(set(&["de \"A 30\"-", "groep"], 10, &lexicon("")), "de \"A 30\"-groep");
        assert_eq!(set(&["le contrô-", "le du lac"], 11, &lexicon("contrôle")), "le contrôle du lac");
    }

    #[test]
    fn a_hyphen_of_the_program_that_set_the_report_is_none_of_a_word() {
        let learnt = |lines: &[&str]| {
            let mut lexicon = LexiconBuilder::default();
            lexicon.learn(
                &lines
                    .iter()
                    .map(|&text| Line { text: text.to_owned(), ..Line::default() })
                    .collect::<Vec<_>>(),
            );
            lexicon.finish()
        };
        // U+2010 where lines end alone, and another hyphen inside.
        let own = learnt(&["la traver\u{2010}", "sée du bac", "un sous-sol"]);
        assert_eq!(set(&["la surveil\u{2010}", "lance"], 12, &own), "la surveillance");
        assert_eq!(set(&["la surveil\u{2010}", "lance"], 40, &own), "la surveillance");
        assert_eq!(set(&["un sous-", "sol"], 8, &own), "un sous-sol");
        assert_eq!(own.count("traver"), 0);
        // U+2010 inside lines too.
        let typed = learnt(&["un sous\u{2010}sol", "un e\u{2010}mail", "un sous\u{2010}", "marin"]);
        assert_eq!(set(&["un non\u{2010}", "lieu"], 8, &typed), "un non\u{2010}lieu");
        // A soft hyphen is shown where a word is broken alone, before whatever word.
        let soft = learnt(&["un sous-sol"]);
        assert_eq!(set(&["oeverbewak\u{ad}", "en langs"], 12, &soft), "oeverbewaken langs");
    }

    #[test]
    fn list_items_are_paragraphs_and_dashes_in_a_sentence_are_not() {
        assert_eq!(
            set(&["Deux actions:", "– un bac neuf", "– un quai"], 14, &lexicon("")),
            "Deux actions:\n– un bac neuf\n– un quai"
        );
        assert_eq!(
            set(&["le bac du nord", "– celui de 2019"], 15, &lexicon("")),
            "le bac du nord – celui de 2019"
        );
    }
}
