//! The strategic objectives of a transcript's records whose rows have lost them.
//!
//! An operational objective begins with the number of its strategic one. Where most of a table's do, and a row has lost the
//! label beside it, the objective in force is another one's: the right one stands in another row of the same section. Not
//! for prints, whose rows have what is printed.

use std::collections::HashMap;

use super::Normalised;
use crate::diagnostic::{Code, Finding};
use crate::join::JoinedTable;
use crate::language::Language;
use crate::record::{Record, Texts, Unit};
use crate::tables::Making;

/// The share of a report's records whose two references agree, from which that is the report's way.
const HABIT: f32 = 0.5;

/// Where numbers of strategic objectives count anew: a chapter, an administration, a section and a theme.
type Place = (Option<String>, Option<String>, Option<Texts>, Option<String>);

/// Gives records of transcripts the strategic objective that their operational one's number names.
pub(crate) fn restore(tables: &[JoinedTable], values: &mut [Vec<Normalised>]) {
    let is_transcript =
        |table: &JoinedTable| table.bands.iter().any(|band| band.making == Making::Transcribed);
    if !tables.iter().any(is_transcript) {
        return;
    }
    let (mut agreeing, mut all) = (0, 0);
    let mut known: HashMap<(Place, String), Unit> = HashMap::new();
    for record in values.iter().flatten().map(|made| &made.record) {
        let Some(number) = number(record) else { continue };
        all += 1;
        if record.strategic.reference.as_deref() == Some(number) {
            agreeing += 1;
            let unit =
                known.entry((place(record), number.to_owned())).or_insert_with(|| record.strategic.clone());
            fill(unit, &record.strategic);
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
            fill(&mut record.strategic, unit);
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

/// Gives a unit the sides of its title that another row has.
fn fill(unit: &mut Unit, other: &Unit) {
    for language in Language::BOTH {
        let side = unit.title.side_mut(language);
        if side.is_none() {
            side.clone_from(other.title.side(language));
        }
    }
}
