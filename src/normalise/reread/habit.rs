//! How an entity's tables print their references, which most of their labels show, and what a label stands for then.

use super::RARITY;
use crate::misreading::{Form, Reading};

/// The number of a label, its parts parted by full stops: without letters before it, blanks and marks around it.
pub(super) fn number(label: &str) -> String {
    let number = label.trim_start_matches(|character: char| !character.is_ascii_digit());
    let number = without_blanks(number);
    let parts = number.split(|character: char| !character.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

/// What stands before the number of a label, without blanks.
pub(super) fn prefix(label: &str) -> String {
    let squashed = without_blanks(label);
    let at = squashed.find(|character: char| character.is_ascii_digit()).unwrap_or(squashed.len());
    // no label has a sign of copyright: it is an O with the full stop behind it
    squashed[..at].replace('©', "O")
}

/// How an entity's columns of a role print references.
#[derive(Debug, Default)]
pub(super) struct Habit {
    /// The letters and full stops before the number.
    pub(super) prefix: String,
    /// Whether a blank stands between prefix and number.
    blank: bool,
    /// How many numbers, parted by full stops, most of them have.
    parts: usize,
    /// Whether a full stop ends them.
    stop: bool,
    /// The letters that references of this kind have in print.
    codes: Vec<String>,
}

impl Habit {
    /// What most labels show.
    pub(super) fn of(labels: &[String], codes: Vec<String>) -> Self {
        let most = |values: Vec<String>| {
            let count = |value: &String| values.iter().filter(|other| *other == value).count();
            // of equals the first in the alphabet: whatever the order of the cells
            values.iter().max_by(|a, b| count(a).cmp(&count(b)).then(b.cmp(a))).cloned()
        };
        let prefix = most(labels.iter().map(|label| prefix(label)).collect()).unwrap_or_default();
        let mut prefix =
            if prefix.chars().all(is_alike_in_both_cases) { prefix.to_uppercase() } else { prefix };
        // a full stop follows each letter of an abbreviation or none: `O.S1` has lost the second, `OO.` the first
        if prefix.contains('.') && prefix.chars().all(is_alike_in_both_cases) {
            prefix = dotted(&prefix.replace('.', ""));
        } else if prefix.contains('.') && !prefix.ends_with('.') {
            prefix.push('.');
        }
        let parts = labels.iter().map(|label| number(label).split('.').count().to_string()).collect();
        let stops = labels.iter().filter(|label| label.trim_end().ends_with(['.', ',', ':', ';'])).count();
        let blanks = labels.iter().filter(|label| label.trim().contains(' ')).count();
        Self {
            prefix,
            blank: 2 * blanks > labels.len(),
            parts: most(parts).and_then(|parts| parts.parse().ok()).unwrap_or(1),
            stop: 2 * stops > labels.len(),
            codes,
        }
    }

    /// The habit of one table of the entity, where two of its labels at least have letters of references, or none.
    pub(super) fn of_table(&self, labels: &[String]) -> Option<Self> {
        let is_telling = |label: &&String| {
            let letters = prefix(label).replace('.', "");
            let is_bare = letters.is_empty() && label.starts_with(|first| matches!(first, '1'..='9'));
            is_bare || self.codes.contains(&letters.to_uppercase())
        };
        let telling = labels.iter().filter(is_telling).count();
        (telling > 1).then(|| Self::of(labels, self.codes.clone()))
    }

    /// What a label stands for: a reference as most are printed, or one with other letters or none where it is well formed.
    /// `above` is the number that it begins with.
    pub(super) fn read(&self, label: &str, above: Option<&str>) -> Option<Reading> {
        let blank = || Form::Char(' ').or_none();
        let doubled = Form::Stray(|character| character == '0').seldom(RARITY.doubled).or_none();
        let between = if self.blank { Form::Text(" ") } else { blank() };
        let usual = if self.prefix.is_empty() {
            vec![blank()]
        } else {
            vec![letters(&self.prefix), between, doubled]
        };
        let number = self.number(above.filter(|above| !above.is_empty()));
        let stop = if self.stop { Form::Text(".") } else { Form::Row(Vec::new()) };
        let usual = Form::Row(usual.into_iter().chain([number.clone(), stop]).collect());
        let usual = usual.read(label, RARITY.no_reference);
        if usual.as_ref().is_some_and(|usual| usual.nats < RARITY.misread) {
            return usual;
        }
        let codes = self.codes.iter().flat_map(|code| [letters(code), letters(&dotted(code))]);
        let others = Form::Either(codes.chain([Form::Row(Vec::new())]).collect());
        let other = Form::Row(vec![others, blank(), number, Form::Char('.').or_none()]);
        let well_formed = other.read(label, RARITY.misread);
        well_formed.map(|well_formed| Reading { margin: f32::INFINITY, ..well_formed }).or(usual)
    }

    /// The form of a label's number.
    fn number(&self, above: Option<&str>) -> Form {
        let digits = || Form::digit().repeated();
        // a blank between digits is what is left of a full stop
        let lost = Form::Row(vec![Form::Stray(|character| character == ' '), Form::Text(".")]);
        let part = Form::Row(vec![Form::Either(vec![Form::Char('.'), lost]), digits()]);
        let more = || part.clone().repeated().or_none();
        // no reference begins with a nought
        let first = Form::Class(|character| matches!(character, '1'..='9'));
        let mut own = vec![first, digits().or_none()];
        own.extend(vec![part.clone(); self.parts.saturating_sub(1)]);
        own.push(more());
        let own = Form::Row(own);
        let Some(above) = above else { return own };
        let begins = letters(above);
        let ended = if above.split('.').count() >= self.parts {
            begins.clone()
        } else {
            // the rest of it is on the next page
            Form::Row(vec![begins.clone(), Form::Char('.')])
        };
        let below = Form::Row(vec![begins, Form::Text("."), digits(), more()]);
        Form::Either(vec![below, ended.seldom(RARITY.ended), own.seldom(RARITY.foreign)])
    }
}

/// The form of letters and figures, none of which is lost, as the marks between them may be.
fn letters(text: &str) -> Form {
    let each = |character| if character == '.' { Form::Text(".") } else { Form::Char(character) };
    Form::Row(text.chars().map(each).collect())
}

/// Letters with a full stop after each.
fn dotted(letters: &str) -> String {
    letters.chars().flat_map(|letter| [letter, '.']).collect()
}

/// Whether only the size of a letter tells a capital from a small one, as nothing does where all of a label's are such; a
/// label begins with capitals.
fn is_alike_in_both_cases(character: char) -> bool {
    matches!(character, 'o' | 's' | 'O' | 'S' | '.')
}

pub(super) fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(labels: &[&str]) -> Habit {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        Habit::of(&labels, vec!["OO".to_owned(), "OD".to_owned()])
    }

    /// What a label stands for below a number.
    fn printed(habit: &Habit, label: &str, above: Option<&str>) -> Option<String> {
        habit.read(label, above).map(|reading| reading.text)
    }

    #[test]
    fn a_misread_reference_is_what_its_column_leaves() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3", "OO. 14", "O.O. 2.1"]);
        for (read, above, right) in [
            ("O.O. 14", "1", "O.O. 1.4"),
            ("OO. 12", "1", "O.O. 1.2"),
            ("0.0. 1,7", "1", "O.O. 1.7"),
            ("0017", "1", "O.O. 1.7"),
            ("©.O. 2.4", "2", "O.O. 2.4"),
            ("O.O. 1.l", "1", "O.O. 1.1"),
            ("O.O. 1.10", "1", "O.O. 1.10"),
            ("O.O. 01.5", "1", "O.O. 1.5"),
            ("O.O. 026", "2", "O.O. 2.6"),
            ("O.O. 1 4", "2", "O.O. 1.4"),
        ] {
            assert_eq!(printed(&column, read, Some(above)).as_deref(), Some(right), "{read}");
        }
    }

    #[test]
    fn a_column_is_not_put_right_by_its_commonest_misreading() {
        let column = habit(&["©O. 1.1", "©O. 1.2", "©O. 1.3", "O.O.1.4"]);
        for (read, right) in [("©O. 1.1", "O.O. 1.1"), ("O.O.1.4", "O.O. 1.4")] {
            assert_eq!(printed(&column, read, Some("1")).as_deref(), Some(right));
        }
    }

    #[test]
    fn a_well_formed_reference_stays_whatever_most_of_its_column_are() {
        let column = habit(&["5.7", "5.8", "5.9"]);
        for label in ["O.O.5.9", "O.O. 5.9", "O.D. 5.9", "OD 5.9"] {
            assert_eq!(printed(&column, label, None).as_deref(), Some(label));
        }
        let column = Habit { parts: 1, ..column };
        assert_eq!(printed(&column, "O.O.9", None).as_deref(), Some("O.O.9"));
        let column = habit(&["O.O. 1.2", "O.O. 1.3"]);
        for label in ["O.D. 1.4", "OD 1.4", "1.4"] {
            assert_eq!(printed(&column, label, Some("1")).as_deref(), Some(label));
        }
    }

    #[test]
    fn an_abbreviation_has_a_full_stop_after_each_letter_or_none() {
        for (label, right) in [("O.S1", "O.S.1"), ("OS 1", "OS 1"), ("O.S.1", "O.S.1")] {
            assert_eq!(printed(&habit(&[label]), label, None).as_deref(), Some(right));
        }
    }

    #[test]
    fn what_fits_in_no_way_is_left() {
        let column = habit(&["O.O. 1.2", "O.O. 1.3"]);
        for read in ["leken 1.7", "O.O.", "A.B. 1.2", "O.O. 7"] {
            assert_eq!(printed(&column, read, Some("1")), None, "{read}");
        }
    }

    #[test]
    fn a_column_ends_its_references_as_most_of_them_do() {
        let column = habit(&["OO 1.1.", "OO 1.2.", "oo 2.3", "OO 24;"]);
        assert_eq!(printed(&column, "oo 2.3", Some("2")).as_deref(), Some("OO 2.3."));
        let column = habit(&["O.O.2.1", "O.O.2. 7"]);
        for read in ["O.O.2.", "O.02."] {
            assert_eq!(printed(&column, read, Some("2")).as_deref(), Some("O.O.2."));
        }
        assert_eq!(printed(&column, "O.O.2.", Some("3")), None);
        assert_eq!(printed(&column, "O.O.2 7", None).as_deref(), Some("O.O.2.7"));
        assert_eq!(printed(&column, "O.O. 27", None), None);
        assert_eq!(printed(&habit(&["1.1", "1.2", "2.3"]), "13", Some("1.3")).as_deref(), Some("1.3"));
        let column = habit(&["oo 1.1.", "oo 1.2.", "OO 2.3"]);
        assert_eq!(printed(&column, "oo 1.1.", Some("1")).as_deref(), Some("OO 1.1."));
    }
}
