//! Cells find their columns: the best alignment of a page's rows to the columns of the header in force.
//!
//! Each column of a header has its usual shapes of cells, first by its role, then by what the report shows. A row is a
//! sequence of cells that keep their order: each goes to a column, and columns may stay blank. The most likely way is found
//! by dynamic programming (as sequences are aligned: Needleman and Wunsch, 1970), first for the columns of a page together,
//! since a page that loses its blank columns loses them in all rows, then row by row. How far the next best way is off is
//! the row's margin. A page that was turned is read in reverse, if that is more likely. Not for which rows make a record.

use std::collections::HashMap;

use super::languages::parts;
use super::shapes::{SHAPES, Shape, Shapes, usual};
use super::{RawCell, RawTable};
use crate::columns::Role;
use crate::language::{Identifier, Language};
use crate::wording::{Placeholder, letters};

/// Weights of this step, in nats.
struct Weights {
    /// What the usual shapes of a role count, in cells.
    usual: f32,
    /// Likelihoods below this tell no more.
    least: f32,
    /// A shape that its column never has.
    never: f32,
    /// A text that stands in the same column elsewhere, or only in others.
    known: f32,
    strange: f32,
    /// A text that goes on in small letters where the cell above stopped inside a sentence.
    goes_on: f32,
    /// A blank cell that is none of the table's.
    dropped: f32,
    /// Two cells of one column: in a row with as many cells as columns; in two languages, the same text twice or one that goes
    /// on; two titles, and two in one language; and any others.
    full: f32,
    languages: f32,
    titles: f32,
    same: f32,
    beside: f32,
    /// A cell that is shifted against the page's other rows, or against the one before it, and each column by which it is.
    shift: f32,
    far: f32,
    /// A cell that stands out of the order of its row: one whose form or whose text elsewhere tells its column, a text or a
    /// word for nothing among its like, and a text among thresholds.
    astray: f32,
    astray_account: f32,
    astray_threshold: f32,
    /// A page whose columns are as many as the header's has the header's.
    counted: f32,
    /// A page is read in reverse where it is more likely by this.
    reverse: f32,
    /// The same of a row of a page that is not.
    turned: f32,
    /// How much a text must lean to a language to count as one, and how much a placeholder of one language does.
    lean: f32,
    placeholder: f32,
    /// From so much of each language a text is in both.
    both: f32,
    /// A Dutch text about as long as the French one above it in its column, or of quite another length.
    as_long: f32,
    not_as_long: f32,
}

const WEIGHTS: Weights = Weights {
    usual: 8.0,
    least: -8.0,
    never: -20.0,
    known: 2.5,
    strange: -1.5,
    goes_on: 2.0,
    dropped: -0.4,
    full: -4.0,
    languages: -1.5,
    titles: -2.0,
    same: -4.0,
    beside: -5.0,
    shift: -2.0,
    far: -0.5,
    astray: -3.0,
    astray_account: -3.5,
    astray_threshold: -2.0,
    counted: -6.0,
    reverse: 8.0,
    turned: 8.0,
    lean: 0.8,
    placeholder: 2.0,
    both: 2.0,
    as_long: 1.5,
    not_as_long: -1.5,
};

/// Limits of this step.
struct Limits {
    /// More cells in a row than this are no row's.
    slots: usize,
    /// So many cells of a row stand out of its order at most.
    astray: usize,
    /// Letters of a text that is known again.
    known: usize,
    /// The most letters of the code of a reference.
    code: usize,
    /// The most characters of an objective's title: a third more than the longest that is known.
    objective: usize,
    /// The length of a text tells which one it translates where both have so many characters at least: a name may be
    /// longer in one language.
    told_by_length: usize,
    /// How many times as long as its original a translation may be, and how many times a text is that is none.
    as_long: f32,
    not_as_long: f32,
}

const LIMITS: Limits = Limits {
    slots: 64,
    astray: 3,
    known: 4,
    code: 6,
    objective: 400,
    told_by_length: 30,
    as_long: 1.6,
    not_as_long: 3.0,
};

/// What is known of the columns of one sort of header.
#[derive(Debug, Clone)]
struct Habits {
    counts: Vec<[f32; SHAPES]>,
}

/// What the report shows of its columns.
#[derive(Debug, Default)]
pub(super) struct Model {
    habits: HashMap<Vec<Role>, Habits>,
    /// In which roles a text stands.
    known: HashMap<String, Vec<Role>>,
}

impl Model {
    /// Learns a cell that surely stands in a column.
    pub(super) fn learn(&mut self, roles: &[Role], column: usize, shape: Shape, text: &str) {
        let blank = || Habits { counts: vec![[0.0; SHAPES]; roles.len()] };
        let habits = match self.habits.get_mut(roles) {
            Some(habits) => habits,
            None => self.habits.entry(roles.to_vec()).or_insert_with(blank),
        };
        habits.counts[column][shape as usize] += 1.0;
        if matches!(shape, Shape::Short | Shape::Title) {
            let letters = letters(text);
            if letters.chars().count() >= LIMITS.known {
                let known = self.known.entry(letters).or_default();
                if !known.contains(&roles[column]) {
                    known.push(roles[column]);
                }
            }
        }
    }

    /// The log likelihoods of shapes in each column of a header.
    fn likelihoods(&self, roles: &[Role]) -> Vec<[f32; SHAPES]> {
        let counts = self.habits.get(roles);
        let column = |(column, &role): (usize, &Role)| {
            let usual = usual(role);
            let all: f32 = usual.iter().sum();
            let seen = counts.map(|habits| habits.counts[column]).unwrap_or([0.0; SHAPES]);
            let total: f32 = seen.iter().sum::<f32>() + WEIGHTS.usual;
            std::array::from_fn(|shape| {
                let share = (usual[shape] / all * WEIGHTS.usual + seen[shape]) / total;
                if usual[shape] == 0.0 { WEIGHTS.never } else { libm::logf(share).max(WEIGHTS.least) }
            })
        };
        roles.iter().enumerate().map(column).collect()
    }
}

/// A cell, as far as it matters here.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) shape: Shape,
    letters: String,
    /// How French or Dutch it is.
    pub(super) lean: f32,
    /// Whether it begins with a small letter.
    pub(super) low: bool,
    /// Whether it stops inside a sentence.
    pub(super) is_open: bool,
    /// Whether it is a word of one language for nothing.
    pub(super) is_placeholder_word: bool,
    /// Whether it is words alone: no reference is.
    wordy: bool,
    /// How many characters it has.
    pub(super) length: usize,
}

impl Seen {
    pub(super) fn is_text(&self) -> bool {
        matches!(self.shape, Shape::Short | Shape::Title | Shape::Prose)
    }

    /// What is seen of a cell; nothing of a blank one.
    pub(super) fn of(raw: &RawCell, shapes: &Shapes<'_>, languages: &Identifier) -> Option<Self> {
        let text = raw.text();
        if text.is_empty() {
            return None;
        }
        let shape = shapes.shape(&text);
        let is_named = matches!(shape, Shape::Short | Shape::Title | Shape::Placeholder);
        let letters = if is_named { letters(&text) } else { String::new() };
        let low = text.chars().next().is_some_and(char::is_lowercase);
        let placeholder = shapes.placeholder(&text);
        let is_placeholder_word = matches!(placeholder, Some(Placeholder::Word(_)));
        let lean = match placeholder {
            Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
            Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
            Some(Placeholder::Sign) => 0.0,
            // a text in both languages is in neither
            None if parts(&text, languages).count() > 1 => 0.0,
            None => {
                let leans = raw.paragraphs.iter().map(|paragraph| languages.lean(&paragraph.text));
                let (fr, nl) =
                    leans.fold((0.0_f32, 0.0_f32), |(fr, nl), lean| (fr + lean.max(0.0), nl - lean.min(0.0)));
                if fr.min(nl) > WEIGHTS.both { 0.0 } else { fr - nl }
            }
        };
        let wordy = shape == Shape::Short
            && !text.contains(|character: char| character.is_ascii_digit())
            && text.chars().filter(|character| character.is_alphabetic()).count() > LIMITS.code;
        let length = text.chars().count();
        let is_open = text.chars().next_back().is_some_and(is_inside);
        Some(Self { shape, letters, lean, low, is_open, is_placeholder_word, wordy, length })
    }
}

/// Whether a text that ends with a character goes on.
fn is_inside(last: char) -> bool {
    last.is_alphanumeric() || matches!(last, ',' | '-' | '\'' | '’')
}

/// A place in a row: the cell that begins there.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Its place among the columns as they are written.
    at: usize,
    /// The cell, as an index into the table's; `None` where it is blank.
    cell: Option<usize>,
    /// The same, blank or not.
    written: usize,
}

/// A row, aligned.
#[derive(Debug, Clone, Default)]
pub(super) struct AlignedRow {
    /// For each column, the cells that stand in it, as indices into the table's.
    pub(super) columns: Vec<Vec<usize>>,
    /// How much less likely the next best way is, in nats.
    pub(super) margin: f32,
    /// Whether it has as many cells as the header, each in its place.
    pub(super) is_whole: bool,
}

/// The rows of a part of a table, aligned.
#[derive(Debug, Clone, Default)]
pub(super) struct Aligned {
    /// In the order of reading.
    pub(super) rows: Vec<AlignedRow>,
    /// Of each of these, its place among the rows as they are written.
    pub(super) order: Vec<usize>,
    /// The log likelihood of all rows.
    pub(super) score: f32,
    /// Of each column, the length of the text in the last French row.
    pub(super) french: Lengths,
}

/// Of each column, how many characters the text of a row has; 0 where it has none.
pub(super) type Lengths = Vec<usize>;

/// What aligns the rows of a table.
pub(super) struct Aligner<'a> {
    likelihoods: Vec<[f32; SHAPES]>,
    roles: &'a [Role],
    model: &'a Model,
    seen: &'a [Option<Seen>],
    table: &'a RawTable,
    /// Whether the text above each column stopped inside a sentence.
    open: Vec<bool>,
    /// The lengths of the French texts above.
    french: Lengths,
}

impl<'a> Aligner<'a> {
    /// For the rows of a table under a header with these roles; `open` tells of each column whether its last text stopped
    /// inside a sentence, and `french` how long the text of the last French row is.
    pub(super) fn new(
        table: &'a RawTable,
        seen: &'a [Option<Seen>],
        roles: &'a [Role],
        model: &'a Model,
        open: Vec<bool>,
        french: Lengths,
    ) -> Self {
        Self { likelihoods: model.likelihoods(roles), roles, model, seen, table, open, french }
    }

    /// Aligns the rows from `first` on, in the more likely direction.
    pub(super) fn align(&self, first: usize) -> Aligned {
        let forward = self.in_direction(first, false);
        if self.table.rows.len() == first || self.table.width() < 2 {
            return forward;
        }
        let reverse = self.in_direction(first, true);
        if reverse.score > forward.score + WEIGHTS.reverse { reverse } else { forward }
    }

    fn blank(&self, column: usize) -> f32 {
        self.likelihoods[column][Shape::Blank as usize]
    }

    /// How likely a cell stands in a column.
    fn fit(&self, cell: usize, column: usize, is_first: bool) -> f32 {
        let Some(seen) = &self.seen[cell] else { return self.blank(column) };
        let role = self.roles[column];
        let is_objective = matches!(role, Role::StrategicTitle | Role::OperationalTitle);
        // a title in both languages is twice as long
        let is_long = seen.length > LIMITS.objective && seen.lean.abs() > WEIGHTS.both;
        if seen.wordy && role.is_reference() || is_objective && is_long {
            return WEIGHTS.never;
        }
        let mut fit = self.likelihoods[column][seen.shape as usize];
        if self.model.known.contains_key(&seen.letters) {
            fit += if self.is_known(seen, role) { WEIGHTS.known } else { WEIGHTS.strange };
        }
        if is_first && self.open[column] && seen.low {
            fit += WEIGHTS.goes_on;
        }
        fit
    }

    fn in_direction(&self, first: usize, reversed: bool) -> Aligned {
        let width = self.table.width();
        let mut order: Vec<usize> = (first..self.table.rows.len()).collect();
        if reversed {
            order.reverse();
        }
        let mut rows_of: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.table.rows.len()];
        for (index, cell) in self.table.cells.iter().enumerate() {
            for row in cell.rows.clone() {
                rows_of[row].push((cell.columns.start, index));
            }
        }
        let place = |column: usize| if reversed { width - 1 - column } else { column };
        let map = self.map(&order, &rows_of, width, &place);
        // the column of each cell of the rows so far
        let mut placed: HashMap<usize, Option<usize>> = HashMap::new();
        let french = self.french.clone();
        let mut aligned = Aligned { order: order.clone(), french, ..Aligned::default() };
        for (index, &row) in order.iter().enumerate() {
            // a cell that spans from above has its column, and those of the row find theirs among the others: where a model
            // forgot a span, they stand further left than it says
            let mut taken = vec![false; self.roles.len()];
            let mut slots: Vec<Slot> = Vec::new();
            for &(column, cell) in &rows_of[row] {
                match placed.get(&cell) {
                    Some(Some(column)) => taken[*column] = true,
                    Some(None) => {}
                    None => slots.push(Slot {
                        at: place(column),
                        cell: self.seen[cell].is_some().then_some(cell),
                        written: cell,
                    }),
                }
            }
            slots.sort_by_key(|slot| slot.at);
            let written = rows_of[row].len();
            trim(&mut slots);
            let mut columns = vec![Vec::new(); self.roles.len()];
            let is_full = written >= self.roles.len();
            // below a span that was forgotten, places as they are written mean nothing
            let is_short = written < self.roles.len() && taken.contains(&true);
            // nor do those of the page where a reference would be another one's, or none
            let is_strange = slots.iter().any(|slot| {
                let mapped = map.get(slot.at).copied().flatten();
                let own = slot.cell.and_then(|cell| self.reference(cell));
                own.is_some() && mapped.is_some_and(|column| own != Some(self.roles[column]))
            });
            let map: &[Option<usize>] = if is_short || is_strange { &[] } else { &map };
            let french: &[usize] = if self.is_in(&slots, Language::Nl) { &aligned.french } else { &[] };
            let given = Given { is_first: index == 0, is_full, taken: &taken, french };
            let mut found = self.row(&slots, map, &given);
            if slots.len() > 1 {
                let mut turned: Vec<Slot> = slots.clone();
                turned.reverse();
                let reverse = self.row(&turned, &[], &given);
                if reverse.score > found.score + WEIGHTS.turned {
                    let score = reverse.score - WEIGHTS.turned;
                    (slots, found) = (turned, Found { score, ..reverse });
                }
            }
            let found = self.out_of_order(&slots, map, &given, found);
            for (slot, column) in slots.iter().zip(&found.columns) {
                placed.insert(slot.written, *column);
                if let (Some(cell), Some(column)) = (slot.cell, *column) {
                    columns[column].push(cell);
                }
            }
            let is_whole = written == self.roles.len()
                && slots
                    .iter()
                    .zip(&found.columns)
                    .all(|(slot, column)| column.is_none_or(|column| column == slot.at));
            if self.is_in(&slots, Language::Fr) {
                let length = |cells: &Vec<usize>| {
                    let seen = cells.iter().filter_map(|&cell| self.seen[cell].as_ref());
                    seen.filter(|seen| seen.is_text()).map(|seen| seen.length).sum()
                };
                aligned.french = columns.iter().map(length).collect();
            }
            aligned.score += found.score;
            aligned.rows.push(AlignedRow { columns, margin: found.margin, is_whole });
        }
        aligned
    }

    /// Which column each of the page's own columns is, for all rows together.
    fn map(
        &self,
        order: &[usize],
        rows_of: &[Vec<(usize, usize)>],
        width: usize,
        place: &dyn Fn(usize) -> usize,
    ) -> Vec<Option<usize>> {
        let count = self.roles.len();
        let width = width.min(LIMITS.slots);
        // for each column as written, how well its cells of all rows fit each of the header's
        let mut fits = vec![vec![0.0_f32; count]; width];
        let mut filled = vec![0_usize; width];
        // the cells of each row, as they are written
        let mut here: Vec<Vec<Option<usize>>> = Vec::new();
        for &row in order.iter().filter(|&&row| rows_of[row].len() * 2 > width) {
            let mut cells: Vec<Option<usize>> = vec![None; width];
            for &(column, cell) in &rows_of[row] {
                if let Some(slot) = cells.get_mut(place(column))
                    && self.table.cells[cell].rows.start == row
                {
                    *slot = self.seen[cell].is_some().then_some(cell);
                }
            }
            for (at, &cell) in cells.iter().enumerate() {
                filled[at] += usize::from(cell.is_some());
                for (column, fit) in fits[at].iter_mut().enumerate() {
                    *fit += cell.map_or_else(|| self.blank(column), |cell| self.fit(cell, column, false));
                }
            }
            here.push(cells);
        }
        let slots: Vec<Slot> =
            (0..width).map(|at| Slot { at, cell: (filled[at] > 0).then_some(at), written: at }).collect();
        let beside = |a: usize, b: usize, column: usize| -> f32 {
            // a row with one of them has no blank there
            let one = |row: &Vec<Option<usize>>| match row[a].zip(row[b]) {
                Some((a, b)) => self.beside(a, b),
                None => -self.blank(column),
            };
            WEIGHTS.languages + here.iter().map(one).sum::<f32>()
        };
        let rows = here.len().max(1) as f32;
        let identity: Vec<Option<usize>> = (0..width).map(Some).collect();
        let path = Path {
            slots: &slots,
            columns: count,
            fit: &|slot, column| fits[slot.at][column],
            blank: &|column| rows * self.blank(column),
            beside: &beside,
            map: if width == count { &identity } else { &[] },
            shift: WEIGHTS.counted,
            taken: &[],
        };
        path.best().columns
    }

    /// The role of a reference whose letters tell it.
    fn reference(&self, cell: usize) -> Option<Role> {
        match self.seen[cell].as_ref()?.shape {
            Shape::Strategic => Some(Role::StrategicRef),
            Shape::Operational => Some(Role::OperationalRef),
            Shape::Kpi => Some(Role::KpiRef),
            _ => None,
        }
    }

    /// Whether a row has texts of a language in several cells.
    fn is_in(&self, slots: &[Slot], language: Language) -> bool {
        let texts =
            || slots.iter().filter_map(|slot| self.seen[slot.cell?].as_ref()).filter(|seen| seen.is_text());
        let lean: f32 = texts().map(|seen| seen.lean * language.sign()).sum();
        texts().count() > 1 && lean > WEIGHTS.lean
    }

    /// What the length of a Dutch text says for a column, whose French text above is so long.
    fn translates(&self, cell: usize, french: usize) -> f32 {
        let Some(seen) = self.seen[cell].as_ref().filter(|seen| seen.is_text() && seen.lean < -WEIGHTS.lean)
        else {
            return 0.0;
        };
        let (short, long) = (seen.length.min(french), seen.length.max(french));
        let ratio = long as f32 / short.max(1) as f32;
        match short {
            _ if short < LIMITS.told_by_length => 0.0,
            _ if ratio <= LIMITS.as_long => WEIGHTS.as_long,
            _ if ratio >= LIMITS.not_as_long => WEIGHTS.not_as_long,
            _ => 0.0,
        }
    }

    /// The best way for one row.
    fn row(&self, slots: &[Slot], map: &[Option<usize>], given: &Given<'_>) -> Found {
        let &Given { is_first, is_full, taken, french } = given;
        // a row with a cell for each column has two in none
        let full = if is_full { WEIGHTS.full } else { 0.0 };
        let beside = |a: usize, b: usize, _: usize| full + self.beside(a, b);
        let path = Path {
            slots,
            columns: self.roles.len(),
            fit: &|slot, column| {
                let Some(cell) = slot.cell else { return self.blank(column) };
                let above = french.get(column).copied().unwrap_or_default();
                self.fit(cell, column, is_first) + self.translates(cell, above)
            },
            blank: &|column| if taken[column] { 0.0 } else { self.blank(column) },
            beside: &beside,
            map,
            shift: WEIGHTS.shift,
            taken,
        };
        path.best()
    }

    /// The best way for a row some of whose cells may stand out of its order: such a cell goes where it fits, and the others
    /// keep theirs.
    fn out_of_order(&self, slots: &[Slot], map: &[Option<usize>], given: &Given<'_>, found: Found) -> Found {
        let mut best = found;
        // the cells that stand out of order, each with the column that the order gives it
        let mut out: Vec<(usize, usize)> = Vec::new();
        // thresholds are texts both or none
        let is_threshold = |column: &Option<usize>| {
            column.is_some_and(|column| matches!(self.roles[column], Role::Red | Role::Green))
        };
        let is_text = |slot: &Slot| {
            slot.cell.and_then(|cell| self.seen[cell].as_ref()).is_some_and(|seen| seen.shape == Shape::Title)
        };
        let thresholds = slots.iter().zip(&best.columns);
        let thresholds = thresholds.filter(|(slot, column)| is_threshold(column) && is_text(slot)).count();
        while out.len() < LIMITS.astray {
            let next = (0..slots.len())
                .filter(|at| out.iter().all(|(other, _)| other != at))
                .filter(|&at| thresholds < 2 || !is_threshold(&best.columns[at]))
                .filter(|&at| self.gains_elsewhere(&slots[at], at, &best, given))
                .filter_map(|at| {
                    let out: Vec<(usize, usize)> =
                        out.iter().copied().chain([(at, best.columns[at]?)]).collect();
                    Some((self.without(slots, map, given, &out)?, out))
                })
                .reduce(|best, next| if next.0.score > best.0.score { next } else { best });
            let Some((next, strays)) = next.filter(|(next, _)| next.score > best.score) else { break };
            out = strays;
            let margin = next.margin.min(next.score - best.score);
            best = Found { margin, ..next };
        }
        best
    }

    /// Whether a cell fits another column so much better that it may stand out of order.
    fn gains_elsewhere(&self, slot: &Slot, at: usize, found: &Found, given: &Given<'_>) -> bool {
        let (Some(cell), Some(column)) = (slot.cell, found.columns[at]) else { return false };
        let gain = |other: usize| self.fit(cell, other, given.is_first) - self.blank(other);
        let is_shared = found.columns.iter().filter(|other| **other == Some(column)).count() > 1;
        let own = gain(column) + if is_shared { self.blank(column) + WEIGHTS.beside } else { 0.0 };
        (0..self.roles.len()).any(|other| {
            !given.taken[other]
                && other != column
                && gain(other) + self.astray(cell, column, other, given) > own
        })
    }

    /// What it costs that a cell which the order of its row puts into one column stands in another.
    fn astray(&self, cell: usize, from: usize, to: usize, given: &Given<'_>) -> f32 {
        let Some(seen) = &self.seen[cell] else { return f32::NEG_INFINITY };
        let (own, other) = (self.roles[from], self.roles[to]);
        let is_told = match seen.shape {
            Shape::Strategic => other == Role::StrategicRef,
            Shape::Operational => other == Role::OperationalRef,
            Shape::Kpi => other == Role::KpiRef,
            Shape::Budget => other == Role::Budget,
            Shape::Placeholder => seen.is_placeholder_word && other.is_account() && !own.is_account(),
            _ => self.is_known(seen, other) && !self.is_known(seen, own),
        };
        let is_threshold = matches!(own, Role::Red | Role::Green);
        if is_told {
            WEIGHTS.astray
        } else if is_threshold
            && matches!(other, Role::OperationalTitle | Role::KpiTitle)
            && seen.shape == Shape::Title
        {
            // titles are texts always, thresholds seldom
            WEIGHTS.astray_threshold
        } else if own.is_account() && other.is_account()
            || (own, other) == (Role::OperationalTitle, Role::StrategicTitle) && !given.is_full
        {
            WEIGHTS.astray_account
        } else {
            f32::NEG_INFINITY
        }
    }

    /// Whether the text of a cell stands in a column of a role somewhere.
    fn is_known(&self, seen: &Seen, role: Role) -> bool {
        self.model.known.get(&seen.letters).is_some_and(|roles| roles.contains(&role))
    }

    /// The best way where some cells stand out of order.
    fn without(
        &self,
        slots: &[Slot],
        map: &[Option<usize>],
        given: &Given<'_>,
        out: &[(usize, usize)],
    ) -> Option<Found> {
        let is_in = |at: &usize| out.iter().all(|(other, _)| other != at);
        let rest: Vec<Slot> = (0..slots.len()).filter(is_in).map(|at| slots[at]).collect();
        let mut found = self.row(&rest, map, given);
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        let mut standing: Vec<Option<usize>> = vec![None; self.roles.len()];
        for (slot, column) in rest.iter().zip(&found.columns) {
            if let Some(column) = column {
                standing[*column] = standing[*column].or(slot.cell);
            }
        }
        for &(at, from) in out {
            let cell = slots[at].cell?;
            let gain = |column: usize| {
                let own = self.fit(cell, column, given.is_first);
                match standing[column] {
                    Some(other) => own + self.beside(other, cell),
                    None => own - self.blank(column),
                }
            };
            let gain = |column: usize| gain(column) + self.astray(cell, from, column, given);
            let columns = (0..self.roles.len()).filter(|&column| !given.taken[column]);
            let column = columns.max_by(|&a, &b| gain(a).total_cmp(&gain(b)))?;
            found.score += gain(column);
            standing[column] = standing[column].or(Some(cell));
            chosen.push((at, column));
        }
        chosen.sort_unstable();
        for (at, column) in chosen {
            found.columns.insert(at, Some(column));
        }
        Some(found)
    }

    /// What it costs that two cells beside each other are of one column.
    fn beside(&self, a: usize, b: usize) -> f32 {
        let (Some(a), Some(b)) = (&self.seen[a], &self.seen[b]) else { return WEIGHTS.beside };
        let languages = a.lean > WEIGHTS.lean && b.lean < -WEIGHTS.lean;
        let twice = !a.letters.is_empty() && a.letters == b.letters;
        let is_title = |seen: &Seen| matches!(seen.shape, Shape::Short | Shape::Title);
        let is_one_language = a.lean * b.lean > 0.0 && a.lean.abs().min(b.lean.abs()) > WEIGHTS.both;
        if languages || twice || is_title(a) && b.low {
            WEIGHTS.languages
        } else if is_title(a) && is_title(b) {
            if is_one_language { WEIGHTS.same } else { WEIGHTS.titles }
        } else {
            WEIGHTS.beside
        }
    }
}

/// What is known of a row before its cells find their columns.
struct Given<'g> {
    /// Whether it is its table's first.
    is_first: bool,
    /// Whether it has a cell for each column.
    is_full: bool,
    /// The columns that cells from above span.
    taken: &'g [bool],
    /// The lengths of the French texts that it may be the Dutch of.
    french: &'g [usize],
}

/// Drops blank cells at a row's end, and all but so many in a run of them as a row may have.
fn trim(slots: &mut Vec<Slot>) {
    while slots.last().is_some_and(|slot| slot.cell.is_none()) {
        slots.pop();
    }
    if slots.len() > LIMITS.slots {
        let mut run = 0;
        slots.retain(|slot| {
            run = if slot.cell.is_none() { run + 1 } else { 0 };
            run <= 2
        });
    }
}

/// The most likely way from a row's cells to columns, and how likely it is.
struct Found {
    /// For each slot, its column; `None` for a blank one that is none.
    columns: Vec<Option<usize>>,
    score: f32,
    margin: f32,
}

/// All ways from slots to columns that keep their order.
struct Path<'p> {
    slots: &'p [Slot],
    columns: usize,
    fit: &'p dyn Fn(&Slot, usize) -> f32,
    blank: &'p dyn Fn(usize) -> f32,
    /// What two cells in one column cost.
    beside: &'p dyn Fn(usize, usize, usize) -> f32,
    /// Where each of the page's columns mostly is.
    map: &'p [Option<usize>],
    shift: f32,
    /// Of each column, whether a cell from above spans it.
    taken: &'p [bool],
}

impl Path<'_> {
    /// By how many columns a slot in a column is shifted against the page's map.
    fn shift_of(&self, slot: &Slot, column: usize) -> Option<isize> {
        let mapped = self.map.get(slot.at).copied().flatten()?;
        Some(column as isize - mapped as isize)
    }

    /// What it costs that a slot in a column follows one in another, the columns between left out.
    fn step(&self, before: Option<(usize, usize)>, at: usize, column: usize, blanks: &[f32]) -> f32 {
        let slot = &self.slots[at];
        let (from, last) = before.map_or((0, None), |(before, column)| (before + 1, Some(column)));
        let dropped = self.slots[from..at].len() as f32 * WEIGHTS.dropped;
        let shift = self.shift_of(slot, column);
        let shift_before = match before {
            Some((before, column)) => self.shift_of(&self.slots[before], column),
            None => Some(0),
        };
        let shifted = match (shift, shift_before) {
            (Some(here), Some(before)) if here != before => {
                self.shift + WEIGHTS.far * (here - before).abs() as f32
            }
            _ => 0.0,
        };
        let between = match last {
            Some(last) if last == column => {
                let cells = before.and_then(|(before, _)| self.slots[before].cell).zip(slot.cell);
                return match cells {
                    Some((a, b)) => dropped + shifted + (self.beside)(a, b, column),
                    None => f32::NEG_INFINITY,
                };
            }
            Some(last) => blanks[column] - blanks[last + 1],
            None => blanks[column],
        };
        dropped + shifted + between
    }

    fn best(&self) -> Found {
        let (count, columns) = (self.slots.len(), self.columns);
        // blanks[c]: what it costs that the columns before c are blank
        let mut blanks = vec![0.0];
        for column in 0..columns {
            blanks.push(blanks[column] + (self.blank)(column));
        }
        let all_blank = blanks[columns];
        if count == 0 {
            return Found { columns: Vec::new(), score: all_blank, margin: f32::INFINITY };
        }
        // the slots that may come right before one: blank ones between may be dropped
        let befores = |at: usize| {
            let mut befores: Vec<usize> = Vec::new();
            for before in (0..at).rev() {
                befores.push(before);
                if self.slots[before].cell.is_some() {
                    break;
                }
            }
            befores
        };
        let may_begin = |at: usize| self.slots[..at].iter().all(|slot| slot.cell.is_none());
        let may_end = |at: usize| self.slots[at + 1..].iter().all(|slot| slot.cell.is_none());
        let fit = |at: usize, column: usize| {
            let slot = &self.slots[at];
            if self.taken.get(column) == Some(&true) { f32::NEG_INFINITY } else { (self.fit)(slot, column) }
        };
        let mut forward = vec![vec![f32::NEG_INFINITY; columns]; count];
        let mut from = vec![vec![None::<(usize, usize)>; columns]; count];
        for at in 0..count {
            for column in 0..columns {
                let own = fit(at, column);
                if own == f32::NEG_INFINITY {
                    continue;
                }
                if may_begin(at) {
                    forward[at][column] = own + self.step(None, at, column, &blanks);
                }
                for before in befores(at) {
                    for last in 0..=column {
                        let score = forward[before][last];
                        if score == f32::NEG_INFINITY {
                            continue;
                        }
                        let score = score + own + self.step(Some((before, last)), at, column, &blanks);
                        if score > forward[at][column] {
                            (forward[at][column], from[at][column]) = (score, Some((before, last)));
                        }
                    }
                }
            }
        }
        let mut backward = vec![vec![f32::NEG_INFINITY; columns]; count];
        for at in (0..count).rev() {
            for column in 0..columns {
                if may_end(at) {
                    let dropped = (count - at - 1) as f32 * WEIGHTS.dropped;
                    backward[at][column] = dropped + all_blank - blanks[column + 1];
                }
                for next in (at + 1)..count {
                    for other in column..columns {
                        let behind = backward[next][other] + fit(next, other);
                        if behind == f32::NEG_INFINITY {
                            continue;
                        }
                        let score = behind + self.step(Some((at, column)), next, other, &blanks);
                        backward[at][column] = backward[at][column].max(score);
                    }
                    if self.slots[next].cell.is_some() {
                        break;
                    }
                }
            }
        }
        let mut best = (f32::NEG_INFINITY, None);
        for at in (0..count).filter(|&at| may_end(at)) {
            for column in 0..columns {
                let dropped = (count - at - 1) as f32 * WEIGHTS.dropped;
                let score = forward[at][column] + dropped + all_blank - blanks[column + 1];
                if score > best.0 {
                    best = (score, Some((at, column)));
                }
            }
        }
        let (score, mut end) = best;
        if end.is_none() {
            // cells from above span all columns: what else stands in the row is in the last one, and nothing is sure of it
            let last = columns.checked_sub(1);
            let found = self.slots.iter().map(|slot| slot.cell.and(last)).collect();
            return Found { columns: found, score: WEIGHTS.least * count as f32, margin: 0.0 };
        }
        let mut found = vec![None; count];
        while let Some((at, column)) = end {
            found[at] = Some(column);
            end = from[at][column];
        }
        let mut margin = f32::INFINITY;
        for (at, slot) in self.slots.iter().enumerate() {
            if slot.cell.is_none() {
                continue;
            }
            let others = (0..columns).filter(|&column| Some(column) != found[at]);
            let next = others
                .map(|column| forward[at][column] + backward[at][column])
                .fold(f32::NEG_INFINITY, f32::max);
            margin = margin.min(score - next);
        }
        Found { columns: found, score, margin }
    }
}
