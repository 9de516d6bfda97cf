//! What a finding is about, in the order in which a reader wants to see it.
//!
//! Not for how grave one is: that is its severity.

use super::{Code, Severity};

/// What a finding is about, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Matter {
    /// Something is missing from the output.
    Missing,
    /// Figures that contradict each other.
    Figures,
    /// A status that something contradicts.
    Status,
    /// A text against a figure.
    TextAgainstFigure,
    /// French against Dutch.
    Languages,
    /// References and titles that contradict each other.
    References,
    /// A doubt about the reading.
    Reading,
    /// What is not printed.
    Absence,
    /// What is printed oddly.
    Form,
}

impl Matter {
    /// What the findings of a code are about.
    pub(crate) fn of(code: Code) -> Self {
        use Code as C;
        match code {
            _ if code.severity() == Severity::Error => Self::Missing,
            C::B410 | C::B502 | C::B505 | C::B506 | C::B525 | C::B535 | C::B536 => Self::Figures,
            C::B501 | C::B532 | C::B533 | C::B534 => Self::Status,
            C::B507 | C::B520 | C::B526 | C::B527 | C::B528 | C::B529 => Self::TextAgainstFigure,
            C::B302 | C::B303 | C::B308 | C::B402 | C::B409 => Self::Absence,
            C::B301 | C::B304 | C::B305 | C::B306 | C::B307 => Self::Languages,
            C::B404
            | C::B509
            | C::B510
            | C::B511
            | C::B512
            | C::B517
            | C::B524
            | C::B537
            | C::B538
            | C::B539 => Self::References,
            C::B503 | C::B504 => Self::References,
            C::B508
            | C::B513
            | C::B514
            | C::B515
            | C::B516
            | C::B518
            | C::B519
            | C::B521
            | C::B522
            | C::B540 => Self::Absence,
            _ if code < C::B301 && code.severity() == Severity::Warning => Self::Reading,
            _ => Self::Form,
        }
    }
}
