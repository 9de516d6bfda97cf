//! Bands become rows: which band begins a row, which is a tail below a page break, and on which side of a record
//! its row stands.
//!
//! Each band is given a label so that the labels of a whole stretch agree best with what the bands show and with
//! each other (the Viterbi algorithm). The labels are few: in a *paired* layout a row is French or Dutch and the
//! two take turns; in a *stacked* one every row is a record; a band right below a page break may be a tail in
//! either. The layout is that whose labels agree better over the table's stretches together.

use std::ops::Range;

use super::JoinedTable;
use super::evidence::{self, Evidence, Key};
use crate::language::Identifier;

/// How a table holds its two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Layout {
    /// Two rows a record, French above Dutch; some cells may span both.
    #[default]
    Paired,
    /// One row a record, French above Dutch in each cell.
    Stacked,
}

/// Which side of its record a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// The French row of two.
    French,
    /// The Dutch row of two.
    Dutch,
    /// The only row.
    Both,
}

/// A row, whole.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Which side of its record it is.
    pub side: Side,
    /// Its bands, the tails below page breaks included.
    pub bands: Vec<usize>,
    /// How surely its bands are joined: the least margin at its page breaks, in nats; `None` where there are none.
    pub margin: Option<f32>,
}

/// Weights in nats: how much a sign speaks for a label. They follow from how such tables are made; none is tuned
/// finer than a half.
struct Weights {
    /// A reference in a row that should have one, and in one that should not.
    key: f32,
    /// No reference in a row that should have one.
    no_key: f32,
    /// A reference of either kind in a row of a transcript, which may be all that is left of the record's French row.
    named: f32,
    /// Neither a reference nor a figure in a row of a transcript, which loses pieces of rows.
    nameless: f32,
    /// A figure likewise.
    figures: f32,
    /// A strategic reference likewise.
    strategic: f32,
    /// Two rows of one language in turn: a record with one row only.
    turn: f32,
    /// The same in a transcript, which loses rows.
    lost: f32,
    /// A cell that spans two bands, where the labels would part them, or is missing where cells span elsewhere.
    glue: f32,
    /// A band without a rule under it, before the page break.
    open: f32,
    /// Cells that hold both languages, or one, against the layout.
    bilingual: f32,
    /// Each nat by which a band leans to Dutch, in a table whose rows hold both languages.
    rest: f32,
    /// A tail, before anything is known: a page break cuts about half of the rows it meets.
    tail: f32,
}

const WEIGHTS: Weights = Weights {
    key: 4.0,
    no_key: 2.0,
    named: 8.0,
    nameless: 7.0,
    figures: 1.5,
    strategic: 2.0,
    turn: 8.0,
    lost: 4.0,
    glue: 6.0,
    open: 5.0,
    bilingual: 3.0,
    rest: 0.5,
    tail: 0.0,
};

/// A band's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    side: Side,
    tail: bool,
}

impl Layout {
    fn labels(self) -> &'static [Label] {
        const fn label(side: Side, tail: bool) -> Label {
            Label { side, tail }
        }
        const PAIRED: [Label; 4] = [
            label(Side::French, false),
            label(Side::Dutch, false),
            label(Side::French, true),
            label(Side::Dutch, true),
        ];
        const STACKED: [Label; 2] = [label(Side::Both, false), label(Side::Both, true)];
        match self {
            Self::Paired => &PAIRED,
            Self::Stacked => &STACKED,
        }
    }
}

/// The layout of a table, and the rows of each of its stretches of bands.
pub(super) fn bands_to_rows(
    table: &JoinedTable,
    stretches: &[Range<usize>],
    languages: &Identifier,
) -> (Layout, Vec<Vec<Row>>) {
    let shown: Vec<Vec<Evidence>> = stretches.iter().map(|bands| evidence(table, bands, languages)).collect();
    let labelled = |layout: Layout| -> Vec<Labelled> {
        stretches.iter().zip(&shown).map(|(bands, shown)| label(table, bands, shown, layout)).collect()
    };
    let score = |labelled: &[Labelled]| labelled.iter().map(|labelled| labelled.score).sum::<f32>();
    let (paired, stacked) = (labelled(Layout::Paired), labelled(Layout::Stacked));
    let (layout, best) =
        if score(&paired) > score(&stacked) { (Layout::Paired, paired) } else { (Layout::Stacked, stacked) };
    let rows = stretches.iter().zip(best).map(|(bands, labelled)| rows_of(bands.clone(), labelled)).collect();
    (layout, rows)
}

/// What each band of a stretch shows.
fn evidence(table: &JoinedTable, bands: &Range<usize>, languages: &Identifier) -> Vec<Evidence> {
    let of = |band: usize| {
        let above = (band > bands.start).then(|| &table.bands[band - 1]);
        let mut shown = evidence::of(table, &table.bands[band], above, languages);
        shown.again = shown.strategic && evidence::is_again(table, band);
        shown
    };
    bands.clone().map(of).collect()
}

fn rows_of(bands: Range<usize>, labelled: Labelled) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ((band, label), margin) in bands.zip(labelled.labels).zip(labelled.margins) {
        match rows.last_mut() {
            Some(row) if label.tail => {
                row.bands.push(band);
                row.margin = Some(row.margin.map_or(margin, |known| known.min(margin)));
            }
            _ => rows.push(Row { side: label.side, bands: vec![band], margin: None }),
        }
    }
    rows
}

/// The best labels of a stretch, their score, and how much worse the best other choice is at each band.
struct Labelled {
    labels: Vec<Label>,
    margins: Vec<f32>,
    score: f32,
}

fn label(table: &JoinedTable, bands: &Range<usize>, shown: &[Evidence], layout: Layout) -> Labelled {
    let labels = layout.labels();
    let count = bands.len();
    if count == 0 {
        return Labelled { labels: Vec::new(), margins: Vec::new(), score: 0.0 };
    }
    let context = Context {
        glue_used: shown.iter().any(|evidence| evidence.glued),
        open_used: table.bands.iter().any(|band| band.open),
    };
    let step = |index: usize, before: Option<Label>, label: Label| -> f32 {
        let band = &table.bands[bands.start + index];
        let open = index > 0 && table.bands[bands.start + index - 1].open;
        context.emission(layout, &shown[index], label)
            + context.transition(&shown[index], before, label, band.first, open)
    };
    // Best score of any labelling up to a band that ends in a label, and of any from a band on that begins in one.
    let mut forward = vec![vec![f32::NEG_INFINITY; labels.len()]; count];
    let mut from = vec![vec![0_usize; labels.len()]; count];
    for (to, &label) in labels.iter().enumerate() {
        forward[0][to] = step(0, None, label);
    }
    for index in 1..count {
        for (to, &label) in labels.iter().enumerate() {
            for (of, &before) in labels.iter().enumerate() {
                let score = forward[index - 1][of] + step(index, Some(before), label);
                if score > forward[index][to] {
                    (forward[index][to], from[index][to]) = (score, of);
                }
            }
        }
    }
    let mut backward = vec![vec![0.0_f32; labels.len()]; count];
    for index in (0..count - 1).rev() {
        for (of, &before) in labels.iter().enumerate() {
            let best = labels
                .iter()
                .enumerate()
                .map(|(to, &label)| step(index + 1, Some(before), label) + backward[index + 1][to]);
            backward[index][of] = best.fold(f32::NEG_INFINITY, f32::max);
        }
    }
    let best = |scores: &[f32]| {
        (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0)
    };
    let mut at = best(&forward[count - 1]);
    let score = forward[count - 1][at];
    let mut chosen = vec![at; count];
    for index in (1..count).rev() {
        at = from[index][at];
        chosen[index - 1] = at;
    }
    let margins = (0..count)
        .map(|index| {
            let other = (0..labels.len()).filter(|&other| other != chosen[index]);
            score
                - other
                    .map(|other| forward[index][other] + backward[index][other])
                    .fold(f32::NEG_INFINITY, f32::max)
        })
        .collect();
    Labelled { labels: chosen.into_iter().map(|label| labels[label]).collect(), margins, score }
}

/// What is known of the table as a whole.
struct Context {
    /// Whether cells of one record span its two rows in this stretch.
    glue_used: bool,
    /// Whether rows that go on have no rule under them in this table.
    open_used: bool,
}

impl Context {
    /// How well a label fits what its band shows.
    fn emission(&self, layout: Layout, shown: &Evidence, label: Label) -> f32 {
        let begins = label.side != Side::Dutch && !label.tail;
        let sign = |condition: bool| if condition { 1.0 } else { -1.0 };
        let mut score = 0.0;
        score += match shown.key {
            Key::Whole => WEIGHTS.key * sign(begins),
            Key::Rest => WEIGHTS.key / 2.0 * sign(label.tail),
            Key::Blank if begins && shown.is_nameless() => -WEIGHTS.nameless,
            Key::Blank if begins => -WEIGHTS.no_key,
            Key::Blank => 0.0,
        };
        if shown.figures {
            score += WEIGHTS.figures * sign(begins);
        }
        if shown.strategic {
            score += WEIGHTS.strategic * sign(begins);
        }
        // a transcript may have lost the French row of a record, whose reference then stands in the Dutch one
        let is_named = shown.transcribed && (shown.key == Key::Whole || shown.strategic && !shown.again);
        score += if is_named { WEIGHTS.named * sign(begins) } else { 0.0 };
        score += match label.side {
            _ if is_named => 0.0,
            Side::French => shown.lean,
            Side::Dutch => -shown.lean,
            Side::Both => 0.0,
        };
        score + WEIGHTS.bilingual * shown.bilingual * sign(layout == Layout::Stacked)
    }

    /// How well a label follows the one before it; `first`: a page break parts the two bands, and `open`: without a
    /// rule under the upper one.
    fn transition(
        &self,
        shown: &Evidence,
        before: Option<Label>,
        label: Label,
        first: bool,
        open: bool,
    ) -> f32 {
        let Some(before) = before else {
            let odd = label.tail || label.side == Side::Dutch;
            return if odd { -WEIGHTS.turn } else { 0.0 };
        };
        if label.tail {
            if !(first || shown.is_nameless()) || before.side != label.side {
                return f32::NEG_INFINITY;
            }
            let rule = if open {
                WEIGHTS.open
            } else if self.open_used {
                -WEIGHTS.open
            } else {
                0.0
            };
            // A record of one row begins in French: Dutch alone is what the page break left of one.
            let rest =
                if label.side == Side::Both && shown.key == Key::Blank && !(shown.figures || shown.strategic)
                {
                    WEIGHTS.rest * (-shown.lean).max(0.0)
                } else {
                    0.0
                };
            return WEIGHTS.tail + rule + rest + shown.continuity;
        }
        let cut = if open { -WEIGHTS.open } else { 0.0 };
        let pair = before.side == Side::French && label.side == Side::Dutch;
        let glue = match (shown.glued, pair) {
            (true, false) => -WEIGHTS.glue,
            (false, true) if self.glue_used && !first => -WEIGHTS.glue / 2.0,
            _ => 0.0,
        };
        let turn = match (before.side, label.side) {
            (Side::French, Side::French) | (Side::Dutch, Side::Dutch) if shown.transcribed => -WEIGHTS.lost,
            (Side::French, Side::French) | (Side::Dutch, Side::Dutch) => -WEIGHTS.turn,
            _ => 0.0,
        };
        cut + glue + turn - shown.continuity.max(0.0)
    }
}
