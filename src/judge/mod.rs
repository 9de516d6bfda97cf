//! judge: the status of each record, how sure its reading is, and which indicators measure which objective.
//!
//! Computes, and corrects nothing. Not for what records contradict in each other: that is in `check/`.

mod confidence;
mod grounds;
mod printed;
mod relations;
mod sides;

pub(crate) use relations::{is_same, is_same_theme, place, relate};
pub(crate) use sides::lacking;

use crate::join::JoinedTable;
use crate::normalise::Normalised;
use crate::pair::Drafts;
use crate::record::{
    LegendEntry, PrintedStatus, Record, Status, StatusReason, StatusSource, StatusWitness, Witness,
};
use crate::source::{Field, Place};
use crate::wording::StatusWords;
use crate::words::lexicon::Lexicon;
use confidence::Parts;

/// Judges the records of all tables, table by table; the report's `legend` says what its fills mean.
pub(crate) fn judge(
    tables: &[JoinedTable],
    drafts: &[Drafts<'_>],
    values: Vec<Vec<Normalised>>,
    lexicon: &Lexicon,
    legend: &[LegendEntry],
    words: &StatusWords,
) -> Vec<Vec<Record>> {
    let parts = confidence::of_tables(tables, drafts, &values, lexicon);
    let tables = values.into_iter().zip(parts);
    tables
        .map(|(made, parts)| {
            made.into_iter().zip(parts).map(|(made, parts)| one(made, parts, legend, words)).collect()
        })
        .collect()
}

/// Judges a record by its figures and by what its page shows, read through the report's legend.
fn one(made: Normalised, parts: Parts, legend: &[LegendEntry], words: &StatusWords) -> Record {
    let mut record = made.record;
    record.confidence = confidence::total(&parts);
    record.confidence_parts = parts;
    let shown = printed::statuses(made.status, record.result.raw.as_deref(), made.fill, legend, words);
    record.status_printed = shown.first().copied();
    let computed = computed(&record);
    record.status_witnesses = witnesses(computed.ok(), &shown, record.places_of(Field::Result, None).first());
    match (computed, record.status_printed) {
        (Ok(status), _) => {
            record.status = status;
            record.status_source = Some(StatusSource::Thresholds);
        }
        (Err(_), Some(printed)) => {
            record.status = printed.value;
            record.status_source = Some(printed.by);
        }
        (Err(reason), None) => record.status_reason = Some(reason),
    }
    record
}

/// What says a status in the record's own row, at the place of its result.
fn witnesses(
    computed: Option<Status>,
    shown: &[PrintedStatus],
    result: Option<&Place>,
) -> Vec<StatusWitness> {
    let printed = shown.iter().map(|printed| {
        let by = if printed.by == StatusSource::Text { Witness::Text } else { Witness::Shading };
        (printed.value, by)
    });
    let all = computed.map(|status| (status, Witness::Thresholds)).into_iter().chain(printed);
    all.map(|(value, by)| witness(value, by, result)).collect()
}

/// A status that something at a place says.
fn witness(value: Status, by: Witness, place: Option<&Place>) -> StatusWitness {
    StatusWitness { value, by, page: place.map(|place| place.page), bbox: place.and_then(|place| place.bbox) }
}

/// The status by thresholds and result, or why there is none.
fn computed(record: &Record) -> Result<Status, StatusReason> {
    let Some(result) = record.result.value else {
        return Err(if record.result.raw.is_none() { StatusReason::NoResult } else { StatusReason::InWords });
    };
    let (Some(red), Some(green)) = (record.red.value, record.green.value) else {
        return Err(StatusReason::NoThresholds);
    };
    // Where red is above green the scale runs the other way; turned round, it is the usual one.
    let (red, green, result) = if red > green { (-red, -green, -result) } else { (red, green, result) };
    Ok(if result >= green {
        Status::Realised
    } else if result <= red {
        Status::NotRealised
    } else {
        Status::PartiallyRealised
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Figure;

    fn status(red: Option<f64>, green: Option<f64>, result: &str) -> Result<Status, StatusReason> {
        let figure = |value: Option<f64>| Figure {
            raw: value.map(|value| value.to_string()),
            value,
            ..Figure::default()
        };
        let raw = (!result.is_empty()).then(|| result.to_owned());
        let result = Figure { value: result.parse().ok(), raw, ..Figure::default() };
        computed(&Record { red: figure(red), green: figure(green), result, ..Record::default() })
    }

    #[test]
    fn a_result_on_a_threshold_counts_on_that_thresholds_side() {
        assert_eq!(status(Some(70.0), Some(90.0), "90"), Ok(Status::Realised));
        assert_eq!(status(Some(70.0), Some(90.0), "70"), Ok(Status::NotRealised));
        assert_eq!(status(Some(70.0), Some(90.0), "80"), Ok(Status::PartiallyRealised));
    }

    #[test]
    fn where_red_is_above_green_the_scale_runs_the_other_way() {
        assert_eq!(status(Some(10.0), Some(5.0), "5"), Ok(Status::Realised));
        assert_eq!(status(Some(10.0), Some(5.0), "12"), Ok(Status::NotRealised));
        assert_eq!(status(Some(10.0), Some(5.0), "7"), Ok(Status::PartiallyRealised));
    }

    #[test]
    fn the_first_reason_that_holds_is_given() {
        assert_eq!(status(None, None, ""), Err(StatusReason::NoResult));
        assert_eq!(status(None, None, "en cours"), Err(StatusReason::InWords));
        assert_eq!(status(Some(1.0), None, "5"), Err(StatusReason::NoThresholds));
    }
}
