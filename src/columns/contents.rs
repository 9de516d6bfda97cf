//! What stands below a header: a column of figures is no description, whatever its header says, and prose is no result.
//!
//! Only shapes and the words for statuses are looked at, over all tables of the report that have the same header text. Not for reading values:
//! that is `normalise/`.

use super::Role;
use crate::wording::StatusWords;

/// Tolerances of this step.
struct Tolerances {
    /// Fewer cells than this tell nothing.
    least_cells: usize,
    /// The share of a column's cells that makes it one of figures, of references or of budget references.
    share: f32,
    /// The share that makes it nothing else.
    pure: f32,
    /// The share of figures below which a column of text has none.
    few: f32,
    /// Cells of prose have more characters than this on average; cells of references, fewer than the next.
    prose: f32,
    reference: f32,
    /// The most characters that a figure or a reference has: `≥ 73,71 %`, `O.O. 10.10.`.
    short: usize,
    /// The fewest digits of a budget reference.
    budget_digits: usize,
}

const TOLERANCES: Tolerances = Tolerances {
    least_cells: 2,
    share: 0.6,
    pure: 0.8,
    few: 0.2,
    prose: 40.0,
    reference: 30.0,
    short: 12,
    budget_digits: 8,
};

/// On the scale of the words' weights: what is right for a role is a small sign, what is wrong for it outweighs a word.
const FITS: f32 = 1.25;
const IS_WRONG: f32 = -6.0;

/// The name of the shape of figures.
const FIGURES: &str = "figures";

/// How many cells stand below a header, and of what shape they are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Contents {
    cells: usize,
    characters: usize,
    figures: usize,
    references: usize,
    budgets: usize,
    statuses: usize,
}

impl Contents {
    /// Adds a cell's text, if there is any.
    pub(super) fn add(&mut self, text: &str, words: &StatusWords) {
        let count = |is: fn(char) -> bool| text.chars().filter(|&character| is(character)).count();
        let (digits, letters) = (count(|character| character.is_ascii_digit()), count(char::is_alphabetic));
        if digits + letters == 0 {
            return;
        }
        let length = text.chars().count();
        let short = length <= TOLERANCES.short && digits > 0;
        self.cells += 1;
        self.characters += length;
        self.figures += usize::from(short && letters == 0);
        self.references +=
            usize::from(short && (letters > 0 || text.contains('.')) && !text.contains(['%', ',']));
        self.budgets += usize::from(digits >= TOLERANCES.budget_digits && letters < digits);
        self.statuses += usize::from(words.are_all_of(text));
    }

    /// Whether these are statuses in words. They are a few words of a list, and tell the role by themselves.
    pub(super) fn are_statuses(&self) -> bool {
        self.cells >= TOLERANCES.least_cells && self.statuses as f32 >= TOLERANCES.pure * self.cells as f32
    }

    /// Whether these are figures.
    pub(super) fn are_figures(&self) -> bool {
        self.shape() == FIGURES
    }

    /// The shape that most of these have.
    pub(super) fn shape(&self) -> &'static str {
        let shapes =
            [(self.figures, FIGURES), (self.budgets, "budget references"), (self.references, "references")];
        let share = TOLERANCES.share * self.cells as f32;
        let most = shapes.into_iter().find(|&(count, _)| count > 0 && count as f32 >= share);
        most.map_or(if self.cells == 0 { "nothing" } else { "texts" }, |(_, shape)| shape)
    }

    /// How well these fit a role.
    pub(super) fn fit(&self, role: Role) -> f32 {
        if self.cells < TOLERANCES.least_cells {
            return 0.0;
        }
        let share = |count: usize| count as f32 / self.cells as f32;
        let length = self.characters as f32 / self.cells as f32;
        let (figures, references) = (share(self.figures), share(self.references));
        let (right, wrong) = match role {
            Role::Red | Role::Green | Role::Result | Role::Weight => {
                (figures >= TOLERANCES.share, length > TOLERANCES.prose && figures < TOLERANCES.few)
            }
            Role::StrategicRef | Role::OperationalRef | Role::KpiRef => {
                (references >= TOLERANCES.share, length > TOLERANCES.reference)
            }
            Role::Budget => (share(self.budgets) >= TOLERANCES.share, length > 2.0 * TOLERANCES.prose),
            Role::StrategicTitle | Role::OperationalTitle | Role::KpiTitle => {
                (false, figures.max(references) >= TOLERANCES.pure)
            }
            Role::Status => {
                (self.are_statuses(), length > 2.0 * TOLERANCES.prose || figures >= TOLERANCES.pure)
            }
            Role::Description | Role::Deviation | Role::Actions => (false, figures >= TOLERANCES.pure),
            Role::Extra => (false, false),
        };
        // A result may be in such words.
        let wrong = wrong || (self.are_statuses() && !matches!(role, Role::Status | Role::Result));
        f32::from(u8::from(right)) * FITS + f32::from(u8::from(wrong)) * IS_WRONG
    }
}
