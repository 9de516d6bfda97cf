//! misreading: the printed text that a doubtful reading stands for.
//!
//! An OCR engine takes an O for a nought and loses full stops. What may stand in a place is a [`Form`]: a number, a label as its
//! column prints it. A reading is compared with a form along the shortest path, whose steps are characters read rightly, at no
//! cost, and the misreadings of one table, each at its own. Costs are nats: how much rarer it is than a right reading, told by
//! eye from readings of known pages. Not for what is printed where, which the stages know, nor for text from a font.

use std::collections::BTreeMap;

/// One kind of misreading.
struct Misreading {
    /// What is read, each of these; an empty one where nothing is.
    read: &'static [&'static str],
    /// What is printed; nothing where specks were read.
    printed: &'static str,
    /// How much rarer it is than a right reading, in nats.
    nats: f32,
}

const fn misreading(read: &'static [&'static str], printed: &'static str, nats: f32) -> Misreading {
    Misreading { read, printed, nats }
}

const MISREADINGS: &[Misreading] = &[
    // round letters
    misreading(&["o"], "O", 1.0),
    misreading(&["0"], "O", 1.5),
    misreading(&["Q", "q", "©"], "O", 2.0),
    misreading(&["O", "o"], "0", 1.5),
    misreading(&["Q", "©"], "0", 2.0),
    misreading(&["0", "q"], "o", 1.5),
    // curves that open to both sides
    misreading(&["s"], "S", 1.0),
    misreading(&["5"], "S", 1.5),
    misreading(&["$"], "S", 2.0),
    misreading(&["S", "s"], "5", 1.5),
    misreading(&["$"], "5", 2.0),
    misreading(&["5"], "s", 1.5),
    misreading(&["B"], "8", 2.0),
    misreading(&["8"], "B", 2.0),
    misreading(&["Z", "z"], "2", 2.0),
    // strokes, of which an l is the commonest in print, and a capital I is more like an l than a one is
    misreading(&["|"], "l", 1.0),
    misreading(&["l"], "I", 1.0),
    misreading(&["|", "1"], "I", 1.5),
    misreading(&["l", "I"], "1", 1.5),
    misreading(&["|", "i"], "1", 2.0),
    misreading(&["l", "1"], "i", 1.5),
    // a seven whose upper stroke is thin
    misreading(&["/"], "7", 2.5),
    // a sign for which the engine has no letter
    misreading(&["2"], "≥ ", 2.5),
    // letters that touch
    misreading(&["w", "u"], "vt", 2.0),
    // full stops, the smallest of marks; where a line begins with one, it is read as a dash
    misreading(&[""], ".", 1.0),
    misreading(&[",", ":", ";", "'", "’", "‘", "‚", "„", "·"], ".", 1.0),
    misreading(&[" -"], ".", 1.5),
    // blanks, which are read from distances alone
    misreading(&[""], " ", 0.1),
    misreading(&[" "], "", 0.1),
    // specks
    misreading(&[".", ",", ":", ";", "'", "’", "‘", "‚", "„", "`", "´", "·"], "", 1.5),
];

/// A letter that is printed in the other case, in nats: those of a few letters differ in their size alone.
const OTHER_CASE: f32 = 1.0;

/// Any other letter than is printed, a letter too many, or one too few, in nats.
const OTHER: f32 = 5.0;

/// Whether one character may be read where the other is printed, in capitals or small letters.
pub(crate) fn is_read_for(read: char, printed: char) -> bool {
    let printed = [printed.to_ascii_lowercase(), printed.to_ascii_uppercase()];
    printed.iter().any(|printed| printed.eq_ignore_ascii_case(&read))
        || MISREADINGS.iter().any(|misreading| {
            printed.iter().any(|&printed| is_char(misreading.printed, printed))
                && misreading.read.iter().any(|&text| is_char(text, read))
        })
}

/// Whether a text is a character and no more.
fn is_char(text: &str, character: char) -> bool {
    let mut characters = text.chars();
    characters.next() == Some(character) && characters.next().is_none()
}

/// What may be printed in a place.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// A text of which letters may be lost, or others read or added.
    Word(String),
    /// A text in whose place nothing but the table's misreadings stands: full stops and blanks may be lost.
    Text(&'static str),
    /// This character, which is not lost.
    Char(char),
    /// A character of a class, which is not lost.
    Class(fn(char) -> bool),
    /// A character that is read and not printed.
    Stray(fn(char) -> bool),
    /// One after the other.
    Row(Vec<Form>),
    /// One of several.
    Either(Vec<Form>),
    /// Once or more often.
    Repeat(Box<Form>),
    /// What is printed more seldom, by so many nats.
    Seldom(f32, Box<Form>),
}

impl Form {
    /// These characters, each as [`Form::Char`].
    pub(crate) fn chars(text: &str) -> Self {
        Self::Row(text.chars().map(Self::Char).collect())
    }

    /// This form or nothing.
    pub(crate) fn or_none(self) -> Self {
        Self::Either(vec![Self::Row(Vec::new()), self])
    }

    /// This form, more seldom than another by so many nats.
    pub(crate) fn seldom(self, nats: f32) -> Self {
        Self::Seldom(nats, Box::new(self))
    }

    /// This form once or more often.
    pub(crate) fn repeated(self) -> Self {
        Self::Repeat(Box::new(self))
    }

    /// A figure from 0 to 9.
    pub(crate) fn digit() -> Self {
        Self::Class(|character| character.is_ascii_digit())
    }

    /// The text of this form that a reading most likely stands for; `None` where it is more likely that something else is
    /// printed there. That is rarer than any text of the form by `outside`, in nats. A reading of more than a thousand
    /// characters is compared with nothing.
    pub(crate) fn read(&self, reading: &str, outside: f32) -> Option<Reading> {
        const LONGEST: usize = 1000;
        let walk = Walk { reading: reading.chars().take(LONGEST + 1).collect(), outside };
        if walk.reading.len() > LONGEST {
            return None;
        }
        let mut ways = Ways::new();
        walk.add(&mut ways, 0, Path { text: String::new(), nats: 0.0 });
        let mut ends = walk.strays(walk.along(self, ways)).remove(&walk.reading.len())?.into_iter();
        let best = ends.next()?;
        let next = ends.next().map_or(outside, |next| next.nats);
        Some(Reading { text: best.text, nats: best.nats, margin: next - best.nats })
    }
}

/// What a reading stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// The text that is printed.
    pub text: String,
    /// How far it is from what was read; 0 where it was read so.
    pub nats: f32,
    /// How much farther the next best text is.
    pub margin: f32,
}

/// What share of readings is right that have such a margin, 0 to 1.
pub(crate) fn surety(margin: f32) -> f64 {
    1.0 / (1.0 + libm::exp(f64::from(-margin)))
}

/// A way through a part of a form.
#[derive(Debug, Clone)]
struct Path {
    text: String,
    nats: f32,
}

/// The shortest ways to each place of a reading, best first: the best and the next best alone lead to the best and the next
/// best text. Texts that differ in blanks alone are one.
type Ways = BTreeMap<usize, Vec<Path>>;

fn is_same(one: &str, other: &str) -> bool {
    let printed = |character: &char| *character != ' ';
    one.chars().filter(printed).eq(other.chars().filter(printed))
}

/// A reading on its way through a form.
struct Walk {
    reading: Vec<char>,
    outside: f32,
}

impl Walk {
    /// The ways with a form behind them.
    fn along(&self, form: &Form, from: Ways) -> Ways {
        if from.is_empty() {
            return from;
        }
        match form {
            Form::Word(text) => self.text(text, OTHER, from),
            Form::Text(text) => self.text(text, f32::INFINITY, from),
            Form::Char(character) => {
                let from = self.strays(from);
                let mut to = self.one(|other| other == *character, &from);
                for (&at, paths) in &from {
                    if self.is_other_case(at, *character) {
                        self.step(paths, &character.to_string(), OTHER_CASE, at + 1, &mut to);
                    }
                }
                to
            }
            Form::Class(is_of) => self.one(is_of, &self.strays(from)),
            Form::Stray(is_of) => {
                let is_here = |at: &usize| self.reading.get(*at).is_some_and(|&read| is_of(read));
                from.into_iter().filter(|(at, _)| is_here(at)).map(|(at, paths)| (at + 1, paths)).collect()
            }
            Form::Row(forms) => forms.iter().fold(from, |ways, form| self.along(form, ways)),
            Form::Either(forms) => {
                let mut to = Ways::new();
                forms.iter().for_each(|form| self.merge(&mut to, self.along(form, from.clone())));
                to
            }
            Form::Repeat(form) => {
                let (mut to, mut last) = (Ways::new(), from);
                // each time at least one character is read, or lost at a cost
                while !last.is_empty() {
                    last = self.along(form, last);
                    self.merge(&mut to, last.clone());
                }
                to
            }
            Form::Seldom(nats, form) => {
                let mut to = Ways::new();
                from.iter().for_each(|(&at, paths)| self.step(paths, "", *nats, at, &mut to));
                self.along(form, to)
            }
        }
    }

    /// Adds a way to a place, if it is one of the two shortest.
    fn add(&self, to: &mut Ways, at: usize, path: Path) {
        if path.nats >= self.outside {
            return;
        }
        let paths = to.entry(at).or_default();
        if let Some(at) = paths.iter().position(|other| is_same(&other.text, &path.text)) {
            if paths[at].nats <= path.nats {
                return;
            }
            paths.remove(at);
        }
        let rank = paths.partition_point(|other| other.nats <= path.nats);
        paths.insert(rank, path);
        paths.truncate(2);
    }

    fn merge(&self, to: &mut Ways, from: Ways) {
        for (at, paths) in from {
            paths.into_iter().for_each(|path| self.add(to, at, path));
        }
    }

    /// Goes on with ways by a printed text, at a cost, to a place.
    fn step(&self, from: &[Path], printed: &str, nats: f32, at: usize, to: &mut Ways) {
        for path in from.iter().filter(|path| path.nats + nats < self.outside) {
            self.add(to, at, Path { text: format!("{}{printed}", path.text), nats: path.nats + nats });
        }
    }

    /// The misreadings that begin at a place of the reading, and where they end.
    fn misread(&self, at: usize) -> impl Iterator<Item = (usize, &'static Misreading)> {
        MISREADINGS.iter().flat_map(move |misreading| {
            misreading.read.iter().filter_map(move |read| {
                let end = at + read.chars().count();
                let here = self.reading.get(at..end)?;
                here.iter().copied().eq(read.chars()).then_some((end, misreading))
            })
        })
    }

    /// The ways with the strays behind them.
    fn strays(&self, mut ways: Ways) -> Ways {
        let mut next = ways.keys().next().copied();
        while let Some(at) = next {
            let from = ways[&at].clone();
            for (end, misreading) in self.misread(at).filter(|(_, misreading)| misreading.printed.is_empty())
            {
                self.step(&from, "", misreading.nats, end, &mut ways);
            }
            next = ways.range(at + 1..).next().map(|(&at, _)| at);
        }
        ways
    }

    /// The ways with one more character of a class.
    fn one(&self, is_of: impl Fn(char) -> bool, from: &Ways) -> Ways {
        let mut to = Ways::new();
        for (&at, paths) in from {
            if let Some(read) = self.reading.get(at).copied().filter(|&read| is_of(read)) {
                self.step(paths, &read.to_string(), 0.0, at + 1, &mut to);
            }
            for (end, misreading) in self.misread(at).filter(|&(end, _)| end > at) {
                let mut printed = misreading.printed.chars();
                if printed.next().is_some_and(&is_of) && printed.next().is_none() {
                    self.step(paths, misreading.printed, misreading.nats, end, &mut to);
                }
            }
        }
        to
    }

    /// Whether the reading has a letter in the other case at a place.
    fn is_other_case(&self, at: usize, printed: char) -> bool {
        self.reading.get(at).is_some_and(|read| *read != printed && read.eq_ignore_ascii_case(&printed))
    }

    /// The ways with a text behind them, of which letters are lost, added, or read for others at a cost of `other`.
    fn text(&self, text: &str, other: f32, from: Ways) -> Ways {
        let text: Vec<char> = text.chars().collect();
        // for each place in the text
        let mut ways = vec![Ways::new(); text.len() + 1];
        ways[0] = from;
        for done in 0..=text.len() {
            let mut next = ways[done].keys().next().copied();
            while let Some(at) = next {
                let paths = ways[done][&at].clone();
                for (end, misreading) in self.misread(at) {
                    let after = done + misreading.printed.chars().count();
                    let is_next = |here: &[char]| here.iter().copied().eq(misreading.printed.chars());
                    if text.get(done..after).is_some_and(is_next) {
                        self.step(&paths, misreading.printed, misreading.nats, end, &mut ways[after]);
                    }
                }
                let is_more = at < self.reading.len();
                if is_more {
                    self.step(&paths, "", other, at + 1, &mut ways[done]);
                }
                if let Some(&character) = text.get(done) {
                    let printed = character.to_string();
                    self.step(&paths, &printed, other, at, &mut ways[done + 1]);
                    if is_more {
                        let nats = match self.reading[at] {
                            read if read == character => 0.0,
                            _ if self.is_other_case(at, character) => OTHER_CASE,
                            _ => other,
                        };
                        self.step(&paths, &printed, nats, at + 1, &mut ways[done + 1]);
                    }
                }
                next = ways[done].range(at + 1..).next().map(|(&at, _)| at);
            }
        }
        ways.pop().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number() -> Form {
        Form::digit().repeated()
    }

    fn text(form: &Form, reading: &str) -> Option<String> {
        form.read(reading, 6.0).map(|reading| reading.text)
    }

    #[test]
    fn what_was_read_rightly_costs_nothing() {
        let read = number().read("105", 6.0).unwrap();
        assert_eq!((read.text.as_str(), read.nats, read.margin), ("105", 0.0, 6.0));
    }

    #[test]
    fn a_reading_stands_for_the_nearest_text_of_the_form() {
        assert_eq!(text(&number(), "1O5").as_deref(), Some("105"));
        assert_eq!(text(&number(), "l0S").as_deref(), Some("105"));
        assert_eq!(text(&number(), "/").as_deref(), Some("7"));
        assert_eq!(text(&number(), "bac"), None);
        let label = Form::Row(vec![Form::Char('O'), Form::Text(". "), number()]);
        for reading in ["O. 12", "0. 12", "O12", "O,12", "o.l2"] {
            assert_eq!(text(&label, reading).as_deref(), Some("O. 12"), "{reading}");
        }
        assert_eq!(text(&label, "12"), None);
    }

    #[test]
    fn letters_that_touch_are_two() {
        let word = Form::Word("nvt".to_owned());
        assert_eq!(word.read("nw", 6.0).map(|read| read.nats), Some(2.0));
        assert_eq!(text(&word, "nut").as_deref(), Some("nvt"));
        assert_eq!(text(&word, "bac"), None);
    }

    #[test]
    fn the_margin_is_the_way_to_the_next_text_or_out_of_the_form() {
        let form = Form::Either(vec![Form::chars("7"), Form::chars("/").seldom(3.0)]);
        let read = form.read("/", 6.0).unwrap();
        assert_eq!((read.text.as_str(), read.nats, read.margin), ("7", 2.5, 0.5));
        let read = form.read("/", 2.75).unwrap();
        assert_eq!((read.text.as_str(), read.margin), ("7", 0.25));
        assert_eq!(form.read("/", 2.5), None);
    }

    #[test]
    fn every_row_leads_from_what_is_read_to_what_is_printed() {
        for misreading in MISREADINGS {
            let form = Form::Text(misreading.printed);
            for read in misreading.read {
                let read = form.read(read, 20.0).unwrap();
                assert_eq!((read.text.as_str(), read.nats), (misreading.printed, misreading.nats));
            }
        }
    }

    #[test]
    fn characters_that_look_alike_are_read_for_one_another() {
        assert!(
            is_read_for('0', 'o') && is_read_for('5', 's') && is_read_for('K', 'k') && is_read_for('1', 'i')
        );
        assert!(!is_read_for('7', 'o') && !is_read_for('D', 'o'));
    }
}
