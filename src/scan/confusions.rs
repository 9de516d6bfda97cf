//! What OCR engines commonly mistake, put right where the form of a word leaves one reading.
//!
//! Only the form of a single word counts here: letters and full stops, strokes, dashes. What columns tell of their headers
//! and labels is later stages' business, which find here how alike characters and words are.

/// A dash shorter than this, in ems, is an en dash, which is half an em long; an em dash is one.
const EN_DASH: f32 = 0.75;

/// Capitals that make a line one of capitals, at least, and how many there are for each letter that was taken for a small one.
const CAPITALS: usize = 10;

/// The word as it must have been printed; `length` is its length in ems.
pub(super) fn righted(word: &str, length: f32) -> String {
    match word {
        "—" if length < EN_DASH => "–".to_owned(),
        // a lone stroke is what a narrow column broke off a word
        "|" => "l".to_owned(),
        _ => numeral(word).or_else(|| abbreviation(word)).unwrap_or_else(|| stroke(word)),
    }
}

/// Whether a line has no words, or only what specks of dust are taken for: no cell holds a full stop or a colon alone.
pub(super) fn is_dust<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    const MARKS: [char; 10] = ['.', ',', ':', ';', '\'', '’', '‘', '`', '´', '·'];
    words.all(|word| word.chars().all(|character| MARKS.contains(&character)))
}

/// Puts a line of capitals right: what is taken for a small l in it, or for a stroke, is a capital I.
pub(super) fn right_capitals(words: &mut [&mut String]) {
    let is_stroke = |character: char| matches!(character, 'l' | '|');
    let letters = || words.iter().flat_map(|word| word.chars()).filter(|&character| !is_stroke(character));
    let (capital, small) =
        (letters().filter(|c| c.is_uppercase()).count(), letters().filter(|c| c.is_lowercase()).count());
    if capital >= CAPITALS && small * CAPITALS <= capital {
        for word in words.iter_mut().filter(|word| word.contains(is_stroke)) {
            **word = word.replace(is_stroke, "I");
        }
    }
}

/// The figure or letter that a character is taken for.
pub(crate) fn looks_like(character: char) -> char {
    match character {
        '0' | 'o' | 'O' | 'Q' | '©' => 'O',
        '5' | 's' | 'S' | '$' => 'S',
        '1' | 'l' | 'I' | '|' | 'i' => 'I',
        other => other.to_ascii_uppercase(),
    }
}

/// A text with letters that look like figures as these.
pub(crate) fn as_digits(text: &str) -> String {
    let digit = |character: char| match character {
        'O' | 'o' | 'Q' | '©' => '0',
        'l' | 'I' | '|' | 'i' => '1',
        'S' | 's' | '$' => '5',
        'Z' | 'z' => '2',
        'B' => '8',
        other => other,
    };
    text.chars().map(digit).collect()
}

/// A Roman numeral before a full stop, of strokes that were taken for different letters: `Il.`, `l|.`.
fn numeral(word: &str) -> Option<String> {
    let strokes = word.strip_suffix('.')?;
    let mistaken = |character: char| matches!(character, 'l' | '|');
    let all = strokes.chars().all(|character| mistaken(character) || matches!(character, 'I' | 'V' | 'X'));
    (all && strokes.contains(mistaken)).then(|| word.replace(mistaken, "I"))
}

/// An abbreviation of two capitals, each before a full stop, perhaps before a number: `0.5.2` is `O.S.2`. No number is
/// printed so: after a nought comes one mark at most, and no zero or five begins a reference.
fn abbreviation(word: &str) -> Option<String> {
    let mut parts = word.splitn(3, ['.', ',']);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let capital = |part: &str, among: &[(&str, char)]| {
        among.iter().find(|(mistaken, _)| *mistaken == part).map(|&(_, capital)| capital)
    };
    let first_capital = capital(first, &[("0", 'O'), ("O", 'O'), ("o", 'O'), ("Q", 'O')])?;
    let second_capital = capital(
        second,
        &[("0", 'O'), ("O", 'O'), ("o", 'O'), ("Q", 'O'), ("5", 'S'), ("S", 'S'), ("s", 'S'), ("D", 'D')],
    )?;
    let rest_is_number =
        rest.chars().all(|character| character.is_ascii_digit() || matches!(character, '.' | ','));
    rest_is_number.then(|| format!("{first_capital}.{second_capital}.{}", rest.replace(',', ".")))
}

/// A word with a stroke in it: a small `l` among small letters, else a capital `I`.
fn stroke(word: &str) -> String {
    if !word.contains('|') {
        return word.to_owned();
    }
    let small = word.chars().any(char::is_lowercase);
    word.replace('|', if small { "l" } else { "I" })
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
            assert_eq!(righted(read, 2.0), printed);
        }
        assert_eq!(righted("—", 0.5), "–");
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
        for word in ["0.5", "1.1.", "O.S.2", "11.", "10.5.2", "0,05", "L.", "Vl", "2.0.1", "—"] {
            assert_eq!(righted(word, 1.0), word);
        }
    }
}
