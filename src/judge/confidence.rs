//! How sure a record's reading is: what is known of its making, as a few factors whose product is the confidence.
//!
//! A factor says what share of the records with such a doubt is right all the same. The parts are taken as independent,
//! which they are not quite: on prints of known text, sound and damaged, nearly all records above 0.9 were right and
//! nearly all below 0.1 wrong, but between the two fewer were right than the product says. It is made to sort by. Not for
//! finding signs: that is `grounds`.

use std::collections::BTreeMap;

use super::grounds::{self, Grounds};
use crate::join::JoinedTable;
use crate::misreading::surety;
use crate::normalise::Normalised;
use crate::pair::Drafts;
use crate::record::Part;
use crate::tables::Making;
use crate::words::lexicon::Lexicon;

/// What each sign leaves of the confidence: the share of records that are right all the same. Set by hand to a
/// tenth or a half of one and looked at on prints of known text, sound and damaged; none is fitted.
struct Weights {
    /// Rows ruled, columns by alignment; both by alignment: on prints of known text hardly ever wrong, but with less
    /// to hold on to.
    level_rules: f64,
    aligned: f64,
    /// A row of a transcript that has lost cells, or has them in other columns: of real ones about one in five is wrong
    /// somewhere.
    ragged: f64,
    /// A table that is ruled on some pages only: some of its rules may be lost.
    mixed: f64,
    /// A table of which little tells under which headings it stands.
    misplaced: f64,
    /// A cell over several columns: a rule is missing, and what stood in the others is in the wrong one.
    spread: f64,
    /// A line that runs out of its cell: words may be its own or the next cell's.
    overflow: f64,
    /// A column of the table in which the record has no cell, not even a blank one.
    absent: f64,
    /// A cell that two records share.
    shared: f64,
    /// No reference, where most records of the report have one.
    nameless: f64,
    /// Two references in one label: two rows run together.
    crowded: f64,
    /// No reference of its own and no word on what was done: the row may sum up others.
    bare: f64,
    /// A strategic objective of another number than the operational one's, where they mostly agree.
    disagrees: f64,
    /// One threshold without the other; a figure that is no number: both are printed now and then.
    half: f64,
    unread: f64,
    /// A figure's cell that holds several numbers, or one of too many digits: text of another cell.
    muddled: f64,
    /// A column matched to its header with little margin, and one not matched where a usual one is missing.
    doubtful: f64,
    unknown: f64,
    /// A stretch of text in the other language: a name or a quotation, or a line that strayed.
    foreign: f64,
    /// A record in one language, of two rows or two tables that each should have it: it may be half of another one.
    alone: f64,
    /// A cell of which little tells whether it holds both languages or one.
    unsure: f64,
    /// A text in one language alone, where the table else has both: the other one may be in it.
    lacking: f64,
    /// A page that the record leaves out between its first one and its last: part of its text may stand there.
    skips: f64,
    /// How often, in a thousand letters, a word is another with a letter left out though nothing is lost: the most
    /// that was seen in 47 sound prints of two texts; prints without a hundredth of their glyphs show 2 to 3.
    chance_losses: f64,
    /// How many standard deviations above chance the losses of a report must lie.
    deviations: f64,
    /// What share of the records of a sound report shows such signs: authors leave out references too.
    usual: f64,
    /// A share of records from which a habit is one.
    habit: f64,
}

const WEIGHTS: Weights = Weights {
    level_rules: 0.98,
    aligned: 0.95,
    ragged: 0.75,
    mixed: 0.8,
    misplaced: 0.8,
    spread: 0.5,
    overflow: 0.8,
    absent: 0.5,
    shared: 0.5,
    nameless: 0.3,
    crowded: 0.3,
    bare: 0.5,
    disagrees: 0.4,
    half: 0.7,
    unread: 0.9,
    muddled: 0.6,
    doubtful: 0.8,
    unknown: 0.7,
    foreign: 0.8,
    alone: 0.5,
    unsure: 0.8,
    lacking: 0.8,
    skips: 0.5,
    chance_losses: 0.2,
    deviations: 2.0,
    usual: 0.05,
    habit: 0.8,
};

/// No part of a confidence is less than this, so that doubts of several kinds still tell records apart.
const LEAST: f64 = 0.001;

/// The parts of a confidence that are below 1.
pub(super) type Parts = BTreeMap<Part, f64>;

/// The parts of the confidence of every record, table by table.
pub(super) fn of_tables(
    tables: &[JoinedTable],
    drafts: &[Drafts<'_>],
    values: &[Vec<Normalised>],
    lexicon: &Lexicon,
) -> Vec<Vec<Parts>> {
    let grounds = grounds::of_tables(tables, drafts, values, lexicon);
    let all: Vec<&Grounds> = grounds.iter().flatten().collect();
    let report = Survey::of(&all);
    grounds.iter().map(|table| table.iter().map(|grounds| report.parts(grounds)).collect()).collect()
}

/// The product of parts, rounded to three decimals.
pub(super) fn total(parts: &Parts) -> f64 {
    rounded(parts.values().product())
}

fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// What is known of a report as a whole.
#[derive(Debug, Clone, Copy)]
struct Survey {
    /// Whether most records have an operational reference, a strategic one, and the two agree.
    named: bool,
    strategic: bool,
    agrees: bool,
    /// How many letters are lost, of each letter that there is.
    lost: f64,
    /// What share of the words that seem to lack a letter does.
    true_losses: f64,
    /// What share of the records shows a doubt about its structure.
    odd: f64,
}

impl Survey {
    fn of(all: &[&Grounds]) -> Self {
        let share = |holds: &dyn Fn(&Grounds) -> bool| {
            all.iter().filter(|grounds| holds(grounds)).count() as f64 / all.len().max(1) as f64
        };
        let is_habit = |holds: &dyn Fn(&Grounds) -> bool| share(holds) >= WEIGHTS.habit;
        let sum = |count: &dyn Fn(&Grounds) -> u32| {
            all.iter().map(|grounds| f64::from(count(grounds))).sum::<f64>()
        };
        let (losses, letters) = (sum(&|grounds| grounds.losses), sum(&|grounds| grounds.letters).max(1.0));
        let chance = WEIGHTS.chance_losses * letters / 1000.0;
        let beyond = (losses - chance - WEIGHTS.deviations * chance.sqrt()).max(0.0);
        let mut survey = Self {
            named: is_habit(&|grounds| grounds.named),
            strategic: is_habit(&|grounds| grounds.strategic),
            agrees: is_habit(&|grounds| grounds.agrees != Some(false)),
            lost: beyond / letters,
            true_losses: beyond / losses.max(1.0),
            odd: 0.0,
        };
        survey.odd = share(&|grounds| survey.is_odd(grounds));
        survey
    }

    /// Whether a record shows that its rows or columns may be wrong.
    fn is_odd(&self, grounds: &Grounds) -> bool {
        self.misnamed(grounds) > 0
            || grounds.spread + grounds.absent + grounds.shared + grounds.crowded > 0
            || (self.agrees && grounds.agrees == Some(false))
    }

    /// How many references are missing that the report's records have.
    fn misnamed(&self, grounds: &Grounds) -> u32 {
        u32::from(self.named && !grounds.named) + u32::from(self.strategic && !grounds.strategic)
    }

    fn parts(&self, grounds: &Grounds) -> Parts {
        let times = |weight: f64, count: u32| std::iter::repeat_n(weight, count as usize).product::<f64>();
        let making = match grounds.making {
            Making::Ruled => 1.0,
            Making::LevelRules => WEIGHTS.level_rules,
            Making::Aligned => WEIGHTS.aligned,
            Making::Transcribed => 1.0,
        };
        // Nats as the share of such cases that are as the likelier reading has them.
        let share = |nats: Option<f32>| nats.map_or(1.0, surety);
        let structure = making
            * share(grounds.columns)
            * times(WEIGHTS.ragged, u32::from(grounds.ragged))
            * times(WEIGHTS.mixed, u32::from(grounds.mixed))
            * times(WEIGHTS.misplaced, u32::from(grounds.misplaced))
            * times(WEIGHTS.spread, grounds.spread)
            * times(WEIGHTS.overflow, u32::from(grounds.overflows > 0))
            * times(WEIGHTS.absent, grounds.absent)
            * times(WEIGHTS.shared, grounds.shared)
            * times(WEIGHTS.nameless, self.misnamed(grounds))
            * times(WEIGHTS.crowded, grounds.crowded)
            * times(WEIGHTS.bare, u32::from(grounds.bare))
            * times(WEIGHTS.disagrees, u32::from(self.agrees && grounds.agrees == Some(false)));
        let header = times(WEIGHTS.doubtful, grounds.doubtful) * times(WEIGHTS.unknown, grounds.unknown);
        // Every letter may be lost, seen or not; a word that seems to lack one mostly does where many do.
        let whole = libm::exp(-self.lost * f64::from(grounds.letters))
            * times(1.0 - self.true_losses, grounds.losses);
        let breaks = share(grounds.margin) * times(WEIGHTS.skips, u32::from(grounds.skips));
        let figures = times(WEIGHTS.half, u32::from(grounds.half))
            * times(WEIGHTS.unread, grounds.unread)
            * times(WEIGHTS.muddled, grounds.muddled);
        let language = share(grounds.layout)
            * times(WEIGHTS.foreign, grounds.foreign)
            * times(WEIGHTS.alone, u32::from(grounds.alone))
            * times(WEIGHTS.unsure, u32::from(grounds.unsure > 0))
            * times(WEIGHTS.lacking, u32::from(grounds.lacking > 0));
        let parts = [
            (Part::Structure, structure),
            (Part::Header, header),
            (Part::Language, language),
            (Part::Words, grounds.repairs * whole),
            (Part::Breaks, breaks),
            (Part::Figures, figures),
            (Part::Recognition, (1.0 - grounds.doubt) * grounds.readings),
            // Where some records show that rules are lost, others have lost some without showing it.
            (Part::Report, 1.0 - (self.odd - WEIGHTS.usual).max(0.0)),
        ];
        let below = parts.into_iter().map(|(part, share)| (part, rounded(share.max(LEAST))));
        below.filter(|&(_, share)| share < 1.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Grounds {
        Grounds {
            named: true,
            strategic: true,
            agrees: Some(true),
            repairs: 1.0,
            readings: 1.0,
            letters: 1000,
            ..Grounds::default()
        }
    }

    /// The parts of a record in a report of twenty records, of which so many are made as it is.
    fn parts(record: Grounds, alike: usize) -> Parts {
        let sound = sound();
        let all: Vec<&Grounds> = (0..20).map(|at| if at < alike { &record } else { &sound }).collect();
        Survey::of(&all).parts(&record)
    }

    /// The part that is less than 1 for a record made so, if there is but one, and how much it is.
    fn doubt(record: Grounds) -> Option<(Part, f64)> {
        let mut parts = parts(record, 1).into_iter();
        parts.next().filter(|_| parts.next().is_none())
    }

    #[test]
    fn a_record_without_doubts_has_no_part_below_1() {
        assert!(parts(sound(), 20).is_empty());
        assert_eq!(total(&Parts::new()), 1.0);
    }

    #[test]
    fn every_sign_lowers_its_part_and_no_other() {
        for (part, record) in [
            (Part::Structure, Grounds { making: Making::LevelRules, ..sound() }),
            (Part::Structure, Grounds { making: Making::Aligned, ..sound() }),
            (Part::Structure, Grounds { mixed: true, ..sound() }),
            (Part::Structure, Grounds { misplaced: true, ..sound() }),
            (Part::Structure, Grounds { spread: 1, ..sound() }),
            (Part::Structure, Grounds { overflows: 2, ..sound() }),
            (Part::Structure, Grounds { absent: 1, ..sound() }),
            (Part::Structure, Grounds { shared: 1, ..sound() }),
            (Part::Structure, Grounds { named: false, ..sound() }),
            (Part::Structure, Grounds { strategic: false, ..sound() }),
            (Part::Structure, Grounds { crowded: 1, ..sound() }),
            (Part::Structure, Grounds { bare: true, ..sound() }),
            (Part::Structure, Grounds { agrees: Some(false), ..sound() }),
            (Part::Header, Grounds { doubtful: 1, ..sound() }),
            (Part::Header, Grounds { unknown: 1, ..sound() }),
            (Part::Language, Grounds { foreign: 1, ..sound() }),
            (Part::Language, Grounds { alone: true, ..sound() }),
            (Part::Language, Grounds { unsure: 1, ..sound() }),
            (Part::Language, Grounds { lacking: 1, ..sound() }),
            (Part::Language, Grounds { layout: Some(1.0), ..sound() }),
            (Part::Words, Grounds { repairs: 0.7, ..sound() }),
            (Part::Recognition, Grounds { readings: 0.7, ..sound() }),
            (Part::Breaks, Grounds { margin: Some(1.0), ..sound() }),
            (Part::Breaks, Grounds { skips: true, ..sound() }),
            (Part::Figures, Grounds { half: true, ..sound() }),
            (Part::Figures, Grounds { unread: 1, ..sound() }),
            (Part::Figures, Grounds { muddled: 1, ..sound() }),
        ] {
            assert_eq!(doubt(record).map(|(part, _)| part), Some(part), "{record:?}");
        }
    }

    #[test]
    fn a_sign_that_shows_twice_lowers_more() {
        let spread = |spread: u32| doubt(Grounds { spread, ..sound() }).map(|(_, share)| share);
        assert!(spread(2) < spread(1));
    }

    #[test]
    fn a_page_break_counts_by_its_margin() {
        let breaks =
            |margin: f32| parts(Grounds { margin: Some(margin), ..sound() }, 1).remove(&Part::Breaks);
        assert_eq!(breaks(0.0), Some(0.5));
        assert_eq!(breaks(20.0), None);
    }

    #[test]
    fn what_the_whole_report_does_is_no_doubt() {
        for habit in [
            Grounds { named: false, agrees: None, ..sound() },
            Grounds { strategic: false, agrees: None, ..sound() },
            Grounds { agrees: Some(false), ..sound() },
        ] {
            assert!(parts(habit, 20).is_empty(), "{habit:?}");
        }
    }

    #[test]
    fn many_odd_records_throw_doubt_on_the_others() {
        let odd = Grounds { spread: 1, ..sound() };
        let around = |count: usize| {
            let sound = sound();
            let all: Vec<&Grounds> = (0..20).map(|at| if at < count { &odd } else { &sound }).collect();
            Survey::of(&all).parts(&sound).remove(&Part::Report)
        };
        assert_eq!(around(1), None);
        assert!(around(4) < Some(1.0) && around(10) < around(4));
    }

    #[test]
    fn lost_letters_throw_doubt_on_long_texts_and_on_words_that_lack_one() {
        let words = |record: Grounds| {
            let lossy = Grounds { losses: 4, ..sound() };
            let all: Vec<&Grounds> = vec![&lossy; 20];
            Survey::of(&all).parts(&record).get(&Part::Words).copied().unwrap_or(1.0)
        };
        let short = words(Grounds { letters: 100, ..sound() });
        let long = words(sound());
        assert!(long < 0.1 && long < short && short < 0.9, "{long} {short}");
        assert!(words(Grounds { letters: 100, losses: 1, ..sound() }) < short / 2.0);
        // A few such words are words of their own.
        assert!(parts(Grounds { losses: 4, ..sound() }, 1).is_empty());
    }

    #[test]
    fn the_confidence_is_the_product_of_its_parts() {
        assert_eq!(total(&[(Part::Structure, 0.5), (Part::Words, 0.25)].into()), 0.125);
        let worst = Grounds { spread: 40, letters: 40, ..sound() };
        assert_eq!(doubt(worst), Some((Part::Structure, LEAST)));
    }
}
