//! How likely two pieces of text are one word that a column broke.
//!
//! Not for learning words, which is the builder's, nor for what becomes of the pieces: that is in `paragraphs`.

use super::{Lexicon, backwards, bare};

/// What Dutch sets between the two parts of many compounds.
const LINK: char = 's';

/// Weights of [`Lexicon::broken_odds`], in nats: how much a sign speaks for a broken word.
///
/// What is printed elsewhere decides: in some 500 places on 63 prints of two texts, such a sign was hardly ever wrong. The
/// other weights were fitted to those places by logistic regression, and rounded; fitted to some of the prints they
/// serve the others as well. The more often a piece is printed as a word, the less surely it is a part of one; letters
/// count less than their likelihood says, since neighbouring groups share letters.
pub(super) struct Weights {
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
    pub(super) sure: f32,
    /// A program that breaks words does so often enough for one of them to be this sure.
    pub(super) habit: f32,
    /// A word of more bytes than this is no word but signs in a column: the longest addresses have some hundred.
    longest: usize,
}

pub(super) const WEIGHTS: Weights = Weights {
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
pub(crate) enum Follow<'a> {
    /// Other words; the first of them.
    Words(&'a str),
    /// Perhaps more of the same word, for the piece fills a line by itself; what the next line begins with.
    Rest(&'a str),
    /// Nothing.
    Nothing,
}

impl Lexicon {
    /// Whether a word is frequent and hardly ever ends a text, as articles and conjunctions.
    fn is_little(&self, word: &str) -> bool {
        let ends = self.ends.get(bare(word).to_lowercase().as_str()).copied().unwrap_or(0);
        let count = self.count(word);
        count >= WEIGHTS.little_word && ends * WEIGHTS.little_word < count
    }

    /// How likely two pieces that fill their column are one word that it broke rather than two words: above 0 they are
    /// likelier one.
    pub(crate) fn broken_odds(&self, head: &str, tail: &str, follow: Follow<'_>) -> f32 {
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
        let times = |piece: &str| libm::log1pf(self.count(piece) as f32);
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
}
