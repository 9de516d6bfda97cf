//! What the tables of objectives and of indicators print differently for one objective.
//!
//! Not for which objective of the one table is which of the other: that is told in `judge/`.

use std::collections::{HashMap, HashSet};

use super::overview::{Measured, is_comparable};
use super::{Check, Findings, Overview, page_of};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::language::Language;
use crate::record::{Figure, Record, Texts, Unit};
use crate::source::Field;
use crate::wording::letters;

pub(super) const CHECK: Check = Check { codes: &[Code::B502, Code::B503, Code::B504, Code::B519], run };

/// Tolerances of this check.
struct Tolerances {
    /// Texts of fewer words are like each other by chance.
    words: usize,
    /// Texts that share this part of their words, at least, are one text: of two accounts of one project, a third to a half
    /// of the words are the same, of a text that was corrected in one place alone nearly all.
    shared: f64,
}

const TOLERANCES: Tolerances = Tolerances { words: 8, shared: 0.8 };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let mut strategic = HashSet::new();
    for measured in &overview.measured {
        let objective = measured.objective;
        figures(measured, findings);
        halves(measured, findings);
        let Some(first) = measured.indicators.first() else { continue };
        titles(Field::Operational, first, objective, |record| &record.operational, findings);
        let units = (&objective.strategic, &first.strategic);
        // A strategic objective is carried down: one finding is enough.
        let is_same = units.0.reference.is_some() && units.0.reference == units.1.reference;
        if is_same && strategic.insert((&objective.section, &units.0.title, &units.1.title)) {
            titles(Field::Strategic, first, objective, |record| &record.strategic, findings);
        }
        for indicator in &measured.indicators {
            texts(objective, indicator, findings);
        }
    }
}

type FigureOf = fn(&Record) -> &Figure;
type TextsOf = fn(&Record) -> &Texts;

/// The figures of both tables, and whether one objective's is that of all of its indicators.
const FIGURES: [(Field, FigureOf, bool); 3] = [
    (Field::Red, |record| &record.red, true),
    (Field::Green, |record| &record.green, true),
    // That of several indicators is a mean of theirs.
    (Field::Result, |record| &record.result, false),
];

fn figures(measured: &Measured<'_>, findings: &mut Findings) {
    let Measured { objective, indicators, .. } = measured;
    let [first, others @ ..] = &indicators[..] else { return };
    // Minutes are no points: what is measured on another scale contradicts nothing.
    if !indicators.iter().all(|indicator| is_comparable(objective, indicator)) {
        return;
    }
    for (field, figure, common) in FIGURES {
        let (Some(own), Some(theirs)) = (figure(objective).value, figure(first).value) else { continue };
        // Several indicators may have several scales; they contradict the objective where they agree.
        let agree = others.iter().all(|other| common && figure(other).value == Some(theirs));
        if own != theirs && agree {
            let finding = Finding::new(Code::B502).of(field).with("here", own).with("there", theirs);
            findings.about(objective, finding.with("page", page_of(first)).related_to(&first.id));
        }
    }
}

/// What only one of the two tables prints.
fn halves(measured: &Measured<'_>, findings: &mut Findings) {
    let Measured { objective, indicators, .. } = measured;
    let Some(first) = indicators.first() else { return };
    let fields: [(Field, TextsOf); 3] = [
        (Field::Operational, |record| &record.operational.title),
        (Field::Description, |record| &record.description),
        (Field::Deviation, |record| &record.deviation),
    ];
    let (mut only_here, mut only_there) = (Vec::new(), Vec::new());
    let mut compare = |name: (Field, Option<Language>), is_printed: &dyn Fn(&Record) -> bool| match (
        is_printed(objective),
        indicators.iter().any(|indicator| is_printed(indicator)),
    ) {
        (true, false) => only_here.push(name),
        (false, true) => only_there.push(name),
        _ => {}
    };
    for (field, figure, _) in FIGURES {
        compare((field, None), &|record| figure(record).raw.is_some());
    }
    for (field, texts) in fields {
        for language in Language::BOTH {
            compare((field, Some(language)), &|record| texts(record).side(language).is_some());
        }
    }
    for (only, fields) in [("here", only_here), ("there", only_there)] {
        if let Some(&(field, language)) = fields.first() {
            let finding = Finding { language, ..Finding::new(Code::B519).of(field) };
            let finding = finding.with("only", only).with("fields", paths(&fields));
            findings.about(objective, finding.with("page", page_of(first)).related_to(&first.id));
        }
    }
}

/// Fields, of texts with their language, as documents name them.
fn paths(fields: &[(Field, Option<Language>)]) -> Vec<String> {
    let path = |(field, language): &(Field, Option<Language>)| match language {
        Some(language) => format!("{}.{}", field.name(), language.key()),
        None => field.name().to_owned(),
    };
    fields.iter().map(path).collect()
}

fn titles(
    field: Field,
    indicator: &Record,
    objective: &Record,
    unit: impl Fn(&Record) -> &Unit,
    findings: &mut Findings,
) {
    for language in Language::BOTH {
        let (here, there) = (unit(indicator).title.side(language), unit(objective).title.side(language));
        if let (Some(here), Some(there)) = (here, there)
            && letters(here) != letters(there)
        {
            let finding = Finding::new(Code::B503).of(field).in_language(language);
            findings.about(indicator, differ(finding, here, there, objective));
        }
    }
}

fn texts(objective: &Record, indicator: &Record, findings: &mut Findings) {
    let fields = [
        (Field::Description, &indicator.description, &objective.description),
        (Field::Deviation, &indicator.deviation, &objective.deviation),
    ];
    for (field, here, there) in fields {
        for language in Language::BOTH {
            if let (Some(here), Some(there)) = (here.side(language), there.side(language))
                && letters(here) != letters(there)
                && is_nearly(here, there)
            {
                let finding = Finding::new(Code::B504).of(field).in_language(language);
                findings.about(indicator, differ(finding, here, there, objective));
            }
        }
    }
}

/// Says how a text of an indicator differs from that of its objective.
fn differ(finding: Finding, here: &str, there: &str, objective: &Record) -> Finding {
    let finding =
        finding.with("here", from_difference(there, here)).with("there", from_difference(here, there));
    finding.with("page", page_of(objective)).related_to(&objective.id)
}

/// Whether two texts share most of their words (Dice 1945, on multisets of words).
fn is_nearly(a: &str, b: &str) -> bool {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    let (mut all, mut shared) = (0, 0);
    for word in a.split_whitespace() {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    let short = all < TOLERANCES.words;
    for word in b.split_whitespace() {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    !short && f64::from(2 * shared) >= TOLERANCES.shared * all as f64
}

/// A text from the word on in which it first differs from another one.
fn from_difference(other: &str, text: &str) -> String {
    let same = text.split_whitespace().zip(other.split_whitespace()).take_while(|(a, b)| a == b).count();
    let rest: Vec<&str> = text.split_whitespace().skip(same).collect();
    excerpt(&rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{
        codes, described, figure, indicator, measured, objective, report, said, texts,
    };
    use super::*;

    #[test]
    fn thresholds_and_the_result_of_the_only_indicator_are_those_of_its_objective() {
        let found = |red, green, result| {
            let indicators = [measured(indicator("1.1", "1"), red, green, result)];
            codes(&CHECK, &report([measured(objective("1.1"), "70", "90", "80")], indicators))
        };
        assert!(found("70", "90", "80").is_empty());
        assert_eq!(found("60", "90", "80"), [Code::B502]);
        assert_eq!(found("70", "95", "85"), [Code::B502, Code::B502]);
        assert_eq!(found("", "90", ""), [Code::B519]);
    }

    #[test]
    fn figures_of_another_unit_contradict_nothing() {
        let found = |unit: &str| {
            let mut indicator = measured(indicator("1.1", "1"), "75", "65", "85");
            indicator.result.unit = Some(unit.to_owned());
            let mut objective = measured(objective("1.1"), "70", "60", "80");
            objective.result.unit = Some("%".to_owned());
            codes(&CHECK, &report([objective], [indicator]))
        };
        assert!(found("min").is_empty(), "that the scale is another one is said with the results");
        let mut hours = measured(indicator("1.1", "1"), "4", "8", "7");
        let points = measured(objective("1.1"), "70", "90", "80");
        assert!(codes(&CHECK, &report([points.clone()], [hours.clone()])).is_empty());
        (hours.red, hours.green) = (figure("quatre"), figure("huit"));
        assert!(codes(&CHECK, &report([points], [hours])).is_empty());
        assert_eq!(found("%"), [Code::B502, Code::B502, Code::B502]);
    }

    #[test]
    fn what_one_table_alone_prints_is_listed() {
        let found = |objective: Record, fr, nl| {
            let indicator = Record { description: texts(fr, nl), ..indicator("1.1", "1") };
            said(&CHECK, &report([objective], [indicator]))
                .into_iter()
                .map(|(_, message)| message)
                .collect::<Vec<_>>()
        };
        assert!(found(described("1.1", "Le bac", "Het veer"), "Un bac", "Een veer").is_empty());
        assert_eq!(
            found(measured(described("1.1", "Le bac", ""), "", "", "80"), "", "Een veer"),
            [
                "printed here and not in the table of indicators: result, description in French",
                "printed in the table of indicators, and not here: description in Dutch"
            ]
        );
    }

    #[test]
    fn several_indicators_contradict_an_objective_where_they_agree() {
        let found = |second| {
            let indicators = [
                measured(indicator("1.1", "1"), "60", "90", "10"),
                measured(indicator("1.1", "2"), second, "90", "20"),
            ];
            codes(&CHECK, &report([measured(objective("1.1"), "70", "90", "80")], indicators))
        };
        assert_eq!(found("60"), [Code::B502]);
        assert!(found("50").is_empty());
    }

    #[test]
    fn titles_differ_by_their_letters_and_figures_alone() {
        let titled = |mut record: Record, title: &str| {
            record.operational.title = texts(title, "");
            record
        };
        let found = |title| {
            let objectives = [titled(objective("1.1"), "Entretenir les bacs")];
            said(&CHECK, &report(objectives, [titled(indicator("1.1", "1"), title)]))
        };
        assert!(found("Entretenir les Bacs.").is_empty());
        let said = found("Entretenir les ponts");
        assert_eq!(said.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::B503]);
        assert!(said[0].1.contains("“ponts” here and “bacs” in"), "{}", said[0].1);
    }

    #[test]
    fn a_text_that_was_changed_in_one_table_alone_is_named_and_two_accounts_are_not() {
        let found = |text| {
            let objectives =
                [described("1.1", "Les 12 bacs du lac ont été repeints avant l'été par le service", "")];
            let mut indicator = indicator("1.1", "1");
            indicator.description = texts(text, "");
            codes(&CHECK, &report(objectives, [indicator]))
        };
        assert_eq!(found("Les 14 bacs du lac ont été repeints avant l'été par le service"), [Code::B504]);
        assert!(found("Les 12 bacs du lac ont été repeints avant l'été par le service").is_empty());
        assert!(
            found("Le nombre de bacs repeints est compté par le service chaque mois de l'année").is_empty()
        );
    }
}
