//! What a report comes to, as text for a terminal: how many objectives and indicators came out how, administration by
//! administration, the worst first.
//!
//! Counts as the workbook does. Not for knowing the terminal: how wide it is and whether it shows colours is said.

use super::columns::Tint;
use super::labels::{Lang, TOTAL, WHOLE, Worded};
use super::overview::{STATUSES, Tally, by_administration, whole};
use crate::record::{Kind, Report};

/// How a summary is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The language of all words that are not the report's own.
    pub lang: Lang,
    /// How many characters a line may have.
    pub width: usize,
    /// Whether numbers are in the colours of their status.
    pub colour: bool,
}

/// The least that is shown of a name, however narrow the terminal: enough to tell administrations apart.
const NAME_LEAST: usize = 16;

/// What stands between two columns.
const GAP: &str = "  ";

/// The summary of a report.
pub fn summary(report: &Report, look: Look) -> String {
    let title = look.lang.text(&report.report.title).unwrap_or_else(|| report.source.file.clone());
    let headings: Vec<String> =
        STATUSES.iter().map(|status| status.words().say(look.lang)).chain([TOTAL.say(look.lang)]).collect();
    // A heading of two words stands in two lines, so that more is left for names.
    let widths: Vec<usize> = headings.iter().map(|heading| widest_word(heading)).collect();
    let taken: usize = widths.iter().map(|width| width + GAP.len()).sum();
    let named = |tally: &Tally<'_>| tally.name.and_then(|name| look.lang.text(name)).unwrap_or_default();
    let mut text = title + "\n";
    for kind in [Kind::Objectives, Kind::Indicators] {
        let mut rows: Vec<(String, Tally<'_>)> = vec![(WHOLE.say(look.lang), whole(report, kind))];
        rows.extend(by_administration(report, kind).into_iter().map(|tally| (named(&tally), tally)));
        let wanted =
            rows.iter().map(|(name, _)| length(&name.replace('\n', " / "))).max().unwrap_or_default();
        let room = wanted.min(look.width.saturating_sub(taken)).max(NAME_LEAST);
        text.push('\n');
        for (at, line) in ["", ""].iter().enumerate() {
            let first = if at == 1 { kind.words().say(look.lang) } else { (*line).to_owned() };
            text.push_str(&padded(&first, room));
            for (heading, width) in headings.iter().zip(&widths) {
                text.push_str(GAP);
                text.push_str(&right(half(heading, at), *width));
            }
            text.push('\n');
        }
        for (name, tally) in rows {
            text.push_str(&padded(&name.replace('\n', " / "), room));
            for ((count, status), width) in tally.counts.iter().zip(STATUSES).zip(&widths) {
                text.push_str(GAP);
                let number = right(&count.to_string(), *width);
                let colour = colour_of(status.into()).filter(|_| look.colour && *count > 0);
                text.push_str(
                    &colour.map_or(number.clone(), |code| format!("\u{1b}[{code}m{number}\u{1b}[0m")),
                );
            }
            text.push_str(GAP);
            text.push_str(&right(&tally.total().to_string(), widths[STATUSES.len()]));
            text.push('\n');
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// The colour's number among those that every terminal has (ECMA-48, 8.3.117); `None` for what is not known.
fn colour_of(tint: Tint) -> Option<u8> {
    match tint {
        Tint::Bad => Some(31),
        Tint::Middling => Some(33),
        Tint::Good => Some(32),
        Tint::Unknown => None,
    }
}

/// The part of a heading that stands in its upper or lower line: its last word is in the lower one.
fn half(heading: &str, line: usize) -> &str {
    let (upper, lower) = heading.rsplit_once(' ').unwrap_or(("", heading));
    if line == 0 { upper } else { lower }
}

fn widest_word(heading: &str) -> usize {
    [0, 1].map(|line| length(half(heading, line))).into_iter().max().unwrap_or_default()
}

/// How many columns a text takes; the report's languages have no wide characters.
fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text in so many columns: cut with a sign where it is longer.
fn padded(text: &str, width: usize) -> String {
    if length(text) > width {
        let kept: String = text.chars().take(width.saturating_sub(1)).collect();
        return format!("{kept}…");
    }
    format!("{text}{}", " ".repeat(width - length(text)))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(length(text))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    const PLAIN: Look = Look { lang: Lang::En, width: 80, colour: false };

    #[test]
    fn each_administration_has_its_numbers_and_the_report_its_sum() {
        let text = summary(&sample::report(), PLAIN);
        let row = |name: &str| -> Vec<String> {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap();
            line[name.len()..].split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(row("The whole report"), ["0", "1", "0", "0", "1"]);
        assert!(!text.contains('\u{1b}'));
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }

    #[test]
    fn a_narrow_terminal_cuts_names_and_not_numbers() {
        let mut report = sample::report();
        for record in report.objectives.iter_mut().chain(&mut report.indicators) {
            record.entity_name.fr = Some("Office régional des ponts mobiles et des bacs du lac".to_owned());
            record.entity_name.nl = None;
        }
        let text = summary(&report, Look { width: 70, ..PLAIN });
        assert!(text.lines().skip(1).all(|line| line.chars().count() <= 70), "{text}");
        assert!(text.contains("Office régional") && text.contains('…'), "{text}");
    }

    #[test]
    fn colours_stand_for_statuses_where_they_are_wanted() {
        let text = summary(&sample::report(), Look { colour: true, ..PLAIN });
        assert!(text.contains("\u{1b}[33m") && !text.contains("\u{1b}[32m"), "{text}");
    }

    #[test]
    fn words_are_in_the_language_that_is_asked_for() {
        let of = |lang| summary(&sample::report(), Look { lang, ..PLAIN });
        assert!(of(Lang::Fr).contains("Objectifs") && of(Lang::Nl).contains("Doelstellingen"));
    }
}
