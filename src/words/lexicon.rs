//! The report's own dictionary: which words it prints whole, which side by side, and how its words are spelt.
//!
//! A narrow column breaks words, and the best witness of how a word is spelt is the same report where it had room.
//! Programs move a word that is too wide to a line of its own before they break it, so what follows the first blank
//! of a line is whole and is learnt; its first word may be what is left over of a broken one. Words that the report
//! prints nowhere else are judged by the letters of its other words.

use std::collections::{HashMap, HashSet};

use super::Line;

/// Words and how often each is printed whole, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    counts: HashMap<Box<str>, u32>,
    /// Words that stand side by side in a line, with a blank between.
    pairs: HashSet<Box<str>>,
    /// Words that end a text, and how often.
    ends: HashMap<Box<str>, u32>,
    letters: Letters,
    /// The words in order, and in the order of their letters from the last to the first.
    forwards: Vec<String>,
    backwards: Vec<String>,
    /// Lines that end in a hyphen, and hyphens that stand in a word inside a line.
    hyphen_ends: u32,
    hyphens_inside: u32,
    /// What stands before a hyphen at a line's end, and what begins the next line.
    divided: Vec<(String, String)>,
    hyphenates: bool,
    /// Whether two pieces were ever taken for one broken word beyond doubt.
    breaks_words: bool,
}

/// A line has at least this many words before its first is taken as whole too: a column this wide breaks no words.
const WIDE_LINE: usize = 6;

/// What Dutch sets between the two parts of many compounds.
const LINK: char = 's';

/// Weights of [`Lexicon::broken_odds`], in nats: how much a sign speaks for a broken word.
///
/// What is printed elsewhere decides: in some 500 places on 63 prints of two texts, such a sign was hardly ever wrong. The
/// other weights were fitted to those places by logistic regression, and rounded; fitted to some of the prints they
/// serve the others as well. The more often a piece is printed as a word, the less surely it is a part of one; letters
/// count less than their likelihood says, since neighbouring groups share letters.
struct Weights {
    /// Before anything is known.
    base: f32,
    /// Each letter of the second piece: what is left over of a broken word is short.
    tail_letter: f32,
    tail_letters_most: usize,
    /// How many letters a second piece counts for that is broken in turn.
    rest_letters: usize,
    /// The unlikelihood that a word ends in the first piece's last letters, and the most that it counts.
    no_end: f32,
    no_end_most: f32,
    /// The likelihood of the second piece's first letters after the first piece, against a word's beginning.
    goes_on: f32,
    goes_on_most: f32,
    /// The whole word is printed elsewhere.
    whole_known: f32,
    /// The pieces are printed side by side elsewhere, with a blank.
    pair_known: f32,
    /// Two words of at least `compound_letters` letters that are printed elsewhere make up the whole, and meet
    /// elsewhere than at the break.
    compound: f32,
    compound_letters: usize,
    /// A word of at least `part_letters` letters that is printed elsewhere reaches over the break.
    part_known: f32,
    part_letters: usize,
    /// A piece of at least `compound_letters` letters is no word, but the beginning or the end of others that are as
    /// much longer.
    bound: f32,
    /// What follows is the second piece once more: nobody writes a word twice.
    doubled: f32,
    /// How often the pieces are printed elsewhere as words, in powers of e; ends of words are often words too, as `en`
    /// and `on`.
    head_times: f32,
    tail_times: f32,
    /// A word printed at least this often, and ending a text in less than one of so many, is a little word.
    little_word: u32,
    /// A little word with nothing after it.
    little_last: f32,
    /// From where a word made whole is learnt as if it were printed whole.
    sure: f32,
    /// A program that breaks words does so often enough for one of them to be this sure.
    habit: f32,
    /// A word of more bytes than this is no word but signs in a column: the longest addresses have some hundred.
    longest: usize,
}

const WEIGHTS: Weights = Weights {
    base: 3.4,
    tail_letter: -0.29,
    tail_letters_most: 12,
    rest_letters: 9,
    no_end: 0.87,
    no_end_most: 6.0,
    goes_on: 0.55,
    goes_on_most: 8.0,
    whole_known: 6.0,
    pair_known: -6.0,
    compound: 5.0,
    compound_letters: 4,
    part_known: 3.0,
    part_letters: 6,
    bound: 2.0,
    doubled: 4.0,
    head_times: -0.6,
    tail_times: -1.1,
    little_word: 10,
    little_last: 4.5,
    sure: 1.5,
    habit: 2.0,
    longest: 200,
};

/// What follows the second of two pieces in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow<'a> {
    /// Other words; the first of them.
    Words(&'a str),
    /// Perhaps more of the same word, for the piece fills a line by itself; what the next line begins with.
    Rest(&'a str),
    /// Nothing.
    Nothing,
}

/// A program that breaks lines after hyphens does so at one of at most this many hyphens: columns hold some ten words.
const HYPHENS_A_BREAK: u32 = 40;

/// Whether a text ends in a word and a hyphen.
pub(super) fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_alphanumeric))
}

/// The last word of a line without its hyphen.
fn stem_of(line: &str) -> String {
    bare(line.rsplit(' ').next().unwrap_or_default()).to_lowercase()
}

fn has_hyphen(word: &str) -> bool {
    word.split('-').filter(|part| part.chars().count() > 1).count() > 1
}

/// So many words that are divided with a hyphen and stand whole elsewhere show that a program divides words.
const DIVISIONS: usize = 3;

/// How often a frequent word counts as printed before the report is read.
const FREQUENT: u32 = 10;

impl Lexicon {
    /// A lexicon that knows some frequent words before the report is read.
    pub fn knowing<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self { counts: words.map(|word| (Box::from(word), FREQUENT)).collect(), ..Self::default() }
    }

    /// Learns the words of `lines`.
    pub fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a Line>) {
        let mut stem: Option<String> = None;
        for line in lines {
            let words = line.text.split(' ').count();
            let open = ends_in_hyphen(&line.text);
            let goes_on = stem.take();
            let rest = goes_on.is_some();
            if let Some(stem) = goes_on {
                let head = line.text.split(' ').next().unwrap_or_default();
                self.divided.push((stem, bare(head).to_lowercase()));
            }
            stem = open.then(|| stem_of(&line.text));
            self.hyphen_ends += u32::from(words > 1 && open);
            self.hyphens_inside += line.text.split(' ').filter(|word| has_hyphen(word)).count() as u32;
            let mut pair = String::new();
            for (index, word) in line.text.split(' ').enumerate() {
                let word = bare(word).to_lowercase();
                pair.push_str(&word);
                if index > 0 && !self.pairs.contains(pair.as_str()) {
                    self.pairs.insert(pair.as_str().into());
                }
                pair.clear();
                pair.push_str(&word);
                pair.push(' ');
                let whole = index > 0 || words >= WIDE_LINE && !rest;
                if whole && !(open && index + 1 == words) {
                    self.count_one(word);
                }
            }
        }
    }

    fn count_one(&mut self, word: String) {
        if let Some(count) = self.counts.get_mut(word.as_str()) {
            *count += 1;
        } else if !word.is_empty() {
            self.counts.insert(word.into_boxed_str(), 1);
        }
    }

    /// Whether the program that set the report breaks lines after the hyphens of compounds, as most do.
    pub fn breaks_at_hyphens(&self) -> bool {
        self.hyphen_ends * HYPHENS_A_BREAK >= self.hyphens_inside
    }

    /// Whether the program that set the report divides words at lines' ends with a hyphen.
    pub fn hyphenates(&self) -> bool {
        self.hyphenates
    }

    /// Whether the report prints words that begin with `stem` and a hyphen, such as `non-` or `e-`.
    pub fn is_prefix(&self, stem: &str) -> bool {
        let stem = format!("{}-", bare(stem).to_lowercase());
        let first = self.forwards.partition_point(|word| *word < stem);
        self.forwards.get(first).is_some_and(|word| word.starts_with(&stem))
    }

    /// Learns how a text ends; `last` is its last line, `above` the one over it.
    pub fn learn_end(&mut self, above: Option<&Line>, last: &Line) {
        let several = |line: &Line| line.text.contains(' ');
        if several(last) || above.is_some_and(several) {
            let word = last.text.rsplit(' ').next().unwrap_or_default();
            *self.ends.entry(bare(word).to_lowercase().into_boxed_str()).or_default() += 1;
        }
    }

    /// Whether a word is frequent and hardly ever ends a text, as articles and conjunctions.
    fn is_little(&self, word: &str) -> bool {
        let ends = self.ends.get(bare(word).to_lowercase().as_str()).copied().unwrap_or(0);
        let count = self.count(word);
        count >= WEIGHTS.little_word && ends * WEIGHTS.little_word < count
    }

    /// Takes stock of how the learnt words are spelt; [`Lexicon::broken_odds`] needs it.
    pub fn take_stock(&mut self) {
        self.letters = Letters::default();
        for (word, &times) in self.counts.iter().filter(|(word, _)| word.chars().all(char::is_alphabetic)) {
            self.letters.add(word, 1 + times.ilog2());
        }
        self.forwards = self.counts.keys().map(ToString::to_string).collect();
        self.forwards.sort_unstable();
        self.backwards = self.counts.keys().map(|word| backwards(word)).collect();
        self.backwards.sort_unstable();
        let divided = std::mem::take(&mut self.divided);
        let times = |hyphen: &str| {
            divided.iter().filter(|(stem, head)| self.knows(&format!("{stem}{hyphen}{head}"))).count()
        };
        let (without, with) = (times(""), times("-"));
        self.hyphenates = without >= DIVISIONS && without > with;
        self.divided = divided;
    }

    /// How likely two pieces that fill their column are one word that it broke rather than two words: above 0 they are
    /// likelier one.
    pub fn broken_odds(&self, head: &str, tail: &str, follow: Follow<'_>) -> f32 {
        if head.len() + tail.len() > WEIGHTS.longest {
            return f32::NEG_INFINITY;
        }
        let (head, piece) = (bare(head).to_lowercase(), bare(tail).to_lowercase());
        // Where the second piece is broken in turn, its word may be known with what the next line begins with.
        let joined = match follow {
            Follow::Rest(next) => Some(bare(&format!("{tail}{next}")).to_lowercase()),
            _ => None,
        };
        let joined = joined.filter(|rest| self.knows(rest) || self.knows(&format!("{head}{rest}")));
        let letters = match follow {
            Follow::Rest(_) if joined.is_none() => WEIGHTS.rest_letters,
            _ => joined.as_ref().unwrap_or(&piece).chars().count().min(WEIGHTS.tail_letters_most),
        };
        let tail = joined.unwrap_or(piece);
        let follows = match follow {
            Follow::Words(next) if bare(next).to_lowercase() == tail => WEIGHTS.doubled,
            // A little word such as `en` stands between others; where nothing follows it, it is none.
            Follow::Nothing if self.is_little(&tail) => WEIGHTS.little_last,
            _ => 0.0,
        };
        let times = |piece: &str| (self.count(piece) as f32).ln_1p();
        let no_end = self.letters.no_end(&head).min(WEIGHTS.no_end_most);
        let goes_on = self.letters.goes_on(&head, &tail).clamp(-WEIGHTS.goes_on_most, WEIGHTS.goes_on_most);
        WEIGHTS.base
            + WEIGHTS.tail_letter * letters as f32
            + WEIGHTS.no_end * no_end
            + WEIGHTS.goes_on * goes_on
            + WEIGHTS.head_times * times(&head)
            + WEIGHTS.tail_times * times(&tail)
            + self.elsewhere(&head, &tail)
            + follows
    }

    /// What is printed elsewhere tells of two pieces; these are bare and in lower case, here and in what it asks.
    fn elsewhere(&self, head: &str, tail: &str) -> f32 {
        let apart =
            if self.pairs.contains(format!("{head} {tail}").as_str()) { WEIGHTS.pair_known } else { 0.0 };
        let whole = if self.knows(&format!("{head}{tail}")) {
            WEIGHTS.whole_known
        } else if self.knows_compound(head, tail) {
            WEIGHTS.compound
        } else if self.knows_part(head, tail) {
            WEIGHTS.part_known
        } else if self.is_bound(head, tail) {
            WEIGHTS.bound
        } else {
            0.0
        };
        apart + whole
    }

    /// Whether two known words make up the whole of two pieces, but do not meet where these do.
    fn knows_compound(&self, head: &str, tail: &str) -> bool {
        let known = |word: &str| word.chars().count() >= WEIGHTS.compound_letters && self.knows(word);
        let linked = |word: &str| known(word) || word.strip_suffix(LINK).is_some_and(known);
        let whole = format!("{head}{tail}");
        let mut seams = whole.char_indices().map(|(at, _)| at).filter(|&at| at != head.len());
        seams.any(|at| known(&whole[at..]) && linked(&whole[..at]))
            || (!self.knows(tail) && tail.strip_prefix(LINK).is_some_and(known))
    }

    /// Whether a piece is not known as a word, but as the beginning or the end of longer ones.
    fn is_bound(&self, head: &str, tail: &str) -> bool {
        let longer = |piece: &str, words: &[String]| {
            let letters = piece.chars().count();
            let first = words.partition_point(|word| word.as_str() < piece);
            letters >= WEIGHTS.compound_letters
                && words[first..]
                    .iter()
                    .take_while(|word| word.starts_with(piece))
                    .any(|word| word.chars().count() >= letters + WEIGHTS.compound_letters)
        };
        (!self.knows(head) && longer(head, &self.forwards))
            || (!self.knows(tail) && longer(&backwards(tail), &self.backwards))
    }

    /// Whether a known word reaches over the break between two pieces: from inside the first to the end of the second,
    /// or from the beginning of the first into the second.
    fn knows_part(&self, head: &str, tail: &str) -> bool {
        let long = |word: &str| word.chars().count() >= WEIGHTS.part_letters;
        let over = |word: String| long(&word) && self.knows(&word);
        head.char_indices().skip(1).any(|(at, _)| over(format!("{}{tail}", &head[at..])))
            || tail.char_indices().skip(1).any(|(at, _)| over(format!("{head}{}", &tail[..at])))
    }

    /// Whether the program that set the report breaks words where their column ends: then some breaks are beyond doubt.
    pub fn breaks_words(&self) -> bool {
        self.breaks_words
    }

    /// Learns a word that was made whole, where that is sure.
    pub fn learn_whole(&mut self, word: &str, odds: f32) {
        self.breaks_words |= odds.is_finite() && odds >= WEIGHTS.habit;
        if odds >= WEIGHTS.sure {
            self.count_one(bare(word).to_lowercase());
        }
    }

    /// How often a word is printed whole; punctuation around it and capitals do not matter.
    pub fn count(&self, word: &str) -> u32 {
        self.times(&bare(word).to_lowercase())
    }

    /// How often a word that is bare and in lower case is printed whole.
    pub(super) fn times(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// The words that are printed whole, in lower case, and how often.
    pub fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.counts.iter().map(|(word, &count)| (&**word, count))
    }

    /// Whether a word that is bare and in lower case is printed whole anywhere.
    fn knows(&self, word: &str) -> bool {
        self.counts.contains_key(word)
    }
}

/// How the words of the lexicon are spelt: how often each group of up to [`Letters::GROUP`] letters is printed in them.
/// Words count once each, and a little more the more often they are printed.
#[derive(Debug, Clone, Default)]
struct Letters {
    groups: HashMap<u128, u32>,
}

impl Letters {
    /// The longest groups: words of two languages and of one report are too few for longer ones.
    const GROUP: usize = 5;
    /// How many times a group of letters counts that is as likely as its end alone makes it (Witten and Bell's
    /// smoothing, with one figure for all).
    const UNSEEN: f32 = 3.0;
    /// How likely a letter is before any is seen: both languages have about sixty, with capitals and accents.
    const LETTER: f32 = 1.0 / 60.0;
    const START: char = '^';
    const END: char = '$';

    fn add(&mut self, word: &str, times: u32) {
        let letters: Vec<char> = [Self::START].into_iter().chain(word.chars()).chain([Self::END]).collect();
        for end in 0..letters.len() {
            for start in end.saturating_sub(Self::GROUP - 1)..=end {
                *self.groups.entry(key(&letters[start..=end])).or_default() += times;
            }
        }
        *self.groups.entry(key(&[])).or_default() += times * (letters.len() - 1) as u32;
    }

    fn times(&self, letters: &[char]) -> f32 {
        self.groups.get(&key(letters)).copied().unwrap_or(0) as f32
    }

    /// How likely `before` goes on with `letter`.
    fn likelihood(&self, before: &[char], letter: char) -> f32 {
        let mut likelihood = Self::LETTER;
        for length in 0..Self::GROUP.min(before.len() + 1) {
            let before = &before[before.len() - length..];
            let all = self.times(before);
            let these = self.times(&[before, &[letter]].concat());
            likelihood = (these + Self::UNSEEN * likelihood) / (all + Self::UNSEEN);
        }
        likelihood
    }

    /// How unlikely it is that a word ends where `head` does, in nats.
    fn no_end(&self, head: &str) -> f32 {
        let letters: Vec<char> = [Self::START].into_iter().chain(head.chars()).collect();
        -self.likelihood(&letters, Self::END).ln()
    }

    /// By how many nats it is likelier that `tail` follows `head` in a word than that it begins one.
    fn goes_on(&self, head: &str, tail: &str) -> f32 {
        let tail: Vec<char> = tail.chars().chain([Self::END]).take(Self::GROUP - 1).collect();
        let mut inside: Vec<char> = [Self::START].into_iter().chain(head.chars()).collect();
        let mut apart = vec![Self::START];
        let mut odds = 0.0;
        for letter in tail {
            odds += (self.likelihood(&inside, letter) / self.likelihood(&apart, letter)).ln();
            inside.push(letter);
            apart.push(letter);
        }
        odds
    }
}

/// A group of at most five letters as one number: a character has 21 bits.
fn key(letters: &[char]) -> u128 {
    letters.iter().fold(0, |key, &letter| key << 21 | u128::from(u32::from(letter)))
}

fn backwards(word: &str) -> String {
    word.chars().rev().collect()
}

/// A word without the punctuation around it, and without an elided article before it (`l'`, `d'`, `qu'`).
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    match word.split_once(['\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 2 && !rest.is_empty() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { text: text.to_owned(), ..Line::default() }
    }

    fn learnt(texts: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        lexicon.learn(&texts.iter().map(|text| line(text)).collect::<Vec<Line>>());
        lexicon.take_stock();
        lexicon
    }

    /// The odds of two pieces that other words follow.
    fn odds(lexicon: &Lexicon, head: &str, tail: &str) -> f32 {
        lexicon.broken_odds(head, tail, Follow::Words("x"))
    }

    #[test]
    fn only_words_that_follow_a_blank_are_learnt() {
        let lexicon = learnt(&["communicati", "on l'accord, signé ici", "la stuur-"]);
        assert!(!lexicon.knows("communicati") && !lexicon.knows("on") && !lexicon.knows("stuur"));
        assert!(lexicon.count("Accord") == 1 && lexicon.knows("signé") && lexicon.knows("ici"));
    }

    #[test]
    fn unknown_words_are_judged_by_how_the_others_are_spelt() {
        let lexicon =
            learnt(&["x action nation station mention fondation dure duel durable formation indication x"]);
        assert!(odds(&lexicon, "modernisati", "on") > 0.0);
        assert!(odds(&lexicon, "modernisation", "durcie") < 0.0);
    }

    #[test]
    fn words_that_stand_side_by_side_elsewhere_are_two() {
        let (near, far) = (learnt(&["x ferme durable"]), learnt(&["x ferme x durable"]));
        assert!(odds(&near, "ferme", "durable") < odds(&far, "ferme", "durable") - 4.0);
    }

    #[test]
    fn two_known_words_that_meet_elsewhere_make_a_compound() {
        let (parts, others) = (learnt(&["x oever gemeente"]), learnt(&["x haven gemaal"]));
        for (head, tail) in [("oeve", "rgemeente"), ("oeverge", "meente"), ("oever", "sgemeente")] {
            assert!(odds(&parts, head, tail) > odds(&others, head, tail) + 2.0, "{head}|{tail}");
        }
        // Where they meet at the break, they may be two words as well as one.
        assert!(odds(&parts, "oever", "gemeente") < odds(&others, "oever", "gemeente"));
    }

    #[test]
    fn a_piece_that_only_begins_or_ends_words_is_a_part_of_one() {
        let lexicon = learnt(&["x verwarmingsketel nachtbewaking"]);
        let without = learnt(&["x verwarming waking"]);
        assert!(odds(&lexicon, "verwarmings", "plan") > odds(&without, "verwarmings", "plan") + 1.0);
        assert!(odds(&lexicon, "kust", "bewaking") > odds(&without, "kust", "bewaking") + 1.0);
    }

    #[test]
    fn no_word_follows_itself() {
        let lexicon = learnt(&["x en x en x en x"]);
        let before = |next| lexicon.broken_odds("oevergemeent", "en", Follow::Words(next));
        assert!(before("en") > before("de") + 3.0);
    }

    #[test]
    fn a_little_word_ends_no_text() {
        let mut lexicon = learnt(&["x en x en x en x en x en x en x en x en x en x en x"]);
        let last = |lexicon: &Lexicon| lexicon.broken_odds("oevergemeent", "en", Follow::Nothing);
        let before = last(&lexicon);
        // A line of one word under another may be what is left over of a broken word.
        lexicon.learn_end(Some(&line("oevergemeent")), &line("en"));
        assert!((last(&lexicon) - before).abs() < 0.1);
        lexicon.learn_end(Some(&line("de bac")), &line("en"));
        assert!(last(&lexicon) < before - 3.0);
    }
}
