//! What rows of a transcript have lost of their objectives, from other rows of the same section.
//!
//! An operational objective begins with the number of its strategic one. Where most of a table's do, and a row has lost the
//! label beside it, the objective in force is another one's: the right one stands in another row of the same section. An
//! indicator stands under the theme of its objective, and both tables print the objective's title. Not for prints, whose
//! rows have what is printed.

use std::collections::HashMap;

use super::Normalised;
use crate::diagnostic::{Code, Finding, excerpt};
use crate::join::JoinedTable;
use crate::language::Language;
use crate::record::{Record, Texts, Unit};
use crate::source::Field;
use crate::tables::Making;
use crate::wording::letters;

/// The share of a report's records whose two references agree, from which that is the report's way.
const HABIT: f32 = 0.5;

/// How alike the letters of two titles are that are one, of 1: a model misreads one letter in some ten.
const ALIKE: f64 = 0.85;

/// Where numbers of objectives count anew: a chapter, an administration, a section and a theme.
type Place = (Option<String>, Option<String>, Option<Texts>, Option<String>);

/// Gives records of transcripts what their rows have lost of their objectives.
pub(crate) fn restore(tables: &[JoinedTable], values: &mut [Vec<Normalised>]) {
    let is_transcript =
        |table: &JoinedTable| table.bands.iter().any(|band| band.making == Making::Transcribed);
    if !tables.iter().any(is_transcript) {
        return;
    }
    themes(values);
    strategic(values);
    titles(values);
}

/// Gives indicators the theme of their objective, where a page lost the banner over them: those from the first one on whose
/// objective stands under another theme, up to one whose objective does not.
fn themes(values: &mut [Vec<Normalised>]) {
    let records = || values.iter().flatten().map(|made| &made.record);
    let objectives: Vec<Record> =
        records().filter(|record| record.as_indicator().is_none()).cloned().collect();
    for made in values.iter_mut() {
        let mut lost: Option<(Option<String>, Option<String>)> = None;
        for made in made.iter_mut().filter(|made| made.record.as_indicator().is_some()) {
            let record = &mut made.record;
            let (chapter, entity, section, theme) = place(record);
            let own = objectives.iter().filter(|other| {
                let (in_chapter, of_entity, in_section, _) = place(other);
                (in_chapter, of_entity, in_section) == (chapter.clone(), entity.clone(), section.clone())
                    && other.operational.reference == record.operational.reference
                    && is_same(&other.operational.title, &record.operational.title)
            });
            let themes: Vec<&Option<String>> = own.map(|objective| &objective.theme).collect();
            if theme.is_none() || themes.contains(&&theme) {
                lost = None;
                continue;
            }
            if let [first, rest @ ..] = &themes[..]
                && first.is_some()
                && rest.iter().all(|other| other == first)
            {
                lost = Some((theme.clone(), (*first).clone()));
            }
            let Some((_, found)) = lost.as_ref().filter(|(printed, _)| *printed == theme) else { continue };
            let finding = Finding::new(Code::B225)
                .with("printed", theme.unwrap_or_default())
                .with("theme", found.clone().unwrap_or_default());
            record.theme.clone_from(found);
            made.findings.push(finding.about(&record.id, &record.source));
        }
    }
}

/// Whether two titles are one in either language.
fn is_same(a: &Texts, b: &Texts) -> bool {
    let alike = |language| match (a.side(language), b.side(language)) {
        (Some(a), Some(b)) => strsim::normalized_levenshtein(&letters(a), &letters(b)) >= ALIKE,
        _ => false,
    };
    Language::BOTH.into_iter().any(alike)
}

/// Gives operational objectives the sides of their titles that another row of theirs has.
fn titles(values: &mut [Vec<Normalised>]) {
    let mut known: HashMap<(Place, String), Vec<Texts>> = HashMap::new();
    for record in values.iter().flatten().map(|made| &made.record) {
        if let Some(reference) = &record.operational.reference {
            let titles = known.entry((place(record), reference.clone())).or_default();
            titles.push(record.operational.title.clone());
        }
    }
    // a record that is whole has what is printed
    let is_doubted = |made: &&mut Normalised| {
        let is_told = |finding: &Finding| matches!(finding.code, Code::B221 | Code::B222 | Code::B224);
        made.is_cut || made.findings.iter().any(is_told)
    };
    for made in values.iter_mut().flatten().filter(is_doubted) {
        let record = &mut made.record;
        let Some(reference) = record.operational.reference.clone() else { continue };
        let before = record.operational.title.clone();
        let is_bare = before.is_empty();
        for title in known.get(&(place(record), reference)).into_iter().flatten() {
            if is_bare || is_same(&before, title) {
                fill(&mut record.operational.title, title);
            }
        }
        say_filled(made, Field::Operational, &before);
    }
}

/// Says that a record's title has a side which its row has lost.
fn say_filled(made: &mut Normalised, field: Field, before: &Texts) {
    let record = &made.record;
    let Some(title) = record.unit(field).map(|unit| &unit.title) else { return };
    let lost =
        Language::BOTH.into_iter().find(|&side| before.side(side).is_none() && title.side(side).is_some());
    if let Some((side, text)) = lost.and_then(|side| Some((side, title.side(side).as_deref()?))) {
        let finding = Finding::new(Code::B226).of(field).in_language(side).with("title", excerpt(text));
        made.findings.push(finding.about(&record.id, &record.source));
    }
}

/// Gives records the strategic objective that their operational one's number names.
fn strategic(values: &mut [Vec<Normalised>]) {
    let (mut agreeing, mut all) = (0, 0);
    let mut known: HashMap<(Place, String), Unit> = HashMap::new();
    for record in values.iter().flatten().map(|made| &made.record) {
        let Some(number) = number(record) else { continue };
        all += 1;
        if record.strategic.reference.as_deref() == Some(number) {
            agreeing += 1;
            let unit =
                known.entry((place(record), number.to_owned())).or_insert_with(|| record.strategic.clone());
            fill(&mut unit.title, &record.strategic.title);
        }
    }
    if (agreeing as f32) < HABIT * all as f32 {
        return;
    }
    for made in values.iter_mut().flatten() {
        let record = &mut made.record;
        let Some(unit) = number(record).and_then(|number| known.get(&(place(record), number.to_owned())))
        else {
            continue;
        };
        if record.strategic.reference == unit.reference {
            let before = record.strategic.title.clone();
            fill(&mut record.strategic.title, &unit.title);
            say_filled(made, Field::Strategic, &before);
        } else {
            record.strategic = unit.clone();
            let finding = Finding::new(Code::B223).with("label", unit.label.clone().unwrap_or_default());
            made.findings.push(finding.about(&record.id, &record.source));
        }
    }
}

/// The number of the strategic objective that a record's operational one names.
fn number(record: &Record) -> Option<&str> {
    record.operational.reference.as_deref()?.split('.').next()
}

fn place(record: &Record) -> Place {
    (record.chapter.clone(), record.entity.clone(), record.section.clone(), record.theme.clone())
}

/// Gives a title the sides that another row has.
fn fill(title: &mut Texts, other: &Texts) {
    for language in Language::BOTH {
        let side = title.side_mut(language);
        if side.is_none() {
            side.clone_from(other.side(language));
        }
    }
}
