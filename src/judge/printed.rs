//! The status as the page shows it: a word in a column of statuses or in the result's cell, or the cell's fill.
//!
//! A fill is read through the legend, where the report has one with colours; else by its hue, where it has one.
//!
//! Not for the status that thresholds and result give: that is worked out in [`super`].

use crate::outline::status_in_words;
use crate::record::{LegendEntry, PrintedStatus, Status, StatusSource};
use crate::wording::StatusWords;

/// Tolerances of this step, in steps of a colour channel (0 to 255).
struct Tolerances {
    /// Colours this near are one: conversions between colour spaces round differently.
    colour: i32,
    /// A colour whose channels differ by less than this is a grey and has no hue.
    chroma: i32,
}

const TOLERANCES: Tolerances = Tolerances { colour: 4, chroma: 24 };

/// The statuses that a record shows whose column of statuses says this one, and whose result has this text and fill: that
/// of the word first, which says more.
pub(super) fn statuses(
    said: Option<Status>,
    raw: Option<&str>,
    fill: Option<[u8; 3]>,
    legend: &[LegendEntry],
    words: &StatusWords,
) -> Vec<PrintedStatus> {
    let by_word = said.or_else(|| raw.and_then(|raw| status_in_words(raw, words)));
    let by_fill = fill.and_then(|fill| of_fill(fill, legend));
    let shown = [(by_word, StatusSource::Text), (by_fill, StatusSource::Shading)];
    shown.into_iter().filter_map(|(value, by)| Some(PrintedStatus { value: value?, by })).collect()
}

fn of_fill(fill: [u8; 3], legend: &[LegendEntry]) -> Option<Status> {
    let explained: Vec<(Status, [u8; 3])> =
        legend.iter().filter_map(|entry| Some((entry.status, parse(entry.fill.as_deref()?)?))).collect();
    if explained.is_empty() {
        return of_hue(fill);
    }
    let same = |a: [u8; 3]| {
        a.iter().zip(fill).all(|(&a, b)| (i32::from(a) - i32::from(b)).abs() <= TOLERANCES.colour)
    };
    // a copy in greys can show two of the legend's colours as one, which then tells neither
    let mut meant = explained.into_iter().filter(|&(_, colour)| same(colour)).map(|(status, _)| status);
    let status = meant.next()?;
    meant.all(|other| other == status).then_some(status)
}

/// The status of a traffic light's colour; `None` for greys and other hues.
fn of_hue(fill: [u8; 3]) -> Option<Status> {
    let [red, green, blue] = fill.map(i32::from);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < TOLERANCES.chroma || most == blue {
        return None;
    }
    // The hue in degrees, from red (0) over yellow (60) to green (120); HSV, Smith 1978.
    let hue = if most == red {
        60 * (green - blue) / (most - least)
    } else {
        60 * (blue - red) / (most - least) + 120
    };
    match hue {
        ..15 => Some(Status::NotRealised),
        15..=65 => Some(Status::PartiallyRealised),
        66..=170 => Some(Status::Realised),
        _ => None,
    }
}

/// The channels of `#rrggbb`.
fn parse(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Texts;
    use crate::wording::Wording;

    fn shown(
        raw: Option<&str>,
        fill: Option<[u8; 3]>,
        legend: &[LegendEntry],
    ) -> Option<(Status, StatusSource)> {
        let shown = statuses(None, raw, fill, legend, &Wording::known().status);
        shown.first().map(|printed| (printed.value, printed.by))
    }

    #[test]
    fn a_word_says_the_status_and_a_sentence_with_figures_does_not() {
        assert_eq!(shown(Some("Réalisé"), None, &[]), Some((Status::Realised, StatusSource::Text)));
        assert_eq!(
            shown(Some("Niet gerealiseerd"), None, &[]),
            Some((Status::NotRealised, StatusSource::Text))
        );
        assert_eq!(shown(Some("réalisé à 80 %"), None, &[]), None);
    }

    #[test]
    fn a_word_hides_no_colour() {
        let words = &Wording::known().status;
        let shown = statuses(None, Some("Réalisé"), Some([255, 80, 80]), &[], words);
        let shown: Vec<_> = shown.into_iter().map(|printed| (printed.value, printed.by)).collect();
        let red = (Status::NotRealised, StatusSource::Shading);
        assert_eq!(shown, [(Status::Realised, StatusSource::Text), red]);
    }

    #[test]
    fn a_fill_is_read_through_the_legend_and_else_by_its_hue() {
        let grey = [166; 3];
        let entry = LegendEntry {
            status: Status::PartiallyRealised,
            threshold: Texts::default(),
            label: Texts::default(),
            fill: Some("#a6a6a6".to_owned()),
        };
        assert_eq!(
            shown(Some("75"), Some(grey), std::slice::from_ref(&entry)),
            Some((Status::PartiallyRealised, StatusSource::Shading))
        );
        assert_eq!(shown(Some("75"), Some(grey), &[]), None);
        let same_in_grey =
            LegendEntry { status: Status::Realised, fill: Some("#a7a7a7".to_owned()), ..entry.clone() };
        assert_eq!(shown(Some("75"), Some(grey), &[entry, same_in_grey]), None);
        assert_eq!(shown(None, Some([198, 239, 206]), &[]), Some((Status::Realised, StatusSource::Shading)));
        assert_eq!(
            shown(None, Some([255, 199, 206]), &[]),
            Some((Status::NotRealised, StatusSource::Shading))
        );
        assert_eq!(
            shown(None, Some([255, 235, 156]), &[]),
            Some((Status::PartiallyRealised, StatusSource::Shading))
        );
    }
}
