//! References: the bare number of a label such as `O.O. 1.1`, `SD 1` or `OD 1.` over `1`.
//!
//! Not for budget references: those are in `budget`.

use std::sync::LazyLock;

use super::{Regular, written};
use crate::wording::without_mark;

/// The number in a label, without blanks, letters before it, full stops around it and the mark of a note behind it; `None`
/// where there is none.
pub(super) fn bare(label: &str) -> Option<String> {
    let label = without_mark(label);
    let squashed: String = label.chars().filter(|character| !character.is_whitespace()).collect();
    // A budget reference may stand in the column; its digits are no reference.
    if super::budget::begins(&squashed) {
        return None;
    }
    NUMBER.as_ref()?.find(&squashed).map(|number| number.as_str().to_owned())
}

/// Figures, parted by full stops.
static NUMBER: Regular = LazyLock::new(|| written(r"[0-9]+(?:\.+[0-9]+)*"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_give_their_number() {
        for (label, number) in [
            ("O.S.1", "1"),
            ("O.S. 1", "1"),
            ("SD 1", "1"),
            ("N° O.S. 1", "1"),
            ("O.O.1. 1", "1.1"),
            ("OO 1.1.", "1.1"),
            ("O.S.1 0", "10"),
            ("O.O. 10.4.", "10.4"),
            ("1.1", "1.1"),
            ("O.O. 8¹", "8"),
            ("O.O. 1.1 (1)", "1.1"),
            ("O.O. 1.1 2)", "1.1"),
            ("O.O. 1.1*", "1.1"),
        ] {
            assert_eq!(bare(label).as_deref(), Some(number), "{label}");
        }
        assert_eq!(bare("O.S."), None);
        assert_eq!(bare("AB 29 004 08 02 1211"), None);
    }
}
