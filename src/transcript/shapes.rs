//! What a cell looks like, and what cells of each column mostly look like.
//!
//! Only shapes: a label, a figure, prose. Not for what a cell says.

use crate::columns::Role;
use crate::misreading::is_read_for;
use crate::wording::{Placeholder, Placeholders, Wording, Words};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    /// The reference of a strategic objective, with its letters.
    Strategic,
    /// The reference of an operational objective.
    Operational,
    /// The reference of an indicator.
    Kpi,
    /// Figures between full stops, such as `1.1`.
    Number,
    /// Budget references.
    Budget,
    Figure,
    Placeholder,
    /// A text of few words.
    Short,
    /// A text as long as a title.
    Title,
    Prose,
}

/// How many shapes there are.
pub(super) const SHAPES: usize = Shape::Prose as usize + 1;

/// Limits of this step, in characters where nothing else is said.
struct Limits {
    /// A reference with its letters has no more.
    reference: usize,
    /// A figure has no more.
    figure: usize,
    /// Digits that a budget reference has at least.
    budget_digits: usize,
    /// A short text has no more, and a title.
    short: usize,
    title: usize,
}

const LIMITS: Limits = Limits { reference: 16, figure: 10, budget_digits: 6, short: 30, title: 240 };

/// Tells shapes apart by the codes of objectives and indicators.
pub(super) struct Shapes<'a> {
    wording: &'a Wording,
}

impl<'a> Shapes<'a> {
    pub(super) fn of(wording: &'a Wording) -> Self {
        Self { wording }
    }

    /// The words that stand for nothing.
    pub(super) fn placeholders(&self) -> &'a Placeholders {
        &self.wording.placeholder
    }

    /// What a text stands for that stands for nothing.
    pub(super) fn placeholder(&self, text: &str) -> Option<Placeholder> {
        self.wording.placeholder.find(text)
    }

    /// What a cell with this text looks like.
    pub(super) fn shape(&self, text: &str) -> Shape {
        let text = text.trim();
        if text.is_empty() {
            return Shape::Blank;
        }
        if self.placeholder(text).is_some() {
            return Shape::Placeholder;
        }
        let length = text.chars().count();
        if length <= LIMITS.reference
            && let Some(shape) = self.label(text)
        {
            return shape;
        }
        if is_budget(text) {
            return Shape::Budget;
        }
        if length <= LIMITS.figure && is_figure(text) {
            return if is_number(text) { Shape::Number } else { Shape::Figure };
        }
        match length {
            _ if length <= LIMITS.short => Shape::Short,
            _ if length <= LIMITS.title => Shape::Title,
            _ => Shape::Prose,
        }
    }

    /// A reference with letters: a code, and figures behind it.
    fn label(&self, text: &str) -> Option<Shape> {
        let roles = [
            (Role::StrategicTitle, Shape::Strategic),
            (Role::OperationalTitle, Shape::Operational),
            (Role::KpiTitle, Shape::Kpi),
        ];
        roles.into_iter().find_map(|(role, shape)| {
            let codes = self.wording.spelling.codes.get(&role)?;
            is_coded(text, codes).then_some(shape)
        })
    }
}

/// Whether a text is one of some codes and figures behind it. Figures in the code are letters that look like them.
fn is_coded(text: &str, codes: &Words) -> bool {
    let characters: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    codes.all().any(|code| {
        let mut rest = characters.iter();
        let found = code.letters().chars().all(|letter| {
            let next = rest.by_ref().find(|character| **character != '.');
            next.is_some_and(|&next| is_read_for(next, letter))
        });
        let mut behind = rest.skip_while(|character| matches!(character, '.' | ':' | ',' | '-')).peekable();
        let is_figures =
            |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ');
        found && behind.peek().is_some_and(|first| first.is_ascii_digit()) && behind.all(is_figures)
    })
}

/// Whether a text is figures between full stops.
fn is_number(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_end_matches('.').split('.').map(str::trim).collect();
    let is_part =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(is_part)
}

fn is_figure(text: &str) -> bool {
    let mut digits = 0;
    let is_sign = |character: char| {
        digits += usize::from(character.is_ascii_digit());
        character.is_ascii_digit() || " ,.%<>≤≥=±~+-−–*()\u{a0}\u{202f}¹²³".contains(character)
    };
    text.chars().all(is_sign) && digits > 0
}

fn is_budget(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let (digits, letters) = (count(char::is_ascii_digit), count(|character| character.is_alphabetic()));
    let begin: String = text.chars().filter(|character| !matches!(character, '.' | ' ')).take(2).collect();
    let begin = begin.to_ascii_uppercase();
    digits >= LIMITS.budget_digits
        && (letters * 3 <= digits || letters < digits && matches!(begin.as_str(), "AB" | "BA"))
}

/// How often cells of a column have each shape, before the report has shown it: in a hundred cells. Set by hand from what
/// such tables print. No column of references or figures holds prose, whatever a report seems to show.
pub(super) fn usual(role: Role) -> [f32; SHAPES] {
    // blank, strategic, operational, KPI, number, budget, figure, placeholder, short, title, prose
    match role {
        Role::StrategicRef => [70.0, 26.0, 0.2, 0.1, 0.5, 0.1, 1.0, 0.2, 0.1, 0.0, 0.0],
        Role::StrategicTitle => [60.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.0, 8.0, 28.0, 0.3],
        Role::OperationalRef => [48.0, 0.3, 44.0, 0.1, 5.0, 0.1, 0.5, 0.3, 0.1, 0.0, 0.0],
        Role::OperationalTitle => [12.0, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 1.0, 35.0, 50.0, 0.3],
        Role::KpiRef => [58.0, 0.1, 1.0, 6.0, 28.0, 0.1, 3.0, 0.5, 0.5, 0.1, 0.0],
        Role::KpiTitle => [20.0, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 6.0, 15.0, 48.0, 10.0],
        Role::Budget => [75.0, 0.1, 0.1, 0.1, 0.2, 22.0, 0.2, 0.3, 0.3, 0.0, 0.0],
        Role::Red | Role::Green => [50.0, 0.1, 0.1, 0.1, 0.5, 0.05, 46.0, 0.5, 0.6, 0.3, 0.0],
        Role::Result => [54.0, 0.1, 0.1, 0.1, 0.5, 0.05, 38.0, 1.0, 0.6, 0.1, 0.0],
        Role::Status => [45.0, 0.1, 0.1, 0.1, 0.2, 0.05, 0.3, 0.5, 45.0, 5.0, 0.1],
        Role::Weight => [60.0, 0.1, 0.1, 0.1, 0.5, 0.05, 38.0, 0.4, 0.2, 0.05, 0.0],
        Role::Description => [10.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 4.0, 10.0, 26.0, 50.0],
        Role::Deviation => [25.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 45.0, 5.0, 12.0, 12.0],
        Role::Actions => [25.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 32.0, 5.0, 16.0, 21.0],
        Role::Extra => [45.0, 0.2, 0.2, 0.2, 0.5, 0.5, 3.0, 4.0, 25.0, 16.0, 5.0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_by_their_form() {
        for (text, shape) in [
            ("", Shape::Blank),
            ("O.S. 1", Shape::Strategic),
            ("O.5.2", Shape::Strategic),
            ("SD 3", Shape::Strategic),
            ("OO 1.1.", Shape::Operational),
            ("O.O.1. 4", Shape::Operational),
            ("OD 10.2", Shape::Operational),
            ("KPI 1.1", Shape::Kpi),
            ("1.1", Shape::Number),
            ("AB 05 002 08 01 1211", Shape::Budget),
            ("AB n° 0800211 027200 AB n° 0400211 017422", Shape::Budget),
            ("85", Shape::Figure),
            ("≥ 73,71 %", Shape::Figure),
            ("84*", Shape::Figure),
            ("nvt", Shape::Placeholder),
            ("Legal", Shape::Short),
            ("Le bac du nord est de nouveau en service", Shape::Title),
        ] {
            assert_eq!(Shapes::of(Wording::known()).shape(text), shape, "{text}");
        }
    }
}
