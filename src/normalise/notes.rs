//! Which record has which note: those whose marks stand behind its figures, references and budget references.
//!
//! Marks may count anew on each page, or run through a table, whose notes then stand at its end. Not for what a note says:
//! that is read in `outline/`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Normalised, places};
use crate::diagnostic::{Code, Finding};
use crate::join::JoinedTable;
use crate::outline::FreeNote;
use crate::record::{Note, Texts};
use crate::source::Place;
use crate::tables::PageTables;

/// A note, with the place of its table among the tables, and its own.
struct PlacedNote<'a> {
    table: usize,
    place: Place,
    note: &'a FreeNote,
}

/// Gives the records of all tables the notes whose marks they carry; names the notes that no record carries.
pub(crate) fn give(
    tables: &[JoinedTable],
    values: &mut [Vec<Normalised>],
    pages: &[PageTables],
) -> Vec<Finding> {
    let notes = tables.iter().enumerate();
    let notes = notes.flat_map(|(table, joined)| joined.notes.iter().map(move |note| (table, note)));
    let notes: Vec<PlacedNote<'_>> = notes
        .filter_map(|(table, note)| {
            let place = places::place(&pages.get(note.page)?.head, note.bbox());
            Some(PlacedNote { table, place, note })
        })
        .collect();
    let mut given = BTreeSet::new();
    let made = values.iter_mut().enumerate();
    for (table, made) in made.flat_map(|(table, all)| all.iter_mut().map(move |made| (table, made))) {
        let mut own: BTreeMap<usize, Note> = BTreeMap::new();
        for mark in &made.marks {
            let found = carried(&notes, table, mark, &made.record.source);
            let Some(&first) = found.first() else { continue };
            let mut text = notes[first].note.text.clone();
            given.insert(first);
            given.extend(found[1..].iter().filter(|&&other| complete(&mut text, &notes[other].note.text)));
            own.insert(first, Note { mark: mark.clone(), text });
        }
        made.record.notes = own.into_values().collect();
    }
    let left = notes.iter().enumerate().filter(|(at, _)| !given.contains(at));
    left.map(|(_, note)| without_record(note)).collect()
}

/// The notes of a mark that a record in these places carries: for each of its places the first of its table from that
/// page on, else the last one before. Where its table has none, those of other tables on its pages.
fn carried(notes: &[PlacedNote<'_>], table: usize, mark: &str, places: &[Place]) -> Vec<usize> {
    let of_mark = |&at: &usize| notes[at].note.mark == mark;
    let own: Vec<usize> = (0..notes.len()).filter(of_mark).filter(|&at| notes[at].table == table).collect();
    let page = |at: usize| notes[at].place.page;
    let mut found: Vec<usize> = Vec::new();
    for place in places {
        let from_here = own.iter().copied().find(|&at| page(at) >= place.page);
        let beside = || (0..notes.len()).filter(of_mark).find(|&at| page(at) == place.page);
        found.extend(from_here.or(own.last().copied()).or_else(beside));
    }
    found.dedup();
    found
}

/// Gives a text the side that it lacks, where another one has that side alone: a table that is printed once in each
/// language has its notes once in each. Whether it did.
fn complete(text: &mut Texts, other: &Texts) -> bool {
    match (&text.fr, &text.nl, &other.fr, &other.nl) {
        (None, Some(_), Some(fr), None) => text.fr = Some(fr.clone()),
        (Some(_), None, None, Some(nl)) => text.nl = Some(nl.clone()),
        _ => return false,
    }
    true
}

/// What is to be said of a note that no record carries: all of it, as it is nowhere else.
fn without_record(PlacedNote { place, note: FreeNote { mark, text, .. }, .. }: &PlacedNote<'_>) -> Finding {
    let sides: Vec<&str> = [&text.fr, &text.nl].into_iter().flatten().map(String::as_str).collect();
    let finding = Finding::new(Code::B213).with("mark", mark.as_str()).with("text", sides.join(" – "));
    finding.in_place(place)
}
