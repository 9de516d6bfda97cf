//! The report's own dictionary: which words it prints whole, and how its words are built.
//!
//! A narrow column breaks words, and the best witness of how a word is spelt is the same report where it had room.
//! So only words that stand inside a line are learnt: neither its first nor its last, which may be halves. Words that
//! the report prints nowhere else are judged by how its other words begin, go on and end.

use std::collections::HashMap;

use super::Line;

/// Words and how often each is printed whole, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    counts: HashMap<Box<str>, u32>,
    /// Words that end a text, and how often.
    ends: HashMap<Box<str>, u32>,
    shapes: Shapes,
    /// Lines that end in a hyphen, and hyphens that stand in a word inside a line.
    hyphen_ends: u32,
    hyphens_inside: u32,
}

/// How the words of the lexicon are built, each as often as it is printed. `END` stands for a word's end.
#[derive(Debug, Clone, Default)]
struct Shapes {
    words: u32,
    /// Three letters: how often they stand in a word, and how often at its end.
    endings: HashMap<[char; 3], (u32, u32)>,
    /// Two letters at a word's beginning.
    beginnings: HashMap<[char; 2], u32>,
    /// Two letters with something after them, and with two certain letters after them.
    goes_on: HashMap<[char; 2], u32>,
    followed: HashMap<[char; 4], u32>,
}

const START: char = '^';
const END: char = '$';

/// A line has at least this many words before its first and last are taken as whole too: a column this wide
/// breaks no words.
const WIDE_LINE: usize = 6;

/// Weights of [`Lexicon::broken_odds`], in nats: how much a sign speaks for a broken word.
///
/// They were fitted by logistic regression to some 500 places where a known word or pair of words fills its column, and
/// rounded; the letters weigh less than their likelihood says, since neighbouring groups of letters share letters.
struct Weights {
    /// Before anything is known.
    base: f32,
    /// Each letter of the second piece: what is left over of a broken word is short.
    tail_letter: f32,
    tail_letters_most: usize,
    /// How many letters a second piece counts for that is broken in turn.
    rest_letters: usize,
    /// The likelihood of the letters where the pieces meet, and the most that it counts.
    shape: f32,
    shape_most: f32,
    /// The whole word is printed elsewhere.
    whole_known: f32,
    /// A word of at least `part_letters` letters that is printed elsewhere reaches over the break: one part of a
    /// compound.
    part_known: f32,
    part_letters: usize,
    /// The first piece is printed elsewhere as a word; each time more surely so.
    head_known: f32,
    head_times: f32,
    /// The second piece likewise; ends of words are often words too, as `en` and `on`.
    tail_known: f32,
    tail_times: f32,
    /// A word printed at least this often, and ending a text in less than one of so many, is a little word.
    little_word: u32,
    /// A little word with nothing after it.
    little_last: f32,
    /// From where a word made whole is learnt as if it were printed whole.
    sure: f32,
    /// A word of more bytes than this is no word but signs in a column: the longest addresses have some hundred.
    longest: usize,
    /// What is added to every count of letters, as for a pair of letters that was never seen.
    unseen: f32,
    /// How likely a pair of letters is before any is seen: there are about a hundred usual pairs.
    pair: f32,
}

const WEIGHTS: Weights = Weights {
    base: 3.5,
    tail_letter: -0.4,
    tail_letters_most: 12,
    rest_letters: 6,
    shape: 0.7,
    shape_most: 4.0,
    whole_known: 6.0,
    part_known: 2.5,
    part_letters: 6,
    head_known: -2.0,
    head_times: -0.9,
    tail_known: -2.2,
    tail_times: -0.45,
    little_word: 5,
    little_last: 2.5,
    sure: 2.0,
    longest: 200,
    unseen: 2.0,
    pair: 1.0 / 100.0,
};

/// What follows the second of two pieces in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow<'a> {
    /// Other words.
    Words,
    /// Perhaps more of the same word, for the piece fills a line by itself; what the next line begins with.
    Rest(&'a str),
    /// Nothing.
    Nothing,
}

/// A program that breaks lines after hyphens does so at one of at most this many hyphens: columns hold some ten words.
const HYPHENS_A_BREAK: u32 = 40;

fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_alphanumeric))
}

fn has_hyphen(word: &str) -> bool {
    word.split('-').filter(|part| part.chars().count() > 1).count() > 1
}

/// How often a frequent word counts as printed before the report is read.
const FREQUENT: u32 = 10;

impl Lexicon {
    /// A lexicon that knows some frequent words before the report is read.
    pub fn knowing<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self { counts: words.map(|word| (Box::from(word), FREQUENT)).collect(), ..Self::default() }
    }

    /// Learns the words of `lines`.
    pub fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a Line>) {
        for line in lines {
            let words = line.text.split(' ').count();
            self.hyphen_ends += u32::from(words > 1 && ends_in_hyphen(&line.text));
            self.hyphens_inside += line.text.split(' ').filter(|word| has_hyphen(word)).count() as u32;
            for (index, word) in line.text.split(' ').enumerate() {
                if words >= WIDE_LINE || (index > 0 && index + 1 < words) {
                    let word = bare(word).to_lowercase();
                    if let Some(count) = self.counts.get_mut(word.as_str()) {
                        *count += 1;
                    } else if !word.is_empty() {
                        self.counts.insert(word.into_boxed_str(), 1);
                    }
                }
            }
        }
    }

    /// Whether the program that set the report breaks lines after the hyphens of compounds, as most do.
    pub fn breaks_at_hyphens(&self) -> bool {
        self.hyphen_ends * HYPHENS_A_BREAK >= self.hyphens_inside
    }

    /// Learns how a text ends; `last` is the last line of a cell.
    pub fn learn_end(&mut self, last: &Line) {
        if let Some((_, word)) = last.text.rsplit_once(' ') {
            *self.ends.entry(bare(word).to_lowercase().into_boxed_str()).or_default() += 1;
        }
    }

    /// Whether a word is frequent and hardly ever ends a text, as articles and conjunctions.
    fn is_little(&self, word: &str) -> bool {
        let ends = self.ends.get(bare(word).to_lowercase().as_str()).copied().unwrap_or(0);
        let count = self.count(word);
        count >= WEIGHTS.little_word && ends * WEIGHTS.little_word < count
    }

    /// Takes stock of how the learnt words are built; [`Lexicon::broken_odds`] needs it.
    pub fn take_stock(&mut self) {
        self.shapes = Shapes::default();
        for (word, &times) in self.counts.iter().filter(|(word, _)| word.chars().all(char::is_alphabetic)) {
            self.shapes.add(word, times);
        }
    }

    /// How likely two pieces that fill their column are one word that it broke rather than two words: above 0 they are
    /// likelier one.
    pub fn broken_odds(&self, head: &str, tail: &str, follow: Follow<'_>) -> f32 {
        if head.len() + tail.len() > WEIGHTS.longest {
            return f32::NEG_INFINITY;
        }
        let shape = self.shapes.odds(bare(head), bare(tail)).clamp(-WEIGHTS.shape_most, WEIGHTS.shape_most);
        // Where the second piece is broken in turn, its word is as long as the next line says.
        let (tail, letters) = match follow {
            Follow::Rest(next) if self.knows(&format!("{tail}{next}")) => {
                (format!("{tail}{next}"), usize::MAX)
            }
            Follow::Rest(_) => (tail.to_owned(), WEIGHTS.rest_letters),
            _ => (tail.to_owned(), bare(tail).chars().count()),
        };
        let (tail, letters) = (tail.as_str(), letters.min(WEIGHTS.tail_letters_most));
        let mut odds = WEIGHTS.base + WEIGHTS.tail_letter * letters as f32 + WEIGHTS.shape * shape;
        if self.knows(&format!("{head}{tail}")) {
            odds += WEIGHTS.whole_known;
        } else if self.knows_part(bare(head), bare(tail)) {
            odds += WEIGHTS.part_known;
        }
        let known = |piece: &str, known: f32, times: f32| match self.count(piece) {
            0 => 0.0,
            count => known + times * (count as f32).ln(),
        };
        odds += known(head, WEIGHTS.head_known, WEIGHTS.head_times);
        // A little word such as `en` stands between others; where nothing follows it, it is none.
        odds += if follow == Follow::Nothing && self.is_little(tail) {
            WEIGHTS.little_last
        } else {
            known(tail, WEIGHTS.tail_known, WEIGHTS.tail_times)
        };
        odds
    }

    /// Learns a word that was made whole, where that is sure.
    pub fn learn_whole(&mut self, head: &str, tail: &str, odds: f32) {
        if odds >= WEIGHTS.sure {
            let word = bare(&format!("{head}{tail}")).to_lowercase();
            *self.counts.entry(word.into_boxed_str()).or_default() += 1;
        }
    }

    /// Whether a known word reaches over the break between two pieces: from inside the first to the end of the second,
    /// or from the beginning of the first into the second.
    fn knows_part(&self, head: &str, tail: &str) -> bool {
        let long = |word: &str| word.chars().count() >= WEIGHTS.part_letters;
        let over = |word: String| long(&word) && self.knows(&word);
        head.char_indices().skip(1).any(|(at, _)| over(format!("{}{tail}", &head[at..])))
            || tail.char_indices().skip(1).any(|(at, _)| over(format!("{head}{}", &tail[..at])))
    }

    /// How often a word is printed whole; punctuation around it and capitals do not matter.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.get(bare(word).to_lowercase().as_str()).copied().unwrap_or(0)
    }

    /// Whether a word is printed whole anywhere.
    pub fn knows(&self, word: &str) -> bool {
        self.count(word) > 0
    }
}

impl Shapes {
    fn add(&mut self, word: &str, times: u32) {
        self.words += times;
        let letters: Vec<char> = [START, START].into_iter().chain(word.chars()).chain([END]).collect();
        for three in letters[..letters.len() - 1].windows(3) {
            self.endings.entry([three[0], three[1], three[2]]).or_default().0 += times;
        }
        if let [.., a, b, c, _] = letters[..] {
            self.endings.entry([a, b, c]).or_default().1 += times;
        }
        if let [_, _, a, b, ..] = letters[..] {
            *self.beginnings.entry([a, b]).or_default() += times;
        }
        for four in letters[1..].windows(4) {
            *self.goes_on.entry([four[0], four[1]]).or_default() += times;
            *self.followed.entry([four[0], four[1], four[2], four[3]]).or_default() += times;
        }
    }

    /// By how many nats it is likelier that a word goes on from `head` to `tail` than that one ends and another begins.
    fn odds(&self, head: &str, tail: &str) -> f32 {
        let mut before: Vec<char> = [START, START].into_iter().chain(head.to_lowercase().chars()).collect();
        let before = before.split_off(before.len() - 3);
        let after: Vec<char> = tail.to_lowercase().chars().chain([END, END]).take(2).collect();
        let (a, b, c) = (before[0], before[1], before[2]);
        let (d, e) = (after[0], after[1]);
        let (seen, ended) = self.endings.get(&[a, b, c]).copied().unwrap_or_default();
        let ends = (ended as f32 + WEIGHTS.unseen / 2.0) / (seen as f32 + WEIGHTS.unseen * 1.5);
        let share = |part: Option<&u32>, all: u32| {
            (part.copied().unwrap_or(0) as f32 + WEIGHTS.unseen * WEIGHTS.pair)
                / (all as f32 + WEIGHTS.unseen)
        };
        let goes_on = self.goes_on.get(&[b, c]).copied().unwrap_or(0);
        let inside = (1.0 - ends).max(0.01) * share(self.followed.get(&[b, c, d, e]), goes_on);
        let apart = ends * share(self.beginnings.get(&[d, e]), self.words);
        (inside / apart).ln()
    }
}

/// A word without the punctuation around it, and without an elided article before it (`l'`, `d'`, `qu'`).
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    match word.split_once(['\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_inside_a_line_are_learnt() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let mut lexicon = Lexicon::default();
        lexicon.learn(&[line("communicati"), line("on l'accord, signé ici")]);
        assert!(!lexicon.knows("communicati") && !lexicon.knows("on") && !lexicon.knows("ici"));
        assert!(lexicon.knows("Accord") && lexicon.knows("signé"));
    }

    #[test]
    fn unknown_words_are_judged_by_how_the_others_are_built() {
        let text = "x action nation station mention fondation dure duel durable formation indication x";
        let mut lexicon = Lexicon::default();
        lexicon.learn(&[Line { text: text.to_owned(), ..Line::default() }]);
        lexicon.take_stock();
        assert!(lexicon.broken_odds("communicati", "on", Follow::Words) > 0.0);
        assert!(lexicon.broken_odds("modernisation", "durcie", Follow::Words) < 0.0);
    }
}
