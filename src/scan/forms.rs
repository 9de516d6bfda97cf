//! The forms of words that need no column to be known: numerals, abbreviations of references, words with a stroke in them.
//!
//! Only single words and their line count here. What columns tell of their headers and labels is later stages' business.

use std::sync::LazyLock;

use crate::misreading::{Form, Reading};

/// A dash shorter than this, in ems, is an en dash, which is half an em long; an em dash is one.
const EN_DASH: f32 = 0.75;

/// Capitals that make a line one of capitals, at least, and how many there are for each letter that was taken for a small one.
const CAPITALS: usize = 10;

/// How much rarer than such a word it is that something else is printed, in nats for each of its characters: more than one of
/// them costs to be misread.
const OUTSIDE: f32 = 2.5;

/// How much rarer small letters beside capitals are, in nats: a word is mostly in capitals or in small letters.
const MIXED: f32 = 1.0;

/// A Roman numeral before a full stop.
static NUMERAL: LazyLock<Form> = LazyLock::new(|| {
    let letter = Form::Class(|letter| matches!(letter, 'I' | 'V' | 'X'));
    Form::Row(vec![letter.repeated(), Form::Char('.')])
});

/// An abbreviation of two capitals, each before a full stop, perhaps before a number: `0.5.2` is `O.S.2`. No number is
/// printed so: after a nought comes one mark at most, and no zero or five begins a reference.
static ABBREVIATION: LazyLock<Form> = LazyLock::new(|| {
    let number = Form::Class(|character| character.is_ascii_digit() || character == '.').repeated();
    Form::Row(vec![
        Form::chars("O."),
        Form::Class(|letter| matches!(letter, 'O' | 'S' | 'D')),
        Form::Char('.'),
        number.or_none(),
    ])
});

/// A word without strokes. A lone stroke is what a narrow column broke off a word.
static WORD: LazyLock<Form> = LazyLock::new(|| {
    let any = Form::Class(|character| character != '|').repeated();
    Form::Either(vec![Form::Char('l'), capitals(), any.seldom(MIXED)])
});

/// A line of capitals.
static CAPITAL: LazyLock<Form> = LazyLock::new(capitals);

fn capitals() -> Form {
    Form::Class(|character| character != '|' && !character.is_lowercase()).repeated()
}

/// The word as it must have been printed, and how far the next best is off where it was read otherwise, in nats; `length` is
/// its length in ems.
pub(super) fn righted(word: &str, length: f32) -> (String, Option<f32>) {
    if word == "—" && length < EN_DASH {
        return ("–".to_owned(), None);
    }
    let is_number = word.starts_with(|first| matches!(first, '1'..='9'));
    let forms: [(&Form, bool); 3] = [
        (&NUMERAL, word.ends_with('.') && !is_number),
        (&ABBREVIATION, word.contains(['.', ',']) && !is_number),
        (&WORD, word.contains('|')),
    ];
    let mut readings =
        forms.into_iter().filter_map(|(form, may_be)| if may_be { read(form, word) } else { None });
    match readings.next() {
        Some(Reading { text, margin, .. }) if text != word => (text, Some(margin)),
        _ => (word.to_owned(), None),
    }
}

/// What a word stands for, all its characters: whether one is a speck is told by the line.
fn read(form: &Form, word: &str) -> Option<Reading> {
    let count = word.chars().count();
    form.read(word, OUTSIDE * count as f32).filter(|reading| reading.text.chars().count() == count)
}

/// Whether a line has no words, or only what specks of dust are taken for: no cell holds a full stop or a colon alone.
pub(super) fn is_dust<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.all(|word| Form::Row(Vec::new()).read(word, f32::INFINITY).is_some())
}

/// Puts a line of capitals right: what is taken for a small l in it, or for a stroke, is a capital I.
pub(super) fn right_capitals(words: &mut [&mut String]) {
    let is_stroke = |character: char| matches!(character, 'l' | '|');
    let letters = || words.iter().flat_map(|word| word.chars()).filter(|&character| !is_stroke(character));
    let (capital, small) =
        (letters().filter(|c| c.is_uppercase()).count(), letters().filter(|c| c.is_lowercase()).count());
    if capital >= CAPITALS && small * CAPITALS <= capital {
        for word in words.iter_mut().filter(|word| word.contains(is_stroke)) {
            if let Some(capitals) = read(&CAPITAL, word) {
                **word = capitals.text;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_reading_makes_sense_of_is_put_right() {
        for (read, printed) in [
            ("0.0.", "O.O."),
            ("0.5.2", "O.S.2"),
            ("O.5.2", "O.S.2"),
            ("0.0.1.1", "O.O.1.1"),
            ("0.D.", "O.D."),
            ("Il.", "II."),
            ("|.", "I."),
            ("|V.", "IV."),
            ("|", "l"),
            ("opérationne|", "opérationnel"),
            ("B|AC", "BIAC"),
        ] {
            let (text, margin) = righted(read, 2.0);
            assert_eq!(text, printed);
            assert!(margin.is_some_and(|margin| margin > 0.0), "{read}");
        }
        assert_eq!(righted("—", 0.5), ("–".to_owned(), None));
    }

    #[test]
    fn specks_are_no_text_and_dashes_and_figures_are() {
        for line in [&[":"][..], &[".", "’"], &[]] {
            assert!(is_dust(line.iter().copied()), "{line:?}");
        }
        for line in [&["-"][..], &["1", "."], &["/"]] {
            assert!(!is_dust(line.iter().copied()), "{line:?}");
        }
    }

    #[test]
    fn a_line_of_capitals_has_no_small_l() {
        let right = |line: &str| {
            let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            right_capitals(&mut words.iter_mut().collect::<Vec<_>>());
            words.join(" ")
        };
        assert_eq!(right("Il SERVICE DU LAC - MEERD|ENST"), "II SERVICE DU LAC - MEERDIENST");
        assert_eq!(right("l OFFICE DES BACS"), "I OFFICE DES BACS");
        for line in ["Il est au BAC", "l OFFICE", "Il va au SERVICE PUBLIC"] {
            assert_eq!(right(line), line);
        }
    }

    #[test]
    fn what_may_be_right_is_left() {
        for word in [
            "0.5", "1.1.", "O.S.2", "11.", "10.5.2", "0,05", "L.", "Vl", "2.0.1", "—", "il.", "S.", "II.,",
            "Il,", "Il:",
        ] {
            assert_eq!(righted(word, 1.0), (word.to_owned(), None));
        }
    }
}
