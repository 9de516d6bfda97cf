//! Figures: what is printed as a threshold, a result or a weight, and the number it says.

use std::sync::LazyLock;

use super::{Form, written};
use crate::record::Figure;

/// Reads a figure. Signs of comparison, of percent and of approximation around it do not change the number; a comma
/// or full stop before one or two digits is decimal, a blank or full stop before three digits groups; anything else is
/// no number.
pub(super) fn read(raw: Option<&str>) -> Figure {
    Figure { raw: raw.map(str::to_owned), value: raw.and_then(number), ..Figure::default() }
}

/// What a figure looks like once its blanks are plain ones.
static FIGURE: Form = LazyLock::new(|| {
    written(
        r"(?x) ^ [≥≤><=±~≈\ ]* (?: (?<minus>[-−–])\ * | \+ )?
          (?<whole> [0-9]{1,3} (?: [\ .] [0-9]{3} )+ | [0-9]+ )
          (?: [.,] (?<decimals> [0-9]{1,2} ) )? \ * %? $",
    )
});

fn number(raw: &str) -> Option<f64> {
    let raw = raw.replace(['\u{a0}', '\u{202f}', '\u{2009}', '\n'], " ");
    let figure = FIGURE.as_ref()?.captures(raw.trim())?;
    let whole = figure["whole"].replace([' ', '.'], "");
    let decimals = figure.name("decimals").map_or("", |decimals| decimals.as_str());
    let value: f64 = format!("{whole}.{decimals}0").parse().ok()?;
    // More digits than a number holds are no number.
    value.is_finite().then_some(if figure.name("minus").is_some() { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_printed_in_belgium() {
        for (raw, value) in [
            ("0%", 0.0),
            ("70", 70.0),
            ("73,71 %", 73.71),
            ("≥ 90", 90.0),
            ("≤ 60 %", 60.0),
            ("1 234,5", 1234.5),
            ("1.234", 1234.0),
            ("12 345.678", 12_345_678.0),
            ("95.5", 95.5),
            ("-3", -3.0),
            ("100\n%", 100.0),
        ] {
            assert_eq!(read(Some(raw)).value, Some(value), "{raw}");
        }
    }

    #[test]
    fn what_is_no_number_keeps_its_text_only() {
        for raw in ["3/5", "en cours", "1,234", "12 34", "70 90", "", "%", "1.2.3", "1234 567"] {
            assert_eq!(read(Some(raw)), Figure { raw: Some(raw.to_owned()), ..Figure::default() }, "{raw}");
        }
        assert_eq!(read(Some(&"9".repeat(400))).value, None);
        assert_eq!(read(None), Figure::default());
    }
}
