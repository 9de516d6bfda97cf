//! The list of codes, each defined once: its number, its severity and what it means.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Severity;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $severity:ident; )+) => {
        /// What kind of finding a diagnostic is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $( $(#[doc = $doc])+ $name, )+ }

        impl Code {
            /// Every code, in ascending order.
            pub const ALL: &[Self] = &[$( Self::$name, )+];

            /// The code as it is written, such as `B201`.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$name => stringify!($name), )+ }
            }

            /// How grave a finding of this code is.
            pub fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )+ }
            }

            /// What the code means: what was found, why it matters, what to do.
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$name => concat!($($doc, "\n"),+).trim_ascii(), )+ }
            }
        }
    };
}

codes! {
    /// A page could not be read; its records are missing.
    B101 = Error;
    /// A page shows no text that can be read: it is an image, or its fonts do not say which characters they draw.
    B102 = Error;
    /// The engine that reads PDF could not use a font or an image of a page.
    B103 = Warning;
    /// A page holds more glyphs or lines than any printed page; the rest of it was left out.
    B104 = Error;
    /// Some glyphs of a page do not say which character they are.
    B105 = Warning;
    /// A font of the page is missing from the file; text set in it is lost.
    B106 = Error;
    /// A font of the page is missing from the file; its text was read with the codes of the other fonts.
    B107 = Warning;
    /// A page of the file is missing from it, or the list of its pages is.
    B108 = Error;
    /// Text that runs level was taken for a watermark or a stamp and left out: it lies over other text, or is very large
    /// and pale or transparent.
    B109 = Note;
    /// Text found no place in the report's structure; it is counted as unassigned.
    B201 = Warning;
    /// A table has no header that can be read; its text is counted as unassigned.
    B202 = Error;
    /// A column is not known; its texts are kept under its own header.
    B203 = Note;
    /// The heading over a table and its columns disagree on what it reports.
    B204 = Warning;
    /// A header was matched to its columns with little margin.
    B205 = Warning;
    /// A table stands under no heading that names an administration.
    B206 = Warning;
    /// A cell reaches over columns that should be apart; its text went to the first of them.
    B207 = Warning;
    /// A column broke a word, or two words met at its edge: little tells which, and the text may be wrong there.
    B208 = Note;
    /// Glyphs went missing between two stages: the conservation law does not hold.
    B299 = Error;
    /// A text stands in one language's place and is in the other language; it stays where it is printed.
    B301 = Warning;
    /// A text is printed in one language, and nothing stands in the place of the other.
    B302 = Note;
    /// A text is printed in one language, and a placeholder such as `FR` or `nvt` stands in the place of the other.
    B303 = Note;
    /// The French and the Dutch text do not name the same figures or dates.
    B304 = Warning;
    /// A name that the report writes alike in both languages stands in one of two texts alone.
    B305 = Note;
    /// A list has more items in one language than in the other.
    B306 = Warning;
    /// A name that the report writes in one language stands in a text of the other.
    B307 = Note;
    /// A figure is in words, or is no number that can be read.
    B401 = Note;
    /// A threshold is not printed; without both of them the result says nothing.
    B402 = Note;
    /// The red threshold is above the green one: the scale runs the other way.
    B403 = Note;
    /// A reference could not be read as a number.
    B404 = Warning;
    /// A header prints `>` or `<` for a threshold, which is read as `≥` and `≤`.
    B405 = Note;
    /// A budget reference is not well formed.
    B406 = Note;
    /// The red and the green threshold are equal: nothing can be partially realised.
    B407 = Note;
    /// A threshold is below 0 or above 100: it is no percentage, or it is misprinted.
    B408 = Note;
    /// No result is printed.
    B409 = Note;
    /// A result is below 0 or above 100: it is no percentage, or it is misprinted.
    B410 = Note;
    /// The result is equal to a threshold; it counts on the side of that threshold.
    B411 = Note;
    /// A text seems to end in the middle of a sentence: it was cut in print, or its end was not found.
    B412 = Warning;
    /// A text begins with a small letter, and others of its kind do not: its beginning may be missing.
    B413 = Note;
    /// The status that the page prints differs from the one that thresholds and result give.
    B501 = Warning;
    /// The tables of objectives and of indicators print different figures for one objective.
    B502 = Warning;
    /// The tables of objectives and of indicators print different titles for one objective.
    B503 = Note;
    /// The tables of objectives and of indicators print the same text for one objective, but for a few words.
    B504 = Note;
    /// The result of an objective is not the mean of its indicators' results, by their weights where they have some.
    B505 = Warning;
    /// The weights of an objective's indicators do not add up to 100.
    B506 = Warning;
    /// A text says how far an objective was realised, and it is not what its result says.
    B507 = Note;
    /// An objective has no indicator, though there is a table of indicators where it could stand.
    B508 = Note;
    /// An indicator belongs to an objective that the table of objectives does not print.
    B509 = Warning;
    /// A reference is printed twice where it should name one thing.
    B510 = Warning;
    /// A reference is out of sequence: one before it is not printed, or it stands after a higher one.
    B511 = Note;
    /// An operational objective stands under a strategic one that its reference does not belong to.
    B512 = Warning;
    /// The contents list names an administration that has no table in this part.
    B513 = Note;
    /// An administration has a table, and the contents list does not name it.
    B514 = Note;
    /// The contents list names a chapter that has no table in this part.
    B515 = Note;
    /// `NIHIL` is printed in the place of a table.
    B516 = Note;
    /// The same text stands under two objectives.
    B517 = Warning;
    /// An objective or an indicator was not realised, or in part, and nothing says why.
    B518 = Note;
    /// A figure or a text of an objective is printed in one of its two tables, and not in the other.
    B519 = Note;
    /// No result is printed, and a text says in percentages what was done.
    B520 = Note;
    /// An objective or an indicator has no title.
    B521 = Note;
    /// An objective or an indicator has no description of what was done.
    B522 = Note;
    /// A chapter has another number in the contents list than over its tables.
    B523 = Note;
    /// A text refers to an objective that the tables of its section do not print.
    B524 = Note;
    /// A text is longer than a cell of a workbook can be; it is cut there, and whole in the other formats.
    B601 = Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
