//! Figures: what is printed as a threshold, a result or a weight, and the number it says.
//!
//! Not for what a figure counts: that is in `units`.

use std::sync::LazyLock;

use super::{Regular, written};
use crate::misreading::Form;
use crate::record::Figure;
use crate::wording::without_mark;
use crate::words::paragraphs::Doubt;

/// The most digits that a number has; what has more is no figure but several, or a number of an account.
const DIGITS: usize = 12;

/// Reads a figure. Signs of comparison, of percent and of approximation around it do not change the number, nor does the
/// mark of a note; a comma or full stop before one or two digits is decimal, a blank or full stop before three digits
/// groups; anything else is no number.
pub(super) fn read(raw: Option<&str>) -> Figure {
    Figure { raw: raw.map(str::to_owned), value: raw.and_then(number), ..Figure::default() }
}

/// What a figure looks like once its blanks are plain ones.
static FIGURE: Regular = LazyLock::new(|| {
    written(
        r"(?x) ^ [≥≤><=±~≈\ ]* (?: (?<minus>[-−‐‑‒–])\ ? | \+ )?
          (?<whole> [0-9]{1,3} (?: [\ .] [0-9]{3} )+ | [0-9]+ )
          (?: [.,] (?<decimals> [0-9]{1,2} ) )? \ * %? $",
    )
});

/// How most figures are printed: a number up to a hundred, most often a percentage. Beside it may stand what is left of rules.
/// A threshold may be one that is not to be fallen short of, for which sign the engine has no letter.
pub(super) fn form(is_threshold: bool) -> Form {
    let stroke = || Form::Stray(|character| matches!(character, 'l' | '|'));
    let blank = || Form::Stray(|character| character == ' ');
    let whole = || {
        let first = Form::Class(|character| matches!(character, '1'..='9'));
        Form::Either(vec![Form::chars("100"), Form::digit(), Form::Row(vec![first, Form::digit()])])
    };
    let decimals = || {
        let mark = Form::Class(|mark| matches!(mark, ',' | '.'));
        Form::Row(vec![mark, Form::digit(), Form::digit().or_none()]).or_none()
    };
    let percent = || Form::Row(vec![Form::Char(' ').or_none(), Form::Char('%')]);
    let sign = Form::Class(|sign| MINUS.contains(&sign) || SIGNS.contains(&sign));
    let sign = Form::Row(vec![sign, Form::Char(' ').or_none()]).or_none();
    let mut numbers = vec![Form::Row(vec![sign, whole(), decimals(), percent().or_none()])];
    if is_threshold {
        numbers.push(Form::Row(vec![Form::Text("≥ "), whole(), decimals(), percent()]));
    }
    Form::Row(vec![
        Form::Row(vec![stroke(), blank()]).repeated().or_none(),
        Form::Either(numbers),
        Form::Row(vec![blank(), stroke()]).repeated().or_none(),
    ])
}

fn number(raw: &str) -> Option<f64> {
    // Two lines are two numbers, or none.
    let joined = joined(raw.split('\n').map(|text| Piece { text, is_forced: false })).text;
    if joined.contains('\n') {
        return None;
    }
    let plain = without_mark(&joined.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " "));
    let figure = FIGURE.as_ref()?.captures(plain.trim())?;
    let whole = figure["whole"].replace([' ', '.'], "");
    let decimals = figure.name("decimals").map_or("", |decimals| decimals.as_str());
    if whole.len() + decimals.len() > DIGITS {
        return None;
    }
    let value: f64 = format!("{whole}.{decimals}0").parse().ok()?;
    Some(if figure.name("minus").is_some() { -value } else { value })
}

/// A line of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// What it says.
    pub(super) text: &'a str,
    /// Whether there was no room for it at the end of the line above.
    pub(super) is_forced: bool,
}

/// A figure's lines as one text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Joined {
    /// The lines that belong together joined, the others on lines of their own.
    pub(super) text: String,
    /// Lines that were joined though little tells that they belong together.
    pub(super) doubts: Vec<Doubt>,
}

/// Joins the lines of a figure that its column broke.
pub(super) fn joined<'a>(pieces: impl IntoIterator<Item = Piece<'a>>) -> Joined {
    let mut joined = Joined::default();
    for Piece { text, is_forced } in pieces {
        let below = text.trim();
        let above = joined.text.rsplit('\n').next().unwrap_or_default();
        if !above.is_empty() && !below.is_empty() {
            let (between, is_sure) = seam(above, below, is_forced);
            if !is_sure {
                let (tail, head) = (above.to_owned(), below.to_owned());
                joined.doubts.push(Doubt { tail, head, whole: true });
            }
            joined.text.push_str(between);
        }
        joined.text.push_str(below);
    }
    joined
}

/// What stands between two lines of a figure, and whether that is sure.
fn seam(above: &str, below: &str, is_forced: bool) -> (&'static str, bool) {
    const APART: (&str, bool) = ("\n", true);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let begins_with_digit = below.starts_with(|first: char| first.is_ascii_digit());
    let ends_in_digit = above.ends_with(|last: char| last.is_ascii_digit());
    // A sign alone waits for its number; a percent sign or a mark alone belongs to the number above it.
    if begins_with_digit && above.chars().all(|sign| MINUS.contains(&sign)) {
        return ("", true);
    }
    if begins_with_digit && above.chars().all(|sign| SIGNS.contains(&sign)) {
        return (" ", true);
    }
    if below == "%" || without_mark(&format!("{above} {below}")) == above {
        return (" ", true);
    }
    if above.ends_with([',', '.']) && begins_with_digit || below.starts_with([',', '.']) && ends_in_digit {
        return ("", true);
    }
    if !begins_with_digit || !ends_in_digit {
        return APART;
    }
    let rest = below.trim_end_matches(['%', ' ']);
    let is_group = |text: &str| text.len() == 3 && digits(text);
    let mut groups = above.split(' ').skip(1).peekable();
    if groups.peek().is_some() && groups.all(is_group) && rest.split(' ').all(is_group) {
        return (" ", true);
    }
    if rest.len() == 1 && above.rsplit_once([',', '.']).is_some_and(|(_, decimals)| decimals.len() == 1) {
        return ("", true);
    }
    // One digit above another is a number that a narrow column broke, or two numbers. So are thousands and hundreds.
    if rest.len() == 1 && above.len() == 1 && above != rest {
        return ("", false);
    }
    if is_forced && is_group(rest) && above.len() <= 3 && digits(above) { (" ", false) } else { APART }
}

/// What stands for a minus before a digit.
const MINUS: [char; 6] = ['-', '−', '‐', '‑', '‒', '–'];

/// What stands before a number and does not change it.
const SIGNS: [char; 9] = ['≥', '≤', '>', '<', '=', '±', '~', '≈', '+'];

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as one text, and how many of their seams are doubtful.
    fn whole(lines: &[&str], is_forced: bool) -> (String, usize) {
        let joined = joined(lines.iter().map(|text| Piece { text, is_forced }));
        (joined.text, joined.doubts.len())
    }

    #[test]
    fn numbers_are_read_as_they_are_printed_in_belgium() {
        for (raw, value) in [
            ("0%", 0.0),
            ("70", 70.0),
            ("73,71 %", 73.71),
            ("≥ 90", 90.0),
            ("≤ 60 %", 60.0),
            ("1 234,5", 1234.5),
            ("1.234", 1234.0),
            ("12 345.678", 12_345_678.0),
            ("95.5", 95.5),
            ("-3", -3.0),
            ("100\n%", 100.0),
        ] {
            assert_eq!(read(Some(raw)).value, Some(value), "{raw}");
        }
    }

    #[test]
    fn every_sign_that_looks_like_a_minus_is_one_before_a_digit() {
        for minus in MINUS {
            assert_eq!(read(Some(&format!("{minus}10"))).value, Some(-10.0), "{minus}");
            assert_eq!(read(Some(&format!("≥ {minus} 10 %"))).value, Some(-10.0), "{minus}");
        }
        for raw in ["50–70", "–", "-  5", "5-"] {
            assert_eq!(read(Some(raw)).value, None, "{raw}");
        }
    }

    #[test]
    fn the_mark_of_a_note_is_no_part_of_a_number() {
        for raw in ["84¹", "84*", "84 (*)", "84 %²", "≥ 84 (1)"] {
            let figure = read(Some(raw));
            assert_eq!((figure.raw.as_deref(), figure.value), (Some(raw), Some(84.0)));
        }
        assert_eq!(read(Some("(25)")).value, None);
    }

    #[test]
    fn a_number_that_its_column_broke_is_whole() {
        for (raw, value) in [
            ("100,\n00", 100.0),
            ("100\n,5", 100.5),
            ("73,7\n1 %", 73.71),
            ("1 204\n567", 1_204_567.0),
            ("-\n5", -5.0),
            ("≥\n80", 80.0),
            ("84\n(1)", 84.0),
            ("8\n4", 84.0),
        ] {
            assert_eq!(read(Some(raw)).value, Some(value), "{raw}");
        }
        assert_eq!(whole(&["100,", "00"], false), ("100,00".to_owned(), 0));
        assert_eq!(whole(&["8", "4"], false), ("84".to_owned(), 1));
        assert_eq!(whole(&["1", "204"], true), ("1 204".to_owned(), 1));
    }

    #[test]
    fn a_misread_figure_is_the_nearest_one_up_to_a_hundred() {
        let read = |text: &str, is_threshold: bool| form(is_threshold).read(text, 5.0).map(|read| read.text);
        for (text, printed) in [
            ("S5 %", "55 %"),
            ("1OO%", "100%"),
            ("7l,5", "71,5"),
            ("/", "7"),
            ("l l 85", "85"),
            ("85 |", "85"),
            ("≥ 9O", "≥ 90"),
        ] {
            assert_eq!(read(text, false).as_deref(), Some(printed), "{text}");
        }
        for text in ["290%", "1204", "70 90", "3/5", "en cours", "2/ 90"] {
            assert_eq!(read(text, false), None, "{text}");
        }
        assert_eq!(read("290%", true).as_deref(), Some("≥ 90%"));
        assert_eq!(read("275,5 %", true).as_deref(), Some("≥ 75,5 %"));
        for text in ["200%", "190%", "290"] {
            assert_eq!(read(text, true), None, "{text}");
        }
    }

    #[test]
    fn two_lines_that_are_two_numbers_are_none() {
        for raw in ["70\n90", "85\n100", "5\n5", "73,7\n80,1", "84\nen cours", "50 %\n5 %"] {
            assert_eq!(read(Some(raw)).value, None, "{raw}");
        }
        assert_eq!(whole(&["70", "90"], false), ("70\n90".to_owned(), 0));
    }

    #[test]
    fn what_is_no_number_keeps_its_text_only() {
        for raw in ["3/5", "en cours", "1,234", "12 34", "70 90", "", "%", "1.2.3", "1234 567"] {
            assert_eq!(read(Some(raw)), Figure { raw: Some(raw.to_owned()), ..Figure::default() }, "{raw}");
        }
        assert_eq!(read(Some(&"9".repeat(13))).value, None);
        assert_eq!(read(Some(&"9".repeat(400))).value, None);
        assert_eq!(read(None), Figure::default());
    }
}
