//! Bands become rows: which band begins a row, which is a tail below a page break, and on which side of a record
//! its row stands.
//!
//! Each band is given a label so that the labels of a whole stretch agree best with what the bands show and with
//! each other (the Viterbi algorithm). The labels are few: in a *paired* layout a row is French or Dutch and the
//! two take turns; in a *stacked* one every row is a record; a band right below a page break may be a tail in
//! either, and one that is of no record may be left out. The layout is that whose labels agree better over the table's
//! stretches together.

use std::ops::Range;

use super::evidence::{self, Evidence, Key, Service};
use super::{JoinedTable, Vocabulary};
use crate::language::{Edition, Language};

/// How a table holds its two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Layout {
    /// Two rows a record, one language above the other; some cells may span both.
    #[default]
    Paired,
    /// One row a record, one language above the other in each cell.
    Stacked,
    /// One row a record in each of two tables, one a language.
    Tables,
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

impl Side {
    /// The side of a row in one language.
    fn of(language: Language) -> Self {
        match language {
            Language::Fr => Self::French,
            Language::Nl => Self::Dutch,
        }
    }

    /// The language of the row, where it is in one.
    pub(crate) fn language(self) -> Option<Language> {
        match self {
            Self::French => Some(Language::Fr),
            Self::Dutch => Some(Language::Nl),
            Self::Both => None,
        }
    }
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
    /// Another reference than the one in force, in a row that is the Dutch of that one's or its tail: beyond what all
    /// of its texts can lean.
    own: f32,
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
    /// The most that the other tables of the report tell of a table's layout: as much as one record without its second
    /// row.
    others: f32,
}

const WEIGHTS: Weights = Weights {
    key: 4.0,
    no_key: 2.0,
    own: 30.0,
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
    others: 8.0,
};

/// A band's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    /// Its side; where it is left out, that of the row before it.
    side: Side,
    part: BandPart,
}

/// What a band is to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BandPart {
    /// Its beginning.
    Head,
    /// Its rest, below a page break.
    Tail,
    /// None: it is left out.
    None,
}

impl Layout {
    fn labels(self) -> &'static [Label] {
        const fn label(side: Side, part: BandPart) -> Label {
            Label { side, part }
        }
        const PAIRED: [Label; 6] = [
            label(Side::French, BandPart::Head),
            label(Side::Dutch, BandPart::Head),
            label(Side::French, BandPart::Tail),
            label(Side::Dutch, BandPart::Tail),
            label(Side::French, BandPart::None),
            label(Side::Dutch, BandPart::None),
        ];
        const STACKED: [Label; 3] = [
            label(Side::Both, BandPart::Head),
            label(Side::Both, BandPart::Tail),
            label(Side::Both, BandPart::None),
        ];
        match self {
            Self::Paired => &PAIRED,
            Self::Stacked | Self::Tables => &STACKED,
        }
    }
}

/// What bands become.
pub(super) struct Stretches {
    /// The layout of the table.
    pub(super) layout: Layout,
    /// How much surer it is than the other one, in nats; `None` where there is no choice.
    pub(super) margin: Option<f32>,
    /// The rows of each stretch.
    pub(super) rows: Vec<Vec<Row>>,
}

/// The bands of a table with the labels that each layout gives them, before one is chosen.
pub(super) struct Candidates {
    /// The bands of each stretch.
    stretches: Vec<Range<usize>>,
    /// The language that the table prints first.
    first: Language,
    /// The first band in the second language, where the table is printed once in each.
    turn: Option<usize>,
    /// Labels with one row a record.
    single: Vec<Labelled>,
    /// Labels with two rows a record, where the table may have those.
    paired: Option<Vec<Labelled>>,
    /// The bands that sum up others.
    pub(super) summaries: Vec<usize>,
}

impl Candidates {
    /// Labels the stretches of bands of a table. `turn` is the first band in the second language, where the table is
    /// printed once in each.
    pub(super) fn of(
        table: &JoinedTable,
        stretches: Vec<Range<usize>>,
        turn: Option<usize>,
        known: Vocabulary<'_>,
    ) -> Self {
        let first = table.edition.first();
        let edition = if turn.is_some() { Edition::of(first) } else { table.edition };
        let shown: Vec<Vec<Evidence>> =
            stretches.iter().map(|bands| evidence(table, bands, edition, known)).collect();
        let all = stretches.iter().cloned().zip(&shown).flat_map(|(bands, shown)| bands.zip(shown));
        let summaries = all.filter(|(_, shown)| shown.service == Some(Service::Summary));
        let summaries = summaries.map(|(band, _)| band).collect();
        let labelled = |layout: Layout| -> Vec<Labelled> {
            stretches.iter().zip(&shown).map(|(bands, shown)| label(table, bands, shown, layout)).collect()
        };
        let single = labelled(Layout::Stacked);
        let paired = turn.is_none().then(|| labelled(Layout::Paired));
        Self { stretches, first, turn, single, paired, summaries }
    }

    /// How many nats more speak for two rows a record than for one; `None` where there is no choice.
    pub(super) fn lean(&self) -> Option<f32> {
        let score = |labelled: &[Labelled]| labelled.iter().map(|labelled| labelled.score).sum::<f32>();
        Some(score(self.paired.as_ref()?) - score(&self.single))
    }

    /// The rows in the layout that the table shows; `others` is how much the other tables lean to two rows a record, in
    /// nats, which decides where this one shows little.
    pub(super) fn rows(self, others: f32) -> Stretches {
        let lean = self.lean().map(|lean| lean + others);
        let (layout, best) = match self.paired {
            Some(paired) if lean > Some(0.0) => (Layout::Paired, paired),
            _ if self.turn.is_some() => (Layout::Tables, self.single),
            _ => (Layout::Stacked, self.single),
        };
        // Labels are those of a table with French first; evidence is measured so, and here the sides are turned back.
        let (first, turn) = (self.first, self.turn);
        let side = |bands: &Range<usize>, side: Side| match (turn, side.language()) {
            (Some(turn), _) => Side::of(if bands.start < turn { first } else { first.other() }),
            (None, Some(language)) if first == Language::Nl => Side::of(language.other()),
            _ => side,
        };
        let rows = self.stretches.iter().zip(best);
        let rows = rows.map(|(bands, labelled)| rows_of(bands.clone(), labelled, |own| side(bands, own)));
        Stretches { layout, margin: lean.map(f32::abs), rows: rows.collect() }
    }
}

/// How much the other tables of a report tell of each one's layout, in nats; `leans` is what each one shows by itself.
pub(super) fn of_others(leans: &[Option<f32>]) -> Vec<f32> {
    let most = WEIGHTS.others;
    let own = |lean: &Option<f32>| lean.unwrap_or_default().clamp(-most, most);
    let all: f32 = leans.iter().map(own).sum();
    leans.iter().map(|lean| (all - own(lean)).clamp(-most, most)).collect()
}

/// What each band of a stretch shows.
fn evidence(
    table: &JoinedTable,
    bands: &Range<usize>,
    edition: Edition,
    known: Vocabulary<'_>,
) -> Vec<Evidence> {
    let mut references = vec![String::new(); table.columns.len()];
    let of = |band: usize| {
        let above = (band > bands.start).then(|| &table.bands[band - 1]);
        let mut shown = evidence::of(table, &table.bands[band], above, &mut references, edition, known);
        shown.again = shown.strategic && evidence::is_again(table, band);
        shown
    };
    bands.clone().map(of).collect()
}

fn rows_of(bands: Range<usize>, labelled: Labelled, side: impl Fn(Side) -> Side) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ((band, label), margin) in bands.zip(labelled.labels).zip(labelled.margins) {
        match (label.part, rows.last_mut()) {
            (BandPart::None, _) => {}
            (BandPart::Tail, Some(row)) => {
                row.bands.push(band);
                row.margin = Some(row.margin.map_or(margin, |known| known.min(margin)));
            }
            _ => rows.push(Row { side: side(label.side), bands: vec![band], margin: None }),
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
        let above = index.checked_sub(1).map(|above| &shown[above]);
        context.emission(layout, &shown[index], label)
            + context.transition(&shown[index], before, label, band.first, open)
            - alone(&shown[index], before, label, above)
    };
    // The last record has a second row too, where the table prints two.
    let end = |label: Label| {
        if label.side == Side::French { -WEIGHTS.turn - shown[count - 1].lean.max(0.0) } else { 0.0 }
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
    backward[count - 1] = labels.iter().map(|&label| end(label)).collect();
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
    let whole: Vec<f32> = forward[count - 1].iter().zip(&backward[count - 1]).map(|(a, b)| a + b).collect();
    let mut at = best(&whole);
    let score = whole[at];
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

/// What it costs that a row begins which leaves a row of one language without the other: the one above, or itself. Its
/// language is no sign of two rows a record: a record of one row may be in one language too.
fn alone(shown: &Evidence, before: Option<Label>, label: Label, above: Option<&Evidence>) -> f32 {
    if label.part != BandPart::Head {
        return 0.0;
    }
    match (before.map(|before| before.side), label.side) {
        (Some(Side::French), Side::French) => WEIGHTS.turn + above.map_or(0.0, |above| above.lean.max(0.0)),
        (None | Some(Side::Dutch), Side::Dutch) => WEIGHTS.turn + (-shown.lean).max(0.0),
        _ => 0.0,
    }
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
        match (label.part, shown.service) {
            (BandPart::None, Some(_)) => return 0.0,
            (BandPart::None, None) | (_, Some(Service::Numbers | Service::Summary)) => {
                return f32::NEG_INFINITY;
            }
            _ => {}
        }
        let tail = label.part == BandPart::Tail;
        let begins = label.side != Side::Dutch && !tail;
        let sign = |condition: bool| if condition { 1.0 } else { -1.0 };
        let mut score = 0.0;
        score += match shown.key {
            Key::Whole => WEIGHTS.key * sign(begins),
            Key::Rest => WEIGHTS.key / 2.0 * sign(tail),
            Key::Blank if begins && shown.is_nameless() => -WEIGHTS.nameless,
            Key::Blank if begins => -WEIGHTS.no_key,
            Key::Blank => 0.0,
        };
        if shown.own && !begins {
            score -= WEIGHTS.own;
        }
        if shown.figures {
            score += WEIGHTS.figures * sign(begins);
        }
        if shown.strategic {
            score += WEIGHTS.strategic * sign(begins);
        }
        // a transcript may have lost the French row of a record, whose reference then stands in the Dutch one
        let is_named =
            shown.transcribed && (shown.key == Key::Whole || shown.strategic && !shown.again || shown.begins);
        score += if is_named { WEIGHTS.named * sign(begins) } else { 0.0 };
        score += match label.side {
            _ if is_named => 0.0,
            Side::French => shown.lean,
            Side::Dutch => -shown.lean,
            Side::Both => 0.0,
        };
        score + WEIGHTS.bilingual * shown.bilingual * sign(layout != Layout::Paired)
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
            return match label {
                // Nothing stands before the first row, as after a whole record.
                Label { side: Side::French, part: BandPart::None } => f32::NEG_INFINITY,
                Label { part: BandPart::None, .. } => 0.0,
                Label { part: BandPart::Tail, .. } => -WEIGHTS.turn,
                _ => 0.0,
            };
        };
        if label.part == BandPart::None {
            return if before.side == label.side { 0.0 } else { f32::NEG_INFINITY };
        }
        if label.part == BandPart::Tail {
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
            // A record of one row begins in the first language: the other alone is what the page break left of one.
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
        let lost = if shown.transcribed && label.side != Side::Both && before.side == label.side {
            WEIGHTS.lost
        } else {
            0.0
        };
        cut + glue - lost - shown.continuity.max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Role;
    use crate::language::Identifier;

    const ROLES: [Role; 4] =
        [Role::OperationalRef, Role::OperationalTitle, Role::Description, Role::Deviation];
    /// The texts of a row in French, and in Dutch, below its reference.
    const FRENCH: [&str; 3] = ["Ouvrir le lac aux bacs", "Le bac du nord est prêt", "pa"];
    const DUTCH: [&str; 3] = ["Het meer voor veren openen", "De boot is door de dienst gezet", "nvt"];

    /// A table with a band for each row of a reference and texts; some stand right below a page break.
    fn table(rows: &[(&str, [&str; 3])], below_break: &[usize]) -> JoinedTable {
        let mut table = JoinedTable::sample(&ROLES);
        for (at, (reference, texts)) in rows.iter().enumerate() {
            table.add_band(std::iter::once(*reference).chain(*texts));
            table.bands[at].first = below_break.contains(&at);
        }
        table
    }

    fn candidates(table: &JoinedTable) -> Candidates {
        let whole = std::iter::once(0..table.bands.len()).collect();
        Candidates::of(table, whole, None, Vocabulary::of(&Identifier::default()))
    }

    /// The layout of a table, and the side and the bands of each row.
    fn read(table: &JoinedTable) -> (Layout, Vec<(Side, Vec<usize>)>) {
        let Stretches { layout, rows, .. } = candidates(table).rows(0.0);
        (layout, rows.into_iter().flatten().map(|row| (row.side, row.bands)).collect())
    }

    #[test]
    fn rows_of_one_language_that_have_no_second_row_are_records_of_one_row() {
        let rows = [("O.O. 1.1", FRENCH), ("O.O. 1.2", FRENCH)];
        let single = |count: usize| (0..count).map(|at| (Side::Both, vec![at])).collect::<Vec<_>>();
        assert_eq!(read(&table(&rows, &[])), (Layout::Stacked, single(2)));
        let rows = [("O.O. 1.1", FRENCH), ("O.O. 1.2", DUTCH), ("O.O. 1.3", FRENCH)];
        assert_eq!(read(&table(&rows, &[])), (Layout::Stacked, single(3)));
        let rows = [("O.O. 1.1", FRENCH), ("", DUTCH), ("O.O. 1.2", FRENCH), ("", DUTCH)];
        assert_eq!(read(&table(&rows, &[])).0, Layout::Paired);
    }

    #[test]
    fn a_row_with_a_reference_of_its_own_is_no_second_row_below_the_rest_of_the_first() {
        let rest = ["", "avec les agents du port", ""];
        let pairs = [("O.O. 1.1", FRENCH), ("", DUTCH), ("O.O. 1.2", FRENCH), ("", DUTCH)];
        let cut = [("O.O. 1.3", FRENCH), ("", rest), ("", DUTCH), ("O.O. 1.4", DUTCH)];
        let (layout, rows) = read(&table(&[&pairs[..], &cut[..]].concat(), &[5]));
        assert_eq!(layout, Layout::Paired);
        let whole = [(Side::French, vec![4, 5]), (Side::Dutch, vec![6]), (Side::French, vec![7])];
        assert_eq!(rows[4..], whole);
    }

    #[test]
    fn the_other_tables_tell_how_a_table_that_shows_little_is_printed() {
        let name = ["Lacus", "Lacus", ""];
        let table = table(&[("O.O. 1.1", name), ("", name)], &[]);
        let layout = |others: f32| candidates(&table).rows(others).layout;
        assert_eq!((layout(0.0), layout(-8.0)), (Layout::Paired, Layout::Stacked));
        assert_eq!(of_others(&[Some(30.0), Some(-2.0), None]), [-2.0, 8.0, 6.0]);
    }
}
